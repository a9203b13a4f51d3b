/** The desk of the pane: hands work to a worker, and ends it by ending the worker. */
import type { OwnedTable, ReadChoices, Snapshot, WritePlan } from "../../workbook";
import { Stopped, type CaseDesk } from "./caseDesk";
import type { OnProgress } from "./caseEngine";
import type { CaseView, CellView, FigureView, PreviewView } from "./caseView";
import { slices, type Question, type Reply, type Request } from "./messages";

type Waiting = {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: Error) => void;
  readonly onProgress: OnProgress;
  readonly planRows: { sheet: number; table: number; rows: OwnedTable["rows"] }[];
};

export class WorkerDesk implements CaseDesk {
  #worker: Worker | null = null;
  #tickets = 0;
  /** Raised by every stop: work that was begun before it finds out. */
  #stops = 0;
  readonly #waiting = new Map<number, Waiting>();

  constructor(private readonly makeWorker: () => Worker) {}

  async check(snapshot: Snapshot, choices: ReadChoices, onProgress: OnProgress): Promise<CaseView> {
    const stops = this.#stops;
    const sheets = snapshot.sheets.map(({ rows: _rows, ...sheet }) => sheet);
    this.#post({ kind: "sheets", facts: snapshot.facts, sheets });
    for (const [at, { rows }] of snapshot.sheets.entries()) {
      for (const slice of slices(rows)) {
        this.#post({ kind: "rows", sheet: at, rows: slice });
        await nextTask();
        if (this.#stops !== stops) throw new Stopped();
      }
    }
    return (await this.#ask({ kind: "check", choices }, onProgress)) as CaseView;
  }

  async preview(): Promise<PreviewView | null> {
    return (await this.#ask({ kind: "preview" })) as PreviewView | null;
  }

  async plan(): Promise<WritePlan | null> {
    return (await this.#ask({ kind: "plan" })) as WritePlan | null;
  }

  async explain(id: string): Promise<FigureView | null> {
    return (await this.#ask({ kind: "explain", id })) as FigureView | null;
  }

  async explainCell(place: { readonly sheet: string; readonly cell: string }): Promise<CellView | null> {
    return (await this.#ask({ kind: "explain cell", place })) as CellView | null;
  }

  stop(): void {
    this.#stops++;
    this.#worker?.terminate();
    this.#worker = null;
    this.#failAll(new Stopped());
  }

  #ask(question: Question, onProgress: OnProgress = () => undefined): Promise<unknown> {
    const ticket = ++this.#tickets;
    return new Promise((resolve, reject) => {
      this.#waiting.set(ticket, { resolve, reject, onProgress, planRows: [] });
      this.#post({ ticket, ...question });
    });
  }

  #post(request: Request): void {
    this.#worker ??= this.#started();
    this.#worker.postMessage(request);
  }

  #started(): Worker {
    const worker = this.makeWorker();
    worker.onmessage = (event: MessageEvent<Reply>) => this.#take(event.data);
    worker.onerror = (event) => {
      this.#worker = null;
      this.#failAll(new Error(`the worker ended: ${event.message}`));
    };
    return worker;
  }

  #take(reply: Reply): void {
    const waiting = this.#waiting.get(reply.ticket);
    if (waiting === undefined) return;
    if (reply.kind === "progress") waiting.onProgress(reply.words, reply.fraction);
    else if (reply.kind === "plan rows") waiting.planRows.push(reply);
    else {
      this.#waiting.delete(reply.ticket);
      if (reply.kind === "broken") waiting.reject(new Error(reply.said));
      else waiting.resolve(waiting.planRows.length === 0 ? reply.value : withRows(reply.value as WritePlan, waiting));
    }
  }

  #failAll(reason: Error): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(reason);
  }
}

/** A plan with the rows that came before it. */
function withRows(plan: WritePlan, { planRows }: Waiting): WritePlan {
  return {
    ...plan,
    sheets: plan.sheets.map((sheet, sheetAt) => ({
      ...sheet,
      tables: sheet.tables.map((table, tableAt) => ({
        ...table,
        rows: planRows.filter((part) => part.sheet === sheetAt && part.table === tableAt).flatMap(({ rows }) => rows),
      })),
    })),
  };
}

/** Lets the browser do what waits: keys, drawing, messages. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
