/** The pane as it is built: how much a person loads, what is in it, and what its page lets in. */
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildAddIn, type BuiltAddIn } from "../manifest/builtAddIn";

let built: BuiltAddIn;

beforeAll(async () => {
  built = await buildAddIn("production", { ADDIN_URL: "https://finance.example.org" }, ["taskpane"]);
}, 300_000);

afterAll(() => built.remove());

/** Paths of the scripts, by what each is for. */
function script(name: string): string {
  const found = built.paths.filter((path) => new RegExp(`^pane/${name}\\.[0-9a-f]{8}\\.js$`).test(path));
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} scripts named ${name}`);
  return found[0];
}

const gzipped = (path: string): number => gzipSync(built.bytes(path), { level: 9 }).length;

describe("the scripts of the pane", () => {
  it("begin with no more than 5 kB, and are no more than 200 kB on the pane's own thread", () => {
    expect(gzipped(script("taskpane"))).toBeLessThanOrEqual(5_000);
    expect(["taskpane", "pane", "excel"].reduce((sum, name) => sum + gzipped(script(name)), 0)).toBeLessThanOrEqual(
      200_000,
    );
  });

  it("are these four, and each is named by what it holds", () => {
    expect(built.paths.filter((path) => path.endsWith(".js")).sort()).toEqual(
      ["excel", "pane", "taskpane", "worker"].map(script),
    );
  });

  it("hold nothing of files, and leave the model to the worker", () => {
    const holds = (name: string, text: string): boolean => built.text(script(name)).includes(text);
    // Words of the reader of files, of the reader of sheets and of the model.
    for (const name of ["taskpane", "pane", "excel", "worker"])
      expect(holds(name, "sharedStrings") || holds(name, "[Content_Types]")).toBe(false);
    expect(holds("worker", "R03_DUPLICATE_KEY")).toBe(true);
    expect(holds("pane", "R03_DUPLICATE_KEY") || holds("excel", "R03_DUPLICATE_KEY")).toBe(false);
  });
});

describe("the page of the pane", () => {
  const policy = (): ReadonlyMap<string, string> => {
    const found = /Content-Security-Policy" content="([^"]+)"/.exec(built.text("taskpane.html"))?.[1] ?? "";
    return new Map(
      found.split("; ").map((rule) => [rule.slice(0, rule.indexOf(" ")), rule.slice(rule.indexOf(" ") + 1)]),
    );
  };

  it("names its script and Office.js, and nothing else", () => {
    const sources = [...built.text("taskpane.html").matchAll(/<script[^>]* src="([^"]+)"/g)].map(([, from]) => from);
    expect(sources).toEqual(["https://appsforoffice.microsoft.com/lib/1/hosted/office.js", script("taskpane")]);
  });

  it("lets in only its own address and Microsoft's for Office.js, and no code or style made of text", () => {
    const rules = policy();
    expect(rules.get("default-src")).toBe("'none'");
    expect(rules.get("script-src")).toBe("'self' https://appsforoffice.microsoft.com");
    expect(rules.get("worker-src")).toBe("'self'");
    expect([...rules.values()].join(" ")).not.toMatch(/unsafe|\*|http:/);
  });
});

describe("the help page", () => {
  it("says what each sheet needs, from the declaration of the sheets, and runs nothing", () => {
    const help = built.text("help.html");
    expect(help).toContain("<strong>Staffing</strong> (needed): Post reference, Business group");
    expect(help).toContain("Model results and Model flags, and no other.");
    expect(help).not.toContain("<script");
  });
});
