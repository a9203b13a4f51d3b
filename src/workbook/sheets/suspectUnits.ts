/** Amounts that look as if they were entered in another unit than their neighbours: a question, since only the person knows. */
import { formatMoney, FTE_PER_POST, nameKey, pence, type CostLine, type LineId, type Post } from "../../model";
import { cellAddress } from "../address";
import type { SheetRead } from "./makeLines";

/** A full year of one post costs something between these, in pence. */
const POST_COST_LEAST = 1_500_000;
const POST_COST_MOST = 20_000_000;

/** A thousandfold or millionfold difference, give or take half an order of magnitude. */
const HALF_ORDER = Math.sqrt(10);
const FACTORS = [1_000, 1_000_000] as const;
/** How far from the whole column, too, an amount must be: so that of two that disagree the right one is asked about. */
const COLUMN_FACTOR = 100;

/** Asks about amounts of Staffing and Costs that look out of unit. Source: reading specification, C11. */
export function suspectUnits(
  posts: readonly Post[],
  costs: readonly CostLine[],
  staffing: SheetRead,
  costSheet: SheetRead,
): void {
  for (const post of posts) {
    const printed = post.unitCost ?? post.annualCost;
    if (printed === null || printed.amount === 0 || (post.unitCost === null && post.proposed === 0)) continue;
    const perPost = post.unitCost ? printed.amount : (printed.amount * FTE_PER_POST) / post.proposed;
    if (perPost >= POST_COST_LEAST && perPost <= POST_COST_MOST) continue;
    ask(
      staffing,
      post.line,
      post.unitCost ? "unitCost" : "annualCost",
      (place) =>
        `${place} gives ${formatMoney(pence(Math.floor(perPost)))} a post for a full year, outside £15,000 to £200,000. Is it in another unit?`,
    );
  }
  const amounts = costs.flatMap((line) =>
    line.amount === null || line.amount.amount === 0 ? [] : [{ line, size: Math.abs(line.amount.amount) }],
  );
  const columnMedian = medianOf(amounts.map((entry) => entry.size));
  const byCategory = new Map<string, { line: CostLine; size: number }[]>();
  for (const entry of amounts) {
    const key = nameKey(entry.line.category);
    const known = byCategory.get(key);
    if (known) known.push(entry);
    else byCategory.set(key, [entry]);
  }
  for (const entries of byCategory.values()) {
    if (entries.length < 2) continue;
    const classMedian = medianOf(entries.map((entry) => entry.size));
    for (const entry of entries) {
      // In a small class the entry itself drags the median; then the others are what it is compared with.
      const others =
        entries.length > 8
          ? classMedian
          : medianOf(entries.filter((other) => other !== entry).map((other) => other.size));
      const factor = FACTORS.find((candidate) => isNear(ratio(entry.size, others), candidate));
      if (factor === undefined || ratio(entry.size, columnMedian) < COLUMN_FACTOR) continue;
      const isSmall = entry.size < others;
      ask(
        costSheet,
        entry.line.line,
        "amount",
        (place) =>
          `${place} is ${formatMoney(pence(entry.line.amount?.amount ?? 0))}, while others in ${entry.line.category} are about ${formatMoney(pence(Math.floor(others)))}. ${isSmall ? `Is it in £${factor === 1_000 ? "k" : "m"}` : `Is it ${factor.toLocaleString("en-GB")} times too large`}?`,
      );
    }
  }
}

function ask(sheet: SheetRead, line: LineId, field: string, message: (place: string) => string): void {
  const place = sheet.sources.cellOf(line, field);
  if (!place) return;
  const cell = cellAddress(place.row, place.column);
  sheet.around.log.ask(
    "C11_UNIT_SUSPECT",
    "warning",
    place.sheet,
    cell,
    message(`${place.sheet}!${cell}`),
    "Correct the amount, or confirm it",
  );
}

function ratio(a: number, b: number): number {
  return a > b ? a / b : b / a;
}

function isNear(found: number, factor: number): boolean {
  return found >= factor / HALF_ORDER && found <= factor * HALF_ORDER;
}

function medianOf(sizes: readonly number[]): number {
  const sorted = [...sizes].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
