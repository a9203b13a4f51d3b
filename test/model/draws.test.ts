/** Many draws of the whole case: the generator, the ranks, and the penny bound of the shortcut against full runs. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pounds, rate, type Assumption, type BusinessCase } from "../../src/model";
import { wholePence } from "../../src/model/appraisal";
import { drawnOutcome, drawsOf, nearestRank, seededGenerator, variationOf, xoshiro128 } from "../../src/model/draws";
import { presentCostOf, type SensitivityBasis } from "../../src/model/sensitivity";
import { someCase } from "./caseGenerator";
import { exactly, makeAssumption, makeCost, makeSaving, year } from "./caseMaker";
import { figuresOf } from "./figureReading";
import { intelligenceTom } from "./intelligenceTom";
import { law } from "./law";
import { basisOf } from "./sensitivityBasis";

const percent = (id: string, each: number): Assumption =>
  makeAssumption(id, { unit: "percent", rate: rate(each, 100) });
const count = (id: string, each: number): Assumption => makeAssumption(id, { unit: "count", count: each });
const RANGES = [
  percent("range-of-posts", 20),
  percent("range-of-unit-cost", 10),
  count("range-of-start-month", 2),
  percent("range-of-capital", 30),
  count("range-of-slippage", 6),
  percent("range-of-savings-delivered", 40),
];

const tom = (assumptions: readonly Assumption[]): BusinessCase => ({
  ...intelligenceTom(),
  savings: [makeSaving("Estate", year("2020/21"), pounds(50_000), { continues: true })],
  assumptions,
});

describe("the generator", () => {
  it("is xoshiro128**: its published first numbers from the state 1, 2, 3, 4", () => {
    const next = xoshiro128([1, 2, 3, 4]);
    expect([next(), next(), next(), next()]).toEqual([11_520, 0, 5_927_040, 70_819_200]);
  });

  it("gives the same numbers for the same seed and others for another", () => {
    const of = (seed: number): readonly number[] => {
      const next = seededGenerator(seed);
      return [next(), next(), next()];
    };
    expect(of(484)).toEqual(of(484));
    expect(of(484)).not.toEqual(of(485));
  });
});

describe("a percentile", () => {
  it.each([
    [10, 10_000, 999],
    [50, 10_000, 4_999],
    [90, 10_000, 8_999],
    [50, 3, 1],
    [10, 3, 0],
    [90, 1, 0],
  ])("P%d of %d values is at place %d, counted from nil", (percentile, of, place) => {
    expect(nearestRank(percentile, of)).toBe(place);
  });
});

describe("the draws of a case", () => {
  it("are not made unless the case gives a range", () => {
    expect(drawsOf(basisOf(tom([])))).toBeNull();
    expect(figuresOf(tom([]), "draws.p50")).toEqual({ "draws.p50": "-" });
  });

  it("give the same percentiles for the same seed, in order, and others for another seed", () => {
    const of = (seed: number): Record<string, string> =>
      figuresOf(
        tom([...RANGES, count("seed-of-draws", seed), count("number-of-draws", 500)]),
        "draws.p10",
        "draws.p50",
        "draws.p90",
      );
    expect(of(1)).toEqual(of(1));
    expect(of(1)).not.toEqual(of(2));
    const values = Object.values(of(1)).map((shown) => Number(shown.replace(/,/g, "")));
    expect([...values].sort((a, b) => a - b)).toEqual(values);
  });

  it("leave the draws of other drivers as they were when a range is added", () => {
    const few = drawsOf(basisOf(tom([RANGES[0] as Assumption])));
    const all = drawsOf(basisOf(tom(RANGES)));
    expect(all?.steps.posts).toEqual(few?.steps.posts);
  });
});

/** The percentiles of full runs of the same draws, one by one. */
function byFullRuns(basis: SensitivityBasis, percentiles: Iterable<number>): ReadonlyMap<number, number> {
  const draws = drawsOf(basis);
  if (draws === null) throw new Error("the case gives no range");
  const outcomes = Array.from({ length: draws.count }, (_, draw) => {
    const present = presentCostOf(basis, variationOf(draws, draw));
    if (present === null) throw new Error("the case lacks an input");
    return wholePence(present);
  }).sort((a, b) => a - b);
  return new Map([...percentiles].map((each) => [each, outcomes[nearestRank(each, draws.count)] ?? 0] as const));
}

function expectWithinBound(businessCase: BusinessCase): void {
  const basis = basisOf(businessCase);
  const draws = drawsOf(basis);
  if (draws === null) return; // a case in which nothing of the ranges applies
  const outcome = drawnOutcome(basis, draws);
  if ("needed" in outcome) throw new Error(outcome.needed);
  for (const [percentile, full] of byFullRuns(basis, outcome.percentiles.keys())) {
    expect(Math.abs((outcome.percentiles.get(percentile) ?? 0) - full)).toBeLessThanOrEqual(outcome.bound);
  }
}

describe("the shortcut", () => {
  it("keeps its penny bound on PCD 484 with six ranges, against full runs of the same draws", () => {
    const businessCase = tom([...RANGES, count("number-of-draws", 200)]);
    expectWithinBound(businessCase);
    const basis = basisOf(businessCase);
    const draws = drawsOf(basis);
    const outcome = draws && drawnOutcome(basis, draws);
    // Five posts in ten years and the years they may move to, one capital line, ten years of savings: some tens of pence.
    expect(outcome && "bound" in outcome ? outcome.bound : null).toBeLessThan(50);
  });

  it("keeps it where optimism bias multiplies capital", () => {
    const costs = [makeCost("K1", { type: "Capital", amount: exactly(33_333.33), optimismBias: rate(51, 100) })];
    expectWithinBound({ ...tom([...RANGES, count("number-of-draws", 200)]), costs });
  });

  law("keeps it on cases of chance", fc.tuple(someCase, fc.integer({ min: 0, max: 1_000 })), ([businessCase, seed]) => {
    expectWithinBound({
      ...businessCase,
      assumptions: [...RANGES, count("number-of-draws", 5), count("seed-of-draws", seed)],
    });
  });
});
