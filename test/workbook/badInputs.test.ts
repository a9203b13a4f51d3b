/** Workbooks with one thing wrong each, and what must be said of them. The files live beside the repository. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readWorkbook } from "../../src/hosts/xlsx";
import { readSheets, type Finding } from "../../src/workbook";

const folder = new URL("../../../shared/data/bad-inputs/", import.meta.url);

type Expected = {
  readonly id: string;
  readonly file: string;
  readonly title: string;
  readonly outcome: string;
  readonly totals: unknown;
  readonly resultsMayBeWritten: boolean;
  readonly findings: readonly Partial<Finding>[];
};

const GRAVE = new Set(["error", "fatal", "warning"]);

describe.skipIf(!existsSync(folder))("workbooks with one thing wrong", () => {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".expected.json")) : [];
  test("there are some", () => expect(names.length).toBeGreaterThan(30));

  for (const name of names) {
    const expected = JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Expected;
    test(`${expected.id}: ${expected.title}`, () => {
      const said = read(expected.file);
      for (const finding of expected.findings) {
        const found = said.findings.find(
          (each) => each.code === finding.code && each.sheet === finding.sheet && each.cell === finding.cell,
        );
        expect(found, `${finding.code} at ${finding.sheet}!${finding.cell} among ${list(said.findings)}`).toMatchObject(
          finding,
        );
      }
      const extra = said.findings.filter(
        (each) =>
          GRAVE.has(each.severity) &&
          !expected.findings.some(
            (finding) => finding.code === each.code && finding.cell === each.cell && finding.sheet === each.sheet,
          ),
      );
      expect(list(extra), "findings beyond those expected").toBe("");
      expect(said.totals).toEqual(expected.totals);
      expect(said.outcome).toBe(expected.outcome);
      expect(said.resultsMayBeWritten).toBe(expected.resultsMayBeWritten);
      if (expected.outcome === "accept") expect(list(said.findings)).toBe("");
      expect(Object.keys(Object.prototype)).toEqual([]);
    });
  }
});

if (!existsSync(folder)) test.skip("the folder of bad workbooks is not beside the repository", () => undefined);

type Said = { outcome: string; totals: unknown; resultsMayBeWritten: boolean; findings: readonly Finding[] };

function read(file: string): Said {
  const read = readWorkbook(new Uint8Array(readFileSync(new URL(file, folder))), { fileName: file });
  if (read.ok) return readSheets(read.value);
  const { code, severity, message, next } = read.failure;
  return {
    outcome: "reject",
    totals: null,
    resultsMayBeWritten: false,
    findings: [{ code, severity, sheet: null, cell: null, message, next }],
  };
}

function list(findings: readonly Finding[]): string {
  return findings.map((each) => `${each.code} ${each.sheet ?? ""}!${each.cell ?? ""}`).join(", ");
}
