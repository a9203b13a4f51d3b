/** Names of the user's own making: when two are one, their natural order, and their slugs in figure ids. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assignSlugs, compareNatural, nameKey, slugOf } from "../../src/model/naming";
import { law } from "./law";

const someName = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ maxLength: 6, unit: "grapheme" }),
  fc
    .array(fc.constantFrom("a", "A", "b", "C", "0", "1", "02", "10", " ", "-", "&", "é", "\u00a0", "İ", "ß"), {
      maxLength: 8,
    })
    .map((parts) => parts.join("")),
);

describe("two spellings are one name", () => {
  it.each([
    ["Major Change Fund", "major change fund", "letter case"],
    ["Major  Change\tFund", "Major Change Fund", "white space within"],
    [" Major Change Fund ", "Major Change Fund", "white space around"],
    ["Major\u00a0Change Fund", "Major Change Fund", "a space that does not break"],
    ["Cafe\u0301", "Café", "a mark apart from its letter"],
  ])("%j and %j: %s does not matter", (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other));
  });

  it.each([
    ["Fund A", "Fund B"],
    ["Fund-A", "Fund A"],
    ["Café", "Cafe"],
    ["Fund 1", "Fund 01"],
  ])("%j and %j are not", (one, other) => {
    expect(nameKey(one)).not.toBe(nameKey(other));
  });

  law("only where the written rule says so: NFC, lower case, single spaces, trimmed", someName, (name) => {
    expect(nameKey(name)).toBe(name.normalize("NFC").toLowerCase().replace(/\s+/gu, " ").trim());
  });
});

describe("natural order", () => {
  it.each([
    ["C2", "C10", "numbers go by their size"],
    ["C2", "C11", "and not by their first digit"],
    ["1a", "1b", "letters after a number"],
    ["9", "10", "numbers alone"],
    ["c1", "C2", "letter case does not matter"],
    ["C1", "C1a", "the shorter goes first"],
    ["C1.2", "C1.10", "numbers after a point"],
    ["C02", "C3", "leading noughts have no size"],
    ["A", "a", "spellings that differ in case alone still have an order"],
    ["C02", "C2", "as have numbers that differ in leading noughts alone"],
  ])("puts %s before %s: %s", (before, after) => {
    expect(compareNatural(before, after)).toBeLessThan(0);
    expect(compareNatural(after, before)).toBeGreaterThan(0);
  });

  law("calls two names equal only when they are, and turns with them", fc.tuple(someName, someName), ([a, b]) => {
    expect(compareNatural(a, b) === 0).toBe(a === b);
    expect(Math.sign(compareNatural(b, a))).toBe(-Math.sign(compareNatural(a, b)) + 0);
  });

  law("is an order: sorted from any start, names come out the same", fc.array(someName, { maxLength: 6 }), (names) => {
    const sorted = [...names].sort(compareNatural);
    expect([...names].reverse().sort(compareNatural)).toEqual(sorted);
    for (let a = 0; a < sorted.length; a++) {
      for (let b = a + 1; b < sorted.length; b++) {
        expect(compareNatural(sorted[a] ?? "", sorted[b] ?? "")).toBeLessThanOrEqual(0);
      }
    }
  });
});

describe("the slug of a name", () => {
  it.each([
    ["Major Change Fund", "major-change-fund"],
    ["BCUs and SC Hubs", "bcus-and-sc-hubs"],
    ["BCUs & SC Hubs", "bcus-and-sc-hubs"],
    ["R&D", "r-and-d"],
    ["Café Élan", "cafe-elan"],
    ["Ｆｕｌｌ　width", "full-width"],
    ["½ post", "1-2-post"],
    ["  DI/Insp (acting) ", "di-insp-acting"],
    ["1a", "1a"],
    ["--a--b--", "a-b"],
    ["£££", ""],
    ["", ""],
    ["Łódź", "odz"],
  ])("%j is %j", (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });

  law("holds only a to z, 0 to 9 and single hyphens within", someName, (name) => {
    expect(slugOf(name)).toMatch(/^([a-z0-9]+(-[a-z0-9]+)*)?$/);
  });
});

describe("the slugs of a case", () => {
  const slugsOf = (names: readonly string[], reserved: readonly string[] = []): Record<string, string> => {
    const slugs = assignSlugs(names, reserved);
    return Object.fromEntries(names.map((name) => [name, slugs.of(name)]));
  };

  it("give repeated slugs -2 and -3 by order of name, not of rows", () => {
    expect(slugsOf(["a b", "a-b", "A & B", "a/b"])).toEqual({
      "A & B": "a-and-b",
      "a b": "a-b",
      "a-b": "a-b-2",
      "a/b": "a-b-3",
    });
    expect(slugsOf(["a/b", "a-b", "a b"])).toEqual({ "a b": "a-b", "a-b": "a-b-2", "a/b": "a-b-3" });
  });

  it("say which names are alike", () => {
    expect(assignSlugs(["x", "a/b", "a-b"]).alike).toEqual([["a-b", "a/b"]]);
    expect(assignSlugs(["x", "y"]).alike).toEqual([]);
  });

  it("let a name keep a numbered slug that is its own", () => {
    expect(slugsOf(["a b", "a-b", "a b 2"])).toEqual({ "a b": "a-b", "a b 2": "a-b-2", "a-b": "a-b-3" });
  });

  it("treat spellings of one name as one", () => {
    const slugs = assignSlugs(["Fund", "FUND", " fund "]);
    expect(slugs.alike).toEqual([]);
    expect(["Fund", "FUND", " fund "].map(slugs.of)).toEqual(["fund", "fund", "fund"]);
  });

  it("keep clear of the register's own words", () => {
    expect(slugsOf(["Gap", "Fund"], ["gap"])).toEqual({ Gap: "gap-2", Fund: "fund" });
    expect(slugsOf(["Gap!", "Gap"], ["gap"])).toEqual({ Gap: "gap-2", "Gap!": "gap-3" });
  });

  it("are never empty, and number names without a letter or digit by order of name", () => {
    const slugs = assignSlugs(["££", "%"]);
    const [first, second] = [slugs.of("%"), slugs.of("££")];
    expect(first).toMatch(/^[a-z0-9-]+$/);
    expect(second).toMatch(/^[a-z0-9-]+$/);
    expect(first).not.toBe(second);
    expect(assignSlugs(["%", "££"]).of("%")).toBe(first);
    expect(slugs.alike).toEqual([["%", "££"]]);
  });

  it("do not exist for a name that was never given", () => {
    expect(() => assignSlugs(["a"]).of("b")).toThrow("no slug was assigned to the name 'b'");
  });

  law(
    "are one for each name, and do not depend on the order in which names are met",
    fc.record({ names: fc.array(someName, { maxLength: 8 }), reserved: fc.subarray(["a", "b-2", "1"]) }),
    ({ names, reserved }) => {
      const slugs = assignSlugs(names, reserved);
      const backwards = assignSlugs([...names].reverse(), reserved);
      const seen = new Map<string, string>();
      for (const name of names) {
        const slug = slugs.of(name);
        expect(slug).not.toBe("");
        expect(reserved).not.toContain(slug);
        expect(backwards.of(name)).toBe(slug);
        expect(seen.get(slug) ?? nameKey(name)).toBe(nameKey(name));
        seen.set(slug, nameKey(name));
      }
    },
  );
});
