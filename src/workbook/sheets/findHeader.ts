/** Finds the row of headings on a sheet, and which column means what. */

import { areaAddress, cellAddress } from "../address";
import { editDistance, headingKey, isBlankText, shownText } from "../scan/cleanText";
import { formatYear, type FinancialYear } from "../../model";
import { isDateFormat, scanYear } from "../scan/yearAndDate";
import type { Column, SheetDeclaration } from "../sheetLayout";
import type { CellValue, SheetSnapshot, SnapshotRow } from "../workbook";
import type { MappedColumn } from "./cells";
import type { FindingLog } from "./findingLog";

/** Headings are looked for in this many rows from the top. */
const ROWS_SEARCHED = 30;
/** A column of amounts whose heading is a financial year. */
export const YEAR_AMOUNT_FIELD = "amount";

export type Header = {
  /** 1-based row of the headings. */
  readonly row: number;
  readonly columns: readonly MappedColumn[];
};

/** What one heading cell could mean. */
type Match = {
  readonly index: number;
  readonly text: string;
  readonly column: Column;
  readonly how: "canonical" | "spelling" | "synonym" | "typo";
  readonly scale: number;
  readonly hasUnit: boolean;
};

/** The best row of headings of a sheet for a declaration, with how many columns it names; null when no row names any. */
export function bestHeaderRow(
  sheet: SheetSnapshot,
  declaration: SheetDeclaration,
): { readonly row: SnapshotRow; readonly named: number } | null {
  let best: { row: SnapshotRow; named: number } | null = null;
  for (const row of sheet.rows) {
    if (row.row > ROWS_SEARCHED) break;
    const named = new Set(matchesIn(row, declaration).map((match) => match.column.field)).size;
    if (named > 0 && (best === null || named > best.named)) best = { row, named };
  }
  return best;
}

/** How many of the declaration's required columns a header row names, typing errors included. */
export function requiredNamed(row: SnapshotRow, declaration: SheetDeclaration): number {
  const fields = new Set(matchesIn(row, declaration).map((match) => match.column.field));
  return declaration.columns.filter((column) => column.isRequired && fields.has(column.field)).length;
}

/**
 * Finds the headings of a sheet and says what was odd about them.
 * @returns null when there is no usable header; the log then says why.
 */
export function findHeader(sheet: SheetSnapshot, declaration: SheetDeclaration, log: FindingLog): Header | null {
  const best = bestHeaderRow(sheet, declaration);
  const needed = Math.min(3, declaration.columns.filter((column) => column.isRequired).length || 1);
  if (best === null || best.named < needed) {
    const missing = declaration.columns.filter((column) => column.isRequired).map((column) => column.heading);
    log.add(
      "H01_HEADER_NOT_FOUND",
      severityIn(declaration),
      sheet.name,
      null,
      `No row in the first ${ROWS_SEARCHED} of ${sheet.name} has the needed headings${best === null ? "" : ` (best: row ${best.row.row} with ${best.named})`}. Needed: ${missing.join(", ")}.`,
      wayOut(declaration, sheet, "Put the headings in one row above the data."),
    );
    return null;
  }
  const { row } = best;
  const columns = mapColumns(sheet, row, declaration, log);
  if (columns === null) return null;
  noteRowsAbove(sheet, row, columns, log);
  noteMergedHeadings(sheet, row, columns, log);
  noteColumnsWithoutHeading(sheet, row, log);
  return { row: row.row, columns: withUnitAbove(sheet, row, columns, log) };
}

/** Without Staffing or Costs there is no case; any other sheet only holds results back until it is mended or set aside. */
function severityIn(declaration: SheetDeclaration): "fatal" | "error" {
  return declaration.isRequired ? "fatal" : "error";
}

function wayOut(declaration: SheetDeclaration, sheet: SheetSnapshot, next: string): string {
  return declaration.isRequired
    ? next
    : `${next} If it is a sheet of another kind, set it aside (--set-aside '${sheet.name}').`;
}

function noteRowsAbove(
  sheet: SheetSnapshot,
  row: SnapshotRow,
  columns: readonly MappedColumn[],
  log: FindingLog,
): void {
  if (row.row === 1) return;
  const first = columns[0]?.index ?? 0;
  log.add(
    "H02_HEADER_BELOW_TITLE",
    "note",
    sheet.name,
    cellAddress(row.row, first),
    `The headings of ${sheet.name} were found in row ${row.row}.`,
    "Nothing to do.",
  );
}

function noteMergedHeadings(
  sheet: SheetSnapshot,
  row: SnapshotRow,
  columns: readonly MappedColumn[],
  log: FindingLog,
): void {
  for (const area of sheet.merges) {
    if (area.top > row.row || area.bottom < row.row) continue;
    if (!columns.some((column) => column.index >= area.left && column.index <= area.right)) continue;
    log.add(
      "H07_HEADER_MERGED",
      "note",
      sheet.name,
      cellAddress(area.top, area.left),
      `The headings ${areaAddress(area)} of ${sheet.name} are merged.`,
      "Nothing to do; unmerge them if a heading was misread.",
    );
  }
}

/** Values under no heading are nobody's: said once a column, at the first of them. */
function noteColumnsWithoutHeading(sheet: SheetSnapshot, header: SnapshotRow, log: FindingLog): void {
  const headed = new Set<number>();
  header.values.forEach((value, index) => {
    if (value !== null && value !== undefined && !(typeof value === "string" && isBlankText(value))) headed.add(index);
  });
  const width = Math.max(-1, ...headed) + 1;
  const isGap = Array.from({ length: width }, (_, index) => !headed.has(index)).some(Boolean);
  for (const row of sheet.rows) {
    if (row.row <= header.row || (!isGap && row.values.length <= width)) continue;
    // A row with nothing under any heading is a stray one, which the reading of rows names.
    const isData = row.values.some(
      (value, index) => headed.has(index) && value !== null && value !== undefined && value !== "",
    );
    if (!isData) continue;
    row.values.forEach((value, index) => {
      if (
        headed.has(index) ||
        value === null ||
        value === undefined ||
        (typeof value === "string" && isBlankText(value))
      )
        return;
      headed.add(index);
      log.add(
        "S08_STRAY_CELL",
        "note",
        sheet.name,
        cellAddress(row.row, index),
        `The value at ${cellAddress(row.row, index)} of ${sheet.name} stands under no heading; its column is not used.`,
        "Nothing to do, or give the column a heading.",
      );
    });
  }
}

function matchesIn(row: SnapshotRow, declaration: SheetDeclaration): readonly Match[] {
  const matches: Match[] = [];
  row.values.forEach((value, index) => {
    if (typeof value !== "string" || isBlankText(value)) return;
    const match = matchOf(value, index, declaration);
    if (match) matches.push(match);
  });
  return matches;
}

function matchOf(text: string, index: number, declaration: SheetDeclaration): Match | null {
  const names = namesOf(declaration);
  const exact = names.headings.get(text);
  if (exact) return { index, text, column: exact, how: "canonical", scale: 0, hasUnit: false };
  const { name, scale, hasUnit } = splitUnit(text);
  const key = headingKey(name);
  const whole = headingKey(text);
  const column = names.headingKeys.get(whole) ?? names.headingKeys.get(key);
  if (column) {
    const how = name === column.heading && hasUnit ? "canonical" : "spelling";
    return { index, text, column, how, scale, hasUnit };
  }
  const synonym = names.synonymKeys.get(whole) ?? names.synonymKeys.get(key);
  if (synonym) return { index, text, column: synonym, how: "synonym", scale, hasUnit };
  const near = key.length < 4 ? [] : names.longHeadings.filter(([heading]) => editDistance(key, heading, 2) <= 2);
  const [only] = near;
  return only && near.length === 1 ? { index, text, column: only[1], how: "typo", scale, hasUnit } : null;
}

/** A declaration's headings and their synonyms, ready to be looked up. */
type Names = {
  readonly headings: ReadonlyMap<string, Column>;
  readonly headingKeys: ReadonlyMap<string, Column>;
  readonly synonymKeys: ReadonlyMap<string, Column>;
  /** Headings long enough that two changes are a typing error and not another word. */
  readonly longHeadings: readonly (readonly [key: string, column: Column])[];
};

const namesByDeclaration = new WeakMap<SheetDeclaration, Names>();

function namesOf(declaration: SheetDeclaration): Names {
  const known = namesByDeclaration.get(declaration);
  if (known) return known;
  const { columns } = declaration;
  const synonyms = columns.flatMap((column) => column.synonyms.map((each) => [headingKey(each), column] as const));
  const names: Names = {
    headings: new Map(columns.map((column) => [column.heading, column])),
    headingKeys: new Map(columns.map((column) => [headingKey(column.heading), column])),
    // Of two columns with one synonym the first declared has it.
    synonymKeys: new Map(synonyms.reverse()),
    longHeadings: columns.flatMap((column) => {
      const key = headingKey(column.heading);
      return key.length >= 5 ? [[key, column] as const] : [];
    }),
  };
  namesByDeclaration.set(declaration, names);
  return names;
}

/** Units that a heading may end with, in brackets or after a comma; £ alone changes nothing. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ["\u00a3", 0],
  ["\u00a3k", 3],
  ["k", 3],
  ["\u00a3000", 3],
  ["\u00a3000s", 3],
  ["\u00a3'000", 3],
  ["\u00a3'000s", 3],
  ["'000", 3],
  ["'000s", 3],
  ["000s", 3],
  ["000", 3],
  ["\u00a3 thousand", 3],
  ["thousands", 3],
  ["\u00a3m", 6],
  ["m", 6],
  ["\u00a3 million", 6],
  ["\u00a3mn", 6],
  ["millions", 6],
]);

/** "Amount (£k)" is Amount in thousands. */
function splitUnit(text: string): { readonly name: string; readonly scale: number; readonly hasUnit: boolean } {
  const cut = text.slice(0, 255).replaceAll("\u2019", "'").replaceAll("\u2018", "'").trimEnd();
  const open = cut.lastIndexOf("(");
  if (cut.endsWith(")") && open > 0) {
    const scale = UNITS.get(headingKey(cut.slice(open + 1, -1)));
    if (scale !== undefined) return { name: cut.slice(0, open).trimEnd(), scale, hasUnit: true };
  }
  for (const between of [", ", " "]) {
    const at = cut.lastIndexOf(between);
    if (at <= 0) continue;
    const unit = headingKey(cut.slice(at + between.length));
    const scale = unit.length > 1 || unit === "\u00a3" ? UNITS.get(unit) : undefined;
    if (scale !== undefined) return { name: cut.slice(0, at).trimEnd(), scale, hasUnit: true };
  }
  return { name: text, scale: 0, hasUnit: false };
}

function mapColumns(
  sheet: SheetSnapshot,
  row: SnapshotRow,
  declaration: SheetDeclaration,
  log: FindingLog,
): readonly MappedColumn[] | null {
  const at = (index: number): string => cellAddress(row.row, index);
  const byField = new Map<string, Match[]>();
  const columns: MappedColumn[] = [];
  const hidden = new Set(sheet.hiddenColumns);
  let isUsable = true;
  const amount =
    declaration.name === "Costs" ? declaration.columns.find((column) => column.field === YEAR_AMOUNT_FIELD) : undefined;
  const matches = matchesIn(row, declaration);
  const matched = new Map(matches.map((match) => [match.index, match] as const));
  // A near miss of a heading that another column spells right is just another column.
  const spelled = new Set(matches.filter((match) => match.how !== "typo").map((match) => match.column.field));

  const spelledRight = new Set(
    matches.filter((match) => match.how === "canonical" || match.how === "spelling").map((match) => match.column.field),
  );
  // Without a column for the year, amounts stand under the years; an amount beside them is their sum and not data.
  const needsYears = amount !== undefined && !matches.some((match) => match.column.field === "year");
  const hasYears = needsYears && row.values.some((value) => typeof value === "string" && yearIn(value) !== null);
  const isOtherColumn = (match: Match): boolean =>
    (match.how === "typo" && spelled.has(match.column.field)) ||
    (match.how === "synonym" && spelledRight.has(match.column.field)) ||
    (hasYears && match.column === amount);
  const indexByYear = new Map<number, number>();

  row.values.forEach((value, index) => {
    if (value === null || value === undefined || (typeof value === "string" && isBlankText(value))) return;
    if (typeof value !== "string") {
      if (!noteHeadingOfNoText(sheet, row, index, value, needsYears, log)) isUsable = false;
      return;
    }
    const match = matched.get(index);
    if (match && !isOtherColumn(match)) {
      byField.set(match.column.field, [...(byField.get(match.column.field) ?? []), match]);
      return;
    }
    const { scale } = splitUnit(value);
    const year = needsYears ? yearIn(value) : null;
    if (amount && year !== null) {
      const twin = indexByYear.get(year);
      if (twin !== undefined) {
        log.add(
          "H05_HEADER_DUPLICATE",
          severityIn(declaration),
          sheet.name,
          at(index),
          `The year ${formatYear(year)} of ${sheet.name} is in ${at(twin)} and ${at(index)}.`,
          "Keep one of the columns, or correct its year.",
          { alsoAt: at(twin) },
        );
        isUsable = false;
        return;
      }
      indexByYear.set(year, index);
      columns.push({
        column: amount,
        index,
        heading: value,
        scale: askForUnit(sheet, value, scale, at(index), log),
        year,
      });
      noteHiddenColumn(sheet, hidden, row.row, index, value, log);
      return;
    }
    const instead = match ? ` '${match.column.heading}' is read from another column.` : "";
    log.add(
      "H10_EXTRA_COLUMN",
      "note",
      sheet.name,
      at(index),
      `The column '${shownText(value)}' of ${sheet.name} is not used.${instead}`,
      "Nothing to do, or use the heading of the column that is meant.",
    );
  });

  for (const found of byField.values()) {
    const [first, second] = found;
    if (!first) continue;
    if (second) {
      log.add(
        "H05_HEADER_DUPLICATE",
        severityIn(declaration),
        sheet.name,
        at(second.index),
        `'${first.column.heading}' of ${sheet.name} is in ${at(first.index)} and ${at(second.index)}.`,
        wayOut(declaration, sheet, "Keep one of the columns, or rename the other."),
        {
          alsoAt: at(first.index),
        },
      );
      isUsable = false;
      continue;
    }
    columns.push({
      column: first.column,
      index: first.index,
      heading: first.text,
      scale: noteHeading(sheet, first, at(first.index), log),
      year: null,
    });
    noteHiddenColumn(sheet, hidden, row.row, first.index, first.column.heading, log);
  }
  for (const column of missingColumns(declaration, byField, columns)) {
    log.add(
      "H06_HEADER_MISSING",
      severityIn(declaration),
      sheet.name,
      null,
      `${sheet.name} has no column '${column.heading}'.`,
      wayOut(declaration, sheet, `Add the column '${column.heading}': ${column.help.toLowerCase()}.`),
    );
    isUsable = false;
  }
  return isUsable ? columns.sort((a, b) => a.index - b.index) : null;
}

/** The financial year of a heading, whatever unit stands behind it. */
function yearIn(text: string): FinancialYear | null {
  const scanned = scanYear(splitUnit(text).name);
  return scanned.kind === "year" ? scanned.year : null;
}

function noteHiddenColumn(
  sheet: SheetSnapshot,
  hidden: ReadonlySet<number>,
  row: number,
  index: number,
  heading: string,
  log: FindingLog,
): void {
  if (!hidden.has(index)) return;
  log.add(
    "S03_HIDDEN_COLUMN",
    "note",
    sheet.name,
    cellAddress(row, index),
    `The column '${shownText(heading)}' of ${sheet.name} is hidden; it was used.`,
    "Nothing to do.",
  );
}

/**
 * A heading that is a number, a date or no value: never passed over, since amounts may stand under it.
 * @returns whether the sheet can be read all the same.
 */
function noteHeadingOfNoText(
  sheet: SheetSnapshot,
  row: SnapshotRow,
  index: number,
  value: Exclude<CellValue, null | string>,
  needsYears: boolean,
  log: FindingLog,
): boolean {
  const cell = cellAddress(row.row, index);
  const refuse = (code: string, what: string, next: string): false => {
    log.add(code, "error", sheet.name, cell, `The heading ${sheet.name}!${cell} ${what}.`, next);
    return false;
  };
  if (typeof value === "object") {
    if (value.kind === "damaged")
      return refuse(
        "F09_PART_DAMAGED",
        `refers to ${shownText(value.what)}, which is not in the file`,
        "Open and repair the workbook in Excel, then save it.",
      );
    if (value.kind === "error")
      return refuse("C04_ERROR_VALUE", `shows the error ${shownText(value.error)}`, "Type the heading.");
  }
  if (needsYears && typeof value === "number") {
    const format = row.formats?.[index];
    return format !== undefined && isDateFormat(format)
      ? refuse(
          "C15_YEAR_IS_DATE",
          "holds a date, where a financial year belongs",
          "Type the year as '2026/27, with the apostrophe, so that Excel keeps it as text.",
        )
      : refuse(
          "C15_YEAR_AMBIGUOUS",
          `is ${value}; a financial year needs both of its years`,
          "Type the year as 2026/27.",
        );
  }
  log.add(
    "H10_EXTRA_COLUMN",
    "note",
    sheet.name,
    cell,
    `The column headed by ${typeof value === "object" ? "a picture or data type" : `the value ${String(value)}`} in ${cell} of ${sheet.name} is not used.`,
    "Nothing to do, or give the column a heading of the layout.",
  );
  return true;
}

/** Says how a heading was understood. @returns the power of ten that its unit asks for. */
function noteHeading(sheet: SheetSnapshot, match: Match, cell: string, log: FindingLog): number {
  const { column } = match;
  if (match.how === "spelling") {
    log.add(
      "H09_HEADER_NORMALISED",
      "note",
      sheet.name,
      cell,
      `The heading '${shownText(match.text)}' was read as '${column.heading}'.`,
      "Nothing to do.",
    );
  } else if (match.how === "synonym") {
    log.add(
      "H03_HEADER_SYNONYM",
      "note",
      sheet.name,
      cell,
      `'${shownText(match.text)}' was read as '${column.heading}'.`,
      "Nothing to do.",
    );
  } else if (match.how === "typo") {
    log.ask(
      "H04_HEADER_TYPO",
      "error",
      sheet.name,
      cell,
      `'${shownText(match.text)}' looks like '${column.heading}'.`,
      `Correct the heading, or confirm that '${column.heading}' is meant`,
      { suggests: column.heading },
    );
  }
  return column.type === "money" ? askForUnit(sheet, match.text, match.scale, cell, log) : 0;
}

/** Asks whether the unit that a heading carries is meant. @returns the power of ten that it asks for. */
function askForUnit(sheet: SheetSnapshot, heading: string, scale: number, cell: string, log: FindingLog): number {
  if (scale === 0) return 0;
  log.ask(
    "H12_UNIT_IN_HEADER",
    "error",
    sheet.name,
    cell,
    `'${shownText(heading)}': the figures of this column are multiplied by ${scale === 3 ? "1,000" : "1,000,000"}.`,
    "Confirm the unit",
    { unit: 10 ** scale },
  );
  return scale;
}

/**
 * Required columns that are not there. Annual cost may be left out where Unit cost is there, and years that stand as
 * columns take the place of Financial year and Amount.
 */
function missingColumns(
  declaration: SheetDeclaration,
  byField: ReadonlyMap<string, unknown>,
  columns: readonly MappedColumn[],
): readonly Column[] {
  const hasYears = columns.some((column) => column.year !== null);
  return declaration.columns.filter((column) => {
    if (!column.isRequired || byField.has(column.field)) return false;
    // A row may give the cost of one post instead, or its point on the pay scales.
    if (declaration.name === "Staffing" && column.field === "annualCost")
      return !byField.has("unitCost") && !byField.has("scalePoint");
    return !(declaration.name === "Costs" && hasYears && (column.field === "year" || column.field === "amount"));
  });
}

/** A unit written above the table counts for every money column that has none of its own. */
function withUnitAbove(
  sheet: SheetSnapshot,
  header: SnapshotRow,
  columns: readonly MappedColumn[],
  log: FindingLog,
): readonly MappedColumn[] {
  for (const row of sheet.rows) {
    if (row.row >= header.row) break;
    for (const [index, value] of row.values.entries()) {
      if (typeof value !== "string" || isBlankText(value)) continue;
      const key = headingKey(value.replaceAll("\u2019", "'"));
      const scale = UNITS.get(key) ?? unitInSentence(key);
      if (scale === undefined || scale === 0) continue;
      log.ask(
        "H12_UNIT_IN_HEADER",
        "error",
        sheet.name,
        cellAddress(row.row, index),
        `'${shownText(value)}' stands above the table: the figures are multiplied by ${scale === 3 ? "1,000" : "1,000,000"}.`,
        "Confirm the unit",
        { unit: 10 ** scale },
      );
      return columns.map((column) =>
        column.column.type === "money" && column.scale === 0 ? { ...column, scale } : column,
      );
    }
  }
  return columns;
}

/** "All figures in £k", "£000s unless stated". */
function unitInSentence(key: string): number | undefined {
  const words = key.split(" ");
  if (!words.includes("figures") && !words.includes("amounts") && words.length > 4) return undefined;
  for (const word of words) {
    const scale = word.startsWith("\u00a3") && word.length > 1 ? UNITS.get(word.replace(/[.,;:)]+$/, "")) : undefined;
    if (scale !== undefined && scale > 0) return scale;
  }
  return undefined;
}
