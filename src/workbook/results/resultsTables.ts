/**
 * The tables under the decision card. Tables by year share their columns: the name in the first, a word in the second,
 * the years from the third on, so that a year can be read down the sheet; running text stands in the last column.
 */
import {
  formatFte,
  formatMoney,
  formatYear,
  parameters,
  type ApprovalResult,
  type BridgeRow,
  type CapitalAllocation,
  type Evaluation,
  type FinancialYear,
  type Fte,
  type Parameter,
  type Pence,
} from "../../model";
import type { Reading } from "../reading";
import type { WordColour } from "../workbook";
import { figure, figureByYear, figureIfThere, numberOf, text, type ResultsCell, type ResultsSection } from "./section";

const BLANK = text("");

const STANDING_COLOURS: readonly WordColour[] = [
  { word: "Approved", tone: "good" },
  { word: "Provisional", tone: "watch" },
  { word: "Unconfirmed", tone: "watch" },
  { word: "Bid", tone: "watch" },
  { word: "No source", tone: "bad" },
];

/** "2019/20 (£)" for every year of the case. */
function yearHeadings(evaluation: Evaluation): readonly string[] {
  return evaluation.years.map((year) => `${formatYear(year)} (\u00a3)`);
}

function money(amount: Pence): ResultsCell {
  return { kind: "money", amount };
}

/** Cost by nature and year. */
export function costByYear(evaluation: Evaluation): ResultsSection {
  const lines = [
    ["Recurring", "Revenue", "cost.recurring"],
    ["One-off", "Revenue", "cost.one-off"],
    ["Capital spending", "Capital", "cost.capital"],
    ["Income and savings", "", "cost.income"],
    ["Total", "", "cost.total"],
    ["of which staff", "", "cost.staff"],
  ] as const;
  return {
    name: "bcfCostByYear",
    title: "Cost by nature and year",
    headings: ["Cost", "Revenue or capital", ...yearHeadings(evaluation)],
    rows: lines.map(([name, nature, stem]) => [text(name), text(nature), ...figureByYear(evaluation, stem)]),
  };
}

/** Who pays, by source and year; then how firm that is, what is accepted as a pressure, and what is left. */
export function fundingBySource(evaluation: Evaluation): ResultsSection {
  const sources = evaluation.sources.map((source): readonly ResultsCell[] => [
    text(source.name),
    text(source.standing),
    ...figureByYear(evaluation, `funding.${source.slug}`),
    figure(`funding.${source.slug}`),
    text(source.kind ?? "Named on costs; there is no Funding sheet"),
  ]);
  const isSaid = (stem: string): boolean =>
    evaluation.years.some((year) => (numberOf(evaluation, `${stem}.${formatYear(year)}`) ?? 0) !== 0);
  const sum = (name: string, stem: string, words: string): readonly ResultsCell[] => [
    text(name),
    BLANK,
    ...figureByYear(evaluation, stem),
    BLANK,
    text(words),
  ];
  return {
    name: "bcfFunding",
    title: "Funding by source and year",
    headings: ["Source", "Standing", ...yearHeadings(evaluation), "All years (\u00a3)", "Kind"],
    rows: [
      ...sources,
      sum("Secured", "funding.secured", "All approved sources"),
      sum("Provisional", "funding.provisional", "All sources whose approval is still expected"),
      ...(isSaid("funding.unconfirmed")
        ? [sum("Not confirmed", "funding.unconfirmed", "Sources that costs name, without a Funding sheet behind them")]
        : []),
      ...(isSaid("pressure.savings")
        ? [sum("Savings", "pressure.savings", "Savings identified or delivered; targets are not counted")]
        : []),
      sum("Accepted as pressure", "funding.pressure", "By a named person, on the medium term financial plan"),
      ...(isSaid("funding.surplus")
        ? [sum("Net credit", "funding.surplus", "Income that found no cost to be set against; it funds nothing else")]
        : []),
      sum("Gap", "funding.gap", "Neither a source nor an accepted pressure"),
      ...(isSaid("funding.bid")
        ? [sum("of which bid for", "funding.bid", "Bids are inside the gap until approved")]
        : []),
      sum("Total to be funded", "cost.total", "The cost of the case"),
    ],
    wordColours: { 1: STANDING_COLOURS },
  };
}

/** The headroom of the Major Change Fund and of other funds with a balance, one row a fund and year. */
export function funds(evaluation: Evaluation): ResultsSection {
  return {
    name: "bcfFunds",
    title: "Major Change Fund and other funds",
    headings: [
      "Fund",
      "Financial year",
      "This request (\u00a3)",
      "Headroom after it (\u00a3)",
      "After the pipeline (\u00a3)",
      "How",
    ],
    rows: evaluation.funds.map((fund) => {
      const id = (part: string): string => `fund.${fund.slug}.${part}.${formatYear(fund.year)}`;
      return [
        text(fund.source),
        text(formatYear(fund.year)),
        figure(id("request")),
        figure(id("headroom")),
        figure(id("pipeline-headroom")),
        text(evaluation.figures.get(id("headroom"))?.trace().words ?? ""),
      ];
    }),
  };
}

/** Capital by site, source and standing, years across. */
export function capital(evaluation: Evaluation): ResultsSection {
  const sites = new Map<string, Map<string, CapitalAllocation[]>>();
  for (const part of evaluation.capital) {
    const parts = sites.get(part.slug) ?? new Map<string, CapitalAllocation[]>();
    sites.set(part.slug, parts);
    const key = `${part.standing} ${part.source}`;
    parts.set(key, [...(parts.get(key) ?? []), part]);
  }
  return {
    name: "bcfCapital",
    title: "Capital by site, source and year",
    headings: ["Site", "Standing", ...yearHeadings(evaluation), "Paid from"],
    rows: [...sites].flatMap(([slug, parts]) => [...parts.values()].map((part) => capitalRow(evaluation, slug, part))),
    wordColours: { 1: STANDING_COLOURS },
  };
}

/** A site's capital from one source. The site's own figure stands where that source pays all of it. */
function capitalRow(
  evaluation: Evaluation,
  slug: string,
  allocations: readonly CapitalAllocation[],
): readonly ResultsCell[] {
  const cells = evaluation.years.map((year): ResultsCell => {
    const amount = allocations.find((allocation) => allocation.year === year)?.amount ?? (0 as Pence);
    const id = `capital.${slug}.${formatYear(year)}`;
    return numberOf(evaluation, id) === amount ? figure(id) : money(amount);
  });
  const first = allocations[0];
  return [text(first?.site ?? ""), text(first?.standing ?? ""), ...cells, text(first?.source ?? "")];
}

/** What the case leaves to the medium term financial plan: the balance of each year, and what each year adds. */
export function mediumTermPlan(evaluation: Evaluation): ResultsSection {
  const lines = [
    ["Pressure before savings", "Cumulative", "pressure.gross"],
    ["Added to the year before", "Incremental", "pressure.increment"],
    ["Savings identified or delivered", "", "pressure.savings"],
    ["Left after savings", "", "pressure.residual"],
    ["Accepted by a named person", "", "funding.pressure"],
  ] as const;
  const targets = evaluation.pressure.some((year) => year.savingsTarget !== 0);
  const targetIn = (year: FinancialYear): Pence =>
    evaluation.pressure.find((plan) => plan.year === year)?.savingsTarget ?? (0 as Pence);
  return {
    name: "bcfMediumTermPlan",
    title: "Pressure on the medium term financial plan",
    headings: ["Line", "Shown as", ...yearHeadings(evaluation)],
    rows: [
      ...lines.map(([name, shownAs, stem]) => [text(name), text(shownAs), ...figureByYear(evaluation, stem)]),
      ...(targets
        ? [[text("Savings targets, not counted"), BLANK, ...evaluation.years.map((year) => money(targetIn(year)))]]
        : []),
    ],
  };
}

const ROLE_TYPES = [
  ["Officer", "All officers"],
  ["Staff", "All staff"],
  ["PCSO", "All PCSOs"],
] as const;

/** From the posts of today to the posts proposed, by unit and grade, and all of each role type. */
export function workforceBridge(evaluation: Evaluation): ResultsSection {
  const uses = new Map<string, number>();
  for (const row of evaluation.bridge) uses.set(bridgeStem(row), (uses.get(bridgeStem(row)) ?? 0) + 1);
  const totals = ROLE_TYPES.filter(([role]) => evaluation.figures.has(`bwt.${role.toLowerCase()}.change`)).map(
    ([role, name]) => totalRow(evaluation, role, name),
  );
  return {
    name: "bcfWorkforce",
    title: "Workforce bridge: from baseline to proposed posts",
    headings: [
      "Unit",
      "Role type",
      "Grade",
      "Baseline (posts)",
      "Moved in (posts)",
      "Moved out (posts)",
      "Growth (posts)",
      "Removal (posts)",
      "Proposed (posts)",
      "Change (posts)",
      "Strength (posts)",
      "Vacant (posts)",
      "Over strength (posts)",
      "Cost in this case",
    ],
    rows:
      evaluation.bridge.length === 0
        ? []
        : [...evaluation.bridge.map((row) => bridgeRow(evaluation, row, uses)), ...totals],
  };
}

function bridgeStem(row: BridgeRow): string {
  return `bwt.${row.unitSlug}.${row.gradeSlug}`;
}

function bridgeRow(evaluation: Evaluation, row: BridgeRow, uses: ReadonlyMap<string, number>): readonly ResultsCell[] {
  const stem = bridgeStem(row);
  // Officers and staff of one grade in one unit share a figure, which is then neither row's own.
  const isOwn = uses.get(stem) === 1;
  const posts = (amount: Fte): ResultsCell => ({ kind: "posts", amount });
  const own = (part: string, amount: number): ResultsCell =>
    isOwn && numberOf(evaluation, `${stem}.${part}`) === amount ? figure(`${stem}.${part}`) : posts(amount as Fte);
  return [
    text(row.unit),
    text(row.roleType),
    text(row.grade),
    own("baseline", row.baseline),
    posts(row.redistributionIn),
    posts(row.redistributionOut),
    posts(row.growth),
    posts(row.removal),
    own("proposed", row.proposed),
    own("change", row.proposed - row.baseline),
    posts(row.strength),
    posts(row.vacancies),
    posts(row.overStrength),
    text(row.isCostedHere ? "yes" : "not costed here"),
  ];
}

function totalRow(evaluation: Evaluation, role: BridgeRow["roleType"], name: string): readonly ResultsCell[] {
  const rows = evaluation.bridge.filter((row) => row.roleType === role);
  const sum = (part: (row: BridgeRow) => Fte): ResultsCell => ({
    kind: "posts",
    amount: rows.reduce((total, row) => total + part(row), 0) as Fte,
  });
  const stem = `bwt.${role.toLowerCase()}`;
  return [
    text(name),
    text(role),
    BLANK,
    figure(`${stem}.baseline`),
    sum((row) => row.redistributionIn),
    sum((row) => row.redistributionOut),
    sum((row) => row.growth),
    sum((row) => row.removal),
    figure(`${stem}.proposed`),
    figure(`${stem}.change`),
    sum((row) => row.strength),
    sum((row) => row.vacancies),
    sum((row) => row.overStrength),
    BLANK,
  ];
}

/** Vacancies by unit, on the posts of today and on the proposed ones. */
export function vacancies(evaluation: Evaluation): ResultsSection {
  const units = new Map(evaluation.bridge.map((row) => [row.unitSlug, row.unit] as const));
  const rows: (readonly ResultsCell[])[] = [...units].map(([slug, unit]) => [
    text(unit),
    figureIfThere(evaluation, `vacancies.${slug}.current`),
    figureIfThere(evaluation, `vacancies.${slug}`),
  ]);
  if (rows.length > 0) {
    rows.push(
      [
        text("All units"),
        figureIfThere(evaluation, "vacancies.total.current"),
        figureIfThere(evaluation, "vacancies.total"),
      ],
      [text("Over strength, all units"), BLANK, figureIfThere(evaluation, "over-strength.total")],
    );
  }
  return {
    name: "bcfVacancies",
    title: "Vacancies",
    note: `Taken row by row: posts over strength in one place never hide vacancies in another.${evaluation.postingPlan === null ? " When they are filled is not worked out: there is no Postings sheet." : ""}`,
    headings: ["Unit", "On baseline posts", "On proposed posts"],
    rows,
  };
}

/** How many posts each business group gives, and by which weight. */
export function apportionment(evaluation: Evaluation): ResultsSection {
  const shared = evaluation.apportionment;
  return {
    name: "bcfApportionment",
    title: "Officer requirement by business group",
    ...(shared === null
      ? {}
      : {
          note: `${formatFte(shared.requirement)} posts, shared by ${shared.basisInWords}, ${shared.methodInWords}.`,
        }),
    headings: ["Business group", "Weight (posts)", "Exact share (posts)", "Posts to find (posts)"],
    rows: (shared?.groups ?? []).map((group): readonly ResultsCell[] => [
      text(group.group),
      { kind: "posts", amount: group.weight },
      figure(`apportion.${group.slug}.share`),
      figure(`apportion.${group.slug}.posts`),
    ]),
  };
}

const CLASS_COLOURS: readonly WordColour[] = [
  { word: "EXACT", tone: "good" },
  { word: "ROUNDING", tone: "watch" },
  { word: "BREAK", tone: "bad" },
];

/** What the decision states beside what the model has for it. */
export function approvals(evaluation: Evaluation): ResultsSection {
  return {
    name: "bcfApprovals",
    title: "Approved amounts beside those of the model (\u00a3 or posts)",
    headings: [
      "What",
      "Paragraph",
      "Kind",
      "Financial year",
      "Approved",
      "Modelled",
      "Allocated",
      "Difference",
      "How they agree",
      "Explained by printed digits up to",
      "In words",
    ],
    rows: evaluation.approvals.map((result) => {
      const id = (part: string): string => `${result.figureStem}.${part}${result.figureYear}`;
      return [
        text(result.what),
        text(result.paragraph),
        text(result.kind),
        text(result.year === null ? "" : formatYear(result.year)),
        figure(id("approved")),
        figure(id("modelled")),
        result.allocated === null ? BLANK : figure(id("allocated")),
        figure(id("difference")),
        figure(id("class")),
        result.unit === "posts" ? BLANK : money(result.tolerance as Pence),
        text(
          evaluation.figures.get(id("class"))?.value.kind === "needed"
            ? "Not judged before what is needed is entered."
            : agreementInWords(result),
        ),
      ];
    }),
    wordColours: { 8: CLASS_COLOURS },
  };
}

function agreementInWords(result: ApprovalResult): string {
  const isMoney = result.unit === "money";
  const size = Math.abs(result.difference);
  const apart = isMoney ? formatMoney(size as Pence) : `${formatFte(size as Fte)} posts`;
  const limit = isMoney
    ? `digits as printed explain up to ${formatMoney(result.tolerance as Pence)}`
    : "posts are exact";
  switch (result.class) {
    case "EXACT":
      return "The model gives the approved figure.";
    case "ROUNDING":
      return `${apart} apart by rounding: ${limit}.`;
    case "BREAK":
      return `${apart} apart, which nothing explains: ${limit}.`;
  }
}

const OUTCOME_COLOURS: readonly WordColour[] = [
  { word: "holds", tone: "good" },
  { word: "broken", tone: "bad" },
  { word: "not judged", tone: "muted" },
];

/** The identities that were checked, with their outcome in words. */
export function integrityChecks(evaluation: Evaluation): ResultsSection {
  return {
    name: "bcfChecks",
    title: "Checks of the arithmetic",
    headings: ["What must hold", "Check", "Outcome", "What was compared"],
    rows: evaluation.identities.map((identity) => [
      text(identity.title),
      text(identity.id),
      text(identity.outcome),
      text(identity.detail),
    ]),
    wordColours: { 2: OUTCOME_COLOURS },
  };
}

/** Rates, limits and tolerances that the model used: the case's own where it states one. */
export function assumptionsUsed(reading: Reading): ResultsSection {
  const stated = reading.businessCase?.assumptions ?? [];
  const sheet = reading.sheets.get("Assumptions") ?? "Assumptions";
  return {
    name: "bcfAssumptions",
    title: "Rates, limits and tolerances used",
    headings: ["Assumption", "Value", "Whose", "Source"],
    rows: [...parameters.values()].flatMap((parameter) => {
      const own = stated.filter((assumption) => assumption.parameter === parameter.id);
      if (own.length === 0)
        return [[text(parameter.label), text(defaultInWords(parameter)), text("default"), text(parameter.source)]];
      return own.map((assumption) => [
        text(`${parameter.label}${assumption.year === null ? "" : ` ${formatYear(assumption.year)}`}`),
        text(assumptionInWords(assumption.value)),
        text("this case"),
        text(`Sheet '${sheet}' of this workbook`),
      ]);
    }),
  };
}

type AssumptionValue = NonNullable<NonNullable<Reading["businessCase"]>["assumptions"]>[number]["value"];

function defaultInWords(parameter: Parameter): string {
  if (parameter.value === null) return "none: enter it where it is needed";
  if (parameter.unit === "percent") return `${parameter.value}%`;
  return parameter.unit === "money" ? formatMoney((Number(parameter.value) * 100) as Pence) : parameter.value;
}

function assumptionInWords(value: AssumptionValue): string {
  switch (value.unit) {
    case "percent":
      return `${(value.rate.numerator * 100) / value.rate.denominator}%`;
    case "money":
      return formatMoney(value.amount);
    case "count":
      return String(value.count);
    case "number":
      return String(value.number.numerator / value.number.denominator);
    case "choice":
      return value.choice;
  }
}
