/** The tables of the posting plan and of the rank mix: what stands in them, and what is left out or said instead. */
import { describe, expect, it } from "vitest";
import { evaluate, formatFte, posts, type BusinessCase, type Post } from "../../../src/model";
import { vacancies } from "../../../src/workbook/results/resultsTables";
import type { ResultsSection } from "../../../src/workbook/results/section";
import { postingPlan, postingsMade, rankMix } from "../../../src/workbook/results/workforceTables";
import { exactly, makeAssumption, makeCase, makeGroup, makePost, makePosting } from "../../model/caseMaker";

/** The cells of a section as words, posts and pounds. */
function shown(section: ResultsSection): readonly (readonly (string | number)[])[] {
  return section.rows.map((row) =>
    row.map((cell) => {
      if (cell.kind === "text") return cell.text;
      if (cell.kind === "posts") return formatFte(cell.amount);
      return cell.kind === "money" ? cell.amount / 100 : cell.kind === "figure" ? cell.id : "";
    }),
  );
}

const pcs = (unit: string, strength: number, parts: Partial<Post> = {}): Post =>
  makePost(unit, {
    unit,
    roleType: "Officer",
    grade: "PC",
    baseline: posts(5),
    proposed: posts(5),
    strength: posts(strength),
    paidBy: "Grant",
    ...parts,
  });
const plan = (parts: Partial<BusinessCase> = {}): BusinessCase =>
  makeCase({
    posts: [pcs("North", 3, { priority: "High" }), pcs("South", 5, { priority: "Low", leaversAMonth: posts(1) })],
    postings: [makePosting("2019-04", "Officer", "PC", 1), makePosting("2019-05", "Officer", "PC", 1)],
    ...parts,
  });

describe("the posting plan", () => {
  it("has a row a unit, the total, what it saves, and who loses by it", () => {
    const section = postingPlan(evaluate(plan()));
    expect(section.headings).toEqual([
      "Unit",
      "Vacant before (posts)",
      "April 2019 (posts)",
      "May 2019 (posts)",
      "Filled in",
      "Grows while others come first",
    ]);
    expect(shown(section)).toEqual([
      ["North", "2", "fill.north.2019-04", "fill.north.2019-05", "fill.north.month-complete", ""],
      ["South", "0", "fill.south.2019-04", "fill.south.2019-05", "fill.south.month-complete", "to 2 by May 2019"],
      ["All units", "2", "fill.total.2019-04", "fill.total.2019-05", "fill.month-complete", ""],
      ["Officer-months of vacancy saved", "fill.officer-months-saved", "", "", "", ""],
    ]);
  });

  it("says who was posted where", () => {
    expect(shown(postingsMade(evaluate(plan())))).toEqual([
      ["April 2019", "North", "North", "Officer", "PC", "High", "1", "1"],
      ["May 2019", "North", "North", "Officer", "PC", "High", "1", "0"],
    ]);
  });

  it("says who finds no vacancy, and who comes too late to be counted", () => {
    const late = makePosting("2019-04", "Officer", "PC", 2, { leadTimeMonths: 3 });
    const assumptions = [makeAssumption("posting-months", { unit: "count", count: 3 })];
    const { note } = postingPlan(
      evaluate(
        plan({ posts: [pcs("North", 5)], postings: [makePosting("2019-04", "Officer", "PC", 1), late], assumptions }),
      ),
    );
    expect(note).toContain("1 who can be posted find no vacancy.");
    expect(note).toContain("2 who would be in post after April 2019 are not counted.");
  });

  it("shows every third month of a long plan, and the last", () => {
    const far = makePosting("2019-04", "Officer", "PC", 1, { leadTimeMonths: 25 });
    const section = postingPlan(evaluate(plan({ postings: [far] })));
    expect(section.headings.slice(2, 5)).toEqual([
      "June 2019 (posts)",
      "September 2019 (posts)",
      "December 2019 (posts)",
    ]);
    expect(section.headings.slice(-4, -2)).toEqual(["March 2021 (posts)", "May 2021 (posts)"]);
    expect(section.note).toContain("Every third month is shown.");
  });

  it("is left out without a Postings sheet, and the vacancies say why", () => {
    const evaluation = evaluate(plan({ postings: null }));
    expect(postingPlan(evaluation).rows).toEqual([]);
    expect(postingsMade(evaluation).rows).toEqual([]);
    expect(vacancies(evaluation).note).toContain("there is no Postings sheet");
    expect(vacancies(evaluate(plan())).note).not.toContain("Postings sheet");
  });
});

describe("the cost of the rank mix", () => {
  const donated = (parts: Partial<Post>): Post =>
    makePost("P1", { roleType: "Officer", grade: "DCI", unit: "Intelligence", paidBy: "Donor groups", ...parts });
  const pc = pcs("P2", 5, { unitCost: exactly(50_000) });
  const businessGroups = [makeGroup("East", 10, 0, { rankGivenUp: "PC" })];

  it("has a row for each rank received and given up, and the difference", () => {
    const businessCase = makeCase({ posts: [donated({ unitCost: exactly(80_000) }), pc], businessGroups });
    expect(shown(rankMix(evaluate(businessCase)))).toEqual([
      ["Received", "Intelligence", "DCI", "1", 80_000, 80_000],
      ["Given up", "East", "PC", "1", 50_000, 50_000],
      ["Received", "", "", "", "", "rank-mix.received"],
      ["Given up", "", "", "", "", "rank-mix.donated"],
      ["Cost of the rank mix", "", "", "", "", "rank-mix.cost"],
    ]);
  });

  it("says which cost is needed, and gives no number for it", () => {
    const rows = shown(rankMix(evaluate(makeCase({ posts: [donated({}), pc], businessGroups }))));
    expect(rows[0]).toEqual([
      "Received",
      "Intelligence",
      "DCI",
      "1",
      "",
      "input needed: the cost of one DCI: a Unit cost on Staffing, or its pay on Pay scales",
    ]);
  });

  it("is left out where no officers move", () => {
    expect(rankMix(evaluate(makeCase({ posts: [pc] }))).rows).toEqual([]);
  });
});
