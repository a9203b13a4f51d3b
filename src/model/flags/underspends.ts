import type { LineId } from "../businessCase";
import type { Calculation } from "../calculation";
import { formatYear } from "../calendar";
import { type Flag, type InputPlace } from "../finding";
import { formatMoney, pence, type Pence } from "../money";
import { nameKey } from "../naming";
import { underspendGroupNamed } from "../underspend";
import { flag, money, place } from "./flag";

/** Flags about underspends: transfers beyond what is eligible, external money in it, groups that overspend in total. */
export function underspendFlags(calculation: Calculation): readonly Flag[] {
  const { businessCase, underspends, sources, drawn, horizon } = calculation;
  const flags: Flag[] = [];
  for (const underspend of underspends) {
    const group = nameKey(underspend.group);
    const yearIndex = horizon.years.indexOf(underspend.year);
    const yearText = formatYear(underspend.year);
    const claims: { line: LineId; amount: number }[] = [];
    for (const row of businessCase.funding ?? []) {
      if (row.contributions === null || row.contributionFrom === null) continue;
      if ((row.year ?? row.fromYear ?? horizon.years[0]) !== underspend.year) continue;
      const from = underspendGroupNamed(businessCase, row.contributionFrom);
      if (from !== null && nameKey(from) === group && row.kind !== "Underspend")
        claims.push({ line: row.line, amount: row.contributions });
    }
    let direct = 0;
    sources.forEach((source, index) => {
      if (source.kind !== "Underspend") return;
      const from = underspendGroupNamed(businessCase, source.name);
      if (from !== null && nameKey(from) === group) direct += drawn[index]?.[yearIndex] ?? 0;
    });
    const claimed = claims.reduce((sum, claim) => sum + claim.amount, 0) + direct;
    const first = claims[0];
    const figure = `underspend.${calculation.slugs.groups.of(underspend.group)}.eligible.${yearText}`;
    const rowPlace = (field: string): InputPlace | null => place(underspend.rows[0]?.line ?? null, field);
    if (underspend.eligible !== null && claimed > underspend.eligible) {
      flags.push(
        flag(
          "UNDERSPEND_SHORT",
          `${underspend.group} ${yearText}`,
          `${formatMoney(claimed as Pence)} is to come from the underspend of ${underspend.group} in ${yearText}${direct > 0 ? ` (${formatMoney(direct as Pence)} of it spent directly)` : ""}, and only ${formatMoney(underspend.eligible)} is eligible.`,
          "Lower the transfer, or find the rest elsewhere.",
          {
            place: first ? { line: first.line, field: "contributions" } : rowPlace("forecast"),
            year: underspend.year,
            amounts: money(underspend.eligible, claimed),
            rule: "Contributions plus direct use may not exceed the eligible underspend",
            figures: [figure],
          },
        ),
      );
      if (underspend.external > 0 && underspend.gross !== null && claimed <= underspend.gross) {
        flags.push(
          flag(
            "UNDERSPEND_EXTERNAL",
            `${underspend.group} ${yearText}`,
            `${formatMoney(underspend.external)} of the underspend of ${underspend.group} is on grant-funded activity and cannot be moved.`,
            "Leave the grant-funded part out of the transfer.",
            {
              place: rowPlace("externallyFunded"),
              year: underspend.year,
              rule: "The transfer fits only if grant-funded underspend is moved with it",
            },
          ),
        );
      }
    }
    if (underspend.net !== null && underspend.net < 0 && claimed > 0) {
      flags.push(
        flag(
          "NET_OVERSPEND",
          `${underspend.group} ${yearText}`,
          `${underspend.group} is ${formatMoney(pence(-underspend.net))} over in total in ${yearText}.`,
          "Nothing can be moved from a group that overspends in total without a reason agreed.",
          {
            place: rowPlace("forecast"),
            year: underspend.year,
            rule: "Forecast above budget over all rows of the group",
            amounts: money(0, -underspend.net),
          },
        ),
      );
    }
  }
  return flags;
}
