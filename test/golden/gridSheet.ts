/** A sheet of somebody's own making, written down as the grid it is: for golden cases that are not in our form. */
import type { Entry } from "../examples/exampleSheets";
import { entryCell } from "../examples/exampleWorkbook";
import type { MadeCell, MadeSheet } from "../examples/workbookMaker";

/** The rows as typed, from A1; `null` leaves a cell empty, an empty row stays empty. */
export function gridSheet(name: string, rows: readonly (readonly (Entry | null)[])[]): MadeSheet {
  const width = Math.max(...rows.map((row) => row.length));
  return {
    name,
    columns: Array.from({ length: width }, () => ({ width: 18 })),
    rows: rows.map((row) => row.map((entry): MadeCell | null => (entry === null ? null : entryCell(entry, "posts")))),
  };
}
