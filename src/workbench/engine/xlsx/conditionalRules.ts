/** Rules that colour cells, in the file and as the object model has them. */
import { areaText, type Area } from "../area";
import type { ConditionalFormat } from "../sheet";
import type { CellFormat } from "../value";
import { areasOf } from "./areas";
import { filedFormula, shownFormula } from "./formulaNames";
import type { Styles } from "./styles";
import {
  type XmlElement,
  attributeOf,
  childrenOf,
  contentOf,
  escapeAttribute,
  escapeXml,
  flagOf,
  numberOf,
  sourceOf,
  withAttribute,
} from "./xmlText";

/** A rule as the file writes it, with the rule that was read from it. */
export type FiledRule = { readonly xml: string; readonly rule: ConditionalFormat };

const OPERATORS: Readonly<Record<string, string>> = {
  Between: "between",
  NotBetween: "notBetween",
  EqualTo: "equal",
  NotEqualTo: "notEqual",
  GreaterThan: "greaterThan",
  LessThan: "lessThan",
  GreaterThanOrEqual: "greaterThanOrEqual",
  LessThanOrEqual: "lessThanOrEqual",
};

const TEXT_RULES: readonly {
  readonly operator: string;
  readonly type: string;
  readonly filed: string;
  readonly formula: (text: string, cell: string) => string;
}[] = [
  {
    operator: "Contains",
    type: "containsText",
    filed: "containsText",
    formula: (text, cell) => `NOT(ISERROR(SEARCH(${text},${cell})))`,
  },
  {
    operator: "NotContains",
    type: "notContainsText",
    filed: "notContains",
    formula: (text, cell) => `ISERROR(SEARCH(${text},${cell}))`,
  },
  {
    operator: "BeginsWith",
    type: "beginsWith",
    filed: "beginsWith",
    formula: (text, cell) => `LEFT(${cell},LEN(${text}))=${text}`,
  },
  {
    operator: "EndsWith",
    type: "endsWith",
    filed: "endsWith",
    formula: (text, cell) => `RIGHT(${cell},LEN(${text}))=${text}`,
  },
];

/** Rules that need no more than their name, by the name of the object model. */
const PRESETS: readonly {
  readonly criterion: string;
  readonly attributes: string;
  readonly formula?: (cell: string) => string;
}[] = [
  { criterion: "Blanks", attributes: 'type="containsBlanks"', formula: (cell) => `LEN(TRIM(${cell}))=0` },
  { criterion: "NonBlanks", attributes: 'type="notContainsBlanks"', formula: (cell) => `LEN(TRIM(${cell}))>0` },
  { criterion: "Errors", attributes: 'type="containsErrors"', formula: (cell) => `ISERROR(${cell})` },
  { criterion: "NonErrors", attributes: 'type="notContainsErrors"', formula: (cell) => `NOT(ISERROR(${cell}))` },
  { criterion: "DuplicateValues", attributes: 'type="duplicateValues"' },
  { criterion: "UniqueValues", attributes: 'type="uniqueValues"' },
  { criterion: "AboveAverage", attributes: 'type="aboveAverage"' },
  { criterion: "BelowAverage", attributes: 'type="aboveAverage" aboveAverage="0"' },
  { criterion: "EqualOrAboveAverage", attributes: 'type="aboveAverage" equalAverage="1"' },
  { criterion: "EqualOrBelowAverage", attributes: 'type="aboveAverage" aboveAverage="0" equalAverage="1"' },
  { criterion: "OneStdDevAboveAverage", attributes: 'type="aboveAverage" stdDev="1"' },
  { criterion: "OneStdDevBelowAverage", attributes: 'type="aboveAverage" aboveAverage="0" stdDev="1"' },
  { criterion: "TwoStdDevAboveAverage", attributes: 'type="aboveAverage" stdDev="2"' },
  { criterion: "TwoStdDevBelowAverage", attributes: 'type="aboveAverage" aboveAverage="0" stdDev="2"' },
  { criterion: "ThreeStdDevAboveAverage", attributes: 'type="aboveAverage" stdDev="3"' },
  { criterion: "ThreeStdDevBelowAverage", attributes: 'type="aboveAverage" aboveAverage="0" stdDev="3"' },
  {
    criterion: "Today",
    attributes: 'type="timePeriod" timePeriod="today"',
    formula: (cell) => `FLOOR(${cell},1)=TODAY()`,
  },
  {
    criterion: "Yesterday",
    attributes: 'type="timePeriod" timePeriod="yesterday"',
    formula: (cell) => `FLOOR(${cell},1)=TODAY()-1`,
  },
  {
    criterion: "Tomorrow",
    attributes: 'type="timePeriod" timePeriod="tomorrow"',
    formula: (cell) => `FLOOR(${cell},1)=TODAY()+1`,
  },
  {
    criterion: "LastSevenDays",
    attributes: 'type="timePeriod" timePeriod="last7Days"',
    formula: (cell) => `AND(TODAY()-FLOOR(${cell},1)<=6,FLOOR(${cell},1)<=TODAY())`,
  },
  {
    criterion: "LastWeek",
    attributes: 'type="timePeriod" timePeriod="lastWeek"',
    formula: (cell) =>
      `AND(TODAY()-ROUNDDOWN(${cell},0)>=(WEEKDAY(TODAY())),TODAY()-ROUNDDOWN(${cell},0)<(WEEKDAY(TODAY())+7))`,
  },
  {
    criterion: "ThisWeek",
    attributes: 'type="timePeriod" timePeriod="thisWeek"',
    formula: (cell) =>
      `AND(TODAY()-ROUNDDOWN(${cell},0)<=WEEKDAY(TODAY())-1,ROUNDDOWN(${cell},0)-TODAY()<=7-WEEKDAY(TODAY()))`,
  },
  {
    criterion: "NextWeek",
    attributes: 'type="timePeriod" timePeriod="nextWeek"',
    formula: (cell) =>
      `AND(ROUNDDOWN(${cell},0)-TODAY()>(7-WEEKDAY(TODAY())),ROUNDDOWN(${cell},0)-TODAY()<(15-WEEKDAY(TODAY())))`,
  },
  {
    criterion: "LastMonth",
    attributes: 'type="timePeriod" timePeriod="lastMonth"',
    formula: (cell) => `AND(MONTH(${cell})=MONTH(EDATE(TODAY(),0-1)),YEAR(${cell})=YEAR(EDATE(TODAY(),0-1)))`,
  },
  {
    criterion: "ThisMonth",
    attributes: 'type="timePeriod" timePeriod="thisMonth"',
    formula: (cell) => `AND(MONTH(${cell})=MONTH(TODAY()),YEAR(${cell})=YEAR(TODAY()))`,
  },
  {
    criterion: "NextMonth",
    attributes: 'type="timePeriod" timePeriod="nextMonth"',
    formula: (cell) => `AND(MONTH(${cell})=MONTH(EDATE(TODAY(),0+1)),YEAR(${cell})=YEAR(EDATE(TODAY(),0+1)))`,
  },
];

/** The rules of a sheet of the file, the first in rank first. */
export function readRules(
  text: string,
  root: XmlElement,
  styles: Styles,
  functionNames: readonly string[],
  nextId: () => string,
): FiledRule[] {
  const found: { readonly filed: FiledRule; readonly priority: number }[] = [];
  for (const element of childrenOf(root, "conditionalFormatting")) {
    const areas = areasOf(attributeOf(element, "sqref"));
    if (areas.length === 0) continue;
    for (const rule of childrenOf(element, "cfRule")) {
      const formulas = childrenOf(rule, "formula").map((one) => shownFormula(contentOf(text, one), functionNames));
      const look = styles.ruleLook(numberOf(rule, "dxfId"));
      found.push({
        priority: numberOf(rule, "priority") ?? 1,
        filed: {
          xml: sourceOf(text, rule),
          rule: {
            id: nextId(),
            areas,
            ...meaningOf(rule, formulas),
            format: look,
            stopIfTrue: flagOf(rule, "stopIfTrue"),
          },
        },
      });
    }
  }
  return found.sort((one, other) => one.priority - other.priority).map(({ filed }) => filed);
}

function meaningOf(rule: XmlElement, formulas: readonly string[]): { readonly type: string; readonly rule: unknown } {
  const type = attributeOf(rule, "type") ?? "";
  const asFormula = (index: number): string => `=${formulas[index] ?? ""}`;
  switch (type) {
    case "cellIs": {
      const filed = attributeOf(rule, "operator") ?? "equal";
      const operator = Object.entries(OPERATORS).find(([, file]) => file === filed)?.[0] ?? "EqualTo";
      const second = formulas.length > 1 ? { formula2: asFormula(1) } : {};
      return { type: "CellValue", rule: { formula1: asFormula(0), ...second, operator } };
    }
    case "expression":
      return { type: "Custom", rule: { formula: asFormula(0) } };
    case "containsText":
    case "notContainsText":
    case "beginsWith":
    case "endsWith": {
      const operator = TEXT_RULES.find((one) => one.type === type)?.operator ?? "Contains";
      return { type: "ContainsText", rule: { operator, text: attributeOf(rule, "text") ?? "" } };
    }
    case "top10": {
      const kind = `${flagOf(rule, "bottom") ? "Bottom" : "Top"}${flagOf(rule, "percent") ? "Percent" : "Items"}`;
      return { type: "TopBottom", rule: { rank: numberOf(rule, "rank") ?? 10, type: kind } };
    }
    case "dataBar":
      return { type: "DataBar", rule: null };
    case "colorScale":
      return { type: "ColorScale", rule: null };
    case "iconSet":
      return { type: "IconSet", rule: null };
    default:
      return { type: "PresetCriteria", rule: { criterion: presetOf(rule, type) } };
  }
}

function presetOf(rule: XmlElement, type: string): string {
  const found = PRESETS.find(({ attributes }) => {
    const own = { attributes: ` ${attributes}` };
    return (
      attributeOf(own, "type") === type &&
      attributeOf(own, "timePeriod") === attributeOf(rule, "timePeriod") &&
      flagOf(own, "aboveAverage", true) === flagOf(rule, "aboveAverage", true) &&
      flagOf(own, "equalAverage") === flagOf(rule, "equalAverage") &&
      (numberOf(own, "stdDev") ?? 0) === (numberOf(rule, "stdDev") ?? 0)
    );
  });
  return found?.criterion ?? "Invalid";
}

/** The rules of a sheet as the file holds them; what the object model cannot say is kept as it was read. */
export function rulesXml(
  rules: readonly ConditionalFormat[],
  filed: readonly FiledRule[],
  styles: Styles,
  functionNames: readonly string[],
): { readonly xml: string; readonly unsaved: number } {
  const byId = new Map(filed.map((one) => [one.rule.id, one]));
  let unsaved = 0;
  const written = rules.map((format, index) => {
    const before = byId.get(format.id);
    const xml =
      before && isSameRule(before.rule, format)
        ? withPriority(before.xml, index + 1)
        : ruleXml(format, index + 1, styles, functionNames);
    if (xml === undefined) {
      unsaved += 1;
      return "";
    }
    const places = format.areas.map(areaText).join(" ");
    return `<conditionalFormatting sqref="${places}">${xml}</conditionalFormatting>`;
  });
  return { xml: written.join(""), unsaved };
}

function isSameRule(one: ConditionalFormat, other: ConditionalFormat): boolean {
  return (
    one.type === other.type &&
    one.stopIfTrue === other.stopIfTrue &&
    JSON.stringify([one.rule, one.format]) === JSON.stringify([other.rule, other.format]) &&
    // Formulas are read from the first cell: where that moved, they are written anew.
    (typeof one.rule !== "object" ||
      one.rule === null ||
      JSON.stringify(cornerOf(one.areas)) === JSON.stringify(cornerOf(other.areas)))
  );
}

function withPriority(xml: string, priority: number): string {
  return xml.replace(/^<([\w.:-]+)([^>]*?)(\/?)>/, (_whole, name: string, attributes: string, end: string) => {
    return `<${name}${withAttribute(attributes, "priority", priority)}${end}>`;
  });
}

function cornerOf(areas: readonly Area[]): Area {
  const [first] = areas;
  return { row: first?.row ?? 0, column: first?.column ?? 0, rows: 1, columns: 1 };
}

function ruleXml(
  format: ConditionalFormat,
  priority: number,
  styles: Styles,
  functionNames: readonly string[],
): string | undefined {
  const rule = (format.rule ?? {}) as Readonly<Record<string, unknown>>;
  const cell = areaText(cornerOf(format.areas));
  const look = format.format as CellFormat;
  const isPainting = Object.values(look).some((setting) => setting !== undefined);
  const shared =
    (isPainting ? ` dxfId="${styles.appendRuleLook(look)}"` : "") +
    ` priority="${priority}"${format.stopIfTrue ? ' stopIfTrue="1"' : ""}`;
  const formula = (text: string): string => `<formula>${escapeXml(filedFormula(text, functionNames))}</formula>`;
  const given = (name: string): string => {
    const text = rule[name];
    if (typeof text === "number" || typeof text === "boolean") return String(text).toUpperCase();
    return typeof text === "string" ? text.replace(/^=/, "") : "";
  };
  switch (format.type) {
    case "CellValue": {
      const operator = OPERATORS[given("operator")];
      if (operator === undefined) return undefined;
      const hasTwo = operator === "between" || operator === "notBetween";
      const formulas = formula(given("formula1")) + (hasTwo ? formula(given("formula2")) : "");
      return `<cfRule type="cellIs"${shared} operator="${operator}">${formulas}</cfRule>`;
    }
    case "Custom":
      return `<cfRule type="expression"${shared}>${formula(given("formula"))}</cfRule>`;
    case "ContainsText": {
      const kind = TEXT_RULES.find((one) => one.operator === rule["operator"]);
      const text = typeof rule["text"] === "string" ? rule["text"] : "";
      if (!kind) return undefined;
      const quoted = text.startsWith("=") ? text.slice(1) : `"${text.replaceAll('"', '""')}"`;
      return (
        `<cfRule type="${kind.type}"${shared} operator="${kind.filed}" text="${escapeAttribute(text)}">` +
        `${formula(kind.formula(quoted, cell))}</cfRule>`
      );
    }
    case "TopBottom": {
      const kind = given("type");
      const flags = `${kind.endsWith("Percent") ? ' percent="1"' : ""}${kind.startsWith("Bottom") ? ' bottom="1"' : ""}`;
      return `<cfRule type="top10"${shared}${flags} rank="${given("rank")}"/>`;
    }
    case "PresetCriteria": {
      const preset = PRESETS.find((one) => one.criterion === rule["criterion"]);
      if (!preset) return undefined;
      const inner = preset.formula ? formula(preset.formula(cell)) : "";
      return `<cfRule ${preset.attributes}${shared}>${inner}</cfRule>`;
    }
    default:
      return undefined;
  }
}
