/** What would change the money without a word if nobody looked: counted twice, passed over, or taken for something else. */
import { describe, expect, it } from "vitest";
import { readSheets, type CellValue, type Snapshot } from "../../src/workbook";
import {
  area,
  changed,
  cleanCosts,
  cleanStaffing,
  cleanWith,
  madeSheet,
  madeSnapshot,
  withColumn,
  withCosts,
  withFormat,
  withFormula,
  withStaffing,
  type Entry,
  type Grid,
} from "./madeSnapshot";
import { findingOf, said } from "./said";

const costRow = (...entries: Entry[]): Snapshot => withCosts([...cleanCosts, entries]);
const total = (amount: Entry, key: Entry = "Total"): Snapshot =>
  costRow(key, null, null, null, null, null, null, amount);

describe("a total is never data", () => {
  it("even where its row has a reference and every other field", () => {
    const snapshot = costRow(
      "K9",
      "All",
      "Fleet",
      "HQ",
      "Capital",
      "By order",
      "2026/27",
      withFormula(776_000.5, "=SUM(H2:H4)"),
    );
    expect(said(snapshot)).toEqual(["R02_TOTAL_ROW Costs!A5"]);
    expect(readSheets(snapshot).totals?.costs).toEqual({ rows: 3, amount: 776_000.5 });
  });

  it.each<[string, Entry, string[]]>([
    ["a sum across the row", withFormula(9_000, "=SUM(J5:L5)"), []],
    ["a sum of another sheet", withFormula(9_000, "=SUM(Rates!H2:H4)"), []],
    ["a sum in a larger formula", withFormula(9_000, "=SUM(H2:H4)*0.1"), []],
  ])("but %s is an amount like any other", (_what, amount, expected) => {
    expect(said(costRow("K9", "All", "Fleet", "HQ", "Capital", "By order", "2026/27", amount))).toEqual(expected);
  });

  it.each<[string, Entry, string]>([
    ["text that agrees", "£776,000.50", "R02_TOTAL_ROW Costs!A5"],
    ["text that does not", "£776,999", "R02_TOTAL_MISMATCH Costs!H5"],
  ])("and %s is held against the rows", (_what, amount, expected) => expect(said(total(amount))).toEqual([expected]));

  it.each<[string, Entry]>([
    ["an error", { kind: "error", error: "#REF!" }],
    ["words", "to follow"],
  ])("and %s is not said to agree", (_what, amount) => {
    const finding = findingOf(readSheets(total(amount)), "R02_TOTAL_ROW");
    expect(finding.message).not.toContain("agrees");
    expect(finding).not.toHaveProperty("reconciles");
  });

  it("and may count income as a person does, or take it off", () => {
    const [heading = [], first = []] = cleanCosts;
    const income: Entry[] = ["I1", "Fee", "Fees", "HQ", "Income", "By order", "2026/27", 100];
    for (const amount of [449_900, 450_100]) {
      expect(said(withCosts([heading, first, income, ["Total", null, null, null, null, null, null, amount]]))).toEqual(["R02_TOTAL_ROW Costs!A4"]); // prettier-ignore
    }
  });
});

describe("years as columns", () => {
  const heading = ["Cost reference", "Description", "Category", "Site", "Type", "Funding source"];
  const line = ["K1", "Vehicles", "Fleet", "HQ", "Capital", "By order"];
  const years = (names: readonly Entry[], amounts: readonly Entry[]): Snapshot =>
    withCosts([
      [...heading, ...names],
      [...line, ...amounts],
    ]);

  it("that are one year twice are not added together", () => {
    expect(said(years(["2026/27", "2026-27"], [5_000, 7_000]))).toEqual(["H05_HEADER_DUPLICATE Costs!H1"]);
  });

  it.each<[string, Entry, string]>([
    ["that Excel made a date", withFormat(46_113, "mmm-yy"), "C15_YEAR_IS_DATE Costs!H1"],
    ["that is one number", 2027, "C15_YEAR_AMBIGUOUS Costs!H1"],
    ["that is an error", { kind: "error", error: "#REF!" }, "C04_ERROR_VALUE Costs!H1"],
    ["that the file lost", { kind: "damaged", what: "shared text 99" }, "F09_PART_DAMAGED Costs!H1"],
  ])("do not pass over a year %s", (_what, name, expected) => {
    expect(said(years(["2026/27", name], [5_000, 7_000]))).toEqual([expected]);
  });

  it("do not count the sum beside them", () => {
    const reading = readSheets(years(["2026/27", "2027/28", "Total", "Amount"], [5_000, 7_000, 12_000, 12_000]));
    expect(reading.totals?.costs.amount).toBe(12_000);
    expect(reading.findings.map((finding) => finding.code)).toEqual(["H10_EXTRA_COLUMN", "H10_EXTRA_COLUMN"]);
  });

  it("may each have their unit, which is a question", () => {
    const snapshot = years(["2026/27 (£k)", "2027/28 (£k)"], [5, 7]);
    expect(said(snapshot)).toEqual(["H12_UNIT_IN_HEADER Costs!G1?", "H12_UNIT_IN_HEADER Costs!H1?"]);
    const answered = readSheets(snapshot, { confirm: ["H12@Costs!G1", "H12@Costs!H1"] });
    expect(answered.totals?.costs.amount).toBe(12_000);
  });

  it("say that one of them is hidden", () => {
    const grid: Grid = [
      [...heading, "2026/27", "2027/28"],
      [...line, 5_000, 7_000],
    ];
    expect(said(withCosts(grid, { hiddenColumns: [7] }))).toEqual(["S03_HIDDEN_COLUMN Costs!H1"]);
  });
});

describe("columns", () => {
  it("without a heading are said, once each", () => {
    const grid = cleanCosts.map((row, index) => [...row, null, index === 2 ? 5 : null, index > 1 ? "x" : null]);
    expect(said(withCosts(grid))).toEqual(["S08_STRAY_CELL Costs!J3", "S08_STRAY_CELL Costs!K3"]);
  });

  it("headed by a number are said", () => {
    expect(said(withCosts(withColumn(cleanCosts, [5, 1, 2, 3])))).toEqual(["H10_EXTRA_COLUMN Costs!I1"]);
  });

  it("with a synonym beside the heading itself are another column", () => {
    expect(said(withStaffing(withColumn(cleanStaffing, ["Rank", "a", "b", "c"])))).toEqual([
      "H10_EXTRA_COLUMN Staffing!K1",
    ]);
  });

  it("with merged headings are said", () => {
    expect(said(withCosts(cleanCosts, { merges: [area(1, 0, 1, 1)] }))).toEqual(["H07_HEADER_MERGED Costs!A1"]);
  });
});

describe("values in the wrong place", () => {
  it.each<[string, Snapshot, string[]]>([
    [
      "a date as an amount",
      withCosts(changed(cleanCosts, "H3", withFormat(46_113, "dd/mm/yyyy"))),
      ["C02_NOT_A_NUMBER Costs!H3"],
    ],
    ["money as posts", withStaffing(changed(cleanStaffing, "F2", "£5")), ["C02_NOT_A_NUMBER Staffing!F2"]],
    ["not a number at all", withCosts(changed(cleanCosts, "H3", Number.NaN)), ["C09_OUT_OF_RANGE Costs!H3"]],
    [
      "a rate beyond sense",
      withCosts(withColumn(cleanCosts, ["Optimism bias", withFormat(10.01, "0%"), null, null])),
      ["C09_OUT_OF_RANGE Costs!I2"],
    ],
    [
      "an apostrophe in the text",
      withCosts(changed(cleanCosts, "B2", "'Vehicles")),
      ["C27_LITERAL_APOSTROPHE Costs!B2"],
    ],
    [
      "a table's own name for a cell",
      withCosts(changed(cleanCosts, "H3", withFormula(206_000, "=Table1[Amount]&Costs!A1"))),
      [],
    ],
    [
      "an optional text that a formula leaves empty",
      withCosts(withColumn(cleanCosts, ["Note", withFormula("", '=""'), null, null])),
      [],
    ],
    [
      "an optional amount that a formula leaves empty",
      withStaffing(withColumn(cleanStaffing, ["Unit cost", withFormula("", '=""'), null, null])),
      ["C06_FORMULA_EMPTY Staffing!K2"],
    ],
  ])("%s", (_what, snapshot, expected) => expect(said(snapshot)).toEqual(expected));

  it("references typed as numbers are the digits, without separators", () => {
    const reading = readSheets(withStaffing(changed(cleanStaffing, "A3", 1_234_567)));
    expect(reading.businessCase?.posts[1]?.reference).toBe("1234567");
    const twice = withStaffing(changed(changed(cleanStaffing, "A3", 1_234_567), "A4", "1234567"));
    expect(said(twice)).toEqual(["R03_DUPLICATE_KEY Staffing!A4"]);
  });

  it("an amount with a unit of its own under a heading in thousands is a question, and the cell's unit its answer", () => {
    const grid = [
      ...changed(cleanCosts, "H1", "Amount (£k)").slice(0, 1),
      ["K1", "a", "b", "c", "Capital", "By order", "2026/27", "£0.2m"],
    ];
    const confirm = ["H12@Costs!H1"];
    expect(said(withCosts(grid), { confirm })).toContain("C11_UNIT_SUSPECT Costs!H2?");
    expect(readSheets(withCosts(grid), { confirm: [...confirm, "C11@Costs!H2"] }).totals?.costs.amount).toBe(200_000);
  });
});

describe("a number held as text", () => {
  it("is the same value, and the same inputs", () => {
    const asText = readSheets(withCosts(changed(cleanCosts, "H3", "206,000")));
    expect(asText.fingerprint).toBe(readSheets(cleanWith()).fingerprint);
  });

  it("is as precise as it was printed where that is coarser than a pound", () => {
    const printed = readSheets(withCosts(changed(cleanCosts, "H3", "£0.206M"))).businessCase?.costs[1]?.amount;
    expect(printed).toEqual({ amount: 20_600_000, halfUnit: 50_000 });
  });
});

describe("rows far below the data", () => {
  const below = (...row: Entry[]): Snapshot =>
    withCosts([...cleanCosts, ...Array.from({ length: 25 }, () => null), row]);

  it("are asked about only where they are data", () => {
    expect(said(below("K4", "a", "b", "c", "Capital", "By order", "2026/27", 9_000))).toEqual([
      "R07_DATA_AFTER_GAP Costs!A30",
    ]);
    expect(said(below("Note: prepared by finance"))).toEqual(["R08_NOTE_ROW Costs!A30"]);
    expect(said(below("Total", null, null, null, null, null, null, 776_000.5))).toEqual(["R02_TOTAL_ROW Costs!A30"]);
  });

  it("may be set aside by name", () => {
    const snapshot = below("K4", "a", "b", "c", "Capital", "By order", "2026/27", 9_000);
    expect(readSheets(snapshot, { setAside: ["Costs!30"] }).resultsMayBeWritten).toBe(true);
  });

  it("that are blank are named once each, and counted once", () => {
    const reading = readSheets(withCosts([...cleanCosts.slice(0, 2), null, ["   "], ...cleanCosts.slice(2)]));
    expect(reading.findings.map((finding) => finding.cell)).toEqual(["A3", "A4"]);
    expect(reading.rows.get("Costs")).toEqual({ seen: 5, used: 3, setAside: 2, blocked: 0 });
  });
});

describe("sheets that go by another name", () => {
  it("are used with a note when their headings fit, and left alone when they do not", () => {
    const posts = madeSnapshot([madeSheet("Posts", cleanStaffing), madeSheet("Non-pay", cleanCosts)]);
    expect(said(posts)).toEqual(["S01_SHEET_CHOSEN_BY_HEADERS Posts", "S01_SHEET_CHOSEN_BY_HEADERS Non-pay"]);
    const others: [string, CellValue[][]][] = [
      ["Case", [["hello", "there"], ["a", "b"]]], // prettier-ignore
      ["Staff", [["Name", "Phone"], ["x", "1"]]], // prettier-ignore
    ];
    for (const [name, grid] of others) expect(said(cleanWith(madeSheet(name, grid)))).toEqual([]);
  });

  it("may be set aside by the canonical name", () => {
    const savings = madeSheet("Saving", [["Saving", "Financial year", "Amount", "Status"], ["a", "2026/27", "TBC", "Target"]]); // prettier-ignore
    expect(readSheets(cleanWith(savings)).resultsMayBeWritten).toBe(false);
    expect(readSheets(cleanWith(savings), { setAside: ["Savings"] }).resultsMayBeWritten).toBe(true);
  });
});
