/** RangeView: the rows and columns of a range that are to be seen, as a filter leaves them. */
import { areaText } from "../../engine/area";
import { showValue } from "../../engine/numberFormat";
import { apiFormula, apiValue, apiValueType } from "../cellAccess";
import { ApiError, invalidArgument } from "../apiError";
import { ClientValue, type RemoteClassOf, defineClass } from "../classModel";
import { RangeTarget } from "../rangeTarget";
import type { OfficeSession } from "../session";
import { rangeClass } from "./range";

/** A range's visible part, or one row of it. */
type View = { readonly range: RangeTarget; readonly row: number | undefined };

function visibleRows({ range, row }: View): number[] {
  if (row !== undefined) return [row];
  const { area, sheet } = range;
  return Array.from({ length: area.rows }, (_, index) => area.row + index).filter(
    (line) => !sheet.hiddenRows.has(line),
  );
}

function visibleColumns({ range }: View): number[] {
  const { area, sheet } = range;
  return Array.from({ length: area.columns }, (_, index) => area.column + index).filter(
    (line) => !sheet.hiddenColumns.has(line),
  );
}

function matrix<T>(view: View, session: OfficeSession, of: (row: number, column: number) => T): T[][] {
  const rows = visibleRows(view);
  const columns = visibleColumns(view);
  if (rows.length * columns.length > session.limits.readCells) throw new ApiError("RangeExceedsLimit");
  return rows.map((row) => columns.map((column) => of(row, column)));
}

export const rangeViewClass: RemoteClassOf<View> = defineClass<View>({
  name: "RangeView",
  properties: {
    CellAddresses: {
      read: (view, session) => matrix(view, session, (row, column) => areaText({ row, column, rows: 1, columns: 1 })),
    },
    RowCount: { read: (view) => visibleRows(view).length },
    ColumnCount: { read: (view) => visibleColumns(view).length },
    Index: { read: (view) => (view.row === undefined ? 0 : view.row - view.range.area.row) },
    Values: {
      read: (view, session) =>
        matrix(view, session, (row, column) => apiValue(view.range.sheet.cellAt(row, column).value)),
    },
    ValueTypes: {
      read: (view, session) =>
        matrix(view, session, (row, column) => apiValueType(view.range.sheet.cellAt(row, column).value)),
    },
    Formulas: {
      read: (view, session) => matrix(view, session, (row, column) => apiFormula(view.range.sheet.cellAt(row, column))),
    },
    NumberFormat: {
      read: (view, session) => matrix(view, session, (row, column) => view.range.sheet.numberFormatAt(row, column)),
    },
    Text: {
      read: (view, session) =>
        matrix(view, session, (row, column) =>
          showValue(view.range.sheet.cellAt(row, column).value, view.range.sheet.numberFormatAt(row, column)),
        ),
    },
  },
  navigations: { Rows: (view) => rangeViewCollectionClass.of(view) },
  methods: { GetRange: (view) => rangeClass.of(view.range) },
});

export const rangeViewCollectionClass: RemoteClassOf<View> = defineClass<View>({
  name: "RangeViewCollection",
  items: (view) => visibleRows(view).map((row) => rangeViewClass.of({ range: view.range, row })),
  methods: {
    GetCount: (view) => new ClientValue(visibleRows(view).length),
    GetItemAt: (view, args) => {
      const row = visibleRows(view)[args.integer(0)];
      if (row === undefined) throw invalidArgument();
      return rangeViewClass.of({ range: view.range, row });
    },
  },
});
