/** RULES: what was approved beside what the model has, judged by the precision that each figure was printed to. */
import type { Approval, ApprovalKind, Nature } from "./businessCase";
import { fullYearCosts, type CostedLine, type CostTable } from "./costs";
import { formatYear } from "./calendar";
import type { ApprovalResult } from "./evaluation";
import { assignSlugs, nameKey, slugOf } from "./naming";
import { isCostedByCase } from "./staffing";
import { pence } from "./money";
import { reconcile } from "./publishedTable";

/** What an approval is compared with: the lines that name its paragraph and are of its kind. */
type Compared = {
  readonly modelled: number;
  readonly allocated: number | null;
  readonly partHalfUnits: readonly number[];
  readonly lines: readonly number[];
};

/** An approval's result together with the lines that it was compared with (indexes of the cost table). */
export type ApprovalComparison = {
  readonly approval: Approval;
  readonly result: ApprovalResult;
  readonly lines: readonly number[];
};

/**
 * Compares every approval that names a kind with the model.
 *
 * Modelled money: the cost of the lines that name the paragraph and are of that kind, in the approval's year; without a
 * year a recurring amount is a full year's cost (or the whole term, when its Basis says so), and capital and one-off are
 * all years. Modelled posts: Proposed - Baseline of the rows. Allocated: what sources (bids apart) give those lines.
 * Source: workbook specification, Approvals; finance model C28, I19. No rounding of its own.
 */
export function compareApprovals(
  approvals: readonly Approval[],
  table: CostTable,
  allocatedByLineAndYear: Float64Array,
): readonly ApprovalComparison[] {
  const comparisons: ApprovalComparison[] = [];
  const slugs = assignSlugs(approvals.map((approval) => approval.paragraphs[0] ?? ""));
  const taken = new Set<string>();
  for (const approval of approvals) {
    if (approval.kind === null) continue;
    const compared = compare(approval, approval.kind, table, allocatedByLineAndYear);
    const isMoney = approval.approved.unit === "money";
    const printed = approval.approved.unit === "money" ? approval.approved.printed.amount : approval.approved.posts;
    const verdict = reconcile({
      printed,
      printedHalfUnit: approval.approved.unit === "money" ? approval.approved.printed.halfUnit : 0,
      modelled: compared.modelled,
      partHalfUnits: compared.partHalfUnits,
    });
    const paragraph = approval.paragraphs.join("; ");
    const figureYear = approval.year === null ? "" : `.${formatYear(approval.year)}`;
    const stem = freeStem(slugs.of(approval.paragraphs[0] ?? ""), slugOf(approval.kind), figureYear, taken);
    comparisons.push({
      approval,
      lines: compared.lines,
      result: {
        line: approval.line,
        paragraph,
        what: approval.what,
        kind: approval.kind,
        year: approval.year,
        unit: isMoney ? "money" : "posts",
        approved: printed,
        modelled: compared.modelled,
        allocated: compared.allocated,
        difference: verdict.difference,
        class: verdict.class,
        tolerance: verdict.tolerance,
        figureStem: stem,
        figureYear,
      },
    });
  }
  return comparisons;
}

/** The start of an approval's figure ids; one that another approval has already is numbered by its paragraph. */
function freeStem(paragraph: string, kind: string, figureYear: string, taken: Set<string>): string {
  let stem = `approval.${paragraph}.${kind}`;
  for (let number = 2; taken.has(stem + figureYear); number++) stem = `approval.${paragraph}-${number}.${kind}`;
  taken.add(stem + figureYear);
  return stem;
}

const NATURE_OF_KIND: ReadonlyMap<ApprovalKind, Nature> = new Map<ApprovalKind, Nature>([
  ["Capital", "Capital"],
  ["One-off revenue", "One-off revenue"],
  ["Recurring revenue", "Recurring revenue"],
]);

function compare(approval: Approval, kind: ApprovalKind, table: CostTable, allocated: Float64Array): Compared {
  const wanted = new Set(approval.paragraphs.map(nameKey));
  const named = table.lines.flatMap((line, index) =>
    line.paragraphs.some((paragraph) => wanted.has(nameKey(paragraph))) ? [index] : [],
  );
  const nature = NATURE_OF_KIND.get(kind);
  if (nature === undefined) return comparePosts(kind === "Staff posts" ? "Staff" : "Officer", named, table);
  return compareMoney(approval, nature, named, table, allocated);
}

function comparePosts(roleType: "Staff" | "Officer", named: readonly number[], table: CostTable): Compared {
  let change = 0;
  const lines = named.filter((index) => {
    const post = table.lines[index]?.post;
    // Police community support officers are police staff in the workforce of a decision.
    return post != null && (post.roleType === "Officer") === (roleType === "Officer");
  });
  for (const index of lines) {
    const post = table.lines[index]?.post;
    if (post) change += post.proposed - post.baseline;
  }
  return { modelled: change, allocated: null, partHalfUnits: [], lines };
}

function compareMoney(
  approval: Approval,
  nature: Nature,
  named: readonly number[],
  table: CostTable,
  allocatedAmounts: Float64Array,
): Compared {
  const lines = named.filter((index) => {
    const line = table.lines[index] as CostedLine;
    return line.nature === nature && (line.post === null || isCostedByCase(line.post));
  });
  const isFullYear = nature === "Recurring revenue" && approval.year === null && approval.basis !== "Whole term";
  const width = table.years.length;
  let modelled = 0;
  let allocated = 0;
  const partHalfUnits: number[] = [];
  const fullYears = isFullYear
    ? fullYearCosts(
        lines.map((index) => table.lines[index] as CostedLine),
        table.staff,
      )
    : [];
  for (const [position, index] of lines.entries()) {
    const line = table.lines[index] as CostedLine;
    let amount = 0;
    let given = 0;
    for (let year = 0; year < width; year++) {
      if (approval.year !== null && table.years[year] !== approval.year) continue;
      amount += table.amounts[index * width + year] ?? 0;
      given = isFullYear
        ? Math.max(given, allocatedAmounts[index * width + year] ?? 0)
        : given + (allocatedAmounts[index * width + year] ?? 0);
    }
    if (isFullYear) amount = fullYears[position] ?? 0;
    modelled += amount;
    allocated += given;
    const half = halfUnitOf(line, amount);
    if (half > 0) partHalfUnits.push(half);
  }
  return { modelled: pence(modelled), allocated: pence(allocated), partHalfUnits, lines };
}

/** Half of the last digit a line's amount was typed to, times its part in the modelled amount. */
function halfUnitOf(line: CostedLine, modelled: number): number {
  const printed = line.post ? (line.post.unitCost ?? line.post.annualCost) : (line.costLine?.amount ?? null);
  if (printed === null || printed.halfUnit === 0 || printed.amount === 0) return 0;
  return Math.abs((printed.halfUnit * modelled) / printed.amount);
}
