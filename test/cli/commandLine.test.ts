import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { VERSION } from "../../src/cli/help";
import { readWorkbook } from "../../src/hosts/xlsx";
import { LINE_WIDTH, widthOf } from "../../src/cli/textLayout";
import { withEntries, withoutSheet } from "../examples/exampleChanges";
import { intelligenceTom } from "../examples/intelligenceTom";
import { saveCase, start, temporaryFolder } from "./startedProgram";

const withError = withEntries(intelligenceTom, "Costs", "1c-1", { Amount: "1,23" });
const withoutCosts = withoutSheet(intelligenceTom, "Costs");
const withGap = withEntries(intelligenceTom, "Funding", "Medium term financial plan", {
  "Accepted as pressure by": "",
});

/** The cell to the right of a label on the results sheet. */
function resultsCellBeside(path: string, label: string): string {
  const read = readWorkbook(new Uint8Array(readFileSync(path)), { fileName: path });
  if (!read.ok) throw new Error(read.failure.message);
  const rows = read.value.sheets.find((sheet) => sheet.name === "Model results")?.rows ?? [];
  const row = rows.find(({ values: [name] }) => typeof name === "string" && name.startsWith(label));
  if (row === undefined) throw new Error(`no row is called ${label}`);
  return `B${row.row}`;
}

describe("help and version", () => {
  it.each([["--help"], ["check --help"], ["run --help"], ["explain --help"]])("%s fits in 80 columns", async (line) => {
    const { code, answer, remark } = await start(line.split(" "));
    expect(code).toBe(0);
    expect(remark).toBe("");
    expect(answer).toContain("case-finance");
    for (const each of answer.split("\n")) expect(widthOf(each), each).toBeLessThanOrEqual(LINE_WIDTH);
  });

  it.each([["check"], ["run"], ["explain"]])("%s --help has examples", async (command) => {
    expect((await start([command, "--help"])).answer).toMatch(/Examples\n {2}case-finance/);
  });

  it("gives the version of package.json", async () => {
    const manifest = JSON.parse(readFileSync(join(import.meta.dirname, "../../package.json"), "utf8")) as {
      version: string;
    };
    expect(VERSION).toBe(manifest.version);
    expect((await start(["--version"])).answer).toBe(`case-finance ${manifest.version}\n`);
  });
});

describe("the exit code", () => {
  it("is 0 when nothing stops the results from being written", async () => {
    expect((await start(["check", saveCase(temporaryFolder())])).code).toBe(0);
  });

  it("is 1 when an error holds the results back", async () => {
    expect((await start(["check", saveCase(temporaryFolder(), withError)])).code).toBe(1);
  });

  it("is 2 when the workbook is rejected", async () => {
    expect((await start(["check", saveCase(temporaryFolder(), withoutCosts)])).code).toBe(2);
  });

  it("is 64 when the command line cannot be followed, with nothing on standard output", async () => {
    const { code, answer, remark } = await start(["check", "a.xlsx", "--jsno"]);
    expect(code).toBe(64);
    expect(answer).toBe("");
    expect(remark).toBe(
      "There is no option --jsno.\nDid you mean --json? case-finance check --help lists the options.\n",
    );
  });

  it("is 1 when a case must be Ready and is not", async () => {
    const folder = temporaryFolder();
    const ready = saveCase(folder);
    const draft = saveCase(folder, withGap, "draft.xlsx");
    expect((await start(["check", ready, "--require", "ready"])).code).toBe(0);
    expect((await start(["check", draft])).code).toBe(0);
    expect((await start(["check", draft, "--require", "ready"])).code).toBe(1);
    expect((await start(["run", draft, "--out", join(folder, "out.xlsx"), "--require", "ready"])).code).toBe(1);
    expect(existsSync(join(folder, "out.xlsx")), "a Draft is written all the same").toBe(true);
  });

  it("is the highest of several files, each of which is answered", async () => {
    const folder = temporaryFolder();
    const files = [
      saveCase(folder, withError, "error.xlsx"),
      saveCase(folder, withoutCosts, "none.xlsx"),
      saveCase(folder),
    ];
    const { code, answer } = await start(["check", ...files, "--json"]);
    expect(code).toBe(2);
    expect(
      answer
        .trimEnd()
        .split("\n")
        .map((line) => (JSON.parse(line) as { file: string }).file),
    ).toEqual(files);
  });
});

describe("a file that is not what it should be", () => {
  it("is named when it is not there", async () => {
    const { code, answer } = await start(["check", join(temporaryFolder(), "missing.xlsx"), "--json"]);
    expect(code).toBe(2);
    expect(JSON.parse(answer)).toMatchObject({
      outcome: "reject",
      findings: [{ code: "F06_NOT_A_WORKBOOK", severity: "fatal", sheet: null, cell: null }],
      resultsMayBeWritten: false,
      totals: null,
      written: null,
    });
    expect(answer).toContain("missing.xlsx cannot be opened (there is no such file)");
  });

  it("is named when it is a folder", async () => {
    const { code, answer } = await start(["check", temporaryFolder(), "--json"]);
    expect(code).toBe(2);
    expect(answer).toMatch(/looks like a folder/);
  });

  it("is named when it is something else", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "page.xlsx"), "<!doctype html><p>Sign in to continue");
    const { code, answer } = await start(["check", join(folder, "page.xlsx")]);
    expect(code).toBe(2);
    expect(answer).toContain("is not an Excel workbook");
    expect(answer).toMatch(/Results may not be written: the workbook could not be read as a case\.\n$/);
  });
});

describe("run", () => {
  it("writes a copy and leaves the workbook as it was", async () => {
    const folder = temporaryFolder();
    const file = saveCase(folder);
    const before = readFileSync(file);
    const out = join(folder, "results.xlsx");
    const { code, answer } = await start(["run", file, "--out", out]);
    expect(code).toBe(0);
    expect(answer).toContain("Results were written to");
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readFileSync(out).equals(before)).toBe(false);
    expect(readdirSync(folder).sort()).toEqual(["case.xlsx", "results.xlsx"]);
  });

  it("leaves results that a later check knows as those of its inputs, or as stale once an input differs", async () => {
    const folder = temporaryFolder();
    const out = join(folder, "results.xlsx");
    await start(["run", saveCase(folder), "--out", out]);
    expect((await start(["check", out])).answer).not.toContain("STALE_RESULT");
    const { code, answer } = await start(["check", out, "--as-at", "2019-01-31"]);
    expect(code).toBe(0);
    expect(answer).toContain("STALE_RESULT");
    expect(answer).not.toContain("MANUAL_OVERRIDE");
  });

  it("writes a copy into a folder under the workbook's own name", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "results"));
    const files = [saveCase(folder), saveCase(folder, withGap, "draft.xlsx")];
    expect((await start(["run", ...files, "--out", join(folder, "results")])).code).toBe(0);
    expect(readdirSync(join(folder, "results")).sort()).toEqual(["case.xlsx", "draft.xlsx"]);
  });

  it("writes in place and keeps the workbook as it was, under a number when one is kept already", async () => {
    const folder = temporaryFolder();
    const file = saveCase(folder);
    const before = readFileSync(file);
    expect((await start(["run", file, "--in-place"])).code).toBe(0);
    expect(readFileSync(join(folder, "case.xlsx.1.bak")).equals(before)).toBe(true);
    const { code, answer } = await start(["run", file, "--in-place", "--as-at", "2019-01-31"]);
    expect(code).toBe(0);
    expect(readdirSync(folder)).toHaveLength(3);
    expect(readFileSync(join(folder, "case.xlsx.1.bak")).equals(before)).toBe(true);
    expect(answer).toMatch(/The workbook as it was/);
  });

  it("writes nothing in place when the results already stand there", async () => {
    const folder = temporaryFolder();
    const file = saveCase(folder);
    await start(["run", file, "--in-place"]);
    const names = readdirSync(folder);
    const { code, answer } = await start(["run", file, "--in-place"]);
    expect(code).toBe(0);
    expect(answer).toContain("already holds these results");
    expect(readdirSync(folder)).toEqual(names);
  });

  it("writes nothing while an error is open", async () => {
    const folder = temporaryFolder();
    const file = saveCase(folder, withError);
    const out = join(folder, "results.xlsx");
    const { code, answer } = await start(["run", file, "--out", out, "--json"]);
    expect(code).toBe(1);
    expect(existsSync(out)).toBe(false);
    expect(JSON.parse(answer)).toMatchObject({
      outcome: "flag",
      resultsMayBeWritten: false,
      figures: {},
      flags: [],
      written: null,
    });
  });

  it.each([
    ["the same name", "case.xlsx"],
    ["the same file by another path", "./x/../case.xlsx"],
    ["a link to the same file", "link.xlsx"],
  ])("refuses to overwrite its input: %s", async (_what, name) => {
    const folder = temporaryFolder();
    const file = saveCase(folder);
    const before = readFileSync(file);
    mkdirSync(join(folder, "x"));
    if (name === "link.xlsx") symlinkSync(file, join(folder, name));
    const { code, answer } = await start(["run", file, "--out", `${folder}/${name}`, "--json"]);
    expect(code).toBe(3);
    const { findings, resultsMayBeWritten, written } = JSON.parse(answer) as Record<string, unknown>;
    expect(findings).toEqual([
      expect.objectContaining({ code: expect.stringMatching(/^W1[01]_/) as string, severity: "error" }),
    ]);
    expect(resultsMayBeWritten).toBe(false);
    expect(written).toBe(null);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it("says when the copy cannot be saved", async () => {
    const folder = temporaryFolder();
    const { code, answer } = await start([
      "run",
      saveCase(folder),
      "--out",
      join(folder, "no such folder", "out.xlsx"),
    ]);
    expect(code).toBe(3);
    expect(answer).toContain("W10_CANNOT_SAVE");
    expect(answer).toMatch(/Results were not written\.\n$/);
  });

  it("wants a folder for the copies of several workbooks, and names that differ", async () => {
    const folder = temporaryFolder();
    const other = join(folder, "other");
    const results = join(folder, "results");
    mkdirSync(other);
    mkdirSync(results);
    const files = [saveCase(folder), saveCase(folder, intelligenceTom, "b.xlsx")];
    const one = await start(["run", ...files, "--out", join(folder, "one.xlsx")]);
    expect(one.code).toBe(64);
    expect(one.remark).toMatch(/folder/);
    const twice = await start(["run", saveCase(folder), saveCase(other), "--out", results]);
    expect(twice.code).toBe(64);
    expect(twice.remark).toMatch(/both .*case\.xlsx/);
    expect(readdirSync(results)).toEqual([]);
  });

  it("wants the copy to keep the ending of the workbook's name", async () => {
    const folder = temporaryFolder();
    const { code, answer } = await start(["run", saveCase(folder), "--out", join(folder, "results.xlsm")]);
    expect(code).toBe(3);
    expect(answer.replace(/\s+/g, " ")).toContain("its name must end in .xlsx");
  });
});

describe("rows and sheets set aside", () => {
  it("are counted as such", async () => {
    const file = saveCase(temporaryFolder());
    const words = ["check", file, "--set-aside", "Savings", "--set-aside", "Costs!8", "--json"];
    const { code, answer } = await start(words);
    expect(code).toBe(0);
    expect(JSON.parse(answer)).toMatchObject({ rows: { Costs: { seen: 7, used: 6, setAside: 1, blocked: 0 } } });
  });

  it("are warned about when nothing of that name is there", async () => {
    const { answer } = await start(["check", saveCase(temporaryFolder()), "--set-aside", "Cots!8"]);
    expect(answer).toContain("WARNING  S12_CHOICE_NOT_USED");
    expect(answer).toContain("There is no sheet or row 'Cots!8' to set aside.");
  });
});

describe("explain", () => {
  it("shows how a figure is made, down to the cells", async () => {
    const { code, answer } = await start(["explain", saveCase(temporaryFolder()), "cost.total.2019/20"]);
    expect(code).toBe(0);
    expect(answer).toContain("Total cost 2019/20: 909,000.00");
    expect(answer).toMatch(/Staffing![A-Z]+2 Annual cost: £206,000/);
    expect(answer).toMatch(/Costs![A-Z]+2 Amount: £262,000/);
    for (const line of answer.split("\n")) expect(widthOf(line), line).toBeLessThanOrEqual(LINE_WIDTH);
  });

  it("goes from an input cell to the figures it feeds", async () => {
    const { code, answer } = await start(["explain", saveCase(temporaryFolder()), "Costs!H2"]);
    expect(code).toBe(0);
    expect(answer).toContain("cost.capital.2019/20");
  });

  it.each([
    ["in a workbook that holds the results", true],
    ["in one that does not hold them yet", false],
  ])("goes from a cell of the results sheet to its figure, %s", async (_what, isWritten) => {
    const folder = temporaryFolder();
    const file = saveCase(folder);
    const out = join(folder, "results.xlsx");
    await start(["run", file, "--out", out]);
    const cell = resultsCellBeside(out, "Cost to the horizon");
    const { code, answer } = await start(["explain", isWritten ? out : file, `'Model results'!${cell.toLowerCase()}`]);
    expect(code).toBe(0);
    expect(answer).toMatch(
      new RegExp(`^'Model results'!${cell} shows this figure\\.\n\nTotal cost .*\\[cost\\.total\\]`),
    );
  });

  it("answers a program", async () => {
    const file = saveCase(temporaryFolder());
    const { code, answer } = await start(["explain", file, "cost.total", "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(answer)).toMatchObject({
      file,
      figure: { id: "cost.total", shown: "2,763,000.00", rule: { id: "cost-total" } },
    });
  });

  it.each([
    ["cost.totl", /no figure called cost\.totl/, /cost\.total/],
    ["cost.total.2019-20", /no figure/, /cost\.total\.2019\/20/],
    ["Cost!H2", /no sheet called Cost/, /Costs/],
    ["Costs!ZZZZ9", /does not name a cell/, /quotes/],
    ["Costs!H400", /shows no figure/, /input cell/],
  ])("does not know %s and says what is near", async (subject, message, next) => {
    const { code, answer, remark } = await start(["explain", saveCase(temporaryFolder()), subject]);
    expect(code).toBe(64);
    expect(answer).toBe("");
    expect(remark).toMatch(message);
    expect(remark).toMatch(next);
  });

  it("explains nothing while an error is open, and says what is", async () => {
    const { code, answer, remark } = await start(["explain", saveCase(temporaryFolder(), withError), "cost.total"]);
    expect(code).toBe(1);
    expect(answer).toBe("");
    expect(remark).toContain("C02_NOT_A_NUMBER");
  });
});

describe("what is printed", () => {
  it("holds no escape that a workbook brought along", async () => {
    const hostile = withEntries(intelligenceTom, "Costs", "1c-1", {
      Description: "_x001B_[2J_x001B_]0;owned_x0007_",
      Site: "BCUs\u202e",
      Category: "_x009B_31m",
    });
    const file = saveCase(temporaryFolder(), hostile, "hostile\u001b[31m.xlsx");
    for (const words of [
      ["check", file],
      ["check", file, "--json"],
      ["explain", file, "cost.capital.2019/20"],
    ]) {
      const { answer, remark } = await start(words);

      expect(answer + remark).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    }
    expect((await start(["check", file])).answer).toContain("hostileU+001B[31m.xlsx");
  });

  it("is coloured on a terminal only, and not where NO_COLOR asks for none", async () => {
    const file = saveCase(temporaryFolder());
    const escape = "\u001b[";
    expect((await start(["check", file], { isAnswerOnTerminal: true })).answer).toContain(escape);
    expect((await start(["check", file])).answer).not.toContain(escape);
    expect(
      (await start(["check", file], { isAnswerOnTerminal: true, environment: { NO_COLOR: "1" } })).answer,
    ).not.toContain(escape);
    expect(
      (await start(["check", file], { isAnswerOnTerminal: true, environment: { TERM: "dumb" } })).answer,
    ).not.toContain(escape);
    expect((await start(["check", file, "--json"], { isAnswerOnTerminal: true })).answer).not.toContain(escape);
  });

  it("shows progress on a terminal's standard error only, and takes it away", async () => {
    const file = saveCase(temporaryFolder());
    expect((await start(["check", file])).remark).toBe("");
    const { remark } = await start(["check", file], { isRemarkOnTerminal: true });
    expect(remark).toContain("reading");
    expect(remark.endsWith("\r\u001b[2K")).toBe(true);
  });
});
