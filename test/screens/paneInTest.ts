/** The pane without a screen: its store over a workbook in memory, an open example of the repository. */
import { readFileSync } from "node:fs";
import { readWorkbook } from "../../src/hosts/xlsx";
import {
  parseCellAddress,
  type CellValue,
  type HostFailure,
  type SheetSnapshot,
  type Snapshot,
  type WritePlan,
} from "../../src/workbook";
import type { PaneHost } from "../../src/taskpane/paneHost";
import type { PaneEvent, PaneState } from "../../src/taskpane/paneState";
import { PaneStore } from "../../src/taskpane/paneStore";
import { InThreadDesk } from "./inThreadDesk";

/** An example workbook of the repository: "intelligence-tom". */
export function exampleSnapshot(name: string): Snapshot {
  const bytes = new Uint8Array(readFileSync(new URL(`../../assets/examples/${name}.xlsx`, import.meta.url)));
  const read = readWorkbook(bytes, { fileName: `${name}.xlsx` });
  if (!read.ok) throw new Error(read.failure.message);
  return read.value;
}

/** A snapshot with one cell changed. */
export function withCell(snapshot: Snapshot, sheet: string, cell: string, value: CellValue): Snapshot {
  const at = parseCellAddress(cell);
  return {
    ...snapshot,
    sheets: snapshot.sheets.map((each): SheetSnapshot => {
      if (each.name !== sheet) return each;
      const rows = each.rows.map((row) => {
        if (row.row !== at?.row) return row;
        const values = [...row.values];
        values[at.column] = value;
        return { ...row, values };
      });
      return { ...each, rows };
    }),
  };
}

export class PaneInTest {
  readonly store: PaneStore;
  readonly shown: string[] = [];
  readonly copied: string[] = [];
  readonly opened: string[] = [];
  readonly plans: WritePlan[] = [];
  /** What reading, or writing, fails with next. */
  readFailure: HostFailure | null = null;
  writeFailure: HostFailure | null = null;
  current = { sheet: "Costs" as string | null, address: "H2" };
  mayCopy = true;
  /** What waits for the workbook to settle. */
  #settling: (() => void) | null = null;
  #clock = 0;

  constructor(public snapshot: Snapshot) {
    const host: PaneHost = {
      read: async () => {
        await Promise.resolve();
        return this.readFailure === null
          ? { ok: true, value: this.snapshot }
          : { ok: false, failure: this.readFailure };
      },
      apply: async (plan) => {
        if (this.writeFailure !== null) return { ok: false, failure: this.writeFailure };
        this.plans.push(plan);
        return { ok: true, value: { sheets: plan.sheets.map(({ name }) => name), cells: 7 } };
      },
      showCell: async (sheet, address) => {
        this.shown.push(`${sheet}!${address}`);
        return { ok: true, value: null };
      },
      currentCell: async () => ({ ok: true, value: this.current }),
      watchEdits: async () => undefined,
      openAsset: async (path) => {
        this.opened.push(path);
        return { ok: true, value: null };
      },
      isOneUndo: true,
    };
    this.store = new PaneStore({
      host,
      desk: new InThreadDesk(),
      copy: async (text) => {
        this.copied.push(text);
        return this.mayCopy;
      },
      now: () => (this.#clock += 10),
      later: (work) => {
        this.#settling = work;
        return () => {
          this.#settling = null;
        };
      },
    });
  }

  get state(): PaneState {
    return this.store.state();
  }

  /** Sends an event and lets everything that follows from it happen. */
  async send(event: PaneEvent): Promise<PaneState> {
    this.store.dispatch(event);
    await settled();
    return this.state;
  }

  /** A person types into a cell, and then leaves the workbook alone for a while. */
  async type(sheet: string, cell: string, value: CellValue): Promise<PaneState> {
    this.snapshot = withCell(this.snapshot, sheet, cell, value);
    this.store.dispatch({ kind: "edited" });
    this.#settling?.();
    await settled();
    return this.state;
  }
}

/** Promises that follow from promises, a good many deep. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}
