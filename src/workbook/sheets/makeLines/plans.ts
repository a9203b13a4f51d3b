/** The plans that a case changes: Savings, Medium term plan, Capital plan, Monitoring. */
import {
  formatMoney,
  formatYear,
  NIL,
  type CapitalPlanRow,
  type Day,
  type FinancialYear,
  type FundingStatus,
  type Fte,
  type MonitoringLevel,
  type MonitoringRow,
  type PlanKind,
  type PlanLine,
  type PlanStatus,
  type PrintedPence,
  type Saving,
  type SavingStatus,
} from "../../../model";
import { shownText, valueKey } from "../../scan/cleanText";
import type { ReadRow } from "../readRows";
import {
  agreeingRows,
  cellOf,
  Fields,
  keyText,
  lineOf,
  refuseContradiction,
  report,
  reportMissing,
  soundRows,
  sourceNamed,
  where,
  type Made,
  type SheetRead,
} from "./lineMaking";

/** Savings from rows of Savings. */
export function makeSavings(sheet: SheetRead): readonly Saving[] {
  return soundRows(sheet, ["name", "year", "amount", "status"], ["name", "year"]).map((row) => {
    const fields = new Fields(row);
    const name = fields.text("name") ?? "";
    const year = fields.year("year") as FinancialYear;
    return {
      line: lineOf(sheet, "Savings", keyText(name, formatYear(year)), row),
      name,
      year,
      amount: fields.money("amount") ?? NIL,
      status: fields.as<SavingStatus>("status") as SavingStatus,
      continues: fields.as<boolean>("continues"),
      owner: fields.text("owner"),
    };
  });
}

/**
 * Lines of the plan from rows of Medium term plan. A row states its amount in one of two ways: the whole of the year, or
 * what the year adds; both are above nil for what they are called, so a line whose increments add up to less than nil
 * was typed with the other sign.
 */
export function makePlanLines(sheet: SheetRead): readonly PlanLine[] {
  const made = soundRows(sheet, ["name", "kind", "year"], ["name", "year"]).flatMap(
    (row): readonly Made<Omit<PlanLine, "line">>[] => {
      const fields = new Fields(row);
      const line = {
        name: fields.text("name") ?? "",
        kind: fields.as<PlanKind>("kind") as PlanKind,
        year: fields.year("year") as FinancialYear,
        cumulative: fields.money("cumulative"),
        incremental: fields.money("incremental"),
        status: fields.as<PlanStatus>("status"),
        owner: fields.text("owner"),
      };
      if (line.cumulative === null && line.incremental === null) {
        const field = sheet.places.columns.has("cumulative") ? "cumulative" : "incremental";
        reportMissing(
          sheet,
          row,
          field,
          "Enter the whole amount of the year as Cumulative, or what the year adds as Incremental; enter 0 if it is nothing.",
        );
        return [];
      }
      if (line.cumulative !== null && line.incremental !== null) {
        refuseContradiction(
          sheet,
          row,
          "incremental",
          "is filled beside Cumulative; a row states one of the two",
          cellOf(sheet, row, "cumulative"),
        );
        return [];
      }
      return [{ row, line }];
    },
  );
  const below = linesBelowNil(sheet, made);
  return agreeingRows(
    sheet,
    made.filter((entry) => !below.has(entry.row)),
    (line) => line.name,
    ["kind"],
  ).map(({ row, line }) => ({
    line: lineOf(sheet, "Medium term plan", keyText(line.name, formatYear(line.year)), row),
    ...line,
  }));
}

/** Rows of lines in increments at which the line falls below nil, each with a finding. */
function linesBelowNil(sheet: SheetRead, made: readonly Made<Omit<PlanLine, "line">>[]): ReadonlySet<ReadRow> {
  const below = new Set<ReadRow>();
  const running = new Map<string, number>();
  // A line of which a row could not be read adds up to nothing known.
  const read = new Set(made.map((entry) => entry.row));
  const unread = sheet.read.rows.filter((row) => !read.has(row)).map((row) => new Fields(row).text("name"));
  if (unread.includes(null)) return below;
  const isUnread = new Set(unread.map((name) => valueKey(name ?? "")));
  for (const { row, line } of [...made].sort((a, b) => a.line.year - b.line.year)) {
    const key = valueKey(line.name);
    const amount = line.cumulative ?? (running.get(key) ?? 0) + (line.incremental ?? 0);
    running.set(key, amount);
    if (amount >= 0 || isUnread.has(key)) continue;
    below.add(row);
    report(
      sheet,
      row,
      "incremental",
      "C08_NEGATIVE",
      "error",
      `${where(sheet, row, "incremental")} is ${formatMoney(line.incremental ?? NIL)}, which takes '${shownText(line.name)}' below nil in ${formatYear(line.year)}; every line is above nil for what it is called.`,
      "Enter a saving, a source or a use of reserves above nil, or correct the increments.",
    );
  }
  return below;
}

/** The two moves of money between years of a scheme, with the field that names the other year. */
const MOVES = [
  { amount: "slippage", year: "slippedTo", verb: "slipped to" },
  { amount: "acceleration", year: "broughtFrom", verb: "brought from" },
] as const;

/** Schemes by year from rows of Capital plan. A move that lacks its other year is left to the model, which flags it. */
export function makeCapitalPlan(sheet: SheetRead): readonly CapitalPlanRow[] {
  return soundRows(sheet, ["scheme", "year", "status", "plan"], ["scheme", "year"]).flatMap((row) => {
    const fields = new Fields(row);
    const scheme = fields.text("scheme") ?? "";
    const year = fields.year("year") as FinancialYear;
    let isSound = true;
    for (const move of MOVES) {
      const other = fields.year(move.year);
      if (other === null) continue;
      if (fields.money(move.amount) === null) {
        reportMissing(sheet, row, move.amount, `Enter the amount that is ${move.verb} ${formatYear(other)}.`);
        isSound = false;
      } else if (other <= year) {
        report(
          sheet,
          row,
          move.year,
          "C09_OUT_OF_RANGE",
          "error",
          `${where(sheet, row, move.year)} is ${formatYear(other)}, which is not later than ${formatYear(year)}, the year of the row.`,
          "Enter a later year.",
        );
        isSound = false;
      }
    }
    if (!isSound) return [];
    return [
      {
        line: lineOf(sheet, "Capital plan", keyText(scheme, formatYear(year)), row),
        scheme,
        year,
        status: fields.as<FundingStatus>("status") as FundingStatus,
        approvalDate: fields.as<Day>("approvalDate"),
        plan: fields.money("plan") ?? NIL,
        slippage: fields.money("slippage"),
        slippedTo: fields.year("slippedTo"),
        acceleration: fields.money("acceleration"),
        broughtFrom: fields.year("broughtFrom"),
        additions: fields.money("additions"),
        cancelled: fields.money("cancelled"),
        forecast: fields.money("forecast"),
        actual: fields.money("actual"),
        fundingSource: sourceNamed(fields.text("fundingSource")),
        assetLifeYears: fields.as<number>("assetLifeYears"),
        inUseYear: fields.year("inUseYear"),
        isOverProgrammed: fields.as<boolean>("isOverProgrammed"),
      },
    ];
  });
}

/** Budgets with their forecast or actual, from rows of Monitoring. */
export function makeMonitoring(sheet: SheetRead): readonly MonitoringRow[] {
  const keys = ["name", ...(sheet.places.columns.has("level") ? ["level"] : []), "year"];
  return soundRows(sheet, ["name", "year", "budget"], keys).map((row) => {
    const fields = new Fields(row);
    const name = fields.text("name") ?? "";
    const level = fields.as<MonitoringLevel>("level");
    const year = fields.year("year") as FinancialYear;
    return {
      line: lineOf(sheet, "Monitoring", keyText(name, level, formatYear(year)), row),
      name,
      level,
      year,
      budget: fields.money("budget") ?? NIL,
      forecast: fields.money("forecast"),
      actual: fields.money("actual"),
      budgetHalfUnit: fields.as<PrintedPence>("budget")?.halfUnit ?? NIL,
      forecastHalfUnit: fields.as<PrintedPence>("forecast")?.halfUnit ?? NIL,
      actualHalfUnit: fields.as<PrintedPence>("actual")?.halfUnit ?? NIL,
      budgetPosts: fields.as<Fte>("budgetPosts"),
      budgetMonths: fields.as<number>("budgetMonths"),
      posts: fields.as<Fte>("posts"),
      months: fields.as<number>("months"),
      group: fields.text("group"),
    };
  });
}
