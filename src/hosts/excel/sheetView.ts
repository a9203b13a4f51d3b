/**
 * What the person sees and does in Excel beside the port: bringing a cell to the front, telling where the person is and
 * what was edited, and opening another workbook. Nothing here writes a cell.
 */
import type { Conversation } from "./conversation";
import { refusalOf, sheetGone, sheetHidden } from "./excelFailures";

/** Cells on a sheet. */
export type ExcelPlace = {
  /** Excel's id of the sheet, as in a snapshot. */
  readonly sheetId: string;
  /** The sheet's name; null when it is no longer there. */
  readonly sheet: string | null;
  /** "C5", "C5:D9", or several of them with commas, without the sheet. */
  readonly address: string;
};

/** Something about the cells of the workbook changed, and not by us. */
export type ExcelEdit = {
  readonly sheetId: string;
  readonly sheet: string | null;
  /** The cells that changed, or null when the whole sheet was added or deleted. */
  readonly address: string | null;
  readonly what: "cells" | "sheet added" | "sheet deleted";
  /** Whether another person changed it, working on the same workbook. */
  readonly isByAnother: boolean;
};

/** Ends the watching. From the call on nothing is told any more, even if Excel is slow to forget us; it never fails. */
export type StopWatching = () => Promise<void>;

/** Brings cells to the front. Throws an `ExcelRefusal` when the sheet is gone or hidden. */
export async function showCell(
  conversation: Conversation,
  context: Excel.RequestContext,
  sheetName: string,
  address: string,
): Promise<void> {
  const doing = "looking for the cell";
  const visibility = await conversation.read(context, doing, (open) => {
    const sheet = open.workbook.worksheets.getItemOrNullObject(sheetName);
    sheet.load("visibility");
    return () => (sheet.isNullObject ? null : sheet.visibility);
  });
  if (visibility === null) throw sheetGone(sheetName);
  if (visibility !== "Visible") throw sheetHidden(sheetName, visibility === "VeryHidden");
  await conversation.read(context, doing, (open) => {
    const sheet = open.workbook.worksheets.getItem(sheetName);
    sheet.activate();
    sheet.getRange(address).select();
    return () => undefined;
  });
}

/** The cell that the person is on. Throws an `ExcelRefusal`, with InvalidSelection while a chart or picture is chosen. */
export async function currentCell(conversation: Conversation, context: Excel.RequestContext): Promise<ExcelPlace> {
  return conversation.read(context, "asking for the chosen cell", (open) => {
    const cell = conversation.has("1.7")
      ? open.workbook.getActiveCell()
      : open.workbook.getSelectedRange().getCell(0, 0);
    cell.load("address,worksheet/id,worksheet/name");
    return () => ({
      sheetId: cell.worksheet.id,
      sheet: cell.worksheet.name,
      address: cell.address.slice(cell.address.lastIndexOf("!") + 1).replaceAll("$", ""),
    });
  });
}

/** Names of sheets by id, as last learned. */
export class SheetNames {
  readonly #names = new Map<string, string>();

  /** What is known at the moment; undefined when nothing is. */
  get(id: string): string | undefined {
    return this.#names.get(id);
  }

  /** Takes what was just read. */
  learn(sheets: Iterable<readonly [id: string, name: string]>): void {
    for (const [id, name] of sheets) this.#names.set(id, name);
  }
}

/** What tells our own changes from those of people. */
export type OwnChanges = {
  /** Whether a change of a sheet that says nothing of its origin is taken for ours at this moment. */
  readonly isOurs: (sheetId: string) => boolean;
  /** The name of a sheet, asked for when it is not known. */
  readonly nameOf: (sheetId: string) => Promise<string | null>;
};

type Watch = { remove(): void; readonly context: { sync(): Promise<unknown> } };

/**
 * Tells of every change of cells, and of sheets that are added or deleted, but for our own. Throws an `ExcelRefusal`
 * when Excel is too old (ExcelApi 1.9).
 */
export async function watchEdits(
  conversation: Conversation,
  context: Excel.RequestContext,
  own: OwnChanges,
  listener: (edit: ExcelEdit) => void,
): Promise<StopWatching> {
  const tell = async (
    live: () => boolean,
    event: { readonly worksheetId: string; readonly source: string },
    what: ExcelEdit["what"],
    address: string | null,
  ): Promise<void> => {
    const sheet = await own.nameOf(event.worksheetId);
    if (live()) listener({ sheetId: event.worksheetId, sheet, address, what, isByAnother: event.source === "Remote" });
  };
  return watch(conversation, context, (open, live) => {
    const { worksheets } = open.workbook;
    return [
      worksheets.onChanged.add(async (event) => {
        const { triggerSource } = event as { readonly triggerSource?: string };
        const isOurs = triggerSource === undefined ? own.isOurs(event.worksheetId) : triggerSource === "ThisLocalAddin";
        if (!isOurs) await tell(live, event, "cells", event.address);
      }),
      worksheets.onAdded.add(async (event) => {
        if (!own.isOurs(event.worksheetId)) await tell(live, event, "sheet added", null);
      }),
      worksheets.onDeleted.add(async (event) => {
        if (!own.isOurs(event.worksheetId)) await tell(live, event, "sheet deleted", null);
      }),
    ];
  });
}

/**
 * Tells which cells the person chooses, and on which sheet, also when another sheet comes to the front. Throws an
 * `ExcelRefusal` when Excel is too old (ExcelApi 1.9).
 */
export async function watchSelection(
  conversation: Conversation,
  context: Excel.RequestContext,
  ask: {
    readonly nameOf: (sheetId: string) => Promise<string | null>;
    /** The cell that is chosen now; null when Excel does not say. */
    readonly currentCell: () => Promise<ExcelPlace | null>;
  },
  listener: (place: ExcelPlace) => void,
): Promise<StopWatching> {
  return watch(conversation, context, (open, live) => {
    const { worksheets } = open.workbook;
    return [
      worksheets.onSelectionChanged.add(async ({ worksheetId, address }) => {
        const sheet = await ask.nameOf(worksheetId);
        if (live()) listener({ sheetId: worksheetId, sheet, address });
      }),
      // A sheet that comes to the front keeps the selection it had, and Excel raises no event for that.
      worksheets.onActivated.add(async () => {
        const place = await ask.currentCell();
        if (live() && place !== null) listener(place);
      }),
    ];
  });
}

async function watch(
  conversation: Conversation,
  context: Excel.RequestContext,
  queue: (context: Excel.RequestContext, live: () => boolean) => readonly Watch[],
): Promise<StopWatching> {
  if (!conversation.has("1.9")) throw refusalOf("ApiNotFound", "listening to the sheets");
  // A question that had to be asked again leaves listeners of the first attempt behind: only the last ones speak.
  let current = 0;
  const watches = await conversation.read(context, "listening to the sheets", (open) => {
    current += 1;
    const mine = current;
    const queued = queue(open, () => mine === current);
    return () => queued;
  });
  return async () => {
    current = 0;
    try {
      for (const one of watches) one.remove();
      await watches[0]?.context.sync();
    } catch {
      // Excel will forget us with the pane; nobody is told anything meanwhile.
    }
  };
}
