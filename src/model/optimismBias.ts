/** RULES: optimism bias, the uplift for estimates that are usually too low. */
import { productHalfUp, rate, type Rate } from "./money";

/** An optimism bias after mitigation: exact for calculations, and in whole percent as it is printed. */
export type MitigatedBias = { readonly exact: Rate; readonly wholePercent: number };

/**
 * What is left of an upper bound once its causes have been dealt with.
 *
 * Formula: upper bound x (1 - mitigation). Capital and duration have bounds of their own and are worked apart.
 * Source: finance model C25; HM Treasury supplementary guidance on optimism bias. The exact bias is kept and used; the
 * whole percent, half up as in the guidance's example, is for display.
 * Afterwards: no mitigation leaves the upper bound; full mitigation leaves nil.
 * @throws RangeError when the mitigation is below nil or above one.
 */
export function mitigatedBias(upperBound: Rate, mitigation: Rate): MitigatedBias {
  if (mitigation.numerator < 0 || mitigation.numerator > mitigation.denominator) {
    throw new RangeError(`not a share: ${mitigation.numerator}/${mitigation.denominator}`);
  }
  const top = upperBound.numerator * (mitigation.denominator - mitigation.numerator);
  const bottom = upperBound.denominator * mitigation.denominator;
  const divisor = greatestDivisor(Math.abs(top), bottom);
  const exact = rate(top / divisor, bottom / divisor);
  return { exact, wholePercent: productHalfUp([exact.numerator, 100], exact.denominator) };
}

/**
 * How long work takes once its own bias is added, as an exact number of months.
 *
 * Formula: months x (1 + bias). Source: finance model C25 (duration). No rounding.
 */
export function durationWithBias(months: number, bias: Rate): Rate {
  return rate(months * (bias.denominator + bias.numerator), bias.denominator);
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a || 1 : greatestDivisor(b, a % b);
}
