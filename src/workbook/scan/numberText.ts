/**
 * Text that stands for a number. One grammar with one meaning: the whole text must match, or it is not a number. Nothing
 * is read from a prefix, and a form that means different things to different readers is refused.
 *
 *     number   = "(" plain ")" | sign plain | plain "-" | plain
 *     plain    = [currency] digits [suffix]          spaces are allowed around each part
 *     digits   = 1..n digits, or groups of three after 1 to 3 digits, with one kind of separator; then ["." digits]
 *     separator = "," or a no-break or thin space: an ordinary space may as well part two numbers
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

/** Stands for a no-break or thin space between two digits. */
const GROUP_SPACE = "\u00a0";

/**
 * Fullwidth forms become plain ones, the true minus a hyphen, every other space one space; trimmed. Other forms of digits
 * stay as they are: 10\u00b2 is not 102.
 */
function foldDigitsAndSpaces(text: string): string {
  let folded = "";
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const character = text[index] as string;
    if ((code >= 0x200b && code <= 0x200d) || code === 0x2060 || code === 0xfeff) continue;
    if (code >= 0xff01 && code <= 0xff5e) folded += String.fromCharCode(code - 0xfee0);
    else if (code === 0xffe1) folded += "\u00a3";
    else if (code === 0x2212) folded += "-";
    else if (code === 0x00a0 || code === 0x2009 || code === 0x202f) folded += GROUP_SPACE;
    else folded += /\s/u.test(character) ? " " : character;
  }
  return folded.trim();
}

function scanSigned(text: string): ScannedNumber | null {
  if (text.startsWith("(") && text.endsWith(")")) return negated(scanPlain(text.slice(1, -1).trim()));
  if (text.startsWith("-")) return negated(scanPlain(text.slice(1).trim()));
  if (text.endsWith("-")) return negated(scanPlain(text.slice(0, -1).trim()));
  if (text.startsWith("+")) return scanPlain(text.slice(1).trim());
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
    } else if ((character === "," || character === GROUP_SPACE) && digits !== "" && isDigit(text[index + 1] ?? "")) {
      // The first group has one to three digits, every other exactly three, and all separators are alike.
      if (groups === 0 ? group > 3 : group !== 3) return null;
      if (separator !== "" && separator !== character) return null;
      separator = character;
      groups++;
      group = 0;
    } else break;
  }
  if (digits === "" || (groups > 0 && group !== 3)) return null;
  let decimals = "";
  if (text[index] === ".") {
    index++;
    while (index < text.length && isDigit(text[index] as string)) decimals += text[index++] as string;
    if (decimals === "") return null;
  }
  const suffix = text.slice(index).trim().toLowerCase();
  const scale = suffix === "" ? null : SUFFIXES.get(suffix);
  if (scale === undefined) return null;
  const exponent = (scale ?? 0) - decimals.length;
  return { value: { coefficient: BigInt(digits + decimals), exponent }, lastDigit: exponent, scale };
}

function isDigit(character: string): boolean {
  return character >= "0" && character <= "9";
}
