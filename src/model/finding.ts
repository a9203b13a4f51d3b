/**
 * What the model has to say about a case besides its figures. A flag is a value: what it is about, how grave it is, what
 * was seen and the way out. It speaks of lines and fields; whoever read the case knows their cells.
 */
import type { LineId } from "./businessCase";
import type { FinancialYear } from "./calendar";
import type { Fte, Pence } from "./money";

/** note: explained. warning: a person must decide. error: the figure is marked and the case stays at Draft. */
export type FlagSeverity = "note" | "warning" | "error";

/** What a flag compares, where it compares: for the variance columns of the flags sheet. */
export type FlagAmounts =
  | {
      readonly unit: "money";
      readonly baseline: Pence;
      readonly current: Pence;
      readonly sense: "Adverse" | "Favourable";
    }
  | { readonly unit: "posts"; readonly baseline: Fte; readonly current: Fte; readonly sense: "Adverse" | "Favourable" };

/** A place in the typed inputs: a line, and a field of it where one field is meant. */
export type InputPlace = { readonly line: LineId; readonly field: string };

export type Flag = {
  readonly code: FlagCode;
  readonly severity: FlagSeverity;
  /** What the flag is about in the case's own words, never a position: "Major Change Fund 2019/20". Code and topic together are the flag's identity. */
  readonly topic: string;
  /** The input that causes it; null where no single input does. */
  readonly place: InputPlace | null;
  /** The sheet to name when there is no place: an input that is absent has no line. */
  readonly sheet: string | null;
  /** Further inputs that belong to it. */
  readonly alsoAt: readonly InputPlace[];
  readonly year: FinancialYear | null;
  readonly message: string;
  /** The way out: what to do next. */
  readonly next: string;
  readonly amounts: FlagAmounts | null;
  /** The rule and the limit that decided, in words. */
  readonly rule: string;
  readonly whoMustAgree: string | null;
  /** Figures that this flag marks. */
  readonly figures: readonly string[];
};

/** Every flag that the model can raise, with the severity it has by default. */
export const FLAG_CODES = {
  ALLOCATION_NOT_USED: "error",
  APPORTION_TIE: "note",
  APPORTION_ZERO_WEIGHT: "error",
  APPROVAL_MISMATCH: "error",
  BASIS_MISMATCH: "warning",
  BCR_NOT_AVAILABLE: "note",
  BEYOND_HORIZON: "error",
  BWT_NEGATIVE: "error",
  CAPITAL_LINE_OVERDRAWN: "error",
  CAPITAL_PROVISIONAL: "warning",
  CAPITAL_SPEND_BEFORE_APPROVAL: "error",
  CLASSIFICATION_CHECK: "warning",
  DECISION_UNSIGNED: "warning",
  DO_NOTHING_ZERO: "warning",
  DUPLICATE_LINE: "warning",
  ECONOMIC_EXCLUDED: "error",
  FBC_DUE: "note",
  FBC_OUT_OF_LINE: "warning",
  FIGURE_NAMES_ALIKE: "note",
  FUND_CLAIM_REPEATED: "warning",
  FUND_CLAIMED_TWICE: "error",
  FUND_LEDGER_DISAGREES: "error",
  FUND_LEDGER_UNMATCHED: "warning",
  FUNDING_BID_COUNTED: "warning",
  FUNDING_LABEL: "note",
  FUNDING_ORDER: "warning",
  FUNDING_WRONG_NATURE: "error",
  GENERAL_RESERVE_BAND: "note",
  GATE_CONDITIONAL: "note",
  GATE_MISSING: "warning",
  IN_TRAINING_COUNTED: "warning",
  MCF_LOW: "warning",
  MCF_OVERDRAWN: "error",
  MCF_RECURRING: "error",
  MONITORING_INPUT_NEEDED: "warning",
  MRP_NO_LIFE: "error",
  MRP_TOO_EARLY: "error",
  MTFP_GAP: "warning",
  NET_OVERSPEND: "warning",
  NO_FINANCIAL_COMMENT: "warning",
  OPTION_NOT_CHOSEN: "error",
  OPTION_ROWS_DISAGREE: "error",
  OVER_FUNDED: "note",
  OVER_PROGRAMMED: "note",
  PART_YEAR_AS_FULL: "warning",
  PAY_AWARD_MISSING: "warning",
  PAY_INPUT_NEEDED: "error",
  PENSION_BAND_JUMP: "note",
  PLAN_HOLDS_CASE: "warning",
  PLAN_YEAR_MISSING: "error",
  POST_COST_IMPLAUSIBLE: "warning",
  POST_NO_END: "note",
  PRICE_BASE_MIXED: "warning",
  PRIORITY_STARVES: "note",
  RANK_COST_NEEDED: "warning",
  RANK_MIX_COST: "note",
  RANK_NET_MISMATCH: "error",
  REDISTRIB_NOT_NIL: "error",
  RESERVE_BELOW_MIN: "warning",
  RESERVE_BETWEEN_NOT_NIL: "error",
  RESERVE_DRAW_NOT_PLANNED: "error",
  RESERVE_EXPIRES: "warning",
  RESERVE_FUNDS_RECURRING: "warning",
  RESERVE_NEGATIVE: "error",
  RESERVE_NO_APPROVAL: "warning",
  RESERVE_ROLLFORWARD_BREAK: "error",
  RESERVE_SAME_YEAR: "note",
  RESERVE_SHORTFALL: "warning",
  REVENUE_TAIL_MISSING: "warning",
  SAVING_TARGET_COUNTED: "error",
  SLIPPAGE_AS_SAVING: "warning",
  SLIPPAGE_NO_YEAR: "error",
  THRESHOLD_APPROVAL: "note",
  TOTAL_BREAK: "error",
  TOTAL_ROUNDING: "note",
  UNDERSPEND_EXTERNAL: "warning",
  UNDERSPEND_SHORT: "error",
  UNFUNDED_CAPITAL: "error",
  UNFUNDED_ONEOFF: "error",
  UNQUANTIFIED_RISK: "note",
  VARIANCE_BEYOND_LIMIT: "warning",
  VACANCY_DOUBLE_COUNT: "warning",
  VACANCY_NETTED: "error",
  VAT_INCLUDED: "warning",
  WEIGHT_BASIS: "note",
} as const satisfies Record<string, FlagSeverity>;

export type FlagCode = keyof typeof FLAG_CODES;
