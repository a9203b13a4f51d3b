import { describe, expect, it } from "vitest";
import { readSheets, type Reading } from "../../src/workbook";
import { cleanWith, madeSheet, type Entry } from "./madeSnapshot";
import { findingOf, inShort } from "./said";

function read(from: Entry, to: Entry): Reading {
  const headings: Entry[] = ["Funding source", "Kind", "Status", "From year", "To year"];
  const named = ["Capital plan", "Change fund"].map((source): Entry[] => [source, "Revenue budget", "Approved"]);
  const grant: Entry[] = ["Grant", "Revenue grant", "Approved", from, to];
  return readSheets(cleanWith(madeSheet("Funding", [headings, grant, ...named])));
}

describe("the years in which a source may pay", () => {
  it.each<[string, Entry, Entry]>([
    ["one year", "2026/27", "2026/27"],
    ["several", "2026/27", "2028/29"],
    ["no first year", null, "2026/27"],
    ["no last year", "2026/27", null],
  ])("are read: %s", (_what, from, to) => {
    const { findings, businessCase } = read(from, to);
    expect(findings.map(inShort)).toEqual([]);
    expect(businessCase?.funding).toContainEqual(expect.objectContaining({ source: "Grant" }));
  });

  it("that end before they begin are refused at To year, and hold results back", () => {
    const reading = read("2026/27", "2025/26");
    expect(reading.findings.map(inShort)).toEqual(["C09_OUT_OF_RANGE Funding!E2"]);
    expect(findingOf(reading, "C09_OUT_OF_RANGE").message).toContain("2025/26, before From year (2026/27)");
    expect(reading.resultsMayBeWritten).toBe(false);
    expect(reading.totals).not.toBeNull();
  });
});
