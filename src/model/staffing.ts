/** RULES: what a post costs the case, by year. */
import type { Nature, Post } from "./businessCase";
import { monthsInPost, type FinancialYear } from "./calendar";
import { FTE_PER_POST, pence, productHalfUp, type Pence } from "./money";

/** The cost of one post for a full year, as the exact fraction pence / divisor. */
export type CostOfOnePost = { readonly pence: number; readonly divisor: number };

/**
 * What one post of a row costs for a full year.
 *
 * Formula: Unit cost when given, else Annual cost / Proposed BWT, kept as an exact fraction.
 * Source: workbook specification, Staffing. No rounding.
 * @returns null when the row gives neither, which a reader refuses for every row that the case pays for.
 */
export function costOfOnePost(post: Post): CostOfOnePost | null {
  if (post.unitCost) return { pence: post.unitCost.amount, divisor: 1 };
  if (post.annualCost && post.proposed > 0) {
    return { pence: post.annualCost.amount * FTE_PER_POST, divisor: post.proposed };
  }
  return null;
}

/** Whether the case pays for a row: it is Paid by the case, and it does not merely move posts that exist already. */
export function isCostedByCase(post: Post): boolean {
  return post.paidBy === "Case" && !isRedistribution(post);
}

/** Redistribution moves posts between units; over the workbook it adds to nil, and so does its cost. */
export function isRedistribution(post: Post): boolean {
  return post.movement === "Redistribution in" || post.movement === "Redistribution out";
}

/** Without an End month the cost runs on and is recurring; with one it is one-off revenue to the end of that month. */
export function natureOfPost(post: Post): Nature {
  return post.endMonth === null ? "Recurring revenue" : "One-off revenue";
}

/**
 * What a row costs the case in one year.
 *
 * Formula: (Proposed - Baseline) x cost of one post x months in post / 12.
 * Source: finance model C1, C7 STANDARD. Rounded half up to the penny, once a row and year, ties away from zero.
 * Afterwards: a row whose posts do not change costs nil; the negative of a change costs the negative.
 * @throws Error when the case pays for the row and no cost of a post is given.
 */
export function postCostInYear(post: Post, year: FinancialYear): Pence {
  return changeCost(post, monthsInPost(year, post.startMonth, post.endMonth));
}

/**
 * What a row costs in a full year: (Proposed - Baseline) x cost of one post.
 *
 * Source: finance model C8. Rounded half up to the penny. The full-year effect less the part-year cost of a first year
 * is the adjustment of the year after.
 */
export function fullYearEffect(post: Post): Pence {
  return changeCost(post, 12);
}

/** The cost of one post in whole pence, half up, for display; null when it is not given. */
export function unitCostShown(post: Post): Pence | null {
  const cost = costOfOnePost(post);
  return cost && pence(productHalfUp([cost.pence], cost.divisor));
}

function changeCost(post: Post, months: number): Pence {
  const change = post.proposed - post.baseline;
  if (change === 0 || months === 0 || !isCostedByCase(post)) return pence(0);
  if (post.unitCost) return pence(productHalfUp([change, post.unitCost.amount, months], FTE_PER_POST * 12));
  if (post.annualCost && post.proposed > 0) {
    return pence(productHalfUp([change, post.annualCost.amount, months], post.proposed * 12));
  }
  throw new Error(`${post.line}: the case pays for these posts and no cost was given; the reader must refuse the row`);
}
