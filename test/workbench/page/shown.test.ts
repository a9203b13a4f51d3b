/** What the page is told to show, what a cell says when it is edited, and which rules it meets. */
import { describe, expect, it } from "vitest";
import { cellKey, parseArea } from "../../../src/workbench/engine/area";
import { Book } from "../../../src/workbench/engine/book";
import type { ConditionalFormat, Sheet } from "../../../src/workbench/engine/sheet";
import { editText } from "../../../src/workbench/page/cellContent";
import { conditionalLooks } from "../../../src/workbench/page/conditionalLook";
import { readFunctions } from "../../../src/workbench/page/manifest";
import { settingsOf } from "../../../src/workbench/page/settings";
import { openTestWorkbench } from "../platform";

describe("settings", () => {
  const beside = { manifest: "/manifest.xml", open: "/assets/example.xlsx" };

  it("stand beside the page, and its address goes before them", () => {
    const plain = settingsOf(new URL("http://127.0.0.1:8080/"), beside);
    expect([plain.manifest?.href, plain.open?.href, plain.isPaneOpen]).toStrictEqual([
      "http://127.0.0.1:8080/manifest.xml",
      "http://127.0.0.1:8080/assets/example.xlsx",
      true,
    ]);
    const asked = settingsOf(new URL("http://127.0.0.1:8080/?open=/other.xlsx&pane=closed"), beside);
    expect([asked.open?.pathname, asked.isPaneOpen]).toStrictEqual(["/other.xlsx", false]);
    expect(settingsOf(new URL("http://127.0.0.1:8080/?open=&manifest="), beside)).toMatchObject({
      manifest: undefined,
      open: undefined,
    });
  });

  it.each([
    "https://example.invalid/a.xlsx",
    "//example.invalid/a.xlsx",
    "http://127.0.0.1:9/a.xlsx",
    "data:text/xml,x",
  ])("pass over %s, which is on another server", (address) => {
    const page = new URL(`http://127.0.0.1:8080/?open=${encodeURIComponent(address)}`);
    expect(settingsOf(page, {}).open).toBeUndefined();
  });
});

describe("worksheet functions", () => {
  it("are named with their namespace, and which arguments are ranges is kept", () => {
    const metadata = {
      functions: [
        {
          id: "SHARE",
          name: "SHARE",
          parameters: [{ name: "total" }, { name: "weights", dimensionality: "matrix" }],
          options: { requiresAddress: true },
        },
      ],
    };
    expect(readFunctions(metadata, "NS")).toStrictEqual([
      { id: "SHARE", name: "NS.SHARE", matrixParameters: [1], requiresAddress: true },
    ]);
    expect(readFunctions("nothing", "NS")).toStrictEqual([]);
  });
});

describe("what a cell says when it is edited", () => {
  it.each([
    ["=A1+1", "=A1+1", "a formula as it stands"],
    ["1,234.5", "1234.5", "a number with all its digits and no marks"],
    ["12.5%", "12.5%", "a percentage as one"],
    ["01/02/2026", "01/02/2026", "a date as a date"],
    ["'007", "'007", "a text that looks like a number with its apostrophe"],
    ["TRUE", "TRUE", "a truth value in capitals"],
    ["plain", "plain", "a text"],
  ])("typed %s gives %s: %s", (typed, text) => {
    const book = new Book();
    const sheet = book.addSheet("Sheet1");
    book.enter(sheet, 0, 0, typed, "en-GB");
    expect(editText(sheet, 0, 0)).toBe(text);
  });
});

describe("rules of conditional formats", () => {
  const rule = (type: string, about: unknown, areas = "A1:A5"): ConditionalFormat => ({
    id: type,
    type,
    rule: about,
    areas: [parseArea(areas) ?? { row: 0, column: 0, rows: 1, columns: 1 }],
    format: { fillColor: "#FF0000" },
    stopIfTrue: false,
  });
  const sheetWith = (format: ConditionalFormat): Sheet => {
    const { book } = openTestWorkbench({ sheets: { Data: [[1], [20], ["Rent"], [null], [{ error: "#N/A" }]] } });
    const [sheet] = book.sheets;
    if (!sheet) throw new Error("no sheet");
    sheet.conditionalFormats.value = [format];
    return sheet;
  };
  const met = (format: ConditionalFormat): number[] => {
    const looks = conditionalLooks(sheetWith(format), { row: 0, column: 0, rows: 10, columns: 3 });
    return Array.from({ length: 5 }, (_, row) => row + 1).filter((row) => looks.has(cellKey(row - 1, 0)));
  };

  it.each([
    [rule("CellValue", { operator: "GreaterThan", formula1: "=10" }), [2, 3], "texts come after numbers"],
    [rule("CellValue", { operator: "Between", formula1: "0", formula2: "=$A$1" }), [1], "a limit that is a cell"],
    [rule("Custom", { formula: "=ISTEXT(A1)" }), [3], "a formula moves along with the cells"],
    [rule("ContainsText", { operator: "BeginsWith", text: "re" }), [3], "text, capitals or not"],
    [rule("PresetCriteria", { criterion: "Blanks" }), [4], "blanks"],
    [rule("PresetCriteria", { criterion: "Errors" }), [5], "errors"],
    [rule("TopBottom", { rank: 1, type: "TopItems" }), [2], "the largest"],
    [rule("DataBar", null), [], "a rule that paints in another way gives no look"],
  ])("%o is met by rows %j: %s", (format, rows) => {
    expect(met(format)).toStrictEqual(rows);
  });
});
