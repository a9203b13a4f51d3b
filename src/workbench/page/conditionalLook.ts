/** Which cells meet the rules of conditional formats, and how they look then. */
import { type Area, contains, intersection } from "../engine/area";
import { moveFormula } from "../engine/formulaText";
import type { ConditionalFormat, Sheet } from "../engine/sheet";
import { type CellFormat, type CellValue, type FormatPatch, isError, patchFormat } from "../engine/value";
import { cellKey } from "../engine/area";

type Rule = Readonly<Record<string, unknown>>;

type Kept = { stamp: string; readonly answers: Map<string, CellValue> };

const kept = new WeakMap<Sheet, Kept>();

/**
 * The looks that rules give the cells of an area, by the cells' keys. The first rule that a cell meets wins where two
 * say something about the same setting.
 */
export function conditionalLooks(sheet: Sheet, shown: Area): ReadonlyMap<number, CellFormat> {
  const looks = new Map<number, CellFormat>();
  const rules = sheet.conditionalFormats.value;
  if (rules.length === 0) return looks;
  const stopped = new Set<number>();
  for (const rule of rules) {
    const meets = testOf(sheet, rule, shown);
    if (!meets) continue;
    for (const area of rule.areas) {
      const part = intersection(area, shown);
      if (!part) continue;
      for (let row = part.row; row < part.row + part.rows; row += 1) {
        for (let column = part.column; column < part.column + part.columns; column += 1) {
          const key = cellKey(row, column);
          if (stopped.has(key) || !meets(row, column)) continue;
          looks.set(key, patchFormat(plainPatch(rule.format), plainPatch(looks.get(key) ?? {})));
          if (rule.stopIfTrue) stopped.add(key);
        }
      }
    }
  }
  return looks;
}

/** Only what a rule sets; what it takes back says nothing. */
function plainPatch(patch: FormatPatch): CellFormat {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}

type Test = (row: number, column: number) => boolean;

function testOf(sheet: Sheet, format: ConditionalFormat, shown: Area): Test | undefined {
  const rule = (typeof format.rule === "object" && format.rule !== null ? format.rule : {}) as Rule;
  const valueAt = (row: number, column: number): CellValue => sheet.cellAt(row, column).value;
  switch (format.type) {
    case "Custom": {
      const formula = textOf(rule["formula"]);
      if (formula === "") return undefined;
      const answer = answersTo(sheet, format, formula, shown);
      return (row, column) => {
        const value = answer(row, column);
        return value === true || (typeof value === "number" && value !== 0);
      };
    }
    case "CellValue": {
      const first = answersTo(sheet, format, textOf(rule["formula1"]), shown);
      const second = answersTo(sheet, format, textOf(rule["formula2"]), shown);
      const operator = textOf(rule["operator"]);
      return (row, column) => compares(valueAt(row, column), operator, first(row, column), second(row, column));
    }
    case "ContainsText": {
      const wanted = textOf(rule["text"]).toLowerCase();
      const operator = textOf(rule["operator"]);
      return (row, column) => {
        const value = valueAt(row, column);
        const text = value === null || isError(value) ? "" : String(value).toLowerCase();
        switch (operator) {
          case "NotContains":
            return !text.includes(wanted);
          case "BeginsWith":
            return text.startsWith(wanted);
          case "EndsWith":
            return text.endsWith(wanted);
          default:
            return text.includes(wanted);
        }
      };
    }
    case "PresetCriteria":
      return presetTest(sheet, format, textOf(rule["criterion"]));
    case "TopBottom":
      return rankTest(sheet, format, rule);
    default:
      return undefined;
  }
}

/** What a formula of a rule gives for each cell: it is written for the first cell and moves along with the others. */
function answersTo(
  sheet: Sheet,
  format: ConditionalFormat,
  formula: string,
  shown: Area,
): (row: number, column: number) => CellValue {
  const literal = literalOf(formula);
  if (literal !== undefined) return () => literal;
  const [first] = format.areas;
  if (!first) return () => null;
  const stamp = sheet.book.sheets.map((one) => one.cells.version).join(" ");
  const known = kept.get(sheet) ?? { stamp, answers: new Map<string, CellValue>() };
  if (known.stamp !== stamp) {
    known.answers.clear();
    known.stamp = stamp;
  }
  kept.set(sheet, known);
  const formulaAt = (row: number, column: number): string => {
    const text = formula.startsWith("=") ? formula : `=${formula}`;
    return moveFormula(text, row - first.row, column - first.column);
  };
  const wanted = new Set<string>();
  for (const area of format.areas) {
    const part = intersection(area, shown);
    if (!part) continue;
    for (let row = part.row; row < part.row + part.rows; row += 1) {
      for (let column = part.column; column < part.column + part.columns; column += 1) {
        const text = formulaAt(row, column);
        if (!known.answers.has(text)) wanted.add(text);
      }
    }
  }
  const formulas = [...wanted];
  const answers = formulas.length === 0 ? [] : sheet.book.evaluateAll(sheet, formulas);
  for (const [index, text] of formulas.entries()) known.answers.set(text, answers[index] ?? null);
  return (row, column) => known.answers.get(formulaAt(row, column)) ?? null;
}

/** A number, text or truth value that needs no calculation. */
function literalOf(formula: string): CellValue | undefined {
  const text = formula.replace(/^=/, "").trim();
  if (text === "") return null;
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  const quoted = /^"((?:[^"]|"")*)"$/.exec(text);
  if (quoted) return (quoted[1] ?? "").replaceAll('""', '"');
  return /^(true|false)$/i.test(text) ? text.toLowerCase() === "true" : undefined;
}

function compares(value: CellValue, operator: string, first: CellValue, second: CellValue): boolean {
  if (value === null || isError(value) || isError(first) || isError(second)) return false;
  const order = (one: CellValue, other: CellValue): number => {
    if (typeof one === "number" && typeof other === "number") return one - other;
    // Numbers come before texts, as in a sort.
    if (typeof one !== typeof other) return typeof one === "number" ? -1 : 1;
    const texts = [one, other].map((side) => (typeof side === "object" ? "" : String(side)));
    return (texts[0] ?? "").localeCompare(texts[1] ?? "", "en", { sensitivity: "accent" });
  };
  const low = order(value, first);
  const high = order(value, second);
  switch (operator) {
    case "Between":
      return low >= 0 && high <= 0;
    case "NotBetween":
      return low < 0 || high > 0;
    case "NotEqualTo":
      return low !== 0;
    case "GreaterThan":
      return low > 0;
    case "LessThan":
      return low < 0;
    case "GreaterThanOrEqual":
      return low >= 0;
    case "LessThanOrEqual":
      return low <= 0;
    default:
      return low === 0;
  }
}

function presetTest(sheet: Sheet, format: ConditionalFormat, criterion: string): Test | undefined {
  const valueAt = (row: number, column: number): CellValue => sheet.cellAt(row, column).value;
  const isBlank = (value: CellValue): boolean => value === null || (typeof value === "string" && value.trim() === "");
  switch (criterion) {
    case "Blanks":
      return (row, column) => isBlank(valueAt(row, column));
    case "NonBlanks":
      return (row, column) => !isBlank(valueAt(row, column));
    case "Errors":
      return (row, column) => isError(valueAt(row, column));
    case "NonErrors":
      return (row, column) => !isError(valueAt(row, column));
    case "DuplicateValues":
    case "UniqueValues": {
      const counts = new Map<string, number>();
      const keyAt = (row: number, column: number): string => JSON.stringify(valueAt(row, column)).toLowerCase();
      for (const { row, column } of cellsOf(sheet, format)) {
        counts.set(keyAt(row, column), (counts.get(keyAt(row, column)) ?? 0) + 1);
      }
      return (row, column) => {
        const count = isBlank(valueAt(row, column)) ? 0 : (counts.get(keyAt(row, column)) ?? 0);
        return criterion === "UniqueValues" ? count === 1 : count > 1;
      };
    }
    case "AboveAverage":
    case "BelowAverage": {
      const numbers = numbersOf(sheet, format);
      const average = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
      return (row, column) => {
        const value = valueAt(row, column);
        return typeof value === "number" && (criterion === "AboveAverage" ? value > average : value < average);
      };
    }
    default:
      return undefined;
  }
}

function rankTest(sheet: Sheet, format: ConditionalFormat, rule: Rule): Test {
  const numbers = numbersOf(sheet, format).sort((one, other) => one - other);
  const rank = typeof rule["rank"] === "number" ? rule["rank"] : 10;
  const type = textOf(rule["type"]);
  const count = type.endsWith("Percent") ? Math.max(1, Math.floor((numbers.length * rank) / 100)) : rank;
  const isTop = type.startsWith("Top");
  const limit = isTop ? numbers.at(-Math.min(count, numbers.length)) : numbers[Math.min(count, numbers.length) - 1];
  return (row, column) => {
    const { value } = sheet.cellAt(row, column);
    return typeof value === "number" && limit !== undefined && (isTop ? value >= limit : value <= limit);
  };
}

function cellsOf(sheet: Sheet, format: ConditionalFormat): { row: number; column: number; value: CellValue }[] {
  return format.areas.flatMap((area) =>
    sheet
      .cellsIn(area)
      .flatMap(({ row, column, cell }) =>
        contains(area, { row, column, rows: 1, columns: 1 }) ? [{ row, column, value: cell.value }] : [],
      ),
  );
}

function numbersOf(sheet: Sheet, format: ConditionalFormat): number[] {
  return cellsOf(sheet, format).flatMap(({ value }) => (typeof value === "number" ? [value] : []));
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}
