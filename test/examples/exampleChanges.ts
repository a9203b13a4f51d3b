/** The same case with a few cells different: how the faults and the variations of the worked example are written. */
import type { Entry, ExampleCase, ExampleRow, ExampleSheet } from "./exampleSheets";

type RowsSheet = Extract<ExampleSheet, { readonly rows: unknown }>;

/**
 * The case with other entries in one row. The row is named by its first cell, as a person would ("1a" of Staffing).
 * Throws when there is no such row, so that a change cannot miss its mark unnoticed.
 */
export function withEntries(
  example: ExampleCase,
  sheet: string,
  row: string,
  entries: Readonly<Record<string, Entry>>,
): ExampleCase {
  return withRows(example, sheet, (rows) => {
    const found = rows.filter((each) => nameOf(each) === row);
    if (found.length !== 1) throw new Error(`${sheet} has ${found.length} rows called ${row}`);
    return rows.map((each) => (nameOf(each) === row ? { ...each, cells: { ...each.cells, ...entries } } : each));
  });
}

/** The case without one of its sheets. */
export function withoutSheet(example: ExampleCase, sheet: string): ExampleCase {
  rowsSheetOf(example, sheet);
  return { ...example, sheets: example.sheets.filter((each) => each.sheet !== sheet) };
}

/** The case with other rows on one sheet. */
export function withRows(
  example: ExampleCase,
  sheet: string,
  change: (rows: readonly ExampleRow[]) => readonly ExampleRow[],
): ExampleCase {
  const rows = change(rowsSheetOf(example, sheet).rows);
  return { ...example, sheets: example.sheets.map((each) => (each.sheet === sheet ? { sheet, rows } : each)) };
}

function rowsSheetOf(example: ExampleCase, sheet: string): RowsSheet {
  const found = example.sheets.find((each) => each.sheet === sheet);
  if (!found || !("rows" in found)) throw new Error(`the case has no rows on a sheet called ${sheet}`);
  return found;
}

function nameOf(row: ExampleRow): Entry | undefined {
  return Object.values(row.cells)[0];
}
