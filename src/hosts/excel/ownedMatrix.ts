/** A planned sheet as one rectangle of cells from A1, ready to be entered. */
import { type CellArea, type OwnedCell, type OwnedSheetPlan, type OwnedTable, cellAddress } from "../../workbook";
import { LOOKS } from "./ownedLooks";

export const BEGIN_STAMP = "Business Case Finance is writing: the figures on this sheet are not valid.";

/** What goes into a cell. Never null: Excel would leave what stood there before. */
export type Entered = string | number | boolean;

export type OwnedMatrix = {
  readonly cells: readonly (readonly (OwnedCell | undefined)[])[];
  readonly width: number;
};

/** Row and column of the stamp, A3. */
const STAMP = { row: 3, column: 0 } as const;

/** The cells of a planned sheet. Throws when the plan is broken: cells that overlap, or a number that is none. */
export function ownedMatrix(sheet: OwnedSheetPlan): OwnedMatrix {
  const cells: (OwnedCell | undefined)[][] = [];
  let width = 1;
  const put = (row: number, column: number, cell: OwnedCell): void => {
    while (cells.length < row) cells.push([]);
    const line = cells[row - 1];
    if (line === undefined) throw new Error(`a cell is planned for row ${row}`);
    if (line[column] !== undefined) throw new Error(`two things are planned for ${cellAddress(row, column)}`);
    if (typeof cell.value === "number" && !Number.isFinite(cell.value))
      throw new Error(`${cell.value} cannot be written to a cell`);
    if (typeof cell.value === "string" && cell.value.length > TEXT_LENGTH_MAXIMUM)
      throw new Error(`the text planned for ${cellAddress(row, column)} is longer than Excel allows`);
    line[column] = cell;
    width = Math.max(width, column + 1);
  };
  for (const { row, column, cell } of sheet.texts) put(row, column, cell);
  for (const table of sheet.tables) {
    table.headings.forEach((heading, at) => {
      const isOfNumbers = table.rows.some((row) => typeof row[at]?.value === "number");
      put(table.top, table.left + at, { value: heading, style: isOfNumbers ? "numberHeading" : "heading" });
    });
    table.rows.forEach((row, r) => {
      if (row.length > table.headings.length)
        throw new Error(`a row of table ${table.name} is wider than its headings`);
      row.forEach((cell, c) => put(table.top + 1 + r, table.left + c, cell));
    });
  }
  while (cells.length < STAMP.row) cells.push([]);
  return { cells, width };
}

/** Most characters a cell may hold. */
const TEXT_LENGTH_MAXIMUM = 32_767;

/** What is entered for a planned value. Every text is marked as text, so that none is taken for a date or a formula. */
export function enteredAs(value: OwnedCell["value"] | undefined): Entered {
  if (value === null || value === undefined || value === "") return "";
  if (typeof value === "string") {
    // The longest text leaves no room for the mark; one that begins with a letter is too long to be anything but text.
    return value.length === TEXT_LENGTH_MAXIMUM && /^[A-Za-z]/.test(value) ? value : `'${value}`;
  }
  return Object.is(value, -0) ? 0 : value;
}

/** What Excel gives back for a planned value. */
export function readBackAs(value: OwnedCell["value"] | undefined): Entered {
  if (value === null || value === undefined) return "";
  return Object.is(value, -0) ? 0 : value;
}

/** Rows of the rectangle as they are entered; A3 holds the begin stamp until all is done. */
export function enteredRows(matrix: OwnedMatrix, first: number, last: number): Entered[][] {
  return rowsOf(matrix, first, last, (cell, row, column) =>
    row === STAMP.row && column === STAMP.column ? `'${BEGIN_STAMP}` : enteredAs(cell?.value),
  );
}

/** Rows of the rectangle as Excel gives them back before the final stamp. */
export function expectedRows(matrix: OwnedMatrix, first: number, last: number): Entered[][] {
  return rowsOf(matrix, first, last, (cell, row, column) =>
    row === STAMP.row && column === STAMP.column ? BEGIN_STAMP : readBackAs(cell?.value),
  );
}

function rowsOf(
  matrix: OwnedMatrix,
  first: number,
  last: number,
  of: (cell: OwnedCell | undefined, row: number, column: number) => Entered,
): Entered[][] {
  const rows: Entered[][] = [];
  for (let row = first; row <= last; row++) {
    const line = matrix.cells[row - 1] ?? [];
    rows.push(Array.from({ length: matrix.width }, (_, column) => of(line[column], row, column)));
  }
  return rows;
}

/** The value of A3 when all is done. */
export function finalStamp(matrix: OwnedMatrix): Entered {
  return enteredAs(matrix.cells[STAMP.row - 1]?.[STAMP.column]?.value);
}

/** The number format of a cell; text that a person who edits it would turn into a formula is also formatted as text. */
export function numberFormatOf(cell: OwnedCell | undefined, isGuarding: boolean): string {
  if (cell === undefined) return "General";
  if (isGuarding && isGuarded(cell)) return "@";
  return LOOKS[cell.style].format ?? "General";
}

/** Whether a cell holds text that begins like a formula, in Excel or in something its values are exported to. */
export function isGuarded({ value }: OwnedCell): boolean {
  if (typeof value !== "string") return false;
  const first = value.trimStart().charAt(0);
  return (first !== "" && "=+-@＝＋－＠".includes(first)) || /^[\t\r\n]/.test(value);
}

/** The area of a table, header included; at least one row under the header. */
export function tableArea(table: OwnedTable): CellArea {
  return {
    top: table.top,
    left: table.left,
    bottom: table.top + Math.max(table.rows.length, 1),
    right: table.left + table.headings.length - 1,
  };
}
