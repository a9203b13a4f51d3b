/**
 * An open workbook as a snapshot, in three requests: what there is, the values, and what the values ask for. Sheets are
 * addressed by id, never as the active one; whole ranges are read, never single cells.
 */
import {
  type CellArea,
  type CellValue,
  type SheetSnapshot,
  type Snapshot,
  type SnapshotRow,
  type SnapshotTable,
  type WorkbookFacts,
  areaAddress,
  parseArea,
} from "../../workbook";
import type { Conversation } from "./conversation";
import { type BlockRequest, readBlocks } from "./readBlocks";
import { OWNERSHIP_PROPERTY, ownershipOf } from "./ownership";

const DOING = "reading the workbook";

/** A snapshot, and by sheet id the range that held values. */
export type ReadWorkbook = { readonly snapshot: Snapshot; readonly used: ReadonlyMap<string, CellArea | null> };

/** Reads the open workbook. Throws an `ExcelRefusal`. */
export async function readExcel(conversation: Conversation, context: Excel.RequestContext): Promise<ReadWorkbook> {
  conversation.stage("Reading the workbook", 0, 0.1);
  const listed = await readList(conversation, context);
  const sheets = listed.sheets.map((sheet) => new SheetReading(sheet));
  await readMissingUsed(conversation, context, sheets);

  conversation.stage("Reading the workbook", 0.1, 0.6);
  const tables = new Map<string, SnapshotTable[]>();
  await readBlocks(
    conversation,
    context,
    DOING,
    sheets.flatMap((sheet) => sheet.valueRequests()),
    [
      ...sheets.map((sheet) => (open: Excel.RequestContext) => sheet.queueFacts(open, conversation)),
      ...listed.tables.map((table) => (open: Excel.RequestContext) => queueTable(open, table, tables)),
    ],
  );

  conversation.stage("Reading the workbook", 0.6, 0.95);
  const asked = sheets.flatMap((sheet) => sheet.detailRequests(conversation));
  const manyMerged = sheets.filter((sheet) => sheet.hasUnreadMerges);
  if (asked.length > 0 || manyMerged.length > 0) {
    await readBlocks(
      conversation,
      context,
      DOING,
      asked,
      manyMerged.map((sheet) => (open: Excel.RequestContext) => sheet.queueMerges(open)),
    );
  }

  const snapshots: SheetSnapshot[] = [];
  for (const sheet of sheets) snapshots.push(await sheet.snapshot(tables.get(sheet.listed.id) ?? []));
  return {
    snapshot: { facts: { ...listed.facts, externalLinks: externalLinksOf(snapshots) }, sheets: snapshots },
    used: new Map(sheets.map((sheet) => [sheet.listed.id, sheet.used ?? null])),
  };
}

// ---------------------------------------------------------------------------------------------- what there is

type ListedSheet = {
  readonly id: string;
  readonly name: string;
  readonly visibility: SheetSnapshot["visibility"];
  readonly isProtected: boolean;
  /** The cells that hold values; null for none, undefined while unknown. */
  readonly used: CellArea | null | undefined;
};

type ListedTable = {
  readonly id: string;
  readonly sheetId: string;
  readonly name: string;
  readonly hasHeader: boolean;
  readonly hasTotals: boolean;
};

type Listed = {
  readonly facts: WorkbookFacts;
  readonly sheets: readonly ListedSheet[];
  readonly tables: readonly ListedTable[];
};

/** Sheets whose used range comes with the list itself; one after another, since their names are not known yet. */
const SHEETS_WITH_LIST = 40;

async function readList(conversation: Conversation, context: Excel.RequestContext): Promise<Listed> {
  return conversation.read(context, DOING, (open) => {
    const { workbook } = open;
    const { worksheets } = workbook;
    worksheets.load("items/id,items/name,items/visibility,items/protection/protected");
    workbook.tables.load("items/id,items/name,items/showHeaders,items/showTotals,items/worksheet/id");
    workbook.names.load("items/name");
    const used: { readonly sheet: Excel.Worksheet; readonly range: Excel.Range }[] = [];
    let sheet = worksheets.getFirst();
    for (let at = 0; at < SHEETS_WITH_LIST; at++) {
      sheet.load("id");
      used.push({ sheet, range: queueUsed(sheet) });
      sheet = sheet.getNextOrNullObject();
    }
    const collectFacts = queueFacts(open, conversation);
    return () => {
      const usedById = new Map<string, CellArea | null>();
      for (const one of used) if (!one.sheet.isNullObject) usedById.set(one.sheet.id, areaOf(one.range));
      return {
        facts: collectFacts(),
        sheets: worksheets.items.map((item) => ({
          id: item.id,
          name: item.name,
          visibility: visibilityOf(item.visibility),
          isProtected: item.protection.protected,
          used: usedById.get(item.id),
        })),
        tables: workbook.tables.items.map((table) => ({
          id: table.id,
          sheetId: table.worksheet.id,
          name: table.name,
          hasHeader: table.showHeaders,
          hasTotals: table.showTotals,
        })),
      };
    };
  });
}

function queueUsed(sheet: Excel.Worksheet): Excel.Range {
  const range = sheet.getUsedRangeOrNullObject(true);
  range.load("rowIndex,columnIndex,rowCount,columnCount");
  return range;
}

function areaOf(range: Excel.Range): CellArea | null {
  if (range.isNullObject) return null;
  return {
    top: range.rowIndex + 1,
    left: range.columnIndex,
    bottom: range.rowIndex + range.rowCount,
    right: range.columnIndex + range.columnCount - 1,
  };
}

function visibilityOf(visibility: string): SheetSnapshot["visibility"] {
  if (visibility === "VeryHidden") return "veryHidden";
  return visibility === "Hidden" ? "hidden" : "visible";
}

/** A day whose serial number tells the date systems apart: no interface says which one the workbook has. */
const PROBE_SERIAL_1904 = 44_651;

function queueFacts(context: Excel.RequestContext, conversation: Conversation): () => WorkbookFacts {
  const { workbook } = context;
  const probe = workbook.functions.date(2026, 4, 1);
  probe.load("value");
  workbook.application.load("calculationMode");
  const hasProtection = conversation.has("1.7");
  if (hasProtection) {
    workbook.protection.load("protected");
    workbook.load("name");
  }
  const hasReadOnly = conversation.has("1.8");
  if (hasReadOnly) workbook.load("readOnly");
  const hasMore = conversation.has("1.9");
  if (hasMore) {
    workbook.load("usePrecisionAsDisplayed");
    workbook.application.iterativeCalculation.load("enabled");
  }
  return () => ({
    dateSystem: probe.value === PROBE_SERIAL_1904 ? 1904 : 1900,
    isStructureLocked: hasProtection && workbook.protection.protected,
    isReadOnly: hasReadOnly && workbook.readOnly,
    hasMacros: hasProtection && /\.xl(sm|sb|s|tm|am)$/i.test(workbook.name),
    // Excel does not tell add-ins of signatures; it warns the person itself before a signed workbook is changed.
    isSigned: false,
    isManualCalculation: workbook.application.calculationMode === "Manual",
    isIterativeCalculation: hasMore && workbook.application.iterativeCalculation.enabled,
    isPrecisionAsDisplayed: hasMore && workbook.usePrecisionAsDisplayed,
    externalLinks: [],
    definedNames: workbook.names.items.map((item) => item.name).filter((name) => !/^_xlnm/i.test(name)),
  });
}

/** Used ranges of sheets past those that came with the list. */
async function readMissingUsed(
  conversation: Conversation,
  context: Excel.RequestContext,
  sheets: readonly SheetReading[],
): Promise<void> {
  const missing = sheets.filter((sheet) => sheet.used === undefined);
  if (missing.length === 0) return;
  await conversation.read(context, DOING, (open) => {
    const ranges = missing.map((sheet) => queueUsed(open.workbook.worksheets.getItem(sheet.listed.id)));
    return () => {
      missing.forEach((sheet, index) => {
        const range = ranges[index];
        sheet.used = range === undefined ? null : areaOf(range);
      });
    };
  });
}

function queueTable(
  context: Excel.RequestContext,
  { id, sheetId, name, hasHeader, hasTotals }: ListedTable,
  into: Map<string, SnapshotTable[]>,
): () => void {
  const range = context.workbook.tables.getItem(id).getRange();
  range.load("rowIndex,columnIndex,rowCount,columnCount");
  return () => {
    const area = areaOf(range);
    if (!area) return;
    into.set(sheetId, [...(into.get(sheetId) ?? []), { name, area, hasHeader, hasTotals }]);
  };
}

/** Names of other workbooks that formulas name; Excel itself lists them only in some editions. */
function externalLinksOf(sheets: readonly SheetSnapshot[]): string[] {
  const names = new Set<string>();
  for (const { rows } of sheets) {
    for (const { formulas } of rows) {
      for (const formula of formulas ?? []) {
        if (formula?.includes("[") !== true) continue;
        for (const [, name] of formula.matchAll(/\[([^[\]]+\.xl\w{1,2})\]/gi)) if (name !== undefined) names.add(name);
      }
    }
  }
  return [...names];
}

// ---------------------------------------------------------------------------------------------- one sheet

/** Areas of one sheet that are asked for one by one; more are read as whole columns. */
const AREAS_MAXIMUM = 16;

/** Rows made at a stretch. */
const ROWS_AT_ONCE = 5_000;

/** One sheet as it comes in. Matrices run by row and column from the corner of the used range. */
class SheetReading {
  used: CellArea | null | undefined;
  readonly #values: (readonly unknown[])[] = [];
  readonly #types: (unknown[] | undefined)[] = [];
  readonly #formulas: (unknown[] | undefined)[] = [];
  readonly #formats: (unknown[] | undefined)[] = [];
  #mark: string | null = null;
  /** Where formulas stand; undefined when Excel did not say, so that every cell is asked. */
  #formulaAreas: readonly CellArea[] | undefined = [];
  #merges: readonly CellArea[] | undefined = [];
  #areRowsHidden: boolean | null = false;
  #areColumnsHidden: boolean | null = false;
  readonly #hiddenRows = new Set<number>();
  readonly #hiddenColumns = new Set<number>();

  constructor(readonly listed: ListedSheet) {
    this.used = listed.used;
  }

  get hasUnreadMerges(): boolean {
    return this.#merges === undefined;
  }

  valueRequests(): BlockRequest[] {
    if (!this.used) return [];
    const { top } = this.used;
    return [
      this.#request("values", this.used, (area, answer) => {
        answer.forEach((row, index) => (this.#values[area.top + index - top] = row));
      }),
    ];
  }

  /** What is true of the sheet as a whole, with the first request for values. */
  queueFacts(context: Excel.RequestContext, conversation: Conversation): () => void {
    const sheet = context.workbook.worksheets.getItem(this.listed.id);
    const property = conversation.has("1.12")
      ? sheet.customProperties.getItemOrNullObject(OWNERSHIP_PROPERTY)
      : undefined;
    property?.load("value");
    const { used } = this;
    if (!used) {
      return () => (this.#mark = property === undefined || property.isNullObject ? null : property.value);
    }
    const range = sheet.getRange(areaAddress(used));
    range.load("rowHidden,columnHidden");
    // On a protected sheet Excel may refuse to look for formulas: every cell is asked for its own there.
    const canSeek = conversation.has("1.9") && !this.listed.isProtected;
    const formulas = canSeek ? sheet.getRange().getSpecialCellsOrNullObject("Formulas") : undefined;
    formulas?.load("address,cellCount");
    const merges = conversation.has("1.13") ? sheet.getRange().getMergedAreasOrNullObject() : undefined;
    merges?.load("address,areaCount");
    return () => {
      this.#mark = property === undefined || property.isNullObject ? null : property.value;
      this.#areRowsHidden = range.rowHidden;
      this.#areColumnsHidden = range.columnHidden;
      if (formulas === undefined) this.#formulaAreas = undefined;
      else if (formulas.isNullObject) this.#formulaAreas = [];
      else {
        const areas = areasOf(formulas.address);
        const cells = areas.reduce((sum, area) => sum + cellCount(area), 0);
        this.#formulaAreas = cells === formulas.cellCount ? areas : undefined;
      }
      if (merges !== undefined && !merges.isNullObject) {
        const areas = areasOf(merges.address);
        this.#merges = areas.length === merges.areaCount ? areas : undefined;
      }
    };
  }

  /** Merged areas one by one, where their addresses were too long for one text. */
  queueMerges(context: Excel.RequestContext): () => void {
    const { areas } = context.workbook.worksheets.getItem(this.listed.id).getRange().getMergedAreasOrNullObject();
    areas.load("items/rowIndex,items/columnIndex,items/rowCount,items/columnCount");
    return () => {
      this.#merges = areas.items.flatMap((range) => areaOf(range) ?? []);
    };
  }

  /** What the values ask for: types where an error may stand, formulas where there are some, formats of numbers. */
  detailRequests(conversation: Conversation): BlockRequest[] {
    const { used } = this;
    if (!used) return [];
    const requests: BlockRequest[] = [];
    const { errors, numbers } = this.#columnsByContent(used);
    const put = (into: (unknown[] | undefined)[]): BlockRequest["take"] => {
      return (area, answer) => {
        answer.forEach((row, index) => {
          const line = (into[area.top + index - used.top] ??= []);
          for (let at = 0; at < row.length; at++) line[area.left - used.left + at] = row[at];
        });
      };
    };
    for (const area of errors) requests.push(this.#request("valueTypes", area, put(this.#types)));
    for (const area of this.#formulaRequests(used)) requests.push(this.#request("formulas", area, put(this.#formulas)));
    for (const area of numbers) requests.push(this.#request("numberFormat", area, put(this.#formats)));

    const { top, bottom, left, right } = used;
    if (this.#areRowsHidden === true) for (let row = top; row <= bottom; row++) this.#hiddenRows.add(row);
    if (this.#areColumnsHidden === true)
      for (let column = left; column <= right; column++) this.#hiddenColumns.add(column);
    if (this.#areRowsHidden === null && conversation.has("1.9")) {
      requests.push(
        this.#request("rowHidden", used, (area, answer) => {
          answer.forEach((line, index) => {
            if (line[0] === true) this.#hiddenRows.add(area.top + index);
          });
        }),
      );
    }
    if (this.#areColumnsHidden === null && conversation.has("1.9")) {
      requests.push(
        this.#request("columnHidden", { ...used, bottom: used.top }, (area, answer) => {
          answer.forEach((line, index) => {
            if (line[0] === true) this.#hiddenColumns.add(area.left + index);
          });
        }),
      );
    }
    return requests;
  }

  async snapshot(tables: readonly SnapshotTable[]): Promise<SheetSnapshot> {
    const rows = await this.#rows();
    const a2 = rows.find((row) => row.row === 2)?.values[0];
    return {
      id: this.listed.id,
      name: this.listed.name,
      visibility: this.listed.visibility,
      kind: "grid",
      isProtected: this.listed.isProtected,
      ownership: ownershipOf(this.#mark, a2),
      rows,
      hiddenColumns: [...this.#hiddenColumns].sort((a, b) => a - b),
      merges: this.#merges ?? [],
      tables,
    };
  }

  async #rows(): Promise<SnapshotRow[]> {
    const { used } = this;
    if (!used) return [];
    const rows: SnapshotRow[] = [];
    const { left } = used;
    for (let index = 0; index <= used.bottom - used.top; index++) {
      // A pane that reads a large sheet must not stand still meanwhile.
      if (index % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await new Promise<void>((goOn) => setTimeout(goOn));
      const raw = this.#values[index] ?? [];
      const types = this.#types[index];
      const formulaLine = this.#formulas[index];
      const formatLine = this.#formats[index];
      const values: CellValue[] = [];
      let formulas: string[] | undefined;
      let formats: string[] | undefined;
      for (let at = 0; at < raw.length; at++) {
        const formula = formulaOf(formulaLine?.[at], raw[at]);
        const value = cellValueOf(raw[at], types?.[at], formula !== undefined);
        if (value === null) continue;
        values[left + at] = value;
        if (formula !== undefined) (formulas ??= [])[left + at] = formula;
        const format = formatLine?.[at];
        if (typeof format === "string" && format !== "" && format.toLowerCase() !== "general")
          (formats ??= [])[left + at] = format;
      }
      if (values.length === 0) continue;
      const row = used.top + index;
      rows.push({
        row,
        values,
        ...(formulas === undefined ? {} : { formulas }),
        ...(formats === undefined ? {} : { formats }),
        ...(this.#hiddenRows.has(row) ? { isHidden: true as const } : {}),
      });
    }
    return rows;
  }

  #request(property: BlockRequest["property"], area: CellArea, take: BlockRequest["take"]): BlockRequest {
    return { sheetId: this.listed.id, sheetName: this.listed.name, property, area, take };
  }

  /** Columns, side by side ones together, that hold a text like an error and that hold a number. */
  #columnsByContent(used: CellArea): { errors: CellArea[]; numbers: CellArea[] } {
    const width = used.right - used.left + 1;
    const errors = new Array<Span | undefined>(width);
    const numbers = new Array<Span | undefined>(width);
    this.#values.forEach((row, index) => {
      const at = used.top + index;
      for (let column = 0; column < width; column++) {
        const value = row[column];
        if (typeof value === "number") numbers[column] = grown(numbers[column], at);
        else if (typeof value === "string" && value.startsWith("#")) errors[column] = grown(errors[column], at);
      }
    });
    return { errors: bands(errors, used.left), numbers: bands(numbers, used.left) };
  }

  /** The areas to ask for formulas; many small ones become the columns that they lie in. */
  #formulaRequests(used: CellArea): CellArea[] {
    if (this.#formulaAreas === undefined) return [used];
    const within = this.#formulaAreas.flatMap((area) => shared(area, used) ?? []);
    if (within.length <= AREAS_MAXIMUM) return within;
    const spans = new Array<Span | undefined>(used.right - used.left + 1);
    for (const { top, left, bottom, right } of within) {
      for (let column = left; column <= right; column++) {
        const at = column - used.left;
        spans[at] = grown(grown(spans[at], top), bottom);
      }
    }
    return bands(spans, used.left);
  }
}

/** First and last row of something in a column. */
type Span = { readonly first: number; readonly last: number };

function grown(span: Span | undefined, row: number): Span {
  if (span === undefined) return { first: row, last: row };
  if (row >= span.first && row <= span.last) return span;
  return { first: Math.min(span.first, row), last: Math.max(span.last, row) };
}

/** Columns that lie side by side and span nearly the same rows, as one area each. */
function bands(spans: readonly (Span | undefined)[], left: number): CellArea[] {
  const areas: CellArea[] = [];
  for (let at = 0; at < spans.length; at++) {
    const span = spans[at];
    if (span === undefined) continue;
    const column = left + at;
    const before = areas.at(-1);
    if (before?.right === column - 1) {
      const top = Math.min(before.top, span.first);
      const bottom = Math.max(before.bottom, span.last);
      const wasted = (bottom - top + 1) * (column - before.left + 1) - cellCount(before) - (span.last - span.first + 1);
      if (wasted <= CELLS_WASTED_MAXIMUM) {
        areas[areas.length - 1] = { top, left: before.left, bottom, right: column };
        continue;
      }
    }
    areas.push({ top: span.first, left: column, bottom: span.last, right: column });
  }
  return areas;
}

/** Cells that may be asked for in vain to spare a range of its own. */
const CELLS_WASTED_MAXIMUM = 500;

function cellCount({ top, left, bottom, right }: CellArea): number {
  return (bottom - top + 1) * (right - left + 1);
}

function shared(one: CellArea, other: CellArea): CellArea | null {
  const area = {
    top: Math.max(one.top, other.top),
    left: Math.max(one.left, other.left),
    bottom: Math.min(one.bottom, other.bottom),
    right: Math.min(one.right, other.right),
  };
  return area.top <= area.bottom && area.left <= area.right ? area : null;
}

/** The areas of "Sheet1!A1:B2,'It''s, mine'!C3"; what is no plain area is left out. */
function areasOf(address: string): CellArea[] {
  return address
    .replaceAll(/'(?:[^']|'')*'!/g, "")
    .split(",")
    .flatMap((part) => parseArea(part.slice(part.lastIndexOf("!") + 1).trim()) ?? []);
}

/** A formula as it stands; a text that only looks like one shows itself as its value. */
function formulaOf(given: unknown, value: unknown): string | undefined {
  if (typeof given !== "string" || !given.startsWith("=") || given === value) return undefined;
  return given;
}

function cellValueOf(raw: unknown, type: unknown, hasFormula: boolean): CellValue {
  if (raw === "") return hasFormula ? "" : null;
  if (typeof raw === "string") {
    if (type === "Error") return { kind: "error", error: raw };
    if (type === "RichValue") return { kind: "rich", what: "a data type or picture" };
    return raw;
  }
  if (typeof raw === "number" || typeof raw === "boolean") return raw;
  return { kind: "damaged", what: "Excel gave no value that can be read" };
}
