/** The blank templates: every input sheet with its headings, help and choices, and two sheets that explain them. */
import { parameters } from "../../src/model";
import { inputSheets, type Column, type FieldType } from "../../src/workbook";
import { choicesFromLists, entryCell, inputSheet } from "./exampleWorkbook";
import { columnFactsOf, DECISION, decisionItemFacts, LISTS } from "./sheetFacts";
import type { MadeCell, MadeSheet, MadeWorkbook } from "./workbookMaker";

const COLUMN_GUIDE = "Column guide";
const ASSUMPTION_GUIDE = "Assumption guide";

const listsOfTemplate = choicesFromLists(columnFactsOf(LISTS).map((list) => list.heading));

/** Every input sheet, blank, with two guides behind them. */
export function templates(): MadeWorkbook {
  return {
    title: "Business case finance: blank sheets",
    sheets: [readMe(), ...inputSheets.map((sheet) => blankSheet(sheet.name)), columnGuide(), assumptionGuide()],
  };
}

function blankSheet(name: string): MadeSheet {
  const columns = columnFactsOf(name);
  if (name === "Assumptions") {
    const names = `='${ASSUMPTION_GUIDE}'!$A$2:$A$${parameters.size + 1}`;
    const listed = columns.map((column) =>
      column.heading === "Assumption" ? { ...column, list: column.heading } : column,
    );
    return inputSheet(name, listed, [], new Map([...listsOfTemplate, ["Assumption", names]]));
  }
  return inputSheet(name, columns, name === DECISION ? decisionRows(columns.length) : [], listsOfTemplate);
}

/** The items with nothing beside them: a blank value is an item that the case does not have. */
function decisionRows(width: number): readonly (readonly MadeCell[])[] {
  return decisionItemFacts.map((item) => [
    entryCell(item.heading, "text"),
    { value: null, look: item.look },
    ...Array.from({ length: width - 2 }, (): MadeCell => ({ value: null, look: "text" })),
  ]);
}

function readMe(): MadeSheet {
  const paragraph = (value: string): MadeCell[] => [{ value, look: "text" }];
  const heading = (value: string): MadeCell[] => [{ value, look: "optionalHeading" }];
  return {
    name: "Read me",
    columns: [{ width: 24 }, { width: 100 }, { width: 70 }],
    rows: [
      [{ value: "Blank sheets for a business case", look: "title" }],
      [
        null,
        ...paragraph(
          "Fill in Staffing and Costs first: they are all that is needed. Leave every other sheet blank, or delete it, until you need what it adds.",
        ),
      ],
      [
        null,
        ...paragraph(
          "Choose a cell to see what belongs in it. Dark headings are required, light ones may be left blank. You may rename headings, move columns and add columns of your own.",
        ),
      ],
      [null, ...paragraph("Say in the Source column where a figure comes from. A reviewer will ask.")],
      [
        null,
        ...paragraph(
          `What every column means stands on the sheet ${COLUMN_GUIDE}. This sheet and the two guides are not read by the add-in and may be deleted.`,
        ),
      ],
      null,
      [...heading("Sheet"), ...heading("What it adds"), ...heading("Without it")],
      ...inputSheets.map((sheet): MadeCell[] => [
        { value: sheet.name, look: "link", leadsTo: `'${sheet.name}'!A1` },
        { value: sheet.adds, look: "text" },
        { value: withoutIt(sheet.isRequired, sheet.whenAbsent), look: "text" },
      ]),
    ],
  };
}

function withoutIt(isRequired: boolean, whenAbsent: string): string {
  if (isRequired) return "Required";
  const consequence = whenAbsent.replace(/^no .*? sheet: /, "");
  return consequence === ""
    ? "What it adds is left out of the results"
    : consequence[0]?.toUpperCase() + consequence.slice(1);
}

function columnGuide(): MadeSheet {
  const headings = ["Sheet", "Column", "Needed", "What it holds", "Allowed values", "Meaning", "Also understood as"];
  const rows = inputSheets.flatMap((sheet) =>
    sheet.columns.map((column) => [
      sheet.name,
      column.heading,
      column.isRequired ? "Required" : "Optional",
      HOLDS[column.type],
      allowedValues(column),
      column.help,
      column.synonyms.join("; "),
    ]),
  );
  const items = decisionItemFacts.map((item) => [
    DECISION,
    `Value of ${item.heading}`,
    "Optional",
    "",
    item.choices.join("; "),
    item.help.replace(/^Optional\. /, "").replace(/\.$/, ""),
    "",
  ]);
  return guideSheet(COLUMN_GUIDE, [20, 28, 11, 30, 50, 60, 60], [headings, ...rows, ...items]);
}

const HOLDS: Readonly<Record<FieldType, string>> = {
  text: "text",
  number: "a whole number",
  money: "£, or say £k or £m in the heading",
  posts: "FTE, up to four decimal places",
  year: "a financial year, as 2019/20",
  month: "a month, as Apr 2019",
  date: "a date",
  percent: "a percentage",
  "one of": "one of the allowed values",
  "some of": "allowed values, with ; between them",
  "yes or no": "Yes or No",
  "price base": "Cash, or Real and a year",
  paragraphs: "paragraphs, with ; between them",
  approved: "an amount as printed, or posts",
  assumption: "a number in the unit of the assumption",
};

function allowedValues(column: Column): string {
  if (column.choices.length > 0) return column.choices.join("; ");
  if (column.type === "yes or no") return "Yes; No";
  return column.list === null ? "" : `those on the sheet ${LISTS}, when it has any`;
}

function assumptionGuide(): MadeSheet {
  const headings = ["Assumption", "Unit", "Used when nothing is entered", "Source of that"];
  const rows = [...parameters.values()].map((parameter) => [
    parameter.label,
    parameter.unit === "money" ? "£" : parameter.unit,
    parameter.value ?? "",
    parameter.source,
  ]);
  return guideSheet(ASSUMPTION_GUIDE, [50, 12, 20, 90], [headings, ...rows]);
}

function guideSheet(name: string, widths: readonly number[], rows: readonly (readonly string[])[]): MadeSheet {
  return {
    name,
    frozenRows: 1,
    table: { name: name.replace(" ", "_"), headerRow: 1 },
    columns: widths.map((width) => ({ width })),
    rows: rows.map((row, index) =>
      row.map((value): MadeCell => ({ value: value === "" ? null : value, look: index === 0 ? "heading" : "text" })),
    ),
  };
}
