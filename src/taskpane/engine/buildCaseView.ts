/** A case as the pane shows it, made from a reading, its evaluation and the plan of its sheets. */
import {
  cellAddress,
  columnLetters,
  inputSheets,
  parseCellAddress,
  resultsSections,
  showOwnedValue,
  showResultsCell,
  type CheckedCase,
  type EvaluatedCase,
  type Finding,
  type OwnedCell,
  type OwnedSheetPlan,
  type ReadChoices,
  type Reading,
  type ResultsCell,
  type ResultsSection,
  type SheetSnapshot,
  type Snapshot,
  type WritePlan,
} from "../../workbook";
import type { Evaluation, FundingRow, Pence, SourceResult } from "../../model";
import type {
  CaseView,
  ColumnView,
  FindingView,
  FlagView,
  Place,
  ResultsView,
  SheetView,
  ShownCell,
  ShownSection,
  SourceView,
  Tone,
} from "./caseView";

/** Findings handed to the pane; a case with more has one cause repeated, and the counts tell all of them. */
const FINDINGS_MAXIMUM = 2_000;
/** The same for flags, which are sorted with the gravest first. */
const FLAGS_MAXIMUM = 2_000;

const SEVERITIES = ["fatal", "error", "warning", "note"] as const satisfies readonly Finding["severity"][];

/** The view of a case that was read, worked out where it could be, and planned. */
export function caseViewOf(
  checked: CheckedCase,
  evaluated: EvaluatedCase | null,
  plan: WritePlan | null,
  choices: ReadChoices,
): CaseView {
  const { snapshot, reading } = checked;
  const decision = reading.businessCase?.decision ?? null;
  const count = (severity: Finding["severity"]): number =>
    reading.findings.filter((finding) => finding.severity === severity).length;
  const required = inputSheets.filter((declaration) => declaration.isRequired);
  return {
    reference: decision?.reference ?? null,
    title: decision?.title ?? null,
    option: decision?.preferredOption ?? null,
    modelVersion: evaluated?.evaluation.modelVersion ?? "",
    fingerprint: reading.fingerprint,
    sheets: sheetViews(checked),
    sheetNames: snapshot.sheets.filter((sheet) => sheet.kind === "grid").map((sheet) => sheet.name),
    isEmpty: required.every(({ name }) => !reading.sheets.has(name)) && choices.staffing === undefined,
    absent: reading.absent,
    choicesMade: reading.choicesMade,
    findings: findingViews(reading.findings),
    findingCounts: { fatal: count("fatal"), error: count("error"), warning: count("warning"), note: count("note") },
    questions: reading.findings.filter((finding) => finding.isQuestion === true).length,
    mayBeWritten: reading.resultsMayBeWritten,
    results: evaluated === null ? null : resultsView(checked, evaluated.evaluation, plan),
  };
}

// ------------------------------------------------------------------------------------------------- sheets

function sheetViews({ snapshot, reading }: CheckedCase): readonly SheetView[] {
  return inputSheets.map((declaration): SheetView => {
    const own = reading.sheets.get(declaration.name) ?? null;
    const sheet = own === null ? undefined : snapshot.sheets.find((candidate) => candidate.name === own);
    const columns = own === null ? [] : reading.sourceMap.columnsOf(own);
    return {
      role: declaration.name,
      sheet: own,
      isRequired: declaration.isRequired,
      counts: reading.rows.get(declaration.name) ?? null,
      columns: columns.map(({ index, heading, means, type, scale }): ColumnView => ({
        letters: columnLetters(index),
        heading,
        means,
        type,
        scale,
      })),
      headingsNotUsed: sheet === undefined ? [] : headingsNotUsed(sheet, columns),
      stops: reading.findings.filter(
        (finding) => own !== null && finding.sheet === own && isStop(finding.severity, finding.isQuestion),
      ).length,
    };
  });
}

/** Headings beside those that were read, in the row in which they stand. */
function headingsNotUsed(
  sheet: SheetSnapshot,
  columns: readonly { readonly index: number; readonly heading: string }[],
): SheetView["headingsNotUsed"] {
  const [first] = columns;
  if (first === undefined) return [];
  const used = new Set(columns.map(({ index }) => index));
  const header = sheet.rows.find((row) =>
    columns.some(({ index, heading }) => {
      const value = row.values[index];
      return typeof value === "string" && value.trim() === heading.trim();
    }),
  );
  if (header === undefined) return [];
  return header.values.flatMap((value, index) =>
    typeof value === "string" && value.trim() !== "" && !used.has(index)
      ? [{ heading: value, cell: cellAddress(header.row, index) }]
      : [],
  );
}

// ------------------------------------------------------------------------------------------------- findings

function isStop(severity: Finding["severity"], isQuestion: true | undefined): boolean {
  return severity === "fatal" || severity === "error" || isQuestion === true;
}

/** Findings as the check list has them: what stops the results first, then what to look at, then what is only said. */
function findingViews(findings: readonly Finding[]): readonly FindingView[] {
  const keys = new Map<string, number>();
  const views = findings.map((finding): FindingView => {
    const stem = `${finding.code}@${finding.sheet ?? ""}!${finding.cell ?? ""}`;
    const times = (keys.get(stem) ?? 0) + 1;
    keys.set(stem, times);
    return findingView(finding, times === 1 ? stem : `${stem}#${times}`);
  });
  return SEVERITIES.flatMap((severity) => views.filter((view) => view.severity === severity)).slice(
    0,
    FINDINGS_MAXIMUM,
  );
}

/** Findings at one cell, named either as its own or beside another. */
export function findingViewsAt(reading: Reading, place: Place): readonly FindingView[] {
  const here = reading.findings.filter((finding) => finding.sheet === place.sheet && finding.cell === place.cell);
  return findingViews(here);
}

function findingView(finding: Finding, key: string): FindingView {
  const { code, severity, sheet, cell } = finding;
  const short = code.split("_")[0] ?? code;
  const row = cell === null ? null : (parseCellAddress(cell)?.row ?? null);
  const mayLeaveOut = sheet !== null && row !== null && severity === "error" && /^[CR]/.test(code);
  return {
    key,
    code,
    severity,
    place: sheet === null ? null : { sheet, cell },
    message: finding.message,
    next: withoutSwitches(finding.next),
    alsoAt: finding.alsoAt ?? null,
    answer:
      finding.isQuestion === true && sheet !== null ? `${short}@${cell === null ? sheet : `${sheet}!${cell}`}` : null,
    setsAside: mayLeaveOut ? `${sheet}!${row}` : null,
  };
}

/** The way out without the switches of the command line, which the pane has buttons for. */
function withoutSwitches(next: string): string {
  return next.replace(/ \(--[a-z-]+ '.*'\)(?=\.?$)/, "");
}

// ------------------------------------------------------------------------------------------------- results

function resultsView(checked: CheckedCase, evaluation: Evaluation, plan: WritePlan | null): ResultsView {
  const sections = resultsSections(evaluation, checked.reading);
  const flags = plan === null ? [] : flagViews(plan, evaluation, checked.snapshot);
  return {
    status: evaluation.status.status,
    reasons: evaluation.status.reasons,
    sections: sections.map((section) => shownSection(section, evaluation)),
    sources: evaluation.sources.map((source) =>
      sourceView(source, evaluation, checked.reading.businessCase?.funding ?? []),
    ),
    flags: flags.slice(0, FLAGS_MAXIMUM),
    flagCount: flags.length,
    gaps: [...evaluation.figures.values()].filter(
      ({ id, value }) => id.startsWith("funding.gap.") && value.kind === "number" && value.value !== 0,
    ).length,
    stale: flags.filter((flag) => flag.status === "Stale").length,
  };
}

function shownSection(section: ResultsSection, evaluation: Evaluation): ShownSection {
  const yearColumns = section.headings.flatMap((heading, column) => (/^\d{4}\/\d{2}\b/.test(heading) ? [column] : []));
  const rows = section.rows.map((row) => row.map((cell, column) => shownCell(cell, evaluation, section, column)));
  const unit = yearColumns.length === 0 ? null : unitOf(section.headings, yearColumns);
  return {
    name: section.name,
    title: unit === null ? section.title : `${section.title} (${unit})`,
    note: section.note ?? null,
    headings: unit === null ? section.headings : section.headings.map((heading) => heading.replace(` (${unit})`, "")),
    yearColumns,
    rows: yearColumns.length > 0 && rows.every((row) => row.every(hasNoPence)) ? rows.map(withoutPence) : rows,
  };
}

/** The unit that every year's heading ends in: it stands once, in the title. */
function unitOf(headings: readonly string[], yearColumns: readonly number[]): string | null {
  const units = new Set(yearColumns.map((column) => /\(([^()]+)\)$/.exec(headings[column] ?? "")?.[1] ?? null));
  const [unit = null] = units;
  return units.size === 1 ? unit : null;
}

/** Money with pence of nil, or no money at all. */
function hasNoPence({ text, isNumber }: ShownCell): boolean {
  return !isNumber || /^-?[\d,]+\.00$/.test(text);
}

/** Where no amount of a table has pence, the table goes without them: three years then fit beside one another. */
function withoutPence(row: readonly ShownCell[]): readonly ShownCell[] {
  return row.map((cell) => (cell.isNumber ? { ...cell, text: cell.text.slice(0, -3) } : cell));
}

function shownCell(
  cell: ResultsCell,
  evaluation: Evaluation,
  section: Pick<ResultsSection, "wordColours">,
  column: number,
): ShownCell {
  const text = showResultsCell(cell, evaluation);
  const unit = cell.kind === "figure" ? evaluation.figures.get(cell.id)?.unit : undefined;
  const isNeeded = cell.kind === "figure" && evaluation.figures.get(cell.id)?.value.kind === "needed";
  return {
    text,
    figure: cell.kind === "figure" ? cell.id : null,
    isNumber: cell.kind === "money" || cell.kind === "posts" || (unit !== undefined && unit !== "text" && !isNeeded),
    tone: section.wordColours?.[column]?.find(({ word }) => word === text)?.tone ?? null,
  };
}

const STANDING_TONES: Readonly<Record<SourceResult["standing"], Tone>> = {
  Approved: "good",
  Provisional: "watch",
  Bid: "watch",
  Unconfirmed: "bad",
};

function sourceView(source: SourceResult, evaluation: Evaluation, rows: readonly FundingRow[]): SourceView {
  const shown = (cell: ResultsCell): string => showResultsCell(cell, evaluation);
  const limits = rows.flatMap((row) => (row.source === source.name && row.limit !== null ? [row.limit] : []));
  const limit = limits.length === 0 ? null : limits.map((amount) => shown({ kind: "money", amount })).join("; ");
  const id = `funding.${source.slug}`;
  const about = [source.kind ?? "Named on costs only", source.approvalReference].filter((part) => part !== null);
  return {
    name: source.name,
    standing: source.standing,
    tone: STANDING_TONES[source.standing],
    about: about.join(", "),
    limit,
    used: {
      text: shown({ kind: "money", amount: source.total satisfies Pence }),
      figure: evaluation.figures.has(id) ? id : null,
      isNumber: true,
      tone: null,
    },
  };
}

// ------------------------------------------------------------------------------------------------- flags

/** The flags as they will stand on their sheet, with what people wrote beside them; those cleared long ago are left there. */
function flagViews(plan: WritePlan, evaluation: Evaluation, snapshot: Snapshot): readonly FlagView[] {
  const table = plan.sheets.find((sheet: OwnedSheetPlan) => sheet.role === "flags")?.tables[0];
  if (table === undefined) return [];
  const column = new Map(table.headings.map((heading, index) => [heading, index] as const));
  const marks = new Map<string, readonly string[]>(
    evaluation.flags.map((flag) => [`${flag.code} ${flag.message} ${flag.next}`, flag.figures] as const),
  );
  return table.rows.flatMap((row): FlagView[] => {
    const cellOf = (heading: string): OwnedCell | undefined => row[column.get(heading) ?? -1];
    const said = (heading: string): string => {
      const cell = cellOf(heading);
      return cell === undefined ? "" : showOwnedValue(cell.value, cell.style, snapshot.facts.dateSystem);
    };
    const severity = said("Severity");
    const status = said("Status");
    if ((severity !== "error" && severity !== "warning" && severity !== "note") || status === "Cleared") return [];
    const link = cellOf("Cell")?.link;
    const sheet = said("Sheet");
    return [
      {
        id: said("Flag"),
        severity,
        code: said("Code"),
        place: link ?? (sheet === "" ? null : { sheet, cell: null }),
        what: said("What"),
        year: said("Financial year"),
        baseline: said("Baseline"),
        current: said("Current"),
        variance: said("Variance (\u00a3)"),
        sense: said("Sense"),
        rule: said("Rule and limit that decided"),
        whoMustAgree: said("Who must agree"),
        reason: said("Reason"),
        owner: said("Owner"),
        status,
        signedBy: said("Signed by"),
        figures: (marks.get(`${said("Code")} ${said("What")}`) ?? []).flatMap((id) => {
          const figure = evaluation.figures.get(id);
          return figure === undefined ? [] : [{ id, label: figure.label }];
        }),
      },
    ];
  });
}
