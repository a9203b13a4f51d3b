/**
 * The identities of the finance model (4.16): each holds where it should, is broken by the input that can break it, and is
 * not judged where there is nothing to judge. What no input can break is shown to break in a calculation made wrong on
 * purpose, so that the check has teeth.
 */
import { describe, expect, it } from "vitest";
import {
  evaluate,
  pence,
  posts,
  pounds,
  type BusinessCase,
  type Figure,
  type FundingRow,
  type Identity,
  type LineId,
  type Post,
} from "../../src/model";
import type { Calculation } from "../../src/model/calculation";
import { calculate } from "../../src/model/evaluate";
import { figurePart, inputPart } from "../../src/model/figures";
import { raiseFlags } from "../../src/model/flags";
import { StaffCosts } from "../../src/model/staffing";
import { checkIdentities } from "../../src/model/identities";
import {
  exactly,
  makeApproval,
  makeAssumption,
  makeCase,
  makeCost,
  makeDecision,
  makeFunding,
  makeGroup,
  makePost,
  makeScheme,
  year,
} from "./caseMaker";
import { someCase } from "./caseGenerator";
import { intelligenceTom } from "./intelligenceTom";
import { law } from "./law";

const IDS = [
  "I1",
  "I2",
  "I3",
  "I4",
  "I5",
  "I6",
  "I7",
  "I8",
  "I9",
  "I10",
  "I11",
  "I12",
  "I13",
  "I14",
  "I15",
  "I16",
  "I17",
  "I18",
  "I19",
  "I20",
  "I21",
  "I22",
];

const decision = makeDecision({ baseYear: year("2019/20"), horizonInYears: 2 });

function outcome(id: string, businessCase: Partial<BusinessCase>): Identity["outcome"] | undefined {
  return evaluate(makeCase({ decision, ...businessCase })).identities.find((identity) => identity.id === id)?.outcome;
}

/** The outcome of one identity on a calculation of PCD 484, and on its figures, that was changed on purpose. */
function outcomeOfWrong(
  id: string,
  change: (right: Calculation) => Partial<Calculation>,
  figures: ReadonlyMap<string, Figure> = evaluate(intelligenceTom()).figures,
  again: ReadonlyMap<string, Figure> = figures,
): Identity["outcome"] | undefined {
  const right = calculate(intelligenceTom());
  const wrong = { ...right, ...change(right) };
  return checkIdentities(wrong, raiseFlags(right), figures, () => again).find((identity) => identity.id === id)
    ?.outcome;
}

const reserve = (text: string | null, parts: Partial<FundingRow> = {}, name = "Reserve"): FundingRow =>
  makeFunding(name, "Earmarked reserve", {
    ...(text === null ? {} : { year: year(text) }),
    ...parts,
    line: `Funding:${name} ${text ?? "all"}` as LineId,
  });

/** The ranks of 1b, DCI +1, Insp +4, DSU -1, beside officer posts approved. */
function ranksApproved(approved: number): Partial<BusinessCase> {
  const rank = (reference: string, grade: string, baseline: number, proposed: number): Post =>
    makePost(reference, {
      roleType: "Officer",
      grade,
      paidBy: "Donor groups",
      baseline: posts(baseline),
      proposed: posts(proposed),
      paragraphs: ["1b"],
    });
  return {
    posts: [rank("P1", "DCI", 0, 1), rank("P2", "Insp", 0, 4), rank("P3", "DSU", 1, 0)],
    approvals: [makeApproval("1b", "Officer posts", approved, 0)],
  };
}

describe("the identities", () => {
  it("all hold for PCD 484, and each says what it compared", () => {
    const { identities } = evaluate(intelligenceTom());
    // It moves no budget, has no Capital plan and borrows nothing.
    const absent = new Set(["I7", "I8", "I17"]);
    expect(identities.map(({ id, outcome: found }) => `${id} ${found}`)).toEqual(
      IDS.map((id) => `${id} ${absent.has(id) ? "not judged" : "holds"}`),
    );
    for (const { title, detail } of identities) expect(`${title}: ${detail}`).toMatch(/\w: .*\w/);
  });

  it("that need nothing of the case hold for an empty one, and the others are not judged", () => {
    const always = new Set(["I1", "I2", "I3", "I9", "I11", "I12", "I20", "I22"]);
    for (const { id, outcome: found } of evaluate(makeCase()).identities) {
      expect(`${id} ${found}`).toBe(`${id} ${always.has(id) ? "holds" : "not judged"}`);
    }
  });
});

describe("an input breaks", () => {
  const cost = makeCost("C1", { type: "Capital", amount: exactly(100), paragraphs: ["1c"] });

  it.each<[string, string, Partial<BusinessCase>, Partial<BusinessCase>]>([
    [
      "I5",
      "an opening that is not the closing before",
      { funding: [reserve("2019/20", { opening: pounds(5) }), reserve("2020/21", { opening: pounds(6) })] },
      { funding: [reserve("2019/20", { opening: pounds(5) }), reserve("2020/21", { opening: pounds(5) })] },
    ],
    [
      "I5",
      "a middle year that is left out (law 10)",
      { funding: [reserve("2018/19", { opening: pounds(5) }), reserve("2020/21")] },
      { funding: [reserve("2018/19", { opening: pounds(5) })] },
    ],
    [
      "I12",
      "posts moved in that nobody gave",
      { posts: [makePost("P1", { movement: "Redistribution in" })] },
      {
        posts: [
          makePost("P1", { movement: "Redistribution in" }),
          makePost("P2", { baseline: posts(1), proposed: posts(0), movement: "Redistribution out" }),
        ],
      },
    ],
    [
      "I12",
      "officers moved to posts of staff",
      {
        posts: [
          makePost("P1", { movement: "Redistribution in" }),
          makePost("P2", {
            baseline: posts(1),
            proposed: posts(0),
            movement: "Redistribution out",
            roleType: "Officer",
          }),
        ],
      },
      {
        posts: [
          makePost("P1", { movement: "Redistribution in", roleType: "Officer" }),
          makePost("P2", {
            baseline: posts(1),
            proposed: posts(0),
            movement: "Redistribution out",
            roleType: "Officer",
          }),
        ],
      },
    ],
    ["I14", "ranks that do not add to the posts approved", ranksApproved(3), ranksApproved(4)],
    [
      "I13",
      "a release that belongs to no group that shares",
      {
        decision: { ...decision, officerRequirement: "Gross then release" },
        posts: [
          makePost("P1", { roleType: "Officer", paidBy: "Donor groups", proposed: posts(5) }),
          makePost("P2", {
            roleType: "Officer",
            paidBy: "Donor groups",
            baseline: posts(1),
            proposed: posts(0),
            businessGroup: "Elsewhere",
          }),
        ],
        businessGroups: [makeGroup("Operations", 10, 0)],
      },
      {
        decision: { ...decision, officerRequirement: "Gross then release" },
        posts: [
          makePost("P1", { roleType: "Officer", paidBy: "Donor groups", proposed: posts(5) }),
          makePost("P2", { roleType: "Officer", paidBy: "Donor groups", baseline: posts(1), proposed: posts(0) }),
        ],
        businessGroups: [makeGroup("Operations", 10, 0)],
      },
    ],
    [
      "I16",
      "capital that a source does not meet by a penny",
      { costs: [cost], funding: [makeFunding("Plan", "Capital plan", { limit: pence(9_999) })] },
      { costs: [cost], funding: [makeFunding("Plan", "Capital plan", { limit: pence(10_000) })] },
    ],
    [
      "I18",
      "VAT inside an amount",
      { costs: [{ ...cost, vat: "Included" }] },
      { costs: [{ ...cost, vat: "Excluded" }, makeCost("C9", { category: "Interest" })] },
    ],
    [
      "I19",
      "an approved amount that is not the model's",
      { costs: [cost], approvals: [makeApproval("1c", "Capital", 99, 0)] },
      { costs: [cost], approvals: [makeApproval("1c", "Capital", 100, 0)] },
    ],
    [
      "I19",
      "a number of posts that is not the model's",
      {
        posts: [makePost("P1", { paidBy: "Grant", paragraphs: ["1a"] })],
        approvals: [makeApproval("1a", "Staff posts", 2, 0)],
      },
      {
        posts: [makePost("P1", { paidBy: "Grant", paragraphs: ["1a"] })],
        approvals: [makeApproval("1a", "Staff posts", 1, 0)],
      },
    ],
    [
      "I21",
      "a printed amount that no rounding explains",
      { costs: [cost], approvals: [makeApproval("1c", "Capital", 98, 1)] },
      { costs: [cost], approvals: [makeApproval("1c", "Capital", 99, 1)] },
    ],
  ])("%s: %s", (id, _sentence, breaks, holds) => {
    expect(outcome(id, breaks)).toBe("broken");
    expect(outcome(id, holds)).toBe("holds");
  });
});

describe("a calculation made wrong breaks", () => {
  const figures = (): Map<string, Figure> => new Map(evaluate(intelligenceTom()).figures);
  const changed = (id: string, parts: Partial<Figure>): Map<string, Figure> => {
    const all = figures();
    all.set(id, { ...(all.get(id) as Figure), ...parts });
    return all;
  };
  const firstOf = <T>(rows: readonly T[], change: (first: T) => T): readonly T[] =>
    rows.map((row, index) => (index === 0 ? change(row) : row));

  it.each<[string, string, (right: Calculation) => Partial<Calculation>]>([
    [
      "I1",
      "a line with a penny more",
      ({ costs }) => ({
        costs: { ...costs, amounts: costs.amounts.map((amount, at) => (at === 0 ? amount + 1 : amount)) },
      }),
    ],
    [
      "I2",
      "a penny left that nobody took",
      ({ otherLeft }) => ({ otherLeft: firstOf(otherLeft, (left) => pence(left + 1)) }),
    ],
    [
      "I3",
      "a source that gives a penny beyond its limit",
      ({ drawn, sources }) => ({
        drawn: drawn.map((row, index) =>
          sources[index]?.kind === "Capital plan" ? firstOf(row, (amount) => pence(amount + 1)) : row,
        ),
      }),
    ],
    [
      "I4",
      "a reserve that closes a penny higher",
      ({ reserves }) => ({
        reserves: firstOf(reserves, (each) => ({ ...each, closing: pence((each.closing ?? 0) + 1) })),
      }),
    ],
    [
      "I6",
      "a transfer that leaves in another year than it arrives",
      ({ sources }) => ({
        sources: sources.map((source) => ({
          ...source,
          balance: source.balance.map((each, at) => ({
            ...each,
            transferredOut: source.balance.at(at - 1)?.transferredOut ?? 0,
          })),
        })),
      }),
    ],
    [
      "I9",
      "an increment of a penny more",
      ({ pressure }) => ({
        pressure: firstOf(pressure, (each) => ({ ...each, increment: pence(each.increment + 1) })),
      }),
    ],
    [
      "I10",
      "a headroom of a penny more",
      ({ funds }) => ({ funds: firstOf(funds, (each) => ({ ...each, headroom: pence((each.headroom ?? 0) + 1) })) }),
    ],
    [
      "I11",
      "a unit with a post that came from nowhere",
      ({ bridge }) => ({ bridge: firstOf(bridge, (each) => ({ ...each, proposed: posts(99) })) }),
    ],
    [
      "I14",
      "a rank with a post that the total does not have",
      ({ bridge }) => ({ bridge: firstOf(bridge, (each) => ({ ...each, proposed: posts(99) })) }),
    ],
    [
      "I15",
      "a full-year cost that no full year has",
      ({ costs, businessCase }) => {
        const staff = new StaffCosts(businessCase, costs.years);
        staff.fullYear = () => ({ kind: "built", value: pence(20_600_001) });
        return { costs: { ...costs, staff } };
      },
    ],
  ])("%s: %s", (id, _sentence, change) => {
    expect(outcomeOfWrong(id, change)).toBe("broken");
    expect(outcomeOfWrong(id, () => ({}))).toBe("holds");
  });

  describe("with a capital plan and borrowing", () => {
    const businessCase = makeCase({
      decision,
      costs: [makeCost("C1", { type: "Capital", amount: exactly(100), assetLifeYears: 5 })],
      funding: [makeFunding("Loan", "Borrowing")],
      capitalPlan: [makeScheme("Depot", year("2019/20"), 50, { slippage: pounds(5), slippedTo: year("2020/21") })],
    });
    const right = calculate(businessCase);
    const ofCase = evaluate(businessCase).figures;
    const outcomeWith = (id: string, parts: Partial<Calculation>): string | undefined =>
      checkIdentities({ ...right, ...parts }, [], ofCase, () => ofCase).find((each) => each.id === id)?.outcome;

    it("I8: slippage of which a penny arrives nowhere", () => {
      const schemes = right.schemes.map((scheme) => ({
        ...scheme,
        years: firstOf(scheme.years, (each) => ({ ...each, slippageOut: pence(each.slippageOut + 1) })),
      }));
      expect([outcomeWith("I8", {}), outcomeWith("I8", { schemes })]).toEqual(["holds", "broken"]);
    });

    it("I17: a requirement that closes a penny lower, and charges that do not add to the capital", () => {
      const { financing } = right;
      const years = firstOf(financing.years, (each) => ({ ...each, closing: pence((each.closing ?? 0) - 1) }));
      const borrowed = firstOf(financing.borrowed, (each) => ({
        ...each,
        charges: [...(each.charges ?? []), pence(1)],
      }));
      expect([
        outcomeWith("I17", {}),
        outcomeWith("I17", { financing: { ...financing, years } }),
        outcomeWith("I17", { financing: { ...financing, borrowed } }),
      ]).toEqual(["holds", "broken", "broken"]);
    });
  });

  it("I1: a total that is a penny more than its lines", () => {
    const wrong = changed("cost.total", { value: { kind: "number", value: 276_300_001 } });
    expect(outcomeOfWrong("I1", () => ({}), wrong)).toBe("broken");
  });

  it.each([
    ["a figure that is not there", figurePart("cost.of-nothing")],
    ["an input that is not there", inputPart("Costs:C99" as LineId, "amount", "Amount", "1")],
  ])("I20: a figure that leads to %s", (_sentence, part) => {
    const wrong = changed("cost.total", { trace: () => ({ rule: "cost-total", words: "", parts: [part] }) });
    expect(outcomeOfWrong("I20", () => ({}), wrong)).toBe("broken");
  });

  it("I22: a figure that moves with the order of rows, or is gone", () => {
    const moved = changed("cost.total", { value: { kind: "number", value: 1 } });
    expect(outcomeOfWrong("I22", () => ({}), figures(), moved)).toBe("broken");
    const gone = figures();
    gone.delete("cost.total");
    expect(outcomeOfWrong("I22", () => ({}), figures(), gone)).toBe("broken");
  });
});

describe("nothing is judged", () => {
  it.each<[string, string, Partial<BusinessCase>]>([
    ["I4", "without a reserve", { funding: [makeFunding("Plan", "Capital plan")] }],
    ["I4", "where the opening of the only reserve is blank", { funding: [reserve("2019/20")] }],
    ["I5", "without a reserve", { funding: [] }],
    ["I6", "where no source contributes to another", { funding: [reserve("2019/20", { opening: pounds(1) })] }],
    [
      "I6",
      "where a contribution comes from no source",
      { funding: [reserve("2019/20", { contributions: pounds(1), contributionFrom: "A business group" })] },
    ],
    [
      "I10",
      "where no fund states an opening",
      { funding: [makeFunding("Fund", "Major Change Fund", { year: year("2019/20") })] },
    ],
    ["I14", "without posts", {}],
    ["I13", "without business groups", { posts: [makePost("P1", { roleType: "Officer", paidBy: "Donor groups" })] }],
    [
      "I13",
      "where no group has a weight",
      { posts: [makePost("P1", { roleType: "Officer", paidBy: "Donor groups" })], businessGroups: [] },
    ],
    ["I18", "without cost", {}],
    [
      "I15",
      "without a post that the case pays for through a full year",
      { posts: [makePost("P1", { paidBy: "Grant" })] },
    ],
    ["I16", "without capital", { costs: [makeCost("C1")] }],
    ["I8", "without a capital plan", {}],
    [
      "I8",
      "where slippage has no receiving year",
      { capitalPlan: [makeScheme("Depot", year("2019/20"), 50, { slippage: pounds(5) })] },
    ],
    ["I17", "where nothing is borrowed", { costs: [makeCost("C1", { type: "Capital" })] }],
    [
      "I17",
      "where an asset life is blank",
      { costs: [makeCost("C1", { type: "Capital" })], funding: [makeFunding("Loan", "Borrowing")] },
    ],
    ["I19", "without approvals", {}],
    ["I19", "where no approval names a kind", { approvals: [{ ...makeApproval("1a", "Capital", 1, 0), kind: null }] }],
    ["I21", "where only posts were approved", { approvals: [makeApproval("1a", "Staff posts", 0, 0)] }],
    [
      "I20",
      "in a run larger than the parameter allows",
      {
        costs: [makeCost("C1"), makeCost("C2")],
        assumptions: [makeAssumption("shuffle-check-lines", { unit: "count", count: 1 })],
      },
    ],
    [
      "I22",
      "in a run larger than the parameter allows",
      {
        costs: [makeCost("C1"), makeCost("C2")],
        assumptions: [makeAssumption("shuffle-check-lines", { unit: "count", count: 1 })],
      },
    ],
  ])("of %s %s", (id, _sentence, businessCase) => {
    expect(outcome(id, businessCase)).toBe("not judged");
  });

  it("of neither check less, in a run just as large as it allows", () => {
    const assumptions = [makeAssumption("shuffle-check-lines", { unit: "count", count: 2 })];
    const costs = [makeCost("C1"), makeCost("C2")];
    expect([outcome("I20", { costs, assumptions }), outcome("I22", { costs, assumptions })]).toEqual([
      "holds",
      "holds",
    ]);
  });
});

describe("transfers between sources (I6)", () => {
  it("hold where one is planned for a year after the case", () => {
    const funding = [
      reserve("2019/20", { opening: pounds(9) }, "From"),
      reserve("2019/20", { opening: pounds(0), contributions: pounds(1), contributionFrom: "From" }, "To"),
      reserve("2020/21", {}, "To"),
      reserve("2021/22", { contributions: pounds(2), contributionFrom: "From" }, "To"),
    ];
    expect(outcome("I6", { funding })).toBe("holds");
    expect(evaluate(makeCase({ decision, funding })).status.status).toBe("Ready");
  });

  it("leave in the year in which they arrive, also where only another row of the source gives the From year", () => {
    const funding = [
      reserve("2019/20", { opening: pounds(9) }, "From"),
      reserve(null, { opening: pounds(0), contributions: pounds(1), contributionFrom: "From" }, "To"),
      reserve("2020/21", { fromYear: year("2020/21") }, "To"),
    ];
    expect(outcome("I6", { funding })).toBe("holds");
  });
});

describe("the laws of identities", () => {
  law("what no input can break holds for every case", someCase, (businessCase) => {
    const broken = evaluate(businessCase).identities.filter((identity) => identity.outcome === "broken");
    const byInput = new Set(["I5", "I12", "I13", "I14", "I16", "I18", "I19", "I21"]);
    expect(broken.filter((identity) => !byInput.has(identity.id))).toEqual([]);
  });
});
