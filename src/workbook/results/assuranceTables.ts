/** Tables of what stands beside the money: who must agree to it, and which checks and dates are open. */
import { formatDay, formatMoney, formatYear, type Evaluation } from "../../model";
import type { WordColour } from "../workbook";
import { figure, figureIfThere, text, type ResultsCell, type ResultsSection } from "./section";

const BLANK = text("");

/** Every amount that the Thresholds sheet has amounts for, with who must agree to it. */
export function approvalRoutes(evaluation: Evaluation): ResultsSection {
  return {
    name: "bcfRoutes",
    title: "Who must agree",
    headings: ["What", "Subject", "Financial year", "Amount (\u00a3)", "From (\u00a3)", "Who must agree"],
    rows: evaluation.routes.map(({ subject, what, year, amount, threshold, figure: id }): readonly ResultsCell[] => {
      const isNeeded = id !== null && evaluation.figures.get(id)?.value.kind === "needed";
      const who = `route.${id ?? ""}`;
      return [
        text(what),
        text(subject),
        text(yearText(year)),
        id !== null && evaluation.figures.has(id) ? figure(id) : { kind: "money", amount },
        threshold === null || isNeeded ? BLANK : { kind: "money", amount: threshold.fromAmount },
        evaluation.figures.has(who)
          ? figure(who)
          : text(isNeeded ? "" : (threshold?.whoMustAgree ?? "nobody by the Thresholds sheet")),
      ];
    }),
  };
}

function yearText(year: Evaluation["routes"][number]["year"]): string {
  return year === null ? "All years" : formatYear(year);
}

const STANDING_COLOURS: readonly WordColour[] = [
  { word: "Not started", tone: "bad" },
  { word: "Needed", tone: "bad" },
  { word: "Not listed", tone: "bad" },
  { word: "In progress", tone: "watch" },
  { word: "Ongoing", tone: "watch" },
  { word: "Complete", tone: "good" },
  { word: "Not needed", tone: "muted" },
];

/** Checks to pass, with what makes each needed; then dates that run. */
export function checksAndDeadlines(evaluation: Evaluation): ResultsSection {
  const { results, unlisted } = evaluation.gates;
  const rows = [
    ...results.map(({ gate, slug, isRequired, triggers, isOverdue }): readonly ResultsCell[] => [
      text(gate.name),
      figure(`gate.${slug}`),
      text(neededBecause(isRequired, triggers, gate.requiredWhen)),
      text(gate.date === null ? "" : `${formatDay(gate.date)}${isOverdue === true ? ", past" : ""}`),
      text(gate.owner ?? ""),
      text(gate.condition ?? ""),
    ]),
    ...unlisted.map(({ name, triggers }): readonly ResultsCell[] => [
      text(name),
      text("Not listed"),
      text(neededBecause(true, triggers, null)),
      BLANK,
      BLANK,
      text("Add it to the Assurance sheet."),
    ]),
  ];
  const difference = evaluation.figures.get("case.fbc-difference");
  return {
    name: "bcfGates",
    title: "Checks and deadlines",
    headings: ["Check", "Standing", "Needed because", "Date", "Owner", "Condition"],
    rows: [
      ...rows,
      // The deadline alone stands on the decision card; here it stands with the checks that lead to it.
      ...(rows.length > 0 && evaluation.figures.has("case.fbc-due")
        ? [
            [
              text("Full business case"),
              BLANK,
              text("Return to the board"),
              figureIfThere(evaluation, "case.fbc-due"),
              BLANK,
              BLANK,
            ],
          ]
        : []),
      ...(difference === undefined
        ? []
        : [
            [
              text("Full case less outline case (\u00a3)"),
              BLANK,
              figure(difference.id),
              BLANK,
              BLANK,
              text(difference.trace().words),
            ],
          ]),
    ],
    wordColours: { 1: STANDING_COLOURS },
  };
}

function neededBecause(
  isRequired: boolean,
  triggers: Evaluation["gates"]["results"][number]["triggers"],
  requiredWhen: string | null,
): string {
  if (triggers.length > 0) return triggers.map(({ reference, category }) => `${reference} (${category})`).join(", ");
  if (requiredWhen !== null) return `No cost of '${requiredWhen}'`;
  return isRequired ? "Every case" : "";
}

/** One line for the decision card: how many checks are open, and which; null without an Assurance sheet. */
export function openChecks(evaluation: Evaluation): { readonly value: string; readonly note: string } | null {
  const { results, unlisted } = evaluation.gates;
  if (results.length === 0 && unlisted.length === 0) return null;
  const open = [
    ...results.filter((each) => each.isOpen).map((each) => `${each.gate.name} (${each.gate.status.toLowerCase()})`),
    ...unlisted.map((each) => `${each.name} (not listed)`),
  ];
  return open.length === 0
    ? { value: "none", note: "Every check that the case needs is complete." }
    : { value: `${open.length} open`, note: `${open.join("; ")}.` };
}

/** One line for the decision card: how many monitored budgets are rated Red; null without a Monitoring sheet. */
export function budgetsBeyondLimits(evaluation: Evaluation): { readonly value: string; readonly note: string } | null {
  const { rows } = evaluation.monitoring;
  if (rows.length === 0) return null;
  const red = rows.filter(({ rating }) => rating?.colour === "Red");
  const named = red.map(
    ({ row, variance }) => `${row.name} ${formatYear(row.year)} ${variance === null ? "" : formatMoney(variance)}`,
  );
  return red.length === 0
    ? { value: "none", note: `${rows.length} monitored, none at or beyond its limit.` }
    : {
        value: `${red.length} of ${rows.length}`,
        note: `${named.slice(0, 5).join("; ")}${red.length > 5 ? " and others" : ""} adverse.`,
      };
}
