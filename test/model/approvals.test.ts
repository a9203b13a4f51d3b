/** What was approved beside what the model has: EXACT, ROUNDING or BREAK by the digits that were printed (C28). */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  evaluate,
  posts,
  pounds,
  type Approval,
  type ApprovalResult,
  type BusinessCase,
  type LineId,
} from "../../src/model";
import { reconcile } from "../../src/model/publishedTable";
import {
  exactly,
  makeApproval,
  makeCase,
  makeCost,
  makeDecision,
  makeFunding,
  makePost,
  monthOf,
  year,
} from "./caseMaker";
import { figuresOf } from "./figureReading";
import { law } from "./law";

describe("a printed figure and the model", () => {
  const in206k = { printed: 206_000_00, printedHalfUnit: 500_00 };

  it.each<[string, number, number[], "EXACT" | "ROUNDING" | "BREAK"]>([
    ["the printed amount itself", 206_000_00, [], "EXACT"],
    ["a penny below what would be printed as 206: 205,499.99", 205_499_99, [], "BREAK"],
    ["the lowest that is printed as 206: 205,500.00", 205_500_00, [], "EXACT"],
    ["the highest that is printed as 206: 206,499.99", 206_499_99, [], "EXACT"],
    ["half a unit above, which is printed as 207: 206,500.00", 206_500_00, [], "ROUNDING"],
    ["a penny more: 206,500.01", 206_500_01, [], "BREAK"],
    ["half a unit and one part's half unit above: 206,550.00", 206_550_00, [50_00], "ROUNDING"],
    ["a penny more than a part can explain", 206_550_01, [50_00], "BREAK"],
    [
      "half a unit and six parts' half units above: 206,000 + 500 + 6 x 50",
      206_800_00,
      [50_00, 50_00, 50_00, 50_00, 50_00, 50_00],
      "ROUNDING",
    ],
    ["a penny more than six parts can explain", 206_800_01, [50_00, 50_00, 50_00, 50_00, 50_00, 50_00], "BREAK"],
  ])("£0.206M beside %s", (_sentence, modelled, partHalfUnits, expected) => {
    expect(reconcile({ ...in206k, modelled, partHalfUnits }).class).toBe(expected);
  });

  it.each<[string, number, "EXACT" | "ROUNDING" | "BREAK"]>([
    ["itself", -206_000_00, "EXACT"],
    ["-205,500.00, which is printed as -206", -205_500_00, "EXACT"],
    ["-206,500.00, which is printed as -207", -206_500_00, "ROUNDING"],
    ["-206,500.01", -206_500_01, "BREAK"],
  ])("a printed credit of £0.206M beside %s mirrors the cost", (_sentence, modelled, expected) => {
    expect(reconcile({ printed: -206_000_00, printedHalfUnit: 500_00, modelled, partHalfUnits: [] }).class).toBe(
      expected,
    );
  });

  it("of an exact amount or of posts agrees only when it is the same", () => {
    expect(reconcile({ printed: 4, printedHalfUnit: 0, modelled: 4, partHalfUnits: [] })).toEqual({
      class: "EXACT",
      tolerance: 0,
      difference: 0,
    });
    expect(reconcile({ printed: 4, printedHalfUnit: 0, modelled: 5, partHalfUnits: [] })).toEqual({
      class: "BREAK",
      tolerance: 0,
      difference: 1,
    });
  });

  it.each<[number, number, string]>([
    [0, 500, "no parts: the printed half unit alone"],
    [1, 500 + 100, "one part"],
    [6, 500 + 6 * 100, "six parts: the worst case"],
    [7, 500 + 458, "seven parts: 3 x root(7 x 100 x 100 / 3) = 458.26, less than the worst case of 700"],
    [12, 500 + 600, "twelve parts: 3 x root(12 x 100 x 100 / 3) = 600 exactly"],
  ])("with %d parts of half a unit of 100 may differ by %d: %s", (count, tolerance) => {
    const sum = {
      printed: 0,
      printedHalfUnit: 500,
      modelled: tolerance,
      partHalfUnits: new Array<number>(count).fill(100),
    };
    expect(reconcile(sum).tolerance).toBe(tolerance);
    expect(reconcile({ ...sum, printed: 1_000_000, modelled: 1_000_000 + tolerance }).class).toBe("ROUNDING");
    expect(reconcile({ ...sum, printed: 1_000_000, modelled: 1_000_000 + tolerance + 1 }).class).toBe("BREAK");
  });

  it("takes the worst case of more than six parts where that is the smaller: one large part and many small ones", () => {
    const partHalfUnits = [3_000, 1, 1, 1, 1, 1, 1];
    expect(reconcile({ printed: 0, printedHalfUnit: 0, modelled: 0, partHalfUnits }).tolerance).toBe(3_000 + 6);
  });

  law(
    "a sum of amounts that were rounded for printing is never a BREAK beside its own printed total, up to six parts",
    fc.record({
      unit: fc.constantFrom(100, 100_000, 10_000_000),
      parts: fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 6 }),
    }),
    ({ unit, parts }) => {
      const rounded = (amount: number): number =>
        Math.sign(amount) * Math.floor(Math.abs(amount) / unit + 0.5) * unit + 0;
      const verdict = reconcile({
        printed: rounded(parts.reduce((sum, part) => sum + part, 0)),
        printedHalfUnit: unit / 2,
        modelled: parts.reduce((sum, part) => sum + rounded(part), 0),
        partHalfUnits: parts.map(() => unit / 2),
      });
      expect(verdict.class).not.toBe("BREAK");
    },
  );

  law(
    "a difference and its mirror are judged alike",
    fc.record({
      printed: fc.integer({ min: 0, max: 1e9 }),
      half: fc.integer({ min: 0, max: 1e5 }),
      modelled: fc.integer({ min: 0, max: 1e9 }),
    }),
    ({ printed, half, modelled }) => {
      const of = (sign: 1 | -1): string =>
        reconcile({ printed: sign * printed, printedHalfUnit: half, modelled: sign * modelled, partHalfUnits: [] })
          .class;
      expect(of(-1)).toBe(of(1));
    },
  );
});

describe("what is compared with an approval", () => {
  const result = (businessCase: BusinessCase): ApprovalResult => {
    const [first] = evaluate(businessCase).approvals;
    if (!first) throw new Error("nothing was compared");
    return first;
  };
  const recurring = makeCost("C1", {
    type: "Revenue recurring",
    amount: exactly(120),
    startMonth: monthOf("2020-01"),
    paragraphs: ["1a"],
  });
  const decision = makeDecision({ baseYear: year("2019/20"), horizonInYears: 3 });
  const modelled = (parts: Partial<BusinessCase>, approval: Approval): number =>
    result(makeCase({ decision, approvals: [approval], ...parts })).modelled / 100;

  it.each<[string, Partial<Approval>, number]>([
    ["a full year's cost where it names no year, whatever month it begins in", {}, 120],
    ["a full year's cost where its basis is a year", { basis: "A year" }, 120],
    ["all years where its basis is the whole term", { basis: "Whole term" }, 30 + 120 + 120],
    ["the cost of its year where it names one", { year: year("2019/20") }, (120 * 3) / 12],
    ["nothing of a year without cost", { year: year("2018/19") }, 0],
  ])("a recurring approval has %s", (_sentence, parts, expected) => {
    expect(modelled({ costs: [recurring] }, makeApproval("1a", "Recurring revenue", 120, 0, parts))).toBe(expected);
  });

  it.each<[string, "Capital" | "One-off revenue", Partial<Approval>, number]>([
    ["capital has all years where it names none", "Capital", {}, 10 + 20],
    ["capital has its year where it names one", "Capital", { year: year("2020/21") }, 20],
    ["one-off revenue has all years where it names none", "One-off revenue", {}, 3 + 4],
    ["one-off revenue has its year where it names one", "One-off revenue", { year: year("2019/20") }, 3],
  ])("an approval of %s", (_sentence, kind, parts, expected) => {
    const inYear = (
      reference: string,
      type: "Capital" | "Revenue one-off",
      text: string,
      amount: number,
    ): ReturnType<typeof makeCost> =>
      makeCost(reference, { type, year: year(text), amount: exactly(amount), paragraphs: ["1c"] });
    const costs = [
      inYear("C1", "Capital", "2019/20", 10),
      inYear("C2", "Capital", "2020/21", 20),
      inYear("C3", "Revenue one-off", "2019/20", 3),
      inYear("C4", "Revenue one-off", "2020/21", 4),
      makeCost("C5", { type: "Capital", amount: exactly(500), paragraphs: ["9z"] }),
    ];
    expect(modelled({ costs }, makeApproval("1c", kind, 30, 0, parts))).toBe(expected);
  });

  it("is a line that names the paragraph, among others and in any spelling, by an approval that names several", () => {
    const costs = [
      makeCost("C1", { amount: exactly(1), paragraphs: ["1D", "3.2"] }),
      makeCost("C2", { amount: exactly(2), paragraphs: ["3.2"] }),
      makeCost("C3", { amount: exactly(4), paragraphs: [] }),
    ];
    const approval = { ...makeApproval("1d", "One-off revenue", 3, 0), paragraphs: ["1d", "3.2"] };
    expect(modelled({ costs }, approval)).toBe(1 + 2);
  });

  it("is Proposed less Baseline for posts, whoever pays; PCSOs count as staff", () => {
    const rows = [
      makePost("P1", { proposed: posts(5), unitCost: exactly(1), paragraphs: ["1a"] }),
      makePost("P2", { roleType: "PCSO", proposed: posts(2), unitCost: exactly(1), paragraphs: ["1a"] }),
      makePost("P3", { roleType: "Officer", proposed: posts(4), paidBy: "Donor groups", paragraphs: ["1a"] }),
      makePost("P4", {
        roleType: "Officer",
        baseline: posts(1),
        proposed: posts(0),
        paidBy: "Donor groups",
        paragraphs: ["1a"],
      }),
      makePost("P5", { proposed: posts(9), unitCost: exactly(1) }),
    ];
    const of = (kind: "Staff posts" | "Officer posts"): ApprovalResult =>
      result(makeCase({ posts: rows, approvals: [makeApproval("1a", kind, 3, 0)] }));
    expect(of("Staff posts")).toMatchObject({
      unit: "posts",
      modelled: posts(5 + 2),
      difference: posts(4),
      class: "BREAK",
      allocated: null,
    });
    expect(of("Officer posts")).toMatchObject({ modelled: posts(4 - 1), difference: 0, class: "EXACT" });
  });

  it("is no money of posts that others pay for", () => {
    const rows = [
      makePost("P1", { unitCost: exactly(100), paragraphs: ["1a"] }),
      makePost("P2", { unitCost: exactly(900), paidBy: "Donor groups", paragraphs: ["1a"] }),
    ];
    expect(modelled({ posts: rows }, makeApproval("1a", "Recurring revenue", 100, 0))).toBe(100);
  });

  it("is allowed the precision of its own typed parts: £0.12M twice explains 10,000 beside an exact 250,000", () => {
    const typed = { amount: pounds(120_000), halfUnit: pounds(5_000) };
    const costs = ["C1", "C2"].map((reference) => makeCost(reference, { amount: typed, paragraphs: ["1d"] }));
    const of = (approved: number): ApprovalResult =>
      result(makeCase({ costs, approvals: [makeApproval("1d", "One-off revenue", approved, 0)] }));
    expect(of(250_000)).toMatchObject({ class: "ROUNDING", tolerance: 2 * 500_000, difference: -1_000_000 });
    expect(of(250_001)).toMatchObject({ class: "BREAK" });
  });

  it("weighs a part's half unit by its part in the sum: a quarter of the year, a quarter of the half unit", () => {
    const typed = { amount: pounds(120_000), halfUnit: pounds(5_000) };
    const costs = [
      makeCost("C1", { type: "Revenue recurring", amount: typed, startMonth: monthOf("2020-01"), paragraphs: ["1a"] }),
    ];
    const approval = makeApproval("1a", "Recurring revenue", 30_000, 0, { year: year("2019/20") });
    expect(result(makeCase({ costs, approvals: [approval] })).tolerance).toBe((5_000 * 100 * 3) / 12);
  });

  it("leaves out an approval that names no kind", () => {
    expect(
      evaluate(makeCase({ approvals: [{ ...makeApproval("1a", "Capital", 1, 0), kind: null }] })).approvals,
    ).toEqual([]);
  });
});

describe("what is allocated to an approval", () => {
  const costs = [makeCost("C1", { amount: exactly(100), fundingSource: "Fund", paragraphs: ["1d"] })];
  const allocated = (status: "Approved" | "Provisional" | "Bid"): number | null | undefined => {
    const funding = [makeFunding("Fund", "Major Change Fund", { status, limit: pounds(70) })];
    return evaluate(makeCase({ costs, funding, approvals: [makeApproval("1d", "One-off revenue", 100, 0)] }))
      .approvals[0]?.allocated;
  };

  it("is what sources of any standing but Bid give", () => {
    expect([allocated("Approved"), allocated("Provisional"), allocated("Bid")]).toEqual([7_000, 7_000, 0]);
  });

  it("of a recurring cost a year is what it is given in the year of most", () => {
    const recurring = [
      makeCost("C1", { type: "Revenue recurring", amount: exactly(100), fundingSource: "Budget", paragraphs: ["1a"] }),
    ];
    const funding = [
      makeFunding("Budget", "Revenue budget", { year: year("2019/20"), limit: pounds(40) }),
      makeFunding("Budget", "Revenue budget", { year: year("2020/21"), limit: pounds(90) }),
    ];
    const [approval] = evaluate(
      makeCase({ costs: recurring, funding, approvals: [makeApproval("1a", "Recurring revenue", 100, 0)] }),
    ).approvals;
    expect(approval?.allocated).toBe(9_000);
  });
});

describe("the figures of an approval", () => {
  it("carry its paragraph, kind and, where it names one, its year", () => {
    const costs = [makeCost("C1", { type: "Capital", amount: exactly(374_000), paragraphs: ["1c"] })];
    const approvals = [
      makeApproval("1c", "Capital", 374_000, 500),
      makeApproval("1c", "Capital", 370_000, 500, { year: year("2019/20"), line: "Approvals:second" as LineId }),
    ];
    expect(
      figuresOf(
        makeCase({ costs, approvals }),
        "approval.1c.capital.approved",
        "approval.1c.capital.modelled",
        "approval.1c.capital.allocated",
        "approval.1c.capital.difference",
        "approval.1c.capital.class",
        "approval.1c.capital.approved.2019/20",
        "approval.1c.capital.difference.2019/20",
        "approval.1c.capital.class.2019/20",
      ),
    ).toEqual({
      "approval.1c.capital.approved": "374,000.00",
      "approval.1c.capital.modelled": "374,000.00",
      "approval.1c.capital.allocated": "0.00",
      "approval.1c.capital.difference": "0.00",
      "approval.1c.capital.class": "EXACT",
      "approval.1c.capital.approved.2019/20": "370,000.00",
      "approval.1c.capital.difference.2019/20": "4,000.00", // 374,000 - 370,000: modelled less approved
      "approval.1c.capital.class.2019/20": "BREAK",
    });
  });

  const stems = (approvals: readonly Approval[]): readonly string[] =>
    evaluate(makeCase({ approvals })).approvals.map((each) => each.figureStem);

  it("are numbered by the paragraph where two approvals would share them", () => {
    const named = (name: string, paragraph: string): Approval =>
      makeApproval(paragraph, "Capital", 1, 0, { line: `Approvals:${name}` as LineId });
    expect(stems([named("first", "1c"), named("second", "1c")])).toEqual([
      "approval.1c.capital",
      "approval.1c-2.capital",
    ]);
    expect(stems([named("first", "1.c"), named("second", "1 c")])).toEqual([
      "approval.1-c-2.capital",
      "approval.1-c.capital",
    ]); // by order of name
    const three = stems([named("first", "1c"), named("second", "1c"), named("third", "1c 2")]);
    expect(new Set(three).size).toBe(3);
  });

  it("have no empty part in their ids where a paragraph holds neither letter nor digit", () => {
    const [approval] = evaluate(makeCase({ approvals: [makeApproval("§", "Capital", 1, 0)] })).approvals;
    expect(approval?.figureStem).toMatch(/^approval\.[a-z0-9-]+\.capital$/);
  });

  it("show posts as posts", () => {
    const businessCase = makeCase({
      posts: [makePost("P1", { proposed: posts(5), unitCost: exactly(1), paragraphs: ["1a"] })],
      approvals: [makeApproval("1a", "Staff posts", 4, 0)],
    });
    expect(
      figuresOf(
        businessCase,
        "approval.1a.staff-posts.approved",
        "approval.1a.staff-posts.difference",
        "approval.1a.staff-posts.allocated",
      ),
    ).toEqual({
      "approval.1a.staff-posts.approved": "4",
      "approval.1a.staff-posts.difference": "1",
      "approval.1a.staff-posts.allocated": "-",
    });
  });
});
