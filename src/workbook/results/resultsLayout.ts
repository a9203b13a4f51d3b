/**
 * What stands where on the results sheet: the sections in the order in which a decision is made, one under another with a
 * blank row between, and the way back from a cell to the figure that it shows.
 */
import type { Evaluation } from "../../model";
import { parseCellAddress } from "../address";
import type { Reading } from "../reading";
import { approvalRoutes, checksAndDeadlines } from "./assuranceTables";
import { appraisal, discountFactors, draws, options, sensitivity, switchingValues } from "./appraisalTables";
import { capitalByFunding, capitalPlan, revenueOfCapital } from "./capitalTables";
import { decisionCard } from "./decisionCard";
import { payBuild, payByYear, reservesAtPayRates } from "./payTables";
import { bodyPlan, planLines, pressureAfterBridges } from "./planTables";
import { allReserves, fundClaims, reserves, statedClosings } from "./reserveTables";
import {
  apportionment,
  approvals,
  assumptionsUsed,
  capital,
  costByYear,
  fundingBySource,
  funds,
  integrityChecks,
  mediumTermPlan,
  vacancies,
  workforceBridge,
} from "./resultsTables";
import type { ResultsSection } from "./section";
import { budgetMonitoring, monitoredTotals, whyItMoved } from "./varianceTables";
import { postingPlan, postingsMade, rankMix } from "./workforceTables";

export type { ResultsCell, ResultsSection } from "./section";

/** All sections of the results sheet in their order; one that the case gives nothing for is left out. */
export function resultsSections(evaluation: Evaluation, reading: Reading): readonly ResultsSection[] {
  return [
    decisionCard(evaluation, reading),
    costByYear(evaluation),
    payBuild(evaluation),
    payByYear(evaluation),
    fundingBySource(evaluation),
    reserves(evaluation),
    statedClosings(evaluation),
    allReserves(evaluation),
    reservesAtPayRates(evaluation),
    funds(evaluation),
    fundClaims(evaluation),
    capital(evaluation),
    capitalPlan(evaluation),
    capitalByFunding(evaluation),
    revenueOfCapital(evaluation),
    mediumTermPlan(evaluation),
    pressureAfterBridges(evaluation),
    bodyPlan(evaluation),
    planLines(evaluation),
    workforceBridge(evaluation),
    vacancies(evaluation),
    postingPlan(evaluation),
    postingsMade(evaluation),
    apportionment(evaluation),
    rankMix(evaluation),
    options(evaluation),
    appraisal(evaluation),
    discountFactors(evaluation),
    sensitivity(evaluation),
    switchingValues(evaluation),
    draws(evaluation),
    budgetMonitoring(evaluation),
    whyItMoved(evaluation),
    monitoredTotals(evaluation),
    approvals(evaluation),
    approvalRoutes(evaluation),
    checksAndDeadlines(evaluation),
    integrityChecks(evaluation),
    assumptionsUsed(reading),
  ].filter((section) => section.rows.length > 0);
}

/** A section with the rows in which its parts stand. Its table begins in the first column. */
export type PlacedSection = {
  readonly section: ResultsSection;
  readonly titleRow: number;
  readonly headingRow: number;
};

/** The results sheet as it is laid out. */
export type ResultsLayout = { readonly sheet: string; readonly sections: readonly PlacedSection[] };

/** The first section's title; above it stand the sheet's title, what it is, and the stamp of the run. */
const FIRST_SECTION_ROW = 5;

/** Lays the sections out on a sheet of the name given. */
export function layOutResults(evaluation: Evaluation, reading: Reading, sheet: string): ResultsLayout {
  const sections: PlacedSection[] = [];
  let row = FIRST_SECTION_ROW;
  for (const section of resultsSections(evaluation, reading)) {
    const headingRow = row + (section.note === undefined ? 1 : 2);
    sections.push({ section, titleRow: row, headingRow });
    row = headingRow + section.rows.length + 2;
  }
  return { sheet, sections };
}

/** The id of the figure that a cell shows; null for a cell of words, a step without a figure of its own, or no cell of ours. */
export function figureAt(layout: ResultsLayout, sheet: string, cell: string): string | null {
  const position = parseCellAddress(cell);
  if (position === null || sheet.toLowerCase() !== layout.sheet.toLowerCase()) return null;
  for (const { section, headingRow } of layout.sections) {
    const found = section.rows[position.row - headingRow - 1]?.[position.column];
    if (found?.kind === "figure") return found.id;
  }
  return null;
}
