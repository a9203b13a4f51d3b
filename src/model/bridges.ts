/** RULES: the pressure that is left when one-off money that carried recurring cost comes to its end. */
import type { FinancialYear } from "./calendar";
import type { CostTable } from "./costs";
import type { Waterfall } from "./funding";
import { pence, type Pence } from "./money";
import { lastOpenYear, type Source } from "./sources";

/** A one-off source that carried recurring cost, and what it leaves to the plan. */
export type Bridge = {
  readonly source: Source;
  /** The last year in which it gave to these lines. */
  readonly lastUsed: FinancialYear;
  /** The exit year that the sheets state; null where they state none. */
  readonly exit: FinancialYear | null;
  /** Indexes of the lines that it carried last. */
  readonly lines: readonly number[];
  /** What these lines leave to the plan, one entry a year of the case; nil up to the last year of use. */
  readonly left: readonly Pence[];
};

/**
 * The pressure line that each bridge leaves, from the year after it ends to the horizon.
 *
 * Decides: a source is a bridge for a recurring line when it is a reserve, a change fund, an underspend, marked One-off, or
 * has a last year before the horizon ends, and has paid the line in some year. What the line then leaves unpaid in later years
 * is the bridge's; of several bridges the last one's, so that nothing is counted twice. The sum is a part of the pressure
 * before savings. Formula: left(Y) = unpaid part of its lines after the last year of use. Units: pence. No rounding. Lines
 * paid to the horizon leave nothing and are not given. Source: finance model 4.1 (4), 4.8.
 */
export function bridgesOf(
  costs: CostTable,
  sources: readonly Source[],
  waterfall: Pick<Waterfall, "takes" | "left">,
): readonly Bridge[] {
  const { years, lines } = costs;
  const width = years.length;
  const lastTake = new Map<number, { readonly source: number; readonly year: number }>();
  waterfall.takes.amount.forEach((_, take) => {
    const line = waterfall.takes.line[take] as number;
    const source = waterfall.takes.source[take] as number;
    const year = waterfall.takes.year[take] as number;
    if (lines[line]?.nature !== "Recurring revenue" || !isBridge(sources[source], years)) return;
    const known = lastTake.get(line);
    if (known === undefined || year > known.year || (year === known.year && source > known.source))
      lastTake.set(line, { source, year });
  });
  const bridges = new Map<string, { source: number; year: number; lines: number[]; left: number[] }>();
  for (const [line, { source, year }] of [...lastTake].sort(([a], [b]) => a - b)) {
    const left = years.map((_, at) => (at > year ? (waterfall.left[line * width + at] ?? 0) : 0));
    if (left.every((amount) => amount === 0)) continue;
    const key = String(source);
    const bridge = bridges.get(key) ?? { source, year, lines: [], left: years.map(() => 0) };
    bridge.lines.push(line);
    bridge.year = Math.max(bridge.year, year);
    bridge.left = bridge.left.map((amount, at) => amount + (left[at] ?? 0));
    bridges.set(key, bridge);
  }
  return [...bridges.values()]
    .sort((a, b) => a.source - b.source)
    .map((bridge) => ({
      source: sources[bridge.source] as Source,
      lastUsed: years[bridge.year] as FinancialYear,
      exit: lastOpenYear(sources[bridge.source] as Source, years),
      lines: bridge.lines,
      left: bridge.left.map(pence),
    }));
}

function isBridge(source: Source | undefined, years: readonly FinancialYear[]): boolean {
  if (source === undefined || source.kind === null) return false;
  if (source.isReserve || source.isOneOff || source.kind === "Underspend" || source.kind === "Major Change Fund")
    return true;
  const last = lastOpenYear(source, years);
  return last !== null && last < (years.at(-1) ?? 0);
}
