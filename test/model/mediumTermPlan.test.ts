/** The pressure that a case leaves on the medium term plan (C14). */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatYear, pence, posts, pounds, yearsBetween, type FundingRow, type Saving } from "../../src/model";
import {
  firstPressureYear,
  pressureAfterBridge,
  pressureByYear,
  residualPressure,
} from "../../src/model/mediumTermPlan";
import { calculate } from "../../src/model/evaluate";
import { exactly, makeCase, makeDecision, makeFunding, makePost, makeSaving, year } from "./caseMaker";
import { someCase } from "./caseGenerator";
import { figuresOf } from "./figureReading";
import { law } from "./law";

const YEARS = yearsBetween(year("2019/20"), year("2022/23"));
const saving = (text: string, amount: number, parts: Partial<Saving> = {}): Saving =>
  makeSaving("Fleet", year(text), pounds(amount), parts);
const plan = (parts: Partial<FundingRow>): FundingRow =>
  makeFunding("Medium term financial plan", "Medium term financial plan", {
    acceptedAsPressureBy: "The deputy mayor",
    ...parts,
  });

/** What each year says, in pounds, of 206 left over from 2020/21 on, as in PCD 484. */
function by(
  field: "gross" | "increment" | "savings" | "savingsTarget" | "residual" | "accepted",
  savings: Saving[],
  rows: FundingRow[] = [],
): readonly number[] {
  return pressureByYear(YEARS, [0, 206, 206, 206].map(pounds), savings, rows).map((each) => each[field] / 100);
}

describe("pressure", () => {
  it("is the recurring cost of the year less its bridge, and what is left after savings", () => {
    expect(pressureAfterBridge(206_000, 206_000)).toBe(0);
    expect(pressureAfterBridge(206_000, 0)).toBe(206_000);
    expect(residualPressure(206_000, 56_000)).toBe(150_000);
    expect(residualPressure(206_000, 300_000)).toBe(-94_000);
  });

  it("stands in every year after the bridge, and adds to the plan once", () => {
    expect(by("gross", [])).toEqual([0, 206, 206, 206]);
    expect(by("increment", [])).toEqual([0, 206, 0, 0]);
  });

  it.each<[string, Saving[], number[]]>([
    ["nothing stands against it where no savings are found", [], [0, 206, 206, 206]],
    ["an identified saving lowers it in its year", [saving("2020/21", 50)], [0, 156, 206, 206]],
    ["a delivered one does too", [saving("2020/21", 50, { status: "Delivered" })], [0, 156, 206, 206]],
    ["a target never does", [saving("2020/21", 50, { status: "Target", continues: true })], [0, 206, 206, 206]],
    ["one that continues lowers it to the horizon", [saving("2021/22", 50, { continues: true })], [0, 206, 156, 156]],
    [
      "one that does not continue stops after its year",
      [saving("2021/22", 50, { continues: false })],
      [0, 206, 156, 206],
    ],
    ["several add up", [saving("2020/21", 50, { continues: true }), saving("2021/22", 30)], [0, 156, 126, 156]],
    ["more than the pressure leaves a surplus of savings", [saving("2020/21", 300)], [0, -94, 206, 206]],
    ["a year without pressure may have a saving of its own", [saving("2019/20", 10)], [-10, 206, 206, 206]],
  ])("after savings: %s", (_sentence, savings, residual) => {
    expect(by("residual", savings)).toEqual(residual);
  });

  it("shows targets apart", () => {
    const savings = [saving("2020/21", 50, { status: "Target" }), saving("2020/21", 20)];
    expect(by("savingsTarget", savings)).toEqual([0, 50, 0, 0]);
    expect(by("savings", savings)).toEqual([0, 20, 0, 0]);
  });

  it.each<[string, FundingRow[], Saving[], number[]]>([
    ["not at all without a plan row", [], [], [0, 0, 0, 0]],
    ["not by a row that names nobody", [plan({ acceptedAsPressureBy: null })], [], [0, 0, 0, 0]],
    ["all of it by a row without a limit", [plan({})], [], [0, 206, 206, 206]],
    ["only in its window", [plan({ fromYear: year("2021/22"), toYear: year("2021/22") })], [], [0, 0, 206, 0]],
    ["only in its year", [plan({ year: year("2021/22") })], [], [0, 0, 206, 0]],
    ["up to the limit of each year", [plan({ limit: pounds(200) })], [], [0, 200, 200, 200]],
    ["exactly at the limit", [plan({ limit: pounds(206) })], [], [0, 206, 206, 206]],
    ["only what savings leave", [plan({})], [saving("2020/21", 56, { continues: true })], [0, 150, 150, 150]],
    ["nothing where savings leave a surplus", [plan({})], [saving("2020/21", 300, { continues: true })], [0, 0, 0, 0]],
    [
      "up to both limits where two rows accept",
      [plan({ limit: pounds(100) }), plan({ limit: pounds(50), fromYear: year("2021/22") })],
      [],
      [0, 100, 150, 150],
    ],
  ])("is accepted %s", (_sentence, rows, savings, accepted) => {
    expect(by("accepted", savings, rows)).toEqual(accepted);
  });

  it("is 618,000 to 2022/23 when the savings of PCD 484 are never found, and none of it is accepted", () => {
    const businessCase = makeCase({
      decision: makeDecision({ baseYear: year("2019/20"), horizonInYears: 4 }),
      posts: [makePost("MI-1", { proposed: posts(5), annualCost: exactly(206_000), fundingSource: "Reserve" })],
      funding: [
        makeFunding("Reserve", "Earmarked reserve", {
          opening: pounds(206_000),
          fromYear: year("2019/20"),
          toYear: year("2019/20"),
          isOneOff: true,
          eligibleFor: ["Recurring revenue"],
        }),
      ],
    });
    const gaps = figuresOf(
      businessCase,
      "funding.gap.2019/20",
      "funding.gap.2020/21",
      "funding.gap.2021/22",
      "funding.gap.2022/23",
      "pressure.first-year",
    );
    expect(gaps).toEqual({
      "funding.gap.2019/20": "0.00",
      "funding.gap.2020/21": "206,000.00",
      "funding.gap.2021/22": "206,000.00",
      "funding.gap.2022/23": "206,000.00", // 3 x 206,000 = 618,000
      "pressure.first-year": "2020/21",
    });
  });

  it("begins in the first year that savings do not cover", () => {
    const first = (savings: Saving[]): string | null => {
      const found = firstPressureYear(pressureByYear(YEARS, [0, 206, 206, 206].map(pounds), savings, []));
      return found && formatYear(found);
    };
    expect(first([])).toBe("2020/21");
    expect(first([saving("2020/21", 206)])).toBe("2021/22");
    expect(first([saving("2020/21", 206, { continues: true })])).toBeNull();
  });

  it("says 'none' where there is none", () => {
    expect(figuresOf(makeCase(), "pressure.first-year")).toEqual({ "pressure.first-year": "none" });
  });

  law("the running sum of increments is the pressure of each year (I9)", someCase, (businessCase) => {
    let running = 0;
    for (const each of calculate(businessCase).pressure) {
      running += each.increment;
      expect(running).toBe(each.gross);
    }
  });

  law("accepted pressure is never more than is left after savings, and never below nil", someCase, (businessCase) => {
    for (const each of calculate(businessCase).pressure) {
      expect(each.accepted).toBeGreaterThanOrEqual(0);
      expect(each.accepted).toBeLessThanOrEqual(Math.max(0, each.residual));
    }
  });

  law(
    "a target, however large, changes nothing but the targets shown",
    fc.record({ businessCase: someCase, amount: fc.integer({ min: 1, max: 1e9 }) }),
    ({ businessCase, amount }) => {
      const target = makeSaving("Hope", year("2020/21"), pence(amount), { status: "Target", continues: true });
      const savings = [...(businessCase.savings ?? []), target];
      const without = (each: typeof businessCase): unknown =>
        calculate(each).pressure.map(({ savingsTarget, ...rest }) => (savingsTarget >= 0 ? rest : null));
      // The target's year must not be one that nothing else names.
      const named = { ...businessCase, savings: [...(businessCase.savings ?? []), { ...target, amount: pence(0) }] };
      expect(without({ ...businessCase, savings })).toEqual(without(named));
    },
  );
});
