import type { Calculation } from "../calculation";
import { formatYear } from "../calendar";
import { type Flag, type FlagAmounts } from "../finding";
import { formatFte, formatMoney, type Fte, type Pence } from "../money";
import { compareNatural } from "../naming";
import { flag, money } from "./flag";

/** Flags about approved amounts that the model does not meet. */
export function approvalFlags(calculation: Calculation): readonly Flag[] {
  const { costs } = calculation;
  const flags: Flag[] = [];
  for (const { approval, result, lines } of calculation.approvals) {
    const show = (amount: number): string =>
      result.unit === "money" ? formatMoney(amount as Pence) : `${formatFte(amount as Fte)} posts`;
    const topic = `${result.paragraph} ${result.kind}${result.year === null ? "" : ` ${formatYear(result.year)}`}`;
    const at = {
      place: { line: approval.line, field: "approved" },
      year: result.year,
      figures: [`${result.figureStem}.difference${result.figureYear}`],
    };
    const amounts: FlagAmounts =
      result.unit === "money"
        ? money(result.approved, result.modelled)
        : {
            unit: "posts",
            baseline: result.approved as Fte,
            current: result.modelled as Fte,
            sense: result.modelled > result.approved ? "Adverse" : "Favourable",
          };
    if (result.class === "BREAK") {
      flags.push(
        flag(
          "APPROVAL_MISMATCH",
          topic,
          `Paragraph ${result.paragraph}: ${show(result.approved)} approved, ${show(result.modelled)} modelled (${result.kind.toLowerCase()}).`,
          "Correct the lines that name the paragraph, or the approved amount.",
          {
            ...at,
            amounts,
            rule:
              result.unit === "posts"
                ? "Posts are exact"
                : `Beyond the ${formatMoney(result.tolerance as Pence)} that printed digits can explain`,
          },
        ),
      );
      const ranks = lines
        .flatMap((index) => costs.lines[index]?.post ?? [])
        .filter((post) => post.proposed !== post.baseline)
        .sort((a, b) => compareNatural(a.reference, b.reference))
        .map((post) => `${post.grade} ${signed(post.proposed - post.baseline)}`);
      if (result.kind === "Officer posts" && ranks.length > 1) {
        flags.push(
          flag(
            "RANK_NET_MISMATCH",
            topic,
            `The ranks (${ranks.join(", ")}) give ${formatFte(result.modelled as Fte)}; the decision says ${formatFte(result.approved as Fte)}.`,
            "Correct the ranks or the approved posts.",
            {
              ...at,
              amounts,
              rule: "The ranks add to the net movement that was approved",
            },
          ),
        );
      }
    } else if (result.class === "ROUNDING") {
      flags.push(
        flag(
          "TOTAL_ROUNDING",
          topic,
          `Paragraph ${result.paragraph}: the model differs by ${show(result.difference)} from the printed amount, which printed digits explain.`,
          "Nothing to do.",
          {
            ...at,
            amounts,
            rule: `Within the ${formatMoney(result.tolerance as Pence)} that printed digits can explain`,
          },
        ),
      );
    }
  }
  return flags;
}

function signed(change: number): string {
  return `${change > 0 ? "+" : ""}${formatFte(change as Fte)}`;
}
