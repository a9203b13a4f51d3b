/** What the workbench needs of Node: the library's file, a realm to run it in, and the calculator's program. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import vm from "node:vm";
import { Model, initSync } from "@ironcalc/wasm";
import { unzipSync, zipSync } from "fflate";
import { Book, type BookOptions } from "../../src/workbench/engine/book";
import { type CustomFunction, IronCalculator, type IronModel } from "../../src/workbench/engine/ironCalculator";
import {
  type OpenOptions as OpenFileOptions,
  type OpenedFile,
  type ZipCodec,
  openXlsx,
} from "../../src/workbench/engine/xlsx/openXlsx";
import type { CellValue } from "../../src/workbench/engine/value";
import { type OfficeLibrary, type RequirementSets, loadOfficeLibrary } from "../../src/workbench/node/officeLibrary";
import { type Workbench, openWorkbench } from "../../src/workbench/node/workbench";

const dist = join(dirname(createRequire(import.meta.url).resolve("@microsoft/office-js/package.json")), "dist");

/** The library as it is published; the readable build, so that a failing test shows where. */
export const LIBRARY_FILE = join(dist, "excel-web-16.00.debug.js");

let script: vm.Script | undefined;

/** Loads a copy of the library of its own, so that no handler of another test is left in it. */
export function loadLibrary(requirementSets?: RequirementSets): OfficeLibrary {
  script ??= new vm.Script(readFileSync(LIBRARY_FILE, "utf8"), { filename: "excel-web-16.00.debug.js" });
  const compiled = script;
  return loadOfficeLibrary((globals) => {
    compiled.runInContext(vm.createContext(globals));
  }, requirementSets);
}

let isStarted = false;

/** A model of IronCalc; its program is started when the first is asked for. */
function createModel(): IronModel {
  if (!isStarted) {
    const wasm = createRequire(import.meta.url).resolve("@ironcalc/wasm/wasm_bg.wasm");
    initSync({ module: readFileSync(wasm) });
    isStarted = true;
  }
  return new Model("workbench", "en", "UTC", "en");
}

/** Packages in and out, by fflate; the parts keep their order. */
export const codec: ZipCodec = {
  unzip: (bytes) => new Map(Object.entries(unzipSync(bytes))),
  zip: (parts) => zipSync(Object.fromEntries(parts), { mtime: new Date(1980, 0, 1) }),
};

/** Opens an .xlsx file with the library connected to it. */
export function openTestFile(
  bytes: Uint8Array,
  options: OpenFileOptions = {},
): { readonly bench: Workbench; readonly file: OpenedFile } {
  const calculator = new IronCalculator(createModel);
  const file = openXlsx(bytes, codec, {
    now: () => new Date(2026, 2, 15, 12),
    createCalculator: () => calculator,
    ...options,
  });
  return { file, bench: openWorkbench(loadLibrary(), file.book) };
}

export type OpenOptions = BookOptions & {
  /** Worksheet functions of the add-in that formulas may call, by their metadata. */
  readonly customFunctions?: readonly CustomFunction[];
  /** Values by sheet, entered as they are: no text is read as anything else. */
  readonly sheets?: Readonly<Record<string, readonly (readonly CellValue[])[]>>;
  readonly requirementSets?: RequirementSets;
};

/** Opens a workbook with the library connected to it. Without sheets it has one, Sheet1, as a new workbook has. */
export function openTestWorkbench(options: OpenOptions = {}): Workbench {
  const book = new Book({
    now: () => new Date(2026, 2, 15, 12),
    createCalculator: () => calculator,
    ...options,
  });
  // A call can only be made once the session is there, which needs the book: the two meet here.
  const opened: { bench?: Workbench } = {};
  const calculator = new IronCalculator(createModel, {
    list: options.customFunctions ?? [],
    call: (id, parameters, address) => {
      if (!opened.bench) return Promise.resolve({ isOk: false, error: "#NAME?" });
      return opened.bench.session.customFunctions.invoke(id, parameters, address === undefined ? {} : { address })
        .result;
    },
  });
  for (const [name, rows] of Object.entries(options.sheets ?? { Sheet1: [] })) {
    const sheet = book.addSheet(name);
    for (const [row, values] of rows.entries()) {
      for (const [column, value] of values.entries()) {
        if (typeof value === "string" && value.startsWith("="))
          sheet.setCell(row, column, { value: 0, formula: value });
        else sheet.setCell(row, column, { value });
      }
    }
  }
  // Opening is not something to undo.
  book.journal.forget();
  book.isDirty.value = false;
  opened.bench = openWorkbench(loadLibrary(options.requirementSets), book);
  book.calculate();
  return opened.bench;
}
