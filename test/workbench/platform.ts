/** Workbooks for tests, on a day that is always the same, with the library connected to them. */
import { Book, type BookOptions } from "../../src/workbench/engine/book";
import { type CustomFunction, IronCalculator } from "../../src/workbench/engine/ironCalculator";
import {
  type OpenOptions as OpenFileOptions,
  type OpenedFile,
  openXlsx,
} from "../../src/workbench/engine/xlsx/openXlsx";
import type { CellValue } from "../../src/workbench/engine/value";
import {
  type RequirementSets,
  type Workbench,
  codec,
  createModel,
  loadLibrary,
  openWorkbench,
} from "../../src/workbench/node";

export { LIBRARY_FILE, codec, loadLibrary } from "../../src/workbench/node";

/** Opens an .xlsx file with the library connected to it. */
export function openTestFile(
  bytes: Uint8Array,
  options: OpenFileOptions = {},
): { readonly bench: Workbench; readonly file: OpenedFile } {
  const calculator = new IronCalculator(createModel);
  const file = openXlsx(bytes, codec, {
    now: () => new Date(2026, 2, 15, 12),
    createCalculator: () => calculator,
    ...options,
  });
  return { file, bench: openWorkbench(loadLibrary(), file.book) };
}

export type OpenOptions = BookOptions & {
  /** Worksheet functions of the add-in that formulas may call, by their metadata. */
  readonly customFunctions?: readonly CustomFunction[];
  /** Values by sheet, entered as they are: no text is read as anything else. */
  readonly sheets?: Readonly<Record<string, readonly (readonly CellValue[])[]>>;
  readonly requirementSets?: RequirementSets;
};

/** Opens a workbook with the library connected to it. Without sheets it has one, Sheet1, as a new workbook has. */
export function openTestWorkbench(options: OpenOptions = {}): Workbench {
  const book = new Book({
    now: () => new Date(2026, 2, 15, 12),
    createCalculator: () => calculator,
    ...options,
  });
  // A call can only be made once the session is there, which needs the book: the two meet here.
  const opened: { bench?: Workbench } = {};
  const calculator = new IronCalculator(createModel, {
    list: options.customFunctions ?? [],
    call: (id, parameters, address) => {
      if (!opened.bench) return Promise.resolve({ isOk: false, error: "#NAME?" });
      return opened.bench.session.customFunctions.invoke(id, parameters, address === undefined ? {} : { address })
        .result;
    },
  });
  for (const [name, rows] of Object.entries(options.sheets ?? { Sheet1: [] })) {
    const sheet = book.addSheet(name);
    for (const [row, values] of rows.entries()) {
      for (const [column, value] of values.entries()) {
        if (typeof value === "string" && value.startsWith("="))
          sheet.setCell(row, column, { value: 0, formula: value });
        else sheet.setCell(row, column, { value });
      }
    }
  }
  // Opening is not something to undo.
  book.journal.forget();
  book.isDirty.value = false;
  opened.bench = openWorkbench(loadLibrary(options.requirementSets), book);
  book.calculate();
  return opened.bench;
}
