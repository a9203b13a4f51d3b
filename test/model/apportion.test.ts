/** Largest remainders: whole units that add to the whole, with ties settled by a stated rule. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apportion, apportionByWebster } from "../../src/model/apportion";
import { law } from "./law";

const partsOf = (amount: number, weights: readonly number[], order?: readonly (number | null)[]): readonly number[] =>
  apportion(amount, weights, order)?.parts ?? [];

describe("sharing whole units", () => {
  it("gives the officer posts of PCD 484: quotas 2.7748, 0.9899, 0.0487, 0.1623, 0.0243; floors 2, 0, 0, 0, 0", () => {
    const nonFunded = [17_500 - 400, 8_000 - 1_900, 3_300 - 3_000, 1_050 - 50, 150 - 0];
    expect(apportion(4, nonFunded)).toEqual({ parts: [2 + 1, 0 + 1, 0, 0, 0], tie: null });
  });

  it.each<[number, number[], number[], string]>([
    [10, [1], [10], "one group takes all (law 6)"],
    [0, [3, 2, 1], [0, 0, 0], "nothing is nothing each (law 6)"],
    [7, [1, 0, 1], [4, 0, 3], "no weight, no part: 3.5 each, and the first row gets the odd one"],
    [10, [5, 3, 2], [5, 3, 2], "quotas that are whole already"],
    [100, [1, 1, 1], [34, 33, 33], "33.3333 each, and the odd one to the first row"],
    [-4, [17_100, 6_100, 300, 1_000, 150], [-3, -1, 0, 0, 0], "a negative amount is shared by its size and negated"],
    [1, [1, 2], [0, 1], "a single unit to the larger remainder"],
    [20_600_000, [1, 1, 1], [6_866_667, 6_866_667, 6_866_666], "206,000.00 in pence to three equals"],
  ])("%d by %j is %j: %s", (amount, weights, expected) => {
    expect(partsOf(amount, weights)).toEqual(expected);
  });

  it("is plain nil, not minus nil, where a negative amount leaves nothing", () => {
    expect(partsOf(-1, [1, 2]).map((part) => Object.is(part, -0))).toEqual([false, false]);
  });

  it("has no answer when there is something to share and the weights add to nothing", () => {
    expect(apportion(1, [0, 0])).toBeNull();
    expect(apportion(1, [])).toBeNull();
    expect(apportion(0, [0, 0])).toEqual({ parts: [0, 0], tie: null });
  });

  it.each<[number, number[], string]>([
    [1.5, [1], "an amount that is not whole"],
    [1, [-1], "a weight below nil"],
    [1, [0.5], "a weight that is not whole"],
    [1, [Number.NaN], "a weight that is no number"],
  ])("refuses %d by %j: %s", (amount, weights) => {
    expect(() => apportion(amount, weights)).toThrow(RangeError);
  });
});

describe("a tie at the cut-off", () => {
  it.each<[number, number[], (number | null)[], number[], string, number[]]>([
    [1, [2, 2], [], [1, 0], "the order of rows", [0, 1]],
    [1, [2, 2], [2, 1], [0, 1], "Order", [0, 1]],
    [1, [2, 2], [null, 1], [0, 1], "Order", [0, 1]],
    [1, [2, 2], [null, null], [1, 0], "the order of rows", [0, 1]],
    [2, [3, 1], [2, 1], [2, 0], "the larger weight", [0, 1]],
    [2, [1, 3], [], [0, 2], "the larger weight", [0, 1]],
    [2, [1, 1, 1, 1], [4, 3, 2, 1], [0, 0, 1, 1], "Order", [0, 1, 2, 3]],
    [3, [1, 1, 1, 1], [], [1, 1, 1, 0], "the order of rows", [0, 1, 2, 3]],
  ])("of %d by %j with Order %j gives %j, settled by %s", (amount, weights, order, parts, settledBy, between) => {
    expect(apportion(amount, weights, order)).toEqual({ parts, tie: { between, settledBy } });
  });

  it("is named only where it decides: equal remainders that all get a unit are no tie", () => {
    expect(apportion(2, [1, 1])?.tie).toBeNull();
    expect(apportion(5, [1, 1, 1])).toEqual({
      parts: [2, 2, 1],
      tie: { between: [0, 1, 2], settledBy: "the order of rows" },
    });
  });

  it("is judged on exact fractions: 1/3 three times is a tie, however a float would print it", () => {
    expect(apportion(1, [333_333_333_333, 333_333_333_333, 333_333_333_333])?.tie?.between).toEqual([0, 1, 2]);
    expect(apportion(1, [333_333_333_333, 333_333_333_334, 333_333_333_333])).toEqual({ parts: [0, 1, 0], tie: null });
  });
});

describe("another rule for ties", () => {
  it.each<["larger weight" | "first" | "last", number[]]>([
    ["larger weight", [0, 2]],
    ["first", [1, 1]],
    ["last", [0, 2]],
  ])("'%s' of 2 by 1 and 3, whose remainders are both a half, gives %j", (ties, parts) => {
    expect(apportion(2, [1, 3], [], ties)?.parts).toEqual(parts);
  });

  it("by position is said to be the order of rows, whatever the weights", () => {
    expect(apportion(2, [3, 1], [], "last")).toEqual({
      parts: [1, 1],
      tie: { between: [0, 1], settledBy: "the order of rows" },
    });
    expect(apportion(2, [3, 1], [], "first")?.tie?.settledBy).toBe("the order of rows");
    expect(apportion(2, [3, 1], [1, 2], "last")?.parts).toEqual([1, 1]);
  });
});

describe("Webster's method", () => {
  it.each<[string, number, number[], number[]]>([
    // 17,100, 5,700, 3,420 and 6,100 are the four largest of weight / 1, 3, 5, ...
    ["gives the donors of PCD 484 the same posts", 4, [17_100, 6_100, 300, 1_000, 150], [3, 1, 0, 0, 0]],
    // 70, 23.3, 16, 15 before 14 = 70/5; largest remainders give 3, 1, 0.
    ["may differ from largest remainders", 4, [70, 16, 15], [2, 1, 1]],
    ["gives all to the only weight", 7, [0, 3, 0], [0, 7, 0]],
    ["shares a release by its size", -4, [70, 16, 15], [-2, -1, -1]],
    ["has nothing to share", 0, [1, 2], [0, 0]],
  ])("%s", (_sentence, amount, weights, parts) => {
    expect(apportionByWebster(amount, weights)?.parts).toEqual(parts);
  });

  it("has no answer without a weight", () => {
    expect(apportionByWebster(1, [0, 0])).toBeNull();
  });

  it("settles ties by the larger weight, then Order, then position, and names who tied", () => {
    // 70/5 = 14 = 14/1.
    expect(apportionByWebster(4, [70, 16, 14])).toEqual({
      parts: [3, 1, 0],
      tie: { between: [0, 2], settledBy: "the larger weight" },
    });
    expect(apportionByWebster(1, [5, 5], [2, 1])).toEqual({
      parts: [0, 1],
      tie: { between: [0, 1], settledBy: "Order" },
    });
    expect(apportionByWebster(1, [5, 5])?.tie?.settledBy).toBe("the order of rows");
    expect(apportionByWebster(2, [5, 5])?.tie).toBeNull();
  });

  const someWeights = fc.array(fc.nat(2_000), { minLength: 1, maxLength: 8 });
  law(
    "adds to the amount, and no unit would have gone elsewhere by quotient",
    fc.record({ amount: fc.nat(5_000), weights: someWeights }),
    ({ amount, weights }) => {
      const parts = apportionByWebster(amount, weights)?.parts;
      if (parts === undefined) return;
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(amount);
      weights.forEach((weight, index) =>
        weights.forEach((other, to) => {
          // The last unit that one has is no smaller a claim than the next of any other.
          const has = parts[index] ?? 0;
          if (has > 0) expect(weight * (2 * (parts[to] ?? 0) + 1)).toBeGreaterThanOrEqual(other * (2 * has - 1));
        }),
      );
    },
  );
  law(
    "takes no unit away where there is one more to share",
    fc.record({ amount: fc.nat(200), weights: someWeights }),
    ({ amount, weights }) => {
      const [fewer, more] = [
        apportionByWebster(amount, weights)?.parts,
        apportionByWebster(amount + 1, weights)?.parts,
      ];
      fewer?.forEach((part, index) => expect(more?.[index]).toBeGreaterThanOrEqual(part));
    },
  );
});

describe("the Alabama paradox", () => {
  it("is a known property of the method: one more post to share may cost a group one of its own", () => {
    // Quotas of 10: 4.2857, 4.2857, 1.4286, so the last unit goes to the third group.
    expect(partsOf(10, [6, 6, 2])).toEqual([4, 4, 1 + 1]);
    // Quotas of 11: 4.7143, 4.7143, 1.5714, so the last two units go to the first two.
    expect(partsOf(11, [6, 6, 2])).toEqual([4 + 1, 4 + 1, 1]);
  });
});

describe("the laws of sharing (law 6)", () => {
  const weights = fc.array(fc.oneof(fc.nat(5), fc.nat(30_000), fc.maxSafeNat()), { minLength: 1, maxLength: 8 });
  const sharing = fc
    .record({ amount: fc.oneof(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -1e12, max: 1e12 })), weights })
    .filter((example) => example.weights.some((weight) => weight > 0));

  law("the parts add to the amount", sharing, ({ amount, weights }) => {
    expect(partsOf(amount, weights).reduce((sum, part) => sum + part, 0)).toBe(amount);
  });

  law("each part is its exact quota rounded down, or one more", sharing, ({ amount, weights }) => {
    const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
    const size = BigInt(Math.abs(amount));
    partsOf(Math.abs(amount), weights).forEach((part, index) => {
      const floor = (size * BigInt(weights[index] ?? 0)) / total;
      expect([floor, floor + 1n]).toContain(BigInt(part));
    });
  });

  law(
    "one group takes all",
    fc.record({ amount: fc.integer(), weight: fc.integer({ min: 1, max: 1e6 }) }),
    (example) => {
      expect(partsOf(example.amount, [example.weight])).toEqual([example.amount]);
    },
  );

  law(
    "with equal weights and fewer units than groups, one each goes by Order and then by row",
    fc.integer({ min: 2, max: 8 }).chain((groups) =>
      fc.record({
        units: fc.integer({ min: 1, max: groups - 1 }),
        weight: fc.integer({ min: 1, max: 1e6 }),
        order: fc.array(fc.option(fc.nat(3)), { minLength: groups, maxLength: groups }),
      }),
    ),
    ({ units, weight, order }) => {
      const ranked = order
        .map((place, row) => ({ place: place ?? Number.POSITIVE_INFINITY, row }))
        .sort((a, b) => (a.place === b.place ? a.row - b.row : a.place - b.place))
        .slice(0, units)
        .map(({ row }) => row);
      const expected = order.map((_, row) => (ranked.includes(row) ? 1 : 0));
      expect(
        partsOf(
          units,
          order.map(() => weight),
          order,
        ),
      ).toEqual(expected);
    },
  );

  law("nothing to share is nothing each", weights, (all) => {
    expect(partsOf(0, all)).toEqual(all.map(() => 0));
  });

  law(
    "weights scaled by the same number give the same answer",
    fc.record({
      amount: fc.integer({ min: -1e6, max: 1e6 }),
      weights: fc.array(fc.nat(30_000), { minLength: 1, maxLength: 6 }),
      scale: fc.integer({ min: 1, max: 10_000 }),
    }),
    ({ amount, weights, scale }) => {
      const scaled = weights.map((weight) => weight * scale);
      expect(apportion(amount, scaled)).toEqual(apportion(amount, weights));
    },
  );

  law("a negative amount mirrors the positive one", sharing, ({ amount, weights }) => {
    expect(partsOf(-amount, weights)).toEqual(partsOf(amount, weights).map((part) => -part + 0));
  });

  law("a group with more weight never gets less than one with less", sharing, ({ amount, weights }) => {
    const parts = partsOf(Math.abs(amount), weights);
    for (let a = 0; a < weights.length; a++) {
      for (let b = 0; b < weights.length; b++) {
        if ((weights[a] ?? 0) > (weights[b] ?? 0)) expect(parts[a]).toBeGreaterThanOrEqual(parts[b] ?? 0);
      }
    }
  });
});
