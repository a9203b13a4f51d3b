/** Net present cost: PCD 484's two figures, the official steps of the rate, and the laws of discounting. */
import { Decimal } from "decimal.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pence, posts, pounds, rate, type CostLine, type Rate } from "../../src/model";
import {
  annuityFactor,
  benefitCostRatio,
  discountFactor,
  equivalentAnnual,
  netPresentCost,
  presentValue,
  presentValueExact,
  wholePounds,
  type DiscountStep,
} from "../../src/model/appraisal";
import { officialDiscountSteps } from "../../src/model/discount";
import { exactly, makeAssumption, makeCase, makeCost, makeDecision, makeFunding, makePost, year } from "./caseMaker";
import { figuresOf } from "./figureReading";
import { law } from "./law";

const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP });
const OFFICIAL = officialDiscountSteps();
const always = (numerator: number, denominator: number): readonly DiscountStep[] => [
  { lastYear: Number.MAX_SAFE_INTEGER, rate: rate(numerator, denominator) },
];
const asDecimal = (part: Rate): Decimal => new Exact(part.numerator).div(part.denominator);

/** 909,000 in the first year and 206,000 in each of the others, in pence. */
const pcd484 = (years: number): readonly number[] => [
  909_000 * 100,
  ...new Array<number>(years - 1).fill(206_000 * 100),
];

describe("the net present cost of PCD 484", () => {
  it("is 1,665,654 over five years: 703,000 + 206,000 x 4.673079", () => {
    expect(netPresentCost(pcd484(5), OFFICIAL)).toBe(1_665_654);
    const annuityDue = [0, 1, 2, 3, 4].reduce((sum, each) => sum.plus(new Exact("1.035").pow(-each)), new Exact(0));
    expect(annuityDue.toFixed(6)).toBe("4.673079");
    expect(new Exact(206_000).times(annuityDue).plus(703_000).toFixed(0)).toBe("1665654");
  });

  it("is 2,476,183 over ten years", () => {
    expect(netPresentCost(pcd484(10), OFFICIAL)).toBe(2_476_183);
  });

  it("is 2,763,000 over ten years without discounting (law 12)", () => {
    expect(netPresentCost(pcd484(10), always(0, 1))).toBe(703_000 + 10 * 206_000);
  });
});

describe("the discount factor", () => {
  it.each<[number, number, number, number, string]>([
    [0, 0, 0, 0, "year 0 is not discounted"],
    [1, 1, 0, 0, "1 / 1.035"],
    [30, 30, 0, 0, "the last year at 3.5%"],
    [31, 30, 1, 0, "the first year at 3%, on top of thirty at 3.5%"],
    [75, 30, 45, 0, "the last year at 3%"],
    [76, 30, 45, 1, "the first year at 2.5%"],
    [100, 30, 45, 25, "and so on"],
  ])("of year %d has %d years at 3.5%%, %d at 3%% and %d at 2.5%%: %s", (at, first, second, third) => {
    const factor = discountFactor(at, OFFICIAL);
    const found = new Exact(factor.numerator.toString()).div(factor.denominator.toString());
    const expected = new Exact("1.035")
      .pow(-first)
      .times(new Exact("1.03").pow(-second))
      .times(new Exact("1.025").pow(-third));
    expect(found.toFixed(30)).toBe(expected.toFixed(30));
  });

  it("steps down in a case's figures: 1,000,000 in year 31 is 1,000,000 / 1.035^30 / 1.03", () => {
    const cost = makeCost("C1", { year: year("2050/51"), amount: exactly(1_000_000) });
    const businessCase = makeCase({
      decision: makeDecision({ baseYear: year("2019/20"), horizonInYears: 32 }),
      costs: [cost],
    });
    const expected = new Exact(1_000_000).div(new Exact("1.035").pow(30)).div("1.03").toFixed(0);
    expect(figuresOf(businessCase, "npc.32")["npc.32"].replace(/,/g, "")).toBe(expected);
  });
});

describe("the rates of a case", () => {
  it("are the official ones, or those that its Assumptions put in their place", () => {
    expect(OFFICIAL.map((step) => [step.lastYear, asDecimal(step.rate).toString()])).toEqual([
      [30, "0.035"],
      [75, "0.03"],
      [Number.MAX_SAFE_INTEGER, "0.025"],
    ]);
    const own = makeAssumption("discount-rate", { unit: "percent", rate: rate(6, 100) });
    expect(asDecimal(officialDiscountSteps({ assumptions: [own] })[0]?.rate ?? rate(0, 1)).toString()).toBe("0.06");
    const businessCase = makeCase({
      decision: makeDecision({ baseYear: year("2019/20"), horizonInYears: 2 }),
      costs: [makeCost("C1", { year: year("2020/21"), amount: exactly(106_000) })],
      assumptions: [own],
    });
    expect(figuresOf(businessCase, "npc.2")).toEqual({ "npc.2": "100,000" }); // 106,000 / 1.06
  });
});

describe("the net present cost of a case", () => {
  const decision = makeDecision({ baseYear: year("2019/20"), horizonInYears: 5 });
  const npc = (costs: readonly CostLine[], id = "npc.5"): string =>
    figuresOf(makeCase({ decision, costs }), id)[id] ?? "";

  it("leaves out costs before the base year, which are shown and not discounted", () => {
    expect(
      npc([makeCost("C1", { amount: exactly(100) }), makeCost("C2", { amount: exactly(900), year: year("2018/19") })]),
    ).toBe("100");
  });

  it("is given for 5 and 10 years where the horizon reaches, and for the horizon", () => {
    const figures = (horizonInYears: number): Record<string, string> =>
      figuresOf(
        makeCase({ decision: makeDecision({ baseYear: year("2019/20"), horizonInYears }), costs: [makeCost("C1")] }),
        "npc.3",
        "npc.5",
        "npc.7",
        "npc.10",
      );
    expect(figures(3)).toEqual({ "npc.3": "1,000", "npc.5": "-", "npc.7": "-", "npc.10": "-" });
    expect(figures(7)).toEqual({ "npc.3": "-", "npc.5": "1,000", "npc.7": "1,000", "npc.10": "-" });
    expect(figures(10)).toEqual({ "npc.3": "-", "npc.5": "1,000", "npc.7": "-", "npc.10": "1,000" });
  });

  it("adds each line's optimism bias: 200% of 100 is 300", () => {
    expect(
      npc([
        makeCost("C1", { amount: exactly(100), optimismBias: rate(2, 1) }),
        makeCost("C2", { amount: exactly(50) }),
      ]),
    ).toBe("350");
  });

  it("holds no funding: the same case with and without sources has the same", () => {
    const costs = [makeCost("C1", { type: "Revenue recurring", amount: exactly(206_000) })];
    const funding = [
      makeFunding("Budget", "Revenue budget"),
      makeFunding("Reserve", "Earmarked reserve", { opening: pounds(9), spent: pounds(9) }),
    ];
    expect(figuresOf(makeCase({ decision, costs, funding }), "npc.5")).toEqual(
      figuresOf(makeCase({ decision, costs }), "npc.5"),
    );
  });

  it("counts posts as well as costs", () => {
    const businessCase = makeCase({
      decision,
      posts: [makePost("P1", { proposed: posts(5), annualCost: exactly(206_000) })],
    });
    expect(figuresOf(businessCase, "npc.5")).toEqual({ "npc.5": "962,654" }); // 1,665,654 - 703,000
  });
});

describe("the laws of discounting (law 12)", () => {
  const amounts = fc.array(fc.integer({ min: -1e10, max: 1e10 }), { maxLength: 12 });
  const costs = fc.array(fc.integer({ min: 0, max: 1e10 }), { minLength: 2, maxLength: 12 });
  const someRate = fc.integer({ min: 0, max: 2_000 });

  law("at a rate of nil it is the plain sum", amounts, (all) => {
    const sum = all.reduce((total, amount) => total + amount, 0);
    expect(presentValue(all.map(pence), always(0, 1))).toBe(sum);
  });

  law(
    "with costs above nil it never rises as the rate rises",
    fc.record({ costs, low: someRate, more: someRate }),
    ({ costs: all, low, more }) => {
      const at = (perTenThousand: number): number => presentValue(all.map(pence), always(perTenThousand, 10_000));
      expect(at(low + more)).toBeLessThanOrEqual(at(low));
    },
  );

  law(
    "equals the sum of amounts over powers, worked by decimal.js",
    fc.record({ amounts, perTenThousand: someRate }),
    ({ amounts: all, perTenThousand }) => {
      const growth = new Exact(10_000 + perTenThousand).div(10_000);
      const exact = all.reduce((sum, amount, at) => sum.plus(new Exact(amount).div(growth.pow(at))), new Exact(0));
      expect(presentValue(all.map(pence), always(perTenThousand, 10_000))).toBe(
        exact.toDecimalPlaces(0).toNumber() + 0,
      );
      expect(netPresentCost(all, always(perTenThousand, 10_000))).toBe(
        exact.div(100).toDecimalPlaces(0).toNumber() + 0,
      );
    },
  );

  law(
    "minus the amounts have minus the value",
    fc.record({ amounts, perTenThousand: someRate }),
    ({ amounts: all, perTenThousand }) => {
      const value = (each: readonly number[]): number => presentValue(each.map(pence), always(perTenThousand, 10_000));
      expect(value(all.map((amount) => -amount))).toBe(-value(all) + 0);
    },
  );

  it("has a value of nil for no amounts at all", () => {
    expect(presentValue([], OFFICIAL)).toBe(0);
    expect(netPresentCost([0, 0], [])).toBe(0);
  });
});

describe("the equivalent annual cost (C24)", () => {
  it("stands on the annuity-due factor: 4.673079 for five years at 3.5%", () => {
    const { numerator, denominator } = annuityFactor(5, OFFICIAL);
    expect(new Exact(numerator.toString()).div(denominator.toString()).toFixed(6)).toBe("4.673079");
  });

  it("is NPC / factor: 1,665,654 / 4.673079 = 356,436 a year, and the recurring part of it is 206,000", () => {
    expect(wholePounds(equivalentAnnual(presentValueExact(pcd484(5), OFFICIAL), 5, OFFICIAL))).toBe(356_436);
    const recurring = new Array<number>(5).fill(206_000 * 100);
    expect(wholePounds(equivalentAnnual(presentValueExact(recurring, OFFICIAL), 5, OFFICIAL))).toBe(206_000);
  });

  it("is the plain average without discounting: 2,763,000 / 10", () => {
    expect(wholePounds(equivalentAnnual(presentValueExact(pcd484(10), always(0, 1)), 10, always(0, 1)))).toBe(276_300);
  });

  it("needs at least one year", () => {
    expect(() => annuityFactor(0, OFFICIAL)).toThrow("not a number of years: 0");
  });

  law(
    "times the annuity factor is the net present cost (law 13)",
    fc.record({
      amounts: fc.array(fc.integer({ min: -1e10, max: 1e10 }), { minLength: 1, maxLength: 12 }),
      perTenThousand: fc.integer({ min: 0, max: 2_000 }),
    }),
    ({ amounts, perTenThousand }) => {
      const steps = always(perTenThousand, 10_000);
      const present = presentValueExact(amounts, steps);
      const annual = equivalentAnnual(present, amounts.length, steps);
      const factor = annuityFactor(amounts.length, steps);
      expect(annual.numerator * factor.numerator * present.denominator).toBe(
        present.numerator * annual.denominator * factor.denominator,
      );
    },
  );
});

describe("the benefit-cost ratio", () => {
  const inPence = (amount: number): ReturnType<typeof presentValueExact> => presentValueExact([amount], OFFICIAL);

  it.each([
    [300, 200, 15_000, "1.5"],
    [100, 300, 3_333, "a third, half up: 0.3333"],
    [200, 300, 6_667, "two thirds, half up: 0.6667"],
    [0, 300, 0, "no benefit: nil"],
  ])("of benefits %d and costs %d is %d ten-thousandths: %s", (benefits, costs, ratio) => {
    expect(benefitCostRatio(inPence(benefits), inPence(costs))).toBe(ratio);
  });

  it("says nothing where the costs are not above nil", () => {
    expect(benefitCostRatio(inPence(1), inPence(0))).toBeNull();
    expect(benefitCostRatio(inPence(1), inPence(-1))).toBeNull();
  });
});
