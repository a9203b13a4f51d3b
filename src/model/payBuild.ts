/**
 * RULES: what posts cost, built from pay scales, awards, increments, allowances, employer's national insurance and
 * pension, for posts whose cost is not stated. Everything is an exact fraction of a penny until a row's year is rounded.
 */
import type {
  BusinessCase,
  LineId,
  PayAssumption,
  PayScalePoint,
  PensionBand,
  Post,
  RoleType,
  Zone,
} from "./businessCase";
import {
  dateOf,
  firstMonthOf,
  formatDay,
  formatMonth,
  formatYear,
  lastDayOf,
  lastMonthOf,
  month,
  monthOfDay,
  monthOfYear,
  monthsInPost,
  yearOfMonth,
  type FinancialYear,
  type Month,
} from "./calendar";
import {
  addFractions,
  compareFractions,
  divideFraction,
  fraction,
  inLowestTerms,
  multiplyFractions,
  NOTHING,
  roundToPence,
  subtractFraction,
  type ExactFraction,
} from "./exactFraction";
import { formatMoney, FTE_PER_POST, NIL, pence, rate, type Fte, type Pence, type Rate } from "./money";
import { nameKey } from "./naming";
import { parameterChoice } from "./parameters";
import { payAfterAward } from "./payAward";

/** How much of a year a post is there: by whole months of twelve, or by its days of the year's days. */
export type PartYearMethod = "Months" | "Days";

/** An input that a build needs and does not have. */
export type NeededPayInput = {
  readonly sheet: string;
  /** The row that lacks it; null for a row that is absent, or for the post's own row on Staffing. */
  readonly line: LineId | null;
  readonly field: string | null;
  /** What is needed, in words that name sheet and row. */
  readonly what: string;
  /** What the year of a missing row is about, so that several years can be named at once. */
  readonly subject: string;
  readonly year: FinancialYear | null;
};

/** Either what was built, or what it still needs; never a number made of blanks. */
export type Built<T> =
  | { readonly kind: "built"; readonly value: T }
  | { readonly kind: "needed"; readonly needed: readonly NeededPayInput[] };

/** What decides the pay of one full-time post: posts that agree in these are paid alike. */
export type PayProfile = {
  readonly roleType: RoleType;
  readonly grade: string;
  /** The point in the Start month; null where the scale has one point only. */
  readonly scalePoint: number | null;
  readonly start: Month;
  readonly end: Month | null;
  readonly zone: Zone | null;
  readonly shift: Rate | null;
};

/** The pay of one full-time post in one month, at its yearly rate. */
export type PayMonth = {
  readonly month: Month;
  readonly scale: PayScalePoint;
  /** Yearly pay of the point after the awards in force. */
  readonly pay: Pence;
  /** The years whose award is in that pay, oldest first. */
  readonly awards: readonly PayAssumption[];
};

/** What one full-time post is paid in the part of a year that it is there, in exact pence. */
export type PayOfYear = {
  readonly year: FinancialYear;
  readonly months: readonly PayMonth[];
  readonly assumption: PayAssumption;
  /** The part of the year in post, from nil to one. */
  readonly share: ExactFraction;
  readonly basic: ExactFraction;
  readonly londonWeighting: ExactFraction;
  readonly londonAllowance: ExactFraction;
  readonly zoneAllowance: ExactFraction;
  readonly shift: ExactFraction;
  /** What counts for pension of the above. */
  readonly pensionable: ExactFraction;
  /** Pensionable pay at its yearly full-time rate: what decides the band. */
  readonly pensionableFullTime: ExactFraction;
  /** Null where no pension is paid. */
  readonly band: PensionBand | null;
};

/** The parts of what a row's posts cost in a year, in exact pence; they add to the total. */
export type BuiltCost = {
  readonly pay: PayOfYear;
  readonly basic: ExactFraction;
  readonly londonWeighting: ExactFraction;
  readonly allowances: ExactFraction;
  readonly shift: ExactFraction;
  readonly nationalInsurance: ExactFraction;
  readonly pension: ExactFraction;
  readonly levy: ExactFraction;
  /** Nil or below: what posts standing vacant do not cost. */
  readonly vacancies: ExactFraction;
  readonly total: ExactFraction;
  /** People in the posts, for national insurance. */
  readonly persons: ExactFraction;
  readonly vacancyFactor: Rate;
};

/** A full year of a row's posts: in which year, whether the posts are there all of it, and the cost. */
export type FullYearBuild = {
  readonly year: FinancialYear;
  /** False where no year of the case has the posts for twelve months: then the first year is taken whole. */
  readonly isServed: boolean;
  readonly cost: BuiltCost;
};

/** Builds the cost of posts from the pay sheets of one case. Results are kept, so that posts alike are worked out once. */
export class PayBuild {
  private readonly scales = new Map<string, readonly PayScalePoint[]>();
  private readonly assumptions = new Map<string, readonly PayAssumption[]>();
  private readonly bands = new Map<string, readonly PensionBand[]>();
  private readonly timelines = new Map<string, Timeline>();
  private readonly paid = new Map<string, Built<PayOfYear>>();
  private readonly rates = new Map<string, PayRates | null>();
  private readonly method: PartYearMethod;
  private readonly isShiftPensionable: boolean;

  constructor(
    businessCase: Pick<BusinessCase, "payScales" | "payAssumptions" | "pensionBands" | "assumptions">,
    private readonly years: readonly FinancialYear[],
  ) {
    for (const row of businessCase.payScales ?? []) push(this.scales, scaleKey(row.roleType, row.grade), row);
    for (const row of businessCase.payAssumptions ?? []) push(this.assumptions, `${row.roleType}|${row.year}`, row);
    for (const row of businessCase.pensionBands ?? []) push(this.bands, `${nameKey(row.scheme)}|${row.year}`, row);
    this.method = partYearMethod(businessCase);
    this.isShiftPensionable = parameterChoice(businessCase, "shift-pensionable") === "Yes";
  }

  /** Whether Pay scales has the grade of this role type at all. */
  hasScale(post: Pick<Post, "roleType" | "grade">): boolean {
    return this.scales.has(scaleKey(post.roleType, post.grade));
  }

  /** The rows of a grade's scale in force in a month, lowest point first; empty where none is in force yet. */
  scaleInForce(post: Pick<Post, "roleType" | "grade" | "zone">, inMonth: Month): readonly PayScalePoint[] {
    const rows = (this.scales.get(scaleKey(post.roleType, post.grade)) ?? []).filter(
      (row) => row.isLondon === null || post.zone === null || row.isLondon === (post.zone !== "None"),
    );
    let latest: number | null = null;
    for (const row of rows) {
      if (inForceFrom(row) <= inMonth && (latest === null || row.effectiveFrom > latest)) latest = row.effectiveFrom;
    }
    return rows.filter((row) => row.effectiveFrom === latest).sort((a, b) => a.point - b.point);
  }

  /** Pay assumptions of a role type in a year; null where there is no row, or more than one. */
  assumptionOf(roleType: RoleType, year: FinancialYear): PayAssumption | null {
    const rows = this.assumptions.get(`${roleType}|${year}`) ?? [];
    return rows.length === 1 ? (rows[0] ?? null) : null;
  }

  /** The bands of a scheme in a year, lowest first. */
  bandsOf(scheme: string, year: FinancialYear): readonly PensionBand[] {
    return [...(this.bands.get(`${nameKey(scheme)}|${year}`) ?? [])].sort((a, b) => a.from - b.from);
  }

  /**
   * What the change in a row's posts costs in one year.
   *
   * Formula (C7 BUILD): (pay + London weighting + allowances + shift + employer's national insurance + pension + levy)
   * x (1 - vacancy factor), for |Proposed - Baseline| posts. Pay, weighting, allowances and shift are those of one
   * full-time post for its service in the year, times posts. National insurance is rate x what the people are paid above
   * the threshold of each, the threshold reduced to the part of the year in service. Pension is the rate of the band of
   * full-time pensionable pay on all pensionable pay: basic, London weighting and zone allowance; not London allowance,
   * and shift pay only where the case says so. The levy is on all pay. Posts standing vacant cost nothing.
   * Units: exact pence, above nil for any change. Rounding: none here; the row's year is rounded once (4.5 R3).
   * Errors: `needed` names every input that is missing. Source: finance model C2 to C7, T3 to T5.
   */
  costInYear(post: Post, year: FinancialYear): Built<BuiltCost> {
    return this.costOf(profileOf(post), post, year);
  }

  /**
   * The total of `costInYear` alone, for cases of many posts: the same formula with all that does not depend on the row's
   * posts and people worked out once a kind of post and year.
   *
   * Formula: (posts x (pay x (1 + levy) + pension) + rate x max(0, posts x pay - people x threshold)) x (1 - vacancy factor).
   */
  totalInYear(post: Post, year: FinancialYear): Built<ExactFraction> {
    const rates = this.ratesOf(profileOf(post), year);
    // What is missing is named by the full build.
    if (rates === null) return totalOf(this.costInYear(post, year));
    const change = Math.abs(post.proposed - post.baseline) as Fte;
    const posts = fraction(change, FTE_PER_POST);
    const above = subtractFraction(
      multiplyFractions(posts, rates.pay),
      multiplyFractions(personsIn(post, change), rates.threshold),
    );
    const beforeVacancies = addFractions(
      multiplyFractions(posts, rates.withPension),
      above.numerator > 0n ? multiplyFractions(above, rates.niRate) : NOTHING,
    );
    const vacant = post.vacancyFactor ?? rates.vacancyFactor;
    if (vacant === null || vacant.numerator === 0) return { kind: "built", value: beforeVacancies };
    const staffed = rate(vacant.denominator - vacant.numerator, vacant.denominator);
    return { kind: "built", value: multiplyFractions(beforeVacancies, staffed) };
  }

  /** What one full-time post of a kind costs in a year but for national insurance; null where an input is needed. */
  private ratesOf(profile: PayProfile, year: FinancialYear): PayRates | null {
    const key = `${profileKey(profile)}|${year}`;
    const known = this.rates.get(key);
    if (known !== undefined) return known;
    const paid = this.payInYear(profile, year);
    const rates = paid.kind === "built" ? payRatesOf(paid.value) : null;
    this.rates.set(key, rates);
    return rates;
  }

  /** What one full-time post of a row is paid in a year. */
  payOf(post: Post, year: FinancialYear): Built<PayOfYear> {
    return this.payInYear(profileOf(post), year);
  }

  /**
   * What the change in a row's posts costs in a full year.
   *
   * Decides which: the first year of the case in which the posts are there for twelve months; where there is none (a short
   * fixed term, a start late in the last year) the year of the start taken whole, from April and without an end.
   * Source: finance model C8. Rounding and errors as for a year.
   */
  fullYear(post: Post): Built<FullYearBuild> {
    const served = this.years.find((year) => monthsInPost(year, post.startMonth, post.endMonth) === 12);
    const year = served ?? yearOfMonth(post.startMonth);
    const cost = served === undefined ? this.wholeYear(post, year) : this.costInYear(post, year);
    if (cost.kind === "needed") return cost;
    return { kind: "built", value: { year, isServed: served !== undefined, cost: cost.value } };
  }

  /** The same posts on the same point, as though they began in April of the year: a year's own rates, for comparing. */
  wholeYear(post: Post, year: FinancialYear): Built<BuiltCost> {
    return this.costOf({ ...profileOf(post), start: firstMonthOf(year), end: null }, post, year);
  }

  private costOf(profile: PayProfile, post: Post, year: FinancialYear): Built<BuiltCost> {
    const paid = this.payInYear(profile, year);
    if (paid.kind === "needed") return paid;
    const pay = paid.value;
    const { assumption } = pay;
    const needed: NeededPayInput[] = [];
    const niRate = assumption.employerNiRate;
    const niThreshold = assumption.employerNiThreshold;
    if (niRate === null) needed.push(neededOf(assumption, "employerNiRate", "Employer NI rate"));
    if (niThreshold === null) needed.push(neededOf(assumption, "employerNiThreshold", "Employer NI threshold"));
    if (niRate === null || niThreshold === null) return { kind: "needed", needed };

    const change = Math.abs(post.proposed - post.baseline) as Fte;
    const posts = fraction(change, FTE_PER_POST);
    const persons = personsIn(post, change);
    const timesPosts = (amount: ExactFraction): ExactFraction => multiplyFractions(amount, posts);
    const basic = timesPosts(pay.basic);
    const londonWeighting = timesPosts(pay.londonWeighting);
    const allowances = timesPosts(addFractions(pay.londonAllowance, pay.zoneAllowance));
    const shift = timesPosts(pay.shift);
    const allPay = addFractions(basic, londonWeighting, allowances, shift);
    const aboveThreshold = subtractFraction(allPay, multiplyFractions(persons, fraction(niThreshold), pay.share));
    const nationalInsurance = aboveThreshold.numerator > 0n ? multiplyFractions(aboveThreshold, niRate) : NOTHING;
    const pension = pay.band === null ? NOTHING : multiplyFractions(timesPosts(pay.pensionable), pay.band.employerRate);
    const levy = assumption.levy === null ? NOTHING : multiplyFractions(allPay, assumption.levy);
    const beforeVacancies = addFractions(allPay, nationalInsurance, pension, levy);
    const vacancyFactor = post.vacancyFactor ?? assumption.vacancyFactor ?? rate(0, 1);
    const vacancies = multiplyFractions(beforeVacancies, vacancyFactor, fraction(-1));
    return {
      kind: "built",
      value: {
        pay,
        basic,
        londonWeighting,
        allowances,
        shift,
        nationalInsurance,
        pension,
        levy,
        vacancies,
        total: addFractions(beforeVacancies, vacancies),
        persons,
        vacancyFactor,
      },
    };
  }

  /**
   * What one full-time post is paid for its service in a year.
   *
   * Formula (C3, C4): sum over the months in service of the month's yearly rate x its part of the year, which is 1/12, or
   * its days over the days of the year. Allowances likewise at the year's own amounts; shift is its share of basic pay.
   * The pension band is that of the average yearly rate of full-time pensionable pay over the service of the year.
   * Units: exact pence of one full-time post. No rounding. Errors: `needed`.
   */
  payInYear(profile: PayProfile, year: FinancialYear): Built<PayOfYear> {
    const key = `${profileKey(profile)}|${year}`;
    const known = this.paid.get(key);
    if (known) return known;
    const worked = this.workOutPay(profile, year);
    this.paid.set(key, worked);
    return worked;
  }

  private workOutPay(profile: PayProfile, year: FinancialYear): Built<PayOfYear> {
    const needed: NeededPayInput[] = [];
    const found = this.assumptionNeeded(profile.roleType, year);
    if (found.kind === "needed") needed.push(...found.needed);
    const months: PayMonth[] = [];
    const from = Math.max(profile.start, firstMonthOf(year));
    const to = Math.min(profile.end ?? lastMonthOf(year), lastMonthOf(year));
    for (let at = from; at <= to; at++) {
      const paid = this.monthOf(profile, at as Month);
      if (paid.kind === "needed") needed.push(...paid.needed);
      else months.push(paid.value);
    }
    if (found.kind === "needed" || needed.length > 0) return { kind: "needed", needed: distinct(needed) };

    const assumption = found.value;
    const allowances = allowancesOf(profile, assumption, months);
    if (allowances.kind === "needed") return allowances;
    let basic = NOTHING;
    let londonWeighting = NOTHING;
    let londonAllowance = NOTHING;
    let share = NOTHING;
    months.forEach((each, index) => {
      const part = partOfYear(this.method, each.month);
      share = addFractions(share, part);
      basic = addFractions(basic, multiplyFractions(part, fraction(each.pay)));
      if (allowances.value.isLondon[index] === true) {
        londonWeighting = addFractions(
          londonWeighting,
          multiplyFractions(part, fraction(assumption.londonWeighting ?? 0)),
        );
        londonAllowance = addFractions(
          londonAllowance,
          multiplyFractions(part, fraction(assumption.londonAllowance ?? 0)),
        );
      }
    });
    const zoneAllowance = multiplyFractions(share, fraction(allowances.value.zone));
    const shift = profile.shift === null ? NOTHING : multiplyFractions(basic, profile.shift);
    const pensionable = addFractions(basic, londonWeighting, zoneAllowance, this.isShiftPensionable ? shift : NOTHING);
    const pensionableFullTime = share.numerator === 0n ? NOTHING : divideFraction(pensionable, share);
    const band = this.bandFor(profile, assumption, pensionableFullTime);
    if (band.kind === "needed") return band;
    return {
      kind: "built",
      value: {
        year,
        months,
        assumption,
        share,
        basic,
        londonWeighting,
        londonAllowance,
        zoneAllowance,
        shift,
        pensionable,
        pensionableFullTime,
        band: band.value,
      },
    };
  }

  private assumptionNeeded(roleType: RoleType, year: FinancialYear): Built<PayAssumption> {
    const rows = this.assumptions.get(`${roleType}|${year}`) ?? [];
    const [only] = rows;
    if (only !== undefined && rows.length === 1) return { kind: "built", value: only };
    const what =
      only === undefined
        ? `a row of Pay assumptions for ${roleType} ${formatYear(year)}`
        : `one row of Pay assumptions for ${roleType} ${formatYear(year)} (there are ${rows.length})`;
    return {
      kind: "needed",
      needed: [
        {
          sheet: "Pay assumptions",
          line: only?.line ?? null,
          field: only === undefined ? null : "year",
          what,
          subject: `a row of Pay assumptions for ${roleType}`,
          year,
        },
      ],
    };
  }

  /** The pay of one month, from the timeline of the profile. */
  private monthOf(profile: PayProfile, at: Month): Built<PayMonth> {
    const key = profileKey(profile);
    let timeline = this.timelines.get(key);
    if (!timeline) {
      timeline = { months: [], point: { kind: "unknown" } };
      this.timelines.set(key, timeline);
    }
    for (let next = profile.start + timeline.months.length; next <= at; next++) {
      timeline.months.push(this.nextMonth(profile, timeline, next as Month));
    }
    return timeline.months[at - profile.start] as Built<PayMonth>;
  }

  /**
   * The pay of the next month of a timeline.
   *
   * Decides the point: the row's own in its Start month; in an increment month after it the next higher point of the scale
   * then in force, up to its top. Then the pay: the point's, with the awards since the scale took effect. Source: C2.
   */
  private nextMonth(profile: PayProfile, timeline: Timeline, at: Month): Built<PayMonth> {
    if (timeline.point.kind === "needed") return timeline.point;
    const scale = this.scaleInForce(profile, at);
    if (scale.length === 0) {
      const lacking = needsScale(profile, at, this.scales.has(scaleKey(profile.roleType, profile.grade)));
      // Without a scale nobody knows whether the post moved up: what comes after is not known either.
      if (at > profile.start || timeline.point.kind === "unknown") timeline.point = lacking;
      return lacking;
    }
    if (timeline.point.kind === "unknown") {
      const only = new Set(scale.map((row) => row.point));
      if (profile.scalePoint === null && only.size > 1) {
        timeline.point = needsPost(
          "scalePoint",
          `the Scale point (${profile.roleType} ${profile.grade} has ${only.size} points)`,
        );
        return timeline.point;
      }
      timeline.point = { kind: "known", point: profile.scalePoint ?? (scale[0] as PayScalePoint).point };
    } else if (at > profile.start) {
      const higher = scale.find((row) => row.point > (timeline.point as { point: number }).point);
      if (higher) {
        const moves = this.movesUp(profile, at);
        if (moves.kind === "needed") {
          timeline.point = moves;
          return moves;
        }
        if (moves.value) timeline.point = { kind: "known", point: higher.point };
      }
    }
    const { point } = timeline.point;
    const rows = scale.filter((row) => row.point === point);
    const row = rows[0];
    if (row === undefined) return needsPoint(profile, point, scale[0] as PayScalePoint);
    if (rows.length > 1) {
      return rows.some((each) => each.isLondon !== row.isLondon) && profile.zone === null
        ? needsPost("zone", `the Zone (Pay scales has point ${point} of ${profile.grade} in London and outside)`)
        : needsOneRow(row);
    }
    return this.afterAwards(profile, row, at);
  }

  /** Whether a month is one in which people move up a point: the month of the Start month, or the one month for all. */
  private movesUp(profile: PayProfile, at: Month): Built<boolean> {
    const found = this.assumptionNeeded(profile.roleType, yearOfMonth(at));
    if (found.kind === "needed") return found;
    const { increment } = found.value;
    if (increment === null) {
      return {
        kind: "needed",
        needed: [neededOf(found.value, "increment", "Increment (None, Anniversary or a month)")],
      };
    }
    if (increment === "None") return { kind: "built", value: false };
    const moving = increment === "Anniversary" ? monthOfYear(profile.start) : MONTH_NUMBERS.get(increment);
    return { kind: "built", value: monthOfYear(at) === moving };
  }

  /**
   * The pay of a point in a month.
   *
   * Formula (C2): point pay x product of (1 + award) over the awards paid from a month after the scale took effect up to
   * this month, each rounded half up to the year's own multiple (the penny where none is given) before the next. An award
   * paid from the month in which the scale took effect, or before it, is in the scale already. A row without an Award
   * leaves pay as it is, which is flagged. A missing row of a year whose award would count is `needed`.
   */
  private afterAwards(profile: PayProfile, scale: PayScalePoint, at: Month): Built<PayMonth> {
    const since = inForceFrom(scale);
    const awards: PayAssumption[] = [];
    let pay = scale.annualPay;
    for (let year: number = yearOfMonth(since); year <= yearOfMonth(at); year++) {
      const inYear = year as FinancialYear;
      const usual = usualAwardMonth(profile.roleType, inYear);
      const found = this.assumptionNeeded(profile.roleType, inYear);
      if (found.kind === "needed") {
        if (usual > since && usual <= at) return found;
        continue;
      }
      const assumption = found.value;
      const paidFrom = assumption.awardMonth ?? usual;
      if (yearOfMonth(paidFrom) !== inYear) {
        const what = `an Award month inside ${formatYear(inYear)} (it is ${formatMonth(paidFrom)}), Pay assumptions, ${profile.roleType}`;
        return {
          kind: "needed",
          needed: [
            { sheet: "Pay assumptions", line: assumption.line, field: "awardMonth", what, subject: what, year: null },
          ],
        };
      }
      if (paidFrom <= since || paidFrom > at || assumption.award === null) continue;
      pay = payAfterAward(pay, assumption.award, assumption.awardRounding ?? ONE_PENNY);
      awards.push(assumption);
    }
    return { kind: "built", value: { month: at, scale, pay, awards } };
  }

  /**
   * The pension band of full-time pensionable pay.
   *
   * Decides: the band whose From is the highest that the pay reaches. Bands are printed in whole pounds, so pay between
   * the last pound of one and the first of the next belongs to the lower. The band's rate applies to all of the pay.
   * Errors: no band, overlapping bands, or pay above the last band's To is `needed`. Source: C6, T5.
   */
  private bandFor(profile: PayProfile, assumption: PayAssumption, pay: ExactFraction): Built<PensionBand | null> {
    const scheme = assumption.pensionScheme;
    if (scheme === null) {
      return {
        kind: "needed",
        needed: [neededOf(assumption, "pensionScheme", "Pension scheme (None where no pension is paid)")],
      };
    }
    if (nameKey(scheme) === NO_SCHEME) return { kind: "built", value: null };
    const bands = this.bandsOf(scheme, assumption.year);
    const reached = bands.filter((band) => compareFractions(fraction(band.from), pay) <= 0);
    const band = reached[reached.length - 1];
    const within = reached.filter((each) => each.to === null || compareFractions(pay, fraction(each.to)) <= 0);
    const next = bands.find((each) => band !== undefined && each.from > band.from);
    const isInSeam =
      band?.to != null && next !== undefined && next.from - band.to <= PENCE_IN_A_POUND && within.length === 0;
    if (band === undefined || within.length > 1 || (within.length === 0 && !isInSeam)) {
      const what =
        within.length > 1
          ? `one band of ${scheme} ${formatYear(assumption.year)} in Pension bands for pay of ${formatMoney(roundToPence(pay))} (there are ${within.length})`
          : `a band of ${scheme} ${formatYear(assumption.year)} in Pension bands for pay of ${formatMoney(roundToPence(pay))} (${profile.roleType} ${profile.grade})`;
      return {
        kind: "needed",
        needed: [
          {
            sheet: "Pension bands",
            line: within[1]?.line ?? band?.line ?? null,
            field: within.length > 1 ? "from" : band === undefined ? null : "to",
            what,
            subject: bands.length === 0 ? `bands of ${scheme} in Pension bands` : what,
            year: bands.length === 0 ? assumption.year : null,
          },
        ],
      };
    }
    return { kind: "built", value: within[0] ?? band };
  }
}

/** What of a kind of post's year does not depend on the row: per full-time post, and per person. */
type PayRates = {
  readonly pay: ExactFraction;
  /** Pay with levy and employer's pension. */
  readonly withPension: ExactFraction;
  /** Of one person, reduced to the part of the year. */
  readonly threshold: ExactFraction;
  readonly niRate: Rate;
  readonly vacancyFactor: Rate | null;
};

function payRatesOf(pay: PayOfYear): PayRates | null {
  const { employerNiRate, employerNiThreshold, levy, vacancyFactor } = pay.assumption;
  if (employerNiRate === null || employerNiThreshold === null) return null;
  const allPay = addFractions(pay.basic, pay.londonWeighting, pay.londonAllowance, pay.zoneAllowance, pay.shift);
  return {
    pay: inLowestTerms(allPay),
    withPension: inLowestTerms(
      addFractions(
        allPay,
        levy === null ? NOTHING : multiplyFractions(allPay, levy),
        pay.band === null ? NOTHING : multiplyFractions(pay.pensionable, pay.band.employerRate),
      ),
    ),
    threshold: inLowestTerms(multiplyFractions(fraction(employerNiThreshold), pay.share)),
    niRate: employerNiRate,
    vacancyFactor,
  };
}

function totalOf(cost: Built<BuiltCost>): Built<ExactFraction> {
  return cost.kind === "needed" ? cost : { kind: "built", value: cost.value.total };
}

type Timeline = {
  readonly months: Built<PayMonth>[];
  point:
    | { readonly kind: "unknown" }
    | { readonly kind: "known"; readonly point: number }
    | { readonly kind: "needed"; readonly needed: readonly NeededPayInput[] };
};

const ONE_PENNY = pence(1);
const PENCE_IN_A_POUND = 100;
/** How a row of Pay assumptions says that no pension is paid. */
const NO_SCHEME = "none";

/** September for officers, April for all others (finance model T4, context fact 15). */
function usualAwardMonth(roleType: RoleType, year: FinancialYear): Month {
  return roleType === "Officer" ? month(year, 9) : firstMonthOf(year);
}

const MONTH_NUMBERS: ReadonlyMap<string, number> = new Map(
  [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
  ].map((name, index) => [name, index + 1] as const),
);

/** How the case counts a part of a year: its own choice, else whole months. Source: finance model C1. */
export function partYearMethod(businessCase: Pick<BusinessCase, "assumptions">): PartYearMethod {
  return parameterChoice(businessCase, "part-year-method") === "Days" ? "Days" : "Months";
}

/**
 * The part of its financial year that a month is.
 *
 * Formula: 1 / 12 by months; by days its days / the days of the year (365, or 366 with a 29 February). Exact.
 * Source: finance model C1.
 */
export function partOfYear(method: PartYearMethod, inMonth: Month): ExactFraction {
  if (method === "Months") return fraction(1, 12);
  return fraction(daysIn(inMonth), daysOfYear(yearOfMonth(inMonth)));
}

/** The days of a month. */
function daysIn(inMonth: Month): number {
  return dateOf(lastDayOf(inMonth)).day;
}

/** The days of a financial year: 366 when it holds a 29 February. */
export function daysOfYear(year: FinancialYear): number {
  return lastDayOf(lastMonthOf(year)) - lastDayOf((firstMonthOf(year) - 1) as Month);
}

/** The days of a financial year in which a post exists, by whole months, both included. */
export function daysInPost(year: FinancialYear, start: Month, end: Month | null): number {
  const from = Math.max(start, firstMonthOf(year)) as Month;
  const to = Math.min(end ?? lastMonthOf(year), lastMonthOf(year)) as Month;
  return to < from ? 0 : lastDayOf(to) - lastDayOf((from - 1) as Month);
}

/**
 * People in the posts that change.
 *
 * Formula: the row's Headcount, in the proportion of the change to its Proposed posts where it has any; without a
 * Headcount the posts that change, rounded up. Source: finance model C5. Exact.
 */
function personsIn(post: Post, change: Fte): ExactFraction {
  if (post.headcount === null) return fraction(Math.ceil(change / FTE_PER_POST));
  return post.proposed > 0 ? fraction(post.headcount * change, post.proposed) : fraction(post.headcount);
}

function profileOf(post: Post): PayProfile {
  return {
    roleType: post.roleType,
    grade: post.grade,
    scalePoint: post.scalePoint,
    start: post.startMonth,
    end: post.endMonth,
    zone: post.zone,
    shift: post.shiftAllowance,
  };
}

function profileKey(profile: PayProfile): string {
  const shift = profile.shift === null ? "" : `${profile.shift.numerator}/${profile.shift.denominator}`;
  return `${scaleKey(profile.roleType, profile.grade)}|${profile.scalePoint ?? ""}|${profile.start}|${profile.end ?? ""}|${profile.zone ?? ""}|${shift}`;
}

function scaleKey(roleType: RoleType, grade: string): string {
  return `${roleType}|${nameKey(grade)}`;
}

/** The first month that a scale is paid in: it must be in force on the 15th, as a post must (C1). */
export function inForceFrom(row: PayScalePoint): Month {
  const of = monthOfDay(row.effectiveFrom);
  return dateOf(row.effectiveFrom).day <= MID_MONTH ? of : ((of + 1) as Month);
}

const MID_MONTH = 15;

/**
 * Which allowances a post carries: London weighting and allowance in every month in London (its Zone is 1 or 2, or it has
 * none and its scale is not one for outside London), and the allowance of its zone. A zone whose allowance is blank is
 * `needed`, unless the year pays for London by weighting or allowance. Source: finance model C4, T4.
 */
function allowancesOf(
  profile: PayProfile,
  assumption: PayAssumption,
  months: readonly PayMonth[],
): Built<{ readonly isLondon: readonly boolean[]; readonly zone: Pence }> {
  const isLondon = months.map(({ scale }) =>
    profile.zone === null ? scale.isLondon !== false : profile.zone !== "None",
  );
  if (profile.zone === null || profile.zone === "None") return { kind: "built", value: { isLondon, zone: NIL } };
  const [field, name] =
    profile.zone === "Zone 1"
      ? (["zone1Allowance", "Zone 1 allowance"] as const)
      : (["zone2Allowance", "Zone 2 allowance"] as const);
  const amount = assumption[field];
  if (amount === null && assumption.londonWeighting === null && assumption.londonAllowance === null)
    return { kind: "needed", needed: [neededOf(assumption, field, name)] };
  return { kind: "built", value: { isLondon, zone: amount ?? NIL } };
}

function neededOf(assumption: PayAssumption, field: keyof PayAssumption, name: string): NeededPayInput {
  return {
    sheet: "Pay assumptions",
    line: assumption.line,
    field,
    what: `${name} of ${assumption.roleType} ${formatYear(assumption.year)} in Pay assumptions`,
    subject: `${name} of ${assumption.roleType} in Pay assumptions`,
    year: assumption.year,
  };
}

type Needed = { readonly kind: "needed"; readonly needed: readonly NeededPayInput[] };

function needsPost(field: keyof Post, what: string): Needed {
  return { kind: "needed", needed: [{ sheet: "Staffing", line: null, field, what, subject: what, year: null }] };
}

function needsScale(profile: PayProfile, at: Month, hasGrade: boolean): Needed {
  const grade = `${profile.roleType} ${profile.grade}`;
  const what = hasGrade
    ? `a scale of ${grade} in Pay scales that is in force in ${formatMonth(at)}`
    : `${grade} in Pay scales (or a Unit cost or Annual cost)`;
  return {
    kind: "needed",
    needed: [{ sheet: "Pay scales", line: null, field: null, what, subject: what, year: null }],
  };
}

function needsPoint(profile: PayProfile, point: number, inForce: PayScalePoint): Needed {
  const what = `point ${point} of ${profile.roleType} ${profile.grade} in Pay scales from ${formatDay(inForce.effectiveFrom)}`;
  return {
    kind: "needed",
    needed: [{ sheet: "Pay scales", line: null, field: null, what, subject: what, year: null }],
  };
}

function needsOneRow(row: PayScalePoint): Needed {
  const what = `one row of Pay scales for point ${row.point} of ${row.roleType} ${row.grade} from ${formatDay(row.effectiveFrom)} (there are several)`;
  return {
    kind: "needed",
    needed: [{ sheet: "Pay scales", line: row.line, field: "point", what, subject: what, year: null }],
  };
}

function distinct(needed: readonly NeededPayInput[]): readonly NeededPayInput[] {
  return [...new Map(needed.map((each) => [each.what, each] as const)).values()];
}

function push<T>(map: Map<string, readonly T[]>, key: string, row: T): void {
  const list = map.get(key);
  if (list) (list as T[]).push(row);
  else map.set(key, [row]);
}
