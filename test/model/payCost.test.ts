/** What posts cost from a rate of pay. */
import { Decimal } from "decimal.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { payCost, pence, pounds, rate, WHOLE, type PayBasis, type Rate } from "../../src/model";
import { law } from "./law";

const Exact = Decimal.clone({ precision: 80, rounding: Decimal.ROUND_HALF_UP });

const NONE = rate(0, 1);

function cost(parts: Partial<PayBasis>): number {
  return (
    payCost({
      posts: rate(1, 1),
      payOfOnePost: pounds(30_000),
      onCostRate: NONE,
      vacancyRate: NONE,
      yearShare: WHOLE,
      ...parts,
    }) / 100
  );
}

describe("pay cost", () => {
  it.each([
    ["one post for a year", {}, 30_000],
    ["five posts of £41,200", { posts: rate(5, 1), payOfOnePost: pounds(41_200) }, 206_000],
    ["a quarter of a year", { yearShare: rate(3, 12) }, 7_500],
    ["31% on-costs", { onCostRate: rate(31, 100) }, 39_300],
    ["5% vacant", { vacancyRate: rate(5, 100) }, 28_500],
    ["all vacant", { vacancyRate: WHOLE }, 0],
    ["rounds once: 0.01 x 1.5 = 0.015", { payOfOnePost: pence(1), onCostRate: rate(1, 2) }, 0.02],
    ["and mirrored", { payOfOnePost: pence(-1), onCostRate: rate(1, 2) }, -0.02],
    [
      "multiplies before it divides: 1/3 post of £100 for 1/7 year",
      { posts: rate(1, 3), payOfOnePost: pounds(100), yearShare: rate(1, 7) },
      4.76,
    ],
  ] as const)("%s", (_sentence, parts, expected) => {
    expect(cost(parts)).toBe(expected);
  });

  it("throws rather than hold an amount that is not exact", () => {
    expect(() => cost({ posts: rate(1_000_000_000, 1), payOfOnePost: pounds(100_000_000) })).toThrow(RangeError);
  });

  const part = fc
    .tuple(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 1, max: 1_000_000 }))
    .map(([top, bottom]) => rate(Math.min(top, bottom), bottom));

  law(
    "is exact however long its fractions are, as decimal.js works it out",
    fc.record({ posts: part, pay: fc.integer({ min: 0, max: 1e8 }), onCosts: part, vacant: part, share: part }),
    ({ posts, pay, onCosts, vacant, share }) => {
      const exact = (of: Rate): Decimal => new Exact(of.numerator).div(of.denominator);
      const expected = exact(posts)
        .times(pay)
        .times(exact(onCosts).plus(1))
        .times(new Exact(1).minus(exact(vacant)))
        .times(exact(share));
      const basis = { posts, payOfOnePost: pence(pay), onCostRate: onCosts, vacancyRate: vacant, yearShare: share };
      expect(payCost(basis)).toBe(expected.toDecimalPlaces(0).toNumber());
    },
  );
});
