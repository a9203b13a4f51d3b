import type { Post } from "../businessCase";
import type { Calculation } from "../calculation";
import { formatMonth, formatYear, monthsInPost, type FinancialYear } from "../calendar";
import type { Trace, TracePart } from "../evaluation";
import { figurePart, inputPart, type FigureRegister } from "../figures";
import { formatFte, formatMoney, NIL } from "../money";
import { fullYearEffect, isCostedByCase, postCostInYear, unitCostShown } from "../staffing";

/** Registers the figures of every single post: `staff.unit-cost.{post}`, `staff.cost.{post}.{year}`, its full-year effect. */
export function registerPostFigures(register: FigureRegister, calculation: Calculation): void {
  const { businessCase, horizon, slugs } = calculation;
  for (const post of businessCase.posts) {
    const slug = slugs.posts.of(post.reference);
    const unitCost = unitCostShown(post);
    if (unitCost !== null) {
      register.money(`staff.unit-cost.${slug}`, `Cost of one post a year, ${post.reference}`, unitCost, "", () =>
        unitCostTrace(post),
      );
    }
    if (!isCostedByCase(post)) continue;
    register.money(
      `staff.full-year-effect.${slug}`,
      `Full-year cost, ${post.reference}`,
      fullYearEffect(post),
      "",
      () => fullYearTrace(post, slug),
    );
    for (const year of horizon.years) {
      register.money(
        `staff.cost.${slug}.${formatYear(year)}`,
        `Cost ${formatYear(year)}, ${post.reference}`,
        postCostInYear(post, year),
        "",
        () => postCostTrace(post, slug, year),
      );
    }
  }
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

function postCostTrace(post: Post, slug: string, year: FinancialYear): Trace {
  const months = monthsInPost(year, post.startMonth, post.endMonth);
  const parts = [
    ...changeParts(post, slug),
    inputPart(post.line, "startMonth", "Start month", formatMonth(post.startMonth)),
  ];
  if (post.endMonth !== null) parts.push(inputPart(post.line, "endMonth", "End month", formatMonth(post.endMonth)));
  return {
    rule: "post-cost",
    words: `(Proposed ${formatFte(post.proposed)} - Baseline ${formatFte(post.baseline)}) x cost of one post x ${months} of 12 months in ${formatYear(year)}, half up to the penny`,
    parts,
  };
}
