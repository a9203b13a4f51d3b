/** What other cases ask of a fund (4.10), and what that leaves of it (C19, I10). */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  evaluate,
  formatYear,
  pence,
  pounds,
  type BusinessCase,
  type FundingRow,
  type LedgerRow,
  type LineId,
} from "../../src/model";
import { LEDGER_STATUSES } from "../../src/model/businessCase";
import { exactly, makeCase, makeClaim, makeCost, makeDecision, makeFunding, year } from "./caseMaker";
import { shown } from "./figureReading";
import { law } from "./law";

const Y19 = year("2019/20");
const decision = makeDecision({ baseYear: Y19, horizonInYears: 3, title: "New laptops", reference: "PCD 9" });

const fund = (text: string, parts: Partial<FundingRow>): FundingRow =>
  makeFunding("Fund", "Major Change Fund", { year: year(text), ...parts, line: `Funding:Fund ${text}` as LineId });
const claim = (
  name: string,
  text: string,
  amount: number,
  status: LedgerRow["status"],
  parts: Partial<LedgerRow> = {},
): LedgerRow => makeClaim("Fund", name, year(text), amount, status, parts);
const caseOf = (funding: FundingRow[], fundLedger: LedgerRow[], parts: Partial<BusinessCase> = {}): BusinessCase =>
  makeCase({ decision, funding, fundLedger, ...parts });

/** Headroom and pipeline headroom in pounds, year by year. */
function headrooms(businessCase: BusinessCase): readonly string[] {
  const inPounds = (amount: number | null): string => (amount === null ? "?" : String(amount / 100));
  return evaluate(businessCase).funds.map(
    (each) => `${formatYear(each.year)}: ${inPounds(each.headroom)}, ${inPounds(each.pipelineHeadroom)}`,
  );
}

describe("what is left of a fund after other cases", () => {
  it.each<[string, LedgerRow[], string[]]>([
    ["takes off what is spent: 1,000 - 300 = 700", [claim("A", "2019/20", 300, "Spent")], ["2019/20: 700, 700"]],
    [
      "takes off what is approved and carried forward: 1,000 - 300 = 700, and so it stays",
      [claim("A", "2019/20", 300, "Approved", { isCarriedForward: true })],
      ["2019/20: 700, 700"],
    ],
    [
      "gives approved money that is not carried forward back when its year is over: 700 + 300 = 1,000",
      [claim("A", "2019/20", 300, "Approved")],
      ["2019/20: 700, 700", "2020/21: 1000, 1000"],
    ],
    [
      "shows the pipeline and takes it off beside: 1,000, and 1,000 - 300",
      [claim("A", "2019/20", 300, "Proposed")],
      ["2019/20: 1000, 700"],
    ],
    ["gets back what is returned: 1,000 + 300", [claim("A", "2019/20", 300, "Returned")], ["2019/20: 1300, 1300"]],
    [
      "adds several cases: 1,000 - 100 - 200, and 50 in the pipeline",
      [claim("A", "2019/20", 100, "Spent"), claim("B", "2019/20", 200, "Spent"), claim("C", "2019/20", 50, "Proposed")],
      ["2019/20: 700, 650"],
    ],
  ])("%s", (_, ledger, expected) => {
    expect(headrooms(caseOf([fund("2019/20", { opening: pounds(1_000) })], ledger))).toEqual(expected);
  });

  it("is as Funding states it where both say the same, and is not taken off twice: 1,000 - 300 = 700", () => {
    const funding = [fund("2019/20", { opening: pounds(1_000), committed: pounds(300), spent: pounds(50) })];
    const ledger = [
      claim("A", "2019/20", 300, "Approved", { isCarriedForward: true }),
      claim("B", "2019/20", 50, "Spent"),
    ];
    expect(headrooms(caseOf(funding, ledger))).toEqual(["2019/20: 650, 650"]);
  });

  it("is as Funding states it where the two differ, with a flag that has both numbers, and nothing is returned on a guess", () => {
    const evaluation = evaluate(
      caseOf(
        [fund("2019/20", { opening: pounds(1_000), committed: pounds(250) })],
        [claim("A", "2019/20", 300, "Approved")],
      ),
    );
    expect(evaluation.funds.map((each) => each.headroom)).toEqual([75_000]);
    expect(evaluation.flags.find((flag) => flag.code === "FUND_LEDGER_DISAGREES")?.amounts).toMatchObject({
      baseline: 25_000,
      current: 30_000,
    });
  });

  it("starts anew where a later opening is stated: what returned is in it already", () => {
    const funding = [fund("2019/20", { opening: pounds(1_000) }), fund("2020/21", { opening: pounds(900) })];
    expect(headrooms(caseOf(funding, [claim("A", "2019/20", 300, "Approved")]))).toEqual([
      "2019/20: 700, 700",
      "2020/21: 900, 900",
    ]);
  });

  it("leaves out the claim of this very case, which its own lines make: 1,000 - 400, not 1,000 - 400 - 400", () => {
    const costs = [makeCost("C1", { amount: exactly(400), fundingSource: "Fund" })];
    const ledger = [claim("pcd 9", "2019/20", 400, "Approved")];
    expect(headrooms(caseOf([fund("2019/20", { opening: pounds(1_000) })], ledger, { costs }))).toEqual([
      "2019/20: 600, 600",
    ]);
  });

  it("limits what the case may be given: 1,000 - 700 leaves 300 of the 400 asked for", () => {
    const costs = [makeCost("C1", { amount: exactly(400), fundingSource: "Fund" })];
    const evaluation = evaluate(
      caseOf([fund("2019/20", { opening: pounds(1_000) })], [claim("A", "2019/20", 700, "Approved")], { costs }),
    );
    expect(shown(evaluation, "funding.fund.2019/20")).toBe("300.00");
    expect(shown(evaluation, "fund.fund.headroom.2019/20")).toBe("-100.00");
  });

  it("is not known where the fund has no opening, however many claims there are (law 18)", () => {
    const evaluation = evaluate(caseOf([fund("2019/20", {})], [claim("A", "2019/20", 700, "Approved")]));
    expect(shown(evaluation, "fund.fund.headroom.2019/20")).toBe("input needed: the Opening of Fund");
    expect(shown(evaluation, "fund.fund.headroom.2020/21")).toBe("input needed: the Opening of Fund");
  });
});

const someLedger = fc.array(
  fc.record({
    name: fc.constantFrom("A", "B", "C"),
    text: fc.constantFrom("2019/20", "2020/21", "2021/22"),
    amount: fc.integer({ min: 0, max: 1_000 }),
    status: fc.constantFrom(...LEDGER_STATUSES),
    isCarriedForward: fc.constantFrom(true, false, null),
  }),
  { maxLength: 8 },
);

describe("the ledger", () => {
  law("comes to the same as its sums typed on Funding, where nothing returns at year end", someLedger, (entries) => {
    const ledger = entries.map(({ name, text, amount, status }, index) =>
      claim(name, text, amount, status, {
        isCarriedForward: true,
        line: `Fund ledger:${index}` as LineId,
      }),
    );
    const sum = (text: string, status: LedgerRow["status"]): ReturnType<typeof pence> =>
      pence(
        ledger
          .filter((row) => row.year === year(text) && row.status === status)
          .reduce((total, row) => total + row.amount, 0),
      );
    const texts = ["2019/20", "2020/21", "2021/22"];
    const opening = (text: string): Partial<FundingRow> => (text === "2019/20" ? { opening: pounds(5_000) } : {});
    const typed = texts.map((text) =>
      fund(text, {
        ...opening(text),
        contributions: sum(text, "Returned"),
        spent: sum(text, "Spent"),
        committed: sum(text, "Approved"),
        pipeline: sum(text, "Proposed"),
      }),
    );
    const bare = texts.map((text) => fund(text, opening(text)));
    expect(headrooms(caseOf(bare, ledger))).toEqual(headrooms(makeCase({ decision, funding: typed })));
  });

  law("says the same in any order of rows (law 1)", someLedger, (entries) => {
    const ledger = entries.map(({ name, text, amount, status, isCarriedForward }, index) =>
      claim(name, text, amount, status, { isCarriedForward, line: `Fund ledger:${index}` as LineId }),
    );
    const funding = [fund("2019/20", { opening: pounds(5_000) })];
    expect(headrooms(caseOf(funding, [...ledger].reverse()))).toEqual(headrooms(caseOf(funding, ledger)));
  });

  law("never leaves more headroom after one more claim in the same year", someLedger, (entries) => {
    const ledger = entries.map(({ name, text, amount, status }, index) =>
      claim(name, text, amount, status, { isCarriedForward: true, line: `Fund ledger:${index}` as LineId }),
    );
    const funding = [fund("2019/20", { opening: pounds(5_000) })];
    const first = (rows: LedgerRow[]): number => evaluate(caseOf(funding, rows)).funds[0]?.headroom ?? 0;
    const more = claim("D", formatYear(Y19), 7, "Approved");
    expect(first([...ledger, more])).toBe(first(ledger) - 700);
  });
});
