/** A golden case with some of its cells typed over, and which of its figures rest on those cells. */
import { XlsxWorkbook } from "../../src/hosts/xlsx";
import type { Evaluation, Figure, TracePart } from "../../src/model";
import {
  cellAddress,
  checkCase,
  evaluateCase,
  explainFigure,
  figureOf,
  parseCellAddress,
  type EvaluatedCase,
  type Explanation,
  type Reading,
} from "../../src/workbook";
import type { Entry } from "../examples/exampleSheets";
import { entryCell } from "../examples/exampleWorkbook";
import { makeWorkbook, type MadeCell, type MadeSheet, type MadeWorkbook } from "../examples/workbookMaker";

/** What is typed over, by cell: "Costs!H5". Null clears the cell. */
export type TypedOver = Readonly<Record<string, Entry | null>>;

export type ReadCase = { readonly reading: Reading; readonly evaluated: EvaluatedCase | null };

/** Reads and works out a workbook with some cells typed over. Nothing is written. */
export async function caseWith(workbook: MadeWorkbook, typed: TypedOver): Promise<ReadCase> {
  const changed = Object.entries(typed).reduce((made, [cell, entry]) => withCell(made, cell, entry), workbook);
  const checked = await checkCase(new XlsxWorkbook(makeWorkbook(changed), { fileName: "changed.xlsx" }), {});
  if (!checked.ok) throw new Error(checked.failure.message);
  return { reading: checked.value.reading, evaluated: evaluateCase(checked.value.reading, true) };
}

function withCell(workbook: MadeWorkbook, cell: string, entry: Entry | null): MadeWorkbook {
  const mark = cell.lastIndexOf("!");
  const name = cell.slice(0, mark);
  const at = parseCellAddress(cell.slice(mark + 1));
  const sheet = workbook.sheets.find((each) => each.name === name);
  if (at === null || sheet === undefined) throw new Error(`${cell} is no cell of the case`);
  if (at.row > sheet.rows.length) throw new Error(`${cell} is below the case`);
  const made = entry === null ? null : entryCell(entry, "posts");
  return {
    ...workbook,
    sheets: workbook.sheets.map((each) => (each === sheet ? withMadeCell(each, at.row - 1, at.column, made) : each)),
  };
}

function withMadeCell(sheet: MadeSheet, row: number, column: number, made: MadeCell | null): MadeSheet {
  return {
    ...sheet,
    rows: sheet.rows.map((cells, index) => {
      if (index !== row) return cells;
      const wide = Array.from({ length: Math.max(column + 1, cells?.length ?? 0) }, (_, at) => cells?.[at] ?? null);
      return wide.map((cell, at) => (at === column ? made : cell));
    }),
  };
}

/** Figures of both evaluations whose value is not the same; of one that is in one of them only, too. */
export function figuresThatDiffer(before: Evaluation, after: Evaluation): readonly string[] {
  const all = (evaluation: Evaluation): ReadonlyMap<string, Figure> =>
    new Map([...evaluation.figures, ...evaluation.postFigures()]);
  const [old, now] = [all(before), all(after)];
  const value = (figure: Figure | undefined): string => (figure === undefined ? "" : JSON.stringify(figure.value));
  return [...new Set([...old.keys(), ...now.keys()])].filter((id) => value(old.get(id)) !== value(now.get(id)));
}

/** Whether the traces of a figure lead to one of the cells, over however many figures. */
export function restsOn(
  evaluation: Evaluation,
  { sourceMap }: Pick<Reading, "sourceMap">,
  id: string,
  cells: readonly string[],
  seen = new Set<string>(),
): boolean {
  if (seen.has(id)) return false;
  seen.add(id);
  const isThere = (part: TracePart): boolean => {
    if (part.kind === "figure") return restsOn(evaluation, { sourceMap }, part.id, cells, seen);
    if (part.kind === "parameter") return false;
    const at = sourceMap.cellOf(part.place.line, part.place.field);
    return at !== null && cells.includes(`${at.sheet}!${cellAddress(at.row, at.column)}`);
  };
  return figureOf(evaluation, id)?.trace().parts.some(isThere) ?? false;
}

/** Whether the explanation of a figure, as people are shown it in full, names one of the cells. */
export function explanationReaches(
  evaluation: Evaluation,
  { sourceMap }: Pick<Reading, "sourceMap">,
  id: string,
  cells: readonly string[],
): boolean {
  const names = ({ parts }: Explanation): boolean =>
    parts.some((part) =>
      part.kind === "figure"
        ? names(part.figure)
        : part.kind === "input" && part.sheet !== null && cells.includes(`${part.sheet}!${part.cell ?? ""}`),
    );
  const explanation = explainFigure(evaluation, sourceMap, id, Number.POSITIVE_INFINITY);
  return explanation !== null && names(explanation);
}
