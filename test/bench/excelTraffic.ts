/** What a large case takes over Office.js (P5): syncs, bytes and bytes a post for reading and for writing, beside the goal. */
import { pathToFileURL } from "node:url";
import { ExcelWorkbook, type Traffic } from "../../src/hosts/excel";
import type { Exchange } from "../../src/workbench/node/workbench";
import { runCase } from "../../src/workbook";
import { loadedWorkbench } from "../hosts/excel/loadedWorkbench";
import { largeCase } from "./largeCase";

const POSTS = 50_000;
const COST_LINES = 10_000;

/** The goal: syncs besides one for each further 4 MB, bytes a post, and the most that one request or answer may hold. */
const GOAL = { read: 3, write: 5, bytesOfPost: 400, aimedAt: 150, message: 4_000_000, cells: 100_000 } as const;

/** Reads and writes a case in the workbench, a first time and again, and prints the traffic beside the goal. */
export async function excelTraffic(posts = POSTS, costLines = COST_LINES): Promise<void> {
  const bench = loadedWorkbench(largeCase(posts, costLines));
  const host = new ExcelWorkbook(bench.Excel.run);
  const options = { hasAllFigures: false };
  console.log(
    `\nExcel traffic at ${shown(posts)} posts and ${shown(costLines)} cost lines (goal: ${GOAL.bytesOfPost} bytes a post read, aim ${GOAL.aimedAt}; no request or answer above ${shown(GOAL.message)} bytes)`,
  );
  for (const which of ["first run", "second run"]) {
    let from = bench.exchanges.length;
    const outcome = await runCase(
      host,
      {},
      {
        ...options,
        agree: () => {
          printTraffic(`${which}, reading`, host.traffic, GOAL.read, posts, bench.exchanges.slice(from));
          from = bench.exchanges.length;
          return Promise.resolve(true);
        },
      },
    );
    if (outcome.kind === "written")
      printTraffic(`${which}, writing`, host.traffic, GOAL.write, posts, bench.exchanges.slice(from));
    else console.log(`  nothing was written: ${outcome.kind}`, "failure" in outcome ? outcome.failure.message : "");
  }
}

function printTraffic(
  name: string,
  { syncs, bytes, cells }: Traffic,
  goal: number,
  posts: number,
  exchanges: readonly Exchange[],
): void {
  const allowed = goal + Math.floor(bytes / GOAL.message);
  const largest = (of: (exchange: Exchange) => unknown): number =>
    exchanges.reduce((most, exchange) => Math.max(most, JSON.stringify(of(exchange)).length), 0);
  console.log(
    [
      `  ${name.padEnd(20)}`,
      `${syncs} syncs (goal ${allowed})`.padEnd(20),
      `${shown(bytes)} bytes of ${shown(cells)} cells`.padEnd(36),
      `${(bytes / posts).toFixed(0)} bytes a post`.padEnd(18),
      `largest request ${shown(largest(({ body }) => body))}, answer ${shown(largest(({ reply }) => reply))} characters`,
    ].join(" "),
  );
}

function shown(count: number): string {
  return count.toLocaleString("en-GB");
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await excelTraffic();
