import type { Calculation } from "../calculation";
import { formatYear } from "../calendar";
import { figurePart, inputPart, type FigureRegister } from "../figures";
import { firstPressureYear } from "../mediumTermPlan";
import { formatMoney } from "../money";
import { lineParts } from "./lineParts";

/** Figures of the medium term plan. */
export function registerPressure(register: FigureRegister, calculation: Calculation): void {
  const { pressure, costs, horizon, waterfall, businessCase } = calculation;
  const width = horizon.years.length;
  pressure.forEach((plan, at) => {
    const year = formatYear(plan.year);
    register.money(`pressure.gross.${year}`, `Pressure before savings ${year}`, plan.gross, "", () => ({
      rule: "pressure",
      words: "Recurring cost of the year that no source pays for",
      parts: costs.lines.flatMap((line, index) =>
        line.nature === "Recurring revenue" && (waterfall.left[index * width + at] ?? 0) > 0
          ? lineParts(calculation, line, plan.year)
          : [],
      ),
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
      parts: (businessCase.savings ?? []).flatMap((saving) =>
        saving.status !== "Target" &&
        (saving.year === plan.year || (saving.continues === true && saving.year < plan.year))
          ? [inputPart(saving.line, "amount", saving.name, formatMoney(saving.amount))]
          : [],
      ),
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
}
