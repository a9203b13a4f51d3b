/** For every flag that the model can raise: a case that raises it, and one near it that does not. */
import {
  day,
  fte,
  pence,
  posts,
  pounds,
  rate,
  type Approval,
  type BusinessCase,
  type CapitalPlanRow,
  type CostLine,
  type FlagCode,
  type FundingRow,
  type LineId,
  type Post,
} from "../../src/model";
import {
  exactly,
  makeAllocation,
  makeApproval,
  makeAssumption,
  makeCase,
  makeCost,
  makeDecision,
  makeFunding,
  makeGroup,
  makeOption,
  makePost,
  makePosting,
  makeSaving,
  makeScalePoint,
  makeScheme,
  makeThreshold,
  makeUnderspend,
  monthOf,
  year,
} from "./caseMaker";

import { BALANCE_FLAG_CASES } from "./balanceFlagCases";
import { ASSURANCE_FLAG_CASES } from "./assuranceFlagCases";
import { STAFF_2018, STAFF_2019, STAFF_2019_AWARD, STAFF_2020, THREE_YEARS, topOfBandE } from "./payCases";

export type FlagCase = {
  readonly code: FlagCode;
  /** What this pair shows: "at the limit", say. */
  readonly sentence: string;
  readonly raises: Partial<BusinessCase>;
  readonly near: Partial<BusinessCase>;
  /** The whole message of the first such flag. */
  readonly message: string;
  /** Line and field that cause it; null where no single input does. */
  readonly place: string | null;
};

const BASE = makeDecision({ baseYear: year("2019/20"), horizonInYears: 2, dateSigned: day(2018, 11, 30) });

/** The parts of a flag case as a whole case, of two years from 2019/20 and with a signed decision unless it says otherwise. */
export function flagCase(parts: Partial<BusinessCase>): BusinessCase {
  return makeCase({ decision: BASE, ...parts });
}

const cost = (reference: string, amount: number, parts: Partial<CostLine> = {}): CostLine =>
  makeCost(reference, { amount: exactly(amount), ...parts });
const recurring = (reference: string, amount: number, parts: Partial<CostLine> = {}): CostLine =>
  cost(reference, amount, { type: "Revenue recurring", ...parts });
const budget = (limit: number | null, parts: Partial<FundingRow> = {}): FundingRow =>
  makeFunding("Budget", "Revenue budget", { limit: limit === null ? null : pounds(limit), ...parts });
const reserve = (parts: Partial<FundingRow>): FundingRow =>
  makeFunding("Reserve", "Earmarked reserve", { line: `Funding:Reserve ${parts.year ?? ""}` as LineId, ...parts });
const donated = (reference: string, baseline: number, proposed: number, parts: Partial<Post> = {}): Post =>
  makePost(reference, {
    roleType: "Officer",
    paidBy: "Donor groups",
    baseline: posts(baseline),
    proposed: posts(proposed),
    ...parts,
  });
/** Five posts stated at 2018/19 rates and paid from a reserve of that amount in 2019/20, the worked number of 1.2. */
const BRIDGED_AT_2018_PRICES: Partial<BusinessCase> = {
  ...THREE_YEARS,
  decision: { ...BASE, priceBase: { kind: "real", year: year("2018/19") } },
  posts: [topOfBandE({ proposed: posts(5), annualCost: exactly(206_000), fundingSource: "Reserve" })],
  payAssumptions: [STAFF_2018, STAFF_2019_AWARD],
  funding: [reserve({ opening: pounds(206_000), toYear: year("2019/20"), eligibleFor: ["Recurring revenue"] })],
};
const inTwoRows = (first: Partial<FundingRow>, second: Partial<FundingRow>): FundingRow[] => [
  reserve({ year: year("2019/20"), ...first }),
  reserve({ year: year("2020/21"), ...second }),
];
const signed = (parts: Parameters<typeof makeDecision>[0]): ReturnType<typeof makeDecision> => ({ ...BASE, ...parts });
const approved = (kind: NonNullable<Approval["kind"]>, amount: number, halfUnit: number): Approval =>
  makeApproval("1d", kind, amount, halfUnit);
const inParagraph = { paragraphs: ["1d"] };

/** A scheme called Depot in 2019/20, plan in pounds. */
const depot = (plan: number, parts: Partial<CapitalPlanRow> = {}): CapitalPlanRow =>
  makeScheme("Depot", year("2019/20"), plan, parts);
const onDepot = (amount: number, parts: Partial<CostLine> = {}): CostLine =>
  cost("C1", amount, { type: "Capital", scheme: "Depot", ...parts });
const BORROWED: Partial<BusinessCase> = {
  costs: [cost("C1", 100, { type: "Capital", assetLifeYears: 5 })],
  funding: [makeFunding("Loan", "Borrowing")],
};
/** Ten posts of which three are vacant, that the case does not pay for. */
const vacant = (reference: string, parts: Partial<Post> = {}): Post =>
  makePost(reference, { baseline: posts(10), proposed: posts(10), strength: posts(7), paidBy: "Grant", ...parts });
/** One DCI for which a group gives up one PC. */
const rankMix = (costOfDci: number): Partial<BusinessCase> => ({
  posts: [
    donated("P1", 0, 1, { grade: "DCI", unitCost: exactly(costOfDci) }),
    donated("P2", 5, 5, { grade: "PC", unitCost: exactly(50_000), strength: posts(5) }),
  ],
  businessGroups: [makeGroup("East", 10, 0, { rankGivenUp: "PC" })],
});
/** Two groups that give up an officer each, at a rank that the second may not name. */
const twoDonors = (rankOfWest: string | null): Partial<BusinessCase> => ({
  ...rankMix(50_000),
  posts: [
    donated("P1", 0, 2, { grade: "DCI", unitCost: exactly(80_000) }),
    donated("P2", 5, 5, { grade: "PC", unitCost: exactly(50_000), strength: posts(5) }),
  ],
  businessGroups: [
    makeGroup("East", 10, 0, { rankGivenUp: "PC" }),
    makeGroup("West", 10, 1, { rankGivenUp: rankOfWest }),
  ],
});
/** A unit that loses one officer a month while the only officers who can be posted go to another. */
const starved = (priority: Post["priority"]): Partial<BusinessCase> => ({
  posts: [
    vacant("P1", { roleType: "Officer", priority: "High", unit: "Intelligence" }),
    vacant("P2", { roleType: "Officer", priority, unit: "Response", strength: posts(10), leaversAMonth: posts(1) }),
  ],
  postings: [makePosting("2019-04", "Officer", "Band E", 1), makePosting("2019-05", "Officer", "Band E", 1)],
});

export const FLAG_CASES: readonly FlagCase[] = [
  {
    code: "ALLOCATION_NOT_USED",
    sentence: "an allocation to a reference that nobody bears",
    raises: {
      costs: [cost("C1", 100)],
      funding: [budget(null)],
      allocations: [makeAllocation("C9", "Budget", year("2019/20"), pounds(50))],
    },
    near: {
      costs: [cost("C1", 100)],
      funding: [budget(null)],
      allocations: [makeAllocation("C1", "Budget", year("2019/20"), pounds(50))],
    },
    message: "The allocation of £50 from Budget to C9 in 2019/20 is not used: no post or cost is called C9.",
    place: "Allocations:C9 Budget 2019 reference",
  },
  {
    code: "ALLOCATION_NOT_USED",
    sentence: "an allocation in a year outside the case",
    raises: {
      costs: [cost("C1", 100)],
      funding: [budget(null)],
      allocations: [makeAllocation("C1", "Budget", year("2021/22"), pounds(50))],
    },
    near: {
      costs: [recurring("C1", 100)],
      funding: [budget(null)],
      allocations: [makeAllocation("C1", "Budget", year("2020/21"), pounds(50))],
    },
    message:
      "The allocation of £50 from Budget to C1 in 2021/22 is not used: 2021/22 is outside the years of the case.",
    place: "Allocations:C1 Budget 2021 reference",
  },
  {
    code: "ALLOCATION_NOT_USED",
    sentence: "an allocation from a source that is not there",
    raises: {
      costs: [cost("C1", 100)],
      funding: [budget(null)],
      allocations: [makeAllocation("C1", "Bank", year("2019/20"), pounds(50))],
    },
    near: {
      costs: [cost("C1", 100)],
      funding: [budget(null)],
      allocations: [makeAllocation("C1", "BUDGET", year("2019/20"), pounds(50))],
    },
    message: "The allocation of £50 from Bank to C1 in 2019/20 is not used: there is no source called Bank.",
    place: "Allocations:C1 Bank 2019 reference",
  },
  {
    code: "ALLOCATION_NOT_USED",
    sentence: "an allocation of money that is only bid for",
    raises: {
      costs: [cost("C1", 100)],
      funding: [budget(null, { status: "Bid" })],
      allocations: [makeAllocation("C1", "Budget", year("2019/20"), pounds(50))],
    },
    near: {
      costs: [cost("C1", 100)],
      funding: [budget(null, { status: "Provisional" })],
      allocations: [makeAllocation("C1", "Budget", year("2019/20"), pounds(50))],
    },
    message: "The allocation of £50 from Budget to C1 in 2019/20 is not used: Budget is only bid for.",
    place: "Allocations:C1 Budget 2019 reference",
  },
  {
    code: "ALLOCATION_NOT_USED",
    sentence: "an allocation from a source that may not pay for the line",
    raises: {
      costs: [cost("C1", 100)],
      funding: [makeFunding("Plan", "Capital plan")],
      allocations: [makeAllocation("C1", "Plan", year("2019/20"), pounds(50))],
    },
    near: {
      costs: [cost("C1", 100, { type: "Capital" })],
      funding: [makeFunding("Plan", "Capital plan")],
      allocations: [makeAllocation("C1", "Plan", year("2019/20"), pounds(50))],
    },
    message: "The allocation of £50 from Plan to C1 in 2019/20 is not used: Plan may not pay for it in that year.",
    place: "Allocations:C1 Plan 2019 reference",
  },
  {
    code: "APPORTION_TIE",
    sentence: "equal remainders at the cut-off",
    raises: { posts: [donated("P1", 0, 1)], businessGroups: [makeGroup("East", 10, 0), makeGroup("West", 10, 0)] },
    near: { posts: [donated("P1", 0, 2)], businessGroups: [makeGroup("East", 10, 0), makeGroup("West", 10, 0)] },
    message: "There is a tie between East and West for the last post; it was settled by the order of rows.",
    place: "Business groups:East order",
  },
  {
    code: "APPORTION_ZERO_WEIGHT",
    sentence: "groups that have no weight between them",
    raises: { posts: [donated("P1", 0, 4)], businessGroups: [makeGroup("East", 10, 10)] },
    near: { posts: [donated("P1", 0, 4)], businessGroups: [makeGroup("East", 11, 10)] },
    message: "4 posts are to be found and no group has a weight to share by.",
    place: "Business groups:East officerBwt",
  },
  {
    code: "APPORTION_ZERO_WEIGHT",
    sentence: "a weight that is blank",
    raises: {
      decision: signed({ weightBasis: "Unbudgeted" }),
      posts: [donated("P1", 0, 4)],
      businessGroups: [makeGroup("East", 10, 0)],
    },
    near: {
      decision: signed({ weightBasis: "Unbudgeted" }),
      posts: [donated("P1", 0, 4)],
      businessGroups: [makeGroup("East", 10, 0, { unbudgeted: posts(1) })],
    },
    message: "East has no Unbudgeted BWT, which the Weight basis asks for; nothing is shared.",
    place: "Business groups:East unbudgeted",
  },
  {
    code: "APPROVAL_MISMATCH",
    sentence: "a penny beyond what printed digits can explain",
    raises: { costs: [cost("C1", 329_500.01, inParagraph)], approvals: [approved("One-off revenue", 329_000, 500)] },
    near: { costs: [cost("C1", 329_500, inParagraph)], approvals: [approved("One-off revenue", 329_000, 500)] },
    message: "Paragraph 1d: £329,000 approved, £329,500.01 modelled (one-off revenue).",
    place: "Approvals:1d One-off revenue approved",
  },
  {
    code: "APPROVAL_MISMATCH",
    sentence: "one post more than was approved",
    raises: {
      posts: [makePost("P1", { proposed: posts(6), paidBy: "Grant", paragraphs: ["1d"] })],
      approvals: [approved("Staff posts", 5, 0)],
    },
    near: {
      posts: [makePost("P1", { proposed: posts(5), paidBy: "Grant", paragraphs: ["1d"] })],
      approvals: [approved("Staff posts", 5, 0)],
    },
    message: "Paragraph 1d: 5 posts approved, 6 posts modelled (staff posts).",
    place: "Approvals:1d Staff posts approved",
  },
  {
    code: "BEYOND_HORIZON",
    sentence: "a cost in the year after the last",
    raises: { costs: [cost("C1", 1, { year: year("2021/22") })] },
    near: { costs: [cost("C1", 1, { year: year("2020/21") })] },
    message: "C1 begins in 2021/22, after the last year of the case (2020/21); it is in no total.",
    place: "Costs:C1 year",
  },
  {
    code: "BEYOND_HORIZON",
    sentence: "posts that start in the month after the last",
    raises: { posts: [makePost("P1", { paidBy: "Grant", startMonth: monthOf("2021-04") })] },
    near: { posts: [makePost("P1", { paidBy: "Grant", startMonth: monthOf("2021-03") })] },
    message: "P1 begins in 2021/22, after the last year of the case (2020/21); it is in no total.",
    place: "Staffing:P1 startMonth",
  },
  {
    code: "BWT_NEGATIVE",
    sentence: "fewer posts than others pay for",
    raises: {
      posts: [
        makePost("P1", { baseline: posts(3), proposed: posts(1), externallyFunded: fte(10_001), paidBy: "Grant" }),
      ],
    },
    near: {
      posts: [makePost("P1", { baseline: posts(3), proposed: posts(1), externallyFunded: posts(1), paidBy: "Grant" })],
    },
    message: "Operations Band E would be 1, below the 1.0001 posts that others pay for.",
    place: "Staffing:P1 proposed",
  },
  {
    code: "BWT_NEGATIVE",
    sentence: "a business group that would give up posts that others pay for",
    raises: { posts: [donated("P1", 0, 4)], businessGroups: [makeGroup("East", 10, 7)] },
    near: { posts: [donated("P1", 0, 3)], businessGroups: [makeGroup("East", 10, 7)] },
    message: "East would have 6 officers after giving up 4, below the 7 posts that others pay for.",
    place: "Business groups:East officerBwt",
  },
  {
    code: "CAPITAL_LINE_OVERDRAWN",
    sentence: "more capital than the plan line's limit",
    raises: {
      costs: [cost("C1", 374_000.01, { type: "Capital", fundingSource: "Plan" })],
      funding: [makeFunding("Plan", "Capital plan", { limit: pounds(374_000) })],
    },
    near: {
      costs: [cost("C1", 374_000, { type: "Capital", fundingSource: "Plan" })],
      funding: [makeFunding("Plan", "Capital plan", { limit: pounds(374_000) })],
    },
    message: "Plan is over by £0.01: £374,000.01 is asked of a line of £374,000.",
    place: "Funding:Plan limit",
  },
  {
    code: "CAPITAL_LINE_OVERDRAWN",
    sentence: "more capital than a plan line of one year has left after what is spent",
    raises: {
      costs: [cost("C1", 81, { type: "Capital", fundingSource: "Plan" })],
      funding: [makeFunding("Plan", "Capital plan", { year: year("2019/20"), limit: pounds(100), spent: pounds(20) })],
    },
    near: {
      costs: [cost("C1", 80, { type: "Capital", fundingSource: "Plan" })],
      funding: [makeFunding("Plan", "Capital plan", { year: year("2019/20"), limit: pounds(100), spent: pounds(20) })],
    },
    message: "Plan is short by £1 in 2019/20.",
    place: "Funding:Plan 2019 opening",
  },
  {
    code: "CAPITAL_LINE_OVERDRAWN",
    sentence: "more capital than a scheme has in the year",
    raises: {
      costs: [onDepot(100.01), recurring("R1", 5, { scheme: "Depot" })],
      capitalPlan: [depot(120, { cancelled: pounds(20) })],
    },
    near: { costs: [onDepot(100)], capitalPlan: [depot(120, { cancelled: pounds(20) })] },
    message: "Depot is over by £0.01 in 2019/20: £100.01 is asked of a budget of £100.",
    place: "Capital plan:Depot 2019 plan",
  },
  {
    code: "CAPITAL_LINE_OVERDRAWN",
    sentence: "capital that stays where the scheme's money has slipped from",
    raises: {
      costs: [onDepot(100)],
      capitalPlan: [depot(100, { slippage: pounds(100), slippedTo: year("2020/21") })],
    },
    near: {
      costs: [onDepot(100, { year: year("2020/21") })],
      capitalPlan: [depot(100, { slippage: pounds(100), slippedTo: year("2020/21") })],
    },
    message: "Depot is over by £100 in 2019/20: £100 is asked of a budget of £0.",
    place: "Capital plan:Depot 2019 plan",
  },
  {
    code: "CAPITAL_LINE_OVERDRAWN",
    sentence: "more slips out of a year than stands in it",
    raises: { capitalPlan: [depot(100, { slippage: pounds(101), slippedTo: year("2020/21") })] },
    near: { capitalPlan: [depot(100, { slippage: pounds(100), slippedTo: year("2020/21") })] },
    message: "£1 more leaves Depot in 2019/20 than stands in it.",
    place: "Capital plan:Depot 2019 plan",
  },
  {
    code: "CAPITAL_LINE_OVERDRAWN",
    sentence: "a scheme that the plan does not have",
    raises: { costs: [onDepot(100, { scheme: "Depots" })], capitalPlan: [depot(100)] },
    near: { costs: [onDepot(100, { scheme: "DEPOT" })], capitalPlan: [depot(100)] },
    message: "C1 asks £100 of Depots, and the Capital plan has no such scheme.",
    place: "Costs:C1 scheme",
  },
  {
    code: "CAPITAL_PROVISIONAL",
    sentence: "approved money for a scheme that is not yet approved",
    raises: {
      costs: [onDepot(100)],
      funding: [makeFunding("Receipts", "Capital receipts")],
      capitalPlan: [depot(100, { status: "Provisional", approvalDate: day(2019, 2, 25) })],
    },
    near: {
      costs: [onDepot(100)],
      funding: [makeFunding("Receipts", "Capital receipts")],
      capitalPlan: [depot(100, { approvalDate: day(2019, 2, 25) })],
    },
    message:
      "£100 of capital depends on the scheme Depot, which is not yet approved in 2019/20 (expected 25 February 2019).",
    place: "Capital plan:Depot 2019 status",
  },
  {
    code: "CAPITAL_PROVISIONAL",
    sentence: "capital from a plan that is not yet approved",
    raises: {
      costs: [cost("C1", 374_000, { type: "Capital" })],
      funding: [makeFunding("Plan", "Capital plan", { status: "Provisional", approvalDate: day(2019, 2, 25) })],
    },
    near: {
      costs: [cost("C1", 374_000, { type: "Capital" })],
      funding: [makeFunding("Plan", "Capital plan", { approvalDate: day(2019, 2, 25) })],
    },
    message: "£374,000 of capital depends on Plan, which is not yet approved (expected 25 February 2019).",
    place: "Funding:Plan status",
  },
  {
    code: "CAPITAL_SPEND_BEFORE_APPROVAL",
    sentence: "spend in the month before the approval",
    raises: {
      costs: [cost("C1", 1, { type: "Capital", startMonth: monthOf("2019-05") })],
      funding: [makeFunding("Plan", "Capital plan", { approvalDate: day(2019, 6, 1) })],
    },
    near: {
      costs: [cost("C1", 1, { type: "Capital", startMonth: monthOf("2019-06") })],
      funding: [makeFunding("Plan", "Capital plan", { approvalDate: day(2019, 6, 30) })],
    },
    message: "C1 is spent from May 2019, before the approval of Plan on 1 June 2019.",
    place: "Costs:C1 startMonth",
  },
  {
    code: "CAPITAL_SPEND_BEFORE_APPROVAL",
    sentence: "spend of no stated month, which may be April",
    raises: {
      costs: [cost("C1", 1, { type: "Capital" })],
      funding: [makeFunding("Plan", "Capital plan", { approvalDate: day(2019, 5, 1) })],
    },
    near: {
      costs: [cost("C1", 1, { type: "Capital" })],
      funding: [makeFunding("Plan", "Capital plan", { approvalDate: day(2019, 4, 30) })],
    },
    message: "C1 is spent from April 2019, before the approval of Plan on 1 May 2019.",
    place: "Costs:C1 year",
  },
  {
    code: "CAPITAL_SPEND_BEFORE_APPROVAL",
    sentence: "spend in the month before the scheme is approved",
    raises: {
      costs: [onDepot(1, { startMonth: monthOf("2019-05") })],
      capitalPlan: [depot(1, { approvalDate: day(2019, 6, 1) })],
    },
    near: {
      costs: [onDepot(1, { startMonth: monthOf("2019-06") })],
      capitalPlan: [depot(1, { approvalDate: day(2019, 6, 30) })],
    },
    message: "C1 is spent from May 2019, before the approval of the scheme Depot on 1 June 2019.",
    place: "Costs:C1 startMonth",
  },
  {
    code: "CLASSIFICATION_CHECK",
    sentence: "capital of which all that is described alike stays below the de minimis",
    raises: {
      costs: [
        cost("C1", 4_000, { type: "Capital" }),
        cost("C2", 5_999.99, { type: "Capital", description: "cost c1" }),
      ],
    },
    near: {
      costs: [cost("C1", 4_000, { type: "Capital" }), cost("C2", 6_000, { type: "Capital", description: "cost c1" })],
    },
    message: "C1 Cost C1: £9,999.99 is entered as capital, below the de minimis of £10,000. Could this be revenue?",
    place: "Costs:C1 type",
  },
  {
    code: "CLASSIFICATION_CHECK",
    sentence: "capital that lasts no longer than a year",
    raises: { costs: [cost("C1", 10_000, { type: "Capital", assetLifeYears: 1 })] },
    near: { costs: [cost("C1", 10_000, { type: "Capital", assetLifeYears: 2 })] },
    message: "C1 Cost C1 is entered as capital with an asset life of no more than a year. Could this be revenue?",
    place: "Costs:C1 assetLifeYears",
  },
  {
    code: "CLASSIFICATION_CHECK",
    sentence: "IT in revenue that lasts longer than a year",
    raises: { costs: [cost("C1", 10_000, { category: "IT hardware", assetLifeYears: 2 })] },
    near: { costs: [cost("C1", 10_000, { category: "IT hardware", assetLifeYears: 1 })] },
    message: "C1 Cost C1: £10,000 of 'IT hardware' is entered as revenue. Could this be capital?",
    place: "Costs:C1 type",
  },
  {
    code: "CLASSIFICATION_CHECK",
    sentence: "an estate change in revenue at the capital de minimis",
    raises: { costs: [cost("C1", 10_000, { category: "Estate" })] },
    near: { costs: [cost("C1", 9_999.99, { category: "Estate" })] },
    message: "C1 Cost C1: £10,000 of 'Estate' is entered as revenue. Could this be capital?",
    place: "Costs:C1 type",
  },
  {
    code: "CLASSIFICATION_CHECK",
    sentence: "an IT change in revenue at the body's own de minimis",
    raises: {
      costs: [cost("C1", 500, { category: "IT change" })],
      assumptions: [makeAssumption("capital-de-minimis", { unit: "money", amount: pounds(500) })],
    },
    near: {
      costs: [cost("C1", 500, { category: "IT scoping" })],
      assumptions: [makeAssumption("capital-de-minimis", { unit: "money", amount: pounds(500) })],
    },
    message: "C1 Cost C1: £500 of 'IT change' is entered as revenue. Could this be capital?",
    place: "Costs:C1 type",
  },
  {
    code: "DECISION_UNSIGNED",
    sentence: "a decision without a date",
    raises: { decision: signed({ reference: "PCD 484", dateSigned: null }) },
    near: { decision: signed({ reference: "PCD 484" }) },
    message: "The decision has no signature date; deadlines cannot be worked out.",
    place: "Decision:Date signed value",
  },
  {
    code: "DUPLICATE_LINE",
    sentence: "the same item under two references",
    raises: { costs: [cost("C1", 500, { description: "Servers" }), cost("C2", 500, { description: "servers" })] },
    near: { costs: [cost("C1", 500, { description: "Servers" }), cost("C2", 500.01, { description: "servers" })] },
    message: "C1 and C2 look like the same item twice: servers, 2019/20, £500.",
    place: "Costs:C2 amount",
  },
  {
    code: "FBC_DUE",
    sentence: "a full business case due in 90 days",
    raises: { decision: signed({ reference: "PCD 484" }), asAt: day(2019, 9, 1) },
    near: { decision: signed({ reference: "PCD 484" }), asAt: day(2019, 8, 31) },
    message: "The full business case is due on 30 November 2019, in 90 days.",
    place: "Decision:Date signed value",
  },
  {
    code: "FIGURE_NAMES_ALIKE",
    sentence: "two sources whose names give one figure name",
    raises: {
      funding: [budget(null), makeFunding("Fund A", "Revenue budget"), makeFunding("Fund-A", "Revenue budget")],
    },
    near: { funding: [budget(null), makeFunding("Fund A", "Revenue budget"), makeFunding("Fund B", "Revenue budget")] },
    message: "The names 'Fund A' and 'Fund-A' give the same figure name; the later ones carry -2, -3 in it.",
    place: null,
  },
  {
    code: "FUNDING_BID_COUNTED",
    sentence: "money that is only bid for",
    raises: { costs: [cost("C1", 100)], funding: [budget(60, { status: "Bid" })] },
    near: { costs: [cost("C1", 100)], funding: [budget(60, { status: "Provisional" })] },
    message: "£60 from Budget in 2019/20 is a bid; it stays inside the gap until it is approved.",
    place: "Funding:Budget status",
  },
  {
    code: "FUNDING_LABEL",
    sentence: "a reserve that is typed as a grant",
    raises: { funding: [makeFunding("Change reserve", "Revenue grant")] },
    near: { funding: [makeFunding("Reservation fund", "Revenue grant")] },
    message: "Change reserve is called a reserve, and its Kind is Revenue grant.",
    place: "Funding:Change reserve kind",
  },
  {
    code: "FUNDING_ORDER",
    sentence: "a source left unused beside a gap that it could cover",
    raises: {
      costs: [cost("C1", 100, { fundingSource: "Budget" })],
      funding: [budget(60), makeFunding("Other", "Revenue budget")],
    },
    near: {
      costs: [cost("C1", 100, { fundingSource: "Budget" })],
      funding: [budget(60), makeFunding("Other", "Capital plan")],
    },
    message: "C1 names Budget and is £40 short in 2019/20, while Other has money left that could pay for it.",
    place: "Costs:C1 fundingSource",
  },
  {
    code: "FUNDING_WRONG_NATURE",
    sentence: "capital money named for revenue",
    raises: { costs: [cost("C1", 100, { fundingSource: "Plan" })], funding: [makeFunding("Plan", "Capital plan")] },
    near: { costs: [cost("C1", 100, { type: "Capital", fundingSource: "Budget" })], funding: [budget(null)] },
    message: "Plan (Capital plan) cannot fund C1: it is one-off revenue, and the source pays for capital.",
    place: "Costs:C1 fundingSource",
  },
  {
    code: "IN_TRAINING_COUNTED",
    sentence: "recruits in a row with strength",
    raises: { posts: [makePost("P1", { paidBy: "Grant", strength: posts(3), inTraining: posts(1) })] },
    near: { posts: [makePost("P1", { paidBy: "Grant", strength: posts(3), inTraining: posts(0) })] },
    message: "1 in training may be counted in the strength of P1; recruits count when they are posted.",
    place: "Staffing:P1 inTraining",
  },
  {
    code: "MCF_LOW",
    sentence: "less than a tenth of the fund left",
    raises: {
      costs: [cost("C1", 900.01)],
      funding: [makeFunding("Fund", "Major Change Fund", { opening: pounds(1_000) })],
    },
    near: { costs: [cost("C1", 900)], funding: [makeFunding("Fund", "Major Change Fund", { opening: pounds(1_000) })] },
    message: "9.9% of Fund is left in 2019/20: £99.99.",
    place: "Funding:Fund opening",
  },
  {
    code: "MCF_OVERDRAWN",
    sentence: "more asked of the fund by name than it holds",
    raises: {
      costs: [cost("C1", 1_000.01, { fundingSource: "Fund" })],
      funding: [makeFunding("Fund", "Major Change Fund", { opening: pounds(1_000) })],
    },
    near: {
      costs: [cost("C1", 1_000, { fundingSource: "Fund" })],
      funding: [makeFunding("Fund", "Major Change Fund", { opening: pounds(1_000) })],
    },
    message: "Fund is short by £0.01 in 2019/20.",
    place: "Funding:Fund opening",
  },
  {
    code: "MCF_RECURRING",
    sentence: "recurring cost charged to the fund for change",
    raises: {
      costs: [recurring("C1", 100, { fundingSource: "Fund" })],
      funding: [makeFunding("Fund", "Major Change Fund", { opening: pounds(1_000) })],
    },
    near: {
      costs: [cost("C1", 100, { fundingSource: "Fund" })],
      funding: [makeFunding("Fund", "Major Change Fund", { opening: pounds(1_000) })],
    },
    message: "C1 is recurring cost charged to Fund; this fund is for one-off change.",
    place: "Costs:C1 fundingSource",
  },
  {
    code: "MRP_NO_LIFE",
    sentence: "capital on borrowing without an asset life",
    raises: {
      costs: [cost("C1", 100, { type: "Capital" })],
      funding: [
        makeFunding("Loan", "Borrowing", { limit: pounds(60) }),
        makeFunding("Receipts", "Capital receipts", { order: 1, limit: pounds(40) }),
      ],
    },
    near: {
      costs: [cost("C1", 100, { type: "Capital" })],
      funding: [makeFunding("Loan", "Borrowing"), makeFunding("Receipts", "Capital receipts", { limit: pounds(100) })],
    },
    message:
      "Borrowing pays £60 of C1 in 2019/20, and no asset life says over how many years it is charged to revenue.",
    place: "Costs:C1 assetLifeYears",
  },
  {
    code: "MRP_TOO_EARLY",
    sentence: "MRP entered in the year of the spend",
    raises: { ...BORROWED, costs: [...(BORROWED.costs ?? []), recurring("R1", 20, { category: "MRP" })] },
    near: {
      ...BORROWED,
      costs: [...(BORROWED.costs ?? []), recurring("R1", 20, { category: "MRP", year: year("2020/21") })],
    },
    message: "R1 charges minimum revenue provision in 2019/20; that of C1, spent in 2019/20, begins in 2020/21.",
    place: "Costs:R1 year",
  },
  {
    code: "MTFP_GAP",
    sentence: "recurring cost that neither source nor saving covers",
    raises: { costs: [recurring("C1", 100)], funding: [budget(100)] },
    near: { costs: [recurring("C1", 100)], funding: [budget(200)] },
    message: "£100 a year from 2020/21 is not covered (£100 to the horizon); savings are needed.",
    place: "Costs:C1 amount",
  },
  {
    code: "MTFP_GAP",
    sentence: "pressure that is accepted by name, which is still a pressure",
    raises: {
      costs: [recurring("C1", 100)],
      funding: [
        makeFunding("Medium term financial plan", "Medium term financial plan", { acceptedAsPressureBy: "The board" }),
      ],
    },
    near: {
      costs: [cost("C1", 100)],
      funding: [
        makeFunding("Medium term financial plan", "Medium term financial plan", { acceptedAsPressureBy: "The board" }),
      ],
    },
    message:
      "£100 a year from 2019/20 is not covered (£200 to the horizon); savings are needed. It is accepted as a pressure by The board.",
    place: "Costs:C1 amount",
  },
  {
    code: "NET_OVERSPEND",
    sentence: "money moved from a group that overspends in total",
    raises: {
      funding: [reserve({ opening: pounds(0), contributions: pounds(1), contributionFrom: "Operations" })],
      underspends: [makeUnderspend("Operations", year("2019/20"), 100, 101)],
    },
    near: {
      funding: [reserve({ opening: pounds(0) })],
      underspends: [makeUnderspend("Operations", year("2019/20"), 100, 101)],
    },
    message: "Operations is £1 over in total in 2019/20.",
    place: "Underspend:Operations Police staff pay 2019 forecast",
  },
  {
    code: "NO_FINANCIAL_COMMENT",
    sentence: "officers that change and cost the case nothing",
    raises: { posts: [donated("P1", 0, 1, { paragraphs: ["1b"] }), donated("P2", 1, 0, { paragraphs: ["1b"] })] },
    near: { posts: [donated("P1", 1, 1, { paragraphs: ["1b"] })] },
    message: "The officers in P1, P2 change and have no cost in this case: they are paid by donor groups.",
    place: "Staffing:P1 paidBy",
  },
  {
    code: "OPTION_NOT_CHOSEN",
    sentence: "two options and none preferred",
    raises: { costs: [cost("C1", 1, { option: "A" }), cost("C2", 1, { option: "B" })] },
    near: {
      decision: signed({ preferredOption: "b" }),
      costs: [cost("C1", 1, { option: "A" }), cost("C2", 1, { option: "B" })],
    },
    message:
      "Cost lines name the options A, B, and the Decision sheet chooses none of them; only lines without an option are counted.",
    place: "Costs:C1 option",
  },
  {
    code: "OPTION_NOT_CHOSEN",
    sentence: "the Options sheet marks another option than the Decision states",
    raises: {
      decision: signed({ preferredOption: "A" }),
      costs: [cost("C1", 1, { option: "A" }), cost("C2", 1, { option: "B" })],
      options: [makeOption("B", { isPreferred: true })],
    },
    near: {
      decision: signed({ preferredOption: "B" }),
      costs: [cost("C1", 1, { option: "A" }), cost("C2", 1, { option: "B" })],
      options: [makeOption("B", { isPreferred: true })],
    },
    message:
      "The Options sheet marks B as preferred, and the Decision sheet states A; only lines without an option are counted.",
    place: "Options:B isPreferred",
  },
  {
    code: "OPTION_ROWS_DISAGREE",
    sentence: "one row says that the objective is met, another that it is not",
    raises: {
      options: [makeOption("A", { meetsObjective: true }), makeOption("A", { benefit: "Time", meetsObjective: false })],
    },
    near: { options: [makeOption("A", { meetsObjective: true }), makeOption("A", { benefit: "Time" })] },
    message: "The rows of A say different things in Meets the objective.",
    place: "Options:A meetsObjective",
  },
  {
    code: "DO_NOTHING_ZERO",
    sentence: "no line names the do-nothing option",
    raises: {
      decision: signed({ preferredOption: "A", horizonInYears: 5 }),
      costs: [recurring("C1", 100, { option: "A" }), cost("C2", 300, { option: "B" })],
      options: [
        makeOption("None", { isDoNothing: true }),
        makeOption("A", { meetsObjective: true, riskAdjustment: rate(1, 10) }),
        makeOption("A", {
          benefit: "Overtime",
          benefitType: "Cash-releasing",
          year: year("2019/20"),
          amount: pounds(200),
        }),
        makeOption("A", {
          benefit: "Calls answered",
          benefitType: "Quantified",
          year: year("2019/20"),
          amount: pounds(50),
        }),
        makeOption("B", { meetsObjective: true }),
      ],
      posts: [makePost("P1", { proposed: posts(1), unitCost: exactly(40_000) })],
      assumptions: [makeAssumption("range-of-posts", { unit: "percent", rate: rate(1, 10) })],
    },
    near: {
      costs: [cost("C1", 1, { option: "None" })],
      options: [makeOption("None", { isDoNothing: true }), makeOption("A")],
    },
    message: "None has no cost; is that right? Vacancies and contracts of today cost money too.",
    place: "Options:None isDoNothing",
  },
  {
    code: "BCR_NOT_AVAILABLE",
    sentence: "benefits in words only",
    raises: { options: [makeOption("A", { benefit: "Safer streets", benefitType: "Qualitative" })] },
    near: {
      options: [
        makeOption("A", {
          benefit: "Overtime",
          benefitType: "Cash-releasing",
          year: year("2019/20"),
          amount: pounds(1),
        }),
      ],
    },
    message: "A: net present cost is shown; a benefit-cost ratio needs benefits in money, and none is entered.",
    place: "Options:A Safer streets benefitType",
  },
  {
    code: "ECONOMIC_EXCLUDED",
    sentence: "VAT inside an amount",
    raises: { costs: [cost("C1", 120, { vat: "Included" })] },
    near: { costs: [cost("C1", 100, { vat: "Excluded" })] },
    message: "C1: VAT inside the amount does not belong in a net present cost, and cannot be taken out of it.",
    place: "Costs:C1 vat",
  },
  {
    code: "BEYOND_HORIZON",
    sentence: "a benefit after the last year",
    raises: {
      options: [
        makeOption("A", {
          benefit: "Overtime",
          benefitType: "Cash-releasing",
          year: year("2021/22"),
          amount: pounds(5),
        }),
      ],
    },
    near: {
      options: [
        makeOption("A", {
          benefit: "Overtime",
          benefitType: "Cash-releasing",
          year: year("2020/21"),
          amount: pounds(5),
        }),
      ],
    },
    message:
      "Overtime of A 2021/22 (£5) lies outside the years of the appraisal, 2019/20 to 2020/21; it is in no total.",
    place: "Options:A Overtime 2021 year",
  },
  {
    code: "OVER_FUNDED",
    sentence: "an allocation beyond the demand",
    raises: {
      costs: [cost("C1", 100)],
      funding: [budget(null)],
      allocations: [makeAllocation("C1", "Budget", year("2019/20"), pence(10_001))],
    },
    near: {
      costs: [cost("C1", 100)],
      funding: [budget(null)],
      allocations: [makeAllocation("C1", "Budget", year("2019/20"), pence(10_000))],
    },
    message: "£100.01 of Budget is allocated to C1 in 2019/20; £100 was needed or there to give.",
    place: "Allocations:C1 Budget 2019 amount",
  },
  {
    code: "OVER_PROGRAMMED",
    sentence: "schemes a penny beyond what their source can give in the year",
    raises: {
      funding: [makeFunding("Receipts", "Capital receipts", { year: year("2019/20"), limit: pounds(100) })],
      capitalPlan: [
        depot(60, { fundingSource: "Receipts", isOverProgrammed: true }),
        makeScheme("Fleet", year("2019/20"), 40.01, { fundingSource: "Receipts" }),
      ],
    },
    near: {
      funding: [makeFunding("Receipts", "Capital receipts", { year: year("2019/20"), limit: pounds(100) })],
      capitalPlan: [
        depot(60, { fundingSource: "Receipts", isOverProgrammed: true }),
        makeScheme("Fleet", year("2019/20"), 40, { fundingSource: "Receipts" }),
      ],
    },
    message: "£0.01 over-programmed in 2019/20: schemes of £100.01 stand against £100 from Receipts.",
    place: "Capital plan:Depot 2019 isOverProgrammed",
  },
  {
    code: "OVER_PROGRAMMED",
    sentence: "a scheme marked as such, of a source whose money is not entered",
    raises: {
      funding: [makeFunding("Receipts", "Capital receipts")],
      capitalPlan: [depot(60, { fundingSource: "Receipts", isOverProgrammed: true })],
    },
    near: {
      funding: [makeFunding("Receipts", "Capital receipts")],
      capitalPlan: [depot(60, { fundingSource: "Receipts", isOverProgrammed: false })],
    },
    message:
      "Depot is planned beyond the funding in 2019/20; by how much is not known, since what Receipts can give is not entered.",
    place: "Capital plan:Depot 2019 isOverProgrammed",
  },
  {
    code: "PART_YEAR_AS_FULL",
    sentence: "a year-by-year amount with a later start in its year",
    raises: { costs: [recurring("C1", 100, { isYearOnly: true, startMonth: monthOf("2019-05") })] },
    near: { costs: [recurring("C1", 100, { isYearOnly: true, startMonth: monthOf("2019-04") })] },
    message: "C1 starts in May 2019; the amount of 2019/20 is used as it stands.",
    place: "Costs:C1 startMonth",
  },
  {
    code: "PAY_AWARD_MISSING",
    sentence: "a year whose row of pay assumptions leaves the award blank, for posts costed from pay",
    raises: {
      ...THREE_YEARS,
      posts: [
        topOfBandE({ startMonth: monthOf("2019-07"), shiftAllowance: rate(125, 1_000), vacancyFactor: rate(5, 100) }),
      ],
      payAssumptions: [
        STAFF_2018,
        { ...STAFF_2019, londonWeighting: pounds(2_000), londonAllowance: pounds(500), levy: rate(5, 1_000) },
        { ...STAFF_2020, award: null },
      ],
    },
    near: { ...THREE_YEARS, posts: [topOfBandE()] },
    message: "No pay award for Staff 2020/21: pay stays as it was, on the scale from 1 April 2018.",
    place: `${STAFF_2020.line} award`,
  },
  {
    code: "PAY_AWARD_MISSING",
    sentence: "a year without a row of pay assumptions",
    raises: { ...THREE_YEARS, posts: [topOfBandE()], payAssumptions: [STAFF_2018, STAFF_2019] },
    near: {
      ...THREE_YEARS,
      posts: [topOfBandE({ endMonth: monthOf("2020-03") })],
      payAssumptions: [STAFF_2018, STAFF_2019],
    },
    message: "No pay award for Staff 2020/21: Pay assumptions has no row of that year.",
    place: null,
  },
  {
    code: "PAY_INPUT_NEEDED",
    sentence: "a rate that posts costed from pay need, left blank",
    raises: {
      ...THREE_YEARS,
      posts: [topOfBandE()],
      payAssumptions: [STAFF_2018, { ...STAFF_2019, employerNiRate: null }, STAFF_2020],
    },
    near: {
      ...THREE_YEARS,
      posts: [topOfBandE()],
      payAssumptions: [STAFF_2018, { ...STAFF_2019, employerNiRate: rate(0, 1) }, STAFF_2020],
    },
    message:
      "P1 cannot be costed from pay: Employer NI rate of Staff 2019/20 in Pay assumptions is needed. No figure that rests on it is given.",
    place: `${STAFF_2019.line} employerNiRate`,
  },
  {
    code: "PENSION_BAND_JUMP",
    sentence: "pensionable pay within £500 of the edge of a band: 23,001 - 22,501 = 500",
    raises: {
      ...THREE_YEARS,
      posts: [topOfBandE({ zone: null })],
      payScales: [makeScalePoint(2, 22_501, "2018-04-01")],
    },
    near: {
      ...THREE_YEARS,
      posts: [topOfBandE({ zone: null })],
      payScales: [makeScalePoint(2, 22_500.99, "2018-04-01")],
    },
    message:
      "P1: full-time pensionable pay of £22,501 in 2019/20 is £500 below the edge of a band at £23,001; a change of that size moves the pension rate from 26.6% to 27.1% of all of it.",
    place: "Staffing:P1 scalePoint",
  },
  {
    code: "POST_COST_IMPLAUSIBLE",
    sentence: "a post that costs less than 115% of the lowest point: 25,591 x 1.15 = 29,429.65",
    raises: { ...THREE_YEARS, posts: [makePost("P1", { unitCost: exactly(29_429.64) })] },
    near: { ...THREE_YEARS, posts: [makePost("P1", { unitCost: exactly(29_429.65) })] },
    message: "£29,429.64 a post of P1; the scale of Band E gives £29,429.65 to £48,203.75.",
    place: "Staffing:P1 unitCost",
  },
  {
    code: "POST_COST_IMPLAUSIBLE",
    sentence: "a post that costs more than 175% of the highest point: 27,545 x 1.75 = 48,203.75",
    raises: { ...THREE_YEARS, posts: [makePost("P1", { proposed: posts(2), annualCost: exactly(96_407.52) })] },
    near: { ...THREE_YEARS, posts: [makePost("P1", { proposed: posts(2), annualCost: exactly(96_407.5) })] },
    message: "£48,203.76 a post of P1; the scale of Band E gives £29,429.65 to £48,203.75.",
    place: "Staffing:P1 annualCost",
  },
  {
    code: "POST_NO_END",
    sentence: "a post without an end on a grant that ends before the horizon",
    raises: {
      posts: [makePost("P1", { unitCost: exactly(1), fundingSource: "Grant" })],
      funding: [makeFunding("Grant", "Revenue grant", { toYear: year("2019/20") })],
    },
    near: {
      posts: [makePost("P1", { unitCost: exactly(1), fundingSource: "Grant" })],
      funding: [makeFunding("Grant", "Revenue grant", { toYear: year("2020/21") })],
    },
    message: "The funding from Grant ends in 2019/20; P1 has no end.",
    place: "Staffing:P1 endMonth",
  },
  {
    code: "PRICE_BASE_MIXED",
    sentence: "cash and real prices added together",
    raises: { costs: [cost("C1", 1), cost("C2", 1, { priceBase: { kind: "real", year: year("2018/19") } })] },
    near: {
      decision: signed({ priceBase: { kind: "real", year: year("2018/19") } }),
      costs: [cost("C1", 1), cost("C2", 1, { priceBase: { kind: "real", year: year("2018/19") } })],
    },
    message: "Lines in different price bases are added together: cash, real 2018/19.",
    place: "Costs:C2 priceBase",
  },
  {
    code: "PRIORITY_STARVES",
    sentence: "a unit whose vacancies grow while others come first",
    raises: starved("Low"),
    near: starved("High"),
    message:
      "Vacancies of Response grow to 2 by May 2019, while people of their grades go to posts of a higher priority.",
    place: "Staffing:P2 priority",
  },
  {
    code: "RANK_COST_NEEDED",
    sentence: "a group of several that does not say which rank it gives up",
    raises: twoDonors(null),
    near: twoDonors("PC"),
    message: "West gives up 1 and what they cost is not known; the cost of the mix of ranks is not worked out.",
    place: "Business groups:West rankGivenUp",
  },
  {
    code: "RANK_COST_NEEDED",
    sentence: "a rank given up of which no row says the cost",
    raises: twoDonors("Dog handler"),
    near: twoDonors("DCI"),
    message: "West gives up 1 and what they cost is not known; the cost of the mix of ranks is not worked out.",
    place: "Business groups:West rankGivenUp",
  },
  {
    code: "RANK_MIX_COST",
    sentence: "ranks that cost more than those given up for them",
    raises: rankMix(80_000),
    near: rankMix(50_000),
    message:
      "Posts balance, pay does not: by rank they cost £30,000 a year more than those they replace. It is not in the cost of this case.",
    place: "Staffing:P1 proposed",
  },
  {
    code: "RANK_NET_MISMATCH",
    sentence: "ranks that do not add to the officers approved",
    raises: {
      posts: [
        donated("P1", 0, 4, { grade: "Insp", ...inParagraph }),
        donated("P2", 1, 0, { grade: "DSU", ...inParagraph }),
      ],
      approvals: [approved("Officer posts", 4, 0)],
    },
    near: {
      posts: [
        donated("P1", 0, 5, { grade: "Insp", ...inParagraph }),
        donated("P2", 1, 0, { grade: "DSU", ...inParagraph }),
      ],
      approvals: [approved("Officer posts", 4, 0)],
    },
    message: "The ranks (Insp +4, DSU -1) give 3; the decision says 4.",
    place: "Approvals:1d Officer posts approved",
  },
  {
    code: "RANK_NET_MISMATCH",
    sentence: "a post released by a group that shares nothing",
    raises: {
      decision: signed({ officerRequirement: "Gross then release" }),
      posts: [donated("P1", 0, 5), donated("P2", 1, 0, { businessGroup: "Elsewhere" })],
      businessGroups: [makeGroup("Operations", 10, 0)],
    },
    near: {
      decision: signed({ officerRequirement: "Gross then release" }),
      posts: [donated("P1", 0, 5), donated("P2", 1, 0)],
      businessGroups: [makeGroup("Operations", 10, 0)],
    },
    message:
      "1 released posts belong to a business group that shares nothing; the groups' posts do not add to the requirement.",
    place: "Business groups:Operations name",
  },
  {
    code: "REDISTRIB_NOT_NIL",
    sentence: "posts moved in that nobody gave",
    raises: {
      posts: [
        makePost("P1", { proposed: posts(3), movement: "Redistribution in" }),
        makePost("P2", { baseline: posts(2), proposed: posts(0), movement: "Redistribution out" }),
      ],
    },
    near: {
      posts: [
        makePost("P1", { proposed: posts(3), movement: "Redistribution in" }),
        makePost("P2", { baseline: posts(3), proposed: posts(0), movement: "Redistribution out" }),
      ],
    },
    message: "Redistribution adds to 1, not 0.",
    place: "Staffing:P1 movement",
  },
  {
    code: "REDISTRIB_NOT_NIL",
    sentence: "officers moved to posts of staff",
    raises: {
      posts: [
        makePost("P1", { proposed: posts(3), movement: "Redistribution in" }),
        makePost("P2", { baseline: posts(3), proposed: posts(0), movement: "Redistribution out", roleType: "Officer" }),
      ],
    },
    near: {
      posts: [
        makePost("P1", { proposed: posts(3), movement: "Redistribution in", roleType: "Officer" }),
        makePost("P2", { baseline: posts(3), proposed: posts(0), movement: "Redistribution out", roleType: "Officer" }),
      ],
    },
    message: "Redistribution of officers adds to -3, not 0.",
    place: "Staffing:P2 movement",
  },
  {
    code: "RESERVE_BELOW_MIN",
    sentence: "a reserve that closes below its minimum",
    raises: { funding: [reserve({ opening: pounds(99), minimum: pounds(100) })] },
    near: { funding: [reserve({ opening: pounds(100), minimum: pounds(100) })] },
    message: "Reserve closes 2019/20 at £99, below the minimum of £100.",
    place: "Funding:Reserve  minimum",
  },
  {
    code: "RESERVE_FUNDS_RECURRING",
    sentence: "recurring cost from a reserve in more than one year",
    raises: {
      costs: [recurring("C1", 100)],
      funding: [reserve({ opening: pounds(200), eligibleFor: ["Recurring revenue"], toYear: year("2020/21") })],
    },
    near: {
      costs: [recurring("C1", 100)],
      funding: [reserve({ opening: pounds(200), eligibleFor: ["Recurring revenue"], toYear: year("2019/20") })],
    },
    message: "Recurring cost of £200 is paid from Reserve in 2 years; it ends in 2020/21.",
    place: "Funding:Reserve  eligibleFor",
  },
  {
    code: "RESERVE_FUNDS_RECURRING",
    sentence: "recurring cost from a reserve that has no exit year",
    raises: {
      costs: [recurring("C1", 100)],
      funding: [reserve({ opening: pounds(100), eligibleFor: ["Recurring revenue"] })],
    },
    near: {
      costs: [recurring("C1", 100)],
      funding: [reserve({ opening: pounds(100), eligibleFor: ["Recurring revenue"], toYear: year("2019/20") })],
    },
    message: "Recurring cost of £100 is paid from Reserve in 2019/20; no exit year is given.",
    place: "Funding:Reserve  toYear",
  },
  {
    code: "RESERVE_FUNDS_RECURRING",
    sentence: "recurring cost from a reserve whose rows speak of years, and none of an exit",
    raises: {
      costs: [recurring("C1", 100)],
      funding: [reserve({ year: year("2019/20"), opening: pounds(100), eligibleFor: ["Recurring revenue"] })],
    },
    near: {
      costs: [recurring("C1", 100)],
      funding: [
        reserve({
          year: year("2019/20"),
          opening: pounds(100),
          eligibleFor: ["Recurring revenue"],
          toYear: year("2019/20"),
        }),
      ],
    },
    message: "Recurring cost of £100 is paid from Reserve in 2019/20; no exit year is given.",
    place: `Funding:Reserve ${year("2019/20")} toYear`,
  },
  {
    code: "RESERVE_NEGATIVE",
    sentence: "a reserve that closes below nil",
    raises: { funding: [reserve({ opening: pounds(99), spent: pounds(100) })] },
    near: { funding: [reserve({ opening: pounds(100), spent: pounds(100) })] },
    message: "Reserve goes to -£1 in 2019/20.",
    place: "Funding:Reserve  opening",
  },
  {
    code: "RESERVE_NO_APPROVAL",
    sentence: "a transfer into a reserve that nobody who must has agreed",
    raises: {
      funding: [reserve({ opening: pounds(0), contributions: pounds(500), approver: "CFO" })],
      thresholds: [makeThreshold("Reserve movement", 500, "DMPC")],
    },
    near: {
      funding: [reserve({ opening: pounds(0), contributions: pounds(500), approver: "dmpc" })],
      thresholds: [makeThreshold("Reserve movement", 500, "DMPC")],
    },
    message: "The transfer of £500 into Reserve needs the agreement of DMPC; the approver entered is CFO.",
    place: "Funding:Reserve  approver",
  },
  {
    code: "RESERVE_NO_APPROVAL",
    sentence: "a transfer without any approver, at the threshold",
    raises: {
      funding: [reserve({ opening: pounds(0), contributions: pounds(500) })],
      thresholds: [makeThreshold("Reserve movement", 500, "DMPC")],
    },
    near: {
      funding: [reserve({ opening: pounds(0), contributions: pence(49_999) })],
      thresholds: [makeThreshold("Reserve movement", 500, "DMPC")],
    },
    message: "The transfer of £500 into Reserve needs the agreement of DMPC; no approver is entered.",
    place: "Funding:Reserve  approver",
  },
  {
    code: "RESERVE_ROLLFORWARD_BREAK",
    sentence: "an opening that is not the closing before",
    raises: { funding: inTwoRows({ opening: pounds(100) }, { opening: pence(10_001) }) },
    near: { funding: inTwoRows({ opening: pounds(100) }, { opening: pounds(100) }) },
    message: "Reserve is stated to open 2020/21 at £100.01; the year before closes at £100.",
    place: `Funding:Reserve ${year("2020/21")} opening`,
  },
  {
    code: "RESERVE_ROLLFORWARD_BREAK",
    sentence: "a middle year that is left out",
    raises: { funding: [reserve({ year: year("2018/19"), opening: pounds(100) }), reserve({ year: year("2020/21") })] },
    near: {
      funding: [
        reserve({ year: year("2018/19"), opening: pounds(100) }),
        reserve({ year: year("2019/20") }),
        reserve({ year: year("2020/21") }),
      ],
    },
    message: "Reserve has no row for 2019/20, between years that have one; the roll-forward cannot be proved.",
    place: `Funding:Reserve ${year("2018/19")} opening`,
  },
  {
    code: "RESERVE_SHORTFALL",
    sentence: "a reserve that covers less than the cost of its bridge year",
    raises: {
      costs: [recurring("C1", 220_052, { fundingSource: "Reserve", isYearOnly: true })],
      funding: [reserve({ opening: pounds(206_000), eligibleFor: ["Recurring revenue"] })],
    },
    near: {
      costs: [recurring("C1", 206_000, { fundingSource: "Reserve", isYearOnly: true })],
      funding: [reserve({ opening: pounds(206_000), eligibleFor: ["Recurring revenue"] })],
    },
    message: "Reserve covers £206,000 of £220,052 in 2019/20 (C1); it is short by £14,052.",
    place: "Costs:C1 amount",
  },
  {
    code: "RESERVE_SHORTFALL",
    sentence: "a cost in the prices of the year before, on a reserve that holds no more than that",
    raises: BRIDGED_AT_2018_PRICES,
    near: {
      ...BRIDGED_AT_2018_PRICES,
      funding: [
        reserve({ opening: exactly(220_053.08).amount, toYear: year("2019/20"), eligibleFor: ["Recurring revenue"] }),
      ],
    },
    message:
      "At the pay rates of 2019/20 P1 cost £220,052.04, not the £206,000 stated at those of 2018/19 (a post of P1: £38,833.96 at the rates of 2018/19, £41,482.97 at those of 2019/20); Reserve has no more to give and is short by £14,052.04.",
    place: "Staffing:P1 annualCost",
  },
  {
    code: "REVENUE_TAIL_MISSING",
    sentence: "running cost that names another scheme only",
    raises: {
      costs: [
        cost("C1", 100, { type: "Capital", category: "IT hardware", scheme: "Laptops" }),
        recurring("R1", 10, { scheme: "Depot" }),
      ],
    },
    near: {
      costs: [
        cost("C1", 100, { type: "Capital", category: "IT hardware", scheme: "Laptops" }),
        recurring("R1", 10, { scheme: "LAPTOPS" }),
      ],
    },
    message: "C1: IT is bought with capital and no running cost (support, refresh) is entered.",
    place: "Costs:C1 amount",
  },
  {
    code: "REVENUE_TAIL_MISSING",
    sentence: "IT bought with capital and no running cost",
    raises: { costs: [cost("C1", 1, { type: "Capital", category: "IT hardware" })] },
    near: { costs: [cost("C1", 1, { type: "Capital", category: "IT hardware" }), recurring("C2", 1)] },
    message: "C1: IT is bought with capital and no running cost (support, refresh) is entered.",
    place: "Costs:C1 amount",
  },
  {
    code: "SLIPPAGE_AS_SAVING",
    sentence: "a saving of the amount that slips in the same year",
    raises: {
      savings: [makeSaving("Capital financing", year("2019/20"), pounds(30))],
      capitalPlan: [depot(100, { slippage: pounds(30), slippedTo: year("2020/21") })],
    },
    near: {
      savings: [makeSaving("Capital financing", year("2019/20"), pounds(31))],
      capitalPlan: [depot(100, { slippage: pounds(30), slippedTo: year("2020/21") })],
    },
    message:
      "Capital financing: £30 counted as saved in 2019/20 looks like the £30 that slips from Depot in that year to 2020/21: deferred, not saved.",
    place: "Savings:Capital financing 2019 amount",
  },
  {
    code: "SLIPPAGE_AS_SAVING",
    sentence: "a saving on Costs that names the scheme",
    raises: {
      costs: [cost("C9", -5, { type: "Saving", description: "Depot starts late" })],
      capitalPlan: [depot(100, { slippage: pounds(30), slippedTo: year("2020/21") })],
    },
    near: {
      costs: [cost("C9", -5, { type: "Saving", description: "Depot starts late", year: year("2020/21") })],
      capitalPlan: [depot(100, { slippage: pounds(30), slippedTo: year("2020/21") })],
    },
    message:
      "C9 Depot starts late: £5 counted as saved in 2019/20 looks like the £30 that slips from Depot in that year to 2020/21: deferred, not saved.",
    place: "Costs:C9 amount",
  },
  {
    code: "SLIPPAGE_NO_YEAR",
    sentence: "slippage that no year receives",
    raises: { capitalPlan: [depot(100, { slippage: pounds(30) })] },
    near: { capitalPlan: [depot(100, { slippage: pounds(30), slippedTo: year("2020/21") })] },
    message: "£30 slips out of Depot in 2019/20 and no later year receives it.",
    place: "Capital plan:Depot 2019 slippedTo",
  },
  {
    code: "SLIPPAGE_NO_YEAR",
    sentence: "acceleration that no year gives",
    raises: { capitalPlan: [depot(100, { acceleration: pounds(30), broughtFrom: year("2019/20") })] },
    near: { capitalPlan: [depot(100, { acceleration: pounds(0) })] },
    message: "£30 is brought into Depot in 2019/20 and no later year gives it. 2019/20 is not a later year.",
    place: "Capital plan:Depot 2019 broughtFrom",
  },
  {
    code: "THRESHOLD_APPROVAL",
    sentence: "a case that costs what somebody must agree to",
    raises: { costs: [cost("C1", 500_000)], thresholds: [makeThreshold("Investment", 500_000, "DMPC")] },
    near: { costs: [cost("C1", 499_999.99)], thresholds: [makeThreshold("Investment", 500_000, "DMPC")] },
    message: "The case costs £500,000 to its horizon and needs the agreement of DMPC.",
    place: "Thresholds:Investment 500000 fromAmount",
  },
  {
    code: "THRESHOLD_APPROVAL",
    sentence: "a reserve movement at the higher of two thresholds",
    raises: {
      funding: [reserve({ opening: pounds(0), contributions: pounds(900) })],
      thresholds: [makeThreshold("Reserve movement", 100, "CFO"), makeThreshold("Reserve movement", 900, "DMPC")],
    },
    near: {
      funding: [reserve({ opening: pounds(900) })],
      thresholds: [makeThreshold("Reserve movement", 900, "DMPC")],
    },
    message: "£900 into Reserve needs the agreement of DMPC.",
    place: "Funding:Reserve  contributions",
  },
  {
    code: "TOTAL_ROUNDING",
    sentence: "a difference that printed digits explain",
    raises: { costs: [cost("C1", 329_500, inParagraph)], approvals: [approved("One-off revenue", 329_000, 500)] },
    near: { costs: [cost("C1", 329_499.99, inParagraph)], approvals: [approved("One-off revenue", 329_000, 500)] },
    message: "Paragraph 1d: the model differs by £500 from the printed amount, which printed digits explain.",
    place: "Approvals:1d One-off revenue approved",
  },
  {
    code: "UNDERSPEND_EXTERNAL",
    sentence: "a transfer that fits only with the grant-funded part",
    raises: {
      funding: [reserve({ opening: pounds(0), contributions: pounds(90), contributionFrom: "Operations" })],
      underspends: [makeUnderspend("Operations", year("2019/20"), 1_000, 900, { externallyFunded: pounds(20) })],
    },
    near: {
      funding: [reserve({ opening: pounds(0), contributions: pounds(80), contributionFrom: "Operations" })],
      underspends: [makeUnderspend("Operations", year("2019/20"), 1_000, 900, { externallyFunded: pounds(20) })],
    },
    message: "£20 of the underspend of Operations is on grant-funded activity and cannot be moved.",
    place: "Underspend:Operations Police staff pay 2019 externallyFunded",
  },
  {
    code: "UNDERSPEND_SHORT",
    sentence: "a penny more moved than is eligible",
    raises: {
      funding: [reserve({ opening: pounds(0), contributions: pence(10_001), contributionFrom: "Operations" })],
      underspends: [makeUnderspend("Operations", year("2019/20"), 1_000, 900)],
    },
    near: {
      funding: [reserve({ opening: pounds(0), contributions: pence(10_000), contributionFrom: "Operations" })],
      underspends: [makeUnderspend("Operations", year("2019/20"), 1_000, 900)],
    },
    message: "£100.01 is to come from the underspend of Operations in 2019/20, and only £100 is eligible.",
    place: "Funding:Reserve  contributions",
  },
  {
    code: "UNDERSPEND_SHORT",
    sentence: "the same underspend moved and spent directly",
    raises: {
      costs: [cost("C1", 60, { fundingSource: "Operations" })],
      funding: [
        makeFunding("Operations", "Underspend", { year: year("2019/20") }),
        reserve({ opening: pounds(0), contributions: pounds(50), contributionFrom: "Operations" }),
      ],
      underspends: [makeUnderspend("Operations", year("2019/20"), 1_000, 900)],
    },
    near: {
      costs: [cost("C1", 50, { fundingSource: "Operations" })],
      funding: [
        makeFunding("Operations", "Underspend", { year: year("2019/20") }),
        reserve({ opening: pounds(0), contributions: pounds(50), contributionFrom: "Operations" }),
      ],
      underspends: [makeUnderspend("Operations", year("2019/20"), 1_000, 900)],
    },
    message:
      "£110 is to come from the underspend of Operations in 2019/20 (£60 of it spent directly), and only £100 is eligible.",
    place: "Funding:Reserve  contributions",
  },
  {
    code: "UNFUNDED_CAPITAL",
    sentence: "a penny of capital without a source",
    raises: { costs: [cost("C1", 100.01, { type: "Capital" })], funding: [budget(100)] },
    near: { costs: [cost("C1", 100, { type: "Capital" })], funding: [budget(100)] },
    message: "£0.01 of C1 Cost C1 in 2019/20 has no source.",
    place: "Costs:C1 amount",
  },
  {
    code: "UNFUNDED_ONEOFF",
    sentence: "one-off revenue that its named source cannot give",
    raises: { costs: [cost("C1", 100.01, { fundingSource: "Budget" })], funding: [budget(100)] },
    near: { costs: [cost("C1", 100, { fundingSource: "Budget" })], funding: [budget(100)] },
    message: "£0.01 of C1 Cost C1 in 2019/20 has no source: Budget cannot give it.",
    place: "Costs:C1 amount",
  },
  {
    code: "UNQUANTIFIED_RISK",
    sentence: "a cost whose amount is not known",
    raises: { costs: [cost("C1", 0, { amount: null, confidence: "Unquantified" })] },
    near: { costs: [cost("C1", 0, { confidence: "Unquantified" })] },
    message: "C1 Cost C1 has no amount yet; it adds nothing to the totals.",
    place: "Costs:C1 amount",
  },
  {
    code: "VACANCY_DOUBLE_COUNT",
    sentence: "a saving from vacancies that are to be filled in its year",
    raises: {
      posts: [vacant("P1", { startMonth: monthOf("2020-03") })],
      savings: [makeSaving("Vacancies held", year("2019/20"), pounds(40_000))],
    },
    near: {
      posts: [vacant("P1", { startMonth: monthOf("2020-04") })],
      savings: [makeSaving("Vacancies held", year("2019/20"), pounds(40_000))],
    },
    message:
      "£40,000 of the saving 'Vacancies held' in 2019/20 rests on vacancies, and 3 vacancies are to be filled (P1): once they are, it is no saving.",
    place: "Savings:Vacancies held 2019 amount",
  },
  {
    code: "VACANCY_DOUBLE_COUNT",
    sentence: "a saving from vacancies that goes on into the year in which they are filled",
    raises: {
      posts: [vacant("P1", { startMonth: monthOf("2020-04") })],
      savings: [makeSaving("Vacancies held", year("2019/20"), pounds(40_000), { continues: true })],
    },
    near: {
      posts: [vacant("P1", { startMonth: monthOf("2020-04") })],
      savings: [makeSaving("Vacancies held", year("2019/20"), pounds(40_000), { continues: true, status: "Target" })],
    },
    message:
      "£40,000 of the saving 'Vacancies held' in 2019/20 rests on vacancies, and 3 vacancies are to be filled (P1): once they are, it is no saving.",
    place: "Savings:Vacancies held 2019 amount",
  },
  {
    code: "VACANCY_DOUBLE_COUNT",
    sentence: "an underspend of vacancies of the group that fills them",
    raises: {
      posts: [vacant("P1")],
      underspends: [makeUnderspend("Operations", year("2019/20"), 500_000, 400_000, { subjective: "Vacant posts" })],
    },
    near: {
      posts: [vacant("P1", { businessGroup: "Support" })],
      underspends: [makeUnderspend("Operations", year("2019/20"), 500_000, 400_000, { subjective: "Vacant posts" })],
    },
    message:
      "£100,000 of the underspend of Operations in 2019/20 rests on vacancies, and 3 vacancies are to be filled (P1): once they are, it is no saving.",
    place: "Underspend:Operations Vacant posts 2019 forecast",
  },
  {
    code: "VACANCY_NETTED",
    sentence: "approved posts that are vacancies less over-strength",
    raises: {
      posts: [vacant("P1", inParagraph), vacant("P2", { ...inParagraph, strength: posts(12) })],
      approvals: [approved("Staff posts", 1, 0)], // 3 vacant, 2 over
    },
    near: {
      posts: [vacant("P1", inParagraph), vacant("P2", { ...inParagraph, strength: posts(12) })],
      approvals: [approved("Staff posts", 3, 0)],
    },
    message: "Paragraph 1d: net 1 hides 3 vacancies, since 2 over strength are set against them.",
    place: "Approvals:1d Staff posts approved",
  },
  {
    code: "VAT_INCLUDED",
    sentence: "a cost with VAT in it",
    raises: { costs: [cost("C1", 120, { vat: "Included" })] },
    near: { costs: [cost("C1", 120, { vat: "Excluded, recoverable" })] },
    message: "C1 is shown with VAT ('Included'); a body that recovers VAT enters costs without it.",
    place: "Costs:C1 vat",
  },
  {
    code: "WEIGHT_BASIS",
    sentence: "officers shared by one reading of non-funded",
    raises: { posts: [donated("P1", 0, 4)], businessGroups: [makeGroup("East", 10, 0)] },
    near: { posts: [donated("P1", 4, 4)], businessGroups: [makeGroup("East", 10, 0)] },
    message: "The 4 posts are shared by posts not paid for by a grant or a third party.",
    place: "Decision:Weight basis value",
  },
  ...BALANCE_FLAG_CASES,
  ...ASSURANCE_FLAG_CASES,
];
