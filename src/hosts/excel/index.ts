/** The door of the only folder that speaks Office.js. */
export { ExcelWorkbook } from "./excelWorkbook";
export type { ExcelLimits, ExcelOptions, ExcelRun, Traffic } from "./conversation";
