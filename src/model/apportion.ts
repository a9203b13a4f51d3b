/**
 * Sharing out a whole number of units (posts, pence, thousands of pounds) by weights, so that the parts add to the
 * whole exactly: the method of largest remainders, with ties settled by a stated rule.
 */

/** What settled a tie at the cut-off, and between whom (indexes into the weights). */
export type ApportionTie = {
  readonly between: readonly number[];
  readonly settledBy: "the larger weight" | "Order" | "the order of rows";
};

/**
 * Which of equal remainders comes first: the one with the larger weight (then by Order, then by position), or plainly the
 * first or the last of the row. Source: finance model 1.3 for the larger weight, the default; the others are on request.
 */
export type TieRule = "larger weight" | "first" | "last";

export type Apportioned = {
  /** Whole units for each weight; they add to the amount. */
  readonly parts: readonly number[];
  /** The tie that decided who got a last unit; null when none did. */
  readonly tie: ApportionTie | null;
};

/**
 * Shares `amount` whole units by `weights`.
 *
 * Formula: q = amount x weight / sum of weights; each part is q rounded down, and the units left go one each to the
 * largest remainders. Equal remainders, compared as exact fractions, are settled by the larger weight, then by `order`
 * (smaller first, blank last), then by position; `ties` may ask for plain position instead. A negative amount is shared by
 * its size and negated.
 * Source: finance model C10 and 1.3, Hare quota. No rounding but the method's own; the parts always add to the amount.
 * @returns null when there is something to share and the weights add to nothing.
 * @throws RangeError when a weight is negative or not a safe integer.
 */
export function apportion(
  amount: number,
  weights: readonly number[],
  order: readonly (number | null)[] = [],
  ties: TieRule = "larger weight",
): Apportioned | null {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not a whole number of units: ${amount}`);
  let total = 0n;
  for (const weight of weights) {
    if (!Number.isSafeInteger(weight) || weight < 0) throw new RangeError(`not a weight: ${weight}`);
    total += BigInt(weight);
  }
  if (amount === 0) return { parts: weights.map(() => 0), tie: null };
  if (total === 0n) return null;

  const size = BigInt(Math.abs(amount));
  const remainders: bigint[] = [];
  const parts = weights.map((weight) => {
    const product = size * BigInt(weight);
    remainders.push(product % total);
    return Number(product / total);
  });
  const left = Math.abs(amount) - parts.reduce((sum, part) => sum + part, 0);
  const ranked = weights.map((_, index) => index).sort((a, b) => compareClaims(a, b, remainders, weights, order, ties));
  for (const index of ranked.slice(0, left)) parts[index] = (parts[index] ?? 0) + 1;
  return {
    parts: amount < 0 ? parts.map((part) => (part === 0 ? 0 : -part)) : parts,
    tie: tieAtCutOff(ranked, left, remainders, weights, order, ties),
  };
}

function compareClaims(
  a: number,
  b: number,
  remainders: readonly bigint[],
  weights: readonly number[],
  order: readonly (number | null)[],
  ties: TieRule,
): number {
  const difference = (remainders[b] ?? 0n) - (remainders[a] ?? 0n);
  if (difference !== 0n) return difference > 0n ? 1 : -1;
  if (ties !== "larger weight") return ties === "first" ? a - b : b - a;
  return (weights[b] ?? 0) - (weights[a] ?? 0) || placeInOrder(order, a) - placeInOrder(order, b) || a - b;
}

/** A blank Order comes after every number. */
function placeInOrder(order: readonly (number | null)[], index: number): number {
  return order[index] ?? Number.MAX_SAFE_INTEGER;
}

function tieAtCutOff(
  ranked: readonly number[],
  left: number,
  remainders: readonly bigint[],
  weights: readonly number[],
  order: readonly (number | null)[],
  ties: TieRule,
): ApportionTie | null {
  const lastIn = ranked[left - 1];
  const firstOut = ranked[left];
  if (lastIn === undefined || firstOut === undefined || remainders[lastIn] !== remainders[firstOut]) return null;
  const between = ranked.filter((index) => remainders[index] === remainders[lastIn]).sort((a, b) => a - b);
  if (ties !== "larger weight") return { between, settledBy: "the order of rows" };
  const settledBy =
    weights[lastIn] !== weights[firstOut]
      ? "the larger weight"
      : placeInOrder(order, lastIn) !== placeInOrder(order, firstOut)
        ? "Order"
        : "the order of rows";
  return { between, settledBy };
}
