/** Published tables by themselves: totals beside their parts, and a yearly range beside its total (C28). */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reconcile, reconcileTable, rangeReaches, type PrintedNumber } from "../../src/model";
import { law } from "./law";

/** A number printed in £m to one decimal, held in £k: 1.3 is 1,300 give or take 50. */
const inMillions = (tenths: number): PrintedNumber => ({ value: tenths * 100, halfUnit: 50 });
const exact = (value: number): PrintedNumber => ({ value, halfUnit: 0 });

describe("a published table", () => {
  it("has each row, each column and both ways to the grand total judged by the digits that it prints", () => {
    // 1.3 + 1.3 is printed 2.7: three roundings of 0.05 explain 0.15. 2.7 + 1.0 is printed 3.9: 0.2 is not explained.
    const table = {
      rows: [
        [inMillions(13), inMillions(13)],
        [inMillions(4), inMillions(6)],
      ],
      rowTotals: [inMillions(27), inMillions(10)],
      columnTotals: [inMillions(17), inMillions(19)],
      grandTotal: inMillions(39),
    };
    expect(
      reconcileTable(table).map(
        ({ total, index, reconciled }) =>
          `${total} ${index}: ${reconciled.class} ${reconciled.difference} of ${reconciled.tolerance}`,
      ),
    ).toEqual([
      "row 0: ROUNDING -100 of 150",
      "row 1: EXACT 0 of 150",
      "column 0: EXACT 0 of 150",
      "column 1: EXACT 0 of 150",
      "grand total of rows null: BREAK -200 of 150",
      "grand total of columns null: BREAK -300 of 150",
    ]);
  });

  it("is not judged where a part is blank, nor where no total is printed", () => {
    expect(
      reconcileTable({
        rows: [[exact(1), null]],
        rowTotals: [exact(1)],
        columnTotals: [null, exact(5)],
        grandTotal: exact(9),
      }).map(({ total, index }) => `${total} ${index}`),
    ).toEqual(["grand total of rows null"]);
  });

  it("is refused when its totals do not fit its rows", () => {
    const table = { rows: [[exact(1)]], rowTotals: [], columnTotals: [exact(1)], grandTotal: null };
    expect(() => reconcileTable(table)).toThrow(RangeError);
  });

  law(
    "printed from exact amounts never breaks with six parts or fewer",
    fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 1, maxLength: 6 }),
    (amounts) => {
      const unit = 1_000;
      const printed = (value: number): number => Math.sign(value) * Math.floor(Math.abs(value) / unit + 0.5) * unit;
      const sum = amounts.reduce((total, amount) => total + amount, 0);
      const judged = reconcile({
        printed: printed(sum),
        printedHalfUnit: unit / 2,
        modelled: amounts.reduce((total, amount) => total + printed(amount), 0),
        partHalfUnits: amounts.map(() => unit / 2),
      });
      expect(judged.class).not.toBe("BREAK");
    },
  );
});

describe("a yearly range and its total", () => {
  it.each<[string, PrintedNumber, PrintedNumber, number, PrintedNumber, boolean]>([
    ["5 to 7 for 4 years is 20 to 28: 28 is reached", exact(5), exact(7), 4, exact(28), true],
    ["29 is not", exact(5), exact(7), 4, exact(29), false],
    ["19 is not", exact(5), exact(7), 4, exact(19), false],
    [
      "7 printed to a whole number may be 7.5: 4 x 7.5 + 0.5 = 30.5",
      { value: 5, halfUnit: 0.5 },
      { value: 7, halfUnit: 0.5 },
      4,
      { value: 30.5, halfUnit: 0.5 },
      true,
    ],
    [
      "31 is beyond even that",
      { value: 5, halfUnit: 0.5 },
      { value: 7, halfUnit: 0.5 },
      4,
      { value: 31, halfUnit: 0.5 },
      false,
    ],
  ])("%s", (_sentence, low, high, years, stated, isReached) => {
    expect(rangeReaches(low, high, years, stated).isReached).toBe(isReached);
  });

  it("says what the range comes to", () => {
    expect(rangeReaches(exact(5), exact(7), 4, exact(30))).toEqual({ lowest: 20, highest: 28, isReached: false });
  });

  it("is refused when it ends below its beginning, or has no years", () => {
    expect(() => rangeReaches(exact(7), exact(5), 4, exact(1))).toThrow(RangeError);
    expect(() => rangeReaches(exact(5), exact(7), 0, exact(1))).toThrow(RangeError);
  });
});
