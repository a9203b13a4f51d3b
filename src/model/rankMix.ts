/** RULES: what a move of officer posts costs by rank, where posts balance and pay does not. Beside the case, never in it. */
import type { BusinessCase, LineId, OfficerRequirement, Post } from "./businessCase";
import { firstMonthOf, type FinancialYear } from "./calendar";
import type { Apportionment } from "./evaluation";
import { fte, FTE_PER_POST, pence, productHalfUp, sumFte, type Fte, type Pence } from "./money";
import { compareNatural, nameKey } from "./naming";
import { neededToShare, type RequirementOutcome } from "./requirement";
import { costOfOnePost, isRedistribution, neededInWords, type CostOfOnePost, type StaffCosts } from "./staffing";
import { unitOf } from "./workforce";

/** Posts of one rank on one side of the move, and what they cost in a full year. */
export type RankMixLine = {
  /** Received: posts of the units that gain, released ones below nil. Donated: posts that business groups give up. */
  readonly side: "received" | "donated";
  /** The unit or the business group. */
  readonly who: string;
  readonly rank: string;
  readonly posts: Fte;
  /** Cost of one post in whole pence, for display; the amount rests on the exact one. */
  readonly costOfOne: Pence | null;
  readonly amount: Pence | null;
  /** The input that is missing, in words. */
  readonly needed: string | null;
  /** Where the posts, and where the cost of one of them, were entered. */
  readonly from: readonly { readonly line: LineId; readonly field: string; readonly name: string }[];
};

export type RankMix = {
  readonly lines: readonly RankMixLine[];
  readonly received: Pence | null;
  readonly donated: Pence | null;
  /** Received - donated, a full year; null where a rank's cost is missing. */
  readonly cost: Pence | null;
  readonly needed: string | null;
};

/**
 * What the mix of ranks costs where officer posts are moved between units or given up by business groups.
 *
 * Decides: the yearly cost of a move that balances in posts. It is no part of the case's cost.
 * Formula: cost of the officer posts received (growth less releases of rows Paid by Donor groups; rows of redistribution,
 * out below nil) - cost of the posts that business groups give up, each at its Rank given up. With "Gross then release" a
 * released post goes back to its own group, at its own rank. One post costs what the row says; else what Staffing rows of
 * that rank say (those of the group first) if they agree; else the pay build of the rank.
 * Units: pence a full year. Rounding: half up to the penny once a line.
 * Errors: `needed` names the first rank or cost that is missing; then no total is given. Null where no officer posts move,
 * and where all that move are of one rank.
 * Source: finance model 1.1 (1b), RANK_MIX_COST.
 */
export function rankMix(
  businessCase: BusinessCase,
  requirement: RequirementOutcome | null,
  reading: OfficerRequirement,
  staff: StaffCosts,
  baseYear: FinancialYear,
): RankMix | null {
  const apportionment = requirement?.kind === "shared" ? requirement.share.apportionment : null;
  const notShared = neededToShare(requirement);
  const officers = businessCase.posts.filter((post) => post.roleType === "Officer");
  const isDonorRow = (post: Post): boolean => post.paidBy === "Donor groups" && !isRedistribution(post);
  const moved = officers
    .filter((post) => post.proposed !== post.baseline && (isRedistribution(post) || isDonorRow(post)))
    .filter((post) => isRedistribution(post) || requirement !== null)
    .sort((a, b) => compareNatural(a.reference, b.reference));
  if (moved.length === 0) return null;
  const costs = new RankCosts(officers, staff, baseYear);
  const received = moved.map((post) => lineOfPost(post, costs));
  const donated = apportionment === null ? [] : donatedLines(businessCase, apportionment, reading, moved, costs);
  const lines = [...received, ...donated];
  const [first, ...others] = lines;
  if (
    notShared === null &&
    first?.rank !== "" &&
    others.every((line) => nameKey(line.rank) === nameKey(first?.rank ?? ""))
  )
    return null;
  const needed = notShared ?? lines.find((line) => line.needed !== null)?.needed ?? null;
  const sumOf = (side: readonly RankMixLine[]): Pence | null =>
    side.some((line) => line.amount === null) ? null : pence(side.reduce((sum, line) => sum + (line.amount ?? 0), 0));
  const [into, from] = [sumOf(received), notShared === null ? sumOf(donated) : null];
  return {
    lines,
    received: into,
    donated: from,
    cost: into === null || from === null ? null : pence(into - from),
    needed,
  };
}

function lineOfPost(post: Post, costs: RankCosts): RankMixLine {
  const change = (post.proposed - post.baseline) as Fte;
  const own = { line: post.line, field: "proposed", name: `${post.reference}: Proposed BWT` };
  return lineOf("received", unitOf(post), post.grade, change, costs.ofRow(post), [own]);
}

function donatedLines(
  businessCase: BusinessCase,
  apportionment: Apportionment,
  reading: OfficerRequirement,
  moved: readonly Post[],
  costs: RankCosts,
): readonly RankMixLine[] {
  const releases =
    reading === "Net" ? [] : moved.filter((post) => post.paidBy === "Donor groups" && post.proposed < post.baseline);
  return apportionment.groups.flatMap(({ group, posts }) => {
    const key = nameKey(group);
    const released = releases.filter((post) => nameKey(post.businessGroup) === key);
    const given = fte(sumFte(released.map((post) => fte(post.baseline - post.proposed))) + posts);
    const back = released.map((post) => ({ ...lineOfPost(post, costs), side: "donated" as const, who: group }));
    if (given === 0) return back;
    const row = (businessCase.businessGroups ?? []).find((each) => nameKey(each.name) === key);
    const rank = row?.rankGivenUp ?? null;
    const from = row ? [{ line: row.line, field: "rankGivenUp", name: `${group}: Rank given up` }] : [];
    const cost: RankCost =
      rank === null
        ? { kind: "needed", needed: `the Rank given up by ${group} on Business groups` }
        : costs.ofRank(rank, group);
    return [lineOf("donated", group, rank ?? "", given, cost, from), ...back];
  });
}

function lineOf(
  side: RankMixLine["side"],
  who: string,
  rank: string,
  posts: Fte,
  cost: RankCost,
  from: RankMixLine["from"],
): RankMixLine {
  const isKnown = cost.kind === "known";
  return {
    side,
    who,
    rank,
    posts,
    costOfOne: isKnown ? pence(productHalfUp([cost.ofOne.pence], cost.ofOne.divisor)) : null,
    amount: isKnown ? pence(productHalfUp([posts, cost.ofOne.pence], FTE_PER_POST * cost.ofOne.divisor)) : null,
    needed: isKnown ? null : cost.needed,
    from: isKnown ? [...from, ...cost.from] : from,
  };
}

type RankCost =
  | { readonly kind: "known"; readonly ofOne: CostOfOnePost; readonly from: RankMixLine["from"] }
  | { readonly kind: "needed"; readonly needed: string };

/** What one officer post of a rank costs in a full year, by what the case says of it. */
class RankCosts {
  constructor(
    private readonly officers: readonly Post[],
    private readonly staff: StaffCosts,
    private readonly baseYear: FinancialYear,
  ) {}

  /** Of a row's own posts. */
  ofRow(post: Post): RankCost {
    const stated = statedCost(post);
    if (stated) return stated;
    return this.staff.build.hasScale(post) ? this.built(post) : this.ofRank(post.grade, post.businessGroup);
  }

  /** Of a rank, by the rows of Staffing that have it, those of the business group first. */
  ofRank(rank: string, group: string): RankCost {
    const ofRank = this.officers.filter((post) => nameKey(post.grade) === nameKey(rank) && statedCost(post) !== null);
    const own = ofRank.filter((post) => nameKey(post.businessGroup) === nameKey(group));
    const rows = own.length > 0 ? own : ofRank;
    const [first] = rows;
    if (first) {
      const cost = costOfOnePost(first);
      const other = rows.find((post) => !isSameCost(costOfOnePost(post), cost));
      return (
        (other === undefined ? statedCost(first) : null) ?? {
          kind: "needed",
          needed: `one cost of ${rank}: ${first.reference} and ${other?.reference ?? ""} on Staffing differ`,
        }
      );
    }
    const [template] = this.officers;
    if (template && this.staff.build.hasScale({ roleType: "Officer", grade: rank }))
      return this.built(onePostOf(template, rank, this.baseYear));
    return { kind: "needed", needed: `the cost of one ${rank}: a Unit cost on Staffing, or its pay on Pay scales` };
  }

  private built(post: Post): RankCost {
    const cost = this.staff.ofOnePost(post);
    if (cost === null) return { kind: "needed", needed: `the cost of one ${post.grade}` };
    return cost.kind === "needed"
      ? { kind: "needed", needed: neededInWords(cost.needed) }
      : { kind: "known", ofOne: { pence: cost.value, divisor: 1 }, from: [] };
  }
}

function statedCost(post: Post): RankCost | null {
  const ofOne = costOfOnePost(post);
  if (ofOne === null) return null;
  const [field, name] = post.unitCost ? ["unitCost", "Unit cost"] : ["annualCost", "Annual cost"];
  return { kind: "known", ofOne, from: [{ line: post.line, field: field ?? "", name: `${post.reference}: ${name}` }] };
}

function isSameCost(a: CostOfOnePost | null, b: CostOfOnePost | null): boolean {
  if (a === null || b === null) return a === b;
  return BigInt(a.pence) * BigInt(b.divisor) === BigInt(b.pence) * BigInt(a.divisor);
}

/** One post of a rank from the first month of a year, without what belongs to a row of its own. */
function onePostOf(template: Post, rank: string, year: FinancialYear): Post {
  return {
    ...template,
    grade: rank,
    baseline: 0 as Fte,
    proposed: FTE_PER_POST as Fte,
    startMonth: firstMonthOf(year),
    endMonth: null,
    scalePoint: null,
    zone: null,
    shiftAllowance: null,
    vacancyFactor: null,
    headcount: null,
  };
}
