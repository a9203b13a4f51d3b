/** What borrowed capital asks of revenue: minimum revenue provision, interest and requirement by year, and depreciation. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  evaluate,
  formatYear,
  pence,
  pounds,
  rate,
  type Assumption,
  type BusinessCase,
  type CostLine,
  type Evaluation,
  type LineId,
} from "../../src/model";
import { financingRequirement, interestOnRequirement } from "../../src/model/borrowing";
import { calculate } from "../../src/model/evaluate";
import { chargeIn } from "../../src/model/financing";
import { exactly, makeAssumption, makeCase, makeCost, makeDecision, makeFunding, makeScheme, year } from "./caseMaker";
import { someCase } from "./caseGenerator";
import { law } from "./law";

const TEN_YEARS = makeDecision({ baseYear: year("2019/20"), horizonInYears: 10 });
const RATE = makeAssumption("interest-rate", { unit: "percent", rate: rate(25, 1000) });
const annuity = makeAssumption("mrp-method", { unit: "choice", choice: "Annuity" });
const average = makeAssumption("interest-basis", { unit: "choice", choice: "Average CFR" });

const capital = (reference: string, amount: number, parts: Partial<CostLine> = {}): CostLine =>
  makeCost(reference, { type: "Capital", amount: exactly(amount), assetLifeYears: 5, ...parts });

/** £374,000 borrowed in 2019/20 over five years, at 2.5%. */
function borrowed(parts: Partial<BusinessCase> = {}): BusinessCase {
  return makeCase({
    decision: TEN_YEARS,
    costs: [capital("C1", 374_000)],
    funding: [makeFunding("PWLB", "Borrowing")],
    assumptions: [RATE],
    ...parts,
  });
}

/** A figure by year in pounds; "needed" where an input is missing; undefined where there is no such figure. */
function byYear(evaluation: Evaluation, stem: string): readonly (number | string | undefined)[] {
  return evaluation.years.map((each) => {
    const value = evaluation.figures.get(`${stem}.${formatYear(each)}`)?.value;
    if (value === undefined) return undefined;
    return value.kind === "number" ? value.value / 100 : value.kind;
  });
}

describe("374,000 borrowed over five years at 2.5%", () => {
  it("by equal instalments is charged 74,800 from 2020/21, with interest that falls with the requirement", () => {
    const evaluation = evaluate(borrowed());
    expect(byYear(evaluation, "capital.mrp")).toEqual([0, 74_800, 74_800, 74_800, 74_800, 74_800, 0, 0, 0, 0]);
    // 374,000 x 2.5% = 9,350; (374,000 - 74,800) x 2.5% = 7,480; and so on.
    expect(byYear(evaluation, "capital.interest")).toEqual([0, 9_350, 7_480, 5_610, 3_740, 1_870, 0, 0, 0, 0]);
    expect(byYear(evaluation, "capital.financing.charge")).toEqual([
      0, 84_150, 82_280, 80_410, 78_540, 76_670, 0, 0, 0, 0,
    ]);
    expect(byYear(evaluation, "capital.cfr")).toEqual([374_000, 299_200, 224_400, 149_600, 74_800, 0, 0, 0, 0, 0]);
  });

  it("by annuity costs 80,502.33 a year, of which 71,152.33 rising to 78,538.86 is provision; the last year takes the penny", () => {
    const evaluation = evaluate(borrowed({ assumptions: [RATE, annuity] }));
    const provision = byYear(evaluation, "capital.mrp");
    expect(provision.slice(0, 6)).toEqual([0, 71_152.33, 72_931.13, 74_754.41, 76_623.27, 78_538.86]);
    expect(
      calculate(borrowed({ assumptions: [RATE, annuity] })).financing.borrowed[0]?.charges?.reduce((a, b) => a + b, 0),
    ).toBe(37_400_000);
    // 9,350 + 71,152.33; the requirement of 302,847.67 x 2.5% = 7,571.19; 229,916.54 x 2.5% = 5,747.91; and so on.
    expect(byYear(evaluation, "capital.financing.charge").slice(1, 6)).toEqual([
      80_502.33, 80_502.32, 80_502.32, 80_502.32, 80_502.33,
    ]);
  });

  it("is no cost of the case and nothing that must be funded, and the economic case has none of it", () => {
    const paid = evaluate(borrowed());
    const given = evaluate(borrowed({ funding: [makeFunding("PWLB", "Capital receipts")] }));
    const both = [...given.figures.keys()].filter((id) => !id.startsWith("case."));
    expect(both.map((id) => [id, paid.figures.get(id)?.value])).toEqual(
      both.map((id) => [id, given.figures.get(id)?.value]),
    );
    expect(
      [...paid.figures.keys()].filter((id) => !given.figures.has(id)).every((id) => id.startsWith("capital.")),
    ).toBe(true);
  });

  it.each(["Capital receipts", "Capital grant", "Revenue budget", "Earmarked reserve", "Capital plan"] as const)(
    "is not charged at all when %s pays",
    (kind) => {
      const evaluation = evaluate(borrowed({ funding: [makeFunding("Source", kind, { limit: pounds(374_000) })] }));
      expect(byYear(evaluation, "capital.mrp")[1]).toBeUndefined();
    },
  );

  it("is charged on the part that borrowing pays, and not on what is only bid for", () => {
    const funding = [
      makeFunding("Grant", "Capital grant", { limit: pounds(274_000) }),
      makeFunding("PWLB", "Borrowing", { limit: pounds(60_000) }),
      makeFunding("More", "Borrowing", { status: "Bid" }),
    ];
    const evaluation = evaluate(borrowed({ funding }));
    expect(byYear(evaluation, "capital.financing.borrowed")[0]).toBe(60_000);
    expect(byYear(evaluation, "capital.mrp")[1]).toBe(12_000); // 60,000 / 5
  });
});

describe("the first charge", () => {
  const firstCharge = (parts: Partial<BusinessCase>): string | undefined => {
    const evaluation = evaluate(borrowed(parts));
    const at = byYear(evaluation, "capital.mrp").findIndex((amount) => amount !== 0);
    const found = evaluation.years[at];
    return found && formatYear(found);
  };
  const onScheme = (parts: Parameters<typeof makeScheme>[3]): Partial<BusinessCase> => ({
    costs: [capital("C1", 374_000, { scheme: "Depot", assetLifeYears: null })],
    capitalPlan: [makeScheme("Depot", year("2019/20"), 374_000, { assetLifeYears: 5, ...parts })],
  });

  it.each([
    ["the year after the spend", {}, "2020/21"],
    ["the year after the spend where the asset is in use at once", { inUseYear: year("2019/20") }, "2020/21"],
    ["the year after the asset is in use", { inUseYear: year("2021/22") }, "2022/23"],
    ["the year after the spend where it was in use before", { inUseYear: year("2018/19") }, "2020/21"],
  ])("is in %s", (_sentence, parts, expected) => {
    expect(firstCharge(onScheme(parts))).toBe(expected);
  });

  it("of two years of spend comes after each of them", () => {
    const costs = [capital("C1", 100), capital("C2", 50, { year: year("2020/21") })];
    // 100 / 5 from 2020/21, 50 / 5 from 2021/22.
    expect(byYear(evaluate(borrowed({ costs })), "capital.mrp").slice(0, 8)).toEqual([0, 20, 30, 30, 30, 30, 10, 0]);
  });
});

describe("the asset life", () => {
  const mrpOf = (costs: CostLine[], capitalPlan: BusinessCase["capitalPlan"]): readonly unknown[] =>
    byYear(evaluate(borrowed({ costs, capitalPlan })), "capital.mrp").slice(0, 3);
  const blank = capital("C1", 100, { assetLifeYears: null, scheme: "Depot" });
  const planned = makeScheme("Depot", year("2019/20"), 100, { assetLifeYears: 10 });
  const later = makeScheme("Depot", year("2020/21"), 0, { assetLifeYears: 20 });

  it.each([
    ["is the line's own where it has one", capital("C1", 100, { assetLifeYears: 4, scheme: "Depot" }), [planned], 25],
    ["else the plan's of the year", blank, [planned, later], 10],
    ["else the one that the whole scheme agrees on", blank, [later], 5],
  ])("%s", (_sentence, cost, plan, expected) => {
    expect(mrpOf([cost], plan)[1]).toBe(expected);
  });

  it("is needed where the scheme's rows of other years disagree", () => {
    const other = makeScheme("Depot", year("2021/22"), 0, { assetLifeYears: 30 });
    expect(mrpOf([blank], [later, other])).toEqual([0, "needed", "needed"]);
  });

  it("when blank leaves provision, requirement and the interest that rests on them without a number, and nothing else", () => {
    const evaluation = evaluate(borrowed({ costs: [capital("C1", 100, { assetLifeYears: null })] }));
    expect(byYear(evaluation, "capital.mrp").slice(0, 4)).toEqual([0, "needed", "needed", "needed"]);
    expect(byYear(evaluation, "capital.cfr").slice(0, 3)).toEqual([100, "needed", "needed"]);
    // The requirement of 100 at the start of 2020/21 is known: 100 x 2.5%.
    expect(byYear(evaluation, "capital.interest").slice(0, 3)).toEqual([0, 2.5, "needed"]);
    expect(byYear(evaluation, "capital.financing.charge").slice(0, 3)).toEqual([0, "needed", "needed"]);
    expect(evaluation.figures.get("cost.total")?.value).toEqual({ kind: "number", value: 10_000 });
    const needed = evaluation.figures.get("capital.mrp.2020/21")?.value;
    expect(needed?.kind === "needed" && needed.needed).toBe("the Asset life of C1, in whole years");
  });

  it.each([0, 2.5])("of %s years is not charged over, and said", (life) => {
    const evaluation = evaluate(borrowed({ costs: [capital("C1", 100, { assetLifeYears: life })] }));
    expect(byYear(evaluation, "capital.mrp")[1]).toBe("needed");
    expect(evaluation.flags.find((flag) => flag.code === "MRP_NO_LIFE")?.message).toBe(
      `Borrowing pays £100 of C1 in 2019/20, and its asset life of ${life} is not a whole number of years.`,
    );
  });
});

describe("the interest rate", () => {
  it("when blank leaves interest without a number where there is a requirement, and equal instalments as they are", () => {
    const evaluation = evaluate(borrowed({ assumptions: null }));
    expect(byYear(evaluation, "capital.interest").slice(0, 7)).toEqual([0, ...new Array<string>(5).fill("needed"), 0]);
    expect(byYear(evaluation, "capital.mrp")[1]).toBe(74_800);
    expect(byYear(evaluation, "capital.financing.charge")[1]).toBe("needed");
  });

  it("when blank leaves an annuity without a number", () => {
    const evaluation = evaluate(borrowed({ assumptions: [annuity] }));
    expect(byYear(evaluation, "capital.mrp").slice(0, 2)).toEqual([0, "needed"]);
    const needed = evaluation.figures.get("capital.mrp.2020/21")?.value;
    expect(needed?.kind === "needed" && needed.needed).toBe("the Interest rate of 2019/20 on the Assumptions sheet");
  });

  it("may go by year: that of the year first, then the one for all years", () => {
    const inYear: Assumption = {
      ...RATE,
      line: "Assumptions:interest-rate 2021/22" as LineId,
      year: year("2021/22"),
      value: { unit: "percent", rate: rate(5, 100) },
    };
    const interest = byYear(evaluate(borrowed({ assumptions: [RATE, inYear] })), "capital.interest");
    expect(interest.slice(1, 4)).toEqual([9_350, 14_960, 5_610]); // 299,200 x 5%
  });

  it("may be on the average of the requirement: half of the year's own borrowing and charge counts", () => {
    const interest = byYear(evaluate(borrowed({ assumptions: [RATE, average] })), "capital.interest");
    // (0 + 374,000) / 2 x 2.5% = 4,675; (374,000 + 299,200) / 2 x 2.5% = 8,415
    expect(interest.slice(0, 3)).toEqual([4_675, 8_415, 6_545]);
  });
});

describe("a plan line that borrowing finances", () => {
  const through = (source: string): Evaluation =>
    evaluate(
      borrowed({
        costs: [capital("C1", 100, { fundingSource: "Capital plan", scheme: "Depot" })],
        funding: [makeFunding("Capital plan", "Capital plan"), makeFunding("PWLB", "Borrowing")],
        capitalPlan: [makeScheme("Depot", year("2019/20"), 100, { fundingSource: source })],
      }),
    );

  it("is borrowed where the plan names a source of borrowing for the scheme", () => {
    expect(byYear(through("pwlb"), "capital.mrp")[1]).toBe(20); // 100 / 5
  });

  it("is not where the plan names another", () => {
    expect(byYear(through("Receipts"), "capital.mrp")[1]).toBeUndefined();
  });
});

describe("depreciation", () => {
  it("is written off in equal parts from the year after, whoever pays, and stands in no total", () => {
    const funding = [makeFunding("Receipts", "Capital receipts")];
    const evaluation = evaluate(borrowed({ funding }));
    expect(byYear(evaluation, "capital.financing.depreciation").slice(0, 7)).toEqual([
      0, 74_800, 74_800, 74_800, 74_800, 74_800, 0,
    ]);
    expect(evaluation.figures.get("cost.total")?.value).toEqual({ kind: "number", value: 37_400_000 });
  });

  it("is not given where no asset life is entered, and has no number where one of several is missing", () => {
    const none = capital("C1", 100, { assetLifeYears: null });
    expect(byYear(evaluate(borrowed({ costs: [none] })), "capital.financing.depreciation")[1]).toBeUndefined();
    const one = byYear(evaluate(borrowed({ costs: [none, capital("C2", 100)] })), "capital.financing.depreciation");
    expect(one.slice(0, 2)).toEqual([0, "needed"]);
  });
});

describe("the capital financing requirement", () => {
  it("opens with what the year before left", () => {
    const years = financingRequirement(
      [pounds(100), pounds(50), pounds(0)],
      [pounds(0), pounds(20), pounds(30)],
      pounds(7),
    );
    expect(years.map((each) => [each.opening / 100, each.closing / 100])).toEqual([
      [7, 107],
      [107, 137], // 107 + 50 - 20
      [137, 107],
    ]);
  });

  it.each([
    ["on what it opens with", "Opening CFR", 25],
    ["on the average", "Average CFR", 37.5],
  ] as const)("bears interest %s, half up to the penny", (_sentence, basis, expected) => {
    expect(interestOnRequirement(pounds(1000), pounds(2000), rate(25, 1000), basis) / 100).toBe(expected);
    // 20 pence x 2.5% = half a penny
    expect(interestOnRequirement(pence(20), pence(20), rate(25, 1000), basis)).toBe(1);
  });

  law(
    "of any case: closing = opening + borrowed - provision, charges add to the capital and none is below nil (I17)",
    fc.record({
      businessCase: someCase,
      life: fc.integer({ min: 1, max: 12 }),
      isAnnuity: fc.boolean(),
      thousandths: fc.integer({ min: 0, max: 150 }),
    }),
    ({ businessCase, life, isAnnuity, thousandths }) => {
      const { financing, waterfall, sources, costs } = calculate({
        ...businessCase,
        costs: businessCase.costs.map((line) => ({ ...line, assetLifeYears: life })),
        assumptions: [
          makeAssumption("interest-rate", { unit: "percent", rate: rate(thousandths, 1000) }),
          ...(isAnnuity ? [annuity] : []),
        ],
      });
      const taken = waterfall.takes.amount.reduce(
        (sum, amount, take) =>
          sources[waterfall.takes.source[take] as number]?.kind === "Borrowing" &&
          costs.lines[waterfall.takes.line[take] as number]?.nature === "Capital"
            ? sum + amount
            : sum,
        0,
      );
      expect(financing.borrowed.reduce((sum, asset) => sum + asset.amount, 0)).toBe(taken);
      for (const asset of financing.borrowed) {
        expect(asset.charges?.reduce((sum, charge) => sum + charge, 0)).toBe(asset.amount);
        expect(chargeIn(asset, asset.year)).toBe(0);
      }
      let opening = 0;
      for (const each of financing.years) {
        expect(each.opening).toBe(opening);
        expect(each.closing).toBe(opening + each.borrowed - (each.provision ?? Number.NaN));
        expect(each.provision ?? -1).toBeGreaterThanOrEqual(0);
        expect(each.interest ?? -1).toBeGreaterThanOrEqual(0);
        opening = each.closing ?? Number.NaN;
      }
    },
  );
});
