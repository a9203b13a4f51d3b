/** Turns an example's rows into a workbook: looks, widths, help and choices come from the declaration of the sheets. */
import type { Entry, ExampleCase, ExampleRow, ExampleSheet } from "./exampleSheets";
import { columnFactsOf, DECISION, decisionItemFacts, LISTS, type ColumnFacts } from "./sheetFacts";
import {
  daySerial,
  lettersOf,
  type CellLook,
  type CellTone,
  type ColumnHelp,
  type MadeCell,
  type MadeColumn,
  type MadeSheet,
  type MadeWorkbook,
} from "./workbookMaker";

/** The example as a workbook, with a "Read me" sheet in front that says what the labels mean. */
export function exampleWorkbook(example: ExampleCase): MadeWorkbook {
  return { title: example.title, sheets: [readMeSheet(example), ...inputSheets(example.sheets)] };
}

/** The input sheets of an example, without the "Read me" sheet. */
export function inputSheets(sheets: readonly ExampleSheet[]): readonly MadeSheet[] {
  const lists = choicesFromLists(listHeadings(sheets));
  return sheets.map((sheet) => ("rows" in sheet ? rowsSheet(sheet.sheet, sheet.rows, lists) : listsSheet(sheet)));
}

/** The name of the Excel table on a sheet: letters, digits and underscores only. */
function tableNameOf(sheet: string): string {
  return sheet.replace(/[^A-Za-z0-9]+/g, "_");
}

const SOURCE = "Source";

function rowsSheet(name: string, rows: readonly ExampleRow[], lists: ReadonlyMap<string, string>): MadeSheet {
  const columns = columnsUsed(name, rows);
  return inputSheet(
    name,
    columns,
    rows.map((row) => columns.map((column) => rowCell(row, column))),
    lists,
  );
}

/** An input sheet: headings in row 1, help and choices in every column, and an Excel table over all of it. */
export function inputSheet(
  name: string,
  columns: readonly ColumnFacts[],
  rows: readonly (readonly MadeCell[])[],
  lists: ReadonlyMap<string, string>,
): MadeSheet {
  const sheet: MadeSheet = {
    name,
    frozenRows: 1,
    table: { name: tableNameOf(name), headerRow: 1 },
    columns: columns.map((column) => madeColumn(column, lists)),
    rows: [columns.map(headingCell), ...rows],
  };
  return name === DECISION ? withItemHelp(sheet) : sheet;
}

/** On the Decision sheet every row is another item, so that help stands at each value and not over the column. */
function withItemHelp(sheet: MadeSheet): MadeSheet {
  const cellHelp = new Map<string, ColumnHelp>();
  sheet.rows.forEach((row, index) => {
    const item = decisionItemFacts.find((facts) => facts.heading === row?.[0]?.value);
    if (item) cellHelp.set(`B${index + 1}`, columnHelp(item, new Map()));
  });
  const columns = sheet.columns.map(({ help, ...column }, index) =>
    index === 1 || !help ? column : { ...column, help },
  );
  return { ...sheet, columns, cellHelp };
}

/** Columns that the sheet requires or that any row fills, in the order of the declaration. */
function columnsUsed(sheet: string, rows: readonly ExampleRow[]): readonly ColumnFacts[] {
  const used = new Set([SOURCE, ...rows.flatMap((row) => Object.keys(row.cells))]);
  const declared = columnFactsOf(sheet);
  const unknown = [...used].filter((heading) => !declared.some((column) => column.heading === heading));
  if (unknown.length > 0) throw new Error(`${sheet} has no column called ${unknown.join(", ")}`);
  return declared.filter((column) => column.isRequired || used.has(column.heading));
}

/** One column of the workbook with its help and its choices. */
function madeColumn(column: ColumnFacts, lists: ReadonlyMap<string, string>): MadeColumn {
  return { width: widthOf(column), look: column.look, help: columnHelp(column, lists) };
}

function columnHelp(column: ColumnFacts, lists: ReadonlyMap<string, string>): ColumnHelp {
  const fromLists = column.list === null ? undefined : lists.get(column.list);
  const choices = column.choices.length > 0 ? column.choices : fromLists;
  return { title: column.heading, text: column.help, ...(choices === undefined ? {} : { choices }) };
}

function headingCell(column: ColumnFacts): MadeCell {
  return { value: column.heading, look: column.isRequired ? "heading" : "optionalHeading" };
}

function rowCell(row: ExampleRow, column: ColumnFacts): MadeCell {
  if (column.heading === SOURCE) return { value: sourceText(row), look: "text", tone: toneOf(row, SOURCE) };
  const entry = row.cells[column.heading] ?? "";
  const tone = toneOf(row, column.heading);
  return { ...entryCell(entry, column.look), tone };
}

/** The Source column in full: the row's label, and the cells of it that are our own. */
function sourceText(row: ExampleRow): string {
  if (row.illustrative === undefined) return row.source;
  const unknown = row.illustrative.filter((heading) => !(heading in row.cells));
  if (unknown.length > 0) throw new Error(`nothing is entered under ${unknown.join(", ")} in ${JSON.stringify(row)}`);
  return `${row.source}. Illustrative: ${row.illustrative.join(", ")}`;
}

function toneOf(row: ExampleRow, heading: string): CellTone {
  if (row.source.startsWith("Illustrative")) return "illustrative";
  if (row.illustrative?.includes(heading)) return "illustrative";
  return row.source.startsWith("Derived") ? "derived" : "plain";
}

/** A cell for what is entered: numbers look as their column says, texts as text. */
export function entryCell(entry: Entry, look: CellLook): MadeCell {
  if (typeof entry === "number") return { value: entry, look: look === "text" || look === "year" ? "count" : look };
  if (typeof entry === "string") return { value: entry === "" ? null : entry, look: look === "year" ? "year" : "text" };
  if (entry.kind === "percent") return { value: Number((entry.percent / 100).toPrecision(12)), look: "percent" };
  return { value: daySerial(entry.day), look: entry.kind };
}

/** For each list of the Lists sheet a formula for the cells that hold its values, however many they become. */
export function choicesFromLists(headings: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    headings.map((heading, column) => {
      const letters = lettersOf(column);
      const cells = `${LISTS}!$${letters}$2:$${letters}$${LIST_LAST_ROW}`;
      return [heading, `=${LISTS}!$${letters}$2:INDEX(${cells},MAX(1,COUNTA(${cells})))`];
    }),
  );
}

const LIST_LAST_ROW = 500;

/** The headings of the case's Lists sheet, in the order in which they stand there; none without such a sheet. */
function listHeadings(sheets: readonly ExampleSheet[]): readonly string[] {
  const lists = sheets.find((sheet) => "lists" in sheet);
  return lists ? listColumns(lists).map((column) => column.heading) : [];
}

type ListsSheet = Extract<ExampleSheet, { readonly lists: unknown }>;

function listColumns(sheet: ListsSheet): readonly ColumnFacts[] {
  return columnFactsOf(sheet.sheet).filter((column) => column.heading in sheet.lists);
}

function listsSheet(sheet: ListsSheet): MadeSheet {
  const columns = listColumns(sheet);
  const longest = Math.max(...Object.values(sheet.lists).map((values) => values.length));
  const valueRows = Array.from({ length: longest }, (_, index) =>
    columns.map((column) => entryCell(sheet.lists[column.heading]?.[index] ?? "", column.look)),
  );
  return inputSheet(sheet.sheet, columns, valueRows, new Map());
}

const LEGEND: readonly (readonly [CellTone, string, string])[] = [
  ["plain", "Stated", "Source begins with Stated: the published decision says so, in the paragraph named."],
  ["derived", "Derived", "Source begins with Derived: it follows from what the decision says."],
  ["illustrative", "Illustrative", "Source says Illustrative: not in the decision, our own, so that the example runs."],
];

function readMeSheet(example: ExampleCase): MadeSheet {
  const text = (value: string): (MadeCell | null)[] => [{ value, look: "text" }];
  return {
    name: "Read me",
    columns: [{ width: 110 }, { width: 24 }],
    rows: [
      [{ value: example.title, look: "title" }],
      ...example.about.map(text),
      null,
      [{ value: "What the labels and colours mean", look: "optionalHeading" }],
      ...LEGEND.map(([tone, name, meaning]): (MadeCell | null)[] => [
        { value: `${name}. ${meaning}`, look: "text", tone },
      ]),
      null,
      [{ value: "The sheets", look: "optionalHeading" }],
      ...example.sheets.map((sheet): (MadeCell | null)[] => [
        { value: sheet.sheet, look: "link", leadsTo: `'${sheet.sheet}'!A1` },
      ]),
    ],
  };
}

const WIDTHS: Readonly<Record<CellLook, number>> = {
  text: 18,
  year: 12,
  money: 17,
  posts: 11,
  count: 10,
  percent: 10,
  date: 12,
  month: 11,
  heading: 18,
  optionalHeading: 18,
  title: 18,
  link: 18,
};

/** Columns that hold sentences. */
const WIDE_HEADINGS: ReadonlyMap<string, number> = new Map([
  ["Item", 24],
  ["Value", 50],
  ["Description", 42],
  ["Purpose", 42],
  ["What", 44],
  ["Saving", 44],
  ["Source", 56],
  ["Note", 40],
  ["Funding source", 28],
  ["Who must agree", 34],
  ["Approver", 34],
  ["Accepted as pressure by", 34],
  ["Name", 42],
  ["Benefit", 42],
  ["Gate", 42],
  ["Condition", 42],
  ["Line", 30],
  ["Case", 30],
  ["Scheme", 26],
  ["Reserve", 24],
]);

function widthOf(column: ColumnFacts): number {
  return WIDE_HEADINGS.get(column.heading) ?? WIDTHS[column.look];
}
