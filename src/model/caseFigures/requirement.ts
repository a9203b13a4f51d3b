import type { Calculation } from "../calculation";
import type { TracePart } from "../evaluation";
import { figurePart, inputPart, type FigureRegister } from "../figures";
import { formatFte, sumFte } from "../money";
import { nameKey } from "../naming";

/** Figures of the officer requirement by business group. */
export function registerRequirement(register: FigureRegister, calculation: Calculation): void {
  const { requirement, businessCase, slugs } = calculation;
  if (requirement?.kind !== "shared") return;
  const { apportionment } = requirement.share;
  const groups = (businessCase.businessGroups ?? []).filter((group) => group.contributes !== false);
  const weightParts = (only: string | null): readonly TracePart[] =>
    groups.flatMap((group) => {
      if (only !== null && nameKey(group.name) !== nameKey(only)) return [];
      if (apportionment.basis === "Unbudgeted") {
        return group.unbudgeted === null
          ? []
          : [inputPart(group.line, "unbudgeted", `${group.name}: Unbudgeted BWT`, formatFte(group.unbudgeted))];
      }
      const parts = [inputPart(group.line, "officerBwt", `${group.name}: Officer BWT`, formatFte(group.officerBwt))];
      if (group.externallyFunded !== null) {
        parts.push(
          inputPart(
            group.line,
            "externallyFunded",
            `${group.name}: Externally funded BWT`,
            formatFte(group.externallyFunded),
          ),
        );
      }
      return parts;
    });
  const requirementParts: readonly TracePart[] = businessCase.posts.flatMap((post) =>
    post.roleType === "Officer" && post.paidBy === "Donor groups" && post.proposed !== post.baseline
      ? [
          inputPart(post.line, "proposed", `${post.reference}: Proposed BWT`, formatFte(post.proposed)),
          inputPart(post.line, "baseline", `${post.reference}: Baseline BWT`, formatFte(post.baseline)),
        ]
      : [],
  );
  const totalWeight = sumFte(apportionment.groups.map((group) => group.weight));
  for (const group of apportionment.groups) {
    const stem = `apportion.${slugs.groups.of(group.group)}`;
    register.add(`${stem}.share`, `Share of ${group.group}`, "share", { kind: "number", value: group.share }, () => ({
      rule: "apportionment",
      words: `${formatFte(apportionment.requirement)} posts x weight ${formatFte(group.weight)} / ${formatFte(totalWeight)}; weight is ${apportionment.basisInWords}`,
      parts: [...requirementParts, ...weightParts(null)],
    }));
    register.posts(`${stem}.posts`, `Posts from ${group.group}`, group.posts, () => ({
      rule: "apportionment",
      words:
        "Its share rounded down, and one more for the largest remainders until the requirement is met; ties go to the larger weight, then Order, then row order",
      parts: [
        ...apportionment.groups.map((other) => figurePart(`apportion.${slugs.groups.of(other.group)}.share`)),
        ...weightParts(group.group),
      ],
    }));
  }
}
