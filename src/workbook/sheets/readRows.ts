/**
 * Reads the rows under a header. Every row that is seen ends as used, set aside with a stated reason, or blocked by a
 * finding: none is dropped in silence, and no total is counted as data.
 */
import { formatFte, formatMoney, FTE_PER_POST, pence, type Fte, type Pence, type PrintedPence } from "../../model";
import { areaAddress, cellAddress } from "../address";
import { headingKey, isBlankText, shownText, valueKey } from "../scan/cleanText";
import type { RowCounts } from "../reading";
import type { SheetDeclaration } from "../sheetLayout";
import { referencesIn } from "../reading/circularReferences";
import { numberOfDecimal } from "../scan/exactDecimal";
import { scanNumberText } from "../scan/numberText";
import type { CellArea, CellValue, SheetSnapshot, SnapshotRow } from "../workbook";
import { readCell, type Cell, type CellSurroundings, type FieldValue, type MappedColumn } from "./cells";
import type { Header } from "./findHeader";

/** A row that was read: its typed fields. A field that could not be read is absent, and the row is blocked. */
export type ReadRow = {
  readonly row: number;
  readonly fields: ReadonlyMap<string, FieldValue>;
  /** Amounts of year columns, by column index. */
  readonly yearAmounts: readonly { readonly column: MappedColumn; readonly amount: PrintedPence | null }[];
  readonly isBlocked: boolean;
  readonly cells: (column: MappedColumn) => Cell;
};

export type ReadRows = {
  readonly rows: readonly ReadRow[];
  readonly counts: RowCounts;
};

/** More blank rows than this before further rows, and it is asked whether they belong to the data. */
const GAP_MAXIMUM = 20;

type Reader = {
  readonly sheet: SheetSnapshot;
  readonly declaration: SheetDeclaration;
  readonly header: Header;
  readonly around: CellSurroundings;
  /** Rows set aside by name. */
  readonly setAside: ReadonlySet<number>;
  readonly circular: ReadonlySet<string>;
  /** Covered cells of merged areas -> the area. */
  readonly merged: ReadonlyMap<string, CellArea>;
};

const NONE: ReadonlySet<string> = new Set();

/** Reads all rows of a sheet. */
export function readRows(
  sheet: SheetSnapshot,
  declaration: SheetDeclaration,
  header: Header,
  around: CellSurroundings,
  setAsideRows: ReadonlySet<number>,
): ReadRows {
  const reader: Reader = {
    sheet,
    declaration,
    header,
    around,
    setAside: setAsideRows,
    circular: around.circular.get(sheet.name) ?? NONE,
    merged: coveredCells(sheet, header),
  };
  const below = sheet.rows.filter((row) => row.row > header.row);
  const counts = { seen: 0, used: 0, setAside: 0, blocked: 0 };
  const rows: ReadRow[] = [];
  const sums = new RunningSums(header.columns);
  let lastRow = header.row;
  let isAfterGap = false;
  const lastWithContent = lastContentRow(below, header);

  for (const row of below) {
    if (row.row > lastWithContent && !hasStray(row)) continue;
    const kind = classify(reader, row, sums);
    // A row of spaces is one of the blank rows before the next that holds anything.
    if (kind === "blank") continue;
    if (kind === "stray") {
      const index = row.values.findIndex((value) => value !== null && value !== undefined && value !== "");
      around.log.add(
        "S08_STRAY_CELL",
        "note",
        sheet.name,
        cellAddress(row.row, index),
        `The value at ${cellAddress(row.row, index)} of ${sheet.name} stands under no heading of the data; it was left out.`,
        "Nothing to do, or move it under a heading.",
      );
      continue;
    }
    const gap = row.row - lastRow - 1;
    if (gap > GAP_MAXIMUM && !isAfterGap && kind === "data" && !reader.setAside.has(row.row)) {
      around.log.add(
        "R07_DATA_AFTER_GAP",
        "error",
        sheet.name,
        cellAddress(row.row, firstColumn(header)),
        `More rows of ${sheet.name} start at row ${row.row}, after ${gap} blank rows.`,
        "Remove the blank rows if these rows are part of the data, or move them to another sheet.",
      );
      isAfterGap = true;
    } else {
      noteBlank(reader, lastRow + 1, row.row - 1, counts);
    }
    // Far below the data, a note or a total is none of it and brings nothing nearer.
    if (gap <= GAP_MAXIMUM || kind === "data") lastRow = row.row;
    counts.seen++;
    if (reader.setAside.has(row.row)) {
      counts.setAside++;
    } else if (kind === "header" || kind === "note" || kind === "total") {
      counts.setAside++;
      noteSpecial(reader, row, kind, sums);
    } else {
      const read = readRow(reader, row);
      rows.push(read);
      if (read.isBlocked) counts.blocked++;
      else counts.used++;
      sums.add(read);
    }
  }
  noteOutsideTable(reader, rows);
  noteHidden(reader, below, rows);
  return { rows, counts };
}

function firstColumn(header: Header): number {
  return header.columns[0]?.index ?? 0;
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === "string" && isBlankText(value));
}

function lastContentRow(rows: readonly SnapshotRow[], header: Header): number {
  for (let index = rows.length - 1; index >= 0; index--) {
    const row = rows[index];
    if (
      row &&
      header.columns.some((column) => !isEmpty(row.values[column.index]) || row.formulas?.[column.index] !== undefined)
    )
      return row.row;
  }
  return header.row;
}

function hasStray(row: SnapshotRow): boolean {
  return row.values.some((value) => !isEmpty(value));
}

type RowKind = "data" | "blank" | "stray" | "header" | "total" | "note";

function classify(reader: Reader, row: SnapshotRow, sums: RunningSums): RowKind {
  const { columns } = reader.header;
  let filled = 0;
  let onlyText: { text: string; column: MappedColumn } | null = null;
  for (const column of columns) {
    const value = row.values[column.index];
    if (isEmpty(value) && row.formulas?.[column.index] === undefined) continue;
    filled++;
    onlyText = typeof value === "string" ? { text: value, column } : null;
  }
  if (filled === 0) return row.values.some((value) => !isEmpty(value)) ? "stray" : "blank";
  if (isRepeatedHeader(row, columns)) return "header";
  if (isTotal(reader, row, sums)) return "total";
  if (
    filled === 1 &&
    onlyText !== null &&
    reader.declaration.name !== "Decision" &&
    isNoteText(onlyText.text, onlyText.column)
  )
    return "note";
  return "data";
}

function isRepeatedHeader(row: SnapshotRow, columns: readonly MappedColumn[]): boolean {
  let same = 0;
  for (const column of columns) {
    const value = row.values[column.index];
    if (typeof value === "string" && headingKey(value) === headingKey(column.heading)) same++;
  }
  return same >= 3 || (same > 0 && same === columns.length);
}

/** A sentence, or anything that is no reference, alone in its row. */
function isNoteText(text: string, column: MappedColumn): boolean {
  const tidy = text.trim();
  if (/^(notes?\b|\*|source\b|sources\b)/i.test(tidy.slice(0, 20))) return true;
  return !column.column.isKey || tidy.length > 40 || tidy.split(" ").length > 3;
}

const TOTAL_WORDS: ReadonlySet<string> = new Set([
  "total",
  "totals",
  "grand total",
  "subtotal",
  "sub-total",
  "sub total",
  "overall total",
  "sum",
]);

/**
 * A row that sums others: a label of a total where most of the row is empty, a SUM or SUBTOTAL over the rows above, or an
 * amount that equals the sum above in a row without a key.
 */
function isTotal(reader: Reader, row: SnapshotRow, sums: RunningSums): boolean {
  const { columns } = reader.header;
  for (const column of columns) {
    const formula = row.formulas?.[column.index];
    if (
      formula !== undefined &&
      isAmountColumn(column) &&
      sums.count > 0 &&
      sumsAbove(reader, formula, row.row, column)
    )
      return true;
  }
  const required = columns.filter((column) => column.column.isRequired || column.year !== null);
  const blank = required.filter((column) => isEmpty(row.values[column.index])).length;
  if (blank < required.length / 3) return false;
  for (const column of columns) {
    const value = row.values[column.index];
    if (typeof value === "string" && isTotalLabel(value)) return true;
  }
  const hasKey = columns.some(
    (column) => column.column.isKey && column.column.isRequired && !isEmpty(row.values[column.index]),
  );
  if (hasKey || sums.count === 0) return false;
  const amounts = columns.filter((column) => isAmountColumn(column) && typeof row.values[column.index] === "number");
  return amounts.length > 0 && amounts.every((column) => sums.matches(column, row.values[column.index] as number));
}

/** A formula that is a SUM or SUBTOTAL of rows of its own column that stand above it: a line whose amount it is would count them twice. */
function sumsAbove(reader: Reader, formula: string, row: number, column: MappedColumn): boolean {
  if (!/^=\s*\+?(SUM|SUBTOTAL|AGGREGATE)\(/i.test(formula.slice(0, 20)) || !formula.trimEnd().endsWith(")"))
    return false;
  const references = referencesIn(formula);
  return (
    references.length > 0 &&
    references.every(
      (area) =>
        (area.sheet === null || area.sheet.toLowerCase() === reader.sheet.name.toLowerCase()) &&
        area.left === column.index &&
        area.right === column.index &&
        area.bottom < row,
    ) &&
    references.some((area) => area.bottom > reader.header.row)
  );
}

function isTotalLabel(text: string): boolean {
  const key = valueKey(text).replace(/[:.]$/, "");
  return (
    TOTAL_WORDS.has(key) ||
    (key.length <= 60 &&
      (key.startsWith("total ") || key.endsWith(" total") || key.startsWith("subtotal ") || key.endsWith(" subtotal")))
  );
}

function isAmountColumn(column: MappedColumn): boolean {
  return column.column.type === "money" || column.column.type === "posts";
}

function noteSpecial(reader: Reader, row: SnapshotRow, kind: "header" | "total" | "note", sums: RunningSums): void {
  const { around, sheet, header } = reader;
  const first = header.columns.find((column) => !isEmpty(row.values[column.index])) ?? header.columns[0];
  const cell = cellAddress(row.row, first?.index ?? 0);
  const labelled = row.values[first?.index ?? 0];
  const label = typeof labelled === "string" ? shownText(labelled) : "no label";
  if (kind === "header") {
    around.log.add(
      "H08_HEADER_REPEATED",
      "note",
      sheet.name,
      cell,
      `Row ${row.row} of ${sheet.name} repeats the headings; it was left out.`,
      "Nothing to do.",
    );
    return;
  }
  if (kind === "note") {
    around.log.add(
      "R08_NOTE_ROW",
      "note",
      sheet.name,
      cell,
      `Row ${row.row} of ${sheet.name} holds only a note ('${label}'); it was left out.`,
      "Nothing to do.",
    );
    return;
  }
  const { mismatches, compared, unread } = sums.compare(row, header.columns);
  if (mismatches.length === 0) {
    const outcome =
      unread > 0
        ? "It holds a value that is no number, so it was not compared with the rows."
        : compared > 0
          ? "It agrees with the rows."
          : "It holds no amount to compare.";
    around.log.add(
      "R02_TOTAL_ROW",
      "note",
      sheet.name,
      cell,
      `Row ${row.row} of ${sheet.name} ('${label}') was left out of the data. ${outcome}`,
      "Nothing to do.",
      unread === 0 && compared > 0 ? { reconciles: true } : {},
    );
  }
  for (const { column, stated, computed } of mismatches) {
    const at = cellAddress(row.row, column.index);
    const show = (amount: number): string =>
      column.column.type === "money" ? formatMoney(pence(amount)) : formatFte(amount as Fte);
    around.log.add(
      "R02_TOTAL_MISMATCH",
      "error",
      sheet.name,
      at,
      `${sheet.name}!${at} says ${show(stated)}; the rows add to ${show(computed)} (difference ${show(stated - computed)}).`,
      "Correct the total or the rows; the total itself is not used.",
      { reconciles: false },
    );
  }
  sums.closeBlock();
}

/** Sums of the amounts read so far, over all rows and since the last total row, in pence or ten-thousandths. */
class RunningSums {
  count = 0;
  readonly #all = new Map<number, number>();
  readonly #block = new Map<number, number>();
  /** The same with income and savings taken off. */
  readonly #net = new Map<number, number>();
  readonly #netBlock = new Map<number, number>();

  constructor(private readonly columns: readonly MappedColumn[]) {}

  add(row: ReadRow): void {
    this.count++;
    for (const column of this.columns) {
      const amount =
        column.year === null
          ? row.fields.get(column.column.field)
          : row.yearAmounts.find((entry) => entry.column === column)?.amount;
      const units = unitsOf(amount);
      if (units === null) continue;
      const net = isCredit(row) ? -Math.abs(units) : units;
      for (const sums of [this.#all, this.#block]) sums.set(column.index, (sums.get(column.index) ?? 0) + units);
      for (const sums of [this.#net, this.#netBlock]) sums.set(column.index, (sums.get(column.index) ?? 0) + net);
    }
  }

  matches(column: MappedColumn, stated: number): boolean {
    const units = statedUnits(column, stated);
    return [this.#all, this.#block, this.#net, this.#netBlock].some((sums) => sums.get(column.index) === units);
  }

  /** Stated totals held against the rows; totals that are text count as the numbers they are. */
  compare(row: SnapshotRow, columns: readonly MappedColumn[]): Comparison {
    const mismatches: Comparison["mismatches"][number][] = [];
    let compared = 0;
    let unread = 0;
    for (const column of columns) {
      const value = row.values[column.index];
      if (!isAmountColumn(column) || isEmpty(value)) continue;
      const stated = statedNumber(value);
      if (stated === null) unread++;
      else {
        compared++;
        if (!this.matches(column, stated))
          mismatches.push({ column, stated: statedUnits(column, stated), computed: this.#all.get(column.index) ?? 0 });
      }
    }
    return { mismatches, compared, unread };
  }

  closeBlock(): void {
    this.#block.clear();
    this.#netBlock.clear();
  }
}

type Comparison = {
  readonly mismatches: readonly { readonly column: MappedColumn; readonly stated: number; readonly computed: number }[];
  readonly compared: number;
  /** Totals that are neither number nor text with one meaning. */
  readonly unread: number;
};

function statedNumber(value: CellValue | undefined): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "string") return null;
  const scanned = scanNumberText(value);
  return scanned.kind === "number" ? numberOfDecimal(scanned.scanned.value) : null;
}

/** Income and savings typed above nil, which a person's own total may count or take off. */
function isCredit(row: ReadRow): boolean {
  const type = row.fields.get("type");
  return type === "Income" || type === "Saving";
}

function unitsOf(value: FieldValue | undefined): number | null {
  if (typeof value === "number") return value;
  return value !== null && typeof value === "object" && "halfUnit" in value ? value.amount : null;
}

function statedUnits(column: MappedColumn, stated: number): number {
  // A stated total carries the noise of the sum behind it; half a unit settles it.
  const perUnit = column.column.type === "money" ? 100 * 10 ** column.scale : FTE_PER_POST;
  return Math.floor(stated * perUnit + 0.5);
}

/** What a grade is read against: the grades of its own role type, where they go by role type. */
function aroundGrade(around: CellSurroundings, roleType: FieldValue | undefined): CellSurroundings {
  const grades = typeof roleType === "string" ? around.gradesByRoleType.get(roleType) : undefined;
  return grades ? { ...around, lists: new Map([...around.lists, ["Grade", grades]]) } : around;
}

function readRow(reader: Reader, row: SnapshotRow): ReadRow {
  const { around, sheet, header } = reader;
  const fields = new Map<string, FieldValue>();
  let gradeColumn: MappedColumn | null = null;
  const yearAmounts: { column: MappedColumn; amount: PrintedPence | null }[] = [];
  let isBlocked = false;
  const cellOf = (column: MappedColumn): Cell => ({
    row: row.row,
    value: row.values[column.index] ?? null,
    formula: row.formulas?.[column.index],
    format: row.formats?.[column.index],
  });
  for (const column of header.columns) {
    const cell = cellOf(column);
    const address = `${row.row}:${column.index}`;
    const area = reader.merged.get(address);
    if (area) {
      const at = cellAddress(row.row, column.index);
      around.log.add(
        "C28_MERGED_DATA",
        "error",
        sheet.name,
        at,
        `${areaAddress(area)} of ${sheet.name} is merged, so ${at} (${column.heading}) is empty.`,
        "Unmerge the cells and fill every row.",
      );
      isBlocked = true;
      continue;
    }
    if (cell.formula !== undefined && reader.circular.has(address)) {
      const at = cellAddress(row.row, column.index);
      around.log.add(
        "C24_CIRCULAR",
        "error",
        sheet.name,
        at,
        `${sheet.name}!${at} (${column.heading}) takes part in a circular reference; its value depends on how often Excel recalculated.`,
        "Break the circle, or enter the value.",
      );
      isBlocked = true;
      continue;
    }
    const isReadLater =
      column.column.type === "approved" ||
      column.column.type === "assumption" ||
      (reader.declaration.name === "Decision" && column.column.field === "value");
    if (isReadLater) continue;
    if (column.column.list === "Grade" && around.gradesByRoleType.size > 0) {
      gradeColumn = column;
      continue;
    }
    const value = readCell(cell, column, around);
    if (value === undefined) {
      isBlocked = true;
      continue;
    }
    if (column.year !== null) yearAmounts.push({ column, amount: value as PrintedPence | null });
    else fields.set(column.column.field, value);
  }
  if (gradeColumn) {
    const grade = readCell(cellOf(gradeColumn), gradeColumn, aroundGrade(around, fields.get("roleType")));
    if (grade === undefined) isBlocked = true;
    else fields.set(gradeColumn.column.field, grade);
  }
  return { row: row.row, fields, yearAmounts, isBlocked, cells: cellOf };
}

function noteBlank(reader: Reader, from: number, to: number, counts: { seen: number; setAside: number }): void {
  if (to - from + 1 > GAP_MAXIMUM) return;
  for (let row = from; row <= to; row++) {
    counts.seen++;
    counts.setAside++;
    reader.around.log.add(
      "R01_BLANK_ROW",
      "note",
      reader.sheet.name,
      cellAddress(row, firstColumn(reader.header)),
      `Row ${row} of ${reader.sheet.name} is blank and was skipped.`,
      "Nothing to do.",
    );
  }
}

function noteOutsideTable(reader: Reader, rows: readonly ReadRow[]): void {
  const { sheet, header, around } = reader;
  const table = sheet.tables.find((candidate) => candidate.hasHeader && candidate.area.top === header.row);
  if (!table) return;
  const outside = rows.filter((row) => row.row > table.area.bottom);
  const [first] = outside;
  if (!first) return;
  around.log.add(
    "S09_ROWS_OUTSIDE_TABLE",
    "error",
    sheet.name,
    cellAddress(first.row, table.area.left),
    `${outside.length === 1 ? `Row ${first.row} is` : `Rows ${first.row} to ${outside[outside.length - 1]?.row ?? first.row} are`} under the table ${shownText(table.name)} but not in it.`,
    "Extend the table over the rows, or move them.",
  );
}

function noteHidden(reader: Reader, below: readonly SnapshotRow[], rows: readonly ReadRow[]): void {
  const { sheet, around, header } = reader;
  const used = new Map(rows.map((row) => [row.row, row] as const));
  const hidden = below.filter((row) => row.isHidden === true && used.has(row.row));
  const [first] = hidden;
  if (!first) return;
  const effects = header.columns.flatMap((column) => {
    if (!isAmountColumn(column) || !column.column.isRequired || column.year !== null) return [];
    let sum = 0;
    for (const row of hidden) sum += unitsOf(used.get(row.row)?.fields.get(column.column.field)) ?? 0;
    return [
      `${column.column.heading} ${column.column.type === "money" ? formatMoney(sum as Pence) : formatFte(sum as Fte)}`,
    ];
  });
  const numbers = hidden.map((row) => row.row);
  around.log.add(
    "R05_HIDDEN_ROWS_INCLUDED",
    "note",
    sheet.name,
    cellAddress(first.row, firstColumn(header)),
    `${hidden.length} hidden ${hidden.length === 1 ? "row" : "rows"} of ${sheet.name} (${rangesOf(numbers)}) ${hidden.length === 1 ? "was" : "were"} included: ${effects.join(", ")}.`,
    "Nothing to do, or set the rows aside.",
    { rows: numbers },
  );
}

/** "5, 10-12". */
function rangesOf(numbers: readonly number[]): string {
  const parts: string[] = [];
  let from = numbers[0] ?? 0;
  numbers.forEach((number, index) => {
    if (numbers[index + 1] === number + 1) return;
    parts.push(from === number ? String(from) : `${from}-${number}`);
    from = numbers[index + 1] ?? 0;
  });
  return parts.length > 12 ? `${parts.slice(0, 12).join(", ")} and more` : parts.join(", ");
}

/** Cells that a merged area of the data covers without holding its value. Areas of many cells are cut to the data's rows. */
function coveredCells(sheet: SheetSnapshot, header: Header): ReadonlyMap<string, CellArea> {
  const covered = new Map<string, CellArea>();
  const mapped = new Set(header.columns.map((column) => column.index));
  const last = sheet.rows[sheet.rows.length - 1]?.row ?? 0;
  for (const area of sheet.merges) {
    if (area.bottom <= header.row || (area.top === area.bottom && area.left === area.right)) continue;
    for (const column of mapped) {
      if (column < area.left || column > area.right) continue;
      for (let row = Math.max(area.top, header.row + 1); row <= Math.min(area.bottom, last); row++) {
        if (row !== area.top || column !== area.left) covered.set(`${row}:${column}`, area);
      }
    }
  }
  return covered;
}
