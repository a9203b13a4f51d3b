/** Carries out what the pane's states ask for, and tells how it went: the only place where the pane does anything. */
import type { HostFailure } from "../workbook";
import { Stopped, type CaseDesk } from "./engine/caseDesk";
import type { PaneHost, Progress } from "./paneHost";
import type { AssetName, Effect, PaneEvent } from "./paneState";

/** What effects work with. */
export type Surroundings = {
  readonly host: PaneHost;
  readonly desk: CaseDesk;
  /** Puts text on the clipboard; false where the browser does not let it. */
  readonly copy: (text: string) => Promise<boolean>;
  readonly now: () => number;
  /** Runs something later, and gives what calls it off. */
  readonly later: (work: () => void, milliseconds: number) => () => void;
};

/** How long the workbook must be left alone before it is read again. */
const SETTLING_MILLISECONDS = 500;
/** Share of a check's progress that is reading from the host; the rest is the worker's. */
const SHARE_OF_READING = 0.6;

const ASSETS: Readonly<Record<AssetName, string>> = {
  example: "assets/examples/intelligence-tom-three-faults.xlsx",
  templates: "assets/templates/staffing-costs-funding.xlsx",
};

export class EffectRunner {
  #stopReading: AbortController | null = null;
  #stopWriting: AbortController | null = null;
  #callOffSettling: () => void = () => undefined;

  constructor(
    private readonly surroundings: Surroundings,
    private readonly dispatch: (event: PaneEvent) => void,
  ) {}

  /** Begins an effect. Its outcome comes back as an event; what is no outcome is a broken program, and is shown as one. */
  run(effect: Effect): void {
    this.#run(effect).catch((thrown: unknown) => {
      const failure = brokenProgram(thrown);
      if ("run" in effect) this.dispatch({ kind: "failed", run: effect.run, failure });
      else this.dispatch({ kind: "side failed", doing: { kind: "check", then: "list" }, failure });
    });
  }

  async #run(effect: Effect): Promise<void> {
    const { host, desk } = this.surroundings;
    switch (effect.kind) {
      case "check":
        return this.#check(effect);
      case "stop check":
        this.#stopReading?.abort();
        desk.stop();
        return;
      case "plan":
        return this.#untilStopped(async () => {
          this.dispatch({ kind: "planned", run: effect.run, preview: await desk.preview() });
        });
      case "write":
        return this.#write(effect.run);
      case "stop write":
        this.#stopWriting?.abort();
        return;
      case "settle edits":
        this.#callOffSettling();
        this.#callOffSettling = this.surroundings.later(
          () => this.dispatch({ kind: "edits settled" }),
          SETTLING_MILLISECONDS,
        );
        return;
      case "show": {
        const { sheet, cell } = effect.place;
        if (cell === null) return;
        const shown = await host.showCell(sheet, cell);
        if (shown.ok) this.dispatch({ kind: "said", words: `${cell} of ${sheet} is selected.` });
        else
          this.dispatch({ kind: "side failed", doing: { kind: "show", place: effect.place }, failure: shown.failure });
        return;
      }
      case "explain":
        return this.#untilStopped(async () => {
          this.dispatch({ kind: "explained", figure: await desk.explain(effect.id) });
        });
      case "explain cell":
        return this.#explainCell();
      case "open": {
        const opened = await host.openAsset(ASSETS[effect.asset]);
        if (opened.ok) this.dispatch({ kind: "said", words: "The workbook is open in a window of its own." });
        else
          this.dispatch({ kind: "side failed", doing: { kind: "open", asset: effect.asset }, failure: opened.failure });
        return;
      }
      case "copy": {
        const isCopied = await this.surroundings.copy(effect.text);
        this.dispatch({
          kind: "said",
          words: isCopied ? "Copied." : "The clipboard is closed to the pane: select the text and press Ctrl+C.",
        });
        return;
      }
    }
  }

  async #check({ run, choices }: Extract<Effect, { kind: "check" }>): Promise<void> {
    const { host, desk, now } = this.surroundings;
    const began = now();
    this.#callOffSettling();
    const stop = new AbortController();
    this.#stopReading = stop;
    const progress = (from: number, share: number) => (part: Progress) =>
      this.dispatch({ kind: "progress", run, progress: { words: part.words, fraction: from + share * part.fraction } });
    const read = await host.read({ onProgress: progress(0, SHARE_OF_READING), signal: stop.signal });
    if (stop.signal.aborted) return;
    if (!read.ok) return this.dispatch({ kind: "failed", run, failure: read.failure });
    const report = progress(SHARE_OF_READING, 1 - SHARE_OF_READING);
    return this.#untilStopped(async () => {
      const view = await desk.check(read.value, choices, (words, fraction) => report({ words, fraction }));
      this.dispatch({ kind: "checked", run, view, took: now() - began });
    });
  }

  async #write(run: number): Promise<void> {
    const { host, desk } = this.surroundings;
    const stop = new AbortController();
    this.#stopWriting = stop;
    const plan = await desk.plan();
    if (plan === null) return this.dispatch({ kind: "failed", run, failure: NOTHING_TO_WRITE });
    if (stop.signal.aborted) return this.dispatch({ kind: "stopped", run });
    const applied = await host.apply(plan, {
      signal: stop.signal,
      onProgress: (progress) => this.dispatch({ kind: "progress", run, progress }),
    });
    if (applied.ok) return this.dispatch({ kind: "written", run, receipt: applied.value });
    const isStopped = stop.signal.aborted && !applied.failure.isWorkbookChanged && applied.failure.code === STOPPED;
    this.dispatch(isStopped ? { kind: "stopped", run } : { kind: "failed", run, failure: applied.failure });
  }

  async #explainCell(): Promise<void> {
    const { host, desk } = this.surroundings;
    const current = await host.currentCell();
    if (!current.ok)
      return this.dispatch({ kind: "side failed", doing: { kind: "explain cell" }, failure: current.failure });
    const { sheet, address } = current.value;
    const [cell = ""] = address.split(":");
    return this.#untilStopped(async () => {
      this.dispatch({
        kind: "cell explained",
        cell: sheet === null ? null : await desk.explainCell({ sheet, cell }),
      });
    });
  }

  /** Work of the desk that was stopped has no outcome: whoever stopped it has gone on already. */
  async #untilStopped(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      if (!(thrown instanceof Stopped)) throw thrown;
    }
  }
}

/** The host's code for work that ended because it was told to. */
const STOPPED = "W14_STOPPED";

const NOTHING_TO_WRITE: HostFailure = {
  code: "W03_CHANGED_SINCE_READ",
  severity: "error",
  message: "The case that was to be written is no longer at hand.",
  next: "Check again, then write.",
  isWorkbookChanged: false,
};

/** A broken program, in words a person can act on. What it said goes to the console for whoever mends it. */
function brokenProgram(thrown: unknown): HostFailure {
  console.error(thrown);
  return {
    code: "W12_HOST_BUSY",
    severity: "fatal",
    message: "Business Case Finance has come upon a fault of its own, and stopped.",
    next: "Try again. If it happens twice, close the pane, open it again and report it with the version shown below.",
    isWorkbookChanged: false,
  };
}
