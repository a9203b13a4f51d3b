/** The funding gate: Draft, Funded or Ready, and the reasons in words. */
import { describe, expect, it } from "vitest";
import {
  day,
  evaluate,
  pounds,
  type BusinessCase,
  type FundingRow,
  type LineId,
  type StatusResult,
} from "../../src/model";
import { calculate } from "../../src/model/evaluate";
import { gapByYear, judgeStatus } from "../../src/model/status";
import { exactly, makeCase, makeCost, makeDecision, makeFunding, makePost, year } from "./caseMaker";
import { someCase } from "./caseGenerator";
import { evaluateOnce } from "./figureReading";
import { intelligenceTom } from "./intelligenceTom";
import { law } from "./law";

const APPROVED: Partial<FundingRow> = { approvalReference: "PCD 1", approvalDate: day(2019, 3, 1) };

function statusOf(parts: Partial<BusinessCase>): StatusResult {
  return evaluate(makeCase({ decision: makeDecision({ baseYear: year("2019/20"), horizonInYears: 1 }), ...parts }))
    .status;
}

/** The case with every Funding row of that source changed. */
function withSource(businessCase: BusinessCase, source: string, parts: Partial<FundingRow>): BusinessCase {
  return {
    ...businessCase,
    funding: businessCase.funding?.map((row) => (row.source === source ? { ...row, ...parts } : row)) ?? null,
  };
}

describe("PCD 484", () => {
  it("is Ready, and says what of it is provisional", () => {
    expect(evaluate(intelligenceTom()).status).toEqual({
      status: "Ready",
      reasons: [
        "£374,000 from Updated MPS Capital Plan is provisional.",
        "Every pound has a source with reference, status and date, or a named person who accepts it as a pressure.",
      ],
    });
  });

  it.each<[string, Partial<FundingRow>, string]>([
    ["Intelligence reserve", { approvalReference: null }, "Intelligence reserve has no approval reference."],
    ["Major Change Fund", { approvalReference: null }, "Major Change Fund has no approval reference."],
    ["Updated MPS Capital Plan", { approvalReference: null }, "Updated MPS Capital Plan has no approval reference."],
    ["Major Change Fund", { approvalDate: null }, "Major Change Fund has no approval date."],
    ["Updated MPS Capital Plan", { approvalDate: null }, "Updated MPS Capital Plan has no approval date."],
    [
      "Major Change Fund",
      { approvalReference: null, approvalDate: null },
      "Major Change Fund has no approval reference and no approval date.",
    ],
  ])("drops to Funded when %s loses %j", (source, parts, reason) => {
    const { status, reasons } = evaluate(withSource(intelligenceTom(), source, parts)).status;
    expect(status).toBe("Funded");
    expect(reasons).toContain(reason);
  });

  it.each([
    ["Updated MPS Capital Plan", "£374,000 of 2019/20", "C1"],
    ["Major Change Fund", "£329,000 of 2019/20", "C2"],
    ["Intelligence reserve", "£206,000 of 2019/20", null],
  ])("drops to Draft when %s is deleted, and the reason names %s", (source, amount, line) => {
    const businessCase = intelligenceTom();
    const funding = businessCase.funding?.filter((row) => row.source !== source) ?? null;
    const { status, flags } = evaluate({ ...businessCase, funding });
    expect(status.status).toBe("Draft");
    expect(status.reasons[0]).toContain(`${amount} has neither a source nor an accepted pressure`);
    // Capital and one-off cost are named line by line, with the source that is no longer there.
    if (line !== null) {
      const messages = flags.filter((flag) => flag.severity === "error").map((flag) => flag.message);
      expect(messages.some((message) => message.includes(line) && message.includes(source))).toBe(true);
    }
  });

  it("drops to Draft when nobody accepts the pressure any more", () => {
    const { status, reasons } = evaluate(
      withSource(intelligenceTom(), "Medium term financial plan", { acceptedAsPressureBy: null }),
    ).status;
    expect(status).toBe("Draft");
    expect(reasons[0]).toBe(
      "£206,000 of 2020/21 has neither a source nor an accepted pressure (£1,854,000 in all years).",
    ); // 9 x 206,000
  });

  it("drops to Funded when the accepted pressure loses its reference", () => {
    const { status, reasons } = evaluate(
      withSource(intelligenceTom(), "Medium term financial plan", { approvalReference: null }),
    ).status;
    expect([status, reasons[0]]).toEqual(["Funded", "The accepted pressure has no approval reference."]);
  });
});

describe("a case is Draft", () => {
  const cost = makeCost("C1", { amount: exactly(100), fundingSource: "Fund" });
  const fund = (limit: number, parts: Partial<FundingRow> = {}): FundingRow =>
    makeFunding("Fund", "Revenue budget", { limit: pounds(limit), ...APPROVED, ...parts });

  it("with a gap of a penny, and Ready without", () => {
    const short = { ...cost, amount: exactly(100.01) };
    expect(statusOf({ costs: [short], funding: [fund(100)] }).status).toBe("Draft");
    expect(statusOf({ costs: [cost], funding: [fund(100)] }).status).toBe("Ready");
  });

  it("while money is only bid for", () => {
    const { status, reasons } = statusOf({ costs: [cost], funding: [fund(100, { status: "Bid" })] });
    expect(status).toBe("Draft");
    expect(reasons[0]).toBe("£100 of 2019/20 has neither a source nor an accepted pressure (£100 in all years).");
  });

  it("with an error, although every pound has a source", () => {
    const posts = [makePost("P1", { paidBy: "Grant", movement: "Redistribution in" })];
    const { status, reasons } = statusOf({ costs: [cost], funding: [fund(100)], posts });
    expect(status).toBe("Draft");
    expect(reasons).toEqual(["1 error is open."]);
  });

  it("and counts its errors", () => {
    const posts = [1, 2].map((index) =>
      makePost(`P${index}`, {
        paidBy: "Grant",
        externallyFunded: makePost("X").proposed,
        proposed: makePost("X").baseline,
        baseline: makePost("X").proposed,
      }),
    );
    expect(statusOf({ posts }).reasons).toContain("2 errors are open.");
  });

  it("when a check fails that neither a gap nor an error explains, and names the check", () => {
    const calculation = calculate(makeCase());
    const { status, reasons } = judgeStatus(
      calculation,
      [],
      [
        { id: "I1", title: "Cost by nature and year adds to the total", outcome: "broken", detail: "" },
        { id: "I2", title: "Another", outcome: "holds", detail: "" },
      ],
    );
    expect([status, reasons]).toEqual([
      "Draft",
      ["These checks do not hold: Cost by nature and year adds to the total."],
    ]);
  });
});

describe("a case is Funded, and not Ready", () => {
  it("without a Funding sheet: the sources that costs name are not confirmed", () => {
    const { status, reasons } = statusOf({ costs: [makeCost("C1", { fundingSource: "Fund" })] });
    expect([status, reasons]).toEqual([
      "Funded",
      ["There is no Funding sheet: the sources that costs name are not confirmed."],
    ]);
  });

  it.each(["Earmarked reserve", "Major Change Fund"] as const)(
    "while the opening of a %s that it uses is blank",
    (kind) => {
      const costs = [makeCost("C1", { fundingSource: "Fund" })];
      const { status, reasons } = statusOf({
        costs,
        funding: [makeFunding("Fund", kind, { ...APPROVED, year: year("2019/20") })],
      });
      expect([status, reasons]).toEqual(["Funded", ["Fund has no Opening, so what it holds is not known."]]);
    },
  );

  it("while a source that it uses has no reference; a source that it does not use needs none", () => {
    const costs = [makeCost("C1", { fundingSource: "Fund" })];
    const unused = makeFunding("Unused", "Revenue budget");
    const used = makeFunding("Fund", "Revenue budget", APPROVED);
    expect(statusOf({ costs, funding: [used, unused] }).status).toBe("Ready");
    expect(statusOf({ costs, funding: [{ ...used, approvalReference: null }, unused] }).status).toBe("Funded");
  });

  it("names provisional money in all years, once a source", () => {
    const costs = [makeCost("C1"), makeCost("C2", { year: year("2020/21"), amount: exactly(500) })];
    const decision = makeDecision({ baseYear: year("2019/20"), horizonInYears: 2 });
    const funding = [makeFunding("Fund", "Revenue budget", { status: "Provisional", approvalDate: day(2019, 2, 25) })];
    expect(statusOf({ decision, costs, funding })).toEqual({
      status: "Funded",
      reasons: ["Fund has no approval reference.", "£1,500 from Fund is provisional."],
    });
  });
});

describe("the laws of the gate", () => {
  law("a case with a gap in any year, or an error, is Draft; any other is not", someCase, (businessCase) => {
    const { status, flags, identities } = evaluateOnce(businessCase);
    const hasGap = gapByYear(calculate(businessCase)).some((gap) => gap > 0);
    const hasError = flags.some((flag) => flag.severity === "error");
    const isBroken = identities.some((identity) => identity.outcome === "broken");
    expect(status.status === "Draft").toBe(hasGap || hasError || isBroken);
    expect(status.reasons.length).toBeGreaterThan(0);
  });

  law("a check that breaks is explained by a gap or an error", someCase, (businessCase) => {
    const { flags, identities } = evaluateOnce(businessCase);
    const hasGap = gapByYear(calculate(businessCase)).some((gap) => gap > 0);
    const broken = identities.filter((identity) => identity.outcome === "broken").map((identity) => identity.id);
    if (broken.length > 0)
      expect([broken, hasGap || flags.some((flag) => flag.severity === "error")]).toEqual([broken, true]);
  });

  law("taking the references away never makes a case Ready", someCase, (businessCase) => {
    const funding =
      businessCase.funding?.map((row, index) => ({
        ...row,
        line: `Funding:${index}` as LineId,
        approvalReference: null,
      })) ?? null;
    const evaluation = evaluateOnce({ ...businessCase, funding });
    if (evaluation.sources.some((source) => source.total > 0)) expect(evaluation.status.status).not.toBe("Ready");
  });
});
