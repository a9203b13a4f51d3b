/**
 * What Excel makes of a text that is entered into a cell: a number, a date, a formula, a text. The API enters values by
 * the rules of en-US whatever the user's language; a person at the grid enters them by the grid's own.
 */
import { ERROR_TEXTS, type CellValue, serialOfDate, toFifteenDigits } from "./value";

export type EntryLocale = "en-US" | "en-GB";

/** What an entry becomes. The number format is what Excel gives a cell that was General before. */
export type Entry =
  | { readonly kind: "value"; readonly value: CellValue; readonly numberFormat?: string; readonly isQuoted?: true }
  | { readonly kind: "formula"; readonly formula: string }
  | { readonly kind: "malformed" };

export type EntryContext = {
  readonly locale: EntryLocale;
  /** The year that a date without a year belongs to. */
  readonly year: number;
};

export const TEXT_LIMIT = 32_767;

/** Reads one entry as Excel does. A cell in text format keeps every text as it is typed. */
export function readEntry(text: string, isTextFormat: boolean, context: EntryContext): Entry {
  if (isTextFormat) return { kind: "value", value: text === "" ? null : text };
  if (text === "") return { kind: "value", value: null };
  if (text.startsWith("'")) return { kind: "value", value: text.slice(1), isQuoted: true };
  const first = text[0] ?? "";
  if (first === "=" && text.length > 1) return formulaEntry(text);
  const literal = readLiteral(text, context);
  if (literal) return literal;
  if ((first === "+" || first === "-") && text.length > 1) return formulaEntry(`=${text}`);
  if (first === "@" && text.length > 1) return formulaEntry(`=${text.slice(1)}`);
  return { kind: "value", value: text };
}

/** A number, date, time, truth value or error, or undefined when the text is none of them. */
export function readLiteral(text: string, context: EntryContext): Entry | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  const upper = trimmed.toUpperCase();
  if (upper === "TRUE" || upper === "FALSE") return { kind: "value", value: upper === "TRUE" };
  if (ERROR_TEXTS.includes(upper)) return { kind: "value", value: { error: upper } };
  return readNumber(trimmed, context) ?? readDateAndTime(trimmed, context);
}

const AMOUNT = /^(\()?([+-])?([$£€])?([+-])?(\d{1,3}(?:,\d{3})+|\d+)?(\.\d*)?(?:[eE]([+-]?\d{1,3}))?(%)?(\))?$/;

function readNumber(text: string, context: EntryContext): Entry | undefined {
  const fraction = /^([+-])?(\d+) (\d{1,3})\/(\d{1,3})$/.exec(text);
  if (fraction && Number(fraction[4]) !== 0) {
    const size = Number(fraction[2]) + Number(fraction[3]) / Number(fraction[4]);
    return number(fraction[1] === "-" ? -size : size, (fraction[4] ?? "").length > 1 ? "# ??/??" : "# ?/?");
  }
  const found = AMOUNT.exec(text);
  if (!found) return undefined;
  const [, opening, signBefore, currency, signAfter, whole, decimals, exponent, percent, closing] = found;
  const hasDigits = whole !== undefined || (decimals !== undefined && decimals.length > 1);
  if (!hasDigits || (opening === undefined) !== (closing === undefined)) return undefined;
  if ((signBefore !== undefined || opening !== undefined) && signAfter !== undefined) return undefined;
  if (opening !== undefined && signBefore !== undefined) return undefined;
  if (currency !== undefined && currency !== (context.locale === "en-GB" ? "£" : "$")) return undefined;
  if (exponent !== undefined && (currency !== undefined || percent !== undefined)) return undefined;
  let size = Number(
    `${(whole ?? "0").replaceAll(",", "")}${decimals ?? ""}${exponent === undefined ? "" : `e${exponent}`}`,
  );
  if (!Number.isFinite(size)) return undefined;
  if (percent !== undefined) size = Number(`${size}e-2`);
  const isNegative = opening !== undefined || signBefore === "-" || signAfter === "-";
  const hasPence = decimals !== undefined && decimals.length > 1;
  return number(isNegative ? -size : size, impliedFormat());

  function impliedFormat(): string | undefined {
    if (percent !== undefined) return hasPence ? "0.00%" : "0%";
    if (currency !== undefined) return hasPence ? `${currency}#,##0.00` : `${currency}#,##0`;
    if (exponent !== undefined) return "0.00E+00";
    if (whole?.includes(",") === true) return hasPence ? "#,##0.00" : "#,##0";
    return undefined;
  }
}

function number(value: number, numberFormat: string | undefined): Entry {
  const kept = toFifteenDigits(value);
  const exact = Object.is(kept, -0) ? 0 : kept;
  return numberFormat === undefined ? { kind: "value", value: exact } : { kind: "value", value: exact, numberFormat };
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH_NAMES = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];

type Day = { readonly serial: number; readonly numberFormat: string };

function readDateAndTime(text: string, context: EntryContext): Entry | undefined {
  const time = readTime(text);
  if (time) return number(time.share, time.numberFormat);
  const day = readDay(text, context);
  if (day) return number(day.serial, day.numberFormat);
  const cut = /^(.*?)[ T](\d{1,2}:.*)$/.exec(text);
  if (!cut) return undefined;
  const dayPart = readDay((cut[1] ?? "").trim(), context);
  const timePart = readTime((cut[2] ?? "").trim());
  return dayPart && timePart ? number(dayPart.serial + timePart.share, "m/d/yyyy h:mm") : undefined;
}

function readTime(text: string): { share: number; numberFormat: string } | undefined {
  const found = /^(\d{1,4}):(\d{1,2})(?::(\d{1,2})(\.\d+)?)?(?:\s?([AaPp])[Mm]?)?$/.exec(text);
  if (!found) return undefined;
  let hours = Number(found[1]);
  const minutes = Number(found[2]);
  const seconds = Number(found[3] ?? 0) + Number(found[4] ?? 0);
  const half = found[5]?.toLowerCase();
  if (minutes > 59 || seconds >= 60 || (half !== undefined && (hours > 12 || hours === 0))) return undefined;
  if (half === "p" && hours < 12) hours += 12;
  if (half === "a" && hours === 12) hours = 0;
  const seconded = found[3] === undefined ? "h:mm" : "h:mm:ss";
  const numberFormat = hours >= 24 ? "[h]:mm:ss" : half === undefined ? seconded : `${seconded} AM/PM`;
  return { share: (hours * 3600 + minutes * 60 + seconds) / 86_400, numberFormat };
}

function readDay(text: string, context: EntryContext): Day | undefined {
  const numeric = /^(\d{1,4})([/-])(\d{1,2})(?:\2(\d{1,4}))?$/.exec(text);
  if (numeric) return readNumericDay(numeric, context);
  const dayFirst = /^(\d{1,2})[ -/]?([A-Za-z]{3,9})(?:[ ,-/]+(\d{2}|\d{4}))?$/.exec(text);
  if (dayFirst) {
    const month = monthOf(dayFirst[2]);
    const serial = month && serialOfDate(fullYear(dayFirst[3]) ?? context.year, month, Number(dayFirst[1]));
    if (serial !== undefined) return { serial, numberFormat: dayFirst[3] === undefined ? "d-mmm" : "d-mmm-yy" };
  }
  const monthFirst = /^([A-Za-z]{3,9})[ -/]+(\d{1,2})(?:, ?| )(\d{4})$/.exec(text);
  if (monthFirst) {
    const month = monthOf(monthFirst[1]);
    const serial = month && serialOfDate(Number(monthFirst[3]), month, Number(monthFirst[2]));
    if (serial !== undefined) return { serial, numberFormat: "d-mmm-yy" };
  }
  const monthOnly = /^([A-Za-z]{3,9})[ -/]+(\d{4}|\d{2})$/.exec(text);
  if (monthOnly) {
    const month = monthOf(monthOnly[1]);
    if (month === undefined) return undefined;
    const tail = monthOnly[2] ?? "";
    // "Mar 5" is the fifth of March; "Mar 45" can only be a month.
    const asDay = tail.length === 2 ? serialOfDate(context.year, month, Number(tail)) : undefined;
    if (asDay !== undefined) return { serial: asDay, numberFormat: "d-mmm" };
    const serial = serialOfDate(fullYear(tail) ?? context.year, month, 1);
    return serial === undefined ? undefined : { serial, numberFormat: "mmm-yy" };
  }
  return undefined;
}

function readNumericDay(found: RegExpExecArray, context: EntryContext): Day | undefined {
  const [, first = "", , second = "", third] = found;
  if (first.length === 4) {
    if (third === undefined) return undefined;
    const serial = serialOfDate(Number(first), Number(second), Number(third));
    return serial === undefined ? undefined : { serial, numberFormat: "m/d/yyyy" };
  }
  if (first.length > 2) return undefined;
  const [month, day] = context.locale === "en-GB" ? [second, first] : [first, second];
  if (third === undefined) {
    const serial = serialOfDate(context.year, Number(month), Number(day));
    return serial === undefined ? undefined : { serial, numberFormat: "d-mmm" };
  }
  const year = fullYear(third);
  const serial = year === undefined ? undefined : serialOfDate(year, Number(month), Number(day));
  return serial === undefined ? undefined : { serial, numberFormat: "m/d/yyyy" };
}

function monthOf(name: string | undefined): number | undefined {
  const lower = (name ?? "").toLowerCase();
  const place = Math.max(MONTHS.indexOf(lower), MONTH_NAMES.indexOf(lower));
  return place < 0 ? undefined : place + 1;
}

/** Two digits belong to 1930 to 2029, as Excel has it by default. */
function fullYear(digits: string | undefined): number | undefined {
  if (digits === undefined) return undefined;
  if (digits.length === 4) return Number(digits);
  if (digits.length > 2) return undefined;
  const year = Number(digits);
  return year < 30 ? 2000 + year : 1900 + year;
}

function formulaEntry(formula: string): Entry {
  return isBalanced(formula) ? { kind: "formula", formula } : { kind: "malformed" };
}

/** Whether quotes and brackets close, and no operator stands at the end: what Excel refuses before it calculates. */
function isBalanced(formula: string): boolean {
  const closing: string[] = [];
  for (let index = 1; index < formula.length; index += 1) {
    const letter = formula[index] ?? "";
    if (letter === '"' || (letter === "'" && closing.at(-1) !== "]")) {
      const end = closingQuote(formula, index, letter);
      if (end < 0) return false;
      index = end;
    } else if (letter === "(") closing.push(")");
    else if (letter === "{") closing.push("}");
    else if (letter === "[") closing.push("]");
    else if (letter === ")" || letter === "}" || letter === "]") {
      if (closing.pop() !== letter) return false;
    }
  }
  return closing.length === 0 && !/[-+*/^&=<>,]\s*$/.test(formula.slice(1));
}

function closingQuote(text: string, from: number, quote: string): number {
  for (let index = from + 1; index < text.length; index += 1) {
    if (text[index] !== quote) continue;
    if (text[index + 1] !== quote) return index;
    index += 1;
  }
  return -1;
}
