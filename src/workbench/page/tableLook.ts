/** How the cells of a table look by the style of the table, beneath what each cell says for itself. */
import type { CSSProperties } from "react";
import { contains } from "../engine/area";
import type { Sheet, Table } from "../engine/sheet";

/** The accents of the usual theme, by the last number of a style's name modulo 7; the first is plain. */
const ACCENTS = ["#70AD47", "#595959", "#4472C4", "#ED7D31", "#A5A5A5", "#FFC000", "#5B9BD5"];

/** The table that a cell belongs to. */
export function tableAt(tables: readonly Table[], row: number, column: number): Table | undefined {
  return tables.find((table) => contains(table.area.value, { row, column, rows: 1, columns: 1 }));
}

/** The look that a table gives one of its cells. */
export function tableStyle(table: Table, row: number, column: number): CSSProperties {
  const area = table.area.value;
  const found = /^TableStyle(Light|Medium|Dark)(\d+)$/.exec(table.style.value);
  if (!found) return {};
  const accent = ACCENTS[Number(found[2]) % 7] ?? "#595959";
  const style: CSSProperties = {};
  const isHeader = table.hasHeaders.value && row === area.row;
  const isTotal = table.hasTotals.value && row === area.row + area.rows - 1;
  if (isHeader) {
    style.fontWeight = "bold";
    if (found[1] === "Light") style.borderBottom = `1px solid ${accent}`;
    else {
      style.backgroundColor = accent;
      style.color = inkOn(accent);
    }
    return style;
  }
  if (isTotal) {
    style.fontWeight = "bold";
    style.borderTop = `3px double ${accent}`;
    return style;
  }
  const isBand =
    (table.hasBandedRows.value && (row - table.body.row) % 2 === 0) ||
    (table.hasBandedColumns.value && (column - area.column) % 2 === 0);
  // A tint of the accent over whatever the paper is, so that text stays readable on light and on dark paper.
  if (isBand) style.backgroundImage = `linear-gradient(${accent}2E, ${accent}2E)`;
  const isStrong =
    (table.isFirstColumnHighlighted.value && column === area.column) ||
    (table.isLastColumnHighlighted.value && column === area.column + area.columns - 1);
  if (isStrong) style.fontWeight = "bold";
  return style;
}

/** Whether a cell carries the button of a filter, and whether that filter hides rows. */
export function filterAt(sheet: Sheet, row: number, column: number): "none" | "open" | "filtering" {
  const filter = sheet.filter.value;
  if (
    filter &&
    row === filter.area.row &&
    column >= filter.area.column &&
    column < filter.area.column + filter.area.columns
  ) {
    return filter.criteria[column - filter.area.column] === undefined ? "open" : "filtering";
  }
  const table = tableAt(sheet.tables, row, column);
  if (!table?.hasFilterButton.value || !table.hasHeaders.value || table.area.value.row !== row) return "none";
  return table.criteria.value[column - table.area.value.column] === undefined ? "open" : "filtering";
}

/** Black or white, whichever is read more easily on a colour. */
function inkOn(colour: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);
  return 0.2126 * red ** 2.2 + 0.7152 * green ** 2.2 + 0.0722 * blue ** 2.2 > 0.18 ? "#000000" : "#FFFFFF";
}
