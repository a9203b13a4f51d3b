/**
 * Why a file could not be read or written, on its way to the caller. Inside this folder a refusal is thrown, since it
 * ends work in the middle of parsers and inflaters; the doors (`readWorkbook`, `writeWorkbook`, `saveFile`) turn it into
 * a `HostFailure` value, and nobody outside ever sees it.
 */
import type { HostFailure, HostResult } from "../../workbook";

/** What a refusal says. Messages that name the file are functions of its name, since most code here never knows it. */
type RefusalWords = {
  readonly code: string;
  readonly severity?: "error" | "fatal";
  readonly message: string | ((file: string) => string);
  readonly next: string;
  /** True when something was written all the same. */
  readonly isWorkbookChanged?: boolean;
};

/** A refusal in flight. */
export class Refusal extends Error {
  constructor(readonly words: RefusalWords) {
    super(words.code);
  }

  /** The failure as a value, in the words a person reads. */
  toFailure(file: string): HostFailure {
    const { code, severity, message, next, isWorkbookChanged } = this.words;
    return {
      code,
      severity: severity ?? "fatal",
      message: typeof message === "string" ? message : message(shownText(file)),
      next,
      isWorkbookChanged: isWorkbookChanged ?? false,
    };
  }
}

/** Runs `work` and turns a refusal into a failure value. Anything else that is thrown is a broken program and passes. */
export function withRefusals<T>(file: string, work: () => T): HostResult<T> {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, failure: error.toFailure(file) };
    throw error;
  }
}

/** F06_NOT_A_WORKBOOK: the bytes are something else, and `kind` says what, with its article: "a web page". */
export function notAWorkbook(kind: string): Refusal {
  return new Refusal({
    code: "F06_NOT_A_WORKBOOK",
    message: (file) => `${file} is not an Excel workbook (.xlsx or .xlsm). It looks like ${kind}.`,
    next: "Open it in Excel and use Save As.",
  });
}

/** F06_DAMAGED: a part cannot be read; `fault` says why in a few words: "CRC error", "XML error at line 3: ...". */
export function damagedPart(part: string, fault: string): Refusal {
  return new Refusal({
    code: "F06_DAMAGED",
    message: (file) => `${file} is damaged: part ${shownText(part)} cannot be read (${fault}).`,
    next: "Open and repair it in Excel, then save.",
  });
}

/** F09_PART_MISSING: something the file refers to is not in it. */
export function missingPart(what: string): Refusal {
  return new Refusal({
    code: "F09_PART_MISSING",
    message: `${what} is not in the file.`,
    next: "Open and repair the workbook in Excel, then save.",
  });
}

/** Longest piece of a file's own text that a message repeats. */
const SHOWN_LENGTH_MAXIMUM = 80;

/**
 * A file's own text as a message may show it: cut at 80 characters, with control characters and marks that turn the
 * direction of writing shown as U+XXXX, so that a hostile name cannot disguise itself.
 */
export function shownText(text: string): string {
  let shown = "";
  let length = 0;
  for (const character of text) {
    if (length++ === SHOWN_LENGTH_MAXIMUM) return `${shown}…`;
    const code = character.codePointAt(0) ?? 0;
    shown += isUnshowable(code) ? `U+${code.toString(16).toUpperCase().padStart(4, "0")}` : character;
  }
  return shown;
}

function isUnshowable(code: number): boolean {
  return (
    code < 0x20 ||
    (code >= 0x7f && code < 0xa0) ||
    code === 0x061c ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x206f) ||
    (code >= 0xd800 && code <= 0xdfff) ||
    code === 0xfeff
  );
}
