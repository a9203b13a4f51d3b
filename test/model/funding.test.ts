/** Which source pays for which cost, in which order, and what is left. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  evaluate,
  formatYear,
  pence,
  pounds,
  slugOf,
  type BusinessCase,
  type CostLine,
  type FundingKind,
  type FundingRow,
  type LineId,
  type Nature,
} from "../../src/model";
import { calculate } from "../../src/model/evaluate";
import { drawInTurn } from "../../src/model/funding";
import { gapByYear } from "../../src/model/status";
import {
  exactly,
  makeAllocation,
  makeCase,
  makeCost,
  makeDecision,
  makeFunding,
  makePost,
  makeReserveRow,
  makeUnderspend,
  year,
} from "./caseMaker";
import { someCase } from "./caseGenerator";
import { evaluateOnce, figuresOf, numberOf } from "./figureReading";
import { law } from "./law";

const ALL: readonly Nature[] = ["Capital", "One-off revenue", "Recurring revenue"];

/** A cost of 2019/20 in pounds; recurring amounts stand for that year only. */
function cost(reference: string, amount: number, parts: Partial<CostLine> = {}): CostLine {
  return makeCost(reference, { amount: exactly(amount), isYearOnly: true, ...parts });
}

/** What each source gives in a year, in whole pounds, with the gap and the pressure that nobody has accepted within it. */
function given(businessCase: BusinessCase, inYear = "2019/20"): Record<string, number> {
  const evaluation = evaluate(businessCase);
  const names = evaluation.sources.map((source) => source.name);
  const amounts = names.map((name) => [name, numberOf(evaluation, `funding.${slugOf(name)}.${inYear}`) / 100]);
  return {
    ...(Object.fromEntries(amounts) as Record<string, number>),
    gap: numberOf(evaluation, `funding.gap.${inYear}`) / 100,
  };
}

/** A source of everything, with a limit for all years. */
function source(
  name: string,
  limit: number | null,
  parts: Partial<FundingRow> = {},
  kind: FundingKind = "Revenue budget",
): FundingRow {
  return makeFunding(name, kind, { limit: limit === null ? null : pounds(limit), eligibleFor: ALL, ...parts });
}

describe("sources in their order", () => {
  const kinds: readonly FundingKind[] = [
    "Third party",
    "Revenue grant",
    "Capital grant",
    "Capital receipts",
    "Earmarked reserve",
    "Major Change Fund",
    "Underspend",
    "Capital plan",
    "Borrowing",
    "Revenue budget",
  ];

  it.each(kinds.slice(1).map((kind, index) => [kinds[index] as FundingKind, kind] as const))(
    "%s goes before %s, whatever their names and rows",
    (before, after) => {
      const funding = [source("A", 100, {}, after), source("Z", 100, {}, before)];
      expect(given(makeCase({ costs: [cost("C1", 150)], funding }))).toEqual({ A: 50, Z: 100, gap: 0 });
    },
  );

  it.each<[string, FundingRow, FundingRow]>([
    ["a smaller Order goes first", source("Z", 100, { order: 1 }), source("A", 100, { order: 2 })],
    [
      "Order goes before kind",
      source("Z", 100, { order: 1 }, "Borrowing"),
      source("A", 100, { order: 2 }, "Third party"),
    ],
    ["an Order goes before none", source("Z", 100, { order: 9 }, "Borrowing"), source("A", 100, {}, "Third party")],
    ["names in natural order settle the rest", source("Fund 2", 100), source("Fund 10", 100)],
  ])("%s", (_sentence, first, second) => {
    for (const funding of [
      [first, second],
      [second, first],
    ]) {
      expect(given(makeCase({ costs: [cost("C1", 150)], funding }))).toEqual({
        [first.source]: 100,
        [second.source]: 50,
        gap: 0,
      });
    }
  });

  it("pay for a line together where one alone cannot", () => {
    const funding = [source("A", 30), source("B", 30), source("C", 30)];
    expect(given(makeCase({ costs: [cost("C1", 75)], funding }))).toEqual({ A: 30, B: 30, C: 15, gap: 0 });
  });

  it("are asked in turn for what is left, each once, until nothing is", () => {
    const asked: [number, number][] = [];
    const left = drawInTurn(100, [7, 8, 9], (index, wanted) => {
      asked.push([index, wanted]);
      return index === 7 ? 30 : wanted;
    });
    expect({ asked, left }).toEqual({
      asked: [
        [7, 100],
        [8, 70],
      ],
      left: 0,
    });
  });
});

describe("lines in their order", () => {
  it.each<[string, readonly CostLine[], string]>([
    ["capital goes before one-off revenue", [cost("C1", 100), cost("C2", 100, { type: "Capital" })], "C2"],
    ["one-off revenue goes before recurring", [cost("C1", 100, { type: "Revenue recurring" }), cost("C2", 100)], "C2"],
    ["references go in natural order", [cost("C10", 100), cost("C2", 100)], "C2"],
  ])("%s, whatever the order of rows", (_sentence, costs, first) => {
    for (const rows of [costs, [...costs].reverse()]) {
      const { costTable, waterfall } = evaluate(makeCase({ costs: rows, funding: [source("A", 100)] }));
      const paid = waterfall.takes.line.map((line) => costTable.lines[line]?.reference);
      expect(paid).toEqual([first]);
    }
  });

  it("are of one year before those of the next", () => {
    const costs = [cost("C1", 100, { year: year("2020/21") }), cost("C2", 100)];
    const businessCase = makeCase({ costs, funding: [source("A", 100)] });
    expect(given(businessCase, "2019/20")).toEqual({ A: 100, gap: 0 });
    expect(given(businessCase, "2020/21")).toEqual({ A: 0, gap: 100 });
  });
});

describe("what a kind may pay for", () => {
  const natureOf = {
    Capital: "Capital",
    "Revenue one-off": "One-off revenue",
    "Revenue recurring": "Recurring revenue",
  } as const;
  const eligible: Record<Exclude<FundingKind, "Medium term financial plan">, readonly Nature[]> = {
    "Capital plan": ["Capital"],
    "Capital receipts": ["Capital"],
    "Capital grant": ["Capital"],
    Borrowing: ["Capital"],
    "Major Change Fund": ["One-off revenue"],
    "Earmarked reserve": ["Capital", "One-off revenue"],
    "Revenue grant": ["One-off revenue", "Recurring revenue"],
    "Third party": ["One-off revenue", "Recurring revenue"],
    "Revenue budget": ALL,
    Underspend: ["One-off revenue", "Recurring revenue"],
    "General reserve": ALL,
  };
  const cases = Object.entries(eligible).flatMap(([kind, natures]) =>
    Object.entries(natureOf).map(
      ([type, nature]) => [kind as FundingKind, type as CostLine["type"], natures.includes(nature)] as const,
    ),
  );

  it.each(cases)("a %s, where the sheet does not say: %s is %s", (kind, type, isEligible) => {
    const businessCase = makeCase({
      costs: [cost("C1", 100, { type, fundingSource: "A" })],
      funding: [makeFunding("A", kind)],
    });
    expect(given(businessCase)).toEqual({ A: isEligible ? 100 : 0, gap: isEligible ? 0 : 100 });
  });

  it("is what the sheet says, where it says it", () => {
    const costs = [cost("C1", 10, { type: "Capital" }), cost("C2", 20), cost("C3", 40, { type: "Revenue recurring" })];
    const only = (...eligibleFor: Nature[]): Record<string, number> =>
      given(makeCase({ costs, funding: [makeFunding("A", "Capital plan", { eligibleFor })] }));
    expect(only("Capital")).toEqual({ A: 10, gap: 60 });
    expect(only("One-off revenue")).toEqual({ A: 20, gap: 50 });
    expect(only("Recurring revenue")).toEqual({ A: 40, gap: 30 });
    expect(only("Capital", "Recurring revenue")).toEqual({ A: 50, gap: 20 });
  });

  it("is never income, which is no cost", () => {
    const businessCase = makeCase({ costs: [cost("C1", -50, { type: "Income" })], funding: [source("A", null)] });
    expect(given(businessCase)).toEqual({ A: 0, gap: 0 });
  });
});

describe("a line that names its source", () => {
  const costs = [cost("C1", 100, { fundingSource: "Named" })];

  it("takes only from it; what it cannot give is the gap, and is never moved to another", () => {
    expect(given(makeCase({ costs, funding: [source("Named", 60), source("Other", null)] }))).toEqual({
      Named: 60,
      Other: 0,
      gap: 40,
    });
  });

  it("has a gap when the Funding sheet does not know the name", () => {
    expect(given(makeCase({ costs, funding: [source("Other", null)] }))).toEqual({ Other: 0, gap: 100 });
  });

  it("knows its source in another spelling", () => {
    expect(given(makeCase({ costs, funding: [source("NAMED ", null)] }))).toEqual({ "NAMED ": 100, gap: 0 });
  });
});

describe("a general reserve", () => {
  const reserve = source("General", 1_000, { opening: pounds(1_000) }, "General reserve");

  it("does not pay for a line that leaves the source to the order", () => {
    expect(given(makeCase({ costs: [cost("C1", 100)], funding: [reserve] }))).toEqual({ General: 0, gap: 100 });
  });

  it("pays where a line names it", () => {
    const costs = [cost("C1", 100, { fundingSource: "General" })];
    expect(given(makeCase({ costs, funding: [reserve] }))).toEqual({ General: 100, gap: 0 });
  });

  it("pays where an allocation names it", () => {
    const allocations = [makeAllocation("C1", "General", year("2019/20"), pounds(70))];
    expect(given(makeCase({ costs: [cost("C1", 100)], funding: [reserve], allocations }))).toEqual({
      General: 70,
      gap: 30,
    });
  });
});

describe("limits", () => {
  const twoYears = [cost("C1", 100), cost("C2", 100, { year: year("2020/21") })];
  const inBoth = (funding: readonly FundingRow[]): readonly Record<string, number>[] => {
    const businessCase = makeCase({ costs: twoYears, funding });
    return [given(businessCase, "2019/20"), given(businessCase, "2020/21")];
  };
  const dated = (text: string, parts: Partial<FundingRow>, kind: FundingKind = "Revenue budget"): FundingRow =>
    makeFunding("A", kind, { eligibleFor: ALL, year: year(text), ...parts });

  it.each<[string, readonly FundingRow[], number, number]>([
    ["a blank Limit is no limit", [source("A", null)], 100, 100],
    ["a Limit of nil gives nothing", [source("A", 0)], 0, 0],
    ["a Limit for all years holds for them together", [source("A", 150)], 100, 50],
    [
      "a Limit of a year holds in that year",
      [dated("2019/20", { limit: pounds(30) }), dated("2020/21", { limit: pounds(80) })],
      30,
      80,
    ],
    ["a source of single years gives nothing in others", [dated("2020/21", { limit: pounds(80) })], 0, 80],
    [
      "limits of a year and of all years hold both",
      [source("A", 120), dated("2019/20", { limit: pounds(90) })],
      90,
      30,
    ],
    [
      "a source for all years with a row for one is open in all",
      [source("A", null), dated("2019/20", { limit: pounds(90) })],
      90,
      100,
    ],
    ["From year opens a source", [source("A", null, { fromYear: year("2020/21") })], 0, 100],
    ["To year closes it", [source("A", null, { toYear: year("2019/20") })], 100, 0],
    [
      "From and To year of one row hold for all rows of the source",
      [dated("2019/20", { toYear: year("2019/20") }), dated("2020/21", {})],
      100,
      0,
    ],
    [
      "a plan line gives its Limit less what is spent and committed",
      [dated("2019/20", { limit: pounds(100), spent: pounds(20), committed: pounds(15) }, "Capital plan")],
      65,
      0,
    ],
    [
      "what a plan line has spent in a later year does not touch its Limit of an earlier one",
      [dated("2019/20", { limit: pounds(80) }), dated("2020/21", { limit: pounds(80), spent: pounds(10) })],
      80,
      70,
    ],
  ])("%s", (_sentence, funding, first, second) => {
    expect(inBoth(funding).map((amounts) => amounts["A"])).toEqual([first, second]);
  });

  it("of an underspend are what is eligible in its own year", () => {
    const businessCase = makeCase({
      costs: [cost("C1", 100)],
      funding: [makeFunding("Operations", "Underspend", { year: year("2019/20") })],
      underspends: [makeUnderspend("Operations", year("2019/20"), 1_000, 940)],
    });
    expect(given(businessCase)).toEqual({ Operations: 1_000 - 940, gap: 40 });
  });

  it("of an underspend whose budget is not given are not judged", () => {
    const businessCase = makeCase({
      costs: [cost("C1", 100)],
      funding: [makeFunding("Operations", "Underspend", { year: year("2019/20") })],
      underspends: [makeUnderspend("Operations", year("2019/20"), null, 940)],
    });
    expect(given(businessCase)).toEqual({ Operations: 100, gap: 0 });
  });
});

describe("one-off money for recurring cost", () => {
  const recurring = makeCost("C1", { type: "Revenue recurring", amount: exactly(100) });
  const paid = (parts: Partial<FundingRow>): readonly (number | undefined)[] => {
    const businessCase = makeCase({ costs: [recurring], funding: [source("A", null, parts)] });
    return ["2019/20", "2020/21", "2021/22"].map((text) => given(businessCase, text)["A"]);
  };

  it.each<[string, Partial<FundingRow>, number[]]>([
    [
      "pays only in the bridge years, From year to To year",
      { isOneOff: true, fromYear: year("2019/20"), toYear: year("2020/21") },
      [100, 100, 0],
    ],
    ["pays in no year where there is no bridge", { isOneOff: true }, [0, 0, 0]],
    ["does not when it is not one-off", { isOneOff: false }, [100, 100, 100]],
  ])("%s", (_sentence, parts, expected) => {
    expect(paid(parts)).toEqual(expected);
  });

  it("needs no bridge for one-off cost", () => {
    expect(given(makeCase({ costs: [cost("C1", 100)], funding: [source("A", null, { isOneOff: true })] }))["A"]).toBe(
      100,
    );
  });
});

describe("what a reserve holds", () => {
  const inYears = (
    costs: readonly CostLine[],
    rows: readonly Partial<FundingRow>[],
  ): readonly (number | undefined)[] => {
    const funding = rows.map((parts) =>
      makeFunding("A", "Earmarked reserve", {
        eligibleFor: ALL,
        ...parts,
        line: `Funding:A ${parts.year ?? ""}` as LineId,
      }),
    );
    const businessCase = makeCase({ costs, funding });
    return ["2019/20", "2020/21", "2021/22"].map((text) => given(businessCase, text)["A"]);
  };
  const everyYear = ["2019/20", "2020/21", "2021/22"].map((text, index) =>
    cost(`C${index + 1}`, 100, { year: year(text) }),
  );

  it.each<[string, readonly Partial<FundingRow>[], number[]]>([
    ["is given out year by year until it is gone", [{ opening: pounds(250) }], [100, 100, 50]],
    ["is never drawn below its minimum", [{ opening: pounds(250), minimum: pounds(80) }], [100, 70, 0]],
    [
      "is not there before it is contributed",
      [
        { year: year("2019/20"), opening: pounds(50) },
        { year: year("2020/21"), contributions: pounds(60) },
      ],
      [50, 60, 0],
    ],
    ["is not there before its first year", [{ year: year("2020/21"), opening: pounds(250) }], [0, 100, 100]],
    [
      "is kept for what a later year has committed",
      [
        { year: year("2019/20"), opening: pounds(250) },
        { year: year("2021/22"), committed: pounds(120) },
      ],
      [100, 30, 0],
    ],
    [
      "is kept for what a later year spends otherwise",
      [
        { year: year("2019/20"), opening: pounds(250) },
        { year: year("2020/21"), spent: pounds(120) },
      ],
      [100, 30, 0],
    ],
    [
      "is kept for a minimum that only a later year has",
      [
        { year: year("2019/20"), opening: pounds(250) },
        { year: year("2021/22"), minimum: pounds(200) },
      ],
      [50, 0, 0],
    ],
    [
      "is not raised by an opening stated again",
      [
        { year: year("2019/20"), opening: pounds(150) },
        { year: year("2020/21"), opening: pounds(900) },
      ],
      [100, 50, 0],
    ],
    ["is nothing where it is overspent already", [{ opening: pounds(50), spent: pounds(80) }], [0, 0, 0]],
    ["is not known where its opening is blank, and then holds nothing back", [{ limit: null }], [100, 100, 100]],
    [
      "is not known either where only a later opening is stated",
      [
        { year: year("2019/20"), contributions: pounds(10) },
        { year: year("2020/21"), opening: pounds(20) },
      ],
      [100, 100, 100],
    ],
  ])("%s", (_sentence, rows, expected) => {
    expect(inYears(everyYear, rows)).toEqual(expected);
  });

  it("goes down by what other sources take from it", () => {
    const funding = [
      makeFunding("A", "Earmarked reserve", { eligibleFor: ALL, opening: pounds(100) }),
      makeFunding("B", "Earmarked reserve", {
        opening: pounds(0),
        contributions: pounds(60),
        contributionFrom: "A",
        year: year("2019/20"),
      }),
    ];
    const costs = [cost("C1", 100, { fundingSource: "A" })];
    expect(given(makeCase({ costs, funding }))["A"]).toBe(100 - 60);
  });
});

describe("what a fund holds", () => {
  const fund = (text: string | null, parts: Partial<FundingRow>): FundingRow =>
    makeFunding("A", "Major Change Fund", {
      eligibleFor: ALL,
      ...(text === null ? {} : { year: year(text) }),
      ...parts,
    });
  const everyYear = ["2019/20", "2020/21"].map((text, index) => cost(`C${index + 1}`, 100, { year: year(text) }));
  const inBoth = (...funding: FundingRow[]): readonly (number | undefined)[] =>
    ["2019/20", "2020/21"].map((text) => given(makeCase({ costs: everyYear, funding }), text)["A"]);

  it.each<[string, readonly FundingRow[], number[]]>([
    [
      "is opening + contributions - spent - committed",
      [fund("2019/20", { opening: pounds(50), contributions: pounds(40), spent: pounds(10), committed: pounds(25) })],
      [50 + 40 - 10 - 25, 0],
    ],
    ["is not lowered by the pipeline", [fund("2019/20", { opening: pounds(50), pipeline: pounds(50) })], [50, 0]],
    [
      "starts anew where a year states its opening",
      [fund("2019/20", { opening: pounds(30) }), fund("2020/21", { opening: pounds(70) })],
      [30, 70],
    ],
    [
      "runs on where a year does not",
      [fund("2019/20", { opening: pounds(130) }), fund("2020/21", { contributions: pounds(20) })],
      [100, 50],
    ],
    [
      "is not known where its opening is blank, and then holds nothing back",
      [fund("2019/20", {}), fund("2020/21", {})],
      [100, 100],
    ],
    [
      "is known again where a later year states it, after a year that gave only contributions",
      [fund("2019/20", { contributions: pounds(10) }), fund("2020/21", { opening: pounds(70) })],
      [100, 70],
    ],
    [
      "is not taken as nil before the year that states it",
      [fund("2019/20", { limit: pounds(90) }), fund("2020/21", { opening: pounds(70) })],
      [90, 70],
    ],
  ])("%s", (_sentence, funding, expected) => {
    expect(inBoth(...funding)).toEqual(expected);
  });
});

describe("how firm money is", () => {
  const standing = (businessCase: BusinessCase): Record<string, string> =>
    figuresOf(
      businessCase,
      "funding.secured.2019/20",
      "funding.provisional.2019/20",
      "funding.bid.2019/20",
      "funding.gap.2019/20",
    );
  const costs = [cost("C1", 100)];

  it.each<[string, readonly FundingRow[], readonly [string, string, string, string]]>([
    ["approved money is secured", [source("A", 60)], ["60.00", "0.00", "0.00", "40.00"]],
    [
      "provisional money is shown apart, and lowers the gap",
      [source("A", 60, { status: "Provisional" })],
      ["0.00", "60.00", "0.00", "40.00"],
    ],
    [
      "a bid is shown and stays inside the gap",
      [source("A", 60, { status: "Bid" })],
      ["0.00", "0.00", "60.00", "100.00"],
    ],
    [
      "a bid never takes before other money, whatever its Order",
      [source("A", 60, { status: "Bid", order: 1 }), source("B", 70, { order: 2 })],
      ["70.00", "0.00", "30.00", "30.00"],
    ],
    [
      "provisional money keeps its place in the order",
      [source("A", 60, { status: "Provisional" }), source("B", 70)],
      ["40.00", "60.00", "0.00", "0.00"],
    ],
    [
      "rows of one source and year that differ count as the weakest",
      [source("A", null), source("A", 60, { status: "Bid", year: year("2019/20") })],
      ["0.00", "0.00", "60.00", "100.00"],
    ],
    [
      "a row of another year does not weaken this one",
      [source("A", 60, { year: year("2019/20") }), source("A", 60, { status: "Bid", year: year("2020/21") })],
      ["60.00", "0.00", "0.00", "40.00"],
    ],
  ])("%s", (_sentence, funding, [secured, provisional, bid, gap]) => {
    expect(standing(makeCase({ costs, funding }))).toEqual({
      "funding.secured.2019/20": secured,
      "funding.provisional.2019/20": provisional,
      "funding.bid.2019/20": bid,
      "funding.gap.2019/20": gap,
    });
  });

  it("does not let a bid of one year use up what the same source has approved for the next", () => {
    const businessCase = makeCase({
      costs: [cost("C1", 100), cost("C2", 100, { year: year("2020/21") })],
      funding: [source("A", 100), source("A", null, { status: "Bid", year: year("2019/20") })],
    });
    expect(given(businessCase, "2019/20")).toEqual({ A: 0, gap: 100 });
    expect(given(businessCase, "2020/21")).toEqual({ A: 100, gap: 0 });
  });
});

describe("stated allocations", () => {
  const funding = [source("A", 100, { order: 1 }), source("B", 100, { order: 2 })];
  const to = (reference: string, name: string, amount: number): ReturnType<typeof makeAllocation> =>
    makeAllocation(reference, name, year("2019/20"), pounds(amount));

  it.each<
    [string, readonly CostLine[], ReturnType<typeof makeAllocation>[], readonly FundingRow[], Record<string, number>]
  >([
    ["go before the order of sources", [cost("C1", 100)], [to("C1", "B", 70)], funding, { A: 30, B: 70, gap: 0 }],
    [
      "go before lines that would be paid first",
      [cost("C1", 100), cost("C2", 100)],
      [to("C2", "A", 80)],
      funding,
      { A: 100, B: 100, gap: 0 },
    ],
    [
      "may use a source that the line does not name",
      [cost("C1", 100, { fundingSource: "A" })],
      [to("C1", "B", 70)],
      funding,
      { A: 30, B: 70, gap: 0 },
    ],
    [
      "beyond the demand give less, the last one first",
      [cost("C1", 100)],
      [to("C1", "A", 80), to("C1", "B", 80)],
      funding,
      { A: 80, B: 20, gap: 0 },
    ],
    [
      "beyond what the source holds give what it holds",
      [cost("C1", 300)],
      [to("C1", "A", 250)],
      [source("A", 120)],
      { A: 120, gap: 180 },
    ],
    [
      "from a bid are not used",
      [cost("C1", 100)],
      [to("C1", "A", 50)],
      [source("A", 100, { status: "Bid" })],
      { A: 0, gap: 100 },
    ],
    [
      "from a source that may not pay are not used",
      [cost("C1", 100)],
      [to("C1", "A", 50)],
      [source("A", 100, { eligibleFor: ["Capital"] })],
      { A: 0, gap: 100 },
    ],
    ["from nobody are not used", [cost("C1", 100)], [to("C1", "Nobody", 50)], [], { gap: 100 }],
    ["to nothing are not used", [cost("C1", 100)], [to("C9", "A", 50)], [source("A", 60)], { A: 60, gap: 40 }],
  ])("%s", (_sentence, costs, allocations, sources, expected) => {
    for (const rows of [allocations, [...allocations].reverse()]) {
      expect(given(makeCase({ costs, allocations: rows, funding: sources }))).toEqual(expected);
    }
  });

  it("mean the column of their year where a line's years stand as columns", () => {
    const costs = [cost("C1", 100), cost("C1", 100, { line: "Costs:C1 2020/21" as LineId, year: year("2020/21") })];
    const allocations = [makeAllocation("C1", "B", year("2020/21"), pounds(60))];
    const businessCase = makeCase({ costs, allocations, funding: [source("B", 60)] });
    expect([given(businessCase, "2019/20"), given(businessCase, "2020/21")]).toEqual([
      // Years ascending: the order of sources has used the limit before the allocation of the later year is reached.
      { B: 60, gap: 40 },
      { B: 0, gap: 100 },
    ]);
  });

  it("outside the years of the case are not used", () => {
    const allocations = [makeAllocation("C1", "A", year("2030/31"), pounds(60))];
    const businessCase = makeCase({
      decision: makeDecision({ horizonInYears: 1 }),
      costs: [cost("C1", 100)],
      allocations,
      funding,
    });
    expect(given(businessCase)).toEqual({ A: 100, B: 0, gap: 0 });
  });
});

describe("without a Funding sheet", () => {
  const costs = [
    cost("C1", 100, { fundingSource: "Anything" }),
    cost("C2", 50, { type: "Capital", fundingSource: "anything" }),
    cost("C3", 20),
  ];
  const posts = [makePost("P1", { unitCost: exactly(30) })];

  it("a source that a cost names is unlimited and of unknown kind, a line that names none has no source, and staff are pressure", () => {
    expect(
      figuresOf(
        makeCase({ costs, posts }),
        "funding.anything.2019/20",
        "funding.unconfirmed.2019/20",
        "funding.secured.2019/20",
        "funding.provisional.2019/20",
        "pressure.gross.2019/20",
        "funding.gap.2019/20",
      ),
    ).toEqual({
      "funding.anything.2019/20": "150.00",
      "funding.unconfirmed.2019/20": "150.00",
      "funding.secured.2019/20": "0.00",
      "funding.provisional.2019/20": "0.00",
      "pressure.gross.2019/20": "30.00",
      "funding.gap.2019/20": "50.00", // 20 of C3 and 30 of P1, which nobody accepts
    });
  });

  it("an empty Funding sheet is a sheet: a name that it does not hold gives nothing", () => {
    expect(given(makeCase({ costs, posts, funding: [] }))).toEqual({ gap: 100 + 50 + 20 + 30 });
  });
});

describe("the laws of funding", () => {
  /** The gap of every year in pence. */
  const gaps = (businessCase: BusinessCase): readonly number[] => gapByYear(calculate(businessCase));
  const closings = (businessCase: BusinessCase): readonly { source: string; closing: number | null }[] =>
    calculate(businessCase).reserves.map(({ source, closing }) => ({ source, closing }));
  const changed = fc.record({ businessCase: someCase, more: fc.integer({ min: 1, max: 1e8 }), which: fc.nat(9) });

  /** One of the rows, by a number; the case is left aside where there is none. */
  function oneOf<T>(rows: readonly T[], which: number): T {
    fc.pre(rows.length > 0);
    return rows[which % rows.length] as T;
  }

  law(
    "cost less what sources give, savings and accepted pressure is the gap, in every year (law 8, P1)",
    someCase,
    (businessCase) => {
      const evaluation = evaluateOnce(businessCase);
      for (const inYear of evaluation.years.map(formatYear)) {
        const of = (id: string): number => numberOf(evaluation, `${id}.${inYear}`);
        const surplus = evaluation.figures.has(`funding.surplus.${inYear}`) ? of("funding.surplus") : 0;
        const unconfirmed = businessCase.funding === null ? of("funding.unconfirmed") : 0;
        const sources = evaluation.sources.reduce((sum, source) => sum + of(`funding.${source.slug}`), 0);
        expect(of("funding.secured") + of("funding.provisional") + unconfirmed).toBe(sources);
        const savings = Math.min(of("pressure.savings"), of("pressure.gross"));
        expect(of("funding.gap")).toBe(of("cost.total") + surplus - sources - savings - of("funding.pressure"));
        expect(of("funding.gap")).toBeGreaterThanOrEqual(0);
        expect(of("funding.bid")).toBeLessThanOrEqual(of("funding.gap") + of("funding.pressure") + savings);
      }
    },
  );

  law(
    "what a line is given and what it lacks is what it needs, and nobody gives less than nothing (P2)",
    someCase,
    (businessCase) => {
      const { costs, demand, waterfall } = calculate(businessCase);
      const width = costs.years.length;
      const met = Float64Array.from(waterfall.left);
      waterfall.takes.amount.forEach((amount, index) => {
        expect(amount).toBeGreaterThan(0);
        const at = (waterfall.takes.line[index] ?? 0) * width + (waterfall.takes.year[index] ?? 0);
        met[at] = (met[at] ?? 0) + amount;
      });
      expect(met).toEqual(demand.amounts);
      expect(waterfall.left.every((amount) => amount >= 0)).toBe(true);
    },
  );

  law("no source gives more than its limits, by year and together (I3)", someCase, (businessCase) => {
    const { sources, drawn, horizon } = calculate(businessCase);
    sources.forEach((source, index) => {
      const given = drawn[index] ?? [];
      for (const row of source.rows) {
        if (row.limit === null) continue;
        const used =
          row.year === null
            ? given.reduce<number>((sum, amount) => sum + amount, 0)
            : (given[horizon.years.indexOf(row.year)] ?? 0);
        expect(used).toBeLessThanOrEqual(row.limit);
      }
    });
  });

  law("a line that names its source is paid by no other, allocations apart", someCase, (businessCase) => {
    const { costs, waterfall, sources } = calculate({ ...businessCase, allocations: null });
    waterfall.takes.line.forEach((line, index) => {
      const named = costs.lines[line]?.namedSource ?? null;
      const payer = sources[waterfall.takes.source[index] ?? 0];
      if (named !== null) expect(payer?.name).toBe(named);
      else expect(payer?.kind).not.toBe("General reserve");
    });
  });

  law("money that is only provisional is never secured (law 11)", someCase, (businessCase) => {
    const funding = businessCase.funding?.map((row) => ({ ...row, status: "Provisional" as const })) ?? [];
    const evaluation = evaluateOnce({ ...businessCase, funding });
    for (const inYear of evaluation.years) {
      expect(numberOf(evaluation, `funding.secured.${formatYear(inYear)}`)).toBe(0);
    }
  });

  law("no money of a source that is only bid for is ever given out (law 11)", someCase, (businessCase) => {
    const funding = businessCase.funding?.map((row) => ({ ...row, status: "Bid" as const })) ?? [];
    expect(calculate({ ...businessCase, funding }).waterfall.takes.amount).toEqual([]);
  });

  law(
    "raising a source's total limit raises the gap of no year (law 9, P7)",
    changed,
    ({ businessCase, more, which }) => {
      const rows = businessCase.funding ?? [];
      const isLimited = (row: FundingRow): boolean =>
        row.limit !== null && row.year === null && row.kind !== "Medium term financial plan";
      const raised = oneOf(rows.filter(isLimited), which);
      const funding = rows.map((row) => (row === raised ? { ...row, limit: pence((row.limit ?? 0) + more) } : row));
      const before = gaps(businessCase);
      gaps({ ...businessCase, funding }).forEach((gap, at) => expect(gap).toBeLessThanOrEqual(before[at] ?? 0));
    },
  );

  law("more of a cost lets no reserve rise (P7)", changed, ({ businessCase, more, which }) => {
    fc.pre(businessCase.funding?.some((row) => row.opening !== null && row.kind.endsWith("reserve")) === true);
    const grown = oneOf(
      businessCase.costs.filter((line) => (line.amount?.amount ?? 0) > 0),
      which,
    );
    const amount = { amount: pence((grown.amount?.amount ?? 0) + more), halfUnit: pence(0) };
    const costs = businessCase.costs.map((line) => (line === grown ? { ...line, amount } : line));
    const before = closings(businessCase);
    closings({ ...businessCase, costs }).forEach(({ closing }, index) => {
      expect(closing ?? 0).toBeLessThanOrEqual(before[index]?.closing ?? 0);
    });
  });

  law(
    "more in a reserve at its start lets no closing balance of it fall (P7)",
    changed,
    ({ businessCase, more, which }) => {
      const rows = businessCase.funding ?? [];
      const raised = oneOf(
        rows.filter((row) => row.opening !== null && row.kind.endsWith("reserve")),
        which,
      );
      const funding = rows.map((row) => (row === raised ? { ...row, opening: pence((row.opening ?? 0) + more) } : row));
      const before = closings(businessCase);
      closings({ ...businessCase, funding }).forEach(({ source, closing }, index) => {
        if (source === raised.source) expect(closing ?? 0).toBeGreaterThanOrEqual(before[index]?.closing ?? 0);
      });
    },
  );
});

describe("a reserve of which the Reserves sheet says what leaves", () => {
  // 100 at the start; the case asks for some of it in 2019/20 and 2020/21.
  const drawn = (plannedFirst: number, asked: readonly [number, number], plannedSecond = 0): readonly number[] => {
    const businessCase = makeCase({
      decision: makeDecision({ baseYear: year("2019/20"), horizonInYears: 2 }),
      costs: [
        cost("C1", asked[0], { fundingSource: "Pot" }),
        cost("C2", asked[1], { fundingSource: "Pot", year: year("2020/21") }),
      ],
      funding: [makeFunding("Pot", "Earmarked reserve", { eligibleFor: ALL })],
      reserveRows: [
        makeReserveRow("Pot", year("2019/20"), { opening: pounds(100), transferOut: pounds(plannedFirst) }),
        makeReserveRow("Pot", year("2020/21"), { transferOut: pounds(plannedSecond) }),
      ],
    });
    return ["2019/20", "2020/21"].map((each) => given(businessCase, each).Pot ?? 0);
  };

  it.each<[string, number, readonly [number, number], number, readonly [number, number]]>([
    ["others' 80 are not there in the year after: 100 - 80 = 20", 80, [0, 60], 0, [0, 20]],
    ["the case's 50 of the 80 planned leave others 30: 100 - 80 = 20", 80, [50, 60], 0, [50, 20]],
    ["the whole plan is the case's", 80, [80, 20], 20, [80, 20]],
    ["beyond the plan the case may take what no later year has planned: 80 + 20 - 15 = 85", 80, [95, 15], 15, [85, 15]],
    ["no plan: all of it", 0, [70, 60], 0, [70, 30]],
  ])("%s", (_, plannedFirst, asked, plannedSecond, expected) => {
    expect(drawn(plannedFirst, asked, plannedSecond)).toEqual(expected);
  });
});
