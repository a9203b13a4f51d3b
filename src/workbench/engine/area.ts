/** Rectangles of cells and their A1 text. Rows and columns are 0-based here; only A1 text counts from one. */

export const ROW_LIMIT = 1_048_576;
export const COLUMN_LIMIT = 16_384;

/** A rectangle of cells by its top left corner and its size. */
export type Area = {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
};

export const WHOLE_SHEET: Area = { row: 0, column: 0, rows: ROW_LIMIT, columns: COLUMN_LIMIT };

/** The letters of a column: 0 is A, 26 is AA. */
export function columnName(column: number): string {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** The 0-based column of its letters, or undefined beyond XFD. */
export function columnOf(letters: string): number | undefined {
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column >= 1 && column <= COLUMN_LIMIT ? column - 1 : undefined;
}

/** The key under which a sheet keeps the cell at a place. */
export function cellKey(row: number, column: number): number {
  return row * COLUMN_LIMIT + column;
}

/** The row of a cell's key. */
export function rowOfKey(key: number): number {
  return Math.floor(key / COLUMN_LIMIT);
}

/** The column of a cell's key. */
export function columnOfKey(key: number): number {
  return key % COLUMN_LIMIT;
}

const CELLS = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})(?::\$?([A-Z]{1,3})\$?([1-9]\d{0,6}))?$/i;
const COLUMNS = /^\$?([A-Z]{1,3}):\$?([A-Z]{1,3})$/i;
const ROWS = /^\$?([1-9]\d{0,6}):\$?([1-9]\d{0,6})$/;

/** The area that A1 text without a sheet name means, or undefined when it means none. */
export function parseArea(text: string): Area | undefined {
  const trimmed = text.trim();
  const cells = CELLS.exec(trimmed);
  if (cells) {
    const left = columnOf(cells[1] ?? "");
    const right = cells[3] === undefined ? left : columnOf(cells[3]);
    const top = Number(cells[2]);
    const bottom = cells[4] === undefined ? top : Number(cells[4]);
    if (left === undefined || right === undefined) return undefined;
    return between(top - 1, left, bottom - 1, right);
  }
  const columns = COLUMNS.exec(trimmed);
  if (columns) {
    const left = columnOf(columns[1] ?? "");
    const right = columnOf(columns[2] ?? "");
    return left === undefined || right === undefined ? undefined : between(0, left, ROW_LIMIT - 1, right);
  }
  const rows = ROWS.exec(trimmed);
  if (rows) return between(Number(rows[1]) - 1, 0, Number(rows[2]) - 1, COLUMN_LIMIT - 1);
  return undefined;
}

/** The area between two corners in any order, or undefined when it leaves the sheet. */
export function between(rowA: number, columnA: number, rowB: number, columnB: number): Area | undefined {
  const row = Math.min(rowA, rowB);
  const column = Math.min(columnA, columnB);
  return areaOnSheet({ row, column, rows: Math.abs(rowA - rowB) + 1, columns: Math.abs(columnA - columnB) + 1 });
}

/** The same area, or undefined when it is empty or leaves the sheet. */
export function areaOnSheet(area: Area): Area | undefined {
  const isOnSheet =
    area.row >= 0 &&
    area.column >= 0 &&
    area.rows >= 1 &&
    area.columns >= 1 &&
    area.row + area.rows <= ROW_LIMIT &&
    area.column + area.columns <= COLUMN_LIMIT;
  return isOnSheet ? area : undefined;
}

/** A1 text of an area without its sheet: "B2", "A1:C3", "A:B", "2:2". */
export function areaText(area: Area): string {
  if (area.rows === ROW_LIMIT && area.columns < COLUMN_LIMIT) {
    return `${columnName(area.column)}:${columnName(area.column + area.columns - 1)}`;
  }
  if (area.columns === COLUMN_LIMIT) return `${area.row + 1}:${area.row + area.rows}`;
  const first = columnName(area.column) + String(area.row + 1);
  if (area.rows === 1 && area.columns === 1) return first;
  return `${first}:${columnName(area.column + area.columns - 1)}${area.row + area.rows}`;
}

/** The same with dollar signs, as names and print titles keep it. */
export function absoluteAreaText(area: Area): string {
  return areaText(area)
    .replace(/([A-Z]+)/g, "$$$1")
    .replace(/(\d+)/g, "$$$1");
}

/** A sheet's name as formulas and addresses write it. */
export function quotedSheetName(name: string): string {
  const isPlain = /^[A-Za-z_\u0080-\uffff][A-Za-z0-9_.\u0080-\uffff]*$/.test(name) && parseArea(name) === undefined;
  return isPlain && !/^r\d*c?\d*$|^c\d*$/i.test(name) ? name : `'${name.replaceAll("'", "''")}'`;
}

/** Splits "'My sheet'!A1:B2" into sheet and rest; the sheet is undefined where none is named. */
export function splitAddress(text: string): { readonly sheet: string | undefined; readonly rest: string } {
  const mark = text.lastIndexOf("!");
  if (mark < 0) return { sheet: undefined, rest: text };
  const named = text.slice(0, mark).trim();
  const sheet = named.startsWith("'") && named.endsWith("'") ? named.slice(1, -1).replaceAll("''", "'") : named;
  return { sheet, rest: text.slice(mark + 1) };
}

/** Whether two areas share a cell. */
export function overlaps(one: Area, other: Area): boolean {
  return intersection(one, other) !== undefined;
}

/** Whether one area lies wholly in another. */
export function contains(outer: Area, inner: Area): boolean {
  return (
    inner.row >= outer.row &&
    inner.column >= outer.column &&
    inner.row + inner.rows <= outer.row + outer.rows &&
    inner.column + inner.columns <= outer.column + outer.columns
  );
}

/** What two areas share. */
export function intersection(one: Area, other: Area): Area | undefined {
  const row = Math.max(one.row, other.row);
  const column = Math.max(one.column, other.column);
  const rows = Math.min(one.row + one.rows, other.row + other.rows) - row;
  const columns = Math.min(one.column + one.columns, other.column + other.columns) - column;
  return rows > 0 && columns > 0 ? { row, column, rows, columns } : undefined;
}

/** The smallest area that holds both. */
export function boundingArea(one: Area, other: Area): Area {
  const row = Math.min(one.row, other.row);
  const column = Math.min(one.column, other.column);
  return {
    row,
    column,
    rows: Math.max(one.row + one.rows, other.row + other.rows) - row,
    columns: Math.max(one.column + one.columns, other.column + other.columns) - column,
  };
}

/** What is left of an area once another is cut out: up to four rectangles. */
export function subtractArea(from: Area, cut: Area): Area[] {
  const shared = intersection(from, cut);
  if (!shared) return [from];
  const pieces: Area[] = [
    { ...from, rows: shared.row - from.row },
    { ...from, row: shared.row + shared.rows, rows: from.row + from.rows - shared.row - shared.rows },
    { ...shared, column: from.column, columns: shared.column - from.column },
    {
      ...shared,
      column: shared.column + shared.columns,
      columns: from.column + from.columns - shared.column - shared.columns,
    },
  ];
  return pieces.filter((piece) => piece.rows > 0 && piece.columns > 0);
}

/** How many cells an area has. */
export function cellCount(area: Area): number {
  return area.rows * area.columns;
}

/** Whether an area is made of whole columns. */
export function isEntireColumns(area: Area): boolean {
  return area.rows === ROW_LIMIT;
}

/** Whether an area is made of whole rows. */
export function isEntireRows(area: Area): boolean {
  return area.columns === COLUMN_LIMIT;
}

/** How cells move when some are inserted or deleted. */
export type Shift = {
  readonly direction: "down" | "right" | "up" | "left";
  /** The cells inserted or deleted. */
  readonly area: Area;
};

/**
 * Where an area lies after a shift; undefined when all its cells were deleted. An area that only partly stands in the
 * moved band stays where it is, as references to it do in Excel.
 */
export function shiftArea(area: Area, shift: Shift): Area | undefined {
  const { area: moved, direction } = shift;
  const isVertical = direction === "down" || direction === "up";
  const isInBand = isVertical
    ? area.column >= moved.column && area.column + area.columns <= moved.column + moved.columns
    : area.row >= moved.row && area.row + area.rows <= moved.row + moved.rows;
  if (!isInBand) return area;
  const start = isVertical ? area.row : area.column;
  const size = isVertical ? area.rows : area.columns;
  const limit = isVertical ? ROW_LIMIT : COLUMN_LIMIT;
  // Whole columns have no rows to lose.
  if (size === limit) return area;
  const at = isVertical ? moved.row : moved.column;
  const count = isVertical ? moved.rows : moved.columns;
  let newStart = start;
  let newSize = size;
  if (direction === "down" || direction === "right") {
    if (start >= at) newStart += count;
    else if (start + size > at) newSize += count;
    newSize = Math.min(newSize, limit - newStart);
  } else {
    const end = start + size;
    const cut = Math.max(0, Math.min(end, at + count) - Math.max(start, at));
    newSize = size - cut;
    if (start >= at + count) newStart -= count;
    else if (start > at) newStart = at;
  }
  if (newSize <= 0 || newStart >= limit) return undefined;
  return isVertical ? { ...area, row: newStart, rows: newSize } : { ...area, column: newStart, columns: newSize };
}
