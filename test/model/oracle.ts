/**
 * A second opinion on cost, funding, reserves, pressure and gap: written from the workbook specification and the finance
 * model, in exact fractions, without a line of the model's code (only the types of its inputs). It is slow and simple on
 * purpose: what a source may still give is worked out anew from everything that was taken before, each time it is asked.
 */
import type { Allocation, BusinessCase, CostLine, FundingKind, FundingRow, Nature, Post } from "../../src/model";

/** Whole pence. */
type Pennies = bigint;

export type SecondOpinion = {
  /** First calendar year of every financial year shown. */
  readonly years: readonly number[];
  readonly cost: Readonly<
    Record<"recurring" | "one-off" | "capital" | "income" | "total", ReadonlyMap<number, Pennies>>
  >;
  /** By name of the source, then by year. */
  readonly given: ReadonlyMap<string, ReadonlyMap<number, Pennies>>;
  readonly bid: ReadonlyMap<number, Pennies>;
  readonly gross: ReadonlyMap<number, Pennies>;
  readonly increment: ReadonlyMap<number, Pennies>;
  readonly residual: ReadonlyMap<number, Pennies>;
  readonly accepted: ReadonlyMap<number, Pennies>;
  readonly gap: ReadonlyMap<number, Pennies>;
  readonly reserves: ReadonlyMap<string, readonly RolledYear[]>;
};

/** A year of a reserve; opening and closing are null where the first Opening is blank. */
export type RolledYear = {
  readonly year: number;
  readonly opening: Pennies | null;
  readonly into: Pennies;
  readonly out: Pennies;
  readonly closing: Pennies | null;
};

type Line = {
  readonly reference: string;
  readonly nature: Nature | null;
  readonly source: string | null;
  readonly costIn: (year: number) => Pennies;
};

type Take = { readonly line: Line; readonly year: number; readonly source: string; readonly amount: Pennies };

/** Works a case out a second time. Options, and references that stand in two rows of one year, are left to other tests. */
export function secondOpinion(businessCase: BusinessCase): SecondOpinion {
  const years = yearsOf(businessCase);
  const lines = [...businessCase.posts.map(lineOfPost), ...businessCase.costs.map(lineOfCost)];
  const sources = sourcesOf(businessCase, lines);

  const demand = demandOf(lines, years);
  const takes: Take[] = [];
  const taken = (line: Line, year: number): Pennies =>
    sum(takes.filter((take) => take.line === line && take.year === year).map((take) => take.amount));
  const wanted = (line: Line, year: number): Pennies => (demand.get(line)?.get(year) ?? 0n) - taken(line, year);
  const take = (line: Line, year: number, source: Source, atMost: Pennies): void => {
    const amount = smallest([atMost, wanted(line, year), source.mayStillGive(year, takes)]);
    if (source.paysFor(line, year) && amount > 0n) takes.push({ line, year, source: source.name, amount });
  };

  for (const year of years) {
    for (const allocation of allocationsIn(businessCase, year)) {
      const line = lineAllocated(lines, allocation, year);
      const source = sources.find((candidate) => candidate.name === allocation.source);
      if (line && source && source.statusIn(year) !== "Bid") take(line, year, source, BigInt(allocation.amount));
    }
    for (const line of inOrderOfFunding(lines)) {
      for (const source of sourcesFor(line, sources)) {
        if (source.statusIn(year) !== "Bid") take(line, year, source, wanted(line, year));
      }
    }
  }
  // Bids come when all other money has been given out, and only say what they would give.
  const firm = takes.length;
  for (const year of years) {
    for (const line of inOrderOfFunding(lines)) {
      for (const source of sourcesFor(line, sources)) {
        if (source.statusIn(year) === "Bid") take(line, year, source, wanted(line, year));
      }
    }
  }
  const bids = takes.splice(firm);

  const inYears = (amountIn: (year: number) => Pennies): ReadonlyMap<number, Pennies> =>
    new Map(years.map((year) => [year, amountIn(year)] as const));
  const costOf = (isWanted: (line: Line) => boolean): ReadonlyMap<number, Pennies> =>
    inYears((year) => sum(lines.filter(isWanted).map((line) => line.costIn(year))));
  const left = (year: number, isWanted: (line: Line) => boolean): Pennies =>
    sum(lines.filter(isWanted).map((line) => wanted(line, year)));

  const gross = inYears((year) => left(year, (line) => line.nature === "Recurring revenue"));
  const savings = inYears((year) => savingsIn(businessCase, year));
  const residual = inYears((year) => (gross.get(year) ?? 0n) - (savings.get(year) ?? 0n));
  const accepted = inYears((year) => {
    const rest = largest([0n, residual.get(year) ?? 0n]);
    const limit = acceptedUpTo(businessCase, year);
    return limit === null ? rest : smallest([rest, limit]);
  });
  return {
    years,
    cost: {
      recurring: costOf((line) => line.nature === "Recurring revenue"),
      "one-off": costOf((line) => line.nature === "One-off revenue"),
      capital: costOf((line) => line.nature === "Capital"),
      income: costOf((line) => line.nature === null),
      total: costOf(() => true),
    },
    given: new Map(
      sources.map((source) => [
        source.name,
        inYears((year) =>
          sum(takes.filter((each) => each.source === source.name && each.year === year).map((each) => each.amount)),
        ),
      ]),
    ),
    bid: inYears((year) => sum(bids.filter((each) => each.year === year).map((each) => each.amount))),
    gross,
    increment: inYears((year) => (gross.get(year) ?? 0n) - (gross.get(year - 1) ?? 0n)),
    residual,
    accepted,
    gap: inYears(
      (year) =>
        left(year, (line) => line.nature !== "Recurring revenue") +
        largest([0n, residual.get(year) ?? 0n]) -
        (accepted.get(year) ?? 0n),
    ),
    reserves: new Map(
      sources.filter((source) => source.isReserve).map((source) => [source.name, source.roll(years, takes)] as const),
    ),
  };
}

// Exact fractions.

type Fraction = { readonly top: bigint; readonly bottom: bigint };

function times(...factors: readonly (number | Fraction)[]): Fraction {
  let top = 1n;
  let bottom = 1n;
  for (const factor of factors) {
    if (typeof factor === "number") top *= BigInt(factor);
    else {
      top *= factor.top;
      bottom *= factor.bottom;
    }
  }
  return { top, bottom };
}

/** Half up to the penny; ties away from nil. */
function toThePenny({ top, bottom }: Fraction): Pennies {
  const size = top < 0n ? -top : top;
  let whole = size / bottom;
  if (2n * (size - whole * bottom) >= bottom) whole += 1n;
  return top < 0n ? -whole : whole;
}

function sum(amounts: readonly Pennies[]): Pennies {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

function smallest(amounts: readonly Pennies[]): Pennies {
  return amounts.reduce((least, amount) => (amount < least ? amount : least));
}

function largest(amounts: readonly Pennies[]): Pennies {
  return amounts.reduce((most, amount) => (amount > most ? amount : most));
}

// Years. A month is counted from January of year 0, so April of 2019 is 2019 x 12 + 3.

function yearOf(month: number): number {
  return Math.floor((month - 3) / 12);
}

function monthsIn(year: number, start: number, end: number | null): number {
  let months = 0;
  for (let month = year * 12 + 3; month < (year + 1) * 12 + 3; month++) {
    if (month >= start && (end === null || month <= end)) months++;
  }
  return months;
}

/** Base year: as stated, else the first year with cost. Shown from the earliest year that an input names. */
function yearsOf(businessCase: BusinessCase): readonly number[] {
  const withCost: number[] = [];
  const named: number[] = [];
  for (const post of businessCase.posts) {
    if (post.proposed === post.baseline) continue; // a row that stays as it is names no year of the case
    named.push(yearOf(post.startMonth));
    if (isPaidByCase(post)) withCost.push(yearOf(post.startMonth));
  }
  for (const cost of businessCase.costs) {
    named.push(cost.year);
    if (cost.amount !== null && cost.amount.amount !== 0) withCost.push(yearOf(startOfCost(cost)));
  }
  for (const row of [
    ...(businessCase.funding ?? []),
    ...(businessCase.underspends ?? []),
    ...(businessCase.savings ?? []),
    ...(businessCase.allocations ?? []),
    ...(businessCase.approvals ?? []),
  ]) {
    if (row.year !== null) named.push(row.year);
    if ("fromYear" in row && row.fromYear !== null) named.push(row.fromYear);
  }
  const first = Math.min(...(withCost.length > 0 ? withCost : named));
  const base = businessCase.decision?.baseYear ?? (Number.isFinite(first) ? first : 2019);
  const last = base + (businessCase.decision?.horizonInYears ?? 5) - 1;
  const years: number[] = [];
  for (let year = Math.min(base, ...named); year <= last; year++) years.push(year);
  return years;
}

// Cost.

function isPaidByCase(post: Post): boolean {
  return post.paidBy === "Case" && post.movement !== "Redistribution in" && post.movement !== "Redistribution out";
}

function lineOfPost(post: Post): Line {
  const change = times(post.proposed - post.baseline, { top: 1n, bottom: 10_000n });
  const proposed = { top: BigInt(post.proposed), bottom: 10_000n };
  const onePost: Fraction = post.unitCost
    ? times(post.unitCost.amount)
    : times(post.annualCost?.amount ?? 0, { top: proposed.bottom, bottom: proposed.top === 0n ? 1n : proposed.top });
  return {
    reference: post.reference,
    nature: post.endMonth === null ? "Recurring revenue" : "One-off revenue",
    source: post.fundingSource,
    costIn: (year) => {
      if (!isPaidByCase(post)) return 0n;
      const months = monthsIn(year, post.startMonth, post.endMonth);
      return toThePenny(times(change, onePost, { top: BigInt(months), bottom: 12n }));
    },
  };
}

function startOfCost(cost: CostLine): number {
  const april = cost.year * 12 + 3;
  if (cost.type !== "Revenue recurring" || cost.isYearOnly || cost.startMonth === null) return april;
  return Math.max(april, cost.startMonth);
}

function lineOfCost(cost: CostLine): Line {
  const natures: Partial<Record<CostLine["type"], Nature>> = {
    Capital: "Capital",
    "Revenue one-off": "One-off revenue",
    "Revenue recurring": "Recurring revenue",
  };
  const amount = cost.amount?.amount ?? 0;
  return {
    reference: cost.reference,
    nature: natures[cost.type] ?? null,
    source: cost.fundingSource,
    costIn: (year) => {
      if (cost.type !== "Revenue recurring" || cost.isYearOnly) return year === cost.year ? BigInt(amount) : 0n;
      const months = monthsIn(year, startOfCost(cost), cost.endMonth);
      return toThePenny(times(amount, { top: BigInt(months), bottom: 12n }));
    },
  };
}

const NATURE_ORDER: readonly (Nature | null)[] = ["Capital", "One-off revenue", "Recurring revenue", null];

function inOrderOfFunding(lines: readonly Line[]): readonly Line[] {
  return [...lines].sort(
    (a, b) => NATURE_ORDER.indexOf(a.nature) - NATURE_ORDER.indexOf(b.nature) || byName(a.reference, b.reference),
  );
}

function byName(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

/** Credits lower lines of the same nature, year and source; income and savings lower recurring, then one-off revenue. */
function demandOf(lines: readonly Line[], years: readonly number[]): Map<Line, Map<number, Pennies>> {
  const demand = new Map(lines.map((line) => [line, new Map<number, Pennies>()] as const));
  for (const year of years) {
    for (const line of lines) demand.get(line)?.set(year, largest([0n, line.costIn(year)]));
    for (const credit of inOrderOfFunding(lines)) {
      let rest = largest([0n, -credit.costIn(year)]);
      for (const nature of credit.nature === null ? ["Recurring revenue", "One-off revenue"] : [credit.nature]) {
        for (const line of inOrderOfFunding(lines)) {
          if (line.nature !== nature || line.source !== credit.source) continue;
          const before = demand.get(line)?.get(year) ?? 0n;
          const set = smallest([rest, before]);
          demand.get(line)?.set(year, before - set);
          rest -= set;
        }
      }
    }
  }
  return demand;
}

// Sources.

type Source = {
  readonly name: string;
  readonly kind: FundingKind | null;
  readonly isReserve: boolean;
  readonly statusIn: (year: number) => "Approved" | "Provisional" | "Bid";
  readonly paysFor: (line: Line, year: number) => boolean;
  readonly mayStillGive: (year: number, takes: readonly Take[]) => Pennies;
  readonly roll: (years: readonly number[], takes: readonly Take[]) => readonly RolledYear[];
};

const KINDS_IN_ORDER: readonly FundingKind[] = [
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

function eligibleByKind(kind: FundingKind): readonly Nature[] {
  switch (kind) {
    case "Capital plan":
    case "Capital receipts":
    case "Capital grant":
    case "Borrowing":
      return ["Capital"];
    case "Major Change Fund":
      return ["One-off revenue"];
    case "Earmarked reserve":
      return ["Capital", "One-off revenue"];
    case "Revenue grant":
    case "Third party":
    case "Underspend":
      return ["One-off revenue", "Recurring revenue"];
    case "Medium term financial plan":
      return ["Recurring revenue"];
    case "Revenue budget":
    case "General reserve":
      return ["Capital", "One-off revenue", "Recurring revenue"];
  }
}

/** No limit, in an amount that no case reaches. */
const ENDLESS = 10n ** 30n;

function sourcesOf(businessCase: BusinessCase, lines: readonly Line[]): readonly Source[] {
  const { funding } = businessCase;
  if (funding === null) {
    const names = new Set(lines.map((line) => line.source).filter((name) => name !== null));
    return [...names].map((name) => ({
      name,
      kind: null,
      isReserve: false,
      statusIn: () => "Approved",
      paysFor: (line) => line.nature !== null,
      mayStillGive: () => ENDLESS,
      roll: () => [],
    }));
  }
  const names = new Set(funding.filter((row) => row.kind !== "Medium term financial plan").map((row) => row.source));
  const firstYear = yearsOf(businessCase)[0] ?? 0;
  const lastYear = yearsOf(businessCase).at(-1) ?? 0;
  const orderOf = (name: string): number =>
    Math.min(...funding.filter((row) => row.source === name).map((row) => row.order ?? Number.POSITIVE_INFINITY));
  const kindOf = (name: string): number =>
    KINDS_IN_ORDER.indexOf((funding.find((row) => row.source === name) as FundingRow).kind);
  return [...names]
    .sort((a, b) => (orderOf(a) === orderOf(b) ? kindOf(a) - kindOf(b) || byName(a, b) : orderOf(a) - orderOf(b)))
    .map((name) => sourceOf(name, businessCase, funding, firstYear, lastYear));
}

function sourceOf(
  name: string,
  businessCase: BusinessCase,
  funding: readonly FundingRow[],
  firstYear: number,
  lastYear: number,
): Source {
  const rows = funding.filter((row) => row.source === name);
  const kind = (rows[0] as FundingRow).kind;
  const isReserve = kind === "Earmarked reserve" || kind === "General reserve";
  const froms = rows.map((row) => row.fromYear).filter((year) => year !== null);
  const tos = rows.map((row) => row.toYear).filter((year) => year !== null);
  const from = froms.length > 0 ? Math.min(...froms) : null;
  const to = tos.length > 0 ? Math.max(...tos) : null;
  const eligible = rows.find((row) => row.eligibleFor !== null)?.eligibleFor ?? eligibleByKind(kind);
  const isOneOff = rows.some((row) => row.isOneOff === true);
  const isOnlyInItsYears = !isReserve && rows.every((row) => row.year !== null);

  // What the rows say of one year; a row for all years speaks of its From year, or of the first year shown.
  const start = from ?? firstYear;
  const rowsOf = (year: number): readonly FundingRow[] =>
    rows.filter((row) => row.year === year || (row.year === null && year === start));
  const total = (year: number, field: "contributions" | "spent" | "committed"): Pennies =>
    sum(rowsOf(year).map((row) => BigInt(row[field] ?? 0)));
  // A plan line or a grant has no opening of its own: what is spent and committed comes off its Limit.
  const openingIn = (year: number): Pennies | null => {
    const stated = rowsOf(year)
      .map((row) => row.opening ?? (!isReserve && kind !== "Major Change Fund" ? row.limit : null))
      .filter((amount) => amount !== null);
    return stated.length === 0 ? null : sum(stated.map(BigInt));
  };
  const givenAway = (year: number): Pennies =>
    sum(
      funding
        .filter((row) => row.contributionFrom === name && row.contributions !== null)
        .filter((row) => (row.year ?? row.fromYear ?? firstYear) === year)
        .map((row) => BigInt(row.contributions ?? 0)),
    );
  const drawnIn = (year: number, takes: readonly Take[]): Pennies =>
    sum(takes.filter((take) => take.source === name && take.year === year).map((take) => take.amount));
  const minimumIn = (year: number): Pennies =>
    largest([
      0n,
      ...rows.filter((row) => row.year === null || row.year === year).map((row) => BigInt(row.minimum ?? 0)),
    ]);

  /** The years of one unbroken balance up to and including a year, from its opening; null where that is not known. */
  const balanceAt = (year: number, takes: readonly Take[]): { held: Pennies; committed: Pennies } | null => {
    const first = firstOfBalance(year);
    if (first === null) return null;
    let held = openingIn(first) ?? 0n;
    let committed = 0n;
    for (let each = first; each <= year; each++) {
      held += total(each, "contributions") - total(each, "spent") - givenAway(each) - drawnIn(each, takes);
      committed += total(each, "committed");
    }
    return { held, committed };
  };
  /** A balance begins in the first year of which its rows say anything; a reserve opens once, a fund wherever it is stated. */
  const saysSomething = (year: number): boolean =>
    rowsOf(year).some(
      (row) => row.opening !== null || row.contributions !== null || row.spent !== null || row.committed !== null,
    );
  const firstSaid = (): number | null => {
    for (let year = firstYear; year <= lastYear; year++) if (saysSomething(year)) return year;
    return null;
  };
  const firstOfBalance = (year: number): number | null => {
    const first = firstSaid();
    if (first === null) return null;
    if (isReserve) return openingIn(first) === null ? null : first;
    for (let each = year; each >= first; each--) if (openingIn(each) !== null) return each;
    return null;
  };

  return {
    name,
    kind,
    isReserve,
    statusIn: (year) => {
      const there = rows.filter((row) => row.year === null || row.year === year);
      const statuses = new Set((there.length > 0 ? there : rows).map((row) => row.status));
      return statuses.has("Bid") ? "Bid" : statuses.has("Provisional") ? "Provisional" : "Approved";
    },
    paysFor: (line, year) => {
      if (line.nature === null || !eligible.includes(line.nature)) return false;
      if ((from !== null && year < from) || (to !== null && year > to)) return false;
      if (isOnlyInItsYears && !rows.some((row) => row.year === year)) return false;
      return line.nature !== "Recurring revenue" || !isOneOff || from !== null || to !== null;
    },
    mayStillGive: (year, takes) => {
      const caps: Pennies[] = [];
      for (const row of rows) {
        if (row.limit === null) continue;
        if (row.year === year) caps.push(BigInt(row.limit) - drawnIn(year, takes));
        if (row.year === null) {
          caps.push(BigInt(row.limit) - sum(takes.filter((take) => take.source === name).map((take) => take.amount)));
        }
      }
      if (kind === "Underspend") {
        const eligibleAmount = eligibleUnderspend(businessCase, name, year);
        if (eligibleAmount !== null) caps.push(eligibleAmount - drawnIn(year, takes));
      }
      const reserveFrom = firstSaid();
      if (isReserve && reserveFrom !== null && openingIn(reserveFrom) !== null && year < reserveFrom) caps.push(0n);
      // Neither this year nor any later year of the same balance may fall below minimum and commitments.
      for (let later = year; later <= lastYear; later++) {
        if (!isReserve && later > year && openingIn(later) !== null) break;
        const balance = balanceAt(later, takes);
        if (balance) caps.push(balance.held - balance.committed - minimumIn(later));
      }
      return caps.length === 0 ? ENDLESS : largest([0n, smallest(caps)]);
    },
    roll: (years, takes) => {
      const first = firstSaid() ?? Math.max(firstYear, Math.min(...rows.map((row) => row.year ?? start)));
      let opening = openingIn(first);
      return years
        .filter((year) => year >= first)
        .map((year) => {
          const into = total(year, "contributions");
          const out = drawnIn(year, takes) + total(year, "spent") + givenAway(year);
          const rolled = { year, opening, into, out, closing: opening === null ? null : opening + into - out };
          opening = rolled.closing;
          return rolled;
        });
    },
  };
}

/** A line that names a source takes from it alone; any other from all in order, but for general reserves. */
function sourcesFor(line: Line, sources: readonly Source[]): readonly Source[] {
  if (line.source !== null) return sources.filter((source) => source.name === line.source);
  return sources.filter((source) => source.kind !== null && source.kind !== "General reserve");
}

function allocationsIn(businessCase: BusinessCase, year: number): readonly Allocation[] {
  return (businessCase.allocations ?? [])
    .filter((allocation) => allocation.year === year)
    .sort((a, b) => (a.line < b.line ? -1 : 1));
}

function lineAllocated(lines: readonly Line[], allocation: Allocation, year: number): Line | undefined {
  const named = lines.filter((line) => line.reference === allocation.reference);
  return named.find((line) => line.costIn(year) !== 0n) ?? named[0];
}

/** Null where a budget or forecast is not given: input needed, not judged. */
function eligibleUnderspend(businessCase: BusinessCase, source: string, year: number): Pennies | null {
  const all = businessCase.underspends ?? [];
  const isGroup = (name: string | null | undefined): name is string =>
    name != null && all.some((row) => row.businessGroup === name);
  const from = (businessCase.funding ?? []).find(
    (row) => row.kind === "Underspend" && row.source === source && row.contributionFrom !== null,
  )?.contributionFrom;
  const group = isGroup(source) ? source : isGroup(from) ? from : null;
  if (group === null) return null;
  const rows = all.filter((row) => row.businessGroup === group && row.year === year);
  if (rows.some((row) => row.budget === null || row.forecast === null)) return null;
  const under = rows.map((row) => BigInt((row.budget ?? 0) - (row.forecast ?? 0)));
  const movable = rows.map((row, index) =>
    largest([0n, largest([0n, under[index] ?? 0n]) - BigInt(row.externallyFunded ?? 0) - BigInt(row.otherCalls ?? 0)]),
  );
  return smallest([sum(movable), largest([0n, sum(under)])]);
}

// Savings and accepted pressure.

function savingsIn(businessCase: BusinessCase, year: number): Pennies {
  return sum(
    (businessCase.savings ?? [])
      .filter((saving) => saving.status === "Identified" || saving.status === "Delivered")
      .filter((saving) => saving.year === year || (saving.continues === true && saving.year < year))
      .map((saving) => BigInt(saving.amount)),
  );
}

/** What a named person accepts in a year; null for any amount. */
function acceptedUpTo(businessCase: BusinessCase, year: number): Pennies | null {
  const rows = (businessCase.funding ?? []).filter(
    (row) =>
      row.kind === "Medium term financial plan" &&
      row.acceptedAsPressureBy !== null &&
      (row.year === null || row.year === year) &&
      (row.fromYear === null || row.fromYear <= year) &&
      (row.toYear === null || row.toYear >= year),
  );
  if (rows.some((row) => row.limit === null)) return null;
  return sum(rows.map((row) => BigInt(row.limit ?? 0)));
}
