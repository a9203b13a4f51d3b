import type { Calculation } from "../calculation";
import { formatMonth, formatYear, type FinancialYear } from "../calendar";
import { type CostedLine } from "../costs";
import type { TracePart } from "../evaluation";
import { figurePart, inputPart } from "../figures";
import { formatMoney } from "../money";
import { isCostedByCase } from "../staffing";

/** The steps down from a cost line's amount in a year: its post's figure, or its own cells. */
export function lineParts(
  calculation: Calculation,
  line: CostedLine,
  year: FinancialYear | null,
): readonly TracePart[] {
  if (line.post) {
    const slug = calculation.slugs.posts.of(line.post.reference);
    if (!isCostedByCase(line.post)) return [];
    return [figurePart(year === null ? `staff.full-year-effect.${slug}` : `staff.cost.${slug}.${formatYear(year)}`)];
  }
  const costLine = line.costLine;
  if (!costLine) return [];
  const parts: TracePart[] = [
    inputPart(
      costLine.line,
      "amount",
      `${costLine.reference} ${costLine.description}`,
      costLine.amount === null ? "not yet known" : formatMoney(costLine.amount.amount),
    ),
  ];
  if (costLine.startMonth !== null)
    parts.push(inputPart(costLine.line, "startMonth", "Start month", formatMonth(costLine.startMonth)));
  if (costLine.endMonth !== null)
    parts.push(inputPart(costLine.line, "endMonth", "End month", formatMonth(costLine.endMonth)));
  return parts;
}
