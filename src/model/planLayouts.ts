/** RULES: the two layouts of a plan: the whole amount of each year, and what each year adds to the year before. */
import type { PlanKind, PlanLine, PlanStatus } from "./businessCase";
import type { FinancialYear } from "./calendar";
import { pence, type Pence } from "./money";

/**
 * What each year adds to the year before.
 *
 * Formula: increment(Y) = cumulative(Y) - cumulative(Y - 1); the first year's is its whole amount. Units: pence. No rounding.
 * `null` where the year or the one before is not known. Source: finance model 4.8.
 * Afterwards: `cumulativeOf` gives the same amounts back where all are known (I9).
 */
export function incrementsOf(cumulative: readonly (Pence | null)[]): readonly (Pence | null)[] {
  return cumulative.map((amount, index) => {
    const before = index === 0 ? 0 : (cumulative[index - 1] ?? null);
    return amount === null || before === null ? null : pence(amount - before);
  });
}

/**
 * The whole amount of each year from what each year adds.
 *
 * Formula: cumulative(Y) = sum of the increments up to Y. Units: pence. No rounding. From an increment that is not known on,
 * nothing is known. Source: finance model 4.8, I9.
 */
export function cumulativeOf(increments: readonly (Pence | null)[]): readonly (Pence | null)[] {
  let running: number | null = 0;
  return increments.map((increment) => {
    running = running === null || increment === null ? null : running + increment;
    return running === null ? null : pence(running);
  });
}

/** A line of the plan in both layouts; one entry a year of the plan. */
export type PlanLineAmounts = {
  readonly cumulative: readonly (Pence | null)[];
  readonly incremental: readonly (Pence | null)[];
  /** The part of a saving that is identified, delivered or approved; of any other line all of it. */
  readonly counted: readonly (Pence | null)[];
  /** Years of the plan in which the line needs a row that it does not have. */
  readonly missing: readonly FinancialYear[];
};

/** Kinds without which a year of the plan means nothing: they need a row from the first year of the plan on. */
const NEEDED_FROM_THE_START: ReadonlySet<PlanKind> = new Set<PlanKind>(["Base", "Funding"]);

/** A saving of one of these is there; a target, or one of which nothing is said, is only hoped for. */
const SAVINGS_FOUND: ReadonlySet<PlanStatus> = new Set<PlanStatus>(["Identified", "Delivered", "Approved"]);

/**
 * Brings the rows of one line into both layouts.
 *
 * Decides: a row with the whole amount stands for itself; a row with an increment is added to the year before. A year without
 * a row adds nothing to a line in increments. A line in whole amounts needs a row in every year from its first to the last of
 * the plan: a blank is not nil. Before its first row a line is nil, but for the base and the funding of the plan.
 * Savings count with the status of the row that brings them. Units: pence. No rounding. `null` where a row is needed.
 * Source: finance model 4.8.
 */
export function planLineAmounts(
  kind: PlanKind,
  rows: readonly PlanLine[],
  years: readonly FinancialYear[],
): PlanLineAmounts {
  const byYear = new Map(rows.map((row) => [row.year, row] as const));
  const first = Math.min(...rows.map((row) => row.year));
  let whole: number | null = NEEDED_FROM_THE_START.has(kind) ? null : 0;
  let counted: number | null = whole;
  let isInIncrements = false;
  const missing: FinancialYear[] = [];
  const cumulative: (Pence | null)[] = [];
  const countedIn: (Pence | null)[] = [];
  for (const year of years) {
    const row = byYear.get(year);
    const isFound = kind !== "Saving" || (row?.status != null && SAVINGS_FOUND.has(row.status));
    if (row?.cumulative != null) {
      whole = row.cumulative;
      counted = isFound ? row.cumulative : 0;
      isInIncrements = false;
    } else if (row?.incremental != null) {
      // The first row of a line in increments is its whole amount.
      const isBegin = year === first;
      whole = isBegin ? row.incremental : whole === null ? null : whole + row.incremental;
      const before: number | null = isBegin ? 0 : counted;
      counted = before === null ? null : before + (isFound ? row.incremental : 0);
      isInIncrements = true;
    } else if (!isInIncrements && (year > first || NEEDED_FROM_THE_START.has(kind))) {
      missing.push(year);
      whole = null;
      counted = null;
    }
    cumulative.push(whole === null ? null : pence(whole));
    countedIn.push(counted === null ? null : pence(counted));
  }
  return { cumulative, incremental: incrementsOf(cumulative), counted: countedIn, missing };
}
