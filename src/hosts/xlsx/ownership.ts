/**
 * Which sheets are ours. A sheet of ours carries a mark that Excel keeps when it saves, copies or renames: a custom
 * property of the worksheet (in Office.js `Worksheet.customProperties`), whose value is the sheet's role. The mark alone
 * is not enough, since a user may copy a sheet of ours and make it their own: the visible stamp in A2 must be there too.
 */
import { type CellValue, type Ownership, type SnapshotRow, STAMP_BEGINNING } from "../../workbook";

/** Key of the worksheet custom property that marks a sheet of ours. */
export const OWNERSHIP_PROPERTY = "BusinessCaseFinance";

/**
 * Whether a sheet is ours: the mark gives its role, and A2 must begin with the stamp. Null for a sheet of the user's,
 * which includes a marked sheet whose stamp was overwritten.
 */
export function ownershipOf(mark: string | null, a2: CellValue | undefined): Ownership | null {
  if (mark === null || mark === "") return null;
  return typeof a2 === "string" && a2.startsWith(STAMP_BEGINNING) ? { role: mark } : null;
}

/** The value in A2 of a sheet's rows. */
export function stampCell(rows: readonly SnapshotRow[]): CellValue | undefined {
  return rows.find((row) => row.row === 2)?.values[0];
}

/** The text of a custom property part: UTF-16, little-endian, with or without a mark before and a NUL behind. */
export function decodeProperty(bytes: Uint8Array): string {
  const text = new TextDecoder("utf-16le").decode(bytes);
  const end = text.indexOf("\0");
  return end < 0 ? text : text.slice(0, end);
}

/** The bytes of a custom property part that holds a text. */
export function encodeProperty(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    bytes[at * 2] = code & 0xff;
    bytes[at * 2 + 1] = code >> 8;
  }
  return bytes;
}
