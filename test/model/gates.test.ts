/** Which checks a case has to pass, what makes each needed, and who must agree to its money. */
import { describe, expect, it } from "vitest";
import { day, evaluate, pounds, type BusinessCase, type GateStatus, type LineId } from "../../src/model";
import { highestReached } from "../../src/model/thresholds";
import {
  exactly,
  makeCase,
  makeCost,
  makeDecision,
  makeFunding,
  makeGate,
  makeMonitored,
  makePost,
  makeReserveRow,
  makeThreshold,
  year,
} from "./caseMaker";

const YEAR = year("2019/20");
const decision = makeDecision({ baseYear: YEAR, horizonInYears: 1, dateSigned: day(2018, 11, 30) });
const evaluated = (parts: Partial<BusinessCase>) => evaluate(makeCase({ decision, ...parts }));
const scoping = makeCost("C3", { category: "IT scoping", amount: exactly(1) });

describe("a check", () => {
  const standing = (status: GateStatus, requiredWhen: string | null, costs = [scoping]): unknown => {
    const { gates } = evaluated({ costs, gates: [makeGate("Check", { status, requiredWhen })] });
    const [result] = gates.results;
    return result && [result.isRequired, result.isOpen];
  };

  it.each<[GateStatus, string | null, unknown]>([
    ["Not started", null, [true, true]],
    ["In progress", null, [true, true]],
    ["Ongoing", null, [true, true]],
    ["Complete", null, [true, false]],
    ["Not needed", null, [false, false]],
    ["Not started", "IT Scoping", [true, true]],
    ["Complete", "it  scoping", [true, false]],
    ["Not needed", "IT scoping", [true, true]],
    ["Not started", "Contract", [false, false]],
  ])("that is %s and needed for %s is required, open: %j", (status, requiredWhen, expected) => {
    expect(standing(status, requiredWhen)).toEqual(expected);
  });

  it("that is marked Not needed although a line needs it is a warning, and stands as needed", () => {
    const { flags, figures } = evaluated({
      costs: [scoping],
      gates: [makeGate("DPIA", { status: "Not needed", requiredWhen: "IT scoping" })],
    });
    expect(
      flags.filter(({ code }) => code === "GATE_CONDITIONAL").map(({ severity, message }) => [severity, message]),
    ).toEqual([["warning", "DPIA is needed because of C3 (IT scoping), and is marked Not needed."]]);
    expect(figures.get("gate.dpia")?.value).toEqual({ kind: "text", text: "Needed" });
  });

  it("is past once its day is over, and not on it, nor without a day to look from", () => {
    const overdue = (asAt: BusinessCase["asAt"]): unknown =>
      evaluated({ asAt, gates: [makeGate("Legal", { date: day(2019, 5, 1) })] }).gates.results[0]?.isOverdue;
    expect([overdue(day(2019, 5, 1)), overdue(day(2019, 5, 2)), overdue(null)]).toEqual([false, true, null]);
  });

  it("of a category is not made needed by a line of another option", () => {
    const { gates } = evaluated({
      decision: { ...decision, preferredOption: "A" },
      costs: [makeCost("C1", { option: "A", amount: exactly(1) }), { ...scoping, option: "B" }],
      gates: [makeGate("DPIA", { requiredWhen: "IT scoping" })],
    });
    expect([gates.results[0]?.isRequired, gates.unlisted]).toEqual([false, []]);
  });

  it("is asked of nobody without an Assurance sheet", () => {
    const { gates, flags } = evaluated({ costs: [scoping] });
    expect(gates).toEqual({ results: [], unlisted: [] });
    expect(flags.filter(({ code }) => code.startsWith("GATE"))).toEqual([]);
  });
});

describe("who must agree", () => {
  const thresholds = [
    makeThreshold("Variance", 100, "the Chief Finance Officer"),
    makeThreshold("Variance", 500, "the Deputy Mayor"),
    makeThreshold("Investment", 0, "the Board"),
  ];

  it.each([
    [99.99, undefined],
    [100, "the Chief Finance Officer"],
    [499.99, "the Chief Finance Officer"],
    [500, "the Deputy Mayor"],
  ])("to a variance of £%d is %s", (amount, expected) => {
    expect(highestReached(thresholds, "Variance", amount * 100)?.whoMustAgree).toBe(expected);
  });

  it("is the same whatever the order of rows, also at equal amounts", () => {
    const equal = [makeThreshold("Variance", 100, "B"), makeThreshold("Variance", 100, "A")];
    expect([equal, [...equal].reverse()].map((rows) => highestReached(rows, "Variance", 100_00)?.whoMustAgree)).toEqual(
      ["A", "A"],
    );
  });

  it("stands on every error and warning that compares money, by the size of the difference", () => {
    const { flags } = evaluated({
      thresholds,
      monitoring: [
        makeMonitored("A", YEAR, 1_000, { forecast: pounds(1_600) }),
        makeMonitored("All", YEAR, 1_300, { level: "Total", forecast: pounds(1_600) }),
      ],
    });
    expect(
      flags
        .filter(({ amounts }) => amounts?.unit === "money")
        .map(({ code, whoMustAgree }) => `${code} ${whoMustAgree}`),
    ).toEqual([
      "TOTAL_BREAK the Chief Finance Officer", // 1,000 against 1,300
      "VARIANCE_BEYOND_LIMIT the Deputy Mayor", // the line: 600
      "VARIANCE_BEYOND_LIMIT the Chief Finance Officer", // the total: 300
    ]);
  });

  it("is said of what moves between reserves, once for a contribution that Funding states too", () => {
    const { flags, routes } = evaluated({
      thresholds: [makeThreshold("Reserve movement", 0, "the Deputy Mayor")],
      funding: [
        makeFunding("Reserve", "Earmarked reserve", { year: YEAR, opening: pounds(0), contributions: pounds(5) }),
      ],
      reserveRows: [
        makeReserveRow("Reserve", YEAR, { opening: pounds(0), transferIn: pounds(5), betweenReserves: pounds(-2) }),
        makeReserveRow("Other", YEAR, { opening: pounds(0), betweenReserves: pounds(2) }),
      ],
    });
    expect(routes.map(({ what, amount }) => `${what}: ${amount}`)).toEqual([
      "Into Reserve: 500",
      "Into Other from other reserves: 200",
      "Out of Reserve to other reserves: 200",
    ]);
    expect(flags.filter(({ code }) => code === "THRESHOLD_APPROVAL").map(({ topic }) => topic)).toEqual([
      "Reserve movement: Into Other from other reserves 2019/20",
      "Reserve movement: Out of Reserve to other reserves 2019/20",
      "Reserve movement: Reserve 2019/20",
    ]);
  });

  it("is not said of an amount that rests on a blank, and a monitored budget stands all the same", () => {
    const { flags, figures } = evaluated({
      thresholds,
      posts: [makePost("P1", { annualCost: null, unitCost: null })],
      monitoring: [makeMonitored("A", YEAR, 1_000, { forecast: pounds(1_600) })],
    });
    expect(flags.filter(({ code }) => code === "THRESHOLD_APPROVAL").map(({ topic }) => topic)).toEqual([
      "Variance: A 2019/20",
    ]);
    expect(figures.get("cost.total")?.value.kind).toBe("needed");
    expect(figures.get("route.monitor.a.2019/20.variance")?.value).toEqual({ kind: "text", text: "the Deputy Mayor" });
  });
});

describe("the full case beside the outline case", () => {
  it.each<[string, Partial<BusinessCase>, unknown]>([
    [
      "at the full stage",
      { decision: { ...decision, stage: "FBC", outlineCost: pounds(3) } },
      { kind: "number", value: -200 },
    ],
    [
      "with a line that has no amount yet",
      {
        decision: { ...decision, stage: "FBC", outlineCost: pounds(3) },
        costs: [makeCost("C1", { line: "Costs:C1" as LineId, amount: null, confidence: "Unquantified" })],
      },
      { kind: "number", value: -300 },
    ],
    ["without an OBC cost", { decision: { ...decision, stage: "FBC" } }, undefined],
    ["at the outline stage", { decision: { ...decision, stage: "OBC", outlineCost: pounds(3) } }, undefined],
  ])("%s", (_sentence, parts, expected) => {
    expect(evaluated({ costs: [scoping], ...parts }).figures.get("case.fbc-difference")?.value).toEqual(expected);
  });
});
