/**
 * The mark by which a sheet of ours is known again. It alone is not enough, since a user may copy a sheet of ours and make
 * it their own: the visible stamp in A2 must be there too.
 */
import { type CellValue, type Ownership, STAMP_BEGINNING } from "../../workbook";

/** Key of the worksheet custom property that marks a sheet of ours; Excel keeps it in the file. */
export const OWNERSHIP_PROPERTY = "BusinessCaseFinance";

/** Whether a sheet is ours: the mark gives its role, and A2 must begin with the stamp. Null for a sheet of the user's. */
export function ownershipOf(mark: string | null, a2: CellValue | undefined): Ownership | null {
  if (mark === null || mark === "") return null;
  return typeof a2 === "string" && a2.startsWith(STAMP_BEGINNING) ? { role: mark } : null;
}
