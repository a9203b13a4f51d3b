/** Decimal numbers without floating point: what was typed or stored, digit by digit. Worked by decimal.js. */
import { Decimal } from "decimal.js";

/** coefficient x 10^exponent, exactly. */
export type ExactDecimal = { readonly coefficient: bigint; readonly exponent: number };

/** Our own constructor: nobody else's settings reach it. Wide enough that nothing a cell can hold is rounded on the way. */
const Exact = Decimal.clone({ precision: 400, rounding: Decimal.ROUND_HALF_UP });

/** Excel keeps and shows this many significant digits. */
const DIGITS_OF_EXCEL = 15;

/**
 * The decimal that a cell's number stands for: its first 15 significant digits, which is what Excel itself keeps and
 * shows. 0.1 + 0.2 is 0.3. Throws on NaN and infinities, which no cell holds.
 */
export function decimalOfNumber(value: number): ExactDecimal {
  if (!Number.isFinite(value)) throw new RangeError(`not a cell's number: ${value}`);
  if (Number.isSafeInteger(value) && Math.abs(value) < 1e15) return { coefficient: BigInt(value), exponent: 0 };
  const kept = new Exact(value.toPrecision(DIGITS_OF_EXCEL));
  const places = kept.decimalPlaces();
  return {
    coefficient: BigInt(kept.times(new Exact(10).pow(places)).toFixed(0)),
    exponent: places === 0 ? 0 : -places,
  };
}

/**
 * The decimal in whole units of 10^-places, rounded half up with ties away from zero, and whether nothing was lost.
 * Null when it is beyond what a double holds as a whole number.
 */
export function inUnitsOf(
  decimal: ExactDecimal,
  places: number,
): { readonly units: number; readonly isExact: boolean } | null {
  const scaled = new Exact(`${decimal.coefficient}e${decimal.exponent + places}`);
  const rounded = scaled.toDecimalPlaces(0);
  const units = rounded.toNumber();
  return Number.isSafeInteger(units) ? { units: units === 0 ? 0 : units, isExact: scaled.equals(rounded) } : null;
}

/** The decimal as a plain number, for reports. */
export function numberOfDecimal(decimal: ExactDecimal): number {
  return Number(`${decimal.coefficient}e${decimal.exponent}`);
}
