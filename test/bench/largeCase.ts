/** Made-up large cases for measuring: workbooks of any number of posts and cost lines, alike on every machine. */
import type { CellValue, SheetSnapshot, Snapshot, SnapshotRow } from "../../src/workbook";

/** The first days of April to September 2026 in the 1900 date system. */
const STARTS = [46_113, 46_143, 46_174, 46_204, 46_235, 46_266];

const STAFFING_HEADINGS = [
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
  "Unit",
  "Paid by",
  "Funding source",
  "Paragraph",
  "Note",
];

const COST_HEADINGS = [
  "Cost reference",
  "Description",
  "Category",
  "Site",
  "Type",
  "Funding source",
  "Financial year",
  "Amount",
];

/** A snapshot of a workbook with so many posts (15 columns) and cost lines. */
export function largeCase(posts: number, costLines: number): Snapshot {
  return {
    facts: {
      dateSystem: 1900,
      isStructureLocked: false,
      isReadOnly: false,
      hasMacros: false,
      isSigned: false,
      isManualCalculation: false,
      isIterativeCalculation: false,
      isPrecisionAsDisplayed: false,
      externalLinks: [],
      definedNames: [],
    },
    sheets: [
      sheetOf("Staffing", [STAFFING_HEADINGS, ...Array.from({ length: posts }, (_, index) => postRow(index))]),
      sheetOf("Costs", [COST_HEADINGS, ...Array.from({ length: costLines }, (_, index) => costRow(index))]),
    ],
  };
}

function postRow(index: number): readonly CellValue[] {
  const proposed = 1 + (index % 3);
  return [
    `P${index + 1}`,
    `Group ${index % 8}`,
    `Site ${index % 12}`,
    index % 4 === 0 ? "Officer" : "Staff",
    `Band ${index % 10}`,
    index % 2,
    proposed,
    index % 3,
    STARTS[index % STARTS.length] as number,
    proposed * (40_000 + (index % 977)),
    `Unit ${index % 40}`,
    "Case",
    index % 5 === 0 ? "Core budget" : "By order",
    "1a",
    "as planned",
  ];
}

function costRow(index: number): readonly CellValue[] {
  return [
    `K${index + 1}`,
    `Item ${index % 500}`,
    `Category ${index % 7}`,
    `Site ${index % 12}`,
    ["Capital", "Revenue", "Revenue recurring"][index % 3] as string,
    ["Capital plan", "Change fund", "Core budget"][index % 3] as string,
    index % 2 === 0 ? "2026/27" : "2027/28",
    20_000 + (index % 50_000) + 0.5,
  ];
}

function sheetOf(name: string, grid: readonly (readonly CellValue[])[]): SheetSnapshot {
  return {
    id: name,
    name,
    visibility: "visible",
    kind: "grid",
    isProtected: false,
    ownership: null,
    rows: grid.map((values, index): SnapshotRow => ({ row: index + 1, values })),
    hiddenColumns: [],
    merges: [],
    tables: [],
  };
}
