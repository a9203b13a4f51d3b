/** One sheet of the workbook in memory: its cells, their looks, and what lies on it. */
import {
  type Area,
  COLUMN_LIMIT,
  ROW_LIMIT,
  WHOLE_SHEET,
  boundingArea,
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
} from "./area";
import type { Book } from "./book";
import { Tracked, TrackedMap } from "./journal";
import { type Cell, type CellFormat, EMPTY_CELL, type FormatPatch, PLAIN, patchFormat } from "./value";

export type Visibility = "Visible" | "Hidden" | "VeryHidden";

export type SheetProtection = {
  readonly password: string | undefined;
  /** What stays allowed, by the names of the API: allowFormatCells and so on. */
  readonly options: Readonly<Record<string, boolean | string>>;
};

export type Hyperlink = {
  readonly address?: string;
  readonly documentReference?: string;
  readonly screenTip?: string;
  readonly textToDisplay?: string;
};

/** A rule that colours cells. What the rule is stays as the caller gave it. */
export type ConditionalFormat = {
  readonly id: string;
  readonly areas: readonly Area[];
  readonly type: string;
  readonly rule: unknown;
  readonly format: FormatPatch;
  readonly stopIfTrue: boolean;
};

export type DataValidation = {
  readonly area: Area;
  readonly rule: unknown;
  readonly errorAlert: unknown;
  readonly prompt: unknown;
  readonly ignoreBlanks: boolean;
};

export type SheetComment = {
  readonly id: string;
  readonly row: number;
  readonly column: number;
  readonly content: string;
  readonly author: string;
  readonly created: string;
  readonly isResolved: boolean;
  readonly replies: readonly CommentReply[];
};

export type CommentReply = {
  readonly id: string;
  readonly content: string;
  readonly author: string;
  readonly created: string;
};

/** A filter over a rectangle: criteria by 0-based column of the rectangle. */
export type SheetFilter = { readonly area: Area; readonly criteria: Readonly<Record<number, FilterCriteria>> };

export type FilterCriteria = Readonly<Record<string, unknown>>;

export type FreezeState = { readonly rows: number; readonly columns: number };

export const STANDARD_WIDTH = 8.43;
export const STANDARD_HEIGHT = 15;

export class Sheet {
  readonly name: Tracked<string>;
  readonly position: Tracked<number>;
  readonly isDeleted: Tracked<boolean>;
  readonly visibility: Tracked<Visibility>;
  readonly tabColor: Tracked<string>;
  readonly hasGridlines: Tracked<boolean>;
  readonly hasHeadings: Tracked<boolean>;
  readonly standardWidth: Tracked<number>;
  readonly isCalculated: Tracked<boolean>;
  readonly protection: Tracked<SheetProtection | undefined>;
  readonly freeze: Tracked<FreezeState | undefined>;
  readonly filter: Tracked<SheetFilter | undefined>;
  readonly merges: Tracked<readonly Area[]>;
  readonly conditionalFormats: Tracked<readonly ConditionalFormat[]>;
  readonly validations: Tracked<readonly DataValidation[]>;
  readonly comments: Tracked<readonly SheetComment[]>;
  readonly printArea: Tracked<string>;
  readonly printTitleRows: Tracked<string>;
  readonly printTitleColumns: Tracked<string>;
  readonly pageLayout: TrackedMap<string, unknown>;
  readonly customProperties: TrackedMap<string, string>;
  readonly columnWidths: TrackedMap<number, number>;
  readonly rowHeights: TrackedMap<number, number>;
  readonly hiddenColumns: TrackedMap<number, true>;
  readonly hiddenRows: TrackedMap<number, true>;
  readonly hyperlinks: TrackedMap<number, Hyperlink>;
  readonly cells: TrackedMap<number, Cell>;
  readonly formats: TrackedMap<number, CellFormat>;
  readonly columnFormats: TrackedMap<number, CellFormat>;
  readonly rowFormats: TrackedMap<number, CellFormat>;
  readonly sheetFormat: Tracked<CellFormat>;
  private usedCache: { readonly stamp: string; readonly area: Area | undefined } | undefined;
  private usedValuesCache: { readonly stamp: string; readonly area: Area | undefined } | undefined;

  constructor(
    readonly book: Book,
    /** "{00000001-0000-0000-0000-000000000000}": the same in every run. */
    readonly id: string,
    name: string,
    position: number,
  ) {
    const { journal } = book;
    this.name = new Tracked(journal, name);
    this.position = new Tracked(journal, position);
    // Until the workbook takes it in.
    this.isDeleted = new Tracked(journal, true);
    this.visibility = new Tracked<Visibility>(journal, "Visible");
    this.tabColor = new Tracked(journal, "");
    this.hasGridlines = new Tracked(journal, true);
    this.hasHeadings = new Tracked(journal, true);
    this.standardWidth = new Tracked(journal, STANDARD_WIDTH);
    this.isCalculated = new Tracked(journal, true);
    this.protection = new Tracked<SheetProtection | undefined>(journal, undefined);
    this.freeze = new Tracked<FreezeState | undefined>(journal, undefined);
    this.filter = new Tracked<SheetFilter | undefined>(journal, undefined);
    this.merges = new Tracked<readonly Area[]>(journal, []);
    this.conditionalFormats = new Tracked<readonly ConditionalFormat[]>(journal, []);
    this.validations = new Tracked<readonly DataValidation[]>(journal, []);
    this.comments = new Tracked<readonly SheetComment[]>(journal, []);
    this.printArea = new Tracked(journal, "");
    this.printTitleRows = new Tracked(journal, "");
    this.printTitleColumns = new Tracked(journal, "");
    this.pageLayout = new TrackedMap(journal);
    this.customProperties = new TrackedMap(journal);
    this.columnWidths = new TrackedMap(journal);
    this.rowHeights = new TrackedMap(journal);
    this.hiddenColumns = new TrackedMap(journal);
    this.hiddenRows = new TrackedMap(journal);
    this.hyperlinks = new TrackedMap(journal);
    this.cells = new TrackedMap(journal, (key) => book.noteUncalculated(this, key));
    this.formats = new TrackedMap(journal);
    this.columnFormats = new TrackedMap(journal);
    this.rowFormats = new TrackedMap(journal);
    this.sheetFormat = new Tracked(journal, book.normalFormat);
  }

  /** The cell at a place; an empty one where there is none. */
  cellAt(row: number, column: number): Cell {
    return this.cells.get(cellKey(row, column)) ?? EMPTY_CELL;
  }

  /** Puts a cell, or removes it when it holds nothing, and notes that formulas may follow. */
  setCell(row: number, column: number, cell: Cell): void {
    const key = cellKey(row, column);
    const isEmpty = cell.value === null && cell.formula === undefined;
    this.cells.set(key, isEmpty ? undefined : cell);
    this.book.noteUncalculated(this, key);
  }

  /** The look of a cell, from itself, its row, its column and the sheet. */
  formatAt(row: number, column: number): CellFormat {
    return (
      this.formats.get(cellKey(row, column)) ??
      this.rowFormats.get(row) ??
      this.columnFormats.get(column) ??
      this.sheetFormat.value
    );
  }

  /** The number format of a cell. */
  numberFormatAt(row: number, column: number): string {
    return this.formatAt(row, column).numberFormat ?? "General";
  }

  /** Changes the look of an area. Whole columns and rows keep it for cells that are still to come. */
  format(area: Area, patch: FormatPatch): void {
    const patched = new Map<CellFormat, CellFormat>();
    const apply = (format: CellFormat): CellFormat => {
      const known = patched.get(format) ?? patchFormat(format, patch);
      patched.set(format, known);
      return known;
    };
    this.mapFormats(area, apply);
  }

  /** Gives an area a look of its own, whatever it had. */
  setFormat(area: Area, format: CellFormat): void {
    this.mapFormats(area, () => format);
  }

  private mapFormats(area: Area, apply: (format: CellFormat) => CellFormat): void {
    const keep = (row: number, column: number): void => {
      const key = cellKey(row, column);
      const below = this.rowFormats.get(row) ?? this.columnFormats.get(column) ?? this.sheetFormat.value;
      const next = apply(this.formats.get(key) ?? below);
      const isPlain = next === below || (Object.keys(next).length === 0 && Object.keys(below).length === 0);
      this.formats.set(key, isPlain ? undefined : next);
    };
    if (!isEntireColumns(area) && !isEntireRows(area)) {
      for (let row = area.row; row < area.row + area.rows; row += 1) {
        for (let column = area.column; column < area.column + area.columns; column += 1) keep(row, column);
      }
      return;
    }
    for (const key of [...this.formats.keys()]) {
      if (isKeyIn(key, area)) this.formats.set(key, apply(this.formats.get(key) ?? PLAIN));
    }
    if (isEntireColumns(area) && isEntireRows(area)) {
      this.sheetFormat.value = apply(this.sheetFormat.value);
      for (const [column, format] of [...this.columnFormats.entries()]) this.columnFormats.set(column, apply(format));
      for (const [row, format] of [...this.rowFormats.entries()]) this.rowFormats.set(row, apply(format));
    } else if (isEntireColumns(area)) {
      for (let column = area.column; column < area.column + area.columns; column += 1) {
        this.columnFormats.set(column, apply(this.columnFormats.get(column) ?? this.sheetFormat.value));
        // Where a formatted row crosses, the cell itself must carry the newer look.
        for (const [row, format] of [...this.rowFormats.entries()]) {
          const key = cellKey(row, column);
          if (!this.formats.has(key)) this.formats.set(key, apply(format));
        }
      }
    } else {
      for (let row = area.row; row < area.row + area.rows; row += 1) {
        for (const [column, format] of [...this.columnFormats.entries()]) {
          const key = cellKey(row, column);
          if (!this.formats.has(key) && !this.rowFormats.has(row)) this.formats.set(key, apply(format));
        }
        this.rowFormats.set(row, apply(this.rowFormats.get(row) ?? this.sheetFormat.value));
      }
    }
  }

  /** Whether every cell of an area has the same answer; that answer, or null as Excel says "mixed". */
  sameInArea<T>(area: Area, of: (row: number, column: number) => T): T | null {
    const first = of(area.row, area.column);
    const looked = this.lookedAt(area);
    for (let row = looked.row; row < looked.row + looked.rows; row += 1) {
      for (let column = looked.column; column < looked.column + looked.columns; column += 1) {
        if (!Object.is(of(row, column), first)) return null;
      }
    }
    return first;
  }

  /** The part of a large area in which cells can differ: beyond what is used, all are alike. */
  private lookedAt(area: Area): Area {
    if (cellCount(area) <= 100_000) return area;
    const used = this.usedArea(false);
    return (used && intersection(used, area)) ?? { ...area, rows: 1, columns: 1 };
  }

  /** The smallest area that holds every cell in use; formats count unless only values are asked for. */
  usedArea(isValuesOnly: boolean): Area | undefined {
    const stamp = isValuesOnly
      ? String(this.cells.version)
      : `${this.cells.version} ${this.formats.version} ${this.rowFormats.version} ${this.columnFormats.version}`;
    const cached = isValuesOnly ? this.usedValuesCache : this.usedCache;
    if (cached?.stamp === stamp) return cached.area;
    const area = this.findUsed(isValuesOnly);
    if (isValuesOnly) this.usedValuesCache = { stamp, area };
    else this.usedCache = { stamp, area };
    return area;
  }

  private findUsed(isValuesOnly: boolean): Area | undefined {
    let top = ROW_LIMIT;
    let left = COLUMN_LIMIT;
    let bottom = -1;
    let right = -1;
    const include = (key: number): void => {
      const row = rowOfKey(key);
      const column = columnOfKey(key);
      if (row < top) top = row;
      if (row > bottom) bottom = row;
      if (column < left) left = column;
      if (column > right) right = column;
    };
    for (const [key, cell] of this.cells.entries()) {
      if (!isValuesOnly || cell.formula !== undefined || (cell.value !== null && cell.value !== "")) include(key);
    }
    if (!isValuesOnly) for (const key of this.formats.keys()) include(key);
    return bottom < 0 ? undefined : { row: top, column: left, rows: bottom - top + 1, columns: right - left + 1 };
  }

  /** The cells of an area that hold something, in reading order. */
  cellsIn(area: Area): { row: number; column: number; cell: Cell }[] {
    const found: { row: number; column: number; cell: Cell }[] = [];
    if (this.cells.size < cellCount(area)) {
      for (const [key, cell] of this.cells.entries()) {
        if (isKeyIn(key, area)) found.push({ row: rowOfKey(key), column: columnOfKey(key), cell });
      }
      return found.sort((one, other) => one.row - other.row || one.column - other.column);
    }
    for (let row = area.row; row < area.row + area.rows; row += 1) {
      for (let column = area.column; column < area.column + area.columns; column += 1) {
        const cell = this.cells.get(cellKey(row, column));
        if (cell) found.push({ row, column, cell });
      }
    }
    return found;
  }

  /** Empties the cells of an area; looks stay. */
  clearContents(area: Area): void {
    for (const { row, column } of this.cellsIn(area)) this.setCell(row, column, EMPTY_CELL);
  }

  /** Takes every look off an area. */
  clearFormats(area: Area): void {
    this.setFormat(area, this.book.normalFormat);
    this.conditionalFormats.value = withoutArea(this.conditionalFormats.value, area);
  }

  /** The tables of this sheet, oldest first. */
  get tables(): Table[] {
    return this.book.tables.filter((table) => table.sheet === this);
  }

  /** The merged area a cell belongs to. */
  mergeAt(row: number, column: number): Area | undefined {
    return this.merges.value.find((merge) => contains(merge, { row, column, rows: 1, columns: 1 }));
  }

  /** Whether a protected sheet keeps a cell from being typed into. */
  isLockedAt(row: number, column: number): boolean {
    return this.formatAt(row, column).isUnlocked !== true;
  }

  /** The largest area worth looping over: what is asked for, within what is used. */
  usedWithin(area: Area): Area | undefined {
    const used = this.usedArea(false) ?? { ...WHOLE_SHEET, rows: 1, columns: 1 };
    return intersection(used, area);
  }
}

/** A table: its header, columns and rows lie in one area. */
export class Table {
  readonly name: Tracked<string>;
  readonly area: Tracked<Area>;
  readonly isDeleted: Tracked<boolean>;
  readonly hasHeaders: Tracked<boolean>;
  readonly hasTotals: Tracked<boolean>;
  readonly style: Tracked<string>;
  readonly hasBandedRows: Tracked<boolean>;
  readonly hasBandedColumns: Tracked<boolean>;
  readonly hasFilterButton: Tracked<boolean>;
  readonly isFirstColumnHighlighted: Tracked<boolean>;
  readonly isLastColumnHighlighted: Tracked<boolean>;
  /** Ids of the columns from left to right; they stay when a column is renamed or moved. */
  readonly columnIds: Tracked<readonly number[]>;
  readonly criteria: Tracked<Readonly<Record<number, FilterCriteria>>>;

  constructor(
    readonly sheet: Sheet,
    readonly id: number,
    name: string,
    area: Area,
    hasHeaders: boolean,
  ) {
    const { journal } = sheet.book;
    this.name = new Tracked(journal, name);
    this.area = new Tracked(journal, area);
    this.isDeleted = new Tracked(journal, true);
    this.hasHeaders = new Tracked(journal, hasHeaders);
    this.hasTotals = new Tracked(journal, false);
    this.style = new Tracked(journal, "TableStyleMedium2");
    this.hasBandedRows = new Tracked(journal, true);
    this.hasBandedColumns = new Tracked(journal, false);
    this.hasFilterButton = new Tracked(journal, hasHeaders);
    this.isFirstColumnHighlighted = new Tracked(journal, false);
    this.isLastColumnHighlighted = new Tracked(journal, false);
    this.columnIds = new Tracked<readonly number[]>(
      journal,
      Array.from({ length: area.columns }, (_, index) => index + 1),
    );
    this.criteria = new Tracked<Readonly<Record<number, FilterCriteria>>>(journal, {});
  }

  /** The rows between header and totals. A table never has less than one. */
  get body(): Area {
    const area = this.area.value;
    const above = this.hasHeaders.value ? 1 : 0;
    return { ...area, row: area.row + above, rows: Math.max(1, area.rows - above - (this.hasTotals.value ? 1 : 0)) };
  }

  /** The text above a column; what Excel calls it where the header is off. */
  columnName(index: number): string {
    const area = this.area.value;
    const value = this.hasHeaders.value ? this.sheet.cellAt(area.row, area.column + index).value : null;
    return value === null || typeof value === "object" ? `Column${index + 1}` : String(value);
  }
}

/** Conditional formats without a part of the sheet; those that have nothing left are gone. */
export function withoutArea(formats: readonly ConditionalFormat[], area: Area): readonly ConditionalFormat[] {
  if (!formats.some((format) => format.areas.some((one) => overlaps(one, area)))) return formats;
  return formats
    .map((format) => ({ ...format, areas: format.areas.flatMap((one) => subtractArea(one, area)) }))
    .filter((format) => format.areas.length > 0);
}

/** One bounding area for several. */
export function boundingOf(areas: readonly Area[]): Area | undefined {
  return areas.reduce<Area | undefined>((all, area) => (all ? boundingArea(all, area) : area), undefined);
}

function isKeyIn(key: number, area: Area): boolean {
  const row = rowOfKey(key);
  const column = columnOfKey(key);
  return row >= area.row && row < area.row + area.rows && column >= area.column && column < area.column + area.columns;
}
