/**
 * The worksheet functions as Excel loads them: how large the file is (P7: at most 12 kB compressed, 4 kB the aim for a
 * core), and what one call for a table takes beside a call for each of its cells. Run: npx tsx test/bench/functionsBundle.ts
 */
import { pathToFileURL } from "node:url";
import { createContext, runInContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { buildAddIn } from "../manifest/builtAddIn";
import { interleaved, printMeasured } from "./measure";

const ROWS = 96;
const COLUMNS = 10;

/** Bytes of the compressed file that the whole catalogue may take. */
const GOAL = 12_000;

type WorksheetFunction = (...args: unknown[]) => unknown;

/** Builds the file as it is published and prints its size, and the time of one call for a table beside many. */
export async function functionsBundle(): Promise<void> {
  const built = await buildAddIn("production", {});
  const script = built.text("functions.js");
  built.remove();
  const compressed = gzipSync(script, { level: 9 }).length;
  console.log(
    `\nfunctions.js: ${script.length.toLocaleString("en-GB")} bytes, ${compressed.toLocaleString("en-GB")} compressed (goal ${GOAL.toLocaleString("en-GB")})`,
  );

  const functions = new Map<string, WorksheetFunction>();
  const associate = (id: string, call: WorksheetFunction): void => void functions.set(id, call);
  runInContext(script, createContext({ CustomFunctions: { Error, ErrorCode: {}, associate } }));
  const staffCost = functions.get("STAFFCOST");
  if (!staffCost) throw new Error("the file has no STAFFCOST");

  const posts = Array.from({ length: ROWS }, (_, row) => new Array<number>(COLUMNS).fill(row + 0.5));
  const rate = [[41_200]];
  printMeasured(
    `STAFFCOST over ${ROWS} x ${COLUMNS} cells, without what Excel spends on each call`,
    await interleaved(
      15,
      new Map<string, () => unknown>([
        ["one call for the table", () => staffCost(posts, rate)],
        ["a call for each cell", () => posts.forEach((row) => row.forEach((fte) => staffCost([[fte]], rate)))],
      ]),
    ),
  );
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await functionsBundle();
