/** The official discount schedule, step by step. */
import type { DiscountStep } from "./appraisal";
import type { BusinessCase } from "./businessCase";
import { parameterValue } from "./parameters";

/** The last year of the first and of the second step; year 0 is the base year. Source: HM Treasury Green Book. */
const FIRST_STEP_ENDS = 30;
const SECOND_STEP_ENDS = 75;

/**
 * Discount rates by step: years 0 to 30, 31 to 75, and after.
 *
 * Source: HM Treasury Green Book, social time preference rate. The rates are the parameters' own, or what the case's
 * Assumptions put in their place.
 */
export function officialDiscountSteps(
  businessCase: Pick<BusinessCase, "assumptions"> = { assumptions: null },
): readonly DiscountStep[] {
  const stepOf = (id: string, lastYear: number): DiscountStep => {
    const { value } = parameterValue(businessCase, id);
    if (value.unit !== "percent") throw new Error(`'${id}' is not a rate`);
    return { lastYear, rate: value.rate };
  };
  return [
    stepOf("discount-rate", FIRST_STEP_ENDS),
    stepOf("discount-rate-years-31-to-75", SECOND_STEP_ENDS),
    stepOf("discount-rate-after-year-75", Number.MAX_SAFE_INTEGER),
  ];
}
