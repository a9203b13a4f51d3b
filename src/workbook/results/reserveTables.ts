/** Tables of reserves: each one year by year, all of them together, and what other cases ask of funds. */
import { formatYear, type Evaluation, type FinancialYear, type LedgerRow } from "../../model";
import { figure, figureIfThere, text, type ResultsCell, type ResultsSection } from "./section";

/** Lines of every reserve; the later ones only where a reserve has them. */
const RESERVE_LINES = [
  ["Opening", "opening"],
  ["In", "in"],
  ["Out", "out"],
  ["Between reserves", "between"],
  ["Closing", "closing"],
  ["Minimum", "minimum"],
  ["Closing without this case", "closing-without-case"],
  ["Computed less stated closing", "closing-difference"],
] as const;

const ALWAYS_SHOWN: ReadonlySet<string> = new Set(["opening", "in", "out", "closing", "minimum"]);

/** The years of the case, and those after it that the Reserves sheet speaks of. */
function yearsOf(evaluation: Evaluation): readonly FinancialYear[] {
  const last = evaluation.years.at(-1) ?? 0;
  const later = evaluation.reserves.map((each) => each.year).filter((year) => year > last);
  return [...evaluation.years, ...[...new Set(later)].sort((a, b) => a - b)];
}

/** The roll-forward of every reserve, years across. */
export function reserves(evaluation: Evaluation): ResultsSection {
  const years = yearsOf(evaluation);
  const names = new Map(evaluation.reserves.map((year) => [year.slug, year] as const));
  return {
    name: "bcfReserves",
    title: "Reserves: what goes in, what goes out and what is left",
    headings: ["Reserve", "Line", ...years.map((year) => `${formatYear(year)} (\u00a3)`)],
    rows: [...names].flatMap(([slug, { source }]) => {
      const cells = (part: string): readonly ResultsCell[] =>
        years.map((year) => figureIfThere(evaluation, `reserve.${slug}.${part}.${formatYear(year)}`));
      return RESERVE_LINES.flatMap(([line, part]) => {
        const shown = cells(part);
        const isShown = ALWAYS_SHOWN.has(part) || shown.some((cell) => cell.kind === "figure");
        return isShown ? [[text(source), text(line), ...shown]] : [];
      });
    }),
  };
}

/** Stated closings beside computed ones, with how they agree. */
export function statedClosings(evaluation: Evaluation): ResultsSection {
  return {
    name: "bcfStatedClosings",
    title: "Stated closing balances of reserves beside the computed ones",
    headings: [
      "Reserve",
      "Financial year",
      "Computed (\u00a3)",
      "Stated (\u00a3)",
      "Difference (\u00a3)",
      "How they agree",
      "Explained by printed digits up to (\u00a3)",
    ],
    rows: evaluation.reserves.flatMap(({ source, slug, year, stated }): readonly (readonly ResultsCell[])[] => {
      const at = formatYear(year);
      const closing = evaluation.figures.get(`reserve.${slug}.closing.${at}`);
      if (stated === null || closing?.value.kind !== "number") return [];
      return [
        [
          text(source),
          text(at),
          figure(`reserve.${slug}.closing.${at}`),
          { kind: "money", amount: stated.closing },
          figure(`reserve.${slug}.closing-difference.${at}`),
          text(stated.class),
          { kind: "money", amount: stated.tolerance },
        ],
      ];
    }),
    wordColours: {
      5: [
        { word: "EXACT", tone: "good" },
        { word: "ROUNDING", tone: "watch" },
        { word: "BREAK", tone: "bad" },
      ],
    },
  };
}

const TOTAL_LINES = [
  ["Opening", "reserve.total.opening"],
  ["In", "reserve.total.in"],
  ["Out", "reserve.total.out"],
  ["Between reserves", "reserve.total.between"],
  ["Closing", "reserve.total.closing"],
  ["General reserve / net revenue budget", "reserve.general-share"],
] as const;

/** All reserves together in the years in which every one of them is known; provisions are not among them. */
export function allReserves(evaluation: Evaluation): ResultsSection {
  const years = yearsOf(evaluation).filter((year) =>
    evaluation.figures.has(`reserve.total.closing.${formatYear(year)}`),
  );
  const lines = TOTAL_LINES.map(
    ([name, stem]) => [name, years.map((year) => figureIfThere(evaluation, `${stem}.${formatYear(year)}`))] as const,
  );
  return {
    name: "bcfAllReserves",
    title: "All reserves together",
    note: "Earmarked, general and capital reserves, in the years in which every one of them is known; provisions stand for liabilities and are left out.",
    headings: ["Line", ...years.map(formatYear)],
    rows:
      years.length === 0
        ? []
        : lines
            .filter(([, cells]) => cells.some((cell) => cell.kind === "figure"))
            .map(([name, cells]) => [text(name), ...cells]),
  };
}

/** What each claim counts as. */
const COUNTED_AS: Readonly<Record<LedgerRow["status"], string>> = {
  Spent: "Spent",
  Approved: "Committed",
  Proposed: "Pipeline, not taken off",
  Returned: "Back in the fund",
};

/** What other cases have asked of each fund, claim by claim. */
export function fundClaims(evaluation: Evaluation): ResultsSection {
  const claims = evaluation.funds.flatMap((fund) =>
    fund.ledger.rows.map((row): readonly ResultsCell[] => [
      text(fund.source),
      text(formatYear(fund.year)),
      text(row.caseName),
      text(row.status),
      { kind: "money", amount: row.amount },
      text(COUNTED_AS[row.status]),
      text(
        row.status !== "Approved"
          ? ""
          : row.isCarriedForward === true
            ? "Stays with its case at year end"
            : "Returns to the fund at year end if not spent",
      ),
    ]),
  );
  return {
    name: "bcfFundClaims",
    title: "Claims of other cases on funds",
    note: "From the Fund ledger. Where Funding states what is spent, committed or in the pipeline, these rows are compared with it and not added again.",
    headings: ["Fund", "Financial year", "Case", "Status", "Amount (\u00a3)", "Counts as", "At year end"],
    rows: claims,
  };
}
