/**
 * RULES: whether printed figures agree with one another, judged by the precision they were printed to. Usable on any
 * published table by itself: it asks for numbers and half units, and knows nothing of a case.
 */
import type { ReconciliationClass } from "./evaluation";
import { productHalfUp } from "./money";

/** A printed total beside its parts, in one unit (pence, say). Half units are half of the last printed digit. */
export type PrintedSum = {
  readonly printed: number;
  readonly printedHalfUnit: number;
  readonly modelled: number;
  /** Half unit of each quoted part, already times its part in the sum; 0 for an exact one. */
  readonly partHalfUnits: readonly number[];
};

/** How a printed total and its parts agree, in the unit of the sum. */
export type Reconciled = {
  readonly class: ReconciliationClass;
  readonly tolerance: number;
  /** Parts less printed. */
  readonly difference: number;
};

/** Beyond this many parts the worst case would hide a real error, and the spread of independent roundings is used. */
const WORST_CASE_PARTS = 6;

/**
 * Whether printed digits alone can explain a difference.
 *
 * Formula: T = sum of the parts' half units for up to six parts, else the smaller of that sum and
 * 3 x root(sum of squares / 3); tolerance = T + half unit of the printed total. EXACT: the model's value rounds to the
 * printed one; ROUNDING: the difference is within the tolerance; BREAK: it is not. Exact counts have half unit nil.
 * Source: finance model C28. The tolerance is rounded down to a whole unit: doubt is never stretched.
 */
export function reconcile(sum: PrintedSum): Reconciled {
  const worst = sum.partHalfUnits.reduce((total, half) => total + half, 0);
  // 3 x root(squares / 3) as one root: a whole answer comes out whole.
  const spread = Math.sqrt(3 * sum.partHalfUnits.reduce((total, half) => total + half * half, 0));
  const parts = sum.partHalfUnits.length <= WORST_CASE_PARTS ? worst : Math.min(worst, spread);
  const tolerance = Math.floor(parts + sum.printedHalfUnit);
  const difference = sum.modelled - sum.printed;
  return { class: classOf(sum, difference, tolerance), tolerance, difference };
}

function classOf(sum: PrintedSum, difference: number, tolerance: number): ReconciliationClass {
  if (difference === 0) return "EXACT";
  const unit = 2 * sum.printedHalfUnit;
  if (unit > 0 && productHalfUp([sum.modelled], unit) * unit === sum.printed) return "EXACT";
  return Math.abs(difference) <= tolerance ? "ROUNDING" : "BREAK";
}

/** A number as it stands in a published table: its value and half of its last printed digit, both in one unit. */
export type PrintedNumber = { readonly value: number; readonly halfUnit: number };

/** A published table: numbers by row and column, with the totals that are printed beside and below them. */
export type PublishedTable = {
  /** All rows have one length. Null is a blank: a sum that needs it is not judged. */
  readonly rows: readonly (readonly (PrintedNumber | null)[])[];
  /** One a row; null where the table prints none. */
  readonly rowTotals: readonly (PrintedNumber | null)[];
  /** One a column. */
  readonly columnTotals: readonly (PrintedNumber | null)[];
  readonly grandTotal: PrintedNumber | null;
};

/** One total of a published table that was judged; `index` counts rows or columns from 0, or null for the grand total. */
export type TableSum = {
  readonly total: "row" | "column" | "grand total of rows" | "grand total of columns";
  readonly index: number | null;
  readonly reconciled: Reconciled;
};

/**
 * Judges every total that a published table prints: each row, each column, and the grand total both as the sum of the
 * row totals and as the sum of the column totals.
 *
 * Formula: `reconcile` for each. A total whose parts hold a blank is not judged: a blank is never a nil.
 * Source: finance model C28, I21. No rounding of its own. Throws when rows or totals do not fit one another.
 */
export function reconcileTable(table: PublishedTable): readonly TableSum[] {
  const width = table.columnTotals.length;
  if (table.rowTotals.length !== table.rows.length || table.rows.some((row) => row.length !== width))
    throw new RangeError("a published table needs a total, or a null, for every row and every column");
  const sums: TableSum[] = [];
  const judge = (
    total: TableSum["total"],
    index: number | null,
    parts: readonly (PrintedNumber | null)[],
    printed: PrintedNumber | null,
  ): void => {
    const known = parts.filter((part) => part !== null);
    if (printed === null || known.length === 0 || known.length < parts.length) return;
    sums.push({ total, index, reconciled: reconcileParts(known, printed) });
  };
  table.rows.forEach((row, index) => {
    judge("row", index, row, table.rowTotals[index] ?? null);
  });
  table.columnTotals.forEach((printed, column) => {
    judge(
      "column",
      column,
      table.rows.map((row) => row[column] ?? null),
      printed,
    );
  });
  judge("grand total of rows", null, table.rowTotals, table.grandTotal);
  judge("grand total of columns", null, table.columnTotals, table.grandTotal);
  return sums;
}

/** Parts that each count once in a printed total. Source: finance model C28. */
export function reconcileParts(parts: readonly PrintedNumber[], printed: PrintedNumber): Reconciled {
  return reconcile({
    printed: printed.value,
    printedHalfUnit: printed.halfUnit,
    modelled: parts.reduce((sum, part) => sum + part.value, 0),
    partHalfUnits: parts.map((part) => part.halfUnit).filter((half) => half > 0),
  });
}

/** A range a year against a stated total, all in one unit. */
export type RangeTotal = {
  readonly lowest: number;
  readonly highest: number;
  readonly isReached: boolean;
};

/**
 * Whether a yearly amount between two limits can reach a stated total in a number of years.
 *
 * Formula: lowest = low x years, highest = high x years; reached when the stated total, give or take what printed digits
 * explain, lies between them. Each limit's half unit counts once for every year, the total's once.
 * Source: finance model 4.18, C28. No rounding. Throws unless low is at most high and years is a whole number above nil.
 */
export function rangeReaches(
  low: PrintedNumber,
  high: PrintedNumber,
  years: number,
  stated: PrintedNumber,
): RangeTotal {
  if (!Number.isSafeInteger(years) || years < 1) throw new RangeError(`not a number of years: ${years}`);
  if (low.value > high.value) throw new RangeError("the range ends below its beginning");
  const lowest = low.value * years;
  const highest = high.value * years;
  return {
    lowest,
    highest,
    isReached:
      stated.value >= lowest - low.halfUnit * years - stated.halfUnit &&
      stated.value <= highest + high.halfUnit * years + stated.halfUnit,
  };
}
