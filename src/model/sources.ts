/**
 * Sources of funding as the rules need them: the rows of the Funding sheet that speak of one source brought together,
 * with what each may pay for, when, and how much it holds.
 */
import type {
  BusinessCase,
  FundingKind,
  FundingRow,
  FundingStatus,
  LineId,
  Nature,
  ReserveClass,
  ReserveRow,
} from "./businessCase";
import type { FinancialYear } from "./calendar";
import type { Standing } from "./evaluation";
import { ledgerByYear, NO_CLAIMS, type LedgerYear } from "./fundLedger";
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

/**
 * What the class of a reserve allows at most: a capital reserve pays for capital, and a provision stands for a liability and
 * pays for no case. Source: finance model 4.6 and 4.7.
 */
const ALLOWED_BY_CLASS: Readonly<Partial<Record<ReserveClass, readonly Nature[]>>> = {
  Capital: ["Capital"],
  Provision: [],
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
  /** From other reserves; below nil to them. What Between reserves states, in the place of contributions from reserves. */
  readonly between: number;
  /** The row of the Reserves sheet; null where it has none for the year. */
  readonly planned: ReserveRow | null;
  /** What the Fund ledger adds; its amounts stand in `contributions`, `spent`, `committed` and `pipeline` already. */
  readonly ledger: LedgerYear;
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
  /** The last year in which a reserve may be used, as the Reserves sheet has it. */
  readonly expires: FinancialYear | null;
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
    expires: null,
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
  const key = nameKey(first.source);
  const planned = isReserve ? (businessCase.reserveRows ?? []).filter((row) => nameKey(row.reserve) === key) : [];
  const reserveClass = planned[0]?.class ?? null;
  const allowed = reserveClass === null ? undefined : ALLOWED_BY_CLASS[reserveClass];
  const fromYear = earliest(rows.map((row) => row.fromYear));
  // A reserve may not be used after it expires.
  const toYear = latest(rows.map((row) => row.toYear));
  const expires = earliest(planned.map((row) => row.expires));
  const isYearByYear = wholeTerm.length === 0 && !isReserve;
  const firstOf = <T>(pick: (row: FundingRow) => T | null): T | null => {
    for (const row of rows) {
      const value = pick(row);
      if (value !== null) return value;
    }
    return null;
  };
  const takenBy = given.get(key) ?? years.map(() => []);
  const balance = balanceOf(rows, years, takenBy, fromYear, {
    isLimitTheOpening: !isReserve && kind !== "Major Change Fund",
    planned,
    reserveKeys: reserveKeysOf(businessCase),
    ledger: ledgerByYear(businessCase, first.source, rows, years),
  });
  return {
    name: rows.map((row) => row.source).sort(compareNatural)[0] as string,
    key,
    kind,
    rows,
    eligibleFor: new Set(
      (firstOf((row) => row.eligibleFor) ?? DEFAULT_ELIGIBILITY[kind]).filter(
        (nature) => allowed === undefined || allowed.includes(nature),
      ),
    ),
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
        (expires === null || year <= expires) &&
        (!isYearByYear || (rowsIn[index] as FundingRow[]).length > 0),
    ),
    hasWindow: fromYear !== null || toYear !== null,
    expires,
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

/** What besides the Funding rows of a source says of its balance. */
type BesideFunding = {
  readonly isLimitTheOpening: boolean;
  /** The rows of the Reserves sheet of this name. */
  readonly planned: readonly ReserveRow[];
  /** Names of everything that is a reserve, as keys. */
  readonly reserveKeys: ReadonlySet<string>;
  readonly ledger: readonly LedgerYear[];
};

/**
 * What a Funding row for all years says of the opening belongs to its From year, or the first year of the case. A plan
 * line or a grant has no opening of its own: its Limit is what spent and committed money is taken from. What Funding
 * leaves blank of a reserve the Reserves sheet gives; where both state it they agree, and it counts once. Where the Reserves
 * sheet states what moves between reserves, a contribution that Funding has from a reserve is that same money.
 */
function balanceOf(
  rows: readonly FundingRow[],
  years: readonly FinancialYear[],
  takenBy: readonly (readonly FundingRow[])[],
  fromYear: FinancialYear | null,
  { isLimitTheOpening, planned, reserveKeys, ledger }: BesideFunding,
): readonly BalanceYear[] {
  return years.map((year, index) => {
    const isStart = fromYear === null ? index === 0 : year === fromYear;
    const here = rows.filter((row) => row.year === year || (row.year === null && isStart));
    const plan = planned.find((row) => row.year === year) ?? null;
    const claims = ledger[index] ?? NO_CLAIMS;
    const isMovedBetween = plan !== null && plan.betweenReserves !== null;
    const ofFunding = here.filter(
      (row) => !isMovedBetween || row.contributionFrom === null || !reserveKeys.has(nameKey(row.contributionFrom)),
    );
    const taken = (takenBy[index] ?? []).filter((row) => !isMovedBetween || !reserveKeys.has(nameKey(row.source)));
    const openings = here
      .map((row) => row.opening ?? (isLimitTheOpening ? row.limit : null))
      .filter((opening) => opening !== null);
    const isContributed = ofFunding.some((row) => row.contributions !== null);
    return {
      opening:
        openings.length === 0 ? (plan?.opening ?? null) : openings.reduce<number>((sum, opening) => sum + opening, 0),
      contributions:
        (isContributed ? total(ofFunding.map((row) => row.contributions)) : (plan?.transferIn ?? 0)) + claims.returned,
      spent: total(here.map((row) => row.spent)) + claims.spent,
      committed: total(here.map((row) => row.committed)) + claims.committed,
      pipeline: total(here.map((row) => row.pipeline)) + claims.pipeline,
      // A minimum for all years holds in every year; one for a year in that year.
      minimum: Math.max(
        0,
        plan?.minimum ?? 0,
        ...rows.filter((row) => row.year === null || row.year === year).map((row) => row.minimum ?? 0),
      ),
      transferredOut: total(taken.map((row) => row.contributions)),
      takenBy: [...taken].sort((a, b) => (a.line < b.line ? -1 : 1)),
      rows: here,
      between: plan?.betweenReserves ?? 0,
      planned: plan,
      ledger: claims,
    };
  });
}

/** Keys of every name that stands for a reserve, on Funding or on Reserves. */
function reserveKeysOf({ funding, reserveRows }: BusinessCase): ReadonlySet<string> {
  const keys = new Set((reserveRows ?? []).map((row) => nameKey(row.reserve)));
  for (const row of funding ?? []) if (RESERVE_KINDS.has(row.kind)) keys.add(nameKey(row.source));
  return keys;
}

function firstBalanceYear(balance: readonly BalanceYear[], isReserve: boolean, kind: FundingKind): number | null {
  const says = balance.findIndex(
    (year) =>
      year.planned !== null ||
      year.ledger.rows.length > 0 ||
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

/** The last year in which a source with a stated end gives money; null where it has no end. */
export function lastOpenYear(source: Source, years: readonly FinancialYear[]): FinancialYear | null {
  // A reserve's balance runs on after the years that its rows speak of: only a To year or its expiry ends it.
  const hasEnd = source.rows.some((row) => row.toYear !== null || (!source.isReserve && row.year !== null));
  if (!hasEnd && source.expires === null) return null;
  const last = source.isOpenIn.lastIndexOf(true);
  return years[last] ?? null;
}
