/** RULES: what other cases have asked of a fund, and whether two of them count on the same money. */
import type { BusinessCase, FundingRow, LedgerRow, LedgerStatus } from "./businessCase";
import type { FinancialYear } from "./calendar";
import { compareNatural, nameKey } from "./naming";

/** What the Fund ledger says of a fund in one year. Amounts in pence, above nil; none that Funding states itself. */
export type LedgerYear = {
  /** Every row of the year, by case. */
  readonly rows: readonly LedgerRow[];
  readonly spent: number;
  readonly committed: number;
  readonly pipeline: number;
  /** Given back to the fund during the year. */
  readonly returned: number;
  /** Approved for the year before, not spent and not carried forward: in the fund again when this year begins. */
  readonly returnedAtYearEnd: number;
  /** The rows of the year before that return. */
  readonly returning: readonly LedgerRow[];
};

/** A year of which the ledger says nothing. */
export const NO_CLAIMS: LedgerYear = {
  rows: [],
  spent: 0,
  committed: 0,
  pipeline: 0,
  returned: 0,
  returnedAtYearEnd: 0,
  returning: [],
};

/** What a status is called on the Funding sheet; returned money stands there among the contributions. */
export const LEDGER_FIELDS = {
  Spent: "spent",
  Approved: "committed",
  Proposed: "pipeline",
} as const satisfies Partial<Record<LedgerStatus, keyof FundingRow>>;

type LedgerField = (typeof LEDGER_FIELDS)[keyof typeof LEDGER_FIELDS];

type Inputs = Pick<BusinessCase, "fundLedger" | "decision">;

/**
 * What the ledger adds to a fund, year by year.
 *
 * Decides: Spent is spent, Approved is committed, Proposed is pipeline, Returned goes back to the fund. An approved row is
 * money not spent: at the end of its year it returns to the fund unless it is carried forward. What Funding states
 * itself in that field is used and the ledger is not added to it; a Funding row without a year speaks for all years. Rows
 * of this very case are its own request, which the model works out, and are left out unless spent.
 * Formula: each amount is the sum of the rows of its status. Units: pence. No rounding. Errors: none here; see
 * `ledgerDifferences` and `claimsTwice`. Source: finance model 4.10, C19.
 */
export function ledgerByYear(
  businessCase: Inputs,
  fund: string,
  fundingRows: readonly FundingRow[],
  years: readonly FinancialYear[],
): readonly LedgerYear[] {
  const ofFund = rowsOfFund(businessCase, fund);
  if (ofFund.length === 0) return years.map(() => NO_CLAIMS);
  const counted = ofFund.filter((row) => isCounted(businessCase, row));
  const disagreeing = differencesOfFund(counted, fundingRows);
  return years.map((year): LedgerYear => {
    const sumOf = (status: LedgerStatus, field: LedgerField | null): number =>
      field !== null && statesIn(fundingRows, field, year)
        ? 0
        : total(counted.filter((row) => row.year === year && row.status === status));
    // Where the two sheets disagree on what is committed nobody knows what returns.
    const isKnown = !disagreeing.some(
      (each) => each.status === "Approved" && (each.year === null || each.year === year - 1),
    );
    const returning = isKnown
      ? counted.filter((row) => row.year === year - 1 && row.status === "Approved" && row.isCarriedForward !== true)
      : [];
    return {
      rows: ofFund.filter((row) => row.year === year),
      spent: sumOf("Spent", "spent"),
      committed: sumOf("Approved", "committed"),
      pipeline: sumOf("Proposed", "pipeline"),
      returned: sumOf("Returned", null),
      returnedAtYearEnd: total(returning),
      returning,
    };
  });
}

/** Whether a row is added up: a claim of this very case that is not spent is its own request, which is counted already. */
export function isCounted(businessCase: Inputs, row: LedgerRow): boolean {
  return row.status === "Spent" || row.status === "Returned" || !isThisCase(businessCase, row.caseName);
}

/** Whether a name is the title or the reference of this case. */
export function isThisCase({ decision }: Pick<BusinessCase, "decision">, name: string): boolean {
  const names = [decision?.title ?? null, decision?.reference ?? null];
  return names.some((own) => own !== null && nameKey(own) === nameKey(name));
}

/** Funding and the ledger state the same thing and differ. */
export type LedgerDifference = {
  readonly fund: string;
  /** Null where the Funding row speaks of all years. */
  readonly year: FinancialYear | null;
  readonly status: keyof typeof LEDGER_FIELDS;
  readonly stated: number;
  readonly inLedger: number;
  readonly fundingRow: FundingRow;
  readonly rows: readonly LedgerRow[];
};

/**
 * Where Spent, Committed or Pipeline of a Funding row is not the sum of the ledger's rows of that status.
 *
 * Decides: the two are compared where both are given: the Funding row states the amount, and the ledger has a row of the
 * status in the year (in any year, for a Funding row without one). Units: pence. No rounding. Source: finance model 4.10.
 */
export function ledgerDifferences(businessCase: Inputs & Pick<BusinessCase, "funding">): readonly LedgerDifference[] {
  const byFund = new Map<string, FundingRow[]>();
  for (const row of businessCase.funding ?? []) {
    const key = nameKey(row.source);
    byFund.set(key, [...(byFund.get(key) ?? []), row]);
  }
  return [...byFund.values()].flatMap((fundingRows) =>
    differencesOfFund(
      rowsOfFund(businessCase, fundingRows[0]?.source ?? "").filter((row) => isCounted(businessCase, row)),
      fundingRows,
    ),
  );
}

function differencesOfFund(
  ledger: readonly LedgerRow[],
  fundingRows: readonly FundingRow[],
): readonly LedgerDifference[] {
  return fundingRows.flatMap((fundingRow) =>
    (Object.keys(LEDGER_FIELDS) as (keyof typeof LEDGER_FIELDS)[]).flatMap((status) => {
      const stated = fundingRow[LEDGER_FIELDS[status]];
      const rows = ledger.filter(
        (row) => row.status === status && (fundingRow.year === null || row.year === fundingRow.year),
      );
      if (stated === null || rows.length === 0 || stated === total(rows)) return [];
      return [
        { fund: fundingRow.source, year: fundingRow.year, status, stated, inLedger: total(rows), fundingRow, rows },
      ];
    }),
  );
}

function statesIn(rows: readonly FundingRow[], field: LedgerField, year: FinancialYear): boolean {
  return rows.some((row) => row[field] !== null && (row.year === null || row.year === year));
}

/** Two claims on the same money. */
export type DoubleClaim =
  /** This case stands in the ledger of the fund that it asks. */
  | { readonly kind: "this case"; readonly rows: readonly LedgerRow[] }
  /** One case claims the same amount of one fund in one year more than once. */
  | { readonly kind: "same case"; readonly rows: readonly LedgerRow[] }
  /** Approved claims on a balance that the rows name come to more than it holds. */
  | {
      readonly kind: "balance";
      readonly balance: string;
      readonly rows: readonly LedgerRow[];
      readonly claimed: number;
      readonly held: number;
    };

/**
 * Claims on a fund that count on the same money.
 *
 * Decides: a claim of this very case, which the model works out itself; one case with the same amount twice in a year among
 * rows that are proposed, approved or spent; and two or more approved or spent rows on one named balance whose sum is more than
 * it holds. Formula: sum of claims > opening + what comes in. Units: pence. No rounding. A balance whose holding is not
 * known is not judged. Source: finance model 4.10.
 * @param heldBy what a source or reserve of a name holds in a year; null where that is not known or there is none.
 */
export function claimsTwice(
  businessCase: Inputs,
  heldBy: (name: string, year: FinancialYear) => number | null,
): readonly DoubleClaim[] {
  const claims = inOrder(businessCase.fundLedger ?? []).filter((row) => row.status !== "Returned");
  const found: DoubleClaim[] = [];
  for (const rows of grouped(claims, (row) => [nameKey(row.fund), row.year])) {
    const own = rows.filter((row) => !isCounted(businessCase, row));
    if (own.length > 0) found.push({ kind: "this case", rows: own });
  }
  const others = claims.filter((row) => isCounted(businessCase, row));
  for (const rows of grouped(others, (row) => [nameKey(row.fund), nameKey(row.caseName), row.year, row.amount])) {
    if (rows.length > 1 && rows[0]?.amount !== 0) found.push({ kind: "same case", rows });
  }
  const taken = others.filter((row) => row.status !== "Proposed" && row.balance !== null);
  for (const rows of grouped(taken, (row) => [nameKey(row.fund), nameKey(row.balance ?? ""), row.year])) {
    const [first] = rows;
    if (first?.balance == null || rows.length < 2) continue;
    const held = heldBy(first.balance, first.year) ?? heldBy(first.fund, first.year);
    const claimed = total(rows);
    if (held !== null && claimed > held) found.push({ kind: "balance", balance: first.balance, rows, claimed, held });
  }
  return found;
}

/** Funds of the ledger that no Funding row stands for, by name. */
export function fundsWithoutFunding(
  businessCase: Pick<BusinessCase, "fundLedger" | "funding">,
): readonly (readonly LedgerRow[])[] {
  const known = new Set((businessCase.funding ?? []).map((row) => nameKey(row.source)));
  return grouped(inOrder(businessCase.fundLedger ?? []), (row) => [nameKey(row.fund)]).filter(
    ([first]) => first !== undefined && !known.has(nameKey(first.fund)),
  );
}

function rowsOfFund({ fundLedger }: Inputs, fund: string): readonly LedgerRow[] {
  const key = nameKey(fund);
  return inOrder((fundLedger ?? []).filter((row) => nameKey(row.fund) === key));
}

/** By year, case and status, so that nothing depends on the order of rows. */
function inOrder(rows: readonly LedgerRow[]): readonly LedgerRow[] {
  return [...rows].sort(
    (a, b) => a.year - b.year || compareNatural(a.caseName, b.caseName) || compareNatural(a.line, b.line),
  );
}

function grouped(
  rows: readonly LedgerRow[],
  keyOf: (row: LedgerRow) => readonly (string | number)[],
): readonly (readonly LedgerRow[])[] {
  const groups = new Map<string, LedgerRow[]>();
  for (const row of rows) {
    const key = JSON.stringify(keyOf(row));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}

function total(rows: readonly LedgerRow[]): number {
  let sum = 0;
  for (const row of rows) sum += row.amount;
  return sum;
}
