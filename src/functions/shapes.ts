/**
 * The shapes of arguments and results: cell beside cell, or years across and down. A single cell given beside several
 * counts for each of them, and what goes in as a row or a column comes out as one.
 */
import { cellAt, isSingle, type Cell, type Cells } from "./cells";
import { errorFor, raise, valueError } from "./cellError";

/** The arguments of one row or cell of the result: a cell for each argument, null for one left out. */
type CellOfEach<Arguments> = {
  [Index in keyof Arguments]: null extends Arguments[Index] ? Cell | null : Cell;
};

/**
 * Works cell by cell over arguments of one shape. A fault in one cell is an error in that cell alone.
 * Arguments of different shapes are #VALUE!, which says both.
 */
export function cellByCell<Arguments extends readonly (Cells | null)[], Result>(
  args: readonly [...Arguments],
  work: (cells: CellOfEach<Arguments>) => Result,
): (Result | CustomFunctions.Error)[][] {
  const shape = commonShape(args);
  const workAt = (row: number, column: number): Result =>
    work(args.map((cells) => cells && cellAt(cells, row, column)) as CellOfEach<Arguments>);
  if (shape === null || (shape.height === 1 && shape.width === 1)) return [[workAt(0, 0)]];
  return Array.from({ length: shape.height }, (_, row) =>
    Array.from({ length: shape.width }, (_, column) => {
      try {
        return workAt(row, column);
      } catch (fault) {
        return errorFor(fault);
      }
    }),
  );
}

/** The shape of the arguments that have more than one cell; null when none has. */
function commonShape(args: readonly (Cells | null)[]): Cells | null {
  let first: Cells | null = null;
  for (const cells of args) {
    if (cells === null || isSingle(cells)) continue;
    first ??= cells;
    if (cells.height !== first.height || cells.width !== first.width) raise(shapesDiffer(first, cells));
  }
  return first;
}

function shapesDiffer(a: Cells, b: Cells): CustomFunctions.Error {
  const isLine = (a.height === 1 && b.height === 1) || (a.width === 1 && b.width === 1);
  return isLine ? countsDiffer(a, a.height * a.width, b, b.height * b.width, "cells") : sizesDiffer(a, b);
}

function countsDiffer(a: Cells, countOfA: number, b: Cells, countOfB: number, what: string): CustomFunctions.Error {
  return valueError(`${a.name} has ${countOfA} ${what}, ${b.name} has ${countOfB}`);
}

function sizesDiffer(a: Cells, b: Cells): CustomFunctions.Error {
  return valueError(`${a.name} is ${sizeOf(a)}, ${b.name} is ${sizeOf(b)}`);
}

function sizeOf({ height, width }: Cells): string {
  return `${height} ${height === 1 ? "row" : "rows"} by ${width} ${width === 1 ? "column" : "columns"}`;
}

/** The error for two arguments that speak of different numbers of years. */
export function yearsDiffer(a: Cells, yearsOfA: number, b: Cells, yearsOfB: number): CustomFunctions.Error {
  return countsDiffer(a, yearsOfA, b, yearsOfB, "years");
}

/** Refuses an argument whose shape is not that of another. */
export function mustMatch(cells: Cells, other: Cells): void {
  if (cells.height !== other.height || cells.width !== other.width) raise(shapesDiffer(other, cells));
}

/** Refuses an argument with another number of cells than there are things to give one each. */
export function mustCount(cells: Cells, count: number, of: Cells, what: string): void {
  if (cells.height * cells.width !== count) {
    raise(valueError(`${cells.name} has ${cells.height * cells.width} cells, ${of.name} has ${count} ${what}`));
  }
}

/** The cells of arguments by year, each year's cells together, and whether the years run down the sheet. */
export type ByYear = {
  readonly isDown: boolean;
  readonly years: number;
  /** The cells of an argument in a year; lines of one argument are added up by who asks. */
  readonly cellsIn: (cells: Cells, year: number) => readonly Cell[];
};

/** Whether an argument is a column of several cells: years that run down. */
export function runsDown(cells: Cells): boolean {
  return cells.width === 1 && cells.height > 1;
}

/** The direction of arguments that are each one line of years: down when they are columns, else across. */
export function directionOf(args: readonly (Cells | null)[]): "down" | "across" {
  const lines = args.filter((cells): cells is Cells => cells !== null && !isSingle(cells));
  const [first] = lines.filter((cells) => cells.width === 1 || cells.height === 1);
  const crossing = first && lines.find((cells) => (runsDown(first) ? cells.height === 1 : runsDown(cells)));
  if (crossing) raise(sizesDiffer(first, crossing));
  return first && runsDown(first) ? "down" : "across";
}

/**
 * Arguments as lines by year, the years running in a direction; one cell counts for every year. A different number of
 * years is #VALUE!, which says both.
 */
export function byYear(args: readonly (Cells | null)[], direction: "down" | "across"): ByYear {
  const isDown = direction === "down";
  const long = args.filter((cells): cells is Cells => cells !== null && !isSingle(cells));
  const yearsOf = (cells: Cells): number => (isDown ? cells.height : cells.width);
  const first = long[0];
  const other = long.find((cells) => first !== undefined && yearsOf(cells) !== yearsOf(first));
  if (first && other) raise(yearsDiffer(first, yearsOf(first), other, yearsOf(other)));
  return {
    isDown,
    years: first === undefined ? 1 : yearsOf(first),
    cellsIn: (cells, year) => {
      if (isSingle(cells)) return [cellAt(cells, 0, 0)];
      const lines = isDown ? cells.width : cells.height;
      return Array.from({ length: lines }, (_, line) =>
        isDown ? cellAt(cells, year, line) : cellAt(cells, line, year),
      );
    },
  };
}

/** Rows of results by year, turned into columns where the years run down. */
export function inDirection<Value>(rows: readonly (readonly Value[])[], isDown: boolean): Value[][] {
  if (!isDown) return rows.map((row) => [...row]);
  return (rows[0] ?? []).map((_, year) => rows.map((row) => row[year] as Value));
}
