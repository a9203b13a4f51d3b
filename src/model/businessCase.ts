/**
 * What a business case is: the typed inputs of the model, one record for each line of an input sheet. A record knows
 * nothing of cells; it carries a `LineId`, and whoever read it keeps the map from line and field to a place.
 *
 * `null` means that nothing was entered. It is never a zero: a rule that needs the value says "input needed".
 */
import type { Day, FinancialYear, Month } from "./calendar";
import type { Fte, Pence, Rate } from "./money";

declare const kind: unique symbol;

/** Names one input line for as long as its key stays the same, wherever it stands: "Staffing:P004". */
export type LineId = string & { readonly [kind]: "line" };

/** An amount together with half a unit of the last digit it was printed to (0 for an exact one). */
export type PrintedPence = { readonly amount: Pence; readonly halfUnit: Pence };

export const ROLE_TYPES = ["Officer", "Staff", "PCSO"] as const;
export type RoleType = (typeof ROLE_TYPES)[number];

export const MOVEMENTS = ["Growth", "Removal", "Redistribution in", "Redistribution out"] as const;
export type Movement = (typeof MOVEMENTS)[number];

export const PAYERS = ["Case", "Donor groups", "Grant", "Third party"] as const;
export type Payer = (typeof PAYERS)[number];

export const PRIORITIES = ["High", "Medium", "Low"] as const;
export type Priority = (typeof PRIORITIES)[number];

export const ZONES = ["Zone 1", "Zone 2", "None"] as const;
export type Zone = (typeof ZONES)[number];

/** A row of Staffing: posts of one grade in one place. */
export type Post = {
  readonly line: LineId;
  readonly reference: string;
  readonly businessGroup: string;
  readonly location: string;
  readonly roleType: RoleType;
  readonly grade: string;
  readonly baseline: Fte;
  readonly proposed: Fte;
  readonly strength: Fte;
  readonly startMonth: Month;
  /** A full year of the row's Proposed posts. */
  readonly annualCost: PrintedPence | null;
  readonly unit: string | null;
  readonly role: string | null;
  readonly movement: Movement | null;
  readonly endMonth: Month | null;
  readonly unitCost: PrintedPence | null;
  readonly scalePoint: number | null;
  /** Blank is "Case". */
  readonly paidBy: Payer;
  /** A named source; null leaves the row to the order of sources. */
  readonly fundingSource: string | null;
  readonly externallyFunded: Fte | null;
  readonly inTraining: Fte | null;
  readonly leaversAMonth: Fte | null;
  readonly priority: Priority | null;
  /** For the pay build: which location allowance the posts carry. */
  readonly zone: Zone | null;
  /** For the pay build: shift allowance as a share of basic pay. */
  readonly shiftAllowance: Rate | null;
  /** For the pay build: the share of posts expected to stand vacant; null takes the role type's of Pay assumptions. */
  readonly vacancyFactor: Rate | null;
  /** People in the posts, for employer NI; null is the posts rounded up. */
  readonly headcount: number | null;
  readonly paragraphs: readonly string[];
};

export const COST_TYPES = ["Capital", "Revenue one-off", "Revenue recurring", "Income", "Saving"] as const;
export type CostType = (typeof COST_TYPES)[number];

export const CONFIDENCES = ["Firm", "Estimate", "Unquantified"] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** Prices as paid, or prices of one year. */
export type PriceBase = { readonly kind: "cash" } | { readonly kind: "real"; readonly year: FinancialYear };

/** A row of Costs, or one year's amount of a row whose years stand as columns. */
export type CostLine = {
  readonly line: LineId;
  readonly reference: string;
  readonly description: string;
  readonly category: string;
  readonly site: string;
  readonly type: CostType;
  /** A named source; null when the sheet says "By order". */
  readonly fundingSource: string | null;
  readonly year: FinancialYear;
  /** As entered for costs; income and savings are stored below nil. Null only when Confidence is Unquantified. */
  readonly amount: PrintedPence | null;
  /** The amount stands for its own year only (years as columns), even when the type is recurring. */
  readonly isYearOnly: boolean;
  readonly option: string | null;
  readonly priceBase: PriceBase | null;
  readonly assetLifeYears: number | null;
  readonly startMonth: Month | null;
  readonly endMonth: Month | null;
  readonly optimismBias: Rate | null;
  readonly confidence: Confidence | null;
  readonly vat: string | null;
  /** The scheme of the Capital plan that the line belongs to. */
  readonly scheme: string | null;
  readonly paragraphs: readonly string[];
};

export const FUNDING_KINDS = [
  "Third party",
  "Revenue grant",
  "Capital grant",
  "Capital receipts",
  "Earmarked reserve",
  "Major Change Fund",
  "Underspend",
  "Capital plan",
  "Borrowing",
  "Revenue budget",
  "General reserve",
  "Medium term financial plan",
] as const;
export type FundingKind = (typeof FUNDING_KINDS)[number];

export const FUNDING_STATUSES = ["Approved", "Provisional", "Bid"] as const;
export type FundingStatus = (typeof FUNDING_STATUSES)[number];

/** What a pound of cost is, and so which money may pay for it. Income is neither: it lowers what must be found. */
export const NATURES = ["Capital", "One-off revenue", "Recurring revenue"] as const;
export type Nature = (typeof NATURES)[number];

/** A row of Funding: a source, for all years or for one. Several rows may speak of one source. */
export type FundingRow = {
  readonly line: LineId;
  readonly source: string;
  readonly kind: FundingKind;
  readonly status: FundingStatus;
  readonly opening: Pence | null;
  readonly contributions: Pence | null;
  readonly contributionFrom: string | null;
  readonly spent: Pence | null;
  readonly committed: Pence | null;
  readonly pipeline: Pence | null;
  readonly limit: Pence | null;
  readonly minimum: Pence | null;
  readonly year: FinancialYear | null;
  readonly fromYear: FinancialYear | null;
  readonly toYear: FinancialYear | null;
  readonly isOneOff: boolean | null;
  readonly order: number | null;
  readonly eligibleFor: readonly Nature[] | null;
  readonly approvalReference: string | null;
  readonly approvalDate: Day | null;
  readonly approver: string | null;
  readonly acceptedAsPressureBy: string | null;
  readonly purpose: string | null;
};

export const STAGES = ["SOC", "OBC", "FBC", "BJC"] as const;
export type Stage = (typeof STAGES)[number];

export const OFFICER_REQUIREMENTS = ["Net", "Gross then release"] as const;
export type OfficerRequirement = (typeof OFFICER_REQUIREMENTS)[number];

export const WEIGHT_BASES = ["Non-external", "Unbudgeted"] as const;
export type WeightBasis = (typeof WEIGHT_BASES)[number];

/** The items of the Decision sheet. */
export type Decision = {
  readonly reference: string | null;
  readonly title: string | null;
  readonly stage: Stage | null;
  readonly decisionMaker: string | null;
  readonly boardDate: Day | null;
  readonly dateSigned: Day | null;
  readonly asAtDate: Day | null;
  readonly fbcDueInMonths: number | null;
  readonly baseYear: FinancialYear | null;
  readonly horizonInYears: number | null;
  readonly priceBase: PriceBase | null;
  readonly preferredOption: string | null;
  readonly officerRequirement: OfficerRequirement | null;
  readonly weightBasis: WeightBasis | null;
  /** What the option confirmed at the outline stage cost, to be compared with at the full stage. */
  readonly outlineCost: Pence | null;
  /** Net revenue budget of the body, for the band of its general reserve. */
  readonly netRevenueBudget: Pence | null;
};

export const APPROVAL_KINDS = [
  "Capital",
  "One-off revenue",
  "Recurring revenue",
  "Staff posts",
  "Officer posts",
] as const;
export type ApprovalKind = (typeof APPROVAL_KINDS)[number];

export const APPROVAL_BASES = ["A year", "Whole term"] as const;
export type ApprovalBasis = (typeof APPROVAL_BASES)[number];

/** What was approved: money to the precision it was printed to, or posts, which are exact. */
export type ApprovedAmount =
  { readonly unit: "money"; readonly printed: PrintedPence } | { readonly unit: "posts"; readonly posts: Fte };

/** A row of Approvals: one amount that a decision states. */
export type Approval = {
  readonly line: LineId;
  readonly paragraphs: readonly string[];
  readonly what: string;
  readonly kind: ApprovalKind | null;
  readonly year: FinancialYear | null;
  readonly approved: ApprovedAmount;
  readonly fundingSource: string | null;
  readonly status: string | null;
  readonly approver: string | null;
  readonly approvalDate: Day | null;
  readonly basis: ApprovalBasis | null;
};

/** A row of Business groups: who gives up posts, and by which weight. */
export type BusinessGroup = {
  readonly line: LineId;
  readonly name: string;
  /** Without the receiving unit's own posts. */
  readonly officerBwt: Fte;
  readonly externallyFunded: Fte | null;
  readonly unbudgeted: Fte | null;
  /** Blank is yes. */
  readonly contributes: boolean | null;
  readonly rankGivenUp: string | null;
  readonly order: number | null;
};

/** A row of Underspend: a budget that is forecast not to be spent in full. */
export type Underspend = {
  readonly line: LineId;
  readonly businessGroup: string;
  readonly subjective: string;
  readonly year: FinancialYear;
  readonly budget: Pence | null;
  readonly forecast: Pence | null;
  readonly externallyFunded: Pence | null;
  readonly otherCalls: Pence | null;
  readonly asAtPeriod: string | null;
};

export const SAVING_STATUSES = ["Identified", "Delivered", "Target"] as const;
export type SavingStatus = (typeof SAVING_STATUSES)[number];

/** A row of Savings. The amount is above nil and lowers the pressure when it is identified or delivered. */
export type Saving = {
  readonly line: LineId;
  readonly name: string;
  readonly year: FinancialYear;
  readonly amount: Pence;
  readonly status: SavingStatus;
  /** Carries the amount to the horizon; blank is no. */
  readonly continues: boolean | null;
  readonly owner: string | null;
};

/** A row of Allocations: this much of that source goes to that line in that year. */
export type Allocation = {
  readonly line: LineId;
  /** A Post or Cost reference. */
  readonly reference: string;
  readonly source: string;
  readonly year: FinancialYear;
  readonly amount: Pence;
  readonly isLocked: boolean | null;
};

export const THRESHOLD_SUBJECTS = ["Virement", "Reserve movement", "Investment", "Variance"] as const;
export type ThresholdSubject = (typeof THRESHOLD_SUBJECTS)[number];

/** A row of Thresholds: from this amount on, who must agree. */
export type Threshold = {
  readonly line: LineId;
  readonly appliesTo: ThresholdSubject;
  readonly fromAmount: Pence;
  readonly whoMustAgree: string;
};

/** A row of Assumptions that names a parameter of the model and gives the case's own value. */
export type Assumption = {
  readonly line: LineId;
  /** The parameter's id in `parameters.ts`. */
  readonly parameter: string;
  readonly value: AssumptionValue;
  readonly year: FinancialYear | null;
};

export type AssumptionValue =
  | { readonly unit: "percent"; readonly rate: Rate }
  | { readonly unit: "money"; readonly amount: Pence }
  | { readonly unit: "count"; readonly count: number }
  /** A plain number that may have decimals, as an index of prices has. */
  | { readonly unit: "number"; readonly number: Rate }
  | { readonly unit: "choice"; readonly choice: string };

/** A row of Pay scales: the full-time pay of one point of a grade from a day on. */
export type PayScalePoint = {
  readonly line: LineId;
  readonly roleType: RoleType;
  readonly grade: string;
  readonly point: number;
  /** The pay holds in London only, or outside only; blank is everywhere. */
  readonly isLondon: boolean | null;
  readonly annualPay: Pence;
  readonly effectiveFrom: Day;
};

export const INCREMENTS = [
  "None",
  "Anniversary",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
  "January",
  "February",
  "March",
] as const;
/** When a person moves up a point: never, in the month the post began, or in one month for all. */
export type Increment = (typeof INCREMENTS)[number];

/** A row of Pay assumptions: what pay and on-costs do in one year for one role type. */
export type PayAssumption = {
  readonly line: LineId;
  readonly roleType: RoleType;
  readonly year: FinancialYear;
  readonly award: Rate | null;
  /** The month from which the award is paid; null is September for officers, April for the others. */
  readonly awardMonth: Month | null;
  /** Pay after an award is rounded to the nearest multiple of this; null rounds to the penny only. */
  readonly awardRounding: Pence | null;
  readonly increment: Increment | null;
  readonly employerNiRate: Rate | null;
  readonly employerNiThreshold: Pence | null;
  readonly pensionScheme: string | null;
  readonly levy: Rate | null;
  /** Counts for pension. */
  readonly londonWeighting: Pence | null;
  /** Does not count for pension. */
  readonly londonAllowance: Pence | null;
  readonly zone1Allowance: Pence | null;
  readonly zone2Allowance: Pence | null;
  readonly vacancyFactor: Rate | null;
};

/** A row of Pension bands: the band of full-time pensionable pay decides the rate on all of it. */
export type PensionBand = {
  readonly line: LineId;
  readonly scheme: string;
  readonly year: FinancialYear;
  readonly from: Pence;
  /** The last penny of the band; null for the top band. */
  readonly to: Pence | null;
  readonly employerRate: Rate;
};

/** A row of Capital plan: one scheme in one year. */
export type CapitalPlanRow = {
  readonly line: LineId;
  readonly scheme: string;
  readonly year: FinancialYear;
  readonly status: FundingStatus;
  readonly approvalDate: Day | null;
  /** The year's amount as first planned. */
  readonly plan: Pence;
  /** Leaves this year for a later one. */
  readonly slippage: Pence | null;
  readonly slippedTo: FinancialYear | null;
  /** Is brought into this year from a later one. */
  readonly acceleration: Pence | null;
  readonly broughtFrom: FinancialYear | null;
  readonly additions: Pence | null;
  /** Taken out of the plan for good; never slippage. */
  readonly cancelled: Pence | null;
  readonly forecast: Pence | null;
  readonly actual: Pence | null;
  readonly fundingSource: string | null;
  readonly assetLifeYears: number | null;
  /** The year in which the asset comes into use; null is the year of spend. */
  readonly inUseYear: FinancialYear | null;
  readonly isOverProgrammed: boolean | null;
};

export const RESERVE_CLASSES = ["Earmarked", "General", "Capital", "Provision"] as const;
export type ReserveClass = (typeof RESERVE_CLASSES)[number];

/** A row of Reserves: one reserve in one year, as the body's own plan has it without or with this case. */
export type ReserveRow = {
  readonly line: LineId;
  readonly reserve: string;
  readonly class: ReserveClass;
  readonly year: FinancialYear;
  readonly opening: Pence | null;
  readonly transferIn: Pence | null;
  readonly transferOut: Pence | null;
  /** Above nil: from another reserve; below nil: to another. Nets to nil over all reserves of a year. */
  readonly betweenReserves: Pence | null;
  /** Checked, never used. */
  readonly closingStated: PrintedPence | null;
  /** Half a unit of the last printed digit of each amount of the row that is not exact, the closing's own apart. */
  readonly partHalfUnits: readonly Pence[];
  readonly purpose: string | null;
  readonly expires: FinancialYear | null;
  readonly minimum: Pence | null;
};

export const PLAN_KINDS = [
  "Base",
  "Inflation",
  "Pay",
  "Growth",
  "Pressure",
  "Saving",
  "Funding",
  "Reserve use",
] as const;
export type PlanKind = (typeof PLAN_KINDS)[number];

export const PLAN_STATUSES = ["Approved", "Provisional", "Identified", "Delivered", "Target"] as const;
export type PlanStatus = (typeof PLAN_STATUSES)[number];

/** A row of Medium term plan. One of the two amounts is filled; both are above nil for what they are called. */
export type PlanLine = {
  readonly line: LineId;
  readonly name: string;
  readonly kind: PlanKind;
  readonly year: FinancialYear;
  /** The whole amount in the year. */
  readonly cumulative: Pence | null;
  /** What the year adds to the year before. */
  readonly incremental: Pence | null;
  readonly status: PlanStatus | null;
  readonly owner: string | null;
};

export const LEDGER_STATUSES = ["Proposed", "Approved", "Spent", "Returned"] as const;
export type LedgerStatus = (typeof LEDGER_STATUSES)[number];

/** A row of Fund ledger: what another case has asked of a fund. */
export type LedgerRow = {
  readonly line: LineId;
  readonly fund: string;
  readonly caseName: string;
  readonly year: FinancialYear;
  readonly amount: Pence;
  readonly status: LedgerStatus;
  /** Unspent money of an approved row stays with its case at year end; blank is no: it returns to the fund. */
  readonly isCarriedForward: boolean | null;
  /** The balance that the row draws on, where the register names it. */
  readonly balance: string | null;
};

export const BENEFIT_TYPES = ["Cash-releasing", "Non-cash-releasing", "Quantified", "Qualitative"] as const;
export type BenefitType = (typeof BENEFIT_TYPES)[number];

/** A row of Options: an option, with one of its benefits in one year where it has any. */
export type OptionRow = {
  readonly line: LineId;
  /** As the Costs sheet spells it. */
  readonly option: string;
  readonly name: string;
  readonly isDoNothing: boolean | null;
  readonly isPreferred: boolean | null;
  readonly meetsObjective: boolean | null;
  readonly benefit: string | null;
  readonly benefitType: BenefitType | null;
  readonly year: FinancialYear | null;
  readonly amount: Pence | null;
  /** Added to the option's cost in the appraisal, as a share of it. */
  readonly riskAdjustment: Rate | null;
};

/** A row of Postings: people who can be posted from a month on. */
export type Posting = {
  readonly line: LineId;
  readonly month: Month;
  readonly roleType: RoleType;
  readonly grade: string;
  readonly available: Fte;
  /** Months from being available to being in post. */
  readonly leadTimeMonths: number | null;
};

export const GATE_STATUSES = ["Not started", "In progress", "Ongoing", "Complete", "Not needed"] as const;
export type GateStatus = (typeof GATE_STATUSES)[number];

/** A row of Assurance: a check that must be passed, always or when the case has cost of a category. */
export type Gate = {
  readonly line: LineId;
  readonly name: string;
  readonly status: GateStatus;
  /** A category of Costs that makes the gate needed; null is always. */
  readonly requiredWhen: string | null;
  readonly date: Day | null;
  readonly owner: string | null;
  readonly condition: string | null;
};

export const MONITORING_LEVELS = ["Line", "Group", "Total"] as const;
export type MonitoringLevel = (typeof MONITORING_LEVELS)[number];

/** A row of Monitoring: a budget with its forecast or actual. Positive variance is adverse. */
export type MonitoringRow = {
  readonly line: LineId;
  /** A Post or Cost reference, a group or a scheme. */
  readonly name: string;
  /** Null is Line. */
  readonly level: MonitoringLevel | null;
  readonly year: FinancialYear;
  readonly budget: Pence;
  readonly forecast: Pence | null;
  readonly actual: Pence | null;
  /** Half a unit of the last printed digit of each amount; 0 for an exact one. */
  readonly budgetHalfUnit: Pence;
  readonly forecastHalfUnit: Pence;
  readonly actualHalfUnit: Pence;
  readonly budgetPosts: Fte | null;
  readonly budgetMonths: number | null;
  readonly posts: Fte | null;
  readonly months: number | null;
  /** Rows of one group are compared as a mix of grades. */
  readonly group: string | null;
};

/** Everything that one evaluation starts from. Sheets that are not in the workbook are `null`, never empty. */
export type BusinessCase = {
  /** The day the case is looked at; without it nothing that depends on today is said. */
  readonly asAt: Day | null;
  readonly decision: Decision | null;
  readonly posts: readonly Post[];
  readonly costs: readonly CostLine[];
  readonly funding: readonly FundingRow[] | null;
  readonly approvals: readonly Approval[] | null;
  readonly businessGroups: readonly BusinessGroup[] | null;
  readonly underspends: readonly Underspend[] | null;
  readonly savings: readonly Saving[] | null;
  readonly allocations: readonly Allocation[] | null;
  readonly thresholds: readonly Threshold[] | null;
  readonly assumptions: readonly Assumption[] | null;
  readonly payScales: readonly PayScalePoint[] | null;
  readonly payAssumptions: readonly PayAssumption[] | null;
  readonly pensionBands: readonly PensionBand[] | null;
  readonly capitalPlan: readonly CapitalPlanRow[] | null;
  readonly reserveRows: readonly ReserveRow[] | null;
  readonly planLines: readonly PlanLine[] | null;
  readonly fundLedger: readonly LedgerRow[] | null;
  readonly options: readonly OptionRow[] | null;
  readonly postings: readonly Posting[] | null;
  readonly gates: readonly Gate[] | null;
  readonly monitoring: readonly MonitoringRow[] | null;
};
