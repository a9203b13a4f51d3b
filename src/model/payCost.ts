/** RULES: what posts cost from a rate of pay. */
import { pence, productHalfUp, quotientHalfUp, type Pence, type Rate } from "./money";

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
  const factors = [
    posts.numerator,
    payOfOnePost,
    onCostRate.denominator + onCostRate.numerator,
    vacancyRate.denominator - vacancyRate.numerator,
    yearShare.numerator,
  ];
  const divisors = [posts.denominator, onCostRate.denominator, vacancyRate.denominator, yearShare.denominator];
  const divisor = divisors.reduce((product, each) => product * each, 1);
  if (Number.isSafeInteger(divisor)) return pence(productHalfUp(factors, divisor));
  const product = (numbers: readonly number[]): bigint => numbers.reduce((so, each) => so * BigInt(each), 1n);
  return pence(Number(quotientHalfUp(product(factors), product(divisors))));
}
