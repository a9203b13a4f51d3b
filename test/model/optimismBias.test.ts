/** Optimism bias: the upper bound less what mitigation takes off, in whole percent for display and exact for sums. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rate } from "../../src/model";
import { durationWithBias, mitigatedBias } from "../../src/model/optimismBias";
import { law } from "./law";

describe("optimism bias after mitigation", () => {
  it.each<[number, number, number, number, number, string]>([
    [200, 0, 2, 1, 200, "equipment and development, nothing mitigated: 200%"],
    [200, 100, 0, 1, 0, "everything mitigated: nil"],
    [24, 50, 12, 100, 12, "standard buildings, half mitigated: 24 x 0.5 = 12%"],
    [51, 35, 3_315, 10_000, 33, "51 x 0.65 = 33.15%, shown as 33%"],
    [51, 50, 255, 1_000, 26, "51 x 0.5 = 25.5%, shown as 26%: half up"],
    [51, 51, 2_499, 10_000, 25, "51 x 0.49 = 24.99%, shown as 25%"],
  ])("of %d%% with %d%% mitigated is %d/%d, shown as %d%%: %s", (upper, mitigated, top, bottom, shown) => {
    const { exact, wholePercent } = mitigatedBias(rate(upper, 100), rate(mitigated, 100));
    expect(exact.numerator * bottom).toBe(top * exact.denominator);
    expect(wholePercent).toBe(shown);
  });

  it("refuses to mitigate more than all, or less than nothing", () => {
    expect(() => mitigatedBias(rate(1, 1), rate(101, 100))).toThrow("not a share: 101/100");
    expect(() => mitigatedBias(rate(1, 1), rate(-1, 100))).toThrow("not a share: -1/100");
  });

  const percent = fc.integer({ min: 0, max: 200 });
  law(
    "never rises as more is mitigated",
    fc.record({ upper: percent, low: fc.integer({ min: 0, max: 100 }), more: fc.integer({ min: 0, max: 100 }) }),
    ({ upper, low, more }) => {
      const at = (share: number): number => {
        const { exact } = mitigatedBias(rate(upper, 100), rate(Math.min(100, share), 100));
        return exact.numerator / exact.denominator;
      };
      expect(at(low + more)).toBeLessThanOrEqual(at(low));
      expect(at(low)).toBeLessThanOrEqual(upper / 100);
    },
  );
});

describe("the bias of a duration", () => {
  it("lengthens the work: 24 months with 25% are 30", () => {
    const { numerator, denominator } = durationWithBias(24, rate(25, 100));
    expect(numerator / denominator).toBe(30);
  });

  it("is kept exact: 7 months with 4% are 7.28", () => {
    expect(durationWithBias(7, rate(4, 100))).toEqual(rate(728, 100));
  });
});
