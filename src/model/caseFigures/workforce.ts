import type { Post } from "../businessCase";
import type { Calculation } from "../calculation";
import type { BridgeRow, Trace } from "../evaluation";
import { figurePart, inputPart, type FigureRegister } from "../figures";
import { formatFte, fte, sumFte, type Fte } from "../money";
import { neededToShare } from "../requirement";
import { unitOf } from "../workforce";

/** Figures of the workforce: BWT by role type and unit, vacancies, over-strength. */
export function registerWorkforce(register: FigureRegister, calculation: Calculation): void {
  const { businessCase, bridge, requirement } = calculation;
  for (const roleType of ["Officer", "Staff", "PCSO"] as const) {
    const posts = businessCase.posts.filter((post) => post.roleType === roleType);
    if (posts.length === 0) continue;
    const stem = `bwt.${roleType.toLowerCase()}`;
    const name = roleType === "PCSO" ? "PCSO" : roleType === "Officer" ? "Officer" : "Staff";
    const baseline = sumFte(posts.map((post) => post.baseline));
    const proposed = sumFte(posts.map((post) => post.proposed));
    registerPostsTriple(register, stem, `${name} posts`, baseline, proposed, () => posts);
  }
  const officers = businessCase.posts.filter((post) => post.roleType === "Officer");
  if (officers.length > 0) {
    const change = sumFte(officers.map((post) => fte(post.proposed - post.baseline)));
    const given = postsGivenUp(requirement);
    register.add(
      "bwt.officer.net",
      "Officer posts, net of those that business groups give up",
      "posts",
      typeof given === "string" ? { kind: "needed", needed: given } : { kind: "number", value: change - given },
      () => ({
        rule: "workforce-bridge",
        words: `Change ${formatFte(change)} - posts given up${typeof given === "string" ? "" : ` ${formatFte(given)}`}`,
        parts: [
          figurePart("bwt.officer.change"),
          ...(requirement?.kind === "shared"
            ? requirement.share.apportionment.groups.map((group) =>
                figurePart(`apportion.${calculation.slugs.groups.of(group.group)}.posts`),
              )
            : []),
        ],
      }),
    );
  }

  const byUnitAndGrade = new Map<string, BridgeRow[]>();
  for (const row of bridge) {
    const key = `bwt.${row.unitSlug}.${row.gradeSlug}`;
    byUnitAndGrade.set(key, [...(byUnitAndGrade.get(key) ?? []), row]);
  }
  for (const [stem, rows] of byUnitAndGrade) {
    const first = rows[0] as BridgeRow;
    const posts = (): readonly Post[] =>
      businessCase.posts.filter(
        (post) =>
          calculation.slugs.units.of(unitOf(post)) === first.unitSlug &&
          calculation.slugs.grades.of(post.grade) === first.gradeSlug,
      );
    registerPostsTriple(
      register,
      stem,
      `${first.grade}, ${first.unit}: posts`,
      sumFte(rows.map((row) => row.baseline)),
      sumFte(rows.map((row) => row.proposed)),
      posts,
    );
  }
  registerVacancies(register, calculation);
}

/** The posts that business groups give up together; in words what is missing where that cannot be said. */
function postsGivenUp(requirement: Calculation["requirement"]): Fte | string {
  if (requirement?.kind === "shared") return sumFte(requirement.share.apportionment.groups.map((group) => group.posts));
  return neededToShare(requirement) ?? fte(0);
}

function registerPostsTriple(
  register: FigureRegister,
  stem: string,
  label: string,
  baseline: Fte,
  proposed: Fte,
  posts: () => readonly Post[],
): void {
  const parts = (field: "baseline" | "proposed", name: string) => (): Trace => ({
    rule: "workforce-bridge",
    words: `The sum of ${name}`,
    parts: posts().flatMap((post) =>
      post[field] === 0 ? [] : [inputPart(post.line, field, `${post.reference}: ${name}`, formatFte(post[field]))],
    ),
  });
  register.posts(`${stem}.baseline`, `${label}, baseline`, baseline, parts("baseline", "Baseline BWT"));
  register.posts(`${stem}.proposed`, `${label}, proposed`, proposed, parts("proposed", "Proposed BWT"));
  register.posts(`${stem}.change`, `${label}, change`, fte(proposed - baseline), () => ({
    rule: "workforce-bridge",
    words: "Proposed - baseline",
    parts: [figurePart(`${stem}.proposed`), figurePart(`${stem}.baseline`)],
  }));
}

function registerVacancies(register: FigureRegister, calculation: Calculation): void {
  const { bridge, businessCase, slugs } = calculation;
  const units = new Map<string, { unit: string; rows: BridgeRow[] }>();
  for (const row of bridge) {
    const known = units.get(row.unitSlug);
    if (known) known.rows.push(row);
    else units.set(row.unitSlug, { unit: row.unit, rows: [row] });
  }
  const trace = (unitSlug: string | null, target: "proposed" | "baseline") => (): Trace => ({
    rule: "vacancies",
    words: `The sum over rows of max(0, ${target === "proposed" ? "Proposed" : "Baseline"} BWT - Strength), never netted`,
    parts: businessCase.posts.flatMap((post) =>
      (unitSlug === null || slugs.units.of(unitOf(post)) === unitSlug) && post[target] > post.strength
        ? [
            inputPart(
              post.line,
              target,
              `${post.reference}: ${target === "proposed" ? "Proposed BWT" : "Baseline BWT"}`,
              formatFte(post[target]),
            ),
            inputPart(post.line, "strength", `${post.reference}: Strength`, formatFte(post.strength)),
          ]
        : [],
    ),
  });
  for (const [slug, { unit, rows }] of units) {
    register.posts(
      `vacancies.${slug}`,
      `Vacancies in ${unit}, on proposed posts`,
      sumFte(rows.map((row) => row.vacancies)),
      trace(slug, "proposed"),
    );
    register.posts(
      `vacancies.${slug}.current`,
      `Vacancies in ${unit}, on baseline posts`,
      sumFte(rows.map((row) => row.vacanciesCurrent)),
      trace(slug, "baseline"),
    );
  }
  register.posts(
    "vacancies.total",
    "Vacancies, on proposed posts",
    sumFte(bridge.map((row) => row.vacancies)),
    trace(null, "proposed"),
  );
  register.posts(
    "vacancies.total.current",
    "Vacancies, on baseline posts",
    sumFte(bridge.map((row) => row.vacanciesCurrent)),
    trace(null, "baseline"),
  );
  register.posts(
    "over-strength.total",
    "Over strength, on proposed posts",
    sumFte(bridge.map((row) => row.overStrength)),
    () => ({
      rule: "vacancies",
      words: "The sum over rows of max(0, Strength - Proposed BWT), never netted",
      parts: businessCase.posts.flatMap((post) =>
        post.strength > post.proposed
          ? [
              inputPart(post.line, "strength", `${post.reference}: Strength`, formatFte(post.strength)),
              inputPart(post.line, "proposed", `${post.reference}: Proposed BWT`, formatFte(post.proposed)),
            ]
          : [],
      ),
    }),
  );
}
