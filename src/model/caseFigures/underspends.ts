import type { Calculation } from "../calculation";
import { formatYear } from "../calendar";
import type { TracePart } from "../evaluation";
import { inputPart, type FigureRegister } from "../figures";
import { formatMoney } from "../money";

/** Figures of each group's eligible underspend. */
export function registerUnderspends(register: FigureRegister, calculation: Calculation): void {
  for (const underspend of calculation.underspends) {
    const id = `underspend.${calculation.slugs.groups.of(underspend.group)}.eligible.${formatYear(underspend.year)}`;
    register.money(
      id,
      `Eligible underspend of ${underspend.group} ${formatYear(underspend.year)}`,
      underspend.eligible,
      `budget and forecast of ${underspend.group}`,
      () => ({
        rule: "eligible-underspend",
        words:
          "max(0, budget - forecast) - externally funded part - other calls, and no more than the group's net underspend",
        parts: underspend.rows.flatMap((row) => {
          const parts: TracePart[] = [];
          const push = (field: "budget" | "forecast" | "externallyFunded" | "otherCalls", name: string): void => {
            const amount = row[field];
            if (amount !== null)
              parts.push(inputPart(row.line, field, `${row.subjective}: ${name}`, formatMoney(amount)));
          };
          push("budget", "Budget");
          push("forecast", "Forecast");
          push("externallyFunded", "Externally funded part");
          push("otherCalls", "Other calls");
          return parts;
        }),
      }),
    );
  }
}
