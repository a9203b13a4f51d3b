/** Tables: their rows, columns, headings, totals and style. */
import { type Area, areaOnSheet, contains, overlaps } from "../../engine/area";
import type { Book } from "../../engine/book";
import type { Sheet, Table } from "../../engine/sheet";
import { ApiError, invalidArgument } from "../apiError";
import { apiValue, enterMatrix, refuseProtected, tidyHeadings } from "../cellAccess";
import {
  type Arguments,
  ClientValue,
  type PropertyModel,
  type RemoteObject,
  type RemoteClassOf,
  defineClass,
} from "../classModel";
import { EventType, WORKBOOK_TARGET } from "../eventTypes";
import { sortRange } from "../rangeWork";
import { RangeTarget, areaOfAddress } from "../rangeTarget";
import type { OfficeSession } from "../session";
import { applyFilter, autoFilterClass, filterClass } from "./filters";
import { refuseBadName } from "./names";
import { rangeArgument, rangeClass } from "./range";
import { worksheetClass } from "./worksheet";

function living(table: Table): Table {
  if (table.isDeleted.value || table.sheet.isDeleted.value) throw new ApiError("ItemNotFound");
  return table;
}

function rangeOf(table: Table, area: Area): RemoteObject {
  return rangeClass.of(new RangeTarget(living(table).sheet, area));
}

function flag(of: (table: Table) => { value: boolean }): PropertyModel<Table> {
  return {
    read: (table) => of(living(table)).value,
    write: (table, value) => {
      if (typeof value !== "boolean") throw invalidArgument();
      refuseProtected(table.sheet);
      of(living(table)).value = value;
    },
  };
}

/** The row of totals stands below the rows; its last column counts or sums, as Excel begins it. */
function showTotals(table: Table, isShown: boolean): void {
  const { sheet } = table;
  const { book } = sheet;
  const area = table.area.value;
  if (table.hasTotals.value === isShown) return;
  if (isShown) {
    const below: Area = { ...area, row: area.row + area.rows, rows: 1 };
    if (sheet.cellsIn(below).length > 0) book.shiftCells(sheet, { direction: "down", area: below });
    table.area.value = { ...area, rows: area.rows + 1 };
    table.hasTotals.value = true;
    sheet.setCell(below.row, area.column, { value: "Total" });
    const last = table.columnName(area.columns - 1);
    const isNumeric = sheet
      .cellsIn({ ...table.body, column: area.column + area.columns - 1, columns: 1 })
      .every(({ cell }) => typeof cell.value === "number");
    sheet.setCell(below.row, area.column + area.columns - 1, {
      value: 0,
      formula: `=SUBTOTAL(${isNumeric ? 109 : 103},${table.name.value}[${last}])`,
    });
  } else {
    const totals: Area = { ...area, row: area.row + area.rows - 1, rows: 1 };
    sheet.clearContents(totals);
    table.area.value = { ...area, rows: area.rows - 1 };
    table.hasTotals.value = false;
  }
  book.announce({ kind: "cells", sheet, area: table.area.value, changeType: "RangeEdited" });
}

function showHeaders(table: Table, isShown: boolean): void {
  const { sheet } = table;
  const area = table.area.value;
  if (table.hasHeaders.value === isShown) return;
  if (isShown) {
    if (area.row === 0) throw new ApiError("InvalidOperation");
    table.area.value = { ...area, row: area.row - 1, rows: area.rows + 1 };
    table.hasHeaders.value = true;
    sheet.book.writeHeadings(table);
  } else {
    sheet.clearContents({ ...area, rows: 1 });
    table.area.value = { ...area, row: area.row + 1, rows: area.rows - 1 };
    table.hasHeaders.value = false;
    table.hasFilterButton.value = false;
  }
}

export const tableClass: RemoteClassOf<Table> = defineClass<Table>({
  name: "Table",
  id: (table) => String(living(table).id),
  properties: {
    Id: { read: (table) => String(living(table).id) },
    LegacyId: { read: (table) => String(table.id) },
    Name: {
      read: (table) => living(table).name.value,
      write: (table, value) => {
        if (typeof value !== "string") throw invalidArgument();
        refuseBadName(value);
        const { book } = table.sheet;
        const other = book.tableNamed(value);
        if ((other && other !== table) || book.names.has(book.nameKey(value, undefined))) {
          throw new ApiError("ItemAlreadyExists");
        }
        const before = table.name.value;
        table.name.value = value;
        const mention = new RegExp(`(?<![\\w.])${before.replace(/[.\\?]/g, "\\$&")}(?=\\[)`, "gi");
        book.rewriteFormulas((formula) => formula.replace(mention, value));
        book.noteStructure();
      },
    },
    ShowHeaders: {
      read: (table) => table.hasHeaders.value,
      write: (table, value) => {
        refuseProtected(table.sheet);
        showHeaders(living(table), value === true);
      },
    },
    ShowTotals: {
      read: (table) => table.hasTotals.value,
      write: (table, value) => {
        refuseProtected(table.sheet);
        showTotals(living(table), value === true);
      },
    },
    ShowBandedRows: flag((table) => table.hasBandedRows),
    ShowBandedColumns: flag((table) => table.hasBandedColumns),
    ShowFilterButton: flag((table) => table.hasFilterButton),
    HighlightFirstColumn: flag((table) => table.isFirstColumnHighlighted),
    HighlightLastColumn: flag((table) => table.isLastColumnHighlighted),
    Style: {
      read: (table) => living(table).style.value,
      write: (table, value) => {
        if (typeof value !== "string") throw invalidArgument();
        refuseProtected(table.sheet);
        if (
          value !== "" &&
          !/^TableStyle(Light([1-9]|1\d|2[01])|Medium([1-9]|1\d|2[0-8])|Dark([1-9]|1[01]))$/.test(value)
        ) {
          throw invalidArgument();
        }
        table.style.value = value;
      },
    },
  },
  navigations: {
    Columns: (table) => tableColumnCollectionClass.of(living(table)),
    Rows: (table) => tableRowCollectionClass.of(living(table)),
    Sort: (table) => tableSortClass.of(living(table)),
    AutoFilter: (table) => autoFilterClass.of({ sheet: living(table).sheet, table }),
    Worksheet: (table) => worksheetClass.of(living(table).sheet),
  },
  methods: {
    GetRange: (table) => rangeOf(table, table.area.value),
    GetDataBodyRange: (table) => rangeOf(table, table.body),
    GetHeaderRowRange: (table) => {
      if (!table.hasHeaders.value) throw new ApiError("ItemNotFound");
      return rangeOf(table, { ...table.area.value, rows: 1 });
    },
    GetTotalRowRange: (table) => {
      if (!table.hasTotals.value) throw new ApiError("ItemNotFound");
      const area = table.area.value;
      return rangeOf(table, { ...area, row: area.row + area.rows - 1, rows: 1 });
    },
    Resize: (table, args) => {
      refuseProtected(table.sheet);
      const { sheet, area } = rangeArgument(args, 0, table.sheet);
      const before = table.area.value;
      const isOverlap = sheet.tables.some((other) => other !== table && overlaps(other.area.value, area));
      if (sheet !== table.sheet || area.row !== before.row || !overlaps(area, before) || isOverlap)
        throw invalidArgument();
      if (area.rows < (table.hasHeaders.value ? 2 : 1)) throw invalidArgument();
      table.area.value = area;
      const next = Math.max(0, ...table.columnIds.value);
      table.columnIds.value = Array.from(
        { length: area.columns },
        (_, index) => table.columnIds.value[index + area.column - before.column] ?? next + index + 1,
      );
      if (table.hasHeaders.value) sheet.book.writeHeadings(table);
      sheet.book.noteStructure();
      return undefined;
    },
    ClearFilters: (table) => {
      table.criteria.value = {};
      applyFilter({ sheet: table.sheet, table });
      return undefined;
    },
    ReapplyFilters: (table) => {
      applyFilter({ sheet: table.sheet, table });
      return undefined;
    },
    ConvertToRange: (table) => {
      refuseProtected(table.sheet);
      const area = table.area.value;
      const { sheet } = living(table);
      sheet.book.removeTable(table);
      return rangeClass.of(new RangeTarget(sheet, area));
    },
    Delete: (table) => {
      refuseProtected(table.sheet);
      const { sheet } = living(table);
      const area = table.area.value;
      sheet.book.removeTable(table);
      sheet.clearContents(area);
      sheet.clearFormats(area);
      sheet.book.announce({ kind: "cells", sheet, area, changeType: "RangeEdited" });
      return undefined;
    },
  },
  events: {
    DataChanged: { type: EventType.tableChanged, target: (table) => String(table.id) },
    SelectionChanged: { type: EventType.tableSelection, target: (table) => String(table.id) },
  },
});

// ---------------------------------------------------------------------------------------------- all tables

type TablesTarget = { readonly book: Book; readonly sheet: Sheet | undefined };

function tablesIn({ book, sheet }: TablesTarget): Table[] {
  return book.tables.filter((table) => sheet === undefined || table.sheet === sheet);
}

function byKey(tables: readonly Table[], key: unknown): Table | undefined {
  const text = String(key).toLowerCase();
  return (
    tables.find((table) => table.name.value.toLowerCase() === text) ?? tables.find((table) => String(table.id) === text)
  );
}

export const tableCollectionClass: RemoteClassOf<TablesTarget> = defineClass<TablesTarget>({
  name: "TableCollection",
  properties: { Count: { read: (target) => tablesIn(target).length } },
  items: (target) => tablesIn(target).map((table) => tableClass.of(table)),
  index: (target, args) => tableClass.orNull(byKey(tablesIn(target), args.at(0))),
  methods: {
    Add: ({ book, sheet: from }, args) => {
      const range = rangeClass.targetOf(args.at(0));
      const { sheet, area } = range ?? areaOfAddress(book, args.text(0), from ?? book.activeSheet.value);
      if (from && sheet !== from) throw invalidArgument();
      refuseProtected(sheet);
      const hasHeaders = args.flag(1);
      if (sheet.tables.some((table) => overlaps(table.area.value, area))) throw invalidArgument();
      if (sheet.merges.value.some((merge) => overlaps(merge, area))) throw new ApiError("MergedRangeConflict");
      // A table of headings alone gets a first, empty row.
      const whole = hasHeaders && area.rows === 1 ? { ...area, rows: 2 } : area;
      return tableClass.of(book.addTable(sheet, whole, hasHeaders));
    },
    GetCount: (target) => new ClientValue(tablesIn(target).length),
    GetItemAt: (target, args) => {
      const table = tablesIn(target)[args.integer(0)];
      if (!table) throw invalidArgument();
      return tableClass.of(table);
    },
    GetItemOrNullObject: (target, args) => tableClass.orNull(byKey(tablesIn(target), args.at(0))),
  },
  events: {
    Added: { type: EventType.tableAdded, target: ({ sheet }) => sheet?.id ?? WORKBOOK_TARGET },
    Deleted: { type: EventType.tableDeleted, target: ({ sheet }) => sheet?.id ?? WORKBOOK_TARGET },
    DataChanged: { type: EventType.tableChanged, target: ({ sheet }) => sheet?.id ?? WORKBOOK_TARGET },
  },
});

export const tableScopedCollectionClass: RemoteClassOf<{ readonly tables: readonly Table[] }> = defineClass<{
  readonly tables: readonly Table[];
}>({
  name: "TableScopedCollection",
  items: ({ tables }) => tables.map((table) => tableClass.of(table)),
  index: ({ tables }, args) => tableClass.orNull(byKey(tables, args.at(0))),
  methods: {
    GetCount: ({ tables }) => new ClientValue(tables.length),
    GetFirst: ({ tables }) => {
      const [first] = tables;
      if (!first) throw new ApiError("ItemNotFound");
      return tableClass.of(first);
    },
    GetItemOrNullObject: ({ tables }, args) => tableClass.orNull(byKey(tables, args.at(0))),
  },
});

// ---------------------------------------------------------------------------------------------- columns

type ColumnTarget = { readonly table: Table; readonly id: number };

function indexOf({ table, id }: ColumnTarget): number {
  const index = living(table).columnIds.value.indexOf(id);
  if (index < 0) throw new ApiError("ItemNotFound");
  return index;
}

function columnArea(target: ColumnTarget, of: Area): Area {
  return { ...of, column: of.column + indexOf(target), columns: 1 };
}

function columnRange(target: ColumnTarget, of: Area): RemoteObject {
  return rangeOf(target.table, columnArea(target, of));
}

function columnByKey(table: Table, key: unknown): ColumnTarget | undefined {
  const ids = table.columnIds.value;
  const byName = ids.findIndex((_, index) => table.columnName(index).toLowerCase() === String(key).toLowerCase());
  const id = byName >= 0 ? ids[byName] : ids.find((one) => String(one) === String(key));
  return id === undefined ? undefined : { table, id };
}

export const tableColumnClass: RemoteClassOf<ColumnTarget> = defineClass<ColumnTarget>({
  name: "TableColumn",
  id: (target) => target.id,
  properties: {
    Id: { read: (target) => target.id },
    Index: { read: indexOf },
    Name: {
      read: (target) => target.table.columnName(indexOf(target)),
      write: (target, value) => {
        if (typeof value !== "string" || value === "") throw invalidArgument();
        const { sheet, area } = target.table;
        refuseProtected(sheet);
        sheet.setCell(area.value.row, area.value.column + indexOf(target), { value });
        tidyHeadings(sheet.book, sheet, area.value);
        sheet.book.noteStructure();
      },
    },
    Values: {
      read: (target) => {
        const area = columnArea(target, target.table.area.value);
        return Array.from({ length: area.rows }, (_, row) => [
          apiValue(target.table.sheet.cellAt(area.row + row, area.column).value),
        ]);
      },
      write: (target, value, session) =>
        enterMatrix(new RangeTarget(target.table.sheet, columnArea(target, target.table.area.value)), session, value),
    },
  },
  navigations: { Filter: (target) => filterClass.of({ table: target.table, index: indexOf(target) }) },
  methods: {
    GetRange: (target) => columnRange(target, target.table.area.value),
    GetDataBodyRange: (target) => columnRange(target, target.table.body),
    GetHeaderRowRange: (target) => {
      if (!target.table.hasHeaders.value) throw new ApiError("ItemNotFound");
      return columnRange(target, { ...target.table.area.value, rows: 1 });
    },
    GetTotalRowRange: (target) => {
      if (!target.table.hasTotals.value) throw new ApiError("ItemNotFound");
      const area = target.table.area.value;
      return columnRange(target, { ...area, row: area.row + area.rows - 1, rows: 1 });
    },
    Delete: (target) => {
      const { table } = target;
      refuseProtected(table.sheet);
      if (table.columnIds.value.length === 1) throw new ApiError("InvalidOperation");
      const area = columnArea(target, table.area.value);
      table.sheet.book.shiftCells(table.sheet, { direction: "left", area });
      table.columnIds.value = table.columnIds.value.filter((id) => id !== target.id);
      table.sheet.book.announce({
        kind: "cells",
        sheet: table.sheet,
        area,
        changeType: "ColumnDeleted",
        shift: "left",
      });
      return undefined;
    },
  },
});

/** Values for one new column, headings and totals included or not, as a matrix of one column. */
function columnValues(given: unknown): readonly unknown[] | undefined {
  if (given === null || given === undefined) return undefined;
  if (!Array.isArray(given)) throw invalidArgument();
  const rows: readonly unknown[] = given;
  return rows.map((row) => (Array.isArray(row) ? (row as readonly unknown[])[0] : row));
}

export const tableColumnCollectionClass: RemoteClassOf<Table> = defineClass<Table>({
  name: "TableColumnCollection",
  properties: { Count: { read: (table) => table.columnIds.value.length } },
  items: (table) => table.columnIds.value.map((id) => tableColumnClass.of({ table, id })),
  index: (table, args) => tableColumnClass.orNull(columnByKey(table, args.at(0))),
  methods: {
    Add: (table, args, session) => addColumn(table, args, session),
    GetCount: (table) => new ClientValue(table.columnIds.value.length),
    GetItemAt: (table, args) => {
      const id = table.columnIds.value[args.integer(0)];
      if (id === undefined) throw invalidArgument();
      return tableColumnClass.of({ table, id });
    },
    GetItemOrNullObject: (table, args) => tableColumnClass.orNull(columnByKey(table, args.at(0))),
  },
});

function addColumn(table: Table, args: Arguments, session: OfficeSession): RemoteObject {
  const { sheet } = table;
  refuseProtected(sheet);
  const area = table.area.value;
  const given = args.integerOr(0, -1);
  const index = given < 0 ? area.columns : given;
  if (index > area.columns) throw invalidArgument();
  const place: Area = { ...area, column: area.column + index, columns: 1 };
  const values = columnValues(args.at(1));
  if (values && values.length !== area.rows) throw invalidArgument();
  if (!areaOnSheet(place)) throw invalidArgument();
  if (index < area.columns || sheet.cellsIn(place).length > 0)
    sheet.book.shiftCells(sheet, { direction: "right", area: place });
  table.area.value = { ...area, columns: area.columns + 1 };
  const id = Math.max(0, ...table.columnIds.value) + 1;
  table.columnIds.value = [...table.columnIds.value.slice(0, index), id, ...table.columnIds.value.slice(index)];
  if (values) {
    enterMatrix(
      new RangeTarget(sheet, place),
      session,
      values.map((value) => [value]),
    );
  }
  const name = args.textOr(2, undefined);
  if (name !== undefined && table.hasHeaders.value) sheet.setCell(area.row, place.column, { value: name });
  if (table.hasHeaders.value) sheet.book.writeHeadings(table);
  sheet.book.noteStructure();
  sheet.book.announce({ kind: "cells", sheet, area: place, changeType: "ColumnInserted" });
  return tableColumnClass.of({ table, id });
}

// ---------------------------------------------------------------------------------------------- rows

/** A row by its place; rows have no ids. */
type RowTarget = { readonly table: Table; readonly index: number };

function rowArea({ table, index }: RowTarget): Area {
  const body = living(table).body;
  if (index < 0 || index >= body.rows) throw invalidArgument();
  return { ...body, row: body.row + index, rows: 1 };
}

export const tableRowClass: RemoteClassOf<RowTarget> = defineClass<RowTarget>({
  name: "TableRow",
  properties: {
    Index: { read: (target) => target.index },
    Values: {
      read: (target) => {
        const area = rowArea(target);
        return [
          Array.from({ length: area.columns }, (_, column) =>
            apiValue(target.table.sheet.cellAt(area.row, area.column + column).value),
          ),
        ];
      },
      write: (target, value, session) =>
        enterMatrix(new RangeTarget(target.table.sheet, rowArea(target)), session, value),
    },
  },
  methods: {
    GetRange: (target) => rangeOf(target.table, rowArea(target)),
    Delete: (target) => {
      deleteRows(target.table, [target.index]);
      return undefined;
    },
  },
});

function deleteRows(table: Table, indexes: readonly number[]): void {
  refuseProtected(table.sheet, "allowDeleteRows");
  for (const index of [...new Set(indexes)].sort((one, other) => other - one)) {
    const area = rowArea({ table, index });
    if (table.body.rows === 1) {
      // The last row stays, emptied.
      table.sheet.clearContents(area);
      table.sheet.book.announce({ kind: "cells", sheet: table.sheet, area, changeType: "RangeEdited" });
    } else {
      table.sheet.book.shiftCells(table.sheet, { direction: "up", area });
      table.sheet.book.announce({ kind: "cells", sheet: table.sheet, area, changeType: "RowDeleted", shift: "up" });
    }
  }
}

export const tableRowCollectionClass: RemoteClassOf<Table> = defineClass<Table>({
  name: "TableRowCollection",
  properties: { Count: { read: (table) => table.body.rows } },
  items: (table) => Array.from({ length: table.body.rows }, (_, index) => tableRowClass.of({ table, index })),
  methods: {
    Add: (table, args, session) => addRows(table, args, session),
    GetCount: (table) => new ClientValue(table.body.rows),
    GetItemAt: (table, args) => {
      const target = { table, index: args.integer(0) };
      rowArea(target);
      return tableRowClass.of(target);
    },
    DeleteRows: (table, args) => {
      deleteRows(
        table,
        args.list(0).map((row) => (typeof row === "number" ? row : (tableRowClass.targetOf(row)?.index ?? -1))),
      );
      return undefined;
    },
    DeleteRowsAt: (table, args) => {
      const from = args.integer(0);
      deleteRows(
        table,
        Array.from({ length: args.integerOr(1, 1) }, (_, step) => from + step),
      );
      return undefined;
    },
  },
});

function addRows(table: Table, args: Arguments, session: OfficeSession): RemoteObject {
  const { sheet } = table;
  refuseProtected(sheet, "allowInsertRows");
  const { book } = sheet;
  const before = table.body;
  const isBlank = before.rows === 1 && sheet.cellsIn(before).length === 0;
  const given = args.at(1);
  const matrix: readonly unknown[] | undefined = Array.isArray(given)
    ? given.every((row) => Array.isArray(row))
      ? given
      : [given]
    : undefined;
  if (given !== null && given !== undefined && !matrix) throw invalidArgument();
  const count = matrix?.length ?? 1;
  if (matrix?.some((row) => !Array.isArray(row) || row.length !== before.columns)) throw invalidArgument();
  const asked = args.integerOr(0, -1);
  if (asked > before.rows) throw invalidArgument();
  // The one empty row of a new table is filled rather than kept above.
  const isFilling = isBlank && asked < 1 && args.at(2) !== true;
  const index = isFilling ? 0 : asked < 0 ? before.rows : asked;
  const added = isFilling ? count - 1 : count;
  if (added > 0) {
    const place: Area = { ...before, row: before.row + index + (isFilling ? 1 : 0), rows: added };
    const isLast = index + (isFilling ? 1 : 0) >= before.rows;
    const hasBelow = table.hasTotals.value || sheet.cellsIn({ ...place, rows: added }).length > 0;
    if (!isLast || hasBelow) {
      const whole = table.area.value;
      book.shiftCells(sheet, { direction: "down", area: place });
      table.area.value = { ...whole, rows: whole.rows + added };
    } else {
      table.area.value = { ...table.area.value, rows: table.area.value.rows + added };
      for (let row = 0; row < added; row += 1) {
        for (let column = 0; column < place.columns; column += 1) {
          const above = sheet.formats.get((place.row - 1) * 16_384 + place.column + column);
          if (above && place.row - 1 >= before.row)
            sheet.formats.set((place.row + row) * 16_384 + place.column + column, above);
        }
      }
    }
  }
  const filled: Area = { ...before, row: before.row + index, rows: count };
  if (!contains(table.area.value, filled)) throw new ApiError("GeneralException");
  book.noteStructure();
  if (matrix) enterMatrix(new RangeTarget(sheet, filled), session, matrix);
  book.announce({ kind: "cells", sheet, area: filled, changeType: "RowInserted" });
  return tableRowClass.of({ table, index });
}

// ---------------------------------------------------------------------------------------------- sorting

export const tableSortClass: RemoteClassOf<Table> = defineClass<Table>({
  name: "TableSort",
  methods: {
    Apply: (table, args) => {
      refuseProtected(table.sheet, "allowSort");
      sortRange(table.sheet, table.body, {
        fields: args.list(0),
        isCaseSensitive: args.flag(1),
        hasHeaders: false,
        by: "rows",
      });
      return undefined;
    },
    Clear: () => undefined,
  },
});
