/** RULES: the funding gate. Draft, Funded or Ready, with the reasons. */
import type { Calculation } from "./calculation";
import { formatYear } from "./calendar";
import type { Identity, StatusResult } from "./evaluation";
import type { Flag } from "./finding";
import { formatMoney, pence, sumPence, type Pence } from "./money";
import { nameKey } from "./naming";

/**
 * The status of a case.
 *
 * Draft: a gap in any year, or an error. Funded: neither. Ready: Funded, and every source used has reference, status and
 * date (for provisional money the date its approval is expected), every pressure a name, and no balance is unknown.
 * Source: workbook specification, "Status". Provisional money is named in the reasons whatever the status.
 */
export function judgeStatus(
  calculation: Calculation,
  flags: readonly Flag[],
  identities: readonly Identity[],
): StatusResult {
  const reasons: string[] = [];
  // Where a cost is not known, nobody knows the gap either: nothing is said of it but that.
  const isKnown = calculation.costs.needed.size === 0;
  if (!isKnown) reasons.push("What some posts cost is not known: an input is needed.");
  const gaps = isKnown ? gapByYear(calculation) : [];
  const firstGap = gaps.findIndex((gap) => gap > 0);
  if (firstGap >= 0) {
    reasons.push(
      `${formatMoney(gaps[firstGap] as Pence)} of ${formatYear(calculation.horizon.years[firstGap] as never)} has neither a source nor an accepted pressure (${formatMoney(sumPence(gaps))} in all years).`,
    );
  }
  const errors = flags.filter((flag) => flag.severity === "error").length;
  if (errors > 0) reasons.push(`${errors} ${errors === 1 ? "error is" : "errors are"} open.`);
  // A gap or an error explains itself; a check that fails without either is said by name.
  const broken = identities.filter((identity) => identity.outcome === "broken");
  if (broken.length > 0 && reasons.length === 0)
    reasons.push(`These checks do not hold: ${broken.map((identity) => identity.title).join("; ")}.`);
  const isDraft = reasons.length > 0;
  const missing = isDraft ? [] : missingForReady(calculation);
  return {
    status: isDraft ? "Draft" : missing.length > 0 ? "Funded" : "Ready",
    reasons: [
      ...reasons,
      ...missing,
      ...(isKnown ? provisionalInWords(calculation) : []),
      ...(isDraft || missing.length > 0
        ? []
        : [
            "Every pound has a source with reference, status and date, or a named person who accepts it as a pressure.",
          ]),
    ],
  };
}

/** What has neither a source nor an accepted pressure, by year. Source: workbook specification, "gap". */
export function gapByYear(calculation: Calculation): readonly Pence[] {
  const { horizon, otherLeft, recurringLeft, pressure } = calculation;
  return horizon.years.map((_, at) => {
    const savings = Math.min(pressure[at]?.savings ?? 0, recurringLeft[at] ?? 0);
    return pence((otherLeft[at] ?? 0) + (recurringLeft[at] ?? 0) - savings - (pressure[at]?.accepted ?? 0));
  });
}

function missingForReady(calculation: Calculation): readonly string[] {
  const { sources, drawn, businessCase, funds, reserves, planRows, pressure } = calculation;
  const missing: string[] = [];
  if (businessCase.funding === null && drawn.some((row) => row.some((amount) => amount > 0))) {
    missing.push("There is no Funding sheet: the sources that costs name are not confirmed.");
  }
  sources.forEach((source, index) => {
    if (source.kind === null || !(drawn[index] ?? []).some((amount) => amount > 0)) return;
    const lacks = [
      ...(source.rows.some((row) => row.approvalReference !== null) ? [] : ["approval reference"]),
      ...(source.rows.some((row) => row.approvalDate !== null) ? [] : ["approval date"]),
    ];
    if (lacks.length > 0) missing.push(`${source.name} has no ${lacks.join(" and no ")}.`);
    const isUnknown =
      reserves.some((year) => nameKey(year.source) === source.key && year.closing === null) ||
      funds.some(
        (year) =>
          nameKey(year.source) === source.key &&
          year.request > 0 &&
          year.headroom === null &&
          source.kind === "Major Change Fund",
      );
    if (isUnknown) missing.push(`${source.name} has no Opening, so what it holds is not known.`);
  });
  if (
    pressure.some((year) => year.accepted > 0) &&
    planRows.every((row) => row.acceptedAsPressureBy === null || row.approvalReference === null)
  ) {
    missing.push("The accepted pressure has no approval reference.");
  }
  return missing;
}

/** Provisional money, one sentence a source. */
function provisionalInWords(calculation: Calculation): readonly string[] {
  return calculation.sources.flatMap((source, index) => {
    const amount = sumPence(
      (calculation.drawn[index] ?? []).filter((_, year) => source.standingIn[year] === "Provisional"),
    );
    return amount > 0 ? [`${formatMoney(amount)} from ${source.name} is provisional.`] : [];
  });
}
