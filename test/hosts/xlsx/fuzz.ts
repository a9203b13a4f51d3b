/**
 * Reads spoilt files by the thousand and says what became of them: `npm run fuzz -- --count 100000 [--seed n]`, and with
 * `--from folder` files made from the workbooks there. A failure is printed with its seed; `--count 1 --seed n` repeats
 * it, and `--keep folder` leaves its bytes there. Ends with 1 when anything failed.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { judge } from "./fuzz/judge";
import { madeSources, sourceOf, spoiltFile } from "./fuzz/spoiltFile";

const SECONDS_MAXIMUM = 2;
const MEGABYTES_MAXIMUM = 512;
/** Growth of the peak below which it is not looked into again. */
const MEGABYTES_NOTICED = 32;
/** After so long without an answer the program is taken to hang. */
const HANGING_SECONDS = 30;

const { values: given } = parseArgs({
  options: {
    count: { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
    from: { type: "string" },
    keep: { type: "string" },
  },
});
const first = Number(given.seed);
const count = Number(given.count);
if (!Number.isSafeInteger(first) || !Number.isSafeInteger(count) || count < 1) {
  console.error("--seed and --count take whole numbers.");
  process.exit(64);
}
const { from } = given;
const sources =
  from === undefined
    ? madeSources()
    : readdirSync(from)
        .filter((name) => /\.xls[xm]$/i.test(name))
        .map((name) => sourceOf(name, new Uint8Array(readFileSync(join(from, name)))));

const watched = watchForHanging();
const outcomes = new Map<string, number>();
let failures = 0;
let slowest = { seed: first, seconds: 0 };
let peak = 0;
for (let seed = first; seed < first + count; seed++) {
  const file = spoiltFile(seed, sources);
  Atomics.store(watched, 0, seed);
  const fail = (what: string): void => {
    failures++;
    console.log(`seed ${seed} (${file.how} of ${file.source}): ${what}`);
    if (given.keep !== undefined) writeFileSync(join(given.keep, `spoilt-${seed}.xlsx`), file.bytes);
  };
  const started = process.cpuUsage();
  let outcome = "failed";
  try {
    outcome = judge(file.bytes);
  } catch (error) {
    fail(error instanceof Error ? (error.stack ?? error.message).split("\n").slice(0, 6).join("\n") : String(error));
  }
  const used = process.cpuUsage(started);
  const seconds = (used.user + used.system) / 1e6;
  if (seconds > slowest.seconds) slowest = { seed, seconds };
  const megabytes = process.resourceUsage().maxRSS / 1024;
  const hasGrown = megabytes > MEGABYTES_MAXIMUM && megabytes > peak + MEGABYTES_NOTICED;
  if (count === 1 && megabytes > MEGABYTES_MAXIMUM) fail(`took ${megabytes.toFixed(0)} MB`);
  if (count === 1 && seconds > SECONDS_MAXIMUM) fail(`took ${seconds.toFixed(1)} s of processor time`);
  // What thousands of files left behind, or the collector's day, is not this file's fault: it is tried again by itself.
  if (count > 1 && (seconds > SECONDS_MAXIMUM || hasGrown)) {
    const again = aloneAgain(seed);
    if (again !== null) fail(again);
  }
  if (hasGrown) peak = megabytes;
  outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  if ((seed - first + 1) % 5_000 === 0) console.error(`${seed - first + 1} of ${count}, ${failures} failed`);
}
Atomics.store(watched, 0, -1);

console.log(`\n${count} files from seed ${first}:`);
for (const [outcome, times] of [...outcomes].sort(([, a], [, b]) => b - a)) {
  console.log(`  ${outcome.padEnd(24)} ${String(times).padStart(7)}`);
}
console.log(`  slowest ${slowest.seconds.toFixed(2)} s (seed ${slowest.seed}), ${failures} failed`);
process.exit(failures === 0 ? 0 : 1);

/** What the file of a seed does wrong in a program of its own; null when nothing. */
function aloneAgain(seed: number): string | null {
  Atomics.store(watched, 0, -1);
  const program = process.argv[1] ?? "";
  const words = ["--count", "1", "--seed", String(seed), ...(from === undefined ? [] : ["--from", from])];
  const ended = spawnSync(process.execPath, [...process.execArgv, program, ...words], { encoding: "utf8" });
  return ended.status === 0 ? null : ended.stdout.trim();
}

/** A second thread that ends the program, with the seed, when one file keeps the first one busy for too long. */
function watchForHanging(): Int32Array {
  const shared = new Int32Array(new SharedArrayBuffer(4));
  new Worker(
    `const { workerData } = require("node:worker_threads");
     let last = -1, since = Date.now();
     setInterval(() => {
       const seed = Atomics.load(workerData, 0);
       if (seed !== last) { last = seed; since = Date.now(); }
       else if (seed >= 0 && Date.now() - since > ${HANGING_SECONDS * 1000}) {
         require("node:fs").writeSync(1, "seed " + seed + ": no answer within ${HANGING_SECONDS} s\\n");
         process.kill(process.pid, "SIGKILL");
       }
     }, 500);`,
    { eval: true, workerData: shared },
  ).unref();
  return shared;
}
