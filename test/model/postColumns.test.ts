/** The cost of many posts at once: the same pennies as the rule for one post, whatever the sizes. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { financialYear, fte, pence, type Month, type Post } from "../../src/model";
import { costsOfColumns, postColumns } from "../../src/model/postColumns";
import { postCostInYear } from "../../src/model/staffing";
import { exactly, makePost, monthOf } from "./caseMaker";
import { law } from "./law";

const YEARS = [2018, 2019, 2020, 2021].map(financialYear);

function costs(posts: readonly Post[]): number[] {
  const into = new Float64Array(posts.length * YEARS.length);
  costsOfColumns(postColumns(posts), YEARS, into);
  return [...into];
}

describe("the cost of posts in columns", () => {
  it.each<[string, Partial<Post>, readonly number[]]>([
    // 5 posts at 206,000 a year for the five: whole years from April 2019.
    ["whole years", { proposed: fte(50_000), annualCost: exactly(206_000) }, [0, 206_000, 206_000, 206_000]],
    // From 1 January 2019: 3/12 of 206,000 = 51,500 in 2018/19.
    [
      "a part year",
      { proposed: fte(50_000), annualCost: exactly(206_000), startMonth: monthOf("2019-01") },
      [51_500, 206_000, 206_000, 206_000],
    ],
    // One month of 100.00 / 12 = 8.333..., half up 8.33.
    [
      "one month",
      { annualCost: exactly(100), startMonth: monthOf("2019-06"), endMonth: monthOf("2019-06") },
      [0, 8.33, 0, 0],
    ],
    // 6 / 12 of 0.01 is half a penny: up, and mirrored for posts taken away.
    [
      "half a penny",
      { annualCost: exactly(0.01), startMonth: monthOf("2019-04"), endMonth: monthOf("2019-09") },
      [0, 0.01, 0, 0],
    ],
    [
      "half a penny less",
      {
        baseline: fte(10_000),
        proposed: fte(0),
        unitCost: exactly(0.01),
        startMonth: monthOf("2019-04"),
        endMonth: monthOf("2019-09"),
      },
      [0, -0.01, 0, 0],
    ],
    ["posts that do not change", { baseline: fte(10_000), annualCost: exactly(100) }, [0, 0, 0, 0]],
    ["posts that others pay for", { paidBy: "Grant", annualCost: exactly(100) }, [0, 0, 0, 0]],
    // 1,000,000 posts at £100bn a post and year leave the safe range of doubles: 1,000,000 x 1/1,000,000 of it.
    [
      "sums beyond doubles",
      { proposed: fte(10_000_000_000), annualCost: exactly(100_000_000_000) },
      [0, 100_000_000_000, 100_000_000_000, 100_000_000_000],
    ],
  ])("%s", (_name, parts, pounds) => {
    expect(costs([makePost("A", parts)])).toEqual(pounds.map((amount) => Math.round(amount * 100)));
  });

  it("of no posts and of no years is nothing", () => {
    expect(costs([])).toEqual([]);
    expect(() =>
      costsOfColumns(postColumns([makePost("A", { annualCost: exactly(1) })]), [], new Float64Array()),
    ).not.toThrow();
  });

  it("refuses a row that the case pays for without a cost: the reader must have refused it", () => {
    expect(() => postColumns([makePost("A")])).toThrow(
      "Staffing:A: the case pays for these posts and no cost was given",
    );
  });

  const someMonth = fc.integer({ min: monthOf("2017-04"), max: monthOf("2023-03") }).map((month) => month as Month);
  const somePost = fc
    .record({
      baseline: fc.integer({ min: 0, max: 2_000_000 }),
      proposed: fc.integer({ min: 10_000, max: 2_000_000 }),
      cost: fc.oneof(fc.integer({ min: 0, max: 100_000_000 }), fc.integer({ min: 0, max: 10_000_000_000_000 })),
      isUnitCost: fc.boolean(),
      start: someMonth,
      months: fc.option(fc.integer({ min: 0, max: 60 })),
    })
    .map(({ baseline, proposed, cost, isUnitCost, start, months }) =>
      makePost("A", {
        baseline: fte(baseline),
        proposed: fte(proposed),
        [isUnitCost ? "unitCost" : "annualCost"]: { amount: pence(cost), halfUnit: pence(0) },
        startMonth: start,
        endMonth: months === null ? null : ((start + months) as Month),
      }),
    );

  law("equals the rule for one post, row by row and year by year", fc.array(somePost, { maxLength: 5 }), (posts) => {
    expect(costs(posts)).toEqual(posts.flatMap((post) => YEARS.map((year) => postCostInYear(post, year))));
  });
});
