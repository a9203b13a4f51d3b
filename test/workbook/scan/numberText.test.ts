/** Text that stands for a number: at the edges of the grammar, and held against an independent reading. */
import { Decimal } from "decimal.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimalOfNumber, inUnitsOf, numberOfDecimal } from "../../../src/workbook/scan/exactDecimal";
import { scanNumberText } from "../../../src/workbook/scan/numberText";

const NO_BREAK = "\u00a0";
const THIN = "\u2009";
const NARROW = "\u202f";

const exactText = (text: string): string => {
  const read = scanNumberText(text);
  if (read.kind !== "number") return read.kind;
  return new Decimal(`${read.scanned.value.coefficient}e${read.scanned.value.exponent}`).toFixed();
};

describe("a number in text", () => {
  it.each([
    ["plain digits", "206000", "206000"],
    ["leading zeros", "007", "7"],
    ["thousands", "1,234,567", "1234567"],
    ["decimals", "£1,234.50", "1234.5"],
    ["spaces around", "  310000\t", "310000"],
    ["a pound and a space", "£ 98,500.00", "98500"],
    ["accounting brackets", "(25,000)", "-25000"],
    ["brackets around a pound", "(£25,000)", "-25000"],
    ["brackets with spaces", "( 25,000 )", "-25000"],
    ["a minus behind", "25,000-", "-25000"],
    ["a true minus", "\u22125", "-5"],
    ["a plus", "+5", "5"],
    ["a minus before the pound", "-£5", "-5"],
    ["fullwidth digits", "\uff17\uff15\uff10\uff10\uff10", "75000"],
    ["fullwidth brackets and comma", "\uff08\uff11\uff0c\uff10\uff10\uff10\uff09", "-1000"],
    ["no-break thousands", `1${NO_BREAK}234`, "1234"],
    ["thin thousands", `1${THIN}234${THIN}567`, "1234567"],
    ["narrow no-break thousands", `1${NARROW}234`, "1234"],
    ["a zero-width space", "12\u200b3", "123"],
    ["thousand", "12k", "12000"],
    ["thousand with a space", "480 K", "480000"],
    ["million, exactly", "£0.206M", "206000"],
    ["million in small", "1.2m", "1200000"],
    ["mn", "3mn", "3000000"],
    ["billion", "£2bn", "2000000000"],
    ["nil", "0", "0"],
    ["nil below nil", "-0", "0"],
  ])("reads %s: %j", (_what, text, meant) => expect(exactText(text)).toBe(meant));

  it.each([
    "1.234,50", "1,23", "12 34", "12 345", "£", "1e5", "5%", "~300", "450-480k", "1O0", ".5", "5.", "1,2345", "1234,567",
    "1,234.567,8", `1,234${NO_BREAK}567`, ",123", "--5", "-(5)", "(-5)", "(5", "5)", "£-5", "€5", "5£", "5 p", "1.2mm",
    "1.2.3", "10\u00b2", "\u00b2", "\u2460", "\u00bd", "\u0664\u0665", "0x10", "Infinity", "NaN", "1_000", "#N/A", "five", "k", "-k",
    "1 k 2", "+-5", "\uff0b\uff0d5", "1".repeat(61),
  ])("has no safe meaning for %j", (text) => expect(scanNumberText(text).kind).toBe("not a number")); // prettier-ignore

  it.each([
    "-",
    "\u2013",
    "\u2014",
    "\u2212",
    "n/a",
    "N/A",
    "TBC",
    "tbd",
    "nil",
    "?",
    "..",
    "\u2026",
    "[x]",
    "[c]",
    " - ",
  ])("takes %j for nothing given, never for nil", (text) => expect(scanNumberText(text).kind).toBe("placeholder"));

  it.each([
    ["£0.206M", 3],
    ["£206,000", 0],
    ["1.50", -2],
    ["12k", 3],
    ["1.2bn", 8],
  ])("knows the last digit that %s is printed to", (text, power) => {
    const read = scanNumberText(text);
    expect(read.kind === "number" && read.scanned.lastDigit).toBe(power);
  });

  it("reads what a person would print, whatever the form, to the last digit", () => {
    const forms = fc.record({
      whole: fc.bigInt({ min: 0n, max: 999_999_999_999n }),
      decimals: fc.option(fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 1, maxLength: 4 }), {
        nil: null,
      }),
      separator: fc.constantFrom("", ",", NO_BREAK, THIN),
      pound: fc.constantFrom("", "£", "£ "),
      suffix: fc.constantFrom("", "k", " K", "m", "M", "bn"),
      sign: fc.constantFrom("", "-", "()", "behind"),
    });
    fc.assert(
      fc.property(forms, ({ whole, decimals, separator, pound, suffix, sign }) => {
        const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, separator);
        const plain = `${pound}${grouped}${decimals === null ? "" : `.${decimals}`}${suffix}`;
        const text = sign === "()" ? `(${plain})` : sign === "behind" ? `${plain}-` : `${sign}${plain}`;
        const scale = { "": 0, k: 3, m: 6, bn: 9 }[suffix.trim().toLowerCase() as "" | "k" | "m" | "bn"];
        const size = new Decimal(`${whole}${decimals === null ? "" : `.${decimals}`}e${scale}`);
        const meant = sign === "" || size.isZero() ? size : size.negated();
        return exactText(text) === meant.toFixed();
      }),
      { numRuns: 1_000 },
    );
  });

  it("never throws, and reads nothing from a prefix", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 70 }), (text) => {
        const read = scanNumberText(text);
        return read.kind !== "number" || scanNumberText(`${text}!`).kind === "not a number";
      }),
      { numRuns: 1_000 },
    );
  });

  it("is quick on a text made to be slow", () => {
    const texts = ["1,".repeat(500_000), " ".repeat(1_000_000), "1".repeat(1_000_000), "(".repeat(1_000_000)];
    const from = performance.now();
    for (const text of texts) expect(scanNumberText(text).kind).toBe("not a number");
    expect(performance.now() - from).toBeLessThan(200);
  });
});

describe("a cell's number as the decimal that Excel shows", () => {
  it.each([
    [0.1 + 0.2, "0.3"],
    [6.500000000000001, "6.5"],
    [2.8000000000000003, "2.8"],
    [64_250.5, "64250.5"],
    [-25_000, "-25000"],
    [0, "0"],
    [1e21, "1000000000000000000000"],
    [1.5e-7, "0.00000015"],
  ])("%d is %s", (value, meant) => {
    const decimal = decimalOfNumber(value);
    expect(new Decimal(`${decimal.coefficient}e${decimal.exponent}`).toFixed()).toBe(meant);
  });

  it("is the decimal that was typed, up to fifteen digits, whatever noise arithmetic left behind it", () => {
    const typed = fc.record({
      digits: fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }),
      places: fc.integer({ min: 0, max: 12 }),
    });
    fc.assert(
      fc.property(typed, ({ digits, places }) => {
        const meant = new Decimal(`${digits}e-${places}`);
        const decimal = decimalOfNumber(meant.toNumber());
        return new Decimal(`${decimal.coefficient}e${decimal.exponent}`).equals(meant);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ["half a penny goes up", { coefficient: 1_005n, exponent: -3 }, 2, 101, false],
    ["and away from nil below it", { coefficient: -1_005n, exponent: -3 }, 2, -101, false],
    ["less than half goes down", { coefficient: 10_049n, exponent: -4 }, 2, 100, false],
    ["whole pence stay", { coefficient: 206n, exponent: 3 }, 2, 20_600_000, true],
  ])("in units: %s", (_what, decimal, places, units, isExact) => {
    expect(inUnitsOf(decimal, places)).toEqual({ units, isExact });
  });

  it("is null beyond what can be held exactly, and back again a plain number", () => {
    expect(inUnitsOf({ coefficient: 1n, exponent: 30 }, 2)).toBe(null);
    expect(numberOfDecimal({ coefficient: 206n, exponent: 3 })).toBe(206_000);
  });
});
