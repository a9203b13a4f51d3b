/** The repository tests itself: the shape of the house as data in architecture.ts, held against the files as they are. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import {
  checkDocstrings,
  checkExactVersions,
  checkImports,
  checkLockFile,
  checkNames,
  checkTopLevel,
  checkUnfinished,
  type LockFile,
  type SourceText,
} from "./architecture";

const root = resolve(import.meta.dirname, "..");
const sources = readSources("src");

describe("the repository", () => {
  it("imports only in the directions of the table, and only through doors", () => {
    expect(checkImports(sources)).toEqual([]);
  });

  it("explains every exported function of the model, the workbook and the hosts", () => {
    expect(checkDocstrings(sources)).toEqual([]);
  });

  it("has no file or folder named after a dumping ground", () => {
    expect(checkNames([...pathsUnder("src"), ...pathsUnder("test")])).toEqual([]);
  });

  it("leaves no promises in the source", () => {
    expect(checkUnfinished(sources)).toEqual([]);
  });

  it("asks for exact versions of its packages", () => {
    expect(checkExactVersions(JSON.parse(readText("package.json")) as object)).toEqual([]);
  });

  it("has a lock file that is complete and installs from the public registry", () => {
    expect(checkLockFile(JSON.parse(readText("package-lock.json")) as LockFile)).toEqual([]);
  });

  const tracked = trackedPaths();
  // An unpacked archive has no history to ask; there the other tests stand alone.
  it.skipIf(tracked === undefined)("keeps the top of the repository to what every visitor needs", () => {
    expect(checkTopLevel(tracked ?? [])).toEqual([]);
  });
});

describe("the check of imports", () => {
  const door = { path: "src/model/index.ts", text: "" };
  const complaints = (path: string, ...lines: string[]): string[] =>
    checkImports([
      { path, text: lines.join("\n") },
      door,
      { path: "src/model/reserve.ts", text: "" },
      { path: "src/workbook/index.ts", text: "" },
      { path: "src/hosts/xlsx/xlsxWorkbook.ts", text: "" },
      { path: "src/hosts/xlsx/zip.ts", text: "" },
    ]);

  it("names file and line when the model looks outward", () => {
    expect(complaints("src/model/costs.ts", "// costs", 'import { read } from "../workbook/index.ts";')).toEqual([
      'src/model/costs.ts:2 model may not import workbook ("../workbook/index.ts")',
    ]);
  });

  it.each([
    ["export from", 'export { read } from "../workbook";'],
    ["import for its effect", 'import "../workbook";'],
    ["import type", 'import type { Snapshot } from "../workbook";'],
    ["type in brackets", 'export type A = import("../workbook").Snapshot;'],
    ["dynamic import", 'export const a = await import("../workbook");'],
    ["require", 'export const a = require("../workbook");'],
    ["import equals", 'import a = require("../workbook");'],
  ])("sees through %s", (_way, line) => {
    expect(complaints("src/model/costs.ts", line)).toEqual([
      'src/model/costs.ts:1 model may not import workbook ("../workbook")',
    ]);
  });

  it("names a file in no folder of the table, even one that imports nothing", () => {
    expect(complaints("src/hosts/stray.ts", "export const a = 1;")).toEqual([
      "src/hosts/stray.ts lies in no folder of the import table",
    ]);
  });

  it("names an import that is only known when it runs", () => {
    expect(complaints("src/cli/main.ts", "await import(process.argv[2] ?? '');")).toEqual([
      "src/cli/main.ts:1 imports a name that is only known when it runs, which nobody can check",
    ]);
  });

  it.each([
    ["src/model/money.ts", "decimal.js", 'model may not import the package "decimal.js"'],
    ["src/model/money.ts", "node:fs", 'model may not import Node\'s "node:fs"'],
    ["src/workbook/readSheets.ts", "fs/promises", 'workbook may not import Node\'s "fs/promises"'],
    ["src/workbook/readSheets.ts", "fflate", 'workbook may not import the package "fflate"'],
    ["src/workbook/readSheets.ts", "../hosts/xlsx/xlsxFile.ts", "workbook may not import hosts/xlsx"],
    ["src/hosts/xlsx/zip.ts", "../../model/index.ts", "hosts/xlsx may not import model"],
    ["src/hosts/xlsx/zip.ts", "@scope/zip/inner", 'hosts/xlsx may not import the package "@scope/zip"'],
    ["src/cli/main.ts", "fs", 'imports "fs", which should say "node:fs"'],
    ["src/cli/main.ts", "../hosts/excel", "cli may not import hosts/excel"],
    ["src/cli/main.ts", "../../package.json", "cli may not import"],
    ["src/cli/main.ts", "../model/index.ts", "cli may import only types of model"],
    ["src/cli/main.ts", "../hosts/xlsx/zip.ts", "passes by the door of hosts/xlsx"],
    ["src/workbook/readSheets.ts", "../model/reserve", "passes by the door of model"],
    ["src/workbook/readSheets.ts", "../model/reserve.js", "passes by the door of model"],
    ["src/taskpane/Results.tsx", "../hosts/excel", "taskpane may not import hosts/excel"],
    ["src/stray.ts", "./model/index.ts", "lies in no folder of the import table"],
  ])("refuses %s the import of %s", (path, specifier, complaint) => {
    expect(complaints(path, `import { a } from "${specifier}";`)).toEqual([expect.stringContaining(complaint)]);
  });

  it.each([
    ["src/model/costs.ts", 'import { roll } from "./reserve.ts";'],
    ["src/workbook/readSheets.ts", 'import { evaluate } from "../model/index.ts";'],
    ["src/workbook/readSheets.ts", 'import { evaluate } from "../model";'],
    ["src/workbook/scan/amount.ts", 'import { Decimal } from "decimal.js";'],
    ["src/hosts/xlsx/zip.ts", 'import { unzipSync } from "fflate";'],
    ["src/cli/main.ts", 'import { readFile } from "node:fs/promises";'],
    ["src/cli/main.ts", 'import { openXlsx } from "../hosts/xlsx/xlsxFile.ts";'],
    ["src/cli/main.ts", 'import type { Finding } from "../model/index.ts";'],
    ["src/taskpane/index.tsx", 'import { openExcel } from "../hosts/excel";'],
  ])("allows %s %s", (path, line) => {
    expect(complaints(path, line)).toEqual([]);
  });
});

describe("the check of comments", () => {
  const complaints = (text: string, path = "src/model/reserve.ts"): string[] => checkDocstrings([{ path, text }]);

  it.each([
    ["a function", "\nexport function rollReserve() {}", 2],
    ["a constant", "export const rollReserve = () => 0;", 1],
    ["an export by name", "function rollReserve() {}\nexport { rollReserve };", 1],
    ["an ordinary comment", "// Rolls the reserve.\nexport function rollReserve() {}", 2],
    ["an empty comment", "/** */\nexport function rollReserve() {}", 2],
  ])("names %s without one", (_what, text, line) => {
    expect(complaints(text)).toEqual([
      `src/model/reserve.ts:${line} rollReserve is exported without a comment that says what it decides`,
    ]);
  });

  it.each([
    ["an explained function", "/** Rolls the reserve. */\nexport function rollReserve() {}"],
    ["an explained constant", "/** Rolls the reserve. */\nexport const rollReserve = () => 0;"],
    [
      "overloads with one comment",
      "/** Rolls. */\nexport function roll(): 0;\nexport function roll(): number { return 0; }",
    ],
    ["a function that stays inside", "function roll() {}"],
    ["a value", "export const limit = 12;"],
  ])("is content with %s", (_what, text) => {
    expect(complaints(text)).toEqual([]);
  });

  it("asks it of no other folder", () => {
    expect(complaints("export function main() {}", "src/cli/main.ts")).toEqual([]);
  });
});

describe("the other checks", () => {
  it.each(["// TODO: round", "// FIXME", 'throw new Error("Not implemented")', "Coming soon", "not yet implemented"])(
    "name the promise in %s",
    (line) => {
      expect(checkUnfinished([{ path: "src/model/costs.ts", text: `\n${line}` }])).toEqual([
        expect.stringMatching(/^src\/model\/costs\.ts:2 says /),
      ]);
    },
  );

  it.each([
    "src/utils/a.ts",
    "src/model/helpers.ts",
    "src/model/costHelper.ts",
    "src/model/money.utils.ts",
    "src/shared",
  ])("name the dumping ground in %s", (path) => {
    expect(checkNames([path])).toHaveLength(1);
  });

  it("leave a word of the subject alone", () => {
    expect(checkNames(["src/hosts/xlsx/sharedStrings.ts", "src/model/serviceCharge.ts"])).toEqual([]);
  });

  it.each(["^1.0.0", "~1.0.0", "1.x", "*", "latest", "1.0", ">=1.0.0", "git+https://example.org/a.git"])(
    "name the version %s",
    (version) => {
      expect(checkExactVersions({ dependencies: { a: "1.0.0" }, devDependencies: { b: version } })).toEqual([
        `package.json: b is "${version}", not an exact version`,
      ]);
    },
  );

  it("name an address outside the public registry", () => {
    const packages = {
      "node_modules/a": { resolved: "https://registry.npmjs.org/a/-/a-1.0.0.tgz" },
      "node_modules/b": { resolved: "https://mirror.example.org/b/-/b-1.0.0.tgz" },
    };
    expect(checkLockFile({ packages })).toEqual([
      "package-lock.json: node_modules/b would be fetched from https://mirror.example.org/b/-/b-1.0.0.tgz",
    ]);
  });

  it("name a platform package that the lock file lacks", () => {
    const packages = {
      "node_modules/tool": { optionalDependencies: { "@tool/linux": "1.0.0", "@tool/windows": "1.0.0" } },
      "node_modules/tool/node_modules/@tool/linux": {},
    };
    expect(checkLockFile({ packages })).toEqual([
      "package-lock.json: node_modules/tool may need @tool/windows, which is missing from the lock file",
    ]);
  });

  it("name a stranger at the top", () => {
    expect(checkTopLevel(["README.md", "src/cli/main.ts", "notes.txt"])).toEqual([
      expect.stringMatching(/^notes\.txt /),
    ]);
  });
});

/** Every TypeScript file under a folder, whether or not it is tracked yet. */
function readSources(folder: string): SourceText[] {
  return pathsUnder(folder)
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => ({ path, text: readText(path) }));
}

/** Every file and folder under a folder, from the root of the repository, with forward slashes. */
function pathsUnder(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map(
    (path) => `${folder}/${path.replaceAll("\\", "/")}`,
  );
}

function readText(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** What git tracks here, or undefined where there is no git or no repository. */
function trackedPaths(): string[] | undefined {
  try {
    return execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })
      .split("\0")
      .filter((path) => path !== "");
  } catch {
    return undefined;
  }
}
