import { ROLE_TYPES, type Post } from "../businessCase";
import type { Calculation } from "../calculation";
import { formatYear, yearOfMonth } from "../calendar";
import type { Flag } from "../finding";
import { formatFte, formatMoney, fte, pence, sumFte, type Fte } from "../money";
import { compareNatural, nameKey } from "../naming";
import { isRedistribution } from "../staffing";
import { redistributionNet, unitOf, vacancy } from "../workforce";
import { flag, linesInOrder, money, place, REFERENCES_NAMED } from "./flag";

/** Flags about posts moved, added, taken away and vacant. */
export function workforceFlags(calculation: Calculation): readonly Flag[] {
  return [
    ...redistributionFlags(calculation),
    ...floorFlags(calculation),
    ...nettedVacancyFlags(calculation),
    ...vacancySavingFlags(calculation),
  ];
}

/** Redistribution that is not nil, over all posts or, where it is, for one role type: no officer becomes staff by a move. */
function redistributionFlags(calculation: Calculation): readonly Flag[] {
  const { posts } = calculation.businessCase;
  const ofAll = { of: "", posts, net: redistributionNet(posts) };
  const ofRoleTypes = ROLE_TYPES.map((roleType) => {
    const own = posts.filter((post) => post.roleType === roleType);
    return { of: ` of ${WHO[roleType]}`, posts: own, net: redistributionNet(own) };
  });
  return (ofAll.net !== 0 ? [ofAll] : ofRoleTypes.filter(({ net }) => net !== 0)).map(({ of, posts: own, net }) => {
    const lines = new Set(own.map((post) => post.line));
    const moved = linesInOrder(calculation).filter(
      ({ post }) => post !== null && isRedistribution(post) && lines.has(post.line),
    );
    return flag(
      "REDISTRIB_NOT_NIL",
      `Redistribution${of}`,
      `Redistribution${of} adds to ${formatFte(net)}, not 0.`,
      "Give every post that is moved in a row that moves it out, or call the rest growth or removal.",
      {
        place: place(moved[0]?.line ?? null, "movement"),
        alsoAt: moved.slice(1).map(({ line }) => ({ line, field: "movement" })),
        rule: "The changes of redistribution rows must add to nil over the workbook",
        amounts: { unit: "posts", baseline: fte(0), current: net, sense: "Adverse" },
      },
    );
  });
}

const WHO = { Officer: "officers", Staff: "staff", PCSO: "PCSOs" } as const;

/** Posts below nil or below those that others pay for: of rows, and of business groups that give up posts. */
function floorFlags({ businessCase, requirement }: Calculation): readonly Flag[] {
  const flags: Flag[] = [];
  for (const post of businessCase.posts) {
    const floor = post.externallyFunded ?? 0;
    if (post.proposed < floor) {
      flags.push(
        flag(
          "BWT_NEGATIVE",
          post.reference,
          `${unitOf(post)} ${post.grade} would be ${formatFte(post.proposed)}, below the ${formatFte(fte(floor))} posts that others pay for.`,
          "Correct Proposed BWT or Externally funded BWT.",
          {
            place: { line: post.line, field: "proposed" },
            alsoAt: [{ line: post.line, field: "externallyFunded" }],
            rule: "Proposed posts may not fall below the externally funded ones",
            amounts: { unit: "posts", baseline: fte(floor), current: post.proposed, sense: "Adverse" },
          },
        ),
      );
    }
  }
  for (const { group, posts: given } of requirement?.kind === "shared" ? requirement.share.apportionment.groups : []) {
    const row = businessCase.businessGroups?.find((each) => nameKey(each.name) === nameKey(group));
    const floor = row?.externallyFunded ?? fte(0);
    if (!row || row.officerBwt - given >= floor) continue;
    flags.push(
      flag(
        "BWT_NEGATIVE",
        group,
        `${group} would have ${formatFte(fte(row.officerBwt - given))} officers after giving up ${formatFte(given)}, below the ${formatFte(floor)} posts that others pay for.`,
        "Correct Officer BWT, or say that the group does not contribute.",
        {
          place: { line: row.line, field: "officerBwt" },
          alsoAt: [{ line: row.line, field: "externallyFunded" }],
          rule: "A group's officers may not fall below the externally funded ones",
          amounts: { unit: "posts", baseline: floor, current: fte(row.officerBwt - given), sense: "Adverse" },
          figures: [],
        },
      ),
    );
  }
  return flags;
}

/**
 * Approved posts that are the vacancies of their paragraph less its posts over strength: the net figure, which hides
 * vacancies. Not where they are the change of posts, which is what an approval of posts says.
 */
function nettedVacancyFlags({ businessCase, approvals }: Calculation): readonly Flag[] {
  return approvals.flatMap(({ result }) => {
    if (result.unit !== "posts" || result.difference === 0) return [];
    const paragraph = nameKey(result.paragraph);
    const named = businessCase.posts
      .filter((post) => (post.roleType === "Officer") === (result.kind === "Officer posts"))
      .filter((post) => post.paragraphs.some((each) => nameKey(each) === paragraph))
      .sort((a, b) => compareNatural(a.reference, b.reference));
    const vacancies = sumFte(named.map((post) => vacancy(post.proposed, post.strength)));
    const over = sumFte(named.map((post) => vacancy(post.strength, post.proposed)));
    if (over === 0 || result.approved !== vacancies - over) return [];
    return [
      flag(
        "VACANCY_NETTED",
        result.figureStem.replace(/^approval\./, ""),
        `Paragraph ${result.paragraph}: net ${formatFte(result.approved as Fte)} hides ${formatFte(vacancies)} vacancies, since ${formatFte(over)} over strength are set against them.`,
        "State the vacancies themselves; posts over strength fill none elsewhere.",
        {
          place: { line: result.line, field: "approved" },
          alsoAt: named.map((post) => ({ line: post.line, field: "strength" })),
          rule: "Vacancies are counted row by row and never netted",
          amounts: { unit: "posts", baseline: result.approved as Fte, current: vacancies, sense: "Adverse" },
          figures: [],
        },
      ),
    ];
  });
}

/** A saving or an underspend says of itself that it comes from vacancies. */
const NAMES_VACANCIES = /\b(vacan(t|cy|cies)|unfilled)\b/i;

/** Money counted as saved on vacant posts in a year in which those posts are to be filled. */
function vacancySavingFlags({ businessCase, horizon }: Calculation): readonly Flag[] {
  const vacant = [...businessCase.posts]
    .filter((post) => vacancy(post.proposed, post.strength) > 0)
    .sort((a, b) => compareNatural(a.reference, b.reference));
  const filledBy = (post: Post, year: number): boolean =>
    yearOfMonth(post.startMonth) <= year && (post.endMonth === null || yearOfMonth(post.endMonth) >= year);
  const raise = (
    topic: string,
    what: string,
    amount: number,
    at: NonNullable<Flag["place"]>,
    year: NonNullable<Flag["year"]>,
    posts: readonly Post[],
  ): readonly Flag[] => {
    if (amount <= 0 || posts.length === 0) return [];
    const vacancies = sumFte(posts.map((post) => vacancy(post.proposed, post.strength)));
    const named = posts.slice(0, REFERENCES_NAMED).map((post) => post.reference);
    const more = posts.length - named.length;
    return [
      flag(
        "VACANCY_DOUBLE_COUNT",
        topic,
        `${formatMoney(pence(amount))} of ${what} rests on vacancies, and ${formatFte(vacancies)} vacancies are to be filled (${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}): once they are, it is no saving.`,
        "Take the saving out, or limit it to the months before the posts are filled.",
        {
          place: at,
          alsoAt: posts.map((post) => ({ line: post.line, field: "strength" })),
          year,
          rule: "Money that vacancies save is not a saving in a year in which the posts are to be filled",
          amounts: money(0, amount),
        },
      ),
    ];
  };
  const ofSavings = (businessCase.savings ?? []).flatMap((saving) => {
    if (saving.status === "Target" || !NAMES_VACANCIES.test(saving.name)) return [];
    const lastYear = saving.continues === true ? Math.max(saving.year, horizon.last) : saving.year;
    const posts = vacant.filter((post) => filledBy(post, lastYear));
    const topic = `${saving.name} ${formatYear(saving.year)}`;
    const what = `the saving '${saving.name}' in ${formatYear(saving.year)}`;
    return raise(topic, what, saving.amount, { line: saving.line, field: "amount" }, saving.year, posts);
  });
  const ofUnderspends = (businessCase.underspends ?? []).flatMap((row) => {
    if (row.budget === null || row.forecast === null || !NAMES_VACANCIES.test(row.subjective)) return [];
    const posts = vacant.filter(
      (post) => nameKey(post.businessGroup) === nameKey(row.businessGroup) && filledBy(post, row.year),
    );
    const topic = `${row.businessGroup}, ${row.subjective} ${formatYear(row.year)}`;
    const what = `the underspend of ${row.businessGroup} in ${formatYear(row.year)}`;
    return raise(topic, what, row.budget - row.forecast, { line: row.line, field: "forecast" }, row.year, posts);
  });
  return [...ofSavings, ...ofUnderspends];
}
