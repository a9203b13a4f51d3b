import { presentValueExact, wholePounds } from "../appraisal";
import type { Calculation } from "../calculation";
import { formatYear } from "../calendar";
import { type CostedLine } from "../costs";
import { discountParameterOf, discountSchedule, officialDiscountSteps, showFactor } from "../discount";
import type { TracePart } from "../evaluation";
import { figurePart, inputPart, parameterPart, type FigureRegister } from "../figures";
import { productHalfUp, rate, type Rate } from "../money";
import { mitigatedBias } from "../optimismBias";
import { appraisalLengths } from "../options";
import { parameters, parameterValue } from "../parameters";
import { PRICE_INDEX } from "../priceBase";

/** Figures of the appraisal: the discount factors, and net present cost over the years that the horizon reaches. */
export function registerAppraisal(register: FigureRegister, calculation: Calculation): void {
  const { horizon, costs, economic } = calculation;
  const from = horizon.years.indexOf(horizon.baseYear);
  const steps = officialDiscountSteps(calculation.businessCase);
  registerFactors(register, calculation);
  for (const length of appraisalLengths(horizon.inYears)) {
    register.add(
      `npc.${length}`,
      `Net present cost over ${length} years`,
      "wholePounds",
      economic.needed !== null
        ? { kind: "needed", needed: economic.needed }
        : {
            kind: "number",
            value: wholePounds(presentValueExact(economic.byYear.slice(from, from + length), steps)),
          },
      () => ({
        rule: "net-present-cost",
        words: `Cost of each year discounted at ${ratePart(calculation, "discount-rate").shown}, ${formatYear(horizon.baseYear)} undiscounted, ${pricesInWords(calculation)}${biasParts(calculation, costs.lines).length > 0 ? ", with each line's optimism bias" : ""}${leftOutInWords(calculation)}; costs before it are shown, not discounted`,
        parts: [
          ...horizon.years.slice(from, from + length).map((year) => figurePart(`cost.total.${formatYear(year)}`)),
          ratePart(calculation, "discount-rate").part,
          ...biasParts(calculation, costs.lines),
          ...indexParts(calculation),
        ],
      }),
    );
  }
}

/** One factor a year of the horizon, as it is printed. */
function registerFactors(register: FigureRegister, calculation: Calculation): void {
  const { horizon, businessCase } = calculation;
  const from = horizon.years.indexOf(horizon.baseYear);
  for (const { year, rate: into, factor } of discountSchedule(horizon.inYears, officialDiscountSteps(businessCase))) {
    const name = formatYear(horizon.years[from + year] ?? horizon.baseYear);
    register.text(`discount.factor.${name}`, `Discount factor ${name}`, showFactor(factor), () => {
      if (into === null)
        return { rule: "discount-factor", words: `${name} is the base year: it is not discounted`, parts: [] };
      const { part, shown, source } = ratePart(calculation, discountParameterOf(year));
      return {
        rule: "discount-factor",
        words: `The factor of the year before / (1 + ${shown}), shown to six places; ${source}`,
        parts: [part, figurePart(`discount.factor.${formatYear(horizon.years[from + year - 1] ?? horizon.baseYear)}`)],
      };
    });
  }
}

/** A discount rate as a part of a trace, as people read it, and where it comes from. */
function ratePart(
  { businessCase }: Calculation,
  id: string,
): { readonly part: TracePart; readonly shown: string; readonly source: string } {
  const { value, assumption } = parameterValue(businessCase, id);
  const shown = value.unit === "percent" ? percentText(value.rate) : "";
  const parameter = parameters.get(id);
  return assumption === null
    ? {
        part: parameterPart(id, shown),
        shown,
        source: `${parameter?.source ?? ""}, in force from ${parameter?.effectiveFrom ?? ""}`,
      }
    : {
        part: inputPart(assumption.line, "value", parameter?.label ?? id, shown),
        shown,
        source: "the Assumptions of this case",
      };
}

/** In which prices the appraisal is, in words. */
export function pricesInWords({ economic }: Calculation): string {
  return economic.isIndexed ? `in ${formatYear(economic.realYear)} prices by the Price index` : "in the prices entered";
}

function leftOutInWords({ economic }: Calculation): string {
  const left = economic.excluded.filter((each) => each.isLeftOut).map((each) => each.line.reference);
  return left.length === 0 ? "" : `, without ${[...new Set(left)].join(", ")}`;
}

/** The optimism bias of every line that has one, and what takes some of it off. */
export function biasParts({ businessCase }: Calculation, lines: readonly CostedLine[]): readonly TracePart[] {
  const mitigation = parameterValue(businessCase, "optimism-bias-mitigation");
  const share = mitigation.value.unit === "percent" ? mitigation.value.rate : rate(0, 1);
  const biased = lines.flatMap(({ costLine }) =>
    costLine === null || costLine.optimismBias === null || costLine.optimismBias.numerator === 0
      ? []
      : [
          inputPart(
            costLine.line,
            "optimismBias",
            `${costLine.reference}: Optimism bias`,
            share.numerator === 0
              ? percentText(costLine.optimismBias)
              : `${percentText(costLine.optimismBias)}, ${mitigatedBias(costLine.optimismBias, share).wholePercent}% after mitigation`,
          ),
        ],
  );
  if (biased.length === 0 || mitigation.assumption === null) return biased;
  return [...biased, inputPart(mitigation.assumption.line, "value", "Optimism bias mitigation", percentText(share))];
}

/** The rows of the Price index, where the case has one. */
function indexParts({ businessCase }: Calculation): readonly TracePart[] {
  return (businessCase.assumptions ?? []).flatMap((row) =>
    row.parameter !== PRICE_INDEX || row.year === null || row.value.unit !== "number"
      ? []
      : [
          inputPart(
            row.line,
            "value",
            `Price index ${formatYear(row.year)}`,
            String(row.value.number.numerator / row.value.number.denominator),
          ),
        ],
  );
}

/** "3.5%", "12.25%": a rate in percent, to the hundredth, for people. */
export function percentText({ numerator, denominator }: Rate): string {
  const hundredths = productHalfUp([numerator, 10_000], denominator);
  return `${(hundredths / 100).toString()}%`;
}
