import type { Calculation } from "../calculation";
import type { Flag } from "../finding";
import { formatFte, formatMoney, pence } from "../money";
import { nameKey } from "../naming";
import { flag, money, place } from "./flag";

/** Flags about a move of officer posts that balances in posts and not in pay, or of which that cannot be said. */
export function rankMixFlags(calculation: Calculation): readonly Flag[] {
  const { rankMix } = calculation;
  if (rankMix === null) return [];
  if (rankMix.cost === null) return neededFlags(calculation);
  if (rankMix.cost === 0) return [];
  const { cost, donated, received, lines } = rankMix;
  const [first, ...rest] = lines.flatMap((line) => line.from);
  return [
    flag(
      "RANK_MIX_COST",
      "Officer posts",
      `Posts balance, pay does not: by rank they cost ${formatMoney(pence(Math.abs(cost)))} a year ${cost > 0 ? "more" : "less"} than those they replace. It is not in the cost of this case.`,
      "Say in the paper who bears it.",
      {
        place: place(first?.line ?? null, first?.field ?? ""),
        alsoAt: rest.map(({ line, field }) => ({ line, field })),
        rule: "Cost of the officer posts received less cost of those given up, by rank, for a full year",
        amounts: money(donated ?? 0, received ?? 0),
        figures: ["rank-mix.cost"],
      },
    ),
  ];
}

/** Ranks that groups give up and whose cost is not known; not where no group says which rank it gives up. */
function neededFlags({ rankMix, businessCase }: Calculation): readonly Flag[] {
  const groups = businessCase.businessGroups ?? [];
  if (!groups.some((group) => group.rankGivenUp !== null)) return [];
  return (rankMix?.lines ?? []).flatMap(({ side, who, posts, needed }) => {
    const group = groups.find((each) => nameKey(each.name) === nameKey(who));
    if (side !== "donated" || needed === null || group === undefined) return [];
    return [
      flag(
        "RANK_COST_NEEDED",
        who,
        `${who} gives up ${formatFte(posts)} and what they cost is not known; the cost of the mix of ranks is not worked out.`,
        `Enter ${needed}.`,
        {
          place: { line: group.line, field: "rankGivenUp" },
          rule: "Every rank that is given up has a cost",
          figures: ["rank-mix.donated", "rank-mix.cost"],
        },
      ),
    ];
  });
}
