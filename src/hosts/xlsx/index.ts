/** The door of the .xlsx host. Node's file system is behind `saveFile.ts` alone, which its users import by name. */
export { UNZIP_LIMITS, type UnzipLimits, trustedUnzipLimits } from "./archive";
export { type ReadOptions, readWorkbook } from "./readWorkbook";
export { OWNERSHIP_PROPERTY, STAMP_BEGINNING, ownershipOf } from "./ownership";
export { XlsxWorkbook } from "./xlsxWorkbook";
