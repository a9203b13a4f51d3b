/** Pay after an award, rounded to the multiple of its scale. */
import { describe, expect, it } from "vitest";
import { payAfterAward, pence, pounds, rate } from "../../src/model";

describe("pay after an award", () => {
  it.each([
    ["to the penny: 20,369 x 1.02 = 20,776.38", 20_369, rate(2, 100), 1, 20_776.38],
    ["to £3: 20,776.38 is 6,925.46 threes", 20_369, rate(2, 100), 300, 20_775],
    ["half up: 100 x 1.015 = 101.50 to the pound", 100, rate(15, 1000), 100, 102],
    ["just below half: 100 x 1.0149 = 101.49", 100, rate(149, 10_000), 100, 101],
    ["mirrored below nil", -100, rate(15, 1000), 100, -102],
    ["a cut", 100, rate(-1, 100), 1, 99],
    ["no award on a scale of £3 keeps its points", 39_150, rate(0, 1), 300, 39_150],
  ])("%s", (_sentence, pay, award, multiple, expected) => {
    expect(payAfterAward(pounds(pay), award, pence(multiple)) / 100).toBe(expected);
  });

  it.each([0, -1])("refuses the multiple %s", (multiple) => {
    expect(() => payAfterAward(pounds(1), rate(0, 1), pence(multiple))).toThrow(RangeError);
  });
});
