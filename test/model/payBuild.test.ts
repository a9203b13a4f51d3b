/** The pay build (C2 to C7, T3 to T5): pay by month, allowances, on-costs, and the cost of posts that state none. */
import { describe, expect, it } from "vitest";
import {
  evaluate,
  fte,
  pence,
  posts,
  pounds,
  rate,
  type BusinessCase,
  type Increment,
  type PayAssumption,
  type PayScalePoint,
  type Post,
} from "../../src/model";
import { roundToPence } from "../../src/model/exactFraction";
import { PayBuild, type BuiltCost } from "../../src/model/payBuild";
import {
  exactly,
  makeAssumption,
  makeCase,
  makeCost,
  makeDecision,
  makeFunding,
  makePayAssumption,
  makePensionBand,
  makePost,
  makeScalePoint,
  monthOf,
  year,
} from "./caseMaker";
import {
  BAND_E,
  bandECase,
  CIVIL_SERVICE,
  STAFF_2018,
  STAFF_2019,
  STAFF_2019_AWARD,
  THREE_YEARS,
  topOfBandE,
} from "./payCases";

const YEARS = ["2018/19", "2019/20", "2020/21", "2021/22"].map(year);

function built(businessCase: BusinessCase, post: Post, of: string): BuiltCost {
  const found = new PayBuild(businessCase, YEARS).costInYear(post, year(of));
  if (found.kind === "needed") throw new Error(found.needed.map((each) => each.what).join("; "));
  return found.value;
}

/** What the change in a row's posts costs in a year, in pounds. */
function costIn(businessCase: BusinessCase, post: Post, of: string): number {
  return roundToPence(built(businessCase, post, of).total) / 100;
}

function neededFor(businessCase: BusinessCase, post: Post, of: string): readonly string[] {
  const found = new PayBuild(businessCase, YEARS).costInYear(post, year(of));
  return found.kind === "needed" ? found.needed.map((each) => each.what) : [];
}

/** The cost of one whole year of a post at the year's rates, in pounds. */
function wholeYearOf(businessCase: BusinessCase, post: Post, of: string): number {
  const whole = new PayBuild(businessCase, YEARS).wholeYear(post, year(of));
  if (whole.kind === "needed") throw new Error(whole.needed.map((each) => each.what).join("; "));
  return roundToPence(whole.value.total) / 100;
}

/** Only pay counts: no national insurance, no pension. One point of 12,000 a year, so that a month is 1,000. */
function plainCase(
  scale: readonly PayScalePoint[],
  assumptions: readonly Partial<PayAssumption>[] = [{}, {}, {}, {}],
  parts: Partial<BusinessCase> = {},
): BusinessCase {
  return makeCase({
    payScales: scale,
    payAssumptions: assumptions.map((each, index) => makePayAssumption(YEARS[index] ?? year("2018/19"), each)),
    ...parts,
  });
}

const TWELVE_THOUSAND = [makeScalePoint(1, 12_000, "2018-04-01")];
const pointOne = (parts: Partial<Post> = {}): Post => makePost("P1", { scalePoint: 1, ...parts });

describe("the published scale of Band E, top point with the zone 1 allowance (1.2)", () => {
  // 27,545 + 2,148 = 29,693, all of it pensionable.
  it("costs 38,833.96 in 2018/19: 29,693 x 1.209 + 13.8% x (29,693 - 8,424)", () => {
    // 35,898.837 + 2,935.122 = 38,833.959
    expect(wholeYearOf(bandECase(), topOfBandE(), "2018/19")).toBe(38_833.96);
  });

  it("costs 40,646.22 in 2019/20 on pension and national insurance alone", () => {
    // 29,693 x 1.271 = 37,739.803; 13.8% x (29,693 - 8,632) = 2,906.418; together 40,646.221
    expect(wholeYearOf(bandECase(), topOfBandE(), "2019/20")).toBe(40_646.22);
  });

  it("costs 41,482.97 in 2019/20 with a 2% award on scale and allowance", () => {
    // 27,545 x 1.02 = 28,095.90, + 2,190.96 = 30,286.86; x 1.271 = 38,494.59906; 13.8% x 21,654.86 = 2,988.37068
    const withAward = bandECase({ payAssumptions: [STAFF_2018, STAFF_2019_AWARD] });
    expect(wholeYearOf(withAward, topOfBandE(), "2019/20")).toBe(41_482.97);
  });
});

describe("pay by month (C2, C3)", () => {
  it.each<[string, Partial<Post>, string, number]>([
    ["a whole year is twelve months of 1,000", {}, "2019/20", 12_000],
    ["from January three months", { startMonth: monthOf("2020-01") }, "2019/20", 3_000],
    ["to the end of August five months", { endMonth: monthOf("2019-08") }, "2019/20", 5_000],
    ["nothing before it begins", { startMonth: monthOf("2020-04") }, "2019/20", 0],
    ["half a post costs half", { proposed: fte(5_000) }, "2019/20", 6_000],
    ["only the change costs: from 2 to 5 posts", { baseline: posts(2), proposed: posts(5) }, "2019/20", 36_000],
  ])("%s", (_, parts, of, expected) => {
    expect(costIn(plainCase(TWELVE_THOUSAND), pointOne(parts), of)).toBe(expected);
  });

  it.each<[string, readonly Partial<PayAssumption>[], number]>([
    ["2% from September: 5 x 1,000 + 7 x 1,020", [{}, { award: rate(2, 100), awardMonth: monthOf("2019-09") }], 12_140],
    ["2% from April, the month for staff where none is entered", [{}, { award: rate(2, 100) }], 12_240],
    ["2% from March: 11 x 1,000 + 1,020", [{}, { award: rate(2, 100), awardMonth: monthOf("2020-03") }], 12_020],
    [
      "the award of the year before runs on: 12,120 x 1.02 = 12,362.40",
      [{ award: rate(1, 100), awardMonth: monthOf("2018-09") }, { award: rate(2, 100) }],
      12_362.4,
    ],
    [
      "an award in the month in which the scale takes effect is in the scale already",
      [{ award: rate(10, 100) }, {}],
      12_000,
    ],
  ])("an award of %s", (_, assumptions, expected) => {
    expect(costIn(plainCase(TWELVE_THOUSAND, assumptions), pointOne(), "2019/20")).toBe(expected);
  });

  it("is rounded to the award's multiple, half up, before the next award: 20,370 x 1.02 = 20,777.40, to £3 20,778", () => {
    const scale = [makeScalePoint(1, 20_370, "2018-04-01")];
    const toThree = { award: rate(2, 100), awardRounding: pounds(3) };
    expect(costIn(plainCase(scale, [{}, toThree]), pointOne(), "2019/20")).toBe(20_778);
    // 20,778 x 1.02 = 21,193.56, to £3 21,195 (21,192 is 1.56 away, 21,195 is 1.44)
    expect(costIn(plainCase(scale, [{}, toThree, toThree]), pointOne(), "2020/21")).toBe(21_195);
  });

  it("takes officers' awards from September where no month is entered: 7 of 12 months at 12,120", () => {
    const officer = { roleType: "Officer" as const };
    const scale = [makeScalePoint(1, 12_000, "2018-04-01", officer)];
    const assumptions = [
      { ...officer, award: rate(0, 1) },
      { ...officer, award: rate(1, 100) },
    ];
    expect(costIn(plainCase(scale, assumptions), pointOne(officer), "2019/20")).toBe(5_000 + 7 * 1_010);
  });

  it("leaves awards before a newer scale behind: from October 13,200, 6 x 1,020 + 6 x 1,100", () => {
    const scale = [...TWELVE_THOUSAND, makeScalePoint(1, 13_200, "2019-10-01")];
    expect(costIn(plainCase(scale, [{}, { award: rate(2, 100) }]), pointOne(), "2019/20")).toBe(12_720);
  });

  it.each([
    ["on the 15th it is paid that month: 6 x 1,000 + 6 x 1,100", "2019-10-15", 12_600],
    ["on the 16th from the month after: 7 x 1,000 + 5 x 1,100", "2019-10-16", 12_500],
  ])("a scale that takes effect %s", (_, from, expected) => {
    const scale = [...TWELVE_THOUSAND, makeScalePoint(1, 13_200, from)];
    expect(costIn(plainCase(scale), pointOne(), "2019/20")).toBe(expected);
  });

  it("is exact in the twelfths and rounded once: 10,000.10 for 7 months is 5,833.39, not 7 x 833.34", () => {
    // 1,000,010 p x 7 / 12 = 583,339.17 p
    const scale = [makeScalePoint(1, 10_000.1, "2018-04-01")];
    const post = pointOne({ startMonth: monthOf("2019-09") });
    expect(costIn(plainCase(scale), post, "2019/20")).toBe(5_833.39);
  });
});

describe("increments (C2)", () => {
  const THREE_POINTS = [
    makeScalePoint(1, 12_000, "2018-04-01"),
    makeScalePoint(2, 13_200, "2018-04-01"),
    makeScalePoint(4, 14_400, "2018-04-01"),
  ];
  const all = (increment: Increment): readonly Partial<PayAssumption>[] => YEARS.map(() => ({ increment }));
  const from = (start: string): Post => pointOne({ startMonth: monthOf(start) });

  it.each<[string, Increment, string, string, number]>([
    ["none at all", "None", "2018-04", "2021/22", 12_000],
    ["an anniversary in September: 5 x 1,000 + 7 x 1,100", "Anniversary", "2018-09", "2019/20", 12_700],
    ["a second one to the next point there is, 4: 5 x 1,100 + 7 x 1,200", "Anniversary", "2018-09", "2020/21", 13_900],
    ["none above the top point", "Anniversary", "2018-09", "2021/22", 14_400],
    ["none in the month of the start: the first year is on point 1", "Anniversary", "2018-09", "2018/19", 7_000],
    ["one month for all, first after the start: April 2019", "April", "2018-09", "2019/20", 13_200],
    ["one month for all, not in the month of the start itself", "April", "2019-04", "2019/20", 12_000],
    ["October: 6 x 1,000 + 6 x 1,100", "October", "2019-04", "2019/20", 12_600],
  ])("%s", (_, increment, start, of, expected) => {
    expect(costIn(plainCase(THREE_POINTS, all(increment)), from(start), of)).toBe(expected);
  });

  it("go up to the top of the scale then in force: a new scale with a fourth point opens it", () => {
    const scale = [
      ...THREE_POINTS,
      ...[12_000, 13_200, 14_400, 15_600].map((pay, index) =>
        makeScalePoint([1, 2, 4, 5][index] ?? 0, pay, "2021-04-01"),
      ),
    ];
    // 2018 point 1; April 2019 2; 2020 4; 2021 5
    expect(costIn(plainCase(scale, all("April")), from("2018-04"), "2021/22")).toBe(15_600);
  });

  it("need no rule at the top of the scale", () => {
    const post = makePost("P1", { scalePoint: 4 });
    expect(
      costIn(
        plainCase(
          THREE_POINTS,
          YEARS.map(() => ({ increment: null })),
        ),
        post,
        "2020/21",
      ),
    ).toBe(14_400);
  });
});

describe("allowances (C4)", () => {
  const allowances = {
    londonWeighting: pounds(2_400),
    londonAllowance: pounds(1_200),
    zone1Allowance: pounds(600),
    zone2Allowance: pounds(300),
  };
  const pensioned = { pensionScheme: "S" };
  const inBands = { pensionBands: [makePensionBand("S", year("2019/20"), 0, null, rate(10, 100))] };

  it.each<[string, Partial<Post>, number]>([
    ["London weighting and allowance where no zone is entered", {}, 12_000 + 3_600],
    ["those and the zone's own in zone 1", { zone: "Zone 1" }, 12_000 + 3_600 + 600],
    ["those and the zone's own in zone 2", { zone: "Zone 2" }, 12_000 + 3_600 + 300],
    ["none outside London", { zone: "None" }, 12_000],
    [
      "in proportion to months and posts: half a post for six",
      { proposed: fte(5_000), startMonth: monthOf("2019-10") },
      3_900,
    ],
  ])("are %s", (_, parts, expected) => {
    expect(costIn(plainCase(TWELVE_THOUSAND, [{}, allowances]), pointOne(parts), "2019/20")).toBe(expected);
  });

  it("count for pension but for London allowance: 10% of 12,000 + 2,400 + 600", () => {
    const businessCase = plainCase(TWELVE_THOUSAND, [{}, { ...allowances, ...pensioned }], inBands);
    expect(roundToPence(built(businessCase, pointOne({ zone: "Zone 1" }), "2019/20").pension)).toBe(150_000);
  });

  it("shift pay is a share of basic pay, and counts for pension only where the case says so", () => {
    const post = pointOne({ zone: "Zone 1", shiftAllowance: rate(125, 1_000) });
    const businessCase = plainCase(TWELVE_THOUSAND, [{}, { ...allowances, ...pensioned }], inBands);
    expect(roundToPence(built(businessCase, post, "2019/20").shift)).toBe(150_000); // 12.5% of 12,000
    expect(roundToPence(built(businessCase, post, "2019/20").pension)).toBe(150_000);
    const pensionable = {
      ...businessCase,
      assumptions: [makeAssumption("shift-pensionable", { unit: "choice", choice: "Yes" })],
    };
    expect(roundToPence(built(pensionable, post, "2019/20").pension)).toBe(165_000);
  });

  it("a scale of London and one of outside are told apart by the zone", () => {
    const scale = [
      makeScalePoint(1, 12_000, "2018-04-01", { isLondon: false }),
      makeScalePoint(1, 14_400, "2018-04-01", { isLondon: true }),
    ];
    expect(costIn(plainCase(scale, [{}, allowances]), pointOne({ zone: "None" }), "2019/20")).toBe(12_000);
    expect(costIn(plainCase(scale, [{}, allowances]), pointOne({ zone: "Zone 2" }), "2019/20")).toBe(14_400 + 3_900);
    expect(neededFor(plainCase(scale), pointOne(), "2019/20")[0]).toBe(
      "the Zone (Pay scales has point 1 of Band E in London and outside)",
    );
  });
});

describe("employer's national insurance (C5)", () => {
  const ni = { employerNiRate: rate(10, 100), employerNiThreshold: pounds(6_000) };
  const insured = (post: Post): number =>
    roundToPence(built(plainCase(TWELVE_THOUSAND, [{}, ni]), post, "2019/20").nationalInsurance) / 100;

  it.each<[string, Partial<Post>, number]>([
    ["10% of 12,000 - 6,000", {}, 600],
    ["each of five people has the threshold", { proposed: posts(5) }, 3_000],
    ["half a year has half the threshold: 10% of 6,000 - 3,000", { startMonth: monthOf("2019-10") }, 300],
    ["half a post is one person: 6,000 is not above 6,000", { proposed: fte(5_000) }, 0],
    ["1.5 posts are two people: 10% of 18,000 - 12,000", { proposed: fte(15_000) }, 600],
    ["1.5 posts shared by three: 18,000 is not above 18,000", { proposed: fte(15_000), headcount: 3 }, 0],
    ["a penny above the threshold counts", { proposed: fte(5_001) }, 0.12],
    ["two of five posts are two of the five people", { baseline: posts(3), proposed: posts(5), headcount: 5 }, 1_200],
  ])("%s", (_, parts, expected) => {
    expect(insured(pointOne(parts))).toBe(expected);
  });
});

describe("employer's pension (C6)", () => {
  const pensioned = [{}, { pensionScheme: "Civil service" }];
  const rateAt = (pay: number, parts: Partial<Post> = {}): string => {
    const scale = [makeScalePoint(1, pay, "2018-04-01")];
    const cost = built(plainCase(scale, pensioned, { pensionBands: CIVIL_SERVICE }), pointOne(parts), "2019/20");
    const band = cost.pay.band?.employerRate;
    return band === undefined ? "none" : `${(band.numerator * 100) / band.denominator}%`;
  };

  it.each([
    [23_000, "26.6%", "the last pound of the lowest band"],
    [23_000.5, "26.6%", "between the bands as they are printed: still the lower"],
    [23_001, "27.1%", "the first pound of the next"],
    [45_500, "27.1%", "its last"],
    [45_501, "27.9%", "the third"],
    [77_001, "30.3%", "the top band has no end"],
  ])("%d is in the band of %s: %s", (pay, expected) => {
    expect(rateAt(pay)).toBe(expected);
  });

  it("is a cliff: one pound more of pay costs 115 more pension, 23,001 x 27.1% - 23,000 x 26.6%", () => {
    const pensionOf = (pay: number): number => {
      const scale = [makeScalePoint(1, pay, "2018-04-01")];
      const businessCase = plainCase(scale, pensioned, { pensionBands: CIVIL_SERVICE });
      return roundToPence(built(businessCase, pointOne(), "2019/20").pension) / 100;
    };
    expect(pensionOf(23_000)).toBe(6_118);
    expect(pensionOf(23_001)).toBe(6_233.27);
  });

  it("takes the band of full-time pay of a part-time post and of part of a year", () => {
    expect(rateAt(46_000, { proposed: fte(5_000) })).toBe("27.9%");
    expect(rateAt(46_000, { startMonth: monthOf("2020-03") })).toBe("27.9%");
  });

  it("is that of the year's average rate of pay where it moves: 22,900 for five months and 23,358 for seven", () => {
    const scale = [makeScalePoint(1, 22_900, "2018-04-01")];
    const assumption = { pensionScheme: "Civil service", award: rate(2, 100), awardMonth: monthOf("2019-09") };
    const businessCase = plainCase(scale, [{}, assumption], { pensionBands: CIVIL_SERVICE });
    const cost = built(businessCase, pointOne(), "2019/20");
    // (22,900 x 5 + 23,358 x 7) / 12 = 23,167.17
    expect(roundToPence(cost.pay.pensionableFullTime)).toBe(2_316_717);
    expect(cost.pay.band?.from).toBe(pounds(23_001));
  });

  it("is not paid where the scheme is None", () => {
    expect(costIn(plainCase(TWELVE_THOUSAND), pointOne(), "2019/20")).toBe(12_000);
  });
});

describe("levy, vacancies and the total (C7)", () => {
  it("takes the levy on all pay: 0.5% of 12,000 = 60", () => {
    expect(costIn(plainCase(TWELVE_THOUSAND, [{}, { levy: rate(5, 1_000) }]), pointOne(), "2019/20")).toBe(12_060);
  });

  it.each<[string, Partial<Post>, Partial<PayAssumption>, number]>([
    ["the row's own factor, 5%", { vacancyFactor: rate(5, 100) }, { vacancyFactor: rate(20, 100) }, 11_400],
    ["else that of the role type, 20%", {}, { vacancyFactor: rate(20, 100) }, 9_600],
    ["nothing where neither is entered", {}, {}, 12_000],
    ["nothing where the row says 0%", { vacancyFactor: rate(0, 1) }, { vacancyFactor: rate(20, 100) }, 12_000],
  ])("takes off %s", (_, parts, assumption, expected) => {
    expect(costIn(plainCase(TWELVE_THOUSAND, [{}, assumption]), pointOne(parts), "2019/20")).toBe(expected);
  });

  it("takes the vacancy factor off on-costs as well: (12,000 + 600) x 95%", () => {
    const assumption = { employerNiRate: rate(10, 100), employerNiThreshold: pounds(6_000) };
    const post = pointOne({ vacancyFactor: rate(5, 100) });
    expect(costIn(plainCase(TWELVE_THOUSAND, [{}, assumption]), post, "2019/20")).toBe(11_970);
  });
});

describe("part years by days (C1, DAYS)", () => {
  const byDays = { assumptions: [makeAssumption("part-year-method", { unit: "choice", choice: "Days" })] };
  const decision = makeDecision({ baseYear: year("2018/19"), horizonInYears: 3 });
  const costs = (businessCase: BusinessCase): readonly (number | string)[] =>
    ["2018/19", "2019/20", "2020/21"].map((of) => {
      const value = evaluate(businessCase).figures.get(`cost.total.${of}`)?.value;
      return value?.kind === "number" ? value.value / 100 : "needed";
    });

  it("counts built posts by the days of their months: January to March 2019 is 90 of 365 days", () => {
    const business = plainCase([makeScalePoint(1, 36_500, "2018-04-01")], undefined, {
      ...byDays,
      decision,
      posts: [pointOne({ startMonth: monthOf("2019-01") })],
    });
    expect(costs(business)).toEqual([9_000, 36_500, 36_500]);
  });

  it("knows the 29 February: March 2020 is 31 of 366 days", () => {
    const post = pointOne({ startMonth: monthOf("2020-03") });
    const business = plainCase([makeScalePoint(1, 36_600, "2018-04-01")], undefined, {
      ...byDays,
      decision,
      posts: [post],
    });
    expect(costs(business)).toEqual([0, 3_100, 36_600]);
  });

  it("counts posts of a stated cost and recurring lines alike: 90 / 365 of 36,500, 30 / 365 of 3,650", () => {
    const business = makeCase({
      ...byDays,
      decision,
      posts: [makePost("P1", { unitCost: exactly(36_500), startMonth: monthOf("2019-01") })],
      costs: [
        makeCost("C1", {
          type: "Revenue recurring",
          amount: exactly(3_650),
          year: year("2018/19"),
          endMonth: monthOf("2018-04"),
        }),
      ],
    });
    expect(costs(business)).toEqual([9_000 + 300, 36_500, 36_500]);
  });
});

describe("what is missing is needed by name, and no number rests on it", () => {
  const missing: readonly [string, Partial<BusinessCase>, Partial<Post>, string][] = [
    ["the grade", { payScales: [] }, {}, "Staff Band E in Pay scales (or a Unit cost or Annual cost)"],
    [
      "a scale in force",
      { payScales: [makeScalePoint(2, 27_545, "2019-05-01")] },
      {},
      "a scale of Staff Band E in Pay scales that is in force in April 2019",
    ],
    ["the point", {}, { scalePoint: 3 }, "point 3 of Staff Band E in Pay scales from 1 April 2018"],
    ["the Scale point", {}, { scalePoint: null }, "the Scale point (Staff Band E has 2 points)"],
    ["the row of the year", { payAssumptions: [STAFF_2018] }, {}, "a row of Pay assumptions for Staff 2019/20"],
    [
      "one row of the year",
      { payAssumptions: [STAFF_2018, STAFF_2019, { ...STAFF_2019_AWARD }] },
      {},
      "one row of Pay assumptions for Staff 2019/20 (there are 2)",
    ],
    [
      "the rate",
      { payAssumptions: [STAFF_2018, { ...STAFF_2019, employerNiRate: null }] },
      {},
      "Employer NI rate of Staff 2019/20 in Pay assumptions",
    ],
    [
      "the threshold",
      { payAssumptions: [STAFF_2018, { ...STAFF_2019, employerNiThreshold: null }] },
      {},
      "Employer NI threshold of Staff 2019/20 in Pay assumptions",
    ],
    [
      "the scheme",
      { payAssumptions: [STAFF_2018, { ...STAFF_2019, pensionScheme: null }] },
      {},
      "Pension scheme (None where no pension is paid) of Staff 2019/20 in Pay assumptions",
    ],
    [
      "the allowance of the zone",
      { payAssumptions: [STAFF_2018, { ...STAFF_2019, zone1Allowance: null }] },
      {},
      "Zone 1 allowance of Staff 2019/20 in Pay assumptions",
    ],
    [
      "the increment of a post below the top",
      { payAssumptions: [STAFF_2018, { ...STAFF_2019, increment: null }] },
      { scalePoint: 1 },
      "Increment (None, Anniversary or a month) of Staff 2019/20 in Pay assumptions",
    ],
    [
      "the bands of the year",
      { pensionBands: [] },
      {},
      "a band of Civil service 2019/20 in Pension bands for pay of £29,693 (Staff Band E)",
    ],
    [
      "a band for the pay",
      { pensionBands: CIVIL_SERVICE.filter((band) => band.from === pounds(0)) },
      {},
      "a band of Civil service 2019/20 in Pension bands for pay of £29,693 (Staff Band E)",
    ],
    [
      "bands that do not overlap",
      {
        pensionBands: [...CIVIL_SERVICE, makePensionBand("Civil service", year("2019/20"), 25_000, 30_000, rate(1, 2))],
      },
      {},
      "one band of Civil service 2019/20 in Pension bands for pay of £29,693 (there are 2)",
    ],
    [
      "an award month of its own year",
      { payAssumptions: [STAFF_2018, { ...STAFF_2019, awardMonth: monthOf("2020-04") }] },
      {},
      "an Award month inside 2019/20 (it is April 2020), Pay assumptions, Staff",
    ],
    [
      "one row of a point",
      { payScales: [...BAND_E, makeScalePoint(2, 27_546, "2018-04-01")] },
      {},
      "one row of Pay scales for point 2 of Staff Band E from 1 April 2018 (there are several)",
    ],
  ];

  it.each(missing)("%s", (_, sheets, parts, what) => {
    const post = topOfBandE({ fundingSource: "Reserve", ...parts });
    const businessCase = bandECase({
      posts: [post, makePost("P2", { unitCost: exactly(1_000), fundingSource: "Reserve" })],
      costs: [makeCost("C1", { type: "Capital", amount: exactly(500) })],
      funding: [
        makeFunding("Plan", "Capital plan"),
        makeFunding("Reserve", "Earmarked reserve", { opening: pounds(50_000), eligibleFor: ["Recurring revenue"] }),
      ],
      ...sheets,
    });
    expect(neededFor(businessCase, post, "2019/20")).toContain(what);

    const evaluation = evaluate(businessCase, { hasAllFigures: true });
    const numbers = [...evaluation.figures.values()].filter(({ value }) => value.kind === "number").map(({ id }) => id);
    for (const id of [
      "staff.cost.p1.2019/20",
      "staff.unit-cost.p1",
      "cost.staff.2019/20",
      "cost.recurring.2019/20",
      "cost.total.2019/20",
      "cost.total",
      "cost.full-year",
      "funding.reserve.2019/20",
      "funding.gap.2019/20",
      "reserve.reserve.out.2019/20",
      "reserve.reserve.closing.2019/20",
      "pressure.gross.2019/20",
      "npc.1",
    ])
      expect(numbers, id).not.toContain(id);
    // What does not rest on it stays: the other post, the capital, the opening.
    for (const id of ["staff.cost.p2.2019/20", "cost.capital.2019/20", "reserve.reserve.opening.2019/20"])
      expect(numbers).toContain(id);
    expect(evaluation.status.status).toBe("Draft");
    expect(evaluation.flags.some((flag) => flag.code === "PAY_INPUT_NEEDED")).toBe(true);
    expect(evaluation.identities.filter((identity) => identity.outcome === "broken")).toEqual([]);
  });

  it("keeps the years before the first cost that is not known", () => {
    const businessCase = bandECase({
      decision: makeDecision({ baseYear: year("2019/20"), horizonInYears: 2 }),
    });
    const value = (id: string): string | undefined => evaluate(businessCase).figures.get(id)?.value.kind;
    expect(value("cost.total.2019/20")).toBe("number");
    expect(value("funding.gap.2019/20")).toBe("number");
    expect(value("cost.total.2020/21")).toBe("needed");
    expect(value("funding.gap.2020/21")).toBe("needed");
    expect(value("cost.total")).toBe("needed");
    expect(value("cost.full-year")).toBe("number");
  });

  it("keeps what other sources give: only those that would pay for the post wait for the input", () => {
    const own = (reference: string, source: string): Post =>
      makePost(reference, { unitCost: exactly(1_000), fundingSource: source });
    const giving = (posts: readonly Post[]): Record<string, string | undefined> => {
      const { figures } = evaluate(
        bandECase({
          posts,
          payAssumptions: [STAFF_2018],
          funding: [
            makeFunding("Budget", "Revenue budget"),
            makeFunding("Grant", "Revenue grant", { status: "Provisional" }),
          ],
        }),
      );
      const ids = ["funding.budget", "funding.grant", "funding.secured", "funding.provisional", "funding.gap"];
      return Object.fromEntries(ids.map((id) => [id, figures.get(`${id}.2019/20`)?.value.kind]));
    };
    expect(giving([topOfBandE({ fundingSource: "Budget" }), own("P2", "Grant")])).toEqual({
      "funding.budget": "needed",
      "funding.grant": "number",
      "funding.secured": "needed",
      "funding.provisional": "number",
      "funding.gap": "needed",
    });
    // A line by order may go on from the budget to the grant: then the grant waits too.
    const byOrder = giving([topOfBandE({ fundingSource: "Budget" }), makePost("P2", { unitCost: exactly(1_000) })]);
    expect(byOrder["funding.grant"]).toBe("needed");
  });

  it("never crashes where no pay sheet is there at all: the cost is needed", () => {
    const evaluation = evaluate(makeCase({ posts: [makePost("P1")] }));
    expect(evaluation.figures.get("cost.total")?.value).toEqual({
      kind: "needed",
      needed: expect.stringContaining("Staff Band E in Pay scales (or a Unit cost or Annual cost)") as string,
    });
  });
});

describe("the figures of a built post", () => {
  const inThreeYears = makeCase({
    ...THREE_YEARS,
    decision: makeDecision({ baseYear: year("2019/20"), horizonInYears: 2 }),
    posts: [topOfBandE({ proposed: posts(5), startMonth: monthOf("2020-01") })],
  });
  const figures = evaluate(inThreeYears, { hasAllFigures: true }).figures;
  const amount = (id: string): number => {
    const value = figures.get(id)?.value;
    return value?.kind === "number" ? value.value / 100 : Number.NaN;
  };

  it("give as unit cost what one post costs in its first full year, and say which that is", () => {
    // 29,693 x 1.271 + 13.8% x (29,693 - 8,788) = 37,739.803 + 2,884.89 = 40,624.693
    expect(amount("staff.unit-cost.p1")).toBe(40_624.69);
    expect(figures.get("staff.unit-cost.p1")?.trace().words).toContain("its first full year, 2020/21");
  });

  it("cost the part of the first year at its own rates: 5 x (40,646.221 / 4) = 50,807.78", () => {
    expect(amount("staff.cost.p1.2019/20")).toBe(50_807.78);
    expect(amount("staff.cost.p1.2020/21")).toBe(203_123.47); // 5 x 40,624.693 = 203,123.465
    expect(amount("staff.full-year-effect.p1")).toBe(203_123.47);
    expect(amount("staff.full-year-adjustment.p1.2020/21")).toBe(152_315.69);
  });

  it("show each step with its inputs", () => {
    const trace = figures.get("staff.cost.p1.2019/20")?.trace();
    expect(trace?.words).toBe(
      "basic pay £34,431.25 + zone and London allowances £2,685 + employer's national insurance £3,633.02 + employer's pension contribution £10,058.50 = £50,807.78, for 5 posts more; half up to the penny once",
    );
    const steps = trace?.parts.flatMap((part) => (part.kind === "figure" ? [part.id] : []));
    expect(steps).toEqual([
      "staff.pay.p1.2019/20",
      "staff.allowances.p1.2019/20",
      "staff.national-insurance.p1.2019/20",
      "staff.pension.p1.2019/20",
    ]);
    const inputs = (steps ?? []).flatMap((id) =>
      (figures.get(id)?.trace().parts ?? []).flatMap((part) => (part.kind === "input" ? [part.place.field] : [])),
    );
    for (const field of [
      "annualPay",
      "scalePoint",
      "zone1Allowance",
      "employerNiThreshold",
      "employerRate",
      "pensionScheme",
    ])
      expect(inputs).toContain(field);
  });

  it("take the first year whole where no year has the posts for twelve months", () => {
    const short = makeCase({
      ...THREE_YEARS,
      decision: makeDecision({ baseYear: year("2019/20"), horizonInYears: 1 }),
      posts: [topOfBandE({ startMonth: monthOf("2019-09"), endMonth: monthOf("2020-02") })],
    });
    const found = evaluate(short, { hasAllFigures: true }).figures;
    expect(found.get("staff.unit-cost.p1")?.value).toEqual({ kind: "number", value: 4_064_622 });
    expect(found.get("cost.one-off.2019/20")?.value).toEqual({ kind: "number", value: 2_032_311 }); // six months
    expect(found.get("cost.recurring.2019/20")?.value).toEqual({ kind: "number", value: 0 });
  });

  it("save what posts taken away cost, with the mirrored rounding", () => {
    const away = (baseline: number, proposed: number): number => {
      const post = topOfBandE({ baseline: posts(baseline), proposed: posts(proposed), startMonth: monthOf("2019-05") });
      const value = evaluate(bandECase({ posts: [post] })).figures.get("cost.total.2019/20")?.value;
      return value?.kind === "number" ? value.value : Number.NaN;
    };
    expect(away(3, 0)).toBe(-away(0, 3));
  });

  it("cost nothing where the posts do not change, or somebody else pays", () => {
    for (const parts of [
      { baseline: posts(1) },
      { paidBy: "Grant" as const },
      { movement: "Redistribution in" as const },
    ]) {
      const value = evaluate(bandECase({ posts: [topOfBandE(parts)] })).figures.get("cost.total")?.value;
      expect(value).toEqual({ kind: "number", value: 0 });
    }
  });
});

describe("the reserve at the pay rates of the year (1.2)", () => {
  const priced = (assumption: PayAssumption, opening: number, parts: Partial<BusinessCase> = {}): BusinessCase =>
    bandECase({
      decision: makeDecision({
        baseYear: year("2019/20"),
        horizonInYears: 1,
        priceBase: { kind: "real", year: year("2018/19") },
      }),
      posts: [topOfBandE({ proposed: posts(5), annualCost: exactly(206_000), fundingSource: "Reserve" })],
      payAssumptions: [STAFF_2018, assumption],
      funding: [
        makeFunding("Reserve", "Earmarked reserve", {
          opening: pounds(opening),
          toYear: year("2019/20"),
          eligibleFor: ["Recurring revenue"],
        }),
      ],
      ...parts,
    });
  const found = (businessCase: BusinessCase, part: string): unknown => {
    const value = evaluate(businessCase).figures.get(`reserve.reserve.${part}.2019/20`)?.value;
    return value?.kind === "number" ? value.value / 100 : value?.kind === "needed" ? value.needed : undefined;
  };
  const flagged = (businessCase: BusinessCase): number =>
    evaluate(businessCase).flags.filter((flag) => flag.code === "RESERVE_SHORTFALL").length;

  it("is short by 14,052.04 of 220,052.04: 206,000 x 41,482.9697 / 38,833.959, award not rounded", () => {
    const businessCase = priced(STAFF_2019_AWARD, 206_000);
    expect(found(businessCase, "at-pay-rates")).toBe(220_052.04);
    expect(found(businessCase, "short-at-pay-rates")).toBe(14_052.04);
    expect(flagged(businessCase)).toBe(1);
  });

  it("is short by 14,053.08 of 220,053.08 with the award rounded to £1 on scale and allowance", () => {
    const rounded = { ...STAFF_2019_AWARD, awardRounding: pence(100), zone1Allowance: pounds(2_191) };
    expect(found(priced(rounded, 206_000), "at-pay-rates")).toBe(220_053.08);
    expect(found(priced(rounded, 206_000), "short-at-pay-rates")).toBe(14_053.08);
  });

  it("counts what the reserve has to spare: nothing is short of 220,052.04, a penny is of 220,052.03", () => {
    const opening = (amount: number): BusinessCase => {
      const businessCase = priced(STAFF_2019_AWARD, 0);
      return {
        ...businessCase,
        funding: (businessCase.funding ?? []).map((row) => ({ ...row, opening: exactly(amount).amount })),
      };
    };
    expect(found(opening(220_052.04), "short-at-pay-rates")).toBe(0);
    expect(flagged(opening(220_052.04))).toBe(0);
    expect(found(opening(220_052.03), "short-at-pay-rates")).toBe(0.01);
    expect(flagged(opening(220_052.03))).toBe(1);
  });

  it("leaves the cost of the case as it is stated", () => {
    expect(evaluate(priced(STAFF_2019_AWARD, 206_000)).figures.get("cost.total")?.value).toEqual({
      kind: "number",
      value: 20_600_000,
    });
  });

  it.each<[string, Partial<BusinessCase>, string]>([
    [
      "a price base",
      { decision: makeDecision({ baseYear: year("2019/20"), horizonInYears: 1 }) },
      "the Price base on Decision",
    ],
    ["the pay sheets", { payScales: null }, "Pay scales, Pay assumptions and Pension bands of 2018/19 and 2019/20"],
    [
      "the rates of the price base",
      { payAssumptions: [STAFF_2019_AWARD] },
      "a row of Pay assumptions for Staff 2018/19",
    ],
    [
      "the scale point",
      { posts: [makePost("P1", { proposed: posts(5), annualCost: exactly(206_000), fundingSource: "Reserve" })] },
      "the Scale point",
    ],
  ])("is not judged without %s, and says so", (_, parts, needed) => {
    const businessCase = priced(STAFF_2019_AWARD, 206_000, parts);
    expect(found(businessCase, "short-at-pay-rates")).toContain(needed);
    expect(flagged(businessCase)).toBe(0);
  });

  it("says nothing in cash prices, or where a case has neither price base nor pay sheets", () => {
    const cash = makeDecision({ baseYear: year("2019/20"), horizonInYears: 1, priceBase: { kind: "cash" } });
    expect(found(priced(STAFF_2019_AWARD, 206_000, { decision: cash }), "short-at-pay-rates")).toBeUndefined();
    const bare = { decision: makeDecision({ baseYear: year("2019/20"), horizonInYears: 1 }), payScales: null };
    expect(found(priced(STAFF_2019_AWARD, 206_000, bare), "short-at-pay-rates")).toBeUndefined();
  });
});
