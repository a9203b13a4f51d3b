import { describe, expect, it } from "vitest";
import { answerJson, exitCodeOf, figureValue, outcomeOf, type Answer } from "../../src/cli/answer";
import type { Figure } from "../../src/model";
import type { Finding, HostFailure, Reading } from "../../src/workbook";

const NOTHING: Answer = {
  command: "check",
  file: "case.xlsx",
  reading: null,
  evaluated: null,
  failure: null,
  written: null,
};

function reading(findings: readonly Finding[], parts: Partial<Reading> = {}): Reading {
  return {
    outcome: "accept",
    findings,
    totals: null,
    rows: new Map([["Costs", { seen: 11, used: 10, setAside: 1, blocked: 0 }]]),
    resultsMayBeWritten: true,
    businessCase: null,
    sourceMap: { cellOf: () => null, headingOf: () => "", linesAt: () => [], columnsOf: () => [] },
    fingerprint: null,
    sheets: new Map(),
    absent: [],
    choicesMade: [],
    ...parts,
  };
}

function failure(parts: Partial<HostFailure>): HostFailure {
  return {
    code: "W10_CANNOT_SAVE",
    severity: "error",
    message: "It cannot be written.",
    next: "Choose.",
    isWorkbookChanged: false,
    ...parts,
  };
}

describe("the JSON object", () => {
  const finding: Finding = {
    code: "H12_UNIT_IN_HEADER",
    severity: "error",
    sheet: "Costs",
    cell: "H1",
    message: "Figures will be multiplied by 1,000.",
    next: "Confirm it.",
    unit: 1000,
    isQuestion: true,
  };

  it("of a check has the members of the contract in their order, and no others", () => {
    const answer: Answer = { ...NOTHING, reading: reading([finding], { outcome: "flag", resultsMayBeWritten: false }) };
    expect(answerJson(answer)).toBe(
      '{"file":"case.xlsx","outcome":"flag","findings":[{"code":"H12_UNIT_IN_HEADER","severity":"error","sheet":"Costs","cell":"H1",' +
        '"message":"Figures will be multiplied by 1,000.","next":"Confirm it.","unit":1000}],"flags":[],"totals":null,' +
        '"rows":{"Costs":{"seen":11,"used":10,"setAside":1,"blocked":0}},"resultsMayBeWritten":false,"written":null}',
    );
  });

  it("of a run has the figures too, and where they were written", () => {
    const answer: Answer = {
      ...NOTHING,
      command: "run",
      reading: reading([]),
      written: { out: "out.xlsx", sheets: ["Model results"], cells: 3, kept: "case.xlsx.1.bak" },
    };
    const object = JSON.parse(answerJson(answer)) as object;
    expect(Object.keys(object).slice(-3)).toEqual(["resultsMayBeWritten", "figures", "written"]);
    expect(object).toMatchObject({ figures: {}, written: { out: "out.xlsx", sheets: ["Model results"], cells: 3 } });
  });
});

describe("the outcome and the exit code", () => {
  const accepted = reading([]);
  const flagged = reading([], { outcome: "flag", resultsMayBeWritten: false });
  const rejected = reading([], { outcome: "reject", resultsMayBeWritten: false });
  it.each<[string, Partial<Answer>, string, number]>([
    ["accepted", { reading: accepted }, "accept", 0],
    ["held back", { reading: flagged }, "flag", 1],
    ["rejected by the reader", { reading: rejected }, "reject", 2],
    ["no workbook at all", { failure: failure({ code: "F06_NOT_A_WORKBOOK", severity: "fatal" }) }, "reject", 2],
    ["not saved", { reading: accepted, failure: failure({}) }, "flag", 3],
    ["saved in part", { reading: accepted, failure: failure({ isWorkbookChanged: true }) }, "flag", 4],
  ])("%s", (_what, parts, outcome, code) => {
    const answer = { ...NOTHING, ...parts };
    expect(outcomeOf(answer)).toBe(outcome);
    expect(exitCodeOf(answer, false)).toBe(code);
  });

  it("is 1 when a case that must be Ready was not even worked out", () => {
    expect(exitCodeOf({ ...NOTHING, reading: accepted }, true)).toBe(1);
  });
});

describe("a figure for a program", () => {
  it.each<[string, Pick<Figure, "unit" | "value">, number | string]>([
    ["pence as pounds", { unit: "money", value: { kind: "number", value: 20_600_000 } }, 206_000],
    ["the pence too, without noise", { unit: "money", value: { kind: "number", value: 6_705 } }, 67.05],
    ["a credit", { unit: "money", value: { kind: "number", value: -110 } }, -1.1],
    ["whole pounds as they are", { unit: "wholePounds", value: { kind: "number", value: 1_665_654 } }, 1_665_654],
    ["posts", { unit: "posts", value: { kind: "number", value: 8_333 } }, 0.8333],
    ["a share", { unit: "share", value: { kind: "number", value: 27_748 } }, 2.7748],
    ["a count", { unit: "count", value: { kind: "number", value: 3 } }, 3],
    ["text", { unit: "text", value: { kind: "text", text: "2020/21" } }, "2020/21"],
    [
      "what is needed",
      { unit: "money", value: { kind: "needed", needed: "the Opening of X" } },
      "input needed: the Opening of X",
    ],
  ])("%s", (_what, parts, expected) => {
    const figure: Figure = { id: "x", label: "x", trace: () => ({ rule: "", words: "", parts: [] }), ...parts };
    expect(figureValue(figure)).toBe(expected);
  });
});
