/** What holds of every reading, whatever the sheets hold. A failure prints its seed. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSheets, type Reading } from "../../src/workbook";
import { madeSheet, madeSnapshot, MONTH_FORMAT, withFormat, withFormula, type Entry, type Grid } from "./madeSnapshot";
import { oddCell } from "./oddCells";
import { inShort } from "./said";

const RUNS = { numRuns: 1_000 };

const STAFFING = ["Post reference", "Business group", "Location", "Role type", "Grade", "Baseline BWT", "Proposed BWT", "Strength", "Start month", "Annual cost"]; // prettier-ignore
const COSTS = [
  "Cost reference",
  "Description",
  "Category",
  "Site",
  "Type",
  "Funding source",
  "Financial year",
  "Amount",
];

const word = fc.constantFrom("Response", "Estates", "HQ", "Northgate", "Digital", "\u00c9tat", "x y", "__proto__", "constructor"); // prettier-ignore
const start = fc.integer({ min: 43_000, max: 50_000 }).map((serial): Entry => withFormat(serial, MONTH_FORMAT));
const posts = fc.integer({ min: 1, max: 400_000 }).map((units) => units / 10_000);

/** A row of Staffing that nothing is wrong with; each post costs some tens of thousands. */
const staffingRow = fc
  .tuple(
    word,
    word,
    fc.constantFrom("Officer", "Staff", "PCSO"),
    word,
    posts,
    posts,
    posts,
    start,
    fc.integer({ min: 20_000, max: 150_000 }),
  ) // prettier-ignore
  .map(([group, location, role, grade, baseline, proposed, strength, month, cost]): Entry[] => [
    group,
    location,
    role,
    grade,
    baseline,
    proposed,
    strength,
    month,
    Math.floor(proposed * cost * 100) / 100,
  ]);

const costRow = fc
  .tuple(
    word,
    word,
    word,
    fc.constantFrom("Capital", "Revenue one-off", "Revenue recurring"),
    word,
    fc.constantFrom("2026/27", "2027/28"),
    fc.integer({ min: 5_000_000, max: 50_000_000 }),
  ) // prettier-ignore
  .map(([description, category, site, type, source, year, pence]): Entry[] => [
    description,
    category,
    site,
    type,
    source,
    year,
    pence / 100,
  ]);

type Case = { readonly staffing: Grid; readonly costs: Grid };

const keyed = (prefix: string, rows: readonly Entry[][]): Entry[][] =>
  rows.map((row, index) => [`${prefix}${index + 1}`, ...row]);

const soundCase = fc
  .record({
    staffing: fc.array(staffingRow, { minLength: 1, maxLength: 6 }),
    costs: fc.array(costRow, { minLength: 1, maxLength: 6 }),
  })
  .map(({ staffing, costs }): Case => ({
    staffing: [STAFFING, ...keyed("P", staffing)],
    costs: [COSTS, ...keyed("K", costs)],
  }));

const oddities = fc.array(fc.tuple(fc.boolean(), fc.nat(), fc.nat(), oddCell), { maxLength: 6 });

/** A sound case with some cells replaced, anywhere below the headings. */
const brokenCase = fc.tuple(soundCase, oddities).map(([{ staffing, costs }, odd]): Case => {
  const copies = { staffing: staffing.map((row) => [...row]), costs: costs.map((row) => [...row]) };
  for (const [isStaffing, row, column, cell] of odd) {
    const grid = isStaffing ? copies.staffing : copies.costs;
    const target = grid[1 + (row % (grid.length - 1))];
    if (target) target[column % target.length] = cell;
  }
  return copies;
});

function read({ staffing, costs }: Case, dateSystem: 1900 | 1904 = 1900): Reading {
  return readSheets(madeSnapshot([madeSheet("Staffing", staffing), madeSheet("Costs", costs)], { dateSystem }));
}

/** What is said, without where: the same for the same cells in another order. */
function saidAnywhere(reading: Reading): readonly string[] {
  return reading.findings.map((finding) => `${finding.code} ${finding.severity} ${finding.sheet ?? ""} ${finding.value ?? ""}`).sort(); // prettier-ignore
}

describe("every reading", () => {
  it("P4: is the same when rows and columns stand in another order, but for addresses", () => {
    const moved = fc.tuple(soundCase, fc.infiniteStream(fc.nat()));
    fc.assert(
      fc.property(moved, ([sound, chances]) => {
        const shuffled = <T>(items: readonly T[]): T[] =>
          items.map((item) => ({ item, rank: chances.next().value as number })).sort((a, b) => a.rank - b.rank).map(({ item }) => item); // prettier-ignore
        const turned = (grid: Grid): Grid => {
          const [heading = [], ...rows] = grid;
          const columns = shuffled(heading.map((_, index) => index));
          return [heading, ...shuffled(rows)].map((row) => columns.map((column) => row[column] ?? null));
        };
        const before = read(sound);
        const after = read({ staffing: turned(sound.staffing), costs: turned(sound.costs) });
        expect(after.fingerprint).toBe(before.fingerprint);
        expect(after.totals).toEqual(before.totals);
        expect(saidAnywhere(after)).toEqual(saidAnywhere(before));
      }),
      RUNS,
    );
  });

  it("P13: changes with one amount only in the totals that hold it", () => {
    fc.assert(
      fc.property(soundCase, fc.nat(), fc.integer({ min: 5_000_000, max: 50_000_000 }), (sound, at, pence) => {
        const row = 1 + (at % (sound.costs.length - 1));
        const changed = sound.costs.map((cells, index) =>
          index === row ? [...cells.slice(0, 7), pence / 100] : cells,
        );
        const before = read(sound);
        const after = read({ ...sound, costs: changed });
        expect(after.totals?.staffing).toEqual(before.totals?.staffing);
        const others = (reading: Reading): unknown =>
          reading.businessCase?.costs.filter((_, index) => index !== row - 1);
        expect(others(after)).toEqual(others(before));
        expect(after.businessCase?.posts).toEqual(before.businessCase?.posts);
        expect(after.businessCase?.costs[row - 1]?.amount?.amount).toBe(pence);
      }),
      RUNS,
    );
  });

  it("P15: has the same amounts, posts and months however they are held", () => {
    const costs: Grid = [COSTS, ["K1", "a", "b", "c", "Capital", "By order", "2026/27", 5_000]];
    type Held = (units: number, month: number, amount: number) => { cells: readonly Entry[]; system: 1900 | 1904 };
    const held = (cells: readonly Entry[], system: 1900 | 1904 = 1900): { cells: readonly Entry[]; system: 1900 | 1904 } => ({ cells, system }); // prettier-ignore
    const forms: readonly Held[] = [
      (units, month, amount) => held([String(units), withFormat(month, "dd/mm/yyyy"), String(amount)]),
      (units, month, amount) => held([` ${units} `, month, ` £${amount} `]),
      (units, month, amount) => held([`${units}.0`, withFormula(month, "=DATE(2026,4,1)"), `${amount}.00`]),
      (units, month, amount) => held([withFormula(units, "=2+3"), withFormat(month, MONTH_FORMAT), withFormula(amount, "=SUM(1,2)")]), // prettier-ignore
      (units, month, amount) => held([units + 1e-12, withFormat(month, MONTH_FORMAT), amount]),
      (units, month, amount) => held([units, withFormat(month - 1_462, MONTH_FORMAT), amount], 1904),
    ];
    const of = ({ cells: [proposed = null, month = null, annual = null], system }: ReturnType<Held>): unknown => {
      const row: Entry[] = ["P1", "Response", "HQ", "Staff", "G1", 0, proposed, 0, month, annual];
      const post = read({ staffing: [STAFFING, row], costs }, system).businessCase?.posts[0];
      return post && { proposed: post.proposed, month: post.startMonth, annual: post.annualCost?.amount };
    };
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999 }),
        fc.integer({ min: 20_000, max: 150_000 }),
        fc.integer({ min: 43_000, max: 50_000 }),
        fc.constantFrom(...forms),
        (units, cost, month, form) => {
          const plain = of(held([units, withFormat(month, MONTH_FORMAT), units * cost]));
          expect(plain).toBeDefined();
          expect(of(form(units, month, units * cost))).toEqual(plain);
        },
      ),
      RUNS,
    );
  });

  it("P16: accounts for every row it saw, whatever the cells hold", () => {
    fc.assert(
      fc.property(brokenCase, (broken) => {
        const reading = read(broken);
        for (const { seen, used, setAside, blocked } of reading.rows.values()) {
          expect(seen).toBe(used + setAside + blocked);
          expect(Math.min(seen, used, setAside, blocked)).toBeGreaterThanOrEqual(0);
        }
        if (reading.totals) expect(reading.rows.get("Costs")?.used).toBe(reading.totals.costs.rows);
      }),
      RUNS,
    );
  });

  it("P18: says the same in the same order each time: by sheet, row, column and code", () => {
    fc.assert(
      fc.property(brokenCase, (broken) => {
        const first = read(broken);
        expect(read(broken).findings).toEqual(first.findings);
        const place = (text: string | null): [number, number] => {
          const found = /^([A-Z]+)(\d+)$/.exec(text ?? "");
          return found ? [Number(found[2]), found[1]?.length === 1 ? found[1].charCodeAt(0) : 999] : [0, 0];
        };
        const keys = first.findings.map((finding) => {
          const [row, column] = place(finding.cell);
          return [
            finding.sheet === null ? 0 : finding.sheet === "Staffing" ? 1 : 2,
            row,
            column,
            finding.code,
          ] as const;
        });
        for (let index = 1; index < keys.length; index++) {
          const [a, b] = [keys[index - 1], keys[index]];
          if (!a || !b) continue;
          const order = a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || (a[3] < b[3] ? -1 : a[3] > b[3] ? 1 : 0);
          expect(order, first.findings.map(inShort).join(", ")).toBeLessThanOrEqual(0);
        }
      }),
      RUNS,
    );
  });

  it("gives a case only where nothing is open, and never throws or touches the prototype of objects", () => {
    fc.assert(
      fc.property(brokenCase, (broken) => {
        const reading = read(broken);
        const isOpen = reading.findings.some((finding) => finding.severity === "error" || finding.severity === "fatal" || finding.isQuestion); // prettier-ignore
        expect(reading.businessCase === null).toBe(isOpen);
        expect(reading.resultsMayBeWritten).toBe(!isOpen);
        expect(reading.fingerprint === null).toBe(isOpen);
        for (const finding of reading.findings) {
          expect(finding.message).not.toBe("");
          expect(finding.next).not.toBe("");
          expect(finding.message.length).toBeLessThan(500);
        }
        expect(Object.keys(Object.prototype)).toEqual([]);
        expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
      }),
      RUNS,
    );
  });

  it("P17: keeps every error when a sound row is added", () => {
    fc.assert(
      fc.property(brokenCase, costRow, (broken, row) => {
        const errors = (reading: Reading): string[] =>
          reading.findings.filter((finding) => finding.severity === "error" && finding.sheet === "Costs").map(inShort);
        const before = errors(read(broken));
        const after = new Set(errors(read({ ...broken, costs: [...broken.costs, ["K99", ...row]] })));
        expect(before.filter((line) => !after.has(line))).toEqual([]);
      }),
      RUNS,
    );
  });
});
