/**
 * RULES: net present cost, equivalent annual cost, net present social value and benefit-cost ratio. Real prices, official
 * discount rates; no funding, reserve movement or financing in them.
 */
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
  return wholePounds(discountedSum(costsInPence, steps));
}

/**
 * Present value to the penny, of amounts whose first is that of year 0.
 *
 * Formula and source as for the net present cost; rounded once, half up to the penny.
 */
export function presentValue(amounts: readonly Pence[], steps: readonly DiscountStep[]): Pence {
  return wholePence(discountedSum(amounts, steps));
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

/**
 * Present value of amounts in pence, whose first is that of year 0, before any rounding.
 *
 * Formula and source as for the net present cost. Exact, no rounding.
 */
export function presentValueExact(amounts: readonly number[], steps: readonly DiscountStep[]): ExactFraction {
  return discountedSum(amounts, steps);
}

/**
 * What a pound a year, paid at the start of each of so many years, is worth today: the annuity-due factor.
 *
 * Formula: sum of the discount factors of years 0 to years - 1. Source: finance model C24. Exact, no rounding.
 * Afterwards: at a rate of nil it is the number of years.
 * @throws RangeError when there is not at least one year.
 */
export function annuityFactor(years: number, steps: readonly DiscountStep[]): ExactFraction {
  if (!Number.isSafeInteger(years) || years < 1) throw new RangeError(`not a number of years: ${years}`);
  return discountedSum(new Array<number>(years).fill(1), steps);
}

/**
 * The yearly amount that is worth as much as a present value, so that options of unequal life compare.
 *
 * Formula: present value / annuity-due factor of its years. Source: finance model C24. Exact, in the unit of the value.
 * Afterwards: the result x annuity factor is the present value (law 13).
 */
export function equivalentAnnual(value: ExactFraction, years: number, steps: readonly DiscountStep[]): ExactFraction {
  const factor = annuityFactor(years, steps);
  return { numerator: value.numerator * factor.denominator, denominator: value.denominator * factor.numerator };
}

/**
 * Present benefits for every pound of present cost, in ten-thousandths.
 *
 * Formula: present value of benefits / present value of costs. Source: finance model C23. Rounded once, half up.
 * @returns null where the costs are not above nil: a ratio then says nothing.
 */
export function benefitCostRatio(benefits: ExactFraction, costs: ExactFraction): number | null {
  if (costs.numerator <= 0n) return null;
  const top = benefits.numerator * costs.denominator * RATIO_UNITS;
  return Number(quotientHalfUp(top, benefits.denominator * costs.numerator));
}

/** A ratio is given in ten-thousandths. */
const RATIO_UNITS = 10_000n;

/** Pence as an exact fraction in whole pounds, half up, ties away from zero. */
export function wholePounds(value: ExactFraction): number {
  return Number(quotientHalfUp(value.numerator, value.denominator * 100n));
}

/** An exact fraction of a penny in whole pence, half up, ties away from zero. */
export function wholePence(value: ExactFraction): Pence {
  return pence(Number(quotientHalfUp(value.numerator, value.denominator)));
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

/** The rate that discounts a year against the year before it; year 0 is not discounted. */
export function rateInto(year: number, steps: readonly DiscountStep[]): Rate {
  return (steps.find((step) => year <= step.lastYear) ?? steps[steps.length - 1])?.rate ?? rate(0, 1);
}
