/**
 * Files opened and saved: byte for byte where nothing was touched, and with the same content where every part that can
 * be written anew is written anew.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { readWorkbook } from "../../src/hosts/xlsx";
import { NO_CELLS } from "../../src/workbench/engine/xlsx/cells";
import { type OpenedFile, openXlsx } from "../../src/workbench/engine/xlsx/openXlsx";
import { saveXlsx } from "../../src/workbench/engine/xlsx/saveXlsx";
import { sampleBytes, sampleNames } from "../hosts/xlsx/samples";
import { contentOfBook } from "./bookContent";
import { codec } from "./platform";

const own = ["examples/intelligence-tom.xlsx", "templates/staffing-costs-funding.xlsx"];
const files: [string, () => Uint8Array][] = [
  ...own.map((name): [string, () => Uint8Array] => [name, () => new Uint8Array(readFileSync(`assets/${name}`))]),
  ...["real-workbooks", "bad-inputs"].flatMap((folder) =>
    sampleNames(folder, ".xlsx", ".xlsm").map((name): [string, () => Uint8Array] => [
      `${folder}/${name}`,
      () => sampleBytes(folder, name),
    ]),
  ),
];

/** Opens a sample; null for one that no reader takes. */
function opened(bytes: Uint8Array): OpenedFile | null {
  return readWorkbook(bytes, { fileName: "sample.xlsx" }).ok ? openXlsx(bytes, codec) : null;
}

/** The same file, said to have held nothing of what it holds: saving it writes every part of it anew. */
function forgotten(file: OpenedFile): OpenedFile {
  const nothing = <T extends object>(state: T): T =>
    Object.fromEntries(Object.keys(state).map((key) => [key, "nothing"])) as T;
  return {
    ...file,
    workbook: nothing(file.workbook),
    document: nothing(file.document),
    sheets: new Map(
      [...file.sheets].map(([id, loaded]) => [
        id,
        { ...loaded, printed: "", sections: nothing(loaded.sections), cells: { ...NO_CELLS } },
      ]),
    ),
  };
}

describe("a file that was opened and saved", () => {
  it.each(files)("is the same to the byte when nothing was touched: %s", (_name, bytes) => {
    const source = bytes();
    const file = opened(source);
    if (!file) return;
    const { bytes: saved, notSaved } = saveXlsx(file, codec);
    expect(notSaved).toEqual([]);
    const [before, after] = [codec.unzip(source), codec.unzip(saved)];
    expect([...after.keys()]).toEqual([...before.keys()]);
    const changed = [...before].filter(
      ([part, content]) => !Buffer.from(content).equals(after.get(part) as Uint8Array),
    );
    expect(changed.map(([part]) => part)).toEqual([]);
  });

  it.each(files)("holds the same when all of it is written anew: %s", (_name, bytes) => {
    const file = opened(bytes());
    if (!file) return;
    const before = contentOfBook(file.book);
    const { bytes: saved, notSaved } = saveXlsx(forgotten(file), codec);
    expect(notSaved).toEqual([]);
    expect(contentOfBook(openXlsx(saved, codec).book)).toEqual(before);
  });
});

const PROGRAM = "soffice";
const isInstalled = spawnSync(PROGRAM, ["--version"], { timeout: 20_000 }).status === 0;

describe("LibreOffice", () => {
  it.skipIf(!isInstalled)(
    "opens files that were written anew",
    () => {
      const folder = mkdtempSync(join(tmpdir(), "workbench-files-"));
      try {
        const chosen = files.filter(([name]) =>
          /examples|templates|table39|DataValidations|cond_format|strict/.test(name),
        );
        const names = chosen.flatMap(([, bytes], index) => {
          const file = opened(bytes());
          if (!file) return [];
          writeFileSync(join(folder, `file${index}.xlsx`), saveXlsx(forgotten(file), codec).bytes);
          return [`file${index}`];
        });
        const profile = `-env:UserInstallation=${pathToFileURL(join(folder, "profile")).href}`;
        const out = join(folder, "out");
        const run = spawnSync(
          PROGRAM,
          [
            profile,
            "--headless",
            "--convert-to",
            "ods",
            "--outdir",
            out,
            ...names.map((name) => join(folder, `${name}.xlsx`)),
          ],
          { timeout: 110_000, encoding: "utf8" },
        );
        expect(run.stderr).not.toMatch(/error/i);
        expect(existsSync(out) ? readdirSync(out).sort() : []).toEqual(names.map((name) => `${name}.ods`).sort());
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    120_000,
  );
});
