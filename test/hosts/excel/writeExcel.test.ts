/** Plans applied to the open workbook through Office.js: what lands, what stays, and what a failure leaves. */
import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import { ExcelWorkbook } from "../../../src/hosts/excel";
import type { ExcelOptions } from "../../../src/hosts/excel";
import { readWorkbook } from "../../../src/hosts/xlsx";
import type { Workbench } from "../../../src/workbench/node/workbench";
import { type RunOutcome, type Snapshot, runCase } from "../../../src/workbook";
import { openTestWorkbench } from "../../workbench/platform";
import { hostileTexts, madeFlags, madePlan, madeSheet } from "../xlsx/madePlan";
import { codeOf, sheetNamed, valueOf, valuesOf } from "../xlsx/madeXlsx";
import { loadedWorkbench } from "./loadedWorkbench";

const hostOf = (bench: Workbench, options: ExcelOptions = {}): ExcelWorkbook =>
  new ExcelWorkbook(bench.Excel.run, { pause: () => Promise.resolve(), ...options });

const example = (): Snapshot => {
  const bytes = readFileSync(new URL("../../../assets/examples/intelligence-tom.xlsx", import.meta.url));
  return valueOf(readWorkbook(new Uint8Array(bytes), { fileName: "intelligence-tom.xlsx" }));
};

const run = (host: ExcelWorkbook): Promise<RunOutcome> =>
  runCase(host, {}, { hasAllFigures: false, agree: () => Promise.resolve(true) });

const stamped = (sheet: ReturnType<typeof madeSheet>): ReturnType<typeof madeSheet> => ({
  ...sheet,
  texts: [
    ...sheet.texts.map((text) =>
      text.row === 2 ? { ...text, cell: { ...text.cell, value: "Written by Business Case Finance: results." } } : text,
    ),
    { row: 3, column: 0, cell: { value: "Run 1.", style: "subtitle" as const } },
  ],
});

/** Every cell of every sheet of the user's, formulas and looks included. */
function userCells(bench: Workbench): unknown {
  return bench.book.sheets
    .filter((sheet) => !sheet.name.value.startsWith("Model"))
    .map((sheet) => [sheet.name.value, [...sheet.cells.entries()], [...sheet.formats.entries()]]);
}

function ownValues(snapshot: Snapshot): unknown {
  return snapshot.sheets
    .filter((sheet) => sheet.ownership !== null)
    .map(({ name, rows, tables, ownership }) => ({ name, ownership, tables, rows: rows.map((row) => row.values) }));
}

let bench: Workbench;
let host: ExcelWorkbook;
beforeEach(() => {
  bench = loadedWorkbench(example());
  host = hostOf(bench);
});

describe("running a case in the open workbook", () => {
  it("writes results that read back, and leaves nothing to do for a second run", async () => {
    const before = userCells(bench);
    const first = await run(host);
    expect(first.kind === "not written" ? first.failure : first.kind).toBe("written");
    expect(host.traffic.syncs).toBeLessThanOrEqual(5);
    expect([...bench.session.missing.keys()]).toEqual([]);
    const landed = ownValues(valueOf(await host.read()));
    expect(landed).toMatchObject([{ ownership: { role: "results" } }, { ownership: { role: "flags" } }]);

    let changes = -1;
    const second = await runCase(
      host,
      {},
      {
        hasAllFigures: false,
        agree: (plan) => {
          changes = plan.changes.length;
          return Promise.resolve(true);
        },
      },
    );
    expect(second.kind === "not written" ? second.failure : second.kind).toBe("written");
    expect(changes).toBe(0);
    expect(host.traffic.syncs).toBeLessThanOrEqual(5);
    expect(ownValues(valueOf(await host.read()))).toEqual(landed);
    expect(userCells(bench)).toEqual(before);
  });

  it("writes the same in many small pieces", async () => {
    await run(host);
    const whole = ownValues(valueOf(await host.read()));
    const other = loadedWorkbench(example());
    const small = hostOf(other, { limits: { bytes: 64_000, readCells: 1_000, writeCells: 1_000 } });
    other.session.limits.requestBytes = 300_000;
    expect((await run(small)).kind).toBe("written");
    expect(small.traffic.syncs).toBeGreaterThan(4);
    expect(ownValues(valueOf(await small.read()))).toEqual(whole);
  });

  it("keeps texts texts, whatever they begin with", async () => {
    const texts = hostileTexts;
    const sheet = stamped(madeSheet());
    const notes = { ...sheet.tables[1]!, rows: texts.map((text) => [{ value: text, style: "note" as const }]) };
    const made = madePlan({ ...sheet, tables: [sheet.tables[0]!, notes] }, stamped(madeFlags()));
    await host.read();
    expect(valueOf(await host.apply(made)).sheets).toEqual(["Model results", "Model flags"]);
    const results = sheetNamed(valueOf(await host.read()), "Model results");
    expect(texts.map((_, at) => valuesOf(results, 12 + at)[0])).toEqual(texts);
    expect(results.rows.every((row) => row.formulas === undefined)).toBe(true);
    // The same again onto what stands there now, without reading first.
    expect((await host.apply(made)).ok).toBe(true);
  });
});

describe("what keeps the host from writing", () => {
  const plan = madePlan(stamped(madeSheet()));

  it.each([
    ["Costs!C5", "W03_CHANGED_SINCE_READ"],
    ["Costs!Z900", "W03_CHANGED_SINCE_READ"],
  ])("is a change of %s since it was read", async (cell, code) => {
    await host.read();
    bench.person.type(cell, "12345");
    const result = await host.apply(plan);
    expect(codeOf(result)).toBe(code);
    expect(result.ok ? "" : result.failure.message).toContain(cell);
    expect(bench.book.sheetNamed("Model results")).toBeUndefined();
  });

  it("is a sheet of the user's by that name", async () => {
    bench.book.addSheet("Model results").setCell(0, 0, { value: "mine" });
    await host.read();
    expect(codeOf(await host.apply(plan))).toBe("W08_TARGET_NOT_OURS");
    expect(bench.book.sheetNamed("Model results")?.cellAt(0, 0).value).toBe("mine");
  });

  it("is a locked workbook, or one that is open for reading only", async () => {
    await host.read();
    bench.book.isStructureProtected.value = { password: undefined };
    expect(codeOf(await host.apply(plan))).toBe("W01_STRUCTURE_PROTECTED");
    bench.book.isStructureProtected.value = undefined;
    bench.book.isReadOnly.value = true;
    expect(codeOf(await host.apply(plan))).toBe("W01_STRUCTURE_PROTECTED");
  });
});

describe("a failure of Excel's", () => {
  const codes = [
    "AccessDenied",
    "GeneralException",
    "InvalidArgument",
    "InvalidReference",
    "ItemNotFound",
    "ItemAlreadyExists",
    "RequestPayloadSizeLimitExceeded",
    "OperationCellsExceedLimit",
    "MemoryLimitReached",
    "RequestAborted",
    "ServiceNotAvailable",
    "ActivityLimitReached",
    "Conflict",
    "ApiNotFound",
    "NotImplemented",
    "InactiveWorkbook",
    "InvalidSelection",
    "MergedRangeConflict",
    "FilteredRangeConflict",
    "HostRestartNeeded",
    "WriteNotSupportedWhenModalDialogOpen",
  ] as const;

  it.each(codes)("(%s) half-way leaves no sheet of ours behind, and the user's cells alone", async (code) => {
    const before = userCells(bench);
    await host.read();
    const twin = loadedWorkbench(example());
    const undisturbed = hostOf(twin);
    await undisturbed.read();
    twin.session.faults.reset();
    valueOf(await undisturbed.apply(madePlan(stamped(madeSheet()))));
    bench.session.faults.reset();
    // Among the tables and looks: the cells are written, the stamp is not final.
    const at = Math.floor(twin.session.faults.counted.actions * 0.6);
    bench.session.faults.plan({ kind: "action", at, when: "after", code });
    const result = await host.apply(madePlan(stamped(madeSheet())));
    expect(result.ok ? result : result.failure).toMatchObject({ isWorkbookChanged: false });
    expect(result.ok ? "" : result.failure.message).toMatch(/ (Nothing was changed|All changes were taken back)\.$/);
    expect(bench.book.sheetNamed("Model results")).toBeUndefined();
    expect(userCells(bench)).toEqual(before);
    const again = await host.apply(madePlan(stamped(madeSheet())));
    expect(again.ok ? "" : again.failure.message).toBe("");
  });

  it("at any action puts back the values that stood on our sheets", async () => {
    await host.read();
    valueOf(await host.apply(madePlan(stamped(madeSheet()))));
    const stood = ownValues(valueOf(await host.read()));
    const before = userCells(bench);
    const id = bench.book.sheetNamed("Model results")?.id ?? null;
    const changed = stamped(madeSheet({ replaces: id }));
    const other = { ...changed, tables: [changed.tables[0]!] };
    // A code that nothing asks again for, so that every fault ends its run.
    let failed = 0;
    for (let at = 0; ; at += 5) {
      await host.read();
      bench.session.faults.reset();
      const when = at % 2 === 0 ? "before" : "after";
      bench.session.faults.plan({ kind: "action", at, when, code: "InvalidArgument" });
      const result = await host.apply(madePlan(other));
      bench.session.faults.reset();
      if (result.ok) break; // past the last action that matters
      failed++;
      expect(result.failure.isWorkbookChanged, `action ${at}: ${result.failure.message}`).toBe(false);
      expect(ownValues(valueOf(await host.read())), `action ${at}: ${result.failure.message}`).toEqual(stood);
      expect(userCells(bench)).toEqual(before);
    }
    expect(failed).toBeGreaterThan(30);
  });

  it("says so when it cannot be taken back", async () => {
    await host.read();
    bench.session.faults.reset();
    for (let at = 1; at < 12; at++) bench.session.faults.plan({ kind: "dropReply", at });
    const slow = hostOf(bench, { timeOutMilliseconds: 30 });
    bench.session.faults.reset();
    await slow.read();
    bench.session.faults.reset();
    for (let at = 1; at < 12; at++) bench.session.faults.plan({ kind: "dropReply", at });
    const result = await slow.apply(madePlan(stamped(madeSheet())));
    expect(result.ok ? result : result.failure).toMatchObject({ code: "W12_HOST_BUSY", isWorkbookChanged: true });
  });
});

it("waits with writing while a cell is being edited", async () => {
  const open = openTestWorkbench({ sheets: { Costs: [["a"]] } });
  const waits: number[] = [];
  const patient = hostOf(open, {
    onWaiting: (seconds) => {
      waits.push(seconds);
      if (seconds === 2) open.session.faults.isEditingCell = false;
    },
  });
  await patient.read();
  open.session.faults.isEditingCell = true;
  expect((await patient.apply(madePlan(stamped(madeFlags())))).ok).toBe(true);
  expect(waits).toEqual([0, 1, 2]);
});
