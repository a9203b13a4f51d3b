import type { Calculation } from "../calculation";
import { formatYear } from "../calendar";
import type { Flag } from "../finding";
import { formatMoney, pence } from "../money";
import { nameKey } from "../naming";
import { highestReached } from "../thresholds";
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
  return [...flags, ...routeFlags(calculation)];
}

/** Movements of the Reserves sheet, virements and variances that somebody must agree to. */
function routeFlags({ businessCase, routes }: Calculation): readonly Flag[] {
  const said = new Set(
    (businessCase.funding ?? []).flatMap((row) =>
      row.contributions === null || row.year === null ? [] : [`Into ${nameKey(row.source)} ${row.year}`],
    ),
  );
  return routes.flatMap(({ subject, what, year, amount, threshold, figure, place }): Flag[] => {
    if (threshold === null || subject === "Investment") return [];
    if (subject === "Reserve movement" && (place === null || said.has(`Into ${nameKey(what.slice(5))} ${year ?? ""}`)))
      return [];
    const yearText = year === null ? "" : ` ${formatYear(year)}`;
    return [
      flag(
        "THRESHOLD_APPROVAL",
        `${subject}: ${what}${yearText}`,
        `${formatMoney(amount)} ${WORDS_OF_SUBJECT[subject]}: ${what}${yearText}. It needs the agreement of ${threshold.whoMustAgree}.`,
        "Send it by that route.",
        {
          place: place ?? { line: threshold.line, field: "fromAmount" },
          ...(place === null ? {} : { alsoAt: [{ line: threshold.line, field: "fromAmount" }] }),
          year,
          rule: `${subject} from ${formatMoney(threshold.fromAmount)}`,
          whoMustAgree: threshold.whoMustAgree,
          figures: figure === null ? [] : [figure],
        },
      ),
    ];
  });
}

const WORDS_OF_SUBJECT = {
  "Reserve movement": "moves in a reserve",
  Virement: "is moved between budgets",
  Variance: "is a variance",
} as const;

/**
 * Names on every error and warning that compares money who must agree to a difference of that size, by the Variance
 * amounts of the Thresholds sheet. A flag that names somebody already keeps the name.
 */
export function withRoutes({ businessCase }: Calculation, flags: readonly Flag[]): readonly Flag[] {
  const thresholds = businessCase.thresholds ?? [];
  if (!thresholds.some(({ appliesTo }) => appliesTo === "Variance")) return flags;
  return flags.map((each) => {
    if (each.whoMustAgree !== null || each.severity === "note" || each.amounts?.unit !== "money") return each;
    const difference = Math.abs(each.amounts.current - each.amounts.baseline);
    const reached = highestReached(thresholds, "Variance", difference);
    return reached === null ? each : { ...each, whoMustAgree: reached.whoMustAgree };
  });
}
