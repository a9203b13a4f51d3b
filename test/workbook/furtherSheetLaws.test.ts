/** What holds of the sheets beyond posts and costs, whatever they hold. A failure prints its seed. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BusinessCase } from "../../src/model";
import { inputSheets, readSheets, type Reading } from "../../src/workbook";
import { allFurtherSheets, furtherNames, furtherSheets, withSheet } from "./furtherSheets";
import { cleanWith, madeSheet, type Entry, type Grid } from "./madeSnapshot";
import { oddCell } from "./oddCells";
import { inShort } from "./said";

const RUNS = { numRuns: 400 };

const gridOf = (name: string): Grid => furtherSheets[name] ?? [];
const someSheet = fc.constantFrom(...furtherNames);

/** The member of a case that each sheet fills. */
const MEMBERS: Readonly<Record<string, keyof BusinessCase>> = {
  "Pay scales": "payScales",
  "Pay assumptions": "payAssumptions",
  "Pension bands": "pensionBands",
  "Capital plan": "capitalPlan",
  Reserves: "reserveRows",
  "Medium term plan": "planLines",
  "Fund ledger": "fundLedger",
  Options: "options",
  Postings: "postings",
  Assurance: "gates",
  Monitoring: "monitoring",
};

/** The typed lines of a sheet in an order that does not depend on where they stood. */
function linesOf(reading: Reading, name: string): readonly string[] {
  const lines = reading.businessCase?.[MEMBERS[name] as keyof BusinessCase] as readonly unknown[] | null | undefined;
  return (lines ?? []).map((line) => JSON.stringify(line)).sort();
}

/** Rows that others rest on: the only row of a grade, the first year of a reserve, and what a plan line falls from. */
const NEEDED_BY_OTHERS: ReadonlyMap<string, readonly string[]> = new Map([
  ["Pay scales!6", ["C16_UNKNOWN_GRADE"]],
  ["Reserves!2", ["C07_MISSING_REQUIRED"]],
  ["Medium term plan!3", ["C08_NEGATIVE"]],
]);

/** A sheet with some cells replaced, anywhere below its headings. */
const brokenSheet = fc
  .tuple(someSheet, fc.array(fc.tuple(fc.nat(), fc.nat(), oddCell), { maxLength: 4 }))
  .map(([name, odd]) => {
    const grid = gridOf(name).map((row) => [...row]);
    for (const [row, column, cell] of odd) {
      const target = grid[1 + (row % (grid.length - 1))];
      if (target) target[column % target.length] = cell;
    }
    return { name, grid };
  });

describe("every sheet beyond posts and costs", () => {
  it("has its member of the case", () => {
    expect(Object.keys(MEMBERS)).toEqual(furtherNames);
    const businessCase = readSheets(cleanWith(...allFurtherSheets())).businessCase;
    for (const name of furtherNames) expect(businessCase?.[MEMBERS[name] as keyof BusinessCase], name).not.toBeNull();
  });

  it("is the same when its rows and columns stand in another order", () => {
    fc.assert(
      fc.property(someSheet, fc.infiniteStream(fc.nat()), (name, chances) => {
        const shuffled = <T>(items: readonly T[]): T[] =>
          items
            .map((item) => ({ item, rank: chances.next().value as number }))
            .sort((a, b) => a.rank - b.rank)
            .map(({ item }) => item);
        const [heading = [], ...rows] = gridOf(name);
        const columns = shuffled(heading.map((_, index) => index));
        const turned = [heading, ...shuffled(rows)].map((row) => columns.map((column) => row[column] ?? null));
        const [before, after] = [readSheets(withSheet(name)), readSheets(withSheet(name, turned))];
        expect(after.findings).toEqual([]);
        expect(linesOf(after, name)).toEqual(linesOf(before, name));
        expect(after.fingerprint).toBe(before.fingerprint);
      }),
      RUNS,
    );
  });

  it("holds the same pence in £, £k and £m, once the unit is confirmed", () => {
    for (const name of furtherNames) {
      const plain = readSheets(withSheet(name));
      for (const [unit, digits] of [
        ["£k", 3],
        ["£m", 6],
      ] as const) {
        const declared = inputSheets.find((sheet) => sheet.name === name);
        const isMoney = (gridOf(name)[0] ?? []).map((heading) =>
          declared?.columns.some((column) => column.heading === heading && column.type === "money"),
        );
        const scaled = gridOf(name).map((row, index) =>
          row.map((cell, column): Entry => {
            if (!isMoney[column]) return cell;
            if (index === 0) return `${cell as string} (${unit})`;
            return typeof cell === "number" ? Number(`${cell}e-${digits}`) : cell;
          }),
        );
        const asked = readSheets(withSheet(name, scaled));
        const confirm = asked.findings.map((finding) => `${finding.code}@${name}!${finding.cell ?? ""}`);
        // A question on one of these sheets leaves what was read from posts and costs as it is.
        expect(asked.totals).toEqual(plain.totals);
        expect(asked.findings.every((finding) => finding.code === "H12_UNIT_IN_HEADER")).toBe(true);
        expect(linesOf(readSheets(withSheet(name, scaled), { confirm }), name)).toEqual(linesOf(plain, name));
      }
    }
  });

  it("accounts for every row, drops none in silence, and leaves posts and costs as they are", () => {
    const clean = readSheets(cleanWith()).totals;
    fc.assert(
      fc.property(brokenSheet, ({ name, grid }) => {
        const reading = readSheets(withSheet(name, grid));
        expect(reading.totals).toEqual(clean);
        const counts = reading.rows.get(name);
        if (counts === undefined) return;
        const { seen, used, setAside, blocked } = counts;
        expect(seen).toBe(used + setAside + blocked);
        expect(Math.min(seen, used, setAside, blocked)).toBeGreaterThanOrEqual(0);
        const isOpen = reading.findings.some((finding) => finding.severity === "error" || finding.isQuestion);
        expect(reading.businessCase === null).toBe(isOpen);
        // Every row that no finding stops is a line, and one line only.
        if (!isOpen) expect(linesOf(reading, name)).toHaveLength(used);
        if (seen < grid.length - 1)
          expect(reading.findings.map(inShort).join()).toMatch(/S08_STRAY_CELL|R01_BLANK_ROW/);
      }),
      RUNS,
    );
  });

  it("lets any row be set aside by name, and says what then lacks", () => {
    fc.assert(
      fc.property(someSheet, fc.nat(), (name, chance) => {
        const rows = gridOf(name).length - 1;
        const row = 2 + (chance % rows);
        const reading = readSheets(withSheet(name), { setAside: [`${name}!${row}`] });
        expect(reading.rows.get(name)).toMatchObject({ seen: rows, setAside: 1 });
        expect(reading.choicesMade).toEqual([`${name}!${row} was set aside by name`]);
        const codes = reading.findings.map((finding) => finding.code);
        expect(codes).toEqual(NEEDED_BY_OTHERS.get(`${name}!${row}`) ?? []);
      }),
      RUNS,
    );
  });

  it("lets the whole sheet be set aside by name, whatever it holds", () => {
    fc.assert(
      fc.property(brokenSheet, ({ name, grid }) => {
        const sheets = cleanWith(madeSheet(name, grid));
        const reading = readSheets(sheets, { setAside: [name] });
        expect(reading.resultsMayBeWritten).toBe(true);
        expect(reading.fingerprint).toBe(readSheets(cleanWith()).fingerprint);
      }),
      RUNS,
    );
  });
});
