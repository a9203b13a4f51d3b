/** RULES: how many officer posts business groups must find, and how many each. */
import { apportion, apportionByWebster, type ApportionTie } from "./apportion";
import type { BusinessGroup, OfficerRequirement, Post, WeightBasis } from "./businessCase";
import type { ApportionedGroup, Apportionment } from "./evaluation";
import { fte, FTE_PER_POST, productHalfUp, type Fte } from "./money";
import { nameKey } from "./naming";

/** What was read as "non-funded", said beside every share. Source: finance model 1.3, readings A and B. */
const BASIS_IN_WORDS: Readonly<Record<WeightBasis, string>> = {
  "Non-external": "posts not paid for by a grant or a third party",
  Unbudgeted: "posts with no budget behind them",
};

const LARGEST_REMAINDER = "Largest remainder";
const WEBSTER = "Webster";
const PARTS_OF_POSTS = "Parts of posts";

/** How posts are rounded, said beside the shares. */
function methodInWords(method: string, unit: number): string {
  if (unit !== FTE_PER_POST) return "in ten-thousandths of a post by the largest remainders";
  return method === WEBSTER
    ? "in whole posts, one after another to the largest weight / (2 x posts it has already + 1)"
    : "in whole posts: its share rounded down, and one more for the largest remainders until the requirement is met";
}

export type RequirementShare = {
  readonly apportionment: Apportionment;
  readonly tie: ApportionTie | null;
  /** Names of the groups in the order of the tie's indexes. */
  readonly names: readonly string[];
  /** Posts released by a removal whose business group is not among those that share. */
  readonly unmatchedRelease: Fte;
};

export type RequirementOutcome =
  | { readonly kind: "shared"; readonly share: RequirementShare }
  | { readonly kind: "no weight"; readonly requirement: Fte }
  | { readonly kind: "input needed"; readonly group: BusinessGroup; readonly field: "unbudgeted" }
  | { readonly kind: "nothing to share" };

/**
 * Shares the officer posts that donor groups must find.
 *
 * The requirement is the net change of the officer rows Paid by Donor groups (default), or with "Gross then release" their
 * growth, after which each removal is credited to its own business group. Weight of a group: officer BWT less the
 * externally funded part, or its unbudgeted BWT, as the Weight basis says; groups that do not contribute have none.
 * Whole posts go by largest remainder, or by Webster's method on request; a requirement with part posts is shared in
 * ten-thousandths of a post, and so is every one where parts of posts are asked for.
 * Source: finance model C10, 1.3 readings 1 to 4. Shares are exact and shown to four decimals.
 * Afterwards: the posts add to the requirement (I13).
 */
export function shareRequirement(
  posts: readonly Post[],
  groups: readonly BusinessGroup[],
  reading: OfficerRequirement,
  basis: WeightBasis,
  method: string = LARGEST_REMAINDER,
): RequirementOutcome {
  const donorRows = posts.filter((post) => post.roleType === "Officer" && post.paidBy === "Donor groups");
  const changes = donorRows.map((post) => post.proposed - post.baseline);
  const net = changes.reduce((sum, change) => sum + change, 0);
  const gross = changes.reduce((sum, change) => sum + Math.max(0, change), 0);
  if (donorRows.length === 0 || (net === 0 && (reading === "Net" || gross === 0))) return { kind: "nothing to share" };

  const sharing = groups.filter((group) => group.contributes !== false);
  const blank = basis === "Unbudgeted" ? sharing.find((group) => group.unbudgeted === null) : undefined;
  if (blank) return { kind: "input needed", group: blank, field: "unbudgeted" };
  const weights = sharing.map((group) =>
    basis === "Unbudgeted" ? (group.unbudgeted ?? 0) : Math.max(0, group.officerBwt - (group.externallyFunded ?? 0)),
  );
  const amount = reading === "Net" ? net : gross;
  const unit = amount % FTE_PER_POST === 0 && method !== PARTS_OF_POSTS ? FTE_PER_POST : 1;
  const order = sharing.map((group) => group.order);
  const apportioned =
    method === WEBSTER && unit === FTE_PER_POST
      ? apportionByWebster(amount / unit, weights, order)
      : apportion(amount / unit, weights, order);
  if (apportioned === null) return { kind: "no weight", requirement: fte(net) };

  const released = reading === "Net" ? new Map<string, number>() : releases(donorRows);
  const totalWeight = weights.reduce((sum, weight) => sum + weight, 0);
  let unmatched = 0;
  const names = new Set(sharing.map((group) => nameKey(group.name)));
  for (const [group, release] of released) if (!names.has(group)) unmatched += release;
  const shares: ApportionedGroup[] = sharing.map((group, index) => ({
    group: group.name,
    slug: "",
    weight: fte(weights[index] ?? 0),
    share: fte(productHalfUp([amount, weights[index] ?? 0], Math.max(1, totalWeight))),
    posts: fte((apportioned.parts[index] ?? 0) * unit - (released.get(nameKey(group.name)) ?? 0)),
  }));
  return {
    kind: "shared",
    share: {
      apportionment: {
        basis,
        basisInWords: BASIS_IN_WORDS[basis],
        methodInWords: methodInWords(method, unit),
        requirement: fte(net),
        groups: shares,
      },
      tie: apportioned.tie,
      names: sharing.map((group) => group.name),
      unmatchedRelease: fte(unmatched),
    },
  };
}

/** The input that sharing needs and does not have, in words; null where it was shared or there is nothing to share. */
export function neededToShare(requirement: RequirementOutcome | null): string | null {
  switch (requirement?.kind) {
    case "input needed":
      return `the Unbudgeted BWT of ${requirement.group.name}`;
    case "no weight":
      return "a business group with a weight to share the posts by";
    case "shared":
    case "nothing to share":
    case undefined:
      return null;
  }
}

/** Posts given back by removals, by business group. */
function releases(donorRows: readonly Post[]): Map<string, number> {
  const released = new Map<string, number>();
  for (const post of donorRows) {
    const fall = Math.max(0, post.baseline - post.proposed);
    const key = nameKey(post.businessGroup);
    if (fall > 0) released.set(key, (released.get(key) ?? 0) + fall);
  }
  return released;
}
