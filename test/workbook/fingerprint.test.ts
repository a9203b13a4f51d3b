import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSheets } from "../../src/workbook";
import { sha256Hex } from "../../src/workbook/scan/sha256";
import { changed, cleanCosts, cleanStaffing, cleanWith, madeSheet, madeSnapshot, withCosts } from "./madeSnapshot";

const ofNode = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

describe("SHA-256", () => {
  it.each([0, 1, 3, 54, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1000])("is Node's for %i bytes", (length) => {
    expect(sha256Hex("a".repeat(length))).toBe(ofNode("a".repeat(length)));
  });

  it.each(["", "£", "€", "\u{1f600}", "a\u{1f600}b", "\ud800", "\udc00", "\ud800\ud800\udc00", "ﬁ", "\u0000"])(
    "is Node's for %j",
    (text) => expect(sha256Hex(text)).toBe(ofNode(text)),
  );

  it("is Node's for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => sha256Hex(text) === ofNode(text)),
      { numRuns: 1_000 },
    );
  });
});

describe("the fingerprint of the inputs", () => {
  const clean = readSheets(cleanWith()).fingerprint;

  it("is sixteen hexadecimal digits", () => {
    expect(clean).toMatch(/^[0-9a-f]{16}$/);
  });

  it("is the same when rows, columns and sheets stand in another order", () => {
    const [heading, ...rows] = cleanStaffing;
    const turned = [heading ?? [], ...[...rows].reverse()].map((row) => [...row].reverse());
    const moved = readSheets(madeSnapshot([madeSheet("Costs", cleanCosts), madeSheet("Staffing", turned)]));
    expect(moved.fingerprint).toBe(clean);
  });

  it.each([
    ["an amount", changed(cleanCosts, "H3", 206_000.01)],
    ["a text", changed(cleanCosts, "B3", "Licence")],
    ["a year", changed(cleanCosts, "G3", "2027/28")],
    ["a source", changed(cleanCosts, "F3", "By order")],
    ["a reference", changed(cleanCosts, "A3", "K9")],
  ])("differs when %s differs", (_what, grid) => {
    expect(readSheets(withCosts(grid)).fingerprint).not.toBe(clean);
  });

  it("is the same when a value is spelled otherwise and means the same", () => {
    const spelled = readSheets(withCosts(changed(changed(cleanCosts, "G3", "FY26/27"), "E3", "revenue one-off ")));
    expect(spelled.findings.map((finding) => finding.code)).toEqual(["C32_VALUE_NORMALISED", "C15_YEAR_NORMALISED"]);
    expect(spelled.fingerprint).toBe(clean);
  });

  it("differs between a sheet without rows and no such sheet only where the case differs", () => {
    const withNone = readSheets(cleanWith(madeSheet("Savings", [["Saving", "Financial year", "Amount", "Status"]])));
    expect(withNone.businessCase?.savings).toBe(null);
    expect(withNone.fingerprint).toBe(clean);
  });

  it("is not given without a case", () => {
    expect(readSheets(withCosts(changed(cleanCosts, "H3", "TBC"))).fingerprint).toBe(null);
  });
});
