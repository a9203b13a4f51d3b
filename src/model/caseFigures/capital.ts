import type { Calculation } from "../calculation";
import { formatYear } from "../calendar";
import { capitalBySite } from "../capital";
import { type FigureRegister } from "../figures";
import { NIL } from "../money";
import { lineParts } from "./lineParts";

/** Figures of capital by site and year. */
export function registerCapital(register: FigureRegister, calculation: Calculation): void {
  const { horizon, costs } = calculation;
  const width = horizon.years.length;
  for (const site of capitalBySite(calculation)) {
    horizon.years.forEach((year, at) => {
      register.money(
        `capital.${site.slug}.${formatYear(year)}`,
        `Capital at ${site.site} ${formatYear(year)}`,
        site.byYear[at] ?? NIL,
        "",
        () => ({
          rule: "capital-allocation",
          words: "The sum of capital lines at the site in the year",
          parts: costs.lines.flatMap((line, index) =>
            line.nature === "Capital" &&
            calculation.slugs.sites.of(line.site) === site.slug &&
            costs.amounts[index * width + at] !== 0
              ? lineParts(calculation, line, year)
              : [],
          ),
        }),
      );
    });
  }
}
