/** Where the keys take the selection. Hidden rows and columns are passed over; merged cells are entered as one. */
import { type Area, COLUMN_LIMIT, ROW_LIMIT, between, boundingArea } from "../engine/area";
import type { Sheet } from "../engine/sheet";
import type { Lines } from "./lines";

export type Place = { readonly row: number; readonly column: number };

/** The active cell, and the area around it. */
export type Selection = { readonly area: Area; readonly active: Place };

export type Direction = "up" | "down" | "left" | "right";

/** What a key asks for. */
export type Move =
  | { readonly kind: "step" | "edge"; readonly direction: Direction }
  | { readonly kind: "page"; readonly direction: Direction; readonly rows: number; readonly columns: number }
  | { readonly kind: "rowStart" | "sheetStart" | "sheetEnd" };

/** What of a sheet decides how one moves on it. */
export type Ground = {
  readonly rows: Lines;
  readonly columns: Lines;
  readonly frozenRows: number;
  readonly frozenColumns: number;
  readonly hasValue: (place: Place) => boolean;
  readonly mergeAt: (place: Place) => Area | undefined;
  readonly used: Area | undefined;
};

/** The ground that a sheet is. */
export function groundOf(
  sheet: Sheet,
  layout: { rows: Lines; columns: Lines; frozenRows: number; frozenColumns: number },
): Ground {
  return {
    ...layout,
    hasValue: ({ row, column }) => {
      const cell = sheet.cellAt(row, column);
      return cell.formula !== undefined || (cell.value !== null && cell.value !== "");
    },
    mergeAt: ({ row, column }) => sheet.mergeAt(row, column),
    used: sheet.usedArea(true),
  };
}

/** The selection after a move: another cell, or with `isExtending` a larger or smaller area around the active cell. */
export function moved(selection: Selection, move: Move, isExtending: boolean, ground: Ground): Selection {
  if (!isExtending) return selectionOfCell(target(selection.active, move, ground, selection.active), ground);
  const { area, active } = selection;
  // The corner that moves is the one across from the active cell.
  const far: Place = {
    row: area.row < active.row ? area.row : area.row + area.rows - 1,
    column: area.column < active.column ? area.column : area.column + area.columns - 1,
  };
  const end = target(far, move, ground, active);
  return extended(active, end, ground);
}

/** One cell, with all cells that are merged with it. */
export function selectionOfCell(place: Place, ground: Ground): Selection {
  const merge = ground.mergeAt(place);
  const active = merge ? { row: merge.row, column: merge.column } : place;
  return { active, area: merge ?? { ...active, rows: 1, columns: 1 } };
}

/** The area from the active cell to another, wide enough to cut no merged cells apart. */
export function extended(active: Place, end: Place, ground: Ground): Selection {
  let area = between(active.row, active.column, end.row, end.column) ?? { ...active, rows: 1, columns: 1 };
  const corners = [active, end];
  for (const corner of corners) {
    const merge = ground.mergeAt(corner);
    if (merge) area = boundingArea(area, merge);
  }
  return { active, area };
}

function target(from: Place, move: Move, ground: Ground, active: Place): Place {
  switch (move.kind) {
    case "step":
      return step(from, move.direction, ground);
    case "edge":
      return edge(from, move.direction, ground);
    case "page": {
      const isDown = move.direction === "down";
      if (isDown || move.direction === "up") {
        return {
          row: shownNear(ground.rows, from.row + (isDown ? move.rows : -move.rows), ROW_LIMIT),
          column: from.column,
        };
      }
      const columns = move.direction === "right" ? move.columns : -move.columns;
      return { row: from.row, column: shownNear(ground.columns, from.column + columns, COLUMN_LIMIT) };
    }
    case "rowStart":
      return { row: from.row, column: shownNear(ground.columns, ground.frozenColumns, COLUMN_LIMIT) };
    case "sheetStart":
      return {
        row: shownNear(ground.rows, ground.frozenRows, ROW_LIMIT),
        column: shownNear(ground.columns, ground.frozenColumns, COLUMN_LIMIT),
      };
    case "sheetEnd":
      return ground.used
        ? { row: ground.used.row + ground.used.rows - 1, column: ground.used.column + ground.used.columns - 1 }
        : active;
  }
}

function step(from: Place, direction: Direction, ground: Ground): Place {
  // From merged cells one goes to what lies beyond all of them.
  const merge = ground.mergeAt(from) ?? { ...from, rows: 1, columns: 1 };
  switch (direction) {
    case "up":
      return { row: ground.rows.nextShown(merge.row, -1), column: from.column };
    case "down":
      return { row: ground.rows.nextShown(merge.row + merge.rows - 1, 1), column: from.column };
    case "left":
      return { row: from.row, column: ground.columns.nextShown(merge.column, -1) };
    case "right":
      return { row: from.row, column: ground.columns.nextShown(merge.column + merge.columns - 1, 1) };
  }
}

/** With Ctrl: to the last filled cell of a run, or over a gap to the next filled one, or to the end of the sheet. */
function edge(from: Place, direction: Direction, ground: Ground): Place {
  const next = step(from, direction, ground);
  if (isSame(next, from)) return from;
  let place = next;
  if (ground.hasValue(from) && ground.hasValue(next)) {
    for (;;) {
      const further = step(place, direction, ground);
      if (isSame(further, place) || !ground.hasValue(further)) return place;
      place = further;
    }
  }
  const { used } = ground;
  const isPast = (one: Place): boolean =>
    used === undefined ||
    (direction === "down" && one.row >= used.row + used.rows) ||
    (direction === "right" && one.column >= used.column + used.columns) ||
    (direction === "up" && one.row < used.row) ||
    (direction === "left" && one.column < used.column);
  while (!ground.hasValue(place)) {
    if (isPast(place)) return end(from, direction, ground);
    const further = step(place, direction, ground);
    if (isSame(further, place)) return place;
    place = further;
  }
  return place;
}

function end(from: Place, direction: Direction, ground: Ground): Place {
  switch (direction) {
    case "up":
      return { row: shownNear(ground.rows, 0, ROW_LIMIT), column: from.column };
    case "down":
      return { row: shownNear(ground.rows, ROW_LIMIT - 1, ROW_LIMIT), column: from.column };
    case "left":
      return { row: from.row, column: shownNear(ground.columns, 0, COLUMN_LIMIT) };
    case "right":
      return { row: from.row, column: shownNear(ground.columns, COLUMN_LIMIT - 1, COLUMN_LIMIT) };
  }
}

/** The line itself where it can be seen, or the nearest that can. */
function shownNear(lines: Lines, index: number, limit: number): number {
  const inside = Math.min(limit - 1, Math.max(0, index));
  if (lines.sizeOf(inside) > 0) return inside;
  const after = lines.nextShown(inside, 1);
  return after === inside ? lines.nextShown(inside, -1) : after;
}

function isSame(one: Place, other: Place): boolean {
  return one.row === other.row && one.column === other.column;
}
