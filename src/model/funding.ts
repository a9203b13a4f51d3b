/**
 * RULES: which source pays for which cost, in which order, and what is left.
 *
 * The waterfall runs over years ascending; within a year first the allocations that the case states, then each line in
 * turn (capital, one-off, recurring; by reference in natural order). A line with a named source takes only from it;
 * any other line takes from the sources in their order. Money that is only bid for never takes before other money and
 * never lowers the gap. Source: workbook specification, "The funding waterfall, decided"; finance model C13.
 */
import type { Allocation } from "./businessCase";
import type { CostTable, CostedLine, Demand } from "./costs";
import { NIL, pence, type Pence } from "./money";
import { nameKey } from "./naming";
import type { Source } from "./sources";

/** Whole pence taken, one entry a take, as parallel columns: line, year and source are indexes. */
export type Takes = {
  readonly line: number[];
  readonly year: number[];
  readonly source: number[];
  readonly amount: number[];
};

export type Waterfall = {
  /** Takes from approved, provisional and unconfirmed sources. */
  readonly takes: Takes;
  /** What sources that are only bid for would give to what is left. */
  readonly bids: Takes;
  /** Demand that no source met, by line and year. */
  readonly left: Float64Array;
  /** Allocations that asked for more than the demand or the source held. */
  readonly cutAllocations: readonly { readonly allocation: Allocation; readonly given: Pence }[];
  /** What each source could still give in each year when the year's lines had all taken: `rest[source][year]`. */
  readonly rest: readonly (readonly number[])[];
  /** What of a reserve's stated Transfer out this case did not draw: it leaves the reserve all the same. */
  readonly planLeft: readonly (readonly number[])[];
};

/** Runs the waterfall. Afterwards: takes of a line and year + left = demand, and no source gives more than it may. */
export function fundingWaterfall(
  table: CostTable,
  demand: Demand,
  sources: readonly Source[],
  allocations: readonly Allocation[],
): Waterfall {
  const width = table.years.length;
  const left = Float64Array.from(demand.amounts);
  const takes: Takes = { line: [], year: [], source: [], amount: [] };
  const bids: Takes = { line: [], year: [], source: [], amount: [] };
  const cutAllocations: { allocation: Allocation; given: Pence }[] = [];
  const tills = sources.map((source) => openTill(source, width));
  const sourceByKey = new Map(sources.map((source, index) => [source.key, index] as const));
  const chains = table.lines.map((line) => chainFor(line, sources, sourceByKey));
  const allocationsIn = groupAllocations(allocations, table);
  const rest = sources.map(() => new Array<number>(width).fill(0));

  const take = (line: number, year: number, sourceIndex: number, wanted: number, into: Takes): number => {
    const source = sources[sourceIndex] as Source;
    if (!mayPay(source, table.lines[line] as CostedLine, year)) return 0;
    const amount = draw(tills[sourceIndex] as Till, year, wanted);
    if (amount > 0) {
      into.line.push(line);
      into.year.push(year);
      into.source.push(sourceIndex);
      into.amount.push(amount);
    }
    return amount;
  };

  const isBid = (source: number, year: number): boolean => (sources[source] as Source).standingIn[year] === "Bid";
  for (let year = 0; year < width; year++) {
    for (const { allocation, line } of allocationsIn[year] ?? []) {
      const at = line * width + year;
      const sourceIndex = sourceByKey.get(nameKey(allocation.source));
      const wanted = Math.min(allocation.amount, left[at] ?? 0);
      const isOnlyBid = sourceIndex !== undefined && isBid(sourceIndex, year);
      const given = sourceIndex === undefined || isOnlyBid ? 0 : take(line, year, sourceIndex, wanted, takes);
      left[at] = (left[at] ?? 0) - given;
      if (given < allocation.amount && !isOnlyBid) cutAllocations.push({ allocation, given: pence(given) });
    }
    for (const line of demand.order) {
      const at = line * width + year;
      left[at] = drawInTurn(left[at] ?? 0, chains[line] ?? [], (source, wanted) =>
        isBid(source, year) ? 0 : take(line, year, source, wanted, takes),
      );
    }
    sources.forEach((source, index) => {
      (rest[index] as number[])[year] = source.isOpenIn[year] ? available(tills[index] as Till, year) : 0;
    });
  }
  // Bids come when every year has its firm money, so that a bid never uses up what a later year is promised by the same
  // source; they only say what they would give.
  for (let year = 0; year < width; year++) {
    for (const line of demand.order) {
      drawInTurn(left[line * width + year] ?? 0, chains[line] ?? [], (source, wanted) =>
        isBid(source, year) ? take(line, year, source, wanted, bids) : 0,
      );
    }
  }
  return { takes, bids, left, cutAllocations, rest, planLeft: tills.map((till) => till.planned) };
}

/**
 * Asks sources in their order for what is wanted, each for what the ones before it left, until nothing is left.
 *
 * Source: finance model C13, 4.6. `give` answers what a source gives, never more than it is asked for.
 * @returns what no source met.
 */
export function drawInTurn(
  wanted: number,
  order: readonly number[],
  give: (source: number, wanted: number) => number,
): number {
  let left = wanted;
  for (const source of order) {
    if (left === 0) break;
    left -= give(source, left);
  }
  return left;
}

/**
 * Whether a source may pay for a line in a year: it is open, it is eligible for the line's nature, and one-off money pays
 * for recurring cost only in the source's own From year to To year, the bridge years.
 */
export function mayPay(source: Source, line: CostedLine, year: number): boolean {
  if (line.nature === null || source.isOpenIn[year] !== true || !source.eligibleFor.has(line.nature)) return false;
  return line.nature !== "Recurring revenue" || !source.isOneOff || source.hasWindow;
}

/** The sources that a line may turn to, in order. A general reserve pays only where it is named. */
function chainFor(
  line: CostedLine,
  sources: readonly Source[],
  sourceByKey: ReadonlyMap<string, number>,
): readonly number[] {
  if (line.namedSource !== null) {
    const named = sourceByKey.get(nameKey(line.namedSource));
    return named === undefined ? [] : [named];
  }
  const chain: number[] = [];
  sources.forEach((source, index) => {
    // Without a Funding sheet a source belongs to the lines that name it, and to no other.
    if (source.kind !== null && source.kind !== "General reserve") chain.push(index);
  });
  return chain;
}

function groupAllocations(
  allocations: readonly Allocation[],
  table: CostTable,
): readonly (readonly { allocation: Allocation; line: number }[])[] {
  const byReference = new Map<string, number[]>();
  table.lines.forEach((line, index) => {
    const key = nameKey(line.reference);
    const list = byReference.get(key);
    if (list) list.push(index);
    else byReference.set(key, [index]);
  });
  const width = table.years.length;
  const grouped: { allocation: Allocation; line: number }[][] = table.years.map(() => []);
  for (const allocation of allocations) {
    const year = allocation.year - (table.years[0] ?? 0);
    // A reference whose years stand as columns is one line a year: the one with cost in the year is meant.
    const candidates = byReference.get(nameKey(allocation.reference)) ?? [];
    const line = candidates.find((index) => (table.amounts[index * width + year] ?? 0) !== 0) ?? candidates[0];
    if (line !== undefined) grouped[year]?.push({ allocation, line });
  }
  // Stated allocations too are taken in an order that does not depend on rows.
  for (const list of grouped)
    list.sort((a, b) => (a.allocation.line < b.allocation.line ? -1 : a.allocation.line > b.allocation.line ? 1 : 0));
  return grouped;
}

/** What is left in a source while the waterfall runs. Infinity stands for "no limit", never for an amount. */
type Till = {
  limitTotal: number;
  readonly limitIn: number[];
  /** What may leave the balance in a year without breaking this or any later year; null when no balance is known. */
  readonly slack: number[] | null;
  /** What the Reserves sheet says leaves in a year, this case's draw among it: `slack` is what is held beside it. */
  readonly planned: number[];
  /** The year (excluded) up to which the balance of a year runs on: a stated opening of a fund starts a new one. */
  readonly runsUntil: readonly number[];
};

function openTill(source: Source, width: number): Till {
  const limitIn = source.limitIn.map((limit) => limit ?? Number.POSITIVE_INFINITY);
  const runsUntil = new Array<number>(width).fill(width);
  if (!source.isReserve) {
    for (let year = width - 2; year >= 0; year--) {
      runsUntil[year] = source.balance[year + 1]?.opening != null ? year + 1 : (runsUntil[year + 1] ?? width);
    }
  }
  return {
    limitTotal: source.limitTotal ?? Number.POSITIVE_INFINITY,
    limitIn,
    slack: slackOf(source, width),
    planned: Array.from({ length: width }, (_, year) => plannedIn(source, year)),
    runsUntil,
  };
}

/**
 * What a source holds above its minimum and its commitments, by year, before this case draws on it. A reserve's balance
 * runs on from its first year; a fund's starts anew wherever an opening is stated. Where an opening is blank what is held
 * is not known, and never taken as nil: a reserve is then not held to a balance in any year (null), a fund not until a
 * later year states one. Before a reserve's first year there is nothing in it. What the Reserves sheet says leaves a
 * reserve is taken off here and given to this case first: what of it others use is not there in later years.
 */
function slackOf(source: Source, width: number): number[] | null {
  if (source.balanceFrom === null) return null;
  if (source.isReserve && source.balance[source.balanceFrom]?.opening == null) return null;
  const slack: number[] = new Array<number>(width).fill(source.isReserve ? 0 : Number.POSITIVE_INFINITY);
  let held: number | null = null;
  let committed = 0;
  for (let year = source.balanceFrom; year < width; year++) {
    const balance = source.balance[year];
    if (!balance) continue;
    if (balance.opening !== null && (held === null || !source.isReserve)) {
      held = balance.opening;
      committed = 0;
    } else {
      committed -= balance.ledger.returnedAtYearEnd;
    }
    if (held === null) continue;
    held += balance.contributions + balance.between - balance.spent - balance.transferredOut - plannedIn(source, year);
    committed += balance.committed;
    slack[year] = held - committed - balance.minimum;
  }
  return slack;
}

/** What leaves a reserve in a year by its stated Transfer out, beyond what Funding says is spent or given to others. */
function plannedIn({ isReserve, balance }: Source, year: number): number {
  const { planned = null, spent = 0, transferredOut = 0 } = balance[year] ?? {};
  return isReserve ? Math.max(0, (planned?.transferOut ?? 0) - spent - transferredOut) : 0;
}

function available(till: Till, year: number): number {
  const amount = Math.min(till.limitTotal, till.limitIn[year] ?? Number.POSITIVE_INFINITY);
  if (!till.slack) return Math.max(0, amount);
  // Beyond the plan of the year, money that a later year has promised already cannot be spent earlier.
  const until = till.runsUntil[year] ?? 0;
  let later = Number.POSITIVE_INFINITY;
  for (let after = year + 1; after < until; after++) later = Math.min(later, till.slack[after] ?? 0);
  const beside = Math.min(till.slack[year] ?? 0, Math.max(0, later));
  return Math.max(0, Math.min(amount, (till.planned[year] ?? 0) + beside));
}

function draw(till: Till, year: number, wanted: number): number {
  const amount = Math.min(wanted, available(till, year));
  if (amount === 0) return 0;
  till.limitTotal -= amount;
  till.limitIn[year] = (till.limitIn[year] ?? Number.POSITIVE_INFINITY) - amount;
  const ofPlan = Math.min(amount, till.planned[year] ?? 0);
  till.planned[year] = (till.planned[year] ?? 0) - ofPlan;
  const beside = amount - ofPlan;
  const until = till.runsUntil[year] ?? 0;
  if (till.slack) for (let later = year; later < until; later++) till.slack[later] = (till.slack[later] ?? 0) - beside;
  return amount;
}

/** The sum of takes by source and year, in pence: `[source][year]`. */
export function takesBySource(takes: Takes, sources: number, years: number): readonly (readonly Pence[])[] {
  const sums = Array.from({ length: sources }, () => new Array<number>(years).fill(0));
  takes.amount.forEach((amount, index) => {
    const row = sums[takes.source[index] as number] as number[];
    const year = takes.year[index] as number;
    row[year] = (row[year] ?? 0) + amount;
  });
  return sums.map((row) => row.map((amount) => (amount === 0 ? NIL : pence(amount))));
}
