import type { Calculation } from "../calculation";
import { formatYear, type FinancialYear } from "../calendar";
import { fullYearCosts, type CostedLine } from "../costs";
import { figurePart, type FigureRegister } from "../figures";
import { NIL, pence, sumPence, type Pence } from "../money";
import { lineParts } from "./lineParts";

type CostFamily = { readonly key: string; readonly label: string; readonly isMember: (line: CostedLine) => boolean };

const COST_FAMILIES: readonly CostFamily[] = [
  { key: "recurring", label: "Recurring revenue cost", isMember: (line) => line.nature === "Recurring revenue" },
  { key: "one-off", label: "One-off revenue cost", isMember: (line) => line.nature === "One-off revenue" },
  { key: "capital", label: "Capital cost", isMember: (line) => line.nature === "Capital" },
  { key: "income", label: "Income and savings", isMember: (line) => line.nature === null },
];

/** Figures of the case's cost by nature and year. */
export function registerCosts(register: FigureRegister, calculation: Calculation): void {
  const { costs, horizon } = calculation;
  const { years } = horizon;
  const sums = new Map<string, readonly Pence[]>();
  const staff: CostFamily = {
    key: "staff",
    label: "Staff cost (part of recurring and one-off)",
    isMember: (line) => line.post !== null,
  };
  for (const family of [staff, ...COST_FAMILIES]) {
    const byYear = familyByYear(calculation, family);
    sums.set(family.key, byYear);
    years.forEach((year, index) => {
      register.money(
        `cost.${family.key}.${formatYear(year)}`,
        `${family.label} ${formatYear(year)}`,
        byYear[index] ?? NIL,
        "",
        () => ({
          rule: "cost-by-nature",
          words: "The sum of the lines with cost in the year, each rounded once",
          parts: costs.lines.flatMap((line, at) =>
            family.isMember(line) &&
            (costs.amounts[at * years.length + index] !== 0 || costs.needed.has(at * years.length + index))
              ? lineParts(calculation, line, year)
              : [],
          ),
        }),
      );
    });
  }
  const totals = years.map((_, index) => sumPence(COST_FAMILIES.map((family) => sums.get(family.key)?.[index] ?? NIL)));
  years.forEach((year, index) => {
    register.money(
      `cost.total.${formatYear(year)}`,
      `Total cost ${formatYear(year)}`,
      totals[index] ?? NIL,
      "",
      () => ({
        rule: "cost-total",
        words: "Recurring + one-off + capital + income",
        parts: COST_FAMILIES.map((family) => figurePart(`cost.${family.key}.${formatYear(year)}`)),
      }),
    );
  });
  const overYears = (key: string, label: string, ofYears: readonly Pence[], part: string): Pence => {
    const total = sumPence(ofYears);
    register.money(key, label, total, "", () => ({
      rule: "cost-total",
      words: `The sum of all years, ${yearsInWords(years)}`,
      parts: years.map((year) => figurePart(`${part}.${formatYear(year)}`)),
    }));
    return total;
  };
  overYears("cost.total", "Total cost to the horizon", totals, "cost.total");
  const oneOff = overYears("cost.one-off", "One-off revenue, all years", sums.get("one-off") ?? [], "cost.one-off");
  const capital = overYears("cost.capital", "Capital, all years", sums.get("capital") ?? [], "cost.capital");
  register.money(
    "cost.one-off-and-capital",
    "One-off revenue and capital, all years",
    sumPence([oneOff, capital]),
    "",
    () => ({
      rule: "cost-total",
      words: "One-off revenue + capital",
      parts: [figurePart("cost.one-off"), figurePart("cost.capital")],
    }),
  );
  const recurring = costs.lines.filter((line) => line.nature === "Recurring revenue");
  const fullYears = fullYearCosts(recurring, costs.staff);
  register.money("cost.full-year", "Recurring cost of a full year", sumPence(fullYears), "", () => ({
    rule: "full-year-effect",
    words: "The sum of what each recurring line costs in a full year",
    parts: recurring.flatMap((line, index) =>
      fullYears[index] === 0 && !isFullYearNeeded(calculation, line) ? [] : lineParts(calculation, line, null),
    ),
  }));
}

/** Whether a line's full-year cost is not known: it then belongs to the sum as much as one that is. */
function isFullYearNeeded({ costs }: Calculation, { post }: CostedLine): boolean {
  return post !== null && costs.staff.fullYear(post).kind === "needed";
}

function familyByYear(calculation: Calculation, family: CostFamily): readonly Pence[] {
  const { costs } = calculation;
  const width = costs.years.length;
  const sums = new Float64Array(width);
  costs.lines.forEach((line, index) => {
    if (!family.isMember(line)) return;
    for (let year = 0; year < width; year++)
      sums[year] = (sums[year] ?? 0) + (costs.amounts[index * width + year] ?? 0);
  });
  return Array.from(sums, pence);
}

function yearsInWords(years: readonly FinancialYear[]): string {
  const first = years[0];
  const last = years[years.length - 1];
  if (first === undefined || last === undefined) return "none";
  return first === last ? formatYear(first) : `${formatYear(first)} to ${formatYear(last)}`;
}
