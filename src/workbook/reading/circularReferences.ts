/**
 * Cells whose formulas lead back to themselves, through any sheet. Excel shows 0 or the last round of such a circle, so no
 * value of it can be trusted.
 *
 * Ranges are followed through a tree over the formulas of each column, so that a column of running sums costs no more
 * than its length times the depth of the tree.
 */
import type { SheetSnapshot, Snapshot } from "../workbook";

/** "row:column" of every cell of a circle, by sheet name. */
export type CircularCells = ReadonlyMap<string, ReadonlySet<string>>;

/** Finds every circle. Names, structured references and INDIRECT are not followed. */
export function circularCells(snapshot: Snapshot): CircularCells {
  const graph = new FormulaGraph();
  const grids = snapshot.sheets.filter((sheet) => sheet.kind === "grid");
  for (const sheet of grids) graph.addSheet(sheet);
  const found = new Map<string, Set<string>>();
  if (graph.isEmpty) return found;
  graph.close();
  for (const { sheet, row, column } of graph.cellsOnCircles()) {
    const known = found.get(sheet);
    if (known) known.add(`${row}:${column}`);
    else found.set(sheet, new Set([`${row}:${column}`]));
  }
  return found;
}

type FormulaCell = { readonly sheet: string; readonly row: number; readonly column: number; readonly formula: string };

/** The formulas of one column in order of rows: nodes `first` and on; above them a tree whose root is `root`. */
type ColumnTree = { readonly rows: number[]; readonly first: number; root: number };

/** Formulas, and the nodes of the trees above them: a node leads to what it refers to, or to its halves. */
class FormulaGraph {
  readonly #cells: FormulaCell[] = [];
  /** By sheet in lower case, as Excel compares names, then by column. */
  readonly #columns = new Map<string, Map<number, ColumnTree>>();
  readonly #edges: number[][] = [];

  get isEmpty(): boolean {
    return this.#cells.length === 0;
  }

  addSheet(sheet: SheetSnapshot): void {
    const byColumn = new Map<number, FormulaCell[]>();
    for (const row of sheet.rows) {
      row.formulas?.forEach((formula, column) => {
        if (formula === undefined) return;
        const cell = { sheet: sheet.name, row: row.row, column, formula };
        const known = byColumn.get(column);
        if (known) known.push(cell);
        else byColumn.set(column, [cell]);
      });
    }
    const trees = new Map<number, ColumnTree>();
    for (const [column, cells] of byColumn) {
      trees.set(column, { rows: cells.map((cell) => cell.row), first: this.#cells.length, root: -1 });
      for (const cell of cells) this.#cells.push(cell);
    }
    this.#columns.set(sheet.name.toLowerCase(), trees);
  }

  /** Builds the trees and the edges, once all sheets are there. */
  close(): void {
    for (let node = 0; node < this.#cells.length; node++) this.#edges.push([]);
    for (const trees of this.#columns.values()) {
      for (const tree of trees.values()) tree.root = this.#grow(tree, 0, tree.rows.length - 1);
    }
    this.#cells.forEach((cell, node) => {
      for (const reference of referencesIn(cell.formula)) {
        const trees = this.#columns.get((reference.sheet ?? cell.sheet).toLowerCase());
        if (!trees) continue;
        const isWide = reference.right - reference.left >= trees.size;
        for (const [column, tree] of isWide ? trees : pickColumns(trees, reference)) {
          if (column < reference.left || column > reference.right) continue;
          const from = firstAtLeast(tree.rows, reference.top);
          const to = firstAtLeast(tree.rows, reference.bottom + 1) - 1;
          if (from <= to)
            this.#cover(tree, tree.root, 0, tree.rows.length - 1, from, to, this.#edges[node] as number[]);
        }
      }
    });
  }

  /** The node over a run of a column's formulas: the formula itself, or a new node over its halves. */
  #grow(tree: ColumnTree, from: number, to: number): number {
    if (from === to) return tree.first + from;
    const middle = (from + to) >> 1;
    const halves = [this.#grow(tree, from, middle), this.#grow(tree, middle + 1, to)];
    this.#edges.push(halves);
    return this.#edges.length - 1;
  }

  /** The few nodes that together stand for formulas `wantedFrom` to `wantedTo`. */
  #cover(
    tree: ColumnTree,
    node: number,
    from: number,
    to: number,
    wantedFrom: number,
    wantedTo: number,
    edges: number[],
  ): void {
    // prettier-ignore
    if (wantedFrom <= from && to <= wantedTo) {
      edges.push(node);
      return;
    }
    const middle = (from + to) >> 1;
    const [left = 0, right = 0] = this.#edges[node] ?? [];
    if (wantedFrom <= middle) this.#cover(tree, left, from, middle, wantedFrom, wantedTo, edges);
    if (wantedTo > middle) this.#cover(tree, right, middle + 1, to, wantedFrom, wantedTo, edges);
  }

  /** Tarjan's strongly connected components, without recursion: a chain of formulas may be as long as a sheet. */
  cellsOnCircles(): readonly FormulaCell[] {
    const count = this.#edges.length;
    const order = new Int32Array(count).fill(-1);
    const lowest = new Int32Array(count);
    const isOpen = new Uint8Array(count);
    const next = new Int32Array(count);
    const open: number[] = [];
    const found: FormulaCell[] = [];
    let time = 0;
    for (let start = 0; start < this.#cells.length; start++) {
      if (order[start] !== -1) continue;
      const path = [start];
      while (path.length > 0) {
        const node = path[path.length - 1] as number;
        if (order[node] === -1) {
          order[node] = time;
          lowest[node] = time;
          time++;
          open.push(node);
          isOpen[node] = 1;
        }
        const edges = this.#edges[node] as number[];
        const position = next[node] as number;
        if (position < edges.length) {
          next[node] = position + 1;
          const to = edges[position] as number;
          if (order[to] === -1) path.push(to);
          else if (isOpen[to] === 1) lowest[node] = Math.min(lowest[node] as number, order[to] as number);
          continue;
        }
        path.pop();
        const parent = path[path.length - 1];
        if (parent !== undefined) lowest[parent] = Math.min(lowest[parent] as number, lowest[node] as number);
        if (lowest[node] === order[node]) this.#takeComponent(node, open, isOpen, found);
      }
    }
    return found;
  }

  #takeComponent(root: number, open: number[], isOpen: Uint8Array, found: FormulaCell[]): void {
    const members: number[] = [];
    for (let member = -1; member !== root;) {
      member = open.pop() as number;
      isOpen[member] = 0;
      members.push(member);
    }
    const isCircle = members.length > 1 || (this.#edges[root] as number[]).includes(root);
    if (!isCircle) return;
    for (const member of members) {
      const cell = this.#cells[member];
      if (cell) found.push(cell);
    }
  }
}

function* pickColumns(trees: ReadonlyMap<number, ColumnTree>, reference: Reference): Iterable<[number, ColumnTree]> {
  for (let column = reference.left; column <= reference.right; column++) {
    const tree = trees.get(column);
    if (tree) yield [column, tree];
  }
}

/** The first position whose row is not above the wanted one. */
function firstAtLeast(rows: readonly number[], wanted: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** An area that a formula refers to; `sheet` is null for its own. */
export type Reference = {
  readonly sheet: string | null;
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
};

const ROWS = 1_048_576;
const COLUMNS = 16_384;

/** Functions that look at where a cell stands, not at what it holds: a cell may name itself in them. */
const PLACE_FUNCTIONS: ReadonlySet<string> = new Set([
  "ROW", "ROWS", "COLUMN", "COLUMNS", "SHEET", "AREAS", "ISFORMULA", "FORMULATEXT",
]); // prettier-ignore

/** Areas in a formula's text, in one pass. Other workbooks, names and what stands in quotes are left out. */
export function referencesIn(formula: string): readonly Reference[] {
  const references: Reference[] = [];
  /** For each open bracket, whether it belongs to a function of places. */
  const brackets: boolean[] = [];
  let sheet: string | null = null;
  let isOtherWorkbook = false;
  let at = 0;
  const forgetSheet = (): void => {
    sheet = null;
    isOtherWorkbook = false;
  };
  while (at < formula.length) {
    const character = formula[at] as string;
    if (character === '"') {
      at = endOfQuotes(formula, at, '"');
      forgetSheet();
    } else if (character === "'") {
      const end = endOfQuotes(formula, at, "'");
      const name = formula.slice(at + 1, end - 1).replaceAll("''", "'");
      at = formula[end] === "!" ? end + 1 : end;
      isOtherWorkbook = name.includes("[");
      sheet = name;
    } else if (character === "[") {
      // A structured reference, or another workbook before a sheet's name.
      const end = endOfSquare(formula, at);
      at = end;
      isOtherWorkbook = isNameCharacter(formula[end] ?? "");
    } else if (character === "(") {
      brackets.push(brackets[brackets.length - 1] === true);
      at++;
      forgetSheet();
    } else if (character === ")") {
      brackets.pop();
      at++;
      forgetSheet();
    } else if (isNameCharacter(character)) {
      const end = endOfName(formula, at);
      const word = formula.slice(at, end);
      if (formula[end] === "!") {
        sheet = word;
        at = end + 1;
      } else if (formula[end] === "(") {
        brackets.push(brackets[brackets.length - 1] === true || PLACE_FUNCTIONS.has(word.toUpperCase()));
        at = end + 1;
        forgetSheet();
      } else {
        const colon = formula[end] === ":" ? endOfName(formula, end + 1) : end;
        const area = areaOf(word, colon > end + 1 ? formula.slice(end + 1, colon) : null);
        if (area && !isOtherWorkbook && brackets[brackets.length - 1] !== true) references.push({ sheet, ...area });
        at = area ? colon : end;
        forgetSheet();
      }
    } else {
      at++;
      if (character !== " ") forgetSheet();
    }
  }
  return references;
}

function isNameCharacter(character: string): boolean {
  const code = character.charCodeAt(0);
  return (
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a) ||
    code === 0x5f || // _
    code === 0x24 || // $
    code === 0x2e || // .
    code > 0x7f
  );
}

function endOfName(text: string, from: number): number {
  let at = from;
  while (at < text.length && isNameCharacter(text[at] as string)) at++;
  return at;
}

/** Behind the closing quote; a doubled quote is part of the text. */
function endOfQuotes(text: string, from: number, quote: string): number {
  let at = from + 1;
  while (at < text.length) {
    if (text[at] === quote) {
      if (text[at + 1] !== quote) return at + 1;
      at++;
    }
    at++;
  }
  return at;
}

function endOfSquare(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "[") depth++;
    else if (text[at] === "]" && --depth === 0) return at + 1;
  }
  return text.length;
}

/** "H2" to "H9", "H" to "J" or "2" to "9"; null when the words are no such ends. */
function areaOf(first: string, last: string | null): Omit<Reference, "sheet"> | null {
  const from = endOf(first);
  const to = last === null ? from : endOf(last);
  if (!from || !to || (from.column === null) !== (to.column === null) || (from.row === null) !== (to.row === null)) return null; // prettier-ignore
  // A word alone is a cell only with both of its parts: "H" and "2" are a name and a number.
  if (last === null && (from.column === null || from.row === null)) return null;
  return {
    top: Math.min(from.row ?? 1, to.row ?? 1),
    bottom: Math.max(from.row ?? ROWS, to.row ?? ROWS),
    left: Math.min(from.column ?? 0, to.column ?? 0),
    right: Math.max(from.column ?? COLUMNS - 1, to.column ?? COLUMNS - 1),
  };
}

function endOf(word: string): { readonly row: number | null; readonly column: number | null } | null {
  let at = 0;
  let column = 0;
  let row = 0;
  if (word[at] === "$") at++;
  const lettersFrom = at;
  for (; at < word.length; at++) {
    const code = word.charCodeAt(at) & ~0x20;
    if (code < 0x41 || code > 0x5a) break;
    column = column * 26 + code - 0x40;
    if (at - lettersFrom > 2) return null;
  }
  const hasLetters = at > lettersFrom;
  if (hasLetters && word[at] === "$") at++;
  const digitsFrom = at;
  for (; at < word.length; at++) {
    const digit = word.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9 || at - digitsFrom > 6) return null;
    row = row * 10 + digit;
  }
  const hasDigits = at > digitsFrom;
  if ((!hasLetters && !hasDigits) || column > COLUMNS || row > ROWS || (hasDigits && row === 0)) return null;
  return { row: hasDigits ? row : null, column: hasLetters ? column - 1 : null };
}
