/** The worked example with the five posts from 1 January 2019, and an underspend that is one penny too small. */
import { withEntries } from "../../examples/exampleChanges";
import { month } from "../../examples/exampleSheets";
import { exampleWorkbook } from "../../examples/exampleWorkbook";
import { intelligenceTom } from "../../examples/intelligenceTom";

const fromJanuary = withEntries(intelligenceTom, "Staffing", "1a", { "Start month": month("2019-01") });

export const workbook = exampleWorkbook(
  withEntries(fromJanuary, "Underspend", "Met Operations", { Forecast: 40_992_500.01 }),
);
