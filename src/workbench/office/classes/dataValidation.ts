/** Data validation: kept and given back; a program's own writes are not checked, as in Excel. */
import { contains, subtractArea } from "../../engine/area";
import type { DataValidation } from "../../engine/sheet";
import type { CellValue } from "../../engine/value";
import { invalidArgument } from "../apiError";
import { apiValue, refuseProtected } from "../cellAccess";
import { type RemoteClassOf, defineClass, type PropertyModel } from "../classModel";
import type { FormatTarget } from "./rangeFormat";

const KINDS: Readonly<Record<string, string>> = {
  wholeNumber: "WholeNumber",
  decimal: "Decimal",
  textLength: "TextLength",
  list: "List",
  date: "Date",
  time: "Time",
  custom: "Custom",
};

const NO_ALERT = { message: "", showAlert: true, style: "Stop", title: "" };
const NO_PROMPT = { message: "", showPrompt: true, title: "" };

function validationOf(target: FormatTarget): DataValidation | undefined {
  return target.sheet.validations.value.find((validation) =>
    target.areas.every((area) => contains(validation.area, area)),
  );
}

function isMixed(target: FormatTarget): boolean {
  return validationOf(target) === undefined && cut(target).length !== target.sheet.validations.value.length;
}

/** Every rule of the sheet without the target's cells. */
function cut(target: FormatTarget): readonly DataValidation[] {
  return target.areas.reduce<readonly DataValidation[]>(
    (validations, area) =>
      validations.flatMap((validation) =>
        subtractArea(validation.area, area).map((piece) =>
          piece === validation.area ? validation : { ...validation, area: piece },
        ),
      ),
    target.sheet.validations.value,
  );
}

function change(target: FormatTarget, patch: Partial<DataValidation>): void {
  refuseProtected(target.sheet);
  const known = validationOf(target);
  target.sheet.validations.value = [
    ...cut(target),
    ...target.areas.map((area) => ({
      rule: known?.rule ?? {},
      errorAlert: known?.errorAlert ?? NO_ALERT,
      prompt: known?.prompt ?? NO_PROMPT,
      ignoreBlanks: known?.ignoreBlanks ?? true,
      ...patch,
      area,
    })),
  ];
}

/** Whether all cells meet their rule; null where some do and some do not. */
function isValid(target: FormatTarget): boolean | null {
  const { sheet } = target;
  let met = 0;
  let missed = 0;
  for (const area of target.areas) {
    for (const { row, column, cell } of sheet.cellsIn(area)) {
      const validation = sheet.validations.value.find((one) =>
        contains(one.area, { row, column, rows: 1, columns: 1 }),
      );
      if (
        !validation ||
        (cell.value === null && validation.ignoreBlanks) ||
        meets(target, validation.rule, cell.value)
      ) {
        met += 1;
      } else missed += 1;
    }
  }
  return missed === 0 ? true : met === 0 ? false : null;
}

function meets(target: FormatTarget, rule: unknown, value: CellValue): boolean {
  const [kind, criteria] = Object.entries(rule as Readonly<Record<string, unknown>>)[0] ?? [];
  const given = (criteria ?? {}) as Readonly<Record<string, unknown>>;
  if (kind === "list") {
    const source = given["source"];
    if (typeof source !== "string" || source.startsWith("=")) return true;
    return source.split(",").some((item) => item.trim() === String(apiValue(value)));
  }
  // A formula of one's own is for the person's eyes; what it would say here is not worked out.
  if (kind === "custom" || kind === undefined) return true;
  const measured = kind === "textLength" ? String(apiValue(value)).length : value;
  if (typeof measured !== "number" || (kind === "wholeNumber" && !Number.isInteger(measured))) return false;
  const limit = (name: string): number => {
    const text = given[name];
    if (typeof text === "number") return text;
    const worked = typeof text === "string" && text.startsWith("=") ? target.sheet.book.evaluate(text) : Number(text);
    return typeof worked === "number" ? worked : NaN;
  };
  const first = limit("formula1");
  switch (given["operator"]) {
    case "Between":
      return measured >= first && measured <= limit("formula2");
    case "NotBetween":
      return measured < first || measured > limit("formula2");
    case "EqualTo":
      return measured === first;
    case "NotEqualTo":
      return measured !== first;
    case "GreaterThan":
      return measured > first;
    case "LessThan":
      return measured < first;
    case "GreaterThanOrEqualTo":
      return measured >= first;
    default:
      return measured <= first;
  }
}

function part(key: "errorAlert" | "prompt", standard: unknown): PropertyModel<FormatTarget> {
  return {
    read: (target) => validationOf(target)?.[key] ?? (isMixed(target) ? null : standard),
    write: (target, value) => {
      if (typeof value !== "object") throw invalidArgument();
      change(target, { [key]: value });
    },
  };
}

export const dataValidationClass: RemoteClassOf<FormatTarget> = defineClass<FormatTarget>({
  name: "DataValidation",
  properties: {
    Type: {
      read: (target) => {
        const rule = validationOf(target)?.rule;
        if (rule === undefined) return isMixed(target) ? "MixedCriteria" : "None";
        const [kind] = Object.keys(rule as object);
        return kind === undefined ? "None" : (KINDS[kind] ?? "None");
      },
    },
    Rule: {
      read: (target) => validationOf(target)?.rule ?? {},
      write: (target, value) => {
        if (typeof value !== "object" || value === null) throw invalidArgument();
        const kinds = Object.entries(value)
          .filter(([, criteria]) => criteria !== null && criteria !== undefined)
          .map(([kind]) => kind);
        if (kinds.length !== 1 || KINDS[kinds[0] ?? ""] === undefined) throw invalidArgument();
        change(target, { rule: value });
      },
    },
    Valid: { read: isValid },
    ErrorAlert: part("errorAlert", NO_ALERT),
    Prompt: part("prompt", NO_PROMPT),
    IgnoreBlanks: {
      read: (target) => validationOf(target)?.ignoreBlanks ?? (isMixed(target) ? null : true),
      write: (target, value) => {
        if (typeof value !== "boolean") throw invalidArgument();
        change(target, { ignoreBlanks: value });
      },
    },
  },
  methods: {
    Clear: (target) => {
      refuseProtected(target.sheet);
      target.sheet.validations.value = cut(target);
      return undefined;
    },
  },
});
