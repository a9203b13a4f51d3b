/**
 * An .xlsx file into a workbook in memory. Values and formulas come through the file reader with all its guards; looks,
 * tables, rules, links, names, page layout and the rest are read here. What has no counterpart in the engine is kept as the
 * part it is, and is there again when the workbook is saved.
 */
import { readWorkbook } from "../../../hosts/xlsx";
import { type Area, cellKey, columnOfKey, parseArea, rowOfKey } from "../area";
import { Book, type BookOptions } from "../book";
import type { Sheet, Visibility } from "../sheet";
import type { Cell, CellFormat, CellValue } from "../value";
import { type LoadedCells, eachCell, eachRow, formulaOf, loadedCells } from "./cells";
import { readComments } from "./comments";
import {
  type AddInIdentity,
  type CustomXmlPlaces,
  type DocumentState,
  documentState,
  readDocumentParts,
} from "./documentParts";
import { shownFormula } from "./formulaNames";
import { type Parts, WorkbookParts, type ZipCodec } from "./parts";
import { type FiledSheet, type SectionStates, type SheetContext, readSections, sectionStates } from "./sheetParts";
import { Styles, isSame } from "./styles";
import { type WorkbookState, listedSheets, printedState, readWorkbookPart, workbookState } from "./workbookPart";
import { type XmlElement, attributeOf, childOf, flagOf, numberOf, parseXml } from "./xmlText";

export type { Parts, ZipCodec } from "./parts";

export type OpenOptions = BookOptions & {
  /** Names of an add-in's functions as cells show them, such as "NS.ADD": files write them another way. */
  readonly functionNames?: readonly string[];
  /** The add-in whose settings the workbook carries. */
  readonly addIn?: AddInIdentity;
};

/** A workbook that came from a file: what the file held is kept, to be saved again. */
export type OpenedFile = {
  readonly book: Book;
  readonly parts: Parts;
  /** By sheet id: its part, and everything of it as it was. */
  readonly sheets: ReadonlyMap<string, LoadedSheet>;
  readonly workbook: WorkbookState;
  readonly document: DocumentState;
  readonly customXml: CustomXmlPlaces;
  /** The looks of the file's cells, by their number. */
  readonly looks: readonly CellFormat[];
  readonly functionNames: readonly string[];
  readonly addIn: AddInIdentity | undefined;
};

export type LoadedSheet = {
  readonly part: string;
  readonly name: string;
  readonly cells: LoadedCells;
  readonly sections: SectionStates;
  readonly filed: FiledSheet;
  readonly comments: string;
  readonly printed: string;
};

/** The sections of a sheet's part whose content is read row by row. */
const CELLS = new Set(["sheetData"]);

/** The tree of a worksheet's part, its cells left out. */
export function sheetTree(text: string): XmlElement {
  return parseXml(text, CELLS);
}

/** Opens a file; throws with the reader's own words when it is no sound workbook. */
export function openXlsx(bytes: Uint8Array, codec: ZipCodec, options: OpenOptions = {}): OpenedFile {
  const read = readWorkbook(bytes, { fileName: options.name ?? "Book1.xlsx" });
  if (!read.ok) throw new Error(`${read.failure.code}: ${read.failure.message}`);
  const unzipped = codec.unzip(bytes);
  const parts = new WorkbookParts(unzipped);
  const functionNames = options.functionNames ?? [];
  const book = new Book(options);
  const styles = new Styles(parts);
  book.normalFormat = styles.normal;
  const context: SheetContext = { parts, styles, functionNames };
  const loading: { readonly sheet: Sheet; readonly part: string; readonly filed: FiledSheet }[] = [];
  const inFileOrder: (Sheet | undefined)[] = [];
  for (const [index, listed] of listedSheets(parts).entries()) {
    const snapshot = read.value.sheets[index];
    if (!snapshot || !listed.isGrid) {
      inFileOrder.push(undefined);
      continue;
    }
    const sheet = book.addSheet(snapshot.name);
    inFileOrder.push(sheet);
    sheet.visibility.value = SEEN[snapshot.visibility] ?? "Visible";
    const text = parts.text(listed.part);
    const root = sheetTree(text);
    // Rows come first: a table asks its headings' cells for their texts.
    for (const row of snapshot.rows) {
      const width = Math.max(row.values.length, row.formulas?.length ?? 0);
      for (let column = 0; column < width; column += 1) {
        const value = cellValue(row.values[column]);
        const formula = row.formulas?.[column];
        const cell: Cell =
          formula === undefined ? { value } : { value, formula: `=${shownFormula(formula.slice(1), functionNames)}` };
        if (formula !== undefined || value !== null) sheet.cells.put(cellKey(row.row - 1, column), cell);
      }
    }
    const filed = readSections(sheet, listed.part, text, root, context);
    readRows(sheet, text, root, styles);
    sheet.comments.value = readComments(parts, listed.part);
    loading.push({ sheet, part: listed.part, filed });
  }
  readWorkbookPart(book, parts, inFileOrder, functionNames);
  const customXml = readDocumentParts(book, parts, options.addIn);
  const { facts } = read.value;
  book.isReadOnly.value = facts.isReadOnly;
  book.isDate1904 = facts.dateSystem === 1904;
  book.isPrecisionAsDisplayed = facts.isPrecisionAsDisplayed;
  const sheets = new Map(
    loading.map(({ sheet, part, filed }): [string, LoadedSheet] => [
      sheet.id,
      {
        part,
        name: sheet.name.value,
        filed,
        cells: loadedCells(sheet),
        sections: sectionStates(sheet),
        comments: JSON.stringify(sheet.comments.value),
        printed: printedState(sheet),
      },
    ]),
  );
  book.filedCells = new Map(
    loading.map(({ sheet }): [Sheet, ReadonlyMap<number, Cell>] => [
      sheet,
      sheets.get(sheet.id)?.cells.cells ?? new Map(),
    ]),
  );
  // The file holds the values of its formulas: they are worked out again when something changes.
  book.trustValues();
  book.journal.forget();
  book.isDirty.value = false;
  return {
    book,
    parts: unzipped,
    sheets,
    workbook: workbookState(book),
    document: documentState(book),
    customXml,
    looks: styles.looks,
    functionNames,
    addIn: options.addIn,
  };
}

const SEEN: Readonly<Record<string, Visibility>> = { visible: "Visible", hidden: "Hidden", veryHidden: "VeryHidden" };

function cellValue(value: unknown): CellValue {
  if (value === undefined || value === null) return null;
  if (typeof value === "number" || typeof value === "string" || typeof value === "boolean") return value;
  const special = value as { readonly kind: string; readonly error?: string };
  return { error: special.kind === "error" ? (special.error ?? "#VALUE!") : "#UNKNOWN!" };
}

/** Heights, hidden rows, looks of cells and rows, and formulas that fill more than their own cell. */
function readRows(sheet: Sheet, text: string, root: XmlElement, styles: Styles): void {
  const data = childOf(root, "sheetData");
  if (!data) return;
  eachRow(text, data, (row) => {
    const { element } = row;
    const height = numberOf(element, "ht");
    if (height !== undefined) sheet.rowHeights.put(row.row, height);
    if (flagOf(element, "hidden")) sheet.hiddenRows.put(row.row, true);
    if (flagOf(element, "customFormat")) sheet.rowFormats.put(row.row, styles.look(numberOf(element, "s") ?? 0));
    eachCell(text, row, (file) => {
      const look = styles.look(file.style);
      // A cell without a look of its own has that of its line here, and the ordinary one in a file.
      if (!isSame(look, sheet.formatAt(row.row, columnOfKey(file.key)))) sheet.formats.put(file.key, look);
      const cell = sheet.cells.get(file.key);
      if (!cell) return;
      if (styles.isQuoted(file.style) && typeof cell.value === "string" && cell.formula === undefined)
        sheet.cells.put(file.key, { ...cell, isQuoted: true });
      if (cell.formula === undefined) return;
      const formula = formulaOf(text, file.element);
      const area = formula && attributeOf(formula, "t") === "array" && parseArea(attributeOf(formula, "ref") ?? "");
      if (area) markSpilled(sheet, file.key, area);
    });
  });
}

function markSpilled(sheet: Sheet, key: number, area: Area): void {
  for (const { row, column, cell } of sheet.cellsIn(area)) {
    const place = cellKey(row, column);
    if (place === key || rowOfKey(place) < rowOfKey(key)) continue;
    sheet.cells.put(place, { value: cell.value, spilledFrom: key });
  }
}
