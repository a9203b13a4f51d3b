import type { Calculation } from "../calculation";
import { addMonths, formatDay, formatYear } from "../calendar";
import { linesBeyondHorizon } from "../costs";
import type { Flag } from "../finding";
import { showValue } from "../figures";
import { addPence, formatMoney, pence } from "../money";
import { parameterCount, parameterRate } from "../parameters";
import { rateInWords } from "../rating";
import { tenthsOfPercent } from "../variance";
import { decisionPlace, flag, money, place, topicOf } from "./flag";

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
  const outlineCost = decision?.stage === "FBC" ? decision.outlineCost : null;
  if (outlineCost !== null) {
    const difference = pence(sumOf(costs.amounts) - outlineCost);
    const tolerance = parameterRate(businessCase, "fbc-tolerance");
    const isBeyond =
      BigInt(Math.abs(difference)) * BigInt(tolerance.denominator) >
      BigInt(Math.abs(outlineCost)) * BigInt(tolerance.numerator);
    if (isBeyond) {
      const share =
        outlineCost === 0
          ? ""
          : `, ${showValue("percent", { kind: "number", value: tenthsOfPercent(difference, outlineCost) })}`;
      flags.push(
        flag(
          "FBC_OUT_OF_LINE",
          decision?.reference ?? "the decision",
          `The full case costs ${formatMoney(addPence(outlineCost, difference))} to its horizon and the outline case ${formatMoney(outlineCost)}: ${formatMoney(difference)}${share}.`,
          "Say what has changed since the outline case, or bring the cost back into line with it.",
          {
            place: decisionPlace("OBC cost"),
            amounts: money(outlineCost, outlineCost + difference),
            rule: `More than ${rateInWords(tolerance)} from the OBC cost`,
            figures: ["case.fbc-difference", "cost.total"],
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

function sumOf(amounts: Iterable<number>): number {
  let total = 0;
  for (const amount of amounts) total += amount;
  return total;
}

function alikeNames(calculation: Calculation): readonly { names: readonly string[] }[] {
  const { monitored, ...others } = calculation.slugs;
  return [...Object.values(others), ...Object.values(monitored)].flatMap((slugs) =>
    slugs.alike.map((names) => ({ names })),
  );
}
