import type { Calculation } from "../calculation";
import type { Flag } from "../finding";
import { formatFte } from "../money";
import { decisionPlace, flag, place } from "./flag";

/** Flags about the officer requirement shared out over business groups. */
export function requirementFlags(calculation: Calculation): readonly Flag[] {
  const { requirement, businessCase } = calculation;
  const flags: Flag[] = [];
  if (requirement === null || requirement.kind === "nothing to share") return flags;
  const firstGroup = businessCase.businessGroups?.[0]?.line ?? null;
  if (requirement.kind === "no weight") {
    flags.push(
      flag(
        "APPORTION_ZERO_WEIGHT",
        "Officer requirement",
        `${formatFte(requirement.requirement)} posts are to be found and no group has a weight to share by.`,
        "Enter Officer BWT for the groups that contribute.",
        {
          place: place(firstGroup, "officerBwt"),
          sheet: "Business groups",
          rule: "The weights add to nil",
        },
      ),
    );
    return flags;
  }
  if (requirement.kind === "input needed") {
    flags.push(
      flag(
        "APPORTION_ZERO_WEIGHT",
        "Officer requirement",
        `${requirement.group.name} has no Unbudgeted BWT, which the Weight basis asks for; nothing is shared.`,
        "Enter Unbudgeted BWT for every group that contributes, or change the Weight basis.",
        {
          place: { line: requirement.group.line, field: "unbudgeted" },
          rule: "A weight is blank",
        },
      ),
    );
    return flags;
  }
  const { apportionment, tie, names, unmatchedRelease } = requirement.share;
  flags.push(
    flag(
      "WEIGHT_BASIS",
      "Officer requirement",
      `The ${formatFte(apportionment.requirement)} posts are shared by ${apportionment.basisInWords}.`,
      "Change Weight basis on the Decision sheet if the other reading is meant.",
      {
        place: decisionPlace("Weight basis"),
        sheet: "Decision",
        rule: "Non-funded BWT has two readings",
      },
    ),
  );
  if (tie) {
    const tied = tie.between.map((index) => names[index] ?? "");
    const lines = tied.map((name) => businessCase.businessGroups?.find((group) => group.name === name)?.line ?? null);
    flags.push(
      flag(
        "APPORTION_TIE",
        tied.join(", "),
        `There is a tie between ${tied.join(" and ")} for the last post; it was settled by ${tie.settledBy}.`,
        "Enter Order on the Business groups sheet to decide it otherwise.",
        {
          place: place(lines[0] ?? null, "order"),
          alsoAt: lines.slice(1).flatMap((line) => (line === null ? [] : [{ line, field: "order" }])),
          rule: "Equal remainders: the larger weight, then Order, then row order",
        },
      ),
    );
  }
  if (unmatchedRelease !== 0) {
    flags.push(
      flag(
        "RANK_NET_MISMATCH",
        "Officer requirement",
        `${formatFte(unmatchedRelease)} released posts belong to a business group that shares nothing; the groups' posts do not add to the requirement.`,
        "Name the donor's business group on the removal row as the Business groups sheet does.",
        {
          place: place(firstGroup, "name"),
          sheet: "Staffing",
          rule: "Gross then release credits a removal to its own business group",
        },
      ),
    );
  }
  return flags;
}
