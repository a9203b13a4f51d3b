/**
 * The port: what a place that holds a workbook (Excel, an .xlsx file, memory) must be able to do, and the plain data
 * that passes through it. A host reads a snapshot and applies a plan; there is no third thing for it to lack.
 *
 * Everything here is data. Rows are 1-based as on screen, columns 0-based; `address.ts` turns both into A1 text.
 */

/** A cell that holds an Excel error such as #N/A, as Excel spells it. */
export type CellError = { readonly kind: "error"; readonly error: string };

/** A cell whose content the file promises but does not hold (a shared string out of range, say). */
export type CellDamaged = { readonly kind: "damaged"; readonly what: string };

/** A data type, picture or other rich value: shown by Excel, but not a number or a text. */
export type CellRich = { readonly kind: "rich"; readonly what: string };

/**
 * What a cell holds. `null` is an empty cell, never a zero. Numbers are what Excel stores (a date is a serial number
 * in the workbook's own date system); text is as typed, without an apostrophe that only marks it as text.
 */
export type CellValue = null | number | string | boolean | CellError | CellDamaged | CellRich;

/**
 * One row that holds anything. The arrays run by 0-based column and may be shorter than the sheet is wide; a hole or
 * `undefined` is an empty cell.
 */
export type SnapshotRow = {
  /** 1-based row number. */
  readonly row: number;
  readonly values: readonly (CellValue | undefined)[];
  /** Formula text by column, with its leading "=", where the cell has one. */
  readonly formulas?: readonly (string | undefined)[];
  /** Number format code by column, where it is not General. */
  readonly formats?: readonly (string | undefined)[];
  /** Hidden by hand, by an outline or by a filter. */
  readonly isHidden?: true;
};

/** A rectangle of cells, both ends inside. */
export type CellArea = {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
};

export type SnapshotTable = {
  readonly name: string;
  readonly area: CellArea;
  readonly hasHeader: boolean;
  readonly hasTotals: boolean;
};

/** The mark by which the add-in knows a sheet as its own; it survives saving and renaming. */
export type Ownership = {
  /** Which owned sheet this is: "results" or "flags" (see `sheetLayout.ts`). */
  readonly role: string;
};

export type SheetSnapshot = {
  /** The host's own id of the sheet; stable while the workbook is open, never shown to people. */
  readonly id: string;
  readonly name: string;
  readonly visibility: "visible" | "hidden" | "veryHidden";
  /** Only a grid has cells; a chart sheet, dialog sheet or macro sheet is listed and not read. */
  readonly kind: "grid" | "other";
  readonly isProtected: boolean;
  /** The ownership mark, or null for a sheet of the user's. */
  readonly ownership: Ownership | null;
  /** Rows in ascending order; rows without any content are absent. */
  readonly rows: readonly SnapshotRow[];
  /** 0-based hidden columns. */
  readonly hiddenColumns: readonly number[];
  readonly merges: readonly CellArea[];
  readonly tables: readonly SnapshotTable[];
};

/** What is true of the workbook as a whole and matters to a reader. */
export type WorkbookFacts = {
  readonly dateSystem: 1900 | 1904;
  /** Sheets cannot be added. */
  readonly isStructureLocked: boolean;
  readonly isReadOnly: boolean;
  readonly hasMacros: boolean;
  readonly isSigned: boolean;
  readonly isManualCalculation: boolean;
  readonly isIterativeCalculation: boolean;
  readonly isPrecisionAsDisplayed: boolean;
  /** Names of other workbooks this one takes values from, as the file gives them, in the order of their numbers. */
  readonly externalLinks: readonly string[];
  /** Names the workbook defines (names and table names share one name space in Excel). */
  readonly definedNames: readonly string[];
};

export type Snapshot = {
  readonly facts: WorkbookFacts;
  /** In tab order. */
  readonly sheets: readonly SheetSnapshot[];
};

/** The look of an owned cell. A host turns each name into its own format; nothing else is ever set. */
export type CellStyle =
  | "plain" // text as it comes
  | "title" // the sheet's title in A1
  | "subtitle" // what the sheet is, in A2
  | "section" // a heading above a table
  | "heading" // a table's header row, wrapped
  | "numberHeading" // the same above a column of numbers, to the right
  | "note" // running text, wrapped
  | "money" // #,##0.00;-#,##0.00
  | "wholePounds" // #,##0;-#,##0
  | "wholePosts" // #,##0
  | "posts" // #,##0.0###
  | "share" // 0.0000
  | "percent" // 0.0%
  | "count" // 0
  | "date" // dd/mm/yyyy (value is a serial number)
  | "month" // mmm yyyy (value is a serial number)
  | "link"; // text that leads to another cell

export type OwnedCell = {
  /** Text is always written as text, whatever it begins with; a date is a serial of the workbook's date system. */
  readonly value: number | string | boolean | null;
  readonly style: CellStyle;
  /** Where the cell leads when it is chosen. */
  readonly link?: { readonly sheet: string; readonly cell: string };
};

/** A colour that repeats what a word in the cell already says: applied by rule, on the table's own rows only. */
export type WordColour = {
  /** The word that the cell must equal. */
  readonly word: string;
  readonly tone: "good" | "watch" | "bad" | "muted";
};

export type OwnedTable = {
  /** Excel's name of the table: unique in the workbook, letters, digits and underscores. */
  readonly name: string;
  /** Position of the header's first cell. */
  readonly top: number;
  readonly left: number;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly OwnedCell[])[];
  /** By 0-based column of the table. */
  readonly wordColours?: Readonly<Record<number, readonly WordColour[]>>;
};

/** A cell outside any table: title, stamp line, section heading, a line of the decision card. */
export type OwnedText = { readonly row: number; readonly column: number; readonly cell: OwnedCell };

/** One sheet of ours as it shall stand afterwards: all of it, since an owned sheet is rebuilt whole. */
export type OwnedSheetPlan = {
  readonly role: string;
  readonly name: string;
  /** The host's id of the sheet of ours that this replaces; null when the sheet is to be added. */
  readonly replaces: string | null;
  readonly texts: readonly OwnedText[];
  readonly tables: readonly OwnedTable[];
  /** Width in characters by 0-based column. */
  readonly columnWidths: readonly number[];
  /** Lines of text that a row shows, where its wrapped text needs more than one; a host turns them into a height. */
  readonly linesInRow: Readonly<Record<number, number>>;
  /** Rows above and columns left of this cell stay in view; null when nothing is frozen. */
  readonly freezeAt: { readonly row: number; readonly column: number } | null;
  /** Rows repeated on every printed page, both ends inside; null for none. */
  readonly printTitleRows: { readonly first: number; readonly last: number } | null;
};

/** One cell of the plan, for a preview: what stands there now and what will. */
export type PlannedChange = {
  readonly sheet: string;
  readonly cell: string;
  readonly now: CellValue;
  readonly willBe: number | string | boolean | null;
};

export type WritePlan = {
  /** Fingerprint of the typed inputs the plan was made from; a host refuses the plan when they have moved. */
  readonly inputsFingerprint: string;
  readonly sheets: readonly OwnedSheetPlan[];
  /** Every cell that differs from what stands there; empty when a repeated run has nothing to write. */
  readonly changes: readonly PlannedChange[];
};

/** What landed. */
export type Receipt = { readonly sheets: readonly string[]; readonly cells: number };

/** Why a host could not do what was asked. A remedy the user can act on is part of the failure. */
export type HostFailure = {
  /** A code of the reading catalogue: F.., W... */
  readonly code: string;
  readonly severity: "error" | "fatal";
  readonly message: string;
  readonly next: string;
  /** True when something was written and could not be taken back. */
  readonly isWorkbookChanged: boolean;
};

export type HostResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: HostFailure };

/** A place that holds a workbook. */
export interface Workbook {
  /** Reads the whole workbook as it stands: every grid sheet's values, formulas and formats. */
  read(): Promise<HostResult<Snapshot>>;
  /** Applies the plan whole or not at all. */
  apply(plan: WritePlan): Promise<HostResult<Receipt>>;
}
