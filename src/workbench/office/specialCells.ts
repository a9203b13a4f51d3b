/** `getSpecialCells`: the cells of a kind, as few rectangles as they make. */
import { type Area, cellCount, contains, intersection } from "../engine/area";
import { type Cell, isError } from "../engine/value";
import { one } from "./cellAccess";
import { ApiError } from "./apiError";
import type { Arguments } from "./classModel";
import type { RangeTarget } from "./rangeTarget";

const KINDS = [
  "Blanks",
  "Constants",
  "Formulas",
  "Visible",
  "ConditionalFormats",
  "DataValidations",
  "SameConditionalFormat",
  "SameDataValidation",
] as const;

/** The areas of the cells of a kind; none when there are none. */
export function specialCells(target: RangeTarget, args: Arguments): Area[] {
  const { sheet } = target;
  const kind = args.oneOf(0, KINDS, "Constants");
  const valueKind = args.textOr(1, "All");
  const used = sheet.usedArea(false);
  // One cell stands for the whole sheet, as in Excel.
  const asked = cellCount(target.area) === 1 ? used : used && intersection(target.area, used);
  if (!asked) return [];
  const isHidden = (row: number, column: number): boolean =>
    sheet.hiddenRows.has(row) || sheet.hiddenColumns.has(column);
  const isWanted = (row: number, column: number, cell: Cell): boolean => {
    switch (kind) {
      case "Blanks":
        return cell.value === null && cell.formula === undefined;
      case "Constants":
        return (
          cell.formula === undefined &&
          cell.value !== null &&
          cell.spilledFrom === undefined &&
          isOfKind(cell, valueKind)
        );
      case "Formulas":
        return cell.formula !== undefined && isOfKind(cell, valueKind);
      case "Visible":
        return !isHidden(row, column);
      case "ConditionalFormats":
        return sheet.conditionalFormats.value.some((format) =>
          format.areas.some((area) => contains(area, one(row, column))),
        );
      case "DataValidations":
        return sheet.validations.value.some((validation) => contains(validation.area, one(row, column)));
      default:
        throw new ApiError("UnsupportedOperation");
    }
  };
  const wanted: { row: number; column: number }[] = [];
  for (let row = asked.row; row < asked.row + asked.rows; row += 1) {
    for (let column = asked.column; column < asked.column + asked.columns; column += 1) {
      if (isWanted(row, column, sheet.cellAt(row, column))) wanted.push({ row, column });
    }
  }
  return rectanglesOf(wanted);
}

function isOfKind(cell: Cell, kind: string): boolean {
  if (kind === "All") return true;
  const { value } = cell;
  const name =
    value === null
      ? ""
      : isError(value)
        ? "Errors"
        : { number: "Numbers", string: "Text", boolean: "Logical" }[typeof value as "number" | "string" | "boolean"];
  return name !== "" && kind.includes(name);
}

/** Joins cells, given in reading order, into rectangles. */
export function rectanglesOf(cells: readonly { readonly row: number; readonly column: number }[]): Area[] {
  const runs: Area[] = [];
  for (const { row, column } of cells) {
    const last = runs.at(-1);
    if (last && last.row === row && last.column + last.columns === column) {
      runs[runs.length - 1] = { ...last, columns: last.columns + 1 };
    } else runs.push({ row, column, rows: 1, columns: 1 });
  }
  const rectangles: Area[] = [];
  const open = new Map<string, number>();
  for (const run of runs) {
    const key = `${run.column}:${run.columns}`;
    const index = open.get(key);
    const above = index === undefined ? undefined : rectangles[index];
    if (index !== undefined && above && above.row + above.rows === run.row) {
      rectangles[index] = { ...above, rows: above.rows + 1 };
    } else {
      open.set(key, rectangles.length);
      rectangles.push(run);
    }
  }
  return rectangles;
}
