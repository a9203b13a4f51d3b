/** Filters of sheets and tables: what they leave to be seen, in the file and as the object model has it. */
import { type Area, areaText, parseArea } from "../area";
import type { FilterCriteria, SheetFilter } from "../sheet";
import {
  type XmlElement,
  attributeOf,
  childOf,
  childrenOf,
  escapeAttribute,
  flagOf,
  numberOf,
  sourceOf,
} from "./xmlText";

/** A filter as the file has it, and its columns that the object model cannot say, by column, as they are written. */
export type FiledFilter = { readonly filter: SheetFilter; readonly columns: ReadonlyMap<number, string> };

/** The filter of a sheet or table of the file; undefined where there is none. */
export function readFilter(text: string, element: XmlElement | undefined): FiledFilter | undefined {
  const area = element && parseArea(attributeOf(element, "ref") ?? "");
  if (!element || !area) return undefined;
  const criteria: Record<number, FilterCriteria> = {};
  const columns = new Map<number, string>();
  for (const column of childrenOf(element, "filterColumn")) {
    const index = numberOf(column, "colId") ?? 0;
    columns.set(index, sourceOf(text, column));
    const meaning = criteriaOf(column);
    if (meaning) criteria[index] = meaning;
  }
  return { filter: { area, criteria }, columns };
}

function criteriaOf(column: XmlElement): FilterCriteria | undefined {
  const list = childOf(column, "filters");
  if (list) {
    const values = childrenOf(list, "filter").map((filter) => attributeOf(filter, "val") ?? "");
    return { filterOn: "Values", values: flagOf(list, "blank") ? [...values, ""] : values };
  }
  const custom = childOf(column, "customFilters");
  if (custom) {
    const [first, second] = childrenOf(custom, "customFilter").map(
      (filter) => `${OPERATORS[attributeOf(filter, "operator") ?? "equal"] ?? "="}${attributeOf(filter, "val") ?? ""}`,
    );
    return {
      filterOn: "Custom",
      criterion1: first ?? "",
      ...(second === undefined ? {} : { criterion2: second, operator: flagOf(custom, "and") ? "And" : "Or" }),
    };
  }
  const top = childOf(column, "top10");
  if (top) {
    const kind = `${flagOf(top, "top", true) ? "Top" : "Bottom"}${flagOf(top, "percent") ? "Percent" : "Items"}`;
    return { filterOn: kind, criterion1: String(numberOf(top, "val") ?? 10) };
  }
  return undefined;
}

const OPERATORS: Readonly<Record<string, string>> = {
  equal: "=",
  notEqual: "<>",
  greaterThan: ">",
  greaterThanOrEqual: ">=",
  lessThan: "<",
  lessThanOrEqual: "<=",
};

/** A filter as the file holds it. Columns whose criteria are those of the file are kept as they were written. */
export function filterXml(
  area: Area,
  criteria: Readonly<Record<number, FilterCriteria>>,
  filed: FiledFilter | undefined,
): string {
  const kept = [...(filed?.columns ?? [])].filter(
    ([index]) => JSON.stringify(criteria[index]) === JSON.stringify(filed?.filter.criteria[index]),
  );
  const columns = new Map(kept);
  for (const [index, one] of Object.entries(criteria)) {
    if (!columns.has(Number(index))) columns.set(Number(index), columnXml(Number(index), one));
  }
  const inner = [...columns].sort(([one], [other]) => one - other).map(([, xml]) => xml);
  return `<autoFilter ref="${areaText(area)}">${inner.join("")}</autoFilter>`;
}

function columnXml(index: number, criteria: FilterCriteria): string {
  return `<filterColumn colId="${index}">${criteriaXml(criteria)}</filterColumn>`;
}

function criteriaXml(criteria: FilterCriteria): string {
  const kind = criteria["filterOn"];
  if (kind === "Values") {
    const given: readonly unknown[] = Array.isArray(criteria["values"]) ? criteria["values"] : [];
    const values = given.map(String);
    const blank = values.includes("") ? ' blank="1"' : "";
    const filters = values.filter((value) => value !== "").map((value) => `<filter val="${escapeAttribute(value)}"/>`);
    return `<filters${blank}>${filters.join("")}</filters>`;
  }
  if (kind === "Custom") {
    const written = [criteria["criterion1"], criteria["criterion2"]]
      .filter((criterion): criterion is string => typeof criterion === "string" && criterion !== "")
      .map((criterion) => {
        const found = /^(<=|>=|<>|<|>|=)?([\s\S]*)$/.exec(criterion);
        const operator = Object.entries(OPERATORS).find(([, sign]) => sign === found?.[1])?.[0] ?? "equal";
        const word = operator === "equal" ? "" : ` operator="${operator}"`;
        return `<customFilter${word} val="${escapeAttribute(found?.[2] ?? "")}"/>`;
      });
    return `<customFilters${criteria["operator"] === "And" ? ' and="1"' : ""}>${written.join("")}</customFilters>`;
  }
  const name = String(kind);
  const flags = `${name.startsWith("Bottom") ? ' top="0"' : ""}${name.endsWith("Percent") ? ' percent="1"' : ""}`;
  return `<top10${flags} val="${Number(criteria["criterion1"])}"/>`;
}
