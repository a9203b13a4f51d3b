/** The manifest: what the schemas of Microsoft see, and what no schema does. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { SaxesParser } from "saxes";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { validateXML } from "xmllint-wasm";
import { ASKED } from "../../src/taskpane/asked";
import { buildAddIn, root, type BuiltAddIn } from "./builtAddIn";
import { decodePng, drawIcon, iconSizes } from "./icon";

const source = readFileSync(join(root, "manifest.xml"), "utf8");
/** Microsoft's schemas may stand beside the repository; they are not part of it. */
const schemas = new URL("../../../shared/data/manifest-schema/", import.meta.url);

type Element = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
};

function parse(xml: string): Element {
  const top: Element = { name: "", attributes: {}, children: [], text: "" };
  const open = [top];
  const parser = new SaxesParser();
  parser.on("opentag", ({ name, attributes }) => {
    const element: Element = { name, attributes: { ...attributes }, children: [], text: "" };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("closetag", () => void open.pop());
  parser.on("text", (text) => {
    const element = open.at(-1);
    if (element) element.text += text;
  });
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(xml).close();
  return top.children[0] as Element;
}

function every(element: Element, name: string): Element[] {
  return [...(element.name === name ? [element] : []), ...element.children.flatMap((child) => every(child, name))];
}

function only(element: Element, name: string): Element {
  const [found, ...others] = every(element, name);
  if (!found || others.length > 0) throw new Error(`${others.length + (found ? 1 : 0)} elements ${name}, not one`);
  return found;
}

const PARTS = ["functions", "taskpane"] as const;
const manifest = parse(source);
let built: BuiltAddIn;
let trial: BuiltAddIn;

beforeAll(async () => {
  built = await buildAddIn("development", { ADDIN_URL: "https://finance.example.org/add-in/" }, PARTS);
  trial = await buildAddIn("development", { ADDIN_URL: "https://trial.example.org", ADDIN_LABEL: "trial" }, PARTS);
}, 120_000);

afterAll(() => {
  built.remove();
  trial.remove();
});

describe("the manifest", () => {
  it.skipIf(!existsSync(schemas))("follows Microsoft's schemas, as written and as built", async () => {
    const file = (fileName: string) => ({ fileName, contents: readFileSync(new URL(fileName, schemas), "utf8") });
    const main = "OfficeAppManifestV1_1.xsd";
    const others = readdirSync(schemas).filter((name) => name.endsWith(".xsd") && name !== main);
    for (const contents of [source, built.text("manifest.xml"), trial.text("manifest.xml")]) {
      const { errors } = await validateXML({
        xml: [{ fileName: "manifest.xml", contents }],
        schema: [file(main)],
        preload: others.map(file),
      });
      expect(errors).toEqual([]);
    }
  });

  it("keeps the order that Excel reads, which a schema that is not there cannot check", () => {
    expect(manifest.children.map(({ name }) => name)).toEqual([
      "Id",
      "Version",
      "ProviderName",
      "DefaultLocale",
      "DisplayName",
      "Description",
      "IconUrl",
      "HighResolutionIconUrl",
      "SupportUrl",
      "Hosts",
      "Requirements",
      "DefaultSettings",
      "Permissions",
      "VersionOverrides",
    ]);
    const [host] = every(only(manifest, "VersionOverrides"), "Host");
    expect(host?.children.map(({ name }) => name)).toEqual(["AllFormFactors", "DesktopFormFactor"]);
    expect(only(manifest, "Resources").children.map(({ name }) => name)).toEqual([
      "bt:Images",
      "bt:Urls",
      "bt:ShortStrings",
      "bt:LongStrings",
    ]);
    for (const control of every(manifest, "Control")) {
      expect(control.children.map(({ name }) => name)).toEqual(["Label", "Supertip", "Icon", "Action"]);
    }
  });

  it("carries the version of the package", () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    expect(only(manifest, "Version").text).toBe(`${version}.0`);
  });

  it("asks for writing and for no more than the functions need", () => {
    expect(only(manifest, "Permissions").text).toBe("ReadWriteDocument");
    expect(every(manifest, "Set").map(({ attributes }) => attributes)).toEqual([
      { Name: "CustomFunctionsRuntime", MinVersion: "1.2" },
    ]);
  });

  it("leaves the functions an engine of their own", () => {
    expect(every(manifest, "Runtimes")).toEqual([]);
    expect(only(manifest, "Page").children[0]?.attributes["resid"]).toBe("Functions.Page.Url");
  });

  it("defines every resource it uses, uses every one it defines, and names each once within 32 characters", () => {
    const withResource = (element: Element): string[] => [
      ...(element.attributes["resid"] === undefined ? [] : [element.attributes["resid"]]),
      ...element.children.flatMap(withResource),
    ];
    const used = new Set(withResource(manifest));
    const defined = only(manifest, "Resources").children.flatMap(({ children }) =>
      children.map(({ attributes }) => attributes["id"] ?? ""),
    );
    expect([...used].sort()).toEqual([...defined].sort());
    expect(defined.filter((id) => id.length > 32 || id === "")).toEqual([]);
  });

  it("names every control, group and pane once", () => {
    const ids = ["Group", "Control"].flatMap((name) =>
      every(manifest, name).map(({ attributes }) => attributes["id"] ?? ""),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("keeps texts within what Excel shows", () => {
    const texts = (list: string): string[] =>
      only(manifest, list).children.map(({ attributes }) => attributes["DefaultValue"] ?? "");
    expect(texts("bt:ShortStrings").filter((text) => text.length > 125 || text === "")).toEqual([]);
    expect(texts("bt:LongStrings").filter((text) => text.length > 250 || text === "")).toEqual([]);
    expect((only(manifest, "DisplayName").attributes["DefaultValue"] ?? "").length).toBeLessThanOrEqual(125);
    const about = manifest.children.find(({ name }) => name === "Description");
    expect((about?.attributes["DefaultValue"] ?? "").length).toBeLessThanOrEqual(250);
  });

  it("gives the functions the namespace BCASE, which Excel accepts", () => {
    const [namespace] = only(manifest, "bt:ShortStrings").children;
    expect(namespace?.attributes).toEqual({ id: "Functions.Namespace", DefaultValue: "BCASE" });
  });

  it("has a group on the Home tab and an entry in the menu of a cell", () => {
    expect(every(manifest, "OfficeTab").map(({ attributes }) => attributes["id"])).toEqual(["TabHome"]);
    expect(every(manifest, "OfficeMenu").map(({ attributes }) => attributes["id"])).toEqual(["ContextMenuCell"]);
    // Excel shows no more than six of a group on the Home tab.
    expect(every(only(manifest, "Group"), "Control").length).toBeLessThanOrEqual(6);
    expect(every(only(manifest, "OfficeMenu"), "Control").map(({ attributes }) => attributes["id"])).toEqual([
      "BusinessCase.ExplainOnCell",
    ]);
  });
});

describe("the buttons", () => {
  const addresses = new Map(
    every(manifest, "bt:Url").map(({ attributes }) => [attributes["id"], attributes["DefaultValue"] ?? ""] as const),
  );
  const shown = every(manifest, "Action").map((action) => ({
    pane: only(action, "TaskpaneId").text,
    address: addresses.get(only(action, "SourceLocation").attributes["resid"]) ?? "",
  }));

  it("open one pane, whichever of them is chosen, and the functions' help beside it", () => {
    expect(new Set(shown.map(({ pane }) => pane))).toEqual(new Set(["BusinessCase.Pane", "BusinessCase.Functions"]));
    for (const { pane, address } of shown)
      expect(new URL(address).pathname).toBe(pane === "BusinessCase.Pane" ? "/taskpane.html" : "/functions-help.html");
  });

  it("say nothing to the pane that it does not know", () => {
    const words = shown.map(({ address }) => new URL(address).searchParams.get("do")).filter((word) => word !== null);
    expect(words.filter((word) => word !== "example" && !ASKED.has(word))).toEqual([]);
    expect([...ASKED.keys()].filter((word) => !words.includes(word))).toEqual([]);
  });
});

describe("the built add-in", () => {
  it("points at nothing that is not there, and by https only", () => {
    for (const [addIn, address] of [
      [built, "https://finance.example.org/add-in"],
      [trial, "https://trial.example.org"],
    ] as const) {
      const addresses = [...addIn.text("manifest.xml").matchAll(/DefaultValue="([a-z]+:[^"]*)"/g)].map(
        ([, found = ""]) => found,
      );
      expect(addresses.length).toBeGreaterThan(12);
      expect(addresses.filter((found) => !found.startsWith(`${address}/`))).toEqual([]);
      expect(
        addresses
          .map((found) => found.slice(address.length + 1).replace(/\?.*$/, ""))
          .filter((path) => !addIn.paths.includes(path)),
      ).toEqual([]);
    }
  });

  it("takes Office.js from Microsoft, or from where it is told to", async () => {
    expect(built.text("functions.html")).toContain(
      'src="https://appsforoffice.microsoft.com/lib/1/hosted/custom-functions-runtime.js"',
    );
    const local = await buildAddIn("development", { OFFICE_JS_URL: "/office-js" }, PARTS);
    expect(local.text("functions.html")).toContain('src="/office-js/custom-functions-runtime.js"');
    expect(local.text("functions-help.html")).toContain('src="/office-js/office.js"');
    expect(local.text("taskpane.html")).toContain('src="/office-js/office.js"');
    expect(local.text("manifest.xml")).toContain('"https://localhost:3000/functions.js"');
    local.remove();
  });

  it("leaves the environment as it is where the workbench is built", async () => {
    const { default: configurations } = (await import(pathToFileURL(join(root, "webpack.config.js")).href)) as {
      default: (env: { workbench: boolean }, argv: { mode: string }) => unknown[];
    };
    const before = { ...process.env };
    expect(configurations({ workbench: true }, { mode: "production" })).toHaveLength(3);
    expect({ ...process.env }).toEqual(before);
  });

  it("keeps a copy for trial apart: its own identity, name and namespace, the same each time", () => {
    const [inUse, onTrial] = [parse(built.text("manifest.xml")), parse(trial.text("manifest.xml"))];
    expect(only(inUse, "Id").text).toBe(only(manifest, "Id").text);
    expect(only(onTrial, "Id").text).toBe("28db620d-9809-5211-984a-bb508d410900");
    expect(only(onTrial, "DisplayName").attributes["DefaultValue"]).toBe("Business Case Finance (trial)");
    expect(trial.text("manifest.xml")).toContain('id="Functions.Namespace" DefaultValue="BCASE_TRIAL"');
    expect(trial.text("functions-help.html")).toContain("=BCASE_TRIAL.APPORTION(");
  });

  it.each([
    ["ADDIN_URL", "http://finance.example.org"],
    ["ADDIN_URL", 'https://x.org/"><Evil'],
    ["ADDIN_LABEL", "too long a label"],
  ])("refuses %s=%s", async (name, value) => {
    await expect(buildAddIn("development", { [name]: value })).rejects.toThrow(name);
  });
});

describe("the icons", () => {
  it.each(iconSizes)("are drawn at %i pixels, as the drawing says", (size) => {
    const icon = decodePng(readFileSync(join(root, `assets/icon-${size}.png`)));
    expect([icon.width, icon.height]).toEqual([size, size]);
    expect(icon.pixels.equals(drawIcon(size))).toBe(true);
  });

  it("are there in every size that the manifest asks for, each under its own name", () => {
    for (const image of every(manifest, "bt:Image").filter(({ attributes }) => attributes["size"] !== undefined)) {
      expect(image.attributes["resid"]).toBe(`Icon.${image.attributes["size"]}`);
    }
    for (const { attributes } of only(manifest, "bt:Images").children) {
      const size = attributes["id"]?.replace("Icon.", "");
      expect(attributes["DefaultValue"]).toBe(`https://localhost:3000/assets/icon-${size}.png`);
    }
    for (const icon of every(manifest, "Icon")) {
      const sizes = icon.children.map(({ attributes }) => Number(attributes["size"]));
      expect(sizes).toEqual(expect.arrayContaining([16, 32, 80]));
    }
  });
});
