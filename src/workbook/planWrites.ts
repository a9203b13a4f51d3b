/**
 * Plans what is to be written: the results sheet and the flags sheet as they shall stand, and every cell that this would
 * change. Nothing is written here, and nothing but sheets of ours is ever planned.
 */
import { day, FTE_PER_POST, type Evaluation, type Figure } from "../model";
import { cellAddress, sheetAddress } from "./address";
import type { CellRef, ReadChoices, Reading } from "./reading";
import { cellText, columnWidths, fitsInLine, rowLines } from "./results/cellText";
import { FLAG_HEADINGS, flagsTable } from "./results/flagRows";
import { figureAt, layOutResults, type ResultsLayout } from "./results/resultsLayout";
import type { ResultsCell } from "./results/section";
import { serialOfDay } from "./scan/yearAndDate";
import { ownedSheetNames, STAMP_BEGINNING, type OwnedRole } from "./sheetLayout";
import type {
  CellValue,
  OwnedCell,
  OwnedSheetPlan,
  OwnedTable,
  OwnedText,
  PlannedChange,
  SheetSnapshot,
  Snapshot,
  WordColour,
  WritePlan,
} from "./workbook";

export type PlanRequest = {
  readonly evaluation: Evaluation;
  readonly reading: Reading;
  readonly snapshot: Snapshot;
  /** What the person chose; `results` names the results sheet. */
  readonly choices: ReadChoices;
};

/** The plan for a case that has been evaluated. The same inputs over our own earlier results give a plan without changes. */
export function planWrites(request: PlanRequest): WritePlan {
  const { reading, snapshot } = request;
  const targets = {
    results: targetSheet(snapshot, "results", request.choices.results ?? ownedSheetNames.results),
    flags: targetSheet(snapshot, "flags", ownedSheetNames.flags),
  };
  const stamp = runStamp(request, targets);
  const taken = takenTableNames(snapshot, [targets.results.now, targets.flags.now]);
  const sheets = [
    resultsSheet(request, targets.results, stamp, taken),
    flagsSheet(request, targets.flags, stamp, taken),
  ];
  return {
    inputsFingerprint: reading.fingerprint ?? "",
    sheets,
    changes: [
      ...changesOf(sheets[0] as OwnedSheetPlan, targets.results.now),
      ...changesOf(sheets[1] as OwnedSheetPlan, targets.flags.now),
    ],
  };
}

/**
 * The figure that a cell of the results sheet shows, and the cell's address; null for a cell that shows none. In a
 * workbook that has not been written to yet it is the cell where the figure would stand.
 */
export function figureAtCell(
  checked: { readonly snapshot: Snapshot; readonly reading: Reading },
  evaluated: { readonly evaluation: Evaluation },
  cell: CellRef,
): { readonly figure: string; readonly address: string } | null {
  const { name } = targetSheet(checked.snapshot, "results", ownedSheetNames.results);
  const address = cellAddress(cell.row, cell.column);
  const id = figureAt(layOutResults(evaluated.evaluation, checked.reading, name), cell.sheet, address);
  return id === null ? null : { figure: id, address: sheetAddress(name, address) };
}

// ------------------------------------------------------------------------------------------------- which sheets

/** Where an owned sheet goes: over the one of ours that stands now, under the name it has, or onto a new sheet. */
type Target = { readonly name: string; readonly now: SheetSnapshot | null };

/** Our sheet of a role, the one of the wanted name first: a person may have copied it, to keep an earlier run. */
function targetSheet(snapshot: Snapshot, role: OwnedRole, wantedName: string): Target {
  const ours = snapshot.sheets.filter((sheet) => sheet.ownership?.role === role);
  const now = ours.find((sheet) => sheet.name.toLowerCase() === wantedName.toLowerCase()) ?? ours[0] ?? null;
  return { name: now?.name ?? wantedName, now };
}

// ------------------------------------------------------------------------------------------------- the stamp

/** Rows of the title, the line that says whose sheet it is, and the stamp of the run. */
const TITLE_ROW = 1;
const OWNER_ROW = 2;
const STAMP_ROW = 3;
/** The title is in larger type. */
const TITLE_LINES = 1.5;

/** What A3 says: "Run 3. Model 0.1.0. Inputs 0969732317fde476." */
type RunStamp = { readonly run: number; readonly words: string };

/** A run on the inputs and the model of the last one is the same run; any other is the next. Nothing reads a clock. */
function runStamp({ evaluation, reading }: PlanRequest, targets: Readonly<Record<OwnedRole, Target>>): RunStamp {
  const { modelVersion } = evaluation;
  const fingerprint = reading.fingerprint ?? "";
  const last = lastRun(targets.results.now) ?? lastRun(targets.flags.now);
  const isSame = last !== null && last.modelVersion === modelVersion && last.fingerprint === fingerprint;
  const run = last === null ? 1 : isSame ? last.run : last.run + 1;
  return { run, words: `Run ${run}. Model ${modelVersion}. Inputs ${fingerprint}.` };
}

/** The stamp of a sheet of ours, read strictly: one that a person has changed counts as none. */
function lastRun(
  sheet: SheetSnapshot | null,
): { readonly run: number; readonly modelVersion: string; readonly fingerprint: string } | null {
  const stamp = sheet?.rows.find((row) => row.row === STAMP_ROW)?.values[0];
  if (typeof stamp !== "string") return null;
  const match = /^Run ([1-9]\d{0,8})\. Model (\S{1,40})\. Inputs ([0-9a-f]{16})\.$/.exec(stamp);
  if (match === null) return null;
  return { run: Number(match[1]), modelVersion: match[2] ?? "", fingerprint: match[3] ?? "" };
}

function headTexts(title: string, whatItIs: string, stamp: RunStamp): readonly OwnedText[] {
  return [
    { row: TITLE_ROW, column: 0, cell: { value: cellText(title), style: "title" } },
    { row: OWNER_ROW, column: 0, cell: { value: `${STAMP_BEGINNING}: ${whatItIs}`, style: "subtitle" } },
    { row: STAMP_ROW, column: 0, cell: { value: stamp.words, style: "subtitle" } },
  ];
}

// ------------------------------------------------------------------------------------------------- the results sheet

/** Widest a column of words may grow, by column; words of a table's last column run on over the empty cells beside it. */
const RESULTS_WIDTHS_MOST: readonly number[] = [48, 22, 18];
const RESULTS_WIDTH_MOST = 16;

function resultsSheet(
  { evaluation, reading, snapshot }: PlanRequest,
  target: Target,
  stamp: RunStamp,
  taken: Set<string>,
): OwnedSheetPlan {
  const layout = layOutResults(evaluation, reading, target.name);
  const tables = layout.sections.map(({ section, headingRow }): OwnedTable => ({
    name: freeTableName(section.name, taken),
    top: headingRow,
    left: 0,
    headings: section.headings,
    rows: section.rows.map((row) => row.map((cell) => ownedCell(cell, evaluation.figures, snapshot))),
    ...(section.wordColours === undefined ? {} : { wordColours: section.wordColours }),
  }));
  const widths = columnWidths(tables, (column) => RESULTS_WIDTHS_MOST[column] ?? RESULTS_WIDTH_MOST, "runs on");
  const wrapped = tables.map((table) => withWrappedWords(table, widths, "runs on"));
  return {
    role: "results",
    name: target.name,
    replaces: target.now?.id ?? null,
    texts: [
      ...headTexts(
        resultsTitle(reading),
        "what the case costs, who pays for it and what is left open. Change the inputs, not this sheet: every run makes it anew.",
        stamp,
      ),
      ...sectionTexts(layout),
    ],
    tables: wrapped,
    columnWidths: widths,
    linesInRow: { [TITLE_ROW]: TITLE_LINES, ...rowLines(wrapped, widths) },
    freezeAt: null,
    printTitleRows: { first: TITLE_ROW, last: STAMP_ROW },
  };
}

function resultsTitle(reading: Reading): string {
  const decision = reading.businessCase?.decision;
  const reference = decision?.reference ?? "the business case";
  return decision?.title == null ? `Results of ${reference}` : `Results of ${reference}: ${decision.title}`;
}

function sectionTexts(layout: ResultsLayout): readonly OwnedText[] {
  return layout.sections.flatMap(({ section, titleRow }): OwnedText[] => [
    { row: titleRow, column: 0, cell: { value: cellText(section.title), style: "section" } },
    ...(section.note === undefined
      ? []
      : [
          {
            row: titleRow + 1,
            column: 0,
            cell: { value: cellText(section.note), style: "subtitle" },
          } satisfies OwnedText,
        ]),
  ]);
}

function ownedCell(cell: ResultsCell, figures: ReadonlyMap<string, Figure>, snapshot: Snapshot): OwnedCell {
  switch (cell.kind) {
    case "text":
      return { value: cell.text === "" ? null : cellText(cell.text), style: "plain" };
    case "money":
      return { value: cell.amount / 100, style: "money" };
    case "posts":
      return postsCell(cell.amount);
    case "day":
      return { value: serialOfDay(cell.day, snapshot.facts.dateSystem), style: "date" };
    case "figure": {
      const figure = figures.get(cell.id);
      if (figure === undefined)
        throw new Error(`the results name the figure '${cell.id}', which the evaluation does not give`);
      return figureCell(figure, snapshot);
    }
  }
}

function figureCell(figure: Figure, snapshot: Snapshot): OwnedCell {
  const { value } = figure;
  if (value.kind === "needed") return { value: cellText(`input needed: ${value.needed}`), style: "plain" };
  if (value.kind === "text") {
    const serial = serialOfIsoDay(value.text, snapshot);
    return serial === null ? { value: cellText(value.text), style: "plain" } : { value: serial, style: "date" };
  }
  switch (figure.unit) {
    case "money":
      return { value: value.value / 100, style: "money" };
    case "wholePounds":
      return { value: value.value, style: "wholePounds" };
    case "posts":
      return postsCell(value.value);
    case "share":
      return { value: value.value / FTE_PER_POST, style: "share" };
    case "percent":
      return { value: value.value / TENTHS_OF_A_PERCENT, style: "percent" };
    case "count":
      return { value: value.value, style: "count" };
    case "text":
      throw new Error(`the text figure '${figure.id}' holds a number`);
  }
}

/** How many tenths of a percent make a whole. */
const TENTHS_OF_A_PERCENT = 1_000;

/** Posts from ten-thousandths; whole ones are shown without a point. */
function postsCell(tenThousandths: number): OwnedCell {
  const value = tenThousandths / FTE_PER_POST;
  return { value, style: Number.isInteger(value) ? "wholePosts" : "posts" };
}

/** Figures give dates as ISO text; on a sheet a date is a serial. Null for any other text. */
function serialOfIsoDay(isoText: string, snapshot: Snapshot): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(isoText);
  const found = match === null ? null : day(Number(match[1]), Number(match[2]), Number(match[3]));
  return found === null ? null : serialOfDay(found, snapshot.facts.dateSystem);
}

// ------------------------------------------------------------------------------------------------- the flags sheet

const SEVERITY_COLOURS: readonly WordColour[] = [
  { word: "error", tone: "bad" },
  { word: "warning", tone: "watch" },
  { word: "note", tone: "muted" },
];

const FLAG_STATUS_COLOURS: readonly WordColour[] = [
  { word: "Open", tone: "watch" },
  { word: "Stale", tone: "bad" },
  { word: "Accepted", tone: "good" },
  { word: "Returned", tone: "watch" },
  { word: "Cleared", tone: "muted" },
];

const FLAGS_TOP = 4;

/** Widest a column may grow: texts are read, codes are looked up. */
const FLAG_WIDTHS_MOST: ReadonlyMap<string, number> = new Map([
  ["Flag", 34],
  ["What", 60],
  ["Rule and limit that decided", 34],
  ["Who must agree", 24],
  ["Reason", 40],
]);
const FLAG_WIDTH_MOST = 30;

function flagsSheet(
  { evaluation, reading, snapshot }: PlanRequest,
  target: Target,
  stamp: RunStamp,
  taken: Set<string>,
): OwnedSheetPlan {
  const { headings, rows } = flagsTable(evaluation, reading, snapshot, target.now, stamp.run);
  const table: OwnedTable = {
    name: freeTableName("bcfFlags", taken),
    top: FLAGS_TOP,
    left: 0,
    headings,
    rows,
    wordColours: {
      [FLAG_HEADINGS.indexOf("Severity")]: SEVERITY_COLOURS,
      [FLAG_HEADINGS.indexOf("Status")]: FLAG_STATUS_COLOURS,
    },
  };
  const widths = columnWidths(
    [table],
    (column) => FLAG_WIDTHS_MOST.get(headings[column] ?? "") ?? FLAG_WIDTH_MOST,
    "wraps",
  );
  const wrapped = withWrappedWords(table, widths, "wraps");
  return {
    role: "flags",
    name: target.name,
    replaces: target.now?.id ?? null,
    texts: headTexts(
      "Flags of the business case",
      "what to look at, with a link to the cell that causes it. Reason, Owner, Status and the signing columns are yours; every run keeps them.",
      stamp,
    ),
    tables: [wrapped],
    columnWidths: widths,
    linesInRow: { [TITLE_ROW]: TITLE_LINES, ...rowLines([wrapped], widths) },
    freezeAt: { row: FLAGS_TOP + 1, column: 1 },
    printTitleRows: { first: FLAGS_TOP, last: FLAGS_TOP },
  };
}

// ------------------------------------------------------------------------------------------------- looks and names

/** The table with every text that is wider than its column set to wrap; the last column's may run on. */
function withWrappedWords(table: OwnedTable, widths: readonly number[], lastColumn: "runs on" | "wraps"): OwnedTable {
  const last = table.headings.length - 1;
  const rows = table.rows.map((row) =>
    row.map((cell, column): OwnedCell => {
      if (typeof cell.value !== "string" || cell.style !== "plain") return cell;
      if (column === last && lastColumn === "runs on") return cell;
      return fitsInLine(cell.value, widths[table.left + column] ?? 0) ? cell : { ...cell, style: "note" };
    }),
  );
  return { ...table, rows };
}

/** Names that a table of ours may not take: those of other sheets' tables and of defined names, which share one space. */
function takenTableNames(snapshot: Snapshot, replaced: readonly (SheetSnapshot | null)[]): Set<string> {
  const taken = new Set(snapshot.facts.definedNames.map((name) => name.toLowerCase()));
  const ours = new Set<string>();
  for (const sheet of snapshot.sheets) {
    const into = replaced.includes(sheet) ? ours : taken;
    for (const table of sheet.tables) into.add(table.name.toLowerCase());
  }
  // A host may list the names of tables among the defined names; ours are free again.
  for (const sheet of snapshot.sheets) {
    if (replaced.includes(sheet)) continue;
    for (const table of sheet.tables) ours.delete(table.name.toLowerCase());
  }
  for (const name of ours) taken.delete(name);
  return taken;
}

function freeTableName(name: string, taken: Set<string>): string {
  let free = name;
  for (let number = 2; taken.has(free.toLowerCase()); number++) free = `${name}_${number}`;
  taken.add(free.toLowerCase());
  return free;
}

// ------------------------------------------------------------------------------------------------- what changes

/** Every cell that would differ from what stands on our sheet now, row by row. */
function changesOf(plan: OwnedSheetPlan, now: SheetSnapshot | null): readonly PlannedChange[] {
  const planned = plannedCells(plan);
  const standing = standingCells(now);
  const changes: { readonly row: number; readonly column: number; readonly change: PlannedChange }[] = [];
  for (const key of new Set([...planned.keys(), ...standing.keys()])) {
    const [row = 0, column = 0] = key.split(":").map(Number);
    const willBe = planned.get(key) ?? null;
    const current = standing.get(key);
    // A formula that a person has put over a value of ours goes, even where it gives the same value today.
    if ((current?.value ?? null) === willBe && current?.isFormula !== true) continue;
    const change = { sheet: plan.name, cell: cellAddress(row, column), now: current?.value ?? null, willBe };
    changes.push({ row, column, change });
  }
  return changes.sort((a, b) => a.row - b.row || a.column - b.column).map(({ change }) => change);
}

/** What a plan puts where, by "row:column"; blank cells are left out. */
function plannedCells(plan: OwnedSheetPlan): ReadonlyMap<string, number | string | boolean> {
  const cells = new Map<string, number | string | boolean>();
  const put = (row: number, column: number, value: number | string | boolean | null): void => {
    if (value !== null && value !== "") cells.set(`${row}:${column}`, value);
  };
  for (const { row, column, cell } of plan.texts) put(row, column, cell.value);
  for (const table of plan.tables) {
    table.headings.forEach((heading, column) => put(table.top, table.left + column, heading));
    table.rows.forEach((row, down) =>
      row.forEach((cell, column) => put(table.top + 1 + down, table.left + column, cell.value)),
    );
  }
  return cells;
}

type StandingCell = { readonly value: CellValue; readonly isFormula: boolean };

function standingCells(sheet: SheetSnapshot | null): ReadonlyMap<string, StandingCell> {
  const cells = new Map<string, StandingCell>();
  for (const { row, values, formulas } of sheet?.rows ?? []) {
    for (let column = 0; column < Math.max(values.length, formulas?.length ?? 0); column++) {
      const value = values[column] ?? null;
      const isFormula = formulas?.[column] !== undefined;
      if ((value !== null && value !== "") || isFormula) cells.set(`${row}:${column}`, { value, isFormula });
    }
  }
  return cells;
}
