import type { Calculation } from "../calculation";
import { formatYear, type FinancialYear } from "../calendar";
import type { Flag } from "../finding";
import { showValue } from "../figures";
import { formatMoney, pence, type Pence } from "../money";
import { highestReached } from "../thresholds";
import type { AmountColumn, Basis, MonitoredRow } from "../variance";
import { flag, money, REFERENCES_NAMED } from "./flag";

/** Flags about monitored budgets: beyond the limits, nothing to compare with, mixed bases, totals that are not their parts. */
export function monitoringFlags(calculation: Calculation): readonly Flag[] {
  const { rows } = calculation.monitoring;
  return [
    ...rows.flatMap((each) => [...neededFlags(each), ...limitFlags(calculation, each), ...sumFlags(each)]),
    ...basisFlags(rows),
  ];
}

/** What a flag about a row is about: a line and a group may share a name. */
function topicOfRow({ row, level }: MonitoredRow): string {
  return `${level === "Line" ? "" : `${level} `}${row.name} ${formatYear(row.year)}`;
}

function basisField(basis: Basis): "actual" | "forecast" {
  return basis === "Actual" ? "actual" : "forecast";
}

function neededFlags(each: MonitoredRow): readonly Flag[] {
  const { row, variance } = each;
  if (variance !== null) return [];
  return [
    flag(
      "MONITORING_INPUT_NEEDED",
      topicOfRow(each),
      `${row.name} has a budget of ${formatMoney(row.budget)} for ${formatYear(row.year)}, and neither a forecast nor an actual to compare it with.`,
      "Enter the Forecast or the Actual; enter 0 if nothing is spent.",
      {
        place: { line: row.line, field: "forecast" },
        year: row.year,
        rule: "Forecast and Actual are both blank",
        figures: ["variance", "percent", "rating"].map(each.figure),
      },
    ),
  ];
}

function limitFlags({ businessCase }: Calculation, each: MonitoredRow): readonly Flag[] {
  const { row, basis, current, variance, rating, change, tenthsOfPercent } = each;
  if (rating?.colour !== "Red" || variance === null || current === null || basis === null) return [];
  const share =
    tenthsOfPercent === null ? (change ?? "") : showValue("percent", { kind: "number", value: tenthsOfPercent });
  return [
    flag(
      "VARIANCE_BEYOND_LIMIT",
      topicOfRow(each),
      `${row.name} ${formatYear(row.year)}: ${basis.toLowerCase()} ${formatMoney(current)} against a budget of ${formatMoney(row.budget)} is ${formatMoney(variance)} adverse (${share}).`,
      "Say why, and bring it back within the budget or have the budget moved.",
      {
        place: { line: row.line, field: basisField(basis) },
        year: row.year,
        amounts: money(row.budget, current),
        rule: `${each.level}: ${rating.words}`,
        whoMustAgree: highestReached(businessCase.thresholds ?? [], "Variance", variance)?.whoMustAgree ?? null,
        figures: ["variance", "rating"].map(each.figure),
      },
    ),
  ];
}

const COLUMN_NAMES: Readonly<Record<AmountColumn, string>> = {
  budget: "Budget",
  forecast: "Forecast",
  actual: "Actual",
};

function sumFlags(each: MonitoredRow): readonly Flag[] {
  const { row, level } = each;
  return each.sums.flatMap(({ column, printed, parts, partLines, reconciled }): Flag[] => {
    if (reconciled.class === "EXACT") return [];
    const difference = formatMoney(pence(Math.abs(reconciled.difference)));
    const tolerance = formatMoney(reconciled.tolerance as Pence);
    const topic = `${topicOfRow(each)} ${COLUMN_NAMES[column]}`;
    const details = {
      place: { line: row.line, field: column },
      alsoAt: partLines.slice(0, REFERENCES_NAMED).map((line) => ({ line, field: column })),
      year: row.year,
      amounts: money(printed, parts),
      figures: [each.figure(`${column}-difference`)],
    };
    if (reconciled.class === "ROUNDING")
      return [
        flag(
          "TOTAL_ROUNDING",
          topic,
          `${COLUMN_NAMES[column]} of ${row.name} in ${formatYear(row.year)} differs by ${difference} from the sum of its parts, which printed digits explain.`,
          "Nothing to do.",
          { ...details, rule: `Within the ${tolerance} that printed digits can explain` },
        ),
      ];
    return [
      flag(
        "TOTAL_BREAK",
        topic,
        `${COLUMN_NAMES[column]} of ${row.name} in ${formatYear(row.year)}: the ${level === "Group" ? "lines of the group" : "lines"} add to ${formatMoney(parts)}, the row says ${formatMoney(printed)}: ${difference} is not explained.`,
        "Correct the row or its lines; a line belongs to a group by its Group column.",
        { ...details, rule: `Beyond the ${tolerance} that printed digits can explain` },
      ),
    ];
  });
}

/** One flag a year in which some rows are judged by their actual and others by their forecast. */
function basisFlags(rows: readonly MonitoredRow[]): readonly Flag[] {
  const years = new Map<FinancialYear, Record<Basis, MonitoredRow[]>>();
  for (const each of rows) {
    if (each.basis === null) continue;
    const known = years.get(each.row.year) ?? { Actual: [], Forecast: [] };
    known[each.basis].push(each);
    years.set(each.row.year, known);
  }
  return [...years].flatMap(([year, { Actual: actual, Forecast: forecast }]): Flag[] => {
    const [first, ...others] = forecast;
    if (first === undefined || actual.length === 0) return [];
    return [
      flag(
        "BASIS_MISMATCH",
        formatYear(year),
        `${formatYear(year)}: the actual of ${named(actual)} stands beside the forecast of ${named(forecast)}; their variances are not of one kind.`,
        "Give actuals for all rows of the year, or forecasts for all.",
        {
          place: { line: first.row.line, field: "forecast" },
          alsoAt: others.slice(0, REFERENCES_NAMED).map(({ row }) => ({ line: row.line, field: "forecast" })),
          year,
          rule: "Actual and forecast in one year",
        },
      ),
    ];
  });
}

function named(rows: readonly MonitoredRow[]): string {
  const names = rows.slice(0, REFERENCES_NAMED).map(({ row }) => row.name);
  const more = rows.length - names.length;
  return `${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
