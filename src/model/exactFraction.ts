/** Exact fractions of any size: sums and products of money, posts and rates that are rounded once, at the very end. */
import type { ExactFraction } from "./appraisal";
import { pence, quotientHalfUp, type Pence } from "./money";

export type { ExactFraction } from "./appraisal";

export const NOTHING: ExactFraction = { numerator: 0n, denominator: 1n };

/** The fraction `numerator / denominator` of whole numbers. Throws unless the denominator is above zero. */
export function fraction(numerator: number, denominator = 1): ExactFraction {
  if (denominator <= 0) throw new RangeError(`not a denominator: ${denominator}`);
  return { numerator: BigInt(numerator), denominator: BigInt(denominator) };
}

/** The sum of fractions, exact. */
export function addFractions(...parts: readonly ExactFraction[]): ExactFraction {
  let sum = NOTHING;
  for (const part of parts) {
    sum =
      sum.denominator === part.denominator
        ? { numerator: sum.numerator + part.numerator, denominator: sum.denominator }
        : {
            numerator: sum.numerator * part.denominator + part.numerator * sum.denominator,
            denominator: sum.denominator * part.denominator,
          };
  }
  return sum;
}

/** What is left of a fraction, exact. */
export function subtractFraction(from: ExactFraction, part: ExactFraction): ExactFraction {
  return addFractions(from, { numerator: -part.numerator, denominator: part.denominator });
}

/** The product of fractions, exact. Rates are fractions as they stand. */
export function multiplyFractions(
  ...factors: readonly (ExactFraction | { readonly numerator: number; readonly denominator: number })[]
): ExactFraction {
  let numerator = 1n;
  let denominator = 1n;
  for (const factor of factors) {
    numerator *= BigInt(factor.numerator);
    denominator *= BigInt(factor.denominator);
  }
  return { numerator, denominator };
}

/** The same fraction with the smallest whole numbers, so that what is worked out from it stays small. */
export function inLowestTerms({ numerator, denominator }: ExactFraction): ExactFraction {
  let [a, b] = [numerator < 0n ? -numerator : numerator, denominator];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? NOTHING : { numerator: numerator / a, denominator: denominator / a };
}

/** One fraction divided by another, exact. Throws unless the divisor is above zero. */
export function divideFraction(dividend: ExactFraction, divisor: ExactFraction): ExactFraction {
  if (divisor.numerator <= 0n) throw new RangeError("the divisor must be above zero");
  return {
    numerator: dividend.numerator * divisor.denominator,
    denominator: dividend.denominator * divisor.numerator,
  };
}

/** Below zero when `a` is the smaller, above zero when it is the larger, zero when they are the same amount. */
export function compareFractions(a: ExactFraction, b: ExactFraction): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** A fraction of a penny brought to whole pence, half up, ties away from zero. Throws beyond the safe range. */
export function roundToPence(amount: ExactFraction): Pence {
  return pence(Number(quotientHalfUp(amount.numerator, amount.denominator)));
}
