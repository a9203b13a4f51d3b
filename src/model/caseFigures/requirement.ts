import type { LineId } from "../businessCase";
import type { Calculation } from "../calculation";
import type { TracePart } from "../evaluation";
import { figurePart, inputPart, parameterPart, type FigureRegister } from "../figures";
import { formatFte, fte, sumFte } from "../money";
import { nameKey } from "../naming";
import { parameterChoice } from "../parameters";

function sentenceOf(method: string): string {
  return `Shared ${method}; ties go to the larger weight, then Order, then row order`;
}

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
  const donorRows = businessCase.posts.filter(
    (post) => post.roleType === "Officer" && post.paidBy === "Donor groups" && post.proposed !== post.baseline,
  );
  const requirementParts: readonly TracePart[] = [
    ...donorRows.flatMap((post) => [
      inputPart(post.line, "proposed", `${post.reference}: Proposed BWT`, formatFte(post.proposed)),
      inputPart(post.line, "baseline", `${post.reference}: Baseline BWT`, formatFte(post.baseline)),
    ]),
    ...readingParts(calculation),
  ];
  const isGross = businessCase.decision?.officerRequirement === "Gross then release";
  const shared = isGross
    ? sumFte(donorRows.map((post) => fte(Math.max(0, post.proposed - post.baseline))))
    : apportionment.requirement;
  const totalWeight = sumFte(apportionment.groups.map((group) => group.weight));
  for (const group of apportionment.groups) {
    const stem = `apportion.${slugs.groups.of(group.group)}`;
    register.add(`${stem}.share`, `Share of ${group.group}`, "share", { kind: "number", value: group.share }, () => ({
      rule: "apportionment",
      words: `${formatFte(shared)} posts x weight ${formatFte(group.weight)} / ${formatFte(totalWeight)}; weight is ${apportionment.basisInWords}`,
      parts: [...requirementParts, ...weightParts(null)],
    }));
    register.posts(`${stem}.posts`, `Posts from ${group.group}`, group.posts, () => ({
      rule: "apportionment",
      words: `${sentenceOf(apportionment.methodInWords)}${isGross ? "; less the posts that are released to it" : ""}`,
      parts: [
        ...apportionment.groups.map((other) => figurePart(`apportion.${slugs.groups.of(other.group)}.share`)),
        ...weightParts(group.group),
        ...orderParts(calculation),
        parameterPart("apportionment-method", parameterChoice(businessCase, "apportionment-method")),
      ],
    }));
  }
}

/** What of the Decision sheet and of Business groups says which posts are shared, by which weight, and by whom. */
function readingParts({ businessCase }: Calculation): readonly TracePart[] {
  const { decision, businessGroups } = businessCase;
  const item = (name: string, value: string | null | undefined): readonly TracePart[] =>
    value == null ? [] : [inputPart(`Decision:${name}` as LineId, "value", name, value)];
  return [
    ...item("Officer requirement", decision?.officerRequirement),
    ...item("Weight basis", decision?.weightBasis),
    ...(businessGroups ?? []).flatMap((group) =>
      group.contributes === null
        ? []
        : [inputPart(group.line, "contributes", `${group.name}: Contributes`, group.contributes ? "Yes" : "No")],
    ),
  ];
}

/** The Order of groups that tie for the last post, where it settles the tie. */
function orderParts({ businessCase, requirement }: Calculation): readonly TracePart[] {
  if (requirement?.kind !== "shared" || requirement.share.tie?.settledBy !== "Order") return [];
  const { tie, names } = requirement.share;
  const tied = new Set(tie.between.map((index) => nameKey(names[index] ?? "")));
  return (businessCase.businessGroups ?? []).flatMap((group) =>
    tied.has(nameKey(group.name)) && group.order !== null
      ? [inputPart(group.line, "order", `${group.name}: Order`, String(group.order))]
      : [],
  );
}
