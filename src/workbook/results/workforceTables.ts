/** Tables of who is posted where and when vacancies are filled, and of what a move of officers costs by rank. */
import {
  formatFte,
  formatIsoMonth,
  formatMonth,
  type Evaluation,
  type Fte,
  type Month,
  type PostingPlan,
  type PostingUnit,
  type RankMixLine,
} from "../../model";
import { figure, text, type ResultsCell, type ResultsSection } from "./section";

/** Months that stand side by side; of a longer plan every third month is shown, and the last. */
const MONTHS_SHOWN = 24;
const QUARTER = 3;

/** Vacancies left in each unit at the end of each month, and the month in which none is left. */
export function postingPlan({ postingPlan: plan }: Evaluation): ResultsSection {
  const months = plan === null ? [] : monthsShown(plan.months);
  const late = plan === null ? 0 : plan.tooLate.reduce((sum, posting) => sum + posting.available, 0);
  const notes =
    plan === null
      ? []
      : [
          "At the end of each month, after leavers and postings; people go to high priority first, in proportion to vacancies, and count once posted.",
          months.length < plan.months.length ? "Every third month is shown." : "",
          plan.notPosted > 0 ? `${formatFte(plan.notPosted)} who can be posted find no vacancy.` : "",
          late > 0
            ? `${formatFte(late as Fte)} who would be in post after ${formatMonth(plan.months[plan.months.length - 1] as Month)} are not counted.`
            : "",
        ].filter((note) => note !== "");
  return {
    name: "bcfPostingPlan",
    title: "Posting plan: vacancies left by month",
    ...(plan === null ? {} : { note: notes.join(" ") }),
    headings: [
      "Unit",
      "Vacant before (posts)",
      ...months.map((month) => `${formatMonth(month)} (posts)`),
      "Filled in",
      "Grows while others come first",
    ],
    rows:
      plan === null || plan.units.length === 0
        ? []
        : [
            ...plan.units.map((unit) => planRow(plan, unit, months)),
            [
              text("All units"),
              { kind: "posts", amount: plan.vacanciesBefore },
              ...months.map((month) => figure(`fill.total.${formatIsoMonth(month)}`)),
              figure("fill.month-complete"),
              text(""),
            ],
            [
              text("Officer-months of vacancy saved"),
              figure("fill.officer-months-saved"),
              ...months.map(() => text("")),
              text(""),
              text(""),
            ],
          ],
  };
}

function monthsShown(months: readonly Month[]): readonly Month[] {
  return months.length <= MONTHS_SHOWN
    ? months
    : months.filter((_, at) => (at + 1) % QUARTER === 0 || at === months.length - 1);
}

function planRow(plan: PostingPlan, unit: PostingUnit, months: readonly Month[]): readonly ResultsCell[] {
  const starved = plan.starved.find((each) => each.unitSlug === unit.unitSlug);
  return [
    text(unit.unit),
    { kind: "posts", amount: unit.vacanciesBefore },
    ...months.map((month) => figure(`fill.${unit.unitSlug}.${formatIsoMonth(month)}`)),
    figure(`fill.${unit.unitSlug}.month-complete`),
    text(starved ? `to ${formatFte(starved.vacancies)} by ${formatMonth(starved.month)}` : ""),
  ];
}

/** Rows of postings shown; the note says how many more there are. */
const POSTINGS_SHOWN = 1_000;

/** Who is posted where in each month. */
export function postingsMade({ postingPlan: plan }: Evaluation): ResultsSection {
  const made = plan === null ? [] : postingsOf(plan);
  const more = made.length - POSTINGS_SHOWN;
  return {
    name: "bcfPostings",
    title: "Postings by month",
    ...(more > 0 ? { note: `The first ${POSTINGS_SHOWN} are shown; there are ${more} more.` } : {}),
    headings: [
      "Month",
      "Unit",
      "Row of Staffing",
      "Role type",
      "Grade",
      "Priority",
      "Posted (posts)",
      "Left vacant (posts)",
    ],
    rows: made.slice(0, POSTINGS_SHOWN),
  };
}

function postingsOf({ months, units }: PostingPlan): readonly (readonly ResultsCell[])[] {
  return months.flatMap((month, at) =>
    units.flatMap(({ unit, rows }) =>
      rows.flatMap(({ post, posted, vacancies }): readonly (readonly ResultsCell[])[] => {
        const number = posted[at];
        if (number === undefined || number === 0) return [];
        return [
          [
            text(formatMonth(month)),
            text(unit),
            text(post.reference),
            text(post.roleType),
            text(post.grade),
            text(post.priority ?? "None"),
            { kind: "posts", amount: number },
            { kind: "posts", amount: vacancies[at] as Fte },
          ],
        ];
      }),
    ),
  );
}

/** What a move of officer posts costs by rank in a full year, beside the case. */
export function rankMix({ rankMix: mix }: Evaluation): ResultsSection {
  const total = (words: string, id: string): readonly ResultsCell[] => [
    text(words),
    text(""),
    text(""),
    text(""),
    text(""),
    figure(id),
  ];
  return {
    name: "bcfRankMix",
    title: "Cost of the rank mix (memo)",
    note: "A full year of the officer posts that move, by rank. Posts balance and pay need not; none of it is in the cost of the case.",
    headings: ["Side", "Unit or business group", "Rank", "Posts", "Cost of one post (\u00a3)", "Cost a year (\u00a3)"],
    rows:
      mix === null
        ? []
        : [
            ...mix.lines.map(mixRow),
            total("Received", "rank-mix.received"),
            total("Given up", "rank-mix.donated"),
            total("Cost of the rank mix", "rank-mix.cost"),
          ],
  };
}

function mixRow({ side, who, rank, posts, costOfOne, amount, needed }: RankMixLine): readonly ResultsCell[] {
  const money = (value: typeof amount, missing: string): ResultsCell =>
    value === null ? text(missing) : { kind: "money", amount: value };
  return [
    text(side === "received" ? "Received" : "Given up"),
    text(who),
    text(rank),
    { kind: "posts", amount: posts },
    money(costOfOne, ""),
    money(amount, needed === null ? "" : `input needed: ${needed}`),
  ];
}
