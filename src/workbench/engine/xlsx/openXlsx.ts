/**
 * An .xlsx file into a workbook in memory. Cells, number formats, tables, merges, visibility and hidden lines come through
 * the file reader with all its guards; widths, frozen panes, links and names are read here. Fonts, fills and rules of the
 * file are not shown, and are kept when it is saved.
 */
import { OWNERSHIP_PROPERTY, readWorkbook } from "../../../hosts/xlsx";
import { cellKey, parseArea } from "../area";
import { Book, type BookOptions } from "../book";
import type { Sheet } from "../sheet";
import type { Cell, CellFormat, CellValue } from "../value";
import { attributeOf, elementsOf, unescapeXml } from "./xmlText";

/** The parts of a package by name; whoever opens a file brings the zip library. */
export type Parts = ReadonlyMap<string, Uint8Array>;

export type ZipCodec = {
  readonly unzip: (bytes: Uint8Array) => Parts;
  readonly zip: (parts: Parts) => Uint8Array;
};

/** A workbook that came from a file: what the file held is kept, to be saved again. */
export type OpenedFile = {
  readonly book: Book;
  readonly parts: Parts;
  /** By sheet id: its part, and its cells and formats as they were. */
  readonly sheets: ReadonlyMap<string, LoadedSheet>;
  /** Names, settings and properties as they were. */
  readonly surroundings: string;
};

export type LoadedSheet = {
  readonly part: string;
  readonly name: string;
  readonly cells: ReadonlyMap<number, Cell>;
  readonly formats: ReadonlyMap<number, CellFormat>;
  /** Everything else that is known of it, to see whether it changed. */
  readonly layout: string;
};

/** Opens a file; throws with the reader's own words when it is no sound workbook. */
export function openXlsx(bytes: Uint8Array, codec: ZipCodec, options: BookOptions = {}): OpenedFile {
  const read = readWorkbook(bytes, { fileName: options.name ?? "Book1.xlsx" });
  if (!read.ok) throw new Error(`${read.failure.code}: ${read.failure.message}`);
  const parts = codec.unzip(bytes);
  const book = new Book(options);
  const places = sheetParts(parts);
  const sheets = new Map<string, LoadedSheet>();
  for (const snapshot of read.value.sheets) {
    const sheet = book.addSheet(snapshot.name);
    sheet.visibility.value = { visible: "Visible", hidden: "Hidden", veryHidden: "VeryHidden" }[
      snapshot.visibility
    ] as "Visible";
    if (snapshot.isProtected) sheet.protection.value = { password: undefined, options: {} };
    for (const row of snapshot.rows) {
      if (row.isHidden) sheet.hiddenRows.set(row.row - 1, true);
      for (const [column, numberFormat] of (row.formats ?? []).entries()) {
        if (numberFormat !== undefined) sheet.formats.set(cellKey(row.row - 1, column), { numberFormat });
      }
      const width = Math.max(row.values.length, row.formulas?.length ?? 0);
      for (let column = 0; column < width; column += 1) {
        const value = cellValue(row.values[column]);
        const formula = row.formulas?.[column];
        if (formula !== undefined) sheet.setCell(row.row - 1, column, { value, formula: plainFormula(formula) });
        else if (value !== null) sheet.setCell(row.row - 1, column, { value });
      }
    }
    for (const column of snapshot.hiddenColumns) sheet.hiddenColumns.set(column, true);
    sheet.merges.value = snapshot.merges.map(areaOf);
    for (const table of snapshot.tables) {
      const made = book.addTable(sheet, areaOf(table.area), true, table.name);
      made.hasHeaders.value = table.hasHeader;
      made.hasTotals.value = table.hasTotals;
    }
    if (snapshot.ownership) sheet.customProperties.set(OWNERSHIP_PROPERTY, snapshot.ownership.role);
    const part = places.get(snapshot.name) ?? "";
    readLayout(sheet, textOf(parts, part));
    sheets.set(sheet.id, {
      part,
      name: snapshot.name,
      cells: new Map(sheet.cells.entries()),
      formats: new Map(sheet.formats.entries()),
      layout: layoutOf(sheet),
    });
  }
  readNames(book, textOf(parts, "xl/workbook.xml"));
  book.isReadOnly.value = read.value.facts.isReadOnly;
  if (read.value.facts.isStructureLocked) book.isStructureProtected.value = { password: undefined };
  if (read.value.facts.isManualCalculation) book.calculationMode.value = "Manual";
  book.journal.forget();
  book.isDirty.value = false;
  return { book, parts, sheets, surroundings: surroundingsOf(book) };
}

/** What a sheet has beside its cells, as text to compare. */
export function layoutOf(sheet: Sheet): string {
  return JSON.stringify([
    sheet.visibility.value,
    sheet.tabColor.value,
    sheet.protection.value ?? null,
    sheet.freeze.value ?? null,
    sheet.filter.value ?? null,
    sheet.merges.value,
    [...sheet.columnWidths.entries()],
    [...sheet.rowHeights.entries()],
    [...sheet.hiddenColumns.keys()],
    [...sheet.hiddenRows.keys()],
    [...sheet.columnFormats.entries()],
    [...sheet.rowFormats.entries()],
    [...sheet.hyperlinks.entries()],
    [...sheet.customProperties.entries()],
    sheet.tables.map((table) => [table.name.value, table.area.value, table.hasTotals.value, table.style.value]),
  ]);
}

/** What a workbook has beside its sheets, as text to compare. */
export function surroundingsOf(book: Book): string {
  return JSON.stringify([
    [...book.names.values()].map((item) => [item.name, item.formula, item.sheet?.id ?? ""]),
    [...book.settings.entries()],
    [...book.properties.entries()],
    [...book.customProperties.entries()],
    [...book.customXmlParts.values()],
  ]);
}

/** The text of a part; empty where there is none. */
export function textOf(parts: Parts, name: string): string {
  const bytes = parts.get(name);
  return bytes ? new TextDecoder().decode(bytes) : "";
}

/** The part of each sheet by the sheet's name. */
export function sheetParts(parts: Parts): Map<string, string> {
  const targets = new Map(
    elementsOf(textOf(parts, "xl/_rels/workbook.xml.rels"), "Relationship").map(({ attributes }) => [
      attributeOf(attributes, "Id") ?? "",
      attributeOf(attributes, "Target") ?? "",
    ]),
  );
  return new Map(
    elementsOf(textOf(parts, "xl/workbook.xml"), "sheet").map(({ attributes }) => {
      const target = targets.get(attributeOf(attributes, "r:id") ?? "") ?? "";
      return [attributeOf(attributes, "name") ?? "", target.startsWith("/") ? target.slice(1) : `xl/${target}`];
    }),
  );
}

function cellValue(value: unknown): CellValue {
  if (value === undefined || value === null) return null;
  if (typeof value === "number" || typeof value === "string" || typeof value === "boolean") return value;
  const special = value as { readonly kind: string; readonly error?: string };
  return { error: special.kind === "error" ? (special.error ?? "#VALUE!") : "#UNKNOWN!" };
}

/** New functions carry prefixes in files that nobody sees. */
function plainFormula(formula: string): string {
  return formula.replace(/_xlfn\.(?:_xlws\.)?|_xlpm\./g, "");
}

function areaOf(area: {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}) {
  return {
    row: area.top - 1,
    column: area.left,
    rows: area.bottom - area.top + 1,
    columns: area.right - area.left + 1,
  };
}

function readLayout(sheet: Sheet, xml: string): void {
  for (const { attributes } of elementsOf(xml, "col")) {
    const width = Number(attributeOf(attributes, "width"));
    const first = Number(attributeOf(attributes, "min"));
    const last = Math.min(Number(attributeOf(attributes, "max")), first + 1000);
    if (!(width > 0) || attributeOf(attributes, "customWidth") === "0") continue;
    for (let column = first; column <= last; column += 1) {
      sheet.columnWidths.set(column - 1, Math.round(width * 7) * 0.75);
    }
  }
  const [pane] = elementsOf(xml, "pane");
  if (pane && attributeOf(pane.attributes, "state") === "frozen") {
    const rows = Number(attributeOf(pane.attributes, "ySplit") ?? 0);
    const columns = Number(attributeOf(pane.attributes, "xSplit") ?? 0);
    if (rows + columns > 0) sheet.freeze.value = { rows, columns };
  }
  for (const { attributes } of elementsOf(xml, "hyperlink")) {
    const area = parseArea(attributeOf(attributes, "ref") ?? "");
    const location = attributeOf(attributes, "location");
    if (area && location !== undefined) {
      sheet.hyperlinks.set(cellKey(area.row, area.column), { documentReference: location });
    }
  }
}

function readNames(book: Book, xml: string): void {
  for (const { attributes, inner } of elementsOf(xml, "definedName")) {
    const name = attributeOf(attributes, "name") ?? "";
    if (name.startsWith("_xlnm.")) continue;
    const place = attributeOf(attributes, "localSheetId");
    book.defineName({
      name,
      formula: `=${unescapeXml(inner)}`,
      comment: attributeOf(attributes, "comment") ?? "",
      isVisible: attributeOf(attributes, "hidden") !== "1",
      sheet: place === undefined ? undefined : book.sheets[Number(place)],
    });
  }
}
