/** Cost lines of the case. */
import {
  formatYear,
  negatePence,
  type Confidence,
  type CostLine,
  type CostType,
  type FinancialYear,
  type Month,
  type PriceBase,
  type PrintedPence,
  type Rate,
} from "../../../model";
import { cellAddress } from "../../address";
import type { ReadRow } from "../readRows";
import { Fields, keyText, lineOf, report, soundRows, sourceNamed, where, type SheetRead } from "./lineMaking";

/** Cost lines from rows of Costs: one a row, or one a year where years stand as columns. */
export function makeCosts(sheet: SheetRead): readonly CostLine[] {
  const hasYears = sheet.read.rows.some((row) => row.yearAmounts.length > 0);
  const required = [
    "reference",
    "description",
    "category",
    "site",
    "type",
    "fundingSource",
    ...(hasYears ? [] : ["year"]),
  ];
  const keys = ["reference", ...(hasYears ? [] : ["year"]), ...(sheet.places.columns.has("option") ? ["option"] : [])];
  const sound = soundRows(sheet, required, keys);
  const lines = sound.flatMap((row) => (hasYears ? yearLines(sheet, row) : costLine(sheet, row)));
  return withCreditSigns(sheet, lines);
}

type MadeCost = { readonly line: CostLine; readonly row: ReadRow };

function costLine(sheet: SheetRead, row: ReadRow): readonly MadeCost[] {
  const fields = new Fields(row);
  const amount = fields.as<PrintedPence>("amount");
  if (amount === null && fields.text("confidence") !== "Unquantified") {
    report(
      sheet,
      row,
      "amount",
      "C07_MISSING_REQUIRED",
      "error",
      `${where(sheet, row, "amount")} is blank; the result needs it.`,
      "Enter the amount; enter 0 if it is nothing, or Unquantified as Confidence.",
    );
    return [];
  }
  const made = commonCost(sheet, row, fields);
  if (made === null) return [];
  const year = fields.as<FinancialYear>("year") as FinancialYear;
  const key = keyText(made.reference, formatYear(year), made.option);
  return [{ row, line: { line: lineOf(sheet, "Costs", key, row), ...made, year, amount, isYearOnly: false } }];
}

function yearLines(sheet: SheetRead, row: ReadRow): readonly MadeCost[] {
  const fields = new Fields(row);
  const made = commonCost(sheet, row, fields);
  if (made === null) return [];
  const filled = row.yearAmounts.filter((entry) => entry.amount !== null);
  if (filled.length === 0 && made.confidence !== "Unquantified") {
    const first = row.yearAmounts[0]?.column;
    const cell = cellAddress(row.row, first?.index ?? 0);
    sheet.around.log.add(
      "C07_MISSING_REQUIRED",
      "error",
      sheet.places.sheet,
      cell,
      `${sheet.places.sheet}!${cell}: no year of the row has an amount; the result needs one.`,
      "Enter the amounts; enter 0 if a year has nothing, or Unquantified as Confidence.",
    );
    return [];
  }
  const entries = filled.length > 0 ? filled : row.yearAmounts.slice(0, 1);
  return entries.map(({ column, amount }) => {
    const year = column.year as FinancialYear;
    const key = keyText(made.reference, formatYear(year), made.option);
    return { row, line: { line: lineOf(sheet, "Costs", key, row, column), ...made, year, amount, isYearOnly: true } };
  });
}

function commonCost(
  sheet: SheetRead,
  row: ReadRow,
  fields: Fields,
): Omit<CostLine, "line" | "year" | "amount" | "isYearOnly"> | null {
  const startMonth = fields.as<Month>("startMonth");
  const endMonth = fields.as<Month>("endMonth");
  if (startMonth !== null && endMonth !== null && endMonth < startMonth) {
    report(
      sheet,
      row,
      "endMonth",
      "C09_OUT_OF_RANGE",
      "error",
      `${where(sheet, row, "endMonth")} is before the Start month.`,
      "Correct Start month or End month.",
    );
    return null;
  }
  return {
    reference: fields.text("reference") ?? "",
    description: fields.text("description") ?? "",
    category: fields.text("category") ?? "",
    site: fields.text("site") ?? "",
    type: fields.as<CostType>("type") ?? "Revenue one-off",
    fundingSource: sourceNamed(fields.text("fundingSource")),
    option: fields.text("option"),
    priceBase: fields.as<PriceBase>("priceBase"),
    assetLifeYears: fields.as<number>("assetLifeYears"),
    startMonth,
    endMonth,
    optimismBias: fields.as<Rate>("optimismBias"),
    confidence: fields.as<Confidence>("confidence"),
    vat: fields.text("vat"),
    scheme: fields.text("scheme"),
    paragraphs: fields.as<readonly string[]>("paragraphs") ?? [],
  };
}

/**
 * Income and savings may be typed with either sign and are stored below nil; both signs under one type cannot both be
 * meant, so the fewer of them (those below nil, when they are as many) are refused.
 */
function withCreditSigns(sheet: SheetRead, made: readonly MadeCost[]): readonly CostLine[] {
  const refused = new Set<MadeCost>();
  for (const type of ["Income", "Saving"] as const) {
    const signed = made.filter(
      (entry) => entry.line.type === type && entry.line.amount !== null && entry.line.amount.amount !== 0,
    );
    const below = signed.filter((entry) => (entry.line.amount?.amount ?? 0) < 0);
    const above = signed.filter((entry) => (entry.line.amount?.amount ?? 0) > 0);
    for (const entry of below.length === 0 || above.length === 0 ? [] : below.length <= above.length ? below : above) {
      refused.add(entry);
      report(
        sheet,
        entry.row,
        "amount",
        "C08_NEGATIVE",
        "error",
        `${where(sheet, entry.row, "amount")}: ${type} is entered with both signs in this sheet; the other rows are ${below.length <= above.length ? "above" : "below"} nil.`,
        `Enter all ${type} rows with one sign.`,
      );
    }
  }
  return made.flatMap((entry) => {
    if (refused.has(entry)) return [];
    const { line } = entry;
    const isCredit = line.type === "Income" || line.type === "Saving";
    if (!isCredit || line.amount === null || line.amount.amount <= 0) return [line];
    return [{ ...line, amount: { ...line.amount, amount: negatePence(line.amount.amount) } }];
  });
}
