/** What the maker of workbooks needs to know of each input sheet, taken from the declaration of the sheets. */
import { decisionItems, inputSheets, type Column, type FieldType } from "../../src/workbook";
import type { CellLook } from "./workbookMaker";

export type ColumnFacts = {
  readonly heading: string;
  readonly look: CellLook;
  /** One line for the person who fills the column in. */
  readonly help: string;
  /** Values to choose from; empty when the column is free, or when several may stand in one cell. */
  readonly choices: readonly string[];
  /** The heading of the Lists sheet whose values it takes; null for none. */
  readonly list: string | null;
  readonly isRequired: boolean;
};

/** The sheet that names its figures by row and not by column. */
export const DECISION = "Decision";

/** The sheet whose columns are the lists themselves. */
export const LISTS = "Lists";

const LOOKS: Readonly<Record<FieldType, CellLook>> = {
  text: "text",
  number: "count",
  money: "money",
  posts: "posts",
  year: "year",
  month: "month",
  date: "date",
  percent: "percent",
  "one of": "text",
  "some of": "text",
  "yes or no": "text",
  "price base": "text",
  paragraphs: "text",
  approved: "posts",
  assumption: "posts",
};

/** The columns of an input sheet, in the order of the declaration. Throws when no such sheet is declared. */
export function columnFactsOf(sheet: string): readonly ColumnFacts[] {
  const declaration = inputSheets.find((each) => each.name === sheet);
  if (!declaration) throw new Error(`no input sheet is called ${sheet}`);
  return declaration.columns.map((column) => columnFacts(column, sheet === LISTS));
}

/** The items of the Decision sheet, each as if it were a column of its own. */
export const decisionItemFacts: readonly ColumnFacts[] = decisionItems.map((item) => columnFacts(item, false));

function columnFacts(column: Column, isOfLists: boolean): ColumnFacts {
  return {
    heading: column.heading,
    look: column.list === "Financial year" ? "year" : LOOKS[column.type],
    help: `${column.isRequired ? "Required" : "Optional"}. ${column.help}.`,
    choices: column.type === "yes or no" ? ["Yes", "No"] : column.type === "one of" ? column.choices : [],
    // A column of lists does not choose from itself.
    list: isOfLists ? null : (column.list ?? (column.type === "year" ? "Financial year" : null)),
    isRequired: column.isRequired,
  };
}
