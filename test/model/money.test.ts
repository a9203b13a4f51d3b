/** Money, posts and rates: exact to the penny, rounded by one named rule, and never mixed. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Decimal } from "decimal.js";
import fc from "fast-check";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import {
  addPence,
  formatFte,
  formatMoney,
  formatPounds,
  fte,
  largerPence,
  negatePence,
  NIL,
  pence,
  posts,
  pounds,
  productHalfUp,
  productHalfUpBig,
  quotientHalfUp,
  rate,
  scalePence,
  smallerPence,
  subtractFte,
  subtractPence,
  sumFte,
  sumPence,
} from "../../src/model/money";
import { law } from "./law";

const SAFE = Number.MAX_SAFE_INTEGER; // 2^53 - 1
const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP });

describe("rounding half up", () => {
  it.each<[number[], number, number, string]>([
    [[0], 7, 0, "nil of anything is nil"],
    [[49], 100, 0, "just below a half goes down"],
    [[50], 100, 1, "a half goes up"],
    [[51], 100, 1, "just above a half goes up"],
    [[150], 100, 2, "a half above an odd number goes up, not to the even neighbour"],
    [[250], 100, 3, "a half above an even number goes up as well"],
    [[-49], 100, 0, "the mirror of just below a half"],
    [[-50], 100, -1, "the mirror of a half: away from nil"],
    [[-250], 100, -3, "the mirror of a half above an even number"],
    [[1], 3, 0, "a third goes down"],
    [[2], 3, 1, "two thirds go up"],
    [[50_000, 20_600_000, 3], 50_000 * 12, 5_150_000, "three months of 206,000.00 are 51,500.00"],
    [[], 2, 1, "no factors make one, and a half of it goes up"],
  ])("%j / %d is %d: %s", (factors, divisor, expected) => {
    expect(productHalfUp(factors, divisor)).toBe(expected);
  });

  it.each<[number[], number, number, string]>([
    [[2 ** 52 - 1], 1, 2 ** 52 - 1, "the largest product that stays in doubles"],
    [[2 ** 52], 1, 2 ** 52, "the smallest that does not"],
    [[SAFE], 1, SAFE, "the largest whole number there is"],
    [[-SAFE], 1, -SAFE, "and its mirror"],
    [[SAFE], 2, 2 ** 52, "(2^53 - 1) / 2 is a half above 2^52 - 1"],
    [[-SAFE], 2, -(2 ** 52), "and its mirror"],
    [[SAFE, SAFE], SAFE, SAFE, "a product of 106 bits over one of its factors"],
    [[SAFE, SAFE, 0], 3, 0, "a product that leaves the range on its way to nil"],
    [[2 ** 51], 2 ** 52, 1, "a tie over a divisor that doubles beyond the range"],
    [[2 ** 51 - 1], 2 ** 52, 0, "just below that tie"],
    [[-(2 ** 51)], 2 ** 52, -1, "the mirror of that tie"],
    [[2 ** 52], SAFE, 1, "just above a half of the largest divisor"],
    [[2 ** 52 - 1], SAFE, 0, "just below a half of the largest divisor"],
    [[94_906_267, 94_906_267], 2, 4_503_599_757_937_645, "9,007,199,515,875,289 / 2: an odd product just above 2^53"],
  ])("is exact at the edge of the safe range: %j / %d is %d (%s)", (factors, divisor, expected) => {
    expect(productHalfUp(factors, divisor)).toBe(expected);
    expect(productHalfUpBig(factors, divisor)).toBe(expected);
  });

  it("never gives minus nil, which would print as -0.00", () => {
    expect(Object.is(productHalfUp([-1], 3), 0)).toBe(true);
    expect(Object.is(productHalfUp([0, -5], 3), 0)).toBe(true);
    expect(Object.is(productHalfUpBig([-1], 3), 0)).toBe(true);
    expect(Object.is(pence(-0), 0)).toBe(true);
    expect(Object.is(fte(-0), 0)).toBe(true);
    expect(Object.is(negatePence(NIL), 0)).toBe(true);
  });

  it.each<[number[], number, string]>([
    [[1], 0, "a divisor of nil"],
    [[1], -2, "a divisor below nil"],
    [[1], 1.5, "a divisor that is no whole number"],
    [[1], Number.NaN, "a divisor that is no number"],
    [[1], 2 ** 53, "a divisor beyond the safe range"],
    [[0.5], 2, "a factor that is no whole number"],
    [[2 ** 53], 2, "a factor beyond the safe range"],
    [[Number.POSITIVE_INFINITY], 2, "an endless factor"],
    [[SAFE, 2], 1, "a result beyond the safe range"],
    [[-SAFE, SAFE], 2, "a result below the safe range"],
  ])("refuses %j / %d: %s", (factors, divisor) => {
    expect(() => productHalfUp(factors, divisor)).toThrow(RangeError);
  });

  it.each([0n, -1n])("refuses to divide whole numbers of any size by %d", (denominator) => {
    expect(() => quotientHalfUp(1n, denominator)).toThrow(RangeError);
  });

  const wholeNumber = fc.oneof(
    fc.integer({ min: -1_000, max: 1_000 }),
    fc.maxSafeInteger(),
    fc.integer({ min: 2 ** 26 - 2, max: 2 ** 26 + 2 }),
  );
  const divisor = fc.oneof(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 1, max: SAFE }));
  const product = fc.record({ factors: fc.array(wholeNumber, { maxLength: 3 }), divisor });

  law("equals exact fractions rounded by decimal.js, or is refused as too large", product, ({ factors, divisor }) => {
    const quotient = factors.reduce((result, factor) => result.times(factor), new Exact(1)).div(divisor);
    const expected = quotient.toDecimalPlaces(0);
    if (expected.abs().gt(SAFE)) expect(() => productHalfUp(factors, divisor)).toThrow(RangeError);
    else expect(productHalfUp(factors, divisor)).toBe(expected.toNumber() + 0);
  });

  law("equals the same sum in whole numbers of any size", product, ({ factors, divisor }) => {
    let exact = 1n;
    for (const factor of factors) exact *= BigInt(factor);
    const size = exact < 0n ? -exact : exact;
    const down = size / BigInt(divisor);
    const isUp = 2n * (size % BigInt(divisor)) >= BigInt(divisor);
    const rounded = Number((exact < 0n ? -1n : 1n) * (isUp ? down + 1n : down));
    if (Number.isSafeInteger(rounded)) expect(productHalfUp(factors, divisor)).toBe(rounded);
    else expect(() => productHalfUp(factors, divisor)).toThrow(RangeError);
  });

  law(
    "gives minus the result for minus the input (law 19)",
    fc.record({ amount: fc.integer({ min: -1e9, max: 1e9 }), divisor: fc.integer({ min: 1, max: 1e6 }) }),
    ({ amount, divisor }) => {
      expect(productHalfUp([-amount], divisor)).toBe(-productHalfUp([amount], divisor) + 0);
    },
  );
});

describe("amounts", () => {
  it.each([0.5, Number.NaN, 2 ** 53, Number.NEGATIVE_INFINITY])("of %d pence do not exist", (amount) => {
    expect(() => pence(amount)).toThrow(RangeError);
    expect(() => fte(amount)).toThrow(RangeError);
  });

  it("are whole pounds times a hundred and whole posts times ten thousand", () => {
    expect(pounds(206_000)).toBe(20_600_000);
    expect(posts(5)).toBe(50_000);
  });

  it("refuse pounds with a fraction of a penny in them", () => {
    expect(() => pounds(1.005)).toThrow(RangeError);
  });

  it("add up and subtract exactly", () => {
    expect(addPence(pence(1), pence(2), pence(-4))).toBe(-1);
    expect(addPence()).toBe(0);
    expect(sumPence([pence(10), pence(20)])).toBe(30);
    expect(subtractPence(pence(10), pence(30))).toBe(-20);
    expect(sumFte([posts(1), fte(5_000)])).toBe(15_000);
    expect(subtractFte(posts(1), posts(2))).toBe(-10_000);
  });

  it("refuse a sum that leaves the safe range, rather than lose a penny", () => {
    expect(() => addPence(pence(SAFE), pence(1))).toThrow(RangeError);
    expect(() => sumFte([fte(SAFE), fte(1)])).toThrow(RangeError);
    expect(() => subtractPence(pence(-SAFE), pence(1))).toThrow(RangeError);
  });

  it("are compared by size", () => {
    expect(smallerPence(pence(1), pence(2))).toBe(1);
    expect(smallerPence(pence(2), pence(1))).toBe(1);
    expect(largerPence(pence(1), pence(2))).toBe(2);
    expect(largerPence(pence(2), pence(1))).toBe(2);
  });

  it("are scaled by a rate and rounded once: 31.7% of 206,000.05 is 65,302.02 (65,302.01585)", () => {
    expect(scalePence(pence(20_600_005), rate(317, 1_000))).toBe(6_530_202);
  });

  it.each([
    [1, 0],
    [1, -1],
    [0.5, 1],
    [1, 0.5],
  ])("refuse a rate of %d / %d", (numerator, denominator) => {
    expect(() => rate(numerator, denominator)).toThrow(RangeError);
  });
});

describe("amounts in words", () => {
  it.each([
    [0, "0.00", "£0"],
    [5, "0.05", "£0.05"],
    [99, "0.99", "£0.99"],
    [100, "1.00", "£1"],
    [-5, "-0.05", "-£0.05"],
    [99_999, "999.99", "£999.99"],
    [100_000, "1,000.00", "£1,000"],
    [20_600_000, "206,000.00", "£206,000"],
    [20_600_050, "206,000.50", "£206,000.50"],
    [-123_450, "-1,234.50", "-£1,234.50"],
    [123_456_789_012_345, "1,234,567,890,123.45", "£1,234,567,890,123.45"],
  ])("%d pence are %s, and %s in a sentence", (amount, plain, inSentence) => {
    expect(formatPounds(pence(amount))).toBe(plain);
    expect(formatMoney(pence(amount))).toBe(inSentence);
  });

  it.each([
    [0, "0"],
    [10_000, "1"],
    [8_333, "0.8333"],
    [5_000, "0.5"],
    [-10_000, "-1"],
    [-2_500, "-0.25"],
    [1, "0.0001"],
    [12_345_678_900, "1,234,567.89"],
  ])("%d ten-thousandths are %s posts", (amount, expected) => {
    expect(formatFte(fte(amount))).toBe(expected);
  });

  law("read back as the amount that was written", fc.maxSafeInteger(), (amount) => {
    const text = formatPounds(pence(amount));
    expect(text).toMatch(/^-?\d{1,3}(,\d{3})*\.\d\d$/);
    expect(Number(BigInt(text.replace(/[,.]/g, "")))).toBe(amount);
  });
});

describe("the compiler", () => {
  const path = resolve(import.meta.dirname, "moneyTypes.typetest.ts");
  const lines = readFileSync(path, "utf8").split("\n");
  const expectation = /^\s*\/\/ @ts-expect-error/;
  // A line that must not compile stands under each expectation; a format over several lines reports on its first.
  const mustFail = lines.flatMap((line, index) => (expectation.test(line) ? [index + 1] : []));

  it("refuses every mixture of pence, posts and rates that moneyTypes.typetest.ts lists, each on its own line", () => {
    const withoutExpectations = lines.map((line) => (expectation.test(line) ? "" : line)).join("\n");
    expect(mustFail.length).toBeGreaterThan(20);
    expect([...new Set(linesRefused(path, withoutExpectations))]).toEqual(mustFail);
  });
});

/** The lines (from 0) of a file that the compiler complains about when the file says `text`. */
function linesRefused(path: string, text: string): readonly number[] {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    types: [],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    noEmit: true,
  };
  const host = ts.createCompilerHost(options);
  const readSource = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) =>
    resolve(name) === path ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022) : readSource(name, ...rest);
  const program = ts.createProgram([path], options, host);
  const source = program.getSourceFile(path);
  if (!source) throw new Error("the file was not compiled");
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
    (diagnostic) => source.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line,
  );
}
