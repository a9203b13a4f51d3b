/**
 * RULES: the options of a case side by side. Each is worked out by the same sequence as the case itself, with that option
 * in the place of the preferred one; nothing is chosen for anybody: the preferred option is the one that is stated.
 */
import {
  benefitCostRatio,
  equivalentAnnual,
  presentValueExact,
  wholePounds,
  type DiscountStep,
  type ExactFraction,
} from "./appraisal";
import type { BenefitType, BusinessCase, LineId, OptionRow } from "./businessCase";
import { addYears, formatYear, yearsBetween, type FinancialYear } from "./calendar";
import type { Calculation, OptionCounted } from "./calculation";
import { fullYearCosts, type CostedLine, type Horizon } from "./costs";
import { officialDiscountSteps } from "./discount";
import { firstNeeded } from "./economicCase";
import { multiplyFractions, subtractFraction } from "./exactFraction";
import type { Flag } from "./finding";
import { pence, rate, sumPence, type Pence, type Rate } from "./money";
import { assignSlugs, compareNatural, nameKey } from "./naming";
import { multiplied, priceIndexNeeded, priceIndexOf, realFactor, realYearOf } from "./priceBase";
import { gapByYear } from "./status";

/** An option as the Options sheet and the Option column of Costs speak of it. */
export type OptionEntry = {
  /** As the Costs sheet spells it, or the Options sheet. */
  readonly option: string;
  readonly key: string;
  /** What it is called: the Options sheet's Name; the option itself where there is none. */
  readonly name: string;
  /** Rows of the Options sheet in an order that does not depend on where they stand. */
  readonly rows: readonly OptionRow[];
  readonly isDoNothing: boolean;
  readonly isMarkedPreferred: boolean;
  /** Null where no row says. */
  readonly meetsObjective: boolean | null;
  readonly riskAdjustment: Rate | null;
  /** Columns in which two rows of the option say different things. */
  readonly contradictions: readonly OptionColumn[];
  /** Whether a cost line names it. */
  readonly hasLines: boolean;
};

const OPTION_COLUMNS = ["isDoNothing", "isPreferred", "meetsObjective", "riskAdjustment"] as const;
/** A column of Options that speaks of the whole option, so that all its rows must agree. */
export type OptionColumn = (typeof OPTION_COLUMNS)[number];

/** Every option that the Options sheet or a cost line names, do nothing first, then in natural order. */
export function optionsOf(businessCase: BusinessCase): readonly OptionEntry[] {
  const rows = new Map<string, OptionRow[]>();
  for (const row of businessCase.options ?? []) {
    const known = rows.get(nameKey(row.option));
    if (known) known.push(row);
    else rows.set(nameKey(row.option), [row]);
  }
  const spelledOnCosts = new Map<string, string>();
  for (const { option } of businessCase.costs) {
    if (option === null) continue;
    const known = spelledOnCosts.get(nameKey(option));
    if (known === undefined || compareNatural(option, known) < 0) spelledOnCosts.set(nameKey(option), option);
  }
  const keys = new Set([...rows.keys(), ...spelledOnCosts.keys()]);
  const entries = [...keys].map((key) => entryOf(key, rows.get(key) ?? [], spelledOnCosts.get(key) ?? null));
  return entries.sort(
    (a, b) =>
      Number(b.isDoNothing) - Number(a.isDoNothing) || compareNatural(a.option, b.option) || (a.key < b.key ? -1 : 1),
  );
}

function entryOf(key: string, unsorted: readonly OptionRow[], onCosts: string | null): OptionEntry {
  const rows = [...unsorted].sort((a, b) => (a.line < b.line ? -1 : a.line > b.line ? 1 : 0));
  const option = onCosts ?? rows.map((row) => row.option).sort(compareNatural)[0] ?? key;
  const isYes = (column: "isDoNothing" | "isPreferred"): boolean => rows.some((row) => row[column] === true);
  return {
    option,
    key,
    name: rows.map((row) => row.name).sort(compareNatural)[0] ?? option,
    rows,
    isDoNothing: isYes("isDoNothing"),
    isMarkedPreferred: isYes("isPreferred"),
    meetsObjective: rows.find((row) => row.meetsObjective !== null)?.meetsObjective ?? null,
    riskAdjustment: rows.find((row) => row.riskAdjustment !== null)?.riskAdjustment ?? null,
    contradictions: OPTION_COLUMNS.filter((column) => new Set(rows.flatMap((row) => saidIn(row, column))).size > 1),
    hasLines: onCosts !== null,
  };
}

/** What a row says in a column, in a form that compares; nothing where the cell is blank. */
function saidIn(row: OptionRow, column: OptionColumn): readonly string[] {
  const said = row[column];
  if (said === null) return [];
  return [typeof said === "boolean" ? String(said) : String(said.numerator / said.denominator)];
}

/**
 * The option that a case counts: the one that the Decision states, else the one that the Options sheet marks, else the only
 * one that cost lines name. Two that are marked, a mark against the Decision, or several without a choice choose none.
 * Source: workbook specification, Options.
 */
export function optionCounted(businessCase: BusinessCase): OptionCounted {
  const entries = optionsOf(businessCase);
  const counted = (entry: OptionEntry, isStated: boolean): OptionCounted => ({
    kind: "counted",
    name: entry.option,
    isStated,
    isDoNothing: entry.isDoNothing,
  });
  const onCosts = entries.filter((entry) => entry.hasLines);
  const stated = businessCase.decision?.preferredOption ?? null;
  const marked = entries.filter((entry) => entry.isMarkedPreferred);
  const isContradicted =
    marked.length > 1 || (stated !== null && marked.some((entry) => entry.key !== nameKey(stated)));
  const none: OptionCounted =
    onCosts.length === 0
      ? { kind: "none" }
      : { kind: "not chosen", names: onCosts.map((entry) => entry.option), marked: [] };
  if (isContradicted) {
    const names = entries.map((entry) => entry.option);
    return { kind: "not chosen", names, marked: marked.map((entry) => entry.option) };
  }
  if (stated !== null) {
    const found = entries.find((entry) => entry.key === nameKey(stated));
    return found === undefined ? none : counted(found, true);
  }
  if (marked[0] !== undefined) return counted(marked[0], true);
  return onCosts.length === 1 && onCosts[0] !== undefined ? counted(onCosts[0], false) : none;
}

/**
 * The lines that an option counts, of the lines without an option and its own.
 *
 * Doing nothing means none of the posts and lines that the case proposes: it counts only the lines that name it.
 * Every other option counts its own lines with the posts and lines that name no option. Source: finance model 4.13.
 */
export function linesOfOption(lines: readonly CostedLine[], option: OptionCounted): readonly CostedLine[] {
  if (option.kind !== "counted" || !option.isDoNothing) return lines;
  return lines.filter((line) => line.costLine !== null && line.costLine.option !== null);
}

/** Benefits that carry money: only these may enter a net present social value. Source: finance model T16. */
const MONETISED: ReadonlySet<BenefitType | null> = new Set<BenefitType | null>([
  "Cash-releasing",
  "Non-cash-releasing",
]);

/** An amount worked out, or the input that it needs. */
export type Known<T> =
  { readonly kind: "known"; readonly value: T } | { readonly kind: "needed"; readonly needed: string };

/** The benefits of an option, in pence; null where no row of that kind is entered. */
export type OptionBenefits = {
  readonly byType: ReadonlyMap<BenefitType, Known<Pence>>;
  /** By year of the appraisal in real prices; null where none is monetised. */
  readonly byYear: Known<readonly number[]> | null;
  /** Rows whose year lies outside the years of the appraisal. */
  readonly outside: readonly OptionRow[];
};

/** What one option comes to. */
export type OptionResult = {
  readonly entry: OptionEntry;
  readonly slug: string;
  readonly isPreferred: boolean;
  /** The same sequence as the case's own, with this option counted. Null where the option has no cost line of its own. */
  readonly calculation: Calculation | null;
  readonly needed: string | null;
  readonly oneOff: Known<Pence>;
  readonly recurring: Known<Pence>;
  readonly capital: Known<Pence>;
  readonly total: Known<Pence>;
  readonly funding: Known<Pence>;
  readonly gap: Known<Pence>;
  readonly errors: number | null;
  readonly warnings: number | null;
  /** Present value of cost to the horizon, exact and in pence, before and after the risk adjustment. */
  readonly present: Known<ExactFraction>;
  readonly presentWithRisk: Known<ExactFraction>;
  /** Net present cost in whole pounds by number of years. */
  readonly presentCosts: ReadonlyMap<number, Known<number>>;
  readonly equivalentAnnual: Known<number>;
  readonly benefits: OptionBenefits;
  /** Net present social value in whole pounds by number of years; null where no benefit is monetised. */
  readonly socialValues: ReadonlyMap<number, Known<number>> | null;
  /** In ten-thousandths; null where no benefit is monetised or the cost is not above nil. */
  readonly benefitCostRatio: Known<number> | null;
  /** Its risk-adjusted net present cost less that of doing nothing, in whole pounds; null where no option is do nothing. */
  readonly difference: Known<number> | null;
  /** 1 is the lowest risk-adjusted net present cost; null where that is not known. */
  readonly rank: number | null;
};

export type OptionComparison = {
  readonly results: readonly OptionResult[];
  readonly horizon: Horizon;
  readonly steps: readonly DiscountStep[];
  /** Numbers of years that a net present cost is given for. */
  readonly lengths: readonly number[];
  readonly lowest: LowestOption;
};

/** The option of the lowest net present cost among those that meet the objective, with the reason in words. */
export type LowestOption = { readonly option: OptionResult | null; readonly reason: string };

/** Works a case out with the option given in the place of the preferred one. */
export type WorkOut = (option: OptionCounted) => Calculation;

/**
 * The options of a case side by side; null where there are not at least two, nor an Options sheet.
 *
 * Formula: each option by the sequence of the case (C1 to C25) with that option counted; NPC and EAC of its costs;
 * NPSV = present benefits - present costs and BCR = benefits / costs only where benefits carry money; the risk adjustment is a
 * share of the present cost and added to it. Source: finance model 4.13, C23, C24.
 * Money in whole pence, present values exact until shown in whole pounds.
 * Afterwards: the column of the preferred option is what the case itself shows. An option other than the preferred one that
 * has no cost line of its own has no number at all.
 */
export function compareOptions(
  main: Calculation,
  workOut: WorkOut,
  flagsOf: (calculation: Calculation) => readonly Flag[],
): OptionComparison | null {
  const entries = optionsOf(main.businessCase);
  if (main.businessCase.options === null && entries.length < 2) return null;
  if (entries.length === 0) return null;
  const steps = officialDiscountSteps(main.businessCase);
  const lengths = appraisalLengths(main.horizon.inYears);
  const slugs = assignSlugs(entries.map((entry) => entry.option));
  const unranked = entries.map((entry) => {
    const isPreferred = main.option.kind === "counted" && nameKey(main.option.name) === entry.key;
    const option = { kind: "counted", name: entry.option, isStated: true, isDoNothing: entry.isDoNothing } as const;
    const hasCost = entry.hasLines || entry.isDoNothing || isPreferred;
    const calculation = hasCost ? workOut(option) : null;
    return resultOf({ entry, slug: slugs.of(entry.option), isPreferred, calculation, steps, lengths, main, flagsOf });
  });
  const nothing = unranked.find((result) => result.entry.isDoNothing);
  const results = unranked.map((result): OptionResult => ({
    ...result,
    difference: nothing === undefined ? null : differenceFrom(nothing, result),
    rank: rankAmong(result, unranked),
  }));
  return { results, horizon: main.horizon, steps, lengths, lowest: lowestOf(results) };
}

/** Net present cost is given for 5 and 10 years where the horizon reaches them, and for the horizon. */
export function appraisalLengths(horizonInYears: number): readonly number[] {
  const lengths = new Set([...USUAL_LENGTHS, horizonInYears].filter((length) => length <= horizonInYears));
  return [...lengths].sort((a, b) => a - b);
}

/** Source: finance model 4.13: NPC over 5 and 10 years. */
const USUAL_LENGTHS = [5, 10] as const;

type Unranked = Omit<OptionResult, "difference" | "rank">;

function resultOf(of: {
  readonly entry: OptionEntry;
  readonly slug: string;
  readonly isPreferred: boolean;
  readonly calculation: Calculation | null;
  readonly steps: readonly DiscountStep[];
  readonly lengths: readonly number[];
  readonly main: Calculation;
  readonly flagsOf: (calculation: Calculation) => readonly Flag[];
}): Unranked {
  const { entry, slug, isPreferred, calculation, steps, lengths, main } = of;
  const { horizon } = main;
  const benefits = benefitsOf(entry, main.businessCase, horizon);
  const noLines: Known<never> = {
    kind: "needed",
    needed: `cost lines of ${entry.option}: no line of Costs names it in its Option column`,
  };
  const from = horizon.years.indexOf(horizon.baseYear);
  const inCash = <T>(give: (calculation: Calculation) => T): Known<T> => {
    if (calculation === null) return noLines;
    const missing = firstNeeded(calculation.costs);
    return missing === null ? known(give(calculation)) : { kind: "needed", needed: missing };
  };
  const presentOver = (length: number): Known<ExactFraction> => {
    if (calculation === null) return noLines;
    const { economic } = calculation;
    if (economic.needed !== null) return { kind: "needed", needed: economic.needed };
    return known(presentValueExact(economic.byYear.slice(from, from + length), steps));
  };
  const present = presentOver(horizon.inYears);
  const risk = entry.riskAdjustment;
  const withRisk = (cost: Known<ExactFraction>): Known<ExactFraction> =>
    risk === null
      ? cost
      : mapKnown(cost, (value) => multiplyFractions(value, rate(risk.denominator + risk.numerator, risk.denominator)));
  const presentWithRisk = withRisk(present);
  const raised = calculation === null ? null : of.flagsOf(calculation);
  const count = (severity: Flag["severity"]): number | null =>
    raised && raised.filter((flag) => flag.severity === severity).length;
  const presentBenefits = (length: number): Known<ExactFraction> | null =>
    benefits.byYear && mapKnown(benefits.byYear, (byYear) => presentValueExact(byYear.slice(0, length), steps));
  const allBenefits = presentBenefits(horizon.inYears);
  return {
    entry,
    slug,
    isPreferred,
    calculation,
    needed: calculation === null ? noLines.needed : null,
    oneOff: inCash((each) => costOfNature(each, "One-off revenue")),
    recurring: inCash((each) => {
      const lines = each.costs.lines.filter((line) => line.nature === "Recurring revenue");
      return sumPence(fullYearCosts(lines, each.costs.staff));
    }),
    capital: inCash((each) => costOfNature(each, "Capital")),
    total: inCash((each) => sumOf(each.costs.amounts)),
    funding: inCash((each) => sumOf(each.waterfall.takes.amount)),
    gap: inCash((each) => sumPence(gapByYear(each))),
    errors: count("error"),
    warnings: count("warning"),
    present,
    presentWithRisk,
    presentCosts: new Map(lengths.map((length) => [length, mapKnown(presentOver(length), wholePounds)] as const)),
    equivalentAnnual: mapKnown(present, (value) => wholePounds(equivalentAnnual(value, horizon.inYears, steps))),
    benefits,
    socialValues:
      allBenefits &&
      new Map(
        lengths.map((length) => {
          const gain = presentBenefits(length) ?? allBenefits;
          const value = bothKnown(gain, withRisk(presentOver(length)), (benefit, cost) =>
            wholePounds(subtractFraction(benefit, cost)),
          );
          return [length, value] as const;
        }),
      ),
    benefitCostRatio: allBenefits && ratioOf(allBenefits, presentWithRisk),
  };
}

/** Benefits of an option that carry money and lack the amount or the year that would let them be counted. */
export function blankBenefits(entry: OptionEntry): readonly BlankBenefit[] {
  return entry.rows.flatMap((row): readonly BlankBenefit[] => {
    if (!MONETISED.has(row.benefitType)) return [];
    if (row.amount === null) return [{ row, field: "amount" }];
    return row.year === null ? [{ row, field: "year" }] : [];
  });
}

type BlankBenefit = { readonly row: OptionRow; readonly field: "amount" | "year" };

/** Whether an option has a benefit that carries money, entered or not. */
export function hasMonetisedBenefit(entry: OptionEntry): boolean {
  return entry.rows.some((row) => MONETISED.has(row.benefitType));
}

function benefitsOf(entry: OptionEntry, businessCase: BusinessCase, horizon: Horizon): OptionBenefits {
  const inYears = yearsBetween(horizon.baseYear, addYears(horizon.baseYear, horizon.inYears - 1));
  const rows = entry.rows.filter((row) => row.benefitType !== null);
  const byType = new Map<BenefitType, Known<Pence>>();
  for (const type of new Set(rows.map((row) => row.benefitType as BenefitType))) {
    if (type === "Qualitative") continue;
    const ofType = rows.filter((row) => row.benefitType === type);
    const blank = MONETISED.has(type) ? firstBlank(ofType) : null;
    const counted = ofType.filter((row) => row.year === null || inYears.includes(row.year));
    // A benefit that is counted in something else than money has no amount to add.
    if (!MONETISED.has(type) && counted.every((row) => row.amount === null)) continue;
    byType.set(type, blank ?? known(sumOf(counted.map((row) => row.amount ?? 0))));
  }
  const monetised = rows.filter((row) => MONETISED.has(row.benefitType));
  return {
    byType,
    byYear: monetised.length === 0 ? null : benefitsByYear(monetised, inYears, businessCase, horizon),
    outside: rows.filter((row) => row.year !== null && !inYears.includes(row.year)),
  };
}

function firstBlank(rows: readonly OptionRow[]): Known<never> | null {
  const row = rows.find((each) => each.amount === null || each.year === null);
  if (row === undefined) return null;
  const what = row.amount === null ? "Amount" : "Financial year";
  return { kind: "needed", needed: `${what} of the benefit '${row.benefit ?? row.option}' (Options)` };
}

/** Monetised benefits by year of the appraisal, in the real prices of the economic case, half up to the penny a row. */
function benefitsByYear(
  rows: readonly OptionRow[],
  years: readonly FinancialYear[],
  businessCase: BusinessCase,
  horizon: Horizon,
): Known<readonly number[]> {
  const blank = firstBlank(rows);
  if (blank !== null) return blank;
  const index = priceIndexOf(businessCase);
  const base = businessCase.decision?.priceBase ?? ({ kind: "cash" } as const);
  const realYear = realYearOf(businessCase.decision, horizon.baseYear);
  const byYear = years.map(() => 0);
  for (const row of rows) {
    const at = years.indexOf(row.year as FinancialYear);
    if (at < 0) continue;
    const factor = realFactor(index, base, realYear, row.year as FinancialYear);
    if (factor.kind === "no index") return { kind: "needed", needed: priceIndexNeeded(factor.years) };
    byYear[at] = (byYear[at] ?? 0) + multiplied(row.amount ?? 0, [factor.factor]);
  }
  return known(byYear);
}

function costOfNature({ costs }: Calculation, nature: CostedLine["nature"]): Pence {
  const width = costs.years.length;
  return sumOf(costs.amounts.filter((_, cell) => costs.lines[Math.floor(cell / width)]?.nature === nature));
}

function sumOf(amounts: Iterable<number>): Pence {
  let total = 0;
  for (const amount of amounts) total += amount;
  return pence(total);
}

function ratioOf(benefits: Known<ExactFraction>, costs: Known<ExactFraction>): Known<number> | null {
  const both = bothKnown(benefits, costs, benefitCostRatio);
  if (both.kind === "needed") return both;
  return both.value === null ? null : known(both.value);
}

function differenceFrom(nothing: Unranked, result: Unranked): Known<number> {
  return bothKnown(result.presentWithRisk, nothing.presentWithRisk, (cost, without) =>
    wholePounds(subtractFraction(cost, without)),
  );
}

function rankAmong(result: Unranked, all: readonly Unranked[]): number | null {
  const own = mapKnown(result.presentWithRisk, wholePounds);
  if (own.kind === "needed") return null;
  const lower = all.filter((other) => {
    const cost = mapKnown(other.presentWithRisk, wholePounds);
    return cost.kind === "known" && cost.value < own.value;
  });
  return lower.length + 1;
}

/**
 * The lowest net present cost among the options that meet the stated objective, with the reason. An option that does not say
 * whether it meets it, or whose cost is not known, is named and not compared. Source: finance model 4.13.
 */
function lowestOf(results: readonly OptionResult[]): LowestOption {
  const meeting = results.filter((result) => result.entry.meetsObjective === true);
  const unsaid = results.filter((result) => result.entry.meetsObjective === null);
  const comparable = meeting.filter((result) => result.rank !== null);
  const first = [...comparable].sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))[0];
  const notes = [
    ...meeting
      .filter((result) => result.rank === null)
      .map((result) => `${result.entry.option} meets it, its cost is not known`),
    ...unsaid.map((result) => `${result.entry.option} does not say whether it meets it`),
  ];
  const left = notes.length === 0 ? "" : `; ${notes.join("; ")}`;
  if (first === undefined) return { option: null, reason: `No option is known to meet the objective${left}` };
  const equal = comparable.filter((result) => result.rank === first.rank);
  if (equal.length > 1) {
    return {
      option: null,
      reason: `${equal.map((result) => result.entry.option).join(" and ")} have the same net present cost${left}`,
    };
  }
  const others = results.filter((result) => result.entry.meetsObjective === false).map((result) => result.entry.option);
  const among =
    comparable.length === 1
      ? "it is the only option that is known to meet the objective"
      : `the lowest net present cost of the ${comparable.length} options that meet the objective`;
  const not = others.length === 0 ? "" : `; ${others.join(", ")} ${others.length === 1 ? "does" : "do"} not meet it`;
  return { option: first, reason: `${first.entry.option}: ${among}${not}${left}` };
}

function known<T>(value: T): Known<T> {
  return { kind: "known", value };
}

/** What is made of a value where it is known. */
export function mapKnown<T, U>(value: Known<T>, make: (value: T) => U): Known<U> {
  return value.kind === "known" ? known(make(value.value)) : value;
}

function bothKnown<A, B, C>(a: Known<A>, b: Known<B>, make: (a: A, b: B) => C): Known<C> {
  if (a.kind === "needed") return a;
  return b.kind === "needed" ? b : known(make(a.value, b.value));
}

/** Where the Options sheet says something of an option: the first row that fills the column, else its first row. */
export function rowSaying(entry: OptionEntry, column: OptionColumn): LineId | null {
  return (entry.rows.find((row) => row[column] !== null) ?? entry.rows[0])?.line ?? null;
}

/** "Option 2 (2020/21)" of a benefit's row, for people. */
export function benefitInWords(row: OptionRow): string {
  return `${row.benefit ?? "a benefit"} of ${row.option}${row.year === null ? "" : ` ${formatYear(row.year)}`}`;
}
