/** The list of members is true: what is declared exists in the library, and what the add-in lives on is there. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type CalledMember, calledMembers } from "./calledMembers";
import { installedMembers, reportMembers } from "./members";
import { allClasses, membersOf } from "../../src/workbench/office/catalogue";
import { LIBRARY_FILE } from "./platform";

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

/** What every object has from the library itself, without a word to the host. */
const OF_THE_LIBRARY: ReadonlySet<string> = new Set(["load", "isNullObject", "items", "toJSON", "context", "sync"]);

/** Members in the spelling of the catalogue, any of which answers what the add-in asks. */
function wireNames({ className, member, use }: CalledMember, library: string): string[] {
  const name = member.charAt(0).toUpperCase() + member.slice(1);
  if (use === "write") return [`set ${name}`];
  if (use === "call") return [`call ${name}`, ...(member === "getItem" ? ["item"] : [])];
  if (use === "read") return [`get ${name}`, `nav ${name}`];
  // The library registers for an event by a method that is named after something else.
  const from = library.indexOf(`defineProperty(${className}.prototype, "${member}"`);
  const registered = /_Register(?:Event)?(\w+?)(?:Event)?\(\)/.exec(library.slice(from, from + 1500));
  return [`event ${registered?.[1] ?? name}`];
}

describe("what the add-in calls", () => {
  const folders = ["src/hosts/excel", "src/taskpane"].filter((folder) =>
    existsSync(new URL(`../../${folder}`, import.meta.url)),
  );
  const called = calledMembers(folders).filter(
    ({ className, member }) => className !== "RequestContext" && !OF_THE_LIBRARY.has(member),
  );
  const library = readFileSync(LIBRARY_FILE, "utf8");
  const present = new Map<string, ReadonlySet<string>>();
  for (const one of allClasses()) present.set(one.name, new Set([...(present.get(one.name) ?? []), ...membersOf(one)]));

  it("is found in the sources: properties, calls, loaded names and events", () => {
    const names = called.map(({ className, member, use }) => `${use} ${className}.${member}`);
    expect(names).toEqual(
      expect.arrayContaining([
        "read Range.valueTypes",
        "write Range.numberFormat",
        "call Range.getSpecialCellsOrNullObject",
        "read Worksheet.visibility",
        "read WorksheetProtection.protected",
        "event WorksheetCollection.onChanged",
      ]),
    );
    expect(names.length).toBeGreaterThan(200);
  });

  it("is all there", () => {
    const missing = called
      .filter((one) => !wireNames(one, library).some((name) => present.get(one.className)?.has(name)))
      .map(({ className, member, use, place }) => `${use} ${className}.${member} at ${place}`);
    expect(missing).toEqual([]);
  });

  it("is told when it is not", () => {
    const made: CalledMember = { className: "Range", member: "getImage", use: "call", place: "here" };
    expect(wireNames(made, library)).toEqual(["call GetImage"]);
    expect(present.get("Range")?.has("call GetImage")).toBe(false);
  });
});
