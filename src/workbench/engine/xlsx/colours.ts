/** Colours of a file: given outright, by number, or by a place in the theme with a tint. */
import { type XmlElement, attributeOf, childOf, numberOf } from "./xmlText";

/** The order in which colours are counted: the theme's own begins with dark 1. */
const THEME_ORDER = [
  "lt1",
  "dk1",
  "lt2",
  "dk2",
  "accent1",
  "accent2",
  "accent3",
  "accent4",
  "accent5",
  "accent6",
  "hlink",
  "folHlink",
];

const OFFICE_THEME = [
  "FFFFFF",
  "000000",
  "E7E6E6",
  "44546A",
  "4472C4",
  "ED7D31",
  "A5A5A5",
  "FFC000",
  "5B9BD5",
  "70AD47",
  "0563C1",
  "954F72",
];

/** The numbered colours that every file can use (ECMA-376 18.8.27); the first eight stand twice. */
const INDEXED = (
  "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF " +
  "800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF " +
  "000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 " +
  "3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333"
).split(" ");

/** Reads colours of one workbook. */
export class Palette {
  private readonly theme: readonly string[];
  private readonly indexed: readonly string[];

  constructor(theme: XmlElement | undefined, styles: XmlElement | undefined) {
    const scheme = childOf(childOf(theme, "themeElements"), "clrScheme");
    this.theme = THEME_ORDER.map((name, index) => {
      const colour = childOf(scheme, name)?.children[0];
      const text = colour && (attributeOf(colour, "lastClr") ?? attributeOf(colour, "val"));
      return text !== undefined && /^[0-9a-f]{6}$/i.test(text) ? text.toUpperCase() : (OFFICE_THEME[index] ?? "000000");
    });
    const own = childOf(childOf(styles, "colors"), "indexedColors")?.children ?? [];
    this.indexed = INDEXED.map((colour, index) => {
      const element = own[index];
      return (element && attributeOf(element, "rgb")?.slice(-6).toUpperCase()) ?? colour;
    });
  }

  /** "#RRGGBB" for an element with a colour's attributes; undefined for none and for "automatic". */
  read(element: XmlElement | undefined): string | undefined {
    if (!element) return undefined;
    const rgb = attributeOf(element, "rgb");
    const theme = numberOf(element, "theme");
    const indexed = numberOf(element, "indexed");
    const plain =
      rgb !== undefined
        ? rgb.slice(-6).toUpperCase()
        : theme !== undefined
          ? this.theme[theme]
          : indexed !== undefined
            ? this.indexed[indexed]
            : undefined;
    if (plain === undefined || !/^[0-9A-F]{6}$/.test(plain)) return undefined;
    return `#${tinted(plain, numberOf(element, "tint") ?? 0)}`;
  }
}

/** A colour made lighter (tint above nought) or darker, by its lightness, as ECMA-376 18.8.19 asks. */
function tinted(colour: string, tint: number): string {
  if (tint === 0) return colour;
  const [red, green, blue] = [0, 2, 4].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255) as [
    number,
    number,
    number,
  ];
  const most = Math.max(red, green, blue);
  const least = Math.min(red, green, blue);
  const lightness = (most + least) / 2;
  const spread = most - least;
  const saturation = spread === 0 ? 0 : spread / (1 - Math.abs(2 * lightness - 1));
  const hue =
    spread === 0
      ? 0
      : most === red
        ? ((green - blue) / spread + 6) % 6
        : most === green
          ? (blue - red) / spread + 2
          : (red - green) / spread + 4;
  const next = tint < 0 ? lightness * (1 + tint) : lightness * (1 - tint) + tint;
  const chroma = (1 - Math.abs(2 * next - 1)) * saturation;
  const second = chroma * (1 - Math.abs((hue % 2) - 1));
  const [r, g, b] = [
    [chroma, second, 0],
    [second, chroma, 0],
    [0, chroma, second],
    [0, second, chroma],
    [second, 0, chroma],
    [chroma, 0, second],
  ][Math.floor(hue) % 6] as [number, number, number];
  return [r, g, b]
    .map((part) =>
      Math.round((part + next - chroma / 2) * 255)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")
    .toUpperCase();
}
