/** The door of the Office side: a session over a workbook in memory, and what it can be asked. */
export { ApiError, ERROR_KINDS, type ErrorCode } from "./apiError";
export { allClasses, membersOf } from "./catalogue";
export type { CallOptions, CallResult, CustomFunctionCalls } from "./customFunctionCalls";
export { Person } from "./person";
export { EXCEL_LIMITS, type Fault, type Faults, type Limits } from "./faults";
export { OfficeSession, type Request } from "./session";
export type { EventEntry, Reply, RequestBody, ResponseBody } from "./wire";
