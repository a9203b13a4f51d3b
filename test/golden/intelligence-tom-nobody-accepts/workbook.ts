/** The worked example with nobody who accepts the pressure on the medium term plan, and no savings found. */
import { withEntries, withoutSheet } from "../../examples/exampleChanges";
import { exampleWorkbook } from "../../examples/exampleWorkbook";
import { intelligenceTom } from "../../examples/intelligenceTom";

export const workbook = exampleWorkbook(
  withoutSheet(
    withEntries(intelligenceTom, "Funding", "Medium term financial plan", { "Accepted as pressure by": "" }),
    "Savings",
  ),
);
