/** Reading and writing the cells of a range, and what stands in the way of it. */
import { type Area, cellCount, contains, isEntireColumns, isEntireRows, overlaps } from "../engine/area";
import type { Book } from "../engine/book";
import type { Sheet } from "../engine/sheet";
import { type Cell, type CellValue, isError } from "../engine/value";
import { ApiError, invalidArgument } from "./apiError";
import type { RangeTarget } from "./rangeTarget";
import type { OfficeSession } from "./session";

/** A matrix of what each cell gives; null where the range is too large to be given. */
export function readMatrix<T>(
  target: RangeTarget,
  session: OfficeSession,
  of: (row: number, column: number) => T,
): T[][] | null {
  const { area } = target;
  if (isEntireColumns(area) || isEntireRows(area)) return null;
  if (cellCount(area) > session.limits.readCells) {
    if (session.limits.readOverLimit === "error") throw new ApiError("RangeExceedsLimit");
    return null;
  }
  const matrix: T[][] = [];
  for (let row = area.row; row < area.row + area.rows; row += 1) {
    const line: T[] = [];
    for (let column = area.column; column < area.column + area.columns; column += 1) line.push(of(row, column));
    matrix.push(line);
  }
  return matrix;
}

/**
 * Writes a matrix, or one value into every cell. null leaves a cell as it is; a matrix of another size is refused before
 * anything is written.
 */
export function writeMatrix(
  target: RangeTarget,
  session: OfficeSession,
  given: unknown,
  write: (row: number, column: number, value: unknown) => void,
): void {
  const { area } = target;
  if (isEntireColumns(area) || isEntireRows(area)) throw invalidArgument();
  if (cellCount(area) > session.limits.writeCells) throw new ApiError("OperationCellsExceedLimit");
  const at = matrixOf(area, given);
  for (let row = 0; row < area.rows; row += 1) {
    for (let column = 0; column < area.columns; column += 1) {
      const value = at(row, column);
      if (value === null || value === undefined) continue;
      write(area.row + row, area.column + column, value);
    }
  }
}

const WRONG_SIZE =
  "The number of rows or columns in the input array doesn't match the size or dimensions of the range.";

/** Looks up a value for each cell of an area; a single value serves for all. */
export function matrixOf(area: Area, given: unknown): (row: number, column: number) => unknown {
  if (!Array.isArray(given)) {
    if (typeof given === "object" && given !== null) throw invalidArgument();
    return () => given;
  }
  const rows: readonly unknown[] = given;
  const isRightSize =
    rows.length === area.rows && rows.every((row) => Array.isArray(row) && row.length === area.columns);
  if (!isRightSize) throw invalidArgument(WRONG_SIZE);
  return (row, column) => (rows[row] as readonly unknown[])[column];
}

/** Enters values as a person would type them in en-US, and tells whoever listens. */
export function enterMatrix(target: RangeTarget, session: OfficeSession, given: unknown): void {
  const { sheet, area } = target;
  const { book } = sheet;
  if (!isEntireColumns(area) && !isEntireRows(area)) matrixOf(area, given);
  refuseLockedCells(sheet, area);
  const isSingle = cellCount(area) === 1;
  if (isSingle) book.calculate();
  const before = sheet.cellAt(area.row, area.column);
  const merges = sheet.merges.value.filter((merge) => overlaps(merge, area));
  writeMatrix(target, session, given, (row, column, value) => {
    // Only the first cell of a merged area holds anything.
    const isCovered = merges.some(
      (merge) => contains(merge, one(row, column)) && (merge.row !== row || merge.column !== column),
    );
    if (isCovered) return;
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") throw invalidArgument();
    if (!book.enter(sheet, row, column, value, "en-US")) throw invalidArgument();
  });
  tidyHeadings(book, sheet, area);
  if (isSingle) book.calculate();
  book.announce({
    kind: "cells",
    sheet,
    area,
    changeType: "RangeEdited",
    ...(isSingle ? { single: { before, after: sheet.cellAt(area.row, area.column) } } : {}),
  });
}

/** Headings of tables are texts, none blank and none twice, whatever was written into them. */
export function tidyHeadings(book: Book, sheet: Sheet, area: Area): void {
  for (const table of sheet.tables) {
    const header = { ...table.area.value, rows: 1 };
    if (table.hasHeaders.value && overlaps(header, area)) book.writeHeadings(table);
  }
}

/** What `values` gives for a cell: an empty text for an empty one, the error's text for an error. */
export function apiValue(value: CellValue): string | number | boolean {
  if (value === null) return "";
  return isError(value) ? value.error : value;
}

/** What `valueTypes` gives. */
export function apiValueType(value: CellValue): string {
  if (value === null) return "Empty";
  if (isError(value)) return "Error";
  if (typeof value === "number") return "Double";
  return typeof value === "boolean" ? "Boolean" : "String";
}

/** What `formulas` gives: the formula, or the value where there is none. */
export function apiFormula(cell: Cell): string | number | boolean {
  return cell.formula ?? apiValue(cell.value);
}

/** Refuses to touch locked cells of a protected sheet. */
export function refuseLockedCells(sheet: Sheet, area: Area): void {
  if (!sheet.protection.value) return;
  const looked = cellCount(area) > 100_000 ? { ...area, rows: 1, columns: 1 } : area;
  for (let row = looked.row; row < looked.row + looked.rows; row += 1) {
    for (let column = looked.column; column < looked.column + looked.columns; column += 1) {
      if (sheet.isLockedAt(row, column)) throw new ApiError("AccessDenied");
    }
  }
}

/** Refuses what a protected sheet does not allow; the option names what would allow it. */
export function refuseProtected(sheet: Sheet, option?: string): void {
  const protection = sheet.protection.value;
  if (!protection) return;
  if (option !== undefined && protection.options[option] === true) return;
  throw new ApiError("AccessDenied");
}

/** Refuses to change sheets of a workbook whose structure is protected. */
export function refuseProtectedStructure(book: Book): void {
  if (book.isStructureProtected.value) throw new ApiError("AccessDenied");
}

/** The area of one cell. */
export function one(row: number, column: number): Area {
  return { row, column, rows: 1, columns: 1 };
}
