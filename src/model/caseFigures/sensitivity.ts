import type { Calculation } from "../calculation";
import { calendarYearOf, formatMonth, formatYear, monthOfYear } from "../calendar";
import type { DrawsOutcome } from "../draws";
import type { FigureUnit, FigureValue, TracePart } from "../evaluation";
import { figurePart, inputPart, parameterPart, type FigureRegister } from "../figures";
import { formatMoney } from "../money";
import type { OneWay, Range } from "../sensitivity";
import { changeTo, type SwitchingOutcome } from "../switching";
import { percentText } from "./appraisal";
import { lineParts } from "./lineParts";

/** Figures of the one-way table, the switching values and the draws. */
export function registerSensitivity(register: FigureRegister, calculation: Calculation): void {
  registerOneWay(register, calculation);
  for (const outcome of calculation.switching) registerSwitch(register, calculation, outcome);
  registerDraws(register, calculation);
}

function registerOneWay(register: FigureRegister, calculation: Calculation): void {
  const { sensitivity, horizon } = calculation;
  if (sensitivity === null || sensitivity.rows.length === 0) return;
  const needed = sensitivity.needed ?? "an input of the varied case";
  const valueOf = (value: number | null): FigureValue =>
    value === null ? { kind: "needed", needed } : { kind: "number", value };
  const caseParts = (): readonly TracePart[] =>
    horizon.years.map((year) => figurePart(`cost.total.${formatYear(year)}`));
  register.add(
    "sensitivity.base",
    "Present cost less savings, as the case stands",
    "wholePounds",
    valueOf(sensitivity.base),
    () => ({
      rule: "sensitivity",
      words: `Net present cost over ${horizon.inYears} years, with costs before ${formatYear(horizon.baseYear)} undiscounted, less savings identified or delivered`,
      parts: [...caseParts(), ...horizon.years.map((year) => figurePart(`pressure.savings.${formatYear(year)}`))],
    }),
  );
  for (const row of sensitivity.rows) {
    const { driver } = row.range;
    for (const [side, value, words] of [
      ["low", row.low, rangeInWords(row, -1)],
      ["high", row.high, rangeInWords(row, 1)],
    ] as const) {
      register.add(
        `sensitivity.${driver.key}.${side}`,
        `${driver.name} ${words}: present cost less savings`,
        "wholePounds",
        valueOf(value),
        () => ({
          rule: "sensitivity",
          words: `The whole case worked out again with ${driver.name.toLowerCase()} ${words}, everything else as it stands`,
          parts: [figurePart("sensitivity.base"), rangePart(row.range)],
        }),
      );
    }
    register.add(
      `sensitivity.${driver.key}.swing`,
      `${driver.name}: swing of the present cost`,
      "wholePounds",
      valueOf(row.swing),
      () => ({
        rule: "sensitivity",
        words: "The largest less the smallest of low, base and high",
        parts: ["low", "high"].map((side) => figurePart(`sensitivity.${driver.key}.${side}`)),
      }),
    );
  }
}

/** "-10%", "+3 months": one end of a range. */
export function rangeInWords({ range: { driver, by } }: Pick<OneWay, "range">, side: 1 | -1): string {
  if (driver.in === "percent") return `${side < 0 ? "-" : "+"}${percentText(by)}`;
  const months = by.numerator;
  if (side < 0 && driver.key === "slippage-months") return "as it stands";
  return `${months} ${months === 1 ? "month" : "months"} ${side < 0 ? "earlier" : "later"}`;
}

function rangePart({ driver, by, line, parameter }: Range): TracePart {
  const shown = driver.in === "percent" ? percentText(by) : String(by.numerator);
  return line === null ? parameterPart(parameter, shown) : inputPart(line, "value", `Range of ${driver.name}`, shown);
}

function registerSwitch(register: FigureRegister, calculation: Calculation, outcome: SwitchingOutcome): void {
  if (outcome.kind === "left out") return;
  const { found } = outcome;
  // An underspend may lie beyond the horizon: of a year that the case does not show, posts have no figure.
  const year = outcome.year !== null && calculation.horizon.years.includes(outcome.year) ? outcome.year : null;
  const parts = (): readonly TracePart[] => [
    ...outcome.figures.map(figurePart),
    ...outcome.lines.flatMap((line) => lineParts(calculation, line, year)),
  ];
  const words = `${outcome.direction}. Now ${nowInWords(outcome)}`;
  const unit: FigureUnit = found.unit === "month" ? "text" : found.unit;
  const value: FigureValue =
    found.unit === "month"
      ? { kind: "text", text: `${calendarYearOf(found.value)}-${String(monthOfYear(found.value)).padStart(2, "0")}` }
      : { kind: "number", value: found.value };
  register.add(`switch.${outcome.key}`, outcome.label, unit, value, () => ({
    rule: "switching-value",
    words,
    parts: parts(),
  }));
}

/** What an input is now, and how far the switching value lies from it: "£41,200, a change of 0%". */
export function nowInWords({ found }: Extract<SwitchingOutcome, { readonly kind: "found" }>): string {
  if (found.unit === "month") {
    const months = found.now - found.value;
    return `${formatMonth(found.now)}, ${months} ${months === 1 ? "month" : "months"} later`;
  }
  const change = changeTo(found);
  const now = found.unit === "money" ? formatMoney(found.now) : `${found.now / PER_PERCENT}%`;
  return change === null ? now : `${now}, a change of ${change / PER_PERCENT}%`;
}

/** Ten-thousandths in a percent. */
const PER_PERCENT = 100;

function registerDraws(register: FigureRegister, { draws }: Calculation): void {
  if (draws === null) return;
  if ("needed" in draws) {
    register.add(
      "draws.p50",
      "Present cost less savings that half of the draws do not exceed",
      "money",
      {
        kind: "needed",
        needed: draws.needed,
      },
      () => ({ rule: "draws", words: "The draws need every input that the ranges reach", parts: [] }),
    );
    return;
  }
  for (const [percentile, value] of draws.percentiles) {
    register.money(
      `draws.p${percentile}`,
      `Present cost less savings that ${percentile} of 100 draws do not exceed`,
      value,
      "",
      () => ({ rule: "draws", words: drawsInWords(draws), parts: draws.draws.ranges.map(rangePart) }),
    );
  }
  register.money("draws.bound", "How far a percentile may be from that of full runs", draws.bound, "", () => ({
    rule: "draws",
    words:
      "Half a penny for each scaled amount of a line and year, more where optimism bias or prices multiply it; every percentile keeps the bound of the values it ranks",
    parts: draws.draws.ranges.map(rangePart),
  }));
}

/** How many draws of what, from which seed. */
export function drawsInWords({ draws }: DrawsOutcome): string {
  const drivers = draws.ranges.map((range) => range.driver.name.toLowerCase()).join(", ");
  return `${draws.count.toLocaleString("en-GB")} draws of ${drivers} together, evenly within their ranges, seed ${draws.seed}; the percentile at the nearest rank`;
}
