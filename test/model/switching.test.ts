/** Switching values: where a source gives way, a pressure ends, or another option costs less. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluate, month, pence, pounds, posts, rate, type BusinessCase } from "../../src/model";
import { calculate } from "../../src/model/evaluate";
import { switchingPoint } from "../../src/model/switching";
import {
  exactly,
  makeCase,
  makeCost,
  makeDecision,
  makeFunding,
  makeOption,
  makePost,
  makeSaving,
  makeUnderspend,
  year,
} from "./caseMaker";
import { figuresOf, numberOf } from "./figureReading";
import { intelligenceTom } from "./intelligenceTom";
import { law } from "./law";

const decision = makeDecision({ baseYear: year("2019/20"), horizonInYears: 5 });

describe("the switching values of PCD 484", () => {
  it("cover 2019/20 from the reserve up to a unit cost of exactly 41,200: 206,000 / 5", () => {
    expect(figuresOf(intelligenceTom(), "switch.unit-cost")).toEqual({ "switch.unit-cost": "41,200.00" });
  });

  it("exceed the underspend from October 2018: 6 x 17,166.67 is more than 300,000 - 206,000, 5 x is not", () => {
    expect(figuresOf(intelligenceTom(), "switch.start-month")).toEqual({ "switch.start-month": "2018-10" });
  });

  it("lead to figures that are there, also where the underspend lies beyond the horizon", () => {
    const { figures, postFigures } = evaluate(
      makeCase({
        decision: makeDecision({ baseYear: year("2018/19"), horizonInYears: 1 }),
        posts: [makePost("P1", { startMonth: month(2019, 4), unitCost: exactly(1_200) })],
        underspends: [makeUnderspend("Operations", year("2019/20"), 0, 0)],
      }),
    );
    const parts = figures.get("switch.start-month")?.trace().parts ?? [];
    const named = parts.flatMap((part) => (part.kind === "figure" ? [part.id] : []));
    expect(named).toContain("staff.full-year-effect.p1");
    expect(named.filter((id) => !figures.has(id) && !postFigures().has(id))).toEqual([]);
  });

  it("use up the capital plan at the 374,000 that it holds", () => {
    expect(figuresOf(intelligenceTom(), "switch.capital")).toEqual({ "switch.capital": "374,000.00" });
  });

  it("leave out what has no input, and say what would switch it on", () => {
    const left = calculate(intelligenceTom()).switching.flatMap((each) =>
      each.kind === "left out" ? [`${each.key}: ${each.why}`] : [],
    );
    expect(left).toEqual([
      "savings-delivered: no savings are entered for 2020/21: the Savings sheet switches it on",
      "recurring-cost: no other option to compare with: the Options sheet switches it on",
    ]);
  });
});

describe("the unit cost up to which a reserve covers its year", () => {
  const covered = (opening: number, parts: Parameters<typeof makePost>[1]): string =>
    figuresOf(
      makeCase({
        decision,
        posts: [makePost("P1", { fundingSource: "Reserve", ...parts })],
        funding: [
          makeFunding("Reserve", "Earmarked reserve", {
            opening: pounds(opening),
            fromYear: year("2019/20"),
            toYear: year("2019/20"),
            isOneOff: true,
            eligibleFor: ["Recurring revenue"],
          }),
        ],
      }),
      "switch.unit-cost",
    )["switch.unit-cost"];

  it.each<[number, Parameters<typeof makePost>[1], string, string]>([
    [100_000, { proposed: posts(2), unitCost: exactly(40_000) }, "50,000.00", "100,000 / 2"],
    [
      100_000,
      { proposed: posts(3), unitCost: exactly(40_000) },
      "33,333.33",
      "100,000 / 3, short already, rounded down",
    ],
    [
      10_000,
      { proposed: posts(1), unitCost: exactly(40_000), startMonth: (2020 * 12) as never },
      "40,000.01",
      "3 of 12 months: 10,000 x 4, and a penny whose quarter rounds away",
    ],
  ])("of %d: %j is %s (%s)", (opening, parts, expected) => {
    expect(covered(opening, parts)).toBe(expected);
  });

  it("counts what posts take of the same balance in the years before: 100,000 / 2 years, not 60,000 + 40,000 of the second", () => {
    const bridged = (limit: number | null): BusinessCase =>
      makeCase({
        decision,
        posts: [makePost("P1", { fundingSource: "Reserve", proposed: posts(1), unitCost: exactly(40_000) })],
        funding: [
          makeFunding("Reserve", "Earmarked reserve", {
            opening: pounds(100_000),
            fromYear: year("2019/20"),
            toYear: year("2020/21"),
            isOneOff: true,
            eligibleFor: ["Recurring revenue"],
          }),
          ...(limit === null
            ? []
            : [
                makeFunding("Reserve", "Earmarked reserve", {
                  year: year("2020/21"),
                  limit: pounds(limit),
                  isOneOff: true,
                  eligibleFor: ["Recurring revenue"],
                }),
              ]),
        ],
      });
    expect(figuresOf(bridged(null), "switch.unit-cost")).toEqual({ "switch.unit-cost": "50,000.00" });
    // A limit of the second year alone is not used up by the first.
    expect(figuresOf(bridged(45_000), "switch.unit-cost")).toEqual({ "switch.unit-cost": "45,000.00" });
  });

  it("leads to everything that its balance rests on, later years too", () => {
    const figure = evaluate(intelligenceTom()).figures.get("switch.unit-cost");
    const parts = figure?.trace().parts.flatMap((part) => (part.kind === "figure" ? [part.id] : [])) ?? [];
    const stem = parts[0]?.replace("opening.2019/20", "") ?? "";
    expect(parts).toEqual(expect.arrayContaining([`${stem}closing.2019/20`, `${stem}minimum.2019/20`]));
    expect(parts.some((id) => id.startsWith(`${stem}closing.2020`))).toBe(true);
  });

  it("is not given where the reserve's opening is blank", () => {
    const funding = [makeFunding("Reserve", "Earmarked reserve", { eligibleFor: ["Recurring revenue"] })];
    const businessCase = makeCase({
      decision,
      posts: [makePost("P1", { fundingSource: "Reserve", unitCost: exactly(1) })],
      funding,
    });
    expect(figuresOf(businessCase, "switch.unit-cost")).toEqual({ "switch.unit-cost": "-" });
  });

  law(
    "substituted back is covered, and a penny more is not, to within a pound (law 15)",
    fc.record({ count: fc.integer({ min: 1, max: 90 }), opening: fc.integer({ min: 1, max: 9_000_000 }) }),
    ({ count, opening }) => {
      const caseAt = (unitCost: number): BusinessCase =>
        makeCase({
          decision: { ...decision, horizonInYears: 1 },
          posts: [
            makePost("P1", {
              fundingSource: "Reserve",
              proposed: posts(count),
              unitCost: { amount: pence(unitCost), halfUnit: pence(0) },
            }),
          ],
          funding: [
            makeFunding("Reserve", "Earmarked reserve", {
              opening: pounds(opening),
              eligibleFor: ["Recurring revenue"],
            }),
          ],
        });
      const found = calculate(caseAt(4_000_000)).switching.find((each) => each.key === "unit-cost");
      if (found?.kind !== "found" || found.found.unit !== "money") throw new Error("the reserve has a limit");
      const gap = (unitCost: number): number => {
        const { waterfall } = calculate(caseAt(unitCost));
        return waterfall.left.reduce((sum, left) => sum + left, 0);
      };
      expect(gap(found.found.value)).toBe(0);
      expect(gap(found.found.value + 1)).toBeGreaterThan(0);
      expect(gap(found.found.value + 1)).toBeLessThanOrEqual(100);
    },
  );
});

describe("the share of savings at which no pressure is left", () => {
  const share = (savings: readonly number[]): string => {
    const years = ["2019/20", "2020/21"] as const;
    return figuresOf(
      makeCase({
        decision: { ...decision, horizonInYears: 2 },
        posts: [makePost("P1", { unitCost: exactly(30_000) })],
        funding: [],
        savings: savings.map((amount, at) => makeSaving(`S${at}`, year(years[at] ?? ""), pounds(amount))),
      }),
      "switch.savings-delivered",
    )["switch.savings-delivered"];
  };

  it.each([
    [[40_000, 60_000], "0.7500", "the first year decides: 30,000 / 40,000"],
    [[60_000, 45_000], "0.6667", "30,000 / 45,000 = 0.66667, rounded up so that nothing is left"],
    [[20_000, 30_000], "1.5000", "half as much again would be needed"],
    [[30_000], "-", "no savings in the second year: no share of them helps"],
  ])("of savings %j is %s: %s", (savings, expected) => {
    expect(share(savings)).toBe(expected);
  });
});

describe("the recurring cost at which another option costs less", () => {
  const businessCase = makeCase({
    decision: { ...decision, horizonInYears: 2, preferredOption: "A" },
    costs: [
      makeCost("A1", { option: "A", type: "Revenue recurring", amount: exactly(1_000) }),
      makeCost("B1", { option: "B", amount: exactly(4_070) }),
    ],
    options: [makeOption("A"), makeOption("B")],
  });

  it("is 4,070 / (1 + 1 / 1.035) = 2,070", () => {
    expect(figuresOf(businessCase, "switch.recurring-cost")).toEqual({ "switch.recurring-cost": "2,070.00" });
  });

  it("counts the risk adjustment of the preferred option: 2,070 / 1.1 = 1,881.818", () => {
    const options = [makeOption("A", { riskAdjustment: rate(1, 10) }), makeOption("B")];
    expect(figuresOf({ ...businessCase, options }, "switch.recurring-cost")).toEqual({
      "switch.recurring-cost": "1,881.82",
    });
  });

  it("substituted back makes the two cost the same, within a pound (law 15)", () => {
    const at = numberOf(evaluate(businessCase), "switch.recurring-cost");
    const costs = businessCase.costs.map((line) =>
      line.option === "A" ? { ...line, amount: { amount: pence(at), halfUnit: pence(0) } } : line,
    );
    const again = evaluate({ ...businessCase, costs });
    expect(numberOf(again, "option.a.npc")).toBe(numberOf(again, "option.b.npc"));
  });
});

describe("the point at which a falling amount passes nil", () => {
  it("is found in closed form where it is linear: 1,000 - 3 x is nil at 333", () => {
    let asked = 0;
    const at = switchingPoint(
      (x) => {
        asked++;
        return 1_000 - 3 * x;
      },
      0,
      1_000_000,
    );
    expect([at, asked <= 4]).toEqual([333, true]);
  });

  it("is bisected where it is not: 1,000 - x squared is nil at 31", () => {
    expect(switchingPoint((x) => 1_000 - x * x, 0, 1_000_000)).toBe(31);
  });

  it("is nowhere where the amount starts below nil, or never falls below it", () => {
    expect(switchingPoint(() => -1, 0, 10)).toBeNull();
    expect(switchingPoint(() => 1, 0, 10)).toBeNull();
  });

  law(
    "is the last one not below nil, whatever the curve",
    fc.record({
      start: fc.integer({ min: 0, max: 1e9 }),
      slope: fc.integer({ min: 1, max: 1_000 }),
      bend: fc.integer({ min: 0, max: 50 }),
    }),
    ({ start, slope, bend }) => {
      const f = (x: number): number => start - slope * x - bend * x * x;
      const at = switchingPoint(f, 0, Math.floor(2_000_000_000 / Math.max(1, bend * 100))) ?? -1;
      if (at < 0) return;
      expect(f(at)).toBeGreaterThanOrEqual(0);
      expect(f(at + 1)).toBeLessThan(0);
    },
  );
});

describe("switching values of very large cases", () => {
  it("stay within what money may be: 30,000 posts at 90,000 and a reserve of 2.7bn", () => {
    const businessCase = makeCase({
      decision: { ...decision, horizonInYears: 1 },
      posts: [makePost("P1", { fundingSource: "Reserve", proposed: posts(30_000), unitCost: exactly(90_000) })],
      funding: [
        makeFunding("Reserve", "Earmarked reserve", {
          opening: pounds(2_700_000_000),
          eligibleFor: ["Recurring revenue"],
        }),
      ],
    });
    expect(figuresOf(businessCase, "switch.unit-cost")).toEqual({ "switch.unit-cost": "90,000.00" });
  });

  it("do without one where a post costs more than money may be", () => {
    const businessCase = makeCase({
      decision: { ...decision, horizonInYears: 1 },
      posts: [makePost("P1", { fundingSource: "Reserve", unitCost: exactly(99_000_000_000), proposed: posts(0.5) })],
      funding: [
        makeFunding("Reserve", "Earmarked reserve", {
          opening: pounds(99_000_000_000),
          eligibleFor: ["Recurring revenue"],
        }),
      ],
    });
    expect(figuresOf(businessCase, "switch.unit-cost")).toEqual({ "switch.unit-cost": "-" });
  });
});
