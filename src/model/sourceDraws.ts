/** RULES: what sources in their order give to a cost by year, on plain amounts: the waterfall without sheets and dates. */
import { drawInTurn } from "./funding";

/** A source as a row: what it may give in each year (null: no limit) and in which years it may pay. */
export type DrawnSource = {
  readonly limits: readonly (number | null)[];
  readonly mayPayIn: readonly boolean[];
  /** Place in the order, smaller first; sources without one come last, and equals in the order they stand. */
  readonly order: number | null;
};

export type Draws = {
  /** What each source gives in each year: `drawn[source][year]`. */
  readonly drawn: readonly (readonly number[])[];
  /** What no source met; below nil where a year's costs are income. */
  readonly unfunded: readonly number[];
};

/**
 * Draws every year's cost from sources in their order, in whole units.
 *
 * Formula: take = min(cost left, limit of the year) of each source that may pay, in order. Source: finance model C13, 4.6.
 * No rounding: costs and limits are whole units already. A year of income asks for nothing and shows below nil.
 * Afterwards: what is drawn and what is unfunded add to the cost of every year, and no source gives more than its limit.
 */
export function drawFromSources(costs: readonly number[], sources: readonly DrawnSource[]): Draws {
  const inOrder = sources.map((_, index) => index).sort((a, b) => placeOf(sources[a]) - placeOf(sources[b]) || a - b);
  const drawn = sources.map(() => new Array<number>(costs.length).fill(0));
  const unfunded = costs.map((cost, year) => {
    const left = drawInTurn(Math.max(0, cost), inOrder, (index, wanted) => {
      const source = sources[index];
      if (source?.mayPayIn[year] !== true) return 0;
      const given = Math.min(wanted, source.limits[year] ?? wanted);
      (drawn[index] as number[])[year] = given;
      return given;
    });
    return left + Math.min(0, cost);
  });
  return { drawn, unfunded };
}

function placeOf(source: DrawnSource | undefined): number {
  return source?.order ?? Number.MAX_SAFE_INTEGER;
}
