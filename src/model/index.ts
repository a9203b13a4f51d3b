/** The door of the finance model. Other folders import from here and from nowhere else inside. */
export * from "./money";
export * from "./calendar";
export * from "./businessCase";
export * from "./finding";
export * from "./evaluation";
export type { CostTable, CostedLine } from "./costs";
export type { PressureYear } from "./mediumTermPlan";
export type { OnePostBuild, PayGroup } from "./payGroups";
export type { PostingPlan, PostingUnit, StarvedUnit } from "./postingPlan";
export type { RankMix, RankMixLine } from "./rankMix";
export { showFigure, showValue } from "./figures";
export { compareNatural, nameKey, slugOf } from "./naming";
export { evaluate, MODEL_VERSION, type EvaluateOptions } from "./evaluate";
export { rulebook, type RulebookEntry } from "./rulebook";
export { parameters, parameterValue, type Parameter } from "./parameters";

// The single rules that worksheet functions offer.
export { apportion, type TieRule } from "./apportion";
export { discountFactor, presentValue, type DiscountStep, type ExactFraction } from "./appraisal";
export { annuityInstalments, equalInstalments } from "./borrowing";
export { officialDiscountSteps } from "./discount";
export { headroomOf } from "./majorChangeFund";
export { pressureAfterBridge, residualPressure } from "./mediumTermPlan";
export { payAfterAward } from "./payAward";
export { payCost, type PayBasis } from "./payCost";
export { upliftAmount, type UpliftOutcome } from "./priceUplift";
export { unitsApart } from "./proof";
export { flagVariance, rateVariance, type FlagLimits, type Rating, type VarianceFlag } from "./rating";
export {
  rangeReaches,
  reconcile,
  reconcileTable,
  type PrintedNumber,
  type PrintedSum,
  type PublishedTable,
  type TableSum,
} from "./publishedTable";
export { closingBalance } from "./reserve";
export { drawFromSources, type DrawnSource, type Draws } from "./sourceDraws";
export { eligibleUnderspend } from "./underspend";
export { financialYearNamed } from "./yearName";
export { DEFAULT_ELIGIBILITY } from "./sources";
