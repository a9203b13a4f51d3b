/** The states of the pane, one event at a time. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { primaryAction } from "../../src/taskpane/screens/Header";
import type { CaseView, FindingView, PreviewView } from "../../src/taskpane/engine/caseView";
import {
  isBusy,
  keptPlace,
  REPEATED_CHECK_MAXIMUM,
  START,
  step,
  type PaneEvent,
  type PaneState,
} from "../../src/taskpane/paneState";
import { law } from "../model/law";

const finding = (key: string, severity: FindingView["severity"] = "error"): FindingView => ({
  key,
  code: "C02_NOT_A_NUMBER",
  severity,
  place: { sheet: "Costs", cell: "H5" },
  message: "Not a number.",
  next: "Type one.",
  alsoAt: null,
  answer: null,
  setsAside: null,
});

function view(findings: readonly FindingView[] = [], parts: Partial<CaseView> = {}): CaseView {
  const count = (severity: FindingView["severity"]): number =>
    findings.filter((each) => each.severity === severity).length;
  const errors = count("error") + count("fatal");
  return {
    reference: "PCD 484",
    title: "A case",
    option: null,
    modelVersion: "1",
    fingerprint: errors === 0 ? "0123456789abcdef" : null,
    sheets: [],
    sheetNames: ["Staffing", "Costs"],
    isEmpty: false,
    absent: [],
    choicesMade: [],
    findings,
    findingCounts: { fatal: count("fatal"), error: count("error"), warning: count("warning"), note: count("note") },
    questions: 0,
    mayBeWritten: errors === 0,
    results:
      errors > 0
        ? null
        : { status: "Ready", reasons: [], sections: [], sources: [], flags: [], flagCount: 0, gaps: 0, stale: 0 },
    ...parts,
  };
}

const preview: PreviewView = { sheets: [], changeCount: 3, changes: [] };
const failure = {
  code: "W02_CELL_EDIT",
  severity: "error",
  message: "Typing.",
  next: "Press Enter.",
  isWorkbookChanged: false,
} as const;

/** The state after events, and the effects of the last of them. */
function after(events: readonly PaneEvent[], from: PaneState = START) {
  return events.reduce(({ state }, event) => step(state, event), { state: from, effects: [] } as ReturnType<
    typeof step
  >);
}

const checkedEvents = (seen: CaseView, took = 100): readonly PaneEvent[] => [
  { kind: "check asked", then: "list" },
  { kind: "checked", run: 1, view: seen, took },
];

describe("a check", () => {
  it("asks for the reading, shows how far it is, and ends in what was found", () => {
    const begun = after([{ kind: "check asked", then: "list" }]);
    expect(begun.effects).toEqual([{ kind: "check", run: 1, choices: {} }]);
    const progress = { fraction: 0.5, words: "Reading the rows" };
    const half = step(begun.state, { kind: "progress", run: 1, progress });
    expect(half.state.work).toMatchObject({ kind: "checking", progress });
    expect(half.state.said).toBe("Reading the rows");
    const done = step(half.state, { kind: "checked", run: 1, view: view([finding("a")]), took: 9 });
    expect(done.state.work).toEqual({ kind: "resting" });
    expect(done.state.said).toBe("Checked. 1 thing stops the results.");
  });

  it("leaves what was shown on the screen until the next is complete", () => {
    const first = view([finding("a")]);
    const { state } = after([...checkedEvents(first), { kind: "check asked", then: "list" }]);
    expect(state.work.kind).toBe("checking");
    expect(state.view).toBe(first);
  });

  it("is not begun twice, and does not hear the answer of another run", () => {
    const begun = after([
      { kind: "check asked", then: "list" },
      { kind: "check asked", then: "list" },
    ]);
    expect(begun.effects).toEqual([]);
    const late = step(begun.state, { kind: "checked", run: 0, view: view(), took: 1 });
    expect(late.state.view).toBeNull();
  });

  it("can be stopped, after which its answer is late and the results shown count as out of date", () => {
    const begun = after([...checkedEvents(view()), { kind: "check asked", then: "list" }]);
    const stopped = step(begun.state, { kind: "stop asked" });
    expect(stopped.effects).toEqual([{ kind: "stop check" }]);
    expect(stopped.state).toMatchObject({ work: { kind: "resting" }, isOutOfDate: true });
    expect(step(stopped.state, { kind: "checked", run: 2, view: view([finding("a")]), took: 1 }).state).toBe(
      stopped.state,
    );
  });

  it("that fails says so, keeps what was shown, and begins again when it is asked to", () => {
    const failed = after([
      ...checkedEvents(view()),
      { kind: "check asked", then: "preview" },
      { kind: "failed", run: 2, failure },
    ]);
    expect(failed.state.work).toMatchObject({ kind: "failed", failure });
    expect(failed.state.view).not.toBeNull();
    expect(failed.state.said).toBe("Typing. Press Enter.");
    const again = step(failed.state, { kind: "retry asked" });
    expect(again.state.work).toMatchObject({ kind: "checking", then: "preview" });
  });

  it("goes on to the preview it was asked for, or to the findings that stand in its way", () => {
    const asked: PaneEvent = { kind: "check asked", then: "preview" };
    const good = after([asked, { kind: "checked", run: 1, view: view(), took: 1 }]);
    expect(good.effects).toEqual([{ kind: "plan", run: 2 }]);
    const bad = after([asked, { kind: "checked", run: 1, view: view([finding("a")]), took: 1 }], {
      ...START,
      tab: "fund",
    });
    expect(bad.effects).toEqual([]);
    expect(bad.state.tab).toBe("check");
  });
});

describe("edits", () => {
  const resting = after(checkedEvents(view([finding("a"), finding("b")]))).state;

  it("mark the results, and are looked at once the workbook is left alone", () => {
    const edited = step(resting, { kind: "edited" });
    expect(edited.state.isOutOfDate).toBe(true);
    expect(edited.effects).toEqual([{ kind: "settle edits" }]);
    const rechecked = step(edited.state, { kind: "edits settled" });
    expect(rechecked.effects).toMatchObject([{ kind: "check" }]);
    expect(rechecked.state.isOutOfDate).toBe(false);
  });

  it("during a check are looked at after it", () => {
    const checking = after([{ kind: "check asked", then: "list" }, { kind: "edited" }], resting);
    expect(checking.effects).toEqual([]);
    const done = step(checking.state, { kind: "checked", run: 2, view: view([finding("b")]), took: 1 });
    expect(done.state.isOutOfDate).toBe(true);
    expect(done.effects).toEqual([{ kind: "settle edits" }]);
  });

  it("do not repeat a check that takes long, or one that the person stopped", () => {
    const slow = after(checkedEvents(view(), REPEATED_CHECK_MAXIMUM + 1)).state;
    expect(step(slow, { kind: "edited" }).effects).toEqual([]);
    expect(step(after(checkedEvents(view(), REPEATED_CHECK_MAXIMUM)).state, { kind: "edited" }).effects).toHaveLength(
      1,
    );
    const stopped = after([{ kind: "check asked", then: "list" }, { kind: "stop asked" }, { kind: "edited" }], resting);
    expect(stopped.effects).toEqual([]);
  });

  it("keep a preview from being written", () => {
    const shown = after(
      [{ kind: "preview asked" }, { kind: "planned", run: 2, preview }, { kind: "edited" }],
      after(checkedEvents(view())).state,
    );
    expect(shown.state.work.kind).toBe("preview");
    expect(step(shown.state, { kind: "write asked" }).effects).toEqual([]);
    expect(primaryAction(shown.state)?.words).toBe("Check");
  });
});

describe("the place in the list", () => {
  const keys = (text: string): { key: string }[] => [...text].map((key) => ({ key }));
  it.each([
    ["stays at the finding that is still there", "b", "abc", "abc", "b"],
    ["goes to the next when it is put right", "b", "abc", "ac", "c"],
    ["goes to the one before when it was the last", "c", "abc", "ab", "b"],
    ["passes over others that went with it", "b", "abcd", "ad", "d"],
    ["goes to the first when nothing is left of what was there", "b", "abc", "xy", "x"],
    ["is nowhere when nothing is left", "b", "abc", "", null],
    ["is nowhere while none was chosen", null, "abc", "ab", null],
  ])("%s", (_words, chosen, before, now, expected) => {
    expect(keptPlace(chosen, keys(before), keys(now))).toBe(expected);
  });

  const list = fc.uniqueArray(fc.constantFrom(..."abcdefgh"), { maxLength: 8 });
  law(
    "is always one that is there, and the same whenever that is still there",
    fc.tuple(list, list, fc.nat(7)),
    ([before, now, at]) => {
      const chosen = before[at] ?? null;
      const kept = keptPlace(chosen, keys(before.join("")), keys(now.join("")));
      if (chosen === null || now.length === 0) expect(kept).toBeNull();
      else if (now.includes(chosen)) expect(kept).toBe(chosen);
      else expect(now).toContain(kept);
    },
  );

  it("is said when findings are put right", () => {
    const { state } = after([
      ...checkedEvents(view([finding("a"), finding("b")])),
      { kind: "finding chosen", key: "a" },
      { kind: "check asked", then: "list" },
      { kind: "checked", run: 2, view: view([finding("b")]), took: 1 },
    ]);
    expect(state.finding).toBe("b");
    expect(state.said).toBe("1 finding is put right. 1 thing stops the results.");
  });
});

describe("writing", () => {
  const shown = after([
    ...checkedEvents(view()),
    { kind: "preview asked" },
    { kind: "planned", run: 2, preview },
  ]).state;

  it("needs a preview first, and then one yes", () => {
    expect(after([...checkedEvents(view()), { kind: "write asked" }]).effects).toEqual([]);
    const writing = step(shown, { kind: "write asked" });
    expect(writing.effects).toEqual([{ kind: "write", run: 3 }]);
    const written = step(writing.state, { kind: "written", run: 3, receipt: { sheets: ["Model results"], cells: 3 } });
    expect(written.state.work).toMatchObject({ kind: "written", receipt: { cells: 3 } });
    expect(primaryAction(written.state)?.words).toBe("Check");
  });

  it("is followed by a reading before anything else is planned", () => {
    const written = after(
      [{ kind: "write asked" }, { kind: "written", run: 3, receipt: { sheets: ["Model results"], cells: 3 } }],
      shown,
    ).state;
    expect(step(written, { kind: "tab chosen", tab: "review" }).effects).toMatchObject([{ kind: "check" }]);
    expect(step(written, { kind: "preview asked" }).effects).toMatchObject([{ kind: "check" }]);
  });

  it("that is refused is tried again by reading anew, never by writing the same", () => {
    const refused = after([{ kind: "write asked" }, { kind: "failed", run: 3, failure }], shown);
    expect(refused.state).toMatchObject({ work: { kind: "failed", doing: { kind: "write" } }, isOutOfDate: true });
    expect(step(refused.state, { kind: "retry asked" }).effects).toMatchObject([{ kind: "check" }]);
  });

  it("is asked to stop, and goes on until it says that it has", () => {
    const stopping = after([{ kind: "write asked" }, { kind: "stop asked" }], shown);
    expect(stopping.effects).toEqual([{ kind: "stop write" }]);
    expect(stopping.state.work).toMatchObject({ kind: "writing", isStopping: true });
    expect(step(stopping.state, { kind: "stopped", run: 3 }).state.said).toBe("Stopped. Nothing was written.");
  });

  it("is not offered where nothing would change, and not possible while anything stops the results", () => {
    const nothing = step(shown, { kind: "left" }).state;
    const none = after(
      [{ kind: "preview asked" }, { kind: "planned", run: 3, preview: { ...preview, changeCount: 0 } }],
      nothing,
    );
    expect(primaryAction(none.state)).toMatchObject({ words: "Write", isOff: true });
    const held = after([
      ...checkedEvents(view([finding("a")])),
      { kind: "preview asked" },
      { kind: "planned", run: 2, preview: null },
    ]);
    expect(held.state).toMatchObject({ work: { kind: "resting" }, tab: "check" });
    expect(primaryAction(held.state)?.words).toBe("Check");
  });
});

describe("how a figure is made", () => {
  const figure = (id: string) => ({
    id,
    label: id,
    shown: "1",
    rule: "",
    source: "",
    isConfirmed: true,
    words: "",
    flags: [],
    parts: [],
    partsLeftOut: 0,
  });
  const trail = (state: PaneState): readonly string[] =>
    state.overlay === null || state.overlay.kind === "help" ? [] : state.overlay.trail.map(({ id }) => id);

  it("is followed from part to part and back, without going in circles", () => {
    const down = after(["a", "b", "c"].map((id) => ({ kind: "explained", figure: figure(id) }) as const));
    expect(trail(down.state)).toEqual(["a", "b", "c"]);
    expect(trail(step(down.state, { kind: "explained", figure: figure("a") }).state)).toEqual(["a"]);
    const back = step(down.state, { kind: "back asked" }).state;
    expect(trail(back)).toEqual(["a", "b"]);
    expect(step(step(back, { kind: "back asked" }).state, { kind: "back asked" }).state.overlay).toBeNull();
  });

  it("says to check first where the case is gone", () => {
    expect(step(START, { kind: "explained", figure: null }).state.said).toContain("Check the workbook first");
  });
});

describe("whatever happens", () => {
  const run = fc.nat(4);
  const event: fc.Arbitrary<PaneEvent> = fc.oneof(
    fc.record({ kind: fc.constant("check asked" as const), then: fc.constantFrom("list", "preview", "explain cell") }),
    fc.record({
      kind: fc.constant("checked" as const),
      run,
      view: fc.constantFrom(view(), view([finding("a")]), view([], { isEmpty: true })),
      took: fc.constantFrom(1, 9_999),
    }),
    fc.record({ kind: fc.constant("planned" as const), run, preview: fc.constantFrom(preview, null) }),
    fc.record({ kind: fc.constant("written" as const), run, receipt: fc.constant({ sheets: ["x"], cells: 1 }) }),
    fc.record({ kind: fc.constant("failed" as const), run, failure: fc.constant(failure) }),
    fc.record({ kind: fc.constant("stopped" as const), run }),
    fc.constantFrom(
      ...(
        [
          "preview asked",
          "write asked",
          "stop asked",
          "left",
          "retry asked",
          "edited",
          "edits settled",
          "cell asked",
        ] as const
      ).map((kind) => ({ kind })),
    ),
  );

  law(
    "nothing is written without a preview of an up-to-date case before it, and one piece of work runs at a time",
    fc.array(event, { maxLength: 40 }),
    (events) => {
      let state = START;
      for (const each of events) {
        const next = step(state, each);
        const begun = next.effects.filter(({ kind }) => kind === "check" || kind === "plan" || kind === "write");
        if (begun.some(({ kind }) => kind === "write"))
          expect(state).toMatchObject({ work: { kind: "preview" }, isOutOfDate: false });
        expect(begun.length).toBeLessThanOrEqual(1);
        if (begun.length === 1) {
          // Only the end of a check leads on to other work; anything else waits until the pane rests.
          if (each.kind !== "checked") expect(isBusy(state)).toBe(false);
          expect(isBusy(next.state)).toBe(true);
        }
        state = next.state;
      }
    },
  );
});
