/** The tables of built pay: one row a kind of post, blanks and words where an input is needed, never a nil. */
import { describe, expect, it } from "vitest";
import { evaluate, posts, rate, type BusinessCase } from "../../../src/model";
import { payBuild, payByYear, reservesAtPayRates } from "../../../src/workbook/results/payTables";
import type { ResultsSection } from "../../../src/workbook/results/section";
import { exactly, makeDecision, makeFunding, makePost, year } from "../../model/caseMaker";
import { bandECase, STAFF_2018, STAFF_2019, topOfBandE } from "../../model/payCases";

/** The cells of a section as words and pounds. */
function shown(section: ResultsSection): readonly (readonly (string | number)[])[] {
  return section.rows.map((row) =>
    row.map((cell) => {
      if (cell.kind === "text") return cell.text;
      return cell.kind === "money" ? cell.amount / 100 : cell.kind === "figure" ? cell.id : "";
    }),
  );
}

const twoKinds = bandECase({
  posts: [
    topOfBandE(),
    makePost("P2", { scalePoint: 2, zone: "Zone 1", proposed: posts(2) }),
    makePost("P3", { scalePoint: 1, vacancyFactor: rate(10, 100) }),
  ],
});

describe("what one post costs, built from pay", () => {
  it("has one row for all posts that are paid alike, whatever their number", () => {
    expect(shown(payBuild(evaluate(twoKinds)))).toEqual([
      // 25,591 x 27.1% = 6,935.16; 13.8% x (25,591 - 8,632) = 2,340.34; less a tenth of 34,866.50
      [
        "Band E",
        "Staff",
        "1",
        "",
        "2019/20",
        25_591,
        0,
        0,
        0,
        2_340.34,
        6_935.16,
        0,
        -3_486.65,
        31_379.85,
        "P3: +1 post",
      ],
      [
        "Band E",
        "Staff",
        "2",
        "Zone 1",
        "2019/20",
        27_545,
        0,
        2_148,
        0,
        2_906.42,
        8_046.8,
        0,
        0,
        40_646.22,
        "P1, P2: +3 posts",
      ],
    ]);
  });

  it("gives the rows of a kind together by year: 40,646.221 + 81,292.442, each rounded once", () => {
    expect(shown(payByYear(evaluate(twoKinds)))).toEqual([
      ["Staff Band E", "1", 31_379.85, "P3: +1 post"],
      ["Staff Band E", "2", 121_938.66, "P1, P2: +3 posts"],
    ]);
  });

  it("says what is needed in place of an amount", () => {
    const missing = evaluate(bandECase({ payAssumptions: [STAFF_2018, { ...STAFF_2019, employerNiRate: null }] }));
    const [row] = shown(payBuild(missing));
    expect(row?.filter((cell) => typeof cell === "number")).toEqual([]);
    expect(row).toContain("input needed: Employer NI rate of Staff 2019/20 in Pay assumptions");
    expect(shown(payByYear(missing))[0]).toEqual(["Staff Band E", "2", "input needed", "P1: +1 post"]);
  });

  it("is left out where every cost is stated", () => {
    const stated = evaluate(bandECase({ posts: [makePost("P1", { unitCost: exactly(40_000) })] }));
    expect([payBuild(stated).rows, payByYear(stated).rows]).toEqual([[], []]);
  });
});

describe("reserves at the pay rates of the year", () => {
  const bridged = (parts: Partial<BusinessCase>): BusinessCase =>
    bandECase({
      posts: [topOfBandE({ proposed: posts(5), annualCost: exactly(206_000), fundingSource: "Reserve" })],
      funding: [
        makeFunding("Reserve", "Earmarked reserve", {
          opening: exactly(206_000).amount,
          eligibleFor: ["Recurring revenue"],
        }),
      ],
      ...parts,
    });

  it("shows the cost, what is short and how it comes about", () => {
    const decision = makeDecision({
      baseYear: year("2019/20"),
      horizonInYears: 1,
      priceBase: { kind: "real", year: year("2018/19") },
    });
    // 206,000 x 40,646.221 / 38,833.959 = 215,613.39
    const evaluation = evaluate(bridged({ decision }));
    expect(shown(reservesAtPayRates(evaluation))).toEqual([
      [
        "Reserve",
        "2019/20",
        "reserve.reserve.at-pay-rates.2019/20",
        "reserve.reserve.short-at-pay-rates.2019/20",
        "P1: £206,000 x £40,646.22 / £38,833.96 (one post at the rates of 2019/20 and of 2018/19) = £215,613.39",
      ],
    ]);
  });

  it("says what would switch it on where it is not judged", () => {
    expect(shown(reservesAtPayRates(evaluate(bridged({}))))[0]?.at(-1)).toBe(
      "Not judged without the Price base on Decision (Real 2019/20, say), which says at whose pay rates costs are stated.",
    );
  });
});
