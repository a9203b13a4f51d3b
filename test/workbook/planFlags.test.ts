import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluate, pounds, type Evaluation, type Flag, type FlagSeverity, type LineId } from "../../src/model";
import { planWrites, type CellValue, type OwnedTable, type PlanRequest, type Snapshot } from "../../src/workbook";
import { makeCase, makeCost, year } from "../model/caseMaker";
import { intelligenceTom } from "../model/intelligenceTom";
import { cleanCosts, cleanStaffing, madeSheet, madeSnapshot, type Grid } from "./madeSnapshot";
import { readSheets } from "../../src/workbook";
import {
  applied,
  edited,
  finding,
  MadeSourceMap,
  planned,
  readingOf,
  requestFor,
  rowNamed,
  sheetOfPlan,
  tableNamed,
  withFlags,
  type Edit,
} from "./plannedWorkbook";

const COLUMNS = [
  "Flag",
  "Severity",
  "Code",
  "Sheet",
  "Cell",
  "What",
  "Financial year",
  "Baseline",
  "Current",
  "Variance (£)",
  "Variance (%)",
  "Sense",
  "Rule and limit that decided",
  "Who must agree",
  "Reason",
  "Owner",
  "Status",
  "Signed by",
  "Signed on",
  "Figure signed",
  "First seen (run)",
  "Last seen (run)",
];

const oneCost = makeCase({ costs: [makeCost("C1"), makeCost("C2")] });

function flag(parts: Partial<Flag> = {}): Flag {
  return {
    code: "MTFP_GAP",
    severity: "warning",
    topic: "Medium term plan",
    place: null,
    sheet: null,
    alsoAt: [],
    year: null,
    message: "Something is not covered.",
    next: "Find savings.",
    amounts: null,
    rule: "Recurring cost left over",
    whoMustAgree: null,
    figures: [],
    ...parts,
  };
}

/** A flag that compares pounds. */
function moneyFlag(current: number, parts: Partial<Flag> = {}): Flag {
  return flag({
    amounts: { unit: "money", baseline: pounds(200_000), current: pounds(current), sense: "Adverse" },
    ...parts,
  });
}

function requestWith(flags: readonly Flag[], parts: Partial<PlanRequest> = {}): PlanRequest {
  const request = requestFor(oneCost, parts);
  return { ...request, evaluation: withFlags(request.evaluation, flags) };
}

function flagsOf(request: PlanRequest): OwnedTable {
  const sheet = sheetOfPlan(planWrites(request), "flags");
  expect(sheet.tables).toHaveLength(1);
  return sheet.tables[0]!;
}

function column(table: OwnedTable, heading: string): readonly CellValue[] {
  return table.rows.map((row) => row[table.headings.indexOf(heading)]?.value ?? null);
}

const FIRST_ROW = 5;

/** What a person types beside the first flag. */
function typed(entries: Readonly<Record<string, CellValue>>, row = FIRST_ROW): readonly Edit[] {
  return Object.entries(entries).map(([heading, value]) => ({ row, column: COLUMNS.indexOf(heading), value }));
}

describe("the flags table", () => {
  it("has the columns that reviewers know, under a title and two stamp lines", () => {
    const sheet = sheetOfPlan(planWrites(requestFor(intelligenceTom())), "flags");
    const table = tableNamed(sheet, "bcfFlags");
    expect(table.headings).toEqual(COLUMNS);
    expect(table.top).toBe(4);
    expect(sheet.texts.map(({ row }) => row)).toEqual([1, 2, 3]);
    expect(sheet.freezeAt).toEqual({ row: 5, column: 1 });
  });

  it("has a row for each flag of the model, worst first, then by code and topic", () => {
    const evaluation = evaluate(intelligenceTom());
    const table = flagsOf(requestFor(intelligenceTom()));
    expect(table.rows).toHaveLength(evaluation.flags.length);
    const ranks = column(table, "Severity").map((severity) => ["error", "warning", "note"].indexOf(severity as string));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(new Set(column(table, "Flag")).size).toBe(table.rows.length);
  });

  it("gives the place as a link, the amounts and their variance, and who must agree", () => {
    const line = "Costs:C2" as LineId;
    const table = flagsOf(
      requestWith([
        moneyFlag(246_600, { place: { line, field: "amount" }, year: year("2020/21"), whoMustAgree: "Council" }),
      ]),
    );
    expect(rowNamed(table, "MTFP_GAP medium-term-plan")).toMatchObject({
      Sheet: "Costs",
      Cell: "B3",
      What: "Something is not covered. Find savings.",
      "Financial year": "2020/21",
      Baseline: 200_000,
      Current: 246_600,
      "Variance (£)": 46_600,
      "Variance (%)": 0.233,
      Sense: "Adverse",
      "Who must agree": "Council",
      Status: "Open",
      "First seen (run)": 1,
      "Last seen (run)": 1,
    });
    expect(table.rows[0]?.[4]).toMatchObject({ style: "link", link: { sheet: "Costs", cell: "B3" } });
  });

  it.each([
    ["nothing before: no percentage", 0, 500, null],
    ["half a tenth of a percent goes up", 2_000, 2_001, 0.001],
    ["and away from nil below it", 2_000, 1_999, -0.001],
    ["less than that is no change to show", 200_000, 200_001, 0],
  ])("%s", (_what, baseline, current, share) => {
    const amounts = { unit: "money", baseline: pounds(baseline), current: pounds(current), sense: "Adverse" } as const;
    const row = rowNamed(flagsOf(requestWith([flag({ amounts })])), "MTFP_GAP medium-term-plan");
    expect(row["Variance (%)"]).toBe(share);
    expect(row["Variance (£)"]).toBe(current - baseline);
  });

  it("leaves the variance blank where no money is compared", () => {
    const amounts = { unit: "posts", baseline: 40_000, current: 45_000, sense: "Adverse" } as never;
    expect(rowNamed(flagsOf(requestWith([flag({ amounts })])), "MTFP_GAP medium-term-plan")).toMatchObject({
      Baseline: 4,
      Current: 4.5,
      "Variance (£)": null,
      "Variance (%)": null,
    });
  });

  it("names the sheet as the workbook does when an absent input has no cell", () => {
    const reading = readingOf(oneCost, { sheets: new Map([["Decision", "The decision"]]) });
    const table = flagsOf(requestWith([flag({ sheet: "Decision" })], { reading }));
    expect(rowNamed(table, "MTFP_GAP medium-term-plan")).toMatchObject({ Sheet: "The decision", Cell: null });
  });

  it("says in words that there is nothing, and forgets that line when there is", () => {
    const none = requestWith([]);
    const { plan, after } = planned(none);
    const table = tableNamed(sheetOfPlan(plan, "flags"), "bcfFlags");
    expect(column(table, "Flag")).toEqual(["No flags"]);
    expect(planWrites({ ...none, snapshot: after }).changes).toEqual([]);
    expect(column(flagsOf(requestWith([flag()], { snapshot: after })), "Flag")).toEqual(["MTFP_GAP medium-term-plan"]);
  });
});

describe("the identity of a flag", () => {
  it("does not move with the row that it is about", () => {
    const lines = [makeCost("C1").line, makeCost("C2").line];
    const at = (firstRow: number, order: readonly LineId[]): OwnedTable =>
      flagsOf(
        requestWith([flag({ place: { line: lines[0]!, field: "amount" } })], {
          reading: readingOf(oneCost, { sourceMap: new MadeSourceMap(order, firstRow) }),
        }),
      );
    const before = at(2, lines);
    const moved = at(20, [...lines].reverse());
    expect(column(moved, "Flag")).toEqual(column(before, "Flag"));
    expect(column(moved, "Cell")).not.toEqual(column(before, "Cell"));
  });

  it("is told apart by the line where code and topic are the same, so that no sign-off changes hands", () => {
    const place = (line: string): Flag["place"] => ({ line: line as LineId, field: "amount" });
    const both = [flag({ place: place("Costs:C1") }), flag({ place: place("Costs:C2") })];
    expect(column(flagsOf(requestWith(both)), "Flag")).toEqual([
      "MTFP_GAP medium-term-plan-costs-c1",
      "MTFP_GAP medium-term-plan-costs-c2",
    ]);
  });

  it("is short and different for long topics that begin alike", () => {
    const long = "reserve ".repeat(5_000);
    const ids = column(flagsOf(requestWith([flag({ topic: `${long}A` }), flag({ topic: `${long}B` })])), "Flag");
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect((id as string).length).toBeLessThan(160);
  });
});

describe("findings of the reader", () => {
  it("stand one a warning, and notes of one kind in one column together with their count", () => {
    const findings = [
      finding({ cell: "H2" }),
      finding({ cell: "H3" }),
      finding({ cell: "H9" }),
      finding({
        code: "X02_COST_DISAGREES",
        severity: "warning",
        sheet: "Staffing",
        cell: "J4",
        message: "They differ.",
      }),
      finding({
        code: "X02_COST_DISAGREES",
        severity: "warning",
        sheet: "Staffing",
        cell: "J5",
        message: "They differ.",
      }),
      finding({ code: "F12_DATE_1904", sheet: null, cell: null }),
    ];
    const table = flagsOf(requestWith([], { reading: readingOf(makeCase(), { findings }) }));
    expect(column(table, "Code")).toEqual([
      "X02_COST_DISAGREES",
      "X02_COST_DISAGREES",
      "C01_TEXT_NUMBER",
      "F12_DATE_1904",
    ]);
    expect(column(table, "Cell")).toEqual(["J4", "J5", "H2", null]);
    expect(column(table, "What")[2]).toBe("The number is typed as text. And 2 more like it. Nothing to do.");
  });

  /** The clean case with two amounts typed as text, and rows above the table. */
  function snapshotWith(rowsAbove: number, order: readonly number[]): Snapshot {
    const [header, ...rows] = cleanCosts;
    const asText = rows.map((row) => [...row.slice(0, 7), typeof row[7] === "number" ? row[7].toFixed(2) : row[7]!]);
    const grid: Grid = [
      ...Array.from({ length: rowsAbove }, (_, index) => [`Title line ${index}`]),
      header!,
      ...order.map((at) => asText[at]!),
    ];
    return madeSnapshot([madeSheet("Staffing", cleanStaffing), madeSheet("Costs", grid)]);
  }

  function readFlags(snapshot: Snapshot): OwnedTable {
    const reading = readSheets(snapshot);
    if (reading.businessCase === null) throw new Error("the clean case could not be read");
    return flagsOf({ evaluation: evaluate(reading.businessCase), reading, snapshot, choices: {} });
  }

  it("keep their identity when rows move", () => {
    const ids = (table: OwnedTable): readonly CellValue[] =>
      column(table, "Flag").filter((id) => (id as string).startsWith("C01_"));
    const before = readFlags(snapshotWith(0, [0, 1, 2]));
    const moved = readFlags(snapshotWith(1, [2, 0, 1]));
    expect(ids(before)).toEqual(["C01_TEXT_NUMBER costs-amount"]);
    expect(ids(moved)).toEqual(ids(before));
  });
});

describe("what people wrote beside a flag", () => {
  const SIGNED = { Status: "Accepted", "Signed by": "R. Shah", "Signed on": 43_418, "Figure signed": 246_600 };

  /** The flag's row after a run, edits by a person, and another run with other flags. */
  function rowAfter(
    first: Flag,
    entries: Readonly<Record<string, CellValue>>,
    then: readonly Flag[],
  ): Readonly<Record<string, CellValue>> {
    const request = requestWith([first]);
    const { after } = planned(request);
    const snapshot = edited(after, "Model flags", typed(entries));
    return rowNamed(flagsOf(requestWith(then, { snapshot })), "MTFP_GAP medium-term-plan");
  }

  it.each<[string, Flag, Readonly<Record<string, CellValue>>, readonly Flag[], Readonly<Record<string, CellValue>>]>([
    ["a new flag is open", flag(), {}, [flag()], { Status: "Open" }],
    ["an open flag stays open", moneyFlag(1), { Reason: "Pay" }, [moneyFlag(2)], { Status: "Open", Reason: "Pay" }],
    ["an accepted flag stays accepted for its figure", moneyFlag(246_600), SIGNED, [moneyFlag(246_600)], SIGNED],
    [
      "an accepted flag whose figure has moved is stale, with all that was written",
      moneyFlag(246_600),
      SIGNED,
      [moneyFlag(246_601)],
      { ...SIGNED, Status: "Stale", Current: 246_601 },
    ],
    [
      "one penny is enough",
      moneyFlag(246_600),
      { ...SIGNED, "Figure signed": 246_600.01 },
      [moneyFlag(246_600)],
      { Status: "Stale" },
    ],
    [
      "the figure signed may be typed as text",
      moneyFlag(246_600),
      { ...SIGNED, "Figure signed": "£246,600.00" },
      [moneyFlag(246_600)],
      { Status: "Accepted", "Figure signed": "£246,600.00" },
    ],
    [
      "words that are no figure do not hold a sign-off",
      moneyFlag(246_600),
      { ...SIGNED, "Figure signed": "as discussed" },
      [moneyFlag(246_600)],
      { Status: "Stale", "Figure signed": "as discussed" },
    ],
    [
      "an acceptance without a figure is for the one that stood beside it",
      moneyFlag(246_600),
      { Status: "accepted" },
      [moneyFlag(246_600)],
      { Status: "Accepted", "Figure signed": 246_600 },
    ],
    [
      "and is stale when that has moved",
      moneyFlag(246_600),
      { Status: "Accepted" },
      [moneyFlag(250_000)],
      { Status: "Stale", "Figure signed": 246_600 },
    ],
    [
      "a flag that compares nothing is signed for the money in its words",
      flag({ message: "4.3% is left: £12,345.60 of £20,000." }),
      { Status: "Accepted" },
      [flag({ message: "4.1% is left: £12,000 of £20,000." })],
      { Status: "Stale", "Figure signed": 12_345.6 },
    ],
    [
      "a flag without any figure stays accepted while it is raised",
      flag({ message: "The decision is not signed." }),
      SIGNED,
      [flag({ message: "The decision is still not signed." })],
      { Status: "Accepted" },
    ],
    [
      "a signature alone accepts nothing",
      moneyFlag(246_600),
      { "Signed by": "R. Shah", "Figure signed": 246_600 },
      [moneyFlag(1)],
      { Status: "Open", "Signed by": "R. Shah" },
    ],
    [
      "a returned flag stays returned, whatever its figure",
      moneyFlag(246_600),
      { ...SIGNED, Status: "Returned" },
      [moneyFlag(1)],
      { Status: "Returned" },
    ],
    [
      "a stale flag waits for a person, also when the figure is back",
      moneyFlag(246_600),
      { ...SIGNED, Status: "Stale" },
      [moneyFlag(246_600)],
      { Status: "Stale" },
    ],
    [
      "a status of a person's own making stays",
      moneyFlag(246_600),
      { Status: "With finance" },
      [moneyFlag(1)],
      { Status: "With finance" },
    ],
    ["a blank status is open", moneyFlag(1), { Status: null }, [moneyFlag(1)], { Status: "Open" }],
    [
      "a flag no longer raised is cleared and keeps what was written",
      moneyFlag(246_600),
      { ...SIGNED, Reason: "Extra post" },
      [],
      { ...SIGNED, Status: "Cleared", Reason: "Extra post", Current: 246_600, Cell: null },
    ],
    [
      "a cleared flag that is raised again is open",
      moneyFlag(246_600),
      { ...SIGNED, Status: "Cleared" },
      [moneyFlag(246_600)],
      { ...SIGNED, Status: "Open" },
    ],
  ])("%s", (_what, first, entries, then, expected) => {
    expect(rowAfter(first, entries, then)).toMatchObject(expected);
  });

  it("knows in which runs a flag was seen", () => {
    const request = requestWith([moneyFlag(1)]);
    const next = (
      snapshot: Snapshot,
      flags: readonly Flag[],
      fingerprint: string,
    ): { table: OwnedTable; after: Snapshot } => {
      const made = requestWith(flags, { snapshot, reading: { ...request.reading, fingerprint } });
      const { plan, after } = planned(made);
      return { table: tableNamed(sheetOfPlan(plan, "flags"), "bcfFlags"), after };
    };
    const seen = (table: OwnedTable): readonly CellValue[] => [
      ...column(table, "First seen (run)"),
      ...column(table, "Last seen (run)"),
    ];
    const second = next(planned(request).after, [moneyFlag(1)], "0".repeat(16));
    expect(seen(second.table)).toEqual([1, 2]);
    const third = next(second.after, [], "1".repeat(16));
    expect(seen(third.table)).toEqual([1, 2]);
    expect(column(third.table, "Status")).toEqual(["Cleared"]);
    const fourth = next(third.after, [moneyFlag(1)], "2".repeat(16));
    expect(seen(fourth.table)).toEqual([1, 4]);
  });

  it("puts cleared flags last, whatever their severity", () => {
    const error = flag({ code: "UNFUNDED_CAPITAL", severity: "error", topic: "C1" });
    const { after } = planned(requestWith([error, moneyFlag(1)]));
    const table = flagsOf(requestWith([moneyFlag(1)], { snapshot: after }));
    expect(column(table, "Status")).toEqual(["Open", "Cleared"]);
    expect(column(table, "Code")).toEqual(["MTFP_GAP", "UNFUNDED_CAPITAL"]);
  });

  it("stays text when it looks like a formula, and stays what it is otherwise", () => {
    const row = rowAfter(moneyFlag(1), { Reason: "=HYPERLINK(1)", Owner: "+44 20", "Signed on": "14 Nov" }, [
      moneyFlag(1),
    ]);
    expect(row).toMatchObject({ Reason: "=HYPERLINK(1)", Owner: "+44 20", "Signed on": "14 Nov" });
  });

  it("is kept in words where it is an error of Excel's", () => {
    expect(rowAfter(moneyFlag(1), { Reason: { kind: "error", error: "#REF!" } }, [moneyFlag(1)])).toMatchObject({
      Reason: "#REF!",
    });
  });

  it("is kept where columns were moved about or added, and rows added or copied", () => {
    const { after } = planned(requestWith([moneyFlag(1)]));
    const sheet = after.sheets.find(({ name }) => name === "Model flags")!;
    const header = sheet.rows.find(({ row }) => row === 4)!;
    const flagRow = sheet.rows.find(({ row }) => row === 5)!;
    // The columns backwards, with one of the person's own in front.
    const turned = (values: readonly (CellValue | undefined)[], own: CellValue): readonly CellValue[] => [
      own,
      ...COLUMNS.map((_, index) => values[index] ?? null).reverse(),
    ];
    const reason = 1 + (COLUMNS.length - 1 - COLUMNS.indexOf("Reason"));
    const withReason = [...turned(flagRow.values, "Ask Jo")];
    withReason[reason] = "Agreed in March";
    const copied = [...turned(flagRow.values, "copied")];
    const added = [...turned([], null)];
    added[reason] = "A remark of my own";
    const rows = [
      ...sheet.rows.filter(({ row }) => row < 4),
      { row: 6, values: turned(header.values, "My notes") },
      { row: 7, values: withReason },
      { row: 8, values: copied },
      { row: 12, values: added },
    ];
    const snapshot = { ...after, sheets: after.sheets.map((each) => (each === sheet ? { ...sheet, rows } : each)) };
    const request = requestWith([moneyFlag(1)], { snapshot });
    const table = flagsOf(request);
    expect(table.headings).toEqual([...COLUMNS, "My notes"]);
    expect(column(table, "My notes")).toEqual(["Ask Jo", "copied", null]);
    expect(column(table, "Reason")).toEqual(["Agreed in March", null, "A remark of my own"]);
    expect(planWrites({ ...request, snapshot: applied(snapshot, planWrites(request)) }).changes).toEqual([]);
  });

  it("is kept in the row that says there are no flags", () => {
    const { after } = planned(requestWith([]));
    const snapshot = edited(after, "Model flags", typed({ Reason: "Checked by hand" }));
    expect(column(flagsOf(requestWith([moneyFlag(1)], { snapshot })), "Reason")).toEqual([null, "Checked by hand"]);
  });

  it("is not looked for in a sheet of the person's, or in one whose headings are gone", () => {
    const { after } = planned(requestWith([moneyFlag(1)]));
    const signed = edited(after, "Model flags", typed(SIGNED));
    const disowned = { ...signed, sheets: signed.sheets.map((sheet) => ({ ...sheet, ownership: null })) };
    expect(column(flagsOf(requestWith([moneyFlag(1)], { snapshot: disowned })), "Status")).toEqual(["Open"]);
    const headless = edited(signed, "Model flags", [{ row: 4, column: 0, value: "?" }]);
    expect(column(flagsOf(requestWith([moneyFlag(1)], { snapshot: headless })), "Status")).toEqual(["Open"]);
  });
});

describe("many flags", () => {
  const severities: readonly FlagSeverity[] = ["error", "warning", "note"];
  const many = (count: number): Evaluation["flags"] =>
    Array.from({ length: count }, (_, index) =>
      moneyFlag(index, { severity: severities[index % 3]!, topic: `Cost ${index % 150}` }),
    );

  it("have each a row and an identity of its own, and nothing to change the second time", () => {
    const request = requestWith(many(200));
    const { plan, after } = planned(request);
    const table = tableNamed(sheetOfPlan(plan, "flags"), "bcfFlags");
    expect(table.rows).toHaveLength(200);
    expect(new Set(column(table, "Flag")).size).toBe(200);
    expect(planWrites({ ...request, snapshot: after }).changes).toEqual([]);
  });
});

describe("laws of the flags sheet", () => {
  const words = fc.string({ unit: "binary", maxLength: 20 });
  const cell = fc.oneof(words, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null));
  const human = fc.record({
    Reason: cell,
    Owner: cell,
    Status: fc.oneof(cell, fc.constantFrom("Open", "Accepted", "Returned", "Stale", "Cleared")),
    "Signed by": cell,
    "Signed on": cell,
    "Figure signed": cell,
  });
  const topics = fc.uniqueArray(fc.constantFrom("A", "B", "C", "D"), { minLength: 1 });
  const figure = fc.nat({ max: 5 });

  it("what a person typed is there after any later run, and the second of two runs changes nothing", () => {
    fc.assert(
      fc.property(human, topics, topics, figure, figure, (entries, before, later, current, moved) => {
        const flags = (names: readonly string[], amount: number): readonly Flag[] =>
          names.map((topic) => moneyFlag(amount, { topic }));
        const snapshot = edited(planned(requestWith(flags(before, current))).after, "Model flags", typed(entries));
        const request = requestWith(flags(later, moved), { snapshot });
        const { plan, after } = planned(request);
        const id = `MTFP_GAP ${[...before].sort()[0]!.toLowerCase()}`;
        const row = rowNamed(tableNamed(sheetOfPlan(plan, "flags"), "bcfFlags"), id);
        for (const heading of ["Reason", "Owner", "Signed by", "Signed on"] as const) {
          expect(row[heading]).toEqual(kept(entries[heading]));
        }
        if (kept(entries["Figure signed"]) !== null)
          expect(row["Figure signed"]).toEqual(kept(entries["Figure signed"]));
        expect(planWrites({ ...request, snapshot: after }).changes).toEqual([]);
      }),
      { numRuns: 300, seed: 484 },
    );
  });

  /** Text as a cell can hold it; blank text is no text. */
  function kept(value: CellValue): unknown {
    if (typeof value !== "string") return value;
    if (value === "") return null;
    return value
      .replace(/\r\n?/g, "\n")
      .replace(/(?![\n\t])\p{Cc}/gu, " ")
      .replace(/[\p{Cs}\ufffe\uffff]/gu, "\ufffd");
  }
});
