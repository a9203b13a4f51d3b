/**
 * RULES: prices of one year and prices as paid. The financial case is in cash, the economic case in real prices; what is
 * entered in one is taken to the other by the Price index of the case. Without a Price index nothing is taken anywhere:
 * amounts stand as entered, and lines in different price bases are said to be mixed.
 */
import type { BusinessCase, PriceBase } from "./businessCase";
import { formatYear, type FinancialYear } from "./calendar";
import type { CostedLine, CostTable } from "./costs";
import { pence, productHalfUp, quotientHalfUp, rate, WHOLE, type Rate } from "./money";

/** The Price index by year, as the case enters it. */
export type PriceIndex = ReadonlyMap<FinancialYear, Rate>;

/** The parameter that an Assumptions row gives the index of a year by. */
export const PRICE_INDEX = "price-index";

/** The case's Price index by year; null where it enters none. An index of nil says nothing of prices and is passed over. */
export function priceIndexOf(businessCase: Pick<BusinessCase, "assumptions">): PriceIndex | null {
  const index = new Map<FinancialYear, Rate>();
  for (const row of businessCase.assumptions ?? []) {
    if (
      row.parameter === PRICE_INDEX &&
      row.year !== null &&
      row.value.unit === "number" &&
      row.value.number.numerator > 0
    )
      index.set(row.year, row.value.number);
  }
  return index.size === 0 ? null : index;
}

/**
 * The prices that a line is entered in: a cost line's own Price base, else the Decision's, else cash. A stated cost of
 * posts is in the Decision's; a cost built from pay scales is in cash, since awards take it from year to year.
 */
export function priceBaseOf({ costLine, post }: CostedLine, decision: BusinessCase["decision"]): PriceBase {
  const stated = decision?.priceBase ?? CASH;
  if (costLine !== null) return costLine.priceBase ?? stated;
  return post !== null && (post.unitCost !== null || post.annualCost !== null) ? stated : CASH;
}

/** The year whose prices the economic case is in: the Decision's Price base where it is real, else the base year. */
export function realYearOf(decision: BusinessCase["decision"], baseYear: FinancialYear): FinancialYear {
  const stated = decision?.priceBase ?? null;
  return stated?.kind === "real" ? stated.year : baseYear;
}

/** A factor between the prices of two years; or the years that the Price index lacks for it. */
export type PriceFactor =
  | { readonly kind: "factor"; readonly factor: Rate }
  | { readonly kind: "no index"; readonly years: readonly FinancialYear[] };

/**
 * What an amount in the prices of one year is multiplied by to be in those of another.
 *
 * Formula: index(to) / index(from). Source: finance model C9. Exact, no rounding.
 * Afterwards: from a year to itself it is 1, whether or not the index has the year; there and back is 1.
 */
export function priceFactor(index: PriceIndex, from: FinancialYear, to: FinancialYear): PriceFactor {
  if (from === to) return { kind: "factor", factor: WHOLE };
  const before = index.get(from);
  const after = index.get(to);
  if (before === undefined || after === undefined) {
    const missing = [...(before === undefined ? [from] : []), ...(after === undefined ? [to] : [])];
    return { kind: "no index", years: missing.sort((a, b) => a - b) };
  }
  return {
    kind: "factor",
    factor: rate(after.numerator * before.denominator, after.denominator * before.numerator),
  };
}

/**
 * The cost of each line and year in cash.
 *
 * Formula: cash(Y) = real x index(Y) / index(base) for lines in real prices; cash lines stand as entered.
 * Source: finance model C7, C9. Rounded half up to the penny, once a line and year. A cell whose index is missing stands in
 * `needed` with the years that the index lacks, and counts nil.
 */
export function costsInCash(entered: CostTable, businessCase: BusinessCase): CostTable {
  const index = priceIndexOf(businessCase);
  if (index === null) return entered;
  const width = entered.years.length;
  const amounts = Float64Array.from(entered.amounts);
  const needed = new Map(entered.needed);
  entered.lines.forEach((line, at) => {
    const base = priceBaseOf(line, businessCase.decision);
    if (base.kind === "cash") return;
    entered.years.forEach((year, yearIndex) => {
      const cell = at * width + yearIndex;
      const found = amounts[cell] === 0 ? STANDS : priceFactor(index, base.year, year);
      if (found.kind === "no index") needed.set(cell, priceIndexNeeded(found.years));
      amounts[cell] = found.kind === "no index" ? 0 : multiplied(amounts[cell] ?? 0, [found.factor]);
    });
  });
  return { ...entered, amounts, needed };
}

/**
 * What takes an amount of a line, as entered, to the real prices of the economic case.
 *
 * Formula: index(real year) / index(base) for lines in real prices, index(real year) / index(Y) for cash; 1 without a Price
 * index. Source: finance model C9, 4.1. Exact.
 */
export function realFactor(
  index: PriceIndex | null,
  base: PriceBase,
  realYear: FinancialYear,
  year: FinancialYear,
): PriceFactor {
  return index === null ? STANDS : priceFactor(index, base.kind === "real" ? base.year : year, realYear);
}

const CASH: PriceBase = { kind: "cash" };
const STANDS: PriceFactor = { kind: "factor", factor: WHOLE };

/** An amount times factors, multiplied first, divided last and rounded once, half up to the penny. */
export function multiplied(amount: number, factors: readonly Rate[]): number {
  let divisor = 1;
  for (const factor of factors) divisor *= factor.denominator;
  const tops = factors.map((factor) => factor.numerator);
  if (Number.isSafeInteger(divisor)) return productHalfUp([amount, ...tops], divisor);
  const product = (numbers: readonly number[]): bigint => numbers.reduce((so, each) => so * BigInt(each), 1n);
  const bottom = product(factors.map((factor) => factor.denominator));
  return pence(Number(quotientHalfUp(BigInt(amount) * product(tops), bottom)));
}

/** What is needed where the Price index lacks years. */
export function priceIndexNeeded(years: readonly FinancialYear[]): string {
  return `Price index of ${years.map(formatYear).join(", ")} (Assumptions)`;
}
