/** What sources in their order give to a cost by year. */
import { describe, expect, it } from "vitest";
import { drawFromSources, type DrawnSource } from "../../src/model";

function source(limits: readonly (number | null)[], parts: Partial<DrawnSource> = {}): DrawnSource {
  return { limits, mayPayIn: limits.map(() => true), order: null, ...parts };
}

describe("drawing on sources", () => {
  it.each([
    ["the first gives up to its limit, the next what is left", [100], [source([60]), source([90])], [[60], [40]], [0]],
    ["what nobody gives is unfunded", [100], [source([60]), source([30])], [[60], [30]], [10]],
    ["no limit gives all", [100], [source([null])], [[100]], [0]],
    ["a smaller place comes first", [100], [source([60], { order: 2 }), source([90], { order: 1 })], [[10], [90]], [0]],
    ["a source without a place comes last", [100], [source([60]), source([90], { order: 9 })], [[10], [90]], [0]],
    ["equal places as they stand", [100], [source([60], { order: 1 }), source([90], { order: 1 })], [[60], [40]], [0]],
    ["a source pays only where it may", [50, 50], [source([80, 80], { mayPayIn: [false, true] })], [[0, 50]], [50, 0]],
    ["a year of income asks for nothing", [-20, 10], [source([80, 80])], [[0, 10]], [-20, 0]],
    ["no sources at all", [5], [], [], [5]],
  ] as const)("%s", (_sentence, costs, sources, drawn, unfunded) => {
    expect(drawFromSources(costs, sources)).toEqual({ drawn, unfunded });
  });
});
