import type { Calculation } from "../calculation";
import { formatYear, type FinancialYear } from "../calendar";
import { type CostedLine } from "../costs";
import type { FigureValue, TracePart } from "../evaluation";
import { figurePart, inputPart, type FigureRegister } from "../figures";
import { formatFte, formatMoney, type Fte, type Pence } from "../money";
import { compareNatural } from "../naming";
import { lineParts } from "./lineParts";

/** Figures of each approved amount beside the model's. */
export function registerApprovals(register: FigureRegister, calculation: Calculation): void {
  const { costs } = calculation;
  for (const { approval, result, lines } of calculation.approvals) {
    const id = (part: string): string => `${result.figureStem}.${part}${result.figureYear}`;
    const name = `${result.paragraph} ${result.kind.toLowerCase()}${result.year === null ? "" : ` ${formatYear(result.year)}`}`;
    const value = (amount: number): FigureValue => ({ kind: "number", value: amount });
    const unit = result.unit;
    const shown = unit === "money" ? formatMoney(result.approved as Pence) : formatFte(result.approved as Fte);
    register.add(id("approved"), `Approved, ${name}`, unit, value(result.approved), () => ({
      rule: "approvals",
      words: "As the decision states it",
      parts: [inputPart(approval.line, "approved", "Approved", shown)],
    }));
    const lineTrace = (): readonly TracePart[] =>
      lines.flatMap((index) => {
        const line = costs.lines[index] as CostedLine;
        if (unit === "posts" && line.post) {
          return [
            inputPart(
              line.post.line,
              "proposed",
              `${line.post.reference}: Proposed BWT`,
              formatFte(line.post.proposed),
            ),
            inputPart(
              line.post.line,
              "baseline",
              `${line.post.reference}: Baseline BWT`,
              formatFte(line.post.baseline),
            ),
          ];
        }
        const isFullYear =
          line.nature === "Recurring revenue" && result.year === null && approval.basis !== "Whole term";
        if (isFullYear || line.post === null) return lineParts(calculation, line, null);
        // Of posts every year that costs something is a figure of its own; a year outside the case has none.
        return costs.years.flatMap((year, at) =>
          (result.year === null || result.year === year) &&
          (costs.amounts[index * costs.years.length + at] !== 0 || costs.needed.has(index * costs.years.length + at))
            ? lineParts(calculation, line, year)
            : [],
        );
      });
    register.add(id("modelled"), `Modelled, ${name}`, unit, value(result.modelled), () => ({
      rule: "approvals",
      words: `The lines that name ${result.paragraph} and are ${result.kind.toLowerCase()}`,
      parts: lineTrace(),
    }));
    if (result.allocated !== null) {
      register.add(id("allocated"), `Allocated, ${name}`, unit, value(result.allocated), () => ({
        rule: "approvals",
        words: "What sources, bids apart, give to those lines",
        parts: [...lineTrace(), ...sourceParts(calculation, lines, result.year)],
      }));
    }
    register.add(id("difference"), `Modelled less approved, ${name}`, unit, value(result.difference), () => ({
      rule: "approvals",
      words: "Modelled - approved",
      parts: [figurePart(id("modelled")), figurePart(id("approved"))],
    }));
    register.text(id("class"), `How they agree, ${name}`, result.class, () => ({
      rule: "precision",
      words:
        unit === "posts"
          ? "Posts are exact"
          : `EXACT when the model rounds to the printed figure, ROUNDING within ${formatMoney(result.tolerance as Pence)} (what printed digits can explain), else BREAK`,
      parts: [figurePart(id("difference"))],
    }));
  }
}

/** What the sources that give to some lines give in the years in which they do. */
function sourceParts(
  { costs, sources, slugs, waterfall }: Calculation,
  lines: readonly number[],
  year: FinancialYear | null,
): readonly TracePart[] {
  const wanted = new Set(lines);
  const { takes } = waterfall;
  const ids = new Set<string>();
  takes.line.forEach((line, take) => {
    const taken = costs.years[takes.year[take] as number];
    const source = sources[takes.source[take] as number];
    if (!wanted.has(line) || taken === undefined || !source || (year !== null && taken !== year)) return;
    ids.add(`funding.${slugs.sources.of(source.name)}.${formatYear(taken)}`);
  });
  return [...ids].sort(compareNatural).map(figurePart);
}
