/** The capital plan: schemes by year, moves that add to nil, headroom after the case's own capital, plans beyond their funding. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  evaluate,
  financialYear,
  formatYear,
  pounds,
  rate,
  type BusinessCase,
  type CapitalPlanRow,
  type CostLine,
  type Evaluation,
  type FlagCode,
  type FundingRow,
} from "../../src/model";
import { calculate } from "../../src/model/evaluate";
import {
  exactly,
  makeAssumption,
  makeCase,
  makeCost,
  makeDecision,
  makeFunding,
  makeSaving,
  makeScheme,
  year,
} from "./caseMaker";
import { law } from "./law";

const [Y1, Y2, Y3] = [year("2019/20"), year("2020/21"), year("2021/22")];
const THREE_YEARS = makeDecision({ baseYear: Y1, horizonInYears: 3 });

const planned = (capitalPlan: readonly CapitalPlanRow[], parts: Partial<BusinessCase> = {}): Evaluation =>
  evaluate(makeCase({ decision: THREE_YEARS, capitalPlan, ...parts }));

/** A figure by year of the three, in pounds; "needed" where an input is missing, undefined where there is no such figure. */
function byYear(evaluation: Evaluation, stem: string): readonly (number | string | undefined)[] {
  return [Y1, Y2, Y3].map((each) => {
    const value = evaluation.figures.get(`${stem}.${formatYear(each)}`)?.value;
    return value === undefined ? undefined : value.kind === "number" ? value.value / 100 : value.kind;
  });
}

const flagsOf = (evaluation: Evaluation, code: FlagCode): readonly string[] =>
  evaluation.flags.filter((flag) => flag.code === code).map((flag) => `${flag.severity}: ${flag.message}`);

describe("the budget of a scheme", () => {
  it.each<[string, CapitalPlanRow[], (number | undefined)[]]>([
    ["is its plan", [makeScheme("Depot", Y1, 100)], [100, undefined, undefined]],
    [
      "falls by what slips out, and rises by it in the year that receives it, which needs no row of its own",
      [makeScheme("Depot", Y1, 100, { slippage: pounds(30), slippedTo: Y2 })],
      [70, 30, undefined],
    ],
    [
      "rises by what is brought in, and falls by it in the year that gives it",
      [makeScheme("Depot", Y1, 100, { acceleration: pounds(20), broughtFrom: Y3 }), makeScheme("Depot", Y3, 50)],
      [120, undefined, 30],
    ],
    [
      "may slip on from year to year",
      [
        makeScheme("Depot", Y1, 100, { slippage: pounds(40), slippedTo: Y2 }),
        makeScheme("Depot", Y2, 10, { slippage: pounds(50), slippedTo: Y3 }),
      ],
      [60, 0, 50], // 10 + 40 - 50
    ],
    [
      "rises by additions and falls by what is cancelled, which no year receives",
      [makeScheme("Depot", Y1, 100, { additions: pounds(7), cancelled: pounds(25) })],
      [82, undefined, undefined],
    ],
    [
      "takes every move of a year at once",
      [
        makeScheme("Depot", Y1, 100, { slippage: pounds(10), slippedTo: Y2 }),
        makeScheme("Depot", Y2, 200, {
          slippage: pounds(20),
          slippedTo: Y3,
          acceleration: pounds(5),
          broughtFrom: Y3,
          additions: pounds(3),
          cancelled: pounds(2),
        }),
        makeScheme("Depot", Y3, 50),
      ],
      [90, 196, 65], // 200 + 10 - 20 + 5 + 3 - 2; 50 + 20 - 5
    ],
    [
      "adds rows of one scheme in any spelling",
      [makeScheme("Depot", Y1, 100), makeScheme("DEPOT", Y2, 50)],
      [100, 50, undefined],
    ],
  ])("%s", (_sentence, rows, expected) => {
    expect(byYear(planned(rows), "capital.depot.budget")).toEqual(expected);
  });

  it("has slippage and acceleration beside it, net of what goes the other way", () => {
    const evaluation = planned([
      makeScheme("Depot", Y1, 100, { slippage: pounds(40), slippedTo: Y2, acceleration: pounds(8), broughtFrom: Y3 }),
      makeScheme("Depot", Y2, 10, { slippage: pounds(50), slippedTo: Y3 }),
    ]);
    expect(byYear(evaluation, "capital.depot.slippage")).toEqual([-40, -10, 50]);
    expect(byYear(evaluation, "capital.depot.acceleration")).toEqual([8, 0, -8]);
    expect(evaluation.identities.find((identity) => identity.id === "I8")).toMatchObject({
      outcome: "holds",
      detail: "1 scheme, £98 moved between years.",
    });
  });

  it("adds over schemes to that of the whole plan", () => {
    const rows = [makeScheme("Depot", Y1, 100), makeScheme("Fleet", Y1, 20), makeScheme("Fleet", Y2, 5)];
    expect(byYear(planned(rows), "capital.programme.budget")).toEqual([120, 5, undefined]);
  });

  it("says how it came about, down to the cells", () => {
    const evaluation = planned([makeScheme("Depot", Y1, 100, { slippage: pounds(30), slippedTo: Y2 })]);
    const figure = evaluation.figures.get("capital.depot.budget.2020/21");
    expect(figure?.trace().words).toBe("No row of the plan, so nothing planned + slips in 30.00");
    expect(evaluation.figures.get("capital.depot.slippage.2020/21")?.trace().parts).toEqual([
      {
        kind: "input",
        place: { line: "Capital plan:Depot 2019", field: "slippage" },
        name: "Slippage of 2019/20",
        shown: "£30",
      },
      {
        kind: "input",
        place: { line: "Capital plan:Depot 2019", field: "slippedTo" },
        name: "Slipped to",
        shown: "2020/21",
      },
    ]);
  });

  it("takes forecast and actual as entered, and a blank is no nil", () => {
    const evaluation = planned([
      makeScheme("Depot", Y1, 100, { forecast: pounds(90), actual: pounds(0) }),
      makeScheme("Depot", Y2, 50),
    ]);
    expect(byYear(evaluation, "capital.depot.forecast")).toEqual([90, undefined, undefined]);
    expect(byYear(evaluation, "capital.depot.actual")).toEqual([0, undefined, undefined]);
  });
});

describe("a move without its other year", () => {
  const open = planned([
    makeScheme("Depot", Y1, 100, { slippage: pounds(30) }),
    makeScheme("Depot", Y2, 50),
    makeScheme("Fleet", Y2, 5),
  ]);

  it("leaves the budgets of all later years without a number, of that scheme and of the plan", () => {
    expect(byYear(open, "capital.depot.budget")).toEqual([70, "needed", undefined]);
    expect(byYear(open, "capital.depot.headroom")).toEqual([70, "needed", undefined]);
    expect(byYear(open, "capital.fleet.budget")).toEqual([undefined, 5, undefined]);
    expect(byYear(open, "capital.programme.budget")).toEqual([70, "needed", undefined]);
    const needed = open.figures.get("capital.depot.budget.2020/21")?.value;
    expect(needed?.kind === "needed" && needed.needed).toBe("the year that receives what slips from Depot in 2019/20");
  });

  it("keeps the check of moves from being judged", () => {
    expect(open.identities.find((identity) => identity.id === "I8")?.outcome).toBe("not judged");
  });

  it("is one to a year that is not later, too", () => {
    const back = planned([makeScheme("Depot", Y2, 100, { slippage: pounds(30), slippedTo: Y1 })]);
    expect(byYear(back, "capital.depot.budget")).toEqual([undefined, 70, undefined]);
    expect(flagsOf(back, "SLIPPAGE_NO_YEAR")).toEqual([
      "error: £30 slips out of Depot in 2020/21 and no later year receives it. 2019/20 is not a later year.",
    ]);
  });
});

describe("the headroom of a scheme", () => {
  const plan = [makeScheme("Depot", Y1, 100), makeScheme("Depot", Y2, 50)];
  const spend = (amount: number, parts: Partial<CostLine>): CostLine =>
    makeCost("C1", { type: "Capital", amount: exactly(amount), ...parts });

  it.each<[string, CostLine[], (number | undefined)[]]>([
    ["is the budget where the case spends nothing on it", [], [100, 50, undefined]],
    ["falls by lines that name the scheme", [spend(30, { scheme: "depot" })], [70, 50, undefined]],
    ["falls by lines whose source is called like it", [spend(30, { fundingSource: "Depot" })], [70, 50, undefined]],
    [
      "is not touched by lines that name another",
      [spend(30, { scheme: "Fleet", fundingSource: "Depot" })],
      [100, 50, undefined],
    ],
    ["is not touched by revenue", [makeCost("C1", { scheme: "Depot" })], [100, 50, undefined]],
    ["is below nil in a year in which nothing is planned", [spend(1, { scheme: "Depot", year: Y3 })], [100, 50, -1]],
    [
      "counts credits of the scheme",
      [spend(30, { scheme: "Depot" }), { ...spend(-10, { scheme: "Depot" }), reference: "C2" }],
      [80, 50, undefined],
    ],
  ])("%s", (_sentence, costs, expected) => {
    expect(byYear(planned(plan, { costs }), "capital.depot.headroom")).toEqual(expected);
  });

  it("says by which word a line belongs to the scheme", () => {
    const words = (costs: CostLine[]): string | undefined =>
      planned(plan, { costs }).figures.get("capital.depot.case.2019/20")?.trace().words;
    expect(words([spend(30, { scheme: "Depot" })])).toBe(
      "The sum of capital lines that belong to the scheme by its Scheme",
    );
    expect(words([spend(30, { fundingSource: "Depot" })])).toBe(
      "The sum of capital lines that belong to the scheme by its Funding source, which is called like the scheme",
    );
  });

  it("has the running cost beside it that names the scheme", () => {
    const support = makeCost("R1", { type: "Revenue recurring", scheme: "Depot", amount: exactly(12), year: Y2 });
    const evaluation = planned(plan, { costs: [spend(30, { scheme: "Depot" }), support, makeCost("R2")] });
    expect(byYear(evaluation, "capital.depot.running-cost")).toEqual([0, 12, 12]);
  });
});

describe("a plan beyond its funding", () => {
  const receipts = (parts: Partial<FundingRow>): FundingRow => makeFunding("Receipts", "Capital receipts", parts);
  const schemes = (first: number, second: number): CapitalPlanRow[] => [
    makeScheme("Depot", Y1, first, { fundingSource: "Receipts" }),
    makeScheme("Fleet", Y2, second, { fundingSource: "Receipts" }),
  ];

  it.each<[string, number, FundingRow[], string[]]>([
    [
      "is none where the limit of the year is met",
      100,
      [receipts({ year: Y1, limit: pounds(100) }), receipts({ year: Y2, limit: pounds(100) })],
      [],
    ],
    [
      "is a note up to the tolerance, the limit among it",
      110,
      [receipts({ year: Y1, limit: pounds(100) }), receipts({ year: Y2, limit: pounds(100) })],
      [
        "note: £10 over-programmed in 2019/20: schemes of £110 stand against £100 from Receipts. No scheme is marked as over-programmed.",
      ],
    ],
    [
      "is a warning a penny above it",
      110.01,
      [receipts({ year: Y1, limit: pounds(100) }), receipts({ year: Y2, limit: pounds(100) })],
      [
        "warning: £10.01 over-programmed in 2019/20: schemes of £110.01 stand against £100 from Receipts, more than is tolerated. No scheme is marked as over-programmed.",
      ],
    ],
    [
      "is held against a limit for all years over all years",
      150,
      [receipts({ limit: pounds(150) })],
      [
        "warning: £50 over-programmed in all years together: schemes of £200 stand against £150 from Receipts, more than is tolerated. No scheme is marked as over-programmed.",
      ],
    ],
    [
      "counts no bid as funding",
      10,
      [receipts({ year: Y1, limit: pounds(100), status: "Bid" }), receipts({ year: Y2, limit: pounds(100) })],
      [
        "warning: £10 over-programmed in 2019/20: schemes of £10 stand against £0 from Receipts, more than is tolerated. No scheme is marked as over-programmed.",
      ],
    ],
    ["is not judged where the source has no limit", 1000, [receipts({})], []],
    [
      "is not judged where the source is not on the Funding sheet",
      1000,
      [makeFunding("Other", "Capital receipts")],
      [],
    ],
  ])("%s", (_sentence, plan, funding, expected) => {
    expect(flagsOf(planned(schemes(plan, 50), { funding }), "OVER_PROGRAMMED")).toEqual(expected);
  });

  it("is judged by the tolerance that the case states", () => {
    const funding = [receipts({ year: Y1, limit: pounds(100) }), receipts({ year: Y2, limit: pounds(100) })];
    const stated = makeAssumption("over-programming", { unit: "percent", rate: rate(20, 100) });
    const evaluation = planned(schemes(120, 50), { funding, assumptions: [stated] });
    expect(flagsOf(evaluation, "OVER_PROGRAMMED")[0]).toMatch(/^note: £20 over-programmed/);
    expect(byYear(evaluation, "capital.programme.over.receipts")).toEqual([20, 0, undefined]);
    expect(byYear(evaluation, "capital.programme.funded-by.receipts")).toEqual([120, 50, undefined]);
  });

  it("counts in a year what a balance opens with and gets, less what is spent and kept", () => {
    const funding = [
      makeFunding("Receipts", "Earmarked reserve", {
        year: Y1,
        opening: pounds(100),
        contributions: pounds(20),
        spent: pounds(5),
        minimum: pounds(15),
      }),
    ];
    const evaluation = planned([makeScheme("Depot", Y1, 130, { fundingSource: "Receipts" })], { funding });
    expect(byYear(evaluation, "capital.programme.over.receipts")[0]).toBe(30); // 130 - (100 + 20 - 5 - 15)
  });
});

describe("slippage taken for a saving", () => {
  const slipping = [makeScheme("New depot", Y1, 100, { slippage: pounds(30), slippedTo: Y2 })];
  it.each([
    ["of the same amount in the year", makeSaving("Financing", Y1, pounds(30)), 1],
    ["that names the scheme", makeSaving("Later start of new depot", Y1, pounds(4)), 1],
    ["that speaks of slippage", makeSaving("Deferred spend", Y1, pounds(4)), 1],
    ["of another amount", makeSaving("Financing", Y1, pounds(31)), 0],
    ["of the same amount in another year", makeSaving("Financing", Y2, pounds(30)), 0],
    ["that has the letters of a word in it only", makeSaving("Slipway hire", Y1, pounds(4)), 0],
  ])("is looked for in a saving %s", (_sentence, saving, times) => {
    expect(flagsOf(planned(slipping, { savings: [saving] }), "SLIPPAGE_AS_SAVING")).toHaveLength(times);
  });
});

const someRows: fc.Arbitrary<readonly CapitalPlanRow[]> = fc
  .array(
    fc.record({
      scheme: fc.constantFrom("Depot", "Fleet", "IT"),
      at: fc.integer({ min: 0, max: 3 }),
      plan: fc.integer({ min: 0, max: 1_000 }),
      slippage: fc.option(fc.integer({ min: 0, max: 300 })),
      slippedBy: fc.option(fc.integer({ min: 0, max: 3 })),
      acceleration: fc.option(fc.integer({ min: 0, max: 300 })),
      broughtBy: fc.option(fc.integer({ min: 0, max: 3 })),
      additions: fc.option(fc.integer({ min: 0, max: 100 })),
      cancelled: fc.option(fc.integer({ min: 0, max: 100 })),
    }),
    { maxLength: 8 },
  )
  .map((rows) => {
    const seen = new Map<string, CapitalPlanRow>();
    for (const { scheme, at, plan, slippage, slippedBy, acceleration, broughtBy, additions, cancelled } of rows) {
      const inYear = financialYear(2019 + at);
      const money = (amount: number | null): CapitalPlanRow["slippage"] => (amount === null ? null : pounds(amount));
      const later = (by: number | null): CapitalPlanRow["slippedTo"] =>
        by === null ? null : financialYear(2019 + at + by);
      seen.set(
        `${scheme} ${at}`,
        makeScheme(scheme, inYear, plan, {
          slippage: money(slippage),
          slippedTo: later(slippedBy),
          acceleration: money(acceleration),
          broughtFrom: later(broughtBy),
          additions: money(additions),
          cancelled: money(cancelled),
        }),
      );
    }
    return [...seen.values()];
  });

describe("laws of the capital plan", () => {
  law("slippage and acceleration of a scheme add to nil where every move has its other year (I8)", someRows, (rows) => {
    for (const scheme of calculate(makeCase({ decision: THREE_YEARS, capitalPlan: rows })).schemes) {
      const sum = (amount: (each: (typeof scheme.years)[number]) => number): number =>
        scheme.years.reduce((total, each) => total + amount(each), 0);
      const openOf = (kind: "slippage" | "acceleration"): number =>
        scheme.open.reduce((total, move) => total + (move.kind === kind ? move.amount : 0), 0);
      expect(sum((each) => each.slippageIn - each.slippageOut)).toBe(-openOf("slippage") + 0);
      expect(sum((each) => each.accelerationIn - each.accelerationOut)).toBe(openOf("acceleration"));
      const isKnown = scheme.open.length === 0;
      expect(scheme.years.every((each) => each.budget !== null) || !isKnown).toBe(true);
      if (isKnown)
        expect(sum((each) => each.budget ?? Number.NaN)).toBe(
          sum((each) => each.plan + each.additions - each.cancelled),
        );
    }
  });

  law(
    "the order of rows changes nothing in any scheme",
    someRows.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray([...rows], { minLength: rows.length }))),
    ([rows, shuffled]) => {
      const of = (capitalPlan: readonly CapitalPlanRow[]): unknown =>
        calculate(makeCase({ decision: THREE_YEARS, capitalPlan })).schemes;
      expect(of(shuffled)).toEqual(of(rows));
    },
  );
});

/** Capital of the case on some of the schemes, with asset lives that are blank, odd or sound, and sources of three kinds. */
const someCapital: fc.Arbitrary<Partial<BusinessCase>> = fc
  .record({
    rows: someRows,
    lines: fc.array(
      fc.record({
        amount: fc.integer({ min: -200, max: 1_000 }),
        at: fc.integer({ min: 0, max: 3 }),
        scheme: fc.constantFrom("Depot", "fleet", "Nowhere", null),
        source: fc.constantFrom("Loan", "Plan", "Depot", null),
        life: fc.constantFrom(null, 0, 1, 2.5, 3, 40),
      }),
      { maxLength: 5 },
    ),
    planSource: fc.constantFrom("Loan", "Plan", "Nowhere", null),
    life: fc.constantFrom(null, 7),
    limit: fc.constantFrom(null, 100),
    isRated: fc.boolean(),
    isAnnuity: fc.boolean(),
    isAverage: fc.boolean(),
  })
  .map(({ rows, lines, planSource, life, limit, isRated, isAnnuity, isAverage }) => ({
    capitalPlan: rows.map((row) => ({ ...row, fundingSource: planSource, assetLifeYears: life })),
    costs: lines.map(({ amount, at, scheme, source, life: own }, index) =>
      makeCost(`C${index}`, {
        type: "Capital",
        amount: exactly(amount),
        year: financialYear(2019 + at),
        scheme,
        fundingSource: source,
        assetLifeYears: own,
      }),
    ),
    funding: [
      makeFunding("Loan", "Borrowing", { limit: limit === null ? null : pounds(limit) }),
      makeFunding("Plan", "Capital plan"),
      makeFunding("Depot", "Capital receipts", { year: Y1, limit: pounds(50) }),
    ],
    assumptions: [
      ...(isRated ? [makeAssumption("interest-rate", { unit: "percent", rate: rate(3, 100) })] : []),
      ...(isAnnuity ? [makeAssumption("mrp-method", { unit: "choice", choice: "Annuity" })] : []),
      ...(isAverage ? [makeAssumption("interest-basis", { unit: "choice", choice: "Average CFR" })] : []),
    ],
  }));

describe("laws of capital on schemes", () => {
  law("no input breaks the checks of moves, requirement, traces and order of rows", someCapital, (parts) => {
    const { identities } = evaluate(makeCase({ decision: THREE_YEARS, ...parts }));
    const held = new Set(["I1", "I2", "I3", "I8", "I17", "I20", "I22"]);
    expect(identities.filter(({ id, outcome }) => held.has(id) && outcome === "broken")).toEqual([]);
  });

  law("the cost of the case does not depend on the plan, on who lends, or at what rate", someCapital, (parts) => {
    const costsOf = (of: Partial<BusinessCase>): unknown => {
      const { costs, waterfall, economic } = calculate(
        makeCase({ decision: makeDecision({ baseYear: Y1, horizonInYears: 4 }), ...of }),
      );
      return [costs.amounts, waterfall.takes, economic.byYear];
    };
    expect(costsOf(parts)).toEqual(costsOf({ ...parts, capitalPlan: null, assumptions: null }));
  });

  law("a year of a scheme has its budget as a number, or says which move it waits for", someCapital, (parts) => {
    const { schemes } = calculate(makeCase({ decision: THREE_YEARS, ...parts }));
    for (const scheme of schemes) {
      for (const each of scheme.years) {
        const isWaiting = scheme.open.some(({ row }) => row.year < each.year);
        expect(each.budget === null).toBe(isWaiting);
        expect(each.headroom).toBe(each.budget === null ? null : each.budget - each.caseCapital);
      }
    }
  });
});
