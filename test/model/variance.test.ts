/** Budget against forecast or actual: variance, rating at the limits, totals, and why it moved. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  evaluate,
  fte,
  pence,
  posts,
  pounds,
  rate,
  showFigure,
  type BusinessCase,
  type MonitoringRow,
} from "../../src/model";
import { rateByLimits, type RatingLimits } from "../../src/model/rating";
import { splitGroup, splitVariance, type MixLine, type PostsSide } from "../../src/model/varianceSplit";
import { makeAssumption, makeCase, makeDecision, makeMonitored, year } from "./caseMaker";
import { law } from "./law";

const YEAR = year("2019/20");

const row = (name: string, budget: number, parts: Partial<MonitoringRow> = {}): MonitoringRow =>
  makeMonitored(name, YEAR, budget, parts);
const monitored = (rows: readonly MonitoringRow[], parts: Partial<BusinessCase> = {}): BusinessCase =>
  makeCase({ decision: makeDecision({ baseYear: YEAR, horizonInYears: 1 }), monitoring: rows, ...parts });

/** The monitor figures of a case as people read them, by the end of their ids. */
function shownFigures(businessCase: BusinessCase): Record<string, string> {
  return Object.fromEntries(
    [...evaluate(businessCase).figures.values()]
      .filter(({ id }) => id.startsWith("monitor."))
      .map((figure) => [figure.id.slice("monitor.".length), showFigure(figure)]),
  );
}

describe("the variance of a row", () => {
  it.each<[string, number, Partial<MonitoringRow>, string, string, string]>([
    ["over budget: 105,000 - 100,000 = 5,000, 5%", 100_000, { forecast: pounds(105_000) }, "5,000.00", "5.0%", "Red"],
    [
      "the actual goes before the forecast",
      100_000,
      { forecast: pounds(1), actual: pounds(104_000) },
      "4,000.00",
      "4.0%",
      "Amber",
    ],
    ["under budget", 100_000, { forecast: pounds(90_000) }, "-10,000.00", "-10.0%", "Green"],
    [
      "income that falls short is adverse: -80 + 100 = 20 of 100",
      -100,
      { forecast: pounds(-80) },
      "20.00",
      "20.0%",
      "Red",
    ],
    ["income above budget is favourable", -100, { forecast: pounds(-120) }, "-20.00", "-20.0%", "Green"],
    [
      "a budget of nil: a new line, rated by the amount",
      0,
      { forecast: pounds(99_999) },
      "99,999.00",
      "new line",
      "Amber",
    ],
    ["no budget and no spend", 0, { forecast: pounds(0) }, "0.00", "no budget and no spend", "Green"],
    ["removed", 100, { forecast: pounds(0) }, "-100.00", "-100.0%", "Green"],
    ["half of a tenth goes up: 1 of 2,000 = 0.05%", 2_000, { forecast: pounds(2_001) }, "1.00", "0.1%", "Amber"],
    ["and down below nil: -1 of 2,000", 2_000, { forecast: pounds(1_999) }, "-1.00", "-0.1%", "Green"],
  ])("%s", (_sentence, budget, parts, variance, percent, rating) => {
    expect(shownFigures(monitored([row("A", budget, parts)]))).toEqual({
      "a.2019/20.variance": variance,
      "a.2019/20.percent": percent,
      "a.2019/20.rating": rating,
    });
  });

  it("is input needed where neither forecast nor actual is given, and no number rests on it", () => {
    const needed = "input needed: a Forecast or an Actual of A";
    expect(
      shownFigures(
        monitored([row("A", 100, { budgetPosts: posts(1), budgetMonths: 12, posts: posts(2), months: 12 })]),
      ),
    ).toEqual({
      "a.2019/20.variance": needed,
      "a.2019/20.percent": needed,
      "a.2019/20.rating": needed,
    });
  });

  it("keeps a line, a group and a total of one name apart", () => {
    const forecast = pounds(1);
    const ids = Object.keys(
      shownFigures(
        monitored([
          row("IT", 1, { forecast }),
          row("IT", 1, { forecast, level: "Group" }),
          row("IT", 1, { forecast, level: "Total" }),
        ]),
      ),
    ).filter((id) => id.endsWith("variance"));
    expect(ids.sort()).toEqual(["it-2.2019/20.variance", "it-3.2019/20.variance", "it.2019/20.variance"]);
  });
});

describe("the rating", () => {
  const LINE: RatingLimits = { share: rate(5, 100), amount: pounds(100_000), needed: "either", isTwoSided: false };
  const rated = (over: number, budget: number, parts: Partial<RatingLimits> = {}): string => {
    const { colour, words } = rateByLimits(pence(Math.round(over * 100)), pounds(budget), { ...LINE, ...parts });
    return `${colour}: ${words}`;
  };

  it.each<[string, number, number, Partial<RatingLimits>, string]>([
    [
      "a penny below 5%",
      49_999.99,
      1_000_000,
      {},
      "Amber: £49,999.99 over is below £50,000 (5% of £1,000,000), lower than £100,000",
    ],
    [
      "at 5%",
      50_000,
      1_000_000,
      {},
      "Red: £50,000 over is at or beyond £50,000 (5% of £1,000,000), lower than £100,000",
    ],
    [
      "at the amount of a large budget",
      100_000,
      9_000_000,
      {},
      "Red: £100,000 over is at or beyond £100,000, lower than £450,000 (5% of £9,000,000)",
    ],
    [
      "where percentage and amount are the same",
      100_000,
      2_000_000,
      {},
      "Red: £100,000 over is at or beyond £100,000 (5% of £2,000,000), equal to £100,000",
    ],
    [
      "both needed: the higher decides",
      50_000,
      1_000_000,
      { needed: "both" },
      "Amber: £50,000 over is below £100,000, higher than £50,000 (5% of £1,000,000)",
    ],
    [
      "both needed, at the higher",
      450_000,
      9_000_000,
      { needed: "both" },
      "Red: £450,000 over is at or beyond £450,000 (5% of £9,000,000), higher than £100,000",
    ],
    [
      "a budget of nil has no percentage",
      100_000,
      0,
      {},
      "Red: £100,000 over is at or beyond £100,000; a budget of nil has no percentage",
    ],
    [
      "no percentage at all, as for groups",
      249_999.99,
      9_000_000,
      { share: null, amount: pounds(250_000) },
      "Amber: £249,999.99 over is below £250,000",
    ],
    ["on budget", 0, 1_000_000, {}, "Green: on budget"],
    ["under budget", -900_000, 1_000_000, {}, "Green: £900,000 under: at or under budget is Green"],
    [
      "under budget, both sides rated, below the limit",
      -49_999.99,
      1_000_000,
      { isTwoSided: true },
      "Blue: £49,999.99 under is below £50,000 (5% of £1,000,000), lower than £100,000",
    ],
    [
      "under budget, both sides rated, at the limit",
      -50_000,
      1_000_000,
      { isTwoSided: true },
      "Amber: £50,000 under is at or beyond £50,000 (5% of £1,000,000), lower than £100,000",
    ],
    [
      "a share that is no whole penny goes up: 5% of 0.01 is 0.05p, so a penny reaches it",
      0.01,
      0,
      {},
      "Amber: £0.01 over is below £100,000; a budget of nil has no percentage",
    ],
  ])("%s", (_sentence, over, budget, parts, expected) => {
    expect(rated(over, budget, parts)).toBe(expected);
  });

  it.each([
    ["Line", 1_000_000, 50_000],
    ["Group", 90_000_000, 250_000],
    ["Total", 100_000_000, 500_000],
    ["Total", 900_000_000, 1_000_000],
  ] as const)("of a %s of £%i turns Red at £%i by the default limits", (level, budget, limit) => {
    const colour = (over: number): string | undefined =>
      shownFigures(monitored([row("A", budget, { level, forecast: pence((budget + limit) * 100 + over) })]))[
        "a.2019/20.rating"
      ];
    expect([colour(-1), colour(0)]).toEqual(["Amber", "Red"]);
  });

  it("goes by the case's own limits, and its trace leads to them", () => {
    const businessCase = monitored([row("A", 100_000, { forecast: pounds(103_000) })], {
      assumptions: [
        makeAssumption("rating-line-percentage", { unit: "percent", rate: rate(3, 100) }),
        makeAssumption("rating-two-sided", { unit: "choice", choice: "Yes" }),
      ],
    });
    const figure = evaluate(businessCase).figures.get("monitor.a.2019/20.rating");
    expect(figure && showFigure(figure)).toBe("Red");
    expect(
      figure
        ?.trace()
        .parts.filter((part) => part.kind === "input")
        .map((part) => part.place.line),
    ).toEqual([`Monitoring:Line A ${YEAR}`, "Assumptions:rating-line-percentage", "Assumptions:rating-two-sided"]);
  });

  const variances = fc.integer({ min: -20_000_000_00, max: 20_000_000_00 }).map(pence);
  const budgets = fc.integer({ min: -10_000_000_00, max: 10_000_000_00 }).map(pence);
  const limitSets = fc.record({
    share: fc.option(fc.integer({ min: 1, max: 200 }).map((tenths) => rate(tenths, 1_000))),
    amount: fc.integer({ min: 1, max: 1_000_000_00 }).map(pence),
    needed: fc.constantFrom("either", "both"),
    isTwoSided: fc.boolean(),
  } as const);

  law(
    "gives the worse colour at the exact limit, and the better one a penny below it (law 17)",
    fc.tuple(budgets, limitSets),
    ([budget, limits]) => {
      const { limit } = rateByLimits(pence(1), budget, limits);
      expect(rateByLimits(limit, budget, limits).colour).toBe("Red");
      if (limit > 1) expect(rateByLimits(pence(limit - 1), budget, limits).colour).toBe("Amber");
    },
  );

  law(
    "never gets better when the variance gets worse",
    fc.tuple(variances, variances, budgets, limitSets),
    ([a, b, budget, limits]) => {
      const order = { Green: 0, Blue: 0, Amber: 1, Red: 2 } as const;
      const [less, more] = a < b ? [a, b] : [b, a];
      if (less < 0) return;
      expect(order[rateByLimits(less, budget, limits).colour]).toBeLessThanOrEqual(
        order[rateByLimits(more, budget, limits).colour],
      );
    },
  );
});

describe("group and total rows", () => {
  const sums = (rows: readonly MonitoringRow[]): Record<string, string> =>
    Object.fromEntries(
      evaluate(monitored(rows)).monitoring.rows.flatMap((each) =>
        each.sums.map((sum) => [
          `${each.level} ${each.row.name} ${sum.column}`,
          `${sum.parts} of ${sum.printed} ${sum.reconciled.class}`,
        ]),
      ),
    );
  const forecast = pounds(1);

  it("are held against their lines, a column at a time, where every part gives it", () => {
    expect(
      sums([
        row("A", 100, { group: "East", forecast: pounds(110), actual: pounds(5) }),
        row("B", 50, { group: "east", forecast: pounds(60) }),
        row("C", 7, { group: "West", forecast: pounds(8) }),
        row("East", 150, { level: "Group", forecast: pounds(171), actual: pounds(5) }),
        row("All", 157, { level: "Total", forecast: pounds(178) }),
      ]),
    ).toEqual({
      "Total All budget": "15700 of 15700 EXACT",
      "Total All forecast": "17800 of 17800 EXACT",
      "Group East budget": "15000 of 15000 EXACT",
      "Group East forecast": "17000 of 17100 BREAK",
    });
  });

  it("count a group that has no lines itself, and no line twice", () => {
    expect(
      sums([
        row("A", 100, { group: "East", forecast }),
        row("East", 100, { level: "Group", forecast }),
        row("West", 40, { level: "Group", forecast }),
        row("All", 140, { level: "Total", forecast: pounds(2) }),
      ])["Total All budget"],
    ).toBe("14000 of 14000 EXACT");
  });

  it("are not judged without parts, nor by those of another year", () => {
    expect(
      sums([makeMonitored("A", year("2020/21"), 9, { forecast }), row("All", 140, { level: "Total", forecast })]),
    ).toEqual({});
  });
});

describe("why a variance came about (C27)", () => {
  const side = (amount: number, posts: number | null, months: number | null): PostsSide => ({
    amount: pence(Math.round(amount * 100)),
    posts: posts === null ? null : fte(Math.round(posts * 10_000)),
    months,
  });
  const inPounds = (split: ReturnType<typeof splitVariance>): unknown =>
    split.kind === "split" ? [split.parts.price / 100, split.parts.posts / 100, split.parts.timing / 100] : split.why;

  it.each<[string, PostsSide, PostsSide, unknown]>([
    // Budget 10 posts x 12 months at 42,000 a year = 420,000; actual 11 posts x 9 months at 44,000 = 363,000.
    // price 2,000 x 8.25 = 16,500; posts 1 x 42,000 = 42,000; timing 11 x -3/12 x 42,000 = -115,500; sum -57,000.
    ["all three", side(420_000, 10, 12), side(363_000, 11, 9), [16_500, 42_000, -115_500]],
    ["price only", side(100, 2, 12), side(110, 2, 12), [10, 0, 0]],
    ["posts only", side(100, 2, 12), side(150, 3, 12), [0, 50, 0]],
    ["timing only", side(100, 2, 12), side(50, 2, 6), [0, 0, -50]],
    ["nobody came: posts gone, no price of their own", side(100, 2, 12), side(0, 0, 0), [0, -100, 0]],
    // 100 / 3 posts: one more is 33.33.. and the rest is price: 1.00 - 33.33.. = -32.33..
    ["thirds of a penny still add", side(100, 3, 12), side(101, 4, 12), [-32.33, 33.33, 0]],
    ["half posts", side(100, 0.5, 12), side(200, 1, 12), [0, 100, 0]],
    ["months not given", side(100, 2, null), side(110, 2, null), "needs Budget months and Months"],
    ["nothing given", side(1, null, null), side(1, null, null), "needs Budget posts, Budget months, Posts and Months"],
    [
      "a new post has no budget price",
      side(0, 0, 12),
      side(10, 1, 12),
      "the budget has no posts for any month, so no price to compare with",
    ],
    ["spend without posts", side(100, 2, 12), side(10, 0, 12), "there is spend without posts for any month"],
  ])("%s", (_sentence, budget, current, expected) => {
    expect(inPounds(splitVariance(budget, current))).toEqual(expected);
  });

  // Within these ranges no part is beyond the £100bn that money is held to: 10m x 800 x 12.
  const amounts = fc.integer({ min: -10_000_000_00, max: 10_000_000_00 }).map(pence);
  const sides = (isBudget: boolean): fc.Arbitrary<PostsSide> =>
    fc.record({
      amount: amounts,
      posts: fc.integer({ min: isBudget ? 10_000 : 0, max: 8_000_000 }).map(fte),
      months: fc.integer({ min: isBudget ? 1 : 0, max: 12 }),
    });

  it("does not split by a sliver of a post, whose parts no money could hold", () => {
    const sliver = splitVariance(side(90_000_000_000, 0.0001, 1), side(0, 50_000, 12));
    expect(inPounds(sliver)).toBe("the budget has so few posts for its amount that the parts are beyond all money");
    const still: MixLine = {
      budget: pounds(90_000_000_000),
      budgetPosts: fte(1),
      currentPosts: fte(1),
      parts: { price: pence(0), posts: pence(0), timing: pence(0) },
    };
    expect(splitGroup([still, { ...still, budget: pence(0), currentPosts: posts(50_000) }])).toBeNull();
  });

  law(
    "price, posts and timing add to the variance, each within a penny (law 16)",
    fc.tuple(sides(true), sides(false)),
    ([budget, current]) => {
      const split = splitVariance(budget, current);
      if (split.kind !== "split") {
        expect(current.amount !== 0 && (current.posts === 0 || current.months === 0)).toBe(true);
        return;
      }
      const { price, posts: postsPart, timing } = split.parts;
      expect(price + postsPart + timing).toBe(current.amount - budget.amount);
      // The same in exact fractions: parts times the divisor differ from the formula by less than one divisor.
      const divisor = BigInt(budget.posts ?? 1) * BigInt(budget.months ?? 1);
      const exactPosts =
        BigInt(budget.amount) * BigInt((current.posts ?? 0) - (budget.posts ?? 0)) * BigInt(budget.months ?? 0);
      const exactTiming =
        BigInt(budget.amount) * BigInt(current.posts ?? 0) * BigInt((current.months ?? 0) - (budget.months ?? 0));
      for (const [part, exact] of [
        [postsPart, exactPosts],
        [timing, exactTiming],
      ] as const) {
        const apart = BigInt(part) * divisor - exact;
        expect((apart < 0n ? -apart : apart) <= divisor).toBe(true);
      }
    },
  );

  law("turning every sign turns every part (law 19)", fc.tuple(sides(true), sides(false)), ([budget, current]) => {
    const turn = (each: PostsSide): PostsSide => ({ ...each, amount: pence(-each.amount) });
    const [there, back] = [splitVariance(budget, current), splitVariance(turn(budget), turn(current))];
    if (there.kind === "split" && back.kind === "split")
      expect(back.parts).toEqual({
        price: pence(-there.parts.price),
        posts: pence(-there.parts.posts),
        timing: pence(-there.parts.timing),
      });
  });

  it("parts quantity from mix across the grades of a group", () => {
    // Budget: 10 sergeants for 500,000 and 20 constables for 800,000; now 12 and 23, 600,000 and 950,000.
    // Posts: 2 x 50,000 + 3 x 40,000 = 220,000. Quantity: (35 / 30 - 1) x 1,300,000 = 216,666.67; mix = 3,333.33.
    // By hand: (12 - 11 2/3) x 50,000 + (23 - 23 1/3) x 40,000 = 16,666.67 - 13,333.33.
    const grade = (name: string, budget: number, budgetPosts: number, now: number, nowPosts: number): MonitoringRow =>
      row(name, budget, {
        group: "East",
        forecast: pounds(now),
        budgetPosts: posts(budgetPosts),
        budgetMonths: 12,
        posts: posts(nowPosts),
        months: 12,
      });
    const shown = shownFigures(
      monitored([grade("Sergeants", 500_000, 10, 600_000, 12), grade("Constables", 800_000, 20, 950_000, 23)]),
    );
    expect(Object.fromEntries(Object.entries(shown).filter(([id]) => id.includes(".lines.")))).toEqual({
      "east.lines.2019/20.price": "30,000.00", // 600,000 - 12 x 50,000 + 950,000 - 23 x 40,000
      "east.lines.2019/20.posts": "220,000.00",
      "east.lines.2019/20.timing": "0.00",
      "east.lines.2019/20.quantity": "216,666.67",
      "east.lines.2019/20.mix": "3,333.33",
    });
  });

  it("says which line keeps a group from being split", () => {
    const given = { group: "East", forecast: pounds(1), budgetPosts: posts(1), budgetMonths: 12, posts: posts(1) };
    const { mixes } = evaluate(monitored([row("A", 1, { ...given, months: 12 }), row("B", 1, given)])).monitoring;
    expect(mixes.map(({ outcome }) => outcome)).toEqual([{ kind: "not split", why: "B needs Months" }]);
  });

  const lines: fc.Arbitrary<MixLine> = fc
    .tuple(sides(true), sides(true))
    .map(([budget, current]) => ({ budget, current, split: splitVariance(budget, current) }))
    .map(({ budget, current, split }) => ({
      budget: budget.amount,
      budgetPosts: budget.posts ?? posts(1),
      currentPosts: current.posts ?? posts(1),
      parts: split.kind === "split" ? split.parts : { price: pence(0), posts: pence(0), timing: pence(0) },
    }));

  law(
    "quantity and mix add to the posts part of a group; one grade alone has no mix beyond a penny",
    fc.array(lines, { minLength: 1, maxLength: 5 }),
    (group) => {
      const parts = splitGroup(group);
      expect((parts?.quantity ?? 0) + (parts?.mix ?? 0)).toBe(
        group.reduce((sum, { parts: each }) => sum + each.posts, 0),
      );
      if (group.length === 1) expect(Math.abs(parts?.mix ?? 0)).toBeLessThanOrEqual(1);
    },
  );
});

describe("monitoring", () => {
  law(
    "gives the same figures in any order of rows",
    fc.array(
      fc.record({
        name: fc.constantFrom("A", "a", "B", "East"),
        level: fc.constantFrom(null, "Line", "Group", "Total"),
        group: fc.constantFrom(null, "East", "west"),
        budget: fc.integer({ min: -1_000, max: 1_000 }),
        forecast: fc.option(fc.integer({ min: -1_000, max: 1_000 })),
        months: fc.option(fc.integer({ min: 0, max: 12 })),
      } as const),
      { maxLength: 6 },
    ),
    (made) => {
      const rows = made.map((each, index) =>
        makeMonitored(each.name, YEAR, each.budget, {
          line: `Monitoring:${index}` as MonitoringRow["line"],
          level: each.level,
          group: each.group,
          forecast: each.forecast === null ? null : pounds(each.forecast),
          budgetPosts: posts(2),
          budgetMonths: 12,
          posts: posts(3),
          months: each.months,
        }),
      );
      expect(shownFigures(monitored([...rows].reverse()))).toEqual(shownFigures(monitored(rows)));
    },
  );
});
