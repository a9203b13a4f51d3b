/**
 * The heavy work of the pane, wherever it runs: reads the sheets, works out the case, plans the write and takes figures
 * apart. It keeps the last case, since figures trace themselves by functions that cannot leave the place they were made in.
 */
import {
  cellAddress,
  evaluateCase,
  explainFigure,
  figureAtCell,
  figureOf,
  figuresFedBy,
  parseCellAddress,
  planWrites,
  readSheets,
  showFigure,
  type CheckedCase,
  type EvaluatedCase,
  type Explanation,
  type ExplanationPart,
  type ReadChoices,
  type Snapshot,
  type WritePlan,
} from "../../workbook";
import { caseViewOf, findingViewsAt } from "./buildCaseView";
import { previewOf } from "./buildPreview";
import type { CaseView, CellView, FigureView, PartView, Place, PreviewView } from "./caseView";

/** Parts of a figure shown; a case of thousands of posts has sums of thousands of parts. */
const PARTS_MAXIMUM = 60;
/** Figures named that one cell feeds. */
const FEEDS_MAXIMUM = 60;

/** Told how far a piece of work is: words, and a fraction from 0 to 1. */
export type OnProgress = (words: string, fraction: number) => void;

/** The case that is open, and what can be asked about it. */
export class CaseEngine {
  #case: {
    readonly checked: CheckedCase;
    readonly evaluated: EvaluatedCase | null;
    readonly choices: ReadChoices;
    readonly plan: WritePlan | null;
    readonly view: CaseView;
  } | null = null;

  /** Reads a snapshot as a case and works it out where nothing is in doubt. The case before it is forgotten. */
  check(snapshot: Snapshot, choices: ReadChoices, onProgress: OnProgress = () => undefined): CaseView {
    onProgress("Reading the rows", 0.3);
    const reading = readSheets(snapshot, choices);
    onProgress("Working out the case", 0.6);
    const evaluated = evaluateCase(reading, false);
    onProgress("Laying out the results", 0.85);
    // Planned at once: the flags as they will stand on their sheet, with what people wrote beside them, are in the plan.
    const plan =
      evaluated === null ? null : planWrites({ evaluation: evaluated.evaluation, reading, snapshot, choices });
    const checked = { snapshot, reading };
    const view = caseViewOf(checked, evaluated, plan, choices);
    this.#case = { checked, evaluated, choices, plan, view };
    return view;
  }

  /** What a write would change; null while results may not be written. */
  preview(): PreviewView | null {
    const plan = this.plan();
    return plan === null || this.#case === null ? null : previewOf(plan, this.#case.checked.snapshot);
  }

  /** The plan of the write; null while results may not be written. */
  plan(): WritePlan | null {
    const open = this.#case;
    return open?.checked.reading.resultsMayBeWritten === true ? open.plan : null;
  }

  /** A figure one step taken apart; null when there is none of that id. */
  explain(id: string): FigureView | null {
    const open = this.#case;
    if (open?.evaluated == null) return null;
    const { evaluation } = open.evaluated;
    const figure = figureOf(evaluation, id);
    if (figure === null) return null;
    const explanation = explainFigure(evaluation, open.checked.reading.sourceMap, id, PARTS_MAXIMUM);
    return explanation === null ? null : figureViewOf(explanation);
  }

  /** What a cell has to do with the case; null when no case is open. */
  explainCell(place: { readonly sheet: string; readonly cell: string }): CellView | null {
    const open = this.#case;
    const position = parseCellAddress(place.cell);
    if (open === null || position === null) return null;
    const at: Place = { sheet: place.sheet, cell: cellAddress(position.row, position.column) };
    const ref = { sheet: place.sheet, ...position };
    const { evaluated, checked } = open;
    const shown = evaluated === null ? null : figureAtCell(checked, evaluated, ref);
    const feeds = evaluated === null ? [] : figuresFedBy(evaluated.evaluation, checked.reading.sourceMap, ref);
    const isHere = (where: Place | null): boolean => where?.sheet === at.sheet && where.cell === at.cell;
    return {
      place: at,
      figure: shown === null ? null : this.explain(shown.figure),
      feeds: feeds
        .slice(0, FEEDS_MAXIMUM)
        .map((figure) => ({ id: figure.id, label: figure.label, shown: showFigure(figure) })),
      feedsLeftOut: Math.max(0, feeds.length - FEEDS_MAXIMUM),
      findings: findingViewsAt(checked.reading, at),
      flags: open.view.results?.flags.filter((flag) => isHere(flag.place)) ?? [],
    };
  }
}

function figureViewOf(explanation: Explanation): FigureView {
  return {
    id: explanation.id,
    label: explanation.label,
    shown: explanation.shown,
    rule: explanation.rule.title,
    source: explanation.rule.source,
    isConfirmed: explanation.rule.isConfirmed,
    words: explanation.words,
    flags: explanation.flags,
    parts: explanation.parts.map(partViewOf),
    partsLeftOut: explanation.partsLeftOut,
  };
}

function partViewOf(part: ExplanationPart): PartView {
  switch (part.kind) {
    case "figure": {
      const { id, label, shown } = part.figure;
      return { kind: "figure", id, label, shown };
    }
    case "figure named":
      return { kind: "figure", id: part.id, label: part.label, shown: part.shown };
    case "parameter":
      return { kind: "parameter", label: part.label, shown: part.shown, source: part.source };
    case "input":
      return {
        kind: "input",
        label: part.name,
        heading: part.heading,
        shown: part.shown,
        place: part.sheet === null ? null : { sheet: part.sheet, cell: part.cell },
      };
  }
}
