import type { Calculation } from "../calculation";
import { formatYear } from "../calendar";
import type { Flag } from "../finding";
import { formatMoney, pence } from "../money";
import { compareNatural } from "../naming";
import { flag } from "./flag";

/** Flags that name who must agree, by the amounts of the Thresholds sheet. */
export function thresholdFlags(calculation: Calculation): readonly Flag[] {
  const { businessCase, costs } = calculation;
  const flags: Flag[] = [];
  let totalCost = 0;
  for (const amount of costs.amounts) totalCost += amount;
  const investment = highestReached(businessCase.thresholds ?? [], "Investment", totalCost);
  if (investment) {
    flags.push(
      flag(
        "THRESHOLD_APPROVAL",
        "Investment",
        `The case costs ${formatMoney(pence(totalCost))} to its horizon and needs the agreement of ${investment.whoMustAgree}.`,
        "Send it by that route.",
        {
          place: { line: investment.line, field: "fromAmount" },
          rule: `Investment from ${formatMoney(investment.fromAmount)}`,
          whoMustAgree: investment.whoMustAgree,
          figures: ["cost.total"],
        },
      ),
    );
  }
  for (const row of businessCase.funding ?? []) {
    if (row.contributions === null || (row.kind !== "Earmarked reserve" && row.kind !== "General reserve")) continue;
    const movement = highestReached(businessCase.thresholds ?? [], "Reserve movement", row.contributions);
    if (movement) {
      flags.push(
        flag(
          "THRESHOLD_APPROVAL",
          `Reserve movement: ${row.source}${row.year === null ? "" : ` ${formatYear(row.year)}`}`,
          `${formatMoney(row.contributions)} into ${row.source} needs the agreement of ${movement.whoMustAgree}.`,
          "Send it by that route.",
          {
            place: { line: row.line, field: "contributions" },
            alsoAt: [{ line: movement.line, field: "fromAmount" }],
            year: row.year,
            rule: `Reserve movement from ${formatMoney(movement.fromAmount)}`,
            whoMustAgree: movement.whoMustAgree,
          },
        ),
      );
    }
  }
  return flags;
}

/** The threshold with the highest amount that is reached. */
export function highestReached(
  thresholds: NonNullable<Calculation["businessCase"]["thresholds"]>,
  appliesTo: string,
  amount: number,
): NonNullable<Calculation["businessCase"]["thresholds"]>[number] | null {
  let highest: NonNullable<Calculation["businessCase"]["thresholds"]>[number] | null = null;
  for (const threshold of thresholds) {
    if (threshold.appliesTo !== appliesTo || amount < threshold.fromAmount) continue;
    const isHigher =
      highest === null ||
      threshold.fromAmount > highest.fromAmount ||
      (threshold.fromAmount === highest.fromAmount && compareNatural(threshold.whoMustAgree, highest.whoMustAgree) < 0);
    if (isHigher) highest = threshold;
  }
  return highest;
}
