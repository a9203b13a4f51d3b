/**
 * A workbook that came from a file back into bytes: cells that changed are written into their sheets, added sheets become
 * parts of their own, and every other part stays byte for byte. What could not be written is said.
 */
import { type Area, areaText, cellKey, columnName, columnOfKey, parseArea, rowOfKey } from "../area";
import type { Sheet } from "../sheet";
import { type Cell, type CellFormat, isError } from "../value";
import { type LoadedSheet, type OpenedFile, type ZipCodec, layoutOf, surroundingsOf, textOf } from "./openXlsx";
import { attributeOf, elementsOf, escapeXml } from "./xmlText";

export type SavedFile = {
  readonly bytes: Uint8Array;
  /** What the workbook holds that the file does not, in words. */
  readonly notSaved: readonly string[];
};

/** Saves a workbook over the package it was opened from. */
export function saveXlsx(file: OpenedFile, codec: ZipCodec): SavedFile {
  const parts = new Map(file.parts);
  const notSaved: string[] = [];
  const write = (name: string, text: string): void => void parts.set(name, new TextEncoder().encode(text));
  const styles = new Styles(textOf(parts, "xl/styles.xml"));
  let isFormulaChanged = false;
  for (const sheet of file.book.sheets) {
    const loaded = file.sheets.get(sheet.id);
    if (!loaded) {
      addSheetPart(parts, write, sheet, styles);
      isFormulaChanged = true;
      continue;
    }
    if (loaded.name !== sheet.name.value)
      notSaved.push(`The new name of sheet "${loaded.name}", "${sheet.name.value}"`);
    if (layoutOf(sheet) !== loaded.layout) {
      notSaved.push(
        `What changed beside the cells of sheet "${sheet.name.value}": widths, hidden lines, tables and the like`,
      );
    }
    const changed = changedCells(sheet, loaded);
    if (changed.size === 0) continue;
    isFormulaChanged ||= [...changed].some(
      (key) => sheet.cells.get(key)?.formula !== undefined || loaded.cells.get(key)?.formula !== undefined,
    );
    const before = textOf(parts, loaded.part);
    const after = patchCells(before, sheet, loaded, changed, styles);
    if (after === undefined) notSaved.push(`The cells of sheet "${sheet.name.value}"`);
    else write(loaded.part, after);
  }
  for (const [id, loaded] of file.sheets) {
    if (!file.book.sheets.some((sheet) => sheet.id === id)) notSaved.push(`The deletion of sheet "${loaded.name}"`);
  }
  for (const sheet of file.book.sheets) {
    const what = [
      [sheet.conditionalFormats.value.length > 0, "conditional formats"],
      [sheet.validations.value.length > 0, "data validation"],
      [sheet.comments.value.length > 0, "comments"],
      [!file.sheets.has(sheet.id) && sheet.tables.length > 0, "tables"],
      [!file.sheets.has(sheet.id) && sheet.customProperties.size > 0, "custom properties"],
      [!file.sheets.has(sheet.id) && sheet.hyperlinks.size > 0, "links"],
    ] as const;
    for (const [isThere, name] of what) if (isThere) notSaved.push(`The ${name} of sheet "${sheet.name.value}"`);
  }
  if (surroundingsOf(file.book) !== file.surroundings) notSaved.push("What changed in names, settings or properties");
  if (styles.isChanged) write("xl/styles.xml", styles.text);
  // A chain of calculation that names cells without formulas makes Excel repair the file; without one it makes its own.
  if (isFormulaChanged) dropCalculationChain(parts, write);
  return { bytes: codec.zip(parts), notSaved };
}

function changedCells(sheet: Sheet, loaded: LoadedSheet): Set<number> {
  const changed = new Set<number>();
  for (const key of new Set([
    ...sheet.cells.keys(),
    ...loaded.cells.keys(),
    ...sheet.formats.keys(),
    ...loaded.formats.keys(),
  ])) {
    const before = loaded.cells.get(key);
    const after = sheet.cells.get(key);
    const isSame = before?.formula === after?.formula && JSON.stringify(before?.value) === JSON.stringify(after?.value);
    const isSameLook = JSON.stringify(loaded.formats.get(key) ?? {}) === JSON.stringify(sheet.formats.get(key) ?? {});
    if (!isSame || !isSameLook) changed.add(key);
  }
  return changed;
}

type Write = (name: string, text: string) => void;

/** The sheet's text with the changed cells in it; undefined when it is written in a way that is not known here. */
function patchCells(
  xml: string,
  sheet: Sheet,
  loaded: LoadedSheet,
  changed: ReadonlySet<number>,
  styles: Styles,
): string | undefined {
  const data = /<sheetData\s*\/>|<sheetData\s*>([\s\S]*?)<\/sheetData>/.exec(xml);
  if (!data) return undefined;
  const rows = new Map<number, { attributes: string; cells: Map<number, { attributes: string; xml: string }> }>();
  let next = 1;
  for (const row of elementsOf(data[1] ?? "", "row")) {
    const number = Number(attributeOf(row.attributes, "r") ?? next);
    next = number + 1;
    const cells = new Map<number, { attributes: string; xml: string }>();
    for (const cell of elementsOf(row.inner, "c")) {
      const area = parseArea(attributeOf(cell.attributes, "r") ?? "");
      // A formula shared by a block stands in its first cell: taking the block apart is not done here.
      if (!area || /<f[^>]*t="shared"/.test(cell.inner)) return undefined;
      cells.set(area.column, { attributes: cell.attributes, xml: row.inner.slice(cell.start, cell.end) });
    }
    rows.set(number, { attributes: row.attributes, cells });
  }
  for (const key of changed) {
    const number = rowOfKey(key) + 1;
    const row = rows.get(number) ?? {
      attributes: ` r="${number}"`,
      cells: new Map<number, { attributes: string; xml: string }>(),
    };
    rows.set(number, row);
    const before = row.cells.get(columnOfKey(key));
    const style = attributeOf(before?.attributes ?? "", "s");
    const look = sheet.formats.get(key) ?? {};
    const isSameLook = JSON.stringify(loaded.formats.get(key) ?? {}) === JSON.stringify(look);
    const index = isSameLook ? Number(style ?? 0) : styles.indexOf(look, Number(style ?? 0));
    const text = cellXml(sheet, key, sheet.cells.get(key), index);
    if (text === undefined) row.cells.delete(columnOfKey(key));
    else row.cells.set(columnOfKey(key), { attributes: "", xml: text });
  }
  const text = [...rows]
    .sort(([one], [other]) => one - other)
    .map(([, row]) => {
      const cells = [...row.cells].sort(([one], [other]) => one - other).map(([, cell]) => cell.xml);
      return `<row${row.attributes.replace(/\sspans="[^"]*"/, "")}>${cells.join("")}</row>`;
    })
    .join("");
  return `${xml.slice(0, data.index)}<sheetData>${text}</sheetData>${xml.slice(data.index + data[0].length)}`;
}

/** A cell as the file has it; undefined for one that holds nothing and looks like nothing. */
function cellXml(sheet: Sheet, key: number, cell: Cell | undefined, style: number): string | undefined {
  const place = `${columnName(columnOfKey(key))}${rowOfKey(key) + 1}`;
  const look = style === 0 ? "" : ` s="${style}"`;
  if (!cell) return style === 0 ? undefined : `<c r="${place}"${look}/>`;
  const { value } = cell;
  const formula = cell.formula === undefined ? "" : formulaXml(sheet, key, cell.formula);
  if (typeof value === "number") return `<c r="${place}"${look}>${formula}<v>${value}</v></c>`;
  if (typeof value === "boolean") return `<c r="${place}"${look} t="b">${formula}<v>${value ? 1 : 0}</v></c>`;
  if (isError(value)) return `<c r="${place}"${look} t="e">${formula}<v>${escapeXml(value.error)}</v></c>`;
  if (formula !== "") return `<c r="${place}"${look} t="str">${formula}<v>${escapeXml(value ?? "")}</v></c>`;
  return `<c r="${place}"${look} t="inlineStr"><is><t xml:space="preserve">${escapeXml(value ?? "")}</t></is></c>`;
}

const NEWER_FUNCTIONS =
  /\b(XLOOKUP|XMATCH|LET|LAMBDA|SEQUENCE|UNIQUE|IFS|SWITCH|MAXIFS|MINIFS|CONCAT|TEXTJOIN|RANDARRAY|SORTBY)\(/g;
const NEWER_SHEET_FUNCTIONS = /\b(FILTER|SORT)\(/g;

function formulaXml(sheet: Sheet, key: number, formula: string): string {
  const text = escapeXml(
    formula.slice(1).replace(NEWER_FUNCTIONS, "_xlfn.$1(").replace(NEWER_SHEET_FUNCTIONS, "_xlfn._xlws.$1("),
  );
  const spill = spillOf(sheet, key);
  return spill ? `<f t="array" ref="${areaText(spill)}">${text}</f>` : `<f>${text}</f>`;
}

function spillOf(sheet: Sheet, key: number): Area | undefined {
  const row = rowOfKey(key);
  const column = columnOfKey(key);
  let rows = 1;
  let columns = 1;
  while (sheet.cells.get(cellKey(row + rows, column))?.spilledFrom === key) rows += 1;
  while (sheet.cells.get(cellKey(row, column + columns))?.spilledFrom === key) columns += 1;
  return rows * columns === 1 ? undefined : { row, column, rows, columns };
}

// ---------------------------------------------------------------------------------------------- added sheets

const RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const WORKSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";

function addSheetPart(parts: ReadonlyMap<string, Uint8Array>, write: Write, sheet: Sheet, styles: Styles): void {
  let number = 1;
  while (parts.has(`xl/worksheets/sheet${number}.xml`)) number += 1;
  const part = `xl/worksheets/sheet${number}.xml`;
  write(part, newSheetXml(sheet, styles));

  const types = textOf(parts, "[Content_Types].xml");
  write(
    "[Content_Types].xml",
    types.replace("</Types>", `<Override PartName="/${part}" ContentType="${WORKSHEET_TYPE}"/></Types>`),
  );
  const relations = textOf(parts, "xl/_rels/workbook.xml.rels");
  const used = elementsOf(relations, "Relationship").map(({ attributes }) => attributeOf(attributes, "Id"));
  let id = 1;
  while (used.includes(`rId${id}`)) id += 1;
  write(
    "xl/_rels/workbook.xml.rels",
    relations.replace(
      "</Relationships>",
      `<Relationship Id="rId${id}" Type="${RELATION}/worksheet" Target="worksheets/sheet${number}.xml"/></Relationships>`,
    ),
  );
  const workbook = textOf(parts, "xl/workbook.xml");
  const ids = elementsOf(workbook, "sheet").map(({ attributes }) => Number(attributeOf(attributes, "sheetId")));
  const state = { Visible: "", Hidden: ' state="hidden"', VeryHidden: ' state="veryHidden"' }[sheet.visibility.value];
  write(
    "xl/workbook.xml",
    workbook.replace(
      "</sheets>",
      `<sheet name="${escapeXml(sheet.name.value)}" sheetId="${Math.max(0, ...ids) + 1}"${state} r:id="rId${id}" xmlns:r="${RELATION}"/></sheets>`,
    ),
  );
}

function newSheetXml(sheet: Sheet, styles: Styles): string {
  const rows = new Map<number, number[]>();
  for (const key of [...new Set([...sheet.cells.keys(), ...sheet.formats.keys()])].sort((one, other) => one - other)) {
    const row = rowOfKey(key);
    rows.set(row, [...(rows.get(row) ?? []), key]);
  }
  const data = [...rows].map(([row, keys]) => {
    const cells = keys.map(
      (key) => cellXml(sheet, key, sheet.cells.get(key), styles.indexOf(sheet.formats.get(key) ?? {}, 0)) ?? "",
    );
    return `<row r="${row + 1}"${sheet.hiddenRows.has(row) ? ' hidden="1"' : ""}>${cells.join("")}</row>`;
  });
  const { rows: frozenRows = 0, columns: frozenColumns = 0 } = sheet.freeze.value ?? {};
  const corner = `${columnName(frozenColumns)}${frozenRows + 1}`;
  const pane = frozenRows > 0 && frozenColumns > 0 ? "bottomRight" : frozenRows > 0 ? "bottomLeft" : "topRight";
  const view =
    frozenRows + frozenColumns === 0
      ? ""
      : `<sheetViews><sheetView workbookViewId="0"><pane${frozenColumns ? ` xSplit="${frozenColumns}"` : ""}${
          frozenRows ? ` ySplit="${frozenRows}"` : ""
        } topLeftCell="${corner}" activePane="${pane}" state="frozen"/></sheetView></sheetViews>`;
  const widths = [...sheet.columnWidths.entries()]
    .sort(([one], [other]) => one - other)
    .map(
      ([column, points]) =>
        `<col min="${column + 1}" max="${column + 1}" width="${Math.round((points / 0.75 / 7) * 100) / 100}" customWidth="1"/>`,
    );
  const merges = sheet.merges.value.map((merge) => `<mergeCell ref="${areaText(merge)}"/>`);
  return (
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${MAIN}">${view}` +
    (widths.length > 0 ? `<cols>${widths.join("")}</cols>` : "") +
    `<sheetData>${data.join("")}</sheetData>` +
    (merges.length > 0 ? `<mergeCells count="${merges.length}">${merges.join("")}</mergeCells>` : "") +
    "</worksheet>"
  );
}

// ---------------------------------------------------------------------------------------------- styles

/** The file's styles, to which looks are only ever appended. */
class Styles {
  isChanged = false;
  private readonly known = new Map<string, number>();

  constructor(public text: string) {}

  /** The place of a look among the cell styles; it is built upon the style that the cell has in the file. */
  indexOf(look: CellFormat, base: number): number {
    if (Object.keys(look).length === 0 || this.text === "") return base;
    const key = `${base} ${JSON.stringify(look)}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const list = /<cellXfs[^>]*>([\s\S]*?)<\/cellXfs>/.exec(this.text)?.[1] ?? "";
    const before =
      elementsOf(list, "xf")[base]?.attributes ?? ' numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"';
    let attributes = before;
    const set = (name: string, value: number | string): void => {
      attributes = attributes.replace(new RegExp(`\\s${name}="[^"]*"`), "") + ` ${name}="${value}"`;
    };
    if (look.numberFormat !== undefined) {
      set("numFmtId", this.numberFormat(look.numberFormat));
      set("applyNumberFormat", 1);
    }
    if (
      look.isBold ||
      look.isItalic ||
      look.fontColor !== undefined ||
      look.fontName !== undefined ||
      look.fontSize !== undefined
    ) {
      const colour = look.fontColor === undefined ? "" : `<color rgb="FF${look.fontColor.slice(1)}"/>`;
      const font = `<font>${look.isBold ? "<b/>" : ""}${look.isItalic ? "<i/>" : ""}<sz val="${look.fontSize ?? 11}"/>${colour}<name val="${escapeXml(look.fontName ?? "Calibri")}"/></font>`;
      set("fontId", this.append("fonts", "font", font));
      set("applyFont", 1);
    }
    if (look.fillColor !== undefined) {
      const fill = `<fill><patternFill patternType="solid"><fgColor rgb="FF${look.fillColor.slice(1)}"/><bgColor indexed="64"/></patternFill></fill>`;
      set("fillId", this.append("fills", "fill", fill));
      set("applyFill", 1);
    }
    const alignment = [
      look.isWrapped ? ' wrapText="1"' : "",
      look.horizontalAlignment === undefined ? "" : ` horizontal="${look.horizontalAlignment.toLowerCase()}"`,
      look.verticalAlignment === undefined ? "" : ` vertical="${look.verticalAlignment.toLowerCase()}"`,
    ].join("");
    if (alignment !== "") set("applyAlignment", 1);
    const index = this.append(
      "cellXfs",
      "xf",
      `<xf${attributes}>${alignment === "" ? "" : `<alignment${alignment}/>`}</xf>`,
    );
    this.known.set(key, index);
    return index;
  }

  private numberFormat(code: string): number {
    if (code === "General") return 0;
    if (code === "@") return 49;
    const formats = elementsOf(this.text, "numFmt");
    const same = formats.find(({ attributes }) => attributeOf(attributes, "formatCode") === code);
    if (same) return Number(attributeOf(same.attributes, "numFmtId"));
    const id = Math.max(163, ...formats.map(({ attributes }) => Number(attributeOf(attributes, "numFmtId")))) + 1;
    if (!/<numFmts[\s>]/.test(this.text)) {
      this.text = this.text.replace(/<fonts[\s>]/, (found) => `<numFmts count="0"></numFmts>${found}`);
    }
    this.append("numFmts", "numFmt", `<numFmt numFmtId="${id}" formatCode="${escapeXml(code)}"/>`);
    return id;
  }

  private append(list: string, item: string, xml: string): number {
    this.isChanged = true;
    let index = 0;
    this.text = this.text.replace(
      new RegExp(`<${list}([^>]*)>([\\s\\S]*?)</${list}>`),
      (_whole, attributes: string, inner: string) => {
        index = elementsOf(inner, item).length;
        const count = attributes.replace(/count="\d*"/, `count="${index + 1}"`);
        return `<${list}${count}>${inner}${xml}</${list}>`;
      },
    );
    return index;
  }
}

function dropCalculationChain(parts: Map<string, Uint8Array>, write: Write): void {
  if (!parts.delete("xl/calcChain.xml")) return;
  write(
    "xl/_rels/workbook.xml.rels",
    textOf(parts, "xl/_rels/workbook.xml.rels").replace(/<Relationship\s[^>]*calcChain[^>]*\/>/, ""),
  );
  write("[Content_Types].xml", textOf(parts, "[Content_Types].xml").replace(/<Override\s[^>]*calcChain[^>]*\/>/, ""));
}
