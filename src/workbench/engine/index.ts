/** The door of the engine: the workbook in memory. */
export { type Area, areaText, parseArea } from "./area";
export { Book, type BookOptions, type Calculator, type Change, type Uncalculated } from "./book";
export { showValue } from "./numberFormat";
export { Sheet, Table } from "./sheet";
export { type Entry, readEntry } from "./userEntry";
export type { Cell, CellFormat, CellValue } from "./value";
