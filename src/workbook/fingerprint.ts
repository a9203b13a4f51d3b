/** A short name for the typed inputs of a case: the same inputs, however they are spelled or ordered, have the same one. */
import { compareNatural, type BusinessCase, type LineId } from "../model";
import { sha256Hex } from "./scan/sha256";

/**
 * Fingerprint of a case's inputs: SHA-256 of the canonical JSON of the typed inputs in declaration order, lines in natural
 * order of their keys, first 16 hexadecimal digits. Business groups keep their order, which settles ties.
 */
export function fingerprintOf(businessCase: BusinessCase): string {
  const canonical = [
    businessCase.asAt,
    businessCase.decision,
    inOrder(businessCase.posts),
    inOrder(businessCase.costs),
    inOrder(businessCase.funding),
    inOrder(businessCase.approvals),
    businessCase.businessGroups,
    inOrder(businessCase.underspends),
    inOrder(businessCase.savings),
    inOrder(businessCase.allocations),
    inOrder(businessCase.thresholds),
    inOrder(businessCase.assumptions),
  ];
  return sha256Hex(JSON.stringify(canonical)).slice(0, 16);
}

function inOrder<T extends { readonly line: LineId }>(rows: readonly T[] | null): readonly T[] | null {
  return rows && [...rows].sort((a, b) => compareNatural(a.line, b.line));
}
