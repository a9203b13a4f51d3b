/** The program as people start it: a process of its own, with real streams and a real exit code. */
import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { withEntries } from "../examples/exampleChanges";
import { intelligenceTom } from "../examples/intelligenceTom";
import { saveCase, temporaryFolder, type Ended } from "./startedProgram";

const root = resolve(import.meta.dirname, "../..");

describe("the program", () => {
  it("answers one JSON object a file and ends with 0", async () => {
    const file = saveCase(temporaryFolder());
    const { code, answer, remark } = await startProgram(["check", file, "--json"]);
    expect(remark).toBe("");
    expect(JSON.parse(answer)).toMatchObject({ file, resultsMayBeWritten: true });
    expect(answer.match(/\n/g)).toHaveLength(1);
    expect(code).toBe(0);
  });

  it("ends with 1 when an error holds the results back", async () => {
    const file = saveCase(temporaryFolder(), withEntries(intelligenceTom, "Costs", "1c-1", { Amount: "tbc" }));
    const { code, answer } = await startProgram(["check", file]);
    expect(answer).toContain("C03_PLACEHOLDER");
    expect(code).toBe(1);
  });

  it("goes on quietly when nobody reads its answer to the end", async () => {
    const { code, remark } = await startProgram(["explain", saveCase(temporaryFolder()), "npc.10"], {
      isReaderGone: true,
    });
    expect(remark).toBe("");
    expect(code).toBe(0);
  });
});

async function startProgram(words: readonly string[], { isReaderGone = false } = {}): Promise<Ended> {
  // Started as the package's own script does it, with no colours forced from outside.
  const { FORCE_COLOR: _, ...environment } = process.env;
  const child = spawn(process.execPath, ["--import", "tsx", "src/cli/main.ts", ...words], {
    cwd: root,
    env: environment,
  });
  if (isReaderGone) child.stdout.destroy();
  const [answer, remark] = [collect(child.stdout), collect(child.stderr)];
  const code = await new Promise<number>((done, fail) => {
    child.once("error", fail);
    child.once("close", (ended) => done(ended ?? -1));
  });
  return { code, answer: answer(), remark: remark() };
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const pieces: Buffer[] = [];
  stream.on("data", (piece: Buffer) => pieces.push(piece));
  return () => Buffer.concat(pieces).toString("utf8");
}
