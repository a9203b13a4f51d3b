/**
 * What the pane shows of a case, as plain data that can cross from the worker: words, places and the ids of figures. No
 * amount is worked out or formatted on the pane's side.
 */
import type { ColumnRead, RowCounts, Severity } from "../../workbook";

/** How grave a word is; colours repeat it. */
export type Tone = "good" | "watch" | "bad" | "muted";

/** A place in the workbook: a sheet, and a cell of it where one is meant. */
export type Place = { readonly sheet: string; readonly cell: string | null };

export type ShownCell = {
  readonly text: string;
  /** The figure that the cell shows; it can be taken apart. */
  readonly figure: string | null;
  readonly isNumber: boolean;
  readonly tone: Tone | null;
};

/** A section of the results with its cells as words. */
export type ShownSection = {
  readonly name: string;
  readonly title: string;
  readonly note: string | null;
  readonly headings: readonly string[];
  /** Columns that stand for a financial year. */
  readonly yearColumns: readonly number[];
  readonly rows: readonly (readonly ShownCell[])[];
};

/** An input sheet: where it is, what was read of it and what each of its columns was taken for. */
export type SheetView = {
  /** What it was read as: "Staffing". */
  readonly role: string;
  /** Its own name; null when the workbook has none. */
  readonly sheet: string | null;
  readonly isRequired: boolean;
  readonly counts: RowCounts | null;
  readonly columns: readonly ColumnView[];
  /** Headings of columns that were not read, each with its cell. */
  readonly headingsNotUsed: readonly { readonly heading: string; readonly cell: string }[];
  /** Findings on the sheet that stop the results. */
  readonly stops: number;
};

export type ColumnView = Pick<ColumnRead, "heading" | "means" | "type" | "scale"> & { readonly letters: string };

/** A finding of the reader as a line of the check list. */
export type FindingView = {
  /** Tells it from every other of the same check, and finds it again after the next one. */
  readonly key: string;
  readonly code: string;
  readonly severity: Severity;
  readonly place: Place | null;
  readonly message: string;
  readonly next: string;
  readonly alsoAt: string | null;
  /** What answers it, where it is a question: goes into `ReadChoices.confirm`. */
  readonly answer: string | null;
  /** What leaves its row out, where it stands in one: goes into `ReadChoices.setAside`. */
  readonly setsAside: string | null;
};

/** A row of the flags sheet. */
export type FlagView = {
  readonly id: string;
  readonly severity: "error" | "warning" | "note";
  readonly code: string;
  readonly place: Place | null;
  readonly what: string;
  readonly year: string;
  readonly baseline: string;
  readonly current: string;
  readonly variance: string;
  readonly sense: string;
  readonly rule: string;
  readonly whoMustAgree: string;
  readonly reason: string;
  readonly owner: string;
  readonly status: string;
  readonly signedBy: string;
  /** Figures that it marks. */
  readonly figures: readonly { readonly id: string; readonly label: string }[];
};

export type SourceView = {
  readonly name: string;
  readonly standing: string;
  readonly tone: Tone;
  /** Kind and reference of the approval, in words. */
  readonly about: string;
  /** The most it may give, as shown; null when it has no limit. */
  readonly limit: string | null;
  readonly used: ShownCell;
};

/** Everything that follows from inputs that could be read; null in its place while they cannot. */
export type ResultsView = {
  readonly status: "Draft" | "Funded" | "Ready";
  readonly reasons: readonly string[];
  readonly sections: readonly ShownSection[];
  readonly sources: readonly SourceView[];
  /** The first flags, the gravest first; `flagCount` counts them all. */
  readonly flags: readonly FlagView[];
  readonly flagCount: number;
  /** Years in which cost has neither a source nor an accepted pressure. */
  readonly gaps: number;
  /** Flags whose sign-off was for another figure. */
  readonly stale: number;
};

export type CaseView = {
  readonly reference: string | null;
  readonly title: string | null;
  readonly option: string | null;
  readonly modelVersion: string;
  readonly fingerprint: string | null;
  readonly sheets: readonly SheetView[];
  /** Every grid sheet, for choosing one. */
  readonly sheetNames: readonly string[];
  /** True when no sheet that a case needs was found: the pane then offers where to begin. */
  readonly isEmpty: boolean;
  readonly absent: readonly string[];
  readonly choicesMade: readonly string[];
  /** The first findings, the gravest first; `findingCounts` counts them all. */
  readonly findings: readonly FindingView[];
  readonly findingCounts: Readonly<Record<Severity, number>>;
  readonly questions: number;
  readonly mayBeWritten: boolean;
  readonly results: ResultsView | null;
};

/** One cell that a write would change. */
export type ChangeView = {
  readonly sheet: string;
  readonly cell: string;
  readonly now: string;
  readonly willBe: string;
};

export type PreviewView = {
  readonly sheets: readonly {
    readonly name: string;
    readonly isNew: boolean;
    readonly changed: number;
    readonly filled: number;
    readonly emptied: number;
  }[];
  readonly changeCount: number;
  /** The first changes. */
  readonly changes: readonly ChangeView[];
};

/** A figure one step taken apart. */
export type FigureView = {
  readonly id: string;
  readonly label: string;
  readonly shown: string;
  readonly rule: string;
  readonly source: string;
  readonly isConfirmed: boolean;
  readonly words: string;
  readonly flags: readonly {
    readonly code: string;
    readonly severity: "error" | "warning" | "note";
    readonly message: string;
  }[];
  readonly parts: readonly PartView[];
  readonly partsLeftOut: number;
};

export type PartView =
  | { readonly kind: "figure"; readonly id: string; readonly label: string; readonly shown: string }
  | {
      readonly kind: "input";
      readonly label: string;
      readonly heading: string;
      readonly shown: string;
      readonly place: Place | null;
    }
  | { readonly kind: "parameter"; readonly label: string; readonly shown: string; readonly source: string };

/** What a cell of the workbook has to do with the case. */
export type CellView = {
  readonly place: Place;
  /** The figure that it shows, when it is a cell of the results. */
  readonly figure: FigureView | null;
  /** Figures that it goes into, when it is an input. */
  readonly feeds: readonly { readonly id: string; readonly label: string; readonly shown: string }[];
  readonly feedsLeftOut: number;
  readonly findings: readonly FindingView[];
  readonly flags: readonly FlagView[];
};
