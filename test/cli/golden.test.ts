/** Every golden case through the command line: the figures of the JSON answer are those worked by hand. */
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { LINE_WIDTH, widthOf } from "../../src/cli/textLayout";
import { makeWorkbook, type MadeWorkbook } from "../examples/workbookMaker";
import { start, temporaryFolder } from "./startedProgram";

type Expected = {
  readonly answers?: { readonly confirm?: readonly string[]; readonly setAside?: readonly string[] };
  readonly findings: readonly { readonly code: string; readonly sheet?: string; readonly cell?: string }[];
  readonly notes?: readonly string[];
  readonly totals?: unknown;
  /** `null` where there must be no such figure. */
  readonly figures: Readonly<Record<string, number | string | null>>;
  readonly sums?: readonly { readonly what: string; readonly of: readonly string[]; readonly is: number }[];
  readonly flags?: { readonly raised: readonly string[]; readonly notRaised: readonly string[] };
};

type Answered = {
  readonly findings: readonly { readonly code: string; readonly severity: string }[];
  readonly flags: readonly { readonly code: string }[];
  readonly totals: unknown;
  readonly figures: Readonly<Record<string, number | string>>;
};

const root = resolve(import.meta.dirname, "../golden");
const cases = readdirSync(root).filter((name) => existsSync(join(root, name, "expected.json")));

describe.each(cases)("the golden case %s", (name) => {
  it("has its hand-worked answers in the JSON of a run", async () => {
    const expected = JSON.parse(readFileSync(join(root, name, "expected.json"), "utf8")) as Expected;
    const folder = temporaryFolder();
    const words = ["run", await saveGolden(name, folder), "--out", join(folder, "out.xlsx"), ...choicesOf(expected)];
    const { code, answer } = await start([...words, "--json", "--all-figures"]);
    expect(code).toBe(0);
    const answered = JSON.parse(answer) as Answered;

    const codesOf = (...severities: string[]): string[] =>
      answered.findings.filter((each) => severities.includes(each.severity)).map((each) => each.code);
    expect(codesOf("warning", "error", "fatal")).toEqual(expected.findings.map((each) => each.code));
    expect(codesOf("note")).toEqual(expect.arrayContaining([...(expected.notes ?? [])]));
    if (expected.totals !== undefined) expect(answered.totals).toEqual(expected.totals);
    const figures = Object.keys(expected.figures).map((id) => [id, answered.figures[id] ?? null]);
    expect(Object.fromEntries(figures)).toEqual(expected.figures);
    for (const sum of expected.sums ?? []) {
      expect(
        sum.of.reduce((total, id) => total + Number(answered.figures[id]), 0),
        sum.what,
      ).toBeCloseTo(sum.is, 2);
    }
    const flags = answered.flags.map((flag) => flag.code);
    expect(flags).toEqual(expect.arrayContaining([...(expected.flags?.raised ?? [])]));
    expect(flags.filter((code) => expected.flags?.notRaised.includes(code))).toEqual([]);
  });

  it("fits into 80 columns as text", async () => {
    const expected = JSON.parse(readFileSync(join(root, name, "expected.json"), "utf8")) as Expected;
    const folder = temporaryFolder();
    const words = ["run", await saveGolden(name, folder), "--out", join(folder, "out.xlsx"), ...choicesOf(expected)];
    const { answer } = await start(words);
    for (const line of answer.split("\n")) {
      if (!line.includes(folder)) expect(widthOf(line), line).toBeLessThanOrEqual(LINE_WIDTH);
    }
  });
});

function choicesOf({ answers }: Expected): string[] {
  const repeated = (option: string, values: readonly string[] = []): string[] =>
    values.flatMap((value) => [option, value]);
  return [...repeated("--confirm", answers?.confirm), ...repeated("--set-aside", answers?.setAside)];
}

async function saveGolden(name: string, folder: string): Promise<string> {
  const path = join(folder, "case.xlsx");
  const given = join(root, name, "input.xlsx");
  if (existsSync(given)) writeFileSync(path, readFileSync(given));
  else {
    const { workbook } = (await import(pathToFileURL(join(root, name, "workbook.ts")).href)) as {
      workbook: MadeWorkbook;
    };
    writeFileSync(path, makeWorkbook(workbook));
  }
  return path;
}
