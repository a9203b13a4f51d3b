/** How wide text is, measured once for each text and font. */

let canvas: CanvasRenderingContext2D | null | undefined;
const widths = new Map<string, number>();
const WIDTHS_KEPT = 20_000;

/** The width of a text in pixels. Without a canvas it is estimated, which only a test without a browser sees. */
export function textWidth(text: string, font: string): number {
  const key = `${font}\n${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  canvas ??= typeof document === "undefined" ? null : document.createElement("canvas").getContext("2d");
  let width = text.length * 7;
  if (canvas) {
    canvas.font = font;
    width = canvas.measureText(text).width;
  }
  if (widths.size >= WIDTHS_KEPT) widths.clear();
  widths.set(key, width);
  return width;
}

/** How many lines a text takes in a width, broken between words as the browser breaks it. */
export function wrappedLineCount(text: string, font: string, width: number): number {
  if (width <= 0) return 1;
  let lines = 0;
  for (const paragraph of text.split("\n")) {
    lines += 1;
    let used = 0;
    for (const word of paragraph.split(/(?<= )/)) {
      const size = textWidth(word.trimEnd(), font);
      if (used > 0 && used + size > width) {
        lines += 1;
        used = 0;
      }
      // A word longer than the line is broken within itself.
      if (size > width) lines += Math.ceil(size / width) - 1;
      used += textWidth(word, font);
    }
  }
  return lines;
}
