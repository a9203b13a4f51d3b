/**
 * A second pair of eyes on what was written: LibreOffice opens the results of the worked example and turns every sheet
 * into CSV, where each figure must stand in its cell as the JSON answer gives it.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readWorkbook, writeWorkbook } from "../../src/hosts/xlsx";
import { evaluate, showFigure, type Figure } from "../../src/model";
import { figureAtCell, ownedSheetNames, planWrites, readSheets } from "../../src/workbook";

const example = new URL("../../assets/examples/intelligence-tom.xlsx", import.meta.url);
const folder = mkdtempSync(join(tmpdir(), "case-csv-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const office = officeCommand();
if (office === null) test.skip("LibreOffice is not installed", () => undefined);

describe.skipIf(office === null)("the worked example's results in LibreOffice", () => {
  test("every figure of the results sheet stands in its cell", { timeout: 120_000 }, () => {
    const fileName = { fileName: "example.xlsx" };
    const source = new Uint8Array(readFileSync(example));
    const opened = readWorkbook(source, fileName);
    if (!opened.ok) throw new Error(opened.failure.message);
    const reading = readSheets(opened.value);
    if (reading.businessCase === null) throw new Error("the worked example must be sound");
    const evaluation = evaluate(reading.businessCase, {
      fingerprint: reading.fingerprint ?? "",
      readingErrors: 0,
      readingWarnings: 0,
    });
    const plan = planWrites({ evaluation, reading, snapshot: opened.value, choices: {} });
    const written = writeWorkbook(source, plan, fileName);
    if (!written.ok) throw new Error(written.failure.message);
    const file = join(folder, "results.xlsx");
    writeFileSync(file, written.value.bytes);

    const rows = sheetsAsCsv(file).get(ownedSheetNames.results) ?? [];
    const results = readWorkbook(written.value.bytes, fileName);
    if (!results.ok) throw new Error(results.failure.message);
    const checked = { snapshot: results.value, reading };
    let compared = 0;
    rows.forEach((cells, down) => {
      cells.forEach((shown, column) => {
        const at = figureAtCell(checked, { evaluation }, { sheet: ownedSheetNames.results, row: down + 1, column });
        const figure = at && evaluation.figures.get(at.figure);
        if (!figure) return;
        compared++;
        expect(`${at.address} ${shown}`).toBe(`${at.address} ${inCsv(figure)}`);
      });
    });
    expect(compared).toBeGreaterThan(200);
  });
});

/** A figure as an unformatted CSV cell holds it: pounds, posts and shares as plain decimals, percentages with their sign. */
function inCsv(figure: Figure): string {
  if (figure.value.kind !== "number") return showFigure(figure);
  const perUnit = { money: 100, posts: 10_000, share: 10_000, percent: 10, wholePounds: 1, count: 1, text: 1 };
  return `${figure.value.value / perUnit[figure.unit]}${figure.unit === "percent" ? "%" : ""}`;
}

function officeCommand(): string | null {
  for (const command of ["soffice", "libreoffice"]) {
    try {
      execFileSync(command, ["--version"], { stdio: "ignore" });
      return command;
    } catch {
      // Not this one.
    }
  }
  return null;
}

/** Every sheet of a workbook as rows of cells, as they are shown. */
function sheetsAsCsv(file: string): ReadonlyMap<string, readonly (readonly string[])[]> {
  // The last number asks for every sheet, each in a file of its own name.
  const filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,2057,false,true,false,false,false,-1";
  execFileSync(
    office ?? "soffice",
    [
      `-env:UserInstallation=file://${join(folder, "profile")}`,
      "--headless",
      "--convert-to",
      filter,
      "--outdir",
      folder,
      file,
    ],
    { stdio: "ignore" },
  );
  const sheets = new Map<string, readonly (readonly string[])[]>();
  for (const name of readdirSync(folder)) {
    const match = /^results-(.*)\.csv$/.exec(name);
    if (match?.[1] !== undefined) sheets.set(match[1], csvRows(readFileSync(join(folder, name), "utf8")));
  }
  return sheets;
}

function csvRows(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  let cell = "";
  let isQuoted = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index] as string;
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text[index + 1] === '"') cell += text[index++] as string;
      else isQuoted = false;
    } else if (character === '"') isQuoted = true;
    else if (character === "," || character === "\n") {
      rows[rows.length - 1]?.push(cell);
      cell = "";
      if (character === "\n") rows.push([]);
    } else if (character !== "\r") cell += character;
  }
  return rows;
}
