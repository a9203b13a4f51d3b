/** Prices of one year and prices as paid: the financial case in cash, the economic case in real prices. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rate, type BusinessCase } from "../../src/model";
import { multiplied, priceFactor, priceIndexOf } from "../../src/model/priceBase";
import { exactly, makeCase, makeCost, makeDecision, makeIndex, makePost, year } from "./caseMaker";
import { figuresOf } from "./figureReading";
import { law } from "./law";

const decision = makeDecision({ baseYear: year("2018/19"), horizonInYears: 3 });
/** 100, 102 and 104.04: two years of 2%. */
const INDEX = [
  makeIndex(year("2018/19"), 100),
  makeIndex(year("2019/20"), 102),
  makeIndex(year("2020/21"), 10_404, 100),
];
const real = { kind: "real", year: year("2018/19") } as const;

describe("a cost in real prices", () => {
  const businessCase: BusinessCase = makeCase({
    decision,
    costs: [makeCost("C1", { year: year("2019/20"), amount: exactly(1_000), priceBase: real })],
    assumptions: INDEX,
  });

  it("is paid in cash: 1,000 x 102 / 100 = 1,020", () => {
    expect(figuresOf(businessCase, "cost.total.2019/20", "funding.gap.2019/20")).toEqual({
      "cost.total.2019/20": "1,020.00",
      "funding.gap.2019/20": "1,020.00",
    });
  });

  it("is appraised in the prices of the base year: 1,000 / 1.035 = 966", () => {
    expect(figuresOf(businessCase, "npc.3")).toEqual({ "npc.3": "966" });
  });

  it("stands as entered without a Price index", () => {
    expect(figuresOf({ ...businessCase, assumptions: null }, "cost.total.2019/20", "npc.3")).toEqual({
      "cost.total.2019/20": "1,000.00",
      "npc.3": "966",
    });
  });

  it("is not known in a year that the index lacks, nor is anything that rests on it", () => {
    const shown = figuresOf(
      { ...businessCase, assumptions: INDEX.slice(0, 1) },
      "cost.one-off.2019/20",
      "cost.total.2019/20",
      "cost.total",
      "funding.gap.2019/20",
      "npc.3",
      "cost.total.2018/19",
    );
    const needed = "input needed: Price index of 2019/20 (Assumptions)";
    expect(shown).toEqual({
      "cost.one-off.2019/20": needed,
      "cost.total.2019/20": needed,
      "cost.total": needed,
      "funding.gap.2019/20": needed,
      "npc.3": needed,
      "cost.total.2018/19": "0.00",
    });
  });
});

describe("a cost in cash", () => {
  it("is paid as it stands and appraised in base year prices: 1,020 / 1.02 / 1.035 = 966", () => {
    const businessCase = makeCase({
      decision,
      costs: [makeCost("C1", { year: year("2019/20"), amount: exactly(1_020) })],
      assumptions: INDEX,
    });
    expect(figuresOf(businessCase, "cost.total.2019/20", "npc.3")).toEqual({
      "cost.total.2019/20": "1,020.00",
      "npc.3": "966",
    });
  });
});

describe("posts", () => {
  it("with a stated cost follow the Decision's Price base: 40,000 x 104.04 / 100 in 2020/21", () => {
    const businessCase = makeCase({
      decision: { ...decision, priceBase: real },
      posts: [makePost("P1", { unitCost: exactly(40_000) })],
      assumptions: INDEX,
    });
    expect(figuresOf(businessCase, "cost.staff.2020/21")).toEqual({ "cost.staff.2020/21": "41,616.00" });
  });
});

describe("the factor between the prices of two years", () => {
  const index = priceIndexOf({ assumptions: INDEX }) ?? new Map<never, never>();

  it("is 1 within a year, whether or not the index has it", () => {
    expect(priceFactor(index, year("2030/31"), year("2030/31"))).toEqual({ kind: "factor", factor: rate(1, 1) });
  });

  it("names every year that is missing", () => {
    expect(priceFactor(index, year("2031/32"), year("2030/31"))).toEqual({
      kind: "no index",
      years: [year("2030/31"), year("2031/32")],
    });
  });

  it("passes over an index of nil, which says nothing of prices", () => {
    expect(priceIndexOf({ assumptions: [makeIndex(year("2018/19"), 0)] })).toBeNull();
  });

  const someIndex = fc.integer({ min: 1, max: 100_000 });
  law("is the other way round its inverse", fc.record({ a: someIndex, b: someIndex }), ({ a, b }) => {
    const both = priceIndexOf({
      assumptions: [makeIndex(year("2018/19"), a, 100), makeIndex(year("2019/20"), b, 100)],
    });
    const there = both && priceFactor(both, year("2018/19"), year("2019/20"));
    const back = both && priceFactor(both, year("2019/20"), year("2018/19"));
    if (there?.kind !== "factor" || back?.kind !== "factor") throw new Error("both years have an index");
    expect(multiplied(123_456_789, [there.factor, back.factor])).toBe(123_456_789);
  });
});
