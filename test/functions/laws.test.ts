/** What must hold for every worksheet function, whatever stands in the cells. */
import fc from "fast-check";
import { beforeAll, describe, expect } from "vitest";
import {
  apportion,
  discountFactor,
  fund,
  fundGap,
  mrp,
  presentValue,
  prove,
  rag,
  reconcile,
  reserve,
  staffCost,
  uplift,
  variance,
} from "../../src/functions/functions";
import { law } from "../model/law";
import { cell, cellsOf, column, giveCustomFunctions, row } from "./excel";

beforeAll(giveCustomFunctions);

/** Pounds and pence as Excel holds them. */
const amount = fc.integer({ min: -10_000_000_000, max: 10_000_000_000 }).map((pence) => pence / 100);
const cost = fc.integer({ min: 0, max: 10_000_000_000 }).map((pence) => pence / 100);
const weight = fc.integer({ min: 0, max: 1_000_000 }).map((hundredths) => hundredths / 100);
const rate = fc.integer({ min: -900, max: 2_000 }).map((thousandths) => thousandths / 10_000);

/** Whole pence of pounds, to add up without binary noise. */
function pence(pounds: unknown): number {
  return Math.round((pounds as number) * 100);
}

function sumOfPence(cells: readonly (readonly unknown[])[]): number {
  return cells.flat().reduce<number>((sum, value) => sum + pence(value), 0);
}

describe("laws", () => {
  law(
    "APPORTION's parts add to the amount in every unit, and each is its share rounded down or up",
    fc.record({
      amount,
      weights: fc.array(weight, { minLength: 1, maxLength: 20 }).filter((weights) => weights.some((each) => each > 0)),
      unit: fc.constantFrom(0.01, 0.5, 1, 1000),
      tie: fc.constantFrom("LARGEST", "FIRST", "LAST"),
    }),
    ({ amount: whole, weights, unit, tie }) => {
      const parts = apportion(whole, column(...weights), unit, tie).flat() as number[];
      const units = (value: number): number => Math.round(value / unit);
      const [wholeUnits = 0] = (apportion(whole, cell(1), unit).flat() as number[]).map(units);
      expect(parts.reduce((sum, part) => sum + units(part), 0)).toBe(wholeUnits);
      const total = weights.reduce((sum, each) => sum + Math.round(each * 100), 0);
      parts.forEach((part, index) => {
        const share = (wholeUnits * Math.round((weights[index] ?? 0) * 100)) / total;
        expect(Math.abs(units(part) - share)).toBeLessThan(1 + 1e-6);
      });
    },
  );

  law(
    "APPORTION mirrors a negative amount, and weights times a number change nothing",
    fc.record({ amount: cost, weights: fc.array(fc.integer({ min: 1, max: 999 }), { minLength: 1, maxLength: 9 }) }),
    ({ amount: whole, weights }) => {
      const parts = apportion(whole, row(...weights));
      expect(apportion(-whole, row(...weights))).toEqual(
        parts.map((each) => each.map((part) => -(part as number) + 0)),
      );
      expect(apportion(whole, row(...weights.map((each) => each * 7)))).toEqual(parts);
    },
  );

  law(
    "FUND's columns add to the costs, and no source gives more than its limit or where it may not",
    fc
      .record({ years: fc.integer({ min: 1, max: 6 }), sources: fc.integer({ min: 1, max: 5 }) })
      .chain(({ years, sources }) =>
        fc.record({
          costs: fc.array(cost, { minLength: years, maxLength: years }),
          limits: grid(sources, years, fc.oneof(cost, fc.constant(""))),
          eligible: grid(sources, years, fc.constantFrom(0, 1)),
          order: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: sources, maxLength: sources }),
        }),
      )
      // One blank cell alone is an argument that was forgotten, not a source without a limit.
      .filter(({ limits }) => limits.length > 1 || limits[0]?.length !== 1 || limits[0][0] !== ""),
    ({ costs, limits, eligible, order }) => {
      const drawn = fund(row(...costs), limits, column(...order), eligible) as number[][];
      costs.forEach((each, year) => {
        expect(drawn.reduce((sum, source) => sum + pence(source[year]), 0)).toBe(pence(each));
      });
      limits.forEach((limit, source) => {
        limit.forEach((most, year) => {
          const given = pence(drawn[source]?.[year]);
          if (most !== "") expect(given).toBeLessThanOrEqual(pence(most));
          if (eligible[source]?.[year] === 0) expect(given).toBe(0);
        });
      });
      const gap = fundGap(row(...costs), drawn.slice(0, -1));
      expect(gap).toEqual(drawn.slice(-1));
    },
  );

  law(
    "RESERVE: the last closing is opening + all in - all out",
    fc.record({ opening: amount, moves: fc.array(fc.tuple(cost, cost), { minLength: 1, maxLength: 10 }) }),
    ({ opening, moves }) => {
      const [closings = []] = reserve(
        opening,
        row(...moves.map(([into]) => into)),
        row(...moves.map(([, out]) => out)),
      );
      const expected = moves.reduce((sum, [into, out]) => sum + pence(into) - pence(out), pence(opening));
      expect(pence(closings.at(-1))).toBe(expected);
    },
  );

  law(
    "MRP sums to the capital by both methods, and no year's charge is below nil",
    fc.record({ capital: cost, life: fc.integer({ min: 1, max: 60 }), rate }),
    ({ capital, life, rate: interest }) => {
      for (const charges of [mrp(capital, life), mrp(capital, life, interest, "ANNUITY")]) {
        expect(charges).toHaveLength(life);
        expect(sumOfPence(charges)).toBe(pence(capital));
        expect(charges.flat().every((charge) => (charge as number) >= 0)).toBe(true);
      }
    },
  );

  law(
    "UPLIFT there and back is the amount again, within a penny of what growth makes of a rounded penny",
    fc.record({ amount: cost, rates: fc.array(fc.constantFrom(0, 0.01, 0.025, 0.1), { minLength: 3, maxLength: 3 }) }),
    ({ amount: before, rates }) => {
      const table = rates.map((each, index) => [`${2019 + index}/${20 + index}`, each]);
      const there = uplift(cell(before), table, cell("2018/19"), cell("2021/22"));
      const back = uplift(there, table, cell("2021/22"), cell("2018/19"));
      expect(Math.abs(pence(back[0]?.[0]) - pence(before))).toBeLessThanOrEqual(1);
    },
  );

  law(
    "PRESENTVALUE at 0% is the plain sum, and falls as the rate rises",
    fc.record({
      costs: fc.array(cost, { minLength: 1, maxLength: 12 }),
      low: rate,
      more: fc.constantFrom(0.001, 0.05),
    }),
    ({ costs, low, more }) => {
      expect(pence(presentValue(cell(0), row(...costs)))).toBe(costs.reduce((sum, each) => sum + pence(each), 0));
      expect(presentValue(cell(low + more), row(...costs))).toBeLessThanOrEqual(presentValue(cell(low), row(...costs)));
    },
  );

  law(
    "DISCOUNTFACTOR of a year is that of the year before, divided by 1 + rate",
    fc.record({ rate, year: fc.integer({ min: 1, max: 100 }) }),
    ({ rate: each, year }) => {
      const [[before, after]] = discountFactor(cell(each), row(year - 1, year)) as [[number, number]];
      expect(after * (1 + each)).toBeCloseTo(before, 10 - Math.max(0, Math.ceil(Math.log10(before))));
    },
  );

  law(
    "RAG at the exact lower limit is red, and a penny below it is not",
    fc.record({
      budget: cost,
      share: fc.integer({ min: 1, max: 100 }),
      limit: fc.integer({ min: 1, max: 10_000_000 }),
    }),
    ({ budget, share, limit }) => {
      const ofBudget = Math.ceil((pence(budget) * share) / 100);
      const lower = pence(budget) === 0 ? limit : Math.min(limit, ofBudget);
      const colour = (over: number): unknown =>
        rag(cell(over / 100), cell(budget), cell(share / 100), cell(limit / 100))[0]?.[0];
      expect(colour(lower)).toBe("RED");
      expect(colour(lower - 1)).toBe(lower === 1 ? "GREEN" : "AMBER");
    },
  );

  law(
    "VARIANCE, PROVE and RECONCILE agree on when two figures are the same",
    fc.record({ one: amount, other: amount }),
    ({ one, other }) => {
      const apart = pence(variance(cell(one), cell(other))[0]?.[0]);
      expect(prove(cell(one), cell(other))[0]?.[0] === "PROVED").toBe(apart === 0);
      expect(reconcile(cell(one), other)[0]?.[0] === "EXACT").toBe(apart === 0);
    },
  );

  law(
    "a column and a row of the same cells give the same, cell for cell",
    fc.array(fc.tuple(weight, cost), { minLength: 1, maxLength: 8 }),
    (posts) => {
      const across = staffCost(row(...posts.map(([fte]) => fte)), row(...posts.map(([, pay]) => pay)));
      const down = staffCost(column(...posts.map(([fte]) => fte)), column(...posts.map(([, pay]) => pay)));
      expect(down.map(([each]) => each)).toEqual(across[0]);
    },
  );

  law(
    "whatever stands in a cell, a function answers with cells of the same shape or with an error of Excel's",
    fc.record({
      height: fc.integer({ min: 1, max: 3 }),
      width: fc.integer({ min: 1, max: 3 }),
      values: fc.array(
        fc.oneof(
          fc.double(),
          fc.string({ maxLength: 4 }),
          fc.boolean(),
          fc.constantFrom(null, undefined, "", { type: "Error", basicValue: "#NAME?" }, "2018/19", 43_556),
        ),
        { minLength: 18, maxLength: 18 },
      ),
    }),
    ({ height, width, values }) => {
      const range = (from: number): unknown[][] =>
        Array.from({ length: height }, (_, y) =>
          Array.from({ length: width }, (__, x) => values[from + y * width + x]),
        );
      for (const call of [
        () => variance(range(0), range(9)),
        () => staffCost(range(0), range(9)),
        () => apportion(100, range(0)),
      ]) {
        const shown = cellsOf(call);
        if (typeof shown === "string") expect(shown).toMatch(/^#(VALUE!|N\/A|NUM!|DIV\/0!|NAME\?)/);
        else expect((shown as unknown[][]).map((each) => each.length)).toEqual(new Array(height).fill(width));
      }
    },
  );
});

function grid<T>(height: number, width: number, value: fc.Arbitrary<T>): fc.Arbitrary<T[][]> {
  const line = fc.array(value, { minLength: width, maxLength: width });
  return fc.array(line, { minLength: height, maxLength: height });
}
