/** The command line killed at each call on the file system: the source is whole, and so is whatever has a final name. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import webpack from "webpack";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../../../..");
const example = readFileSync(join(root, "assets/examples/intelligence-tom.xlsx"));
const earlierOutput = Buffer.from("an output of an earlier run");
/** More calls than saving makes. */
const CALLS_MAXIMUM = 60;
const MINUTES = 60_000;

let built = "";
let folder = "";
beforeAll(async () => {
  built = mkdtempSync(join(tmpdir(), "case-finance-built-"));
  folder = join(built, "work");
  await buildProgram(built);
}, 5 * MINUTES);
afterAll(() => rmSync(built, { recursive: true, force: true }));

describe("a command line that is killed", () => {
  it.each(["--out", "--in-place"] as const)(
    "at any call of run %s leaves every file whole",
    (option) => {
      const whole = outcomeOf(option, 0, "kill");
      expect(whole.status).toBe(0);
      const result = whole.files.get(option === "--out" ? "out.xlsx" : "case.xlsx");
      expect(result?.length).toBeGreaterThan(example.length);
      let killed = 0;
      for (let at = 1; at < CALLS_MAXIMUM; at++) {
        const before = outcomeOf(option, at, "kill");
        if (before.status === 0) break;
        for (const { status, signal, files } of [before, outcomeOf(option, at, "kill halfway")]) {
          killed++;
          const place = `call ${at} of ${option}`;
          expect({ place, status, signal }).toEqual({ place, status: null, signal: "SIGKILL" });
          expectWholeFiles(files, option, result ?? Buffer.alloc(0), place);
        }
      }
      expect(killed).toBeGreaterThan(20);
    },
    10 * MINUTES,
  );
});

type Files = ReadonlyMap<string, Buffer>;

function expectWholeFiles(files: Files, option: string, result: Buffer, place: string): void {
  for (const [name, bytes] of files) {
    if (name.startsWith(".case-finance-")) continue; // what was being made; it has no name that anyone would open
    const allowed =
      name === "out.xlsx"
        ? option === "--out"
          ? [earlierOutput, result]
          : [earlierOutput]
        : name === "case.xlsx" && option === "--in-place"
          ? [example, result]
          : [example]; // the source of a copy, and every .bak
    const isWhole = allowed.some((bytesAllowed) => bytesAllowed.equals(bytes));
    expect({ place, name, isWhole }).toEqual({ place, name, isWhole: true });
  }
  expect([...files.keys()]).toEqual(expect.arrayContaining(["case.xlsx", "out.xlsx"]));
  if (option === "--in-place" && files.get("case.xlsx")?.equals(result))
    expect([...files.keys()]).toContain("case.xlsx.1.bak");
}

/** Runs the program in a fresh folder, to be killed at a call (0 for none), and gives how it ended and what is left. */
function outcomeOf(option: "--out" | "--in-place", at: number, kind: "kill" | "kill halfway") {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const source = join(folder, "case.xlsx");
  const out = join(folder, "out.xlsx");
  writeFileSync(source, example);
  writeFileSync(out, earlierOutput);
  const { status, signal } = spawnSync(
    process.execPath,
    [join(built, "killed.mjs"), "run", source, ...(option === "--out" ? [option, out] : [option])],
    {
      env: { ...process.env, INTERRUPT_FOLDER: folder, INTERRUPT_AT: String(at), INTERRUPT_KIND: kind },
      stdio: "ignore",
    },
  );
  const files: Files = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
  return { status, signal, files };
}

type Configurations = (env: unknown, argv: { mode: string; configName: string[] }) => webpack.Configuration[];

/** Builds the program as the build does its command line, with the shim in front. */
async function buildProgram(path: string): Promise<void> {
  const { default: configurations } = (await import(pathToFileURL(join(root, "webpack.config.js")).href)) as {
    default: Configurations;
  };
  const cli = configurations(undefined, { mode: "production", configName: ["cli"] }).find(({ name }) => name === "cli");
  if (!cli) throw new Error("the build has no part named cli");
  const configuration: webpack.Configuration = {
    ...cli,
    entry: { killed: "./test/hosts/xlsx/interrupted/killedProgram.ts" },
    output: { ...cli.output, path, filename: "[name].mjs", chunkFilename: "[name].mjs" },
    devtool: false,
    plugins: [],
  };
  await new Promise<void>((done, fail) => {
    webpack(configuration, (error, stats) => {
      if (error) fail(error);
      else if (stats?.hasErrors()) fail(new Error(stats.toString("errors-only")));
      else done();
    });
  });
}
