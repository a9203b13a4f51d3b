import type { CapitalPlanRow } from "../businessCase";
import type { Calculation } from "../calculation";
import { formatYear, type FinancialYear } from "../calendar";
import { budgetNeeded, schemeKeyOf, type Scheme, type SchemeYear } from "../capitalPlan";
import type { TracePart } from "../evaluation";
import { figurePart, inputPart, type FigureRegister } from "../figures";
import { formatMoney, formatPounds, NIL, pence, type Pence } from "../money";
import { lineParts } from "./lineParts";

/** Figures of the capital plan: schemes by year, all schemes together, and the plan beside its funding. */
export function registerCapitalPlan(register: FigureRegister, calculation: Calculation): void {
  for (const scheme of calculation.schemes) {
    for (const year of scheme.years) registerSchemeYear(register, calculation, scheme, year);
    registerRunningCost(register, calculation, scheme);
  }
  registerProgramme(register, calculation);
}

function registerSchemeYear(
  register: FigureRegister,
  calculation: Calculation,
  scheme: Scheme,
  year: SchemeYear,
): void {
  const stem = `capital.${scheme.slug}`;
  const yearText = formatYear(year.year);
  const needed = budgetNeeded(scheme, year.year);
  const moves = scheme.years.some((each) => each.slippageIn !== 0 || each.slippageOut !== 0);
  const accelerates = scheme.years.some((each) => each.accelerationIn !== 0 || each.accelerationOut !== 0);
  const isOpen = year.budget === null;
  if (moves) {
    register.money(
      `${stem}.slippage.${yearText}`,
      `${scheme.name}: slippage in less out ${yearText}`,
      isOpen ? null : pence(year.slippageIn - year.slippageOut),
      needed,
      () => ({
        rule: "capital-plan",
        words: `Slips in ${formatPounds(year.slippageIn)} - slips out ${formatPounds(year.slippageOut)}; over all years it adds to nil`,
        parts: [...moveParts(year.slippedFrom, "slippage"), ...amountParts(year.rows, ["slippage"])],
      }),
    );
  }
  if (accelerates) {
    register.money(
      `${stem}.acceleration.${yearText}`,
      `${scheme.name}: acceleration in less out ${yearText}`,
      isOpen ? null : pence(year.accelerationIn - year.accelerationOut),
      needed,
      () => ({
        rule: "capital-plan",
        words: `Brought in ${formatPounds(year.accelerationIn)} - taken forward ${formatPounds(year.accelerationOut)}; over all years it adds to nil`,
        parts: [...amountParts(year.rows, ["acceleration"]), ...moveParts(year.acceleratedBy, "acceleration")],
      }),
    );
  }
  register.money(`${stem}.budget.${yearText}`, `${scheme.name}: budget ${yearText}`, year.budget, needed, () => ({
    rule: "capital-plan",
    words: budgetInWords(year),
    parts: [
      ...amountParts(year.rows, ["plan", "additions", "cancelled"]),
      ...(moves ? [figurePart(`${stem}.slippage.${yearText}`)] : []),
      ...(accelerates ? [figurePart(`${stem}.acceleration.${yearText}`)] : []),
    ],
  }));
  for (const [part, words] of [
    ["forecast", "Forecast"],
    ["actual", "Actual"],
  ] as const) {
    const stated = year.rows.filter((row) => row[part] !== null);
    if (stated.length === 0) continue;
    register.money(
      `${stem}.${part}.${yearText}`,
      `${scheme.name}: ${part} ${yearText}`,
      year[part],
      `the ${words} of ${scheme.name} in ${yearText}`,
      () => ({ rule: "capital-plan", words: `${words} as entered`, parts: amountParts(stated, [part]) }),
    );
  }
  const ways = [...new Set(year.lines.map((each) => each.by))];
  register.money(
    `${stem}.case.${yearText}`,
    `${scheme.name}: capital of this case ${yearText}`,
    year.caseCapital,
    "",
    () => ({
      rule: "scheme-headroom",
      words:
        ways.length === 0
          ? "No capital line of the case belongs to the scheme in the year"
          : `The sum of capital lines that belong to the scheme by ${ways.join(", or by ")}`,
      parts: year.lines.flatMap(({ line, by }) => [
        ...lineParts(calculation, line, year.year),
        by === "its Scheme"
          ? inputPart(line.line, "scheme", "Scheme", line.costLine?.scheme ?? "")
          : inputPart(line.line, "fundingSource", "Funding source", line.namedSource ?? ""),
      ]),
    }),
  );
  register.money(`${stem}.headroom.${yearText}`, `${scheme.name}: headroom ${yearText}`, year.headroom, needed, () => ({
    rule: "scheme-headroom",
    words: "Budget - capital of this case",
    parts: [figurePart(`${stem}.budget.${yearText}`), figurePart(`${stem}.case.${yearText}`)],
  }));
}

function budgetInWords(year: SchemeYear): string {
  const steps: readonly (readonly [string, string, Pence])[] = [
    ["+", "slips in", year.slippageIn],
    ["-", "slips out", year.slippageOut],
    ["+", "brought in", year.accelerationIn],
    ["-", "taken forward", year.accelerationOut],
    ["+", "additions", year.additions],
    ["-", "cancelled", year.cancelled],
  ];
  const start = year.rows.length === 0 ? "No row of the plan, so nothing planned" : `Plan ${formatPounds(year.plan)}`;
  return [
    start,
    ...steps
      .filter(([, , amount]) => amount !== 0)
      .map(([sign, name, amount]) => `${sign} ${name} ${formatPounds(amount)}`),
  ].join(" ");
}

const FIELD_NAMES = {
  plan: "Plan",
  slippage: "Slippage",
  acceleration: "Acceleration",
  additions: "Additions",
  cancelled: "Cancelled",
  forecast: "Forecast",
  actual: "Actual",
} as const;

/** Amounts of the plan's rows as parts of a trace, blanks left out. */
function amountParts(
  rows: readonly CapitalPlanRow[],
  fields: readonly (keyof typeof FIELD_NAMES)[],
): readonly TracePart[] {
  return rows.flatMap((row) =>
    fields.flatMap((field) => {
      const amount = row[field];
      return amount === null ? [] : [inputPart(row.line, field, FIELD_NAMES[field], formatMoney(amount))];
    }),
  );
}

/** What rows of other years move into or out of a year: the amount with the year that it moves from or to. */
function moveParts(rows: readonly CapitalPlanRow[], kind: "slippage" | "acceleration"): readonly TracePart[] {
  const other = kind === "slippage" ? "slippedTo" : "broughtFrom";
  return rows.flatMap((row) => [
    inputPart(row.line, kind, `${FIELD_NAMES[kind]} of ${formatYear(row.year)}`, formatMoney(row[kind] ?? NIL)),
    inputPart(
      row.line,
      other,
      kind === "slippage" ? "Slipped to" : "Brought from",
      row[other] === null ? "" : formatYear(row[other]),
    ),
  ]);
}

/** Recurring cost that names the scheme: support, refresh and whatever else the asset asks of revenue. */
function registerRunningCost(register: FigureRegister, calculation: Calculation, scheme: Scheme): void {
  const { costs } = calculation;
  const width = costs.years.length;
  const isScheme = (key: string): boolean => key === scheme.key;
  const lines = costs.lines.flatMap((line, index) =>
    line.nature === "Recurring revenue" && line.costLine !== null && schemeKeyOf(line, isScheme)?.key === scheme.key
      ? [{ line, index }]
      : [],
  );
  if (lines.length === 0) return;
  costs.years.forEach((year, at) => {
    const borne = lines.filter(({ index }) => costs.amounts[index * width + at] !== 0);
    register.money(
      `capital.${scheme.slug}.running-cost.${formatYear(year)}`,
      `${scheme.name}: running cost ${formatYear(year)}`,
      pence(borne.reduce((sum, { index }) => sum + (costs.amounts[index * width + at] ?? 0), 0)),
      "",
      () => ({
        rule: "scheme-running-cost",
        words: "The sum of recurring lines that name the scheme; they are in the cost of the case",
        parts: borne.flatMap(({ line }) => lineParts(calculation, line, year)),
      }),
    );
  });
}

function registerProgramme(register: FigureRegister, calculation: Calculation): void {
  const { schemes, programme, slugs } = calculation;
  const years = [...new Set(schemes.flatMap((scheme) => scheme.years.map((each) => each.year)))].sort((a, b) => a - b);
  for (const year of years) {
    const entries = schemes.flatMap((scheme) =>
      scheme.years.filter((each) => each.year === year).map((each) => ({ scheme, each })),
    );
    const unknown = entries.find(({ each }) => each.budget === null);
    register.money(
      `capital.programme.budget.${formatYear(year)}`,
      `Capital plan: budget of all schemes ${formatYear(year)}`,
      unknown === undefined ? pence(entries.reduce((sum, { each }) => sum + (each.budget ?? 0), 0)) : null,
      unknown === undefined ? "" : budgetNeeded(unknown.scheme, year),
      () => ({
        rule: "capital-plan",
        words: "The sum of the budgets of all schemes",
        parts: entries.map(({ scheme }) => figurePart(`capital.${scheme.slug}.budget.${formatYear(year)}`)),
      }),
    );
  }
  for (const year of years) registerUnnamed(register, calculation, year);
  for (const part of programme) {
    const slug = slugs.sources.of(part.source.name);
    const ending = part.year === null ? "" : `.${formatYear(part.year)}`;
    const inWords = part.year === null ? "all years" : formatYear(part.year);
    const budgetId = `capital.programme.funded-by.${slug}${ending}`;
    register.money(
      budgetId,
      `Capital plan: to be paid by ${part.source.name} ${inWords}`,
      part.budget,
      part.needed,
      () => ({
        rule: "over-programming",
        words: "The sum of the budgets of schemes whose Funding source it is",
        parts: part.schemes.map(({ scheme, year }) =>
          figurePart(`capital.${scheme.slug}.budget.${formatYear(year.year)}`),
        ),
      }),
    );
    if (part.funding === null) continue;
    const { funding } = part;
    register.money(
      `capital.programme.over.${slug}${ending}`,
      `Capital plan: beyond what ${part.source.name} can give ${inWords}`,
      part.over,
      part.needed,
      () => ({
        rule: "over-programming",
        words: `Budgets - funding ${formatPounds(funding)}, where that is above nil`,
        parts: [figurePart(budgetId), ...fundingParts(part.source.rows, part.year)],
      }),
    );
  }
}

/** Budgets of a year that name no source of the Funding sheet; no figure where every budget names one. */
function registerUnnamed(register: FigureRegister, { schemes, programme }: Calculation, year: FinancialYear): void {
  const named = new Set(programme.flatMap((part) => part.schemes.map((entry) => entry.year)));
  const entries = schemes.flatMap((scheme) =>
    scheme.years
      .filter((each) => each.year === year && each.budget !== 0 && !named.has(each))
      .map((each) => ({ scheme, each })),
  );
  const unknown = entries.find(({ each }) => each.budget === null);
  if (entries.length === 0) return;
  register.money(
    `capital.programme.no-source.${formatYear(year)}`,
    `Capital plan: no source of the Funding sheet named ${formatYear(year)}`,
    unknown === undefined ? pence(entries.reduce((sum, { each }) => sum + (each.budget ?? 0), 0)) : null,
    unknown === undefined ? "" : budgetNeeded(unknown.scheme, year),
    () => ({
      rule: "over-programming",
      words:
        "The sum of the budgets of schemes without a Funding source, or with one that the Funding sheet does not have",
      parts: entries.map(({ scheme }) => figurePart(`capital.${scheme.slug}.budget.${formatYear(year)}`)),
    }),
  );
}

function fundingParts(rows: Calculation["sources"][number]["rows"], year: FinancialYear | null): readonly TracePart[] {
  return rows
    .filter((row) => row.year === year || row.year === null || year === null)
    .flatMap((row) =>
      (
        [
          ["limit", "Limit"],
          ["opening", "Opening"],
          ["contributions", "Contributions"],
          ["spent", "Spent"],
          ["committed", "Committed"],
          ["minimum", "Minimum"],
        ] as const
      ).flatMap(([field, name]) => {
        const amount = row[field];
        return amount === null ? [] : [inputPart(row.line, field, `${row.source}: ${name}`, formatMoney(amount))];
      }),
    );
}
