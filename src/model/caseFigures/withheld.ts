/** Takes back every number that rests on an input which is not there: a blank is never a nil, however far down it is used. */
import type { Calculation } from "../calculation";
import { formatYear } from "../calendar";
import type { CostedLine } from "../costs";
import type { FigureRegister } from "../figures";
import { nameKey } from "../naming";
import { neededInWords } from "../staffing";

/**
 * Turns into "input needed" every figure that rests on a cost which is not known.
 *
 * Decides: the cost of a post and year that needs an input; what the sources that would pay for it give from that year on,
 * since nobody knows what it would have taken; what is left in those years; and whatever traces to one of them, however far up. Years before the
 * first such cost keep their figures. Source: finance model 4.1 (6), law 18. Works on the register in place.
 */
export function withholdWhatNeedsInput(register: FigureRegister, calculation: Calculation): void {
  const roots = unknownCosts(calculation);
  const [firstNeed] = roots.values();
  if (firstNeed === undefined) return;
  const known = new Map<string, string | null>(roots);
  const isTouched = waterfallTouched(calculation);
  for (const id of register.figures.keys()) if (isTouched(id)) known.set(id, firstNeed);
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

/** The figures of costs that need an input, with what it is. */
function unknownCosts(calculation: Calculation): ReadonlyMap<string, string> {
  const { costs, slugs } = calculation;
  const unknown = new Map<string, string>();
  const width = costs.years.length;
  for (const [cell, needed] of costs.needed) {
    const line = costs.lines[Math.floor(cell / width)];
    const year = costs.years[cell % width];
    if (!line || year === undefined) continue;
    if (line.post) unknown.set(`staff.cost.${slugs.posts.of(line.post.reference)}.${formatYear(year)}`, needed);
    else for (const id of figuresOfCostLine(calculation, line, formatYear(year))) unknown.set(id, needed);
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

/** The figures that hold a cost line's amount of a year without a figure of the line's own between them. */
function figuresOfCostLine({ approvals, slugs }: Calculation, line: CostedLine, year: string): readonly string[] {
  const family =
    line.nature === "Capital"
      ? "capital"
      : line.nature === "One-off revenue"
        ? "one-off"
        : line.nature === null
          ? "income"
          : "recurring";
  return [
    `cost.${family}.${year}`,
    ...(line.nature === "Capital" ? [`capital.${slugs.sites.of(line.site)}.${year}`] : []),
    ...approvals.flatMap(({ result }) =>
      line.paragraphs.includes(result.paragraph)
        ? ["modelled", "difference", "class"].map((part) => `${result.figureStem}.${part}${result.figureYear}`)
        : [],
    ),
  ];
}

/** The index of the first year with a cost that is not known; null where all are known. */
export function firstUnknownYear({ costs }: Calculation): number | null {
  let first: number | null = null;
  const width = costs.years.length;
  for (const cell of costs.needed.keys()) if (first === null || cell % width < first) first = cell % width;
  return first;
}

/**
 * The sources whose giving rests on a cost that is not known: those that such a line names or is allocated, or every source
 * of the order for a line that leaves the choice to it. A source of the order that is touched touches all others of the
 * order, since lines by order go on to the next.
 */
function sourcesTouched({ businessCase, costs, sources }: Calculation): ReadonlySet<string> {
  const ofOrder = sources.filter((source) => source.kind !== null && source.kind !== "General reserve");
  const touched = new Set<string>();
  const width = costs.years.length;
  for (const cell of costs.needed.keys()) {
    const line = costs.lines[Math.floor(cell / width)];
    if (!line) continue;
    if (line.namedSource === null) for (const source of ofOrder) touched.add(source.key);
    else touched.add(nameKey(line.namedSource));
    for (const allocation of businessCase.allocations ?? []) {
      if (nameKey(allocation.reference) === nameKey(line.reference)) touched.add(nameKey(allocation.source));
    }
  }
  const isOrderTouched = ofOrder.some((source) => touched.has(source.key));
  const hasLineByOrder = costs.lines.some((line) => line.namedSource === null);
  if (isOrderTouched && hasLineByOrder) for (const source of ofOrder) touched.add(source.key);
  return touched;
}

/** Which figures say who pays, or what is left, where a cost is not known: by id, in the years from that cost on. */
function waterfallTouched(calculation: Calculation): (id: string) => boolean {
  const first = firstUnknownYear(calculation);
  if (first === null) return () => false;
  const { costs, slugs, sources } = calculation;
  const touched = sourcesTouched(calculation);
  const stems = sources.flatMap((source) => {
    if (!touched.has(source.key)) return [];
    const slug = slugs.sources.of(source.name);
    return [`funding.${slug}`, `fund.${slug}.request`, `reserve.${slug}.at-pay-rates`];
  });
  const yearsBefore = costs.years.slice(0, first).map((year) => `.${formatYear(year)}`);
  const standingsKept = (["Approved", "Provisional"] as const).filter(
    (standing) => !sources.some((source) => touched.has(source.key) && source.standingIn.includes(standing)),
  );
  const kept = standingsKept.map((standing) => (standing === "Approved" ? "funding.secured." : "funding.provisional."));
  const isLeft = (id: string): boolean =>
    ALWAYS_TOUCHED.some((stem) => id.startsWith(stem)) && !kept.some((stem) => id.startsWith(stem));
  return (id) =>
    (isLeft(id) ||
      stems.some((stem) => id === stem || id.startsWith(`${stem}.`)) ||
      (id.startsWith("approval.") && id.includes(".allocated"))) &&
    !yearsBefore.some((year) => id.endsWith(year));
}

/** Figures over all sources and lines. */
const ALWAYS_TOUCHED = [
  "funding.secured.",
  "funding.provisional.",
  "funding.unconfirmed.",
  "funding.bid.",
  "funding.pressure.",
  "funding.gap.",
  "funding.surplus.",
  "pressure.gross.",
  "pressure.increment.",
  "pressure.residual.",
  "pressure.first-year",
  "pressure.bridge.",
] as const;
