/** What the declaration of a sheet says of each column, and the columns that most sheets have. */
import { ROLE_TYPES } from "../../model";

/** What a column holds, and so which grammar reads it. */
export type FieldType =
  | "text"
  | "number" // whole
  | "money"
  | "posts"
  | "year"
  | "month"
  | "date"
  | "percent"
  | "one of"
  | "some of" // a list with ;
  | "yes or no"
  | "price base"
  | "paragraphs" // a list with ;
  | "approved" // money or posts, as the row's Kind says
  | "assumption"; // in the unit of the parameter that the row names

/** A column of the Lists sheet that gives the allowed values of a field. */
export type ListName = "Grade" | "Funding source" | "Financial year" | "Type" | "Category" | "Business group";

export type Column = {
  /** The canonical heading. */
  readonly heading: string;
  /** The typed input's field. */
  readonly field: string;
  readonly type: FieldType;
  readonly isRequired: boolean;
  /** Part of the key that names a row; rows with equal keys are duplicates. */
  readonly isKey: boolean;
  /** Allowed values of "one of" and "some of". */
  readonly choices: readonly string[];
  /** The list of the workbook's own that the value must be on, when there is one. */
  readonly list: ListName | null;
  /** Other headings that mean the same. */
  readonly synonyms: readonly string[];
  /** Below nil is refused. */
  readonly isNeverNegative: boolean;
  /** More than this is refused, percentages in hundredths; null for no limit. */
  readonly atMost: number | null;
  /** One line for the person who fills it in. */
  readonly help: string;
};

export type SheetDeclaration = {
  readonly name: string;
  readonly synonyms: readonly string[];
  readonly isRequired: boolean;
  /** What the sheet adds to the case, in one line. */
  readonly adds: string;
  /** What follows when the sheet is not in the workbook; "" when nothing needs saying. */
  readonly whenAbsent: string;
  readonly columns: readonly Column[];
};

type ColumnDetails = Partial<Pick<Column, "choices" | "list" | "synonyms" | "isNeverNegative" | "atMost" | "isKey">>;

/** A column that a sheet must have. */
export function required(
  heading: string,
  field: string,
  type: FieldType,
  help: string,
  details: ColumnDetails = {},
): Column {
  return { ...optional(heading, field, type, help, details), isRequired: true };
}

/** A column that a sheet may have. */
export function optional(
  heading: string,
  field: string,
  type: FieldType,
  help: string,
  details: ColumnDetails = {},
): Column {
  return {
    heading,
    field,
    type,
    isRequired: false,
    isKey: false,
    choices: [],
    list: null,
    synonyms: [],
    isNeverNegative: false,
    atMost: null,
    help,
    ...details,
  };
}

export const SOURCE = optional(
  "Source",
  "provenance",
  "text",
  "Where the figure comes from: stated, derived or illustrative",
);
export const NOTE = optional("Note", "note", "text", "Anything the next reader should know", {
  synonyms: ["Notes", "Comment", "Comments"],
});
export const PARAGRAPH = optional(
  "Paragraph",
  "paragraphs",
  "paragraphs",
  "Paragraph of the decision, or several with ;",
  {
    synonyms: ["Para"],
  },
);

/** The year that a row speaks of, which is part of its key. */
export function yearOfRow(help: string, isRequired = true): Column {
  return {
    ...optional("Financial year", "year", "year", help),
    isRequired,
    isKey: true,
    list: "Financial year",
    synonyms: ["Year", "FY"],
  };
}

/** Who the row is about: police officers, police staff, community support officers. */
export const ROLE_TYPE = required("Role type", "roleType", "one of", "Officer, Staff or PCSO", {
  choices: ROLE_TYPES,
  isKey: true,
  synonyms: ["Staff type", "Post type", "Employee type"],
});

export const GRADE = required("Grade", "grade", "text", "Grade, band or rank", {
  isKey: true,
  list: "Grade",
  synonyms: ["Band", "Rank", "Pay band", "Pay grade"],
});
