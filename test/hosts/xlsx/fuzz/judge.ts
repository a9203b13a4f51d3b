/** What must be true of the answer to any bytes at all. */
import { faultInWritten, readWorkbook, writeWorkbook } from "../../../../src/hosts/xlsx";
import { readSheets } from "../../../../src/workbook";
import { madeFlags, madePlan } from "../madePlan";

const options = { fileName: "case.xlsx" };
const plan = madePlan(madeFlags());

/** The codes by which a file may be refused for reading, and those by which ours may not be written into it. */
export const READING_CODES: ReadonlySet<string> = new Set([
  ...["F01_OLD_XLS", "F02_XLSB", "F03_ODS", "F04_CSV", "F05_ENCRYPTED", "F06_NOT_A_WORKBOOK", "F06_DAMAGED"],
  ...["F07_TOO_LARGE", "F08_DTD", "F09_PART_MISSING", "F13_DUPLICATE_PART", "F14_UNSAFE_PATH"],
]);
const WRITING_CODES: ReadonlySet<string> = new Set([
  ...READING_CODES,
  ...["F18_SIGNED", "W01_STRUCTURE_PROTECTED", "W08_TARGET_NOT_OURS"],
]);

const prototypeNames = namesOfPrototypes();

/** The outcome of one file: "read", or the code of its refusal. Throws an error that says what is wrong with the answer. */
export function judge(bytes: Uint8Array): string {
  const read = readWorkbook(bytes, options);
  if (!read.ok && !READING_CODES.has(read.failure.code)) throw new Error(`refused with ${read.failure.code}`);
  if (read.ok) readSheets(read.value);
  const written = writeWorkbook(bytes, plan, options);
  if (!written.ok && !WRITING_CODES.has(written.failure.code)) throw new Error(`not written: ${written.failure.code}`);
  if (read.ok && written.ok) {
    const fault = faultInWritten(bytes, written.value.bytes, plan, options);
    if (fault !== null) throw new Error(`what was written is not sound: ${fault}`);
  }
  if (namesOfPrototypes() !== prototypeNames) throw new Error("a prototype was changed");
  return read.ok ? "read" : read.failure.code;
}

function namesOfPrototypes(): string {
  return [Object.prototype, Array.prototype, Map.prototype, String.prototype]
    .map((prototype) => Reflect.ownKeys(prototype).map(String).join())
    .join("|");
}
