/**
 * The formulas of older arrays, which Excel shows in every cell of their area while the file holds them once. Excel lets
 * no two areas overlap; a file in which they do is read as if the earlier one stood alone.
 */
import type { CellArea } from "../../workbook";

type ArrayFormula = { readonly area: CellArea; readonly formula: string };

/** The arrays met so far that reach further down. Rows are asked for from the top, as they stand in a file. */
export class ArrayFormulas {
  /** From left to right, none overlapping; what lies above the rows asked for goes when it is met. */
  readonly #live: ArrayFormula[] = [];

  get isEmpty(): boolean {
    return this.#live.length === 0;
  }

  /** Takes an array up whose first cell stands in a row; one that overlaps another is left out. */
  add(area: CellArea, formula: string, row: number): void {
    const isOneCell = area.top === area.bottom && area.left === area.right;
    if (isOneCell || area.bottom < row) return;
    const at = this.#firstEndingAt(area.left);
    for (;;) {
      const next = this.#live[at];
      if (!next || next.area.left > area.right) break;
      if (next.area.bottom >= row) return;
      this.#live.splice(at, 1);
    }
    this.#live.splice(at, 0, { area, formula });
  }

  /** The formula of the array that a cell belongs to; null when it belongs to none. */
  at(row: number, column: number): string | null {
    const at = this.#firstEndingAt(column);
    const found = this.#live[at];
    if (!found || found.area.left > column || row < found.area.top) return null;
    if (found.area.bottom >= row) return found.formula;
    this.#live.splice(at, 1);
    return null;
  }

  /** Where the first stands whose area ends at a column or right of it. */
  #firstEndingAt(column: number): number {
    let from = 0;
    let to = this.#live.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#live[middle] as ArrayFormula).area.right < column) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
