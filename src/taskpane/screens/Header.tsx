/** The head of every screen: which case, where it stands in words, what is open, and the one thing to do next. */
import { Button, makeStyles, mergeClasses, ProgressBar, tokens } from "@fluentui/react-components";
import { ArrowSyncRegular } from "@fluentui/react-icons/svg/arrow-sync";
import { QuestionCircleRegular } from "@fluentui/react-icons/svg/question-circle";
import { LightbulbRegular } from "@fluentui/react-icons/svg/lightbulb";
import type { ReactElement } from "react";
import { useLooks } from "../looks";
import { isBusy, stopsOf, type PaneEvent, type PaneState } from "../paneState";
import { issuesOf, statusOf } from "../words";
import { ToneBadge, type Dispatch } from "./shown";

const useStyles = makeStyles({
  header: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    // The button that Excel lays over the corner of every pane must cover nothing.
    paddingRight: "40px",
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
    display: "-webkit-box",
    WebkitLineClamp: 2,
    WebkitBoxOrient: "vertical",
    overflow: "hidden",
    overflowWrap: "anywhere",
  },
  counts: { display: "flex", flexWrap: "wrap", columnGap: tokens.spacingHorizontalM },
  actions: { display: "flex", flexWrap: "wrap", columnGap: tokens.spacingHorizontalXS, alignItems: "center" },
  primary: { minWidth: "72px" },
});

/** What the primary button says and does; null while work is under way. */
export function primaryAction(
  state: PaneState,
): { readonly words: string; readonly event: PaneEvent; readonly isOff: boolean } | null {
  if (isBusy(state)) return null;
  const { view, work, isOutOfDate } = state;
  const check = { words: "Check", event: { kind: "check asked", then: "list" }, isOff: false } as const;
  if (view === null || view.isEmpty || work.kind === "failed" || work.kind === "written") return check;
  if (isOutOfDate) return check;
  if (work.kind === "preview")
    return { words: "Write", event: { kind: "write asked" }, isOff: work.preview.changeCount === 0 };
  if (stopsOf(view) > 0 || !view.mayBeWritten) return check;
  return { words: "Preview", event: { kind: "preview asked" }, isOff: false };
}

export function Header({ state, dispatch }: { readonly state: PaneState; readonly dispatch: Dispatch }): ReactElement {
  const looks = useLooks();
  const styles = useStyles();
  const { view, work } = state;
  const status = statusOf(view);
  const primary = primaryAction(state);
  const name = view === null ? null : [view.reference, view.title].filter((part) => part !== null).join(": ");
  return (
    <header className={styles.header}>
      <h1 className={styles.title} title={name === null || name === "" ? undefined : name}>
        {name === null || name === "" ? "Business case" : name}
      </h1>
      {view?.option != null && <p className={mergeClasses(looks.text, looks.muted)}>Option: {view.option}</p>}
      <div className={looks.row}>
        <ToneBadge tone={status.tone} word={status.word} />
        {view !== null && !view.isEmpty && (
          <p className={mergeClasses(looks.text, styles.counts)}>
            <Count word="Issues" count={issuesOf(view)} />
            {view.results !== null && <Count word="Gaps" count={view.results.gaps} />}
            {view.results !== null && <Count word="Stale" count={view.results.stale} />}
          </p>
        )}
        {state.isOutOfDate && view !== null && !isBusy(state) && work.kind !== "written" && (
          <span className={mergeClasses(looks.text, looks.watch)}>May be out of date: check again</span>
        )}
      </div>
      <div className={styles.actions}>
        {primary === null ? (
          <Button
            className={styles.primary}
            disabledFocusable={work.kind === "writing" && work.isStopping}
            onClick={() => dispatch({ kind: "stop asked" })}
          >
            {work.kind === "writing" && work.isStopping ? "Stopping" : "Stop"}
          </Button>
        ) : (
          <Button
            appearance="primary"
            className={styles.primary}
            disabledFocusable={primary.isOff}
            onClick={() => dispatch(primary.event)}
          >
            {primary.words}
          </Button>
        )}
        {primary !== null && primary.words !== "Check" && (
          <Button
            appearance="subtle"
            icon={<ArrowSyncRegular />}
            aria-label="Check again"
            title="Check again"
            onClick={() => dispatch({ kind: "check asked", then: "list" })}
          />
        )}
        <Button
          appearance="subtle"
          icon={<LightbulbRegular />}
          aria-label="Explain this cell"
          title="Explain this cell: the one selected in the sheet"
          onClick={() => dispatch({ kind: "cell asked" })}
        />
        <Button
          appearance="subtle"
          icon={<QuestionCircleRegular />}
          aria-label="Help"
          title="Help"
          onClick={() => dispatch({ kind: "help asked" })}
        />
      </div>
      {"progress" in work && (
        <div>
          <ProgressBar value={work.progress.fraction} aria-label={work.progress.words} />
          <p className={mergeClasses(looks.text, looks.muted)}>{work.progress.words}</p>
        </div>
      )}
      {work.kind === "planning" && <ProgressBar aria-label="Working out what would change" />}
    </header>
  );
}

function Count({ word, count }: { readonly word: string; readonly count: number }): ReactElement {
  return (
    <span>
      {word} <strong>{count.toLocaleString("en-GB")}</strong>
    </span>
  );
}
