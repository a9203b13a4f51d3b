/**
 * A second opinion on the pay build: slow, plain, in exact fractions, month by month and from the start each time. It shares
 * no code with the model; it reads the same typed rows.
 */
import type { BusinessCase, PayAssumption, PayScalePoint, Post } from "../../src/model";

/** An exact fraction. */
type Exact = readonly [top: bigint, bottom: bigint];

const exact = (top: number | bigint, bottom: number | bigint = 1): Exact => [BigInt(top), BigInt(bottom)];
const plus = (a: Exact, b: Exact): Exact => [a[0] * b[1] + b[0] * a[1], a[1] * b[1]];
const times = (a: Exact, b: Exact): Exact => [a[0] * b[0], a[1] * b[1]];
const isAtLeast = (a: Exact, b: Exact): boolean => a[0] * b[1] >= b[0] * a[1];
const ofRate = (rate: { numerator: number; denominator: number } | null): Exact =>
  rate === null ? exact(0) : exact(rate.numerator, rate.denominator);

/** To the nearest whole, halves up; of an amount that is not below nil. */
const nearest = (a: Exact): bigint => (2n * a[0] + a[1]) / (2n * a[1]);

/** Calendar year and month (1 to 12) of a month counted from January of year 0. */
const calendar = (month: number): { year: number; month: number } => ({
  year: Math.floor(month / 12),
  month: (month % 12) + 1,
});
/** The calendar year in which the financial year of a month begins. */
const financialYearOf = (month: number): number => {
  const of = calendar(month);
  return of.month >= 4 ? of.year : of.year - 1;
};
const daysOf = (month: number): number =>
  new Date(Date.UTC(calendar(month).year, calendar(month).month, 0)).getUTCDate();
const NAMES = [
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
];

type Sheets = Pick<BusinessCase, "payScales" | "payAssumptions" | "pensionBands">;

/** How the opinion is asked: by months or days, and whether shift pay counts for pension. */
export type PayQuestion = { readonly isByDays: boolean; readonly isShiftPensionable: boolean };

/** What the change in a row's posts costs in a financial year, in whole pence, with the sign of the change. */
export function payOpinion(sheets: Sheets, post: Post, inYear: number, question: PayQuestion): bigint {
  const of = (year: number): PayAssumption =>
    (sheets.payAssumptions ?? []).find((row) => row.roleType === post.roleType && row.year === year) as PayAssumption;
  const rows = (sheets.payScales ?? []).filter(
    (row) => row.roleType === post.roleType && row.grade.toLowerCase() === post.grade.toLowerCase(),
  );
  /** The month in which a scale is first paid: its own when it begins by the 15th. */
  const paidFrom = (row: PayScalePoint): number => {
    const date = new Date(row.effectiveFrom * 86_400_000);
    return date.getUTCFullYear() * 12 + date.getUTCMonth() + (date.getUTCDate() > 15 ? 1 : 0);
  };
  const scaleAt = (month: number): readonly PayScalePoint[] => {
    const begun = rows.filter((row) => paidFrom(row) <= month);
    const latest = begun.map((row) => row.effectiveFrom).reduce((a, b) => (a > b ? a : b));
    return begun.filter((row) => row.effectiveFrom === latest);
  };
  const pointAt = (month: number): number => {
    let point = post.scalePoint as number;
    for (let each = post.startMonth + 1; each <= month; each++) {
      const rule = of(financialYearOf(each)).increment;
      const isMonth =
        rule === "Anniversary" ? (each - post.startMonth) % 12 === 0 : rule === NAMES[calendar(each).month - 1];
      const higher = scaleAt(each)
        .map((row) => row.point)
        .filter((other) => other > point);
      if (isMonth && higher.length > 0) point = Math.min(...higher);
    }
    return point;
  };
  const payAt = (month: number): bigint => {
    const row = scaleAt(month).find((each) => each.point === pointAt(month)) as PayScalePoint;
    let pay = BigInt(row.annualPay);
    for (let each = paidFrom(row) + 1; each <= month; each++) {
      const year = financialYearOf(each);
      const assumption = of(year);
      const awardMonth = assumption.awardMonth ?? year * 12 + (post.roleType === "Officer" ? 8 : 3);
      if (each !== awardMonth || assumption.award === null) continue;
      const multiple = BigInt(assumption.awardRounding ?? 1);
      const raised = times(exact(pay), plus(exact(1), ofRate(assumption.award)));
      pay = nearest(times(raised, exact(1n, multiple))) * multiple;
    }
    return pay;
  };

  const assumption = of(inYear);
  const april = inYear * 12 + 3;
  const yearMonths = Array.from({ length: 12 }, (_, index) => april + index);
  const daysInYear = yearMonths.reduce((sum, month) => sum + daysOf(month), 0);
  const served = yearMonths.filter(
    (month) => month >= post.startMonth && (post.endMonth === null || month <= post.endMonth),
  );
  if (served.length === 0) return 0n;

  let basic = exact(0);
  let share = exact(0);
  for (const month of served) {
    const part = question.isByDays ? exact(daysOf(month), daysInYear) : exact(1, 12);
    basic = plus(basic, times(part, exact(payAt(month))));
    share = plus(share, part);
  }
  const isLondon = post.zone !== "None";
  const zone =
    post.zone === "Zone 1" ? assumption.zone1Allowance : post.zone === "Zone 2" ? assumption.zone2Allowance : 0;
  const weighting = times(share, exact(isLondon ? (assumption.londonWeighting ?? 0) : 0));
  const allowance = times(share, exact(isLondon ? (assumption.londonAllowance ?? 0) : 0));
  const zonePay = times(share, exact(zone ?? 0));
  const shift = times(basic, ofRate(post.shiftAllowance));
  const pay = [basic, weighting, allowance, zonePay, shift].reduce(plus);
  let pensionable = [basic, weighting, zonePay].reduce(plus);
  if (question.isShiftPensionable) pensionable = plus(pensionable, shift);

  const change = Math.abs(post.proposed - post.baseline);
  const posts = exact(change, 10_000);
  const persons =
    post.headcount === null
      ? exact(Math.ceil(change / 10_000))
      : post.proposed > 0
        ? exact(BigInt(post.headcount) * BigInt(change), post.proposed)
        : exact(post.headcount);
  const threshold = times(times(persons, exact(assumption.employerNiThreshold ?? 0)), share);
  const allPay = times(pay, posts);
  const above = plus(allPay, [-threshold[0], threshold[1]]);
  const insurance = isAtLeast(above, exact(0)) ? times(above, ofRate(assumption.employerNiRate)) : exact(0);

  const perYear = times(pensionable, [share[1], share[0]]);
  const bands = (sheets.pensionBands ?? []).filter(
    (band) => band.scheme === assumption.pensionScheme && band.year === inYear && isAtLeast(perYear, exact(band.from)),
  );
  const band = bands.reduce<(typeof bands)[number] | null>(
    (highest, each) => (highest === null || each.from > highest.from ? each : highest),
    null,
  );
  const pension = band === null ? exact(0) : times(times(pensionable, posts), ofRate(band.employerRate));
  const levy = times(allPay, ofRate(assumption.levy));
  const vacant = ofRate(post.vacancyFactor ?? assumption.vacancyFactor);
  const staffed: Exact = [vacant[1] - vacant[0], vacant[1]];
  const total = nearest(times([allPay, insurance, pension, levy].reduce(plus), staffed));
  return post.proposed < post.baseline ? -total : total;
}
