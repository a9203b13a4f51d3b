/** Every workbook in assets/ that a script makes: its path in the repository and its bytes. */
import { exampleWorkbook } from "./exampleWorkbook";
import { intelligenceTom } from "./intelligenceTom";
import { templates } from "./templates";
import { threeFaults } from "./threeFaults";
import { makeWorkbook } from "./workbookMaker";

export function exampleFiles(): ReadonlyMap<string, Uint8Array> {
  return new Map([
    ["assets/examples/intelligence-tom.xlsx", makeWorkbook(exampleWorkbook(intelligenceTom))],
    ["assets/examples/intelligence-tom-three-faults.xlsx", makeWorkbook(exampleWorkbook(threeFaults))],
    ["assets/templates/staffing-costs-funding.xlsx", makeWorkbook(templates())],
  ]);
}
