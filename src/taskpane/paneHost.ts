/**
 * What the pane needs of the program that it stands in, in the pane's own words. The entry fills it with Excel; tests fill
 * it with a workbook in memory.
 */
import type { HostResult, Receipt, Snapshot, WritePlan } from "../workbook";

/** How far a piece of work is, and what it is doing. */
export type Progress = { readonly fraction: number; readonly words: string };

export type HostWork = {
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
};

/** A sheet of the workbook and an address on it, as A1 text without the sheet. */
export type HostPlace = { readonly sheet: string | null; readonly address: string };

export interface PaneHost {
  read(work: HostWork): Promise<HostResult<Snapshot>>;
  apply(plan: WritePlan, work: HostWork): Promise<HostResult<Receipt>>;
  /** Brings a cell into view and selects it. */
  showCell(sheet: string, address: string): Promise<HostResult<null>>;
  currentCell(): Promise<HostResult<HostPlace>>;
  /** Tells of edits, but not of our own writes; a hint, never proof that nothing else changed. */
  watchEdits(listener: () => void): Promise<void>;
  /** Opens a workbook of ours in a new window, from the add-in's own origin: "examples/intelligence-tom.xlsx". */
  openAsset(path: string): Promise<HostResult<null>>;
  /** Whether one undo takes a whole write back. */
  readonly isOneUndo: boolean;
}
