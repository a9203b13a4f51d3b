/** RULES: what a post costs the case, by year. */
import type { BusinessCase, Nature, Post } from "./businessCase";
import { monthsInPost, type FinancialYear } from "./calendar";
import { divideFraction, fraction, roundToPence, type ExactFraction } from "./exactFraction";
import { FTE_PER_POST, pence, productHalfUp, type Pence } from "./money";
import {
  daysInPost,
  daysOfYear,
  partYearMethod,
  PayBuild,
  type Built,
  type NeededPayInput,
  type PartYearMethod,
} from "./payBuild";

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
  return changeCost(post, monthsInPost(year, post.startMonth, post.endMonth), MONTHS_OF_YEAR);
}

/**
 * What a row costs the case in one year where a part of a year is counted by days.
 *
 * Formula: (Proposed - Baseline) x cost of one post x days in post / days of the year. Start and End months are whole.
 * Source: finance model C1, method DAYS; rounding and errors as for months.
 */
export function postCostInYearByDays(post: Post, year: FinancialYear): Pence {
  return changeCost(post, daysInPost(year, post.startMonth, post.endMonth), daysOfYear(year));
}

const MONTHS_OF_YEAR = 12;

/**
 * What a row costs in a full year: (Proposed - Baseline) x cost of one post.
 *
 * Source: finance model C8. Rounded half up to the penny. The full-year effect less the part-year cost of a first year
 * is the adjustment of the year after.
 */
export function fullYearEffect(post: Post): Pence {
  return changeCost(post, MONTHS_OF_YEAR, MONTHS_OF_YEAR);
}

/** The cost of one post in whole pence, half up, for display; null when it is not given. */
export function unitCostShown(post: Post): Pence | null {
  const cost = costOfOnePost(post);
  return cost && pence(productHalfUp([cost.pence], cost.divisor));
}

function changeCost(post: Post, served: number, ofYear: number): Pence {
  const change = post.proposed - post.baseline;
  if (change === 0 || served === 0 || !isCostedByCase(post)) return pence(0);
  if (post.unitCost) return pence(productHalfUp([change, post.unitCost.amount, served], FTE_PER_POST * ofYear));
  if (post.annualCost && post.proposed > 0) {
    return pence(productHalfUp([change, post.annualCost.amount, served], post.proposed * ofYear));
  }
  throw new Error(`${post.line}: the case pays for these posts and no cost was given; the reader must refuse the row`);
}

/** Whether the cost of a row's posts is worked out from pay scales: neither a Unit cost nor an Annual cost gives it. */
export function isBuilt(post: Post): boolean {
  return costOfOnePost(post) === null;
}

/** An amount in pence, or the inputs that it needs. */
export type CostOrNeeded = Built<Pence>;

/**
 * What the posts of one case cost, by the first of three ways that applies: Unit cost, Annual cost / Proposed BWT, the
 * pay build. Amounts are rounded once a row and year, half up to the penny, ties away from zero.
 */
export class StaffCosts {
  readonly method: PartYearMethod;
  private readonly inYears = new Map<string, CostOrNeeded>();

  constructor(
    businessCase: Pick<BusinessCase, "payScales" | "payAssumptions" | "pensionBands" | "assumptions">,
    years: readonly FinancialYear[],
    readonly build: PayBuild = new PayBuild(businessCase, years),
  ) {
    this.method = partYearMethod(businessCase);
  }

  /** What a row costs the case in a year: nil where its posts do not change, or somebody else pays. */
  inYear(post: Post, year: FinancialYear): CostOrNeeded {
    if (!isBuilt(post)) {
      const cost = this.method === "Months" ? postCostInYear(post, year) : postCostInYearByDays(post, year);
      return { kind: "built", value: cost };
    }
    if (!isChangePaidFor(post) || monthsInPost(year, post.startMonth, post.endMonth) === 0) return NO_COST;
    const key = `${post.line}|${year}`;
    const known = this.inYears.get(key);
    if (known) return known;
    const cost = signed(post, this.build.totalInYear(post, year));
    this.inYears.set(key, cost);
    return cost;
  }

  /** What a row costs in a full year; of a built post, in its first full year. Source: finance model C8. */
  fullYear(post: Post): CostOrNeeded {
    if (!isBuilt(post)) return { kind: "built", value: fullYearEffect(post) };
    if (!isChangePaidFor(post)) return NO_COST;
    const full = this.build.fullYear(post);
    return full.kind === "needed" ? full : signed(post, { kind: "built", value: full.value.cost.total });
  }

  /**
   * What one post of a row costs in a full year, in whole pence for display; null when nothing gives it.
   *
   * A built post's is its cost in its first full year / posts. A row whose posts do not change has no built cost.
   */
  ofOnePost(post: Post): CostOrNeeded | null {
    const stated = unitCostShown(post);
    if (stated !== null) return { kind: "built", value: stated };
    const change = Math.abs(post.proposed - post.baseline);
    if (change === 0 || !(isCostedByCase(post) || this.build.hasScale(post))) return null;
    const full = this.build.fullYear(post);
    if (full.kind === "needed") return full;
    return {
      kind: "built",
      value: roundToPence(divideFraction(full.value.cost.total, fraction(change, FTE_PER_POST))),
    };
  }
}

const NO_COST: CostOrNeeded = { kind: "built", value: pence(0) };

function isChangePaidFor(post: Post): boolean {
  return post.proposed !== post.baseline && isCostedByCase(post);
}

/** The cost of a change rounded to the penny, with the change's own sign: posts taken away save what they cost. */
function signed(post: Post, cost: Built<ExactFraction>): CostOrNeeded {
  if (cost.kind === "needed") return cost;
  const amount = roundToPence(cost.value);
  return { kind: "built", value: pence(post.proposed < post.baseline ? -amount : amount) };
}

/** What is needed, in words: the first inputs by name and how many more. */
export function neededInWords(needed: readonly NeededPayInput[]): string {
  const named = needed.slice(0, NEEDED_NAMED).map((each) => each.what);
  const more = needed.length - named.length;
  return `${named.join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
}

const NEEDED_NAMED = 2;
