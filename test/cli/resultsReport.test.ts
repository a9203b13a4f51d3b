import { beforeAll, describe, expect, it } from "vitest";
import { LEFT_TO_THE_SHEET, resultsLines } from "../../src/cli/resultsReport";
import { LINE_WIDTH, paletteFor, widthOf } from "../../src/cli/textLayout";
import { readWorkbook } from "../../src/hosts/xlsx";
import { evaluateCase, readSheets, resultsSections, type Reading } from "../../src/workbook";
import type { Evaluation } from "../../src/model";
import { exampleWorkbook } from "../examples/exampleWorkbook";
import { intelligenceTom } from "../examples/intelligenceTom";
import { makeWorkbook } from "../examples/workbookMaker";

let reading: Reading;
let evaluation: Evaluation;
let lines: readonly string[];

beforeAll(() => {
  const snapshot = readWorkbook(makeWorkbook(exampleWorkbook(intelligenceTom)), { fileName: "case.xlsx" });
  if (!snapshot.ok) throw new Error(snapshot.failure.message);
  reading = readSheets(snapshot.value);
  const evaluated = evaluateCase(reading, false);
  if (evaluated === null) throw new Error("the worked example has open errors");
  ({ evaluation } = evaluated);
  lines = resultsLines(evaluation, reading, paletteFor(false));
});

describe("the results of the worked example in text", () => {
  it("name the decision", () => {
    expect(lines[0]).toBe("PCD 484: Intelligence Target Operating Model Phase 1 Outline Business Case");
  });

  it("fit into 80 columns", () => {
    for (const line of lines) expect(widthOf(line), line).toBeLessThanOrEqual(LINE_WIDTH);
  });

  it.each([
    ["cost", /^ {2}Total +0\.00 +909,000\.00 +206,000\.00$/],
    ["funding by source and standing", /^ {2}Intelligence reserve, Approved +0\.00 +206,000\.00 +0\.00 +206,000\.00$/],
    ["the gap", /^ {2}Gap +0\.00 +0\.00 +0\.00$/],
    ["the first unfunded year", /^ {2}First year with pressure +2020\/21/],
    ["the fund's headroom", /^ {2}Major Change Fund, 2019\/20 +329,000\.00 +771,000\.00 +371,000\.00$/],
    ["the pressure", /^ {2}Left after savings +0\.00 +206,000\.00 +206,000\.00$/],
    ["the workforce", /^ {2}Met Intelligence, Officer, DSU +1 .* 0 +-1$/],
    ["the shares of posts", /^ {2}Frontline Policing +17,100 +2\.7748 +3$/],
    ["what is provisional", /£374,000 from Updated MPS Capital Plan is provisional/],
    ["the approvals", /^ {2}1c; 3\.1, Capital +374,000\.00 +374,000\.00 +374,000\.00 +0\.00 +EXACT$/],
    ["the status", /^ {2}Status +Ready$/],
  ])("show %s", (_what, line) => {
    expect(lines.some((each) => line.test(each))).toBe(true);
  });

  it("let years that say the same share a column, and say so", () => {
    expect(lines.some((line) => /2020\/21 to$/.test(line))).toBe(true);
    expect(lines.some((line) => /2028\/29, each/.test(line))).toBe(true);
  });

  it("leave to the sheet only what stands on it", () => {
    const sections = resultsSections(evaluation, reading);
    for (const name of LEFT_TO_THE_SHEET.sections) expect(sections.map((section) => section.name)).toContain(name);
    for (const [name, headings] of Object.entries(LEFT_TO_THE_SHEET.columns)) {
      expect(sections.find((section) => section.name === name)?.headings).toEqual(
        expect.arrayContaining([...headings]),
      );
    }
  });
});
