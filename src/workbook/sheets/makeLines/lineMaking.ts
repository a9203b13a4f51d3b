/** How every sheet's rows become lines: fields by name, checks of required cells and keys, and findings at a cell. */
import {
  formatDay,
  formatMoney,
  formatMonth,
  formatYear,
  type Day,
  type FinancialYear,
  type LineId,
  type Month,
  type Pence,
  type PrintedPence,
} from "../../../model";
import { cellAddress } from "../../address";
import { shownText, valueKey } from "../../scan/cleanText";
import type { FieldType, SheetDeclaration } from "../../sheetLayout";
import { BY_ORDER, type CellSurroundings, type FieldValue, type MappedColumn } from "../cells";
import type { ReadRow, ReadRows } from "../readRows";
import type { SheetPlaces, SourceMapMaker } from "../sourceMap";

/** Everything a maker of lines needs of its sheet. */
export type SheetRead = {
  readonly declaration: SheetDeclaration;
  readonly read: ReadRows;
  readonly places: SheetPlaces;
  readonly around: CellSurroundings;
  readonly sources: SourceMapMaker;
};

/** A row's fields by name. The declaration of the sheet says which type each field has, and its reader made it so. */
export class Fields {
  readonly #values: ReadonlyMap<string, FieldValue>;

  constructor(row: ReadRow) {
    this.#values = row.fields;
  }

  as<T extends FieldValue>(field: string): T | null {
    return (this.#values.get(field) ?? null) as T | null;
  }

  text(field: string): string | null {
    return this.as<string>(field);
  }

  money(field: string): Pence | null {
    return this.as<PrintedPence>(field)?.amount ?? null;
  }

  year(field: string): FinancialYear | null {
    return this.as<FinancialYear>(field);
  }
}

/** Reports at a field's cell of a row; at the row's key cell when the sheet has no such column. */
export function report(
  sheet: SheetRead,
  row: ReadRow,
  field: string,
  code: string,
  severity: "note" | "warning" | "error",
  message: string,
  next: string,
  details: { alsoAt?: string } = {},
): void {
  sheet.around.log.add(code, severity, sheet.places.sheet, cellOf(sheet, row, field), message, next, details);
}

/** The address of a field's cell in a row; of the row's key cell when the sheet has no such column. */
export function cellOf(sheet: SheetRead, row: ReadRow, field: string): string {
  return cellAddress(row.row, sheet.places.columns.get(field)?.index ?? sheet.places.keyColumn);
}

/** "Costs!H9 (Amount)", as a message begins. */
export function where(sheet: SheetRead, row: ReadRow, field: string): string {
  const column = sheet.places.columns.get(field);
  return `${sheet.places.sheet}!${cellOf(sheet, row, field)}${column ? ` (${column.heading})` : ""}`;
}

/** What names a row: its parts in order, blank ones as null. */
export type KeyParts = readonly (string | null)[];

/** Stands between the parts of a key, so that "a" with "b c" is not "a b" with "c". */
const BETWEEN_PARTS = "\u0001";

/**
 * Checks that required fields are there and that keys are there and appear once.
 * @returns rows that make a line; the others have a finding.
 */
export function soundRows(
  sheet: SheetRead,
  required: readonly string[],
  keys: readonly string[],
  keyOf: (fields: Fields) => KeyParts = (fields) => keyParts(sheet, fields, keys).map((part) => part && valueKey(part)),
): readonly ReadRow[] {
  const seen = new Map<string, ReadRow>();
  return sheet.read.rows.filter((row) => {
    const fields = new Fields(row);
    let isSound = !row.isBlocked;
    for (const field of required) {
      if (!row.fields.has(field) || row.fields.get(field) !== null) continue;
      const isKey = field === keys[0];
      if (isKey) {
        report(
          sheet,
          row,
          field,
          "R04_MISSING_KEY",
          "error",
          `${where(sheet, row, field)} is blank, and the row has values.`,
          "Give the row a reference, or clear it.",
        );
      } else reportMissing(sheet, row, field);
      isSound = false;
    }
    const parts = keys.every((field) => row.fields.has(field)) ? keyOf(fields) : null;
    if (parts !== null && (keys[0] === undefined || row.fields.get(keys[0]) !== null)) {
      const key = parts.join(BETWEEN_PARTS);
      const twin = seen.get(key);
      if (twin) {
        const other = cellOf(sheet, twin, keys[0] ?? "");
        report(
          sheet,
          row,
          keys[0] ?? "",
          "R03_DUPLICATE_KEY",
          "error",
          `${shownText(keyText(...parts))} is in ${other} and ${cellOf(sheet, row, keys[0] ?? "")} of ${sheet.places.sheet}.`,
          "Give one of them another reference, or remove the row that is there twice.",
          { alsoAt: other },
        );
        isSound = false;
      } else seen.set(key, row);
    }
    return isSound;
  });
}

/** What may be nothing, and is then 0: a name, a year or a choice is never nothing. */
const AMOUNT_TYPES: ReadonlySet<FieldType> = new Set<FieldType>(["number", "money", "posts", "percent"]);

/** Reports a blank cell that the result needs; the lack of its whole column at the row's key cell. */
export function reportMissing(sheet: SheetRead, row: ReadRow, field: string, next?: string): void {
  const declared = sheet.declaration.columns.find((column) => column.field === field);
  const heading = declared?.heading ?? field;
  const what = sheet.places.columns.has(field) ? " is blank" : `: there is no column '${heading}'`;
  report(
    sheet,
    row,
    field,
    "C07_MISSING_REQUIRED",
    "error",
    `${where(sheet, row, field)}${what}; the result needs it.`,
    next ??
      (declared && AMOUNT_TYPES.has(declared.type) ? "Enter the value; enter 0 if it is nothing." : "Enter the value."),
  );
}

/** The parts of a row's key as a person reads them, each by the type of its column. */
export function keyParts(sheet: SheetRead, fields: Fields, keys: readonly string[]): KeyParts {
  return keys.map((field) => {
    const value = fields.as(field);
    if (value === null || typeof value === "string") return value;
    if (typeof value === "boolean") return value ? "yes" : "no";
    if (typeof value === "object") return "halfUnit" in value ? formatMoney(value.amount) : null;
    switch (sheet.places.columns.get(field)?.column.type) {
      case "year":
        return formatYear(value as FinancialYear);
      case "month":
        return formatMonth(value as Month);
      case "date":
        return formatDay(value as Day);
      default:
        return String(value);
    }
  });
}

/** Names a line by its sheet and key, and keeps where it stands. */
export function lineOf(
  sheet: SheetRead,
  canonicalName: string,
  key: string,
  row: ReadRow,
  amountColumn: MappedColumn | null = null,
): LineId {
  let line = `${canonicalName}:${key}` as LineId;
  // Two rows may share a name where the sheet has no key of its own; a number keeps them apart.
  for (let number = 2; sheet.sources.has(line); number++) line = `${canonicalName}:${key} (${number})` as LineId;
  sheet.sources.add(line, sheet.places, row.row, amountColumn);
  return line;
}

/** The parts of a key in one text, blank ones left out. */
export function keyText(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== "").join(" ");
}

/** A year as text; null for none. */
export function yearText(year: FinancialYear | null): string | null {
  return year === null ? null : formatYear(year);
}

/** A named source, or null where the order of sources decides. */
export function sourceNamed(name: string | null): string | null {
  return name === null || valueKey(name) === valueKey(BY_ORDER) ? null : name;
}

/** A line that was made, with the row it comes from. */
export type Made<T> = { readonly line: T; readonly row: ReadRow };

/**
 * Refuses a row that says otherwise of a thing than an earlier row about the same thing: of two names for one option
 * neither can be taken. A blank says nothing and agrees with everything.
 * @param thing what a row is about; null for nothing that other rows could be about too.
 * @param facts fields of which a thing has one value.
 * @returns the lines whose rows agree with those before them.
 */
export function agreeingRows<T extends object>(
  sheet: SheetRead,
  made: readonly Made<T>[],
  thing: (line: T) => string | null,
  facts: readonly (keyof T & string)[],
): readonly Made<T>[] {
  const first = new Map<string, { readonly said: unknown; readonly row: ReadRow }>();
  return made.filter(({ line, row }) => {
    const name = thing(line);
    if (name === null) return true;
    let doesAgree = true;
    for (const field of facts) {
      const said = line[field];
      if (said === null) continue;
      const key = `${valueKey(name)}${BETWEEN_PARTS}${field}`;
      const earlier = first.get(key);
      if (earlier === undefined) first.set(key, { said, row });
      else if (keyOfFact(earlier.said) !== keyOfFact(said)) {
        const other = cellOf(sheet, earlier.row, field);
        refuseContradiction(sheet, row, field, `differs from ${other}, and both speak of '${shownText(name)}'`, other);
        doesAgree = false;
      }
    }
    return doesAgree;
  });
}

/** Rates are fractions that may be written in several ways, names words that may be typed in several. */
function keyOfFact(said: unknown): unknown {
  if (typeof said === "string") return valueKey(said);
  return typeof said === "object" && said !== null && "numerator" in said && "denominator" in said
    ? Number(said.numerator) / Number(said.denominator)
    : said;
}

/** Reports two entries that cannot both hold. */
export function refuseContradiction(sheet: SheetRead, row: ReadRow, field: string, what: string, alsoAt: string): void {
  report(
    sheet,
    row,
    field,
    "X05_CONTRADICTION",
    "error",
    `${where(sheet, row, field)} ${what}.`,
    "Correct one of the two.",
    { alsoAt },
  );
}
