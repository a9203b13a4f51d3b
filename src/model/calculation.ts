/**
 * Everything that the rules worked out for one case, before it is turned into figures, flags and identities. A later
 * step can only use what an earlier one put here.
 */
import type { BusinessCase, FundingRow } from "./businessCase";
import type { ApprovalComparison } from "./approvals";
import type { ProgrammeFunding, Scheme } from "./capitalPlan";
import type { BodyPlan } from "./bodyPlan";
import type { Bridge } from "./bridges";
import type { CostTable, Demand, Horizon } from "./costs";
import type { DrawsOutcome } from "./draws";
import type { EconomicCase } from "./economicCase";
import type { BridgeRow, FundYear, ReserveYear } from "./evaluation";
import type { Financing } from "./financing";
import type { Waterfall } from "./funding";
import type { Gates } from "./gates";
import type { PressureYear } from "./mediumTermPlan";
import type { Pence } from "./money";
import type { Slugs } from "./naming";
import type { OptionComparison } from "./options";
import type { PostingPlan } from "./postingPlan";
import type { RankMix } from "./rankMix";
import type { RequirementOutcome } from "./requirement";
import type { ReserveAdequacy } from "./reserveAdequacy";
import type { Sensitivity } from "./sensitivity";
import type { Source } from "./sources";
import type { SwitchingOutcome } from "./switching";
import type { Route } from "./thresholds";
import type { GroupUnderspend } from "./underspend";
import type { MonitoredSlugs, Monitoring } from "./variance";

/** The option counted: the preferred one, the only one, none at all, or one that nobody has chosen. */
export type OptionCounted =
  | { readonly kind: "none" }
  | { readonly kind: "counted"; readonly name: string; readonly isStated: boolean; readonly isDoNothing: boolean }
  /** None of several; or the Options sheet marks another one, or more than one. */
  | { readonly kind: "not chosen"; readonly names: readonly string[]; readonly marked: readonly string[] };

export type CaseSlugs = {
  readonly posts: Slugs;
  readonly sources: Slugs;
  readonly sites: Slugs;
  readonly units: Slugs;
  readonly grades: Slugs;
  readonly groups: Slugs;
  readonly gates: Slugs;
  readonly monitored: MonitoredSlugs;
  readonly schemes: Slugs;
};

export type Calculation = {
  readonly businessCase: BusinessCase;
  readonly option: OptionCounted;
  readonly horizon: Horizon;
  readonly slugs: CaseSlugs;
  /** Cost as entered, each line in its own price base. */
  readonly entered: CostTable;
  /** Cost in cash: what is to be funded. */
  readonly costs: CostTable;
  readonly demand: Demand;
  readonly sources: readonly Source[];
  readonly planRows: readonly FundingRow[];
  readonly waterfall: Waterfall;
  /** Drawn from each source in each year, in pence: `[source][year]`. */
  readonly drawn: readonly (readonly Pence[])[];
  /** Given by bids only, alike. */
  readonly bid: readonly (readonly Pence[])[];
  /** Asked of each source: what lines that name it want, or what it gives to lines that do not. */
  readonly requested: readonly (readonly Pence[])[];
  /** Recurring cost that nothing pays for, by year. */
  readonly recurringLeft: readonly Pence[];
  /** Capital and one-off cost that nothing pays for, by year. */
  readonly otherLeft: readonly Pence[];
  readonly pressure: readonly PressureYear[];
  /** What one-off money leaves to the plan when it ends. */
  readonly bridges: readonly Bridge[];
  /** The body's plan with this case beside it; null without a Medium term plan sheet. */
  readonly bodyPlan: BodyPlan | null;
  readonly reserves: readonly ReserveYear[];
  /** Whether reserves still cover posts at the pay rates of the year. */
  readonly reserveAdequacy: readonly ReserveAdequacy[];
  readonly funds: readonly FundYear[];
  readonly underspends: readonly GroupUnderspend[];
  /** Schemes of the Capital plan by year; none without that sheet. */
  readonly schemes: readonly Scheme[];
  /** Schemes by the source that the plan names, beside what it can give. */
  readonly programme: readonly ProgrammeFunding[];
  readonly financing: Financing;
  readonly bridge: readonly BridgeRow[];
  readonly requirement: RequirementOutcome | null;
  /** Who is posted where by month; null without a Postings sheet. */
  readonly postingPlan: PostingPlan | null;
  /** What a move of officer posts costs by rank; null where none move. */
  readonly rankMix: RankMix | null;
  readonly approvals: readonly ApprovalComparison[];
  /** Budget against forecast or actual, total first, then groups, then lines. */
  readonly monitoring: Monitoring;
  /** Who must agree to what, by the Thresholds sheet. */
  readonly routes: readonly Route[];
  readonly gates: Gates;
  readonly economic: EconomicCase;
  /** Every option beside the others; null where the case has none to compare, and within an option's own calculation. */
  readonly options: OptionComparison | null;
  /** How the case answers to its drivers; null where it was not worked out, as for an option beside the others. */
  readonly sensitivity: Sensitivity | null;
  /** The percentiles of many draws, or the input they need; null where the case gives no range to draw from. */
  readonly draws: DrawsOutcome | { readonly needed: string } | null;
  readonly switching: readonly SwitchingOutcome[];
};
