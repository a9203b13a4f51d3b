/** What passes between the pane and its worker. A snapshot and a plan cross in slices, so that neither side is held up. */
import type { OwnedSheetPlan, OwnedTable, ReadChoices, SheetSnapshot, Snapshot, SnapshotRow } from "../../workbook";

type Rows = readonly SnapshotRow[];

/** Work for the worker. `ticket` names the question that an answer belongs to. */
export type Request =
  | {
      readonly kind: "sheets";
      readonly facts: Snapshot["facts"];
      readonly sheets: readonly Omit<SheetSnapshot, "rows">[];
    }
  | { readonly kind: "rows"; readonly sheet: number; readonly rows: Rows }
  | ({ readonly ticket: number } & Question);

export type Question =
  | { readonly kind: "check"; readonly choices: ReadChoices }
  | { readonly kind: "preview" }
  | { readonly kind: "plan" }
  | { readonly kind: "explain"; readonly id: string }
  | { readonly kind: "explain cell"; readonly place: { readonly sheet: string; readonly cell: string } };

export type Reply =
  | { readonly kind: "progress"; readonly ticket: number; readonly words: string; readonly fraction: number }
  /** Rows of a table of the plan, which the answer then leaves out. */
  | {
      readonly kind: "plan rows";
      readonly ticket: number;
      readonly sheet: number;
      readonly table: number;
      readonly rows: OwnedTable["rows"];
    }
  | { readonly kind: "answer"; readonly ticket: number; readonly value: unknown }
  /** The program is broken: what it said, for whoever mends it. */
  | { readonly kind: "broken"; readonly ticket: number; readonly said: string };

/** Cells that cross at a time: some milliseconds of work on either side. */
const CELLS_IN_SLICE = 15_000;

/** Rows in slices of about as many cells. */
export function* slices<T extends SnapshotRow | OwnedTable["rows"][number]>(
  rows: readonly T[],
): Generator<readonly T[]> {
  let from = 0;
  let cells = 0;
  for (let at = 0; at < rows.length; at++) {
    cells += widthOf(rows[at]);
    if (cells < CELLS_IN_SLICE) continue;
    yield rows.slice(from, at + 1);
    from = at + 1;
    cells = 0;
  }
  if (from < rows.length) yield rows.slice(from);
}

/** Cells of a row, and a little for the row itself. */
function widthOf(row: SnapshotRow | OwnedTable["rows"][number] | undefined): number {
  if (row === undefined) return 0;
  return ROW_COST + ("values" in row && "row" in row ? row.values.length : row.length);
}

const ROW_COST = 4;

/** A sheet of a plan whose tables have no rows yet. */
export function withoutRows(sheet: OwnedSheetPlan): OwnedSheetPlan {
  return { ...sheet, tables: sheet.tables.map((table) => ({ ...table, rows: [] })) };
}
