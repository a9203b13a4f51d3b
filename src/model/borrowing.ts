/** RULES: what borrowed capital charges to revenue. */
import { pence, productHalfUp, quotientHalfUp, type Pence, type Rate } from "./money";

/**
 * The minimum revenue provision by equal instalments, one amount a year; the first is charged the year after the spend.
 *
 * Formula: capital / life. Source: finance model C16, 4.9. Rounded half up to the penny; the last year takes what is left,
 * so that the instalments add to the capital and none is below nil.
 * @throws RangeError when the life is not a whole number of years above nil, or the capital is below nil.
 */
export function equalInstalments(capital: Pence, lifeInYears: number): readonly Pence[] {
  checkBorrowing(capital, lifeInYears);
  const yearsBeforeLast = lifeInYears - 1;
  // Of a few pence over many years, half up would charge more than there is before the last year comes.
  const most = yearsBeforeLast === 0 ? capital : Math.floor(capital / yearsBeforeLast);
  const instalment = pence(Math.min(productHalfUp([capital], lifeInYears), most));
  return withLastTakingTheRest(capital, new Array<Pence>(yearsBeforeLast).fill(instalment));
}

/**
 * The minimum revenue provision by annuity: the part of a level yearly payment that repays capital, one amount a year.
 *
 * Formula: A = P x i / (1 - (1 + i)^-n), of which year k repays A - interest = P x i x (1 + i)^(k - 1) / ((1 + i)^n - 1).
 * Source: finance model C16, 4.9. Worked in exact fractions, each year rounded half up to the penny; the last year takes
 * what is left, so that the parts add to the capital and none is below nil. At a rate of nil it is the straight line.
 * @throws RangeError as `equalInstalments`, or when the rate is not above -1.
 */
export function annuityInstalments(capital: Pence, lifeInYears: number, interestRate: Rate): readonly Pence[] {
  checkBorrowing(capital, lifeInYears);
  const growth = interestRate.denominator + interestRate.numerator;
  if (growth <= 0) throw new RangeError("an interest rate must be above -100%");
  if (interestRate.numerator === 0) return equalInstalments(capital, lifeInYears);
  // With 1 + i as growth / base: year k repays P x i x growth^(k - 1) x base^(n - k) of growth^n - base^n parts.
  const base = BigInt(interestRate.denominator);
  const ratio = BigInt(growth);
  const parts = ratio ** BigInt(lifeInYears) - base ** BigInt(lifeInYears);
  const sign = parts < 0n ? -1n : 1n;
  let share = BigInt(capital) * BigInt(interestRate.numerator) * base ** BigInt(lifeInYears - 1) * sign;
  const repaid: Pence[] = [];
  let left = Number(capital);
  for (let year = 1; year < lifeInYears; year++) {
    const part = Math.min(Number(quotientHalfUp(share, parts * sign)), left);
    repaid.push(pence(part));
    left -= part;
    share = (share * ratio) / base;
  }
  return withLastTakingTheRest(capital, repaid);
}

function withLastTakingTheRest(capital: Pence, before: readonly Pence[]): readonly Pence[] {
  return [...before, pence(before.reduce((left, part) => left - part, capital as number))];
}

function checkBorrowing(capital: Pence, lifeInYears: number): void {
  if (!Number.isSafeInteger(lifeInYears) || lifeInYears < 1) throw new RangeError(`not a life: ${lifeInYears} years`);
  if (capital < 0) throw new RangeError("borrowed capital is not below nil");
}

/** A year of the capital financing requirement; amounts in pence. */
export type RequirementYear = {
  readonly opening: Pence;
  readonly borrowed: Pence;
  readonly provision: Pence;
  readonly closing: Pence;
};

/**
 * The capital financing requirement year by year: what of borrowed capital is not yet charged to revenue.
 *
 * Formula: closing = opening + capital financed by borrowing - minimum revenue provision; the next year opens with it.
 * Source: finance model C18. No rounding.
 */
export function financingRequirement(
  borrowed: readonly Pence[],
  provision: readonly Pence[],
  opening: Pence = pence(0),
): readonly RequirementYear[] {
  let carried = opening;
  return borrowed.map((amount, year) => {
    const charge = provision[year] ?? pence(0);
    const closing = pence(carried + amount - charge);
    const result = { opening: carried, borrowed: amount, provision: charge, closing };
    carried = closing;
    return result;
  });
}

export const INTEREST_BASES = ["Opening CFR", "Average CFR"] as const;
export type InterestBasis = (typeof INTEREST_BASES)[number];

/**
 * Interest of a year on the capital financing requirement.
 *
 * Formula: rate x opening, or rate x (opening + closing) / 2 on the average. Source: finance model C17; interest is not
 * capitalised. Rounded half up to the penny, once.
 */
export function interestOnRequirement(opening: Pence, closing: Pence, interestRate: Rate, basis: InterestBasis): Pence {
  return basis === "Opening CFR"
    ? pence(productHalfUp([opening, interestRate.numerator], interestRate.denominator))
    : pence(productHalfUp([opening + closing, interestRate.numerator], 2 * interestRate.denominator));
}
