/**
 * The host's side of the conversation with one page of the add-in in a frame, in the messages that office.js on the web
 * sends and expects: how it starts, its requests, events to it, and the commands of its buttons.
 */
import type { OfficeSession, Request } from "../office/session";
import type { EventEntry, Reply, RequestBody } from "../office/wire";

/** What a page of an add-in is told of where it runs. */
export type Surroundings = {
  readonly addInId: string;
  readonly addInName: string;
  readonly workbookName: string;
  /** Whether worksheet functions run in this page. */
  readonly runsFunctions: boolean;
};

/** The language of the interface and of data, as an officer in Britain has it. */
const LOCALE = "en-GB";

/** What an add-in may count on here, by the names that `isSetSupported` knows. */
const REQUIREMENT_SETS: Readonly<Record<string, string>> = {
  ExcelApi: "1.16",
  CustomFunctions: "1.9",
  CustomFunctionsRuntime: "1.4",
  Settings: "1.1",
  AddinCommands: "1.1",
};

const MessageType = { request: 0, reply: 1 } as const;
const ActionType = { invoke: 0, register: 1, unregister: 2 } as const;
const ResponseType = { answer: 0, event: 1 } as const;
/** Numbers of methods and events on the wire. */
const Dispatch = { richApiEvent: 33, command: 39, saveSettings: 76, richApiRequest: 93, commandDone: 94 } as const;
/** What a page tells its host with `notifyHost`. */
const Notice = { ctrlF6Exit: 5, ctrlF6ExitShift: 6, tabExit: 13, tabExitShift: 14, escape: 15, editKey: 16 } as const;
/** A request that waits while a cell is edited, instead of failing. */
const DELAY_FOR_CELL_EDIT = 64;

/** The number by which the library knows a refusal of the host's; what is not among them is a general failure. */
const REFUSAL_NUMBERS: Readonly<Record<string, number>> = {
  InvalidOperationInCellEditMode: 5004,
  InvalidOrTimedOutSession: 5012,
  WriteNotSupportedWhenModalDialogOpen: 5016,
  ActivityLimitReached: 5102,
  RequestPayloadSizeLimitExceeded: 5103,
  ResponsePayloadSizeLimitExceeded: 5104,
  AccessDenied: 7000,
};
const GENERAL_FAILURE = 5001;
const NOT_SUPPORTED = 5000;

type Message = {
  readonly _messageType: number;
  readonly _actionType: number;
  readonly _actionName: string;
  readonly _conversationId: string;
  readonly _correlationId: number;
  readonly _data: unknown;
};

/** What the page asks of the workbench that is no request to the workbook. */
export type Listener = {
  /** Something may have changed that the workbook does not announce. */
  readonly onProcessed: () => void;
  /** The keyboard leaves the page of the add-in. */
  readonly onLeave: (direction: "forward" | "backward") => void;
  /** A function that a button called has finished. */
  readonly onCommandDone: () => void;
};

export class Conversation {
  private readonly id = randomId();
  private readonly events = new Map<number, Message>();
  private readonly delayed: Message[] = [];
  private readonly waitingCommands: (readonly [string, string])[] = [];
  private frame: Window | undefined;

  constructor(
    private readonly session: OfficeSession,
    private readonly surroundings: Surroundings,
    private readonly listener: Listener,
  ) {
    // An event never overtakes the answer to the request that caused it.
    session.sendEvents = (entries) => setTimeout(() => this.sendEvents(entries), 0);
    window.addEventListener("message", this.receive);
  }

  /** The name that the frame must have before it is put into the page: in it the library finds its host. */
  frameName(): string {
    const flags = this.surroundings.runsFunctions ? "2" : "0";
    return JSON.stringify({
      baseFrameName: `_xdm_${this.id}`,
      hostInfo: ["Excel", "Web", "16.00", LOCALE, this.id, "", "", flags].join("$"),
      xdmInfo: [this.id, this.surroundings.addInId, window.location.origin].join("|"),
      serializerVersion: "1",
      flights: "[]",
    });
  }

  /** The frame whose messages are listened to; no other window is answered. */
  connect(frame: Window | null): void {
    this.frame = frame ?? undefined;
  }

  /** Ends the conversation: the frame is gone. */
  end(): void {
    window.removeEventListener("message", this.receive);
    this.frame = undefined;
    this.session.end();
  }

  /** Whether the page takes commands of buttons by now. */
  get takesCommands(): boolean {
    return this.events.has(Dispatch.command);
  }

  /** Calls the function that a button names; one that comes too early waits until the page is ready. */
  callCommand(controlId: string, functionName: string): void {
    if (!this.takesCommands) {
      this.waitingCommands.push([controlId, functionName]);
      return;
    }
    this.sendEvent(Dispatch.command, [controlId, functionName, JSON.stringify({ source: { id: controlId } })]);
  }

  /** The cell is left: what waited for it is carried out. */
  editingEnded(): void {
    for (const message of this.delayed.splice(0)) this.carryOut(message);
  }

  private readonly receive = (event: MessageEvent<unknown>): void => {
    if (event.source !== this.frame || this.frame === undefined || event.origin !== window.location.origin) return;
    const message = messageOf(event.data);
    if (message?._messageType !== MessageType.request || message._conversationId !== this.id) return;
    this.take(message);
  };

  private take(message: Message): void {
    if (message._actionType === ActionType.register) {
      const dispatch = numberOf(message._data, "eventDispId");
      if (dispatch !== undefined) this.events.set(dispatch, message);
      this.reply(message, { Error: 0 });
      if (dispatch === Dispatch.command) {
        for (const [controlId, functionName] of this.waitingCommands.splice(0)) {
          this.callCommand(controlId, functionName);
        }
      }
      return;
    }
    if (message._actionType === ActionType.unregister) {
      const dispatch = numberOf(message._data, "eventDispId");
      if (dispatch !== undefined) this.events.delete(dispatch);
      this.reply(message, { Error: 0 });
      return;
    }
    switch (message._actionName) {
      case "ContextActivationManager_getAppContextAsync":
        this.reply(message, this.context(message._data));
        return;
      case "ContextActivationManager_notifyHost":
        this.hear(message._data);
        return;
      case "executeMethod":
        this.execute(message);
        return;
      default:
        this.session.missingMember(message._actionName);
        this.listener.onProcessed();
        this.reply(message, null, -2);
    }
  }

  private execute(message: Message): void {
    const data = fieldsOf(message._data);
    switch (numberOf(data["DdaMethod"], "DispatchId")) {
      case Dispatch.richApiRequest:
        this.carryOut(message);
        return;
      case Dispatch.saveSettings:
        this.saveSettings(data["DdaSettingsMethod"]);
        this.reply(message, { Version: 1, Error: 0 });
        return;
      case Dispatch.commandDone:
        this.reply(message, { Version: 1, Error: 0 });
        this.listener.onCommandDone();
        return;
      case undefined:
      default:
        this.session.missingMember(`host method ${numberOf(data["DdaMethod"], "DispatchId") ?? ""}`);
        this.listener.onProcessed();
        this.reply(message, { Version: 1, Error: NOT_SUPPORTED });
    }
  }

  /** Carries out one request to the workbook. */
  private carryOut(message: Message): void {
    const request = requestOf(message._data);
    if (!request) {
      this.reply(message, { Version: 1, Error: GENERAL_FAILURE });
      return;
    }
    if (this.session.faults.isEditingCell && (request.flags & DELAY_FOR_CELL_EDIT) !== 0) {
      this.delayed.push(message);
      return;
    }
    const reply = this.session.process(request);
    this.listener.onProcessed();
    const answer = answerOf(reply);
    if (answer !== undefined) this.reply(message, answer);
  }

  private saveSettings(settings: unknown): void {
    const { book } = this.session;
    const next = new Map<string, string>();
    // Pairs of a name and JSON text, or the same as an object.
    const entries = Array.isArray(settings) ? listOf(settings) : Object.entries(fieldsOf(settings));
    for (const entry of entries) {
      const [name, value] = listOf(entry);
      if (typeof name === "string" && typeof value === "string") next.set(name, value);
    }
    for (const name of [...book.settings.keys()]) if (!next.has(name)) book.settings.delete(name);
    for (const [name, value] of next) book.settings.set(name, value);
    book.journal.close();
  }

  private hear(data: unknown): void {
    const [, action] = listOf(data);
    switch (action) {
      case Notice.ctrlF6Exit:
      case Notice.tabExit:
      case Notice.escape:
        this.listener.onLeave("forward");
        return;
      case Notice.ctrlF6ExitShift:
      case Notice.tabExitShift:
        this.listener.onLeave("backward");
        return;
      default:
        return;
    }
  }

  private context(addInId: unknown): unknown {
    const { book } = this.session;
    return {
      _id: addInId,
      _appInstanceId: this.id,
      _appName: 16,
      _appVersion: "16.00",
      _appMinorVersion: 1,
      _hostFullVersion: "16.0.18000.40000",
      _appUILocale: LOCALE,
      _dataLocale: LOCALE,
      _docUrl: new URL(encodeURIComponent(this.surroundings.workbookName), window.location.origin).href,
      _clientMode: book.isReadOnly.value ? 0 : 1,
      _settings: [...book.settings.entries()],
      _reason: "documentOpened",
      _osfControlType: 1,
      _eToken: "",
      _correlationId: this.id,
      _initialDisplayMode: 0,
      _addinName: this.surroundings.addInName,
      _appDomains: [],
      _featureGates: {},
      _requirementMatrix: JSON.stringify(REQUIREMENT_SETS),
      _dialogRequirementMatrix: JSON.stringify({}),
    };
  }

  private sendEvents(entries: readonly EventEntry[]): void {
    this.sendEvent(Dispatch.richApiEvent, { ArrayData: entries });
  }

  private sendEvent(dispatch: number, data: unknown): void {
    const registration = this.events.get(dispatch);
    if (registration) this.post(registration, data, 0, ResponseType.event);
  }

  private reply(message: Message, data: unknown, errorCode = 0): void {
    this.post(message, data, errorCode, ResponseType.answer);
  }

  private post(message: Message, data: unknown, errorCode: number, responseType: number): void {
    const { origin } = window.location;
    const text = JSON.stringify({
      _messageType: MessageType.reply,
      _actionName: message._actionName,
      _conversationId: message._conversationId,
      _correlationId: message._correlationId,
      _errorCode: errorCode,
      _responseType: responseType,
      _data: data,
      _origin: origin,
      _serializerVersion: 1,
    });
    this.frame?.postMessage(text, origin);
  }
}

/**
 * The library asks before it trusts a host that has no certificate, and remembers the answer under this name. The page and
 * the add-in come from the same server on this computer, so the answer is given beforehand.
 */
export function rememberTrust(): void {
  const { protocol, hostname } = window.location;
  if (protocol !== "http:") return;
  window.localStorage.setItem(`OfficeJSTrustKeyV2_http_${hostname}`, JSON.stringify({ Result: 1 }));
}

function requestOf(data: unknown): Request | undefined {
  const [, , , , body, , flags] = listOf(fieldsOf(data)["ArrayData"]);
  if (typeof body !== "string") return undefined;
  return { flags: typeof flags === "number" ? flags : 0, body: JSON.parse(body) as RequestBody };
}

function answerOf(reply: Reply): unknown {
  switch (reply.kind) {
    case "answered":
      return { Version: 1, Error: 0, Data: [200, [], JSON.stringify(reply.body)] };
    case "refused":
      return { Version: 1, Error: REFUSAL_NUMBERS[reply.code] ?? GENERAL_FAILURE };
    case "silent":
      return undefined;
  }
}

function messageOf(data: unknown): Message | undefined {
  if (typeof data !== "string") return undefined;
  try {
    const message: unknown = JSON.parse(data);
    return typeof message === "object" && message !== null && "_messageType" in message
      ? (message as Message)
      : undefined;
  } catch {
    // Other pages and extensions send messages too.
    return undefined;
  }
}

function fieldsOf(data: unknown): Readonly<Record<string, unknown>> {
  return typeof data === "object" && data !== null ? (data as Readonly<Record<string, unknown>>) : {};
}

function listOf(data: unknown): readonly unknown[] {
  return Array.isArray(data) ? (data as readonly unknown[]) : [];
}

function numberOf(data: unknown, name: string): number | undefined {
  const value = fieldsOf(data)[name];
  return typeof value === "number" ? value : undefined;
}

function randomId(): string {
  return crypto.randomUUID().replaceAll("-", "");
}
