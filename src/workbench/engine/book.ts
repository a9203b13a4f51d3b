/** The workbook in memory: sheets, tables, names and settings, with undo, notifications and recalculation. */
import {
  type Area,
  COLUMN_LIMIT,
  ROW_LIMIT,
  type Shift,
  absoluteAreaText,
  areaText,
  boundingArea,
  cellKey,
  columnOfKey,
  contains,
  intersection,
  overlaps,
  parseArea,
  quotedSheetName,
  rowOfKey,
  shiftArea,
  splitAddress,
} from "./area";
import { loseSheetInFormula, moveFormula, renameSheetInFormula, rewriteReferences, shiftFormula } from "./formulaText";
import { Journal, Tracked, TrackedMap } from "./journal";
import { Sheet, Table, type Visibility } from "./sheet";
import { type EntryLocale, TEXT_LIMIT, readEntry } from "./userEntry";
import { type Cell, type CellFormat, type CellValue, EMPTY_CELL, PLAIN } from "./value";

/** What happened in the workbook, for whoever listens. */
export type Change =
  | {
      readonly kind: "cells";
      readonly sheet: Sheet;
      readonly area: Area;
      readonly changeType: string;
      readonly shift?: Shift["direction"];
      /** The cell before and after, where exactly one was changed. */
      readonly single?: { readonly before: Cell; readonly after: Cell };
    }
  | { readonly kind: "formats"; readonly sheet: Sheet; readonly area: Area }
  | { readonly kind: "sheetAdded" | "sheetDeleted" | "sheetActivated" | "sheetDeactivated"; readonly sheet: Sheet }
  | { readonly kind: "sheetRenamed"; readonly sheet: Sheet; readonly before: string }
  | { readonly kind: "sheetMoved"; readonly sheet: Sheet; readonly before: number }
  | { readonly kind: "visibility"; readonly sheet: Sheet; readonly before: Visibility }
  | { readonly kind: "protection"; readonly sheet: Sheet }
  | { readonly kind: "rowsHidden"; readonly sheet: Sheet; readonly area: Area; readonly isHidden: boolean }
  | { readonly kind: "sorted"; readonly sheet: Sheet; readonly area: Area; readonly by: "rows" | "columns" }
  | { readonly kind: "filtered"; readonly sheet: Sheet; readonly table: Table | undefined }
  | { readonly kind: "selection"; readonly sheet: Sheet; readonly area: Area }
  | { readonly kind: "calculated"; readonly sheet: Sheet; readonly area: Area }
  | { readonly kind: "tableAdded" | "tableDeleted"; readonly table: Table }
  | {
      readonly kind: "comment";
      readonly what: "added" | "changed" | "deleted";
      readonly sheet: Sheet;
      readonly commentId: string;
      readonly replyIds: readonly string[];
    };

/** What happens without the file becoming another. */
const LEAVING_NO_TRACE: ReadonlySet<Change["kind"]> = new Set([
  "selection",
  "calculated",
  "sheetActivated",
  "sheetDeactivated",
]);

/** Works out formulas. The workbook tells what changed; the calculator puts values into formula cells. */
export interface Calculator {
  /** Recalculates after the noted changes. */
  recalculate(book: Book, changes: Uncalculated): void;
  /** Works out formulas as if they stood in cells of a sheet, without leaving a trace. */
  evaluate(book: Book, sheet: Sheet | undefined, formulas: readonly string[]): CellValue[];
}

export type Uncalculated = {
  /** Cells entered since the last calculation, by sheet. */
  readonly cells: ReadonlyMap<Sheet, ReadonlySet<number>>;
  /** Sheets, names or positions changed: nothing the calculator knew holds any more. */
  readonly isStructural: boolean;
};

export type NamedItem = {
  readonly name: string;
  /** With its leading "=". */
  readonly formula: string;
  readonly comment: string;
  readonly isVisible: boolean;
  /** The sheet it belongs to; undefined for the whole workbook. */
  readonly sheet: Sheet | undefined;
};

export type CustomXmlPart = { readonly id: string; readonly xml: string };

type Selection = {
  readonly areas: readonly Area[];
  readonly active: { readonly row: number; readonly column: number } | undefined;
};

export type BookOptions = {
  readonly name?: string;
  /** Called when the first formula is met, so that a book of plain values needs no calculator. */
  readonly createCalculator?: () => Calculator;
  /** The clock; tests hand in one that stands still. */
  readonly now?: () => Date;
};

export class Book {
  readonly journal = new Journal();
  readonly name: Tracked<string>;
  readonly isReadOnly: Tracked<boolean>;
  readonly isDirty = { value: false };
  readonly calculationMode: Tracked<string>;
  readonly isIterative: Tracked<boolean>;
  readonly iterations: Tracked<number>;
  readonly iterationChange: Tracked<number>;
  readonly isStructureProtected: Tracked<{ readonly password: string | undefined } | undefined>;
  readonly names: TrackedMap<string, NamedItem>;
  readonly settings: TrackedMap<string, string>;
  readonly properties: TrackedMap<string, unknown>;
  readonly customProperties: TrackedMap<string, CellValue | Date>;
  readonly customXmlParts: TrackedMap<string, CustomXmlPart>;
  /** Where the person is. Going somewhere changes nothing in the workbook, so it is nothing to take back. */
  readonly activeSheet: { value: Sheet | undefined } = { value: undefined };
  private readonly selections = new Map<string, Selection>();
  /** How cells look that nobody has formatted: the ordinary style of the file. */
  normalFormat: CellFormat = PLAIN;
  /** The cells of sheets that came from a file, as the file holds them. */
  filedCells: ReadonlyMap<Sheet, ReadonlyMap<number, Cell>> = new Map();
  /** Whether days are counted from 1904, as a file may say. */
  isDate1904 = false;
  /** Whether a file says that numbers are worth what is shown of them. */
  isPrecisionAsDisplayed = false;
  /** Shows "not undone" states of calculation to the API. */
  isCalculationSuspended = false;
  private readonly allSheets: Sheet[] = [];
  private readonly allTables: Table[] = [];
  private readonly listeners = new Set<(change: Change) => void>();
  private uncalculated = new Map<Sheet, Set<number>>();
  private isStructureUncalculated = false;
  private calculator: Calculator | undefined;
  private sheetNumber = 0;
  private tableNumber = 0;
  private otherNumber = 0;

  constructor(private readonly options: BookOptions = {}) {
    const { journal } = this;
    this.name = new Tracked(journal, options.name ?? "Book1.xlsx");
    this.isReadOnly = new Tracked(journal, false);
    this.calculationMode = new Tracked(journal, "Automatic");
    this.isIterative = new Tracked(journal, false);
    this.iterations = new Tracked(journal, 100);
    this.iterationChange = new Tracked(journal, 0.001);
    this.isStructureProtected = new Tracked<{ readonly password: string | undefined } | undefined>(journal, undefined);
    this.names = new TrackedMap(journal, () => this.noteStructure());
    this.settings = new TrackedMap(journal);
    this.properties = new TrackedMap(journal);
    this.customProperties = new TrackedMap(journal);
    this.customXmlParts = new TrackedMap(journal);
  }

  // ---------------------------------------------------------------------------------------------- listening

  /** Calls a listener for every change; the answer stops it. */
  listen(listener: (change: Change) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Tells every listener what happened. */
  announce(change: Change): void {
    if (!LEAVING_NO_TRACE.has(change.kind)) this.isDirty.value = true;
    for (const listener of [...this.listeners]) listener(change);
  }

  /** The moment, by the clock the book was given. */
  now(): Date {
    return this.options.now?.() ?? new Date();
  }

  // ---------------------------------------------------------------------------------------------- sheets

  /** The sheets in tab order. */
  get sheets(): Sheet[] {
    return this.allSheets
      .filter((sheet) => !sheet.isDeleted.value)
      .sort((one, other) => one.position.value - other.position.value);
  }

  /** The tables that exist, oldest first. */
  get tables(): Table[] {
    return this.allTables.filter((table) => !table.isDeleted.value && !table.sheet.isDeleted.value);
  }

  /** The sheet with a name, capitals or not. */
  sheetNamed(name: string): Sheet | undefined {
    const lower = name.toLowerCase();
    return this.sheets.find((sheet) => sheet.name.value.toLowerCase() === lower);
  }

  /** Adds a sheet at the end; without a name it gets the next free one. */
  addSheet(name?: string): Sheet {
    this.sheetNumber += 1;
    const id = `{${String(this.sheetNumber).padStart(8, "0")}-0000-0000-0000-000000000000}`;
    const sheet = new Sheet(this, id, name ?? this.freeSheetName(), this.sheets.length);
    // It comes into being as something that can be undone.
    sheet.isDeleted.value = false;
    this.allSheets.push(sheet);
    this.activeSheet.value ??= sheet;
    this.noteStructure();
    this.announce({ kind: "sheetAdded", sheet });
    return sheet;
  }

  private freeSheetName(): string {
    for (let number = this.sheets.length + 1; ; number += 1) {
      if (!this.sheetNamed(`Sheet${number}`)) return `Sheet${number}`;
    }
  }

  /** Deletes a sheet; formulas that pointed to it lose their references. */
  deleteSheet(sheet: Sheet): void {
    const name = sheet.name.value;
    sheet.isDeleted.value = true;
    this.sheets.forEach((other, position) => (other.position.value = position));
    this.rewriteFormulas((formula) => loseSheetInFormula(formula, name));
    for (const [key, item] of [...this.names.entries()]) if (item.sheet === sheet) this.names.delete(key);
    this.noteStructure();
    if (this.activeSheet.value === sheet) {
      this.activeSheet.value = this.sheets.find((other) => other.visibility.value === "Visible");
    }
    this.announce({ kind: "sheetDeleted", sheet });
  }

  /** Renames a sheet and every reference to it. */
  renameSheet(sheet: Sheet, name: string): void {
    const before = sheet.name.value;
    if (before === name) return;
    sheet.name.value = name;
    this.rewriteFormulas((formula) => renameSheetInFormula(formula, before, name));
    this.noteStructure();
    this.announce({ kind: "sheetRenamed", sheet, before });
  }

  /** Moves a sheet to a place among the tabs. */
  moveSheet(sheet: Sheet, position: number): void {
    const before = sheet.position.value;
    const others = this.sheets.filter((other) => other !== sheet);
    others.splice(position, 0, sheet);
    others.forEach((other, place) => (other.position.value = place));
    this.noteStructure();
    this.announce({ kind: "sheetMoved", sheet, before });
  }

  /** Brings a sheet to the front. */
  activate(sheet: Sheet): void {
    const before = this.activeSheet.value;
    if (before === sheet) return;
    this.activeSheet.value = sheet;
    if (before && !before.isDeleted.value) this.announce({ kind: "sheetDeactivated", sheet: before });
    this.announce({ kind: "sheetActivated", sheet });
  }

  /** What is selected on a sheet; A1 where nobody has chosen. */
  selectionOf(sheet: Sheet): readonly Area[] {
    return this.selections.get(sheet.id)?.areas ?? [{ row: 0, column: 0, rows: 1, columns: 1 }];
  }

  /** The one cell of the selection that is typed into: the first, unless the selection was begun at another. */
  activeCellOf(sheet: Sheet): { readonly row: number; readonly column: number } {
    const [area] = this.selectionOf(sheet);
    return this.selections.get(sheet.id)?.active ?? { row: area?.row ?? 0, column: area?.column ?? 0 };
  }

  /** Selects an area and brings its sheet to the front. The active cell is the first of it, or the one that is said. */
  select(sheet: Sheet, areas: readonly Area[], active?: { readonly row: number; readonly column: number }): void {
    this.activate(sheet);
    this.selections.set(sheet.id, { areas, active });
    const [area] = areas;
    if (area) this.announce({ kind: "selection", sheet, area });
  }

  // ---------------------------------------------------------------------------------------------- cells

  /**
   * Enters a value as a person would: "5" becomes 5, "=A1" a formula. False when the text is a formula that cannot be
   * read, or longer than a cell can hold.
   */
  enter(sheet: Sheet, row: number, column: number, value: string | number | boolean, locale: EntryLocale): boolean {
    const cell = this.cellForEntry(sheet, row, column, value, locale);
    if (!cell) return false;
    sheet.setCell(row, column, cell);
    return true;
  }

  private cellForEntry(
    sheet: Sheet,
    row: number,
    column: number,
    value: string | number | boolean,
    locale: EntryLocale,
  ): Cell | undefined {
    const numberFormat = sheet.numberFormatAt(row, column);
    const isTextFormat = numberFormat === "@";
    if (typeof value === "boolean") return { value: isTextFormat ? String(value).toUpperCase() : value };
    if (typeof value === "number") return { value: isTextFormat ? String(value) : value };
    if (value.length > TEXT_LIMIT) return undefined;
    const entry = readEntry(value, isTextFormat, { locale, year: this.now().getFullYear() });
    if (entry.kind === "malformed") return undefined;
    if (entry.kind === "formula") return { value: 0, formula: entry.formula };
    if (entry.numberFormat !== undefined && numberFormat === "General") {
      sheet.format({ row, column, rows: 1, columns: 1 }, { numberFormat: entry.numberFormat });
    }
    return entry.isQuoted ? { value: entry.value, isQuoted: true } : { value: entry.value };
  }

  /** Enters a formula or value with the formula text as the API gives it; false when it cannot be read. */
  enterFormula(sheet: Sheet, row: number, column: number, value: string | number | boolean): boolean {
    return this.enter(sheet, row, column, value, "en-US");
  }

  /**
   * Makes room for an area, or closes the gap it leaves: cells, looks, tables, names, merges and rules move, and every
   * formula follows.
   */
  shiftCells(sheet: Sheet, shift: Shift): void {
    const { area, direction } = shift;
    const isVertical = direction === "down" || direction === "up";
    const isInserting = direction === "down" || direction === "right";
    const limit = isVertical ? ROW_LIMIT : COLUMN_LIMIT;
    const band: Area = isVertical ? { ...area, rows: limit - area.row } : { ...area, columns: limit - area.column };
    const count = isVertical ? area.rows : area.columns;
    const move = <V>(map: TrackedMap<number, V>, set: (key: number, value: V | undefined) => void): void => {
      const moved: [number, V][] = [];
      for (const [key, value] of [...map.entries()]) {
        const row = rowOfKey(key);
        const column = columnOfKey(key);
        if (!contains(band, { row, column, rows: 1, columns: 1 })) continue;
        set(key, undefined);
        const place = isVertical ? row : column;
        const start = isVertical ? area.row : area.column;
        if (!isInserting && place < start + count) continue;
        const next = isInserting ? place + count : place - count;
        if (next < limit) moved.push([isVertical ? cellKey(next, column) : cellKey(row, next), value]);
      }
      for (const [key, value] of moved) set(key, value);
    };
    move(sheet.cells, (key, cell) => sheet.setCell(rowOfKey(key), columnOfKey(key), cell ?? EMPTY_CELL));
    move(sheet.formats, (key, format) => sheet.formats.set(key, format));
    move(sheet.hyperlinks, (key, link) => sheet.hyperlinks.set(key, link));
    if (isVertical ? area.columns === COLUMN_LIMIT : area.rows === ROW_LIMIT) this.shiftLines(sheet, shift);
    const shifted = (areas: readonly Area[]): Area[] =>
      areas.flatMap((one) => {
        const next = shiftArea(one, shift);
        return next ? [next] : [];
      });
    sheet.merges.value = shifted(sheet.merges.value);
    sheet.conditionalFormats.value = sheet.conditionalFormats.value
      .map((format) => ({ ...format, areas: shifted(format.areas) }))
      .filter((format) => format.areas.length > 0);
    sheet.validations.value = sheet.validations.value.flatMap((validation) => {
      const next = shiftArea(validation.area, shift);
      return next ? [{ ...validation, area: next }] : [];
    });
    sheet.comments.value = sheet.comments.value.flatMap((comment) => {
      const next = shiftArea({ row: comment.row, column: comment.column, rows: 1, columns: 1 }, shift);
      return next ? [{ ...comment, row: next.row, column: next.column }] : [];
    });
    if (sheet.filter.value) {
      const next = shiftArea(sheet.filter.value.area, shift);
      sheet.filter.value = next ? { ...sheet.filter.value, area: next } : undefined;
    }
    for (const table of sheet.tables) {
      const next = shiftArea(table.area.value, shift);
      if (!next) this.removeTable(table);
      else table.area.value = next;
    }
    this.rewriteFormulas((formula, ownSheet) => shiftFormula(formula, ownSheet, sheet.name.value, shift));
    if (isInserting) this.inheritFormats(sheet, shift);
    this.noteStructure();
  }

  /** Inserted cells look like those before them, as in Excel. */
  private inheritFormats(sheet: Sheet, shift: Shift): void {
    const { area, direction } = shift;
    const isVertical = direction === "down";
    if ((isVertical ? area.row : area.column) === 0) return;
    for (const [key, format] of [...sheet.formats.entries()]) {
      const row = rowOfKey(key);
      const column = columnOfKey(key);
      const isNeighbour = isVertical
        ? row === area.row - 1 && column >= area.column && column < area.column + area.columns
        : column === area.column - 1 && row >= area.row && row < area.row + area.rows;
      if (!isNeighbour) continue;
      for (let step = 0; step < (isVertical ? area.rows : area.columns); step += 1) {
        sheet.formats.set(isVertical ? cellKey(area.row + step, column) : cellKey(row, area.column + step), format);
      }
    }
  }

  private shiftLines(sheet: Sheet, { area, direction }: Shift): void {
    const isVertical = direction === "down" || direction === "up";
    const start = isVertical ? area.row : area.column;
    const count = isVertical ? area.rows : area.columns;
    const isInserting = direction === "down" || direction === "right";
    const move = <V>(map: TrackedMap<number, V>): void => {
      const moved: [number, V][] = [];
      for (const [line, value] of [...map.entries()]) {
        if (line < start) continue;
        map.delete(line);
        if (!isInserting && line < start + count) continue;
        moved.push([isInserting ? line + count : line - count, value]);
      }
      for (const [line, value] of moved) map.set(line, value);
    };
    if (isVertical) {
      move(sheet.rowHeights);
      move(sheet.hiddenRows);
      move(sheet.rowFormats);
    } else {
      move(sheet.columnWidths);
      move(sheet.hiddenColumns);
      move(sheet.columnFormats);
    }
  }

  /** Rewrites every formula and name; only those that change are touched. */
  rewriteFormulas(rewrite: (formula: string, ownSheet: string) => string): void {
    for (const sheet of this.sheets) {
      for (const [key, cell] of [...sheet.cells.entries()]) {
        if (cell.formula === undefined) continue;
        const formula = rewrite(cell.formula, sheet.name.value);
        if (formula !== cell.formula) sheet.setCell(rowOfKey(key), columnOfKey(key), { ...cell, formula });
      }
    }
    for (const [key, item] of [...this.names.entries()]) {
      const formula = rewrite(item.formula, item.sheet?.name.value ?? "");
      if (formula !== item.formula) this.names.set(key, { ...item, formula });
    }
  }

  /** Copies cells, formulas moved along and looks as asked. */
  copyCells(
    from: { readonly sheet: Sheet; readonly area: Area },
    to: { readonly sheet: Sheet; readonly area: Area },
    what: "All" | "Formulas" | "Values" | "Formats",
    options: { readonly skipBlanks: boolean; readonly transpose: boolean },
  ): Area {
    const { area: source } = from;
    const height = options.transpose ? source.columns : source.rows;
    const width = options.transpose ? source.rows : source.columns;
    // A larger target is filled when the source fits a whole number of times, as when pasting.
    const rows = to.area.rows % height === 0 ? to.area.rows : height;
    const columns = to.area.columns % width === 0 ? to.area.columns : width;
    const target: Area = { row: to.area.row, column: to.area.column, rows, columns };
    const taken: { row: number; column: number; cell: Cell; format: CellFormat; link: ReturnType<typeof linkAt> }[] =
      [];
    const linkAt = (row: number, column: number) => from.sheet.hyperlinks.get(cellKey(row, column));
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        const down = row % height;
        const across = column % width;
        const sourceRow = source.row + (options.transpose ? across : down);
        const sourceColumn = source.column + (options.transpose ? down : across);
        const cell = from.sheet.cellAt(sourceRow, sourceColumn);
        const rowsMoved = target.row + row - sourceRow;
        const columnsMoved = target.column + column - sourceColumn;
        const plain: Cell = cell.isQuoted ? { value: cell.value, isQuoted: true } : { value: cell.value };
        const copied: Cell =
          what === "Values" || cell.formula === undefined
            ? plain
            : { value: cell.value, formula: moveFormula(cell.formula, rowsMoved, columnsMoved) };
        taken.push({
          row: target.row + row,
          column: target.column + column,
          cell: copied,
          format: from.sheet.formatAt(sourceRow, sourceColumn),
          link: linkAt(sourceRow, sourceColumn),
        });
      }
    }
    for (const { row, column, cell, format, link } of taken) {
      if (options.skipBlanks && cell.value === null && cell.formula === undefined) continue;
      if (what !== "Formats") to.sheet.setCell(row, column, cell);
      if (what === "All" || what === "Formats") to.sheet.setFormat({ row, column, rows: 1, columns: 1 }, format);
      if (what === "All") to.sheet.hyperlinks.set(cellKey(row, column), link);
    }
    return target;
  }

  // ---------------------------------------------------------------------------------------------- tables, names

  /** Makes a table of an area; header cells become distinct texts, as a table needs them. */
  addTable(sheet: Sheet, area: Area, hasHeaders: boolean, name?: string, id?: number): Table {
    this.tableNumber = Math.max(this.tableNumber + 1, id ?? 0);
    const number = id ?? this.tableNumber;
    let whole = area;
    if (!hasHeaders) {
      // Headings are put above; what stands below moves down to make room.
      this.shiftCells(sheet, { direction: "down", area: { ...area, rows: 1 } });
      whole = { ...area, rows: area.rows + 1 };
    }
    const table = new Table(sheet, number, name ?? this.freeTableName(), whole, true);
    this.allTables.push(table);
    table.isDeleted.value = false;
    this.writeHeadings(table, hasHeaders);
    this.noteStructure();
    this.announce({ kind: "tableAdded", table });
    return table;
  }

  /** Puts a table that a file describes on a sheet, whose cells stay as they are. */
  takeTable(sheet: Sheet, id: number, name: string, area: Area, hasHeaders: boolean): Table {
    const isTaken = this.allTables.some((table) => table.id === id);
    const number = isTaken ? this.tableNumber + 1 : id;
    this.tableNumber = Math.max(this.tableNumber, number);
    const table = new Table(sheet, number, name, area, hasHeaders);
    this.allTables.push(table);
    table.isDeleted.value = false;
    return table;
  }

  /** Headings as a table needs them: texts, none blank, none twice. */
  writeHeadings(table: Table, keepsTexts = true): void {
    const { area, sheet } = table;
    const seen = new Set<string>();
    for (let index = 0; index < area.value.columns; index += 1) {
      const { row, column } = area.value;
      const value = keepsTexts ? sheet.cellAt(row, column + index).value : null;
      let heading = value === null || typeof value === "object" || value === "" ? `Column${index + 1}` : String(value);
      const base = heading;
      for (let number = 2; seen.has(heading.toLowerCase()); number += 1) heading = base + String(number);
      seen.add(heading.toLowerCase());
      if (heading !== sheet.cellAt(row, column + index).value) sheet.setCell(row, column + index, { value: heading });
    }
  }

  private freeTableName(): string {
    for (let number = 1; ; number += 1) {
      if (!this.tableNamed(`Table${number}`)) return `Table${number}`;
    }
  }

  /** The table with a name, capitals or not. */
  tableNamed(name: string): Table | undefined {
    const lower = name.toLowerCase();
    return this.tables.find((table) => table.name.value.toLowerCase() === lower);
  }

  /** Forgets a table; its cells stay. */
  removeTable(table: Table): void {
    if (table.isDeleted.value) return;
    table.isDeleted.value = true;
    this.noteStructure();
    this.announce({ kind: "tableDeleted", table });
  }

  /** The key of a name: names of sheets and of the workbook can be the same. */
  nameKey(name: string, sheet: Sheet | undefined): string {
    return `${sheet?.id ?? ""}!${name.toLowerCase()}`;
  }

  /** The name as it is seen from a sheet: its own first, then the workbook's. */
  nameSeenFrom(name: string, sheet: Sheet | undefined): NamedItem | undefined {
    return this.names.get(this.nameKey(name, sheet)) ?? this.names.get(this.nameKey(name, undefined));
  }

  /** Defines or redefines a name. */
  defineName(item: NamedItem): void {
    this.names.set(this.nameKey(item.name, item.sheet), item);
    this.noteStructure();
  }

  /** Deletes a name. */
  deleteName(item: NamedItem): void {
    this.names.delete(this.nameKey(item.name, item.sheet));
    this.noteStructure();
  }

  /** The cells a formula text such as "=Sheet1!$A$1:$B$2" names, or undefined when it names none. */
  areaOfFormula(formula: string): { readonly sheet: Sheet; readonly area: Area } | undefined {
    const { sheet: name, rest } = splitAddress(formula.replace(/^=/, ""));
    const area = parseArea(rest);
    const sheet = name === undefined ? undefined : this.sheetNamed(name);
    return area && sheet ? { sheet, area } : undefined;
  }

  /** The next number for ids of formats, comments and parts: the same in every run. */
  nextNumber(): number {
    this.otherNumber += 1;
    return this.otherNumber;
  }

  // ---------------------------------------------------------------------------------------------- recalculation

  /** A cell was entered: what depends on it must be worked out again. */
  noteUncalculated(sheet: Sheet, key: number): void {
    const cells = this.uncalculated.get(sheet) ?? new Set<number>();
    cells.add(key);
    this.uncalculated.set(sheet, cells);
  }

  /** Sheets, names or tables changed: all formulas must be read again. */
  noteStructure(): void {
    this.isStructureUncalculated = true;
  }

  /** What the formulas show is taken to be right, as when a file was opened that holds their values. */
  trustValues(): void {
    this.uncalculated = new Map();
    this.isStructureUncalculated = false;
  }

  /** Whether formulas may show old values. */
  get isUncalculated(): boolean {
    return this.isStructureUncalculated || this.uncalculated.size > 0;
  }

  /** Recalculates what is outstanding, if calculation is automatic or it is asked for. */
  calculate(isAsked = false): void {
    if (!isAsked && (this.isCalculationSuspended || this.calculationMode.value === "Manual")) return;
    if (!this.isUncalculated && !isAsked) return;
    const calculator = this.calculatorInUse();
    const changes: Uncalculated = { cells: this.uncalculated, isStructural: this.isStructureUncalculated };
    this.uncalculated = new Map();
    this.isStructureUncalculated = false;
    calculator?.recalculate(this, changes);
  }

  /** Works out one formula; undefined where there is no calculator. */
  evaluate(formula: string): CellValue | undefined {
    return this.evaluateAll(this.sheets[0], [formula])[0];
  }

  /** Works out several formulas at once, as seen from a sheet; none where there is no calculator. */
  evaluateAll(sheet: Sheet | undefined, formulas: readonly string[]): CellValue[] {
    this.calculate();
    this.calculator ??= this.options.createCalculator?.();
    return this.calculator?.evaluate(this, sheet, formulas) ?? [];
  }

  private calculatorInUse(): Calculator | undefined {
    if (this.calculator) return this.calculator;
    const hasFormula = this.sheets.some((sheet) => {
      for (const cell of sheet.cells.values()) if (cell.formula !== undefined) return true;
      return false;
    });
    if (hasFormula) {
      this.calculator = this.options.createCalculator?.();
      // It has never seen this workbook: everything is new to it.
      this.isStructureUncalculated = true;
    }
    return this.calculator;
  }

  // ---------------------------------------------------------------------------------------------- undo

  /** Takes back the last record, as Ctrl+Z does; false when there is none. */
  undo(): boolean {
    return this.replayHistory(() => this.journal.undo());
  }

  /** Does again what was taken back. */
  redo(): boolean {
    return this.replayHistory(() => this.journal.redo());
  }

  /** Whoever listens hears of cells and sheets that came back or went, as of any other change. */
  private replayHistory(replay: () => boolean): boolean {
    const sheetsBefore = this.sheets;
    const uncalculated = this.uncalculated;
    this.uncalculated = new Map();
    const isDone = replay();
    const replayed = this.uncalculated;
    this.uncalculated = uncalculated;
    for (const [sheet, keys] of replayed) for (const key of keys) this.noteUncalculated(sheet, key);
    if (!isDone) return false;
    this.noteStructure();
    const active = this.activeSheet.value;
    if (active === undefined || active.isDeleted.value || active.visibility.value !== "Visible") {
      this.activeSheet.value = this.sheets.find((sheet) => sheet.visibility.value === "Visible");
    }
    this.calculate();
    const sheets = this.sheets;
    for (const sheet of sheetsBefore) if (!sheets.includes(sheet)) this.announce({ kind: "sheetDeleted", sheet });
    for (const sheet of sheets) if (!sheetsBefore.includes(sheet)) this.announce({ kind: "sheetAdded", sheet });
    for (const [sheet, keys] of replayed) {
      const area = boundingAreaOfKeys(keys);
      if (area && sheets.includes(sheet)) this.announce({ kind: "cells", sheet, area, changeType: "RangeEdited" });
    }
    return true;
  }
}

function boundingAreaOfKeys(keys: ReadonlySet<number>): Area | undefined {
  let area: Area | undefined;
  for (const key of keys) {
    const cell = { row: rowOfKey(key), column: columnOfKey(key), rows: 1, columns: 1 };
    area = area ? boundingArea(area, cell) : cell;
  }
  return area;
}

/** "Sheet1!A1:B2" for an area of a sheet. */
export function fullAddress(sheet: Sheet, area: Area): string {
  return `${quotedSheetName(sheet.name.value)}!${areaText(area)}`;
}

/** "=Sheet1!$A$1:$B$2", as a name keeps it. */
export function absoluteFormula(sheet: Sheet, area: Area): string {
  return `=${quotedSheetName(sheet.name.value)}!${absoluteAreaText(area)}`;
}

/** The cells a formula refers to directly. */
export function precedentsOf(book: Book, sheet: Sheet, formula: string): { sheet: Sheet; area: Area }[] {
  const found: { sheet: Sheet; area: Area }[] = [];
  rewriteReferences(formula, (reference, original) => {
    const area = parseArea(reference.text);
    const other = reference.sheet === undefined ? sheet : book.sheetNamed(reference.sheet);
    if (area && other) found.push({ sheet: other, area });
    return original;
  });
  return found;
}

/** Whether any of a list of areas shares a cell with another; where. */
export function firstOverlap(areas: readonly Area[], area: Area): Area | undefined {
  const found = areas.find((one) => overlaps(one, area));
  return found && intersection(found, area) && boundingArea(found, area);
}
