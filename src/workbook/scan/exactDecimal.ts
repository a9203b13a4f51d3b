/** Decimal numbers without floating point: what was typed or stored, digit by digit. */

/** coefficient x 10^exponent, exactly. */
export type ExactDecimal = { readonly coefficient: bigint; readonly exponent: number };

/**
 * The decimal that a cell's number stands for: its first 15 significant digits, which is what Excel itself keeps and
 * shows. 0.1 + 0.2 is 0.3. Throws on NaN and infinities, which no cell holds.
 */
export function decimalOfNumber(value: number): ExactDecimal {
  if (!Number.isFinite(value)) throw new RangeError(`not a cell's number: ${value}`);
  if (Number.isSafeInteger(value) && Math.abs(value) < 1e15) return { coefficient: BigInt(value), exponent: 0 };
  const [mantissa = "0", exponent = "0"] = value.toExponential(14).split("e");
  const digits = mantissa.replace(".", "");
  return trimmed({ coefficient: BigInt(digits), exponent: Number(exponent) - 14 });
}

/** Without trailing zeros after the point. */
function trimmed(decimal: ExactDecimal): ExactDecimal {
  let { coefficient, exponent } = decimal;
  while (exponent < 0 && coefficient % 10n === 0n) {
    coefficient /= 10n;
    exponent++;
  }
  return { coefficient, exponent };
}

/**
 * The decimal in whole units of 10^-places, rounded half up with ties away from zero, and whether nothing was lost.
 * Null when it is beyond what a double holds as a whole number.
 */
export function inUnitsOf(
  decimal: ExactDecimal,
  places: number,
): { readonly units: number; readonly isExact: boolean } | null {
  const shift = decimal.exponent + places;
  if (shift > 40) return decimal.coefficient === 0n ? { units: 0, isExact: true } : null;
  if (shift >= 0) {
    const units = Number(decimal.coefficient * 10n ** BigInt(shift));
    return Number.isSafeInteger(units) ? { units: units === 0 ? 0 : units, isExact: true } : null;
  }
  const divisor = 10n ** BigInt(Math.min(-shift, 400));
  const size = decimal.coefficient < 0n ? -decimal.coefficient : decimal.coefficient;
  const rounded = (2n * size + divisor) / (2n * divisor);
  const units = Number(decimal.coefficient < 0n ? -rounded : rounded);
  return Number.isSafeInteger(units) ? { units: units === 0 ? 0 : units, isExact: size % divisor === 0n } : null;
}

/** The decimal as a plain number, for reports. */
export function numberOfDecimal(decimal: ExactDecimal): number {
  return Number(`${decimal.coefficient}e${decimal.exponent}`);
}
