/** The worked example with the gross requirement of five officers shared out, and the removed post credited to its group. */
import { withEntries } from "../../examples/exampleChanges";
import { exampleWorkbook } from "../../examples/exampleWorkbook";
import { intelligenceTom } from "../../examples/intelligenceTom";

export const workbook = exampleWorkbook(
  withEntries(intelligenceTom, "Decision", "Officer requirement", { Value: "Gross then release" }),
);
