/**
 * The functions as Excel runs them: the built file is loaded beside Microsoft's own runtime, and every call goes through
 * it as a message from the host and back as one.
 */
import { createContext, runInContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import examples from "../../src/functions/examples.json";
import type { Workbench } from "../../src/workbench/node/workbench";
import { buildAddIn, type BuiltAddIn } from "../manifest/builtAddIn";
import { openTestWorkbench } from "../workbench/platform";
import { cell, column, errorCell, row } from "./excel";

type Call = readonly [id: string, ...given: readonly unknown[]];

/** Every kind of error of the catalogue's table. */
const faults: readonly (readonly [cause: string, call: Call, shown: string])[] = [
  ["text for a number", ["APPORTION", 4, column(1, 2, "n/k")], "#VALUE! weights, row 3: 'n/k' is not a number"],
  [
    "ranges of different length",
    ["VARIANCE", column(1, 2, 3, 4, 5), column(1, 2, 3, 4)],
    "#VALUE! current has 5 cells, baseline has 4",
  ],
  [
    "an unknown option",
    ["RAG", cell(1), cell(1), cell(1), cell(1), "maybe"],
    "#VALUE! two_sided: 'maybe' is not TRUE or FALSE",
  ],
  [
    "a year that is none",
    ["FINANCIALYEAR", cell("2018/20")],
    "#VALUE! date_or_text: '2018/20' is not a financial year",
  ],
  ["an argument left out", ["MRP", 374000], "#N/A life is not given"],
  ["a blank cell", ["HEADROOM", cell(1), cell(""), cell(1), cell(1)], "#N/A contributions is blank"],
  [
    "a year without a rate",
    ["UPLIFT", cell(1), [["2019/20", 0.02]], cell("2018/19"), cell("2020/21")],
    "#N/A rates has no rate for 2020/21",
  ],
  ["a number outside its domain", ["UPRATE", cell(1), cell(-1)], "#NUM!"],
  ["nothing to share by", ["APPORTION", 4, column(0, 0)], "#DIV/0!"],
  ["an error in a cell", ["PRESENTVALUE", cell("GB"), row(1, errorCell("#DIV/0!"))], "#DIV/0!"],
];

type Described = {
  readonly id: string;
  readonly parameters: readonly { readonly name: string; readonly dimensionality?: "matrix" }[];
};

let built: BuiltAddIn;
let described: readonly Described[];
let exampleResults: readonly unknown[];
let faultResults: readonly unknown[];
let mixed: unknown;

beforeAll(async () => {
  built = await buildAddIn("production", {});
  described = (JSON.parse(built.text("functions.json")) as { functions: Described[] }).functions;
  const workbench = openTestWorkbench();
  loadInto(workbench);
  const call = caller(workbench);
  // All at once, as in a recalculation: the runtime answers in batches.
  [exampleResults, faultResults, mixed] = await Promise.all([
    Promise.all(examples.map((example) => call([example.id, ...example.arguments]))),
    Promise.all(faults.map(([, fault]) => call(fault))),
    call(["STAFFCOST", column(1, "one", -1, 2), cell(41200)]),
  ]);
}, 120_000);

afterAll(() => built.remove());

function loadInto(workbench: Workbench): void {
  runInContext(built.text("functions.js"), createContext({ CustomFunctions: workbench.CustomFunctions }));
}

/** Calls functions as the host does: every parameter has a value, null where the formula leaves it out. */
function caller(workbench: Workbench): (call: Call) => Promise<unknown> {
  return async ([id, ...given]) => {
    const about = described.find((each) => each.id === id);
    if (!about) throw new Error(`no function ${id}`);
    const all = about.parameters.map((_, index) => given[index] ?? null);
    const result = await workbench.session.customFunctions.invoke(id, all).result;
    return result.isOk ? result.value : `${result.error} ${result.message}`.trim();
  };
}

describe("through the runtime of office.js", () => {
  it.each(examples.map(({ formula, result }, index) => [formula, result, index] as const))(
    "%s",
    (_formula, result, index) => {
      expect(exampleResults[index]).toEqual(result);
    },
  );

  it.each(faults.map(([cause, , shown], index) => [cause, shown, index] as const))(
    "%s is the error that the cell shows",
    (_cause, shown, index) => {
      expect(faultResults[index]).toBe(shown);
    },
  );

  it("keeps a fault in its own row of what spills", () => {
    expect(mixed).toEqual([
      [41200],
      [expect.objectContaining({ basicValue: "#VALUE!", message: "fte, row 2: 'one' is not a number" })],
      [expect.objectContaining({ basicValue: "#NUM!" })],
      [82400],
    ]);
  });
});

describe("typed in cells", () => {
  it("spill, feed other formulas, follow a change, and show their errors", async () => {
    const workbench = openTestWorkbench({
      sheets: {
        Sheet1: [
          ["Frontline", 17100],
          ["Met Operations", 6100],
          ["Specialist", 300],
          ["Professionalism", 1000],
          ["Met HQ", 150],
        ],
      },
      customFunctions: described.map(({ id, parameters }) => ({
        name: `BCASE.${id}`,
        id,
        matrixParameters: parameters.flatMap(({ dimensionality }, index) =>
          dimensionality === "matrix" ? [index] : [],
        ),
      })),
    });
    loadInto(workbench);
    const { person } = workbench;
    person.type("C1", "=BCASE.APPORTION(4,B1:B5,1)");
    person.type("D1", "=SUM(C1:C5)");
    person.type("E1", '=BCASE.PRESENTVALUE("GB",F1:H1)');
    person.type("F1", "909000");
    person.type("G1", "206000");
    person.type("H1", "206000");
    person.type("E2", "=BCASE.STAFFCOST(5,41200,,,0.25)");
    person.type("E3", "=BCASE.STAFFCOST(-5,41200)");
    person.type("E4", "=BCASE.PROVE(E2,5*41200/4)");
    // 909,000 + 206,000 / 1.035 + 206,000 / 1.035^2
    expect(await shown(workbench, "C1:E5")).toEqual([
      [3, 4, 1300337.02],
      [1, "", 51500],
      [0, "", "#NUM!"],
      [0, "", "PROVED"],
      [0, "", ""],
    ]);
    person.type("B2", "none");
    expect(await shown(workbench, "C1:D1")).toEqual([["#VALUE!", "#VALUE!"]]);
  });
});

async function shown(workbench: Workbench, address: string): Promise<unknown[][]> {
  await workbench.settled();
  await workbench.settled();
  return workbench.Excel.run(async (context) => {
    const range = context.workbook.worksheets.getActiveWorksheet().getRange(address);
    range.load("values");
    await context.sync();
    return range.values as unknown[][];
  });
}
