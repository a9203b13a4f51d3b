/** The door of the workbench outside a browser: a workbook in memory with the client library connected to it. */
export { LIBRARY_FILE, codec, createModel, loadLibrary } from "./platform";
export type { CustomFunctionsRuntime, OfficeLibrary, RequirementSets } from "./officeLibrary";
export { type Exchange, type Workbench, openWorkbench } from "./workbench";
export { type LibraryMembers, readLibraryMembers } from "./libraryMembers";
