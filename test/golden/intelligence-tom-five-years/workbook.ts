/** The worked example over five years. */
import { withEntries } from "../../examples/exampleChanges";
import { exampleWorkbook } from "../../examples/exampleWorkbook";
import { intelligenceTom } from "../../examples/intelligenceTom";

export const workbook = exampleWorkbook(withEntries(intelligenceTom, "Decision", "Horizon in years", { Value: 5 }));
