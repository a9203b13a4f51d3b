/** RULES: who must agree, by what the money does and how much of it there is. */
import type { BusinessCase, FundingKind, LineId, Threshold, ThresholdSubject } from "./businessCase";
import { formatYear, type FinancialYear } from "./calendar";
import type { CostTable } from "./costs";
import type { ReserveYear } from "./evaluation";
import { NIL, pence, type Pence } from "./money";
import { compareNatural, nameKey } from "./naming";
import type { Monitoring } from "./variance";

/** The threshold with the highest amount that an amount reaches; of equal ones the first by name. Null when none is. */
export function highestReached(
  thresholds: readonly Threshold[],
  appliesTo: ThresholdSubject,
  amount: number,
): Threshold | null {
  let highest: Threshold | null = null;
  for (const threshold of thresholds) {
    if (threshold.appliesTo !== appliesTo || amount < threshold.fromAmount) continue;
    const isHigher =
      highest === null ||
      threshold.fromAmount > highest.fromAmount ||
      (threshold.fromAmount === highest.fromAmount && compareNatural(threshold.whoMustAgree, highest.whoMustAgree) < 0);
    if (isHigher) highest = threshold;
  }
  return highest;
}

/** An amount that somebody may have to agree to. */
export type Route = {
  readonly subject: ThresholdSubject;
  /** What the money does: "Into Intelligence reserve". */
  readonly what: string;
  readonly year: FinancialYear | null;
  readonly amount: Pence;
  /** Null when the sheet has amounts for the subject and none is reached. */
  readonly threshold: Threshold | null;
  /** The figure that holds the amount; null where none does. */
  readonly figure: string | null;
  /** The cell that says so; null where the amount is worked out. */
  readonly place: { readonly line: LineId; readonly field: string } | null;
};

/** What the routes are found from. */
type Basis = {
  readonly businessCase: BusinessCase;
  readonly years: readonly FinancialYear[];
  readonly costs: CostTable;
  readonly sources: readonly { readonly name: string; readonly kind: FundingKind | null }[];
  readonly drawn: readonly (readonly Pence[])[];
  readonly reserves: readonly ReserveYear[];
  readonly monitoring: Monitoring;
};

/** Kinds whose use moves budget from one head to another within the year. */
const MOVES_BUDGET: ReadonlySet<FundingKind> = new Set<FundingKind>(["Underspend", "Revenue budget"]);

/** Whether using money of a kind is a virement. Source: our reading of finance model 4.15. */
export function movesBudget(kind: FundingKind | null): boolean {
  return kind !== null && MOVES_BUDGET.has(kind);
}

/**
 * Every amount of the case that the Thresholds sheet has amounts for, with who must agree to it.
 *
 * Formula: Investment: the cost to the horizon. Reserve movement: what goes into a reserve, out of it, or between it and
 * another, each year and way by itself. Virement: what the case takes from an underspend or the revenue budget in a year.
 * Variance: the size of every monitored variance. An amount at a threshold reaches it; the highest one reached decides.
 * Source: finance model 4.15; what counts as a virement is our reading. No rounding. Empty without a Thresholds sheet.
 */
export function approvalRoutes(basis: Basis, slugOfSource: (name: string) => string): readonly Route[] {
  const thresholds = basis.businessCase.thresholds ?? [];
  const subjects = new Set(thresholds.map((threshold) => threshold.appliesTo));
  return [
    ...investment(basis),
    ...reserveMovements(basis),
    ...virements(basis, slugOfSource),
    ...variances(basis.monitoring),
  ]
    .filter((route) => subjects.has(route.subject))
    .map((route) => ({ ...route, threshold: highestReached(thresholds, route.subject, route.amount) }));
}

type FoundRoute = Omit<Route, "threshold">;

function investment({ costs }: Basis): readonly FoundRoute[] {
  let total = 0;
  for (const amount of costs.amounts) total += amount;
  return [
    {
      subject: "Investment",
      what: "Cost of the case to its horizon",
      year: null,
      amount: pence(total),
      figure: "cost.total",
      place: null,
    },
  ];
}

/** The reserves' own roll-forward has what goes in and out; what goes between them stands on the Reserves sheet alone. */
function reserveMovements({ businessCase, reserves }: Basis): readonly FoundRoute[] {
  const rows = businessCase.reserveRows ?? [];
  const inAndOut = reserves.flatMap((reserve) => {
    const row = rows.find((each) => each.year === reserve.year && nameKey(each.reserve) === nameKey(reserve.source));
    const moves = [
      { what: `Into ${reserve.source}`, amount: reserve.in, part: "in", field: "transferIn" },
      { what: `Out of ${reserve.source}`, amount: reserve.out, part: "out", field: "transferOut" },
    ];
    return moves
      .filter(({ amount }) => amount > 0)
      .map(({ what, amount, part, field }): FoundRoute => ({
        subject: "Reserve movement",
        what,
        year: reserve.year,
        amount,
        figure: `reserve.${reserve.slug}.${part}.${formatYear(reserve.year)}`,
        place: row === undefined ? null : { line: row.line, field },
      }));
  });
  const between = rows.flatMap(({ line, reserve, year, betweenReserves }): FoundRoute[] =>
    betweenReserves === null || betweenReserves === 0
      ? []
      : [
          {
            subject: "Reserve movement",
            what: betweenReserves > 0 ? `Into ${reserve} from other reserves` : `Out of ${reserve} to other reserves`,
            year,
            amount: pence(Math.abs(betweenReserves)),
            figure: null,
            place: { line, field: "betweenReserves" },
          },
        ],
  );
  return [...inAndOut, ...between.sort((a, b) => compareNatural(a.what, b.what) || (a.year ?? 0) - (b.year ?? 0))];
}

function virements({ years, sources, drawn }: Basis, slugOfSource: (name: string) => string): readonly FoundRoute[] {
  return sources.flatMap((source, index) =>
    !movesBudget(source.kind)
      ? []
      : years.flatMap((year, at): FoundRoute[] => {
          const amount = drawn[index]?.[at] ?? NIL;
          if (amount <= 0) return [];
          return [
            {
              subject: "Virement",
              what: `From ${source.name} to the case`,
              year,
              amount,
              figure: `funding.${slugOfSource(source.name)}.${formatYear(year)}`,
              place: null,
            },
          ];
        }),
  );
}

function variances({ rows }: Monitoring): readonly FoundRoute[] {
  return rows.flatMap(({ row, basis, variance, figure }): FoundRoute[] => {
    if (variance === null || variance === 0 || basis === null) return [];
    return [
      {
        subject: "Variance",
        what: row.name,
        year: row.year,
        amount: pence(Math.abs(variance)),
        figure: figure("variance"),
        place: { line: row.line, field: basis === "Actual" ? "actual" : "forecast" },
      },
    ];
  });
}
