/** RULES: what posts cost from a rate of pay. */
import { pence, quotientHalfUp, type Pence, type Rate } from "./money";

/** Posts, what one of them is paid in a full year, and what changes that. Rates are of pay: 0.31 on-costs, 0.05 vacant. */
export type PayBasis = {
  readonly posts: Rate;
  readonly payOfOnePost: Pence;
  readonly onCostRate: Rate;
  readonly vacancyRate: Rate;
  /** The share of the year in post, from nil to one. */
  readonly yearShare: Rate;
};

/**
 * What posts cost in a year.
 *
 * Formula: posts x pay x (1 + on-cost rate) x (1 - vacancy rate) x share of the year. Source: finance model C3, C7.
 * Everything is multiplied first and divided last; rounded once, half up to the penny, ties away from zero.
 * Afterwards: without on-costs and vacancies a full year is posts x pay; the negative of a pay costs the negative.
 */
export function payCost({ posts, payOfOnePost, onCostRate, vacancyRate, yearShare }: PayBasis): Pence {
  const numerator =
    BigInt(posts.numerator) *
    BigInt(payOfOnePost) *
    BigInt(onCostRate.denominator + onCostRate.numerator) *
    BigInt(vacancyRate.denominator - vacancyRate.numerator) *
    BigInt(yearShare.numerator);
  const denominator =
    BigInt(posts.denominator) *
    BigInt(onCostRate.denominator) *
    BigInt(vacancyRate.denominator) *
    BigInt(yearShare.denominator);
  return pence(Number(quotientHalfUp(numerator, denominator)));
}
