/** Where rows and columns lie. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Lines } from "../../../src/workbench/page/lines";

describe("lines", () => {
  // 20 each, but the third is 50 and the fifth hidden.
  const lines = new Lines(
    20,
    new Map([
      [2, 50],
      [4, 0],
    ]),
    100,
  );

  it.each([
    [0, 0],
    [2, 2 * 20],
    [3, 2 * 20 + 50],
    [5, 3 * 20 + 50 + 0],
    [10, 8 * 20 + 50 + 0],
  ])("line %i begins at %i", (index, offset) => {
    expect(lines.offsetOf(index)).toBe(offset);
  });

  it.each([
    [0, 0],
    [19, 0],
    [20, 1],
    [89, 2],
    [110, 5],
    [1e9, 99],
  ])("%i lies in line %i, never in a hidden one", (offset, index) => {
    expect(lines.at(offset)).toBe(index);
  });

  it("finds a line from its own beginning, whatever the sizes", () => {
    const sizes = fc.uniqueArray(fc.tuple(fc.nat(60), fc.integer({ min: 0, max: 80 })), {
      selector: ([index]) => index,
    });
    fc.assert(
      fc.property(sizes, fc.nat(70), (entries, index) => {
        const some = new Lines(20, new Map(entries), 100);
        if (some.sizeOf(index) > 0) expect(some.at(some.offsetOf(index))).toBe(index);
      }),
    );
  });
});
