/** Results of an earlier run: made from other inputs, or typed over. */
import { describe, expect, it } from "vitest";
import { pounds, type BusinessCase } from "../../../src/model";
import { planWrites, type CellValue, type Finding, type Snapshot } from "../../../src/workbook";
import { earlierResultFlags } from "../../../src/workbook/results/staleResults";
import { exactly, makeCase, makeCost, makeDecision, makeFunding, year } from "../../model/caseMaker";
import { edited, planned, requestFor, sheetOfPlan, tableNamed } from "../plannedWorkbook";

const example = (amount: number): BusinessCase =>
  makeCase({
    decision: makeDecision({ baseYear: year("2019/20"), horizonInYears: 1 }),
    costs: [makeCost("C1", { amount: exactly(amount), fundingSource: "Budget" })],
    funding: [makeFunding("Budget", "Revenue budget", { limit: pounds(1_000) })],
  });

const { after } = planned(requestFor(example(600)));

/** What a check of a case says about the results that stand in a workbook. */
function flagsBeside(amount: number, snapshot: Snapshot): readonly string[] {
  const request = requestFor(example(amount), { snapshot });
  return earlierResultFlags(planWrites(request), snapshot).map(
    ({ code, severity, sheet, cell, message }: Finding) => `${severity} ${code} ${sheet}!${cell}: ${message}`,
  );
}

/** Where the total cost of 2019/20 stands on the results sheet: its row and 0-based column. */
const TOTAL = ((): { readonly row: number; readonly column: number } => {
  const table = tableNamed(sheetOfPlan(planWrites(requestFor(example(600))), "results"), "bcfCostByYear");
  return {
    row: table.top + 1 + table.rows.findIndex((cells) => cells[0]?.value === "Total"),
    column: table.headings.indexOf("2019/20 (£)"),
  };
})();
const withCell = (row: number, column: number, value: CellValue): Snapshot =>
  edited(after, "Model results", [{ row, column, value }]);

describe("results of an earlier run", () => {
  it("are as they were: nothing to say", () => {
    expect(flagsBeside(600, after)).toEqual([]);
  });

  it("are stale once an input has changed, and are not judged number by number then", () => {
    expect(flagsBeside(601, after)).toEqual([
      "warning STALE_RESULT Model results!A3: The inputs have changed since the results of run 1 were written.",
    ]);
  });

  it("were made by another model", () => {
    const stamp = String(sheetOfPlan(planWrites(requestFor(example(600))), "results").texts[2]?.cell.value);
    const older = withCell(3, 0, stamp.replace(/Model \S+\./, "Model 0.0.9."));
    expect(flagsBeside(600, older)).toEqual([
      "warning STALE_RESULT Model results!A3: The results of run 1 were written by model 0.0.9, and the rules have changed since.",
    ]);
  });

  it.each<[string, CellValue, string]>([
    ["another number", 599, "599.00"],
    ["words", "about 600", "about 600"],
    ["nothing", null, "nothing"],
  ])("were typed over with %s", (_sentence, value, shown) => {
    expect(flagsBeside(600, withCell(TOTAL.row, TOTAL.column, value))).toEqual([
      `warning MANUAL_OVERRIDE Model results!${String.fromCharCode(65 + TOTAL.column)}${TOTAL.row}: Typed over: ${shown} stands here; the model gives 600.00.`,
    ]);
  });

  it("were typed over with a formula, even where it gives the same today", () => {
    const withFormula = edited(after, "Model results", [{ ...TOTAL, value: 600, formula: "=C1+600" }]);
    expect(flagsBeside(600, withFormula)).toEqual([expect.stringMatching(/MANUAL_OVERRIDE .*Typed over: a formula/)]);
  });

  it("are not judged number by number in a table whose rows were renamed or moved, nor with a changed stamp", () => {
    const renamed = withCell(TOTAL.row, 0, "Sum");
    expect(flagsBeside(600, edited(renamed, "Model results", [{ ...TOTAL, value: 1 }]))).toEqual([]);
    expect(flagsBeside(601, withCell(3, 0, "Run one"))).toEqual([]);
  });

  it("are not there in a workbook that nobody has written to", () => {
    const request = requestFor(example(600));
    expect(earlierResultFlags(planWrites(request), request.snapshot)).toEqual([]);
  });
});
