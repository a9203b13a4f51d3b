import type { BusinessCase } from "../businessCase";
import { formatIsoMonth, formatMonth, type Month } from "../calendar";
import type { Calculation } from "../calculation";
import type { TracePart } from "../evaluation";
import { figurePart, inputPart, type FigureRegister } from "../figures";
import { formatFte, fte, sumFte, type Fte } from "../money";
import { inPostFrom, kindOf, type PostingPlan, type PostingRow, type PostingUnit } from "../postingPlan";

/** Figures of the posting plan: vacancies left at the end of each month, by unit and in all, and when none is left. */
export function registerPostings(register: FigureRegister, calculation: Calculation): void {
  const { postingPlan: plan, businessCase } = calculation;
  if (plan === null) return;
  for (const unit of plan.units) registerUnit(register, businessCase, plan, unit);
  plan.months.forEach((inMonth, at) => {
    register.posts(
      `fill.total.${formatIsoMonth(inMonth)}`,
      `Vacancies left at the end of ${formatMonth(inMonth)}`,
      plan.vacancies[at] ?? fte(0),
      () => ({
        rule: "posting-plan",
        words: "The sum of all units, never netted",
        parts: plan.units.map((unit) => figurePart(`fill.${unit.unitSlug}.${formatIsoMonth(inMonth)}`)),
      }),
    );
  });
  registerComplete(register, "fill", "all vacancies are filled", plan, plan);
  register.posts(
    "fill.officer-months-saved",
    "Officer-months of vacancy saved by the posting plan",
    plan.officerMonthsSaved,
    () => ({
      rule: "officer-months-saved",
      words: `Vacancies of officers at the end of each month had nobody been posted, less those of the plan, over ${plan.months.length} months`,
      parts: plan.units.flatMap((unit) => {
        const officers = unit.rows.filter((row) => row.post.roleType === "Officer");
        // The last month leads back through all months before it.
        return officers.length === 0 ? [] : [lastOf(plan, unit), ...rowParts(officers), ...leaverParts(officers)];
      }),
    }),
  );
}

function lastOf({ months }: PostingPlan, unit: PostingUnit): TracePart {
  return figurePart(`fill.${unit.unitSlug}.${formatIsoMonth(months[months.length - 1] as Month)}`);
}

/** The units whose rows take from the same people as this one's, itself among them, with those rows. */
function rivalsOf(plan: PostingPlan, unit: PostingUnit): readonly { unitSlug: string; rows: readonly PostingRow[] }[] {
  const kinds = new Set(unit.rows.map((row) => kindOf(row.post)));
  return plan.units.flatMap(({ unitSlug, rows }) => {
    const own = rows.filter((row) => kinds.has(kindOf(row.post)));
    return own.length === 0 ? [] : [{ unitSlug, rows: own }];
  });
}

function registerUnit(
  register: FigureRegister,
  businessCase: BusinessCase,
  plan: PostingPlan,
  unit: PostingUnit,
): void {
  const stem = `fill.${unit.unitSlug}`;
  plan.months.forEach((inMonth, at) => {
    const before = plan.months[at - 1];
    register.posts(
      `${stem}.${formatIsoMonth(inMonth)}`,
      `Vacancies left in ${unit.unit} at the end of ${formatMonth(inMonth)}`,
      unit.vacancies[at] ?? fte(0),
      () => {
        const rivals = rivalsOf(plan, unit);
        const rows = rivals.flatMap((each) => each.rows);
        return {
          rule: "posting-plan",
          words: stepInWords(unit, at),
          parts: [
            ...(before === undefined
              ? rowParts(rows)
              : rivals.map(({ unitSlug }) => figurePart(`fill.${unitSlug}.${formatIsoMonth(before)}`))),
            ...leaverParts(rows),
            ...poolParts(businessCase, rows, inMonth),
          ],
        };
      },
    );
  });
  registerComplete(register, stem, `all vacancies of ${unit.unit} are filled`, plan, unit);
}

function registerComplete(
  register: FigureRegister,
  stem: string,
  what: string,
  { months }: PostingPlan,
  { monthComplete, vacancies, vacanciesBefore }: Pick<PostingUnit, "monthComplete" | "vacancies" | "vacanciesBefore">,
): void {
  const last = months[months.length - 1] as Month;
  const hasVacancies = vacanciesBefore > 0 || vacancies.some((vacant) => vacant > 0);
  const shown = !hasVacancies
    ? "no vacancies"
    : monthComplete === null
      ? `not by ${formatIsoMonth(last)}`
      : formatIsoMonth(monthComplete);
  const total = stem === "fill" ? "fill.total" : stem;
  register.text(`${stem}.month-complete`, `Month in which ${what}`, shown, () => ({
    rule: "posting-plan",
    words: "The first month from whose end on no vacancy is left",
    parts: months.map((inMonth) => figurePart(`${total}.${formatIsoMonth(inMonth)}`)),
  }));
}

function stepInWords(unit: PostingUnit, at: number): string {
  const sum = (part: (row: PostingRow) => readonly Fte[]): string =>
    formatFte(sumFte(unit.rows.map((row) => part(row)[at] ?? fte(0))));
  const before = at === 0 ? unit.vacanciesBefore : (unit.vacancies[at - 1] ?? fte(0));
  return `${formatFte(before)} vacant before; ${sum((row) => row.left)} leave, ${sum((row) => row.posted)} are posted, ${sum((row) => row.strength)} in post against ${sum((row) => row.target)} posts`;
}

function rowParts(rows: readonly PostingRow[]): readonly TracePart[] {
  return rows.flatMap(({ post, target }) => {
    const part = (field: string, name: string, shown: string): TracePart =>
      inputPart(post.line, field, `${post.reference}: ${name}`, shown);
    const doesChange = target.some((posts) => posts !== post.proposed);
    return [
      ...(doesChange
        ? [
            part("baseline", "Baseline BWT", formatFte(post.baseline)),
            part("startMonth", "Start month", formatMonth(post.startMonth)),
            ...(post.endMonth === null ? [] : [part("endMonth", "End month", formatMonth(post.endMonth))]),
          ]
        : []),
      part("proposed", "Proposed BWT", formatFte(post.proposed)),
      part("strength", "Strength", formatFte(post.strength)),
      ...(post.priority === null ? [] : [part("priority", "Priority", post.priority)]),
    ];
  });
}

function leaverParts(rows: readonly PostingRow[]): readonly TracePart[] {
  return rows.flatMap(({ post }) =>
    post.leaversAMonth === null
      ? []
      : [inputPart(post.line, "leaversAMonth", `${post.reference}: Leavers a month`, formatFte(post.leaversAMonth))],
  );
}

/** The rows of Postings whose people come into reach of these rows in a month. */
function poolParts({ postings }: BusinessCase, rows: readonly PostingRow[], inMonth: Month): readonly TracePart[] {
  const kinds = new Set(rows.map((row) => kindOf(row.post)));
  return (postings ?? [])
    .filter((posting) => kinds.has(kindOf(posting)) && inPostFrom(posting) === inMonth)
    .flatMap(({ line, roleType, grade, month, available, leadTimeMonths }) => {
      const who = `${roleType} ${grade}`;
      return [
        inputPart(line, "available", `${who}: Available`, formatFte(available)),
        inputPart(line, "month", `${who}: Month`, formatMonth(month)),
        ...(leadTimeMonths === null
          ? []
          : [inputPart(line, "leadTimeMonths", `${who}: Lead time`, `${leadTimeMonths} months`)]),
      ];
    });
}
