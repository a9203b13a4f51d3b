/**
 * What stands on the results sheet, as data: sections in the order a decision maker reads, each a table whose cells are
 * words or figures by their ids. The sheet, the text report and the way back from a cell to its figure are made from it.
 */
import {
  formatDay,
  formatFte,
  formatMoney,
  formatYear,
  parameters,
  type Evaluation,
  type FinancialYear,
  type Fte,
  type Pence,
} from "../../model";
import type { Reading } from "../reading";
import type { WordColour } from "../workbook";

/** A cell of a section: words, a figure by its id, or an amount that has no figure of its own. */
export type ResultsCell =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "figure"; readonly id: string }
  | { readonly kind: "money"; readonly amount: Pence }
  | { readonly kind: "posts"; readonly amount: Fte };

export type ResultsSection = {
  /** Name of the Excel table; unique, begins with bcf. */
  readonly name: string;
  readonly title: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly ResultsCell[])[];
  readonly wordColours?: Readonly<Record<number, readonly WordColour[]>>;
};

const STATUS_COLOURS: readonly WordColour[] = [
  { word: "Draft", tone: "bad" },
  { word: "Funded", tone: "watch" },
  { word: "Ready", tone: "good" },
];

const STANDING_COLOURS: readonly WordColour[] = [
  { word: "Provisional", tone: "watch" },
  { word: "Unconfirmed", tone: "watch" },
  { word: "Bid", tone: "watch" },
  { word: "No source", tone: "bad" },
];

const CLASS_COLOURS: readonly WordColour[] = [
  { word: "EXACT", tone: "good" },
  { word: "ROUNDING", tone: "watch" },
  { word: "BREAK", tone: "bad" },
];

const OUTCOME_COLOURS: readonly WordColour[] = [
  { word: "holds", tone: "good" },
  { word: "broken", tone: "bad" },
  { word: "not judged", tone: "muted" },
];

/** All sections of the results sheet; a section without input is left out. */
export function resultsSections(evaluation: Evaluation, reading: Reading): readonly ResultsSection[] {
  return [
    decisionCard(evaluation, reading),
    costByYear(evaluation),
    fundingMatrix(evaluation),
    reserves(evaluation),
    funds(evaluation),
    capital(evaluation),
    mediumTermPlan(evaluation),
    workforce(evaluation),
    vacancies(evaluation),
    apportionment(evaluation),
    approvals(evaluation),
    appraisal(evaluation),
    checks(evaluation),
    assumptions(reading),
  ].filter((section) => section.rows.length > 0);
}

function text(words: string): ResultsCell {
  return { kind: "text", text: words };
}

function figure(id: string): ResultsCell {
  return { kind: "figure", id };
}

/** A figure where the register has it; else nothing. */
function figureIfThere(evaluation: Evaluation, id: string): ResultsCell {
  return evaluation.figures.has(id) ? figure(id) : text("");
}

function yearHeadings(evaluation: Evaluation): readonly string[] {
  return evaluation.years.map((year) => `${formatYear(year)} (\u00a3)`);
}

/** A row of one figure a year: `stem.2019/20` and so on. */
function yearly(evaluation: Evaluation, stem: string): readonly ResultsCell[] {
  return evaluation.years.map((year) => figureIfThere(evaluation, `${stem}.${formatYear(year)}`));
}

function valueOf(evaluation: Evaluation, id: string): number {
  const value = evaluation.figures.get(id)?.value;
  return value?.kind === "number" ? value.value : 0;
}

function decisionCard(evaluation: Evaluation, reading: Reading): ResultsSection {
  const decision = reading.businessCase?.decision ?? null;
  const asAt = reading.businessCase?.asAt ?? null;
  const rows: ResultsCell[][] = [];
  const row = (item: string, value: ResultsCell, note = ""): void => {
    rows.push([
      text(`${item}${value.kind === "figure" ? unitInBrackets(evaluation, value.id) : ""}`),
      value,
      text(note),
    ]);
  };
  if (decision?.reference != null) row("Reference", text(decision.reference));
  if (decision?.stage != null) row("Stage", text(decision.stage));
  if (decision?.decisionMaker != null) row("Decision maker", text(decision.decisionMaker));
  row("Status", figure("case.status"), evaluation.status.reasons.join(" "));
  row(
    "As at",
    text(asAt === null ? "not given" : formatDay(asAt)),
    asAt === null ? "Nothing that depends on today was judged; enter As at date on the Decision sheet." : "",
  );
  row("Cost to the horizon", figure("cost.total"), yearsInWords(evaluation.years));
  row("One-off revenue", figure("cost.one-off"));
  row("Capital", figure("cost.capital"));
  row("One-off revenue and capital", figure("cost.one-off-and-capital"));
  row("Recurring, full year", figure("cost.full-year"));
  row(
    `Cost in ${formatYear(evaluation.baseYear)}`,
    figure(`cost.total.${formatYear(evaluation.baseYear)}`),
    "Base year",
  );
  for (const source of evaluation.sources) {
    if (source.total === 0) continue;
    const approval =
      source.standing === "Provisional" && source.approvalDate !== null
        ? `, approval expected ${source.approvalDate}`
        : "";
    row(
      `From ${source.name}`,
      figure(`funding.${source.slug}`),
      `${source.kind ?? "Named on costs, no Funding sheet"}: ${source.standing}${approval}`,
    );
  }
  const gap = evaluation.years.reduce((sum, year) => sum + valueOf(evaluation, `funding.gap.${formatYear(year)}`), 0);
  const firstGap = evaluation.years.find((year) => valueOf(evaluation, `funding.gap.${formatYear(year)}`) > 0);
  row(
    "First year with a gap",
    text(firstGap === undefined ? "none" : formatYear(firstGap)),
    firstGap === undefined
      ? "Every pound has a source, or is accepted as a pressure by name."
      : `${formatMoney(gap as Pence)} has neither a source nor an accepted pressure, over all years.`,
  );
  row("First year with pressure", figure("pressure.first-year"), pressureInWords(evaluation));
  for (const reserve of lastYearOfEach(evaluation.reserves)) {
    row(
      `${reserve.source}: closing ${formatYear(reserve.year)}`,
      figure(`reserve.${reserve.slug}.closing.${formatYear(reserve.year)}`),
      reserveInWords(evaluation, reserve.slug),
    );
  }
  for (const fund of evaluation.funds) {
    if (fund.request === 0) continue;
    row(
      `${fund.source}: headroom ${formatYear(fund.year)}`,
      figure(`fund.${fund.slug}.headroom.${formatYear(fund.year)}`),
      "After this request",
    );
  }
  for (const id of npcIds(evaluation)) row(labelOf(evaluation, id), figure(id), "In the prices entered");
  for (const [roleType, name] of [
    ["officer", "Officers"],
    ["staff", "Staff"],
    ["pcso", "PCSOs"],
  ] as const) {
    if (evaluation.figures.has(`bwt.${roleType}.change`)) row(`${name}, change`, figure(`bwt.${roleType}.change`));
  }
  row("Vacancies on proposed posts", figure("vacancies.total"), "Row by row, never netted");
  if (evaluation.apportionment) {
    row(
      "Officer requirement of business groups",
      text(`${formatFte(evaluation.apportionment.requirement)} posts`),
      `Shared by ${evaluation.apportionment.basisInWords}.`,
    );
  }
  if (evaluation.figures.has("case.fbc-due")) row("Full business case due", figure("case.fbc-due"));
  row("Errors", figure("case.findings.error"), "See the flags sheet");
  row("Warnings", figure("case.findings.warning"), "See the flags sheet");
  for (const absent of reading.absent) row("Not in the workbook", text(sentence(absent)));
  for (const choice of reading.choicesMade) row("Chosen for this run", text(sentence(choice)));
  return {
    name: "bcfDecisionCard",
    title: "Decision card",
    headings: ["Item", "Value", "Note"],
    rows,
    wordColours: { 1: STATUS_COLOURS },
  };
}

/** Units stand with the name, since the column holds values of several kinds. */
function unitInBrackets(evaluation: Evaluation, id: string): string {
  const unit = evaluation.figures.get(id)?.unit;
  if (unit === "money" || unit === "wholePounds") return " (\u00a3)";
  return unit === "posts" ? " (posts)" : "";
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${words.endsWith(".") ? "" : "."}`;
}

function yearsInWords(years: readonly FinancialYear[]): string {
  const first = years[0];
  const last = years[years.length - 1];
  return first === undefined || last === undefined ? "" : `${formatYear(first)} to ${formatYear(last)}`;
}

function pressureInWords(evaluation: Evaluation): string {
  const first = evaluation.pressure.find((year) => year.residual > 0);
  if (!first) return "Recurring cost is covered in every year.";
  const isAccepted = evaluation.pressure.every((year) => year.residual <= 0 || year.accepted === year.residual);
  return `${formatMoney(first.residual)} in ${formatYear(first.year)} after savings identified; ${isAccepted ? "accepted by name as a pressure" : "not accepted in full"}.`;
}

/** The year in which a balance last moves, which is the one worth showing on a card. */
function lastYearOfEach(reserves: Evaluation["reserves"]): readonly Evaluation["reserves"][number][] {
  const last = new Map<string, Evaluation["reserves"][number]>();
  for (const year of reserves) if (!last.has(year.slug) || year.in !== 0 || year.out !== 0) last.set(year.slug, year);
  return [...last.values()];
}

function reserveInWords(evaluation: Evaluation, slug: string): string {
  const moves = evaluation.reserves.filter((year) => year.slug === slug && (year.in !== 0 || year.out !== 0));
  return moves
    .map((year) => `${formatYear(year.year)}: in ${formatMoney(year.in)}, out ${formatMoney(year.out)}`)
    .join("; ");
}

function npcIds(evaluation: Evaluation): readonly string[] {
  return [...evaluation.figures.keys()].filter((id) => id.startsWith("npc."));
}

function labelOf(evaluation: Evaluation, id: string): string {
  return evaluation.figures.get(id)?.label ?? id;
}

function costByYear(evaluation: Evaluation): ResultsSection {
  const families = [
    ["Recurring revenue", "cost.recurring"],
    ["One-off revenue", "cost.one-off"],
    ["Capital", "cost.capital"],
    ["Income and savings", "cost.income"],
    ["Total", "cost.total"],
    ["of which staff", "cost.staff"],
  ] as const;
  return {
    name: "bcfCostByYear",
    title: "Cost by nature and year",
    headings: ["Nature", ...yearHeadings(evaluation)],
    rows: families.map(([name, stem]) => [text(name), ...yearly(evaluation, stem)]),
  };
}

function fundingMatrix(evaluation: Evaluation): ResultsSection {
  const blank = text("");
  const rows: ResultsCell[][] = evaluation.sources.map((source) => [
    text(source.name),
    text(source.kind ?? "Not known"),
    text(source.standing),
    ...yearly(evaluation, `funding.${source.slug}`),
    figure(`funding.${source.slug}`),
  ]);
  const summary = (name: string, stem: string): void => {
    const cells = yearly(evaluation, stem);
    if (cells.some((cell) => cell.kind === "figure")) rows.push([text(name), blank, blank, ...cells, blank]);
  };
  summary("Secured (approved)", "funding.secured");
  summary("Provisional", "funding.provisional");
  if (evaluation.sources.some((source) => source.kind === null))
    summary("Named on costs, not confirmed", "funding.unconfirmed");
  summary("Savings identified", "pressure.savings");
  summary("Accepted as pressure", "funding.pressure");
  summary("Gap", "funding.gap");
  summary("of which bid for", "funding.bid");
  summary("Net credit (funds nothing else)", "funding.surplus");
  return {
    name: "bcfFunding",
    title: "Funding by source and year",
    headings: ["Source", "Kind", "Standing", ...yearHeadings(evaluation), "All years (\u00a3)"],
    rows,
    wordColours: { 2: STANDING_COLOURS },
  };
}

function reserves(evaluation: Evaluation): ResultsSection {
  return {
    name: "bcfReserves",
    title: "Reserve roll-forward",
    headings: [
      "Reserve",
      "Financial year",
      "Opening (\u00a3)",
      "In (\u00a3)",
      "Out (\u00a3)",
      "Closing (\u00a3)",
      "Minimum (\u00a3)",
    ],
    rows: evaluation.reserves.map((year) => {
      const at = formatYear(year.year);
      return [
        text(year.source),
        text(at),
        ...["opening", "in", "out", "closing", "minimum"].map((part) => figure(`reserve.${year.slug}.${part}.${at}`)),
      ];
    }),
  };
}

function funds(evaluation: Evaluation): ResultsSection {
  return {
    name: "bcfFunds",
    title: "Major Change Fund and other funds",
    headings: [
      "Fund",
      "Financial year",
      "This request (\u00a3)",
      "Headroom after it (\u00a3)",
      "After the pipeline (\u00a3)",
    ],
    rows: evaluation.funds.map((year) => {
      const at = formatYear(year.year);
      return [
        text(year.source),
        text(at),
        ...["request", "headroom", "pipeline-headroom"].map((part) => figure(`fund.${year.slug}.${part}.${at}`)),
      ];
    }),
  };
}

function capital(evaluation: Evaluation): ResultsSection {
  const sites = new Map(evaluation.capital.map((entry) => [entry.slug, entry.site] as const));
  return {
    name: "bcfCapital",
    title: "Capital by site, source and year",
    headings: ["Site", "Paid from", "Standing", ...yearHeadings(evaluation)],
    rows: [...sites].map(([slug, site]) => {
      const parts = evaluation.capital.filter((entry) => entry.slug === slug);
      const list = (pick: (entry: (typeof parts)[number]) => string): string =>
        [...new Set(parts.map(pick))].join("; ");
      return [
        text(site),
        text(list((entry) => entry.source)),
        text(list((entry) => entry.standing)),
        ...yearly(evaluation, `capital.${slug}`),
      ];
    }),
    wordColours: { 2: STANDING_COLOURS },
  };
}

function mediumTermPlan(evaluation: Evaluation): ResultsSection {
  const lines = [
    ["Pressure, cumulative", "pressure.gross"],
    ["Pressure, increment on the year before", "pressure.increment"],
    ["Savings identified or delivered", "pressure.savings"],
    ["Left after savings", "pressure.residual"],
    ["Accepted by name", "funding.pressure"],
  ] as const;
  return {
    name: "bcfMediumTermPlan",
    title: "Medium term plan",
    headings: ["Line", ...yearHeadings(evaluation)],
    rows: lines.map(([name, stem]) => [text(name), ...yearly(evaluation, stem)]),
  };
}

function workforce(evaluation: Evaluation): ResultsSection {
  const posts = (amount: number): ResultsCell => ({ kind: "posts", amount: amount as Fte });
  const seen = new Set<string>();
  return {
    name: "bcfWorkforce",
    title: "Workforce bridge",
    headings: [
      "Unit",
      "Role type",
      "Grade",
      "Baseline (posts)",
      "Moved in",
      "Moved out",
      "Growth",
      "Removal",
      "Proposed (posts)",
      "Change (posts)",
      "Cost in this case",
    ],
    rows: evaluation.bridge.map((row) => {
      const stem = `bwt.${row.unitSlug}.${row.gradeSlug}`;
      // Two role types of one grade share a figure, which then stands once; the second row has its own numbers as words.
      const isFirst = !seen.has(stem);
      seen.add(stem);
      const own = (part: string, amount: number): ResultsCell =>
        isFirst && valueOf(evaluation, `${stem}.${part}`) === amount ? figure(`${stem}.${part}`) : posts(amount);
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
        text(row.isCostedHere ? "yes" : "not costed here"),
      ];
    }),
  };
}

function vacancies(evaluation: Evaluation): ResultsSection {
  const units = new Map(evaluation.bridge.map((row) => [row.unitSlug, row.unit] as const));
  const rows: ResultsCell[][] = [...units].map(([slug, unit]) => [
    text(unit),
    figure(`vacancies.${slug}.current`),
    figure(`vacancies.${slug}`),
  ]);
  if (rows.length > 0)
    rows.push(
      [text("All units"), figure("vacancies.total.current"), figure("vacancies.total")],
      [text("Over strength, all units"), text(""), figure("over-strength.total")],
    );
  return {
    name: "bcfVacancies",
    title: "Vacancies, row by row and never netted",
    headings: ["Unit", "On baseline posts", "On proposed posts"],
    rows,
  };
}

function apportionment(evaluation: Evaluation): ResultsSection {
  const shared = evaluation.apportionment;
  return {
    name: "bcfApportionment",
    title: shared
      ? `Officer requirement of ${formatFte(shared.requirement)} posts, shared by ${shared.basisInWords}`
      : "Officer requirement",
    headings: ["Business group", "Weight (posts)", "Exact share (posts)", "Whole posts"],
    rows: (shared?.groups ?? []).map((group): readonly ResultsCell[] => [
      text(group.group),
      { kind: "posts", amount: group.weight },
      figure(`apportion.${group.slug}.share`),
      figure(`apportion.${group.slug}.posts`),
    ]),
  };
}

function approvals(evaluation: Evaluation): ResultsSection {
  return {
    name: "bcfApprovals",
    title: "Approved against modelled",
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
        result.allocated === null ? text("") : figure(id("allocated")),
        figure(id("difference")),
        figure(id("class")),
        result.unit === "posts" ? text("posts are exact") : { kind: "money", amount: result.tolerance as Pence },
      ];
    }),
    wordColours: { 8: CLASS_COLOURS },
  };
}

function appraisal(evaluation: Evaluation): ResultsSection {
  return {
    name: "bcfAppraisal",
    title: "Appraisal",
    headings: ["Measure", "Whole pounds (\u00a3)", "How"],
    rows: npcIds(evaluation).map((id) => [
      text(labelOf(evaluation, id)),
      figure(id),
      text(evaluation.figures.get(id)?.trace().words ?? ""),
    ]),
  };
}

function checks(evaluation: Evaluation): ResultsSection {
  return {
    name: "bcfChecks",
    title: "Integrity checks",
    headings: ["What must hold", "Check", "Outcome", "Numbers"],
    rows: evaluation.identities.map((identity) => [
      text(identity.title),
      text(identity.id),
      text(identity.outcome),
      text(identity.detail),
    ]),
    wordColours: { 2: OUTCOME_COLOURS },
  };
}

function assumptions(reading: Reading): ResultsSection {
  const own = new Map(
    (reading.businessCase?.assumptions ?? []).map((assumption) => [assumption.parameter, assumption] as const),
  );
  return {
    name: "bcfAssumptions",
    title: "Rates, limits and tolerances used",
    headings: ["Assumption", "Value", "Source"],
    rows: [...parameters.values()].map((parameter) => {
      const stated = own.get(parameter.id);
      const value =
        stated === undefined
          ? parameter.unit === "percent"
            ? `${parameter.value}%`
            : parameter.unit === "money"
              ? `\u00a3${parameter.value}`
              : parameter.value
          : stated.value.unit === "percent"
            ? `${(stated.value.rate.numerator * 100) / stated.value.rate.denominator}%`
            : stated.value.unit === "money"
              ? formatMoney(stated.value.amount)
              : String(stated.value.count);
      return [
        text(parameter.label),
        text(value),
        text(stated === undefined ? parameter.source : "Assumptions sheet of this workbook"),
      ];
    }),
  };
}
