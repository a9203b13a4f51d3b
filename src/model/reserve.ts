/** RULES: how a reserve is rolled forward. */
import { reconcile } from "./publishedTable";
import type { ReserveRow } from "./businessCase";
import type { FinancialYear } from "./calendar";
import type { ReserveYear } from "./evaluation";
import { pence, type Pence } from "./money";
import type { Source } from "./sources";

/** What a reserve is called and is. */
export type NamedReserve = Pick<ReserveYear, "source" | "slug" | "class" | "isOnFunding" | "expires">;

/** What moves in one year of a reserve. Amounts in pence, above nil but for `between`. */
export type ReserveMovement = {
  readonly year: FinancialYear;
  readonly in: number;
  readonly out: number;
  readonly between: number;
  readonly released: number;
  readonly drawn: number;
  readonly minimum: number;
  /** The row of the Reserves sheet; null where it has none. */
  readonly row: ReserveRow | null;
  /** A year between years with rows that has none itself. */
  readonly isMissing: boolean;
};

/**
 * Rolls a reserve of the Funding sheet forward, from the first year that a sheet speaks of to the last of the case, and on
 * through the years that the Reserves sheet has after it.
 *
 * Formula: closing = opening + in - out + between; the next year's opening is this year's closing. In is what the sheets
 * contribute to it; out is what this case draws, what the sheet says is spent, and what other sources take from it. Where the
 * Reserves sheet states a Transfer out, that is all that leaves, this case's draw among it; a draw above it counts in full.
 * Source: finance model C12, 4.7. No rounding. A stated opening after the first year is compared, never used.
 * Afterwards: opening + in - out + between = closing in every year, and closing of one year is the next opening.
 * A blank first opening leaves opening and closing `null` ("input needed") in every year: it is not nil.
 */
export function rollReserve(
  source: Source,
  slug: string,
  years: readonly FinancialYear[],
  drawn: readonly Pence[],
  planned: readonly ReserveRow[] = [],
): readonly ReserveYear[] {
  if (source.balanceFrom === null) return [];
  const movements: ReserveMovement[] = [];
  const spokenOf = new Set<FinancialYear | null>([
    ...planned.map((row) => row.year),
    ...source.rows.map((row) => row.year),
  ]);
  const last = lastYear(planned.map((row) => row.year));
  for (let index = source.balanceFrom; index < years.length; index++) {
    const balance = source.balance[index];
    const year = years[index] as FinancialYear;
    if (!balance) continue;
    const ofCase = drawn[index] ?? 0;
    movements.push({
      year,
      in: balance.contributions,
      out: Math.max(balance.planned?.transferOut ?? 0, ofCase + balance.spent + balance.transferredOut),
      between: balance.between,
      released: 0,
      drawn: ofCase,
      minimum: balance.minimum,
      row: balance.planned,
      isMissing: movements.length > 0 && last !== null && year < last && !spokenOf.has(year),
    });
  }
  const after = planned.filter((row) => row.year > (years.at(-1) ?? 0)).sort((a, b) => a.year - b.year);
  movements.push(...movementsOfRows(after, movements.at(-1)?.year ?? null));
  const first = source.balance[source.balanceFrom]?.opening ?? null;
  return rollMovements(
    {
      source: source.name,
      slug,
      class: planned[0]?.class ?? (source.kind === "General reserve" ? "General" : "Earmarked"),
      isOnFunding: true,
      expires: source.expires,
    },
    first,
    movements,
  );
}

/**
 * Rolls a reserve that only the Reserves sheet names, from its first row to its last.
 *
 * Formula, source and rounding as `rollReserve`; nothing of it pays for this case. A year without a row between two years that
 * have one leaves its closing and everything after it `null`: what moved in it is not known.
 */
export function rollPlannedReserve(
  reserve: Pick<NamedReserve, "source" | "slug">,
  rows: readonly ReserveRow[],
): readonly ReserveYear[] {
  const inOrder = [...rows].sort((a, b) => a.year - b.year);
  const [first] = inOrder;
  if (!first) return [];
  const expiry = inOrder.flatMap((row) => row.expires ?? []);
  return rollMovements(
    { ...reserve, class: first.class, isOnFunding: false, expires: expiry[0] ?? null },
    first.opening,
    movementsOfRows(inOrder, null),
  );
}

/** The rows of a reserve in order of year as movements; a year without a row before one that has is missing. */
function movementsOfRows(rows: readonly ReserveRow[], before: FinancialYear | null): readonly ReserveMovement[] {
  const movements: ReserveMovement[] = [];
  let next: number | null = before === null ? null : before + 1;
  for (const row of rows) {
    for (let year = next ?? row.year; year < row.year; year++) {
      movements.push({ ...NOTHING, year: year as FinancialYear, row: null, isMissing: true });
    }
    next = row.year + 1;
    movements.push({
      ...NOTHING,
      year: row.year,
      in: row.transferIn ?? 0,
      out: row.transferOut ?? 0,
      between: row.betweenReserves ?? 0,
      minimum: row.minimum ?? 0,
      row,
      isMissing: false,
    });
  }
  return movements;
}

const NOTHING = { in: 0, out: 0, between: 0, released: 0, drawn: 0, minimum: 0 } as const;

/**
 * The years of a reserve from its first opening and what moves in each.
 *
 * Formula: closing = opening + in - out + between, and so on into the next year; without the case: closing + all that it has
 * drawn so far. Units: pence. No rounding. `null` after a blank first opening or a missing year. Source: finance model C12.
 */
export function rollMovements(
  reserve: NamedReserve,
  firstOpening: number | null,
  movements: readonly ReserveMovement[],
): readonly ReserveYear[] {
  let opening = firstOpening;
  let drawnSoFar = 0;
  return movements.map((movement) => {
    const { year, released, drawn, row, isMissing } = movement;
    const between = movement.between + released;
    const closing: number | null =
      opening === null || isMissing ? null : closingBalance(opening, movement.in, movement.out) + between;
    drawnSoFar += drawn;
    const rolled: ReserveYear = {
      ...reserve,
      year,
      opening: opening === null ? null : pence(opening),
      in: pence(movement.in),
      out: pence(movement.out),
      between: pence(between),
      released: pence(released),
      closing: closing === null ? null : pence(closing),
      minimum: pence(movement.minimum),
      drawn: pence(drawn),
      closingWithoutCase: closing === null ? null : pence(closing + drawnSoFar),
      stated: row === null || closing === null ? null : statedBeside(row, closing),
      row: row?.line ?? null,
      isMissing,
    };
    opening = closing;
    return rolled;
  });
}

/** The stated closing beside the computed one, judged by printed digits. */
function statedBeside(row: ReserveRow, closing: number): ReserveYear["stated"] {
  if (row.closingStated === null) return null;
  const verdict = reconcile({
    printed: row.closingStated.amount,
    printedHalfUnit: row.closingStated.halfUnit,
    modelled: closing,
    partHalfUnits: row.partHalfUnits,
  });
  return {
    closing: row.closingStated.amount,
    difference: pence(verdict.difference),
    class: verdict.class,
    tolerance: pence(verdict.tolerance),
  };
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
 * @param statedOpenings the openings that the sheets state, by year; null for a row that states none.
 */
export function rollForwardBreaks(
  statedOpenings: ReadonlyMap<FinancialYear, Pence | null>,
  rolled: readonly ReserveYear[],
): readonly RollForwardBreak[] {
  const breaks: RollForwardBreak[] = [];
  const lastRow = lastYear([...statedOpenings.keys()]);
  if (lastRow === null) return breaks;
  rolled.forEach((year, index) => {
    const stated = statedOpenings.get(year.year);
    if (stated === undefined) {
      if (index > 0 && year.year < lastRow) breaks.push({ year: year.year, stated: null, computed: year.opening });
    } else if (index > 0 && stated !== null && year.opening !== null && stated !== year.opening) {
      breaks.push({ year: year.year, stated, computed: year.opening });
    }
  });
  return breaks;
}

function lastYear(years: readonly (FinancialYear | null)[]): FinancialYear | null {
  const known = years.filter((year) => year !== null);
  return known.length === 0 ? null : (Math.max(...known) as FinancialYear);
}

/** The openings that Funding and Reserves state of a reserve, by year; Funding's where both do, since the two then agree. */
export function statedOpenings(
  funding: Source["rows"],
  planned: readonly ReserveRow[],
): ReadonlyMap<FinancialYear, Pence | null> {
  const stated = new Map<FinancialYear, Pence | null>();
  for (const row of [...planned, ...funding]) {
    if (row.year === null) continue;
    stated.set(row.year, row.opening ?? stated.get(row.year) ?? null);
  }
  return stated;
}
