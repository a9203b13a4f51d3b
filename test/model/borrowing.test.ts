/** What borrowed capital charges to revenue, at the edges of pennies, years and rates. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { annuityInstalments, equalInstalments, pence, pounds, rate, type Pence } from "../../src/model";
import { addFractions, fraction, multiplyFractions, subtractFraction } from "../../src/model/exactFraction";
import { law } from "./law";

const inPounds = (amounts: readonly Pence[]): number[] => amounts.map((amount) => amount / 100);

describe("equal instalments", () => {
  it.each([
    ["374,000 over five years", 37_400_000, 5, [74_800, 74_800, 74_800, 74_800, 74_800]],
    ["the last year takes a penny more", 10_000, 3, [33.33, 33.33, 33.34]],
    ["the last year takes a penny less", 20_000, 3, [66.67, 66.67, 66.66]],
    ["one year takes all", 1, 1, [0.01]],
    ["three pence over five years never go below nil", 3, 5, [0, 0, 0, 0, 0.03]],
    ["nothing borrowed", 0, 2, [0, 0]],
  ])("%s", (_sentence, capital, life, expected) => {
    expect(inPounds(equalInstalments(pence(capital), life))).toEqual(expected);
  });

  it.each([0, -1, 2.5, Number.NaN])("refuse a life of %s years", (life) => {
    expect(() => equalInstalments(pounds(100), life)).toThrow(RangeError);
  });

  it("refuse capital below nil", () => {
    expect(() => equalInstalments(pence(-1), 5)).toThrow(RangeError);
  });
});

describe("annuity instalments", () => {
  it("repay 374,000 over five years at 2.5%: the capital part of 80,502.33 a year", () => {
    const parts = inPounds(annuityInstalments(pounds(374_000), 5, rate(25, 1000)));
    expect(parts).toEqual([71_152.33, 72_931.13, 74_754.41, 76_623.27, 78_538.86]);
  });

  it("are the straight line at a rate of nil", () => {
    expect(annuityInstalments(pounds(100), 3, rate(0, 1))).toEqual(equalInstalments(pounds(100), 3));
  });

  it("take a rate below nil: of 100 at -50% over two years 200/3 are repaid first, then 100/3", () => {
    expect(inPounds(annuityInstalments(pounds(100), 2, rate(-1, 2)))).toEqual([66.67, 33.33]);
  });

  it("refuse a rate at which nothing would be left", () => {
    expect(() => annuityInstalments(pounds(100), 2, rate(-1, 1))).toThrow(RangeError);
  });

  law(
    "by both methods the charges add to the capital and none is below nil",
    fc.record({
      capital: fc.integer({ min: 0, max: 1_000_000_000 }),
      life: fc.integer({ min: 1, max: 80 }),
      thousandths: fc.integer({ min: -900, max: 3_000 }),
    }),
    ({ capital, life, thousandths }) => {
      for (const charges of [
        equalInstalments(pence(capital), life),
        annuityInstalments(pence(capital), life, rate(thousandths, 1000)),
      ]) {
        expect(charges).toHaveLength(life);
        expect(charges.reduce((sum, charge) => sum + charge, 0)).toBe(capital);
        expect(Math.min(...charges)).toBeGreaterThanOrEqual(0);
      }
    },
  );
});

/**
 * The annuity as the finance model writes it, slowly: A = P x i / (1 - (1 + i)^-n), and each year repays A - the interest on
 * what is still open, in exact fractions; pence half up, the last year what is left.
 */
function annuityBySimulation(capital: number, life: number, perThousand: number): number[] {
  const interest = fraction(perThousand, 1000);
  const growth = addFractions(fraction(1), interest);
  let shrunk = fraction(1);
  for (let year = 0; year < life; year++)
    shrunk = multiplyFractions(shrunk, { numerator: growth.denominator, denominator: growth.numerator });
  const divisor = subtractFraction(fraction(1), shrunk);
  const payment = multiplyFractions(fraction(capital), interest, {
    numerator: divisor.denominator,
    denominator: divisor.numerator,
  });
  const parts: number[] = [];
  let open = fraction(capital);
  for (let year = 1; year < life; year++) {
    const repaid = subtractFraction(payment, multiplyFractions(open, interest));
    parts.push(Number((2n * repaid.numerator + repaid.denominator) / (2n * repaid.denominator)));
    open = subtractFraction(open, repaid);
  }
  return [...parts, capital - parts.reduce((sum, part) => sum + part, 0)];
}

law(
  "an annuity repays what the level payment leaves after interest on what is still open, year by year",
  fc.record({
    capital: fc.integer({ min: 100_000, max: 100_000_000 }),
    life: fc.integer({ min: 1, max: 12 }),
    perThousand: fc.integer({ min: 1, max: 150 }),
  }),
  ({ capital, life, perThousand }) => {
    expect(annuityInstalments(pence(capital), life, rate(perThousand, 1000))).toEqual(
      annuityBySimulation(capital, life, perThousand),
    );
  },
);
