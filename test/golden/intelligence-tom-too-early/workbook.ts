/** The worked example with hardware bought in April 2019 and the capital plan approved in May. */
import { withEntries } from "../../examples/exampleChanges";
import { day, month } from "../../examples/exampleSheets";
import { exampleWorkbook } from "../../examples/exampleWorkbook";
import { intelligenceTom } from "../../examples/intelligenceTom";

const boughtInApril = withEntries(intelligenceTom, "Costs", "1c-1", { "Start month": month("2019-04") });

export const workbook = exampleWorkbook(
  withEntries(boughtInApril, "Funding", "Updated MPS Capital Plan", { "Approval date": day("2019-05-20") }),
);
