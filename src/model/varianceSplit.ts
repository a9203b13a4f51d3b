/**
 * RULES: why a variance came about. Price, posts and timing add to it exactly, and across the grades of a group the effect
 * of posts is quantity and mix.
 */
import { addFractions, fraction, multiplyFractions, subtractFraction, type ExactFraction } from "./exactFraction";
import { FTE_PER_POST, pence, PENCE_MAXIMUM, quotientHalfUp, type Fte, type Pence } from "./money";

/** One side of a comparison: so many posts for so many months cost so much. */
export type PostsSide = { readonly amount: Pence; readonly posts: Fte | null; readonly months: number | null };

/** A variance in its parts; positive is adverse, and the parts add to it. */
export type VarianceParts = { readonly price: Pence; readonly posts: Pence; readonly timing: Pence };

export type VarianceSplit =
  { readonly kind: "split"; readonly parts: VarianceParts } | { readonly kind: "not split"; readonly why: string };

const PART_NAMES = ["price", "posts", "timing"] as const;

/**
 * Splits the variance of one line: against budget b, actual or forecast a.
 *
 * Formula: with N posts, m months, r the yearly price of a post and Q = N x m / 12: price = (r_a - r_b) x Q_a;
 * posts = (N_a - N_b) x m_b / 12 x r_b; timing = N_a x (m_a - m_b) / 12 x r_b. Prices are exact fractions.
 * Source: finance model C27. Each part to the nearest penny, ties away from zero; a penny that then lacks or is too much
 * goes to the part whose rounding took or gave most, so that the parts add to the variance. Not split, with the reason,
 * where posts or months are not given, where the budget has none to take a price from, where money is spent without any, or
 * where a part would be more than the £100bn that money is held to.
 */
export function splitVariance(budget: PostsSide, current: PostsSide): VarianceSplit {
  const missing = [
    ...(budget.posts === null ? ["Budget posts"] : []),
    ...(budget.months === null ? ["Budget months"] : []),
    ...(current.posts === null ? ["Posts"] : []),
    ...(current.months === null ? ["Months"] : []),
  ];
  if (budget.posts === null || budget.months === null || current.posts === null || current.months === null)
    return { kind: "not split", why: `needs ${inWords(missing)}` };
  if (budget.posts === 0 || budget.months === 0)
    return { kind: "not split", why: "the budget has no posts for any month, so no price to compare with" };
  if ((current.posts === 0 || current.months === 0) && current.amount !== 0)
    return { kind: "not split", why: "there is spend without posts for any month" };

  // The budget's price of a post for a month, times 1: all parts are shares of the budget.
  const perPostMonth = multiplyFractions(fraction(budget.amount), {
    numerator: FTE_PER_POST,
    denominator: budget.posts * budget.months,
  });
  const posts = postsEffect(current.posts - budget.posts, budget.months, perPostMonth);
  const timing = postsEffect(current.posts, current.months - budget.months, perPostMonth);
  const price = subtractFraction(fraction(current.amount - budget.amount), addFractions(posts, timing));
  if ([price, posts, timing].some(isBeyondMoney)) return { kind: "not split", why: TOO_LARGE };
  const [roundedPrice, roundedPosts, roundedTiming] = roundToAdd(
    [price, posts, timing],
    current.amount - budget.amount,
  );
  return {
    kind: "split",
    parts: { price: roundedPrice ?? pence(0), posts: roundedPosts ?? pence(0), timing: roundedTiming ?? pence(0) },
  };
}

const TOO_LARGE = "the budget has so few posts for its amount that the parts are beyond all money";

function isBeyondMoney({ numerator, denominator }: ExactFraction): boolean {
  const size = numerator < 0n ? -numerator : numerator;
  return size > BigInt(PENCE_MAXIMUM) * denominator;
}

/** So many posts (in ten-thousandths) for so many months at a price of a post for a month. */
function postsEffect(tenThousandths: number, months: number, perPostMonth: ExactFraction): ExactFraction {
  return multiplyFractions(perPostMonth, { numerator: tenThousandths * months, denominator: FTE_PER_POST });
}

/** A line of a group with what its posts did to the variance. */
export type MixLine = {
  readonly budget: Pence;
  readonly budgetPosts: Fte;
  readonly currentPosts: Fte;
  readonly parts: VarianceParts;
};

/** The variance of a group's lines: price, quantity, mix and timing add to it. */
export type GroupParts = VarianceParts & { readonly quantity: Pence; readonly mix: Pence };

/**
 * Splits the variance of the grades of one group. The effect of posts, summed over the grades, is quantity (more or fewer
 * posts in the budget's own mix) and mix (dearer or cheaper grades for the same number).
 *
 * Formula: with R = budget of a grade / its budget posts: quantity = (sum N_a / sum N_b - 1) x sum of budgets;
 * mix = sum of (N_a - N_b x sum N_a / sum N_b) x R. Price and timing are the sums over the grades.
 * Source: finance model C27. Quantity to the nearest penny; mix is the rest of posts, so that the parts add.
 * Null where quantity would be more than the £100bn that money is held to.
 */
export function splitGroup(lines: readonly MixLine[]): GroupParts | null {
  const sumOf = (part: (line: MixLine) => number): number => lines.reduce((sum, line) => sum + part(line), 0);
  const [price = 0, posts = 0, timing = 0] = PART_NAMES.map((name) => sumOf((line) => line.parts[name]));
  const budgetPosts = sumOf((line) => line.budgetPosts);
  const change = sumOf((line) => line.currentPosts) - budgetPosts;
  const quantity = multiplyFractions(fraction(sumOf((line) => line.budget)), {
    numerator: change,
    denominator: budgetPosts,
  });
  if (isBeyondMoney(quantity)) return null;
  const roundedQuantity = pence(Number(quotientHalfUp(quantity.numerator, quantity.denominator)));
  return {
    price: pence(price),
    posts: pence(posts),
    timing: pence(timing),
    quantity: roundedQuantity,
    mix: pence(posts - roundedQuantity),
  };
}

/**
 * Rounds parts that add to a whole number of pence so that they still do: each to the nearest penny, ties away from zero,
 * then single pennies to the parts that their rounding moved most, the earlier of equals first. Turning every sign turns
 * every result.
 */
function roundToAdd(parts: readonly ExactFraction[], whole: number): readonly Pence[] {
  const rounded = parts.map((part) => Number(quotientHalfUp(part.numerator, part.denominator)));
  let left = whole - rounded.reduce((sum, part) => sum + part, 0);
  while (left !== 0) {
    const step = Math.sign(left);
    let most = 0;
    parts.forEach((_, index) => {
      if (isFurther(errorOf(parts, rounded, index), errorOf(parts, rounded, most), step)) most = index;
    });
    rounded[most] = (rounded[most] ?? 0) + step;
    left -= step;
  }
  return rounded.map(pence);
}

/** What rounding took from a part; below nil what it gave. */
function errorOf(parts: readonly ExactFraction[], rounded: readonly number[], index: number): ExactFraction {
  return subtractFraction(parts[index] ?? fraction(0), fraction(rounded[index] ?? 0));
}

function isFurther(a: ExactFraction, b: ExactFraction, step: number): boolean {
  const apart = subtractFraction(a, b).numerator;
  return step > 0 ? apart > 0n : apart < 0n;
}

function inWords(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1] ?? ""}`;
}
