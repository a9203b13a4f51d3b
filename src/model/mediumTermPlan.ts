/** RULES: the pressure that a case leaves on the medium term plan, and how far savings and acceptance meet it. */
import type { FundingRow, Saving } from "./businessCase";
import type { FinancialYear } from "./calendar";
import { NIL, pence, type Pence } from "./money";

/** A year of the medium term plan. Amounts above nil are pressure; a residual below nil is a surplus of savings. */
export type PressureYear = {
  readonly year: FinancialYear;
  /** Recurring cost that nothing pays for. */
  readonly gross: Pence;
  /** What this year adds to the year before. */
  readonly increment: Pence;
  /** Savings identified or delivered. */
  readonly savings: Pence;
  /** Savings only targeted: shown, never counted. */
  readonly savingsTarget: Pence;
  readonly residual: Pence;
  /** The part of the residual that a named person has accepted as a pressure on the plan. */
  readonly accepted: Pence;
};

/**
 * Pressure by year.
 *
 * Formula: gross = recurring cost left over by the waterfall (cost less bridge); increment = gross less the gross of the
 * year before; residual = gross - savings identified or delivered; accepted = residual up to the Limit a year of the plan
 * rows that name who accepts it (a blank Limit accepts all). Target savings never lower anything.
 * Source: finance model C14, 4.8; workbook specification, Funding. No rounding.
 * Afterwards: the running sum of increments is the gross of each year (I9).
 */
export function pressureByYear(
  years: readonly FinancialYear[],
  leftOver: readonly Pence[],
  savings: readonly Saving[],
  planRows: readonly FundingRow[],
): readonly PressureYear[] {
  let before = 0;
  return years.map((year, index) => {
    const gross = leftOver[index] ?? NIL;
    const counted = savingsIn(year, savings, (saving) => saving.status !== "Target");
    const residual = residualPressure(gross, counted);
    const increment = gross - before;
    before = gross;
    return {
      year,
      gross,
      increment: pence(increment),
      savings: counted,
      savingsTarget: savingsIn(year, savings, (saving) => saving.status === "Target"),
      residual: pence(residual),
      accepted: pence(Math.min(Math.max(0, residual), acceptedLimit(year, planRows))),
    };
  });
}

/**
 * What a bridged recurring cost presses on the plan in a year: cost less the one-off money that bridges it.
 *
 * Source: finance model 4.8. No rounding. Below nil: more bridge than cost.
 */
export function pressureAfterBridge(recurringCost: number, bridge: number): number {
  return recurringCost - bridge;
}

/** What is left of a pressure after the savings identified or delivered; below nil a surplus. Source: finance model 4.8. */
export function residualPressure(pressure: number, savings: number): number {
  return pressure - savings;
}

function savingsIn(year: FinancialYear, savings: readonly Saving[], isWanted: (saving: Saving) => boolean): Pence {
  let sum = 0;
  for (const saving of savings) {
    const isInYear = saving.year === year || (saving.continues === true && saving.year < year);
    if (isInYear && isWanted(saving)) sum += saving.amount;
  }
  return pence(sum);
}

/** What may be accepted in a year; infinite where a row names who accepts and no limit. */
function acceptedLimit(year: FinancialYear, planRows: readonly FundingRow[]): number {
  let limit = 0;
  for (const row of planRows) {
    if (row.acceptedAsPressureBy === null) continue;
    const isOpen =
      row.year !== null
        ? row.year === year
        : (row.fromYear === null || year >= row.fromYear) && (row.toYear === null || year <= row.toYear);
    if (isOpen) limit += row.limit ?? Number.POSITIVE_INFINITY;
  }
  return limit;
}

/** The first year with residual pressure; null when there is none. */
export function firstPressureYear(pressure: readonly PressureYear[]): FinancialYear | null {
  return pressure.find((year) => year.residual > 0)?.year ?? null;
}
