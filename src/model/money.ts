/**
 * Money, posts and rates. Money is whole pence, posts are whole ten-thousandths of a post, a rate is an exact fraction;
 * each has its own type, so that the compiler refuses to mix them. All are held in doubles as safe integers; where a
 * product could leave the safe range the sum is done in BigInt, never in floating point.
 */

declare const kind: unique symbol;

/** Whole pence. Costs and drawdowns are positive, income and credits negative. */
export type Pence = number & { readonly [kind]: "pence" };

/** Posts in whole ten-thousandths of a post: 0.8333 of a post is 8,333. */
export type Fte = number & { readonly [kind]: "ten-thousandths of a post" };

/** An exact fraction, denominator above zero. */
export type Rate = { readonly numerator: number; readonly denominator: number; readonly [kind]: "rate" };

/** Amounts above £100bn are refused where they are read. */
export const PENCE_MAXIMUM = 10_000_000_000_000;

/** How many units of `Fte` make one post. */
export const FTE_PER_POST = 10_000;

export const NIL = 0 as Pence;
export const NO_POSTS = 0 as Fte;

/** Whole pence from a safe integer. Throws on anything else: a fraction of a penny is a broken rule, not an input. */
export function pence(amount: number): Pence {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not whole pence: ${amount}`);
  return (amount === 0 ? 0 : amount) as Pence; // -0 would print as -0.00
}

/** Whole pounds as pence. */
export function pounds(amount: number): Pence {
  return pence(amount * 100);
}

/** Posts from whole ten-thousandths. Throws on anything else. */
export function fte(tenThousandths: number): Fte {
  if (!Number.isSafeInteger(tenThousandths)) throw new RangeError(`not ten-thousandths of a post: ${tenThousandths}`);
  return (tenThousandths === 0 ? 0 : tenThousandths) as Fte;
}

/** Whole posts. */
export function posts(count: number): Fte {
  return fte(count * FTE_PER_POST);
}

/** An exact fraction. Throws unless both parts are safe integers and the denominator is above zero. */
export function rate(numerator: number, denominator: number): Rate {
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator <= 0) {
    throw new RangeError(`not a rate: ${numerator}/${denominator}`);
  }
  return { numerator, denominator } as Rate;
}

export const WHOLE = rate(1, 1);

/** The sum of amounts, exact. Throws when it leaves the safe range: no case holds such money. */
export function addPence(...amounts: readonly Pence[]): Pence {
  return sumPence(amounts);
}

/** The sum of amounts, exact. Throws when it leaves the safe range. */
export function sumPence(amounts: Iterable<Pence>): Pence {
  let total = 0;
  for (const amount of amounts) total += amount;
  return pence(total);
}

/** What is left of an amount, exact. Throws when it leaves the safe range. */
export function subtractPence(from: Pence, amount: Pence): Pence {
  return pence(from - amount);
}

/** The amount with its sign turned. */
export function negatePence(amount: Pence): Pence {
  return pence(-amount);
}

/** The smaller of two amounts. */
export function smallerPence(a: Pence, b: Pence): Pence {
  return a < b ? a : b;
}

/** The larger of two amounts. */
export function largerPence(a: Pence, b: Pence): Pence {
  return a > b ? a : b;
}

/** The sum of posts, exact. Throws when it leaves the safe range. */
export function sumFte(amounts: Iterable<Fte>): Fte {
  let total = 0;
  for (const amount of amounts) total += amount;
  return fte(total);
}

/** What is left of a number of posts, exact. */
export function subtractFte(from: Fte, amount: Fte): Fte {
  return fte(from - amount);
}

/**
 * `product of factors / divisor`, rounded half up, ties away from zero, so that minus the input gives minus the result.
 *
 * Exact for all safe integers. Range proof: with |product| and 2 x |product| + divisor below 2^53 every step is an
 * exact integer and one division errs by less than 1 / divisor, so its floor is the true floor; beyond that range the
 * same formula runs in BigInt.
 * @throws RangeError when the divisor is not a positive safe integer or the result leaves the safe range.
 */
export function productHalfUp(factors: readonly number[], divisor: number): number {
  if (!Number.isSafeInteger(divisor) || divisor <= 0) throw new RangeError(`not a divisor: ${divisor}`);
  let product = 1;
  let isWithinRange = true;
  for (const factor of factors) {
    if (!Number.isSafeInteger(factor)) throw new RangeError(`not a whole number: ${factor}`);
    product *= factor;
    if (product > Number.MAX_SAFE_INTEGER || product < -Number.MAX_SAFE_INTEGER) isWithinRange = false;
  }
  const size = Math.abs(product);
  if (isWithinRange && 2 * size + divisor <= Number.MAX_SAFE_INTEGER && 2 * divisor <= Number.MAX_SAFE_INTEGER) {
    const rounded = Math.floor((2 * size + divisor) / (2 * divisor));
    return rounded === 0 ? 0 : product < 0 ? -rounded : rounded;
  }
  return productHalfUpBig(factors, divisor);
}

/** The same rounding in BigInt: the path of `productHalfUp` beyond the safe range, and its check in tests. */
export function productHalfUpBig(factors: readonly number[], divisor: number): number {
  let product = 1n;
  for (const factor of factors) product *= BigInt(factor);
  const rounded = Number(quotientHalfUp(product, BigInt(divisor)));
  if (!Number.isSafeInteger(rounded)) throw new RangeError("the result is larger than money can be held exactly");
  return rounded;
}

/** `numerator / denominator` rounded half up, ties away from zero. Throws unless the denominator is above zero. */
export function quotientHalfUp(numerator: bigint, denominator: bigint): bigint {
  if (denominator <= 0n) throw new RangeError("the denominator must be above zero");
  const size = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * size + denominator) / (2n * denominator);
  return numerator < 0n ? -rounded : rounded;
}

/** An amount times a rate, rounded half up to the penny. */
export function scalePence(amount: Pence, by: Rate): Pence {
  return pence(productHalfUp([amount, by.numerator], by.denominator));
}

/** "206,000.00", "-1,234.50": pounds with thousands separators and two decimals, for people. */
export function formatPounds(amount: Pence): string {
  const size = Math.abs(amount);
  const whole = Math.floor(size / 100);
  return `${amount < 0 ? "-" : ""}${groupThousands(String(whole))}.${String(size % 100).padStart(2, "0")}`;
}

/** "£206,000" where there are no pence, "£206,000.50" where there are; "-£1,234.50" below nil. */
export function formatMoney(amount: Pence): string {
  const text = formatPounds(amount).replace(/\.00$/, "");
  return text.startsWith("-") ? `-£${text.slice(1)}` : `£${text}`;
}

/** Posts without trailing zeros: "4", "0.8333", "-1". */
export function formatFte(amount: Fte): string {
  const size = Math.abs(amount);
  const fraction = String(size % FTE_PER_POST)
    .padStart(4, "0")
    .replace(/0+$/, "");
  const whole = groupThousands(String(Math.floor(size / FTE_PER_POST)));
  return `${amount < 0 ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}

/** Digits in groups of three. */
function groupThousands(digits: string): string {
  let grouped = "";
  for (let end = digits.length; end > 0; end -= 3) {
    grouped = digits.slice(Math.max(0, end - 3), end) + (grouped === "" ? "" : `,${grouped}`);
  }
  return grouped;
}
