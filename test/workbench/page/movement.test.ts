/** Where the keys take the selection, on a small sheet whose ground is drawn beside each case. */
import { describe, expect, it } from "vitest";
import { type Area, parseArea } from "../../../src/workbench/engine/area";
import { Book } from "../../../src/workbench/engine/book";
import { addressOf } from "../../../src/workbench/page/cellContent";
import { Lines } from "../../../src/workbench/page/lines";
import { type Move, groundOf, moved, selectionOfCell } from "../../../src/workbench/page/movement";

// Filled: B2:B4 and B8. Row 6 is hidden. D2:E3 is merged. Row 1 is frozen.
const book = new Book();
const sheet = book.addSheet("Ground");
for (const row of [1, 2, 3, 7]) sheet.setCell(row, 1, { value: row });
sheet.merges.value = [area("D2:E3")];
const ground = groundOf(sheet, {
  rows: new Lines(20, new Map([[5, 0]]), 1_048_576),
  columns: new Lines(64, new Map(), 16_384),
  frozenRows: 1,
  frozenColumns: 0,
});

function area(text: string): Area {
  const found = parseArea(text);
  if (!found) throw new Error(text);
  return found;
}

function after(from: string, move: Move, isExtending = false): string {
  const start = area(from);
  const next = moved(selectionOfCell(start, ground), move, isExtending, ground);
  const last = { row: next.area.row + next.area.rows - 1, column: next.area.column + next.area.columns - 1 };
  const first = addressOf(next.area.row, next.area.column);
  return next.area.rows * next.area.columns === 1 ? first : `${first}:${addressOf(last.row, last.column)}`;
}

describe("a step", () => {
  it.each([
    ["A1", "right", "B1", "goes to the next cell"],
    ["A1", "up", "A1", "stays at the edge of the sheet"],
    ["A5", "down", "A7", "passes over a hidden row"],
    ["A7", "up", "A5", "passes over a hidden row on the way back"],
    ["C2", "right", "D2:E3", "enters merged cells as one"],
    ["D2", "right", "F2", "leaves merged cells on their far side"],
    ["D2", "down", "D4", "leaves merged cells below them"],
  ] as const)("from %s to the %s is %s: %s", (from, direction, to, _why) => {
    expect(after(from, { kind: "step", direction })).toBe(to);
  });
});

describe("an edge", () => {
  it.each([
    ["B2", "down", "B4", "is the last of a run"],
    ["B4", "down", "B8", "is the next filled cell over a gap"],
    ["B8", "down", "B1048576", "is the end of the sheet when nothing follows"],
    ["A3", "right", "B3", "is the first filled cell from an empty one"],
    ["A1", "right", "XFD1", "is the end of an empty row"],
    ["B8", "up", "B4", "is the next filled cell above"],
    ["B2", "up", "B1", "is the top when nothing is above"],
  ] as const)("from %s %s is %s: %s", (from, direction, to, _why) => {
    expect(after(from, { kind: "edge", direction })).toBe(to);
  });
});

describe("a longer way", () => {
  it.each([
    [{ kind: "rowStart" }, "A3"],
    [{ kind: "sheetStart" }, "A2"],
    [{ kind: "sheetEnd" }, "B8"],
    [{ kind: "page", direction: "down", rows: 3, columns: 5 }, "C7"],
    [{ kind: "page", direction: "up", rows: 30, columns: 5 }, "C1"],
  ] as const)("%o from C3 ends at %s", (move, to) => {
    expect(after("C3", move)).toBe(to);
  });
});

describe("a selection that grows", () => {
  it("keeps the active cell and takes merged cells whole", () => {
    expect(after("C2", { kind: "step", direction: "right" }, true)).toBe("C2:E3");
    expect(after("B2", { kind: "edge", direction: "down" }, true)).toBe("B2:B4");
  });

  it("shrinks again towards the active cell", () => {
    const wide = { active: { row: 0, column: 0 }, area: area("A1:A3") };
    expect(moved(wide, { kind: "step", direction: "up" }, true, ground).area).toStrictEqual(area("A1:A2"));
  });
});
