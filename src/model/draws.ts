/**
 * RULES: many draws of the whole case at once. Every driver that the case gives a range is drawn evenly from it, together with
 * all the others, and the present cost is ranked: P10, P50 and P90 say how far it may lie from the single figure.
 */
import { economicFactors } from "./economicCase";
import type { CostedLine, CostTable } from "./costs";
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
const SCALED: readonly Scaled[] = ["posts", "unit-cost", "capital", "savings-delivered"];

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
  const columns = DRIVERS.map(({ key }) => {
    const lowest = key === "slippage-months" ? 0 : -ends[key];
    return { column: steps[key], lowest, values: ends[key] - lowest + 1 };
  });
  for (let draw = 0; draw < count; draw++) {
    for (const { column, lowest, values } of columns) {
      const word = generator();
      if (values > 1) column[draw] = lowest + Math.floor((word * values) / WORDS);
    }
  }
  return { count, seed, ranges, steps, ends };
}

function endOf(range: Range | undefined): number {
  if (range === undefined) return 0;
  if (range.driver.in === "months") return range.by.numerator;
  return SCALED.some((key) => key === range.driver.key) ? STEPS_TO_THE_END : 1;
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
  /** How many levels were worked out in full. */
  readonly fullRuns: number;
};

/** The percentiles given. */
export const PERCENTILES = [10, 50, 90] as const;

/**
 * The percentiles of the draws, by a shortcut.
 *
 * Formula: present cost of a draw = staff(level) x posts x unit cost + capital(level) x capital + saving lines x delivered
 * + other - savings x delivered, where each group's present cost is worked out in full: that of staff once for each level of
 * start month, pay award and pension rate, that of capital once for each month of slippage. A percentile is the draw at the nearest rank. Source: performance goal P9.
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
  const { steps, count } = draws;
  const needed = { needed: "an input of the cost of posts or of the Price index in a year that a draw reaches" };
  const none = basis.savings.map(() => 0);
  const standing = basis.standing;
  const saved = groupOf(basis, draws, standing, (line) => line.type === "Saving", basis.savings);
  const other = groupOf(basis, draws, standing, isScaledByNothing, none);
  if (saved === null || other === null) return needed;

  const starts = steps["start-month"];
  const awards = steps["pay-award"];
  const pensions = steps["pension-rate"];
  const slippages = steps["slippage-months"];
  // Levels by a number of their own, shifted so that none is below nil.
  const staffLevels: Group[] = [];
  const capitalLevels: Group[] = [];
  const shift = (draws.ends["start-month"] + 1) * LEVELS_OF_RATES * LEVELS_OF_RATES;
  const share = (key: Scaled): number => {
    const range = draws.ranges.find((each) => each.driver.key === key);
    return range === undefined ? 0 : range.by.numerator / range.by.denominator / STEPS_TO_THE_END;
  };
  const [ofPosts, ofUnitCost, ofCapital, ofSavings] = [
    share("posts"),
    share("unit-cost"),
    share("capital"),
    share("savings-delivered"),
  ];
  const { posts, "unit-cost": unitCosts, capital: capitals, "savings-delivered": delivered } = steps;
  const outcomes = new Float64Array(count);
  for (let draw = 0; draw < count; draw++) {
    const start = starts[draw] ?? 0;
    const award = awards[draw] ?? 0;
    const pension = pensions[draw] ?? 0;
    const level = shift + (start * LEVELS_OF_RATES + award) * LEVELS_OF_RATES + pension;
    let staff = staffLevels[level];
    if (staff === undefined) {
      const at = { "start-month": start, "pay-award": award, "pension-rate": pension };
      const table = variedCosts(
        basis,
        variationAt(draws, (key) => at[key as keyof typeof at] ?? 0),
      );
      const found = table.needed.size > 0 ? null : groupOf(basis, draws, table, (line) => line.post !== null, none);
      if (found === null) return needed;
      staffLevels[level] = staff = found;
    }
    const slippage = slippages[draw] ?? 0;
    let capital = capitalLevels[slippage];
    if (capital === undefined) {
      const table = variedCosts(
        basis,
        variationAt(draws, (key) => (key === "slippage-months" ? slippage : 0)),
      );
      const found = groupOf(basis, draws, table, (line) => line.nature === "Capital", none);
      if (found === null) return needed;
      capitalLevels[slippage] = capital = found;
    }
    outcomes[draw] =
      staff.present * (1 + ofPosts * (posts[draw] ?? 0)) * (1 + ofUnitCost * (unitCosts[draw] ?? 0)) +
      capital.present * (1 + ofCapital * (capitals[draw] ?? 0)) +
      saved.present * (1 + ofSavings * (delivered[draw] ?? 0)) +
      other.present;
  }
  outcomes.sort();
  const percentiles = new Map(
    PERCENTILES.map((each) => [each, nearestPenny(outcomes[nearestRank(each, count)] ?? 0)] as const),
  );
  // Holes among the levels are passed over.
  const widest = (levels: readonly Group[]): number => levels.reduce((most, level) => Math.max(most, level.bound), 0);
  const bound =
    widest(staffLevels) + widest(capitalLevels) + saved.bound + basis.savings.filter((each) => each !== 0).length / 2;
  return {
    draws,
    percentiles,
    bound: pence(Math.ceil(bound) + 1),
    fullRuns: Object.keys(staffLevels).length + Object.keys(capitalLevels).length,
  };
}

/** Low, as stated and high, with room for the sign, so that two rates and a month make one number. */
const LEVELS_OF_RATES = 4;

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

/** Lines that no driver scales; costs of posts and capital are groups of their own. */
function isScaledByNothing(line: CostedLine): boolean {
  return line.post === null && line.nature !== "Capital" && line.type !== "Saving";
}

/** The present cost in pence of lines that are scaled alike, and the part of the bound that is theirs. */
type Group = { readonly present: number; readonly bound: number };

/** Works a group out in full; null where the Price index lacks a year. */
function groupOf(
  basis: SensitivityBasis,
  draws: Draws,
  table: CostTable,
  isWanted: (line: CostedLine) => boolean,
  savings: readonly number[],
): Group | null {
  const width = table.years.length;
  const places = table.lines.flatMap((line, at) => (isWanted(line) ? [at] : []));
  const amounts = new Float64Array(places.length * width);
  places.forEach((from, to) => {
    amounts.set(table.amounts.subarray(from * width, (from + 1) * width), to * width);
  });
  const lines = places.map((at) => table.lines[at] as CostedLine);
  const group: CostTable = { ...table, lines, amounts, needed: new Map() };
  const present = presentCostOfTable(basis, group, savings);
  return present && { present: nearly(present), bound: boundOf(basis, draws, group) };
}

/** The bound that is proved above, for the lines of one group. */
function boundOf(basis: SensitivityBasis, draws: Draws, { lines, years, amounts }: CostTable): number {
  const most = (key: DriverKey): number => {
    const range = draws.ranges.find((each) => each.driver.key === key);
    return range === undefined || range.driver.in === "months" ? 1 : 1 + range.by.numerator / range.by.denominator;
  };
  const scales = {
    staff: most("posts") * most("unit-cost"),
    capital: most("capital"),
    saving: most("savings-delivered"),
  };
  const factorsOf = economicFactors(basis.calculation.businessCase, basis.calculation.horizon);
  let bound = 0;
  lines.forEach((line, at) => {
    if (isScaledByNothing(line)) return;
    const scale = line.post ? scales.staff : line.nature === "Capital" ? scales.capital : scales.saving;
    if (scale === 1) return;
    years.forEach((year, index) => {
      if (amounts[at * years.length + index] === 0) return;
      const factors = factorsOf(line, year);
      if (factors === null || factors.kind === "no index") return;
      const growth = factors.factors.reduce((product, each) => (product * each.numerator) / each.denominator, 1);
      bound += factors.factors.length === 0 ? 1 / 2 : (growth + 1 + scale) / 2;
    });
  });
  return bound;
}
