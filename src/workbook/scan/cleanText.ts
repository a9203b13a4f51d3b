/** Text as people meant it: for comparing headings and list values, and for showing what a cell holds in a message. */

/** The longest part of a cell's text that a message repeats. */
const SHOWN_MAXIMUM = 80;

/** Compared text is cut first: no heading or list value is longer, and nothing hostile is normalised at length. */
const COMPARED_MAXIMUM = 255;

/** NFKC, without zero-width characters, white space as single spaces, lower case: two headings that look alike are alike. */
export function headingKey(text: string): string {
  if (text.length <= COMPARED_MAXIMUM && isPlain(text)) return text.toLowerCase();
  return withoutZeroWidth(text.slice(0, COMPARED_MAXIMUM).normalize("NFKC")).replace(/\s+/gu, " ").trim().toLowerCase();
}

/** NFC, without zero-width characters, white space as single spaces, lower case: for list values and keys. */
export function valueKey(text: string): string {
  if (text.length <= COMPARED_MAXIMUM && isPlain(text)) return text.toLowerCase();
  return withoutZeroWidth(text.slice(0, COMPARED_MAXIMUM).normalize("NFC")).replace(/\s+/gu, " ").trim().toLowerCase();
}

/** The text without characters that take no room, white space as single spaces, trimmed; its letters as typed. */
export function tidyText(text: string): string {
  if (isPlain(text)) return text;
  return withoutZeroWidth(text.normalize("NFC")).replace(/\s+/gu, " ").trim();
}

/** Printable ASCII with single spaces inside and none around: nearly every cell, and nothing to normalise. */
function isPlain(text: string): boolean {
  let before = SPACE;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < SPACE || code > TILDE || (code === SPACE && before === SPACE)) return false;
    before = code;
  }
  return before !== SPACE;
}

const SPACE = 0x20;
const TILDE = 0x7e;

function withoutZeroWidth(text: string): string {
  return text.replace(/[\u200b-\u200d\u2060\ufeff]/gu, "");
}

/** Whether a cell's text shows nothing: empty, spaces of any kind, a lone apostrophe. */
export function isBlankText(text: string): boolean {
  const first = text.charCodeAt(0);
  // Anything that begins with a letter or digit shows something.
  if ((first >= 0x30 && first <= 0x39) || (first >= 0x41 && first <= 0x7a)) return false;
  if (text.length > COMPARED_MAXIMUM) return false;
  const tidy = withoutZeroWidth(text).trim();
  return tidy === "" || tidy === "'";
}

/** Control characters and marks that turn the direction of text: they hide what a key really is. */
export function hasHiddenCharacters(text: string): boolean {
  if (isPlain(text)) return false;
  return /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(
    text,
  );
}

/** Text as a message may show it: at most 80 characters, hidden characters as U+202E. */
export function shownText(text: string): string {
  let shown = "";
  for (const character of text.slice(0, SHOWN_MAXIMUM)) {
    shown +=
      hasHiddenCharacters(character) || character === "\n" || character === "\r" || character === "\t"
        ? `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}`
        : character;
  }
  return text.length > SHOWN_MAXIMUM ? `${shown}\u2026` : shown;
}

/** Whether a spreadsheet could take the text for a formula when it is pasted or exported. */
export function looksLikeFormula(text: string): boolean {
  const first = text[0] ?? "";
  if (text.length < 2) return false;
  return "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20".includes(first);
}

/**
 * How many single-character changes (insert, delete, replace, swap of neighbours) turn one text into the other, or
 * `maximum + 1` when more are needed. Texts longer than 64 characters are never near.
 */
export function editDistance(a: string, b: string, maximum: number): number {
  if (Math.abs(a.length - b.length) > maximum || a.length > 64 || b.length > 64) return maximum + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    before = last;
    last = row;
  }
  return Math.min(last[b.length] ?? 0, maximum + 1);
}

/** The one choice within two changes of a text; null when there is none or more than one as near. */
export function nearest(text: string, choices: Iterable<string>): string | null {
  const key = valueKey(text);
  const furthest = key.length < 4 ? 1 : 2;
  let best: string | null = null;
  let bestDistance = furthest + 1;
  let isTied = false;
  for (const choice of choices) {
    const distance = editDistance(key, valueKey(choice), furthest);
    if (distance < bestDistance) {
      best = choice;
      bestDistance = distance;
      isTied = false;
    } else if (distance === bestDistance && distance <= furthest) isTied = true;
  }
  return isTied ? null : best;
}
