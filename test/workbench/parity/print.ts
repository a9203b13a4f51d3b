/**
 * Prints the recorder as one script for Script Lab in the real program:
 *   npx tsx test/workbench/parity/print.ts > recorder.js
 * What it logs there is kept as test/workbench/parity/recordings/<where>.json, and the replay compares the workbench with it.
 */
import { recordScenarios } from "./recorder";
import { scenarios } from "./scenarios";

console.log(`// The loader that printed this names functions by a call of its own.
const __name = (named) => named;
const scenarios = ${JSON.stringify(scenarios, null, 1)};
const recordScenarios = ${recordScenarios.toString()};
recordScenarios(Excel, scenarios).then((recording) => console.log(JSON.stringify(recording, null, 1)));`);
