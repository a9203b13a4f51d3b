/// <reference types="custom-functions-runtime" />
/**
 * The errors that a worksheet function shows in its cell, and how a function ends in one. Excel shows a text with #VALUE!
 * and #N/A only, so the other errors carry none.
 */

/** Something of the wrong kind: text for a number, a wrong shape, an unknown option word. */
export function valueError(text: string): CustomFunctions.Error {
  return new CustomFunctions.Error(CustomFunctions.ErrorCode.invalidValue, text);
}

/** Something that is not there: a blank, an argument left out, a year without a rate. */
export function notAvailable(text: string): CustomFunctions.Error {
  return new CustomFunctions.Error(CustomFunctions.ErrorCode.notAvailable, text);
}

/** A number outside its domain. */
export function numberError(): CustomFunctions.Error {
  return new CustomFunctions.Error(CustomFunctions.ErrorCode.invalidNumber);
}

/** Nothing to divide by. */
export function divisionError(): CustomFunctions.Error {
  return new CustomFunctions.Error(CustomFunctions.ErrorCode.divisionByZero);
}

/** Errors that Excel shows without a text. */
const SILENT: readonly string[] = ["#NUM!", "#DIV/0!", "#NULL!"];

/** The error that an input cell holds already, passed on as it is; a text says which cell where Excel can show one. */
export function passedOn(code: string, place: string): CustomFunctions.Error {
  const error = code as CustomFunctions.ErrorCode;
  return SILENT.includes(code)
    ? new CustomFunctions.Error(error)
    : new CustomFunctions.Error(error, `${place} holds ${code}`);
}

/** Ends the function, or the row it works on, in an error. */
export function raise(error: CustomFunctions.Error): never {
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- Excel shows the text of this class and of no other
  throw error;
}

/**
 * Runs a whole function and turns a fault of its numbers into the fitting error: the model throws a RangeError for an
 * amount that cannot be held exactly, which is #NUM! to Excel. Any other fault is ours and stays one.
 */
export function answer<Result>(work: () => Result): Result {
  if (typeof BigInt === "undefined") {
    raise(
      notAvailable("These functions need a newer Excel: on Windows, version 2403 or later (File > Account shows it)"),
    );
  }
  try {
    return work();
  } catch (fault) {
    raise(errorFor(fault));
  }
}

/** The error to show for what was thrown; throws on what is no fault of the numbers. */
export function errorFor(fault: unknown): CustomFunctions.Error {
  if (fault instanceof RangeError) return numberError();
  if (fault instanceof CustomFunctions.Error) return fault;
  throw fault;
}
