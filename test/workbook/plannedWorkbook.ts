/** What planning needs, made by hand: a reading of a typed case, and the workbook as it stands after a plan. */
import { evaluate, type BusinessCase, type Evaluation, type LineId } from "../../src/model";
import {
  cellAddress,
  fingerprintOf,
  planWrites,
  type CellRef,
  type CellValue,
  type Finding,
  type OwnedSheetPlan,
  type OwnedTable,
  type PlanRequest,
  type Reading,
  type SheetSnapshot,
  type Snapshot,
  type SnapshotRow,
  type SourceMap,
  type WritePlan,
} from "../../src/workbook";
import { madeSnapshot } from "./madeSnapshot";

/** Rows of lines on their sheets: the n-th line of a sheet stands in row n + 1, in the order in which it is asked for. */
export class MadeSourceMap implements SourceMap {
  readonly #rows = new Map<LineId, number>();

  /** @param firstRow the row of the first line on every sheet. */
  constructor(
    lines: readonly LineId[],
    private readonly firstRow = 2,
  ) {
    const counts = new Map<string, number>();
    for (const line of lines) {
      const sheet = sheetOf(line);
      const count = counts.get(sheet) ?? 0;
      counts.set(sheet, count + 1);
      this.#rows.set(line, this.firstRow + count);
    }
  }

  cellOf(line: LineId, _field: string): CellRef | null {
    const row = this.#rows.get(line);
    return row === undefined ? null : { sheet: sheetOf(line), row, column: 1 };
  }

  headingOf(_line: LineId, field: string): string {
    return field;
  }

  linesAt(sheet: string, row: number): readonly LineId[] {
    return [...this.#rows].filter(([line, at]) => sheetOf(line) === sheet && at === row).map(([line]) => line);
  }

  columnsOf(): readonly [] {
    return [];
  }
}

function sheetOf(line: LineId): string {
  return line.slice(0, line.indexOf(":"));
}

/** The reading of a typed case in which nothing was doubtful. */
export function readingOf(businessCase: BusinessCase, parts: Partial<Reading> = {}): Reading {
  const lines = [
    ...businessCase.posts,
    ...businessCase.costs,
    ...(businessCase.funding ?? []),
    ...(businessCase.approvals ?? []),
    ...(businessCase.businessGroups ?? []),
  ].map(({ line }) => line);
  return {
    outcome: "accept",
    findings: [],
    totals: null,
    rows: new Map(),
    resultsMayBeWritten: true,
    businessCase,
    sourceMap: new MadeSourceMap(lines),
    fingerprint: fingerprintOf(businessCase),
    sheets: new Map(),
    absent: [],
    choicesMade: [],
    ...parts,
  };
}

/** Everything that a plan is made from, for a typed case in an empty workbook. */
export function requestFor(businessCase: BusinessCase, parts: Partial<PlanRequest> = {}): PlanRequest {
  return {
    evaluation: evaluate(businessCase),
    reading: readingOf(businessCase),
    snapshot: madeSnapshot([]),
    choices: {},
    ...parts,
  };
}

/** The workbook as it stands when the plan has been applied. */
export function applied(snapshot: Snapshot, plan: WritePlan): Snapshot {
  const replaced = new Map(plan.sheets.flatMap((sheet) => (sheet.replaces === null ? [] : [[sheet.replaces, sheet]])));
  return {
    facts: snapshot.facts,
    sheets: [
      ...snapshot.sheets.map((sheet) => {
        const planned = replaced.get(sheet.id);
        return planned === undefined ? sheet : written(planned, sheet.id);
      }),
      ...plan.sheets.filter((sheet) => sheet.replaces === null).map((sheet) => written(sheet, `new ${sheet.name}`)),
    ],
  };
}

/** Plans, applies and gives both. */
export function planned(request: PlanRequest): { readonly plan: WritePlan; readonly after: Snapshot } {
  const plan = planWrites(request);
  return { plan, after: applied(request.snapshot, plan) };
}

function written(plan: OwnedSheetPlan, id: string): SheetSnapshot {
  const rows = new Map<number, CellValue[]>();
  const put = (row: number, column: number, value: CellValue): void => {
    const values = rows.get(row) ?? [];
    rows.set(row, values);
    if (values[column] !== undefined)
      throw new Error(`two things stand in ${cellAddress(row, column)} of ${plan.name}`);
    values[column] = value;
  };
  for (const { row, column, cell } of plan.texts) put(row, column, cell.value);
  for (const table of plan.tables) {
    table.headings.forEach((heading, column) => put(table.top, table.left + column, heading));
    table.rows.forEach((row, down) =>
      row.forEach((cell, column) => put(table.top + 1 + down, table.left + column, cell.value)),
    );
  }
  return {
    id,
    name: plan.name,
    visibility: "visible",
    kind: "grid",
    isProtected: false,
    ownership: { role: plan.role },
    hiddenColumns: [],
    merges: [],
    tables: plan.tables.map((table) => ({
      name: table.name,
      area: {
        top: table.top,
        left: table.left,
        bottom: table.top + table.rows.length,
        right: table.left + table.headings.length - 1,
      },
      hasHeader: true,
      hasTotals: false,
    })),
    rows: [...rows].sort(([a], [b]) => a - b).map(([row, values]): SnapshotRow => ({ row, values })),
  };
}

/** A sheet of a plan by its role. */
export function sheetOfPlan(plan: WritePlan, role: "results" | "flags"): OwnedSheetPlan {
  const sheet = plan.sheets.find((candidate) => candidate.role === role);
  if (sheet === undefined) throw new Error(`no ${role} sheet is planned`);
  return sheet;
}

/** A table of a sheet by its name. */
export function tableNamed(sheet: OwnedSheetPlan, name: string): OwnedTable {
  const table = sheet.tables.find((candidate) => candidate.name === name);
  if (table === undefined) throw new Error(`no table ${name} is planned`);
  return table;
}

/** A row of a table by heading, as values; rows are named by the words in their first column. */
export function rowNamed(table: OwnedTable, name: string): Readonly<Record<string, CellValue>> {
  const row = table.rows.find((cells) => cells[0]?.value === name);
  if (row === undefined) throw new Error(`no row of ${table.name} is called ${name}`);
  return Object.fromEntries(table.headings.map((heading, column) => [heading, row[column]?.value ?? null]));
}

/** A cell as people have changed it. */
export type Edit = {
  readonly row: number;
  readonly column: number;
  readonly value: CellValue;
  readonly formula?: string;
};

/** The workbook with cells of a sheet changed as a person would. */
export function edited(snapshot: Snapshot, sheetName: string, edits: readonly Edit[]): Snapshot {
  return {
    ...snapshot,
    sheets: snapshot.sheets.map((sheet) => {
      if (sheet.name !== sheetName) return sheet;
      const rows = new Map(sheet.rows.map((row) => [row.row, row] as const));
      for (const { row, column, value, formula } of edits) {
        const before = rows.get(row) ?? { row, values: [] };
        const values = [...before.values];
        values[column] = value;
        const formulas = [...(before.formulas ?? [])];
        if (formula !== undefined) formulas[column] = formula;
        rows.set(row, { row, values, ...(formulas.length === 0 ? {} : { formulas }) });
      }
      return { ...sheet, rows: [...rows.values()].sort((a, b) => a.row - b.row) };
    }),
  };
}

/** A finding of the reader with what a test is not about filled in. */
export function finding(parts: Partial<Finding>): Finding {
  return {
    code: "C01_TEXT_NUMBER",
    severity: "note",
    sheet: "Costs",
    cell: "H2",
    message: "The number is typed as text.",
    next: "Nothing to do.",
    ...parts,
  };
}

/** An evaluation with other flags than its own. */
export function withFlags(evaluation: Evaluation, flags: Evaluation["flags"]): Evaluation {
  return { ...evaluation, flags };
}
