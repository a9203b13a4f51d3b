/** What the grid writes in a cell: text as its number format has it, cut or widened to the room there is. */
import { cellKey, columnName } from "../engine/area";
import { showGeneral, showValue } from "../engine/numberFormat";
import type { Sheet } from "../engine/sheet";
import type { Cell, CellFormat } from "../engine/value";
import type { Lines } from "./lines";
import { alignmentOf, fontOf } from "./look";
import { CELL_PADDING } from "./sheetLayout";
import { textWidth } from "./textSize";

/** The address of a cell: B5. */
export function addressOf(row: number, column: number): string {
  return `${columnName(column)}${row + 1}`;
}

/** What stands in the formula bar for a cell, and in the cell while it is edited. */
export function editText(sheet: Sheet, row: number, column: number): string {
  const cell = sheet.cellAt(row, column);
  if (cell.formula !== undefined) return cell.formula;
  const { value } = cell;
  if (value === null) return "";
  if (typeof value === "object") return value.error;
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  const format = sheet.numberFormatAt(row, column);
  if (typeof value === "number")
    return isWrittenAsShown(format) ? showValue(value, entryFormat(format)) : plainNumber(value, format);
  return cell.isQuoted === true ? `'${value}` : value;
}

/** Dates and times are edited as they are read, other numbers with all their digits. */
function isWrittenAsShown(format: string): boolean {
  return /[dyhs]/i.test(format.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, "")) && !/general/i.test(format);
}

function entryFormat(format: string): string {
  const bare = format.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, "");
  const hasDay = /[dy]/i.test(bare);
  const hasTime = /[hs]/i.test(bare);
  return hasDay && hasTime ? "dd/mm/yyyy hh:mm:ss" : hasDay ? "dd/mm/yyyy" : "hh:mm:ss";
}

function plainNumber(value: number, format: string): string {
  if (format.includes("%")) {
    const percent = Number(`${value}e2`);
    if (Number.isFinite(percent)) return `${String(Number(percent.toPrecision(15)))}%`;
  }
  return String(Number(value.toPrecision(15)));
}

/** The text of a cell in the room of its column: numbers that do not fit are hashes, never cut short. */
export function shownText(cell: Cell, format: CellFormat, width: number): string {
  const numberFormat = format.numberFormat ?? "General";
  const text = showValue(cell.value, numberFormat);
  if (typeof cell.value !== "number" || format.isWrapped === true) return text;
  const room = width - CELL_PADDING;
  const font = fontOf(format);
  if (textWidth(text, font) <= room) return text;
  if (/^general$/i.test(numberFormat)) {
    // A number nobody has formatted loses decimals before it loses its place.
    for (let digits = 10; digits >= 1; digits -= 1) {
      const shorter = showGeneral(Number(cell.value.toPrecision(digits)));
      if (
        Math.abs(Number(shorter)) >= 1 === Math.abs(cell.value) >= 1 &&
        isSameWhole(shorter, cell.value) &&
        textWidth(shorter, font) <= room
      ) {
        return shorter;
      }
    }
  }
  const hashes = Math.max(1, Math.floor(room / Math.max(1, textWidth("#", font))));
  return "#".repeat(Math.min(hashes, 255));
}

/** Whether a shortened number still has all digits before its point. */
function isSameWhole(text: string, value: number): boolean {
  return Math.abs(Number(text) - value) < 1 && !/e/i.test(text);
}

/** How far to the right (or left) a text runs over empty cells beside it, in pixels. */
export function overflowOf(
  sheet: Sheet,
  row: number,
  column: number,
  cell: Cell,
  format: CellFormat,
  columns: Lines,
): { readonly left: number; readonly right: number } {
  const none = { left: 0, right: 0 };
  if (typeof cell.value !== "string" || format.isWrapped === true || format.isShrunk === true) return none;
  if (format.horizontalAlignment === "Fill" || format.horizontalAlignment === "Justify") return none;
  const width = columns.sizeOf(column);
  const needed = textWidth(cell.value.split("\n")[0] ?? "", fontOf(format)) + CELL_PADDING - width;
  if (needed <= 0) return none;
  const alignment = alignmentOf(format, cell.value);
  const reach = (step: 1 | -1, wanted: number): number => {
    let room = 0;
    for (let next = column + step; room < wanted && next >= 0 && Math.abs(next - column) <= 60; next += step) {
      const beside = sheet.cells.get(cellKey(row, next));
      if (beside !== undefined && (beside.value !== null || beside.formula !== undefined)) break;
      if (sheet.mergeAt(row, next) !== undefined) break;
      room += columns.sizeOf(next);
    }
    return Math.min(room, wanted);
  };
  if (alignment === "right") return { left: reach(-1, needed), right: 0 };
  if (alignment === "center") return { left: reach(-1, needed / 2), right: reach(1, needed / 2) };
  return { left: 0, right: reach(1, needed) };
}
