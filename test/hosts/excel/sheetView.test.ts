/** What the pane does beside reading and writing: showing cells, following the person, telling how far the work is. */
import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import {
  type ExcelEdit,
  type ExcelOptions,
  type ExcelPlace,
  ExcelWorkbook,
  type Progress,
  type StopWatching,
} from "../../../src/hosts/excel";
import type { Workbench } from "../../../src/workbench/node/workbench";
import { runCase } from "../../../src/workbook";
import { openTestWorkbench } from "../../workbench/platform";
import { codeOf, valueOf } from "../xlsx/madeXlsx";
import { exampleSnapshot } from "./exampleSnapshot";
import { loadedWorkbench } from "./loadedWorkbench";

const hostOf = (bench: Workbench, options: ExcelOptions = {}): ExcelWorkbook =>
  new ExcelWorkbook(bench.Excel.run, {
    pause: () => Promise.resolve(),
    createWorkbook: bench.Excel.createWorkbook,
    ...options,
  });

let bench: Workbench;
let host: ExcelWorkbook;
beforeEach(() => {
  bench = openTestWorkbench({
    sheets: {
      Costs: [
        ["Line", "Amount"],
        ["Rent", 1200],
      ],
      "It's, mine!": [["x"]],
      Other: [["x"]],
    },
  });
  host = hostOf(bench);
});

const sheetId = (name: string): string => bench.book.sheetNamed(name)?.id ?? "";

describe("a cell brought to the front", () => {
  it.each([
    ["Costs", "B2"],
    ["It's, mine!", "A1:C4"],
    ["Other", "XFD1048576"],
  ])("is selected on its sheet: %s %s", async (sheet, address) => {
    expect(valueOf(await host.showCell(sheet, address))).toBeNull();
    expect(bench.book.activeSheet.value?.name.value).toBe(sheet);
    expect(valueOf(await host.currentCell())).toEqual({
      sheetId: sheetId(sheet),
      sheet,
      address: address.split(":")[0],
    });
  });

  it.each([
    ["gone", "Gone", "W03_CHANGED_SINCE_READ", "Sheet 'Gone' is no longer there."],
    ["hidden", "Other", "W15_SHEET_HIDDEN", "Sheet 'Other' is hidden, so its cells cannot be shown."],
    ["veryHidden", "Other", "W15_SHEET_HIDDEN", "Sheet 'Other' is hidden, so its cells cannot be shown."],
  ])("says so when its sheet is %s, and unhides nothing", async (state, sheet, code, message) => {
    const other = bench.book.sheetNamed("Other");
    if (other && state !== "gone") other.visibility.value = state === "hidden" ? "Hidden" : "VeryHidden";
    const shown = await host.showCell(sheet, "A1");
    expect(codeOf(shown)).toBe(code);
    expect(shown.ok ? "" : shown.failure.message).toBe(message);
    if (state !== "gone") expect(other?.visibility.value).not.toBe("Visible");
  });

  it("waits while a cell is being edited", async () => {
    bench.person.beginEditing();
    const patient = hostOf(bench, { onWaiting: (seconds) => seconds === 1 && bench.person.endEditing() });
    expect((await patient.showCell("Other", "A1")).ok).toBe(true);
  });
});

describe("watching edits", () => {
  let edits: ExcelEdit[];
  let stop: StopWatching;
  beforeEach(async () => {
    edits = [];
    stop = valueOf(await host.watchEdits((edit) => edits.push(edit)));
  });

  it("tells which cells of which sheet changed, also of a sheet that was added later", async () => {
    bench.person.type("Costs!B2", "1300");
    await bench.settled();
    expect(edits).toEqual([
      { sheetId: sheetId("Costs"), sheet: "Costs", address: "B2", what: "cells", isByAnother: false },
    ]);
    bench.book.addSheet("Late");
    bench.person.type("Late!C3", "1");
    await bench.settled();
    expect(edits.slice(1).map(({ sheet, address, what }) => [sheet, address, what])).toEqual([
      ["Late", null, "sheet added"],
      ["Late", "C3", "cells"],
    ]);
  });

  it("tells of what another add-in writes but not of what we write", async () => {
    const example = loadedWorkbench(exampleSnapshot());
    const own = hostOf(example);
    const seen: ExcelEdit[] = [];
    valueOf(await own.watchEdits((edit) => seen.push(edit)));
    const outcome = await runCase(own, {}, { hasAllFigures: false, agree: () => Promise.resolve(true) });
    expect(outcome.kind).toBe("written");
    await example.settled();
    expect(seen).toEqual([]);
    example.person.type("Costs!A1", "Changed");
    example.person.type("'Model flags'!H40", "Because");
    await example.settled();
    expect(seen.map(({ sheet, address }) => [sheet, address])).toEqual([
      ["Costs", "A1"],
      ["Model flags", "H40"],
    ]);
  });

  it("knows its own writes where Excel does not say who made them", async () => {
    const example = loadedWorkbench(exampleSnapshot());
    let now = 0;
    const own = hostOf(example, { now: () => now });
    const seen: ExcelEdit[] = [];
    valueOf(await own.watchEdits((edit) => seen.push(edit)));
    // ExcelApi 1.14 brought the origin of a change.
    const { sendEvents } = example.session;
    example.session.sendEvents = (entries) =>
      sendEvents?.(
        entries.map(([a, b, c, message, e, f]) => [a, b, c, message.replaceAll(/,?"triggerSource":"\w+"/g, ""), e, f]),
      );
    await runCase(own, {}, { hasAllFigures: false, agree: () => Promise.resolve(true) });
    example.person.type("Costs!A1", "Changed");
    await example.settled();
    expect(seen.map(({ sheet, address }) => [sheet, address])).toEqual([["Costs", "A1"]]);
    now = 2001;
    example.person.type("'Model flags'!H40", "Because");
    await example.settled();
    expect(seen.map(({ sheet }) => sheet)).toEqual(["Costs", "Model flags"]);
  });

  it("ends when it is stopped, even while Excel refuses to forget", async () => {
    bench.person.beginEditing();
    await stop();
    bench.person.endEditing();
    bench.person.type("Costs!B2", "1300");
    await bench.settled();
    expect(edits).toEqual([]);
  });

  it("tells once, however often Excel had to be asked to listen", async () => {
    await stop();
    bench.session.faults.reset();
    bench.session.faults.plan({ kind: "request", at: 0, code: "ServiceNotAvailable" });
    valueOf(await host.watchEdits((edit) => edits.push(edit)));
    bench.person.type("Costs!B2", "1300");
    await bench.settled();
    expect(edits).toHaveLength(1);
  });

  it("needs an Excel that can tell", async () => {
    const old = hostOf(bench, { isSetSupported: (version) => Number(version.split(".")[1]) < 9 });
    const watching = await old.watchEdits(() => undefined);
    expect(watching.ok ? "" : watching.failure.next).toBe("Update Office, or use Excel on the web, then run again.");
  });
});

describe("following the selection", () => {
  it("tells the chosen cells, and the cell of a sheet that comes to the front", async () => {
    const places: ExcelPlace[] = [];
    const stop = valueOf(await host.watchSelection((place) => places.push(place)));
    bench.person.select("Costs!B2:C3");
    await bench.settled();
    expect(places).toEqual([{ sheetId: sheetId("Costs"), sheet: "Costs", address: "B2:C3" }]);
    bench.person.openSheet("Other");
    await bench.settled();
    expect(places.slice(1)).toEqual([{ sheetId: sheetId("Other"), sheet: "Other", address: "A1" }]);
    await stop();
    bench.person.select("Costs!A1");
    await bench.settled();
    expect(places).toHaveLength(2);
  });
});

describe("opening a workbook beside this one", () => {
  const file = (): string =>
    readFileSync(new URL("../../../assets/examples/intelligence-tom.xlsx", import.meta.url)).toString("base64");

  it("hands the file to Excel as it is", async () => {
    expect(valueOf(await host.openWorkbookFrom(file()))).toBeNull();
    expect(bench.session.openedWorkbooks).toEqual([file()]);
  });

  it("waits while a cell is being edited, and says so", async () => {
    bench.person.beginEditing();
    const waits: number[] = [];
    const patient = hostOf(bench, {
      onWaiting: (seconds) => {
        waits.push(seconds);
        bench.person.endEditing();
      },
    });
    expect((await patient.openWorkbookFrom(file())).ok).toBe(true);
    expect(waits).toEqual([0]);
  });

  it("says what is wrong with a file that is none, and when Excel cannot", async () => {
    expect(codeOf(await host.openWorkbookFrom("nothing"))).toBe("W12_HOST_BUSY");
    const old = hostOf(bench, { isSetSupported: () => false });
    const result = await old.openWorkbookFrom(file());
    expect(result.ok ? "" : result.failure.message).toBe(
      "This Excel lacks a feature that is needed (opening a new workbook).",
    );
    expect(bench.session.openedWorkbooks).toEqual([]);
  });
});

describe("progress", () => {
  it("goes from 0 to 1 for the reading and for the writing, never back, in plain words", async () => {
    const told: Progress[] = [];
    const example = loadedWorkbench(exampleSnapshot());
    const follow = hostOf(example, { limits: { bytes: 2_000, readCells: 100, writeCells: 100 } });
    const port = follow.during({ onProgress: (progress) => told.push(progress) });
    const outcome = await runCase(port, {}, { hasAllFigures: false, agree: () => Promise.resolve(true) });
    expect(outcome.kind).toBe("written");
    const ends = told.flatMap(({ fraction }, at) => (fraction === 1 ? [at] : []));
    expect(ends).toHaveLength(2);
    const halves = [told.slice(0, ends[0]! + 1), told.slice(ends[0]! + 1)];
    for (const half of halves) {
      const fractions = half.map(({ fraction }) => fraction);
      expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
      expect(fractions[0]).toBe(0);
      expect(new Set(fractions).size).toBeGreaterThan(6);
    }
    expect([...new Set(told.map(({ words }) => words))]).toEqual([
      "Reading the workbook",
      "Checking that nothing has changed",
      "Writing the results",
      "Checking what was written",
    ]);
  });

  it("says that it waits for the person", async () => {
    const told: Progress[] = [];
    bench.person.beginEditing();
    const patient = hostOf(bench, { onWaiting: (seconds) => seconds === 2 && bench.person.endEditing() });
    await patient.read({ onProgress: (progress) => told.push(progress) });
    expect(told.filter(({ waitedSeconds }) => waitedSeconds !== null)).toEqual(
      [0, 1, 2].map((waitedSeconds) => ({
        fraction: 0,
        words: "You are typing in a cell: press Enter or Esc to go on",
        waitedSeconds,
      })),
    );
    expect(told.at(-1)).toMatchObject({ fraction: 1, waitedSeconds: null });
  });
});

describe("stopping", () => {
  /** Runs the worked example and stops when the progress first has these words. */
  async function stoppedAt(
    words: string,
  ): Promise<{ readonly kind: string; readonly code: string; example: Workbench }> {
    const example = loadedWorkbench(exampleSnapshot());
    const stop = new AbortController();
    const port = hostOf(example).during({
      signal: stop.signal,
      onProgress: (progress) => {
        if (progress.words === words) stop.abort();
      },
    });
    const outcome = await runCase(port, {}, { hasAllFigures: false, agree: () => Promise.resolve(true) });
    return { kind: outcome.kind, code: "failure" in outcome ? outcome.failure.code : "", example };
  }

  it.each([
    ["Reading the workbook", "unreadable", "W14_STOPPED"],
    ["Checking that nothing has changed", "not written", "W14_STOPPED"],
    ["Writing the results", "not written", "W14_STOPPED"],
    ["Checking what was written", "written", ""],
  ])("at '%s' ends as %s", async (words, kind, code) => {
    const { example, ...end } = await stoppedAt(words);
    expect(end).toEqual({ kind, code });
    expect(example.book.sheetNamed("Model results") !== undefined).toBe(kind === "written");
  });

  it("does not wait for an Excel that hangs, or for a cell that is being edited", async () => {
    for (const prepare of [
      () => bench.session.faults.plan({ kind: "hang", at: bench.session.faults.counted.requests }),
      () => bench.person.beginEditing(),
    ]) {
      const stop = new AbortController();
      prepare();
      const reading = hostOf(bench, { pause: () => new Promise(() => undefined) }).read({ signal: stop.signal });
      await bench.settled();
      stop.abort();
      expect(codeOf(await reading)).toBe("W14_STOPPED");
    }
  });
});
