/**
 * Text that stands for a number. One grammar with one meaning: the whole text must match, or it is not a number. Nothing
 * is read from a prefix, and a form that means different things to different readers is refused.
 *
 *     number   = "(" plain ")" | sign plain | plain "-" | plain
 *     plain    = [currency] digits [suffix]          spaces are allowed around each part
 *     digits   = 1..n digits, or groups of three after 1 to 3 digits, with one kind of separator; then ["." digits]
 *     suffix   = k | m | mn | bn                     m is million, in any case
 */
import type { ExactDecimal } from "./exactDecimal";

export type ScannedNumber = {
  readonly value: ExactDecimal;
  /** Power of ten of the last digit typed: £0.206M ends in thousands, 3. */
  readonly lastDigit: number;
  /** The scale that a suffix gave: 0, 3, 6 or 9; null without a suffix. */
  readonly scale: number | null;
};

export type NumberText =
  | { readonly kind: "number"; readonly scanned: ScannedNumber }
  /** A mark for "not known" or "nothing": never taken for a zero. */
  | { readonly kind: "placeholder" }
  | { readonly kind: "not a number" };

/** No amount needs more characters; a longer text is not looked at. */
const LENGTH_MAXIMUM = 60;

const PLACEHOLDERS: ReadonlySet<string> = new Set([
  "-",
  "--",
  "\u2013",
  "\u2014",
  "n/a",
  "na",
  "n/k",
  "nk",
  "tbc",
  "tbd",
  "nil",
  "none",
  "?",
  "??",
  "..",
  "...",
  "\u2026",
  "[x]",
  "[c]",
  "[z]",
  "[low]",
  "x",
]);

const SUFFIXES: ReadonlyMap<string, number> = new Map([
  ["k", 3],
  ["m", 6],
  ["mn", 6],
  ["bn", 9],
]);

/** Reads text as a number, or says that it is a placeholder or no number at all. Linear in the text. */
export function scanNumberText(text: string): NumberText {
  if (text.length > LENGTH_MAXIMUM) return { kind: "not a number" };
  const plain = foldDigitsAndSpaces(text);
  if (PLACEHOLDERS.has(plain.toLowerCase())) return { kind: "placeholder" };
  const scanned = scanSigned(plain);
  return scanned ? { kind: "number", scanned } : { kind: "not a number" };
}

/** Fullwidth forms become plain ones (NFKC), every kind of space one space, every minus a hyphen; trimmed. */
function foldDigitsAndSpaces(text: string): string {
  let folded = "";
  for (const character of text.normalize("NFKC")) {
    if (/[\u200b-\u200d\u2060\ufeff]/u.test(character)) continue;
    if (character === "\u2212") folded += "-";
    else folded += /\s/u.test(character) ? " " : character;
  }
  return folded.trim();
}

function scanSigned(text: string): ScannedNumber | null {
  if (text.startsWith("(") && text.endsWith(")")) return negated(scanPlain(text.slice(1, -1).trim()));
  if (text.startsWith("-")) return negated(scanPlain(text.slice(1).trim()));
  if (text.endsWith("-")) return negated(scanPlain(text.slice(0, -1).trim()));
  if (text.startsWith("+")) return scanPlain(text.slice(1).trim());
  // The sign may also stand after the currency: £-5.
  if (text.startsWith("\u00a3")) {
    const rest = text.slice(1).trim();
    if (rest.startsWith("-")) return negated(scanDigits(rest.slice(1).trim()));
  }
  return scanPlain(text);
}

function negated(scanned: ScannedNumber | null): ScannedNumber | null {
  return scanned && { ...scanned, value: { ...scanned.value, coefficient: -scanned.value.coefficient } };
}

function scanPlain(text: string): ScannedNumber | null {
  return scanDigits(text.startsWith("\u00a3") ? text.slice(1).trim() : text);
}

function scanDigits(text: string): ScannedNumber | null {
  let index = 0;
  let digits = "";
  let separator = "";
  let group = 0;
  let groups = 0;
  for (; index < text.length; index++) {
    const character = text[index] as string;
    if (isDigit(character)) {
      digits += character;
      group++;
    } else if ((character === "," || character === " ") && digits !== "" && isDigit(text[index + 1] ?? "")) {
      // The first group has one to three digits, every other exactly three, and all separators are alike.
      if (groups === 0 ? group > 3 : group !== 3) return null;
      if (separator !== "" && separator !== character) return null;
      separator = character;
      groups++;
      group = 0;
    } else break;
  }
  if (groups > 0 && group !== 3) return null;
  let decimals = "";
  if (text[index] === ".") {
    index++;
    while (index < text.length && isDigit(text[index] as string)) decimals += text[index++] as string;
    if (decimals === "") return null;
  }
  if (digits === "" && decimals === "") return null;
  const suffix = text.slice(index).trim().toLowerCase();
  const scale = suffix === "" ? null : (SUFFIXES.get(suffix) ?? undefined);
  if (scale === undefined) return null;
  const exponent = (scale ?? 0) - decimals.length;
  return { value: { coefficient: BigInt(digits + decimals), exponent }, lastDigit: exponent, scale };
}

function isDigit(character: string): boolean {
  return character >= "0" && character <= "9";
}
