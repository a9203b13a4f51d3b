/** One-way sensitivity: one driver at a time, the widest swing first, and what is left out. */
import { describe, expect, it } from "vitest";
import { evaluate, pounds, rate, type BusinessCase } from "../../src/model";
import {
  exactly,
  makeAssumption,
  makeCase,
  makeCost,
  makeDecision,
  makePost,
  makeSaving,
  monthOf,
  year,
} from "./caseMaker";
import { figuresOf } from "./figureReading";
import { intelligenceTom } from "./intelligenceTom";

const noDiscount = makeAssumption("discount-rate", { unit: "percent", rate: rate(0, 100) });
/** A post of 12,000 a year, capital of 24,000 and savings of 6,000 a year, over two years and without discounting. */
const plain: BusinessCase = makeCase({
  decision: makeDecision({ baseYear: year("2019/20"), horizonInYears: 2 }),
  posts: [makePost("P1", { unitCost: exactly(12_000) })],
  costs: [makeCost("C1", { type: "Capital", amount: exactly(24_000) })],
  savings: [makeSaving("S1", year("2019/20"), pounds(6_000), { continues: true })],
  assumptions: [noDiscount],
});

describe("the one-way table", () => {
  it.each([
    ["posts", "33,600", "38,400", "4,800", "24,000 of posts, a tenth each way"],
    ["unit-cost", "33,600", "38,400", "4,800", "the same money"],
    ["capital", "33,600", "38,400", "4,800", "24,000 of capital, a tenth each way"],
    ["savings-delivered", "37,200", "34,800", "2,400", "12,000 of savings: more of them is less cost"],
    ["start-month", "39,000", "33,000", "6,000", "three months of 1,000 more or less"],
    ["slippage-months", "36,000", "36,000", "0", "without discounting later is as dear"],
  ])("moves %s from %s to %s, a swing of %s: %s", (driver, low, high, swing) => {
    const ids = ["low", "high", "swing"].map((part) => `sensitivity.${driver}.${part}`);
    expect(Object.values(figuresOf(plain, ...ids))).toEqual([low, high, swing]);
  });

  it("stands on the case as it is: 24,000 + 24,000 - 12,000", () => {
    expect(figuresOf(plain, "sensitivity.base")).toEqual({ "sensitivity.base": "36,000" });
  });

  it("puts the widest swing first, and names what it leaves out", () => {
    const { drivers, driversLeftOut } = evaluate(plain).appraisal;
    expect(drivers.map((each) => each.key)).toEqual([
      "start-month",
      "posts",
      "unit-cost",
      "capital",
      "savings-delivered",
      "slippage-months",
    ]);
    expect(driversLeftOut.map((each) => `${each.name}: ${each.why}`)).toEqual([
      "Pay award: no cost of posts is built from Pay scales",
      "Employer's pension rate: no cost of posts is built from Pay scales",
    ]);
  });

  it("takes the case's own range where it gives one: posts by a half", () => {
    const assumptions = [noDiscount, makeAssumption("range-of-posts", { unit: "percent", rate: rate(50, 100) })];
    expect(figuresOf({ ...plain, assumptions }, "sensitivity.posts.high", "sensitivity.capital.high")).toEqual({
      "sensitivity.posts.high": "48,000",
      "sensitivity.capital.high": "38,400",
    });
  });

  it("slips twelfths of capital into the next year: 24,000 x 3/12 a year later saves 6,000 x (1 - 1 / 1.035) = 203", () => {
    expect(figuresOf({ ...plain, assumptions: null }, "sensitivity.slippage-months.swing")).toEqual({
      "sensitivity.slippage-months.swing": "203",
    });
  });

  it("keeps the capital of the last year where it is", () => {
    const costs = [makeCost("C1", { type: "Capital", amount: exactly(24_000), year: year("2020/21") })];
    expect(figuresOf({ ...plain, costs, assumptions: null }, "sensitivity.slippage-months.swing")).toEqual({
      "sensitivity.slippage-months.swing": "0",
    });
  });

  it("moves an end with its start: a fixed term costs the same, whenever it is", () => {
    const posts = [makePost("P1", { unitCost: exactly(12_000), endMonth: monthOf("2019-12") })];
    expect(figuresOf({ ...plain, posts }, "sensitivity.start-month.swing")).toEqual({
      "sensitivity.start-month.swing": "0",
    });
  });

  it("is the net present cost itself for PCD 484, which has no savings and no earlier cost", () => {
    expect(figuresOf(intelligenceTom(), "sensitivity.base", "npc.10")).toEqual({
      "sensitivity.base": "2,476,183",
      "npc.10": "2,476,183",
    });
  });

  it("is not worked out for a case of more lines than the limit", () => {
    const assumptions = [makeAssumption("sensitivity-lines", { unit: "count", count: 1 })];
    const { appraisal, figures } = evaluate({ ...plain, assumptions });
    expect([appraisal.isSensitivityWorkedOut, figures.has("sensitivity.base")]).toEqual([false, false]);
  });
});
