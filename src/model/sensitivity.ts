/**
 * RULES: one-way sensitivity. One driver of the case at a time is moved down and up by its range, everything else stays,
 * and the present cost is worked out again: the wider it swings, the more the decision rests on that driver.
 */
import { presentValueExact, wholePounds, type DiscountStep, type ExactFraction } from "./appraisal";
import type { BusinessCase, LineId, Post } from "./businessCase";
import { addYears, type FinancialYear, type Month } from "./calendar";
import type { Calculation } from "./calculation";
import type { CostedLine, CostTable } from "./costs";
import { officialDiscountSteps } from "./discount";
import { economicCase } from "./economicCase";
import { addFractions } from "./exactFraction";
import { rate, type Rate } from "./money";
import { parameterCount, parameterRate, parameterValueIn } from "./parameters";
import { multiplied } from "./priceBase";
import { isBuilt, isCostedByCase } from "./staffing";

/** What may be moved, in the order of finance model 4.14. */
export const DRIVERS = [
  { key: "posts", name: "Posts", in: "percent", range: "range-of-posts" },
  { key: "unit-cost", name: "Unit cost of posts", in: "percent", range: "range-of-unit-cost" },
  { key: "start-month", name: "Start month of posts", in: "months", range: "range-of-start-month" },
  { key: "pay-award", name: "Pay award", in: "percent", range: "range-of-pay-award" },
  { key: "pension-rate", name: "Employer's pension rate", in: "percent", range: "range-of-pension-rate" },
  { key: "capital", name: "Capital", in: "percent", range: "range-of-capital" },
  { key: "slippage-months", name: "Slippage of capital", in: "months", range: "range-of-slippage" },
  { key: "savings-delivered", name: "Savings delivered", in: "percent", range: "range-of-savings-delivered" },
] as const;
export type Driver = (typeof DRIVERS)[number];
export type DriverKey = Driver["key"];

/** How far each driver is moved: a share of what it is, or whole months; later is above nil. */
export type Variation = {
  readonly [Key in DriverKey]: Key extends "start-month" | "slippage-months" ? number : Rate;
};

const NO_CHANGE = rate(0, 1);

/** The case as it stands. */
export const AS_IT_STANDS: Variation = {
  posts: NO_CHANGE,
  "unit-cost": NO_CHANGE,
  "start-month": 0,
  "pay-award": NO_CHANGE,
  "pension-rate": NO_CHANGE,
  capital: NO_CHANGE,
  "slippage-months": 0,
  "savings-delivered": NO_CHANGE,
};

/** Costs as entered of a varied case over the years given, by the same rules as the case's own. */
export type CostsOf = (varied: BusinessCase, years: readonly FinancialYear[]) => CostTable;

/** What every variation of one case is worked out from. */
export type SensitivityBasis = {
  readonly calculation: Calculation;
  readonly costsOf: CostsOf;
  readonly steps: readonly DiscountStep[];
  /** The years of the case and the year before them, into which posts may be brought forward. */
  readonly years: readonly FinancialYear[];
  /** Costs as entered over those years, nothing moved. */
  readonly standing: CostTable;
  /** Savings identified or delivered, by those years, in pence. */
  readonly savings: readonly number[];
};

/** Puts together what the variations of a case are worked out from. */
export function sensitivityBasis(calculation: Calculation, costsOf: CostsOf): SensitivityBasis {
  const { years: shown, baseYear } = calculation.horizon;
  const years = [addYears(shown[0] ?? baseYear, -1), ...shown];
  return {
    calculation,
    costsOf,
    steps: officialDiscountSteps(calculation.businessCase),
    years,
    standing: costsOf(calculation.businessCase, years),
    savings: [0, ...calculation.pressure.map((year) => year.savings)],
  };
}

/**
 * The present cost of a varied case, less the savings it delivers: what a variation is judged by.
 *
 * Formula: the costs of the economic case, those before the base year undiscounted and the others discounted, less savings
 * identified or delivered, discounted alike. Posts and unit cost scale the staff cost of every line and year, capital that of
 * capital, savings delivered the Savings sheet and the Saving lines of Costs, each half up to the penny; start month moves the
 * posts of the case with their ends; slippage moves so many twelfths of each year's capital to the next year (that of the
 * last year stays); pay award and pension rate are multiplied before pay is built. Source: finance model 4.14. Exact in pence.
 * @returns null where the costs of the varied case need an input.
 */
export function presentCostOf(basis: SensitivityBasis, variation: Variation): ExactFraction | null {
  const table = variedCosts(basis, variation);
  if (table.needed.size > 0) return null;
  return presentCostOfTable(
    basis,
    scaledTable(table, (line) => scalesOf(line, variation)),
    basis.savings.map((amount) => multiplied(amount, [grown(variation["savings-delivered"])])),
  );
}

/** Costs as entered with everything moved that does not merely scale: start month, slippage, pay award and pension rate. */
export function variedCosts(basis: SensitivityBasis, variation: Variation): CostTable {
  const varied = variedCase(basis.calculation.businessCase, variation);
  return slipped(
    varied === basis.calculation.businessCase ? basis.standing : basis.costsOf(varied, basis.years),
    variation["slippage-months"],
  );
}

/** Present cost of a table of costs as entered, less savings by year. Null where the Price index lacks a year. */
export function presentCostOfTable(
  { calculation, steps, years }: SensitivityBasis,
  table: CostTable,
  savings: readonly number[],
): ExactFraction | null {
  const { businessCase, horizon } = calculation;
  const economic = economicCase(table, businessCase, horizon);
  if (economic.needed !== null) return null;
  const from = years.indexOf(horizon.baseYear);
  const net = economic.byYear.map((amount, year) => amount - (savings[year] ?? 0));
  const earlier = net.slice(0, from).reduce((sum, amount) => sum + amount, 0);
  return addFractions({ numerator: BigInt(earlier), denominator: 1n }, presentValueExact(net.slice(from), steps));
}

/** The shares by which a line's cost is scaled; none where no driver scales it. */
export function scalesOf(line: CostedLine, variation: Variation): readonly Rate[] {
  if (line.post !== null) return [grown(variation.posts), grown(variation["unit-cost"])];
  if (line.nature === "Capital") return [grown(variation.capital)];
  return line.type === "Saving" ? [grown(variation["savings-delivered"])] : [];
}

/** 1 + a share. */
export function grown(share: Rate): Rate {
  return rate(share.denominator + share.numerator, share.denominator);
}

function scaledTable(table: CostTable, scales: (line: CostedLine) => readonly Rate[]): CostTable {
  const width = table.years.length;
  const amounts = Float64Array.from(table.amounts);
  table.lines.forEach((line, at) => {
    const factors = scales(line).filter((factor) => factor.numerator !== factor.denominator);
    if (factors.length === 0) return;
    for (let cell = at * width; cell < (at + 1) * width; cell++) {
      if (amounts[cell] !== 0) amounts[cell] = multiplied(amounts[cell] ?? 0, factors);
    }
  });
  return { ...table, amounts };
}

/** Capital that slips: so many twelfths of each year's amount stand in the next year; the last year keeps its own. */
function slipped(table: CostTable, months: number): CostTable {
  if (months === 0) return table;
  const width = table.years.length;
  const amounts = Float64Array.from(table.amounts);
  table.lines.forEach((line, at) => {
    if (line.nature !== "Capital") return;
    for (let year = width - 2; year >= 0; year--) {
      const cell = at * width + year;
      const moved = multiplied(amounts[cell] ?? 0, [rate(months, MONTHS_OF_YEAR)]);
      amounts[cell] = (amounts[cell] ?? 0) - moved;
      amounts[cell + 1] = (amounts[cell + 1] ?? 0) + moved;
    }
  });
  return { ...table, amounts };
}

const MONTHS_OF_YEAR = 12;

function variedCase(businessCase: BusinessCase, variation: Variation): BusinessCase {
  const months = variation["start-month"];
  const award = variation["pay-award"];
  const pension = variation["pension-rate"];
  if (months === 0 && award.numerator === 0 && pension.numerator === 0) return businessCase;
  const times = (share: Rate, by: Rate): Rate =>
    rate(share.numerator * (by.denominator + by.numerator), share.denominator * by.denominator);
  return {
    ...businessCase,
    posts: months === 0 ? businessCase.posts : businessCase.posts.map((post) => movedPost(post, months)),
    payAssumptions:
      award.numerator === 0
        ? businessCase.payAssumptions
        : (businessCase.payAssumptions?.map((row) => ({ ...row, award: row.award && times(row.award, award) })) ??
          null),
    pensionBands:
      pension.numerator === 0
        ? businessCase.pensionBands
        : (businessCase.pensionBands?.map((row) => ({ ...row, employerRate: times(row.employerRate, pension) })) ??
          null),
  };
}

function movedPost(post: Post, months: number): Post {
  if (!isVariedPost(post)) return post;
  return {
    ...post,
    startMonth: (post.startMonth + months) as Month,
    endMonth: post.endMonth === null ? null : ((post.endMonth + months) as Month),
  };
}

function isVariedPost(post: Post): boolean {
  return isCostedByCase(post) && post.proposed !== post.baseline;
}

/** How far a driver is moved each way, and the Assumptions row that says so. */
export type Range = {
  readonly driver: Driver;
  /** A share, or whole months over 1. */
  readonly by: Rate;
  /** The case's own row; null where the general range stands. */
  readonly line: LineId | null;
  /** The parameter that gives the range. */
  readonly parameter: string;
};

/**
 * The range of a driver: the case's own "Range of ..." where it gives one, else the general one.
 *
 * Months are whole and no more than twelve. Source: finance model 4.14: 10%, or the assumption's own range.
 */
export function rangeOf(businessCase: Pick<BusinessCase, "assumptions">, driver: Driver): Range {
  const own = parameterValueIn(businessCase, driver.range, null);
  if (own !== null) {
    const by =
      own.value.unit === "percent" ? own.value.rate : rate(own.value.unit === "count" ? own.value.count : 0, 1);
    return { driver, by: atMostAYear(driver, by), line: own.assumption?.line ?? null, parameter: driver.range };
  }
  return driver.in === "percent"
    ? { driver, by: parameterRate(businessCase, "sensitivity-range"), line: null, parameter: "sensitivity-range" }
    : {
        driver,
        by: atMostAYear(driver, rate(parameterCount(businessCase, "sensitivity-months"), 1)),
        line: null,
        parameter: "sensitivity-months",
      };
}

function atMostAYear(driver: Driver, by: Rate): Rate {
  return driver.in === "months" && by.numerator > MONTHS_OF_YEAR * by.denominator ? rate(MONTHS_OF_YEAR, 1) : by;
}

/** Why a driver has nothing to move in a case; null where it has. */
export function whyLeftOut({ calculation }: SensitivityBasis, { key }: Driver): string | null {
  const { businessCase, costs } = calculation;
  const paid = costs.lines.flatMap((line) => (line.post !== null && isVariedPost(line.post) ? [line.post] : []));
  const built = paid.some(isBuilt);
  switch (key) {
    case "posts":
    case "unit-cost":
    case "start-month":
      return paid.length > 0 ? null : "the case pays for no change of posts";
    case "pay-award":
      if (!built) return "no cost of posts is built from Pay scales";
      return businessCase.payAssumptions?.some((row) => row.award !== null && row.award.numerator !== 0) === true
        ? null
        : "Pay assumptions has no award";
    case "pension-rate":
      if (!built) return "no cost of posts is built from Pay scales";
      return (businessCase.pensionBands ?? []).length > 0 ? null : "there is no Pension bands sheet";
    case "capital":
    case "slippage-months":
      return costs.lines.some((line) => line.nature === "Capital") ? null : "the case has no capital";
    case "savings-delivered":
      return calculation.pressure.some((year) => year.savings > 0) || costs.lines.some((line) => line.type === "Saving")
        ? null
        : "no savings are entered";
  }
}

/** One driver moved down and up. Whole pounds; null where the varied case needs an input. */
export type OneWay = {
  readonly range: Range;
  readonly low: number | null;
  readonly high: number | null;
  /** The larger of the two less the smaller, with the case as it stands between them. */
  readonly swing: number | null;
};

export type Sensitivity = {
  /** Present cost less savings of the case as it stands, in whole pounds; null where it needs an input. */
  readonly base: number | null;
  readonly needed: string | null;
  /** The widest swing first: the order of a tornado. */
  readonly rows: readonly OneWay[];
  readonly leftOut: readonly { readonly driver: Driver; readonly why: string }[];
};

/**
 * The one-way table of a case.
 *
 * Formula: present cost less savings with one driver at minus and at plus its range; swing = largest - smallest of low, base and
 * high; the widest swing first, equal ones in the order of the drivers. Slippage only moves later. Source: finance model 4.14.
 * Rounded half up to the pound. Drivers without input are left out and named.
 */
export function oneWaySensitivity(basis: SensitivityBasis): Sensitivity {
  const { businessCase, economic } = basis.calculation;
  const standing = presentCostOf(basis, AS_IT_STANDS);
  const base = standing && wholePounds(standing);
  const applying = DRIVERS.filter((driver) => whyLeftOut(basis, driver) === null);
  const rows = applying.map((driver): OneWay => {
    const range = rangeOf(businessCase, driver);
    const at = (side: 1 | -1): number | null => {
      if (side === -1 && driver.key === "slippage-months") return base;
      const present = presentCostOf(basis, moved(driver, range.by, side));
      return present && wholePounds(present);
    };
    const low = at(-1);
    const high = at(1);
    const isKnown = base !== null && low !== null && high !== null;
    return { range, low, high, swing: isKnown ? Math.max(low, base, high) - Math.min(low, base, high) : null };
  });
  return {
    base,
    needed: base === null ? (economic.needed ?? "an input of the cost of posts") : null,
    rows: rows.sort((a, b) => (b.swing ?? 0) - (a.swing ?? 0)),
    leftOut: DRIVERS.flatMap((driver) => {
      const why = whyLeftOut(basis, driver);
      return why === null ? [] : [{ driver, why }];
    }),
  };
}

/** The case with one driver moved by its range to one side. */
export function moved(driver: Driver, by: Rate, side: 1 | -1): Variation {
  const shift = driver.in === "months" ? by.numerator * side : rate(by.numerator * side, by.denominator);
  return { ...AS_IT_STANDS, [driver.key]: shift };
}

/** Pence of a double that hold a fraction to a thousandth of a penny, for rankings; never for a figure by itself. */
export function nearly({ numerator, denominator }: ExactFraction): number {
  return Number((numerator * THOUSAND) / denominator) / Number(THOUSAND);
}

const THOUSAND = 1000n;
