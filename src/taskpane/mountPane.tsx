/** Puts the pane on the page: its state, its worker, and what it does first. */
import { createRoot } from "react-dom/client";
import { ASKED } from "./asked";
import { WorkerDesk } from "./engine/workerDesk";
import { Pane } from "./Pane";
import type { PaneHost } from "./paneHost";
import { PaneStore } from "./paneStore";
import type { HostTheme } from "./theme";

/** Draws the pane into an element and lets it begin. `asked` is the word of the ribbon button that opened it. */
export function mountPane(
  element: HTMLElement,
  host: PaneHost,
  hostTheme: () => HostTheme | null,
  asked: string | null,
): void {
  const desk = new WorkerDesk(
    () => new Worker(/* webpackChunkName: "worker" */ new URL("./engine/caseWorker.ts", import.meta.url)),
  );
  const store = new PaneStore({
    host,
    desk,
    copy: copyText,
    now: () => performance.now(),
    later: (work, milliseconds) => {
      const timer = setTimeout(work, milliseconds);
      return () => clearTimeout(timer);
    },
  });
  createRoot(element).render(
    <Pane
      source={{
        subscribe: store.subscribe,
        state: store.state,
        dispatch: store.dispatch,
        isOneUndo: host.isOneUndo,
        hostTheme,
      }}
    />,
  );
  if (asked === "example" && !isReloaded()) store.dispatch({ kind: "open asked", asset: "example" });
  store.dispatch({ kind: "check asked", then: ASKED.get(asked ?? "") ?? "list" });
  void host.watchEdits(() => store.dispatch({ kind: "edited" }));
}

/** Whether the page was loaded again rather than asked for: the button that opened it was then not chosen again. */
function isReloaded(): boolean {
  const [navigation] = performance.getEntriesByType("navigation");
  return navigation instanceof PerformanceNavigationTiming && navigation.type === "reload";
}

/** Puts text on the clipboard; in a frame that may not, by the older way of a selected field. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.setAttribute("aria-hidden", "true");
  document.body.append(field);
  field.select();
  try {
    // Deprecated, and the only way left where a frame has no permission for the clipboard.
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    field.remove();
    if (before instanceof HTMLElement) before.focus();
  }
}
