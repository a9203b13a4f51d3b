/**
 * Whole workbooks with answers worked by hand: every folder here with expected answers becomes a test named after it.
 * How a case is written down is told in README.md.
 */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { XlsxWorkbook } from "../../src/hosts/xlsx";
import type { Evaluation, Figure } from "../../src/model";
import { runCase, type PlannedChange, type RunOutcome, type Severity, type WritePlan } from "../../src/workbook";
import { makeWorkbook, type MadeWorkbook } from "../examples/workbookMaker";
import { caseWith, explanationReaches, figuresThatDiffer, restsOn, type TypedOver } from "./changedInput";

type Expected = {
  readonly what: string;
  readonly answers?: { readonly confirm?: readonly string[]; readonly setAside?: readonly string[] };
  /** Every warning, error and fatal of the reader, with the cell where it belongs to one. */
  readonly findings: readonly { readonly code: string; readonly sheet: string; readonly cell: string }[];
  readonly notes?: readonly string[];
  readonly totals?: unknown;
  readonly figures: Readonly<Record<string, number | string>>;
  readonly absent?: readonly string[];
  readonly sums?: readonly { readonly what: string; readonly of: readonly string[]; readonly is: number }[];
  readonly flags: {
    readonly raised: readonly string[];
    readonly notRaised: readonly string[];
    /** Every place of these codes, as "CODE Sheet!A1". */
    readonly raisedAt?: readonly string[];
    /** Who must agree, by "CODE Sheet!A1". */
    readonly mustAgree?: Readonly<Record<string, string>>;
  };
  /** The case with one input changed: what then changes, and that nothing else does. */
  readonly changes?: readonly ChangedInput[];
  /** The case with an input blank, missing or against another: where that is said, and what is then not given. */
  readonly faults?: readonly FaultyInput[];
};

type ChangedInput = {
  readonly what: string;
  readonly cells: TypedOver;
  /** Worked by hand; their explanations lead to the changed cells. */
  readonly figures: Readonly<Record<string, number | string>>;
  readonly unchanged: readonly string[];
  /** Figures that change although no step of theirs leads to the cell: the notes say why. */
  readonly besides?: readonly string[];
  readonly raised?: readonly string[];
  readonly notRaised?: readonly string[];
};

type FaultyInput = {
  readonly what: string;
  readonly cells: TypedOver;
  /** Findings of the reader or flags of the model that must be there, as "CODE Sheet!A1". */
  readonly says: readonly string[];
  /** The results are held back: no figure is given at all. */
  readonly isHeldBack: boolean;
  /** Figures that give no number. */
  readonly withheld?: readonly string[];
  /** Figures that an error marks and that stay, with all that rests on them: they show what does not add up. */
  readonly marks?: readonly string[];
  /** Figures that do not rest on the cell and stay. */
  readonly figures?: Readonly<Record<string, number | string>>;
};

type Written = Extract<RunOutcome, { readonly kind: "written" }>;

type Run = { readonly workbook: XlsxWorkbook; readonly outcome: Written };

const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(import.meta.dirname, entry.name, "expected.json")))
  .map((entry) => entry.name);

describe.each(folders)("%s", (folder) => {
  const expected = JSON.parse(readFileSync(resolve(import.meta.dirname, folder, "expected.json"), "utf8")) as Expected;

  let first: Run;
  beforeAll(async () => {
    first = await runWritten(folder, expected);
  });

  test("is read as expected", () => {
    const { reading } = first.outcome.checked;
    const found = reading.findings.filter((finding) => finding.severity !== "note");
    expect(found.map(({ code, sheet, cell }) => ({ code, sheet, cell }))).toEqual(expected.findings);
    expect(codesOf(reading.findings, "note")).toEqual(expect.arrayContaining([...(expected.notes ?? [])]));
    if (expected.totals !== undefined) expect(reading.totals).toEqual(expected.totals);
  });

  test("has the figures worked by hand", () => {
    const { evaluation } = first.outcome.evaluated;
    const given = Object.keys(expected.figures).map((id) => [id, shownInRegister(evaluation, id)]);
    expect(Object.fromEntries(given)).toEqual(expected.figures);
    for (const id of expected.absent ?? []) expect(evaluation.figures.has(id), id).toBe(false);
    for (const sum of expected.sums ?? []) {
      const total = sum.of.reduce((subtotal, id) => subtotal + inPence(evaluation, id), 0);
      expect(total / 100, sum.what).toBe(sum.is);
    }
  });

  test("raises the flags that it should and none that it should not", () => {
    const { flags } = first.outcome.evaluated;
    const raised = new Set(flags.map((flag) => flag.code));
    expect(
      expected.flags.raised.filter((code) => !raised.has(code)),
      "should be raised",
    ).toEqual([]);
    expect(
      expected.flags.notRaised.filter((code) => raised.has(code)),
      "should not be raised",
    ).toEqual([]);
    // Every cell of a code that is named once is given, so that none is raised beside those expected.
    const { raisedAt = [] } = expected.flags;
    const named = new Set(raisedAt.map((place) => place.split(" ")[0]));
    const places = flags.flatMap(({ code, sheet, cell }) =>
      named.has(code) ? [`${code} ${sheet ?? ""}!${cell ?? ""}`] : [],
    );
    expect(places.sort(), "raised at").toEqual([...raisedAt].sort());
  });

  test("names who must agree", () => {
    const { mustAgree = {} } = expected.flags;
    const { evaluation, flags } = first.outcome.evaluated;
    const who = new Map(
      flags.map(({ code, sheet, cell }, index) => [
        `${code} ${sheet ?? ""}!${cell ?? ""}`,
        evaluation.flags[index]?.whoMustAgree,
      ]),
    );
    expect(Object.fromEntries(Object.keys(mustAgree).map((place) => [place, who.get(place) ?? "nobody"]))).toEqual(
      mustAgree,
    );
  });

  test.each(expected.changes ?? [])("changes only what rests on it: $what", async (change) => {
    const workbook = await madeWorkbookOf(folder);
    const cells = Object.keys(change.cells);
    const before = await caseWith(workbook, {});
    const after = await caseWith(workbook, change.cells);
    const [old, now] = [before.evaluated?.evaluation, after.evaluated?.evaluation];
    if (!old || !now) throw new Error(after.reading.findings.map((finding) => finding.message).join("\n"));

    const given = Object.keys(change.figures).map((id) => [id, shownInRegister(now, id)]);
    expect(Object.fromEntries(given)).toEqual(change.figures);
    const changed = figuresThatDiffer(old, now);
    expect(
      Object.keys(change.figures).filter((id) => !changed.includes(id)),
      "expected to change, and did not",
    ).toEqual([]);
    expect(
      // What no longer has a part in a figure is seen in the explanation that it had.
      Object.keys(change.figures).filter(
        (id) =>
          !explanationReaches(now, after.reading, id, cells) && !explanationReaches(old, before.reading, id, cells),
      ),
      "the explanation does not lead to the cell",
    ).toEqual([]);
    expect(
      change.unchanged.filter((id) => changed.includes(id) || figureOf(now, id) === undefined),
      "expected to stay as it was",
    ).toEqual([]);
    const unrelated = changed.filter(
      (id) =>
        !OF_THE_WHOLE_CASE.test(id) &&
        !(change.besides ?? []).includes(id) &&
        !restsOn(now, after.reading, id, cells) &&
        !restsOn(old, before.reading, id, cells),
    );
    expect(unrelated, "changed without resting on the cell").toEqual([]);
    const codes = new Set(now.flags.map((flag) => flag.code as string));
    expect((change.raised ?? []).filter((code) => !codes.has(code))).toEqual([]);
    expect((change.notRaised ?? []).filter((code) => codes.has(code))).toEqual([]);
  });

  test.each(expected.faults ?? [])("says where it is wrong and gives no number: $what", async (fault) => {
    const workbook = await madeWorkbookOf(folder);
    const { reading, evaluated } = await caseWith(workbook, fault.cells);
    const said = [...reading.findings, ...(evaluated?.flags ?? [])].map(
      ({ code, sheet, cell }) => `${code} ${sheet ?? ""}!${cell ?? ""}`,
    );
    expect(said).toEqual(expect.arrayContaining([...fault.says]));
    expect(evaluated === null, "held back").toBe(fault.isHeldBack);
    const sound = await caseWith(workbook, {});
    const cells = Object.keys(fault.cells);
    if (evaluated === null) {
      const isOptional = cells.every((cell) => !cell.startsWith("Staffing!") && !cell.startsWith("Costs!"));
      if (isOptional) expect(reading.totals, "totals of posts and costs").toEqual(sound.reading.totals);
      return;
    }
    const { evaluation } = evaluated;
    const given = Object.keys(fault.figures ?? {}).map((id) => [id, shownInRegister(evaluation, id)]);
    expect(Object.fromEntries(given)).toEqual(fault.figures ?? {});
    const isNumber = (id: string): boolean => figureOf(evaluation, id)?.value.kind === "number";
    expect(
      (fault.withheld ?? []).filter((id) => isNumber(id)),
      "expected to give no number",
    ).toEqual([]);
    // Whatever rested on the cell while it was sound gives no number now, unless it is named as one that stays.
    const downstream = [...(sound.evaluated?.evaluation.figures.keys() ?? [])].filter(
      (id) => sound.evaluated !== null && restsOn(sound.evaluated.evaluation, sound.reading, id, cells),
    );
    if (Object.values(fault.cells).every((entry) => entry === null))
      expect(downstream, "something rests on the cell").not.toEqual([]);
    if (fault.marks !== undefined) {
      const marked = evaluation.flags.flatMap((flag) => (flag.severity === "error" ? flag.figures : []));
      expect(marked, "marked by an error").toEqual(expect.arrayContaining([...fault.marks]));
      return;
    }
    expect(
      downstream.filter((id) => isNumber(id) && !(id in (fault.figures ?? {}))),
      "rests on the cell and still gives a number",
    ).toEqual([]);
  });

  test("writes nothing the second time", async () => {
    const { workbook, outcome } = first;
    expect(outcome.receipt.cells).toBeGreaterThan(0);
    const bytes = workbook.bytes;
    const changes: PlannedChange[] = [];
    await run(workbook, expected, (plan) => changes.push(...plan.changes));
    expect(changes).toEqual([]);
    expect(Buffer.compare(workbook.bytes, bytes), "the file stays the same byte for byte").toBe(0);
  });
});

/** The case of a folder after one run that was agreed to. Throws when the run did not get as far as writing. */
async function runWritten(folder: string, expected: Expected): Promise<Run> {
  const workbook = new XlsxWorkbook(await bytesOf(folder), { fileName: `${folder}.xlsx` });
  return { workbook, outcome: await run(workbook, expected) };
}

async function run(
  workbook: XlsxWorkbook,
  { answers = {} }: Expected,
  look: (plan: WritePlan) => void = () => {},
): Promise<Written> {
  const agree = (plan: WritePlan): Promise<boolean> => {
    look(plan);
    return Promise.resolve(true);
  };
  const outcome = await runCase(workbook, answers, { hasAllFigures: true, agree });
  if (outcome.kind !== "written") throw new Error(`the run ended with: ${whyNotWritten(outcome)}`);
  return outcome;
}

function whyNotWritten(outcome: RunOutcome): string {
  if (outcome.kind === "unreadable" || outcome.kind === "not written") return outcome.failure.message;
  const open = outcome.checked.reading.findings.filter((finding) => finding.severity !== "note");
  return [outcome.kind, ...open.map((each) => `${each.code} ${each.sheet}!${each.cell} ${each.message}`)].join("\n");
}

async function bytesOf(folder: string): Promise<Uint8Array> {
  const input = resolve(import.meta.dirname, folder, "input.xlsx");
  if (existsSync(input)) return new Uint8Array(readFileSync(input));
  return makeWorkbook(await madeWorkbookOf(folder));
}

async function madeWorkbookOf(folder: string): Promise<MadeWorkbook> {
  const source = pathToFileURL(resolve(import.meta.dirname, folder, "workbook.ts")).href;
  const { workbook } = (await import(source)) as { workbook: MadeWorkbook };
  return workbook;
}

/** What is said of the case, or of a whole option: it rests on every input, and its trace names none. */
const OF_THE_WHOLE_CASE = /^(case\.(fingerprint|status|findings\.(error|warning))|option\.[^.]+\.(errors|warnings))$/;

/** A figure as the register gives it: pounds, posts and shares as decimals; words; or what it needs and does not have. */
function shownInRegister(evaluation: Evaluation, id: string): number | string {
  const figure = figureOf(evaluation, id);
  if (!figure) return "no such figure";
  if (figure.value.kind === "text") return figure.value.text;
  return figure.value.kind === "needed" ? `needed: ${figure.value.needed}` : figure.value.value / UNITS[figure.unit];
}

/** How many of the whole numbers that the model holds make one of what the register says. */
const UNITS: Readonly<Record<Figure["unit"], number>> = {
  money: 100,
  wholePounds: 1,
  posts: 10_000,
  share: 10_000,
  percent: 1_000,
  count: 1,
  text: 1,
};

function inPence(evaluation: Evaluation, id: string): number {
  const figure = figureOf(evaluation, id);
  if (figure?.unit !== "money" || figure.value.kind !== "number") throw new Error(`${id} is no amount of money`);
  return figure.value.value;
}

function figureOf(evaluation: Evaluation, id: string): Figure | undefined {
  return evaluation.figures.get(id) ?? evaluation.postFigures().get(id);
}

function codesOf(
  findings: readonly { readonly code: string; readonly severity: Severity }[],
  severity: Severity,
): string[] {
  return findings.filter((finding) => finding.severity === severity).map((finding) => finding.code);
}
