/** One worksheet part into the rows of a snapshot. Cells are read where they stand; what the part says of its size is not. */
import {
  type CellArea,
  type CellValue,
  type SnapshotRow,
  COLUMNS_MAXIMUM,
  ROWS_MAXIMUM,
  parseArea,
} from "../../workbook";
import { type Archive, type ArchiveEntry, partTooLarge } from "./archive";
import { ArrayFormulas } from "./arrayFormulas";
import { damagedPart, shownText } from "./refusal";
import { RichText, undoEscapes } from "./richText";
import { type SharedFormula, formulaAt, shareFormula } from "./sharedFormula";
import type { XmlAttributes, XmlHandler } from "./xml";
import { scanXmlPart } from "./xmlScanner";

/** What the cells of every sheet refer to. */
export type CellContext = {
  readonly sharedStrings: readonly string[];
  /** Number format code by cell style; undefined for General. */
  readonly numberFormats: readonly (string | undefined)[];
  readonly dateSystem: 1900 | 1904;
  /** How many characters the shared formulas of one sheet may come to. */
  readonly expandedFormulasMaximum: number;
};

/** What one worksheet part holds, but for what its relations lead to. */
export type SheetContent = {
  readonly rows: readonly SnapshotRow[];
  readonly hiddenColumns: readonly number[];
  readonly merges: readonly CellArea[];
  readonly isProtected: boolean;
  /** Ids of the relations that lead to tables and to custom properties, the latter by property name. */
  readonly tableRelations: readonly string[];
  readonly customProperties: ReadonlyMap<string, string>;
  readonly hasFormulas: boolean;
  /** The name under which VBA knows the sheet. */
  readonly codeName: string | undefined;
};

/** Reads a worksheet part. Refuses F06_DAMAGED and F08_DTD; a cell that cannot be read becomes a damaged cell instead. */
export function readSheet(archive: Archive, entry: ArchiveEntry, context: CellContext): SheetContent {
  const reader = new SheetReader(entry.name, context);
  scanXmlPart(archive, entry, reader);
  return reader.content();
}

/** A row as it grows. */
type GrowingRow = {
  readonly row: number;
  readonly values: CellValue[];
  formulas?: string[];
  formats?: string[];
  isHidden?: true;
};

class SheetReader implements XmlHandler {
  readonly #rows: GrowingRow[] = [];
  readonly #rowByNumber = new Map<number, GrowingRow>();
  #isOutOfOrder = false;
  #lastRow = 0;
  #row: GrowingRow = { row: 0, values: [] };
  #isRowHidden = false;
  /** The formats of the last row that had any, how many they are, and whether this row's are the same so far. */
  #lastFormats: string[] = [];
  #lastFormatCount = 0;
  #formatCount = 0;
  #isFormattedAlike = true;
  #isInData = false;
  #isInRow = false;
  #isInCell = false;
  #isRoot = true;

  #column = -1;
  #type = "n";
  #style = 0;
  #isRich = false;
  #collecting: "v" | "f" | "is" | null = null;
  #value: string | null = null;
  #formula: string | null = null;
  #formulaText = "";
  #formulaKind: string | undefined;
  #sharedIndex: string | undefined;
  #formulaArea: CellArea | null = null;
  #isDynamicArray = false;
  readonly #inline = new RichText();

  readonly #sharedFormulas = new Map<string, SharedFormula>();
  readonly #arrayFormulas = new ArrayFormulas();
  #expandedFormulas = 0;
  #hasFormulas = false;

  /** First and last of each run of hidden columns, as they come. */
  readonly #hiddenColumns: (readonly [first: number, last: number])[] = [];
  readonly #merges: CellArea[] = [];
  #isProtected = false;
  #codeName: string | undefined;
  readonly #tableRelations: string[] = [];
  readonly #customProperties = new Map<string, string>();

  constructor(
    private readonly part: string,
    private readonly context: CellContext,
  ) {}

  content(): SheetContent {
    if (this.#isOutOfOrder) this.#rows.sort((a, b) => a.row - b.row);
    return {
      rows: this.#rows,
      hiddenColumns: columnsOfRuns(this.#hiddenColumns),
      merges: this.#merges,
      isProtected: this.#isProtected,
      tableRelations: this.#tableRelations,
      customProperties: this.#customProperties,
      hasFormulas: this.#hasFormulas,
      codeName: this.#codeName,
    };
  }

  open(name: string, attributes: XmlAttributes): void {
    if (this.#isInData) {
      if (this.#isInCell) this.#openInCell(name, attributes);
      else if (name === "c" && this.#isInRow) this.#openCell(attributes);
      else if (name === "row") this.#openRow(attributes);
      return;
    }
    if (this.#isRoot) {
      if (name !== "worksheet") throw damagedPart(this.part, "it is not a worksheet");
      this.#isRoot = false;
      return;
    }
    switch (name) {
      case "sheetData":
        this.#isInData = true;
        break;
      case "col":
        this.#readColumn(attributes);
        break;
      case "mergeCell": {
        const area = parseArea(attributes.get("ref") ?? "");
        if (area) this.#merges.push(area);
        break;
      }
      case "sheetPr":
        this.#codeName = attributes.get("codeName");
        break;
      case "sheetProtection":
        this.#isProtected = isTrue(attributes.get("sheet"));
        break;
      case "tablePart":
        this.#tableRelations.push(attributes.get("r:id") ?? "");
        break;
      case "customPr":
        this.#customProperties.set(undoEscapes(attributes.get("name") ?? ""), attributes.get("r:id") ?? "");
        break;
    }
  }

  close(name: string): void {
    if (!this.#isInData) return;
    if (this.#isInCell) this.#closeInCell(name);
    else if (name === "row") this.#closeRow();
    else if (name === "sheetData") this.#isInData = false;
  }

  text(text: string): void {
    if (this.#collecting === "v") this.#value = this.#value === null ? text : this.#value + text;
    else if (this.#collecting === "f") this.#formulaText += text;
    else if (this.#collecting === "is") this.#inline.text(text);
  }

  /**
   * Reads cells in the form in which Excel writes nearly all of them, at one go: r, s and t alone, then a number, the
   * number of a shared text, or nothing; and plain texts in place, as other programs write them. Gives where the last of them ends, or -1 when there is none: any other form is
   * left to come as events.
   */
  takeCells(text: string, start: number): number {
    if (!this.#isInRow || this.#isInCell || !this.#arrayFormulas.isEmpty) return -1;
    let taken = -1;
    for (let end = this.#takeCell(text, start); end >= 0; end = this.#takeCell(text, end)) taken = end;
    return taken;
  }

  #takeCell(text: string, start: number): number {
    if (text.charCodeAt(start) !== LESS || text.charCodeAt(start + 1) !== LETTER_C) return -1;
    let at = start + 2; // after "<c"
    let column = -1;
    let style = -1;
    let isShared = false;
    let isInline = false;
    while (text.charCodeAt(at) === SPACE) {
      const name = text.charCodeAt(at + 1);
      if (text.charCodeAt(at + 2) !== EQUALS || text.charCodeAt(at + 3) !== QUOTE) return -1;
      at += 4;
      if (name === LETTER_R && column < 0) {
        let letters = 0;
        let code = text.charCodeAt(at);
        while (code >= LETTER_A && code <= LETTER_Z && letters < COLUMNS_MAXIMUM) {
          letters = letters * 26 + code - LETTER_A + 1;
          code = text.charCodeAt(++at);
        }
        let row = 0;
        while (code >= ZERO && code <= NINE && row <= ROWS_MAXIMUM) {
          row = row * 10 + code - ZERO;
          code = text.charCodeAt(++at);
        }
        if (letters === 0 || letters > COLUMNS_MAXIMUM || row !== this.#row.row) return -1;
        column = letters - 1;
      } else if (name === LETTER_S && style < 0) {
        style = 0;
        let code = text.charCodeAt(at);
        while (code >= ZERO && code <= NINE && style < STYLES_MAXIMUM) {
          style = style * 10 + code - ZERO;
          code = text.charCodeAt(++at);
        }
      } else if (name === LETTER_T && !isShared && !isInline) {
        isShared = text.charCodeAt(at) === LETTER_S && text.charCodeAt(at + 1) === QUOTE;
        isInline = !isShared && text.startsWith(INLINE_TYPE, at);
        if (!isShared && !isInline) return -1;
        at += isShared ? 1 : INLINE_TYPE.length;
      } else return -1;
      if (text.charCodeAt(at++) !== QUOTE) return -1;
    }
    if (column < 0) return -1;

    let value: CellValue = null;
    if (text.startsWith("/>", at)) at += "/>".length;
    else if (isInline) {
      if (!text.startsWith("><is><t>", at)) return -1;
      const from = at + "><is><t>".length;
      at = endOfPlainText(text, from);
      if (!text.startsWith("</t></is></c>", at)) return -1;
      value = text.slice(from, at);
      at += "</t></is></c>".length;
    } else if (text.startsWith("><v>", at)) {
      const from = at + "><v>".length;
      at = endOfDecimal(text, from);
      if (at === from || !text.startsWith("</v></c>", at)) return -1;
      value = isShared ? this.#readSharedString(text.slice(from, at)) : decimalValue(text, from, at);
      at += "</v></c>".length;
    } else return -1;
    this.#column = column;
    if (value !== null) this.#putCell(value, this.context.numberFormats[Math.max(style, 0)]);
    return at;
  }

  // -------------------------------------------------------------------------------------------- rows and columns

  #openRow(attributes: XmlAttributes): void {
    const given = attributes.get("r");
    const row = given === undefined ? this.#row.row + 1 : readCount(given);
    if (row === null || row < 1 || row > ROWS_MAXIMUM)
      throw damagedPart(this.part, `row ${shownText(given ?? "")} does not exist`);
    this.#isRowHidden = isTrue(attributes.get("hidden")) || attributes.get("ht") === "0";
    this.#column = -1;
    this.#isInRow = true;
    this.#formatCount = 0;
    this.#isFormattedAlike = true;
    if (row > this.#lastRow) {
      this.#lastRow = row;
      this.#row = this.#startRow(row);
      return;
    }
    // Rows come in order in every file Excel wrote; only where they do not is it worth looking one up.
    this.#isOutOfOrder = true;
    if (this.#rowByNumber.size === 0) for (const known of this.#rows) this.#rowByNumber.set(known.row, known);
    const known = this.#rowByNumber.get(row);
    this.#row = known ?? this.#startRow(row);
    if (!known?.formats) return;
    this.#isFormattedAlike = false; // what it has already was not compared
    const mayBeShared = known.formats.length <= SHARED_FORMATS_MAXIMUM;
    if (mayBeShared) known.formats = [...known.formats];
  }

  #closeRow(): void {
    this.#isInRow = false;
    const row = this.#row;
    const { formats } = row;
    if (!formats || formats.length > SHARED_FORMATS_MAXIMUM) return;
    // The rows of a table look alike: those that do share one list, which spares much memory.
    if (this.#isFormattedAlike && this.#formatCount === this.#lastFormatCount) {
      row.formats = this.#lastFormats;
    } else {
      this.#lastFormats = formats;
      this.#lastFormatCount = this.#formatCount;
    }
  }

  /** A new row, which joins the others with its first cell: rows without content are left out of a snapshot. */
  #startRow(row: number): GrowingRow {
    return this.#isRowHidden ? { row, values: [], isHidden: true } : { row, values: [] };
  }

  #readColumn(attributes: XmlAttributes): void {
    if (!isTrue(attributes.get("hidden")) && attributes.get("width") !== "0") return;
    const first = readCount(attributes.get("min") ?? "");
    const last = readCount(attributes.get("max") ?? "");
    if (first === null || last === null || first < 1) return;
    this.#hiddenColumns.push([first - 1, Math.min(last, COLUMNS_MAXIMUM) - 1]);
  }

  // -------------------------------------------------------------------------------------------- cells

  #openCell(attributes: XmlAttributes): void {
    const address = attributes.get("r");
    if (address === undefined) this.#column++;
    else this.#column = this.#readAddress(address);
    if (this.#column >= COLUMNS_MAXIMUM)
      throw damagedPart(this.part, `row ${this.#row.row} has more cells than Excel has columns`);
    this.#isInCell = true;
    this.#type = attributes.get("t") ?? "n";
    const style = attributes.get("s");
    this.#style = style === undefined ? 0 : Number(style);
    this.#isRich = attributes.get("vm") !== undefined;
    this.#isDynamicArray = attributes.get("cm") !== undefined;
    this.#value = null;
    this.#formula = null;
  }

  /** The column of an address such as "F14", which must lie in the current row. */
  #readAddress(address: string): number {
    let column = 0;
    let at = 0;
    for (; at < address.length && at < 4; at++) {
      const letter = address.charCodeAt(at) & ~0x20;
      if (letter < 0x41 || letter > 0x5a) break;
      column = column * 26 + letter - 0x40;
    }
    let row = 0;
    for (let digitAt = at; digitAt < address.length; digitAt++) {
      const digit = address.charCodeAt(digitAt) - 0x30;
      if (digit < 0 || digit > 9 || row > ROWS_MAXIMUM) return this.#misplacedCell(address);
      row = row * 10 + digit;
    }
    if (at === 0 || column > COLUMNS_MAXIMUM || row !== this.#row.row) return this.#misplacedCell(address);
    return column - 1;
  }

  #misplacedCell(address: string): never {
    throw damagedPart(this.part, `a cell in row ${this.#row.row} has the address ${shownText(address)}`);
  }

  #openInCell(name: string, attributes: XmlAttributes): void {
    if (this.#collecting === "is") this.#inline.open(name, attributes);
    else if (name === "v") {
      this.#collecting = "v";
      this.#value = "";
    } else if (name === "is") this.#collecting = "is";
    else if (name === "f") {
      this.#collecting = "f";
      this.#formulaText = "";
      this.#formulaKind = attributes.get("t");
      this.#sharedIndex = attributes.get("si");
      this.#formulaArea = this.#formulaKind === "array" ? parseArea(attributes.get("ref") ?? "") : null;
    }
  }

  #closeInCell(name: string): void {
    if (this.#collecting === "is") {
      if (name === "is") {
        this.#collecting = null;
        this.#value = this.#inline.take();
      } else this.#inline.close(name);
    } else if (name === "v") this.#collecting = null;
    else if (name === "f") {
      this.#collecting = null;
      this.#formula = this.#readFormula();
      this.#hasFormulas = true;
    } else if (name === "c") {
      this.#isInCell = false;
      this.#finishCell();
    }
  }

  #finishCell(): void {
    const formula = this.#formula ?? this.#arrayFormulaHere();
    const value = this.#readValue();
    if (value === null && formula === null) return;

    let format = this.context.numberFormats[this.#style];
    if (format === undefined && this.#type === "d") format = "yyyy-mm-dd";
    this.#putCell(value, format);
    if (formula !== null) (this.#row.formulas ??= [])[this.#column] = formula;
  }

  #putCell(value: CellValue, format: string | undefined): void {
    const row = this.#row;
    const column = this.#column;
    if (row.values.length === 0) this.#joinRow(row);
    const isTwice = column < row.values.length && row.values[column] !== undefined;
    if (isTwice) this.#isFormattedAlike = false;
    row.values[column] = isTwice ? { kind: "damaged", what: "the file holds this cell twice" } : value;
    if (format === undefined) return;
    if (this.#lastFormats[column] !== format) this.#isFormattedAlike = false;
    this.#formatCount++;
    (row.formats ??= [])[column] = format;
  }

  #joinRow(row: GrowingRow): void {
    this.#rows.push(row);
    if (this.#isOutOfOrder) this.#rowByNumber.set(row.row, row);
  }

  #readValue(): CellValue {
    const raw = this.#value;
    if (raw === null) return null;
    switch (this.#type) {
      case "n":
        return readNumber(raw);
      case "s":
        return this.#readSharedString(raw);
      case "inlineStr":
        return raw;
      case "str":
        return undoEscapes(raw);
      case "b":
        return readBoolean(raw);
      case "e":
        return this.#isRich && raw === "#VALUE!"
          ? { kind: "rich", what: "a data type or picture" }
          : { kind: "error", error: raw.trim() || "#VALUE!" };
      case "d":
        return readIsoDate(raw, this.context.dateSystem);
      default:
        return { kind: "damaged", what: `a cell of unknown type ${shownText(this.#type)}` };
    }
  }

  #readSharedString(raw: string): CellValue {
    const text = raw.trim();
    if (text === "") return null;
    const index = readCount(text);
    const shared = index === null ? undefined : this.context.sharedStrings[index];
    return shared ?? { kind: "damaged", what: `shared text ${shownText(text)}` };
  }

  // -------------------------------------------------------------------------------------------- formulas

  #readFormula(): string {
    const text = this.#formulaText;
    if (this.#formulaKind === "shared" && this.#sharedIndex !== undefined) {
      if (text !== "") this.#sharedFormulas.set(this.#sharedIndex, shareFormula(text, this.#row.row, this.#column));
      else {
        const shared = this.#sharedFormulas.get(this.#sharedIndex);
        // The group's first cell is gone: that a formula stood here is still true.
        return shared ? this.#expandFormula(shared) : "=";
      }
    }
    if (this.#formulaKind === "dataTable" && text === "") return "=TABLE()";
    const formula = `=${text}`;
    // A dynamic array's other cells hold spilled values and no formula; those of an older array formula share it.
    if (this.#formulaArea && !this.#isDynamicArray) {
      this.#arrayFormulas.add(this.#formulaArea, formula, this.#row.row);
    }
    return formula;
  }

  /** A formula that the file writes once takes its room in every cell, which counts as if it were unpacked. */
  #expandFormula(shared: SharedFormula): string {
    this.#expandedFormulas += shared.length + shared.pieces.length * PIECE_LENGTH;
    if (this.#expandedFormulas > this.context.expandedFormulasMaximum) {
      throw partTooLarge(this.part, this.context.expandedFormulasMaximum);
    }
    return `=${formulaAt(shared, this.#row.row, this.#column)}`;
  }

  #arrayFormulaHere(): string | null {
    return this.#arrayFormulas.isEmpty ? null : this.#arrayFormulas.at(this.#row.row, this.#column);
  }
}

/** The columns of runs that may overlap, each once, from left to right. */
function columnsOfRuns(runs: readonly (readonly [first: number, last: number])[]): number[] {
  const columns: number[] = [];
  let next = 0;
  for (const [first, last] of [...runs].sort(([a], [b]) => a - b)) {
    for (let column = Math.max(first, next); column <= last; column++) columns.push(column);
    next = Math.max(next, last + 1);
  }
  return columns;
}

/** Rows wider than this have formats of their own: tables are narrower, and lists are copied when they part. */
const SHARED_FORMATS_MAXIMUM = 256;
/** What a piece of a formula costs besides its characters. */
const PIECE_LENGTH = 8;

// Characters by their codes.
const SPACE = 0x20;
const QUOTE = 0x22;
const AMPERSAND = 0x26;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const LESS = 0x3c;
const EQUALS = 0x3d;
const LETTER_A = 0x41;
const LETTER_Z = 0x5a;
const CLOSING_BRACKET = 0x5d;
const UNDERSCORE = 0x5f;
const LETTER_C = 0x63;
const LETTER_R = 0x72;
const LETTER_S = 0x73;
const LETTER_T = 0x74;

/** More cell styles than any workbook has. */
const STYLES_MAXIMUM = 1_000_000;

/** Where a number written in digits ends: "-12.5" whole, "1E5" not past its 1. */
function endOfDecimal(text: string, start: number): number {
  let at = start;
  if (text.charCodeAt(at) === MINUS) at++;
  const digitsFrom = at;
  let code = text.charCodeAt(at);
  while (code >= ZERO && code <= NINE) code = text.charCodeAt(++at);
  if (at === digitsFrom) return start;
  if (code !== POINT) return at;
  code = text.charCodeAt(++at);
  while (code >= ZERO && code <= NINE) code = text.charCodeAt(++at);
  return at;
}

const INLINE_TYPE = "inlineStr";

/**
 * Where a text ends that means what it says; its start when it may not: references, escapes, "]]>" and white space at
 * the ends or in lines all take more care than this.
 */
function endOfPlainText(text: string, start: number): number {
  let at = start;
  let code = text.charCodeAt(at);
  if (code === SPACE) return start;
  while (code > LESS || (code >= SPACE && code !== AMPERSAND && code !== LESS)) {
    if (code === UNDERSCORE || code === CLOSING_BRACKET) return start;
    code = text.charCodeAt(++at);
  }
  return text.charCodeAt(at - 1) === SPACE ? start : at;
}

/** Up to fifteen digits are a whole number below 2 to the 53rd, and so many powers of ten are exact too. */
const DIGITS_MAXIMUM = 15;

/**
 * The number that digits mean. A whole number that is held exactly, divided by a power of ten that is, gives the nearest
 * number there is, which is what the longer way would give.
 */
function decimalValue(text: string, start: number, end: number): number {
  if (end - start > DIGITS_MAXIMUM) return Number(text.slice(start, end));
  let digits = 0;
  let scale = 1;
  let isFraction = false;
  const isNegative = text.charCodeAt(start) === MINUS;
  for (let at = isNegative ? start + 1 : start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === POINT) isFraction = true;
    else {
      digits = digits * 10 + code - ZERO;
      if (isFraction) scale *= 10;
    }
  }
  const value = isFraction ? digits / scale : digits;
  return isNegative ? -value : value;
}

/** What XML Schema calls true. */
export function isTrue(value: string | undefined): boolean {
  return value === "1" || value === "true" || value === "on";
}

/** A whole number written in digits alone; null for anything else. */
export function readCount(text: string): number | null {
  if (text.length === 0 || text.length > 10) return null;
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return null;
    count = count * 10 + digit;
  }
  return count;
}

function readNumber(raw: string): CellValue {
  const number = Number(raw);
  if (Number.isFinite(number) && isDecimalText(raw)) return number;
  const text = raw.trim();
  if (text === "") return null;
  const trimmed = Number(text);
  if (Number.isFinite(trimmed) && isDecimalText(text)) return trimmed;
  return { kind: "damaged", what: `a number that cannot be read: ${shownText(text)}` };
}

/** True for the characters of a decimal number: JavaScript would also take "0x1F", "Infinity" and nothing at all. */
function isDecimalText(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const isDigit = code >= 0x30 && code <= 0x39;
    if (!isDigit && code !== 0x2e && code !== 0x2d && code !== 0x2b && code !== 0x45 && code !== 0x65) return false;
  }
  return text.length > 0;
}

function readBoolean(raw: string): CellValue {
  const text = raw.trim();
  if (text === "") return null;
  if (text === "1" || text === "true") return true;
  if (text === "0" || text === "false") return false;
  return { kind: "damaged", what: `a yes/no value that cannot be read: ${shownText(text)}` };
}

const MILLISECONDS_A_DAY = 86_400_000;

/** An ISO date ("2026-04-01", "2026-04-01T12:00:00") as the serial number Excel counts it by. */
function readIsoDate(raw: string, dateSystem: 1900 | 1904): CellValue {
  const text = raw.trim();
  if (text === "") return null;
  const unreadable: CellValue = { kind: "damaged", what: `a date that cannot be read: ${shownText(text)}` };
  if (text.length > 40) return unreadable;
  const parts = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d(?:\.\d{1,9})?))?Z?)?$/.exec(text);
  if (!parts) return unreadable;
  const [year, month, day, hour, minute, second] = parts.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const midnight = Date.UTC(year, month - 1, day);
  const isReal = new Date(midnight).getUTCMonth() === month - 1 && new Date(midnight).getUTCDate() === day;
  if (!isReal || hour > 24 || minute > 59 || second >= 60) return unreadable;
  const epoch = dateSystem === 1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  let days = (midnight - epoch) / MILLISECONDS_A_DAY;
  if (dateSystem === 1900 && days < 61) days -= 1; // Excel's 1900 has a 29 February
  if (days < 0) return unreadable;
  return days + (hour * 3600 + minute * 60 + second) / 86_400;
}
