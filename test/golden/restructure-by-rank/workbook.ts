/** A force reorders its ranks: detectives from business groups, constables moved between teams, postings month by month. */
import { day, month } from "../../examples/exampleSheets";
import type { MadeWorkbook } from "../../examples/workbookMaker";
import { gridSheet } from "../gridSheet";

const _ = null;
const APRIL = month("2026-04");
const SERIOUS = "Serious crime";
const LOCAL = "Local policing";

export const workbook: MadeWorkbook = {
  title: "A restructure by rank",
  sheets: [
    gridSheet("Decision", [
      ["Item", "Value"],
      ["Reference", "RANK 1"],
      ["Title", "A restructure by rank"],
      ["Stage", "OBC"],
      ["Date signed", day("2026-01-15")],
      ["Base year", "2026/27"],
      ["Horizon in years", 2],
    ]),
    gridSheet("Staffing", [
      [
        "Post reference",
        "Business group",
        "Unit",
        "Location",
        "Role type",
        "Grade",
        "Baseline BWT",
        "Proposed BWT",
        "Strength",
        "Start month",
        "Unit cost",
        "Annual cost",
        "Movement",
        "Paid by",
        "Externally funded BWT",
        "Leavers a month",
        "Priority",
        "Paragraph",
      ],
      ["R1", "Crime", SERIOUS, "HQ", "Officer", "DI", 2, 3, 2, APRIL, 82_000, _, "Growth", "Donor groups", _, _, "High", "2a"], // prettier-ignore
      ["R2", "Crime", SERIOUS, "HQ", "Officer", "DS", 4, 6, 4, APRIL, 70_000, _, "Growth", "Donor groups", _, _, "High", "2a"], // prettier-ignore
      ["R3", "Crime", SERIOUS, "HQ", "Officer", "DCI", 1, 0, 1, APRIL, 95_000, _, "Removal", "Donor groups", _, _, "High", "2a"], // prettier-ignore
      ["R4", LOCAL, "Response", "East", "Officer", "PC", 60, 58, 56, APRIL, 52_000, _, "Redistribution out", "Case", 5, 1, "Low", "2b"], // prettier-ignore
      ["R5", LOCAL, "Neighbourhoods", "East", "Officer", "PC", 20, 22, 18, APRIL, 52_000, _, "Redistribution in", "Case", _, 0.5, "Medium", "2b"], // prettier-ignore
      ["R6", "Crime", SERIOUS, "HQ", "Staff", "Band D", 10, 8, 9, APRIL, 38_000, _, "Removal", "Case", _, _, _, "2c"],
    ]),
    gridSheet("Costs", [
      ["Cost reference", "Description", "Category", "Site", "Type", "Funding source", "Financial year", "Amount"],
      ["C1", "Redundancy", "Other", "HQ", "Revenue one-off", "Service budget", "2026/27", 40_000],
    ]),
    gridSheet("Funding", [
      ["Funding source", "Kind", "Status"],
      ["Service budget", "Revenue budget", "Approved"],
    ]),
    gridSheet("Approvals", [
      ["Paragraph", "What", "Kind", "Approved"],
      ["2a", "Officers for serious crime", "Officer posts", 2],
    ]),
    gridSheet("Business groups", [
      ["Business group", "Officer BWT", "Externally funded BWT", "Rank given up"],
      ["Crime", 27, 2, "DS"],
      [LOCAL, 80, 5, "PC"],
    ]),
    gridSheet("Savings", [
      ["Saving", "Financial year", "Amount", "Status"],
      ["Vacancies held in Response", "2026/27", 52_000, "Identified"],
    ]),
    gridSheet("Postings", [
      ["Month", "Role type", "Grade", "Available", "Lead time"],
      [APRIL, "Officer", "PC", 2, _],
      [month("2026-05"), "Officer", "PC", 3, _],
      [month("2026-06"), "Officer", "PC", 4, _],
      [APRIL, "Officer", "DS", 2, _],
      [month("2026-05"), "Officer", "DI", 1, 1],
    ]),
  ],
};
