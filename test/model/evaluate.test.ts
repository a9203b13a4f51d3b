/** A whole case from inputs to figures: every number of PCD 484, every trace down to its inputs, every blank that is needed. */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import {
  day,
  evaluate,
  formatYear,
  MODEL_VERSION,
  parameters,
  pence,
  posts,
  pounds,
  rate,
  showFigure,
  type BusinessCase,
  type Evaluation,
  type Figure,
  type FigureValue,
  type FundingRow,
  type LineId,
  type TracePart,
} from "../../src/model";
import { calculate } from "../../src/model/evaluate";
import {
  exactly,
  makeApproval,
  makeCase,
  makeCost,
  makeDecision,
  makeFunding,
  makePost,
  makeUnderspend,
  monthOf,
  year,
} from "./caseMaker";
import { someCase } from "./caseGenerator";
import { evaluateOnce, figuresOf, numberOf, shown, valuesOf } from "./figureReading";
import { intelligenceTom } from "./intelligenceTom";
import { law } from "./law";

const TOM = evaluate(intelligenceTom(), {
  hasAllFigures: true,
  fingerprint: "0123456789abcdef",
  readingErrors: 0,
  readingWarnings: 1,
});

describe("PCD 484, the worked numbers (finance model 1.2)", () => {
  it.each<[string, string, string, string, string]>([
    ["cost.recurring", "0.00", "206,000.00", "206,000.00", "206,000.00"],
    ["cost.one-off", "0.00", "329,000.00", "0.00", "0.00"],
    ["cost.capital", "0.00", "374,000.00", "0.00", "0.00"],
    ["cost.income", "0.00", "0.00", "0.00", "0.00"],
    ["cost.staff", "0.00", "206,000.00", "206,000.00", "206,000.00"],
    ["cost.total", "0.00", "909,000.00", "206,000.00", "206,000.00"], // 206,000 + 329,000 + 374,000
    ["reserve.intelligence-reserve.opening", "0.00", "206,000.00", "0.00", "0.00"],
    ["reserve.intelligence-reserve.in", "206,000.00", "0.00", "0.00", "0.00"],
    ["reserve.intelligence-reserve.out", "0.00", "206,000.00", "0.00", "0.00"],
    ["reserve.intelligence-reserve.closing", "206,000.00", "0.00", "0.00", "0.00"],
    ["reserve.intelligence-reserve.minimum", "0.00", "0.00", "0.00", "0.00"],
    ["funding.intelligence-reserve", "0.00", "206,000.00", "0.00", "0.00"],
    ["funding.major-change-fund", "0.00", "329,000.00", "0.00", "0.00"],
    ["funding.updated-mps-capital-plan", "0.00", "374,000.00", "0.00", "0.00"],
    ["funding.secured", "0.00", "535,000.00", "0.00", "0.00"], // 206,000 + 329,000
    ["funding.provisional", "0.00", "374,000.00", "0.00", "0.00"],
    ["funding.bid", "0.00", "0.00", "0.00", "0.00"],
    ["funding.pressure", "0.00", "0.00", "206,000.00", "206,000.00"], // accepted by the deputy mayor
    ["funding.gap", "0.00", "0.00", "0.00", "0.00"],
    ["pressure.gross", "0.00", "0.00", "206,000.00", "206,000.00"],
    ["pressure.increment", "0.00", "0.00", "206,000.00", "0.00"],
    ["pressure.savings", "0.00", "0.00", "0.00", "0.00"],
    ["pressure.residual", "0.00", "0.00", "206,000.00", "206,000.00"],
    ["capital.bcus-and-sc-hubs", "0.00", "374,000.00", "0.00", "0.00"],
  ])("%s in 2018/19 to 2021/22 is %s, %s, %s, %s", (stem, ...expected) => {
    const years = ["2018/19", "2019/20", "2020/21", "2021/22"];
    expect(years.map((each) => shown(TOM, `${stem}.${each}`))).toEqual(expected);
  });

  it.each([
    ["cost.one-off", "329,000.00"], // 120,000 + 90,000 + 79,000 + 40,000
    ["cost.capital", "374,000.00"],
    ["cost.one-off-and-capital", "703,000.00"], // 329,000 + 374,000
    ["cost.full-year", "206,000.00"],
    ["cost.total", "2,763,000.00"], // 703,000 + 10 x 206,000
    ["npc.5", "1,665,654"], // 703,000 + 206,000 x 4.673079
    ["npc.10", "2,476,183"],
    ["pressure.first-year", "2020/21"],
    ["funding.intelligence-reserve", "206,000.00"],
    ["funding.major-change-fund", "329,000.00"],
    ["funding.updated-mps-capital-plan", "374,000.00"],
    ["fund.major-change-fund.request.2019/20", "329,000.00"],
    ["fund.major-change-fund.headroom.2019/20", "271,000.00"], // 1,000,000 - 400,000 - 329,000, opening illustrative
    ["fund.major-change-fund.pipeline-headroom.2019/20", "171,000.00"], // less 100,000
    ["underspend.met-operations.eligible.2018/19", "300,000.00"], // 5,000,000 - 4,700,000, illustrative
    ["staff.unit-cost.mi-1", "41,200.00"], // 206,000 / 5
    ["staff.full-year-effect.mi-1", "206,000.00"],
    ["staff.cost.mi-1.2018/19", "0.00"],
    ["staff.cost.mi-1.2019/20", "206,000.00"],
    ["bwt.staff.baseline", "0"],
    ["bwt.staff.proposed", "5"],
    ["bwt.staff.change", "5"],
    ["bwt.officer.baseline", "1"],
    ["bwt.officer.proposed", "5"], // 1 DCI + 4 DI/Insp
    ["bwt.officer.change", "4"], // 1 + 4 - 1
    ["bwt.officer.net", "0"], // 4 - 4
    ["bwt.met-intelligence.dci.change", "1"],
    ["bwt.met-intelligence.insp.change", "4"],
    ["bwt.met-intelligence.dsu.change", "-1"],
    ["bwt.met-intelligence.band-e.change", "5"],
    ["vacancies.met-intelligence", "10"], // 5 + 1 + 4, with nobody in post
    ["vacancies.met-intelligence.current", "1"], // the DSU
    ["vacancies.total", "10"],
    ["over-strength.total", "0"],
    ["apportion.frontline-policing.share", "2.7748"], // 4 x 17,100 / 24,650
    ["apportion.frontline-policing.posts", "3"],
    ["apportion.met-operations.share", "0.9899"], // 4 x 6,100 / 24,650
    ["apportion.met-operations.posts", "1"],
    ["apportion.specialist-operations.share", "0.0487"],
    ["apportion.specialist-operations.posts", "0"],
    ["apportion.professionalism.share", "0.1623"],
    ["apportion.professionalism.posts", "0"],
    ["apportion.met-hq.share", "0.0243"],
    ["apportion.met-hq.posts", "0"],
    ["approval.1a.recurring-revenue.approved", "206,000.00"],
    ["approval.1a.recurring-revenue.modelled", "206,000.00"],
    ["approval.1a.recurring-revenue.allocated", "206,000.00"],
    ["approval.1a.recurring-revenue.difference", "0.00"],
    ["approval.1a.recurring-revenue.class", "EXACT"],
    ["approval.1a.staff-posts.modelled", "5"],
    ["approval.1b.officer-posts.modelled", "4"],
    ["approval.1b.officer-posts.class", "EXACT"],
    ["approval.1c.capital.modelled", "374,000.00"],
    ["approval.1d.one-off-revenue.modelled", "329,000.00"],
    ["approval.1d.one-off-revenue.allocated", "329,000.00"],
    ["case.status", "Ready"],
    ["case.fbc-due", "input needed: the date the decision was signed"],
    ["case.findings.error", "0"],
    ["case.findings.warning", String(TOM.flags.filter((flag) => flag.severity === "warning").length + 1)],
    ["case.fingerprint", "0123456789abcdef"],
  ])("%s is %s", (id, expected) => {
    expect(shown(TOM, id)).toBe(expected);
  });

  it("gives the five-year cash of 1,733,000: 703,000 + 5 x 206,000", () => {
    const decision = makeDecision({ baseYear: year("2019/20"), horizonInYears: 5 });
    expect(figuresOf({ ...intelligenceTom(), decision }, "cost.total")).toEqual({ "cost.total": "1,733,000.00" });
  });

  it("gives no other family of figures, and none twice", () => {
    const families = new Set([...TOM.figures.keys()].map((id) => id.replace(/\.\d{4}\/\d\d$/, "")));
    const known = new Set([
      ...["recurring", "one-off", "capital", "income", "staff", "total", "one-off-and-capital", "full-year"].map(
        (each) => `cost.${each}`,
      ),
      ...["secured", "provisional", "bid", "pressure", "gap"].map((each) => `funding.${each}`),
      ...["intelligence-reserve", "major-change-fund", "updated-mps-capital-plan", "police-staff-underspend"].map(
        (each) => `funding.${each}`,
      ),
      ...["opening", "in", "out", "closing", "minimum"].map((each) => `reserve.intelligence-reserve.${each}`),
      ...["request", "headroom", "pipeline-headroom"].map((each) => `fund.major-change-fund.${each}`),
      "underspend.met-operations.eligible",
      "capital.bcus-and-sc-hubs",
      ...["gross", "increment", "savings", "residual", "first-year"].map((each) => `pressure.${each}`),
      ...[
        "officer",
        "staff",
        "met-intelligence.dci",
        "met-intelligence.insp",
        "met-intelligence.dsu",
        "met-intelligence.band-e",
      ].flatMap((stem) => ["baseline", "proposed", "change"].map((each) => `bwt.${stem}.${each}`)),
      "bwt.officer.net",
      ...[
        "vacancies.met-intelligence",
        "vacancies.met-intelligence.current",
        "vacancies.total",
        "vacancies.total.current",
        "over-strength.total",
      ],
      ...["frontline-policing", "met-operations", "specialist-operations", "professionalism", "met-hq"].flatMap(
        (group) => ["share", "posts"].map((each) => `apportion.${group}.${each}`),
      ),
      ...["1a.recurring-revenue", "1c.capital", "1d.one-off-revenue"].flatMap((stem) =>
        ["approved", "modelled", "allocated", "difference", "class"].map((each) => `approval.${stem}.${each}`),
      ),
      ...["1a.staff-posts", "1b.officer-posts"].flatMap((stem) =>
        ["approved", "modelled", "difference", "class"].map((each) => `approval.${stem}.${each}`),
      ),
      "pressure.bridge.intelligence-reserve",
      ...["received", "donated", "cost"].map((each) => `rank-mix.${each}`),
      ...["npc.5", "npc.10", "discount.factor", "sensitivity.base"],
      ...["posts", "unit-cost", "capital", "start-month", "slippage-months"].flatMap((driver) =>
        ["low", "high", "swing"].map((each) => `sensitivity.${driver}.${each}`),
      ),
      ...["unit-cost", "start-month", "capital"].map((each) => `switch.${each}`),
      ...["staff.unit-cost.mi-1", "staff.full-year-effect.mi-1", "staff.cost.mi-1"],
      ...["case.status", "case.fbc-due", "case.findings.error", "case.findings.warning", "case.fingerprint"],
    ]);
    expect([...families].filter((family) => !known.has(family))).toEqual([]);
    expect([...known].filter((family) => !families.has(family))).toEqual([]);
  });

  it("says which rules worked it out, and for which years", () => {
    expect(TOM.modelVersion).toBe(MODEL_VERSION);
    expect([formatYear(TOM.baseYear), TOM.horizonInYears]).toEqual(["2019/20", 10]);
    expect(TOM.years.map(formatYear).join(" ")).toMatch(/^2018\/19 2019\/20 .* 2028\/29$/);
  });

  it("shows capital by site, source and standing", () => {
    expect(TOM.capital).toEqual([
      {
        site: "BCUs and SC Hubs",
        slug: "bcus-and-sc-hubs",
        source: "Updated MPS Capital Plan",
        standing: "Provisional",
        year: year("2019/20"),
        amount: 37_400_000,
      },
    ]);
  });

  it("shows every source with its standing, reference, date and total", () => {
    expect(
      TOM.sources.map(({ name, standing, approvalReference, approvalDate, total }) => [
        name,
        standing,
        approvalReference,
        approvalDate,
        total / 100,
      ]),
    ).toEqual([
      ["Intelligence reserve", "Approved", "PCD 484 1a", "2018-11-30", 206_000],
      ["Major Change Fund", "Approved", "PCD 484 1d", "2018-11-30", 329_000],
      ["Police staff underspend", "Approved", null, null, 0],
      ["Updated MPS Capital Plan", "Provisional", "PCD 484 1c", "2019-02-25", 374_000],
    ]);
  });
});

describe("PCD 484 from 1 January 2019", () => {
  const from = (eligibleInPence: number): Evaluation => {
    const tom = intelligenceTom();
    return evaluate({
      ...tom,
      posts: tom.posts.map((post) =>
        post.reference === "MI-1" ? { ...post, startMonth: monthOf("2019-01"), fundingSource: null } : post,
      ),
      underspends: [
        makeUnderspend("Met Operations", year("2018/19"), 5_000_000, 5_000_000, {
          forecast: pence(500_000_000 - eligibleInPence),
        }),
      ],
    });
  };

  it("costs 51,500 in 2018/19, from the same underspend before the transfer: 206,000 x 3 / 12", () => {
    const evaluation = from(257_500_00);
    expect(shown(evaluation, "cost.recurring.2018/19")).toBe("51,500.00");
    expect(shown(evaluation, "funding.police-staff-underspend.2018/19")).toBe("51,500.00");
    expect(shown(evaluation, "funding.intelligence-reserve.2019/20")).toBe("206,000.00");
  });

  it("needs an eligible underspend of 257,500: 51,500 spent and 206,000 put aside", () => {
    const isShort = (eligible: number): boolean =>
      from(eligible).flags.some((flag) => flag.code === "UNDERSPEND_SHORT");
    expect(isShort(257_500_00)).toBe(false);
    expect(isShort(257_499_99)).toBe(true);
  });
});

describe("the published reference of PCD 484", () => {
  /** The figures of the reference that this model gives, as the figures of the register. */
  const REFERENCE = {
    cost_per_post: 41_200,
    net_officers: 4,
    one_off: 703_000,
    first_full_year: 909_000,
    recurring: 206_000,
    reserve: { "2018/19": [0, 206_000, 0, 206_000], "2019/20": [206_000, 0, 206_000, 0] },
    mtfp_gross: { "2019/20": 0, "2020/21": 206_000, "2021/22": 206_000 },
    mtfp_increment: { "2020/21": 206_000, "2021/22": 0 },
    npc_5y: 1_665_654,
    npc_10y: 2_476_183,
    cash_5y: 1_733_000,
    cash_10y: 2_763_000,
    apportion_4_I: {
      "Frontline Policing": 3,
      "Met Operations": 1,
      "Specialist Operations": 0,
      Professionalism: 0,
      "Met HQ": 0,
    },
    shares_4_I: [2.7748, 0.9899, 0.0487, 0.1623, 0.0243],
    part_year_1_Jan_2019: 51_500,
    cumulative_gap_to_2022_23_if_no_savings: 618_000,
  };
  const money = (id: string): number => numberOf(TOM, id) / 100;
  const inTenThousandths = (id: string): number => numberOf(TOM, id) / 10_000;
  const groups = ["frontline-policing", "met-operations", "specialist-operations", "professionalism", "met-hq"];

  it("is what the model gives, number by number", () => {
    const reserveIn = (at: string): readonly number[] =>
      ["opening", "in", "out", "closing"].map((each) => money(`reserve.intelligence-reserve.${each}.${at}`));
    const unaccepted = {
      ...intelligenceTom(),
      decision: makeDecision({ baseYear: year("2019/20"), horizonInYears: 4 }),
    };
    const gaps = evaluate({
      ...unaccepted,
      funding: unaccepted.funding?.filter((row) => row.kind !== "Medium term financial plan") ?? null,
    });
    const january = makePost("MI-1", {
      proposed: posts(5),
      annualCost: exactly(206_000),
      startMonth: monthOf("2019-01"),
    });
    const fiveYears = evaluate({
      ...intelligenceTom(),
      decision: makeDecision({ baseYear: year("2019/20"), horizonInYears: 5 }),
    });
    expect({
      cost_per_post: money("staff.unit-cost.mi-1"),
      net_officers: inTenThousandths("bwt.officer.change"),
      one_off: money("cost.one-off-and-capital"),
      first_full_year: money("cost.total.2019/20"),
      recurring: money("cost.full-year"),
      reserve: { "2018/19": reserveIn("2018/19"), "2019/20": reserveIn("2019/20") },
      mtfp_gross: Object.fromEntries(
        ["2019/20", "2020/21", "2021/22"].map((at) => [at, money(`pressure.gross.${at}`)]),
      ),
      mtfp_increment: Object.fromEntries(["2020/21", "2021/22"].map((at) => [at, money(`pressure.increment.${at}`)])),
      npc_5y: numberOf(TOM, "npc.5"),
      npc_10y: numberOf(TOM, "npc.10"),
      cash_5y: numberOf(fiveYears, "cost.total") / 100,
      cash_10y: money("cost.total"),
      apportion_4_I: Object.fromEntries(
        (TOM.apportionment?.groups ?? []).map((group) => [group.group, group.posts / 10_000]),
      ),
      shares_4_I: groups.map((group) => inTenThousandths(`apportion.${group}.share`)),
      part_year_1_Jan_2019: numberOf(evaluate(makeCase({ posts: [january] })), "cost.staff.2018/19") / 100,
      cumulative_gap_to_2022_23_if_no_savings:
        gaps.years.reduce((sum, at) => sum + numberOf(gaps, `funding.gap.${formatYear(at)}`), 0) / 100,
    }).toEqual(REFERENCE);
  });

  const path = resolve(import.meta.dirname, "../../../shared/data/pcd-484-reference.json");

  it("has not changed since it was copied here", ({ skip }) => {
    if (!existsSync(path)) skip("the published reference is not beside this repository");
    const published = JSON.parse(readFileSync(path, "utf8")) as { expected: Record<string, unknown> };
    const { mrp_374000_5y: borrowing, ...expected } = published.expected;
    expect(expected).toEqual(REFERENCE);
    expect(borrowing).toBeDefined(); // held by the tests of borrowing
  });
});

/** Where a figure comes from in the end: "Costs:C1 amount", or a parameter's id. Throws when a step leads nowhere. */
function leavesOf(evaluation: Evaluation, id: string, above: readonly string[] = []): ReadonlySet<string> {
  if (above.includes(id)) throw new Error(`${[...above, id].join(" -> ")} runs in a circle`);
  const figure = evaluation.figures.get(id) ?? evaluation.postFigures().get(id);
  if (figure === undefined) throw new Error(`${above.at(-1) ?? ""} leads to ${id}, which is not there`);
  const leaves = new Set<string>();
  for (const part of figure.trace().parts) {
    if (part.kind === "figure") for (const leaf of leavesOf(evaluation, part.id, [...above, id])) leaves.add(leaf);
    else leaves.add(part.kind === "input" ? `${part.place.line} ${part.place.field}` : part.id);
  }
  return leaves;
}

/** Every line of the case, and the parameters: what a trace may end in. */
function endsAllowed(businessCase: BusinessCase): (leaf: string) => boolean {
  const lines = new Set<string>();
  for (const rows of Object.values(businessCase)) {
    if (Array.isArray(rows)) for (const row of rows as { line: LineId }[]) lines.add(row.line);
  }
  return (leaf) =>
    parameters.has(leaf) || leaf.startsWith("Decision:") || lines.has(leaf.slice(0, leaf.lastIndexOf(" ")));
}

describe("traces", () => {
  it("of the total of 2019/20 lead down to the cells of its lines", () => {
    const lines = new Set([...leavesOf(TOM, "cost.total.2019/20")].map((leaf) => leaf.slice(0, leaf.lastIndexOf(" "))));
    expect([...lines].sort()).toEqual(["Costs:C1", "Costs:C2", "Costs:C3", "Costs:C4", "Costs:C5", "Staffing:MI-1"]);
    expect(leavesOf(TOM, "cost.total.2019/20")).toEqual(
      new Set([
        ...["C1", "C2", "C3", "C4", "C5"].map((reference) => `Costs:${reference} amount`),
        ...["annualCost", "proposed", "baseline", "startMonth"].map((field) => `Staffing:MI-1 ${field}`),
      ]),
    );
  });

  it("of every figure of PCD 484 end in its inputs", () => {
    const isAllowed = endsAllowed(intelligenceTom());
    for (const id of TOM.figures.keys()) {
      for (const leaf of leavesOf(TOM, id))
        expect(`${id}: ${leaf} ${isAllowed(leaf) ? "is there" : "is nowhere"}`).toMatch(/is there$/);
    }
  });

  it.each<[string, string, FundingRow[], string[]]>([
    [
      "money that other sources take from a reserve",
      "reserve.from.out.2019/20",
      [
        makeFunding("From", "Earmarked reserve", { year: year("2019/20"), opening: pounds(100) }),
        makeFunding("To", "Earmarked reserve", {
          year: year("2019/20"),
          opening: pounds(0),
          contributions: pounds(60),
          contributionFrom: "From",
        }),
      ],
      [`Funding:To ${year("2019/20")} contributions`],
    ],
    [
      "the year before, where a fund states no opening",
      "fund.fund.headroom.2020/21",
      [
        makeFunding("Fund", "Major Change Fund", { year: year("2019/20"), opening: pounds(100) }),
        makeFunding("Fund", "Major Change Fund", { year: year("2020/21") }),
      ],
      [`Funding:Fund ${year("2019/20")} opening`],
    ],
    [
      "the Limit that a plan line opens with",
      "fund.plan.headroom.2019/20",
      [makeFunding("Plan", "Capital plan", { year: year("2019/20"), limit: pounds(100), spent: pounds(20) })],
      [`Funding:Plan ${year("2019/20")} limit`, `Funding:Plan ${year("2019/20")} spent`],
    ],
    [
      "what is spent by a row for all years",
      "reserve.reserve.out.2019/20",
      [makeFunding("Reserve", "Earmarked reserve", { opening: pounds(100), spent: pounds(20) })],
      ["Funding:Reserve spent"],
    ],
  ])("lead to %s", (_sentence, id, funding, leaves) => {
    const decision = makeDecision({ baseYear: year("2019/20"), horizonInYears: 2 });
    expect([...leavesOf(evaluate(makeCase({ decision, funding })), id)].sort()).toEqual(leaves);
  });

  it("of a net present cost lead to the rate and to each line's optimism bias", () => {
    const costs = [
      makeCost("C1", { optimismBias: rate(24, 100) }),
      makeCost("C2", { optimismBias: rate(0, 1) }),
      makeCost("C3"),
    ];
    const npc = evaluate(makeCase({ costs })).figures.get("npc.5")?.trace();
    const ends = npc?.parts.flatMap((part) =>
      part.kind === "figure"
        ? []
        : [part.kind === "parameter" ? part.id : `${part.place.line} ${part.place.field} ${part.shown}`],
    );
    expect(ends).toEqual(["discount-rate", "Costs:C1 optimismBias 24%"]);
    expect(npc?.words).toContain("with each line's optimism bias");
  });

  it("of an approval lead to every year that it speaks of, and to none outside the case", () => {
    const term = makePost("P1", { unitCost: exactly(100), endMonth: monthOf("2021-03"), paragraphs: ["1a"] });
    const decision = makeDecision({ baseYear: year("2019/20"), horizonInYears: 2 });
    const parts = (inYear: string | null): unknown => {
      const approval = makeApproval("1a", "One-off revenue", 200, 0, inYear === null ? {} : { year: year(inYear) });
      const { figures } = evaluate(makeCase({ decision, posts: [term], approvals: [approval] }));
      return figures.get(`approval.1a.one-off-revenue.modelled${inYear === null ? "" : `.${inYear}`}`)?.trace().parts;
    };
    const of = (...years: string[]): unknown => years.map((each) => ({ kind: "figure", id: `staff.cost.p1.${each}` }));
    expect(parts(null)).toEqual(of("2019/20", "2020/21"));
    expect(parts("2020/21")).toEqual(of("2020/21"));
    expect(parts("2021/22")).toEqual([]);
  });

  it("show the formula with the numbers in it", () => {
    const words = (id: string): string | undefined => TOM.figures.get(id)?.trace().words;
    expect(words("reserve.intelligence-reserve.closing.2019/20")).toBe(
      "Opening 206,000.00 + in 0.00 - out 206,000.00 = 0.00",
    );
    expect(words("staff.cost.mi-1.2019/20")).toBe(
      "(Proposed 5 - Baseline 0) x cost of one post x 12 of 12 months in 2019/20, half up to the penny",
    );
    expect(words("staff.unit-cost.mi-1")).toBe("Annual cost £206,000 / Proposed BWT 5");
    expect(words("fund.major-change-fund.headroom.2019/20")).toBe(
      "Opening 1,000,000.00 + contributions 0.00 - spent 0.00 - committed 400,000.00 - this request 329,000.00",
    );
  });

  law(
    "of every figure end in inputs of the case, without a circle, and of one that is not nil in one at least (I20)",
    someCase,
    (businessCase) => {
      const evaluation = evaluateOnce(businessCase);
      const isAllowed = endsAllowed(businessCase);
      const wrong: string[] = [];
      for (const { id, value } of [...evaluation.figures.values(), ...evaluation.postFigures().values()]) {
        const leaves = leavesOf(evaluation, id);
        for (const leaf of leaves) if (!isAllowed(leaf)) wrong.push(`${id} leads to ${leaf}, which is nowhere`);
        const isSomething = !id.startsWith("case.") && value.kind === "number" && value.value !== 0;
        if (isSomething && leaves.size === 0) wrong.push(`${id} of ${value.value} leads to nothing`);
      }
      expect(wrong).toEqual([]);
    },
  );

  law("whose parts are added show parts that add up", someCase, (businessCase) => {
    const evaluation = evaluateOnce(businessCase);
    const valueOf = (part: TracePart): number => (part.kind === "figure" ? numberOf(evaluation, part.id) : Number.NaN);
    const wrong: string[] = [];
    for (const figure of evaluation.figures.values()) {
      // The parts of a bid are the lines that it would pay for.
      if (!/^(cost\.|funding\.(secured|provisional|unconfirmed))/.test(figure.id)) continue;
      const { rule, parts } = figure.trace();
      if (rule !== "cost-total" && rule !== "funding-standing") continue;
      const sum = parts.reduce((total, part) => total + valueOf(part), 0);
      if (sum !== numberOf(evaluation, figure.id)) wrong.push(`${figure.id}: ${sum}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe("input needed (law 18)", () => {
  const valueOf = (businessCase: BusinessCase, id: string): FigureValue["kind"] | "absent" =>
    evaluate(businessCase).figures.get(id)?.value.kind ?? "absent";

  it.each<[string, string, (tom: BusinessCase) => BusinessCase]>([
    [
      "the opening of a reserve",
      "reserve.intelligence-reserve.opening.2018/19",
      (tom) => ({ ...tom, funding: tom.funding?.map((row) => ({ ...row, opening: null })) ?? null }),
    ],
    [
      "its closing in every later year",
      "reserve.intelligence-reserve.closing.2028/29",
      (tom) => ({ ...tom, funding: tom.funding?.map((row) => ({ ...row, opening: null })) ?? null }),
    ],
    [
      "the headroom of a fund",
      "fund.major-change-fund.headroom.2019/20",
      (tom) => ({ ...tom, funding: tom.funding?.map((row) => ({ ...row, opening: null })) ?? null }),
    ],
    [
      "the headroom after its pipeline",
      "fund.major-change-fund.pipeline-headroom.2019/20",
      (tom) => ({ ...tom, funding: tom.funding?.map((row) => ({ ...row, opening: null })) ?? null }),
    ],
    [
      "an eligible underspend",
      "underspend.met-operations.eligible.2018/19",
      (tom) => ({ ...tom, underspends: tom.underspends?.map((row) => ({ ...row, forecast: null })) ?? null }),
    ],
    ["the date of the full business case", "case.fbc-due", (tom) => tom],
    ["the officers' net, without a weight to share by", "bwt.officer.net", (tom) => ({ ...tom, businessGroups: [] })],
  ])("is what %s says where its input is blank: no number stands in its place", (_sentence, id, blank) => {
    expect(valueOf(blank(intelligenceTom()), id)).toBe("needed");
  });

  law("no balance of a reserve or fund is a number where its first opening is blank", someCase, (businessCase) => {
    const funding = businessCase.funding?.map((row) => ({ ...row, opening: null })) ?? null;
    const { sources, slugs } = calculate({ ...businessCase, funding });
    const balances = new Set(
      sources
        .filter(({ isReserve, kind }) => isReserve || kind === "Major Change Fund")
        .map(({ name }) => slugs.sources.of(name)),
    );
    const numbers = [...valuesOf({ ...businessCase, funding })].filter(
      ([id, value]) =>
        /^(reserve\..*\.(opening|closing)|fund\..*headroom)\./.test(id) &&
        balances.has(id.split(".")[1] ?? "") &&
        !value.includes("needed"),
    );
    expect(numbers).toEqual([]);
  });
});

describe("an evaluation", () => {
  it("of an empty case has figures of nil and no error", () => {
    const { figures, status, flags } = evaluate(makeCase());
    expect(showFigure(figures.get("cost.total") as Figure)).toBe("0.00");
    expect(flags).toEqual([]);
    expect(status.status).toBe("Ready");
  });

  it("gives the figures of single posts among the others only when they are asked for", () => {
    const few = evaluate(intelligenceTom());
    expect(few.figures.has("staff.unit-cost.mi-1")).toBe(false);
    expect(few.postFigures().has("staff.unit-cost.mi-1")).toBe(true);
    expect(few.postFigures()).toBe(few.postFigures());
    expect(TOM.figures.has("staff.unit-cost.mi-1")).toBe(true);
    expect(few.figures.has("case.fingerprint")).toBe(false);
  });

  it("counts what the reader found with what the model did", () => {
    const { figures } = evaluate(makeCase({ costs: [makeCost("C1")] }), { readingErrors: 2, readingWarnings: 3 });
    expect(["case.findings.error", "case.findings.warning"].map((id) => showFigure(figures.get(id) as Figure))).toEqual(
      ["3", "3"],
    );
  });

  it("says when a signed decision's full business case is due", () => {
    const decision = makeDecision({ dateSigned: day(2018, 11, 30) });
    expect(figuresOf(makeCase({ decision }), "case.fbc-due")).toEqual({ "case.fbc-due": "2019-11-30" });
  });
});

describe("amounts far beyond any case", () => {
  it("stay exact: a thousand posts at £1bn each over ten years", () => {
    const businessCase = makeCase({
      decision: makeDecision({ horizonInYears: 10 }),
      posts: [
        makePost("P1", { proposed: posts(1_000), unitCost: { amount: pounds(1_000_000_000), halfUnit: pence(0) } }),
      ],
      funding: [makeFunding("Budget", "Revenue budget")],
    });
    expect(figuresOf(businessCase, "cost.total", "funding.budget")).toEqual({
      "cost.total": "10,000,000,000,000.00",
      "funding.budget": "10,000,000,000,000.00",
    });
  });
});
