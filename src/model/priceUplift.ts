/** RULES: an amount in the prices of one year taken to the prices of another. */
import type { FinancialYear } from "./calendar";
import { pence, quotientHalfUp, type Pence, type Rate } from "./money";

export type UpliftOutcome =
  { readonly kind: "uplifted"; readonly amount: Pence } | { readonly kind: "no rate"; readonly year: FinancialYear };

/**
 * An amount compounded by yearly rates from one year to another, or taken back when the other is earlier.
 *
 * Formula: amount x product of (1 + rate into k) for k = from + 1..to; backwards amount / product of (1 + rate into k)
 * for k = to + 1..from. Source: finance model C9. Rounded once, half up to the penny.
 * Afterwards: from a year to itself nothing changes. A year on the way without a rate gives its name, never a rate of nil.
 */
export function upliftAmount(
  amount: Pence,
  rateInto: ReadonlyMap<FinancialYear, Rate>,
  from: FinancialYear,
  to: FinancialYear,
): UpliftOutcome {
  let growth = 1n;
  let base = 1n;
  for (let year = Math.min(from, to) + 1; year <= Math.max(from, to); year++) {
    const rate = rateInto.get(year as FinancialYear);
    if (rate === undefined) return { kind: "no rate", year: year as FinancialYear };
    growth *= BigInt(rate.denominator + rate.numerator);
    base *= BigInt(rate.denominator);
  }
  const [numerator, denominator] = from <= to ? [growth, base] : [base, growth];
  return { kind: "uplifted", amount: pence(Number(quotientHalfUp(BigInt(amount) * numerator, denominator))) };
}
