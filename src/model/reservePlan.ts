/** RULES: all reserves of a body together: what only the Reserves sheet knows, what expires, totals and the general reserve. */
import type { BusinessCase, ReserveRow } from "./businessCase";
import type { FinancialYear } from "./calendar";
import type { ReserveYear } from "./evaluation";
import { pence, productHalfUp, type Pence, type Rate } from "./money";
import { compareNatural, nameKey } from "./naming";
import { rollMovements, rollPlannedReserve, rollReserve, type ReserveMovement } from "./reserve";
import type { Source } from "./sources";

/**
 * Rolls every reserve of the case forward: those of Funding, with what the Reserves sheet adds to them, then those that only
 * the Reserves sheet names.
 *
 * Decides also what expiry releases. A reserve may be used up to the year in which it expires; what it then holds goes to the
 * general reserve in the year after, where the sheets name exactly one general reserve and that year is rolled for it. Where
 * the Reserves sheet itself goes on with the expired reserve, or states what the general one then holds, the sheet is
 * followed. Else nothing is moved, and a flag says what is left.
 * Formula: see `rollReserve`. Units: pence. No rounding. Source: finance model C12, 4.7.
 * Afterwards: what is released by one reserve comes into another in the same year, so that transfers add to nil (I6).
 */
export function rollReserves(
  businessCase: Pick<BusinessCase, "reserveRows">,
  sources: readonly Source[],
  years: readonly FinancialYear[],
  drawn: readonly (readonly Pence[])[],
  slugOf: (name: string) => string,
): readonly ReserveYear[] {
  const rowsByName = reserveRowsByName(businessCase);
  const onFunding = sources.flatMap((source, index) =>
    source.isReserve
      ? [rollReserve(source, slugOf(source.name), years, drawn[index] ?? [], rowsByName.get(source.key) ?? [])]
      : [],
  );
  const keys = new Set(sources.map((source) => source.key));
  const planned = [...rowsByName]
    .filter(([key]) => !keys.has(key))
    .map(([, rows]) => rows.map((row) => row.reserve).sort(compareNatural)[0] as string)
    .sort(compareNatural)
    .map((name) => rollPlannedReserve({ source: name, slug: slugOf(name) }, rowsByName.get(nameKey(name)) ?? []));
  return withReleases([...onFunding, ...planned], rowsByName).flat();
}

/** The rows of the Reserves sheet by the key of their reserve. */
export function reserveRowsByName({
  reserveRows,
}: Pick<BusinessCase, "reserveRows">): ReadonlyMap<string, readonly ReserveRow[]> {
  const byName = new Map<string, ReserveRow[]>();
  for (const row of reserveRows ?? []) {
    const key = nameKey(row.reserve);
    byName.set(key, [...(byName.get(key) ?? []), row]);
  }
  return byName;
}

type Rolled = readonly ReserveYear[];

/** Moves what expired reserves hold to the one general reserve, the earliest expiry first. */
function withReleases(
  reserves: readonly Rolled[],
  rowsByName: ReadonlyMap<string, readonly ReserveRow[]>,
): readonly Rolled[] {
  const general = reserves.findIndex((years) => years[0]?.class === "General");
  const isOnlyOne = reserves.filter((years) => years[0]?.class === "General").length === 1;
  if (!isOnlyOne) return reserves;
  let rolled = [...reserves];
  const expiring = reserves
    .map((years, index) => ({ index, expires: years[0]?.expires ?? null }))
    .flatMap(({ index, expires }) => (expires === null || index === general ? [] : [{ index, expires }]))
    .sort((a, b) => a.expires - b.expires || a.index - b.index);
  for (const { index, expires } of expiring) {
    const left = leftAtExpiry(rolled[index] ?? []);
    const into = rolled[general]?.find((each) => each.year === expires + 1);
    const goesOn = rolled[index]?.some((each) => each.year > expires && each.row !== null);
    if (left === null || into === undefined || into.isMissing || goesOn === true) continue;
    const rows = rowsByName.get(nameKey(into.source)) ?? [];
    const isPlannedOtherwise = into.stated !== null || rows.some((row) => row.year > into.year && row.opening !== null);
    if (isPlannedOtherwise) continue;
    rolled = rolled.map((years, at) => {
      if (at === index) return released(withYear(years, (expires + 1) as FinancialYear), into.year, -left);
      return at === general ? released(years, into.year, left) : years;
    });
  }
  return rolled;
}

/** What a reserve holds when it expires; null where nothing is left, it does not expire, or that is not known. */
export function leftAtExpiry(years: readonly ReserveYear[]): Pence | null {
  const held = years.find((each) => each.year === each.expires)?.closing ?? null;
  return held !== null && held > 0 ? held : null;
}

/** The years with one more at their end where they end the year before. */
function withYear(years: Rolled, wanted: FinancialYear): Rolled {
  const last = years.at(-1);
  if (last === undefined || last.year !== wanted - 1) return years;
  return rollAgain(years, [{ ...NOTHING, year: wanted }]);
}

const NOTHING: Omit<ReserveMovement, "year"> = {
  in: 0,
  out: 0,
  between: 0,
  released: 0,
  drawn: 0,
  minimum: 0,
  row: null,
  isMissing: false,
};

/** The same reserve with an amount released in a year; an expired one has no minimum any more. */
function released(years: Rolled, inYear: FinancialYear, amount: number): Rolled {
  return rollAgain(years, [], (movement) => ({
    ...movement,
    released: movement.released + (movement.year === inYear ? amount : 0),
    minimum: amount < 0 && movement.year >= inYear ? 0 : movement.minimum,
  }));
}

function rollAgain(
  years: Rolled,
  further: readonly ReserveMovement[],
  change: (movement: ReserveMovement) => ReserveMovement = (movement) => movement,
): Rolled {
  const [first] = years;
  if (first === undefined) return years;
  const movements = years.map((each): ReserveMovement => ({
    year: each.year,
    in: each.in,
    out: each.out,
    between: each.between - each.released,
    released: each.released,
    drawn: each.drawn,
    minimum: each.minimum,
    row: null,
    isMissing: each.isMissing,
  }));
  return rollMovements(first, first.opening, [...movements, ...further].map(change)).map((each, index) => {
    const before = years[index];
    if (before === undefined) return each;
    // The stated closing speaks of the reserve as the sheet has it, without what we release.
    return { ...each, row: before.row, stated: before.stated };
  });
}

/** A year of all reserves together. */
export type ReserveTotal = {
  readonly year: FinancialYear;
  readonly opening: Pence | null;
  readonly in: Pence | null;
  readonly out: Pence | null;
  readonly between: Pence | null;
  readonly closing: Pence | null;
  readonly reserves: readonly ReserveYear[];
};

/**
 * All reserves that may be used, added up by year.
 *
 * Decides: earmarked, general and capital reserves; a provision is a liability and is not money to use. A year is given only
 * where every reserve is known in it: one whose sheet begins later counts as nil before when it opens at nil, and one whose
 * sheet ends earlier counts as nil afterwards when it closes at nil; else nothing is said of the year. Where a balance
 * needs an input, the total needs it too (`null`). Units: pence. No rounding. Source: finance model 4.7, I4, I6.
 */
export function reserveTotals(reserves: readonly ReserveYear[]): readonly ReserveTotal[] {
  const byName = new Map<string, ReserveYear[]>();
  for (const year of reserves) {
    if (year.class === "Provision") continue;
    byName.set(year.slug, [...(byName.get(year.slug) ?? []), year]);
  }
  const years = [...new Set(reserves.filter((each) => each.class !== "Provision").map((each) => each.year))].sort(
    (a, b) => a - b,
  );
  return years.flatMap((year) => {
    const parts: ReserveYear[] = [];
    for (const rolled of byName.values()) {
      const here = rolled.find((each) => each.year === year);
      if (here) parts.push(here);
      else if (!isNilIn(rolled, year)) return [];
    }
    const add = (amount: (part: ReserveYear) => number | null): Pence | null => {
      let sum = 0;
      for (const part of parts) {
        const value = amount(part);
        if (value === null) return null;
        sum += value;
      }
      return pence(sum);
    };
    const moved = (amount: (part: ReserveYear) => number): Pence | null =>
      add((part) => (part.isMissing ? null : amount(part)));
    return [
      {
        year,
        opening: add((part) => part.opening),
        in: moved((part) => part.in),
        out: moved((part) => part.out),
        between: moved((part) => part.between),
        closing: add((part) => part.closing),
        reserves: parts,
      },
    ];
  });
}

/** Whether a reserve that is not rolled in a year is known to hold nothing then. */
function isNilIn(rolled: readonly ReserveYear[], year: FinancialYear): boolean {
  const first = rolled[0];
  const last = rolled.at(-1);
  if (first !== undefined && year < first.year) return first.opening === 0;
  return last !== undefined && year > last.year && last.closing === 0;
}

/** Years in which what moves between reserves does not add to nil. */
export type BetweenBreak = { readonly year: FinancialYear; readonly sum: Pence; readonly rows: readonly ReserveRow[] };

/**
 * Transfers between reserves year by year, where they do not add to nil: money left one reserve and came into none, or came
 * from nowhere. Units: pence. No rounding. Source: finance model C12, I6.
 */
export function betweenReserves({ reserveRows }: Pick<BusinessCase, "reserveRows">): readonly BetweenBreak[] {
  const byYear = new Map<FinancialYear, ReserveRow[]>();
  for (const row of reserveRows ?? []) {
    if (row.betweenReserves === null || row.betweenReserves === 0) continue;
    byYear.set(row.year, [...(byYear.get(row.year) ?? []), row]);
  }
  return [...byYear]
    .sort(([a], [b]) => a - b)
    .map(([year, rows]) => ({
      year,
      rows: [...rows].sort((a, b) => compareNatural(a.reserve, b.reserve)),
      sum: pence(rows.reduce((sum, row) => sum + (row.betweenReserves ?? 0), 0)),
    }));
}

/** The general reserve of a year beside the net revenue budget. */
export type GeneralReserveShare = {
  readonly year: FinancialYear;
  readonly closing: Pence;
  readonly budget: Pence;
  /** In ten-thousandths, half up: for display. What is judged is exact. */
  readonly share: number;
  readonly side: "below" | "within" | "above";
  readonly reserves: readonly ReserveYear[];
};

/**
 * General reserves as a share of the net revenue budget, by year, and whether that lies in the band.
 *
 * Formula: closing of all general reserves / net revenue budget; below the band under its floor, above it over its ceiling,
 * and within it at exactly either. Units: pence; the share in ten-thousandths, half up. Nothing where the budget is not given or
 * not above nil, or a closing needs an input. Source: finance model 4.7; the ceiling is what the Home Office expects.
 */
export function generalReserveShares(
  reserves: readonly ReserveYear[],
  budget: Pence | null,
  floor: Rate,
  ceiling: Rate,
): readonly GeneralReserveShare[] {
  if (budget === null || budget <= 0) return [];
  const general = reserves.filter((each) => each.class === "General");
  return reserveTotals(general).flatMap(({ year, closing, reserves: parts }): readonly GeneralReserveShare[] => {
    if (closing === null) return [];
    const compare = (limit: Rate): number => {
      const left = BigInt(closing) * BigInt(limit.denominator);
      const right = BigInt(budget) * BigInt(limit.numerator);
      return left < right ? -1 : left > right ? 1 : 0;
    };
    const side = compare(floor) < 0 ? "below" : compare(ceiling) > 0 ? "above" : "within";
    return [{ year, closing, budget, share: productHalfUp([closing, TEN_THOUSAND], budget), side, reserves: parts }];
  });
}

const TEN_THOUSAND = 10_000;
