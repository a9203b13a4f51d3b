/**
 * What an evaluation gives out: figures by their register ids, each with a trace; the tables they stand in; the
 * identities that were checked; the flags; and the status of the case.
 */
import type { AppraisalResult } from "./appraisalResult";
import type { BodyPlan } from "./bodyPlan";
import type { Bridge } from "./bridges";
import type {
  ApprovalKind,
  FundingKind,
  FundingStatus,
  LineId,
  ReserveClass,
  RoleType,
  WeightBasis,
} from "./businessCase";
import type { FinancialYear } from "./calendar";
import type { ProgrammeFunding, Scheme } from "./capitalPlan";
import type { CostTable } from "./costs";
import type { Financing } from "./financing";
import type { Flag, InputPlace } from "./finding";
import type { LedgerYear } from "./fundLedger";
import type { Waterfall } from "./funding";
import type { Gates } from "./gates";
import type { PressureYear } from "./mediumTermPlan";
import type { PayGroup } from "./payGroups";
import type { PostingPlan } from "./postingPlan";
import type { RankMix } from "./rankMix";
import type { Fte, Pence } from "./money";
import type { Route } from "./thresholds";
import type { Monitoring } from "./variance";

/**
 * How a figure's value is to be understood. Money in pence, posts in ten-thousandths, a share in ten-thousandths, a
 * percentage in tenths of a percent.
 */
export type FigureUnit = "money" | "wholePounds" | "posts" | "share" | "percent" | "count" | "text";

/** A figure's value; or the input that it needs and does not have, in words. Never a zero in place of a blank. */
export type FigureValue =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "needed"; readonly needed: string };

/** One step down from a figure: another figure, an input cell, or a parameter of the model. */
export type TracePart =
  | { readonly kind: "figure"; readonly id: string }
  | { readonly kind: "input"; readonly place: InputPlace; readonly name: string; readonly shown: string }
  | { readonly kind: "parameter"; readonly id: string; readonly shown: string };

/** How a figure came about: the rule, its formula in words with the numbers in it, and what it came from. */
export type Trace = { readonly rule: string; readonly words: string; readonly parts: readonly TracePart[] };

export type Figure = {
  /** As in the figure register: "cost.total.2019/20". */
  readonly id: string;
  /** What it is, in words: "Total cost 2019/20". */
  readonly label: string;
  readonly unit: FigureUnit;
  readonly value: FigureValue;
  /** Worked out when asked for, so that large cases do not carry traces nobody reads. */
  readonly trace: () => Trace;
};

/** How firm a source's money is; "Unconfirmed" is a source named on a cost without a Funding sheet behind it. */
export type Standing = FundingStatus | "Unconfirmed";

/** A source of funding as the case uses it. Figure ids use `slug`. */
export type SourceResult = {
  readonly name: string;
  readonly slug: string;
  /** Null for a source that only the Costs sheet names. */
  readonly kind: FundingKind | null;
  readonly standing: Standing;
  readonly approvalReference: string | null;
  /** As ISO text. */
  readonly approvalDate: string | null;
  readonly byYear: ReadonlyMap<FinancialYear, Pence>;
  readonly total: Pence;
};

/** A year of a reserve. Amounts are null where an input is needed. */
export type ReserveYear = {
  readonly source: string;
  readonly slug: string;
  readonly class: ReserveClass;
  /** False for a reserve that only the Reserves sheet names. */
  readonly isOnFunding: boolean;
  readonly year: FinancialYear;
  readonly opening: Pence | null;
  readonly in: Pence;
  readonly out: Pence;
  /** From other reserves; below nil to them. What expiry releases is among it. */
  readonly between: Pence;
  /** The part of `between` that the expiry of a reserve moves: below nil where it leaves, above nil where it comes in. */
  readonly released: Pence;
  readonly closing: Pence | null;
  readonly minimum: Pence;
  /** The part of `out` that this case draws. */
  readonly drawn: Pence;
  /** What it would close at if this case had drawn nothing in this year or before. */
  readonly closingWithoutCase: Pence | null;
  /** The closing that the Reserves sheet states, beside ours; null where it states none or ours is not known. */
  readonly stated: {
    readonly closing: Pence;
    /** Ours less the stated one. */
    readonly difference: Pence;
    readonly class: ReconciliationClass;
    readonly tolerance: Pence;
  } | null;
  /** The row of the Reserves sheet for the year. */
  readonly row: LineId | null;
  /** True between years that have rows: what moves in this year is not known, nor anything after it. */
  readonly isMissing: boolean;
  readonly expires: FinancialYear | null;
};

/** A year of a Major Change Fund or another fund with a balance. */
export type FundYear = {
  readonly source: string;
  readonly slug: string;
  readonly year: FinancialYear;
  readonly opening: Pence | null;
  readonly contributions: Pence;
  readonly spent: Pence;
  readonly committed: Pence;
  readonly request: Pence;
  readonly headroom: Pence | null;
  readonly pipeline: Pence;
  readonly pipelineHeadroom: Pence | null;
  /** What the Fund ledger says of the year; without rows where there is none. */
  readonly ledger: LedgerYear;
};

/** Capital by site, source and year with its standing. */
export type CapitalAllocation = {
  readonly site: string;
  readonly slug: string;
  readonly source: string;
  readonly standing: Standing | "No source";
  readonly year: FinancialYear;
  readonly amount: Pence;
};

/** A unit's posts of one grade. */
export type BridgeRow = {
  readonly unit: string;
  readonly unitSlug: string;
  readonly roleType: RoleType;
  readonly grade: string;
  readonly gradeSlug: string;
  readonly baseline: Fte;
  readonly redistributionIn: Fte;
  readonly redistributionOut: Fte;
  readonly growth: Fte;
  readonly removal: Fte;
  readonly proposed: Fte;
  readonly strength: Fte;
  readonly vacanciesCurrent: Fte;
  readonly vacancies: Fte;
  readonly overStrength: Fte;
  /** False when posts of these rows change and somebody other than the case pays for them. */
  readonly isCostedHere: boolean;
};

/** A business group's part of the officer requirement. */
export type ApportionedGroup = {
  readonly group: string;
  readonly slug: string;
  readonly weight: Fte;
  /** Exact share in ten-thousandths of a post, half up: for display. */
  readonly share: Fte;
  readonly posts: Fte;
};

export type Apportionment = {
  readonly basis: WeightBasis;
  /** "posts not paid for by grant or third party". */
  readonly basisInWords: string;
  /** "in whole posts: its share rounded down, ...". */
  readonly methodInWords: string;
  readonly requirement: Fte;
  readonly groups: readonly ApportionedGroup[];
};

export type ReconciliationClass = "EXACT" | "ROUNDING" | "BREAK";

/** One approved amount beside what the model has for it. Money in pence or posts in ten-thousandths, as `unit` says. */
export type ApprovalResult = {
  readonly line: LineId;
  readonly paragraph: string;
  readonly what: string;
  readonly kind: ApprovalKind;
  readonly year: FinancialYear | null;
  readonly unit: "money" | "posts";
  readonly approved: number;
  readonly modelled: number;
  /** Null for posts. */
  readonly allocated: number | null;
  readonly difference: number;
  readonly class: ReconciliationClass;
  /** How far printed digits alone can explain a difference. */
  readonly tolerance: number;
  /** Start of this approval's figure ids: "approval.1a.recurring-revenue". */
  readonly figureStem: string;
  /** "" or ".2019/20". */
  readonly figureYear: string;
};

/** One of the identities I1 to I22 of the finance model, checked on this case. */
export type Identity = {
  readonly id: string;
  readonly title: string;
  readonly outcome: "holds" | "broken" | "not judged";
  /** What was compared, with the numbers; or what is missing. */
  readonly detail: string;
};

export type CaseStatus = "Draft" | "Funded" | "Ready";

export type StatusResult = {
  readonly status: CaseStatus;
  /** Why it is not higher; what is provisional. Sentences. */
  readonly reasons: readonly string[];
};

export type Evaluation = {
  readonly modelVersion: string;
  readonly baseYear: FinancialYear;
  readonly horizonInYears: number;
  /** From the earliest year that any input names to the last of the horizon. */
  readonly years: readonly FinancialYear[];
  readonly figures: ReadonlyMap<string, Figure>;
  /** The figures of every single post, worked out when first asked for; among `figures` already where all were wanted. */
  readonly postFigures: () => ReadonlyMap<string, Figure>;
  /** Cost by line and year. */
  readonly costTable: CostTable;
  /** Posts whose cost is built from pay, by kind. */
  readonly payGroups: readonly PayGroup[];
  /** Who paid for what, and what was left. */
  readonly waterfall: Waterfall;
  readonly sources: readonly SourceResult[];
  readonly reserves: readonly ReserveYear[];
  readonly funds: readonly FundYear[];
  readonly capital: readonly CapitalAllocation[];
  /** Schemes of the Capital plan by year, and by the source that pays for them; none without that sheet. */
  readonly schemes: readonly Scheme[];
  readonly programme: readonly ProgrammeFunding[];
  /** What borrowed capital asks of revenue, beside the case. */
  readonly financing: Financing;
  readonly pressure: readonly PressureYear[];
  /** What one-off money leaves to the plan when it ends. */
  readonly bridges: readonly Bridge[];
  /** The body's plan with this case beside it; null without that sheet. */
  readonly bodyPlan: BodyPlan | null;
  readonly bridge: readonly BridgeRow[];
  readonly apportionment: Apportionment | null;
  /** Who is posted where by month; null without a Postings sheet. */
  readonly postingPlan: PostingPlan | null;
  /** What a move of officer posts costs by rank, beside the case; null where none move. */
  readonly rankMix: RankMix | null;
  readonly approvals: readonly ApprovalResult[];
  /** Budget against forecast or actual; empty without a Monitoring sheet. */
  readonly monitoring: Monitoring;
  /** Who must agree to what; empty without a Thresholds sheet. */
  readonly routes: readonly Route[];
  /** Checks that the case must pass; empty without an Assurance sheet. */
  readonly gates: Gates;
  readonly appraisal: AppraisalResult;
  readonly identities: readonly Identity[];
  readonly flags: readonly Flag[];
  readonly status: StatusResult;
};
