/** The worked example with £6,000 too little put into the reserve. */
import { withEntries } from "../../examples/exampleChanges";
import { exampleWorkbook } from "../../examples/exampleWorkbook";
import { intelligenceTom } from "../../examples/intelligenceTom";

const onFunding = withEntries(intelligenceTom, "Funding", "Intelligence reserve", { Contributions: 200_000 });

/** The sheet of the body's reserves says the same, since the two must agree. */
export const workbook = exampleWorkbook(
  withEntries(onFunding, "Reserves", "Intelligence reserve", { "Transfer in": 200_000, "Closing stated": 200_000 }),
);
