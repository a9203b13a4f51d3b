/** Tables of budget monitoring: every row beside its budget with its rating, why it moved, and totals beside their parts. */
import { formatMoney, formatYear, type Evaluation } from "../../model";
import type { WordColour } from "../workbook";
import { figure, sentence, text, type ResultsCell, type ResultsSection } from "./section";

type MonitoredRow = Evaluation["monitoring"]["rows"][number];

const RATING_COLUMN = 8;

const RATING_COLOURS: readonly WordColour[] = [
  { word: "Red", tone: "bad" },
  { word: "Amber", tone: "watch" },
  { word: "Green", tone: "good" },
  { word: "Blue", tone: "muted" },
];

/** Budget against forecast or actual: the total first, then groups, then lines. */
export function budgetMonitoring(evaluation: Evaluation): ResultsSection {
  return {
    name: "bcfMonitoring",
    title: "Budget monitoring",
    note: "Above nil is adverse, for spending and for income, which stands below nil. Each level has limits of its own.",
    headings: [
      "Line",
      "Level",
      "Financial year",
      "Budget (\u00a3)",
      "Forecast or actual (\u00a3)",
      "Which",
      "Variance (\u00a3)",
      "Variance (%)",
      "Rating",
      "What decided",
    ],
    rows: evaluation.monitoring.rows.map((each) => [
      text(each.row.name),
      text(each.level),
      text(formatYear(each.row.year)),
      { kind: "money", amount: each.row.budget },
      each.current === null ? text("") : { kind: "money", amount: each.current },
      text(each.basis ?? ""),
      figure(each.figure("variance")),
      figure(each.figure("percent")),
      figure(each.figure("rating")),
      text(whatDecided(each)),
    ]),
    wordColours: { [RATING_COLUMN]: RATING_COLOURS },
  };
}

function whatDecided({ rating, change, variance }: MonitoredRow): string {
  if (rating === null || variance === null) return "";
  const sense = variance === 0 ? "" : variance > 0 ? "Adverse. " : "Favourable. ";
  return `${sense}${change === null ? "" : sentence(change)}${change === null ? "" : " "}${sentence(rating.words)}`;
}

/** Price, posts and timing of every line that speaks of posts; quantity and mix of the groups of such lines. */
export function whyItMoved(evaluation: Evaluation): ResultsSection {
  const { rows, mixes } = evaluation.monitoring;
  const speaking = rows.filter(({ row }) =>
    [row.budgetPosts, row.budgetMonths, row.posts, row.months].some((given) => given !== null),
  );
  const silent =
    rows.filter((each) => each.level === "Line").length - speaking.filter((each) => each.level === "Line").length;
  const blank = text("");
  return {
    name: "bcfWhyItMoved",
    title: "Why budgets moved",
    note:
      silent === 0
        ? "Price, posts and timing add to the variance to the penny; quantity and mix add to posts."
        : `Price, posts and timing add to the variance to the penny; quantity and mix add to posts. ${silent} ${silent === 1 ? "line is" : "lines are"} not split: Budget posts, Budget months, Posts and Months are blank.`,
    headings: [
      "Line",
      "Level",
      "Financial year",
      "Price (\u00a3)",
      "Posts (\u00a3)",
      "Timing (\u00a3)",
      "of posts: quantity (\u00a3)",
      "of posts: mix (\u00a3)",
      "Variance (\u00a3)",
      "Not split",
    ],
    rows: [
      ...speaking.map((each): readonly ResultsCell[] => [
        text(each.row.name),
        text(each.level),
        text(formatYear(each.row.year)),
        ...(["price", "posts", "timing"] as const).map((part) =>
          each.split.kind === "split" ? figure(each.figure(part)) : blank,
        ),
        blank,
        blank,
        figure(each.figure("variance")),
        text(each.split.kind === "split" ? "" : sentence(each.split.why)),
      ]),
      ...mixes.map((mix): readonly ResultsCell[] => [
        text(mix.group),
        text("Lines of the group"),
        text(formatYear(mix.year)),
        ...(["price", "posts", "timing", "quantity", "mix"] as const).map((part) =>
          mix.outcome.kind === "split" ? figure(mix.figure(part)) : blank,
        ),
        mix.outcome.kind === "split"
          ? {
              kind: "money",
              amount: sumOfVariances(mix.lines),
            }
          : blank,
        text(mix.outcome.kind === "split" ? "" : sentence(mix.outcome.why)),
      ]),
    ],
  };
}

function sumOfVariances(lines: readonly MonitoredRow[]): NonNullable<MonitoredRow["variance"]> {
  return lines.reduce((sum, { variance }) => sum + (variance ?? 0), 0) as NonNullable<MonitoredRow["variance"]>;
}

const COLUMN_NAMES = { budget: "Budget", forecast: "Forecast", actual: "Actual" } as const;

const CLASS_COLUMN = 7;

const CLASS_COLOURS: readonly WordColour[] = [
  { word: "EXACT", tone: "good" },
  { word: "ROUNDING", tone: "watch" },
  { word: "BREAK", tone: "bad" },
];

/** Group and total rows beside the sum of their parts. */
export function monitoredTotals(evaluation: Evaluation): ResultsSection {
  return {
    name: "bcfMonitoredTotals",
    title: "Monitored groups and totals beside the sum of their lines",
    headings: [
      "Line",
      "Level",
      "Financial year",
      "Amount",
      "Stated (\u00a3)",
      "Sum of parts (\u00a3)",
      "Difference (\u00a3)",
      "Class",
      "What printed digits explain",
    ],
    rows: evaluation.monitoring.rows.flatMap((each) =>
      each.sums.map((sum): readonly ResultsCell[] => [
        text(each.row.name),
        text(each.level),
        text(formatYear(each.row.year)),
        text(COLUMN_NAMES[sum.column]),
        { kind: "money", amount: sum.printed },
        { kind: "money", amount: sum.parts },
        figure(each.figure(`${sum.column}-difference`)),
        text(sum.reconciled.class),
        text(`Up to ${formatMoney(sum.reconciled.tolerance as typeof sum.printed)}`),
      ]),
    ),
    wordColours: { [CLASS_COLUMN]: CLASS_COLOURS },
  };
}
