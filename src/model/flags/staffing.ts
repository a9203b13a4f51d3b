import type { FundingKind, Post } from "../businessCase";
import type { Calculation } from "../calculation";
import { formatYear } from "../calendar";
import type { Flag } from "../finding";
import { formatFte } from "../money";
import { compareNatural, nameKey } from "../naming";
import { lastOpenYear } from "../sources";
import { isCostedByCase, natureOfPost } from "../staffing";
import { flag, linesInOrder, place } from "./flag";

/** Flags about single post lines: part years, ends, cost not given here. */
export function staffingFlags(calculation: Calculation): readonly Flag[] {
  const { sources, horizon } = calculation;
  const flags: Flag[] = [];
  const uncosted = new Map<string, { roleType: string; paidBy: string; posts: Post[]; paragraphs: Set<string> }>();
  for (const { post } of linesInOrder(calculation)) {
    if (!post) continue;
    const change = post.proposed - post.baseline;
    if (post.paidBy !== "Case" && change !== 0) {
      const key = `${post.roleType}|${post.paidBy}|${post.paragraphs.join(";")}`;
      const entry = uncosted.get(key) ?? {
        roleType: post.roleType,
        paidBy: post.paidBy,
        posts: [],
        paragraphs: new Set(),
      };
      entry.posts.push(post);
      for (const paragraph of post.paragraphs) entry.paragraphs.add(paragraph);
      uncosted.set(key, entry);
    }
    if (post.inTraining !== null && post.inTraining > 0 && post.strength > 0) {
      flags.push(
        flag(
          "IN_TRAINING_COUNTED",
          post.reference,
          `${formatFte(post.inTraining)} in training may be counted in the strength of ${post.reference}; recruits count when they are posted.`,
          "Check that Strength leaves them out.",
          {
            place: { line: post.line, field: "inTraining" },
            rule: "In training is above nil in a row with strength",
          },
        ),
      );
    }
    if (
      change !== 0 &&
      isCostedByCase(post) &&
      natureOfPost(post) === "Recurring revenue" &&
      post.fundingSource !== null
    ) {
      const source = sources.find((candidate) => candidate.key === nameKey(post.fundingSource ?? ""));
      const ends = source ? lastOpenYear(source, horizon.years) : null;
      if (source && GRANT_KINDS.has(source.kind) && ends !== null && ends < horizon.last) {
        flags.push(
          flag(
            "POST_NO_END",
            post.reference,
            `The funding from ${source.name} ends in ${formatYear(ends)}; ${post.reference} has no end.`,
            "Enter an End month, or say what pays afterwards.",
            {
              place: { line: post.line, field: "endMonth" },
              rule: "A grant or third-party source with a last year, on a post without an end",
            },
          ),
        );
      }
    }
  }
  for (const entry of uncosted.values()) {
    const who = entry.roleType === "Officer" ? "officers" : entry.roleType === "Staff" ? "staff" : "PCSOs";
    const paragraph = [...entry.paragraphs].join(", ");
    const posts = entry.posts.sort((a, b) => compareNatural(a.reference, b.reference));
    flags.push(
      flag(
        "NO_FINANCIAL_COMMENT",
        `${entry.roleType} paid by ${entry.paidBy.toLowerCase()}${paragraph === "" ? "" : ` (${paragraph})`}`,
        `The ${who} in ${posts.map((post) => post.reference).join(", ")} change and have no cost in this case: they are paid by ${entry.paidBy.toLowerCase()}.`,
        "Check that the paper says who pays; change Paid by if it is this case.",
        {
          place: place(posts[0]?.line ?? null, "paidBy"),
          alsoAt: posts.slice(1).map((post) => ({ line: post.line, field: "paidBy" })),
          rule: "Posts that change and are not Paid by the case",
        },
      ),
    );
  }
  return flags;
}

const GRANT_KINDS: ReadonlySet<FundingKind | null> = new Set<FundingKind | null>(["Revenue grant", "Third party"]);
