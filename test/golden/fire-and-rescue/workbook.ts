/**
 * A fire and rescue authority's own sheets: other names, a title above the headings, pay in thousands of pounds, years
 * as columns, part posts, a fixed term, and no sheet that says what the sources of funding are.
 */
import { month } from "../../examples/exampleSheets";
import type { MadeWorkbook } from "../../examples/workbookMaker";
import { gridSheet } from "../gridSheet";

const _ = null;

export const workbook: MadeWorkbook = {
  title: "Community risk programme",
  sheets: [
    gridSheet("Posts", [
      ["Community risk programme: posts"],
      ["Pay includes employer's on-costs"],
      [
        "Post ref",
        "Directorate",
        "Location",
        "Role type",
        "Rank",
        "Baseline FTE",
        "Proposed FTE",
        "Strength",
        "Start month",
        "Annual cost (£k)",
        "End month",
        "Funding source",
      ],
      ["F1", "Operations", "Ashby", "Officer", "Watch Manager", 12, 13, 11.5, month("2026-10"), 780, _, _],
      ["F2", "Prevention", "Headquarters", "Staff", "Grade 6", 0, 0.8333, 0, month("2026-06"), 31.2, _, _],
      [
        "F3",
        "Prevention",
        "Headquarters",
        "Staff",
        "Grade 9",
        0,
        1,
        0,
        month("2027-01"),
        54.321,
        month("2028-06"),
        "Transformation fund",
      ],
      ["F4", "Prevention", "Headquarters", "Staff", "Grade 4", 2.5, 1.6667, 2, month("2027-04"), 45.1, _, _],
    ]),
    gridSheet("Non-pay", [
      ["Cost ref", "Description", "Category", "Site", "Type", "Funding source", "2026/27", "2027/28", "2028/29"],
      ["N1", "Station refit", "Building", "Ashby", "Capital", "Capital reserve", 150_000, 45_000.5, 0],
      [
        "N2",
        "Mobile risk system",
        "Software",
        "Headquarters",
        "Revenue recurring",
        "Base budget",
        12_000,
        12_360,
        12_730.8,
      ],
    ]),
  ],
};
