/** Sources of money and what is given to which line: Funding, Allocations, Underspend, Reserves, Fund ledger. */
import {
  formatYear,
  NIL,
  type Allocation,
  type Day,
  type FinancialYear,
  type FundingRow,
  type LedgerRow,
  type Nature,
  type PrintedPence,
  type ReserveRow,
  type Underspend,
} from "../../../model";
import { valueKey } from "../../scan/cleanText";
import {
  agreeingRows,
  Fields,
  keyText,
  lineOf,
  report,
  reportMissing,
  soundRows,
  where,
  yearText,
  type Made,
  type SheetRead,
} from "./lineMaking";

/** Sources from rows of Funding. */
export function makeFunding(sheet: SheetRead): readonly FundingRow[] {
  const keys = sheet.places.columns.has("year") ? ["source", "year"] : ["source"];
  return soundRows(sheet, ["source", "kind", "status"], keys).flatMap((row): readonly FundingRow[] => {
    const fields = new Fields(row);
    const source = fields.text("source") ?? "";
    const year = fields.year("year");
    const [fromYear, toYear] = [fields.year("fromYear"), fields.year("toYear")];
    if (fromYear !== null && toYear !== null && toYear < fromYear) {
      report(
        sheet,
        row,
        "toYear",
        "C09_OUT_OF_RANGE",
        "error",
        `${where(sheet, row, "toYear")} is ${formatYear(toYear)}, before From year (${formatYear(fromYear)}): the source could never pay.`,
        "Correct From year or To year.",
      );
      return [];
    }
    const made: FundingRow = {
      line: lineOf(sheet, "Funding", keyText(source, yearText(year)), row),
      source,
      kind: fields.as<FundingRow["kind"]>("kind") as FundingRow["kind"],
      status: fields.as<FundingRow["status"]>("status") as FundingRow["status"],
      opening: fields.money("opening"),
      contributions: fields.money("contributions"),
      contributionFrom: fields.text("contributionFrom"),
      spent: fields.money("spent"),
      committed: fields.money("committed"),
      pipeline: fields.money("pipeline"),
      limit: fields.money("limit"),
      minimum: fields.money("minimum"),
      year,
      fromYear,
      toYear,
      isOneOff: fields.as<boolean>("isOneOff"),
      order: fields.as<number>("order"),
      eligibleFor: fields.as<readonly Nature[]>("eligibleFor"),
      approvalReference: fields.text("approvalReference"),
      approvalDate: fields.as<Day>("approvalDate"),
      approver: fields.text("approver"),
      acceptedAsPressureBy: fields.text("acceptedAsPressureBy"),
      purpose: fields.text("purpose"),
    };
    return [made];
  });
}

/** Stated allocations from rows of Allocations. */
export function makeAllocations(sheet: SheetRead): readonly Allocation[] {
  const keys = ["reference", "source", "year"];
  return soundRows(sheet, [...keys, "amount"], keys).map((row) => {
    const fields = new Fields(row);
    const reference = fields.text("reference") ?? "";
    const source = fields.text("source") ?? "";
    const year = fields.year("year") as FinancialYear;
    return {
      line: lineOf(sheet, "Allocations", keyText(reference, source, yearText(year)), row),
      reference,
      source,
      year,
      amount: fields.money("amount") ?? NIL,
      isLocked: fields.as<boolean>("isLocked"),
    };
  });
}

/** Underspends from rows of Underspend. Budget and forecast may be blank: then what is eligible is not judged. */
export function makeUnderspends(sheet: SheetRead): readonly Underspend[] {
  const keys = ["businessGroup", "subjective", "year"];
  return soundRows(sheet, keys, keys).map((row) => {
    const fields = new Fields(row);
    const businessGroup = fields.text("businessGroup") ?? "";
    const subjective = fields.text("subjective") ?? "";
    const year = fields.year("year") as FinancialYear;
    return {
      line: lineOf(sheet, "Underspend", keyText(businessGroup, subjective, yearText(year)), row),
      businessGroup,
      subjective,
      year,
      budget: fields.money("budget"),
      forecast: fields.money("forecast"),
      externallyFunded: fields.money("externallyFunded"),
      otherCalls: fields.money("otherCalls"),
      asAtPeriod: fields.text("asAtPeriod"),
    };
  });
}

/**
 * Reserves from rows of Reserves. A blank Opening is carried on from the year before where that year has a row; where it
 * has none, the opening is needed.
 */
export function makeReserves(sheet: SheetRead): readonly ReserveRow[] {
  const keys = ["reserve", "year"];
  const sound = soundRows(sheet, ["reserve", "class", "year"], keys);
  const named = sheet.read.rows.map((row) => new Fields(row));
  const yearsHad = new Set(named.map((fields) => reserveYear(fields, 0)));
  // A row that does not say of which reserve or year it is could be the one before: it is complained of already.
  const areAllNamed = named.every((fields) => fields.text("reserve") !== null && fields.year("year") !== null);
  const made = sound.flatMap((row): readonly Made<Omit<ReserveRow, "line">>[] => {
    const fields = new Fields(row);
    const opening = fields.money("opening");
    if (opening === null && areAllNamed && !yearsHad.has(reserveYear(fields, -1))) {
      reportMissing(
        sheet,
        row,
        "opening",
        "Enter the balance at the start of the year, or a row for the year before; enter 0 if it is nothing.",
      );
      return [];
    }
    const line = {
      reserve: fields.text("reserve") ?? "",
      class: fields.as<ReserveRow["class"]>("class") as ReserveRow["class"],
      year: fields.year("year") as FinancialYear,
      opening,
      transferIn: fields.money("transferIn"),
      transferOut: fields.money("transferOut"),
      betweenReserves: fields.money("betweenReserves"),
      closingStated: fields.as<PrintedPence>("closingStated"),
      partHalfUnits: ["opening", "transferIn", "transferOut", "betweenReserves"].flatMap((field) => {
        const halfUnit = fields.as<PrintedPence>(field)?.halfUnit ?? NIL;
        return halfUnit === 0 ? [] : [halfUnit];
      }),
      purpose: fields.text("purpose"),
      expires: fields.year("expires"),
      minimum: fields.money("minimum"),
    };
    return [{ row, line }];
  });
  return agreeingRows(sheet, made, (line) => line.reserve, ["class", "expires"]).map(({ row, line }) => ({
    line: lineOf(sheet, "Reserves", keyText(line.reserve, yearText(line.year)), row),
    ...line,
  }));
}

/** Names a reserve in the year that many years from the row's. */
function reserveYear(fields: Fields, away: number): string {
  return `${(fields.year("year") ?? Number.NaN) + away} ${valueKey(fields.text("reserve") ?? "")}`;
}

/** Claims of other cases on a fund, from rows of Fund ledger. */
export function makeLedger(sheet: SheetRead): readonly LedgerRow[] {
  const keys = ["fund", "caseName", "year", "status", ...(sheet.places.columns.has("balance") ? ["balance"] : [])];
  return soundRows(sheet, ["fund", "caseName", "year", "amount", "status"], keys).map((row) => {
    const fields = new Fields(row);
    const fund = fields.text("fund") ?? "";
    const caseName = fields.text("caseName") ?? "";
    const year = fields.year("year") as FinancialYear;
    const status = fields.as<LedgerRow["status"]>("status") as LedgerRow["status"];
    const balance = fields.text("balance");
    return {
      line: lineOf(sheet, "Fund ledger", keyText(fund, caseName, yearText(year), status, balance), row),
      fund,
      caseName,
      year,
      amount: fields.money("amount") ?? NIL,
      status,
      isCarriedForward: fields.as<boolean>("isCarriedForward"),
      balance,
    };
  });
}
