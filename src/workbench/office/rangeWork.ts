/** What is done to whole ranges: inserting, deleting, clearing, copying, moving, filling, merging, sorting. */
import {
  type Area,
  COLUMN_LIMIT,
  ROW_LIMIT,
  type Shift,
  cellCount,
  cellKey,
  columnOfKey,
  contains,
  intersection,
  isEntireColumns,
  isEntireRows,
  overlaps,
  rowOfKey,
  subtractArea,
} from "../engine/area";
import { moveFormula } from "../engine/formulaText";
import type { Sheet } from "../engine/sheet";
import { type Cell, type CellFormat, type CellValue, EMPTY_CELL, isError } from "../engine/value";
import { ApiError, invalidArgument } from "./apiError";
import { one, refuseLockedCells, refuseProtected, tidyHeadings } from "./cellAccess";
import type { Arguments, RemoteObject } from "./classModel";
import { rangeClass } from "./classes/range";
import { RangeTarget } from "./rangeTarget";

/** Makes room; the answer is the new, empty range. */
export function insertCells(target: RangeTarget, args: Arguments): RemoteObject {
  const { sheet } = target;
  const area = wholeLines(target.area);
  const direction = isEntireRows(area)
    ? "down"
    : isEntireColumns(area)
      ? "right"
      : args.oneOf(0, ["Down", "Right"], "Down") === "Down"
        ? "down"
        : "right";
  refuseShift(sheet, { direction, area });
  const isVertical = direction === "down";
  const edge: Area = isVertical
    ? { ...area, row: ROW_LIMIT - area.rows, rows: area.rows }
    : { ...area, column: COLUMN_LIMIT - area.columns, columns: area.columns };
  if (sheet.cellsIn(edge).some(({ cell }) => cell.value !== null)) throw new ApiError("NonBlankCellOffSheet");
  sheet.book.shiftCells(sheet, { direction, area });
  const changeType = isEntireRows(area) ? "RowInserted" : isEntireColumns(area) ? "ColumnInserted" : "CellInserted";
  sheet.book.announce({ kind: "cells", sheet, area, changeType, shift: direction });
  return rangeClass.of(new RangeTarget(sheet, area));
}

/** Closes the gap that a range leaves. */
export function deleteCells(target: RangeTarget, args: Arguments): void {
  const { sheet } = target;
  const area = wholeLines(target.area);
  const direction = isEntireRows(area)
    ? "up"
    : isEntireColumns(area)
      ? "left"
      : args.oneOf(0, ["Up", "Left"], "Up") === "Up"
        ? "up"
        : "left";
  refuseShift(sheet, { direction, area });
  sheet.book.shiftCells(sheet, { direction, area });
  const changeType = isEntireRows(area) ? "RowDeleted" : isEntireColumns(area) ? "ColumnDeleted" : "CellDeleted";
  sheet.book.announce({ kind: "cells", sheet, area, changeType, shift: direction });
}

function wholeLines(area: Area): Area {
  if (isEntireColumns(area) && isEntireRows(area)) throw invalidArgument();
  return area;
}

/** What keeps cells from moving: protection, and tables or merges that would be torn. */
function refuseShift(sheet: Sheet, { direction, area }: Shift): void {
  const isVertical = direction === "down" || direction === "up";
  const isInserting = direction === "down" || direction === "right";
  const isLines = isVertical ? isEntireRows(area) : isEntireColumns(area);
  const verb = isInserting ? "Insert" : "Delete";
  refuseProtected(sheet, isLines ? `allow${verb}${isVertical ? "Rows" : "Columns"}` : undefined);
  const band: Area = isVertical
    ? { ...area, rows: ROW_LIMIT - area.row }
    : { ...area, columns: COLUMN_LIMIT - area.column };
  const isTorn = (whole: Area): boolean => {
    const shared = intersection(whole, band);
    if (!shared) return false;
    return isVertical ? shared.columns < whole.columns : shared.rows < whole.rows;
  };
  if (sheet.tables.some((table) => isTorn(table.area.value))) throw new ApiError("InsertDeleteConflict");
  if (sheet.merges.value.some(isTorn)) throw new ApiError("MergedRangeConflict");
}

/** Clears what is asked for; looks and contents are two things. */
export function clearRange(target: RangeTarget, what: string): void {
  const { sheet, area } = target;
  refuseLockedCells(sheet, area);
  const isAll = what === "All";
  if (isAll || what === "Contents" || what === "ResetContents") {
    sheet.clearContents(area);
    tidyHeadings(sheet.book, sheet, area);
    sheet.book.announce({ kind: "cells", sheet, area, changeType: "RangeEdited" });
  }
  if (isAll || what === "Formats") {
    sheet.clearFormats(area);
    sheet.book.announce({ kind: "formats", sheet, area });
  }
  if (isAll || what === "Hyperlinks" || what === "RemoveHyperlinks") {
    for (const key of [...sheet.hyperlinks.keys()]) {
      if (contains(area, one(rowOfKey(key), columnOfKey(key)))) sheet.hyperlinks.delete(key);
    }
    // "Hyperlinks" keeps the blue; "RemoveHyperlinks" takes it off as well.
    if (what === "RemoveHyperlinks")
      sheet.format(area, { fontColor: undefined, underline: undefined, styleName: undefined });
  }
  if (isAll) {
    sheet.validations.value = sheet.validations.value.flatMap((validation) =>
      subtractArea(validation.area, area).map((piece) => ({ ...validation, area: piece })),
    );
    if (sheet.merges.value.some((merge) => overlaps(merge, area))) {
      sheet.merges.value = sheet.merges.value.filter((merge) => !overlaps(merge, area));
    }
  }
}

/** Copies another range into this one. */
export function copyInto(target: RangeTarget, from: RangeTarget, args: Arguments): void {
  refuseLockedCells(target.sheet, target.area);
  const what = args.oneOf(1, ["All", "Formulas", "Values", "Formats", "Link"], "All");
  if (what === "Link") throw new ApiError("UnsupportedOperation");
  const source = from.sheet.usedWithin(from.area);
  const isLarge = cellCount(from.area) > 1_000_000;
  if (isLarge && !source) return;
  // Whole columns are copied as far as they are used.
  const area = isLarge && source ? { ...from.area, rows: source.row + source.rows - from.area.row } : from.area;
  const copied = target.sheet.book.copyCells(
    { sheet: from.sheet, area },
    { sheet: target.sheet, area: isLarge ? { ...target.area, rows: 1, columns: area.columns } : target.area },
    what,
    { skipBlanks: args.flag(2), transpose: args.flag(3) },
  );
  tidyHeadings(target.sheet.book, target.sheet, copied);
  if (what !== "Formats") {
    target.sheet.book.announce({ kind: "cells", sheet: target.sheet, area: copied, changeType: "RangeEdited" });
  }
}

/** Cuts and pastes: the destination's size does not matter, and formulas keep what they refer to. */
export function moveRange(target: RangeTarget, to: RangeTarget): void {
  refuseLockedCells(target.sheet, target.area);
  const { sheet, area } = target;
  const destination = to.at({ ...area, row: to.area.row, column: to.area.column });
  refuseLockedCells(destination.sheet, destination.area);
  const taken = sheet.cellsIn(area).map(({ row, column, cell }) => ({ row, column, cell }));
  const looks = [...sheet.formats.entries()].filter(([key]) => contains(area, one(rowOfKey(key), columnOfKey(key))));
  sheet.clearContents(area);
  sheet.setFormat(area, {});
  destination.sheet.clearContents(destination.area);
  for (const { row, column, cell } of taken) {
    destination.sheet.setCell(row - area.row + to.area.row, column - area.column + to.area.column, cell);
  }
  for (const [key, format] of looks) {
    destination.sheet.setFormat(
      one(rowOfKey(key) - area.row + to.area.row, columnOfKey(key) - area.column + to.area.column),
      format,
    );
  }
  sheet.book.announce({ kind: "cells", sheet, area, changeType: "RangeEdited" });
  sheet.book.announce({
    kind: "cells",
    sheet: destination.sheet,
    area: destination.area,
    changeType: "RangeEdited",
  });
}

/** Continues a range into a larger one: numbers as a series, everything else copied along. */
export function autoFill(target: RangeTarget, to: RangeTarget, type: string): void {
  const { sheet, area } = target;
  const destination = to.area;
  if (to.sheet !== sheet || !contains(destination, area)) throw invalidArgument();
  if (!["FillDefault", "FillCopy", "FillSeries", "FillFormats", "FillValues"].includes(type)) {
    throw new ApiError("UnsupportedOperation");
  }
  const isDown = destination.columns === area.columns;
  if (!isDown && destination.rows !== area.rows) throw invalidArgument();
  refuseLockedCells(sheet, destination);
  const count = isDown ? area.rows : area.columns;
  const start = isDown ? area.row : area.column;
  const first = isDown ? destination.row : destination.column;
  const last = first + (isDown ? destination.rows : destination.columns) - 1;
  for (let across = 0; across < (isDown ? area.columns : area.rows); across += 1) {
    const place = (line: number): [number, number] =>
      isDown ? [line, area.column + across] : [area.row + across, line];
    const source = Array.from({ length: count }, (_, index) => sheet.cellAt(...place(start + index)));
    const numbers = source.map((cell) => (cell.formula === undefined ? cell.value : null));
    const step = seriesStep(numbers, type);
    for (let line = first; line <= last; line += 1) {
      if (line >= start && line < start + count) continue;
      const index = (((line - start) % count) + count) % count;
      const [row, column] = place(line);
      const [fromRow, fromColumn] = place(start + index);
      const cell = source[index] ?? EMPTY_CELL;
      if (type !== "FillFormats") {
        const base = numbers[0];
        if (step !== undefined && typeof base === "number")
          sheet.setCell(row, column, { value: base + step * (line - start) });
        else if (cell.formula !== undefined) {
          sheet.setCell(row, column, {
            value: cell.value,
            formula: moveFormula(cell.formula, row - fromRow, column - fromColumn),
          });
        } else sheet.setCell(row, column, { value: cell.value });
      }
      if (type !== "FillValues") sheet.setFormat(one(row, column), sheet.formatAt(fromRow, fromColumn));
    }
  }
  sheet.book.announce({ kind: "cells", sheet, area: destination, changeType: "RangeEdited" });
}

function seriesStep(values: readonly CellValue[], type: string): number | undefined {
  if (type === "FillCopy" || !values.every((value) => typeof value === "number")) return undefined;
  const [first, second] = values;
  if (typeof first !== "number") return undefined;
  if (typeof second !== "number") return type === "FillSeries" ? 1 : undefined;
  return second - first;
}

/** Merges; only the first cell keeps what it held. */
export function mergeCells(target: RangeTarget, isAcross: boolean): void {
  const { sheet, area } = target;
  refuseProtected(sheet, "allowFormatCells");
  if (sheet.tables.some((table) => overlaps(table.area.value, area))) throw new ApiError("MergedRangeConflict");
  const pieces = isAcross
    ? Array.from({ length: area.rows }, (_, row) => ({ ...area, row: area.row + row, rows: 1 }))
    : [area];
  for (const piece of pieces) {
    if (cellCount(piece) < 2) continue;
    const cells = sheet.cellsIn(piece);
    const kept = cells.find(({ cell }) => cell.value !== null)?.cell ?? EMPTY_CELL;
    sheet.clearContents(piece);
    sheet.setCell(piece.row, piece.column, kept);
    sheet.merges.value = [...sheet.merges.value.filter((merge) => !overlaps(merge, piece)), piece];
  }
  sheet.book.announce({ kind: "cells", sheet, area, changeType: "RangeEdited" });
}

/** Takes merges apart; the cells stay empty but the first. */
export function unmergeCells({ sheet, area }: RangeTarget): void {
  refuseProtected(sheet, "allowFormatCells");
  sheet.merges.value = sheet.merges.value.filter((merge) => !overlaps(merge, area));
}

export type Sorting = {
  readonly fields: readonly unknown[];
  readonly isCaseSensitive: boolean;
  readonly hasHeaders: boolean;
  readonly by: "rows" | "columns";
};

/** Sorts the rows, or columns, of an area. Blanks come last whichever way it goes. */
export function sortRange(sheet: Sheet, area: Area, sorting: Sorting): void {
  const used = sheet.usedWithin(area);
  if (!used) return;
  const isRows = sorting.by === "rows";
  const skipped = sorting.hasHeaders ? 1 : 0;
  const start = (isRows ? area.row : area.column) + skipped;
  const end = isRows
    ? Math.min(area.row + area.rows, used.row + used.rows)
    : Math.min(area.column + area.columns, used.column + used.columns);
  if (sheet.merges.value.some((merge) => overlaps(merge, area))) throw new ApiError("MergedRangeConflict");
  const fields = sorting.fields.map((field) => sortField(field, isRows ? area.columns : area.rows));
  if (fields.length === 0) throw invalidArgument();
  sheet.book.calculate();
  const across = Array.from(
    {
      length: isRows
        ? Math.min(area.columns, used.column + used.columns - area.column)
        : Math.min(area.rows, used.row + used.rows - area.row),
    },
    (_, index) => index,
  );
  const place = (line: number, index: number): [number, number] =>
    isRows ? [line, area.column + index] : [area.row + index, line];
  const lines = Array.from({ length: Math.max(0, end - start) }, (_, index) => {
    const line = start + index;
    return {
      line,
      cells: across.map((at) => sheet.cellAt(...place(line, at))),
      formats: across.map((at): CellFormat => sheet.formatAt(...place(line, at))),
      links: across.map((at) => sheet.hyperlinks.get(cellKey(...place(line, at)))),
    };
  });
  const sorted = [...lines].sort((first, second) => {
    for (const { key, isAscending } of fields) {
      const order = compareValues(
        first.cells[key]?.value ?? null,
        second.cells[key]?.value ?? null,
        sorting.isCaseSensitive,
        isAscending,
      );
      if (order !== 0) return order;
    }
    return first.line - second.line;
  });
  for (const [index, source] of sorted.entries()) {
    const line = start + index;
    if (line === source.line) continue;
    for (const at of across) {
      const [row, column] = place(line, at);
      const cell = source.cells[at] ?? EMPTY_CELL;
      const moved: Cell =
        cell.formula === undefined
          ? cell
          : {
              value: cell.value,
              formula: moveFormula(cell.formula, isRows ? line - source.line : 0, isRows ? 0 : line - source.line),
            };
      sheet.setCell(row, column, moved);
      sheet.setFormat(one(row, column), source.formats[at] ?? {});
      sheet.hyperlinks.set(cellKey(row, column), source.links[at]);
    }
  }
  sheet.book.announce({ kind: "sorted", sheet, area, by: sorting.by });
  sheet.book.announce({ kind: "cells", sheet, area, changeType: "RangeEdited" });
}

function sortField(field: unknown, width: number): { key: number; isAscending: boolean } {
  if (typeof field !== "object" || field === null) throw invalidArgument();
  const { key, ascending, sortOn } = field as Readonly<Record<string, unknown>>;
  if (typeof key !== "number" || !Number.isInteger(key) || key < 0 || key >= width) throw invalidArgument();
  if (sortOn !== undefined && sortOn !== null && sortOn !== "Value") throw new ApiError("UnsupportedOperation");
  return { key, isAscending: ascending !== false };
}

/** Numbers before texts before truth values before errors; blanks last in either direction. */
export function compareValues(
  first: CellValue,
  second: CellValue,
  isCaseSensitive: boolean,
  isAscending: boolean,
): number {
  if (first === null || second === null) return first === second ? 0 : first === null ? 1 : -1;
  const rank = (value: CellValue): number =>
    typeof value === "number" ? 0 : typeof value === "string" ? 1 : typeof value === "boolean" ? 2 : 3;
  let order = rank(first) - rank(second);
  if (order === 0) {
    if (typeof first === "number" && typeof second === "number") order = first - second;
    else if (typeof first === "string" && typeof second === "string") {
      order = first.localeCompare(second, "en", { sensitivity: isCaseSensitive ? "variant" : "accent" });
    } else if (!isError(first) && !isError(second)) order = Number(first) - Number(second);
  }
  return isAscending ? order : -order;
}

/** Removes rows that say the same in the given columns; the first stays. */
export function removeDuplicates(target: RangeTarget, args: Arguments): { removed: number; remaining: number } {
  const { sheet, area } = target;
  refuseLockedCells(sheet, area);
  sheet.book.calculate();
  const columns = args.list(0).map((column) => {
    if (typeof column !== "number" || column < 0 || column >= area.columns) throw invalidArgument();
    return column;
  });
  if (columns.length === 0) throw invalidArgument();
  const first = args.flag(1) ? 1 : 0;
  const used = sheet.usedWithin(area);
  const count = used ? used.row + used.rows - area.row : 0;
  const seen = new Set<string>();
  const kept: Cell[][] = [];
  for (let row = first; row < count; row += 1) {
    const line = Array.from({ length: area.columns }, (_, column) =>
      sheet.cellAt(area.row + row, area.column + column),
    );
    const key = JSON.stringify(
      columns.map((column) => {
        const value = line[column]?.value ?? null;
        return typeof value === "string" ? value.toLowerCase() : value;
      }),
    );
    if (seen.has(key)) continue;
    seen.add(key);
    kept.push(line);
  }
  const removed = Math.max(0, count - first) - kept.length;
  for (let row = first; row < count; row += 1) {
    for (let column = 0; column < area.columns; column += 1) {
      sheet.setCell(area.row + row, area.column + column, kept[row - first]?.[column] ?? EMPTY_CELL);
    }
  }
  sheet.book.announce({ kind: "cells", sheet, area, changeType: "RangeEdited" });
  return { removed, remaining: kept.length };
}
