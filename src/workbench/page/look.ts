/** A cell's look as the browser knows it: fonts, fills, borders, alignment. */
import type { CSSProperties } from "react";
import type { Border, CellFormat, CellValue } from "../engine/value";

const FALLBACK_FONTS = 'Calibri, Carlito, "Segoe UI", "Open Sans", system-ui, sans-serif';

/** The font of a format, as both CSS and a canvas write it. */
export function fontOf(format: CellFormat): string {
  const size = format.fontSize ?? 11;
  const family =
    format.fontName === undefined || format.fontName === "Calibri"
      ? FALLBACK_FONTS
      : `"${format.fontName.replace(/["\\]/g, "")}", ${FALLBACK_FONTS}`;
  return `${format.isItalic === true ? "italic " : ""}${format.isBold === true ? "bold " : ""}${size}pt ${family}`;
}

/** The horizontal place of a value: as its format says, or by what it is. */
export function alignmentOf(format: CellFormat, value: CellValue): "left" | "center" | "right" | "justify" {
  switch (format.horizontalAlignment) {
    case "Left":
    case "Fill":
      return "left";
    case "Center":
    case "CenterAcrossSelection":
      return "center";
    case "Right":
      return "right";
    case "Justify":
    case "Distributed":
      return "justify";
    default:
      if (typeof value === "number") return "right";
      return typeof value === "string" || value === null ? "left" : "center";
  }
}

/** What the grid's paper looks like, which decides which colours can be read on it. */
export type Paper = { readonly isDark: boolean };

/** Fill, font and alignment of a cell. Borders are drawn by `bordersOf`, since neighbours share them. */
export function styleOf(format: CellFormat, value: CellValue, paper: Paper): CSSProperties {
  const style: CSSProperties = {
    font: fontOf(format),
    justifyContent: { left: "flex-start", center: "center", right: "flex-end", justify: "flex-start" }[
      alignmentOf(format, value)
    ],
    textAlign: alignmentOf(format, value),
    alignItems: { Top: "flex-start", Center: "center", Justify: "center", Distributed: "center" }[
      format.verticalAlignment ?? ""
    ],
  };
  const fill = colourOf(format.fillColor);
  if (fill !== undefined) style.backgroundColor = fill;
  const ink = colourOf(format.fontColor);
  // On a fill, unnamed ink is black, whatever the paper is.
  if (fill !== undefined) style.color = ink ?? "#000000";
  else if (ink !== undefined) style.color = paper.isDark ? readableOnDark(ink) : ink;
  const lines = [
    format.underline !== undefined && format.underline !== "None" ? "underline" : "",
    format.isStruck === true ? "line-through" : "",
  ].filter((line) => line !== "");
  if (lines.length > 0) style.textDecoration = lines.join(" ");
  if (format.isWrapped === true) {
    style.whiteSpace = "pre-wrap";
    style.overflowWrap = "anywhere";
  }
  if (format.indent !== undefined && format.indent > 0) {
    if (alignmentOf(format, value) === "right") style.paddingRight = format.indent * 9 + 3;
    else style.paddingLeft = format.indent * 9 + 3;
  }
  return style;
}

/** The borders that a format draws, as CSS. */
export function bordersOf(format: CellFormat, paper: Paper): CSSProperties {
  const style: CSSProperties = {};
  const put = (side: "Top" | "Bottom" | "Left" | "Right", border: Border | undefined): void => {
    const line = borderOf(border, paper);
    if (line !== undefined) style[`border${side}`] = line;
  };
  put("Top", format.borderTop);
  put("Bottom", format.borderBottom);
  put("Left", format.borderLeft);
  put("Right", format.borderRight);
  return style;
}

function borderOf(border: Border | undefined, paper: Paper): string | undefined {
  if (border === undefined || border.style === "None") return undefined;
  const width = { Hairline: 1, Thin: 1, Medium: 2, Thick: 3 }[border.weight] ?? 1;
  const line =
    border.style === "Double"
      ? "double"
      : border.style === "Continuous"
        ? "solid"
        : /dot/i.test(border.style)
          ? "dotted"
          : "dashed";
  const ink = colourOf(border.color) ?? "#000000";
  return `${line === "double" ? 3 : width}px ${line} ${paper.isDark ? readableOnDark(ink) : ink}`;
}

/** A colour as CSS writes it, or undefined when the text is none. */
export function colourOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (/^#[0-9a-f]{6}$/i.test(text)) return text.toUpperCase();
  return /^[a-z]+$/i.test(text) ? text.toLowerCase() : undefined;
}

/** A colour meant for white paper, lightened until it can be read on dark paper (4.5 to 1). */
export function readableOnDark(colour: string): string {
  const found = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  if (!found) return colour;
  let parts = found.slice(1).map((part) => parseInt(part, 16));
  // #292929, the paper of the dark theme, has a luminance of 0.022.
  while (luminance(parts) < 4.5 * (0.022 + 0.05) - 0.05) {
    parts = parts.map((part) => Math.min(255, part + Math.max(8, Math.round((255 - part) * 0.15))));
  }
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`.toUpperCase();
}

function luminance(parts: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = parts.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
