/**
 * What a section of the results sheet is: a heading and one table, whose cells are words, or figures by their ids. The
 * sheet, a text report and the way back from a cell to its figure are all made from the same sections.
 */
import { formatYear, type Day, type Evaluation, type Fte, type Pence } from "../../model";
import type { WordColour } from "../workbook";

/** A cell of a section. Only words and figures stand alone; an amount is a step of a figure in its own row. */
export type ResultsCell =
  | { readonly kind: "text"; readonly text: string }
  /** Value, unit and look come from the evaluation's figure. */
  | { readonly kind: "figure"; readonly id: string }
  /** Amounts that the register has no figure for: the movements between an opening and a closing, say. */
  | { readonly kind: "money"; readonly amount: Pence }
  | { readonly kind: "posts"; readonly amount: Fte }
  | { readonly kind: "day"; readonly day: Day };

export type ResultsSection = {
  /** Name of the Excel table; unique among the sections, begins with bcf. */
  readonly name: string;
  readonly title: string;
  /** One line under the title, for what the table itself cannot say. */
  readonly note?: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly ResultsCell[])[];
  readonly wordColours?: Readonly<Record<number, readonly WordColour[]>>;
};

/** Words; empty ones leave the cell blank. */
export function text(words: string): ResultsCell {
  return { kind: "text", text: words };
}

/** A figure of the register. */
export function figure(id: string): ResultsCell {
  return { kind: "figure", id };
}

/** A figure where the register has it; else a blank cell. */
export function figureIfThere(evaluation: Evaluation, id: string): ResultsCell {
  return evaluation.figures.has(id) ? figure(id) : text("");
}

/** One figure a year, `stem.2019/20` and so on, over the years of the case. */
export function figureByYear(evaluation: Evaluation, stem: string): readonly ResultsCell[] {
  return evaluation.years.map((year) => figureIfThere(evaluation, `${stem}.${formatYear(year)}`));
}

/** A figure's number in the model's own units; null where it has none or needs an input. */
export function numberOf(evaluation: Evaluation, id: string): number | null {
  const value = evaluation.figures.get(id)?.value;
  return value?.kind === "number" ? value.value : null;
}

/** Words as a sentence of their own: a capital first, a full stop last. */
export function sentence(words: string): string {
  const trimmed = words.trim();
  return `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}${/[.!?]$/.test(trimmed) ? "" : "."}`;
}
