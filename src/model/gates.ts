/** RULES: checks that a case must pass (legal, data protection, equality and others), and what makes each one needed. */
import type { BusinessCase, Gate, LineId } from "./businessCase";
import type { Day } from "./calendar";
import type { CostedLine } from "./costs";
import { compareNatural, nameKey } from "./naming";

/** A check with its standing in this case. */
export type GateResult = {
  readonly gate: Gate;
  readonly slug: string;
  /** Whether the case has to pass it; a gate for a category is needed once the case has cost of that category. */
  readonly isRequired: boolean;
  /** The lines that make a conditional gate needed, in order of their references; none for one that always is. */
  readonly triggers: readonly GateTrigger[];
  /** Required and neither complete nor under way as far as it goes. */
  readonly isOpen: boolean;
  /** Its date is past on the day the case is looked at, and it is still open; null without such a day or date. */
  readonly isOverdue: boolean | null;
};

/** A cost line that makes a check needed. */
export type GateTrigger = { readonly line: LineId; readonly reference: string; readonly category: string };

/** A check that the case needs and that Assurance does not list. */
export type UnlistedGate = { readonly name: string; readonly triggers: readonly GateTrigger[] };

export type Gates = { readonly results: readonly GateResult[]; readonly unlisted: readonly UnlistedGate[] };

/** Checks that cost of a category needs whether or not the sheet lists them: all of these words stand in the category. */
const NEEDED_BY_CATEGORY: readonly { readonly words: readonly string[]; readonly gate: string }[] = [
  { words: ["it", "scoping"], gate: "Data protection impact assessment of what is scoped" },
];

/**
 * Which checks the case has to pass, and where each stands.
 *
 * Formula: required when Required when is blank, or when a line that the case counts has that category. Open: required
 * and Not started, In progress or Ongoing, or marked Not needed although a line needs it. Overdue: open, with a date before
 * the As at date. Without an Assurance sheet nothing is judged; with one, IT scoping needs a data protection impact
 * assessment of its own, listed or not.
 * Source: finance model T17, 1.1 and 4.15. No rounding. Gates come out in the order of their names.
 */
export function judgeGates(
  businessCase: BusinessCase,
  lines: readonly CostedLine[],
  slugOfGate: (name: string) => string,
): Gates {
  if (businessCase.gates === null) return { results: [], unlisted: [] };
  const triggersOf = (isWanted: (category: string) => boolean): readonly GateTrigger[] =>
    lines
      .flatMap(({ costLine }) =>
        costLine && isWanted(costLine.category)
          ? [{ line: costLine.line, reference: costLine.reference, category: costLine.category }]
          : [],
      )
      .sort((a, b) => compareNatural(a.reference, b.reference) || compareNatural(a.line, b.line));

  const results = [...businessCase.gates]
    .sort((a, b) => compareNatural(a.name, b.name))
    .map((gate): GateResult => {
      const wanted = gate.requiredWhen;
      const triggers = wanted === null ? [] : triggersOf((category) => nameKey(category) === nameKey(wanted));
      const isRequired = wanted === null ? gate.status !== "Not needed" : triggers.length > 0;
      const isOpen = isRequired && gate.status !== "Complete";
      return {
        gate,
        slug: slugOfGate(gate.name),
        isRequired,
        triggers,
        isOpen,
        isOverdue: isOpen ? isPast(gate.date, businessCase.asAt) : null,
      };
    });

  const listed = businessCase.gates.flatMap((gate) => gate.requiredWhen ?? []).map(wordsOf);
  const unlisted = NEEDED_BY_CATEGORY.filter(
    ({ words }) => !listed.some((category) => words.every((word) => category.has(word))),
  ).flatMap(({ words, gate }) => {
    const triggers = triggersOf((category) => words.every((word) => wordsOf(category).has(word)));
    return triggers.length > 0 ? [{ name: gate, triggers }] : [];
  });
  return { results, unlisted };
}

function isPast(date: Day | null, asAt: Day | null): boolean | null {
  return date === null || asAt === null ? null : date < asAt;
}

function wordsOf(category: string): ReadonlySet<string> {
  return new Set(nameKey(category).split(/[^a-z0-9]+/));
}

/** A check's standing in words: its status, or that it is not needed. */
export function gateStanding({ gate, isRequired, triggers }: GateResult): string {
  if (isRequired) return gate.status === "Not needed" && triggers.length > 0 ? "Needed" : gate.status;
  return gate.status === "Complete" ? "Complete" : "Not needed";
}
