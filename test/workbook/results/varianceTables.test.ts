/** The tables of budget monitoring, of who must agree and of checks: one row each, words where nothing can be said. */
import { describe, expect, it } from "vitest";
import {
  day,
  evaluate,
  posts,
  pounds,
  showFigure,
  type BusinessCase,
  type Evaluation,
  type MonitoringRow,
} from "../../../src/model";
import {
  approvalRoutes,
  budgetsBeyondLimits,
  checksAndDeadlines,
  openChecks,
} from "../../../src/workbook/results/assuranceTables";
import type { ResultsSection } from "../../../src/workbook/results/section";
import { budgetMonitoring, monitoredTotals, whyItMoved } from "../../../src/workbook/results/varianceTables";
import {
  exactly,
  makeCase,
  makeCost,
  makeDecision,
  makeFunding,
  makeGate,
  makeMonitored,
  makeThreshold,
  year,
} from "../../model/caseMaker";

const YEAR = year("2019/20");
const decision = makeDecision({ baseYear: YEAR, horizonInYears: 1, dateSigned: day(2018, 11, 30) });
const row = (name: string, budget: number, parts: Partial<MonitoringRow> = {}): MonitoringRow =>
  makeMonitored(name, YEAR, budget, parts);
const evaluated = (parts: Partial<BusinessCase>): Evaluation => evaluate(makeCase({ decision, ...parts }));

/** The cells of a section as people read them, one text a row. */
function shown(section: ResultsSection, evaluation: Evaluation): readonly string[] {
  return section.rows.map((cells) =>
    cells
      .map((cell) => {
        if (cell.kind === "text") return cell.text;
        if (cell.kind === "money") return String(cell.amount / 100);
        const figure = cell.kind === "figure" ? evaluation.figures.get(cell.id) : undefined;
        return figure ? showFigure(figure) : "?";
      })
      .join(" | "),
  );
}

describe("budget monitoring", () => {
  const evaluation = evaluated({
    monitoring: [
      row("New", 0, { actual: pounds(10) }),
      row("Band E", 100_000, {
        group: "East",
        forecast: pounds(110_000),
        budgetPosts: posts(2),
        budgetMonths: 12,
        posts: posts(2),
        months: 12,
      }),
      row("Band D", 50_000, { group: "East", forecast: pounds(50_000) }),
      row("Blank", 7),
      row("East", 150_001, { level: "Group", forecast: pounds(160_000) }),
    ],
  });

  it("shows every row with its rating and what decided", () => {
    expect(shown(budgetMonitoring(evaluation), evaluation)).toEqual([
      "East | Group | 2019/20 | 150001 | 160000 | Forecast | 9,999.00 | 6.7% | Amber | Adverse. £9,999 over is below £250,000.",
      "Band D | Line | 2019/20 | 50000 | 50000 | Forecast | 0.00 | 0.0% | Green | On budget.",
      "Band E | Line | 2019/20 | 100000 | 110000 | Forecast | 10,000.00 | 10.0% | Red | Adverse. £10,000 over is at or beyond £5,000 (5% of £100,000), lower than £100,000.",
      "Blank | Line | 2019/20 | 7 |  |  | input needed: a Forecast or an Actual of Blank | input needed: a Forecast or an Actual of Blank | input needed: a Forecast or an Actual of Blank | ",
      "New | Line | 2019/20 | 0 | 10 | Actual | 10.00 | new line | Amber | Adverse. New line. £10 over is below £100,000; a budget of nil has no percentage.",
    ]);
  });

  it("says why lines with posts moved, which are not split, and what keeps a group from it", () => {
    const section = whyItMoved(evaluation);
    expect(section.note).toMatch(/3 lines are not split/);
    expect(shown(section, evaluation)).toEqual([
      "Band E | Line | 2019/20 | 10,000.00 | 0.00 | 0.00 |  |  | 10,000.00 | ",
      "East | Lines of the group | 2019/20 |  |  |  |  |  |  | Band D needs Budget posts, Budget months, Posts and Months.",
    ]);
  });

  it("holds groups against the sum of their lines", () => {
    expect(shown(monitoredTotals(evaluation), evaluation)).toEqual([
      "East | Group | 2019/20 | Budget | 150001 | 150000 | -1.00 | BREAK | Up to £0",
      "East | Group | 2019/20 | Forecast | 160000 | 160000 | 0.00 | EXACT | Up to £0",
    ]);
  });

  it("has one line on the decision card, and none without the sheet", () => {
    expect(budgetsBeyondLimits(evaluation)).toEqual({ value: "1 of 5", note: "Band E 2019/20 £10,000 adverse." });
    expect(budgetsBeyondLimits(evaluated({}))).toBeNull();
    expect(budgetsBeyondLimits(evaluated({ monitoring: [row("A", 1, { forecast: pounds(1) })] }))?.value).toBe("none");
  });
});

describe("who must agree", () => {
  it("stands beside every amount that the Thresholds sheet speaks of, reached or not", () => {
    const evaluation = evaluated({
      costs: [makeCost("C1", { amount: exactly(600_000), fundingSource: "Budget" })],
      funding: [
        makeFunding("Budget", "Revenue budget"),
        makeFunding("Reserve", "Earmarked reserve", { year: YEAR, opening: pounds(0), contributions: pounds(5) }),
      ],
      thresholds: [
        makeThreshold("Investment", 500_000, "the Board"),
        makeThreshold("Virement", 600_001, "the higher body"),
        makeThreshold("Reserve movement", 0, "the Deputy Mayor"),
      ],
    });
    expect(shown(approvalRoutes(evaluation), evaluation)).toEqual([
      "Cost of the case to its horizon | Investment | All years | 600,000.00 | 500000 | the Board",
      "Into Reserve | Reserve movement | 2019/20 | 5.00 | 0 | the Deputy Mayor",
      "From Budget to the case | Virement | 2019/20 | 600,000.00 |  | nobody by the Thresholds sheet",
    ]);
  });

  it("is left out without that sheet", () => {
    expect(approvalRoutes(evaluated({ costs: [makeCost("C1", { amount: exactly(1) })] })).rows).toEqual([]);
  });
});

describe("checks and deadlines", () => {
  const evaluation = evaluated({
    asAt: day(2019, 5, 2),
    costs: [makeCost("C3", { category: "IT scoping", amount: exactly(1) })],
    gates: [
      makeGate("Legal", { status: "Complete", owner: "Legal services" }),
      makeGate("Equality", { status: "Ongoing", date: day(2019, 5, 1) }),
      makeGate("Procurement", { requiredWhen: "Contract" }),
    ],
  });

  it("say what makes each needed, what is past, and what is not listed", () => {
    expect(shown(checksAndDeadlines(evaluation), evaluation)).toEqual([
      "Equality | Ongoing | Every case | 1 May 2019, past |  | ",
      "Legal | Complete | Every case |  | Legal services | ",
      "Procurement | Not needed | No cost of 'Contract' |  |  | ",
      "Data protection impact assessment of what is scoped | Not listed | C3 (IT scoping) |  |  | Add it to the Assurance sheet.",
      "Full business case |  | Return to the board | 2019-11-30 |  | ",
    ]);
  });

  it("are one line on the decision card, and none without the sheet", () => {
    expect(openChecks(evaluation)).toEqual({
      value: "2 open",
      note: "Equality (ongoing); Data protection impact assessment of what is scoped (not listed).",
    });
    expect(openChecks(evaluated({ gates: [makeGate("Legal", { status: "Complete" })] }))?.value).toBe("none");
    expect(openChecks(evaluated({}))).toBeNull();
  });

  it("hold the full case beside the outline one", () => {
    const full = evaluated({
      decision: { ...decision, stage: "FBC", outlineCost: pounds(100) },
      costs: [makeCost("C1", { amount: exactly(120) })],
    });
    expect(shown(checksAndDeadlines(full), full)).toEqual([
      "Full case less outline case (£) |  | 20.00 |  |  | Cost to the horizon - OBC cost 100.00; broadly in line within 10%",
    ]);
  });
});
