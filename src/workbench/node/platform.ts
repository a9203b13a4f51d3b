/** What the workbench needs of Node: the library's file, a realm to run it in, and the calculator's program. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import vm from "node:vm";
import { Model, initSync } from "@ironcalc/wasm";
import { unzipSync, zipSync } from "fflate";
import type { IronModel } from "../engine/ironCalculator";
import type { ZipCodec } from "../engine/xlsx/openXlsx";
import { type OfficeLibrary, type RequirementSets, loadOfficeLibrary } from "./officeLibrary";

const dist = join(dirname(createRequire(import.meta.url).resolve("@microsoft/office-js/package.json")), "dist");

/** The library as it is published; the readable build, so that a failing test shows where. */
export const LIBRARY_FILE = join(dist, "excel-web-16.00.debug.js");

let script: vm.Script | undefined;

/** Loads a copy of the library of its own, so that no handler of another workbook is left in it. */
export function loadLibrary(requirementSets?: RequirementSets): OfficeLibrary {
  script ??= new vm.Script(readFileSync(LIBRARY_FILE, "utf8"), { filename: "excel-web-16.00.debug.js" });
  const compiled = script;
  return loadOfficeLibrary((globals) => {
    compiled.runInContext(vm.createContext(globals));
  }, requirementSets);
}

let isStarted = false;

/** A model of IronCalc; its program is started when the first is asked for. */
export function createModel(): IronModel {
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
