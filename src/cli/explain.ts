/** The explain command: from what the person named, a figure or a cell, to the tree of how it is made. */
import {
  checkCase,
  evaluateCase,
  explainFigure,
  figureAtCell,
  figureOf,
  figuresFedBy,
  parseCellAddress,
  sheetAddress,
  type CheckedCase,
  type EvaluatedCase,
  type HostFailure,
} from "../workbook";
import type { Figure } from "../model";
import { EXIT } from "./answer";
import { explanationJson, explanationLines, fedFiguresJson, fedFiguresLines, PARTS_MAXIMUM } from "./explainReport";
import { findingLines } from "./findingsReport";
import { nearestNames } from "./nearest";
import { PROGRAM, UsageError, type Request } from "./options";
import { openCase, type Session } from "./session";
import { paletteFor, visibleText, wrapText } from "./textLayout";

type ExplainRequest = Extract<Request, { kind: "explain" }>;

/** Explains one figure or cell of one file, and gives the exit code. */
export async function explainFile(request: ExplainRequest, session: Session): Promise<number> {
  session.progress("reading");
  const opened = await openCase(request.file, request, null);
  if (!opened.ok) return refuse(opened.failure, session);
  const checked = await checkCase(opened.value.workbook, request.choices);
  if (!checked.ok) return refuse(checked.failure, session);
  const evaluated = evaluateCase(checked.value.reading, false);
  if (evaluated === null) return refuseDoubts(checked.value, request, session);

  const subject = resolveSubject(request.subject, checked.value, evaluated);
  session.progress("");
  session.console.answer(`${answer(subject, checked.value, evaluated, request, session).join("\n")}\n`);
  return EXIT.done;
}

/** What the person named: a figure, or an input cell and the figures it goes into. */
type Subject =
  | { readonly kind: "figure"; readonly id: string; readonly cell: string | null }
  | { readonly kind: "input"; readonly cell: string; readonly feeds: readonly Figure[] };

function answer(
  subject: Subject,
  { reading }: CheckedCase,
  { evaluation }: EvaluatedCase,
  request: ExplainRequest,
  { palette }: Session,
): readonly string[] {
  if (subject.kind === "input") {
    return request.isJson
      ? [fedFiguresJson(request.file, subject.cell, subject.feeds)]
      : fedFiguresLines(subject.cell, subject.feeds);
  }
  const explanation = explainFigure(
    evaluation,
    reading.sourceMap,
    subject.id,
    request.isJson ? Infinity : PARTS_MAXIMUM,
  );
  if (explanation === null) throw new Error(`the figure '${subject.id}' was found and then was not`);
  if (request.isJson) return [explanationJson(request.file, explanation)];
  const shownAt = subject.cell === null ? [] : [...wrapText(`${visibleText(subject.cell)} shows this figure.`), ""];
  return [...shownAt, ...explanationLines(explanation, palette)];
}

function resolveSubject(text: string, checked: CheckedCase, evaluated: EvaluatedCase): Subject {
  const { evaluation } = evaluated;
  if (figureOf(evaluation, text) !== null) return { kind: "figure", id: text, cell: null };
  const mark = text.lastIndexOf("!");
  if (mark < 0) throw unknownFigure(text, [...evaluation.figures.keys(), ...evaluation.postFigures().keys()]);

  const position = parseCellAddress(text.slice(mark + 1).trim());
  if (position === null) {
    throw new UsageError(
      `${text} does not name a cell.`,
      `Write the sheet, an exclamation mark and the cell, in quotes: ${PROGRAM} explain case.xlsx "'Model results'!B5".`,
    );
  }
  const sheetName = unquoted(text.slice(0, mark).trim());
  const cell = { sheet: sheetName, ...position };
  const owned = figureAtCell(checked, evaluated, cell);
  if (owned !== null) return { kind: "figure", id: owned.figure, cell: owned.address };

  const names = checked.snapshot.sheets.map((sheet) => sheet.name);
  const sheet = names.find((name) => name.toLowerCase() === sheetName.toLowerCase());
  if (sheet === undefined) {
    const nearest = nearestNames(sheetName, names);
    throw new UsageError(
      `The workbook has no sheet called ${sheetName}.`,
      nearest.length > 0 ? `Did you mean ${nearest.join(", ")}?` : `Its sheets are ${names.join(", ")}.`,
    );
  }
  const feeds = figuresFedBy(evaluation, checked.reading.sourceMap, { ...cell, sheet });
  const address = sheetAddress(
    sheet,
    text
      .slice(mark + 1)
      .trim()
      .toUpperCase()
      .replaceAll("$", ""),
  );
  if (feeds.length === 0) {
    throw new UsageError(
      `${address} shows no figure, and no figure is made from it.`,
      `Name a cell of the results sheet, an input cell, or a figure such as cost.total.`,
    );
  }
  return { kind: "input", cell: address, feeds };
}

/** A sheet's name without the quotes of a reference: 'O''Brien' is O'Brien. */
function unquoted(name: string): string {
  const isQuoted = name.length > 1 && name.startsWith("'") && name.endsWith("'");
  return isQuoted ? name.slice(1, -1).replaceAll("''", "'") : name;
}

function unknownFigure(text: string, ids: readonly string[]): UsageError {
  const nearest = nearestNames(text, ids);
  return new UsageError(
    `The case has no figure called ${text}.`,
    nearest.length > 0
      ? `Did you mean ${nearest.join(", ")}?`
      : `${PROGRAM} run FILE --out OUT --json lists every figure by its name. A cell is written with its sheet: 'Costs!H9'.`,
  );
}

function refuse(failure: HostFailure, { console, progress }: Session): number {
  progress("");
  console.remark(`${[...wrapText(failure.message), ...wrapText(failure.next, "> ", "  ")].join("\n")}\n`);
  return failure.severity === "fatal" ? EXIT.rejected : EXIT.heldBack;
}

/** No figure is made from a doubt, so there is nothing to explain until the doubts are settled. */
function refuseDoubts({ reading }: CheckedCase, request: ExplainRequest, { console, progress }: Session): number {
  progress("");
  const open = reading.findings.filter((finding) => finding.severity !== "note");
  console.remark(
    `${[
      ...wrapText(`${visibleText(request.file)}: there are no figures to explain until this is settled:`),
      ...findingLines(open, paletteFor(false)),
    ].join("\n")}\n`,
  );
  return reading.outcome === "reject" ? EXIT.rejected : EXIT.heldBack;
}
