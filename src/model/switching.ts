/** RULES: switching values. How far an input may move before the decision, or what pays for it, is another one. */
import { presentValueExact, wholePence, type ExactFraction } from "./appraisal";
import type { Post } from "./businessCase";
import { firstMonthOf, formatMonth, formatYear, monthsInPost, type FinancialYear, type Month } from "./calendar";
import type { Calculation } from "./calculation";
import { fullYearCosts, type CostedLine } from "./costs";
import { addFractions, compareFractions, divideFraction, multiplyFractions, subtractFraction } from "./exactFraction";
import { mayPay } from "./funding";
import {
  formatMoney,
  FTE_PER_POST,
  pence,
  PENCE_MAXIMUM,
  productHalfUp,
  quotientHalfUp,
  rate,
  sumPence,
  type Pence,
} from "./money";
import { compareNatural, nameKey } from "./naming";
import type { OptionComparison, OptionResult } from "./options";
import { daysInPost, daysOfYear } from "./payBuild";
import type { Source } from "./sources";
import { isCostedByCase } from "./staffing";
import { underspendGroupNamed } from "./underspend";

export const SWITCHES = ["unit-cost", "start-month", "savings-delivered", "capital", "recurring-cost"] as const;
export type SwitchKey = (typeof SWITCHES)[number];

/** A switching value: money in pence, a share in ten-thousandths, or a month. */
export type SwitchingValue =
  | { readonly unit: "money"; readonly value: Pence; readonly now: Pence }
  | { readonly unit: "share"; readonly value: number; readonly now: number }
  | { readonly unit: "month"; readonly value: Month; readonly now: Month };

export type SwitchingOutcome =
  | {
      readonly kind: "found";
      readonly key: SwitchKey;
      readonly label: string;
      readonly found: SwitchingValue;
      /** Which way the input may still move, and what happens beyond, in words. */
      readonly direction: string;
      /** The lines whose inputs it is worked out from. */
      readonly lines: readonly CostedLine[];
      /** Figures that it is worked out from. */
      readonly figures: readonly string[];
      readonly year: FinancialYear | null;
    }
  | { readonly kind: "left out"; readonly key: SwitchKey; readonly label: string; readonly why: string };

const LABELS: Readonly<Record<SwitchKey, string>> = {
  "unit-cost": "Unit cost up to which the reserve covers its bridge year",
  "start-month": "Start month at which the underspend is exceeded",
  "savings-delivered": "Share of the savings at which no pressure is left",
  capital: "Capital at which the headroom of its source is nil",
  "recurring-cost": "Recurring cost a year at which another option costs less",
};

/** The five switching values of finance model 4.14, each found or left out with the reason. */
export function switchingValues(
  calculation: Calculation,
  options: OptionComparison | null,
): readonly SwitchingOutcome[] {
  if (calculation.costs.needed.size > 0) return SWITCHES.map((key) => leftOut(key, "a cost needs an input"));
  return [
    unitCostSwitch(calculation),
    startMonthSwitch(calculation),
    savingsSwitch(calculation),
    capitalSwitch(calculation),
    recurringCostSwitch(calculation, options),
  ];
}

function leftOut(key: SwitchKey, why: string): SwitchingOutcome {
  return { kind: "left out", key, label: LABELS[key], why };
}

/**
 * The last penny at which a falling amount is not below nil, between two ends.
 *
 * Formula: x = from + (to - from) x f(from) / (f(from) - f(to)) when that is where f changes its sign, as it is where f is
 * linear; else bisection, to the penny. Source: finance model C26. Rounded down: at the next penny f is below nil.
 * @param f whole pence of whole pence, never rising.
 * @returns null where f is below nil at the first end already, or not below nil at the last.
 */
export function switchingPoint(f: (x: number) => number, from: number, to: number): number | null {
  const first = f(from);
  const last = f(to);
  if (first < 0 || last >= 0) return null;
  const width = BigInt(to - from);
  const straight = from + Number((width * BigInt(first)) / (BigInt(first) - BigInt(last)));
  // Rounding of each line to the penny may move the point by one.
  for (const x of [straight, straight - 1, straight + 1]) {
    if (x >= from && x < to && f(x) >= 0 && f(x + 1) < 0) return x;
  }
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2);
    if (f(middle) >= 0) low = middle;
    else high = middle;
  }
  return low;
}

/** Beyond twice where the straight line passes nil, and this amount, nothing is looked for; nor beyond what money may be. */
const FARTHEST_AT_LEAST = 100_000_000;

function farthest(expected: bigint): number {
  const most = BigInt(PENCE_MAXIMUM - FARTHEST_AT_LEAST);
  const twice = expected < 0n ? 0n : 2n * expected;
  return Number(twice < most ? twice : most) + FARTHEST_AT_LEAST;
}

/** What a reserve may give to posts in a year, and what they ask of it. */
type Bridge = {
  readonly source: Source;
  readonly year: FinancialYear;
  readonly lines: readonly CostedLine[];
  readonly available: number;
  readonly cost: number;
  /** What the reserve gives them now, and credits set against them. */
  readonly met: number;
  /** Whether a limit of the year itself decides what is available, so that earlier years take nothing from it. */
  readonly isYearsOwn: boolean;
  readonly planLeft: number;
};

/**
 * The unit cost up to which a reserve covers the posts that it bridges.
 *
 * Formula: the reserve's money for these posts in the year = sum over rows of change x unit cost x part of the year, each half up
 * to the penny; what posts of earlier years would then take more of the same balance is taken off. Where rows cost
 * differently it is the average cost of a post. Of several reserves and years the one that gives way first counts.
 * Source: finance model 4.14. To the penny, rounded down.
 */
function unitCostSwitch(calculation: Calculation): SwitchingOutcome {
  const key = "unit-cost";
  const bridges = bridgesOf(calculation);
  if (bridges.length === 0) return leftOut(key, "no reserve with a known balance pays for posts");
  let tightest: { bridge: Bridge; value: number; now: number } | null = null;
  for (const bridge of bridges) {
    const now = averageUnitCost(calculation, bridge);
    if (now === null || now <= 0) continue;
    const expected = (BigInt(bridge.available) * BigInt(now)) / BigInt(bridge.cost);
    const earlier = bridge.isYearsOwn
      ? []
      : bridges.filter((each) => each.source === bridge.source && each.year < bridge.year);
    const takenEarlier = (x: number): number =>
      earlier.reduce((sum, each) => {
        const more = costAt(calculation, each, x) - each.met;
        // What the year's own plan had left is gone by the next year in any case.
        return sum + (more > 0 ? Math.max(0, more - each.planLeft) : each.planLeft > 0 ? 0 : more);
      }, 0);
    const value = switchingPoint(
      (x) => bridge.available - takenEarlier(x) - costAt(calculation, bridge, x),
      0,
      farthest(expected),
    );
    if (value === null) continue;
    if (tightest === null || value * tightest.now < tightest.value * now) tightest = { bridge, value, now };
  }
  if (tightest === null) return leftOut(key, "no unit cost of these posts makes the reserve give way");
  const { bridge, value, now } = tightest;
  return {
    kind: "found",
    key,
    label: LABELS[key],
    found: { unit: "money", value: pence(value), now: pence(now) },
    direction: `${bridge.source.name} covers ${formatYear(bridge.year)} up to this cost of a post; above it the reserve is short`,
    lines: bridge.lines,
    figures: [...balanceFigures(calculation, bridge), `cost.staff.${formatYear(bridge.year)}`],
    year: bridge.year,
  };
}

/** What the balance of a bridge rests on: its opening, and every closing and minimum that may not be broken from then on. */
function balanceFigures({ reserves, slugs }: Calculation, { source, year }: Bridge): readonly string[] {
  const stem = `reserve.${slugs.sources.of(source.name)}`;
  const years = reserves.filter((each) => nameKey(each.source) === source.key && each.year >= year);
  return [
    `${stem}.opening.${formatYear(year)}`,
    ...years.flatMap((each) => ["closing", "minimum"].map((part) => `${stem}.${part}.${formatYear(each.year)}`)),
  ];
}

function bridgesOf(calculation: Calculation): readonly Bridge[] {
  const { costs, demand, drawn, sources, waterfall } = calculation;
  const width = costs.years.length;
  const taken = new Map<string, number>();
  waterfall.takes.amount.forEach((amount, take) => {
    const at = `${waterfall.takes.source[take]}|${waterfall.takes.line[take]}|${waterfall.takes.year[take]}`;
    taken.set(at, (taken.get(at) ?? 0) + amount);
  });
  return sources.flatMap((source, sourceIndex) =>
    !source.isReserve
      ? []
      : costs.years.flatMap((year, yearIndex) => {
          const rest = waterfall.rest[sourceIndex]?.[yearIndex] ?? 0;
          if (!Number.isFinite(rest) || source.isOpenIn[yearIndex] !== true) return [];
          let [met, cost] = [0, 0];
          const lines: CostedLine[] = [];
          costs.lines.forEach((line, at) => {
            const cell = at * width + yearIndex;
            const amount = costs.amounts[cell] ?? 0;
            if (line.post === null || amount <= 0 || !mayPay(source, line, yearIndex)) return;
            const given = taken.get(`${sourceIndex}|${at}|${yearIndex}`) ?? 0;
            const isNamed = line.namedSource !== null && nameKey(line.namedSource) === source.key;
            if (given === 0 && !isNamed) return;
            lines.push(line);
            // Credits that were set against the line leave less for the reserve to pay.
            met += given + amount - (demand.amounts[cell] ?? 0);
            cost += amount;
          });
          const planLeft = waterfall.planLeft[sourceIndex]?.[yearIndex] ?? 0;
          const limit = source.limitIn[yearIndex] ?? null;
          const isYearsOwn = limit !== null && rest === limit - (drawn[sourceIndex]?.[yearIndex] ?? 0);
          return lines.length === 0
            ? []
            : [{ source, year, lines, available: rest + met, cost, met, isYearsOwn, planLeft }];
        }),
  );
}

/** The part of a year that a post is there, by the method of the case. */
function servedIn({ costs }: Calculation, post: Post, year: FinancialYear): readonly [served: number, ofYear: number] {
  return costs.staff.method === "Days"
    ? [daysInPost(year, post.startMonth, post.endMonth), daysOfYear(year)]
    : [monthsInPost(year, post.startMonth, post.endMonth), MONTHS_OF_YEAR];
}

const MONTHS_OF_YEAR = 12;

function costAt(calculation: Calculation, { lines, year }: Bridge, unitCost: number): number {
  let cost = 0;
  for (const { post } of lines) {
    if (post === null) continue;
    const [served, ofYear] = servedIn(calculation, post, year);
    cost += productHalfUp([post.proposed - post.baseline, unitCost, served], FTE_PER_POST * ofYear);
  }
  return cost;
}

function averageUnitCost(calculation: Calculation, { lines, year, cost }: Bridge): number | null {
  let postYears: ExactFraction = { numerator: 0n, denominator: 1n };
  for (const { post } of lines) {
    if (post === null) continue;
    const [served, ofYear] = servedIn(calculation, post, year);
    const part = rate((post.proposed - post.baseline) * served, FTE_PER_POST * ofYear);
    postYears = addFractions(postYears, multiplyFractions(part));
  }
  if (postYears.numerator <= 0n) return null;
  return Number(quotientHalfUp(BigInt(cost) * postYears.denominator, postYears.numerator));
}

/**
 * The start month at which the posts cost more in the year of an underspend than it has left.
 *
 * Formula: the latest month, going back from the posts' own start to April of the year, from which the cost of the year's
 * remaining months exceeds eligible underspend - contributions out of it - what else is paid from it; every post keeps its
 * distance to the first one. Source: finance model 4.14, C11. Whole months.
 */
function startMonthSwitch(calculation: Calculation): SwitchingOutcome {
  const key = "start-month";
  const { underspends, costs } = calculation;
  const lines = costs.lines.filter(
    ({ post }) => post !== null && isCostedByCase(post) && post.proposed > post.baseline,
  );
  const starts = lines.flatMap(({ post }) => (post === null ? [] : [post.startMonth]));
  if (starts.length === 0) return leftOut(key, "the case pays for no growth of posts");
  const first = Math.min(...starts) as Month;
  const years = [...new Set(underspends.filter((each) => each.eligible !== null).map((each) => each.year))]
    .filter((year) => firstMonthOf(year) <= first)
    .sort((a, b) => b - a);
  const year = years[0];
  if (year === undefined)
    return leftOut(key, "no underspend with budget and forecast of a year before the posts begin");
  const groups = underspends.filter((each) => each.year === year && each.eligible !== null);
  const eligible = sumPence(groups.map((each) => each.eligible as Pence));
  const contributed = contributionsIn(calculation, year);
  const used = otherUses(calculation, year, lines);
  const room = eligible - contributed - used;
  const costFrom = (start: number): number => {
    let cost = 0;
    for (const { post } of lines) {
      if (post === null) continue;
      const full = costs.staff.fullYear(post);
      if (full.kind === "needed") continue;
      const shift = first - start;
      const end = post.endMonth === null ? null : ((post.endMonth - shift) as Month);
      const months = monthsInPost(year, (post.startMonth - shift) as Month, end);
      cost += productHalfUp([full.value, months], MONTHS_OF_YEAR);
    }
    return cost;
  };
  const shown = `the ${formatMoney(pence(Math.max(0, room)))} left of the ${formatYear(year)} underspend`;
  for (let start = first as number; start >= firstMonthOf(year); start--) {
    if (costFrom(start) <= room) continue;
    return {
      kind: "found",
      key,
      label: LABELS[key],
      found: { unit: "month", value: start as Month, now: first },
      direction: `Posts from ${formatMonth(start as Month)} or earlier cost ${formatMoney(pence(costFrom(start)))} in ${formatYear(year)}, more than ${shown}; a later start stays within it`,
      lines,
      figures: groups.map(
        (each) => `underspend.${calculation.slugs.groups.of(each.group)}.eligible.${formatYear(each.year)}`,
      ),
      year,
    };
  }
  return leftOut(key, `even from ${formatMonth(firstMonthOf(year))} the posts stay within ${shown}`);
}

function contributionsIn({ businessCase }: Calculation, year: FinancialYear): number {
  let sum = 0;
  for (const row of businessCase.funding ?? []) {
    if (row.contributionFrom === null || row.contributions === null) continue;
    const isInYear = (row.year ?? row.fromYear) === year;
    if (isInYear && underspendGroupNamed(businessCase, row.contributionFrom) !== null) sum += row.contributions;
  }
  return sum;
}

/** What sources of the kind Underspend give in a year to lines other than those given. */
function otherUses(
  { sources, waterfall, costs }: Calculation,
  year: FinancialYear,
  except: readonly CostedLine[],
): number {
  const at = costs.years.indexOf(year);
  const posts = new Set(except);
  let used = 0;
  waterfall.takes.amount.forEach((amount, take) => {
    const source = sources[waterfall.takes.source[take] ?? -1];
    const line = costs.lines[waterfall.takes.line[take] ?? -1];
    if (waterfall.takes.year[take] === at && source?.kind === "Underspend" && line && !posts.has(line)) used += amount;
  });
  return used;
}

/**
 * The share of the savings entered that must be delivered for no pressure to be left in any year.
 *
 * Formula: the largest over years with pressure of pressure before savings / savings identified or delivered.
 * Source: finance model 4.14, 4.8. In ten-thousandths, rounded up, so that nothing is left.
 */
function savingsSwitch({ pressure }: Calculation): SwitchingOutcome {
  const key = "savings-delivered";
  const pressed = pressure.filter((year) => year.gross > 0);
  if (pressed.length === 0) return leftOut(key, "the case leaves no pressure");
  const bare = pressed.find((year) => year.savings <= 0);
  if (bare !== undefined)
    return leftOut(key, `no savings are entered for ${formatYear(bare.year)}: the Savings sheet switches it on`);
  const shares = pressed.map((year) => ({
    year: year.year,
    share: Number((BigInt(year.gross) * SHARE_UNITS + BigInt(year.savings) - 1n) / BigInt(year.savings)),
  }));
  const largest = shares.reduce((most, each) => (each.share > most.share ? each : most));
  return {
    kind: "found",
    key,
    label: LABELS[key],
    found: { unit: "share", value: largest.share, now: Number(SHARE_UNITS) },
    direction: `Below this share of the savings a pressure is left, first decided by ${formatYear(largest.year)}`,
    lines: [],
    figures: pressed.flatMap((year) => [
      `pressure.gross.${formatYear(year.year)}`,
      `pressure.savings.${formatYear(year.year)}`,
    ]),
    year: largest.year,
  };
}

const SHARE_UNITS = 10_000n;

/**
 * The capital at which the source that pays for it has no headroom left, its profile over the years staying as it is.
 *
 * Formula: capital x the smallest, over years and over all years together, of (drawn + left) / drawn. The capital plan where there is
 * one, else the source that gives way first. Source: finance model 4.14. To the penny, rounded down.
 */
function capitalSwitch(calculation: Calculation): SwitchingOutcome {
  const key = "capital";
  const { sources } = calculation;
  const found = sources.flatMap((source, index) => capitalHeadroom(calculation, source, index) ?? []);
  const plans = found.filter((each) => each.source.kind === "Capital plan");
  const candidates = (plans.length > 0 ? plans : found).sort((a, b) => compareFractions(a.ratio, b.ratio));
  const [tightest] = candidates;
  if (tightest === undefined) return leftOut(key, "no source with a limit pays for capital");
  const { source, ratio, capital, lines, figures } = tightest;
  return {
    kind: "found",
    key,
    label: LABELS[key],
    found: {
      unit: "money",
      value: pence(Number((BigInt(capital) * ratio.numerator) / ratio.denominator)),
      now: pence(capital),
    },
    direction: `${source.name} pays for capital up to this amount; above it capital is left unfunded`,
    lines,
    figures,
    year: null,
  };
}

function capitalHeadroom(
  calculation: Calculation,
  source: Source,
  sourceIndex: number,
): {
  readonly source: Source;
  readonly ratio: ExactFraction;
  readonly capital: number;
  readonly lines: readonly CostedLine[];
  readonly figures: readonly string[];
} | null {
  const { costs, demand, waterfall, drawn, slugs } = calculation;
  const width = costs.years.length;
  const capital = new Array<number>(width).fill(0);
  const lines = new Set<CostedLine>();
  waterfall.takes.amount.forEach((_, take) => {
    const line = costs.lines[waterfall.takes.line[take] ?? -1];
    if (waterfall.takes.source[take] === sourceIndex && line?.nature === "Capital") lines.add(line);
  });
  costs.lines.forEach((line, at) => {
    const isNamed = line.namedSource !== null && nameKey(line.namedSource) === source.key;
    if (line.nature !== "Capital" || !(isNamed || lines.has(line))) return;
    lines.add(line);
    for (let year = 0; year < width; year++)
      capital[year] = (capital[year] ?? 0) + (demand.amounts[at * width + year] ?? 0);
  });
  const total = capital.reduce((sum, amount) => sum + amount, 0);
  if (total <= 0) return null;
  const taken = new Array<number>(width).fill(0);
  waterfall.takes.amount.forEach((amount, take) => {
    if (waterfall.takes.source[take] !== sourceIndex) return;
    const line = costs.lines[waterfall.takes.line[take] ?? -1];
    const year = waterfall.takes.year[take] ?? 0;
    if (line?.nature === "Capital") taken[year] = (taken[year] ?? 0) + amount;
  });
  const rest = waterfall.rest[sourceIndex] ?? [];
  const ratios: ExactFraction[] = [];
  capital.forEach((amount, year) => {
    const left = rest[year] ?? 0;
    if (amount > 0 && Number.isFinite(left)) ratios.push(multiplyFractions(rate((taken[year] ?? 0) + left, amount)));
  });
  if (source.limitTotal !== null) {
    const unused = source.limitTotal - sumPence(drawn[sourceIndex] ?? []);
    const allTaken = taken.reduce((sum, amount) => sum + amount, 0);
    ratios.push(multiplyFractions(rate(allTaken + unused, total)));
  }
  const [smallest] = ratios.sort(compareFractions);
  if (smallest === undefined) return null;
  return {
    source,
    ratio: smallest,
    capital: total,
    lines: [...lines],
    figures: [`funding.${slugs.sources.of(source.name)}`],
  };
}

/**
 * The recurring cost a year of the preferred option at which another option costs less.
 *
 * Formula: present cost of the other = present cost of the preferred without its recurring cost + its recurring part x (x / the full
 * year's recurring cost now), risk adjustments in both. The other is the cheapest option that is not do nothing and is not
 * said to miss the objective. Source: finance model 4.14, C26. To the penny, rounded down.
 */
function recurringCostSwitch(calculation: Calculation, options: OptionComparison | null): SwitchingOutcome {
  const key = "recurring-cost";
  if (options === null) return leftOut(key, "no other option to compare with: the Options sheet switches it on");
  const preferred = options.results.find((result) => result.isPreferred);
  if (preferred === undefined) return leftOut(key, "no preferred option is chosen");
  const others = options.results.filter(
    (result) => result !== preferred && !result.entry.isDoNothing && result.entry.meetsObjective !== false,
  );
  const [other] = others
    .flatMap((result) =>
      result.presentWithRisk.kind === "known" ? [{ result, cost: result.presentWithRisk.value }] : [],
    )
    .sort((a, b) => compareFractions(a.cost, b.cost) || compareNatural(a.result.entry.option, b.result.entry.option));
  if (other === undefined) return leftOut(key, "no other option that may meet the objective has a known cost");
  if (preferred.presentWithRisk.kind !== "known") return leftOut(key, preferred.presentWithRisk.needed);
  const recurring = calculation.costs.lines.filter((line) => line.nature === "Recurring revenue");
  const now = sumPence(fullYearCosts(recurring, calculation.costs.staff));
  const part = recurringPresent(calculation, options, preferred);
  if (now <= 0 || part.numerator <= 0n) return leftOut(key, "the preferred option has no recurring cost");
  const fixed = subtractFraction(preferred.presentWithRisk.value, part);
  const f = (x: number): number =>
    wholePence(
      subtractFraction(
        other.cost,
        addFractions(fixed, multiplyFractions(part, { numerator: BigInt(x), denominator: BigInt(now) })),
      ),
    );
  const expected = multiplyFractions(divideFraction(other.cost, part), rate(now, 1));
  const value = switchingPoint(f, 0, farthest(expected.numerator / expected.denominator));
  if (value === null)
    return leftOut(
      key,
      `${other.result.entry.option} costs less whatever the recurring cost of ${preferred.entry.option}`,
    );
  return {
    kind: "found",
    key,
    label: LABELS[key],
    found: { unit: "money", value: pence(value), now },
    direction: `${preferred.entry.option} costs no more than ${other.result.entry.option} up to this recurring cost a year; above it ${other.result.entry.option} costs less`,
    lines: recurring,
    figures: ["cost.full-year", `option.${preferred.slug}.npc`, `option.${other.result.slug}.npc`],
    year: null,
  };
}

/** The present cost of an option's recurring lines, with its risk adjustment. */
function recurringPresent(
  { economic, horizon }: Calculation,
  { steps }: OptionComparison,
  { entry }: OptionResult,
): ExactFraction {
  const { years, lines, amounts } = economic.costs;
  const from = years.indexOf(horizon.baseYear);
  const byYear = years.map(() => 0);
  lines.forEach((line, at) => {
    if (line.nature !== "Recurring revenue") return;
    for (let year = 0; year < years.length; year++)
      byYear[year] = (byYear[year] ?? 0) + (amounts[at * years.length + year] ?? 0);
  });
  const present = presentValueExact(byYear.slice(from), steps);
  const risk = entry.riskAdjustment;
  return risk === null
    ? present
    : multiplyFractions(present, rate(risk.denominator + risk.numerator, risk.denominator));
}

/** How far a switching value lies from what the input is now, in ten-thousandths of it; null for months. */
export function changeTo(found: SwitchingValue): number | null {
  if (found.unit === "month" || found.now === 0) return null;
  return productHalfUp([found.value - found.now, Number(SHARE_UNITS)], Math.abs(found.now));
}
