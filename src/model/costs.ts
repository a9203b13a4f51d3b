/** RULES: the case's cost by line and year, from posts and cost lines alike, and what is left to fund after credits. */
import type { BusinessCase, CostLine, CostType, LineId, Nature, Post } from "./businessCase";
import {
  addYears,
  firstMonthOf,
  formatYear,
  monthsInPost,
  yearOfMonth,
  yearsBetween,
  type FinancialYear,
  type Month,
} from "./calendar";
import { pence, productHalfUp, type Pence } from "./money";
import { compareNatural, nameKey } from "./naming";
import { daysInPost, daysOfYear } from "./payBuild";
import { costsOfColumns, postColumns } from "./postColumns";
import { isBuilt, isCostedByCase, natureOfPost, neededInWords, StaffCosts } from "./staffing";

/** A line of cost: a row of posts or a row of Costs. */
export type CostedLine = {
  readonly line: LineId;
  readonly reference: string;
  readonly description: string;
  readonly type: CostType | "Staff";
  /** Income and savings have no nature of their own: they lower the revenue that must be found. */
  readonly nature: Nature | null;
  readonly site: string;
  readonly category: string;
  readonly paragraphs: readonly string[];
  /** Null leaves the line to the order of sources. */
  readonly namedSource: string | null;
  /** The post or the cost line itself. */
  readonly post: Post | null;
  readonly costLine: CostLine | null;
};

/** Whole pence by line and year: `amounts[line x years + year]`. */
export type CostTable = {
  readonly years: readonly FinancialYear[];
  readonly lines: readonly CostedLine[];
  /** Nil where an input is needed: such a cell stands in `needed`, and nothing that rests on it is given out. */
  readonly amounts: Float64Array;
  /** What is needed for a cell, in words, by its place among the amounts. */
  readonly needed: ReadonlyMap<number, string>;
  /** What posts cost, and how that was worked out. */
  readonly staff: StaffCosts;
};

/** The years of a case and why they are these. */
export type Horizon = {
  readonly baseYear: FinancialYear;
  readonly inYears: number;
  readonly last: FinancialYear;
  /** From the earliest year that any input names to the last of the horizon. */
  readonly years: readonly FinancialYear[];
};

/**
 * The years a case covers.
 *
 * Formula: Base year as the Decision says, else the first year with cost; the last year is Base year + Horizon - 1; shown
 * from the earliest year that any input names. Source: workbook specification, Decision.
 */
export function caseHorizon(businessCase: BusinessCase, defaultYears: number): Horizon {
  const costYears = firstCostYears(businessCase);
  const named: number[] = yearsNamedByLines(businessCase);
  for (const row of businessCase.funding ?? []) pushYears(named, row.year, row.fromYear);
  for (const row of businessCase.underspends ?? []) pushYears(named, row.year);
  for (const row of businessCase.savings ?? []) pushYears(named, row.year);
  for (const row of businessCase.allocations ?? []) pushYears(named, row.year);
  for (const row of businessCase.approvals ?? []) pushYears(named, row.year);
  for (const row of businessCase.capitalPlan ?? []) pushYears(named, row.year);
  for (const row of businessCase.reserveRows ?? []) pushYears(named, row.year);
  for (const row of businessCase.planLines ?? []) pushYears(named, row.year);
  for (const row of businessCase.fundLedger ?? []) pushYears(named, row.year);
  const stated = businessCase.decision?.baseYear ?? null;
  const first = costYears.length > 0 ? earliestOf(costYears) : earliestOf(named);
  const baseYear = stated ?? ((Number.isFinite(first) ? first : FALLBACK_BASE_YEAR) as FinancialYear);
  const inYears = businessCase.decision?.horizonInYears ?? defaultYears;
  const last = addYears(baseYear, inYears - 1);
  const earliest = Math.min(baseYear, earliestOf(named)) as FinancialYear;
  return { baseYear, inYears, last, years: yearsBetween(earliest, last) };
}

/** A case without any cost, fund or date still has a year to stand in: that of the decision this model was first made for. */
const FALLBACK_BASE_YEAR = 2019;

/** The earliest of the years; infinity when there is none. */
function earliestOf(years: readonly number[]): number {
  let earliest = Number.POSITIVE_INFINITY;
  for (const year of years) if (year < earliest) earliest = year;
  return earliest;
}

function pushYears(into: number[], ...years: readonly (FinancialYear | null)[]): void {
  for (const year of years) if (year !== null) into.push(year);
}

/** The years that lines of cost name, whether or not they cost the case anything in them. */
function yearsNamedByLines(businessCase: BusinessCase): number[] {
  const years: number[] = [];
  for (const post of businessCase.posts) {
    if (post.proposed !== post.baseline) years.push(yearOfMonth(post.startMonth));
  }
  for (const line of businessCase.costs) years.push(line.year);
  return years;
}

/** The years in which cost begins: of posts that change and that the case pays for, and of cost lines that are not nil. */
function firstCostYears(businessCase: BusinessCase): readonly number[] {
  const years: number[] = [];
  for (const post of businessCase.posts) {
    if (post.proposed !== post.baseline && isCostedByCase(post)) years.push(yearOfMonth(post.startMonth));
  }
  for (const line of businessCase.costs) {
    if (line.amount === null || line.amount.amount === 0) continue;
    const isRunning = line.type === "Revenue recurring" && !line.isYearOnly;
    years.push(isRunning ? yearOfMonth(recurringFrom(line)) : line.year);
  }
  return years;
}

/**
 * The lines of cost that an evaluation counts: every post, and the cost lines of the chosen option with those that
 * name no option. Source: figure register, Options.
 */
export function linesCounted(businessCase: BusinessCase, option: string | null): readonly CostedLine[] {
  const wanted = option === null ? null : nameKey(option);
  const lines: CostedLine[] = businessCase.posts.map(lineOfPost);
  for (const costLine of businessCase.costs) {
    if (costLine.option === null || (wanted !== null && nameKey(costLine.option) === wanted))
      lines.push(lineOfCost(costLine));
  }
  return lines;
}

function lineOfPost(post: Post): CostedLine {
  return {
    line: post.line,
    reference: post.reference,
    description: `${post.grade}${post.role === null ? "" : ` (${post.role})`}, ${post.unit ?? post.businessGroup}`,
    type: "Staff",
    nature: natureOfPost(post),
    site: post.location,
    category: "Staff",
    paragraphs: post.paragraphs,
    namedSource: post.fundingSource,
    post,
    costLine: null,
  };
}

function lineOfCost(costLine: CostLine): CostedLine {
  return {
    line: costLine.line,
    reference: costLine.reference,
    description: costLine.description,
    type: costLine.type,
    nature: natureOfCost(costLine.type),
    site: costLine.site,
    category: costLine.category,
    paragraphs: costLine.paragraphs,
    namedSource: costLine.fundingSource,
    post: null,
    costLine,
  };
}

function natureOfCost(type: CostType): Nature | null {
  if (type === "Capital") return "Capital";
  if (type === "Revenue one-off") return "One-off revenue";
  return type === "Revenue recurring" ? "Recurring revenue" : null;
}

/**
 * Cost by line and year for the years given. Every amount is whole pence, rounded once a line and year. A post whose cost
 * needs an input stands in `needed`, never as nil.
 */
export function costByLineAndYear(
  lines: readonly CostedLine[],
  years: readonly FinancialYear[],
  staff: StaffCosts = new StaffCosts(NO_PAY_SHEETS, years),
): CostTable {
  const amounts = new Float64Array(lines.length * years.length);
  const needed = new Map<number, string>();
  const isByDays = staff.method === "Days";
  const [first] = years;
  const isQuick = (post: Post): boolean => !isByDays && !isBuilt(post);
  costsOfColumns(postColumns(lines.map(({ post }) => (post && isQuick(post) ? post : null))), years, amounts);
  lines.forEach(({ type, post, costLine }, row) => {
    const cell = row * years.length;
    if (costLine && (type !== "Revenue recurring" || costLine.isYearOnly)) {
      // All but a recurring cost stand in one year.
      const at = first === undefined ? -1 : costLine.year - first;
      if (at >= 0 && at < years.length) amounts[cell + at] = costLineInYear(costLine, costLine.year);
    } else if (costLine) {
      years.forEach((year, index) => {
        amounts[cell + index] = isByDays ? costLineInYearByDays(costLine, year) : costLineInYear(costLine, year);
      });
    } else if (post && !isQuick(post) && post.proposed !== post.baseline) {
      years.forEach((year, index) => {
        const cost = staff.inYear(post, year);
        if (cost.kind === "built") amounts[cell + index] = cost.value;
        else needed.set(cell + index, neededInWords(cost.needed));
      });
    }
  });
  return { years, lines, amounts, needed, staff };
}

/** A case without pay sheets and without a choice of its own. */
const NO_PAY_SHEETS = { payScales: null, payAssumptions: null, pensionBands: null, assumptions: null };

/**
 * What a cost line costs in one year.
 *
 * Formula: capital, one-off, income, saving and year-by-year amounts stand in their own year. A recurring amount is a
 * full year from its financial year on: amount x months / 12, from Start month (when later) to End month or for ever.
 * An amount not yet known (Unquantified) adds nothing and is flagged. Source: workbook specification, Costs; C1.
 * Rounded half up to the penny, once a line and year.
 */
export function costLineInYear(costLine: CostLine, year: FinancialYear): Pence {
  if (costLine.amount === null) return pence(0);
  if (costLine.type !== "Revenue recurring" || costLine.isYearOnly) {
    return year === costLine.year ? costLine.amount.amount : pence(0);
  }
  const months = monthsInPost(year, recurringFrom(costLine), costLine.endMonth);
  return pence(productHalfUp([costLine.amount.amount, months], 12));
}

/**
 * What a recurring cost line costs in one year where a part of a year is counted by days: amount x days / days of the
 * year. Source: finance model C1, method DAYS. Rounded half up to the penny, once a line and year.
 */
function costLineInYearByDays(costLine: CostLine, year: FinancialYear): Pence {
  if (costLine.amount === null) return pence(0);
  const days = daysInPost(year, recurringFrom(costLine), costLine.endMonth);
  return pence(productHalfUp([costLine.amount.amount, days], daysOfYear(year)));
}

/** The month a recurring cost begins: April of its financial year, or its Start month when that is later. */
export function recurringFrom(costLine: CostLine): Month {
  const april = firstMonthOf(costLine.year);
  return costLine.startMonth !== null && costLine.startMonth > april ? costLine.startMonth : april;
}

/** Credits and demand: what must be funded by line and year, and credits that found nothing to be set against. */
export type Demand = {
  /** Whole pence by line and year, never below nil. */
  readonly amounts: Float64Array;
  /** Net credit left over, by year: shown as surplus, funds nothing else. */
  readonly surplus: Float64Array;
  /** Indexes of lines in the order in which they are funded. */
  readonly order: readonly number[];
};

/**
 * What is left to fund after credits.
 *
 * A negative amount is first set against the positive lines of the same nature, year and source, in the order of funding.
 * Income and savings are set against recurring, then one-off revenue of the same year and source. What then is left is
 * surplus: it is shown and funds nothing else. Source: workbook specification, Costs. No rounding.
 * Afterwards: demand - surplus = cost, in every year.
 */
export function demandAfterCredits(table: CostTable): Demand {
  const order = fundingOrder(table.lines);
  const width = table.years.length;
  const amounts = new Float64Array(table.amounts.length);
  const surplus = new Float64Array(width);
  const credits: { line: CostedLine; year: number; left: number }[] = [];
  for (const index of order) {
    for (let year = 0; year < width; year++) {
      const amount = table.amounts[index * width + year] ?? 0;
      if (amount >= 0) amounts[index * width + year] = amount;
      else credits.push({ line: table.lines[index] as CostedLine, year, left: -amount });
    }
  }
  if (credits.length === 0) return { amounts, surplus, order };

  // Positive lines by nature and source, each list in the order of funding.
  const positives = new Map<string, number[]>();
  for (const index of order) {
    const line = table.lines[index] as CostedLine;
    if (line.nature === null) continue;
    const key = creditKey(line.nature, line.namedSource);
    const list = positives.get(key);
    if (list) list.push(index);
    else positives.set(key, [index]);
  }
  for (const credit of credits) {
    const natures: readonly Nature[] =
      credit.line.nature === null ? ["Recurring revenue", "One-off revenue"] : [credit.line.nature];
    for (const nature of natures) {
      for (const index of positives.get(creditKey(nature, credit.line.namedSource)) ?? []) {
        if (credit.left === 0) break;
        const at = index * width + credit.year;
        const set = Math.min(credit.left, amounts[at] ?? 0);
        amounts[at] = (amounts[at] ?? 0) - set;
        credit.left -= set;
      }
    }
    surplus[credit.year] = (surplus[credit.year] ?? 0) + credit.left;
  }
  return { amounts, surplus, order };
}

function creditKey(nature: Nature, source: string | null): string {
  return `${nature}|${source === null ? "" : nameKey(source)}`;
}

const NATURE_RANK: ReadonlyMap<Nature | null, number> = new Map<Nature | null, number>([
  ["Capital", 0],
  ["One-off revenue", 1],
  ["Recurring revenue", 2],
  [null, 3],
]);

/** Lines in the order of funding: capital, one-off, recurring, then by reference in natural order; never by position. */
function fundingOrder(lines: readonly CostedLine[]): readonly number[] {
  const compare = (a: number, b: number): number => {
    const left = lines[a] as CostedLine;
    const right = lines[b] as CostedLine;
    return (
      (NATURE_RANK.get(left.nature) ?? 0) - (NATURE_RANK.get(right.nature) ?? 0) ||
      compareNatural(left.reference, right.reference) ||
      (left.line < right.line ? -1 : left.line > right.line ? 1 : 0)
    );
  };
  return lines.map((_, index) => index).sort(compare);
}

/** Cost lines that stand outside the years of the case, and so would be missing from its totals. */
export function linesBeyondHorizon(
  lines: readonly CostedLine[],
  horizon: Horizon,
): readonly { line: CostedLine; from: string }[] {
  const beyond: { line: CostedLine; from: string }[] = [];
  for (const line of lines) {
    const first = line.costLine
      ? line.costLine.year
      : line.post && line.post.proposed !== line.post.baseline
        ? yearOfMonth(line.post.startMonth)
        : null;
    if (first !== null && first > horizon.last) beyond.push({ line, from: formatYear(first) });
  }
  return beyond;
}

/**
 * What each line costs in a full year, whatever month it begins in, in pence and in the order given. A recurring cost whose
 * years stand as columns counts once: the amount of its last year. A post whose cost needs an input counts nil here, and
 * its figure says what is needed. Source: finance model C8.
 */
export function fullYearCosts(
  lines: readonly CostedLine[],
  staff: StaffCosts = new StaffCosts(NO_PAY_SHEETS, []),
): readonly Pence[] {
  const lastYear = new Map<string, FinancialYear>();
  for (const { costLine } of lines) {
    if (!costLine?.isYearOnly) continue;
    const known = lastYear.get(yearlyKey(costLine));
    if (known === undefined || costLine.year > known) lastYear.set(yearlyKey(costLine), costLine.year);
  }
  return lines.map(({ post, costLine }) => {
    if (post) {
      const cost = staff.fullYear(post);
      return cost.kind === "built" ? cost.value : pence(0);
    }
    if (!costLine || costLine.amount === null) return pence(0);
    if (costLine.isYearOnly && lastYear.get(yearlyKey(costLine)) !== costLine.year) return pence(0);
    return costLine.amount.amount;
  });
}

function yearlyKey(costLine: CostLine): string {
  return `${nameKey(costLine.reference)}|${costLine.option === null ? "" : nameKey(costLine.option)}`;
}
