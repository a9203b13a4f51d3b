/**
 * Makes the .xlsx files of a user: the worked example, the blank templates and the workbooks of the golden cases.
 *
 * It is kept apart from the product's own reader and writer on purpose: a file made by one program and read by another
 * shows a mistake that a file read by its maker would hide. The same description gives the same bytes on every machine
 * and every day: nothing reads the clock, and every part and style stands in a fixed order.
 */
import { strToU8, zipSync } from "fflate";

/** What a cell's number or text means; decides the number format. */
export type CellLook =
  | "text"
  | "year"
  | "money"
  | "posts"
  | "count"
  | "percent"
  | "date"
  | "month"
  | "heading"
  | "optionalHeading"
  | "title"
  | "link";

/** Where a figure comes from. The cell style repeats what the Source column says in words. */
export type CellTone = "plain" | "derived" | "illustrative";

/** A cell of a made workbook. Dates and months are serial numbers of the 1900 system. */
export type MadeCell = {
  readonly value: string | number | boolean | null;
  readonly look: CellLook;
  readonly tone?: CellTone;
  /** Formula without its "="; `value` is then the result that Excel last saved. */
  readonly formula?: string;
  /** "Staffing!A1": where a link leads inside the workbook. */
  readonly leadsTo?: string;
};

/** What Excel offers and says when a cell of a column is chosen. */
export type ColumnHelp = {
  readonly title: string;
  readonly text: string;
  /** Values to choose from, or a formula for the cells that hold them ("=Lists!$A$2:$A$40"). */
  readonly choices?: readonly string[] | string;
};

export type MadeColumn = {
  readonly width: number;
  /** The look of the column's cells that nobody has filled yet. */
  readonly look?: CellLook;
  readonly help?: ColumnHelp;
};

export type MadeSheet = {
  readonly name: string;
  readonly columns: readonly MadeColumn[];
  /** From row 1 down; `null` leaves a cell or a row out. */
  readonly rows: readonly (readonly (MadeCell | null)[] | null)[];
  /** Help for single cells, by address; their columns then have none of their own. */
  readonly cellHelp?: ReadonlyMap<string, ColumnHelp>;
  /** An Excel table over the header row and everything below it. */
  readonly table?: { readonly name: string; readonly headerRow: number };
  /** Rows that stay in view; the last of them is repeated on every printed page. */
  readonly frozenRows?: number;
};

export type MadeWorkbook = { readonly title: string; readonly sheets: readonly MadeSheet[] };

/** The bytes of the workbook. */
export function makeWorkbook(workbook: MadeWorkbook): Uint8Array {
  const texts = new SharedTexts();
  const parts: Record<string, string> = {};
  let tableCount = 0;
  workbook.sheets.forEach((sheet, index) => {
    const tableNumber = sheet.table ? ++tableCount : null;
    parts[`xl/worksheets/sheet${index + 1}.xml`] = worksheetXml(sheet, texts, index === 0);
    if (sheet.table && tableNumber !== null) {
      parts[`xl/worksheets/_rels/sheet${index + 1}.xml.rels`] = relationshipsXml([
        { id: "rId1", type: `${RELATIONSHIP}/table`, target: `../tables/table${tableNumber}.xml` },
      ]);
      parts[`xl/tables/table${tableNumber}.xml`] = tableXml(sheet, sheet.table, tableNumber);
    }
  });
  const all: Record<string, string> = {
    "[Content_Types].xml": contentTypesXml(workbook.sheets.length, tableCount),
    "_rels/.rels": relationshipsXml([
      { id: "rId1", type: `${RELATIONSHIP}/officeDocument`, target: "xl/workbook.xml" },
      {
        id: "rId2",
        type: "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        target: "docProps/core.xml",
      },
    ]),
    "docProps/core.xml": corePropertiesXml(workbook.title),
    "xl/workbook.xml": workbookXml(workbook),
    "xl/_rels/workbook.xml.rels": relationshipsXml([
      ...workbook.sheets.map((_, index) => ({
        id: `rId${index + 1}`,
        type: `${RELATIONSHIP}/worksheet`,
        target: `worksheets/sheet${index + 1}.xml`,
      })),
      { id: `rId${workbook.sheets.length + 1}`, type: `${RELATIONSHIP}/styles`, target: "styles.xml" },
      { id: `rId${workbook.sheets.length + 2}`, type: `${RELATIONSHIP}/sharedStrings`, target: "sharedStrings.xml" },
    ]),
    "xl/styles.xml": stylesXml(),
    "xl/sharedStrings.xml": texts.xml(),
    ...parts,
  };
  const files = Object.fromEntries(Object.entries(all).map(([path, xml]) => [path, strToU8(xml)]));
  // The date is spoken in local time by the zip format, so a local one gives the same bytes in every time zone.
  return zipSync(files, { level: 6, mtime: new Date(1980, 0, 1) });
}

/** The serial number of a day in the 1900 date system; days are counted from 30 December 1899, as Excel does after February 1900. */
export function daySerial(isoDay: string): number {
  const milliseconds = Date.parse(`${isoDay}T00:00:00Z`);
  if (Number.isNaN(milliseconds)) throw new RangeError(`not an ISO day: ${isoDay}`);
  return milliseconds / 86_400_000 + 25_569;
}

/** Letters of a 0-based column. */
export function lettersOf(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? lettersOf(rest - 1) : "") + String.fromCharCode(65 + (column % 26));
}

const RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Rows that help and choices reach, so that a table may grow and keep them. */
const HELP_LAST_ROW = 5000;

class SharedTexts {
  private readonly indexes = new Map<string, number>();
  private uses = 0;

  indexOf(text: string): number {
    this.uses++;
    const known = this.indexes.get(text);
    if (known !== undefined) return known;
    const index = this.indexes.size;
    this.indexes.set(text, index);
    return index;
  }

  xml(): string {
    const items = [...this.indexes.keys()].map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`);
    return `${DECLARATION}<sst xmlns="${MAIN}" count="${this.uses}" uniqueCount="${items.length}">${items.join("")}</sst>`;
  }
}

function worksheetXml(sheet: MadeSheet, texts: SharedTexts, isFirst: boolean): string {
  const width = Math.max(1, sheet.columns.length, ...sheet.rows.map((row) => row?.length ?? 0));
  const last = `${lettersOf(width - 1)}${Math.max(1, sheet.rows.length)}`;
  return [
    `${DECLARATION}<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONSHIP}">`,
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
    `<dimension ref="A1:${last}"/>`,
    `<sheetViews><sheetView${isFirst ? ' tabSelected="1"' : ""} workbookViewId="0">${paneXml(sheet.frozenRows ?? 0)}</sheetView></sheetViews>`,
    '<sheetFormatPr defaultRowHeight="15"/>',
    `<cols>${sheet.columns.map((column, index) => columnXml(column, index)).join("")}</cols>`,
    `<sheetData>${sheet.rows.map((row, index) => (row ? rowXml(row, index + 1, texts) : "")).join("")}</sheetData>`,
    helpXml(sheet),
    linksXml(sheet),
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>',
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>',
    "<headerFooter><oddFooter>&amp;L&amp;A&amp;RPage &amp;P of &amp;N</oddFooter></headerFooter>",
    sheet.table ? '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>' : "",
    "</worksheet>",
  ].join("");
}

function paneXml(frozenRows: number): string {
  if (frozenRows === 0) return "";
  const cell = `A${frozenRows + 1}`;
  return `<pane ySplit="${frozenRows}" topLeftCell="${cell}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="${cell}" sqref="${cell}"/>`;
}

function columnXml(column: MadeColumn, index: number): string {
  return `<col min="${index + 1}" max="${index + 1}" width="${column.width}" style="${styleIndex(column.look ?? "text", "plain")}" customWidth="1"/>`;
}

function rowXml(row: readonly (MadeCell | null)[], number: number, texts: SharedTexts): string {
  const cells = row.map((cell, column) => (cell ? cellXml(cell, `${lettersOf(column)}${number}`, texts) : ""));
  return `<row r="${number}">${cells.join("")}</row>`;
}

function cellXml(cell: MadeCell, address: string, texts: SharedTexts): string {
  const style = styleIndex(cell.look, cell.tone ?? "plain");
  const formula = cell.formula === undefined ? "" : `<f>${escaped(cell.formula)}</f>`;
  const start = `<c r="${address}" s="${style}"`;
  if (cell.value === null) return `${start}/>`;
  if (typeof cell.value === "boolean") return `${start} t="b">${formula}<v>${cell.value ? 1 : 0}</v></c>`;
  if (typeof cell.value === "number") return `${start}>${formula}<v>${cell.value}</v></c>`;
  if (formula !== "") return `${start} t="str">${formula}<v>${escaped(cell.value)}</v></c>`;
  return `${start} t="s"><v>${texts.indexOf(cell.value)}</v></c>`;
}

function helpXml(sheet: MadeSheet): string {
  const first = (sheet.table?.headerRow ?? 1) + 1;
  const validations = sheet.columns.flatMap((column, index) => {
    if (!column.help) return [];
    const letters = lettersOf(index);
    return [validationXml(column.help, `${letters}${first}:${letters}${HELP_LAST_ROW}`)];
  });
  for (const [cell, help] of sheet.cellHelp ?? []) validations.push(validationXml(help, cell));
  return validations.length === 0
    ? ""
    : `<dataValidations count="${validations.length}">${validations.join("")}</dataValidations>`;
}

/** Excel refuses longer titles, texts and lists, and calls the whole file damaged. */
const HELP_TITLE_MAXIMUM = 32;
const HELP_TEXT_MAXIMUM = 255;

function validationXml(help: ColumnHelp, area: string): string {
  const text = help.text.length > HELP_TEXT_MAXIMUM ? `${help.text.slice(0, HELP_TEXT_MAXIMUM - 1)}…` : help.text;
  const prompt = ` showInputMessage="1" promptTitle="${escaped(help.title.slice(0, HELP_TITLE_MAXIMUM))}" prompt="${escaped(text)}"`;
  if (help.choices === undefined || help.choices.length === 0) {
    return `<dataValidation allowBlank="1"${prompt} sqref="${area}"/>`;
  }
  if (typeof help.choices === "string") {
    // A list of the workbook's own may not be filled in yet, so it offers values and refuses none.
    return `<dataValidation type="list" allowBlank="1"${prompt} sqref="${area}"><formula1>${escaped(help.choices.replace(/^=/, ""))}</formula1></dataValidation>`;
  }
  const list = `"${help.choices.join(",")}"`;
  if (list.length > HELP_TEXT_MAXIMUM || help.choices.some((choice) => choice.includes(","))) {
    throw new RangeError(`choices of ${help.title} cannot stand in a cell's validation: ${list}`);
  }
  // A warning, not a stop: the add-in says what is wrong with a value and what to do.
  return `<dataValidation type="list" errorStyle="warning" allowBlank="1"${prompt} showErrorMessage="1" errorTitle="Not in the list" error="This value is not in the list. Keep it?" sqref="${area}"><formula1>${escaped(list)}</formula1></dataValidation>`;
}

function linksXml(sheet: MadeSheet): string {
  const links = sheet.rows.flatMap((row, rowIndex) =>
    (row ?? []).flatMap((cell, column) =>
      cell?.leadsTo === undefined
        ? []
        : [
            `<hyperlink ref="${lettersOf(column)}${rowIndex + 1}" location="${escaped(cell.leadsTo)}" display="${escaped(String(cell.value))}"/>`,
          ],
    ),
  );
  return links.length === 0 ? "" : `<hyperlinks>${links.join("")}</hyperlinks>`;
}

function tableXml(sheet: MadeSheet, table: { readonly name: string; readonly headerRow: number }, id: number): string {
  const header = sheet.rows[table.headerRow - 1] ?? [];
  // A table has at least one row below its header, even if nobody has filled it yet.
  const area = `A${table.headerRow}:${lettersOf(header.length - 1)}${Math.max(table.headerRow + 1, sheet.rows.length)}`;
  const columns = header.map(
    (cell, index) => `<tableColumn id="${index + 1}" name="${escaped(String(cell?.value ?? ""))}"/>`,
  );
  return [
    `${DECLARATION}<table xmlns="${MAIN}" id="${id}" name="${table.name}" displayName="${table.name}" ref="${area}" totalsRowShown="0">`,
    `<autoFilter ref="${area}"/><tableColumns count="${columns.length}">${columns.join("")}</tableColumns>`,
    '<tableStyleInfo name="TableStyleLight15" showFirstColumn="0" showLastColumn="0" showRowStripes="0" showColumnStripes="0"/></table>',
  ].join("");
}

function workbookXml(workbook: MadeWorkbook): string {
  const sheets = workbook.sheets.map(
    (sheet, index) => `<sheet name="${escaped(sheet.name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const printTitles = workbook.sheets.flatMap((sheet, index) => {
    if (!sheet.frozenRows) return [];
    const quoted = `'${sheet.name.replaceAll("'", "''")}'`;
    return [
      `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${escaped(quoted)}!$${sheet.frozenRows}:$${sheet.frozenRows}</definedName>`,
    ];
  });
  return [
    `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIP}"><workbookPr defaultThemeVersion="124226"/>`,
    '<bookViews><workbookView xWindow="0" yWindow="0" windowWidth="28800" windowHeight="15000"/></bookViews>',
    `<sheets>${sheets.join("")}</sheets>`,
    printTitles.length === 0 ? "" : `<definedNames>${printTitles.join("")}</definedNames>`,
    '<calcPr calcId="191029"/></workbook>',
  ].join("");
}

function corePropertiesXml(title: string): string {
  return `${DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escaped(title)}</dc:title><dc:language>en-GB</dc:language></cp:coreProperties>`;
}

type Relationship = { readonly id: string; readonly type: string; readonly target: string };

function relationshipsXml(relationships: readonly Relationship[]): string {
  const items = relationships.map(
    (each) => `<Relationship Id="${each.id}" Type="${each.type}" Target="${each.target}"/>`,
  );
  return `${DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${items.join("")}</Relationships>`;
}

function contentTypesXml(sheetCount: number, tableCount: number): string {
  const spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const parts: [string, string][] = [["/xl/workbook.xml", `${spreadsheet}.sheet.main+xml`]];
  for (let number = 1; number <= sheetCount; number++) {
    parts.push([`/xl/worksheets/sheet${number}.xml`, `${spreadsheet}.worksheet+xml`]);
  }
  for (let number = 1; number <= tableCount; number++) {
    parts.push([`/xl/tables/table${number}.xml`, `${spreadsheet}.table+xml`]);
  }
  parts.push(
    ["/xl/styles.xml", `${spreadsheet}.styles+xml`],
    ["/xl/sharedStrings.xml", `${spreadsheet}.sharedStrings+xml`],
    ["/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"],
  );
  const overrides = parts.map(([path, type]) => `<Override PartName="${path}" ContentType="${type}"/>`);
  return `${DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join("")}</Types>`;
}

type LookFormat = {
  /** Number format code; absent for General. */
  readonly format?: string;
  readonly font?: FontName;
  readonly fill?: FillName;
  readonly isWrapped?: true;
};

/** In the order of their numbers in styles.xml; every tone repeats the whole list. */
const LOOKS: Readonly<Record<CellLook, LookFormat>> = {
  text: { isWrapped: true },
  year: { format: "@" },
  money: { format: "[$£-809]#,##0.00;-[$£-809]#,##0.00" },
  // General shows 5 as 5 and 0.8333 as 0.8333; a fixed pattern would show 5 as "5." or 0.8333 as 1.
  posts: {},
  count: { format: "0" },
  percent: { format: "0.0%" },
  date: { format: "dd/mm/yyyy" },
  month: { format: "mmm yyyy" },
  heading: { font: "heading", fill: "heading", isWrapped: true },
  optionalHeading: { font: "optionalHeading", fill: "optionalHeading", isWrapped: true },
  title: { font: "title" },
  link: { font: "link" },
};

const TONES = ["plain", "derived", "illustrative"] as const satisfies readonly CellTone[];

/** Excel's own cell styles of the workbook, so that a user finds them on the ribbon and can mark further cells. */
const TONE_STYLE_NAMES: Readonly<Record<CellTone, string>> = {
  plain: "Normal",
  derived: "Derived figure",
  illustrative: "Illustrative figure",
};

const FONTS = {
  plain: "",
  derived: "",
  illustrative: "<i/>",
  heading: '<b/>|<color rgb="FFFFFFFF"/>',
  optionalHeading: '<b/>|<color rgb="FF1F3864"/>',
  title: '<b/>|<color rgb="FF1F3864"/>',
  link: '<u/>|<color rgb="FF0563C1"/>',
} as const;
type FontName = keyof typeof FONTS;

const FILLS = {
  plain: null,
  derived: "FFDDEBF7",
  illustrative: "FFFFF2CC",
  heading: "FF1F3864",
  optionalHeading: "FFD9E1F2",
} as const;
type FillName = keyof typeof FILLS;

const LOOK_NAMES = Object.keys(LOOKS) as CellLook[];
const FONT_NAMES = Object.keys(FONTS) as FontName[];
const FILL_NAMES = Object.keys(FILLS) as FillName[];

/** 0 is Excel's own default style; ours follow, tone by tone. */
function styleIndex(look: CellLook, tone: CellTone): number {
  return 1 + TONES.indexOf(tone) * LOOK_NAMES.length + LOOK_NAMES.indexOf(look);
}

/** Numbers below 164 are Excel's own formats. */
const FIRST_FORMAT_NUMBER = 164;

function stylesXml(): string {
  const formats = LOOK_NAMES.flatMap((look) => {
    const format = LOOKS[look].format;
    return format === undefined ? [] : [`<numFmt numFmtId="${formatNumber(look)}" formatCode="${escaped(format)}"/>`];
  });
  const fonts = FONT_NAMES.map(fontXml);
  const fills = [
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
    ...FILL_NAMES.flatMap((name) =>
      FILLS[name] === null
        ? []
        : [
            `<fill><patternFill patternType="solid"><fgColor rgb="${FILLS[name]}"/><bgColor indexed="64"/></patternFill></fill>`,
          ],
    ),
  ];
  const cellStyleFormats = TONES.map(
    (tone) =>
      `<xf numFmtId="0" fontId="${FONT_NAMES.indexOf(tone)}" fillId="${fillIndex(tone)}" borderId="0"${tone === "plain" ? "" : ' applyFont="1" applyFill="1"'}/>`,
  );
  const cellFormats = TONES.flatMap((tone, index) => LOOK_NAMES.map((look) => cellFormatXml(look, tone, index)));
  const cellStyles = TONES.map(
    (tone, index) =>
      `<cellStyle name="${TONE_STYLE_NAMES[tone]}" xfId="${index}"${tone === "plain" ? ' builtinId="0"' : ""}/>`,
  );
  return [
    `${DECLARATION}<styleSheet xmlns="${MAIN}">`,
    `<numFmts count="${formats.length}">${formats.join("")}</numFmts>`,
    `<fonts count="${fonts.length}">${fonts.join("")}</fonts>`,
    `<fills count="${fills.length}">${fills.join("")}</fills>`,
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
    `<cellStyleXfs count="${cellStyleFormats.length}">${cellStyleFormats.join("")}</cellStyleXfs>`,
    `<cellXfs count="${cellFormats.length + 1}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${cellFormats.join("")}</cellXfs>`,
    `<cellStyles count="${cellStyles.length}">${cellStyles.join("")}</cellStyles>`,
    '<dxfs count="0"/><tableStyles count="0" defaultTableStyle="TableStyleMedium2" defaultPivotStyle="PivotStyleLight16"/>',
    "</styleSheet>",
  ].join("");
}

function formatNumber(look: CellLook): number {
  if (LOOKS[look].format === undefined) return 0;
  return FIRST_FORMAT_NUMBER + LOOK_NAMES.filter((name) => LOOKS[name].format !== undefined).indexOf(look);
}

function fillIndex(name: FillName): number {
  // Fills 0 and 1 are fixed by the format: none, and a grey pattern.
  return FILLS[name] === null ? 0 : 2 + FILL_NAMES.filter((each) => FILLS[each] !== null).indexOf(name);
}

function fontXml(name: FontName): string {
  const [marks = "", colour = '<color rgb="FF000000"/>'] = FONTS[name].split("|");
  return `<font>${marks}<sz val="${name === "title" ? 16 : 11}"/>${colour}<name val="Calibri"/><family val="2"/></font>`;
}

function cellFormatXml(look: CellLook, tone: CellTone, toneIndex: number): string {
  const { font, fill, isWrapped } = LOOKS[look];
  const fontIndex = FONT_NAMES.indexOf(font ?? tone);
  const format = formatNumber(look);
  const applied = `${format === 0 ? "" : ' applyNumberFormat="1"'} applyFont="1" applyFill="1" applyAlignment="1"`;
  const alignment = `<alignment vertical="top"${isWrapped ? ' wrapText="1"' : ""}/>`;
  return `<xf numFmtId="${format}" fontId="${fontIndex}" fillId="${fillIndex(fill ?? tone)}" borderId="0" xfId="${toneIndex}"${applied}>${alignment}</xf>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
