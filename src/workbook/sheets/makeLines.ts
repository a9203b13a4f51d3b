/** Makes the typed lines of a case from rows that were read, sheet by sheet, and says what only a whole row can tell. */
import {
  formatFte,
  formatMoney,
  formatYear,
  fte,
  negatePence,
  pence,
  posts as wholePosts,
  productHalfUp,
  FTE_PER_POST,
  type Allocation,
  type Approval,
  type ApprovalKind,
  type ApprovedAmount,
  type Assumption,
  type BusinessGroup,
  type Confidence,
  type CostLine,
  type CostType,
  type Day,
  type FinancialYear,
  type Fte,
  type FundingRow,
  type LineId,
  type Month,
  type Movement,
  type Nature,
  type Payer,
  type Post,
  type PriceBase,
  type PrintedPence,
  type Priority,
  type Rate,
  type RoleType,
  type Saving,
  type SavingStatus,
  type Threshold,
  type ThresholdSubject,
  type Underspend,
  type Zone,
} from "../../model";
import { cellAddress } from "../address";
import { shownText, valueKey } from "../scan/cleanText";
import {
  BY_ORDER,
  parameterIdsByLabel,
  readApproved,
  readAssumption,
  type CellSurroundings,
  type FieldValue,
  type MappedColumn,
} from "./cells";
import type { ReadRow, ReadRows } from "./readRows";
import type { SheetPlaces, SourceMapMaker } from "./sourceMap";

/** Everything a maker of lines needs of its sheet. */
export type SheetRead = {
  readonly read: ReadRows;
  readonly places: SheetPlaces;
  readonly around: CellSurroundings;
  readonly sources: SourceMapMaker;
};

/** A row's fields by name. The declaration of the sheet says which type each field has, and its reader made it so. */
type Fields = {
  readonly text: (field: string) => string | null;
  readonly as: <T extends FieldValue>(field: string) => T | null;
};

function fieldsOf(row: ReadRow): Fields {
  const as = <T extends FieldValue>(field: string): T | null => (row.fields.get(field) ?? null) as T | null;
  return { as, text: (field) => as<string>(field) };
}

/** Reports at a field's cell of a row; at the row's key cell when the sheet has no such column. */
function report(
  sheet: SheetRead,
  row: ReadRow,
  field: string,
  code: string,
  severity: "note" | "warning" | "error",
  message: string,
  next: string,
  details: { alsoAt?: string } = {},
): void {
  const column = sheet.places.columns.get(field)?.index ?? sheet.places.keyColumn;
  sheet.around.log.add(code, severity, sheet.places.sheet, cellAddress(row.row, column), message, next, details);
}

function where(sheet: SheetRead, row: ReadRow, field: string): string {
  const column = sheet.places.columns.get(field);
  return `${sheet.places.sheet}!${cellAddress(row.row, column?.index ?? sheet.places.keyColumn)}${column ? ` (${column.heading})` : ""}`;
}

/**
 * Checks that required fields are there and that keys are there and appear once.
 * @returns rows that make a line; the others have a finding.
 */
function soundRows(
  sheet: SheetRead,
  required: readonly string[],
  keys: readonly string[],
  keyOf: (fields: Fields) => string,
): readonly ReadRow[] {
  const seen = new Map<string, ReadRow>();
  return sheet.read.rows.filter((row) => {
    const fields = fieldsOf(row);
    let isSound = !row.isBlocked;
    for (const field of required) {
      if (!row.fields.has(field) || row.fields.get(field) !== null) continue;
      const isKey = field === keys[0];
      if (isKey) {
        report(
          sheet,
          row,
          field,
          "R04_MISSING_KEY",
          "error",
          `${where(sheet, row, field)} is blank, and the row has values.`,
          "Give the row a reference, or clear it.",
        );
      } else {
        report(
          sheet,
          row,
          field,
          "C07_MISSING_REQUIRED",
          "error",
          `${where(sheet, row, field)} is blank; the result needs it.`,
          "Enter the value; enter 0 if it is nothing.",
        );
      }
      isSound = false;
    }
    const key = keys.every((field) => row.fields.has(field)) ? keyOf(fields) : null;
    if (key !== null && (keys[0] === undefined || row.fields.get(keys[0]) !== null)) {
      const twin = seen.get(key);
      const first = sheet.places.columns.get(keys[0] ?? "")?.index ?? sheet.places.keyColumn;
      if (twin) {
        const other = cellAddress(twin.row, first);
        report(
          sheet,
          row,
          keys[0] ?? "",
          "R03_DUPLICATE_KEY",
          "error",
          `${shownText(key)} is in ${other} and ${cellAddress(row.row, first)} of ${sheet.places.sheet}.`,
          "Give one of them another reference, or remove the row that is there twice.",
          { alsoAt: other },
        );
        isSound = false;
      } else seen.set(key, row);
    }
    return isSound;
  });
}

function lineOf(
  sheet: SheetRead,
  canonicalName: string,
  key: string,
  row: ReadRow,
  amountColumn: MappedColumn | null = null,
): LineId {
  let line = `${canonicalName}:${key}` as LineId;
  // Two rows may share a name where the sheet has no key of its own; a number keeps them apart.
  for (let number = 2; sheet.sources.has(line); number++) line = `${canonicalName}:${key} (${number})` as LineId;
  sheet.sources.add(line, sheet.places, row.row, amountColumn);
  return line;
}

function keyText(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== "").join(" ");
}

function yearText(year: FinancialYear | null): string | null {
  return year === null ? null : formatYear(year);
}

/** A named source, or null where the order of sources decides. */
function sourceNamed(name: string | null): string | null {
  return name === null || valueKey(name) === valueKey(BY_ORDER) ? null : name;
}

/** Posts from rows of Staffing. */
export function makePosts(sheet: SheetRead): readonly Post[] {
  const required = [
    "reference",
    "businessGroup",
    "location",
    "roleType",
    "grade",
    "baseline",
    "proposed",
    "strength",
    "startMonth",
  ];
  return soundRows(sheet, required, ["reference"], (fields) => valueKey(fields.text("reference") ?? "")).flatMap(
    (row) => {
      const fields = fieldsOf(row);
      const post: Omit<Post, "line"> = {
        reference: fields.text("reference") ?? "",
        businessGroup: fields.text("businessGroup") ?? "",
        location: fields.text("location") ?? "",
        roleType: fields.as<RoleType>("roleType") ?? "Staff",
        grade: fields.text("grade") ?? "",
        baseline: fields.as<Fte>("baseline") ?? fte(0),
        proposed: fields.as<Fte>("proposed") ?? fte(0),
        strength: fields.as<Fte>("strength") ?? fte(0),
        startMonth: fields.as<Month>("startMonth") as Month,
        annualCost: fields.as<PrintedPence>("annualCost"),
        unit: fields.text("unit"),
        role: fields.text("role"),
        movement: fields.as<Movement>("movement"),
        endMonth: fields.as<Month>("endMonth"),
        unitCost: fields.as<PrintedPence>("unitCost"),
        scalePoint: fields.as<number>("scalePoint"),
        paidBy: fields.as<Payer>("paidBy") ?? "Case",
        fundingSource: sourceNamed(fields.text("fundingSource")),
        externallyFunded: fields.as<Fte>("externallyFunded"),
        inTraining: fields.as<Fte>("inTraining"),
        leaversAMonth: fields.as<Fte>("leaversAMonth"),
        priority: fields.as<Priority>("priority"),
        zone: fields.as<Zone>("zone"),
        shiftAllowance: fields.as<Rate>("shiftAllowance"),
        vacancyFactor: fields.as<Rate>("vacancyFactor"),
        headcount: fields.as<number>("headcount"),
        paragraphs: fields.as<readonly string[]>("paragraphs") ?? [],
      };
      return isPostConsistent(sheet, row, post)
        ? [{ line: lineOf(sheet, "Staffing", post.reference, row), ...post }]
        : [];
    },
  );
}

function isPostConsistent(sheet: SheetRead, row: ReadRow, post: Omit<Post, "line">): boolean {
  const change = post.proposed - post.baseline;
  const isMoved = post.movement === "Redistribution in" || post.movement === "Redistribution out";
  const isPaidHere = post.paidBy === "Case" && !isMoved;
  let isConsistent = true;
  const refuse = (field: string, code: string, message: string, next: string): void => {
    report(sheet, row, field, code, "error", message, next);
    isConsistent = false;
  };
  if (post.proposed === 0 && post.annualCost !== null && post.annualCost.amount !== 0) {
    refuse(
      "annualCost",
      "C09_OUT_OF_RANGE",
      `${where(sheet, row, "annualCost")} is ${formatMoney(post.annualCost.amount)} for no proposed posts; Annual cost is a full year of the proposed posts.`,
      "Enter 0, and the cost of one post as Unit cost.",
    );
  } else if (isPaidHere && post.unitCost === null) {
    if (post.proposed === 0 && change !== 0) {
      refuse(
        "unitCost",
        "C07_MISSING_REQUIRED",
        `${where(sheet, row, "unitCost")}: Unit cost is blank; posts are removed and the saving needs the cost of one post.`,
        "Enter Unit cost, in a column of that heading.",
      );
    } else if (post.annualCost === null && post.proposed !== 0) {
      refuse(
        "annualCost",
        "C07_MISSING_REQUIRED",
        `${where(sheet, row, "annualCost")} is blank; the result needs it.`,
        "Enter Annual cost or Unit cost; enter 0 if it is nothing.",
      );
    }
  }
  if (post.movement !== null && change !== 0) {
    const isRise = post.movement === "Growth" || post.movement === "Redistribution in";
    if (isRise !== change > 0) {
      refuse(
        "movement",
        "X03_MOVEMENT_SIGN",
        `${where(sheet, row, "movement")} says ${post.movement}, and the posts ${change > 0 ? "rise" : "fall"} by ${formatFte(fte(Math.abs(change)))}.`,
        "Correct Movement, Baseline BWT or Proposed BWT.",
      );
    }
  }
  if (post.endMonth !== null && post.endMonth < post.startMonth) {
    refuse(
      "endMonth",
      "C09_OUT_OF_RANGE",
      `${where(sheet, row, "endMonth")} is before the Start month.`,
      "Correct Start month or End month.",
    );
  }
  if (post.unitCost !== null && post.annualCost !== null && post.proposed > 0) {
    const perPost = productHalfUp([post.annualCost.amount, FTE_PER_POST], post.proposed);
    if (Math.abs(perPost - post.unitCost.amount) > POUND_IN_PENCE) {
      report(
        sheet,
        row,
        "unitCost",
        "X02_COST_DISAGREES",
        "warning",
        `${where(sheet, row, "unitCost")} is ${formatMoney(post.unitCost.amount)} a post; Annual cost gives ${formatMoney(pence(perPost))}. Unit cost is used.`,
        "Correct one of them, or leave one out.",
      );
    }
  }
  return isConsistent;
}

const POUND_IN_PENCE = 100;

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
  const keyOf = (fields: Fields): string =>
    keyText(
      valueKey(fields.text("reference") ?? ""),
      hasYears ? null : yearText(fields.as<FinancialYear>("year")),
      valueKey(fields.text("option") ?? ""),
    );
  const sound = soundRows(sheet, required, keys, keyOf);
  const lines = sound.flatMap((row) => (hasYears ? yearLines(sheet, row) : costLine(sheet, row)));
  return withCreditSigns(sheet, lines);
}

type MadeCost = { readonly line: CostLine; readonly row: ReadRow };

function costLine(sheet: SheetRead, row: ReadRow): readonly MadeCost[] {
  const fields = fieldsOf(row);
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
  const fields = fieldsOf(row);
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

/** Sources from rows of Funding. */
export function makeFunding(sheet: SheetRead): readonly FundingRow[] {
  return soundRows(
    sheet,
    ["source", "kind", "status"],
    sheet.places.columns.has("year") ? ["source", "year"] : ["source"],
    (fields) => keyText(valueKey(fields.text("source") ?? ""), yearText(fields.as<FinancialYear>("year"))),
  ).map((row) => {
    const fields = fieldsOf(row);
    const money = (field: string): PrintedPence["amount"] | null => fields.as<PrintedPence>(field)?.amount ?? null;
    const source = fields.text("source") ?? "";
    const year = fields.as<FinancialYear>("year");
    return {
      line: lineOf(sheet, "Funding", keyText(source, yearText(year)), row),
      source,
      kind: fields.as<FundingRow["kind"]>("kind") as FundingRow["kind"],
      status: fields.as<FundingRow["status"]>("status") as FundingRow["status"],
      opening: money("opening"),
      contributions: money("contributions"),
      contributionFrom: fields.text("contributionFrom"),
      spent: money("spent"),
      committed: money("committed"),
      pipeline: money("pipeline"),
      limit: money("limit"),
      minimum: money("minimum"),
      year,
      fromYear: fields.as<FinancialYear>("fromYear"),
      toYear: fields.as<FinancialYear>("toYear"),
      isOneOff: fields.as<boolean>("isOneOff"),
      order: fields.as<number>("order"),
      eligibleFor: fields.as<readonly Nature[]>("eligibleFor"),
      approvalReference: fields.text("approvalReference"),
      approvalDate: fields.as<Day>("approvalDate"),
      approver: fields.text("approver"),
      acceptedAsPressureBy: fields.text("acceptedAsPressureBy"),
      purpose: fields.text("purpose"),
    };
  });
}

/** Approved amounts from rows of Approvals: money or posts, as the row's Kind says. */
export function makeApprovals(sheet: SheetRead): readonly Approval[] {
  const column = sheet.places.columns.get("approved");
  const keys = ["paragraphs", ...["kind", "year"].filter((field) => sheet.places.columns.has(field))];
  const keyOf = (fields: Fields): string =>
    keyText(
      (fields.as<readonly string[]>("paragraphs") ?? []).map(valueKey).join("; "),
      fields.text("kind"),
      yearText(fields.as<FinancialYear>("year")),
    );
  return soundRows(sheet, ["paragraphs", "what"], keys, keyOf).flatMap((row) => {
    const fields = fieldsOf(row);
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
    const year = fields.as<FinancialYear>("year");
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

/** Donor groups from rows of Business groups. */
export function makeBusinessGroups(sheet: SheetRead): readonly BusinessGroup[] {
  return soundRows(sheet, ["name", "officerBwt"], ["name"], (fields) => valueKey(fields.text("name") ?? "")).flatMap(
    (row) => {
      const fields = fieldsOf(row);
      const officerBwt = fields.as<Fte>("officerBwt") ?? wholePosts(0);
      const externallyFunded = fields.as<Fte>("externallyFunded");
      if (externallyFunded !== null && externallyFunded > officerBwt) {
        report(
          sheet,
          row,
          "externallyFunded",
          "C09_OUT_OF_RANGE",
          "error",
          `${where(sheet, row, "externallyFunded")} is ${formatFte(externallyFunded)}, more than the ${formatFte(officerBwt)} officers of the group.`,
          "Correct one of the two.",
        );
        return [];
      }
      const name = fields.text("name") ?? "";
      return [
        {
          line: lineOf(sheet, "Business groups", name, row),
          name,
          officerBwt,
          externallyFunded,
          unbudgeted: fields.as<Fte>("unbudgeted"),
          contributes: fields.as<boolean>("contributes"),
          rankGivenUp: fields.text("rankGivenUp"),
          order: fields.as<number>("order"),
        },
      ];
    },
  );
}

/** Underspends from rows of Underspend. Budget and forecast may be blank: then what is eligible is not judged. */
export function makeUnderspends(sheet: SheetRead): readonly Underspend[] {
  const keyOf = (fields: Fields): string =>
    keyText(
      valueKey(fields.text("businessGroup") ?? ""),
      valueKey(fields.text("subjective") ?? ""),
      yearText(fields.as<FinancialYear>("year")),
    );
  return soundRows(sheet, ["businessGroup", "subjective", "year"], ["businessGroup", "subjective", "year"], keyOf).map(
    (row) => {
      const fields = fieldsOf(row);
      const money = (field: string): PrintedPence["amount"] | null => fields.as<PrintedPence>(field)?.amount ?? null;
      const businessGroup = fields.text("businessGroup") ?? "";
      const subjective = fields.text("subjective") ?? "";
      const year = fields.as<FinancialYear>("year") as FinancialYear;
      return {
        line: lineOf(sheet, "Underspend", keyText(businessGroup, subjective, formatYear(year)), row),
        businessGroup,
        subjective,
        year,
        budget: money("budget"),
        forecast: money("forecast"),
        externallyFunded: money("externallyFunded"),
        otherCalls: money("otherCalls"),
        asAtPeriod: fields.text("asAtPeriod"),
      };
    },
  );
}

/** Savings from rows of Savings. */
export function makeSavings(sheet: SheetRead): readonly Saving[] {
  const keyOf = (fields: Fields): string =>
    keyText(valueKey(fields.text("name") ?? ""), yearText(fields.as<FinancialYear>("year")));
  return soundRows(sheet, ["name", "year", "amount", "status"], ["name", "year"], keyOf).map((row) => {
    const fields = fieldsOf(row);
    const name = fields.text("name") ?? "";
    const year = fields.as<FinancialYear>("year") as FinancialYear;
    return {
      line: lineOf(sheet, "Savings", keyText(name, formatYear(year)), row),
      name,
      year,
      amount: fields.as<PrintedPence>("amount")?.amount ?? pence(0),
      status: fields.as<SavingStatus>("status") as SavingStatus,
      continues: fields.as<boolean>("continues"),
      owner: fields.text("owner"),
    };
  });
}

/** Stated allocations from rows of Allocations. */
export function makeAllocations(sheet: SheetRead): readonly Allocation[] {
  const keyOf = (fields: Fields): string =>
    keyText(
      valueKey(fields.text("reference") ?? ""),
      valueKey(fields.text("source") ?? ""),
      yearText(fields.as<FinancialYear>("year")),
    );
  return soundRows(sheet, ["reference", "source", "year", "amount"], ["reference", "source", "year"], keyOf).map(
    (row) => {
      const fields = fieldsOf(row);
      const reference = fields.text("reference") ?? "";
      const source = fields.text("source") ?? "";
      const year = fields.as<FinancialYear>("year") as FinancialYear;
      return {
        line: lineOf(sheet, "Allocations", keyText(reference, source, formatYear(year)), row),
        reference,
        source,
        year,
        amount: fields.as<PrintedPence>("amount")?.amount ?? pence(0),
        isLocked: fields.as<boolean>("isLocked"),
      };
    },
  );
}

/** Approval rules from rows of Thresholds. */
export function makeThresholds(sheet: SheetRead): readonly Threshold[] {
  const keyOf = (fields: Fields): string =>
    keyText(fields.text("appliesTo"), String(fields.as<PrintedPence>("fromAmount")?.amount ?? ""));
  return soundRows(sheet, ["appliesTo", "fromAmount", "whoMustAgree"], ["appliesTo", "fromAmount"], keyOf).map(
    (row) => {
      const fields = fieldsOf(row);
      const appliesTo = fields.as<ThresholdSubject>("appliesTo") as ThresholdSubject;
      const fromAmount = fields.as<PrintedPence>("fromAmount")?.amount ?? pence(0);
      return {
        line: lineOf(sheet, "Thresholds", keyText(appliesTo, formatMoney(fromAmount)), row),
        appliesTo,
        fromAmount,
        whoMustAgree: fields.text("whoMustAgree") ?? "",
      };
    },
  );
}

/** The case's own rates and limits from rows of Assumptions; a name that the model does not use is said to be unused. */
export function makeAssumptions(sheet: SheetRead): readonly Assumption[] {
  const column = sheet.places.columns.get("value");
  const keys = ["parameter", ...(sheet.places.columns.has("year") ? ["year"] : [])];
  const keyOf = (fields: Fields): string =>
    keyText(valueKey(fields.text("parameter") ?? ""), yearText(fields.as<FinancialYear>("year")));
  return soundRows(sheet, ["parameter"], keys, keyOf).flatMap((row) => {
    const fields = fieldsOf(row);
    const name = fields.text("parameter") ?? "";
    const parameter = parameterIdsByLabel.get(valueKey(name));
    if (parameter === undefined) {
      report(
        sheet,
        row,
        "parameter",
        "R08_NOTE_ROW",
        "note",
        `${where(sheet, row, "parameter")}: '${shownText(name)}' is not an assumption that the model uses; it was not read.`,
        "Nothing to do.",
      );
      return [];
    }
    const year = fields.as<FinancialYear>("year");
    if (year !== null) {
      report(
        sheet,
        row,
        "year",
        "R08_NOTE_ROW",
        "note",
        `${where(sheet, row, "year")}: '${shownText(name)}' holds for all years in this model; the row for ${formatYear(year)} was not read.`,
        "Leave Financial year blank to have it used.",
      );
      return [];
    }
    const value = column && readAssumption(row.cells(column), column, sheet.around, parameter);
    if (value === undefined) return [];
    if (value === null) {
      report(
        sheet,
        row,
        "value",
        "C07_MISSING_REQUIRED",
        "error",
        `${where(sheet, row, "value")} is blank.`,
        "Enter the value, or clear the row to use the model's own.",
      );
      return [];
    }
    return [{ line: lineOf(sheet, "Assumptions", name, row), parameter, value, year: null }];
  });
}
