/**
 * Text in lines of 80 columns: wrapping, tables with numbers to the right, colour, and the showing of characters that a
 * terminal would obey instead of print.
 */

export const LINE_WIDTH = 80;

/**
 * A text as it may be printed: control characters, escapes and marks that turn the direction of writing are shown as
 * U+XXXX, so that nothing in a workbook or a file name can steer the terminal or disguise itself.
 */
export function visibleText(text: string): string {
  return text.replace(OBEYED, (character) => `U+${hex(character)}`);
}

/** JSON text whose strings hold the same values and in which every character that a terminal would obey is escaped. */
export function visibleJson(json: string): string {
  return json.replace(OBEYED, (character) => `\\u${hex(character)}`);
}

/** Controls, soft hyphen, zero-width marks, marks of direction, separators that break lines, half surrogates. */
const OBEYED =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function hex(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
}

/** How many columns a text takes on a terminal: marks take none, wide characters two. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += MARK.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

const MARK = /^\p{M}$/u;
const WIDE =
  /^[\p{Emoji_Presentation}\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]$/u;

/** Text in lines; the first begins with `first`, the others with `rest`. Words that are too long for a line are cut. */
export function wrapText(text: string, first = "", rest = first): string[] {
  const lines: string[] = [];
  let line = "";
  const indent = (): string => (lines.length === 0 ? first : rest);
  const room = (): number => Math.max(MINIMUM_ROOM, LINE_WIDTH - widthOf(indent()));
  const finish = (): void => {
    lines.push((indent() + line).trimEnd());
    line = "";
  };
  for (const word of text.split(/\s+/).filter((each) => each !== "")) {
    if (line !== "" && widthOf(line) + 1 + widthOf(word) > room()) finish();
    if (line !== "") {
      line += ` ${word}`;
      continue;
    }
    let part = "";
    for (const character of word) {
      if (part !== "" && widthOf(part) + widthOf(character) > room()) {
        line = part;
        finish();
        part = "";
      }
      part += character;
    }
    line = part;
  }
  if (line !== "" || lines.length === 0) finish();
  return lines;
}

/** However deep the indent, a line has room for a few letters. */
const MINIMUM_ROOM = 12;

export type TableRow = {
  readonly label: string;
  readonly cells: readonly string[];
  /** Words that go after the cells, or below the row where there is no room. */
  readonly note?: string;
  /** Colour of single cells. */
  readonly paints?: ReadonlyMap<number, (text: string) => string>;
};

/**
 * A table: labels to the left, cells to the right. A heading may have two lines, parted by "\n". Columns that do not fit
 * beside one another continue in a further block under the same labels; notes stand in the last one.
 */
export function tableLines(headings: readonly string[], rows: readonly TableRow[], indent = "  "): string[] {
  const widths = headings.map((heading, column) =>
    Math.max(...heading.split("\n").map(widthOf), ...rows.map((row) => widthOf(row.cells[column] ?? ""))),
  );
  const labelWidth = labelWidthFor(rows, widths, indent);
  const lines: string[] = [];
  const blocks = blocksThatFit(widths, LINE_WIDTH - widthOf(indent) - labelWidth);
  for (const block of blocks) {
    if (lines.length > 0) lines.push("");
    for (const headingLine of [0, 1]) {
      const texts = block.map((column) => padStart(bottomAligned(headings[column] ?? "", headingLine), widths[column]));
      if (texts.some((text) => text.trim() !== "")) lines.push(`${indent}${padEnd("", labelWidth)}${texts.join("")}`);
    }
    for (const row of rows) lines.push(...rowLines(row, indent, labelWidth, block, widths, block === blocks.at(-1)));
  }
  return lines.map((line) => line.trimEnd());
}

function rowLines(
  row: TableRow,
  indent: string,
  labelWidth: number,
  block: readonly number[],
  widths: readonly number[],
  hasNote: boolean,
): string[] {
  const labels = wrapLabel(row.label, labelWidth);
  const cells = block.map((column) => {
    const text = row.cells[column] ?? "";
    const padded = padStart(text, widths[column]);
    const paint = row.paints?.get(column);
    return paint === undefined ? padded : padded.slice(0, padded.length - text.length) + paint(text);
  });
  const last = `${indent}${padEnd(labels.at(-1) ?? "", labelWidth)}`;
  const lines = [...labels.slice(0, -1).map((label) => indent + label), last + cells.join("")];
  if (!hasNote || row.note === undefined || row.note === "") return lines;
  // Without any cell to stand beside, a note begins where the cells would.
  const beside = cells.join("").trim() === "" ? last : (lines.at(-1) ?? "");
  const used =
    beside === last ? widthOf(last) : widthOf(last) + block.reduce((sum, at) => sum + GAP + (widths[at] ?? 0), 0);
  if (used + GAP + widthOf(row.note) <= LINE_WIDTH) {
    return [...lines.slice(0, -1), `${beside}${" ".repeat(GAP)}${row.note}`];
  }
  return [...lines, ...wrapText(row.note, `${indent}    `)];
}

/** Columns between a label and the first cell, and between cells. */
const GAP = 2;

/** Longer labels go on in a second line, and so do shorter ones where that keeps all columns side by side. */
const LABEL_MAXIMUM = 38;
const LABEL_MINIMUM = 18;

function labelWidthFor(rows: readonly TableRow[], widths: readonly number[], indent: string): number {
  const natural = Math.min(LABEL_MAXIMUM, Math.max(0, ...rows.map((row) => widthOf(row.label))));
  const room = LINE_WIDTH - widthOf(indent);
  const roomBesideAll = room - widths.reduce((sum, width) => sum + GAP + width, 0);
  if (roomBesideAll >= Math.min(natural, LABEL_MINIMUM)) return Math.min(natural, roomBesideAll);
  return Math.max(1, Math.min(natural, room - GAP - Math.max(0, ...widths)));
}

function blocksThatFit(widths: readonly number[], room: number): number[][] {
  const blocks: number[][] = [];
  let block: number[] = [];
  let used = 0;
  widths.forEach((width, column) => {
    if (block.length > 0 && used + GAP + width > room) {
      blocks.push(block);
      block = [];
      used = 0;
    }
    block.push(column);
    used += GAP + width;
  });
  return block.length > 0 ? [...blocks, block] : blocks;
}

/** A heading of one line stands in the lower of the two. */
function bottomAligned(heading: string, line: number): string {
  const [first = "", second] = heading.split("\n");
  if (second === undefined) return line === 1 ? first : "";
  return line === 0 ? first : second;
}

function wrapLabel(label: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of label.split(" ")) {
    const pieces = cutWord(word, Math.max(1, width - (lines.length > 0 || line !== "" ? 2 : 0)));
    for (const piece of pieces) {
      const indented = lines.length > 0 && line === "" ? `  ${piece}` : piece;
      if (line === "") line = indented;
      else if (widthOf(line) + 1 + widthOf(piece) <= width) line += ` ${piece}`;
      else {
        lines.push(line);
        line = `  ${piece}`;
      }
    }
  }
  return [...lines, line];
}

function cutWord(word: string, width: number): string[] {
  const pieces: string[] = [];
  let piece = "";
  for (const character of word) {
    if (piece !== "" && widthOf(piece) + widthOf(character) > width) {
      pieces.push(piece);
      piece = "";
    }
    piece += character;
  }
  return [...pieces, piece];
}

/** A cell or heading at the right of its column, with the gap before it. */
function padStart(text: string, width = 0): string {
  return " ".repeat(Math.max(0, GAP + width - widthOf(text))) + text;
}

function padEnd(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}

/** Colour repeats what a word already says; without a terminal there is none. */
export type Palette = Readonly<Record<"strong" | "good" | "watch" | "bad" | "muted", (text: string) => string>>;

const ESCAPES = { strong: 1, good: 32, watch: 33, bad: 31, muted: 2 } as const;

/** The colours of a terminal, or none. */
export function paletteFor(hasColour: boolean): Palette {
  const paint = (code: number) => (text: string) => (hasColour ? `\u001b[${code}m${text}\u001b[0m` : text);
  return {
    strong: paint(ESCAPES.strong),
    good: paint(ESCAPES.good),
    watch: paint(ESCAPES.watch),
    bad: paint(ESCAPES.bad),
    muted: paint(ESCAPES.muted),
  };
}
