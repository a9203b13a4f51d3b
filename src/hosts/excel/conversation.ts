/**
 * Every word with Excel goes through here: one step is one `context.sync()`, with a time-out round it, patience while a
 * cell is being edited, and counts of what went over the wire.
 */
import {
  ExcelRefusal,
  cellEdit,
  excelCodeOf,
  hostBusy,
  isCellEdit,
  isTooMuchAtOnce,
  memberOf,
  pausesBeforeRepeating,
  refusalOf,
  stopped,
} from "./excelFailures";

/** `Excel.run`, as far as it is used here. */
export type ExcelRun = <T>(
  options: Excel.RunOptions,
  batch: (context: Excel.RequestContext) => Promise<T>,
) => Promise<T>;

export type ExcelLimits = {
  /** Bytes of one request or answer: below the 5 MB at which Excel on the web refuses. */
  readonly bytes: number;
  /** Cells of one range that is read. */
  readonly readCells: number;
  /** Cells of one range that is written. */
  readonly writeCells: number;
};

export type ExcelOptions = {
  readonly limits?: Partial<ExcelLimits>;
  /** Called each time something waits for the person to leave a cell, with the seconds waited so far. */
  readonly onWaiting?: (seconds: number) => void;
  /** How long one sync may take. */
  readonly timeOutMilliseconds?: number;
  /** How long to wait for the person to leave a cell. */
  readonly cellEditSeconds?: number;
  /** Waits; tests make it short. */
  readonly pause?: (milliseconds: number) => Promise<void>;
  /** Whether this Excel has a version of the ExcelApi requirement set: "1.9". */
  readonly isSetSupported?: (version: string) => boolean;
  /** `Excel.createWorkbook`, which stands beside `Excel.run`; without it no other workbook can be opened. */
  readonly createWorkbook?: (base64: string) => Promise<void>;
  /** The time in milliseconds; tests have their own. */
  readonly now?: () => number;
};

/** How far one reading or one writing has come. */
export type Progress = {
  /** From 0 to 1, never less than the last time; 1 comes once, when all is well. */
  readonly fraction: number;
  /** What is under way, for a person: "Reading the workbook". */
  readonly words: string;
  /** Seconds that Excel has kept us waiting for the person to leave a cell; null while nothing waits. */
  readonly waitedSeconds: number | null;
};

/** Who follows one reading or writing, and who may stop it. */
export type Work = {
  readonly onProgress?: (progress: Progress) => void;
  /** Stops reading at any moment, and writing before anything is written; afterwards it is not heard. */
  readonly signal?: AbortSignal;
  /** Something the person should know although all went well: that this run cannot be undone with Ctrl+Z. */
  readonly onNote?: (words: string) => void;
};

/** What one reading or writing took. */
export type Traffic = {
  /** Times that Excel was asked. */
  readonly syncs: number;
  /** Bytes of the cells that went over the wire, as JSON. */
  readonly bytes: number;
  /** Cells that were asked for or written, each as often as it was. */
  readonly cells: number;
};

const DEFAULT_LIMITS: ExcelLimits = { bytes: 4_000_000, readCells: 1_000_000, writeCells: 100_000 };

/** Queues work on a context and gives what collects the answers once they are there. */
export type Queue<T> = (context: Excel.RequestContext) => () => T;

/** Thrown inside this folder where less at a time may go through. */
export class TooMuchAtOnce extends Error {
  constructor(readonly refusal: ExcelRefusal) {
    super("too much at once");
  }
}

export class Conversation {
  #limits: ExcelLimits;
  #syncs = 0;
  #bytes = 0;
  #cells = 0;
  /** Until something is written, the person may stop; afterwards it is finished or taken back. */
  #mayStop = true;
  #stage = { words: "", from: 0, to: 0 };
  #fraction = 0;

  constructor(
    private readonly run: ExcelRun,
    private readonly options: ExcelOptions,
    private readonly work: Work = {},
  ) {
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
  }

  /** How much may go through at once. */
  get limits(): ExcelLimits {
    return this.#limits;
  }

  /** From here on a quarter as much goes through at once; false when that would be less than a row. */
  takeLessAtOnce(): boolean {
    const { bytes, readCells, writeCells } = this.#limits;
    if (writeCells <= 1) return false;
    const quarter = (amount: number): number => Math.max(1, Math.floor(amount / 4));
    this.#limits = { bytes: quarter(bytes), readCells: quarter(readCells), writeCells: quarter(writeCells) };
    return true;
  }

  /** Tells the person something that outlasts the work. */
  note(words: string): void {
    this.work.onNote?.(words);
  }

  /** Tells the person something, with the work as far as it was. */
  say(words: string): void {
    this.#tell(words, null);
  }

  /** Begins a stretch of the way, from one fraction of the whole to another. */
  stage(words: string, from: number, to: number): void {
    this.#stage = { words, from, to };
    this.advance(0);
  }

  /** Says how much of the stretch is done, from 0 to 1. */
  advance(share: number): void {
    const { words, from, to } = this.#stage;
    this.#fraction = Math.max(this.#fraction, from + (to - from) * Math.min(1, share));
    this.#tell(words, null);
  }

  /** Says that all is done. */
  finish(): void {
    this.#fraction = 1;
    this.#tell(this.#stage.words, null);
  }

  #tell(words: string, waitedSeconds: number | null): void {
    if (words !== "") this.work.onProgress?.({ fraction: this.#fraction, words, waitedSeconds });
  }

  /** What was said so far. */
  get traffic(): Traffic {
    return { syncs: this.#syncs, bytes: this.#bytes, cells: this.#cells };
  }

  /** Counts cells that were read or written. */
  count(cells: number, bytes: number): void {
    this.#cells += cells;
    this.#bytes += bytes;
  }

  has(version: string): boolean {
    return this.options.isSetSupported?.(version) ?? true;
  }

  /** Opens a context for steps that only read. */
  async reading<T>(work: (context: Excel.RequestContext) => Promise<T>): Promise<T> {
    return this.run({ delayForCellEdit: false }, work);
  }

  /** Opens a context for steps that write, as one undo where this Excel can. */
  async writing<T>(isOneUndo: boolean, work: (context: Excel.RequestContext) => Promise<T>): Promise<T> {
    return this.run({ delayForCellEdit: false, ...(isOneUndo ? { mergeUndoGroup: true } : {}) }, work);
  }

  /**
   * Asks once, and again where asking again can do no harm. Throws an `ExcelRefusal`, or `TooMuchAtOnce`. `doing` says
   * what is under way: "reading the sheets".
   */
  async read<T>(context: Excel.RequestContext, doing: string, queue: Queue<T>): Promise<T> {
    return this.#step(context, doing, queue, true);
  }

  /**
   * Asks once and, while a cell is being edited, again: such a request is refused whole. Any other failure of a write
   * leaves open what was done, and is for the caller to look into.
   */
  async write<T>(context: Excel.RequestContext, doing: string, queue: Queue<T>): Promise<T> {
    return this.#step(context, doing, queue, false);
  }

  async #step<T>(context: Excel.RequestContext, doing: string, queue: Queue<T>, isRepeatable: boolean): Promise<T> {
    const patience = this.options.cellEditSeconds ?? CELL_EDIT_SECONDS;
    let waited = 0;
    let failures = 0;
    for (;;) {
      this.#refuseWhenStopped();
      const mayStop = this.#mayStop;
      if (!isRepeatable) this.#mayStop = false;
      const collect = queue(context);
      try {
        this.#syncs++;
        await this.inTime(context.sync(), doing);
        return collect();
      } catch (thrown) {
        const code = excelCodeOf(thrown);
        if (thrown instanceof ExcelRefusal || thrown instanceof TooMuchAtOnce || code === undefined) throw thrown;
        if (isCellEdit(code)) {
          // Excel refused the request whole, so that the first write is still to come.
          this.#mayStop = mayStop;
          if (waited >= patience) throw cellEdit(doing);
          this.options.onWaiting?.(waited);
          this.#tell("You are typing in a cell: press Enter or Esc to go on", waited);
          await this.pause(1000);
          waited++;
          continue;
        }
        if (isTooMuchAtOnce(code)) throw new TooMuchAtOnce(refusalOf(code, doing));
        const pause = isRepeatable ? pausesBeforeRepeating(code)[failures++] : undefined;
        if (pause === undefined) throw refusalOf(code, doing, memberOf(thrown));
        await this.pause(pause);
      }
    }
  }

  #refuseWhenStopped(): void {
    if (this.#mayStop && this.work.signal?.aborted === true) throw stopped();
  }

  /** Waits before something is tried again; stopping ends it. */
  async pause(milliseconds: number): Promise<void> {
    await this.#unlessStopped((this.options.pause ?? sleep)(milliseconds));
  }

  /** Waits for something, or for the person to stop it. */
  async #unlessStopped<T>(waiting: Promise<T>): Promise<T> {
    const { signal } = this.work;
    if (signal === undefined || !this.#mayStop) return waiting;
    let onStop: (() => void) | undefined;
    const stop = new Promise<never>((_resolve, reject) => {
      onStop = () => reject(stopped());
      signal.addEventListener("abort", onStop);
    });
    try {
      return await Promise.race([waiting, stop]);
    } finally {
      if (onStop !== undefined) signal.removeEventListener("abort", onStop);
    }
  }

  /** Waits for an answer no longer than a sync may take. Throws an `ExcelRefusal` when it does not come. */
  async inTime(answer: Promise<unknown>, doing: string): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tooLate = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(hostBusy(doing));
      }, this.options.timeOutMilliseconds ?? TIME_OUT);
    });
    try {
      await this.#unlessStopped(Promise.race([answer, tooLate]));
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Four megabytes through a slow line and a busy workbook take their time. */
const TIME_OUT = 60_000;
const CELL_EDIT_SECONDS = 30;

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Bytes that a matrix of cells takes as JSON, near enough: no text is made only to be measured. */
export function bytesOf(matrix: readonly (readonly unknown[])[]): number {
  let bytes = 2;
  for (const row of matrix) {
    bytes += 2;
    for (const value of row) {
      if (typeof value === "string") bytes += textBytes(value) + 3;
      else if (typeof value === "number") bytes += String(value).length + 1;
      else bytes += 6;
    }
  }
  return bytes;
}

function textBytes(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x80) bytes += unit >= 0x800 ? 2 : 1;
    else if (unit === 0x22 || unit === 0x5c || unit < 0x20) bytes++;
  }
  return bytes;
}
