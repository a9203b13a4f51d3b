/** The workbook's own lists, and rates and limits of its own. */
import { NOTE, optional, required, SOURCE, type SheetDeclaration } from "./column";

export const LISTS: SheetDeclaration = {
  name: "Lists",
  synonyms: ["List"],
  isRequired: false,
  adds: "The values that grades, sources, years, types, categories and groups may have",
  whenAbsent: "",
  columns: [
    optional("Grade", "grade", "text", "Grades, bands and ranks that may be used", { list: "Grade" }),
    optional("Funding source", "fundingSource", "text", "Sources that may be named", { list: "Funding source" }),
    optional("Financial year", "year", "text", "Years that may be used", { list: "Financial year" }),
    optional("Type", "type", "text", "Cost types that may be used", { list: "Type" }),
    optional("Category", "category", "text", "Cost categories that may be used", { list: "Category" }),
    optional("Business group", "businessGroup", "text", "Business groups that may be used", { list: "Business group" }),
  ],
};

export const ASSUMPTIONS: SheetDeclaration = {
  name: "Assumptions",
  synonyms: ["Assumption"],
  isRequired: false,
  adds: "Rates, limits and tolerances of the case's own",
  whenAbsent: "no Assumptions sheet: rates and limits are the model's defaults",
  columns: [
    required("Assumption", "parameter", "text", "Name of the rate, limit or tolerance", { isKey: true }),
    required("Value", "value", "assumption", "Its value in this case"),
    optional("Unit", "unit", "text", "Unit of the value"),
    optional("Financial year", "year", "year", "Year it applies to; blank is all", {
      isKey: true,
      list: "Financial year",
      synonyms: ["Year", "FY"],
    }),
    SOURCE,
    optional("Checked on", "checkedOn", "date", "When it was last checked"),
    NOTE,
  ],
};
