/** What may be entered into cells, in the file and as the object model has it. */
import { type Area, areaText } from "../area";
import type { DataValidation } from "../sheet";
import { areasOf } from "./areas";
import { filedFormula, shownFormula } from "./formulaNames";
import {
  type XmlElement,
  attributeOf,
  childOf,
  childrenOf,
  contentOf,
  escapeAttribute,
  escapeXml,
  flagOf,
} from "./xmlText";

/** Kinds of rule: as the file and as the object model names them. */
const KINDS: Readonly<Record<string, string>> = {
  whole: "wholeNumber",
  decimal: "decimal",
  textLength: "textLength",
  date: "date",
  time: "time",
  list: "list",
  custom: "custom",
};

const OPERATORS: Readonly<Record<string, string>> = {
  between: "Between",
  notBetween: "NotBetween",
  equal: "EqualTo",
  notEqual: "NotEqualTo",
  greaterThan: "GreaterThan",
  lessThan: "LessThan",
  greaterThanOrEqual: "GreaterThanOrEqualTo",
  lessThanOrEqual: "LessThanOrEqualTo",
};

const STYLES: Readonly<Record<string, string>> = { stop: "Stop", warning: "Warning", information: "Information" };

function fileWord(words: Readonly<Record<string, string>>, shown: unknown): string | undefined {
  return Object.entries(words).find(([, word]) => word === shown)?.[0];
}

/** The rules of a sheet of the file, one for each area. */
export function readValidations(text: string, root: XmlElement, functionNames: readonly string[]): DataValidation[] {
  return childrenOf(childOf(root, "dataValidations"), "dataValidation").flatMap((element) => {
    const [first, second] = ["formula1", "formula2"].map((name) => {
      const formula = childOf(element, name);
      return formula && shownFormula(contentOf(text, formula), functionNames);
    });
    const rule = ruleOf(element, first, second);
    const errorAlert = {
      message: attributeOf(element, "error") ?? "",
      showAlert: flagOf(element, "showErrorMessage"),
      style: STYLES[attributeOf(element, "errorStyle") ?? "stop"] ?? "Stop",
      title: attributeOf(element, "errorTitle") ?? "",
    };
    const prompt = {
      message: attributeOf(element, "prompt") ?? "",
      showPrompt: flagOf(element, "showInputMessage"),
      title: attributeOf(element, "promptTitle") ?? "",
    };
    const ignoreBlanks = flagOf(element, "allowBlank");
    return areasOf(attributeOf(element, "sqref")).map((area): DataValidation => ({
      area,
      rule,
      errorAlert,
      prompt,
      ignoreBlanks,
    }));
  });
}

function ruleOf(element: XmlElement, first: string | undefined, second: string | undefined): unknown {
  const kind = KINDS[attributeOf(element, "type") ?? "none"];
  if (kind === undefined) return {};
  if (kind === "list") {
    const literal = /^"((?:[^"]|"")*)"$/.exec(first ?? "")?.[1];
    const source = literal === undefined ? `=${first ?? ""}` : literal.replaceAll('""', '"');
    // The file's flag says that the arrow is not shown.
    return { list: { inCellDropDown: !flagOf(element, "showDropDown"), source } };
  }
  if (kind === "custom") return { custom: { formula: `=${first ?? ""}` } };
  const operator = OPERATORS[attributeOf(element, "operator") ?? "between"] ?? "Between";
  return {
    [kind]: {
      formula1: limitOf(first),
      ...(second === undefined ? {} : { formula2: limitOf(second) }),
      operator,
    },
  };
}

function limitOf(formula: string | undefined): string | number {
  const number = formula === undefined || formula.trim() === "" ? NaN : Number(formula);
  return Number.isNaN(number) ? `=${formula ?? ""}` : number;
}

/** The rules of a sheet as the file holds them: neighbours in the list that say the same are written as one. */
export function validationsXml(validations: readonly DataValidation[], functionNames: readonly string[]): string {
  const groups: { readonly form: string; readonly validation: DataValidation; readonly areas: Area[] }[] = [];
  for (const validation of validations) {
    const { area, ...rest } = validation;
    const form = JSON.stringify(rest);
    const last = groups.at(-1);
    if (last?.form === form) last.areas.push(area);
    else groups.push({ form, validation, areas: [area] });
  }
  if (groups.length === 0) return "";
  const written = groups.map(({ validation, areas }) => validationXml(validation, areas, functionNames));
  return `<dataValidations count="${written.length}">${written.join("")}</dataValidations>`;
}

function validationXml(validation: DataValidation, areas: readonly Area[], functionNames: readonly string[]): string {
  const [shown, criteria] = Object.entries((validation.rule ?? {}) as Readonly<Record<string, unknown>>)[0] ?? [];
  const given = (criteria ?? {}) as Readonly<Record<string, unknown>>;
  const type = fileWord(KINDS, shown);
  const alert = (validation.errorAlert ?? {}) as Readonly<Record<string, unknown>>;
  const prompt = (validation.prompt ?? {}) as Readonly<Record<string, unknown>>;
  const words = (name: string, value: unknown): string =>
    typeof value === "string" && value !== "" ? ` ${name}="${escapeAttribute(value)}"` : "";
  const style = fileWord(STYLES, alert["style"]) ?? "stop";
  const operator = fileWord(OPERATORS, given["operator"]) ?? "between";
  const formulas =
    type === "list" ? [listSource(given["source"])] : [given["formula"] ?? given["formula1"], given["formula2"]];
  const inner = formulas
    .map((formula, index) => {
      if ((typeof formula !== "string" && typeof formula !== "number") || formula === "") return "";
      const text = String(formula).replace(/^=/, "");
      return `<formula${index + 1}>${escapeXml(filedFormula(text, functionNames))}</formula${index + 1}>`;
    })
    .join("");
  return (
    "<dataValidation" +
    (type === undefined ? "" : ` type="${type}"`) +
    (style === "stop" ? "" : ` errorStyle="${style}"`) +
    (type === undefined || type === "list" || type === "custom" || operator === "between"
      ? ""
      : ` operator="${operator}"`) +
    (validation.ignoreBlanks ? ' allowBlank="1"' : "") +
    (type === "list" && given["inCellDropDown"] === false ? ' showDropDown="1"' : "") +
    (prompt["showPrompt"] === false ? "" : ' showInputMessage="1"') +
    (alert["showAlert"] === false ? "" : ' showErrorMessage="1"') +
    words("errorTitle", alert["title"]) +
    words("error", alert["message"]) +
    words("promptTitle", prompt["title"]) +
    words("prompt", prompt["message"]) +
    ` sqref="${areas.map(areaText).join(" ")}">${inner}</dataValidation>`
  );
}

function listSource(source: unknown): string {
  if (typeof source !== "string") return "";
  return source.startsWith("=") ? source.slice(1) : `"${source.replaceAll('"', '""')}"`;
}
