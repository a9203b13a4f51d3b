/**
 * The flags sheet of an earlier run, read back: what people wrote beside each flag, by the flag's id. Columns are found
 * by their headings, in whatever order people have put them, and columns that people added are kept as well.
 */
import { headingKey } from "../scan/cleanText";
import type { CellValue, SheetSnapshot } from "../workbook";

/** The columns of the flags table, in their order. */
export const FLAG_HEADINGS = [
  "Flag",
  "Severity",
  "Code",
  "Sheet",
  "Cell",
  "What",
  "Financial year",
  "Baseline",
  "Current",
  "Variance (\u00a3)",
  "Variance (%)",
  "Sense",
  "Rule and limit that decided",
  "Who must agree",
  "Reason",
  "Owner",
  "Status",
  "Signed by",
  "Signed on",
  "Figure signed",
  "First seen (run)",
  "Last seen (run)",
] as const;

export type FlagHeading = (typeof FLAG_HEADINGS)[number];

/** Columns that people write in; what stands there is carried from run to run. */
export const WRITTEN_BY_PEOPLE: readonly FlagHeading[] = [
  "Reason",
  "Owner",
  "Status",
  "Signed by",
  "Signed on",
  "Figure signed",
];

/** In the place of a row when there is no flag: an Excel table needs one. */
export const NO_FLAGS = "No flags";

/** A row of the sheet by heading; columns that people added go by the headings they gave them. */
export type EarlierRow = ReadonlyMap<string, CellValue>;

export type EarlierFlags = {
  /** Rows by the id of their flag. */
  readonly byId: ReadonlyMap<string, EarlierRow>;
  /** Rows that no flag of ours has ever had: added or copied by a person. */
  readonly added: readonly EarlierRow[];
  /** Headings of columns that people added, in their order. */
  readonly addedHeadings: readonly string[];
};

const NOTHING_EARLIER: EarlierFlags = { byId: new Map(), added: [], addedHeadings: [] };

/** Reads our own flags sheet back; nothing when there is none or its headings are gone. */
export function readEarlierFlags(sheet: SheetSnapshot | null): EarlierFlags {
  const header = sheet?.rows.find(({ values }) => {
    const keys = new Set(values.map((value) => (typeof value === "string" ? headingKey(value) : "")));
    return keys.has(headingKey("Flag")) && keys.has(headingKey("Status"));
  });
  if (sheet === null || header === undefined) return NOTHING_EARLIER;

  const { columns, addedHeadings } = columnsOf(header.values);
  const byId = new Map<string, EarlierRow>();
  const added: EarlierRow[] = [];
  for (const { row, values } of sheet.rows) {
    if (row <= header.row) continue;
    const cells = new Map([...columns].map(([heading, column]) => [heading, values[column] ?? null] as const));
    if ([...cells.values()].every(isBlank)) continue;
    const id = cells.get("Flag");
    if (id === NO_FLAGS && [...WRITTEN_BY_PEOPLE, ...addedHeadings].every((heading) => isBlank(cells.get(heading))))
      continue;
    // A second row of one flag is a copy that somebody made; the first stays the flag's own.
    if (typeof id === "string" && id !== "" && id !== NO_FLAGS && !byId.has(id)) byId.set(id, cells);
    else added.push(cells);
  }
  return { byId, added, addedHeadings };
}

function columnsOf(values: readonly (CellValue | undefined)[]): {
  readonly columns: ReadonlyMap<string, number>;
  readonly addedHeadings: readonly string[];
} {
  const columns = new Map<string, number>();
  const addedHeadings: string[] = [];
  const taken = new Set<string>(FLAG_HEADINGS.map((heading) => heading.toLowerCase()));
  values.forEach((value, column) => {
    if (typeof value !== "string" || value.trim() === "") return;
    const known = FLAG_HEADINGS.find((heading) => headingKey(heading) === headingKey(value));
    if (known !== undefined && !columns.has(known)) columns.set(known, column);
    else if (!taken.has(value.toLowerCase())) {
      taken.add(value.toLowerCase());
      addedHeadings.push(value);
      columns.set(value, column);
    }
  });
  return { columns, addedHeadings };
}

/** Whether a cell holds nothing. */
export function isBlank(value: CellValue | undefined): boolean {
  return value === null || value === undefined || value === "";
}
