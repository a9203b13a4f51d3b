/** Makes typed cases for tests: every field blank until a test says otherwise, so that a test shows only what it is about. */
import type {
  Allocation,
  Approval,
  ApprovalKind,
  Assumption,
  BusinessCase,
  BusinessGroup,
  CapitalPlanRow,
  CostLine,
  Decision,
  FundingKind,
  FundingRow,
  Gate,
  LineId,
  LedgerRow,
  MonitoringRow,
  OptionRow,
  PayAssumption,
  PayScalePoint,
  PensionBand,
  PlanLine,
  Post,
  Posting,
  PrintedPence,
  ReserveRow,
  Saving,
  Threshold,
  Underspend,
} from "../../src/model";
import {
  day,
  financialYear,
  fte,
  month,
  pence,
  posts,
  pounds,
  rate,
  type Day,
  type FinancialYear,
  type Month,
  type Pence,
  type Rate,
} from "../../src/model";

/** "2019/20" as a financial year. */
export function year(text: string): FinancialYear {
  return financialYear(Number(text.slice(0, 4)));
}

/** "2019-04" as a month. */
export function monthOf(text: string): Month {
  const [calendarYear = "0", monthNumber = "0"] = text.split("-");
  return month(Number(calendarYear), Number(monthNumber));
}

/** An exact amount in pounds. */
export function exactly(amount: number): PrintedPence {
  return { amount: pence(Math.round(amount * 100)), halfUnit: pence(0) };
}

export function makeCase(parts: Partial<BusinessCase> = {}): BusinessCase {
  return {
    asAt: null,
    decision: null,
    posts: [],
    costs: [],
    funding: null,
    approvals: null,
    businessGroups: null,
    underspends: null,
    savings: null,
    allocations: null,
    thresholds: null,
    assumptions: null,
    payScales: null,
    payAssumptions: null,
    pensionBands: null,
    capitalPlan: null,
    reserveRows: null,
    planLines: null,
    fundLedger: null,
    options: null,
    postings: null,
    gates: null,
    monitoring: null,
    ...parts,
  };
}

export function makePost(reference: string, parts: Partial<Post> = {}): Post {
  return {
    line: `Staffing:${reference}` as LineId,
    reference,
    businessGroup: "Operations",
    location: "Headquarters",
    roleType: "Staff",
    grade: "Band E",
    baseline: posts(0),
    proposed: posts(1),
    strength: posts(0),
    startMonth: monthOf("2019-04"),
    annualCost: null,
    unit: null,
    role: null,
    movement: null,
    endMonth: null,
    unitCost: null,
    scalePoint: null,
    paidBy: "Case",
    fundingSource: null,
    externallyFunded: null,
    inTraining: null,
    leaversAMonth: null,
    priority: null,
    zone: null,
    shiftAllowance: null,
    vacancyFactor: null,
    headcount: null,
    paragraphs: [],
    ...parts,
  };
}

export function makeCost(reference: string, parts: Partial<CostLine> = {}): CostLine {
  return {
    line: `Costs:${reference}` as LineId,
    reference,
    description: `Cost ${reference}`,
    category: "Other",
    site: "Headquarters",
    type: "Revenue one-off",
    fundingSource: null,
    year: year("2019/20"),
    amount: exactly(1000),
    isYearOnly: false,
    option: null,
    priceBase: null,
    assetLifeYears: null,
    startMonth: null,
    endMonth: null,
    optimismBias: null,
    confidence: null,
    vat: null,
    scheme: null,
    paragraphs: [],
    ...parts,
  };
}

export function makeFunding(source: string, kind: FundingKind, parts: Partial<FundingRow> = {}): FundingRow {
  return {
    line: `Funding:${source}${parts.year === undefined || parts.year === null ? "" : ` ${parts.year}`}` as LineId,
    source,
    kind,
    status: "Approved",
    opening: null,
    contributions: null,
    contributionFrom: null,
    spent: null,
    committed: null,
    pipeline: null,
    limit: null,
    minimum: null,
    year: null,
    fromYear: null,
    toYear: null,
    isOneOff: null,
    order: null,
    eligibleFor: null,
    approvalReference: null,
    approvalDate: null,
    approver: null,
    acceptedAsPressureBy: null,
    purpose: null,
    ...parts,
  };
}

export function makeDecision(parts: Partial<Decision> = {}): Decision {
  return {
    reference: null,
    title: null,
    stage: null,
    decisionMaker: null,
    boardDate: null,
    dateSigned: null,
    asAtDate: null,
    fbcDueInMonths: null,
    baseYear: null,
    horizonInYears: null,
    priceBase: null,
    preferredOption: null,
    officerRequirement: null,
    weightBasis: null,
    outlineCost: null,
    netRevenueBudget: null,
    ...parts,
  };
}

/** An approved amount of money printed to half a unit in pounds. */
export function makeApproval(
  paragraph: string,
  kind: ApprovalKind,
  amount: number,
  halfUnitInPounds: number,
  parts: Partial<Approval> = {},
): Approval {
  const isPosts = kind === "Staff posts" || kind === "Officer posts";
  return {
    line: `Approvals:${paragraph} ${kind}` as LineId,
    paragraphs: [paragraph],
    what: `${kind} of ${paragraph}`,
    kind,
    year: null,
    approved: isPosts
      ? { unit: "posts", posts: posts(amount) }
      : { unit: "money", printed: { amount: pounds(amount), halfUnit: pence(halfUnitInPounds * 100) } },
    fundingSource: null,
    status: null,
    approver: null,
    approvalDate: null,
    basis: null,
    ...parts,
  };
}

export function makeGroup(
  name: string,
  officers: number,
  externallyFunded: number | null,
  parts: Partial<BusinessGroup> = {},
): BusinessGroup {
  return {
    line: `Business groups:${name}` as LineId,
    name,
    officerBwt: posts(officers),
    externallyFunded: externallyFunded === null ? null : posts(externallyFunded),
    unbudgeted: null,
    contributes: null,
    rankGivenUp: null,
    order: null,
    ...parts,
  };
}

export function makeUnderspend(
  group: string,
  inYear: FinancialYear,
  budget: number | null,
  forecast: number | null,
  parts: Partial<Underspend> = {},
): Underspend {
  return {
    line: `Underspend:${group} ${parts.subjective ?? "Police staff pay"} ${inYear}` as LineId,
    businessGroup: group,
    subjective: "Police staff pay",
    year: inYear,
    budget: budget === null ? null : pounds(budget),
    forecast: forecast === null ? null : pounds(forecast),
    externallyFunded: null,
    otherCalls: null,
    asAtPeriod: null,
    ...parts,
  };
}

export function makeSaving(name: string, inYear: FinancialYear, amount: Pence, parts: Partial<Saving> = {}): Saving {
  return {
    line: `Savings:${name} ${inYear}` as LineId,
    name,
    year: inYear,
    amount,
    status: "Identified",
    continues: null,
    owner: null,
    ...parts,
  };
}

export function makeAllocation(reference: string, source: string, inYear: FinancialYear, amount: Pence): Allocation {
  return {
    line: `Allocations:${reference} ${source} ${inYear}` as LineId,
    reference,
    source,
    year: inYear,
    amount,
    isLocked: null,
  };
}

export function makeThreshold(appliesTo: Threshold["appliesTo"], fromPounds: number, whoMustAgree: string): Threshold {
  return {
    line: `Thresholds:${appliesTo} ${fromPounds}` as LineId,
    appliesTo,
    fromAmount: pounds(fromPounds),
    whoMustAgree,
  };
}

/** People of a role type and grade who can be posted from a month on. */
export function makePosting(
  from: string,
  roleType: Posting["roleType"],
  grade: string,
  available: number,
  parts: Partial<Posting> = {},
): Posting {
  return {
    line: `Postings:${from} ${roleType} ${grade}` as LineId,
    month: monthOf(from),
    roleType,
    grade,
    available: fte(Math.round(available * 10_000)),
    leadTimeMonths: null,
    ...parts,
  };
}

/** A row of Options: an option, with a benefit where the test gives one. */
export function makeOption(option: string, parts: Partial<OptionRow> = {}): OptionRow {
  return {
    line: `Options:${option}${parts.benefit == null ? "" : ` ${parts.benefit}`}${parts.year == null ? "" : ` ${parts.year}`}` as LineId,
    option,
    name: option,
    isDoNothing: null,
    isPreferred: null,
    meetsObjective: null,
    benefit: null,
    benefitType: null,
    year: null,
    amount: null,
    riskAdjustment: null,
    ...parts,
  };
}

/** A row of Monitoring: a budget in pounds, with whatever the test adds. */
export function makeMonitored(
  name: string,
  inYear: FinancialYear,
  budget: number,
  parts: Partial<MonitoringRow> = {},
): MonitoringRow {
  return {
    line: `Monitoring:${parts.level ?? "Line"} ${name} ${inYear}` as LineId,
    name,
    level: null,
    year: inYear,
    budget: exactly(budget).amount,
    forecast: null,
    actual: null,
    budgetHalfUnit: pence(0),
    forecastHalfUnit: pence(0),
    actualHalfUnit: pence(0),
    budgetPosts: null,
    budgetMonths: null,
    posts: null,
    months: null,
    group: null,
    ...parts,
  };
}

/** A row of Assurance that every case needs, not begun. */
export function makeGate(name: string, parts: Partial<Gate> = {}): Gate {
  return {
    line: `Assurance:${name}` as LineId,
    name,
    status: "Not started",
    requiredWhen: null,
    date: null,
    owner: null,
    condition: null,
    ...parts,
  };
}

/** The Price index of a year. */
export function makeIndex(inYear: FinancialYear, numerator: number, denominator = 1): Assumption {
  return {
    line: `Assumptions:Price index ${inYear}` as LineId,
    parameter: "price-index",
    value: { unit: "number", number: rate(numerator, denominator) },
    year: inYear,
  };
}

export function makeAssumption(parameter: string, value: Assumption["value"]): Assumption {
  return { line: `Assumptions:${parameter}` as LineId, parameter, value, year: null };
}

/** "2019-04-01" as a day. */
export function dayOf(text: string): Day {
  const [calendarYear = "0", monthNumber = "0", dayNumber = "1"] = text.split("-");
  return day(Number(calendarYear), Number(monthNumber), Number(dayNumber)) as Day;
}

/** A point of the Band E scale of police staff, from a day on. */
export function makeScalePoint(
  point: number,
  annualPay: number,
  from: string,
  parts: Partial<PayScalePoint> = {},
): PayScalePoint {
  const { roleType = "Staff", grade = "Band E", isLondon = null } = parts;
  return {
    line: `Pay scales:${roleType} ${grade} ${point} ${isLondon ?? ""} ${from}` as LineId,
    roleType,
    grade,
    point,
    isLondon,
    annualPay: pence(Math.round(annualPay * 100)),
    effectiveFrom: dayOf(from),
    ...parts,
  };
}

/** Pay assumptions of police staff in a year: no increments, no national insurance, no pension unless a test says so. */
export function makePayAssumption(inYear: FinancialYear, parts: Partial<PayAssumption> = {}): PayAssumption {
  const { roleType = "Staff" } = parts;
  return {
    line: `Pay assumptions:${roleType} ${inYear}` as LineId,
    roleType,
    year: inYear,
    award: rate(0, 1),
    awardMonth: null,
    awardRounding: null,
    increment: "None",
    employerNiRate: rate(0, 1),
    employerNiThreshold: pence(0),
    pensionScheme: "None",
    levy: null,
    londonWeighting: null,
    londonAllowance: null,
    zone1Allowance: null,
    zone2Allowance: null,
    vacancyFactor: null,
    ...parts,
  };
}

/** A band of a pension scheme in a year, from and to in pounds. */
export function makePensionBand(
  scheme: string,
  inYear: FinancialYear,
  from: number,
  to: number | null,
  employerRate: Rate,
): PensionBand {
  return {
    line: `Pension bands:${scheme} ${inYear} ${from}` as LineId,
    scheme,
    year: inYear,
    from: pounds(from),
    to: to === null ? null : pounds(to),
    employerRate,
  };
}

/** A scheme of the capital plan in a year, plan in pounds. */
export function makeScheme(
  scheme: string,
  inYear: FinancialYear,
  plan: number,
  parts: Partial<CapitalPlanRow> = {},
): CapitalPlanRow {
  return {
    line: `Capital plan:${scheme} ${inYear}` as LineId,
    scheme,
    year: inYear,
    status: "Approved",
    approvalDate: null,
    plan: pounds(plan),
    slippage: null,
    slippedTo: null,
    acceleration: null,
    broughtFrom: null,
    additions: null,
    cancelled: null,
    forecast: null,
    actual: null,
    fundingSource: null,
    assetLifeYears: null,
    inUseYear: null,
    isOverProgrammed: null,
    ...parts,
  };
}

/** A reserve in a year on the Reserves sheet. */
export function makeReserveRow(reserve: string, inYear: FinancialYear, parts: Partial<ReserveRow> = {}): ReserveRow {
  return {
    line: `Reserves:${reserve} ${inYear}` as LineId,
    reserve,
    class: "Earmarked",
    year: inYear,
    opening: null,
    transferIn: null,
    transferOut: null,
    betweenReserves: null,
    closingStated: null,
    partHalfUnits: [],
    purpose: null,
    expires: null,
    minimum: null,
    ...parts,
  };
}

/** A line of the medium term plan in a year: its whole amount in pounds, unless the parts say otherwise. */
export function makePlanLine(
  name: string,
  kind: PlanLine["kind"],
  inYear: FinancialYear,
  whole: number | null,
  parts: Partial<PlanLine> = {},
): PlanLine {
  return {
    line: `Medium term plan:${name} ${inYear}` as LineId,
    name,
    kind,
    year: inYear,
    cumulative: whole === null ? null : pounds(whole),
    incremental: null,
    status: null,
    owner: null,
    ...parts,
  };
}

/** A claim of another case on a fund, in pounds. */
export function makeClaim(
  fund: string,
  caseName: string,
  inYear: FinancialYear,
  amount: number,
  status: LedgerRow["status"],
  parts: Partial<LedgerRow> = {},
): LedgerRow {
  return {
    line: `Fund ledger:${fund} ${caseName} ${inYear} ${status} ${parts.balance ?? ""}` as LineId,
    fund,
    caseName,
    year: inYear,
    amount: pounds(amount),
    status,
    isCarriedForward: null,
    balance: null,
    ...parts,
  };
}
