/** How cells look: format, fill, font, borders, protection. A setting that differs within the range reads as null. */
import type { Area } from "../../engine/area";
import type { Sheet } from "../../engine/sheet";
import type { Border, CellFormat, FormatPatch } from "../../engine/value";
import { showValue } from "../../engine/numberFormat";
import { ApiError, invalidArgument } from "../apiError";
import { refuseProtected } from "../cellAccess";
import { type RemoteClassOf, defineClass, type PropertyModel } from "../classModel";

/** The cells that are looked at or made over. */
export type FormatTarget = { readonly sheet: Sheet; readonly areas: readonly Area[] };

/** Text of the settings' names of colour that the API takes beside "#RRGGBB". */
const COLOUR_NAMES: Readonly<Record<string, string>> = {
  aqua: "#00FFFF",
  black: "#000000",
  blue: "#0000FF",
  brown: "#A52A2A",
  cyan: "#00FFFF",
  darkblue: "#00008B",
  darkgray: "#A9A9A9",
  darkgreen: "#006400",
  darkred: "#8B0000",
  fuchsia: "#FF00FF",
  gold: "#FFD700",
  gray: "#808080",
  grey: "#808080",
  green: "#008000",
  lightblue: "#ADD8E6",
  lightgray: "#D3D3D3",
  lightgreen: "#90EE90",
  lightyellow: "#FFFFE0",
  lime: "#00FF00",
  magenta: "#FF00FF",
  maroon: "#800000",
  navy: "#000080",
  olive: "#808000",
  orange: "#FFA500",
  pink: "#FFC0CB",
  purple: "#800080",
  red: "#FF0000",
  silver: "#C0C0C0",
  teal: "#008080",
  white: "#FFFFFF",
  yellow: "#FFFF00",
};

/** A colour as Excel gives it back: "#RRGGBB" in capitals. Anything that is no colour is refused. */
export function readColour(value: unknown): string {
  if (typeof value !== "string") throw invalidArgument();
  const named = COLOUR_NAMES[value.trim().toLowerCase()];
  if (named !== undefined) return named;
  const found = /^#?([0-9a-f]{6})$/i.exec(value.trim());
  if (!found) throw invalidArgument();
  return `#${(found[1] ?? "").toUpperCase()}`;
}

/** What one setting is for all cells; null where they differ. */
export function readFormat<T>(target: FormatTarget, of: (format: CellFormat) => T): T | null {
  const [first, ...others] = target.areas;
  if (!first) return null;
  const answer = target.sheet.sameInArea(first, (row, column) => of(target.sheet.formatAt(row, column)));
  if (answer === null) return null;
  const isSame = others.every((area) =>
    Object.is(
      target.sheet.sameInArea(area, (row, column) => of(target.sheet.formatAt(row, column))),
      answer,
    ),
  );
  return isSame ? answer : null;
}

/** Makes cells over and tells whoever listens. */
export function writeFormat(target: FormatTarget, patch: FormatPatch): void {
  refuseProtected(target.sheet, "allowFormatCells");
  for (const area of target.areas) {
    target.sheet.format(area, patch);
    target.sheet.book.announce({ kind: "formats", sheet: target.sheet, area });
  }
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[]): T {
  const found = allowed.find((one) => typeof value === "string" && one.toLowerCase() === value.toLowerCase());
  if (found === undefined) throw invalidArgument();
  return found;
}

function flagOf(value: unknown): boolean {
  if (typeof value !== "boolean") throw invalidArgument();
  return value;
}

function numberOf(value: unknown, least: number, most: number): number {
  if (typeof value !== "number" || value < least || value > most) throw invalidArgument();
  return value;
}

/** A setting that stands in the cells' format, with its default and the check of what is written. */
function setting<T>(
  read: (format: CellFormat) => T,
  write: (value: unknown) => FormatPatch,
): PropertyModel<FormatTarget> {
  return {
    read: (target) => readFormat(target, read),
    write: (target, value) => writeFormat(target, write(value)),
  };
}

const HORIZONTAL = [
  "General",
  "Left",
  "Center",
  "Right",
  "Fill",
  "Justify",
  "CenterAcrossSelection",
  "Distributed",
] as const;
const VERTICAL = ["Top", "Center", "Bottom", "Justify", "Distributed"] as const;
const UNDERLINES = ["None", "Single", "Double", "SingleAccountant", "DoubleAccountant"] as const;

export const rangeFormatClass: RemoteClassOf<FormatTarget> = defineClass<FormatTarget>({
  name: "RangeFormat",
  properties: {
    HorizontalAlignment: setting(
      (format) => format.horizontalAlignment ?? "General",
      (value) => ({ horizontalAlignment: unless(oneOf(value, HORIZONTAL), "General") }),
    ),
    VerticalAlignment: setting(
      (format) => format.verticalAlignment ?? "Bottom",
      (value) => ({ verticalAlignment: unless(oneOf(value, VERTICAL), "Bottom") }),
    ),
    WrapText: setting(
      (format) => format.isWrapped ?? false,
      (value) => ({ isWrapped: flagOf(value) || undefined }),
    ),
    IndentLevel: setting(
      (format) => format.indent ?? 0,
      (value) => ({ indent: numberOf(value, 0, 250) || undefined }),
    ),
    ShrinkToFit: setting(
      (format) => format.isShrunk ?? false,
      (value) => ({ isShrunk: flagOf(value) || undefined }),
    ),
    AutoIndent: setting(
      () => false,
      () => ({}),
    ),
    ReadingOrder: setting(
      (format) => format.readingOrder ?? "Context",
      (value) => ({ readingOrder: unless(oneOf(value, ["Context", "LeftToRight", "RightToLeft"]), "Context") }),
    ),
    TextOrientation: setting(
      (format) => format.textOrientation ?? 0,
      (value) => {
        const angle = typeof value === "number" && value === 180 ? 180 : numberOf(value, -90, 90);
        return { textOrientation: angle || undefined };
      },
    ),
    ColumnWidth: {
      read: (target) => sameLine(target, "columns", (column) => widthOfColumn(target.sheet, column)),
      write: (target, value) => {
        refuseProtected(target.sheet, "allowFormatColumns");
        const width = numberOf(value, 0, 1339);
        eachLine(target, "columns", (column) => target.sheet.columnWidths.set(column, width));
      },
    },
    RowHeight: {
      read: (target) => sameLine(target, "rows", (row) => target.sheet.rowHeights.get(row) ?? 15),
      write: (target, value) => {
        refuseProtected(target.sheet, "allowFormatRows");
        const height = numberOf(value, 0, 409.5);
        eachLine(target, "rows", (row) => target.sheet.rowHeights.set(row, height));
      },
    },
    UseStandardWidth: {
      read: (target) => sameLine(target, "columns", (column) => !target.sheet.columnWidths.has(column)),
      write: (target, value) => {
        refuseProtected(target.sheet, "allowFormatColumns");
        if (flagOf(value)) eachLine(target, "columns", (column) => target.sheet.columnWidths.delete(column));
      },
    },
    UseStandardHeight: {
      read: (target) => sameLine(target, "rows", (row) => !target.sheet.rowHeights.has(row)),
      write: (target, value) => {
        refuseProtected(target.sheet, "allowFormatRows");
        if (flagOf(value)) eachLine(target, "rows", (row) => target.sheet.rowHeights.delete(row));
      },
    },
  },
  navigations: {
    Fill: (target) => rangeFillClass.of(target),
    Font: (target) => rangeFontClass.of(target),
    Borders: (target) => rangeBorderCollectionClass.of(target),
    Protection: (target) => formatProtectionClass.of(target),
  },
  methods: {
    // A rough measure: a page without a screen has no fonts to ask.
    AutofitColumns: (target) => {
      refuseProtected(target.sheet, "allowFormatColumns");
      const { sheet } = target;
      for (const area of target.areas) {
        const used = sheet.usedWithin(area);
        if (!used) continue;
        for (let column = used.column; column < used.column + used.columns; column += 1) {
          const longest = sheet
            .cellsIn({ ...used, column, columns: 1 })
            .map(({ row, cell }) => showValue(cell.value, sheet.numberFormatAt(row, column)).length)
            .reduce((most, length) => Math.max(most, length), 0);
          if (longest > 0) sheet.columnWidths.set(column, Math.round((longest * 7 + 12) * 0.75 * 100) / 100);
        }
      }
      return undefined;
    },
    AutofitRows: (target) => {
      refuseProtected(target.sheet, "allowFormatRows");
      for (const area of target.areas) {
        for (const row of [...target.sheet.rowHeights.keys()]) {
          if (row >= area.row && row < area.row + area.rows) target.sheet.rowHeights.delete(row);
        }
      }
      return undefined;
    },
    AdjustIndent: (target, args) => {
      const indent = (readFormat(target, (format) => format.indent ?? 0) ?? 0) + args.integer(0);
      if (indent < 0) throw invalidArgument();
      writeFormat(target, { indent: indent || undefined });
      return undefined;
    },
  },
});

function unless<T>(value: T, standard: T): T | undefined {
  return value === standard ? undefined : value;
}

/** The width of a column in points. */
export function widthOfColumn(sheet: Sheet, column: number): number {
  return sheet.columnWidths.get(column) ?? Math.round(sheet.standardWidth.value * 7 + 5) * 0.75;
}

function sameLine<T>(target: FormatTarget, by: "rows" | "columns", of: (line: number) => T): T | null {
  let answer: T | undefined;
  for (const area of target.areas) {
    const start = by === "rows" ? area.row : area.column;
    // Lines beyond the last that was set are all standard.
    const count = Math.min(by === "rows" ? area.rows : area.columns, 20_000);
    for (let line = start; line < start + count; line += 1) {
      const here = of(line);
      if (answer !== undefined && !Object.is(answer, here)) return null;
      answer = here;
    }
  }
  return answer ?? null;
}

function eachLine(target: FormatTarget, by: "rows" | "columns", change: (line: number) => void): void {
  for (const area of target.areas) {
    const start = by === "rows" ? area.row : area.column;
    const count = by === "rows" ? area.rows : area.columns;
    if (by === "rows" && count > 100_000) throw new ApiError("RangeExceedsLimit");
    for (let line = start; line < start + count; line += 1) change(line);
  }
}

const PATTERNS = ["None", "Solid", "Gray50", "Gray75", "Gray25", "Horizontal", "Vertical", "Down", "Up"] as const;

export const rangeFillClass: RemoteClassOf<FormatTarget> = defineClass<FormatTarget>({
  name: "RangeFill",
  properties: {
    Color: setting(
      (format) => format.fillColor ?? "#FFFFFF",
      (value) => ({ fillColor: value === "" ? undefined : readColour(value) }),
    ),
    Pattern: setting(
      (format) => format.fillPattern ?? (format.fillColor === undefined ? "None" : "Solid"),
      (value) => ({ fillPattern: oneOf(value, PATTERNS) }),
    ),
    PatternColor: setting(
      (format) => format.fillPatternColor ?? "#000000",
      (value) => ({ fillPatternColor: readColour(value) }),
    ),
  },
  methods: {
    Clear: (target) => {
      writeFormat(target, { fillColor: undefined, fillPattern: undefined });
      return undefined;
    },
  },
});

export const rangeFontClass: RemoteClassOf<FormatTarget> = defineClass<FormatTarget>({
  name: "RangeFont",
  properties: {
    Name: setting(
      (format) => format.fontName ?? "Calibri",
      (value) => {
        if (typeof value !== "string" || value === "") throw invalidArgument();
        return { fontName: value };
      },
    ),
    Size: setting(
      (format) => format.fontSize ?? 11,
      (value) => ({ fontSize: numberOf(value, 1, 409) }),
    ),
    Color: setting(
      (format) => format.fontColor ?? "#000000",
      (value) => ({ fontColor: readColour(value) }),
    ),
    Bold: setting(
      (format) => format.isBold ?? false,
      (value) => ({ isBold: flagOf(value) || undefined }),
    ),
    Italic: setting(
      (format) => format.isItalic ?? false,
      (value) => ({ isItalic: flagOf(value) || undefined }),
    ),
    Underline: setting(
      (format) => format.underline ?? "None",
      (value) => ({ underline: unless(oneOf(value, UNDERLINES), "None") }),
    ),
    Strikethrough: setting(
      (format) => format.isStruck ?? false,
      (value) => ({ isStruck: flagOf(value) || undefined }),
    ),
    Subscript: setting(
      (format) => format.isSubscript ?? false,
      (value) => ({ isSubscript: flagOf(value) || undefined }),
    ),
    Superscript: setting(
      (format) => format.isSuperscript ?? false,
      (value) => ({ isSuperscript: flagOf(value) || undefined }),
    ),
  },
});

export const formatProtectionClass: RemoteClassOf<FormatTarget> = defineClass<FormatTarget>({
  name: "FormatProtection",
  properties: {
    Locked: setting(
      (format) => format.isUnlocked !== true,
      (value) => ({ isUnlocked: !flagOf(value) || undefined }),
    ),
    FormulaHidden: setting(
      (format) => format.isFormulaHidden ?? false,
      (value) => ({ isFormulaHidden: flagOf(value) || undefined }),
    ),
  },
});

// ---------------------------------------------------------------------------------------------- borders

const SIDES = [
  "EdgeTop",
  "EdgeBottom",
  "EdgeLeft",
  "EdgeRight",
  "InsideVertical",
  "InsideHorizontal",
  "DiagonalDown",
  "DiagonalUp",
] as const;
type Side = (typeof SIDES)[number];
type BorderTarget = { readonly format: FormatTarget; readonly side: Side };
type BorderKey =
  "borderTop" | "borderBottom" | "borderLeft" | "borderRight" | "borderDiagonalDown" | "borderDiagonalUp";

const STYLES = ["None", "Continuous", "Dash", "DashDot", "DashDotDot", "Dot", "Double", "SlantDashDot"] as const;
const WEIGHTS = ["Hairline", "Thin", "Medium", "Thick"] as const;
const NO_BORDER: Border = { style: "None", color: "#000000", weight: "Thin" };

/** The cells of a side and which of their own edges it is. */
function edgesOf(area: Area, side: Side): { area: Area; key: BorderKey }[] {
  const lastRow = area.row + area.rows - 1;
  const lastColumn = area.column + area.columns - 1;
  switch (side) {
    case "EdgeTop":
      return [{ area: { ...area, rows: 1 }, key: "borderTop" }];
    case "EdgeBottom":
      return [{ area: { ...area, row: lastRow, rows: 1 }, key: "borderBottom" }];
    case "EdgeLeft":
      return [{ area: { ...area, columns: 1 }, key: "borderLeft" }];
    case "EdgeRight":
      return [{ area: { ...area, column: lastColumn, columns: 1 }, key: "borderRight" }];
    case "InsideVertical":
      return area.columns < 2 ? [] : [{ area: { ...area, columns: area.columns - 1 }, key: "borderRight" }];
    case "InsideHorizontal":
      return area.rows < 2 ? [] : [{ area: { ...area, rows: area.rows - 1 }, key: "borderBottom" }];
    case "DiagonalDown":
      return [{ area, key: "borderDiagonalDown" }];
    case "DiagonalUp":
      return [{ area, key: "borderDiagonalUp" }];
  }
}

function readBorder<T>(target: BorderTarget, of: (border: Border) => T): T | null {
  const { sheet, areas } = target.format;
  const answers = areas
    .flatMap((area) => edgesOf(area, target.side))
    .map(({ area, key }) => sheet.sameInArea(area, (row, column) => of(sheet.formatAt(row, column)[key] ?? NO_BORDER)));
  const [first = of(NO_BORDER), ...others] = answers;
  return others.every((answer) => Object.is(answer, first)) ? first : null;
}

function writeBorder(target: BorderTarget, change: Partial<Border>): void {
  const { sheet, areas } = target.format;
  refuseProtected(sheet, "allowFormatCells");
  for (const area of areas) {
    for (const { area: edge, key } of edgesOf(area, target.side)) {
      const style = change.style;
      for (let row = edge.row; row < edge.row + edge.rows; row += 1) {
        for (let column = edge.column; column < edge.column + edge.columns; column += 1) {
          const before = sheet.formatAt(row, column)[key] ?? NO_BORDER;
          // Choosing a colour or weight for a side without a line draws one, as in Excel.
          const drawn = before.style === "None" && style === undefined ? "Continuous" : before.style;
          const next = { ...before, style: drawn, ...change };
          sheet.format({ row, column, rows: 1, columns: 1 }, { [key]: next.style === "None" ? undefined : next });
        }
        if (edge.rows * edge.columns > 1_000_000) throw new ApiError("RangeExceedsLimit");
      }
    }
    sheet.book.announce({ kind: "formats", sheet, area });
  }
}

export const rangeBorderClass: RemoteClassOf<BorderTarget> = defineClass<BorderTarget>({
  name: "RangeBorder",
  id: (target) => target.side,
  properties: {
    SideIndex: { read: (target) => target.side },
    Style: {
      read: (target) => readBorder(target, (border) => border.style),
      write: (target, value) => writeBorder(target, { style: oneOf(value, STYLES) }),
    },
    Color: {
      read: (target) => readBorder(target, (border) => border.color),
      write: (target, value) => writeBorder(target, { color: readColour(value) }),
    },
    Weight: {
      read: (target) => readBorder(target, (border) => border.weight),
      write: (target, value) => writeBorder(target, { weight: oneOf(value, WEIGHTS) }),
    },
  },
});

export const rangeBorderCollectionClass: RemoteClassOf<FormatTarget> = defineClass<FormatTarget>({
  name: "RangeBorderCollection",
  properties: { Count: { read: () => SIDES.length } },
  items: (format) => SIDES.map((side) => rangeBorderClass.of({ format, side })),
  index: (format, args) => rangeBorderClass.of({ format, side: args.oneOf(0, SIDES, "EdgeTop") }),
  methods: {
    GetItemAt: (format, args) => {
      const side = SIDES[args.integer(0)];
      if (!side) throw invalidArgument();
      return rangeBorderClass.of({ format, side });
    },
  },
});
