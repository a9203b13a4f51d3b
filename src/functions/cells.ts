/**
 * The arguments of a worksheet function as cells: which were given, of what shape, and what one cell holds. Excel hands
 * over a range as rows of values and leaves out what the formula leaves out. Nothing is guessed: text is never a number.
 */
import {
  financialYearNamed,
  firstDayOf,
  firstMonthOf,
  formatDay,
  monthOfDay,
  NIL,
  pence,
  PENCE_MAXIMUM,
  productHalfUp,
  quotientHalfUp,
  rate,
  yearOfMonth,
  type Day,
  type FinancialYear,
  type Pence,
  type Rate,
} from "../model";
import { notAvailable, numberError, passedOn, raise, valueError } from "./cellError";

/** One argument: its name, as the formula bar shows it, and its cells by row. */
export type Cells = {
  readonly name: string;
  readonly rows: readonly (readonly unknown[])[];
  readonly height: number;
  readonly width: number;
};

/** One cell of an argument. */
export type Cell = { readonly value: unknown; readonly of: Cells; readonly row: number; readonly column: number };

/** An argument that may be left out; a blank cell counts as left out. */
export function optional(name: string, argument: unknown): Cells | null {
  const rows = rowsOf(argument);
  if (rows === null) return null;
  const cells = { name, rows, height: rows.length, width: rows[0]?.length ?? 0 };
  return isSingle(cells) && isBlank(cellAt(cells, 0, 0).value) ? null : cells;
}

/** An argument that must be there: left out, or one blank cell, it is #N/A. */
export function required(name: string, argument: unknown): Cells {
  const cells = optional(name, argument);
  return cells ?? raise(notAvailable(rowsOf(argument) === null ? `${name} is not given` : `${name} is blank`));
}

function rowsOf(argument: unknown): readonly (readonly unknown[])[] | null {
  if (argument === null || argument === undefined) return null;
  if (!Array.isArray(argument)) return isCellObject(argument) || typeof argument !== "object" ? [[argument]] : null;
  return argument.map((row): readonly unknown[] => (Array.isArray(row) ? (row as readonly unknown[]) : [row]));
}

/** Excel's own objects have a basic value or an error's code; what else it appends (who is calling) is no argument. */
function isCellObject(value: unknown): value is { readonly basicValue?: unknown; readonly code?: unknown } {
  return typeof value === "object" && value !== null && ("basicValue" in value || "code" in value);
}

export function isSingle(cells: Cells): boolean {
  return cells.height === 1 && cells.width === 1;
}

/** A cell of an argument; of an argument of one cell it is that cell wherever it is asked for. */
export function cellAt(cells: Cells, row: number, column: number): Cell {
  const single = isSingle(cells);
  const value = cells.rows[single ? 0 : row]?.[single ? 0 : column];
  return { value: unwrapped(value), of: cells, row: single ? 0 : row, column: single ? 0 : column };
}

/** The only cell of an argument that is one value. */
export function one(cells: Cells): Cell {
  if (isSingle(cells)) return cellAt(cells, 0, 0);
  return raise(valueError(`${cells.name} has ${cells.height * cells.width} cells, and needs one`));
}

/** Every cell of an argument, row by row. */
export function everyCell(cells: Cells): Cell[] {
  return cells.rows.flatMap((row, rowIndex) => row.map((_, column) => cellAt(cells, rowIndex, column)));
}

/** An error in a cell, as Excel hands it over. */
type HeldError = { readonly error: string };

/** What a cell holds: a formatted number or another data type by its basic value, an error by its code. */
function unwrapped(value: unknown): unknown {
  if (!isCellObject(value)) return value;
  const basic = value.basicValue ?? value.code;
  const isError = typeof basic === "string" && basic.startsWith("#") && ("type" in value || "code" in value);
  return isError ? ({ error: basic } satisfies HeldError) : basic;
}

export function isBlank(value: unknown): boolean {
  return value === null || value === undefined || value === "";
}

/** "weights, row 3": the cell in the words of the formula. */
export function placeOf({ of, row, column }: Cell): string {
  if (isSingle(of)) return of.name;
  if (of.width === 1) return `${of.name}, row ${row + 1}`;
  if (of.height === 1) return `${of.name}, column ${column + 1}`;
  return `${of.name}, row ${row + 1}, column ${column + 1}`;
}

/** What a cell holds, or null for a blank. An error in it is passed on. */
function held(cell: Cell): string | number | boolean | null {
  const { value } = cell;
  if (isBlank(value)) return null;
  if (typeof value === "number" || typeof value === "string" || typeof value === "boolean") return value;
  if (isHeldError(value)) raise(passedOn(value.error, placeOf(cell)));
  return raise(valueError(`${placeOf(cell)} holds neither a number nor a text`));
}

function isHeldError(value: unknown): value is HeldError {
  return typeof value === "object" && value !== null && "error" in value;
}

function notA(wanted: string, cell: Cell): CustomFunctions.Error {
  return valueError(`${placeOf(cell)}: '${shown(cell)}' is not a ${wanted}`);
}

/** A value as Excel shows it. */
function shown(cell: Cell): string {
  const value = held(cell);
  return typeof value === "boolean" ? String(value).toUpperCase() : String(value);
}

/** Excel keeps 15 significant digits; the rest of a binary fraction is noise. */
const SIGNIFICANT_DIGITS = 15;

/** What must not be blank: #N/A when it is. */
export function given<Value>(value: Value | null, cell: Cell): Value {
  return value ?? raise(notAvailable(`${placeOf(cell)} is blank`));
}

/** The number in a cell as an exact fraction of its 15 significant digits; null for a blank. */
export function numberIn(cell: Cell): Rate | null {
  const value = held(cell);
  if (value === null) return null;
  if (typeof value !== "number") return raise(notA("number", cell));
  return exactly(value);
}

/**
 * A number as an exact fraction: its 15 significant digits, of which those beyond the 15th decimal place do not count.
 * @throws RangeError when it is no number, or too large to be held exactly.
 */
function exactly(value: number): Rate {
  if (!Number.isFinite(value)) throw new RangeError(`not a number: ${value}`);
  const [digits = "", exponent = "0"] = value.toExponential(SIGNIFICANT_DIGITS - 1).split("e");
  const coefficient = Number(digits.replace(".", ""));
  const decimals = SIGNIFICANT_DIGITS - 1 - Number(exponent);
  if (decimals <= 0) return rate(coefficient * 10 ** -decimals, 1);
  if (decimals <= SIGNIFICANT_DIGITS) return lowest(coefficient, 10 ** decimals);
  const dropped = decimals - SIGNIFICANT_DIGITS;
  if (dropped > SIGNIFICANT_DIGITS) return rate(0, 1);
  return lowest(productHalfUp([coefficient], 10 ** dropped), 10 ** SIGNIFICANT_DIGITS);
}

/** Trailing zeros taken out, so that a rate of 3.5 % is 35/1000 and products stay small. */
function lowest(numerator: number, denominator: number): Rate {
  let [top, bottom] = [numerator, denominator];
  while (bottom > 1 && top % 10 === 0) [top, bottom] = [top / 10, bottom / 10];
  return rate(top === 0 ? 0 : top, bottom);
}

/** How many units a number is, rounded half up, ties away from zero. Throws RangeError beyond what is held exactly. */
export function unitsIn(value: Rate, unit: Rate): number {
  const divisor = value.denominator * unit.numerator;
  if (!Number.isSafeInteger(divisor)) return unitsInSum([value], unit);
  return productHalfUp([value.numerator, unit.denominator], divisor);
}

/** How many units numbers are together: added up exactly, then rounded once as above. */
export function unitsInSum(values: readonly Rate[], unit: Rate): number {
  const scale = values.reduce((largest, { denominator }) => Math.max(largest, denominator), 1);
  // Denominators are powers of ten, so each divides the largest.
  const sum = values.reduce(
    (total, { numerator, denominator }) => total + BigInt(numerator) * BigInt(scale / denominator),
    0n,
  );
  const units = Number(quotientHalfUp(sum * BigInt(unit.denominator), BigInt(scale) * BigInt(unit.numerator)));
  if (!Number.isSafeInteger(units)) throw new RangeError(`more units than can be held exactly: ${units}`);
  return units;
}

/** A number of units as the number that Excel shows. */
export function fromUnits(units: number, unit: Rate): number {
  return Number(BigInt(units) * BigInt(unit.numerator)) / unit.denominator;
}

export const PENNY = rate(1, 100);

/** The amount in a cell in whole pence; a blank is nil, as in SUM. Throws RangeError above the largest amount. */
export function amountIn(cell: Cell): Pence {
  const value = numberIn(cell);
  if (value === null) return NIL;
  const amount = unitsIn(value, PENNY);
  if (Math.abs(amount) > PENCE_MAXIMUM) throw new RangeError(`an amount above the largest: ${amount}`);
  return pence(amount);
}

/** Whole pence as the pounds that Excel shows. */
export function pounds(amount: number): number {
  return fromUnits(amount, PENNY);
}

/** The number in a cell, nil for a blank. */
export function rateIn(cell: Cell): Rate {
  return numberIn(cell) ?? rate(0, 1);
}

/** The rate in a cell that a growth is made of: at -100 % and below nothing would be left to grow. */
export function growthIn(cell: Cell): Rate {
  const value = rateIn(cell);
  return value.numerator + value.denominator > 0 ? value : raise(numberError());
}

/** A share in a cell: nil to one. */
export function shareIn(cell: Cell): Rate {
  const value = rateIn(cell);
  return value.numerator >= 0 && value.numerator <= value.denominator ? value : raise(numberError());
}

/** A number in a cell that is not below nil. */
export function notNegativeIn(cell: Cell): Rate {
  const value = rateIn(cell);
  return value.numerator >= 0 ? value : raise(numberError());
}

/** An amount in a cell that is not below nil. */
export function notNegativeAmountIn(cell: Cell): Pence {
  const amount = amountIn(cell);
  return amount >= 0 ? amount : raise(numberError());
}

/** The unit of an argument, above nil; what it is when left out. */
export function unitOf(cells: Cells | null, whenLeftOut: Rate): Rate {
  if (cells === null) return whenLeftOut;
  const value = rateIn(one(cells));
  return value.numerator > 0 ? value : raise(numberError());
}

/** A whole number from nil up to the most that makes sense, such as years. */
export function countIn(cell: Cell, most: number): number {
  const value = given(numberIn(cell), cell);
  const isCount = value.denominator === 1 && value.numerator >= 0 && value.numerator <= most;
  return isCount ? value.numerator : raise(numberError());
}

/** One of the option words, in any case; what it is when left out. */
export function wordOf<Word extends string>(cells: Cells | null, words: readonly Word[], whenLeftOut: Word): Word {
  if (cells === null) return whenLeftOut;
  const cell = one(cells);
  const value = held(cell);
  const text = typeof value === "string" ? value.trim().toUpperCase() : null;
  return words.find((word) => word === text) ?? raise(notOneOf(cell, words));
}

/** TRUE or FALSE; 1, 0 and the words count as what they say. False when left out. */
export function isTrue(cells: Cells | null): boolean {
  return cells !== null && yesOrNo(one(cells), ["TRUE", "FALSE"]);
}

/** Whether a cell says yes: 1 or TRUE. A blank says no. */
export function yesOrNo(cell: Cell, words: readonly [string, string]): boolean {
  const value = held(cell);
  if (value === null) return false;
  const text = String(value).trim().toUpperCase();
  if (text === "TRUE" || text === "1") return true;
  if (text === "FALSE" || text === "0") return false;
  return raise(notOneOf(cell, words));
}

function notOneOf(cell: Cell, words: readonly string[]): CustomFunctions.Error {
  const list = words.length === 2 ? words.join(" or ") : `one of ${words.join(", ")}`;
  return valueError(`${placeOf(cell)}: '${shown(cell)}' is not ${list}`);
}

/** Excel's day numbers from 1 March 1900 to the end of 9999; before them Excel counts a 29 February that never was. */
const FIRST_SERIAL = 61;
const LAST_SERIAL = 2_958_465;
/** Excel's number of 1 January 1970. */
const SERIAL_OF_EPOCH = 25_569;

/** The date in a cell, a time of day apart; null for a blank. */
export function dayIn(cell: Cell): Day | null {
  const value = held(cell);
  if (value === null) return null;
  if (typeof value !== "number") return raise(notA("date", cell));
  const serial = Math.floor(value);
  return serial >= FIRST_SERIAL && serial <= LAST_SERIAL ? ((serial - SERIAL_OF_EPOCH) as Day) : raise(numberError());
}

/** Numbers that a person means as a year; as dates they would lie in 1905 and 1906. */
const BARE_YEAR_FROM = 1900;
const BARE_YEAR_TO = 2200;

/** The financial year that a cell names, or in which its date lies; null for a blank. */
export function yearIn(cell: Cell): FinancialYear | null {
  const value = held(cell);
  if (value === null) return null;
  if (typeof value === "string") return financialYearNamed(value) ?? raise(notA("financial year", cell));
  if (typeof value === "boolean") return raise(notA("financial year", cell));
  if (value >= BARE_YEAR_FROM && value <= BARE_YEAR_TO) {
    return raise(valueError(`${placeOf(cell)}: '${value}' is not a financial year; write both years, as in 2018/19`));
  }
  return yearOfMonth(monthOfDay(dayIn(cell) as Day));
}

/** The financial year that begins on a cell's date, or that its text names; null for a blank. */
export function yearBeginningIn(cell: Cell): FinancialYear | null {
  const year = yearIn(cell);
  if (year === null || typeof cell.value !== "number") return year;
  const day = dayIn(cell) as Day;
  if (day === firstDayOf(firstMonthOf(year))) return year;
  return raise(valueError(`${placeOf(cell)}: ${formatDay(day)} is not the first day of a financial year, 1 April`));
}
