import type { Calculation } from "../calculation";
import { formatYear } from "../calendar";
import type { Flag } from "../finding";
import { formatMoney, pence, sumPence } from "../money";
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
