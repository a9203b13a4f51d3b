import type { Calculation } from "../calculation";
import { formatYear } from "../calendar";
import type { Flag } from "../finding";
import { formatMoney, pence } from "../money";
import { parameterValue } from "../parameters";
import { rowFor } from "../sources";
import { flag, money, place } from "./flag";

/** Flags about a Major Change Fund or another fund with a balance: overdrawn, low, recurring cost on it. */
export function fundFlags(calculation: Calculation): readonly Flag[] {
  const { funds, sources, businessCase } = calculation;
  const flags: Flag[] = [];
  const low = parameterValue(businessCase, "fund-headroom-low").value;
  for (const year of funds) {
    const source = sources.find((candidate) => candidate.name === year.source);
    if (!source || year.headroom === null || year.opening === null) continue;
    const yearText = formatYear(year.year);
    const figures = [`fund.${year.slug}.headroom.${yearText}`];
    const at = { place: place(rowFor(source, year.year), "opening"), year: year.year, figures };
    const held = year.opening + year.contributions;
    if (year.headroom < 0) {
      const code = source.kind === "Capital plan" ? "CAPITAL_LINE_OVERDRAWN" : "MCF_OVERDRAWN";
      flags.push(
        flag(
          code,
          `${source.name} ${yearText}`,
          `${source.name} is short by ${formatMoney(pence(-year.headroom))} in ${yearText}.`,
          "Ask for less, or have more put into it.",
          {
            ...at,
            amounts: money(0, -year.headroom),
            rule: "Opening + contributions - spent - committed - this request is below nil",
          },
        ),
      );
    } else if (low.unit === "percent" && held > 0 && year.headroom * low.rate.denominator < held * low.rate.numerator) {
      const tenths = Math.floor((year.headroom * 1000) / held);
      flags.push(
        flag(
          "MCF_LOW",
          `${source.name} ${yearText}`,
          `${Math.floor(tenths / 10)}.${tenths % 10}% of ${source.name} is left in ${yearText}: ${formatMoney(year.headroom)}.`,
          "Check what else is coming against the fund.",
          {
            ...at,
            rule: `Headroom below ${(low.rate.numerator * 100) / low.rate.denominator}% of the fund`,
          },
        ),
      );
    }
  }
  return flags;
}
