/** RULES: how a reserve is rolled forward. */
import type { FinancialYear } from "./calendar";
import type { ReserveYear } from "./evaluation";
import { pence, type Pence } from "./money";
import type { Source } from "./sources";

/**
 * Rolls a reserve forward, from the first year that the Funding sheet speaks of to the last of the case.
 *
 * Formula: closing = opening + in - out; the next year's opening is this year's closing. In is what the sheet contributes
 * to it; out is what this case draws, what the sheet says is spent, and what other sources take from it.
 * Source: finance model C12, 4.7. No rounding. A stated opening after the first year is compared, never used.
 * Afterwards: opening + in - out = closing in every year, and closing of one year is the next opening.
 * A blank first opening leaves opening and closing `null` ("input needed") in every year: it is not nil.
 */
export function rollReserve(
  source: Source,
  slug: string,
  years: readonly FinancialYear[],
  drawn: readonly Pence[],
): readonly ReserveYear[] {
  if (source.balanceFrom === null) return [];
  const rolled: ReserveYear[] = [];
  let opening: number | null = source.balance[source.balanceFrom]?.opening ?? null;
  for (let index = source.balanceFrom; index < years.length; index++) {
    const balance = source.balance[index];
    if (!balance) continue;
    const into = balance.contributions;
    const out = (drawn[index] ?? 0) + balance.spent + balance.transferredOut;
    const closing: number | null = opening === null ? null : closingBalance(opening, into, out);
    rolled.push({
      source: source.name,
      slug,
      year: years[index] as FinancialYear,
      opening: opening === null ? null : pence(opening),
      in: pence(into),
      out: pence(out),
      closing: closing === null ? null : pence(closing),
      minimum: pence(balance.minimum),
    });
    opening = closing;
  }
  return rolled;
}

/**
 * What a balance is at the end of a year: opening + in - out.
 *
 * Source: finance model C12. Costs and drawdowns are positive. No rounding.
 */
export function closingBalance(opening: number, into: number, out: number): number {
  return opening + into - out;
}

/** A year in which the sheet states an opening that the roll-forward does not reach, or leaves a year out. */
export type RollForwardBreak = {
  readonly year: FinancialYear;
  readonly stated: Pence | null;
  readonly computed: Pence | null;
};

/**
 * Where the stated openings of a reserve do not follow from the year before, and years that are missing between two
 * rows: a roll-forward without a middle year proves nothing. Source: finance model I5, law 10.
 */
export function rollForwardBreaks(source: Source, rolled: readonly ReserveYear[]): readonly RollForwardBreak[] {
  const breaks: RollForwardBreak[] = [];
  const withRows = source.rows.map((row) => row.year).filter((year) => year !== null);
  if (withRows.length === 0) return breaks;
  const lastRow = Math.max(...withRows);
  rolled.forEach((year, index) => {
    const row = source.rows.find((candidate) => candidate.year === year.year);
    if (!row) {
      if (index > 0 && year.year < lastRow) breaks.push({ year: year.year, stated: null, computed: year.opening });
    } else if (index > 0 && row.opening !== null && year.opening !== null && row.opening !== year.opening) {
      breaks.push({ year: year.year, stated: row.opening, computed: year.opening });
    }
  });
  return breaks;
}
