/** Whether two workings of a figure agree. */
import { describe, expect, it } from "vitest";
import { rate, unitsApart } from "../../src/model";

const PENNY = rate(1, 100);

describe("units apart", () => {
  it.each([
    ["the same", rate(206_000, 1), rate(20_600_000, 100), PENNY, 0],
    ["just below half a penny", rate(0, 1), rate(4999, 1_000_000), PENNY, 0],
    ["half a penny", rate(0, 1), rate(5, 1000), PENNY, 1],
    ["either way round", rate(5, 1000), rate(0, 1), PENNY, 1],
    ["in thousands", rate(1_499, 1), rate(0, 1), rate(1000, 1), 1],
  ])("%s", (_sentence, engine, plain, unit, expected) => {
    expect(unitsApart(engine, plain, unit)).toBe(expected);
  });
});
