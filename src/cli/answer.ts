/** What the command line answers about one file, as a program reads it: the JSON object and the exit code. */
import {
  inputSheets,
  type EvaluatedCase,
  type Finding,
  type HostFailure,
  type Outcome,
  type Reading,
  type RowCounts,
} from "../workbook";
import type { Figure } from "../model";
import { visibleJson } from "./textLayout";

/** What came of one file, whichever command asked. */
export type Answer = {
  readonly command: "check" | "run";
  /** The file as it was named on the command line. */
  readonly file: string;
  /** Null when the file could not be read as a workbook. */
  readonly reading: Reading | null;
  readonly evaluated: EvaluatedCase | null;
  /** Why the host could not read or write; null when it could, or was not asked. */
  readonly failure: HostFailure | null;
  readonly written: Written | null;
};

export type Written = {
  readonly out: string;
  readonly sheets: readonly string[];
  readonly cells: number;
  /** Where the workbook is kept as it was; null for a copy, or when nothing had to be written. */
  readonly kept: string | null;
};

/** The findings of the reader, and with them what the host could not do. They alone decide the outcome. */
export function findingsOf(answer: Answer): readonly Finding[] {
  const { failure } = answer;
  const ofReading = answer.reading?.findings ?? [];
  if (failure === null) return ofReading;
  const { code, severity, message, next } = failure;
  return [...ofReading, { code, severity, sheet: null, cell: null, message, next }];
}

/** The rows of each sheet that was read, in the order in which the sheets are declared. */
export function rowsBySheet(reading: Reading): readonly (readonly [string, RowCounts])[] {
  return inputSheets.flatMap(({ name }) => {
    const counts = reading.rows.get(name);
    return counts === undefined ? [] : [[name, counts] as const];
  });
}

/** Whether results may be written, so far as is known. */
export function mayBeWritten(answer: Answer): boolean {
  return answer.failure === null && answer.reading?.resultsMayBeWritten === true;
}

/** accept, accept-with-note, flag or reject. */
export function outcomeOf(answer: Answer): Outcome {
  if (answer.failure === null && answer.reading !== null) return answer.reading.outcome;
  return findingsOf(answer).some((finding) => finding.severity === "fatal") ? "reject" : "flag";
}

export const EXIT = {
  done: 0,
  heldBack: 1,
  rejected: 2,
  notWritten: 3,
  notTakenBack: 4,
  usage: 64,
} as const;

/** The exit code of one file. */
export function exitCodeOf(answer: Answer, needsReady: boolean): number {
  const outcome = outcomeOf(answer);
  if (answer.failure?.isWorkbookChanged === true) return EXIT.notTakenBack;
  if (outcome === "reject") return EXIT.rejected;
  if (answer.failure !== null) return answer.reading === null ? EXIT.heldBack : EXIT.notWritten;
  if (!mayBeWritten(answer)) return EXIT.heldBack;
  if (needsReady && answer.evaluated?.evaluation.status.status !== "Ready") return EXIT.heldBack;
  return EXIT.done;
}

/** The JSON object of one file, on one line. */
export function answerJson(answer: Answer): string {
  const { reading, evaluated, written } = answer;
  const object = {
    file: answer.file,
    outcome: outcomeOf(answer),
    findings: findingsOf(answer).map(findingObject),
    flags: (evaluated?.flags ?? []).map(findingObject),
    totals: reading?.totals ?? null,
    rows: Object.fromEntries(reading === null ? [] : rowsBySheet(reading)),
    resultsMayBeWritten: mayBeWritten(answer),
    ...(answer.command === "run" ? { figures: figuresObject(evaluated) } : {}),
    written: written === null ? null : { out: written.out, sheets: written.sheets, cells: written.cells },
  };
  return visibleJson(JSON.stringify(object));
}

/** A finding with the members of the contract and no others, in its order. */
function findingObject(finding: Finding): object {
  const { code, severity, sheet, cell, message, next, value, alsoAt, suggests, unit, reconciles, rows } = finding;
  return { code, severity, sheet, cell, message, next, value, alsoAt, suggests, unit, reconciles, rows };
}

function figuresObject(evaluated: EvaluatedCase | null): Record<string, number | string> {
  const figures = evaluated?.evaluation.figures ?? new Map<string, Figure>();
  return Object.fromEntries([...figures].map(([id, figure]) => [id, figureValue(figure)]));
}

/** A figure as a program reads it: pounds, posts and shares as numbers; an input that is needed as a sentence. */
export function figureValue(figure: Figure): number | string {
  if (figure.value.kind === "text") return figure.value.text;
  if (figure.value.kind === "needed") return `input needed: ${figure.value.needed}`;
  // One division of whole numbers gives the number nearest to the decimal fraction, so that 6705 pence print as 67.05.
  return figure.value.value / UNITS_IN_ONE[figure.unit];
}

/** How many of the units that the model counts in make one of those that a figure is given in. */
const UNITS_IN_ONE: Readonly<Record<Figure["unit"], number>> = {
  money: 100,
  wholePounds: 1,
  posts: 10_000,
  share: 10_000,
  percent: 1_000,
  count: 1,
  text: 1,
};
