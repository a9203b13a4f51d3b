/**
 * What a sheet has beside its cells: each section of the sheet's part, read into the engine and written from it. A section
 * that did not change keeps its text.
 */
import { COLUMN_LIMIT, areaText, cellKey, columnName, columnOfKey, parseArea, rowOfKey } from "../area";
import { decodeProperty, encodeProperty } from "../../../hosts/xlsx";
import { type Hyperlink, type Sheet, type SheetProtection } from "../sheet";
import type { CellFormat } from "../value";
import { areasOf } from "./areas";
import { type FiledRule, readRules, rulesXml } from "./conditionalRules";
import { type FiledFilter, filterXml, readFilter } from "./filters";
import { legacyHash } from "./passwords";
import type { WorkbookParts } from "./parts";
import type { Styles } from "./styles";
import { readTable, tableState, tableXml } from "./tables";
import { readValidations, validationsXml } from "./validations";
import {
  type Edit,
  type XmlElement,
  attributeOf,
  childOf,
  childrenOf,
  escapeAttribute,
  flagOf,
  numberOf,
  relationOf,
  sourceOf,
  withAttribute,
  withPrefix,
} from "./xmlText";

/** A password of which only a fingerprint stands in the file: nothing that is typed equals it. */
export const KEPT_PASSWORD = "\u0000";

/** The order of a worksheet's sections (ECMA-376 18.3.1.99). */
const ORDER = [
  "sheetPr",
  "dimension",
  "sheetViews",
  "sheetFormatPr",
  "cols",
  "sheetData",
  "sheetCalcPr",
  "sheetProtection",
  "protectedRanges",
  "scenarios",
  "autoFilter",
  "sortState",
  "dataConsolidate",
  "customSheetViews",
  "mergeCells",
  "phoneticPr",
  "conditionalFormatting",
  "dataValidations",
  "hyperlinks",
  "printOptions",
  "pageMargins",
  "pageSetup",
  "headerFooter",
  "rowBreaks",
  "colBreaks",
  "customProperties",
  "cellWatches",
  "ignoredErrors",
  "smartTags",
  "drawing",
  "legacyDrawing",
  "legacyDrawingHF",
  "drawingHF",
  "picture",
  "oleObjects",
  "controls",
  "webPublishItems",
  "tableParts",
  "extLst",
];

type Section =
  | "sheetPr"
  | "dimension"
  | "sheetViews"
  | "sheetFormatPr"
  | "cols"
  | "sheetProtection"
  | "autoFilter"
  | "mergeCells"
  | "conditionalFormatting"
  | "dataValidations"
  | "hyperlinks"
  | "printOptions"
  | "pageMargins"
  | "pageSetup"
  | "customProperties"
  | "tableParts";

/** What the engine has for each section, as text to compare. */
export type SectionStates = Readonly<Record<Section, string>>;

/** What is known of a sheet's part that the engine does not hold. */
export type FiledSheet = {
  readonly rules: readonly FiledRule[];
  readonly filter: FiledFilter | undefined;
  /** The part of each table by the table's id, and the table as it was. */
  readonly tables: ReadonlyMap<number, { readonly part: string; readonly state: string }>;
};

export const NO_FILED_SHEET: FiledSheet = { rules: [], filter: undefined, tables: new Map() };

/** Everything that reading and writing sections needs to know of the workbook. */
export type SheetContext = {
  readonly parts: WorkbookParts;
  readonly styles: Styles;
  readonly functionNames: readonly string[];
};

const PAGE_OPTIONS: readonly (readonly [layout: string, attribute: string])[] = [
  ["PrintGridlines", "gridLines"],
  ["PrintHeadings", "headings"],
  ["CenterHorizontally", "horizontalCentered"],
  ["CenterVertically", "verticalCentered"],
];
const MARGINS: readonly (readonly [layout: string, attribute: string, standard: number])[] = [
  ["LeftMargin", "left", 50.4],
  ["RightMargin", "right", 50.4],
  ["TopMargin", "top", 54],
  ["BottomMargin", "bottom", 54],
  ["HeaderMargin", "header", 21.6],
  ["FooterMargin", "footer", 21.6],
];
const PAGE_SETTINGS = [
  "Orientation",
  "PaperSize",
  "PrintOrder",
  "BlackAndWhite",
  "DraftMode",
  "FirstPageNumber",
  "Zoom",
];
const PAPERS: Readonly<Record<string, number>> = {
  Letter: 1,
  LetterSmall: 2,
  Tabloid: 3,
  Ledger: 4,
  Legal: 5,
  Statement: 6,
  Executive: 7,
  A3: 8,
  A4: 9,
  A4Small: 10,
  A5: 11,
  B4: 12,
  B5: 13,
  Folio: 14,
  Quatro: 15,
};

/** What a file forbids on a protected sheet, by what the object model allows, and whether it is forbidden unless said. */
const PROTECTED: readonly (readonly [option: string, attribute: string, standard: boolean])[] = [
  ["allowAutoFilter", "autoFilter", true],
  ["allowDeleteColumns", "deleteColumns", true],
  ["allowDeleteRows", "deleteRows", true],
  ["allowEditObjects", "objects", false],
  ["allowEditScenarios", "scenarios", false],
  ["allowFormatCells", "formatCells", true],
  ["allowFormatColumns", "formatColumns", true],
  ["allowFormatRows", "formatRows", true],
  ["allowInsertColumns", "insertColumns", true],
  ["allowInsertHyperlinks", "insertHyperlinks", true],
  ["allowInsertRows", "insertRows", true],
  ["allowPivotTables", "pivotTables", true],
  ["allowSort", "sort", true],
];

// ---------------------------------------------------------------------------------------------- reading

/** Reads everything of a sheet's part but its cells into the engine. */
export function readSections(
  sheet: Sheet,
  part: string,
  text: string,
  root: XmlElement,
  context: SheetContext,
): FiledSheet {
  const { parts, styles, functionNames } = context;
  const { book } = sheet;
  const properties = childOf(root, "sheetPr");
  sheet.tabColor.value = styles.colour(childOf(properties, "tabColor")) ?? "";
  readView(sheet, root);
  const format = childOf(root, "sheetFormatPr");
  const standard = format && numberOf(format, "defaultColWidth");
  if (standard !== undefined) sheet.standardWidth.value = Math.round(((Math.round(standard * 7) - 5) / 7) * 100) / 100;
  readColumns(sheet, root, styles);
  const protection = childOf(root, "sheetProtection");
  if (protection && flagOf(protection, "sheet")) sheet.protection.value = readProtection(protection);
  const filter = readFilter(text, childOf(root, "autoFilter"));
  sheet.filter.value = filter?.filter;
  sheet.merges.value = childrenOf(childOf(root, "mergeCells"), "mergeCell").flatMap((merge) => {
    const area = parseArea(attributeOf(merge, "ref") ?? "");
    return area ? [area] : [];
  });
  const rules = readRules(
    text,
    root,
    styles,
    functionNames,
    () => `{${String(book.nextNumber()).padStart(8, "0")}-0000-0000-0000-00000000CF00}`,
  );
  sheet.conditionalFormats.value = rules.map(({ rule }) => rule);
  sheet.validations.value = readValidations(text, root, functionNames);
  readLinks(sheet, part, root, parts);
  readPage(sheet, root);
  for (const property of childrenOf(childOf(root, "customProperties"), "customPr")) {
    const relation = parts.relatedById(part, relationOf(property));
    const bytes = relation && parts.bytes(relation.target);
    if (bytes) sheet.customProperties.set(attributeOf(property, "name") ?? "", decodeProperty(bytes));
  }
  const tables = new Map<number, { part: string; state: string }>();
  for (const element of childrenOf(childOf(root, "tableParts"), "tablePart")) {
    const relation = parts.relatedById(part, relationOf(element));
    const filed = relation && readTable(parts, relation.target);
    if (!relation || !filed) continue;
    const table = book.takeTable(sheet, filed.id, filed.name, filed.area, filed.hasHeaders);
    table.hasTotals.value = filed.hasTotals;
    table.columnIds.value = filed.columnIds;
    table.hasFilterButton.value = filed.filter !== undefined;
    table.criteria.value = filed.filter?.filter.criteria ?? {};
    table.style.value = filed.style;
    table.hasBandedRows.value = filed.hasBandedRows;
    table.hasBandedColumns.value = filed.hasBandedColumns;
    table.isFirstColumnHighlighted.value = filed.isFirstColumnHighlighted;
    table.isLastColumnHighlighted.value = filed.isLastColumnHighlighted;
    tables.set(table.id, { part: relation.target, state: tableState(table) });
  }
  return { rules, filter, tables };
}

function readView(sheet: Sheet, root: XmlElement): void {
  const view = childOf(childOf(root, "sheetViews"), "sheetView");
  if (!view) return;
  sheet.hasGridlines.value = flagOf(view, "showGridLines", true);
  sheet.hasHeadings.value = flagOf(view, "showRowColHeaders", true);
  const pane = childOf(view, "pane");
  const isFrozen = pane && ["frozen", "frozenSplit"].includes(attributeOf(pane, "state") ?? "");
  if (pane && isFrozen) {
    const rows = numberOf(pane, "ySplit") ?? 0;
    const columns = numberOf(pane, "xSplit") ?? 0;
    if (rows + columns > 0) sheet.freeze.value = { rows, columns };
  }
  const selections = childrenOf(view, "selection");
  const active = pane && attributeOf(pane, "activePane");
  const selection = selections.find((one) => attributeOf(one, "pane") === active) ?? selections.at(-1);
  const areas = areasOf(selection && attributeOf(selection, "sqref"));
  if (areas.length > 0) sheet.book.select(sheet, areas);
}

function readColumns(sheet: Sheet, root: XmlElement, styles: Styles): void {
  const columns = childrenOf(childOf(root, "cols"), "col").map((column) => {
    const first = numberOf(column, "min") ?? 1;
    const last = Math.min(numberOf(column, "max") ?? first, COLUMN_LIMIT);
    const style = numberOf(column, "style") ?? 0;
    return { column, first, last, style, look: style === 0 ? undefined : styles.look(style) };
  });
  // Where every column has a look, that of the last is the look of the whole sheet.
  const covered = columns.reduce((count, { first, last, look }) => count + (look ? last - first + 1 : 0), 0);
  const whole = covered >= COLUMN_LIMIT ? columns.at(-1) : undefined;
  if (whole?.look) sheet.sheetFormat.value = whole.look;
  for (const { column, first, last, style, look } of columns) {
    const width = numberOf(column, "width");
    const points = width === undefined ? 0 : Math.round(width * 7) * 0.75;
    // A column is said to be as wide as all others where it only has a look or is hidden.
    const isSet = points > 0 && points !== (Math.round(sheet.standardWidth.value * 7) + 5) * 0.75;
    for (let place = first - 1; place < last; place += 1) {
      if (isSet) sheet.columnWidths.put(place, points);
      if (flagOf(column, "hidden")) sheet.hiddenColumns.put(place, true);
      if (look && style !== whole?.style) sheet.columnFormats.put(place, look);
    }
  }
}

function readProtection(element: XmlElement): SheetProtection {
  const options: Record<string, boolean | string> = {};
  for (const [option, attribute, standard] of PROTECTED) options[option] = !flagOf(element, attribute, standard);
  options["selectionMode"] = flagOf(element, "selectUnlockedCells")
    ? "None"
    : flagOf(element, "selectLockedCells")
      ? "Unlocked"
      : "Normal";
  const hasPassword = attributeOf(element, "password") !== undefined || attributeOf(element, "hashValue") !== undefined;
  return { password: hasPassword ? KEPT_PASSWORD : undefined, options };
}

function readLinks(sheet: Sheet, part: string, root: XmlElement, parts: WorkbookParts): void {
  for (const element of childrenOf(childOf(root, "hyperlinks"), "hyperlink")) {
    const area = parseArea(attributeOf(element, "ref") ?? "");
    const relation = parts.relatedById(part, relationOf(element));
    const location = attributeOf(element, "location");
    const tip = attributeOf(element, "tooltip");
    const shown = attributeOf(element, "display");
    if (!area || (!relation && location === undefined)) continue;
    const link: Hyperlink = {
      ...(relation ? { address: relation.target } : {}),
      ...(location === undefined ? {} : { documentReference: location }),
      ...(tip === undefined ? {} : { screenTip: tip }),
      ...(shown === undefined ? {} : { textToDisplay: shown }),
    };
    for (let row = area.row; row < Math.min(area.row + area.rows, area.row + 1000); row += 1) {
      for (let column = area.column; column < Math.min(area.column + area.columns, area.column + 100); column += 1)
        sheet.hyperlinks.put(cellKey(row, column), link);
    }
  }
}

function readPage(sheet: Sheet, root: XmlElement): void {
  const layout = sheet.pageLayout;
  const options = childOf(root, "printOptions");
  for (const [name, attribute] of PAGE_OPTIONS) if (options && flagOf(options, attribute)) layout.set(name, true);
  const margins = childOf(root, "pageMargins");
  for (const [name, attribute] of MARGINS) {
    const inches = margins && numberOf(margins, attribute);
    if (inches !== undefined) layout.set(name, Math.round(inches * 7200) / 100);
  }
  const setup = childOf(root, "pageSetup");
  const isFitted = flagOf(childOf(childOf(root, "sheetPr"), "pageSetUpPr") ?? NO_ATTRIBUTES, "fitToPage");
  if (!setup) return;
  if (attributeOf(setup, "orientation") === "landscape") layout.set("Orientation", "Landscape");
  const paper = Object.entries(PAPERS).find(([, number]) => number === numberOf(setup, "paperSize"))?.[0];
  if (paper !== undefined) layout.set("PaperSize", paper);
  if (attributeOf(setup, "pageOrder") === "overThenDown") layout.set("PrintOrder", "OverThenDown");
  if (flagOf(setup, "blackAndWhite")) layout.set("BlackAndWhite", true);
  if (flagOf(setup, "draft")) layout.set("DraftMode", true);
  if (flagOf(setup, "useFirstPageNumber")) layout.set("FirstPageNumber", numberOf(setup, "firstPageNumber") ?? 1);
  const scale = numberOf(setup, "scale");
  if (isFitted) {
    const across = numberOf(setup, "fitToWidth") ?? 1;
    const down = numberOf(setup, "fitToHeight") ?? 1;
    layout.set("Zoom", {
      ...(across === 0 ? {} : { horizontalFitToPages: across }),
      ...(down === 0 ? {} : { verticalFitToPages: down }),
    });
  } else if (scale !== undefined && scale !== 100) layout.set("Zoom", { scale });
}

const NO_ATTRIBUTES = { attributes: "" };

// ---------------------------------------------------------------------------------------------- comparing

/** What the engine holds for each section now. */
export function sectionStates(sheet: Sheet): SectionStates {
  const { book } = sheet;
  const page = (names: readonly string[]): string => JSON.stringify(names.map((name) => sheet.pageLayout.get(name)));
  const zoom = sheet.pageLayout.get("Zoom") as Readonly<Record<string, unknown>> | undefined;
  return {
    sheetPr: JSON.stringify([sheet.tabColor.value, isFittedToPages(zoom)]),
    dimension: "",
    sheetViews: JSON.stringify([
      sheet.hasGridlines.value,
      sheet.hasHeadings.value,
      sheet.freeze.value ?? null,
      book.selectionOf(sheet),
      book.activeSheet.value === sheet,
    ]),
    sheetFormatPr: JSON.stringify(sheet.standardWidth.value),
    cols: JSON.stringify([
      [...sheet.columnWidths.entries()],
      [...sheet.hiddenColumns.keys()],
      [...sheet.columnFormats.entries()],
      sheet.sheetFormat.value,
    ]),
    sheetProtection: JSON.stringify(sheet.protection.value ?? null),
    autoFilter: JSON.stringify(sheet.filter.value ?? null),
    mergeCells: JSON.stringify(sheet.merges.value),
    conditionalFormatting: JSON.stringify(sheet.conditionalFormats.value),
    dataValidations: JSON.stringify(sheet.validations.value),
    hyperlinks: JSON.stringify([...sheet.hyperlinks.entries()]),
    printOptions: page(PAGE_OPTIONS.map(([name]) => name)),
    pageMargins: JSON.stringify(MARGINS.map(([name, , standard]) => sheet.pageLayout.get(name) ?? standard)),
    pageSetup: page(PAGE_SETTINGS),
    customProperties: JSON.stringify([...sheet.customProperties.entries()]),
    tableParts: JSON.stringify(sheet.tables.map((table) => [table.id, tableState(table)])),
  };
}

function isFittedToPages(zoom: Readonly<Record<string, unknown>> | undefined): boolean {
  return zoom?.["horizontalFitToPages"] !== undefined || zoom?.["verticalFitToPages"] !== undefined;
}

// ---------------------------------------------------------------------------------------------- writing

export type SectionWriting = {
  readonly sheet: Sheet;
  readonly part: string;
  readonly text: string;
  readonly root: XmlElement;
  readonly filed: FiledSheet;
  readonly context: SheetContext;
};

/** The changes of a sheet's text that bring its sections to what the engine holds, and what could not be written. */
export function editSections(
  writing: SectionWriting,
  before: SectionStates,
  areCellsChanged: boolean,
): { readonly edits: readonly Edit[]; readonly notSaved: readonly string[] } {
  const { sheet, root, text } = writing;
  const now = sectionStates(sheet);
  const edits: Edit[] = [];
  const notSaved: string[] = [];
  const known = relationPrefix(root);
  const prefix = known ?? "r";
  for (const name of Object.keys(WRITERS) as Section[]) {
    const isChanged = name === "dimension" ? areCellsChanged : now[name] !== before[name];
    if (!isChanged) continue;
    const written = withPrefix(WRITERS[name](writing, notSaved), root.prefix);
    const xml = prefix === "r" ? written : written.replaceAll(" r:id=", ` ${prefix}:id=`);
    edits.push(...replaceSection(root, name, xml));
  }
  if (known === undefined && edits.some(({ xml }) => xml.includes(" r:id="))) {
    const at = root.start + 1 + root.prefix.length + root.name.length;
    edits.push({ start: at, end: at, xml: ` xmlns:r="${writing.context.parts.relationsAddress}"` });
  }
  return { edits: edits.filter((edit) => edit.xml !== text.slice(edit.start, edit.end)), notSaved };
}

/** The prefix under which the sheet's part knows relations; undefined where it knows none. */
function relationPrefix(root: XmlElement): string | undefined {
  const pattern = /xmlns:([\w.-]+)\s*=\s*["'][^"']*\/officeDocument\/(?:2006\/)?relationships["']/;
  return pattern.exec(root.attributes)?.[1];
}

/** Puts a section in place of those of its name, or where the order of sections asks for it. */
function replaceSection(root: XmlElement, name: Section, xml: string): Edit[] {
  const there = childrenOf(root, name);
  const [first] = there;
  const removals = there.map(({ start, end }): Edit => ({ start, end, xml: "" }));
  if (xml === "") return removals;
  const place = ORDER.indexOf(name);
  const above = root.children.filter((child) => {
    const order = ORDER.indexOf(child.name);
    return order >= 0 && order < place;
  });
  const at = first?.start ?? above.at(-1)?.end ?? root.contentStart;
  return [{ start: at, end: at, xml }, ...removals];
}

const WRITERS: Readonly<Record<Section, (writing: SectionWriting, notSaved: string[]) => string>> = {
  sheetPr: sheetPropertiesXml,
  dimension: ({ sheet }) => {
    const used = sheet.usedArea(false);
    return `<dimension ref="${used ? areaText(used) : "A1"}"/>`;
  },
  sheetViews: viewsXml,
  sheetFormatPr: ({ sheet, root }) => {
    const before = childOf(root, "sheetFormatPr")?.attributes ?? ' defaultRowHeight="15"';
    const width = (Math.round(sheet.standardWidth.value * 7) + 5) / 7;
    return `<sheetFormatPr${withAttribute(before, "defaultColWidth", rounded(width))}/>`;
  },
  cols: columnsXml,
  sheetProtection: protectionXml,
  autoFilter: ({ sheet, filed }) => {
    const filter = sheet.filter.value;
    return filter ? filterXml(filter.area, filter.criteria, filed.filter) : "";
  },
  mergeCells: ({ sheet }) => {
    const merges = sheet.merges.value.map((merge) => `<mergeCell ref="${areaText(merge)}"/>`);
    return merges.length === 0 ? "" : `<mergeCells count="${merges.length}">${merges.join("")}</mergeCells>`;
  },
  conditionalFormatting: ({ sheet, filed, context }, notSaved) => {
    const { xml, unsaved } = rulesXml(
      sheet.conditionalFormats.value,
      filed.rules,
      context.styles,
      context.functionNames,
    );
    if (unsaved > 0) notSaved.push(`${unsaved} of the conditional formats of sheet "${sheet.name.value}"`);
    return xml;
  },
  dataValidations: ({ sheet, context }) => validationsXml(sheet.validations.value, context.functionNames),
  hyperlinks: linksXml,
  printOptions: ({ sheet, root }) => {
    let attributes = childOf(root, "printOptions")?.attributes ?? "";
    for (const [name, attribute] of PAGE_OPTIONS)
      attributes = withAttribute(attributes, attribute, sheet.pageLayout.get(name) === true ? 1 : undefined);
    return attributes.trim() === "" ? "" : `<printOptions${attributes}/>`;
  },
  pageMargins: ({ sheet }) => {
    const margins = MARGINS.map(([name, attribute, standard]) => {
      const points = sheet.pageLayout.get(name);
      return ` ${attribute}="${rounded((typeof points === "number" ? points : standard) / 72)}"`;
    });
    return `<pageMargins${margins.join("")}/>`;
  },
  pageSetup: pageSetupXml,
  customProperties: customPropertiesXml,
  tableParts: tablePartsXml,
};

function rounded(number: number): number {
  return Math.round(number * 1e6) / 1e6;
}

function sheetPropertiesXml({ sheet, root, text }: SectionWriting): string {
  const before = childOf(root, "sheetPr");
  const colour = sheet.tabColor.value;
  const isFitted = isFittedToPages(sheet.pageLayout.get("Zoom") as Readonly<Record<string, unknown>> | undefined);
  const setup = childOf(before, "pageSetUpPr");
  const setupAttributes = withAttribute(setup?.attributes ?? "", "fitToPage", isFitted ? 1 : undefined);
  const outline = childOf(before, "outlinePr");
  return (
    `<sheetPr${before?.attributes ?? ""}>` +
    (colour === "" ? "" : `<tabColor rgb="FF${colour.slice(1)}"/>`) +
    (outline ? sourceOf(text, outline) : "") +
    (setupAttributes.trim() === "" ? "" : `<pageSetUpPr${setupAttributes}/>`) +
    "</sheetPr>"
  );
}

function viewsXml({ sheet, root, text }: SectionWriting): string {
  const { book } = sheet;
  const views = childOf(root, "sheetViews");
  const [view, ...others] = childrenOf(views, "sheetView");
  let attributes = view?.attributes ?? ' workbookViewId="0"';
  const set = (name: string, value: number | undefined): void => {
    attributes = withAttribute(attributes, name, value);
  };
  set("showGridLines", sheet.hasGridlines.value ? undefined : 0);
  set("showRowColHeaders", sheet.hasHeadings.value ? undefined : 0);
  set("tabSelected", book.activeSheet.value === sheet ? 1 : undefined);
  const { rows = 0, columns = 0 } = sheet.freeze.value ?? {};
  const pane = rows > 0 && columns > 0 ? "bottomRight" : rows > 0 ? "bottomLeft" : columns > 0 ? "topRight" : "";
  const corner = `${columnName(columns)}${rows + 1}`;
  const paneBefore = childOf(view, "pane");
  const isSplit =
    paneBefore !== undefined && !["frozen", "frozenSplit"].includes(attributeOf(paneBefore, "state") ?? "");
  const frozen =
    pane === ""
      ? ""
      : `<pane${columns > 0 ? ` xSplit="${columns}"` : ""}${rows > 0 ? ` ySplit="${rows}"` : ""}` +
        ` topLeftCell="${corner}" activePane="${pane}" state="frozen"/>`;
  const areas = book.selectionOf(sheet);
  const [first] = areas;
  const cell = first ? areaText({ row: first.row, column: first.column, rows: 1, columns: 1 }) : "A1";
  const chosen =
    `<selection${pane === "" ? "" : ` pane="${pane}"`} activeCell="${cell}"` +
    ` sqref="${areas.map(areaText).join(" ")}"/>`;
  const kept = view?.children.filter((child) => child.name !== "pane" && child.name !== "selection") ?? [];
  // A pane that is split and not frozen is none of the object model's: it stays with its selections.
  const inner =
    isSplit && pane === "" && view
      ? view.children
          .filter((child) => !kept.includes(child))
          .map((child) => sourceOf(text, child))
          .join("")
      : frozen + chosen;
  return (
    `<sheetViews><sheetView${attributes}>${inner}${kept.map((child) => sourceOf(text, child)).join("")}</sheetView>` +
    `${others.map((other) => sourceOf(text, other)).join("")}</sheetViews>`
  );
}

type ColumnState = {
  readonly width: number | undefined;
  readonly isHidden: boolean;
  readonly format: CellFormat | undefined;
};

function columnsXml({ sheet, root, context }: SectionWriting): string {
  const { styles } = context;
  const whole = sheet.sheetFormat.value;
  const isWholeSheet = whole !== sheet.book.normalFormat;
  const extras = new Map<number, string>();
  for (const column of childrenOf(childOf(root, "cols"), "col")) {
    let rest = column.attributes;
    for (const name of ["min", "max", "width", "customWidth", "hidden", "style"]) {
      rest = withAttribute(rest, name, undefined);
    }
    if (rest.trim() === "") continue;
    const first = numberOf(column, "min") ?? 1;
    for (let place = first; place <= Math.min(numberOf(column, "max") ?? first, COLUMN_LIMIT); place += 1)
      extras.set(place - 1, rest.trim());
  }
  const places = isWholeSheet
    ? Array.from({ length: COLUMN_LIMIT }, (_, place) => place)
    : [
        ...new Set([
          ...sheet.columnWidths.keys(),
          ...sheet.hiddenColumns.keys(),
          ...sheet.columnFormats.keys(),
          ...extras.keys(),
        ]),
      ].sort((one, other) => one - other);
  const runs: {
    first: number;
    last: number;
    readonly form: string;
    readonly state: ColumnState;
    readonly extra: string;
  }[] = [];
  for (const place of places) {
    const state: ColumnState = {
      width: sheet.columnWidths.get(place),
      isHidden: sheet.hiddenColumns.has(place),
      format: sheet.columnFormats.get(place) ?? (isWholeSheet ? whole : undefined),
    };
    const extra = extras.get(place) ?? "";
    const form = JSON.stringify([state, extra]);
    const last = runs.at(-1);
    if (last && last.form === form && last.last === place - 1) last.last = place;
    else runs.push({ first: place, last: place, form, state, extra });
  }
  const columns = runs.map(({ first, last, state, extra }) => {
    const width =
      state.width === undefined ? (Math.round(sheet.standardWidth.value * 7) + 5) / 7 : state.width / 0.75 / 7;
    const style = state.format === undefined ? 0 : styles.indexOf(state.format, 0, false);
    return (
      `<col min="${first + 1}" max="${last + 1}" width="${rounded(width)}"` +
      (style === 0 ? "" : ` style="${style}"`) +
      (state.isHidden ? ' hidden="1"' : "") +
      (state.width === undefined ? "" : ' customWidth="1"') +
      `${extra === "" ? "" : ` ${extra}`}/>`
    );
  });
  return columns.length === 0 ? "" : `<cols>${columns.join("")}</cols>`;
}

function protectionXml({ sheet, root }: SectionWriting): string {
  const protection = sheet.protection.value;
  if (!protection) return "";
  const before = childOf(root, "sheetProtection");
  let attributes = before && flagOf(before, "sheet") ? before.attributes : "";
  const set = (name: string, value: string | number | undefined): void => {
    attributes = withAttribute(attributes, name, value);
  };
  const { password, options } = protection;
  if (password !== KEPT_PASSWORD) {
    for (const name of ["password", "algorithmName", "hashValue", "saltValue", "spinCount"]) set(name, undefined);
    if (password !== undefined && password !== "") set("password", legacyHash(password));
  }
  set("sheet", 1);
  for (const [option, attribute, standard] of PROTECTED) {
    const isForbidden = options[option] !== true;
    set(attribute, isForbidden === standard ? undefined : isForbidden ? 1 : 0);
  }
  const mode = options["selectionMode"];
  set("selectLockedCells", mode === "Unlocked" || mode === "None" ? 1 : undefined);
  set("selectUnlockedCells", mode === "None" ? 1 : undefined);
  return `<sheetProtection${attributes}/>`;
}

function linksXml({ sheet, part, root, context }: SectionWriting): string {
  const { parts } = context;
  const idsByAddress = new Map<string, string>();
  const unused = new Set<string>();
  for (const element of childrenOf(childOf(root, "hyperlinks"), "hyperlink")) {
    const id = relationOf(element);
    const relation = parts.relatedById(part, id);
    if (id === undefined || !relation) continue;
    idsByAddress.set(relation.target, id);
    unused.add(id);
  }
  const links = [...sheet.hyperlinks.entries()].sort(([one], [other]) => one - other);
  const written = links.map(([key, link]) => {
    const place = areaText({ row: rowOfKey(key), column: columnOfKey(key), rows: 1, columns: 1 });
    let relation = "";
    if (link.address !== undefined && link.address !== "") {
      const id = idsByAddress.get(link.address) ?? parts.addRelation(part, "hyperlink", link.address, true);
      idsByAddress.set(link.address, id);
      unused.delete(id);
      relation = ` r:id="${id}"`;
    }
    const word = (name: string, value: string | undefined): string =>
      value === undefined || value === "" ? "" : ` ${name}="${escapeAttribute(value)}"`;
    return (
      `<hyperlink ref="${place}"${relation}${word("location", link.documentReference?.replace(/^#/, ""))}` +
      `${word("tooltip", link.screenTip)}${word("display", link.textToDisplay)}/>`
    );
  });
  for (const id of unused) parts.removeRelation(part, id);
  return written.length === 0 ? "" : `<hyperlinks>${written.join("")}</hyperlinks>`;
}

function pageSetupXml({ sheet, root }: SectionWriting): string {
  const layout = sheet.pageLayout;
  let attributes = childOf(root, "pageSetup")?.attributes ?? "";
  const set = (name: string, value: string | number | undefined): void => {
    attributes = withAttribute(attributes, name, value);
  };
  const paper = layout.get("PaperSize");
  if (typeof paper === "string") set("paperSize", PAPERS[paper] ?? PAPERS["A4"]);
  set("orientation", layout.get("Orientation") === "Landscape" ? "landscape" : "portrait");
  set("pageOrder", layout.get("PrintOrder") === "OverThenDown" ? "overThenDown" : undefined);
  set("blackAndWhite", layout.get("BlackAndWhite") === true ? 1 : undefined);
  set("draft", layout.get("DraftMode") === true ? 1 : undefined);
  const number = layout.get("FirstPageNumber");
  set("firstPageNumber", typeof number === "number" ? number : undefined);
  set("useFirstPageNumber", typeof number === "number" ? 1 : undefined);
  const zoom = layout.get("Zoom") as Readonly<Record<string, number | undefined>> | undefined;
  const isFitted = isFittedToPages(zoom);
  set("scale", isFitted || zoom?.["scale"] === 100 ? undefined : zoom?.["scale"]);
  set("fitToWidth", isFitted ? (zoom?.["horizontalFitToPages"] ?? 0) : undefined);
  set("fitToHeight", isFitted ? (zoom?.["verticalFitToPages"] ?? 0) : undefined);
  return `<pageSetup${attributes}/>`;
}

const PROPERTY_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.customProperty";

function customPropertiesXml({ sheet, part, root, context }: SectionWriting): string {
  const { parts } = context;
  const known = new Map(
    childrenOf(childOf(root, "customProperties"), "customPr").map((one) => [
      attributeOf(one, "name") ?? "",
      relationOf(one),
    ]),
  );
  const written = [...sheet.customProperties.entries()].map(([name, value]) => {
    const relation = parts.relatedById(part, known.get(name));
    let id = relation?.id;
    if (relation) {
      if (decodeProperty(parts.bytes(relation.target) ?? new Uint8Array()) !== value)
        parts.write(relation.target, encodeProperty(value));
    } else {
      const target = parts.add("xl/customProperty#.bin", PROPERTY_TYPE, encodeProperty(value));
      id = parts.addRelation(part, "customProperty", target);
    }
    return `<customPr name="${escapeAttribute(name)}" r:id="${id ?? ""}"/>`;
  });
  for (const [name, id] of known) {
    const relation = sheet.customProperties.has(name) ? undefined : parts.relatedById(part, id);
    if (!relation) continue;
    parts.removeRelation(part, relation.id);
    parts.remove(relation.target);
  }
  return written.length === 0 ? "" : `<customProperties>${written.join("")}</customProperties>`;
}

const TABLE_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml";

function tablePartsXml({ sheet, part, filed, context }: SectionWriting): string {
  const { parts } = context;
  const ids = sheet.tables.map((table) => {
    const before = filed.tables.get(table.id);
    if (before) {
      if (tableState(table) !== before.state)
        parts.write(before.part, tableXml(table, parts.tree(before.part), parts.mainAddress));
      return parts.relations(part).find((relation) => relation.target === before.part)?.id ?? "";
    }
    const xml = tableXml(table, undefined, parts.mainAddress);
    return parts.addRelation(part, "table", parts.add("xl/tables/table#.xml", TABLE_TYPE, xml));
  });
  for (const [id, { part: tablePart }] of filed.tables) {
    if (sheet.tables.some((table) => table.id === id)) continue;
    const relation = parts.relations(part).find((one) => one.target === tablePart);
    if (relation) parts.removeRelation(part, relation.id);
    parts.remove(tablePart);
  }
  const written = ids.map((id) => `<tablePart r:id="${id}"/>`);
  return written.length === 0 ? "" : `<tableParts count="${written.length}">${written.join("")}</tableParts>`;
}
