import type { Calculation } from "../calculation";
import type { Flag } from "../finding";
import { formatFte, fte } from "../money";
import { isRedistribution } from "../staffing";
import { redistributionNet, unitOf } from "../workforce";
import { flag, linesInOrder, place } from "./flag";

/** Flags about posts moved, added and taken away: redistribution that is not nil, posts below nil. */
export function workforceFlags(calculation: Calculation): readonly Flag[] {
  const { businessCase } = calculation;
  const flags: Flag[] = [];
  const net = redistributionNet(businessCase.posts);
  if (net !== 0) {
    const moved = linesInOrder(calculation).filter(({ post }) => post !== null && isRedistribution(post));
    flags.push(
      flag(
        "REDISTRIB_NOT_NIL",
        "Redistribution",
        `Redistribution adds to ${formatFte(net)}, not 0.`,
        "Give every post that is moved in a row that moves it out, or call the rest growth or removal.",
        {
          place: place(moved[0]?.line ?? null, "movement"),
          alsoAt: moved.slice(1).map(({ line }) => ({ line, field: "movement" })),
          rule: "The changes of redistribution rows must add to nil over the workbook",
          amounts: { unit: "posts", baseline: fte(0), current: net, sense: "Adverse" },
        },
      ),
    );
  }
  for (const post of businessCase.posts) {
    const floor = post.externallyFunded ?? 0;
    if (post.proposed < floor) {
      flags.push(
        flag(
          "BWT_NEGATIVE",
          post.reference,
          `${unitOf(post)} ${post.grade} would be ${formatFte(post.proposed)}, below the ${formatFte(fte(floor))} posts that others pay for.`,
          "Correct Proposed BWT or Externally funded BWT.",
          {
            place: { line: post.line, field: "proposed" },
            alsoAt: [{ line: post.line, field: "externallyFunded" }],
            rule: "Proposed posts may not fall below the externally funded ones",
            amounts: { unit: "posts", baseline: fte(floor), current: post.proposed, sense: "Adverse" },
          },
        ),
      );
    }
  }
  return flags;
}
