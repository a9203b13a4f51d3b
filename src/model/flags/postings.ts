import { formatIsoMonth, formatMonth } from "../calendar";
import type { Calculation } from "../calculation";
import type { Flag } from "../finding";
import { formatFte } from "../money";
import { flag, place } from "./flag";

/** Flags about the posting plan: units that lose while others are served first. */
export function postingFlags({ postingPlan }: Calculation): readonly Flag[] {
  return (postingPlan?.starved ?? []).map(({ unit, unitSlug, posts, month, vacancies, floor }) =>
    flag(
      "PRIORITY_STARVES",
      unit,
      `Vacancies of ${unit} grow to ${formatFte(vacancies)} by ${formatMonth(month)}, while people of their grades go to posts of a higher priority.`,
      "Say so in the paper, raise the Priority of these posts, or make more people available.",
      {
        place: place(posts[0]?.line ?? null, "priority"),
        alsoAt: posts.slice(1).map((post) => ({ line: post.line, field: "priority" })),
        rule: "Vacancies of posts without high priority rise above what they would be had nobody left, once people are posted to a higher priority",
        amounts: { unit: "posts", baseline: floor, current: vacancies, sense: "Adverse" },
        figures: [`fill.${unitSlug}.${formatIsoMonth(month)}`],
      },
    ),
  );
}
