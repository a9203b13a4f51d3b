/** The official discount schedule, step by step. */
import { discountFactor, rateInto, type DiscountStep, type ExactFraction } from "./appraisal";
import type { BusinessCase } from "./businessCase";
import { quotientHalfUp, type Rate } from "./money";
import { parameterRate } from "./parameters";

/** The last year of the first and of the second step; year 0 is the base year. Source: HM Treasury Green Book. */
const FIRST_STEP_ENDS = 30;
const SECOND_STEP_ENDS = 75;

/** The parameter of each step with the last year that it applies to. */
const STEPS = [
  { id: "discount-rate", lastYear: FIRST_STEP_ENDS },
  { id: "discount-rate-years-31-to-75", lastYear: SECOND_STEP_ENDS },
  { id: "discount-rate-after-year-75", lastYear: Number.MAX_SAFE_INTEGER },
] as const;

/**
 * Discount rates by step: years 0 to 30, 31 to 75, and after.
 *
 * Source: HM Treasury Green Book, social time preference rate. The rates are the parameters' own, or what the case's
 * Assumptions put in their place.
 */
export function officialDiscountSteps(
  businessCase: Pick<BusinessCase, "assumptions"> = { assumptions: null },
): readonly DiscountStep[] {
  return STEPS.map(({ id, lastYear }) => ({ lastYear, rate: parameterRate(businessCase, id) }));
}

/** The id of the parameter whose rate discounts a year; year 0 is the base year. */
export function discountParameterOf(year: number): string {
  return (STEPS.find((step) => year <= step.lastYear) ?? STEPS[0]).id;
}

/** One year of the discount schedule. */
export type DiscountYear = {
  /** Years after the base year; the base year is 0. */
  readonly year: number;
  /** Null in the base year, which is not discounted. */
  readonly rate: Rate | null;
  readonly factor: ExactFraction;
};

/**
 * The discount schedule of so many years: the rate into each year and the factor that it chains to.
 *
 * Formula: factor(0) = 1, factor(t) = factor(t - 1) / (1 + rate(t)). Source: finance model C23. Exact, no rounding.
 */
export function discountSchedule(years: number, steps: readonly DiscountStep[]): readonly DiscountYear[] {
  return Array.from({ length: years }, (_, year) => ({
    year,
    rate: year === 0 ? null : rateInto(year, steps),
    factor: discountFactor(year, steps),
  }));
}

/** Decimals to which a discount factor is shown. Source: finance model 4.5 R8. */
const FACTOR_DECIMALS = 6;

/** "0.966184": a factor to six places, half up, for people; calculations use the factor itself. */
export function showFactor({ numerator, denominator }: ExactFraction): string {
  const scale = 10n ** BigInt(FACTOR_DECIMALS);
  const scaled = quotientHalfUp(numerator * scale, denominator);
  const whole = scaled / scale;
  return `${whole}.${String(scaled % scale).padStart(FACTOR_DECIMALS, "0")}`;
}
