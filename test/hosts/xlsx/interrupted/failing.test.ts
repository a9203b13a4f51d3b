/** Each call on the file system failing in turn: the message is true, the exit code is right, and no rubbish is left. */
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { saveCase, start, temporaryFolder } from "../../../cli/startedProgram";
import { interrupt } from "./interrupt";

const earlierOutput = Buffer.from("an output of an earlier run");
/** More calls than saving makes. */
const CALLS_MAXIMUM = 60;

const failures = [
  ["EACCES", "you have no permission"],
  ["ENOSPC", "the disk is full"],
  ["EIO", "the disk or the network failed"],
  ["EXDEV", "it lies on another disk"],
] as const;

describe("a file system that fails", () => {
  it.each(failures.flatMap(([code, words]) => [["--out", code, words] as const, ["--in-place", code, words] as const]))(
    "under run %s with %s is told as it is, and nothing is left behind",
    async (option, code, words) => {
      const codes = new Set<number>();
      for (let at = 1; at < CALLS_MAXIMUM; at++) {
        const folder = temporaryFolder();
        const source = saveCase(folder);
        const example = readFileSync(source);
        const out = join(folder, "out.xlsx");
        writeFileSync(out, earlierOutput);
        const shim = interrupt(folder, at, { kind: "fail", code });
        onTestFinished(shim.restore);
        const ended = await start(["run", source, "--json", ...(option === "--out" ? [option, out] : [option])]);
        shim.restore();
        if (shim.calls.length < at) break;

        const place = `${shim.calls[at - 1] ?? ""}, call ${at} of ${option}`;
        const final = readFileSync(option === "--out" ? out : source);
        const isOld = final.equals(option === "--out" ? earlierOutput : example);
        codes.add(ended.code);
        if (option === "--out") expect(readFileSync(source).equals(example), place).toBe(true);
        if (ended.code === 0) {
          // What could fail without harm: making a name last that is there already, or looking whether out is a folder.
          expect({ place, isOld }).toEqual({ place, isOld: false });
        } else {
          expect({ place, code: ended.code, isOld }).toEqual({
            place,
            code: ended.answer.includes("F06_") ? 2 : 3,
            isOld: true,
          });
          expect(ended.answer, place).toContain(words);
        }
        const left = readdirSync(folder).filter((name) => name !== "case.xlsx" && name !== "out.xlsx");
        const kept = option === "--in-place" && ended.code === 0 ? ["case.xlsx.1.bak"] : [];
        expect({ place, left }).toEqual({ place, left: kept });
      }
      // Opening refused, saving refused, and a failure without harm: each was met.
      expect([...codes].sort()).toEqual([0, 2, 3]);
    },
    300_000,
  );

  it("says with 4 that nobody can tell when the disk goes while the file gets its name", async () => {
    const folder = temporaryFolder();
    const source = saveCase(folder);
    const counting = interrupt(folder, 0, { kind: "fail", code: "EIO" });
    await start(["run", source, "--in-place"]);
    counting.restore();
    const renaming = counting.calls.lastIndexOf("rename") + 1;
    expect(renaming).toBeGreaterThan(10);

    const again = saveCase(temporaryFolder());
    const shim = interrupt(join(again, ".."), renaming, { kind: "fail from here", code: "EIO" });
    onTestFinished(shim.restore);
    const ended = await start(["run", again, "--in-place", "--json"]);
    shim.restore();
    expect(ended.code).toBe(4);
    expect(ended.answer).toContain("it may hold the old workbook or the new one");
  });
});
