/**
 * What takes how long, each beside its floor or its parts in the same run. Only the ratios mean anything: the machine does
 * other things as well. Run by `npm run bench`; nothing here is a test.
 */
import { readWorkbook, writeWorkbook } from "../../src/hosts/xlsx";
import { evaluate, financialYear, pence, type FinancialYear, type Post } from "../../src/model";
import { firstMonthOf } from "../../src/model/calendar";
import { costsOfColumns, postColumns, type PostColumns } from "../../src/model/postColumns";
import { planWrites, readSheets } from "../../src/workbook";
import { drawsOfTheCase } from "./draws";
import { excelTraffic } from "./excelTraffic";
import { functionsBundle } from "./functionsBundle";
import { workbookBytes } from "./largeFile";
import { largeCase } from "./largeCase";
import { interleaved, printMeasured } from "./measure";
import { paneBundle } from "./paneBundle";

const POSTS = 50_000;
const COST_LINES = 10_000;
const FILE_NAME = { fileName: "large.xlsx" };

await kernel();
await wholePath();
await linear();
await drawsOfTheCase();
await file();
await excelTraffic();
await functionsBundle();
await paneBundle();

/** P1: the exact cost of posts beside a bare floating-point loop over the same columns, and every penny against BigInt. */
async function kernel(): Promise<void> {
  const reading = readSheets(largeCase(POSTS, 10));
  const posts = reading.businessCase?.posts ?? [];
  const years = [2026, 2027, 2028, 2029, 2030].map(financialYear);
  const columns = postColumns(posts);
  const pennies = new Float64Array(posts.length * years.length);
  const pounds = new Float64Array(posts.length * years.length);
  printMeasured(
    `Cost of ${POSTS.toLocaleString("en-GB")} posts in five years`,
    await interleaved(
      15,
      new Map<string, () => unknown>([
        ["bare floating point (the floor; not exact)", () => floatingCosts(columns, years, pounds)],
        ["exact, to the penny", () => costsOfColumns(columns, years, pennies)],
      ]),
    ),
  );
  let wrong = 0;
  posts.forEach((post, row) => {
    years.forEach((year, at) => {
      if (pennies[row * years.length + at] !== bigIntCost(post, year)) wrong++;
    });
  });
  console.log(`  pennies that differ from BigInt: ${wrong} of ${posts.length * years.length}`);
}

function monthsOf(post: Post, year: number): number {
  const april = year * 12 + 3;
  return Math.max(0, april + 11 - Math.max(post.startMonth, april) + 1);
}

/** The same formula without rounding, cell by cell, as a spreadsheet would work it out. */
function floatingCosts(columns: PostColumns, years: readonly FinancialYear[], into: Float64Array): void {
  const { change, cost, paidFor, start, end } = columns;
  const aprils = Int32Array.from(years, firstMonthOf);
  for (let row = 0; row < change.length; row++) {
    const first = start[row] as number;
    const last = end[row] as number;
    for (let year = 0; year < years.length; year++) {
      const april = aprils[year] as number;
      const months = Math.min(last, april + 11) - Math.max(first, april) + 1;
      into[row * years.length + year] =
        months <= 0 ? 0 : ((change[row] as number) * (cost[row] as number) * months) / ((paidFor[row] as number) * 12);
    }
  }
}

function bigIntCost(post: Post, year: number): number {
  const top =
    BigInt(post.proposed - post.baseline) * BigInt(post.annualCost?.amount ?? 0) * BigInt(monthsOf(post, year));
  const bottom = BigInt(post.proposed) * 12n;
  const size = top < 0n ? -top : top;
  const rounded = (2n * size + bottom) / (2n * bottom);
  return pence(Number(top < 0n ? -rounded : rounded));
}

/** P3: from a snapshot of cells to a plan. */
async function wholePath(): Promise<void> {
  const snapshot = largeCase(POSTS, COST_LINES);
  const reading = readSheets(snapshot);
  const businessCase = reading.businessCase;
  if (businessCase === null) throw new Error("the made-up case must be sound");
  const evaluation = evaluate(businessCase);
  printMeasured(
    `${POSTS.toLocaleString("en-GB")} posts and ${COST_LINES.toLocaleString("en-GB")} cost lines, from cells to plan`,
    await interleaved(
      5,
      new Map<string, () => unknown>([
        [
          "everything: read, check, evaluate, plan",
          () => {
            const again = readSheets(snapshot);
            if (again.businessCase === null) throw new Error("the made-up case must be sound");
            return planWrites({ evaluation: evaluate(again.businessCase), reading: again, snapshot, choices: {} });
          },
        ],
        ["reading the cells into typed inputs", () => readSheets(snapshot)],
        ["evaluating the case", () => evaluate(businessCase)],
        ["planning the sheets", () => planWrites({ evaluation, reading, snapshot, choices: {} })],
      ]),
    ),
  );
}

/** P4: four times the rows in about four times the time. */
async function linear(): Promise<void> {
  const run = (posts: number) => {
    const snapshot = largeCase(posts, posts / 5);
    return (): unknown => {
      const reading = readSheets(snapshot);
      return reading.businessCase && evaluate(reading.businessCase);
    };
  };
  printMeasured(
    "Growth: read, check and evaluate",
    await interleaved(
      3,
      new Map([
        ["25,000 posts", run(25_000)],
        ["100,000 posts", run(100_000)],
      ]),
    ),
  );
}

/** P6: reading and writing the file itself. */
async function file(): Promise<void> {
  const bytes = workbookBytes(largeCase(POSTS, COST_LINES));
  const opened = readWorkbook(bytes, FILE_NAME);
  if (!opened.ok) throw new Error(opened.failure.message);
  const snapshot = opened.value;
  const reading = readSheets(snapshot);
  if (reading.businessCase === null) throw new Error("the made-up case must be sound");
  const plan = planWrites({ evaluation: evaluate(reading.businessCase), reading, snapshot, choices: {} });
  printMeasured(
    `A file of ${POSTS.toLocaleString("en-GB")} x 15 cells (${(bytes.length / 1e6).toFixed(1)} MB)`,
    await interleaved(
      3,
      new Map<string, () => unknown>([
        ["reading the file into a snapshot", () => readWorkbook(bytes, FILE_NAME)],
        ["writing a copy with our sheets", () => writeWorkbook(bytes, plan, FILE_NAME)],
      ]),
    ),
  );
  console.log(`  memory in use afterwards: ${Math.round(process.memoryUsage().rss / 1e6)} MB`);
}
