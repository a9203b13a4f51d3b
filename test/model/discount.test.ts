/** The official discount schedule, and present values by it. */
import { describe, expect, it } from "vitest";
import { discountFactor, officialDiscountSteps, pounds, presentValue, rate } from "../../src/model";

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
