/**
 * RULES: what the case's borrowed capital asks of revenue: minimum revenue provision, interest, and the capital financing
 * requirement that both rest on; and depreciation, which stands in the accounts only.
 *
 * All of it stands beside the case and never in its cost: the body's own budget for capital financing bears it, and a case
 * that bears it itself has it as lines of cost. Counted here as well it would be counted twice. The economic case has none
 * of it. Source: finance model 4.1, 4.9.
 */
import {
  annuityInstalments,
  equalInstalments,
  interestOnRequirement,
  INTEREST_BASES,
  type InterestBasis,
} from "./borrowing";
import type { BusinessCase, CapitalPlanRow } from "./businessCase";
import { addYears, formatYear, type FinancialYear } from "./calendar";
import { schemeKeyOf, type Scheme } from "./capitalPlan";
import type { CostedLine, CostTable, Demand } from "./costs";
import type { InputPlace } from "./finding";
import type { Waterfall } from "./funding";
import { NIL, pence, type Pence, type Rate } from "./money";
import { compareNatural, nameKey } from "./naming";
import { parameterChoice, parameterValueIn } from "./parameters";
import type { Source } from "./sources";

export const MRP_METHODS = ["Equal instalments", "Annuity"] as const;
export type MrpMethod = (typeof MRP_METHODS)[number];

/** How long an asset lasts, with the cell that says so; or the cell where it is missing or of no use. */
export type AssetLife =
  | { readonly kind: "stated"; readonly years: number; readonly place: InputPlace }
  | { readonly kind: "needed"; readonly place: InputPlace; readonly words: string; readonly found: number | null };

/** Capital of one line and year that borrowing pays for. */
export type BorrowedCapital = {
  readonly line: CostedLine;
  readonly year: FinancialYear;
  readonly amount: Pence;
  /** Indexes of the sources that pay. */
  readonly sources: readonly number[];
  /** The plan's row that says that borrowing finances the plan line; null where a source of borrowing pays itself. */
  readonly through: CapitalPlanRow | null;
  readonly life: AssetLife;
  /** The plan's row that says when the asset comes into use; null where it is in use in the year of spend. */
  readonly inUse: CapitalPlanRow | null;
  /** The year after the spend, or after the asset comes into use where that is later. */
  readonly firstCharge: FinancialYear;
  /** Every charge of the asset's life from `firstCharge` on; null where an input is needed. */
  readonly charges: readonly Pence[] | null;
  readonly needed: string;
};

/** A year of capital financing. Null where an input is needed. */
export type FinancingYear = {
  readonly year: FinancialYear;
  readonly borrowed: Pence;
  readonly opening: Pence | null;
  readonly provision: Pence | null;
  readonly closing: Pence | null;
  readonly interest: Pence | null;
  readonly interestRate: Rate | null;
  /** What is needed for provision and requirement, in words. */
  readonly needed: string;
  /** What is needed for interest, in words. */
  readonly interestNeeded: string;
};

/** Capital of one line and year that is written down in the accounts. */
export type DepreciatedCapital = Pick<
  BorrowedCapital,
  "line" | "year" | "amount" | "life" | "inUse" | "firstCharge"
> & {
  readonly charges: readonly Pence[] | null;
};

export type Financing = {
  readonly method: MrpMethod;
  readonly basis: InterestBasis;
  readonly borrowed: readonly BorrowedCapital[];
  /** Every year of the case; none where nothing is borrowed. */
  readonly years: readonly FinancingYear[];
  /** Capital of any source that is written down; none where no line of capital states an asset life. */
  readonly depreciated: readonly DepreciatedCapital[];
  /** Where anything is borrowed: lines of the case's own cost that are provision or interest, in natural order of reference. */
  readonly entered: readonly CostedLine[];
};

/**
 * Minimum revenue provision, interest and capital financing requirement of the capital that borrowing pays for.
 *
 * Decides: what borrowing charges to revenue by year. Formula: each line's borrowed capital of a year is charged over the
 * asset's life by equal instalments or by annuity, from the year after the spend, or after the asset is in use; the
 * requirement and interest follow C18 and C17. Borrowed is what sources of the kind Borrowing give in the waterfall, and what
 * a Capital plan line gives to a scheme whose plan names a source of borrowing. Source: finance model C16-C18, 4.9.
 * Whole pence; the last charge of an asset takes the odd penny, so that charges add to the capital.
 * A blank asset life or, by annuity, a blank interest rate leaves every year from the first charge on without a number.
 */
export function financingOf(
  businessCase: BusinessCase,
  costs: CostTable,
  demand: Demand,
  sources: readonly Source[],
  waterfall: Waterfall,
  schemes: readonly Scheme[],
): Financing {
  const method =
    MRP_METHODS.find((each) => each === parameterChoice(businessCase, "mrp-method")) ?? "Equal instalments";
  const basis =
    INTEREST_BASES.find((each) => each === parameterChoice(businessCase, "interest-basis")) ?? "Opening CFR";
  const rowsOf = planRowsOf(schemes);
  const borrowed = borrowedCapital(businessCase, method, costs, sources, waterfall, rowsOf);
  return {
    method,
    basis,
    borrowed,
    years: borrowed.length === 0 ? [] : financingYears(businessCase, basis, borrowed, costs.years),
    depreciated: depreciatedCapital(costs, demand, rowsOf),
    entered:
      borrowed.length === 0
        ? []
        : costs.lines
            .filter((line) => financingLineKind(line) !== null)
            .sort((a, b) => compareNatural(a.reference, b.reference) || (a.line < b.line ? -1 : 1)),
  };
}

/** The rows of the plan for the scheme that a line belongs to. */
type PlanRowsOf = (line: CostedLine) => readonly CapitalPlanRow[];

function planRowsOf(schemes: readonly Scheme[]): PlanRowsOf {
  const byKey = new Map(schemes.map((scheme) => [scheme.key, scheme.years.flatMap((year) => year.rows)] as const));
  return (line) => {
    const scheme = schemeKeyOf(line, (key) => byKey.has(key));
    return scheme === null ? [] : (byKey.get(scheme.key) ?? []);
  };
}

function borrowedCapital(
  businessCase: BusinessCase,
  method: MrpMethod,
  costs: CostTable,
  sources: readonly Source[],
  waterfall: Waterfall,
  rowsOf: PlanRowsOf,
): readonly BorrowedCapital[] {
  const borrowing = new Set(sources.flatMap((source) => (source.kind === "Borrowing" ? [source.key] : [])));
  const width = costs.years.length;
  type Gathered = {
    line: CostedLine;
    year: FinancialYear;
    amount: number;
    sources: number[];
    through: CapitalPlanRow | null;
  };
  const byCell = new Map<number, Gathered>();
  waterfall.takes.amount.forEach((amount, take) => {
    const index = waterfall.takes.line[take] as number;
    const at = waterfall.takes.year[take] as number;
    const sourceIndex = waterfall.takes.source[take] as number;
    const line = costs.lines[index];
    const year = costs.years[at];
    const source = sources[sourceIndex];
    if (!line || !source || year === undefined || line.nature !== "Capital") return;
    const through = source.kind === "Capital plan" ? financedRow(rowsOf(line), year, borrowing) : null;
    if (source.kind !== "Borrowing" && through === null) return;
    const known = byCell.get(index * width + at);
    if (known) {
      known.amount += amount;
      known.through ??= through;
      if (!known.sources.includes(sourceIndex)) known.sources.push(sourceIndex);
    } else byCell.set(index * width + at, { line, year, amount, sources: [sourceIndex], through });
  });
  return [...byCell.values()]
    .map(({ amount, ...gathered }) => {
      const asset = assetOf(gathered.line, gathered.year, rowsOf(gathered.line));
      const rate = method === "Annuity" ? interestRateIn(businessCase, gathered.year) : null;
      const capital = pence(amount);
      const { life } = asset;
      const isRateMissing = method === "Annuity" && rate === null;
      return {
        ...gathered,
        ...asset,
        amount: capital,
        charges:
          life.kind === "needed" || isRateMissing
            ? null
            : rate === null
              ? equalInstalments(capital, life.years)
              : annuityInstalments(capital, life.years, rate),
        needed: life.kind === "needed" ? life.words : isRateMissing ? interestRateInWords(gathered.year) : "",
      };
    })
    .sort(compareAssets);
}

/** The plan's row of a year that names a source of borrowing: the plan line is then borrowed. */
function financedRow(
  rows: readonly CapitalPlanRow[],
  year: FinancialYear,
  borrowing: ReadonlySet<string>,
): CapitalPlanRow | null {
  return (
    rows.find((row) => row.year === year && row.fundingSource !== null && borrowing.has(nameKey(row.fundingSource))) ??
    null
  );
}

function compareAssets(a: Pick<BorrowedCapital, "line" | "year">, b: Pick<BorrowedCapital, "line" | "year">): number {
  return (
    a.year - b.year ||
    compareNatural(a.line.reference, b.line.reference) ||
    (a.line.line < b.line.line ? -1 : a.line.line > b.line.line ? 1 : 0)
  );
}

/**
 * The life of the asset that a line pays for in a year, and the first year it is charged in.
 *
 * Formula: the line's own Asset life, else that of the plan's row of the year, else the one life that all rows of the scheme
 * agree on; the first charge is in the year after the spend, or after In use where that is later. Source: finance model C16.
 */
function assetOf(
  line: CostedLine,
  year: FinancialYear,
  rows: readonly CapitalPlanRow[],
): Pick<BorrowedCapital, "life" | "inUse" | "firstCharge"> {
  const row = rows.find((each) => each.year === year) ?? null;
  const inUseRow = row ?? latestInUse(rows);
  const inUse = inUseRow?.inUseYear ?? null;
  return {
    life: lifeOf(line, row, rows),
    inUse: inUse !== null && inUse > year ? inUseRow : null,
    firstCharge: addYears(inUse !== null && inUse > year ? inUse : year, 1),
  };
}

function lifeOf(line: CostedLine, row: CapitalPlanRow | null, rows: readonly CapitalPlanRow[]): AssetLife {
  const own: InputPlace = { line: line.line, field: "assetLifeYears" };
  const agreed = new Set(rows.flatMap((each) => each.assetLifeYears ?? []));
  const spoken =
    row?.assetLifeYears != null ? row : agreed.size === 1 ? rows.find((each) => each.assetLifeYears !== null) : null;
  const candidates: readonly (readonly [number | null, InputPlace])[] = [
    [line.costLine?.assetLifeYears ?? null, own],
    [spoken?.assetLifeYears ?? null, spoken ? { line: spoken.line, field: "assetLifeYears" } : own],
  ];
  const [found = null, place = own] = candidates.find(([years]) => years !== null) ?? [];
  return found !== null && Number.isSafeInteger(found) && found >= 1
    ? { kind: "stated", years: found, place }
    : { kind: "needed", place, words: `the Asset life of ${line.reference}, in whole years`, found };
}

function latestInUse(rows: readonly CapitalPlanRow[]): CapitalPlanRow | null {
  return rows.reduce<CapitalPlanRow | null>(
    (latest, row) =>
      row.inUseYear !== null && (latest?.inUseYear == null || row.inUseYear > latest.inUseYear) ? row : latest,
    null,
  );
}

/** The interest rate of a year; null where none is entered, or none that anything could be borrowed at. */
function interestRateIn(businessCase: BusinessCase, year: FinancialYear): Rate | null {
  const value = parameterValueIn(businessCase, "interest-rate", year)?.value;
  if (value?.unit !== "percent" || value.rate.numerator <= -value.rate.denominator) return null;
  return value.rate;
}

function interestRateInWords(year: FinancialYear): string {
  return `the Interest rate of ${formatYear(year)} on the Assumptions sheet`;
}

function financingYears(
  businessCase: BusinessCase,
  basis: InterestBasis,
  borrowed: readonly BorrowedCapital[],
  years: readonly FinancialYear[],
): readonly FinancingYear[] {
  let opening: Pence | null = NIL;
  let carriedNeed = "";
  return years.map((year) => {
    const amount = pence(borrowed.reduce((sum, each) => sum + (each.year === year ? each.amount : 0), 0));
    const unknown = borrowed.find((each) => each.charges === null && each.firstCharge <= year);
    const needed = unknown?.needed ?? carriedNeed;
    const provision =
      unknown === undefined ? pence(borrowed.reduce((sum, each) => sum + (chargeIn(each, year) ?? 0), 0)) : null;
    const closing = opening === null || provision === null ? null : pence(opening + amount - provision);
    const base =
      opening === null || (basis === "Average CFR" && closing === null) ? null : { opening, closing: closing ?? NIL };
    const interestRate = interestRateIn(businessCase, year);
    const isNil = base !== null && base.opening === 0 && (basis === "Opening CFR" || base.closing === 0);
    const interest: Pence | null =
      base === null
        ? null
        : isNil
          ? NIL
          : interestRate === null
            ? null
            : interestOnRequirement(base.opening, base.closing, interestRate, basis);
    const result: FinancingYear = {
      year,
      borrowed: amount,
      opening,
      provision,
      closing,
      interest,
      interestRate,
      needed,
      interestNeeded: interest !== null ? "" : base === null ? needed : interestRateInWords(year),
    };
    opening = closing;
    carriedNeed = needed;
    return result;
  });
}

/** The charge of a year; nil before the first and after the last, null where an input is needed. */
export function chargeIn(asset: Pick<BorrowedCapital, "firstCharge" | "charges">, year: FinancialYear): Pence | null {
  if (year < asset.firstCharge) return NIL;
  return asset.charges === null ? null : (asset.charges[year - asset.firstCharge] ?? NIL);
}

/**
 * Capital written down in the accounts, whoever pays for it: equal parts over the asset's life, from the year after the spend
 * or after the asset is in use. A memo: it stands in the accounts only, and is never in a budget or in what is to be funded.
 * Source: finance model 4.9. As `equalInstalments`. None where no line of capital has an asset life.
 */
function depreciatedCapital(costs: CostTable, demand: Demand, rowsOf: PlanRowsOf): readonly DepreciatedCapital[] {
  const width = costs.years.length;
  const assets = costs.lines.flatMap((line, index) =>
    line.nature !== "Capital"
      ? []
      : costs.years.flatMap((year, at) => {
          const amount = demand.amounts[index * width + at] ?? 0;
          if (amount === 0) return [];
          const asset = assetOf(line, year, rowsOf(line));
          const { life } = asset;
          const charges = life.kind === "stated" ? equalInstalments(pence(amount), life.years) : null;
          return [{ line, year, amount: pence(amount), ...asset, charges }];
        }),
  );
  return assets.some((asset) => asset.life.kind === "stated") ? assets.sort(compareAssets) : [];
}

/** What a revenue line charges for borrowing, by the words of its category or description; null where it is something else. */
export function financingLineKind({ costLine, nature }: CostedLine): "provision" | "interest" | null {
  if (costLine === null || nature === null || nature === "Capital") return null;
  const keys = [nameKey(costLine.category), nameKey(costLine.description)];
  const says = (word: string): boolean => keys.some((key) => key.split(/[^a-z]+/).includes(word));
  if (says("mrp") || keys.some((key) => key.includes("minimum revenue provision"))) return "provision";
  return says("interest") && (nameKey(costLine.category).includes("interest") || says("borrowing") || says("loan"))
    ? "interest"
    : null;
}
