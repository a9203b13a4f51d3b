/** The spoilt file that belongs to a seed, and the sound workbooks that such files are made from. */
import { readFileSync } from "node:fs";
import { unzipSync } from "fflate";
import { writeWorkbook } from "../../../../src/hosts/xlsx";
import { madeFlags, madePlan, madeSheet } from "../madePlan";
import { MAIN, RELATIONS, madeXlsx, relation, relationsPart, valueOf, zipParts } from "../madeXlsx";
import { type Random, randomFrom } from "./random";
import { spoilXml } from "./spoilXml";
import { spoilZip } from "./spoilZip";

/** A sound workbook: its bytes, and its parts when it can be unpacked. */
export type Source = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly parts: Record<string, Uint8Array> | null;
};

/** A source of these bytes. */
export function sourceOf(name: string, bytes: Uint8Array): Source {
  try {
    return { name, bytes, parts: unzipSync(bytes) };
  } catch {
    return { name, bytes, parts: null };
  }
}

/** One file, and in a few words how it was spoilt. */
export type SpoiltFile = { readonly how: "bytes" | "zip" | "xml"; readonly source: string; readonly bytes: Uint8Array };

/** The file of a seed: the same sources and seed always give the same bytes. */
export function spoiltFile(seed: number, sources: readonly Source[]): SpoiltFile {
  const random = randomFrom(seed);
  const source = random.pick(sources);
  const { parts } = source;
  const how = parts === null ? "bytes" : random.pick(["bytes", "zip", "xml", "xml", "xml"] as const);
  if (how === "bytes" || parts === null) return { how, source: source.name, bytes: spoilBytes(source.bytes, random) };
  if (how === "zip") return { how, source: source.name, bytes: spoilZip(parts, random) };
  const spoilt = spoilXml(parts, random);
  // Now and then both: what is wrong inside must not be reached through what is wrong outside.
  return { how, source: source.name, bytes: random.percent(10) ? spoilZip(spoilt, random) : zipParts(spoilt) };
}

/** Bytes changed, cut out, put in, moved. */
function spoilBytes(source: Uint8Array, random: Random): Uint8Array {
  let bytes: Uint8Array = source.slice();
  const place = (): number => random.below(bytes.length + 1);
  const count = 1 + random.below(8);
  for (let i = 0; i < count; i++) {
    const at = place();
    switch (random.below(7)) {
      case 0:
        bytes[at] = random.below(256);
        break;
      case 1:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
        break;
      case 2: // near the end stands the directory, whose fields matter most
        bytes[bytes.length - 1 - random.below(Math.min(bytes.length, 400))] = random.pick([0, 1, 0x7f, 0x80, 0xff]);
        break;
      case 3:
        bytes.fill(random.pick([0, 0xff]), at, at + random.below(16));
        break;
      case 4:
        bytes = without(bytes, at, at + random.below(random.pick([4, 2_000])));
        break;
      case 5:
        bytes = bytes.slice(0, Math.max(1, at));
        break;
      default: {
        const from = place();
        bytes.copyWithin(at, from, from + random.below(300));
      }
    }
  }
  return bytes;
}

function without(bytes: Uint8Array, from: number, to: number): Uint8Array {
  const left = new Uint8Array(bytes.length - (Math.min(to, bytes.length) - from));
  left.set(bytes.subarray(0, from));
  left.set(bytes.subarray(Math.min(to, bytes.length)), from);
  return left;
}

/** The workbooks that files are made from when nothing else is asked for: every kind of part that is looked into. */
export function madeSources(): Source[] {
  return [
    sourceOf("rich", richWorkbook()),
    sourceOf("ours", valueOf(writeWorkbook(richWorkbook(), madePlan(madeFlags()), { fileName: "case.xlsx" })).bytes),
    sourceOf("strict", madeXlsx({ isStrict: true, sheets: { Staffing: CELLS }, sharedStrings: STRINGS })),
    sourceOf("bare", madeXlsx({ sheets: { Costs: '<row r="1"><c t="inlineStr"><is><t>Amount</t></is></c></row>' } })),
    sourceOf(
      "all of ours",
      valueOf(writeWorkbook(madeXlsx({}), madePlan(madeSheet({ tables: [] }), madeFlags()), { fileName: "case.xlsx" }))
        .bytes,
    ),
    sourceOf(
      "example",
      new Uint8Array(readFileSync(new URL("../../../../assets/examples/intelligence-tom.xlsx", import.meta.url))),
    ),
  ];
}

const CELLS =
  '<row r="1" spans="1:3"><c r="A1" t="s" s="1"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="b"><v>1</v></c></row>' +
  '<row r="2"><c r="A2"><f t="shared" ref="A2:A4" si="0">SUM(B2:$C2)</f><v>1.5</v></c><c r="B2" t="e"><v>#N/A</v></c><c r="C2" t="d"><v>2026-04-01</v></c></row>' +
  '<row r="3"><c r="A3"><f t="shared" si="0"/><v>2</v></c><c r="B3" t="inlineStr"><is><r><rPr><b/></rPr><t xml:space="preserve">a </t></r><r><t>b</t></r></is></c></row>' +
  '<row r="4" hidden="1"><c r="A4"><f t="array" ref="A4:B4">B1:C1*2</f><v>2</v></c><c r="B4"><v>-1E-3</v></c><c t="str"><f>"x"</f><v>x</v></c></row>';
const STRINGS =
  '<si><t>Post</t></si><si><r><t>Gra</t></r><r><t xml:space="preserve">de </t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>';

function richWorkbook(): Uint8Array {
  return madeXlsx({
    sheets: {
      Staffing: `<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONS}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><sheetPr codeName="Sheet1"/><dimension ref="A1:C4"/><cols><col min="2" max="3" hidden="1"/></cols><sheetData>${CELLS}</sheetData><sheetProtection sheet="1"/><mergeCells><mergeCell ref="B2:B4"/></mergeCells><mc:AlternateContent><mc:Choice Requires="x"><a/></mc:Choice><mc:Fallback><b/></mc:Fallback></mc:AlternateContent><tableParts count="1"><tablePart r:id="rId1"/></tableParts></worksheet>`,
      "Cost &amp; £": CELLS,
    },
    sharedStrings: STRINGS,
    styles: {
      numFmts: '<numFmts count="1"><numFmt numFmtId="164" formatCode="&quot;£&quot;#,##0"/></numFmts>',
      cellXfs:
        '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0"/>',
    },
    beforeSheets: '<workbookPr date1904="1"/><bookViews><workbookView activeTab="1"/></bookViews>',
    afterSheets:
      '<externalReferences><externalReference r:id="rIdX"/></externalReferences><definedNames><definedName name="rate">1</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0">Staffing!$1:$1</definedName></definedNames><calcPr calcMode="manual"/>',
    relations:
      relation("rIdX", "externalLink", "externalLinks/externalLink1.xml") +
      relation("rIdC", "calcChain", "calcChain.xml"),
    parts: {
      "xl/worksheets/_rels/sheet1.xml.rels": relationsPart(relation("rId1", "table", "../tables/table1.xml")),
      "xl/tables/table1.xml": `<table xmlns="${MAIN}" id="1" name="T" displayName="T" ref="A1:C4" totalsRowCount="1"><tableColumns count="3"/></table>`,
      "xl/externalLinks/externalLink1.xml": `<externalLink xmlns="${MAIN}"/>`,
      "xl/externalLinks/_rels/externalLink1.xml.rels": relationsPart(
        relation("rId1", "externalLinkPath", "file:///C:/Budget.xlsx", "External"),
      ),
      "xl/calcChain.xml": `<calcChain xmlns="${MAIN}"><c r="A2" i="1"/></calcChain>`,
    },
  });
}
