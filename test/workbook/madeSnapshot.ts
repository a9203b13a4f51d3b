/** Snapshots made by hand: a small clean case as grids of cells, and ways to change one thing of it. */
import type {
  CellArea,
  CellValue,
  SheetSnapshot,
  Snapshot,
  SnapshotRow,
  SnapshotTable,
  WorkbookFacts,
} from "../../src/workbook";

/** A cell with more than a value. */
export type Made = { readonly value: CellValue; readonly formula?: string; readonly format?: string };
export type Entry = CellValue | Made;
export type Grid = readonly (readonly Entry[])[];

export function withFormula(value: CellValue, formula: string): Made {
  return { value, formula };
}

export function withFormat(value: CellValue, format: string): Made {
  return { value, format };
}

export const MONTH_FORMAT = "mmm-yy";

/** A month of the 1900 date system as Excel holds it. */
export function monthCell(serial: number): Made {
  return withFormat(serial, MONTH_FORMAT);
}

/** 1 April 2026. */
export const APRIL_2026 = 46_113;

export const cleanStaffing: Grid = [
  [
    "Post reference",
    "Business group",
    "Location",
    "Role type",
    "Grade",
    "Baseline BWT",
    "Proposed BWT",
    "Strength",
    "Start month",
    "Annual cost",
  ],
  ["P1", "Response", "Northgate", "Officer", "G4", 20, 22, 19, monthCell(APRIL_2026), 1_210_000],
  ["P2", "Response", "Riverside", "Officer", "G5", 4, 4, 4, monthCell(APRIL_2026), 260_000],
  ["P3", "Estates", "HQ", "Staff", "G2", 3, 2.5, 2.8, monthCell(APRIL_2026), 77_500],
];

export const cleanCosts: Grid = [
  ["Cost reference", "Description", "Category", "Site", "Type", "Funding source", "Financial year", "Amount"],
  ["K1", "Vehicles", "Fleet", "Northgate", "Capital", "Capital plan", "2026/27", 450_000],
  ["K2", "Licences", "ICT", "HQ", "Revenue one-off", "Change fund", "2026/27", 206_000],
  ["K3", "Roof repair", "Estates", "HQ", "Capital", "By order", "2027/28", 120_000.5],
];

/** A sheet from a grid that begins in A1; a null row is absent, as in a real snapshot. */
export function madeSheet(
  name: string,
  grid: readonly (readonly Entry[] | null)[],
  details: Partial<SheetSnapshot> = {},
): SheetSnapshot {
  const rows = grid.flatMap((entries, index) => (entries === null ? [] : [madeRow(index + 1, entries)]));
  return {
    id: name,
    name,
    visibility: "visible",
    kind: "grid",
    isProtected: false,
    ownership: null,
    hiddenColumns: [],
    merges: [],
    tables: [],
    ...details,
    rows: details.rows ?? rows,
  };
}

export function madeRow(row: number, entries: readonly Entry[]): SnapshotRow {
  const made = entries.map((entry): Made => (isMade(entry) ? entry : { value: entry }));
  const formulas = made.map((cell) => cell.formula);
  const formats = made.map((cell) => cell.format);
  return {
    row,
    values: made.map((cell) => cell.value),
    ...(formulas.some((formula) => formula !== undefined) ? { formulas } : {}),
    ...(formats.some((format) => format !== undefined) ? { formats } : {}),
  };
}

function isMade(entry: Entry): entry is Made {
  return typeof entry === "object" && entry !== null && "value" in entry;
}

const PLAIN_FACTS: WorkbookFacts = {
  dateSystem: 1900,
  isStructureLocked: false,
  isReadOnly: false,
  hasMacros: false,
  isSigned: false,
  isManualCalculation: false,
  isIterativeCalculation: false,
  isPrecisionAsDisplayed: false,
  externalLinks: [],
  definedNames: [],
};

export function madeSnapshot(sheets: readonly SheetSnapshot[], facts: Partial<WorkbookFacts> = {}): Snapshot {
  return { facts: { ...PLAIN_FACTS, ...facts }, sheets };
}

/** The clean case with further sheets behind it. */
export function cleanWith(...further: readonly SheetSnapshot[]): Snapshot {
  return madeSnapshot([madeSheet("Staffing", cleanStaffing), madeSheet("Costs", cleanCosts), ...further]);
}

/** The clean case with another staffing grid. */
export function withStaffing(
  grid: readonly (readonly Entry[] | null)[],
  details: Partial<SheetSnapshot> = {},
  further: readonly SheetSnapshot[] = [],
): Snapshot {
  return madeSnapshot([madeSheet("Staffing", grid, details), madeSheet("Costs", cleanCosts), ...further]);
}

/** The clean case with another cost grid. */
export function withCosts(
  grid: readonly (readonly Entry[] | null)[],
  details: Partial<SheetSnapshot> = {},
  further: readonly SheetSnapshot[] = [],
): Snapshot {
  return madeSnapshot([madeSheet("Staffing", cleanStaffing), madeSheet("Costs", grid, details), ...further]);
}

/** A grid with one cell changed; rows as on screen, columns as letters. */
export function changed(grid: Grid, cell: string, entry: Entry): Grid {
  const column = cell.charCodeAt(0) - 65;
  const row = Number(cell.slice(1)) - 1;
  return grid.map((entries, index) => {
    if (index !== row) return entries;
    const copy = [...entries];
    while (copy.length <= column) copy.push(null);
    copy[column] = entry;
    return copy;
  });
}

/** A grid with a column more: its heading, then its cells. */
export function withColumn(grid: Grid, column: readonly Entry[]): Grid {
  return grid.map((entries, index) => [...entries, column[index] ?? null]);
}

export function without(grid: Grid, heading: string): Grid {
  const at = (grid[0] ?? []).indexOf(heading);
  return grid.map((entries) => entries.filter((_, index) => index !== at));
}

export function area(top: number, left: number, bottom: number, right: number): CellArea {
  return { top, left, bottom, right };
}

export function table(name: string, cells: CellArea): SnapshotTable {
  return { name, area: cells, hasHeader: true, hasTotals: false };
}
