import type { Calculation } from "../calculation";
import { addMonths, formatDay, formatYear } from "../calendar";
import { linesBeyondHorizon } from "../costs";
import type { Flag } from "../finding";
import { parameterCount } from "../parameters";
import { decisionPlace, flag, place, topicOf } from "./flag";

/** Flags about the decision as a whole: signature, deadline, options, horizon, names. */
export function decisionFlags(calculation: Calculation): readonly Flag[] {
  const { businessCase, option, horizon, costs } = calculation;
  const flags: Flag[] = [];
  const decision = businessCase.decision;
  if (decision && decision.dateSigned === null) {
    flags.push(
      flag(
        "DECISION_UNSIGNED",
        decision.reference ?? "the decision",
        "The decision has no signature date; deadlines cannot be worked out.",
        "Enter Date signed on the Decision sheet when it is signed.",
        {
          place: decisionPlace("Date signed"),
          sheet: "Decision",
          rule: "Date signed is blank",
          figures: ["case.fbc-due"],
        },
      ),
    );
  }
  if (decision?.dateSigned != null && businessCase.asAt !== null && decision.stage !== "FBC") {
    const due = addMonths(
      decision.dateSigned,
      decision.fbcDueInMonths ?? parameterCount(businessCase, "fbc-due-months"),
    );
    const days = due - businessCase.asAt;
    const notice = parameterCount(businessCase, "fbc-notice-days");
    if (days <= notice) {
      flags.push(
        flag(
          "FBC_DUE",
          decision.reference ?? "the decision",
          days < 0
            ? `The full business case was due on ${formatDay(due)}, ${-days} days ago.`
            : `The full business case is due on ${formatDay(due)}, in ${days} days.`,
          "Bring the full business case to the board, or have the date changed.",
          {
            severity: days < 0 ? "warning" : "note",
            place: decisionPlace("Date signed"),
            rule: `A note within ${notice} days of the date, a warning once it is past`,
            figures: ["case.fbc-due"],
          },
        ),
      );
    }
  }
  if (option.kind === "not chosen") {
    const first = businessCase.costs.find((line) => line.option !== null);
    const mark = businessCase.options?.find((row) => row.isPreferred === true);
    const isMarked = option.marked.length > 0;
    const stated = decision?.preferredOption ?? null;
    flags.push(
      flag(
        "OPTION_NOT_CHOSEN",
        "Preferred option",
        isMarked
          ? `The Options sheet marks ${option.marked.join(" and ")} as preferred${stated === null ? "" : `, and the Decision sheet states ${stated}`}; only lines without an option are counted.`
          : `Cost lines name the options ${option.names.join(", ")}, and the Decision sheet chooses none of them; only lines without an option are counted.`,
        isMarked
          ? "Mark one option as preferred, the one that the Decision sheet states."
          : "Enter the Preferred option on the Decision sheet as the Costs sheet spells it.",
        {
          place: isMarked ? place(mark?.line ?? null, "isPreferred") : place(first?.line ?? null, "option"),
          sheet: isMarked ? "Options" : "Decision",
          rule: "Two or more options and no valid preferred one",
          figures: ["cost.total"],
        },
      ),
    );
  }
  for (const { line, from } of linesBeyondHorizon(costs.lines, horizon)) {
    flags.push(
      flag(
        "BEYOND_HORIZON",
        topicOf(line),
        `${line.reference} begins in ${from}, after the last year of the case (${formatYear(horizon.last)}); it is in no total.`,
        "Lengthen the Horizon on the Decision sheet, correct the year, or set the row aside.",
        {
          place: line.post ? { line: line.line, field: "startMonth" } : { line: line.line, field: "year" },
          rule: "Begins after Base year + Horizon - 1",
          figures: ["cost.total"],
        },
      ),
    );
  }
  for (const { names } of alikeNames(calculation)) {
    flags.push(
      flag(
        "FIGURE_NAMES_ALIKE",
        names.join(", "),
        `The names ${names.map((name) => `'${name}'`).join(" and ")} give the same figure name; the later ones carry -2, -3 in it.`,
        "Nothing to do, or spell them further apart.",
        {
          rule: "Two names with one slug",
        },
      ),
    );
  }
  return flags;
}

function alikeNames(calculation: Calculation): readonly { names: readonly string[] }[] {
  return Object.values(calculation.slugs).flatMap((slugs) => slugs.alike.map((names) => ({ names })));
}
