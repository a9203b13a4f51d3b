/** Tables: parts of their own, in the file and in the engine. */
import { type Area, areaText, parseArea } from "../area";
import type { Table } from "../sheet";
import { type FiledFilter, filterXml, readFilter } from "./filters";
import type { WorkbookParts } from "./parts";
import {
  XML_DECLARATION,
  type XmlElement,
  attributeOf,
  childOf,
  childrenOf,
  escapeAttribute,
  flagOf,
  numberOf,
  sourceOf,
  withAttribute,
  withPrefix,
} from "./xmlText";

/** A table of the file. */
export type FiledTable = {
  readonly id: number;
  readonly name: string;
  readonly area: Area;
  readonly hasHeaders: boolean;
  readonly hasTotals: boolean;
  readonly columnIds: readonly number[];
  readonly filter: FiledFilter | undefined;
  readonly style: string;
  readonly hasBandedRows: boolean;
  readonly hasBandedColumns: boolean;
  readonly isFirstColumnHighlighted: boolean;
  readonly isLastColumnHighlighted: boolean;
};

/** Reads a table's part; undefined when it holds no table. */
export function readTable(parts: WorkbookParts, part: string): FiledTable | undefined {
  const tree = parts.tree(part);
  const area = tree && parseArea(attributeOf(tree.root, "ref") ?? "");
  if (!tree || !area) return undefined;
  const { text, root } = tree;
  const style = childOf(root, "tableStyleInfo");
  return {
    id: numberOf(root, "id") ?? 0,
    name: attributeOf(root, "displayName") ?? attributeOf(root, "name") ?? "",
    area,
    hasHeaders: attributeOf(root, "headerRowCount") !== "0",
    hasTotals: (numberOf(root, "totalsRowCount") ?? 0) > 0,
    columnIds: childrenOf(childOf(root, "tableColumns"), "tableColumn").map(
      (column, index) => numberOf(column, "id") ?? index + 1,
    ),
    filter: readFilter(text, childOf(root, "autoFilter")),
    style: (style && attributeOf(style, "name")) ?? "",
    hasBandedRows: style !== undefined && flagOf(style, "showRowStripes"),
    hasBandedColumns: style !== undefined && flagOf(style, "showColumnStripes"),
    isFirstColumnHighlighted: style !== undefined && flagOf(style, "showFirstColumn"),
    isLastColumnHighlighted: style !== undefined && flagOf(style, "showLastColumn"),
  };
}

/** What is known of a table, as text to compare. */
export function tableState(table: Table): string {
  return JSON.stringify([
    table.name.value,
    table.area.value,
    table.hasHeaders.value,
    table.hasTotals.value,
    table.style.value,
    table.hasBandedRows.value,
    table.hasBandedColumns.value,
    table.hasFilterButton.value,
    table.isFirstColumnHighlighted.value,
    table.isLastColumnHighlighted.value,
    table.columnIds.value,
    table.criteria.value,
    table.columnIds.value.map((_id, index) => table.columnName(index)),
  ]);
}

/** A table's part, built on the one it was read from where there is one. */
export function tableXml(
  table: Table,
  before: { text: string; root: XmlElement } | undefined,
  address: string,
): string {
  const area = table.area.value;
  const reference = areaText(area);
  const name = table.name.value;
  let attributes = before?.root.attributes ?? ` xmlns="${address}"`;
  const set = (key: string, value: string | number | undefined): void => {
    attributes = withAttribute(attributes, key, value);
  };
  set("id", table.id);
  set("name", name);
  set("displayName", name);
  set("ref", reference);
  set("headerRowCount", table.hasHeaders.value ? undefined : 0);
  set("totalsRowCount", table.hasTotals.value ? 1 : undefined);
  if (!table.hasTotals.value && before === undefined) set("totalsRowShown", 0);
  const known = new Map(
    childrenOf(childOf(before?.root, "tableColumns"), "tableColumn").map((column) => [numberOf(column, "id"), column]),
  );
  const columns = table.columnIds.value.map((columnId, index) => {
    const column = known.get(columnId);
    const heading = fileHeading(table, index, column);
    if (!column || !before) return `<tableColumn id="${columnId}" name="${escapeAttribute(heading)}"/>`;
    const start = withAttribute(column.attributes, "name", heading);
    const inner = before.text.slice(column.contentStart, column.contentEnd);
    return `<tableColumn${start}>${inner}</tableColumn>`;
  });
  const filtered: Area = { ...area, rows: area.rows - (table.hasTotals.value ? 1 : 0) };
  const filter =
    table.hasHeaders.value && table.hasFilterButton.value
      ? filterXml(filtered, table.criteria.value, before && readFilter(before.text, childOf(before.root, "autoFilter")))
      : "";
  const flag = (word: string, isSet: boolean): string => ` ${word}="${isSet ? 1 : 0}"`;
  const style =
    `<tableStyleInfo${table.style.value === "" ? "" : ` name="${escapeAttribute(table.style.value)}"`}` +
    flag("showFirstColumn", table.isFirstColumnHighlighted.value) +
    flag("showLastColumn", table.isLastColumnHighlighted.value) +
    flag("showRowStripes", table.hasBandedRows.value) +
    `${flag("showColumnStripes", table.hasBandedColumns.value)}/>`;
  const extension = childOf(before?.root, "extLst");
  const root = `${before?.root.prefix ?? ""}table`;
  return (
    (before ? before.text.slice(0, before.root.start) : XML_DECLARATION) +
    `<${root}${attributes}>` +
    withPrefix(
      `${filter}<tableColumns count="${columns.length}">${columns.join("")}</tableColumns>${style}`,
      before?.root.prefix ?? "",
    ) +
    `${extension && before ? sourceOf(before.text, extension) : ""}</${root}>`
  );
}

/** The name of a column. A table without headings keeps the names that the file gives. */
function fileHeading(table: Table, index: number, column: XmlElement | undefined): string {
  if (table.hasHeaders.value || !column) return table.columnName(index);
  return attributeOf(column, "name") ?? table.columnName(index);
}
