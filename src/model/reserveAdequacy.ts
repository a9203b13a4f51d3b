/** RULES: whether a reserve still covers posts when their cost, stated in the prices of one year, is paid at the rates of another. */
import type { BusinessCase, Post } from "./businessCase";
import { formatYear, type FinancialYear } from "./calendar";
import type { CostTable } from "./costs";
import type { ReserveYear } from "./evaluation";
import { divideFraction, fraction, multiplyFractions, roundToPence } from "./exactFraction";
import type { Waterfall } from "./funding";
import { FTE_PER_POST, pence, sumPence, type Pence } from "./money";
import type { Source } from "./sources";
import { isBuilt, neededInWords } from "./staffing";

/** One row of posts that the reserve pays for in the year. */
export type AdequacyLine = {
  readonly post: Post;
  /** What the reserve gives to it, as the case has it. */
  readonly cost: Pence;
  readonly costAtRates: Pence;
  /** One post for a whole year at the rates of the price base, and of the year. */
  readonly postThen: Pence;
  readonly postNow: Pence;
};

/** A reserve in a year in which it pays for posts whose cost is stated, judged at the year's own pay rates. */
export type ReserveAdequacy = {
  readonly source: Source;
  readonly slug: string;
  readonly year: FinancialYear;
  readonly outcome:
    | {
        readonly kind: "judged";
        readonly priceYear: FinancialYear;
        readonly cost: Pence;
        readonly costAtRates: Pence;
        /** What the reserve could give besides, above its minimum and within its limit. */
        readonly spare: Pence;
        readonly shortfall: Pence;
        readonly lines: readonly AdequacyLine[];
      }
    /** What would switch the check on. */
    | { readonly kind: "not judged"; readonly needed: string };
};

type Step = {
  readonly costs: CostTable;
  readonly waterfall: Waterfall;
  readonly sources: readonly Source[];
  readonly reserves: readonly ReserveYear[];
  readonly drawn: readonly (readonly Pence[])[];
};

/**
 * Judges every reserve in every year in which it pays for posts of a stated cost.
 *
 * Decides: the cost of the posts at the pay rates of the year, and what the reserve lacks then. Switched on by Decision
 * Price base `Real yyyy/yy` with Pay scales, Pay assumptions and Pension bands of that year and of the year of payment;
 * amounts in cash prices are already what is paid, and are not judged.
 * Formula: cost at rates = what the reserve gives x pay build of a whole year at the year's rates / the same at the rates
 * of the price base, same scale point; shortfall = max(0, sum of increases - what the reserve has spare).
 * Units: pence. Rounding: each row half up to the penny once. Errors: `not judged` with what is needed.
 * Source: finance model 1.2, "Reserve adequacy".
 */
export function reserveAdequacy(
  businessCase: Pick<BusinessCase, "decision" | "payScales">,
  step: Step,
  slugOf: (source: string) => string,
): readonly ReserveAdequacy[] {
  const base = businessCase.decision?.priceBase ?? null;
  if (base?.kind === "cash" || (base === null && businessCase.payScales === null)) return [];
  const { costs, waterfall, sources } = step;
  const given = new Map<string, { source: number; year: number; takes: Map<number, number> }>();
  waterfall.takes.amount.forEach((amount, take) => {
    const source = waterfall.takes.source[take] as number;
    const line = waterfall.takes.line[take] as number;
    const year = waterfall.takes.year[take] as number;
    const post = costs.lines[line]?.post;
    if (sources[source]?.isReserve !== true || !post || isBuilt(post)) return;
    const key = `${source}|${year}`;
    const entry = given.get(key) ?? { source, year, takes: new Map<number, number>() };
    entry.takes.set(line, (entry.takes.get(line) ?? 0) + amount);
    given.set(key, entry);
  });
  return [...given.values()]
    .sort((a, b) => a.source - b.source || a.year - b.year)
    .map(({ source: index, year: at, takes }): ReserveAdequacy => {
      const source = sources[index] as Source;
      const year = costs.years[at] as FinancialYear;
      const slug = slugOf(source.name);
      const judge = (): ReserveAdequacy["outcome"] => {
        if (base === null)
          return needs(
            `the Price base on Decision (Real ${formatYear(year)}, say), which says at whose pay rates costs are stated`,
          );
        if (businessCase.payScales === null)
          return needs(
            `Pay scales, Pay assumptions and Pension bands of ${formatYear(base.year)} and ${formatYear(year)}`,
          );
        const spare = spareIn(step, index, at);
        if (spare === null) return needs(`the Opening of ${source.name}`);
        const lines: AdequacyLine[] = [];
        for (const [line, cost] of [...takes].sort(([a], [b]) => a - b)) {
          const post = costs.lines[line]?.post as Post;
          const then = costs.staff.build.wholeYear(post, base.year);
          const now = costs.staff.build.wholeYear(post, year);
          if (then.kind === "needed") return needs(`${neededInWords(then.needed)}, for ${post.reference}`);
          if (now.kind === "needed") return needs(`${neededInWords(now.needed)}, for ${post.reference}`);
          const change = fraction(Math.abs(post.proposed - post.baseline), FTE_PER_POST);
          if (then.value.total.numerator <= 0n)
            return needs(`pay above nil of ${post.reference} in ${formatYear(base.year)}`);
          const growth = divideFraction(now.value.total, then.value.total);
          lines.push({
            post,
            cost: pence(cost),
            costAtRates: roundToPence(multiplyFractions(fraction(cost), growth)),
            postThen: roundToPence(divideFraction(then.value.total, change)),
            postNow: roundToPence(divideFraction(now.value.total, change)),
          });
        }
        const cost = sumPence(lines.map((line) => line.cost));
        const costAtRates = sumPence(lines.map((line) => line.costAtRates));
        const shortfall = pence(Math.max(0, costAtRates - cost - spare));
        return { kind: "judged", priceYear: base.year, cost, costAtRates, spare, shortfall, lines };
      };
      return { source, slug, year, outcome: judge() };
    });
}

function needs(needed: string): ReserveAdequacy["outcome"] {
  return { kind: "not judged", needed };
}

/** What a reserve could still give in a year without falling below its minimum then or later; null where that is not known. */
function spareIn(step: Step, index: number, at: number): Pence | null {
  const source = step.sources[index] as Source;
  const year = step.costs.years[at] as FinancialYear;
  let spare = Number.POSITIVE_INFINITY;
  for (const rolled of step.reserves) {
    if (rolled.source !== source.name || rolled.year < year) continue;
    if (rolled.closing === null) return null;
    spare = Math.min(spare, rolled.closing - rolled.minimum);
  }
  const drawn = step.drawn[index] ?? [];
  const limitIn = source.limitIn[at] ?? null;
  if (limitIn !== null) spare = Math.min(spare, limitIn - (drawn[at] ?? 0));
  if (source.limitTotal !== null) spare = Math.min(spare, source.limitTotal - sumPence(drawn));
  return Number.isFinite(spare) ? pence(Math.max(0, spare)) : null;
}
