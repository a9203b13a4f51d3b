/** Defined names, of the workbook and of single sheets. */
import { parseArea } from "../../engine/area";
import { type Book, type NamedItem, absoluteFormula } from "../../engine/book";
import type { Sheet } from "../../engine/sheet";
import { isError } from "../../engine/value";
import { ApiError, invalidArgument } from "../apiError";
import { apiValue, apiValueType } from "../cellAccess";
import { type Arguments, ClientValue, type RemoteObject, type RemoteClassOf, defineClass } from "../classModel";
import { RangeTarget } from "../rangeTarget";
import { rangeClass } from "./range";
import { worksheetClass } from "./worksheet";

/** The names of a sheet, or of the workbook where no sheet is given. */
type Scope = { readonly book: Book; readonly sheet: Sheet | undefined };

type NameTarget = Scope & { readonly name: string };

function itemOf({ book, sheet, name }: NameTarget): NamedItem {
  const item = book.names.get(book.nameKey(name, sheet));
  if (!item) throw new ApiError("ItemNotFound");
  return item;
}

function namesIn({ book, sheet }: Scope): NamedItem[] {
  return [...book.names.values()]
    .filter((item) => item.sheet === sheet)
    .sort((one, other) => one.name.localeCompare(other.name, "en"));
}

function nameObject(scope: Scope, name: string): RemoteObject | null {
  const item = scope.book.names.get(scope.book.nameKey(name, scope.sheet));
  return item ? namedItemClass.of({ ...scope, name: item.name }) : null;
}

/** Refuses what cannot be a name: cell references, blanks, a digit in front. */
export function refuseBadName(name: string): void {
  const isName = /^[A-Za-z_\\\u0080-\uffff][\w.\\?\u0080-\uffff]*$/.test(name) && name.length <= 255;
  if (!isName || parseArea(name) !== undefined || /^r\d*c?\d*$|^c\d*$/i.test(name)) throw invalidArgument();
}

function add(scope: Scope, args: Arguments, formula: string): RemoteObject {
  const { book, sheet } = scope;
  const name = args.text(0);
  refuseBadName(name);
  if (book.names.has(book.nameKey(name, sheet)) || book.tableNamed(name)) throw new ApiError("ItemAlreadyExists");
  book.defineName({ name, formula, comment: args.textOr(2, ""), isVisible: true, sheet });
  return namedItemClass.of({ ...scope, name });
}

function formulaArgument(args: Arguments): string {
  const given = args.at(1);
  const range = rangeClass.targetOf(given);
  if (range) return absoluteFormula(range.sheet, range.area);
  if (typeof given === "number" || typeof given === "boolean") return `=${String(given).toUpperCase()}`;
  const text = args.text(1);
  return text.startsWith("=") ? text : `="${text.replaceAll('"', '""')}"`;
}

export const namedItemCollectionClass: RemoteClassOf<Scope> = defineClass<Scope>({
  name: "NamedItemCollection",
  items: (scope) => namesIn(scope).map((item) => namedItemClass.of({ ...scope, name: item.name })),
  index: (scope, args) => nameObject(scope, args.text(0)),
  methods: {
    Add: (scope, args) => add(scope, args, formulaArgument(args)),
    AddFormulaLocal: (scope, args) => add(scope, args, formulaArgument(args)),
    GetCount: (scope) => new ClientValue(namesIn(scope).length),
    GetItemOrNullObject: (scope, args) => nameObject(scope, args.text(0)),
  },
});

function rangeOf(target: NameTarget): RemoteObject | null {
  const place = target.book.areaOfFormula(itemOf(target).formula);
  return place ? rangeClass.of(new RangeTarget(place.sheet, place.area)) : null;
}

function valueOf(target: NameTarget): { value: unknown; type: string } {
  const { formula } = itemOf(target);
  if (target.book.areaOfFormula(formula)) return { value: formula.slice(1), type: "Range" };
  const value = target.book.evaluate(formula) ?? null;
  const shown = apiValue(value);
  if (isError(value)) return { value: shown, type: "Error" };
  const type = { number: "Double", boolean: "Boolean", string: "String" }[typeof shown as "number"];
  return { value: shown, type };
}

export const namedItemClass: RemoteClassOf<NameTarget> = defineClass<NameTarget>({
  name: "NamedItem",
  id: (target) => target.name,
  properties: {
    Name: { read: (target) => itemOf(target).name },
    Formula: {
      read: (target) => itemOf(target).formula,
      write: (target, value) => {
        if (typeof value !== "string" || !value.startsWith("=")) throw invalidArgument();
        target.book.defineName({ ...itemOf(target), formula: value });
      },
    },
    Type: { read: (target) => valueOf(target).type },
    Value: { read: (target) => valueOf(target).value },
    Comment: {
      read: (target) => itemOf(target).comment,
      write: (target, value) => {
        if (typeof value !== "string") throw invalidArgument();
        target.book.defineName({ ...itemOf(target), comment: value });
      },
    },
    Visible: {
      read: (target) => itemOf(target).isVisible,
      write: (target, value) => target.book.defineName({ ...itemOf(target), isVisible: value === true }),
    },
    Scope: { read: (target) => (target.sheet ? "Worksheet" : "Workbook") },
    _Id: { read: (target) => target.name },
  },
  navigations: {
    ArrayValues: (target) => namedItemArrayValuesClass.of(target),
    Worksheet: (target) => {
      if (!target.sheet) throw new ApiError("ItemNotFound");
      return worksheetClass.of(target.sheet);
    },
    WorksheetOrNullObject: (target) => worksheetClass.orNull(target.sheet),
  },
  methods: {
    Delete: (target) => {
      target.book.deleteName(itemOf(target));
      return undefined;
    },
    GetRange: (target) => {
      const range = rangeOf(target);
      if (!range) throw new ApiError("ItemNotFound");
      return range;
    },
    GetRangeOrNullObject: rangeOf,
  },
});

const namedItemArrayValuesClass: RemoteClassOf<NameTarget> = defineClass<NameTarget>({
  name: "NamedItemArrayValues",
  properties: {
    Values: {
      read: (target) => matrix(target, (range, row, column) => apiValue(range.sheet.cellAt(row, column).value)),
    },
    Types: {
      read: (target) => matrix(target, (range, row, column) => apiValueType(range.sheet.cellAt(row, column).value)),
    },
  },
});

function matrix<T>(target: NameTarget, of: (range: RangeTarget, row: number, column: number) => T): T[][] {
  const range = rangeClass.targetOf(rangeOf(target));
  if (!range) return [];
  const { area } = range;
  return Array.from({ length: area.rows }, (_, row) =>
    Array.from({ length: area.columns }, (_unused, column) => of(range, area.row + row, area.column + column)),
  );
}

export const nameClasses = [namedItemArrayValuesClass];
