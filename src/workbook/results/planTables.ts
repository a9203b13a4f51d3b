/** Tables of the medium term plan: what bridges leave to it, its lines in both layouts, and this case beside it. */
import { formatYear, type Evaluation } from "../../model";
import { figureByYear, figureIfThere, text, type ResultsCell, type ResultsSection } from "./section";

/** The pressure line that each one-off source leaves when it has paid recurring cost for the last time. */
export function pressureAfterBridges(evaluation: Evaluation): ResultsSection {
  const slugs = new Map(evaluation.sources.map((source) => [source.name, source.slug] as const));
  return {
    name: "bcfBridges",
    title: "Pressure left when one-off money ends",
    note: "Part of the pressure before savings, by the source that paid for it last.",
    headings: ["Paid until then by", "Ends in", ...evaluation.years.map((year) => `${formatYear(year)} (\u00a3)`)],
    rows: evaluation.bridges.map((bridge) => [
      text(bridge.source.name),
      text(
        bridge.exit === null ? `${formatYear(bridge.lastUsed)}; no exit year is given` : formatYear(bridge.lastUsed),
      ),
      ...figureByYear(evaluation, `pressure.bridge.${slugs.get(bridge.source.name) ?? ""}`),
    ]),
  };
}

const SUMS = [
  ["Base budget", "plan.base"],
  ["Inflation", "plan.inflation"],
  ["Pay", "plan.pay"],
  ["Growth", "plan.growth"],
  ["Pressures", "plan.pressure"],
  ["Savings identified or delivered", "plan.savings"],
  ["Funding", "plan.funding"],
  ["Use of reserves", "plan.reserve-use"],
  ["Gap of the plan", "plan.gap"],
  ["What the year adds to the gap", "plan.gap-increment"],
  ["Savings targets, not counted", "plan.savings-not-counted"],
  ["Held for this case already", "plan.held-for-case"],
  ["Gap before this case", "plan.gap-before-case"],
  ["Gap with this case", "plan.gap-with-case"],
] as const;

/** The body's plan in sum, and its gap before and after this case. */
export function bodyPlan(evaluation: Evaluation): ResultsSection {
  const years = evaluation.bodyPlan?.years ?? [];
  const rows = SUMS.map(([name, stem]): readonly ResultsCell[] => [
    text(name),
    ...years.map((year) => figureIfThere(evaluation, `${stem}.${formatYear(year)}`)),
  ]);
  return {
    name: "bcfBodyPlan",
    title: "The medium term plan with this case beside it",
    note: "Costs and gaps are above nil; below nil is a surplus. Savings count when they are identified, delivered or approved.",
    headings: ["Line", ...years.map((year) => `${formatYear(year)} (\u00a3)`)],
    rows: evaluation.bodyPlan === null ? [] : rows.filter((row) => row.some((cell) => cell.kind === "figure")),
  };
}

/** Every line of the plan in both layouts. */
export function planLines(evaluation: Evaluation): ResultsSection {
  const plan = evaluation.bodyPlan;
  const years = plan?.years ?? [];
  const cells = (slug: string, part: string): readonly ResultsCell[] =>
    years.map((year) => figureIfThere(evaluation, `plan.line.${slug}.${part}.${formatYear(year)}`));
  return {
    name: "bcfPlanLines",
    title: "Lines of the medium term plan, as whole amounts and as what each year adds",
    headings: ["Line", "Kind", "Shown as", ...years.map((year) => `${formatYear(year)} (\u00a3)`)],
    rows: (plan?.lines ?? []).flatMap((line) => [
      [text(line.name), text(line.kind), text("Cumulative"), ...cells(line.slug, "cumulative")],
      [text(line.name), text(line.kind), text("Incremental"), ...cells(line.slug, "incremental")],
    ]),
  };
}
