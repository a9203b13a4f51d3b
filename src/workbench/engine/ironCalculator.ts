/**
 * Recalculation by IronCalc. It knows no functions of an add-in, so each call of one is lifted out of its formula: the
 * arguments are worked out on a sheet of their own, the add-in is asked, and the formula refers to the cells in which its
 * answer is put.
 */
import { type Area, areaText, cellKey, columnOfKey, contains, quotedSheetName, rowOfKey } from "./area";
import { type Book, type Calculator, type Uncalculated, fullAddress, precedentsOf } from "./book";
import { countedFrom1900 } from "./dateSystem";
import { rewriteReferences } from "./formulaText";
import type { Sheet } from "./sheet";
import { writeOutTables } from "./structuredReferences";
import { type Cell, type CellValue, EMPTY_CELL, ERROR_TEXTS, isError } from "./value";

/** What is used of IronCalc's model. Rows and columns count from one, sheets from zero. */
export type IronModel = {
  newSheet(): void;
  renameSheet(sheet: number, name: string): void;
  newDefinedName(name: string, scope: number | null | undefined, formula: string): void;
  setUserInput(sheet: number, row: number, column: number, input: string): void;
  rangeClearContents(sheet: number, startRow: number, startColumn: number, endRow: number, endColumn: number): void;
  updateRangeStyle(
    area: { sheet: number; row: number; column: number; width: number; height: number },
    path: string,
    value: string,
  ): void;
  getCellType(sheet: number, row: number, column: number): number;
  getFormattedCellValue(sheet: number, row: number, column: number): string;
  getCellArrayStructure(sheet: number, row: number, column: number): unknown;
  pauseEvaluation(): void;
  resumeEvaluation(): void;
  evaluate(): void;
  free(): void;
};

/** A worksheet function of the add-in, as its metadata declares it. */
export type CustomFunction = {
  /** As it stands in a cell: "NS.ADD". */
  readonly name: string;
  /** As the add-in associates it: "ADD". */
  readonly id: string;
  /** Which parameters take a range; the others take one value. */
  readonly matrixParameters?: readonly number[];
  readonly requiresAddress?: boolean;
};

/** What a call came to. */
export type CalledValue =
  { readonly isOk: true; readonly value: unknown } | { readonly isOk: false; readonly error: string };

export type CustomFunctions = {
  readonly list: readonly CustomFunction[];
  readonly call: (id: string, parameters: readonly unknown[], address: string | undefined) => Promise<CalledValue>;
};

/** A call of the add-in's, lifted out of the formula of a cell. */
type Site = {
  readonly definition: CustomFunction;
  readonly owner: { readonly sheet: Sheet; readonly key: number };
  /** 1-based row of the sheet of arguments where its cells begin. */
  readonly row: number;
  readonly argumentCount: number;
  /** What it was last called with; undefined before the first call. */
  calledWith: string | undefined;
  isPending: boolean;
  rows: number;
  columns: number;
};

/** Shows every digit that Excel keeps. Looks live in the workbook, not in the calculator. */
const EVERY_DIGIT = "0.00000000000000E+00";
const ARGUMENT_WIDTH = 60;
const RESULT_COLUMN = 1200;
const SITE_HEIGHT = 500;
const SCRATCH_COLUMN = 16_000;
const CALLS_SHEET = "_calls";

export class IronCalculator implements Calculator {
  private model: IronModel | undefined;
  private order: Sheet[] = [];
  private readonly sites = new Map<number, Site>();
  /** Cells that already show every digit, as "sheet:row:column". */
  private readonly exact = new Set<string>();
  /** Whether the value looked at last is an error that says no more than that the formula is beyond the calculator. */
  private isBeyond = false;
  private nextSite = 0;
  private running = 0;

  constructor(
    private readonly createModel: () => IronModel,
    private readonly functions: CustomFunctions = { list: [], call: () => Promise.reject(new Error("no functions")) },
  ) {}

  /** Whether calls of the add-in are still under way. */
  get isBusy(): boolean {
    return this.running > 0;
  }

  recalculate(book: Book, changes: Uncalculated): void {
    const isFresh = this.model === undefined || changes.isStructural;
    if (isFresh) this.rebuild(book);
    else {
      const model = this.modelInUse();
      model.pauseEvaluation();
      for (const [sheet, keys] of changes.cells) for (const key of keys) this.push(book, sheet, key);
      model.resumeEvaluation();
    }
    this.modelInUse().evaluate();
    this.readBack(book);
    this.callFunctions(book);
  }

  evaluate(book: Book, sheet: Sheet | undefined, formulas: readonly string[]): CellValue[] {
    if (!this.model) this.rebuild(book);
    const model = this.modelInUse();
    const calls = this.order.length;
    model.pauseEvaluation();
    for (const [index, formula] of formulas.entries()) {
      const text = sheet ? qualified(writtenOut(book, sheet, 0, formula), sheet) : formula;
      try {
        this.type(calls, index + 1, SCRATCH_COLUMN, text);
      } catch {
        this.type(calls, index + 1, SCRATCH_COLUMN, "#NAME?");
      }
    }
    model.resumeEvaluation();
    model.evaluate();
    const values = formulas.map((_, index) => this.valueAt(calls, index + 1, SCRATCH_COLUMN));
    model.rangeClearContents(calls, 1, SCRATCH_COLUMN, Math.max(1, formulas.length), SCRATCH_COLUMN);
    return values;
  }

  private modelInUse(): IronModel {
    if (!this.model) throw new Error("The calculator was asked before it had seen the workbook.");
    return this.model;
  }

  private rebuild(book: Book): void {
    this.model?.free();
    const model = this.createModel();
    this.model = model;
    this.order = book.sheets;
    const before = [...this.sites.values()];
    this.sites.clear();
    this.exact.clear();
    this.nextSite = 0;
    model.pauseEvaluation();
    for (const [index, sheet] of this.order.entries()) {
      if (index > 0) model.newSheet();
      model.renameSheet(index, sheet.name.value);
    }
    model.newSheet();
    model.renameSheet(this.order.length, CALLS_SHEET);
    for (const item of book.names.values()) {
      // Only names of cells are known to it; the others are written out where they stand.
      if (!book.areaOfFormula(item.formula)) continue;
      const scope = item.sheet === undefined ? undefined : this.order.indexOf(item.sheet);
      model.newDefinedName(item.name, scope, item.formula.slice(1));
    }
    for (const sheet of this.order) for (const key of sheet.cells.keys()) this.push(book, sheet, key);
    // Calls that were answered before need not be made again as long as they say the same.
    for (const site of this.sites.values()) {
      const same = before.find(
        (old) =>
          old.owner.sheet === site.owner.sheet &&
          old.owner.key === site.owner.key &&
          old.definition === site.definition,
      );
      if (same?.isPending === true) site.calledWith = undefined;
    }
    model.resumeEvaluation();
  }

  /** Gives one cell to the model; what spilled is the model's own affair. */
  private push(book: Book, sheet: Sheet, key: number): void {
    const index = this.order.indexOf(sheet);
    if (index < 0) return;
    const model = this.modelInUse();
    const row = rowOfKey(key) + 1;
    const column = columnOfKey(key) + 1;
    const cell = sheet.cells.get(key) ?? EMPTY_CELL;
    for (const [id, site] of this.sites)
      if (site.owner.sheet === sheet && site.owner.key === key) this.sites.delete(id);
    if (cell.spilledFrom !== undefined) return;
    if (cell.formula !== undefined) this.pushFormula(book, sheet, key, cell.formula);
    else if (cell.value === null) model.rangeClearContents(index, row, column, row, column);
    else this.type(index, row, column, inputOf(cell.value));
  }

  private pushFormula(book: Book, sheet: Sheet, key: number, formula: string): void {
    const index = this.order.indexOf(sheet);
    const plain = writtenOut(book, sheet, key, formula);
    const lifted = this.lift(plain, sheet, key);
    try {
      this.type(index, rowOfKey(key) + 1, columnOfKey(key) + 1, lifted);
    } catch {
      this.type(index, rowOfKey(key) + 1, columnOfKey(key) + 1, "#NAME?");
    }
  }

  /** Types into a cell of the model, which may give it a format of its own choice. */
  private type(index: number, row: number, column: number, input: string): void {
    this.exact.delete(`${index}:${row}:${column}`);
    this.modelInUse().setUserInput(index, row, column, input);
  }

  /** Replaces the innermost calls first, until no call of the add-in's is left. */
  private lift(formula: string, sheet: Sheet, key: number): string {
    let rest = formula;
    for (;;) {
      const call = this.lastCall(rest);
      if (!call) return rest;
      this.nextSite += 1;
      const row = this.nextSite * SITE_HEIGHT;
      const site: Site = {
        definition: call.definition,
        owner: { sheet, key },
        row,
        argumentCount: call.parameters.length,
        calledWith: undefined,
        isPending: false,
        rows: 1,
        columns: 1,
      };
      this.sites.set(this.nextSite, site);
      const calls = this.order.length;
      for (const [place, text] of call.parameters.entries()) {
        if (text.trim() === "") continue;
        this.type(calls, row, 1 + place * ARGUMENT_WIDTH, qualified(`=${text}`, sheet));
      }
      this.type(calls, row, RESULT_COLUMN, "#N/A");
      rest = `${rest.slice(0, call.start)}${resultReference(site)}${rest.slice(call.end)}`;
    }
  }

  private lastCall(
    formula: string,
  ): { definition: CustomFunction; start: number; end: number; parameters: string[] } | undefined {
    const masked = formula.replace(/"(?:[^"]|"")*"/g, (text) => " ".repeat(text.length)).toUpperCase();
    let found: { definition: CustomFunction; start: number } | undefined;
    for (const definition of this.functions.list) {
      const name = `${definition.name.toUpperCase()}(`;
      for (let at = masked.lastIndexOf(name); at >= 0; at = at === 0 ? -1 : masked.lastIndexOf(name, at - 1)) {
        if (/[\w.]/.test(masked[at - 1] ?? "")) continue;
        if (!found || at > found.start) found = { definition, start: at };
        break;
      }
    }
    if (!found) return undefined;
    const parameters: string[] = [];
    let depth = 0;
    let from = found.start + found.definition.name.length + 1;
    for (let index = from - 1; index < formula.length; index += 1) {
      const letter = masked[index] ?? "";
      if ("({[".includes(letter)) depth += 1;
      else if (")}]".includes(letter)) depth -= 1;
      if (depth === 0 || (letter === "," && depth === 1)) {
        if (depth > 0 || index > from || parameters.length > 0) parameters.push(formula.slice(from, index));
        from = index + 1;
        if (depth === 0) return { ...found, end: index + 1, parameters };
      }
    }
    return undefined;
  }

  /** Puts the model's results into the workbook; spilled cells come and go with the formula that spills. */
  private readBack(book: Book): void {
    const model = this.modelInUse();
    const pending = new Set(
      [...this.sites.values()]
        .filter((site) => site.isPending)
        .map((site) => `${site.owner.sheet.id} ${site.owner.key}`),
    );
    let hasBeyond = false;
    const recalculated: Sheet[] = [];
    for (const [index, sheet] of this.order.entries()) {
      if (sheet.isDeleted.value) continue;
      let isChanged = false;
      const put = (key: number, cell: Cell | undefined): void => {
        const before = sheet.cells.get(key);
        if (before && cell && isSameValue(before.value, cell.value) && before.spilledFrom === cell.spilledFrom) return;
        if (!before && !cell) return;
        sheet.cells.put(key, cell);
        isChanged = true;
      };
      const stale = new Set<number>();
      for (const [key, cell] of sheet.cells.entries()) if (cell.spilledFrom !== undefined) stale.add(key);
      for (const [key, cell] of [...sheet.cells.entries()]) {
        if (cell.formula === undefined) continue;
        const row = rowOfKey(key);
        const column = columnOfKey(key);
        this.isBeyond = false;
        let value = this.valueAt(index, row + 1, column + 1);
        hasBeyond ||= this.isBeyond;
        if (pending.has(`${sheet.id} ${key}`) && isError(value)) value = { error: "#BUSY!" };
        // A formula that refers to an empty cell gives nought, as in Excel.
        put(key, { ...cell, value: value ?? 0 });
        const [width, height] = spillSize(model.getCellArrayStructure(index, row + 1, column + 1));
        for (let down = 0; down < height; down += 1) {
          for (let across = 0; across < width; across += 1) {
            if (down === 0 && across === 0) continue;
            const place = cellKey(row + down, column + across);
            stale.delete(place);
            const spilled = this.valueAt(index, row + down + 1, column + across + 1) ?? 0;
            put(place, { value: spilled, spilledFrom: key });
          }
        }
      }
      for (const key of stale) put(key, undefined);
      if (isChanged) recalculated.push(sheet);
    }
    if (hasBeyond) keepFiledValues(book);
    for (const sheet of recalculated) {
      const used = sheet.usedArea(true);
      if (used) book.announce({ kind: "calculated", sheet, area: used });
    }
  }

  private valueAt(index: number, row: number, column: number): CellValue {
    const model = this.modelInUse();
    const type = model.getCellType(index, row, column);
    const place = `${index}:${row}:${column}`;
    if (type === 1 && !this.exact.has(place)) {
      // Formatted text is the only way to a value: a format that shows all digits makes it exact.
      model.updateRangeStyle({ sheet: index, row, column, width: 1, height: 1 }, "num_fmt", EVERY_DIGIT);
      this.exact.add(place);
    }
    const text = model.getFormattedCellValue(index, row, column);
    switch (type) {
      case 1:
        return text === "" ? null : Number(text);
      case 4:
        return text.toUpperCase() === "TRUE";
      case 16:
        this.isBeyond = text === "#NAME?" || !ERROR_TEXTS.includes(text);
        return { error: ERROR_TEXTS.includes(text) ? text : text === "#CIRC!" ? "#REF!" : "#VALUE!" };
      default:
        return text;
    }
  }

  /** Asks the add-in for every call whose arguments are not those it was last asked with. */
  private callFunctions(book: Book): void {
    for (const site of [...this.sites.values()]) {
      const parameters = this.parametersOf(site);
      const asked = JSON.stringify(parameters);
      if (asked === site.calledWith) continue;
      site.calledWith = asked;
      site.isPending = true;
      this.running += 1;
      const { sheet, key } = site.owner;
      const address = site.definition.requiresAddress
        ? fullAddress(sheet, { row: rowOfKey(key), column: columnOfKey(key), rows: 1, columns: 1 })
        : undefined;
      void this.functions
        .call(site.definition.id, parameters, address)
        .catch((): CalledValue => ({ isOk: false, error: "#VALUE!" }))
        .then((result) => this.takeResult(book, site, asked, result))
        .finally(() => (this.running -= 1));
    }
    if (this.running > 0) this.readBack(book);
  }

  private parametersOf(site: Site): unknown[] {
    const calls = this.order.length;
    return Array.from({ length: site.argumentCount }, (_, place) => {
      const column = 1 + place * ARGUMENT_WIDTH;
      const [width, height] = spillSize(this.modelInUse().getCellArrayStructure(calls, site.row, column));
      const matrix = Array.from({ length: height }, (_row, down) =>
        Array.from({ length: width }, (_cell, across) => {
          const value = this.valueAt(calls, site.row + down, column + across);
          return isError(value) ? value.error : (value ?? "");
        }),
      );
      const isMatrix = site.definition.matrixParameters?.includes(place) ?? false;
      return isMatrix ? matrix : (matrix[0]?.[0] ?? null);
    });
  }

  private takeResult(book: Book, site: Site, asked: string, result: CalledValue): void {
    // The formula went, or was asked again meanwhile: this answer is no longer wanted.
    if (site.calledWith !== asked || ![...this.sites.values()].includes(site)) return;
    site.isPending = false;
    const matrix = matrixOf(result);
    const model = this.modelInUse();
    const calls = this.order.length;
    model.pauseEvaluation();
    const rows = matrix.length;
    const columns = matrix[0]?.length ?? 1;
    for (const [down, line] of matrix.entries()) {
      for (const [across, value] of line.entries()) {
        this.type(calls, site.row + down, RESULT_COLUMN + across, value === null ? "'" : inputOf(value));
      }
    }
    const before = resultReference(site);
    site.rows = rows;
    site.columns = columns;
    if (resultReference(site) !== before) this.widen(book, site, before);
    model.resumeEvaluation();
    model.evaluate();
    this.readBack(book);
    this.callFunctions(book);
  }

  /** The answer has another size: the formula must refer to as many cells, so that it can spill. */
  private widen(book: Book, site: Site, before: string): void {
    const { sheet, key } = site.owner;
    const own = [...this.sites.values()].filter((one) => one.owner.sheet === sheet && one.owner.key === key);
    const formula = sheet.cells.get(key)?.formula;
    if (formula === undefined) return;
    const index = this.order.indexOf(sheet);
    // The formula is written again from the sites it already has, so that none of them is called twice.
    let text = writtenOut(book, sheet, key, formula);
    for (const one of own) {
      const call = this.lastCall(text);
      if (call) text = text.slice(0, call.start) + resultReference(one) + text.slice(call.end);
    }
    this.type(index, rowOfKey(key) + 1, columnOfKey(key) + 1, text);
    for (const one of own) {
      if (one === site) continue;
      this.rewriteArguments(one, before, resultReference(site), book);
    }
  }

  /** Calls within calls: an argument that held the smaller reference takes the larger. */
  private rewriteArguments(site: Site, before: string, after: string, book: Book): void {
    const { sheet, key } = site.owner;
    const formula = sheet.cells.get(key)?.formula ?? "";
    let text = writtenOut(book, sheet, key, formula);
    for (const one of this.sites.values()) {
      if (one.owner.sheet !== sheet || one.owner.key !== key) continue;
      const call = this.lastCall(text);
      if (!call) return;
      if (one === site) {
        const calls = this.order.length;
        for (const [place, parameter] of call.parameters.entries()) {
          if (!parameter.includes(after) && !parameter.includes(before)) continue;
          const next = parameter.replace(before, after);
          this.type(calls, site.row, 1 + place * ARGUMENT_WIDTH, qualified(`=${next}`, sheet));
        }
        return;
      }
      text = text.slice(0, call.start) + resultReference(one) + text.slice(call.end);
    }
  }
}

/** Functions whose value changes although nothing does that they are given, or that choose their cells themselves. */
const UNSETTLED = /\b(?:NOW|TODAY|RAND|RANDBETWEEN|RANDARRAY|OFFSET|INDIRECT|CELL|INFO)\(/i;

/**
 * Some formulas of a file are beyond the calculator: functions that it lacks, other workbooks. They keep the value that
 * the file holds, and so do formulas that rest on them, for as long as nothing changes that they rest on.
 */
function keepFiledValues(book: Book): void {
  const kept = new Map<Cell, { readonly sheet: Sheet; readonly key: number; readonly filed: Cell }>();
  for (const [sheet, cells] of book.filedCells) {
    for (const [key, filed] of cells) {
      const cell = sheet.cells.get(key);
      if (!cell || cell === filed || filed.formula === undefined || cell.formula !== filed.formula) continue;
      if (!UNSETTLED.test(filed.formula)) kept.set(cell, { sheet, key, filed });
    }
  }
  const isSettled = (sheet: Sheet, area: Area): boolean => {
    const filed = book.filedCells.get(sheet);
    const here = sheet.cellsIn(area);
    if (!filed || here.some(({ row, column, cell }) => filed.get(cellKey(row, column)) !== cell && !kept.has(cell)))
      return false;
    let count = 0;
    for (const key of filed.keys()) if (contains(area, one(key))) count += 1;
    return count === here.length;
  };
  for (let size = -1; size !== kept.size;) {
    size = kept.size;
    for (const [cell, { sheet, key, filed }] of kept) {
      const text = rewriteReferences(
        writtenOut(book, sheet, key, filed.formula ?? ""),
        (_reference, original) => original,
        (name) => {
          const item = book.nameSeenFrom(name, sheet);
          return item && book.areaOfFormula(item.formula) ? item.formula.slice(1) : name;
        },
      );
      if (precedentsOf(book, sheet, text).some((place) => !isSettled(place.sheet, place.area))) kept.delete(cell);
    }
  }
  for (const { sheet, key, filed } of kept.values()) sheet.cells.put(key, filed);
}

function one(key: number): Area {
  return { row: rowOfKey(key), column: columnOfKey(key), rows: 1, columns: 1 };
}

/** A formula without what the model does not know: tables, and names of formulas. */
function writtenOut(book: Book, sheet: Sheet, key: number, formula: string, depth = 0): string {
  const named = rewriteReferences(
    formula,
    (_reference, original) => original,
    (name) => {
      const item = depth > 8 ? undefined : book.nameSeenFrom(name, sheet);
      if (!item || book.areaOfFormula(item.formula)) return name;
      return `(${writtenOut(book, sheet, key, item.formula, depth + 1).slice(1)})`;
    },
  );
  const plain = writeOutTables(book, sheet, rowOfKey(key), columnOfKey(key), named);
  return book.isDate1904 && depth === 0 ? countedFrom1900(plain) : plain;
}

/** Where a call's answer stands. */
function resultReference(site: Site): string {
  const area = { row: site.row - 1, column: RESULT_COLUMN - 1, rows: site.rows, columns: site.columns };
  return `${CALLS_SHEET}!${areaText(area)}`;
}

/** A formula that stands on another sheet than its own: every reference names its sheet. */
function qualified(formula: string, sheet: Sheet): string {
  return rewriteReferences(formula, (reference, original) =>
    reference.sheet === undefined ? `${quotedSheetName(sheet.name.value)}!${original}` : original,
  );
}

/** A value as it is typed into the model. */
function inputOf(value: Exclude<CellValue, null>): string {
  if (isError(value)) return value.error;
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  return typeof value === "number" ? String(value) : `'${value}`;
}

function spillSize(structure: unknown): [number, number] {
  if (typeof structure !== "object" || structure === null) return [1, 1];
  const { DynamicAnchor: dynamic, ArrayAnchor: array } = structure as Readonly<
    Record<string, [number, number] | undefined>
  >;
  return dynamic ?? array ?? [1, 1];
}

function matrixOf(result: CalledValue): CellValue[][] {
  if (!result.isOk) return [[{ error: result.error }]];
  const { value } = result;
  if (!Array.isArray(value)) return [[cellOf(value)]];
  const rows: readonly unknown[] = value;
  const matrix = rows.map((row) => (Array.isArray(row) ? row.map((one: unknown) => cellOf(one)) : [cellOf(row)]));
  return matrix.length === 0 || matrix[0]?.length === 0 ? [[{ error: "#VALUE!" }]] : matrix;
}

function cellOf(value: unknown): CellValue {
  if (typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value === "string") return ERROR_TEXTS.includes(value) ? { error: value } : value;
  return value === null || value === undefined ? 0 : { error: "#VALUE!" };
}

function isSameValue(one: CellValue, other: CellValue): boolean {
  if (isError(one) && isError(other)) return one.error === other.error;
  return Object.is(one, other);
}
