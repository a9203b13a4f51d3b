import type { LineId, Post } from "../businessCase";
import type { Calculation } from "../calculation";
import { firstUnknownYear } from "../caseFigures/withheld";
import { formatDay, formatYear, monthsInPost, yearOfMonth, type FinancialYear } from "../calendar";
import { compareFractions, fraction, roundToPence, subtractFraction } from "../exactFraction";
import type { Flag, FlagCode } from "../finding";
import { formatMoney, pence, scalePence, type Pence, type Rate } from "../money";
import { compareNatural } from "../naming";
import { parameterMoney, parameterRate } from "../parameters";
import { inForceFrom, type NeededPayInput } from "../payBuild";
import { isBuilt, isCostedByCase } from "../staffing";
import { flag, linesInOrder, money, place, REFERENCES_NAMED } from "./flag";

/** Flags about the cost of posts as pay gives it: what a build lacks, awards missing, costs unlike the scale, band edges. */
export function payBuildFlags(calculation: Calculation): readonly Flag[] {
  if (calculation.businessCase.payScales === null && calculation.costs.needed.size === 0) return [];
  const builtPosts = linesInOrder(calculation).flatMap(({ post }) =>
    post && isBuilt(post) && isCostedByCase(post) && post.proposed !== post.baseline ? [post] : [],
  );
  return [
    ...incompleteBuilds(calculation, builtPosts),
    ...awardsMissing(calculation, builtPosts),
    ...costsUnlikeTheScale(calculation),
    ...bandEdges(calculation, builtPosts),
  ];
}

/** One flag for each input that builds lack: the rows of several years are named together. */
function incompleteBuilds(calculation: Calculation, posts: readonly Post[]): readonly Flag[] {
  const { staff, years } = calculation.costs;
  const lacking = new Map<string, { first: NeededPayInput; years: Set<FinancialYear>; posts: Set<Post> }>();
  for (const post of posts) {
    const needed: NeededPayInput[] = [];
    for (const year of years) {
      const cost = staff.inYear(post, year);
      if (cost.kind === "needed") needed.push(...cost.needed);
    }
    const full = staff.fullYear(post);
    if (full.kind === "needed") needed.push(...full.needed);
    for (const each of needed) {
      const entry = lacking.get(`${each.sheet}|${each.subject}`) ?? { first: each, years: new Set(), posts: new Set() };
      if (each.year !== null) entry.years.add(each.year);
      entry.posts.add(post);
      lacking.set(`${each.sheet}|${each.subject}`, entry);
    }
  }
  return [...lacking.values()].map(({ first, years: inYears, posts: of }) => {
    const references = [...of].map((post) => post.reference).sort(compareNatural);
    const named = references.slice(0, REFERENCES_NAMED).join(", ");
    const more = references.length > REFERENCES_NAMED ? ` and ${references.length - REFERENCES_NAMED} more` : "";
    const inOrder = [...inYears].sort((a, b) => a - b).map(formatYear);
    const what = inOrder.length > 1 ? `${first.subject} for ${inOrder.join(", ")}` : first.what;
    const isOnStaffing = first.line === null && first.sheet === "Staffing";
    const lines: readonly LineId[] = isOnStaffing ? [...of].map((post) => post.line) : first.line ? [first.line] : [];
    return flag(
      "PAY_INPUT_NEEDED",
      isOnStaffing ? `${first.subject}: ${named}${more}` : first.subject,
      `${named}${more} cannot be costed from pay: ${what} is needed. No figure that rests on it is given.`,
      "Enter it, or give the posts a Unit cost or an Annual cost.",
      {
        place: first.field === null ? null : place(lines[0] ?? null, first.field),
        alsoAt: lines.slice(1, 1 + REFERENCES_NAMED).map((line) => ({ line, field: first.field ?? "" })),
        sheet: first.sheet,
        year: inYears.size === 1 ? ([...inYears][0] ?? null) : null,
        rule: "A post without a stated cost takes every part of its pay from the pay sheets; a blank is never nil",
      },
    );
  });
}

/** Years in which built posts are in service and nobody says what the pay award is. */
function awardsMissing(calculation: Calculation, posts: readonly Post[]): readonly Flag[] {
  const { build } = calculation.costs.staff;
  const flags = new Map<string, Flag>();
  for (const post of posts) {
    for (const year of calculation.horizon.years) {
      const topic = `${post.roleType} ${formatYear(year)}`;
      if (flags.has(topic) || monthsInPost(year, post.startMonth, post.endMonth) === 0) continue;
      const row = build.assumptionOf(post.roleType, year);
      if (row?.award != null) continue;
      const last = post.endMonth !== null && yearOfMonth(post.endMonth) === year ? post.endMonth : null;
      const [scale] = build.scaleInForce(post, last ?? ((year * 12 + 14) as typeof post.startMonth));
      // A scale that takes effect in the year has the year's award in it.
      if (row !== null && scale !== undefined && yearOfMonth(inForceFrom(scale)) === year) continue;
      flags.set(
        topic,
        flag(
          "PAY_AWARD_MISSING",
          topic,
          row === null
            ? `No pay award for ${post.roleType} ${formatYear(year)}: Pay assumptions has no row of that year.`
            : `No pay award for ${post.roleType} ${formatYear(year)}: pay stays as it was${scale === undefined ? "" : `, on the scale from ${formatDay(scale.effectiveFrom)}`}.`,
          "Enter the Award of the year; 0% where there is none.",
          {
            place: row === null ? null : { line: row.line, field: "award" },
            sheet: "Pay assumptions",
            year,
            rule: "A year of the case with posts costed from pay, without an award and without a scale of its own",
          },
        ),
      );
    }
  }
  return [...flags.values()];
}

/** Posts whose cost is far from what their scale makes likely, stated or built. */
function costsUnlikeTheScale(calculation: Calculation): readonly Flag[] {
  const { businessCase } = calculation;
  const { staff } = calculation.costs;
  const lowest = parameterRate(businessCase, "post-cost-lowest");
  const highest = parameterRate(businessCase, "post-cost-highest");
  const flags: Flag[] = [];
  for (const { post } of linesInOrder(calculation)) {
    if (!post) continue;
    const cost = staff.ofOnePost(post);
    if (cost === null || cost.kind === "needed") continue;
    const scale = staff.build.scaleInForce(post, post.startMonth);
    if (scale.length === 0) continue;
    const pays = scale.map((row) => row.annualPay);
    const low = scalePence(pence(Math.min(...pays)), lowest);
    const high = scalePence(pence(Math.max(...pays)), highest);
    if (cost.value >= low && cost.value <= high) continue;
    const field = post.unitCost !== null ? "unitCost" : post.annualCost !== null ? "annualCost" : "scalePoint";
    flags.push(
      flag(
        "POST_COST_IMPLAUSIBLE",
        post.reference,
        `${formatMoney(cost.value)} a post of ${post.reference}; the scale of ${post.grade} gives ${formatMoney(low)} to ${formatMoney(high)}.`,
        "Check the cost, the grade and how many posts it is for; leave it if it is right.",
        {
          place: { line: post.line, field },
          alsoAt: scale.slice(0, 1).map((row) => ({ line: row.line, field: "annualPay" })),
          amounts: money(cost.value < low ? low : high, cost.value),
          rule: `Below ${percent(lowest)} of the lowest point or above ${percent(highest)} of the highest`,
        },
      ),
    );
  }
  return flags;
}

/** Built posts whose full-time pensionable pay is near the edge of a band, in the first year in which it is. */
function bandEdges(calculation: Calculation, posts: readonly Post[]): readonly Flag[] {
  const { build } = calculation.costs.staff;
  const margin = parameterMoney(calculation.businessCase, "pension-band-margin");
  const flags: Flag[] = [];
  for (const post of posts) {
    for (const year of calculation.horizon.years) {
      if (monthsInPost(year, post.startMonth, post.endMonth) === 0) continue;
      const paid = build.payOf(post, year);
      if (paid.kind === "needed" || paid.value.band === null) continue;
      const pay = paid.value;
      const bands = build.bandsOf(pay.band?.scheme ?? "", year);
      const edge = bands.find((band, index) => {
        const below = bands[index - 1];
        if (below === undefined || isSame(below.employerRate, band.employerRate)) return false;
        const apart = subtractFraction(pay.pensionableFullTime, fraction(band.from));
        return compareFractions(apart, fraction(margin)) <= 0 && compareFractions(apart, fraction(-margin)) >= 0;
      });
      if (edge === undefined || pay.band === null) continue;
      const shown = roundToPence(pay.pensionableFullTime);
      const isBelow = pay.band.from < edge.from;
      const other = isBelow ? edge : (bands[bands.indexOf(edge) - 1] ?? edge);
      flags.push(
        flag(
          "PENSION_BAND_JUMP",
          post.reference,
          `${post.reference}: full-time pensionable pay of ${formatMoney(shown)} in ${formatYear(year)} is ${formatMoney(Math.abs(shown - edge.from) as Pence)} ${isBelow ? "below" : shown === edge.from ? "from" : "above"} the edge of a band at ${formatMoney(edge.from)}; a change of that size moves the pension rate from ${percent(pay.band.employerRate)} to ${percent(other.employerRate)} of all of it.`,
          "Check the award and the allowances that take it there.",
          {
            place: { line: post.line, field: "scalePoint" },
            alsoAt: [{ line: edge.line, field: "from" }],
            year,
            amounts: money(edge.from, shown),
            rule: `Within ${formatMoney(margin)} of the edge of a band`,
          },
        ),
      );
      break;
    }
  }
  return flags;
}

function isSame(a: Rate, b: Rate): boolean {
  return BigInt(a.numerator) * BigInt(b.denominator) === BigInt(b.numerator) * BigInt(a.denominator);
}

/** A rate as a percentage, to two decimals. */
function percent(value: Rate): string {
  const hundredths = scalePence(pence(10_000), value);
  return `${String(hundredths / 100)}%`;
}

/** What is said only of amounts that are known: none of these is raised from the first year with an unknown cost on. */
const RESTING_ON_COST: ReadonlySet<FlagCode> = new Set<FlagCode>([
  "ALLOCATION_NOT_USED",
  "APPROVAL_MISMATCH",
  "FBC_OUT_OF_LINE",
  "FUNDING_BID_COUNTED",
  "FUNDING_ORDER",
  "MCF_LOW",
  "MCF_OVERDRAWN",
  "MCF_RECURRING",
  "MTFP_GAP",
  "OVER_FUNDED",
  "PLAN_HOLDS_CASE",
  "RESERVE_BELOW_MIN",
  "RESERVE_DRAW_NOT_PLANNED",
  "RESERVE_EXPIRES",
  "RESERVE_FUNDS_RECURRING",
  "RESERVE_NEGATIVE",
  "RESERVE_ROLLFORWARD_BREAK",
  "RESERVE_SAME_YEAR",
  "RESERVE_SHORTFALL",
  "THRESHOLD_APPROVAL",
  "TOTAL_ROUNDING",
  "UNFUNDED_ONEOFF",
]);

/** The flags without those that would judge amounts which rest on a cost that is not known. Source: law 18. */
export function withoutUnknown(calculation: Calculation, flags: readonly Flag[]): readonly Flag[] {
  const first = firstUnknownYear(calculation);
  if (first === null) return flags;
  const from = calculation.costs.years[first] as FinancialYear;
  // What is said of a monitored budget rests on the Monitoring sheet alone.
  const isOfMonitoring = (each: Flag): boolean => each.figures.some((id) => id.startsWith("monitor."));
  return flags.filter(
    (each) => !RESTING_ON_COST.has(each.code) || (each.year !== null && each.year < from) || isOfMonitoring(each),
  );
}
