/** The door of the finance model. Other folders import from here and from nowhere else inside. */
export * from "./money";
export * from "./calendar";
export * from "./businessCase";
export * from "./finding";
export * from "./evaluation";
export type { CostTable, CostedLine } from "./costs";
export type { PressureYear } from "./mediumTermPlan";
export { showFigure, showValue } from "./figures";
export { compareNatural, nameKey, slugOf } from "./naming";
export { evaluate, MODEL_VERSION, type EvaluateOptions } from "./evaluate";
export { rulebook, type RulebookEntry } from "./rulebook";
export { parameters, parameterValue, type Parameter } from "./parameters";
