/** A second program opens what we wrote, where one is installed: LibreOffice must find our sheets and the user's. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { readWorkbook, writeWorkbook } from "../../../src/hosts/xlsx";
import { madeFlags, madePlan, madeSheet } from "./madePlan";
import { madeXlsx, valueOf } from "./madeXlsx";
import { hasSamples, sampleBytes, sampleNames } from "./samples";

const PROGRAM = "soffice";
const isInstalled = spawnSync(PROGRAM, ["--version"], { timeout: 20_000 }).status === 0;

describe("LibreOffice", () => {
  it.skipIf(!isInstalled)(
    "opens a workbook with our sheets and shows every sheet's cells",
    () => {
      const folder = mkdtempSync(join(tmpdir(), "case-finance-office-"));
      try {
        const source = madeXlsx({ sheets: { Staffing: '<row r="1"><c r="A1"><v>42</v></c></row>' } });
        const plan = madePlan(madeSheet(), madeFlags());
        writeFileSync(join(folder, "case.xlsx"), valueOf(writeWorkbook(source, plan, { fileName: "case.xlsx" })).bytes);
        // Field separator, text quote, UTF-8, first line, no column types, language, quotes, detect, formulas..., all sheets.
        const toCsv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";
        const profile = `-env:UserInstallation=${pathToFileURL(join(folder, "profile")).href}`;
        spawnSync(
          PROGRAM,
          [profile, "--headless", "--convert-to", toCsv, "--outdir", folder, join(folder, "case.xlsx")],
          {
            timeout: 100_000,
          },
        );
        const sheets = readdirSync(folder).filter((name) => name.endsWith(".csv"));
        expect(sheets.sort()).toEqual(["case-Model flags.csv", "case-Model results.csv", "case-Staffing.csv"]);
        const results = readFileSync(join(folder, "case-Model results.csv"), "utf8");
        expect(results).toContain("Year,Cost £,Posts,Share,Rating");
        expect(results).toContain(",206000,4.5,0.25,Adverse");
        expect(results).toContain("\n=1+1,");
        expect(readFileSync(join(folder, "case-Staffing.csv"), "utf8").trim()).toBe("42");
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    120_000,
  );

  it.skipIf(!isInstalled || !hasSamples)(
    "converts every real workbook with a sheet of ours that it converts without",
    () => {
      const folder = mkdtempSync(join(tmpdir(), "case-finance-office-"));
      try {
        const plan = madePlan(madeFlags());
        const pairs = sampleNames("real-workbooks", ".xlsx").flatMap((name) => {
          const bytes = sampleBytes("real-workbooks", name);
          const written = writeWorkbook(bytes, plan, { fileName: name });
          return readWorkbook(bytes, { fileName: name }).ok && written.ok
            ? [{ name, bytes, written: written.value.bytes }]
            : [];
        });
        expect(pairs.length).toBeGreaterThan(30);
        const before = converted(
          join(folder, "before"),
          pairs.map(({ name, bytes }) => [name, bytes]),
        );
        const after = converted(
          join(folder, "after"),
          pairs.map(({ name, written }) => [name, written]),
        );
        expect(before.length).toBeGreaterThan(30);
        expect(after).toEqual(expect.arrayContaining(before));
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    600_000,
  );

  /** The workbooks, by name, that the program turns into another format; all in one run, for starting it takes longest. */
  function converted(folder: string, files: readonly (readonly [name: string, bytes: Uint8Array])[]): string[] {
    mkdirSync(folder);
    for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, "profile")).href}`;
    const paths = files.map(([name]) => join(folder, name));
    spawnSync(PROGRAM, [profile, "--headless", "--convert-to", "ods", "--outdir", folder, ...paths], {
      timeout: 280_000,
    });
    return readdirSync(folder).filter((name) => name.endsWith(".ods"));
  }
});
