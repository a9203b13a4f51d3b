/** RULES: pay after an award. */
import { pence, quotientHalfUp, type Pence, type Rate } from "./money";

/**
 * A point of a pay scale after an award.
 *
 * Formula: pay x (1 + award), rounded to the nearest multiple that the scale is kept in (the penny where there is none; £3
 * for police officers). Source: finance model C2, 4.5 R3. Rounded half up to the multiple, ties away from zero.
 * Afterwards: the result is a whole number of multiples.
 * @throws RangeError when the multiple is not above nil.
 */
export function payAfterAward(pay: Pence, award: Rate, multiple: Pence): Pence {
  if (multiple <= 0) throw new RangeError(`not a multiple to round to: ${multiple}`);
  const raised = BigInt(pay) * BigInt(award.numerator + award.denominator);
  const multiples = quotientHalfUp(raised, BigInt(award.denominator) * BigInt(multiple));
  return pence(Number(multiples * BigInt(multiple)));
}
