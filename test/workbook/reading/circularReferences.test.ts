import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCellAddress } from "../../../src/workbook";
import { circularCells, referencesIn } from "../../../src/workbook/reading/circularReferences";
import { madeSheet, madeSnapshot, withFormula, type Made } from "../madeSnapshot";

/** Formulas by cell, as a sheet. */
function sheetOf(name: string, formulas: Readonly<Record<string, string>>): ReturnType<typeof madeSheet> {
  const rows: (Made | null)[][] = [];
  for (const [cell, formula] of Object.entries(formulas)) {
    const place = parseCellAddress(cell);
    if (!place) throw new Error(cell);
    while (rows.length < place.row) rows.push([]);
    const row = rows[place.row - 1] ?? [];
    while (row.length <= place.column) row.push(null);
    row[place.column] = withFormula(0, formula);
  }
  return madeSheet(name, rows);
}

function circle(...sheets: readonly ReturnType<typeof madeSheet>[]): string[] {
  return [...circularCells(madeSnapshot(sheets))]
    .flatMap(([sheet, cells]) => [...cells].map((cell) => `${sheet} ${cell}`))
    .sort();
}

describe("areas in a formula", () => {
  const read = (formula: string): string[] =>
    referencesIn(formula).map(
      ({ sheet, top, left, bottom, right }) => `${sheet ?? "."} ${top}:${left}-${bottom}:${right}`,
    );

  it.each([
    ["=H3+1", [". 3:7-3:7"]],
    ["=$H$3*h4", [". 3:7-3:7", ". 4:7-4:7"]],
    ["=SUM(H2:H11)", [". 2:7-11:7"]],
    ["=SUM(H11:$H$2)", [". 2:7-11:7"]],
    ["=Costs!H3", ["Costs 3:7-3:7"]],
    ["='Year''s costs'!H3:H4", ["Year's costs 3:7-4:7"]],
    ["=SUM(A:A)", [". 1:0-1048576:0"]],
    ["=SUM(2:3)", [". 2:0-3:16383"]],
    ['="H3"&H4', [". 4:7-4:7"]],
    ["=[1]Sheet1!H3", []],
    ["='[Book.xlsx]Costs'!H3", []],
    ["=Table1[Amount]+Table1[[#This Row],[H3]]", []],
    ["=ROW(H3)-ROW($A$1)", []],
    ["=INDEX(H:H,ROW(H3))", [". 1:7-1048576:7"]],
    ["=LOG10(H3)", [". 3:7-3:7"]],
    ["=RATE2026+H0+XFE1+A1048577", []],
    ["=1E5+2.5", []],
    ['=IF(A1="","",VLOOKUP(A6,Lists!A:B,2,0))', [". 1:0-1:0", ". 6:0-6:0", "Lists 1:0-1048576:1"]],
    ["=H3:", [". 3:7-3:7"]],
    ["='unclosed", []],
    ['="unclosed', []],
    ["=[unclosed", []],
    ["=((((", []],
  ])("%s", (formula, areas) => expect(read(formula)).toEqual(areas));

  it("are read in one pass, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."=AH12$:!'\"[](),. ROW"), maxLength: 60 }), (text) => {
        for (const area of referencesIn(text)) expect(area.top).toBeLessThanOrEqual(area.bottom);
      }),
      { numRuns: 1_000 },
    );
    const from = performance.now();
    for (const text of ["(".repeat(500_000), "'".repeat(500_000), "[".repeat(500_000), "A1:".repeat(200_000)])
      referencesIn(text);
    expect(performance.now() - from).toBeLessThan(2_000);
  });
});

describe("circles of formulas", () => {
  it.each<[string, ReturnType<typeof madeSheet>[], string[]]>([
    ["a cell and itself", [sheetOf("S", { H6: "=H6+1" })], ["S 6:7"]],
    ["two cells", [sheetOf("S", { H6: "=H7+1", H7: "=H6+1" })], ["S 6:7", "S 7:7"]],
    ["a cell inside its own sum", [sheetOf("S", { H6: "=SUM(H2:H9)", H2: "=5" })], ["S 6:7"]],
    [
      "through another sheet",
      [sheetOf("S", { H6: "=Other!A1" }), sheetOf("Other", { A1: "=s!H6" })],
      ["Other 1:0", "S 6:7"],
    ],
    ["through its own sheet's name", [sheetOf("S", { H6: "=S!H7", H7: "=H6" })], ["S 6:7", "S 7:7"]],
    ["through a whole column", [sheetOf("S", { H6: "=SUM(A:A)", A9: "=H6" })], ["S 6:7", "S 9:0"]],
    ["a chain", [sheetOf("S", { A1: "=B1", B1: "=C1", C1: "=5" })], []],
    ["a total", [sheetOf("S", { H2: "=1", H3: "=2", H4: "=SUM(H2:H3)" })], []],
    ["its own row number", [sheetOf("S", { A2: '="P"&ROW(A2)-1' })], []],
    ["what leads to a circle is not in it", [sheetOf("S", { A1: "=H6", H6: "=H7", H7: "=H6" })], ["S 6:7", "S 7:7"]],
    ["a sheet that is not there", [sheetOf("S", { A1: "=Gone!A1" })], []],
    ["no formulas", [madeSheet("S", [["a"]])], []],
  ])("%s", (_what, sheets, expected) => expect(circle(...sheets)).toEqual(expected));

  it("are those that a search over every cell finds", () => {
    const formulas = fc.array(fc.tuple(fc.nat(7), fc.nat(7), fc.nat(3)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(formulas, (areas) => {
        const leadsTo = areas.map(([from, to]) => areas.map((_, index) => index).filter((index) => index >= Math.min(from, to) && index <= Math.max(from, to))); // prettier-ignore
        const reach = (start: number): Set<number> => {
          const seen = new Set<number>();
          const open = [...(leadsTo[start] ?? [])];
          for (let node = open.pop(); node !== undefined; node = open.pop()) {
            if (seen.has(node)) continue;
            seen.add(node);
            open.push(...(leadsTo[node] ?? []));
          }
          return seen;
        };
        const expected = areas.flatMap((_, index) => (reach(index).has(index) ? [`S ${index + 1}:0`] : []));
        const grid = areas.map(([from, to]) => [withFormula(0, `=SUM(A${from + 1}:A${to + 1})`)]);
        expect(circle(madeSheet("S", grid))).toEqual(expected.sort());
      }),
      { numRuns: 1_000 },
    );
  });

  it("are found in time that grows with the sheet, not with its square", () => {
    const from = performance.now();
    const sums = Array.from({ length: 20_000 }, (_, index) => [
      withFormula(0, `=SUM(B$1:B${index + 1})`),
      withFormula(0, `=A${index + 2}`),
    ]);
    expect(circle(madeSheet("S", sums)).length).toBeGreaterThan(0);
    const chain = Array.from({ length: 100_000 }, (_, index) => [withFormula(0, `=A${index + 2}`)]);
    expect(circle(madeSheet("S", chain))).toEqual([]);
    expect(performance.now() - from).toBeLessThan(5_000);
  });
});
