/** The worked example with three faults to find: what a first tour of the add-in mends. */
import { withEntries } from "./exampleChanges";
import type { ExampleCase } from "./exampleSheets";
import { intelligenceTom } from "./intelligenceTom";

/** Words where an amount belongs. It was 80,000. */
const wordsForAnAmount = withEntries(intelligenceTom, "Costs", "1d-2", { Amount: "about 80,000" });

/** One post reference twice. It was 1e-2. */
const referenceTwice = withEntries(wordsForAnAmount, "Staffing", "1e-2", { "Post reference": "1e-1" });

/** A cost without its year. It was 2019/20. */
const yearMissing = withEntries(referenceTwice, "Costs", "1d-4", { "Financial year": "" });

export const threeFaults: ExampleCase = {
  ...yearMissing,
  title: "Intelligence Target Operating Model Phase 1: three faults to find",
  about: [
    "The worked example again, with three faults that happen in real workbooks: words in a cell that needs an amount, one post reference used twice, and a cost without its financial year.",
    "Open the add-in and choose Check. It shows the three cells; mend each one and check again. Nothing can be written to the workbook while a fault is open.",
    "The right entries are in the worked example without faults, which stands beside this file.",
  ],
};
