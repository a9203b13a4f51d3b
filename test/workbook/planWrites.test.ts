import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { day, evaluate, formatYear, posts, type BusinessCase, type Figure } from "../../src/model";
import {
  cellAddress,
  figureAt,
  figureAtCell,
  layOutResults,
  planWrites,
  STAMP_BEGINNING,
  type OwnedCell,
  type OwnedSheetPlan,
  type OwnedTable,
  type Snapshot,
  type WritePlan,
} from "../../src/workbook";
import { someCase } from "../model/caseGenerator";
import {
  exactly,
  makeAssumption,
  makeCase,
  makeCost,
  makeDecision,
  makeFunding,
  makePost,
  year,
} from "../model/caseMaker";
import { intelligenceTom } from "../model/intelligenceTom";
import { madeSheet, madeSnapshot } from "./madeSnapshot";
import { applied, edited, planned, readingOf, requestFor, rowNamed, sheetOfPlan, tableNamed } from "./plannedWorkbook";

const tom = intelligenceTom();
const tomPlan = planWrites(requestFor(tom));
const results = sheetOfPlan(tomPlan, "results");

function titleOf(sheet: OwnedSheetPlan, row: number): unknown {
  return sheet.texts.find((text) => text.row === row && text.column === 0)?.cell.value;
}

function namesOf(sheet: OwnedSheetPlan): readonly string[] {
  return sheet.tables.map((table) => table.name);
}

/** A number as it stands on a sheet, from the model's units. */
function onSheet(figure: Figure): unknown {
  if (figure.value.kind !== "number") return undefined;
  const perUnit = { money: 100, wholePounds: 1, posts: 10_000, share: 10_000, percent: 1_000, count: 1, text: 1 }[
    figure.unit
  ];
  return figure.value.value / perUnit;
}

describe("the results sheet of the worked example", () => {
  it("says what it is in A1, whose it is in A2 and which run it is in A3", () => {
    expect(titleOf(results, 1)).toBe(
      "Results of PCD 484: Intelligence Target Operating Model Phase 1 Outline Business Case",
    );
    expect(titleOf(results, 2)).toMatch(new RegExp(`^${STAMP_BEGINNING}: `));
    expect(titleOf(results, 3)).toMatch(/^Run 1\. Model \d+\.\d+\.\d+\. Inputs [0-9a-f]{16}\.$/);
  });

  it("stands in the order in which a decision is made", () => {
    expect(namesOf(results)).toEqual([
      "bcfDecisionCard",
      "bcfCostByYear",
      "bcfFunding",
      "bcfReserves",
      "bcfFunds",
      "bcfCapital",
      "bcfMediumTermPlan",
      "bcfBridges",
      "bcfWorkforce",
      "bcfVacancies",
      "bcfApportionment",
      "bcfRankMix",
      "bcfAppraisal",
      "bcfDiscountFactors",
      "bcfSensitivity",
      "bcfSwitching",
      "bcfApprovals",
      "bcfRoutes",
      "bcfChecks",
      "bcfAssumptions",
    ]);
  });

  it("has a heading above every table and one blank row between", () => {
    const used = new Set(results.texts.map(({ row }) => row));
    let blankRow = 4;
    for (const table of results.tables) {
      const headed = table.top - 1;
      expect(used).toContain(headed);
      expect(used).not.toContain(blankRow);
      blankRow = table.top + table.rows.length + 1;
    }
    const rows = results.tables.flatMap((table) => [table.top, ...table.rows.map((_, down) => table.top + 1 + down)]);
    expect(new Set([...rows, ...used]).size).toBe(rows.length + used.size);
  });

  it("has no blank row inside a table, and headings that are there and all different", () => {
    for (const table of results.tables) expectSound(table);
  });

  it("shows the case as the paper puts it", () => {
    const card = tableNamed(results, "bcfDecisionCard");
    expect(rowNamed(card, "Cost to the horizon (£)")["Value"]).toBe(2_763_000);
    expect(rowNamed(card, "Paid once: one-off revenue and capital (£)")["Value"]).toBe(703_000);
    expect(rowNamed(card, "Paid every year: full-year recurring cost (£)")["Value"]).toBe(206_000);
    expect(rowNamed(card, "Cost of the first full year, 2019/20 (£)")["Value"]).toBe(909_000);
    expect(rowNamed(card, "First year with pressure")).toMatchObject({ Value: "2020/21" });
    expect(rowNamed(card, "Net present cost over 5 years (£)")["Value"]).toBe(1_665_654);
    expect(rowNamed(card, "Officers to be found by business groups (posts)")["Value"]).toBe(4);
    expect(rowNamed(card, "As at")).toMatchObject({
      Value: "no date",
      Note: "No As at date: nothing that depends on today was judged.",
    });
  });

  it("gives years as headings with their unit, in the same columns of every table by year", () => {
    const first = (name: string): number => tableNamed(results, name).headings.indexOf("2019/20 (£)");
    const columns = ["bcfCostByYear", "bcfFunding", "bcfReserves", "bcfCapital", "bcfMediumTermPlan"].map(first);
    expect(new Set(columns).size).toBe(1);
    expect(columns[0]).toBeGreaterThan(1);
  });

  it("says who pays, how firmly, and what is left", () => {
    const funding = tableNamed(results, "bcfFunding");
    expect(rowNamed(funding, "Intelligence reserve")).toMatchObject({ Standing: "Approved", "2019/20 (£)": 206_000 });
    expect(rowNamed(funding, "Updated MPS Capital Plan")).toMatchObject({ Standing: "Provisional" });
    expect(rowNamed(funding, "Provisional")["2019/20 (£)"]).toBe(374_000);
    expect(rowNamed(funding, "Gap")["2019/20 (£)"]).toBe(0);
    expect(rowNamed(funding, "Total to be funded")["2019/20 (£)"]).toBe(909_000);
  });

  it("gives every word that has a colour a word to match", () => {
    for (const table of results.tables) {
      for (const column of Object.keys(table.wordColours ?? {})) {
        expect(table.headings[Number(column)], table.name).toBeDefined();
      }
    }
  });

  it("is as wide as its contents, and no number is wider than its column", () => {
    for (const width of results.columnWidths) expect(width).toBeGreaterThanOrEqual(12);
    for (const width of results.columnWidths) expect(width).toBeLessThanOrEqual(60);
    for (const table of results.tables) {
      for (const row of table.rows) {
        row.forEach((cell, column) => {
          if (typeof cell.value !== "number" || cell.style !== "money") return;
          const shown = cell.value.toLocaleString("en-GB", { minimumFractionDigits: 2 });
          expect(shown.length).toBeLessThan(results.columnWidths[table.left + column] ?? 0);
        });
      }
    }
  });
});

/** Steps between two figures of their row, dates, and amounts that the register has no figure for. */
const WITHOUT_A_FIGURE: Readonly<Record<string, readonly string[]>> = {
  bcfDecisionCard: ["As at", "Board date", "Date signed", "Officers to be found by business groups (posts)"],
  bcfWorkforce: [
    "Baseline (posts)",
    "Moved in (posts)",
    "Moved out (posts)",
    "Growth (posts)",
    "Removal (posts)",
    "Proposed (posts)",
    "Change (posts)",
    "Strength (posts)",
    "Vacant (posts)",
    "Over strength (posts)",
  ],
  bcfPostingPlan: ["Vacant before (posts)"],
  bcfPostings: ["Posted (posts)", "Left vacant (posts)"],
  bcfApportionment: ["Weight (posts)"],
  bcfRankMix: ["Posts", "Cost of one post (£)", "Cost a year (£)"],
  bcfApprovals: ["Explained by printed digits up to"],
  bcfMonitoring: ["Budget (£)", "Forecast or actual (£)"],
  bcfWhyItMoved: ["Variance (£)"],
  bcfMonitoredTotals: ["Stated (£)", "Sum of parts (£)"],
  bcfRoutes: ["Amount (£)", "From (£)"],
};

/** Rows of which amounts are no figures of their own. */
const ROWS_WITHOUT_A_FIGURE: readonly string[] = ["Savings targets, not counted"];

describe("the way back from a cell to its figure", () => {
  it("leads from every number of the sheet to the figure that it is", () => {
    expect(expectTraced(tom)).toBeGreaterThan(200);
  });

  it("leads nowhere from words, from another sheet, or from outside the tables", () => {
    const layout = layOutResults(evaluate(tom), readingOf(tom), "Model results");
    expect(figureAt(layout, "Model results", "A1")).toBeNull();
    expect(figureAt(layout, "Model results", "A7")).toBeNull();
    expect(figureAt(layout, "Costs", "B12")).toBeNull();
    expect(figureAt(layout, "Model results", "ZZ4000")).toBeNull();
    expect(figureAt(layout, "Model results", "nonsense")).toBeNull();
  });

  it("knows the sheet by the name it has in the workbook, in any case", () => {
    const request = requestFor(tom, { choices: { results: "Answers" } });
    const { after } = planned(request);
    const card = tableNamed(sheetOfPlan(planWrites(request), "results"), "bcfDecisionCard");
    const row = card.top + 1 + card.rows.findIndex((cells) => cells[0]?.value === "Cost to the horizon (£)");
    const at = (sheet: string): unknown =>
      figureAtCell({ snapshot: after, reading: request.reading }, request, { sheet, row, column: 1 });
    expect(at("ANSWERS")).toEqual({ figure: "cost.total", address: `Answers!B${row}` });
    expect(at("Model results")).toBeNull();
  });

  it("holds for other cases", () => {
    fc.assert(
      fc.property(someCase, (example) => void expectTraced(example)),
      { numRuns: 60, seed: 484 },
    );
  });
});

/** Every number of the results sheet is the figure it is traced to, or one of those that have none. Counts the figures. */
function expectTraced(businessCase: BusinessCase): number {
  const request = requestFor(businessCase);
  const sheet = sheetOfPlan(planWrites(request), "results");
  const layout = layOutResults(request.evaluation, request.reading, sheet.name);
  let traced = 0;
  for (const table of sheet.tables) {
    table.rows.forEach((row, down) =>
      row.forEach((cell, column) => {
        const id = figureAt(layout, sheet.name, cellAddress(table.top + 1 + down, table.left + column));
        const figure = id === null ? undefined : request.evaluation.figures.get(id);
        if (figure !== undefined) {
          traced++;
          expectShown(cell, figure);
        } else if (typeof cell.value === "number") {
          const allowed = WITHOUT_A_FIGURE[table.name] ?? [];
          const name = String(row[0]?.value);
          const isAllowed =
            allowed.includes(table.name === "bcfDecisionCard" ? name : (table.headings[column] ?? "")) ||
            ROWS_WITHOUT_A_FIGURE.includes(name) ||
            (table.name === "bcfCapital" && isSharedSite(request.evaluation, name));
          expect(isAllowed, `${table.name}: ${name}, ${table.headings[column]}`).toBe(true);
        }
      }),
    );
  }
  return traced;
}

function expectShown(cell: OwnedCell, figure: Figure): void {
  if (figure.value.kind === "needed") expect(cell.value).toBe(`input needed: ${figure.value.needed}`);
  else if (figure.value.kind === "number") expect(cell.value, figure.id).toBe(onSheet(figure));
  else if (cell.style !== "date") expect(cell.value).toBe(figure.value.text);
}

/** A site whose capital comes from several places, or is lowered by a credit, has no figure for each of them. */
function isSharedSite(evaluation: ReturnType<typeof evaluate>, site: string): boolean {
  const parts = evaluation.capital.filter((part) => part.site === site);
  const slug = parts[0]?.slug ?? "";
  return (
    evaluation.years.some((at) => {
      const value = evaluation.figures.get(`capital.${slug}.${formatYear(at)}`)?.value;
      const inYear = parts.filter((part) => part.year === at);
      return inYear.length > 1 || (value?.kind === "number" && value.value !== (inYear[0]?.amount ?? 0));
    }) || new Set(parts.map((part) => `${part.source} ${part.standing}`)).size > 1
  );
}

function expectSound(table: OwnedTable): void {
  const folded = table.headings.map((heading) => heading.toLowerCase());
  expect(new Set(folded).size, table.name).toBe(folded.length);
  for (const heading of folded) expect(heading).not.toBe("");
  expect(table.rows.length).toBeGreaterThan(0);
  for (const row of table.rows) {
    expect(row.length, table.name).toBe(table.headings.length);
    expect(row.some((cell) => cell.value !== null && cell.value !== "")).toBe(true);
    for (const cell of row) if (typeof cell.value === "number") expect(Number.isFinite(cell.value)).toBe(true);
  }
}

describe("what a case does not give", () => {
  const bare = makeCase({ costs: [makeCost("C1")] });

  it("is left out, or said in a line of the card", () => {
    const request = requestFor(bare);
    const reading = readingOf(bare, {
      absent: ["no Funding sheet: sources have no limit"],
      choicesMade: ["row 9 of Costs set aside"],
    });
    const sheet = sheetOfPlan(planWrites({ ...request, reading }), "results");
    for (const name of ["bcfReserves", "bcfFunds", "bcfCapital", "bcfWorkforce", "bcfApportionment", "bcfApprovals"])
      expect(namesOf(sheet)).not.toContain(name);
    const card = tableNamed(sheet, "bcfDecisionCard");
    expect(rowNamed(card, "Not in the workbook")["Note"]).toBe("No Funding sheet: sources have no limit.");
    expect(rowNamed(card, "Chosen for this run")["Note"]).toBe("Row 9 of Costs set aside.");
  });

  it("is asked for in words, never shown as 0", () => {
    const needing = makeCase({
      costs: [makeCost("C1", { type: "Revenue recurring", fundingSource: "Rainy day" })],
      funding: [makeFunding("Rainy day", "Earmarked reserve", { eligibleFor: ["Recurring revenue"] })],
    });
    const table = tableNamed(sheetOfPlan(planWrites(requestFor(needing)), "results"), "bcfReserves");
    const closing = table.rows.filter((row) => row[1]?.value === "Closing").flatMap((row) => row.slice(2));
    expect(closing.length).toBeGreaterThan(0);
    for (const cell of closing) expect(cell.value).toMatch(/^input needed: /);
  });

  it("does not stop a case without anything at all", () => {
    const sheet = sheetOfPlan(planWrites(requestFor(makeCase())), "results");
    for (const table of sheet.tables) expectSound(table);
    expect(titleOf(sheet, 1)).toBe("Results of the business case");
  });
});

describe("assumptions", () => {
  it("stand with the case's own value where it states one", () => {
    const own = makeCase({
      assumptions: [
        makeAssumption("discount-rate", { unit: "percent", rate: { numerator: 3, denominator: 100 } as never }),
      ],
    });
    const table = tableNamed(sheetOfPlan(planWrites(requestFor(own)), "results"), "bcfAssumptions");
    expect(rowNamed(table, "Discount rate")).toMatchObject({ Value: "3%", Whose: "this case" });
    expect(rowNamed(table, "Capital de minimis")).toMatchObject({ Value: "£10,000", Whose: "default" });
  });
});

describe("dates", () => {
  const signed = makeCase({
    asAt: day(2019, 1, 31),
    decision: makeDecision({ dateSigned: day(2018, 10, 31), boardDate: day(2018, 10, 31) }),
  });

  it.each([
    [1900 as const, 43_496, 43_769],
    [1904 as const, 42_034, 42_307],
  ])("are serials of the %s date system", (dateSystem, asAt, due) => {
    const request = requestFor(signed, { snapshot: madeSnapshot([], { dateSystem }) });
    const card = tableNamed(sheetOfPlan(planWrites(request), "results"), "bcfDecisionCard");
    expect(rowNamed(card, "As at")["Value"]).toBe(asAt); // 31 January 2019
    expect(rowNamed(card, "Full business case due")["Value"]).toBe(due); // 31 October 2019
    const row = card.rows.find((cells) => cells[0]?.value === "As at");
    expect(row?.[1]?.style).toBe("date");
  });
});

describe("text of people's own making", () => {
  const HOSTILE = [
    "=1+1",
    "@SUM(A1)",
    "\t=cmd",
    "line\r\nbreak",
    "half a pair \ud83d",
    "\u0000\u0001\u001f",
    "x".repeat(40_000),
    "",
    " ",
  ];

  it.each(HOSTILE.map((name) => [JSON.stringify(name).slice(0, 30), name] as const))(
    "stays text that a cell can hold: %s",
    (_shown, name) => {
      const hostile = makeCase({
        decision: makeDecision({ reference: name, title: name, decisionMaker: name }),
        posts: [makePost("P1", { unit: name, grade: name, unitCost: exactly(1), proposed: posts(2) })],
        costs: [
          makeCost("C1", { description: name, site: name, type: "Capital", fundingSource: name === "" ? null : name }),
        ],
        funding: [makeFunding(name === "" ? "Fund" : name, "Capital plan")],
      });
      const request = requestFor(hostile);
      const { plan, after } = planned(request);
      for (const sheet of plan.sheets) {
        const cells = [...sheet.texts.map(({ cell }) => cell), ...sheet.tables.flatMap((table) => table.rows.flat())];
        for (const { value } of cells) {
          if (typeof value !== "string") continue;
          expect(value.length).toBeLessThanOrEqual(32_767);
          expect(value).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]/);
          expect(value).not.toMatch(/\p{Cs}/u);
        }
      }
      expect(planWrites({ ...request, snapshot: after }).changes).toHaveLength(0);
    },
  );
});

describe("names of tables", () => {
  it("give way to tables and names of the person's, in any case, and to a kept copy of ours", () => {
    const request = requestFor(tom);
    const own = madeSheet("Own", [["Fund"], ["x"]], {
      tables: [
        { name: "BCFFUNDS_2", area: { top: 1, left: 0, bottom: 2, right: 0 }, hasHeader: true, hasTotals: false },
      ],
    });
    const kept = { ...planned(request).after.sheets[0]!, id: "kept", name: "Results in May" };
    const snapshot = madeSnapshot([own, { ...kept, ownership: null }], { definedNames: ["bcfFlags"] });
    const { plan, after } = planned({ ...request, snapshot });
    expect(namesOf(sheetOfPlan(plan, "results"))).toContain("bcfFunds_3");
    expect(namesOf(sheetOfPlan(plan, "results"))).toContain("bcfCostByYear_2");
    expect(namesOf(sheetOfPlan(plan, "flags"))).toEqual(["bcfFlags_2"]);
    const again = planWrites({ ...request, snapshot: after });
    expect(again.sheets.flatMap(namesOf)).toEqual(plan.sheets.flatMap(namesOf));
    expect(again.changes).toEqual([]);
  });

  it("are free again where a host lists them among the defined names", () => {
    const request = requestFor(tom);
    const { plan, after } = planned(request);
    const snapshot: Snapshot = {
      ...after,
      facts: { ...after.facts, definedNames: plan.sheets.flatMap(namesOf) },
    };
    expect(planWrites({ ...request, snapshot }).sheets.flatMap(namesOf)).toEqual(plan.sheets.flatMap(namesOf));
  });
});

describe("which sheet is written", () => {
  it("is a new one of the name chosen, or ours by its mark under the name it has", () => {
    const request = requestFor(tom, { choices: { results: "Answers" } });
    const { plan, after } = planned(request);
    expect(plan.sheets.map(({ name, replaces }) => ({ name, replaces }))).toEqual([
      { name: "Answers", replaces: null },
      { name: "Model flags", replaces: null },
    ]);
    const again = planWrites({ ...request, choices: {}, snapshot: after });
    expect(sheetOfPlan(again, "results")).toMatchObject({ name: "Answers", replaces: "new Answers" });
  });

  it("is the one of the wanted name where a person has kept a copy with our mark", () => {
    const request = requestFor(tom);
    const { after } = planned(request);
    const copy = { ...after.sheets[0]!, id: "copy", name: "Model results (2)" };
    const plan = planWrites({ ...request, snapshot: { ...after, sheets: [copy, ...after.sheets] } });
    expect(sheetOfPlan(plan, "results")).toMatchObject({ name: "Model results", replaces: "new Model results" });
  });

  it("is never a sheet of the person's", () => {
    const own = madeSheet("Model flags", [["mine"]]);
    const plan = planWrites(requestFor(tom, { snapshot: madeSnapshot([own]) }));
    expect(plan.sheets.map(({ replaces }) => replaces)).toEqual([null, null]);
  });
});

describe("the number of the run", () => {
  const request = requestFor(tom);
  const { after } = planned(request);
  const stampAfter = (parts: Partial<typeof request>): unknown =>
    titleOf(sheetOfPlan(planWrites({ ...request, snapshot: after, ...parts }), "results"), 3);
  const other = { ...request.reading, fingerprint: "0123456789abcdef" };

  it("stays while inputs and model stay", () => {
    expect(stampAfter({})).toMatch(/^Run 1\. /);
  });

  it("goes up when the inputs move", () => {
    expect(stampAfter({ reading: other })).toMatch(/^Run 2\. .* Inputs 0123456789abcdef\.$/);
  });

  it("goes up when the model moves", () => {
    expect(stampAfter({ evaluation: { ...request.evaluation, modelVersion: "9.9.9" } })).toMatch(
      /^Run 2\. Model 9\.9\.9\. /,
    );
  });

  it("goes on from the flags sheet where the results sheet was taken away", () => {
    const flagsOnly = { ...after, sheets: after.sheets.filter((sheet) => sheet.ownership?.role === "flags") };
    expect(stampAfter({ snapshot: flagsOnly, reading: other })).toMatch(/^Run 2\. /);
  });

  it.each([
    "Run 7",
    "Run -7. Model 0.1.0. Inputs 0123456789abcdef.",
    "Run 7. Model 0.1.0. Inputs 0123456789ABCDEF.",
    "",
    7,
  ])("begins again after a stamp that a person changed: %s", (stamp) => {
    const changed = ["Model results", "Model flags"].reduce(
      (snapshot, name) => edited(snapshot, name, [{ row: 3, column: 0, value: stamp }]),
      after,
    );
    expect(stampAfter({ snapshot: changed, reading: other })).toMatch(/^Run 1\. /);
  });
});

describe("what would change", () => {
  const request = requestFor(tom);
  const { plan, after } = planned(request);

  it("on new sheets is every cell that will hold something", () => {
    const cells = after.sheets.flatMap((sheet) =>
      sheet.rows.flatMap(({ row, values }) =>
        values.flatMap((value, column) => (value == null ? [] : [`${sheet.name}!${cellAddress(row, column)}`])),
      ),
    );
    expect(plan.changes.map(({ sheet, cell }) => `${sheet}!${cell}`).sort()).toEqual(cells.sort());
    for (const change of plan.changes) expect(change.now).toBeNull();
  });

  it("is nothing when the same inputs are run again", () => {
    expect(planWrites({ ...request, snapshot: after }).changes).toEqual([]);
  });

  it("is what a person has typed over, beside and below, as it stands and as it will be", () => {
    const changed = edited(after, "Model results", [
      { row: 1, column: 0, value: "Mine now" },
      { row: 2, column: 9, value: "a remark" },
      { row: 900, column: 3, value: 5 },
    ]);
    expect(planWrites({ ...request, snapshot: changed }).changes).toEqual([
      { sheet: "Model results", cell: "A1", now: "Mine now", willBe: titleOf(results, 1) },
      { sheet: "Model results", cell: "J2", now: "a remark", willBe: null },
      { sheet: "Model results", cell: "D900", now: 5, willBe: null },
    ]);
  });

  it("is a formula of a person's over a value of ours, even where it gives the same", () => {
    const title = titleOf(results, 1) as string;
    const changed = edited(after, "Model results", [{ row: 1, column: 0, value: title, formula: `="${title}"` }]);
    expect(planWrites({ ...request, snapshot: changed }).changes).toEqual([
      { sheet: "Model results", cell: "A1", now: title, willBe: title },
    ]);
  });

  it("tells a number from the text of it, and an empty text from nothing not at all", () => {
    const row = tableNamed(results, "bcfCostByYear").top + 1;
    const changed = edited(after, "Model results", [
      { row, column: 3, value: "206000" },
      { row: 4, column: 0, value: "" },
    ]);
    expect(planWrites({ ...request, snapshot: changed }).changes).toEqual([
      { sheet: "Model results", cell: `D${row}`, now: "206000", willBe: 206_000 },
    ]);
  });

  it("is the same plan every time, whatever stands in the workbook besides", () => {
    const beside = madeSnapshot([madeSheet("Notes", [["x"]])]);
    const plain = (made: WritePlan): string => JSON.stringify(made);
    expect(plain(planWrites(requestFor(tom)))).toBe(plain(planWrites(requestFor(tom, { snapshot: beside }))));
    expect(plan.inputsFingerprint).toBe(request.reading.fingerprint);
  });
});

describe("laws of planning", () => {
  it("a plan that has been applied leaves nothing to change, and reads back as it was written", () => {
    fc.assert(
      fc.property(someCase, (example) => {
        const request = requestFor(example);
        const { plan, after } = planned(request);
        for (const sheet of plan.sheets) for (const table of sheet.tables) expectSound(table);
        const again = planWrites({ ...request, snapshot: after });
        expect(again.changes).toEqual([]);
        expect(applied(after, again)).toEqual(after);
      }),
      { numRuns: 150, seed: 484 },
    );
  });

  it("columns hold at least twelve characters, and every wrapped row has room for its lines", () => {
    fc.assert(
      fc.property(someCase, (example) => {
        for (const sheet of planWrites(requestFor(example)).sheets) {
          for (const width of sheet.columnWidths) expect(width).toBeGreaterThanOrEqual(12);
          for (const table of sheet.tables) {
            table.rows.forEach((row, down) =>
              row.forEach(({ value, style }, column) => {
                if (style !== "note") return;
                const lines = sheet.linesInRow[table.top + 1 + down] ?? 1;
                const room = lines * (sheet.columnWidths[table.left + column] ?? 0);
                expect(String(value).length).toBeLessThanOrEqual(room);
              }),
            );
          }
        }
      }),
      { numRuns: 60, seed: 484 },
    );
  });
});

describe("a case that begins part way through a year", () => {
  it("names the first year in which all of it is paid for twelve months", () => {
    const late = makeCase({
      posts: [makePost("P1", { unitCost: exactly(1_200), startMonth: (2019 * 12 + 9) as never })], // October 2019
      decision: makeDecision({ baseYear: year("2019/20"), horizonInYears: 3 }),
    });
    const card = tableNamed(sheetOfPlan(planWrites(requestFor(late)), "results"), "bcfDecisionCard");
    expect(rowNamed(card, "Cost of the first full year, 2020/21 (£)")["Value"]).toBe(1_200);
  });
});
