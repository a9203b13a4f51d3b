/** The body's medium term plan with this case beside it (4.8, C14), and what bridges leave to it. */
import { describe, expect, it } from "vitest";
import { evaluate, pounds, type BusinessCase, type PlanLine } from "../../src/model";
import { exactly, makeCase, makeCost, makeDecision, makeFunding, makePlanLine, makeSaving, year } from "./caseMaker";
import { figuresOf, shown } from "./figureReading";
import { intelligenceTom } from "./intelligenceTom";

const Y19 = year("2019/20");
const Y20 = year("2020/21");
const decision = makeDecision({ baseYear: Y19, horizonInYears: 2, title: "New laptops", reference: "PCD 9" });
const recurring = (amount: number): BusinessCase["costs"] => [
  makeCost("C1", { type: "Revenue recurring", amount: exactly(amount) }),
];
const inBoth = (name: string, kind: PlanLine["kind"], first: number, second: number): PlanLine[] => [
  makePlanLine(name, kind, Y19, first),
  makePlanLine(name, kind, Y20, second),
];

/** 1,000 + 20 + 30 + 40 + 10 - 25 - 1,050 - 5 = 20; then 1,000 + 40 + 60 + 40 + 10 - 50 - 1,060 - 0 = 40. */
const PLAN: readonly PlanLine[] = [
  ...inBoth("Budget", "Base", 1_000, 1_000),
  ...inBoth("Prices", "Inflation", 20, 40),
  ...inBoth("Awards", "Pay", 30, 60),
  ...inBoth("Population", "Growth", 40, 40),
  ...inBoth("Energy", "Pressure", 10, 10),
  ...[
    makePlanLine("Estate", "Saving", Y19, 25, { status: "Identified" }),
    makePlanLine("Estate", "Saving", Y20, 50, { status: "Delivered" }),
  ],
  ...inBoth("Grant and tax", "Funding", 1_050, 1_060),
  ...inBoth("From reserves", "Reserve use", 5, 0),
];

describe("the plan", () => {
  it("has a gap of base + inflation + pay + growth + pressure - savings - funding - reserve use, and what a year adds to it", () => {
    const ids = ["plan.gap.2019/20", "plan.gap.2020/21", "plan.gap-increment.2019/20", "plan.gap-increment.2020/21"];
    expect(Object.values(figuresOf(makeCase({ decision, planLines: PLAN }), ...ids))).toEqual([
      "20.00",
      "40.00",
      "20.00",
      "20.00",
    ]);
  });

  it("is the same in increments as in whole amounts", () => {
    const increments = PLAN.map((line): PlanLine => {
      const before = PLAN.find((each) => each.name === line.name && each.year === line.year - 1)?.cumulative ?? 0;
      return { ...line, cumulative: null, incremental: pounds(((line.cumulative ?? 0) - before) / 100) };
    });
    const gaps = (planLines: readonly PlanLine[]): unknown =>
      evaluate(makeCase({ decision, planLines })).bodyPlan?.byYear.map((each) => each.gap);
    expect(gaps(increments)).toEqual(gaps(PLAN));
  });

  it("shows a target and is not lowered by it: 20 stays 20", () => {
    const target = makePlanLine("To be found", "Saving", Y20, 15, { status: "Target" });
    const evaluation = evaluate(makeCase({ decision, planLines: [...PLAN, target] }));
    expect(shown(evaluation, "plan.gap.2020/21")).toBe("40.00");
    expect(shown(evaluation, "plan.savings-not-counted.2020/21")).toBe("15.00");
  });

  it("needs the row that a line lacks, and says nothing of what rests on it (law 18)", () => {
    const withoutRow = PLAN.filter((line) => line.name !== "Awards" || line.year !== Y20);
    const evaluation = evaluate(makeCase({ decision, costs: recurring(60), planLines: withoutRow }));
    const needed = "input needed: the row of Awards for 2020/21 on Medium term plan";
    expect(shown(evaluation, "plan.gap.2019/20")).toBe("20.00");
    for (const id of ["plan.pay", "plan.gap", "plan.gap-increment", "plan.gap-before-case", "plan.gap-with-case"])
      expect(`${id} ${shown(evaluation, `${id}.2020/21`)}`).toBe(`${id} ${needed}`);
  });
});

describe("this case beside the plan", () => {
  const withCase = (planLines: readonly PlanLine[], parts: Partial<BusinessCase> = {}): readonly string[] => {
    const evaluation = evaluate(makeCase({ decision, costs: recurring(60), planLines, ...parts }));
    return ["plan.gap-before-case", "plan.gap-with-case"].map((id) => shown(evaluation, `${id}.2020/21`));
  };

  it("adds its pressure to the gap: 40 + 60", () => {
    expect(withCase(PLAN)).toEqual(["40.00", "100.00"]);
  });

  it("takes the place of a line that bears its reference: 40 + 55 in the plan, 40 before and 40 + 60 with it", () => {
    const held = inBoth("Laptops (PCD 9)", "Pressure", 55, 55);
    expect(withCase([...PLAN, ...held])).toEqual(["40.00", "100.00"]);
  });

  it("takes the place of a pressure with its very amounts", () => {
    expect(withCase([...PLAN, ...inBoth("Equipment", "Pressure", 60, 60)])).toEqual(["40.00", "100.00"]);
  });

  it("is added to a pressure that is another's: 40 + 61 before, + 60 with it", () => {
    expect(withCase([...PLAN, ...inBoth("Equipment", "Pressure", 60, 61)])).toEqual(["101.00", "161.00"]);
  });

  it("is lowered by its own savings: 40 + 60 - 20", () => {
    expect(withCase(PLAN, { savings: [makeSaving("Old leases", Y20, pounds(20))] })).toEqual(["40.00", "80.00"]);
  });

  it("is not lowered again by savings that the plan counts already: 40 + 60", () => {
    expect(withCase(PLAN, { savings: [makeSaving("estate", Y20, pounds(20))] })).toEqual(["40.00", "100.00"]);
  });

  it("says nothing of years after its horizon", () => {
    const later = PLAN.map((line) => makePlanLine(line.name, line.kind, year("2021/22"), 0));
    const evaluation = evaluate(makeCase({ decision, costs: recurring(60), planLines: [...PLAN, ...later] }));
    expect(shown(evaluation, "plan.gap.2021/22")).toBe("0.00");
    expect(shown(evaluation, "plan.gap-with-case.2021/22")).toBe("input needed: a Horizon beyond 2020/21");
  });

  it("holds I9 for every line and the gap", () => {
    const { identities } = evaluate(makeCase({ decision, costs: recurring(60), planLines: PLAN }));
    expect(identities.find((each) => each.id === "I9")).toMatchObject({
      outcome: "holds",
      detail: "2 years, and 8 lines of the plan in 2 years.",
    });
  });
});

describe("a bridge", () => {
  it("of PCD 484 leaves 206,000 a year from 2020/21 to the horizon", () => {
    const evaluation = evaluate(intelligenceTom());
    expect(shown(evaluation, "pressure.bridge.intelligence-reserve.2019/20")).toBe("-");
    expect(shown(evaluation, "pressure.bridge.intelligence-reserve.2020/21")).toBe("206,000.00");
    expect(shown(evaluation, "pressure.bridge.intelligence-reserve.2028/29")).toBe("206,000.00");
    expect(evaluation.bridges.map(({ source, exit, lastUsed }) => [source.name, exit, lastUsed])).toEqual([
      ["Intelligence reserve", 2019, 2019],
    ]);
  });

  it("leaves what it carried last, and nothing twice: the grant to 2019/20, the reserve 2020/21, 60 from 2021/22", () => {
    const evaluation = evaluate(
      makeCase({
        decision: { ...decision, horizonInYears: 3 },
        costs: recurring(60),
        funding: [
          makeFunding("Grant", "Revenue grant", { limit: pounds(60), toYear: Y19 }),
          makeFunding("Reserve", "Earmarked reserve", {
            opening: pounds(60),
            fromYear: Y20,
            toYear: Y20,
            eligibleFor: ["Recurring revenue"],
          }),
        ],
      }),
    );
    expect(evaluation.bridges.map((bridge) => [bridge.source.name, bridge.left])).toEqual([["Reserve", [0, 0, 6_000]]]);
    expect(evaluation.pressure.map((each) => each.gross)).toEqual([0, 0, 6_000]);
  });
});
