/** The workbook that is open in Excel: the port over Office.js. */
import type { HostFailure, HostResult, Receipt, Snapshot, Workbook, WritePlan } from "../../workbook";
import { Conversation, type ExcelOptions, type ExcelRun, type Traffic, TooMuchAtOnce } from "./conversation";
import { ExcelRefusal, excelCodeOf, refusalOf } from "./excelFailures";
import { readExcel } from "./readExcel";

/** The port over the open workbook. */
export class ExcelWorkbook implements Workbook {
  #lastRead: Snapshot | null = null;
  #traffic: Traffic = { syncs: 0, bytes: 0, cells: 0 };

  constructor(
    private readonly run: ExcelRun,
    private readonly options: ExcelOptions = {},
  ) {}

  /** What the last reading or writing took. */
  get traffic(): Traffic {
    return this.#traffic;
  }

  /** Reads the whole workbook; fails as a value. */
  async read(): Promise<HostResult<Snapshot>> {
    const conversation = new Conversation(this.run, this.options);
    try {
      const snapshot = await conversation.reading((context) => readExcel(conversation, context));
      this.#lastRead = snapshot;
      return { ok: true, value: snapshot };
    } catch (thrown) {
      return { ok: false, failure: failureOf(thrown, "reading the workbook") };
    } finally {
      this.#traffic = conversation.traffic;
    }
  }

  /** Applies the plan whole or not at all. */
  async apply(plan: WritePlan): Promise<HostResult<Receipt>> {
    throw new Error(`not yet: ${plan.sheets.length} ${this.#lastRead?.sheets.length}`);
  }
}

/** A failure before anything was written. What is no error of Excel's is a broken program and passes. */
function failureOf(thrown: unknown, doing: string): HostFailure {
  if (thrown instanceof ExcelRefusal) return thrown.toFailure(false);
  if (thrown instanceof TooMuchAtOnce) return thrown.refusal.toFailure(false);
  const code = excelCodeOf(thrown);
  if (code === undefined) throw thrown;
  return refusalOf(code, doing).toFailure(false);
}
