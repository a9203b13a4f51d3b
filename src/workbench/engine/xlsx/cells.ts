/** The cells of a sheet: how they look in the file, and the rows that changed put back into it. */
import {
  type Area,
  areaText,
  cellKey,
  columnName,
  columnOf,
  columnOfKey,
  contains,
  parseArea,
  rowOfKey,
} from "../area";
import type { Sheet } from "../sheet";
import { type Cell, type CellFormat, isError } from "../value";
import { filedFormula, isArrayFormula } from "./formulaNames";
import type { Styles } from "./styles";
import {
  type Edit,
  type XmlElement,
  attributeOf,
  childOf,
  eachElement,
  escapeXml,
  numberOf,
  parseXml,
  sourceOf,
  withAttribute,
  withPrefix,
} from "./xmlText";

/** A row of the file with the places of its cells. */
export type FileRow = {
  readonly row: number;
  readonly element: XmlElement;
  readonly hasNumber: boolean;
};

/** A cell of the file. */
export type FileCell = {
  readonly key: number;
  readonly element: XmlElement;
  readonly style: number;
  readonly hasPlace: boolean;
};

/** Calls for every row of the sheet's data, in the file's order. Rows and columns count from nought. */
export function eachRow(text: string, data: XmlElement, visit: (row: FileRow) => void): void {
  let next = 0;
  eachElement(text, `${data.prefix}row`, data.contentStart, data.contentEnd, (element) => {
    const number = numberOf(element, "r");
    const row = number === undefined ? next : number - 1;
    next = row + 1;
    visit({ row, element, hasNumber: number !== undefined });
  });
}

/** Calls for every cell of a row, in the file's order. */
export function eachCell(text: string, row: FileRow, visit: (cell: FileCell) => void): void {
  let next = 0;
  const { element: line } = row;
  eachElement(text, `${line.prefix}c`, line.contentStart, line.contentEnd, (element) => {
    const place = /(?:^|\s)r\s*=\s*["']([A-Za-z]+)/.exec(element.attributes)?.[1];
    const column = (place === undefined ? undefined : columnOf(place)) ?? next;
    next = column + 1;
    const style = /(?:^|\s)s\s*=\s*["'](\d+)/.exec(element.attributes)?.[1];
    visit({
      key: cellKey(row.row, column),
      element,
      style: style === undefined ? 0 : Number(style),
      hasPlace: place !== undefined,
    });
  });
}

/** The formula element of a cell; undefined for a cell that holds none. */
export function formulaOf(text: string, cell: XmlElement): XmlElement | undefined {
  // Looked for within the cell alone: a search of the whole sheet for each cell would take the square of its length.
  const inner = text.slice(cell.contentStart, cell.contentEnd);
  if (!inner.includes(`<${cell.prefix}f`)) return undefined;
  let found: XmlElement | undefined;
  const offset = cell.contentStart;
  eachElement(inner, `${cell.prefix}f`, 0, inner.length, (element) => {
    found ??= {
      ...element,
      start: element.start + offset,
      contentStart: element.contentStart + offset,
      contentEnd: element.contentEnd + offset,
      end: element.end + offset,
    };
  });
  return found;
}

/** Cells and rows as they were when the file was opened, or none for a sheet that is new. */
export type LoadedCells = {
  readonly cells: ReadonlyMap<number, Cell>;
  readonly formats: ReadonlyMap<number, CellFormat>;
  /** What is known of the rows, by row, as text to compare. */
  readonly rows: ReadonlyMap<number, string>;
  /** Looks of whole lines, as text to compare. */
  readonly lineFormats: string;
};

export const NO_CELLS: LoadedCells = { cells: new Map(), formats: new Map(), rows: new Map(), lineFormats: "" };

/** What is known of a sheet's cells now, to be compared when it is saved. */
export function loadedCells(sheet: Sheet): LoadedCells {
  return {
    cells: new Map(sheet.cells.entries()),
    formats: new Map(sheet.formats.entries()),
    rows: rowStates(sheet),
    lineFormats: lineFormatsOf(sheet),
  };
}

function rowStates(sheet: Sheet): Map<number, string> {
  const rows = new Set([...sheet.rowHeights.keys(), ...sheet.hiddenRows.keys(), ...sheet.rowFormats.keys()]);
  return new Map(
    [...rows].map((row) => [
      row,
      JSON.stringify([sheet.rowHeights.get(row) ?? null, sheet.hiddenRows.has(row), sheet.rowFormats.get(row) ?? null]),
    ]),
  );
}

function lineFormatsOf(sheet: Sheet): string {
  return JSON.stringify([[...sheet.columnFormats.entries()], [...sheet.rowFormats.entries()], sheet.sheetFormat.value]);
}

/** What cells are written with. */
export type CellWriting = {
  readonly styles: Styles;
  /** Names of an add-in's functions, as cells show them. */
  readonly functionNames: readonly string[];
  /** The number by which the file marks formulas that spill; asked for when the first is met. */
  readonly dynamicArrayMark: () => number;
};

/** What saving the cells of a sheet comes to. */
export type CellEdits = { readonly edits: readonly Edit[]; readonly isFormulaChanged: boolean };

/** The changes of a sheet's text that bring its rows to what the engine holds. Rows without a change stay as they are. */
export function editCells(
  text: string,
  data: XmlElement,
  sheet: Sheet,
  loaded: LoadedCells,
  writing: CellWriting,
): CellEdits {
  const areLinesRestyled = loaded !== NO_CELLS && lineFormatsOf(sheet) !== loaded.lineFormats;
  const changed = changedKeys(sheet, loaded);
  if (areLinesRestyled) addRestyled(text, data, sheet, changed, writing);
  const states = rowStates(sheet);
  const changedRows = new Set<number>();
  for (const row of new Set([...states.keys(), ...loaded.rows.keys()])) {
    if (states.get(row) !== loaded.rows.get(row)) changedRows.add(row);
  }
  if (changed.size === 0 && changedRows.size === 0) return { edits: [], isFormulaChanged: false };
  const { unshared, hasGaps } = readGroups(text, data, sheet, loaded, changed);
  const keysByRow = new Map<number, number[]>();
  for (const key of changed) {
    const row = rowOfKey(key);
    listAt(keysByRow, row).push(key);
    changedRows.add(row);
  }
  const edits: Edit[] = [];
  const rows: FileRow[] = [];
  eachRow(text, data, (row) => rows.push(row));
  const pending = [...changedRows].sort((one, other) => one - other);
  const made = (row: number): string =>
    withPrefix(rowXml(sheet, row, "", new Map(), keysByRow.get(row) ?? [], writing), data.prefix);
  let isFormulaChanged = false;
  for (const key of changed) {
    const before = loaded.cells.get(key)?.formula;
    const now = sheet.cells.get(key)?.formula;
    if (before !== now) isFormulaChanged = true;
  }
  const done = new Set<number>();
  for (const file of rows) {
    // New rows go before the first row of the file that stands below them.
    let inserted = "";
    while (pending.length > 0 && (pending[0] ?? 0) < file.row) {
      const row = pending.shift() ?? 0;
      if (!done.has(row)) inserted += made(row);
    }
    if (pending[0] === file.row) pending.shift();
    if (inserted !== "") edits.push({ start: file.element.start, end: file.element.start, xml: inserted });
    if (done.has(file.row) || (!changedRows.has(file.row) && !hasGaps)) continue;
    done.add(file.row);
    const cells = new Map<number, string>();
    const present = new Set<number>();
    eachCell(text, file, (cell) => {
      present.add(cell.key);
      let xml = sourceOf(text, cell.element);
      if (!cell.hasPlace)
        xml = xml.replace(/<([\w.:-]+)/, (_whole, name: string) => `<${name} r="${placeOf(cell.key)}"`);
      if (changed.has(cell.key)) {
        const isUnshared = unshared.has(cell.key);
        xml = changedCellXml(text, sheet, cell, loaded, isUnshared, writing);
      }
      if (xml !== "") cells.set(cell.key, xml);
    });
    const fresh = (keysByRow.get(file.row) ?? []).filter((key) => !present.has(key));
    let { attributes } = file.element;
    if (!file.hasNumber) attributes = withAttribute(attributes, "r", file.row + 1);
    if (states.get(file.row) !== loaded.rows.get(file.row))
      attributes = rowAttributes(sheet, file.row, attributes, writing);
    const xml = rowXml(sheet, file.row, attributes, cells, fresh, writing);
    edits.push({ start: file.element.start, end: file.element.end, xml: withPrefix(xml, data.prefix) });
  }
  const behind = pending
    .filter((row) => !done.has(row))
    .map(made)
    .join("");
  if (behind !== "") {
    const isEmpty = data.contentStart === data.end;
    if (!isEmpty) edits.push({ start: data.contentEnd, end: data.contentEnd, xml: behind });
    else {
      const name = `${data.prefix}${data.name}`;
      edits.push({ start: data.start, end: data.end, xml: `<${name}${data.attributes}>${behind}</${name}>` });
    }
  }
  return { edits, isFormulaChanged };
}

/** The list that a map keeps under a key, begun where there is none. */
function listAt<K, V>(map: Map<K, V[]>, key: K): V[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}

function changedKeys(sheet: Sheet, loaded: LoadedCells): Set<number> {
  const changed = new Set<number>();
  for (const [key, cell] of sheet.cells.entries()) {
    const before = loaded.cells.get(key);
    if (before !== cell && (!before || !isSameCell(before, cell))) changed.add(key);
  }
  for (const key of loaded.cells.keys()) if (!sheet.cells.has(key)) changed.add(key);
  for (const [key, format] of sheet.formats.entries()) if (loaded.formats.get(key) !== format) changed.add(key);
  for (const key of loaded.formats.keys()) if (!sheet.formats.has(key)) changed.add(key);
  return changed;
}

/** A cell without a look of its own has that of its row, column or sheet, which may have changed. */
function addRestyled(text: string, data: XmlElement, sheet: Sheet, changed: Set<number>, writing: CellWriting): void {
  for (const key of sheet.cells.keys()) if (!sheet.formats.has(key)) changed.add(key);
  eachRow(text, data, (row) => {
    eachCell(text, row, ({ key, style }) => {
      if (changed.has(key) || sheet.formats.has(key)) return;
      if (styleOf(sheet, key, style, undefined, writing) !== style) changed.add(key);
    });
  });
}

function isSameCell(one: Cell, other: Cell): boolean {
  return (
    one.formula === other.formula &&
    one.isQuoted === other.isQuoted &&
    one.spilledFrom === other.spilledFrom &&
    isSameValue(one, other)
  );
}

function isSameValue(one: Cell | undefined, other: Cell | undefined): boolean {
  const [before, now] = [one?.value ?? null, other?.value ?? null];
  if (isError(before) && isError(now)) return before.error === now.error;
  return Object.is(before, now);
}

/** Formulas that one cell of the file holds for others too: where one of them changes, all are written out. */
function readGroups(
  text: string,
  data: XmlElement,
  sheet: Sheet,
  loaded: LoadedCells,
  changed: Set<number>,
): { readonly unshared: ReadonlySet<number>; readonly hasGaps: boolean } {
  const groups = new Map<string, number[]>();
  const arrays: { readonly key: number; readonly area: Area }[] = [];
  let hasGaps = false;
  eachRow(text, data, (row) => {
    if (!row.hasNumber) hasGaps = true;
    eachCell(text, row, (cell) => {
      if (!cell.hasPlace) hasGaps = true;
      const formula = formulaOf(text, cell.element);
      if (!formula) return;
      const kind = attributeOf(formula, "t");
      const index = attributeOf(formula, "si");
      if (kind === "shared" && index !== undefined) listAt(groups, index).push(cell.key);
      const area = kind === "array" ? parseArea(attributeOf(formula, "ref") ?? "") : undefined;
      if (area) arrays.push({ key: cell.key, area });
    });
  });
  const isFormulaChanged = (key: number): boolean => loaded.cells.get(key)?.formula !== sheet.cells.get(key)?.formula;
  const unshared = new Set<number>();
  for (const keys of groups.values()) {
    if (!keys.some(isFormulaChanged)) continue;
    for (const key of keys) {
      unshared.add(key);
      changed.add(key);
    }
  }
  for (const { key, area } of arrays) {
    const isTouched = [...changed].some((one) =>
      contains(area, { row: rowOfKey(one), column: columnOfKey(one), rows: 1, columns: 1 }),
    );
    if (isTouched) changed.add(key);
  }
  return { unshared, hasGaps };
}

function rowAttributes(sheet: Sheet, row: number, attributes: string, writing: CellWriting): string {
  let next = attributes;
  const set = (name: string, value: string | number | undefined): void => {
    next = withAttribute(next, name, value);
  };
  const height = sheet.rowHeights.get(row);
  const format = sheet.rowFormats.get(row);
  if (numberOf({ attributes }, "ht") !== height) {
    set("ht", height);
    set("customHeight", height === undefined ? undefined : 1);
  }
  set("hidden", sheet.hiddenRows.has(row) ? 1 : undefined);
  const before = numberOf({ attributes }, "s") ?? 0;
  set("s", format === undefined ? undefined : writing.styles.indexOf(format, before, false));
  set("customFormat", format === undefined ? undefined : 1);
  return next;
}

function rowXml(
  sheet: Sheet,
  row: number,
  attributes: string,
  cells: Map<number, string>,
  fresh: readonly number[],
  writing: CellWriting,
): string {
  const start = attributes === "" ? rowAttributes(sheet, row, ` r="${row + 1}"`, writing) : attributes;
  for (const key of fresh) {
    const xml = freshCellXml(sheet, key, writing);
    if (xml !== "") cells.set(key, xml);
  }
  const inOrder = [...cells].sort(([one], [other]) => one - other).map(([, xml]) => xml);
  const isPlain = withAttribute(start, "r", undefined).trim() === "";
  if (inOrder.length === 0 && isPlain) return "";
  return `<row${withAttribute(start, "spans", undefined)}>${inOrder.join("")}</row>`;
}

function placeOf(key: number): string {
  return `${columnName(columnOfKey(key))}${rowOfKey(key) + 1}`;
}

/** The number of the look that a cell has, whether of its own or of its line. */
function styleOf(sheet: Sheet, key: number, base: number, cell: Cell | undefined, { styles }: CellWriting): number {
  const look = sheet.formatAt(rowOfKey(key), columnOfKey(key));
  return styles.indexOf(look, base, cell?.isQuoted === true);
}

function freshCellXml(sheet: Sheet, key: number, writing: CellWriting): string {
  const cell = sheet.cells.get(key);
  const style = styleOf(sheet, key, 0, cell, writing);
  if (!cell && style === 0 && !sheet.formats.has(key)) return "";
  const { mark, xml } = formulaXml(sheet, key, cell, writing);
  return cellXml(key, style, cell, xml, mark);
}

function changedCellXml(
  text: string,
  sheet: Sheet,
  file: FileCell,
  loaded: LoadedCells,
  isUnshared: boolean,
  writing: CellWriting,
): string {
  const { key, element } = file;
  const cell = sheet.cells.get(key);
  const before = loaded.cells.get(key);
  const style = styleOf(sheet, key, file.style, cell, writing);
  const isSameFormula = before?.formula === cell?.formula && before?.spilledFrom === cell?.spilledFrom;
  const formula = formulaOf(text, element);
  const isArray = formula !== undefined && attributeOf(formula, "t") === "array";
  if (isSameFormula && isSameValue(before, cell) && !isUnshared && !isArray) {
    // Only the look changed: texts with runs of their own, and what else the cell says, stay as they are.
    if (!cell && style === 0 && !sheet.formats.has(key)) return "";
    let attributes = withAttribute(element.attributes, "s", style === 0 ? undefined : style);
    if (!file.hasPlace) attributes = ` r="${placeOf(key)}"${attributes}`;
    const name = `${element.prefix}c`;
    const content = text.slice(element.contentStart, element.contentEnd);
    return content === "" ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`;
  }
  if (!cell && style === 0 && !sheet.formats.has(key)) return "";
  if (formula && isSameFormula && !isUnshared) {
    let kept = sourceOf(text, formula);
    const spill = spillOf(sheet, key);
    if (isArray) {
      const attributes = withAttribute(formula.attributes, "ref", areaText(spill));
      kept = `<${element.prefix}f${attributes}>${text.slice(formula.contentStart, formula.contentEnd)}</${element.prefix}f>`;
    }
    return cellXml(key, style, cell, kept, numberOf(element, "cm"));
  }
  const { mark, xml } = formulaXml(sheet, key, cell, writing);
  return cellXml(key, style, cell, xml, mark);
}

/** A cell as the file has it. Its formula comes written. */
function cellXml(
  key: number,
  style: number,
  cell: Cell | undefined,
  formula: string,
  mark: number | undefined,
): string {
  const start = `<c r="${placeOf(key)}"${style === 0 ? "" : ` s="${style}"`}`;
  const marked = mark === undefined ? "" : ` cm="${mark}"`;
  const value = cell?.value ?? null;
  if (value === null) return formula === "" ? `${start}/>` : `${start}${marked}>${formula}</c>`;
  if (typeof value === "number") return `${start}${marked}>${formula}<v>${value}</v></c>`;
  if (typeof value === "boolean") return `${start} t="b"${marked}>${formula}<v>${value ? 1 : 0}</v></c>`;
  if (isError(value)) return `${start} t="e"${marked}>${formula}<v>${escapeXml(filedError(value.error))}</v></c>`;
  if (formula !== "" || cell?.spilledFrom !== undefined) {
    return `${start} t="str"${marked}>${formula}<v>${escapeXml(value)}</v></c>`;
  }
  return `${start} t="inlineStr"><is><t xml:space="preserve">${escapeXml(value)}</t></is></c>`;
}

const FILED_ERRORS = new Set(["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"]);

/** Errors of later editions are #VALUE! in a file, with a mark for programs that know more; they are worked out anew. */
function filedError(error: string): string {
  return FILED_ERRORS.has(error) ? error : "#VALUE!";
}

function formulaXml(
  sheet: Sheet,
  key: number,
  cell: Cell | undefined,
  writing: CellWriting,
): { readonly xml: string; readonly mark: number | undefined } {
  if (cell?.formula === undefined) return { xml: "", mark: undefined };
  const text = escapeXml(filedFormula(cell.formula.slice(1), writing.functionNames));
  const spill = spillOf(sheet, key);
  const isSpilling = spill.rows * spill.columns > 1;
  if (!isSpilling && !isArrayFormula(cell.formula)) return { xml: `<f>${text}</f>`, mark: undefined };
  return { xml: `<f t="array" ref="${areaText(spill)}">${text}</f>`, mark: writing.dynamicArrayMark() };
}

function spillOf(sheet: Sheet, key: number): Area {
  const row = rowOfKey(key);
  const column = columnOfKey(key);
  let rows = 1;
  let columns = 1;
  while (sheet.cells.get(cellKey(row + rows, column))?.spilledFrom === key) rows += 1;
  while (sheet.cells.get(cellKey(row, column + columns))?.spilledFrom === key) columns += 1;
  return { row, column, rows, columns };
}

/** The mark of formulas that spill: its number within the file's metadata, and the metadata with it in them. */
export function withDynamicArrays(metadata: string): { readonly mark: number; readonly xml: string } {
  const type =
    '<metadataType name="XLDAPR" minSupportedVersion="120000" copy="1" pasteAll="1" pasteValues="1" merge="1" ' +
    'splitFirst="1" rowColShift="1" clearFormats="1" clearComments="1" assign="1" coerce="1" cellMeta="1"/>';
  const future =
    '<futureMetadata name="XLDAPR" count="1"><bk><extLst><ext uri="{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}">' +
    '<xda:dynamicArrayProperties xmlns:xda="http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray" ' +
    'fDynamic="1" fCollapsed="0"/></ext></extLst></bk></futureMetadata>';
  if (metadata === "") {
    const xml =
      `<metadataTypes count="1">${type}</metadataTypes>${future}` +
      '<cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata>';
    return { mark: 1, xml };
  }
  const root = parseXml(metadata);
  const types = childOf(root, "metadataTypes")?.children ?? [];
  const known = types.findIndex((one) => attributeOf(one, "name") === "XLDAPR");
  const blocks = childOf(root, "cellMetadata")?.children ?? [];
  const mark = blocks.findIndex((block) => {
    const [record] = block.children;
    return record !== undefined && numberOf(record, "t") === known + 1;
  });
  return { mark: known < 0 || mark < 0 ? 0 : mark + 1, xml: "" };
}
