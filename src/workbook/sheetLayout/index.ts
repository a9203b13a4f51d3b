/**
 * The sheets, declared as data: every input sheet with its columns, and the sheets that the add-in owns. The reader, the
 * templates, the validation lists, the mapping and the documentation are all made from this one declaration; a new
 * column is one new line.
 */
import type { SheetDeclaration } from "./column";
import { APPROVALS, ASSURANCE, DECISION, OPTIONS, THRESHOLDS } from "./decision";
import { ALLOCATIONS, FUND_LEDGER, FUNDING, RESERVES, UNDERSPEND } from "./funding";
import { PAY_ASSUMPTIONS, PAY_SCALES, PENSION_BANDS } from "./pay";
import { CAPITAL_PLAN, MEDIUM_TERM_PLAN, MONITORING, SAVINGS } from "./plans";
import { ASSUMPTIONS, LISTS } from "./settings";
import { COSTS, STAFFING } from "./staffingAndCosts";
import { BUSINESS_GROUPS, POSTINGS } from "./workforce";

export type { Column, FieldType, ListName, SheetDeclaration } from "./column";
export { decisionItems } from "./decision";
export { ownedSheetNames, STAMP_BEGINNING, type OwnedRole } from "./owned";

/** Every input sheet, required ones first, then in the order in which a case is told. */
export const inputSheets: readonly SheetDeclaration[] = [
  STAFFING,
  COSTS,
  DECISION,
  FUNDING,
  APPROVALS,
  BUSINESS_GROUPS,
  UNDERSPEND,
  SAVINGS,
  ALLOCATIONS,
  THRESHOLDS,
  PAY_SCALES,
  PAY_ASSUMPTIONS,
  PENSION_BANDS,
  CAPITAL_PLAN,
  RESERVES,
  MEDIUM_TERM_PLAN,
  FUND_LEDGER,
  OPTIONS,
  POSTINGS,
  ASSURANCE,
  MONITORING,
  LISTS,
  ASSUMPTIONS,
];
