/** Who is posted where, month by month (C22): high priority first, pro rata, capped, and counted once posted. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatIsoMonth,
  fte,
  posts,
  ROLE_TYPES,
  type Fte,
  type Post,
  type Posting,
  type Priority,
} from "../../src/model";
import { inPostFrom, kindOf, postingPlan, sharePeople, type PostingPlan } from "../../src/model/postingPlan";
import { slugOf } from "../../src/model/naming";
import { makeAssumption, makeCase, makeGroup, makePost, makePosting, monthOf } from "./caseMaker";
import { figuresOf } from "./figureReading";
import { law } from "./law";

/** A row of constables of a unit: proposed posts, people in post, priority. */
const pcs = (
  unit: string,
  proposed: number,
  strength: number,
  priority: Priority | null,
  parts: Partial<Post> = {},
): Post =>
  makePost(unit, {
    unit,
    roleType: "Officer",
    grade: "PC",
    baseline: posts(proposed),
    proposed: posts(proposed),
    strength: posts(strength),
    priority,
    ...parts,
  });

/** The pool of constables in successive months from April 2019. */
const pool = (...available: number[]): Posting[] =>
  available.map((count, index) => makePosting(`2019-${String(4 + index).padStart(2, "0")}`, "Officer", "PC", count));

function planOf(rows: readonly Post[], postings: readonly Posting[], parts = {}): PostingPlan {
  const plan = postingPlan(makeCase({ posts: rows, postings, ...parts }), slugOf);
  if (plan === null) throw new Error("no plan");
  return plan;
}

/** Vacancies left by unit and month, in posts. */
function leftIn(plan: PostingPlan): Record<string, readonly number[]> {
  return Object.fromEntries(plan.units.map((unit) => [unit.unit, unit.vacancies.map((vacant) => vacant / 10_000)]));
}

const complete = (plan: PostingPlan): string | null => plan.monthComplete && formatIsoMonth(plan.monthComplete);

describe("sharing people among vacancies", () => {
  it.each<[string, number, number[], number[]]>([
    ["enough for all: everybody gets what is vacant", 10, [4, 2], [4, 2]],
    ["just enough", 6, [4, 2], [4, 2]],
    ["nobody", 0, [4, 2], [0, 0]],
    ["no vacancy", 5, [0, 0], [0, 0]],
    // 3 x 4/6 = 2 and 3 x 2/6 = 1.
    ["in proportion", 3, [4, 2], [2, 1]],
    // 2 x 4/6 = 1.33 and 0.67: 1 and 0, the last to the larger remainder.
    ["by the largest remainder", 2, [4, 2], [1, 1]],
    // 1 x 3/6 each: the tie goes to the first of two alike.
    ["a tie to the first", 1, [3, 3], [1, 0]],
    // 3 x 2.25/5.75 = 1.17 and 1.83: 1 and 2.
    ["whole people to part posts", 3, [2.25, 3.5], [1, 2]],
    // 1 x 0.5/1.25 = 0.4 and 0.6: to the second, capped at 0.75; the 0.25 over goes to the first.
    ["a cap, what is over shared again", 1, [0.5, 0.75], [0.25, 0.75]],
    // 2.5 x 2/3 = 1.6667 and 0.8333.
    ["part people in ten-thousandths", 2.5, [2, 1], [1.6667, 0.8333]],
  ])("%s", (_sentence, people, vacancies, expected) => {
    const given = sharePeople(
      fte(people * 10_000),
      vacancies.map((each) => fte(each * 10_000)),
    );
    expect(given.map((each) => each / 10_000)).toEqual(expected);
  });

  it("settles a tie by Order where there is one", () => {
    expect(sharePeople(posts(1), [posts(3), posts(3)], [2, 1])).toEqual([0, posts(1)]);
  });

  const someVacancies = fc.array(
    fc
      .oneof(
        fc.nat(9).map((count) => count * 10_000),
        fc.nat(40_000),
      )
      .map(fte),
    {
      minLength: 1,
      maxLength: 6,
    },
  );
  law(
    "never gives more than is vacant or than there are, and leaves nobody over while there is a vacancy",
    fc.record({
      vacancies: someVacancies,
      people: fc
        .oneof(
          fc.nat(20).map((n) => n * 10_000),
          fc.nat(100_000),
        )
        .map(fte),
    }),
    ({ vacancies, people }) => {
      const given = sharePeople(people, vacancies);
      given.forEach((each, index) => {
        expect(each).toBeGreaterThanOrEqual(0);
        expect(each).toBeLessThanOrEqual(vacancies[index] ?? 0);
      });
      const sum = (all: readonly Fte[]): number => all.reduce((total: number, each) => total + each, 0);
      expect(sum(given)).toBe(Math.min(people, sum(vacancies)));
    },
  );
  law(
    "gives each its whole share or one more where people and vacancies are whole",
    fc.record({
      vacancies: fc.array(fc.nat(9), { minLength: 1, maxLength: 6 }),
      people: fc.nat(20),
    }),
    ({ vacancies, people }) => {
      const total = vacancies.reduce((sum, each) => sum + each, 0);
      if (people >= total) return;
      sharePeople(posts(people), vacancies.map(posts)).forEach((each, index) => {
        const floor = Math.floor((people * (vacancies[index] ?? 0)) / total);
        expect([floor, floor + 1]).toContain(each / 10_000);
      });
    },
  );
});

describe("the plan", () => {
  it("gives to high priority first, pro rata, then medium, then low, then the rest", () => {
    // Vacancies: A 4 and B 2 high, C 2 medium, D 1 low, E 1 without. April 3: A 2, B 1. May 5: A 2, B 1, C 2. June 2: D, E.
    const plan = planOf(
      [
        pcs("A", 10, 6, "High"),
        pcs("B", 10, 8, "High"),
        pcs("C", 10, 8, "Medium"),
        pcs("D", 10, 9, "Low"),
        pcs("E", 10, 9, null),
      ],
      pool(3, 5, 2),
    );
    expect(plan.months.map(formatIsoMonth)).toEqual(["2019-04", "2019-05", "2019-06"]);
    expect(leftIn(plan)).toEqual({ A: [2, 0, 0], B: [1, 0, 0], C: [2, 0, 0], D: [1, 1, 0], E: [1, 1, 0] });
    expect(plan.vacanciesBefore).toBe(posts(10));
    expect(plan.vacancies).toEqual([posts(7), posts(2), posts(0)]);
    expect(complete(plan)).toBe("2019-06");
    expect(plan.units.map((unit) => unit.monthComplete && formatIsoMonth(unit.monthComplete))).toEqual([
      "2019-05",
      "2019-05",
      "2019-05",
      "2019-06",
      "2019-06",
    ]);
    // Filled at the end of each month: 3, 8, 10.
    expect(plan.officerMonthsSaved).toBe(posts(21));
    expect(plan.starved).toEqual([]);
    expect(plan.notPosted).toBe(0);
  });

  it("keeps role types and grades apart", () => {
    const plan = planOf(
      [
        pcs("A", 2, 0, "High"),
        pcs("B", 2, 0, "High", { grade: "Sergeant" }),
        pcs("C", 2, 0, "High", { roleType: "PCSO" }),
        pcs("D", 2, 0, "High", { grade: " pc " }),
      ],
      pool(4),
    );
    expect(leftIn(plan)).toEqual({ A: [0], B: [2], C: [2], D: [0] });
    expect(complete(plan)).toBeNull();
  });

  it("carries people for whom there is no vacancy to the months after", () => {
    // May: one leaves, and one of the two left over from April takes the place.
    const plan = planOf([pcs("A", 3, 2, "High", { leaversAMonth: posts(1) })], pool(4, 0));
    expect(leftIn(plan)).toEqual({ A: [0, 0] }); // April: 2 - 1 = 1 in post, 2 vacant, 2 posted; 2 over. May: 1 and 1.
    expect(plan.units[0]?.rows[0]?.posted).toEqual([posts(2), posts(1)]);
    expect(plan.notPosted).toBe(posts(1));
  });

  it("counts people with a lead time when it has passed", () => {
    const late = makePosting("2019-04", "Officer", "PC", 2, { leadTimeMonths: 3 });
    const plan = planOf([pcs("A", 2, 0, "High")], [late]);
    expect(plan.months.map(formatIsoMonth)).toEqual(["2019-04", "2019-05", "2019-06", "2019-07"]);
    expect(leftIn(plan)).toEqual({ A: [2, 2, 2, 0] });
    expect(complete(plan)).toBe("2019-07");
  });

  it("lets leavers go each month, never more than there are", () => {
    const plan = planOf([pcs("A", 2, 1, "High", { leaversAMonth: fte(7_500) })], pool(0, 0, 0));
    // In post 1, then 0.25, then nobody.
    expect(leftIn(plan)).toEqual({ A: [1.75, 2, 2] });
    expect(plan.units[0]?.rows[0]?.left).toEqual([fte(7_500), fte(2_500), fte(0)]);
  });

  it("takes Proposed BWT from Start to End month, and Baseline before and after", () => {
    const plan = planOf(
      [pcs("A", 5, 3, "High", { baseline: posts(3), startMonth: monthOf("2019-05"), endMonth: monthOf("2019-06") })],
      pool(0, 1, 0, 0),
    );
    expect(leftIn(plan)).toEqual({ A: [0, 1, 1, 0] });
    expect(plan.vacanciesBefore).toBe(0);
  });

  it("never sets over-strength against vacancies", () => {
    const plan = planOf([pcs("A", 5, 9, "High"), pcs("B", 5, 2, "Low")], pool(1));
    expect(leftIn(plan)).toEqual({ A: [0], B: [2] });
    expect(plan.vacanciesBefore).toBe(posts(3));
  });

  it("is complete only when no vacancy comes back", () => {
    const leaving = { leaversAMonth: posts(1) };
    expect(complete(planOf([pcs("A", 3, 3, "High", leaving)], pool(1, 0, 1)))).toBeNull();
    expect(complete(planOf([pcs("A", 3, 3, "High", leaving)], pool(1, 0, 2)))).toBe("2019-06");
  });

  it("settles ties by the Order of business groups, else by post reference, and never by the order of rows", () => {
    const one = pcs("P10", 3, 0, "High", { businessGroup: "North" });
    const two = pcs("P9", 3, 0, "High", { businessGroup: "South" });
    expect(leftIn(planOf([one, two], pool(1)))).toEqual({ P9: [2], P10: [3] });
    expect(leftIn(planOf([two, one], pool(1)))).toEqual({ P9: [2], P10: [3] });
    const groups = [makeGroup("North", 10, 0, { order: 1 }), makeGroup("South", 10, 0, { order: 2 })];
    expect(leftIn(planOf([two, one], pool(1), { businessGroups: groups }))).toEqual({ P9: [3], P10: [2] });
  });

  it("is not worked out without postings", () => {
    const rows = [pcs("A", 2, 0, "High")];
    expect(postingPlan(makeCase({ posts: rows }), slugOf)).toBeNull();
    expect(postingPlan(makeCase({ posts: rows, postings: [] }), slugOf)).toBeNull();
    const figures = figuresOf(makeCase({ posts: rows }), "fill.month-complete", "fill.total.2019-04");
    expect(Object.values(figures)).toEqual(["-", "-"]);
  });

  it("runs over as many months as the limit, and names who would come later", () => {
    const assumptions = [makeAssumption("posting-months", { unit: "count", count: 2 })];
    const late = makePosting("2019-05", "Officer", "PC", 1, { leadTimeMonths: 1 });
    const plan = planOf([pcs("A", 2, 0, "High")], [...pool(1), late], { assumptions });
    expect(plan.months.map(formatIsoMonth)).toEqual(["2019-04"]);
    expect(plan.tooLate).toEqual([late]);
    expect(leftIn(plan)).toEqual({ A: [1] });
    expect(complete(plan)).toBeNull();
  });

  it("counts people of a kind that no row has as not posted", () => {
    const plan = planOf([pcs("A", 2, 2, "High")], [makePosting("2019-04", "Staff", "Band E", 3)]);
    expect(plan.notPosted).toBe(posts(3));
    expect(plan.units).toEqual([]);
  });
});

describe("units that lose by priority", () => {
  const losing = (parts: Partial<Post> = {}): PostingPlan["starved"] =>
    planOf([pcs("A", 10, 5, "High"), pcs("B", 10, 10, "Low", { leaversAMonth: posts(1), ...parts })], pool(1, 1, 1))
      .starved;

  it("are those whose vacancies grow while people of their kind go to a higher priority", () => {
    // One of B leaves every month; all three who can be posted go to A.
    const [starved] = losing();
    expect(starved).toMatchObject({ unit: "B", vacancies: posts(3), floor: 0 });
    expect(starved && formatIsoMonth(starved.month)).toBe("2019-06");
    expect(starved?.posts.map((post) => post.reference)).toEqual(["B"]);
  });

  it("are measured against what would be vacant had nobody left", () => {
    expect(losing({ strength: posts(8) })[0]).toMatchObject({ vacancies: posts(5), floor: posts(2) });
    expect(losing({ leaversAMonth: null, strength: posts(8) })).toEqual([]);
  });

  it("are none where they have high priority themselves, or other people", () => {
    expect(losing({ priority: "High" })).toEqual([]);
    expect(losing({ grade: "Sergeant" })).toEqual([]);
    expect(losing({ roleType: "PCSO" })).toEqual([]);
  });

  it("are none while nobody has gone to a higher priority yet", () => {
    const rows = [
      pcs("A", 10, 10, "High", { startMonth: monthOf("2019-04") }),
      pcs("B", 10, 10, "Low", { leaversAMonth: posts(1) }),
    ];
    expect(planOf(rows, pool(0, 0)).starved).toEqual([]);
    expect(planOf(rows, pool(2, 0)).starved).toEqual([]); // A needs nobody; B is served
  });
});

describe("the figures of the plan", () => {
  const figures = (...ids: string[]): Record<string, string> =>
    figuresOf(
      makeCase({
        posts: [pcs("Intelligence", 6, 2, "High"), pcs("Response team", 5, 5, "Low", { leaversAMonth: posts(1) })],
        postings: pool(1, 1),
      }),
      ...ids,
    );

  it("have one a unit and month, the total, and the month in which all are filled", () => {
    expect(
      figures(
        "fill.intelligence.2019-04",
        "fill.intelligence.2019-05",
        "fill.response-team.2019-05",
        "fill.total.2019-04",
        "fill.total.2019-05",
        "fill.intelligence.month-complete",
        "fill.month-complete",
        "fill.officer-months-saved",
      ),
    ).toEqual({
      "fill.intelligence.2019-04": "3", // 6 - 2 - 1
      "fill.intelligence.2019-05": "2",
      "fill.response-team.2019-05": "2",
      "fill.total.2019-04": "4",
      "fill.total.2019-05": "4",
      "fill.intelligence.month-complete": "not by 2019-05",
      "fill.month-complete": "not by 2019-05",
      "fill.officer-months-saved": "3", // 1 + 2
    });
  });

  it("say that there are no vacancies where there are none", () => {
    const full = makeCase({ posts: [pcs("Intelligence", 6, 6, "High")], postings: pool(1) });
    expect(figuresOf(full, "fill.month-complete", "fill.intelligence.2019-04")).toEqual({
      "fill.month-complete": "no vacancies",
      "fill.intelligence.2019-04": "0",
    });
  });
});

describe("the laws of the plan", () => {
  const someRow = fc.record({
    unit: fc.constantFrom("North", "South", "East"),
    roleType: fc.constantFrom(...ROLE_TYPES),
    grade: fc.constantFrom("PC", "Sergeant"),
    baseline: fc.nat(8).map(posts),
    proposed: fc.oneof(fc.nat(8).map(posts), fc.nat(80_000).map(fte)),
    strength: fc.oneof(fc.nat(8).map(posts), fc.nat(80_000).map(fte)),
    startMonth: fc.nat(6).map((later) => (monthOf("2019-03") + later) as Post["startMonth"]),
    leaversAMonth: fc.constantFrom(null, fte(0), fte(2_500), posts(1)),
    priority: fc.constantFrom<Priority | null>("High", "Medium", "Low", null),
  });
  const someRows = fc
    .array(someRow, { minLength: 1, maxLength: 6 })
    .map((rows) => rows.map((row, index) => makePost(`P${index + 1}`, row)));
  const somePostings = fc
    .uniqueArray(
      fc.record({
        month: fc.integer({ min: 4, max: 9 }),
        roleType: fc.constantFrom(...ROLE_TYPES),
        grade: fc.constantFrom("PC", "Sergeant"),
        available: fc.nat(6),
        leadTimeMonths: fc.constantFrom(null, 0, 2),
      }),
      { minLength: 1, maxLength: 6, selector: (each) => `${each.month} ${each.roleType} ${each.grade}` },
    )
    .map((rows) =>
      rows.map(({ month, roleType, grade, available, leadTimeMonths }) =>
        makePosting(`2019-0${month}`, roleType, grade, available, { leadTimeMonths }),
      ),
    );
  const someCase = fc.record({ rows: someRows, postings: somePostings });

  law(
    "strength before - leavers + posted = strength after, and vacancies are what is missing",
    someCase,
    ({ rows, postings }) => {
      for (const unit of planOf(rows, postings).units) {
        for (const row of unit.rows) {
          let before: number = row.post.strength;
          row.strength.forEach((after, at) => {
            expect(after).toBe(before - (row.left[at] ?? 0) + (row.posted[at] ?? 0));
            expect(row.vacancies[at]).toBe(Math.max(0, (row.target[at] ?? 0) - after));
            before = after;
          });
        }
      }
    },
  );

  law(
    "everybody who can be posted is posted or left over, and nobody is posted twice",
    someCase,
    ({ rows, postings }) => {
      const plan = planOf(rows, postings);
      const posted = plan.units.flatMap((unit) => unit.rows).flatMap((row) => row.posted);
      const sum = (all: readonly Fte[]): number => all.reduce((total: number, each) => total + each, 0);
      expect(sum(posted) + plan.notPosted).toBe(sum(postings.map((posting) => posting.available)));
    },
  );

  law("nobody goes to a lower priority while a higher one of the kind is vacant", someCase, ({ rows, postings }) => {
    const order: readonly (Priority | null)[] = ["High", "Medium", "Low", null];
    const plan = planOf(rows, postings);
    const all = plan.units.flatMap((unit) => unit.rows);
    plan.months.forEach((_, at) => {
      for (const low of all) {
        if ((low.posted[at] ?? 0) === 0) continue;
        for (const high of all) {
          const isAbove = order.indexOf(high.post.priority) < order.indexOf(low.post.priority);
          if (isAbove && kindOf(high.post) === kindOf(low.post)) expect(high.vacancies[at]).toBe(0);
        }
      }
    });
  });

  law("nobody is in post before they can be", someCase, ({ rows, postings }) => {
    const plan = planOf(rows, postings);
    const all = plan.units.flatMap((unit) => unit.rows);
    let inPost = 0;
    plan.months.forEach((month, at) => {
      for (const row of all) inPost += row.posted[at] ?? 0;
      const reachable = postings.filter((posting) => inPostFrom(posting) <= month);
      expect(inPost).toBeLessThanOrEqual(reachable.reduce((sum, posting) => sum + posting.available, 0));
    });
  });

  law("the order of rows changes nothing", someCase, ({ rows, postings }) => {
    expect(planOf([...rows].reverse(), [...postings].reverse())).toEqual(planOf(rows, postings));
  });
});
