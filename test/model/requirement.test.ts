/** How many officer posts business groups must find, and how many each: C10 and the open readings 1 to 4. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  evaluate,
  fte,
  posts,
  type BusinessGroup,
  type OfficerRequirement,
  type Post,
  type WeightBasis,
} from "../../src/model";
import { shareRequirement, type RequirementOutcome } from "../../src/model/requirement";
import { makeAssumption, makeCase, makeDecision, makeGroup, makePost } from "./caseMaker";
import { figuresOf, numberOf } from "./figureReading";
import { intelligenceTom } from "./intelligenceTom";
import { law } from "./law";

const donated = (reference: string, baseline: number, proposed: number, parts: Partial<Post> = {}): Post =>
  makePost(reference, {
    roleType: "Officer",
    paidBy: "Donor groups",
    businessGroup: "Met Operations",
    baseline: posts(baseline),
    proposed: posts(proposed),
    ...parts,
  });

/** The officers of 1b: DCI +1, DI/Insp +4, DSU -1. */
const OFFICERS = [donated("DCI", 0, 1), donated("Insp", 0, 4), donated("DSU", 1, 0)];

const DONORS = [
  makeGroup("Frontline Policing", 17_500, 400),
  makeGroup("Met Operations", 8_000, 1_900),
  makeGroup("Specialist Operations", 3_300, 3_000),
  makeGroup("Professionalism", 1_050, 50),
  makeGroup("Met HQ", 150, 0),
];

function share(
  groups: readonly BusinessGroup[] = DONORS,
  officers: readonly Post[] = OFFICERS,
  reading: OfficerRequirement = "Net",
  basis: WeightBasis = "Non-external",
): RequirementOutcome {
  return shareRequirement(officers, groups, reading, basis);
}

/** Posts by group in whole posts or parts of one; throws where nothing was shared. */
function postsOf(outcome: RequirementOutcome): Record<string, number> {
  if (outcome.kind !== "shared") throw new Error(outcome.kind);
  return Object.fromEntries(outcome.share.apportionment.groups.map((group) => [group.group, group.posts / 10_000]));
}

describe("the officer requirement of PCD 484", () => {
  it("is the net 4, shared by posts that no grant or third party pays for", () => {
    const outcome = share();
    if (outcome.kind !== "shared") throw new Error(outcome.kind);
    const { apportionment, tie, unmatchedRelease } = outcome.share;
    expect(apportionment.requirement).toBe(posts(1 + 4 - 1));
    expect(apportionment.basisInWords).toBe("posts not paid for by a grant or a third party");
    expect(
      apportionment.groups.map(({ group, weight, share: part, posts: whole }) => [
        group,
        weight / 10_000,
        part,
        whole / 10_000,
      ]),
    ).toEqual([
      ["Frontline Policing", 17_500 - 400, 27_748, 3], // 4 x 17,100 / 24,650 = 2.7748
      ["Met Operations", 8_000 - 1_900, 9_899, 1], // 4 x 6,100 / 24,650 = 0.9899
      ["Specialist Operations", 3_300 - 3_000, 487, 0], // 4 x 300 / 24,650 = 0.0487
      ["Professionalism", 1_050 - 50, 1_623, 0], // 4 x 1,000 / 24,650 = 0.1623
      ["Met HQ", 150, 243, 0], // 4 x 150 / 24,650 = 0.0243
    ]);
    expect([tie, unmatchedRelease]).toEqual([null, 0]);
  });

  it("leaves the officer total of the whole force where it was", () => {
    expect(
      figuresOf(
        intelligenceTom(),
        "bwt.officer.change",
        "bwt.officer.net",
        "apportion.frontline-policing.share",
        "apportion.met-operations.posts",
      ),
    ).toEqual({
      "bwt.officer.change": "4",
      "bwt.officer.net": "0", // 4 - (3 + 1)
      "apportion.frontline-policing.share": "2.7748",
      "apportion.met-operations.posts": "1",
    });
  });
});

describe("reading 1: what 'non-funded' means", () => {
  const withUnbudgeted = DONORS.map((group, index) => ({
    ...group,
    unbudgeted: posts([10, 30, 40, 15, 5][index] ?? 0),
  }));

  it("may be posts with no budget behind them", () => {
    const outcome = share(withUnbudgeted, OFFICERS, "Net", "Unbudgeted");
    // 4 x 10, 30, 40, 15, 5 / 100 = 0.4, 1.2, 1.6, 0.6, 0.2: floors 0, 1, 1, 0, 0, and the two left to the two 0.6.
    expect(postsOf(outcome)).toEqual({
      "Frontline Policing": 0,
      "Met Operations": 1,
      "Specialist Operations": 2,
      Professionalism: 1,
      "Met HQ": 0,
    });
    expect(outcome.kind === "shared" && outcome.share.apportionment.basisInWords).toBe(
      "posts with no budget behind them",
    );
  });

  it("needs every contributing group's unbudgeted posts: a blank is not nil (law 18)", () => {
    const oneBlank = withUnbudgeted.map((group) => (group.name === "Met HQ" ? { ...group, unbudgeted: null } : group));
    expect(share(oneBlank, OFFICERS, "Net", "Unbudgeted")).toMatchObject({
      kind: "input needed",
      field: "unbudgeted",
      group: { name: "Met HQ" },
    });
    const leftOut = oneBlank.map((group) => (group.name === "Met HQ" ? { ...group, contributes: false } : group));
    expect(share(leftOut, OFFICERS, "Net", "Unbudgeted").kind).toBe("shared");
  });

  it("gives no number downstream of such a blank (law 18)", () => {
    const businessCase = makeCase({
      decision: makeDecision({ weightBasis: "Unbudgeted" }),
      posts: OFFICERS,
      businessGroups: DONORS,
    });
    const figures = figuresOf(
      businessCase,
      "bwt.officer.change",
      "bwt.officer.net",
      "apportion.met-hq.posts",
      "apportion.met-hq.share",
    );
    expect(figures["bwt.officer.change"]).toBe("4");
    expect(figures["bwt.officer.net"]).toMatch(/^input needed: /);
    expect(figures["apportion.met-hq.posts"]).not.toMatch(/\d/);
    expect(figures["apportion.met-hq.share"]).not.toMatch(/\d/);
  });

  it("takes a blank externally funded part as none, and never makes a weight below nil", () => {
    const groups = [makeGroup("A", 30, null), makeGroup("B", 10, 25)];
    expect(postsOf(share(groups))).toEqual({ A: 4, B: 0 });
  });
});

describe("reading 2: whole posts or parts of posts", () => {
  it("shares whole posts where the requirement is whole", () => {
    expect(Object.values(postsOf(share([makeGroup("A", 1, 0), makeGroup("B", 1, 0), makeGroup("C", 1, 0)])))).toEqual([
      2, 1, 1,
    ]);
  });

  it("shares ten-thousandths where it is not: 2.5 by 2 and 1 is 1.6667 and 0.8333", () => {
    const officers = [donated("Insp", 0, 0, { proposed: fte(25_000) })];
    expect(postsOf(share([makeGroup("A", 2, 0), makeGroup("B", 1, 0)], officers))).toEqual({ A: 1.6667, B: 0.8333 });
  });
});

describe("another method on request", () => {
  const posted = (method: string): Record<string, number> =>
    postsOf(
      shareRequirement(
        [donated("Insp", 0, 4)],
        [makeGroup("A", 70, 0), makeGroup("B", 16, 0), makeGroup("C", 15, 0)],
        "Net",
        "Non-external",
        method,
      ),
    );

  it.each<[string, Record<string, number>]>([
    // Shares 4 x 70, 16, 15 / 101 = 2.7723, 0.6337, 0.5941.
    ["Largest remainder", { A: 3, B: 1, C: 0 }],
    ["Webster", { A: 2, B: 1, C: 1 }],
    // 27,722.77, 6,336.63 and 5,940.59 ten-thousandths: the two left over go to .77 and .63.
    ["Parts of posts", { A: 2.7723, B: 0.6337, C: 0.594 }],
  ])("%s", (method, expected) => {
    expect(posted(method)).toEqual(expected);
  });

  it("is chosen on the Assumptions sheet, and said beside the shares", () => {
    const assumptions = [makeAssumption("apportionment-method", { unit: "choice", choice: "Parts of posts" })];
    const evaluation = evaluate({ ...intelligenceTom(), assumptions });
    expect(numberOf(evaluation, "apportion.frontline-policing.posts")).toBe(27_748); // 4 x 17,100 / 24,650
    expect(evaluation.apportionment?.methodInWords).toBe("in ten-thousandths of a post by the largest remainders");
    expect(numberOf(evaluation, "bwt.officer.net")).toBe(0);
  });
});

describe("reading 3: four posts or five", () => {
  it("may share the gross five and credit the DSU to its donor", () => {
    // 5 x 17,100, 6,100, 300, 1,000, 150 / 24,650 = 3.4686, 1.2373, 0.0609, 0.2028, 0.0304: 4 and 1, less the one released.
    const outcome = share(DONORS, OFFICERS, "Gross then release");
    expect(postsOf(outcome)).toEqual({
      "Frontline Policing": 4,
      "Met Operations": 1 - 1,
      "Specialist Operations": 0,
      Professionalism: 0,
      "Met HQ": 0,
    });
    expect(outcome.kind === "shared" && outcome.share.apportionment.requirement).toBe(posts(4));
    expect(outcome.kind === "shared" && outcome.share.unmatchedRelease).toBe(0);
  });

  it("says which release belongs to no group that shares", () => {
    const officers = [donated("Insp", 0, 5), donated("DSU", 1, 0, { businessGroup: "Elsewhere" })];
    const outcome = share(DONORS, officers, "Gross then release");
    expect(outcome.kind === "shared" && outcome.share.unmatchedRelease).toBe(posts(1));
    expect(Object.values(postsOf(outcome)).reduce((sum, count) => sum + count, 0)).toBe(5);
  });

  it("shares a release without growth only in the net reading", () => {
    const officers = [donated("DSU", 3, 0)];
    expect(postsOf(share([makeGroup("A", 2, 0), makeGroup("Met Operations", 1, 0)], officers))).toEqual({
      A: -2,
      "Met Operations": -1,
    });
    expect(share(DONORS, [donated("DSU", 1, 1)], "Gross then release").kind).toBe("nothing to share");
  });
});

describe("reading 4: who contributes", () => {
  it("is every group but those that say no; the receiving unit's posts are typed without, and nothing is subtracted", () => {
    const groups = [
      makeGroup("A", 10, 0),
      makeGroup("B", 10, 0, { contributes: false }),
      makeGroup("C", 30, 0, { contributes: true }),
    ];
    expect(postsOf(share(groups))).toEqual({ A: 1, C: 3 });
  });

  it.each<[string, readonly Post[]]>([
    ["no officers", []],
    ["officers that the case pays for", [donated("Insp", 0, 4, { paidBy: "Case" })]],
    ["staff that donor groups pay for", [donated("Band E", 0, 4, { roleType: "Staff" })]],
    ["officers that stay as they are", [donated("Insp", 4, 4)]],
    ["officers whose net is nil", [donated("Insp", 0, 1), donated("DSU", 1, 0)]],
  ])("has nothing to share among them where there are %s", (_sentence, officers) => {
    expect(share(DONORS, officers).kind).toBe("nothing to share");
  });

  it("cannot be shared where nobody has a weight", () => {
    expect(share([makeGroup("A", 10, 10)])).toEqual({ kind: "no weight", requirement: posts(4) });
    expect(share([])).toEqual({ kind: "no weight", requirement: posts(4) });
    const figures = figuresOf(
      makeCase({ posts: OFFICERS, businessGroups: [makeGroup("A", 10, 10)] }),
      "bwt.officer.net",
    );
    expect(figures["bwt.officer.net"]).toMatch(/^input needed: /);
  });
});

describe("a tie between groups", () => {
  it("is settled by Order and named", () => {
    const groups = [makeGroup("A", 10, 0, { order: 2 }), makeGroup("B", 10, 0, { order: 1 })];
    const outcome = share(groups, [donated("Insp", 0, 3)]);
    expect(postsOf(outcome)).toEqual({ A: 1, B: 2 });
    if (outcome.kind !== "shared") throw new Error(outcome.kind);
    expect(outcome.share.tie).toEqual({ between: [0, 1], settledBy: "Order" });
    expect(outcome.share.names).toEqual(["A", "B"]);
  });
});

describe("the laws of the requirement", () => {
  const someGroups = fc
    .array(fc.record({ officers: fc.nat(500), external: fc.nat(100) }), { minLength: 1, maxLength: 5 })
    .map((groups) => groups.map(({ officers, external }, index) => makeGroup(`Group ${index}`, officers, external)));
  const someOfficers = fc
    .array(fc.record({ baseline: fc.nat(9), proposed: fc.nat(9), from: fc.nat(4) }), { maxLength: 4 })
    .map((rows) =>
      rows.map(({ baseline, proposed, from }, index) =>
        donated(`P${index}`, baseline, proposed, { businessGroup: `Group ${from}` }),
      ),
    );

  law(
    "the groups' posts add to the requirement, releases without a group apart (I13)",
    fc.record({
      groups: someGroups,
      officers: someOfficers,
      reading: fc.constantFrom<OfficerRequirement>("Net", "Gross then release"),
    }),
    ({ groups, officers, reading }) => {
      const outcome = share(groups, officers, reading);
      if (outcome.kind !== "shared") return;
      const { apportionment, unmatchedRelease } = outcome.share;
      const sum = apportionment.groups.reduce((total, group) => total + group.posts, 0);
      expect(sum).toBe(apportionment.requirement + unmatchedRelease);
      if (reading === "Net") expect(unmatchedRelease).toBe(0);
    },
  );

  law(
    "shares shown to four decimals add to the requirement but for their own rounding",
    fc.record({ groups: someGroups, officers: someOfficers }),
    ({ groups, officers }) => {
      const outcome = share(groups, officers);
      if (outcome.kind !== "shared") return;
      const sum = outcome.share.apportionment.groups.reduce((total, group) => total + group.share, 0);
      expect(Math.abs(sum - outcome.share.apportionment.requirement)).toBeLessThanOrEqual(groups.length / 2);
    },
  );
});
