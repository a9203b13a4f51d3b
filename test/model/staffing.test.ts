/** What a post costs the case: cost of one post, months in post, the full-year effect. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  evaluate,
  financialYear,
  formatYear,
  fte,
  monthsInPost,
  pence,
  posts,
  type Month,
  type Post,
} from "../../src/model";
import {
  costOfOnePost,
  fullYearEffect,
  isCostedByCase,
  isRedistribution,
  natureOfPost,
  postCostInYear,
  unitCostShown,
} from "../../src/model/staffing";
import { exactly, makeCase, makeDecision, makePost, monthOf, year } from "./caseMaker";
import { evaluateOnce, figuresOf, numberOf } from "./figureReading";
import { law } from "./law";

const inPence = (amount: number): Post["unitCost"] => ({ amount: pence(amount), halfUnit: pence(0) });

describe("the cost of one post", () => {
  it("is the unit cost where it is given", () => {
    expect(costOfOnePost(makePost("P1", { unitCost: exactly(41_200) }))).toEqual({ pence: 4_120_000, divisor: 1 });
  });

  it("is the annual cost over the proposed posts, kept as a fraction: 206,000 / 5 = 41,200 for 1a of PCD 484", () => {
    const post = makePost("P1", { proposed: posts(5), annualCost: exactly(206_000) });
    const { pence: top, divisor } = costOfOnePost(post) ?? { pence: 0, divisor: 1 };
    expect(top / divisor).toBe(4_120_000);
    expect(unitCostShown(post)).toBe(4_120_000);
  });

  it("is the unit cost where both are given", () => {
    const post = makePost("P1", { proposed: posts(5), annualCost: exactly(206_000), unitCost: exactly(40_000) });
    expect(unitCostShown(post)).toBe(4_000_000);
  });

  it("is shown half up and kept exact: 100,000 / 3 is 33,333.33, and three of them are 100,000 again", () => {
    const post = makePost("P1", { proposed: posts(3), annualCost: exactly(100_000) });
    expect(unitCostShown(post)).toBe(3_333_333);
    expect(fullYearEffect(post)).toBe(10_000_000);
  });

  it("is not known without either, or where nobody is proposed to divide an annual cost by", () => {
    expect(costOfOnePost(makePost("P1"))).toBeNull();
    expect(unitCostShown(makePost("P1"))).toBeNull();
    expect(
      costOfOnePost(makePost("P1", { baseline: posts(1), proposed: posts(0), annualCost: exactly(0) })),
    ).toBeNull();
  });
});

describe("who pays for a row", () => {
  it.each<[string, Partial<Post>, boolean]>([
    ["the case, where it says so", {}, true],
    ["not the case, where donor groups do", { paidBy: "Donor groups" }, false],
    ["not the case, where a grant does", { paidBy: "Grant" }, false],
    ["not the case, where a third party does", { paidBy: "Third party" }, false],
    ["nobody anew, where posts move in", { movement: "Redistribution in" }, false],
    ["nobody anew, where posts move out", { movement: "Redistribution out" }, false],
    ["the case, where it is growth", { movement: "Growth" }, true],
    ["the case, where it is a removal", { movement: "Removal" }, true],
  ])("%s", (_sentence, parts, isPaid) => {
    const post = makePost("P1", { unitCost: exactly(1_000), ...parts });
    expect(isCostedByCase(post)).toBe(isPaid);
    expect(fullYearEffect(post)).toBe(isPaid ? 100_000 : 0);
    expect(isRedistribution(post)).toBe(parts.movement?.startsWith("Redistribution") === true);
  });

  it("is recurring revenue without an end, and one-off revenue with one", () => {
    expect(natureOfPost(makePost("P1"))).toBe("Recurring revenue");
    expect(natureOfPost(makePost("P1", { endMonth: monthOf("2020-03") }))).toBe("One-off revenue");
  });
});

describe("the cost of a row in a year (C1, C7)", () => {
  const cost = (parts: Partial<Post>): readonly number[] =>
    ["2018/19", "2019/20", "2020/21"].map((text) => postCostInYear(makePost("P1", parts), year(text)) / 100);
  const bandE: Partial<Post> = { proposed: posts(5), annualCost: exactly(206_000) };

  it.each<[string, Partial<Post>, number[]]>([
    ["five posts from April 2019", bandE, [0, 206_000, 206_000]],
    [
      "the same from 1 January 2019: 3 / 12 in the first year",
      { ...bandE, startMonth: monthOf("2019-01") },
      [(206_000 * 3) / 12, 206_000, 206_000],
    ],
    [
      "to the end of June 2020: 3 / 12 in the last",
      { ...bandE, endMonth: monthOf("2020-06") },
      [0, 206_000, (206_000 * 3) / 12],
    ],
    ["posts that stay cost nothing", { ...bandE, baseline: posts(5) }, [0, 0, 0]],
    [
      "only the change costs: 5 posts, 2 there already",
      { ...bandE, baseline: posts(2) },
      [0, (206_000 * 3) / 5, (206_000 * 3) / 5],
    ],
    [
      "posts that go save their unit cost",
      { baseline: posts(2), proposed: posts(0), unitCost: exactly(41_200) },
      [0, -2 * 41_200, -2 * 41_200],
    ],
    [
      "fewer posts save by the annual cost of those that stay",
      { ...bandE, baseline: posts(8) },
      [0, (-206_000 * 3) / 5, (-206_000 * 3) / 5],
    ],
    [
      "a part of a post costs its part",
      { proposed: fte(8_333), unitCost: exactly(30_000) },
      [0, 30_000 * 0.8333, 30_000 * 0.8333],
    ],
  ])("%s", (_sentence, parts, expected) => {
    expect(cost(parts)).toEqual(expected);
  });

  it.each<[number, number, string, number, string]>([
    [10_000, 1, "2020-03", 833, "100.00 x 1 / 12 = 8.333: down"],
    [10_000, 1, "2019-11", 4_167, "100.00 x 5 / 12 = 41.667: up"],
    [6, 1, "2020-03", 1, "half a penny: up"],
    [6, -1, "2020-03", -1, "half a penny saved: away from nil as well"],
    [1, 3, "2019-12", 1, "three posts of a penny for four months: 3 x 1 x 4 / 12 = one penny"],
  ])(
    "is rounded once, half up: unit cost %d, change %d, from %s costs %d pence (%s)",
    (unit, change, start, expected) => {
      const post = makePost("P1", {
        baseline: posts(Math.max(0, -change)),
        proposed: posts(Math.max(0, change)),
        unitCost: inPence(unit),
        startMonth: monthOf(start),
      });
      expect(postCostInYear(post, year("2019/20"))).toBe(expected);
    },
  );

  it("is refused where the case pays and no cost of a post was given: a reader must not let that through", () => {
    expect(() => postCostInYear(makePost("P1"), year("2019/20"))).toThrow("Staffing:P1");
    expect(postCostInYear(makePost("P1", { paidBy: "Grant" }), year("2019/20"))).toBe(0);
  });
});

describe("the full-year effect (C8)", () => {
  it("is the increment that the plan carries into the year after a part-year start: 206,000 - 51,500 = 154,500", () => {
    const businessCase = makeCase({
      posts: [makePost("P1", { proposed: posts(5), annualCost: exactly(206_000), startMonth: monthOf("2019-01") })],
    });
    expect(
      figuresOf(
        businessCase,
        "staff.cost.p1.2018/19",
        "staff.full-year-effect.p1",
        "pressure.gross.2018/19",
        "pressure.increment.2019/20",
        "cost.full-year",
      ),
    ).toEqual({
      "staff.cost.p1.2018/19": "51,500.00", // 206,000 x 3 / 12
      "staff.full-year-effect.p1": "206,000.00",
      "pressure.gross.2018/19": "51,500.00",
      "pressure.increment.2019/20": "154,500.00", // 206,000 - 51,500
      "cost.full-year": "206,000.00",
    });
  });
});

describe("the laws of staff cost", () => {
  const wholeFte = fc.integer({ min: 0, max: 200_000 }).map(fte);
  const someCost = fc.integer({ min: 0, max: 20_000_000 });
  const someMonth = fc.integer({ min: 0, max: 35 }).map((index) => (monthOf("2018-04") + index) as Month);
  const row = fc.record({ baseline: wholeFte, proposed: wholeFte, unit: someCost, start: someMonth });
  const threeYears = ["2018/19", "2019/20", "2020/21"].map(year);

  law(
    "a row split in two costs the same within a penny a row and year, and exactly when the parts are whole pence (law 2, P3)",
    fc.record({ part: wholeFte, rest: wholeFte, unit: someCost, start: someMonth }),
    ({ part, rest, unit, start }) => {
      const cost = (proposed: number, at: number): number =>
        postCostInYear(
          makePost("P1", { proposed: fte(proposed), unitCost: inPence(unit), startMonth: start }),
          threeYears[at] ?? financialYear(2018),
        );
      for (const at of [0, 1, 2]) {
        const difference = cost(part, at) + cost(rest, at) - cost(part + rest, at);
        expect(Math.abs(difference)).toBeLessThanOrEqual(1);
        const months = monthsInPost(threeYears[at] ?? financialYear(2018), start, null);
        if ((part * unit * months) % 120_000 === 0) expect(difference).toBe(0);
      }
    },
  );

  law(
    "an amount typed in pounds, thousands or millions gives the same pence (law 3)",
    fc.record({ thousands: fc.integer({ min: 1, max: 9_999_999 }), start: someMonth }),
    ({ thousands, start }) => {
      // 206 thousand as £206,000, as £206k and as £0.206m: what the reader makes of each is one number of pence.
      const typed = [thousands * 1_000 * 100, thousands * 100_000, (thousands * 100_000_000) / 1_000];
      const cost = (amount: number): number =>
        postCostInYear(makePost("P1", { unitCost: inPence(amount), startMonth: start }), year("2019/20"));
      expect(new Set(typed.map(cost)).size).toBe(1);
    },
  );

  law(
    "part-year cost and the adjustment of the year after make a full year, for every start month (law 4, I15)",
    fc.record({ proposed: wholeFte, unit: someCost, monthsLate: fc.integer({ min: 0, max: 11 }) }),
    ({ proposed, unit, monthsLate }) => {
      const post = makePost("P1", {
        proposed,
        unitCost: inPence(unit),
        startMonth: (monthOf("2018-04") + monthsLate) as Month,
      });
      const { pressure } = evaluate(
        makeCase({ posts: [post], decision: makeDecision({ baseYear: year("2018/19"), horizonInYears: 3 }) }),
      );
      const [first, second, third] = pressure.map((each) => each.increment);
      expect((first ?? 0) + (second ?? 0)).toBe(fullYearEffect(post));
      expect(third).toBe(0);
    },
  );

  law(
    "a start in month m costs (12 - m + 1) / 12 of a full year, and twelve single months add to it (P12)",
    fc.record({ twelfths: fc.integer({ min: 0, max: 1_000_000 }), count: fc.integer({ min: 0, max: 20 }) }),
    ({ twelfths, count }) => {
      const parts = { proposed: posts(count), unitCost: inPence(twelfths * 12) };
      let singleMonths = 0;
      for (let month = 1; month <= 12; month++) {
        const startMonth = (monthOf("2019-04") + month - 1) as Month;
        expect(postCostInYear(makePost("P1", { ...parts, startMonth }), year("2019/20"))).toBe(
          count * twelfths * (12 - month + 1),
        );
        singleMonths += postCostInYear(makePost("P1", { ...parts, startMonth, endMonth: startMonth }), year("2019/20"));
      }
      expect(singleMonths).toBe(count * twelfths * 12);
    },
  );

  law(
    "posts that go cost minus what the same posts cost that come (law 19)",
    row,
    ({ baseline, proposed, unit, start }) => {
      for (const inYear of threeYears) {
        const cost = (from: typeof baseline, to: typeof baseline): number =>
          postCostInYear(
            makePost("P1", { baseline: from, proposed: to, unitCost: inPence(unit), startMonth: start }),
            inYear,
          );
        expect(cost(baseline, proposed)).toBe(-cost(proposed, baseline) + 0);
      }
    },
  );

  law("the cost of every row adds to the staff cost of the year", fc.array(row, { maxLength: 4 }), (rows) => {
    const all = rows.map(({ unit, start, ...parts }, index) =>
      makePost(`P${index}`, { ...parts, unitCost: inPence(unit), startMonth: start }),
    );
    const evaluation = evaluateOnce(
      makeCase({ posts: all, decision: makeDecision({ baseYear: year("2018/19"), horizonInYears: 3 }) }),
    );
    for (const inYear of threeYears) {
      const sum = all.reduce((total, post) => total + postCostInYear(post, inYear), 0);
      expect(numberOf(evaluation, `cost.staff.${formatYear(inYear)}`)).toBe(sum);
    }
  });
});
