/** RULES: how much of an underspend may be moved. */
import type { BusinessCase, Underspend } from "./businessCase";
import type { FinancialYear } from "./calendar";
import { pence, type Pence } from "./money";
import { nameKey } from "./naming";

/** A business group's underspend of one year. */
export type GroupUnderspend = {
  readonly group: string;
  readonly year: FinancialYear;
  readonly rows: readonly Underspend[];
  /** Budget less forecast of the rows that are under budget, before anything is taken off; null when one is not given. */
  readonly gross: Pence | null;
  /** Budget less forecast of all the group's rows together. Below nil: the group overspends in total. */
  readonly net: Pence | null;
  /** The part on grant-funded activity. */
  readonly external: Pence;
  /** What may be moved; null when a budget or forecast is not given. */
  readonly eligible: Pence | null;
};

/**
 * The eligible underspend of every group and year.
 *
 * Formula: a row's part is max(0, budget - forecast) less its externally funded part and other calls, never below nil;
 * the group's eligible underspend is the sum of its rows, and never more than max(0, net underspend of the group).
 * Source: finance model C11. No rounding.
 * Afterwards: 0 <= eligible <= net underspend where both are known.
 */
export function groupUnderspends(underspends: readonly Underspend[]): readonly GroupUnderspend[] {
  const byGroup = new Map<string, Underspend[]>();
  for (const row of underspends) {
    const key = `${row.year}|${nameKey(row.businessGroup)}`;
    const rows = byGroup.get(key);
    if (rows) rows.push(row);
    else byGroup.set(key, [row]);
  }
  return [...byGroup.values()].map(groupUnderspend);
}

function groupUnderspend(rows: readonly Underspend[]): GroupUnderspend {
  const first = rows[0] as Underspend;
  let gross = 0;
  let net = 0;
  let eligible = 0;
  let external = 0;
  let isKnown = true;
  for (const row of rows) {
    if (row.budget === null || row.forecast === null) {
      isKnown = false;
      continue;
    }
    gross += Math.max(0, row.budget - row.forecast);
    net += row.budget - row.forecast;
    external += row.externallyFunded ?? 0;
    eligible += eligibleUnderspend(row.budget, row.forecast, row.externallyFunded ?? 0, row.otherCalls ?? 0);
  }
  return {
    group: first.businessGroup,
    year: first.year,
    rows,
    gross: isKnown ? pence(gross) : null,
    net: isKnown ? pence(net) : null,
    external: pence(external),
    eligible: isKnown ? pence(Math.min(eligible, Math.max(0, net))) : null,
  };
}

/**
 * The part of one budget's underspend that may be moved: max(0, budget - forecast) less the part on externally funded
 * activity and other calls, never below nil. Source: finance model C11. No rounding.
 */
export function eligibleUnderspend(budget: number, forecast: number, external: number, otherCalls: number): number {
  return Math.max(0, Math.max(0, budget - forecast) - external - otherCalls);
}

/**
 * The business group that a name in Contribution from, or the name of an Underspend source, stands for: the group of
 * that name, or the group that a Funding row of that name takes its own money from. Null when neither is there.
 */
export function underspendGroupNamed(businessCase: BusinessCase, name: string): string | null {
  const isGroup = (candidate: string): boolean =>
    (businessCase.underspends ?? []).some((row) => nameKey(row.businessGroup) === nameKey(candidate));
  if (isGroup(name)) return name;
  const row = (businessCase.funding ?? []).find(
    (candidate) =>
      candidate.kind === "Underspend" &&
      nameKey(candidate.source) === nameKey(name) &&
      candidate.contributionFrom !== null,
  );
  return row?.contributionFrom && isGroup(row.contributionFrom) ? row.contributionFrom : null;
}

/** Eligible underspend behind a source in a year, in pence; null when no Underspend row tells. */
export function eligibleForSource(businessCase: BusinessCase, source: string, year: FinancialYear): number | null {
  const group = underspendGroupNamed(businessCase, source);
  if (group === null) return null;
  const rows = (businessCase.underspends ?? []).filter(
    (row) => row.year === year && nameKey(row.businessGroup) === nameKey(group),
  );
  // A year for which the group has no row has no known underspend to give.
  return rows.length === 0 ? 0 : groupUnderspend(rows).eligible;
}
