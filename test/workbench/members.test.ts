/** The list of members is true: what is declared exists in the library, and what the add-in lives on is there. */
import { describe, expect, it } from "vitest";
import { installedMembers, reportMembers } from "./members";
import { allClasses } from "../../src/workbench/office/catalogue";

describe("the list of members", () => {
  const reports = reportMembers(installedMembers());

  it("counts what is there and what is not", () => {
    const range = reports.find((report) => report.name === "Range");
    expect(range?.present).toEqual(
      expect.arrayContaining(["get Values", "set Values", "call GetUsedRange", "nav Format"]),
    );
    expect(range?.missing).toContain("call GetImage");
    expect(reports.reduce((sum, report) => sum + report.present.length, 0)).toBeGreaterThan(700);
  });

  it("knows no class that the library does not", () => {
    const known = new Set(reports.map((report) => report.name));
    const ends = new Set(["CustomFunctions", "AddinInternalService"]);
    expect(
      allClasses()
        .map((one) => one.name)
        .filter((name) => !known.has(name) && !ends.has(name)),
    ).toEqual([]);
  });

  it.each(["Worksheet", "WorksheetCollection", "RangeFont", "RangeFill", "TableColumn", "WorksheetProtection"])(
    "has all the properties of %s",
    (name) => {
      const missing = reports.find((report) => report.name === name)?.missing ?? [];
      expect(missing.filter((member) => /^(get|set) /.test(member) && !/TintAndShade/.test(member))).toEqual([]);
    },
  );
});
