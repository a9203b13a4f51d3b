/** The looks of owned cells as Office.js takes them: the same as the file host gives them. */
import type { CellStyle, WordColour } from "../../workbook";

export type Look = {
  /** Number format code; General when absent. */
  readonly format?: string;
  readonly isBold?: true;
  readonly isUnderlined?: true;
  readonly size?: number;
  readonly colour?: string;
  readonly fill?: string;
  readonly isWrapped?: true;
  readonly isRight?: true;
  /** Text stands off the number in the column before it. */
  readonly isIndented?: true;
};

/** Excel's name of the style of our tables. */
export const TABLE_STYLE = "TableStyleLight1";

const HEADING_BLUE = "#1F3864";

export const LOOKS: Readonly<Record<CellStyle, Look>> = {
  plain: { isIndented: true },
  title: { isBold: true, size: 16, colour: HEADING_BLUE },
  subtitle: { colour: "#404040" },
  section: { isBold: true, size: 13, colour: HEADING_BLUE },
  heading: { isBold: true, colour: "#000000", fill: "#D9E1F2", isWrapped: true, isIndented: true },
  numberHeading: { isBold: true, colour: "#000000", fill: "#D9E1F2", isWrapped: true, isRight: true },
  note: { isWrapped: true, isIndented: true },
  money: { format: "#,##0.00;-#,##0.00" },
  wholePounds: { format: "#,##0;-#,##0" },
  wholePosts: { format: "#,##0" },
  posts: { format: "#,##0.0###" },
  share: { format: "0.0000" },
  percent: { format: "0.0%" },
  count: { format: "0" },
  date: { format: "dd/mm/yyyy" },
  month: { format: "mmm yyyy" },
  link: { isUnderlined: true, colour: "#0B4F9E" },
};

/** Light fills with dark text, each pair at a contrast of 4.5:1 or better. */
export const TONES: Readonly<Record<WordColour["tone"], { readonly text: string; readonly fill: string }>> = {
  good: { text: "#1E4620", fill: "#DFF0D8" },
  watch: { text: "#5C4400", fill: "#FFF2CC" },
  bad: { text: "#7A0C14", fill: "#F8D7DA" },
  muted: { text: "#404040", fill: "#EDEDED" },
};

/** A look as settings of one cell, for columns in which cells look different. Numbers are formatted apart. */
export function cellSettings(look: Look): Excel.SettableCellProperties {
  return {
    format: {
      verticalAlignment: "Top",
      ...(look.isRight ? { horizontalAlignment: "Right" } : {}),
      ...(look.isIndented ? { horizontalAlignment: "Left", indentLevel: 1 } : {}),
      ...(look.isWrapped ? { wrapText: true } : {}),
      ...(look.fill === undefined ? {} : { fill: { color: look.fill } }),
      ...(hasFont(look)
        ? {
            font: {
              ...(look.isBold ? { bold: true } : {}),
              ...(look.isUnderlined ? { underline: "Single" } : {}),
              ...(look.size === undefined ? {} : { size: look.size }),
              ...(look.colour === undefined ? {} : { color: look.colour }),
            },
          }
        : {}),
    },
  };
}

function hasFont(look: Look): boolean {
  return look.isBold === true || look.isUnderlined === true || look.size !== undefined || look.colour !== undefined;
}

/** Gives a whole range a look. */
export function giveLook(range: Excel.Range, look: Look): void {
  const { format } = range;
  format.verticalAlignment = "Top";
  if (look.isRight) format.horizontalAlignment = "Right";
  if (look.isIndented) {
    format.horizontalAlignment = "Left";
    format.indentLevel = 1;
  }
  if (look.isWrapped) format.wrapText = true;
  if (look.fill !== undefined) format.fill.color = look.fill;
  if (look.isBold) format.font.bold = true;
  if (look.isUnderlined) format.font.underline = "Single";
  if (look.size !== undefined) format.font.size = look.size;
  if (look.colour !== undefined) format.font.color = look.colour;
}

/** Height of a line of text in points; Excel shows at most 409. */
export const LINE_HEIGHT = 15;
export const ROW_HEIGHT_MAXIMUM = 409;
/** Height of a line in the larger fonts. */
export const HEADLINE_HEIGHTS: Readonly<Partial<Record<CellStyle, number>>> = { title: 24, section: 20 };

/** A width in characters as points: seven pixels a character and five beside them, at 96 to the inch. */
export function columnPoints(characters: number): number {
  return (Math.round(characters * 7) + 5) * 0.75;
}
