/** The door of the folder that stands between sheets and the model. */
export * from "./workbook";
export * from "./address";
export * from "./reading";
export { readSheets } from "./readSheets";
export { fingerprintOf } from "./fingerprint";
export { dayOfSerial, serialOfDay } from "./scan/yearAndDate";
export {
  decisionItems,
  inputSheets,
  ownedSheetNames,
  STAMP_BEGINNING,
  type Column,
  type FieldType,
  type ListName,
  type OwnedRole,
  type SheetDeclaration,
} from "./sheetLayout";
export { planWrites, figureAtCell, type PlanRequest } from "./planWrites";
export * from "./runCase";
export { showOwnedValue } from "./results/shownValue";
export {
  figureAt,
  layOutResults,
  resultsSections,
  type PlacedSection,
  type ResultsCell,
  type ResultsLayout,
  type ResultsSection,
} from "./results/resultsLayout";
