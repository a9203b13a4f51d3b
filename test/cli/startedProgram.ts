/** The command line started in this process, with everything it prints caught. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { runCommandLine } from "../../src/cli/commandLine";
import type { Console } from "../../src/cli/session";
import { exampleWorkbook } from "../examples/exampleWorkbook";
import type { ExampleCase } from "../examples/exampleSheets";
import { intelligenceTom } from "../examples/intelligenceTom";
import { makeWorkbook } from "../examples/workbookMaker";

export type Ended = { readonly code: number; readonly answer: string; readonly remark: string };

type Surroundings = Partial<Pick<Console, "isAnswerOnTerminal" | "isRemarkOnTerminal" | "environment">>;

/** Runs one command line and gives what it printed and how it ended. */
export async function start(words: readonly string[], surroundings: Surroundings = {}): Promise<Ended> {
  let answer = "";
  let remark = "";
  const code = await runCommandLine(words, {
    answer: (text) => (answer += text),
    remark: (text) => (remark += text),
    isAnswerOnTerminal: false,
    isRemarkOnTerminal: false,
    environment: {},
    ...surroundings,
  });
  return { code, answer, remark };
}

/** A folder of its own for one test, gone when the test is. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "case-finance-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Saves a case as a workbook in a folder and gives its path. */
export function saveCase(folder: string, example: ExampleCase = intelligenceTom, name = "case.xlsx"): string {
  const path = join(folder, name);
  writeFileSync(path, makeWorkbook(exampleWorkbook(example)));
  return path;
}
