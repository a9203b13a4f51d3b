/** How much of an underspend may be moved (C11). */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pence, pounds, type Underspend } from "../../src/model";
import {
  eligibleForSource,
  eligibleUnderspend,
  groupUnderspends,
  underspendGroupNamed,
} from "../../src/model/underspend";
import { makeCase, makeFunding, makeUnderspend, year } from "./caseMaker";
import { someCase, someOrder, withRowsReordered } from "./caseGenerator";
import { figuresOf } from "./figureReading";
import { law } from "./law";

const IN_2018 = year("2018/19");

function row(
  budget: number | null,
  forecast: number | null,
  external: number | null = null,
  calls: number | null = null,
): Underspend {
  return makeUnderspend("Operations", IN_2018, budget, forecast, {
    externallyFunded: external === null ? null : pounds(external),
    otherCalls: calls === null ? null : pounds(calls),
  });
}

describe("the eligible part of one budget", () => {
  it.each([
    [1_000, 700, 0, 0, 300, "budget less forecast"],
    [1_000, 1_000, 0, 0, 0, "nothing where all is spent"],
    [1_000, 1_001, 0, 0, 0, "nothing, not less, where it is overspent"],
    [1_000, 700, 100, 0, 200, "without the externally funded part"],
    [1_000, 700, 100, 150, 50, "without other calls"],
    [1_000, 700, 200, 100, 0, "nothing where both take all of it"],
    [1_000, 700, 250, 100, 0, "nothing, not less, where they take more"],
    [1_000, 1_100, 50, 50, 0, "nothing where it is overspent and called upon"],
  ])(
    "budget %d, forecast %d, external %d, other calls %d: %d is eligible (%s)",
    (budget, forecast, external, calls, eligible) => {
      expect(eligibleUnderspend(budget, forecast, external, calls)).toBe(eligible);
    },
  );
});

describe("the eligible underspend of a group", () => {
  it.each<[string, Underspend[], Partial<Record<"gross" | "net" | "external" | "eligible", number | null>>]>([
    ["is that of its rows", [row(1_000, 700), row(500, 400)], { gross: 400, net: 400, eligible: 400 }],
    [
      "is no more than the group's net underspend: another row overspends",
      [row(1_000, 700), row(500, 650)],
      { gross: 300, net: 150, eligible: 150 },
    ],
    [
      "is nothing where the group overspends in total",
      [row(1_000, 700), row(500, 900)],
      { gross: 300, net: -100, eligible: 0 },
    ],
    [
      "is exactly the net where that is the smaller",
      [row(1_000, 700, 50), row(500, 550)],
      { gross: 300, net: 250, external: 50, eligible: 250 },
    ],
    [
      "is the eligible part where that is the smaller",
      [row(1_000, 700, 100), row(500, 550)],
      { gross: 300, net: 250, external: 100, eligible: 200 },
    ],
    [
      "does not let one row's calls eat another row's underspend",
      [row(1_000, 900, 150), row(500, 400)],
      { gross: 200, net: 200, external: 150, eligible: 100 },
    ],
    ["is not known where a budget is blank (law 18)", [row(null, 700)], { gross: null, net: null, eligible: null }],
    [
      "is not known where one forecast of several is blank",
      [row(1_000, 700), row(500, null)],
      { gross: null, net: null, eligible: null },
    ],
    ["takes blank external parts and calls as none", [row(1_000, 700, null, null)], { external: 0, eligible: 300 }],
  ])("%s", (_sentence, rows, expected) => {
    const [found, ...others] = groupUnderspends(rows);
    expect(others).toEqual([]);
    for (const [field, amount] of Object.entries(expected)) {
      expect(found?.[field as "gross"]).toBe(amount === null ? null : amount * 100);
    }
  });

  it("stands apart from other groups and other years, in any spelling of its name", () => {
    const found = groupUnderspends([
      row(1_000, 700),
      { ...row(100, 50), businessGroup: "OPERATIONS" },
      { ...row(100, 60), businessGroup: "Support" },
      { ...row(100, 70), year: year("2019/20") },
    ]);
    expect(found.map(({ group, eligible }) => [group, eligible])).toEqual([
      ["Operations", 35_000],
      ["Support", 4_000],
      ["Operations", 3_000],
    ]);
  });

  it("is a figure of its group and year, and 'input needed' where a forecast is blank", () => {
    const businessCase = makeCase({
      underspends: [row(1_000, 700), { ...row(100, null), businessGroup: "Support" }],
    });
    expect(
      figuresOf(businessCase, "underspend.operations.eligible.2018/19", "underspend.support.eligible.2018/19"),
    ).toEqual({
      "underspend.operations.eligible.2018/19": "300.00",
      "underspend.support.eligible.2018/19": "input needed: budget and forecast of Support",
    });
  });

  it("of the part-year start of PCD 484 must be 206,000 + 51,500 = 257,500 at least", () => {
    expect(eligibleUnderspend(5_000_000, 5_000_000 - 257_500, 0, 51_500)).toBe(206_000);
  });
});

describe("the group behind a name", () => {
  const businessCase = makeCase({
    underspends: [row(1_000, 700)],
    funding: [
      makeFunding("Staff underspend", "Underspend", { contributionFrom: "operations" }),
      makeFunding("Other underspend", "Underspend", { contributionFrom: "Nobody" }),
      makeFunding("Reserve", "Earmarked reserve", { contributionFrom: "Operations" }),
    ],
  });

  it.each<[string, string | null, string]>([
    ["Operations", "Operations", "a group of that name"],
    ["OPERATIONS", "OPERATIONS", "in any spelling"],
    ["Staff underspend", "operations", "an underspend source that takes its money from a group"],
    ["Other underspend", null, "an underspend source that takes it from nobody known"],
    ["Reserve", null, "a reserve stands for no group"],
    ["Nobody", null, "nor does a name that nobody bears"],
  ])("%s is %s: %s", (name, group) => {
    expect(underspendGroupNamed(businessCase, name)).toBe(group);
  });

  it("tells what a source may give: its eligible part, nothing in a year without a row, and nothing is known of others", () => {
    expect(eligibleForSource(businessCase, "Staff underspend", IN_2018)).toBe(30_000);
    expect(eligibleForSource(businessCase, "Staff underspend", year("2019/20"))).toBe(0);
    expect(eligibleForSource(businessCase, "Reserve", IN_2018)).toBeNull();
    expect(eligibleForSource(makeCase({ underspends: [row(null, 1)] }), "Operations", IN_2018)).toBeNull();
  });
});

describe("the laws of underspends", () => {
  const someRow = fc
    .tuple(...[0, 1, 2, 3].map(() => fc.nat(100_000)))
    .map(([budget = 0, forecast = 0, external = 0, calls = 0]) => ({
      ...row(0, 0),
      budget: pence(budget),
      forecast: pence(forecast),
      externallyFunded: pence(external),
      otherCalls: pence(calls),
    }));

  law(
    "what is eligible is never below nil, never above the net, and never above the gross",
    fc.array(someRow, { minLength: 1, maxLength: 4 }),
    (rows) => {
      const [group] = groupUnderspends(rows);
      expect(group?.eligible).toBeGreaterThanOrEqual(0);
      expect(group?.eligible).toBeLessThanOrEqual(Math.max(0, group?.net ?? 0));
      expect(group?.eligible).toBeLessThanOrEqual(group?.gross ?? 0);
    },
  );

  law(
    "a higher forecast never makes more eligible",
    fc.record({ one: someRow, more: fc.nat(100_000) }),
    ({ one, more }) => {
      const of = (forecast: number): number =>
        groupUnderspends([{ ...one, forecast: pence(forecast) }])[0]?.eligible ?? 0;
      expect(of((one.forecast ?? 0) + more)).toBeLessThanOrEqual(of(one.forecast ?? 0));
    },
  );

  law(
    "the order of rows changes nothing (law 1)",
    fc.record({ businessCase: someCase, order: someOrder }),
    ({ businessCase, order }) => {
      const amounts = (rows: readonly Underspend[]): readonly string[] =>
        groupUnderspends(rows)
          .map(({ group, year: at, eligible, net }) => `${group} ${at} ${eligible} ${net}`)
          .sort();
      const again = withRowsReordered(businessCase, order);
      expect(amounts(again.underspends ?? [])).toEqual(amounts(businessCase.underspends ?? []));
    },
  );
});
