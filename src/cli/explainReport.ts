/** How a figure is made, as an indented tree of text or as JSON. */
import { sheetAddress, showFigure, type Explanation, type ExplanationPart } from "../workbook";
import type { Figure } from "../model";
import { visibleJson, visibleText, wrapText, type Palette } from "./textLayout";

/** Parts of one figure shown to people; a case of thousands of posts has sums of thousands of parts. */
export const PARTS_MAXIMUM = 30;

/** The tree in lines. */
export function explanationLines(explanation: Explanation, palette: Palette): string[] {
  return figureLines(explanation, "", palette);
}

/** The tree as one JSON object on one line, uncapped. */
export function explanationJson(file: string, explanation: Explanation): string {
  return visibleJson(JSON.stringify({ file, figure: explanation }));
}

function figureLines(figure: Explanation, indent: string, palette: Palette): string[] {
  const inner = `${indent}  `;
  const unconfirmed = figure.rule.isConfirmed ? "" : " (our reading, not yet confirmed)";
  const head = wrapText(headText(figure), indent, `${inner}  `);
  // A nil in which nothing but nil went is said in one line; whoever asks for it by its name sees the rest.
  if (indent !== "" && isNilThroughout(figure)) return head;
  return [
    ...head.map(palette.strong),
    ...wrapText(`${figure.rule.title}${unconfirmed}: ${visibleText(figure.words)}`, inner, `${inner}  `).map(
      palette.muted,
    ),
    ...figure.flags.flatMap(({ code, severity, message }) =>
      wrapText(visibleText(`${severity.toUpperCase()} ${code}: ${message}`), inner, `${inner}  `).map(
        palette[FLAG_TONES[severity]],
      ),
    ),
    ...figure.parts.flatMap((part) => partLines(part, inner, palette)),
    ...moreLines(figure.partsLeftOut, inner),
  ];
}

function moreLines(count: number, indent: string): string[] {
  return count === 0 ? [] : wrapText(`and ${count.toLocaleString("en-GB")} more; --json lists every one`, indent);
}

const FLAG_TONES = { error: "bad", warning: "watch", note: "muted" } as const;

/** "Total cost 2019/20: 909,000.00 [cost.total.2019/20]". */
function headText({
  label,
  shown,
  id,
}: {
  readonly label: string;
  readonly shown: string;
  readonly id: string;
}): string {
  return visibleText(`${label}: ${shown} [${id}]`);
}

function isNilThroughout(figure: Explanation): boolean {
  return (
    figure.isNil &&
    figure.flags.length === 0 &&
    figure.partsLeftOut === 0 &&
    figure.parts.every((part) =>
      part.kind === "figure" ? isNilThroughout(part.figure) : part.kind === "figure named" && part.isNil,
    )
  );
}

function partLines(part: ExplanationPart, indent: string, palette: Palette): string[] {
  const hanging = `${indent}    `;
  switch (part.kind) {
    case "figure":
      return figureLines(part.figure, indent, palette);
    case "figure named": {
      const where = part.why === "see above" ? "see above" : "explain it by its name to go on";
      return wrapText(`${headText(part)} (${where})`, indent, hanging);
    }
    case "input":
      return wrapText(inputText(part), indent, hanging);
    case "parameter":
      return wrapText(`${part.label}: ${visibleText(part.shown)}, the model's own (${part.source})`, indent, hanging);
  }
}

/** "Costs!H2  Amount: £262,000 (1c-1 IT hardware)". */
function inputText(part: Extract<ExplanationPart, { kind: "input" }>): string {
  const place = part.sheet === null || part.cell === null ? "not on a sheet" : sheetAddress(part.sheet, part.cell);
  const name = part.name === part.heading ? "" : ` (${part.name})`;
  return visibleText(`${place} ${part.heading}: ${part.shown}${name}`);
}

/** The figures that an input cell goes into. */
export function fedFiguresLines(cell: string, figures: readonly Figure[]): string[] {
  const shown = figures.slice(0, PARTS_MAXIMUM);
  return [
    ...wrapText(`${visibleText(cell)} goes into ${figures.length === 1 ? "this figure" : "these figures"}:`),
    ...shown.flatMap((figure) =>
      wrapText(headText({ label: figure.label, shown: showFigure(figure), id: figure.id }), "  ", "      "),
    ),
    ...moreLines(figures.length - shown.length, "  "),
  ];
}

/** The same as one JSON object on one line, uncapped. */
export function fedFiguresJson(file: string, cell: string, figures: readonly Figure[]): string {
  const feeds = figures.map((figure) => ({ id: figure.id, label: figure.label, shown: showFigure(figure) }));
  return visibleJson(JSON.stringify({ file, cell, feeds }));
}
