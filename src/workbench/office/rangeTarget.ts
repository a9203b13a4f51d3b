/** What a Range stands for: an area of a sheet. A kept range follows its cells when others are inserted before them. */
import { type Area, WHOLE_SHEET, areaOnSheet, parseArea, splitAddress } from "../engine/area";
import type { Book } from "../engine/book";
import type { Sheet, Table } from "../engine/sheet";
import { ApiError, invalidArgument } from "./apiError";

export class RangeTarget {
  /** Its cells were deleted. */
  isLost = false;

  constructor(
    readonly sheet: Sheet,
    private current: Area,
  ) {}

  get area(): Area {
    if (this.isLost || this.sheet.isDeleted.value) throw new ApiError("InvalidReference");
    return this.current;
  }

  /** Moves along with a shift of cells. */
  follow(move: (area: Area) => Area | undefined): void {
    const next = move(this.current);
    if (next) this.current = next;
    else this.isLost = true;
  }

  /** Another area of the same sheet; refused when it leaves the sheet. */
  at(area: Area): RangeTarget {
    const placed = areaOnSheet(area);
    if (!placed) throw invalidArgument();
    return new RangeTarget(this.sheet, placed);
  }
}

/** What RangeAreas stands for. */
export class AreasTarget {
  constructor(
    readonly sheet: Sheet,
    readonly areas: readonly Area[],
  ) {}
}

/** The area an address means, seen from a sheet: A1 text, a name, a table, a part of a table. */
export function areaOfAddress(
  book: Book,
  address: string,
  from: Sheet | undefined,
): { readonly sheet: Sheet; readonly area: Area } {
  const { sheet: sheetName, rest } = splitAddress(address.trim().replace(/^=/, ""));
  const sheet = sheetName === undefined ? from : book.sheetNamed(sheetName);
  if (sheetName !== undefined && !sheet) throw invalidArgument();
  if (rest === "" && sheet) return { sheet, area: WHOLE_SHEET };
  const area = parseArea(rest);
  if (area && sheet) return { sheet, area };
  const name = book.nameSeenFrom(rest, sheet);
  const named = name && book.areaOfFormula(name.formula);
  if (named) return named;
  const part = areaOfStructuredReference(book, rest);
  if (part) return part;
  throw invalidArgument();
}

/** "Costs", "Costs[Amount]", "Costs[[#Headers],[Amount]]": the area of a table's part. */
export function areaOfStructuredReference(
  book: Book,
  text: string,
): { readonly sheet: Sheet; readonly area: Area } | undefined {
  const found = /^([^[\]]+)(?:\[(.*)\])?$/.exec(text.trim());
  const table = found && book.tableNamed(found[1] ?? "");
  if (!table) return undefined;
  const inner = found[2];
  const parts = inner === undefined ? [] : inner.startsWith("[") ? inner.slice(1, -1).split(/\]\s*[,:]\s*\[/) : [inner];
  const items = parts.filter((part) => part.startsWith("#")).map((part) => part.toLowerCase());
  const columns = parts.filter((part) => !part.startsWith("#")).map((part) => columnIndex(table, part));
  if (columns.some((column) => column === undefined)) return undefined;
  const area = partOfTable(table, items);
  if (!area) return undefined;
  const [first, last = first] = columns as number[];
  if (first === undefined || last === undefined) return { sheet: table.sheet, area };
  return {
    sheet: table.sheet,
    area: { ...area, column: area.column + first, columns: last - first + 1 },
  };
}

function columnIndex(table: Table, name: string): number | undefined {
  const wanted = name.replaceAll("'", "").toLowerCase();
  for (let index = 0; index < table.area.value.columns; index += 1) {
    if (table.columnName(index).toLowerCase() === wanted) return index;
  }
  return undefined;
}

function partOfTable(table: Table, items: readonly string[]): Area | undefined {
  const whole = table.area.value;
  if (items.length === 0 || items.includes("#data")) return table.body;
  if (items.includes("#all")) return whole;
  if (items.includes("#headers")) return table.hasHeaders.value ? { ...whole, rows: 1 } : undefined;
  if (items.includes("#totals")) {
    return table.hasTotals.value ? { ...whole, row: whole.row + whole.rows - 1, rows: 1 } : undefined;
  }
  return undefined;
}
