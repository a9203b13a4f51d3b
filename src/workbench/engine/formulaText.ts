/** References in formula text: found, moved, renamed. The text between them is never touched. */
import {
  type Area,
  COLUMN_LIMIT,
  ROW_LIMIT,
  type Shift,
  columnName,
  columnOf,
  parseArea,
  quotedSheetName,
  shiftArea,
} from "./area";

/** A reference as it stands in a formula. */
export type FormulaReference = {
  /** The sheet before the "!", unquoted; undefined when none is named. */
  readonly sheet: string | undefined;
  /** The reference without its sheet, dollars included: "$A1:B2". */
  readonly text: string;
};

const QUOTED = /^"(?:[^"]|"")*"?/;
const SHEET = /^('(?:[^']|'')+'|[A-Za-z_\u0080-\uffff][\w.\u0080-\uffff]*)!/;
const REFERENCE =
  /^(\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}(?::\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6})?|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}|\$?[1-9]\d{0,6}:\$?[1-9]\d{0,6})(?![\w.(\u0080-\uffff])/;
const WORD = /^[A-Za-z_\\\u0080-\uffff][\w.\\?\u0080-\uffff]*/;
const NUMBER = /^\d+(?:\.\d*)?(?:[eE][+-]?\d+)?/;

/** Rewrites every reference of a formula; the rewriter answers the whole text that stands in its place. */
export function rewriteReferences(
  formula: string,
  rewrite: (reference: FormulaReference, original: string) => string,
  rewriteName: (name: string) => string = (name) => name,
): string {
  let result = "";
  let rest = formula;
  const move = (length: number): string => {
    const taken = rest.slice(0, length);
    rest = rest.slice(length);
    return taken;
  };
  while (rest !== "") {
    const quoted = QUOTED.exec(rest);
    if (quoted) {
      result += move(quoted[0].length);
      continue;
    }
    if (rest.startsWith("[")) {
      result += move(closingBracket(rest) + 1);
      continue;
    }
    const sheet = SHEET.exec(rest);
    const afterSheet = sheet ? rest.slice(sheet[0].length) : rest;
    const reference = REFERENCE.exec(afterSheet);
    if (reference && parseArea(reference[1] ?? "")) {
      const original = move((sheet?.[0].length ?? 0) + reference[0].length);
      const name = sheet?.[1];
      const unquoted = name?.startsWith("'") === true ? name.slice(1, -1).replaceAll("''", "'") : name;
      result += rewrite({ sheet: unquoted, text: reference[1] ?? "" }, original);
      continue;
    }
    const number = sheet ? null : NUMBER.exec(rest);
    const word = sheet ? null : WORD.exec(rest);
    if (number) result += move(number[0].length);
    else if (word) {
      const name = move(word[0].length);
      result += rest.startsWith("(") || rest.startsWith("[") ? name : rewriteName(name);
    } else result += move(sheet ? sheet[0].length : 1);
  }
  return result;
}

function closingBracket(text: string): number {
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === "'") index += 1;
    else if (text[index] === "[") depth += 1;
    else if (text[index] === "]" && --depth === 0) return index;
  }
  return text.length - 1;
}

type Corner = { row?: number; column?: number; isRowFixed: boolean; isColumnFixed: boolean };

function cornersOf(text: string): Corner[] {
  return text.split(":").map((part) => {
    const found = /^(\$)?([A-Za-z]{1,3})?(\$)?(\d+)?$/.exec(part);
    const letters = found?.[2];
    const digits = found?.[4];
    const corner: Corner = {
      isColumnFixed: letters !== undefined && found?.[1] === "$",
      isRowFixed: letters === undefined ? found?.[1] === "$" || found?.[3] === "$" : found?.[3] === "$",
    };
    const column = letters === undefined ? undefined : columnOf(letters);
    if (column !== undefined) corner.column = column;
    if (digits !== undefined) corner.row = Number(digits) - 1;
    return corner;
  });
}

function cornerText(corner: Corner): string {
  const column = corner.column === undefined ? "" : (corner.isColumnFixed ? "$" : "") + columnName(corner.column);
  return column + (corner.row === undefined ? "" : `${corner.isRowFixed ? "$" : ""}${corner.row + 1}`);
}

/** The formula as it reads when copied by so many rows and columns: relative references move along. */
export function moveFormula(formula: string, rows: number, columns: number): string {
  if (rows === 0 && columns === 0) return formula;
  return rewriteReferences(formula, (reference, original) => {
    const corners = cornersOf(reference.text);
    for (const corner of corners) {
      if (corner.row !== undefined && !corner.isRowFixed) corner.row += rows;
      if (corner.column !== undefined && !corner.isColumnFixed) corner.column += columns;
      const isLost =
        (corner.row ?? 0) < 0 ||
        (corner.row ?? 0) >= ROW_LIMIT ||
        (corner.column ?? 0) < 0 ||
        (corner.column ?? 0) >= COLUMN_LIMIT;
      if (isLost) return "#REF!";
    }
    return prefixOf(original) + corners.map(cornerText).join(":");
  });
}

/** The formula after cells of a sheet moved: references to that sheet follow, lost ones become #REF!. */
export function shiftFormula(formula: string, ownSheet: string, movedSheet: string, shift: Shift): string {
  return rewriteReferences(formula, (reference, original) => {
    if ((reference.sheet ?? ownSheet).toLowerCase() !== movedSheet.toLowerCase()) return original;
    const area = parseArea(reference.text);
    const moved = area && shiftArea(area, shift);
    if (!area || !moved) return "#REF!";
    return moved === area ? original : prefixOf(original) + withCorners(reference.text, moved);
  });
}

function withCorners(text: string, area: Area): string {
  const [first, last] = cornersOf(text);
  if (!first) return text;
  const place = (corner: Corner, row: number, column: number): string => {
    const moved = { ...corner };
    if (corner.row !== undefined) moved.row = row;
    if (corner.column !== undefined) moved.column = column;
    return cornerText(moved);
  };
  const start = place(first, area.row, area.column);
  return last ? `${start}:${place(last, area.row + area.rows - 1, area.column + area.columns - 1)}` : start;
}

/** The formula after a sheet was renamed. */
export function renameSheetInFormula(formula: string, from: string, to: string): string {
  return rewriteReferences(formula, (reference, original) =>
    reference.sheet?.toLowerCase() === from.toLowerCase() ? `${quotedSheetName(to)}!${reference.text}` : original,
  );
}

/** The formula after a sheet was deleted: what pointed there is lost. */
export function loseSheetInFormula(formula: string, sheet: string): string {
  return rewriteReferences(formula, (reference, original) =>
    reference.sheet?.toLowerCase() === sheet.toLowerCase() ? "#REF!" : original,
  );
}

function prefixOf(original: string): string {
  return original.slice(0, original.lastIndexOf("!") + 1);
}

/** A formula in the row and column notation: relative to the cell it stands in. */
export function toRowColumnNotation(formula: string, row: number, column: number): string {
  return rewriteReferences(formula, (reference, original) => {
    const corners = cornersOf(reference.text).map((corner) => {
      const rowText =
        corner.row === undefined ? "" : corner.isRowFixed ? `R${corner.row + 1}` : relative("R", corner.row - row);
      const columnText =
        corner.column === undefined
          ? ""
          : corner.isColumnFixed
            ? `C${corner.column + 1}`
            : relative("C", corner.column - column);
      return rowText + columnText;
    });
    return prefixOf(original) + corners.join(":");
  });
}

function relative(letter: string, distance: number): string {
  return distance === 0 ? letter : `${letter}[${distance}]`;
}

/** The other way round: row and column notation, as a cell reads it, into A1. */
export function fromRowColumnNotation(formula: string, row: number, column: number): string {
  return formula
    .split(/("(?:[^"]|"")*")/)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part.replace(
            /(?<![\w.\]])R(\[-?\d+\]|\d+)?C(\[-?\d+\]|\d+)?(?![\w.(])/gi,
            (_whole, rowPart: string | undefined, columnPart: string | undefined) =>
              cornerText({ ...axis(columnPart, column, "column"), ...axis(rowPart, row, "row") } as Corner),
          ),
    )
    .join("");
}

function axis(part: string | undefined, from: number, kind: "row" | "column"): Partial<Corner> {
  const isFixed = part !== undefined && !part.startsWith("[");
  const place = part === undefined ? from : isFixed ? Number(part) - 1 : from + Number(part.slice(1, -1));
  return kind === "row" ? { row: place, isRowFixed: isFixed } : { column: place, isColumnFixed: isFixed };
}
