/**
 * The whole flow, as every skin calls it: read the sheets, evaluate the case, plan what is to be written, apply the plan
 * when the person agrees. Here too a figure is taken apart, down to the cells it was made from.
 *
 * Nothing is written while the reading holds results back.
 */
import {
  evaluate,
  formatDay,
  parameters,
  rulebook,
  showFigure,
  showValue,
  type Evaluation,
  type Figure,
  type Flag,
  type InputPlace,
  type TracePart,
} from "../model";
import { cellAddress, sheetAddress } from "./address";
import { planWrites } from "./planWrites";
import { readSheets } from "./readSheets";
import type { ResultsCell } from "./results/resultsLayout";
import { earlierResultFlags } from "./results/staleResults";
import type { CellRef, Finding, ReadChoices, Reading, SourceMap } from "./reading";
import type { HostFailure, HostResult, Receipt, Snapshot, Workbook, WritePlan } from "./workbook";

// What skins need of the model and of the rooms of this folder: they import nothing of either past this folder's door.
export { showFigure } from "../model";
export { editDistance } from "./scan/cleanText";

/** A workbook that has been read, whether or not it made a case. */
export type CheckedCase = { readonly snapshot: Snapshot; readonly reading: Reading };

/** A case that has been worked out, with the model's flags at their cells. */
export type EvaluatedCase = { readonly evaluation: Evaluation; readonly flags: readonly Finding[] };

export type RunOptions = {
  /** Also give the figures of every single post line. */
  readonly hasAllFigures: boolean;
  /** Asked once with everything that would change; nothing is written without a yes. */
  readonly agree: (plan: WritePlan) => Promise<boolean>;
};

/** How a run ended. Everything that was learned on the way is kept, however it ended. */
export type RunOutcome =
  | { readonly kind: "unreadable"; readonly failure: HostFailure }
  /** The reading holds results back; they are worked out all the same when only the place to write is at fault. */
  | { readonly kind: "held back"; readonly checked: CheckedCase; readonly evaluated: EvaluatedCase | null }
  | {
      readonly kind: "declined";
      readonly checked: CheckedCase;
      readonly evaluated: EvaluatedCase;
      readonly plan: WritePlan;
    }
  | {
      readonly kind: "not written";
      readonly checked: CheckedCase;
      readonly evaluated: EvaluatedCase;
      readonly failure: HostFailure;
    }
  | {
      readonly kind: "written";
      readonly checked: CheckedCase;
      readonly evaluated: EvaluatedCase;
      readonly receipt: Receipt;
    };

/** Reads a workbook as a case; fails as a value when the host cannot give the workbook at all. */
export async function checkCase(workbook: Workbook, choices: ReadChoices): Promise<HostResult<CheckedCase>> {
  const read = await workbook.read();
  if (!read.ok) return read;
  return { ok: true, value: { snapshot: read.value, reading: readSheets(read.value, choices) } };
}

/**
 * Works out a case that was read; null while an error or a question about its inputs is open, so that no figure is ever
 * made from a doubt. A fault of the place to write (codes W) is no doubt about the inputs.
 */
export function evaluateCase(reading: Reading, hasAllFigures: boolean): EvaluatedCase | null {
  if (reading.businessCase === null || reading.findings.some(isDoubtAboutInputs)) return null;
  const count = (severity: Finding["severity"]): number =>
    reading.findings.filter((finding) => finding.severity === severity).length;
  const evaluation = evaluate(reading.businessCase, {
    hasAllFigures,
    readingErrors: count("error"),
    readingWarnings: count("warning"),
    ...(reading.fingerprint === null ? {} : { fingerprint: reading.fingerprint }),
  });
  return { evaluation, flags: evaluation.flags.map((flag) => placeFlag(flag, reading)) };
}

/**
 * Works out a case that was read, and says besides what is to be said of results of an earlier run in the same workbook:
 * that inputs have moved since, or that a number was typed over.
 */
export function evaluateChecked(
  { snapshot, reading }: CheckedCase,
  choices: ReadChoices,
  hasAllFigures: boolean,
): EvaluatedCase | null {
  const evaluated = evaluateCase(reading, hasAllFigures);
  if (evaluated === null || !snapshot.sheets.some((sheet) => sheet.ownership?.role === "results")) return evaluated;
  const plan = planWrites({ evaluation: evaluated.evaluation, reading, snapshot, choices });
  return { ...evaluated, flags: [...evaluated.flags, ...earlierResultFlags(plan, snapshot)] };
}

/** Reads, evaluates, plans, asks and writes. Throws only when the program is broken. */
export async function runCase(workbook: Workbook, choices: ReadChoices, options: RunOptions): Promise<RunOutcome> {
  const checked = await checkCase(workbook, choices);
  if (!checked.ok) return { kind: "unreadable", failure: checked.failure };
  const { snapshot, reading } = checked.value;
  const evaluated = evaluateCase(reading, options.hasAllFigures);
  if (!reading.resultsMayBeWritten || evaluated === null)
    return { kind: "held back", checked: checked.value, evaluated };

  const plan = planWrites({ evaluation: evaluated.evaluation, reading, snapshot, choices });
  if (!(await options.agree(plan))) return { kind: "declined", checked: checked.value, evaluated, plan };
  const applied = await workbook.apply(plan);
  return applied.ok
    ? { kind: "written", checked: checked.value, evaluated, receipt: applied.value }
    : { kind: "not written", checked: checked.value, evaluated, failure: applied.failure };
}

/** What a cell of the results shows to people. Throws when it names a figure that the evaluation does not give. */
export function showResultsCell(cell: ResultsCell, { figures }: Evaluation): string {
  switch (cell.kind) {
    case "text":
      return cell.text;
    case "figure": {
      const figure = figures.get(cell.id);
      if (figure === undefined) throw new Error(`the results name the figure '${cell.id}', which is not there`);
      return showFigure(figure);
    }
    case "money":
    case "posts":
      return showValue(cell.kind, { kind: "number", value: cell.amount });
    case "day":
      return formatDay(cell.day);
  }
}

/** Whether a finding stands between the inputs and any figure made from them. */
function isDoubtAboutInputs(finding: Finding): boolean {
  const isOpen = finding.severity === "error" || finding.severity === "fatal" || finding.isQuestion === true;
  return isOpen && !finding.code.startsWith("W");
}

/** A flag of the model in the shape of a finding of the reader, at the cell that causes it. */
function placeFlag(flag: Flag, reading: Reading): Finding {
  const cell = flag.place === null ? null : reading.sourceMap.cellOf(flag.place.line, flag.place.field);
  const alsoAt = flag.alsoAt.flatMap((place) => {
    const also = reading.sourceMap.cellOf(place.line, place.field);
    return also === null ? [] : [sheetAddress(also.sheet, cellAddress(also.row, also.column))];
  });
  return {
    code: flag.code,
    severity: flag.severity,
    sheet: cell?.sheet ?? (flag.sheet === null ? null : (reading.sheets.get(flag.sheet) ?? flag.sheet)),
    cell: cell === null ? null : cellAddress(cell.row, cell.column),
    message: flag.message,
    next: flag.next,
    ...(alsoAt.length === 0 ? {} : { alsoAt: alsoAt.join(", ") }),
  };
}

// ------------------------------------------------------------------------------------------------- explaining

/** A figure taken apart. */
export type Explanation = {
  readonly id: string;
  readonly label: string;
  /** The value as people read it. */
  readonly shown: string;
  readonly isNil: boolean;
  readonly rule: {
    readonly id: string;
    readonly title: string;
    readonly source: string;
    readonly isConfirmed: boolean;
  };
  /** The formula in words, with the numbers in it. */
  readonly words: string;
  /** Flags of the model that mark this figure. */
  readonly flags: readonly { readonly code: string; readonly severity: Flag["severity"]; readonly message: string }[];
  readonly parts: readonly ExplanationPart[];
  /** Further parts that were not asked for. */
  readonly partsLeftOut: number;
};

export type ExplanationPart =
  | { readonly kind: "figure"; readonly figure: Explanation }
  /** A figure that is taken apart elsewhere: further up, or not at all because the tree would grow too deep. */
  | {
      readonly kind: "figure named";
      readonly id: string;
      readonly label: string;
      readonly shown: string;
      readonly isNil: boolean;
      readonly why: "see above" | "too deep";
    }
  | {
      readonly kind: "input";
      readonly name: string;
      readonly shown: string;
      /** The column's heading as the sheet spells it. */
      readonly heading: string;
      /** Null when nobody read the line from a sheet. */
      readonly sheet: string | null;
      readonly cell: string | null;
    }
  | { readonly kind: "parameter"; readonly label: string; readonly shown: string; readonly source: string };

/** Figures below this depth are named and no longer taken apart: thirty years of a reserve are a tree of sixty levels. */
const DEPTH_MAXIMUM = 12;

/**
 * Takes a figure apart: its rule, its formula with the numbers in it, and its parts down to input cells, up to a number of
 * parts a figure. Every figure is taken apart once. Null when the evaluation has no such figure.
 */
export function explainFigure(
  evaluation: Evaluation,
  sourceMap: SourceMap,
  id: string,
  partsMaximum: number,
): Explanation | null {
  const figure = figureOf(evaluation, id);
  if (figure === null) return null;
  const seen = new Set<string>();
  const marks = flagsByFigure(evaluation);

  const explain = (current: Figure, depth: number): Explanation => {
    seen.add(current.id);
    const trace = current.trace();
    const rule = rulebook.get(trace.rule);
    if (rule === undefined) throw new Error(`the rulebook has no rule '${trace.rule}', which ${current.id} names`);
    return {
      id: current.id,
      label: current.label,
      shown: showFigure(current),
      isNil: isNil(current),
      rule: { id: rule.id, title: rule.title, source: rule.source, isConfirmed: rule.isConfirmed },
      words: trace.words,
      flags: (marks.get(current.id) ?? []).map(({ code, severity, message }) => ({ code, severity, message })),
      parts: trace.parts.slice(0, partsMaximum).map((part) => explainPart(part, depth)),
      partsLeftOut: Math.max(0, trace.parts.length - partsMaximum),
    };
  };

  const explainPart = (part: TracePart, depth: number): ExplanationPart => {
    if (part.kind === "input") return inputPart(part, sourceMap);
    if (part.kind === "parameter") {
      const parameter = parameters.get(part.id);
      return {
        kind: "parameter",
        label: parameter?.label ?? part.id,
        shown: part.shown,
        source: parameter?.source ?? "",
      };
    }
    const next = figureOf(evaluation, part.id);
    if (next === null) throw new Error(`the trace names the figure '${part.id}', which the evaluation does not give`);
    if (!seen.has(next.id) && depth < DEPTH_MAXIMUM) return { kind: "figure", figure: explain(next, depth + 1) };
    const why = seen.has(next.id) ? "see above" : "too deep";
    return { kind: "figure named", id: next.id, label: next.label, shown: showFigure(next), isNil: isNil(next), why };
  };

  return explain(figure, 0);
}

/** The flags that mark each figure, by the figure's id. */
function flagsByFigure(evaluation: Evaluation): ReadonlyMap<string, readonly Flag[]> {
  const marks = new Map<string, Flag[]>();
  for (const flag of evaluation.flags) {
    for (const id of flag.figures) {
      const known = marks.get(id);
      if (known) known.push(flag);
      else marks.set(id, [flag]);
    }
  }
  return marks;
}

function isNil(figure: Figure): boolean {
  return figure.value.kind === "number" && figure.value.value === 0;
}

/** A figure by its id, among the case's figures or those of single posts. */
export function figureOf(evaluation: Evaluation, id: string): Figure | null {
  return evaluation.figures.get(id) ?? evaluation.postFigures().get(id) ?? null;
}

/** Every figure that a cell of an input sheet goes into directly, in the order of the register. */
export function figuresFedBy(evaluation: Evaluation, sourceMap: SourceMap, cell: CellRef): readonly Figure[] {
  const lines = new Set(sourceMap.linesAt(cell.sheet, cell.row));
  if (lines.size === 0) return [];
  const isFed = (place: InputPlace): boolean => {
    if (!lines.has(place.line)) return false;
    const at = sourceMap.cellOf(place.line, place.field);
    return at !== null && at.sheet === cell.sheet && at.row === cell.row && at.column === cell.column;
  };
  const isOfPost = evaluation.costTable.lines.some(({ line, post }) => post !== null && lines.has(line));
  const postFigures = isOfPost ? evaluation.postFigures() : [];
  return [...new Map([...evaluation.figures, ...postFigures]).values()].filter((figure) =>
    figure.trace().parts.some((part) => part.kind === "input" && isFed(part.place)),
  );
}

function inputPart(part: Extract<TracePart, { kind: "input" }>, sourceMap: SourceMap): ExplanationPart {
  const cell = sourceMap.cellOf(part.place.line, part.place.field);
  return {
    kind: "input",
    name: part.name,
    shown: part.shown,
    heading: sourceMap.headingOf(part.place.line, part.place.field),
    sheet: cell?.sheet ?? null,
    cell: cell === null ? null : cellAddress(cell.row, cell.column),
  };
}
