import { describe, expect, it } from "vitest";
import { readSheets, type Reading } from "../../src/workbook";
import { cleanWith, madeSheet, withFormat, type Entry } from "./madeSnapshot";
import { findingOf, inShort } from "./said";

function read(...rows: Entry[][]): Reading {
  return readSheets(cleanWith(madeSheet("Assumptions", [["Assumption", "Value", "Financial year"], ...rows])));
}

describe("an assumption", () => {
  it("that goes by year has a value a year, with all of its decimals", () => {
    const rows: Entry[][] = [
      ["Price index", 100, "2026/27"],
      ["Price index", 101.9, "2027/28"],
      ["Price index", "103.84", "2028/29"],
    ];
    const reading = read(...rows);
    expect(reading.findings.map(inShort)).toEqual(["C01_TEXT_NUMBER Assumptions!B4"]);
    expect(reading.businessCase?.assumptions).toMatchObject([
      { parameter: "price-index", year: 2026, value: { unit: "number", number: { numerator: 100, denominator: 1 } } },
      { parameter: "price-index", year: 2027, value: { unit: "number", number: { numerator: 1_019, denominator: 10 } } },
      { parameter: "price-index", year: 2028, value: { unit: "number", number: { numerator: 10_384, denominator: 100 } } },
    ]); // prettier-ignore
    expect(new Set(reading.businessCase?.assumptions?.map((row) => row.line)).size).toBe(3);
  });

  it.each<[string, Entry[], string]>([
    ["without its year", ["Price index", 100, null], "C07_MISSING_REQUIRED Assumptions!C2"],
    ["of nil", ["Price index", 0, "2026/27"], "C09_OUT_OF_RANGE Assumptions!B2"],
    ["below nil", ["Price index", -100, "2026/27"], "C09_OUT_OF_RANGE Assumptions!B2"],
    ["with more decimals than any index", ["Price index", "100.1234567", "2026/27"], "C09_OUT_OF_RANGE Assumptions!B2"],
    ["beyond any index", ["Price index", 1_000_001, "2026/27"], "C09_OUT_OF_RANGE Assumptions!B2"],
    ["in words", ["Price index", "high", "2026/27"], "C02_NOT_A_NUMBER Assumptions!B2"],
    ["with nothing entered", ["Price index", null, "2026/27"], "C07_MISSING_REQUIRED Assumptions!B2"],
  ])("%s is refused at its cell", (_what, row, expected) => {
    expect(read(row).findings.map(inShort)).toEqual([expected]);
  });

  it("twice for one year is refused, and once a year is not", () => {
    const twice = read(["Price index", 100, "2026/27"], ["price index", 101, "2026/27"]);
    expect(twice.findings.map(inShort)).toEqual(["R03_DUPLICATE_KEY Assumptions!A3"]);
  });

  it("that needs a year says so where the sheet has no column for it", () => {
    const sheet = madeSheet("Assumptions", [["Assumption", "Value"], ["Price index", 100]]); // prettier-ignore
    const finding = findingOf(readSheets(cleanWith(sheet)), "C07_MISSING_REQUIRED");
    expect(finding).toMatchObject({ cell: "A2" });
    expect(finding.message).toContain("there is no column 'Financial year'");
  });

  it("of a rate that goes by year holds for all years where it names none, beside one that does", () => {
    const reading = read(["Interest rate", withFormat(0.045, "0.0%"), null], ["Interest rate", withFormat(0.04, "0.0%"), "2026/27"]); // prettier-ignore
    expect(reading.findings.map(inShort)).toEqual([]);
    expect(reading.businessCase?.assumptions).toMatchObject([
      { parameter: "interest-rate", year: null },
      { parameter: "interest-rate", year: 2026 },
    ]);
  });

  it("that holds for all years is not read for one", () => {
    const reading = read(["Discount rate", withFormat(0.03, "0%"), "2026/27"]);
    expect(reading.findings.map(inShort)).toEqual(["R08_NOTE_ROW Assumptions!C2"]);
    expect(reading.businessCase?.assumptions).toEqual([]);
  });

  it("that is a choice takes one of its choices, and names them all when it is none", () => {
    expect(read(["Part-year method", "days", null]).businessCase?.assumptions?.[0]?.value).toEqual({
      unit: "choice",
      choice: "Days",
    });
    const finding = findingOf(read(["Part-year method", "Weeks", null]), "C31_UNKNOWN_TYPE");
    expect(finding).toMatchObject({ cell: "B2", severity: "error" });
    expect(finding.message).toContain("Months, Days");
  });
});
