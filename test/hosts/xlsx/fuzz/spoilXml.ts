/** Spoils the XML inside the parts: tags, attributes, entities, depth, namespaces, references, numbers. */
import { strFromU8, strToU8 } from "fflate";
import type { Random } from "./random";

/** The parts with one to three places of their XML changed. */
export function spoilXml(parts: Readonly<Record<string, Uint8Array>>, random: Random): Record<string, Uint8Array> {
  const spoilt = { ...parts };
  const names = Object.keys(parts).filter((name) => !name.endsWith(".bin"));
  const count = 1 + random.below(3);
  for (let i = 0; i < count; i++) {
    const name = random.pick(names);
    const text = strFromU8(spoilt[name] ?? new Uint8Array(0));
    const changed = random.pick(random.percent(80) ? faultsOfMeaning : faultsOfForm)(text, random);
    spoilt[name] = random.percent(3) ? inUtf16(changed) : strToU8(changed);
  }
  return spoilt;
}

/** Values that have broken readers of numbers, addresses, references and names. */
const VALUES = [
  "",
  " ",
  "0",
  "-1",
  "1",
  "1.5",
  "007",
  "16384",
  "16385",
  "1048576",
  "1048577",
  "2147483648",
  "4294967296",
  "99999999999999999999",
  "9".repeat(400),
  "1e308",
  "1e999",
  "-1e999",
  "NaN",
  "Infinity",
  "0x1F",
  "1,5",
  "true",
  "s",
  "str",
  "inlineStr",
  "e",
  "d",
  "b",
  "A1",
  "XFD1048576",
  "XFE1",
  "A0",
  "A1:XFD1048576",
  "A1:A1:A1",
  "AAAAAAAAAAAAAAAA1",
  "$A$1",
  "R1C1",
  "rId1",
  "rId99",
  "../../evil.xml",
  "/xl/workbook.xml",
  "worksheets/sheet1.xml",
  "sheet1.xml",
  "%2e%2e/x",
  "%",
  "#REF!",
  "__proto__",
  "constructor",
  "toString",
  "_x0000_",
  "_x000D_",
  "_xD800_",
  "2026-13-45",
  "9999-12-31T23:59:59.999999999",
  "&lt;",
  "&#0;",
  "&#x110000;",
  "&#99999999999;",
  "&bomb;",
  "]]>",
  "SUM(A1:A1048576)",
  "'".repeat(50),
  "[".repeat(50),
  "(".repeat(500),
  "A1+".repeat(300),
  "x".repeat(40_000),
  "http://purl.oclc.org/ooxml/spreadsheetml/main",
  "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
  "urn:other",
];

const TAGS = [
  "<row>",
  '<row r="5"/>',
  '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
  '<c r="A1"><v>1</v></c>',
  "<c/>",
  '<c t="s"><v>0</v></c>',
  '<c><f t="shared" si="0" ref="A1:XFD1048576">A1</f></c>',
  '<c><f t="shared" si="0"/></c>',
  '<c><f t="array" ref="A1:XFD1048576">A1</f><v>1</v></c>',
  '<c cm="1"><f t="array" ref="A1">A1</f></c>',
  "<v>1</v>",
  "<f>A1</f>",
  "<is><t>x</t></is>",
  "<sheetData/>",
  "</sheetData><sheetData>",
  '<cols><col min="1" max="16384" hidden="1"/></cols>',
  '<col min="1" max="99999999" hidden="1"/>',
  '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
  '<tableParts><tablePart r:id="rId1"/></tableParts>',
  '<customProperties><customPr name="BusinessCaseFinance" r:id="rId1"/></customProperties>',
  '<sheetProtection sheet="1"/>',
  '<sheet name="x" sheetId="1" r:id="rId1"/>',
  '<definedName name="x">1</definedName>',
  '<workbookProtection lockStructure="1"/>',
  '<Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>',
  '<Relationship Id="rIdX" Type="x/styles" Target="http://example.org/" TargetMode="External"/>',
  '<Override PartName="/xl/workbook.xml" ContentType="text/plain"/>',
  "<si><t>x</t></si>",
  '<xf numFmtId="14"/>',
  '<numFmt numFmtId="99999999999" formatCode="0"/>',
  '<table id="1" name="x" displayName="x" ref="A1:B2"/>',
  "<mc:AlternateContent>",
  "<Choice>",
  "<!-- -->",
  "<!-- -- -->",
  "<![CDATA[x]]>",
  "<![CDATA[",
  "]]>",
  "<?pi?>",
  '<?xml version="1.0"?>',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  "<!ELEMENT a>",
  "\u0000",
  "\u0001",
  "\ufffe",
  "\ud800",
  "\ufeff",
  "<",
  ">",
  "&",
  "</worksheet>",
  "</a>",
  "<a:b/>",
  "<:a/>",
  "<a:/>",
  "<1/>",
];

type Fault = (text: string, random: Random) => string;

/** Faults that mostly leave sound XML, and so are met by whoever reads what it says. */
const faultsOfMeaning: readonly Fault[] = [
  // A value of an attribute.
  (text, random) => replaceOne(text, /="[^"]*"/g, random, () => `="${random.pick(VALUES)}"`),
  (text, random) => replaceOne(text, /="[^"]*"/g, random, () => `="${random.pick(VALUES)}"`),
  // A text.
  (text, random) => replaceOne(text, />[^<]*</g, random, () => `>${random.pick(VALUES)}<`),
  // An attribute gone, in other quotes, under another name.
  (text, random) => replaceOne(text, / [\w:]+="[^"]*"/g, random, () => ""),
  (text, random) => replaceOne(text, / [\w:]+="[^"]*"/g, random, (found) => found.replaceAll('"', "'")),
  (text, random) =>
    replaceOne(text, / [\w:]+=/g, random, () => ` ${random.pick(["r", "s", "t", "r:id", "x:y", "xmlns", "xmlns:r"])}=`),
  // An attribute more.
  (text, random) =>
    replaceOne(
      text,
      /<[\w:]+/g,
      random,
      (found) =>
        `${found} ${random.pick(["r", "t", "s", "cm", "vm", "hidden", "xml:space", "__proto__"])}="${random.pick(VALUES)}"`,
    ),
  // An element gone, renamed, or more.
  (text, random) => replaceOne(text, /<[\w:]+\b[^>]*\/>/g, random, () => ""),
  (text, random) => replaceOne(text, /<([\w:]+)\b[^>]*[^/]>[^<]*<\/\1>/g, random, () => ""),
  (text, random) =>
    replaceOne(
      text,
      /<[\w:]+(?=[^>]*\/>)/g,
      random,
      () => `<${random.pick(["row", "c", "v", "f", "si", "sheet", "x"])}`,
    ),
  (text, random) => replaceOne(text, />/g, random, (found) => found + random.pick(TAGS)),
  (text, random) => replaceOne(text, />/g, random, (found) => found + random.pick(TAGS)),
  // Whole elements repeated: rows, cells, sheets, relations.
  (text, random) =>
    replaceOne(text, /<(row|c|sheet|Relationship|si|xf|col|definedName)\b[^>]*\/>/g, random, (found) =>
      found.repeat(2 + random.below(2_000)),
    ),
  (text, random) =>
    replaceOne(text, /<(row|c|si)\b[^>]*[^/]>.*?<\/\1>/gs, random, (found) => found.repeat(2 + random.below(300))),
  // Depth, breadth, length.
  (text, random) => {
    const depth = random.pick([10, 63, 64, 65, 5_000]);
    return replaceOne(text, />/g, random, (found) => `${found}${"<a>".repeat(depth)}${"</a>".repeat(depth)}`);
  },
  (text, random) => {
    const count = random.pick([10, 256, 257, 5_000]);
    const many = Array.from({ length: count }, (_, i) => ` a${i}="1"`).join("");
    return replaceOne(text, /<[\w:]+/g, random, (found) => found + many);
  },
  (text, random) => replaceOne(text, />/g, random, (found) => found + "x".repeat(random.pick([1_000, 100_000]))),
  // Prefixes, line ends, a mark at the beginning.
  (text) => text.replaceAll(/(<\/?)(\w+)(?=[\s/>])/g, "$1z:$2").replace(/<z:\w+/, `$& xmlns:z="${MAIN}"`),
  (text) => text.replaceAll("\n", "\r\n").replaceAll("><", ">\r<"),
  (text) => `\ufeff${text}`,
];

/** Faults that mostly leave no sound XML. */
const faultsOfForm: readonly Fault[] = [
  (text, random) => replaceOne(text, / [\w:]+="[^"]*"/g, random, (found) => found + found),
  (text, random) => replaceOne(text, / [\w:]+="[^"]*"/g, random, (found) => found.replaceAll('"', "")),
  // A tag gone, twice, emptied, renamed.
  (text, random) => replaceOne(text, /<[^>]*>/g, random, () => ""),
  (text, random) => replaceOne(text, /<[^>]*>/g, random, (found) => found + found),
  (text, random) => replaceOne(text, /<[^/>][^>]*>/g, random, (found) => found.replace(/\/?>$/, "/>")),
  (text, random) => replaceOne(text, /<\/?[\w:]+/g, random, (found) => `${found}x`),
  (text, random) =>
    replaceOne(
      text,
      /<\/?[\w:]+/g,
      random,
      (found) => `${found.startsWith("</") ? "</" : "<"}${random.pick(["row", "c", "v", "f", "si", "sheet", "x:c"])}`,
    ),
  // Something more.
  (text, random) => insertAt(text, random.below(text.length + 1), random.pick(TAGS)),
  // A stretch gone, repeated, moved.
  (text, random) => cut(text, random, () => ""),
  (text, random) => cut(text, random, (stretch) => stretch + stretch),
  (text, random) => cut(text, random, (stretch) => stretch.repeat(1 + random.below(200))),
  (text, random) => {
    const from = random.below(text.length + 1);
    const stretch = text.slice(from, from + random.below(300));
    return insertAt(text, random.below(text.length + 1), stretch);
  },
  // Namespaces and encodings.
  (text, random) => replaceOne(text, /xmlns(:\w+)?="[^"]*"/g, random, () => ""),
  (text, random) =>
    replaceOne(text, /xmlns(:\w+)?=/g, random, () => `xmlns:${random.pick(["q", "r", "xml", "xmlns", "mc"])}=`),
  (text, random) =>
    text.replace(/encoding="[^"]*"/, `encoding="${random.pick(["UTF-16", "ISO-8859-1", "UTF-7", "x", ""])}"`),
  (text, random) => text.slice(0, random.below(text.length + 1)),
  (text, random) => text + random.pick(TAGS),
  () => "",
];

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

function replaceOne(text: string, sought: RegExp, random: Random, change: (found: string) => string): string {
  const found = [...text.matchAll(sought)];
  if (found.length === 0) return text;
  const { index, 0: match } = random.pick(found);
  return text.slice(0, index) + change(match) + text.slice(index + match.length);
}

function insertAt(text: string, at: number, inserted: string): string {
  return text.slice(0, at) + inserted + text.slice(at);
}

function cut(text: string, random: Random, change: (stretch: string) => string): string {
  const from = random.below(text.length + 1);
  const to = from + random.below(200);
  return text.slice(0, from) + change(text.slice(from, to)) + text.slice(to);
}

function inUtf16(text: string): Uint8Array {
  const bytes = new Uint8Array(2 + text.length * 2);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, true);
  for (let i = 0; i < text.length; i++) view.setUint16(2 + i * 2, text.charCodeAt(i), true);
  return bytes;
}
