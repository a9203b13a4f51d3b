/** A workbench that holds what a snapshot says: the same workbook behind Office.js as in a file. */
import type { Calculator, CellValue } from "../../../src/workbench/engine";
import type { Workbench } from "../../../src/workbench/node/workbench";
import type { CellArea, Snapshot, CellValue as SnapshotValue } from "../../../src/workbook";
import { openTestWorkbench } from "../../workbench/platform";

/** Leaves cached values as the file has them, and knows one day. */
function stillCalculator(probe: number): Calculator {
  return { recalculate: () => undefined, evaluate: (_book, _sheet, formulas) => formulas.map(() => probe) };
}

const areaOf = ({ top, left, bottom, right }: CellArea) => ({
  row: top - 1,
  column: left,
  rows: bottom - top + 1,
  columns: right - left + 1,
});

/** Opens a workbench with a snapshot's sheets, values, formulas, number formats, tables, names and hidden lines. */
export function loadedWorkbench(snapshot: Snapshot): Workbench {
  const names = snapshot.sheets.filter((sheet) => sheet.kind === "grid").map((sheet) => sheet.name);
  const { facts } = snapshot;
  const bench = openTestWorkbench({
    sheets: Object.fromEntries(names.map((name) => [name, []])),
    createCalculator: () => stillCalculator(facts.dateSystem === 1904 ? 44_651 : 46_113),
    name: facts.hasMacros ? "Book1.xlsm" : "Book1.xlsx",
  });
  const { book } = bench;
  for (const from of snapshot.sheets) {
    const sheet = book.sheetNamed(from.name);
    if (!sheet) continue;
    if (from.visibility !== "visible") sheet.visibility.value = from.visibility === "hidden" ? "Hidden" : "VeryHidden";
    if (from.isProtected) sheet.protection.value = { password: undefined, options: {} };
    if (from.ownership) sheet.customProperties.set("BusinessCaseFinance", from.ownership.role);
    for (const { row, values, formulas, formats, isHidden } of from.rows) {
      if (isHidden) sheet.hiddenRows.set(row - 1, true);
      values.forEach((value, column) => {
        const formula = formulas?.[column];
        const cell = { value: engineValue(value ?? null) };
        sheet.setCell(row - 1, column, formula === undefined ? cell : { ...cell, formula });
      });
      formats?.forEach((numberFormat, column) => {
        if (numberFormat !== undefined)
          sheet.setFormat({ row: row - 1, column, rows: 1, columns: 1 }, { numberFormat });
      });
    }
    for (const column of from.hiddenColumns) sheet.hiddenColumns.set(column, true);
    sheet.merges.value = from.merges.map(areaOf);
    for (const { name, area, hasHeader, hasTotals } of from.tables) {
      const table = book.addTable(sheet, areaOf(area), true, name);
      table.hasHeaders.value = hasHeader;
      table.hasTotals.value = hasTotals;
    }
  }
  for (const name of facts.definedNames) {
    const key = book.nameKey(name, undefined);
    book.names.set(key, { name, formula: "=1", comment: "", isVisible: true, sheet: undefined });
  }
  if (facts.isStructureLocked) book.isStructureProtected.value = { password: undefined };
  if (facts.isManualCalculation) book.calculationMode.value = "Manual";
  book.isIterative.value = facts.isIterativeCalculation;
  book.journal.forget();
  bench.session.faults.reset();
  return bench;
}

function engineValue(value: SnapshotValue): CellValue {
  if (value === null || typeof value !== "object") return value;
  return { error: value.kind === "error" ? value.error : "#VALUE!" };
}
