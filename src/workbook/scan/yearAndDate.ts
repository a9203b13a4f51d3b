/** Financial years and dates, typed or stored. What could mean two things is refused, never guessed. */
import { day, financialYear, type Day, type FinancialYear } from "../../model";

export type ScannedYear =
  | { readonly kind: "year"; readonly year: FinancialYear; readonly isCanonical: boolean }
  /** One year where two are needed: 2026 may be 2025/26 or 2026/27. */
  | { readonly kind: "one year" }
  | { readonly kind: "not a year" };

/**
 * Reads `2026/27`, `2026-27`, `26/27`, `FY26/27`, `2026/2027` with any dash; the years must follow each other. Two-digit
 * years are of this century, but from 50 on of the last.
 */
export function scanYear(text: string): ScannedYear {
  const plain = text.normalize("NFKC").replace(/\s+/gu, "").toLowerCase();
  if (plain.length > 12) return { kind: "not a year" };
  const parts = plain
    .replace(/^fy/, "")
    .replace(/[\u2010-\u2015\u2212]/gu, "-")
    .split(/[/-]/);
  const [first = "", second] = parts;
  if (parts.length > 2 || !isDigits(first) || (first.length !== 2 && first.length !== 4)) return { kind: "not a year" };
  if (second === undefined) return { kind: "one year" };
  if (!isDigits(second) || (second.length !== 2 && second.length !== 4)) return { kind: "not a year" };
  const begins = first.length === 4 ? Number(first) : (Number(first) < 50 ? 2000 : 1900) + Number(first);
  if (begins < 1900 || begins > 9998) return { kind: "not a year" };
  const isConsecutive = second.length === 4 ? Number(second) === begins + 1 : Number(second) === (begins + 1) % 100;
  if (!isConsecutive) return { kind: "not a year" };
  return { kind: "year", year: financialYear(begins), isCanonical: /^\d{4}\/\d{2}$/.test(text) };
}

function isDigits(text: string): boolean {
  return text !== "" && /^\d+$/.test(text);
}

export type ScannedDate =
  | { readonly kind: "date"; readonly day: Day; readonly hasDayOfMonth: boolean }
  | { readonly kind: "ambiguous" }
  | { readonly kind: "not a date" };

const MONTHS: readonly string[] = [
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

/**
 * Reads a date typed as text: `2026-04-01`, `25/05/2026` (the day cannot be a month), `1 April 2026`, `Apr 2026`. Numbers
 * alone in which day and month could change places are ambiguous, and so is a month with a two-digit number behind it.
 */
export function scanDateText(text: string): ScannedDate {
  const plain = text
    .normalize("NFKC")
    .replace(/[\s,]+/gu, " ")
    .trim()
    .toLowerCase();
  if (plain.length > 30) return { kind: "not a date" };
  const parts = plain.split(/[\s/.-]/);
  const numbers = parts.map((part) => (isDigits(part) ? Number(part) : null));
  const [first, second, third] = numbers;
  if (parts.length === 3 && first != null && second != null && third != null) {
    if (parts[0]?.length === 4) return dated(first, second, third);
    if (parts[2]?.length !== 4) return { kind: "not a date" };
    if (first > 12 || first === second) return dated(third, second, first);
    return second > 12 ? { kind: "not a date" } : { kind: "ambiguous" };
  }
  const monthNumber = (part: string | undefined): number =>
    part === undefined || part.length < 3
      ? 0
      : MONTHS.findIndex(
          (name) => name === part || name.slice(0, 3) === part || (part === "sept" && name === "september"),
        ) + 1;
  if (parts.length === 2 && monthNumber(parts[0]) > 0 && second != null) {
    if (parts[1]?.length !== 4) return { kind: "ambiguous" };
    const found = day(second, monthNumber(parts[0]), 1);
    return found === null ? { kind: "not a date" } : { kind: "date", day: found, hasDayOfMonth: false };
  }
  if (parts.length === 3 && first != null && monthNumber(parts[1]) > 0 && third != null) {
    return parts[2]?.length === 4 ? dated(third, monthNumber(parts[1]), first) : { kind: "ambiguous" };
  }
  return { kind: "not a date" };
}

function dated(year: number, monthNumber: number, dayOfMonth: number): ScannedDate {
  if (year < 1900 || year > 2199) return { kind: "not a date" };
  const found = day(year, monthNumber, dayOfMonth);
  return found === null ? { kind: "not a date" } : { kind: "date", day: found, hasDayOfMonth: true };
}

/** Serial 25,569 of the 1900 system is 1 January 1970. */
const EPOCH_SERIAL_1900 = 25_569;
const SERIALS_BETWEEN_SYSTEMS = 1_462;
/**
 * 1 January 1950. An earlier date is a number in the wrong place: a year typed as 2026 would be 18 July 1905. Serials below
 * 61, which Excel counts a day out, and 60, a day that never was, are far below it.
 */
const FIRST_SERIAL = 18_264;
/** 31 December 2199: a later date is a number in the wrong place too. */
const LAST_SERIAL = 109_574;

/** The day of a serial number; null when no date that a case could mean has it. A time of day is dropped, and said. */
export function dayOfSerial(
  serial: number,
  dateSystem: 1900 | 1904,
): { readonly day: Day; readonly hasTime: boolean } | null {
  const whole = Math.floor(serial);
  const in1900 = dateSystem === 1904 ? whole + SERIALS_BETWEEN_SYSTEMS : whole;
  if (!Number.isFinite(serial) || in1900 < FIRST_SERIAL || in1900 > LAST_SERIAL) return null;
  return { day: (in1900 - EPOCH_SERIAL_1900) as Day, hasTime: whole !== serial };
}

/** The serial number of a day in a workbook's date system. */
export function serialOfDay(value: Day, dateSystem: 1900 | 1904): number {
  return value + EPOCH_SERIAL_1900 - (dateSystem === 1904 ? SERIALS_BETWEEN_SYSTEMS : 0);
}

/** Whether a number format shows a date or time: it has y, m, d, h or s outside quotes, brackets, escapes and padding. */
export function isDateFormat(format: string): boolean {
  if (format.toLowerCase() === "general") return false;
  for (let index = 0; index < format.length; index++) {
    const character = format[index] as string;
    if (character === "\\" || character === "_" || character === "*") index++;
    else if (character === '"' || character === "[") {
      const end = format.indexOf(character === '"' ? '"' : "]", index + 1);
      if (end < 0) return false;
      index = end;
    } else if ("ymdhsYMDHS".includes(character)) return true;
  }
  return false;
}
