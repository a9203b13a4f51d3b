/** What travels between the client library and the host: one request and one answer for each `context.sync()`. */

export const ActionType = {
  Instantiate: 1,
  Query: 2,
  Method: 3,
  SetProperty: 4,
  Trace: 5,
  RecursiveQuery: 6,
  QueryAsJson: 7,
  EnsureUnchanged: 8,
  Update: 9,
} as const;

export const ObjectPathType = {
  GlobalObject: 1,
  NewObject: 2,
  Method: 3,
  Property: 4,
  Indexer: 5,
  ReferenceId: 6,
  NullObject: 7,
} as const;

/** Bits of a request's flags that matter to a host. */
export const RequestFlag = { write: 1, undoable: 16 } as const;

export type ArgumentInfo = {
  readonly Arguments?: readonly unknown[];
  readonly ReferencedObjectPathIds?: readonly unknown[] | null;
};

export type QueryInfo = {
  readonly Select?: readonly string[];
  readonly Expand?: readonly string[];
  readonly Top?: number;
  readonly Skip?: number;
};

export type Action = {
  readonly Id: number;
  readonly ActionType: number;
  readonly Name: string;
  readonly ObjectPathId: number;
  readonly ArgumentInfo?: ArgumentInfo;
  readonly QueryInfo?: QueryInfo;
};

export type ObjectPath = {
  readonly Id: number;
  readonly ObjectPathType: number;
  readonly Name: string;
  readonly ParentObjectPathId?: number;
  readonly ArgumentInfo?: ArgumentInfo;
};

export type RequestBody = {
  readonly Actions: readonly Action[];
  readonly ObjectPaths: Readonly<Record<string, ObjectPath>>;
};

export type ActionResult = { readonly ActionId: number; readonly Value: unknown };

export type ErrorBody = {
  readonly Code: string;
  readonly Message: string;
  readonly HttpStatusCode: number;
  readonly Location: string;
  readonly ActionIndex: number;
};

export type ResponseBody = {
  readonly Results: readonly ActionResult[];
  readonly TraceIds: readonly number[];
  readonly Error?: ErrorBody;
};

/** The host's answer to a request, before the transport dresses it. */
export type Reply =
  | { readonly kind: "answered"; readonly body: ResponseBody }
  /** Refused before any action was looked at. */
  | { readonly kind: "refused"; readonly code: string; readonly message: string; readonly status: number }
  | { readonly kind: "silent" };

/** Category, type, target, message as JSON text, id, whether it came from another person. */
export type EventEntry = readonly [number, number, string, string, string, boolean];

export const OBJECT_EVENT = 65_536;
export const CUSTOM_FUNCTION_EVENT = 1;
