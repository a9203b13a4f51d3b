/** The workbook's own lists: what the Lists sheet allows in grades, sources, years, types, categories and groups. */
import { formatYear } from "../../model";
import { cellAddress } from "../address";
import { headingKey, isBlankText, shownText, tidyText, valueKey } from "../scan/cleanText";
import { dayOfSerial, isDateFormat, scanYear } from "../scan/yearAndDate";
import type { Column, SheetDeclaration } from "../sheetLayout";
import type { FindingLog } from "../sheets/findingLog";
import type { SheetSnapshot, SnapshotRow } from "../workbook";

/** Allowed values by list name: key -> spelling. A list without values allows everything and is left out. */
export type Lists = Map<string, ReadonlyMap<string, string>>;

/** Headings are looked for in this many rows from the top, as on every sheet. */
const ROWS_SEARCHED = 30;

/**
 * Reads the Lists sheet: the first row that has one of its headings, and the values under each. Years are kept in their
 * canonical form. A cell that cannot be read is an error, since without it good values of other sheets would be refused.
 */
export function readLists(sheet: SheetSnapshot, declaration: SheetDeclaration, log: FindingLog): Lists {
  const lists: Lists = new Map();
  const header = sheet.rows.find((row) => row.row <= ROWS_SEARCHED && columnsIn(row, declaration).size > 0);
  if (!header) {
    log.add(
      "H10_EXTRA_COLUMN",
      "note",
      sheet.name,
      null,
      `${sheet.name} has none of the headings ${declaration.columns.map((column) => column.heading).join(", ")}; no list was read.`,
      "Nothing to do, or head a column with one of these.",
    );
    return lists;
  }
  const columns = columnsIn(header, declaration);
  noteOtherHeadings(sheet, header, columns, log);
  for (const [index, column] of columns) {
    const values = sheet.rows.flatMap((row) =>
      row.row > header.row ? (readListCell(sheet, row, index, column, log) ?? []) : [],
    );
    if (values.length > 0 && column.list !== null) lists.set(column.list, listOf(values));
  }
  return lists;
}

/** Values by their key, the first spelling of each. */
export function listOf(values: readonly string[]): ReadonlyMap<string, string> {
  const list = new Map<string, string>();
  for (const value of values) if (!list.has(valueKey(value))) list.set(valueKey(value), value);
  return list;
}

function columnsIn(row: SnapshotRow, declaration: SheetDeclaration): ReadonlyMap<number, Column> {
  const columns = new Map<number, Column>();
  row.values.forEach((value, index) => {
    if (typeof value !== "string") return;
    const key = headingKey(value);
    const column = declaration.columns.find((candidate) =>
      [candidate.heading, ...candidate.synonyms].some((heading) => headingKey(heading) === key),
    );
    if (column) columns.set(index, column);
  });
  return columns;
}

function noteOtherHeadings(
  sheet: SheetSnapshot,
  header: SnapshotRow,
  columns: ReadonlyMap<number, Column>,
  log: FindingLog,
): void {
  header.values.forEach((value, index) => {
    if (columns.has(index) || typeof value !== "string" || isBlankText(value)) return;
    log.add(
      "H10_EXTRA_COLUMN",
      "note",
      sheet.name,
      cellAddress(header.row, index),
      `The column '${shownText(value)}' of ${sheet.name} is not used.`,
      "Nothing to do.",
    );
  });
}

/** One value of a list; null for a blank or for a cell with a finding. */
function readListCell(
  sheet: SheetSnapshot,
  row: SnapshotRow,
  index: number,
  column: Column,
  log: FindingLog,
): string | null {
  const value = row.values[index];
  const cell = cellAddress(row.row, index);
  const refuse = (code: string, message: string, next: string): null => {
    log.add(code, "error", sheet.name, cell, `${sheet.name}!${cell} (${column.heading}) ${message}`, next);
    return null;
  };
  if (value === null || value === undefined || (typeof value === "string" && isBlankText(value))) return null;
  if (typeof value === "object") {
    if (value.kind === "error")
      return refuse(
        "C04_ERROR_VALUE",
        `shows the error ${shownText(value.error)}.`,
        "Mend the formula, or type the value.",
      );
    return value.kind === "damaged"
      ? refuse(
          "F09_PART_DAMAGED",
          `refers to ${shownText(value.what)}, which is not in the file.`,
          "Repair the workbook in Excel, then save it.",
        )
      : refuse("C33_RICH_VALUE", `holds ${shownText(value.what)}, not a plain value.`, "Type the plain text.");
  }
  if (column.list !== "Financial year")
    return tidyText(typeof value === "boolean" ? String(value).toUpperCase() : String(value));
  if (typeof value === "number" && (isDateFormat(row.formats?.[index] ?? "") || dayOfSerial(value, 1900) !== null)) {
    return refuse(
      "C15_YEAR_IS_DATE",
      "holds a date, where a financial year belongs.",
      "Type the year as '2026/27, with the apostrophe.",
    );
  }
  const year = scanYear(String(value));
  if (year.kind === "year") return formatYear(year.year);
  return year.kind === "one year"
    ? refuse(
        "C15_YEAR_AMBIGUOUS",
        `is ${shownText(String(value))}; a financial year needs both of its years.`,
        "Type the year as 2026/27.",
      )
    : refuse(
        "C18_UNKNOWN_YEAR",
        `is '${shownText(String(value))}', which is no financial year.`,
        "Type the year as 2026/27.",
      );
}
