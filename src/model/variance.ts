/** RULES: budget against forecast or actual, line by line, group by group and in total. */
import type { BusinessCase, LineId, MonitoringLevel, MonitoringRow } from "./businessCase";
import { formatYear, type FinancialYear } from "./calendar";
import { pence, productHalfUp, sumPence, type Pence } from "./money";
import { compareNatural, nameKey, type Slugs } from "./naming";
import { parameterChoice, parameterMoney, parameterValueIn } from "./parameters";
import { reconcileParts, type Reconciled } from "./publishedTable";
import { rateByLimits, type RatedVariance, type RatingLimits } from "./rating";
import { splitGroup, splitVariance, type GroupParts, type VarianceSplit } from "./varianceSplit";

/** What a budget is compared with: the actual where there is one, else the forecast. */
export type Basis = "Forecast" | "Actual";

/** The columns of amounts that a group or total row prints. */
export type AmountColumn = "budget" | "forecast" | "actual";

/** A group or total row against the rows that it is the total of, one column of amounts. */
export type SumCheck = {
  readonly column: AmountColumn;
  readonly printed: Pence;
  readonly parts: Pence;
  readonly partLines: readonly LineId[];
  readonly reconciled: Reconciled;
};

/** A row of Monitoring, compared and rated. Null where neither forecast nor actual is given. */
export type MonitoredRow = {
  readonly row: MonitoringRow;
  readonly level: MonitoringLevel;
  /** Figure ids of the row: the stem, a year, a part. */
  readonly figure: (part: string) => string;
  readonly basis: Basis | null;
  readonly current: Pence | null;
  readonly variance: Pence | null;
  /** Of |budget|, in tenths of a percent; null also for a budget of nil. */
  readonly tenthsOfPercent: number | null;
  readonly change: "new line" | "removed" | null;
  readonly limits: RatingLimits;
  readonly rating: RatedVariance | null;
  readonly split: VarianceSplit;
  /** Of group and total rows, where the rows that they add up are there. */
  readonly sums: readonly SumCheck[];
};

/** The grades of one group in one year, compared as a mix. */
export type MonitoredMix = {
  readonly group: string;
  readonly year: FinancialYear;
  readonly figure: (part: string) => string;
  readonly lines: readonly MonitoredRow[];
  readonly outcome:
    { readonly kind: "split"; readonly parts: GroupParts } | { readonly kind: "not split"; readonly why: string };
};

export type Monitoring = { readonly rows: readonly MonitoredRow[]; readonly mixes: readonly MonitoredMix[] };

/** The names of monitored rows by level: a line and a group may share a name and still have figures of their own. */
export type MonitoredSlugs = Readonly<Record<MonitoringLevel, Slugs>>;

const LEVEL_ORDER: readonly MonitoringLevel[] = ["Total", "Group", "Line"];

/**
 * Compares every row of Monitoring with its budget, rates it and says why it moved.
 *
 * Formula: variance = actual, else forecast, less budget; above nil is adverse for spending, and for income, which stands
 * below nil. Percentage = variance / |budget|, one decimal, half up. A budget of nil with spend is a new line, a budget
 * with a current amount of nil is removed; neither is an error. Ratings: `rateByLimits` with the limits of the level.
 * Parts: `splitVariance`; across the lines of a group `splitGroup`. A group is checked against its lines, a total against
 * all lines and those groups that have none.
 * Source: finance model 4.17, C27, C28. Rows come out total first, then groups, then lines, each by name and year.
 */
export function monitor(businessCase: BusinessCase, slugs: MonitoredSlugs): Monitoring {
  const rows = [...(businessCase.monitoring ?? [])].sort(
    (a, b) =>
      LEVEL_ORDER.indexOf(levelOf(a)) - LEVEL_ORDER.indexOf(levelOf(b)) ||
      compareNatural(a.name, b.name) ||
      a.year - b.year ||
      compareNatural(a.line, b.line),
  );
  const limits = limitsByLevel(businessCase);
  const stems = freeStems();
  const monitored = rows.map((row): MonitoredRow => {
    const level = levelOf(row);
    const stem = stems(`monitor.${slugs[level].of(row.name)}`, row.year);
    const basis: Basis | null = row.actual !== null ? "Actual" : row.forecast !== null ? "Forecast" : null;
    const current = row.actual ?? row.forecast;
    const variance = current === null ? null : pence(current - row.budget);
    return {
      row,
      level,
      figure: (part) => `${stem}.${formatYear(row.year)}.${part}`,
      basis,
      current,
      variance,
      tenthsOfPercent: variance === null || row.budget === 0 ? null : tenthsOfPercent(variance, row.budget),
      change: changeOf(row.budget, current),
      limits: limits[level],
      rating: variance === null ? null : rateByLimits(variance, row.budget, limits[level]),
      split:
        current === null
          ? { kind: "not split", why: "needs a Forecast or an Actual" }
          : splitVariance(
              { amount: row.budget, posts: row.budgetPosts, months: row.budgetMonths },
              { amount: current, posts: row.posts, months: row.months },
            ),
      sums: level === "Line" ? [] : sumChecks(row, partsOf(row, level, rows)),
    };
  });
  return { rows: monitored, mixes: mixesOf(monitored, slugs, stems) };
}

/** The level of a row; blank is Line. */
export function levelOf(row: MonitoringRow): MonitoringLevel {
  return row.level ?? "Line";
}

/** Whether a row gives any of what a split needs. */
export function speaksOfPosts({ row }: MonitoredRow): boolean {
  return row.budgetPosts !== null || row.budgetMonths !== null || row.posts !== null || row.months !== null;
}

function changeOf(budget: Pence, current: Pence | null): MonitoredRow["change"] {
  if (current === null || budget === current) return null;
  return budget === 0 ? "new line" : current === 0 ? "removed" : null;
}

const TENTHS_OF_PERCENT = 1_000;

/**
 * A change as a percentage of the size of its base, in tenths of a percent: half up, ties away from zero.
 * Source: finance model R6. Throws for a base of nil, which has no percentage.
 */
export function tenthsOfPercent(change: number, base: number): number {
  return productHalfUp([change, TENTHS_OF_PERCENT], Math.abs(base));
}

/** Parameters that rate a level: of the share, of the amount. */
export const RATING_PARAMETERS: Readonly<Record<MonitoringLevel, { readonly share: string; readonly amount: string }>> =
  {
    Line: { share: "rating-line-percentage", amount: "rating-line-amount" },
    Group: { share: "rating-group-percentage", amount: "rating-group-amount" },
    Total: { share: "rating-total-percentage", amount: "rating-total-amount" },
  };

function limitsByLevel(businessCase: BusinessCase): Readonly<Record<MonitoringLevel, RatingLimits>> {
  const needed = parameterChoice(businessCase, "rating-limits-needed") === "Both" ? "both" : "either";
  const isTwoSided = parameterChoice(businessCase, "rating-two-sided") === "Yes";
  const limitsOf = (level: MonitoringLevel): RatingLimits => {
    const share = parameterValueIn(businessCase, RATING_PARAMETERS[level].share, null)?.value;
    return {
      share: share?.unit === "percent" ? share.rate : null,
      amount: parameterMoney(businessCase, RATING_PARAMETERS[level].amount),
      needed,
      isTwoSided,
    };
  };
  return { Line: limitsOf("Line"), Group: limitsOf("Group"), Total: limitsOf("Total") };
}

/** The rows that a group or a total is the sum of: nothing is counted twice. */
function partsOf(
  total: MonitoringRow,
  level: MonitoringLevel,
  rows: readonly MonitoringRow[],
): readonly MonitoringRow[] {
  const ofYear = rows.filter((row) => row.year === total.year);
  const linesOf = (group: string): readonly MonitoringRow[] =>
    ofYear.filter((row) => levelOf(row) === "Line" && row.group !== null && nameKey(row.group) === nameKey(group));
  if (level === "Group") return linesOf(total.name);
  return ofYear.filter(
    (row) => levelOf(row) === "Line" || (levelOf(row) === "Group" && linesOf(row.name).length === 0),
  );
}

const COLUMNS: readonly {
  readonly column: AmountColumn;
  readonly halfUnit: "budgetHalfUnit" | "forecastHalfUnit" | "actualHalfUnit";
}[] = [
  { column: "budget", halfUnit: "budgetHalfUnit" },
  { column: "forecast", halfUnit: "forecastHalfUnit" },
  { column: "actual", halfUnit: "actualHalfUnit" },
];

/** Each column that the row prints and all of its parts give: a sum with a blank in it is not judged. */
function sumChecks(row: MonitoringRow, parts: readonly MonitoringRow[]): readonly SumCheck[] {
  if (parts.length === 0) return [];
  return COLUMNS.flatMap(({ column, halfUnit }): SumCheck[] => {
    const printed = row[column];
    const amounts = parts.flatMap((part) => part[column] ?? []);
    if (printed === null || amounts.length < parts.length) return [];
    return [
      {
        column,
        printed,
        parts: sumPence(amounts),
        partLines: parts.map((part) => part.line),
        reconciled: reconcileParts(
          parts.map((part) => ({ value: part[column] ?? 0, halfUnit: part[halfUnit] })),
          { value: printed, halfUnit: row[halfUnit] },
        ),
      },
    ];
  });
}

/** Groups of two lines or more that speak of posts, in order of their names and years. */
function mixesOf(
  rows: readonly MonitoredRow[],
  slugs: MonitoredSlugs,
  stems: (stem: string, year: FinancialYear) => string,
): readonly MonitoredMix[] {
  const groups = new Map<string, MonitoredRow[]>();
  for (const each of rows) {
    if (each.level !== "Line" || each.row.group === null) continue;
    const key = `${nameKey(each.row.group)}|${each.row.year}`;
    const known = groups.get(key);
    if (known) known.push(each);
    else groups.set(key, [each]);
  }
  const mixes: MonitoredMix[] = [];
  for (const lines of groups.values()) {
    const first = lines[0];
    if (!first || lines.length < 2 || !lines.some(speaksOfPosts)) continue;
    const spellings = lines.flatMap((line) => line.row.group ?? []).sort(compareNatural);
    const group = spellings[0] ?? "";
    const { year } = first.row;
    const stem = stems(`monitor.${slugs.Group.of(group)}.lines`, year);
    mixes.push({
      group,
      year,
      figure: (part) => `${stem}.${formatYear(year)}.${part}`,
      lines,
      outcome: mixOutcome(lines),
    });
  }
  return mixes.sort((a, b) => compareNatural(a.group, b.group) || a.year - b.year);
}

function mixOutcome(lines: readonly MonitoredRow[]): MonitoredMix["outcome"] {
  const split = lines.flatMap(({ row, split }) =>
    split.kind === "split" && row.budgetPosts !== null && row.posts !== null
      ? [{ budget: row.budget, budgetPosts: row.budgetPosts, currentPosts: row.posts, parts: split.parts }]
      : [],
  );
  if (split.length === lines.length) {
    const parts = splitGroup(split);
    return parts === null ? { kind: "not split", why: "its quantity is beyond all money" } : { kind: "split", parts };
  }
  const open = lines.find((line) => line.split.kind === "not split");
  const why = open?.split.kind === "not split" ? open.split.why : "";
  return { kind: "not split", why: `${open?.row.name ?? ""} ${why.startsWith("needs") ? why : `is not: ${why}`}` };
}

/** Gives every stem and year once: rows that repeat a name and year are numbered. */
function freeStems(): (stem: string, year: FinancialYear) => string {
  const taken = new Set<string>();
  return (stem, year) => {
    let free = stem;
    for (let number = 2; taken.has(`${free} ${year}`); number++) free = `${stem}-${number}`;
    taken.add(`${free} ${year}`);
    return free;
  };
}
