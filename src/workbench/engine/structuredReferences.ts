/** References to tables in formulas, written out as plain areas for a calculator that knows no tables. */
import { type Area, absoluteAreaText, contains, quotedSheetName } from "./area";
import type { Book } from "./book";
import type { Sheet, Table } from "./sheet";

/** The formula with every `Costs[Amount]` and `[@Amount]` as the area it means from a cell; #REF! where there is none. */
export function writeOutTables(book: Book, sheet: Sheet, row: number, column: number, formula: string): string {
  if (!formula.includes("[")) return formula;
  let result = "";
  let index = 0;
  while (index < formula.length) {
    const letter = formula[index] ?? "";
    if (letter === '"') {
      const end = formula.indexOf('"', index + 1);
      const stop = end < 0 ? formula.length : end + 1;
      result += formula.slice(index, stop);
      index = stop;
    } else if (letter === "[") {
      const end = closingBracket(formula, index);
      const name = /[\w.\\\u0080-\uffff]+$/.exec(result)?.[0] ?? "";
      const here: Area = { row, column, rows: 1, columns: 1 };
      const table = name === "" ? sheet.tables.find((one) => contains(one.area.value, here)) : book.tableNamed(name);
      const area = table && areaOf(table, formula.slice(index + 1, end), row);
      result = result.slice(0, result.length - name.length);
      result += table && area ? `${quotedSheetName(table.sheet.name.value)}!${absoluteAreaText(area)}` : "#REF!";
      index = end + 1;
    } else {
      result += letter;
      index += 1;
    }
  }
  return result;
}

function closingBracket(text: string, from: number): number {
  let depth = 0;
  for (let index = from; index < text.length; index += 1) {
    if (text[index] === "'") index += 1;
    else if (text[index] === "[") depth += 1;
    else if (text[index] === "]") {
      depth -= 1;
      if (depth === 0) return index;
    }
  }
  return text.length;
}

function areaOf(table: Table, inner: string, row: number): Area | undefined {
  const isThisRow = inner.startsWith("@") || /\[#this row\]/i.test(inner);
  const bare = inner.replace(/^@/, "");
  const parts = bare.includes("[")
    ? [...bare.matchAll(/\[((?:'.|[^\]'])*)\]/g)].map((found) => found[1] ?? "")
    : bare === ""
      ? []
      : [bare];
  const items = parts.filter((part) => part.startsWith("#")).map((part) => part.toLowerCase());
  const names = parts.filter((part) => !part.startsWith("#")).map((part) => part.replace(/'(.)/g, "$1").toLowerCase());
  const whole = table.area.value;
  const columns = names.map((name) => {
    for (let index = 0; index < whole.columns; index += 1) {
      if (table.columnName(index).toLowerCase() === name) return index;
    }
    return -1;
  });
  if (columns.includes(-1)) return undefined;
  const rows = isThisRow ? { ...whole, row, rows: 1 } : rowsOf(table, items);
  if (!rows) return undefined;
  const first = columns[0];
  const last = columns.at(-1);
  if (first === undefined || last === undefined) return rows;
  return { ...rows, column: whole.column + first, columns: last - first + 1 };
}

function rowsOf(table: Table, items: readonly string[]): Area | undefined {
  const whole = table.area.value;
  if (items.includes("#all")) return whole;
  if (items.includes("#headers")) return table.hasHeaders.value ? { ...whole, rows: 1 } : undefined;
  if (items.includes("#totals")) {
    return table.hasTotals.value ? { ...whole, row: whole.row + whole.rows - 1, rows: 1 } : undefined;
  }
  return table.body;
}
