/** Tables of what posts cost by the pay build, step by step and year by year, and of reserves at the year's own pay rates. */
import { formatFte, formatYear, type Evaluation, type PayGroup } from "../../model";
import { figure, text, type ResultsCell, type ResultsSection } from "./section";

/** One post of each kind in its first full year, step by step. */
export function payBuild(evaluation: Evaluation): ResultsSection {
  return {
    name: "bcfPayBuild",
    title: "What one post costs, built from pay",
    note: "In its first full year, or the first year taken whole where it has none. Each step is rounded to the penny for itself, and the cost once: it may differ from the steps by a penny or two.",
    headings: [
      "Grade",
      "Role type",
      "Point",
      "Zone",
      "Financial year",
      "Basic pay (\u00a3)",
      "London weighting (\u00a3)",
      "Allowances (\u00a3)",
      "Shift (\u00a3)",
      "National insurance (\u00a3)",
      "Pension (\u00a3)",
      "Levy (\u00a3)",
      "Standing vacant (\u00a3)",
      "Cost of one post (\u00a3)",
      "Rows of Staffing",
    ],
    rows: evaluation.payGroups.map((group) => [
      text(group.grade),
      text(group.roleType),
      text(group.scalePoint === null ? "" : String(group.scalePoint)),
      text(group.zone ?? ""),
      ...stepCells(group),
      text(rowsInWords(group)),
    ]),
  };
}

const STEPS = [
  "pay",
  "londonWeighting",
  "allowances",
  "shift",
  "nationalInsurance",
  "pension",
  "levy",
  "vacancies",
  "cost",
] as const;

function stepCells({ onePost }: PayGroup): readonly ResultsCell[] {
  if ("needed" in onePost) {
    const blanks = STEPS.slice(1).map(() => text(""));
    return [text(""), ...blanks, text(`input needed: ${onePost.needed}`)];
  }
  return [
    text(formatYear(onePost.year)),
    ...STEPS.map((step): ResultsCell => ({ kind: "money", amount: onePost[step] })),
  ];
}

const ONE_POST = 10_000;

/** References named in a cell before the rest are counted. */
const REFERENCES_NAMED = 10;

function rowsInWords({ references, change }: PayGroup): string {
  const named = references.slice(0, REFERENCES_NAMED).join(", ");
  const more = references.length - REFERENCES_NAMED;
  return `${named}${more > 0 ? ` and ${more} more` : ""}: ${change > 0 ? "+" : ""}${formatFte(change)} ${Math.abs(change) === ONE_POST ? "post" : "posts"}`;
}

/** What posts costed from pay cost in each year: their years differ by award, increment, pension and national insurance. */
export function payByYear(evaluation: Evaluation): ResultsSection {
  return {
    name: "bcfPayByYear",
    title: "Cost of posts built from pay, by year",
    headings: ["Grade", "Point", ...evaluation.years.map((year) => `${formatYear(year)} (\u00a3)`), "Rows of Staffing"],
    rows: evaluation.payGroups.map((group) => [
      text(`${group.roleType} ${group.grade}`),
      text(group.scalePoint === null ? "" : String(group.scalePoint)),
      ...group.byYear.map((amount): ResultsCell =>
        amount === null ? text("input needed") : { kind: "money", amount },
      ),
      text(rowsInWords(group)),
    ]),
  };
}

/** Whether reserves that pay for posts of a stated cost still cover them at the pay rates of the year. */
export function reservesAtPayRates(evaluation: Evaluation): ResultsSection {
  const stem = /^reserve\.(.+)\.at-pay-rates\.(\d{4}\/\d{2})$/;
  return {
    name: "bcfReservesAtPayRates",
    title: "Reserves at the pay rates of the year",
    note: "For posts whose cost is stated at the rates of an earlier year: what they cost at the rates of the year in which the reserve pays.",
    headings: ["Reserve", "Financial year", "Cost at the year's pay rates (\u00a3)", "Short (\u00a3)", "How"],
    rows: [...evaluation.figures.values()].flatMap(({ id, trace }) => {
      const [, slug, year] = stem.exec(id) ?? [];
      if (slug === undefined || year === undefined) return [];
      const reserve = evaluation.reserves.find((each) => each.slug === slug)?.source ?? slug;
      return [
        [
          text(reserve),
          text(year),
          figure(id),
          figure(`reserve.${slug}.short-at-pay-rates.${year}`),
          text(trace().words),
        ],
      ];
    }),
  };
}
