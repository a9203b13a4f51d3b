/** Worksheets and what hangs on them. */
import { type Area, COLUMN_LIMIT, ROW_LIMIT, areaOnSheet, parseArea } from "../../engine/area";
import { type Book, fullAddress } from "../../engine/book";
import { STANDARD_HEIGHT, type Sheet, type Visibility, boundingOf } from "../../engine/sheet";
import { ApiError, invalidArgument } from "../apiError";
import { refuseProtected, refuseProtectedStructure } from "../cellAccess";
import {
  type Arguments,
  ClientValue,
  type EventModel,
  type PropertyModel,
  type RemoteObject,
  type RemoteClassOf,
  defineClass,
} from "../classModel";
import { EventType, WORKBOOK_TARGET } from "../eventTypes";
import { findCells, replaceCells } from "../rangeSearch";
import { AreasTarget, RangeTarget, areaOfAddress } from "../rangeTarget";
import { commentCollectionClass } from "./comments";
import { autoFilterClass } from "./filters";
import { namedItemCollectionClass } from "./names";
import { worksheetCustomPropertyCollectionClass } from "./properties";
import { rangeArgument, rangeClass } from "./range";
import { rangeAreasClass } from "./rangeAreas";
import { readColour } from "./rangeFormat";
import { tableCollectionClass } from "./table";

function livingSheet(sheet: Sheet): Sheet {
  if (sheet.isDeleted.value) throw new ApiError("ItemNotFound");
  return sheet;
}

/** Refuses a sheet name that Excel does not take. */
function refuseBadSheetName(book: Book, name: unknown, except?: Sheet): asserts name is string {
  const isName =
    typeof name === "string" &&
    name.length >= 1 &&
    name.length <= 31 &&
    !/[\\/?*[\]:]/.test(name) &&
    !name.startsWith("'") &&
    !name.endsWith("'");
  if (!isName || name.toLowerCase() === "history") throw invalidArgument();
  const other = book.sheetNamed(name);
  if (other && other !== except) throw new ApiError("ItemAlreadyExists");
}

function flag(read: (sheet: Sheet) => { value: boolean }): PropertyModel<Sheet> {
  return {
    read: (sheet) => read(sheet).value,
    write: (sheet, value) => {
      if (typeof value !== "boolean") throw invalidArgument();
      read(sheet).value = value;
    },
  };
}

function rangeOn(sheet: Sheet, address: string): RemoteObject {
  const place = areaOfAddress(sheet.book, address, sheet);
  return rangeClass.of(new RangeTarget(place.sheet, place.area));
}

function sheetEvents<T extends object>(target: (from: T) => string): Readonly<Record<string, EventModel<T>>> {
  const event = (type: number): EventModel<T> => ({ type, target });
  return {
    Activated: event(EventType.sheetActivated),
    Deactivated: event(EventType.sheetDeactivated),
    Calculated: event(EventType.sheetCalculated),
    DataChanged: event(EventType.sheetChanged),
    SelectionChanged: event(EventType.sheetSelection),
    FormatChanged: event(EventType.sheetFormatChanged),
    FormulaChanged: event(EventType.formulaChanged),
    RowSorted: event(EventType.rowSorted),
    ColumnSorted: event(EventType.columnSorted),
    RowHiddenChanged: event(EventType.rowHidden),
    NameChanged: event(EventType.sheetNameChanged),
    VisibilityChanged: event(EventType.visibilityChanged),
    ProtectionChanged: event(EventType.protectionChanged),
    Filtered: event(EventType.sheetFiltered),
  };
}

function neighbour(sheet: Sheet, step: 1 | -1, isVisibleOnly: boolean): Sheet | undefined {
  const sheets = sheet.book.sheets.filter(
    (other) => other === sheet || !isVisibleOnly || other.visibility.value === "Visible",
  );
  return sheets[sheets.indexOf(sheet) + step];
}

function found(sheet: Sheet | undefined): RemoteObject {
  if (!sheet) throw new ApiError("ItemNotFound");
  return worksheetClass.of(sheet);
}

function used(sheet: Sheet, args: Arguments): Area | undefined {
  return sheet.usedArea(args.flag(0));
}

function copySheet(sheet: Sheet, args: Arguments): RemoteObject {
  const { book } = sheet;
  refuseProtectedStructure(book);
  const place = args.oneOf(0, ["None", "Before", "After", "Beginning", "End"], "None");
  let number = 2;
  while (book.sheetNamed(`${sheet.name.value.slice(0, 27)} (${number})`)) number += 1;
  const copy = book.addSheet(`${sheet.name.value.slice(0, 27)} (${number})`);
  for (const [key, cell] of sheet.cells.entries()) {
    const { value, formula } = cell;
    copy.setCell(
      Math.floor(key / COLUMN_LIMIT),
      key % COLUMN_LIMIT,
      formula === undefined ? { value } : { value, formula },
    );
  }
  for (const [key, format] of sheet.formats.entries()) copy.formats.set(key, format);
  for (const [line, format] of sheet.columnFormats.entries()) copy.columnFormats.set(line, format);
  for (const [line, format] of sheet.rowFormats.entries()) copy.rowFormats.set(line, format);
  for (const [line, width] of sheet.columnWidths.entries()) copy.columnWidths.set(line, width);
  for (const [line, height] of sheet.rowHeights.entries()) copy.rowHeights.set(line, height);
  for (const line of sheet.hiddenRows.keys()) copy.hiddenRows.set(line, true);
  for (const line of sheet.hiddenColumns.keys()) copy.hiddenColumns.set(line, true);
  for (const [key, link] of sheet.hyperlinks.entries()) copy.hyperlinks.set(key, link);
  for (const [key, value] of sheet.customProperties.entries()) copy.customProperties.set(key, value);
  copy.merges.value = sheet.merges.value;
  copy.freeze.value = sheet.freeze.value;
  copy.tabColor.value = sheet.tabColor.value;
  copy.protection.value = sheet.protection.value;
  copy.validations.value = sheet.validations.value;
  copy.conditionalFormats.value = sheet.conditionalFormats.value.map((format) => ({
    ...format,
    id: `{${String(book.nextNumber()).padStart(8, "0")}-0000-0000-0000-00000000CF00}`,
  }));
  for (const table of sheet.tables) {
    let suffix = 2;
    while (book.tableNamed(`${table.name.value}${suffix}`)) suffix += 1;
    const twin = book.addTable(copy, table.area.value, true, `${table.name.value}${suffix}`);
    twin.style.value = table.style.value;
    twin.hasTotals.value = table.hasTotals.value;
  }
  const relative = worksheetClass.targetOf(args.at(1));
  if (place === "Beginning") book.moveSheet(copy, 0);
  else if (relative && place === "Before") book.moveSheet(copy, relative.position.value);
  else if (relative && place === "After") book.moveSheet(copy, relative.position.value + 1);
  return worksheetClass.of(copy);
}

export const worksheetClass: RemoteClassOf<Sheet> = defineClass<Sheet>({
  name: "Worksheet",
  id: (sheet) => livingSheet(sheet).id,
  properties: {
    Id: { read: (sheet) => livingSheet(sheet).id },
    Name: {
      read: (sheet) => livingSheet(sheet).name.value,
      write: (sheet, value) => {
        refuseProtectedStructure(sheet.book);
        refuseBadSheetName(sheet.book, value, sheet);
        sheet.book.renameSheet(sheet, value);
      },
    },
    Position: {
      read: (sheet) => sheet.position.value,
      write: (sheet, value) => {
        refuseProtectedStructure(sheet.book);
        if (typeof value !== "number" || value < 0 || value >= sheet.book.sheets.length) throw invalidArgument();
        sheet.book.moveSheet(sheet, value);
      },
    },
    Visibility: {
      read: (sheet) => sheet.visibility.value,
      write: (sheet, value) => {
        refuseProtectedStructure(sheet.book);
        const states: readonly Visibility[] = ["Visible", "Hidden", "VeryHidden"];
        const next = states.find((state) => state === value);
        if (!next) throw invalidArgument();
        const before = sheet.visibility.value;
        if (next === before) return;
        const visible = sheet.book.sheets.filter((other) => other.visibility.value === "Visible");
        if (next !== "Visible" && visible.every((other) => other === sheet)) throw new ApiError("InvalidOperation");
        sheet.visibility.value = next;
        const front = visible.find((other) => other !== sheet);
        if (next !== "Visible" && sheet.book.activeSheet.value === sheet && front) sheet.book.activate(front);
        sheet.book.announce({ kind: "visibility", sheet, before });
      },
    },
    TabColor: {
      read: (sheet) => sheet.tabColor.value,
      write: (sheet, value) => (sheet.tabColor.value = value === "" ? "" : readColour(value)),
    },
    TabId: { read: (sheet) => sheet.book.sheets.indexOf(sheet) + 1 },
    ShowGridlines: flag((sheet) => sheet.hasGridlines),
    ShowHeadings: flag((sheet) => sheet.hasHeadings),
    // The library sets the two under shorter names.
    Gridlines: { write: flag((sheet) => sheet.hasGridlines).write as NonNullable<PropertyModel<Sheet>["write"]> },
    Headings: { write: flag((sheet) => sheet.hasHeadings).write as NonNullable<PropertyModel<Sheet>["write"]> },
    EnableCalculation: flag((sheet) => sheet.isCalculated),
    StandardHeight: { read: () => STANDARD_HEIGHT },
    StandardWidth: {
      read: (sheet) => sheet.standardWidth.value,
      write: (sheet, value) => {
        if (typeof value !== "number" || value < 0 || value > 255) throw invalidArgument();
        sheet.standardWidth.value = value;
      },
    },
  },
  navigations: {
    Tables: (sheet) => tableCollectionClass.of({ book: sheet.book, sheet }),
    Names: (sheet) => namedItemCollectionClass.of({ book: sheet.book, sheet }),
    Comments: (sheet) => commentCollectionClass.of({ book: sheet.book, sheet }),
    Protection: (sheet) => worksheetProtectionClass.of(sheet),
    FreezePanes: (sheet) => worksheetFreezePanesClass.of(sheet),
    CustomProperties: (sheet) => worksheetCustomPropertyCollectionClass.of(sheet),
    AutoFilter: (sheet) => autoFilterClass.of({ sheet, table: undefined }),
    PageLayout: (sheet) => pageLayoutClass.of(sheet),
  },
  methods: {
    GetRange: (sheet, args) => rangeOn(livingSheet(sheet), args.textOr(0, "")),
    GetRanges: (sheet, args) => {
      const areas = args
        .textOr(0, "")
        .split(",")
        .map((part) => areaOfAddress(sheet.book, part, sheet));
      if (areas.some((place) => place.sheet !== sheet)) throw invalidArgument();
      return rangeAreasClass.of(
        new AreasTarget(
          sheet,
          areas.map((place) => place.area),
        ),
      );
    },
    GetCell: (sheet, args) =>
      rangeOnSheet(sheet, { row: args.integer(0), column: args.integer(1), rows: 1, columns: 1 }),
    GetRangeByIndexes: (sheet, args) =>
      rangeOnSheet(sheet, {
        row: args.integer(0),
        column: args.integer(1),
        rows: args.integer(2),
        columns: args.integer(3),
      }),
    GetUsedRange: (sheet, args) => rangeOnSheet(sheet, used(sheet, args) ?? { row: 0, column: 0, rows: 1, columns: 1 }),
    GetUsedRangeOrNullObject: (sheet, args) => {
      const area = used(sheet, args);
      return area ? rangeOnSheet(sheet, area) : null;
    },
    Activate: (sheet) => {
      if (livingSheet(sheet).visibility.value !== "Visible") throw new ApiError("InvalidOperation");
      sheet.book.activate(sheet);
      return undefined;
    },
    Calculate: (sheet) => {
      sheet.book.calculate(true);
      return undefined;
    },
    Delete: (sheet) => {
      refuseProtectedStructure(sheet.book);
      const others = sheet.book.sheets.filter(
        (other) => other !== livingSheet(sheet) && other.visibility.value === "Visible",
      );
      // A hidden deep sheet cannot be deleted, nor can the last to be seen.
      if (others.length === 0 || sheet.visibility.value === "VeryHidden") throw new ApiError("InvalidOperation");
      sheet.book.deleteSheet(sheet);
      return undefined;
    },
    Copy: copySheet,
    GetNext: (sheet, args) => found(neighbour(sheet, 1, args.flag(0))),
    GetNextOrNullObject: (sheet, args) => worksheetClass.orNull(neighbour(sheet, 1, args.flag(0))),
    GetPrevious: (sheet, args) => found(neighbour(sheet, -1, args.flag(0))),
    GetPreviousOrNullObject: (sheet, args) => worksheetClass.orNull(neighbour(sheet, -1, args.flag(0))),
    FindAll: (sheet, args) => {
      const areas = findAll(sheet, args);
      if (areas.length === 0) throw new ApiError("ItemNotFound");
      return rangeAreasClass.of(new AreasTarget(sheet, areas));
    },
    FindAllOrNullObject: (sheet, args) => {
      const areas = findAll(sheet, args);
      return areas.length === 0 ? null : rangeAreasClass.of(new AreasTarget(sheet, areas));
    },
    ReplaceAll: (sheet, args) => {
      refuseProtected(sheet);
      const area = sheet.usedArea(true);
      return new ClientValue(area ? replaceCells(sheet, area, args) : 0);
    },
    _GetSheetById: (sheet, args) => found(sheet.book.sheets.find((other) => other.id === args.text(0))),
    _GetAnotherWorksheetById: (sheet, args) => found(sheet.book.sheets.find((other) => other.id === args.text(0))),
  },
  events: sheetEvents<Sheet>((sheet) => sheet.id),
});

function findAll(sheet: Sheet, args: Arguments): Area[] {
  const area = sheet.usedArea(true);
  return area ? findCells(sheet, area, args, false) : [];
}

function rangeOnSheet(sheet: Sheet, area: Area): RemoteObject {
  const placed = areaOnSheet(area);
  if (!placed) throw invalidArgument();
  return rangeClass.of(new RangeTarget(livingSheet(sheet), placed));
}

function sheetByKey(book: Book, key: string): Sheet | undefined {
  return book.sheets.find((sheet) => sheet.id === key) ?? book.sheetNamed(key);
}

function visibleSheets(book: Book, isVisibleOnly: boolean): Sheet[] {
  return book.sheets.filter((sheet) => !isVisibleOnly || sheet.visibility.value === "Visible");
}

export const worksheetCollectionClass: RemoteClassOf<Book> = defineClass<Book>({
  name: "WorksheetCollection",
  items: (book) => book.sheets.map((sheet) => worksheetClass.of(sheet)),
  index: (book, args) => worksheetClass.orNull(sheetByKey(book, args.text(0))),
  methods: {
    Add: (book, args) => {
      refuseProtectedStructure(book);
      if (args.isMissing(0)) return worksheetClass.of(book.addSheet());
      const name = args.at(0);
      refuseBadSheetName(book, name);
      return worksheetClass.of(book.addSheet(name));
    },
    GetActiveWorksheet: (book) => found(book.activeSheet.value),
    GetCount: (book, args) => new ClientValue(visibleSheets(book, args.flag(0)).length),
    GetFirst: (book, args) => found(visibleSheets(book, args.flag(0))[0]),
    GetLast: (book, args) => found(visibleSheets(book, args.flag(0)).at(-1)),
    GetItemOrNullObject: (book, args) => worksheetClass.orNull(sheetByKey(book, args.text(0))),
  },
  events: {
    ...sheetEvents<Book>(() => WORKBOOK_TARGET),
    Added: { type: EventType.sheetAdded, target: () => WORKBOOK_TARGET },
    Deleted: { type: EventType.sheetDeleted, target: () => WORKBOOK_TARGET },
    Moved: { type: EventType.sheetMoved, target: () => WORKBOOK_TARGET },
  },
});

// ---------------------------------------------------------------------------------------------- protection

/** What a sheet allows once it is protected, until the options say otherwise. */
const FIRST_OPTIONS: Readonly<Record<string, boolean | string>> = {
  allowAutoFilter: false,
  allowDeleteColumns: false,
  allowDeleteRows: false,
  allowEditObjects: false,
  allowEditScenarios: false,
  allowFormatCells: false,
  allowFormatColumns: false,
  allowFormatRows: false,
  allowInsertColumns: false,
  allowInsertHyperlinks: false,
  allowInsertRows: false,
  allowPivotTables: false,
  allowSort: false,
  selectionMode: "Normal",
};

export const worksheetProtectionClass: RemoteClassOf<Sheet> = defineClass<Sheet>({
  name: "WorksheetProtection",
  properties: {
    Protected: { read: (sheet) => sheet.protection.value !== undefined },
    Options: { read: (sheet) => sheet.protection.value?.options ?? null },
  },
  methods: {
    Protect: (sheet, args) => {
      if (sheet.protection.value) throw new ApiError("AccessDenied");
      const options: Record<string, boolean | string> = { ...FIRST_OPTIONS };
      for (const [name, value] of Object.entries(args.record(0))) {
        if (typeof value === "boolean" || typeof value === "string") options[name] = value;
      }
      sheet.protection.value = { password: args.textOr(1, undefined), options };
      sheet.book.announce({ kind: "protection", sheet });
      return undefined;
    },
    Unprotect: (sheet, args) => {
      const protection = sheet.protection.value;
      if (!protection) return undefined;
      if (protection.password !== undefined && protection.password !== args.textOr(0, undefined)) {
        throw invalidArgument();
      }
      sheet.protection.value = undefined;
      sheet.book.announce({ kind: "protection", sheet });
      return undefined;
    },
  },
});

// ---------------------------------------------------------------------------------------------- frozen panes

function frozenArea(sheet: Sheet): Area | undefined {
  const freeze = sheet.freeze.value;
  if (!freeze) return undefined;
  const { rows, columns } = freeze;
  return { row: 0, column: 0, rows: rows === 0 ? ROW_LIMIT : rows, columns: columns === 0 ? COLUMN_LIMIT : columns };
}

function freeze(sheet: Sheet, rows: number, columns: number): undefined {
  if (rows < 0 || columns < 0 || (rows === 0 && columns === 0)) throw invalidArgument();
  sheet.freeze.value = { rows, columns };
  return undefined;
}

export const worksheetFreezePanesClass: RemoteClassOf<Sheet> = defineClass<Sheet>({
  name: "WorksheetFreezePanes",
  methods: {
    FreezeAt: (sheet, args) => {
      const { area } = rangeArgument(args, 0, sheet);
      const rows = area.rows === ROW_LIMIT ? 0 : area.row + area.rows;
      const columns = area.columns === COLUMN_LIMIT ? 0 : area.column + area.columns;
      return freeze(sheet, rows, columns);
    },
    FreezeRows: (sheet, args) => freeze(sheet, args.integerOr(0, 1), 0),
    FreezeColumns: (sheet, args) => freeze(sheet, 0, args.integerOr(0, 1)),
    Unfreeze: (sheet) => {
      sheet.freeze.value = undefined;
      return undefined;
    },
    GetLocation: (sheet) => {
      const area = frozenArea(sheet);
      if (!area) throw new ApiError("ItemNotFound");
      return rangeOnSheet(sheet, area);
    },
    GetLocationOrNullObject: (sheet) => {
      const area = frozenArea(sheet);
      return area ? rangeOnSheet(sheet, area) : null;
    },
  },
});

// ---------------------------------------------------------------------------------------------- page layout

function layout(name: string, standard: unknown): PropertyModel<Sheet> {
  return {
    read: (sheet) => sheet.pageLayout.get(name) ?? standard,
    write: (sheet, value) => sheet.pageLayout.set(name, value),
  };
}

function printed(text: string, sheet: Sheet): RangeTarget | undefined {
  const area = text === "" ? undefined : parseArea(text);
  return area && new RangeTarget(sheet, area);
}

function printTitle(which: "printTitleRows" | "printTitleColumns" | "printArea") {
  return {
    set: (sheet: Sheet, args: Arguments): undefined => {
      const areas = rangeAreasClass.targetOf(args.at(0))?.areas ?? [rangeArgument(args, 0, sheet).area];
      const area = boundingOf(areas);
      if (!area) throw invalidArgument();
      const whole =
        which === "printTitleRows"
          ? { ...area, column: 0, columns: COLUMN_LIMIT }
          : which === "printTitleColumns"
            ? { ...area, row: 0, rows: ROW_LIMIT }
            : area;
      sheet[which].value = fullAddress(sheet, whole).split("!").at(-1) ?? "";
      return undefined;
    },
    get: (sheet: Sheet): RemoteObject => {
      const target = printed(sheet[which].value, sheet);
      if (!target) throw new ApiError("ItemNotFound");
      return which === "printArea" ? rangeAreasClass.of(new AreasTarget(sheet, [target.area])) : rangeClass.of(target);
    },
    getOrNull: (sheet: Sheet): RemoteObject | null => {
      const target = printed(sheet[which].value, sheet);
      if (!target) return null;
      return which === "printArea" ? rangeAreasClass.of(new AreasTarget(sheet, [target.area])) : rangeClass.of(target);
    },
  };
}

const titleRows = printTitle("printTitleRows");
const titleColumns = printTitle("printTitleColumns");
const printArea = printTitle("printArea");

export const pageLayoutClass: RemoteClassOf<Sheet> = defineClass<Sheet>({
  name: "PageLayout",
  properties: {
    Orientation: layout("Orientation", "Portrait"),
    PaperSize: layout("PaperSize", "A4"),
    PrintGridlines: layout("PrintGridlines", false),
    PrintHeadings: layout("PrintHeadings", false),
    PrintOrder: layout("PrintOrder", "DownThenOver"),
    BlackAndWhite: layout("BlackAndWhite", false),
    DraftMode: layout("DraftMode", false),
    CenterHorizontally: layout("CenterHorizontally", false),
    CenterVertically: layout("CenterVertically", false),
    TopMargin: layout("TopMargin", 54),
    BottomMargin: layout("BottomMargin", 54),
    LeftMargin: layout("LeftMargin", 50.4),
    RightMargin: layout("RightMargin", 50.4),
    HeaderMargin: layout("HeaderMargin", 21.6),
    FooterMargin: layout("FooterMargin", 21.6),
    FirstPageNumber: layout("FirstPageNumber", ""),
    Zoom: layout("Zoom", { scale: 100 }),
  },
  methods: {
    SetPrintArea: printArea.set,
    GetPrintArea: printArea.get,
    GetPrintAreaOrNullObject: printArea.getOrNull,
    SetPrintTitleRows: titleRows.set,
    GetPrintTitleRows: titleRows.get,
    GetPrintTitleRowsOrNullObject: titleRows.getOrNull,
    SetPrintTitleColumns: titleColumns.set,
    GetPrintTitleColumns: titleColumns.get,
    GetPrintTitleColumnsOrNullObject: titleColumns.getOrNull,
  },
});
