import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  editDistance,
  hasHiddenCharacters,
  headingKey,
  isBlankText,
  looksLikeFormula,
  nearest,
  shownText,
  tidyText,
  valueKey,
} from "../../../src/workbook/scan/cleanText";

describe("headings and list values that look alike", () => {
  it.each([
    "Annual cost",
    " annual  COST ",
    "Annual\u00a0cost",
    "Annual\u200b cost",
    "ANNUAL\ncost",
    "\uff21nnual cost",
  ])("%j is the heading Annual cost", (text) => expect(headingKey(text)).toBe("annual cost"));

  it("are alike whether a mark is typed as one character or two, and never by the machine's language", () => {
    expect(valueKey("Caf\u00e9")).toBe(valueKey("cafe\u0301"));
    expect(valueKey("TITLE I")).toBe("title i");
    expect(valueKey("\u0130")).not.toBe(valueKey("i"));
    expect(valueKey("stra\u00dfe")).not.toBe(valueKey("strasse"));
  });

  it("keep their letters when only spaces are tidied", () => expect(tidyText("  By \u00a0 Order ")).toBe("By Order"));

  it("are compared by their first 255 characters at most", () => {
    expect(headingKey("x".repeat(100_000)).length).toBe(255);
  });
});

describe("what a cell shows", () => {
  it.each(["", "   ", "\u00a0", "\u200b", "'", "\t\n"])("%j shows nothing", (text) =>
    expect(isBlankText(text)).toBe(true),
  );
  it.each(["-", "0", "a", "''"])("%j shows something", (text) => expect(isBlankText(text)).toBe(false));

  it("is cut at 80 characters for a message", () => {
    expect(shownText("x".repeat(80))).toBe("x".repeat(80));
    expect(shownText("x".repeat(81))).toBe(`${"x".repeat(80)}\u2026`);
  });

  it.each([
    ["\u202eevil", "U+202Eevil"],
    ["a\u0000b", "aU+0000b"],
    ["a\nb", "aU+000Ab"],
  ])("%j is shown as %s", (text, shown) => expect(shownText(text)).toBe(shown));

  it.each(["\u202e", "\u2066", "\u0007", "\u009f", "\u200f"])("%j is hidden", (text) =>
    expect(hasHiddenCharacters(text)).toBe(true),
  );
  it.each(["a\nb\tc", "\u05d0\u05d1", "\u{1f600}", "e\u0301"])("%j is not", (text) =>
    expect(hasHiddenCharacters(text)).toBe(false),
  );

  it.each(["=1+1", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "\n=1", "\uff1d1", "\uff20x"])(
    "%j looks like a formula",
    (text) => expect(looksLikeFormula(text)).toBe(true),
  );
  it.each(["a=b", "1-2", " x", "-"])("%j does not", (text) => expect(looksLikeFormula(text)).toBe(false));
});

describe("how near two texts are", () => {
  it.each([
    ["amuont", "amount", 1],
    ["propsed bwt", "proposed bwt", 1],
    ["chnage", "change", 1],
    ["amt", "amount", 3],
    ["abc", "abc", 0],
    ["", "ab", 2],
    ["kitten", "sitting", 3],
  ])("%j and %j: %i changes, 3 standing for more than 2", (a, b, changes) =>
    expect(editDistance(a, b, 2)).toBe(changes),
  );

  it("is the same both ways, nil only for equal texts, and never below the difference in length", () => {
    const text = fc.string({ unit: fc.constantFrom(..."abcd"), maxLength: 8 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const there = editDistance(a, b, 8);
        return there === editDistance(b, a, 8) && (there === 0) === (a === b) && there >= Math.abs(a.length - b.length);
      }),
      { numRuns: 1_000 },
    );
  });

  it("suggests the one choice within two changes", () => {
    expect(nearest("Major Chnage Fund", ["Major Change Fund", "Reserve"])).toBe("Major Change Fund");
    expect(nearest("G9", ["G2", "G3"])).toBe(null);
    expect(nearest("Capex", ["Capital", "Revenue"])).toBe(null);
    expect(nearest("x".repeat(100_000), ["x"])).toBe(null);
  });
});
