/** RULES: whether two workings of one figure agree. */
import { quotientHalfUp, type Rate } from "./money";

/**
 * How many units two workings of a figure lie apart, without a sign; nil when they agree.
 *
 * Formula: |engine - plain| / unit, rounded half up: half a unit apart is a difference, less is how Excel shows numbers.
 * Source: product specification, the plain-Excel proof. Exact fractions, rounded once.
 */
export function unitsApart(engine: Rate, plain: Rate, unit: Rate): number {
  const difference =
    BigInt(engine.numerator) * BigInt(plain.denominator) - BigInt(plain.numerator) * BigInt(engine.denominator);
  const size = difference < 0n ? -difference : difference;
  const apart = quotientHalfUp(
    size * BigInt(unit.denominator),
    BigInt(engine.denominator) * BigInt(plain.denominator) * BigInt(unit.numerator),
  );
  return Number(apart);
}
