/** A1 text and positions. Rows are 1-based, columns 0-based; Excel's grid is 1,048,576 rows by 16,384 columns. */
import type { CellArea } from "./workbook";

export const ROWS_MAXIMUM = 1_048_576;
export const COLUMNS_MAXIMUM = 16_384;

/** A place on a sheet: 1-based row, 0-based column. */
export type Position = { readonly row: number; readonly column: number };

/** Letters of a 0-based column: 0 is A, 26 is AA, 16,383 is XFD. Throws outside Excel's grid. */
export function columnLetters(column: number): string {
  if (!Number.isInteger(column) || column < 0 || column >= COLUMNS_MAXIMUM) {
    throw new RangeError(`no such column: ${column}`);
  }
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** The A1 text of a position: (14, 5) is F14. */
export function cellAddress(row: number, column: number): string {
  if (!Number.isInteger(row) || row < 1 || row > ROWS_MAXIMUM) throw new RangeError(`no such row: ${row}`);
  return columnLetters(column) + row;
}

/** Reads A1 text, with or without $; null when it is not one cell inside Excel's grid. */
export function parseCellAddress(text: string): Position | null {
  let index = 0;
  let column = 0;
  if (text[index] === "$") index++;
  const lettersFrom = index;
  for (; index < text.length && index - lettersFrom < 4; index++) {
    const code = text.charCodeAt(index) & ~32; // upper case
    if (code < 65 || code > 90) break;
    column = column * 26 + (code - 64);
  }
  if (index === lettersFrom || column > COLUMNS_MAXIMUM) return null;
  if (text[index] === "$") index++;
  const digitsFrom = index;
  let row = 0;
  for (; index < text.length && index - digitsFrom < 8; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) break;
    row = row * 10 + digit;
  }
  if (index !== text.length || index === digitsFrom || text[digitsFrom] === "0" || row > ROWS_MAXIMUM) return null;
  return { row, column: column - 1 };
}

/** Reads "A1:C3" or "B2"; null when it is not an area inside Excel's grid. Ends may come in either order. */
export function parseArea(text: string): CellArea | null {
  const colon = text.indexOf(":");
  const first = parseCellAddress(colon < 0 ? text : text.slice(0, colon));
  const last = colon < 0 ? first : parseCellAddress(text.slice(colon + 1));
  if (!first || !last) return null;
  return {
    top: Math.min(first.row, last.row),
    left: Math.min(first.column, last.column),
    bottom: Math.max(first.row, last.row),
    right: Math.max(first.column, last.column),
  };
}

/** The A1 text of an area: "A1:C3", or "B2" when it is one cell. */
export function areaAddress(area: CellArea): string {
  const first = cellAddress(area.top, area.left);
  const last = cellAddress(area.bottom, area.right);
  return first === last ? first : `${first}:${last}`;
}

/** A sheet's name as it stands before "!" in a reference: quoted when it must be, with apostrophes doubled. */
export function quotedSheetName(name: string): string {
  const isPlain =
    /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && parseCellAddress(name) === null && !/^[rR][0-9]*[cC][0-9]*$/.test(name);
  return isPlain ? name : `'${name.replaceAll("'", "''")}'`;
}

/** "Costs!H9" or "'Posts 2019'!A4". */
export function sheetAddress(sheet: string, cell: string): string {
  return `${quotedSheetName(sheet)}!${cell}`;
}
