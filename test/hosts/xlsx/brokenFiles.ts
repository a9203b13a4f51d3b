/**
 * Every made-up file that once broke reading or writing: an exception, minutes of work, gigabytes, or a written file that
 * could not be read again. Each is as small as it can be and still go down the same road; the ledger says what must come
 * of it now.
 */
import { strToU8 } from "fflate";
import { type ZipModel, zipBytes, zipModelOf } from "./fuzz/zipModel";
import {
  MAIN,
  RELATIONS,
  type MadeWorkbook,
  type Parts,
  madeParts,
  madeXlsx,
  relation,
  relationsPart,
  zipParts,
} from "./madeXlsx";

/** A file, and what used to happen. */
export type BrokenFile = { readonly name: string; readonly was: string; readonly bytes: () => Uint8Array };

const worksheet = (inside: string): string => `<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONS}">${inside}</worksheet>`;
const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join("");
const workbookOf = (inside: string): string =>
  `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${inside}</sheets></workbook>`;
const twoFormats: MadeWorkbook = { styles: { cellXfs: '<xf numFmtId="0"/><xf numFmtId="14"/>' } };
const table = `<table xmlns="${MAIN}" id="1" name="T" displayName="T" ref="A1:C4"/>`;

export const brokenFiles: readonly BrokenFile[] = [
  {
    name: "long shared formula",
    was: "wrote a long formula out for every cell, without end",
    bytes: () =>
      madeXlsx({
        sheets: {
          S:
            `<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:A9999">${"A1+".repeat(2_700)}1</f></c></row>` +
            times(3_000, (i) => `<row r="${i + 2}"><c r="A${i + 2}"><f t="shared" si="0"/></c></row>`),
        },
      }),
  },
  {
    name: "sheets that are one part",
    was: "read the same part for each of them, and took gigabytes",
    bytes: () =>
      zipParts({
        ...madeParts({}),
        "xl/workbook.xml": workbookOf(times(2, (i) => `<sheet name="S${i}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)),
        "xl/_rels/workbook.xml.rels": relationsPart(
          times(2, (i) => relation(`rId${i + 1}`, "worksheet", "worksheets/sheet1.xml")),
        ),
      }),
  },
  {
    name: "a table named twice",
    was: "read it as often as it was named",
    bytes: () =>
      madeXlsx({
        sheets: { S: worksheet(`<sheetData/><tableParts>${'<tablePart r:id="rId1"/>'.repeat(2)}</tableParts>`) },
        parts: {
          "xl/worksheets/_rels/sheet1.xml.rels": relationsPart(relation("rId1", "table", "../tables/table1.xml")),
          "xl/tables/table1.xml": table,
        },
      }),
  },
  {
    name: "a record beyond the end",
    was: "threw a RangeError while looking for a part",
    bytes: () =>
      spoiltZip((model) => {
        const [first, second] = model.records;
        if (!first || !second) throw new Error("a workbook has several parts");
        second.offsetShift = 0x7000_0000; // so that the one before seems to have all the room there is
        first.offsetShift = zipBytes(model).length - 10;
      }),
  },
  {
    name: "as many parts as may be",
    was: "wrote a file that held too many to be read again",
    bytes: () =>
      spoiltZip((model) => {
        const content = new Uint8Array(0);
        while (model.records.length < 1_999) {
          model.records.push({ name: strToU8(`x/${model.records.length}`), content, method: 0, flags: 0 });
        }
      }),
  },
  {
    name: "relations in capitals",
    was: "took its own addition to them for a part that had changed",
    bytes: () => renamed(madeParts({}), "xl/_rels/workbook.xml.rels", "XL/_RELS/WORKBOOK.XML.RELS"),
  },
  {
    name: "styles that are not there",
    was: "added styles to which nothing led",
    bytes: () => madeXlsx({ relations: relation("rIdS", "styles", "styles.xml") }),
  },
  {
    name: "hidden columns over and over",
    was: "counted sixteen thousand columns for every mention",
    bytes: () =>
      madeXlsx({
        sheets: { S: worksheet(`<cols>${'<col min="1" max="16384" hidden="1"/>'.repeat(20_000)}</cols><sheetData/>`) },
      }),
  },
  {
    name: "rows with a cell far right",
    was: "compared the formats of sixteen thousand columns for every row",
    bytes: () =>
      madeXlsx({
        ...twoFormats,
        sheets: { S: times(10_000, (i) => `<row r="${i + 1}"><c r="XFD${i + 1}" s="1"><v>1</v></c></row>`) },
      }),
  },
  {
    name: "a wide row over and over",
    was: "copied its formats each time",
    bytes: () =>
      madeXlsx({
        ...twoFormats,
        sheets: {
          S:
            '<row r="1"><c r="XFD1" s="1"><v>1</v></c></row>' + '<row r="1"><c r="B1"><v>1</v></c></row>'.repeat(9_000),
        },
      }),
  },
  {
    name: "arrays over one another",
    was: "looked through all of them for every cell",
    bytes: () =>
      madeXlsx({
        sheets: {
          S: times(
            9_000,
            (i) =>
              `<row r="${i + 1}"><c r="A${i + 1}"><f t="array" ref="A1:XFD1048576">B1</f><v>1</v></c><c r="B${i + 1}"><v>2</v></c></row>`,
          ),
        },
      }),
  },
  {
    name: "elements with many attributes",
    was: "compared each with each",
    bytes: () => madeXlsx({ sheets: { S: times(3_000, () => `<row${times(255, (i) => ` a${i}=""`)}/>`) } }),
  },
  {
    name: "many prefixes in force",
    was: "copied all of them for each element that declared one more",
    bytes: () =>
      madeXlsx({
        sheets: {
          S:
            times(20, (i) => `<q${times(250, (j) => ` xmlns:a${i}_${j}="u${j}"`)}>`) +
            times(5_000, (i) => `<q xmlns:z="z${i}"/>`) +
            "</q>".repeat(20),
        },
      }),
  },
];

function spoiltZip(spoil: (model: ZipModel) => void): Uint8Array {
  const parts = Object.entries(madeParts({})).map(([name, part]): [string, Uint8Array] => [
    name,
    typeof part === "string" ? strToU8(part) : part,
  ]);
  const model = zipModelOf(Object.fromEntries(parts));
  spoil(model);
  return zipBytes(model);
}

function renamed(parts: Parts, from: string, to: string): Uint8Array {
  return zipParts(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name === from ? to : name, part])));
}
