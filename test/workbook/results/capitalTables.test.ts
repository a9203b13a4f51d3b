/** The tables of the capital plan: a row a scheme and year, budgets beside their funding, and what capital asks of revenue. */
import { describe, expect, it } from "vitest";
import { evaluate, pounds, rate, type BusinessCase, type Evaluation } from "../../../src/model";
import { capitalByFunding, capitalPlan, revenueOfCapital } from "../../../src/workbook/results/capitalTables";
import type { ResultsSection } from "../../../src/workbook/results/section";
import {
  exactly,
  makeAssumption,
  makeCase,
  makeCost,
  makeDecision,
  makeFunding,
  makeScheme,
  year,
} from "../../model/caseMaker";

/** The cells of a section as words, pounds, or what is needed. */
function shown(evaluation: Evaluation, section: ResultsSection): readonly (readonly (string | number)[])[] {
  return section.rows.map((row) =>
    row.map((cell) => {
      if (cell.kind === "text") return cell.text;
      if (cell.kind === "money") return cell.amount / 100;
      if (cell.kind !== "figure") return "";
      const value = evaluation.figures.get(cell.id)?.value;
      return value?.kind === "number" ? value.value / 100 : (value?.kind ?? "no figure");
    }),
  );
}

const withPlan = (parts: Partial<BusinessCase> = {}): Evaluation =>
  evaluate(
    makeCase({
      decision: makeDecision({ baseYear: year("2019/20"), horizonInYears: 3 }),
      costs: [
        makeCost("C1", {
          type: "Capital",
          amount: exactly(100),
          assetLifeYears: 2,
          scheme: "Depot",
          fundingSource: "Loan",
        }),
      ],
      funding: [
        makeFunding("Loan", "Borrowing", { year: year("2019/20"), limit: pounds(100) }),
        makeFunding("Receipts", "Capital receipts", { limit: pounds(40) }),
      ],
      capitalPlan: [
        makeScheme("Depot", year("2019/20"), 130, {
          fundingSource: "Loan",
          slippage: pounds(20),
          slippedTo: year("2020/21"),
        }),
        makeScheme("Fleet", year("2020/21"), 50, { fundingSource: "Receipts" }),
        makeScheme("Stores", year("2020/21"), 5),
      ],
      assumptions: [makeAssumption("interest-rate", { unit: "percent", rate: rate(5, 100) })],
      ...parts,
    }),
  );

describe("the capital plan by scheme and year", () => {
  it("has a row a scheme and year, also for a year that only receives", () => {
    const evaluation = withPlan();
    // Plan, slippage, acceleration, additions, cancelled, budget, forecast, actual, this case, headroom
    expect(shown(evaluation, capitalPlan(evaluation))).toEqual([
      ["Depot", "2019/20", 130, -20, "", 0, 0, 110, "", "", 100, 10, "Loan"],
      ["Depot", "2020/21", 0, 20, "", 0, 0, 20, "", "", 0, 20, "Loan"],
      ["Fleet", "2020/21", 50, "", "", 0, 0, 50, "", "", 0, 50, "Receipts"],
      ["Stores", "2020/21", 5, "", "", 0, 0, 5, "", "", 0, 5, ""],
    ]);
  });

  it("shows what is needed where a move is open, and no number", () => {
    const evaluation = withPlan({
      capitalPlan: [
        makeScheme("Depot", year("2019/20"), 130, { slippage: pounds(20) }),
        makeScheme("Depot", year("2020/21"), 10),
      ],
    });
    expect(shown(evaluation, capitalPlan(evaluation))[1]).toEqual([
      "Depot",
      "2020/21",
      10,
      "needed",
      "",
      0,
      0,
      "needed",
      "",
      "",
      0,
      "needed",
      "",
    ]);
  });
});

describe("the capital plan by source of funding", () => {
  it("adds up to the plan of each year, with what stands beyond the funding", () => {
    const evaluation = withPlan();
    const rows = shown(evaluation, capitalByFunding(evaluation)).map((row) => row.slice(0, 4));
    expect(rows).toEqual([
      ["Loan", "2019/20", 110, 10],
      ["All schemes", "2019/20", 110, ""],
      ["Loan", "2020/21", 20, 20], // the Loan is open in 2019/20 only
      ["Receipts", "2020/21", 50, ""],
      ["No source of the Funding sheet", "2020/21", 5, ""],
      ["All schemes", "2020/21", 75, ""],
      ["Receipts", "All years", 50, 10],
    ]);
  });
});

describe("what capital asks of revenue", () => {
  it("has running cost in the case, the charge of borrowing beside it, and depreciation in the accounts", () => {
    const support = makeCost("R1", { type: "Revenue recurring", scheme: "Depot", amount: exactly(7) });
    const evaluation = withPlan({
      costs: [
        makeCost("C1", {
          type: "Capital",
          amount: exactly(100),
          assetLifeYears: 2,
          scheme: "Depot",
          fundingSource: "Loan",
        }),
        support,
      ],
    });
    const section = revenueOfCapital(evaluation);
    expect(shown(evaluation, section).map((row) => row.slice(0, 5))).toEqual([
      ["Running cost of Depot", "In the case", 7, 7, 7],
      ["Capital paid for by borrowing", "Beside the case", 100, 0, 0],
      ["Minimum revenue provision", "Beside the case", 0, 50, 50],
      ["Interest", "Beside the case", 0, 5, 2.5], // 100 and 50 x 5%
      ["Charge to revenue", "Beside the case", 0, 55, 52.5],
      ["Capital financing requirement", "Beside the case", 100, 50, 0],
      ["Depreciation", "Accounts only", 0, 50, 50],
    ]);
    expect(section.note).toMatch(/neither in the cost nor in the net present cost\.$/);
  });

  it("says which lines of Costs charge for borrowing already, so that nobody adds the two", () => {
    const evaluation = withPlan({
      costs: [
        makeCost("C1", {
          type: "Capital",
          amount: exactly(100),
          assetLifeYears: 2,
          scheme: "Depot",
          fundingSource: "Loan",
        }),
        makeCost("R1", { type: "Revenue recurring", category: "MRP", year: year("2020/21") }),
        makeCost("R2", {
          type: "Revenue recurring",
          category: "Interest",
          description: "On the loan",
          year: year("2020/21"),
        }),
        makeCost("R3", { type: "Revenue recurring", description: "Register of interests" }),
      ],
    });
    expect(revenueOfCapital(evaluation).note).toMatch(
      /Costs has lines of its own for it \(R1, R2\): those are in the cost, and these are not added to them\.$/,
    );
  });

  it.each([
    ["a capital plan", capitalPlan],
    ["a capital plan by source", capitalByFunding],
    ["capital that asks anything of revenue", revenueOfCapital],
  ])("is left out, as all of it is, without %s", (_sentence, section) => {
    expect(section(evaluate(makeCase({ costs: [makeCost("C1", { type: "Capital" })] }))).rows).toEqual([]);
  });
});
