/** Write plans for tests: every kind of cell, table, link, colour and print set-up that a sheet of ours may have. */
import type { OwnedCell, OwnedSheetPlan, WritePlan } from "../../../src/workbook/workbook";

/** Texts that have broken other people's files. */
export const hostileTexts: readonly string[] = [
  "=1+1",
  '=HYPERLINK("http://example.org","x")',
  "+44 20",
  "-",
  "@SUM(1)",
  "\t=1+1",
  "\r\n=cmd|' /C calc'!A0",
  "＝1",
  "<script>alert(1)</script> & \"quotes\" 'apostrophes'",
  "]]>",
  "_x000D_",
  "_x005F_x000D_",
  "a\u0000b\u0001c\u001fd\u007f",
  "line\nbreak\r\nand\rcarriage",
  " spaces at both ends ",
  "\u00a0hard spaces\u00a0",
  "emoji 👩‍👩‍👧 and e\u0301 and ﬁ",
  "half a pair \ud83d alone, and the other \udc69",
  "\ufffe\uffff",
  "right-to-left \u202e mark",
  "__proto__",
  "#N/A",
  "TRUE",
  "00123",
  "x".repeat(32_767),
];

/** A sheet of ours with two tables, texts around them, and all the rest. */
export function madeSheet(overrides: Partial<OwnedSheetPlan> = {}): OwnedSheetPlan {
  const plain = (value: OwnedCell["value"]): OwnedCell => ({ value, style: "plain" });
  return {
    role: "results",
    name: "Model results",
    replaces: null,
    texts: [
      { row: 1, column: 0, cell: { value: "Results of the business case", style: "title" } },
      { row: 2, column: 0, cell: { value: "Written by Business Case Finance. Run 1.", style: "subtitle" } },
      { row: 4, column: 0, cell: { value: "Costs by year", style: "section" } },
      {
        row: 3,
        column: 1,
        cell: { value: "Where it comes from", style: "link", link: { sheet: "It's £ sheet", cell: "H9" } },
      },
    ],
    tables: [
      {
        name: "ModelCosts",
        top: 5,
        left: 0,
        headings: ["Year", "Cost £", "Posts", "Share", "Rating"],
        rows: [
          [
            { value: 46113, style: "date" },
            { value: 206_000, style: "money" },
            { value: 4.5, style: "posts" },
            { value: 0.25, style: "share" },
            plain("Adverse"),
          ],
          [
            { value: 46113, style: "month" },
            { value: -0, style: "wholePounds" },
            { value: 3, style: "count" },
            { value: 0.05, style: "percent" },
            plain("Favourable"),
          ],
          [
            plain(null),
            { value: 0.1 + 0.2, style: "money" },
            { value: 1e21, style: "count" },
            plain(true),
            plain(false),
          ],
        ],
        wordColours: {
          4: [
            { word: "Adverse", tone: "bad" },
            { word: "Favourable", tone: "good" },
            { word: 'Say "watch"', tone: "watch" },
          ],
        },
      },
      {
        name: "ModelNotes",
        top: 11,
        left: 0,
        headings: ["Note"],
        rows: hostileTexts.map((text) => [{ value: text, style: "note" }]),
        wordColours: { 0: [{ word: "none", tone: "muted" }] },
      },
    ],
    columnWidths: [24, 14.5, 10, 10, 12],
    linesInRow: {},
    freezeAt: { row: 6, column: 1 },
    printTitleRows: { first: 5, last: 5 },
    ...overrides,
  };
}

/** A second sheet of ours, with one table that has no rows yet. */
export function madeFlags(overrides: Partial<OwnedSheetPlan> = {}): OwnedSheetPlan {
  return {
    role: "flags",
    name: "Model flags",
    replaces: null,
    texts: [
      { row: 1, column: 0, cell: { value: "Flags", style: "title" } },
      { row: 2, column: 0, cell: { value: "Written by Business Case Finance. Run 1.", style: "subtitle" } },
    ],
    tables: [{ name: "ModelFlags", top: 4, left: 0, headings: ["Flag", "What\nit says"], rows: [] }],
    columnWidths: [10, 40],
    linesInRow: {},
    freezeAt: { row: 5, column: 0 },
    printTitleRows: null,
    ...overrides,
  };
}

/** A plan of these sheets. */
export function madePlan(...sheets: OwnedSheetPlan[]): WritePlan {
  return { inputsFingerprint: "0123456789abcdef", sheets, changes: [] };
}
