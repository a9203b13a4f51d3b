import type { LineId, MonitoringRow } from "../businessCase";
import type { Calculation } from "../calculation";
import { formatYear } from "../calendar";
import type { TracePart } from "../evaluation";
import { figurePart, inputPart, parameterPart, type FigureRegister } from "../figures";
import { formatFte, formatMoney, formatPounds, pence, type Fte, type Pence } from "../money";
import { parameters, parameterValueIn } from "../parameters";
import { rateInWords } from "../rating";
import { RATING_PARAMETERS, type AmountColumn, type MonitoredMix, type MonitoredRow } from "../variance";

/** Figures of every monitored row: variance, percentage, rating, why it moved, and whether totals are those of their parts. */
export function registerMonitoring(register: FigureRegister, calculation: Calculation): void {
  for (const each of calculation.monitoring.rows) {
    registerVariance(register, each);
    registerRating(register, calculation, each);
    registerSplit(register, each);
    registerSums(register, calculation, each);
  }
  for (const mix of calculation.monitoring.mixes) registerMix(register, mix);
}

const NEEDS_AMOUNT = "a Forecast or an Actual";

function nameOf({ row }: MonitoredRow): string {
  return `${row.name} ${formatYear(row.year)}`;
}

function amountPart(row: MonitoringRow, column: AmountColumn): TracePart {
  const amount = row[column];
  return inputPart(
    row.line,
    column,
    `${row.name}: ${COLUMN_NAMES[column]}`,
    amount === null ? "blank" : formatPounds(amount),
  );
}

const COLUMN_NAMES: Readonly<Record<AmountColumn, string>> = {
  budget: "Budget",
  forecast: "Forecast",
  actual: "Actual",
};

/** The two amounts that are compared; where there is only one, that. */
function comparedParts({ row, basis }: MonitoredRow): readonly TracePart[] {
  return [
    ...(basis === null ? [] : [amountPart(row, basis === "Actual" ? "actual" : "forecast")]),
    amountPart(row, "budget"),
  ];
}

function registerVariance(register: FigureRegister, each: MonitoredRow): void {
  const { row, basis, current, variance, tenthsOfPercent, change } = each;
  const needed = `${NEEDS_AMOUNT} of ${row.name}`;
  register.money(each.figure("variance"), `Variance, ${nameOf(each)}`, variance, needed, () => ({
    rule: "variance",
    words:
      current === null || basis === null
        ? "Actual, else forecast, less budget"
        : `${basis} ${formatPounds(current)} - budget ${formatPounds(row.budget)}; above nil is adverse`,
    parts: comparedParts(each),
  }));
  const trace = (words: string) => () => ({
    rule: "variance-percentage",
    words,
    parts: [figurePart(each.figure("variance")), amountPart(row, "budget")],
  });
  const label = `Variance in percent, ${nameOf(each)}`;
  if (row.budget === 0 && variance !== null) {
    register.text(
      each.figure("percent"),
      label,
      change ?? "no budget and no spend",
      trace("A budget of nil has no percentage"),
    );
    return;
  }
  register.add(
    each.figure("percent"),
    label,
    "percent",
    tenthsOfPercent === null ? { kind: "needed", needed } : { kind: "number", value: tenthsOfPercent },
    trace(`Variance / ${formatPounds(pence(Math.abs(row.budget)))}, the size of the budget`),
  );
}

function registerRating(register: FigureRegister, calculation: Calculation, each: MonitoredRow): void {
  const { row, rating, level, limits } = each;
  const shownLimits: readonly (readonly [string, string])[] = [
    ...(limits.share === null ? [] : [[RATING_PARAMETERS[level].share, rateInWords(limits.share)] as const]),
    [RATING_PARAMETERS[level].amount, formatMoney(limits.amount)],
    ["rating-limits-needed", limits.needed === "either" ? "Either" : "Both"],
    ["rating-two-sided", limits.isTwoSided ? "Yes" : "No"],
  ];
  register.add(
    each.figure("rating"),
    `Rating, ${nameOf(each)}`,
    "text",
    rating === null
      ? { kind: "needed", needed: `${NEEDS_AMOUNT} of ${row.name}` }
      : { kind: "text", text: rating.colour },
    () => ({
      rule: "variance-rating",
      words: rating === null ? "By the limits of its level" : `${level}: ${rating.words}`,
      parts: [
        figurePart(each.figure("variance")),
        amountPart(row, "budget"),
        ...shownLimits.map(([id, shown]) => limitPart(calculation, id, shown)),
      ],
    }),
  );
}

function limitPart({ businessCase }: Calculation, id: string, shown: string): TracePart {
  const assumption = parameterValueIn(businessCase, id, null)?.assumption ?? null;
  return assumption === null
    ? parameterPart(id, shown)
    : inputPart(assumption.line, "value", parameters.get(id)?.label ?? id, shown);
}

const PARTS = [
  ["price", "Price"],
  ["posts", "Posts"],
  ["timing", "Timing"],
] as const;

const PART_WORDS = {
  price: "(Current price of a post - budget price) x current posts x months / 12",
  posts: "(Posts - budget posts) x budget months / 12 x budget price of a post",
  timing: "Posts x (months - budget months) / 12 x budget price of a post",
} as const;

function registerSplit(register: FigureRegister, each: MonitoredRow): void {
  const { split } = each;
  if (split.kind !== "split") return;
  for (const [part, name] of PARTS) {
    register.money(each.figure(part), `${name} part of the variance, ${nameOf(each)}`, split.parts[part], "", () => ({
      rule: "variance-split",
      words: PART_WORDS[part],
      parts: [...comparedParts(each), ...postsParts(each.row)],
    }));
  }
}

function postsParts(row: MonitoringRow): readonly TracePart[] {
  const posts = (field: "budgetPosts" | "posts", name: string): TracePart =>
    inputPart(row.line, field, `${row.name}: ${name}`, row[field] === null ? "blank" : formatFte(row[field]));
  const months = (field: "budgetMonths" | "months", name: string): TracePart =>
    inputPart(row.line, field, `${row.name}: ${name}`, String(row[field] ?? "blank"));
  return [
    posts("budgetPosts", "Budget posts"),
    months("budgetMonths", "Budget months"),
    posts("posts", "Posts"),
    months("months", "Months"),
  ];
}

function registerSums(register: FigureRegister, calculation: Calculation, each: MonitoredRow): void {
  for (const { column, printed, parts, partLines, reconciled } of each.sums) {
    register.money(
      each.figure(`${column}-difference`),
      `Sum of parts less the stated ${COLUMN_NAMES[column].toLowerCase()}, ${nameOf(each)}`,
      reconciled.difference as Pence,
      "",
      () => ({
        rule: "precision",
        words: `Parts ${formatPounds(parts)} - stated ${formatPounds(printed)}; printed digits explain ${formatMoney(reconciled.tolerance as Pence)}`,
        parts: [amountPart(each.row, column), ...partsOfSum(calculation, partLines, column)],
      }),
    );
  }
}

/** The amounts that a group or a total is the sum of, in the order of the table. */
function partsOfSum(
  { monitoring }: Calculation,
  partLines: readonly LineId[],
  column: AmountColumn,
): readonly TracePart[] {
  const wanted = new Set(partLines);
  return monitoring.rows.flatMap(({ row }) => (wanted.has(row.line) ? [amountPart(row, column)] : []));
}

function registerMix(register: FigureRegister, mix: MonitoredMix): void {
  if (mix.outcome.kind !== "split") return;
  const { parts } = mix.outcome;
  const name = `lines of ${mix.group} ${formatYear(mix.year)}`;
  for (const [part, title] of PARTS) {
    register.money(mix.figure(part), `${title} part of the variance, ${name}`, parts[part], "", () => ({
      rule: "variance-mix",
      words: "The sum over the lines of the group",
      parts: mix.lines.map((line) => figurePart(line.figure(part))),
    }));
  }
  const posts = (field: "budgetPosts" | "posts"): string =>
    formatFte(mix.lines.reduce((sum, { row }) => sum + (row[field] ?? 0), 0) as Fte);
  register.money(mix.figure("quantity"), `Quantity part of the variance, ${name}`, parts.quantity, "", () => ({
    rule: "variance-mix",
    words: `(Posts ${posts("posts")} / budget posts ${posts("budgetPosts")} - 1) x the budgets of the lines`,
    parts: mix.lines.flatMap(({ row }) => [amountPart(row, "budget"), ...postsParts(row)]),
  }));
  register.money(mix.figure("mix"), `Mix part of the variance, ${name}`, parts.mix, "", () => ({
    rule: "variance-mix",
    words: "Posts part - quantity part: dearer or cheaper grades for the same number of posts",
    parts: [figurePart(mix.figure("posts")), figurePart(mix.figure("quantity"))],
  }));
}
