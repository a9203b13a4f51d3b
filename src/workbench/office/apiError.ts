/** Errors as Excel gives them: a code, a sentence and an HTTP status. */

type ErrorKind = { readonly status: number; readonly message: string };

/** The codes that Excel's documentation lists and this host can answer, each with its usual sentence. */
export const ERROR_KINDS = {
  AccessDenied: { status: 403, message: "You cannot perform the requested operation." },
  ActivityLimitReached: { status: 429, message: "Activity limit has been reached." },
  ApiNotAvailable: { status: 404, message: "The requested API is not available." },
  ApiNotFound: { status: 404, message: "The API you are trying to use could not be found." },
  BadPassword: { status: 400, message: "The password you supplied is incorrect." },
  Conflict: { status: 409, message: "Request could not be processed because of a conflict." },
  ContentLengthRequired: { status: 411, message: "A Content-length HTTP header is missing." },
  FilteredRangeConflict: { status: 409, message: "The attempted operation causes a conflict with a filtered range." },
  GeneralException: { status: 500, message: "There was an internal error while processing the request." },
  HostRestartNeeded: { status: 400, message: "The Office application needs to be restarted." },
  InactiveWorkbook: { status: 409, message: "The operation failed because multiple workbooks are open." },
  InsertDeleteConflict: { status: 409, message: "The insert or delete operation attempted resulted in a conflict." },
  InvalidArgument: { status: 400, message: "The argument is invalid or missing or has an incorrect format." },
  InvalidOperation: { status: 400, message: "The operation attempted is invalid on the object." },
  InvalidOperationInCellEditMode: {
    status: 400,
    message:
      "Excel is in cell-editing mode. Please exit the edit mode by pressing ENTER or TAB or selecting another cell, and then try again.",
  },
  InvalidOrTimedOutSession: {
    status: 400,
    message: "Your Excel session has expired because of inactivity. Reload the page.",
  },
  InvalidReference: { status: 400, message: "This reference is not valid for the current operation." },
  InvalidRequest: { status: 400, message: "Cannot process the request." },
  InvalidRibbonDefinition: {
    status: 400,
    message: "Office has been given a ribbon definition that is not valid. Restart the application.",
  },
  InvalidSelection: { status: 400, message: "The current selection is invalid for this operation." },
  ItemAlreadyExists: { status: 409, message: "The resource being created already exists." },
  ItemNotFound: { status: 404, message: "The requested resource doesn't exist." },
  MemoryLimitReached: {
    status: 507,
    message: "The memory limit has been reached. Your action could not be completed.",
  },
  MergedRangeConflict: {
    status: 409,
    message:
      "Cannot complete the operation. A table can't overlap with another table, a PivotTable report, query results, merged cells, or an XML Map.",
  },
  NonBlankCellOffSheet: {
    status: 400,
    message:
      "Microsoft Excel can't insert new cells because it would push non-empty cells off the end of the worksheet.",
  },
  NotImplemented: { status: 501, message: "The requested feature isn't implemented." },
  OperationCellsExceedLimit: {
    status: 400,
    message: "The attempted operation affects more than the limit of 33554000 cells.",
  },
  PivotTableRangeConflict: {
    status: 409,
    message: "The attempted operation causes a conflict with a PivotTable range.",
  },
  RangeExceedsLimit: { status: 400, message: "The cell count in the range has exceeded the maximum supported number." },
  RequestAborted: { status: 500, message: "The request was aborted during run time." },
  RequestPayloadSizeLimitExceeded: { status: 413, message: "The request payload size has exceeded the limit." },
  ResponsePayloadSizeLimitExceeded: { status: 500, message: "The response payload size has exceeded the limit." },
  ServiceNotAvailable: { status: 503, message: "The service is unavailable." },
  Unauthenticated: { status: 401, message: "Required authentication information is either missing or invalid." },
  UndoNotSupported: { status: 400, message: "The operation cannot be undone." },
  UnsupportedFeature: {
    status: 400,
    message: "The operation failed because it involves a feature that is not supported.",
  },
  UnsupportedOperation: { status: 400, message: "The operation being attempted is not supported." },
  UnsupportedSheet: { status: 400, message: "This sheet type does not support this operation." },
  WriteNotSupportedWhenModalDialogOpen: {
    status: 400,
    message: "Write operation is not supported when a modal dialog is open.",
  },
} as const satisfies Readonly<Record<string, ErrorKind>>;

export type ErrorCode = keyof typeof ERROR_KINDS;

/** Thrown by a member to make the request fail as it would in Excel. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    message?: string,
  ) {
    super(message ?? ERROR_KINDS[code].message);
    this.status = ERROR_KINDS[code].status;
  }
}

/** Refuses an argument. */
export function invalidArgument(message?: string): ApiError {
  return new ApiError("InvalidArgument", message);
}
