/** Plans applied to the open workbook through Office.js: what lands, what stays, and what a failure leaves. */
import { beforeEach, describe, expect, it } from "vitest";
import { ExcelWorkbook } from "../../../src/hosts/excel";
import type { ExcelOptions } from "../../../src/hosts/excel";
import type { Workbench } from "../../../src/workbench/node/workbench";
import { type HostFailure, type RunOutcome, type Snapshot, type WritePlan, runCase } from "../../../src/workbook";
import { openTestWorkbench } from "../../workbench/platform";
import { hostileTexts, madeFlags, madePlan, madeSheet } from "../xlsx/madePlan";
import { codeOf, sheetNamed, valueOf, valuesOf } from "../xlsx/madeXlsx";
import { exampleSnapshot } from "./exampleSnapshot";
import { loadedWorkbench } from "./loadedWorkbench";
import { stamped } from "./stampedPlan";

const hostOf = (bench: Workbench, options: ExcelOptions = {}): ExcelWorkbook =>
  new ExcelWorkbook(bench.Excel.run, { pause: () => Promise.resolve(), ...options });

const example = exampleSnapshot;

const run = (host: ExcelWorkbook): Promise<RunOutcome> =>
  runCase(host, {}, { hasAllFigures: false, agree: () => Promise.resolve(true) });

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
    other.session.limits.requestBytes = 64_000;
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

/** How a sheet looks, asked of Excel: cells, rules, tables, lines and what stays in view. */
async function looksOf(of: Workbench, name: string): Promise<unknown> {
  return of.Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getItem(name);
    const used = sheet.getRange("A1:H45");
    used.load("formulas,numberFormat");
    const cells = used.getCellProperties({
      hyperlink: true,
      format: {
        fill: { color: true },
        font: { bold: true, color: true, size: true, underline: true },
        horizontalAlignment: true,
        indentLevel: true,
        verticalAlignment: true,
        wrapText: true,
      },
    });
    const heights = used.getRowProperties({ format: { rowHeight: true } });
    const widths = used.getColumnProperties({ format: { columnWidth: true } });
    const rules = used.conditionalFormats;
    rules.load("items/type");
    sheet.tables.load("items/name,items/style");
    const frozen = sheet.freezePanes.getLocationOrNullObject();
    frozen.load("address");
    await context.sync();
    const ranges = rules.items.map((rule) => {
      const range = rule.getRange();
      range.load("address");
      rule.cellValue.load("rule");
      return range;
    });
    const tableRanges = sheet.tables.items.map((table) => {
      const range = table.getRange();
      range.load("address");
      return range;
    });
    await context.sync();
    return {
      formulas: used.formulas,
      numberFormats: used.numberFormat,
      cells: cells.value,
      heights: heights.value,
      widths: widths.value,
      rules: rules.items.map((rule, at) => [ranges[at]?.address, rule.cellValue.rule]),
      tables: sheet.tables.items.map(({ name: table, style }, at) => [table, style, tableRanges[at]?.address]),
      frozen: frozen.isNullObject ? null : frozen.address,
    };
  });
}

/** Applies a plan again and again, with one action failing each time, until none is left to fail. */
async function failEverywhere(
  plan: () => WritePlan,
  every: number,
  applying: ExcelWorkbook,
  expectAsBefore: (failure: HostFailure, at: number) => Promise<void>,
): Promise<number> {
  let failed = 0;
  for (let at = 0; ; at += every) {
    await applying.read();
    bench.session.faults.reset();
    // A code that nothing asks again for, so that every fault ends its run.
    bench.session.faults.plan({ kind: "action", at, when: at % 2 === 0 ? "before" : "after", code: "InvalidArgument" });
    const result = await applying.apply(plan());
    bench.session.faults.reset();
    if (result.ok) return failed; // past the last action that matters
    failed++;
    expect(result.failure.isWorkbookChanged, `action ${at}: ${result.failure.message}`).toBe(false);
    await expectAsBefore(result.failure, at);
  }
}

describe("a failure of Excel's", () => {
  it("at any action leaves no added sheet behind, and the user's cells alone", async () => {
    const before = userCells(bench);
    const failed = await failEverywhere(
      () => madePlan(stamped(madeSheet()), stamped(madeFlags())),
      9,
      host,
      async ({ message }) => {
        expect(message).toMatch(/ (Nothing was changed|All changes were taken back)\.$/);
        expect(bench.book.sheets.map((sheet) => sheet.name.value).filter((name) => /^Model/.test(name))).toEqual([]);
        expect(userCells(bench)).toEqual(before);
        return Promise.resolve();
      },
    );
    expect(failed).toBeGreaterThan(15);
  });

  it.each([
    ["at once", {}, 9],
    ["in many small pieces", { limits: { bytes: 16_000, readCells: 100, writeCells: 100 } }, 47],
  ] as const)("at any action puts back what stood on our sheets, looks and all, %s", async (_how, options, every) => {
    await host.read();
    valueOf(await host.apply(madePlan(stamped(madeSheet()))));
    const stood = ownValues(valueOf(await host.read()));
    const looks = await looksOf(bench, "Model results");
    const before = userCells(bench);
    const id = bench.book.sheetNamed("Model results")?.id ?? null;
    const changed = stamped(
      madeSheet({ replaces: id, columnWidths: [5, 5, 5, 5, 5], freezeAt: { row: 2, column: 0 } }),
    );
    const other = { ...changed, tables: [changed.tables[0]!] };
    const failed = await failEverywhere(
      () => madePlan(other),
      every,
      hostOf(bench, options),
      async ({ message }, at) => {
        expect(ownValues(valueOf(await host.read())), `action ${at}: ${message}`).toEqual(stood);
        const now = (await looksOf(bench, "Model results")) as { rules: unknown[] };
        if (message.endsWith("these may differ: colours of words of 'Model results'.")) {
          // The table that is no longer planned took its rules with it.
          expect(now.rules).toHaveLength(3);
          expect({ ...now, rules: [] }).toEqual({ ...(looks as object), rules: [] });
        } else {
          expect(message).toMatch(/ Nothing was changed\.$/);
          expect(now).toEqual(looks);
        }
        expect(userCells(bench)).toEqual(before);
      },
    );
    expect(failed).toBeGreaterThan(5);
  });

  it("says what of a large sheet cannot be put back", async () => {
    const large = stamped(madeSheet());
    const rows = Array.from({ length: 5000 }, (_, at) => [{ value: `Note ${at}`, style: "note" as const }]);
    const grown = { ...large, tables: [large.tables[0]!, { ...large.tables[1]!, rows }] };
    await host.read();
    valueOf(await host.apply(madePlan(grown)));
    const stood = ownValues(valueOf(await host.read()));
    const id = bench.book.sheetNamed("Model results")?.id ?? null;
    bench.session.faults.plan({ kind: "member", name: "WorksheetFreezePanes.FreezeAt", code: "AccessDenied" });
    const result = await host.apply(madePlan({ ...grown, replaces: id }));
    expect(result.ok ? "" : result.failure.message).toBe(
      "Excel refused access while writing the results: the sheet or the workbook is protected. All values were put back as they were. Until the next run these may differ: fonts, fills and links of 'Model results'.",
    );
    expect(ownValues(valueOf(await host.read()))).toEqual(stood);
  });

  it("while putting back is begun anew, and leaves the sheet marked as not valid until all is back", async () => {
    await host.read();
    valueOf(await host.apply(madePlan(stamped(madeSheet()))));
    const looks = await looksOf(bench, "Model results");
    const id = bench.book.sheetNamed("Model results")?.id ?? null;
    await host.read();
    const stamps: unknown[] = [];
    const disturbed = hostOf(bench, {
      pause: () => {
        stamps.push(bench.book.sheetNamed("Model results")?.cellAt(2, 0).value);
        return Promise.resolve();
      },
    });
    await disturbed.read();
    bench.session.faults.plan({ kind: "member", name: "WorksheetFreezePanes.FreezeAt", code: "AccessDenied" });
    bench.session.faults.plan({ kind: "member", name: "Range.Formulas", code: "ServiceNotAvailable", times: 2 });
    const result = await disturbed.apply(madePlan(stamped(madeSheet({ replaces: id }))));
    expect(result.ok ? "" : result.failure.message).toMatch(/ All changes were taken back\.$/);
    expect(stamps).toEqual(
      new Array(2).fill("Business Case Finance is writing: the figures on this sheet are not valid."),
    );
    expect(await looksOf(bench, "Model results")).toEqual(looks);
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

describe("undo", () => {
  const merging = (options: ExcelOptions = {}): ExcelWorkbook =>
    new ExcelWorkbook(bench.run, { pause: () => Promise.resolve(), ...options });

  it("takes back a whole run at once, a first one and a rewrite", async () => {
    const one = merging();
    await one.read();
    const before = userCells(bench);
    valueOf(await one.apply(madePlan(stamped(madeSheet()), stamped(madeFlags()))));
    expect(bench.book.journal.depth).toBe(1);
    const looks = await looksOf(bench, "Model results");
    await one.read();
    const id = bench.book.sheetNamed("Model results")?.id ?? null;
    const { tables } = madeSheet();
    valueOf(await one.apply(madePlan(stamped(madeSheet({ replaces: id, tables: [tables[1]!] })))));
    expect(bench.book.journal.depth).toBe(2);
    expect(await looksOf(bench, "Model results")).not.toEqual(looks);
    expect(bench.person.undo()).toBe(true);
    expect(await looksOf(bench, "Model results")).toEqual(looks);
    expect(bench.person.undo()).toBe(true);
    expect(bench.book.sheets.map((sheet) => sheet.name.value).filter((name) => /^Model/.test(name))).toEqual([]);
    expect(userCells(bench)).toEqual(before);
  });

  it("is given up, and the person told, where Excel cannot undo a step", async () => {
    const one = merging();
    await one.read();
    const notes: string[] = [];
    bench.session.faults.plan({ kind: "member", name: "TableCollection.Add", code: "UndoNotSupported" });
    const result = await one.apply(madePlan(stamped(madeSheet())), { onNote: (words) => notes.push(words) });
    expect(result).toMatchObject({ ok: true });
    expect(notes).toEqual(["This step cannot be undone with Ctrl+Z."]);
  });

  it("that is refused without a group as well ends in words", async () => {
    const one = merging();
    await one.read();
    bench.session.faults.plan({ kind: "member", name: "TableCollection.Add", code: "UndoNotSupported", times: 3 });
    const result = await one.apply(madePlan(stamped(madeSheet())));
    expect(result.ok ? "" : result.failure.message).toBe(
      "This step cannot be undone with Ctrl+Z (writing the results). All changes were taken back.",
    );
  });

  it("is not asked for in an Excel that does not know it", async () => {
    const asked: boolean[] = [];
    const old = new ExcelWorkbook(
      (options, batch) => {
        asked.push("mergeUndoGroup" in options);
        return bench.Excel.run(options, batch);
      },
      { isSetSupported: (version) => Number(version.split(".")[1]) < 20 },
    );
    await old.read();
    valueOf(await old.apply(madePlan(stamped(madeSheet()))));
    expect(asked).toEqual([false, false]);
  });
});
