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
        const officers = unit.rows.filter((row) => row.post.roleType === "Officer" && sumFte(row.posted) > 0);
        return [...rowParts(officers), ...leaverParts(officers), ...poolParts(businessCase, officers, null)];
      }),
    }),
  );
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
      () => ({
        rule: "posting-plan",
        words: stepInWords(unit, at),
        parts: [
          ...(before === undefined ? rowParts(unit.rows) : [figurePart(`${stem}.${formatIsoMonth(before)}`)]),
          ...leaverParts(unit.rows.filter((row) => (row.left[at] ?? 0) > 0)),
          ...poolParts(businessCase, unit.rows, inMonth),
        ],
      }),
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
  return rows.flatMap(({ post }) => [
    inputPart(post.line, "proposed", `${post.reference}: Proposed BWT`, formatFte(post.proposed)),
    inputPart(post.line, "strength", `${post.reference}: Strength`, formatFte(post.strength)),
  ]);
}

function leaverParts(rows: readonly PostingRow[]): readonly TracePart[] {
  return rows.flatMap(({ post }) =>
    post.leaversAMonth === null
      ? []
      : [inputPart(post.line, "leaversAMonth", `${post.reference}: Leavers a month`, formatFte(post.leaversAMonth))],
  );
}

/** The rows of Postings whose people come into reach of these rows in a month, or in any month. */
function poolParts(
  { postings }: BusinessCase,
  rows: readonly PostingRow[],
  inMonth: Month | null,
): readonly TracePart[] {
  const kinds = new Set(rows.map((row) => kindOf(row.post)));
  return (postings ?? []).flatMap((posting) =>
    kinds.has(kindOf(posting)) && (inMonth === null || inPostFrom(posting) === inMonth)
      ? [
          inputPart(
            posting.line,
            "available",
            `${posting.roleType} ${posting.grade}, available from ${formatMonth(posting.month)}`,
            formatFte(posting.available),
          ),
        ]
      : [],
  );
}
