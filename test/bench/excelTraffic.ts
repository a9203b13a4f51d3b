/** What a large case takes over Office.js: syncs, bytes and bytes a post for reading and for writing. */
import { ExcelWorkbook, type Traffic } from "../../src/hosts/excel";
import { runCase } from "../../src/workbook";
import { loadedWorkbench } from "../hosts/excel/loadedWorkbench";
import { largeCase } from "./largeCase";

const POSTS = 50_000;
const COST_LINES = 10_000;

/** Reads and writes a case of 50,000 posts in the workbench and prints the traffic. */
export async function excelTraffic(posts = POSTS, costLines = COST_LINES): Promise<void> {
  const bench = loadedWorkbench(largeCase(posts, costLines));
  const host = new ExcelWorkbook(bench.Excel.run);
  const print = (name: string, { syncs, bytes, cells }: Traffic): void => {
    const further = Math.floor(bytes / 4_000_000);
    console.log(
      `  ${name.padEnd(10)} ${syncs} syncs (${further} of them for further 4 MB)  ${cells} cells  ${bytes} bytes  ${(bytes / posts).toFixed(0)} bytes a post`,
    );
  };
  console.log(`\nExcel traffic at ${posts.toLocaleString("en-GB")} posts`);
  let read: Traffic | undefined;
  const outcome = await runCase(
    host,
    {},
    {
      hasAllFigures: false,
      agree: () => {
        read = host.traffic;
        return Promise.resolve(true);
      },
    },
  );
  print("read", read ?? host.traffic);
  if (outcome.kind === "written") print("write", host.traffic);
  else console.log(`  nothing was written: ${outcome.kind}`, "failure" in outcome ? outcome.failure.message : "");
}

if (process.argv[1]?.endsWith("excelTraffic.ts") === true) await excelTraffic();
