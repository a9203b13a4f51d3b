/**
 * Names for the cells that findings point at, so that a flag keeps its id when rows and columns move: the sheet by what it
 * is, the column by its canonical heading, the row by the line it was read as.
 */
import { nameKey, type LineId } from "../../model";
import { type Position } from "../address";
import type { Reading } from "../reading";
import { inputSheets, type SheetDeclaration } from "../sheetLayout";
import type { SheetSnapshot, Snapshot } from "../workbook";

export type PlaceNames = {
  /** What a sheet is ("Costs"), or its own name where it is no input sheet. */
  readonly sheet: (sheet: string) => string;
  /** The canonical heading of a cell's column; empty where the column was not read. */
  readonly column: (sheet: string, position: Position) => string;
  /** The line in a cell's row, or the words the row begins with where no line was read from it. */
  readonly line: (sheet: string, position: Position) => string;
};

/** Names for the places of a reading. */
export function placeNames(reading: Reading, snapshot: Snapshot): PlaceNames {
  const { sourceMap } = reading;
  const canonicalNames = new Map([...reading.sheets].map(([canonical, own]) => [own, canonical] as const));
  const declarations = new Map(inputSheets.map((declaration) => [declaration.name, declaration] as const));
  const snapshots = new Map(snapshot.sheets.map((sheet) => [sheet.name, sheet] as const));
  const firstLines = new Map<string, readonly LineId[]>();

  /** The lines of the first row that any were read from: they know the columns that all rows share. */
  const firstLinesOf = (sheet: string): readonly LineId[] => {
    const known = firstLines.get(sheet);
    if (known !== undefined) return known;
    const row = snapshots.get(sheet)?.rows.find(({ row }) => sourceMap.linesAt(sheet, row).length > 0);
    const lines = row === undefined ? [] : sourceMap.linesAt(sheet, row.row);
    firstLines.set(sheet, lines);
    return lines;
  };

  const headingIn = (lines: readonly LineId[], declaration: SheetDeclaration, column: number): string | null => {
    for (const line of lines) {
      const found = declaration.columns.find(({ field }) => {
        // A field without a column of its own is answered with the line's key cell, and its heading with its name.
        const isMapped = sourceMap.headingOf(line, field) !== field;
        return isMapped && sourceMap.cellOf(line, field)?.column === column;
      });
      if (found !== undefined) return found.heading;
    }
    return null;
  };

  return {
    sheet: (sheet) => canonicalNames.get(sheet) ?? sheet,
    column: (sheet, { row, column }) => {
      const declaration = declarations.get(canonicalNames.get(sheet) ?? "");
      if (declaration === undefined) return "";
      const own = sourceMap.linesAt(sheet, row);
      return headingIn(own, declaration, column) ?? headingIn(firstLinesOf(sheet), declaration, column) ?? "";
    },
    line: (sheet, { row }) => {
      const [line] = sourceMap.linesAt(sheet, row);
      if (line !== undefined) return line.slice(line.indexOf(":") + 1);
      return firstWordsIn(snapshots.get(sheet), row);
    },
  };
}

const WORDS_LENGTH_MAXIMUM = 60;

function firstWordsIn(sheet: SheetSnapshot | undefined, row: number): string {
  const values = sheet?.rows.find((candidate) => candidate.row === row)?.values ?? [];
  const words = values.find((value) => typeof value === "string" && value.trim() !== "");
  return typeof words === "string" ? nameKey(words).slice(0, WORDS_LENGTH_MAXIMUM) : "";
}
