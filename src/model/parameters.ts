/** Rates, limits and tolerances that may change, each with its pedigree; formulas hold no literals but 0, 1 and 12. */

import type { AssumptionValue, BusinessCase } from "./businessCase";
import type { FinancialYear } from "./calendar";
import { pence, rate, type Pence, type Rate } from "./money";

export type Parameter = {
  readonly id: string;
  /** The name an Assumptions row gives it by. */
  readonly label: string;
  readonly unit: AssumptionValue["unit"];
  /** Value as text, in its unit: "3.5" percent, "10000" pounds. Null has no default: a rule that needs it says so. */
  readonly value: string | null;
  /** What a choice may be, the default first. */
  readonly choices?: readonly string[];
  /** True where a year may have a value of its own: rules then ask for it by year. Otherwise a row for one year is not read. */
  readonly isByYear?: boolean;
  readonly effectiveFrom: string;
  readonly source: string;
};

export const parameters: ReadonlyMap<string, Parameter> = new Map(
  (
    [
      {
        id: "discount-rate",
        label: "Discount rate",
        unit: "percent",
        value: "3.5",
        effectiveFrom: "2003-04-01",
        source: "HM Treasury Green Book, social time preference rate, years 0 to 30",
      },
      {
        id: "discount-rate-years-31-to-75",
        label: "Discount rate, years 31 to 75",
        unit: "percent",
        value: "3",
        effectiveFrom: "2003-04-01",
        source: "HM Treasury Green Book, social time preference rate, years 31 to 75",
      },
      {
        id: "discount-rate-after-year-75",
        label: "Discount rate, after year 75",
        unit: "percent",
        value: "2.5",
        effectiveFrom: "2003-04-01",
        source: "HM Treasury Green Book, social time preference rate, years after 75",
      },
      {
        id: "price-index",
        label: "Price index",
        unit: "number",
        isByYear: true,
        value: null,
        effectiveFrom: "2018-04-01",
        source: "The case's own, one row a financial year: the GDP deflator of HM Treasury is usual",
      },
      {
        id: "optimism-bias-mitigation",
        label: "Optimism bias mitigation",
        unit: "percent",
        value: "0",
        effectiveFrom: "2018-04-01",
        source: "Our default: nothing is mitigated until the case shows how; HM Treasury guidance on optimism bias",
      },
      {
        id: "sensitivity-range",
        label: "Range of one-way sensitivity",
        unit: "percent",
        value: "10",
        effectiveFrom: "2018-04-01",
        source: "Usual practice of business cases: a tenth to each side",
      },
      {
        id: "sensitivity-months",
        label: "Months of one-way sensitivity",
        unit: "count",
        value: "3",
        effectiveFrom: "2018-04-01",
        source: "Our default: a quarter of a year",
      },
      {
        id: "range-of-posts",
        label: "Range of posts",
        unit: "percent",
        value: null,
        effectiveFrom: "2018-04-01",
        source: "The case's own; without it the one-way range stands and the driver is not drawn",
      },
      {
        id: "range-of-unit-cost",
        label: "Range of unit cost",
        unit: "percent",
        value: null,
        effectiveFrom: "2018-04-01",
        source: "The case's own; without it the one-way range stands and the driver is not drawn",
      },
      {
        id: "range-of-start-month",
        label: "Range of start month in months",
        unit: "count",
        value: null,
        effectiveFrom: "2018-04-01",
        source: "The case's own; without it the one-way range stands and the driver is not drawn",
      },
      {
        id: "range-of-pay-award",
        label: "Range of pay award",
        unit: "percent",
        value: null,
        effectiveFrom: "2018-04-01",
        source: "The case's own; without it the one-way range stands and the driver is not drawn",
      },
      {
        id: "range-of-pension-rate",
        label: "Range of pension rate",
        unit: "percent",
        value: null,
        effectiveFrom: "2018-04-01",
        source: "The case's own; without it the one-way range stands and the driver is not drawn",
      },
      {
        id: "range-of-capital",
        label: "Range of capital",
        unit: "percent",
        value: null,
        effectiveFrom: "2018-04-01",
        source: "The case's own; without it the one-way range stands and the driver is not drawn",
      },
      {
        id: "range-of-slippage",
        label: "Range of slippage in months",
        unit: "count",
        value: null,
        effectiveFrom: "2018-04-01",
        source: "The case's own; without it the one-way range stands and the driver is not drawn",
      },
      {
        id: "range-of-savings-delivered",
        label: "Range of savings delivered",
        unit: "percent",
        value: null,
        effectiveFrom: "2018-04-01",
        source: "The case's own; without it the one-way range stands and the driver is not drawn",
      },
      {
        id: "number-of-draws",
        label: "Number of draws",
        unit: "count",
        value: "10000",
        effectiveFrom: "2018-04-01",
        source: "Our default: percentiles then move little from seed to seed",
      },
      {
        id: "seed-of-draws",
        label: "Seed of the draws",
        unit: "count",
        value: "1",
        effectiveFrom: "2018-04-01",
        source: "Our default: the same seed gives the same draws",
      },
      {
        id: "sensitivity-lines",
        label: "Lines up to which the sensitivity is worked out in every run",
        unit: "count",
        value: "2000",
        effectiveFrom: "2018-04-01",
        source: "Our default: it works the costs out many times, which large cases do without",
      },
      {
        id: "capital-de-minimis",
        label: "Capital de minimis",
        unit: "money",
        value: "10000",
        effectiveFrom: "2018-04-01",
        source: "Our default: a limit common in local government accounts; enter the body's own",
      },
      {
        id: "over-programming",
        label: "Over-programming",
        unit: "percent",
        value: "10",
        effectiveFrom: "2018-04-01",
        source: "Our default: a tenth of the funding; enter what the body's capital strategy allows",
      },
      {
        id: "mrp-method",
        label: "MRP method",
        unit: "choice",
        value: "Equal instalments",
        choices: ["Equal instalments", "Annuity"],
        effectiveFrom: "2019-04-01",
        source: "MHCLG statutory guidance on minimum revenue provision, asset life method; enter the body's own policy",
      },
      {
        id: "interest-rate",
        label: "Interest rate",
        unit: "percent",
        isByYear: true,
        value: null,
        effectiveFrom: "2018-04-01",
        source: "The case's own: what the body pays on its borrowing; by annuity that of the year of spend",
      },
      {
        id: "interest-basis",
        label: "Interest is charged on",
        unit: "choice",
        value: "Opening CFR",
        choices: ["Opening CFR", "Average CFR"],
        effectiveFrom: "2018-04-01",
        source: "Our default: what was borrowed in earlier years and is not yet charged to revenue",
      },
      {
        id: "general-reserve-floor",
        label: "General reserve, lowest share of net budget",
        unit: "percent",
        value: "3",
        effectiveFrom: "2018-04-01",
        source: "Our default: enter the floor of the body's own reserves strategy",
      },
      {
        id: "general-reserve-ceiling",
        label: "General reserve, highest share of net budget",
        unit: "percent",
        value: "5",
        effectiveFrom: "2018-01-31",
        source: "Home Office guidance on police reserves: more than 5% of the net budget is to be justified",
      },
      {
        id: "fund-headroom-low",
        label: "Low fund headroom",
        unit: "percent",
        value: "10",
        effectiveFrom: "2018-04-01",
        source: "Our default: below a tenth of the fund is worth a look",
      },
      {
        id: "fbc-tolerance",
        label: "FBC tolerance",
        unit: "percent",
        value: "10",
        effectiveFrom: "2018-04-01",
        source: "Our default: broadly in line is within a tenth of what the outline case cost",
      },
      {
        id: "rating-line-percentage",
        label: "Rating of lines: percentage",
        unit: "percent",
        value: "5",
        effectiveFrom: "2018-04-01",
        source:
          "A rating in public use in local government: 5% or £100,000 of a service, £250,000 of a directorate, 0.5% or £1,000,000 of the fund",
      },
      {
        id: "rating-line-amount",
        label: "Rating of lines: amount",
        unit: "money",
        value: "100000",
        effectiveFrom: "2018-04-01",
        source:
          "A rating in public use in local government: 5% or £100,000 of a service, £250,000 of a directorate, 0.5% or £1,000,000 of the fund",
      },
      {
        id: "rating-group-percentage",
        label: "Rating of groups: percentage",
        unit: "percent",
        value: null,
        effectiveFrom: "2018-04-01",
        source: "The body's own; without it the amount alone rates a group",
      },
      {
        id: "rating-group-amount",
        label: "Rating of groups: amount",
        unit: "money",
        value: "250000",
        effectiveFrom: "2018-04-01",
        source:
          "A rating in public use in local government: 5% or £100,000 of a service, £250,000 of a directorate, 0.5% or £1,000,000 of the fund",
      },
      {
        id: "rating-total-percentage",
        label: "Rating of totals: percentage",
        unit: "percent",
        value: "0.5",
        effectiveFrom: "2018-04-01",
        source:
          "A rating in public use in local government: 5% or £100,000 of a service, £250,000 of a directorate, 0.5% or £1,000,000 of the fund",
      },
      {
        id: "rating-total-amount",
        label: "Rating of totals: amount",
        unit: "money",
        value: "1000000",
        effectiveFrom: "2018-04-01",
        source:
          "A rating in public use in local government: 5% or £100,000 of a service, £250,000 of a directorate, 0.5% or £1,000,000 of the fund",
      },
      {
        id: "rating-limits-needed",
        label: "Rating: limits that must be reached",
        unit: "choice",
        value: "Either",
        choices: ["Either", "Both"],
        effectiveFrom: "2018-04-01",
        source: "A rating in public use in local government: the percentage or the amount, whichever is lower",
      },
      {
        id: "rating-two-sided",
        label: "Rating: underspends too",
        unit: "choice",
        value: "No",
        choices: ["No", "Yes"],
        effectiveFrom: "2018-04-01",
        source: "Our default: at or under budget is green; an underspend can be rated as a sign of posts not filled",
      },
      {
        id: "fbc-notice-days",
        label: "FBC notice in days",
        unit: "count",
        value: "90",
        effectiveFrom: "2018-04-01",
        source: "Our default: a quarter's notice of the date",
      },
      {
        id: "fbc-due-months",
        label: "FBC due in months",
        unit: "count",
        value: "12",
        effectiveFrom: "2018-10-01",
        source: "PCD 484 paragraph 2: return to the Board within the next 12 months",
      },
      {
        id: "horizon-years",
        label: "Horizon in years",
        unit: "count",
        value: "5",
        effectiveFrom: "2018-04-01",
        source: "Our default; PCD 484 gives none",
      },
      {
        id: "apportionment-method",
        label: "Method of sharing officer posts",
        unit: "choice",
        value: "Largest remainder",
        choices: ["Largest remainder", "Webster", "Parts of posts"],
        effectiveFrom: "2018-04-01",
        source: "Our default: whole posts by largest remainder (Hare); a working paper may show parts of posts instead",
      },
      {
        id: "part-year-method",
        label: "Part-year method",
        unit: "choice",
        value: "Months",
        choices: ["Months", "Days"],
        effectiveFrom: "2018-04-01",
        source: "Usual practice of public-sector budgets: months in post / 12; days where the body counts them",
      },
      {
        id: "shift-pensionable",
        label: "Shift allowance counts for pension",
        unit: "choice",
        value: "No",
        choices: ["No", "Yes"],
        effectiveFrom: "2018-04-01",
        source: "Our default: shift pay is not pensionable unless the scheme says so",
      },
      {
        id: "post-cost-lowest",
        label: "Lowest likely cost of a post, of the lowest point of its scale",
        unit: "percent",
        value: "115",
        effectiveFrom: "2018-04-01",
        source: "Our default: pay with the least on-costs that an employer has",
      },
      {
        id: "post-cost-highest",
        label: "Highest likely cost of a post, of the highest point of its scale",
        unit: "percent",
        value: "175",
        effectiveFrom: "2018-04-01",
        source: "Our default: pay with pension, national insurance, London and shift pay together",
      },
      {
        id: "pension-band-margin",
        label: "Nearness to the edge of a pension band",
        unit: "money",
        value: "500",
        effectiveFrom: "2018-04-01",
        source: "Our default: about a small award or half an increment of pay",
      },
      {
        id: "posting-months",
        label: "Months of a posting plan",
        unit: "count",
        value: "120",
        effectiveFrom: "2018-04-01",
        source: "Our default: ten years; people in post later than that are named and not counted",
      },
      {
        id: "shuffle-check-lines",
        label: "Lines up to which the order of rows is tested in every run",
        unit: "count",
        value: "2000",
        effectiveFrom: "2018-04-01",
        source: "Our default: the check evaluates the case a second time, which large cases leave to the tests",
      },
    ] as const satisfies readonly Parameter[]
  ).map((parameter) => [parameter.id, parameter] as const),
);

/** A parameter's value in a case, and where it comes from. */
export type ParameterValue = {
  readonly value: AssumptionValue;
  readonly assumption: NonNullable<BusinessCase["assumptions"]>[number] | null;
};

type Assumptions = Pick<BusinessCase, "assumptions">;

/**
 * The value of a parameter in a case: the case's own Assumptions row when it has one, else the default here.
 * @throws Error for an id that is not declared or has no default, or an assumption in another unit than the parameter's.
 */
export function parameterValue(businessCase: Assumptions, id: string): ParameterValue {
  const found = parameterValueIn(businessCase, id, null);
  if (!found) throw new Error(`'${id}' has no default: ask parameterValueIn`);
  return found;
}

/**
 * The value of a parameter in one year: the Assumptions row of that year, else the row without a year, else the default;
 * null when there is none of them. A year of null asks for what holds in all years, or for any year's row.
 * @throws Error for an id that is not declared, or an assumption in another unit than the parameter's.
 */
export function parameterValueIn(
  businessCase: Assumptions,
  id: string,
  year: FinancialYear | null,
): ParameterValue | null {
  const parameter = parameters.get(id);
  if (!parameter) throw new Error(`no parameter is declared as '${id}'`);
  const own = (businessCase.assumptions ?? []).filter((candidate) => candidate.parameter === id);
  const assumption =
    (year === null ? own[0] : (own.find((row) => row.year === year) ?? own.find((row) => row.year === null))) ?? null;
  const value = assumption?.value ?? defaultValue(parameter);
  if (value === null) return null;
  if (value.unit !== parameter.unit) throw new Error(`the assumption '${id}' is not in ${parameter.unit}`);
  return { value, assumption };
}

function defaultValue(parameter: Parameter): AssumptionValue | null {
  if (parameter.value === null) return null;
  if (parameter.unit === "choice") return { unit: "choice", choice: parameter.value };
  const [whole = "0", fraction = ""] = parameter.value.split(".");
  const digits = Number(whole + fraction);
  switch (parameter.unit) {
    case "percent":
      return { unit: "percent", rate: rate(digits, 100 * 10 ** fraction.length) };
    case "money":
      return { unit: "money", amount: pence(digits * 10 ** (2 - fraction.length)) };
    case "number":
      return { unit: "number", number: rate(digits, 10 ** fraction.length) };
    case "count":
      return { unit: "count", count: digits };
  }
}

/** A count parameter's number. */
export function parameterCount(businessCase: Assumptions, id: string): number {
  const { value } = parameterValue(businessCase, id);
  if (value.unit !== "count") throw new Error(`'${id}' is not a count`);
  return value.count;
}

/** A percent parameter's rate. */
export function parameterRate(businessCase: Assumptions, id: string): Rate {
  const { value } = parameterValue(businessCase, id);
  if (value.unit !== "percent") throw new Error(`'${id}' is not a percentage`);
  return value.rate;
}

/** A money parameter's amount. */
export function parameterMoney(businessCase: Assumptions, id: string): Pence {
  const { value } = parameterValue(businessCase, id);
  if (value.unit !== "money") throw new Error(`'${id}' is not an amount of money`);
  return value.amount;
}

/** The choice made for a parameter that is one of several. */
export function parameterChoice(businessCase: Assumptions, id: string): string {
  const { value } = parameterValue(businessCase, id);
  if (value.unit !== "choice") throw new Error(`'${id}' is not a choice`);
  return value.choice;
}
