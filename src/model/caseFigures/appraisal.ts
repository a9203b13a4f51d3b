import { netPresentCost } from "../appraisal";
import type { Calculation } from "../calculation";
import { formatYear } from "../calendar";
import { type CostedLine } from "../costs";
import { officialDiscountSteps } from "../discount";
import type { TracePart } from "../evaluation";
import { figurePart, inputPart, parameterPart, type FigureRegister } from "../figures";
import { productHalfUp } from "../money";
import { parameterValue } from "../parameters";

/** Figures of the appraisal: net present cost over the years that the horizon reaches. */
export function registerAppraisal(register: FigureRegister, calculation: Calculation): void {
  const { horizon, costs, businessCase } = calculation;
  const from = horizon.years.indexOf(horizon.baseYear);
  const economic = economicCostByYear(calculation).slice(from);
  const steps = officialDiscountSteps(calculation.businessCase);
  const first = parameterValue(businessCase, "discount-rate");
  const shownRate =
    first.value.unit === "percent" ? percentText(first.value.rate.numerator, first.value.rate.denominator) : "";
  const lengths = new Set([5, 10, horizon.inYears].filter((length) => length <= horizon.inYears));
  for (const length of [...lengths].sort((a, b) => a - b)) {
    register.add(
      `npc.${length}`,
      `Net present cost over ${length} years`,
      "wholePounds",
      { kind: "number", value: netPresentCost(economic.slice(0, length), steps) },
      () => ({
        rule: "net-present-cost",
        words: `Cost of each year discounted at ${shownRate}, ${formatYear(horizon.baseYear)} undiscounted, in the prices entered${biasParts(costs.lines).length > 0 ? ", with each line's optimism bias" : ""}; costs before it are shown, not discounted`,
        parts: [
          ...horizon.years.slice(from, from + length).map((year) => figurePart(`cost.total.${formatYear(year)}`)),
          first.assumption === null
            ? parameterPart("discount-rate", shownRate)
            : inputPart(first.assumption.line, "value", "Discount rate", shownRate),
          ...biasParts(costs.lines),
        ],
      }),
    );
  }
}

/** The optimism bias of every line that has one. */
function biasParts(lines: readonly CostedLine[]): readonly TracePart[] {
  return lines.flatMap(({ costLine }) =>
    costLine === null || costLine.optimismBias === null || costLine.optimismBias.numerator === 0
      ? []
      : [
          inputPart(
            costLine.line,
            "optimismBias",
            `${costLine.reference}: Optimism bias`,
            percentText(costLine.optimismBias.numerator, costLine.optimismBias.denominator),
          ),
        ],
  );
}

/** Cost by year for the economic case: each cost line with its optimism bias, half up to the penny. */
function economicCostByYear(calculation: Calculation): readonly number[] {
  const { costs } = calculation;
  const width = costs.years.length;
  const sums = new Array<number>(width).fill(0);
  costs.lines.forEach((line, index) => {
    const bias = line.costLine?.optimismBias ?? null;
    for (let year = 0; year < width; year++) {
      const amount = costs.amounts[index * width + year] ?? 0;
      const added = bias === null ? 0 : productHalfUp([amount, bias.numerator], bias.denominator);
      sums[year] = (sums[year] ?? 0) + amount + added;
    }
  });
  return sums;
}

function percentText(numerator: number, denominator: number): string {
  const hundredths = productHalfUp([numerator, 10_000], denominator);
  return `${(hundredths / 100).toString()}%`;
}
