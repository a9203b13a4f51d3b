/** The open workbook, read through Office.js against the same workbook read from its file. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ExcelWorkbook } from "../../../src/hosts/excel";
import type { ExcelOptions } from "../../../src/hosts/excel";
import { readWorkbook } from "../../../src/hosts/xlsx";
import type { Workbench } from "../../../src/workbench/node/workbench";
import { type SheetSnapshot, type Snapshot, evaluateCase, readSheets } from "../../../src/workbook";
import { openTestWorkbench } from "../../workbench/platform";
import { sampleBytes, sampleNames } from "../xlsx/samples";
import { codeOf, valueOf } from "../xlsx/madeXlsx";
import { loadedWorkbench } from "./loadedWorkbench";

const example = (name: string): Snapshot =>
  valueOf(
    readWorkbook(new Uint8Array(readFileSync(new URL(`../../../assets/examples/${name}`, import.meta.url))), {
      fileName: name,
    }),
  );

/** A host over a workbench, with no time lost on waiting. */
const hostOf = (bench: Workbench, options: ExcelOptions = {}): ExcelWorkbook =>
  new ExcelWorkbook(bench.Excel.run, { pause: () => Promise.resolve(), ...options });

/**
 * What both hosts can know: a file gives looks of every cell, Excel is only asked for those of columns with numbers, and
 * for hidden columns as far as there are values.
 */
function comparable(snapshot: Snapshot): unknown {
  return {
    facts: { ...snapshot.facts, externalLinks: [], isSigned: false },
    sheets: snapshot.sheets.filter((sheet) => sheet.kind === "grid").map(comparableSheet),
  };
}

function comparableSheet(sheet: SheetSnapshot): unknown {
  const width = Math.max(0, ...sheet.rows.map((row) => row.values.length));
  const left = Math.min(...sheet.rows.map((row) => row.values.findIndex((value) => value != null)));
  return {
    ...sheet,
    id: "",
    hiddenColumns: sheet.hiddenColumns.filter((column) => column >= left && column < width),
    rows: sheet.rows
      .filter((row) => row.values.some((value) => value != null))
      .map((row) => ({
        row: row.row,
        isHidden: row.isHidden ?? false,
        cells: Object.fromEntries(
          row.values.flatMap((value, column) =>
            value == null
              ? []
              : [
                  [
                    column,
                    {
                      value,
                      formula: row.formulas?.[column] ?? null,
                      format: typeof value === "number" ? (row.formats?.[column] ?? null) : null,
                    },
                  ],
                ],
          ),
        ),
      })),
  };
}

describe("reading the open workbook", () => {
  it.each(["intelligence-tom.xlsx", "intelligence-tom-three-faults.xlsx"])(
    "gives of %s what its file gives",
    async (name) => {
      const file = example(name);
      const host = hostOf(loadedWorkbench(file));
      const read = valueOf(await host.read());
      expect(comparable(read)).toEqual(comparable(file));
      expect(host.traffic.syncs).toBeLessThanOrEqual(3);
    },
  );

  it("gives the worked example's findings and figures", async () => {
    const file = example("intelligence-tom.xlsx");
    const read = valueOf(await hostOf(loadedWorkbench(file)).read());
    const [fromExcel, fromFile] = [readSheets(read, {}), readSheets(file, {})];
    expect(fromExcel.findings).toStrictEqual(fromFile.findings);
    expect(fromExcel.fingerprint).toBe(fromFile.fingerprint);
    const figures = (reading: typeof fromFile): unknown =>
      [...(evaluateCase(reading, false)?.evaluation.figures.values() ?? [])].map(({ id, value }) => [id, value]);
    expect(figures(fromExcel)).toStrictEqual(figures(fromFile));
  });

  it("gives the same in many small pieces", async () => {
    const file = example("intelligence-tom.xlsx");
    const small = hostOf(loadedWorkbench(file), { limits: { bytes: 1_000, readCells: 100 } });
    expect(comparable(valueOf(await small.read()))).toEqual(comparable(file));
    expect(small.traffic.syncs).toBeGreaterThan(3);
  });

  it.each(["null", "error"] as const)(
    "reads again in halves where Excel gives too much an %s",
    async (readOverLimit) => {
      const file = example("intelligence-tom.xlsx");
      const bench = loadedWorkbench(file);
      bench.session.limits.readCells = 60;
      bench.session.limits.readOverLimit = readOverLimit;
      expect(comparable(valueOf(await hostOf(bench).read()))).toEqual(comparable(file));
    },
  );

  it("reads again in halves where the answer would be too large", async () => {
    const file = example("intelligence-tom.xlsx");
    const bench = loadedWorkbench(file);
    bench.session.limits.responseBytes = 20_000;
    expect(comparable(valueOf(await hostOf(bench).read()))).toEqual(comparable(file));
  });

  it("fails rather than take a missing answer for empty cells", async () => {
    const bench = openTestWorkbench({ sheets: { Costs: [["a", "b", "c"]] } });
    bench.session.limits.readCells = 2;
    expect(codeOf(await hostOf(bench).read())).toBe("W12_HOST_BUSY");
  });

  it("tells errors from texts that look like them, and an empty text from an empty cell", async () => {
    const bench = openTestWorkbench({ sheets: { Costs: [["#N/A", null, 1, true], [null], ["x"]] } });
    const sheet = bench.book.sheetNamed("Costs");
    sheet?.setCell(1, 0, { value: { error: "#N/A" } });
    sheet?.setCell(1, 1, { value: "", formula: '=""' });
    sheet?.setCell(1, 2, { value: "=1+1", isQuoted: true });
    const [costs] = valueOf(await hostOf(bench).read()).sheets;
    expect(costs?.rows[0]?.values).toEqual(["#N/A", , 1, true]);
    expect(costs?.rows[1]?.values).toEqual([{ kind: "error", error: "#N/A" }, "", "=1+1"]);
    expect(costs?.rows[1]?.formulas).toEqual([, '=""']);
  });

  it("reads more sheets than come with the list, in their order", async () => {
    const sheets = Object.fromEntries(Array.from({ length: 45 }, (_, at) => [`Sheet ${at}, it's`, [[at]]]));
    const read = valueOf(await hostOf(openTestWorkbench({ sheets })).read());
    expect(read.sheets.map((sheet) => sheet.rows[0]?.values[0])).toEqual(Array.from({ length: 45 }, (_, at) => at));
  });

  it("reads the same in an Excel that knows no more than the first interface", async () => {
    const file = example("intelligence-tom.xlsx");
    const host = hostOf(loadedWorkbench(file), { isSetSupported: (version) => Number(version.split(".")[1]) < 7 });
    const read = readSheets(valueOf(await host.read()), {});
    expect(read.fingerprint).toBe(readSheets(file, {}).fingerprint);
  });
});

describe("while a cell is being edited", () => {
  it("waits for the person, and says so", async () => {
    const bench = openTestWorkbench({ sheets: { Costs: [["a"]] } });
    bench.session.faults.isEditingCell = true;
    const waits: number[] = [];
    const host = hostOf(bench, {
      onWaiting: (seconds) => {
        waits.push(seconds);
        if (seconds === 3) bench.session.faults.isEditingCell = false;
      },
    });
    expect((await host.read()).ok).toBe(true);
    expect(waits).toEqual([0, 1, 2, 3]);
  });

  it("gives up after half a minute", async () => {
    const bench = openTestWorkbench();
    bench.session.faults.isEditingCell = true;
    expect(codeOf(await hostOf(bench).read())).toBe("W02_CELL_EDIT");
  });
});

it("gives up on an Excel that does not answer", async () => {
  const bench = openTestWorkbench();
  bench.session.faults.plan({ kind: "hang", at: 0 });
  expect(codeOf(await hostOf(bench, { timeOutMilliseconds: 20 }).read())).toBe("W12_HOST_BUSY");
});

describe("faulty workbooks", () => {
  it.each(sampleNames("bad-inputs", ".xlsx", ".xlsm"))("finds in %s what the file host finds", async (name) => {
    const file = readWorkbook(sampleBytes("bad-inputs", name), { fileName: name });
    // Excel repairs or refuses a damaged cell before an add-in sees it.
    const isDamaged = (sheet: SheetSnapshot): boolean =>
      sheet.rows.some(({ values }) => values.some((value) => typeof value === "object" && value?.kind === "damaged"));
    if (!file.ok || file.value.sheets.some(isDamaged)) return;
    const read = valueOf(await hostOf(loadedWorkbench(file.value)).read());
    const findings = (snapshot: Snapshot): unknown =>
      readSheets(snapshot, {}).findings.filter((finding) => !finding.code.startsWith("F"));
    expect(findings(read)).toStrictEqual(findings(file.value));
  });
});
