/** Rates, limits and tolerances of the case's own, from the Assumptions sheet. */
import { formatYear, parameters, type Assumption } from "../../../model";
import { shownText, valueKey } from "../../scan/cleanText";
import { parameterIdsByLabel, readAssumption } from "../cells";
import {
  Fields,
  keyText,
  lineOf,
  report,
  reportMissing,
  soundRows,
  where,
  yearText,
  type SheetRead,
} from "./lineMaking";

/** The case's own rates and limits from rows of Assumptions; a name that the model does not use is said to be unused. */
export function makeAssumptions(sheet: SheetRead): readonly Assumption[] {
  const column = sheet.places.columns.get("value");
  const keys = ["parameter", ...(sheet.places.columns.has("year") ? ["year"] : [])];
  return soundRows(sheet, ["parameter"], keys).flatMap((row) => {
    const fields = new Fields(row);
    const name = fields.text("parameter") ?? "";
    const parameter = parameterIdsByLabel.get(valueKey(name));
    if (parameter === undefined) {
      report(
        sheet,
        row,
        "parameter",
        "R08_NOTE_ROW",
        "note",
        `${where(sheet, row, "parameter")}: '${shownText(name)}' is not an assumption that the model uses; it was not read.`,
        "Nothing to do.",
      );
      return [];
    }
    const year = fields.year("year");
    if (year !== null && parameters.get(parameter)?.isByYear !== true) {
      report(
        sheet,
        row,
        "year",
        "R08_NOTE_ROW",
        "note",
        `${where(sheet, row, "year")}: '${shownText(name)}' holds for all years in this model; the row for ${formatYear(year)} was not read.`,
        "Leave Financial year blank to have it used.",
      );
      return [];
    }
    if (year === null && needsYear(parameter)) {
      reportMissing(sheet, row, "year", `Enter the year that the value holds for: '${shownText(name)}' goes by year.`);
      return [];
    }
    const value = column && readAssumption(row.cells(column), column, sheet.around, parameter);
    if (value === undefined) return [];
    if (value === null) {
      report(
        sheet,
        row,
        "value",
        "C07_MISSING_REQUIRED",
        "error",
        `${where(sheet, row, "value")} is blank.`,
        "Enter the value, or clear the row to use the model's own.",
      );
      return [];
    }
    return [{ line: lineOf(sheet, "Assumptions", keyText(name, yearText(year)), row), parameter, value, year }];
  });
}

/** An index by year: it says how prices of one year stand to those of another. A rate without a year holds for all years. */
function needsYear(id: string): boolean {
  const parameter = parameters.get(id);
  return parameter?.isByYear === true && parameter.unit === "number";
}
