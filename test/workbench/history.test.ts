/** What undo takes back, and what it leaves: going somewhere is no change, and what comes back is told to the add-in. */
import { beforeEach, describe, expect, it } from "vitest";
import type { Workbench } from "../../src/workbench/node/workbench";
import { openTestWorkbench } from "./platform";

let bench: Workbench;

beforeEach(() => {
  bench = openTestWorkbench({ sheets: { Costs: [["Rent", 1200]], Notes: [[]] } });
});

describe("undo", () => {
  it("passes over selecting and changing sheets", () => {
    bench.person.type("Costs!B1", "1300");
    bench.person.select("A5");
    bench.person.openSheet("Notes");
    expect(bench.person.undo()).toBe(true);
    expect(bench.book.sheetNamed("Costs")?.cellAt(0, 1).value).toBe(1200);
    expect(bench.book.activeSheet.value?.name.value).toBe("Notes");
    expect(bench.person.undo()).toBe(false);
  });

  it("tells the add-in which cells changed back, and again when it is done again", async () => {
    const heard: string[] = [];
    await bench.Excel.run(async (context) => {
      context.workbook.worksheets.onChanged.add((event) => {
        heard.push(event.address);
        return Promise.resolve();
      });
      await context.sync();
    });
    bench.person.type("Costs!B1", "1300");
    bench.person.type("Costs!B3", "5");
    bench.person.undo();
    bench.person.redo();
    await bench.settled();
    expect(heard).toStrictEqual(["B1", "B3", "B3", "B3"]);
  });

  it("leaves a sheet that it takes away", async () => {
    await bench.Excel.run(async (context) => {
      context.workbook.worksheets.add("Added").activate();
      await context.sync();
    });
    expect(bench.book.activeSheet.value?.name.value).toBe("Added");
    bench.person.undo();
    expect(bench.book.activeSheet.value?.name.value).toBe("Costs");
  });
});

describe("the active cell", () => {
  it("is where the selection was begun, not its first cell", async () => {
    const [sheet] = bench.book.sheets;
    if (!sheet) throw new Error("no sheet");
    bench.book.select(sheet, [{ row: 1, column: 0, rows: 3, columns: 1 }], { row: 3, column: 0 });
    const address = await bench.Excel.run(async (context) => {
      const cell = context.workbook.getActiveCell();
      cell.load("address");
      await context.sync();
      return cell.address;
    });
    expect(address).toBe("Costs!A4");
  });
});
