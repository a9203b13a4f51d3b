/** The worked example with £6,000 too little put into the reserve. */
import { withEntries } from "../../examples/exampleChanges";
import { exampleWorkbook } from "../../examples/exampleWorkbook";
import { intelligenceTom } from "../../examples/intelligenceTom";

export const workbook = exampleWorkbook(
  withEntries(intelligenceTom, "Funding", "Intelligence reserve", { Contributions: 200_000 }),
);
