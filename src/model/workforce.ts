/** RULES: the bridge from baseline to proposed posts, and vacancies, which are never netted. */
import type { Post } from "./businessCase";
import type { BridgeRow } from "./evaluation";
import { fte, NO_POSTS, type Fte } from "./money";
import { nameKey } from "./naming";

/** The unit of a row: its Unit, else its Business group. */
export function unitOf(post: Post): string {
  return post.unit ?? post.businessGroup;
}

/** Vacancies of a row: max(0, posts - strength). Source: finance model C21. */
export function vacancy(target: Fte, strength: Fte): Fte {
  return fte(Math.max(0, target - strength));
}

/**
 * The workforce bridge by unit, role type and grade, in order of first appearance of the names given by `slug`.
 *
 * Formula: proposed = baseline + redistribution in - redistribution out + growth - removal. A row's change counts under
 * its Movement; without one a rise is growth and a fall is removal. Vacancies and over-strength are taken row by row and
 * then summed, so that neither hides the other. Source: finance model C20, C21. No rounding.
 */
export function workforceBridge(
  posts: readonly Post[],
  unitSlug: (unit: string) => string,
  gradeSlug: (grade: string) => string,
): readonly BridgeRow[] {
  const rows = new Map<string, Mutable<BridgeRow>>();
  for (const post of posts) {
    const unit = unitOf(post);
    const key = `${nameKey(unit)}|${post.roleType}|${nameKey(post.grade)}`;
    let row = rows.get(key);
    if (!row) {
      row = emptyRow(unit, unitSlug(unit), post, gradeSlug(post.grade));
      rows.set(key, row);
    }
    addPost(row, post);
  }
  return [...rows.values()].sort(
    (a, b) =>
      compareText(a.unitSlug, b.unitSlug) ||
      compareText(a.roleType, b.roleType) ||
      compareText(a.gradeSlug, b.gradeSlug),
  );
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function emptyRow(unit: string, unitSlug: string, post: Post, gradeSlug: string): Mutable<BridgeRow> {
  return {
    unit,
    unitSlug,
    roleType: post.roleType,
    grade: post.grade,
    gradeSlug,
    baseline: NO_POSTS,
    redistributionIn: NO_POSTS,
    redistributionOut: NO_POSTS,
    growth: NO_POSTS,
    removal: NO_POSTS,
    proposed: NO_POSTS,
    strength: NO_POSTS,
    vacanciesCurrent: NO_POSTS,
    vacancies: NO_POSTS,
    overStrength: NO_POSTS,
    isCostedHere: true,
  };
}

function addPost(row: Mutable<BridgeRow>, post: Post): void {
  const change = post.proposed - post.baseline;
  row.baseline = fte(row.baseline + post.baseline);
  row.proposed = fte(row.proposed + post.proposed);
  row.strength = fte(row.strength + post.strength);
  row.vacanciesCurrent = fte(row.vacanciesCurrent + vacancy(post.baseline, post.strength));
  row.vacancies = fte(row.vacancies + vacancy(post.proposed, post.strength));
  row.overStrength = fte(row.overStrength + vacancy(post.strength, post.proposed));
  if (post.movement === "Redistribution in") row.redistributionIn = fte(row.redistributionIn + change);
  else if (post.movement === "Redistribution out") row.redistributionOut = fte(row.redistributionOut - change);
  else if (change > 0) row.growth = fte(row.growth + change);
  else row.removal = fte(row.removal - change);
  if (post.paidBy !== "Case" && change !== 0) row.isCostedHere = false;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What redistribution adds to over the workbook: nil when every post moved out is moved in. */
export function redistributionNet(posts: readonly Post[]): Fte {
  let net = 0;
  for (const post of posts) {
    if (post.movement === "Redistribution in" || post.movement === "Redistribution out")
      net += post.proposed - post.baseline;
  }
  return fte(net);
}
