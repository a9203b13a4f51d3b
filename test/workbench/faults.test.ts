/** What can go wrong goes wrong as it does in Excel: limits, cell editing, read-only, and faults switched on by tests. */
import { beforeEach, describe, expect, it } from "vitest";
import type { Workbench } from "../../src/workbench/node/workbench";
import { ERROR_KINDS, type ErrorCode } from "../../src/workbench/office/apiError";
import { openTestWorkbench } from "./platform";

let bench: Workbench;
beforeEach(() => {
  bench = openTestWorkbench();
});

function write(address: string, values: unknown[][]): Promise<unknown> {
  return bench.Excel.run(async (context) => {
    context.workbook.worksheets.getFirst().getRange(address).values = values;
    await context.sync();
  });
}

function read(address: string): Promise<unknown> {
  return bench.Excel.run(async (context) => {
    const range = context.workbook.worksheets.getFirst().getRange(address);
    range.load("values");
    await context.sync();
    return range.values as unknown;
  });
}

const cellA1 = (): unknown => bench.book.sheetNamed("Sheet1")?.cellAt(0, 0).value;

describe("limits", () => {
  it("refuses a request and an answer above 64 kB when the limit is 64 kB", async () => {
    bench.session.limits.requestBytes = 64 * 1024;
    bench.session.limits.responseBytes = 64 * 1024;
    const long = "x".repeat(1000);
    const rows = (count: number): string[][] => Array.from({ length: count }, () => [long]);
    await write("A1:A50", rows(50));
    await expect(write("A51:A120", rows(70))).rejects.toMatchObject({ code: "RequestPayloadSizeLimitExceeded" });
    await write("A51:A100", rows(50));
    await expect(read("A1:A100")).rejects.toMatchObject({ code: "ResponsePayloadSizeLimitExceeded" });
  });

  it("gives null for more than 1,000 cells, or an error, as it is set", async () => {
    bench.session.limits.readCells = 1000;
    expect(await read("A1:A1001")).toBeNull();
    expect(await read("A1:A1000")).toHaveLength(1000);
    bench.session.limits.readOverLimit = "error";
    await expect(read("A1:A1001")).rejects.toMatchObject({ code: "RangeExceedsLimit" });
    bench.session.limits.writeCells = 1000;
    await expect(
      write(
        "A1:B501",
        Array.from({ length: 501 }, () => [1, 2]),
      ),
    ).rejects.toMatchObject({
      code: "OperationCellsExceedLimit",
    });
  });
});

describe("states of the workbook", () => {
  it("fails everything while a cell is being edited, and nothing afterwards", async () => {
    bench.person.beginEditing();
    await expect(read("A1")).rejects.toMatchObject({ code: "InvalidOperationInCellEditMode" });
    bench.person.endEditing();
    expect(await read("A1")).toStrictEqual([[""]]);
  });

  it("reads but does not write a read-only workbook", async () => {
    bench.book.isReadOnly.value = true;
    expect(await read("A1")).toStrictEqual([[""]]);
    await expect(write("A1", [[1]])).rejects.toMatchObject({ code: "AccessDenied" });
  });

  it("refuses writing while a dialog is open", async () => {
    bench.session.faults.isDialogOpen = true;
    expect(await read("A1")).toStrictEqual([[""]]);
    await expect(write("A1", [[1]])).rejects.toMatchObject({ code: "WriteNotSupportedWhenModalDialogOpen" });
  });

  it("refuses to rename a sheet within an undo group", async () => {
    bench.book.journal.beginGroup();
    const renaming = bench.Excel.run(async (context) => {
      context.workbook.worksheets.getFirst().name = "Other";
      await context.sync();
    });
    await expect(renaming).rejects.toMatchObject({ code: "UndoNotSupported" });
    bench.book.journal.endGroup();
  });

  it("takes several requests of an undo group back at once", async () => {
    bench.book.journal.beginGroup();
    await write("A1", [[1]]);
    await write("A1", [[2]]);
    bench.book.journal.endGroup();
    bench.person.undo();
    expect(cellA1()).toBeNull();
  });
});

describe("faults", () => {
  it.each(Object.keys(ERROR_KINDS) as ErrorCode[])(
    "hands %s to the caller, from an action and from the host",
    async (code) => {
      bench.session.faults.plan({ kind: "request", at: 0, code });
      await expect(write("A1", [[1]])).rejects.toMatchObject({ code, message: ERROR_KINDS[code].message });
      expect(cellA1()).toBeNull();
      bench.session.faults.reset();
      bench.session.faults.plan({ kind: "action", at: 3, when: "before", code });
      await expect(write("A1", [[1]])).rejects.toMatchObject({ code, message: ERROR_KINDS[code].message });
      expect(cellA1()).toBeNull();
    },
  );

  it("fails after the work was done, so that what was written stays", async () => {
    await write("B1", [[0]]);
    const exchange = bench.exchanges.find((one) => one.body.Actions.some((action) => action.Name === "Values"));
    const at = exchange?.body.Actions.findIndex((action) => action.Name === "Values") ?? -1;
    await bench.settled();
    bench.session.faults.reset();
    bench.session.faults.plan({ kind: "action", at, when: "after", code: "GeneralException" });
    await expect(write("A1", [[1]])).rejects.toMatchObject({ code: "GeneralException" });
    expect(cellA1()).toBe(1);
  });

  it.each([
    ["dropReply", 1],
    ["hang", null],
  ] as const)("leaves the caller waiting after %s, with the cell at %s", async (kind, cell) => {
    bench.session.faults.plan({ kind, at: 0 });
    const waited = Symbol("waited");
    const outcome = await Promise.race([
      write("A1", [[1]]),
      new Promise((resolve) => setTimeout(() => resolve(waited), 50)),
    ]);
    expect(outcome).toBe(waited);
    expect(cellA1()).toBe(cell);
  });
});
