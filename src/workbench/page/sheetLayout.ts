/** The layout of one sheet as the grid draws it: its lines in pixels, what is frozen, how far there is to scroll. */
import { COLUMN_LIMIT, ROW_LIMIT, columnOfKey, rowOfKey } from "../engine/area";
import { showValue } from "../engine/numberFormat";
import { STANDARD_HEIGHT, type Sheet } from "../engine/sheet";
import { fontOf } from "./look";
import { Lines } from "./lines";
import { textWidth, wrappedLineCount } from "./textSize";

/** A point is a 72nd of an inch, a pixel a 96th. */
export const PIXELS_PER_POINT = 96 / 72;
/** Left and right of the text in a cell, together. */
export const CELL_PADDING = 6;
/** The width of a digit in Calibri at 11 points. */
const USUAL_DIGIT = 7.45;
const WRAPPED_CELLS_MEASURED = 3_000;
/** Sheets are drawn at least this far, and a screenful past what they hold. */
const ROWS_AT_LEAST = 200;
const COLUMNS_AT_LEAST = 26;

export type SheetLayout = {
  readonly rows: Lines;
  readonly columns: Lines;
  readonly frozenRows: number;
  readonly frozenColumns: number;
  /** How many rows and columns can be scrolled to. */
  readonly rowCount: number;
  readonly columnCount: number;
};

const kept = new WeakMap<Sheet, { readonly stamp: string; readonly layout: SheetLayout }>();

/** The layout of a sheet; worked out again only after something that it depends on has changed. */
export function layoutOfSheet(sheet: Sheet): SheetLayout {
  const active = sheet.book.activeCellOf(sheet);
  const [selected] = sheet.book.selectionOf(sheet);
  const used = sheet.usedArea(false);
  const freeze = sheet.freeze.value;
  const farRow = Math.max(active.row, isWhole(selected?.rows) ? 0 : (selected?.row ?? 0) + (selected?.rows ?? 1));
  const farColumn = Math.max(
    active.column,
    isWhole(selected?.columns) ? 0 : (selected?.column ?? 0) + (selected?.columns ?? 1),
  );
  const rowCount = reach(Math.max((used?.row ?? 0) + (used?.rows ?? 0), farRow), ROWS_AT_LEAST, ROW_LIMIT);
  const columnCount = reach(
    Math.max((used?.column ?? 0) + (used?.columns ?? 0), farColumn),
    COLUMNS_AT_LEAST,
    COLUMN_LIMIT,
  );
  const stamp = [
    sheet.cells.version,
    sheet.formats.version,
    sheet.rowFormats.version,
    sheet.columnFormats.version,
    sheet.columnWidths.version,
    sheet.rowHeights.version,
    sheet.hiddenColumns.version,
    sheet.hiddenRows.version,
    sheet.standardWidth.value,
    freeze?.rows,
    freeze?.columns,
    rowCount,
    columnCount,
  ].join(" ");
  const known = kept.get(sheet);
  if (known?.stamp === stamp) return known.layout;
  const columns = columnLines(sheet);
  const layout: SheetLayout = {
    rows: rowLines(sheet, columns),
    columns,
    frozenRows: Math.min(freeze?.rows ?? 0, 50),
    frozenColumns: Math.min(freeze?.columns ?? 0, 20),
    rowCount,
    columnCount,
  };
  kept.set(sheet, { stamp, layout });
  return layout;
}

function isWhole(count: number | undefined): boolean {
  return count === ROW_LIMIT || count === COLUMN_LIMIT;
}

/** In steps, so that walking down an empty sheet does not lay it out again at every row. */
function reach(used: number, atLeast: number, limit: number): number {
  return Math.min(limit, Math.max(atLeast, (Math.ceil(used / atLeast) + 1) * atLeast));
}

function columnLines(sheet: Sheet): Lines {
  const sizes = new Map<number, number>();
  for (const [column, points] of sheet.columnWidths.entries()) {
    sizes.set(column, Math.round(points * columnScale()));
  }
  for (const column of sheet.hiddenColumns.keys()) sizes.set(column, 0);
  // A width in characters is seven pixels for each, and five between the columns.
  const standard = (sheet.standardWidth.value * 7 + 5) / PIXELS_PER_POINT;
  return new Lines(Math.round(standard * columnScale()), sizes, COLUMN_LIMIT);
}

/**
 * Pixels for a point of a column's width. Widths are meant in digits of the usual font; where that font is missing and
 * another's digits are wider, columns are wider too, or numbers that fit their column would be shown as hashes.
 */
export function columnScale(): number {
  return PIXELS_PER_POINT * Math.max(1, textWidth("0000000000", fontOf({})) / 10 / USUAL_DIGIT);
}

function rowLines(sheet: Sheet, columns: Lines): Lines {
  const sizes = wrappedHeights(sheet, columns);
  for (const [row, points] of sheet.rowHeights.entries()) sizes.set(row, Math.round(points * PIXELS_PER_POINT));
  for (const row of sheet.hiddenRows.keys()) sizes.set(row, 0);
  return new Lines(STANDARD_HEIGHT * PIXELS_PER_POINT, sizes, ROW_LIMIT);
}

/** Rows without a height of their own grow with wrapped or large text, as in the program the page stands in for. */
function wrappedHeights(sheet: Sheet, columns: Lines): Map<number, number> {
  const heights = new Map<number, number>();
  const standard = STANDARD_HEIGHT * PIXELS_PER_POINT;
  let measured = 0;
  for (const [key, format] of sheet.formats.entries()) {
    const isLarge = (format.fontSize ?? 0) > 12;
    if (!isLarge && format.isWrapped !== true) continue;
    const row = rowOfKey(key);
    if (sheet.rowHeights.has(row)) continue;
    const column = columnOfKey(key);
    const cell = sheet.cells.get(key);
    if (!cell || cell.value === null) continue;
    measured += 1;
    if (measured > WRAPPED_CELLS_MEASURED) break;
    const isMerged = sheet.mergeAt(row, column) !== undefined;
    const text = showValue(cell.value, format.numberFormat ?? "General");
    const count =
      format.isWrapped === true && !isMerged && typeof cell.value === "string"
        ? wrappedLineCount(text, fontOf(format), columns.sizeOf(column) - CELL_PADDING)
        : 1;
    const lineHeight = Math.round((format.fontSize ?? 11) * PIXELS_PER_POINT * 1.25);
    const height = count * lineHeight + 2;
    if (height > standard && height > (heights.get(row) ?? 0)) heights.set(row, height);
  }
  return heights;
}
