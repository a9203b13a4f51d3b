/** A second program opens what we wrote, where one is installed: LibreOffice must find our sheets and the user's. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { writeWorkbook } from "../../../src/hosts/xlsx";
import { madeFlags, madePlan, madeSheet } from "./madePlan";
import { madeXlsx, valueOf } from "./madeXlsx";

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
});
