/**
 * Random small cases: posts, costs, sources of every kind, savings, allocations, underspends and approvals over a few
 * years, and the ways in which laws change a case (other order, other unit, other year).
 */
import fc from "fast-check";
import {
  APPROVAL_KINDS,
  financialYear,
  FUNDING_KINDS,
  FUNDING_STATUSES,
  fte,
  NATURES,
  pence,
  rate,
  ROLE_TYPES,
  SAVING_STATUSES,
  type Allocation,
  type Approval,
  type BusinessCase,
  type BusinessGroup,
  type CostLine,
  type CostType,
  type Decision,
  type FundingKind,
  type FundingRow,
  type LineId,
  type Month,
  type Post,
  type PrintedPence,
  type Saving,
  type Underspend,
} from "../../src/model";
import {
  makeAllocation,
  makeCase,
  makeCost,
  makeDecision,
  makeFunding,
  makeGroup,
  makePost,
  makeSaving,
  makeUnderspend,
  monthOf,
} from "./caseMaker";

/** Cases play between 2018/19 and 2022/23. */
const FIRST_YEAR = 2018;
const YEARS = 5;
const APRIL_2018 = monthOf("2018-04");

const SOURCES = ["Reserve", "Fund 2", "Fund 10", "Plan", "Grant"] as const;
const GROUPS = ["Operations", "Support"] as const;
const PARAGRAPHS = ["1a", "1b", "1c"] as const;
const KINDS = FUNDING_KINDS.filter((kind) => kind !== "Medium term financial plan");

const blank = <T>(value: fc.Arbitrary<T>, filledInTen = 5): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 10 - filledInTen, arbitrary: fc.constant(null) }, { weight: filledInTen, arbitrary: value });

/** A few pence to a million pounds; often a round sum, so that limits are met exactly. */
const anAmount = fc.oneof(
  fc.integer({ min: 1, max: 40 }).map((thousands) => pence(thousands * 100_000)),
  fc.integer({ min: 1, max: 100_000_000 }).map(pence),
);

const aYear = fc.integer({ min: 0, max: YEARS - 1 }).map((index) => financialYear(FIRST_YEAR + index));
const aMonth = fc.integer({ min: 0, max: YEARS * 12 - 1 }).map((index) => (APRIL_2018 + index) as Month);
const someFte = fc.oneof(
  fc.integer({ min: 0, max: 8 }).map((count) => fte(count * 10_000)),
  fc.constantFrom(fte(5_000), fte(8_333), fte(12_500)),
);
const exact = (amount: number): PrintedPence => ({ amount: pence(amount), halfUnit: pence(0) });

function aPost(reference: string): fc.Arbitrary<Post> {
  return fc
    .record({
      baseline: someFte,
      proposed: someFte,
      strength: someFte,
      startMonth: aMonth,
      months: blank(fc.integer({ min: 1, max: 40 }), 3),
      isUnitCost: fc.boolean(),
      cost: anAmount,
      roleType: fc.constantFrom(...ROLE_TYPES),
      businessGroup: fc.constantFrom(...GROUPS),
      grade: fc.constantFrom("Band E", "Band D", "Insp"),
      unit: blank(fc.constantFrom("Intelligence", "Analysis")),
      paidBy: fc.constantFrom("Case", "Case", "Case", "Donor groups" as const, "Grant" as const),
      isMoved: fc.constantFrom(false, false, false, true),
      fundingSource: blank(fc.constantFrom(...SOURCES)),
      paragraphs: fc.subarray([...PARAGRAPHS], { maxLength: 2 }),
    })
    .map(({ months, isUnitCost, cost, isMoved, ...parts }) =>
      makePost(reference, {
        ...parts,
        endMonth: months === null ? null : ((parts.startMonth + months - 1) as Month),
        movement: !isMoved ? null : parts.proposed < parts.baseline ? "Redistribution out" : "Redistribution in",
        // Proposed nil leaves Annual cost nothing to be divided by.
        unitCost: isUnitCost || parts.proposed === 0 ? exact(cost) : null,
        annualCost: isUnitCost || parts.proposed === 0 ? null : exact(cost),
      }),
    );
}

/** One row of Costs, or the rows of one reference whose years stand as columns. */
function aCost(reference: string): fc.Arbitrary<readonly CostLine[]> {
  const shared = fc.record({
    fundingSource: blank(fc.constantFrom(...SOURCES)),
    site: fc.constantFrom("North", "South"),
    category: fc.constantFrom("Other", "IT hardware", "Estate"),
    paragraphs: fc.subarray([...PARAGRAPHS], { maxLength: 2 }),
    optimismBias: blank(fc.constantFrom(rate(1, 10), rate(24, 100), rate(2, 1)), 2),
  });
  const row = fc
    .record({
      type: fc.constantFrom<CostType>(
        "Capital",
        "Revenue one-off",
        "Revenue recurring",
        "Revenue recurring",
        "Income",
        "Saving",
      ),
      year: aYear,
      amount: anAmount,
      isCredit: fc.constantFrom(false, false, false, false, false, true),
      start: blank(fc.integer({ min: -6, max: 20 })),
      months: blank(fc.integer({ min: 1, max: 40 }), 3),
    })
    .map(({ type, year, amount, isCredit, start, months }): Partial<CostLine> => {
      const april = APRIL_2018 + (year - FIRST_YEAR) * 12;
      const from = april + Math.max(0, start ?? 0);
      return {
        type,
        year,
        amount: exact(isCredit || type === "Income" || type === "Saving" ? -amount : amount),
        startMonth: start === null ? null : ((april + start) as Month),
        endMonth: months === null ? null : ((from + months - 1) as Month),
      };
    });
  const columns = fc
    .record({
      type: fc.constantFrom<CostType>("Capital", "Revenue one-off", "Revenue recurring"),
      amounts: fc.uniqueArray(fc.tuple(aYear, anAmount), {
        minLength: 1,
        maxLength: 3,
        selector: ([year]) => year,
      }),
    })
    .map(({ type, amounts }) =>
      amounts.map(([year, amount]): Partial<CostLine> => ({
        type,
        year,
        amount: exact(amount),
        isYearOnly: true,
      })),
    );
  return fc
    .tuple(shared, fc.oneof({ weight: 3, arbitrary: row.map((one) => [one]) }, { weight: 1, arbitrary: columns }))
    .map(([common, rows]) =>
      rows.map((parts) =>
        makeCost(reference, { ...common, ...parts, line: `Costs:${reference} ${parts.year ?? ""}` as LineId }),
      ),
    );
}

/** The rows of one source: one for all years, one for each of some years, or both. */
function aSource(name: string): fc.Arbitrary<readonly FundingRow[]> {
  const status = fc.constantFrom(...FUNDING_STATUSES, "Approved" as const, "Approved" as const);
  const balance = fc.record({
    opening: blank(fc.oneof(fc.constant(pence(0)), anAmount), 6),
    contributions: blank(anAmount, 3),
    contributionFrom: blank(fc.constantFrom(...SOURCES, ...GROUPS), 3),
    spent: blank(anAmount, 2),
    committed: blank(anAmount, 2),
    minimum: blank(anAmount, 2),
  });
  const window = fc
    .tuple(blank(aYear, 3), blank(aYear, 3))
    .map(([fromYear, toYear]) =>
      fromYear !== null && toYear !== null && fromYear > toYear
        ? { fromYear: toYear, toYear: fromYear }
        : { fromYear, toYear },
    );
  const nothing = {
    opening: null,
    contributions: null,
    contributionFrom: null,
    spent: null,
    committed: null,
    minimum: null,
  };
  const limit = blank(anAmount, 6);
  const wholeTerm = fc
    .tuple(balance, window, fc.record({ status, limit }))
    .map((parts): readonly Partial<FundingRow>[] => [Object.assign({}, ...parts) as Partial<FundingRow>]);
  const dated = fc
    .tuple(
      window,
      fc.uniqueArray(fc.tuple(aYear, balance, fc.record({ status, limit })), {
        minLength: 1,
        maxLength: 3,
        selector: ([year]) => year,
      }),
    )
    .map(([when, rows]) =>
      rows.map(([year, held, parts]): Partial<FundingRow> => ({ year, ...held, ...parts, ...when })),
    );
  const both = fc
    .tuple(fc.record({ status, limit }), aYear, fc.record({ status, limit }))
    .map(([all, year, one]): readonly Partial<FundingRow>[] => [
      { ...nothing, ...all },
      { ...nothing, ...one, year },
    ]);
  return fc
    .tuple(
      fc.record({
        kind: fc.constantFrom<FundingKind>(...KINDS),
        isOneOff: blank(fc.boolean(), 4),
        order: blank(fc.integer({ min: 1, max: 3 }), 3),
        eligibleFor: blank(fc.subarray([...NATURES], { minLength: 1 }), 4),
      }),
      fc.oneof({ weight: 4, arbitrary: wholeTerm }, { weight: 3, arbitrary: dated }, { weight: 1, arbitrary: both }),
    )
    .map(([{ kind, ...common }, rows]) =>
      rows.map((parts) =>
        makeFunding(name, kind, {
          ...common,
          ...parts,
          contributionFrom:
            parts.contributions == null || parts.contributionFrom === name ? null : (parts.contributionFrom ?? null),
          line: `Funding:${name} ${parts.year ?? "all"}` as LineId,
        }),
      ),
    );
}

const planRow = fc
  .record({
    fromYear: blank(aYear, 4),
    limit: blank(anAmount, 4),
    acceptedAsPressureBy: blank(fc.constant("The board"), 8),
  })
  .map((parts) => makeFunding("Medium term financial plan", "Medium term financial plan", parts));

const someFunding: fc.Arbitrary<readonly FundingRow[]> = fc
  .tuple(
    fc.subarray([...SOURCES]).chain((names) => fc.tuple(...names.map(aSource))),
    blank(planRow),
  )
  .map(([sources, plan]) => [...sources.flat(), ...(plan === null ? [] : [plan])]);

const someSavings: fc.Arbitrary<readonly Saving[]> = fc.uniqueArray(
  fc
    .record({
      name: fc.constantFrom("Fleet", "Estate"),
      year: aYear,
      amount: anAmount,
      status: fc.constantFrom(...SAVING_STATUSES),
      continues: blank(fc.boolean()),
    })
    .map(({ name, year, amount, ...parts }) => makeSaving(name, year, amount, parts)),
  { maxLength: 3, selector: (saving) => saving.line },
);

const someAllocations: fc.Arbitrary<readonly Allocation[]> = fc.uniqueArray(
  fc
    .record({
      reference: fc.constantFrom("P1", "P2", "C1", "C2", "C3"),
      source: fc.constantFrom(...SOURCES),
      year: aYear,
      amount: anAmount,
    })
    .map(({ reference, source, year, amount }) => makeAllocation(reference, source, year, amount)),
  { maxLength: 4, selector: (allocation) => allocation.line },
);

const someUnderspends: fc.Arbitrary<readonly Underspend[]> = fc.uniqueArray(
  fc
    .record({
      group: fc.constantFrom(...GROUPS),
      year: aYear,
      subjective: fc.constantFrom("Police staff pay", "Officer pay"),
      budget: blank(fc.nat(5_000), 9),
      forecast: blank(fc.nat(5_000), 9),
      externallyFunded: blank(fc.nat(100_000).map(pence), 3),
      otherCalls: blank(fc.nat(100_000).map(pence), 3),
    })
    .map(({ group, year, budget, forecast, ...parts }) => makeUnderspend(group, year, budget, forecast, parts)),
  { maxLength: 4, selector: (underspend) => underspend.line },
);

const someApprovals: fc.Arbitrary<readonly Approval[]> = fc.uniqueArray(
  fc
    .record({
      paragraph: fc.constantFrom(...PARAGRAPHS),
      kind: fc.constantFrom(...APPROVAL_KINDS),
      year: blank(aYear, 3),
      amount: anAmount,
      halfUnit: fc.constantFrom(0, 50, 50_000),
      basis: blank(fc.constantFrom("A year" as const, "Whole term" as const), 3),
    })
    .map(({ paragraph, kind, year, amount, halfUnit, basis }): Approval => {
      const isPosts = kind === "Staff posts" || kind === "Officer posts";
      return {
        line: `Approvals:${paragraph} ${kind} ${year ?? ""}` as LineId,
        paragraphs: [paragraph],
        what: kind,
        kind,
        year,
        approved: isPosts
          ? { unit: "posts", posts: fte((amount % 5) * 10_000) }
          : { unit: "money", printed: { amount, halfUnit: pence(halfUnit) } },
        fundingSource: null,
        status: null,
        approver: null,
        approvalDate: null,
        basis,
      };
    }),
  { maxLength: 3, selector: (approval) => approval.line },
);

const someGroups: fc.Arbitrary<readonly BusinessGroup[]> = fc
  .tuple(
    ...GROUPS.map((name) =>
      fc.record({
        name: fc.constant(name),
        officers: fc.nat(500),
        externallyFunded: blank(fc.nat(100)),
        contributes: blank(fc.boolean(), 3),
        unbudgeted: blank(
          fc.nat(50).map((count) => fte(count * 10_000)),
          8,
        ),
      }),
    ),
  )
  .map((groups) =>
    groups.map(({ name, officers, externallyFunded, ...parts }) => makeGroup(name, officers, externallyFunded, parts)),
  );

const aDecision: fc.Arbitrary<Decision> = fc
  .record({
    baseYear: blank(
      fc.integer({ min: 0, max: 2 }).map((index) => financialYear(FIRST_YEAR + index)),
      7,
    ),
    horizonInYears: blank(fc.integer({ min: 1, max: 5 }), 9),
    weightBasis: blank(fc.constantFrom("Non-external" as const, "Unbudgeted" as const), 3),
    officerRequirement: blank(fc.constantFrom("Net" as const, "Gross then release" as const), 3),
  })
  .map((parts) => makeDecision(parts));

const upTo = <T>(most: number, letter: string, make: (reference: string) => fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc
    .integer({ min: 0, max: most })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => make(`${letter}${index + 1}`))));

/** A case with some of everything. References, sources and groups are named alike in every case: P1, C1, Fund 2, Operations. */
export const someCase: fc.Arbitrary<BusinessCase> = fc
  .record({
    decision: blank(aDecision, 8),
    posts: upTo(3, "P", aPost),
    costs: upTo(4, "C", aCost).map((groups) => groups.flat()),
    funding: blank(someFunding, 9),
    savings: blank(someSavings, 3),
    allocations: blank(someAllocations, 3),
    underspends: blank(someUnderspends, 3),
    approvals: blank(someApprovals, 3),
    businessGroups: blank(someGroups, 3),
  })
  .map((parts) => makeCase(parts));

/** A number that stands for one order of rows. */
export const someOrder = fc.nat({ max: 0x7fff_ffff });

/** The case with the rows of every sheet in another order; business groups and approvals keep theirs, which is declared. */
export function withRowsReordered(businessCase: BusinessCase, order: number): BusinessCase {
  const reordered = <T>(rows: readonly T[]): readonly T[] => {
    let state = order;
    return rows
      .map((row) => {
        state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
        return { row, place: state };
      })
      .sort((a, b) => a.place - b.place)
      .map(({ row }) => row);
  };
  return {
    ...businessCase,
    posts: reordered(businessCase.posts),
    costs: reordered(businessCase.costs),
    funding: businessCase.funding && reordered(businessCase.funding),
    underspends: businessCase.underspends && reordered(businessCase.underspends),
    savings: businessCase.savings && reordered(businessCase.savings),
    allocations: businessCase.allocations && reordered(businessCase.allocations),
    thresholds: businessCase.thresholds && reordered(businessCase.thresholds),
    assumptions: businessCase.assumptions && reordered(businessCase.assumptions),
  };
}

const MONEY_FIELDS: ReadonlySet<string> = new Set([
  "opening",
  "contributions",
  "spent",
  "committed",
  "pipeline",
  "limit",
  "minimum",
  "budget",
  "forecast",
  "otherCalls",
  "halfUnit",
  "fromAmount",
]);

/** The case with every amount of money times a whole number; posts, dates and rates stay. */
export function withMoneyTimes(businessCase: BusinessCase, factor: number): BusinessCase {
  const scaled = (value: unknown, field: string, sheet: string): unknown => {
    const isMoney =
      MONEY_FIELDS.has(field) || field === "amount" || (field === "externallyFunded" && sheet === "underspends");
    if (typeof value === "number") return isMoney ? value * factor : value;
    if (Array.isArray(value)) return value.map((item) => scaled(item, field, sheet));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, scaled(part, key, sheet)]));
  };
  return Object.fromEntries(
    Object.entries(businessCase).map(([sheet, rows]) => [sheet, scaled(rows, sheet, sheet)]),
  ) as BusinessCase;
}

const YEAR_FIELDS: ReadonlySet<string> = new Set(["year", "fromYear", "toYear", "baseYear"]);
const MONTH_FIELDS: ReadonlySet<string> = new Set(["startMonth", "endMonth"]);
const DAY_FIELDS: ReadonlySet<string> = new Set(["approvalDate", "dateSigned", "boardDate", "asAtDate", "asAt"]);

/** The case with every year, month and day later by a number of times four years, so that leap days fall alike. */
export function withYearsLater(businessCase: BusinessCase, years: number): BusinessCase {
  const moved = (value: unknown, field: string): unknown => {
    if (typeof value === "number") {
      if (YEAR_FIELDS.has(field)) return value + years;
      if (MONTH_FIELDS.has(field)) return value + years * 12;
      if (DAY_FIELDS.has(field)) return value + Math.floor(years * 365.25);
      return value;
    }
    if (Array.isArray(value)) return value.map((item) => moved(item, field));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, moved(part, key)]));
  };
  return moved(businessCase, "") as BusinessCase;
}
