/** What the case costs by line and year, what is left to fund after credits, and the years that a case covers. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatMonth, formatYear, pence, posts, type CostLine, type FinancialYear, type LineId } from "../../src/model";
import {
  caseHorizon,
  costByLineAndYear,
  costLineInYear,
  demandAfterCredits,
  fullYearCosts,
  linesBeyondHorizon,
  linesCounted,
  recurringFrom,
} from "../../src/model/costs";
import {
  exactly,
  makeCase,
  makeCost,
  makeDecision,
  makeFunding,
  makePost,
  makeSaving,
  makeUnderspend,
  monthOf,
  year,
} from "./caseMaker";
import { someCase } from "./caseGenerator";
import { evaluateOnce, figuresOf, numberOf, shown } from "./figureReading";
import { law } from "./law";

const YEARS = ["2018/19", "2019/20", "2020/21", "2021/22"] as const;

/** A line's cost in pounds in 2018/19 to 2021/22. */
function costs(parts: Partial<CostLine>): readonly number[] {
  const line = makeCost("C1", { type: "Revenue recurring", amount: exactly(120_000), ...parts });
  return YEARS.map((text) => costLineInYear(line, year(text)) / 100);
}

describe("a recurring cost", () => {
  it.each<[string, Partial<CostLine>, number[]]>([
    ["is a full year from its financial year on", {}, [0, 120_000, 120_000, 120_000]],
    [
      "of January has three months in its first year",
      { startMonth: monthOf("2020-01") },
      [0, (120_000 * 3) / 12, 120_000, 120_000],
    ],
    ["of March has one", { startMonth: monthOf("2020-03") }, [0, 120_000 / 12, 120_000, 120_000]],
    [
      "begins in April of its year when its start month is earlier",
      { startMonth: monthOf("2018-10") },
      [0, 120_000, 120_000, 120_000],
    ],
    [
      "begins in a later year when its start month does",
      { startMonth: monthOf("2020-07") },
      [0, 0, (120_000 * 9) / 12, 120_000],
    ],
    ["ends with its end month, which counts", { endMonth: monthOf("2020-09") }, [0, 120_000, (120_000 * 6) / 12, 0]],
    [
      "may begin and end within a year",
      { startMonth: monthOf("2019-07"), endMonth: monthOf("2019-09") },
      [0, (120_000 * 3) / 12, 0, 0],
    ],
    ["that ends before its year costs nothing", { endMonth: monthOf("2019-03") }, [0, 0, 0, 0]],
    [
      "may be a credit",
      { amount: exactly(-120_000), startMonth: monthOf("2020-01") },
      [0, (-120_000 * 3) / 12, -120_000, -120_000],
    ],
    ["with years as columns stands in its own year only", { isYearOnly: true }, [0, 120_000, 0, 0]],
    [
      "with years as columns is not cut by a start month",
      { isYearOnly: true, startMonth: monthOf("2020-01") },
      [0, 120_000, 0, 0],
    ],
    ["not yet known adds nothing", { amount: null, confidence: "Unquantified" }, [0, 0, 0, 0]],
  ])("%s", (_sentence, parts, expected) => {
    expect(costs(parts)).toEqual(expected);
  });

  it.each<[number, string, number, string]>([
    [10_000, "2020-03", 833, "100.00 x 1 / 12 = 8.333: down"],
    [10_000, "2019-11", 4_167, "100.00 x 5 / 12 = 41.667: up"],
    [6, "2020-03", 1, "0.06 x 1 / 12 = half a penny: up"],
    [-6, "2020-03", -1, "and its mirror"],
    [5, "2020-03", 0, "just below half a penny: nil"],
  ])("of %d pence from %s costs %d pence in its first year: %s", (amount, start, expected) => {
    const line = makeCost("C1", {
      type: "Revenue recurring",
      amount: { amount: pence(amount), halfUnit: pence(0) },
      startMonth: monthOf(start),
    });
    expect(costLineInYear(line, year("2019/20"))).toBe(expected);
  });

  it("begins in April of its year, or in its start month when that is later", () => {
    expect(formatMonth(recurringFrom(makeCost("C1")))).toBe("April 2019");
    expect(formatMonth(recurringFrom(makeCost("C1", { startMonth: monthOf("2019-04") })))).toBe("April 2019");
    expect(formatMonth(recurringFrom(makeCost("C1", { startMonth: monthOf("2019-05") })))).toBe("May 2019");
  });
});

describe("any other cost", () => {
  it.each(["Capital", "Revenue one-off", "Income", "Saving"] as const)("of type %s stands in its own year", (type) => {
    expect(costs({ type })).toEqual([0, 120_000, 0, 0]);
    expect(costs({ type, startMonth: monthOf("2020-01"), endMonth: monthOf("2020-06") })).toEqual([0, 120_000, 0, 0]);
  });
});

describe("cost by nature", () => {
  it("adds recurring, one-off, capital and income, and shows staff as part of the first two", () => {
    const figures = figuresOf(
      makeCase({
        posts: [
          makePost("P1", { proposed: posts(2), unitCost: exactly(30_000) }),
          makePost("P2", { unitCost: exactly(40_000), startMonth: monthOf("2019-10"), endMonth: monthOf("2020-03") }),
        ],
        costs: [
          makeCost("C1", { type: "Revenue recurring", amount: exactly(5_000) }),
          makeCost("C2", { amount: exactly(7_000) }),
          makeCost("C3", { type: "Capital", amount: exactly(11_000) }),
          makeCost("C4", { type: "Income", amount: exactly(-2_000) }),
          makeCost("C5", { type: "Saving", amount: exactly(-500) }),
        ],
      }),
      "cost.staff.2019/20",
      "cost.recurring.2019/20",
      "cost.one-off.2019/20",
      "cost.capital.2019/20",
      "cost.income.2019/20",
      "cost.total.2019/20",
      "cost.total.2020/21",
      "cost.one-off",
      "cost.capital",
      "cost.one-off-and-capital",
      "cost.full-year",
      "cost.total",
    );
    expect(figures).toEqual({
      "cost.staff.2019/20": "80,000.00", // 2 x 30,000 + 40,000 x 6 / 12
      "cost.recurring.2019/20": "65,000.00", // 60,000 + 5,000
      "cost.one-off.2019/20": "27,000.00", // 20,000 + 7,000
      "cost.capital.2019/20": "11,000.00",
      "cost.income.2019/20": "-2,500.00",
      "cost.total.2019/20": "100,500.00", // 65,000 + 27,000 + 11,000 - 2,500
      "cost.total.2020/21": "65,000.00",
      "cost.one-off": "27,000.00",
      "cost.capital": "11,000.00",
      "cost.one-off-and-capital": "38,000.00",
      "cost.full-year": "65,000.00",
      "cost.total": "360,500.00", // 100,500 + 4 x 65,000
    });
  });

  it("counts what a line costs in a full year, whatever month it begins in", () => {
    const january = makeCost("C1", {
      type: "Revenue recurring",
      amount: exactly(120_000),
      startMonth: monthOf("2020-01"),
    });
    expect(fullYearCosts(linesCounted(makeCase({ costs: [january] }), null))).toEqual([12_000_000]);
  });

  it("counts a recurring cost whose years stand as columns once, at the amount of its last year", () => {
    const column = (text: string, amount: number): CostLine =>
      makeCost("C1", {
        line: `Costs:C1 ${text}` as LineId,
        type: "Revenue recurring",
        isYearOnly: true,
        year: year(text),
        amount: exactly(amount),
      });
    const businessCase = makeCase({
      costs: [column("2019/20", 30_000), column("2021/22", 50_000), column("2020/21", 40_000)],
    });
    expect(figuresOf(businessCase, "cost.full-year", "cost.recurring.2020/21", "cost.total")).toEqual({
      "cost.full-year": "50,000.00",
      "cost.recurring.2020/21": "40,000.00",
      "cost.total": "120,000.00", // 30,000 + 40,000 + 50,000
    });
  });

  it("counts an unknown amount of a full year as nothing", () => {
    const line = makeCost("C1", { type: "Revenue recurring", amount: null, confidence: "Unquantified" });
    expect(fullYearCosts(linesCounted(makeCase({ costs: [line] }), null))).toEqual([0]);
  });
});

describe("credits", () => {
  type Row = readonly [
    reference: string,
    type: CostLine["type"],
    amount: number,
    source?: string | null,
    inYear?: string,
  ];

  /** What is left to fund of each row, and the surplus, in 2019/20, in pounds. */
  function demandOf(rows: readonly Row[]): { readonly demand: Record<string, number>; readonly surplus: number } {
    const lines = linesCounted(
      makeCase({
        costs: rows.map(([reference, type, amount, source = null, inYear = "2019/20"]) =>
          makeCost(reference, {
            type,
            amount: exactly(amount),
            fundingSource: source,
            year: year(inYear),
            isYearOnly: true,
          }),
        ),
      }),
      null,
    );
    const { amounts, surplus } = demandAfterCredits(costByLineAndYear(lines, [year("2019/20")]));
    return {
      demand: Object.fromEntries(lines.map((line, index) => [line.reference, (amounts[index] ?? 0) / 100])),
      surplus: (surplus[0] ?? 0) / 100,
    };
  }

  it.each<[string, readonly Row[], Record<string, number>, number]>([
    [
      "lower a line of the same nature, year and source",
      [
        ["C1", "Capital", 100],
        ["C2", "Capital", -30],
      ],
      { C1: 70, C2: 0 },
      0,
    ],
    [
      "lower lines by reference in natural order, whatever the order of rows",
      [
        ["C10", "Capital", 100],
        ["C2", "Capital", 20],
        ["C3", "Capital", -30],
      ],
      { C2: 0, C10: 90, C3: 0 },
      0,
    ],
    [
      "beyond what they can lower are surplus",
      [
        ["C1", "Capital", 100],
        ["C2", "Capital", -130],
      ],
      { C1: 0, C2: 0 },
      30,
    ],
    [
      "do not lower another nature",
      [
        ["C1", "Revenue one-off", 100],
        ["C2", "Capital", -30],
      ],
      { C1: 100, C2: 0 },
      30,
    ],
    [
      "do not lower another source's lines",
      [
        ["C1", "Capital", 100, "A"],
        ["C2", "Capital", -30, "B"],
      ],
      { C1: 100, C2: 0 },
      30,
    ],
    [
      "without a source do not lower a line that has one",
      [
        ["C1", "Capital", 100, "A"],
        ["C2", "Capital", -30],
      ],
      { C1: 100, C2: 0 },
      30,
    ],
    [
      "know a source in another spelling",
      [
        ["C1", "Capital", 100, "Fund A"],
        ["C2", "Capital", -30, "fund  a"],
      ],
      { C1: 70, C2: 0 },
      0,
    ],
    [
      "do not lower another year",
      [
        ["C1", "Capital", 100],
        ["C2", "Capital", -30, null, "2020/21"],
      ],
      { C1: 100, C2: 0 },
      0,
    ],
    [
      "that are income lower recurring revenue first",
      [
        ["C1", "Revenue one-off", 100],
        ["C2", "Revenue recurring", 50],
        ["C3", "Income", -30],
      ],
      { C1: 100, C2: 20, C3: 0 },
      0,
    ],
    [
      "that are income lower one-off revenue next",
      [
        ["C1", "Revenue one-off", 100],
        ["C2", "Revenue recurring", 50],
        ["C3", "Income", -80],
      ],
      { C1: 70, C2: 0, C3: 0 },
      0,
    ],
    [
      "that are income never lower capital",
      [
        ["C1", "Capital", 100],
        ["C2", "Income", -80],
      ],
      { C1: 100, C2: 0 },
      80,
    ],
    [
      "that are savings are treated as income",
      [
        ["C1", "Revenue recurring", 100],
        ["C2", "Saving", -80],
      ],
      { C1: 20, C2: 0 },
      0,
    ],
    [
      "go before income to the lines of their nature",
      [
        ["C1", "Revenue recurring", 100],
        ["C2", "Income", -80],
        ["C3", "Revenue recurring", -50],
      ],
      { C1: 0, C2: 0, C3: 0 },
      30,
    ],
  ])("%s", (_sentence, rows, demand, surplus) => {
    expect(demandOf(rows)).toEqual({ demand, surplus });
    expect(demandOf([...rows].reverse())).toEqual({ demand, surplus });
  });

  it("that are left over are shown as surplus and fund nothing else", () => {
    const businessCase = makeCase({
      costs: [makeCost("C1", { amount: exactly(100) }), makeCost("C2", { type: "Capital", amount: exactly(-30) })],
    });
    expect(figuresOf(businessCase, "cost.total.2019/20", "funding.gap.2019/20", "funding.surplus.2019/20")).toEqual({
      "cost.total.2019/20": "70.00", // 100 - 30
      "funding.gap.2019/20": "100.00",
      "funding.surplus.2019/20": "30.00",
    });
  });

  it("of a post that goes are set against posts that come", () => {
    const businessCase = makeCase({
      posts: [
        makePost("P1", { proposed: posts(2), unitCost: exactly(50_000) }),
        makePost("P2", { baseline: posts(1), proposed: posts(0), unitCost: exactly(30_000) }),
      ],
    });
    expect(figuresOf(businessCase, "cost.recurring.2019/20", "pressure.gross.2019/20")).toEqual({
      "cost.recurring.2019/20": "70,000.00", // 2 x 50,000 - 30,000
      "pressure.gross.2019/20": "70,000.00",
    });
  });

  law("leave demand less surplus equal to cost, and neither below nil", someCase, (businessCase) => {
    const { years } = caseHorizon(businessCase, 5);
    const table = costByLineAndYear(linesCounted(businessCase, null), years);
    const { amounts, surplus } = demandAfterCredits(table);
    years.forEach((_, at) => {
      const inYear = (cells: Float64Array): number =>
        table.lines.reduce((sum, _line, index) => sum + (cells[index * years.length + at] ?? 0), 0);
      expect(inYear(amounts) - (surplus[at] ?? 0)).toBe(inYear(table.amounts));
    });
    for (const amount of [...amounts, ...surplus]) expect(amount).toBeGreaterThanOrEqual(0);
  });
});

describe("the years of a case", () => {
  const horizonOf = (...args: Parameters<typeof makeCase>): { base: string; shown: string } => {
    const horizon = caseHorizon(makeCase(...args), 5);
    const text = (of: FinancialYear | undefined): string => (of === undefined ? "none" : formatYear(of));
    return { base: formatYear(horizon.baseYear), shown: `${text(horizon.years[0])} to ${text(horizon.years.at(-1))}` };
  };

  it.each<[string, Parameters<typeof makeCase>[0], string, string]>([
    [
      "begin with the first year with cost, and are five",
      { costs: [makeCost("C1"), makeCost("C2", { year: year("2020/21") })] },
      "2019/20",
      "2019/20 to 2023/24",
    ],
    [
      "begin with the first year in which a post starts",
      { posts: [makePost("P1", { unitCost: exactly(1), startMonth: monthOf("2019-03") })] },
      "2018/19",
      "2018/19 to 2022/23",
    ],
    [
      "follow the Decision's base year and horizon",
      {
        decision: makeDecision({ baseYear: year("2020/21"), horizonInYears: 2 }),
        costs: [makeCost("C1", { year: year("2020/21") })],
      },
      "2020/21",
      "2020/21 to 2021/22",
    ],
    [
      "may be a single one",
      { decision: makeDecision({ horizonInYears: 1 }), costs: [makeCost("C1")] },
      "2019/20",
      "2019/20 to 2019/20",
    ],
    [
      "are shown from the earliest year that a fund names",
      { costs: [makeCost("C1")], funding: [makeFunding("R", "Earmarked reserve", { year: year("2017/18") })] },
      "2019/20",
      "2017/18 to 2023/24",
    ],
    [
      "are shown from a fund's From year",
      { costs: [makeCost("C1")], funding: [makeFunding("R", "Earmarked reserve", { fromYear: year("2018/19") })] },
      "2019/20",
      "2018/19 to 2023/24",
    ],
    [
      "are shown from the year of an underspend",
      { costs: [makeCost("C1")], underspends: [makeUnderspend("G", year("2018/19"), 1, 0)] },
      "2019/20",
      "2018/19 to 2023/24",
    ],
    [
      "are shown from the year of a saving",
      { costs: [makeCost("C1")], savings: [makeSaving("S", year("2018/19"), pence(1))] },
      "2019/20",
      "2018/19 to 2023/24",
    ],
    [
      "are shown from a cost before the stated base year",
      { decision: makeDecision({ baseYear: year("2020/21") }), costs: [makeCost("C1")] },
      "2020/21",
      "2019/20 to 2024/25",
    ],
    [
      "do not begin with posts that others pay for: those are no cost of the case",
      { posts: [makePost("P1", { paidBy: "Donor groups", startMonth: monthOf("2018-10") })], costs: [makeCost("C1")] },
      "2019/20",
      "2018/19 to 2023/24",
    ],
    [
      "do not begin with posts that are only moved",
      {
        posts: [
          makePost("P1", { movement: "Redistribution in", unitCost: exactly(1), startMonth: monthOf("2018-10") }),
        ],
        costs: [makeCost("C1")],
      },
      "2019/20",
      "2018/19 to 2023/24",
    ],
    [
      "do not begin with posts that stay as they are, since 2011",
      { posts: [makePost("P1", { baseline: posts(1), startMonth: monthOf("2011-04") })], costs: [makeCost("C1")] },
      "2019/20",
      "2019/20 to 2023/24",
    ],
    [
      "do not begin with a nil line",
      { costs: [makeCost("C1"), makeCost("C2", { amount: exactly(0), year: year("2018/19") })] },
      "2019/20",
      "2018/19 to 2023/24",
    ],
    [
      "do not begin before a recurring cost does",
      { costs: [makeCost("C1", { type: "Revenue recurring", year: year("2018/19"), startMonth: monthOf("2019-07") })] },
      "2019/20",
      "2018/19 to 2023/24",
    ],
    ["exist even for a case that names none", {}, "2019/20", "2019/20 to 2023/24"],
    [
      "begin with the earliest year named where nothing costs anything",
      { underspends: [makeUnderspend("G", year("2017/18"), 1, 0)] },
      "2017/18",
      "2017/18 to 2021/22",
    ],
  ])("%s", (_sentence, parts, base, range) => {
    expect(horizonOf(parts)).toEqual({ base, shown: range });
  });

  it("have recurring cost to the last of them", () => {
    const businessCase = makeCase({
      decision: makeDecision({ horizonInYears: 10 }),
      costs: [makeCost("C1", { type: "Revenue recurring", amount: exactly(206_000) })],
    });
    expect(figuresOf(businessCase, "cost.total", "cost.total.2028/29", "cost.total.2029/30")).toEqual({
      "cost.total": "2,060,000.00", // 10 x 206,000
      "cost.total.2028/29": "206,000.00",
      "cost.total.2029/30": "-",
    });
  });

  it("leave out what begins after them, by name", () => {
    const businessCase = makeCase({
      decision: makeDecision({ baseYear: year("2019/20"), horizonInYears: 2 }),
      posts: [
        makePost("P1", { unitCost: exactly(1), startMonth: monthOf("2021-03") }),
        makePost("P2", { unitCost: exactly(1), startMonth: monthOf("2021-04") }),
        makePost("P3", { baseline: posts(1), startMonth: monthOf("2031-04") }),
      ],
      costs: [makeCost("C1", { year: year("2020/21") }), makeCost("C2", { year: year("2021/22") })],
    });
    const beyond = linesBeyondHorizon(linesCounted(businessCase, null), caseHorizon(businessCase, 5));
    expect(beyond.map(({ line, from }) => `${line.reference} from ${from}`)).toEqual([
      "P2 from 2021/22",
      "C2 from 2021/22",
    ]);
  });
});

describe("options", () => {
  const lines = [
    makeCost("C1", { amount: exactly(1) }),
    makeCost("C2", { amount: exactly(10), option: "Option 1" }),
    makeCost("C3", { amount: exactly(100), option: "Option 2" }),
  ];

  it.each<[string, string | null, readonly CostLine[], string]>([
    ["the preferred one and the lines without an option", "Option 2", lines, "101.00"],
    ["the preferred one in any spelling", "option  1", lines, "11.00"],
    ["only lines without an option, where two stand and none is preferred", null, lines, "1.00"],
    ["only lines without an option, where the preferred one has no lines", "Option 3", lines, "1.00"],
    ["the only one there is, where none is preferred", null, lines.slice(0, 2), "11.00"],
    ["all lines, where none names an option", null, lines.slice(0, 1), "1.00"],
  ])("count %s", (_sentence, preferredOption, counted, total) => {
    const businessCase = makeCase({ decision: makeDecision({ preferredOption }), costs: counted });
    expect(figuresOf(businessCase, "cost.total")).toEqual({ "cost.total": total });
  });
});

describe("the laws of cost", () => {
  law(
    "a recurring cost split in two by a rule of thumb costs the same within a penny a row and year (P3)",
    fc.record({
      amount: fc.integer({ min: 2, max: 1e9 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      start: fc.integer({ min: 0, max: 11 }),
    }),
    ({ amount, share, start }) => {
      const part = Math.floor(amount * share);
      const months = 12 - start;
      const costOf = (of: number): number =>
        costLineInYear(
          makeCost("C1", {
            type: "Revenue recurring",
            amount: { amount: pence(of), halfUnit: pence(0) },
            startMonth: monthOf(start < 9 ? `2019-${start + 4}` : `2020-${start - 8}`),
          }),
          year("2019/20"),
        );
      const difference = costOf(part) + costOf(amount - part) - costOf(amount);
      expect(Math.abs(difference)).toBeLessThanOrEqual(1);
      if ((part * months) % 12 === 0) expect(difference).toBe(0);
    },
  );

  law("every nature and year adds to the total, and the lines do too (I1)", someCase, (businessCase) => {
    const evaluation = evaluateOnce(businessCase);
    let total = 0;
    for (const each of evaluation.years.map(formatYear)) {
      const inYear = ["recurring", "one-off", "capital", "income"].map((nature) =>
        numberOf(evaluation, `cost.${nature}.${each}`),
      );
      expect(inYear.reduce((sum, amount) => sum + amount, 0)).toBe(numberOf(evaluation, `cost.total.${each}`));
      total += numberOf(evaluation, `cost.total.${each}`);
    }
    expect(numberOf(evaluation, "cost.total")).toBe(total);
    expect([...evaluation.costTable.amounts].reduce((sum, amount) => sum + amount, 0)).toBe(total);
    expect(shown(evaluation, "cost.one-off-and-capital")).not.toBe("-");
  });
});
