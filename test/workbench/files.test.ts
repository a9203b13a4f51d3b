/** Files: opened through the guarded reader, saved with every part that nobody touched. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readWorkbook } from "../../src/hosts/xlsx";
import { saveXlsx } from "../../src/workbench/engine/xlsx/saveXlsx";
import { codec, openTestFile } from "./platform";

const example = new Uint8Array(readFileSync("assets/examples/intelligence-tom.xlsx"));

describe("a file", () => {
  it("shows its sheets, tables and values to the add-in", async () => {
    const { bench, file } = openTestFile(example);
    const [first] = file.book.tables;
    const result = await bench.Excel.run(async (context) => {
      const table = context.workbook.tables.getItem(first?.name.value ?? "");
      const header = table.getHeaderRowRange();
      header.load("values");
      context.workbook.worksheets.load("items/name");
      await context.sync();
      return [context.workbook.worksheets.items.length, header.values[0]?.length] as unknown;
    });
    expect(result).toEqual([file.book.sheets.length, first?.area.value.columns]);
  });

  it("is saved byte for byte but for what changed, and reads again", async () => {
    const { bench, file } = openTestFile(example);
    const sheet = file.book.sheets[0];
    await bench.Excel.run(async (context) => {
      context.workbook.worksheets.getItem(sheet?.name.value ?? "").getRange("H40").values = [["a & <b>"]];
      const added = context.workbook.worksheets.add("Added & new");
      added.getRange("A1:B2").values = [
        ["Total", "12.5%"],
        ["Sum", "=1+2"],
      ];
      added.getRange("A1").format.font.bold = true;
      added.freezePanes.freezeRows(1);
      await context.sync();
    });
    const { bytes, notSaved } = saveXlsx(file, codec);
    expect(notSaved).toEqual([]);
    const before = codec.unzip(example);
    const after = codec.unzip(bytes);
    const changed = [...before.keys()].filter(
      (name) => !Buffer.from(before.get(name) ?? []).equals(after.get(name) ?? Buffer.alloc(0)),
    );
    expect(changed.sort()).toEqual([
      "[Content_Types].xml",
      "xl/_rels/workbook.xml.rels",
      "xl/styles.xml",
      "xl/workbook.xml",
      file.sheets.get(sheet?.id ?? "")?.part,
    ]);
    expect([...after.keys()].filter((name) => !before.has(name))).toHaveLength(1);
    const read = readWorkbook(bytes, { fileName: "saved.xlsx" });
    if (!read.ok) throw new Error(read.failure.message);
    const added = read.value.sheets.find((one) => one.name === "Added & new");
    expect(added?.rows.map((row) => row.values)).toEqual([
      ["Total", 0.125],
      ["Sum", 3],
    ]);
    expect(added?.rows[1]?.formulas).toEqual([undefined, "=1+2"]);
    expect(added?.rows[0]?.formats?.[1]).toBe("0.00%");
    expect(read.value.sheets[0]?.rows.find((row) => row.row === 40)?.values[7]).toBe("a & <b>");
    const again = openTestFile(bytes);
    expect(again.file.book.sheetNamed("Added & new")?.freeze.value).toEqual({ rows: 1, columns: 0 });
  });

  it("says what it could not save", async () => {
    const { bench, file } = openTestFile(example);
    await bench.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getFirst();
      sheet.load("name");
      context.workbook.comments.add("Staffing!B2", "Is this the full-year cost?");
      await context.sync();
    });
    expect(saveXlsx(file, codec).notSaved).toEqual(['The comments of sheet "Staffing"']);
  });
});
