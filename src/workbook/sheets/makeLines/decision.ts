/** The decision and what goes with it: Decision, Approvals, Thresholds, Options, Assurance. */
import {
  formatMoney,
  nameKey,
  NIL,
  type Approval,
  type ApprovalKind,
  type ApprovedAmount,
  type BenefitType,
  type Day,
  type Decision,
  type Gate,
  type GateStatus,
  type LineId,
  type OptionRow,
  type PrintedPence,
  type Rate,
  type Threshold,
  type ThresholdSubject,
} from "../../../model";
import { cellAddress } from "../../address";
import { headingKey, nearest, shownText, valueKey } from "../../scan/cleanText";
import { decisionItems, type Column } from "../../sheetLayout";
import { readApproved, readCell, type FieldValue, type MappedColumn } from "../cells";
import type { ReadRow } from "../readRows";
import {
  agreeingRows,
  cellOf,
  Fields,
  keyParts,
  keyText,
  lineOf,
  refuseContradiction,
  report,
  reportMissing,
  soundRows,
  where,
  yearText,
  type KeyParts,
  type Made,
  type SheetRead,
} from "./lineMaking";

/** The Decision sheet: one item a row, read as its own type. */
export function makeDecision(sheet: SheetRead): Decision {
  const values = new Map<string, FieldValue>();
  const valueColumn = sheet.places.columns.get("value");
  for (const row of sheet.read.rows) {
    const name = (row.fields.get("item") ?? "") as string;
    const cell = cellAddress(row.row, sheet.places.keyColumn);
    const item = itemNamed(name, cell, sheet);
    if (item === undefined) continue;
    if (item === null || !valueColumn) {
      sheet.around.log.add(
        "R08_NOTE_ROW",
        "note",
        sheet.places.sheet,
        cell,
        `The item '${shownText(name)}' of ${sheet.places.sheet} is not used.`,
        "Nothing to do.",
      );
      continue;
    }
    const line = `Decision:${item.heading}` as LineId;
    if (sheet.sources.has(line)) {
      const earlier = sheet.sources.cellOf(line, "item");
      const alsoAt = earlier ? cellAddress(earlier.row, earlier.column) : "";
      sheet.around.log.add(
        "R03_DUPLICATE_KEY",
        "error",
        sheet.places.sheet,
        cell,
        `'${item.heading}' is in ${alsoAt} and ${cell} of ${sheet.places.sheet}.`,
        "Keep one of the rows.",
        { alsoAt },
      );
      continue;
    }
    sheet.sources.add(line, sheet.places, row.row);
    const mapped: MappedColumn = {
      column: { ...item, list: null },
      index: valueColumn.index,
      heading: item.heading,
      scale: 0,
      year: null,
    };
    const value = readCell(row.cells(valueColumn), mapped, sheet.around);
    if (value !== undefined && value !== null)
      values.set(item.field, inRange(item.field, value, row.row, mapped, sheet));
  }
  const as = <T extends FieldValue>(field: string): T | null => (values.get(field) ?? null) as T | null;
  return {
    reference: as<string>("reference"),
    title: as<string>("title"),
    stage: as<NonNullable<Decision["stage"]>>("stage"),
    decisionMaker: as<string>("decisionMaker"),
    boardDate: as<Day>("boardDate"),
    dateSigned: as<Day>("dateSigned"),
    asAtDate: as<Day>("asAtDate"),
    fbcDueInMonths: as<number>("fbcDueInMonths"),
    baseYear: as<NonNullable<Decision["baseYear"]>>("baseYear"),
    horizonInYears: as<number>("horizonInYears"),
    priceBase: as<NonNullable<Decision["priceBase"]>>("priceBase"),
    preferredOption: as<string>("preferredOption"),
    officerRequirement: as<NonNullable<Decision["officerRequirement"]>>("officerRequirement"),
    weightBasis: as<NonNullable<Decision["weightBasis"]>>("weightBasis"),
    outlineCost: as<PrintedPence>("outlineCost")?.amount ?? null,
    netRevenueBudget: as<PrintedPence>("netRevenueBudget")?.amount ?? null,
  };
}

/** The item that a row names; null when it names none, undefined when it is a question which one is meant. */
function itemNamed(name: string, cell: string, sheet: SheetRead): Column | null | undefined {
  const key = headingKey(name);
  const item = decisionItems.find((candidate) =>
    [candidate.heading, ...candidate.synonyms].some((heading) => headingKey(heading) === key),
  );
  if (item) return item;
  const suggests = nearest(
    name,
    decisionItems.map((candidate) => candidate.heading),
  );
  const meant = decisionItems.find((candidate) => candidate.heading === suggests);
  if (!meant || name.length < 5) return null;
  const isAnswered = sheet.around.log.ask(
    "H04_HEADER_TYPO",
    "error",
    sheet.places.sheet,
    cell,
    `'${shownText(name)}' looks like '${meant.heading}'.`,
    `Correct the item, or confirm that '${meant.heading}' is meant`,
    { suggests: meant.heading },
  );
  return isAnswered ? meant : undefined;
}

const HORIZON_MAXIMUM = 30;
const FBC_MONTHS_MAXIMUM = 120;

function inRange(field: string, value: FieldValue, row: number, mapped: MappedColumn, sheet: SheetRead): FieldValue {
  const [least, most] =
    field === "horizonInYears" ? [1, HORIZON_MAXIMUM] : field === "fbcDueInMonths" ? [0, FBC_MONTHS_MAXIMUM] : [0, 0];
  if (most === 0 || typeof value !== "number" || (value >= least && value <= most)) return value;
  const cell = cellAddress(row, mapped.index);
  sheet.around.log.add(
    "C09_OUT_OF_RANGE",
    "error",
    sheet.places.sheet,
    cell,
    `${sheet.places.sheet}!${cell} (${mapped.heading}) is ${value}; it may be ${least} to ${most}.`,
    `Enter a whole number from ${least} to ${most}.`,
  );
  return null;
}

/** Approved amounts from rows of Approvals: money or posts, as the row's Kind says. */
export function makeApprovals(sheet: SheetRead): readonly Approval[] {
  const column = sheet.places.columns.get("approved");
  const keys = ["paragraphs", ...["kind", "year"].filter((field) => sheet.places.columns.has(field))];
  const keyOf = (fields: Fields): KeyParts => [
    (fields.as<readonly string[]>("paragraphs") ?? []).map(valueKey).join("; "),
    fields.text("kind"),
    yearText(fields.year("year")),
  ];
  return soundRows(sheet, ["paragraphs", "what"], keys, keyOf).flatMap((row) => {
    const fields = new Fields(row);
    const kind = fields.as<ApprovalKind>("kind");
    const isPosts = kind === "Staff posts" || kind === "Officer posts";
    const approved: ApprovedAmount | null | undefined =
      column && readApproved(row.cells(column), column, sheet.around, isPosts);
    if (approved === undefined) return [];
    if (approved === null) {
      report(
        sheet,
        row,
        "approved",
        "C07_MISSING_REQUIRED",
        "error",
        `${where(sheet, row, "approved")} is blank; the comparison needs it.`,
        "Enter the amount as the decision prints it, or set the row aside.",
      );
      return [];
    }
    if (kind === null) {
      report(
        sheet,
        row,
        "kind",
        "R08_NOTE_ROW",
        "note",
        `${where(sheet, row, "kind")} is blank; this approval is not compared with the model.`,
        "Enter a Kind to have it compared.",
      );
    }
    const paragraphs = fields.as<readonly string[]>("paragraphs") ?? [];
    const year = fields.year("year");
    return [
      {
        line: lineOf(sheet, "Approvals", keyText(paragraphs.join("; "), kind, yearText(year)), row),
        paragraphs,
        what: fields.text("what") ?? "",
        kind,
        year,
        approved,
        fundingSource: fields.text("fundingSource"),
        status: fields.text("status"),
        approver: fields.text("approver"),
        approvalDate: fields.as<Day>("approvalDate"),
        basis: fields.as<NonNullable<Approval["basis"]>>("basis"),
      },
    ];
  });
}

/** Approval rules from rows of Thresholds. */
export function makeThresholds(sheet: SheetRead): readonly Threshold[] {
  const keys = ["appliesTo", "fromAmount"];
  return soundRows(sheet, [...keys, "whoMustAgree"], keys).map((row) => {
    const fields = new Fields(row);
    return {
      line: lineOf(sheet, "Thresholds", keyText(...keyParts(sheet, fields, keys)), row),
      appliesTo: fields.as<ThresholdSubject>("appliesTo") as ThresholdSubject,
      fromAmount: fields.money("fromAmount") ?? NIL,
      whoMustAgree: fields.text("whoMustAgree") ?? "",
    };
  });
}

/** Options and their benefits from rows of Options. What an option is called and whether it is preferred is said once. */
export function makeOptions(sheet: SheetRead): readonly OptionRow[] {
  const keys = ["option", ...["benefit", "year"].filter((field) => sheet.places.columns.has(field))];
  const made = soundRows(sheet, ["option", "name"], keys).flatMap((row): readonly Made<Omit<OptionRow, "line">>[] => {
    const fields = new Fields(row);
    const line = {
      option: fields.text("option") ?? "",
      name: fields.text("name") ?? "",
      isDoNothing: fields.as<boolean>("isDoNothing"),
      isPreferred: fields.as<boolean>("isPreferred"),
      meetsObjective: fields.as<boolean>("meetsObjective"),
      benefit: fields.text("benefit"),
      benefitType: fields.as<BenefitType>("benefitType"),
      year: fields.year("year"),
      amount: fields.money("amount"),
      riskAdjustment: fields.as<Rate>("riskAdjustment"),
    };
    return isBenefitWhole(sheet, row, line) ? [{ row, line }] : [];
  });
  const facts = ["name", "isDoNothing", "isPreferred", "meetsObjective", "riskAdjustment"] as const;
  const agreeing = agreeingRows(sheet, made, (line) => line.option, facts);
  const single = SINGLE_OPTIONS.reduce((rest, field) => onlyOne(sheet, rest, field), agreeing);
  return single.map(({ row, line }) => ({
    line: lineOf(sheet, "Options", keyText(line.option, line.benefit, yearText(line.year)), row),
    ...line,
  }));
}

/** Marks that one option of a case may have, and no more. */
const SINGLE_OPTIONS = ["isDoNothing", "isPreferred"] as const;

/** Refuses rows that give to a second option what another has. */
function onlyOne(
  sheet: SheetRead,
  made: readonly Made<Omit<OptionRow, "line">>[],
  field: (typeof SINGLE_OPTIONS)[number],
): readonly Made<Omit<OptionRow, "line">>[] {
  const first = made.find(({ line }) => line[field] === true);
  return made.filter(({ row, line }) => {
    if (!first || line[field] !== true || nameKey(line.option) === nameKey(first.line.option)) return true;
    const other = cellOf(sheet, first.row, field);
    refuseContradiction(
      sheet,
      row,
      field,
      `is yes for '${shownText(line.option)}', and ${other} for '${shownText(first.line.option)}'`,
      other,
    );
    return false;
  });
}

/** A benefit with an amount says in which year, of which type, and what it is. */
function isBenefitWhole(sheet: SheetRead, row: ReadRow, line: Omit<OptionRow, "line">): boolean {
  if (line.amount === null) return true;
  const missing = (["benefit", "benefitType", "year"] as const).filter((field) => line[field] === null);
  for (const field of missing) reportMissing(sheet, row, field, "Enter it, since the row has an amount of benefit.");
  if (line.benefitType !== "Qualitative") return missing.length === 0;
  report(
    sheet,
    row,
    "amount",
    "C09_OUT_OF_RANGE",
    "error",
    `${where(sheet, row, "amount")} is ${formatMoney(line.amount)} for a benefit that is said to be qualitative.`,
    "Clear the amount, or correct Benefit type.",
  );
  return false;
}

/** Checks that must be passed, from rows of Assurance. */
export function makeGates(sheet: SheetRead): readonly Gate[] {
  return soundRows(sheet, ["name", "status"], ["name"]).map((row) => {
    const fields = new Fields(row);
    const name = fields.text("name") ?? "";
    return {
      line: lineOf(sheet, "Assurance", name, row),
      name,
      status: fields.as<GateStatus>("status") as GateStatus,
      requiredWhen: fields.text("requiredWhen"),
      date: fields.as<Day>("date"),
      owner: fields.text("owner"),
      condition: fields.text("condition"),
    };
  });
}
