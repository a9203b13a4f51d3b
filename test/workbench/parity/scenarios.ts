/**
 * What is worth asking of the real program: small scripts whose answers, recorded there once, the workbench must give too.
 * Each begins with an empty sheet of its own and is plain data, so that the same list runs in both places.
 */

/** One call on a range; the outcome of a scenario is what was loaded, or the error's code. */
export type Step =
  | { readonly set: string; readonly property: "values" | "formulas" | "numberFormat"; readonly to: unknown }
  | { readonly call: string; readonly method: string; readonly with?: readonly unknown[] }
  | { readonly load: string; readonly properties: readonly string[] };

export type Scenario = { readonly name: string; readonly steps: readonly Step[] };

const ENTRIES: readonly string[] = [
  "5",
  " 5 ",
  "1,234.5",
  "1,23",
  "(5)",
  "-5",
  "+5",
  "5%",
  "12.5%",
  "$5",
  "£5",
  "1e3",
  "1E-7",
  "12345678901234567",
  "1/2",
  "1/2/2026",
  "13/1/2026",
  "2026-03-01",
  "1-Mar-26",
  "1 March 2026",
  "Mar-26",
  "Mar 2026",
  "0 1/2",
  "12:30",
  "1:30 PM",
  "1/2/2026 12:30",
  "true",
  "FALSE",
  "#N/A",
  "#nope",
  "'5",
  "'=1+1",
  "=1+1",
  "+1+1",
  "-A1",
  "- hello",
  "=",
  "@A1",
  "=SUM(",
  "hello",
  "",
];

const READ = ["values", "formulas", "text", "numberFormat", "valueTypes"] as const;

export const scenarios: readonly Scenario[] = [
  ...ENTRIES.map((text): Scenario => ({
    name: `enter ${JSON.stringify(text)}`,
    steps: [
      { set: "B2", property: "values", to: [[text]] },
      { load: "B2", properties: READ },
    ],
  })),
  ...[5, "5", "=1+1", "1/2/2026", true].map((value): Scenario => ({
    name: `enter ${JSON.stringify(value)} into a cell of text format`,
    steps: [
      { set: "B2", property: "numberFormat", to: [["@"]] },
      { set: "B2", property: "values", to: [[value]] },
      { load: "B2", properties: READ },
    ],
  })),
  {
    name: "null leaves a cell, an empty text clears it",
    steps: [
      { set: "A1:C1", property: "values", to: [[1, 2, 3]] },
      { set: "A1:C1", property: "values", to: [[null, "", 9]] },
      { load: "A1:C1", properties: READ },
    ],
  },
  {
    name: "a matrix of another size",
    steps: [{ set: "A1:B2", property: "values", to: [[1, 2]] }],
  },
  { name: "whole columns have no values", steps: [{ load: "A:B", properties: ["values", "address", "cellCount"] }] },
  { name: "an address that is none", steps: [{ load: "A1:", properties: ["values"] }] },
  { name: "a name that is none", steps: [{ load: "NoSuchName", properties: ["values"] }] },
  { name: "beyond the sheet", steps: [{ call: "A1", method: "getOffsetRange", with: [-1, 0] }] },
  { name: "no intersection", steps: [{ call: "A1", method: "getIntersection", with: ["B2"] }] },
  { name: "nothing found", steps: [{ call: "A1:B2", method: "find", with: ["x", {}] }] },
  {
    name: "insert moves formulas",
    steps: [
      { set: "A1:B1", property: "formulas", to: [[1, "=A1*2"]] },
      { call: "A1", method: "insert", with: ["Down"] },
      { load: "A1:B2", properties: READ },
    ],
  },
  {
    name: "clearing contents keeps the number format",
    steps: [
      { set: "A1", property: "values", to: [["5%"]] },
      { call: "A1", method: "clear", with: ["Contents"] },
      { load: "A1", properties: READ },
    ],
  },
  {
    name: "number formats as text",
    steps: [
      { set: "A1:D1", property: "values", to: [[1234.5, -0.256, 46107.75, 0]] },
      {
        set: "A1:D1",
        property: "numberFormat",
        to: [["#,##0.00;[Red]-#,##0.00", "0.0%", "d mmm yyyy h:mm AM/PM", '0.00;-0.00;"nil"']],
      },
      { load: "A1:D1", properties: READ },
    ],
  },
];
