/** Small scripts as an add-in's developer writes them, on ranges, sheets, tables, names, events and formats. */
import { beforeEach, describe, expect, it } from "vitest";
import type { Workbench } from "../../src/workbench/node/workbench";
import { openTestWorkbench } from "./platform";

let bench: Workbench;
beforeEach(() => {
  bench = openTestWorkbench({
    sheets: {
      Sample: [
        ["Product", "Qty", "Unit Price"],
        ["Almonds", 2, 7.5],
        ["Coffee", 1, 34.5],
        ["Chocolate", 5, 9.56],
      ],
      Other: [],
    },
  });
});

type Script = (context: Excel.RequestContext, sheet: Excel.Worksheet) => Promise<unknown>;

/** Runs a script on the first sheet. */
function run(script: Script): Promise<unknown> {
  return bench.Excel.run(async (context) => script(context, context.workbook.worksheets.getItem("Sample")));
}

/** What a range's values are now. */
function valuesOf(address: string): Promise<unknown> {
  return run(async (context, sheet) => {
    const range = sheet.getRange(address);
    range.load("values");
    await context.sync();
    return range.values;
  });
}

describe("ranges", () => {
  it("takes values as a person would enter them", async () => {
    const result = await run(async (context, sheet) => {
      const range = sheet.getRange("E1:E10");
      range.values = [
        ["5"],
        ["1/31/2026"],
        ["12.5%"],
        ["true"],
        ["#N/A"],
        ["'007"],
        ["$1,234.50"],
        ["Mar-26"],
        ["hello"],
        [""],
      ];
      range.load("values,text,numberFormat,valueTypes");
      await context.sync();
      return range.values.map((row: unknown[], index): unknown[] => [
        row[0],
        range.text[index]?.[0],
        range.numberFormat[index]?.[0],
        range.valueTypes[index]?.[0],
      ]);
    });
    expect(result).toEqual([
      [5, "5", "General", "Double"],
      [46053, "31/01/2026", "m/d/yyyy", "Double"],
      [0.125, "12.50%", "0.00%", "Double"],
      [true, "TRUE", "General", "Boolean"],
      ["#N/A", "#N/A", "General", "Error"],
      ["007", "007", "General", "String"],
      [1234.5, "$1,234.50", "$#,##0.00", "Double"],
      [46107, "26-Mar", "d-mmm", "Double"],
      ["hello", "hello", "General", "String"],
      ["", "", "General", "Empty"],
    ]);
  });

  it("keeps text in cells of text format, formulas included", async () => {
    const result = await run(async (context, sheet) => {
      const range = sheet.getRange("E1:E3");
      range.numberFormat = [["@"], ["@"], ["@"]];
      range.values = [["5"], ["=1+1"], ["1/2/2026"]];
      range.load("values,formulas,valueTypes");
      await context.sync();
      return [range.values, range.formulas, range.valueTypes];
    });
    expect(result).toStrictEqual([
      [["5"], ["=1+1"], ["1/2/2026"]],
      [["5"], ["=1+1"], ["1/2/2026"]],
      [["String"], ["String"], ["String"]],
    ]);
  });

  it("leaves a cell alone where null is written and empties it for an empty text", async () => {
    await run(async (context, sheet) => {
      sheet.getRange("A2:C2").values = [[null, "", 8]];
      await context.sync();
    });
    expect(await valuesOf("A2:C2")).toStrictEqual([["Almonds", "", 8]]);
  });

  it("fills a range with one value", async () => {
    await run(async (context, sheet) => {
      (sheet.getRange("E1:F2") as unknown as { values: string }).values = "x";
      await context.sync();
    });
    expect(await valuesOf("E1:F2")).toStrictEqual([
      ["x", "x"],
      ["x", "x"],
    ]);
  });

  it("finds the used range, with values only or formats too", async () => {
    const result = await run(async (context, sheet) => {
      sheet.getRange("F9").format.fill.color = "yellow";
      const all = sheet.getUsedRange();
      const values = sheet.getUsedRange(true);
      const none = context.workbook.worksheets.getItem("Other").getUsedRangeOrNullObject();
      const corner = context.workbook.worksheets.getItem("Other").getUsedRange();
      all.load("address");
      values.load("address");
      corner.load("address");
      await context.sync();
      return [all.address, values.address, none.isNullObject, corner.address];
    });
    expect(result).toEqual(["Sample!A1:F9", "Sample!A1:C4", true, "Other!A1"]);
  });

  it("walks from range to range", async () => {
    const result = await run(async (context, sheet) => {
      const start = sheet.getRange("B2:C3");
      const ranges = [
        start.getCell(1, 1),
        start.getOffsetRange(1, 1),
        start.getResizedRange(1, -1),
        start.getAbsoluteResizedRange(5, 1),
        start.getLastCell(),
        start.getEntireRow(),
        start.getEntireColumn(),
        start.getRowsAbove(1),
        start.getColumnsAfter(2),
        start.getBoundingRect("E9"),
        start.getIntersection("C3:D9"),
        start.getSurroundingRegion(),
        sheet.getRange("A1").getRangeEdge("Down"),
        sheet.getRange("A1").getExtendedRange("Right"),
        sheet.getRangeByIndexes(0, 0, 2, 2),
      ];
      for (const range of ranges) range.load("address");
      await context.sync();
      return ranges.map((range) => range.address.replace("Sample!", ""));
    });
    expect(result).toEqual([
      "C3",
      "C3:D4",
      "B2:B4",
      "B2:B6",
      "C3",
      "2:3",
      "B:C",
      "B1:C1",
      "D2:E3",
      "B2:E9",
      "C3",
      "A1:C4",
      "A4",
      "A1:C1",
      "A1:B2",
    ]);
  });

  it("refuses a range beyond the sheet and an intersection that is none", async () => {
    const outside = run(async (context, sheet) => {
      sheet.getRange("A1").getOffsetRange(-1, 0).load("address");
      await context.sync();
    });
    await expect(outside).rejects.toMatchObject({ code: "InvalidArgument" });
    const apart = run(async (context, sheet) => {
      sheet.getRange("A1").getIntersection("B2").load("address");
      await context.sync();
    });
    await expect(apart).rejects.toMatchObject({ code: "ItemNotFound" });
  });

  it("gives null for the cells of whole columns and refuses to write them", async () => {
    const result = await run(async (context, sheet) => {
      const columns = sheet.getRange("A:B");
      columns.load("values,address,cellCount,isEntireColumn");
      await context.sync();
      return [columns.values, columns.address, columns.cellCount, columns.isEntireColumn];
    });
    expect(result).toEqual([null, "Sample!A:B", 2_097_152, true]);
    const writing = run(async (context, sheet) => {
      (sheet.getRange("A:A") as unknown as { values: string }).values = "x";
      await context.sync();
    });
    await expect(writing).rejects.toMatchObject({ code: "InvalidArgument" });
  });

  it("inserts and deletes, and formulas follow", async () => {
    await run(async (context, sheet) => {
      sheet.getRange("D2").formulas = [["=B2*C2"]];
      sheet.getRange("D5").formulas = [["=SUM(B2:B4)"]];
      sheet.getRange("2:2").insert("Down");
      sheet.getRange("A3:A3").delete("Left");
      await context.sync();
    });
    const formulas = await run(async (context, sheet) => {
      const range = sheet.getRange("A3:D6");
      range.load("formulas");
      await context.sync();
      return range.formulas;
    });
    expect(formulas).toStrictEqual([
      [2, 7.5, "=A3*B3", ""],
      ["Coffee", 1, 34.5, ""],
      ["Chocolate", 5, 9.56, ""],
      ["", "", "", "=SUM(B3:B5)"],
    ]);
  });

  it("copies formulas moved along, values alone, and formats alone", async () => {
    const result = await run(async (context, sheet) => {
      sheet.getRange("D2").formulas = [["=B2*$C$2"]];
      sheet.getRange("D2").format.font.bold = true;
      sheet.getRange("D3:D4").copyFrom("D2");
      sheet.getRange("E2").copyFrom("B2:B4", "Values", false, true);
      sheet.getRange("H1").copyFrom("D2", "Formats");
      const formulas = sheet.getRange("D3:D4");
      const values = sheet.getRange("E2:G2");
      const looks = sheet.getRange("H1");
      formulas.load("formulas");
      values.load("values");
      looks.load("values,format/font/bold");
      await context.sync();
      return [formulas.formulas, values.values, looks.values, looks.format.font.bold];
    });
    expect(result).toStrictEqual([[["=B3*$C$2"], ["=B4*$C$2"]], [[2, 1, 5]], [[""]], true]);
  });

  it("clears contents, formats, or both", async () => {
    const result = await run(async (context, sheet) => {
      const range = sheet.getRange("A2");
      range.format.fill.color = "#FF0000";
      range.clear("Contents");
      range.load("values,format/fill/color");
      await context.sync();
      const first = [range.values, range.format.fill.color];
      sheet.getRange("A3").format.fill.color = "#00FF00";
      sheet.getRange("A3").clear();
      const third = sheet.getRange("A3");
      third.load("values,format/fill/color");
      await context.sync();
      return [...first, third.values, third.format.fill.color];
    });
    expect(result).toStrictEqual([[[""]], "#FF0000", [[""]], "#FFFFFF"]);
  });

  it("finds, replaces and selects kinds of cells", async () => {
    const result = await run(async (context, sheet) => {
      const found = sheet.getRange("A1:C4").find("coff", { completeMatch: false, matchCase: false });
      const none = sheet.getRange("A1:C4").findOrNullObject("tea", {});
      const numbers = sheet.getRange("A1:C4").getSpecialCells("Constants", "Numbers");
      const blanks = sheet.getRange("A1:C4").getSpecialCellsOrNullObject("Blanks");
      const count = sheet.getRange("A1:C4").replaceAll("o", "0", { completeMatch: false });
      found.load("address");
      numbers.load("address,cellCount");
      await context.sync();
      return [found.address, none.isNullObject, numbers.address, numbers.cellCount, blanks.isNullObject, count.value];
    });
    expect(result).toEqual(["Sample!A3", true, "Sample!B2:C4", 6, true, 4]);
  });

  it("sorts with its headings and removes duplicates", async () => {
    await run(async (context, sheet) => {
      sheet.getRange("A1:C4").sort.apply([{ key: 1, ascending: false }], false, true);
      await context.sync();
    });
    expect(await valuesOf("A1:B4")).toStrictEqual([
      ["Product", "Qty"],
      ["Chocolate", 5],
      ["Almonds", 2],
      ["Coffee", 1],
    ]);
    const removed = await run(async (context, sheet) => {
      sheet.getRange("E1:E4").values = [["a"], ["A"], ["b"], ["a"]];
      const result = sheet.getRange("E1:E4").removeDuplicates([0], false);
      result.load("removed,uniqueRemaining");
      await context.sync();
      return [result.removed, result.uniqueRemaining];
    });
    expect(removed).toEqual([2, 2]);
  });

  it("merges, hides rows, links cells", async () => {
    const result = await run(async (context, sheet) => {
      sheet.getRange("E1:F2").values = [
        ["kept", "lost"],
        ["lost", "lost"],
      ];
      sheet.getRange("E1:F2").merge();
      sheet.getRange("3:3").rowHidden = true;
      sheet.getRange("A2").hyperlink = { documentReference: "Other!A1", screenTip: "there", textToDisplay: "Go" };
      const merged = sheet.getRange("E1:F2");
      const hidden = sheet.getRange("2:3");
      const link = sheet.getRange("A2");
      merged.load("values");
      hidden.load("rowHidden");
      link.load("hyperlink,values");
      await context.sync();
      return [merged.values, hidden.rowHidden, link.hyperlink, link.values];
    });
    expect(result).toStrictEqual([
      [
        ["kept", ""],
        ["", ""],
      ],
      null,
      { documentReference: "Other!A1", screenTip: "there", textToDisplay: "Go" },
      [["Go"]],
    ]);
  });
});

describe("sheets", () => {
  it("adds, names, orders, colours, hides, copies and deletes them", async () => {
    const names = await run(async (context, sheet) => {
      const { worksheets } = context.workbook;
      const added = worksheets.add("Results");
      added.position = 0;
      added.tabColor = "#ff6600";
      sheet.name = "Inputs";
      worksheets.getItem("Other").visibility = "Hidden";
      sheet.copy("End");
      await context.sync();
      worksheets.load("items/name,items/visibility,items/tabColor,items/position");
      await context.sync();
      const before = worksheets.items.map((one) => [one.name, one.visibility, one.tabColor]);
      worksheets.getItem("Inputs (2)").delete();
      const count = worksheets.getCount();
      const visible = worksheets.getCount(true);
      await context.sync();
      return [before, count.value, visible.value];
    });
    expect(names).toEqual([
      [
        ["Results", "Visible", "#FF6600"],
        ["Inputs", "Visible", ""],
        ["Other", "Hidden", ""],
        ["Inputs (2)", "Visible", ""],
      ],
      3,
      2,
    ]);
  });

  it("refuses names that are taken or cannot be", async () => {
    const adding = (name: string): Promise<unknown> =>
      bench.Excel.run(async (context) => {
        context.workbook.worksheets.add(name);
        await context.sync();
      });
    await expect(adding("sample")).rejects.toMatchObject({ code: "ItemAlreadyExists" });
    await expect(adding("a/b")).rejects.toMatchObject({ code: "InvalidArgument" });
    await expect(adding("x".repeat(32))).rejects.toMatchObject({ code: "InvalidArgument" });
  });

  it("renames a sheet in the formulas that mention it", async () => {
    const formula = await run(async (context, sheet) => {
      context.workbook.worksheets.getItem("Other").getRange("A1").formulas = [["=Sample!B2+1"]];
      sheet.name = "My data";
      const cell = context.workbook.worksheets.getItem("Other").getRange("A1");
      cell.load("formulas");
      await context.sync();
      return cell.formulas;
    });
    expect(formula).toStrictEqual([["='My data'!B2+1"]]);
  });

  it("protects a sheet, and then refuses to write but in unlocked cells", async () => {
    await run(async (context, sheet) => {
      sheet.getRange("B2").format.protection.locked = false;
      sheet.protection.protect({ allowFormatCells: true }, "secret");
      await context.sync();
      sheet.getRange("B2").values = [[9]];
      sheet.getRange("A1").format.font.bold = true;
      await context.sync();
    });
    const writing = run(async (context, sheet) => {
      sheet.getRange("A1").values = [["x"]];
      await context.sync();
    });
    await expect(writing).rejects.toMatchObject({ code: "AccessDenied" });
    const state = await run(async (context, sheet) => {
      sheet.protection.load("protected,options");
      await context.sync();
      return [
        sheet.protection.protected,
        sheet.protection.options.allowFormatCells,
        sheet.protection.options.allowSort,
      ];
    });
    expect(state).toEqual([true, true, false]);
    await run(async (context, sheet) => {
      sheet.protection.unprotect("secret");
      sheet.getRange("A1").values = [["x"]];
      await context.sync();
    });
    expect(await valuesOf("A1:B2")).toStrictEqual([
      ["x", "Qty"],
      ["Almonds", 9],
    ]);
  });

  it("freezes panes and keeps custom properties", async () => {
    const result = await run(async (context, sheet) => {
      sheet.freezePanes.freezeAt(sheet.getRange("A1:B3"));
      sheet.customProperties.add("owner", "results");
      const frozen = sheet.freezePanes.getLocationOrNullObject();
      const none = context.workbook.worksheets.getItem("Other").freezePanes.getLocationOrNullObject();
      const property = sheet.customProperties.getItem("OWNER");
      const missing = sheet.customProperties.getItemOrNullObject("nobody");
      frozen.load("address");
      property.load("key,value");
      await context.sync();
      return [frozen.address, none.isNullObject, property.key, property.value, missing.isNullObject];
    });
    expect(result).toEqual(["Sample!A1:B3", true, "owner", "results", true]);
  });
});

describe("tables", () => {
  const addTable: Script = async (context, sheet) => {
    const table = sheet.tables.add("A1:C4", true);
    table.name = "Sales";
    await context.sync();
    return table;
  };

  it("adds a table, reads its parts and its columns", async () => {
    await run(addTable);
    const result = await run(async (context) => {
      const table = context.workbook.tables.getItem("Sales");
      const parts = [table.getRange(), table.getHeaderRowRange(), table.getDataBodyRange()];
      for (const part of parts) part.load("address");
      table.load("name,style,showTotals");
      table.columns.load("items/name,items/index,count");
      const quantity = table.columns.getItem("Qty").getDataBodyRange();
      quantity.load("values");
      const named = context.workbook.worksheets.getItem("Sample").getRange("Sales[Unit Price]");
      named.load("address");
      await context.sync();
      return [
        parts.map((part) => part.address),
        [table.name, table.style, table.showTotals],
        table.columns.items.map((column) => column.name),
        quantity.values,
        named.address,
      ];
    });
    expect(result).toEqual([
      ["Sample!A1:C4", "Sample!A1:C1", "Sample!A2:C4"],
      ["Sales", "TableStyleMedium2", false],
      ["Product", "Qty", "Unit Price"],
      [[2], [1], [5]],
      "Sample!C2:C4",
    ]);
  });

  it("adds rows and columns, and moves what stands below", async () => {
    await run(addTable);
    await run(async (context, sheet) => {
      sheet.getRange("A5").values = [["note"]];
      const table = sheet.tables.getItem("Sales");
      table.rows.add(undefined, [
        ["Tea", 3, 4],
        ["Milk", 6, 1.1],
      ]);
      table.rows.add(0, [["First", 0, 0]]);
      table.columns.add(undefined, [["Cost"], ["=[@Qty]*[@[Unit Price]]"], [1], [2], [3], [4], [5]]);
      await context.sync();
    });
    expect(await valuesOf("A1:A8")).toStrictEqual([
      ["Product"],
      ["First"],
      ["Almonds"],
      ["Coffee"],
      ["Chocolate"],
      ["Tea"],
      ["Milk"],
      ["note"],
    ]);
    const result = await run(async (context, sheet) => {
      const table = sheet.tables.getItem("Sales");
      table.rows.getItemAt(0).delete();
      table.columns.getItem("Qty").delete();
      const range = table.getRange();
      range.load("address");
      const count = table.rows.getCount();
      await context.sync();
      return [range.address, count.value];
    });
    expect(result).toEqual(["Sample!A1:C6", 5]);
  });

  it("filters by values and shows the visible rows", async () => {
    await run(addTable);
    const result = await run(async (context, sheet) => {
      const table = sheet.tables.getItem("Sales");
      table.columns.getItem("Product").filter.applyValuesFilter(["Almonds", "Chocolate"]);
      const view = table.getDataBodyRange().getVisibleView();
      view.load("values,rowCount");
      await context.sync();
      const seen = [view.rowCount, view.values];
      table.columns.getItem("Qty").filter.applyCustomFilter(">3");
      const narrower = table.getDataBodyRange().getVisibleView();
      narrower.load("values");
      await context.sync();
      table.clearFilters();
      const all = table.getDataBodyRange().getVisibleView();
      all.load("rowCount");
      await context.sync();
      return [...seen, narrower.values, all.rowCount];
    });
    expect(result).toEqual([
      2,
      [
        ["Almonds", 2, 7.5],
        ["Chocolate", 5, 9.56],
      ],
      [["Chocolate", 5, 9.56]],
      3,
    ]);
  });

  it("sorts, resizes, styles and converts back to a range", async () => {
    await run(addTable);
    const result = await run(async (context, sheet) => {
      const table = sheet.tables.getItem("Sales");
      table.sort.apply([{ key: 2, ascending: true }]);
      table.style = "TableStyleLight1";
      table.resize("A1:C3");
      const body = table.getDataBodyRange();
      body.load("values,address");
      await context.sync();
      const range = table.convertToRange();
      range.load("address");
      sheet.tables.load("count");
      await context.sync();
      return [body.values, range.address, sheet.tables.count];
    });
    expect(result).toEqual([
      [
        ["Almonds", 2, 7.5],
        ["Chocolate", 5, 9.56],
      ],
      "Sample!A1:C3",
      0,
    ]);
  });

  it("refuses a table over another and a name that is taken", async () => {
    await run(addTable);
    await expect(
      run(async (context, sheet) => {
        sheet.tables.add("C3:E9", true);
        await context.sync();
      }),
    ).rejects.toMatchObject({ code: "InvalidArgument" });
    await expect(
      run(async (context, sheet) => {
        sheet.tables.add("E1:F3", false).name = "sales";
        await context.sync();
      }),
    ).rejects.toMatchObject({ code: "ItemAlreadyExists" });
  });
});

describe("names, settings and properties", () => {
  it("defines names for ranges and formulas and reads through them", async () => {
    const result = await run(async (context, sheet) => {
      const { names } = context.workbook;
      names.add("Prices", sheet.getRange("C2:C4"), "what things cost");
      sheet.names.add("Local", "=Sample!$A$1");
      const range = sheet.getRange("Prices");
      const item = names.getItem("prices");
      range.load("address");
      item.load("name,formula,type,comment,scope");
      names.load("items/name");
      sheet.names.load("items/name");
      const none = names.getItemOrNullObject("Nope");
      await context.sync();
      return [
        range.address,
        [item.name, item.formula, item.type, item.comment, item.scope],
        names.items.map((name) => name.name),
        sheet.names.items.map((name) => name.name),
        none.isNullObject,
      ];
    });
    expect(result).toEqual([
      "Sample!C2:C4",
      ["Prices", "=Sample!$C$2:$C$4", "Range", "what things cost", "Workbook"],
      ["Prices"],
      ["Local"],
      true,
    ]);
  });

  it("keeps settings, custom properties and custom XML", async () => {
    const result = await run(async (context) => {
      const { settings, properties, customXmlParts } = context.workbook;
      settings.add("run", { number: 7, list: [1, 2] });
      properties.title = "Case";
      properties.custom.add("Approved", true);
      const part = customXmlParts.add('<a xmlns="urn:a"><b/></a>');
      await context.sync();
      const setting = settings.getItem("run");
      setting.load("value");
      properties.load("title");
      const custom = properties.custom.getItem("approved");
      custom.load("value,type");
      const found = customXmlParts.getByNamespace("urn:a").getOnlyItem();
      const xml = found.getXml();
      part.load("namespaceUri");
      await context.sync();
      return [
        setting.value as unknown,
        properties.title,
        custom.value as unknown,
        custom.type,
        xml.value,
        part.namespaceUri,
      ];
    });
    expect(result).toEqual([
      { number: 7, list: [1, 2] },
      "Case",
      true,
      "Boolean",
      '<a xmlns="urn:a"><b/></a>',
      "urn:a",
    ]);
  });

  it("adds comments with replies", async () => {
    const result = await run(async (context) => {
      const comment = context.workbook.comments.add("Sample!B2", "why two?");
      comment.replies.add("because");
      await context.sync();
      const found = context.workbook.comments.getItemByCell("Sample!B2");
      found.load("content,resolved");
      found.replies.load("items/content");
      const place = found.getLocation();
      place.load("address");
      await context.sync();
      return [found.content, found.resolved, found.replies.items.map((reply) => reply.content), place.address];
    });
    expect(result).toEqual(["why two?", false, ["because"], "Sample!B2"]);
  });
});

describe("events", () => {
  it("tells of edits of the add-in and of the person, with details and the range", async () => {
    const heard: unknown[] = [];
    await run(async (context, sheet) => {
      sheet.onChanged.add(async (event) => {
        const values = await bench.Excel.run(async (inner) => {
          const range = event.getRange(inner);
          range.load("values");
          await inner.sync();
          return range.values;
        });
        heard.push([event.address, event.changeType, event.triggerSource, event.details?.valueAfter, values]);
      });
      await context.sync();
      sheet.getRange("B2").values = [[20]];
      await context.sync();
    });
    await bench.settled();
    bench.person.type("Sample!B3", "30");
    await bench.settled();
    await bench.settled();
    expect(heard).toEqual([
      ["B2", "RangeEdited", "ThisLocalAddin", 20, [[20]]],
      ["B3", "RangeEdited", "Unknown", 30, [[30]]],
    ]);
  });

  it("tells of sheets added, activated and deleted, of selections, and stops when asked to", async () => {
    const heard: string[] = [];
    await run(async (context, sheet) => {
      const { worksheets } = context.workbook;
      worksheets.onAdded.add(async () => void heard.push("added"));
      worksheets.onDeleted.add(async () => void heard.push("deleted"));
      worksheets.onActivated.add(async () => void heard.push("activated"));
      const selection = sheet.onSelectionChanged.add(async (event) => void heard.push(`selected ${event.address}`));
      await context.sync();
      worksheets.add("New").activate();
      await context.sync();
      worksheets.getItem("New").delete();
      sheet.getRange("B2:C3").select();
      await context.sync();
      await bench.settled();
      selection.remove();
      await context.sync();
      sheet.getRange("A1").select();
      await context.sync();
    });
    await bench.settled();
    expect(heard).toEqual(["added", "activated", "deleted", "selected B2:C3"]);
  });

  it("tells of changes in a table, and is silent while events are off", async () => {
    const heard: string[] = [];
    await run(async (context, sheet) => {
      const table = sheet.tables.add("A1:C4", true);
      table.load("id");
      await context.sync();
      table.onChanged.add(async (event) => void heard.push(event.address));
      await context.sync();
      sheet.getRange("B2").values = [[1]];
      sheet.getRange("H9").values = [[1]];
      await context.sync();
      context.runtime.enableEvents = false;
      sheet.getRange("B3").values = [[1]];
      context.runtime.enableEvents = true;
      await context.sync();
    });
    await bench.settled();
    expect(heard).toEqual(["B2"]);
  });
});

describe("formats", () => {
  it("sets and reads looks; what is mixed is null", async () => {
    const result = await run(async (context, sheet) => {
      const range = sheet.getRange("A1:C1");
      range.format.fill.color = "#4472c4";
      range.format.font.color = "white";
      range.format.font.bold = true;
      range.format.horizontalAlignment = "Center";
      range.format.wrapText = true;
      range.format.columnWidth = 80;
      range.format.borders.getItem("EdgeBottom").style = "Double";
      sheet.getRange("A1").format.font.size = 14;
      range.load("format/columnWidth,format/wrapText,format/horizontalAlignment");
      range.format.font.load("bold,size,color");
      range.format.fill.load("color");
      const border = range.format.borders.getItem("EdgeBottom");
      border.load("style,weight,color");
      await context.sync();
      return [
        range.format.fill.color,
        [range.format.font.bold, range.format.font.size, range.format.font.color],
        [range.format.columnWidth, range.format.wrapText, range.format.horizontalAlignment],
        [border.style, border.color],
      ];
    });
    expect(result).toEqual(["#4472C4", [true, null, "#FFFFFF"], [80, true, "Center"], ["Double", "#000000"]]);
  });

  it("shows numbers as their format has them", async () => {
    const text = await run(async (context, sheet) => {
      const range = sheet.getRange("E1:E7");
      range.values = [[1234.5], [-0.256], [46107.75], [0], [1.005], [1234567], [0.5]];
      range.numberFormat = [
        ['#,##0.00;[Red]-#,##0.00;"-"'],
        ["0.0%"],
        ["d mmm yyyy h:mm AM/PM"],
        ['0.00;-0.00;"nil"'],
        ["0.00"],
        ["#,##0,"],
        ["# ?/?"],
      ];
      range.load("text");
      await context.sync();
      return range.text.map((row) => row[0]);
    });
    expect(text).toEqual(["1,234.50", "-25.6%", "26 Mar 2026 6:00 PM", "nil", "1.01", "1,235", "1/2"]);
  });

  it("adds conditional formats by value and by text", async () => {
    const result = await run(async (context, sheet) => {
      const range = sheet.getRange("B2:B4");
      const byValue = range.conditionalFormats.add("CellValue");
      byValue.cellValue.format.font.color = "red";
      byValue.cellValue.rule = { formula1: "=3", operator: "GreaterThan" };
      const byText = sheet.getRange("A2:A4").conditionalFormats.add("ContainsText");
      byText.textComparison.format.fill.color = "#C6EFCE";
      byText.textComparison.rule = { operator: "Contains", text: "Coffee" };
      await context.sync();
      range.conditionalFormats.load("items/type,items/priority");
      const count = sheet.getRange().conditionalFormats.getCount();
      const rule = range.conditionalFormats.getItemAt(0).cellValue;
      rule.load("rule,format/font/color");
      await context.sync();
      sheet.getRange("A:A").conditionalFormats.clearAll();
      const left = sheet.getRange().conditionalFormats.getCount();
      await context.sync();
      return [count.value, range.conditionalFormats.items[0]?.type, rule.rule, rule.format.font.color, left.value];
    });
    expect(result).toEqual([2, "CellValue", { formula1: "=3", operator: "GreaterThan" }, "#FF0000", 1]);
  });

  it("keeps data validation", async () => {
    const result = await run(async (context, sheet) => {
      const { dataValidation } = sheet.getRange("B2:B4");
      dataValidation.rule = { wholeNumber: { formula1: 0, formula2: 10, operator: "Between" } };
      dataValidation.prompt = { message: "0 to 10", showPrompt: true, title: "Qty" };
      sheet.getRange("B4").values = [[11]];
      const one = sheet.getRange("B3").dataValidation;
      one.load("type,rule,prompt,valid");
      dataValidation.load("valid");
      await context.sync();
      return [one.type, one.prompt.title, one.valid, dataValidation.valid];
    });
    expect(result).toEqual(["WholeNumber", "Qty", true, null]);
  });

  it("reads and sets many cells' looks at once", async () => {
    const result = await run(async (context, sheet) => {
      sheet
        .getRange("A1:B1")
        .setCellProperties([[{ format: { fill: { color: "#111111" } } }, { format: { font: { bold: true } } }]]);
      const looks = sheet.getRange("A1:B1").getCellProperties({
        address: true,
        format: { fill: { color: true }, font: { bold: true } },
      });
      await context.sync();
      return looks.value;
    });
    expect(result).toEqual([
      [
        { address: "Sample!A1", format: { fill: { color: "#111111" }, font: { bold: false } } },
        { address: "Sample!B1", format: { fill: { color: "#FFFFFF" }, font: { bold: true } } },
      ],
    ]);
  });

  it("undoes a request at a time, and forgets after what cannot be undone", async () => {
    await run(async (context, sheet) => {
      sheet.getRange("A1:B1").values = [["x", "y"]];
      sheet.getRange("A1").format.font.bold = true;
      await context.sync();
      sheet.getRange("C1").values = [["z"]];
      await context.sync();
    });
    expect(bench.person.undo()).toBe(true);
    expect(await valuesOf("A1:C1")).toStrictEqual([["x", "y", "Unit Price"]]);
    expect(bench.person.undo()).toBe(true);
    expect(await valuesOf("A1:C1")).toStrictEqual([["Product", "Qty", "Unit Price"]]);
    await run(async (context, sheet) => {
      sheet.getRange("A1").values = [["again"]];
      await context.sync();
      sheet.name = "Renamed";
      await context.sync();
    });
    expect(bench.person.undo()).toBe(false);
  });
});
