/** An amount taken from the prices of one year to those of another. */
import { describe, expect, it } from "vitest";
import { pence, pounds, rate, upliftAmount, type FinancialYear, type Rate } from "../../src/model";
import { year } from "./caseMaker";

const rates: ReadonlyMap<FinancialYear, Rate> = new Map([
  [year("2019/20"), rate(2, 100)],
  [year("2020/21"), rate(25, 1000)],
  [year("2022/23"), rate(0, 1)],
]);

describe("uplift", () => {
  it.each([
    ["one year on: 100 x 1.02", 100, "2018/19", "2019/20", 102],
    ["two years on: 206,000 x 1.02 x 1.025", 206_000, "2018/19", "2020/21", 215_373],
    ["back again", 215_373, "2020/21", "2018/19", 206_000],
    ["within a year nothing changes, with or without a rate", 100.01, "2030/31", "2030/31", 100.01],
    ["a negative amount is mirrored", -206_000, "2018/19", "2020/21", -215_373],
  ])("%s", (_sentence, amount, from, to, expected) => {
    const outcome = upliftAmount(pence(Math.round(amount * 100)), rates, year(from), year(to));
    expect(outcome).toEqual({ kind: "uplifted", amount: Math.round(expected * 100) });
  });

  it.each([
    ["2018/19", "2022/23"],
    ["2022/23", "2018/19"],
  ])("names the year without a rate between %s and %s", (from, to) => {
    expect(upliftAmount(pounds(1), rates, year(from), year(to))).toEqual({ kind: "no rate", year: year("2021/22") });
  });
});
