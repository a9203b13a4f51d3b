/** What can be switched on to go wrong, and the limits that can be made small enough to meet in a test. */
import type { ErrorCode } from "./apiError";

export type Limits = {
  /** Bytes of a request and of an answer: 5 MB in Excel on the web. */
  requestBytes: number;
  responseBytes: number;
  /** Cells that one read gives. */
  readCells: number;
  /** What a read of more cells does: null where the values should be, or an error. */
  readOverLimit: "null" | "error";
  /** Cells that one operation may touch. */
  writeCells: number;
};

/** Excel's own limits. */
export const EXCEL_LIMITS: Readonly<Limits> = {
  requestBytes: 5 * 1024 * 1024,
  responseBytes: 5 * 1024 * 1024,
  readCells: 5_000_000,
  readOverLimit: "null",
  writeCells: 33_554_000,
};

/** One thing that goes wrong once, then is gone, unless it is said to stay. */
export type Fault =
  /** A member fails at an action of the whole session's count, before or after it did its work. */
  | { readonly kind: "action"; readonly at: number; readonly when: "before" | "after"; readonly code: ErrorCode }
  /** A request is refused whole, as the host does before it looks inside. */
  | { readonly kind: "request"; readonly at: number; readonly code: ErrorCode }
  /** The request is carried out and its answer never arrives. */
  | { readonly kind: "dropReply"; readonly at: number }
  /** Nothing is done and nothing is answered. */
  | { readonly kind: "hang"; readonly at: number }
  /** A member that acts, "Range.Values" or "TableCollection.Add", fails instead; as often as said, else once. */
  | { readonly kind: "member"; readonly name: string; readonly code: ErrorCode; readonly times?: number };

type RequestFault = Exclude<Fault, { kind: "action" | "member" }>;

/** Switches and counters of a session. */
export class Faults {
  /** A cell is being edited: everything fails, reading too. */
  isEditingCell = false;
  /** A dialog of Excel's is open: writing fails. */
  isDialogOpen = false;
  private planned: Fault[] = [];
  private requests = 0;
  private actions = 0;

  /** Plans a fault. Requests and actions count from 0 at the moment of `reset`, or of the opening. */
  plan(fault: Fault): void {
    this.planned.push(fault);
  }

  /** Forgets every planned fault and starts counting again. */
  reset(): void {
    this.planned = [];
    this.requests = 0;
    this.actions = 0;
    this.isEditingCell = false;
    this.isDialogOpen = false;
  }

  /** How many requests and actions there were since the last reset. */
  get counted(): { readonly requests: number; readonly actions: number } {
    return { requests: this.requests, actions: this.actions };
  }

  /** The fault that meets the request now beginning. */
  nextRequest(): RequestFault | undefined {
    const at = this.requests;
    this.requests += 1;
    return this.take((fault) => fault.kind !== "action" && fault.kind !== "member" && fault.at === at) as
      RequestFault | undefined;
  }

  /** The fault that meets the action now beginning. */
  nextAction(): Extract<Fault, { kind: "action" }> | undefined {
    const at = this.actions;
    this.actions += 1;
    return this.take((fault) => fault.kind === "action" && fault.at === at) as
      Extract<Fault, { kind: "action" }> | undefined;
  }

  /** The code with which a member that is about to act fails. */
  nextOf(member: string): ErrorCode | undefined {
    const fault = this.take((planned) => planned.kind === "member" && planned.name === member);
    if (fault?.kind !== "member") return undefined;
    const left = (fault.times ?? 1) - 1;
    if (left > 0) this.planned.push({ ...fault, times: left });
    return fault.code;
  }

  private take(isMet: (fault: Fault) => boolean): Fault | undefined {
    const index = this.planned.findIndex(isMet);
    return index < 0 ? undefined : this.planned.splice(index, 1)[0];
  }
}
