/** A plan into bytes: our cells exactly, and everything of the user's exactly as it was. */
import { strFromU8, strToU8 } from "fflate";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { XlsxWorkbook, faultInWritten, readWorkbook, writeWorkbook } from "../../../src/hosts/xlsx";
import { type Archive, UNZIP_LIMITS, openArchive } from "../../../src/hosts/xlsx/archive";
import { assembleArchive } from "../../../src/hosts/xlsx/assembleArchive";
import { TONE_COLOURS } from "../../../src/hosts/xlsx/ownedStyles";
import { outlineBytes } from "../../../src/hosts/xlsx/xmlOutline";
import type { OwnedSheetPlan, WritePlan } from "../../../src/workbook/workbook";
import { hostileTexts, madeFlags, madePlan, madeSheet } from "./madePlan";
import {
  MAIN,
  RELATIONS,
  STRICT_MAIN,
  type MadeWorkbook,
  codeOf,
  formulasOf,
  madeParts,
  madeXlsx,
  relation,
  relationsPart,
  sheetNamed,
  valueOf,
  valuesOf,
  zipParts,
} from "./madeXlsx";
import { realWorkbookOutcomes, sampleBytes, sampleNames } from "./samples";

const options = { fileName: "case.xlsx" };
const write = (bytes: Uint8Array, plan: WritePlan) => writeWorkbook(bytes, plan, options);
const written = (bytes: Uint8Array, plan: WritePlan) => valueOf(write(bytes, plan)).bytes;
const read = (bytes: Uint8Array) => valueOf(readWorkbook(bytes, options));
const open = (bytes: Uint8Array): Archive => openArchive(bytes, UNZIP_LIMITS);
const partText = (bytes: Uint8Array, name: string): string => strFromU8(open(bytes).read(open(bytes).find(name)!));
const partNames = (bytes: Uint8Array): string[] => open(bytes).entries.map((entry) => entry.name);

const plain: MadeWorkbook = {
  sheets: { Staffing: '<row r="1"><c r="A1" t="s"><v>0</v></c></row>' },
  sharedStrings: "<si><t>Post</t></si>",
  styles: { cellXfs: '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' },
};
const plan = madePlan(madeSheet(), madeFlags());

describe("writing", () => {
  it("gives the cells of the plan back, with their marks and tables", () => {
    const bytes = written(madeXlsx(plain), plan);
    expect(faultInWritten(madeXlsx(plain), bytes, plan, options)).toBeNull();
    const snapshot = read(bytes);
    expect(snapshot.sheets.map(({ name, ownership }) => [name, ownership?.role])).toEqual([
      ["Staffing", undefined],
      ["Model results", "results"],
      ["Model flags", "flags"],
    ]);
    const results = sheetNamed(snapshot, "Model results");
    expect(valuesOf(results, 6)).toEqual([46113, 206_000, 4.5, 0.25, "Adverse"]);
    expect(valuesOf(results, 7)).toEqual([46113, 0, 3, 0.05, "Favourable"]);
    expect(valuesOf(results, 8)).toEqual([null, 0.1 + 0.2, 1e21, true, false]);
    expect([...(results.rows.find((row) => row.row === 6)?.formats ?? [])]).toEqual([
      "dd/mm/yyyy",
      "#,##0.00;-#,##0.00",
      "#,##0.0###",
      "0.0000",
    ]);
    expect(results.tables).toEqual([
      { name: "ModelCosts", area: { top: 5, left: 0, bottom: 8, right: 4 }, hasHeader: true, hasTotals: false },
      {
        name: "ModelNotes",
        area: { top: 11, left: 0, bottom: 11 + hostileTexts.length, right: 0 },
        hasHeader: true,
        hasTotals: false,
      },
    ]);
    expect(sheetNamed(snapshot, "Model flags").tables[0]?.area).toEqual({ top: 4, left: 0, bottom: 5, right: 1 });
  });

  it("writes text as text, whatever it begins with or holds", () => {
    const results = sheetNamed(read(written(madeXlsx(plain), plan)), "Model results");
    hostileTexts.forEach((text, i) => {
      expect(valuesOf(results, 12 + i)).toEqual([text]);
      expect(formulasOf(results, 12 + i)).toEqual([]);
    });
  });

  it("gives any text back", () => {
    const source = madeXlsx(plain);
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary", maxLength: 40 }), { minLength: 1, maxLength: 8 }), (texts) => {
        const rows = texts.map((text) => [{ value: text, style: "plain" as const }]);
        const sheet = madeFlags({ tables: [{ name: "T", top: 4, left: 0, headings: ["Text"], rows }] });
        const flags = sheetNamed(read(written(source, madePlan(sheet))), "Model flags");
        texts.forEach((text, i) => expect(valuesOf(flags, 5 + i)).toEqual([text]));
      }),
      { numRuns: 40, seed: 1 },
    );
  });

  it("gives the same bytes every time, and again when it is applied to what it wrote", () => {
    const once = written(madeXlsx(plain), plan);
    expect(written(madeXlsx(plain), plan)).toEqual(once);
    expect(written(once, plan)).toEqual(once);
    const byId = read(once).sheets.map((sheet) => sheet.id);
    const replacing = madePlan(madeSheet({ replaces: byId[1]! }), madeFlags({ replaces: byId[2]! }));
    expect(written(once, replacing)).toEqual(once);
  });

  it("counts what landed", () => {
    expect(valueOf(write(madeXlsx(plain), madePlan(madeFlags()))).receipt).toEqual({
      sheets: ["Model flags"],
      cells: 4,
    });
    expect(valueOf(write(madeXlsx(plain), madePlan())).bytes).toEqual(madeXlsx(plain));
  });

  it("replaces a sheet in place, with its tables, and leaves no orphans", () => {
    const once = written(madeXlsx(plain), plan);
    const smaller = madePlan(madeSheet({ tables: [] }));
    const twice = written(once, smaller);
    expect(read(twice).sheets.map((sheet) => sheet.name)).toEqual(["Staffing", "Model results", "Model flags"]);
    expect(partNames(twice).filter((name) => name.includes("table"))).toHaveLength(1);
    expect(partText(twice, "[Content_Types].xml").match(/table\+xml/g)).toHaveLength(1);
    expect(faultInWritten(once, twice, smaller, options)).toBeNull();
  });

  it("takes what a user drew on a sheet of ours away with it, but nothing that others use too", () => {
    const once = madePartsOf(written(madeXlsx(plain), plan));
    const sheetRelations = "xl/worksheets/_rels/sheet2.xml.rels";
    const drawn = zipParts({
      ...once,
      [sheetRelations]: (once[sheetRelations] as string).replace(
        "</Relationships>",
        `${relation("rId90", "drawing", "../drawings/drawing1.xml")}</Relationships>`,
      ),
      "xl/drawings/drawing1.xml": "<d/>",
      "xl/drawings/_rels/drawing1.xml.rels": relationsPart(
        relation("rId1", "image", "../media/a.png") + relation("rId2", "image", "../media/b.png"),
      ),
      "xl/media/a.png": "a",
      "xl/media/b.png": "b",
      "xl/worksheets/_rels/sheet1.xml.rels": relationsPart(relation("rId1", "image", "../media/b.png")),
    });
    const names = partNames(written(drawn, madePlan(madeSheet())));
    expect(names).not.toContain("xl/drawings/drawing1.xml");
    expect(names).not.toContain("xl/drawings/_rels/drawing1.xml.rels");
    expect(names).not.toContain("xl/media/a.png");
    expect(names).toContain("xl/media/b.png");
  });

  it("drops the chain of calculation only when a sheet with formulas in it is replaced", () => {
    const chained: MadeWorkbook = {
      ...plain,
      relations: relation("rIdC", "calcChain", "calcChain.xml"),
      parts: { "xl/calcChain.xml": `<calcChain xmlns="${MAIN}"><c r="A1" i="1"/></calcChain>` },
    };
    const once = written(madeXlsx(chained), plan);
    expect(partNames(once)).toContain("xl/calcChain.xml");
    expect(partNames(written(once, plan))).toContain("xl/calcChain.xml");
    const parts = madePartsOf(once);
    const sheet = "xl/worksheets/sheet2.xml";
    const typed = zipParts({
      ...parts,
      [sheet]: (parts[sheet] as string).replace(
        "</row></sheetData>",
        '</row><row r="999"><c r="A999"><f>1</f></c></row></sheetData>',
      ),
    });
    const twice = written(typed, plan);
    expect(partNames(twice)).not.toContain("xl/calcChain.xml");
    expect(partText(twice, "xl/_rels/workbook.xml.rels")).not.toContain("calcChain");
  });

  it("appends styles without renumbering, and uses its own again", () => {
    const once = written(madeXlsx(plain), plan);
    const styles = partText(once, "xl/styles.xml");
    const before = styleLists(partText(madeXlsx(plain), "xl/styles.xml"));
    const after = styleLists(styles);
    expect([...after.keys()]).toEqual(["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "dxfs"]);
    for (const [list, { entries }] of before)
      expect(after.get(list)!.entries.slice(0, entries.length)).toEqual(entries);
    for (const { count, entries } of after.values())
      if (count !== undefined) expect(count).toBe(String(entries.length));
    expect(partText(written(once, plan), "xl/styles.xml")).toBe(styles);
  });

  it("brings a styles part along for a workbook without one", () => {
    const bare: MadeWorkbook = { sheets: { Staffing: "" } };
    const once = written(madeXlsx(bare), plan);
    expect(partText(once, "xl/styles.xml")).toContain('<cellStyle name="Normal"');
    expect(partText(once, "xl/_rels/workbook.xml.rels")).toContain('Target="styles.xml"');
    expect(faultInWritten(madeXlsx(bare), once, plan, options)).toBeNull();
    expect(written(once, plan)).toEqual(once);
  });

  it("brings a styles part along where the file points to one that is not there", () => {
    const pointing = madeParts({ sheets: { Staffing: "" }, relations: relation("rIdS", "styles", "styles.xml") });
    const types = pointing["[Content_Types].xml"] as string;
    const override =
      '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>';
    const source = zipParts({
      ...pointing,
      "[Content_Types].xml": types.replace("</Types>", `${override}</Types>`),
    });
    const once = written(source, plan);
    expect(partText(once, "[Content_Types].xml").match(/styles\+xml/g)).toHaveLength(1);
    expect(partText(once, "xl/_rels/workbook.xml.rels").match(/\/styles"/g)).toHaveLength(1);
    expect(sheetNamed(read(once), "Model results").rows.find((row) => row.row === 6)?.formats?.[0]).toBe("dd/mm/yyyy");
    expect(faultInWritten(source, once, plan, options)).toBeNull();
    expect(written(once, plan)).toEqual(once);
  });

  it("keeps everything else of the parts it adds to, odd prefixes and foreign matter included", () => {
    const workbook = `<?xml version="1.0"?>\r\n<!-- kept --><x:workbook xmlns:x="${MAIN}" xmlns:rel="${RELATIONS}" xmlns:o="urn:o"><x:sheets>\r\n  <x:sheet name="A" sheetId="7" rel:id="rId1" o:odd='"&gt;'/>\r\n</x:sheets><o:extra a = "1"/><x:definedNames><x:definedName name="rate">1</x:definedName></x:definedNames></x:workbook>`;
    const source = madeXlsx({ parts: { "xl/workbook.xml": workbook } });
    const once = written(source, plan);
    const after = partText(once, "xl/workbook.xml");
    expect(after).toBe(
      workbook
        .replace(
          "\r\n</x:sheets>",
          `\r\n<x:sheet name="Model results" sheetId="8" rel:id="rId2"/><x:sheet name="Model flags" sheetId="9" rel:id="rId3"/></x:sheets>`,
        )
        .replace(
          "</x:definedNames>",
          `<x:definedName name="_xlnm.Print_Titles" localSheetId="1">'Model results'!$5:$5</x:definedName></x:definedNames>`,
        ),
    );
    expect(written(once, plan)).toEqual(once);
  });

  it("writes strict workbooks strictly", () => {
    const once = written(madeXlsx({ ...plain, isStrict: true }), plan);
    expect(partText(once, "xl/worksheets/sheet2.xml")).toContain(`xmlns="${STRICT_MAIN}"`);
    expect(partText(once, "xl/_rels/workbook.xml.rels")).not.toContain("schemas.openxmlformats.org/officeDocument");
    expect(faultInWritten(madeXlsx({ ...plain, isStrict: true }), once, plan, options)).toBeNull();
  });

  it("declares the relationships namespace where the list of sheets has no prefix for it", () => {
    const workbook = `<workbook xmlns="${MAIN}"><sheets><sheet name="A" sheetId="1" xmlns:q="${RELATIONS}" q:id="rId1"/></sheets></workbook>`;
    const once = written(madeXlsx({ parts: { "xl/workbook.xml": workbook } }), plan);
    expect(read(once).sheets).toHaveLength(3);
  });

  it("chooses numbers and names that nothing in the workbook uses", () => {
    const source = madeXlsx({
      ...plain,
      afterSheets: '<definedNames><definedName name="modelflags">1</definedName></definedNames>',
      sheets: {
        Staffing: `<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheetData/><tableParts><tablePart r:id="rId1"/></tableParts></worksheet>`,
      },
      parts: {
        "xl/worksheets/_rels/sheet1.xml.rels": relationsPart(relation("rId1", "table", "../tables/table1.xml")),
        "xl/tables/table1.xml": `<table xmlns="${MAIN}" id="5" name="MODELCOSTS" displayName="MODELCOSTS" ref="A1:A2"/>`,
        "xl/worksheets/Sheet2.xml": "<unused/>",
      },
    });
    const snapshot = read(written(source, plan));
    expect(snapshot.sheets.flatMap((sheet) => sheet.tables.map((table) => table.name))).toEqual([
      "MODELCOSTS",
      "ModelCosts_2",
      "ModelNotes",
      "ModelFlags_2",
    ]);
    const once = written(source, plan);
    expect(partText(once, "xl/tables/table2.xml")).toContain(' id="6"');
    expect(partNames(once)).toContain("xl/worksheets/sheet3.xml");
    expect(written(once, plan)).toEqual(once);
  });

  it("keeps the numbers of its tables, and the name by which VBA knows its sheet, when it replaces them", () => {
    const parts = madePartsOf(written(madeXlsx(plain), plan));
    const sheet = "xl/worksheets/sheet2.xml";
    const saved = zipParts({
      ...parts,
      [sheet]: (parts[sheet] as string).replace("<sheetPr>", '<sheetPr codeName="Sheet12">'),
      "xl/tables/table1.xml": (parts["xl/tables/table1.xml"] as string).replace(' id="1"', ' id="41"'),
    });
    const twice = written(saved, plan);
    expect(partText(twice, sheet)).toContain('<sheetPr codeName="Sheet12">');
    expect(partText(twice, "xl/tables/table1.xml")).toContain(' id="41"');
  });

  it("keeps the sheet that was in front in front", () => {
    const parts = madePartsOf(
      written(madeXlsx({ ...plain, beforeSheets: '<bookViews><workbookView activeTab="1"/></bookViews>' }), plan),
    );
    expect(partText(written(zipParts(parts), plan), "xl/worksheets/sheet2.xml")).toContain('tabSelected="1"');
    expect(partText(written(zipParts(parts), plan), "xl/worksheets/sheet3.xml")).not.toContain("tabSelected");
  });

  it("writes every element in the order that Excel insists on", () => {
    const xml = partText(written(madeXlsx(plain), plan), "xl/worksheets/sheet2.xml");
    const order = [
      "sheetPr",
      "dimension",
      "sheetViews",
      "sheetFormatPr",
      "cols",
      "sheetData",
      "conditionalFormatting",
      "hyperlinks",
      "pageMargins",
      "pageSetup",
      "headerFooter",
      "customProperties",
      "tableParts",
    ];
    const places = order.map((name) => xml.indexOf(`<${name}`));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(xml).toContain(`location="'It''s £ sheet'!H9" display="Where it comes from"`);
    expect(xml).toContain("<formula>&quot;Say &quot;&quot;watch&quot;&quot;&quot;</formula>");
    expect(xml).toContain('<pane xSplit="1" ySplit="5" topLeftCell="B6" activePane="bottomRight" state="frozen"/>');
    expect(partText(written(madeXlsx(plain), plan), "xl/tables/table3.xml")).toContain('name="What_x000A_it says"');
  });

  it("colours words with enough contrast to be read", () => {
    for (const { text, fill } of Object.values(TONE_COLOURS)) expect(contrast(text, fill)).toBeGreaterThanOrEqual(4.5);
  });
});

describe("refusals to write", () => {
  const ours = written(madeXlsx(plain), plan);

  it("leave a sheet of the user's that has the name alone", () => {
    const taken = madeXlsx({ sheets: { Staffing: "", "model RESULTS": "" } });
    expect(write(taken, plan)).toMatchObject({
      ok: false,
      failure: { code: "W08_TARGET_NOT_OURS", severity: "error", isWorkbookChanged: false },
    });
  });

  it("leave a sheet alone whose stamp the user has overwritten, or that has another role", () => {
    const parts = madePartsOf(ours);
    const sheet = "xl/worksheets/sheet2.xml";
    const overwritten = zipParts({
      ...parts,
      [sheet]: (parts[sheet] as string).replace("Written by Business", "Mine"),
    });
    expect(codeOf(write(overwritten, plan))).toBe("W08_TARGET_NOT_OURS");
    expect(codeOf(write(ours, madePlan(madeSheet({ role: "proof" }))))).toBe("W08_TARGET_NOT_OURS");
    const id = read(ours).sheets[0]!.id;
    expect(codeOf(write(ours, madePlan(madeSheet({ name: "Staffing", replaces: id }))))).toBe("W08_TARGET_NOT_OURS");
  });

  it("respect a locked structure when sheets are to be added, and only then", () => {
    const locked = '<workbookProtection lockStructure="1"/>';
    expect(codeOf(write(madeXlsx({ ...plain, beforeSheets: locked }), plan))).toBe("W01_STRUCTURE_PROTECTED");
    const parts = madePartsOf(ours);
    const lockedAfter = zipParts({
      ...parts,
      "xl/workbook.xml": (parts["xl/workbook.xml"] as string).replace("<sheets>", `${locked}<sheets>`),
    });
    expect(codeOf(write(lockedAfter, plan))).toBe("read");
  });

  it("respect the protection of a sheet of ours", () => {
    const parts = madePartsOf(ours);
    const sheet = "xl/worksheets/sheet2.xml";
    const guarded = zipParts({
      ...parts,
      [sheet]: (parts[sheet] as string).replace("</sheetData>", '</sheetData><sheetProtection sheet="1"/>'),
    });
    expect(codeOf(write(guarded, plan))).toBe("W01_STRUCTURE_PROTECTED");
  });

  it("do not break a signature", () => {
    const parts = madeParts(plain);
    const origin = relation(
      "rId9",
      "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin",
      "_xmlsignatures/origin.sigs",
    );
    const signed = zipParts({
      ...parts,
      "_rels/.rels": (parts["_rels/.rels"] as string).replace("</Relationships>", `${origin}</Relationships>`),
    });
    expect(write(signed, plan)).toMatchObject({ ok: false, failure: { code: "F18_SIGNED", severity: "error" } });
    expect(read(signed).facts.isSigned).toBe(true);
  });

  it("notice that a sheet to be replaced is gone", () => {
    expect(codeOf(write(madeXlsx(plain), madePlan(madeSheet({ replaces: "rId77" }))))).toBe("W03_CHANGED_SINCE_READ");
  });

  it("throw on a plan that no one should have made", () => {
    const broken: OwnedSheetPlan[] = [
      madeSheet({ name: "a/b" }),
      madeSheet({ name: "x".repeat(32) }),
      madeFlags({ texts: [{ row: 1, column: 0, cell: { value: Number.NaN, style: "money" } }] }),
      madeFlags({ texts: [{ row: 4, column: 0, cell: { value: "over a heading", style: "plain" } }] }),
      madeFlags({ tables: [{ name: "T", top: 4, left: 0, headings: ["Twice", "twice"], rows: [] }] }),
    ];
    for (const sheet of broken) expect(() => write(madeXlsx(plain), madePlan(sheet))).toThrow();
  });
});

describe("the port over bytes", () => {
  it("reads what it applied, and stays as it was when the landing fails", async () => {
    const workbook = new XlsxWorkbook(madeXlsx(plain), options);
    expect(await workbook.apply(madePlan(madeFlags()))).toEqual({
      ok: true,
      value: { sheets: ["Model flags"], cells: 4 },
    });
    expect(valueOf(await workbook.read()).sheets).toHaveLength(2);

    const failure = {
      code: "W10_CANNOT_SAVE",
      severity: "error",
      message: "",
      next: "",
      isWorkbookChanged: false,
    } as const;
    const unlucky = new XlsxWorkbook(madeXlsx(plain), options, async () => ({ ok: false, failure }));
    expect(await unlucky.apply(plan)).toEqual({ ok: false, failure });
    expect(unlucky.bytes).toEqual(madeXlsx(plain));
  });
});

describe("the check of what was written", () => {
  const source = madeXlsx(plain);
  const good = written(source, plan);
  const spoilt = (part: string, from: string | RegExp, to: string) => {
    const parts = madePartsOf(good);
    const changed = (parts[part] as string).replace(from, to);
    expect(changed).not.toBe(parts[part]);
    return zipParts({ ...parts, [part]: changed });
  };

  it.each([
    [
      "a changed number",
      spoilt("xl/worksheets/sheet2.xml", "<v>206000</v>", "<v>206001</v>"),
      "'Model results'!B6 differs",
    ],
    ["a lost cell", spoilt("xl/worksheets/sheet2.xml", "<v>206000</v>", ""), "'Model results'!B6"],
    ["a formula", spoilt("xl/worksheets/sheet2.xml", "<v>206000</v>", "<f>1</f><v>206000</v>"), "a formula"],
    ["a lost mark", spoilt("xl/worksheets/sheet2.xml", "<customPr ", "<customPx "), "mark"],
    [
      "a changed part of the user's",
      spoilt("xl/worksheets/sheet1.xml", "<v>0</v>", "<v>1</v>"),
      "xl/worksheets/sheet1.xml was changed",
    ],
    ["a file cut off", good.subarray(0, good.length - 30), "could not be read back"],
  ])("finds %s", (_, bytes, words) => {
    expect(faultInWritten(source, bytes, plan, options)).toContain(words);
  });

  it("finds a lost part and one too many", () => {
    const none = { replaced: new Map<string, Uint8Array>(), removed: new Set<string>(), added: [] };
    const lost = assembleArchive(open(good), { ...none, removed: new Set(["xl/sharedStrings.xml"]) });
    expect(faultInWritten(source, lost, plan, options)).toContain("xl/sharedStrings.xml was lost");
    const extra = assembleArchive(open(good), { ...none, added: [["xl/extra.xml", new Uint8Array(1)]] });
    expect(faultInWritten(source, extra, plan, options)).toContain("xl/extra.xml is there and should not be");
  });
});

describe("the real workbooks", () => {
  const readable = [
    ...realWorkbookOutcomes()
      .filter(([, outcome]) => outcome === "read")
      .map(([name]): [string, string] => ["real-workbooks", name]),
    ...sampleNames("bad-inputs", ".xlsx", ".xlsm").map((name): [string, string] => ["bad-inputs", name]),
  ];
  it.skipIf(readable.length === 0).each(readable.length > 0 ? readable : [["", "(none here)"]])(
    "%s/%s keeps every other part byte for byte, and a second run changes nothing",
    (folder, name) => {
      const source = sampleBytes(folder, name);
      const before = readWorkbook(source, options);
      if (!before.ok) return;
      const result = write(source, plan);
      if (before.value.facts.isStructureLocked) return expect(codeOf(result)).toBe("W01_STRUCTURE_PROTECTED");
      if (before.value.sheets.some((sheet) => sheet.name === "Model results"))
        return expect(codeOf(result)).toBe("W08_TARGET_NOT_OURS");
      const { bytes } = valueOf(result);
      expect(faultInWritten(source, bytes, plan, options)).toBeNull();
      expect(read(bytes).sheets.slice(0, -2)).toEqual(before.value.sheets);
      expect(written(bytes, plan)).toEqual(bytes);
    },
  );
});

/** The parts of an archive as text (bytes for binary ones), to be changed and packed anew. */
function madePartsOf(bytes: Uint8Array): Record<string, string | Uint8Array> {
  const archive = open(bytes);
  return Object.fromEntries(
    archive.entries.map((entry) => [
      entry.name,
      entry.name.endsWith(".bin") ? archive.read(entry) : strFromU8(archive.read(entry)),
    ]),
  );
}

/** The lists of a styles part with what they hold, as text. */
function styleLists(text: string): Map<string, { count: string | undefined; entries: string[] }> {
  const { root } = outlineBytes("styles", strToU8(text));
  return new Map(
    root.children.map((list) => [
      list.name,
      { count: list.attributes.get("count"), entries: list.children.map(({ start, end }) => text.slice(start, end)) },
    ]),
  );
}

/** WCAG's contrast of two colours. */
function contrast(one: string, other: string): number {
  const luminance = (colour: string): number => {
    const [red, green, blue] = [0, 2, 4].map((at) => {
      const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}
