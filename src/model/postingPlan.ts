/** RULES: who is posted where, month by month, until vacancies are filled; high priority first. */
import { apportion } from "./apportion";
import type { BusinessCase, Post, Posting, Priority } from "./businessCase";
import type { Month } from "./calendar";
import { fte, FTE_PER_POST, type Fte } from "./money";
import { compareNatural, nameKey } from "./naming";
import { parameterCount } from "./parameters";
import { unitOf } from "./workforce";

/** A row of posts in the plan; each list has one entry a month. */
export type PostingRow = {
  readonly post: Post;
  /** Vacancies before the first month. */
  readonly vacanciesBefore: Fte;
  /** Posts that the row should have in the month. */
  readonly target: readonly Fte[];
  readonly posted: readonly Fte[];
  readonly left: readonly Fte[];
  /** People in post at the end of the month. */
  readonly strength: readonly Fte[];
  /** Vacancies at the end of the month. */
  readonly vacancies: readonly Fte[];
};

/** A unit's rows together; vacancies are added row by row and never netted. */
export type PostingUnit = {
  readonly unit: string;
  readonly unitSlug: string;
  readonly rows: readonly PostingRow[];
  readonly vacanciesBefore: Fte;
  readonly vacancies: readonly Fte[];
  /** The first month from whose end on no vacancy is left; null where there is none such in the plan. */
  readonly monthComplete: Month | null;
};

/** A unit without high priority whose vacancies grow while others are served first. */
export type StarvedUnit = {
  readonly unit: string;
  readonly unitSlug: string;
  /** Its rows that were passed over. */
  readonly posts: readonly Post[];
  /** The month in which their vacancies are highest, the first of several. */
  readonly month: Month;
  readonly vacancies: Fte;
  /** What they would be at that month's posts had nobody left. */
  readonly floor: Fte;
};

export type PostingPlan = {
  readonly months: readonly Month[];
  /** Units with vacancies in the plan or with posts of a kind that can be posted, in the order of their names. */
  readonly units: readonly PostingUnit[];
  readonly vacanciesBefore: Fte;
  /** Vacancies of all units at the end of each month. */
  readonly vacancies: readonly Fte[];
  readonly monthComplete: Month | null;
  /** Post-months of officers that stand filled because of the plan. */
  readonly officerMonthsSaved: Fte;
  readonly starved: readonly StarvedUnit[];
  /** People who can be posted and for whom there is no vacancy by the end of the plan. */
  readonly notPosted: Fte;
  /** Rows of Postings who would be in post after the last month of the plan. */
  readonly tooLate: readonly Posting[];
};

/** Who is served first; a row without a priority comes last. */
const PRIORITY_ORDER: readonly (Priority | null)[] = ["High", "Medium", "Low", null];

/**
 * The posting plan of a case.
 *
 * Decides: how many people go to which row of posts in which month. The plan runs from the first Month of Postings to the
 * month in which the last of them are in post, over no more months than the limit says.
 * Formula, in each month and for each role type and grade: leavers leave; a row's vacancies are
 * max(0, posts of the month - strength), its posts being Proposed BWT from Start month to End month and Baseline BWT before
 * and after; those who are available for as long as their lead time, and those left over from earlier months, go to rows of
 * High priority in proportion to vacancies (largest remainder; ties: larger vacancy, Order of the business group, post
 * reference), capped at the vacancies; what is left to Medium, then Low, then rows without priority. A recruit counts in the
 * month of being posted and not before. Strength at the end of a month = strength before - leavers + posted.
 * Nobody is posted out of a row: whoever can be is on Postings.
 * Units: whole people where whole people are available, else ten-thousandths of a post. No rounding.
 * Errors: none; null without a Postings sheet. Source: finance model C22; units forecast under strength come first.
 */
export function postingPlan(businessCase: BusinessCase, unitSlug: (unit: string) => string): PostingPlan | null {
  const postings = businessCase.postings ?? [];
  const span = monthsOf(postings, parameterCount(businessCase, "posting-months"));
  if (span === null) return null;
  const { months, tooLate } = span;
  const arriving = arrivalsByKind(postings, months);
  const orders = new Map((businessCase.businessGroups ?? []).map((group) => [nameKey(group.name), group.order]));
  const rows = [...businessCase.posts]
    .sort((a, b) => compareNatural(a.reference, b.reference))
    .map((post) => rowInMaking(post, months, orders.get(nameKey(post.businessGroup)) ?? null));
  const byKind = new Map<string, RowInMaking[]>();
  for (const row of rows) {
    const kind = kindOf(row.post);
    const known = byKind.get(kind);
    if (known) known.push(row);
    else byKind.set(kind, [row]);
  }
  let notPosted = 0;
  for (const [kind, ofKind] of byKind) notPosted += fillKind(ofKind, arriving.get(kind) ?? [], months);
  for (const [kind, each] of arriving) if (!byKind.has(kind)) for (const number of each) notPosted += number;

  const units = unitsOf(rows, months, arriving, unitSlug);
  const vacancies = months.map((_, at) => fte(units.reduce((sum, unit) => sum + (unit.vacancies[at] ?? 0), 0)));
  return {
    months,
    units,
    vacanciesBefore: fte(units.reduce((sum, unit) => sum + unit.vacanciesBefore, 0)),
    vacancies,
    monthComplete: monthComplete(months, vacancies),
    officerMonthsSaved: officerMonthsSaved(rows),
    starved: starvedUnits(units, months),
    notPosted: fte(notPosted),
    tooLate,
  };
}

/** The month from which people of a row of Postings are in post. */
export function inPostFrom(posting: Posting): Month {
  return (posting.month + (posting.leadTimeMonths ?? 0)) as Month;
}

/** Names what a person can be posted to: posts of one role type and grade. */
export function kindOf(row: Pick<Post, "roleType" | "grade">): string {
  return `${row.roleType}|${nameKey(row.grade)}`;
}

/**
 * Shares people among vacancies.
 *
 * Formula: everybody gets what is vacant where that can be met; else in proportion to vacancies by largest remainder (C10),
 * capped at each vacancy, what a cap leaves over shared again. Whole people where the number is whole, else ten-thousandths.
 * Afterwards: no part exceeds its vacancy, and the parts add to the smaller of the people and the vacancies.
 */
export function sharePeople(
  people: Fte,
  vacancies: readonly Fte[],
  order: readonly (number | null)[] = [],
): readonly Fte[] {
  const open: number[] = [...vacancies];
  let left: number = people;
  while (left > 0) {
    const total = open.reduce((sum, vacant) => sum + vacant, 0);
    if (total <= left) {
      open.fill(0);
      break;
    }
    const unit = left % FTE_PER_POST === 0 ? FTE_PER_POST : 1;
    const shared = apportion(left / unit, open, order);
    shared?.parts.forEach((part, index) => {
      const given = Math.min(part * unit, open[index] ?? 0);
      open[index] = (open[index] ?? 0) - given;
      left -= given;
    });
  }
  return vacancies.map((vacant, index) => fte(vacant - (open[index] ?? 0)));
}

function monthsOf(
  postings: readonly Posting[],
  limit: number,
): { readonly months: readonly Month[]; readonly tooLate: readonly Posting[] } | null {
  if (postings.length === 0) return null;
  const first = postings.reduce((earliest, row) => Math.min(earliest, row.month), Number.POSITIVE_INFINITY);
  const end = first + Math.max(1, limit) - 1;
  const inTime = postings.filter((row) => inPostFrom(row) <= end);
  const last = inTime.reduce((latest, row) => Math.max(latest, inPostFrom(row)), first);
  return {
    months: Array.from({ length: last - first + 1 }, (_, at) => (first + at) as Month),
    tooLate: postings.filter((row) => inPostFrom(row) > end),
  };
}

/** How many people of each kind come into reach in each month of the plan. */
function arrivalsByKind(
  postings: readonly Posting[],
  months: readonly Month[],
): ReadonlyMap<string, readonly number[]> {
  const arriving = new Map<string, number[]>();
  for (const row of postings) {
    const kind = kindOf(row);
    const known = arriving.get(kind) ?? new Array<number>(months.length).fill(0);
    arriving.set(kind, known);
    const at = inPostFrom(row) - (months[0] ?? 0);
    if (at < known.length) known[at] = (known[at] ?? 0) + row.available;
  }
  return arriving;
}

type RowInMaking = {
  readonly post: Post;
  readonly order: number | null;
  readonly target: readonly Fte[];
  readonly posted: Fte[];
  readonly left: Fte[];
  readonly strength: Fte[];
  readonly vacancies: Fte[];
};

function rowInMaking(post: Post, months: readonly Month[], order: number | null): RowInMaking {
  const target = months.map((month) =>
    month >= post.startMonth && (post.endMonth === null || month <= post.endMonth) ? post.proposed : post.baseline,
  );
  return { post, order, target, posted: [], left: [], strength: [], vacancies: [] };
}

/** Fills the rows of one role type and grade over all months; gives the people for whom there was no vacancy. */
function fillKind(rows: readonly RowInMaking[], arriving: readonly number[], months: readonly Month[]): number {
  let pool = 0;
  const levels = PRIORITY_ORDER.map((priority) => rows.filter(({ post }) => post.priority === priority));
  months.forEach((_, at) => {
    pool += arriving[at] ?? 0;
    for (const row of rows) {
      const before = row.strength[at - 1] ?? row.post.strength;
      row.left[at] = fte(Math.min(before, row.post.leaversAMonth ?? 0));
      row.strength[at] = fte(before - row.left[at]);
      row.posted[at] = fte(0);
      row.vacancies[at] = vacantAt(row, at);
    }
    for (const level of levels) {
      if (pool === 0) break;
      const given = sharePeople(
        fte(pool),
        level.map((row) => row.vacancies[at] ?? fte(0)),
        level.map((row) => row.order),
      );
      level.forEach((row, index) => {
        const posted = given[index] ?? fte(0);
        pool -= posted;
        row.posted[at] = posted;
        row.strength[at] = fte((row.strength[at] ?? 0) + posted);
        row.vacancies[at] = vacantAt(row, at);
      });
    }
  });
  return pool;
}

function vacantAt(row: RowInMaking, at: number): Fte {
  return fte(Math.max(0, (row.target[at] ?? 0) - (row.strength[at] ?? 0)));
}

function unitsOf(
  rows: readonly RowInMaking[],
  months: readonly Month[],
  arriving: ReadonlyMap<string, readonly number[]>,
  unitSlug: (unit: string) => string,
): readonly PostingUnit[] {
  const units = new Map<string, { unit: string; rows: PostingRow[] }>();
  for (const { post, target, posted, left, strength, vacancies } of rows) {
    const vacanciesBefore = vacantBefore({ post, target });
    const isInPlan = vacanciesBefore > 0 || vacancies.some((vacant) => vacant > 0) || arriving.has(kindOf(post));
    if (!isInPlan) continue;
    const unit = unitOf(post);
    const known = units.get(unitSlug(unit)) ?? { unit, rows: [] };
    units.set(unitSlug(unit), known);
    known.rows.push({ post, vacanciesBefore, target, posted, left, strength, vacancies });
  }
  return [...units]
    .sort(([a], [b]) => compareNatural(a, b))
    .map(([slug, { unit, rows: ofUnit }]) => {
      const vacancies = months.map((_, at) => fte(ofUnit.reduce((sum, row) => sum + (row.vacancies[at] ?? 0), 0)));
      return {
        unit,
        unitSlug: slug,
        rows: ofUnit,
        vacanciesBefore: fte(ofUnit.reduce((sum, row) => sum + row.vacanciesBefore, 0)),
        vacancies,
        monthComplete: monthComplete(months, vacancies),
      };
    });
}

/** Vacancies at the first month's posts before anybody leaves or is posted. */
function vacantBefore({ post, target }: Pick<RowInMaking, "post" | "target">): Fte {
  return fte(Math.max(0, (target[0] ?? 0) - post.strength));
}

/** The first month from whose end on nothing is vacant. */
function monthComplete(months: readonly Month[], vacancies: readonly Fte[]): Month | null {
  let at = vacancies.length;
  while (at > 0 && vacancies[at - 1] === 0) at--;
  return months[at] ?? null;
}

/** Over officers and months: vacancies had nobody been posted, less the vacancies of the plan. */
function officerMonthsSaved(rows: readonly RowInMaking[]): Fte {
  let saved = 0;
  for (const row of rows) {
    if (row.post.roleType !== "Officer") continue;
    let strength: number = row.post.strength;
    row.target.forEach((target, at) => {
      strength = Math.max(0, strength - (row.post.leaversAMonth ?? 0));
      saved += Math.max(0, target - strength) - (row.vacancies[at] ?? 0);
    });
  }
  return fte(saved);
}

/**
 * Units that lose by the order of priority: rows below High whose vacancies rise above what they were because people leave,
 * while people of their kind had gone to rows of a higher priority by then.
 */
function starvedUnits(units: readonly PostingUnit[], months: readonly Month[]): readonly StarvedUnit[] {
  const served = new Map<string, number>();
  const level = (post: Post): number => PRIORITY_ORDER.indexOf(post.priority);
  for (const { rows } of units) {
    for (const row of rows) {
      const first = row.posted.findIndex((posted) => posted > 0);
      if (first < 0) continue;
      for (let below = level(row.post) + 1; below < PRIORITY_ORDER.length; below++) {
        const key = `${kindOf(row.post)}|${below}`;
        served.set(key, Math.min(served.get(key) ?? first, first));
      }
    }
  }
  return units.flatMap((unit) => {
    const passed = unit.rows.flatMap((row) => {
      const from = served.get(`${kindOf(row.post)}|${level(row.post)}`);
      return from === undefined ? [] : [{ row, from }];
    });
    let worst: { at: number; vacancies: number; floor: number } | null = null;
    for (let at = 0; at < months.length; at++) {
      let vacancies = 0;
      let floor = 0;
      for (const { row, from } of passed) {
        if (from > at) continue;
        vacancies += row.vacancies[at] ?? 0;
        floor += Math.max(0, (row.target[at] ?? 0) - row.post.strength);
      }
      if (vacancies > floor && vacancies > (worst?.vacancies ?? 0)) worst = { at, vacancies, floor };
    }
    if (worst === null) return [];
    const { at, vacancies, floor } = worst;
    return [
      {
        unit: unit.unit,
        unitSlug: unit.unitSlug,
        posts: passed.filter(({ row }) => (row.vacancies[at] ?? 0) > 0).map(({ row }) => row.post),
        month: months[at] as Month,
        vacancies: fte(vacancies),
        floor: fte(floor),
      },
    ];
  });
}
