/** Bytes into a snapshot: every way a file may hold a cell, and every file of the samples. */
import { strToU8 } from "fflate";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readWorkbook, writeWorkbook } from "../../../src/hosts/xlsx";
import { columnLetters } from "../../../src/workbook/address";
import type { Snapshot } from "../../../src/workbook/workbook";
import {
  MAIN,
  RELATIONS,
  type MadeWorkbook,
  codeOf,
  formulasOf,
  madeXlsx,
  relation,
  relationsPart,
  sheetNamed,
  valueOf,
  valuesOf,
} from "./madeXlsx";
import { madeFlags, madePlan } from "./madePlan";
import { realWorkbookOutcomes, sampleBytes, sampleNames, sampleText } from "./samples";

const read = (made: MadeWorkbook) => readWorkbook(madeXlsx(made), { fileName: "case.xlsx" });
const readSheet = (content: string, made: MadeWorkbook = {}) =>
  sheetNamed(valueOf(read({ ...made, sheets: { Sheet1: content } })), "Sheet1");
const firstRow = (cells: string, made: MadeWorkbook = {}) => valuesOf(readSheet(`<row r="1">${cells}</row>`, made), 1);
const worksheet = (inside: string, attributes = "") =>
  `<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONS}"${attributes}>${inside}</worksheet>`;

describe("the values of cells", () => {
  it("are numbers, texts, yes and no, errors and dates as the file holds them", () => {
    expect(
      firstRow(
        '<c r="A1"><v>1.5</v></c><c r="B1" t="n"><v>-2E-3</v></c><c r="C1" t="s"><v>1</v></c>' +
          '<c r="D1" t="inlineStr"><is><t>here</t></is></c><c r="E1" t="str"><v>shown</v></c>' +
          '<c r="F1" t="b"><v>1</v></c><c r="G1" t="b"><v>0</v></c><c r="H1" t="e"><v>#N/A</v></c>',
        { sharedStrings: "<si><t>zero</t></si><si><t>one</t></si>" },
      ),
    ).toEqual([1.5, -0.002, "one", "here", "shown", true, false, { kind: "error", error: "#N/A" }]);
  });

  it("keep blank, zero and the empty text apart", () => {
    const sheet = readSheet(
      '<row r="1"><c r="A1" s="0"/><c r="B1"><v>0</v></c><c r="C1"><v></v></c><c r="D1" t="str"><f>IF(1,"")</f><v></v></c>' +
        '<c r="E1"><f>F1</f></c><c r="F1" t="inlineStr"><is><t/></is></c></row>',
    );
    expect(valuesOf(sheet, 1)).toEqual([null, 0, null, "", null, ""]);
    expect(formulasOf(sheet, 1)).toEqual([null, null, null, '=IF(1,"")', "=F1"]);
  });

  it("join the runs of rich text and leave phonetic guides out", () => {
    const si =
      '<si><r><rPr><b/></rPr><t xml:space="preserve">Band </t></r><r><t>E</t></r><rPh sb="0" eb="1"><t>guide</t></rPh><phoneticPr fontId="1"/></si>';
    expect(firstRow('<c r="A1" t="s"><v>0</v></c>', { sharedStrings: si })).toEqual(["Band E"]);
  });

  it("undo escapes and keep white space where the file says so", () => {
    const si =
      "<si><t>a_x000D_\nb</t></si><si><t>_x005F_x000D_</t></si><si><t> trimmed </t></si>" +
      '<si><t xml:space="preserve"> kept </t></si><si><t>_xZZZZ_</t></si><si><t><![CDATA[<&>]]></t></si>';
    const cells = [0, 1, 2, 3, 4, 5].map((i) => `<c t="s"><v>${i}</v></c>`).join("");
    expect(firstRow(cells, { sharedStrings: si })).toEqual([
      "a\r\nb",
      "_x000D_",
      "trimmed",
      " kept ",
      "_xZZZZ_",
      "<&>",
    ]);
  });

  it("turn ISO dates into the serial numbers of the workbook's own date system", () => {
    const cells =
      '<c t="d"><v>2026-04-01</v></c><c t="d"><v>2026-04-01T12:00:00</v></c><c t="d"><v>1900-02-28</v></c>' +
      '<c t="d"><v>1900-03-01</v></c><c t="d"><v>2026-02-30</v></c>';
    const [day, noon, before, after, never] = firstRow(cells);
    expect([day, noon, before, after]).toEqual([46113, 46113.5, 59, 61]);
    expect(never).toMatchObject({ kind: "damaged" });
    expect(firstRow('<c t="d"><v>2026-04-01</v></c>', { beforeSheets: '<workbookPr date1904="1"/>' })).toEqual([44651]);
  });

  it("are damaged, and say why, where the file promises what it does not hold", () => {
    const cells =
      '<c t="s"><v>9999</v></c><c t="s"><v>x</v></c><c><v>NaN</v></c><c><v>0x1F</v></c><c><v>1e999</v></c>' +
      '<c t="b"><v>maybe</v></c><c t="new"><v>1</v></c>';
    for (const value of firstRow(cells, { sharedStrings: "<si><t>a</t></si>" })) {
      expect(value).toMatchObject({ kind: "damaged" });
    }
  });

  it("are damaged when the file holds the cell twice", () => {
    const sheet = readSheet(
      '<row r="2"><c r="A2"><v>1</v></c><c r="A2"><v>2</v></c></row><row r="2"><c r="B2"><v>3</v></c></row>',
    );
    expect(valuesOf(sheet, 2)).toEqual([{ kind: "damaged", what: "the file holds this cell twice" }, 3]);
  });

  it("are rich where Excel shows a picture or data type and the file only a stand-in", () => {
    expect(firstRow('<c r="A1" t="e" vm="1"><v>#VALUE!</v></c><c r="B1" t="e"><v>#VALUE!</v></c>')).toEqual([
      { kind: "rich", what: "a data type or picture" },
      { kind: "error", error: "#VALUE!" },
    ]);
  });
});

describe("the places of cells", () => {
  it("follow from their order when the file does not give them", () => {
    const sheet = readSheet(
      '<row><c><v>1</v></c><c r="D1"><v>4</v></c><c><v>5</v></c></row><row r="7"/><row><c><v>8</v></c></row>',
    );
    expect(sheet.rows.map((row) => row.row)).toEqual([1, 8]);
    expect(valuesOf(sheet, 1)).toEqual([1, null, null, 4, 5]);
  });

  it("do not depend on the size the sheet claims, and a stray cell in the last corner costs nothing", () => {
    const sheet = readSheet(
      worksheet(
        '<dimension ref="A1:B2"/><sheetData><row r="5"><c r="E5"><v>5</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
      ),
    );
    expect(sheet.rows.map((row) => row.row)).toEqual([5, 1_048_576]);
    expect(sheet.rows[1]?.values[16_383]).toBe(1);
  });

  it("come in ascending order even when the file's rows do not", () => {
    const sheet = readSheet(
      '<row r="3"><c r="A3"><v>3</v></c></row><row r="1"><c r="B1"><v>1</v></c></row><row r="3"><c r="B3"><v>4</v></c></row>',
    );
    expect(sheet.rows.map((row) => [row.row, [...row.values]])).toEqual([
      [1, [undefined, 1]],
      [3, [3, 4]],
    ]);
  });

  it.each([
    '<row r="0"><c><v>1</v></c></row>',
    '<row r="1048577"/>',
    '<row r="1"><c r="XFE1"><v>1</v></c></row>',
    '<row r="1"><c r="A2"><v>1</v></c></row>',
  ])("outside Excel's grid or out of their row are damage: %s", (row) => {
    expect(codeOf(read({ sheets: { Sheet1: row } }))).toBe("F06_DAMAGED");
  });
});

describe("cells in Excel's commonest form", () => {
  const number = fc.oneof(
    fc.integer().map(String),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.tuple(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }), fc.nat(9)).map(([digits, places]) => {
      const text = String(digits < 0n ? -digits : digits).padStart(places + 1, "0");
      const cut = text.length - places;
      return `${digits < 0n ? "-" : ""}${text.slice(0, cut)}${places > 0 ? "." : ""}${text.slice(cut)}`;
    }),
    fc.constantFrom("", "-", ".5", "5.", "-0", "0.0", "1e5", "NaN", "007", " 7 ", "12-3", "1.2.3"),
  );
  const cell = fc.record({
    content: fc.option(number),
    type: fc.constantFrom("", "", "s", "n", "str", "b", "inlineStr", "inlineStr"),
    text: fc.oneof(
      fc.string({
        unit: fc.constantFrom(..."ab 1_x]£", "&amp;", "&lt;", "\n", "\r", "\t", "_x0041_", "👍"),
        maxLength: 6,
      }),
      fc.constantFrom("Band E", " kept?", "ends ", "a]b", "", "x".repeat(99)),
    ),
    style: fc.option(fc.nat(3)),
    isPlaced: fc.boolean(),
  });

  it("read as the same cells do in any other form", () => {
    const made: MadeWorkbook = {
      sharedStrings: "<si><t>a</t></si><si><t>b</t></si>",
      styles: { cellXfs: '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/>' },
    };
    const form = (cells: readonly ReturnType<typeof plainCell>[], quote: string) =>
      cells.map(({ address, type, style, content, text }) => {
        const attributes = [address && `r=${quote}${address}${quote}`, style, type && `t=${quote}${type}${quote}`];
        const start = `<c ${attributes.filter((attribute) => attribute !== "").join(" ")}`;
        if (content === null) return `${start}/>`;
        return type === "inlineStr" ? `${start}><is><t>${text}</t></is></c>` : `${start}><v>${content}</v></c>`;
      });
    const plainCell = (
      given: { content: string | null; type: string; style: number | null; isPlaced: boolean; text: string },
      column: number,
    ) => ({
      address: given.isPlaced ? `${columnLetters(column)}3` : "",
      type: given.type,
      style: given.style === null ? "" : `s="${given.style}"`,
      content: given.content,
      text: given.text,
    });
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 6 }), (given) => {
        const cells = given.map(plainCell);
        const quick = readSheet(`<row r="3">${form(cells, '"').join("")}</row>`, made);
        const slow = readSheet(`<row r="3">${form(cells, "'").join("")}</row>`, made);
        expect(quick.rows).toEqual(slow.rows);
      }),
      { numRuns: 300, seed: 3 },
    );
  });

  it("need not be well-formed by a hair to be refused", () => {
    for (const cell of [
      '<c r="A1"><v>1</v></b>',
      '<c r="A1" r="A1"><v>1</v></c>',
      '<c r="A1"s="1"/>',
      '<c r="A1"><v>1</c>',
      '<c r="A1" s="1',
    ]) {
      expect(codeOf(read({ sheets: { Sheet1: `<row r="1">${cell}</row>` } }))).toBe("F06_DAMAGED");
    }
  });

  it("keep the formats of rows that look alike apart once one of them differs", () => {
    const styles = { cellXfs: '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/>' };
    const row = (number: number, style: number) =>
      `<row r="${number}"><c r="A${number}" s="${style}"><v>1</v></c></row>`;
    const sheet = readSheet(`${row(1, 1)}${row(2, 1)}${row(3, 2)}<row r="2"><c r="B2" s="2"><v>1</v></c></row>`, {
      styles,
    });
    expect(sheet.rows.map((found) => [...(found.formats ?? [])])).toEqual([
      ["dd/mm/yyyy"],
      ["dd/mm/yyyy", "0%"],
      ["0%"],
    ]);
  });
});

describe("formulas", () => {
  it("that are shared read in each cell as they do in Excel", () => {
    const sheet = readSheet(
      '<row r="1"><c r="C1"><f t="shared" ref="C1:C3" si="0">SUM(A1,$B1,A$1,$A$1)+"A1"&amp;\'A1 x\'!A1*LOG10(2)+T[A1]</f><v>1</v></c></row>' +
        '<row r="2"><c r="C2"><f t="shared" si="0"/><v>2</v></c><c r="D2"><f t="shared" si="0"/><v>3</v></c></row>',
    );
    expect(formulasOf(sheet, 2)).toEqual([
      null,
      null,
      "=SUM(A2,$B2,A$1,$A$1)+\"A1\"&'A1 x'!A2*LOG10(2)+T[A1]",
      "=SUM(B2,$B2,B$1,$A$1)+\"A1\"&'A1 x'!B2*LOG10(2)+T[A1]",
    ]);
  });

  it("that are shared move whole rows and columns, and become #REF! beyond the grid", () => {
    const sheet = readSheet(
      '<row r="2"><c r="B2"><f t="shared" ref="A1:B2" si="0">SUM(A:A)+SUM(1:1)+Jan:Mar!A1+TAX_2024+1E5</f></c></row>' +
        '<row r="1"><c r="A1"><f t="shared" si="0"/></c></row>',
    );
    expect(formulasOf(sheet, 1)).toEqual(["=SUM(#REF!:#REF!)+SUM(#REF!:#REF!)+Jan:Mar!#REF!#REF!+TAX_2024+1E5"]);
  });

  it("of an older array stand in every cell of its area; those of a dynamic array in the first alone", () => {
    const sheet = readSheet(
      '<row r="1"><c r="A1"><f t="array" ref="A1:A2">B1:B2*2</f><v>2</v></c><c r="D1" cm="1"><f t="array" ref="D1:D2">SEQUENCE(2)</f><v>1</v></c></row>' +
        '<row r="2"><c r="A2"><v>4</v></c><c r="D2"><v>2</v></c></row><row r="3"><c r="A3"><v>5</v></c></row>',
    );
    expect(formulasOf(sheet, 1)).toEqual(["=B1:B2*2", null, null, "=SEQUENCE(2)"]);
    expect(formulasOf(sheet, 2)).toEqual(["=B1:B2*2"]);
    expect(formulasOf(sheet, 3)).toEqual([]);
  });
});

describe("what surrounds the cells", () => {
  it("gives number formats by style, built in or the file's own, and leaves General out", () => {
    const sheet = readSheet(
      '<row r="1"><c s="0"><v>1</v></c><c s="1"><v>2</v></c><c s="2"><v>3</v></c><c s="3"><v>4</v></c><c s="99"><v>5</v></c></row>',
      {
        styles: {
          numFmts:
            '<numFmts count="1"><numFmt numFmtId="164" formatCode="&quot;£&quot;#,##0,&quot;k&quot;"/></numFmts>',
          cellXfs: '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="9"/>',
        },
      },
    );
    expect([...(sheet.rows[0]?.formats ?? [])]).toEqual([undefined, "dd/mm/yyyy", '"£"#,##0,"k"', "0%"]);
  });

  it("gives hidden rows and columns, merges, protection and tables", () => {
    const sheet = readSheet(
      worksheet(
        '<cols><col min="2" max="3" hidden="1"/><col min="5" max="5" width="9"/></cols><sheetData>' +
          '<row r="1" hidden="1"><c><v>1</v></c></row><row r="2"><c><v>2</v></c></row></sheetData><sheetProtection sheet="1"/>' +
          '<mergeCells><mergeCell ref="B2:B4"/></mergeCells><tableParts><tablePart r:id="rId7"/></tableParts>',
      ),
      {
        parts: {
          "xl/worksheets/_rels/sheet1.xml.rels": relationsPart(relation("rId7", "table", "/xl/tables/table1.xml")),
          "xl/tables/table1.xml": `<table xmlns="${MAIN}" id="1" name="x" displayName="tblStaffing" ref="A1:C9" totalsRowCount="1"/>`,
        },
      },
    );
    expect(sheet).toMatchObject({
      hiddenColumns: [1, 2],
      isProtected: true,
      merges: [{ top: 2, left: 1, bottom: 4, right: 1 }],
      tables: [
        { name: "tblStaffing", area: { top: 1, left: 0, bottom: 9, right: 2 }, hasHeader: true, hasTotals: true },
      ],
    });
    expect(sheet.rows.map((row) => row.isHidden ?? false)).toEqual([true, false]);
  });

  it("gives the facts of the workbook", () => {
    const { facts } = valueOf(
      read({
        beforeSheets: '<workbookPr date1904="true"/><workbookProtection lockStructure="1"/>',
        afterSheets:
          '<externalReferences><externalReference r:id="rIdX"/></externalReferences><definedNames><definedName name="rate">1</definedName>' +
          '<definedName name="_xlnm.Print_Titles" localSheetId="0">Sheet1!$1:$1</definedName></definedNames><calcPr calcMode="manual" iterate="1" fullPrecision="0"/>',
        relations:
          relation("rIdX", "externalLink", "externalLinks/externalLink1.xml") +
          relation("rIdV", "vbaProject", "vbaProject.bin"),
        parts: {
          "xl/externalLinks/externalLink1.xml": `<externalLink xmlns="${MAIN}"/>`,
          "xl/externalLinks/_rels/externalLink1.xml.rels": relationsPart(
            relation("rId1", "externalLinkPath", "file:///C:/Budget.xlsx", "External"),
          ),
        },
      }),
    );
    expect(facts).toEqual({
      dateSystem: 1904,
      isStructureLocked: true,
      isReadOnly: false,
      hasMacros: true,
      isSigned: false,
      isManualCalculation: true,
      isIterativeCalculation: true,
      isPrecisionAsDisplayed: true,
      externalLinks: ["file:///C:/Budget.xlsx"],
      definedNames: ["rate"],
    });
  });

  it("lists hidden sheets as hidden, and sheets that are no grid without cells", () => {
    const parts = { "xl/chartsheets/sheet1.xml": "<chartsheet/>" };
    const sheets = valueOf(
      read({
        parts: {
          ...parts,
          "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="A&#10;b" sheetId="1" state="veryHidden" r:id="rId1"/><sheet name="Chart" sheetId="2" state="hidden" r:id="rId9"/></sheets></workbook>`,
        },
        relations: relation("rId9", "chartsheet", "chartsheets/sheet1.xml"),
      }),
    ).sheets;
    expect(sheets.map(({ name, visibility, kind }) => ({ name, visibility, kind }))).toEqual([
      { name: "A\nb", visibility: "veryHidden", kind: "grid" },
      { name: "Chart", visibility: "hidden", kind: "other" },
    ]);
  });

  it("knows a sheet of ours by its mark and its stamp together", () => {
    const mark = (role: string) => new Uint8Array([...role].flatMap((letter) => [letter.charCodeAt(0), 0]));
    const owned = (stamp: string) =>
      readSheet(
        worksheet(
          `<sheetData><row r="2"><c t="inlineStr"><is><t>${stamp}</t></is></c></row></sheetData><customProperties><customPr name="BusinessCaseFinance" r:id="rId1"/></customProperties>`,
        ),
        {
          parts: {
            "xl/worksheets/_rels/sheet1.xml.rels": relationsPart(
              relation("rId1", "customProperty", "../customProperty1.bin"),
            ),
            "xl/customProperty1.bin": mark("results"),
          },
        },
      ).ownership;
    expect(owned("Written by Business Case Finance, run 12")).toEqual({ role: "results" });
    expect(owned("My own sheet now")).toBeNull();
    expect(
      readSheet('<row r="2"><c t="inlineStr"><is><t>Written by Business Case Finance</t></is></c></row>').ownership,
    ).toBeNull();
  });
});

describe("odd but sound files", () => {
  const cells = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>46113</v></c></row>';
  const made: MadeWorkbook = {
    sheets: { Staffing: cells },
    sharedStrings: "<si><t>Post</t></si>",
    styles: { cellXfs: '<xf numFmtId="0"/><xf numFmtId="17"/>' },
  };
  const plain = valueOf(read(made));

  it("read equal to the normal form when they are strict OOXML", () => {
    expect(valueOf(read({ ...made, isStrict: true }))).toEqual(plain);
  });

  it("read equal to the normal form with odd prefixes", () => {
    const sheet = `<x:worksheet xmlns:x="${MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="B1" s="1"><x:v>46113</x:v></x:c></x:row></x:sheetData></x:worksheet>`;
    expect(valueOf(read({ ...made, parts: { "xl/worksheets/sheet1.xml": sheet } }))).toEqual(plain);
  });

  it("read equal to the normal form in UTF-16", () => {
    const text = `\ufeff<worksheet xmlns="${MAIN}"><sheetData>${cells}</sheetData></worksheet>`;
    const bytes = new Uint8Array(
      [...text].flatMap((letter) => [letter.charCodeAt(0) & 0xff, letter.charCodeAt(0) >> 8]),
    );
    expect(valueOf(read({ ...made, parts: { "xl/worksheets/sheet1.xml": bytes } }))).toEqual(plain);
  });

  it("offer choices to newer programs, of which the fallback is read", () => {
    const sheet = readSheet(
      worksheet(
        '<sheetData><mc:AlternateContent><mc:Choice Requires="x99"><row r="1"><c><v>1</v></c></row></mc:Choice><mc:Fallback><row r="1"><c><v>2</v></c></row></mc:Fallback></mc:AlternateContent></sheetData>',
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
      ),
    );
    expect(valuesOf(sheet, 1)).toEqual([2]);
  });

  it("may hold namesakes of our elements in other namespaces, which are not taken for them", () => {
    const sheet = readSheet(
      worksheet('<sheetData><o:row r="1"><c><v>1</v></c></o:row></sheetData>', ' xmlns:o="urn:other"'),
    );
    expect(sheet.rows).toEqual([]);
  });
});

describe("damaged and hostile files", () => {
  it("are refused for XML that is not well-formed, with part and line", () => {
    const result = read({ sheets: { Sheet1: '<row r="1">\n<c r="A1"><v>1</c></row>' } });
    expect(result).toMatchObject({ ok: false, failure: { code: "F06_DAMAGED" } });
    if (!result.ok)
      expect(result.failure.message).toMatch(/part xl\/worksheets\/sheet1\.xml cannot be read \(XML error at line 3: /);
  });

  it.each([
    "xl/workbook.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/worksheets/sheet1.xml",
    "_rels/.rels",
    "xl/_rels/workbook.xml.rels",
  ])("are refused when %s declares a document type", (name) => {
    const part = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet xmlns="${MAIN}">&x;</worksheet>`;
    const made: MadeWorkbook = { sharedStrings: "", styles: { cellXfs: "" }, parts: { [name]: part } };
    expect(codeOf(read(made))).toBe("F08_DTD");
  });

  it("are refused for nesting, attributes and characters that no sheet has", () => {
    const deep = "<a>".repeat(70) + "</a>".repeat(70);
    const wide = `<a ${Array.from({ length: 257 }, (_, i) => `a${i}=""`).join(" ")}/>`;
    for (const content of [deep, wide, "<row>\u0001</row>", "<row>&nothere;</row>"]) {
      expect(codeOf(read({ sheets: { Sheet1: content } }))).toBe("F06_DAMAGED");
    }
    expect(
      codeOf(read({ parts: { "xl/worksheets/sheet1.xml": new Uint8Array([...strToU8("<worksheet>"), 0xff, 0xfe]) } })),
    ).toBe("F06_DAMAGED");
  });

  it("are refused when a sheet or table leads to a part that is not there", () => {
    const result = read({ parts: { "xl/worksheets/sheet1.xml": null } });
    expect(result).toMatchObject({
      ok: false,
      failure: {
        code: "F09_PART_MISSING",
        severity: "fatal",
        message: "Sheet Sheet1 refers to xl/worksheets/sheet1.xml that is not in the file.",
      },
    });
    expect(
      codeOf(read({ sheets: { Sheet1: worksheet('<sheetData/><tableParts><tablePart r:id="rId1"/></tableParts>') } })),
    ).toBe("F09_PART_MISSING");
  });

  it("are refused when they list no sheets, or list one where none can be added", () => {
    const workbook = (inside: string) =>
      madeXlsx({
        parts: { "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">${inside}</workbook>` },
      });
    expect(codeOf(readWorkbook(workbook("<sheets/>"), { fileName: "case.xlsx" }))).toBe("F06_DAMAGED");
    const astray = workbook('<sheet name="A" sheetId="1" r:id="rId1"/>');
    expect(codeOf(writeWorkbook(astray, madePlan(madeFlags()), { fileName: "case.xlsx" }))).toBe("F06_DAMAGED");
  });

  it("leave Object.prototype as it was, whatever names they use", () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    const cells =
      '<row r="1" __proto__="1" constructor="2"><c r="A1" t="inlineStr" __proto__="x"><is><t>__proto__</t></is></c></row>';
    expect(valuesOf(readSheet(cells), 1)).toEqual(["__proto__"]);
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
  });
});

describe("the samples of bad input", () => {
  const names = sampleNames("bad-inputs", ".xlsx", ".xlsm");
  it.skipIf(names.length === 0).each(names.length > 0 ? names : ["(none here)"])(
    "%s is refused or read as expected",
    (name) => {
      const expected = JSON.parse(
        sampleText("bad-inputs", `${name.slice(0, name.lastIndexOf("."))}.expected.json`),
      ) as {
        outcome: string;
        findings: { code: string; severity: string; sheet: string | null; cell: string | null }[];
      };
      const result = readWorkbook(sampleBytes("bad-inputs", name), { fileName: name });
      const refusal = expected.findings.find(({ code, severity }) => severity === "fatal" && code.startsWith("F"));
      expect(codeOf(result)).toBe(refusal?.code ?? "read");
      for (const finding of expected.findings) if (result.ok) expectFileFinding(result.value, finding);
    },
  );

  /** What the file host must feed for a finding about the file to be possible. */
  function expectFileFinding(
    snapshot: Snapshot,
    finding: { code: string; sheet: string | null; cell: string | null },
  ): void {
    if (finding.code === "F09_PART_DAMAGED") {
      const row = Number(finding.cell?.slice(1));
      expect(valuesOf(sheetNamed(snapshot, finding.sheet ?? ""), row)[1]).toMatchObject({ kind: "damaged" });
    }
    if (finding.code === "F10_MACROS") expect(snapshot.facts.hasMacros).toBe(true);
    if (finding.code === "F12_DATE_1904") expect(snapshot.facts.dateSystem).toBe(1904);
    if (finding.code === "S04_SHEET_VERY_HIDDEN") {
      expect(snapshot.sheets.some((sheet) => sheet.visibility === "veryHidden")).toBe(true);
    }
    if (finding.code === "C28_MERGED_DATA") expect(snapshot.sheets.some((sheet) => sheet.merges.length > 0)).toBe(true);
    if (finding.code === "R05_HIDDEN_ROWS_INCLUDED") {
      expect(snapshot.sheets.some((sheet) => sheet.rows.some((row) => row.isHidden))).toBe(true);
    }
  }
});

describe("the ledger of real workbooks", () => {
  const outcomes = realWorkbookOutcomes();
  it.skipIf(outcomes.length === 0).each(outcomes.length > 0 ? outcomes : [["(none here)", ""]])(
    "%s: %s",
    (name, outcome) => {
      expect(codeOf(readWorkbook(sampleBytes("real-workbooks", name), { fileName: name }))).toBe(outcome);
    },
  );
});
