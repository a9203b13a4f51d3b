/** Blocks of cells as text on the clipboard: tabs between columns, lines between rows, quotes where a text needs them. */

/** A block as text, as spreadsheet programs exchange it. */
export function blockText(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(quoted).join("\t")).join("\r\n");
}

/** The rows and columns of a text from the clipboard; rows may differ in length. */
export function blockOfText(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  for (;;) {
    let cell = "";
    if (text[at] === '"') {
      const found = readQuoted(text, at);
      // A quote that nothing closes is a quote.
      if (found) {
        cell = found.cell;
        at = found.end;
      }
    }
    const end = nextBreak(text, at);
    cell += text.slice(at, end);
    row.push(cell);
    at = end;
    if (text[at] === "\t") {
      at += 1;
      continue;
    }
    rows.push(row);
    row = [];
    if (at >= text.length) break;
    at += text.startsWith("\r\n", at) ? 2 : 1;
    // What ends a last line begins no other.
    if (at >= text.length) break;
  }
  return rows;
}

function quoted(text: string): string {
  return /[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function readQuoted(text: string, from: number): { readonly cell: string; readonly end: number } | undefined {
  let cell = "";
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] !== '"') {
      cell += text[at] ?? "";
    } else if (text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else {
      const next = text[at + 1];
      const isEnd = next === undefined || next === "\t" || next === "\r" || next === "\n";
      return isEnd ? { cell, end: at + 1 } : undefined;
    }
  }
  return undefined;
}

function nextBreak(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const letter = text[at];
    if (letter === "\t" || letter === "\n" || letter === "\r") return at;
  }
  return text.length;
}
