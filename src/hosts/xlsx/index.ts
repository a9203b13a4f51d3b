/**
 * The door of the .xlsx host, over bytes alone, so that a browser can use it too. Files on a disk are opened and saved by
 * `xlsxFile.ts`, which needs Node and is imported by name.
 */
export { UNZIP_LIMITS, type UnzipLimits, trustedUnzipLimits } from "./archive";
export { builtInFormatCode } from "./numberFormats";
export { OWNERSHIP_PROPERTY, decodeProperty, encodeProperty, ownershipOf } from "./ownership";
export { type ReadOptions, readWorkbook } from "./readWorkbook";
export { type WrittenWorkbook, writeWorkbook } from "./writeWorkbook";
export { faultInWritten } from "./checkWritten";
export { type Landing, XlsxWorkbook } from "./xlsxWorkbook";
