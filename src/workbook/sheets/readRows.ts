/**
 * Reads the rows under a header. Every row that is seen ends as used, set aside with a stated reason, or blocked by a
 * finding: none is dropped in silence, and no total is counted as data.
 */
import { formatFte, formatMoney, FTE_PER_POST, pence, type Fte, type Pence, type PrintedPence } from "../../model";
import { areaAddress, cellAddress } from "../address";
import { headingKey, isBlankText, shownText, valueKey } from "../scan/cleanText";
import type { RowCounts } from "../reading";
import type { SheetDeclaration } from "../sheetLayout";
import type { CellArea, SheetSnapshot, SnapshotRow } from "../workbook";
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
    circular: circularCells(sheet),
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
    if (kind === "blank") {
      if (row.row < lastWithContent) noteBlank(reader, row.row, row.row, counts);
      continue;
    }
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
    if (gap > GAP_MAXIMUM && !isAfterGap) {
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
    lastRow = row.row;
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
  const required = columns.filter((column) => column.column.isRequired || column.year !== null);
  const blank = required.filter((column) => isEmpty(row.values[column.index])).length;
  if (blank < required.length / 3) return false;
  for (const column of columns) {
    const value = row.values[column.index];
    if (typeof value === "string" && isTotalLabel(value)) return true;
    const formula = row.formulas?.[column.index];
    if (formula !== undefined && isAmountColumn(column) && /^=\s*(SUM|SUBTOTAL|AGGREGATE)\s*\(/i.test(formula))
      return true;
  }
  const hasKey = columns.some(
    (column) => column.column.isKey && column.column.isRequired && !isEmpty(row.values[column.index]),
  );
  if (hasKey || sums.count === 0) return false;
  const amounts = columns.filter((column) => isAmountColumn(column) && typeof row.values[column.index] === "number");
  return amounts.length > 0 && amounts.every((column) => sums.matches(column, row.values[column.index] as number));
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
  const mismatches = sums.mismatches(row, header.columns);
  if (mismatches.length === 0) {
    around.log.add(
      "R02_TOTAL_ROW",
      "note",
      sheet.name,
      cell,
      `Row ${row.row} of ${sheet.name} ('${label}') was left out of the data. It agrees with the rows.`,
      "Nothing to do.",
      { reconciles: true },
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
      this.#all.set(column.index, (this.#all.get(column.index) ?? 0) + units);
      this.#block.set(column.index, (this.#block.get(column.index) ?? 0) + units);
    }
  }

  matches(column: MappedColumn, stated: number): boolean {
    const units = statedUnits(column, stated);
    return units === this.#all.get(column.index) || units === this.#block.get(column.index);
  }

  mismatches(
    row: SnapshotRow,
    columns: readonly MappedColumn[],
  ): readonly { column: MappedColumn; stated: number; computed: number }[] {
    return columns.flatMap((column) => {
      const value = row.values[column.index];
      if (!isAmountColumn(column) || typeof value !== "number" || this.matches(column, value)) return [];
      return [{ column, stated: statedUnits(column, value), computed: this.#all.get(column.index) ?? 0 }];
    });
  }

  closeBlock(): void {
    this.#block.clear();
  }
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

function readRow(reader: Reader, row: SnapshotRow): ReadRow {
  const { around, sheet, header } = reader;
  const fields = new Map<string, FieldValue>();
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
    const value = readCell(cell, column, around);
    if (value === undefined) {
      isBlocked = true;
      continue;
    }
    if (column.year !== null) yearAmounts.push({ column, amount: value as PrintedPence | null });
    else fields.set(column.column.field, value);
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

/** Cells of a sheet whose formulas lead back to themselves, through cells of the same sheet. */
function circularCells(sheet: SheetSnapshot): ReadonlySet<string> {
  const formulas = new Map<string, readonly string[]>();
  for (const row of sheet.rows) {
    row.formulas?.forEach((formula, column) => {
      if (formula !== undefined) formulas.set(`${row.row}:${column}`, referencesIn(formula));
    });
  }
  if (formulas.size === 0) return new Set();
  const state = new Map<string, "open" | "done">();
  const circular = new Set<string>();
  // Depth first without recursion: a chain of formulas may be as long as the sheet.
  for (const start of formulas.keys()) {
    const path: { cell: string; next: number }[] = state.has(start) ? [] : [{ cell: start, next: 0 }];
    while (path.length > 0) {
      const step = path[path.length - 1] as { cell: string; next: number };
      if (step.next === 0) state.set(step.cell, "open");
      const reference = formulas.get(step.cell)?.[step.next++];
      if (reference === undefined) {
        state.set(step.cell, "done");
        path.pop();
      } else if (formulas.has(reference)) {
        if (state.get(reference) === "open") {
          const from = path.findIndex((entry) => entry.cell === reference);
          for (const entry of path.slice(from)) circular.add(entry.cell);
        } else if (!state.has(reference)) path.push({ cell: reference, next: 0 });
      }
    }
  }
  return circular;
}

/** The largest range of a formula that is followed cell by cell; a longer one is a total, which noteSpecial judges. */
const RANGE_FOLLOWED = 2_000;

/** Cells of the same sheet that a formula refers to, as "row:column"; quoted text and other sheets are left out. */
function referencesIn(formula: string): readonly string[] {
  const bare = formula
    .replace(/"[^"]*"/g, "")
    .replace(/(?:'[^']*'|[A-Za-z0-9_.[\]]+)!\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?/g, "");
  const references: string[] = [];
  for (const match of bare.matchAll(
    /(?<![A-Za-z0-9_.])\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?(?![A-Za-z0-9_(])/g,
  )) {
    const [, letters = "", digits = "", toLetters, toDigits] = match;
    const left = columnIndex(letters);
    const top = Number(digits);
    const right = toLetters === undefined ? left : columnIndex(toLetters);
    const bottom = toDigits === undefined ? top : Number(toDigits);
    if ((right - left + 1) * (bottom - top + 1) > RANGE_FOLLOWED) continue;
    for (let row = top; row <= bottom; row++)
      for (let column = left; column <= right; column++) references.push(`${row}:${column}`);
  }
  return references;
}

function columnIndex(letters: string): number {
  let index = 0;
  for (const letter of letters) index = index * 26 + (letter.charCodeAt(0) - 64);
  return index - 1;
}
