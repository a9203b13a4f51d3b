/** RULES: the body's medium term plan, its gap, and this case beside it. */
import type { BusinessCase, PlanKind, PlanLine } from "./businessCase";
import { PLAN_KINDS } from "./businessCase";
import { formatYear, yearsBetween, type FinancialYear } from "./calendar";
import type { PressureYear } from "./mediumTermPlan";
import { pence, type Pence } from "./money";
import { assignSlugs, compareNatural, nameKey } from "./naming";
import { incrementsOf, planLineAmounts, type PlanLineAmounts } from "./planLayouts";

/** A line of the plan over its years. */
export type BodyPlanLine = PlanLineAmounts & {
  readonly name: string;
  readonly slug: string;
  readonly kind: PlanKind;
  /** In order of year. */
  readonly rows: readonly PlanLine[];
  /** Why the line is taken to be this case's own pressure; null where it is not. */
  readonly heldBy: "name" | "amount" | null;
};

/** A year of the plan. `null` where a row of a line is needed; costs and gaps are above nil. */
export type BodyPlanYear = {
  readonly year: FinancialYear;
  /** By kind; of savings what is identified, delivered or approved. */
  readonly byKind: Readonly<Record<PlanKind, Pence | null>>;
  /** Savings that are targets, or of which no status says that they are found. */
  readonly savingsNotCounted: Pence | null;
  readonly gap: Pence | null;
  readonly gapIncrement: Pence | null;
  /** What the plan holds already of this case. */
  readonly heldForCase: Pence | null;
  /** The gap without what is held of this case. */
  readonly gapBefore: Pence | null;
  /** What this case adds: its pressure less savings that the plan does not count itself; null beyond its horizon. */
  readonly caseAdds: Pence | null;
  /** Savings set against this case's pressure that are lines of the plan as well. */
  readonly savingsInPlan: Pence;
  readonly gapAfter: Pence | null;
  /** What is needed for the gap, in words; null where nothing is. */
  readonly needed: string | null;
};

export type BodyPlan = {
  readonly years: readonly FinancialYear[];
  readonly lines: readonly BodyPlanLine[];
  readonly byYear: readonly BodyPlanYear[];
};

/**
 * The plan by year with this case beside it; null without a Medium term plan sheet or with an empty one.
 *
 * Decides: the gap of the plan; which of its lines are this case's own pressure, so that it is not counted twice: a line of
 * kind Pressure or Growth that bears the case's title or reference, or a line of kind Pressure with the very amounts of the case's pressure
 * in every year that both have; and the gap before and after the case.
 * Formula: gap = base + inflation + pay + growth + pressure - savings found - funding - reserve use; before = gap - what is
 * held of the case; after = before + pressure of the case - its savings that are not lines of the plan.
 * Units: pence. No rounding. `null` with what is needed where a line lacks a row. Source: finance model 4.8, C14.
 */
export function bodyPlanOf(
  businessCase: Pick<BusinessCase, "planLines" | "savings" | "decision">,
  pressure: readonly PressureYear[],
  arePressuresKnown: boolean,
): BodyPlan | null {
  const rows = businessCase.planLines ?? [];
  if (rows.length === 0) return null;
  const named = rows.map((row) => row.year);
  const years = yearsBetween(Math.min(...named) as FinancialYear, Math.max(...named) as FinancialYear);
  const byName = new Map<string, PlanLine[]>();
  for (const row of rows) byName.set(nameKey(row.name), [...(byName.get(nameKey(row.name)) ?? []), row]);
  const slugs = assignSlugs(rows.map((row) => row.name));
  const lines = [...byName.values()]
    .map((unsorted): BodyPlanLine => {
      const ofLine = [...unsorted].sort((a, b) => a.year - b.year);
      const first = ofLine[0] as PlanLine;
      const amounts = planLineAmounts(first.kind, ofLine, years);
      const name = ofLine.map((row) => row.name).sort(compareNatural)[0] as string;
      const line = { ...amounts, name, slug: slugs.of(name), kind: first.kind, rows: ofLine };
      return { ...line, heldBy: heldBy(line, years, businessCase, arePressuresKnown ? pressure : []) };
    })
    .sort((a, b) => PLAN_KINDS.indexOf(a.kind) - PLAN_KINDS.indexOf(b.kind) || compareNatural(a.name, b.name));
  const gaps = years.map((_, at) => gapIn(lines, at));
  const increments = incrementsOf(gaps);
  return {
    years,
    lines,
    byYear: years.map((year, at) => yearOf(year, at, gaps, increments, lines, businessCase, pressure)),
  };
}

function yearOf(
  year: FinancialYear,
  at: number,
  gaps: readonly (Pence | null)[],
  increments: readonly (Pence | null)[],
  lines: readonly BodyPlanLine[],
  businessCase: Pick<BusinessCase, "savings">,
  pressure: readonly PressureYear[],
): BodyPlanYear {
  const gap = gaps[at] ?? null;
  const held = sumOf(
    lines.filter((line) => line.heldBy !== null),
    (line) => line.counted[at] ?? null,
  );
  const ofCase = pressure.find((each) => each.year === year);
  const firstOfCase = pressure[0]?.year;
  const lastOfCase = pressure.at(-1)?.year;
  const savingsInPlan = pence(ofCase === undefined ? 0 : savingsCountedTwice(year, at, lines, businessCase));
  const isBeforeCase = firstOfCase !== undefined && year < firstOfCase;
  const caseAdds = ofCase !== undefined ? pence(ofCase.residual + savingsInPlan) : isBeforeCase ? pence(0) : null;
  const gapBefore = gap === null || held === null ? null : pence(gap - held);
  const lacking = lines.find((line) => (line.counted[at] ?? null) === null);
  const needed =
    lacking !== undefined
      ? `the row of ${lacking.name} for ${formatYear(firstLacking(lacking, year))} on Medium term plan`
      : caseAdds === null
        ? `a Horizon beyond ${lastOfCase === undefined ? "the base year" : formatYear(lastOfCase)}`
        : null;
  const savings = lines.filter((line) => line.kind === "Saving");
  return {
    year,
    byKind: Object.fromEntries(
      PLAN_KINDS.map((kind) => [kind, sumOf(ofKind(lines, kind), (line) => line.counted[at] ?? null)]),
    ) as Record<PlanKind, Pence | null>,
    savingsNotCounted: sumOf(savings, (line) => {
      const whole = line.cumulative[at] ?? null;
      const counted = line.counted[at] ?? null;
      return whole === null || counted === null ? null : whole - counted;
    }),
    gap,
    gapIncrement: increments[at] ?? null,
    heldForCase: held,
    gapBefore,
    caseAdds,
    savingsInPlan,
    gapAfter: gapBefore === null || caseAdds === null ? null : pence(gapBefore + caseAdds),
    needed,
  };
}

/** The year whose row a line first lacks at or before a year. */
function firstLacking(line: BodyPlanLine, year: FinancialYear): FinancialYear {
  return [...line.missing].reverse().find((missing) => missing <= year) ?? year;
}

function ofKind(lines: readonly BodyPlanLine[], kind: PlanKind): readonly BodyPlanLine[] {
  return lines.filter((line) => line.kind === kind);
}

function sumOf<T>(parts: readonly T[], amountOf: (part: T) => number | null): Pence | null {
  let sum = 0;
  for (const part of parts) {
    const amount = amountOf(part);
    if (amount === null) return null;
    sum += amount;
  }
  return pence(sum);
}

/** Kinds that lower the gap. */
const LOWERING: ReadonlySet<PlanKind> = new Set<PlanKind>(["Saving", "Funding", "Reserve use"]);

function gapIn(lines: readonly BodyPlanLine[], at: number): Pence | null {
  return sumOf(lines, (line) => {
    const amount = line.counted[at] ?? null;
    return amount === null ? null : LOWERING.has(line.kind) ? -amount : amount;
  });
}

function heldBy(
  line: PlanLineAmounts & { readonly name: string; readonly kind: PlanKind },
  years: readonly FinancialYear[],
  { decision }: Pick<BusinessCase, "decision">,
  pressure: readonly PressureYear[],
): "name" | "amount" | null {
  if (line.kind !== "Pressure" && line.kind !== "Growth") return null;
  const own = [decision?.title ?? null, decision?.reference ?? null].filter((name) => name !== null);
  if (own.some((name) => bears(line.name, name))) return "name";
  if (line.kind !== "Pressure") return null;
  const both = years.flatMap((year, at) => {
    const ofCase = pressure.find((each) => each.year === year);
    return ofCase === undefined ? [] : [{ ofCase, ofPlan: line.cumulative[at] ?? null }];
  });
  const isSame = both.every(({ ofCase, ofPlan }) => ofPlan === ofCase.gross);
  return isSame && both.some(({ ofCase }) => ofCase.gross > 0) ? "amount" : null;
}

/** Whether a name holds another as words of its own: "PCD 484 pressure" bears "PCD 484" and not "PCD 48". */
function bears(name: string, own: string): boolean {
  const words = (text: string): string =>
    ` ${nameKey(text)
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim()} `;
  return words(own).trim() !== "" && words(name).includes(words(own));
}

/** Savings of the Savings sheet that the plan counts in a year too, by name: the smaller of the two amounts. */
function savingsCountedTwice(
  year: FinancialYear,
  at: number,
  lines: readonly BodyPlanLine[],
  { savings }: Pick<BusinessCase, "savings">,
): number {
  let twice = 0;
  for (const line of ofKind(lines, "Saving")) {
    let onSheet = 0;
    for (const saving of savings ?? []) {
      const isInYear = saving.year === year || (saving.continues === true && saving.year < year);
      if (isInYear && saving.status !== "Target" && nameKey(saving.name) === nameKey(line.name))
        onSheet += saving.amount;
    }
    twice += Math.min(onSheet, line.counted[at] ?? 0);
  }
  return twice;
}

/** A year in which the plan rests on savings that nobody has found. */
export type TargetCounted =
  /** The gap closes only with savings that are targets. */
  | { readonly kind: "closes the gap"; readonly year: FinancialYear; readonly gap: Pence; readonly targets: Pence }
  /** The plan counts as found what the Savings sheet calls a target. */
  | {
      readonly kind: "called found";
      readonly year: FinancialYear;
      readonly line: BodyPlanLine;
      readonly amount: Pence;
    };

/**
 * Where the plan's own figures count savings that are only targets.
 *
 * Decides: the first year whose gap is above nil without the targets and is closed with them, and every line that counts as
 * found what the Savings sheet calls a target by the same name. Units: pence. No rounding. Source: finance model 4.8, 4.18.
 */
export function targetsCounted(plan: BodyPlan, { savings }: Pick<BusinessCase, "savings">): readonly TargetCounted[] {
  const found: TargetCounted[] = [];
  for (const { year, gap, savingsNotCounted } of plan.byYear) {
    if (gap === null || savingsNotCounted === null || gap <= 0 || gap - savingsNotCounted > 0) continue;
    found.push({ kind: "closes the gap", year, gap, targets: savingsNotCounted });
    break;
  }
  for (const line of ofKind(plan.lines, "Saving")) {
    const at = plan.years.findIndex((year, index) => {
      const isTarget = (savings ?? []).some(
        (saving) =>
          saving.status === "Target" &&
          nameKey(saving.name) === nameKey(line.name) &&
          (saving.year === year || (saving.continues === true && saving.year < year)),
      );
      return isTarget && (line.counted[index] ?? 0) > 0;
    });
    const year = plan.years[at];
    if (year !== undefined) found.push({ kind: "called found", year, line, amount: line.counted[at] ?? pence(0) });
  }
  return found;
}
