/** What a workbook holds, as plain data: for a comparison of one that was saved with the same when it is opened again. */
import type { Book } from "../../src/workbench/engine/book";
import type { Sheet } from "../../src/workbench/engine/sheet";

const sorted = <V>(entries: Iterable<[number, V]>): [number, V][] => [...entries].sort(([one], [other]) => one - other);

/** Errors of later editions are #VALUE! in a file, and so is a cell that could not be read. */
const LATER_ERRORS = new Set(["#SPILL!", "#CALC!", "#BUSY!", "#UNKNOWN!"]);

function filedValue(value: unknown): unknown {
  const error = (value as { readonly error?: string } | null)?.error;
  return error !== undefined && LATER_ERRORS.has(error) ? { error: "#VALUE!" } : value;
}

function contentOf(sheet: Sheet): unknown {
  return {
    name: sheet.name.value,
    cells: sorted(sheet.cells.entries()).map(([key, cell]) => [key, { ...cell, value: filedValue(cell.value) }]),
    formats: sorted(sheet.formats.entries()),
    columnFormats: sorted(sheet.columnFormats.entries()),
    rowFormats: sorted(sheet.rowFormats.entries()),
    sheetFormat: sheet.sheetFormat.value,
    columnWidths: sorted(sheet.columnWidths.entries()),
    rowHeights: sorted(sheet.rowHeights.entries()),
    hiddenColumns: sorted(sheet.hiddenColumns.entries()),
    hiddenRows: sorted(sheet.hiddenRows.entries()),
    links: sorted(sheet.hyperlinks.entries()),
    standardWidth: sheet.standardWidth.value,
    visibility: sheet.visibility.value,
    tabColor: sheet.tabColor.value,
    view: [sheet.hasGridlines.value, sheet.hasHeadings.value, sheet.freeze.value, sheet.book.selectionOf(sheet)],
    protection: sheet.protection.value && [
      sheet.protection.value.options,
      // A file keeps no more than a fingerprint of a password.
      sheet.protection.value.password !== undefined,
    ],
    filter: sheet.filter.value,
    merges: sheet.merges.value,
    rules: sheet.conditionalFormats.value.map(({ areas, type, rule, format, stopIfTrue }) => [
      areas,
      type,
      rule,
      format,
      stopIfTrue,
    ]),
    validations: sheet.validations.value,
    comments: sheet.comments.value,
    printed: [sheet.printArea.value, sheet.printTitleRows.value, sheet.printTitleColumns.value],
    pageLayout: [...sheet.pageLayout.entries()].filter(([name]) => !name.endsWith("Margin")).sort(),
    customProperties: [...sheet.customProperties.entries()],
    tables: sheet.tables.map((table) => [
      table.id,
      table.name.value,
      table.area.value,
      table.hasHeaders.value,
      table.hasTotals.value,
      table.style.value,
      table.hasBandedRows.value,
      table.columnIds.value,
      table.criteria.value,
    ]),
  };
}

/** Everything of a workbook that a file can hold, in an order that does not depend on how it came about. */
export function contentOfBook(book: Book): unknown {
  return {
    sheets: book.sheets.map(contentOf),
    names: [...book.names.values()]
      .sort((one, other) => (one.name < other.name ? -1 : 1))
      .map(({ name, formula, comment, isVisible, sheet }) => ({
        name,
        formula,
        comment,
        isVisible,
        sheet: sheet?.name.value,
      })),
    properties: [...book.properties.entries()],
    custom: [...book.customProperties.entries()],
    xmlParts: [...book.customXmlParts.values()],
    settings: [...book.settings.entries()],
    active: book.activeSheet.value?.name.value,
    protection: book.isStructureProtected.value,
    calculation: [book.calculationMode.value, book.isIterative.value, book.iterations.value],
  };
}
