/**
 * Formulas of a workbook that counts days from 1904, for a calculator that counts them from 1900. What gives a day is set
 * back by the days between, what takes one is given them.
 */

/** Days by which the later count is behind. */
const DAYS_BETWEEN = 1462;

/** Functions that give a day. */
const GIVING = new Set(["DATE", "DATEVALUE", "TODAY", "NOW", "EDATE", "EOMONTH", "WORKDAY", "WORKDAY.INTL"]);

/** Functions that take days, and which of their arguments are days. */
const TAKING: Readonly<Record<string, readonly number[]>> = {
  YEAR: [0],
  MONTH: [0],
  DAY: [0],
  WEEKDAY: [0],
  WEEKNUM: [0],
  ISOWEEKNUM: [0],
  EDATE: [0],
  EOMONTH: [0],
  WORKDAY: [0, 2],
  "WORKDAY.INTL": [0, 3],
  NETWORKDAYS: [0, 1, 2],
  "NETWORKDAYS.INTL": [0, 1, 3],
};

const PIECES = /"(?:[^"]|"")*"|'(?:[^']|'')*'|[A-Za-z_\\\u0080-\uffff][\w.\\?\u0080-\uffff]*|[\s\S]/g;

/** A formula that counts from 1904, as a calculator that counts from 1900 must be given it. */
export function countedFrom1900(formula: string): string {
  const pieces = formula.match(PIECES) ?? [];
  return translated(pieces, 0, pieces.length);
}

function translated(pieces: readonly string[], from: number, to: number): string {
  let text = "";
  for (let at = from; at < to; at += 1) {
    const piece = pieces[at] ?? "";
    const name = piece.toUpperCase();
    const isCall = pieces[at + 1] === "(" && (GIVING.has(name) || name in TAKING);
    const end = isCall ? closing(pieces, at + 1, to) : -1;
    if (end < 0) {
      text += piece;
      continue;
    }
    const days = TAKING[name] ?? [];
    const given = argumentsOf(pieces, at + 2, end).map(([start, stop], index) => {
      const argument = translated(pieces, start, stop);
      return days.includes(index) && argument.trim() !== "" ? `(${argument})+${DAYS_BETWEEN}` : argument;
    });
    const call = `${piece}(${given.join(",")})`;
    text += GIVING.has(name) ? `(${call}-${DAYS_BETWEEN})` : call;
    at = end;
  }
  return text;
}

function closing(pieces: readonly string[], open: number, to: number): number {
  let depth = 0;
  for (let at = open; at < to; at += 1) {
    if (pieces[at] === "(" || pieces[at] === "{") depth += 1;
    else if ((pieces[at] === ")" || pieces[at] === "}") && --depth === 0) return at;
  }
  return -1;
}

function argumentsOf(pieces: readonly string[], from: number, to: number): [number, number][] {
  const found: [number, number][] = [];
  let depth = 0;
  let start = from;
  for (let at = from; at < to; at += 1) {
    const piece = pieces[at] ?? "";
    if ("({[".includes(piece)) depth += 1;
    else if (")}]".includes(piece)) depth -= 1;
    else if (piece === "," && depth === 0) {
      found.push([start, at]);
      start = at + 1;
    }
  }
  found.push([start, to]);
  return found;
}
