/**
 * The results in lines of 80 columns, made from the sections that the results sheet is made from. Years that say the same
 * in every line share a column, or a row; words that no column has room for go below.
 */
import { resultsSections, showResultsCell, type Reading, type ResultsSection } from "../workbook";
import type { Evaluation } from "../model";
import { tableLines, visibleText, wrapText, type Palette, type TableRow } from "./textLayout";

/** Left to the results sheet, which has room for them: sections, and columns by the name of their section. */
export const LEFT_TO_THE_SHEET: {
  readonly sections: readonly string[];
  readonly columns: Readonly<Record<string, readonly string[]>>;
} = {
  sections: ["bcfAssumptions"],
  columns: {
    bcfCostByYear: ["Revenue or capital"],
    bcfMediumTermPlan: ["Shown as"],
    bcfFunding: ["Kind"],
    bcfFunds: ["How"],
    bcfWorkforce: ["Strength (posts)", "Vacant (posts)", "Over strength (posts)", "Cost in this case"],
    bcfApprovals: ["What", "Explained by printed digits up to", "In words"],
    bcfAppraisal: ["How"],
  },
};

const CHECKS = "bcfChecks";

/** The results in lines. */
export function resultsLines(evaluation: Evaluation, reading: Reading, palette: Palette): string[] {
  const sections = resultsSections(evaluation, reading).filter(
    (section) => !LEFT_TO_THE_SHEET.sections.includes(section.name),
  );
  return [
    ...headLines(evaluation, reading, palette),
    ...sections.flatMap((section) => {
      const shown = shownSection(section, evaluation);
      return ["", ...(section.name === CHECKS ? checkLines(shown, palette) : sectionLines(shown, palette))];
    }),
  ];
}

/** What was decided, and on which inputs and by which model the results stand. */
function headLines(evaluation: Evaluation, reading: Reading, palette: Palette): string[] {
  const decision = reading.businessCase?.decision;
  const title = [decision?.reference, decision?.title].filter((part) => part != null).join(": ");
  return [
    ...(title === "" ? [] : wrapText(visibleText(title)).map(palette.strong)),
    ...wrapText(`Inputs ${reading.fingerprint ?? "unknown"}, model ${evaluation.modelVersion}`).map(palette.muted),
  ];
}

/** A section with its cells as words. */
type ShownSection = Pick<ResultsSection, "name" | "title" | "headings" | "wordColours"> & {
  readonly rows: readonly (readonly string[])[];
  /** Columns that hold a figure in some row. */
  readonly figureColumns: ReadonlySet<number>;
};

function shownSection(section: ResultsSection, evaluation: Evaluation): ShownSection {
  const figureColumns = new Set<number>();
  for (const row of section.rows) row.forEach((cell, column) => cell.kind !== "text" && figureColumns.add(column));
  return {
    ...section,
    rows: section.rows.map((row) => row.map((cell) => visibleText(showResultsCell(cell, evaluation)))),
    figureColumns,
  };
}

/** Texts longer than this are no cell of a table: they go below their row. */
const CELL_MAXIMUM = 20;

function sectionLines(section: ShownSection, palette: Palette): string[] {
  const leftOut = LEFT_TO_THE_SHEET.columns[section.name] ?? [];
  const columns = section.headings.flatMap((heading, column) => (leftOut.includes(heading) ? [] : [column]));
  const firstFigure = Math.min(...section.figureColumns);
  const leading = columns.filter((column) => column < firstFigure);
  const isCell = (column: number): boolean =>
    section.figureColumns.has(column) || section.rows.every((row) => (row[column] ?? "").length <= CELL_MAXIMUM);
  const isNil = (column: number): boolean => section.rows.every((row) => row[column] === "0" || row[column] === "");
  const cellColumns = columns.filter((column) => column >= firstFigure && isCell(column) && !isNil(column));
  const noteColumns = columns.filter((column) => column >= firstFigure && !isCell(column));
  const rows = mergeYearRows(section, leading);
  const spans = spansOfYears(section.headings, cellColumns, rows);

  const unit = sharedUnit(spans.map((span) => span.heading));
  const headings = spans.map(({ heading, until }) => headingText(heading, until, unit));
  const tableRows = rows.map((row): TableRow => {
    const tooLong = spans.filter(({ column }) => (row[column] ?? "").length > CELL_MAXIMUM);
    const notes = [...tooLong.map(({ column }) => column), ...noteColumns].map((column) => row[column] ?? "");
    return {
      label: leading
        .map((column) => row[column] ?? "")
        .filter((text) => text !== "")
        .join(", "),
      cells: spans.map((span) => (tooLong.includes(span) ? "" : (row[span.column] ?? ""))),
      note: inSentences(notes.filter((text) => text !== "")),
      paints: paintsOf(section, spans, row, palette),
    };
  });
  const title = unit === null ? section.title : `${section.title} ${unit}`;
  return [...wrapText(visibleText(title)).map(palette.strong), ...tableLines(headings, tableRows)];
}

/** Notes one behind the other, each but the last with a full stop where it has no end of its own. */
function inSentences(notes: readonly string[]): string {
  return notes.map((note, index) => (index < notes.length - 1 && !/[.:;?!]$/.test(note) ? `${note}.` : note)).join(" ");
}

/** A column of the section, or neighbouring years of which the last is `until`. */
type Span = { readonly column: number; readonly heading: string; readonly until: string | null };

/** Columns of years that hold the same as the one before join it. */
function spansOfYears(
  headings: readonly string[],
  columns: readonly number[],
  rows: readonly (readonly string[])[],
): readonly Span[] {
  const spans: { column: number; heading: string; until: string | null }[] = [];
  for (const column of columns) {
    const heading = headings[column] ?? "";
    const last = spans.at(-1);
    const isSame =
      last !== undefined &&
      isNextYear(last.until ?? last.heading, heading) &&
      rows.every((row) => row[last.column] === row[column]);
    if (isSame) last.until = heading;
    else spans.push({ column, heading, until: null });
  }
  return spans;
}

/** Rows that differ from the one before by their year alone join it: "2020/21 to 2028/29, each". */
function mergeYearRows({ headings, rows }: ShownSection, leading: readonly number[]): readonly (readonly string[])[] {
  const yearColumn = leading.find((column) => headings[column] === "Financial year");
  if (yearColumn === undefined) return rows;
  const merged: { first: string; last: string; row: readonly string[] }[] = [];
  for (const row of rows) {
    const year = row[yearColumn] ?? "";
    const before = merged.at(-1);
    const isSame =
      before !== undefined &&
      isNextYear(before.last, year) &&
      row.every((cell, column) => column === yearColumn || cell === before.row[column]);
    if (isSame) before.last = year;
    else merged.push({ first: year, last: year, row });
  }
  return merged.map(({ first, last, row }) =>
    first === last ? row : row.map((cell, column) => (column === yearColumn ? `${first} to ${last}, each` : cell)),
  );
}

/** Whether the second heading begins with the financial year after the first's: "2019/20 (£)" after "2018/19 (£)". */
function isNextYear(first: string, second: string): boolean {
  const [from, to] = [first, second].map((text) =>
    /^[0-9]{4}\/[0-9]{2}\b/.test(text) ? Number(text.slice(0, 4)) : NaN,
  );
  return from !== undefined && to === from + 1;
}

/** The unit that every heading ends in: it then stands once, in the title. */
function sharedUnit(headings: readonly string[]): string | null {
  const unit = /\([^()]+\)$/.exec(headings[0] ?? "")?.[0];
  return unit !== undefined && headings.every((heading) => heading.endsWith(unit)) ? unit : null;
}

function headingText(heading: string, until: string | null, unit: string | null): string {
  const bare = (text: string): string => (unit === null ? text : text.slice(0, -unit.length)).trim();
  return until === null ? inTwoLines(bare(heading)) : `${bare(heading)} to\n${bare(until)}, each`;
}

/** Headings up to this width stay on one line. */
const HEADING_MAXIMUM = 10;

/** A heading in two lines that are as even as its words allow. */
function inTwoLines(heading: string): string {
  if (heading.length <= HEADING_MAXIMUM) return heading;
  const breaks = [...heading.matchAll(/ /g)].map((match) => match.index);
  const longer = (at: number): number => Math.max(at, heading.length - at - 1);
  const [best] = breaks.sort((a, b) => longer(a) - longer(b));
  return best === undefined ? heading : `${heading.slice(0, best)}\n${heading.slice(best + 1)}`;
}

function paintsOf(
  { wordColours }: ShownSection,
  spans: readonly Span[],
  row: readonly string[],
  palette: Palette,
): ReadonlyMap<number, (text: string) => string> {
  return new Map(
    spans.flatMap(({ column }, index) => {
      const colour = wordColours?.[column]?.find(({ word }) => word === row[column]);
      return colour === undefined ? [] : [[index, palette[colour.tone]] as const];
    }),
  );
}

/** The checks that do not hold, each with its numbers; those that do are counted. */
function checkLines({ title, rows, wordColours }: ShownSection, palette: Palette): string[] {
  const colours = wordColours?.[OUTCOME_COLUMN] ?? [];
  const toneOf = (row: readonly string[]): string | undefined =>
    colours.find(({ word }) => word === row[OUTCOME_COLUMN])?.tone;
  const counts = colours.map(({ word }) => `${word} ${rows.filter((row) => row[OUTCOME_COLUMN] === word).length}`);
  const broken = rows.filter((row) => toneOf(row) === "bad");
  return [
    palette.strong(`${title}: ${counts.join(", ")}`),
    ...broken.flatMap((row) => wrapText(row.join(". "), "  - ", "    ")).map(palette.bad),
  ];
}

const OUTCOME_COLUMN = 2;
