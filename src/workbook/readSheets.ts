/**
 * Reads a workbook as a business case: finds the sheets, reads their rows into typed lines, keeps the place of every field,
 * and says every doubt met on the way. Nothing is guessed, nothing is dropped in silence, and a blank is never a zero.
 */
import {
  DEFAULT_ELIGIBILITY,
  FTE_PER_POST,
  nameKey,
  type BusinessCase,
  type CostLine,
  type Day,
  type FundingRow,
  type LineId,
  type Post,
} from "../model";
import { cellAddress } from "./address";
import { fingerprintOf } from "./fingerprint";
import type { Finding, Outcome, ReadChoices, Reading, ReadTotals, RowCounts } from "./reading";
import { isBlankText, shownText } from "./scan/cleanText";
import { scanDateText } from "./scan/yearAndDate";
import { checkOptionNames, checkReserves } from "./reading/agreement";
import { rowsSetAside, settleChoices } from "./reading/choices";
import { circularCells } from "./reading/circularReferences";
import { listOf, readLists, type Lists } from "./reading/readLists";
import { inputSheets, ownedSheetNames, type ListName, type SheetDeclaration } from "./sheetLayout";
import type { CellSurroundings } from "./sheets/cells";
import { findHeader } from "./sheets/findHeader";
import { FindingLog } from "./sheets/findingLog";
import { findSheets } from "./sheets/findSheets";
import {
  makeAllocations,
  makeApprovals,
  makeAssumptions,
  makeBusinessGroups,
  makeCapitalPlan,
  makeCosts,
  makeDecision,
  makeFunding,
  makeGates,
  makeLedger,
  makeMonitoring,
  makeOptions,
  makePayAssumptions,
  makePayScales,
  makePensionBands,
  makePlanLines,
  makePostings,
  makePosts,
  makeReserves,
  makeSavings,
  makeThresholds,
  makeUnderspends,
  pointsByGrade,
  type PointsByGrade,
  type SheetRead,
} from "./sheets/makeLines";
import { readRows, type ReadRows } from "./sheets/readRows";
import { SourceMapMaker, type SheetPlaces } from "./sheets/sourceMap";
import { suspectUnits } from "./sheets/suspectUnits";
import type { SheetSnapshot, Snapshot } from "./workbook";

/** Data rows of a sheet beyond which nothing is read, unless the person says otherwise. */
const ROWS_MAXIMUM = 250_000;

/** Reads a snapshot of a workbook. Never throws for anything that a workbook may hold. */
export function readSheets(snapshot: Snapshot, choices: ReadChoices = {}): Reading {
  const log = new FindingLog(choices.confirm ?? []);
  noteFacts(snapshot, log);
  checkTargets(snapshot, choices, log);
  const found = findSheets(snapshot, choices, log);
  const sources = new SourceMapMaker();
  const rows = new Map<string, RowCounts>();
  const lists = listsOf(found.get("Lists"), log);
  let gradesByRoleType: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map();
  const circular = circularCells(snapshot);

  const read = (name: string): SheetRead | null => {
    const sheet = found.get(name);
    const declaration = inputSheets.find((candidate) => candidate.name === name);
    if (!sheet || !declaration) return null;
    const around: CellSurroundings = {
      log,
      sheet: sheet.name,
      dateSystem: snapshot.facts.dateSystem,
      lists,
      gradesByRoleType,
      circular,
    };
    const readSheet = readOneSheet(sheet, declaration, around, choices, sources);
    if (readSheet) rows.set(name, readSheet.read.counts);
    return readSheet;
  };

  const fundingSheet = read("Funding");
  const funding = fundingSheet && makeFunding(fundingSheet);
  // Without a list of funds of its own, a workbook's funds are those of its Funding sheet.
  if (fundingSheet) listNames("Funding source", fundingSheet, "source", lists);

  const make = <T>(name: string, maker: (sheet: SheetRead) => T): T | null => {
    const sheet = read(name);
    return sheet && maker(sheet);
  };
  const scalesSheet = read("Pay scales");
  const payScales = scalesSheet && makePayScales(scalesSheet);
  // And its grades those of its pay scales, for the role types that these speak of.
  if (scalesSheet && !lists.has("Grade")) gradesByRoleType = gradesOnScales(scalesSheet);

  const staffingSheet = read("Staffing");
  const costsSheet = read("Costs");
  const posts = staffingSheet && makePosts(staffingSheet, pointsOn(scalesSheet, found.get("Pay scales"), log));
  const costs = costsSheet && makeCosts(costsSheet);
  const decision = make("Decision", makeDecision);
  const approvals = make("Approvals", makeApprovals);
  const businessGroups = make("Business groups", makeBusinessGroups);
  const underspends = make("Underspend", makeUnderspends);
  const savings = make("Savings", makeSavings);
  const allocations = make("Allocations", makeAllocations);
  const thresholds = make("Thresholds", makeThresholds);
  const assumptions = make("Assumptions", makeAssumptions);
  const payAssumptions = make("Pay assumptions", makePayAssumptions);
  const pensionBands = make("Pension bands", makePensionBands);
  const capitalPlan = make("Capital plan", makeCapitalPlan);
  const reserveRows = make("Reserves", makeReserves);
  const planLines = make("Medium term plan", makePlanLines);
  const fundLedger = make("Fund ledger", makeLedger);
  const optionsSheet = read("Options");
  const options = optionsSheet && makeOptions(optionsSheet);
  const postings = make("Postings", makePostings);
  const gates = make("Assurance", makeGates);
  const monitoring = make("Monitoring", makeMonitoring);

  if (staffingSheet && posts && costsSheet && costs) suspectUnits(posts, costs, staffingSheet, costsSheet);
  if (funding && costs && fundingSheet) checkEligibility(costs, posts ?? [], funding, sources, log);
  checkReserves(reserveRows ?? [], funding ?? [], sources, log);
  if (options && areAllNamed(optionsSheet, "option"))
    checkOptionNames(namesIn(optionsSheet, "option"), options, costs ?? [], decision, sources, log);
  const asAt = choices.asAt === undefined ? (decision?.asAtDate ?? null) : asAtOf(choices.asAt);
  warnOfIteration(snapshot, found, log);
  const choicesMade = settleChoices(choices, snapshot.sheets, found, asAt !== null, log);
  settleRowCounts(rows, log.sorted([]), found);

  const findings = log.sorted(snapshot.sheets.map((sheet) => sheet.name));
  const isRejected = findings.some((finding) => finding.severity === "fatal");
  const isHeld = findings.some((finding) => finding.severity === "error" || finding.isQuestion === true);
  const isInputHeld = findings.some((finding) => isHolding(finding) && !finding.code.startsWith("W"));
  const businessCase: BusinessCase | null =
    posts && costs && !isRejected && !isInputHeld
      ? {
          asAt,
          decision,
          posts,
          costs,
          funding,
          approvals,
          businessGroups,
          underspends,
          savings,
          allocations,
          thresholds,
          assumptions,
          payScales,
          payAssumptions,
          pensionBands,
          capitalPlan,
          reserveRows,
          planLines,
          fundLedger,
          options,
          postings,
          gates,
          monitoring,
        }
      : null;
  return {
    outcome: outcomeOf(findings, isRejected, isHeld),
    findings,
    totals: posts && costs && !isRejected ? totalsOf(posts, costs, costsSheet?.read ?? null, findings, found) : null,
    rows,
    resultsMayBeWritten: !isRejected && !isHeld,
    businessCase,
    sourceMap: sources,
    fingerprint: businessCase && fingerprintOf(businessCase),
    sheets: new Map([...found].map(([name, sheet]) => [name, sheet.name] as const)),
    absent: absentInWords(found, rows),
    choicesMade,
  };
}

/** The names under a heading, those of rows that a finding stops too: their findings are said once, where they stand. */
function namesIn(sheet: SheetRead, field: string): readonly string[] {
  return sheet.read.rows.flatMap((row) => {
    const name = row.fields.get(field);
    return typeof name === "string" ? [name] : [];
  });
}

function areAllNamed(sheet: SheetRead, field: string): boolean {
  return namesIn(sheet, field).length === sheet.read.rows.length;
}

/** Lets the names of a sheet be the values that others may use, unless the workbook lists them or a name cannot be read. */
function listNames(list: ListName, sheet: SheetRead, field: string, lists: Lists): void {
  const names = namesIn(sheet, field);
  if (!lists.has(list) && names.length > 0 && areAllNamed(sheet, field)) lists.set(list, listOf(names));
}

/** The grades that the pay scales have for each role type; none at all where a row's role type or grade cannot be read. */
function gradesOnScales(scales: SheetRead): ReadonlyMap<string, ReadonlyMap<string, string>> {
  if (!areAllNamed(scales, "roleType") || !areAllNamed(scales, "grade")) return new Map();
  const roleTypes = new Set(namesIn(scales, "roleType"));
  return new Map(
    [...roleTypes].map((roleType) => {
      const rows = scales.read.rows.filter((row) => row.fields.get("roleType") === roleType);
      return [roleType, listOf(rows.map((row) => row.fields.get("grade") as string))];
    }),
  );
}

/** The points of the pay scales; null where they could not be read, so that nothing is said of posts that rest on them. */
function pointsOn(scales: SheetRead | null, found: SheetSnapshot | undefined, log: FindingLog): PointsByGrade | null {
  if (scales) return pointsByGrade(scales);
  return found && log.hasErrorOn(found.name) ? null : new Map();
}

function listsOf(sheet: SheetSnapshot | undefined, log: FindingLog): Lists {
  const declaration = inputSheets.find((candidate) => candidate.name === "Lists");
  if (!sheet || !declaration) return new Map();
  noteVisibility(sheet, log);
  return readLists(sheet, declaration, log);
}

function isHolding(finding: Finding): boolean {
  return finding.severity === "error" || finding.severity === "fatal" || finding.isQuestion === true;
}

function outcomeOf(findings: readonly Finding[], isRejected: boolean, isHeld: boolean): Outcome {
  if (isRejected) return "reject";
  if (isHeld) return "flag";
  return findings.length > 0 ? "accept-with-note" : "accept";
}

function readOneSheet(
  sheet: SheetSnapshot,
  declaration: SheetDeclaration,
  around: CellSurroundings,
  choices: ReadChoices,
  sources: SourceMapMaker,
): SheetRead | null {
  const { log } = around;
  const isEmptySheet = !sheet.rows.some((row) =>
    row.values.some(
      (value) => value !== null && value !== undefined && !(typeof value === "string" && isBlankText(value)),
    ),
  );
  if (isEmptySheet) {
    if (declaration.isRequired)
      log.add(
        "S06_NO_ROWS",
        "error",
        sheet.name,
        null,
        `${sheet.name} is empty.`,
        "Enter the headings and rows, or choose another sheet.",
      );
    return null;
  }
  const header = findHeader(sheet, declaration, log);
  if (header === null) return null;
  noteVisibility(sheet, log);
  const rowsMaximum = choices.rowsMaximum ?? ROWS_MAXIMUM;
  const dataRows = sheet.rows.filter(
    (row) => row.row > header.row && header.columns.some((column) => row.values[column.index] != null),
  ).length;
  if (dataRows > rowsMaximum) {
    log.add(
      "S07_TOO_MANY_ROWS",
      declaration.isRequired ? "fatal" : "error",
      sheet.name,
      null,
      `${sheet.name} has ${dataRows.toLocaleString("en-GB")} rows; the limit is ${rowsMaximum.toLocaleString("en-GB")}. Nothing was read.`,
      "Split the sheet, or raise the limit with --max-rows.",
    );
    return null;
  }
  const read = readRows(sheet, declaration, header, around, rowsSetAside(sheet, declaration.name, choices));
  if (read.rows.length === 0) {
    if (declaration.isRequired) {
      log.add(
        "S06_NO_ROWS",
        "error",
        sheet.name,
        cellAddress(header.row, header.columns[0]?.index ?? 0),
        `${sheet.name} has headings (row ${header.row}) but no rows.`,
        "Enter the rows.",
      );
    }
    return null;
  }
  const keyColumn = header.columns.find((column) => column.column.isKey) ?? header.columns[0];
  const places: SheetPlaces = {
    sheet: sheet.name,
    columns: new Map(
      header.columns.filter((column) => column.year === null).map((column) => [column.column.field, column] as const),
    ),
    keyColumn: keyColumn?.index ?? 0,
  };
  return { declaration, read, places, around, sources };
}

function noteVisibility(sheet: SheetSnapshot, log: FindingLog): void {
  if (sheet.visibility === "hidden") {
    log.add("S03_HIDDEN_SHEET", "note", sheet.name, null, `'${sheet.name}' is hidden; it was used.`, "Nothing to do.");
  } else if (sheet.visibility === "veryHidden") {
    log.ask(
      "S04_SHEET_VERY_HIDDEN",
      "warning",
      sheet.name,
      null,
      `'${sheet.name}' is very hidden: only a macro can show it.`,
      "Confirm before its figures are used",
    );
  }
  if (sheet.isProtected)
    log.add(
      "S05_SHEET_PROTECTED",
      "note",
      sheet.name,
      null,
      `'${sheet.name}' is protected; it is only read.`,
      "Nothing to do.",
    );
}

function noteFacts(snapshot: Snapshot, log: FindingLog): void {
  const { facts } = snapshot;
  const note = (code: string, message: string, next = "Nothing to do."): void =>
    log.add(code, "note", null, null, message, next);
  if (facts.hasMacros) note("F10_MACROS", "Macros are present. They are neither run nor changed.");
  if (facts.dateSystem === 1904)
    note("F12_DATE_1904", "This workbook counts dates from 1904; months were read accordingly.");
  if (facts.isSigned)
    note(
      "F18_SIGNED",
      "This workbook is signed. Writing results would break the signature.",
      "Sign it again afterwards, or write to a copy.",
    );
  if (facts.isPrecisionAsDisplayed)
    note("F20_PRECISION_AS_SHOWN", "'Set precision as displayed' is on: values may have been rounded already.");
  if (facts.externalLinks.length > 0) {
    note(
      "F11_EXTERNAL_LINKS",
      `The workbook is linked to ${facts.externalLinks.map((link) => `'${shownText(link)}'`).join(", ")}. Those files were not opened.`,
    );
  }
  const hasFormulas = snapshot.sheets.some((sheet) => sheet.rows.some((row) => row.formulas !== undefined));
  if (facts.isManualCalculation && hasFormulas) {
    log.add(
      "F19_MANUAL_CALC",
      "warning",
      null,
      null,
      "The workbook is in manual calculation: values of formulas may be out of date.",
      "Press F9 in Excel, save, and run again.",
    );
  }
}

/** With iteration on, Excel says nothing of a circle; where none was found there may still be one that nobody can see from here. */
function warnOfIteration(snapshot: Snapshot, found: ReadonlyMap<string, SheetSnapshot>, log: FindingLog): void {
  if (!snapshot.facts.isIterativeCalculation) return;
  const hasFormulas = [...found.values()].some((sheet) => sheet.rows.some((row) => row.formulas !== undefined));
  if (!hasFormulas || log.sorted([]).some((finding) => finding.code === "C24_CIRCULAR")) return;
  log.add(
    "C24_CIRCULAR",
    "warning",
    null,
    null,
    "Iterative calculation is on, so Excel does not report circular references; none was found among the cells that were read.",
    "Switch it off (File, Options, Formulas) unless it is meant.",
  );
}

/** Whether the sheets that results go to are ours to write. */
function checkTargets(snapshot: Snapshot, choices: ReadChoices, log: FindingLog): void {
  const targets = [
    { role: "results", name: choices.results ?? ownedSheetNames.results },
    { role: "flags", name: ownedSheetNames.flags },
  ];
  for (const { role, name } of targets) {
    const taken = snapshot.sheets.find(
      (sheet) => sheet.name.toLowerCase() === name.toLowerCase() && sheet.ownership?.role !== role,
    );
    if (taken) {
      log.add(
        "W08_TARGET_NOT_OURS",
        "error",
        taken.name,
        "A1",
        `A sheet called '${taken.name}' is there already and was not made by this program; it is left as it is.`,
        role === "results"
          ? "Rename your sheet, or name another results sheet (--results 'name')."
          : "Rename your sheet.",
      );
    }
  }
  for (const { role } of targets) {
    const ours = snapshot.sheets.find((sheet) => sheet.ownership?.role === role && sheet.isProtected);
    if (!ours) continue;
    log.add(
      "W01_STRUCTURE_PROTECTED",
      "error",
      ours.name,
      null,
      `The results cannot be written because the sheet '${ours.name}' is protected.`,
      "Unprotect it (Review, Unprotect Sheet), or run a copy.",
    );
  }
  const isMissing = targets.some(({ role }) => !snapshot.sheets.some((sheet) => sheet.ownership?.role === role));
  if (isMissing && (snapshot.facts.isStructureLocked || snapshot.facts.isReadOnly)) {
    log.add(
      "W01_STRUCTURE_PROTECTED",
      "error",
      null,
      null,
      snapshot.facts.isReadOnly
        ? "The results sheets cannot be added because the workbook is read-only."
        : "The results sheets cannot be added because the workbook's structure is protected.",
      snapshot.facts.isReadOnly
        ? "Save a copy and run it there."
        : "Unprotect it (Review, Protect Workbook), or run a copy.",
    );
  }
}

/** A cost that names a source which is not eligible for its nature. */
function checkEligibility(
  costs: readonly CostLine[],
  posts: readonly Post[],
  funding: readonly FundingRow[],
  sources: SourceMapMaker,
  log: FindingLog,
): void {
  const eligible = new Map<string, { kind: FundingRow["kind"]; natures: ReadonlySet<string> }>();
  for (const row of funding) {
    const known = eligible.get(nameKey(row.source));
    if (!known)
      eligible.set(nameKey(row.source), {
        kind: row.kind,
        natures: new Set<string>(row.eligibleFor ?? DEFAULT_ELIGIBILITY[row.kind]),
      });
  }
  const check = (line: LineId, reference: string, name: string | null, nature: string | null): void => {
    const source = name === null ? undefined : eligible.get(nameKey(name));
    if (!source || nature === null || source.natures.has(nature) || source.kind === "Medium term financial plan")
      return;
    const place = sources.cellOf(line, "fundingSource");
    if (!place) return;
    log.add(
      "X01_FUND_TYPE_MISMATCH",
      "warning",
      place.sheet,
      cellAddress(place.row, place.column),
      `${reference} is ${nature.toLowerCase()}, which '${shownText(name ?? "")}' (${source.kind}) does not pay for.`,
      "Name another source, or correct Eligible for on the Funding sheet.",
    );
  };
  for (const line of costs) check(line.line, line.reference, line.fundingSource, natureOf(line));
  for (const post of posts) {
    if (post.paidBy === "Case" && post.proposed !== post.baseline)
      check(
        post.line,
        post.reference,
        post.fundingSource,
        post.endMonth === null ? "Recurring revenue" : "One-off revenue",
      );
  }
}

function natureOf(line: CostLine): string | null {
  if (line.type === "Capital") return "Capital";
  if (line.type === "Revenue one-off") return "One-off revenue";
  return line.type === "Revenue recurring" ? "Recurring revenue" : null;
}

/** What must be reported as read; null while anything on Staffing or Costs, or a question of units or headings, is open. */
function totalsOf(
  posts: readonly Post[],
  costs: readonly CostLine[],
  costRows: ReadRows | null,
  findings: readonly Finding[],
  found: ReadonlyMap<string, SheetSnapshot>,
): ReadTotals | null {
  const required = new Set([found.get("Staffing")?.name, found.get("Costs")?.name]);
  const isOpen = findings.some((finding) => {
    if (
      finding.severity === "error" &&
      finding.sheet !== null &&
      required.has(finding.sheet) &&
      !finding.code.startsWith("W")
    ) {
      // A total row that disagrees is never part of the sums, so the sums stand.
      return finding.code !== "R02_TOTAL_MISMATCH";
    }
    if (finding.isQuestion !== true || !required.has(finding.sheet ?? "")) return false;
    return ["C11", "H04", "H12"].includes(finding.code.split("_")[0] ?? "");
  });
  if (isOpen) return null;
  const sum = <T>(rows: readonly T[], pick: (row: T) => number): number =>
    rows.reduce((total, row) => total + pick(row), 0);
  const amountRead = sum(costs, (line) => typedAmount(line));
  return {
    staffing: {
      rows: posts.length,
      baselineBWT: sum(posts, (post) => post.baseline) / FTE_PER_POST,
      proposedBWT: sum(posts, (post) => post.proposed) / FTE_PER_POST,
      strength: sum(posts, (post) => post.strength) / FTE_PER_POST,
      annualCost: sum(posts, (post) => post.annualCost?.amount ?? 0) / 100,
    },
    costs: { rows: costRows?.counts.used ?? costs.length, amount: amountRead / 100 },
  };
}

function typedAmount(line: CostLine): number {
  return line.amount?.amount ?? 0;
}

/** Rows with a finding that stops them are blocked, whichever step found it. */
function settleRowCounts(
  rows: Map<string, RowCounts>,
  findings: readonly Finding[],
  found: ReadonlyMap<string, SheetSnapshot>,
): void {
  for (const [name, counts] of rows) {
    const sheet = found.get(name)?.name;
    const blocked = new Set<string>();
    for (const finding of findings) {
      if (finding.sheet !== sheet || finding.severity !== "error" || finding.cell === null) continue;
      if (/^(H|S|W|R02|R07)/.test(finding.code)) continue;
      blocked.add(finding.cell.replace(/^[A-Z]+/, ""));
    }
    const inData = counts.seen - counts.setAside;
    const stopped = Math.min(inData, blocked.size);
    rows.set(name, { ...counts, used: inData - stopped, blocked: stopped });
  }
}

function asAtOf(text: string): Day | null {
  const scanned = scanDateText(text);
  return scanned.kind === "date" ? scanned.day : null;
}

function absentInWords(
  found: ReadonlyMap<string, SheetSnapshot>,
  rows: ReadonlyMap<string, RowCounts>,
): readonly string[] {
  return inputSheets.flatMap((declaration) => {
    if (declaration.whenAbsent === "") return [];
    if (!found.has(declaration.name)) return [declaration.whenAbsent];
    return rows.has(declaration.name) || declaration.isRequired
      ? []
      : [`${declaration.name} has no rows: ${declaration.whenAbsent.split(": ").slice(1).join(": ")}`];
  });
}
