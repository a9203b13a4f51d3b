/**
 * The look before writing: whether every cell still is what was last read, what stands on our sheets, and whether it may be
 * written over. One request, and one more for each further 4 MB.
 */
import {
  type CellArea,
  type CellValue,
  type OwnedSheetPlan,
  type SheetSnapshot,
  type WritePlan,
  cellAddress,
  sheetAddress,
} from "../../workbook";
import type { Conversation } from "./conversation";
import { ExcelRefusal } from "./excelFailures";
import { OWNERSHIP_PROPERTY, ownershipOf } from "./ownership";
import { type BlockRequest, readBlocks } from "./readBlocks";

/** A sheet as it was last read, with the range that held values. */
export type KnownSheet = { readonly snapshot: SheetSnapshot; readonly used: CellArea | null };

/** What stood on a sheet of ours, to be put back. */
export type Stood = {
  readonly area: CellArea | null;
  readonly values: readonly (readonly unknown[])[];
  readonly formulas: readonly (readonly unknown[])[];
  readonly formats: readonly (readonly unknown[])[];
  /** Fills, fonts, alignment and links by row and column; empty where the sheet is too large to ask for them. */
  readonly looks: readonly (readonly unknown[])[];
  /** Points by row of the area; empty in an Excel that does not tell. */
  readonly heights: readonly unknown[];
  /** Points by column of the area; empty in an Excel that does not tell. */
  readonly widths: readonly unknown[];
  /** The rows and columns that stay in view, as an address; null for none. */
  readonly frozen: string | null;
  readonly tables: readonly { readonly name: string; readonly area: CellArea }[];
};

/** Cells of a sheet whose looks are asked for before it is rewritten: about a megabyte of answer. */
const LOOKS_CELLS_MAXIMUM = 4000;

/** A planned sheet and the sheet that it goes onto; null for one to be added. */
export type Target = {
  readonly plan: OwnedSheetPlan;
  readonly now: { readonly id: string; readonly stood: Stood } | null;
};

const DOING = "checking the sheets before writing";

/** Decides where the plan goes. Throws an `ExcelRefusal` when it may not, and then nothing was written. */
export async function recheck(
  conversation: Conversation,
  context: Excel.RequestContext,
  plan: WritePlan,
  known: readonly KnownSheet[],
): Promise<Target[]> {
  refuseBrokenNames(plan);
  conversation.stage("Checking that nothing has changed", 0, 0.25);
  const changes: Change[] = [];
  const stood = new Map<string, StoodReading>();
  const requests: BlockRequest[] = [];
  for (const sheet of known) {
    if (!sheet.used) continue;
    requests.push(comparison(sheet, sheet.used, changes));
    requests.push(...formulaComparisons(sheet, changes));
    if (!plan.sheets.some(({ replaces }) => replaces === sheet.snapshot.id)) continue;
    const reading = new StoodReading(sheet.used);
    reading.tables = sheet.snapshot.tables;
    stood.set(sheet.snapshot.id, reading);
    requests.push(...reading.requests(conversation, sheet.snapshot));
  }
  let found: Found | undefined;
  await readBlocks(conversation, context, DOING, requests, [
    (open) => {
      const collect = queueState(open, conversation, plan, known);
      return () => {
        found = collect();
      };
    },
  ]);
  if (found === undefined) throw new Error("the state of the workbook was not read");

  const grown = found.grown;
  if (grown.length > 0) {
    await readBlocks(
      conversation,
      context,
      DOING,
      grown.map(({ sheet, used }) => comparison(sheet, used, changes)),
    );
  }
  const [moved] = changes;
  if (moved) throw changedCell(moved);
  if (found.gone !== null) throw changedSheet(found.gone);
  return chooseTargets(conversation, context, plan, found, stood);
}

/** A cell that is not what it was. */
type Change = { readonly sheet: string; readonly cell: string; readonly was: CellValue; readonly is: unknown };

/** Compares the values of an area with what was read. */
function comparison({ snapshot }: KnownSheet, area: CellArea, changes: Change[]): BlockRequest {
  const rows = new Map(snapshot.rows.map((row) => [row.row, row]));
  return {
    sheetId: snapshot.id,
    sheetName: snapshot.name,
    property: "values",
    area,
    take: (piece, answer) => {
      answer.forEach((line, index) => {
        const row = piece.top + index;
        const read = rows.get(row)?.values;
        line.forEach((is, at) => {
          const was = read?.[piece.left + at] ?? null;
          if (!isSame(was, is))
            changes.push({ sheet: snapshot.name, cell: cellAddress(row, piece.left + at), was, is });
        });
      });
    },
  };
}

function isSame(was: CellValue, is: unknown): boolean {
  if (was === null) return is === "";
  if (typeof was !== "object") return Object.is(was, is);
  return was.kind !== "error" || is === was.error;
}

/** Compares formulas where some were read, column by column. */
function formulaComparisons({ snapshot, used }: KnownSheet, changes: Change[]): BlockRequest[] {
  if (!used) return [];
  const spans = new Map<number, { top: number; bottom: number }>();
  const rows = new Map(snapshot.rows.map((row) => [row.row, row]));
  for (const { row, formulas } of snapshot.rows) {
    formulas?.forEach((_, column) => {
      const span = spans.get(column);
      spans.set(column, { top: Math.min(span?.top ?? row, row), bottom: Math.max(span?.bottom ?? row, row) });
    });
  }
  return [...spans].map(([column, { top, bottom }]) => ({
    sheetId: snapshot.id,
    sheetName: snapshot.name,
    property: "formulas" as const,
    area: { top, bottom, left: column, right: column },
    take: (piece: CellArea, answer: readonly (readonly unknown[])[]) => {
      answer.forEach(([is], index) => {
        const row = piece.top + index;
        const was = rows.get(row)?.formulas?.[column];
        if (was !== undefined && was !== is)
          changes.push({ sheet: snapshot.name, cell: cellAddress(row, column), was, is });
      });
    },
  }));
}

// ---------------------------------------------------------------------------------------------- the state

type FoundTarget = {
  readonly id: string;
  readonly name: string;
  readonly isProtected: boolean;
  readonly role: string | null;
  readonly used: CellArea | null;
  readonly tableIds: readonly { readonly id: string; readonly name: string }[];
  readonly frozen: string | null;
};

type Found = {
  readonly isReadOnly: boolean;
  readonly isStructureLocked: boolean;
  /** Name of a sheet that is no longer there. */
  readonly gone: string | null;
  /** Sheets whose values no longer lie where they lay. */
  readonly grown: readonly { readonly sheet: KnownSheet; readonly used: CellArea }[];
  readonly targets: readonly (FoundTarget | null)[];
};

function queueState(
  context: Excel.RequestContext,
  conversation: Conversation,
  plan: WritePlan,
  known: readonly KnownSheet[],
): () => Found {
  const { workbook } = context;
  const hasProtection = conversation.has("1.7");
  const hasReadOnly = conversation.has("1.8");
  if (hasProtection) workbook.protection.load("protected");
  if (hasReadOnly) workbook.load("readOnly");
  const sheets = known.map(({ snapshot }) => {
    const sheet = workbook.worksheets.getItemOrNullObject(snapshot.id);
    sheet.load("name");
    return { sheet, range: queueUsed(sheet) };
  });
  const targets = plan.sheets.map(({ name, replaces }) => {
    const sheet = workbook.worksheets.getItemOrNullObject(replaces ?? name);
    sheet.load("id,name,protection/protected");
    const property = conversation.has("1.12")
      ? sheet.customProperties.getItemOrNullObject(OWNERSHIP_PROPERTY)
      : undefined;
    property?.load("value");
    const a2 = sheet.getRange("A2");
    a2.load("values");
    sheet.tables.load("items/id,items/name");
    const frozen = conversation.has("1.7") ? sheet.freezePanes.getLocationOrNullObject() : undefined;
    frozen?.load("address");
    return { sheet, property, a2, frozen, range: queueUsed(sheet) };
  });
  return () => {
    const grown: Found["grown"][number][] = [];
    let gone: string | null = null;
    known.forEach((knownSheet, index) => {
      const answer = sheets[index];
      if (!answer) return;
      if (answer.sheet.isNullObject || answer.sheet.name !== knownSheet.snapshot.name) {
        gone ??= knownSheet.snapshot.name;
        return;
      }
      const used = areaOf(answer.range);
      // What shrank shows in the comparison of what was there.
      if (used && !isWithin(used, knownSheet.used)) grown.push({ sheet: knownSheet, used });
    });
    return {
      isReadOnly: hasReadOnly && workbook.readOnly,
      isStructureLocked: hasProtection && workbook.protection.protected,
      gone,
      grown,
      targets: targets.map(({ sheet, property, a2, frozen, range }) => {
        if (sheet.isNullObject) return null;
        const mark = property === undefined || property.isNullObject ? null : property.value;
        return {
          id: sheet.id,
          name: sheet.name,
          isProtected: sheet.protection.protected,
          role: ownershipOf(mark, (a2.values as CellValue[][])[0]?.[0])?.role ?? null,
          used: areaOf(range),
          tableIds: sheet.tables.items.map(({ id, name }) => ({ id, name })),
          frozen: frozen === undefined || frozen.isNullObject ? null : withoutSheet(frozen.address),
        };
      }),
    };
  };
}

function withoutSheet(address: string): string {
  return address.slice(address.lastIndexOf("!") + 1);
}

function queueUsed(sheet: Excel.Worksheet): Excel.Range {
  const range = sheet.getUsedRangeOrNullObject(true);
  range.load("rowIndex,columnIndex,rowCount,columnCount");
  return range;
}

function areaOf(range: Excel.Range): CellArea | null {
  if (range.isNullObject) return null;
  return {
    top: range.rowIndex + 1,
    left: range.columnIndex,
    bottom: range.rowIndex + range.rowCount,
    right: range.columnIndex + range.columnCount - 1,
  };
}

function isWithin(inner: CellArea, outer: CellArea | null): boolean {
  return (
    outer !== null &&
    inner.top >= outer.top &&
    inner.left >= outer.left &&
    inner.bottom <= outer.bottom &&
    inner.right <= outer.right
  );
}

// ---------------------------------------------------------------------------------------------- targets

async function chooseTargets(
  conversation: Conversation,
  context: Excel.RequestContext,
  plan: WritePlan,
  found: Found,
  stood: ReadonlyMap<string, StoodReading>,
): Promise<Target[]> {
  if (found.isReadOnly) throw readOnly();
  const unread: { readonly reading: StoodReading; readonly target: FoundTarget }[] = [];
  const targets = plan.sheets.map((sheet, index) => {
    const target = found.targets[index] ?? null;
    if (target === null) {
      if (sheet.replaces !== null) throw changedSheet(sheet.name);
      if (found.isStructureLocked) throw structureProtected();
      return { plan: sheet, now: null };
    }
    if (target.role !== sheet.role) throw targetNotOurs(target.name);
    if (target.name.toLowerCase() !== sheet.name.toLowerCase())
      throw new Error(`a plan may not rename the sheet ${target.name} to ${sheet.name}`);
    if (target.isProtected) throw sheetProtected(target.name);
    const reading = stood.get(target.id) ?? new StoodReading(target.used);
    reading.frozen = target.frozen;
    if (!stood.has(target.id)) unread.push({ reading, target });
    return { plan: sheet, now: { id: target.id, reading } };
  });
  if (unread.length > 0) {
    await readBlocks(
      conversation,
      context,
      DOING,
      unread.flatMap(({ reading, target }) => reading.requests(conversation, target)),
      unread.map(
        ({ reading, target }) =>
          (open) =>
            reading.queueTables(open, target.tableIds),
      ),
    );
  }
  return targets.map((target) => ({
    plan: target.plan,
    now: target.now && { id: target.now.id, stood: target.now.reading },
  }));
}

class StoodReading implements Stood {
  readonly values: (readonly unknown[])[] = [];
  readonly formulas: (readonly unknown[])[] = [];
  readonly formats: (readonly unknown[])[] = [];
  readonly looks: (readonly unknown[])[] = [];
  readonly heights: unknown[] = [];
  readonly widths: unknown[] = [];
  frozen: string | null = null;
  tables: Stood["tables"] = [];

  constructor(readonly area: CellArea | null) {}

  requests(conversation: Conversation, { id, name }: { readonly id: string; readonly name: string }): BlockRequest[] {
    const { area } = this;
    if (!area) return [];
    const request = (property: BlockRequest["property"], take: BlockRequest["take"]): BlockRequest => {
      return { sheetId: id, sheetName: name, property, area, take };
    };
    const put =
      (into: (readonly unknown[])[]): BlockRequest["take"] =>
      (piece, answer) => {
        answer.forEach((row, index) => (into[piece.top + index - area.top] = row));
      };
    const requests = [
      request("values", put(this.values)),
      request("formulas", put(this.formulas)),
      request("numberFormat", put(this.formats)),
    ];
    if (!conversation.has("1.9")) return requests;
    const cells = (area.bottom - area.top + 1) * (area.right - area.left + 1);
    if (cells <= LOOKS_CELLS_MAXIMUM) requests.push(request("looks", put(this.looks)));
    requests.push(
      request("rowHeight", (piece, answer) => {
        answer.forEach(([height], index) => (this.heights[piece.top + index - area.top] = height));
      }),
      {
        ...request("columnWidth", (_piece, answer) => {
          answer.forEach(([width], index) => (this.widths[index] = width));
        }),
        area: { ...area, bottom: area.top },
      },
    );
    return requests;
  }

  queueTables(
    context: Excel.RequestContext,
    tables: readonly { readonly id: string; readonly name: string }[],
  ): () => void {
    const ranges = tables.map(({ id }) => {
      const range = context.workbook.tables.getItem(id).getRange();
      range.load("rowIndex,columnIndex,rowCount,columnCount");
      return range;
    });
    return () => {
      this.tables = tables.flatMap(({ name }, index) => {
        const range = ranges[index];
        const area = range && areaOf(range);
        return area ? [{ name, area }] : [];
      });
    };
  }
}

const SHEET_NAME_LENGTH_MAXIMUM = 31;

function refuseBrokenNames(plan: WritePlan): void {
  const taken = new Set<string>();
  for (const { name } of plan.sheets) {
    if (taken.has(name.toLowerCase())) throw new Error(`two sheets named ${name} are planned`);
    taken.add(name.toLowerCase());
    const isBroken =
      name === "" ||
      name.length > SHEET_NAME_LENGTH_MAXIMUM ||
      /[[\]:*?/\\]/.test(name) ||
      name.startsWith("'") ||
      name.endsWith("'");
    if (isBroken) throw new Error(`a sheet cannot be named ${JSON.stringify(name)}`);
  }
}

// ---------------------------------------------------------------------------------------------- the words

function shown(value: unknown): string {
  if (typeof value === "string" && value !== "") return `'${value.slice(0, 40)}'`;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "object" && value !== null ? "an error" : "nothing";
}

function changedCell({ sheet, cell, was, is }: Change): ExcelRefusal {
  return new ExcelRefusal(
    "W03_CHANGED_SINCE_READ",
    `${sheetAddress(sheet, cell)} changed from ${shown(was)} to ${shown(is)} while we were working. Nothing was written.`,
    "Run again.",
    "error",
  );
}

function changedSheet(name: string): ExcelRefusal {
  return new ExcelRefusal(
    "W03_CHANGED_SINCE_READ",
    `Sheet '${name}' is no longer there. Nothing was written.`,
    "Run again.",
    "error",
  );
}

function structureProtected(): ExcelRefusal {
  return new ExcelRefusal(
    "W01_STRUCTURE_PROTECTED",
    "We cannot add the results sheet because the workbook structure is protected.",
    "Unprotect it (Review › Protect Workbook), then run again.",
    "error",
  );
}

function readOnly(): ExcelRefusal {
  return new ExcelRefusal(
    "W01_STRUCTURE_PROTECTED",
    "We cannot write to this workbook because it is open for reading only.",
    "Save a copy, open it, then run again.",
    "error",
  );
}

function sheetProtected(name: string): ExcelRefusal {
  return new ExcelRefusal(
    "W01_STRUCTURE_PROTECTED",
    `We cannot write to sheet '${name}' because it is protected.`,
    "Unprotect it (Review › Unprotect Sheet) and run again.",
    "error",
  );
}

function targetNotOurs(name: string): ExcelRefusal {
  return new ExcelRefusal(
    "W08_TARGET_NOT_OURS",
    `There is already a sheet named '${name}' that Business Case Finance did not write. It was left as it is.`,
    "Rename that sheet, or choose another name for the results.",
    "error",
  );
}
