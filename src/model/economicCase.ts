/**
 * RULES: what the economic case counts. Real prices and optimism bias are in it; VAT, minimum revenue provision, interest,
 * depreciation, funding and movements of reserves are not: those belong to the financial case alone.
 */
import type { BusinessCase } from "./businessCase";
import type { FinancialYear } from "./calendar";
import type { CostedLine, CostTable, Horizon } from "./costs";
import { rate, type Rate } from "./money";
import { compareNatural, nameKey } from "./naming";
import { mitigatedBias } from "./optimismBias";
import { parameterRate } from "./parameters";
import { multiplied, priceBaseOf, priceIndexNeeded, priceIndexOf, realFactor, realYearOf } from "./priceBase";

/** A line that does not belong in the economic case, and what it is. */
export type ExcludedLine = {
  readonly line: CostedLine;
  readonly what: string;
  /** False for VAT inside an amount: it cannot be taken out without knowing how much it is. */
  readonly isLeftOut: boolean;
};

export type EconomicCase = {
  /** The year whose prices the case is in. */
  readonly realYear: FinancialYear;
  /** True where a Price index took amounts to those prices; without one they stand as entered. */
  readonly isIndexed: boolean;
  /** Cost by line and year in real prices with optimism bias, whole pence; lines that are left out are nil. */
  readonly costs: CostTable;
  /** Cost by year: the sum of `costs` over all lines, in pence. */
  readonly byYear: readonly number[];
  readonly excluded: readonly ExcludedLine[];
  /** The first input, in words, without which a cost from the base year on is not known; null where none is missing. */
  readonly needed: string | null;
};

/**
 * The costs of the economic case.
 *
 * Formula: amount as entered x (1 + optimism bias after mitigation) x index(real year) / index(the amount's own prices),
 * without lines that do not belong in it. Source: finance model 4.1, C9, C25. Rounded half up to the penny, once a line and year.
 * Afterwards: no VAT, minimum revenue provision, interest, depreciation, funding or movement of reserves is counted (I18),
 * save VAT inside an amount, which is named.
 */
export function economicCase(entered: CostTable, businessCase: BusinessCase, horizon: Horizon): EconomicCase {
  const { years, lines } = entered;
  const width = years.length;
  const factorsOf = economicFactors(businessCase, horizon);
  const amounts = new Float64Array(entered.amounts.length);
  const byYear = new Array<number>(width).fill(0);
  const missing = new Set<FinancialYear>();
  lines.forEach((line, at) => {
    for (let index = 0; index < width; index++) {
      const amount = entered.amounts[at * width + index] ?? 0;
      if (amount === 0) continue;
      const year = years[index] as FinancialYear;
      const found = factorsOf(line, year);
      if (found === null) continue;
      if (found.kind === "no index") {
        if (year >= horizon.baseYear) for (const each of found.years) missing.add(each);
        continue;
      }
      const economic = found.factors.length === 0 ? amount : multiplied(amount, found.factors);
      amounts[at * width + index] = economic;
      byYear[index] = (byYear[index] ?? 0) + economic;
    }
  });
  return {
    realYear: realYearOf(businessCase.decision, horizon.baseYear),
    isIndexed: priceIndexOf(businessCase) !== null,
    costs: { ...entered, amounts },
    byYear,
    excluded: lines.flatMap((line) => excludedFrom(line) ?? []),
    needed: neededOf(entered, horizon, missing),
  };
}

/** What multiplies an amount of the economic case; or the years that the Price index lacks. */
export type EconomicFactors =
  | { readonly kind: "factors"; readonly factors: readonly Rate[] }
  | { readonly kind: "no index"; readonly years: readonly FinancialYear[] };

const UNCHANGED: EconomicFactors = { kind: "factors", factors: [] };

/**
 * What multiplies an amount of a line in a year as entered, to be the economic case's; null for a line that is left out of it.
 * Factors of 1 are passed over: nothing is rounded that nothing multiplies.
 */
export function economicFactors(
  businessCase: BusinessCase,
  horizon: Horizon,
): (line: CostedLine, year: FinancialYear) => EconomicFactors | null {
  const index = priceIndexOf(businessCase);
  const realYear = realYearOf(businessCase.decision, horizon.baseYear);
  const mitigation = parameterRate(businessCase, "optimism-bias-mitigation");
  // What does not change from year to year is looked up once a line, and nothing at all for the lines that nothing changes.
  let last: CostedLine | null = null;
  let isLeftOut = false;
  let growth: Rate | null = null;
  return (line, year) => {
    if (line.costLine === null && index === null) return UNCHANGED;
    if (line !== last) {
      last = line;
      isLeftOut = excludedFrom(line)?.isLeftOut === true;
      growth = biasGrowth(line, mitigation);
    }
    if (isLeftOut) return null;
    if (index === null && growth === null) return UNCHANGED;
    const price = realFactor(index, priceBaseOf(line, businessCase.decision), realYear, year);
    if (price.kind === "no index") return price;
    const factors = [...(growth === null ? [] : [growth]), price.factor];
    return { kind: "factors", factors: factors.filter((each) => each.numerator !== each.denominator) };
  };
}

/** Costs before the base year are shown and not discounted, so that nothing is needed for them. */
function neededOf(entered: CostTable, horizon: Horizon, missing: ReadonlySet<FinancialYear>): string | null {
  const needed = firstNeeded(entered, horizon.baseYear);
  return needed ?? (missing.size === 0 ? null : priceIndexNeeded([...missing].sort((a, b) => a - b)));
}

/** What a table of cost needs from a year on, in words: the first in natural order; null where it needs nothing. */
export function firstNeeded({ needed, years }: CostTable, from: FinancialYear | null = null): string | null {
  const words: string[] = [];
  for (const [cell, what] of needed) {
    if (from === null || (years[cell % years.length] as FinancialYear) >= from) words.push(what);
  }
  return words.sort(compareNatural)[0] ?? null;
}

/** 1 + a line's optimism bias after mitigation; null where it has none. */
export function biasGrowth({ costLine }: CostedLine, mitigation: Rate): Rate | null {
  if (costLine === null || costLine.optimismBias === null || costLine.optimismBias.numerator === 0) return null;
  const { exact } = mitigatedBias(costLine.optimismBias, mitigation);
  return exact.numerator === 0 ? null : rate(exact.denominator + exact.numerator, exact.denominator);
}

/** What a category stands for when a line of it belongs to the financial case alone. Source: finance model 4.1. */
const FINANCIAL_ONLY: ReadonlyMap<string, string> = new Map(
  (
    [
      ["VAT", ["vat", "value added tax"]],
      ["Minimum revenue provision", ["mrp", "minimum revenue provision", "debt repayment", "repayment of borrowing"]],
      ["Interest", ["interest", "loan interest", "interest on borrowing", "capital financing", "financing"]],
      ["Depreciation", ["depreciation"]],
      ["Funding", ["funding", "grant funding"]],
      [
        "A movement of reserves",
        [
          "reserve movement",
          "reserve transfer",
          "transfer to reserves",
          "transfer to reserve",
          "transfer from reserves",
        ],
      ],
    ] as const
  ).flatMap(([what, names]) => names.map((name) => [name, what] as const)),
);

/** Why a line does not belong in the economic case; null where it does. */
function excludedFrom(line: CostedLine): ExcludedLine | null {
  if (line.costLine === null) return null;
  const what = FINANCIAL_ONLY.get(nameKey(line.category));
  if (what !== undefined) return { line, what, isLeftOut: true };
  if (line.costLine.vat === null || !isVatIncluded(line.costLine.vat)) return null;
  return { line, what: "VAT inside the amount", isLeftOut: false };
}

/** Whether the words of a VAT cell say that the amount has VAT in it. */
export function isVatIncluded(vat: string): boolean {
  const key = nameKey(vat);
  return ["included", "incl", "inclusive", "with vat", "gross", "yes"].some(
    (word) => key === word || key.startsWith(`${word} `),
  );
}
