import type { Post } from "../businessCase";
import type { Calculation } from "../calculation";
import { firstMonthOf, formatMonth, formatYear, monthsInPost, yearOfMonth, type FinancialYear } from "../calendar";
import type { Trace, TracePart } from "../evaluation";
import { figurePart, inputPart, type FigureRegister } from "../figures";
import { formatFte, formatMoney, NIL, pence } from "../money";
import { daysInPost, daysOfYear } from "../payBuild";
import { isBuilt, isCostedByCase, neededInWords, unitCostShown, type CostOrNeeded } from "../staffing";
import { buildTrace, fullYearBuildTrace, isInService, methodParts, registerBuildSteps } from "./payBuild";

/**
 * Registers the figures of every single post: `staff.unit-cost.{post}`, `staff.cost.{post}.{year}`, its full-year effect and
 * what a part-year start leaves to the year after; of a built post the steps of the build as well.
 */
export function registerPostFigures(register: FigureRegister, calculation: Calculation): void {
  const { businessCase, horizon, slugs } = calculation;
  const { staff } = calculation.costs;
  for (const post of businessCase.posts) {
    const slug = slugs.posts.of(post.reference);
    const unitCost = staff.ofOnePost(post);
    if (unitCost !== null) {
      addCost(register, `staff.unit-cost.${slug}`, `Cost of one post a year, ${post.reference}`, unitCost, () =>
        isBuilt(post) ? fullYearBuildTrace(calculation, post, slug, true) : unitCostTrace(post),
      );
    }
    if (!isCostedByCase(post)) continue;
    const hasBuild = isBuilt(post) && post.proposed !== post.baseline;
    const fullYear = staff.fullYear(post);
    addCost(register, `staff.full-year-effect.${slug}`, `Full-year cost, ${post.reference}`, fullYear, () =>
      hasBuild ? fullYearBuildTrace(calculation, post, slug, false) : fullYearTrace(post, slug),
    );
    for (const year of horizon.years) {
      const id = `staff.cost.${slug}.${formatYear(year)}`;
      addCost(register, id, `Cost ${formatYear(year)}, ${post.reference}`, staff.inYear(post, year), () =>
        hasBuild && isInService(post, year)
          ? buildTrace(calculation, post, slug, year)
          : postCostTrace(calculation, post, slug, year),
      );
      if (hasBuild) registerBuildSteps(register, calculation, post, slug, year);
    }
    registerAdjustment(register, calculation, post, slug, fullYear);
  }
}

/** A cost, or the inputs that it needs. */
function addCost(register: FigureRegister, id: string, label: string, cost: CostOrNeeded, trace: () => Trace): void {
  const amount = cost.kind === "built" ? cost.value : null;
  register.money(id, label, amount, cost.kind === "needed" ? neededInWords(cost.needed) : "", trace);
}

/** What a part-year start leaves to the year after: full-year cost - cost of the first year. Source: finance model C8. */
function registerAdjustment(
  register: FigureRegister,
  calculation: Calculation,
  post: Post,
  slug: string,
  fullYear: CostOrNeeded,
): void {
  const first = yearOfMonth(post.startMonth);
  const next = (first + 1) as FinancialYear;
  const { years } = calculation.horizon;
  const isPartYear =
    post.proposed !== post.baseline && post.endMonth === null && post.startMonth !== firstMonthOf(first);
  if (!isPartYear || !years.includes(first) || !years.includes(next)) return;
  const inFirst = calculation.costs.staff.inYear(post, first);
  const needs = [fullYear, inFirst].find((cost) => cost.kind === "needed");
  const amount = fullYear.kind === "built" && inFirst.kind === "built" ? pence(fullYear.value - inFirst.value) : null;
  register.money(
    `staff.full-year-adjustment.${slug}.${formatYear(next)}`,
    `Full-year adjustment ${formatYear(next)}, ${post.reference}`,
    amount,
    needs?.kind === "needed" ? neededInWords(needs.needed) : "",
    () => ({
      rule: "full-year-adjustment",
      words: `Full-year cost - cost of ${formatYear(first)}: what the plan adds in ${formatYear(next)}`,
      parts: [figurePart(`staff.full-year-effect.${slug}`), figurePart(`staff.cost.${slug}.${formatYear(first)}`)],
    }),
  );
}

function unitCostTrace(post: Post): Trace {
  if (post.unitCost) {
    return {
      rule: "cost-of-one-post",
      words: "Unit cost as entered",
      parts: [inputPart(post.line, "unitCost", "Unit cost", formatMoney(post.unitCost.amount))],
    };
  }
  const annual = post.annualCost?.amount ?? NIL;
  return {
    rule: "cost-of-one-post",
    words: `Annual cost ${formatMoney(annual)} / Proposed BWT ${formatFte(post.proposed)}`,
    parts: [
      inputPart(post.line, "annualCost", "Annual cost", formatMoney(annual)),
      inputPart(post.line, "proposed", "Proposed BWT", formatFte(post.proposed)),
    ],
  };
}

function changeParts(post: Post, slug: string): readonly TracePart[] {
  return [
    inputPart(post.line, "proposed", "Proposed BWT", formatFte(post.proposed)),
    inputPart(post.line, "baseline", "Baseline BWT", formatFte(post.baseline)),
    ...(unitCostShown(post) === null ? [] : [figurePart(`staff.unit-cost.${slug}`)]),
  ];
}

function fullYearTrace(post: Post, slug: string): Trace {
  return {
    rule: "post-cost",
    words: `(Proposed ${formatFte(post.proposed)} - Baseline ${formatFte(post.baseline)}) x cost of one post, for a full year`,
    parts: changeParts(post, slug),
  };
}

function postCostTrace(calculation: Calculation, post: Post, slug: string, year: FinancialYear): Trace {
  const months = monthsInPost(year, post.startMonth, post.endMonth);
  const parts = [
    ...changeParts(post, slug),
    inputPart(post.line, "startMonth", "Start month", formatMonth(post.startMonth)),
  ];
  if (post.endMonth !== null) parts.push(inputPart(post.line, "endMonth", "End month", formatMonth(post.endMonth)));
  parts.push(...methodParts(calculation));
  const isByDays = calculation.costs.staff.method === "Days";
  const served = isByDays
    ? `${daysInPost(year, post.startMonth, post.endMonth)} of ${daysOfYear(year)} days`
    : `${months} of 12 months`;
  return {
    rule: "post-cost",
    words: `(Proposed ${formatFte(post.proposed)} - Baseline ${formatFte(post.baseline)}) x cost of one post x ${served} in ${formatYear(year)}, half up to the penny`,
    parts,
  };
}
