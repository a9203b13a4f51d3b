/** Files behind Office.js: what is read, what is written and saved, and what the saved file says when it is read again. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ExcelWorkbook } from "../../../src/hosts/excel";
import { XlsxWorkbook, readWorkbook } from "../../../src/hosts/xlsx";
import { saveXlsx } from "../../../src/workbench/engine/xlsx/saveXlsx";
import type { Workbench } from "../../../src/workbench/node/workbench";
import {
  type CheckedCase,
  type Finding,
  type Reading,
  type RunOutcome,
  type Snapshot,
  type Workbook,
  checkCase,
  evaluateCase,
  readSheets,
  runCase,
} from "../../../src/workbook";
import { codec, openTestFile } from "../../workbench/platform";
import { valueOf } from "../xlsx/madeXlsx";
import { realWorkbookOutcomes, sampleBytes, sampleNames } from "../xlsx/samples";

const asset = (path: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../../assets/${path}`, import.meta.url)));

const excelHost = (bench: Workbench): ExcelWorkbook =>
  new ExcelWorkbook(bench.Excel.run, { pause: () => Promise.resolve() });

const fileHost = (bytes: Uint8Array): XlsxWorkbook => new XlsxWorkbook(bytes, { fileName: "case.xlsx" });

/** Runs a case and says how it ended and how many cells the run would have changed. */
async function run(workbook: Workbook): Promise<{ readonly outcome: RunOutcome; readonly changes: number }> {
  let changes = -1;
  const outcome = await runCase(
    workbook,
    {},
    {
      hasAllFigures: false,
      agree: (plan) => {
        changes = plan.changes.length;
        return Promise.resolve(true);
      },
    },
  );
  return { outcome, changes };
}

const checked = async (workbook: Workbook): Promise<CheckedCase> => valueOf(await checkCase(workbook, {}));

const figuresOf = (reading: Reading): unknown =>
  [...(evaluateCase(reading, true)?.evaluation.figures.values() ?? [])].map(({ id, value }) => [id, value]);

/** Owned sheets as a file shows them: values, looks of numbers, tables and the mark. */
const ownedSheets = (snapshot: Snapshot): unknown =>
  snapshot.sheets
    .filter((sheet) => sheet.ownership !== null)
    .map(({ name, ownership, tables, rows }) => ({
      name,
      ownership,
      tables,
      rows: rows
        .map(({ row, values, formats }) => ({
          row,
          values: values.map((value) => value ?? null),
          formats: values.map((value, column) => (typeof value === "number" ? (formats?.[column] ?? null) : null)),
        }))
        .filter(({ values }) => values.some((value) => value !== null)),
    }));

describe("a case that was run in the open workbook and saved", () => {
  it("reads from the file as it read in Excel, and asks for no second writing", async () => {
    const { bench, file } = openTestFile(asset("examples/intelligence-tom.xlsx"));
    const host = excelHost(bench);
    const first = await run(host);
    expect(first.outcome.kind).toBe("written");
    const inExcel = await checked(host);
    const { bytes, notSaved } = saveXlsx(file, codec);
    expect(notSaved).toEqual([]);

    const inFile = await checked(fileHost(bytes));
    expect(inFile.reading.findings).toStrictEqual(inExcel.reading.findings);
    expect(inFile.reading.fingerprint).toBe(inExcel.reading.fingerprint);
    expect(figuresOf(inFile.reading)).toStrictEqual(figuresOf(inExcel.reading));
    expect(inFile.snapshot.sheets.map(({ name, ownership }) => [name, ownership?.role ?? null]).slice(-2)).toEqual([
      ["Model results", "results"],
      ["Model flags", "flags"],
    ]);
    const second = await run(fileHost(bytes));
    expect([second.outcome.kind, second.changes]).toEqual(["written", 0]);
  });

  it("holds what the file host would have written", async () => {
    const source = asset("examples/intelligence-tom.xlsx");
    const { bench, file } = openTestFile(source);
    await run(excelHost(bench));
    const through = fileHost(source);
    await run(through);
    const byExcel = valueOf(readWorkbook(saveXlsx(file, codec).bytes, { fileName: "case.xlsx" }));
    const byFile = valueOf(await through.read());
    expect(ownedSheets(byExcel)).toEqual(ownedSheets(byFile));
  });

  it("is ours again when the saved file is opened, and a run there changes nothing", async () => {
    const { bench, file } = openTestFile(asset("examples/intelligence-tom.xlsx"));
    await run(excelHost(bench));
    const again = openTestFile(saveXlsx(file, codec).bytes);
    const { outcome, changes } = await run(excelHost(again.bench));
    expect([outcome.kind, changes]).toEqual(["written", 0]);
    expect(saveXlsx(again.file, codec).notSaved).toEqual([]);
  });

  it("takes the place of results that the file host wrote before", async () => {
    const through = fileHost(asset("examples/intelligence-tom.xlsx"));
    await run(through);
    const { bench, file } = openTestFile(through.bytes);
    bench.person.type("Costs!H5", "80500");
    expect((await run(excelHost(bench))).outcome.kind).toBe("written");
    const saved = fileHost(saveXlsx(file, codec).bytes);
    const second = await run(saved);
    expect([second.outcome.kind, second.changes]).toEqual(["written", 0]);
  });

  it("leaves a blank template as it found it but for our sheets", async () => {
    const source = asset("templates/staffing-costs-funding.xlsx");
    const { bench, file } = openTestFile(source);
    const before = await checked(fileHost(source));
    const read = await checked(excelHost(bench));
    expect(findings(read.reading)).toStrictEqual(findings(before.reading));
    expect(codec.unzip(saveXlsx(file, codec).bytes)).toEqual(codec.unzip(source));
  });
});

// ---------------------------------------------------------------------------------------------- files of others

/** Findings that only a file can show, by code, with the reason. */
const FILE_ONLY: Readonly<Record<string, string>> = {
  S11_NOT_A_GRID: "Office.js lists worksheets of cells; a sheet that is one chart is not among them",
};

const isFileOnly = ({ code }: Finding): boolean => code.startsWith("F") || code in FILE_ONLY;

function findings(reading: Reading): readonly Finding[] {
  return reading.findings.filter((finding) => !isFileOnly(finding));
}

/** Files that Excel itself changes when it opens them, with the reason: there is nothing to compare. */
const CHANGED_BY_EXCEL: Readonly<Record<string, string>> = {
  "90-shared-string-index-out-of-range.xlsx":
    "a cell that names a text which is not there is repaired when it is opened",
};

describe("files read through Office.js", () => {
  const real = realWorkbookOutcomes().filter(([name, outcome]) => outcome === "read" && name.endsWith(".xlsx"));
  const files = [
    ...real.map(([name]): [string, string] => ["real-workbooks", name]),
    ...sampleNames("bad-inputs", ".xlsx", ".xlsm").map((name): [string, string] => ["bad-inputs", name]),
  ];

  it.each(files)("of %s: %s gives the file host's findings and figures", async (folder, name) => {
    const bytes = sampleBytes(folder, name);
    const file = readWorkbook(bytes, { fileName: name });
    if (!file.ok || name in CHANGED_BY_EXCEL) return;
    const read = await excelHost(openTestFile(bytes, { name }).bench).read();
    const [fromExcel, fromFile] = [readSheets(valueOf(read), {}), readSheets(file.value, {})];
    expect(findings(fromExcel)).toStrictEqual(findings(fromFile));
    expect(figuresOf(fromExcel)).toStrictEqual(figuresOf(fromFile));
  });
});
