/**
 * Blocks of cells, as many in one request as fit into it. A block that Excel refuses as too large, answers with null or
 * answers in part is cut in two and asked for again, down to one row.
 */
import { type CellArea, areaAddress } from "../../workbook";
import { type Conversation, TooMuchAtOnce, bytesOf } from "./conversation";
import { partialAnswer } from "./excelFailures";

/** What may be asked of a range, cell by cell. */
export type CellProperty = "values" | "valueTypes" | "formulas" | "numberFormat" | "looks";

/** What may be asked of a range's lines. */
export type LineProperty = "rowHidden" | "columnHidden" | "rowHeight" | "columnWidth";

export type BlockRequest = {
  readonly sheetId: string;
  /** For a message. */
  readonly sheetName: string;
  readonly property: CellProperty | LineProperty;
  readonly area: CellArea;
  /** Takes the answer, piece by piece: one row of the matrix a row, or one row or column a line. */
  readonly take: (area: CellArea, answer: readonly (readonly unknown[])[]) => void;
};

/** Bytes a cell takes, guessed before the first of its kind was met. */
const FIRST_GUESS: Readonly<Record<BlockRequest["property"], number>> = {
  values: 11,
  valueTypes: 9,
  formulas: 30,
  numberFormat: 12,
  looks: 300,
  rowHidden: 20,
  columnHidden: 24,
  rowHeight: 34,
  columnWidth: 36,
};

/** What goes along with blocks: queued into a request, and taken from its answer. */
export type Along = (context: Excel.RequestContext) => () => void;

/**
 * Reads blocks. `along` goes with the first request, all of it where Excel takes it; a half and then the rest where that is
 * too much.
 */
export async function readBlocks(
  conversation: Conversation,
  context: Excel.RequestContext,
  doing: string,
  requests: readonly BlockRequest[],
  along: readonly Along[] = [],
): Promise<void> {
  const guess = { ...FIRST_GUESS };
  const waiting = [...requests];
  let joining = along;
  let joiningAtOnce = along.length;
  let share = 1;
  let cellsDone = 0;
  const cellsWanted = requests.reduce((sum, { area }) => sum + cellCount(area), 0);
  while (waiting.length > 0 || joining.length > 0) {
    const batch = takeBatch(waiting, conversation.limits.bytes * share, conversation.limits.readCells, guess);
    const alongNow = joining.slice(0, joiningAtOnce);
    try {
      const answers = await conversation.read(context, doing, (open) => {
        const collected = batch.map((request) => ask(open, request));
        const collectAlong = alongNow.map((queue) => queue(open));
        return () => {
          for (const collect of collectAlong) collect();
          return collected.map((collect) => collect());
        };
      });
      joining = joining.slice(alongNow.length);
      const again: BlockRequest[] = [];
      batch.forEach((request, index) => {
        const answer = answers[index];
        if (!isWhole(request, answer)) {
          again.push(...halves(request));
          return;
        }
        const cells = cellCount(request.area);
        const { property } = request;
        const isWeighed = !isLines(property) && property !== "looks";
        const bytes = isWeighed ? bytesOf(answer) : answer.length * (answer[0]?.length ?? 0) * guess[property];
        conversation.count(cells, bytes);
        cellsDone += cells;
        // A little more than was met, since the next block may be fuller.
        if (cells >= 1000 && isWeighed) guess[property] = Math.max((bytes / cells) * 1.08, 5);
        request.take(request.area, answer);
      });
      waiting.unshift(...again);
      conversation.advance(cellsWanted === 0 ? 1 : cellsDone / cellsWanted);
    } catch (thrown) {
      if (!(thrown instanceof TooMuchAtOnce)) throw thrown;
      if (alongNow.length > 1) {
        joiningAtOnce = Math.ceil(alongNow.length / 2);
        waiting.unshift(...batch);
      } else if (batch.length === 1 && batch[0] !== undefined) {
        if (batch[0].area.top === batch[0].area.bottom) throw thrown.refusal;
        waiting.unshift(...halves(batch[0]));
      } else if (batch.length === 0) throw thrown.refusal;
      else waiting.unshift(...batch);
      share /= 2;
    }
  }
}

function isLines(property: BlockRequest["property"]): property is LineProperty {
  return property.startsWith("row") || isColumns(property);
}

function isColumns(property: BlockRequest["property"]): boolean {
  return property.startsWith("column");
}

/** Takes from the front what fits into one request, cutting the last block where it no longer does. */
function takeBatch(
  waiting: BlockRequest[],
  bytes: number,
  cellsMaximum: number,
  guess: Readonly<Record<BlockRequest["property"], number>>,
): BlockRequest[] {
  const batch: BlockRequest[] = [];
  let room = bytes;
  while (waiting.length > 0 && room > 0) {
    const request = waiting.shift();
    if (request === undefined) break;
    const { area } = request;
    const rowBytes = guess[request.property] * columnsOf(request);
    const rowsOfRoom = isColumns(request.property) ? rowCount(area) : Math.floor(room / rowBytes);
    const rowsOfCells = Math.floor(cellsMaximum / columnsOf(request));
    // What does not fit with the others waits for the next request; alone, one row goes however wide it is.
    if (rowsOfRoom < 1 && batch.length > 0) {
      waiting.unshift(request);
      break;
    }
    const rows = Math.max(1, Math.min(rowCount(area), rowsOfRoom, rowsOfCells));
    const now = { ...area, bottom: area.top + rows - 1 };
    batch.push({ ...request, area: now });
    room -= rows * rowBytes;
    if (now.bottom < area.bottom) waiting.unshift({ ...request, area: { ...area, top: now.bottom + 1 } });
  }
  return batch;
}

function columnsOf({ property, area }: BlockRequest): number {
  return property.startsWith("row") ? 1 : area.right - area.left + 1;
}

function rowCount(area: CellArea): number {
  return area.bottom - area.top + 1;
}

function cellCount(area: CellArea): number {
  return rowCount(area) * (area.right - area.left + 1);
}

/** The upper and the lower half; throws for a single row, of which there is no half. */
function halves(request: BlockRequest): BlockRequest[] {
  const { area } = request;
  if (area.top === area.bottom || isColumns(request.property)) throw partialAnswer(request.sheetName);
  const middle = area.top + Math.floor(rowCount(area) / 2) - 1;
  return [
    { ...request, area: { ...area, bottom: middle } },
    { ...request, area: { ...area, top: middle + 1 } },
  ];
}

/** What makes the look of a cell of ours, as far as we ever set it. */
const LOOKS_READ: Excel.CellPropertiesLoadOptions = {
  hyperlink: true,
  format: {
    fill: { color: true },
    font: { bold: true, color: true, size: true, underline: true },
    horizontalAlignment: true,
    indentLevel: true,
    verticalAlignment: true,
    wrapText: true,
  },
};

function ask(context: Excel.RequestContext, request: BlockRequest): () => unknown {
  const range = context.workbook.worksheets.getItem(request.sheetId).getRange(areaAddress(request.area));
  switch (request.property) {
    case "rowHidden": {
      const lines = range.getRowProperties({ rowHidden: true });
      return () => lines.value.map((line) => [line.rowHidden]);
    }
    case "columnHidden": {
      const lines = range.getColumnProperties({ columnHidden: true });
      return () => lines.value.map((line) => [line.columnHidden]);
    }
    case "rowHeight": {
      const lines = range.getRowProperties({ format: { rowHeight: true } });
      return () => lines.value.map((line) => [line.format?.rowHeight]);
    }
    case "columnWidth": {
      const lines = range.getColumnProperties({ format: { columnWidth: true } });
      return () => lines.value.map((line) => [line.format?.columnWidth]);
    }
    case "looks": {
      const cells = range.getCellProperties(LOOKS_READ);
      return () => cells.value;
    }
    default: {
      const { property } = request;
      range.load(property);
      return () => range[property];
    }
  }
}

/** Whether an answer holds every line and cell that was asked for; a null among them is an answer missing. */
function isWhole(request: BlockRequest, answer: unknown): answer is readonly (readonly unknown[])[] {
  const { property, area } = request;
  const width = area.right - area.left + 1;
  const lines = isColumns(property) ? width : rowCount(area);
  const cells = isLines(property) ? 1 : width;
  return (
    Array.isArray(answer) &&
    answer.length === lines &&
    answer.every(
      (row: unknown) =>
        Array.isArray(row) && row.length === cells && row.every((value) => value !== null && value !== undefined),
    )
  );
}
