/** The worker of the pane: puts the snapshot together from its slices, and answers one question after another. */
import type { SheetSnapshot, Snapshot, SnapshotRow, WritePlan } from "../../workbook";
import { CaseEngine } from "./caseEngine";
import { slices, withoutRows, type Question, type Reply, type Request } from "./messages";

const engine = new CaseEngine();
let facts: Snapshot["facts"] | null = null;
let sheets: readonly (Omit<SheetSnapshot, "rows"> & { rows: SnapshotRow[] })[] = [];

self.onmessage = (event: MessageEvent<Request>): void => {
  const request = event.data;
  if (request.kind === "sheets") {
    facts = request.facts;
    sheets = request.sheets.map((sheet) => ({ ...sheet, rows: [] }));
  } else if (request.kind === "rows") {
    const rows = sheets[request.sheet]?.rows;
    for (const row of request.rows) rows?.push(row);
  } else {
    const { ticket } = request;
    try {
      send({ kind: "answer", ticket, value: answer(request, ticket) });
    } catch (thrown) {
      const said = thrown instanceof Error ? `${thrown.message}\n${thrown.stack ?? ""}` : String(thrown);
      send({ kind: "broken", ticket, said });
    }
  }
};

function answer(question: Question, ticket: number): unknown {
  switch (question.kind) {
    case "check": {
      if (facts === null) throw new Error("a check was asked for before its sheets");
      const snapshot: Snapshot = { facts, sheets };
      // The engine keeps the snapshot from here on.
      sheets = [];
      return engine.check(snapshot, question.choices, (words, fraction) =>
        send({ kind: "progress", ticket, words, fraction }),
      );
    }
    case "preview":
      return engine.preview();
    case "plan":
      return sendPlan(engine.plan(), ticket);
    case "explain":
      return engine.explain(question.id);
    case "explain cell":
      return engine.explainCell(question.place);
  }
}

/** Sends the rows of a plan in slices, and gives what is left of it. The list of changes stays: no host reads it. */
function sendPlan(plan: WritePlan | null, ticket: number): WritePlan | null {
  plan?.sheets.forEach((sheet, sheetAt) =>
    sheet.tables.forEach((table, tableAt) => {
      for (const rows of slices(table.rows)) send({ kind: "plan rows", ticket, sheet: sheetAt, table: tableAt, rows });
    }),
  );
  return plan === null ? null : { ...plan, sheets: plan.sheets.map(withoutRows), changes: [] };
}

function send(reply: Reply): void {
  self.postMessage(reply);
}
