/** Where the heavy work of the pane is handed in: a worker of its own in the pane, the same thread in tests. */
import type { ReadChoices, Snapshot, WritePlan } from "../../workbook";
import type { OnProgress } from "./caseEngine";
import type { CaseView, CellView, FigureView, PreviewView } from "./caseView";

export interface CaseDesk {
  /** Reads and works out a snapshot; from then on every other question is about this case. */
  check(snapshot: Snapshot, choices: ReadChoices, onProgress: OnProgress): Promise<CaseView>;
  /** What a write would change; null while results may not be written. */
  preview(): Promise<PreviewView | null>;
  /** The plan itself, for the host. */
  plan(): Promise<WritePlan | null>;
  /** A figure one step taken apart; null when no case is open or it has no such figure. */
  explain(id: string): Promise<FigureView | null>;
  /** What a cell has to do with the case; null when no case is open. */
  explainCell(place: { readonly sheet: string; readonly cell: string }): Promise<CellView | null>;
  /** Ends what is under way: its promise fails with `Stopped`, and the case is forgotten. */
  stop(): void;
}

/** How a promise of the desk ends when it was stopped. */
export class Stopped extends Error {
  constructor() {
    super("stopped");
  }
}
