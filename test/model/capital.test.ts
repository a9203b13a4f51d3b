/** Capital by site, source, year and standing: what is only provisional is shown as such. */
import { describe, expect, it } from "vitest";
import { evaluate, formatYear, pounds, type BusinessCase, type LineId } from "../../src/model";
import { capitalAllocations, capitalBySite } from "../../src/model/capital";
import { calculate } from "../../src/model/evaluate";
import { exactly, makeCase, makeCost, makeDecision, makeFunding, year } from "./caseMaker";
import { someCase } from "./caseGenerator";
import { law } from "./law";

/** "North, 2019/20: 60 from Plan (Provisional)" in pounds. */
function inWords(businessCase: BusinessCase): readonly string[] {
  return evaluate(businessCase).capital.map(
    ({ site, year: at, amount, source, standing }) =>
      `${site}, ${formatYear(at)}: ${amount / 100} from ${source} (${standing})`,
  );
}

describe("capital by site", () => {
  const costs = [
    makeCost("C1", { type: "Capital", site: "North", amount: exactly(100) }),
    makeCost("C2", { type: "Capital", site: "South", amount: exactly(50) }),
    makeCost("C3", { type: "Capital", site: "North", amount: exactly(30), year: year("2020/21") }),
    makeCost("C4", { site: "North", amount: exactly(999) }),
  ];

  it("adds what each source gives, with its standing, and what no source gives", () => {
    const funding = [
      makeFunding("Receipts", "Capital receipts", { limit: pounds(70) }),
      makeFunding("Plan", "Capital plan", { status: "Provisional", limit: pounds(60) }),
      makeFunding("Wish", "Borrowing", { status: "Bid" }),
    ];
    expect(inWords(makeCase({ costs, funding }))).toEqual([
      "North, 2019/20: 30 from Plan (Provisional)", // 100 - 70
      "North, 2019/20: 70 from Receipts (Approved)",
      "North, 2020/21: 30 from No source (No source)", // a bid gives nothing
      "South, 2019/20: 20 from No source (No source)", // 50 - 30
      "South, 2019/20: 30 from Plan (Provisional)", // 60 - 30
    ]);
  });

  it("adds lines of one site, source and year", () => {
    const twice = ["C1", "C2"].map((reference) =>
      makeCost(reference, { type: "Capital", site: "North", amount: exactly(10) }),
    );
    expect(inWords(makeCase({ costs: twice, funding: [makeFunding("Plan", "Capital plan")] }))).toEqual([
      "North, 2019/20: 20 from Plan (Approved)",
    ]);
  });

  it("changes its standing with the year where the source does", () => {
    const decision = makeDecision({ baseYear: year("2019/20"), horizonInYears: 2 });
    const both = [
      makeCost("C1", { type: "Capital", site: "North" }),
      makeCost("C2", { type: "Capital", site: "North", year: year("2020/21") }),
    ];
    const funding = [
      makeFunding("Plan", "Capital plan", { year: year("2019/20") }),
      makeFunding("Plan", "Capital plan", { year: year("2020/21"), status: "Provisional" }),
    ];
    expect(inWords(makeCase({ decision, costs: both, funding }))).toEqual([
      "North, 2019/20: 1000 from Plan (Approved)",
      "North, 2020/21: 1000 from Plan (Provisional)",
    ]);
  });

  it("is unconfirmed where there is no Funding sheet", () => {
    const named = [makeCost("C1", { type: "Capital", site: "North", amount: exactly(5), fundingSource: "Plan" })];
    expect(inWords(makeCase({ costs: named }))).toEqual(["North, 2019/20: 5 from Plan (Unconfirmed)"]);
  });

  it("counts credits, and knows a site in any spelling", () => {
    const credit = makeCost("C5", { line: "Costs:C5" as LineId, type: "Capital", site: "NORTH", amount: exactly(-40) });
    const bySite = capitalBySite(calculate(makeCase({ costs: [...costs, credit] })));
    expect(bySite.map(({ site, slug, byYear }) => [site, slug, byYear[0], byYear[1]])).toEqual([
      ["North", "north", 6_000, 3_000], // 100 - 40, and 30
      ["South", "south", 5_000, 0],
    ]);
  });

  law(
    "adds, over sources, to the capital that must be found at each site and in each year (I16)",
    someCase,
    (businessCase) => {
      const calculation = calculate(businessCase);
      const { costs: table, demand, slugs } = calculation;
      const sums = new Map<string, number>();
      const add = (slug: string, at: number, amount: number): void => {
        if (amount !== 0) sums.set(`${slug} ${at}`, (sums.get(`${slug} ${at}`) ?? 0) + amount);
      };
      for (const { slug, year: at, amount } of capitalAllocations(calculation)) add(slug, at, amount);
      table.lines.forEach((line, index) => {
        if (line.nature !== "Capital") return;
        table.years.forEach((at, column) =>
          add(slugs.sites.of(line.site), at, -(demand.amounts[index * table.years.length + column] ?? 0)),
        );
      });
      expect([...sums.values()].filter((difference) => difference !== 0)).toEqual([]);
    },
  );
});
