/** RULES: net present cost. Real prices, official discount rates; no funding, reserve movement or financing in it. */
import { quotientHalfUp, rate, type Rate } from "./money";

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
  // The sum so far as sum / growths; bases is the product of the rates' denominators, which tops each year's factor.
  let sum = 0n;
  let growths = 1n;
  let bases = 1n;
  costsInPence.forEach((cost, year) => {
    if (year > 0) {
      const step = rateInto(year, steps);
      const growth = BigInt(step.numerator + step.denominator);
      sum *= growth;
      growths *= growth;
      bases *= BigInt(step.denominator);
    }
    sum += BigInt(cost) * bases;
  });
  return Number(quotientHalfUp(sum, growths * 100n));
}

function rateInto(year: number, steps: readonly DiscountStep[]): Rate {
  return (steps.find((step) => year <= step.lastYear) ?? steps[steps.length - 1])?.rate ?? rate(0, 1);
}
