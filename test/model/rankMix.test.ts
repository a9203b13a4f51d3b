/** What a move of officers costs by rank: posts balance, pay does not. A memo, never part of the case. */
import { describe, expect, it } from "vitest";
import { posts, type BusinessCase, type BusinessGroup, type Post } from "../../src/model";
import {
  exactly,
  makeCase,
  makeDecision,
  makeGroup,
  makePayAssumption,
  makePost,
  makeScalePoint,
  year,
} from "./caseMaker";
import { figuresOf } from "./figureReading";

const officer = (
  reference: string,
  grade: string,
  baseline: number,
  proposed: number,
  parts: Partial<Post> = {},
): Post =>
  makePost(reference, {
    roleType: "Officer",
    grade,
    baseline: posts(baseline),
    proposed: posts(proposed),
    paidBy: "Donor groups",
    businessGroup: "Met Operations",
    ...parts,
  });
const costing = (pounds: number): Partial<Post> => ({ unitCost: exactly(pounds) });

/** The rank bridge of 1b with costs of our own making: DCI £80,000, Insp £70,000, DSU £100,000, PC £50,000. */
const RANKS: readonly Post[] = [
  officer("P1", "DCI", 0, 1, costing(80_000)),
  officer("P2", "Insp", 0, 4, costing(70_000)),
  officer("P3", "DSU", 1, 0, costing(100_000)),
  officer("P4", "PC", 20, 20, { ...costing(50_000), paidBy: "Case" }),
];
const GROUPS: readonly BusinessGroup[] = [
  makeGroup("Frontline Policing", 17_500, 400, { rankGivenUp: "PC" }),
  makeGroup("Met Operations", 8_000, 1_900, { rankGivenUp: "PC" }),
];

const mixOf = (parts: Partial<BusinessCase>): Record<string, string> =>
  figuresOf(makeCase(parts), "rank-mix.received", "rank-mix.donated", "rank-mix.cost", "cost.total");

describe("the cost of the rank mix", () => {
  it("is what the posts received cost less what the posts given up cost", () => {
    expect(mixOf({ posts: RANKS, businessGroups: GROUPS })).toEqual({
      "rank-mix.received": "260,000.00", // 80,000 + 4 x 70,000 - 100,000
      "rank-mix.donated": "200,000.00", // 4 x 50,000, three from Frontline Policing and one from Met Operations
      "rank-mix.cost": "60,000.00",
      "cost.total": "0.00",
    });
  });

  it("gives a released post back to its group, at its own rank, where five are shared", () => {
    const decision = makeDecision({ officerRequirement: "Gross then release" });
    expect(mixOf({ posts: RANKS, businessGroups: GROUPS, decision })).toEqual({
      "rank-mix.received": "260,000.00",
      "rank-mix.donated": "150,000.00", // 5 x 50,000 - 100,000
      "rank-mix.cost": "110,000.00", // 80,000 + 280,000 - 5 x 50,000: the DSU is still there
      "cost.total": "0.00",
    });
  });

  it("is there where posts balance within the unit, and nobody has anything to give", () => {
    const swapped = [officer("P1", "Insp", 0, 1, costing(70_000)), officer("P2", "DSU", 1, 0, costing(100_000))];
    expect(mixOf({ posts: swapped, businessGroups: GROUPS })).toMatchObject({
      "rank-mix.received": "-30,000.00",
      "rank-mix.donated": "0.00",
      "rank-mix.cost": "-30,000.00",
    });
  });

  it("counts officers moved between units, and no staff", () => {
    const moved = [
      officer("P1", "Sergeant", 0, 2, { ...costing(60_000), movement: "Redistribution in", paidBy: "Case" }),
      officer("P2", "PC", 2, 0, { ...costing(50_000), movement: "Redistribution out", paidBy: "Case" }),
      makePost("P3", { movement: "Redistribution in", unitCost: exactly(30_000) }),
      makePost("P4", {
        movement: "Redistribution out",
        unitCost: exactly(10_000),
        baseline: posts(1),
        proposed: posts(0),
      }),
    ];
    expect(mixOf({ posts: moved })).toMatchObject({
      "rank-mix.received": "20,000.00", // 2 x 60,000 - 2 x 50,000
      "rank-mix.donated": "0.00",
      "rank-mix.cost": "20,000.00",
    });
  });

  it("rounds each line to the penny, once", () => {
    // A third of £100 a post: 4 x 33.33... = 133.33; 4 PCs at £10 = 40.
    const rows = [
      officer("P1", "Insp", 0, 4, { unitCost: null, annualCost: null }),
      officer("P2", "Insp", 3, 3, { annualCost: exactly(100), paidBy: "Case" }),
      officer("P4", "PC", 20, 20, { ...costing(10), paidBy: "Case" }),
    ];
    expect(mixOf({ posts: rows, businessGroups: GROUPS })).toMatchObject({
      "rank-mix.received": "133.33",
      "rank-mix.cost": "93.33",
    });
  });

  it("takes the cost of a rank from the rows of the group first", () => {
    const rows = [
      officer("P1", "Insp", 0, 2, costing(70_000)),
      officer("P2", "PC", 5, 5, { ...costing(50_000), businessGroup: "North", paidBy: "Case" }),
      officer("P3", "PC", 5, 5, { ...costing(52_000), businessGroup: "South", paidBy: "Case" }),
    ];
    const groups = ["North", "South"].map((name) => makeGroup(name, 10, 0, { rankGivenUp: "pc" }));
    expect(mixOf({ posts: rows, businessGroups: groups })["rank-mix.donated"]).toBe("102,000.00");
  });

  it("builds a rank's pay where the scales have it and no row says what it costs", () => {
    const pay = {
      payScales: [
        makeScalePoint(1, 66_000, "2019-04-01", { roleType: "Officer", grade: "Insp" }),
        makeScalePoint(1, 40_000, "2019-04-01", { roleType: "Officer", grade: "PC" }),
      ],
      payAssumptions: [makePayAssumption(year("2019/20"), { roleType: "Officer" })],
      decision: makeDecision({ baseYear: year("2019/20"), horizonInYears: 1 }),
    };
    const groups = [makeGroup("North", 10, 0, { rankGivenUp: "PC" })];
    expect(mixOf({ posts: [officer("P1", "Insp", 0, 2)], businessGroups: groups, ...pay })).toMatchObject({
      "rank-mix.received": "132,000.00",
      "rank-mix.donated": "80,000.00",
      "rank-mix.cost": "52,000.00",
    });
  });
});

describe("a rank whose cost is missing", () => {
  it.each<[string, Partial<BusinessCase>, string]>([
    [
      "of the posts received",
      { posts: [officer("P1", "DCI", 0, 1), ...RANKS.slice(3)], businessGroups: GROUPS },
      "input needed: the cost of one DCI: a Unit cost on Staffing, or its pay on Pay scales",
    ],
    [
      "of the posts given up",
      { posts: RANKS.slice(0, 3), businessGroups: GROUPS },
      "input needed: the cost of one PC: a Unit cost on Staffing, or its pay on Pay scales",
    ],
    [
      "since nobody said which rank is given up",
      { posts: RANKS, businessGroups: [makeGroup("North", 10, 0)] },
      "input needed: the Rank given up by North on Business groups",
    ],
    [
      "since two rows say two things of it",
      {
        posts: [...RANKS, officer("P5", "PC", 1, 1, { ...costing(51_000), paidBy: "Case" })],
        businessGroups: [makeGroup("North", 10, 0, { rankGivenUp: "PC" })],
      },
      "input needed: one cost of PC: P4 and P5 on Staffing differ",
    ],
    [
      "since the posts cannot be shared",
      { posts: RANKS, businessGroups: [makeGroup("North", 10, 10, { rankGivenUp: "PC" })] },
      "input needed: a business group with a weight to share the posts by",
    ],
  ])("%s gives no number", (_sentence, parts, needed) => {
    expect(mixOf(parts)["rank-mix.cost"]).toBe(needed);
  });

  it("is not asked for where no officers move, all are of one rank, or nobody says who gives them up", () => {
    const pc = [officer("P1", "PC", 0, 4)];
    expect(mixOf({ posts: pc, businessGroups: GROUPS })["rank-mix.cost"]).toBe("-");
    expect(mixOf({ posts: RANKS.slice(3), businessGroups: GROUPS })["rank-mix.cost"]).toBe("-");
    expect(mixOf({ posts: RANKS })["rank-mix.cost"]).toBe("-");
  });
});
