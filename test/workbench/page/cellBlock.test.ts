/** Blocks of cells on the clipboard. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blockOfText, blockText } from "../../../src/workbench/page/cellBlock";

describe("text from the clipboard", () => {
  it.each([
    ["one", [["one"]], "one cell"],
    [
      "a\tb\nc\td",
      [
        ["a", "b"],
        ["c", "d"],
      ],
      "rows and columns",
    ],
    ["a\r\nb\r\n", [["a"], ["b"]], "what ends the last line begins no other"],
    ["a\t\tb", [["a", "", "b"]], "an empty cell between"],
    ['"two\nlines"\tx', [["two\nlines", "x"]], "a line break within quotes"],
    ['"say ""so"""', [['say "so"']], "quotes within quotes"],
    ['5" pipe', [['5" pipe']], "a quote within a text"],
    ['"open', [['"open']], "a quote that nothing closes"],
    ['"a" b', [['"a" b']], "quotes around a part of a text"],
  ])("%j is %j: %s", (text, rows) => {
    expect(blockOfText(text)).toStrictEqual(rows);
  });

  it("is what was copied, whatever the cells hold", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", " ", '"', "\t", "\n", "=", "é") });
    const block = fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
      .chain(([rows, columns]) =>
        fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
      )
      // A last row of one empty cell looks like the end of the line before it.
      .filter((rows) => rows.at(-1)?.join("") !== "");
    fc.assert(
      fc.property(block, (rows) => {
        expect(blockOfText(blockText(rows))).toStrictEqual(rows);
      }),
    );
  });
});
