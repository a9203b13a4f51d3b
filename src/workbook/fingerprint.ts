/** A short name for the typed inputs of a case: the same inputs, however they are spelled or ordered, have the same one. */
import { compareNatural, type BusinessCase, type LineId } from "../model";
import { sha256Hex } from "./scan/sha256";

/**
 * Fingerprint of a case's inputs: SHA-256 of the canonical JSON of the typed inputs in declaration order, lines in natural
 * order of their keys, first 16 hexadecimal digits. Fields are named once a sheet, not once a row, so that a large case
 * is named quickly. Business groups keep their order, which settles ties.
 */
export function fingerprintOf(businessCase: BusinessCase): string {
  const canonical = [
    businessCase.asAt,
    businessCase.decision,
    columnsOf(inOrder(businessCase.posts)),
    columnsOf(inOrder(businessCase.costs)),
    columnsOf(inOrder(businessCase.funding)),
    columnsOf(inOrder(businessCase.approvals)),
    columnsOf(businessCase.businessGroups),
    columnsOf(inOrder(businessCase.underspends)),
    columnsOf(inOrder(businessCase.savings)),
    columnsOf(inOrder(businessCase.allocations)),
    columnsOf(inOrder(businessCase.thresholds)),
    columnsOf(inOrder(businessCase.assumptions)),
    columnsOf(inOrder(businessCase.payScales)),
    columnsOf(inOrder(businessCase.payAssumptions)),
    columnsOf(inOrder(businessCase.pensionBands)),
    columnsOf(inOrder(businessCase.capitalPlan)),
    columnsOf(inOrder(businessCase.reserveRows)),
    columnsOf(inOrder(businessCase.planLines)),
    columnsOf(inOrder(businessCase.fundLedger)),
    columnsOf(inOrder(businessCase.options)),
    columnsOf(inOrder(businessCase.postings)),
    columnsOf(inOrder(businessCase.gates)),
    columnsOf(inOrder(businessCase.monitoring)),
  ];
  return sha256Hex(JSON.stringify(canonical)).slice(0, 16);
}

/** Lines in natural order of their keys. Most sheets stand in that order already, which is quick to see. */
function inOrder<T extends { readonly line: LineId }>(rows: readonly T[] | null): readonly T[] | null {
  if (rows === null || rows.every((row, index) => index === 0 || isBefore(rows[index - 1] as T, row))) return rows;
  return [...rows].sort((a, b) => compareNatural(a.line, b.line));
}

function isBefore<T extends { readonly line: LineId }>(a: T, b: T): boolean {
  return compareNatural(a.line, b.line) < 0;
}

type Columns = readonly (readonly [field: string, values: readonly unknown[]])[];

/** The rows field by field; null for a sheet that is not there, which differs from one without rows. */
function columnsOf(rows: readonly object[] | null): Columns | null {
  if (rows === null) return null;
  const [first] = rows;
  if (first === undefined) return [];
  return Object.keys(first).map(
    (field) => [field, rows.map((row) => (row as Record<string, unknown>)[field])] as const,
  );
}
