import type { Calculation } from "../calculation";
import type { Trace } from "../evaluation";
import { figurePart, inputPart, type FigureRegister } from "../figures";
import { formatFte, formatMoney } from "../money";
import type { RankMixLine } from "../rankMix";

/** Figures of what a move of officer posts costs by rank: a memo beside the case. */
export function registerRankMix(
  register: FigureRegister,
  { rankMix, businessCase, requirement, slugs }: Calculation,
): void {
  if (rankMix === null) return;
  const { lines, received, donated, cost, needed } = rankMix;
  const shownAt = new Map<string, string>();
  for (const post of businessCase.posts) {
    shownAt.set(`${post.line} proposed`, formatFte(post.proposed));
    if (post.unitCost) shownAt.set(`${post.line} unitCost`, formatMoney(post.unitCost.amount));
    if (post.annualCost) shownAt.set(`${post.line} annualCost`, formatMoney(post.annualCost.amount));
  }
  for (const group of businessCase.businessGroups ?? [])
    shownAt.set(`${group.line} rankGivenUp`, group.rankGivenUp ?? "blank");
  const trace = (side: RankMixLine["side"]) => (): Trace => {
    const ofSide = lines.filter((line) => line.side === side);
    return {
      rule: "rank-mix",
      words: ofSide.length === 0 ? "No posts" : ofSide.map(lineInWords).join(" + "),
      parts: [
        ...ofSide.flatMap((line) =>
          line.from.map(({ line: at, field, name }) => inputPart(at, field, name, shownAt.get(`${at} ${field}`) ?? "")),
        ),
        ...(side === "donated" && requirement?.kind === "shared"
          ? requirement.share.apportionment.groups.map(({ group }) =>
              figurePart(`apportion.${slugs.groups.of(group)}.posts`),
            )
          : []),
      ],
    };
  };
  const missing = (side: RankMixLine["side"]): string =>
    lines.find((line) => line.side === side && line.needed !== null)?.needed ?? needed ?? "";
  const [into, from] = [missing("received"), missing("donated")];
  register.money("rank-mix.received", "Officer posts received, cost a year", received, into, trace("received"));
  register.money("rank-mix.donated", "Officer posts given up, cost a year", donated, from, trace("donated"));
  register.money("rank-mix.cost", "Cost of the rank mix a year, not part of the case", cost, needed ?? "", () => ({
    rule: "rank-mix",
    words: "Cost of the posts received - cost of the posts given up, each for a full year",
    parts: [figurePart("rank-mix.received"), figurePart("rank-mix.donated")],
  }));
}

function lineInWords({ posts, rank, who, costOfOne }: RankMixLine): string {
  return `${formatFte(posts)} ${rank === "" ? "posts" : rank} (${who}) x ${costOfOne === null ? "a cost not given" : formatMoney(costOfOne)}`;
}
