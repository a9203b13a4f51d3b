/** RULES: when a variance is worth a colour or a flag. Adverse is positive for a cost and negative for income. */
import { formatMoney, pence, type Pence, type Rate } from "./money";

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

/** A colour as people read it; Blue is an underspend worth knowing of, where both sides are rated. */
export type Colour = "Red" | "Amber" | "Green" | "Blue";

/** When a variance is worth the worse of two colours. */
export type RatingLimits = {
  /** Of the budget's size; null where the amount alone decides. */
  readonly share: Rate | null;
  readonly amount: Pence;
  /** "either": whichever limit is lower decides; "both": whichever is higher. */
  readonly needed: "either" | "both";
  readonly isTwoSided: boolean;
};

/** A variance with its colour and the limit that decided. */
export type RatedVariance = {
  readonly colour: Colour;
  /** The whole penny from which the worse colour is given. */
  readonly limit: Pence;
  readonly decidedBy: "share" | "amount";
  /** The rule that decided, with its numbers: the end of a sentence. */
  readonly words: string;
};

/**
 * The colour of a variance against its budget, with the rule and the number that decided.
 *
 * Formula: the limit is the lower of the amount and the share of |budget| (the higher, where both are needed), a share
 * taken up to the next whole penny. Over budget: Red from the limit on, Amber below it. At or under budget: Green;
 * two-sided, an underspend is Amber from the limit on and Blue below it, and only nil is Green. A budget of nil has no
 * share: the amount decides alone.
 * Source: finance model 4.17; the two-sided colours are our reading of "blue/amber". At the limit the worse colour is given.
 */
export function rateByLimits(variance: Pence, budget: Pence, limits: RatingLimits): RatedVariance {
  const ofBudget = limits.share === null || budget === 0 ? null : shareUpToPenny(budget, limits.share);
  const isByShare =
    ofBudget !== null && (limits.needed === "either" ? ofBudget <= limits.amount : ofBudget > limits.amount);
  const limit = isByShare ? ofBudget : limits.amount;
  const decidedBy = isByShare ? "share" : "amount";
  const limitWords = limitInWords(limits, budget, ofBudget, isByShare);
  const rated = (colour: Colour, words: string): RatedVariance => ({ colour, limit, decidedBy, words });
  const isAtLimit = Math.abs(variance) >= limit;
  const size = formatMoney(pence(Math.abs(variance)));
  if (variance > 0)
    return isAtLimit
      ? rated("Red", `${size} over is at or beyond ${limitWords}`)
      : rated("Amber", `${size} over is below ${limitWords}`);
  if (variance === 0) return rated("Green", "on budget");
  if (!limits.isTwoSided) return rated("Green", `${size} under: at or under budget is Green`);
  return isAtLimit
    ? rated("Amber", `${size} under is at or beyond ${limitWords}`)
    : rated("Blue", `${size} under is below ${limitWords}`);
}

function limitInWords(limits: RatingLimits, budget: Pence, ofBudget: Pence | null, isByShare: boolean): string {
  const amount = formatMoney(limits.amount);
  if (limits.share === null) return amount;
  if (ofBudget === null) return `${amount}; a budget of nil has no percentage`;
  const share = `${rateInWords(limits.share)} of ${formatMoney(pence(Math.abs(budget)))}`;
  const order = ofBudget === limits.amount ? "equal to" : limits.needed === "either" ? "lower than" : "higher than";
  return isByShare
    ? `${formatMoney(ofBudget)} (${share}), ${order} ${amount}`
    : `${amount}, ${order} ${formatMoney(ofBudget)} (${share})`;
}

/** A rate as a percentage: "5%", "0.5%". */
export function rateInWords(rate: Rate): string {
  return `${Number(((rate.numerator * 100) / rate.denominator).toPrecision(12))}%`;
}

/** The smallest whole penny that is at least a share of an amount's size, exact. */
function shareUpToPenny(of: Pence, share: Rate): Pence {
  const product = BigInt(Math.abs(of)) * BigInt(share.numerator);
  const divisor = BigInt(share.denominator);
  return pence(Number((product + divisor - 1n) / divisor));
}

/** Whether an amount is at least a share of another's size, compared as exact fractions. */
function reachesShare(size: number, of: Pence, share: Rate): boolean {
  return BigInt(size) * BigInt(share.denominator) >= BigInt(Math.abs(of)) * BigInt(share.numerator);
}
