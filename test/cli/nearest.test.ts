import { describe, expect, it } from "vitest";
import { nearestNames } from "../../src/cli/nearest";

const FIGURES = [
  "cost.total",
  "cost.total.2019/20",
  "cost.total.2020/21",
  "cost.capital.2019/20",
  "funding.gap.2020/21",
];

describe("names that are likely meant", () => {
  it.each([
    ["a letter too few", "cost.totl", "cost.total"],
    ["two letters swapped", "cost.toatl", "cost.total"],
    ["another case", "COST.TOTAL", "cost.total"],
    ["the year in another form", "cost.total.2019-20", "cost.total.2019/20"],
    ["the words alone", "gap 2020", "funding.gap.2020/21"],
  ])("%s", (_what, typed, meant) => {
    expect(nearestNames(typed, FIGURES)[0]).toBe(meant);
  });

  it("offers nothing when nothing is near", () => {
    expect(nearestNames("xyzzy", FIGURES)).toEqual([]);
    expect(nearestNames("", FIGURES)).toEqual([]);
  });

  it("offers five at most", () => {
    const years = Array.from({ length: 30 }, (_, year) => `cost.total.20${year + 10}/${year + 11}`);
    expect(nearestNames("cost.total", years)).toHaveLength(5);
  });

  it("answers at once, however long the name", () => {
    const started = performance.now();
    nearestNames("a".repeat(1_000_000), FIGURES);
    expect(performance.now() - started).toBeLessThan(200);
  });
});
