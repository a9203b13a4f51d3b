/** What reading a workbook gives: typed inputs, where each came from, and every doubt met on the way. */
import type { BusinessCase, LineId } from "../model";
import type { FieldType } from "./sheetLayout";

/** note: said once, nothing to do. warning: look. error: stops results. fatal: the workbook cannot be read as a case. */
export type Severity = "note" | "warning" | "error" | "fatal";

/**
 * One finding of the reader. `code` is of the catalogue of reading codes; `cell` is the cell that causes it. The optional
 * members are the facts that a program may want as data; the message says them in words as well.
 */
export type Finding = {
  readonly code: string;
  readonly severity: Severity;
  readonly sheet: string | null;
  /** A1 text, or null when the finding is about a sheet or the whole workbook. */
  readonly cell: string | null;
  readonly message: string;
  /** The way out, in one sentence. */
  readonly next: string;
  /** What the text or number was taken for. */
  readonly value?: number | string;
  /** Another cell or sheet that belongs to it. */
  readonly alsoAt?: string;
  readonly suggests?: string;
  /** The factor that a heading's unit asks for. */
  readonly unit?: number;
  readonly reconciles?: boolean;
  readonly rows?: readonly number[];
  /** True when the finding is a question that holds results back until `--confirm` or the pane answers it. */
  readonly isQuestion?: true;
};

/** A cell that an input was read from. */
export type CellRef = { readonly sheet: string; readonly row: number; readonly column: number };

/** Where each typed input stands. */
export interface SourceMap {
  /** The cell of a line's field; the line's key cell when the field has no column; null for a line nobody read. */
  cellOf(line: LineId, field: string): CellRef | null;
  /** The heading of a field as the sheet spells it, or its canonical one. */
  headingOf(line: LineId, field: string): string;
  /** The lines in a row of a sheet, for going from a cell to what it feeds. */
  linesAt(sheet: string, row: number): readonly LineId[];
  /** The columns that the lines of a sheet were read from, from left to right; none where no line was read. */
  columnsOf(sheet: string): readonly ColumnRead[];
}

/** A column of a sheet as it was read: what it was taken for, and in which unit. */
export type ColumnRead = {
  /** 0-based. */
  readonly index: number;
  /** The heading as the sheet spells it. */
  readonly heading: string;
  /** The canonical heading of the declaration. */
  readonly means: string;
  readonly type: FieldType;
  /** Powers of ten that its amounts were multiplied by: 0 for pounds, 3 for thousands, 6 for millions. */
  readonly scale: number;
};

/** Rows of one sheet: seen = used + set aside + blocked. */
export type RowCounts = {
  readonly seen: number;
  readonly used: number;
  readonly setAside: number;
  readonly blocked: number;
};

/** What the reader reports as read, to be compared with what the person believes is in the sheets. Pounds and posts. */
export type ReadTotals = {
  readonly staffing: {
    readonly rows: number;
    readonly baselineBWT: number;
    readonly proposedBWT: number;
    readonly strength: number;
    readonly annualCost: number;
  };
  readonly costs: { readonly rows: number; readonly amount: number };
};

export type Outcome = "accept" | "accept-with-note" | "flag" | "reject";

/** What the person chose: which sheets, what is set aside, which questions are answered. */
export type ReadChoices = {
  /** Name of the staffing sheet where two look like one. */
  readonly staffing?: string;
  readonly costs?: string;
  /** Name of the results sheet; "Model results" when absent. */
  readonly results?: string;
  readonly rowsMaximum?: number;
  /** Rows or whole sheets left out by name: "Costs!9", "Savings". */
  readonly setAside?: readonly string[];
  /** Answered questions: "H12@Costs!H1", "S04@Costs". */
  readonly confirm?: readonly string[];
  /** The day the case is looked at, as ISO text; wins over the Decision sheet's. */
  readonly asAt?: string;
};

export type Reading = {
  readonly outcome: Outcome;
  readonly findings: readonly Finding[];
  readonly totals: ReadTotals | null;
  /** By canonical sheet name, for each input sheet found. */
  readonly rows: ReadonlyMap<string, RowCounts>;
  readonly resultsMayBeWritten: boolean;
  /** The typed case; null when a required part could not be read. */
  readonly businessCase: BusinessCase | null;
  readonly sourceMap: SourceMap;
  /** SHA-256 of the canonical JSON of the typed inputs in declaration order, first 16 hexadecimal digits; null without a case. */
  readonly fingerprint: string | null;
  /** Canonical name of each input sheet found -> the sheet's own name. */
  readonly sheets: ReadonlyMap<string, string>;
  /** What is not in the workbook and what follows from that, in words: "no Funding sheet: ...". */
  readonly absent: readonly string[];
  /** What was set aside by name or confirmed, in words: written into the results. */
  readonly choicesMade: readonly string[];
};
