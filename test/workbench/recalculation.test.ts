/** Formulas are worked out, spill, and call the add-in's own worksheet functions. */
import { describe, expect, it } from "vitest";
import type { Workbench } from "../../src/workbench/node/workbench";
import { openTestWorkbench } from "./platform";

async function valuesOf(bench: Workbench, address: string): Promise<unknown> {
  return bench.Excel.run(async (context) => {
    const range = context.workbook.worksheets.getFirst().getRange(address);
    range.load("values");
    await context.sync();
    return range.values;
  });
}

describe("recalculation", () => {
  it("works out formulas within the request that writes them, to Excel's fifteen digits", async () => {
    const bench = openTestWorkbench();
    const values = await bench.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getFirst();
      sheet.getRange("A1:A3").values = [[1], [2], [3]];
      sheet.getRange("B1:B6").formulas = [
        ["=A1/3"],
        ["=SUM(A1:A3)"],
        ["=1/0"],
        ['=IF(B2>5,"big","small")'],
        ["=DATE(2026,4,1)"],
        ["=XLOOKUP(2,A1:A3,A1:A3)*10%"],
      ];
      const range = sheet.getRange("B1:B6");
      range.load("values");
      await context.sync();
      return range.values;
    });
    expect(values).toStrictEqual([[0.333333333333333], [6], ["#DIV/0!"], ["big"], [46113], [0.2]]);
  });

  it("spills, takes the spill back, and shows #SPILL! when something is in the way", async () => {
    const bench = openTestWorkbench({ sheets: { Sheet1: [[3]] } });
    const read = () => valuesOf(bench, "B1:B3");
    bench.person.type("B1", "=SEQUENCE(A1)");
    expect(await read()).toStrictEqual([[1], [2], [3]]);
    bench.person.type("A1", "2");
    expect(await read()).toStrictEqual([[1], [2], [""]]);
    bench.person.type("B2", "in the way");
    expect(await read()).toStrictEqual([["#SPILL!"], ["in the way"], [""]]);
  });

  it("follows tables, names and renamed sheets", async () => {
    const bench = openTestWorkbench({
      sheets: {
        Costs: [
          ["Line", "Amount", "Twice"],
          ["Rent", 100, null],
          ["Power", 50, null],
        ],
      },
    });
    await bench.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem("Costs");
      sheet.tables.add("A1:C3", true).name = "Costs_";
      sheet.getRange("C2:C3").formulas = [["=[@Amount]*2"], ["=[@Amount]*2"]];
      context.workbook.names.add("Uplift", "=0.1");
      sheet.getRange("E1:E2").formulas = [["=SUM(Costs_[Twice])"], ["=SUM(Costs_[Amount])*(1+Uplift)"]];
      sheet.name = "All costs";
      await context.sync();
    });
    expect(await valuesOf(bench, "E1:E2")).toStrictEqual([[300], [165]]);
  });

  it("waits for nobody when calculation is manual", async () => {
    const bench = openTestWorkbench({ sheets: { Sheet1: [[1, "=A1*2"]] } });
    await bench.Excel.run(async (context) => {
      context.workbook.application.calculationMode = "Manual";
      context.workbook.worksheets.getFirst().getRange("A1").values = [[5]];
      await context.sync();
    });
    expect(await valuesOf(bench, "B1")).toStrictEqual([[2]]);
    await bench.Excel.run(async (context) => {
      context.workbook.application.calculate("Recalculate");
      await context.sync();
    });
    expect(await valuesOf(bench, "B1")).toStrictEqual([[10]]);
  });

  it("offers Excel's functions to the add-in", async () => {
    const bench = openTestWorkbench({ sheets: { Sheet1: [[1], [2], [4]] } });
    const result = await bench.Excel.run(async (context) => {
      const range = context.workbook.worksheets.getFirst().getRange("A1:A3");
      const sum = context.workbook.functions.sum(range, 10);
      const failed = context.workbook.functions.vlookup("x", range, 1, false);
      sum.load("value,error");
      failed.load("value,error");
      await context.sync();
      return [sum.value, failed.error];
    });
    expect(result).toEqual([17, "#N/A"]);
  });
});

describe("worksheet functions of the add-in", () => {
  const customFunctions = [
    { name: "NS.ADD", id: "ADD" },
    { name: "NS.TABLE", id: "TABLE", matrixParameters: [0] },
    { name: "NS.FAIL", id: "FAIL" },
  ];

  it("are run by its own runtime when typed in a cell, spill, and their dependants follow", async () => {
    const bench = openTestWorkbench({ sheets: { Sheet1: [[2], [3]] }, customFunctions });
    bench.CustomFunctions.associate("ADD", (one: number, other: number) => one + other);
    bench.CustomFunctions.associate("TABLE", async (matrix: number[][], factor: number) =>
      Promise.resolve(matrix.map(([value = 0]) => [value, value * factor])),
    );
    bench.CustomFunctions.associate("FAIL", () => {
      throw new bench.CustomFunctions.Error(bench.CustomFunctions.ErrorCode["divisionByZero"] ?? "", "why");
    });
    bench.person.type("C1", "=NS.ADD(A1,NS.ADD(A2,1))*10");
    bench.person.type("D1", "=C1+1");
    bench.person.type("E1", "=NS.TABLE(A1:A2,100)");
    bench.person.type("E4", "=SUM(E1:F2)");
    bench.person.type("G1", "=NS.FAIL()");
    expect(await valuesOf(bench, "C1")).toStrictEqual([["#BUSY!"]]);
    await bench.settled();
    await bench.settled();
    expect(await valuesOf(bench, "C1:G4")).toStrictEqual([
      [60, 61, 2, 200, "#DIV/0!"],
      ["", "", 3, 300, ""],
      ["", "", "", "", ""],
      ["", "", 505, "", ""],
    ]);
    bench.person.type("A1", "10");
    await bench.settled();
    await bench.settled();
    expect(await valuesOf(bench, "C1:F1")).toStrictEqual([[140, 141, 10, 1000]]);
  });
});
