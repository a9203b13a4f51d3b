/**
 * Excel's part in calling a worksheet function, for tests that call one directly: the class of its errors, and results in
 * which an error reads as a cell shows it, with the text of its warning sign.
 */

const ErrorCode = {
  invalidValue: "#VALUE!",
  notAvailable: "#N/A",
  divisionByZero: "#DIV/0!",
  invalidNumber: "#NUM!",
  nullReference: "#NULL!",
  invalidName: "#NAME?",
  invalidReference: "#REF!",
} as const;

class CellError extends Error {
  constructor(
    readonly code: string,
    message?: string,
  ) {
    super(message);
  }
}

/** Gives the functions the one thing that they need of Excel. Call it before any function is called. */
export function giveCustomFunctions(): void {
  Object.assign(globalThis, { CustomFunctions: { Error: CellError, ErrorCode } });
}

/** What Excel hands over for a cell that holds an error. */
export function errorCell(code: string): unknown {
  return { type: "Error", basicType: "Error", basicValue: code, errorType: code };
}

/** Only these two show a text; Excel drops that of any other. */
const WITH_TEXT = ["#VALUE!", "#N/A"];

function shown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shown);
  if (!(value instanceof CellError)) return value;
  return WITH_TEXT.includes(value.code) ? `${value.code} ${value.message}` : value.code;
}

/**
 * What a call shows in its cells: rows of values where it gives rows, "#N/A rates has no rate for 2020/21" for an error.
 * A fault that is no error of a cell is a fault of the program, and is thrown.
 */
export function cellsOf(call: () => unknown): unknown {
  try {
    return shown(call());
  } catch (fault) {
    if (fault instanceof CellError) return shown(fault);
    throw fault;
  }
}

/** A range of one column. */
export function column(...values: readonly unknown[]): unknown[][] {
  return values.map((value) => [value]);
}

/** A range of one row. */
export function row(...values: readonly unknown[]): unknown[][] {
  return [[...values]];
}

/** One cell, as Excel hands it to an argument that may be a range. */
export function cell(value: unknown): unknown[][] {
  return [[value]];
}

/** The day number of a date in Excel. */
export function serial(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / 86_400_000 + 25_569;
}
