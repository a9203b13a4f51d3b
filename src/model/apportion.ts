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

  const size = Math.abs(amount);
  const remainders: (number | bigint)[] = [];
  // Products within the safe range are exact as numbers, and many times quicker.
  const isWithinRange = BigInt(size) * total <= BigInt(Number.MAX_SAFE_INTEGER);
  const whole = Number(total);
  const parts = weights.map((weight) => {
    if (isWithinRange) {
      const remainder = (size * weight) % whole;
      remainders.push(remainder);
      return (size * weight - remainder) / whole;
    }
    const product = BigInt(size) * BigInt(weight);
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
  remainders: readonly (number | bigint)[],
  weights: readonly number[],
  order: readonly (number | null)[],
  ties: TieRule,
): number {
  const [ofA, ofB] = [remainders[a] ?? 0, remainders[b] ?? 0];
  if (ofA !== ofB) return ofB > ofA ? 1 : -1;
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
  remainders: readonly (number | bigint)[],
  weights: readonly number[],
  order: readonly (number | null)[],
  ties: TieRule,
): ApportionTie | null {
  const lastIn = ranked[left - 1];
  const firstOut = ranked[left];
  if (lastIn === undefined || firstOut === undefined || remainders[lastIn] !== remainders[firstOut]) return null;
  const between = ranked.filter((index) => remainders[index] === remainders[lastIn]).sort((a, b) => a - b);
  if (ties !== "larger weight") return { between, settledBy: "the order of rows" };
  return { between, settledBy: settledBy(lastIn, firstOut, weights, order) };
}

/**
 * Shares `amount` whole units by `weights` by Webster's method (Sainte-Laguë) instead: on request.
 *
 * Formula: unit after unit goes to the largest weight / (2 x units it has already + 1). Equal quotients, compared as exact
 * fractions, are settled by the larger weight, then by `order`, then by position. A negative amount is shared by its size
 * and negated. Source: finance model 1.3. A group may have more than its exact share rounded up, which largest remainders
 * never give; but it never loses a unit when there are more to share.
 * Afterwards: the parts add to the amount. Errors as for `apportion`.
 */
export function apportionByWebster(
  amount: number,
  weights: readonly number[],
  order: readonly (number | null)[] = [],
): Apportioned | null {
  const start = apportion(amount, weights, order);
  if (start === null || amount === 0) return start;
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  const size = BigInt(Math.abs(amount));
  // No part is further below its exact share than half the number of weights and a half, so all begin there.
  const slack = BigInt(Math.ceil(weights.length / 2) + 1);
  const parts = weights.map((weight) => {
    const lowest = (size * BigInt(weight)) / total - slack;
    return lowest > 0n ? Number(lowest) : 0;
  });
  /** Above nil where the `held`-th further unit of `b` has the larger quotient. */
  const compare = (a: number, heldByA: number, b: number, heldByB: number): number => {
    const left = BigInt(weights[a] ?? 0) * BigInt(2 * heldByB + 1);
    const right = BigInt(weights[b] ?? 0) * BigInt(2 * heldByA + 1);
    return left === right ? 0 : left < right ? 1 : -1;
  };
  const claim = (a: number, b: number): number =>
    compare(a, parts[a] ?? 0, b, parts[b] ?? 0) ||
    (weights[b] ?? 0) - (weights[a] ?? 0) ||
    placeInOrder(order, a) - placeInOrder(order, b) ||
    a - b;
  const all = weights.map((_, index) => index).filter((index) => (weights[index] ?? 0) > 0);
  const next = (): number => all.reduce((best, index) => (claim(index, best) < 0 ? index : best));
  let lastIn = next();
  for (let left = Math.abs(amount) - parts.reduce((sum, part) => sum + part, 0); left > 0; left--) {
    lastIn = next();
    parts[lastIn] = (parts[lastIn] ?? 0) + 1;
  }
  const firstOut = next();
  const heldByLast = (parts[lastIn] ?? 0) - 1;
  const isTied = (index: number): boolean => compare(lastIn, heldByLast, index, parts[index] ?? 0) === 0;
  const hadIt = (index: number): boolean =>
    (parts[index] ?? 0) > 0 && compare(lastIn, heldByLast, index, (parts[index] ?? 0) - 1) === 0;
  return {
    parts: amount < 0 ? parts.map((part) => (part === 0 ? 0 : -part)) : parts,
    tie:
      firstOut !== lastIn && isTied(firstOut)
        ? {
            between: all.filter((index) => isTied(index) || hadIt(index)),
            settledBy: settledBy(lastIn, firstOut, weights, order),
          }
        : null,
  };
}

function settledBy(
  lastIn: number,
  firstOut: number,
  weights: readonly number[],
  order: readonly (number | null)[],
): ApportionTie["settledBy"] {
  if (weights[lastIn] !== weights[firstOut]) return "the larger weight";
  return placeInOrder(order, lastIn) !== placeInOrder(order, firstOut) ? "Order" : "the order of rows";
}
