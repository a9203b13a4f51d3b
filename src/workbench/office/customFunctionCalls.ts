/** Calls of the add-in's worksheet functions: sent as events, answered by requests. */
import { CUSTOM_FUNCTION_EVENT, type EventEntry } from "./wire";

/** What a call gave: a value or matrix, or an error as a cell shows it. */
export type CallResult =
  | { readonly isOk: true; readonly value: unknown }
  | { readonly isOk: false; readonly error: string; readonly message: string };

export type CallOptions = {
  /** The cell that calls, for functions that ask for it. */
  readonly address?: string;
  readonly isCancelable?: boolean;
  readonly isStreaming?: boolean;
  /** Called for every result of a streaming function. */
  readonly onResult?: (result: CallResult) => void;
};

/** The error a cell shows for each code of the runtime's. */
const ERROR_OF_CODE: Readonly<Record<number, string>> = {
  1: "#N/A",
  2: "#VALUE!",
  3: "#VALUE!",
  4: "#VALUE!",
  5: "#DIV/0!",
  6: "#NUM!",
  7: "#VALUE!",
  8: "#NULL!",
  9: "#N/A",
  10: "#NAME?",
};

const INVOKE = 1000;
const CANCEL = 1001;

type Pending = {
  readonly resolve: (result: CallResult) => void;
  readonly onResult: ((result: CallResult) => void) | undefined;
  readonly isStreaming: boolean;
};

export class CustomFunctionCalls {
  /** The runtime has said that it takes calls. */
  isReady = false;
  private readonly pending = new Map<number, Pending>();
  private readonly waiting: EventEntry[] = [];
  private nextCall = 0;

  constructor(private readonly send: (entry: EventEntry) => void) {}

  /** The runtime is there: calls that waited for it go out. */
  becomeReady(): void {
    this.isReady = true;
    for (const entry of this.waiting.splice(0)) this.send(entry);
  }

  /** Calls a function by the id it was associated with; matrices for ranges, as its metadata has them. */
  invoke(
    functionId: string,
    parameters: readonly unknown[],
    options: CallOptions = {},
  ): { readonly result: Promise<CallResult>; readonly cancel: () => void } {
    this.nextCall += 1;
    const id = this.nextCall;
    const isStreaming = options.isStreaming ?? false;
    const flags = (options.isCancelable ? 1 : 0) | (isStreaming ? 2 : 0);
    const result = new Promise<CallResult>((resolve) => {
      this.pending.set(id, { resolve, onResult: options.onResult, isStreaming });
    });
    const call = [id, functionId, parameters, options.address ?? null, flags, null];
    this.post([CUSTOM_FUNCTION_EVENT, INVOKE, "", JSON.stringify(call), "", false]);
    return {
      result,
      cancel: () => {
        if (!this.pending.delete(id)) return;
        this.post([CUSTOM_FUNCTION_EVENT, CANCEL, "", JSON.stringify({ invocationId: id }), "", false]);
      },
    };
  }

  /** How many calls have had no answer yet. */
  get pendingCount(): number {
    return [...this.pending.values()].filter((call) => !call.isStreaming).length;
  }

  /** A result came back. */
  settle(id: number, isOk: boolean, value: unknown, code: number | undefined): void {
    const call = this.pending.get(id);
    if (!call) return;
    const result: CallResult = isOk
      ? { isOk: true, value }
      : {
          isOk: false,
          error: ERROR_OF_CODE[code ?? 0] ?? "#VALUE!",
          message: typeof value === "string" ? value : "",
        };
    call.onResult?.(result);
    if (!call.isStreaming) this.pending.delete(id);
    call.resolve(result);
  }

  private post(entry: EventEntry): void {
    if (this.isReady) this.send(entry);
    else this.waiting.push(entry);
  }
}
