/**
 * A plan onto the open workbook, in this order: begin stamp, cells, tables and looks, reading back, final stamp. Only
 * sheets of ours are written to. A request of Excel's is not whole or nothing: what fails half-way is put back here.
 */
import {
  type CellArea,
  type OwnedCell,
  type Receipt,
  STAMP_BEGINNING,
  type WordColour,
  areaAddress,
  sheetAddress,
} from "../../workbook";
import { type Conversation, bytesOf } from "./conversation";
import { ExcelRefusal } from "./excelFailures";
import {
  HEADLINE_HEIGHTS,
  LINE_HEIGHT,
  LOOKS,
  type Look,
  ROW_HEIGHT_MAXIMUM,
  TABLE_STYLE,
  TONES,
  cellSettings,
  columnPoints,
  giveLook,
} from "./ownedLooks";
import {
  BEGIN_STAMP,
  type OwnedMatrix,
  enteredRows,
  expectedRows,
  finalStamp,
  isGuarded,
  numberFormatOf,
  ownedMatrix,
  tableArea,
} from "./ownedMatrix";
import { OWNERSHIP_PROPERTY } from "./ownership";
import { type BlockRequest, readBlocks } from "./readBlocks";
import type { Target } from "./recheck";
import { CALL_BYTES, type Piece, rowChunks, sendPieces } from "./sendPieces";

/** A planned sheet on its way. */
type Writing = Target & { readonly matrix: OwnedMatrix };

/** Lays out what will be written; throws when the plan is broken, before anything is touched. */
export function layOutWriting(targets: readonly Target[]): Writing[] {
  return targets.map((target) => ({ ...target, matrix: ownedMatrix(target.plan) }));
}

/** Writes and checks. Whatever it throws, the caller puts back what stood there. */
export async function writeExcel(
  conversation: Conversation,
  context: Excel.RequestContext,
  writings: readonly Writing[],
): Promise<Receipt> {
  const pieces = writings.flatMap((writing) => [
    beginPiece(writing, conversation),
    ...cellPieces(writing, conversation),
    ...tablePieces(writing),
    ...lookPieces(writing, conversation),
  ]);
  conversation.stage("Writing the results", 0.25, 0.75);
  await sendPieces(conversation, context, "writing the results", pieces);
  conversation.stage("Checking what was written", 0.75, 0.95);
  await readBack(conversation, context, writings);
  await stampFinally(conversation, context, writings);
  let cells = 0;
  for (const { matrix } of writings)
    for (const row of matrix.cells) for (const cell of row) if (cell && cell.value !== null) cells++;
  return { sheets: writings.map(({ plan }) => plan.name), cells };
}

function sheetOf(context: Excel.RequestContext, { plan, now }: Target): Excel.Worksheet {
  // A sheet that was added is known by its name until it is read again; nobody renames it within a moment.
  return context.workbook.worksheets.getItem(now?.id ?? plan.name);
}

function beginPiece(writing: Writing, conversation: Conversation): Piece {
  const { plan, now } = writing;
  return {
    bytes: 10 * CALL_BYTES,
    cells: 2,
    queue: (context) => {
      const sheet = now === null ? context.workbook.worksheets.add(plan.name) : sheetOf(context, writing);
      const stamp = (): void => {
        sheet.getRange("A2:A3").values = [[`'${STAMP_BEGINNING}`], [`'${BEGIN_STAMP}`]];
      };
      stamp();
      if (now === null) {
        if (conversation.has("1.12")) sheet.customProperties.add(OWNERSHIP_PROPERTY, plan.role);
        return;
      }
      for (const { name } of now.stood.tables) sheet.tables.getItem(name).convertToRange();
      const whole = sheet.getRange();
      whole.conditionalFormats.clearAll();
      whole.clear();
      stamp();
      if (conversation.has("1.7")) sheet.freezePanes.unfreeze();
    },
  };
}

function cellPieces(writing: Writing, conversation: Conversation): Piece[] {
  const { matrix } = writing;
  const pieces: Piece[] = [];
  const columns = formatColumns(matrix);
  const whole = { top: 1, left: 0, bottom: matrix.cells.length, right: matrix.width - 1 };
  for (const { first, last } of rowChunks(conversation, whole, (row) => bytesOf(enteredRows(matrix, row, row)))) {
    for (const column of columns) {
      // Number formats stand before the values do, so that nothing is shown, or kept, in a guessed one.
      const formats = formatsOf(matrix, column, first, last, false);
      if (formats.some(([format]) => format !== "General"))
        pieces.push(
          rangePiece(writing, { top: first, bottom: last, left: column, right: column }, formats, "numberFormat"),
        );
    }
    const values = enteredRows(matrix, first, last);
    pieces.push(rangePiece(writing, { top: first, bottom: last, left: 0, right: matrix.width - 1 }, values, "values"));
    for (const column of columns) {
      const formats = formatsOf(matrix, column, first, last, true);
      // The text format comes after the text: before it, an apostrophe would be part of the text.
      if (formats.some(([format]) => format === "@"))
        pieces.push(
          rangePiece(writing, { top: first, bottom: last, left: column, right: column }, formats, "numberFormat"),
        );
    }
  }
  return pieces;
}

function formatColumns({ cells, width }: OwnedMatrix): number[] {
  const isFormatted = new Array<boolean>(width).fill(false);
  for (const row of cells) {
    row.forEach((cell, column) => {
      if (cell && (LOOKS[cell.style].format !== undefined || isGuarded(cell))) isFormatted[column] = true;
    });
  }
  return isFormatted.flatMap((is, column) => (is ? [column] : []));
}

function formatsOf(
  { cells }: OwnedMatrix,
  column: number,
  first: number,
  last: number,
  isGuarding: boolean,
): string[][] {
  const formats: string[][] = [];
  for (let row = first; row <= last; row++) formats.push([numberFormatOf(cells[row - 1]?.[column], isGuarding)]);
  return formats;
}

function rangePiece(
  target: Target,
  area: CellArea,
  matrix: readonly (readonly (string | number | boolean)[])[],
  property: "values" | "numberFormat",
): Piece {
  for (const row of matrix) {
    // Excel leaves a cell as it is where null is written: last run's number would stay.
    if (row.some((value) => (value as unknown) === null || (value as unknown) === undefined))
      throw new Error(`an empty value was to be written to ${sheetAddress(target.plan.name, areaAddress(area))}`);
  }
  return {
    bytes: bytesOf(matrix) + CALL_BYTES,
    cells: matrix.length * (area.right - area.left + 1),
    queue: (context) => {
      const range = sheetOf(context, target).getRange(areaAddress(area));
      range[property] = matrix.map((row) => [...row]);
    },
  };
}

function tablePieces(writing: Writing): Piece[] {
  return writing.plan.tables.map((planned) => ({
    bytes: 6 * CALL_BYTES,
    cells: 0,
    queue: (context) => {
      const table = sheetOf(context, writing).tables.add(areaAddress(tableArea(planned)), true);
      table.name = planned.name;
      table.style = TABLE_STYLE;
    },
  }));
}

// ---------------------------------------------------------------------------------------------- looks

function lookPieces(writing: Writing, conversation: Conversation): Piece[] {
  const { plan, matrix } = writing;
  const pieces: Piece[] = [];
  const onSheet = (bytes: number, queue: (sheet: Excel.Worksheet) => void): void => {
    pieces.push({ bytes, cells: 0, queue: (context) => queue(sheetOf(context, writing)) });
  };
  for (const { row, column, cell } of plan.texts) {
    const area = areaAddress({ top: row, left: column, bottom: row, right: column });
    onSheet(3 * CALL_BYTES, (sheet) => {
      const range = sheet.getRange(area);
      if (cell.link) range.hyperlink = linkOf(cell);
      giveLook(range, LOOKS[cell.style]);
    });
  }
  for (const table of plan.tables) {
    const area = tableArea(table);
    table.headings.forEach((_, at) => {
      const column = table.left + at;
      const heading = matrix.cells[table.top - 1]?.[column];
      onSheet(4 * CALL_BYTES, (sheet) => {
        giveLook(
          sheet.getRange(areaAddress({ ...area, bottom: area.top, left: column, right: column })),
          LOOKS[heading?.style ?? "heading"],
        );
      });
      const cells = table.rows.map((row): OwnedCell => row[at] ?? { value: null, style: "plain" });
      pieces.push(...columnLookPieces(writing, conversation, cells, area.top + 1, column));
      const colours = table.wordColours?.[at] ?? [];
      if (colours.length > 0) {
        const body = areaAddress({ top: area.top + 1, bottom: area.bottom, left: column, right: column });
        onSheet(colours.length * 3 * CALL_BYTES, (sheet) => colourWords(sheet.getRange(body), colours));
      }
    });
  }
  plan.columnWidths.forEach((width, column) => {
    onSheet(CALL_BYTES, (sheet) => {
      sheet.getRange(areaAddress({ top: 1, bottom: 1, left: column, right: column })).format.columnWidth =
        columnPoints(width);
    });
  });
  pieces.push(...heightPieces(writing, conversation));
  const { freezeAt } = plan;
  if (freezeAt && conversation.has("1.7")) {
    const rows = freezeAt.row - 1;
    onSheet(CALL_BYTES, (sheet) => {
      if (rows > 0 && freezeAt.column > 0)
        sheet.freezePanes.freezeAt(areaAddress({ top: 1, left: 0, bottom: rows, right: freezeAt.column - 1 }));
      else if (rows > 0) sheet.freezePanes.freezeRows(rows);
      else if (freezeAt.column > 0) sheet.freezePanes.freezeColumns(freezeAt.column);
    });
  }
  return pieces;
}

/** One column of a table: a range where all cells look the same, else settings cell by cell in one call. */
function columnLookPieces(
  writing: Writing,
  conversation: Conversation,
  cells: readonly OwnedCell[],
  top: number,
  column: number,
): Piece[] {
  const [first] = cells;
  if (first === undefined) return [];
  const bottom = top + cells.length - 1;
  const look = commonLook(cells);
  const hasLinks = cells.some((cell) => cell.link !== undefined);
  const whole = areaAddress({ top, bottom, left: column, right: column });
  if (!conversation.has("1.9") || (look !== null && !hasLinks)) {
    return [
      {
        bytes: 4 * CALL_BYTES,
        cells: 0,
        queue: (context) => giveLook(sheetOf(context, writing).getRange(whole), look ?? LOOKS[first.style]),
      },
    ];
  }
  const pieces: Piece[] = [];
  const rowsMaximum = Math.max(
    1,
    Math.min(conversation.limits.writeCells, Math.floor(conversation.limits.bytes / 4 / SETTINGS_BYTES)),
  );
  for (let from = 0; from < cells.length; from += rowsMaximum) {
    const part = cells.slice(from, from + rowsMaximum);
    const area = areaAddress({ top: top + from, bottom: top + from + part.length - 1, left: column, right: column });
    const settings = part.map((cell) => [
      { ...(cell.link ? { hyperlink: linkOf(cell) } : {}), ...cellSettings(LOOKS[cell.style]) },
    ]);
    pieces.push({
      bytes: part.length * SETTINGS_BYTES + CALL_BYTES,
      cells: part.length,
      queue: (context) => {
        sheetOf(context, writing).getRange(area).setCellProperties(settings);
      },
    });
  }
  return pieces;
}

/** Bytes of one cell's settings, with a link. */
const SETTINGS_BYTES = 200;

/** The look that all cells share but for their number format; null when there is none. Empty cells look like any other. */
function commonLook(cells: readonly OwnedCell[]): Look | null {
  let common: Look | undefined;
  let name = "";
  for (const cell of cells) {
    if (cell.value === null) continue;
    const { format: _, ...look } = LOOKS[cell.style];
    const key = JSON.stringify(look);
    if (common === undefined) {
      common = look;
      name = key;
    } else if (key !== name) return null;
  }
  return common ?? LOOKS.plain;
}

function linkOf({ link }: OwnedCell): Excel.RangeHyperlink {
  if (link === undefined) throw new Error("a cell without a link was to be linked");
  return { documentReference: sheetAddress(link.sheet, link.cell) };
}

/** Colours words in a column of a table by rule. */
export function colourWords(range: Excel.Range, colours: readonly WordColour[]): void {
  for (const { word, tone } of colours) {
    const { cellValue } = range.conditionalFormats.add("CellValue");
    cellValue.rule = { formula1: `="${word.replaceAll('"', '""')}"`, operator: "EqualTo" };
    cellValue.format.font.color = TONES[tone].text;
    cellValue.format.fill.color = TONES[tone].fill;
  }
}

function heightPieces(writing: Writing, conversation: Conversation): Piece[] {
  const { plan, matrix } = writing;
  const heights = matrix.cells.map((row, index) => {
    const headlines = row.map((cell) => (cell ? (HEADLINE_HEIGHTS[cell.style] ?? 0) : 0));
    const most = Math.max((plan.linesInRow[index + 1] ?? 1) * LINE_HEIGHT, ...headlines);
    return Math.min(ROW_HEIGHT_MAXIMUM, most);
  });
  // A row that was high before a run goes back to a line's height.
  const last = Math.max(heights.length, writing.now?.stood.area?.bottom ?? 0);
  while (heights.length < last) heights.push(LINE_HEIGHT);
  const pieces: Piece[] = [];
  if (!conversation.has("1.9")) return pieces;
  const rowsMaximum = Math.max(
    1,
    Math.min(conversation.limits.writeCells, Math.floor(conversation.limits.bytes / 160)),
  );
  for (let from = 0; from < heights.length; from += rowsMaximum) {
    const part = heights.slice(from, from + rowsMaximum);
    if (writing.now === null && part.every((height) => height <= LINE_HEIGHT)) continue;
    const area = areaAddress({ top: from + 1, bottom: from + part.length, left: 0, right: 0 });
    pieces.push({
      bytes: part.length * 40 + CALL_BYTES,
      cells: 0,
      queue: (context) => {
        sheetOf(context, writing)
          .getRange(area)
          .setRowProperties(part.map((rowHeight) => ({ format: { rowHeight } })));
      },
    });
  }
  return pieces;
}

/**
 * How new sheets of ours print, and no more than that: a computer without a printer refuses, and a sheet that is laid out
 * for printing in another way is no reason to take results back.
 */
export async function layOutPages(
  conversation: Conversation,
  context: Excel.RequestContext,
  writings: readonly Writing[],
): Promise<void> {
  const added = writings.filter((writing) => writing.now === null);
  if (added.length === 0 || !conversation.has("1.9")) return;
  await conversation.write(context, "laying out the pages", (open) => {
    for (const writing of added) {
      const { pageLayout } = sheetOf(open, writing);
      pageLayout.orientation = "Landscape";
      pageLayout.paperSize = "A4";
      pageLayout.zoom = { horizontalFitToPages: 1 };
      const rows = writing.plan.printTitleRows;
      if (rows) pageLayout.setPrintTitleRows(`$${rows.first}:$${rows.last}`);
    }
    return () => undefined;
  });
}

// ---------------------------------------------------------------------------------------------- checking

async function readBack(
  conversation: Conversation,
  context: Excel.RequestContext,
  writings: readonly Writing[],
): Promise<void> {
  const differences: string[] = [];
  const requests = writings.flatMap((writing) => backRequests(writing, differences));
  await readBlocks(conversation, context, "reading back what was written", requests);
  const [first] = differences;
  if (first !== undefined) throw notAsWritten(first);
}

function backRequests(writing: Writing, differences: string[]): BlockRequest[] {
  const { plan, matrix, now } = writing;
  const sheet = { sheetId: now?.id ?? plan.name, sheetName: plan.name };
  const bottom = matrix.cells.length;
  const requests: BlockRequest[] = [
    {
      ...sheet,
      property: "values",
      area: { top: 1, left: 0, bottom, right: matrix.width - 1 },
      take: (piece, answer) => {
        const expected = expectedRows(matrix, piece.top, piece.bottom);
        answer.forEach((row, index) => {
          row.forEach((value, column) => {
            if (!Object.is(value, expected[index]?.[column])) differences.push(at(piece.top + index, column));
          });
        });
      },
    },
  ];
  // A text such as #N/A reads like the error of that name: only its type tells them apart.
  const spans = new Map<number, { first: number; last: number }>();
  matrix.cells.forEach((row, index) => {
    row.forEach((cell, column) => {
      if (typeof cell?.value !== "string" || !cell.value.startsWith("#")) return;
      spans.set(column, { first: spans.get(column)?.first ?? index + 1, last: index + 1 });
    });
  });
  for (const [column, { first, last }] of spans) {
    requests.push({
      ...sheet,
      property: "valueTypes",
      area: { top: first, bottom: last, left: column, right: column },
      take: (piece, answer) => {
        answer.forEach(([type], index) => {
          if (type === "Error") differences.push(at(piece.top + index, column));
        });
      },
    });
  }
  return requests;

  function at(row: number, column: number): string {
    return sheetAddress(plan.name, areaAddress({ top: row, left: column, bottom: row, right: column }));
  }
}

async function stampFinally(
  conversation: Conversation,
  context: Excel.RequestContext,
  writings: readonly Writing[],
): Promise<void> {
  const isStamped = await conversation.write(context, "putting the final stamp", (open) => {
    const stamped = writings.map((writing) => {
      const stamp = finalStamp(writing.matrix);
      const range = sheetOf(open, writing).getRange("A3");
      range.values = [[stamp]];
      range.load("values");
      return { range, text: typeof stamp === "string" ? stamp.replace(/^'/, "") : stamp };
    });
    return () => stamped.every(({ range, text }) => Object.is((range.values as unknown[][])[0]?.[0], text));
  });
  if (!isStamped) throw notAsWritten("A3");
}

function notAsWritten(cell: string): ExcelRefusal {
  return new ExcelRefusal(
    "W12_HOST_BUSY",
    `Excel does not hold in ${cell} what was written there.`,
    "Run again. If it happens twice, save the workbook, close Excel and open it again.",
  );
}
