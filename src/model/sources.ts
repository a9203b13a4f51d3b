/**
 * Sources of funding as the rules need them: the rows of the Funding sheet that speak of one source brought together,
 * with what each may pay for, when, and how much it holds.
 */
import type { BusinessCase, FundingKind, FundingRow, FundingStatus, LineId, Nature } from "./businessCase";
import type { FinancialYear } from "./calendar";
import type { Standing } from "./evaluation";
import { compareNatural, nameKey } from "./naming";
import { eligibleForSource } from "./underspend";

/** Kinds whose money is a balance that carries over from year to year. */
const RESERVE_KINDS: ReadonlySet<FundingKind | null> = new Set<FundingKind | null>([
  "Earmarked reserve",
  "General reserve",
]);

/** Source: workbook specification, the funding waterfall: the order of kinds where no Order is given. */
const KIND_ORDER: readonly FundingKind[] = [
  "Third party",
  "Revenue grant",
  "Capital grant",
  "Capital receipts",
  "Earmarked reserve",
  "Major Change Fund",
  "Underspend",
  "Capital plan",
  "Borrowing",
  "Revenue budget",
  "General reserve",
];

/** What each kind may pay for where Eligible for is blank. Source: workbook specification, Funding. */
export const DEFAULT_ELIGIBILITY: Readonly<Record<FundingKind, readonly Nature[]>> = {
  "Capital plan": ["Capital"],
  "Capital receipts": ["Capital"],
  "Capital grant": ["Capital"],
  Borrowing: ["Capital"],
  "Major Change Fund": ["One-off revenue"],
  "Earmarked reserve": ["Capital", "One-off revenue"],
  "General reserve": ["Capital", "One-off revenue", "Recurring revenue"],
  "Revenue grant": ["One-off revenue", "Recurring revenue"],
  "Third party": ["One-off revenue", "Recurring revenue"],
  "Revenue budget": ["Capital", "One-off revenue", "Recurring revenue"],
  Underspend: ["One-off revenue", "Recurring revenue"],
  "Medium term financial plan": ["Recurring revenue"],
};

/** What a balance holds at the start of, gets in and gives out in a year, before this case draws on it. */
export type BalanceYear = {
  /** As entered for this year; null when not entered. */
  readonly opening: number | null;
  readonly contributions: number;
  readonly spent: number;
  readonly committed: number;
  readonly pipeline: number;
  readonly minimum: number;
  /** Given to other sources by their Contribution from, and the rows that take it. */
  readonly transferredOut: number;
  readonly takenBy: readonly FundingRow[];
  readonly rows: readonly FundingRow[];
};

/** A source with everything known of it. Years are indexes into the years of the case. */
export type Source = {
  readonly name: string;
  readonly key: string;
  /** Null for a source that only a cost line names: there is no Funding sheet. */
  readonly kind: FundingKind | null;
  readonly rows: readonly FundingRow[];
  readonly eligibleFor: ReadonlySet<Nature>;
  readonly isOneOff: boolean;
  readonly order: number | null;
  readonly isReserve: boolean;
  /** Whether money may be drawn in each year. */
  readonly isOpenIn: readonly boolean[];
  /** From year to To year, where the row says both or one of them. */
  readonly hasWindow: boolean;
  readonly standingIn: readonly Standing[];
  /** Limit over all years together; null for none. */
  readonly limitTotal: number | null;
  /** Limit of each year; null for none. */
  readonly limitIn: readonly (number | null)[];
  readonly balance: readonly BalanceYear[];
  /** Index of the first year for which the sheet says anything of the balance; null when it says nothing at all. */
  readonly balanceFrom: number | null;
};

/**
 * Brings the rows of the Funding sheet together by source, or, without a Funding sheet, makes a source of unknown kind
 * and no limit of every name on a cost. The medium term financial plan is no source: it takes what is left.
 */
export function sourcesOf(
  businessCase: BusinessCase,
  years: readonly FinancialYear[],
  namedOnCosts: Iterable<string>,
): readonly Source[] {
  if (businessCase.funding === null) return unlimitedSources(namedOnCosts, years);
  const rowsBySource = new Map<string, FundingRow[]>();
  for (const row of businessCase.funding) {
    if (row.kind === "Medium term financial plan") continue;
    const rows = rowsBySource.get(nameKey(row.source));
    if (rows) rows.push(row);
    else rowsBySource.set(nameKey(row.source), [row]);
  }
  const given = contributionsGiven(businessCase.funding, years);
  const sources = [...rowsBySource.values()].map((rows) => sourceOfRows(rows, years, businessCase, given));
  return sources.sort(compareSources);
}

/** The order in which sources pay: Order, then kind, then name; never by position. */
export function compareSources(a: Source, b: Source): number {
  return (
    (a.order ?? Number.MAX_SAFE_INTEGER) - (b.order ?? Number.MAX_SAFE_INTEGER) ||
    kindRank(a.kind) - kindRank(b.kind) ||
    compareNatural(a.name, b.name)
  );
}

function kindRank(kind: FundingKind | null): number {
  return kind === null ? KIND_ORDER.length : KIND_ORDER.indexOf(kind);
}

function unlimitedSources(names: Iterable<string>, years: readonly FinancialYear[]): readonly Source[] {
  const byKey = new Map<string, string>();
  for (const name of names) {
    const known = byKey.get(nameKey(name));
    if (known === undefined || compareNatural(name, known) < 0) byKey.set(nameKey(name), name);
  }
  return [...byKey.values()].sort(compareNatural).map((name) => ({
    name,
    key: nameKey(name),
    kind: null,
    rows: [],
    eligibleFor: new Set<Nature>(["Capital", "One-off revenue", "Recurring revenue"]),
    isOneOff: false,
    order: null,
    isReserve: false,
    isOpenIn: years.map(() => true),
    hasWindow: false,
    standingIn: years.map(() => "Unconfirmed"),
    limitTotal: null,
    limitIn: years.map(() => null),
    balance: [],
    balanceFrom: null,
  }));
}

function sourceOfRows(
  unsorted: readonly FundingRow[],
  years: readonly FinancialYear[],
  businessCase: BusinessCase,
  given: ReadonlyMap<string, readonly (readonly FundingRow[])[]>,
): Source {
  // Row order must not matter: rows go by year, the row for all years first.
  const rows = [...unsorted].sort((a, b) => (a.year ?? 0) - (b.year ?? 0) || (a.line < b.line ? -1 : 1));
  const first = rows[0] as FundingRow;
  const kind = first.kind;
  const isReserve = RESERVE_KINDS.has(kind);
  const wholeTerm = rows.filter((row) => row.year === null);
  const rowsIn = years.map((year) => rows.filter((row) => row.year === year));
  const fromYear = earliest(rows.map((row) => row.fromYear));
  const toYear = latest(rows.map((row) => row.toYear));
  const isYearByYear = wholeTerm.length === 0 && !isReserve;
  const firstOf = <T>(pick: (row: FundingRow) => T | null): T | null => {
    for (const row of rows) {
      const value = pick(row);
      if (value !== null) return value;
    }
    return null;
  };
  const key = nameKey(first.source);
  const takenBy = given.get(key) ?? years.map(() => []);
  const balance = balanceOf(rows, years, takenBy, fromYear, !isReserve && kind !== "Major Change Fund");
  return {
    name: rows.map((row) => row.source).sort(compareNatural)[0] as string,
    key,
    kind,
    rows,
    eligibleFor: new Set(firstOf((row) => row.eligibleFor) ?? DEFAULT_ELIGIBILITY[kind]),
    isOneOff: rows.some((row) => row.isOneOff === true),
    order: rows.reduce<number | null>(
      (least, row) => (row.order !== null && (least === null || row.order < least) ? row.order : least),
      null,
    ),
    isReserve,
    isOpenIn: years.map(
      (year, index) =>
        (fromYear === null || year >= fromYear) &&
        (toYear === null || year <= toYear) &&
        (!isYearByYear || (rowsIn[index] as FundingRow[]).length > 0),
    ),
    hasWindow: fromYear !== null || toYear !== null,
    standingIn: years.map((_, index) => weakestStatus([...(rowsIn[index] as FundingRow[]), ...wholeTerm], rows)),
    limitTotal: wholeTerm.reduce<number | null>((least, row) => smallest(least, row.limit), null),
    limitIn: years.map((year, index) =>
      smallest(
        (rowsIn[index] as FundingRow[]).reduce<number | null>((least, row) => smallest(least, row.limit), null),
        kind === "Underspend" ? eligibleForSource(businessCase, first.source, year) : null,
      ),
    ),
    balance,
    balanceFrom: firstBalanceYear(balance, isReserve, kind),
  };
}

/** The status for a year is that of its own row with the row for all years; where they differ the weakest counts. */
function weakestStatus(rows: readonly FundingRow[], all: readonly FundingRow[]): FundingStatus {
  const candidates = rows.length > 0 ? rows : all;
  if (candidates.some((row) => row.status === "Bid")) return "Bid";
  return candidates.some((row) => row.status === "Provisional") ? "Provisional" : "Approved";
}

/**
 * What a Funding row for all years says of the opening belongs to its From year, or the first year of the case. A plan
 * line or a grant has no opening of its own: its Limit is what spent and committed money is taken from.
 */
function balanceOf(
  rows: readonly FundingRow[],
  years: readonly FinancialYear[],
  takenBy: readonly (readonly FundingRow[])[],
  fromYear: FinancialYear | null,
  isLimitTheOpening: boolean,
): readonly BalanceYear[] {
  return years.map((year, index) => {
    const isStart = fromYear === null ? index === 0 : year === fromYear;
    const here = rows.filter((row) => row.year === year || (row.year === null && isStart));
    const openings = here
      .map((row) => row.opening ?? (isLimitTheOpening ? row.limit : null))
      .filter((opening) => opening !== null);
    return {
      opening: openings.length === 0 ? null : openings.reduce<number>((sum, opening) => sum + opening, 0),
      contributions: total(here.map((row) => row.contributions)),
      spent: total(here.map((row) => row.spent)),
      committed: total(here.map((row) => row.committed)),
      pipeline: total(here.map((row) => row.pipeline)),
      // A minimum for all years holds in every year; one for a year in that year.
      minimum: Math.max(
        0,
        ...rows.filter((row) => row.year === null || row.year === year).map((row) => row.minimum ?? 0),
      ),
      transferredOut: total((takenBy[index] ?? []).map((row) => row.contributions)),
      takenBy: [...(takenBy[index] ?? [])].sort((a, b) => (a.line < b.line ? -1 : 1)),
      rows: here,
    };
  });
}

function firstBalanceYear(balance: readonly BalanceYear[], isReserve: boolean, kind: FundingKind): number | null {
  const says = balance.findIndex((year) =>
    year.rows.some(
      (row) => row.opening !== null || row.contributions !== null || row.spent !== null || row.committed !== null,
    ),
  );
  if (says >= 0) return says;
  // A reserve or fund is a balance even when nothing is said of it: its headroom then is "input needed".
  return isReserve || kind === "Major Change Fund"
    ? Math.max(
        0,
        balance.findIndex((year) => year.rows.length > 0),
      )
    : null;
}

/**
 * Contributions that name another source as where they come from, by that source and year: money leaves it. A row for all
 * years speaks, as everything it says, of the From year of its own source.
 */
function contributionsGiven(
  rows: readonly FundingRow[],
  years: readonly FinancialYear[],
): ReadonlyMap<string, readonly (readonly FundingRow[])[]> {
  const given = new Map<string, FundingRow[][]>();
  const first = years[0] ?? 0;
  for (const row of rows) {
    if (row.contributionFrom === null || row.contributions === null) continue;
    const year = row.year ?? startOf(row.source, rows);
    const index = year === null ? 0 : year - first;
    const key = nameKey(row.contributionFrom);
    const byYear = given.get(key) ?? years.map(() => []);
    byYear[index]?.push(row);
    given.set(key, byYear);
  }
  return given;
}

/** The earliest From year that any row of a source gives; null where none does. */
function startOf(source: string, rows: readonly FundingRow[]): FinancialYear | null {
  const key = nameKey(source);
  return earliest(rows.flatMap((row) => (nameKey(row.source) === key ? [row.fromYear] : [])));
}

function total(amounts: readonly (number | null)[]): number {
  let sum = 0;
  for (const amount of amounts) sum += amount ?? 0;
  return sum;
}

function smallest(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.min(a, b);
}

function earliest(years: readonly (FinancialYear | null)[]): FinancialYear | null {
  const known = years.filter((year) => year !== null);
  return known.length === 0 ? null : (Math.min(...known) as FinancialYear);
}

function latest(years: readonly (FinancialYear | null)[]): FinancialYear | null {
  const known = years.filter((year) => year !== null);
  return known.length === 0 ? null : (Math.max(...known) as FinancialYear);
}

/** The rows of the medium term financial plan: where pressure is accepted. */
export function mediumTermPlanRows(businessCase: BusinessCase): readonly FundingRow[] {
  return (businessCase.funding ?? []).filter((row) => row.kind === "Medium term financial plan");
}

/** The line of the row that speaks of a source in a year; its first row where none does. */
export function rowFor(source: Source, year: FinancialYear): LineId | null {
  return (
    (source.rows.find((row) => row.year === year) ?? source.rows.find((row) => row.year === null) ?? source.rows[0])
      ?.line ?? null
  );
}
