import type { FundingRow, LedgerStatus } from "../businessCase";
import type { TracePart } from "../evaluation";
import { inputPart } from "../figures";
import type { LedgerYear } from "../fundLedger";
import { formatMoney, NIL } from "../money";
import type { BalanceYear } from "../sources";

/** Amounts of Funding rows as parts of a trace, blanks left out. */
export function amountParts(
  rows: readonly FundingRow[],
  fields: readonly ("opening" | "contributions" | "spent" | "committed" | "pipeline" | "limit")[],
): readonly TracePart[] {
  return rows.flatMap((row) =>
    fields.flatMap((field) => {
      const amount = row[field];
      return amount === null
        ? []
        : [inputPart(row.line, field, field[0]?.toUpperCase() + field.slice(1), formatMoney(amount))];
    }),
  );
}

/** What other sources take from a balance in a year, by the rows that say so. */
export function takenByParts(balance: BalanceYear | undefined): readonly TracePart[] {
  return (balance?.takenBy ?? []).map((row) =>
    inputPart(row.line, "contributions", `${row.source}: Contributions`, formatMoney(row.contributions ?? NIL)),
  );
}

/** The rows of the Fund ledger of one status in a year, where they are added up. */
export function ledgerParts(ledger: LedgerYear | undefined, status: LedgerStatus): readonly TracePart[] {
  if (ledger === undefined || ledger[LEDGER_AMOUNTS[status]] === 0) return [];
  return ledger.rows
    .filter((row) => row.status === status)
    .map((row) => inputPart(row.line, "amount", `${row.caseName}: ${status}`, formatMoney(row.amount)));
}

const LEDGER_AMOUNTS = {
  Spent: "spent",
  Approved: "committed",
  Proposed: "pipeline",
  Returned: "returned",
} as const satisfies Record<LedgerStatus, keyof LedgerYear>;
