/**
 * The decision card: the whole case in one table, in the order in which it is decided. What it costs, who pays, the year
 * from which nobody does, what is held back, the posts, and what is still open.
 */
import {
  day,
  formatDay,
  formatFte,
  formatMonth,
  formatMoney,
  formatYear,
  type Day,
  type Evaluation,
  type FinancialYear,
  type Fte,
  type Pence,
  type SourceResult,
  type Stage,
} from "../../model";
import type { Reading } from "../reading";
import type { WordColour } from "../workbook";
import { budgetsBeyondLimits, openChecks } from "./assuranceTables";
import { figure, numberOf, sentence, text, type ResultsCell, type ResultsSection } from "./section";

/** The card of an evaluated case. */
export function decisionCard(evaluation: Evaluation, reading: Reading): ResultsSection {
  return {
    name: "bcfDecisionCard",
    title: "Decision card",
    headings: ["Item", "Value", "Note"],
    rows: [
      ...decisionRows(reading),
      ...statusRows(evaluation, reading),
      ...costRows(evaluation),
      ...fundingRows(evaluation),
      ...balanceRows(evaluation),
      ...appraisalRows(evaluation),
      ...workforceRows(evaluation),
      ...openRows(evaluation, reading),
    ].map(({ item, value, note }) => [text(`${item}${unitInBrackets(evaluation, value)}`), value, text(note)]),
    wordColours: { 1: CARD_COLOURS },
  };
}

const CARD_COLOURS: readonly WordColour[] = [
  { word: "Draft", tone: "bad" },
  { word: "Funded", tone: "watch" },
  { word: "Ready", tone: "good" },
  { word: "All checks hold", tone: "good" },
  { word: "Not all checks hold", tone: "bad" },
];

type CardRow = { readonly item: string; readonly value: ResultsCell; readonly note: string };

const NO_VALUE = text("");

function row(item: string, value: ResultsCell, note = ""): CardRow {
  return { item, value, note };
}

/** Units stand with the item, since the column below "Value" holds values of several kinds. */
function unitInBrackets(evaluation: Evaluation, value: ResultsCell): string {
  if (value.kind === "money") return " (\u00a3)";
  if (value.kind === "posts") return " (posts)";
  if (value.kind !== "figure") return "";
  const unit = evaluation.figures.get(value.id)?.unit;
  if (unit === "money" || unit === "wholePounds") return " (\u00a3)";
  return unit === "posts" ? " (posts)" : "";
}

const STAGES_IN_WORDS: Readonly<Record<Stage, string>> = {
  SOC: "Strategic outline case",
  OBC: "Outline business case",
  FBC: "Full business case",
  BJC: "Business justification case",
};

function decisionRows(reading: Reading): readonly CardRow[] {
  const decision = reading.businessCase?.decision ?? null;
  const rows: CardRow[] = [];
  if (decision?.reference != null) rows.push(row("Case", text(decision.reference), decision.title ?? ""));
  else if (decision?.title != null) rows.push(row("Case", NO_VALUE, decision.title));
  if (decision?.stage != null) rows.push(row("Stage", text(decision.stage), STAGES_IN_WORDS[decision.stage]));
  if (decision?.decisionMaker != null) rows.push(row("Decision maker", NO_VALUE, decision.decisionMaker));
  if (decision?.boardDate != null) rows.push(row("Board date", { kind: "day", day: decision.boardDate }));
  if (decision?.dateSigned != null) rows.push(row("Date signed", { kind: "day", day: decision.dateSigned }));
  return rows;
}

const STATUS_IN_WORDS: Readonly<Record<Evaluation["status"]["status"], string>> = {
  Draft: "Not ready to be decided: money is missing or an error is open.",
  Funded: "Every pound is covered; something that a decision needs is still missing.",
  Ready: "Every pound is covered, by approved or provisional money or by a named person's acceptance.",
};

function statusRows(evaluation: Evaluation, reading: Reading): readonly CardRow[] {
  const asAt = reading.businessCase?.asAt ?? null;
  return [
    row("Status", figure("case.status"), STATUS_IN_WORDS[evaluation.status.status]),
    ...evaluation.status.reasons.map((reason) => row("Why", NO_VALUE, sentence(reason))),
    asAt === null
      ? row("As at", text("no date"), "No As at date: nothing that depends on today was judged.")
      : row("As at", { kind: "day", day: asAt }),
  ];
}

function costRows(evaluation: Evaluation): readonly CardRow[] {
  const { years, baseYear } = evaluation;
  const whole = firstWholeYear(evaluation);
  return [
    row("Cost to the horizon", figure("cost.total"), `All years, ${yearsInWords(years)}.`),
    row("Paid once: one-off revenue and capital", figure("cost.one-off-and-capital")),
    row("of which one-off revenue", figure("cost.one-off")),
    row("of which capital", figure("cost.capital")),
    row("Paid every year: full-year recurring cost", figure("cost.full-year")),
    whole === null
      ? row(`Cost in ${formatYear(baseYear)}`, figure(`cost.total.${formatYear(baseYear)}`), "The base year.")
      : row(
          `Cost of the first full year, ${formatYear(whole)}`,
          figure(`cost.total.${formatYear(whole)}`),
          "The first year in which every recurring cost is paid for twelve months.",
        ),
  ].filter(({ value }) => value.kind !== "figure" || evaluation.figures.has(value.id));
}

/** The first year whose recurring cost is that of a full year; null where there is none, or no recurring cost at all. */
function firstWholeYear(evaluation: Evaluation): FinancialYear | null {
  const fullYear = numberOf(evaluation, "cost.full-year");
  if (fullYear === null || fullYear === 0) return null;
  return (
    evaluation.years.find((year) => numberOf(evaluation, `cost.recurring.${formatYear(year)}`) === fullYear) ?? null
  );
}

function yearsInWords(years: readonly FinancialYear[]): string {
  const first = years[0];
  const last = years[years.length - 1];
  if (first === undefined || last === undefined) return "none";
  return first === last ? formatYear(first) : `${formatYear(first)} to ${formatYear(last)}`;
}

function fundingRows(evaluation: Evaluation): readonly CardRow[] {
  const rows = evaluation.sources
    .filter((source) => source.total !== 0)
    .map((source) => row(`From ${source.name}`, figure(`funding.${source.slug}`), standingInWords(source)));
  rows.push(gapRow(evaluation));
  const pressure = evaluation.flags.find((flag) => flag.code === "MTFP_GAP");
  rows.push(
    row(
      "First year with pressure",
      figure("pressure.first-year"),
      isNeeded(evaluation, "pressure.first-year")
        ? ""
        : (pressure?.message ?? "Recurring cost is covered in every year."),
    ),
  );
  return rows.filter(({ value }) => value.kind !== "figure" || evaluation.figures.has(value.id));
}

function standingInWords(source: SourceResult): string {
  const date = source.approvalDate === null ? null : dayInWords(source.approvalDate);
  const reference = source.approvalReference === null ? "" : `, ${source.approvalReference}`;
  const what = `${source.kind ?? "Named on costs"}${reference}`;
  switch (source.standing) {
    case "Approved":
      return `Approved${date === null ? "" : ` ${date}`}. ${what}.`;
    case "Provisional":
      return `Provisional: ${date === null ? "no date is given for the approval" : `approval expected ${date}`}. ${what}.`;
    case "Bid":
      return `A bid, not money yet. ${what}.`;
    case "Unconfirmed":
      return `Not confirmed: there is no Funding sheet row behind it. ${what}.`;
  }
}

/** "25 February 2019" for an ISO day; anything else as it is. */
function dayInWords(isoText: string): string {
  const [year = "", month = "", dayOfMonth = ""] = isoText.split("-");
  const found: Day | null = day(Number(year), Number(month), Number(dayOfMonth));
  return found === null ? isoText : formatDay(found);
}

function gapRow(evaluation: Evaluation): CardRow {
  const unknown = evaluation.years.find((year) => isNeeded(evaluation, `funding.gap.${formatYear(year)}`));
  if (unknown !== undefined)
    return row(
      "First year not funded",
      figure(`funding.gap.${formatYear(unknown)}`),
      "Not known before that is entered.",
    );
  const gaps = evaluation.years.map((year) => ({
    year,
    gap: numberOf(evaluation, `funding.gap.${formatYear(year)}`) ?? 0,
  }));
  const first = gaps.find(({ gap }) => gap > 0);
  if (first === undefined)
    return row("First year not funded", text("none"), "Every pound has a source or is accepted as a pressure by name.");
  const total = gaps.reduce((sum, { gap }) => sum + gap, 0);
  return row(
    "First year not funded",
    text(formatYear(first.year)),
    `${formatMoney(first.gap as Pence)} has neither a source nor an accepted pressure in ${formatYear(first.year)}; ${formatMoney(total as Pence)} in all years.`,
  );
}

function balanceRows(evaluation: Evaluation): readonly CardRow[] {
  const reserves = lastMoving(evaluation.reserves).map((year) =>
    row(
      `${year.source} at the end of ${formatYear(year.year)}`,
      figure(`reserve.${year.slug}.closing.${formatYear(year.year)}`),
      isNeeded(evaluation, `reserve.${year.slug}.out.${formatYear(year.year)}`)
        ? ""
        : reserveInWords(evaluation, year.slug),
    ),
  );
  const funds = evaluation.funds
    .filter((year) => year.request !== 0)
    .map((year) =>
      row(
        `${year.source}: headroom in ${formatYear(year.year)}`,
        figure(`fund.${year.slug}.headroom.${formatYear(year.year)}`),
        isNeeded(evaluation, `fund.${year.slug}.request.${formatYear(year.year)}`)
          ? ""
          : `After the ${formatMoney(year.request)} that this case asks for.`,
      ),
    );
  return [...reserves, ...funds];
}

/** Whether a figure waits for an input: then nothing that rests on it may stand beside it. */
function isNeeded(evaluation: Evaluation, id: string): boolean {
  return evaluation.figures.get(id)?.value.kind === "needed";
}

/**
 * Of each reserve of the case the last year that moves it, which is where its story ends; the first year of one that never
 * moves. Reserves that only the Reserves sheet names pay for nothing here and stand further down.
 */
function lastMoving(reserves: Evaluation["reserves"]): Evaluation["reserves"] {
  const bySlug = new Map<string, Evaluation["reserves"][number]>();
  for (const year of reserves.filter((each) => each.isOnFunding))
    if (!bySlug.has(year.slug) || year.in !== 0 || year.out !== 0) bySlug.set(year.slug, year);
  return [...bySlug.values()];
}

function reserveInWords(evaluation: Evaluation, slug: string): string {
  const years = evaluation.reserves.filter((year) => year.slug === slug);
  const moves = years.flatMap((year) => [
    ...(year.in === 0 ? [] : [`${formatMoney(year.in)} in during ${formatYear(year.year)}`]),
    ...(year.out === 0 ? [] : [`${formatMoney(year.out)} out during ${formatYear(year.year)}`]),
  ]);
  const short = years.find((year) => year.closing !== null && year.closing < year.minimum);
  const floor =
    short === undefined
      ? ""
      : ` It is below its minimum of ${formatMoney(short.minimum)} in ${formatYear(short.year)}.`;
  return `${moves.length === 0 ? "Nothing goes in or out." : sentence(moves.join(", "))}${floor}`;
}

function appraisalRows(evaluation: Evaluation): readonly CardRow[] {
  return [...evaluation.figures.values()]
    .filter(({ id }) => id.startsWith("npc."))
    .map(({ id, label }) =>
      row(
        label,
        figure(id),
        `All its years in the value of ${formatYear(evaluation.baseYear)}, at the discount rate further down.`,
      ),
    );
}

const ROLE_TYPES_IN_WORDS = [
  ["officer", "Officers"],
  ["staff", "Staff"],
  ["pcso", "PCSOs"],
] as const;

function workforceRows(evaluation: Evaluation): readonly CardRow[] {
  const postsAt = (id: string): string => formatFte((numberOf(evaluation, id) ?? 0) as Fte);
  const rows: CardRow[] = ROLE_TYPES_IN_WORDS.filter(([key]) => evaluation.figures.has(`bwt.${key}.change`)).map(
    ([key, name]) =>
      row(
        `${name}: change of posts`,
        figure(`bwt.${key}.change`),
        `From ${postsAt(`bwt.${key}.baseline`)} to ${postsAt(`bwt.${key}.proposed`)}.`,
      ),
  );
  if (evaluation.figures.has("vacancies.total")) {
    rows.push(
      row(
        "Vacancies on proposed posts",
        figure("vacancies.total"),
        `${postsAt("vacancies.total.current")} on baseline posts. Posts over strength elsewhere are never set against them.${filledInWords(evaluation)}`,
      ),
    );
  }
  const shared = evaluation.apportionment;
  if (shared !== null) {
    rows.push(
      row(
        "Officers to be found by business groups",
        { kind: "posts", amount: shared.requirement },
        `Shared by ${shared.basisInWords}.`,
      ),
    );
  }
  return rows;
}

/** When the posting plan has filled all vacancies, as a sentence; nothing without a plan or vacancies. */
function filledInWords({ postingPlan: plan }: Evaluation): string {
  const last = plan?.months[plan.months.length - 1];
  if (!plan || last === undefined || (plan.vacanciesBefore === 0 && plan.vacancies.every((vacant) => vacant === 0)))
    return "";
  const left = plan.vacancies[plan.vacancies.length - 1] as Fte;
  return plan.monthComplete === null
    ? ` The posting plan leaves ${formatFte(left)} at the end of ${formatMonth(last)}.`
    : ` The posting plan fills them by the end of ${formatMonth(plan.monthComplete)}.`;
}

function openRows(evaluation: Evaluation, reading: Reading): readonly CardRow[] {
  const checks = openChecks(evaluation);
  const budgets = budgetsBeyondLimits(evaluation);
  const broken = evaluation.identities.filter((identity) => identity.outcome === "broken").length;
  const holding = evaluation.identities.filter((identity) => identity.outcome === "holds").length;
  const notes =
    evaluation.flags.filter((flag) => flag.severity === "note").length +
    reading.findings.filter((finding) => finding.severity === "note").length;
  return [
    ...(evaluation.figures.has("case.fbc-due")
      ? [row("Full business case due", figure("case.fbc-due"), "The day by which the project returns to the board.")]
      : []),
    ...(checks === null ? [] : [row("Checks still to pass", text(checks.value), checks.note)]),
    ...(budgets === null ? [] : [row("Budgets rated Red", text(budgets.value), budgets.note)]),
    row(
      "Errors",
      figure("case.findings.error"),
      "An error keeps the case at Draft. The flags sheet says what to do, with a link to the cell.",
    ),
    row(
      "Warnings",
      figure("case.findings.warning"),
      `Each wants somebody's decision. There are ${notes} notes besides.`,
    ),
    row(
      "Checks of the arithmetic",
      text(broken === 0 ? "All checks hold" : "Not all checks hold"),
      `${holding} of ${holding + broken} that can be judged on this case hold; they stand further down.`,
    ),
    ...reading.absent.map((absent) => row("Not in the workbook", NO_VALUE, sentence(absent))),
    ...reading.choicesMade.map((choice) => row("Chosen for this run", NO_VALUE, sentence(choice))),
  ];
}
