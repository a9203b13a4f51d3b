/** The tables of reserves, funds and the medium term plan: what is shown, what is left out, and what waits for an input. */
import { describe, expect, it } from "vitest";
import { evaluate, pence, pounds, showFigure, type BusinessCase, type Evaluation } from "../../../src/model";
import { bodyPlan, planLines, pressureAfterBridges } from "../../../src/workbook/results/planTables";
import { allReserves, fundClaims, reserves, statedClosings } from "../../../src/workbook/results/reserveTables";
import type { ResultsSection } from "../../../src/workbook/results/section";
import {
  exactly,
  makeCase,
  makeClaim,
  makeCost,
  makeDecision,
  makeFunding,
  makePlanLine,
  makeReserveRow,
  year,
} from "../../model/caseMaker";

const Y19 = year("2019/20");
const Y20 = year("2020/21");
const caseOf = (parts: Partial<BusinessCase>): Evaluation =>
  evaluate(makeCase({ decision: makeDecision({ baseYear: Y19, horizonInYears: 2 }), ...parts }));

/** The rows of a section as a person reads them. */
function read(evaluation: Evaluation, section: ResultsSection): readonly string[] {
  return section.rows.map((row) =>
    row
      .map((cell) => {
        if (cell.kind === "text") return cell.text;
        if (cell.kind === "money") return String(cell.amount / 100);
        const found = cell.kind === "figure" ? evaluation.figures.get(cell.id) : undefined;
        return found === undefined ? "?" : showFigure(found);
      })
      .join(" | "),
  );
}

describe("the tables of reserves", () => {
  const evaluation = caseOf({
    reserveRows: [
      makeReserveRow("A", Y19, {
        opening: pounds(100),
        betweenReserves: pounds(-40),
        closingStated: { amount: pounds(61), halfUnit: pence(50) },
      }),
      makeReserveRow("B", Y19, { opening: pounds(0), betweenReserves: pounds(40), minimum: pounds(10) }),
    ],
  });

  it("show each reserve, with transfers and the difference only where there are any", () => {
    expect(read(evaluation, reserves(evaluation))).toEqual([
      "A | Opening | 100.00 | ",
      "A | In | 0.00 | ",
      "A | Out | 0.00 | ",
      "A | Between reserves | -40.00 | ",
      "A | Closing | 60.00 | ",
      "A | Minimum | 0.00 | ",
      "A | Computed less stated closing | -1.00 | ",
      "B | Opening | 0.00 | ",
      "B | In | 0.00 | ",
      "B | Out | 0.00 | ",
      "B | Between reserves | 40.00 | ",
      "B | Closing | 40.00 | ",
      "B | Minimum | 10.00 | ",
    ]);
  });

  it("say how a stated closing agrees, and up to which amount printed digits explain it", () => {
    expect(read(evaluation, statedClosings(evaluation))).toEqual(["A | 2019/20 | 60.00 | 61 | -1.00 | BREAK | 0.5"]);
  });

  it("add all of them up", () => {
    expect(read(evaluation, allReserves(evaluation))).toEqual([
      "Opening | 100.00",
      "In | 0.00",
      "Out | 0.00",
      "Between reserves | 0.00",
      "Closing | 100.00",
    ]);
  });

  it("have a year after the horizon where the sheet has one", () => {
    const longer = caseOf({
      reserveRows: [Y19, Y20, year("2021/22")].map((inYear) =>
        makeReserveRow("A", inYear, { opening: inYear === Y19 ? pounds(1) : null, transferIn: pounds(1) }),
      ),
    });
    expect(reserves(longer).headings.slice(2)).toEqual(["2019/20 (\u00a3)", "2020/21 (\u00a3)", "2021/22 (\u00a3)"]);
    expect(read(longer, reserves(longer))[3]).toBe("A | Closing | 2.00 | 3.00 | 4.00");
  });

  it("are left out without a Reserves sheet", () => {
    const without = caseOf({});
    for (const section of [reserves, statedClosings, allReserves, fundClaims])
      expect(section(without).rows).toEqual([]);
  });
});

describe("the table of claims", () => {
  it("says what each claim counts as, and what becomes of it at year end", () => {
    const evaluation = caseOf({
      funding: [makeFunding("Fund", "Major Change Fund", { year: Y19, opening: pounds(1_000) })],
      fundLedger: [
        makeClaim("Fund", "A", Y19, 10, "Approved"),
        makeClaim("Fund", "B", Y19, 20, "Approved", { isCarriedForward: true }),
        makeClaim("Fund", "C", Y19, 30, "Proposed"),
      ],
    });
    expect(read(evaluation, fundClaims(evaluation))).toEqual([
      "Fund | 2019/20 | A | Approved | 10 | Committed | Returns to the fund at year end if not spent",
      "Fund | 2019/20 | B | Approved | 20 | Committed | Stays with its case at year end",
      "Fund | 2019/20 | C | Proposed | 30 | Pipeline, not taken off | ",
    ]);
  });
});

describe("the tables of the medium term plan", () => {
  const costs = [makeCost("C1", { type: "Revenue recurring", amount: exactly(60), fundingSource: "Reserve" })];
  const funding = [
    makeFunding("Reserve", "Earmarked reserve", {
      year: Y19,
      opening: pounds(60),
      toYear: Y19,
      eligibleFor: ["Recurring revenue"],
    }),
  ];

  it("show what a bridge leaves when it ends", () => {
    const evaluation = caseOf({ costs, funding });
    expect(read(evaluation, pressureAfterBridges(evaluation))).toEqual(["Reserve | 2019/20 |  | 60.00"]);
    for (const section of [bodyPlan, planLines]) expect(section(evaluation).rows).toEqual([]);
  });

  it("show the plan before and after the case, and its lines in both layouts", () => {
    const planned = [makePlanLine("Budget", "Base", Y19, 100), makePlanLine("Budget", "Base", Y20, 130)];
    const evaluation = caseOf({ costs, funding, planLines: planned });
    const rows = read(evaluation, bodyPlan(evaluation));
    expect(rows).toContain("Gap of the plan | 100.00 | 130.00");
    expect(rows).toContain("Gap with this case | 100.00 | 190.00");
    expect(read(evaluation, planLines(evaluation))).toEqual([
      "Budget | Base | Cumulative | 100.00 | 130.00",
      "Budget | Base | Incremental | 100.00 | 30.00",
    ]);
  });

  it("say which row is needed instead of a gap", () => {
    const evaluation = caseOf({
      planLines: [makePlanLine("Budget", "Base", Y19, 100), makePlanLine("Pay", "Pay", Y20, 5)],
    });
    expect(read(evaluation, bodyPlan(evaluation))).toContain(
      "Gap of the plan | 100.00 | input needed: the row of Budget for 2020/21 on Medium term plan",
    );
  });
});
