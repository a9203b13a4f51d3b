/** The worked example as its file gives it, for tests that put it into a workbench. */
import { readFileSync } from "node:fs";
import { readWorkbook } from "../../../src/hosts/xlsx";
import type { Snapshot } from "../../../src/workbook";
import { valueOf } from "../xlsx/madeXlsx";

/** Reads one of the examples; the worked one unless another is named. */
export function exampleSnapshot(name = "intelligence-tom.xlsx"): Snapshot {
  const bytes = readFileSync(new URL(`../../../assets/examples/${name}`, import.meta.url));
  return valueOf(readWorkbook(new Uint8Array(bytes), { fileName: name }));
}
