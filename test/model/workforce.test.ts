/** The bridge from baseline to proposed posts (C20), and vacancies, which are never netted (C21). */
import { describe, expect, it } from "vitest";
import { fte, posts, type BridgeRow, type Post } from "../../src/model";
import { calculate } from "../../src/model/evaluate";
import { assignSlugs } from "../../src/model/naming";
import { redistributionNet, unitOf, vacancy, workforceBridge } from "../../src/model/workforce";
import { makeCase, makePost } from "./caseMaker";
import { someCase } from "./caseGenerator";
import { figuresOf } from "./figureReading";
import { law } from "./law";

function bridgeOf(...rows: Post[]): readonly BridgeRow[] {
  return workforceBridge(rows, assignSlugs(rows.map(unitOf)).of, assignSlugs(rows.map((row) => row.grade)).of);
}

const row = (reference: string, baseline: number, proposed: number, parts: Partial<Post> = {}): Post =>
  makePost(reference, { baseline: posts(baseline), proposed: posts(proposed), ...parts });

/** "5 + 2 - 0 + 1 - 0 = 8": baseline, redistribution in and out, growth, removal, proposed, in posts. */
function inWords(each: BridgeRow | undefined): string {
  if (!each) return "none";
  const [baseline, into, out, growth, removal, proposed] = [
    each.baseline,
    each.redistributionIn,
    each.redistributionOut,
    each.growth,
    each.removal,
    each.proposed,
  ].map((amount) => amount / 10_000);
  return `${baseline} + ${into} - ${out} + ${growth} - ${removal} = ${proposed}`;
}

describe("the bridge", () => {
  it.each<[string, Post[], string]>([
    ["a rise is growth", [row("P1", 2, 5)], "2 + 0 - 0 + 3 - 0 = 5"],
    ["a fall is a removal", [row("P1", 5, 2)], "5 + 0 - 0 + 0 - 3 = 2"],
    ["no change is neither", [row("P1", 5, 5)], "5 + 0 - 0 + 0 - 0 = 5"],
    ["growth by name", [row("P1", 2, 5, { movement: "Growth" })], "2 + 0 - 0 + 3 - 0 = 5"],
    ["a removal by name", [row("P1", 5, 2, { movement: "Removal" })], "5 + 0 - 0 + 0 - 3 = 2"],
    ["posts moved in", [row("P1", 2, 5, { movement: "Redistribution in" })], "2 + 3 - 0 + 0 - 0 = 5"],
    ["posts moved out", [row("P1", 5, 2, { movement: "Redistribution out" })], "5 + 0 - 3 + 0 - 0 = 2"],
    [
      "rows of one unit, role type and grade add up, and do not cancel",
      [row("P1", 1, 4), row("P2", 3, 1), row("P3", 0, 2, { movement: "Redistribution in" })],
      "4 + 2 - 0 + 3 - 2 = 7",
    ],
    [
      "names in another spelling are the same unit and grade",
      [
        row("P1", 1, 2, { unit: "Intelligence", grade: "Band E" }),
        row("P2", 1, 2, { unit: "intelligence ", grade: "BAND E" }),
      ],
      "2 + 0 - 0 + 2 - 0 = 4",
    ],
  ])("%s", (_sentence, rows, words) => {
    const bridge = bridgeOf(...rows);
    expect(bridge).toHaveLength(1);
    expect(inWords(bridge[0])).toBe(words);
  });

  it("keeps units, role types and grades apart, in the order of their names", () => {
    const bridge = bridgeOf(
      row("P1", 0, 1, { unit: "West" }),
      row("P2", 0, 1, { unit: "East", grade: "Band E" }),
      row("P3", 0, 1, { unit: "East", grade: "Band D" }),
      row("P4", 0, 1, { unit: "East", grade: "Band D", roleType: "Officer" }),
    );
    expect(bridge.map(({ unit, roleType, grade }) => `${unit} ${roleType} ${grade}`)).toEqual([
      "East Officer Band D",
      "East Staff Band D",
      "East Staff Band E",
      "West Staff Band E",
    ]);
  });

  it("calls a unit by its Unit, else by its Business group", () => {
    expect(unitOf(makePost("P1", { unit: "Intelligence" }))).toBe("Intelligence");
    expect(unitOf(makePost("P1", { businessGroup: "Met Operations" }))).toBe("Met Operations");
  });

  it("says where posts change that others pay for", () => {
    expect(bridgeOf(row("P1", 0, 1, { paidBy: "Donor groups" }))[0]?.isCostedHere).toBe(false);
    expect(bridgeOf(row("P1", 1, 1, { paidBy: "Donor groups" }))[0]?.isCostedHere).toBe(true);
    expect(bridgeOf(row("P1", 0, 1))[0]?.isCostedHere).toBe(true);
  });

  it("gives the rank bridge of 1b: DCI +1, DI/Insp +4, DSU -1 make +4", () => {
    const officer = { roleType: "Officer", paidBy: "Donor groups", unit: "Met Intelligence" } as const;
    const businessCase = makeCase({
      posts: [
        row("P1", 0, 1, { ...officer, grade: "DCI" }),
        row("P2", 0, 4, { ...officer, grade: "Insp", role: "DI" }),
        row("P3", 1, 0, { ...officer, grade: "DSU" }),
      ],
    });
    expect(
      figuresOf(
        businessCase,
        "bwt.met-intelligence.dci.change",
        "bwt.met-intelligence.insp.change",
        "bwt.met-intelligence.dsu.change",
        "bwt.officer.baseline",
        "bwt.officer.proposed",
        "bwt.officer.change",
      ),
    ).toEqual({
      "bwt.met-intelligence.dci.change": "1",
      "bwt.met-intelligence.insp.change": "4",
      "bwt.met-intelligence.dsu.change": "-1",
      "bwt.officer.baseline": "1",
      "bwt.officer.proposed": "5", // 1 + 4 + 0
      "bwt.officer.change": "4", // 1 + 4 - 1
    });
  });
});

describe("redistribution", () => {
  it.each<[string, Post[], number]>([
    [
      "adds to nil when all that leaves arrives",
      [row("P1", 5, 2, { movement: "Redistribution out" }), row("P2", 1, 4, { movement: "Redistribution in" })],
      0,
    ],
    [
      "shows what has not arrived",
      [row("P1", 5, 2, { movement: "Redistribution out" }), row("P2", 1, 3, { movement: "Redistribution in" })],
      -1,
    ],
    ["shows what came from nowhere", [row("P2", 1, 3, { movement: "Redistribution in" })], 2],
    ["does not count growth and removals", [row("P1", 5, 2), row("P2", 1, 9, { movement: "Growth" })], 0],
    ["counts parts of posts", [row("P1", 1, 1, { movement: "Redistribution in", proposed: fte(12_500) })], 0.25],
  ])("%s", (_sentence, rows, net) => {
    expect(redistributionNet(rows) / 10_000).toBe(net);
  });
});

describe("vacancies", () => {
  it.each([
    [5, 3, 2, "posts without people"],
    [5, 5, 0, "none where all posts are filled"],
    [5, 6, 0, "none, not less, where there are more people than posts"],
    [0, 0, 0, "none without posts"],
  ])("of %d posts with %d people are %d: %s", (target, strength, vacant) => {
    expect(vacancy(posts(target), posts(strength))).toBe(posts(vacant));
  });

  it("are never netted with over-strength, neither within a unit nor over all", () => {
    const businessCase = makeCase({
      posts: [
        row("P1", 10, 12, { unit: "East", paidBy: "Grant", strength: posts(8) }), // 4 vacant, 2 before
        row("P2", 5, 5, { unit: "East", strength: posts(7) }), // 2 over
        row("P3", 4, 2, { unit: "West", paidBy: "Grant", strength: posts(3) }), // 1 over, 1 vacant before
      ],
    });
    expect(
      figuresOf(
        businessCase,
        "vacancies.east",
        "vacancies.east.current",
        "vacancies.west",
        "vacancies.west.current",
        "vacancies.total",
        "vacancies.total.current",
        "over-strength.total",
      ),
    ).toEqual({
      "vacancies.east": "4", // 12 - 8
      "vacancies.east.current": "2", // 10 - 8
      "vacancies.west": "0",
      "vacancies.west.current": "1", // 4 - 3
      "vacancies.total": "4",
      "vacancies.total.current": "3",
      "over-strength.total": "3", // (7 - 5) + (3 - 2)
    });
  });

  it("are not netted between two rows of one unit and grade", () => {
    const [each] = bridgeOf(row("P1", 0, 4, { strength: posts(1) }), row("P2", 0, 2, { strength: posts(5) }));
    expect(each).toMatchObject({ vacancies: posts(3), overStrength: posts(3), strength: posts(6) });
  });
});

describe("the laws of the workforce", () => {
  law(
    "baseline + redistribution in - out + growth - removal = proposed, for every unit and grade (I11)",
    someCase,
    (businessCase) => {
      const { bridge } = calculate(businessCase);
      for (const each of bridge) {
        expect(each.baseline + each.redistributionIn - each.redistributionOut + each.growth - each.removal).toBe(
          each.proposed,
        );
        expect(Math.min(each.growth, each.removal, each.vacancies, each.overStrength)).toBeGreaterThanOrEqual(0);
      }
      const total = (of: (each: BridgeRow) => number): number => bridge.reduce((sum, each) => sum + of(each), 0);
      const rows = businessCase.posts;
      expect(total((each) => each.proposed)).toBe(rows.reduce((sum, post) => sum + post.proposed, 0));
      expect(total((each) => each.redistributionIn - each.redistributionOut)).toBe(redistributionNet(rows));
    },
  );

  law("vacancies less over-strength is posts less people, over all", someCase, (businessCase) => {
    const { bridge } = calculate(businessCase);
    const total = (of: (each: BridgeRow) => number): number => bridge.reduce((sum, each) => sum + of(each), 0);
    expect(total((each) => each.vacancies - each.overStrength)).toBe(total((each) => each.proposed - each.strength));
  });
});
