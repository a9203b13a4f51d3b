/** The official discount schedule, and present values by it. */
import { describe, expect, it } from "vitest";
import { discountFactor, officialDiscountSteps, pounds, presentValue, rate } from "../../src/model";
import { discountSchedule, showFactor } from "../../src/model/discount";

describe("the official schedule", () => {
  it("is 3.5% to year 30, 3% to year 75 and 2.5% after", () => {
    expect(officialDiscountSteps().map((step) => [step.lastYear, step.rate.numerator / step.rate.denominator])).toEqual(
      [
        [30, 0.035],
        [75, 0.03],
        [Number.MAX_SAFE_INTEGER, 0.025],
      ],
    );
  });

  // HM Treasury's published table of discount factors, to four places.
  it.each([
    [0, 1],
    [1, 0.9662],
    [2, 0.9335],
    [5, 0.842],
    [10, 0.7089],
    [20, 0.5026],
    [30, 0.3563],
    [31, 0.3459],
    [60, 0.1468],
    [75, 0.0942],
    [76, 0.0919],
  ])("gives year %i the factor %f of the published table", (year, published) => {
    const { numerator, denominator } = discountFactor(year, officialDiscountSteps());
    expect(Number((numerator * 1_000_000n) / denominator) / 1_000_000).toBeCloseTo(published, 4);
  });
});

describe("the schedule year by year", () => {
  it("chains the rates and shows factors to six places", () => {
    const schedule = discountSchedule(78, officialDiscountSteps());
    const row = (year: number): unknown => {
      const { rate: into, factor } = schedule[year] as (typeof schedule)[number];
      return [into && (into.numerator * 100) / into.denominator, showFactor(factor)];
    };
    expect(row(0)).toEqual([null, "1.000000"]);
    expect(row(1)).toEqual([3.5, "0.966184"]);
    expect(row(4)).toEqual([3.5, "0.871442"]);
    expect(row(30)).toEqual([3.5, "0.356278"]);
    expect(row(31)).toEqual([3, "0.345901"]);
    expect(row(75)).toEqual([3, "0.094214"]);
    expect(row(76)).toEqual([2.5, "0.091916"]);
  });
});

describe("present value", () => {
  it.each([
    ["year 0 counts in full", [100], 100],
    ["year 1 is divided once", [0, 125], 100],
    ["year 2 twice", [0, 0, 156.25], 100],
    ["rounds once: 0.01 + 0.01 / 1.5625 = 0.0164", [0.01, 0, 0.01], 0.02],
  ])("at 25%: %s", (_sentence, amounts, expected) => {
    const inPence = amounts.map((amount) => (amount * pounds(1)) as ReturnType<typeof pounds>);
    expect(presentValue(inPence, [{ lastYear: 9, rate: rate(1, 4) }]) / 100).toBe(expected);
  });
});
