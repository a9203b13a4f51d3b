/** What a person changes in cells: typed, cleared, pasted. Each is one step to take back. */
import { type Area, COLUMN_LIMIT, ROW_LIMIT, cellCount, contains } from "../engine/area";
import { showValue } from "../engine/numberFormat";
import type { Sheet } from "../engine/sheet";
import { ApiError } from "../office/apiError";
import { one, refuseLockedCells, tidyHeadings } from "../office/cellAccess";
import { fontOf } from "./look";
import type { Place } from "./movement";
import { CELL_PADDING, columnScale, layoutOfSheet } from "./sheetLayout";
import { textWidth } from "./textSize";

/** Why nothing was changed, as a sentence to show. */
export type Refusal = { readonly message: string };

/** Types into a cell, as at a British computer: 1/2/2026 is the first of February. */
export function enterText(sheet: Sheet, { row, column }: Place, text: string): Refusal | undefined {
  return change(sheet, one(row, column), () => {
    const { book } = sheet;
    if (sheet.cellAt(row, column).spilledFrom !== undefined) {
      return { message: "This cell shows part of what a formula elsewhere gives. Change that formula instead." };
    }
    if (!book.enter(sheet, row, column, text, "en-GB")) {
      return {
        message: "This formula cannot be read. Check its brackets and quotes, or begin with an apostrophe for text.",
      };
    }
    widenFor(sheet, row, column);
    return undefined;
  });
}

/** A column that nobody has set to a width grows for a date or an amount that is typed into it. */
function widenFor(sheet: Sheet, row: number, column: number): void {
  if (sheet.columnWidths.has(column)) return;
  const { value } = sheet.cellAt(row, column);
  const format = sheet.formatAt(row, column);
  const numberFormat = format.numberFormat ?? "General";
  if (typeof value !== "number" || /^general$/i.test(numberFormat)) return;
  const needed = textWidth(showValue(value, numberFormat), fontOf(format)) + CELL_PADDING + 2;
  if (needed > layoutOfSheet(sheet).columns.sizeOf(column)) sheet.columnWidths.set(column, needed / columnScale());
}

/** Empties cells; how they look stays. */
export function clearCells(sheet: Sheet, area: Area): Refusal | undefined {
  return change(sheet, area, () => {
    sheet.clearContents(area);
    return undefined;
  });
}

/** Enters rows of text as if each had been typed. A single cell fills the whole selection. */
export function pasteText(sheet: Sheet, selected: Area, rows: readonly (readonly string[])[]): Area | Refusal {
  const height = rows.length;
  const width = Math.max(...rows.map((row) => row.length));
  const isRepeated = selected.rows % height === 0 && selected.columns % width === 0 && cellCount(selected) <= 100_000;
  const area: Area = {
    row: selected.row,
    column: selected.column,
    rows: isRepeated ? selected.rows : height,
    columns: isRepeated ? selected.columns : width,
  };
  if (area.row + area.rows > ROW_LIMIT || area.column + area.columns > COLUMN_LIMIT) {
    return { message: "What you paste would run past the end of the sheet. Select a cell nearer to its beginning." };
  }
  let unreadable = 0;
  const refusal = change(sheet, area, () => {
    for (let row = 0; row < area.rows; row += 1) {
      for (let column = 0; column < area.columns; column += 1) {
        const text = rows[row % height]?.[column % width] ?? "";
        const place = one(area.row + row, area.column + column);
        const merge = sheet.mergeAt(place.row, place.column);
        if (merge && !(merge.row === place.row && merge.column === place.column)) continue;
        if (!sheet.book.enter(sheet, place.row, place.column, text, "en-GB")) {
          unreadable += 1;
          sheet.setCell(place.row, place.column, { value: text, isQuoted: true });
        }
      }
    }
    return undefined;
  });
  if (refusal) return refusal;
  return unreadable === 0 ? area : { message: `${unreadable} formulas that cannot be read were pasted as text.` };
}

/** Copies cells within the workbook: formulas move along, looks and links come too. */
export function pasteCells(
  from: { readonly sheet: Sheet; readonly area: Area },
  to: { readonly sheet: Sheet; readonly area: Area },
  isCut: boolean,
): Area | Refusal {
  const { sheet } = to;
  const target: Area = {
    ...to.area,
    rows: Math.max(to.area.rows, from.area.rows),
    columns: Math.max(to.area.columns, from.area.columns),
  };
  let pasted: Area = target;
  const refusal = change(sheet, target, () => {
    if (isCut) refuseLockedCells(from.sheet, from.area);
    pasted = sheet.book.copyCells(from, to, "All", { skipBlanks: false, transpose: false });
    if (isCut && !(from.sheet === sheet && contains(pasted, from.area))) {
      for (const { row, column } of from.sheet.cellsIn(from.area)) {
        if (from.sheet === sheet && contains(pasted, one(row, column))) continue;
        from.sheet.clearContents(one(row, column));
      }
    }
    return undefined;
  });
  return refusal ?? pasted;
}

function change(sheet: Sheet, area: Area, work: () => Refusal | undefined): Refusal | undefined {
  const { book } = sheet;
  if (book.isReadOnly.value) return { message: "This workbook was opened to be read only." };
  try {
    refuseLockedCells(sheet, area);
    book.calculate();
    const isSingle = cellCount(area) === 1;
    const before = sheet.cellAt(area.row, area.column);
    const refusal = work();
    if (refusal) return refusal;
    tidyHeadings(book, sheet, area);
    book.calculate();
    book.announce({
      kind: "cells",
      sheet,
      area,
      changeType: "RangeEdited",
      ...(isSingle ? { single: { before, after: sheet.cellAt(area.row, area.column) } } : {}),
    });
    return undefined;
  } catch (thrown) {
    if (thrown instanceof ApiError && thrown.code === "AccessDenied") {
      return { message: "These cells are on a protected sheet and locked. Nothing was changed." };
    }
    throw thrown;
  } finally {
    book.journal.close();
  }
}
