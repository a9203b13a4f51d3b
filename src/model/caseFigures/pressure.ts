import type { BodyPlan, BodyPlanLine, BodyPlanYear } from "../bodyPlan";
import type { PlanKind } from "../businessCase";
import type { Calculation } from "../calculation";
import { formatYear, type FinancialYear } from "../calendar";
import type { TracePart } from "../evaluation";
import { figurePart, inputPart, type FigureRegister } from "../figures";
import { firstPressureYear } from "../mediumTermPlan";
import { formatMoney, NIL, type Pence } from "../money";
import { nameKey } from "../naming";
import { lineParts } from "./lineParts";

/** Figures of the pressure that the case leaves, of what each bridge leaves of it, and of the body's plan beside it. */
export function registerPressure(register: FigureRegister, calculation: Calculation): void {
  const { pressure, costs, horizon, waterfall, businessCase, slugs } = calculation;
  const width = horizon.years.length;
  pressure.forEach((plan, at) => {
    const year = formatYear(plan.year);
    register.money(`pressure.gross.${year}`, `Pressure before savings ${year}`, plan.gross, "", () => ({
      rule: "pressure",
      words: "Recurring cost of the year that no source pays for",
      parts: [
        ...costs.lines.flatMap((line, index) =>
          line.nature === "Recurring revenue" && (waterfall.left[index * width + at] ?? 0) > 0
            ? lineParts(calculation, line, plan.year)
            : [],
        ),
        ...sourcesAsked(calculation, at).map((name) => figurePart(`funding.${slugs.sources.of(name)}.${year}`)),
      ],
    }));
    const before = pressure[at - 1];
    register.money(`pressure.increment.${year}`, `Increment on the year before ${year}`, plan.increment, "", () => ({
      rule: "pressure",
      words: "Pressure of this year - pressure of the year before",
      parts: [
        figurePart(`pressure.gross.${year}`),
        ...(before ? [figurePart(`pressure.gross.${formatYear(before.year)}`)] : []),
      ],
    }));
    register.money(`pressure.savings.${year}`, `Savings identified or delivered ${year}`, plan.savings, "", () => ({
      rule: "pressure",
      words: `Savings identified or delivered${plan.savingsTarget === 0 ? "" : `; targets of ${formatMoney(plan.savingsTarget)} are shown and not counted`}`,
      parts: (businessCase.savings ?? []).flatMap((saving) => {
        if (saving.year !== plan.year && !(saving.continues === true && saving.year < plan.year)) return [];
        const status = inputPart(saving.line, "status", `${saving.name}: Status`, saving.status);
        return saving.status === "Target"
          ? [status]
          : [inputPart(saving.line, "amount", saving.name, formatMoney(saving.amount)), status];
      }),
    }));
    register.money(`pressure.residual.${year}`, `Pressure after savings ${year}`, plan.residual, "", () => ({
      rule: "pressure",
      words: "Pressure - savings identified or delivered; below nil is a surplus",
      parts: [figurePart(`pressure.gross.${year}`), figurePart(`pressure.savings.${year}`)],
    }));
  });
  const first = firstPressureYear(pressure);
  register.text("pressure.first-year", "First year with pressure", first === null ? "none" : formatYear(first), () => ({
    rule: "pressure",
    words: "The first year with pressure left after savings",
    parts: first === null ? [] : [figurePart(`pressure.residual.${formatYear(first)}`)],
  }));
  registerBridges(register, calculation);
  if (calculation.bodyPlan !== null) registerBodyPlan(register, calculation.bodyPlan);
}

function registerBridges(register: FigureRegister, calculation: Calculation): void {
  const { bridges, horizon, slugs, costs } = calculation;
  for (const bridge of bridges) {
    const slug = slugs.sources.of(bridge.source.name);
    const ended = formatYear(bridge.lastUsed);
    horizon.years.forEach((year, at) => {
      if (year <= bridge.lastUsed) return;
      register.money(
        `pressure.bridge.${slug}.${formatYear(year)}`,
        `Pressure after ${bridge.source.name} ${formatYear(year)}`,
        bridge.left[at] ?? NIL,
        "",
        () => ({
          rule: "pressure-bridge",
          words: `What ${bridge.source.name} paid up to ${ended} and nobody pays afterwards`,
          parts: [
            ...bridge.lines.flatMap((index) => {
              const line = costs.lines[index];
              return line === undefined ? [] : lineParts(calculation, line, year);
            }),
            ...[ended, formatYear(year)].map((each) => figurePart(`funding.${slug}.${each}`)),
          ],
        }),
      );
    });
  }
}

const PLAN_SUMS = [
  ["Base", "base", "Base budget"],
  ["Inflation", "inflation", "Inflation"],
  ["Pay", "pay", "Pay"],
  ["Growth", "growth", "Growth"],
  ["Pressure", "pressure", "Pressures"],
  ["Saving", "savings", "Savings found"],
  ["Funding", "funding", "Funding"],
  ["Reserve use", "reserve-use", "Use of reserves"],
] as const satisfies readonly (readonly [PlanKind, string, string])[];

/** Figures of the body's medium term plan, line by line and in sum, and with this case beside it. */
function registerBodyPlan(register: FigureRegister, plan: BodyPlan): void {
  plan.years.forEach((year, at) => {
    for (const line of plan.lines) registerPlanLine(register, plan, line, year, at);
  });
  plan.byYear.forEach((year, at) => {
    const text = formatYear(year.year);
    const needed = year.needed ?? "";
    const sum = (part: string, label: string, amount: Pence | null, kind: PlanKind): void => {
      register.money(`plan.${part}.${text}`, `${label} of the plan ${text}`, amount, needed, () => ({
        rule: "plan-gap",
        words: `The sum of the lines of kind ${kind}${kind === "Saving" ? " that are identified, delivered or approved" : ""}`,
        parts: plan.lines
          .filter((line) => line.kind === kind)
          .map((line) => figurePart(`plan.line.${line.slug}.${kind === "Saving" ? "counted" : "cumulative"}.${text}`)),
      }));
    };
    for (const [kind, part, label] of PLAN_SUMS) sum(part, label, year.byKind[kind], kind);
    register.money(
      `plan.savings-not-counted.${text}`,
      `Savings of the plan not counted ${text}`,
      year.savingsNotCounted,
      needed,
      () => ({
        rule: "plan-gap",
        words: "Savings that are targets, or that no status says are found",
        parts: plan.lines
          .filter((line) => line.kind === "Saving")
          .flatMap((line) => [
            figurePart(`plan.line.${line.slug}.cumulative.${text}`),
            figurePart(`plan.line.${line.slug}.counted.${text}`),
          ]),
      }),
    );
    register.money(`plan.gap.${text}`, `Gap of the plan ${text}`, year.gap, needed, () => ({
      rule: "plan-gap",
      words:
        "Base + inflation + pay + growth + pressure - savings found - funding - use of reserves; below nil is a surplus",
      parts: PLAN_SUMS.map(([, part]) => figurePart(`plan.${part}.${text}`)),
    }));
    const before = plan.byYear[at - 1];
    register.money(`plan.gap-increment.${text}`, `What ${text} adds to the gap`, year.gapIncrement, needed, () => ({
      rule: "plan-layout",
      words: "Gap of this year - gap of the year before",
      parts: [figurePart(`plan.gap.${text}`), ...(before ? [figurePart(`plan.gap.${formatYear(before.year)}`)] : [])],
    }));
    registerWithCase(register, plan, year);
  });
}

function registerPlanLine(
  register: FigureRegister,
  plan: BodyPlan,
  line: BodyPlanLine,
  year: FinancialYear,
  at: number,
): void {
  const text = formatYear(year);
  const stem = `plan.line.${line.slug}`;
  const lacking = [...line.missing].reverse().find((missing) => missing <= year) ?? year;
  const needed = `the row of ${line.name} for ${formatYear(lacking)} on Medium term plan`;
  const previous = plan.years[at - 1];
  const row = line.rows.find((each) => each.year === year);
  const rowParts: readonly TracePart[] =
    row === undefined
      ? []
      : row.cumulative !== null
        ? [inputPart(row.line, "cumulative", line.name, formatMoney(row.cumulative))]
        : row.incremental !== null
          ? [inputPart(row.line, "incremental", `${line.name}: added`, formatMoney(row.incremental))]
          : [];
  const carried = (part: string): readonly TracePart[] =>
    previous === undefined || row?.cumulative != null ? [] : [figurePart(`${stem}.${part}.${formatYear(previous)}`)];
  register.money(
    `${stem}.cumulative.${text}`,
    `${line.name}: whole amount ${text}`,
    line.cumulative[at] ?? null,
    needed,
    () => ({
      rule: "plan-layout",
      words: row?.cumulative != null ? "As entered" : "The year before + what this year adds",
      parts: [...carried("cumulative"), ...rowParts],
    }),
  );
  register.money(
    `${stem}.incremental.${text}`,
    `${line.name}: added in ${text}`,
    line.incremental[at] ?? null,
    needed,
    () => ({
      rule: "plan-layout",
      words: "Whole amount of this year - that of the year before",
      parts: [
        figurePart(`${stem}.cumulative.${text}`),
        ...(previous === undefined ? [] : [figurePart(`${stem}.cumulative.${formatYear(previous)}`)]),
      ],
    }),
  );
  if (line.kind !== "Saving") return;
  register.money(`${stem}.counted.${text}`, `${line.name}: found by ${text}`, line.counted[at] ?? null, needed, () => ({
    rule: "plan-gap",
    words: `What rows bring that are identified, delivered or approved${row?.status == null ? "" : `; this year's is ${row.status.toLowerCase()}`}`,
    parts: [...carried("counted"), ...rowParts],
  }));
}

function registerWithCase(register: FigureRegister, plan: BodyPlan, year: BodyPlanYear): void {
  const text = formatYear(year.year);
  const needed = year.needed ?? "";
  const held = plan.lines.filter((line) => line.heldBy !== null);
  if (held.length > 0) {
    register.money(
      `plan.held-for-case.${text}`,
      `Held for this case in the plan ${text}`,
      year.heldForCase,
      needed,
      () => ({
        rule: "plan-with-case",
        words: `${held.map((line) => line.name).join(" + ")}: this case, which takes its place`,
        parts: held.map((line) => figurePart(`plan.line.${line.slug}.cumulative.${text}`)),
      }),
    );
  }
  const heldParts = held.length > 0 ? [figurePart(`plan.held-for-case.${text}`)] : [];
  const ofCase = [`pressure.residual.${text}`].filter((id) => register.figures.has(id));
  register.money(
    `plan.gap-before-case.${text}`,
    `Gap of the plan before this case ${text}`,
    year.gapBefore,
    needed,
    () => ({
      rule: "plan-with-case",
      words: "Gap of the plan - what it holds of this case already",
      parts: [figurePart(`plan.gap.${text}`), ...heldParts],
    }),
  );
  register.money(`plan.gap-with-case.${text}`, `Gap of the plan with this case ${text}`, year.gapAfter, needed, () => ({
    rule: "plan-with-case",
    words:
      year.savingsInPlan === 0
        ? "Gap before the case + pressure of the case after savings"
        : `Gap before the case + pressure of the case after savings + ${formatMoney(year.savingsInPlan)} of savings that the plan counts already`,
    parts: [figurePart(`plan.gap-before-case.${text}`), ...ofCase.map(figurePart)],
  }));
}

/** Names of the sources that paid for recurring cost of a year, or that what is left unpaid would turn to. */
function sourcesAsked({ costs, sources, waterfall }: Calculation, at: number): readonly string[] {
  const width = costs.years.length;
  const asked = new Set<number>();
  waterfall.takes.year.forEach((year, take) => {
    const line = costs.lines[waterfall.takes.line[take] as number];
    if (year === at && line?.nature === "Recurring revenue") asked.add(waterfall.takes.source[take] as number);
  });
  costs.lines.forEach((line, index) => {
    if (line.nature !== "Recurring revenue" || (waterfall.left[index * width + at] ?? 0) <= 0) return;
    const { namedSource } = line;
    sources.forEach((source, each) => {
      const isAsked =
        namedSource === null
          ? source.kind !== "General reserve" && source.eligibleFor.has("Recurring revenue")
          : source.key === nameKey(namedSource);
      if (isAsked) asked.add(each);
    });
  });
  return sources.flatMap((source, each) => (asked.has(each) ? [source.name] : []));
}
