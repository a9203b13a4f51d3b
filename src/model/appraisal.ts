/** RULES: net present cost. Real prices, official discount rates; no funding, reserve movement or financing in it. */
import { pence, quotientHalfUp, rate, type Pence, type Rate } from "./money";

/** A discount rate and the last year (0 is the base year) that it applies to. */
export type DiscountStep = { readonly lastYear: number; readonly rate: Rate };

/**
 * Net present cost in whole pounds.
 *
 * Formula: sum of cost(t) / product of (1 + rate(k)) for k = 1..t, year 0 undiscounted; the rate steps down by `steps`.
 * Source: finance model C23, HM Treasury Green Book. Worked in exact fractions; rounded once, half up to the pound.
 * Afterwards: at a rate of nil it is the plain sum; with costs above nil it falls as the rate rises.
 */
export function netPresentCost(costsInPence: readonly number[], steps: readonly DiscountStep[]): number {
  const present = discountedSum(costsInPence, steps);
  return Number(quotientHalfUp(present.numerator, present.denominator * 100n));
}

/**
 * Present value to the penny, of amounts whose first is that of year 0.
 *
 * Formula and source as for the net present cost; rounded once, half up to the penny.
 */
export function presentValue(amounts: readonly Pence[], steps: readonly DiscountStep[]): Pence {
  const present = discountedSum(amounts, steps);
  return pence(Number(quotientHalfUp(present.numerator, present.denominator)));
}

/** An exact fraction of any size. */
export type ExactFraction = { readonly numerator: bigint; readonly denominator: bigint };

/**
 * The factor that turns an amount of a year into its present value; year 0 is 1.
 *
 * Formula: 1 / product of (1 + rate(k)) for k = 1..year. Source: finance model C23. Exact, no rounding.
 */
export function discountFactor(year: number, steps: readonly DiscountStep[]): ExactFraction {
  return discountedSum([...new Array<number>(year).fill(0), 1], steps);
}

/** The sum of amounts over the growth of each year so far, exact. */
function discountedSum(amounts: readonly number[], steps: readonly DiscountStep[]): ExactFraction {
  // The sum so far as sum / growths; bases is the product of the rates' denominators, which tops each year's factor.
  let sum = 0n;
  let growths = 1n;
  let bases = 1n;
  amounts.forEach((amount, year) => {
    if (year > 0) {
      const step = rateInto(year, steps);
      const growth = BigInt(step.numerator + step.denominator);
      sum *= growth;
      growths *= growth;
      bases *= BigInt(step.denominator);
    }
    sum += BigInt(amount) * bases;
  });
  return { numerator: sum, denominator: growths };
}

function rateInto(year: number, steps: readonly DiscountStep[]): Rate {
  return (steps.find((step) => year <= step.lastYear) ?? steps[steps.length - 1])?.rate ?? rate(0, 1);
}
