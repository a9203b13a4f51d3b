/**
 * The pane as one value, and what happens to it. `step` is pure: an event and a state in, the next state and the effects
 * that it asks for out. One piece of work is under way at a time, and what was shown last stays until the next is complete.
 */
import type { HostFailure, ReadChoices, Receipt } from "../workbook";
import type { CaseView, CellView, FigureView, FindingView, FlagView, Place, PreviewView } from "./engine/caseView";
import type { Progress } from "./paneHost";

export const TABS = ["inputs", "check", "fund", "review", "report"] as const;
export type TabName = (typeof TABS)[number];

/** The work under way, or how the last one ended. */
export type Work =
  | { readonly kind: "resting" }
  | { readonly kind: "checking"; readonly run: number; readonly progress: Progress; readonly then: Next }
  | { readonly kind: "planning"; readonly run: number }
  | { readonly kind: "preview"; readonly preview: PreviewView }
  | {
      readonly kind: "writing";
      readonly run: number;
      readonly progress: Progress;
      readonly preview: PreviewView;
      readonly isStopping: boolean;
    }
  | { readonly kind: "written"; readonly receipt: Receipt; readonly preview: PreviewView }
  | { readonly kind: "failed"; readonly doing: Doing; readonly failure: HostFailure };

/** What failed, and so what trying again means. */
export type Doing =
  | { readonly kind: "check"; readonly then: Next }
  | { readonly kind: "write" }
  | { readonly kind: "open"; readonly asset: AssetName }
  | { readonly kind: "show"; readonly place: Place }
  | { readonly kind: "explain cell" };

/** What a check leads on to. */
export type Next = "list" | "preview" | "explain cell";

export type AssetName = "example" | "templates";

/** What lies over the tabs; null for nothing. */
export type Overlay =
  | { readonly kind: "how"; readonly trail: readonly FigureView[] }
  | { readonly kind: "cell"; readonly cell: CellView; readonly trail: readonly FigureView[] }
  | { readonly kind: "help" };

export type FlagFilter = "all" | "error" | "adverse" | "open" | "stale";

export type PaneState = {
  readonly work: Work;
  /** The last complete check. */
  readonly view: CaseView | null;
  /** Cells were edited since then. */
  readonly isOutOfDate: boolean;
  /** How long the last check took, in milliseconds: a long one is not repeated by itself. */
  readonly lastCheck: number;
  readonly choices: ReadChoices;
  readonly tab: TabName;
  readonly overlay: Overlay | null;
  /** Keys of the lines where the person is. */
  readonly finding: string | null;
  readonly flag: string | null;
  readonly flagFilter: FlagFilter;
  /** First of the financial years shown. */
  readonly firstYear: number;
  /** Said to screen readers. */
  readonly said: string;
  /** The last run number given out: answers of earlier runs are late. */
  readonly run: number;
};

export type PaneEvent =
  | { readonly kind: "check asked"; readonly then: Next }
  | { readonly kind: "progress"; readonly run: number; readonly progress: Progress }
  | { readonly kind: "checked"; readonly run: number; readonly view: CaseView; readonly took: number }
  | { readonly kind: "preview asked" }
  | { readonly kind: "planned"; readonly run: number; readonly preview: PreviewView | null }
  | { readonly kind: "write asked" }
  | { readonly kind: "written"; readonly run: number; readonly receipt: Receipt }
  | { readonly kind: "failed"; readonly run: number; readonly failure: HostFailure }
  | { readonly kind: "side failed"; readonly doing: Doing; readonly failure: HostFailure }
  | { readonly kind: "stop asked" }
  | { readonly kind: "stopped"; readonly run: number }
  | { readonly kind: "left" }
  | { readonly kind: "retry asked" }
  | { readonly kind: "edited" }
  | { readonly kind: "edits settled" }
  | { readonly kind: "tab chosen"; readonly tab: TabName }
  | { readonly kind: "finding chosen"; readonly key: string }
  | { readonly kind: "flag chosen"; readonly id: string }
  | { readonly kind: "flags filtered"; readonly filter: FlagFilter }
  | { readonly kind: "years moved"; readonly first: number }
  | { readonly kind: "show asked"; readonly place: Place }
  | { readonly kind: "choices made"; readonly choices: ReadChoices; readonly said: string }
  | { readonly kind: "how asked"; readonly id: string }
  | { readonly kind: "explained"; readonly figure: FigureView | null }
  | { readonly kind: "cell asked" }
  | { readonly kind: "cell explained"; readonly cell: CellView | null }
  | { readonly kind: "back asked" }
  | { readonly kind: "overlay closed" }
  | { readonly kind: "help asked" }
  | { readonly kind: "open asked"; readonly asset: AssetName }
  | { readonly kind: "copy asked"; readonly text: string }
  | { readonly kind: "said"; readonly words: string };

export type Effect =
  | { readonly kind: "check"; readonly run: number; readonly choices: ReadChoices }
  | { readonly kind: "stop check" }
  | { readonly kind: "plan"; readonly run: number }
  | { readonly kind: "write"; readonly run: number }
  | { readonly kind: "stop write" }
  | { readonly kind: "settle edits" }
  | { readonly kind: "show"; readonly place: Place }
  | { readonly kind: "explain"; readonly id: string }
  | { readonly kind: "explain cell" }
  | { readonly kind: "open"; readonly asset: AssetName }
  | { readonly kind: "copy"; readonly text: string };

export type Step = { readonly state: PaneState; readonly effects: readonly Effect[] };

export const START: PaneState = {
  work: { kind: "resting" },
  view: null,
  isOutOfDate: false,
  lastCheck: 0,
  choices: {},
  tab: "check",
  overlay: null,
  finding: null,
  flag: null,
  flagFilter: "all",
  firstYear: 0,
  said: "",
  run: 0,
};

/** A check that took longer than this is not repeated after every edit; the pane then asks for it. */
export const REPEATED_CHECK_MAXIMUM = 4_000;

/** The next state, and what it asks for. */
export function step(state: PaneState, event: PaneEvent): Step {
  switch (event.kind) {
    case "check asked":
      return isBusy(state) ? stay(state) : check(state, event.then, true);
    case "progress":
      return isOfRun(state.work, event.run) && "progress" in state.work
        ? stay(progressed(state, state.work, event.progress))
        : stay(state);
    case "checked":
      return isOfRun(state.work, event.run) && state.work.kind === "checking"
        ? checked(state, event.view, event.took, state.work.then)
        : stay(state);
    case "preview asked":
      if (isBusy(state)) return stay(state);
      return state.view === null || state.isOutOfDate ? check(state, "preview", true) : plan(state);
    case "planned":
      return isOfRun(state.work, event.run) ? planned(state, event.preview) : stay(state);
    case "write asked":
      if (state.work.kind !== "preview" || state.isOutOfDate) return stay(state);
      return write(state, state.work.preview);
    case "written":
      if (state.work.kind !== "writing" || !isOfRun(state.work, event.run)) return stay(state);
      return stay({
        ...state,
        work: { kind: "written", receipt: event.receipt, preview: state.work.preview },
        // Our own sheets are not what they were when the case was read: before anything else is planned it is read again.
        isOutOfDate: true,
        said: "Written.",
      });
    case "failed":
      return isOfRun(state.work, event.run) ? failed(state, event.failure) : stay(state);
    case "side failed":
      // What could not be shown or opened must not take work under way, or a preview, out of sight.
      return state.work.kind === "resting" || state.work.kind === "failed"
        ? stay({ ...state, work: { kind: "failed", doing: event.doing, failure: event.failure }, said: saidOf(event) })
        : stay({ ...state, said: saidOf(event) });
    case "stop asked":
      return stop(state);
    case "stopped":
      return isOfRun(state.work, event.run)
        ? settle({ ...state, work: { kind: "resting" }, said: "Stopped. Nothing was written." })
        : stay(state);
    case "left":
      return isBusy(state) ? stay(state) : settle({ ...state, work: { kind: "resting" } });
    case "retry asked":
      return state.work.kind === "failed" ? retry(state, state.work.doing) : stay(state);
    case "edited":
      return edited(state);
    case "edits settled":
      return isRepeatedCheckDue(state) ? check(state, "list", false) : stay(state);
    case "tab chosen":
      return chooseTab(state, event.tab);
    case "finding chosen":
      return stay({ ...state, finding: event.key });
    case "flag chosen":
      return stay({ ...state, flag: event.id });
    case "flags filtered":
      return stay({ ...state, flagFilter: event.filter, flag: null });
    case "years moved":
      return stay({ ...state, firstYear: Math.max(0, event.first) });
    case "show asked":
      return { state, effects: event.place.cell === null ? [] : [{ kind: "show", place: event.place }] };
    case "choices made":
      if (isBusy(state)) return stay(state);
      return check({ ...state, choices: event.choices, said: event.said }, "list", true);
    case "how asked":
      return { state, effects: [{ kind: "explain", id: event.id }] };
    case "explained":
      return explained(state, event.figure);
    case "cell asked":
      if (isBusy(state)) return stay(state);
      return state.view === null || state.isOutOfDate
        ? check(state, "explain cell", true)
        : { state, effects: [{ kind: "explain cell" }] };
    case "cell explained":
      return stay(
        event.cell === null
          ? { ...state, said: "Check the workbook first: there is no case to explain the cell by." }
          : { ...state, overlay: { kind: "cell", cell: event.cell, trail: [] } },
      );
    case "back asked":
      return stay({ ...state, overlay: oneBack(state.overlay) });
    case "overlay closed":
      return stay({ ...state, overlay: null });
    case "help asked":
      return stay({ ...state, overlay: { kind: "help" } });
    case "open asked":
      return { state: { ...state, said: "Opening a new workbook." }, effects: [{ kind: "open", asset: event.asset }] };
    case "copy asked":
      return { state, effects: [{ kind: "copy", text: event.text }] };
    case "said":
      return stay({ ...state, said: event.words });
  }
}

const RESTING: Work = { kind: "resting" };

function stay(state: PaneState): Step {
  return { state, effects: [] };
}

/** Whether work is under way that must come to an end before another begins. */
export function isBusy({ work }: PaneState): boolean {
  return work.kind === "checking" || work.kind === "planning" || work.kind === "writing";
}

/** A tab; what is said once is then gone, and after a write the workbook is read again. */
function chooseTab(state: PaneState, tab: TabName): Step {
  const { work } = state;
  const chosen: PaneState = { ...state, tab, overlay: null };
  if (work.kind === "written") return check(chosen, "list", false);
  return stay(work.kind === "preview" || work.kind === "failed" ? { ...chosen, work: RESTING } : chosen);
}

/** Said once for each step, not for every hundredth of it. */
function progressed(state: PaneState, work: Extract<Work, { progress: Progress }>, progress: Progress): PaneState {
  const isNewStep = progress.words !== work.progress.words;
  return { ...state, work: { ...work, progress }, said: isNewStep ? progress.words : state.said };
}

function isOfRun(work: Work, run: number): boolean {
  return "run" in work && work.run === run;
}

// ------------------------------------------------------------------------------------------------- checking

function check(state: PaneState, then: Next, isAsked: boolean): Step {
  const run = state.run + 1;
  const progress = { fraction: 0, words: "Reading the workbook" };
  return {
    state: {
      ...state,
      run,
      work: { kind: "checking", run, progress, then },
      isOutOfDate: false,
      said: isAsked ? "Checking the workbook." : state.said,
    },
    effects: [{ kind: "check", run, choices: state.choices }],
  };
}

function checked(state: PaneState, view: CaseView, took: number, then: Next): Step {
  const next: PaneState = {
    ...state,
    work: RESTING,
    view,
    lastCheck: took,
    finding: keptPlace(state.finding, state.view?.findings ?? [], view.findings),
    flag: keptFlag(state.flag, state.view?.results?.flags ?? [], view.results?.flags ?? []),
    firstYear: state.view === null ? firstYearWithCost(view) : state.firstYear,
    said: changeInWords(state.view, view),
  };
  if (then === "explain cell") return { state: next, effects: [{ kind: "explain cell" }] };
  if (then === "preview" && view.mayBeWritten && view.results !== null) return plan(next);
  if (then === "preview") return settle({ ...next, tab: "check" });
  return settle(next);
}

/** Edits that came while something else was under way are looked at now. */
function settle(state: PaneState): Step {
  return { state, effects: isRepeatedCheckDue(state) ? [{ kind: "settle edits" }] : [] };
}

function edited(state: PaneState): Step {
  const next = { ...state, isOutOfDate: true };
  return { state: next, effects: isRepeatedCheckDue(next) ? [{ kind: "settle edits" }] : [] };
}

function isRepeatedCheckDue(state: PaneState): boolean {
  return (
    state.isOutOfDate &&
    state.view !== null &&
    state.lastCheck <= REPEATED_CHECK_MAXIMUM &&
    (state.work.kind === "resting" || state.work.kind === "written")
  );
}

/**
 * Where the person is after findings have gone: at the same one, else at the first of those behind it that are still
 * there, else at the last before it.
 */
export function keptPlace(
  key: string | null,
  before: readonly Pick<FindingView, "key">[],
  now: readonly Pick<FindingView, "key">[],
): string | null {
  const keys = new Set(now.map((finding) => finding.key));
  if (key === null || keys.has(key)) return key;
  const at = before.findIndex((finding) => finding.key === key);
  const behind = before.slice(at + 1).find((finding) => keys.has(finding.key));
  const ahead = before
    .slice(0, Math.max(0, at))
    .filter((finding) => keys.has(finding.key))
    .at(-1);
  return behind?.key ?? ahead?.key ?? now[0]?.key ?? null;
}

function keptFlag(id: string | null, before: readonly FlagView[], now: readonly FlagView[]): string | null {
  const keyed = (flags: readonly FlagView[]): { readonly key: string }[] => flags.map((flag) => ({ key: flag.id }));
  return keptPlace(id, keyed(before), keyed(now));
}

/** The first of the years in the tables that has any cost: years before it would be columns of nil. */
function firstYearWithCost(view: CaseView): number {
  const section = view.results?.sections.find(({ name }) => name === "bcfCostByYear");
  const total = section?.rows.find((row) => row[0]?.text === "Total");
  const at = section?.yearColumns.findIndex((column) => (total?.[column]?.text ?? "0.00") !== "0.00") ?? -1;
  return Math.max(0, at);
}

/** What stops the results, counted. */
export function stopsOf(view: CaseView): number {
  const questions = view.findings.filter(({ answer, severity }) => answer !== null && severity !== "error").length;
  return view.findingCounts.fatal + view.findingCounts.error + questions;
}

function changeInWords(before: CaseView | null, now: CaseView): string {
  if (now.isEmpty) return "This workbook has no case yet.";
  const stops = stopsOf(now);
  const left =
    stops === 0
      ? "Nothing stops the results."
      : `${stops === 1 ? "1 thing stops" : `${stops} things stop`} the results.`;
  const gone = before === null ? 0 : stopsOf(before) - stops;
  return gone > 0 ? `${gone} ${gone === 1 ? "finding is" : "findings are"} put right. ${left}` : `Checked. ${left}`;
}

// ------------------------------------------------------------------------------------------------- writing

function plan(state: PaneState): Step {
  const run = state.run + 1;
  return { state: { ...state, run, work: { kind: "planning", run }, overlay: null }, effects: [{ kind: "plan", run }] };
}

function planned(state: PaneState, preview: PreviewView | null): Step {
  if (preview === null)
    return settle({
      ...state,
      work: RESTING,
      tab: "check",
      said: "Results cannot be written yet: the Check tab says why.",
    });
  const said =
    preview.changeCount === 0
      ? "Nothing would change."
      : `${preview.changeCount} cells would change. Nothing is written yet.`;
  return stay({ ...state, work: { kind: "preview", preview }, said });
}

function write(state: PaneState, preview: PreviewView): Step {
  const run = state.run + 1;
  const progress = { fraction: 0, words: "Writing the results" };
  return {
    state: { ...state, run, work: { kind: "writing", run, progress, preview, isStopping: false }, said: "Writing." },
    effects: [{ kind: "write", run }],
  };
}

function stop(state: PaneState): Step {
  switch (state.work.kind) {
    case "checking":
    case "planning":
      // The results shown stay, but the worker that could take them apart is gone.
      return {
        state: { ...state, work: RESTING, isOutOfDate: state.view !== null, lastCheck: Infinity, said: "Stopped." },
        effects: [{ kind: "stop check" }],
      };
    case "writing":
      return { state: { ...state, work: { ...state.work, isStopping: true } }, effects: [{ kind: "stop write" }] };
    default:
      return stay(state);
  }
}

// ------------------------------------------------------------------------------------------------- failures

function failed(state: PaneState, failure: HostFailure): Step {
  const doing: Doing = state.work.kind === "checking" ? { kind: "check", then: state.work.then } : { kind: "write" };
  return stay({
    ...state,
    work: { kind: "failed", doing, failure },
    // A failed reading says nothing of the results shown, and a refused write often means that cells have moved.
    isOutOfDate: true,
    said: `${failure.message} ${failure.next}`,
  });
}

function saidOf({ failure }: { readonly failure: HostFailure }): string {
  return `${failure.message} ${failure.next}`;
}

function retry(state: PaneState, doing: Doing): Step {
  switch (doing.kind) {
    case "check":
      return check(state, doing.then, true);
    case "write":
      // The workbook is read again first: what was to be written may no longer be what follows from it.
      return check(state, "preview", true);
    case "open":
      return { state: { ...state, work: RESTING }, effects: [{ kind: "open", asset: doing.asset }] };
    case "show":
      return { state: { ...state, work: RESTING }, effects: [{ kind: "show", place: doing.place }] };
    case "explain cell":
      return { state: { ...state, work: RESTING }, effects: [{ kind: "explain cell" }] };
  }
}

// ------------------------------------------------------------------------------------------------- explaining

function explained(state: PaneState, figure: FigureView | null): Step {
  if (figure === null)
    return stay({ ...state, said: "Check the workbook first: the case is no longer open for questions." });
  const { overlay } = state;
  const trail = overlay === null || overlay.kind === "help" ? [] : overlay.trail;
  const at = trail.findIndex(({ id }) => id === figure.id);
  // A figure that was on the way already is gone back to, so that a circle of links does not grow.
  const next = at < 0 ? [...trail, figure] : trail.slice(0, at + 1);
  return stay({
    ...state,
    overlay: overlay?.kind === "cell" ? { ...overlay, trail: next } : { kind: "how", trail: next },
    said: `${figure.label}: ${figure.shown}`,
  });
}

function oneBack(overlay: Overlay | null): Overlay | null {
  if (overlay === null || overlay.kind === "help") return null;
  const trail = overlay.trail.slice(0, -1);
  if (overlay.kind === "cell") return overlay.trail.length === 0 ? null : { ...overlay, trail };
  return trail.length === 0 ? null : { ...overlay, trail };
}

// ------------------------------------------------------------------------------------------------- flags

/** The flags that a filter lets through. */
export function filteredFlags(flags: readonly FlagView[], filter: FlagFilter): readonly FlagView[] {
  switch (filter) {
    case "all":
      return flags;
    case "error":
      return flags.filter((flag) => flag.severity === "error");
    case "adverse":
      return flags.filter((flag) => flag.sense === "Adverse");
    case "open":
      return flags.filter((flag) => flag.status === "Open" || flag.status === "Returned");
    case "stale":
      return flags.filter((flag) => flag.status === "Stale");
  }
}
