/** The door of the only folder that speaks Office.js. */
export { ExcelWorkbook } from "./excelWorkbook";
export type { ExcelLimits, ExcelOptions, ExcelRun, Progress, Traffic, Work } from "./conversation";
export type { ExcelEdit, ExcelPlace, StopWatching } from "./sheetView";
