/**
 * RULES: many draws of the whole case at once. Every driver that the case gives a range is drawn evenly from it, together with
 * all the others, and the present cost is ranked: P10, P50 and P90 say how far it may lie from the single figure.
 */
import { economicFactors } from "./economicCase";
import type { CostTable } from "./costs";
import { pence, rate, type Pence, type Rate } from "./money";
import { parameterCount, parameterValueIn } from "./parameters";
import {
  AS_IT_STANDS,
  DRIVERS,
  nearly,
  presentCostOfTable,
  rangeOf,
  variedCosts,
  whyLeftOut,
  type DriverKey,
  type Range,
  type SensitivityBasis,
  type Variation,
} from "./sensitivity";

/** A source of whole numbers from nil to 2^32 - 1. */
export type Generator = () => number;

/**
 * The same numbers for the same seed, on every machine.
 *
 * The generator is xoshiro128** 1.1 (Blackman and Vigna, public domain), its state filled from the seed by SplitMix32.
 */
export function seededGenerator(seed: number): Generator {
  let mixed = seed >>> 0;
  const next = (): number => {
    mixed = (mixed + SPLIT_STEP) >>> 0;
    let z = mixed;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
  return xoshiro128([next(), next(), next(), next()]);
}

/** The step of SplitMix32: 2^32 divided by the golden ratio. */
const SPLIT_STEP = 0x9e3779b9;

/** xoshiro128** from a state of four numbers, not all nil. */
export function xoshiro128(state: readonly [number, number, number, number]): Generator {
  let [a, b, c, d] = state;
  return () => {
    const result = Math.imul(rotated(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotated(d, 11);
    return result;
  };
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

const WORDS = 2 ** 32;

/** Steps from the middle of a range to its end: a draw of a percentage is one of 2 x this + 1 values. */
const STEPS_TO_THE_END = 10_000;

/** Drivers whose effect is not a mere scale are drawn from levels, each of which is worked out in full once. */
type Scaled = "posts" | "unit-cost" | "capital" | "savings-delivered";
const SCALED: readonly DriverKey[] = ["posts", "unit-cost", "capital", "savings-delivered"] satisfies readonly Scaled[];

/** The steps of every draw and driver, from minus the end of the range to plus it; nil where a driver is not drawn. */
type Steps = Readonly<Record<DriverKey, Int16Array>>;

/** How many steps a driver's range has to each side; nil where it is not drawn. */
type Ends = Readonly<Record<DriverKey, number>>;

/** Draws of a case: what each driver is in each, ready to be worked out. */
export type Draws = {
  readonly count: number;
  readonly seed: number;
  readonly ranges: readonly Range[];
  readonly steps: Steps;
  readonly ends: Ends;
};

/**
 * The draws of a case; null where it gives no range of a driver that it has.
 *
 * Every draw takes one number of the generator for each of the eight drivers in their order, drawn or not, so that a range
 * added to a case leaves the draws of the others as they were. Percentages lie evenly among 20,001 values from - to + the range;
 * start month among the whole months from - to +, slippage from nil to +; pay award and pension rate are low, as stated or high,
 * each one time in three. Source: our convention; the range of finance model 4.14.
 */
export function drawsOf(basis: SensitivityBasis): Draws | null {
  const { businessCase } = basis.calculation;
  const ranges = DRIVERS.filter(
    (driver) => parameterValueIn(businessCase, driver.range, null) !== null && whyLeftOut(basis, driver) === null,
  ).map((driver) => rangeOf(businessCase, driver));
  if (ranges.length === 0) return null;
  const count = parameterCount(businessCase, "number-of-draws");
  const seed = parameterCount(businessCase, "seed-of-draws");
  const generator = seededGenerator(seed);
  const steps = record(() => new Int16Array(count));
  const ends = record((key) => endOf(ranges.find((range) => range.driver.key === key)));
  for (let draw = 0; draw < count; draw++) {
    for (const { key } of DRIVERS) {
      const word = generator();
      const end = ends[key];
      if (end === 0) continue;
      const lowest = key === "slippage-months" ? 0 : -end;
      steps[key][draw] = lowest + Math.floor((word * (end - lowest + 1)) / WORDS);
    }
  }
  return { count, seed, ranges, steps, ends };
}

function endOf(range: Range | undefined): number {
  if (range === undefined) return 0;
  if (range.driver.in === "months") return range.by.numerator;
  return SCALED.includes(range.driver.key) ? STEPS_TO_THE_END : 1;
}

function record<T>(make: (key: DriverKey) => T): Record<DriverKey, T> {
  return Object.fromEntries(DRIVERS.map(({ key }) => [key, make(key)] as const)) as Record<DriverKey, T>;
}

/** What one draw makes of the case: as a variation, for working it out in full. */
export function variationOf(draws: Draws, draw: number): Variation {
  return { ...variationAt(draws, (key) => draws.steps[key][draw] ?? 0) };
}

function variationAt({ ranges, ends }: Draws, stepOf: (key: DriverKey) => number): Variation {
  const moves: Partial<Record<DriverKey, Rate | number>> = {};
  for (const { driver, by } of ranges) {
    const step = stepOf(driver.key);
    moves[driver.key] = driver.in === "months" ? step : rate(by.numerator * step, by.denominator * ends[driver.key]);
  }
  return { ...AS_IT_STANDS, ...moves } as Variation;
}

export type DrawsOutcome = {
  readonly draws: Draws;
  /** Present cost less savings that so many of a hundred draws do not exceed, to the nearest penny. */
  readonly percentiles: ReadonlyMap<number, Pence>;
  /** No percentile is further than this from that of 10,000 full runs. */
  readonly bound: Pence;
  /** How many full runs the levels took. */
  readonly fullRuns: number;
};

/** The percentiles given. */
export const PERCENTILES = [10, 50, 90] as const;

/**
 * The percentiles of the draws, by a shortcut.
 *
 * Formula: present cost of a draw = staff(level) x posts x unit cost + capital(level) x capital + saving lines x delivered
 * + other - savings x delivered, where each group's present cost is worked out in full, once for each level of start
 * month, pay award, pension rate and slippage. A percentile is the draw at the nearest rank. Source: performance goal P9.
 *
 * The penny bound. A full run rounds each scaled amount a of a line and year to the penny, then, where optimism bias or prices
 * multiply it by g, rounds again; the shortcut scales what the stated amounts came to. Say f is the scale.
 * Without g both hold a x f but for one rounding: at most 1/2 penny apart. With g the full run is within g/2 + 1/2 of
 * a x f x g, the shortcut within f/2 of it: together at most (g + 1 + f) / 2. Discount factors are at most 1, and a sum
 * is no further out than its parts are together; each year of savings adds 1/2; the arithmetic of doubles and the last rounding
 * add less than 1. A value at a given rank moves by no more than the values that are ranked do, so the same bound holds for
 * every percentile.
 * @returns the input that is needed, in words, where a level lacks one.
 */
export function drawnOutcome(basis: SensitivityBasis, draws: Draws): DrawsOutcome | { readonly needed: string } {
  const levels = new Map<string, Level | null>();
  let fullRuns = 0;
  const levelOf = (key: string, variation: () => Variation): Level | null => {
    const known = levels.get(key);
    if (known !== undefined) return known;
    fullRuns++;
    const level = workOutLevel(basis, draws, variation());
    levels.set(key, level);
    return level;
  };
  const { steps, count } = draws;
  const share = (key: Scaled): number => {
    const range = draws.ranges.find((each) => each.driver.key === key);
    return range === undefined ? 0 : range.by.numerator / range.by.denominator / STEPS_TO_THE_END;
  };
  const [posts, unitCost, capital, savings] = [
    share("posts"),
    share("unit-cost"),
    share("capital"),
    share("savings-delivered"),
  ];
  const outcomes = new Float64Array(count);
  let bound = 0;
  for (let draw = 0; draw < count; draw++) {
    const at = (key: DriverKey): number => steps[key][draw] ?? 0;
    const key = `${at("start-month")}|${at("pay-award")}|${at("pension-rate")}|${at("slippage-months")}`;
    const level = levelOf(key, () => variationAt(draws, (each) => (SCALED.includes(each) ? 0 : at(each))));
    if (level === null)
      return { needed: "an input of the cost of posts or of the Price index in a year that a draw reaches" };
    bound = Math.max(bound, level.bound);
    const delivered = 1 + savings * at("savings-delivered");
    outcomes[draw] =
      level.staff * (1 + posts * at("posts")) * (1 + unitCost * at("unit-cost")) +
      level.capital * (1 + capital * at("capital")) +
      level.savings * delivered +
      level.other;
  }
  outcomes.sort();
  const percentiles = new Map(
    PERCENTILES.map((each) => [each, nearestPenny(outcomes[nearestRank(each, count)] ?? 0)] as const),
  );
  return { draws, percentiles, bound: pence(Math.ceil(bound) + 1), fullRuns };
}

/** A double of pence to the nearest penny, ties away from zero; the bound above allows for what a double cannot hold. */
function nearestPenny(amount: number): Pence {
  const size = Math.floor(Math.abs(amount) + HALF);
  return pence(amount < 0 ? -size : size);
}

const HALF = 1 / 2;

/** The place of a percentile among so many values in order, by the nearest rank. */
export function nearestRank(percentile: number, count: number): number {
  return Math.max(0, Math.ceil((percentile * count) / 100) - 1);
}

/** Present costs in pence of the groups that a draw scales, at one level of what does not scale. */
type Level = {
  readonly staff: number;
  readonly capital: number;
  /** Saving lines of Costs and the Savings sheet together, below nil. */
  readonly savings: number;
  readonly other: number;
  readonly bound: number;
};

function workOutLevel(basis: SensitivityBasis, draws: Draws, variation: Variation): Level | null {
  const table = variedCosts(basis, variation);
  if (table.needed.size > 0) return null;
  const none = basis.savings.map(() => 0);
  const groupOf = (at: number): "staff" | "capital" | "savings" | "other" => {
    const line = table.lines[at];
    if (line?.post) return "staff";
    if (line?.nature === "Capital") return "capital";
    return line?.type === "Saving" ? "savings" : "other";
  };
  const present = (group: string): number => {
    const width = table.years.length;
    const amounts = table.amounts.map((amount, cell) => (groupOf(Math.floor(cell / width)) === group ? amount : 0));
    const value = presentCostOfTable(basis, { ...table, amounts }, group === "savings" ? basis.savings : none);
    if (value === null) throw new Error("the level needs an input that its whole table does not need");
    return nearly(value);
  };
  if (presentCostOfTable(basis, table, none) === null) return null;
  return {
    staff: present("staff"),
    capital: present("capital"),
    savings: present("savings"),
    other: present("other"),
    bound: boundOf(basis, draws, table),
  };
}

/** The bound that is proved above, for one level. */
function boundOf(basis: SensitivityBasis, draws: Draws, table: CostTable): number {
  const most = (key: DriverKey): number => {
    const range = draws.ranges.find((each) => each.driver.key === key);
    return range === undefined || range.driver.in === "months" ? 1 : 1 + range.by.numerator / range.by.denominator;
  };
  const factorsOf = economicFactors(basis.calculation.businessCase, basis.calculation.horizon);
  const width = table.years.length;
  let bound = basis.savings.filter((amount) => amount !== 0).length / 2;
  table.lines.forEach((line, at) => {
    const scale = line.post
      ? most("posts") * most("unit-cost")
      : line.nature === "Capital"
        ? most("capital")
        : line.type === "Saving"
          ? most("savings-delivered")
          : 1;
    if (scale === 1) return;
    for (let year = 0; year < width; year++) {
      if (table.amounts[at * width + year] === 0) continue;
      const factors = factorsOf(line, table.years[year] ?? basis.calculation.horizon.baseYear);
      if (factors === null || factors.kind === "no index") continue;
      const growth = factors.factors.reduce((product, each) => (product * each.numerator) / each.denominator, 1);
      bound += factors.factors.length === 0 ? 1 / 2 : (growth + 1 + scale) / 2;
    }
  });
  return bound;
}
