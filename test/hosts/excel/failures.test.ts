/** Every error that Excel is known to give: its plain words, what is tried again and when, and a workbook left as it was. */
import { beforeEach, describe, expect, it } from "vitest";
import { type ExcelOptions, ExcelWorkbook, type Progress } from "../../../src/hosts/excel";
import type { Workbench } from "../../../src/workbench/node/workbench";
import { ERROR_KINDS, type ErrorCode } from "../../../src/workbench/office";
import type { HostResult, WritePlan } from "../../../src/workbook";
import { codeOf, valueOf } from "../xlsx/madeXlsx";
import { madePlan, madeSheet } from "../xlsx/madePlan";
import { exampleSnapshot } from "./exampleSnapshot";
import { loadedWorkbench } from "./loadedWorkbench";
import { stamped } from "./stampedPlan";

type Ending = {
  readonly code: ErrorCode;
  /** What the person is told, with the step in place of "…". */
  readonly said: string;
  readonly next: string;
  readonly w?: string;
  /** Milliseconds between one attempt and the next. */
  readonly pauses?: readonly number[];
};

const BACKING_OFF = [1000, 2000, 4000];
const ONCE = [1000];
const OLD = "Update Office, or use Excel on the web, then run again.";
const OURS = {
  said: "Excel did not accept what it was given while …. The fault lies with Business Case Finance.",
  next: "Report it with the version shown under Help.",
};
const GONE = {
  w: "W03_CHANGED_SINCE_READ",
  said: "A sheet or table was deleted or renamed while ….",
  next: "Run again.",
};
const SILENT = {
  said: "Excel did not answer while ….",
  next: "Check the connection, wait until Excel is no longer busy, then run again.",
  pauses: BACKING_OFF,
};
const LARGE = {
  said: "The workbook is too large for this Excel (…).",
  next: "Open it in Excel on a desktop computer, or close other workbooks, then run again.",
};
const RESTART = { said: "The add-in was updated, and Excel must be restarted.", next: "Restart Excel." };

/** All codes of the documentation but cell editing, which has tests of its own. */
const ENDINGS: readonly Ending[] = [
  {
    code: "AccessDenied",
    w: "W01_STRUCTURE_PROTECTED",
    said: "Excel refused access while …: the sheet or the workbook is protected.",
    next: "Take the protection off under Review, then run again.",
  },
  {
    code: "Unauthenticated",
    w: "W01_STRUCTURE_PROTECTED",
    said: "Excel refused access while …: you are not signed in.",
    next: "Sign in to Office, then run again.",
  },
  {
    code: "GeneralException",
    said: "Excel reported an internal error while ….",
    next: "Run again. If it happens twice, save the workbook, close Excel and open it again.",
    pauses: ONCE,
  },
  { code: "InvalidArgument", ...OURS },
  { code: "InvalidRequest", ...OURS },
  { code: "InvalidReference", ...GONE },
  { code: "ItemNotFound", ...GONE },
  {
    code: "ItemAlreadyExists",
    w: "W08_TARGET_NOT_OURS",
    said: "A sheet or table of the same name was added while ….",
    next: "Rename it, or choose another name for the results, then run again.",
  },
  { code: "RequestPayloadSizeLimitExceeded", ...LARGE },
  { code: "ResponsePayloadSizeLimitExceeded", ...LARGE },
  { code: "RangeExceedsLimit", ...LARGE },
  { code: "OperationCellsExceedLimit", ...LARGE },
  { code: "MemoryLimitReached", ...LARGE },
  { code: "RequestAborted", ...SILENT },
  { code: "ServiceNotAvailable", ...SILENT },
  { code: "ActivityLimitReached", ...SILENT },
  { code: "Conflict", ...SILENT },
  {
    code: "InvalidOrTimedOutSession",
    said: "The session with Excel has expired (…).",
    next: "Reload the page, then run again.",
  },
  { code: "ApiNotFound", said: "This Excel lacks a feature that is needed (…).", next: OLD },
  { code: "ApiNotAvailable", said: "This Excel lacks a feature that is needed (…).", next: OLD },
  { code: "NotImplemented", said: "This Excel lacks a feature that is needed (…).", next: OLD },
  { code: "UnsupportedFeature", said: "This Excel lacks a feature that is needed (…).", next: OLD },
  { code: "UnsupportedOperation", said: "This Excel lacks a feature that is needed (…).", next: OLD },
  {
    code: "UnsupportedSheet",
    said: "A sheet is of a kind that add-ins cannot use (…).",
    next: "Move chart, macro and dialog sheets to another workbook, then run again.",
  },
  {
    code: "InactiveWorkbook",
    said: "Another workbook is in front, and Excel could not go on (…).",
    next: "Bring this workbook to the front, then run again.",
    pauses: ONCE,
  },
  {
    code: "InvalidSelection",
    said: "The selection stood in the way (…).",
    next: "Select one cell, then run again.",
    pauses: ONCE,
  },
  {
    code: "MergedRangeConflict",
    said: "A merged cell or another table on a sheet of ours stands in the way (…).",
    next: "Unmerge it or remove it from the sheet, then run again.",
  },
  {
    code: "FilteredRangeConflict",
    said: "A filtered area on a sheet of ours stands in the way (…).",
    next: "Clear the filter (Data › Clear), then run again.",
  },
  {
    code: "PivotTableRangeConflict",
    said: "A PivotTable on a sheet of ours stands in the way (…).",
    next: "Move it to a sheet of its own, then run again.",
  },
  {
    code: "InsertDeleteConflict",
    said: "Something that keeps cells from being moved on a sheet of ours stands in the way (…).",
    next: "Remove what you added to the sheet, then run again.",
  },
  {
    code: "NonBlankCellOffSheet",
    said: "A cell at the very edge on a sheet of ours stands in the way (…).",
    next: "Delete the last rows and columns of the sheet, then run again.",
  },
  {
    code: "UndoNotSupported",
    said: "This step cannot be undone with Ctrl+Z (…).",
    next: "Save the workbook, then run again.",
  },
  {
    code: "WriteNotSupportedWhenModalDialogOpen",
    said: "A window of Excel's is open and keeps it from writing (…).",
    next: "Close the window, then run again.",
  },
  { code: "HostRestartNeeded", ...RESTART },
  { code: "InvalidRibbonDefinition", ...RESTART },
  {
    code: "BadPassword",
    said: "Excel reported an error (BadPassword) while ….",
    next: "Save the workbook, then run again.",
  },
  {
    code: "ContentLengthRequired",
    said: "Excel reported an error (ContentLengthRequired) while ….",
    next: "Save the workbook, then run again.",
  },
];

/** More requests than any of these tests makes. */
const ALWAYS = 500;

let bench: Workbench;
let pauses: number[];
const hostOf = (options: ExcelOptions = {}): ExcelWorkbook =>
  new ExcelWorkbook(bench.Excel.run, {
    pause: (milliseconds) => {
      pauses.push(milliseconds);
      return Promise.resolve();
    },
    ...options,
  });

/** Every cell and look of every sheet; what we add to it is ours to take away again. */
const everything = (): unknown =>
  bench.book.sheets.map((sheet) => [
    sheet.name.value,
    [...sheet.cells.entries()],
    [...sheet.formats.entries()],
    [...sheet.columnWidths.entries()],
    sheet.tables.map((table) => [table.name.value, table.area.value]),
  ]);

const failureOf = (result: HostResult<unknown>): unknown => (result.ok ? result : result.failure);

beforeEach(() => {
  bench = loadedWorkbench(exampleSnapshot());
  pauses = [];
});

it("covers every code that Excel is known to give", () => {
  const own = ["InvalidOperation", "InvalidOperationInCellEditMode"];
  expect([...ENDINGS.map(({ code }) => code), ...own].sort()).toEqual(Object.keys(ERROR_KINDS).sort());
});

describe("while reading", () => {
  it.each(ENDINGS)("$code ends in its words", async ({ code, said, next, w = "W12_HOST_BUSY", pauses: waits = [] }) => {
    const before = everything();
    for (let at = 0; at < ALWAYS; at++) bench.session.faults.plan({ kind: "request", at, code });
    expect(failureOf(await hostOf().read())).toEqual({
      code: w,
      severity: "fatal",
      message: said.replace("…", "reading the workbook"),
      next,
      isWorkbookChanged: false,
    });
    expect(pauses).toEqual(waits);
    expect(everything()).toEqual(before);
  });

  it.each([
    ["ServiceNotAvailable", 3, BACKING_OFF],
    ["Conflict", 2, [1000, 2000]],
    ["GeneralException", 1, ONCE],
    ["InactiveWorkbook", 1, ONCE],
  ] as const)("%s that passes after %i times is not told", async (code, times, waits) => {
    for (let at = 0; at < times; at++) bench.session.faults.plan({ kind: "request", at, code });
    expect((await hostOf().read()).ok).toBe(true);
    expect(pauses).toEqual(waits);
  });

  it("names the member that is missing", async () => {
    bench.session.faults.plan({ kind: "action", at: 3, when: "before", code: "ApiNotFound" });
    const read = await hostOf().read();
    expect(read.ok ? "" : read.failure.message).toMatch(
      /^This Excel lacks a feature that is needed \(reading the workbook; missing: \w+(\.\w+)*\)\.$/,
    );
  });
});

describe("while writing results for the first time", () => {
  let plan: WritePlan;
  beforeEach(() => (plan = madePlan(stamped(madeSheet()))));

  it.each(ENDINGS.filter(({ code }) => code !== "UndoNotSupported"))(
    "$code ends in its words, and nothing of ours is left",
    async ({ code, said, next, w = "W12_HOST_BUSY", pauses: waits = [] }) => {
      const before = everything();
      const host = hostOf();
      await host.read();
      bench.session.faults.plan({ kind: "member", name: "TableCollection.Add", code, times: ALWAYS });
      const failure = failureOf(await host.apply(plan));
      const step = /\bfeature\b/.test(said)
        ? "writing the results; missing: TableCollection.add"
        : "writing the results";
      expect(failure).toEqual({
        code: w,
        severity: "fatal",
        message: `${said.replace("…", step)} All changes were taken back.`,
        next,
        isWorkbookChanged: false,
      });
      expect(pauses).toEqual(waits);
      expect(everything()).toEqual(before);
      bench.session.faults.reset();
      expect(failureOf(await host.apply(plan))).toMatchObject({ ok: true });
    },
  );

  it.each([
    ["ServiceNotAvailable", 3, BACKING_OFF],
    ["RequestAborted", 1, ONCE],
    ["GeneralException", 1, ONCE],
    ["InvalidSelection", 1, ONCE],
  ] as const)("%s that passes after %i times is not told", async (code, times, waits) => {
    const host = hostOf();
    await host.read();
    bench.session.faults.plan({ kind: "member", name: "TableCollection.Add", code, times });
    expect(failureOf(await host.apply(plan))).toMatchObject({ ok: true });
    expect(pauses).toEqual(waits);
    const undisturbed = loadedWorkbench(exampleSnapshot());
    const other = new ExcelWorkbook(undisturbed.Excel.run);
    await other.read();
    valueOf(await other.apply(plan));
    const cellsOf = (from: Workbench): unknown => [...(from.book.sheetNamed("Model results")?.cells.entries() ?? [])];
    expect(cellsOf(bench)).toEqual(cellsOf(undisturbed));
  });

  it("looks at the sheets again before it tries again: an edit made meanwhile stops it", async () => {
    const host = hostOf({
      pause: () => {
        bench.person.type("Costs!C5", "12345");
        return Promise.resolve();
      },
    });
    await host.read();
    bench.session.faults.plan({ kind: "member", name: "TableCollection.Add", code: "Conflict" });
    expect(codeOf(await host.apply(plan))).toBe("W03_CHANGED_SINCE_READ");
    expect(bench.book.sheetNamed("Model results")).toBeUndefined();
  });

  it("tries putting back again as well", async () => {
    const before = everything();
    const host = hostOf();
    await host.read();
    bench.session.faults.plan({ kind: "member", name: "TableCollection.Add", code: "AccessDenied" });
    bench.session.faults.plan({ kind: "member", name: "Worksheet.Delete", code: "ServiceNotAvailable", times: 3 });
    expect(failureOf(await host.apply(plan))).toMatchObject({
      code: "W01_STRUCTURE_PROTECTED",
      isWorkbookChanged: false,
    });
    expect(pauses).toEqual(BACKING_OFF);
    expect(everything()).toEqual(before);
  });

  it("says that it was begun when it cannot be put back", async () => {
    const host = hostOf();
    await host.read();
    for (const name of ["TableCollection.Add", "Worksheet.Delete"])
      bench.session.faults.plan({ kind: "member", name, code: "AccessDenied", times: ALWAYS });
    expect(failureOf(await host.apply(plan))).toMatchObject({
      message:
        "Excel refused access while writing the results: the sheet or the workbook is protected. What was begun on 'Model results' could not be taken back: do not use the figures there. Your own sheets were not touched.",
      isWorkbookChanged: true,
    });
    // What stands there says itself that it is not valid.
    expect(bench.book.sheetNamed("Model results")?.cellAt(2, 0).value).toBe(
      "Business Case Finance is writing: the figures on this sheet are not valid.",
    );
  });
});

describe("too much at once", () => {
  it.each(["RequestPayloadSizeLimitExceeded", "RangeExceedsLimit", "OperationCellsExceedLimit"] as const)(
    "%s goes through in smaller pieces, with nobody told",
    async (code) => {
      const plan = madePlan(stamped(madeSheet()));
      const host = hostOf();
      await host.read();
      bench.session.faults.plan({ kind: "member", name: "Range.Values", code, times: 3 });
      expect(failureOf(await host.apply(plan))).toMatchObject({ ok: true });
      expect(pauses).toEqual([]);
    },
  );

  it.each([
    ["a request", "requestBytes", 64_000],
    ["an answer", "responseBytes", 64_000],
    ["a written range", "writeCells", 60],
    ["a read range", "readCells", 60],
  ] as const)("where Excel allows little in %s, the same is written", async (_what, limit, size) => {
    const plan = madePlan(stamped(madeSheet()));
    const before = bench.book.sheetNamed("Costs")?.cells.size;
    bench.session.limits[limit] = size;
    const host = hostOf();
    valueOf(await host.read());
    expect(failureOf(await host.apply(plan))).toMatchObject({ ok: true });
    const undisturbed = loadedWorkbench(exampleSnapshot());
    const other = new ExcelWorkbook(undisturbed.Excel.run);
    await other.read();
    valueOf(await other.apply(plan));
    expect([...(bench.book.sheetNamed("Model results")?.cells.entries() ?? [])]).toEqual([
      ...(undisturbed.book.sheetNamed("Model results")?.cells.entries() ?? []),
    ]);
    expect(bench.book.sheetNamed("Costs")?.cells.size).toBe(before);
  });

  it("stops at a row that is still too much, with a null as with an error", async () => {
    for (const readOverLimit of ["null", "error"] as const) {
      bench.session.limits.readCells = 1;
      bench.session.limits.readOverLimit = readOverLimit;
      const read = await hostOf().read();
      expect(codeOf(read)).toBe("W12_HOST_BUSY");
      expect(read.ok ? "" : read.failure.message).toMatch(
        readOverLimit === "null"
          ? /^Excel gave no answer, or half of one, for cells of '[^']+'\.$/
          : /^The workbook is too large for this Excel \(reading the workbook\)\.$/,
      );
    }
  });

  it("gives up after two smaller attempts when Excel has too little memory", async () => {
    const host = hostOf();
    await host.read();
    bench.session.faults.plan({
      kind: "member",
      name: "TableCollection.Add",
      code: "MemoryLimitReached",
      times: ALWAYS,
    });
    let attempts = 0;
    await host.apply(madePlan(stamped(madeSheet())), {
      onProgress: ({ words, fraction }) => {
        if (words === "Checking that nothing has changed" && fraction >= 0) attempts += 1;
      },
    });
    expect(attempts).toBeGreaterThanOrEqual(3);
    expect(bench.book.sheetNamed("Model results")).toBeUndefined();
  });
});

describe("while a cell is being edited", () => {
  it("waits up to thirty seconds, tells the person, and goes on", async () => {
    const told: (number | null)[] = [];
    bench.person.beginEditing();
    const host = hostOf({ onWaiting: (seconds) => seconds === 29 && bench.person.endEditing() });
    expect((await host.read({ onProgress: ({ waitedSeconds }) => told.push(waitedSeconds) })).ok).toBe(true);
    expect(pauses).toEqual(new Array(30).fill(1000));
    expect(told.filter((seconds) => seconds !== null)).toEqual(Array.from({ length: 30 }, (_, at) => at));
  });

  it.each(["InvalidOperationInCellEditMode", "InvalidOperation"] as const)(
    "%s for longer ends in words, reading and writing",
    async (code) => {
      const plan = madePlan(stamped(madeSheet()));
      const host = hostOf();
      await host.read();
      const before = everything();
      bench.session.faults.reset();
      for (let at = 0; at < ALWAYS; at++) bench.session.faults.plan({ kind: "request", at, code });
      const read = await host.read();
      expect(failureOf(read)).toEqual({
        code: "W02_CELL_EDIT",
        severity: "fatal",
        message: "You are typing in a cell: Excel does nothing else until you finish (reading the workbook).",
        next: "Press Enter or Esc, then run again.",
        isWorkbookChanged: false,
      });
      expect(pauses).toHaveLength(30);
      const written = await host.apply(plan);
      expect(failureOf(written)).toMatchObject({ code: "W02_CELL_EDIT", isWorkbookChanged: false });
      expect(everything()).toEqual(before);
    },
  );

  it("goes on writing where it was when the person begins to type in the middle", async () => {
    const host = hostOf({ limits: { bytes: 4_000 }, onWaiting: () => bench.person.endEditing() });
    await host.read();
    const seen: Progress[] = [];
    const result = await host.apply(madePlan(stamped(madeSheet())), {
      onProgress: (progress) => {
        seen.push(progress);
        if (progress.words === "Writing the results" && progress.fraction > 0.3 && pauses.length === 0)
          bench.person.beginEditing();
      },
    });
    expect(failureOf(result)).toMatchObject({ ok: true });
    expect(pauses).toEqual([1000]);
    expect(seen.some(({ waitedSeconds }) => waitedSeconds === 0)).toBe(true);
  });

  it("hears a stop while the first write waits", async () => {
    const stop = new AbortController();
    const host = hostOf({ onWaiting: () => stop.abort() });
    await host.read();
    const result = await host.apply(madePlan(stamped(madeSheet())), {
      signal: stop.signal,
      onProgress: ({ words }) => words === "Writing the results" && bench.person.beginEditing(),
    });
    expect(codeOf(result)).toBe("W14_STOPPED");
    bench.person.endEditing();
    expect(bench.book.sheetNamed("Model results")).toBeUndefined();
  });
});

it.each(["hang", "dropReply"] as const)("a sync that takes too long (%s) ends in words", async (kind) => {
  bench.session.faults.plan({ kind, at: 0 });
  expect(failureOf(await hostOf({ timeOutMilliseconds: 20 }).read())).toEqual({
    code: "W12_HOST_BUSY",
    severity: "fatal",
    message: "Excel did not answer while reading the workbook.",
    next: "Wait until Excel is no longer busy, then run again.",
    isWorkbookChanged: false,
  });
  expect(pauses).toEqual([]);
});
