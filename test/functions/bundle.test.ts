/** The functions as Excel gets them: one small file that needs nothing, and a description that leaves nothing out. */
import { createContext, runInContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import examples from "../../src/functions/examples.json";
import { buildAddIn, type BuiltAddIn } from "../manifest/builtAddIn";

const ADDRESS = "https://finance.example.org/add-in";

/** The functions that the catalogue calls its core. */
const CORE = [
  "APPORTION",
  "DISCOUNTFACTOR",
  "FINANCIALYEAR",
  "FLAG",
  "FUND",
  "FUNDGAP",
  "HEADROOM",
  "MRP",
  "PARTYEAR",
  "PRESENTVALUE",
  "PRESSURE",
  "PROVE",
  "RAG",
  "RECONCILE",
  "RESERVE",
  "STAFFCOST",
  "UNDERSPEND",
  "UPLIFT",
  "UPRATE",
  "VARIANCE",
];

type Metadata = {
  readonly allowErrorForDataTypeAny: boolean;
  readonly functions: readonly {
    readonly id: string;
    readonly name: string;
    readonly description: string;
    readonly helpUrl: string;
    readonly options?: unknown;
    readonly parameters: readonly { readonly name: string; readonly description: string; readonly type: string }[];
    readonly result: { readonly dimensionality?: string };
  }[];
};

let built: BuiltAddIn;
let metadata: Metadata;

beforeAll(async () => {
  built = await buildAddIn("production", { ADDIN_URL: ADDRESS });
  metadata = JSON.parse(built.text("functions.json")) as Metadata;
}, 120_000);

afterAll(() => built.remove());

type Association = Map<string, (...args: unknown[]) => unknown>;

/** Runs functions.js as Excel's script engine does: no window, no module, no Node; only CustomFunctions. */
function load(missing: readonly string[] = []): { functions: Association; CellError: new (code: string) => Error } {
  const functions: Association = new Map();
  class CellError extends Error {
    constructor(
      readonly code: string,
      message?: string,
    ) {
      super(message);
    }
  }
  const ErrorCode = {
    invalidValue: "#VALUE!",
    notAvailable: "#N/A",
    divisionByZero: "#DIV/0!",
    invalidNumber: "#NUM!",
  };
  const associate = (id: string, call: (...args: unknown[]) => unknown): void => void functions.set(id, call);
  const context = createContext({ CustomFunctions: { Error: CellError, ErrorCode, associate } });
  for (const name of missing) runInContext(`delete globalThis.${name}`, context);
  runInContext(built.text("functions.js"), context);
  return { functions, CellError };
}

/** A result of another realm as one of ours, so that it can be compared. */
function ours(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}

describe("functions.js", () => {
  it("is at most 12 kB compressed, without decimal.js, and one file", () => {
    const script = built.text("functions.js");
    expect(gzipSync(script, { level: 9 }).length).toBeLessThanOrEqual(12_000);
    expect(script).not.toMatch(/decimal\.js|\brequire\(|\bimport\(|import\s*["'{]/);
    expect(built.paths.filter((path) => path.endsWith(".js"))).toEqual(["functions.js"]);
  });

  it("gives Excel a function for every description, and no other", () => {
    expect([...load().functions.keys()].sort()).toEqual(CORE);
    expect(metadata.functions.map(({ id }) => id).sort()).toEqual(CORE);
  });

  it.each(examples.map((example) => [example.formula, example] as const))(
    "gives what the help page says: %s",
    (_formula, example) => {
      expect(ours(load().functions.get(example.id)?.(...example.arguments))).toEqual(example.result);
    },
  );

  it("answers a table of 960 cells in one call", () => {
    const posts = Array.from({ length: 96 }, (_, row) => new Array<number>(10).fill(row + 1));
    const cost = load().functions.get("STAFFCOST")?.(posts, [[41200]]) as number[][];
    expect([cost.length, cost[0]?.length, cost[95]?.[9]]).toEqual([96, 10, 96 * 41200]);
  });

  it("says in an Excel that is too old what is needed, where its script engine knows no BigInt", () => {
    const { functions, CellError } = load(["BigInt"]);
    expect([...functions.keys()].sort()).toEqual(CORE);
    for (const call of functions.values()) {
      let fault: unknown;
      try {
        call([[1]], [[1]], [[1]], [[1]]);
      } catch (thrown) {
        fault = thrown;
      }
      expect(fault).toBeInstanceOf(CellError);
      expect(fault).toMatchObject({ code: "#N/A", message: expect.stringContaining("newer Excel") as string });
    }
  });

  it("is written in the JavaScript of 2016, which such an Excel can read", () => {
    expect(built.text("functions.js")).not.toMatch(/\?\?|\?\.[a-zA-Z_$[(]|\b\d+n\b/);
  });
});

describe("functions.json", () => {
  it("lets a range come through in which one cell holds an error", () => {
    expect(metadata.allowErrorForDataTypeAny).toBe(true);
  });

  it.each(CORE)("describes %s: the function, every argument, and where help is", (id) => {
    const about = metadata.functions.find((each) => each.id === id);
    expect(about?.name).toBe(id);
    expect(about?.description).toMatch(/^[A-Z].{20,}\.$/);
    expect(about?.helpUrl).toBe(`${ADDRESS}/functions-help.html#${id}`);
    expect(about?.parameters.length).toBeGreaterThan(0);
    for (const parameter of about?.parameters ?? []) {
      expect(parameter.description, parameter.name).toMatch(/^["A-Z].{5,}\.$/);
      expect(parameter.description.length, parameter.name).toBeLessThanOrEqual(255);
      expect(parameter.name).toMatch(/^[a-z][a-z_]*$/);
      expect(parameter.type).toBe("any");
    }
    expect(about?.description.length).toBeLessThanOrEqual(255);
  });

  it("makes no function volatile, streaming or in need of an address", () => {
    expect(metadata.functions.filter(({ options }) => options !== undefined)).toEqual([]);
  });
});

describe("the help page", () => {
  it("has a place for every help link, with every argument and an example", () => {
    const page = built.text("functions-help.html");
    for (const { id, parameters } of metadata.functions) {
      const start = page.indexOf(`<section id="${id}">`);
      expect(start, id).toBeGreaterThan(0);
      const section = page.slice(start, page.indexOf("</section>", start));
      for (const { name } of parameters) expect(section).toContain(`<dt><code>${name}</code>`);
      expect(section).toContain("<h3>Example</h3>");
      expect(section).toContain("With built-in functions:");
    }
    expect(examples.map(({ id }) => id).sort()).toEqual(CORE);
  });

  it("calls nobody but Microsoft, for Office.js", () => {
    const addresses = [...built.text("functions-help.html").matchAll(/(?:src|href)="(https?:[^"]*)"/g)];
    expect(addresses.map(([, address]) => address)).toEqual([
      "https://appsforoffice.microsoft.com/lib/1/hosted/office.js",
    ]);
  });
});
