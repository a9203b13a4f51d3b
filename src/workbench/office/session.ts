/**
 * One open workbook as an add-in sees it: carries out the requests of the client library, keeps its references, tells it
 * of events, and counts what it asked for that is not there.
 */
import { type Area, shiftArea } from "../engine/area";
import type { Book, Change } from "../engine/book";
import { ApiError, type ErrorCode, invalidArgument } from "./apiError";
import { Arguments, ClientValue, type RemoteClass, type RemoteObject, isRemoteObject } from "./classModel";
import { workbookClass } from "./classes/workbook";
import { CustomFunctionCalls } from "./customFunctionCalls";
import { entriesOf } from "./events";
import { EXCEL_LIMITS, Faults, type Limits } from "./faults";
import { RangeTarget } from "./rangeTarget";
import { newObject } from "./runtimeObjects";
import {
  type Action,
  ActionType,
  type ArgumentInfo,
  type EventEntry,
  OBJECT_EVENT,
  type ObjectPath,
  ObjectPathType,
  type QueryInfo,
  type Reply,
  RequestFlag,
  type RequestBody,
  type ResponseBody,
} from "./wire";

/** A request as a transport hands it in. */
export type Request = { readonly flags: number; readonly body: RequestBody };

/** What Excel cannot take back, by its documentation. */
const NOT_UNDOABLE: ReadonlySet<string> = new Set([
  "Worksheet.Name",
  "Worksheet.Position",
  "Worksheet.Visibility",
  "Worksheet.Copy",
  "Worksheet.Delete",
  "WorksheetProtection.Protect",
  "WorksheetProtection.Unprotect",
  "WorkbookProtection.Protect",
  "WorkbookProtection.Unprotect",
  "Workbook.Save",
]);

/** Where a failing member stands, as `errorLocation` names it. */
class Failure extends Error {
  constructor(
    readonly error: ApiError,
    readonly location: string,
  ) {
    super(error.message);
  }
}

export class OfficeSession {
  readonly faults = new Faults();
  readonly limits: Limits = { ...EXCEL_LIMITS };
  /** Members the add-in asked for that are not there, with how often: "Range.GetImage()". */
  readonly missing = new Map<string, number>();
  /** Where events and calls of custom functions go. */
  sendEvents: ((entries: readonly EventEntry[]) => void) | undefined;
  readonly customFunctions: CustomFunctionCalls;
  areEventsEnabled = true;
  /** Workbooks that the add-in opened beside this one, as base64; undefined for an empty one. */
  readonly openedWorkbooks: (string | undefined)[] = [];
  /** Opens such a workbook where there is a place to show it. */
  onOpenWorkbook: ((base64: string | undefined) => void) | undefined;
  private readonly references = new Map<string, { readonly object: RemoteObject; isKept: boolean }>();
  private readonly referenceIds = new WeakMap<object, string>();
  private readonly subscriptions = new Map<string, number>();
  private readonly stopListening: () => void;
  private outbox: EventEntry[] = [];
  private nextReference = 0;
  private isAddinActing = false;
  private isWithinRequest = false;
  private isHistoryLost = false;

  constructor(readonly book: Book) {
    this.customFunctions = new CustomFunctionCalls((entry) => this.send(entry));
    this.stopListening = book.listen((change) => this.noteChange(change));
  }

  /** The add-in was closed: nothing reaches it any more, and what it held is let go. */
  end(): void {
    this.stopListening();
    this.sendEvents = undefined;
    this.subscriptions.clear();
    this.references.clear();
  }

  // ---------------------------------------------------------------------------------------------- requests

  /** Carries out one request. */
  process(request: Request): Reply {
    const fault = this.faults.nextRequest();
    if (fault?.kind === "hang") return { kind: "silent" };
    if (fault?.kind === "request") return refusal(fault.code);
    if (this.faults.isEditingCell) return refusal("InvalidOperationInCellEditMode");
    const isWrite = (request.flags & RequestFlag.write) !== 0;
    if (this.faults.isDialogOpen && isWrite) return refusal("WriteNotSupportedWhenModalDialogOpen");
    if (byteLength(request.body) > this.limits.requestBytes) return refusal("RequestPayloadSizeLimitExceeded");

    this.isAddinActing = true;
    this.isWithinRequest = true;
    const body = this.carryOut(request.body);
    this.book.isCalculationSuspended = false;
    this.book.calculate();
    this.isAddinActing = false;
    this.isWithinRequest = false;
    if (this.isHistoryLost) this.book.journal.forget();
    else this.book.journal.close();
    this.isHistoryLost = false;
    this.flush();
    if (fault?.kind === "dropReply") return { kind: "silent" };
    if (byteLength(body) > this.limits.responseBytes) return refusal("ResponsePayloadSizeLimitExceeded");
    return { kind: "answered", body };
  }

  private carryOut(body: RequestBody): ResponseBody {
    const run = new Run(this, body);
    const results: { ActionId: number; Value: unknown }[] = [];
    const traceIds: number[] = [];
    for (const [index, action] of body.Actions.entries()) {
      const fault = this.faults.nextAction();
      try {
        if (fault?.when === "before") throw new Failure(new ApiError(fault.code), run.locationOf(action));
        if (action.ActionType === ActionType.Trace) traceIds.push(action.Id);
        const value = action.ActionType === ActionType.Trace ? null : run.act(action);
        if (fault?.when === "after") throw new Failure(new ApiError(fault.code), run.locationOf(action));
        results.push({ ActionId: action.Id, Value: value });
      } catch (thrown) {
        const { error, location } = asFailure(thrown, () => run.locationOf(action));
        return {
          Results: results,
          TraceIds: traceIds,
          Error: {
            Code: error.code,
            Message: error.message,
            HttpStatusCode: error.status,
            Location: location,
            ActionIndex: index,
          },
        };
      }
    }
    return { Results: results, TraceIds: traceIds };
  }

  /** Opens another workbook, which is only kept; what is no .xlsx package is refused. */
  openWorkbook(base64: string | undefined): void {
    // The first three bytes of every package, "PK" and 3, are the same in base64.
    if (base64 !== undefined && !/^UEsD[A-Za-z0-9+/]*={0,2}$/.test(base64)) throw invalidArgument();
    this.openedWorkbooks.push(base64);
    this.onOpenWorkbook?.(base64);
  }

  /** Counts a member that is not there and answers the error for it. */
  missingMember(name: string): ApiError {
    this.missing.set(name, (this.missing.get(name) ?? 0) + 1);
    return new ApiError("ApiNotFound", `The API you are trying to use could not be found: ${name}.`);
  }

  /** A member is about to act: one that Excel cannot undo ends the history, or is refused within an undo group. */
  noteAct(memberName: string): void {
    const failing = this.faults.nextOf(memberName);
    if (failing !== undefined) throw new ApiError(failing);
    if (!NOT_UNDOABLE.has(memberName)) return;
    if (this.book.journal.isGrouping) throw new ApiError("UndoNotSupported");
    this.isHistoryLost = true;
  }

  // ---------------------------------------------------------------------------------------------- references

  /** Keeps an object until the library lets go of it. */
  keepReference(object: RemoteObject): string {
    const known = this.referenceIds.get(object.target);
    if (known !== undefined && this.references.has(known)) return known;
    this.nextReference += 1;
    const id = `R${this.nextReference}`;
    this.referenceIds.set(object.target, id);
    this.references.set(id, { object, isKept: true });
    return id;
  }

  /** The id under which an object is kept, or undefined. */
  referenceOf(object: RemoteObject): string | undefined {
    const id = this.referenceIds.get(object.target);
    return id !== undefined && this.references.has(id) ? id : undefined;
  }

  /** The object kept under an id. */
  referenced(id: string): RemoteObject | undefined {
    const object = this.references.get(id)?.object;
    if (object?.target instanceof RangeTarget && object.target.isLost) return undefined;
    return object;
  }

  /** Lets go of one object. */
  release(id: string): void {
    this.references.delete(id);
  }

  /** Lets go of all. */
  releaseAll(): void {
    this.references.clear();
  }

  /** How many objects are kept for the add-in: what it forgets to release stays here. */
  get referenceCount(): number {
    return this.references.size;
  }

  // ---------------------------------------------------------------------------------------------- events

  subscribe(type: number, target: string): void {
    const key = `${type}:${target}`;
    this.subscriptions.set(key, (this.subscriptions.get(key) ?? 0) + 1);
  }

  unsubscribe(type: number, target: string): void {
    this.subscriptions.delete(`${type}:${target}`);
  }

  isSubscribed(type: number, target: string): boolean {
    return this.subscriptions.has(`${type}:${target}`);
  }

  private noteChange(change: Change): void {
    if (change.kind === "cells" && change.shift !== undefined) this.moveReferences(change.sheet.id, change);
    if (this.areEventsEnabled) {
      for (const { type, target, message } of entriesOf(change, this, this.isAddinActing)) {
        if (this.isSubscribed(type, target))
          this.outbox.push([OBJECT_EVENT, type, target, JSON.stringify(message), "", false]);
      }
    }
    if (!this.isWithinRequest) this.flush();
  }

  /** Kept ranges follow the cells that they were made for. */
  private moveReferences(sheetId: string, change: Extract<Change, { kind: "cells" }>): void {
    const { shift } = change;
    if (shift === undefined) return;
    for (const { object } of this.references.values()) {
      const { target } = object;
      if (!(target instanceof RangeTarget) || target.sheet.id !== sheetId) continue;
      target.follow((area: Area) => shiftArea(area, { direction: shift, area: change.area }));
    }
  }

  private send(entry: EventEntry): void {
    this.outbox.push(entry);
    if (!this.isWithinRequest) this.flush();
  }

  private flush(): void {
    const entries = this.outbox;
    this.outbox = [];
    if (entries.length > 0) this.sendEvents?.(entries);
  }
}

/** One request being carried out: paths are followed when first needed, and once. */
class Run {
  private readonly known = new Map<number, RemoteObject | null>();

  constructor(
    private readonly session: OfficeSession,
    private readonly body: RequestBody,
  ) {}

  act(action: Action): unknown {
    switch (action.ActionType) {
      case ActionType.Instantiate:
        return this.identity(this.follow(action.ObjectPathId));
      case ActionType.Query:
      case ActionType.QueryAsJson:
        return this.query(this.follow(action.ObjectPathId), action.QueryInfo ?? {});
      case ActionType.SetProperty:
        return this.write(this.follow(action.ObjectPathId), action);
      case ActionType.Method:
        return this.call(this.follow(action.ObjectPathId), action);
      default:
        throw this.session.missingMember(`ActionType ${action.ActionType}`);
    }
  }

  private follow(pathId: number): RemoteObject | null {
    const known = this.known.get(pathId);
    if (known !== undefined) return known;
    const path = this.body.ObjectPaths[String(pathId)];
    if (!path) throw new ApiError("InvalidRequest");
    const object = this.resolve(path);
    this.known.set(pathId, object);
    return object;
  }

  private resolve(path: ObjectPath): RemoteObject | null {
    const { session } = this;
    switch (path.ObjectPathType) {
      case ObjectPathType.GlobalObject:
        return workbookClass.of(session.book);
      case ObjectPathType.NewObject: {
        const object = newObject(path.Name, session);
        if (!object) throw session.missingMember(path.Name);
        return object;
      }
      case ObjectPathType.NullObject:
        return null;
      case ObjectPathType.ReferenceId: {
        const object = session.referenced(path.Name);
        if (!object) throw new Failure(new ApiError("InvalidReference"), "");
        return object;
      }
    }
    const parent = path.ParentObjectPathId === undefined ? null : this.follow(path.ParentObjectPathId);
    // What hangs on a null object is null as well.
    if (parent === null) return null;
    const { remoteClass, target } = parent;
    switch (path.ObjectPathType) {
      case ObjectPathType.Property: {
        const navigate = member(remoteClass.navigations, path.Name);
        if (!navigate) throw session.missingMember(`${remoteClass.name}.${path.Name}`);
        return located(remoteClass, path.Name, () => navigate(target, session));
      }
      case ObjectPathType.Indexer: {
        const { index } = remoteClass;
        if (!index) throw session.missingMember(`${remoteClass.name}[]`);
        return located(remoteClass, "getItem", () => {
          const item = index(target, this.argumentsOf(path.ArgumentInfo), session);
          if (item === null) throw new ApiError("ItemNotFound");
          return item;
        });
      }
      case ObjectPathType.Method: {
        const answer = this.invoke(parent, path.Name, path.ArgumentInfo);
        return isRemoteObject(answer) ? answer : null;
      }
      default:
        throw session.missingMember(`ObjectPathType ${path.ObjectPathType}`);
    }
  }

  private invoke(object: RemoteObject, name: string, info: ArgumentInfo | undefined): unknown {
    const { remoteClass, target } = object;
    const { session } = this;
    if (name === "_KeepReference") {
      session.keepReference(object);
      return undefined;
    }
    const event = /^_(Register|Unregister)(?:Event(\w+)|(\w+)Event)$/.exec(name);
    if (event) {
      const found = member(remoteClass.events, event[2] ?? event[3] ?? "");
      if (!found) throw session.missingMember(`${remoteClass.name}.${name}()`);
      if (event[1] === "Register") session.subscribe(found.type, found.target(target));
      else session.unsubscribe(found.type, found.target(target));
      return undefined;
    }
    const method = member(remoteClass.methods, name);
    if (!method) throw session.missingMember(`${remoteClass.name}.${name}()`);
    return located(remoteClass, name, () => {
      if (!isReading(remoteClass, name)) this.refuseWhenReadOnly();
      session.noteAct(`${remoteClass.name}.${name}`);
      // What a member looks at must be worked out first, as automatic calculation has it.
      session.book.calculate();
      return method(target, this.argumentsOf(info), session);
    });
  }

  private call(object: RemoteObject | null, action: Action): unknown {
    if (object === null) return null;
    const answer = this.invoke(object, action.Name, action.ArgumentInfo);
    if (answer instanceof ClientValue) return answer.value;
    return isRemoteObject(answer) ? this.identity(answer) : null;
  }

  private write(object: RemoteObject | null, action: Action): null {
    if (object === null) return null;
    const { remoteClass, target } = object;
    const property = member(remoteClass.properties, action.Name);
    const write = property?.write;
    if (!write) throw this.session.missingMember(`${remoteClass.name}.${action.Name} (set)`);
    located(remoteClass, action.Name, () => {
      this.refuseWhenReadOnly();
      this.session.noteAct(`${remoteClass.name}.${action.Name}`);
      write(target, this.argumentsOf(action.ArgumentInfo).at(0), this.session);
    });
    return null;
  }

  private refuseWhenReadOnly(): void {
    if (this.session.book.isReadOnly.value) throw new ApiError("AccessDenied");
  }

  private identity(object: RemoteObject | null): Record<string, unknown> | null {
    if (object === null) return null;
    const { remoteClass, target } = object;
    const identity: Record<string, unknown> = {};
    const reference = this.session.referenceOf(object);
    if (reference !== undefined) identity["_ReferenceId"] = reference;
    if (remoteClass.id) identity["Id"] = remoteClass.id(target);
    return identity;
  }

  private query(object: RemoteObject | null, query: QueryInfo): unknown {
    if (object === null) return null;
    this.session.book.calculate();
    const { remoteClass, target } = object;
    const selected = (query.Select ?? []).map((name) => name.split("/").filter((part) => part !== ""));
    if (remoteClass.items) return this.queryItems(object, selected, query);
    const result: Record<string, unknown> = { ...this.identity(object) };
    const nested = new Map<string, string[]>();
    const nest = (name: string, rest: readonly string[]): void => {
      const known = nested.get(name) ?? [];
      if (rest.length > 0) known.push(rest.join("/"));
      nested.set(name, known);
    };
    const wanted = new Set<string>();
    const all = (): void => {
      for (const [name, property] of Object.entries(remoteClass.properties ?? {})) if (property.read) wanted.add(name);
    };
    if (selected.length === 0) all();
    for (const [head = "", ...rest] of selected) {
      if (head === "*" || head === "$all") all();
      else if (head === "$none") continue;
      else if (rest.length > 0 || named(remoteClass.navigations, head) !== undefined) nest(head, rest);
      else {
        const name = named(remoteClass.properties, head);
        if (name === undefined || !remoteClass.properties?.[name]?.read) {
          throw this.session.missingMember(`${remoteClass.name}.${head}`);
        }
        wanted.add(name);
      }
    }
    for (const name of query.Expand ?? []) {
      const [head = "", ...rest] = name.split("/");
      nest(head, rest);
    }
    for (const name of wanted) {
      result[name] = located(remoteClass, name, () => remoteClass.properties?.[name]?.read?.(target, this.session));
    }
    for (const [head, select] of nested) {
      const name = named(remoteClass.navigations, head);
      const navigate = name === undefined ? undefined : remoteClass.navigations?.[name];
      if (name === undefined || !navigate) throw this.session.missingMember(`${remoteClass.name}.${head}`);
      result[name] = this.query(
        located(remoteClass, name, () => navigate(target, this.session)),
        { Select: select },
      );
    }
    return result;
  }

  private queryItems(object: RemoteObject, selected: readonly string[][], query: QueryInfo): unknown {
    const { remoteClass, target } = object;
    const items = remoteClass.items?.(target, this.session) ?? [];
    const from = query.Skip ?? 0;
    const shown = items.slice(from, query.Top === undefined ? undefined : from + query.Top);
    const own: Record<string, unknown> = { ...this.identity(object) };
    const select: string[] = [];
    for (const path of selected) {
      const [head = "", ...rest] = path;
      const name = rest.length === 0 ? named(remoteClass.properties, head) : undefined;
      if (head.toLowerCase() === "items") {
        if (rest.length > 0) select.push(rest.join("/"));
      } else if (name !== undefined) {
        own[name] = remoteClass.properties?.[name]?.read?.(target, this.session);
      } else select.push(path.join("/"));
    }
    if (selected.length === 0) {
      for (const [name, property] of Object.entries(remoteClass.properties ?? {})) {
        if (property.read) own[name] = property.read(target, this.session);
      }
    }
    const expand = (query.Expand ?? []).map((name) => name.replace(/^items\/?/i, "")).filter((name) => name !== "");
    own["_Items"] = shown.map((item) => this.query(item, { Select: select, Expand: expand }));
    return own;
  }

  private argumentsOf(info: ArgumentInfo | undefined): Arguments {
    const ids = info?.ReferencedObjectPathIds;
    const values = (info?.Arguments ?? []).map((value, index) => this.argument(value, ids?.[index]));
    return new Arguments(values, () => invalidArgument());
  }

  /** An argument that is an object of the model stands as the id of its path, flagged beside it. */
  private argument(value: unknown, id: unknown): unknown {
    if (typeof id === "number" && id !== 0) return this.follow(id);
    if (Array.isArray(value) && Array.isArray(id)) {
      const ids: readonly unknown[] = id;
      return value.map((one: unknown, index) => this.argument(one, ids[index]));
    }
    if (typeof value === "object" && value !== null && "_ObjectPathId" in value) {
      const inner = (value as { readonly _ObjectPathId: unknown })._ObjectPathId;
      if (typeof inner === "number") return this.follow(inner);
    }
    return value;
  }

  /** The member an action speaks of, as `errorLocation` gives it. */
  locationOf(action: Action): string {
    const path = this.body.ObjectPaths[String(action.ObjectPathId)];
    const known = this.known.get(action.ObjectPathId);
    const className = known?.remoteClass.name ?? "";
    const name = action.Name || path?.Name || "";
    return className === "" ? clientName(name) : [className, clientName(name)].filter((part) => part !== "").join(".");
  }
}

function isReading(remoteClass: RemoteClass, name: string): boolean {
  return (
    /^(Get|Find|_|Select|Activate|Calculate|Suspend|Load)/.test(name) ||
    (remoteClass.readingMethods ?? []).includes(name)
  );
}

function member<V>(members: Readonly<Record<string, V>> | undefined, name: string): V | undefined {
  return members && Object.hasOwn(members, name) ? members[name] : undefined;
}

/** The declared spelling of a name that came in the add-in's capitals. */
function named(members: Readonly<Record<string, unknown>> | undefined, name: string): string | undefined {
  const lower = name.toLowerCase();
  return Object.keys(members ?? {}).find((key) => key.toLowerCase() === lower);
}

function located<T>(remoteClass: RemoteClass, name: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof ApiError) throw new Failure(thrown, `${remoteClass.name}.${clientName(name)}`);
    throw thrown;
  }
}

/** `GetRange` on the wire is `getRange` in JavaScript. */
function clientName(wireName: string): string {
  return wireName.charAt(0).toLowerCase() + wireName.slice(1);
}

function asFailure(thrown: unknown, location: () => string): { error: ApiError; location: string } {
  if (thrown instanceof Failure) return { error: thrown.error, location: thrown.location };
  if (thrown instanceof ApiError) return { error: thrown, location: location() };
  // A fault of this host itself must not look like one of the add-in's.
  const reason = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return { error: new ApiError("GeneralException", `The workbench failed: ${reason}`), location: location() };
}

function refusal(code: ErrorCode): Reply {
  const error = new ApiError(code);
  return { kind: "refused", code, message: error.message, status: error.status };
}

function byteLength(value: unknown): number {
  let bytes = 0;
  const text = JSON.stringify(value);
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    bytes += unit < 0x80 ? 1 : unit < 0x800 ? 2 : unit >= 0xd800 && unit <= 0xdfff ? 2 : 3;
  }
  return bytes;
}
