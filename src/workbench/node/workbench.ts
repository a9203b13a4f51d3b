/** A workbook in memory with the client library connected to it: what a test opens to call `Excel.run`. */
import type { Book } from "../engine/book";
import { OfficeSession } from "../office/session";
import { Person } from "../office/person";
import type { Reply, RequestBody } from "../office/wire";
import type { CustomFunctionsRuntime, OfficeLibrary } from "./officeLibrary";

/** One request as it came and the reply it got. */
export type Exchange = { readonly flags: number; readonly body: RequestBody; readonly reply: Reply };

export type Workbench = {
  readonly Excel: typeof Excel;
  readonly OfficeExtension: typeof OfficeExtension;
  readonly CustomFunctions: CustomFunctionsRuntime;
  readonly book: Book;
  readonly session: OfficeSession;
  readonly person: Person;
  /**
   * `Excel.run` of an Excel that merges all requests of a run into one undo where it is asked to (ExcelApi 1.20). The
   * installed library passes over that wish, so that it is fulfilled here.
   */
  readonly run: <T>(options: Excel.RunOptions, batch: (context: Excel.RequestContext) => Promise<T>) => Promise<T>;
  /** Every request since the opening; the library's own at the start are among them. */
  readonly exchanges: readonly Exchange[];
  /** Waits until every event and call under way has been dealt with. */
  readonly settled: () => Promise<void>;
};

/** Connects a library to a workbook. */
export function openWorkbench(library: OfficeLibrary, book: Book): Workbench {
  const session = new OfficeSession(book);
  const exchanges: Exchange[] = [];
  const bridge = {
    onMessageFromHost: null as ((text: string) => void) | null,
    sendMessageToHost(text: string): void {
      const request = JSON.parse(text) as { id: number; flags: number; message: { body: RequestBody | string } };
      const { body: sent } = request.message;
      const body = typeof sent === "string" ? (JSON.parse(sent) as RequestBody) : sent;
      queueMicrotask(() => {
        const reply = session.process({ flags: request.flags, body });
        exchanges.push({ flags: request.flags, body, reply });
        const answer = answerOf(reply);
        if (answer === undefined) return;
        bridge.onMessageFromHost?.(
          JSON.stringify({ id: request.id, type: 2, message: { statusCode: 200, headers: {}, body: answer } }),
        );
      });
    },
  };
  session.sendEvents = (entries) => {
    // An event never overtakes the answer to the request that caused it.
    setTimeout(() => bridge.onMessageFromHost?.(JSON.stringify({ type: 3, message: { entries } })), 0);
  };
  library.connect(bridge);
  // Outside a page the library takes calls of functions as soon as it is connected, and does not say so.
  session.customFunctions.becomeReady();
  const person = new Person(session);
  return {
    Excel: library.Excel,
    OfficeExtension: library.OfficeExtension,
    CustomFunctions: library.CustomFunctions,
    book,
    session,
    person,
    run: async (options, batch) => {
      if (options.mergeUndoGroup !== true) return library.Excel.run(options, batch);
      book.journal.beginGroup();
      try {
        return await library.Excel.run(options, batch);
      } finally {
        book.journal.endGroup();
      }
    },
    exchanges,
    settled: async () => {
      do await new Promise((resolve) => setTimeout(resolve, 10));
      while (session.customFunctions.pendingCount > 0);
    },
  };
}

/** What the library reads; a refusal of the host's own has no place among the actions. */
function answerOf(reply: Reply): unknown {
  switch (reply.kind) {
    case "answered":
      return reply.body;
    case "refused":
      return {
        Error: { Code: reply.code, Message: reply.message, HttpStatusCode: reply.status, Location: "" },
        Results: [],
        TraceIds: [],
      };
    case "silent":
      return undefined;
  }
}
