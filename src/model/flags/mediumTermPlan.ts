import { targetsCounted, type BodyPlanLine } from "../bodyPlan";
import type { PlanLine } from "../businessCase";
import type { Calculation } from "../calculation";
import { formatYear, type FinancialYear } from "../calendar";
import type { Flag } from "../finding";
import { formatMoney, NIL, pence, sumPence } from "../money";
import { compareNatural } from "../naming";
import { costPlace, flag, money, place } from "./flag";

/** Flags about recurring cost that the medium term plan must carry: the gap, and target savings. */
export function planFlags(calculation: Calculation): readonly Flag[] {
  const { pressure, planRows, costs, waterfall } = calculation;
  const first = pressure.find((year) => year.residual > 0);
  if (!first) return [];
  const at = costs.years.indexOf(first.year);
  const causeIndex = calculation.demand.order.find(
    (index) =>
      costs.lines[index]?.nature === "Recurring revenue" && (waterfall.left[index * costs.years.length + at] ?? 0) > 0,
  );
  const cause = causeIndex === undefined ? undefined : costs.lines[causeIndex];
  const total = sumPence(pressure.map((year) => pence(Math.max(0, year.residual))));
  const accepted = pressure.every((year) => year.residual <= 0 || year.accepted === year.residual);
  const isLevel = pressure.every((year) => year.year < first.year || year.residual === first.residual);
  const amountFrom = isLevel
    ? `${formatMoney(first.residual)} a year from ${formatYear(first.year)}`
    : `${formatMoney(first.residual)} in ${formatYear(first.year)}, the first year with pressure,`;
  const names = new Set(planRows.flatMap((row) => row.acceptedAsPressureBy ?? []));
  const by = names.size === 0 ? null : [...names].sort(compareNatural).join(" and ");
  return [
    flag(
      "MTFP_GAP",
      "Medium term plan",
      `${amountFrom} is not covered (${formatMoney(total)} to the horizon); savings are needed.${accepted && by !== null ? ` It is accepted as a pressure by ${by}.` : ""}`,
      accepted
        ? "Find the savings before the year begins."
        : "Enter savings identified, name a source, or have the pressure accepted by name on the Funding sheet.",
      {
        place: cause ? costPlace(cause) : place(planRows[0]?.line ?? null, "source"),
        year: first.year,
        amounts: money(0, first.residual),
        rule: "Recurring cost left after sources and savings identified",
        figures: [`pressure.residual.${formatYear(first.year)}`],
      },
    ),
  ];
}

/** Flags about the body's own plan: rows that are missing, targets that it counts, and this case in it already. */
export function bodyPlanFlags(calculation: Calculation): readonly Flag[] {
  const { bodyPlan, businessCase } = calculation;
  if (bodyPlan === null) return [];
  return [
    ...bodyPlan.lines.flatMap((line) => {
      const [first, ...further] = line.missing;
      if (first === undefined) return [];
      return [
        flag(
          "PLAN_YEAR_MISSING",
          line.name,
          `${line.name} has no row for ${[first, ...further].map(formatYear).join(", ")} on Medium term plan, which runs from ${formatYear(bodyPlan.years[0] as FinancialYear)} to ${formatYear(bodyPlan.years.at(-1) as FinancialYear)}.`,
          "Enter the row of the year, with 0 if it is nothing; or give the line as Incremental, where a year without a row adds nothing.",
          {
            place: place(line.rows.at(-1)?.line ?? null, "cumulative"),
            year: first,
            rule: "A whole amount holds for its own year only: a year without one is not nil",
            figures: [`plan.gap.${formatYear(first)}`],
          },
        ),
      ];
    }),
    ...bodyPlan.lines.flatMap((line) => {
      if (line.heldBy === null) return [];
      const at = bodyPlan.byYear.findIndex((_, index) => (line.cumulative[index] ?? 0) !== 0);
      const year = bodyPlan.years[at];
      if (year === undefined) return [];
      const amount = line.cumulative[at] ?? NIL;
      const ofCase = calculation.pressure.find((each) => each.year === year)?.gross ?? NIL;
      return [
        flag(
          "PLAN_HOLDS_CASE",
          line.name,
          `${line.name} on Medium term plan ${line.heldBy === "name" ? "bears the name of this case" : "has the very amounts of this case's pressure"}: ${formatMoney(amount)} in ${formatYear(year)}, where this case presses with ${formatMoney(ofCase)}. The case takes its place and is not counted twice.`,
          line.heldBy === "name"
            ? "Keep the line as it is; change its amount once the case is decided."
            : "If the line is something else, say so in its name by what it is and change its kind to Growth; else leave it.",
          {
            place: place(line.rows[0]?.line ?? null, "name"),
            alsoAt: line.rows.slice(1).map((row) => ({ line: row.line, field: "name" })),
            year,
            amounts: money(amount, ofCase),
            rule: "A pressure that the plan holds already is not added to it",
            figures: [`plan.held-for-case.${formatYear(year)}`],
          },
        ),
      ];
    }),
    ...targetsCounted(bodyPlan, businessCase).map((counted) => {
      const yearText = formatYear(counted.year);
      if (counted.kind === "called found") {
        const row = lastRowBy(counted.line, counted.year);
        return flag(
          "SAVING_TARGET_COUNTED",
          counted.line.name,
          `${counted.line.name} counts ${formatMoney(counted.amount)} in ${yearText} on Medium term plan; on Savings it is a target.`,
          "Correct the status on one of the two sheets: a target closes no gap.",
          {
            place: place(row?.line ?? null, "status"),
            year: counted.year,
            rule: "Savings count when they are identified or delivered",
            figures: [`plan.savings.${yearText}`],
          },
        );
      }
      const at = bodyPlan.years.indexOf(counted.year);
      const line = bodyPlan.lines.find(
        (each) => each.kind === "Saving" && (each.cumulative[at] ?? 0) !== (each.counted[at] ?? 0),
      );
      const row = line && lastRowBy(line, counted.year);
      return flag(
        "SAVING_TARGET_COUNTED",
        `Plan ${yearText}`,
        `The plan of ${yearText} balances only with ${formatMoney(counted.targets)} of target savings; without them ${formatMoney(counted.gap)} is not covered.`,
        "Find the savings and change their status, or show the gap.",
        {
          place: place(row?.line ?? null, "status"),
          year: counted.year,
          amounts: money(0, counted.gap),
          rule: "Savings count when they are identified or delivered; targets are shown",
          figures: [`plan.gap.${yearText}`],
        },
      );
    }),
  ];
}

/** The last row of a line that speaks of a year. */
function lastRowBy(line: BodyPlanLine, year: FinancialYear): PlanLine | undefined {
  return line.rows.filter((row) => row.year <= year).at(-1);
}
