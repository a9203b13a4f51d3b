/**
 * Reads one cell as its column's declaration says. A blank is `null`; a cell that cannot be read gives a finding and
 * `undefined`, so that nothing downstream mistakes it for a blank or a zero.
 */
import {
  fte,
  monthOfDay,
  nameKey,
  parameters,
  pence,
  PENCE_MAXIMUM,
  rate,
  FTE_PER_POST,
  formatMonth,
  formatYear,
  formatMoney,
  type Day,
  type FinancialYear,
  type Month,
  type PriceBase,
  type PrintedPence,
  type Rate,
  type ApprovedAmount,
  type AssumptionValue,
  type Fte,
  type Pence,
} from "../../model";
import { cellAddress } from "../address";
import type { Column, FieldType } from "../sheetLayout";
import { decimalOfNumber, inUnitsOf, numberOfDecimal, type ExactDecimal } from "../scan/exactDecimal";
import {
  hasHiddenCharacters,
  isBlankText,
  looksLikeFormula,
  nearest,
  shownText,
  tidyText,
  valueKey,
} from "../scan/cleanText";
import { scanNumberText } from "../scan/numberText";
import { dayOfSerial, isDateFormat, scanDateText, scanYear } from "../scan/yearAndDate";
import type { CircularCells } from "../reading/circularReferences";
import type { CellValue } from "../workbook";
import type { FindingLog } from "./findingLog";

/** A typed field of a row; `null` is blank. The column's declared type says which of these it is. */
export type FieldValue =
  | null
  | string
  | number
  | boolean
  | readonly string[]
  | PrintedPence
  | PriceBase
  | Rate
  | ApprovedAmount
  | AssumptionValue;

/** What a cell is read as: what its column holds, or, where the row decides, a number that may have decimals. */
type ReadType = FieldType | "decimal";

/** A column as a sheet has it: where it stands, and the power of ten that its heading's unit asks for. */
export type MappedColumn = {
  readonly column: Column;
  readonly index: number;
  readonly heading: string;
  /** 0 for pounds, 3 for thousands, 6 for millions. */
  readonly scale: number;
  /** The year that the column stands for, where years stand as columns. */
  readonly year: FinancialYear | null;
};

/** What a cell is read against besides its column. */
export type CellSurroundings = {
  readonly log: FindingLog;
  readonly sheet: string;
  readonly dateSystem: 1900 | 1904;
  /** Allowed values of the workbook's own lists, by list name: key -> spelling. */
  readonly lists: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Grades that posts of a role type may have, where the pay scales say so and no list does. A role type without any is free. */
  readonly gradesByRoleType: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Cells whose formulas lead back to themselves. */
  readonly circular: CircularCells;
};

/** One cell of a row. */
export type Cell = {
  readonly row: number;
  readonly value: CellValue;
  readonly formula: string | undefined;
  readonly format: string | undefined;
};

/** Excel's own limit for the text of a cell. */
const TEXT_MAXIMUM = 32_767;
const FTE_MAXIMUM = 100_000 * FTE_PER_POST;
/** A difference this small between what is stored and what was meant is binary noise. */
const NOISE = 1e-9;

/**
 * Reads a cell.
 * @param type the type to read as; a column of approved amounts is money or posts by its row.
 * @returns the typed value, `null` when blank, `undefined` when a finding says why it could not be read.
 */
export function readCell(
  cell: Cell,
  mapped: MappedColumn,
  around: CellSurroundings,
  type: ReadType = mapped.column.type,
): FieldValue | undefined {
  const { value } = cell;
  // The commonest cells by far: plain numbers where numbers belong.
  if (value === null || value === undefined) return readEmpty(cell, mapped, around);
  if (typeof value === "object") return readUnreadable(cell, mapped, around);
  if (typeof value === "string") {
    if (cell.formula !== undefined && value === "") {
      // An optional text that a formula leaves empty is blank, as the person sees it.
      if (!mapped.column.isRequired && type === "text") return null;
      complain(
        around,
        cell,
        mapped,
        "C06_FORMULA_EMPTY",
        `${at(around, cell, mapped)} has a formula that shows nothing.`,
        "Make the formula give a value, or clear the cell.",
      );
      return undefined;
    }
    if (isBlankText(value)) return readEmpty({ ...cell, formula: undefined }, mapped, around);
    if (value.length > TEXT_MAXIMUM) {
      around.log.add(
        "C19_TEXT_TOO_LONG",
        "warning",
        around.sheet,
        address(cell, mapped),
        `${at(around, cell, mapped)} holds ${value.length} characters, more than Excel's ${TEXT_MAXIMUM}: '${shownText(value)}'.`,
        "Shorten the text; Excel will cut it.",
      );
    }
  }
  noteExternalLink(cell, mapped, around);
  const read = readTyped(cell, value, mapped, around, type);
  if (read !== undefined && mapped.column.isNeverNegative && amountOf(read) < 0) {
    complain(
      around,
      cell,
      mapped,
      "C08_NEGATIVE",
      `${at(around, cell, mapped)} is below nil: ${shown(value)}.`,
      `Enter ${mapped.column.heading} as a number from 0 up.`,
    );
    return undefined;
  }
  if (read !== undefined && mapped.column.atMost !== null && isAbove(read, mapped.column.atMost)) {
    const most = `${mapped.column.atMost}${type === "percent" ? "%" : ""}`;
    complain(
      around,
      cell,
      mapped,
      "C09_OUT_OF_RANGE",
      `${at(around, cell, mapped)} is ${shown(value)}; it may be ${most} at most.`,
      `Enter ${mapped.column.heading} up to ${most}.`,
    );
    return undefined;
  }
  return read;
}

/** Whether a number, or a rate in hundredths, is above a limit. */
function isAbove(read: FieldValue, limit: number): boolean {
  if (typeof read === "number") return read > limit;
  return (
    read !== null && typeof read === "object" && "numerator" in read && read.numerator * 100 > limit * read.denominator
  );
}

function readTyped(
  cell: Cell,
  value: string | number | boolean,
  mapped: MappedColumn,
  around: CellSurroundings,
  type: ReadType,
): FieldValue | undefined {
  switch (type) {
    case "text":
      return readText(cell, value, mapped, around);
    case "one of":
      return readChoice(cell, value, mapped, around);
    case "some of":
      return readChoices(cell, value, mapped, around);
    case "paragraphs":
      return String(value)
        .split(/[;\n]/)
        .map(tidyText)
        .filter((part) => part !== "");
    case "yes or no":
      return readYesOrNo(cell, value, mapped, around);
    case "money":
      return readMoney(cell, value, mapped, around);
    case "posts":
      return readPosts(cell, value, mapped, around);
    case "number":
      return readWhole(cell, value, mapped, around);
    case "decimal":
      return readDecimal(cell, value, mapped, around);
    case "percent":
      return readPercent(cell, value, mapped, around);
    case "year":
      return readYear(cell, value, mapped, around);
    case "month":
      return readMonth(cell, value, mapped, around);
    case "date":
      return readDate(cell, value, mapped, around)?.day;
    case "price base":
      return readPriceBase(cell, value, mapped, around);
    case "approved":
    case "assumption":
      throw new Error(`${mapped.column.heading} is read by the unit of its row`);
  }
}

function readEmpty(cell: Cell, mapped: MappedColumn, around: CellSurroundings): null | undefined {
  if (cell.formula === undefined) return null;
  complain(
    around,
    cell,
    mapped,
    "C23_NO_CACHED_VALUE",
    `${at(around, cell, mapped)} has a formula and no saved value.`,
    "Open the workbook in Excel, let it calculate, save it, and run again.",
  );
  return undefined;
}

function readUnreadable(cell: Cell, mapped: MappedColumn, around: CellSurroundings): undefined {
  const value = cell.value as Exclude<CellValue, null | string | number | boolean>;
  if (value.kind === "error") {
    complain(
      around,
      cell,
      mapped,
      "C04_ERROR_VALUE",
      `${at(around, cell, mapped)} shows the error ${shownText(value.error)}.`,
      "Mend the formula, or enter the value.",
    );
  } else if (value.kind === "damaged") {
    complain(
      around,
      cell,
      mapped,
      "F09_PART_DAMAGED",
      `${at(around, cell, mapped)} refers to ${shownText(value.what)}, which is not in the file.`,
      "Open and repair the workbook in Excel, then save it.",
    );
  } else {
    complain(
      around,
      cell,
      mapped,
      "C33_RICH_VALUE",
      `${at(around, cell, mapped)} holds ${shownText(value.what)}, not a plain value.`,
      "Enter the plain number or text.",
    );
  }
  return undefined;
}

function noteExternalLink(cell: Cell, mapped: MappedColumn, around: CellSurroundings): void {
  if (cell.formula === undefined || !namesOtherWorkbook(cell.formula)) return;
  around.log.add(
    "C25_EXTERNAL_LINK",
    "warning",
    around.sheet,
    address(cell, mapped),
    `${at(around, cell, mapped)} takes its value from another workbook; the last saved value was used.`,
    "Check that it is up to date.",
  );
}

/** [1]Sheet1!A1 and '[Book.xlsx]Sheet 1'!A1 name another workbook; Table1[Amount] names a table of this one. */
function namesOtherWorkbook(formula: string): boolean {
  const bare = formula.replace(/"[^"]*"/g, "");
  return /\[\d+\][^[\]!(),;+*/ ]*!/.test(bare) || /\[[^[\]]*\.xl[a-z]{1,2}\][^[\]!]*!/i.test(bare);
}

function readText(
  cell: Cell,
  value: string | number | boolean,
  mapped: MappedColumn,
  around: CellSurroundings,
): string | undefined {
  const { column } = mapped;
  if (typeof value === "number" && column.isKey && Math.abs(value) >= 1e15) {
    complain(
      around,
      cell,
      mapped,
      "C29_LONG_ID",
      `${at(around, cell, mapped)} is a number of more than 15 digits; Excel keeps 15, so its end may be lost.`,
      "Format the column as text and type the reference again.",
    );
    return undefined;
  }
  const text =
    typeof value === "boolean" ? (value ? "TRUE" : "FALSE") : typeof value === "number" ? textOfNumber(value) : value;
  if (typeof value === "string") {
    if (hasHiddenCharacters(value)) {
      const message = `${at(around, cell, mapped)} holds characters that cannot be seen: '${shownText(value)}'.`;
      if (column.isKey) {
        complain(around, cell, mapped, "C26_CONTROL_CHARS", message, "Type the reference again.");
        return undefined;
      }
      around.log.add(
        "C26_CONTROL_CHARS",
        "note",
        around.sheet,
        address(cell, mapped),
        message,
        "Nothing to do; they are shown as codes.",
      );
    }
    if (value.startsWith("'")) {
      around.log.add(
        "C27_LITERAL_APOSTROPHE",
        "note",
        around.sheet,
        address(cell, mapped),
        `${at(around, cell, mapped)} begins with an apostrophe that is part of the text: '${shownText(value)}'.`,
        "Nothing to do, or remove it.",
      );
    }
    if (looksLikeFormula(value)) {
      around.log.add(
        "C20_FORMULA_LIKE_TEXT",
        "note",
        around.sheet,
        address(cell, mapped),
        `${at(around, cell, mapped)} is text that looks like a formula: '${shownText(value)}'. It is kept as text.`,
        "Nothing to do.",
      );
    }
  }
  const tidy = tidyText(text);
  return column.list === null || column.list === "Type" ? tidy : readListed(cell, tidy, mapped, around);
}

const LIST_CODES: Readonly<Record<string, string>> = {
  Grade: "C16_UNKNOWN_GRADE",
  "Funding source": "C17_UNKNOWN_FUND",
  "Financial year": "C18_UNKNOWN_YEAR",
};

/** The word that leaves a cost line to the order of sources. */
export const BY_ORDER = "By order";

function readListed(cell: Cell, text: string, mapped: MappedColumn, around: CellSurroundings): string | undefined {
  const list = mapped.column.list === null ? undefined : around.lists.get(mapped.column.list);
  if (mapped.column.list === "Funding source" && valueKey(text) === valueKey(BY_ORDER)) return BY_ORDER;
  if (!list) return text;
  const known = list.get(valueKey(text));
  if (known === undefined) {
    const suggestion = nearest(text, list.values());
    complain(
      around,
      cell,
      mapped,
      LIST_CODES[mapped.column.list ?? ""] ?? "C31_UNKNOWN_TYPE",
      `${at(around, cell, mapped)} is '${shownText(text)}', which is not on the workbook's list${suggestion === null ? "" : `. Did you mean '${shownText(suggestion)}'?`}`.replace(
        /([^?.])$/,
        "$1.",
      ),
      "Choose a value of the list, or add this one to it.",
      suggestion === null ? {} : { suggests: suggestion },
    );
    return undefined;
  }
  noteSpelling(cell, text, known, mapped, around);
  return known;
}

function noteSpelling(cell: Cell, typed: string, known: string, mapped: MappedColumn, around: CellSurroundings): void {
  if (cell.value === known) return;
  around.log.add(
    "C32_VALUE_NORMALISED",
    "note",
    around.sheet,
    address(cell, mapped),
    `${at(around, cell, mapped)}: '${shownText(typed)}' was read as '${known}'.`,
    "Nothing to do.",
  );
}

/** Words that mean one of the choices; "Revenue" alone is revenue of its year. */
const CHOICE_SYNONYMS: ReadonlyMap<string, string> = new Map([
  ["revenue", "Revenue one-off"],
  ["one-off revenue", "Revenue one-off"],
  ["revenue (one-off)", "Revenue one-off"],
  ["recurring revenue", "Revenue recurring"],
  ["revenue (recurring)", "Revenue recurring"],
  ["mtfp", "Medium term financial plan"],
  ["police staff", "Staff"],
  ["police officer", "Officer"],
]);

function readChoice(
  cell: Cell,
  value: string | number | boolean,
  mapped: MappedColumn,
  around: CellSurroundings,
): string | undefined {
  const text = tidyText(String(value));
  const { choices, list } = mapped.column;
  const found = choiceOf(text, choices);
  const listed = list === null ? undefined : around.lists.get(list);
  // The workbook's own list is the narrower one: what is not on it is not allowed, whatever the model knows.
  const isListed = listed === undefined || listed.has(valueKey(text));
  if (found === undefined || !isListed) {
    const offered = listed ? [...listed.values()] : choices;
    const suggestion = nearest(text, offered);
    complain(
      around,
      cell,
      mapped,
      "C31_UNKNOWN_TYPE",
      `${at(around, cell, mapped)} is '${shownText(text)}', which is not one of ${offered.join(", ")}.`,
      suggestion === null ? "Choose one of these." : `Did you mean '${suggestion}'? Choose one of these.`,
      suggestion === null ? {} : { suggests: suggestion },
    );
    return undefined;
  }
  const spelling = listed?.get(valueKey(text)) ?? found.spelling;
  if (found.isExactWord) noteSpelling(cell, text, spelling, mapped, around);
  return found.choice;
}

function choiceOf(
  text: string,
  choices: readonly string[],
): { choice: string; spelling: string; isExactWord: boolean } | undefined {
  const key = valueKey(text);
  const exact = choices.find((choice) => valueKey(choice) === key);
  if (exact !== undefined) return { choice: exact, spelling: exact, isExactWord: true };
  const meant = CHOICE_SYNONYMS.get(key);
  return meant !== undefined && choices.includes(meant)
    ? { choice: meant, spelling: text, isExactWord: false }
    : undefined;
}

function readChoices(
  cell: Cell,
  value: string | number | boolean,
  mapped: MappedColumn,
  around: CellSurroundings,
): readonly string[] | undefined {
  const found: string[] = [];
  for (const part of String(value).split(";")) {
    if (isBlankText(part)) continue;
    const choice = choiceOf(tidyText(part), mapped.column.choices);
    if (choice === undefined) {
      complain(
        around,
        cell,
        mapped,
        "C31_UNKNOWN_TYPE",
        `${at(around, cell, mapped)} names '${shownText(tidyText(part))}', which is not one of ${mapped.column.choices.join("; ")}.`,
        "Choose from these, with ; between them.",
      );
      return undefined;
    }
    if (!found.includes(choice.choice)) found.push(choice.choice);
  }
  return found;
}

function readYesOrNo(
  cell: Cell,
  value: string | number | boolean,
  mapped: MappedColumn,
  around: CellSurroundings,
): boolean | undefined {
  if (typeof value === "boolean") return value;
  const key = valueKey(String(value));
  if (["yes", "y", "true", "1"].includes(key)) return true;
  if (["no", "n", "false", "0"].includes(key)) return false;
  complain(
    around,
    cell,
    mapped,
    "C31_UNKNOWN_TYPE",
    `${at(around, cell, mapped)} is '${shownText(String(value))}', which is neither yes nor no.`,
    "Enter yes or no.",
  );
  return undefined;
}

/** A number together with the power of ten of the last digit it was typed to; null for a cell that holds a number. */
type ScannedCell = { readonly decimal: ExactDecimal; readonly lastDigit: number | null; readonly scale: number | null };

function scanNumber(
  cell: Cell,
  value: string | number | boolean,
  mapped: MappedColumn,
  around: CellSurroundings,
): ScannedCell | undefined {
  if (typeof value === "boolean") {
    complain(
      around,
      cell,
      mapped,
      "C05_BOOLEAN",
      `${at(around, cell, mapped)} is ${value ? "TRUE" : "FALSE"}, where a number belongs.`,
      "Enter the number.",
    );
    return undefined;
  }
  if (typeof value === "number") {
    if (cell.format !== undefined && isDateFormat(cell.format)) {
      complain(
        around,
        cell,
        mapped,
        "C02_NOT_A_NUMBER",
        `${at(around, cell, mapped)} holds a date, where a number belongs.`,
        "Enter the number, and give the cell a number format.",
      );
      return undefined;
    }
    if (!Number.isFinite(value) || Math.abs(value) > 1e17 || (value !== 0 && Math.abs(value) < 1e-12)) {
      complain(
        around,
        cell,
        mapped,
        "C09_OUT_OF_RANGE",
        `${at(around, cell, mapped)} is ${plainNumber(value)}, outside anything a case holds.`,
        "Check the number.",
      );
      return undefined;
    }
    return { decimal: decimalOfNumber(value), lastDigit: null, scale: null };
  }
  const scanned = scanNumberText(value);
  if (scanned.kind === "number")
    return { decimal: scanned.scanned.value, lastDigit: scanned.scanned.lastDigit, scale: scanned.scanned.scale };
  if (scanned.kind === "placeholder") {
    complain(
      around,
      cell,
      mapped,
      "C03_PLACEHOLDER",
      `${at(around, cell, mapped)} is '${shownText(tidyText(value))}'.`,
      "Enter 0 if it means nothing, or set the row aside.",
    );
  } else {
    complain(
      around,
      cell,
      mapped,
      "C02_NOT_A_NUMBER",
      `${at(around, cell, mapped)}: '${shownText(value)}' is not a number that can be read safely.`,
      "Type the number with digits, a point and nothing else.",
    );
  }
  return undefined;
}

function noteTextNumber(cell: Cell, read: number, mapped: MappedColumn, around: CellSurroundings): void {
  // An approved amount is meant to be typed as the decision prints it.
  if (typeof cell.value !== "string" || mapped.column.type === "approved") return;
  around.log.add(
    "C01_TEXT_NUMBER",
    "note",
    around.sheet,
    address(cell, mapped),
    `${at(around, cell, mapped)}: the text '${shownText(cell.value)}' was read as ${plainNumber(read)}.`,
    "Nothing to do.",
    { value: read },
  );
}

function noteNoise(cell: Cell, read: number, what: string, mapped: MappedColumn, around: CellSurroundings): void {
  around.log.add(
    "C22_FLOAT_NOISE",
    "note",
    around.sheet,
    address(cell, mapped),
    `${at(around, cell, mapped)}: ${shown(cell.value)} was read as ${what}.`,
    "Nothing to do.",
    { value: read },
  );
}

function readMoney(
  cell: Cell,
  value: string | number | boolean,
  mapped: MappedColumn,
  around: CellSurroundings,
): PrintedPence | undefined {
  if (typeof value === "number" && mapped.scale === 0 && (cell.format === undefined || !isDateFormat(cell.format))) {
    const amount = wholePence(value);
    if (amount !== null) return { amount, halfUnit: EXACT };
  }
  const scanned = scanNumber(cell, value, mapped, around);
  if (scanned === undefined) return undefined;
  // A heading in thousands and a cell in millions: once it is confirmed, the cell's own unit is the one that counts.
  if (mapped.scale !== 0 && scanned.scale !== null) {
    const isAnswered = around.log.ask(
      "C11_UNIT_SUSPECT",
      "warning",
      around.sheet,
      address(cell, mapped),
      `${at(around, cell, mapped)}: '${shown(value)}' carries a unit of its own under a heading in ${mapped.scale === 3 ? "thousands" : "millions"}.`,
      "Enter the number in the heading's unit, or confirm that the cell's own unit is meant",
    );
    if (!isAnswered) return undefined;
  }
  const scale = scanned.scale === null ? mapped.scale : 0;
  const decimal = { ...scanned.decimal, exponent: scanned.decimal.exponent + scale };
  const units = inUnitsOf(decimal, 2);
  if (units === null || Math.abs(units.units) > PENCE_MAXIMUM) {
    complain(
      around,
      cell,
      mapped,
      "C09_OUT_OF_RANGE",
      `${at(around, cell, mapped)} is ${shown(value)}, above £100bn.`,
      "Check the number and its unit.",
    );
    return undefined;
  }
  const amount = pence(units.units);
  noteTextNumber(cell, units.units / 100, mapped, around);
  if (!units.isExact || (typeof value === "number" && wholePence(value) === null && mapped.scale === 0)) {
    noteNoise(cell, units.units / 100, `${formatMoney(amount)}, half up to the penny`, mapped, around);
  }
  return { amount, halfUnit: halfUnitOfText(scanned, scale, mapped) };
}

/**
 * Half a unit of the last digit that a text was printed to. Amounts of the model are exact to the pound however they are
 * held, so that 5 and "5" are one value; what a decision approves is as precise as it was printed.
 */
function halfUnitOfText(scanned: ScannedCell, scale: number, mapped: MappedColumn): Pence {
  if (scanned.lastDigit === null) return EXACT;
  const lastDigit = scanned.lastDigit + scale;
  const half = lastDigit <= 0 && mapped.column.type !== "approved" ? null : halfUnitInPence(lastDigit);
  return half === null ? EXACT : pence(half);
}

const EXACT = pence(0);

/** Whole pence of a number that is exactly pounds and pence; null when it is not, or not safely so. */
function wholePence(value: number): Pence | null {
  if (Math.abs(value) > 1e11) return null;
  const hundredths = Math.floor(value * 100 + 0.5);
  return hundredths / 100 === value ? pence(hundredths) : null;
}

/** Half of 10^lastDigit pounds, in pence; null when that is less than a penny. */
function halfUnitInPence(lastDigit: number): number | null {
  return lastDigit < -1 ? null : 10 ** (lastDigit + 2) / 2;
}

/** A row's approved amount: money to the precision it was printed to, or posts. */
export function readApproved(
  cell: Cell,
  mapped: MappedColumn,
  around: CellSurroundings,
  isPosts: boolean,
): ApprovedAmount | null | undefined {
  if (isPosts) {
    const posts = readCell(cell, mapped, around, "posts");
    return posts === null || posts === undefined ? posts : { unit: "posts", posts: posts as Fte };
  }
  const printed = readCell(cell, mapped, around, "money") as PrintedPence | null | undefined;
  if (printed === null || printed === undefined) return printed;
  // A number cell is exact to the pound unless its format shows fewer digits.
  const halfUnit =
    typeof cell.value === "number" ? pence(halfUnitOfFormat(cell.format)) : pence(Math.max(printed.halfUnit, 0));
  return { unit: "money", printed: { amount: printed.amount, halfUnit } };
}

/** Half a unit of what a number format shows, in pence: 50 for whole pounds, more where commas scale it down. */
export function halfUnitOfFormat(format: string | undefined): number {
  const HALF_POUND = 50;
  if (format === undefined) return HALF_POUND;
  const section = (format.split(";")[0] ?? "")
    .replace(/"[^"]*"/g, "")
    .replace(/\[[^\]]*\]/g, "")
    .replace(/\\./g, "");
  const lastDigit = Math.max(section.lastIndexOf("0"), section.lastIndexOf("#"), section.lastIndexOf("?"));
  if (lastDigit < 0) return HALF_POUND;
  let thousands = 0;
  while (section[lastDigit + 1 + thousands] === ",") thousands++;
  const point = section.indexOf(".");
  const decimals = point < 0 ? 0 : section.slice(point, lastDigit + 1).replace(/[^0#?]/g, "").length;
  const power = 3 * thousands - decimals;
  return power <= 0 ? HALF_POUND : 10 ** (power + 2) / 2;
}

function readPosts(
  cell: Cell,
  value: string | number | boolean,
  mapped: MappedColumn,
  around: CellSurroundings,
): Fte | undefined {
  if (cell.format?.includes("%")) {
    complain(
      around,
      cell,
      mapped,
      "C10_PERCENT_IN_FTE",
      `${at(around, cell, mapped)} is formatted as a percentage in a column of posts.`,
      "Enter the number of posts, FTE.",
    );
    return undefined;
  }
  // The commonest cell: a number of four decimals at most, which divides back to itself.
  if (typeof value === "number" && (cell.format === undefined || !isDateFormat(cell.format))) {
    const units = Math.floor(value * FTE_PER_POST + 0.5);
    if (Math.abs(units) <= FTE_MAXIMUM && units / FTE_PER_POST === value) return fte(units);
  }
  if (typeof value === "string" && /[\u00a3\uffe1]/u.test(value) && scanNumberText(value).kind === "number") {
    complain(
      around,
      cell,
      mapped,
      "C02_NOT_A_NUMBER",
      `${at(around, cell, mapped)}: '${shownText(value)}' is money, where posts belong.`,
      "Enter the number of posts, FTE.",
    );
    return undefined;
  }
  const scanned = scanNumber(cell, value, mapped, around);
  if (scanned === undefined) return undefined;
  const units = inUnitsOf(scanned.decimal, 4);
  if (units === null || Math.abs(units.units) > FTE_MAXIMUM) {
    complain(
      around,
      cell,
      mapped,
      "C09_OUT_OF_RANGE",
      `${at(around, cell, mapped)} is ${shown(value)}, above 100,000 posts.`,
      "Check the number.",
    );
    return undefined;
  }
  const read = units.units / FTE_PER_POST;
  const meant = typeof value === "number" ? value : numberOfDecimal(scanned.decimal);
  if (Math.abs(meant - read) > NOISE) {
    complain(
      around,
      cell,
      mapped,
      "C34_TOO_MANY_DECIMALS",
      `${at(around, cell, mapped)} is ${shown(value)}; posts are read to four decimals.`,
      "Round the posts to four decimals.",
    );
    return undefined;
  }
  noteTextNumber(cell, read, mapped, around);
  if (typeof value === "number" && value !== read) noteNoise(cell, read, plainNumber(read), mapped, around);
  return fte(units.units);
}

function readWhole(
  cell: Cell,
  value: string | number | boolean,
  mapped: MappedColumn,
  around: CellSurroundings,
): number | undefined {
  const scanned = scanNumber(cell, value, mapped, around);
  if (scanned === undefined) return undefined;
  const units = inUnitsOf(scanned.decimal, 0);
  if (units === null || !units.isExact || Math.abs(units.units) > 1_000_000) {
    complain(
      around,
      cell,
      mapped,
      "C09_OUT_OF_RANGE",
      `${at(around, cell, mapped)} is ${shown(value)}, where a whole number belongs.`,
      `Enter ${mapped.column.heading} as a whole number.`,
    );
    return undefined;
  }
  noteTextNumber(cell, units.units, mapped, around);
  return units.units;
}

/** A number that may have decimals, exactly as it was typed: an index of prices, say. */
function readDecimal(
  cell: Cell,
  value: string | number | boolean,
  mapped: MappedColumn,
  around: CellSurroundings,
): Rate | undefined {
  const scanned = scanNumber(cell, value, mapped, around);
  if (scanned === undefined) return undefined;
  if (Math.abs(numberOfDecimal(scanned.decimal)) > DECIMAL_MAXIMUM || inUnitsOf(scanned.decimal, 6)?.isExact !== true) {
    complain(
      around,
      cell,
      mapped,
      "C09_OUT_OF_RANGE",
      `${at(around, cell, mapped)} is ${shown(value)}; it may be up to a million, with six decimals.`,
      "Check the number.",
    );
    return undefined;
  }
  const read = rateOf(scanned.decimal);
  noteTextNumber(cell, read.numerator / read.denominator, mapped, around);
  return read;
}

const DECIMAL_MAXIMUM = 1_000_000;

function readPercent(
  cell: Cell,
  value: string | number | boolean,
  mapped: MappedColumn,
  around: CellSurroundings,
): Rate | undefined {
  const isSigned = typeof value === "string" && value.trim().endsWith("%");
  const isFormatted = typeof value === "number" && cell.format?.includes("%") === true;
  const scanned = scanNumber(
    { ...cell, value: isSigned ? value.trim().slice(0, -1) : cell.value },
    isSigned ? value.trim().slice(0, -1) : value,
    mapped,
    around,
  );
  if (scanned === undefined) return undefined;
  const decimal = isSigned ? { ...scanned.decimal, exponent: scanned.decimal.exponent - 2 } : scanned.decimal;
  const size = Math.abs(numberOfDecimal(decimal));
  if (!isSigned && !isFormatted && size > 1) {
    const isAnswered = around.log.ask(
      "C10_PERCENT_UNCLEAR",
      "warning",
      around.sheet,
      address(cell, mapped),
      `${at(around, cell, mapped)} is ${shown(value)}: is that ${shown(value)}% or ${shown(value)} times?`,
      `Enter ${shown(value)}%, or confirm that a percentage is meant`,
    );
    if (!isAnswered) return undefined;
    return rateInRange({ ...decimal, exponent: decimal.exponent - 2 }, cell, mapped, around);
  }
  return rateInRange(decimal, cell, mapped, around);
}

/** A rate above 1,000%, or one of more than ten decimals, is a number in the wrong place. */
function rateInRange(
  decimal: ExactDecimal,
  cell: Cell,
  mapped: MappedColumn,
  around: CellSurroundings,
): Rate | undefined {
  if (Math.abs(numberOfDecimal(decimal)) <= RATE_MAXIMUM && inUnitsOf(decimal, 10)?.isExact === true)
    return rateOf(decimal);
  complain(
    around,
    cell,
    mapped,
    "C09_OUT_OF_RANGE",
    `${at(around, cell, mapped)} is ${shown(cell.value)}, which is no rate that a case could mean.`,
    "Enter the rate as a percentage, 3.5% say.",
  );
  return undefined;
}

const RATE_MAXIMUM = 10;

/** A decimal as an exact fraction; up to ten decimals, which no rate exceeds. */
function rateOf(decimal: ExactDecimal): Rate {
  const places = Math.min(10, Math.max(0, -decimal.exponent));
  return rate(inUnitsOf(decimal, places)?.units ?? 0, 10 ** places);
}

function readYear(
  cell: Cell,
  value: string | number | boolean,
  mapped: MappedColumn,
  around: CellSurroundings,
): FinancialYear | undefined {
  const problem = (code: string, message: string, next: string): undefined => {
    complain(around, cell, mapped, code, message, next);
    return undefined;
  };
  if (typeof value === "boolean")
    return problem(
      "C18_UNKNOWN_YEAR",
      `${at(around, cell, mapped)} is ${value ? "TRUE" : "FALSE"}, not a financial year.`,
      "Type the year as 2026/27.",
    );
  if (typeof value === "number") {
    if (cell.format !== undefined && isDateFormat(cell.format)) {
      return problem(
        "C15_YEAR_IS_DATE",
        `${at(around, cell, mapped)} holds a date, where a financial year belongs.`,
        "Type the year as '2026/27, with the apostrophe, so that Excel keeps it as text.",
      );
    }
    return problem(
      "C15_YEAR_AMBIGUOUS",
      `${at(around, cell, mapped)} is ${plainNumber(value)}; a financial year needs both of its years.`,
      "Type the year as 2026/27.",
    );
  }
  const scanned = scanYear(value);
  if (scanned.kind === "one year")
    return problem(
      "C15_YEAR_AMBIGUOUS",
      `${at(around, cell, mapped)} is '${shownText(value)}'; a financial year needs both of its years.`,
      "Type the year as 2026/27.",
    );
  if (scanned.kind === "not a year")
    return problem(
      "C18_UNKNOWN_YEAR",
      `${at(around, cell, mapped)}: '${shownText(value)}' is not a financial year of two years that follow each other.`,
      "Type the year as 2026/27.",
    );
  const canonical = formatYear(scanned.year);
  const list = mapped.column.list === null ? undefined : around.lists.get(mapped.column.list);
  if (list && !list.has(canonical)) {
    return problem(
      "C18_UNKNOWN_YEAR",
      `${at(around, cell, mapped)} is ${canonical}, which is not among the workbook's financial years.`,
      "Correct the year, or add it to the Lists sheet.",
    );
  }
  if (value !== canonical) {
    around.log.add(
      "C15_YEAR_NORMALISED",
      "note",
      around.sheet,
      address(cell, mapped),
      `${at(around, cell, mapped)}: '${shownText(value)}' was read as ${canonical}.`,
      "Nothing to do.",
      { value: canonical },
    );
  }
  return scanned.year;
}

function readMonth(
  cell: Cell,
  value: string | number | boolean,
  mapped: MappedColumn,
  around: CellSurroundings,
): Month | undefined {
  const read = readDate(cell, value, mapped, around);
  if (read === undefined) return undefined;
  const month = monthOfDay(read.day);
  if (read.isMidMonth) {
    around.log.add(
      "C30_NOT_FIRST_OF_MONTH",
      "note",
      around.sheet,
      address(cell, mapped),
      `${at(around, cell, mapped)} is a day inside ${formatMonth(month)}; the whole month counts.`,
      "Nothing to do.",
    );
  }
  return month;
}

function readDate(
  cell: Cell,
  value: string | number | boolean,
  mapped: MappedColumn,
  around: CellSurroundings,
): { day: Day; isMidMonth: boolean } | undefined {
  const problem = (code: string, message: string): undefined => {
    complain(around, cell, mapped, code, message, "Enter a real date, 01/04/2026 say, in a cell with a date format.");
    return undefined;
  };
  if (typeof value === "boolean")
    return problem("C14_DATE_BAD", `${at(around, cell, mapped)} is ${value ? "TRUE" : "FALSE"}, not a date.`);
  if (typeof value === "number") {
    const read = dayOfSerial(value, around.dateSystem);
    if (read === null)
      return problem(
        "C14_DATE_BAD",
        `${at(around, cell, mapped)} is ${plainNumber(value)}, which is no date that a case could mean.`,
      );
    return { day: read.day, isMidMonth: read.hasTime || !isFirstOfMonth(read.day) };
  }
  const scanned = scanDateText(value);
  if (scanned.kind === "ambiguous")
    return problem("C14_DATE_AMBIGUOUS", `${at(around, cell, mapped)}: '${shownText(value)}' can be read in two ways.`);
  if (scanned.kind === "not a date")
    return problem("C14_DATE_BAD", `${at(around, cell, mapped)}: '${shownText(value)}' is not a date.`);
  around.log.add(
    "C13_DATE_TEXT",
    "note",
    around.sheet,
    address(cell, mapped),
    `${at(around, cell, mapped)}: the text '${shownText(value)}' was read as a date in ${formatMonth(monthOfDay(scanned.day))}.`,
    "Nothing to do.",
  );
  return { day: scanned.day, isMidMonth: scanned.hasDayOfMonth && !isFirstOfMonth(scanned.day) };
}

function isFirstOfMonth(value: Day): boolean {
  return monthOfDay(value) !== monthOfDay((value - 1) as Day);
}

function readPriceBase(
  cell: Cell,
  value: string | number | boolean,
  mapped: MappedColumn,
  around: CellSurroundings,
): PriceBase | undefined {
  const text = tidyText(String(value));
  if (valueKey(text) === "cash") return { kind: "cash" };
  if (valueKey(text).startsWith("real ")) {
    const scanned = scanYear(text.slice("real ".length));
    if (scanned.kind === "year") return { kind: "real", year: scanned.year };
  }
  complain(
    around,
    cell,
    mapped,
    "C31_UNKNOWN_TYPE",
    `${at(around, cell, mapped)} is '${shownText(text)}', which is neither Cash nor Real with a year.`,
    "Enter Cash, or Real 2018/19.",
  );
  return undefined;
}

/** The value of an Assumptions row, in the unit of the parameter it names. */
export function readAssumption(
  cell: Cell,
  mapped: MappedColumn,
  around: CellSurroundings,
  parameterId: string,
): AssumptionValue | null | undefined {
  const parameter = parameters.get(parameterId);
  const unit = parameter?.unit;
  if (unit === "percent") {
    const read = readCell(cell, mapped, around, "percent");
    return read === null || read === undefined ? read : { unit, rate: read as Rate };
  }
  if (unit === "money") {
    const read = readCell(cell, mapped, around, "money");
    return read === null || read === undefined ? read : { unit, amount: (read as PrintedPence).amount };
  }
  if (unit === "number") {
    const read = readCell(cell, mapped, around, "decimal");
    if (read === null || read === undefined) return read;
    if ((read as Rate).numerator > 0) return { unit, number: read as Rate };
    complain(
      around,
      cell,
      mapped,
      "C09_OUT_OF_RANGE",
      `${at(around, cell, mapped)} is ${shown(cell.value)}; it must be above nil.`,
      "Enter a number above nil.",
    );
    return undefined;
  }
  if (unit === "choice") {
    const choosing = { ...mapped, column: { ...mapped.column, choices: parameter?.choices ?? [] } };
    const read = readCell(cell, choosing, around, "one of");
    return read === null || read === undefined ? read : { unit, choice: read as string };
  }
  const read = readCell(cell, mapped, around, "number");
  return read === null || read === undefined ? read : { unit: "count", count: read as number };
}

/** Ids of parameters by the label that an Assumptions row names them by. */
export const parameterIdsByLabel: ReadonlyMap<string, string> = new Map(
  [...parameters.values()].map((parameter) => [nameKey(parameter.label), parameter.id] as const),
);

function amountOf(read: FieldValue): number {
  if (typeof read === "number") return read;
  if (read !== null && typeof read === "object" && "amount" in read && typeof read.amount === "number")
    return read.amount;
  return read !== null && typeof read === "object" && "numerator" in read ? read.numerator : 0;
}

function complain(
  around: CellSurroundings,
  cell: Cell,
  mapped: MappedColumn,
  code: string,
  message: string,
  next: string,
  details: { readonly suggests?: string } = {},
): void {
  around.log.add(code, "error", around.sheet, address(cell, mapped), message, next, details);
}

function address(cell: Cell, mapped: MappedColumn): string {
  return cellAddress(cell.row, mapped.index);
}

/** "H9 (Amount)": the cell and what it is for, as a message begins. */
function at(around: CellSurroundings, cell: Cell, mapped: MappedColumn): string {
  return `${around.sheet}!${address(cell, mapped)} (${mapped.column.heading}${mapped.year === null ? "" : ` ${formatYear(mapped.year)}`})`;
}

function shown(value: CellValue): string {
  if (typeof value === "number") return plainNumber(value);
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  return typeof value === "string" ? shownText(value) : "blank";
}

/** A number as text in a column of texts: as Excel shows it in a cell without a format, never with separators. */
function textOfNumber(value: number): string {
  if (!Number.isFinite(value)) return "not a number";
  return Number.isSafeInteger(value) ? String(value) : String(numberOfDecimal(decimalOfNumber(value)));
}

/** A number with thousands separators, as it is stored. */
function plainNumber(value: number): string {
  if (!Number.isFinite(value)) return "not a number";
  const [whole = "", fraction] = String(value).split(".");
  if (whole.includes("e")) return String(value);
  const sign = whole.startsWith("-") ? "-" : "";
  const grouped = whole.replace("-", "").replace(/\B(?=(\d{3})+$)/g, ",");
  return `${sign}${grouped}${fraction === undefined ? "" : `.${fraction}`}`;
}
