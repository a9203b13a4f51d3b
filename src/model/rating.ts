/** RULES: when a variance is worth a colour or a flag. Adverse is positive for a cost and negative for income. */
import type { Pence, Rate } from "./money";

export type Rating = "GREEN" | "AMBER" | "RED";

/**
 * The colour of a variance against its budget.
 *
 * Formula: RED at or above the lower of the two limits, share of the budget (its size) and amount; AMBER above nil and
 * below the limit; GREEN at or under budget. A budget of nil has no share, so the amount decides alone. Two-sided, an
 * underspend is coloured by its size in the same way.
 * Source: finance model 4.17, the rule in public use. No rounding: the share is compared exactly, and at the limit the
 * worse colour is given.
 */
export function rateVariance(
  variance: Pence,
  budget: Pence,
  shareLimit: Rate,
  amountLimit: Pence,
  isTwoSided: boolean,
): Rating {
  const over = isTwoSided ? Math.abs(variance) : variance;
  if (over <= 0) return "GREEN";
  const isRed = over >= amountLimit || (budget !== 0 && reachesShare(over, budget, shareLimit));
  return isRed ? "RED" : "AMBER";
}

export type VarianceFlag = "OK" | "ADVERSE" | "FAVOURABLE" | "NEW" | "REMOVED";

/** When a change is worth a flag: its amount, its share of the baseline, and whether one of them is enough. */
export type FlagLimits = {
  readonly amount: Pence;
  /** Null when only the amount decides. */
  readonly share: Rate | null;
  readonly needed: "both" | "either";
};

/**
 * Whether a line has moved so far from its baseline that somebody must say why, and which way.
 *
 * Formula: change = current - baseline; beyond the limits when |change| reaches the amount and (or: or) its share of
 * |baseline|. A baseline of nil has no share: any change from it reaches every share. Beyond the limits a line with no
 * baseline is NEW and one with no current amount REMOVED; else above baseline is ADVERSE for a cost, FAVOURABLE for income.
 * Source: finance model 4.17; product specification, variance flags. No rounding; at a limit it has been passed.
 */
export function flagVariance(
  current: Pence,
  baseline: Pence,
  limits: FlagLimits,
  sense: "cost" | "income",
): VarianceFlag {
  const change = current - baseline;
  if (change === 0) return "OK";
  const size = Math.abs(change);
  const isAmountReached = size >= limits.amount;
  const isShareReached = limits.share === null || baseline === 0 || reachesShare(size, baseline, limits.share);
  const isBeyond =
    limits.share === null || limits.needed === "both"
      ? isAmountReached && isShareReached
      : isAmountReached || isShareReached;
  if (!isBeyond) return "OK";
  if (baseline === 0) return "NEW";
  if (current === 0) return "REMOVED";
  return change > 0 === (sense === "cost") ? "ADVERSE" : "FAVOURABLE";
}

/** Whether an amount is at least a share of another's size, compared as exact fractions. */
function reachesShare(size: number, of: Pence, share: Rate): boolean {
  return BigInt(size) * BigInt(share.denominator) >= BigInt(Math.abs(of)) * BigInt(share.numerator);
}
