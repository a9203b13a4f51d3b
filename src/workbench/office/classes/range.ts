/** Range: the cells of an area, and the areas that can be reached from it. */
import {
  type Area,
  COLUMN_LIMIT,
  ROW_LIMIT,
  areaOnSheet,
  boundingArea,
  cellCount,
  cellKey,
  contains,
  intersection,
  isEntireColumns,
  isEntireRows,
  overlaps,
} from "../../engine/area";
import { fullAddress, precedentsOf } from "../../engine/book";
import { fromRowColumnNotation, toRowColumnNotation } from "../../engine/formulaText";
import { showValue } from "../../engine/numberFormat";
import type { Sheet } from "../../engine/sheet";
import type { FormatPatch } from "../../engine/value";
import { ApiError, invalidArgument } from "../apiError";
import {
  apiFormula,
  apiValue,
  apiValueType,
  enterMatrix,
  one,
  readMatrix,
  refuseLockedCells,
  refuseProtected,
  writeMatrix,
} from "../cellAccess";
import { type Arguments, ClientValue, type RemoteObject, type RemoteClassOf, defineClass } from "../classModel";
import { readProperties, writeProperties } from "../bulkProperties";
import {
  autoFill,
  clearRange,
  copyInto,
  deleteCells,
  insertCells,
  mergeCells,
  moveRange,
  removeDuplicates,
  sortRange,
  unmergeCells,
} from "../rangeWork";
import { findCells, replaceCells } from "../rangeSearch";
import { specialCells } from "../specialCells";
import { AreasTarget, RangeTarget, areaOfAddress } from "../rangeTarget";
import type { OfficeSession } from "../session";
import { conditionalFormatCollectionClass } from "./conditionalFormats";
import { dataValidationClass } from "./dataValidation";
import { rangeAreasClass, workbookRangeAreasClass } from "./rangeAreas";
import { rangeFormatClass, widthOfColumn, writeFormat } from "./rangeFormat";
import { rangeViewClass } from "./rangeView";
import { tableScopedCollectionClass } from "./table";
import { worksheetClass } from "./worksheet";

/** The range that an argument means: an object, or an address seen from a sheet. */
export function rangeArgument(args: Arguments, index: number, from: Sheet): RangeTarget {
  const given = args.at(index);
  const range = rangeClass.targetOf(given);
  if (range) return range;
  const areas = rangeAreasClass.targetOf(given);
  const [first] = areas?.areas ?? [];
  if (areas && first) return new RangeTarget(areas.sheet, first);
  const { sheet, area } = areaOfAddress(from.book, args.text(index), from);
  return new RangeTarget(sheet, area);
}

function range(target: RangeTarget, change: Partial<Area>): RemoteObject {
  return rangeClass.of(target.at({ ...target.area, ...change }));
}

function formatOf(target: RangeTarget): { sheet: Sheet; areas: readonly Area[] } {
  return { sheet: target.sheet, areas: [target.area] };
}

/** null where some of the lines are hidden and some are not. */
function hiddenState(target: RangeTarget, by: "rows" | "columns"): boolean | null {
  const { sheet, area } = target;
  const lines = by === "rows" ? sheet.hiddenRows : sheet.hiddenColumns;
  const start = by === "rows" ? area.row : area.column;
  const count = by === "rows" ? area.rows : area.columns;
  let hidden = 0;
  for (const line of lines.keys()) if (line >= start && line < start + count) hidden += 1;
  return hidden === 0 ? false : hidden === count ? true : null;
}

function hideLines(target: RangeTarget, by: "rows" | "columns", value: unknown): void {
  const { sheet, area } = target;
  if (typeof value !== "boolean") throw invalidArgument();
  refuseProtected(sheet, by === "rows" ? "allowFormatRows" : "allowFormatColumns");
  const lines = by === "rows" ? sheet.hiddenRows : sheet.hiddenColumns;
  const start = by === "rows" ? area.row : area.column;
  const count = by === "rows" ? area.rows : area.columns;
  if (!value) {
    for (const line of [...lines.keys()]) if (line >= start && line < start + count) lines.delete(line);
  } else {
    if (count > 100_000) throw new ApiError("RangeExceedsLimit");
    for (let line = start; line < start + count; line += 1) lines.set(line, true);
  }
  if (by === "rows") {
    sheet.book.announce({
      kind: "rowsHidden",
      sheet,
      area: { ...area, column: 0, columns: COLUMN_LIMIT },
      isHidden: value,
    });
  }
}

function sizeOf(sheet: Sheet, by: "rows" | "columns", start: number, count: number): number {
  const standard = by === "rows" ? 15 : widthOfColumn(sheet, COLUMN_LIMIT - 1);
  const sizes = by === "rows" ? sheet.rowHeights : sheet.columnWidths;
  const hidden = by === "rows" ? sheet.hiddenRows : sheet.hiddenColumns;
  let total = standard * count;
  for (const [line, size] of sizes.entries()) {
    if (line >= start && line < start + count && !hidden.has(line)) total += size - standard;
  }
  for (const line of hidden.keys()) if (line >= start && line < start + count) total -= standard;
  return total;
}

/** The cell that spilled into a cell, or the cell itself when it is the one that spills. */
function spillParentOf(target: RangeTarget): Area | undefined {
  const { sheet, area } = target;
  const from = sheet.cellAt(area.row, area.column).spilledFrom;
  if (from !== undefined) return one(Math.floor(from / COLUMN_LIMIT), from % COLUMN_LIMIT);
  return spillOf(target) ? one(area.row, area.column) : undefined;
}

/** The cells a cell's formula fills, itself included; undefined when it fills only itself. */
function spillOf(target: RangeTarget): Area | undefined {
  const { sheet, area } = target;
  const key = cellKey(area.row, area.column);
  const isOurs = (row: number, column: number): boolean => sheet.cellAt(row, column).spilledFrom === key;
  let rows = 1;
  let columns = 1;
  while (isOurs(area.row + rows, area.column)) rows += 1;
  while (isOurs(area.row, area.column + columns)) columns += 1;
  return rows * columns === 1 ? undefined : { row: area.row, column: area.column, rows, columns };
}

function required(area: Area | undefined, target: RangeTarget): RemoteObject {
  if (!area) throw new ApiError("ItemNotFound");
  return rangeClass.of(new RangeTarget(target.sheet, area));
}

function orNull(area: Area | undefined, target: RangeTarget): RemoteObject | null {
  return area ? rangeClass.of(new RangeTarget(target.sheet, area)) : null;
}

function usedArea(target: RangeTarget, args: Arguments): Area | undefined {
  const used = target.sheet.usedArea(args.flag(0));
  const shared = used && intersection(used, target.area);
  if (!shared) return undefined;
  const cells = target.sheet.cellsIn(shared).map(({ row, column }) => one(row, column));
  if (cells.length === 0) return args.flag(0) ? undefined : shared;
  return args.flag(0) ? cells.reduce((all, cell) => boundingArea(all, cell)) : shared;
}

function intersect(target: RangeTarget, args: Arguments): Area | undefined {
  const other = rangeArgument(args, 0, target.sheet);
  return other.sheet === target.sheet ? intersection(target.area, other.area) : undefined;
}

const DIRECTIONS = ["Up", "Down", "Left", "Right"] as const;

/** The last cell before a change from full to empty, as Ctrl and an arrow key find it. */
function edgeFrom(sheet: Sheet, row: number, column: number, direction: (typeof DIRECTIONS)[number]): Area {
  const [down, across] = { Up: [-1, 0], Down: [1, 0], Left: [0, -1], Right: [0, 1] }[direction] as [number, number];
  const isFull = (place: { row: number; column: number }): boolean =>
    sheet.cellAt(place.row, place.column).value !== null;
  const step = (place: { row: number; column: number }): { row: number; column: number } | undefined => {
    const next = { row: place.row + down, column: place.column + across };
    return areaOnSheet(one(next.row, next.column)) && next;
  };
  let here = { row, column };
  let next = step(here);
  if (!next) return one(row, column);
  if (isFull(here) && isFull(next)) {
    while (next && isFull(next)) {
      here = next;
      next = step(here);
    }
    return one(here.row, here.column);
  }
  const used = sheet.usedArea(true);
  while (next && !isFull(next)) {
    here = next;
    next = step(here);
    const isBeyond = used === undefined || !overlaps(boundingArea(used, one(row, column)), one(here.row, here.column));
    if (isBeyond) {
      return one(
        down > 0 ? ROW_LIMIT - 1 : down < 0 ? 0 : here.row,
        across > 0 ? COLUMN_LIMIT - 1 : across < 0 ? 0 : here.column,
      );
    }
  }
  return next ? one(next.row, next.column) : one(here.row, here.column);
}

function surroundingRegion(target: RangeTarget): Area {
  const { sheet } = target;
  let region = target.area;
  for (;;) {
    const ring = intersection(
      { row: region.row - 1, column: region.column - 1, rows: region.rows + 2, columns: region.columns + 2 },
      { row: 0, column: 0, rows: ROW_LIMIT, columns: COLUMN_LIMIT },
    );
    const cells = ring ? sheet.cellsIn(ring).filter(({ cell }) => cell.value !== null) : [];
    const grown = cells.reduce((all, { row, column }) => boundingArea(all, one(row, column)), region);
    if (cellCount(grown) === cellCount(region)) return region;
    region = grown;
  }
}

function beside(target: RangeTarget, count: number, place: (area: Area, size: number) => Area): RemoteObject {
  if (count === 0) throw invalidArgument();
  return rangeClass.of(target.at(place(target.area, Math.abs(count))));
}

function writeFormats(target: RangeTarget, session: OfficeSession, given: unknown): void {
  const { sheet } = target;
  refuseProtected(sheet, "allowFormatCells");
  writeMatrix(target, session, given, (row, column, value) => {
    if (typeof value !== "string") throw invalidArgument();
    sheet.format(one(row, column), { numberFormat: value === "General" || value === "" ? undefined : value });
  });
  sheet.book.announce({ kind: "formats", sheet, area: target.area });
}

function setHyperlink(target: RangeTarget, value: unknown): void {
  const { sheet, area } = target;
  refuseProtected(sheet, "allowInsertHyperlinks");
  if (value === null || value === undefined || value === "") {
    eachCell(area, (row, column) => sheet.hyperlinks.delete(cellKey(row, column)));
    return;
  }
  if (typeof value !== "object") throw invalidArgument();
  const given = value as Readonly<Record<string, unknown>>;
  const text = (name: string): string | undefined => (typeof given[name] === "string" ? given[name] : undefined);
  const address = text("address");
  const documentReference = text("documentReference");
  if (address === undefined && documentReference === undefined) throw invalidArgument();
  const screenTip = text("screenTip");
  const textToDisplay = text("textToDisplay");
  eachCell(area, (row, column) => {
    const cell = sheet.cellAt(row, column);
    const shown = textToDisplay ?? (cell.value === null ? (address ?? documentReference) : undefined);
    if (shown !== undefined && cell.formula === undefined) sheet.setCell(row, column, { value: shown });
    sheet.hyperlinks.set(cellKey(row, column), {
      ...(address === undefined ? {} : { address }),
      ...(documentReference === undefined ? {} : { documentReference }),
      ...(screenTip === undefined ? {} : { screenTip }),
    });
  });
  const look: FormatPatch = { fontColor: "#0563C1", underline: "Single", styleName: "Hyperlink" };
  sheet.format(area, look);
  sheet.book.announce({ kind: "cells", sheet, area, changeType: "RangeEdited" });
}

function eachCell(area: Area, work: (row: number, column: number) => void): void {
  if (cellCount(area) > 1_000_000) throw new ApiError("RangeExceedsLimit");
  for (let row = area.row; row < area.row + area.rows; row += 1) {
    for (let column = area.column; column < area.column + area.columns; column += 1) work(row, column);
  }
}

function formulaMatrix(target: RangeTarget, session: OfficeSession): unknown {
  return readMatrix(target, session, (row, column) => {
    const cell = target.sheet.cellAt(row, column);
    return cell.isQuoted && typeof cell.value === "string" && /^[=+\-@]/.test(cell.value)
      ? `'${cell.value}`
      : apiFormula(cell);
  });
}

export const rangeClass: RemoteClassOf<RangeTarget> = defineClass<RangeTarget>({
  name: "Range",
  properties: {
    Address: { read: (target) => fullAddress(target.sheet, target.area) },
    AddressLocal: { read: (target) => fullAddress(target.sheet, target.area) },
    CellCount: { read: ({ area }) => (cellCount(area) > 2_147_483_647 ? -1 : cellCount(area)) },
    RowCount: { read: ({ area }) => area.rows },
    ColumnCount: { read: ({ area }) => area.columns },
    RowIndex: { read: ({ area }) => area.row },
    ColumnIndex: { read: ({ area }) => area.column },
    IsEntireColumn: { read: ({ area }) => isEntireColumns(area) },
    IsEntireRow: { read: ({ area }) => isEntireRows(area) },
    Values: {
      read: (target, session) =>
        readMatrix(target, session, (row, column) => apiValue(target.sheet.cellAt(row, column).value)),
      write: (target, value, session) => enterMatrix(target, session, value),
    },
    ValueTypes: {
      read: (target, session) =>
        readMatrix(target, session, (row, column) => apiValueType(target.sheet.cellAt(row, column).value)),
    },
    Text: {
      read: (target, session) =>
        readMatrix(target, session, (row, column) =>
          showValue(target.sheet.cellAt(row, column).value, target.sheet.numberFormatAt(row, column)),
        ),
    },
    Formulas: {
      read: formulaMatrix,
      write: (target, value, session) => enterMatrix(target, session, value),
    },
    FormulasLocal: {
      read: formulaMatrix,
      write: (target, value, session) => enterMatrix(target, session, value),
    },
    FormulasR1C1: {
      read: (target, session) =>
        readMatrix(target, session, (row, column) => {
          const cell = target.sheet.cellAt(row, column);
          return cell.formula === undefined ? apiValue(cell.value) : toRowColumnNotation(cell.formula, row, column);
        }),
      write: (target, value, session) => {
        const { area } = target;
        const lines: readonly unknown[] = Array.isArray(value)
          ? value
          : Array.from({ length: area.rows }, () => Array.from({ length: area.columns }, () => value));
        const translated = lines.map((line, row) =>
          Array.isArray(line)
            ? line.map((text: unknown, column) =>
                typeof text === "string" && text.startsWith("=")
                  ? fromRowColumnNotation(text, area.row + row, area.column + column)
                  : text,
              )
            : line,
        );
        enterMatrix(target, session, translated);
      },
    },
    NumberFormat: {
      read: (target, session) => readMatrix(target, session, (row, column) => target.sheet.numberFormatAt(row, column)),
      write: (target, value, session) => writeFormats(target, session, value),
    },
    NumberFormatLocal: {
      read: (target, session) => readMatrix(target, session, (row, column) => target.sheet.numberFormatAt(row, column)),
      write: (target, value, session) => writeFormats(target, session, value),
    },
    RowHidden: {
      read: (target) => hiddenState(target, "rows"),
      write: (target, value) => hideLines(target, "rows", value),
    },
    ColumnHidden: {
      read: (target) => hiddenState(target, "columns"),
      write: (target, value) => hideLines(target, "columns", value),
    },
    Hidden: {
      read: (target) => {
        const rows = hiddenState(target, "rows");
        const columns = hiddenState(target, "columns");
        if (rows === true || columns === true) return true;
        return rows === false && columns === false ? false : null;
      },
    },
    HasSpill: {
      read: (target) => {
        if (cellCount(target.area) > 100_000) return null;
        return target.sheet.sameInArea(target.area, (row, column) => {
          const cell = new RangeTarget(target.sheet, one(row, column));
          return spillParentOf(cell) !== undefined;
        });
      },
    },
    Hyperlink: {
      read: (target) => {
        const { sheet, area } = target;
        const link = sheet.hyperlinks.get(cellKey(area.row, area.column));
        if (!link) return null;
        const isSame =
          cellCount(area) === 1 ||
          sheet.sameInArea(area, (row, column) => sheet.hyperlinks.get(cellKey(row, column))) !== null;
        if (!isSame) return null;
        const shown = showValue(sheet.cellAt(area.row, area.column).value, sheet.numberFormatAt(area.row, area.column));
        return { ...link, textToDisplay: shown };
      },
      write: setHyperlink,
    },
    Style: {
      read: (target) =>
        target.sheet.sameInArea(target.area, (row, column) => target.sheet.formatAt(row, column).styleName ?? "Normal"),
      write: (target, value) => {
        if (typeof value !== "string" || value === "") throw invalidArgument();
        writeFormat(formatOf(target), { styleName: value === "Normal" ? undefined : value });
      },
    },
    Height: { read: ({ sheet, area }) => sizeOf(sheet, "rows", area.row, area.rows) },
    Width: { read: ({ sheet, area }) => sizeOf(sheet, "columns", area.column, area.columns) },
    Top: { read: ({ sheet, area }) => sizeOf(sheet, "rows", 0, area.row) },
    Left: { read: ({ sheet, area }) => sizeOf(sheet, "columns", 0, area.column) },
  },
  navigations: {
    Worksheet: (target) => worksheetClass.of(target.sheet),
    Format: (target) => rangeFormatClass.of(formatOf(target)),
    Sort: (target) => rangeSortClass.of(target),
    ConditionalFormats: (target) => conditionalFormatCollectionClass.of(formatOf(target)),
    DataValidation: (target) => dataValidationClass.of(formatOf(target)),
  },
  methods: {
    GetCell: (target, args) =>
      range(target, { ...one(target.area.row + args.integer(0), target.area.column + args.integer(1)) }),
    GetRow: (target, args) => {
      if (args.integer(0) < 0) throw invalidArgument();
      return range(target, { row: target.area.row + args.integer(0), rows: 1 });
    },
    GetColumn: (target, args) => {
      if (args.integer(0) < 0) throw invalidArgument();
      return range(target, { column: target.area.column + args.integer(0), columns: 1 });
    },
    GetLastCell: (target) =>
      range(target, one(target.area.row + target.area.rows - 1, target.area.column + target.area.columns - 1)),
    GetLastRow: (target) => range(target, { row: target.area.row + target.area.rows - 1, rows: 1 }),
    GetLastColumn: (target) => range(target, { column: target.area.column + target.area.columns - 1, columns: 1 }),
    GetEntireRow: (target) => range(target, { column: 0, columns: COLUMN_LIMIT }),
    GetEntireColumn: (target) => range(target, { row: 0, rows: ROW_LIMIT }),
    GetOffsetRange: (target, args) =>
      range(target, { row: target.area.row + args.integer(0), column: target.area.column + args.integer(1) }),
    GetResizedRange: (target, args) =>
      range(target, { rows: target.area.rows + args.integer(0), columns: target.area.columns + args.integer(1) }),
    GetAbsoluteResizedRange: (target, args) => range(target, { rows: args.integer(0), columns: args.integer(1) }),
    GetBoundingRect: (target, args) => {
      const other = rangeArgument(args, 0, target.sheet);
      if (other.sheet !== target.sheet) throw invalidArgument();
      return rangeClass.of(target.at(boundingArea(target.area, other.area)));
    },
    GetIntersection: (target, args) => required(intersect(target, args), target),
    GetIntersectionOrNullObject: (target, args) => orNull(intersect(target, args), target),
    GetRowsAbove: (target, args) =>
      beside(target, args.integerOr(0, 1), (area, rows) => ({ ...area, row: area.row - rows, rows })),
    GetRowsBelow: (target, args) =>
      beside(target, args.integerOr(0, 1), (area, rows) => ({ ...area, row: area.row + area.rows, rows })),
    GetColumnsBefore: (target, args) =>
      beside(target, args.integerOr(0, 1), (area, columns) => ({ ...area, column: area.column - columns, columns })),
    GetColumnsAfter: (target, args) =>
      beside(target, args.integerOr(0, 1), (area, columns) => ({
        ...area,
        column: area.column + area.columns,
        columns,
      })),
    GetUsedRange: (target, args) => required(usedArea(target, args), target),
    GetUsedRangeOrNullObject: (target, args) => orNull(usedArea(target, args), target),
    GetSurroundingRegion: (target) => rangeClass.of(target.at(surroundingRegion(target))),
    GetRangeEdge: (target, args) => {
      const from = args.isMissing(1) ? target : rangeArgument(args, 1, target.sheet);
      return rangeClass.of(
        target.at(edgeFrom(target.sheet, from.area.row, from.area.column, args.oneOf(0, DIRECTIONS, "Down"))),
      );
    },
    GetExtendedRange: (target, args) => {
      const from = args.isMissing(1) ? target : rangeArgument(args, 1, target.sheet);
      const edge = edgeFrom(target.sheet, from.area.row, from.area.column, args.oneOf(0, DIRECTIONS, "Down"));
      return rangeClass.of(target.at(boundingArea(target.area, edge)));
    },
    GetSpecialCells: (target, args) => {
      const areas = specialCells(target, args);
      if (areas.length === 0) throw new ApiError("ItemNotFound");
      return rangeAreasClass.of(new AreasTarget(target.sheet, areas));
    },
    GetSpecialCellsOrNullObject: (target, args) => {
      const areas = specialCells(target, args);
      return areas.length === 0 ? null : rangeAreasClass.of(new AreasTarget(target.sheet, areas));
    },
    GetMergedAreasOrNullObject: (target) => {
      const areas = target.sheet.merges.value.filter((merge) => overlaps(merge, target.area));
      return areas.length === 0 ? null : rangeAreasClass.of(new AreasTarget(target.sheet, areas));
    },
    GetSpillParent: (target) => required(spillParentOf(target), target),
    GetSpillParentOrNullObject: (target) => orNull(spillParentOf(target), target),
    GetSpillingToRange: (target) => required(spillOf(target), target),
    GetSpillingToRangeOrNullObject: (target) => orNull(spillOf(target), target),
    GetDirectPrecedents: (target) => {
      const found = target.sheet
        .cellsIn(target.area)
        .flatMap(({ cell }) =>
          cell.formula === undefined ? [] : precedentsOf(target.sheet.book, target.sheet, cell.formula),
        );
      if (found.length === 0) throw new ApiError("ItemNotFound");
      return workbookRangeAreasClass.of({ parts: found });
    },
    GetDirectDependents: (target) => {
      const { book } = target.sheet;
      const found = book.sheets.flatMap((sheet) =>
        [...sheet.cells.entries()].flatMap(([key, cell]) => {
          if (cell.formula === undefined) return [];
          const isDependent = precedentsOf(book, sheet, cell.formula).some(
            (precedent) => precedent.sheet === target.sheet && overlaps(precedent.area, target.area),
          );
          return isDependent ? [{ sheet, area: one(Math.floor(key / COLUMN_LIMIT), key % COLUMN_LIMIT) }] : [];
        }),
      );
      if (found.length === 0) throw new ApiError("ItemNotFound");
      return workbookRangeAreasClass.of({ parts: found });
    },
    GetTables: (target, args) => {
      const isFully = args.flag(0);
      const tables = target.sheet.tables.filter((table) =>
        isFully ? contains(target.area, table.area.value) : overlaps(target.area, table.area.value),
      );
      return tableScopedCollectionClass.of({ tables });
    },
    GetVisibleView: (target) => rangeViewClass.of({ range: target, row: undefined }),
    GetCellProperties: (target, args) => {
      const { area } = target;
      if (cellCount(area) > 100_000) throw new ApiError("RangeExceedsLimit");
      return new ClientValue(
        lines(area.rows).map((row) =>
          lines(area.columns).map((column) =>
            readProperties(rangeClass.of(target.at(one(area.row + row, area.column + column))), args.record(0)),
          ),
        ),
      );
    },
    GetRowProperties: (target, args) =>
      new ClientValue(
        lines(target.area.rows).map((row) =>
          readProperties(range(target, { row: target.area.row + row, rows: 1 }), args.record(0)),
        ),
      ),
    GetColumnProperties: (target, args) =>
      new ClientValue(
        lines(target.area.columns).map((column) =>
          readProperties(range(target, { column: target.area.column + column, columns: 1 }), args.record(0)),
        ),
      ),
    SetCellProperties: (target, args, session) => {
      const { area } = target;
      for (const [row, line] of args.list(0).entries()) {
        if (!Array.isArray(line)) throw invalidArgument();
        for (const [column, given] of line.entries()) {
          writeProperties(rangeClass.of(target.at(one(area.row + row, area.column + column))), given, session);
        }
      }
      return undefined;
    },
    SetRowProperties: (target, args, session) => {
      for (const [row, given] of args.list(0).entries()) {
        writeProperties(range(target, { row: target.area.row + row, rows: 1 }), given, session);
      }
      return undefined;
    },
    SetColumnProperties: (target, args, session) => {
      for (const [column, given] of args.list(0).entries()) {
        writeProperties(range(target, { column: target.area.column + column, columns: 1 }), given, session);
      }
      return undefined;
    },
    Find: (target, args) => {
      const [found] = findCells(target.sheet, target.area, args, true);
      return required(found, target);
    },
    FindOrNullObject: (target, args) => {
      const [found] = findCells(target.sheet, target.area, args, true);
      return orNull(found, target);
    },
    ReplaceAll: (target, args) => {
      refuseLockedCells(target.sheet, target.area);
      return new ClientValue(replaceCells(target.sheet, target.area, args));
    },
    RemoveDuplicates: (target, args) => removeDuplicatesResultClass.of(removeDuplicates(target, args)),
    Insert: (target, args) => insertCells(target, args),
    Delete: (target, args) => {
      deleteCells(target, args);
      return undefined;
    },
    Clear: (target, args) => {
      clearRange(target, args.oneOf(0, CLEARINGS, "All"));
      return undefined;
    },
    CopyFrom: (target, args) => {
      copyInto(target, rangeArgument(args, 0, target.sheet), args);
      return undefined;
    },
    MoveTo: (target, args) => {
      moveRange(target, rangeArgument(args, 0, target.sheet));
      return undefined;
    },
    AutoFill: (target, args) => {
      autoFill(
        target,
        args.isMissing(0) ? target : rangeArgument(args, 0, target.sheet),
        args.textOr(1, "FillDefault"),
      );
      return undefined;
    },
    Merge: (target, args) => {
      mergeCells(target, args.flag(0));
      return undefined;
    },
    Unmerge: (target) => {
      unmergeCells(target);
      return undefined;
    },
    Select: (target) => {
      if (target.sheet.visibility.value !== "Visible") throw new ApiError("InvalidOperation");
      target.sheet.book.select(target.sheet, [target.area]);
      return undefined;
    },
    Calculate: (target) => {
      target.sheet.book.calculate(true);
      return undefined;
    },
    SetDirty: (target) => {
      for (const { row, column } of target.sheet.cellsIn(target.area)) {
        target.sheet.book.noteUncalculated(target.sheet, cellKey(row, column));
      }
      return undefined;
    },
    _ValidateArraySize: (target, args) => {
      const { area } = target;
      if (args.integer(0) !== area.rows || args.integer(1) !== area.columns) {
        throw invalidArgument(
          "The number of rows or columns in the input array doesn't match the size or dimensions of the range.",
        );
      }
      return undefined;
    },
  },
});

const CLEARINGS = ["All", "Contents", "Formats", "Hyperlinks", "RemoveHyperlinks", "ResetContents"] as const;

function lines(count: number): number[] {
  if (count > 100_000) throw new ApiError("RangeExceedsLimit");
  return Array.from({ length: count }, (_, index) => index);
}

const removeDuplicatesResultClass: RemoteClassOf<{ readonly removed: number; readonly remaining: number }> =
  defineClass<{ readonly removed: number; readonly remaining: number }>({
    name: "RemoveDuplicatesResult",
    properties: {
      Removed: { read: (result) => result.removed },
      UniqueRemaining: { read: (result) => result.remaining },
    },
  });

export const rangeSortClass: RemoteClassOf<RangeTarget> = defineClass<RangeTarget>({
  name: "RangeSort",
  methods: {
    Apply: (target, args) => {
      refuseProtected(target.sheet, "allowSort");
      sortRange(target.sheet, target.area, {
        fields: args.list(0),
        isCaseSensitive: args.flag(1),
        hasHeaders: args.flag(2),
        by: args.oneOf(3, ["Rows", "Columns"], "Rows") === "Rows" ? "rows" : "columns",
      });
      return undefined;
    },
  },
});

export const removeDuplicatesClasses = [removeDuplicatesResultClass];
