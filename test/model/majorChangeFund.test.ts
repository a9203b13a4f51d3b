/** What is left of a Major Change Fund and of other funds with a balance (C19). */
import { describe, expect, it } from "vitest";
import {
  evaluate,
  formatYear,
  pounds,
  type CostLine,
  type FundingRow,
  type FundYear,
  type LineId,
} from "../../src/model";
import { calculate } from "../../src/model/evaluate";
import { headroomOf } from "../../src/model/majorChangeFund";
import { exactly, makeCase, makeCost, makeDecision, makeFunding, year } from "./caseMaker";
import { someCase } from "./caseGenerator";
import { figuresOf } from "./figureReading";
import { law } from "./law";

function fund(text: string | null, parts: Partial<FundingRow> = {}): FundingRow {
  return makeFunding("Fund", "Major Change Fund", {
    ...(text === null ? {} : { year: year(text) }),
    ...parts,
    line: `Funding:Fund ${text ?? "all"}` as LineId,
  });
}

const asked = (amount: number, text = "2019/20", parts: Partial<CostLine> = {}): CostLine =>
  makeCost(`C-${text}`, { amount: exactly(amount), year: year(text), fundingSource: "Fund", ...parts });

function yearsOf(funding: FundingRow[], costs: CostLine[]): readonly FundYear[] {
  return evaluate(
    makeCase({ decision: makeDecision({ baseYear: year("2019/20"), horizonInYears: 3 }), funding, costs }),
  ).funds;
}

/** "2019/20: request 5, headroom 10, after the pipeline 8" in pounds; "?" for input needed. */
function inWords(funding: FundingRow[], costs: CostLine[]): readonly string[] {
  const shown = (amount: number | null): string => (amount === null ? "?" : String(amount / 100));
  return yearsOf(funding, costs).map(
    (each) =>
      `${formatYear(each.year)}: request ${shown(each.request)}, headroom ${shown(each.headroom)}, after the pipeline ${shown(each.pipelineHeadroom)}`,
  );
}

describe("headroom", () => {
  it("is opening + contributions - spent - committed - this request: 1,000 + 200 - 100 - 400 - 329 = 371", () => {
    expect(headroomOf(1_000, 200, 100, 400, 329)).toBe(1_000 + 200 - 100 - 400 - 329);
  });

  it("of PCD 484's fund, with an illustrative opening: 1,000,000 - 400,000 - 329,000, and 100,000 less after the pipeline", () => {
    const funding = [
      fund("2019/20", { opening: pounds(1_000_000), committed: pounds(400_000), pipeline: pounds(100_000) }),
    ];
    expect(inWords(funding, [asked(329_000)])).toEqual([
      "2019/20: request 329000, headroom 271000, after the pipeline 171000",
    ]);
  });

  it.each<[string, FundingRow[], CostLine[], string[]]>([
    [
      "is nil where all is asked for",
      [fund("2019/20", { opening: pounds(10) })],
      [asked(10)],
      ["2019/20: request 10, headroom 0, after the pipeline 0"],
    ],
    [
      "is below nil by a demand that names the fund, although the fund gives only what it holds",
      [fund("2019/20", { opening: pounds(10) })],
      [asked(11)],
      ["2019/20: request 11, headroom -1, after the pipeline -1"],
    ],
    [
      "is not lowered by a line that leaves the choice to the order beyond what the fund gives it",
      [fund("2019/20", { opening: pounds(10) })],
      [asked(11, "2019/20", { fundingSource: null })],
      ["2019/20: request 10, headroom 0, after the pipeline 0"],
    ],
    [
      "is not lowered by a line of a nature that the fund may not pay for",
      [fund("2019/20", { opening: pounds(10) })],
      [asked(4, "2019/20", { type: "Capital" })],
      ["2019/20: request 0, headroom 10, after the pipeline 10"],
    ],
    [
      "is not known where the opening is blank: a fund of unknown size is never overdrawn (law 18)",
      [fund("2019/20", { committed: pounds(3) })],
      [asked(11)],
      ["2019/20: request 11, headroom ?, after the pipeline ?"],
    ],
    [
      "carries over into a year that states no opening",
      [fund("2019/20", { opening: pounds(10) }), fund("2020/21", { contributions: pounds(5) })],
      [asked(4), asked(3, "2020/21")],
      ["2019/20: request 4, headroom 6, after the pipeline 6", "2020/21: request 3, headroom 8, after the pipeline 8"],
    ],
    [
      "starts anew in a year that states one",
      [fund("2019/20", { opening: pounds(10) }), fund("2020/21", { opening: pounds(50) })],
      [asked(4), asked(3, "2020/21")],
      [
        "2019/20: request 4, headroom 6, after the pipeline 6",
        "2020/21: request 3, headroom 47, after the pipeline 47",
      ],
    ],
    [
      "of a fund for all years is shown in later years only where it is asked for something",
      [fund(null, { opening: pounds(10) })],
      [asked(4, "2021/22")],
      [
        "2019/20: request 0, headroom 10, after the pipeline 10",
        "2021/22: request 4, headroom 6, after the pipeline 6",
      ],
    ],
    [
      "goes down by what another source takes from the fund",
      [
        fund("2019/20", { opening: pounds(10) }),
        makeFunding("Reserve", "Earmarked reserve", {
          opening: pounds(0),
          contributions: pounds(7),
          contributionFrom: "Fund",
          year: year("2019/20"),
        }),
      ],
      [],
      ["2019/20: request 0, headroom 3, after the pipeline 3"],
    ],
  ])("%s", (_sentence, funding, costs, expected) => {
    expect(inWords(funding, costs)).toEqual(expected);
  });

  it("adds up the uses of one request: 1d is four lines that make 329,000", () => {
    const costs = [120_000, 90_000, 79_000, 40_000].map((amount, index) =>
      makeCost(`C${index + 2}`, { amount: exactly(amount), fundingSource: "Fund" }),
    );
    const businessCase = makeCase({ funding: [fund("2019/20", { opening: pounds(400_000) })], costs });
    expect(
      figuresOf(businessCase, "fund.fund.request.2019/20", "fund.fund.headroom.2019/20", "funding.fund.2019/20"),
    ).toEqual({
      "fund.fund.request.2019/20": "329,000.00", // 120,000 + 90,000 + 79,000 + 40,000
      "fund.fund.headroom.2019/20": "71,000.00", // 400,000 - 329,000
      "funding.fund.2019/20": "329,000.00",
    });
  });

  it("is 'input needed' as a figure where the opening is blank", () => {
    const businessCase = makeCase({ funding: [fund("2019/20")], costs: [asked(5)] });
    expect(
      figuresOf(
        businessCase,
        "fund.fund.headroom.2019/20",
        "fund.fund.pipeline-headroom.2019/20",
        "fund.fund.request.2019/20",
      ),
    ).toEqual({
      "fund.fund.headroom.2019/20": "input needed: the Opening of Fund",
      "fund.fund.pipeline-headroom.2019/20": "input needed: the Opening of Fund",
      "fund.fund.request.2019/20": "5.00",
    });
  });

  law("closes: opening + contributions - spent - committed - request = headroom (I10)", someCase, (businessCase) => {
    for (const each of calculate(businessCase).funds) {
      if (each.opening === null) expect([each.headroom, each.pipelineHeadroom]).toEqual([null, null]);
      else {
        expect(each.opening + each.contributions - each.spent - each.committed - each.request).toBe(each.headroom);
        expect(each.pipelineHeadroom).toBe((each.headroom ?? 0) - each.pipeline);
      }
    }
  });

  law("is never asked for less than it gives", someCase, (businessCase) => {
    const { funds, sources, drawn, horizon } = calculate(businessCase);
    for (const each of funds) {
      const index = sources.findIndex((source) => source.name === each.source);
      expect(each.request).toBeGreaterThanOrEqual(drawn[index]?.[horizon.years.indexOf(each.year)] ?? 0);
    }
  });
});
