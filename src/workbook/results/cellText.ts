/**
 * Texts of owned sheets as cells can hold them, and the room they take: widths of columns, lines in rows. Everything is
 * reckoned in characters, since no host can be asked how wide its letters are.
 */
import type { OwnedCell, OwnedTable } from "../workbook";

/** Excel holds no longer text in a cell. */
const TEXT_LENGTH_MAXIMUM = 32_767;

/**
 * A text as a cell holds it and gives it back: line breaks as Excel keeps them, no control characters or half characters,
 * cut at Excel's limit. A text that came from a cell is returned as it is.
 */
export function cellText(words: string): string {
  const cleaned = words
    .replace(/\r\n?/g, "\n")
    .replace(/(?![\n\t])\p{Cc}/gu, " ")
    .replace(/[\p{Cs}\ufffe\uffff]/gu, "\ufffd");
  if (cleaned.length <= TEXT_LENGTH_MAXIMUM) return cleaned;
  // A cut in the middle of a pair would leave half a character.
  return `${cleaned.slice(0, TEXT_LENGTH_MAXIMUM - 1).replace(/[\ud800-\udbff]$/, "")}\u2026`;
}

/** What words in the last column of a table do when they are longer than it: the cells beside it are empty. */
export type LastColumn = "runs on" | "wraps";

const WIDTH_LEAST = 12;
const HEADING_LINE_MAXIMUM = 13;
/** Room in a heading for the button that filters its column. */
const FILTER_BUTTON = 3;

/**
 * Widths of a sheet's columns: wide enough for what they hold, words up to a limit at which they wrap, numbers without a
 * limit, since a number that does not fit is shown as ####.
 */
export function columnWidths(
  tables: readonly OwnedTable[],
  widthMost: (column: number) => number,
  lastColumn: LastColumn,
): readonly number[] {
  const widths: number[] = [];
  const widen = (column: number, width: number): void => {
    widths[column] = Math.max(widths[column] ?? WIDTH_LEAST, width);
  };
  for (const table of tables) {
    const last = table.headings.length - 1;
    table.headings.forEach((heading, index) => {
      const column = table.left + index;
      // A short heading stands in one line; of a longer one at least no word is broken.
      const line = heading.length <= HEADING_LINE_MAXIMUM ? heading.length : longestWord(heading);
      widen(column, Math.min(widthMost(column), line + FILTER_BUTTON));
    });
    for (const row of table.rows) {
      row.forEach((cell, index) => {
        const column = table.left + index;
        if (typeof cell.value === "number") widen(column, numberWidth(cell));
        else if (index < last || lastColumn === "wraps")
          widen(column, Math.min(widthMost(column), longestLine(String(cell.value ?? "")) + 2));
      });
    }
  }
  return widths;
}

function longestWord(words: string): number {
  return Math.max(...words.split(" ").map((word) => word.length));
}

function longestLine(words: string): number {
  return Math.max(...words.split("\n").map((line) => line.length));
}

/** Digits with their separators, a sign, decimals as the look shows them, and a margin. */
function numberWidth({ value, style }: OwnedCell): number {
  if (style === "date" || style === "month") return WIDTH_LEAST;
  const whole = String(Math.trunc(Math.abs(Number(value)))).length;
  const decimals = style === "money" ? 3 : style === "posts" || style === "share" ? 5 : style === "percent" ? 4 : 0;
  return whole + Math.floor((whole - 1) / 3) + decimals + (Number(value) < 0 ? 1 : 0) + 2;
}

/** Rows whose wrapped text needs more than one line at the widths given, with how many. */
export function rowLines(tables: readonly OwnedTable[], widths: readonly number[]): Readonly<Record<number, number>> {
  const lines: Record<number, number> = {};
  for (const table of tables) {
    const widthAt = (index: number): number => widths[table.left + index] ?? WIDTH_LEAST;
    const heading = Math.max(1, ...table.headings.map((words, index) => linesOf(words, widthAt(index))));
    if (heading > 1) lines[table.top] = heading;
    table.rows.forEach((row, down) => {
      const most = Math.max(
        1,
        ...row.map(({ value, style }, index) => (style === "note" ? linesOf(String(value ?? ""), widthAt(index)) : 1)),
      );
      if (most > 1) lines[table.top + 1 + down] = most;
    });
  }
  return lines;
}

/** Room that a cell leaves at its sides. */
const MARGIN = 1;

/** Whether words fit in one line of a column. */
export function fitsInLine(words: string, width: number): boolean {
  return words.length + MARGIN <= width && !words.includes("\n");
}

/** Lines that a text takes when it is broken at spaces. */
function linesOf(words: string, width: number): number {
  const room = Math.max(1, width - MARGIN);
  let lines = 0;
  for (const paragraph of words.split("\n")) {
    lines++;
    let used = 0;
    for (const word of paragraph.split(" ")) {
      if (used > 0 && used + 1 + word.length > room) {
        lines++;
        used = 0;
      }
      lines += Math.max(0, Math.ceil(word.length / room) - 1);
      used += (used > 0 ? 1 : 0) + (word.length > room ? word.length % room : word.length);
    }
  }
  return lines;
}
