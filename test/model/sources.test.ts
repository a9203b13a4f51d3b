/** The rows of the Funding sheet that speak of one source brought together. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatYear, pounds, yearsBetween, type FundingKind, type FundingRow, type LineId } from "../../src/model";
import { compareSources, mediumTermPlanRows, rowFor, sourcesOf, type Source } from "../../src/model/sources";
import { makeCase, makeFunding, makeUnderspend, year } from "./caseMaker";
import { someCase, someOrder, withRowsReordered } from "./caseGenerator";
import { law } from "./law";

const YEARS = yearsBetween(year("2018/19"), year("2021/22"));

function row(
  text: string | null,
  parts: Partial<FundingRow> = {},
  kind: FundingKind = "Revenue budget",
  name = "Fund",
): FundingRow {
  return makeFunding(name, kind, {
    ...(text === null ? {} : { year: year(text) }),
    ...parts,
    line: `Funding:${name} ${text ?? "all"}` as LineId,
  });
}

/** The one source that the rows make; the same whatever their order. */
function sourceOf(...rows: FundingRow[]): Source {
  const of = (each: readonly FundingRow[]): readonly Source[] => sourcesOf(makeCase({ funding: each }), YEARS, []);
  const sources = of(rows);
  expect(of([...rows].reverse())).toEqual(sources);
  expect(sources).toHaveLength(1);
  return sources[0] as Source;
}

const openIn = (source: Source): string =>
  YEARS.filter((_, at) => source.isOpenIn[at] === true)
    .map(formatYear)
    .join(" ");

describe("the rows of one source", () => {
  it("are known by its name in any spelling, and the first spelling in natural order is shown", () => {
    const source = sourceOf(
      row("2018/19", {}, "Revenue budget", "major change fund"),
      row("2019/20", {}, "Revenue budget", "Major Change Fund"),
    );
    expect(source.rows).toHaveLength(2);
    expect(source.name).toBe("Major Change Fund");
  });

  it.each<[string, FundingRow[], string]>([
    ["is open in all years with a row for all years", [row(null)], "2018/19 2019/20 2020/21 2021/22"],
    ["is open in the years of its rows where each speaks of one", [row("2018/19"), row("2020/21")], "2018/19 2020/21"],
    ["is open in all years with rows of both sorts", [row(null), row("2018/19")], "2018/19 2019/20 2020/21 2021/22"],
    ["is open from its From year", [row(null, { fromYear: year("2020/21") })], "2020/21 2021/22"],
    ["is open to its To year", [row(null, { toYear: year("2019/20") })], "2018/19 2019/20"],
    [
      "is open from the earliest From to the latest To of its rows",
      [
        row("2019/20", { fromYear: year("2019/20"), toYear: year("2019/20") }),
        row("2020/21", { fromYear: year("2020/21"), toYear: year("2020/21") }),
      ],
      "2019/20 2020/21",
    ],
    [
      "that is a reserve is open after the years of its rows, as its balance runs on",
      [row("2018/19", {}, "Earmarked reserve")],
      "2018/19 2019/20 2020/21 2021/22",
    ],
    [
      "that is a reserve with a window is open within it",
      [row("2018/19", { fromYear: year("2019/20"), toYear: year("2019/20") }, "Earmarked reserve")],
      "2019/20",
    ],
  ])("%s", (_sentence, rows, years) => {
    expect(openIn(sourceOf(...rows))).toBe(years);
  });

  it("has a window only where a row gives From year or To year", () => {
    expect(sourceOf(row("2018/19")).hasWindow).toBe(false);
    expect(sourceOf(row("2018/19", { fromYear: year("2018/19") })).hasWindow).toBe(true);
    expect(sourceOf(row("2018/19", { toYear: year("2018/19") })).hasWindow).toBe(true);
  });

  it("has the least Order, is one-off when one row says so, and pays for what its first filled row says", () => {
    const source = sourceOf(
      row("2018/19", { order: 3 }),
      row("2019/20", { order: 2, isOneOff: true, eligibleFor: ["Capital"] }),
      row("2020/21", { eligibleFor: ["One-off revenue"] }),
    );
    expect(source.order).toBe(2);
    expect(source.isOneOff).toBe(true);
    expect([...source.eligibleFor]).toEqual(["Capital"]);
    expect(sourceOf(row("2018/19")).order).toBeNull();
    expect(sourceOf(row("2018/19", { isOneOff: false })).isOneOff).toBe(false);
  });

  it("has the smallest Limit of those that speak of all years, and of each year its own", () => {
    const source = sourceOf(row(null, { limit: pounds(9) }), row("2019/20", { limit: pounds(5) }));
    expect(source.limitTotal).toBe(900);
    expect(source.limitIn).toEqual([null, 500, null, null]);
  });

  it.each<[string, FundingRow[], string[]]>([
    ["is that of its own row", [row("2018/19"), row("2019/20", { status: "Bid" })], ["Approved", "Bid", "Bid", "Bid"]],
    [
      "is the weaker of its own row and the row for all years",
      [row(null, { status: "Provisional" }), row("2019/20")],
      ["Provisional", "Provisional", "Provisional", "Provisional"],
    ],
    [
      "is weakened by a row of its own",
      [row(null), row("2019/20", { status: "Provisional" })],
      ["Approved", "Provisional", "Approved", "Approved"],
    ],
  ])("a year's standing %s", (_sentence, rows, standings) => {
    expect(sourceOf(...rows).standingIn).toEqual(standings);
  });
});

describe("a balance", () => {
  const reserve = (text: string | null, parts: Partial<FundingRow>): FundingRow =>
    row(text, parts, "Earmarked reserve");

  it("of a row for all years stands in its From year, else in the first year shown", () => {
    const openings = (source: Source): readonly (number | null)[] => source.balance.map((year) => year.opening);
    expect(openings(sourceOf(reserve(null, { opening: pounds(1) })))).toEqual([100, null, null, null]);
    expect(openings(sourceOf(reserve(null, { opening: pounds(1), fromYear: year("2020/21") })))).toEqual([
      null,
      null,
      100,
      null,
    ]);
  });

  it("has a minimum in every year where the row for all years gives it, and the larger one where both do", () => {
    const source = sourceOf(reserve(null, { minimum: pounds(3) }), reserve("2019/20", { minimum: pounds(5) }));
    expect(source.balance.map((year) => year.minimum)).toEqual([300, 500, 300, 300]);
  });

  it("begins with the first year that says anything of it", () => {
    expect(sourceOf(reserve("2019/20", { opening: pounds(0) })).balanceFrom).toBe(1);
    expect(sourceOf(reserve("2019/20", {}), reserve("2020/21", { contributions: pounds(1) })).balanceFrom).toBe(2);
  });

  it("of a reserve or a Major Change Fund is there even when nothing is said of it; of another source it is not", () => {
    expect(sourceOf(reserve("2019/20", {})).balanceFrom).toBe(1);
    expect(sourceOf(row("2019/20", {}, "Major Change Fund")).balanceFrom).toBe(1);
    expect(sourceOf(row("2019/20", { limit: pounds(1) })).balanceFrom).toBeNull();
  });

  it("of a plan line is its Limit, once something is spent or committed", () => {
    const source = sourceOf(row("2019/20", { limit: pounds(9), spent: pounds(2) }, "Capital plan"));
    expect(source.balance[1]).toMatchObject({ opening: 900, spent: 200 });
    expect(source.balanceFrom).toBe(1);
  });

  it("goes down by what other sources take from it, in the year in which they take it", () => {
    const businessCase = makeCase({
      funding: [
        reserve(null, { opening: pounds(10) }),
        row("2019/20", { contributions: pounds(4), contributionFrom: "FUND" }, "Earmarked reserve", "Other"),
        row("2020/21", { contributions: pounds(3), contributionFrom: "Fund" }, "Earmarked reserve", "Other"),
      ],
    });
    const fund = sourcesOf(businessCase, YEARS, []).find((source) => source.name === "Fund");
    expect(fund?.balance.map((year) => year.transferredOut)).toEqual([0, 400, 300, 0]);
  });
});

describe("the sources of a case", () => {
  it("leave out the medium term financial plan, which takes what is left", () => {
    const funding = [row(null), makeFunding("Medium term financial plan", "Medium term financial plan")];
    expect(sourcesOf(makeCase({ funding }), YEARS, []).map((source) => source.name)).toEqual(["Fund"]);
    expect(mediumTermPlanRows(makeCase({ funding }))).toEqual([funding[1]]);
    expect(mediumTermPlanRows(makeCase())).toEqual([]);
  });

  it("are the names on costs, each once and in order, where there is no Funding sheet", () => {
    const sources = sourcesOf(makeCase(), YEARS, ["Fund 10", "fund 2", "Fund 2"]);
    expect(sources.map((source) => source.name)).toEqual(["Fund 2", "Fund 10"]);
    expect(
      sources.every((source) => source.kind === null && source.standingIn.every((each) => each === "Unconfirmed")),
    ).toBe(true);
    expect(compareSources(sources[0] as Source, sources[1] as Source)).toBeLessThan(0);
  });

  it("of an underspend have its eligible part as the limit of the year, where it is the smaller one", () => {
    const businessCase = makeCase({
      funding: [
        row("2019/20", { limit: pounds(70) }, "Underspend", "Operations"),
        row("2020/21", { limit: pounds(70) }, "Underspend", "Operations"),
      ],
      underspends: [makeUnderspend("Operations", year("2019/20"), 100, 60)],
    });
    // 100 - 60 in 2019/20; in 2020/21, of which the sheet has no row, nothing is eligible.
    expect(sourcesOf(businessCase, YEARS, [])[0]?.limitIn).toEqual([0, 4_000, 0, 0]);
  });

  it("are found by the row that speaks of a year, else of all years, else the first", () => {
    const both = sourceOf(row(null), row("2019/20"));
    expect(rowFor(both, year("2019/20"))).toBe("Funding:Fund 2019/20");
    expect(rowFor(both, year("2020/21"))).toBe("Funding:Fund all");
    expect(rowFor(sourceOf(row("2019/20")), year("2020/21"))).toBe("Funding:Fund 2019/20");
    expect(rowFor({ ...both, rows: [] }, year("2019/20"))).toBeNull();
  });

  law(
    "are the same in any order of rows (law 1)",
    fc.record({ businessCase: someCase, order: someOrder }),
    ({ businessCase, order }) => {
      const again = withRowsReordered(businessCase, order);
      expect(sourcesOf(again, YEARS, [])).toEqual(sourcesOf(businessCase, YEARS, []));
    },
  );
});
