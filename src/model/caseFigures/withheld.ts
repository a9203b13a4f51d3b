/** Takes back every number that rests on an input which is not there: a blank is never a nil, however far down it is used. */
import type { Calculation } from "../calculation";
import { formatYear } from "../calendar";
import type { FigureRegister } from "../figures";
import { neededInWords } from "../staffing";

/**
 * Turns into "input needed" every figure that rests on a cost which is not known.
 *
 * Decides: the cost of a post and year that needs an input; all that money by order of sources gives from that year on,
 * since nobody knows what the line would have taken; and whatever traces to one of them, however far up. Years before the
 * first such cost keep their figures. Source: finance model 4.1 (6), law 18. Works on the register in place.
 */
export function withholdWhatNeedsInput(register: FigureRegister, calculation: Calculation): void {
  const roots = unknownCosts(calculation);
  const [firstNeed] = roots.values();
  if (firstNeed === undefined) return;
  const known = new Map<string, string | null>(roots);
  for (const id of register.figures.keys()) {
    if (restsOnWaterfall(calculation, id)) known.set(id, firstNeed);
  }
  const needOf = (id: string): string | null => {
    const found = known.get(id);
    if (found !== undefined) return found;
    known.set(id, null); // a figure that would trace to itself rests on nothing new
    const figure = register.figures.get(id);
    let need: string | null = null;
    for (const part of figure?.trace().parts ?? []) {
      if (need === null && part.kind === "figure") need = needOf(part.id);
    }
    known.set(id, need);
    return need;
  };
  for (const [id, figure] of [...register.figures]) {
    const needed = needOf(id);
    if (needed !== null && figure.value.kind !== "needed")
      register.figures.set(id, { ...figure, value: { kind: "needed", needed } });
  }
}

/** The figures of posts whose cost needs an input, with what it is. */
function unknownCosts({ costs, slugs }: Calculation): ReadonlyMap<string, string> {
  const unknown = new Map<string, string>();
  const width = costs.years.length;
  for (const [cell, needed] of costs.needed) {
    const post = costs.lines[Math.floor(cell / width)]?.post;
    const year = costs.years[cell % width];
    if (!post || year === undefined) continue;
    unknown.set(`staff.cost.${slugs.posts.of(post.reference)}.${formatYear(year)}`, needed);
  }
  for (const { post } of costs.lines) {
    if (!post) continue;
    const full = costs.staff.fullYear(post);
    if (full.kind !== "needed") continue;
    const slug = slugs.posts.of(post.reference);
    unknown.set(`staff.full-year-effect.${slug}`, neededInWords(full.needed));
    unknown.set(`staff.unit-cost.${slug}`, neededInWords(full.needed));
  }
  return unknown;
}

/** The index of the first year with a cost that is not known; null where all are known. */
export function firstUnknownYear({ costs }: Calculation): number | null {
  let first: number | null = null;
  const width = costs.years.length;
  for (const cell of costs.needed.keys()) if (first === null || cell % width < first) first = cell % width;
  return first;
}

/** Whether a figure says who pays, or what is left, in a year from the first unknown cost on, or in all years. */
function restsOnWaterfall(calculation: Calculation, id: string): boolean {
  const first = firstUnknownYear(calculation);
  if (first === null) return false;
  const isOfWaterfall =
    id.startsWith("funding.") ||
    (id.startsWith("pressure.") && !id.startsWith("pressure.savings.")) ||
    id.includes(".at-pay-rates.") ||
    (id.startsWith("fund.") && id.includes(".request.")) ||
    (id.startsWith("approval.") && id.includes(".allocated"));
  if (!isOfWaterfall) return false;
  return calculation.costs.years.slice(0, first).every((year) => !id.endsWith(`.${formatYear(year)}`));
}
