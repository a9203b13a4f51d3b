/**
 * What an earlier run's results still are: whether the inputs have moved since they were written, and whether somebody
 * typed over a number of ours. Said where the workbook is checked, before a run makes the sheet anew; never written into
 * the sheet, which would be out of date as soon as it stood there.
 */
import { cellAddress } from "../address";
import type { Finding } from "../reading";
import type {
  CellStyle,
  CellValue,
  OwnedCell,
  OwnedSheetPlan,
  OwnedTable,
  SheetSnapshot,
  Snapshot,
  WritePlan,
} from "../workbook";
import { showOwnedValue } from "./shownValue";

/** Row of the stamp on every sheet of ours, and the words that it consists of. */
const STAMP_ROW = 3;
const STAMP = /^Run (\d+)\. Model (\S+)\. Inputs ([0-9a-f]{16})\.$/;

/** Numbers that the inputs alone decide; counts of findings and dates may move for other reasons. */
const DECIDED_BY_INPUTS: ReadonlySet<CellStyle> = new Set<CellStyle>([
  "money",
  "wholePounds",
  "wholePosts",
  "posts",
  "share",
  "percent",
]);

/**
 * STALE_RESULT where the results that stand were made from other inputs or by another model; else MANUAL_OVERRIDE for
 * every number of theirs that differs from the model's, or that a formula has taken the place of. A table whose headings
 * or row names do not stand where the plan has them has been moved about and is not judged cell by cell.
 * Source: finance model 4.18. Nothing without results of ours, or with a stamp that somebody has changed.
 */
export function earlierResultFlags(plan: WritePlan, snapshot: Snapshot): readonly Finding[] {
  const results = plan.sheets.find((sheet) => sheet.role === "results");
  const now = snapshot.sheets.find((sheet) => results?.replaces != null && sheet.id === results.replaces);
  if (results === undefined || now === undefined) return [];
  const standing = standingCells(now);
  const stamp = stampOf(standing.get(keyOf(STAMP_ROW, 0))?.value);
  const planned = stampOf(results.texts.find(({ row, column }) => row === STAMP_ROW && column === 0)?.cell.value);
  if (stamp === null || planned === null) return [];
  if (stamp.fingerprint !== planned.fingerprint || stamp.model !== planned.model)
    return [staleFlag(now.name, stamp, stamp.fingerprint !== planned.fingerprint)];
  return overrides(results, standing, snapshot.facts.dateSystem);
}

type Stamp = { readonly run: string; readonly model: string; readonly fingerprint: string };

function stampOf(words: CellValue | undefined): Stamp | null {
  const [, run, model, fingerprint] = (typeof words === "string" ? STAMP.exec(words) : null) ?? [];
  return run === undefined || model === undefined || fingerprint === undefined ? null : { run, model, fingerprint };
}

function staleFlag(sheet: string, { run, model }: Stamp, haveInputsMoved: boolean): Finding {
  return {
    code: "STALE_RESULT",
    severity: "warning",
    sheet,
    cell: cellAddress(STAMP_ROW, 0),
    message: haveInputsMoved
      ? `The inputs have changed since the results of run ${run} were written.`
      : `The results of run ${run} were written by model ${model}, and the rules have changed since.`,
    next: "Write the results again before anybody relies on them.",
  };
}

type Standing = { readonly value: CellValue; readonly isFormula: boolean };

function standingCells(sheet: SheetSnapshot): ReadonlyMap<string, Standing> {
  const cells = new Map<string, Standing>();
  for (const { row, values, formulas } of sheet.rows) {
    for (let column = 0; column < Math.max(values.length, formulas?.length ?? 0); column++)
      cells.set(keyOf(row, column), { value: values[column] ?? null, isFormula: formulas?.[column] !== undefined });
  }
  return cells;
}

function keyOf(row: number, column: number): string {
  return `${row}:${column}`;
}

function overrides(
  plan: OwnedSheetPlan,
  standing: ReadonlyMap<string, Standing>,
  dateSystem: 1900 | 1904,
): readonly Finding[] {
  return plan.tables
    .filter((table) => standsInPlace(table, standing))
    .flatMap((table) =>
      table.rows.flatMap((row, down) =>
        row.flatMap((cell, across): readonly Finding[] => {
          const at = { row: table.top + 1 + down, column: table.left + across };
          const found = standing.get(keyOf(at.row, at.column)) ?? { value: null, isFormula: false };
          if (!isOverridden(cell, found)) return [];
          const shown = showOwnedValue(found.value, cell.style, dateSystem);
          return [
            {
              code: "MANUAL_OVERRIDE",
              severity: "warning",
              sheet: plan.name,
              cell: cellAddress(at.row, at.column),
              message: `Typed over: ${found.isFormula ? "a formula" : shown === "" ? "nothing" : shown} stands here; the model gives ${showOwnedValue(cell.value, cell.style, dateSystem)}.`,
              next: "Change the inputs instead: every run makes this sheet anew.",
            },
          ];
        }),
      ),
    );
}

function isOverridden(cell: OwnedCell, found: Standing): boolean {
  if (typeof cell.value !== "number" || !DECIDED_BY_INPUTS.has(cell.style)) return false;
  return found.isFormula || found.value !== cell.value;
}

/** Whether the table's headings and the names of its rows are where the plan has them. */
function standsInPlace(table: OwnedTable, standing: ReadonlyMap<string, Standing>): boolean {
  const isThere = (row: number, column: number, value: CellValue): boolean =>
    (standing.get(keyOf(row, column))?.value ?? "") === (value ?? "");
  return (
    table.headings.every((heading, across) => isThere(table.top, table.left + across, heading)) &&
    table.rows.every((row, down) => isThere(table.top + 1 + down, table.left, row[0]?.value ?? null))
  );
}
