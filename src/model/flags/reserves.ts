import type { Calculation } from "../calculation";
import { formatYear, type FinancialYear } from "../calendar";
import { type CostedLine } from "../costs";
import type { Flag } from "../finding";
import { mayPay } from "../funding";
import { formatMoney, pence, type Pence } from "../money";
import { nameKey } from "../naming";
import { lastOpenYear } from "../sources";
import { costPlace, flag, money, place, REFERENCES_NAMED, referencesInWords } from "./flag";
import { highestReached } from "../thresholds";

/** Flags about what reserves pay for: short of the cost, recurring cost on them, transfers that nobody has agreed. */
export function reserveFlags(calculation: Calculation): readonly Flag[] {
  const { businessCase, sources, costs, waterfall, horizon, planRows } = calculation;
  const flags: Flag[] = [];
  const width = costs.years.length;
  sources.forEach((source, index) => {
    if (!source.isReserve) return;
    // Recurring cost paid by the reserve, and what it fails to cover while it is the bridge.
    const yearsUsed = new Set<FinancialYear>();
    let paid = 0;
    waterfall.takes.amount.forEach((amount, take) => {
      const line = costs.lines[waterfall.takes.line[take] as number];
      if (waterfall.takes.source[take] !== index || line?.nature !== "Recurring revenue") return;
      paid += amount;
      yearsUsed.add(costs.years[waterfall.takes.year[take] as number] as FinancialYear);
    });
    const lastUsed = Math.max(...yearsUsed);
    const exit = lastOpenYear(source, horizon.years);
    const isExitPlanned = exit !== null && planRows.some((row) => row.acceptedAsPressureBy !== null);
    if (yearsUsed.size > 1 || (yearsUsed.size === 1 && exit === null)) {
      flags.push(
        flag(
          "RESERVE_FUNDS_RECURRING",
          source.name,
          `Recurring cost of ${formatMoney(paid as Pence)} is paid from ${source.name} in ${yearsUsed.size === 1 ? formatYear(lastUsed as FinancialYear) : `${yearsUsed.size} years`}; ${exit === null ? "no exit year is given" : `it ends in ${formatYear(exit)}${isExitPlanned ? ", and the pressure after it is accepted" : ""}`}.`,
          "Reserves are spent once: say what pays afterwards.",
          {
            place: place(source.rows[0]?.line ?? null, exit === null ? "toYear" : "eligibleFor"),
            rule: "Recurring cost from a reserve for more than a year, or without an exit year",
          },
        ),
      );
    }
    for (let year = 0; year < width; year++) {
      // The reserve is the bridge of the lines that name it, and of those that leave the choice to the order.
      const short = calculation.demand.order.flatMap((lineIndex) => {
        const line = costs.lines[lineIndex] as CostedLine;
        const left = waterfall.left[lineIndex * width + year] ?? 0;
        const isBridged =
          line.namedSource === null ? source.kind !== "General reserve" : nameKey(line.namedSource) === source.key;
        if (left <= 0 || line.nature !== "Recurring revenue" || !isBridged || !mayPay(source, line, year)) return [];
        return [{ line, left, demand: calculation.demand.amounts[lineIndex * width + year] ?? 0 }];
      });
      const [first, ...others] = short;
      if (!first) continue;
      const demand = short.reduce((sum, entry) => sum + entry.demand, 0);
      const left = short.reduce((sum, entry) => sum + entry.left, 0);
      const yearValue = costs.years[year] as FinancialYear;
      flags.push(
        flag(
          "RESERVE_SHORTFALL",
          `${source.name} ${formatYear(yearValue)}`,
          `${source.name} covers ${formatMoney(pence(demand - left))} of ${formatMoney(pence(demand))} in ${formatYear(yearValue)} (${referencesInWords(short.map((entry) => entry.line))}); it is short by ${formatMoney(pence(left))}.`,
          "Put more into the reserve, or say what pays the rest.",
          {
            place: costPlace(first.line),
            alsoAt: others.slice(0, REFERENCES_NAMED).map((entry) => costPlace(entry.line)),
            year: yearValue,
            amounts: money(demand - left, demand),
            rule: "The reserve gives less than the cost in a bridge year",
          },
        ),
      );
    }
    for (const { year, slug, outcome } of calculation.reserveAdequacy.filter((each) => each.source === source)) {
      if (outcome.kind === "not judged" || outcome.shortfall === 0) continue;
      const { priceYear, cost, costAtRates, spare, shortfall, lines } = outcome;
      const [first, ...others] = lines;
      const posts = lines.slice(0, REFERENCES_NAMED).map((line) => line.post.reference);
      const ofOne = first
        ? ` (a post of ${first.post.reference}: ${formatMoney(first.postThen)} at the rates of ${formatYear(priceYear)}, ${formatMoney(first.postNow)} at those of ${formatYear(year)})`
        : "";
      flags.push(
        flag(
          "RESERVE_SHORTFALL",
          `${source.name} ${formatYear(year)} at pay rates`,
          `At the pay rates of ${formatYear(year)} ${posts.join(", ")} cost ${formatMoney(costAtRates)}, not the ${formatMoney(cost)} stated at those of ${formatYear(priceYear)}${ofOne}; ${source.name} ${spare === 0 ? "has no more to give" : `has ${formatMoney(spare)} to spare`} and is short by ${formatMoney(shortfall)}.`,
          "Put more into the reserve, say what pays the rest, or enter the Price base at which the cost was worked out.",
          {
            place: first ? { line: first.post.line, field: first.post.unitCost ? "unitCost" : "annualCost" } : null,
            alsoAt: others
              .slice(0, REFERENCES_NAMED)
              .map(({ post }) => ({ line: post.line, field: post.unitCost ? "unitCost" : "annualCost" })),
            year,
            amounts: money(cost + spare, costAtRates),
            rule: `Cost x pay build of ${formatYear(year)} / pay build of ${formatYear(priceYear)} is more than the reserve holds above its minimum`,
            figures: [`reserve.${slug}.short-at-pay-rates.${formatYear(year)}`],
          },
        ),
      );
    }
    for (const row of source.rows) {
      if (row.contributions === null) continue;
      const who = highestReached(businessCase.thresholds ?? [], "Reserve movement", row.contributions);
      const isAgreed = row.approver !== null && who !== null && nameKey(row.approver) === nameKey(who.whoMustAgree);
      if (who && !isAgreed) {
        flags.push(
          flag(
            "RESERVE_NO_APPROVAL",
            `${source.name}${row.year === null ? "" : ` ${formatYear(row.year)}`}`,
            `The transfer of ${formatMoney(row.contributions)} into ${source.name} needs the agreement of ${who.whoMustAgree}; ${row.approver === null ? "no approver is entered" : `the approver entered is ${row.approver}`}.`,
            `Enter ${who.whoMustAgree} as Approver once it is agreed.`,
            {
              place: { line: row.line, field: "approver" },
              year: row.year,
              rule: `Reserve movements from ${formatMoney(who.fromAmount)}`,
              whoMustAgree: who.whoMustAgree,
            },
          ),
        );
      }
    }
  });
  return flags;
}
