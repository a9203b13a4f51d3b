/** What is said of a workbook, and what is not: one row for each way a cell, row, heading or sheet can be odd. */
import { describe, expect, it } from "vitest";
import { readSheets, type CellValue, type Snapshot } from "../../src/workbook";
import {
  APRIL_2026,
  area,
  changed,
  cleanCosts,
  cleanStaffing,
  cleanWith,
  madeSheet,
  madeSnapshot,
  MONTH_FORMAT,
  table,
  withColumn,
  withCosts,
  withFormat,
  withFormula,
  without,
  withStaffing,
  type Entry,
  type Grid,
} from "./madeSnapshot";
import { findingOf, grave, said } from "./said";

const staffingCell = (cell: string, entry: Entry): Snapshot => withStaffing(changed(cleanStaffing, cell, entry));
const costCell = (cell: string, entry: Entry): Snapshot => withCosts(changed(cleanCosts, cell, entry));
const costRow = (...entries: Entry[]): Snapshot => withCosts([...cleanCosts, entries]);
const errorCell: CellValue = { kind: "error", error: "#REF!" };

describe("a clean case", () => {
  const reading = readSheets(cleanWith());

  it("gives no finding at all", () => {
    expect(reading.findings).toEqual([]);
    expect(reading.outcome).toBe("accept");
    expect(reading.resultsMayBeWritten).toBe(true);
  });

  it("gives the totals as they stand", () => {
    expect(reading.totals).toEqual({
      staffing: { rows: 3, baselineBWT: 27, proposedBWT: 28.5, strength: 25.8, annualCost: 1_547_500 },
      costs: { rows: 3, amount: 776_000.5 },
    });
  });

  it("gives typed inputs: pence, ten-thousandths of a post, months, years", () => {
    expect(reading.businessCase?.posts[0]).toMatchObject({
      reference: "P1",
      baseline: 200_000,
      annualCost: { amount: 121_000_000, halfUnit: 0 },
      startMonth: 2026 * 12 + 3,
      paidBy: "Case",
      unitCost: null,
    });
    expect(reading.businessCase?.costs[2]).toMatchObject({
      reference: "K3",
      fundingSource: null,
      year: 2027,
      amount: { amount: 12_000_050, halfUnit: 0 },
      isYearOnly: false,
    });
  });

  it("keeps blank apart from nil", () => {
    expect(reading.businessCase?.funding).toBe(null);
    expect(reading.businessCase?.posts[0]?.externallyFunded).toBe(null);
  });

  it("counts every row", () => {
    expect(reading.rows.get("Staffing")).toEqual({ seen: 3, used: 3, setAside: 0, blocked: 0 });
    expect(reading.rows.get("Costs")).toEqual({ seen: 3, used: 3, setAside: 0, blocked: 0 });
  });

  it("says what is absent and what follows", () => {
    expect(reading.absent.some((line) => line.startsWith("no Funding sheet"))).toBe(true);
  });

  it("knows the cell and heading of every field, and the way back", () => {
    const line = reading.businessCase?.costs[1]?.line;
    if (!line) throw new Error("no line");
    expect(reading.sourceMap.cellOf(line, "amount")).toEqual({ sheet: "Costs", row: 3, column: 7 });
    expect(reading.sourceMap.cellOf(line, "confidence")).toEqual({ sheet: "Costs", row: 3, column: 0 });
    expect(reading.sourceMap.headingOf(line, "amount")).toBe("Amount");
    expect(reading.sourceMap.linesAt("Costs", 3)).toEqual([line]);
    expect(reading.sourceMap.linesAt("Costs", 99)).toEqual([]);
  });
});

describe("amounts", () => {
  it.each<[string, Entry, string[]]>([
    ["a plain number", 5, []],
    ["text with one meaning", "£1,234.50", ["C01_TEXT_NUMBER Costs!H3"]],
    ["text without", "1,23", ["C02_NOT_A_NUMBER Costs!H3"]],
    ["text that looks like an error", "#N/A", ["C02_NOT_A_NUMBER Costs!H3"]],
    ["a percentage in text", "5%", ["C02_NOT_A_NUMBER Costs!H3"]],
    ["a placeholder", "TBC", ["C03_PLACEHOLDER Costs!H3"]],
    ["an error", errorCell, ["C04_ERROR_VALUE Costs!H3"]],
    ["true or false", true, ["C05_BOOLEAN Costs!H3"]],
    ["a formula that shows nothing", withFormula("", '=IF(A1="",""'), ["C06_FORMULA_EMPTY Costs!H3"]],
    ["nothing", null, ["C07_MISSING_REQUIRED Costs!H3"]],
    ["only spaces", "  \u00a0", ["C07_MISSING_REQUIRED Costs!H3"]],
    ["a credit", -5, []],
    ["more than £100bn", 100_000_000_000.01, ["C09_OUT_OF_RANGE Costs!H3"]],
    ["£100bn", 100_000_000_000, []],
    ["next to nothing", 1e-300, ["C09_OUT_OF_RANGE Costs!H3"]],
    ["binary noise", 205_999.99 + 0.01, []],
    ["noise that shows", 0.1 + 206_000.2, ["C22_FLOAT_NOISE Costs!H3"]],
    ["a fraction of a penny", 206_000.005, ["C22_FLOAT_NOISE Costs!H3"]],
    ["a formula that was never calculated", withFormula(null, "=1+1"), ["C23_NO_CACHED_VALUE Costs!H3"]],
    ["a value from another workbook", withFormula(206_000, "=[1]Sheet1!A1"), ["C25_EXTERNAL_LINK Costs!H3"]],
    ["a picture", { kind: "rich", what: "a picture" }, ["C33_RICH_VALUE Costs!H3"]],
    ["a cell that the file lost", { kind: "damaged", what: "shared text 9999" }, ["F09_PART_DAMAGED Costs!H3"]],
  ])("%s", (_what, entry, expected) => {
    expect(said(costCell("H3", entry))).toEqual(expected);
  });

  it("are what the text says, to the last digit, and half up to the penny", () => {
    const amountOf = (entry: Entry): unknown => readSheets(costCell("H3", entry)).businessCase?.costs[1]?.amount;
    expect(amountOf("£0.206M")).toEqual({ amount: 20_600_000, halfUnit: 50_000 });
    expect(amountOf("(206,000.555)")).toEqual({ amount: -20_600_056, halfUnit: 0 });
    expect(amountOf(206_000.005)).toMatchObject({ amount: 20_600_001 });
  });

  it("say what was seen, what it was taken for, and the way out", () => {
    const finding = findingOf(readSheets(costCell("H3", "£1,234.50")), "C01_TEXT_NUMBER");
    expect(finding).toMatchObject({ severity: "note", value: 1_234.5 });
    expect(finding.message).toContain("£1,234.50");
    for (const each of readSheets(costCell("H3", "x".repeat(40_000))).findings) {
      expect(each.message.length).toBeLessThan(400);
      expect(each.next).not.toBe("");
    }
  });

  it("may be blank only where they are unquantified", () => {
    const grid = changed(withColumn(cleanCosts, ["Confidence", "Firm", "Unquantified", null]), "H3", null);
    expect(said(withCosts(grid))).toEqual([]);
    expect(readSheets(withCosts(grid)).businessCase?.costs[1]?.amount).toBe(null);
  });
});

describe("posts", () => {
  it.each<[string, Entry, string[]]>([
    ["part posts to four decimals", 19.8333, []],
    ["noise", 19.500000000000004, ["C22_FLOAT_NOISE Staffing!F2"]],
    ["five decimals", 19.83333, ["C34_TOO_MANY_DECIMALS Staffing!F2"]],
    ["text", " 20 ", ["C01_TEXT_NUMBER Staffing!F2"]],
    ["below nil", -1, ["C08_NEGATIVE Staffing!F2"]],
    ["100,000", 100_000, []],
    ["more", 100_000.0001, ["C09_OUT_OF_RANGE Staffing!F2"]],
    ["a percentage", withFormat(0.5, "0.0%"), ["C10_PERCENT_IN_FTE Staffing!F2"]],
    ["blank", null, ["C07_MISSING_REQUIRED Staffing!F2"]],
  ])("%s", (_what, entry, expected) => expect(said(staffingCell("F2", entry))).toEqual(expected));
});

describe("percentages", () => {
  const bias = (entry: Entry): Snapshot => withCosts(withColumn(cleanCosts, ["Optimism bias", entry, null, null]));
  const rateOf = (entry: Entry): number | null => {
    const rate = readSheets(bias(entry), { confirm: ["C10@Costs!I2"] }).businessCase?.costs[0]?.optimismBias;
    return rate ? rate.numerator / rate.denominator : null;
  };

  it("are taken as typed where they say %, and as a fraction up to 1", () => {
    expect(rateOf("12.5%")).toBe(0.125);
    expect(rateOf(withFormat(2, "0%"))).toBe(2);
    expect(rateOf(0.05)).toBe(0.05);
    expect(rateOf(1)).toBe(1);
  });

  it("are a question as a bare number above 1, which does not touch the totals", () => {
    const open = readSheets(bias(5));
    expect(said(bias(5))).toEqual(["C10_PERCENT_UNCLEAR Costs!I2?"]);
    expect(open.totals).not.toBe(null);
    expect(open.resultsMayBeWritten).toBe(false);
    expect(rateOf(5)).toBe(0.05);
  });
});

describe("months", () => {
  const start = (entry: Entry): Snapshot => staffingCell("I2", entry);
  it.each<[string, Entry, string[]]>([
    ["a date", withFormat(APRIL_2026, MONTH_FORMAT), []],
    ["a date inside the month", withFormat(APRIL_2026 + 6, MONTH_FORMAT), ["C30_NOT_FIRST_OF_MONTH Staffing!I2"]],
    ["a time of day", withFormat(APRIL_2026 + 0.5, MONTH_FORMAT), ["C30_NOT_FIRST_OF_MONTH Staffing!I2"]],
    ["text with one meaning", "April 2026", ["C13_DATE_TEXT Staffing!I2"]],
    ["text with two", "04/05/2026", ["C14_DATE_AMBIGUOUS Staffing!I2"]],
    ["text with none", "31/02/2026", ["C14_DATE_BAD Staffing!I2"]],
    ["a year alone", 2026, ["C14_DATE_BAD Staffing!I2"]],
    ["29 February 1900", withFormat(60, MONTH_FORMAT), ["C14_DATE_BAD Staffing!I2"]],
  ])("%s", (_what, entry, expected) => expect(said(start(entry))).toEqual(expected));

  it("are the same months in a workbook that counts from 1904, and it is said once", () => {
    const moved = cleanStaffing.map((row, index) =>
      index === 0 ? row : changed([row], "I1", withFormat(APRIL_2026 - 1_462, MONTH_FORMAT))[0],
    ) as Grid;
    const reading = readSheets(
      madeSnapshot([madeSheet("Staffing", moved), madeSheet("Costs", cleanCosts)], { dateSystem: 1904 }),
    );
    expect(reading.findings.map((finding) => finding.code)).toEqual(["F12_DATE_1904"]);
    expect(reading.fingerprint).toBe(readSheets(cleanWith()).fingerprint);
  });
});

describe("financial years", () => {
  it.each<[Entry, string[]]>([
    ["2026/27", []],
    ["2026-27", ["C15_YEAR_NORMALISED Costs!G2"]],
    ["FY26/27", ["C15_YEAR_NORMALISED Costs!G2"]],
    [withFormat(APRIL_2026, "mmm-yy"), ["C15_YEAR_IS_DATE Costs!G2"]],
    [2026, ["C15_YEAR_AMBIGUOUS Costs!G2"]],
    ["2026", ["C15_YEAR_AMBIGUOUS Costs!G2"]],
    ["2026/28", ["C18_UNKNOWN_YEAR Costs!G2"]],
    [null, ["C07_MISSING_REQUIRED Costs!G2"]],
  ])("%j", (entry, expected) => expect(said(costCell("G2", entry))).toEqual(expected));
});

describe("a blank that the result needs", () => {
  it.each([
    ["posts may be nothing", staffingCell("F2", null), "Enter the value; enter 0 if it is nothing."],
    ["a year is never nothing", costCell("G2", null), "Enter the value."],
    ["nor is a name", costCell("B2", null), "Enter the value."],
  ])("%s", (_what, snapshot, next) => {
    expect(findingOf(readSheets(snapshot, {}), "C07_MISSING_REQUIRED").next).toBe(next);
  });
});

describe("texts and choices", () => {
  it.each<[string, Snapshot, string[]]>([
    ["a choice in another case", staffingCell("D2", "officer"), ["C32_VALUE_NORMALISED Staffing!D2"]],
    ["an unknown choice", staffingCell("D2", "Detective"), ["C31_UNKNOWN_TYPE Staffing!D2"]],
    ["plain Revenue", costCell("E3", "Revenue"), []],
    ["text that looks like a formula", costCell("B2", "=1+1"), ["C20_FORMULA_LIKE_TEXT Costs!B2"]],
    ["a longer text than Excel holds", costCell("B2", "x".repeat(32_768)), ["C19_TEXT_TOO_LONG Costs!B2"]],
    ["the longest that it holds", costCell("B2", "x".repeat(32_767)), []],
    ["hidden characters in text", costCell("B2", "Veh\u202eicles"), ["C26_CONTROL_CHARS Costs!B2"]],
    ["hidden characters in a key", costCell("A2", "K\u202e1"), ["C26_CONTROL_CHARS Costs!A2"]],
    ["a reference of sixteen digits", staffingCell("A3", 1_234_567_890_123_456), ["C29_LONG_ID Staffing!A3"]],
    ["right to left, emoji and marks", costCell("B2", "\u05e9\u05dc\u05d5\u05dd \u{1f600} e\u0301"), []],
    ["a price base", withCosts(withColumn(cleanCosts, ["Price base", "cash", "Real 2018/19", null])), []],
    [
      "no price base",
      withCosts(withColumn(cleanCosts, ["Price base", "Nominal", null, null])),
      ["C31_UNKNOWN_TYPE Costs!I2"],
    ],
  ])("%s", (_what, snapshot, expected) => expect(said(snapshot)).toEqual(expected));

  it("suggest the one choice that is near", () => {
    const reading = readSheets(withStaffing(withColumn(cleanStaffing, ["Movement", "Grwoth", null, null])));
    expect(findingOf(reading, "C31_UNKNOWN_TYPE").suggests).toBe("Growth");
  });
});

describe("the workbook's own lists", () => {
  const lists = (...rows: Entry[][]): Snapshot => cleanWith(madeSheet("Lists", rows));

  it.each<[string, Snapshot, string[]]>([
    ["all on them", lists(["Grade", "Type"], ["G4", "Capital"], ["G5", "Revenue one-off"], ["G2", null]), []],
    ["a grade that is not", lists(["Grade"], ["G4"], ["G5"]), ["C16_UNKNOWN_GRADE Staffing!E4"]],
    ["a source that is not", lists(["Funding source"], ["Capital plan"]), ["C17_UNKNOWN_FUND Costs!F3"]],
    ["a year that is not", lists(["Financial year"], ["2026/27"]), ["C18_UNKNOWN_YEAR Costs!G4"]],
    ["a year spelled otherwise", lists(["Financial year"], ["2026-27"], ["27/28"]), []],
    ["a type that is not", lists(["Type"], ["Capital"]), ["C31_UNKNOWN_TYPE Costs!E3"]],
    ["a title above the headings", lists(["Our lists"], ["Grade"], ["G4"], ["G5"]), ["C16_UNKNOWN_GRADE Staffing!E4"]],
    [
      "a column that is no list of ours",
      lists(["Grade", "Colour"], ["G4", "red"], ["G5", null], ["G2", null]),
      ["H10_EXTRA_COLUMN Lists!B1"],
    ],
    ["none of our headings", lists(["Colour"], ["red"]), ["H10_EXTRA_COLUMN Lists"]],
    ["an error among them", lists(["Grade"], ["G4"], ["G5"], ["G2"], [errorCell]), ["C04_ERROR_VALUE Lists!A5"]],
    [
      "a year that became a date",
      lists(["Financial year"], ["2026/27"], ["2027/28"], [withFormat(APRIL_2026, "mmm-yy")]),
      ["C15_YEAR_IS_DATE Lists!A4"],
    ],
    ["a year alone", lists(["Financial year"], ["2026/27"], ["2027/28"], [2028]), ["C15_YEAR_AMBIGUOUS Lists!A4"]],
    ["a heading without values", lists(["Grade"]), []],
  ])("%s", (_what, snapshot, expected) => expect(said(snapshot)).toEqual(expected));

  it("are said to be hidden, since good values are refused by them", () => {
    const sheet = madeSheet("Lists", [["Grade"], ["G4"], ["G5"], ["G2"]], { visibility: "veryHidden" });
    expect(said(cleanWith(sheet))).toEqual(["S04_SHEET_VERY_HIDDEN Lists?"]);
  });

  it("suggest the value that is near", () => {
    const snapshot = madeSnapshot([
      madeSheet("Staffing", cleanStaffing),
      madeSheet("Costs", changed(cleanCosts, "F3", "Chnage fund")),
      madeSheet("Lists", [["Funding source"], ["Change fund"], ["Capital plan"]]),
    ]);
    expect(findingOf(readSheets(snapshot), "C17_UNKNOWN_FUND").suggests).toBe("Change fund");
  });
});

describe("keys", () => {
  it("that appear twice name both cells, whatever their case and spaces", () => {
    const reading = readSheets(staffingCell("A4", "p1 "));
    expect(findingOf(reading, "R03_DUPLICATE_KEY")).toMatchObject({ severity: "error", cell: "A4", alsoAt: "A2" });
  });

  it("of costs are reference, year and option together", () => {
    expect(said(costRow("K1", "Vehicles", "Fleet", "HQ", "Capital", "By order", "2028/29", 5_000))).toEqual([]);
    expect(said(costRow("K1", "Vehicles", "Fleet", "HQ", "Capital", "By order", "2026/27", 5_000))).toEqual([
      "R03_DUPLICATE_KEY Costs!A5",
    ]);
    const optioned = [
      ...withColumn(cleanCosts, ["Option", "A", null, null]),
      ["K1", "Vehicles", "Fleet", "HQ", "Capital", "By order", "2026/27", 5_000, "B"],
    ];
    expect(said(withCosts(optioned))).toEqual([]);
  });

  it("that are missing where the row has values", () => {
    expect(said(staffingCell("A3", null))).toEqual(["R04_MISSING_KEY Staffing!A3"]);
  });

  it.each<[string, Grid, string]>([
    [
      "Funding",
      [
        ["Funding source", "Kind", "Status", "Financial year"],
        ["F", "Underspend", "Bid", "2026/27"],
        ["f", "Underspend", "Bid", "2026/27"],
      ],
      "R03_DUPLICATE_KEY Funding!A3",
    ],
    [
      "Savings",
      [
        ["Saving", "Financial year", "Amount", "Status"],
        ["S", "2026/27", 5, "Target"],
        ["S", "2026/27", 6, "Target"],
      ],
      "R03_DUPLICATE_KEY Savings!A3",
    ],
    [
      "Approvals",
      [
        ["Paragraph", "What", "Kind", "Approved"],
        ["1a", "x", "Capital", 5],
        ["1a", "y", "Capital", 6],
      ],
      "R03_DUPLICATE_KEY Approvals!A3",
    ],
    [
      "Business groups",
      [
        ["Business group", "Officer BWT"],
        ["Response", 5],
        ["response", 6],
      ],
      "R03_DUPLICATE_KEY Business groups!A3",
    ],
    [
      "Decision",
      [
        ["Item", "Value"],
        ["Title", "x"],
        ["title", "y"],
      ],
      "R03_DUPLICATE_KEY Decision!A3",
    ],
  ])("of %s", (name, grid, expected) => {
    const lines = grave(cleanWith(madeSheet(name, grid)));
    expect(lines.filter((line) => !line.startsWith("C17"))).toEqual([expected]);
  });
});

describe("a post's cost", () => {
  const removed = changed(changed(cleanStaffing, "G2", 0), "J2", 0);

  it.each<[string, Grid, string[]]>([
    ["annual cost for no posts", changed(cleanStaffing, "G2", 0), ["C09_OUT_OF_RANGE Staffing!J2"]],
    [
      "posts removed without the cost of one",
      withColumn(removed, ["Unit cost", null, null, null]),
      ["C07_MISSING_REQUIRED Staffing!K2"],
    ],
    ["posts removed with it", withColumn(removed, ["Unit cost", 55_000, null, null]), []],
    ["posts removed that donors pay for", withColumn(removed, ["Paid by", "Donor groups", null, null]), []],
    ["no posts before or after", changed(removed, "F2", 0), []],
    [
      "annual cost left out with a unit cost",
      withColumn(changed(cleanStaffing, "J2", null), ["Unit cost", 55_000, null, null]),
      [],
    ],
    ["annual cost left out without", changed(cleanStaffing, "J2", null), ["C07_MISSING_REQUIRED Staffing!J2"]],
    ["both, a pound a post apart", withColumn(cleanStaffing, ["Unit cost", 55_001, null, null]), []],
    [
      "both, a penny more",
      withColumn(cleanStaffing, ["Unit cost", 55_001.01, null, null]),
      ["X02_COST_DISAGREES Staffing!K2"],
    ],
    [
      "growth where posts fall",
      withColumn(cleanStaffing, ["Movement", null, null, "Growth"]),
      ["X03_MOVEMENT_SIGN Staffing!K4"],
    ],
    ["removal where posts fall", withColumn(cleanStaffing, ["Movement", null, null, "Removal"]), []],
    ["a cost below nil", changed(cleanStaffing, "J2", -5), ["C08_NEGATIVE Staffing!J2"]],
    ["thousands among pounds", changed(cleanStaffing, "J2", 1_210), ["C11_UNIT_SUSPECT Staffing!J2?"]],
    ["£15,000 a post", changed(cleanStaffing, "J2", 330_000), []],
    ["a penny less", changed(cleanStaffing, "J2", 329_999.78), ["C11_UNIT_SUSPECT Staffing!J2?"]],
    ["£200,000 a post", changed(cleanStaffing, "J2", 4_400_000), []],
    [
      "an end before the start",
      withColumn(cleanStaffing, ["End month", withFormat(APRIL_2026 - 30, MONTH_FORMAT), null, null]),
      ["C09_OUT_OF_RANGE Staffing!K2"],
    ],
  ])("%s", (_what, grid, expected) =>
    expect(said(withStaffing(grid)).filter((line) => !line.startsWith("C30"))).toEqual(expected),
  );
});

describe("income and savings", () => {
  const heading = cleanCosts[0] ?? [];
  const income = (reference: string, amount: number): Entry[] => [
    reference,
    "Fee",
    "Fees",
    "HQ",
    "Income",
    "By order",
    "2026/27",
    amount,
  ];

  it("are stored below nil with either sign", () => {
    for (const sign of [1, -1]) {
      const reading = readSheets(withCosts([heading, income("I1", 5_000 * sign), income("I2", 6_000 * sign)]));
      expect(reading.findings).toEqual([]);
      expect(reading.businessCase?.costs.map((line) => line.amount?.amount)).toEqual([-500_000, -600_000]);
      expect(reading.totals?.costs.amount).toBe(-11_000);
    }
  });

  it.each([
    ["the fewer", [5_000, 6_000, -7_000], ["C08_NEGATIVE Costs!H4"]],
    ["the fewer, above nil", [-5_000, -6_000, 7_000], ["C08_NEGATIVE Costs!H4"]],
    ["those below nil when as many", [5_000, -6_000], ["C08_NEGATIVE Costs!H3"]],
    ["none beside nil", [5_000, 0], []],
  ])("with both signs are refused: %s", (_what, amounts, expected) => {
    const rows = amounts.map((amount, index) => income(`I${index}`, amount));
    expect(said(withCosts([heading, ...rows]))).toEqual(expected);
  });
});

describe("amounts in another unit", () => {
  it.each([
    ["pounds among pounds", 135_000, []],
    ["millions", 0.21, ["C11_UNIT_SUSPECT Costs!H3?"]],
    ["thousands", 206, ["C11_UNIT_SUSPECT Costs!H3?"]],
    ["a small thing", 2_060, []],
    ["nil", 0, []],
  ])("%s", (_what, amount, expected) => {
    const grid = [
      ...changed(cleanCosts, "H3", amount),
      ["K4", "Change", "ICT", "HQ", "Capital", "By order", "2026/27", 135_000],
    ];
    expect(said(withCosts(grid))).toEqual(expected);
  });

  it("are a question; an answer lets the amount stand", () => {
    const grid = [
      ...changed(cleanCosts, "H3", 0.206),
      ["K4", "Change", "ICT", "HQ", "Capital", "By order", "2026/27", 135_000],
    ];
    expect(readSheets(withCosts(grid)).totals).toBe(null);
    const answered = readSheets(withCosts(grid), { confirm: ["C11@Costs!H3"] });
    expect(answered.outcome).toBe("accept-with-note");
    expect(answered.businessCase?.costs[1]?.amount?.amount).toBe(21);
  });
});

describe("headings", () => {
  const heading = (cell: string, text: Entry): Snapshot => withCosts(changed(cleanCosts, cell, text));

  it.each<[string, Snapshot, string[]]>([
    ["with odd spaces", heading("H1", " AMOUNT\u00a0"), ["H09_HEADER_NORMALISED Costs!H1"]],
    ["of the same meaning", withStaffing(changed(cleanStaffing, "A1", "Post ref")), ["H03_HEADER_SYNONYM Staffing!A1"]],
    ["mistyped", heading("H1", "Amuont"), ["H04_HEADER_TYPO Costs!H1?"]],
    [
      "that nobody knows",
      withCosts(withColumn(cleanCosts, ["Colour", "red", "red", "red"])),
      ["H10_EXTRA_COLUMN Costs!I1"],
    ],
    [
      "named like members of every object",
      withCosts(withColumn(cleanCosts, ["__proto__", "a", "b", "c"])),
      ["H10_EXTRA_COLUMN Costs!I1"],
    ],
    [
      "of 30,000 characters",
      withCosts(withColumn(cleanCosts, ["x".repeat(30_000), null, null, null])),
      ["H10_EXTRA_COLUMN Costs!I1"],
    ],
    ["twice", withCosts(withColumn(cleanCosts, ["Amount", 1, 2, 3])), ["H05_HEADER_DUPLICATE Costs!I1"]],
    ["missing", withCosts(without(cleanCosts, "Site")), ["H06_HEADER_MISSING Costs"]],
    ["in thousands", heading("H1", "Amount (£k)"), ["H12_UNIT_IN_HEADER Costs!H1?"]],
    ["in pounds", heading("H1", "Amount (£)"), []],
    ["below a title", withCosts([["Costs of the case"], ...cleanCosts]), ["H02_HEADER_BELOW_TITLE Costs!A2"]],
    [
      "in row 31",
      withCosts([...Array.from({ length: 30 }, () => ["x"]), ...cleanCosts]),
      ["H01_HEADER_NOT_FOUND Costs"],
    ],
    [
      "nowhere",
      withCosts([
        ["a", "b"],
        ["c", "d"],
      ]),
      ["H01_HEADER_NOT_FOUND Costs"],
    ],
    ["repeated", withCosts([...cleanCosts, cleanCosts[0] ?? []]), ["H08_HEADER_REPEATED Costs!A5"]],
    ["hidden", withCosts(cleanCosts, { hiddenColumns: [7, 40] }), ["S03_HIDDEN_COLUMN Costs!H1"]],
  ])("%s", (_what, snapshot, expected) => expect(said(snapshot)).toEqual(expected));

  it("that ask for a unit are multiplied once it is confirmed", () => {
    const grid = [
      changed(cleanCosts, "H1", "Amount (£k)")[0] ?? [],
      ["K1", "Vehicles", "Fleet", "HQ", "Capital", "By order", "2026/27", 64.2505],
    ];
    expect(findingOf(readSheets(withCosts(grid)), "H12_UNIT_IN_HEADER").unit).toBe(1_000);
    const answered = readSheets(withCosts(grid), { confirm: ["h12@Costs!$H$1"] });
    expect(answered.totals?.costs.amount).toBe(64_250.5);
    expect(answered.findings.map((finding) => finding.severity)).toEqual(["note"]);
  });

  it("that are mistyped are used only when that is confirmed", () => {
    const snapshot = heading("H1", "Amuont");
    expect(findingOf(readSheets(snapshot), "H04_HEADER_TYPO").suggests).toBe("Amount");
    expect(readSheets(snapshot).businessCase).toBe(null);
    expect(readSheets(snapshot, { confirm: ["H04@Costs!H1"] }).fingerprint).toBe(readSheets(cleanWith()).fingerprint);
  });

  it("may leave out Annual cost where Unit cost stands", () => {
    const grid = withColumn(without(cleanStaffing, "Annual cost"), ["Unit cost", 55_000, 65_000, 31_000]);
    expect(said(withStaffing(grid))).toEqual([]);
    expect(said(withStaffing(without(cleanStaffing, "Annual cost")))).toEqual(["H06_HEADER_MISSING Staffing"]);
  });
});

describe("years as columns", () => {
  const grid: Grid = [
    ["Cost reference", "Description", "Category", "Site", "Type", "Funding source", "2026/27", "2027/28"],
    ["K1", "Vehicles", "Fleet", "HQ", "Capital", "By order", 5_000, null],
    ["K2", "Licences", "ICT", "HQ", "Revenue recurring", "By order", 0, 7_000],
  ];

  it("give one line for each amount, for its own year only", () => {
    const reading = readSheets(withCosts(grid));
    expect(reading.findings).toEqual([]);
    expect(
      reading.businessCase?.costs.map((line) => [line.reference, line.year, line.amount?.amount, line.isYearOnly]),
    ).toEqual([
      ["K1", 2026, 500_000, true],
      ["K2", 2026, 0, true],
      ["K2", 2027, 700_000, true],
    ]);
    expect(reading.totals?.costs).toEqual({ rows: 2, amount: 12_000 });
    const last = reading.businessCase?.costs[2];
    expect(last && reading.sourceMap.cellOf(last.line, "amount")).toEqual({ sheet: "Costs", row: 3, column: 7 });
    expect(last && reading.sourceMap.headingOf(last.line, "amount")).toBe("2027/28");
  });

  it("need one amount in a row", () => {
    expect(said(withCosts(changed(grid, "G2", null)))).toEqual(["C07_MISSING_REQUIRED Costs!G2"]);
  });
});

describe("rows", () => {
  it.each<[string, Snapshot, string[]]>([
    [
      "a total that agrees",
      costRow("Total", null, null, null, null, null, null, withFormula(776_000.5, "=SUM(H2:H4)")),
      ["R02_TOTAL_ROW Costs!A5"],
    ],
    [
      "a total that does not",
      costRow("Total", null, null, null, null, null, null, 776_001),
      ["R02_TOTAL_MISMATCH Costs!H5"],
    ],
    ["a sum without a label", costRow(null, null, null, null, null, null, null, 776_000.5), ["R02_TOTAL_ROW Costs!H5"]],
    [
      "a real line called total",
      costRow("K4", "Total refurbishment", "Fleet", "HQ", "Capital", "By order", "2026/27", 9_000),
      [],
    ],
    ["a note", costRow("Source: return of the finance team"), ["R08_NOTE_ROW Costs!A5"]],
    [
      "a reference and nothing else",
      costRow("K4"),
      ["B", "C", "D", "E", "F", "G"].map((column) => `C07_MISSING_REQUIRED Costs!${column}5`),
    ],
    [
      "blank rows",
      withCosts([...cleanCosts.slice(0, 2), null, null, ...cleanCosts.slice(2)]),
      ["R01_BLANK_ROW Costs!A3", "R01_BLANK_ROW Costs!A4"],
    ],
    [
      "data after 21 blank rows",
      withCosts([
        ...cleanCosts,
        ...Array.from({ length: 21 }, () => null),
        ["K4", "a", "Fleet", "HQ", "Capital", "By order", "2026/27", 9_000],
      ]),
      ["R07_DATA_AFTER_GAP Costs!A26"],
    ],
    [
      "a stray value in the last cell of the grid",
      withCosts(cleanCosts, {
        rows: [...madeSheet("", cleanCosts).rows, { row: 1_048_576, values: Object.assign([], { 16_383: "x" }) }],
      }),
      ["S08_STRAY_CELL Costs!XFD1048576"],
    ],
    [
      "merged cells",
      withStaffing(changed(cleanStaffing, "B3", null), { merges: [area(2, 1, 3, 1)] }),
      ["C28_MERGED_DATA Staffing!B3"],
    ],
    [
      "a merged title",
      withCosts([["Costs of the case"], ...cleanCosts], { merges: [area(1, 0, 1, 7)] }),
      ["H02_HEADER_BELOW_TITLE Costs!A2"],
    ],
    [
      "rows under a table",
      withCosts(cleanCosts, { tables: [table("tblCosts", area(1, 0, 3, 7))] }),
      ["S09_ROWS_OUTSIDE_TABLE Costs!A4"],
    ],
    ["a table around all of them", withCosts(cleanCosts, { tables: [table("tblCosts", area(1, 0, 4, 7))] }), []],
    ["no rows", withCosts([cleanCosts[0] ?? []]), ["S06_NO_ROWS Costs!A1"]],
  ])("%s", (_what, snapshot, expected) => expect(said(snapshot)).toEqual(expected));

  it("that total are left out of the sums, and the totals stand even where one disagrees", () => {
    const wrong = readSheets(costRow("Total", null, null, null, null, null, null, 776_001));
    expect(wrong.totals?.costs).toEqual({ rows: 3, amount: 776_000.5 });
    expect(wrong.businessCase).toBe(null);
    expect(wrong.rows.get("Costs")).toMatchObject({ seen: 4, setAside: 1 });
    expect(findingOf(wrong, "R02_TOTAL_MISMATCH").message).toContain("£0.50");
  });

  it("that subtotal agree with their block, and the grand total with all", () => {
    const [heading = [], first = [], second = [], third = []] = cleanCosts;
    const total = (label: string, amount: number): Entry[] => [label, null, null, null, null, null, null, amount];
    const snapshot = withCosts([
      heading,
      first,
      total("Subtotal", 450_000),
      second,
      third,
      total("Sub-total", 326_000.5),
      total("Grand total", 776_000.5),
    ]);
    expect(said(snapshot)).toEqual(["R02_TOTAL_ROW Costs!A3", "R02_TOTAL_ROW Costs!A6", "R02_TOTAL_ROW Costs!A7"]);
  });

  it("that are hidden are counted, listed once a sheet, with what they amount to", () => {
    const rows = madeSheet("", cleanCosts).rows.map((row) => (row.row > 2 ? { ...row, isHidden: true as const } : row));
    const finding = findingOf(readSheets(withCosts(cleanCosts, { rows })), "R05_HIDDEN_ROWS_INCLUDED");
    expect(finding).toMatchObject({ severity: "note", cell: "A3", rows: [3, 4] });
    expect(finding.message).toContain("326,000.50");
  });

  it("beyond the limit are not read at all", () => {
    expect(said(cleanWith(), { rowsMaximum: 3 })).toEqual([]);
    const reading = readSheets(cleanWith(), { rowsMaximum: 2 });
    expect(reading.outcome).toBe("reject");
    expect(reading.findings.map((finding) => finding.code)).toEqual(["S07_TOO_MANY_ROWS", "S07_TOO_MANY_ROWS"]);
  });
});

describe("sheets", () => {
  const staffing = madeSheet("Staffing", cleanStaffing);
  const costs = madeSheet("Costs", cleanCosts);

  it.each<[string, Snapshot, string[]]>([
    ["one missing", madeSnapshot([costs]), ["S01_SHEET_NOT_FOUND"]],
    [
      "one under another name",
      madeSnapshot([madeSheet("My return", cleanStaffing), costs]),
      ["S01_SHEET_CHOSEN_BY_HEADERS My return"],
    ],
    ["two alike", cleanWith(madeSheet("Staffing (2)", cleanStaffing)), ["S02_SHEET_AMBIGUOUS Staffing"]],
    ["hidden", withCosts(cleanCosts, { visibility: "hidden" }), ["S03_HIDDEN_SHEET Costs"]],
    ["very hidden", withCosts(cleanCosts, { visibility: "veryHidden" }), ["S04_SHEET_VERY_HIDDEN Costs?"]],
    ["protected", withCosts(cleanCosts, { isProtected: true }), ["S05_SHEET_PROTECTED Costs"]],
    ["a chart", cleanWith(madeSheet("Chart1", [], { kind: "other" })), ["S11_NOT_A_GRID Chart1"]],
    [
      "an optional one with other headings",
      cleanWith(madeSheet("Monitoring", [["Line"], ["x"]])),
      ["H01_HEADER_NOT_FOUND Monitoring"],
    ],
    [
      "one of ours called like an input",
      madeSnapshot([madeSheet("Staffing", cleanStaffing, { ownership: { role: "results" } }), costs]),
      ["S01_SHEET_NOT_FOUND"],
    ],
    [
      "a user's under the results' name",
      cleanWith(madeSheet("model Results", [["x"]])),
      ["W08_TARGET_NOT_OURS model Results!A1"],
    ],
    [
      "a user's under the flags' name",
      cleanWith(madeSheet("Model flags", [["x"]])),
      ["W08_TARGET_NOT_OURS Model flags!A1"],
    ],
    ["our own results", cleanWith(madeSheet("Model results", [["x"]], { ownership: { role: "results" } })), []],
    [
      "our own results, protected",
      cleanWith(madeSheet("Model results", [["x"]], { ownership: { role: "results" }, isProtected: true })),
      ["W01_STRUCTURE_PROTECTED Model results"],
    ],
    ["a locked structure", madeSnapshot([staffing, costs], { isStructureLocked: true }), ["W01_STRUCTURE_PROTECTED"]],
    ["a read-only workbook", madeSnapshot([staffing, costs], { isReadOnly: true }), ["W01_STRUCTURE_PROTECTED"]],
    [
      "names with quotes",
      madeSnapshot([madeSheet("Bob's 'posts'", cleanStaffing), costs]),
      ["S01_SHEET_CHOSEN_BY_HEADERS Bob's 'posts'"],
    ],
  ])("%s", (_what, snapshot, expected) => expect(said(snapshot)).toEqual(expected));

  it("that two look like one may be chosen by name, or one set aside", () => {
    const two = cleanWith(madeSheet("Staffing (2)", changed(cleanStaffing, "F2", 21)));
    expect(readSheets(two, { staffing: "staffing (2)" }).totals?.staffing.baselineBWT).toBe(28);
    expect(readSheets(two, { setAside: ["Staffing (2)"] }).totals?.staffing.baselineBWT).toBe(27);
    expect(readSheets(two, { staffing: "Nobody" }).findings.map((finding) => finding.code)).toContain(
      "S01_SHEET_NOT_FOUND",
    );
  });

  it("that are very hidden give totals, and results once they are confirmed", () => {
    const hidden = withCosts(cleanCosts, { visibility: "veryHidden" });
    expect(readSheets(hidden)).toMatchObject({ outcome: "flag", resultsMayBeWritten: false });
    expect(readSheets(hidden).totals).not.toBe(null);
    expect(readSheets(hidden, { confirm: ["S04@Costs"] })).toMatchObject({
      outcome: "accept-with-note",
      resultsMayBeWritten: true,
    });
  });

  it("that results go to hold nothing back from the case itself", () => {
    const taken = readSheets(cleanWith(madeSheet("Model results", [["x"]])));
    expect(taken.resultsMayBeWritten).toBe(false);
    expect(taken.businessCase).not.toBe(null);
  });

  it("that are optional hold the results back with an error, and leave the totals", () => {
    const savings = madeSheet("Savings", [
      ["Saving", "Financial year", "Amount", "Status"],
      ["a", "2026/27", "TBC", "Target"],
    ]);
    const held = readSheets(cleanWith(savings));
    expect(held).toMatchObject({ outcome: "flag", resultsMayBeWritten: false, businessCase: null });
    expect(held.totals).not.toBe(null);
    const aside = readSheets(cleanWith(savings), { setAside: ["Savings"] });
    expect(aside.resultsMayBeWritten).toBe(true);
    expect(aside.businessCase?.savings).toBe(null);
    expect(aside.choicesMade).toEqual(["Savings was set aside by name"]);
  });
});

describe("facts of the file", () => {
  const with_ = (facts: Parameters<typeof madeSnapshot>[1], grid: Grid = cleanCosts): readonly string[] =>
    said(madeSnapshot([madeSheet("Staffing", cleanStaffing), madeSheet("Costs", grid)], facts));
  const formula = changed(cleanCosts, "H3", withFormula(206_000, "=200000+6000"));

  it.each<[string, readonly string[], string[]]>([
    ["macros", with_({ hasMacros: true }), ["F10_MACROS"]],
    ["links", with_({ externalLinks: ["other.xlsx"] }), ["F11_EXTERNAL_LINKS"]],
    ["a signature", with_({ isSigned: true }), ["F18_SIGNED"]],
    ["precision as displayed", with_({ isPrecisionAsDisplayed: true }), ["F20_PRECISION_AS_SHOWN"]],
    ["manual calculation with formulas", with_({ isManualCalculation: true }, formula), ["F19_MANUAL_CALC"]],
    ["manual calculation without", with_({ isManualCalculation: true }), []],
    ["iteration with formulas", with_({ isIterativeCalculation: true }, formula), ["C24_CIRCULAR"]],
    ["iteration without", with_({ isIterativeCalculation: true }), []],
  ])("%s", (_what, found, expected) => expect(found).toEqual(expected));

  it("such as macros and manual calculation stop nothing", () => {
    const snapshot = madeSnapshot([madeSheet("Staffing", cleanStaffing), madeSheet("Costs", formula)], {
      hasMacros: true,
      isManualCalculation: true,
      isIterativeCalculation: true,
    });
    expect(readSheets(snapshot)).toMatchObject({ outcome: "accept-with-note", resultsMayBeWritten: true });
  });
});

describe("circular references", () => {
  it("are errors at every cell of the circle", () => {
    const grid = changed(changed(cleanCosts, "H2", withFormula(0, "=H3+1")), "H3", withFormula(0, "=H2+1"));
    expect(said(withCosts(grid))).toEqual(["C24_CIRCULAR Costs!H2", "C24_CIRCULAR Costs!H3"]);
    expect(said(withCosts(changed(cleanCosts, "H3", withFormula(0, "=SUM(H2:H4)"))))).toEqual([
      "C24_CIRCULAR Costs!H3",
    ]);
  });

  it("are not every formula that names another", () => {
    const grid = changed(
      changed(cleanCosts, "H2", withFormula(450_000, "=H3+1")),
      "H3",
      withFormula(206_000, "=200000"),
    );
    expect(said(withCosts(grid))).toEqual([]);
  });
});

describe("choices", () => {
  const broken = changed(cleanCosts, "H3", "TBC");

  it.each(["Costs!3", "costs!3", "'Costs'!3", "Costs!H3", "Costs!$H$3", "Costs!3:3"])(
    "%s leaves the row out by name",
    (name) => {
      const reading = readSheets(withCosts(broken), { setAside: [name] });
      expect(reading.findings).toEqual([]);
      expect(reading.totals?.costs).toEqual({ rows: 2, amount: 570_000.5 });
      expect(reading.rows.get("Costs")).toEqual({ seen: 3, used: 2, setAside: 1, blocked: 0 });
      expect(reading.choicesMade).toEqual([`${name} was set aside by name`]);
    },
  );

  it("may name a sheet by its canonical name", () => {
    const snapshot = madeSnapshot([madeSheet("Staffing", cleanStaffing), madeSheet("Year's costs", broken)]);
    const reading = readSheets(snapshot, { setAside: ["Costs!3"] });
    expect(reading.resultsMayBeWritten).toBe(true);
    expect(readSheets(snapshot, { setAside: ["'Year''s costs'!3"] }).resultsMayBeWritten).toBe(true);
  });

  it.each(["Cots!3", "Costs!99", "Nobody", "Costs!", "Costs!H", "!3", "Costs!4:3"])(
    "%s meets nothing, and is said to",
    (name) => {
      const reading = readSheets(cleanWith(), { setAside: [name] });
      expect(reading.choicesMade).toEqual([]);
      expect(reading.findings.map((finding) => [finding.code, finding.severity])).toEqual([
        ["S12_CHOICE_NOT_USED", "warning"],
      ]);
      expect(reading.resultsMayBeWritten).toBe(true);
    },
  );

  it("that answer a question nobody asked are not recorded as answers", () => {
    const reading = readSheets(cleanWith(), { confirm: ["H12@Costs!H1"] });
    expect(reading.choicesMade).toEqual([]);
    expect(said(cleanWith(), { confirm: ["H12@Costs!H1"] })).toEqual(["S12_CHOICE_NOT_USED"]);
  });

  it("of the day win over the Decision sheet's", () => {
    const snapshot = cleanWith(
      madeSheet("Decision", [
        ["Item", "Value"],
        ["As at date", withFormat(APRIL_2026, "dd/mm/yyyy")],
      ]),
    );
    expect(readSheets(snapshot).businessCase?.asAt).toBe(APRIL_2026 - 25_569);
    const chosen = readSheets(snapshot, { asAt: "2026-05-01" });
    expect(chosen.businessCase?.asAt).toBe(APRIL_2026 - 25_569 + 30);
    expect(chosen.choicesMade).toEqual(["the day of the case was given as 2026-05-01"]);
    expect(readSheets(snapshot, { asAt: "04/05/2026" }).choicesMade).toEqual([]);
  });
});

describe("the optional sheets", () => {
  it("read the Decision's items each as its own type", () => {
    const decision = madeSheet("Decision", [
      ["Item", "Value"],
      ["Reference", "PCD 484"],
      ["Stage", "OBC"],
      ["Base year", "2026/27"],
      ["Horizon in years", 10],
      ["Price base", "Real 2025/26"],
      ["Date signed", null],
    ]);
    const reading = readSheets(cleanWith(decision));
    expect(reading.businessCase?.decision).toMatchObject({
      reference: "PCD 484",
      stage: "OBC",
      baseYear: 2026,
      horizonInYears: 10,
      priceBase: { kind: "real", year: 2025 },
      dateSigned: null,
      title: null,
    });
    expect(reading.sourceMap.cellOf("Decision:Date signed" as never, "value")).toEqual({
      sheet: "Decision",
      row: 7,
      column: 1,
    });
  });

  it.each<[string, Entry, string[]]>([
    ["Horizon in years", 30, []],
    ["Horizon in years", 31, ["C09_OUT_OF_RANGE Decision!B2"]],
    ["Horizon in years", 0, ["C09_OUT_OF_RANGE Decision!B2"]],
    ["Stage", "GBC", ["C31_UNKNOWN_TYPE Decision!B2"]],
    ["Sponsor", "x", ["R08_NOTE_ROW Decision!A2"]],
    ["Horzon in years", 10, ["H04_HEADER_TYPO Decision!A2?"]],
  ])("%s: %j", (item, value, expected) => {
    expect(
      said(
        cleanWith(
          madeSheet("Decision", [
            ["Item", "Value"],
            [item, value],
          ]),
        ),
      ),
    ).toEqual(expected);
  });

  it("use a mistyped item once it is confirmed", () => {
    const snapshot = cleanWith(
      madeSheet("Decision", [
        ["Item", "Value"],
        ["Horzon in years", 10],
      ]),
    );
    expect(readSheets(snapshot, { confirm: ["H04@Decision!A2"] }).businessCase?.decision?.horizonInYears).toBe(10);
  });

  it("read approved amounts as money to their printed precision, or as posts", () => {
    const approvals = madeSheet("Approvals", [
      ["Paragraph", "What", "Kind", "Approved"],
      ["1a; 3.3", "a", "Recurring revenue", "£0.206M"],
      ["1b", "b", "Staff posts", 5],
      ["1c", "c", "Capital", withFormat(374_000, '"£"0.0,,"m"')],
      ["1d", "d", "One-off revenue", 329_000],
      ["1e", "e", "Capital", withFormat(450_000, "#,##0.00")],
      ["1f", "f", "Officer posts", withFormat(4, "0.0,,")],
    ]);
    const reading = readSheets(cleanWith(approvals));
    expect(reading.findings).toEqual([]);
    expect(reading.businessCase?.approvals?.map((approval) => approval.approved)).toEqual([
      { unit: "money", printed: { amount: 20_600_000, halfUnit: 50_000 } },
      { unit: "posts", posts: 50_000 },
      { unit: "money", printed: { amount: 37_400_000, halfUnit: 5_000_000 } },
      { unit: "money", printed: { amount: 32_900_000, halfUnit: 50 } },
      { unit: "money", printed: { amount: 45_000_000, halfUnit: 50 } },
      { unit: "posts", posts: 40_000 },
    ]);
    expect(reading.businessCase?.approvals?.[0]?.paragraphs).toEqual(["1a", "3.3"]);
  });

  it("ask about a cost whose source does not pay for it, where its kind is known", () => {
    const funding = (eligible: string | null): Snapshot =>
      cleanWith(
        madeSheet("Funding", [
          ["Funding source", "Kind", "Status", "Eligible for"],
          ["Capital plan", "Capital plan", "Provisional", null],
          ["Change fund", "Capital grant", "Approved", eligible],
        ]),
      );
    expect(said(funding(null))).toEqual(["X01_FUND_TYPE_MISMATCH Costs!F3"]);
    expect(said(funding("Capital; One-off revenue"))).toEqual([]);
    expect(said(funding("Capital; Nonsense"))).toContain("C31_UNKNOWN_TYPE Funding!D3");
  });

  it("give the allowed sources where no list does", () => {
    const funding = madeSheet("Funding", [
      ["Funding source", "Kind", "Status"],
      ["Capital plan", "Capital plan", "Bid"],
    ]);
    expect(said(cleanWith(funding))).toEqual(["C17_UNKNOWN_FUND Costs!F3"]);
  });

  it("name assumptions of the model, and say which are not", () => {
    const assumptions = madeSheet("Assumptions", [
      ["Assumption", "Value", "Unit"],
      ["Discount rate", withFormat(0.035, "0.0%"), "percent"],
      ["Capital de minimis", "£12k", "£"],
      ["Weather", "fine", null],
    ]);
    const reading = readSheets(cleanWith(assumptions));
    expect(reading.businessCase?.assumptions).toMatchObject([
      { parameter: "discount-rate", value: { unit: "percent" } },
      { parameter: "capital-de-minimis", value: { unit: "money", amount: 1_200_000 } },
    ]);
    expect(said(cleanWith(assumptions))).toEqual(["C01_TEXT_NUMBER Assumptions!B3", "R08_NOTE_ROW Assumptions!A4"]);
  });
});
