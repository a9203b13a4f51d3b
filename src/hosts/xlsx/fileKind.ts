/**
 * What a file is, judged by its bytes and never by its name: people rename files. Everything that is not an .xlsx or
 * .xlsm workbook is refused here with the code that says what to do about it.
 */
import type { Archive } from "./archive";
import { Refusal, notAWorkbook } from "./refusal";

/**
 * Refuses bytes that are not a zip file: F01_OLD_XLS, F04_CSV, F05_ENCRYPTED or F06_NOT_A_WORKBOOK. A zip file passes;
 * `refuseOtherZip` then looks inside.
 */
export function refuseUnlessZip(bytes: Uint8Array, fileName: string): void {
  if (fileName.startsWith("~$")) throw notAWorkbook("the lock file that Excel keeps beside an open workbook");
  if (bytes.length === 0) throw notAWorkbook("an empty file");
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return;
  if (startsWith(bytes, [0x50, 0x4b, 0x05, 0x06])) throw notAWorkbook("an empty zip file");
  if (startsWith(bytes, OLE2_SIGNATURE)) throw ole2Refusal(bytes);
  if (OLD_SHEET_SIGNATURES.some((signature) => startsWith(bytes, signature))) throw oldXls();
  for (const [signature, kind] of OTHER_SIGNATURES) {
    if (startsWith(bytes, signature)) throw notAWorkbook(kind);
  }
  throw textRefusal(bytes);
}

/**
 * Refuses a zip file that is not an .xlsx or .xlsm workbook: F02_XLSB, F03_ODS or F06_NOT_A_WORKBOOK. `mainPart` is the
 * name of the part that the package calls its main document, if it names one.
 */
export function refuseOtherZip(archive: Archive, mainPart: string | undefined): void {
  const mimetype = archive.find("mimetype");
  if (mimetype && mimetype.declaredSize < 200) {
    const type = new TextDecoder().decode(archive.read(mimetype));
    if (type.startsWith("application/vnd.oasis.opendocument.spreadsheet")) throw openDocument();
    if (type.startsWith("application/vnd.oasis.opendocument"))
      throw notAWorkbook("an OpenDocument file, but not a spreadsheet");
    if (type.startsWith("application/epub")) throw notAWorkbook("an electronic book");
  }
  const main = mainPart?.toLowerCase() ?? "";
  if (main.endsWith(".bin") || (main === "" && archive.find("xl/workbook.bin"))) throw binaryWorkbook();
  if (main.startsWith("word/")) throw notAWorkbook("a Word document");
  if (main.startsWith("ppt/")) throw notAWorkbook("a PowerPoint presentation");
  if (main.startsWith("visio/")) throw notAWorkbook("a Visio drawing");
  if (main === "") {
    const isNumbers = archive.entries.some((entry) => entry.name.endsWith(".iwa"));
    throw notAWorkbook(isNumbers ? "an Apple Numbers document" : "a zip file of something else");
  }
}

const OLE2_SIGNATURE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/** Beginning-of-file records of Excel 2, 3 and 4, and of Excel 5 without its container. */
const OLD_SHEET_SIGNATURES = [
  [0x09, 0x00, 0x04, 0x00],
  [0x09, 0x02, 0x06, 0x00],
  [0x09, 0x04, 0x06, 0x00],
  [0x09, 0x08, 0x08, 0x00],
  [0x09, 0x08, 0x10, 0x00],
];

const OTHER_SIGNATURES: readonly (readonly [readonly number[], string])[] = [
  [[0x25, 0x50, 0x44, 0x46], "a PDF file"],
  [[0x7b, 0x5c, 0x72, 0x74, 0x66], "a rich text document"],
  [[0x89, 0x50, 0x4e, 0x47], "a picture"],
  [[0xff, 0xd8, 0xff], "a picture"],
  [[0x47, 0x49, 0x46, 0x38], "a picture"],
  [[0x1f, 0x8b], "a gzip file"],
  [[0x37, 0x7a, 0xbc, 0xaf], "a 7-Zip file"],
  [[0x52, 0x61, 0x72, 0x21], "a RAR file"],
  [[0x50, 0x4b], "a zip file that was cut off or damaged on its way"],
];

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return bytes.length >= signature.length && signature.every((byte, index) => bytes[index] === byte);
}

// ---------------------------------------------------------------------------------------------- OLE2 containers

function ole2Refusal(bytes: Uint8Array): Refusal {
  const streams = ole2StreamNames(bytes);
  if (streams.has("EncryptedPackage")) {
    const isRightsManaged = [...streams].some((name) => name.includes("DRM"));
    return isRightsManaged ? rightsManaged() : openPassword();
  }
  if (streams.has("Workbook") || streams.has("Book")) return oldXls();
  if (streams.has("WordDocument")) return notAWorkbook("an old Word document");
  if (streams.has("PowerPoint Document")) return notAWorkbook("an old PowerPoint presentation");
  return oldXls();
}

const OLE2_HEADER_LENGTH = 512;
const OLE2_ENTRY_LENGTH = 128;
/** Directory sectors looked at: far more than any Office file has, few enough to end a circular chain. */
const OLE2_DIRECTORY_SECTORS_MAXIMUM = 64;

/** Names in the container's directory, as far as it can be followed: enough to tell what wrote it. */
function ole2StreamNames(bytes: Uint8Array): Set<string> {
  const names = new Set<string>();
  if (bytes.length < OLE2_HEADER_LENGTH) return names;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sectorSize = view.getUint16(30, true) === 12 ? 4096 : 512;
  const sectorStart = (sector: number): number => (sector + 1) * sectorSize;
  let sector = view.getUint32(48, true);
  for (let count = 0; count < OLE2_DIRECTORY_SECTORS_MAXIMUM; count++) {
    const start = sectorStart(sector);
    if (start + sectorSize > bytes.length) break;
    for (let at = start; at < start + sectorSize; at += OLE2_ENTRY_LENGTH) {
      const nameLength = Math.min(view.getUint16(at + 64, true), 64) - 2; // without its closing NUL
      if (nameLength > 0) names.add(new TextDecoder("utf-16le").decode(bytes.subarray(at, at + nameLength)));
    }
    // The allocation table's first sectors are listed in the header itself; the directory's chain lies in them.
    const entriesPerSector = sectorSize / 4;
    const tableSlot = Math.floor(sector / entriesPerSector);
    if (tableSlot >= 109) break;
    const nextAt = sectorStart(view.getUint32(76 + tableSlot * 4, true)) + (sector % entriesPerSector) * 4;
    if (nextAt + 4 > bytes.length) break;
    sector = view.getUint32(nextAt, true);
    if (sector > 0xfffffff0) break;
  }
  return names;
}

// ---------------------------------------------------------------------------------------------- text

const TEXT_LOOKED_AT = 64 * 1024;

function textRefusal(bytes: Uint8Array): Refusal {
  const text = decodeText(bytes.subarray(0, TEXT_LOOKED_AT));
  if (text === null) return notAWorkbook("a file of another kind");
  const start = text.trimStart().slice(0, 1_000).toLowerCase();
  if (start === "") return notAWorkbook("an empty file");
  if (start.startsWith("<!doctype html") || start.startsWith("<html") || start.includes("<table"))
    return notAWorkbook("a web page");
  if (start.startsWith("<")) return notAWorkbook("an XML file");
  if (start.startsWith("{") || start.startsWith("[")) return notAWorkbook("a JSON file");
  return hasSeparatedLines(text) ? csv() : notAWorkbook("a text file");
}

/** Text in the encodings spreadsheets are exported in; null when the bytes are not text at all. */
function decodeText(bytes: Uint8Array): string | null {
  if (startsWith(bytes, [0xff, 0xfe])) return new TextDecoder("utf-16le").decode(bytes);
  if (startsWith(bytes, [0xfe, 0xff])) return new TextDecoder("utf-16be").decode(bytes);
  let unprintable = 0;
  for (const byte of bytes) {
    if (byte === 0) return null;
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) unprintable++;
  }
  return unprintable * 50 > bytes.length ? null : new TextDecoder().decode(bytes);
}

/** True when most of the first lines are cut into fields by one separator. */
function hasSeparatedLines(text: string): boolean {
  const lines = text.split("\n", 20).filter((line) => line.trim() !== "");
  return [",", ";", "\t", "|"].some(
    (separator) => lines.filter((line) => line.includes(separator)).length * 2 > lines.length,
  );
}

// ---------------------------------------------------------------------------------------------- the words

function oldXls(): Refusal {
  return new Refusal({
    code: "F01_OLD_XLS",
    message: (file) => `${file} is an old Excel (.xls) file.`,
    next: "Save it as .xlsx first. Old files hold at most 65,536 rows, so check nothing was cut.",
  });
}

function binaryWorkbook(): Refusal {
  return new Refusal({
    code: "F02_XLSB",
    message: (file) => `${file} is a binary Excel (.xlsb) file.`,
    next: "Open it in Excel and save it as .xlsx or .xlsm first.",
  });
}

function openDocument(): Refusal {
  return new Refusal({
    code: "F03_ODS",
    message: (file) => `${file} is an OpenDocument (.ods) file.`,
    next: "Open it in Excel or LibreOffice and save it as .xlsx first.",
  });
}

function csv(): Refusal {
  return new Refusal({
    code: "F04_CSV",
    message: (file) => `${file} is a text file of separated values (.csv).`,
    next: "Open it in Excel, check that dates and long numbers came in as they should, and save it as .xlsx.",
  });
}

function openPassword(): Refusal {
  return new Refusal({
    code: "F05_ENCRYPTED",
    message: (file) => `${file} has an open password.`,
    next: "Open it in Excel, remove the password (File › Info › Protect), save a copy and use that.",
  });
}

function rightsManaged(): Refusal {
  return new Refusal({
    code: "F05_ENCRYPTED",
    message: (file) => `${file} is rights-managed.`,
    next: "Open it in Excel, remove the restriction (File › Info › Protect) if you may, save a copy and use that.",
  });
}
