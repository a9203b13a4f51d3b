/**
 * Formulas that a file writes once for many cells. The first cell of the group holds the text; the others follow by
 * moving its relative references as far as they are away from it.
 */
import { COLUMNS_MAXIMUM, ROWS_MAXIMUM, columnLetters } from "../../workbook";

/** A formula cut at the references that move. */
export type SharedFormula = {
  readonly row: number;
  readonly column: number;
  readonly pieces: readonly (string | MovingPart)[];
  /** Characters of the formula as it was cut; it is about as long in every cell. */
  readonly length: number;
};

/** A row or column number that is not held by $. */
type MovingPart = { readonly axis: "row" | "column"; readonly position: number };

/** Cuts the formula of the group's first cell (no leading "="), which stands at a 1-based row and 0-based column. */
export function shareFormula(formula: string, row: number, column: number): SharedFormula {
  const pieces: (string | MovingPart)[] = [];
  let from = 0;
  const keepUntil = (at: number): void => {
    if (at > from) pieces.push(formula.slice(from, at));
    from = at;
  };
  let at = 0;
  while (at < formula.length) {
    const skippedTo = skipQuotedOrBracketed(formula, at);
    if (skippedTo > at) {
      at = skippedTo;
      continue;
    }
    if (!isWordCharacter(formula.charCodeAt(at))) {
      at++;
      continue;
    }
    const wordEnd = endOfWord(formula, at);
    for (const part of movingPartsOfWord(formula, at, wordEnd)) {
      keepUntil(part.start);
      pieces.push(part.moving);
      from = part.end;
    }
    at = wordEnd;
  }
  keepUntil(formula.length);
  return { row, column, pieces, length: formula.length };
}

/** The formula as it reads in another cell of the group, without "=". A reference that leaves the grid becomes #REF!. */
export function formulaAt(shared: SharedFormula, row: number, column: number): string {
  const texts = shared.pieces.map((piece) => {
    if (typeof piece === "string") return piece;
    if (piece.axis === "row") return movedRow(piece.position + row - shared.row);
    return movedColumn(piece.position + column - shared.column);
  });
  return texts.join(""); // one text, where adding piece to piece would keep them all
}

function movedRow(row: number): string {
  return row >= 1 && row <= ROWS_MAXIMUM ? String(row) : "#REF!";
}

function movedColumn(column: number): string {
  return column >= 0 && column < COLUMNS_MAXIMUM ? columnLetters(column) : "#REF!";
}

/** End of a text, a quoted sheet name, or bracketed part (structured reference, other workbook) that starts here. */
function skipQuotedOrBracketed(formula: string, at: number): number {
  const opening = formula[at];
  if (opening === '"' || opening === "'") {
    const closing = formula.indexOf(opening, at + 1);
    // A doubled quote inside simply starts the next quoted piece.
    return closing < 0 ? formula.length : closing + 1;
  }
  if (opening !== "[") return at;
  let depth = 0;
  for (let i = at; i < formula.length; i++) {
    if (formula[i] === "'")
      i++; // in a structured reference an apostrophe quotes the next character
    else if (formula[i] === "[") depth++;
    else if (formula[i] === "]" && --depth === 0) return i + 1;
  }
  return formula.length;
}

/** Characters of references, names, functions and numbers; everything else separates them. */
function isWordCharacter(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a) ||
    code === 0x24 || // $
    code === 0x5f || // _
    code === 0x2e || // .
    code === 0x5c || // \
    code === 0x3f || // ?
    code > 0x7f
  );
}

function endOfWord(formula: string, start: number): number {
  let end = start;
  while (end < formula.length && isWordCharacter(formula.charCodeAt(end))) end++;
  return end;
}

type PlacedPart = { readonly start: number; readonly end: number; readonly moving: MovingPart };

function movingPartsOfWord(formula: string, start: number, end: number): PlacedPart[] {
  const next = formula[end];
  if (next === "(" || next === "!" || next === "[") return []; // a function, a sheet, a table
  const word = readReferenceWord(formula, start, end);
  if (word === null) return [];
  const { letters, digits } = word;
  // A whole row or column is a reference only as one end of a range; alone, letters are a name and digits a number.
  const isWhole = letters === null || digits === null;
  if (isWhole && next !== ":" && formula[start - 1] !== ":") return [];
  if (next === ":" && formula[endOfWord(formula, end + 1)] === "!") return []; // Jan:Mar!B2 names sheets
  const parts: PlacedPart[] = [];
  if (letters && !letters.isHeld) parts.push({ ...letters, moving: { axis: "column", position: letters.position } });
  if (digits && !digits.isHeld) parts.push({ ...digits, moving: { axis: "row", position: digits.position } });
  return parts;
}

type ReferencePart = {
  readonly start: number;
  readonly end: number;
  readonly position: number;
  readonly isHeld: boolean;
};

/** Reads a word as $?letters$?digits with either half absent; null when it is anything else. */
function readReferenceWord(
  formula: string,
  start: number,
  end: number,
): { readonly letters: ReferencePart | null; readonly digits: ReferencePart | null } | null {
  let at = start;
  let isHeld = formula[at] === "$";
  if (isHeld) at++;
  const lettersStart = at;
  let column = 0;
  while (at < end && isLetter(formula.charCodeAt(at))) {
    column = column * 26 + (formula.charCodeAt(at) & ~0x20) - 0x40;
    if (++at - lettersStart > 3) return null;
  }
  const hasLetters = at > lettersStart;
  if (hasLetters && column > COLUMNS_MAXIMUM) return null;
  const letters = hasLetters ? { start: lettersStart, end: at, position: column - 1, isHeld } : null;
  if (hasLetters) {
    isHeld = formula[at] === "$" && at < end;
    if (isHeld) at++;
  }
  const digitsStart = at;
  let row = 0;
  while (at < end && isDigit(formula.charCodeAt(at))) {
    row = row * 10 + formula.charCodeAt(at) - 0x30;
    if (++at - digitsStart > 7) return null;
  }
  if (at !== end) return null;
  const hasDigits = at > digitsStart;
  if (hasDigits && (row < 1 || row > ROWS_MAXIMUM)) return null;
  if (!hasDigits && (isHeld || !hasLetters)) return null;
  return { letters, digits: hasDigits ? { start: digitsStart, end: at, position: row, isHeld } : null };
}

function isLetter(code: number): boolean {
  const upper = code & ~0x20;
  return upper >= 0x41 && upper <= 0x5a;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
