import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { readWorkbook } from "../../src/hosts/xlsx";
import { inputSheets as declarations, readSheets, type Reading } from "../../src/workbook";
import { exampleFiles } from "./exampleFiles";
import { exampleWorkbook } from "./exampleWorkbook";
import { intelligenceTom } from "./intelligenceTom";
import { templates } from "./templates";
import { threeFaults } from "./threeFaults";
import { makeWorkbook, type MadeCell, type MadeSheet, type MadeWorkbook } from "./workbookMaker";

const root = resolve(import.meta.dirname, "../..");

describe("the workbooks in assets", () => {
  for (const [path, bytes] of exampleFiles()) {
    test(`${path} is what npm run examples makes`, () => {
      const committed = new Uint8Array(readFileSync(resolve(root, path)));
      expect(Buffer.compare(committed, bytes), "run npm run examples and commit what it writes").toBe(0);
    });
  }

  test("are the same bytes when they are made again", () => {
    const again = exampleFiles();
    for (const [path, bytes] of exampleFiles()) {
      expect(Buffer.compare(bytes, again.get(path) ?? new Uint8Array()), path).toBe(0);
    }
  });
});

describe("the worked example", () => {
  test("is accepted without a word, the Read me sheet passed over", () => {
    const reading = read(exampleWorkbook(intelligenceTom));
    expect(reading.findings).toEqual([]);
    expect(reading.outcome).toBe("accept");
    expect([...reading.sheets.values()]).not.toContain("Read me");
    expect(reading.absent).toEqual([]);
  });

  test("has rows on every input sheet", () => {
    const reading = read(exampleWorkbook(intelligenceTom));
    const withRows = [...reading.rows].filter(([, counts]) => counts.used > 0).map(([name]) => name);
    const others = declarations.map((sheet) => sheet.name).filter((name) => name !== "Lists");
    expect(withRows.sort()).toEqual(others.sort());
    expect(reading.sheets.get("Lists")).toBe("Lists");
  });

  test("labels every row that holds a figure, and makes what is illustrative look so", () => {
    for (const sheet of exampleWorkbook(intelligenceTom).sheets) {
      const source = (sheet.rows[0] ?? []).findIndex((cell) => cell?.value === "Source");
      if (sheet.name === "Read me" || sheet.name === "Lists") continue;
      for (const row of sheet.rows.slice(1)) {
        const label = String(row?.[source]?.value);
        expect(label, sheet.name).toMatch(/^(Stated|Derived|Illustrative): /);
        const looksIllustrative = (row ?? []).some((cell) => cell?.tone === "illustrative");
        expect(looksIllustrative, `${sheet.name}: ${label}`).toBe(label.includes("Illustrative: "));
      }
    }
  });
});

describe("the worked example with three faults", () => {
  test("has exactly three, each at its cell", () => {
    const reading = read(exampleWorkbook(threeFaults));
    expect(reading.findings.map(({ severity, code, sheet, cell }) => [severity, code, `${sheet}!${cell}`])).toEqual([
      ["error", "R03_DUPLICATE_KEY", "Staffing!A7"],
      ["error", "C02_NOT_A_NUMBER", "Costs!H5"],
      ["error", "C07_MISSING_REQUIRED", "Costs!G7"],
    ]);
    expect(reading.resultsMayBeWritten).toBe(false);
  });
});

describe("the blank templates", () => {
  test("have every column of every input sheet, with help on each", () => {
    for (const declaration of declarations) {
      const sheet = templates().sheets.find((each) => each.name === declaration.name);
      expect(sheet?.rows[0]?.map((cell) => cell?.value)).toEqual(declaration.columns.map((column) => column.heading));
      const helped = sheet?.columns.filter((column) => column.help !== undefined).length ?? 0;
      // The values of the Decision sheet have their help row by row.
      expect(helped + (sheet?.cellHelp ? 1 : 0), declaration.name).toBe(declaration.columns.length);
    }
  });

  test("say of every sheet what it adds, and lead to it", () => {
    const readMe = templates().sheets.find((sheet) => sheet.name === "Read me");
    for (const declaration of declarations) {
      const row = readMe?.rows.find((cells) => cells?.[0]?.value === declaration.name);
      expect(row?.[0]?.leadsTo).toBe(`'${declaration.name}'!A1`);
      expect(row?.[1]?.value).toMatch(/\w{3,}/);
    }
  });

  test("ask for nothing but posts and costs", () => {
    const errors = read(templates()).findings.filter((finding) => finding.severity !== "note");
    expect(errors.map(({ code, sheet }) => [code, sheet])).toEqual([
      ["S06_NO_ROWS", "Staffing"],
      ["S06_NO_ROWS", "Costs"],
    ]);
  });

  test("are accepted with one post and one cost filled in", () => {
    const blank = templates();
    const filled = {
      ...blank,
      sheets: blank.sheets
        .map((sheet) => (sheet.name === "Staffing" ? withRow(sheet, firstValues("Staffing")) : sheet))
        .map((sheet) => (sheet.name === "Costs" ? withRow(sheet, firstValues("Costs")) : sheet)),
    };
    const reading = read(filled);
    expect(reading.findings.filter((finding) => finding.severity !== "note")).toEqual([]);
    expect(reading.totals?.staffing.annualCost).toBe(206_000);
    expect(reading.resultsMayBeWritten).toBe(true);
  });
});

describe("the read-me of the repository", () => {
  test("says of every sheet what it adds, in the words of the declaration", () => {
    const readMe = readFileSync(resolve(root, "README.md"), "utf8");
    for (const { name, isRequired, adds } of declarations) {
      expect(readMe).toContain(`| ${name}${isRequired ? " (required)" : ""} | ${adds} |`);
    }
  });
});

function read(workbook: MadeWorkbook): Reading {
  const snapshot = readWorkbook(makeWorkbook(workbook), { fileName: "made.xlsx" });
  if (!snapshot.ok) throw new Error(snapshot.failure.message);
  return readSheets(snapshot.value, {});
}

/** The first row of a sheet of the worked example, by heading. */
function firstValues(name: string): ReadonlyMap<string, MadeCell | null> {
  const sheet = exampleWorkbook(intelligenceTom).sheets.find((each) => each.name === name);
  return new Map(
    (sheet?.rows[0] ?? []).map((heading, column) => [String(heading?.value), sheet?.rows[1]?.[column] ?? null]),
  );
}

function withRow(sheet: MadeSheet, values: ReadonlyMap<string, MadeCell | null>): MadeSheet {
  const headings = sheet.rows[0] ?? [];
  return { ...sheet, rows: [headings, headings.map((heading) => values.get(String(heading?.value)) ?? null)] };
}
