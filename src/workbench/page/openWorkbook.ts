/** A workbook opened in the page: from bytes, or new. Everything stays in the browser. */
import initialise, { Model } from "@ironcalc/wasm";
import { unzipSync, zipSync } from "fflate";
import type { Book } from "../engine/book";
import { type CustomFunction, IronCalculator } from "../engine/ironCalculator";
import { type OpenedFile, type ZipCodec, openXlsx } from "../engine/xlsx/openXlsx";
import { type SavedFile, saveXlsx } from "../engine/xlsx/saveXlsx";
import { OfficeSession } from "../office/session";
import { BookWatch } from "./bookWatch";
import { emptyPackage } from "./emptyPackage";

export type OpenWorkbook = {
  readonly book: Book;
  /** Redraws whoever shows the workbook. */
  readonly watch: BookWatch;
  /** Where the add-in's worksheet functions are called; they run in a page of their own. */
  readonly functionCalls: OfficeSession;
  /** A session for a page of the add-in, with a way to open the workbooks that it asks for. */
  readonly openSession: (onOpenWorkbook: (base64: string | undefined) => void) => OfficeSession;
  /** What all pages of the add-in asked for in vain, with how often. */
  readonly missing: () => ReadonlyMap<string, number>;
  /** The workbook as a file, and what of it the file does not hold. From then on it counts as saved. */
  readonly save: () => SavedFile;
};

const codec: ZipCodec = {
  unzip: (bytes) => new Map(Object.entries(unzipSync(bytes))),
  zip: (parts) => zipSync(Object.fromEntries(parts), { mtime: new Date(1980, 0, 1) }),
};

let isStarted: Promise<unknown> | undefined;

/** Opens the bytes of an .xlsx file; rejects with the reader's words when they are none. */
export async function openWorkbook(
  bytes: Uint8Array,
  name: string,
  functions: readonly CustomFunction[],
): Promise<OpenWorkbook> {
  isStarted ??= initialise();
  await isStarted;
  // A call can only be made once the session is there, which needs the workbook: the two meet here.
  const meeting: { session?: OfficeSession } = {};
  const calculator = new IronCalculator(() => new Model("workbench", "en", "UTC", "en"), {
    list: functions,
    call: async (id, parameters, address) =>
      meeting.session === undefined
        ? { isOk: false, error: "#NAME?" }
        : meeting.session.customFunctions.invoke(id, parameters, address === undefined ? {} : { address }).result,
  });
  const file: OpenedFile = openXlsx(bytes, codec, { name, createCalculator: () => calculator });
  const { book } = file;
  const first = book.sheets.find((sheet) => sheet.visibility.value === "Visible");
  if (first && book.activeSheet.value?.visibility.value !== "Visible") book.activeSheet.value = first;
  const functionCalls = new OfficeSession(book);
  meeting.session = functionCalls;
  const sessions = [functionCalls];
  const watch = new BookWatch(book);
  return {
    book,
    watch,
    functionCalls,
    openSession: (onOpenWorkbook) => {
      const session = new OfficeSession(book);
      session.onOpenWorkbook = onOpenWorkbook;
      sessions.push(session);
      return session;
    },
    missing: () => sumOf(sessions.map((session) => session.missing)),
    save: () => {
      const saved = saveXlsx(file, codec);
      book.isDirty.value = false;
      watch.touch();
      return saved;
    },
  };
}

function sumOf(counts: readonly ReadonlyMap<string, number>[]): ReadonlyMap<string, number> {
  const all = new Map<string, number>();
  for (const count of counts) for (const [name, times] of count) all.set(name, (all.get(name) ?? 0) + times);
  return all;
}

/** A new workbook with one empty sheet. */
export function newWorkbook(functions: readonly CustomFunction[]): Promise<OpenWorkbook> {
  return openWorkbook(codec.zip(emptyPackage()), "Book1.xlsx", functions);
}
