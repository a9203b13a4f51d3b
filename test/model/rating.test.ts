/** When a variance is worth a colour or a flag: below, at and just above each limit. */
import { describe, expect, it } from "vitest";
import { flagVariance, pounds, pence, rate, rateVariance } from "../../src/model";

describe("the colour of a variance, red from 5% or £100,000", () => {
  const colour = (over: number, budget: number, isTwoSided = false): string =>
    rateVariance(pence(Math.round(over * 100)), pounds(budget), rate(5, 100), pounds(100_000), isTwoSided);

  it.each([
    ["on budget", 0, 1_000_000, "GREEN"],
    ["a penny over", 0.01, 1_000_000, "AMBER"],
    ["a penny below 5%", 49_999.99, 1_000_000, "AMBER"],
    ["at 5%", 50_000, 1_000_000, "RED"],
    ["a penny below £100,000", 99_999.99, 9_000_000, "AMBER"],
    ["at £100,000", 100_000, 9_000_000, "RED"],
    ["a budget of nil has no share, only the amount", 99_999.99, 0, "AMBER"],
    ["a budget of nil at the amount", 100_000, 0, "RED"],
    ["an underspend", -900_000, 1_000_000, "GREEN"],
    ["the share of a negative budget goes by its size", 50_000, -1_000_000, "RED"],
  ])("%s", (_sentence, over, budget, expected) => {
    expect(colour(over, budget)).toBe(expected);
  });

  it("goes by the size of an underspend when both sides count", () => {
    expect([colour(-50_000, 1_000_000, true), colour(-1, 1_000_000, true)]).toEqual(["RED", "AMBER"]);
  });
});

describe("the flag of a change, from £10,000 and 2%", () => {
  const flag = (
    current: number,
    baseline: number,
    needed: "both" | "either" = "both",
    sense: "cost" | "income" = "cost",
  ) => flagVariance(pounds(current), pounds(baseline), { amount: pounds(10_000), share: rate(2, 100), needed }, sense);

  it.each([
    ["just below the amount", 109_999, 100_000, "both", "OK"],
    ["at the amount and above the share", 110_000, 100_000, "both", "ADVERSE"],
    ["at the amount and below the share", 1_010_000, 1_000_000, "both", "OK"],
    ["either is enough: the amount", 1_010_000, 1_000_000, "either", "ADVERSE"],
    ["either is enough: the share", 102, 100, "either", "ADVERSE"],
    ["less is favourable", 90_000, 100_000, "both", "FAVOURABLE"],
    ["new", 10_000, 0, "both", "NEW"],
    ["new, but small", 9_999, 0, "both", "OK"],
    ["removed", 0, 10_000, "both", "REMOVED"],
    ["removed, but small", 0, 9_999, "both", "OK"],
    ["no change", 5, 5, "either", "OK"],
  ] as const)("%s", (_sentence, current, baseline, needed, expected) => {
    expect(flag(current, baseline, needed)).toBe(expected);
  });

  it("turns round for income", () => {
    expect([flag(110_000, 100_000, "both", "income"), flag(90_000, 100_000, "both", "income")]).toEqual([
      "FAVOURABLE",
      "ADVERSE",
    ]);
  });

  it("goes by the amount alone where no share is given", () => {
    const limits = { amount: pounds(5), share: null, needed: "either" } as const;
    expect(flagVariance(pounds(104), pounds(100), limits, "cost")).toBe("OK");
    expect(flagVariance(pounds(105), pounds(100), limits, "cost")).toBe("ADVERSE");
  });
});
