/** What posts of one kind cost by the pay build, gathered for people to read: one entry for all posts that are paid alike. */
import type { Post, RoleType, Zone } from "./businessCase";
import type { FinancialYear } from "./calendar";
import type { CostTable } from "./costs";
import { divideFraction, fraction, roundToPence, type ExactFraction } from "./exactFraction";
import { fte, FTE_PER_POST, pence, type Fte, type Pence } from "./money";
import { compareNatural } from "./naming";
import type { BuiltCost } from "./payBuild";
import { isBuilt, isCostedByCase, neededInWords } from "./staffing";

/** The steps of one post's cost in a full year, each half up to the penny; the cost is rounded on its own. */
export type OnePostBuild = {
  /** The first full year, or the first year taken whole. */
  readonly year: FinancialYear;
  readonly isServed: boolean;
  readonly pay: Pence;
  readonly londonWeighting: Pence;
  readonly allowances: Pence;
  readonly shift: Pence;
  readonly nationalInsurance: Pence;
  readonly pension: Pence;
  readonly levy: Pence;
  /** Nil or below. */
  readonly vacancies: Pence;
  readonly cost: Pence;
};

export type PayGroup = {
  readonly roleType: RoleType;
  readonly grade: string;
  readonly scalePoint: number | null;
  readonly zone: Zone | null;
  /** The rows of posts in it, in natural order. */
  readonly references: readonly string[];
  /** Proposed less Baseline of those rows. */
  readonly change: Fte;
  readonly onePost: OnePostBuild | { readonly needed: string };
  /** What the rows cost by year of the case; null where an input is needed. */
  readonly byYear: readonly (Pence | null)[];
};

/**
 * The built posts of a case that change and that it pays for, by what decides their pay.
 *
 * Posts are alike when role type, grade, point, zone and what one of them costs in its full year are the same. Order: role
 * type, grade, point, first reference. Source: finance model C7. Sums of amounts that are rounded once a row and year.
 */
export function payGroups(costs: CostTable): readonly PayGroup[] {
  const width = costs.years.length;
  const groups = new Map<string, { posts: Post[]; onePost: PayGroup["onePost"]; byYear: (number | null)[] }>();
  costs.lines.forEach(({ post }, index) => {
    if (!post || !isBuilt(post) || !isCostedByCase(post) || post.proposed === post.baseline) return;
    const onePost = onePostOf(costs, post);
    const key = [post.roleType, post.grade, post.scalePoint, post.zone, JSON.stringify(onePost)].join("|");
    const group = groups.get(key) ?? { posts: [], onePost, byYear: new Array<number | null>(width).fill(0) };
    groups.set(key, group);
    group.posts.push(post);
    for (let year = 0; year < width; year++) {
      const cell = index * width + year;
      const sum = group.byYear[year] ?? null;
      group.byYear[year] = sum === null || costs.needed.has(cell) ? null : sum + (costs.amounts[cell] ?? 0);
    }
  });
  return [...groups.values()].map(inOrder).sort(byKind);
}

function inOrder(group: {
  readonly posts: readonly Post[];
  readonly onePost: PayGroup["onePost"];
  readonly byYear: readonly (number | null)[];
}): PayGroup {
  const [first] = group.posts as readonly [Post, ...Post[]];
  return {
    roleType: first.roleType,
    grade: first.grade,
    scalePoint: first.scalePoint,
    zone: first.zone,
    references: group.posts.map((post) => post.reference).sort(compareNatural),
    change: fte(group.posts.reduce((sum, post) => sum + post.proposed - post.baseline, 0)),
    onePost: group.onePost,
    byYear: group.byYear.map((amount) => (amount === null ? null : pence(amount))),
  };
}

function byKind(a: PayGroup, b: PayGroup): number {
  return (
    compareNatural(a.roleType, b.roleType) ||
    compareNatural(a.grade, b.grade) ||
    (a.scalePoint ?? 0) - (b.scalePoint ?? 0) ||
    compareNatural(a.references[0] ?? "", b.references[0] ?? "")
  );
}

function onePostOf({ staff }: CostTable, post: Post): PayGroup["onePost"] {
  const full = staff.build.fullYear(post);
  if (full.kind === "needed") return { needed: neededInWords(full.needed) };
  const { year, isServed, cost } = full.value;
  const posts = fraction(Math.abs(post.proposed - post.baseline), FTE_PER_POST);
  const ofOne = (part: (built: BuiltCost) => ExactFraction): Pence => roundToPence(divideFraction(part(cost), posts));
  return {
    year,
    isServed,
    pay: ofOne((built) => built.basic),
    londonWeighting: ofOne((built) => built.londonWeighting),
    allowances: ofOne((built) => built.allowances),
    shift: ofOne((built) => built.shift),
    nationalInsurance: ofOne((built) => built.nationalInsurance),
    pension: ofOne((built) => built.pension),
    levy: ofOne((built) => built.levy),
    vacancies: ofOne((built) => built.vacancies),
    cost: ofOne((built) => built.total),
  };
}
