/** Changes made through Office.js, saved and opened again: the file says what was on the screen. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readWorkbook } from "../../src/hosts/xlsx";
import { countedFrom1900 } from "../../src/workbench/engine/dateSystem";
import { filedFormula, shownFormula } from "../../src/workbench/engine/xlsx/formulaNames";
import { type OpenedFile, openXlsx } from "../../src/workbench/engine/xlsx/openXlsx";
import { saveXlsx } from "../../src/workbench/engine/xlsx/saveXlsx";
import { madeXlsx } from "../hosts/xlsx/madeXlsx";
import { contentOfBook } from "./bookContent";
import { codec, openTestFile } from "./platform";

const example = new Uint8Array(readFileSync("assets/examples/intelligence-tom.xlsx"));

type Act = (context: Excel.RequestContext, sheet: Excel.Worksheet) => void;

/** Makes changes on the first sheet of the example, saves, opens again and gives what came of it. */
async function changed(act: Act): Promise<{ readonly file: OpenedFile; readonly text: (part: string) => string }> {
  const { bench, file } = openTestFile(example);
  const before = contentOfBook(file.book);
  await bench.Excel.run(async (context) => {
    act(context, context.workbook.worksheets.getItem("Staffing"));
    await context.sync();
  });
  expect(contentOfBook(file.book)).not.toEqual(before);
  const { bytes, notSaved } = saveXlsx(file, codec);
  expect(notSaved).toEqual([]);
  expect(readWorkbook(bytes, { fileName: "saved.xlsx" }).ok).toBe(true);
  const again = openXlsx(bytes, codec);
  expect(contentOfBook(again.book)).toEqual(contentOfBook(file.book));
  const decoder = new TextDecoder();
  return { file: again, text: (part) => decoder.decode(again.parts.get(part)) };
}

const changes: readonly [what: string, act: Act][] = [
  ["a value", (_, sheet) => (sheet.getRange("B2").values = [["Sergeants & <staff>"]])],
  ["a formula and what depends on it", (_, sheet) => (sheet.getRange("Z1:Z2").formulas = [["=G2*2"], ["=Z1+1"]])],
  ["a text that begins like a formula", (_, sheet) => (sheet.getRange("Z1").values = [["'=1+1"]])],
  ["emptied cells", (_, sheet) => sheet.getRange("A3:C3").clear("Contents")],
  ["cleared looks", (_, sheet) => sheet.getRange("A1:C3").clear("Formats")],
  [
    "fonts, fills and number formats",
    (_, sheet) => {
      const range = sheet.getRange("B2:C3");
      range.numberFormat = [
        ["#,##0.000", "dd mmm yy"],
        ["@", "0%"],
      ];
      range.format.font.bold = true;
      range.format.font.italic = true;
      range.format.font.color = "#123456";
      range.format.font.name = "Arial";
      range.format.font.size = 13;
      range.format.font.underline = "Double";
      range.format.font.strikethrough = true;
      range.format.fill.color = "#FFEEDD";
    },
  ],
  [
    "borders",
    (_, sheet) => {
      const { borders } = sheet.getRange("B2:D4").format;
      borders.getItem("EdgeBottom").style = "DashDotDot";
      borders.getItem("InsideVertical").style = "Dash";
      borders.getItem("EdgeTop").color = "#FF0000";
      borders.getItem("EdgeLeft").weight = "Thick";
      borders.getItem("DiagonalUp").style = "Continuous";
    },
  ],
  [
    "alignment and locks",
    (_, sheet) => {
      const { format } = sheet.getRange("B2:B4");
      format.horizontalAlignment = "CenterAcrossSelection";
      format.verticalAlignment = "Justify";
      format.wrapText = true;
      format.indentLevel = 2;
      format.textOrientation = -45;
      format.protection.locked = false;
      format.protection.formulaHidden = true;
    },
  ],
  ["the look of a whole column", (_, sheet) => (sheet.getRange("H:H").format.fill.color = "#EEEEEE")],
  ["the look of a whole row", (_, sheet) => (sheet.getRange("5:5").format.font.bold = true)],
  ["the look of the whole sheet", (_, sheet) => (sheet.getRange().format.font.size = 9)],
  [
    "widths, heights and hidden lines",
    (_, sheet) => {
      sheet.getRange("C:D").format.columnWidth = 90;
      sheet.getRange("4:5").format.rowHeight = 33;
      sheet.getRange("E:E").columnHidden = true;
      sheet.getRange("6:6").rowHidden = true;
    },
  ],
  ["frozen panes", (_, sheet) => sheet.freezePanes.freezeAt("A1:B3")],
  ["panes no longer frozen", (_, sheet) => (sheet.freezePanes.unfreeze(), void (sheet.showGridlines = false))],
  ["merged cells", (_, sheet) => sheet.getRange("Y1:Z2").merge()],
  ["inserted rows", (_, sheet) => sheet.getRange("3:4").insert("Down")],
  ["deleted columns", (context) => context.workbook.worksheets.getItem("Costs").getRange("I:I").delete("Left")],
  ["the colour of a tab", (_, sheet) => (sheet.tabColor = "#00B050")],
  ["a sheet's name", (_, sheet) => (sheet.name = "Staff & posts")],
  ["the order of sheets", (_, sheet) => (sheet.position = 3)],
  ["a hidden sheet", (_, sheet) => (sheet.visibility = "VeryHidden")],
  ["a deleted sheet", (context) => context.workbook.worksheets.getItem("Costs").delete()],
  ["a copied sheet", (_, sheet) => sheet.copy("End")],
  [
    "an added sheet with a table",
    (context) => {
      const added = context.workbook.worksheets.add("Added");
      added.getRange("A1:B3").values = [
        ["Line", "Amount"],
        ["Rent", 1200],
        ["Heat", 300.5],
      ];
      const table = added.tables.add("A1:B3", true);
      table.name = "Bills";
      table.style = "TableStyleDark3";
      table.showTotals = true;
      table.showBandedColumns = true;
    },
  ],
  [
    "a table that grew, and its filter",
    (context) => {
      const table = context.workbook.tables.getItemAt(0);
      table.rows.add();
      table.columns.getItemAt(0).filter.applyValuesFilter(["1a"]);
      table.columns.getItemAt(2).filter.applyCustomFilter(">=2", "<9", "And");
    },
  ],
  ["a table's name", (context) => (context.workbook.tables.getItemAt(0).name = "Posts_2")],
  ["a table turned into cells", (context) => void context.workbook.tables.getItemAt(0).convertToRange()],
  [
    "a sheet's filter",
    (context) => {
      const added = context.workbook.worksheets.add("Added");
      added.getRange("A1:A4").values = [["Line"], [1], [2], [3]];
      added.autoFilter.apply("A1:A4", 0, { filterOn: "TopItems", criterion1: "2" });
    },
  ],
  [
    "rules that colour cells",
    (_, sheet) => {
      const { conditionalFormats } = sheet.getRange("G2:G9");
      const { cellValue } = conditionalFormats.add("CellValue");
      cellValue.rule = { formula1: "=1", formula2: "=9", operator: "NotBetween" };
      cellValue.format.font.color = "#AA0000";
      cellValue.format.fill.color = "#FFDDDD";
      const { custom } = conditionalFormats.add("Custom");
      custom.rule.formula = '=$A2="1a"';
      custom.format.font.bold = true;
      const { textComparison } = conditionalFormats.add("ContainsText");
      textComparison.rule = { operator: "BeginsWith", text: 'a "b" & c' };
      textComparison.format.borders.getItem("EdgeBottom").color = "#0000FF";
      const { topBottom } = conditionalFormats.add("TopBottom");
      topBottom.rule = { rank: 3, type: "BottomPercent" };
      const { preset } = conditionalFormats.add("PresetCriteria");
      preset.rule = { criterion: "DuplicateValues" };
    },
  ],
  [
    "what may be entered",
    (_, sheet) => {
      const list = sheet.getRange("Y2:Y9").dataValidation;
      list.rule = { list: { inCellDropDown: true, source: "Yes,No,Don't know" } };
      list.prompt = { message: "Choose one.", showPrompt: true, title: "Answer" };
      const whole = sheet.getRange("Z2:Z9").dataValidation;
      whole.rule = { wholeNumber: { formula1: 1, formula2: "=$G$2", operator: "Between" } };
      whole.errorAlert = { message: "1 or more\nplease", showAlert: true, style: "Warning", title: "Number" };
      whole.ignoreBlanks = false;
      sheet.getRange("AA2").dataValidation.rule = { custom: { formula: "=LEN(AA2)<5" } };
    },
  ],
  [
    "links",
    (_, sheet) => {
      sheet.getRange("Y2").hyperlink = {
        documentReference: "Costs!A1",
        screenTip: "To the costs",
        textToDisplay: "Costs",
      };
      sheet.getRange("Y3").hyperlink = { address: "https://example.org/a?b=1&c=2", textToDisplay: "Paper" };
    },
  ],
  [
    "names",
    (context, sheet) => {
      context.workbook.names.add("Rate_2", sheet.getRange("G2"), "What a post costs");
      context.workbook.names.add("Uplift", "=1.02");
      sheet.names.add("Local", "=SUM(Staffing!$G$2:$G$9)");
    },
  ],
  [
    "print area, titles and page",
    (_, sheet) => {
      const page = sheet.pageLayout;
      page.setPrintArea("A1:H30");
      page.setPrintTitleRows("$1:$1");
      page.setPrintTitleColumns("$A:$B");
      page.orientation = "Landscape";
      page.paperSize = "A3";
      page.centerHorizontally = true;
      page.zoom = { horizontalFitToPages: 1 };
      page.printGridlines = true;
    },
  ],
  ["a protected sheet", (_, sheet) => sheet.protection.protect({ allowSort: true, selectionMode: "Unlocked" })],
  ["a protected workbook", (context) => context.workbook.protection.protect()],
  ["manual calculation", (context) => (context.application.calculationMode = "Manual")],
  [
    "settings, properties and custom XML",
    (context) => {
      context.workbook.settings.add("choices", { funds: ["Major Change Fund"], seen: true });
      context.workbook.properties.title = "Intelligence & analysis";
      context.workbook.properties.company = "A police force";
      context.workbook.properties.custom.add("Checked", true);
      context.workbook.properties.custom.add("Version", 3);
      context.workbook.properties.custom.add("Reference", "PCD 484");
      context.workbook.customXmlParts.add('<case xmlns="urn:example:case"><year>2019/20</year></case>');
    },
  ],
  ["a sheet's own property", (_, sheet) => void sheet.customProperties.add("Role", "inputs & outputs")],
  [
    "the sheet in front and what is selected",
    (context) => {
      const costs = context.workbook.worksheets.getItem("Costs");
      costs.activate();
      costs.getRange("C3:D5").select();
    },
  ],
];

describe("a file that was changed and saved", () => {
  it.each(changes)("keeps %s", async (_what, act) => {
    await changed(act);
  });

  it("keeps a second change upon the first", async () => {
    const { bench, file } = openTestFile(example);
    const act = async (address: string): Promise<Uint8Array> => {
      await bench.Excel.run(async (context) => {
        context.workbook.worksheets.getItem("Costs").getRange(address).values = [["seen"]];
        await context.sync();
      });
      return saveXlsx(file, codec).bytes;
    };
    await act("Z1");
    const { book } = openXlsx(await act("Z2"), codec);
    const costs = book.sheetNamed("Costs");
    expect([costs?.cellAt(0, 25).value, costs?.cellAt(1, 25).value]).toEqual(["seen", "seen"]);
  });

  it("takes away what was deleted", async () => {
    const { file } = await changed((context, sheet) => {
      sheet.customProperties.add("Role", "inputs");
      context.workbook.tables.getItemAt(0).delete();
    });
    const { bench, file: again } = openTestFile(saveXlsx(file, codec).bytes);
    await bench.Excel.run(async (context) => {
      context.workbook.worksheets.getItem("Staffing").customProperties.getItem("Role").delete();
      context.workbook.worksheets.getItem("Costs").delete();
      await context.sync();
    });
    const saved = codec.unzip(saveXlsx(again, codec).bytes);
    expect([...saved.keys()].filter((part) => /customProperty/i.test(part))).toEqual([]);
    const types = new TextDecoder().decode(saved.get("[Content_Types].xml"));
    const named = [...types.matchAll(/PartName="\/([^"]*)"/g)].map(([, part]) => part ?? "");
    expect(named.filter((part) => !saved.has(part))).toEqual([]);
  });

  it("locks a sheet by the fingerprint that other programs know", async () => {
    const { file, text } = await changed((_, sheet) => sheet.protection.protect({}, "test"));
    expect(text(file.sheets.get(file.book.sheetNamed("Staffing")?.id ?? "")?.part ?? "")).toContain('password="CBEB"');
  });
});

describe("formulas that other formulas of the file share", () => {
  const shared = (): Uint8Array =>
    madeXlsx({
      sheets: {
        One:
          '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*2</f><v>2</v></c></row>' +
          '<row r="2"><c r="A2"><v>5</v></c><c r="B2"><f t="shared" si="0"/><v>10</v></c></row>' +
          '<row r="3"><c r="A3"><v>7</v></c><c r="B3"><f t="shared" si="0"/><v>14</v></c></row>',
      },
    });

  it("stay when one of them is replaced, whichever it is", () => {
    for (const row of [0, 1]) {
      const file = openXlsx(shared(), codec);
      file.book.sheetNamed("One")?.setCell(row, 1, { value: 99 });
      const again = openXlsx(saveXlsx(file, codec).bytes, codec).book.sheetNamed("One");
      const cells = [0, 1, 2].map((at) => again?.cellAt(at, 1));
      expect(cells[row]).toEqual({ value: 99 });
      expect(cells[2]).toEqual({ value: 14, formula: "=A3*2" });
    }
  });
});

describe("formulas in a file and in a cell", () => {
  it.each([
    ["SUM(A1:A3)", "SUM(A1:A3)"],
    ['IFNA(XLOOKUP("_xlfn.X(",A:A,B:B),0)', '_xlfn.IFNA(_xlfn.XLOOKUP("_xlfn.X(",A:A,B:B),0)'],
    ["SORT(FILTER(A1:B9,B1:B9>2))", "_xlfn._xlws.SORT(_xlfn._xlws.FILTER(A1:B9,B1:B9>2))"],
    ["LET(x,A1,y,x*2,x+y)", "_xlfn.LET(_xlpm.x,A1,_xlpm.y,_xlpm.x*2,_xlpm.x+_xlpm.y)"],
    ["MAP(A1:A3,LAMBDA(v,v*x))", "_xlfn.MAP(A1:A3,_xlfn.LAMBDA(_xlpm.v,_xlpm.v*x))"],
    ["SUM(B2#)+ROWS('A b'!C3#)", "SUM(_xlfn.ANCHORARRAY(B2))+ROWS(_xlfn.ANCHORARRAY('A b'!C3))"],
    ['NS.NEXT.YEAR(A1)&"NS.NEXT.YEAR("', '_xldudf_NS_NEXT_YEAR(A1)&"NS.NEXT.YEAR("'],
    ["Costs[SORT]+'UNIQUE('!A1", "Costs[SORT]+'UNIQUE('!A1"],
  ])("%s is filed as %s", (shown, filed) => {
    expect(filedFormula(shown, ["NS.NEXT.YEAR"])).toBe(filed);
    expect(shownFormula(filed, ["NS.NEXT.YEAR"])).toBe(shown);
  });

  it("keeps a function of an add-in that is not known by the name that the file gives", () => {
    expect(shownFormula("_xldudf_NS_ADD(1)")).toBe("_xldudf_NS_ADD(1)");
  });

  it("are shown by their own names, spill, and are filed with their marks", async () => {
    const source = madeXlsx({
      sheets: { One: '<row r="1"><c r="A1"><v>3</v></c><c r="B1"><f>_xldudf_NS_NEXT(A1)</f><v>4</v></c></row>' },
    });
    const { bench, file } = openTestFile(source, { functionNames: ["NS.NEXT"] });
    const formulas = await bench.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem("One");
      const range = sheet.getRange("B1").load("formulas,values");
      await context.sync();
      return [range.formulas, range.values] as unknown;
    });
    expect(formulas).toEqual([[["=NS.NEXT(A1)"]], [[4]]]);
    bench.person.type("One!D1", "=SEQUENCE(3,2)");
    bench.person.type("One!G1", "=SUM(A1:A1*2)");
    const { bytes } = saveXlsx(file, codec);
    const saved = openXlsx(bytes, codec, { functionNames: ["NS.NEXT"] });
    const sheet = saved.book.sheetNamed("One");
    expect(sheet?.cellAt(0, 3)).toEqual({ value: 1, formula: "=SEQUENCE(3,2)" });
    expect(sheet?.cellAt(2, 4)).toEqual({ value: 6, spilledFrom: 3 });
    const text = new TextDecoder().decode(saved.parts.get("xl/worksheets/sheet1.xml"));
    expect(text).toContain('cm="1"><f t="array" ref="D1:E3">_xlfn.SEQUENCE(3,2)</f><v>1</v>');
    expect(text).toContain('cm="1"><f t="array" ref="G1">SUM(A1:A1*2)</f><v>6</v>');
    expect([...saved.parts.keys()].filter((part) => part.includes("metadata"))).toHaveLength(1);
  });
});

describe("days that are counted from 1904", () => {
  it.each([
    ["DATE(2026,4,1)", "(DATE(2026,4,1)-1462)"],
    ['YEAR(A1)&TEXT(1,"DATE(")', 'YEAR((A1)+1462)&TEXT(1,"DATE(")'],
    ["EDATE(DATE(2022,1,1),3)", "(EDATE(((DATE(2022,1,1)-1462))+1462,3)-1462)"],
    ["SUM(A1,TODAY())", "SUM(A1,(TODAY()-1462))"],
  ])("%s is worked out as %s", (formula, given) => {
    expect(countedFrom1900(formula)).toBe(given);
  });
});

describe("formulas that are beyond the calculator", () => {
  const source = (): Uint8Array =>
    madeXlsx({
      sheets: {
        One:
          '<row r="1"><c r="A1"><v>3</v></c><c r="B1"><f>PHONETICS(A1)</f><v>40</v></c>' +
          '<c r="C1"><f>IFERROR(B1,0)+1</f><v>41</v></c><c r="D1"><f>A1*2</f><v>6</v></c></row>' +
          '<row r="2"><c r="A2"><v>5</v></c></row>',
      },
    });
  const valuesAfter = (cell: string): unknown => {
    const { bench, file } = openTestFile(source());
    bench.person.type(`One!${cell}`, "9");
    const again = openXlsx(saveXlsx(file, codec).bytes, codec).book.sheetNamed("One");
    return [1, 2, 3].map((column) => again?.cellAt(0, column).value);
  };

  it("keep the value of the file, and what rests on them too, while nothing changes that they rest on", () => {
    expect(valuesAfter("A2")).toEqual([40, 41, 6]);
  });

  it("show that they cannot be worked out once something does", () => {
    expect(valuesAfter("A1")).toEqual([{ error: "#NAME?" }, 1, 18]);
  });
});
