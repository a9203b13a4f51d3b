/** RULES: what is left of a Major Change Fund, or of any other fund with a balance that is no reserve. */
import type { FinancialYear } from "./calendar";
import type { FundYear } from "./evaluation";
import { pence, type Pence } from "./money";
import type { Source } from "./sources";

/**
 * The headroom of a fund in every year for which the Funding sheet has a row, or in which this case or another source takes
 * money from it.
 *
 * Formula: headroom = opening + contributions - spent - committed - what this case asks for; with the pipeline (other
 * requests not yet approved) taken off as well it is the pipeline headroom. A year without a stated opening starts from
 * what the year before left, and from what was approved for that year, not spent and not carried forward, which returns.
 * What Funding leaves blank the Fund ledger gives. Source: finance model C19, 4.10. No rounding.
 * A blank first opening leaves the headroom `null` ("input needed"): a fund of unknown size is never overdrawn.
 */
export function fundHeadroom(
  source: Source,
  slug: string,
  years: readonly FinancialYear[],
  requested: readonly Pence[],
): readonly FundYear[] {
  if (source.balanceFrom === null) return [];
  const result: FundYear[] = [];
  let carried: number | null = null;
  for (let index = source.balanceFrom; index < years.length; index++) {
    const balance = source.balance[index];
    if (!balance) continue;
    const opening: number | null =
      balance.opening ?? (carried === null ? null : carried + balance.ledger.returnedAtYearEnd);
    const request = requested[index] ?? 0;
    const spent = balance.spent + balance.transferredOut;
    const headroom: number | null =
      opening === null ? null : headroomOf(opening, balance.contributions, spent, balance.committed, request);
    carried = headroom;
    const isClaimed = balance.ledger.rows.length > 0 || balance.ledger.returnedAtYearEnd > 0;
    if (balance.rows.length === 0 && request === 0 && balance.transferredOut === 0 && !isClaimed) continue;
    result.push({
      source: source.name,
      slug,
      year: years[index] as FinancialYear,
      opening: opening === null ? null : pence(opening),
      contributions: pence(balance.contributions),
      spent: pence(spent),
      committed: pence(balance.committed),
      request: pence(request),
      headroom: headroom === null ? null : pence(headroom),
      pipeline: pence(balance.pipeline),
      pipelineHeadroom: headroom === null ? null : pence(headroom - balance.pipeline),
      ledger: balance.ledger,
    });
  }
  return result;
}

/**
 * What is left of a fund or a plan line: opening + contributions - spent - committed - what is asked for.
 *
 * Source: finance model C19. No rounding. Below nil: overdrawn by that much.
 */
export function headroomOf(
  opening: number,
  contributions: number,
  spent: number,
  committed: number,
  request: number,
): number {
  return opening + contributions - (spent + committed + request);
}
