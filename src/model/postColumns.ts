/**
 * RULES: the cost of many posts at once. The same rule as `postCostInYear`, row by row over typed columns instead of records,
 * for the tens of thousands of rows that a whole force has.
 */
import type { Post } from "./businessCase";
import { firstMonthOf, type FinancialYear } from "./calendar";
import { FTE_PER_POST, productHalfUp } from "./money";
import { isCostedByCase } from "./staffing";

/** What the cost of a row of posts is made from, one entry a row. */
export type PostColumns = {
  /** Proposed less Baseline in ten-thousandths of a post; nil where the case does not pay for the row. */
  readonly change: Float64Array;
  /** Pence a year that `paidFor` costs. */
  readonly cost: Float64Array;
  /** The posts that `cost` pays for, in ten-thousandths: one post for a Unit cost, Proposed for an Annual cost. */
  readonly paidFor: Float64Array;
  /** First and last month in post, as `Month`; `NO_END` where the posts have no end. */
  readonly start: Int32Array;
  readonly end: Int32Array;
};

/** After every month. */
const NO_END = 0x7fffffff;

/**
 * The columns of posts whose cost is given by a Unit cost, or by an Annual cost and Proposed posts. A row that is null
 * costs nothing here: its cost is worked out elsewhere.
 * @throws Error when the case pays for a row that gives neither; a reader refuses such a row.
 */
export function postColumns(posts: readonly (Post | null)[]): PostColumns {
  const columns: PostColumns = {
    change: new Float64Array(posts.length),
    cost: new Float64Array(posts.length),
    paidFor: new Float64Array(posts.length),
    start: new Int32Array(posts.length),
    end: new Int32Array(posts.length),
  };
  posts.forEach((post, row) => {
    if (post === null) return;
    columns.start[row] = post.startMonth;
    columns.end[row] = post.endMonth ?? NO_END;
    const change = post.proposed - post.baseline;
    if (change === 0 || !isCostedByCase(post)) return;
    columns.change[row] = change;
    if (post.unitCost) {
      columns.cost[row] = post.unitCost.amount;
      columns.paidFor[row] = FTE_PER_POST;
    } else if (post.annualCost && post.proposed > 0) {
      columns.cost[row] = post.annualCost.amount;
      columns.paidFor[row] = post.proposed;
    } else {
      throw new Error(`${post.line}: the case pays for these posts and no cost was given; the reader must refuse it`);
    }
  });
  return columns;
}

/**
 * What every row costs in every year: `into[row x years + year]`, in whole pence.
 *
 * Formula: change x cost x months in post / (paidFor x 12), rounded half up to the penny once a row and year, ties away
 * from zero, as `postCostInYear` does. Source: finance model C1, C7 STANDARD.
 * Exact: a row runs in doubles while twice its largest product and its divisor stay below 2^53, where every step is a whole
 * number and the floor of one division is the true floor; otherwise it runs in BigInt, cell by cell.
 */
export function costsOfColumns(columns: PostColumns, years: readonly FinancialYear[], into: Float64Array): void {
  const { change, cost, paidFor, start, end } = columns;
  const width = years.length;
  const aprils = Int32Array.from(years, firstMonthOf);
  for (let row = 0; row < change.length; row++) {
    const by = change[row] as number;
    if (by === 0) continue;
    const amount = cost[row] as number;
    const size = Math.abs(by) * amount;
    const posts = paidFor[row] as number;
    const isSafe = size * 24 + posts * 12 <= Number.MAX_SAFE_INTEGER;
    const fullYear = isSafe ? Math.floor((size * 2 + posts) / (posts * 2)) : 0;
    const first = start[row] as number;
    const last = end[row] as number;
    const at = row * width;
    for (let year = 0; year < width; year++) {
      const april = aprils[year] as number;
      const march = april + 11;
      const months = (last < march ? last : march) - (first > april ? first : april) + 1;
      if (months <= 0) continue;
      if (isSafe) {
        const cell = months === 12 ? fullYear : Math.floor((size * 2 * months + posts * 12) / (posts * 24));
        into[at + year] = by < 0 ? 0 - cell : cell;
      } else {
        into[at + year] = productHalfUp([by, amount, months], posts * 12);
      }
    }
  }
}
