/** The workbook that is open in Excel: the port over Office.js. */
import type { HostFailure, HostResult, Receipt, Snapshot, Workbook, WritePlan } from "../../workbook";
import { Conversation, type ExcelOptions, type ExcelRun, type Traffic, TooMuchAtOnce } from "./conversation";
import { ExcelRefusal, excelCodeOf, refusalOf } from "./excelFailures";
import { readExcel } from "./readExcel";
import { type KnownSheet, type Target, recheck } from "./recheck";
import { restoreExcel } from "./restoreExcel";
import { layOutPages, layOutWriting, writeExcel } from "./writeExcel";

/** The port over the open workbook. */
export class ExcelWorkbook implements Workbook {
  /** Every sheet as it was last read, by id; sheets written to since then are not in it. */
  #known: ReadonlyMap<string, KnownSheet> | null = null;
  #traffic: Traffic = { syncs: 0, bytes: 0, cells: 0 };

  constructor(
    private readonly run: ExcelRun,
    private readonly options: ExcelOptions = {},
  ) {}

  /** What the last reading or writing took. */
  get traffic(): Traffic {
    return this.#traffic;
  }

  /** Reads the whole workbook; fails with W02_CELL_EDIT, W12_HOST_BUSY or as Excel's errors have it. */
  async read(): Promise<HostResult<Snapshot>> {
    const conversation = new Conversation(this.run, this.options);
    try {
      const { snapshot, used } = await conversation.reading((context) => readExcel(conversation, context));
      this.#known = new Map(
        snapshot.sheets.map((sheet) => [sheet.id, { snapshot: sheet, used: used.get(sheet.id) ?? null }]),
      );
      return { ok: true, value: snapshot };
    } catch (thrown) {
      return { ok: false, failure: refusalIn(thrown, "reading the workbook").toFailure(false) };
    } finally {
      this.#traffic = conversation.traffic;
    }
  }

  /**
   * Applies the plan whole or not at all. Fails with W01_STRUCTURE_PROTECTED, W03_CHANGED_SINCE_READ,
   * W08_TARGET_NOT_OURS, or as reading does. Throws when the plan itself is broken.
   */
  async apply(plan: WritePlan): Promise<HostResult<Receipt>> {
    if (plan.sheets.length === 0) return { ok: true, value: { sheets: [], cells: 0 } };
    if (this.#known === null) {
      const read = await this.read();
      if (!read.ok) return read;
    }
    const conversation = new Conversation(this.run, this.options);
    try {
      const isOneUndo = conversation.has("1.20");
      const first = await this.#applyOnce(conversation, plan, isOneUndo);
      if (first.ok || !isOneUndo || first.failure.isWorkbookChanged || !first.isUndoAtFault) return plainResult(first);
      return plainResult(await this.#applyOnce(conversation, plan, false));
    } finally {
      this.#traffic = conversation.traffic;
    }
  }

  async #applyOnce(conversation: Conversation, plan: WritePlan, isOneUndo: boolean): Promise<Attempt> {
    const doing = "writing the results";
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
      return { ok: true, value: receipt };
    } catch (thrown) {
      const refusal = refusalIn(thrown, doing);
      const isUndoAtFault = refusal.excelCode === "UndoNotSupported";
      if (targets.length === 0) {
        const failure = refusal.toFailure(false);
        const said = refusal.excelCode === null ? failure.message : `${failure.message} Nothing was changed.`;
        return { ok: false, failure: { ...failure, message: said }, isUndoAtFault };
      }
      return { ok: false, failure: await this.#takeBack(conversation, targets, refusal), isUndoAtFault };
    }
  }

  /** Puts back what stood on our sheets, and says what came of it. */
  async #takeBack(conversation: Conversation, targets: readonly Target[], refusal: ExcelRefusal): Promise<HostFailure> {
    const failure = refusal.toFailure(false);
    try {
      const restored = await conversation.writing(false, (context) => restoreExcel(conversation, context, targets));
      const said =
        restored === "untouched"
          ? "Nothing was changed."
          : targets.some((target) => target.now !== null)
            ? "The values on our sheets were put back as they were; colours and widths may differ until the next run."
            : "All changes were taken back.";
      return { ...failure, message: `${failure.message} ${said}` };
    } catch {
      const names = targets.map(({ plan }) => `'${plan.name}'`).join(" and ");
      return {
        ...failure,
        message: `${failure.message} What was begun on ${names} could not be taken back: do not use the figures there. Your own sheets were not touched.`,
        isWorkbookChanged: true,
      };
    }
  }
}

type Attempt =
  | { readonly ok: true; readonly value: Receipt }
  | { readonly ok: false; readonly failure: HostFailure; readonly isUndoAtFault: boolean };

function plainResult(attempt: Attempt): HostResult<Receipt> {
  return attempt.ok ? attempt : { ok: false, failure: attempt.failure };
}

/** What ended the work. What is no error of Excel's is a broken program and passes. */
function refusalIn(thrown: unknown, doing: string): ExcelRefusal {
  if (thrown instanceof ExcelRefusal) return thrown;
  if (thrown instanceof TooMuchAtOnce) return thrown.refusal;
  const code = excelCodeOf(thrown);
  if (code === undefined) throw thrown;
  return refusalOf(code, doing);
}
