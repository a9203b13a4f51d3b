/** The worked example with more promised from the Major Change Fund to others. */
import { withEntries } from "../../examples/exampleChanges";
import { exampleWorkbook } from "../../examples/exampleWorkbook";
import { intelligenceTom } from "../../examples/intelligenceTom";

export const workbook = exampleWorkbook(
  withEntries(intelligenceTom, "Funding", "Major Change Fund", { Committed: 1_800_000 }),
);
