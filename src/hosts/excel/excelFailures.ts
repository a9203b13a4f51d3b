/**
 * What Excel's errors mean to a person. Decided by `code` alone: messages come in the user's language and are not for
 * users. Inside this folder a refusal is thrown, since it ends work in the middle of a conversation; the port turns it
 * into a `HostFailure` value.
 */
import type { HostFailure } from "../../workbook";

/** Why the work at hand ends, in the words a person reads. Whether the workbook changed is added by who knows it. */
export class ExcelRefusal extends Error {
  constructor(
    readonly code: string,
    readonly said: string,
    readonly next: string,
    readonly severity: HostFailure["severity"] = "fatal",
    /** The code that Excel gave, where it gave one. */
    readonly excelCode: string | null = null,
  ) {
    super(code);
  }

  /** The failure as a value. */
  toFailure(isWorkbookChanged: boolean): HostFailure {
    return { code: this.code, severity: this.severity, message: this.said, next: this.next, isWorkbookChanged };
  }
}

/** The error code of something Excel threw; undefined for a broken program, which passes through. */
export function excelCodeOf(thrown: unknown): string | undefined {
  if (typeof thrown !== "object" || thrown === null || !("code" in thrown)) return undefined;
  return typeof thrown.code === "string" ? thrown.code : undefined;
}

/** A cell is being edited: everything fails until the person leaves it. Some builds say no more than InvalidOperation. */
export function isCellEdit(code: string | undefined): boolean {
  return code === "InvalidOperationInCellEditMode" || code === "InvalidOperation";
}

/** Less at a time may go through. */
export function isTooMuchAtOnce(code: string | undefined): boolean {
  return (
    code === "ResponsePayloadSizeLimitExceeded" ||
    code === "RequestPayloadSizeLimitExceeded" ||
    code === "RangeExceedsLimit" ||
    code === "OperationCellsExceedLimit" ||
    code === "MemoryLimitReached"
  );
}

/**
 * Pauses, in milliseconds, after which the same may be tried again; none for an error that trying again does not mend.
 * What was written may have landed all the same: whoever wrote looks first.
 */
export function pausesBeforeRepeating(code: string | null | undefined): readonly number[] {
  switch (code) {
    case "RequestAborted":
    case "ServiceNotAvailable":
    case "ActivityLimitReached":
    case "Conflict":
      return [1000, 2000, 4000];
    case "GeneralException":
    case "InactiveWorkbook":
    case "InvalidSelection":
      return [1000];
    default:
      return [];
  }
}

/** Excel gave no answer in time. */
export function hostBusy(step: string): ExcelRefusal {
  return new ExcelRefusal(
    "W12_HOST_BUSY",
    `Excel did not answer while ${step}.`,
    "Wait until Excel is no longer busy, then run again.",
  );
}

/** The person did not leave the cell in time. */
export function cellEdit(step: string): ExcelRefusal {
  return new ExcelRefusal(
    "W02_CELL_EDIT",
    `You are typing in a cell: Excel does nothing else until you finish (${step}).`,
    "Press Enter or Esc, then run again.",
  );
}

/** The person stopped the work before anything was written. */
export function stopped(): ExcelRefusal {
  return new ExcelRefusal(
    "W14_STOPPED",
    "You stopped the work. Nothing was changed.",
    "Run again at any time.",
    "error",
  );
}

/** A sheet that something leads to is not there any more. */
export function sheetGone(sheet: string): ExcelRefusal {
  return new ExcelRefusal("W03_CHANGED_SINCE_READ", `Sheet '${sheet}' is no longer there.`, "Run again.", "error");
}

/** A sheet cannot be brought to the front. */
export function sheetHidden(sheet: string, isVeryHidden: boolean): ExcelRefusal {
  return new ExcelRefusal(
    "W15_SHEET_HIDDEN",
    `Sheet '${sheet}' is hidden, so its cells cannot be shown.`,
    isVeryHidden
      ? "Ask whoever made the workbook to make the sheet visible."
      : "Right-click a sheet tab, choose Unhide and the sheet, then try again.",
    "error",
  );
}

/** Excel gave less than was asked for, even row by row. */
export function partialAnswer(sheet: string): ExcelRefusal {
  return new ExcelRefusal(
    "W12_HOST_BUSY",
    `Excel gave no answer, or half of one, for cells of '${sheet}'.`,
    "Save the workbook, close and open it, then run again.",
  );
}

/**
 * What an error of Excel's means while `step` was under way: "reading the sheets". `member` is the member of Office.js
 * that failed, told where the person can do something about it.
 */
export function refusalOf(code: string, step: string, member: string | null = null): ExcelRefusal {
  const words = Object.hasOwn(WORDS, code) ? WORDS[code] : undefined;
  if (words === undefined) {
    return new ExcelRefusal(
      "W12_HOST_BUSY",
      `Excel reported an error (${shownCode(code)}) while ${step}.`,
      "Save the workbook, then run again.",
      "fatal",
      code,
    );
  }
  return new ExcelRefusal(words.code, words.said(step, member), words.next, "fatal", code);
}

/** The member of Office.js at which something failed: "Range.getImage". It never holds what a cell says. */
export function memberOf(thrown: unknown): string | null {
  if (typeof thrown !== "object" || thrown === null || !("debugInfo" in thrown)) return null;
  const { debugInfo } = thrown;
  if (typeof debugInfo !== "object" || debugInfo === null || !("errorLocation" in debugInfo)) return null;
  const { errorLocation } = debugInfo;
  return typeof errorLocation === "string" && /^[A-Za-z.]{3,80}$/.test(errorLocation) ? errorLocation : null;
}

/** A code as a message may show it: codes are plain words, and anything else is not one. */
function shownCode(code: string): string {
  return /^[A-Za-z0-9:]{1,60}$/.test(code) ? code : "without a code";
}

type Said = (step: string, member: string | null) => string;
type Words = { readonly code: string; readonly said: Said; readonly next: string };

const busy = (said: Said, next: string): Words => ({ code: "W12_HOST_BUSY", said, next });
const INTERNAL = busy(
  (step) => `Excel reported an internal error while ${step}.`,
  "Run again. If it happens twice, save the workbook, close Excel and open it again.",
);
const NO_ANSWER = busy(
  (step) => `Excel did not answer while ${step}.`,
  "Check the connection, wait until Excel is no longer busy, then run again.",
);
const TOO_LARGE = busy(
  (step) => `The workbook is too large for this Excel (${step}).`,
  "Open it in Excel on a desktop computer, or close other workbooks, then run again.",
);
const GONE: Words = {
  code: "W03_CHANGED_SINCE_READ",
  said: (step) => `A sheet or table was deleted or renamed while ${step}.`,
  next: "Run again.",
};
const OURS = busy(
  (step) => `Excel did not accept what it was given while ${step}. The fault lies with Business Case Finance.`,
  "Report it with the version shown under Help.",
);
const TOO_OLD = busy(
  (step, member) =>
    `This Excel lacks a feature that is needed (${step}${member === null ? "" : `; missing: ${member}`}).`,
  "Update Office, or use Excel on the web, then run again.",
);
const inTheWay = (what: string, next: string): Words =>
  busy((step) => `${what} on a sheet of ours stands in the way (${step}).`, `${next}, then run again.`);

const WORDS: Readonly<Record<string, Words>> = {
  AccessDenied: {
    code: "W01_STRUCTURE_PROTECTED",
    said: (step) => `Excel refused access while ${step}: the sheet or the workbook is protected.`,
    next: "Take the protection off under Review, then run again.",
  },
  Unauthenticated: {
    code: "W01_STRUCTURE_PROTECTED",
    said: (step) => `Excel refused access while ${step}: you are not signed in.`,
    next: "Sign in to Office, then run again.",
  },
  GeneralException: INTERNAL,
  InvalidArgument: OURS,
  InvalidRequest: OURS,
  InvalidReference: GONE,
  ItemNotFound: GONE,
  InvalidBinding: GONE,
  ItemAlreadyExists: {
    code: "W08_TARGET_NOT_OURS",
    said: (step) => `A sheet or table of the same name was added while ${step}.`,
    next: "Rename it, or choose another name for the results, then run again.",
  },
  RequestPayloadSizeLimitExceeded: TOO_LARGE,
  ResponsePayloadSizeLimitExceeded: TOO_LARGE,
  RangeExceedsLimit: TOO_LARGE,
  OperationCellsExceedLimit: TOO_LARGE,
  MemoryLimitReached: TOO_LARGE,
  RequestAborted: NO_ANSWER,
  ServiceNotAvailable: NO_ANSWER,
  ActivityLimitReached: NO_ANSWER,
  Conflict: NO_ANSWER,
  InvalidOrTimedOutSession: busy(
    (step) => `The session with Excel has expired (${step}).`,
    "Reload the page, then run again.",
  ),
  ApiNotFound: TOO_OLD,
  ApiNotAvailable: TOO_OLD,
  NotImplemented: TOO_OLD,
  UnsupportedFeature: TOO_OLD,
  UnsupportedOperation: TOO_OLD,
  UnsupportedSheet: busy(
    (step) => `A sheet is of a kind that add-ins cannot use (${step}).`,
    "Move chart, macro and dialog sheets to another workbook, then run again.",
  ),
  InactiveWorkbook: busy(
    (step) => `Another workbook is in front, and Excel could not go on (${step}).`,
    "Bring this workbook to the front, then run again.",
  ),
  InvalidSelection: busy((step) => `The selection stood in the way (${step}).`, "Select one cell, then run again."),
  MergedRangeConflict: inTheWay("A merged cell or another table", "Unmerge it or remove it from the sheet"),
  FilteredRangeConflict: inTheWay("A filtered area", "Clear the filter (Data › Clear)"),
  PivotTableRangeConflict: inTheWay("A PivotTable", "Move it to a sheet of its own"),
  InsertDeleteConflict: inTheWay("Something that keeps cells from being moved", "Remove what you added to the sheet"),
  NonBlankCellOffSheet: inTheWay("A cell at the very edge", "Delete the last rows and columns of the sheet"),
  UndoNotSupported: busy(
    (step) => `This step cannot be undone with Ctrl+Z (${step}).`,
    "Save the workbook, then run again.",
  ),
  WriteNotSupportedWhenModalDialogOpen: busy(
    (step) => `A window of Excel's is open and keeps it from writing (${step}).`,
    "Close the window, then run again.",
  ),
  InvalidOperationInCellEditMode: {
    code: "W02_CELL_EDIT",
    said: (step) => `You are typing in a cell: Excel does nothing else until you finish (${step}).`,
    next: "Press Enter or Esc, then run again.",
  },
  InvalidOperation: {
    code: "W02_CELL_EDIT",
    said: (step) => `Excel does nothing at the moment (${step}): a cell is being edited or a window is open.`,
    next: "Press Enter or Esc, then run again.",
  },
  HostRestartNeeded: busy(() => "The add-in was updated, and Excel must be restarted.", "Restart Excel."),
  InvalidRibbonDefinition: busy(() => "The add-in was updated, and Excel must be restarted.", "Restart Excel."),
};
