/** A health trust's return at year end: budgets against actuals by line, group and total, and what its fund has left. */
import { day, month, percent, type Entry } from "../../examples/exampleSheets";
import type { MadeWorkbook } from "../../examples/workbookMaker";
import { gridSheet } from "../gridSheet";

const _ = null;

type Row = readonly (Entry | null)[];

function line(
  name: string,
  group: string,
  budget: Entry,
  actual: Entry,
  posts: readonly [number, number, number, number] | null = null,
): Row {
  return [name, "Line", "2024/25", budget, _, actual, ...(posts ?? [_, _, _, _]), group];
}

function sum(name: string, level: "Group" | "Total", budget: Entry, actual: Entry): Row {
  return [name, level, "2024/25", budget, _, actual, _, _, _, _, _];
}

export const workbook: MadeWorkbook = {
  title: "Year-end return 2024/25",
  sheets: [
    gridSheet("Decision", [
      ["Item", "Value"],
      ["Reference", "FPC 2025/06"],
      ["Title", "Community tablet training"],
      ["Stage", "BJC"],
      ["Decision maker", "Finance committee"],
      ["Date signed", day("2025-05-22")],
      ["As at date", day("2025-05-30")],
      ["Base year", "2025/26"],
      ["Horizon in years", 1],
      ["Price base", "Cash"],
    ]),
    gridSheet("Staffing", [
      [
        "Post reference",
        "Business group",
        "Location",
        "Role type",
        "Grade",
        "Baseline BWT",
        "Proposed BWT",
        "Strength",
        "Start month",
        "Annual cost",
      ],
      ["H1", "Community", "Clinics", "Staff", "Band 6", 3, 3, 1, month("2025-04"), 102_000],
    ]),
    gridSheet("Costs", [
      ["Cost reference", "Description", "Category", "Site", "Type", "Funding source", "Financial year", "Amount"],
      ["D1", "Tablet training", "Training", "Clinics", "Revenue one-off", "Transformation fund", "2025/26", 45_000],
    ]),
    gridSheet("Funding", [
      [
        "Funding source",
        "Kind",
        "Status",
        "Financial year",
        "Opening",
        "Contributions",
        "Committed",
        "Approval reference",
        "Approval date",
        "Approver",
      ],
      [
        "Transformation fund",
        "Major Change Fund",
        "Approved",
        "2024/25",
        300_000,
        50_000,
        _,
        "TB 2024/11",
        day("2024-03-28"),
        "Trust board",
      ],
      [
        "Transformation fund",
        "Major Change Fund",
        "Approved",
        "2025/26",
        _,
        100_000,
        _,
        "TB 2025/09",
        day("2025-03-27"),
        "Trust board",
      ],
    ]),
    gridSheet("Fund ledger", [
      ["Fund", "Case", "Financial year", "Amount", "Status", "Carried forward"],
      ["Transformation fund", "Virtual ward", "2024/25", 130_000, "Spent", _],
      ["Transformation fund", "Theatre booking", "2024/25", 60_000, "Approved", "No"],
      ["Transformation fund", "Digital letters", "2024/25", 40_000, "Approved", "Yes"],
      ["Transformation fund", "Car park kiosks", "2024/25", 12_500, "Returned", _],
      ["Transformation fund", "Rostering", "2025/26", 85_000, "Proposed", _],
    ]),
    gridSheet("Monitoring", [
      [
        "Line",
        "Level",
        "Financial year",
        "Budget",
        "Forecast",
        "Actual",
        "Budget posts",
        "Budget months",
        "Posts",
        "Months",
        "Group",
      ],
      // Rows 2 to 11.
      line("Ward nurses", "Nursing", 2_280_000, 2_242_500, [60, 12, 57.5, 12]),
      line("Ward sisters", "Nursing", 520_000, 530_000, [10, 12, 12, 10]),
      line("Consultants", "Medical", 1_950_000, 2_047_500, [13, 12, 13, 12]),
      line("Agency doctors", "Medical", 400_000, 552_345.67),
      line("Study leave", "Medical", 60_000, 62_999.99),
      line("Training income", "Income", -600_000, -580_000),
      line("Overseas visitors", "Income", 0, -15_000),
      line("Energy", "Estates", "£0.845M", "£0.861M"),
      line("Closed clinic", "Estates", 119_700, 0),
      line("Health visitors", "Community", 100_000, 18_000, [3, 12, 1, 6]),
      // Rows 12 to 18.
      sum("Nursing", "Group", 2_800_000, 2_772_500),
      sum("Medical", "Group", 2_410_000, 2_662_845.66),
      sum("Income", "Group", -600_000, -595_000),
      sum("Estates", "Group", "£0.97M", "£0.86M"),
      sum("Community", "Group", 100_000, 18_000),
      // A group without lines of its own.
      sum("Corporate services", "Group", 1_200_000, 1_204_800),
      sum("Trust", "Total", 6_874_700, 6_924_145.66),
    ]),
    gridSheet("Thresholds", [
      ["Applies to", "From amount", "Who must agree"],
      ["Variance", 50_000, "Finance committee"],
      ["Variance", 150_000, "Trust board"],
    ]),
    gridSheet("Assumptions", [
      ["Assumption", "Value"],
      ["Rating of totals: percentage", percent(1)],
    ]),
  ],
};
