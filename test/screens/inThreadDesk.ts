/** The desk without a worker, for tests: the same engine on the same thread, and what leaves it copied as a worker would. */
import type { ReadChoices, Snapshot } from "../../src/workbook";
import type { CaseDesk } from "../../src/taskpane/engine/caseDesk";
import { CaseEngine, type OnProgress } from "../../src/taskpane/engine/caseEngine";

export class InThreadDesk implements CaseDesk {
  #engine = new CaseEngine();

  async check(snapshot: Snapshot, choices: ReadChoices, onProgress: OnProgress) {
    return structuredClone(this.#engine.check(snapshot, choices, onProgress));
  }
  async preview() {
    return structuredClone(this.#engine.preview());
  }
  async plan() {
    return structuredClone(this.#engine.plan());
  }
  async explain(id: string) {
    return structuredClone(this.#engine.explain(id));
  }
  async explainCell(place: { readonly sheet: string; readonly cell: string }) {
    return structuredClone(this.#engine.explainCell(place));
  }
  stop(): void {
    this.#engine = new CaseEngine();
  }
}
