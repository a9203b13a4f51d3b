/**
 * Prints which members of the object model the workbench has and which it lacks, by class, against those the installed
 * library can ask for. `npm run members -- Range Table` shows some classes alone; `--all` lists classes that are missing whole.
 */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { type LibraryMembers, readLibraryMembers } from "../../src/workbench/node/libraryMembers";
import { allClasses, membersOf } from "../../src/workbench/office/catalogue";
import { LIBRARY_FILE } from "./platform";

export type ClassReport = {
  readonly name: string;
  readonly present: readonly string[];
  readonly missing: readonly string[];
};

/** What the workbench has of each class that the library knows. */
export function reportMembers(library: LibraryMembers): ClassReport[] {
  const declared = new Map<string, Set<string>>();
  for (const one of allClasses()) {
    const known = declared.get(one.name) ?? new Set<string>();
    for (const member of membersOf(one)) known.add(member);
    declared.set(one.name, known);
  }
  return [...library]
    .map(([name, members]) => {
      const own = declared.get(name) ?? new Set<string>();
      return {
        name,
        present: [...members].filter((member) => own.has(member)),
        missing: [...members].filter((member) => !own.has(member)),
      };
    })
    .sort((one, other) => one.name.localeCompare(other.name, "en"));
}

/** The library's members as they stand in its installed file. */
export function installedMembers(): LibraryMembers {
  return readLibraryMembers(readFileSync(LIBRARY_FILE, "utf8"));
}

function print(wanted: readonly string[]): void {
  const reports = reportMembers(installedMembers());
  const names = wanted.filter((argument) => !argument.startsWith("--"));
  const begun = reports.filter((report) => report.present.length > 0);
  const shown = names.length > 0 ? reports.filter((report) => names.includes(report.name)) : begun;
  for (const { name, present, missing } of shown) {
    console.log(`${name}: ${present.length} of ${present.length + missing.length}`);
    console.log(`  has      ${present.join(", ") || "nothing"}`);
    if (missing.length > 0) console.log(`  lacks    ${missing.join(", ")}`);
  }
  const without = reports.filter((report) => report.present.length === 0);
  if (wanted.includes("--all"))
    console.log(`\nClasses that are missing whole: ${without.map((one) => one.name).join(", ")}`);
  const count = (list: readonly ClassReport[], of: "present" | "missing"): number =>
    list.reduce((sum, report) => sum + report[of].length, 0);
  console.log(
    `\n${begun.length} classes begun: ${count(begun, "present")} members, ${count(begun, "missing")} missing. ` +
      `${without.length} classes missing whole, with ${count(without, "missing")} members.`,
  );
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  print(process.argv.slice(2));
