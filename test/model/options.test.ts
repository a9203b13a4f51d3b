/** Options side by side: what each counts, what it is worth, and which is the lowest of those that meet the objective. */
import { describe, expect, it } from "vitest";
import { evaluate, pounds, rate, type BusinessCase, type OptionRow } from "../../src/model";
import { exactly, makeCase, makeCost, makeDecision, makeFunding, makeOption, makePost, year } from "./caseMaker";
import { figuresOf, shown } from "./figureReading";

const decision = makeDecision({ baseYear: year("2019/20"), horizonInYears: 2, preferredOption: "A" });
const benefit = (option: string, inYear: string, amount: number | null, parts: Partial<OptionRow> = {}): OptionRow =>
  makeOption(option, {
    benefit: "Overtime",
    benefitType: "Cash-releasing",
    year: year(inYear),
    amount: amount === null ? null : pounds(amount),
    ...parts,
  });

/** Do nothing costs 500 a year; A is a post of 40,000 and 1,000 once; B is the post and 9,000 of capital. */
const businessCase: BusinessCase = makeCase({
  decision,
  posts: [makePost("P1", { unitCost: exactly(40_000) })],
  costs: [
    makeCost("N1", { option: "None", type: "Revenue recurring", amount: exactly(500) }),
    makeCost("A1", { option: "A", amount: exactly(1_000) }),
    makeCost("B1", { option: "B", type: "Capital", amount: exactly(9_000) }),
  ],
  options: [
    makeOption("None", { isDoNothing: true, meetsObjective: false }),
    makeOption("A", { isPreferred: true, meetsObjective: true }),
    makeOption("B", { meetsObjective: true }),
  ],
});

describe("an option", () => {
  it("counts the posts and lines without an option with its own; do nothing only its own", () => {
    expect(figuresOf(businessCase, "option.none.cost", "option.a.cost", "option.b.cost", "cost.total")).toEqual({
      "option.none.cost": "1,000.00",
      "option.a.cost": "81,000.00",
      "option.b.cost": "89,000.00",
      "cost.total": "81,000.00",
    });
  });

  it("has its net present cost, its equal yearly cost, and its difference from doing nothing", () => {
    // A: 41,000 + 40,000 / 1.035 = 79,647; / (1 + 1 / 1.035) = 40,509. None: 500 + 500 / 1.035 = 983.
    expect(figuresOf(businessCase, "option.a.npc", "eac.a", "option.none.npc", "option.a.difference")).toEqual({
      "option.a.npc": "79,647",
      "eac.a": "40,509",
      "option.none.npc": "983",
      "option.a.difference": "78,664",
    });
  });

  it("is worked out as the case itself: preferring another switches everything", () => {
    const preferB = {
      ...businessCase,
      decision: { ...decision, preferredOption: "B" },
      options: (businessCase.options ?? []).map((row) => ({ ...row, isPreferred: null })),
    };
    const [a, b] = [evaluate(businessCase), evaluate(preferB)];
    for (const [whole, part] of [
      ["cost.total", "cost"],
      ["cost.capital", "capital"],
      ["cost.one-off", "one-off"],
      ["npc.2", "npc"],
    ] as const) {
      expect(shown(a, whole)).toBe(shown(a, `option.a.${part}`));
      expect(shown(b, whole)).toBe(shown(a, `option.b.${part}`));
    }
  });

  it("other than the preferred one has no number without a cost line of its own", () => {
    const options = [...(businessCase.options ?? []), makeOption("C")];
    const needed = "input needed: cost lines of C: no line of Costs names it in its Option column";
    expect(figuresOf({ ...businessCase, options }, "option.c.cost", "option.c.npc", "eac.c", "option.c.rank")).toEqual({
      "option.c.cost": needed,
      "option.c.npc": needed,
      "eac.c": needed,
      "option.c.rank": needed,
    });
  });

  it("adds its risk adjustment to the net present cost: 79,647 x 1.1", () => {
    const options = [makeOption("A", { riskAdjustment: rate(1, 10) }), makeOption("B")];
    expect(figuresOf({ ...businessCase, options }, "option.a.npc", "option.a.risk-adjusted-npc")).toEqual({
      "option.a.npc": "79,647",
      "option.a.risk-adjusted-npc": "87,612",
    });
  });
});

describe("benefits", () => {
  const withRows = (...rows: readonly OptionRow[]): BusinessCase => ({
    ...businessCase,
    options: [...(businessCase.options ?? []), ...rows],
  });

  it("in money give a net present social value and a ratio: 100,000 + 103,500 / 1.035 = 200,000 against 79,647", () => {
    const rows = [benefit("A", "2019/20", 100_000), benefit("A", "2020/21", 103_500)];
    expect(
      figuresOf(withRows(...rows), "npsv.2", "option.a.npsv", "option.a.bcr", "option.a.benefits.cash-releasing"),
    ).toEqual({
      "npsv.2": "120,353",
      "option.a.npsv": "120,353",
      "option.a.bcr": "2.5111",
      "option.a.benefits.cash-releasing": "203,500.00",
    });
  });

  it("without money give neither", () => {
    const rows = [makeOption("A", { benefit: "Trust", benefitType: "Qualitative" })];
    expect(figuresOf(withRows(...rows), "npsv.2", "option.a.npsv", "option.a.bcr")).toEqual({
      "npsv.2": "-",
      "option.a.npsv": "-",
      "option.a.bcr": "-",
    });
  });

  it("of a blank amount are needed, never nil", () => {
    const needed = "input needed: Amount of the benefit 'Overtime' (Options)";
    expect(figuresOf(withRows(benefit("A", "2019/20", null)), "npsv.2", "option.a.bcr", "option.a.npc")).toEqual({
      "npsv.2": needed,
      "option.a.bcr": needed,
      "option.a.npc": "79,647",
    });
  });

  it.each<[string, OptionRow, string[]]>([
    ["amount", benefit("A", "2019/20", null), ["amount"]],
    ["year", { ...benefit("A", "2019/20", 5), year: null }, ["year"]],
    [
      "amount, of a type that carries none",
      benefit("A", "2019/20", null, { benefitType: "Quantified" }),
      ["benefitType"],
    ],
    ["nothing", benefit("A", "2019/20", 5), []],
  ])("without their %s are said at the cell", (_what, row, fields) => {
    const { flags } = evaluate({ ...withRows(row), options: [makeOption("None", { isDoNothing: true }), row] });
    const raised = flags.filter((each) => each.code === "BCR_NOT_AVAILABLE");
    expect(raised.map((each) => [each.place?.line, each.place?.field])).toEqual(
      fields.map((field) => [row.line, field]),
    );
  });

  it("say that what sources hold and savings give is in what an option leaves unpaid", () => {
    const evaluation = evaluate({
      ...withRows(benefit("A", "2019/20", 5)),
      funding: [makeFunding("Reserve", "Earmarked reserve", { opening: pounds(7) })],
    });
    const parts = evaluation.figures.get("option.b.gap")?.trace().parts ?? [];
    expect(parts).toContainEqual(expect.objectContaining({ kind: "input", name: "Reserve: Opening", shown: "£7" }));
    expect(parts).toContainEqual({ kind: "figure", id: "pressure.savings.2019/20" });
  });
});

describe("the lowest option", () => {
  it("is the cheapest of those that meet the objective, with the reason; the preferred one is the one stated", () => {
    const evaluation = evaluate({
      ...businessCase,
      decision: { ...decision, preferredOption: "B" },
      options: (businessCase.options ?? []).map((row) => ({ ...row, isPreferred: null })),
    });
    expect(shown(evaluation, "options.lowest")).toBe("A");
    expect(evaluation.figures.get("options.lowest")?.trace().words).toBe(
      "A: the lowest net present cost of the 2 options that meet the objective; None does not meet it. The preferred option is the one that is stated",
    );
    expect(evaluation.appraisal.options.map((each) => [each.option, each.isPreferred])).toEqual([
      ["None", false],
      ["A", false],
      ["B", true],
    ]);
  });

  it("is nobody where no option says whether it meets the objective", () => {
    const options = [makeOption("A"), makeOption("B")];
    expect(figuresOf({ ...businessCase, options }, "options.lowest")["options.lowest"]).toMatch(
      /^input needed: No option is known/,
    );
  });

  it("is nobody where two cost the same", () => {
    const costs = [makeCost("A1", { option: "A" }), makeCost("B1", { option: "B" })];
    const options = [makeOption("A", { meetsObjective: true }), makeOption("B", { meetsObjective: true })];
    expect(figuresOf({ ...businessCase, costs, options }, "options.lowest", "option.a.rank", "option.b.rank")).toEqual({
      "options.lowest": "input needed: A and B have the same net present cost",
      "option.a.rank": "1",
      "option.b.rank": "1",
    });
  });
});

describe("what does not belong in the economic case", () => {
  it.each(["MRP", "Interest", "VAT", "Depreciation", "Transfer to reserves"])(
    "%s stays in the financial case and is left out of the net present cost, with a note",
    (category) => {
      const evaluation = evaluate(
        makeCase({
          decision: { ...decision, preferredOption: null },
          costs: [makeCost("C1"), makeCost("C2", { category })],
        }),
      );
      expect([shown(evaluation, "cost.total"), shown(evaluation, "npc.2")]).toEqual(["2,000.00", "1,000"]);
      const raised = evaluation.flags.filter((flag) => flag.code === "ECONOMIC_EXCLUDED");
      expect(raised.map((flag) => `${flag.severity} ${flag.place?.line} ${flag.place?.field}`)).toEqual([
        "note Costs:C2 category",
      ]);
    },
  );
});
