/** Makes the typed lines of a case from rows that were read, sheet by sheet, and says what only a whole row can tell. */
export { makeAssumptions } from "./assumptions";
export { makeCosts } from "./costs";
export { makeApprovals, makeDecision, makeGates, makeOptions, makeThresholds } from "./decision";
export { makeAllocations, makeFunding, makeLedger, makeReserves, makeUnderspends } from "./funding";
export type { SheetRead } from "./lineMaking";
export { makePayAssumptions, makePayScales, makePensionBands, pointsByGrade, type PointsByGrade } from "./pay";
export { makeCapitalPlan, makeMonitoring, makePlanLines, makeSavings } from "./plans";
export { makePosts } from "./staffing";
export { makeBusinessGroups, makePostings } from "./workforce";
