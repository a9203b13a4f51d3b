/** The pay build beside a second opinion that shares no code with it: the same pennies on random pay sheets and posts. */
import fc from "fast-check";
import { describe, expect } from "vitest";
import {
  fte,
  INCREMENTS,
  pence,
  rate,
  ROLE_TYPES,
  ZONES,
  type BusinessCase,
  type FinancialYear,
  type Month,
  type PayAssumption,
  type PayScalePoint,
  type PensionBand,
  type Post,
  type Rate,
} from "../../src/model";
import { addFractions, compareFractions } from "../../src/model/exactFraction";
import { StaffCosts } from "../../src/model/staffing";
import { law } from "./law";
import { makeAssumption, makeCase, makePayAssumption, makePost, makeScalePoint, year } from "./caseMaker";
import { payOpinion, type PayQuestion } from "./payOracle";

const YEARS = [2018, 2019, 2020, 2021] as const;

const somePounds = (most: number): fc.Arbitrary<number> => fc.integer({ min: 0, max: most * 100 });
const someShare = (most: number): fc.Arbitrary<Rate> =>
  fc.integer({ min: 0, max: most * 1_000 }).map((thousandths) => rate(thousandths, 1_000));
const perhaps = <T>(some: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(some, { nil: null });

const someAssumption = (of: number, roleType: Post["roleType"]): fc.Arbitrary<PayAssumption> =>
  fc
    .record({
      award: perhaps(someShare(0.1)),
      awardMonth: perhaps(fc.integer({ min: 0, max: 11 }).map((months) => (of * 12 + 3 + months) as Month)),
      awardRounding: perhaps(fc.constantFrom(1, 100, 300, 1_000).map(pence)),
      increment: fc.constantFrom(...INCREMENTS),
      employerNiRate: someShare(0.2),
      employerNiThreshold: somePounds(12_000).map(pence),
      pensionScheme: fc.constantFrom("None", "Scheme"),
      levy: perhaps(someShare(0.01)),
      londonWeighting: perhaps(somePounds(3_000).map(pence)),
      londonAllowance: perhaps(somePounds(5_000).map(pence)),
      zone1Allowance: somePounds(3_000).map(pence),
      zone2Allowance: somePounds(2_000).map(pence),
      vacancyFactor: perhaps(someShare(0.2)),
    })
    .map((parts) => makePayAssumption(of as FinancialYear, { roleType, ...parts }));

/** A scale of points 1, 2, 3 and 5, in force from before the first year, and perhaps again later. */
const someScale = (roleType: Post["roleType"]): fc.Arbitrary<readonly PayScalePoint[]> => {
  const version = (from: string): fc.Arbitrary<readonly PayScalePoint[]> =>
    fc
      .array(somePounds(60_000), { minLength: 4, maxLength: 4 })
      .map((pays) => pays.map((pay, index) => makeScalePoint([1, 2, 3, 5][index] ?? 0, pay / 100, from, { roleType })));
  return fc
    .tuple(
      version("2018-04-01"),
      perhaps(fc.constantFrom("2018-09-01", "2019-04-15", "2019-04-16", "2020-12-31").chain(version)),
    )
    .map(([first, later]) => [...first, ...(later ?? [])]);
};

const someBands: fc.Arbitrary<readonly PensionBand[]> = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: 70_000 }), { maxLength: 3 }),
    fc.array(someShare(0.4), { minLength: 4, maxLength: 4 }),
  )
  .map(([edges, rates]) => {
    const from = [0, ...edges.sort((a, b) => a - b)];
    return YEARS.flatMap((of) =>
      from.map((edge, index) => ({
        line: `Pension bands:Scheme ${of} ${edge}` as PensionBand["line"],
        scheme: "Scheme",
        year: of as FinancialYear,
        from: pence(edge * 100),
        to: from[index + 1] === undefined ? null : pence(((from[index + 1] ?? 0) - 1) * 100),
        employerRate: rates[index] ?? rate(0, 1),
      })),
    );
  });

const somePost = (roleType: Post["roleType"]): fc.Arbitrary<Post> =>
  fc
    .record({
      baseline: fc.integer({ min: 0, max: 50_000 }).map(fte),
      proposed: fc.integer({ min: 0, max: 50_000 }).map(fte),
      startMonth: fc.integer({ min: 0, max: 40 }).map((months) => (2018 * 12 + 3 + months) as Month),
      months: perhaps(fc.integer({ min: 0, max: 30 })),
      scalePoint: fc.constantFrom(1, 2, 3, 5),
      zone: perhaps(fc.constantFrom(...ZONES)),
      shiftAllowance: perhaps(someShare(0.25)),
      vacancyFactor: perhaps(someShare(0.2)),
      headcount: perhaps(fc.integer({ min: 1, max: 8 })),
    })
    .map(({ months, ...parts }) =>
      makePost("P1", { roleType, ...parts, endMonth: months === null ? null : ((parts.startMonth + months) as Month) }),
    );

type Example = { readonly businessCase: BusinessCase; readonly post: Post; readonly question: PayQuestion };

const someExample: fc.Arbitrary<Example> = fc.constantFrom(...ROLE_TYPES).chain((roleType) =>
  fc
    .record({
      scale: someScale(roleType),
      assumptions: fc.tuple(...YEARS.map((of) => someAssumption(of, roleType))),
      bands: someBands,
      post: somePost(roleType),
      isByDays: fc.boolean(),
      isShiftPensionable: fc.boolean(),
    })
    .map(({ scale, assumptions, bands, post, isByDays, isShiftPensionable }) => ({
      businessCase: makeCase({
        posts: [post],
        payScales: scale,
        payAssumptions: assumptions,
        pensionBands: bands,
        assumptions: [
          makeAssumption("part-year-method", { unit: "choice", choice: isByDays ? "Days" : "Months" }),
          makeAssumption("shift-pensionable", { unit: "choice", choice: isShiftPensionable ? "Yes" : "No" }),
        ],
      }),
      post,
      question: { isByDays, isShiftPensionable },
    })),
);

const years = YEARS.map((of) => of as FinancialYear);

function costs({ businessCase, post }: Example): readonly bigint[] {
  const staff = new StaffCosts(businessCase, years);
  return years.map((of) => {
    const cost = staff.inYear(post, of);
    if (cost.kind === "needed") throw new Error(cost.needed.map((each) => each.what).join("; "));
    return BigInt(cost.value);
  });
}

describe("the pay build", () => {
  law("agrees with a second opinion, to the penny, in every year", someExample, (example) => {
    const { businessCase, post, question } = example;
    const expected = years.map((of) =>
      post.proposed === post.baseline ? 0n : payOpinion(businessCase, post, of, question),
    );
    expect(costs(example)).toEqual(expected);
  });

  law(
    "has steps that add to what the row costs, whichever way it is worked out",
    someExample,
    ({ businessCase, post }) => {
      const { build } = new StaffCosts(businessCase, years);
      for (const of of years) {
        const steps = build.costInYear(post, of);
        const total = build.totalInYear(post, of);
        if (steps.kind === "needed" || total.kind === "needed") throw new Error("an input is needed");
        const { basic, londonWeighting, allowances, shift, nationalInsurance, pension, levy, vacancies } = steps.value;
        const sum = addFractions(
          basic,
          londonWeighting,
          allowances,
          shift,
          nationalInsurance,
          pension,
          levy,
          vacancies,
        );
        expect(compareFractions(sum, total.value)).toBe(0);
        expect(compareFractions(steps.value.total, total.value)).toBe(0);
      }
    },
  );

  law("costs the same in any order of its rows (law 1)", someExample, (example) => {
    const { businessCase } = example;
    const reversed = {
      ...businessCase,
      payScales: [...(businessCase.payScales ?? [])].reverse(),
      payAssumptions: [...(businessCase.payAssumptions ?? [])].reverse(),
      pensionBands: [...(businessCase.pensionBands ?? [])].reverse(),
    };
    expect(costs({ ...example, businessCase: reversed })).toEqual(costs(example));
  });

  law("saves by a removal what a growth of the same posts costs (law 19)", someExample, (example) => {
    const { post } = example;
    const people = { headcount: null, baseline: fte(0) };
    const growth = { ...post, ...people };
    const removal = { ...post, ...people, baseline: post.proposed, proposed: fte(0) };
    expect(costs({ ...example, post: removal })).toEqual(costs({ ...example, post: growth }).map((cost) => -cost));
  });

  law(
    "costs two equal rows of half the posts and people as it costs one row, within a penny (law 2)",
    someExample,
    (example) => {
      const { post } = example;
      const whole = { ...post, baseline: fte(0), proposed: fte(2 * post.proposed), headcount: 6 };
      const half = { ...whole, proposed: fte(post.proposed), headcount: 3 };
      costs({ ...example, post: whole }).forEach((cost, index) => {
        const apart = cost - 2n * (costs({ ...example, post: half })[index] ?? 0n);
        expect(apart >= -1n && apart <= 1n).toBe(true);
      });
    },
  );

  law("costs a part year and its full-year adjustment what the full year costs (law 4)", someExample, (example) => {
    const staff = new StaffCosts(example.businessCase, years);
    const post = {
      ...example.post,
      endMonth: null,
      startMonth: (2018 * 12 + 3 + (example.post.startMonth % 12)) as Month,
    };
    const full = staff.fullYear(post);
    const first = staff.inYear(post, year("2018/19"));
    const second = staff.inYear(post, year("2019/20"));
    if (full.kind === "needed" || first.kind === "needed" || second.kind === "needed")
      throw new Error("an input is needed");
    const served = post.startMonth === 2018 * 12 + 3 ? first : second;
    expect(first.value + (full.value - first.value)).toBe(served.value);
  });
});
