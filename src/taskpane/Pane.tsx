/** The pane: head, tabs, what the state calls for between them, and foot. It shows states and asks; it works nothing out. */
import {
  Button,
  FluentProvider,
  makeStaticStyles,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  mergeClasses,
  Tab,
  TabList,
  tokens,
} from "@fluentui/react-components";
import { useEffect, useRef, useSyncExternalStore, type FocusEvent, type KeyboardEvent, type ReactElement } from "react";
import { useLooks } from "./looks";
import { TABS, type PaneEvent, type PaneState, type TabName } from "./paneState";
import { Check } from "./screens/Check";
import { FirstRun } from "./screens/FirstRun";
import { Fund } from "./screens/Fund";
import { Header } from "./screens/Header";
import { Help } from "./screens/Help";
import { HowView } from "./screens/HowView";
import { Inputs } from "./screens/Inputs";
import { Preview, Written } from "./screens/Preview";
import { Report } from "./screens/Report";
import { Review } from "./screens/Review";
import type { Dispatch } from "./screens/shown";
import { themeOf, useIsDark, type HostTheme } from "./theme";
import { counted } from "./words";
import { stopsOf } from "./paneState";

const useStaticStyles = makeStaticStyles({
  "html, body": { margin: 0, height: "100%" },
  "#pane": { height: "100%" },
});

/** Where head and foot would leave no room between them, at twice the size of letters say: then the whole page scrolls. */
const CRAMPED = "@media (max-height: 320px), (max-width: 240px)";

const useStyles = makeStyles({
  frame: {
    height: "100vh",
    display: "flex",
    flexDirection: "column",
    overflow: "hidden",
    [CRAMPED]: { height: "auto", minHeight: "100vh", overflow: "visible" },
  },
  tabs: {
    flexShrink: 0,
    // At twice the size of letters five tabs need two lines.
    flexWrap: "wrap",
    justifyContent: "space-between",
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    "@media (min-width: 480px)": { justifyContent: "flex-start" },
  },
  tab: { paddingLeft: tokens.spacingHorizontalS, paddingRight: tokens.spacingHorizontalS },
  main: {
    flexGrow: 1,
    minHeight: 0,
    overflowY: "auto",
    [CRAMPED]: { overflowY: "visible" },
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM}`,
    outlineStyle: "none",
    ":focus-visible": {
      outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: `calc(-1 * ${tokens.strokeWidthThick})`,
    },
  },
  footer: {
    flexShrink: 0,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    fontSize: tokens.fontSizeBase100,
    lineHeight: tokens.lineHeightBase100,
    color: tokens.colorNeutralForeground2,
    display: "flex",
    flexWrap: "wrap",
    columnGap: tokens.spacingHorizontalM,
    justifyContent: "space-between",
  },
  unseen: {
    position: "absolute",
    width: "1px",
    height: "1px",
    overflow: "hidden",
    clipPath: "inset(50%)",
    whiteSpace: "nowrap",
  },
});

const TAB_WORDS: Readonly<Record<TabName, string>> = {
  inputs: "Inputs",
  check: "Check",
  fund: "Fund",
  review: "Review",
  report: "Report",
};

/** What the pane is drawn from: the state's place, and what stays the same. */
export type PaneSource = {
  readonly subscribe: (listener: () => void) => () => void;
  readonly state: () => PaneState;
  readonly dispatch: (event: PaneEvent) => void;
  readonly isOneUndo: boolean;
  readonly hostTheme: () => HostTheme | null;
};

/** The pane over its state. */
export function Pane({ source }: { readonly source: PaneSource }): ReactElement {
  useStaticStyles();
  const state = useSyncExternalStore(source.subscribe, source.state, source.state);
  const isDark = useIsDark(source.hostTheme);
  return (
    <FluentProvider theme={themeOf(isDark)} applyStylesToPortals>
      <PaneFrame state={state} dispatch={source.dispatch} isOneUndo={source.isOneUndo} />
    </FluentProvider>
  );
}

/** The pane in one of its states. */
export function PaneFrame({
  state,
  dispatch,
  isOneUndo,
}: {
  readonly state: PaneState;
  readonly dispatch: Dispatch;
  readonly isOneUndo: boolean;
}): ReactElement {
  const styles = useStyles();
  const { main, onFocus, onScroll } = useFocusKept(state);
  const { overlay, view, work, tab } = state;
  const hasTabs = view !== null && !view.isEmpty;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && !event.defaultPrevented && overlay !== null) dispatch({ kind: "overlay closed" });
  };
  return (
    <div className={styles.frame} onKeyDown={onKeyDown} onFocus={onFocus}>
      <Header state={state} dispatch={dispatch} />
      {hasTabs && (
        <TabList
          size="small"
          className={styles.tabs}
          selectedValue={tab}
          onTabSelect={(_event, { value }) => {
            const chosen = TABS.find((name) => name === value);
            if (chosen !== undefined) dispatch({ kind: "tab chosen", tab: chosen });
          }}
        >
          {TABS.map((name) => (
            <Tab key={name} value={name} id={`tab-${name}`} aria-controls="screen" className={styles.tab}>
              {TAB_WORDS[name]}
            </Tab>
          ))}
        </TabList>
      )}
      {/* It takes the focus so that a screen of text alone can be scrolled by keys, and Tab goes on from it. */}
      <main ref={main} className={styles.main} tabIndex={0} onScroll={onScroll}>
        <div
          id="screen"
          hidden={overlay !== null}
          {...(hasTabs ? { role: "tabpanel", "aria-labelledby": `tab-${tab}` } : {})}
        >
          <Screen state={state} dispatch={dispatch} isOneUndo={isOneUndo} />
        </div>
        {overlay !== null &&
          (overlay.kind === "help" ? (
            <Help modelVersion={view?.modelVersion ?? ""} dispatch={dispatch} />
          ) : (
            <HowView overlay={overlay} dispatch={dispatch} />
          ))}
      </main>
      <footer className={styles.footer}>
        <span>No workbook data leaves this computer.</span>
        {view !== null && view.modelVersion !== "" && <span>Model {view.modelVersion}</span>}
        {work.kind === "written" && work.receipt.sheets.length > 0 && isOneUndo && (
          <span>To take it back: Ctrl+Z in the sheet.</span>
        )}
      </footer>
      <div role="status" aria-live="polite" className={styles.unseen}>
        {state.said}
      </div>
    </div>
  );
}

/** What stands between the tabs and the foot. */
function Screen({
  state,
  dispatch,
  isOneUndo,
}: {
  readonly state: PaneState;
  readonly dispatch: Dispatch;
  readonly isOneUndo: boolean;
}): ReactElement {
  const looks = useLooks();
  const { work, view } = state;
  if (work.kind === "preview")
    return <Preview preview={work.preview} isOutOfDate={state.isOutOfDate} isOneUndo={isOneUndo} dispatch={dispatch} />;
  if (work.kind === "writing")
    return <p className={looks.text}>Writing. The sheets are read back before this is said to be done.</p>;
  if (work.kind === "written") return <Written receipt={work.receipt} isOneUndo={isOneUndo} dispatch={dispatch} />;
  return (
    <div className={looks.stack}>
      {work.kind === "failed" && (
        <MessageBar intent={work.failure.isWorkbookChanged ? "error" : "warning"} layout="multiline">
          <MessageBarBody>
            {work.failure.message} {work.failure.next}
          </MessageBarBody>
          <MessageBarActions>
            <Button size="small" onClick={() => dispatch({ kind: "retry asked" })}>
              Try again
            </Button>
            <Button size="small" appearance="transparent" onClick={() => dispatch({ kind: "left" })}>
              Dismiss
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
      {view === null ? (
        work.kind === "resting" && (
          <p className={looks.text}>Nothing has been read yet. Choose Check to read this workbook.</p>
        )
      ) : view.isEmpty ? (
        <FirstRun view={view} choices={state.choices} dispatch={dispatch} />
      ) : (
        <TabScreen state={state} view={view} dispatch={dispatch} />
      )}
    </div>
  );
}

function TabScreen({
  state,
  view,
  dispatch,
}: {
  readonly state: PaneState;
  readonly view: NonNullable<PaneState["view"]>;
  readonly dispatch: Dispatch;
}): ReactElement {
  const looks = useLooks();
  const { results } = view;
  switch (state.tab) {
    case "inputs":
      return <Inputs view={view} choices={state.choices} dispatch={dispatch} />;
    case "check":
      return <Check view={view} chosen={state.finding} choices={state.choices} dispatch={dispatch} />;
    default:
      if (results === null)
        return (
          <div className={looks.stack}>
            <p className={looks.text}>
              The case is not worked out yet: {counted(stopsOf(view), "thing stops", "things stop")} it. No figure is
              ever made from a doubt.
            </p>
            <div className={mergeClasses(looks.row)}>
              <Button onClick={() => dispatch({ kind: "tab chosen", tab: "check" })}>See what stops it</Button>
            </div>
          </div>
        );
  }
  switch (state.tab) {
    case "fund":
      return <Fund results={results} firstYear={state.firstYear} dispatch={dispatch} />;
    case "review":
      return <Review results={results} chosen={state.flag} filter={state.flagFilter} dispatch={dispatch} />;
    case "report":
      return <Report results={results} dispatch={dispatch} />;
  }
}

/** What keeps the focus where a person expects it: for the frame, and for the part of it that scrolls. */
type FocusKept = {
  readonly main: React.RefObject<HTMLElement | null>;
  readonly onFocus: (event: FocusEvent) => void;
  readonly onScroll: () => void;
};

/**
 * Moves the focus to a screen that came by itself, and gives it back to where it was when what lay over the tabs is closed.
 * A person who works in the sheet keeps the focus there.
 */
function useFocusKept({ overlay, work }: PaneState): FocusKept {
  const main = useRef<HTMLElement>(null);
  // Kept up while nothing lies over the tabs: what is hidden then has already lost its focus and its place.
  const opener = useRef<HTMLElement | null>(null);
  const scrolled = useRef(0);
  const wasOverlaid = useRef(false);
  const isOverlaid = overlay !== null;
  const depth = overlay === null || overlay.kind === "help" ? 0 : overlay.trail.length;
  useEffect(() => {
    const element = main.current;
    if (element === null) return;
    if (isOverlaid) {
      wasOverlaid.current = true;
      element.scrollTop = 0;
      if (document.hasFocus()) element.focus();
    } else if (wasOverlaid.current) {
      wasOverlaid.current = false;
      element.scrollTop = scrolled.current;
      if (document.hasFocus() && opener.current?.isConnected === true) opener.current.focus({ preventScroll: true });
    }
  }, [isOverlaid, depth]);
  const screen = work.kind === "preview" || work.kind === "written" ? work.kind : null;
  const screenBefore = useRef(screen);
  useEffect(() => {
    if (screen === screenBefore.current || main.current === null) return;
    screenBefore.current = screen;
    main.current.scrollTop = 0;
    // The button that led here has gone with its screen: without a place in the pane the next Tab would leave it.
    if (document.hasFocus() && document.activeElement === document.body) main.current.focus();
  }, [screen]);
  return {
    main,
    onFocus: ({ target }) => {
      if (!isOverlaid && target instanceof HTMLElement && target !== main.current) opener.current = target;
    },
    onScroll: () => {
      if (!isOverlaid) scrolled.current = main.current?.scrollTop ?? 0;
    },
  };
}
