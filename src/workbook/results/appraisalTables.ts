/** The tables of the appraisal: options side by side, net present cost with its factors, what the case is sensitive to. */
import { formatYear, type Evaluation } from "../../model";
import { figure, figureIfThere, sentence, text, type ResultsCell, type ResultsSection } from "./section";

const BLANK = text("");

/** Rows of the comparison: what it is, the part of the figure's id, and where the id says the part last, its stem. */
const OPTION_LINES = [
  ["One-off revenue (\u00a3)", "one-off"],
  ["Recurring, a full year (\u00a3)", "recurring"],
  ["Capital (\u00a3)", "capital"],
  ["Cost to the horizon (\u00a3)", "cost"],
  ["Paid for by sources (\u00a3)", "funding"],
  ["Gap (\u00a3)", "gap"],
  ["Net present cost, 5 years (\u00a3)", "npc.5"],
  ["Net present cost, 10 years (\u00a3)", "npc.10"],
  ["Net present cost, horizon (\u00a3)", "npc"],
  ["With its risk adjustment (\u00a3)", "risk-adjusted-npc"],
  ["Equivalent annual cost (\u00a3)", "eac"],
  ["Difference from doing nothing (\u00a3)", "difference"],
  ["Cash-releasing benefits (\u00a3)", "benefits.cash-releasing"],
  ["Non-cash-releasing benefits (\u00a3)", "benefits.non-cash-releasing"],
  ["Quantified benefits (\u00a3)", "benefits.quantified"],
  ["Net present social value (\u00a3)", "npsv"],
  ["Benefit-cost ratio", "bcr"],
  ["Errors raised", "errors"],
  ["Warnings raised", "warnings"],
  ["Place by net present cost", "rank"],
] as const;

/** Options as columns, and the lowest that meets the objective with the reason; the preferred one is the one stated. */
export function options(evaluation: Evaluation): ResultsSection {
  const { options: shown, lowestReason } = evaluation.appraisal;
  const idOf = (slug: string, part: string): string => (part === "eac" ? `eac.${slug}` : `option.${slug}.${part}`);
  const isSaid = (part: string): boolean => shown.some(({ slug }) => evaluation.figures.has(idOf(slug, part)));
  const words = (name: string, cells: readonly string[]): readonly ResultsCell[] => [text(name), ...cells.map(text)];
  const rows = OPTION_LINES.filter(([, part]) => isSaid(part)).map(([name, part]): readonly ResultsCell[] => [
    text(name),
    ...shown.map(({ slug }) => figureIfThere(evaluation, idOf(slug, part))),
  ]);
  return {
    name: "bcfOptions",
    title: "Options side by side",
    note: `${sentence(lowestReason ?? "")} Do nothing counts only the lines that name it; every other option counts the posts and the lines without an option too.`,
    headings: ["Measure", ...uniqueHeadings(shown.map((each) => each.option))],
    rows:
      shown.length === 0
        ? []
        : [
            words(
              "Name",
              shown.map((each) => each.name),
            ),
            words(
              "Standing",
              shown.map((each) => (each.isPreferred ? "Preferred (stated)" : each.isDoNothing ? "Do nothing" : "")),
            ),
            words(
              "Meets the objective",
              shown.map((each) => (each.meetsObjective === null ? "Not said" : each.meetsObjective ? "Yes" : "No")),
            ),
            ...rows,
            ...(shown.some((each) => each.otherBenefits.length > 0)
              ? [
                  words(
                    "Benefits without money",
                    shown.map((each) => each.otherBenefits.join("; ")),
                  ),
                ]
              : []),
          ],
  };
}

/** Headings of a table differ from each other: a repeated one gets a number, and none is called Measure. */
function uniqueHeadings(names: readonly string[]): readonly string[] {
  const taken = new Set(["measure"]);
  return names.map((name) => {
    let heading = name;
    for (let number = 2; taken.has(heading.toLowerCase()); number++) heading = `${name} (${number})`;
    taken.add(heading.toLowerCase());
    return heading;
  });
}

/** Net present cost and how it comes about. */
export function appraisal(evaluation: Evaluation): ResultsSection {
  return {
    name: "bcfAppraisal",
    title: "Appraisal",
    headings: ["Measure", "Whole pounds (\u00a3)", "How"],
    rows: [...evaluation.figures.values()]
      .filter(({ id }) => id.startsWith("npc.") || id.startsWith("npsv."))
      .map((measure) => [text(measure.label), figure(measure.id), text(measure.trace().words)]),
  };
}

/** The discount factor of every year, with the rate of its step and where that comes from. */
export function discountFactors(evaluation: Evaluation): ResultsSection {
  const years = evaluation.years.filter((year) => year >= evaluation.baseYear);
  return {
    name: "bcfDiscountFactors",
    title: "Discount factors",
    headings: ["Financial year", "Factor", "How"],
    rows: years.map((year) => {
      const id = `discount.factor.${formatYear(year)}`;
      return [text(formatYear(year)), figure(id), text(evaluation.figures.get(id)?.trace().words ?? "")];
    }),
  };
}

const TOO_LARGE =
  "Not worked out in a run of this size; 'Lines up to which the sensitivity is worked out in every run' on the Assumptions sheet raises the limit";

/** The tornado: one driver at a time, the widest swing first. */
export function sensitivity(evaluation: Evaluation): ResultsSection {
  const { drivers, driversLeftOut, isSensitivityWorkedOut } = evaluation.appraisal;
  const left = driversLeftOut.map(({ name, why }) => `${name}: ${why}`).join("; ");
  return {
    name: "bcfSensitivity",
    title: "Sensitivity: present cost less savings when one driver moves",
    ...(isSensitivityWorkedOut && left !== "" ? { note: `Left out. ${sentence(left)}` } : {}),
    headings: [
      "Driver",
      "Low",
      "At low (\u00a3)",
      "As it stands (\u00a3)",
      "High",
      "At high (\u00a3)",
      "Swing (\u00a3)",
    ],
    rows: isSensitivityWorkedOut
      ? drivers.map(({ key, name, low, high }) => [
          text(name),
          text(low),
          figure(`sensitivity.${key}.low`),
          figure("sensitivity.base"),
          text(high),
          figure(`sensitivity.${key}.high`),
          figure(`sensitivity.${key}.swing`),
        ])
      : [[text(TOO_LARGE), ...Array.from({ length: 6 }, () => BLANK)]],
  };
}

/** Switching values: how far an input may move before the decision or its funding is another. */
export function switchingValues(evaluation: Evaluation): ResultsSection {
  const { switching } = evaluation.appraisal;
  const left = switching.flatMap((each) => (each.kind === "left out" ? [`${each.label}: ${each.why}`] : []));
  return {
    name: "bcfSwitching",
    title: "Switching values",
    ...(left.length === 0 ? {} : { note: `Left out. ${sentence(left.join("; "))}` }),
    headings: ["Input", "Switching value", "Now", "What it means"],
    rows: switching.flatMap((each): readonly (readonly ResultsCell[])[] =>
      each.kind === "left out"
        ? []
        : [[text(each.label), figure(`switch.${each.key}`), text(each.now), text(sentence(each.direction))]],
    ),
  };
}

/** Percentiles of many draws of the whole case, with the bound of the shortcut. */
export function draws(evaluation: Evaluation): ResultsSection {
  const words = evaluation.appraisal.draws;
  return {
    name: "bcfDraws",
    title: "Many draws of the whole case",
    ...(words === null ? {} : { note: sentence(words) }),
    headings: ["Measure", "Amount (\u00a3)", "How"],
    rows: [...evaluation.figures.values()]
      .filter(({ id }) => id.startsWith("draws."))
      .map((measure) => [
        text(measure.label),
        figure(measure.id),
        measure.id === "draws.bound" ? text(measure.trace().words) : BLANK,
      ]),
  };
}
