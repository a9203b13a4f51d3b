import { describe, expect, it } from "vitest";
import { formatIsoDay, type BusinessCase } from "../../src/model";
import { inputSheets, readSheets, type Column, type SheetDeclaration } from "../../src/workbook";
import { allFurtherSheets, furtherNames, furtherSheets, withSheet } from "./furtherSheets";
import {
  changed,
  cleanStaffing,
  cleanWith,
  madeSheet,
  madeSnapshot,
  MONTH_FORMAT,
  withColumn,
  withFormat,
  withFormula,
  without,
  withStaffing,
  type Entry,
  type Grid,
} from "./madeSnapshot";
import { findingOf, grave, said } from "./said";

function declarationOf(name: string): SheetDeclaration {
  const found = inputSheets.find((sheet) => sheet.name === name);
  if (!found) throw new Error(`no sheet is declared as ${name}`);
  return found;
}

/** The columns of a sound grid, each with its letter. */
function columnsOf(name: string): readonly { readonly column: Column; readonly letter: string }[] {
  const declaration = declarationOf(name);
  return (furtherSheets[name]?.[0] ?? []).map((heading, index) => {
    const column = declaration.columns.find((candidate) => candidate.heading === heading);
    if (!column) throw new Error(`${name} has no column ${JSON.stringify(heading)}`);
    return { column, letter: String.fromCharCode(65 + index) };
  });
}

/** Every column of every sheet that is so, as a row of a table of tests. */
function columnsThat(isSo: (column: Column) => boolean): readonly (readonly [string, string, string, Column])[] {
  return furtherNames.flatMap((name) =>
    columnsOf(name)
      .filter(({ column }) => isSo(column))
      .map(({ column, letter }) => [name, column.heading, letter, column] as const),
  );
}

const gridOf = (name: string): Grid => furtherSheets[name] ?? [];
const withCell = (name: string, cell: string, entry: Entry): Grid => changed(gridOf(name), cell, entry);

/** What is wrong with the sheet when one of its cells is otherwise, notes left out. */
const graveWith = (name: string, cell: string, entry: Entry): readonly string[] =>
  grave(withSheet(name, withCell(name, cell, entry)));

describe.each(furtherNames)("%s", (name) => {
  it("is read without a word, alone and among the others", () => {
    expect(said(withSheet(name))).toEqual([]);
    expect(said(cleanWith(...allFurtherSheets()))).toEqual([]);
  });

  it("gives one line a row, each with its cells", () => {
    const reading = readSheets(withSheet(name));
    const rows = gridOf(name).length - 1;
    expect(reading.rows.get(name)).toEqual({ seen: rows, used: rows, setAside: 0, blocked: 0 });
    const lines = Array.from({ length: rows }, (_, index) => reading.sourceMap.linesAt(name, index + 2));
    expect(lines.map((each) => each.length)).toEqual(lines.map(() => 1));
    expect(new Set(lines.flat()).size).toBe(rows);
  });

  it("changes nothing of what is read from posts and costs, even when it is wrong", () => {
    const clean = readSheets(cleanWith());
    const broken = readSheets(withSheet(name, changed(gridOf(name), "C2", { kind: "error", error: "#REF!" })));
    expect(readSheets(withSheet(name)).totals).toEqual(clean.totals);
    expect(broken.totals).toEqual(clean.totals);
    expect(broken.outcome).toBe("flag");
    expect(broken.businessCase).toBeNull();
  });

  it("is absent, not empty, without rows", () => {
    const key = Object.entries(readSheets(withSheet(name, gridOf(name).slice(0, 1))).businessCase ?? {});
    expect(key).toEqual(Object.entries(readSheets(cleanWith()).businessCase ?? {}));
  });

  it("with other headings holds results back until it is set aside", () => {
    const other = withSheet(name, [["Something", "Else"], ["a", "b"]]); // prettier-ignore
    const reading = readSheets(other);
    expect(reading.findings.map(({ code, severity }) => [code, severity])).toEqual([["H01_HEADER_NOT_FOUND", "error"]]);
    expect(reading.findings[0]?.next).toContain("--set-aside");
    expect(reading.totals).not.toBeNull();
    expect(readSheets(other, { setAside: [name] }).resultsMayBeWritten).toBe(true);
  });
});

describe("a cell of one of these sheets", () => {
  it.each(columnsThat((column) => column.isRequired))("%s, %s: may not be blank", (name, _heading, letter, column) => {
    const isFirstKey = declarationOf(name).columns.find((each) => each.isKey && each.isRequired) === column;
    const expected = `${isFirstKey ? "R04_MISSING_KEY" : "C07_MISSING_REQUIRED"} ${name}!${letter}2`;
    expect(graveWith(name, `${letter}2`, null)).toEqual([expected]);
    expect(readSheets(withSheet(name, withCell(name, `${letter}2`, null))).businessCase).toBeNull();
  });

  it.each(columnsThat((column) => column.isRequired))("%s, %s: must have its column", (name, heading) => {
    const reading = readSheets(withSheet(name, without(gridOf(name), heading)));
    expect(reading.findings.map(({ code, severity }) => [code, severity])).toEqual([["H06_HEADER_MISSING", "error"]]);
  });

  it.each(columnsThat((column) => column.choices.length > 0 || column.type === "yes or no"))(
    "%s, %s: must be one of its values",
    (name, _heading, letter) => {
      expect(graveWith(name, `${letter}2`, "Perhaps")).toEqual([`C31_UNKNOWN_TYPE ${name}!${letter}2`]);
    },
  );

  it.each(columnsThat((column) => column.isNeverNegative && column.type !== "percent"))(
    "%s, %s: may not be below nil",
    (name, _heading, letter) => {
      expect(graveWith(name, `${letter}2`, -1)).toEqual([`C08_NEGATIVE ${name}!${letter}2`]);
    },
  );

  it.each(columnsThat((column) => column.type === "percent"))(
    "%s, %s: is asked about when it may be a percentage or a share",
    (name, _heading, letter) => {
      expect(graveWith(name, `${letter}2`, 5)).toEqual([`C10_PERCENT_UNCLEAR ${name}!${letter}2?`]);
    },
  );

  it.each(columnsThat((column) => column.type === "percent" && column.atMost !== null))(
    "%s, %s: has a most that it may be, and may be just that",
    (name, _heading, letter, { atMost }) => {
      const share = (atMost ?? 0) / 100;
      expect(graveWith(name, `${letter}2`, withFormat(share, "0%"))).toEqual([]);
      expect(graveWith(name, `${letter}2`, withFormat(share + 0.001, "0.0%"))).toEqual([
        `C09_OUT_OF_RANGE ${name}!${letter}2`,
      ]);
    },
  );

  it.each(columnsThat((column) => column.type === "money"))("%s, %s: must be money", (name, _heading, letter) => {
    expect(graveWith(name, `${letter}2`, "about 5")).toEqual([`C02_NOT_A_NUMBER ${name}!${letter}2`]);
    expect(graveWith(name, `${letter}2`, "TBC")).toEqual([`C03_PLACEHOLDER ${name}!${letter}2`]);
  });

  it.each(columnsThat((column) => column.type === "year"))("%s, %s: must be a year", (name, _heading, letter) => {
    expect(graveWith(name, `${letter}2`, "2026")).toEqual([`C15_YEAR_AMBIGUOUS ${name}!${letter}2`]);
  });

  /** Values of the other sheets of the case, which the workbook's own lists must have too. */
  const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
    Grade: ["G2", "G4", "G5"],
    "Funding source": ["Capital plan", "Change fund"],
    "Financial year": ["2026/27", "2027/28", "2028/29"],
    Category: ["Fleet", "ICT", "Estates"],
  };
  const LISTED: Readonly<Record<string, string>> = {
    Grade: "C16_UNKNOWN_GRADE",
    "Funding source": "C17_UNKNOWN_FUND",
    "Financial year": "C18_UNKNOWN_YEAR",
    Category: "C31_UNKNOWN_TYPE",
  };
  it.each(columnsThat((column) => column.list !== null))(
    "%s, %s: must be on the workbook's own list",
    (name, _heading, letter, { list }) => {
      const values = gridOf(name)
        .slice(1)
        .map((row) => row[letter.charCodeAt(0) - 65]);
      const texts = values.filter((value) => typeof value === "string" && value !== "By order");
      const outside = list === "Financial year" ? "2030/31" : "Something else";
      const grid = changed(gridOf(name), `${letter}2`, outside);
      const allowed = [...texts, ...(ELSEWHERE[list ?? ""] ?? [])];
      const lists = madeSheet("Lists", [[list ?? ""], ...allowed.map((value) => [value as string])]);
      expect(grave(cleanWith(madeSheet(name, grid), lists))).toEqual([
        `${LISTED[list ?? ""] ?? ""} ${name}!${letter}2`,
      ]);
    },
  );
});

describe("rows that are there twice", () => {
  it.each(furtherNames)("%s: are named with both cells", (name) => {
    const grid = [...gridOf(name), gridOf(name)[1] ?? []];
    const finding = findingOf(readSheets(withSheet(name, grid)), "R03_DUPLICATE_KEY");
    expect(finding).toMatchObject({ severity: "error", cell: `A${grid.length}`, alsoAt: "A2" });
  });

  it("are two where only the words of their keys run together alike", () => {
    const grid = [
      gridOf("Fund ledger")[0] ?? [],
      ["Change fund", "A", "2026/27", 1_000, "Approved", null, null],
      ["Change", "fund A", "2026/27", 1_000, "Approved", null, null],
    ];
    expect(said(withSheet("Fund ledger", grid))).toEqual([]);
  });
});

describe("typed rows", () => {
  const read = readSheets(cleanWith(...allFurtherSheets())).businessCase as BusinessCase;

  it("have pence, days, months and shares", () => {
    expect(read.payScales?.[2]).toMatchObject({ grade: "G4", point: 1, isLondon: true, annualPay: 4_100_000 });
    expect(formatIsoDay(read.payScales?.[2]?.effectiveFrom as never)).toBe("2026-04-01");
    expect(read.payAssumptions?.[0]).toMatchObject({
      award: { numerator: 25, denominator: 1000 },
      awardMonth: 2026 * 12 + 8,
      awardRounding: 300,
      increment: "Anniversary",
      pensionScheme: "Police",
      zone1Allowance: null,
    });
    expect(read.postings?.[1]).toMatchObject({ month: 2026 * 12 + 8, available: 25_000, leadTimeMonths: null });
    expect(read.monitoring?.[0]).toMatchObject({
      budget: 121_000_000,
      actual: null,
      posts: 200_000,
      group: "Response",
    });
    expect(read.options?.[1]).toMatchObject({ isPreferred: true, amount: 6_000_000, riskAdjustment: { numerator: 1 } });
    expect(read.gates?.[1]).toMatchObject({ status: "Not started", requiredWhen: "ICT", date: null });
    expect(read.fundLedger?.[0]).toMatchObject({ caseName: "Case A", amount: 90_000_000, isCarriedForward: true });
    expect(read.planLines?.[2]).toMatchObject({ cumulative: null, incremental: -200_000_000 });
    expect(read.reserveRows?.[1]).toMatchObject({ opening: null, minimum: 3_000_000_000 });
    expect(read.capitalPlan?.[1]).toMatchObject({ plan: 0, acceleration: 1_000_000, fundingSource: null });
  });

  it("end a pension band of whole pounds with the pence of its last pound, never past the next band", () => {
    const ends = (...rows: Entry[][]): readonly unknown[] => {
      const grid = [gridOf("Pension bands")[0] ?? [], ...rows];
      return (readSheets(withSheet("Pension bands", grid)).businessCase?.pensionBands ?? []).map((band) => band.to);
    };
    const rate = withFormat(0.2, "0%");
    expect(ends(["S", "2026/27", 0, 23_000, rate], ["S", "2026/27", 23_001, 45_500, rate])).toEqual([2_300_099, 4_550_099]); // prettier-ignore
    // In pence the table means what it says, and the next band begins at once.
    expect(ends(["S", "2026/27", 0, 23_000, rate], ["S", "2026/27", 23_000.01, null, rate])).toEqual([2_300_000, null]); // prettier-ignore
    expect(ends(["S", "2026/27", 0, 22_999.99, rate], ["S", "2026/27", 23_000, null, rate])).toEqual([2_299_999, null]); // prettier-ignore
  });
});

describe("posts with pay scales", () => {
  const scales = madeSheet("Pay scales", gridOf("Pay scales"));
  /** The clean staffing with the cost of P3, Staff of G2, left out, and a column of scale points. */
  const posts = (point: Entry, cells: Readonly<Record<string, Entry>> = {}): Grid => {
    const grid = withColumn(changed(cleanStaffing, "J4", null), ["Scale point", null, null, point]);
    return Object.entries(cells).reduce((made, [cell, entry]) => changed(made, cell, entry), grid);
  };

  it("need no cost of their own where a scale has their grade", () => {
    expect(said(withStaffing(posts(2), {}, [scales]))).toEqual([]);
    expect(said(withStaffing(posts(null), {}, [scales]))).toEqual([]);
    expect(said(withStaffing(posts(2, { G4: 0 }), {}, [scales]))).toEqual([]);
  });

  it("need no column for it, where they have one for the point", () => {
    const onScales = without(posts(1), "Annual cost");
    expect(said(withStaffing(onScales, {}, [scales]))).toEqual([]);
    const finding = findingOf(readSheets(withStaffing(changed(onScales, "D4", "PCSO"), {}, [scales])), "C07_MISSING_REQUIRED"); // prettier-ignore
    expect(finding.cell).toBe("A4");
    expect(finding.message).toContain("there is no column 'Annual cost'");
  });

  it("need one where no scale has it, for their role type", () => {
    expect(said(withStaffing(posts(2)))).toEqual(["C07_MISSING_REQUIRED Staffing!J4"]);
    expect(said(withStaffing(posts(1, { D4: "PCSO" }), {}, [scales]))).toEqual(["C07_MISSING_REQUIRED Staffing!J4"]);
  });

  it("must stand on a point of their scale", () => {
    expect(said(withStaffing(posts(3), {}, [scales]))).toEqual(["C09_OUT_OF_RANGE Staffing!K4"]);
  });

  it("must have a grade of the scales, where no list says which grades there are", () => {
    const grid = changed(cleanStaffing, "E4", "G9");
    expect(said(withStaffing(grid, {}, [scales]))).toEqual(["C16_UNKNOWN_GRADE Staffing!E4"]);
    const lists = madeSheet("Lists", [["Grade"], ["G2"], ["G4"], ["G5"], ["G9"]]);
    expect(said(withStaffing(grid, {}, [scales, lists]))).toEqual([]);
  });

  it("may have any grade, where the scales have none of their role type", () => {
    const staffOnly = madeSheet("Pay scales", [
      gridOf("Pay scales")[0] ?? [],
      ...gridOf("Pay scales").filter((row) => row[0] === "Staff"),
    ]);
    expect(said(withStaffing(cleanStaffing, {}, [staffOnly]))).toEqual([]);
    // A grade of staff is still held to the scales of staff, and one of officers to those of officers.
    const strange = changed(cleanStaffing, "E4", "G5");
    expect(said(withStaffing(strange, {}, [staffOnly]))).toEqual(["C16_UNKNOWN_GRADE Staffing!E4"]);
    expect(said(withStaffing(strange, {}, [scales]))).toEqual(["C16_UNKNOWN_GRADE Staffing!E4"]);
    expect(said(withStaffing(changed(strange, "D4", "Officer"), {}, [scales]))).toEqual([]);
  });

  it.each<[string, Grid, string]>([
    ["a pay that cannot be read", changed(gridOf("Pay scales"), "E2", "TBC"), "C03_PLACEHOLDER Pay scales!E2"],
    ["a point that is blank", changed(gridOf("Pay scales"), "C2", null), "C07_MISSING_REQUIRED Pay scales!C2"],
    ["no heading for its pay", without(gridOf("Pay scales"), "Annual pay"), "H06_HEADER_MISSING Pay scales"],
  ])("are not complained of for a scale with %s", (_what, grid, expected) => {
    expect(said(withStaffing(posts(1), {}, [madeSheet("Pay scales", grid)]))).toEqual([expected]);
  });

  it("are not complained of for a grade whose name could not be read", () => {
    const broken = madeSheet("Pay scales", changed(gridOf("Pay scales"), "B6", { kind: "error", error: "#REF!" }));
    expect(said(withStaffing(changed(cleanStaffing, "E4", "G9"), {}, [broken]))).toEqual(["C04_ERROR_VALUE Pay scales!B6"]); // prettier-ignore
  });
});

describe("rows that contradict themselves or one another", () => {
  const T =
    (...cells: [string, Entry][]): ((name: string) => Grid) =>
    (name) =>
      cells.reduce((grid, [cell, entry]) => changed(grid, cell, entry), gridOf(name));
  const add =
    (...rows: Entry[][]): ((name: string) => Grid) =>
    (name) => [...gridOf(name), ...rows];
  const rate = withFormat(0.2, "0%");

  it.each<[string, string, (name: string) => Grid, readonly string[]]>([
    ["an award month of another year", "Pay assumptions", T(["D2", withFormat(46_478, MONTH_FORMAT)]), ["C09_OUT_OF_RANGE Pay assumptions!D2"]], // prettier-ignore
    ["a band that ends before it begins", "Pension bands", T(["D2", 0], ["C2", 5]), ["C09_OUT_OF_RANGE Pension bands!D2"]], // prettier-ignore
    ["a band inside another", "Pension bands", T(["C3", 23_000]), ["C09_OUT_OF_RANGE Pension bands!C3"]],
    ["a band that leaves no gap", "Pension bands", T(["C3", 23_000.01]), []],
    ["a band without an end below another", "Pension bands", T(["D2", null]), ["C07_MISSING_REQUIRED Pension bands!D2"]], // prettier-ignore
    ["bands of another year", "Pension bands", add(["Staff scheme", "2027/28", 0, null, rate]), []],
    ["a plan line with both amounts", "Medium term plan", T(["E2", 5]), ["X05_CONTRADICTION Medium term plan!E2"]],
    ["a plan line with neither", "Medium term plan", T(["D2", null]), ["C07_MISSING_REQUIRED Medium term plan!D2"]],
    ["a plan line of nothing", "Medium term plan", T(["D2", 0]), []],
    ["increments that fall to nil", "Medium term plan", T(["E4", -18_000_000]), []],
    ["increments that fall below nil", "Medium term plan", T(["E4", -18_000_001]), ["C08_NEGATIVE Medium term plan!E4"]], // prettier-ignore
    ["a line of two kinds", "Medium term plan", T(["B4", "Growth"]), ["X05_CONTRADICTION Medium term plan!B4"]],
    ["a slipped-to year without an amount", "Capital plan", T(["F2", null]), ["C07_MISSING_REQUIRED Capital plan!F2"]],
    ["slippage of nil", "Capital plan", T(["F2", 0]), []],
    ["slippage to its own year", "Capital plan", T(["G2", "2026/27"]), ["C09_OUT_OF_RANGE Capital plan!G2"]],
    ["acceleration from an earlier year", "Capital plan", T(["I3", "2026/27"]), ["C09_OUT_OF_RANGE Capital plan!I3"]],
    ["an accelerated year without an amount", "Capital plan", T(["H3", null]), ["C07_MISSING_REQUIRED Capital plan!H3"]], // prettier-ignore
    ["a later year that carries on", "Reserves", T(["D3", null]), []],
    ["a later year after a gap", "Reserves", T(["C3", "2028/29"]), ["C07_MISSING_REQUIRED Reserves!D3"]],
    ["a reserve of two classes", "Reserves", T(["B3", "Earmarked"]), ["X05_CONTRADICTION Reserves!B3"]],
    ["an option of two names", "Options", T(["B4", "Phase 2"]), ["X05_CONTRADICTION Options!B4"]],
    ["two options that do nothing", "Options", T(["C3", "Yes"], ["C4", "Yes"]), ["X05_CONTRADICTION Options!C3", "X05_CONTRADICTION Options!C4"]], // prettier-ignore
    ["two preferred options", "Options", T(["D2", "Yes"]), ["X05_CONTRADICTION Options!D3", "X05_CONTRADICTION Options!D4"]], // prettier-ignore
    ["a benefit without a year", "Options", T(["H3", null]), ["C07_MISSING_REQUIRED Options!H3"]],
    ["a benefit without a type", "Options", T(["G3", null]), ["C07_MISSING_REQUIRED Options!G3"]],
    ["money for a benefit in words", "Options", T(["I5", 5], ["H5", "2026/27"]), ["C09_OUT_OF_RANGE Options!I5"]],
    ["months beyond a year", "Monitoring", T(["J2", 13]), ["C09_OUT_OF_RANGE Monitoring!J2"]],
    ["a lead time of half a month", "Postings", T(["E2", 1.5]), ["C09_OUT_OF_RANGE Postings!E2"]],
    ["a date as month of availability", "Postings", T(["A2", withFormula("", '=""')]), ["C06_FORMULA_EMPTY Postings!A2"]], // prettier-ignore
  ])("%s (%s)", (_what, name, change, expected) => {
    expect(grave(withSheet(name, change(name)))).toEqual(expected);
  });
});

describe("sheets that speak of the same thing", () => {
  const costsOf = (option: Entry): Grid => [
    ["Cost reference", "Description", "Category", "Site", "Type", "Funding source", "Financial year", "Amount", "Option"], // prettier-ignore
    ["K1", "Vehicles", "Fleet", "Northgate", "Capital", "Capital plan", "2026/27", 450_000, option],
  ];
  it("are not said to lack a name that a broken row has", () => {
    const funding = madeSheet("Funding", [
      ["Funding source", "Kind", "Status"],
      ["Capital plan", "Capital plan", "Approved"],
      ["Change fund", "Major Change Fund", "Maybe"],
    ]);
    expect(said(cleanWith(funding))).toEqual(["C31_UNKNOWN_TYPE Funding!C3"]);
    const options = madeSheet("Options", changed(gridOf("Options"), "J5", "TBC"));
    const costs = madeSheet("Costs", costsOf("1"));
    expect(said(madeSnapshot([madeSheet("Staffing", cleanStaffing), costs, options]))).toEqual([
      "C03_PLACEHOLDER Options!J5",
    ]);
  });

  const funding = (...row: Entry[]): Grid => [
    ["Funding source", "Kind", "Status", "Financial year", "Opening", "Contributions", "Minimum", "From year"],
    ["Capital plan", "Capital plan", "Approved", null, null, null, null, null],
    ["Change fund", "Major Change Fund", "Approved", null, null, null, null, null],
    ["change reserve", "Earmarked reserve", "Approved", ...row],
  ];
  const saidWith = (...row: Entry[]): readonly string[] =>
    said(cleanWith(madeSheet("Funding", funding(...row)), madeSheet("Reserves", gridOf("Reserves"))));

  it.each<[string, Entry[], readonly string[]]>([
    ["as much", ["2026/27", 2_000_000, null, 0, null], []],
    ["nothing", ["2026/27", null, null, null, null], []],
    ["another opening", ["2026/27", 2_000_001, null, 0, null], ["X04_RESERVE_DISAGREES Reserves!D4"]],
    ["a contribution where the other states none", ["2026/27", 2_000_000, 5, 0, null], []],
    ["another minimum for every year", [null, null, null, 5, null], ["X04_RESERVE_DISAGREES Reserves!K4"]],
    ["another opening at the start of its first year", [null, 5, null, null, "2026/27"], ["X04_RESERVE_DISAGREES Reserves!D4"]], // prettier-ignore
    ["another opening of another year", ["2027/28", 5, 5, 5, null], []],
  ])("may state of a reserve %s", (_what, row, expected) => expect(saidWith(...row)).toEqual(expected));

  it("name both cells", () => {
    const sheets = [madeSheet("Funding", funding("2026/27", 5, null, null, null)), madeSheet("Reserves", gridOf("Reserves"))]; // prettier-ignore
    expect(findingOf(readSheets(cleanWith(...sheets)), "X04_RESERVE_DISAGREES")).toMatchObject({
      severity: "error",
      cell: "D4",
      alsoAt: "Funding!E4",
    });
  });

  const optionsWith = (option: Entry, preferred: Entry): readonly string[] => {
    const decision = madeSheet("Decision", [["Item", "Value"], ["Title", "A case"], ["Preferred option", preferred]]); // prettier-ignore
    const sheets = cleanWith(madeSheet("Options", gridOf("Options")), decision).sheets.map((sheet) =>
      sheet.name === "Costs" ? madeSheet("Costs", costsOf(option)) : sheet,
    );
    return said({ ...cleanWith(), sheets });
  };

  it.each<[string, Entry, Entry, readonly string[]]>([
    ["as the others spell it", "1", "1", []],
    ["not at all", null, null, []],
    ["that is not among the options", "3", "1", ["C31_UNKNOWN_TYPE Costs!I2"]],
    ["that is preferred and not there", "1", "3", ["C31_UNKNOWN_TYPE Decision!B3"]],
    ["that another sheet does not prefer", "1", "0", ["X05_CONTRADICTION Decision!B3"]],
  ])("name an option %s", (_what, option, preferred, expected) => {
    expect(optionsWith(option, preferred)).toEqual(expected);
  });
});
