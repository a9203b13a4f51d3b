/** The tables of the capital plan: schemes by year, the plan beside its funding, and what capital asks of revenue. */
import { formatYear, type Evaluation } from "../../model";
import { figure, figureByYear, figureIfThere, text, type ResultsCell, type ResultsSection } from "./section";

const BLANK = text("");

/** Every scheme by year: what was planned, what moved, what that leaves, and what this case takes of it. */
export function capitalPlan(evaluation: Evaluation): ResultsSection {
  return {
    name: "bcfCapitalPlan",
    title: "Capital plan by scheme and year",
    note: "Slippage and acceleration move money between years: below nil it leaves the year, and over all years it adds to nil. What is cancelled is gone.",
    headings: [
      "Scheme",
      "Financial year",
      "Plan (\u00a3)",
      "Slippage (\u00a3)",
      "Acceleration (\u00a3)",
      "Additions (\u00a3)",
      "Cancelled (\u00a3)",
      "Budget (\u00a3)",
      "Forecast (\u00a3)",
      "Actual (\u00a3)",
      "This case (\u00a3)",
      "Headroom (\u00a3)",
      "Paid from",
    ],
    rows: evaluation.schemes.flatMap((scheme) =>
      scheme.years.map((year): readonly ResultsCell[] => {
        const part = (name: string): ResultsCell =>
          figureIfThere(evaluation, `capital.${scheme.slug}.${name}.${formatYear(year.year)}`);
        return [
          text(scheme.name),
          text(formatYear(year.year)),
          { kind: "money", amount: year.plan },
          part("slippage"),
          part("acceleration"),
          { kind: "money", amount: year.additions },
          { kind: "money", amount: year.cancelled },
          part("budget"),
          part("forecast"),
          part("actual"),
          part("case"),
          part("headroom"),
          text(year.fundingSource ?? ""),
        ];
      }),
    ),
  };
}

/** The budgets of the plan by the source that pays, beside what it can give: they add to the plan of the year. */
export function capitalByFunding(evaluation: Evaluation): ResultsSection {
  const years = [...new Set(evaluation.schemes.flatMap((scheme) => scheme.years.map((each) => each.year)))].sort(
    (a, b) => a - b,
  );
  const rowOf = (name: string, year: string, id: string, over: ResultsCell, how: string): readonly ResultsCell[] => [
    text(name),
    text(year),
    figure(id),
    over,
    text(how),
  ];
  const wordsOf = (id: string): string => evaluation.figures.get(id)?.trace().words ?? "";
  return {
    name: "bcfCapitalFunding",
    title: "Capital plan by source of funding and year",
    headings: ["Paid from", "Financial year", "Budgets of schemes (\u00a3)", "Beyond the funding (\u00a3)", "How"],
    rows: [
      ...years.flatMap((year) => {
        const at = formatYear(year);
        const unnamed = `capital.programme.no-source.${at}`;
        return [
          ...evaluation.programme
            .filter((part) => part.year === year)
            .map((part) => {
              const slug = sourceSlug(evaluation, part.source.name);
              const over = `capital.programme.over.${slug}.${at}`;
              return rowOf(
                part.source.name,
                at,
                `capital.programme.funded-by.${slug}.${at}`,
                figureIfThere(evaluation, over),
                evaluation.figures.has(over)
                  ? wordsOf(over)
                  : part.source.limitTotal === null
                    ? "No limit or balance of the year is entered"
                    : "Its Limit holds for all years together: see below",
              );
            }),
          ...(evaluation.figures.has(unnamed)
            ? [rowOf("No source of the Funding sheet", at, unnamed, BLANK, wordsOf(unnamed))]
            : []),
          rowOf("All schemes", at, `capital.programme.budget.${at}`, BLANK, "The budgets of the year"),
        ];
      }),
      ...evaluation.programme
        .filter((part) => part.year === null)
        .map((part) => {
          const slug = sourceSlug(evaluation, part.source.name);
          const over = `capital.programme.over.${slug}`;
          return rowOf(
            part.source.name,
            "All years",
            `capital.programme.funded-by.${slug}`,
            figureIfThere(evaluation, over),
            wordsOf(over),
          );
        }),
    ],
  };
}

function sourceSlug(evaluation: Evaluation, name: string): string {
  return evaluation.sources.find((source) => source.name === name)?.slug ?? "";
}

/** Rows of what borrowing asks of revenue: name, stem of the figure, words. */
const FINANCING_LINES = [
  ["Capital paid for by borrowing", "capital.financing.borrowed", "Of this case"],
  ["Minimum revenue provision", "capital.mrp", "From the year after the spend, or after the asset is in use"],
  ["Interest", "capital.interest", "At the Interest rate of the Assumptions sheet"],
  ["Charge to revenue", "capital.financing.charge", "Minimum revenue provision and interest"],
  ["Capital financing requirement", "capital.cfr", "At the end of the year: borrowed and not yet charged"],
] as const;

/** What capital asks of revenue by year: running cost of schemes, and the charge of borrowing; depreciation as a memo. */
export function revenueOfCapital(evaluation: Evaluation): ResultsSection {
  const { years, financing, schemes } = evaluation;
  const hasFigures = (stem: string): boolean =>
    years.some((year) => evaluation.figures.has(`${stem}.${formatYear(year)}`));
  const rowOf = (name: string, where: string, stem: string, words: string): readonly (readonly ResultsCell[])[] =>
    hasFigures(stem) ? [[text(name), text(where), ...figureByYear(evaluation, stem), text(words)]] : [];
  const entered = financing.entered.map((line) => line.reference);
  return {
    name: "bcfCapitalRevenue",
    title: "What capital asks of revenue",
    note: `Running cost is in the cost of the case. The charge of borrowing stands beside it: the body's own budget for capital financing bears it${
      entered.length === 0 || financing.years.length === 0
        ? ", and it is neither in the cost nor in the net present cost."
        : `. Costs has lines of its own for it (${[...new Set(entered)].join(", ")}): those are in the cost, and these are not added to them.`
    }`,
    headings: ["Line", "Counted", ...years.map((year) => `${formatYear(year)} (\u00a3)`), "In words"],
    rows: [
      ...schemes.flatMap((scheme) =>
        rowOf(
          `Running cost of ${scheme.name}`,
          "In the case",
          `capital.${scheme.slug}.running-cost`,
          "Recurring lines of Costs that name the scheme",
        ),
      ),
      ...FINANCING_LINES.flatMap(([name, stem, words]) => rowOf(name, "Beside the case", stem, words)),
      ...rowOf(
        "Depreciation",
        "Accounts only",
        "capital.financing.depreciation",
        "A memo: never in a budget, and nothing that must be funded",
      ),
    ],
  };
}
