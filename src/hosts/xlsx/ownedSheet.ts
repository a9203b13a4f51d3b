/** A sheet of ours as the parts of a package: the worksheet, its tables, its ownership mark and its relations. */
import {
  type CellArea,
  type OwnedCell,
  type OwnedSheetPlan,
  type OwnedTable,
  type WordColour,
  areaAddress,
  cellAddress,
  columnLetters,
  quotedSheetName,
  sheetAddress,
} from "../../workbook";
import { OWNERSHIP_PROPERTY, encodeProperty } from "./ownership";
import type { OwnedStyles, StyleRequest } from "./ownedStyles";
import { relationshipsPartOf } from "./relationships";
import { applyEscapes } from "./richText";
import { escapeXml } from "./xmlOutline";

/** Where a sheet's parts go and what they are called; chosen by the writer so that nothing collides. */
export type SheetPlacement = {
  readonly sheetPart: string;
  readonly propertyPart: string;
  readonly tables: readonly { readonly part: string; readonly id: number; readonly name: string }[];
  /** The name under which VBA knows the sheet, when it has one. */
  readonly codeName: string | undefined;
  /** Whether this is the sheet that is in front when the workbook opens. */
  readonly isActive: boolean;
};

/** The addresses of the namespaces, which differ between transitional and strict workbooks. */
export type Namespaces = { readonly main: string; readonly relations: string };

/** A part to be added: its name, bytes and content type. */
export type NewPart = { readonly name: string; readonly content: Uint8Array; readonly contentType: string | null };

const SPREADSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** Every cell of a sheet of ours by position, tables and the texts around them alike. Throws when a plan's cells overlap. */
export function ownedCells(sheet: OwnedSheetPlan): Map<number, Map<number, OwnedCell>> {
  const rows = new Map<number, Map<number, OwnedCell>>();
  const put = (row: number, column: number, cell: OwnedCell): void => {
    const cells = rows.get(row) ?? new Map<number, OwnedCell>();
    rows.set(row, cells);
    if (cells.has(column))
      throw new Error(`two things are planned for ${sheetAddress(sheet.name, cellAddress(row, column))}`);
    cells.set(column, cell);
  };
  for (const { row, column, cell } of sheet.texts) put(row, column, cell);
  for (const table of sheet.tables) {
    table.headings.forEach((heading, i) => {
      const isOfNumbers = table.rows.some((cells) => typeof cells[i]?.value === "number");
      put(table.top, table.left + i, { value: heading, style: isOfNumbers ? "numberHeading" : "heading" });
    });
    // A table without rows keeps an empty one, since Excel knows no table without.
    const tableRows =
      table.rows.length > 0 ? table.rows : [table.headings.map((): OwnedCell => ({ value: null, style: "plain" }))];
    tableRows.forEach((cells, r) => {
      if (cells.length > table.headings.length)
        throw new Error(`a row of table ${table.name} is wider than its headings`);
      cells.forEach((cell, c) => put(table.top + 1 + r, table.left + c, cell));
    });
  }
  return rows;
}

/** The looks that a sheet asks for. */
export function styleRequests(sheet: OwnedSheetPlan): StyleRequest[] {
  const requests: StyleRequest[] = [];
  for (const cells of ownedCells(sheet).values()) for (const cell of cells.values()) requests.push(requestOf(cell));
  return requests;
}

/** The tones that a sheet asks for. */
export function toneRequests(sheet: OwnedSheetPlan): WordColour["tone"][] {
  return sheet.tables.flatMap((table) =>
    Object.values(table.wordColours ?? {}).flatMap((words) => words.map((word) => word.tone)),
  );
}

/** The area of a table, header included; at least one row under the header. */
export function tableArea(table: OwnedTable): CellArea {
  return {
    top: table.top,
    left: table.left,
    bottom: table.top + Math.max(table.rows.length, 1),
    right: table.left + table.headings.length - 1,
  };
}

/** The reference that a workbook keeps for the rows repeated on every printed page. */
export function printTitlesReference(sheet: OwnedSheetPlan): string | null {
  const rows = sheet.printTitleRows;
  return rows && `${quotedSheetName(sheet.name)}!$${rows.first}:$${rows.last}`;
}

/** All parts of a sheet of ours, the worksheet first. */
export function ownedSheetParts(
  sheet: OwnedSheetPlan,
  placement: SheetPlacement,
  styles: OwnedStyles,
  namespaces: Namespaces,
): NewPart[] {
  const encoder = new TextEncoder();
  const relations = [
    { id: "rId1", type: "customProperty", target: placement.propertyPart },
    ...placement.tables.map(({ part }, i) => ({ id: `rId${i + 2}`, type: "table", target: part })),
  ];
  return [
    {
      name: placement.sheetPart,
      content: encoder.encode(worksheetXml(sheet, placement, styles, namespaces)),
      contentType: `${SPREADSHEET_TYPE}.worksheet+xml`,
    },
    {
      name: relationshipsPartOf(placement.sheetPart),
      content: encoder.encode(relationsXml(relations, namespaces)),
      contentType: null, // the package has one rule for all relationship parts
    },
    ...sheet.tables.map((table, i): NewPart => {
      const { part, id, name } = placement.tables[i]!;
      return {
        name: part,
        content: encoder.encode(tableXml(table, id, name, namespaces)),
        contentType: `${SPREADSHEET_TYPE}.table+xml`,
      };
    }),
    {
      name: placement.propertyPart,
      content: encodeProperty(sheet.role),
      contentType: `${SPREADSHEET_TYPE}.customProperty`,
    },
  ];
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

// ---------------------------------------------------------------------------------------------- the worksheet

/** Elements stand in the order the schema asks for (ECMA-376 18.3.1.99); Excel refuses any other. */
function worksheetXml(
  sheet: OwnedSheetPlan,
  placement: SheetPlacement,
  styles: OwnedStyles,
  namespaces: Namespaces,
): string {
  const rows = [...ownedCells(sheet)].sort(([a], [b]) => a - b);
  return [
    DECLARATION,
    `<worksheet xmlns="${namespaces.main}" xmlns:r="${namespaces.relations}">`,
    `<sheetPr${placement.codeName === undefined ? "" : ` codeName="${attributeText(placement.codeName)}"`}><pageSetUpPr fitToPage="1"/></sheetPr>`,
    `<dimension ref="${dimensionOf(rows)}"/>`,
    sheetViewXml(sheet, placement.isActive),
    '<sheetFormatPr defaultRowHeight="15"/>',
    columnsXml(sheet.columnWidths),
    "<sheetData>",
    ...rows.map(([row, cells]) => rowXml(row, cells, sheet.linesInRow[row] ?? 1, styles)),
    "</sheetData>",
    conditionalFormatsXml(sheet.tables, styles),
    hyperlinksXml(rows),
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>',
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>',
    "<headerFooter><oddFooter>&amp;L&amp;A&amp;RPage &amp;P of &amp;N</oddFooter></headerFooter>",
    `<customProperties><customPr name="${OWNERSHIP_PROPERTY}" r:id="rId1"/></customProperties>`,
    tablePartsXml(sheet.tables.length),
    "</worksheet>",
  ].join("");
}

type PlacedRows = readonly (readonly [row: number, cells: ReadonlyMap<number, OwnedCell>])[];

function dimensionOf(rows: PlacedRows): string {
  if (rows.length === 0) return "A1";
  const columns = rows.flatMap(([, cells]) => [...cells.keys()]);
  const numbers = rows.map(([row]) => row);
  const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b));
  const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b));
  return areaAddress({ top: least(numbers), left: least(columns), bottom: most(numbers), right: most(columns) });
}

function sheetViewXml(sheet: OwnedSheetPlan, isActive: boolean): string {
  const selected = isActive ? ' tabSelected="1"' : "";
  const open = `<sheetViews><sheetView${selected} workbookViewId="0"`;
  const { freezeAt } = sheet;
  if (!freezeAt || (freezeAt.row <= 1 && freezeAt.column <= 0)) return `${open}/></sheetViews>`;
  const across = freezeAt.column > 0 ? ` xSplit="${freezeAt.column}"` : "";
  const down = freezeAt.row > 1 ? ` ySplit="${freezeAt.row - 1}"` : "";
  const pane = across && down ? "bottomRight" : down ? "bottomLeft" : "topRight";
  const topLeft = cellAddress(freezeAt.row, freezeAt.column);
  return (
    `${open}><pane${across}${down} topLeftCell="${topLeft}" activePane="${pane}" state="frozen"/>` +
    `<selection pane="${pane}" activeCell="${topLeft}" sqref="${topLeft}"/></sheetView></sheetViews>`
  );
}

function columnsXml(widths: readonly number[]): string {
  if (widths.length === 0) return "";
  const columns = widths.map(
    (width, i) => `<col min="${i + 1}" max="${i + 1}" width="${numberText(width)}" customWidth="1"/>`,
  );
  return `<cols>${columns.join("")}</cols>`;
}

/** Height of a line of text in points; Excel shows at most 409. */
const LINE_HEIGHT = 15;
const ROW_HEIGHT_MAXIMUM = 409;
/** Height of a line in the larger fonts, which not every program works out by itself. */
const HEADLINE_HEIGHTS: ReadonlyMap<string, number> = new Map([
  ["title", 24],
  ["section", 20],
]);

function rowXml(row: number, cells: ReadonlyMap<number, OwnedCell>, lines: number, styles: OwnedStyles): string {
  const inOrder = [...cells].sort(([a], [b]) => a - b);
  const headlines = inOrder.map(([, cell]) => HEADLINE_HEIGHTS.get(cell.style) ?? 0);
  const points = Math.min(ROW_HEIGHT_MAXIMUM, Math.max(lines * LINE_HEIGHT, ...headlines));
  const height = points > LINE_HEIGHT ? ` ht="${points}" customHeight="1"` : "";
  return `<row r="${row}"${height}>${inOrder.map(([column, cell]) => cellXml(columnLetters(column) + row, cell, styles)).join("")}</row>`;
}

function cellXml(address: string, cell: OwnedCell, styles: OwnedStyles): string {
  const start = `<c r="${address}" s="${styles.cellStyle(requestOf(cell))}"`;
  const { value } = cell;
  switch (typeof value) {
    case "number":
      return `${start}><v>${numberText(value)}</v></c>`;
    case "boolean":
      return `${start} t="b"><v>${value ? 1 : 0}</v></c>`;
    case "string":
      if (value.length > TEXT_LENGTH_MAXIMUM)
        throw new Error(`the text planned for ${address} is longer than Excel allows`);
      // An inline string is never read as a formula, whatever it begins with.
      return `${start} t="inlineStr"><is><t xml:space="preserve">${escapeXml(applyEscapes(value))}</t></is></c>`;
    default:
      return `${start}/>`;
  }
}

/** Most characters a cell may hold. */
const TEXT_LENGTH_MAXIMUM = 32_767;

/** A number as the file holds it: the shortest text that gives the same number back. */
function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`${value} cannot be written to a cell`);
  return String(value === 0 ? 0 : value);
}

function requestOf(cell: OwnedCell): StyleRequest {
  return { style: cell.style, isGuardedText: typeof cell.value === "string" && isFormulaLike(cell.value) };
}

/** Text that a person who edits the cell would turn into a formula, or an export into something worse. */
function isFormulaLike(text: string): boolean {
  const first = text.trimStart().charAt(0);
  return (
    (first !== "" && "=+-@＝＋－＠".includes(first)) ||
    text.startsWith("\t") ||
    text.startsWith("\r") ||
    text.startsWith("\n")
  );
}

// ---------------------------------------------------------------------------------------------- what surrounds the cells

function conditionalFormatsXml(tables: readonly OwnedTable[], styles: OwnedStyles): string {
  let priority = 1;
  let xml = "";
  for (const table of tables) {
    const byColumn = Object.entries(table.wordColours ?? {})
      .map(([column, words]): [number, readonly WordColour[]] => [Number(column), words])
      .sort(([a], [b]) => a - b);
    for (const [column, words] of byColumn) {
      if (words.length === 0) continue;
      const area = tableArea(table);
      const left = table.left + column;
      const rules = words.map(({ word, tone }) => {
        const formula = escapeXml(`"${word.replaceAll('"', '""')}"`);
        return `<cfRule type="cellIs" dxfId="${styles.tone(tone)}" priority="${priority++}" operator="equal"><formula>${formula}</formula></cfRule>`;
      });
      const reference = areaAddress({ top: area.top + 1, left, bottom: area.bottom, right: left });
      xml += `<conditionalFormatting sqref="${reference}">${rules.join("")}</conditionalFormatting>`;
    }
  }
  return xml;
}

function hyperlinksXml(rows: PlacedRows): string {
  const links = rows.flatMap(([row, cells]) =>
    [...cells]
      .sort(([a], [b]) => a - b)
      .flatMap(([column, { link, value }]) => {
        if (!link) return [];
        const display = typeof value === "string" ? ` display="${attributeText(value)}"` : "";
        return [
          `<hyperlink ref="${cellAddress(row, column)}" location="${attributeText(sheetAddress(link.sheet, link.cell))}"${display}/>`,
        ];
      }),
  );
  return links.length === 0 ? "" : `<hyperlinks>${links.slice(0, LINKS_MAXIMUM).join("")}</hyperlinks>`;
}

/** Most links Excel takes on one sheet; the text of a cell beyond them still says where it would lead. */
const LINKS_MAXIMUM = 65_530;

function tablePartsXml(count: number): string {
  if (count === 0) return "";
  const parts = Array.from({ length: count }, (_, i) => `<tablePart r:id="rId${i + 2}"/>`);
  return `<tableParts count="${count}">${parts.join("")}</tableParts>`;
}

function tableXml(table: OwnedTable, id: number, name: string, namespaces: Namespaces): string {
  const folded = new Set(table.headings.map((heading) => heading.toLowerCase()));
  if (folded.size < table.headings.length || folded.has(""))
    throw new Error(`the headings of table ${table.name} are not all different`);
  const area = areaAddress(tableArea(table));
  const columns = table.headings.map((heading, i) => `<tableColumn id="${i + 1}" name="${attributeText(heading)}"/>`);
  return (
    `${DECLARATION}<table xmlns="${namespaces.main}" id="${id}" name="${attributeText(name)}" displayName="${attributeText(name)}" ref="${area}" totalsRowShown="0">` +
    `<autoFilter ref="${area}"/><tableColumns count="${columns.length}">${columns.join("")}</tableColumns>` +
    '<tableStyleInfo name="TableStyleLight1" showFirstColumn="0" showLastColumn="0" showRowStripes="1" showColumnStripes="0"/></table>'
  );
}

/** Text inside an attribute, where XML itself would turn line breaks and tabs into spaces. */
function attributeText(text: string): string {
  return escapeXml(applyEscapes(text).replaceAll("\n", "_x000A_").replaceAll("\t", "_x0009_"));
}

// ---------------------------------------------------------------------------------------------- relations

function relationsXml(
  relations: readonly { readonly id: string; readonly type: string; readonly target: string }[],
  namespaces: Namespaces,
): string {
  const written = relations.map(
    ({ id, type, target }) =>
      `<Relationship Id="${id}" Type="${namespaces.relations}/${type}" Target="${escapeXml(`/${target}`)}"/>`,
  );
  return `${DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${written.join("")}</Relationships>`;
}
