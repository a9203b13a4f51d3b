/** Load, sync and errors: what the library and the host make of a request between them. */
import { beforeEach, describe, expect, it } from "vitest";
import type { Workbench } from "../../src/workbench/node/workbench";
import { openTestWorkbench } from "./platform";

let bench: Workbench;
beforeEach(() => {
  bench = openTestWorkbench({
    sheets: {
      Sheet1: [
        ["Name", "Qty"],
        ["Apple", 3],
        ["Pear", 4],
      ],
      Data: [],
    },
  });
});

describe("a request", () => {
  it("reads what was loaded", async () => {
    const values = await bench.Excel.run(async (context) => {
      const range = context.workbook.worksheets.getItem("Sheet1").getRange("A1:B2");
      range.load("values,address,valueTypes");
      await context.sync();
      return [range.values, range.address, range.valueTypes];
    });
    expect(values).toStrictEqual([
      [
        ["Name", "Qty"],
        ["Apple", 3],
      ],
      "Sheet1!A1:B2",
      [
        ["String", "String"],
        ["String", "Double"],
      ],
    ]);
  });

  it("throws PropertyNotLoaded for what was not", async () => {
    const reading = bench.Excel.run(async (context) => {
      const range = context.workbook.worksheets.getItem("Sheet1").getRange("A1");
      await context.sync();
      return range.values as unknown[][];
    });
    await expect(reading).rejects.toMatchObject({ code: "PropertyNotLoaded" });
  });

  it("loads collections, nested properties, and pages of items", async () => {
    const result = await bench.Excel.run(async (context) => {
      const sheets = context.workbook.worksheets;
      sheets.load("items/name,items/position");
      const range = context.workbook.worksheets.getItem("Sheet1").getRange("B2");
      range.load({ values: true, worksheet: { name: true }, format: { fill: { color: true } } });
      await context.sync();
      const all = sheets.items.map((sheet) => sheet.name);
      sheets.load({ name: true, $top: 1, $skip: 1 });
      await context.sync();
      const page = sheets.items.map((sheet) => sheet.name);
      return [all, range.worksheet.name, range.format.fill.color, page];
    });
    // Lists of items are made by the library, in its own realm: equal, though not strictly.
    expect(result).toEqual([["Sheet1", "Data"], "Sheet1", "#FFFFFF", ["Data"]]);
  });

  it("answers ItemNotFound with the statement that asked", async () => {
    const asking = bench.Excel.run(async (context) => {
      context.workbook.worksheets.getItem("Nope").load("name");
      await context.sync();
    });
    await expect(asking).rejects.toMatchObject({
      code: "ItemNotFound",
      debugInfo: {
        errorLocation: "WorksheetCollection.getItem",
        statement: expect.stringContaining("getItem") as string,
      },
    });
    await expect(asking).rejects.toBeInstanceOf(bench.OfficeExtension.Error);
  });

  it("gives a null object where it is asked for", async () => {
    const isNull = await bench.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItemOrNullObject("Nope");
      const table = context.workbook.tables.getItemOrNullObject("Nope");
      sheet.load("name");
      await context.sync();
      return [sheet.isNullObject, table.isNullObject];
    });
    expect(isNull).toEqual([true, true]);
  });

  it("keeps what came before a failing action and does nothing after it", async () => {
    const writing = bench.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem("Sheet1");
      sheet.getRange("A1").values = [["first"]];
      context.trace("one");
      sheet.getRange("A2:B2").values = [["too", "many", "values"]];
      context.trace("two");
      sheet.getRange("A3").values = [["never"]];
      await context.sync();
    });
    await expect(writing).rejects.toMatchObject({ code: "InvalidArgument", traceMessages: ["one"] });
    const sheet = bench.book.sheetNamed("Sheet1");
    expect([0, 1, 2].map((row) => sheet?.cellAt(row, 0).value)).toEqual(["first", "Apple", "Pear"]);
  });

  it("names a member that is not there, and counts it", async () => {
    const asking = bench.Excel.run(async (context) => {
      const image = context.workbook.worksheets.getItem("Sheet1").getRange("A1").getImage();
      await context.sync();
      return image.value;
    });
    await expect(asking).rejects.toMatchObject({
      code: "ApiNotFound",
      message: expect.stringContaining("Range.GetImage()") as string,
    });
    expect([...bench.session.missing]).toEqual([["Range.GetImage()", 1]]);
  });

  it("releases ranges when the run ends", async () => {
    await bench.Excel.run(async (context) => {
      const range = context.workbook.worksheets.getItem("Sheet1").getRange("A1");
      range.load("values");
      await context.sync();
      expect(bench.session.referenceCount).toBe(1);
    });
    await bench.settled();
    expect(bench.session.referenceCount).toBe(0);
  });

  it("moves a kept range along when rows are inserted above it", async () => {
    const address = await bench.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem("Sheet1");
      const range = sheet.getRange("A2:B3");
      range.load("address");
      await context.sync();
      sheet.getRange("1:2").insert("Down");
      range.load("address,values");
      await context.sync();
      return [range.address, range.values];
    });
    expect(address).toStrictEqual([
      "Sheet1!A4:B5",
      [
        ["Apple", 3],
        ["Pear", 4],
      ],
    ]);
  });

  it("cuts a large write into pieces that land whole", async () => {
    const rows = Array.from({ length: 4000 }, (_, row) => [row, row * 2, `r${row}`]);
    const read = await bench.Excel.run(async (context) => {
      const range = context.workbook.worksheets.getItem("Data").getRange("A1:C4000");
      range.values = rows;
      range.load("values");
      await context.sync();
      return range.values as unknown[][];
    });
    expect(read).toStrictEqual(rows);
    expect(bench.exchanges.filter((one) => one.body.Actions.some((action) => action.ActionType === 4))).toHaveLength(1);
  });
});
