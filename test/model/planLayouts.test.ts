/** The two layouts of a plan (4.8, I9), and the rows of one line in both. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pence, pounds, yearsBetween, type Pence, type PlanLine } from "../../src/model";
import { cumulativeOf, incrementsOf, planLineAmounts } from "../../src/model/planLayouts";
import { makePlanLine, year } from "./caseMaker";
import { law } from "./law";

const YEARS = yearsBetween(year("2019/20"), year("2022/23"));

const inPounds = (amounts: readonly (Pence | null)[]): readonly (number | null)[] =>
  amounts.map((amount) => (amount === null ? null : amount / 100));
const whole = (text: string, amount: number, status: PlanLine["status"] = null): PlanLine =>
  makePlanLine("Line", "Growth", year(text), amount, { status });
const added = (text: string, amount: number, status: PlanLine["status"] = null): PlanLine =>
  makePlanLine("Line", "Growth", year(text), null, { incremental: pounds(amount), status });

describe("a plan", () => {
  it("in whole amounts 10, 25, 25, 5 adds 10, 15, 0, -20", () => {
    expect(inPounds(incrementsOf([10, 25, 25, 5].map(pounds)))).toEqual([10, 15, 0, -20]);
  });

  it("in increments 10, 15, 0, -20 is 10, 25, 25, 5", () => {
    expect(inPounds(cumulativeOf([10, 15, 0, -20].map(pounds)))).toEqual([10, 25, 25, 5]);
  });

  it("says nothing of a year beside one that is not known", () => {
    expect(inPounds(incrementsOf([pounds(10), null, pounds(30), pounds(35)]))).toEqual([10, null, null, 5]);
    expect(inPounds(cumulativeOf([pounds(10), null, pounds(5)]))).toEqual([10, null, null]);
  });

  law(
    "comes back from the other layout to the penny (I9)",
    fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 })),
    (amounts) => {
      expect(cumulativeOf(incrementsOf(amounts.map(pence)))).toEqual(amounts.map(pence));
      expect(incrementsOf(cumulativeOf(amounts.map(pence)))).toEqual(amounts.map(pence));
    },
  );
});

describe("the rows of a line", () => {
  it.each<[string, PlanLine["kind"], PlanLine[], (number | null)[]]>([
    ["stand for their years", "Growth", [whole("2019/20", 1), whole("2020/21", 2), whole("2021/22", 3), whole("2022/23", 4)], [1, 2, 3, 4]], // prettier-ignore
    ["in increments run on where nothing is added", "Growth", [added("2019/20", 5), added("2021/22", -2)], [5, 5, 3, 3]], // prettier-ignore
    ["begin at nil before their first", "Growth", [added("2021/22", 5)], [0, 0, 5, 5]],
    ["need one in every year where they are whole amounts", "Growth", [whole("2019/20", 5), whole("2021/22", 7)], [5, null, 7, null]], // prettier-ignore
    ["of the base need one in the first year of the plan", "Base", [whole("2020/21", 5), added("2021/22", 1)], [null, 5, 6, 6]], // prettier-ignore
    ["may go on in increments from a whole amount", "Growth", [whole("2019/20", 5), added("2020/21", 2)], [5, 7, 7, 7]],
    ["in increments stay unknown after a year that is not known", "Growth", [whole("2019/20", 5), added("2021/22", 2)], [5, null, null, null]], // prettier-ignore
  ])("%s", (_, kind, rows, expected) => {
    expect(inPounds(planLineAmounts(kind, rows, YEARS).cumulative)).toEqual(expected);
  });

  it("of a saving count with the status of the row that brings them: 10 found, 5 more hoped for, 3 of it found later", () => {
    const amounts = planLineAmounts(
      "Saving",
      [added("2019/20", 10, "Identified"), added("2020/21", 5, "Target"), added("2021/22", 3, "Delivered")],
      YEARS,
    );
    expect(inPounds(amounts.cumulative)).toEqual([10, 15, 18, 18]);
    expect(inPounds(amounts.counted)).toEqual([10, 10, 13, 13]);
  });

  it.each<[PlanLine["status"], number]>([
    ["Identified", 10],
    ["Delivered", 10],
    ["Approved", 10],
    ["Provisional", 0],
    ["Target", 0],
    [null, 0],
  ])("of a saving that is %s count %i of 10", (status, expected) => {
    const [counted] = planLineAmounts("Saving", [whole("2019/20", 10, status)], [year("2019/20")]).counted;
    expect(counted).toBe(pounds(expected));
  });
});
