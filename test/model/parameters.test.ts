/** Rates, limits and tolerances: the model's own, and what a case puts in their place. */
import { describe, expect, it } from "vitest";
import { pounds, rate, type Assumption, type AssumptionValue, type FinancialYear } from "../../src/model";
import { parameterCount, parameters, parameterValue, parameterValueIn } from "../../src/model/parameters";
import { makeAssumption, makeCase, year } from "./caseMaker";

/** Every parameter that has a default, and that default as an exact value. */
const DEFAULTS: readonly (readonly [string, AssumptionValue])[] = [
  ["discount-rate", { unit: "percent", rate: rate(35, 1_000) }],
  ["discount-rate-years-31-to-75", { unit: "percent", rate: rate(3, 100) }],
  ["discount-rate-after-year-75", { unit: "percent", rate: rate(25, 1_000) }],
  ["optimism-bias-mitigation", { unit: "percent", rate: rate(0, 100) }],
  ["sensitivity-range", { unit: "percent", rate: rate(10, 100) }],
  ["sensitivity-months", { unit: "count", count: 3 }],
  ["number-of-draws", { unit: "count", count: 10_000 }],
  ["seed-of-draws", { unit: "count", count: 1 }],
  ["sensitivity-lines", { unit: "count", count: 2_000 }],
  ["general-reserve-floor", { unit: "percent", rate: rate(3, 100) }],
  ["general-reserve-ceiling", { unit: "percent", rate: rate(5, 100) }],
  ["capital-de-minimis", { unit: "money", amount: pounds(10_000) }],
  ["over-programming", { unit: "percent", rate: rate(10, 100) }],
  ["mrp-method", { unit: "choice", choice: "Equal instalments" }],
  ["interest-basis", { unit: "choice", choice: "Opening CFR" }],
  ["fund-headroom-low", { unit: "percent", rate: rate(10, 100) }],
  ["fbc-notice-days", { unit: "count", count: 90 }],
  ["fbc-due-months", { unit: "count", count: 12 }],
  ["horizon-years", { unit: "count", count: 5 }],
  ["shuffle-check-lines", { unit: "count", count: 2_000 }],
  ["part-year-method", { unit: "choice", choice: "Months" }],
  ["shift-pensionable", { unit: "choice", choice: "No" }],
  ["post-cost-lowest", { unit: "percent", rate: rate(115, 100) }],
  ["post-cost-highest", { unit: "percent", rate: rate(175, 100) }],
  ["pension-band-margin", { unit: "money", amount: pounds(500) }],
  ["fbc-tolerance", { unit: "percent", rate: rate(10, 100) }],
  ["rating-line-percentage", { unit: "percent", rate: rate(5, 100) }],
  ["rating-line-amount", { unit: "money", amount: pounds(100_000) }],
  ["rating-group-amount", { unit: "money", amount: pounds(250_000) }],
  ["rating-total-percentage", { unit: "percent", rate: rate(5, 1_000) }],
  ["rating-total-amount", { unit: "money", amount: pounds(1_000_000) }],
  ["rating-limits-needed", { unit: "choice", choice: "Either" }],
  ["rating-two-sided", { unit: "choice", choice: "No" }],
  ["apportionment-method", { unit: "choice", choice: "Largest remainder" }],
  ["posting-months", { unit: "count", count: 120 }],
];

describe("a parameter", () => {
  it.each(DEFAULTS)("%s has its default, as an exact value", (id, value) => {
    expect(parameterValue(makeCase(), id)).toEqual({ value, assumption: null });
  });

  it("is what the case's Assumptions say, where they speak of it", () => {
    const own = makeAssumption("horizon-years", { unit: "count", count: 8 });
    const other = makeAssumption("fbc-due-months", { unit: "count", count: 6 });
    expect(parameterValue(makeCase({ assumptions: [other, own] }), "horizon-years")).toEqual({
      value: own.value,
      assumption: own,
    });
    expect(parameterCount(makeCase({ assumptions: [other] }), "horizon-years")).toBe(5);
  });

  it("of a year is that year's row, else the row for all years, else the default", () => {
    const inYear = (count: number, of: FinancialYear | null): Assumption => ({
      ...makeAssumption("horizon-years", { unit: "count", count }),
      year: of,
    });
    const assumptions = [inYear(7, null), inYear(9, year("2020/21"))];
    const countIn = (rows: readonly Assumption[], of: string): unknown =>
      parameterValueIn({ assumptions: rows }, "horizon-years", year(of))?.value;
    expect(countIn(assumptions, "2020/21")).toEqual({ unit: "count", count: 9 });
    expect(countIn(assumptions, "2021/22")).toEqual({ unit: "count", count: 7 });
    expect(countIn([inYear(9, year("2020/21"))], "2021/22")).toEqual({ unit: "count", count: 5 });
  });

  it("is refused under an id that is not declared, or in another unit than its own: the program is broken then", () => {
    expect(() => parameterValue(makeCase(), "luck")).toThrow("no parameter is declared as 'luck'");
    const wrong = makeAssumption("horizon-years", { unit: "money", amount: pounds(8) });
    expect(() => parameterValue(makeCase({ assumptions: [wrong] }), "horizon-years")).toThrow(
      "'horizon-years' is not in count",
    );
    expect(() => parameterCount(makeCase(), "discount-rate")).toThrow("'discount-rate' is not a count");
  });

  it("with a default is one of these: each is tested here", () => {
    const withDefault = [...parameters.values()].filter((parameter) => parameter.value !== null);
    expect(withDefault.map((parameter) => parameter.id).sort()).toEqual(DEFAULTS.map(([id]) => id).sort());
  });

  it("that is a choice has its default among its choices", () => {
    const choices = [...parameters.values()].filter((parameter) => parameter.unit === "choice");
    expect(choices.filter((parameter) => parameter.choices?.[0] !== parameter.value)).toEqual([]);
  });
});
