/** The workbook that is open in Excel: the port over Office.js. */
import type { HostFailure, HostResult, Receipt, Snapshot, Workbook, WritePlan } from "../../workbook";
import { Conversation, type ExcelOptions, type ExcelRun, type Traffic, TooMuchAtOnce, type Work } from "./conversation";
import { ExcelRefusal, excelCodeOf, memberOf, pausesBeforeRepeating, refusalOf } from "./excelFailures";
import { readExcel } from "./readExcel";
import { type KnownSheet, type Target, recheck } from "./recheck";
import { restoreExcel } from "./restoreExcel";
import {
  type ExcelEdit,
  type ExcelPlace,
  SheetNames,
  type StopWatching,
  currentCell,
  showCell,
  watchEdits,
  watchSelection,
} from "./sheetView";
import { layOutPages, layOutWriting, writeExcel } from "./writeExcel";

/** How long after a write an event that does not tell its origin may still be ours, in milliseconds. */
const ECHO_MILLISECONDS = 2000;

/** The port over the open workbook. */
export class ExcelWorkbook implements Workbook {
  /** Every sheet as it was last read, by id; sheets written to since then are not in it. */
  #known: ReadonlyMap<string, KnownSheet> | null = null;
  #traffic: Traffic = { syncs: 0, bytes: 0, cells: 0 };
  readonly #names = new SheetNames();
  #isWriting = false;
  #lastWrite = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly run: ExcelRun,
    private readonly options: ExcelOptions = {},
  ) {}

  /** What the last reading or writing took. */
  get traffic(): Traffic {
    return this.#traffic;
  }

  /**
   * The same workbook as a port whose readings and writings are followed, and may be stopped, by one who waits for them:
   * `runCase(workbook.during({ onProgress, signal }), ...)`. Each reading and each writing goes from 0 to 1.
   */
  during(work: Work): Workbook {
    return { read: () => this.read(work), apply: (plan) => this.apply(plan, work) };
  }

  /**
   * Reads the whole workbook; fails with W02_CELL_EDIT, W12_HOST_BUSY or as Excel's errors have it, and with W14_STOPPED
   * when the person stopped it.
   */
  async read(work: Work = {}): Promise<HostResult<Snapshot>> {
    const conversation = new Conversation(this.run, this.options, work);
    try {
      const { snapshot, used } = await conversation.reading((context) => readExcel(conversation, context));
      this.#known = new Map(
        snapshot.sheets.map((sheet) => [sheet.id, { snapshot: sheet, used: used.get(sheet.id) ?? null }]),
      );
      this.#names.learn(snapshot.sheets.map(({ id, name }) => [id, name]));
      conversation.finish();
      return { ok: true, value: snapshot };
    } catch (thrown) {
      return { ok: false, failure: refusalIn(thrown, "reading the workbook").toFailure(false) };
    } finally {
      this.#traffic = conversation.traffic;
    }
  }

  /**
   * Applies the plan whole or not at all. Fails with W01_STRUCTURE_PROTECTED, W03_CHANGED_SINCE_READ,
   * W08_TARGET_NOT_OURS, or as reading does; stopping is heard until the first cell is written. Throws when the plan
   * itself is broken.
   */
  async apply(plan: WritePlan, work: Work = {}): Promise<HostResult<Receipt>> {
    if (plan.sheets.length === 0) return { ok: true, value: { sheets: [], cells: 0 } };
    if (this.#known === null) {
      const read = await this.read(work.signal === undefined ? {} : { signal: work.signal });
      if (!read.ok) return read;
    }
    const conversation = new Conversation(this.run, this.options, work);
    this.#isWriting = true;
    try {
      return await this.#applyAgain(conversation, plan);
    } finally {
      this.#traffic = conversation.traffic;
      this.#isWriting = false;
      this.#lastWrite = this.#now();
    }
  }

  /**
   * Brings a cell, or an area, to the front and selects it. Fails with W03_CHANGED_SINCE_READ when the sheet is gone and
   * with W15_SHEET_HIDDEN when it is hidden: we never unhide a sheet of the user's.
   */
  async showCell(sheet: string, address: string): Promise<HostResult<null>> {
    return this.#ask("looking for the cell", async (conversation, context) => {
      await showCell(conversation, context, sheet, address);
      return null;
    });
  }

  /** The cell that the person is on; fails while a chart or picture is chosen. */
  async currentCell(): Promise<HostResult<ExcelPlace>> {
    return this.#ask("asking for the chosen cell", currentCell);
  }

  /**
   * Tells of every edit of cells and of every sheet that is added or deleted, as it happens, until the returned function is
   * called; our own writes are not among them. Bursts are for the caller to gather. Needs ExcelApi 1.9.
   */
  async watchEdits(listener: (edit: ExcelEdit) => void): Promise<HostResult<StopWatching>> {
    const own = { isOurs: (id: string) => this.#isEcho(id), nameOf: (id: string) => this.#nameOf(id) };
    return this.#ask("listening to the sheets", (conversation, context) =>
      watchEdits(conversation, context, own, listener),
    );
  }

  /** Tells which cells the person chooses, until the returned function is called. Needs ExcelApi 1.9. */
  async watchSelection(listener: (place: ExcelPlace) => void): Promise<HostResult<StopWatching>> {
    const ask = {
      nameOf: (id: string) => this.#nameOf(id),
      currentCell: async () => {
        const cell = await this.currentCell();
        return cell.ok ? cell.value : null;
      },
    };
    return this.#ask("listening to the sheets", (conversation, context) =>
      watchSelection(conversation, context, ask, listener),
    );
  }

  /**
   * Opens a new workbook beside this one, from the bytes of an .xlsx file in base64: the worked example, a template. The
   * open one is not touched. Fails where Excel cannot (ExcelApi 1.8), and as reading does.
   */
  async openWorkbookFrom(base64: string): Promise<HostResult<null>> {
    const doing = "opening a new workbook";
    const { createWorkbook } = this.options;
    return this.#ask(doing, async (conversation, context) => {
      if (createWorkbook === undefined || !conversation.has("1.8")) throw refusalOf("ApiNotFound", doing);
      // Excel would wait without end, and without a word, for a cell that is being edited: we wait here first.
      await conversation.read(context, doing, (open) => {
        open.workbook.load("name");
        return () => undefined;
      });
      await conversation.inTime(createWorkbook(base64), doing);
      return null;
    });
  }

  async #ask<T>(
    doing: string,
    work: (conversation: Conversation, context: Excel.RequestContext) => Promise<T>,
  ): Promise<HostResult<T>> {
    const conversation = new Conversation(this.run, this.options);
    try {
      return { ok: true, value: await conversation.reading((context) => work(conversation, context)) };
    } catch (thrown) {
      return { ok: false, failure: refusalIn(thrown, doing).toFailure(false) };
    }
  }

  #now(): number {
    return (this.options.now ?? Date.now)();
  }

  /** Whether a change that does not tell its origin is the echo of a write of ours: a sheet of ours, or a new one. */
  #isEcho(sheetId: string): boolean {
    if (!this.#isWriting && this.#now() - this.#lastWrite > ECHO_MILLISECONDS) return false;
    const known = this.#known?.get(sheetId);
    return known === undefined || known.snapshot.ownership !== null;
  }

  async #nameOf(sheetId: string): Promise<string | null> {
    const known = this.#names.get(sheetId);
    if (known !== undefined) return known;
    const asked = await this.#ask("asking for the name of a sheet", (conversation, context) =>
      conversation.read(context, "asking for the name of a sheet", (open) => {
        const sheet = open.workbook.worksheets.getItemOrNullObject(sheetId);
        sheet.load("name");
        return () => (sheet.isNullObject ? null : sheet.name);
      }),
    );
    if (!asked.ok || asked.value === null) return null;
    this.#names.learn([[sheetId, asked.value]]);
    return asked.value;
  }

  /**
   * Applies, and again where that may help: each time after it was seen that nothing of the last attempt is left, and from
   * the look at the sheets on, so that no edit made meanwhile is written over.
   */
  async #applyAgain(conversation: Conversation, plan: WritePlan): Promise<HostResult<Receipt>> {
    let isOneUndo = conversation.has("1.20");
    let failures = 0;
    for (;;) {
      const attempt = await this.#applyOnce(conversation, plan, isOneUndo);
      if (attempt.ok) {
        if (!isOneUndo && conversation.has("1.20")) conversation.note("This step cannot be undone with Ctrl+Z.");
        return attempt;
      }
      const { failure, excelCode, isTooMuch, hasBegun } = attempt;
      if (failure.isWorkbookChanged) return { ok: false, failure };
      if (excelCode === "UndoNotSupported" && isOneUndo) {
        conversation.say("This step cannot be undone with Ctrl+Z: writing it without");
        isOneUndo = false;
      } else if (isTooMuch && hasBegun && (excelCode !== "MemoryLimitReached" || failures++ < MEMORY_ATTEMPTS)) {
        if (!conversation.takeLessAtOnce()) return { ok: false, failure };
      } else {
        const mayRepeat = hasBegun && !isTooMuch;
        const pause = mayRepeat ? pausesBeforeRepeating(excelCode)[failures++] : undefined;
        if (pause === undefined) return { ok: false, failure };
        try {
          await conversation.pause(pause);
        } catch (thrown) {
          return { ok: false, failure: refusalIn(thrown, DOING).toFailure(false) };
        }
      }
    }
  }

  async #applyOnce(conversation: Conversation, plan: WritePlan, isOneUndo: boolean): Promise<Attempt> {
    let targets: readonly Target[] = [];
    try {
      const receipt = await conversation.writing(isOneUndo, async (context) => {
        const chosen = await recheck(conversation, context, plan, [...(this.#known ?? new Map()).values()]);
        const writings = layOutWriting(chosen);
        targets = chosen;
        const written = await writeExcel(conversation, context, writings);
        targets = [];
        try {
          await layOutPages(conversation, context, writings);
        } catch {
          // The results stand as they should; only how they print is left to the person.
        }
        return written;
      });
      const known = new Map(this.#known);
      for (const [id, { snapshot }] of known)
        if (plan.sheets.some(({ name }) => name.toLowerCase() === snapshot.name.toLowerCase())) known.delete(id);
      this.#known = known;
      conversation.finish();
      return { ok: true, value: receipt };
    } catch (thrown) {
      const refusal = refusalIn(thrown, DOING);
      const { excelCode } = refusal;
      const isTooMuch = thrown instanceof TooMuchAtOnce;
      if (targets.length === 0) {
        const failure = refusal.toFailure(false);
        const said = excelCode === null ? failure.message : `${failure.message} Nothing was changed.`;
        return { ok: false, failure: { ...failure, message: said }, excelCode, isTooMuch, hasBegun: false };
      }
      const taken = await this.#takeBack(conversation, targets, refusal);
      return { ok: false, failure: taken, excelCode, isTooMuch, hasBegun: true };
    }
  }

  /** Puts back what stood on our sheets, and says what came of it. */
  async #takeBack(conversation: Conversation, targets: readonly Target[], refusal: ExcelRefusal): Promise<HostFailure> {
    const failure = refusal.toFailure(false);
    let failures = 0;
    for (;;) {
      try {
        const { wasTouched, lost } = await conversation.writing(false, (context) =>
          restoreExcel(conversation, context, targets),
        );
        const said = !wasTouched
          ? "Nothing was changed."
          : lost.length === 0
            ? "All changes were taken back."
            : `All values were put back as they were. Until the next run these may differ: ${lost.join(", ")}.`;
        return { ...failure, message: `${failure.message} ${said}` };
      } catch (thrown) {
        // Putting back begins by looking at what stands there, so that it may be tried again after any failure.
        const isSmaller = thrown instanceof TooMuchAtOnce && conversation.takeLessAtOnce();
        const pause = isSmaller ? 0 : pausesBeforeRepeating(excelCodeIn(thrown))[failures++];
        if (pause !== undefined) {
          await conversation.pause(pause);
          continue;
        }
        const names = targets.map(({ plan }) => `'${plan.name}'`).join(" and ");
        return {
          ...failure,
          message: `${failure.message} What was begun on ${names} could not be taken back: do not use the figures there. Your own sheets were not touched.`,
          isWorkbookChanged: true,
        };
      }
    }
  }
}

const DOING = "writing the results";

/** How often less is tried when Excel has too little memory: each attempt takes some of it. */
const MEMORY_ATTEMPTS = 2;

type Attempt =
  | { readonly ok: true; readonly value: Receipt }
  | {
      readonly ok: false;
      readonly failure: HostFailure;
      /** The code that Excel gave, where it gave one. */
      readonly excelCode: string | null;
      /** Whether less at a time may go through. */
      readonly isTooMuch: boolean;
      /** Whether writing had begun; questions before it were asked again already. */
      readonly hasBegun: boolean;
    };

function excelCodeIn(thrown: unknown): string | null {
  return thrown instanceof ExcelRefusal ? thrown.excelCode : (excelCodeOf(thrown) ?? null);
}

/** What ended the work. What is no error of Excel's is a broken program and passes. */
function refusalIn(thrown: unknown, doing: string): ExcelRefusal {
  if (thrown instanceof ExcelRefusal) return thrown;
  if (thrown instanceof TooMuchAtOnce) return thrown.refusal;
  const code = excelCodeOf(thrown);
  if (code === undefined) throw thrown;
  return refusalOf(code, doing, memberOf(thrown));
}
