/**
 * Plans what is to be written: the results sheet and the flags sheet as they shall stand, and every cell that this would
 * change. Nothing is written here, and nothing but sheets of ours is ever planned.
 */
import { FTE_PER_POST, MODEL_VERSION, type Evaluation, type Figure } from "../model";
import { cellAddress, sheetAddress } from "./address";
import type { CellRef, ReadChoices, Reading } from "./reading";
import { FLAG_HEADINGS, flagRows } from "./results/flagRows";
import { resultsSections, type ResultsCell, type ResultsSection } from "./results/resultsLayout";
import { ownedSheetNames, STAMP_BEGINNING } from "./sheetLayout";
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
  readonly choices: ReadChoices;
};

/** Rows of the title, the stamp that says whose sheet it is, and the stamp of the run. */
const TITLE_ROW = 1;
/** The title is in larger type. */
const TITLE_LINES = 1.5;
const STAMP_ROW = 2;
const RUN_ROW = 3;
const FIRST_SECTION_ROW = 5;
/** A section's title and its table's headings. */
const ROWS_ABOVE_DATA = 2;

/** The plan for a case that has been evaluated. The same inputs over our own earlier results give a plan without changes. */
export function planWrites(request: PlanRequest): WritePlan {
  const { reading, snapshot, evaluation, choices } = request;
  const run = runNumber(snapshot, reading.fingerprint ?? "");
  const sheets = [
    resultsSheet(evaluation, reading, snapshot, choices.results ?? ownedSheetNames.results, run),
    flagsSheet(evaluation, reading, snapshot, run),
  ];
  return {
    inputsFingerprint: reading.fingerprint ?? "",
    sheets,
    changes: sheets.flatMap((sheet) => changesOf(sheet, ownedSheet(snapshot, sheet.role))),
  };
}

function ownedSheet(snapshot: Snapshot, role: string): SheetSnapshot | null {
  return snapshot.sheets.find((sheet) => sheet.ownership?.role === role) ?? null;
}

/** "Run 3. Model 0.1.0. Inputs 0969732317fde476." */
function runStamp(run: number, fingerprint: string): string {
  return `Run ${run}. Model ${MODEL_VERSION}. Inputs ${fingerprint}.`;
}

/** A run on the inputs and the model of the last one is the same run; any other is the next. */
function runNumber(snapshot: Snapshot, fingerprint: string): number {
  const stamp = ownedSheet(snapshot, "results")?.rows.find((row) => row.row === RUN_ROW)?.values[0];
  const match =
    typeof stamp === "string" ? /^Run (\d{1,6})\. Model (\S+)\. Inputs ([0-9a-f]{16})\.$/.exec(stamp) : null;
  if (!match) return 1;
  const last = Number(match[1]);
  return match[2] === MODEL_VERSION && match[3] === fingerprint ? last : last + 1;
}

function headTexts(title: string, what: string, stamp: string): readonly OwnedText[] {
  return [
    { row: TITLE_ROW, column: 0, cell: { value: title, style: "title" } },
    { row: STAMP_ROW, column: 0, cell: { value: `${STAMP_BEGINNING}: ${what}`, style: "subtitle" } },
    { row: RUN_ROW, column: 0, cell: { value: stamp, style: "subtitle" } },
  ];
}

function resultsSheet(
  evaluation: Evaluation,
  reading: Reading,
  snapshot: Snapshot,
  name: string,
  run: number,
): OwnedSheetPlan {
  const texts: OwnedText[] = [
    ...headTexts(
      resultsTitle(reading),
      "what the case costs, who pays for it and what is left open. Change inputs, not this sheet; it is rebuilt by every run.",
      runStamp(run, reading.fingerprint ?? ""),
    ),
  ];
  const tables: OwnedTable[] = [];
  const taken = takenNames(snapshot);
  for (const { section, top } of placedSections(evaluation, reading)) {
    texts.push({ row: top, column: 0, cell: { value: section.title, style: "section" } });
    tables.push(tableOf(section, top + 1, evaluation.figures, taken));
  }
  return {
    role: "results",
    name,
    replaces: ownedSheet(snapshot, "results")?.id ?? null,
    texts,
    tables,
    columnWidths: RESULTS_WIDTHS,
    linesInRow: { [TITLE_ROW]: TITLE_LINES, ...linesInRows(tables, RESULTS_WIDTHS) },
    freezeAt: null,
    printTitleRows: { first: TITLE_ROW, last: RUN_ROW },
  };
}

function resultsTitle(reading: Reading): string {
  const decision = reading.businessCase?.decision;
  const named = [decision?.reference, decision?.title].filter((part) => part != null).join(": ");
  return named === "" ? "Results of the business case" : `Results: ${named}`;
}

/** Sections with the row of their title; the table's headings stand in the row below, a blank row between sections. */
function placedSections(evaluation: Evaluation, reading: Reading): readonly { section: ResultsSection; top: number }[] {
  const placed: { section: ResultsSection; top: number }[] = [];
  let top = FIRST_SECTION_ROW;
  for (const section of resultsSections(evaluation, reading)) {
    placed.push({ section, top });
    top += ROWS_ABOVE_DATA + section.rows.length + 1;
  }
  return placed;
}

/**
 * The figure that a cell of the results sheet stands for, and the cell's address; null for a cell that stands for none. The
 * sheet is known by its mark, or by its name in a workbook that has not been written to yet.
 */
export function figureAtCell(
  checked: { readonly snapshot: Snapshot; readonly reading: Reading },
  evaluated: { readonly evaluation: Evaluation },
  cell: CellRef,
): { readonly figure: string; readonly address: string } | null {
  const sheet = ownedSheet(checked.snapshot, "results")?.name ?? ownedSheetNames.results;
  if (cell.sheet.toLowerCase() !== sheet.toLowerCase()) return null;
  for (const { section, top } of placedSections(evaluated.evaluation, checked.reading)) {
    const found = section.rows[cell.row - top - ROWS_ABOVE_DATA]?.[cell.column];
    if (found?.kind === "figure")
      return { figure: found.id, address: sheetAddress(sheet, cellAddress(cell.row, cell.column)) };
  }
  return null;
}

function tableOf(
  section: ResultsSection,
  top: number,
  figures: ReadonlyMap<string, Figure>,
  taken: Set<string>,
): OwnedTable {
  return {
    name: freeName(section.name, taken),
    top,
    left: 0,
    headings: section.headings,
    rows: section.rows.map((row) => row.map((cell, index) => cellOf(cell, figures, index === row.length - 1))),
    ...(section.wordColours ? { wordColours: section.wordColours } : {}),
  };
}

function cellOf(cell: ResultsCell, figures: ReadonlyMap<string, Figure>, isLast: boolean): OwnedCell {
  switch (cell.kind) {
    case "text":
      // Words wrap, but in the last column of a table, where they may run on to the right.
      return { value: cell.text === "" ? null : cell.text, style: isLast || cell.text.length <= 16 ? "plain" : "note" };
    case "money":
      return { value: cell.amount / 100, style: "money" };
    case "posts":
      return postsCell(cell.amount);
    case "figure": {
      const figure = figures.get(cell.id);
      if (!figure) throw new Error(`the results name the figure '${cell.id}', which the evaluation does not give`);
      return figureCell(figure);
    }
  }
}

function figureCell(figure: Figure): OwnedCell {
  const { value } = figure;
  if (value.kind === "text") return { value: value.text, style: "plain" };
  if (value.kind === "needed") return { value: `input needed: ${value.needed}`, style: "note" };
  switch (figure.unit) {
    case "money":
      return { value: value.value / 100, style: "money" };
    case "wholePounds":
      return { value: value.value, style: "wholePounds" };
    case "posts":
      return postsCell(value.value);
    case "share":
      return { value: value.value / FTE_PER_POST, style: "share" };
    case "count":
      return { value: value.value, style: "count" };
    case "text":
      throw new Error(`the text figure '${figure.id}' holds a number`);
  }
}

/** Posts from ten-thousandths; whole ones are shown without a point. */
function postsCell(tenThousandths: number): OwnedCell {
  const value = tenThousandths / FTE_PER_POST;
  return { value, style: Number.isInteger(value) ? "wholePosts" : "posts" };
}

/** Table names and defined names share one name space, without regard to case. */
function takenNames(snapshot: Snapshot): Set<string> {
  const taken = new Set(snapshot.facts.definedNames.map((name) => name.toLowerCase()));
  for (const sheet of snapshot.sheets) {
    if (sheet.ownership === null) for (const table of sheet.tables) taken.add(table.name.toLowerCase());
  }
  return taken;
}

function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let number = 2; taken.has(free.toLowerCase()); number++) free = `${name}_${number}`;
  taken.add(free.toLowerCase());
  return free;
}

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

function flagsSheet(evaluation: Evaluation, reading: Reading, snapshot: Snapshot, run: number): OwnedSheetPlan {
  const top = FIRST_SECTION_ROW - 1;
  const earlier = ownedSheet(snapshot, "flags");
  const table: OwnedTable = {
    name: freeName("bcfFlags", takenNames(snapshot)),
    top,
    left: 0,
    headings: FLAG_HEADINGS,
    rows: flagRows(evaluation, reading, earlier, run),
    wordColours: {
      [FLAG_HEADINGS.indexOf("Severity")]: SEVERITY_COLOURS,
      [FLAG_HEADINGS.indexOf("Status")]: FLAG_STATUS_COLOURS,
    },
  };
  const flagWidths = widthsOf([table]);
  return {
    role: "flags",
    name: ownedSheetNames.flags,
    replaces: earlier?.id ?? null,
    texts: headTexts(
      "Flags of the business case",
      "what to look at, with the cell that causes it. Reason, Owner, Status and the signing columns are yours; they are kept from run to run.",
      runStamp(run, reading.fingerprint ?? ""),
    ),
    tables: [table],
    columnWidths: flagWidths,
    linesInRow: { [TITLE_ROW]: TITLE_LINES, ...linesInRows([table], flagWidths) },
    freezeAt: { row: top + 1, column: 1 },
    printTitleRows: { first: top, last: top },
  };
}

/**
 * Widths of the results sheet, whose tables share columns: names, then words or amounts, then years. Words in the last
 * column of a table run on over the empty cells beside them.
 */
const RESULTS_WIDTHS: readonly number[] = [38, 20, 18, ...new Array<number>(30).fill(14)];

const WIDTH_LEAST = 11;
const WIDTH_MOST = 48;

/** Wide enough for what a column holds, up to a width at which text wraps. */
function widthsOf(tables: readonly OwnedTable[]): readonly number[] {
  const widths: number[] = [];
  const widen = (column: number, width: number): void => {
    widths[column] = Math.max(widths[column] ?? WIDTH_LEAST, Math.min(WIDTH_MOST, width));
  };
  for (const table of tables) {
    table.headings.forEach((heading, index) => widen(index, longestWord(heading) + 4));
    for (const row of table.rows) row.forEach((cell, index) => widen(index, shownWidth(cell)));
  }
  return widths;
}

function longestWord(text: string): number {
  return Math.max(...text.split(" ").map((word) => word.length));
}

function shownWidth(cell: OwnedCell): number {
  if (cell.value === null) return 0;
  if (typeof cell.value !== "number") return String(cell.value).length + 2;
  const whole = String(Math.trunc(Math.abs(cell.value))).length;
  return whole + Math.floor((whole - 1) / 3) + 5;
}

/** Rows whose wrapped text needs more than one line at the widths given. */
function linesInRows(tables: readonly OwnedTable[], widths: readonly number[]): Readonly<Record<number, number>> {
  const lines: Record<number, number> = {};
  for (const table of tables) {
    const heading = Math.max(
      ...table.headings.map((text, index) => linesOf(text, widths[table.left + index] ?? WIDTH_LEAST)),
    );
    if (heading > 1) lines[table.top] = heading;
    table.rows.forEach((row, down) => {
      const most = Math.max(
        ...row.map((cell, index) =>
          cell.style === "note" ? linesOf(String(cell.value ?? ""), widths[table.left + index] ?? WIDTH_LEAST) : 1,
        ),
      );
      if (most > 1) lines[table.top + 1 + down] = most;
    });
  }
  return lines;
}

/** Lines that a text takes when it is broken at spaces; a little room is left for the width of letters. */
function linesOf(text: string, width: number): number {
  const room = Math.max(1, width - 1);
  let lines = 1;
  let used = 0;
  for (const word of text.split(" ")) {
    if (used > 0 && used + 1 + word.length > room) {
      lines++;
      used = 0;
    }
    lines += Math.max(0, Math.ceil(word.length / room) - 1);
    used += (used > 0 ? 1 : 0) + Math.min(word.length, room);
  }
  return lines;
}

/** Every cell that would differ from what stands on our sheet now, row by row. */
function changesOf(plan: OwnedSheetPlan, now: SheetSnapshot | null): readonly PlannedChange[] {
  const planned = plannedCells(plan);
  const standing = new Map<string, CellValue>();
  for (const row of now?.rows ?? []) {
    row.values.forEach((value, column) => {
      if (value !== null && value !== undefined && value !== "") standing.set(`${row.row}:${column}`, value);
    });
  }
  const changes: { row: number; column: number; change: PlannedChange }[] = [];
  for (const key of new Set([...planned.keys(), ...standing.keys()])) {
    const [row = 0, column = 0] = key.split(":").map(Number);
    const willBe = planned.get(key) ?? null;
    const current = standing.get(key) ?? null;
    if (willBe === current) continue;
    changes.push({ row, column, change: { sheet: plan.name, cell: cellAddress(row, column), now: current, willBe } });
  }
  return changes.sort((a, b) => a.row - b.row || a.column - b.column).map((entry) => entry.change);
}

/** The cells of a plan by "row:column". */
function plannedCells(plan: OwnedSheetPlan): ReadonlyMap<string, number | string | boolean> {
  const cells = new Map<string, number | string | boolean>();
  const put = (row: number, column: number, value: number | string | boolean | null): void => {
    if (value !== null && value !== "") cells.set(`${row}:${column}`, value);
  };
  for (const text of plan.texts) put(text.row, text.column, text.cell.value);
  for (const table of plan.tables) {
    table.headings.forEach((heading, index) => put(table.top, table.left + index, heading));
    table.rows.forEach((row, down) =>
      row.forEach((cell, index) => put(table.top + 1 + down, table.left + index, cell.value)),
    );
  }
  return cells;
}
