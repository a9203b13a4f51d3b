/** Workbooks for tests, made from parts as text: no sample file is needed, and each test shows the XML that matters. */
import { strToU8, zipSync } from "fflate";
import type { CellValue, HostResult, SheetSnapshot, Snapshot } from "../../../src/workbook/workbook";

export const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
export const STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main";
export const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Parts of a workbook by name, as text or bytes. */
export type Parts = Record<string, string | Uint8Array>;

/** What is particular about a made workbook; what is not said is as plain as can be. */
export type MadeWorkbook = {
  /** Inside of `sheetData`, by sheet name; or a whole worksheet part when it begins with "<worksheet". */
  readonly sheets?: Readonly<Record<string, string>>;
  /** Inside of `sst`; no part without it. */
  readonly sharedStrings?: string;
  /** Inside of `cellXfs`, and what stands before it; no part without it. */
  readonly styles?: { readonly numFmts?: string; readonly cellXfs: string };
  /** What stands in workbook.xml before and after the list of sheets. */
  readonly beforeSheets?: string;
  readonly afterSheets?: string;
  readonly isStrict?: boolean;
  /** Further parts, and parts to stand instead of the plain ones; null takes one away. */
  readonly parts?: Readonly<Record<string, string | Uint8Array | null>>;
  /** Further relations of the workbook part. */
  readonly relations?: string;
};

/** The parts of a made workbook. */
export function madeParts(made: MadeWorkbook): Parts {
  const main = made.isStrict ? STRICT_MAIN : MAIN;
  const relations = made.isStrict ? STRICT_RELATIONS : RELATIONS;
  const sheets = Object.entries(made.sheets ?? { Sheet1: "" });
  const parts = new Map<string, string | Uint8Array | null>();
  const overrides = sheets.map((_, i) => override(`/xl/worksheets/sheet${i + 1}.xml`, "worksheet"));
  const links = sheets.map((_, i) => relation(`rId${i + 1}`, `${relations}/worksheet`, `worksheets/sheet${i + 1}.xml`));
  if (made.sharedStrings !== undefined) {
    overrides.push(override("/xl/sharedStrings.xml", "sharedStrings"));
    links.push(relation("rIdStrings", `${relations}/sharedStrings`, "sharedStrings.xml"));
  }
  if (made.styles) {
    overrides.push(override("/xl/styles.xml", "styles"));
    links.push(relation("rIdStyles", `${relations}/styles`, "styles.xml"));
  }
  parts.set(
    "[Content_Types].xml",
    `${DECLARATION}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override("/xl/workbook.xml", "sheet.main")}${overrides.join("")}</Types>`,
  );
  parts.set("_rels/.rels", relationsPart(relation("rId1", `${relations}/officeDocument`, "xl/workbook.xml")));
  const listed = sheets.map(([name], i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`);
  parts.set(
    "xl/workbook.xml",
    `${DECLARATION}<workbook xmlns="${main}" xmlns:r="${relations}">${made.beforeSheets ?? ""}<sheets>${listed.join("")}</sheets>${made.afterSheets ?? ""}</workbook>`,
  );
  parts.set("xl/_rels/workbook.xml.rels", relationsPart(links.join("") + (made.relations ?? "")));
  if (made.sharedStrings !== undefined) {
    parts.set("xl/sharedStrings.xml", `${DECLARATION}<sst xmlns="${main}">${made.sharedStrings}</sst>`);
  }
  if (made.styles) {
    parts.set(
      "xl/styles.xml",
      `${DECLARATION}<styleSheet xmlns="${main}">${made.styles.numFmts ?? ""}<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs>${made.styles.cellXfs}</cellXfs></styleSheet>`,
    );
  }
  sheets.forEach(([, content], i) => {
    const isWhole = content.startsWith("<worksheet");
    const whole = isWhole
      ? content
      : `<worksheet xmlns="${main}" xmlns:r="${relations}"><sheetData>${content}</sheetData></worksheet>`;
    parts.set(`xl/worksheets/sheet${i + 1}.xml`, DECLARATION + whole);
  });
  for (const [name, content] of Object.entries(made.parts ?? {})) parts.set(name, content);
  return Object.fromEntries([...parts].filter((part): part is [string, string | Uint8Array] => part[1] !== null));
}

/** A made workbook as the bytes of a file. */
export function madeXlsx(made: MadeWorkbook): Uint8Array {
  return zipParts(madeParts(made));
}

/** Parts as a zip file. */
export function zipParts(parts: Parts): Uint8Array {
  const entries = Object.entries(parts).map(([name, part]): [string, Uint8Array] => [
    name,
    typeof part === "string" ? strToU8(part) : part,
  ]);
  return zipSync(Object.fromEntries(entries), { mtime: new Date(1990, 0, 1) });
}

/** A part of relations. */
export function relationsPart(relations: string): string {
  return `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${relations}</Relationships>`;
}

/** One relation; `type` is the last word of the transitional type, or a whole address. */
export function relation(id: string, type: string, target: string, mode = ""): string {
  const address = type.includes(":") ? type : `${RELATIONS}/${type}`;
  return `<Relationship Id="${id}" Type="${address}" Target="${target}"${mode === "" ? "" : ` TargetMode="${mode}"`}/>`;
}

function override(part: string, type: string): string {
  return `<Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`;
}

/** The value of a result that must have gone well. */
export function valueOf<T>(result: HostResult<T>): T {
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.message}`);
  return result.value;
}

/** The code of a result that must have failed; "read" when it did not. */
export function codeOf(result: HostResult<unknown>): string {
  return result.ok ? "read" : result.failure.code;
}

/** A sheet by name; it must be there. */
export function sheetNamed(snapshot: Snapshot, name: string): SheetSnapshot {
  const sheet = snapshot.sheets.find((candidate) => candidate.name === name);
  if (!sheet) throw new Error(`no sheet ${name}`);
  return sheet;
}

/** What a row holds, by 1-based row number: values with holes as null. */
export function valuesOf(sheet: SheetSnapshot, row: number): CellValue[] {
  const found = sheet.rows.find((candidate) => candidate.row === row);
  return Array.from(found?.values ?? [], (value) => value ?? null);
}

/** The formulas of a row, with holes as null. */
export function formulasOf(sheet: SheetSnapshot, row: number): (string | null)[] {
  const found = sheet.rows.find((candidate) => candidate.row === row);
  return Array.from(found?.formulas ?? [], (formula) => formula ?? null);
}
