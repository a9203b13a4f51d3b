import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  LINE_WIDTH,
  paletteFor,
  tableLines,
  visibleJson,
  visibleText,
  widthOf,
  wrapText,
} from "../../src/cli/textLayout";

describe("text that may be printed", () => {
  it.each([
    ["an escape that would clear the screen", "\u001b[2Jgone", "U+001B[2Jgone"],
    ["the one-character form of an escape", "\u009b31m", "U+009B31m"],
    ["a line break", "a\r\nb", "aU+000DU+000Ab"],
    ["a mark that turns the direction of writing", "safe\u202excod.exe", "safeU+202Excod.exe"],
    ["an isolate", "\u2066a\u2069", "U+2066aU+2069"],
    ["a zero-width space", "to\u200btal", "toU+200Btal"],
    ["a byte order mark", "\ufeffx", "U+FEFFx"],
    ["half of a character", "x\ud83d", "xU+D83D"],
    ["a whole character beyond the first plane", "\u{1f4b7} £", "\u{1f4b7} £"],
    ["letters of any language", "Ré̱serve – 予備 – احتياطي", "Ré̱serve – 予備 – احتياطي"],
  ])("%s", (_what, text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });

  it("keeps JSON the same to a program", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const json = visibleJson(JSON.stringify({ text }));
        expect(JSON.parse(json)).toEqual({ text });

        expect(json).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });
});

describe("wrapping", () => {
  it("keeps every word, in order, within the line", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, maxLength: 100 }).map((word) => word.replace(/\s/g, "x"))),
        (words) => {
          const lines = wrapText(words.join(" "), "  ", "      ");
          for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(LINE_WIDTH);
          expect(lines.join("").replace(/\s/g, "")).toBe(words.join("").replace(/\s/g, ""));
        },
      ),
    );
  });

  it("counts wide characters as two columns and marks as none", () => {
    expect(widthOf("予備")).toBe(4);
    expect(widthOf("é")).toBe(1);
  });
});

describe("a table", () => {
  it("sets numbers to the right under their headings", () => {
    expect(
      tableLines(
        ["2018/19", "2019/20 to\n2021/22, each"],
        [
          { label: "Capital", cells: ["0.00", "374,000.00"] },
          { label: "Total", cells: ["0.00", "1,374,000.00"] },
        ],
      ),
    ).toEqual([
      "                       2019/20 to",
      "           2018/19  2021/22, each",
      "  Capital     0.00     374,000.00",
      "  Total       0.00   1,374,000.00",
    ]);
  });

  it("goes on below when the columns do not fit", () => {
    const years = Array.from({ length: 11 }, (_, index) => `20${index + 18}/${index + 19}`);
    const lines = tableLines(years, [{ label: "Recurring revenue cost", cells: years.map(() => "12,345,678.00") }]);
    for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(LINE_WIDTH);
    expect(lines.filter((line) => line.includes("Recurring"))).toHaveLength(4);
    for (const year of years) expect(lines.join("\n")).toContain(year);
  });

  it("folds a label that is too long, with its numbers on the last line", () => {
    const lines = tableLines(["2019/20"], [{ label: "word ".repeat(20).trim(), cells: ["1.00"] }]);
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.at(-1)).toMatch(/1\.00$/);
  });
});

describe("colour", () => {
  it("is escape codes on a terminal and nothing elsewhere", () => {
    expect(paletteFor(true).bad("ERROR")).toBe("\u001b[31mERROR\u001b[0m");
    expect(paletteFor(false).bad("ERROR")).toBe("ERROR");
  });
});
