/** What a cell holds, how dates are numbers, and how a cell looks. */

/** An Excel error such as #N/A, as Excel spells it. */
export type CellError = { readonly error: string };

/** null is an empty cell; never a zero and never an empty text. */
export type CellValue = null | number | string | boolean | CellError;

/** Every error a cell can show. */
export const ERROR_TEXTS: readonly string[] = [
  "#NULL!",
  "#DIV/0!",
  "#VALUE!",
  "#REF!",
  "#NAME?",
  "#NUM!",
  "#N/A",
  "#GETTING_DATA",
  "#SPILL!",
  "#CALC!",
  "#BUSY!",
  "#CONNECT!",
  "#BLOCKED!",
  "#FIELD!",
  "#UNKNOWN!",
];

/** A cell: its value and, where it has one, the formula that made it. */
export type Cell = {
  readonly value: CellValue;
  /** With its leading "=". */
  readonly formula?: string;
  /** The key of the cell whose formula spilled into this one. */
  readonly spilledFrom?: number;
  /** Typed with a leading apostrophe. */
  readonly isQuoted?: true;
};

export const EMPTY_CELL: Cell = { value: null };

/** Whether a value is an error. */
export function isError(value: CellValue): value is CellError {
  return typeof value === "object" && value !== null;
}

/** The serial number of a day in Excel's 1900 system, leap-year error of 1900 included. */
export function serialOfDate(year: number, month: number, day: number): number | undefined {
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  if (year < 100) date.setUTCFullYear(year);
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  if (year < 1900 || year > 9999) return undefined;
  const serial = Math.round(time / 86_400_000) + 25_569;
  return serial < 61 ? serial - 1 : serial;
}

/** The day that a serial number means. */
export function dateOfSerial(serial: number): { year: number; month: number; day: number; weekday: number } {
  const whole = Math.floor(serial);
  // Excel believes that 1900 had a 29 February, and shows serial 0 as 0 January 1900.
  if (whole === 60) return { year: 1900, month: 2, day: 29, weekday: 3 };
  if (whole === 0) return { year: 1900, month: 1, day: 0, weekday: 6 };
  const date = new Date((whole < 60 ? whole + 1 - 25_569 : whole - 25_569) * 86_400_000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: (whole + 6) % 7,
  };
}

/** A number as Excel keeps it: fifteen significant digits. */
export function toFifteenDigits(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(15)) : value;
}

export type Border = { readonly style: string; readonly color: string; readonly weight: string };

/** How a cell looks and whether it is locked. Only what differs from the default is present. */
export type CellFormat = {
  readonly numberFormat?: string;
  readonly fillColor?: string;
  readonly fillPattern?: string;
  readonly fillPatternColor?: string;
  readonly fontName?: string;
  readonly fontSize?: number;
  readonly fontColor?: string;
  readonly isBold?: boolean;
  readonly isItalic?: boolean;
  readonly isStruck?: boolean;
  readonly isSubscript?: boolean;
  readonly isSuperscript?: boolean;
  readonly underline?: string;
  readonly horizontalAlignment?: string;
  readonly verticalAlignment?: string;
  readonly isWrapped?: boolean;
  readonly indent?: number;
  readonly isShrunk?: boolean;
  readonly readingOrder?: string;
  readonly textOrientation?: number;
  readonly isUnlocked?: boolean;
  readonly isFormulaHidden?: boolean;
  readonly borderTop?: Border;
  readonly borderBottom?: Border;
  readonly borderLeft?: Border;
  readonly borderRight?: Border;
  readonly borderDiagonalDown?: Border;
  readonly borderDiagonalUp?: Border;
  readonly styleName?: string;
};

/** What a formatting call changes; undefined takes a setting back to its default. */
export type FormatPatch = { readonly [Key in keyof CellFormat]?: CellFormat[Key] | undefined };

export const PLAIN: CellFormat = {};

/** A format with a patch applied; settings patched to undefined are gone. */
export function patchFormat(format: CellFormat, patch: FormatPatch): CellFormat {
  const result: Record<string, unknown> = { ...format };
  for (const [key, value] of Object.entries(patch)) {
    if (value === undefined) delete result[key];
    else result[key] = value;
  }
  return result;
}
