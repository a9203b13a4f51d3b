/** RULES: the capital plan by scheme and year: what moves between years, what that leaves as the budget, and who funds it. */
import type { BusinessCase, CapitalPlanRow } from "./businessCase";
import { formatYear, type FinancialYear } from "./calendar";
import type { CostedLine, CostTable } from "./costs";
import { pence, type Pence } from "./money";
import { compareNatural, nameKey } from "./naming";
import type { Source } from "./sources";

/** A line of the case's own capital on a scheme, and how it was found to belong there. */
export type SchemeLine = {
  readonly line: CostedLine;
  readonly by: "its Scheme" | "its Funding source, which is called like the scheme";
  /** Its capital in the year. */
  readonly amount: Pence;
};

/** A scheme in one year. Amounts in pence; moves are above nil, in the direction their name says. */
export type SchemeYear = {
  readonly year: FinancialYear;
  /** The plan's rows of the year; none where the year only receives or gives. */
  readonly rows: readonly CapitalPlanRow[];
  readonly plan: Pence;
  readonly slippageIn: Pence;
  readonly slippageOut: Pence;
  readonly accelerationIn: Pence;
  readonly accelerationOut: Pence;
  readonly additions: Pence;
  readonly cancelled: Pence;
  /** Rows of other years that slip into this one. */
  readonly slippedFrom: readonly CapitalPlanRow[];
  /** Rows of other years that take money forward from this one. */
  readonly acceleratedBy: readonly CapitalPlanRow[];
  /** Null where a move of an earlier year does not say which year is its other end. */
  readonly budget: Pence | null;
  readonly forecast: Pence | null;
  readonly actual: Pence | null;
  readonly lines: readonly SchemeLine[];
  /** The case's own capital on the scheme. */
  readonly caseCapital: Pence;
  /** What is left of the budget after the case's own capital. */
  readonly headroom: Pence | null;
  /** The source that the plan says pays; null where it names none, or several. */
  readonly fundingSource: string | null;
};

export type Scheme = {
  readonly name: string;
  readonly slug: string;
  readonly key: string;
  readonly years: readonly SchemeYear[];
  /** Moves that do not say which year is their other end. */
  readonly open: readonly OpenMove[];
};

/** A move between years of which one end is missing. */
export type OpenMove = {
  readonly row: CapitalPlanRow;
  readonly kind: "slippage" | "acceleration";
  readonly amount: Pence;
};

/**
 * The schemes of the Capital plan, each by year; none without that sheet.
 *
 * Decides: what a scheme may spend in a year, and what of that is left after the case's own capital.
 * Formula: budget = plan + slippage in - slippage out + acceleration in - acceleration out + additions - cancelled;
 * headroom = budget - capital lines of the case that name the scheme, or whose Funding source is called like it.
 * Source: finance model C15, 4.9. Whole pence, no rounding. A year without a row plans nothing: only what moves stands in it.
 * Afterwards: over all years the slippage of a scheme adds to nil, and so does its acceleration, unless a move is open (I8).
 * A move is open where no other year is given, or one that is not later: the budgets of all later years are then not known.
 */
export function capitalPlanOf(
  businessCase: Pick<BusinessCase, "capitalPlan">,
  costs: CostTable,
  slugOf: (scheme: string) => string,
): readonly Scheme[] {
  const rowsByScheme = new Map<string, CapitalPlanRow[]>();
  for (const row of businessCase.capitalPlan ?? []) {
    const rows = rowsByScheme.get(nameKey(row.scheme));
    if (rows) rows.push(row);
    else rowsByScheme.set(nameKey(row.scheme), [row]);
  }
  if (rowsByScheme.size === 0) return [];
  const linesByScheme = caseCapitalByScheme(costs, (key) => rowsByScheme.has(key));
  return [...rowsByScheme]
    .map(([key, rows]) => schemeOf(key, rows, linesByScheme.get(key) ?? new Map<FinancialYear, SchemeLine[]>(), slugOf))
    .sort((a, b) => compareNatural(a.name, b.name));
}

function schemeOf(
  key: string,
  unsorted: readonly CapitalPlanRow[],
  linesIn: ReadonlyMap<FinancialYear, readonly SchemeLine[]>,
  slugOf: (scheme: string) => string,
): Scheme {
  const rows = [...unsorted].sort((a, b) => a.year - b.year || (a.line < b.line ? -1 : 1));
  const name = rows.map((row) => row.scheme).sort(compareNatural)[0] as string;
  const open = rows.flatMap(openMoves);
  const years = new Set<FinancialYear>(linesIn.keys());
  for (const row of rows) {
    years.add(row.year);
    const receiving = receivingYear(row);
    const giving = givingYear(row);
    if (receiving !== null) years.add(receiving);
    if (giving !== null) years.add(giving);
  }
  const named = new Set(rows.flatMap((row) => (row.fundingSource === null ? [] : [nameKey(row.fundingSource)])));
  const onlySource = named.size === 1 ? (rows.find((row) => row.fundingSource !== null)?.fundingSource ?? null) : null;
  return {
    name,
    slug: slugOf(name),
    key,
    open,
    years: [...years]
      .sort((a, b) => a - b)
      .map((year) => {
        const own = rows.filter((row) => row.year === year);
        const slippedFrom = rows.filter((row) => receivingYear(row) === year);
        const acceleratedBy = rows.filter((row) => givingYear(row) === year);
        const lines = linesIn.get(year) ?? [];
        const amounts = {
          plan: total(own, (row) => row.plan),
          slippageIn: total(slippedFrom, (row) => row.slippage),
          slippageOut: total(own, (row) => row.slippage),
          accelerationIn: total(own, (row) => row.acceleration),
          accelerationOut: total(acceleratedBy, (row) => row.acceleration),
          additions: total(own, (row) => row.additions),
          cancelled: total(own, (row) => row.cancelled),
        };
        const isKnown = open.every(({ row }) => row.year >= year);
        const budget = isKnown ? schemeBudget(amounts) : null;
        const caseCapital = pence(lines.reduce((sum, each) => sum + each.amount, 0));
        const here = own.flatMap((row) => row.fundingSource ?? []);
        return {
          year,
          rows: own,
          ...amounts,
          slippedFrom,
          acceleratedBy,
          budget,
          forecast: totalIfAll(own, (row) => row.forecast),
          actual: totalIfAll(own, (row) => row.actual),
          lines,
          caseCapital,
          headroom: budget === null ? null : pence(budget - caseCapital),
          fundingSource:
            new Set(here.map(nameKey)).size === 1 ? (here[0] ?? null) : here.length > 1 ? null : onlySource,
        };
      }),
  };
}

/**
 * What a scheme may spend in a year: plan + slippage in - slippage out + acceleration in - acceleration out + additions -
 * cancelled. Source: finance model C15. Whole pence, no rounding. Below nil: more leaves the year than stands in it.
 */
export function schemeBudget(
  amounts: Pick<
    SchemeYear,
    "plan" | "slippageIn" | "slippageOut" | "accelerationIn" | "accelerationOut" | "additions" | "cancelled"
  >,
): Pence {
  return pence(
    amounts.plan +
      amounts.slippageIn -
      amounts.slippageOut +
      amounts.accelerationIn -
      amounts.accelerationOut +
      amounts.additions -
      amounts.cancelled,
  );
}

/** The year that receives what slips out of a row; null where nothing slips, or no later year is given. */
function receivingYear(row: CapitalPlanRow): FinancialYear | null {
  return isMove(row.slippage) && row.slippedTo !== null && row.slippedTo > row.year ? row.slippedTo : null;
}

/** The year that gives what is brought into a row; null where nothing is, or no later year is given. */
function givingYear(row: CapitalPlanRow): FinancialYear | null {
  return isMove(row.acceleration) && row.broughtFrom !== null && row.broughtFrom > row.year ? row.broughtFrom : null;
}

function openMoves(row: CapitalPlanRow): readonly OpenMove[] {
  const moves: OpenMove[] = [];
  if (isMove(row.slippage) && receivingYear(row) === null) moves.push({ row, kind: "slippage", amount: row.slippage });
  if (isMove(row.acceleration) && givingYear(row) === null)
    moves.push({ row, kind: "acceleration", amount: row.acceleration });
  return moves;
}

function isMove(amount: Pence | null): amount is Pence {
  return amount !== null && amount !== 0;
}

/** What a figure of a later year needs while a move is open. */
export function openMoveInWords({ row, kind }: OpenMove): string {
  return kind === "slippage"
    ? `the year that receives what slips from ${row.scheme} in ${formatYear(row.year)}`
    : `the year that gives what is brought into ${row.scheme} in ${formatYear(row.year)}`;
}

/** The first open move of a year before this one, in words; "" where there is none. */
export function budgetNeeded(scheme: Scheme, year: FinancialYear): string {
  const first = scheme.open.find(({ row }) => row.year < year);
  return first === undefined ? "" : openMoveInWords(first);
}

function total(rows: readonly CapitalPlanRow[], amount: (row: CapitalPlanRow) => Pence | null): Pence {
  return pence(rows.reduce((sum, row) => sum + (amount(row) ?? 0), 0));
}

/** A sum only where every row states the amount: one that is blank is not nil. */
function totalIfAll(rows: readonly CapitalPlanRow[], amount: (row: CapitalPlanRow) => Pence | null): Pence | null {
  return rows.length === 0 || rows.some((row) => amount(row) === null) ? null : total(rows, amount);
}

/** The key of the scheme that a line of cost belongs to, and how that is known; null where it belongs to none. */
export function schemeKeyOf(
  line: CostedLine,
  isScheme: (key: string) => boolean,
): { readonly key: string; readonly by: SchemeLine["by"] } | null {
  const stated = line.costLine?.scheme ?? null;
  if (stated !== null) return { key: nameKey(stated), by: "its Scheme" };
  if (line.costLine === null || line.namedSource === null || !isScheme(nameKey(line.namedSource))) return null;
  return { key: nameKey(line.namedSource), by: "its Funding source, which is called like the scheme" };
}

function caseCapitalByScheme(
  costs: CostTable,
  isScheme: (key: string) => boolean,
): ReadonlyMap<string, ReadonlyMap<FinancialYear, readonly SchemeLine[]>> {
  const found = new Map<string, Map<FinancialYear, SchemeLine[]>>();
  const width = costs.years.length;
  costs.lines.forEach((line, index) => {
    if (line.nature !== "Capital") return;
    const scheme = schemeKeyOf(line, isScheme);
    if (scheme === null || !isScheme(scheme.key)) return;
    const byYear = found.get(scheme.key) ?? new Map<FinancialYear, SchemeLine[]>();
    found.set(scheme.key, byYear);
    costs.years.forEach((year, at) => {
      const amount = costs.amounts[index * width + at] ?? 0;
      if (amount === 0) return;
      const entry = { line, by: scheme.by, amount: pence(amount) };
      const entries = byYear.get(year);
      if (entries) entries.push(entry);
      else byYear.set(year, [entry]);
    });
  });
  for (const byYear of found.values())
    for (const lines of byYear.values())
      lines.sort((a, b) => compareNatural(a.line.reference, b.line.reference) || (a.line.line < b.line.line ? -1 : 1));
  return found;
}

/** Schemes that one source pays for in one year, or in all years together, beside what it can give. */
export type ProgrammeFunding = {
  readonly source: Source;
  /** Null: all years together, for a limit that holds over all of them. */
  readonly year: FinancialYear | null;
  readonly schemes: readonly { readonly scheme: Scheme; readonly year: SchemeYear }[];
  /** Null where a scheme's budget is not known. */
  readonly budget: Pence | null;
  /** What is needed for the budget, in words. */
  readonly needed: string;
  /** Null where the source has no limit and no balance: it can then not be planned beyond. */
  readonly funding: Pence | null;
  /** Budget beyond the funding; nil where it is within. */
  readonly over: Pence | null;
};

/**
 * The budgets of schemes by the source that the plan names, beside what that source can give.
 *
 * Decides: how far the plan is beyond its funding. Formula: over-programming = max(0, sum of budgets - funding); funding = the
 * source's Limit of the year, else its opening + contributions - spent - committed - minimum; a Limit for all years is held
 * against the budgets of all years. A bid is no funding, and a source that is not open in a year gives nothing in it.
 * Source: finance model 4.9. Whole pence, no rounding. A source that the Funding sheet does not have is not judged.
 */
export function programmeFunding(
  schemes: readonly Scheme[],
  sources: readonly Source[],
  years: readonly FinancialYear[],
): readonly ProgrammeFunding[] {
  const byKey = new Map(sources.map((source) => [source.key, source] as const));
  const groups = new Map<string, { source: Source; entries: { scheme: Scheme; year: SchemeYear }[] }>();
  for (const scheme of schemes) {
    for (const year of scheme.years) {
      const source = year.fundingSource === null ? undefined : byKey.get(nameKey(year.fundingSource));
      if (source === undefined || year.budget === 0) continue;
      const group = groups.get(source.key) ?? { source, entries: [] };
      group.entries.push({ scheme, year });
      groups.set(source.key, group);
    }
  }
  return [...groups.values()]
    .sort((a, b) => compareNatural(a.source.name, b.source.name))
    .flatMap(({ source, entries }) => {
      const inYears = [...new Set(entries.map((entry) => entry.year.year))]
        .sort((a, b) => a - b)
        .map((year) =>
          fundingOf(
            source,
            year,
            entries.filter((entry) => entry.year.year === year),
            fundingIn(source, years.indexOf(year)),
          ),
        );
      if (source.limitTotal === null) return inYears;
      const isBid = source.standingIn.every((standing) => standing === "Bid");
      return [...inYears, fundingOf(source, null, entries, pence(isBid ? 0 : source.limitTotal))];
    });
}

function fundingOf(
  source: Source,
  year: FinancialYear | null,
  schemes: ProgrammeFunding["schemes"],
  funding: Pence | null,
): ProgrammeFunding {
  const unknown = schemes.find((entry) => entry.year.budget === null);
  const budget =
    unknown === undefined ? pence(schemes.reduce((sum, entry) => sum + (entry.year.budget ?? 0), 0)) : null;
  return {
    source,
    year,
    schemes,
    budget,
    needed: unknown === undefined ? "" : budgetNeeded(unknown.scheme, unknown.year.year),
    funding,
    over: budget === null || funding === null ? null : pence(Math.max(0, budget - funding)),
  };
}

/** What a source can give in a year before any scheme draws on it; null where no limit or balance of the year is stated. */
function fundingIn(source: Source, index: number): Pence | null {
  if (index < 0 || source.kind === null) return null;
  if (source.isOpenIn[index] !== true || source.standingIn[index] === "Bid") return pence(0);
  const limit = source.limitIn[index] ?? null;
  if (limit !== null) return pence(limit);
  const balance = source.balance[index];
  // A plan line's opening is its limit for all years, which is held against all years together.
  if (balance?.opening == null || source.limitTotal !== null) return null;
  const held = balance.opening + balance.contributions - balance.spent - balance.transferredOut - balance.committed;
  return pence(Math.max(0, held - balance.minimum));
}
