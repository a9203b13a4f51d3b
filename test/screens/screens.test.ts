/** What each screen says, drawn without a browser: the words and numbers of the case, and nothing that a cell made up. */
import { FluentProvider, webLightTheme } from "@fluentui/react-components";
import { createElement, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { resultsSections, evaluateCase, readSheets, showResultsCell, type Snapshot } from "../../src/workbook";
import { CaseEngine } from "../../src/taskpane/engine/caseEngine";
import type { CaseView } from "../../src/taskpane/engine/caseView";
import { PaneFrame } from "../../src/taskpane/Pane";
import { START, type PaneState, type TabName } from "../../src/taskpane/paneState";
import { causesOf } from "../../src/taskpane/screens/Check";
import { rowsInWords } from "../../src/taskpane/screens/Inputs";
import { sectionAsText } from "../../src/taskpane/screens/Report";
import { yearsThatFit } from "../../src/taskpane/screens/YearTable";
import { isDarkTheme } from "../../src/taskpane/theme";
import { codeInWords, unitInWords } from "../../src/taskpane/words";
import { exampleSnapshot, withCell } from "./paneInTest";

const good = exampleSnapshot("intelligence-tom");
const faulty = exampleSnapshot("intelligence-tom-three-faults");

function markup(state: PaneState): string {
  const frame = createElement(PaneFrame, { state, dispatch: () => undefined, isOneUndo: true });
  return renderToStaticMarkup(createElement(FluentProvider, { theme: webLightTheme } as never, frame as ReactElement));
}

/** The words on the screen, one line of them. */
function words(state: PaneState): string {
  return markup(state)
    .replace(/<style[^>]*>[^]*?<\/style>/g, " ")
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&#x27;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ");
}

function viewOf(snapshot: Snapshot): CaseView {
  return new CaseEngine().check(snapshot, {});
}

function onTab(tab: TabName, view: CaseView, parts: Partial<PaneState> = {}): PaneState {
  return { ...START, view, tab, ...parts };
}

const view = viewOf(good);

describe("the head", () => {
  it("says which case, where it stands, what is open, and what to do next", () => {
    const said = words(onTab("check", view));
    expect(said).toContain("PCD 484: Intelligence Target Operating Model Phase 1 Outline Business Case");
    expect(said).toMatch(new RegExp(`${view.results?.status} Issues \\d+ Gaps 0 Stale 0 Preview`));
    expect(said).toContain("No workbook data leaves this computer.");
  });

  it("says nothing of gaps while the case is not worked out", () => {
    expect(words(onTab("check", viewOf(faulty)))).toContain("Not worked out Issues 3 Check");
  });

  it("shows how far the work is, and a way to stop it", () => {
    const work = {
      kind: "checking",
      run: 1,
      then: "list",
      progress: { fraction: 0.5, words: "Reading the rows" },
    } as const;
    expect(words({ ...START, work })).toContain("Stop");
    expect(words({ ...START, work })).toContain("Reading the rows");
  });
});

describe("Inputs", () => {
  const said = words(onTab("inputs", view));
  it("names each sheet with its rows, and what is not in the workbook", () => {
    expect(said).toContain("Staffing OK");
    expect(said).toMatch(/Costs OK \d+ rows, all used/);
  });

  it("knows what every column was read as, in which unit", () => {
    const costs = view.sheets.find(({ role }) => role === "Costs");
    const amount = costs?.columns.find(({ means }) => means === "Amount");
    expect(amount).toMatchObject({ letters: "H", heading: "Amount", scale: 0 });
    const thousands = viewOf(withCell(good, "Costs", "H1", "Amount (\u00a3k)")).sheets.find(
      ({ role }) => role === "Costs",
    );
    const scaled = thousands?.columns.find(({ means }) => means === "Amount");
    expect(scaled === undefined ? "" : unitInWords(scaled)).toBe("\u00a3 thousands");
  });

  it("names the headings that were not used", () => {
    const costs = viewOf(withCell(good, "Costs", "Z1", "My own column")).sheets.find(({ role }) => role === "Costs");
    expect(costs?.headingsNotUsed).toEqual([{ heading: "My own column", cell: "Z1" }]);
  });
});

describe("Check", () => {
  it("says what was found where, and the way out, without a code", () => {
    const said = words(onTab("check", viewOf(faulty)));
    expect(said).toContain("3 things stop the results.");
    expect(said).toContain("Not a number (1) Stops Costs!H5");
    expect(said).toContain("'about 80,000' is not a number that can be read safely.");
    expect(said).toContain("Type the number with digits, a point and nothing else.");
    expect(said).not.toMatch(/C02_|--[a-z]/);
  });

  it("draws ten of a cause and says how many more there are", () => {
    const [first] = viewOf(faulty).findings;
    if (first === undefined) throw new Error("no finding");
    const many = {
      ...viewOf(faulty),
      findings: Array.from({ length: 250 }, (_, index) => ({ ...first, key: `k${index}` })),
    };
    const drawn = markup(onTab("check", many));
    expect(drawn.match(/data-finding=/g)).toHaveLength(10);
    expect(words(onTab("check", many))).toContain("Show 50 more of 240");
    expect(causesOf(many.findings)).toHaveLength(1);
  });
});

describe("Fund", () => {
  const said = words(onTab("fund", view, { firstYear: 1 }));
  it("gives cost by year and the sources in their order, with standing, limit and use", () => {
    expect(said).toContain("Total 909,000");
    expect(said).toMatch(/1\. Intelligence reserve Approved .*?Used \(£\) 206,000\.00 Limit \(£\) no limit/);
    expect(said).toContain("Updated MPS Capital Plan Provisional");
  });

  it("leaves pence out of a table only where no amount in it has any", () => {
    const cost = (snapshot: Snapshot) =>
      viewOf(snapshot).results?.sections.find(({ name }) => name === "bcfCostByYear");
    const totals = (snapshot: Snapshot) =>
      cost(snapshot)
        ?.rows.find(([label]) => label?.text === "Total")
        ?.map(({ text }) => text);
    expect(totals(good)).toContain("909,000");
    // 262,000 becomes 262,000.50: fifty pence more in all.
    expect(totals(withCell(good, "Costs", "H2", 262_000.5))).toContain("909,000.50");
    expect(cost(good)?.title).toBe("Cost by nature and year (£)");
  });

  it("says that nothing is worked out while something stops it", () => {
    expect(words(onTab("fund", viewOf(faulty)))).toContain("The case is not worked out yet: 3 things stop it.");
  });

  it.each([
    [296, 7, 11, 3],
    [296, 12, 11, 2],
    [296, 30, 11, 1],
    [600, 7, 11, 9],
    [2_000, 7, 11, 11],
  ])("shows at %i pixels amounts of %i characters for as many of %i years as fit: %i", (width, longest, years, fit) => {
    expect(yearsThatFit(width, longest, years)).toBe(fit);
  });
});

describe("Review", () => {
  it("opens the chosen flag with what decided it", () => {
    const flags = view.results?.flags ?? [];
    const said = words(onTab("review", view, { flag: flags[0]?.id ?? null }));
    expect(said).toContain(`${flags.length} flags: ${flags.length} open, 0 accepted, 0 stale.`);
    expect(said).toContain(`1 of ${flags.length}`);
    expect(said).toContain(flags[0]?.what ?? "missing");
    expect(said).toContain(flags[0]?.rule ?? "missing");
  });
});

describe("Report", () => {
  it("has every line of the decision card, as the results sheet has it", () => {
    const reading = readSheets(good);
    const evaluation = evaluateCase(reading, false)?.evaluation;
    if (evaluation === undefined) throw new Error("not evaluated");
    const card = resultsSections(evaluation, reading)[0];
    const said = words(onTab("report", view));
    for (const row of card?.rows ?? [])
      for (const cell of row) expect(said).toContain(showResultsCell(cell, evaluation).replace(/\s+/g, " ").trim());
  });

  it("copies as lines with tabs, one line a row", () => {
    const text = sectionAsText({
      name: "n",
      title: "T",
      note: null,
      headings: ["A", "B"],
      yearColumns: [],
      rows: [
        [
          { text: "a\tb\nc", figure: null, isNumber: false, tone: null },
          { text: "1", figure: null, isNumber: true, tone: null },
        ],
      ],
    });
    expect(text).toBe("T\nA\tB\na b c\t1");
  });
});

describe("first run", () => {
  it("offers where to begin when there is no case", () => {
    const said = words({ ...START, view: viewOf({ ...good, sheets: [] }) });
    expect(said).toContain("This workbook has no case yet");
    expect(said).toContain("Open the worked example");
    expect(said).toContain("Start from blank templates");
    expect(said).toContain("Use sheets I already have");
  });
});

describe("preview and written", () => {
  it("says what would change and that nothing else does", () => {
    const engine = new CaseEngine();
    engine.check(good, {});
    const preview = engine.preview();
    if (preview === null) throw new Error("no preview");
    const said = words(onTab("check", view, { work: { kind: "preview", preview } }));
    expect(said).toContain(`Writing would change ${preview.changeCount.toLocaleString("en-GB")} cells on 2 sheets`);
    expect(said).toContain("Model results (a new sheet)");
    expect(said).toContain("One Ctrl+Z in the sheet takes all of it back.");
    const written = { kind: "written", preview, receipt: { sheets: ["Model results"], cells: 5 } } as const;
    expect(words(onTab("check", view, { work: written }))).toContain(
      "Written and read back: 5 cells on 'Model results'.",
    );
  });
});

describe("text from cells", () => {
  it.each([
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "javascript:alert(1)",
    "=HYPERLINK(1)",
    "\u202egnp.exe",
  ])("stays text: %s", (hostile) => {
    const bad = viewOf(withCell(withCell(good, "Costs", "B2", hostile), "Costs", "H5", hostile));
    for (const tab of ["inputs", "check"] as const) {
      const drawn = markup(onTab(tab, bad));
      expect(drawn).not.toMatch(/<img|<script|href="javascript/);
    }
    const fair = viewOf(withCell(withCell(good, "Costs", "B2", hostile), "Decision", "B3", hostile));
    for (const tab of ["fund", "review", "report"] as const)
      expect(markup(onTab(tab, fair))).not.toMatch(/<img|<script|href="javascript/);
  });
});

describe("words", () => {
  it.each([
    ["C02_NOT_A_NUMBER", "Not a number"],
    ["MTFP_GAP", "MTFP gap"],
    ["MCF_LOW", "Major Change Fund low"],
    ["FBC_DUE", "Full business case due"],
    ["BCR_NOT_AVAILABLE", "BCR not available"],
    ["MRP_NO_LIFE", "MRP no life"],
  ])("of the code %s: %s", (code, expected) => {
    expect(codeInWords(code)).toBe(expected);
  });
});

describe("the theme", () => {
  it.each([
    [{ isDark: true, background: "#ffffff" }, true],
    [{ isDark: null, background: "#262626" }, true],
    [{ isDark: null, background: "#F3F2F1" }, false],
    [{ isDark: null, background: "white" }, null],
    [null, null],
  ])("of Office %j is dark: %s", (theme, expected) => {
    expect(isDarkTheme(theme)).toBe(expected);
  });
});

describe("a sheet's rows in words", () => {
  it.each([
    [{ seen: 27, used: 27, setAside: 0, blocked: 0 }, "27 rows, all used"],
    [{ seen: 27, used: 24, setAside: 1, blocked: 2 }, "27 rows, 24 used, 1 left out, 2 stopped"],
    [{ seen: 1, used: 1, setAside: 0, blocked: 0 }, "1 row, all used"],
    [null, "No rows were read."],
  ])("%j: %s", (counts, expected) => {
    expect(rowsInWords({ counts, role: "Costs" })).toBe(expected);
  });
});
