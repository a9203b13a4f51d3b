/** Filters of tables and sheets: which rows they leave to be seen. */
import type { Area } from "../../engine/area";
import { showValue } from "../../engine/numberFormat";
import type { FilterCriteria, Sheet, Table } from "../../engine/sheet";
import { ApiError, invalidArgument } from "../apiError";
import { refuseProtected } from "../cellAccess";
import { type Arguments, type RemoteClassOf, defineClass } from "../classModel";
import { RangeTarget } from "../rangeTarget";
import { compareValues } from "../rangeWork";
import { rangeArgument, rangeClass } from "./range";

/** The filter of a table, or of a sheet where no table is given. */
type FilterPlace = { readonly sheet: Sheet; readonly table: Table | undefined };

type Criteria = Readonly<Record<number, FilterCriteria>>;

function criteriaOf({ sheet, table }: FilterPlace): Criteria {
  return table ? table.criteria.value : (sheet.filter.value?.criteria ?? {});
}

function setCriteria(place: FilterPlace, criteria: Criteria): void {
  const { sheet, table } = place;
  refuseProtected(sheet, "allowAutoFilter");
  if (table) table.criteria.value = criteria;
  else if (sheet.filter.value) sheet.filter.value = { ...sheet.filter.value, criteria };
  applyFilter(place);
}

/** The rows a filter decides about: below the headings, above the totals. */
function filteredBody({ sheet, table }: FilterPlace): Area | undefined {
  if (table) return table.body;
  const area = sheet.filter.value?.area;
  return area && area.rows > 1 ? { ...area, row: area.row + 1, rows: area.rows - 1 } : undefined;
}

/** Hides the rows that do not meet every criterion and shows the others. */
export function applyFilter(place: FilterPlace): void {
  const body = filteredBody(place);
  if (!body) return;
  const { sheet } = place;
  sheet.book.calculate();
  const tests = Object.entries(criteriaOf(place)).map(([column, criteria]) => ({
    column: body.column + Number(column),
    isMet: testOf(criteria, sheet, body, body.column + Number(column)),
  }));
  const used = sheet.usedWithin(body);
  const last = used ? used.row + used.rows : body.row;
  for (let row = body.row; row < Math.min(body.row + body.rows, last); row += 1) {
    const isShown = tests.every(({ column, isMet }) => isMet(row, column));
    sheet.hiddenRows.set(row, isShown ? undefined : true);
  }
  sheet.book.announce({ kind: "filtered", sheet, table: place.table });
}

type Test = (row: number, column: number) => boolean;

function testOf(criteria: FilterCriteria, sheet: Sheet, body: Area, column: number): Test {
  const text = (row: number): string =>
    showValue(sheet.cellAt(row, column).value, sheet.numberFormatAt(row, column)).toLowerCase();
  const numbers = (): number[] =>
    sheet
      .cellsIn({ ...body, column, columns: 1 })
      .map(({ cell }) => cell.value)
      .filter((value) => typeof value === "number")
      .sort((one, other) => other - one);
  const limit = Number(criteria["criterion1"]);
  switch (criteria["filterOn"]) {
    case "Values": {
      const given: readonly unknown[] = Array.isArray(criteria["values"]) ? criteria["values"] : [];
      const wanted = new Set(given.map((value) => String(value).toLowerCase()));
      return (row) => wanted.has(text(row));
    }
    case "Custom": {
      const tests = [criteria["criterion1"], criteria["criterion2"]]
        .filter((criterion) => typeof criterion === "string" && criterion !== "")
        .map((criterion) => customTest(String(criterion)));
      const isEither = criteria["operator"] === "Or";
      return (row) => {
        const { value } = sheet.cellAt(row, column);
        return isEither ? tests.some((test) => test(value, text(row))) : tests.every((test) => test(value, text(row)));
      };
    }
    case "TopItems":
    case "BottomItems":
    case "TopPercent":
    case "BottomPercent": {
      const sorted = numbers();
      if (String(criteria["filterOn"]).startsWith("Bottom")) sorted.reverse();
      const isShare = String(criteria["filterOn"]).endsWith("Percent");
      const count = isShare ? Math.max(1, Math.floor((sorted.length * limit) / 100)) : limit;
      const kept = new Set(sorted.slice(0, count));
      return (row) => {
        const { value } = sheet.cellAt(row, column);
        return typeof value === "number" && kept.has(value);
      };
    }
    default:
      throw new ApiError("UnsupportedOperation");
  }
}

function customTest(criterion: string): (value: unknown, text: string) => boolean {
  const found = /^(<=|>=|<>|<|>|=)?(.*)$/s.exec(criterion);
  const operator = found?.[1] ?? "=";
  const operand = (found?.[2] ?? "").toLowerCase();
  const number = operand === "" ? NaN : Number(operand);
  const pattern = new RegExp(
    `^${operand
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replace(/~([*?])|([*?])/g, (_whole, escaped?: string, wild?: string) =>
        escaped === undefined ? (wild === "*" ? "[\\s\\S]*" : "[\\s\\S]") : `\\${escaped}`,
      )}$`,
  );
  return (value, text) => {
    if (operator === "=" || operator === "<>") {
      const isSame = typeof value === "number" && !Number.isNaN(number) ? value === number : pattern.test(text);
      return isSame === (operator === "=");
    }
    if (typeof value === "number" && Number.isNaN(number)) return false;
    if (typeof value !== "number" && !Number.isNaN(number)) return false;
    const order = typeof value === "number" ? value - number : compareValues(text, operand, false, true);
    if (operator === "<") return order < 0;
    if (operator === "<=") return order <= 0;
    return operator === ">" ? order > 0 : order >= 0;
  };
}

export const autoFilterClass: RemoteClassOf<FilterPlace> = defineClass<FilterPlace>({
  name: "AutoFilter",
  properties: {
    Enabled: { read: ({ sheet, table }) => (table ? table.hasFilterButton.value : sheet.filter.value !== undefined) },
    IsDataFiltered: { read: (place) => Object.keys(criteriaOf(place)).length > 0 },
    Criteria: {
      read: (place) => {
        const criteria = criteriaOf(place);
        const last = Math.max(-1, ...Object.keys(criteria).map(Number));
        return Array.from({ length: last + 1 }, (_, column) => criteria[column] ?? null);
      },
    },
  },
  methods: {
    Apply: (place, args) => {
      const { sheet } = place;
      refuseProtected(sheet, "allowAutoFilter");
      const { area } = rangeArgument(args, 0, sheet);
      const before = sheet.filter.value;
      if (before) showRows(place);
      sheet.filter.value = { area, criteria: before?.area === area ? before.criteria : {} };
      const column = args.integerOr(1, undefined);
      if (column !== undefined) {
        if (column < 0 || column >= area.columns) throw invalidArgument();
        setCriteria(place, { ...criteriaOf(place), [column]: args.record(2) });
      }
      return undefined;
    },
    ClearCriteria: (place) => {
      setCriteria(place, {});
      return undefined;
    },
    ClearColumnCriteria: (place, args) => {
      const { [args.integer(0)]: _cleared, ...others } = criteriaOf(place);
      setCriteria(place, others);
      return undefined;
    },
    Reapply: (place) => {
      applyFilter(place);
      return undefined;
    },
    Remove: (place) => {
      refuseProtected(place.sheet, "allowAutoFilter");
      showRows(place);
      if (place.table) place.table.criteria.value = {};
      else place.sheet.filter.value = undefined;
      return undefined;
    },
    GetRange: (place) => {
      const area = place.table ? place.table.area.value : place.sheet.filter.value?.area;
      if (!area) throw new ApiError("ItemNotFound");
      return rangeClass.of(new RangeTarget(place.sheet, area));
    },
    GetRangeOrNullObject: (place) => {
      const area = place.table ? place.table.area.value : place.sheet.filter.value?.area;
      return area ? rangeClass.of(new RangeTarget(place.sheet, area)) : null;
    },
  },
  readingMethods: [],
});

function showRows(place: FilterPlace): void {
  const body = filteredBody(place);
  if (!body) return;
  for (const row of [...place.sheet.hiddenRows.keys()]) {
    if (row >= body.row && row < body.row + body.rows) place.sheet.hiddenRows.delete(row);
  }
}

// ---------------------------------------------------------------------------------------------- a column's filter

type ColumnFilter = { readonly table: Table; readonly index: number };

function apply({ table, index }: ColumnFilter, criteria: FilterCriteria | undefined): undefined {
  const { [index]: _before, ...others } = table.criteria.value;
  setCriteria({ sheet: table.sheet, table }, criteria ? { ...others, [index]: criteria } : others);
  return undefined;
}

function count(args: Arguments): string {
  return String(args.integer(0));
}

export const filterClass: RemoteClassOf<ColumnFilter> = defineClass<ColumnFilter>({
  name: "Filter",
  properties: { Criteria: { read: ({ table, index }) => table.criteria.value[index] ?? null } },
  methods: {
    Apply: (filter, args) => apply(filter, args.record(0)),
    ApplyValuesFilter: (filter, args) => apply(filter, { filterOn: "Values", values: args.list(0) }),
    ApplyCustomFilter: (filter, args) =>
      apply(filter, {
        filterOn: "Custom",
        criterion1: args.text(0),
        ...(args.isMissing(1) ? {} : { criterion2: args.text(1), operator: args.oneOf(2, ["And", "Or"], "And") }),
      }),
    ApplyTopItemsFilter: (filter, args) => apply(filter, { filterOn: "TopItems", criterion1: count(args) }),
    ApplyTopPercentFilter: (filter, args) => apply(filter, { filterOn: "TopPercent", criterion1: count(args) }),
    ApplyBottomItemsFilter: (filter, args) => apply(filter, { filterOn: "BottomItems", criterion1: count(args) }),
    ApplyBottomPercentFilter: (filter, args) => apply(filter, { filterOn: "BottomPercent", criterion1: count(args) }),
    Clear: (filter) => apply(filter, undefined),
  },
});
