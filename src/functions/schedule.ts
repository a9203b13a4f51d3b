/** The first argument of the appraisal functions: the rates that amounts are discounted by. */
import { officialDiscountSteps, rate, type DiscountStep, type Rate } from "../model";
import { notAvailable, raise, valueError } from "./cellError";
import { everyCell, growthIn, isBlank, isSingle, one, placeOf, type Cells } from "./cells";

/** Discount rates by step, and the last year that they reach. */
export type Schedule = { readonly steps: readonly DiscountStep[]; readonly reaches: number; readonly name: string };

/** The most years that an appraisal can run; beyond them nothing is left of any amount. */
export const LONGEST_SCHEDULE = 1_000;

/**
 * The schedule that an argument stands for: "GB", one rate for every year, or a row or column of rates of which the first
 * leads into year 1. A blank among them is #N/A: a missing rate is not a rate of nil.
 */
export function scheduleOf(cells: Cells): Schedule {
  const { name } = cells;
  if (isSingle(cells)) {
    const cell = one(cells);
    if (typeof cell.value === "string") {
      if (cell.value.trim().toUpperCase() !== "GB") {
        raise(valueError(`${name}: '${cell.value}' is not "GB", a rate or a range of rates`));
      }
      return { steps: officialDiscountSteps(), reaches: LONGEST_SCHEDULE, name };
    }
    return { steps: [stepTo(LONGEST_SCHEDULE, growthIn(cell))], reaches: LONGEST_SCHEDULE, name };
  }
  if (cells.width > 1 && cells.height > 1) raise(valueError(`${name} needs one row or one column of rates`));
  const rates = everyCell(cells).map((cell) => {
    if (isBlank(cell.value)) raise(notAvailable(`${placeOf(cell)} is blank`));
    return growthIn(cell);
  });
  return {
    steps: [stepTo(0, rate(0, 1)), ...rates.map((into, index) => stepTo(index + 1, into))],
    reaches: rates.length,
    name,
  };
}

function stepTo(lastYear: number, into: Rate): DiscountStep {
  return { lastYear, rate: into };
}
