import type { Calculation } from "../calculation";
import type { Flag } from "../finding";
import { formatMoney, pence } from "../money";
import { flag, money, place } from "./flag";

/** The flag about a move of officer posts that balances in posts and not in pay. */
export function rankMixFlags({ rankMix }: Calculation): readonly Flag[] {
  if (rankMix === null || rankMix.cost === null || rankMix.cost === 0) return [];
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
