/** How reserves are rolled forward. */
import { describe, expect, it } from "vitest";
import {
  evaluate,
  formatYear,
  pence,
  pounds,
  yearsBetween,
  type FundingRow,
  type LineId,
  type ReserveYear,
} from "../../src/model";
import { calculate } from "../../src/model/evaluate";
import { closingBalance, rollForwardBreaks, rollReserve, statedOpenings } from "../../src/model/reserve";
import { sourcesOf, type Source } from "../../src/model/sources";
import { exactly, makeCase, makeCost, makeDecision, makeFunding, year } from "./caseMaker";
import { someCase } from "./caseGenerator";
import { figuresOf } from "./figureReading";
import { law } from "./law";

const YEARS = yearsBetween(year("2018/19"), year("2021/22"));

function reserve(text: string | null, parts: Partial<FundingRow> = {}, name = "Reserve"): FundingRow {
  return makeFunding(name, "Earmarked reserve", {
    ...(text === null ? {} : { year: year(text) }),
    ...parts,
    line: `Funding:${name} ${text ?? "all"}` as LineId,
  });
}

function sourceOf(...rows: FundingRow[]): Source {
  return sourcesOf(makeCase({ funding: rows }), YEARS, [])[0] as Source;
}

/** Each year as "2018/19: opening + in - out = closing" in pounds. */
function inWords(rolled: readonly ReserveYear[]): readonly string[] {
  const shown = (amount: number | null): string => (amount === null ? "?" : String(amount / 100));
  return rolled.map(
    (each) =>
      `${formatYear(each.year)}: ${shown(each.opening)} + ${shown(each.in)} - ${shown(each.out)} = ${shown(each.closing)}`,
  );
}

/** The roll of the rows with what the case draws in pounds. */
function roll(rows: readonly FundingRow[], drawn: readonly number[] = []): readonly string[] {
  return inWords(rollReserve(sourceOf(...rows), "reserve", YEARS, drawn.map(pounds)));
}

describe("a reserve's closing balance", () => {
  it("is opening + in - out", () => {
    expect(closingBalance(100, 30, 50)).toBe(80);
  });

  it("rolls PCD 484 forward: in 2018/19, out 2019/20, and nothing left", () => {
    expect(roll([reserve("2018/19", { opening: pounds(0), contributions: pounds(206_000) })], [0, 206_000])).toEqual([
      "2018/19: 0 + 206000 - 0 = 206000",
      "2019/20: 206000 + 0 - 206000 = 0",
      "2020/21: 0 + 0 - 0 = 0",
      "2021/22: 0 + 0 - 0 = 0",
    ]);
  });

  it.each<[string, FundingRow[], number[], string[]]>([
    [
      "begins with the first year that says anything",
      [reserve("2020/21", { opening: pounds(5) })],
      [],
      ["2020/21: 5 + 0 - 0 = 5", "2021/22: 5 + 0 - 0 = 5"],
    ],
    [
      "counts what is spent otherwise as out",
      [reserve("2020/21", { opening: pounds(9), spent: pounds(4) })],
      [0, 0, 3],
      ["2020/21: 9 + 0 - 7 = 2", "2021/22: 2 + 0 - 0 = 2"],
    ],
    [
      "is not lowered by what is only committed",
      [reserve("2021/22", { opening: pounds(9), committed: pounds(4) })],
      [],
      ["2021/22: 9 + 0 - 0 = 9"],
    ],
    [
      "may fall below nil, and says so",
      [reserve("2021/22", { opening: pounds(1), spent: pounds(4) })],
      [],
      ["2021/22: 1 + 0 - 4 = -3"],
    ],
    [
      "is not set by an opening stated in a later year",
      [
        reserve("2020/21", { opening: pounds(5) }),
        reserve("2021/22", { opening: pounds(8), contributions: pounds(1) }),
      ],
      [],
      ["2020/21: 5 + 0 - 0 = 5", "2021/22: 5 + 1 - 0 = 6"],
    ],
    [
      "is not known in any year where the first opening is blank (law 18)",
      [reserve("2020/21", { contributions: pounds(5) }), reserve("2021/22", { opening: pounds(8) })],
      [],
      ["2020/21: ? + 5 - 0 = ?", "2021/22: ? + 0 - 0 = ?"],
    ],
    [
      "adds the openings of two rows of one year",
      [
        reserve("2021/22", { opening: pounds(5) }),
        { ...reserve("2021/22", { opening: pounds(3) }), line: "Funding:Reserve second" as LineId },
      ],
      [],
      ["2021/22: 8 + 0 - 0 = 8"],
    ],
  ])("%s", (_sentence, rows, drawn, expected) => {
    expect(roll(rows, drawn)).toEqual(expected);
  });

  it("has nothing to roll where the sheet holds no balance at all", () => {
    expect(rollReserve({ ...sourceOf(reserve(null)), balanceFrom: null }, "reserve", YEARS, [])).toEqual([]);
  });
});

describe("transfers between reserves", () => {
  const businessCase = makeCase({
    decision: makeDecision({ baseYear: year("2019/20"), horizonInYears: 1 }),
    funding: [
      reserve("2019/20", { opening: pounds(100) }, "From"),
      reserve("2019/20", { opening: pounds(0), contributions: pounds(60), contributionFrom: "From" }, "To"),
    ],
  });

  it("leave one and reach the other: C12 with nothing lost between them", () => {
    expect(inWords(evaluate(businessCase).reserves)).toEqual([
      "2019/20: 100 + 0 - 60 = 40",
      "2019/20: 0 + 60 - 0 = 60",
    ]);
  });

  it("show as figures of both", () => {
    expect(
      figuresOf(businessCase, "reserve.from.out.2019/20", "reserve.to.in.2019/20", "reserve.to.closing.2019/20"),
    ).toEqual({
      "reserve.from.out.2019/20": "60.00",
      "reserve.to.in.2019/20": "60.00",
      "reserve.to.closing.2019/20": "60.00",
    });
  });

  it("reach the year of the row that gives them, also where another row of the reserve has a From year", () => {
    const { reserves, identities } = evaluate(
      makeCase({
        decision: makeDecision({ baseYear: year("2019/20"), horizonInYears: 2 }),
        funding: [
          reserve("2019/20", { opening: pounds(100) }, "From"),
          reserve(
            null,
            { opening: pounds(0), contributions: pounds(60), contributionFrom: "From", fromYear: year("2020/21") },
            "To",
          ),
        ],
      }),
    );
    expect(inWords(reserves)).toEqual([
      "2019/20: 100 + 0 - 0 = 100",
      "2020/21: 100 + 0 - 60 = 40",
      "2020/21: 0 + 60 - 0 = 60",
    ]);
    expect(identities.find(({ id }) => id === "I6")?.outcome).toBe("holds");
  });
});

describe("a blank opening", () => {
  it("gives no number downstream: opening and closing are 'input needed', in and out stand (law 18)", () => {
    const businessCase = makeCase({
      decision: makeDecision({ horizonInYears: 1 }),
      costs: [makeCost("C1", { amount: exactly(100), fundingSource: "Reserve" })],
      funding: [reserve("2019/20", { contributions: pounds(30) })],
    });
    expect(
      figuresOf(
        businessCase,
        "reserve.reserve.opening.2019/20",
        "reserve.reserve.in.2019/20",
        "reserve.reserve.out.2019/20",
        "reserve.reserve.closing.2019/20",
        "funding.reserve.2019/20",
      ),
    ).toEqual({
      "reserve.reserve.opening.2019/20": "input needed: the Opening of Reserve",
      "reserve.reserve.in.2019/20": "30.00",
      "reserve.reserve.out.2019/20": "100.00",
      "reserve.reserve.closing.2019/20": "input needed: the Opening of Reserve",
      "funding.reserve.2019/20": "100.00",
    });
  });
});

describe("the roll-forward is broken", () => {
  const breaks = (...rows: FundingRow[]): readonly string[] => {
    const source = sourceOf(...rows);
    return rollForwardBreaks(statedOpenings(source.rows, []), rollReserve(source, "reserve", YEARS, [])).map(
      ({ year: at, stated, computed }) =>
        `${formatYear(at)}: stated ${stated === null ? "nothing" : stated / 100}, computed ${(computed ?? 0) / 100}`,
    );
  };

  it.each<[string, FundingRow[], string[]]>([
    [
      "where a year is stated to open at another amount than the year before closes",
      [reserve("2018/19", { opening: pounds(5) }), reserve("2019/20", { opening: pounds(6) })],
      ["2019/20: stated 6, computed 5"],
    ],
    [
      "by a single penny",
      [reserve("2018/19", { opening: pounds(5) }), reserve("2019/20", { opening: pence(501) })],
      ["2019/20: stated 5.01, computed 5"],
    ],
    [
      "where a middle year is left out (law 10)",
      [reserve("2018/19", { opening: pounds(5) }), reserve("2020/21", { opening: pounds(5) })],
      ["2019/20: stated nothing, computed 5"],
    ],
    [
      "not where the openings follow",
      [
        reserve("2018/19", { opening: pounds(5), contributions: pounds(2) }),
        reserve("2019/20", { opening: pounds(7) }),
      ],
      [],
    ],
    [
      "not where a later opening is left blank",
      [reserve("2018/19", { opening: pounds(5) }), reserve("2019/20", { contributions: pounds(7) })],
      [],
    ],
    ["not where years after the last row have none", [reserve("2018/19", { opening: pounds(5) })], []],
    ["not where one row speaks of all years", [reserve(null, { opening: pounds(5) })], []],
    [
      "not where the first opening is blank and nothing can be proved",
      [reserve("2018/19", { contributions: pounds(5) }), reserve("2019/20", { opening: pounds(6) })],
      [],
    ],
  ])("%s", (_sentence, rows, expected) => {
    expect(breaks(...rows)).toEqual(expected);
  });
});

describe("the laws of reserves", () => {
  law(
    "closing of one year is the opening of the next, and opening + in - out is closing (law 10, P1)",
    someCase,
    (businessCase) => {
      const { reserves } = calculate(businessCase);
      reserves.forEach((each, index) => {
        if (each.opening === null) expect(each.closing).toBeNull();
        else expect(each.opening + each.in - each.out).toBe(each.closing);
        const next = reserves[index + 1];
        if (next?.source !== each.source) return;
        expect(next.year).toBe(each.year + 1);
        expect(next.opening).toBe(each.closing);
      });
    },
  );

  law("what this case draws takes no reserve below its minimum or nil", someCase, (businessCase) => {
    const { reserves, sources, drawn, horizon } = calculate(businessCase);
    for (const each of reserves) {
      const index = sources.findIndex((source) => source.name === each.source);
      const isDrawn = (drawn[index]?.[horizon.years.indexOf(each.year)] ?? 0) > 0;
      if (isDrawn && each.closing !== null) expect(each.closing).toBeGreaterThanOrEqual(each.minimum);
    }
  });

  law("what leaves a source for another arrives there, within the years of the case (I6)", someCase, (businessCase) => {
    const { sources, horizon } = calculate(businessCase);
    const names = new Set(sources.map((source) => source.name));
    let received = 0;
    for (const row of sources.flatMap((source) => source.rows)) {
      const at = row.year ?? row.fromYear ?? horizon.years[0] ?? 0;
      const isShown = at <= horizon.last;
      if (isShown && row.contributionFrom !== null && names.has(row.contributionFrom))
        received += row.contributions ?? 0;
    }
    const left = sources.flatMap((source) => source.balance).reduce((sum, each) => sum + each.transferredOut, 0);
    expect(left).toBe(received);
  });
});
