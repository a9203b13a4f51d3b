/** What a post's pay is built from: Pay scales, Pay assumptions, Pension bands. */
import {
  formatMoney,
  formatYear,
  NIL,
  pence,
  yearOfMonth,
  type Day,
  type FinancialYear,
  type Month,
  type PayAssumption,
  type PayScalePoint,
  type Pence,
  type PensionBand,
  type Rate,
  type RoleType,
} from "../../../model";
import { shownText, valueKey } from "../../scan/cleanText";
import type { ReadRow } from "../readRows";
import {
  cellOf,
  Fields,
  keyParts,
  keyText,
  lineOf,
  report,
  reportMissing,
  soundRows,
  where,
  type Made,
  type SheetRead,
} from "./lineMaking";

/** The points of each grade on the pay scales, by role type and grade. */
export type PointsByGrade = ReadonlyMap<string, ReadonlySet<number>>;

/** Names a grade of one role type: Band E of staff is not Band E of anybody else. */
export function scaleKey(roleType: RoleType, grade: string): string {
  return `${roleType} ${valueKey(grade)}`;
}

/**
 * The points that the pay scales have for each grade, those of rows with another fault too; null where a row does not say
 * which point of which grade it is.
 */
export function pointsByGrade(sheet: SheetRead): PointsByGrade | null {
  const points = new Map<string, Set<number>>();
  for (const row of sheet.read.rows) {
    const fields = new Fields(row);
    const roleType = fields.as<RoleType>("roleType");
    const grade = fields.text("grade");
    const point = fields.as<number>("point");
    if (roleType === null || grade === null || point === null) return null;
    const key = scaleKey(roleType, grade);
    const known = points.get(key);
    if (known) known.add(point);
    else points.set(key, new Set([point]));
  }
  return points;
}

/** Points of scales from rows of Pay scales. */
export function makePayScales(sheet: SheetRead): readonly PayScalePoint[] {
  const required = ["roleType", "grade", "point", "annualPay", "effectiveFrom"];
  const keys = [
    "roleType",
    "grade",
    "point",
    ...(sheet.places.columns.has("isLondon") ? ["isLondon"] : []),
    "effectiveFrom",
  ];
  return soundRows(sheet, required, keys).map((row) => {
    const fields = new Fields(row);
    const key = keyText(...keyParts(sheet, fields, ["roleType", "grade", "point", "isLondon", "effectiveFrom"]));
    return {
      line: lineOf(sheet, "Pay scales", key, row),
      roleType: fields.as<RoleType>("roleType") as RoleType,
      grade: fields.text("grade") ?? "",
      point: fields.as<number>("point") ?? 0,
      isLondon: fields.as<boolean>("isLondon"),
      annualPay: fields.money("annualPay") ?? NIL,
      effectiveFrom: fields.as<Day>("effectiveFrom") as Day,
    };
  });
}

/** Awards and on-costs from rows of Pay assumptions. */
export function makePayAssumptions(sheet: SheetRead): readonly PayAssumption[] {
  const keys = ["roleType", "year"];
  return soundRows(sheet, keys, keys).flatMap((row) => {
    const fields = new Fields(row);
    const year = fields.year("year") as FinancialYear;
    const awardMonth = fields.as<Month>("awardMonth");
    if (awardMonth !== null && yearOfMonth(awardMonth) !== year) {
      report(
        sheet,
        row,
        "awardMonth",
        "C09_OUT_OF_RANGE",
        "error",
        `${where(sheet, row, "awardMonth")} is in ${formatYear(yearOfMonth(awardMonth))}; the row is of ${formatYear(year)}.`,
        `Enter a month from April to March of ${formatYear(year)}.`,
      );
      return [];
    }
    return [
      {
        line: lineOf(sheet, "Pay assumptions", keyText(...keyParts(sheet, fields, keys)), row),
        roleType: fields.as<RoleType>("roleType") as RoleType,
        year,
        award: fields.as<Rate>("award"),
        awardMonth,
        awardRounding: fields.money("awardRounding"),
        increment: fields.as<NonNullable<PayAssumption["increment"]>>("increment"),
        employerNiRate: fields.as<Rate>("employerNiRate"),
        employerNiThreshold: fields.money("employerNiThreshold"),
        pensionScheme: fields.text("pensionScheme"),
        levy: fields.as<Rate>("levy"),
        londonWeighting: fields.money("londonWeighting"),
        londonAllowance: fields.money("londonAllowance"),
        zone1Allowance: fields.money("zone1Allowance"),
        zone2Allowance: fields.money("zone2Allowance"),
        vacancyFactor: fields.as<Rate>("vacancyFactor"),
      },
    ];
  });
}

type BandRow = Made<Omit<PensionBand, "line">>;

/**
 * Bands of pay with the employer's rate, from rows of Pension bands. A To of whole pounds ends at 99p of its last pound,
 * as printed tables mean it (£23,000, then £23,001), and never beyond the start of the next band. Bands of one scheme and
 * year that share any pay are refused: the pay would have two rates.
 */
export function makePensionBands(sheet: SheetRead): readonly PensionBand[] {
  const keys = ["scheme", "year", "from"];
  const inOrder = new Map<string, BandRow[]>();
  for (const row of soundRows(sheet, [...keys, "employerRate"], keys)) {
    const fields = new Fields(row);
    const band = {
      scheme: fields.text("scheme") ?? "",
      year: fields.year("year") as FinancialYear,
      from: fields.money("from") ?? NIL,
      to: fields.money("to"),
      employerRate: fields.as<Rate>("employerRate") as Rate,
    };
    if (band.to !== null && band.to < band.from) {
      report(
        sheet,
        row,
        "to",
        "C09_OUT_OF_RANGE",
        "error",
        `${where(sheet, row, "to")} is ${formatMoney(band.to)}, below From ${formatMoney(band.from)}.`,
        "Correct From or To.",
      );
      continue;
    }
    const key = `${band.year} ${valueKey(band.scheme)}`;
    inOrder.set(key, [...(inOrder.get(key) ?? []), { row, line: band }]);
  }
  const made = new Map<ReadRow, Omit<PensionBand, "line">>();
  for (const bands of inOrder.values()) {
    bands.sort((a, b) => a.line.from - b.line.from);
    bands.forEach((band, index) => {
      const next = bands[index + 1];
      if (next === undefined) made.set(band.row, { ...band.line, to: lastPennyOf(band.line.to, null) });
      else if (isApart(sheet, band, next))
        made.set(band.row, { ...band.line, to: lastPennyOf(band.line.to, next.line.from) });
    });
  }
  // In the order of the sheet, so that the order of bands changes nothing but addresses.
  return sheet.read.rows.flatMap((row) => {
    const band = made.get(row);
    if (band === undefined) return [];
    const key = keyText(band.scheme, formatYear(band.year), formatMoney(band.from));
    return [{ line: lineOf(sheet, "Pension bands", key, row), ...band }];
  });
}

const PENCE_IN_POUND = 100;

function lastPennyOf(to: Pence | null, nextFrom: Pence | null): Pence | null {
  if (to === null || to % PENCE_IN_POUND !== 0) return to;
  const last = to + PENCE_IN_POUND - 1;
  return pence(nextFrom === null ? last : Math.max(to, Math.min(last, nextFrom - 1)));
}

/** Whether a band ends before the next one begins; says so at the later band when it does not. */
function isApart(sheet: SheetRead, band: BandRow, next: BandRow): boolean {
  const { to } = band.line;
  if (to === null) {
    reportMissing(
      sheet,
      band.row,
      "to",
      `Enter the last pound of the band: another begins at ${formatMoney(next.line.from)}.`,
    );
    return false;
  }
  if (to < next.line.from) return true;
  const other = cellOf(sheet, band.row, "to");
  report(
    sheet,
    next.row,
    "from",
    "C09_OUT_OF_RANGE",
    "error",
    `${where(sheet, next.row, "from")} is ${formatMoney(next.line.from)}, inside the band of ${shownText(next.line.scheme)} that ends at ${formatMoney(to)} in ${other}.`,
    "Correct one of the two, so that every pay is in one band.",
    { alsoAt: other },
  );
  return false;
}
