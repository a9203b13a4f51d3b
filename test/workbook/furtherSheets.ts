/** A sound grid for each sheet beyond those that most cases have, and a workbook of all of them that agree. */
import type { SheetSnapshot, Snapshot } from "../../src/workbook";
import { cleanWith, madeSheet, MONTH_FORMAT, withFormat, type Entry, type Grid } from "./madeSnapshot";

export const DATE_FORMAT = "dd/mm/yyyy";
/** 1 September 2026 and 1 April 2026, as Excel counts days. */
const SEPTEMBER = withFormat(46_266, MONTH_FORMAT);
const APRIL = withFormat(46_113, MONTH_FORMAT);
const APRIL_DAY = withFormat(46_113, DATE_FORMAT);
const percent = (perHundred: number): Entry => withFormat(perHundred / 100, "0.0%");

/** Amounts are whole thousands where a sheet is read in £k, and whole pounds nowhere else. */
export const furtherSheets: Readonly<Record<string, Grid>> = {
  "Pay scales": [
    ["Role type", "Grade", "Point", "London", "Annual pay", "Effective from", "Source"],
    ["Staff", "G2", 1, null, 24_000, APRIL_DAY, "pay circular"],
    ["Staff", "G2", 2, null, 25_000, APRIL_DAY, null],
    ["Officer", "G4", 1, "Yes", 41_000, APRIL_DAY, null],
    ["Officer", "G4", 1, "No", 39_000, APRIL_DAY, null],
    ["Officer", "G5", 1, null, 52_000, APRIL_DAY, null],
  ],
  "Pay assumptions": [
    ["Role type", "Financial year", "Award", "Award month", "Award rounding", "Increment", "Employer NI rate", "Employer NI threshold", "Pension scheme", "Levy", "London weighting", "London allowance", "Zone 1 allowance", "Zone 2 allowance", "Vacancy factor"], // prettier-ignore
    ["Officer", "2026/27", percent(2.5), SEPTEMBER, 3, "Anniversary", percent(13.8), 9_000, "Police", percent(0.5), 2_000, 5_000, null, null, null], // prettier-ignore
    ["Staff", "2026/27", percent(-1), APRIL, null, "None", percent(13.8), 9_000, "Staff scheme", null, null, null, 2_000, 1_000, percent(5)], // prettier-ignore
    ["Staff", "2027/28", null, null, null, null, null, null, null, null, null, null, null, null, null],
  ],
  "Pension bands": [
    ["Scheme", "Financial year", "From", "To", "Employer rate"],
    ["Staff scheme", "2026/27", 0, 23_000, percent(26.6)],
    ["Staff scheme", "2026/27", 24_000, null, percent(27.1)],
    ["Police", "2026/27", 0, null, percent(31)],
  ],
  "Capital plan": [
    ["Scheme", "Financial year", "Status", "Approval date", "Plan", "Slippage", "Slipped to", "Acceleration", "Brought from", "Additions", "Cancelled", "Forecast", "Actual", "Funding source", "Asset life", "In use", "Over-programmed"], // prettier-ignore
    ["Fleet", "2026/27", "Approved", APRIL_DAY, 450_000, 50_000, "2027/28", null, null, null, null, 400_000, 390_000, "Capital plan", 5, "2027/28", "No"], // prettier-ignore
    ["Fleet", "2027/28", "Approved", APRIL_DAY, 0, null, null, 10_000, "2028/29", 5_000, 1_000, null, null, "By order", 5, null, null], // prettier-ignore
    ["Roof", "2027/28", "Provisional", null, 120_000, null, null, null, null, null, null, null, null, null, null, null, null], // prettier-ignore
  ],
  Reserves: [
    ["Reserve", "Class", "Financial year", "Opening", "Transfer in", "Transfer out", "Between reserves", "Closing stated", "Purpose", "Expires", "Minimum"], // prettier-ignore
    ["General reserve", "General", "2026/27", 46_000_000, 1_000_000, 2_000_000, -500_000, 44_500_000, "The unexpected", null, 30_000_000], // prettier-ignore
    ["General reserve", "General", "2027/28", null, null, null, null, null, null, null, 30_000_000],
    ["Change reserve", "Earmarked", "2026/27", 2_000_000, null, 1_000_000, 500_000, null, "Change", "2028/29", 0],
  ],
  "Medium term plan": [
    ["Line", "Kind", "Financial year", "Cumulative", "Incremental", "Status", "Owner"],
    ["Budget of the year before", "Base", "2026/27", 900_000_000, null, "Approved", "Chief Finance Officer"],
    ["Pay awards", "Pay", "2026/27", null, 18_000_000, null, null],
    ["Pay awards", "Pay", "2027/28", null, -2_000_000, null, null],
    ["Better buying", "Saving", "2027/28", 3_000_000, null, "Identified", null],
  ],
  "Fund ledger": [
    ["Fund", "Case", "Financial year", "Amount", "Status", "Carried forward", "Balance"],
    ["Change fund", "Case A", "2026/27", 900_000, "Approved", "Yes", "2026/27 balance"],
    ["Change fund", "Case A", "2026/27", 100_000, "Spent", null, "2026/27 balance"],
    ["Change fund", "Case B", "2026/27", 400_000, "Proposed", null, null],
    ["Capital plan", "Case A", "2026/27", 20_000, "Returned", "No", null],
  ],
  Options: [
    ["Option", "Name", "Is do nothing", "Preferred", "Meets objective", "Benefit", "Benefit type", "Financial year", "Amount", "Risk adjustment"], // prettier-ignore
    ["0", "Do nothing", "Yes", "No", "No", null, null, null, null, null],
    ["1", "Phase 1", "No", "Yes", "Yes", "Agency staff not needed", "Cash-releasing", "2026/27", 60_000, percent(10)],
    ["1", "Phase 1", "No", "Yes", "Yes", "Agency staff not needed", "Cash-releasing", "2027/28", 80_000, percent(10)],
    ["1", "Phase 1", null, null, null, "Better intelligence", "Qualitative", null, null, null],
  ],
  Postings: [
    ["Month", "Role type", "Grade", "Available", "Lead time"],
    [APRIL, "Officer", "G4", 3, 2],
    [SEPTEMBER, "Officer", "G4", 2.5, null],
    [APRIL, "Staff", "G2", 1, 0],
  ],
  Assurance: [
    ["Gate", "Status", "Required when", "Date", "Owner", "Condition"],
    ["Legal", "Complete", null, APRIL_DAY, "Director of Legal Services", null],
    ["Data protection (scoping)", "Not started", "ICT", null, null, "Before software is scoped"],
  ],
  Monitoring: [
    ["Line", "Level", "Financial year", "Budget", "Forecast", "Actual", "Budget posts", "Budget months", "Posts", "Months", "Group"], // prettier-ignore
    ["P1", "Line", "2026/27", 1_210_000, 1_100_000, null, 22, 12, 20, 12, "Response"],
    ["Response", "Group", "2026/27", 1_470_000, null, 1_400_000, null, null, null, null, null],
    ["Everything", "Total", "2026/27", 2_000_000, 1_900_000, 1_950_000, null, null, null, null, null],
  ],
};

export const furtherNames: readonly string[] = Object.keys(furtherSheets);

/** The clean case with one of the sheets, as it is or otherwise. */
export function withSheet(name: string, grid: Grid = furtherSheets[name] ?? []): Snapshot {
  return cleanWith(madeSheet(name, grid));
}

/** All of the sheets at once. */
export function allFurtherSheets(): readonly SheetSnapshot[] {
  return furtherNames.map((name) => madeSheet(name, furtherSheets[name] ?? []));
}
