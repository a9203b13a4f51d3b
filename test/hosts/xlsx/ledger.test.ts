/**
 * The ledger: what comes of every file that is odd or ever broke anything, in reading and in adding a sheet of ours. A
 * change of outcome fails here, and is a decision: `LEDGER=write` before the test's command writes the table anew.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { faultInWritten, readWorkbook, writeWorkbook } from "../../../src/hosts/xlsx";
import { brokenFiles } from "./brokenFiles";
import { madeFlags, madePlan } from "./madePlan";
import { codeOf } from "./madeXlsx";
import { hasSamples, sampleBytes, sampleNames } from "./samples";

const LEDGER = new URL("ledger.csv", import.meta.url);
const HEADINGS = "file,reading,adding a sheet";
const plan = madePlan(madeFlags());

type LedgerFile = { readonly name: string; readonly bytes: () => Uint8Array };

const made: LedgerFile[] = brokenFiles.map(({ name, bytes }) => ({ name: `made/${name}`, bytes }));
const samples: LedgerFile[] = ["real-workbooks", "bad-inputs"].flatMap((folder) =>
  sampleNames(folder, ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv")
    .filter((name) => name !== "MANIFEST.csv")
    .sort()
    .map((name) => ({ name: `${folder}/${name}`, bytes: () => sampleBytes(folder, name) })),
);

/** One line of the ledger. */
function lineOf({ name, bytes: bytesOf }: LedgerFile): string {
  const bytes = bytesOf();
  const options = { fileName: name.slice(name.indexOf("/") + 1) };
  const read = codeOf(readWorkbook(bytes, options));
  if (read !== "read") return `${name},${read},`;
  const written = writeWorkbook(bytes, plan, options);
  const fault = written.ok ? faultInWritten(bytes, written.value.bytes, plan, options) : null;
  return `${name},${read},${fault ?? (written.ok ? "written" : written.failure.code)}`;
}

const files = [...made, ...samples];
if (process.env["LEDGER"] === "write") writeFileSync(LEDGER, `${[HEADINGS, ...files.map(lineOf)].join("\n")}\n`);
const lines = readFileSync(LEDGER, "utf8").trimEnd().split("\n").slice(1);
const lineByFile = new Map(lines.map((line) => [line.split(",", 1)[0] ?? "", line]));

describe("the ledger", () => {
  it.each(made.map((file) => [file.name, file] as const))("%s", (name, file) => {
    expect(lineOf(file)).toBe(lineByFile.get(name));
  });

  it.each(brokenFiles.map(({ name, was }) => [name, was]))("%s once %s, and is answered", (name) => {
    expect(lineByFile.get(`made/${name}`)).toMatch(/,(F\d\d_\w+,|read,(written|[FW]\d\d_\w+))$/);
  });

  const listed = samples.map((file): [string, LedgerFile | null] => [file.name, file]);
  it.skipIf(!hasSamples).each(hasSamples ? listed : [["(no samples here)", null]])("%s", (name, file) => {
    if (file !== null) expect(lineOf(file)).toBe(lineByFile.get(name));
  });

  it.skipIf(!hasSamples)("has a line for every file, and none for a file that is gone", () => {
    expect([...lineByFile.keys()].sort()).toEqual(files.map((file) => file.name).sort());
  });
});
