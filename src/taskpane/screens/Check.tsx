/**
 * Check: what was found, by cause, the gravest first. Arrows move from finding to finding, Enter goes to the cell, Esc
 * comes back to the finding from its buttons; a finding that is put right goes, and the person stays where they were.
 */
import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ChevronDownRegular } from "@fluentui/react-icons/svg/chevron-down";
import { ChevronRightRegular } from "@fluentui/react-icons/svg/chevron-right";
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactElement } from "react";
import type { ReadChoices } from "../../workbook";
import type { CaseView, FindingView, Tone } from "../engine/caseView";
import { useLooks } from "../looks";
import { stopsOf } from "../paneState";
import { codeInWords, counted, graveness, placeInWords } from "../words";
import { PlaceLink, ToneBadge, type Dispatch } from "./shown";

const useStyles = makeStyles({
  opener: {
    justifyContent: "flex-start",
    paddingLeft: 0,
    textAlign: "left",
    minWidth: 0,
    fontWeight: tokens.fontWeightSemibold,
  },
  main: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontWeight: tokens.fontWeightSemibold,
  },
  noCell: { color: tokens.colorNeutralForeground1, cursor: "default", ":hover": { textDecorationLine: "none" } },
});

const SHOWN_AT_FIRST = 10;
const SHOWN_MORE = 50;

/** Findings of one cause: one code and one graveness. */
export type Cause = {
  readonly key: string;
  readonly code: string;
  readonly word: string;
  readonly findings: readonly FindingView[];
};

/** Findings by cause, in the order in which their causes are met. */
export function causesOf(findings: readonly FindingView[]): readonly Cause[] {
  const causes = new Map<string, { code: string; word: string; findings: FindingView[] }>();
  for (const finding of findings) {
    const word = graveness(finding.severity, finding.answer !== null);
    const key = `${finding.code} ${word}`;
    const cause = causes.get(key);
    if (cause === undefined) causes.set(key, { code: finding.code, word, findings: [finding] });
    else cause.findings.push(finding);
  }
  return [...causes].map(([key, cause]) => ({ key, ...cause }));
}

const TONES: Readonly<Record<string, Tone>> = { Stops: "bad", Question: "watch", Look: "watch", Note: "muted" };

export function Check({
  view,
  chosen,
  choices,
  dispatch,
}: {
  readonly view: CaseView;
  readonly chosen: string | null;
  readonly choices: ReadChoices;
  readonly dispatch: Dispatch;
}): ReactElement {
  const looks = useLooks();
  const list = useRef<HTMLDivElement>(null);
  const isFocusHere = useRef(false);
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const [limits, setLimits] = useState<ReadonlyMap<string, number>>(new Map());

  const causes = causesOf(view.findings);
  // What is only said stays closed until somebody asks; what stops or wants a look is open.
  const isOpen = (cause: Cause): boolean => (cause.word === "Note") === toggled.has(cause.key);
  const shownOf = (cause: Cause): readonly FindingView[] =>
    isOpen(cause) ? cause.findings.slice(0, limits.get(cause.key) ?? SHOWN_AT_FIRST) : [];
  const shown = causes.flatMap(shownOf);
  const current = shown.some(({ key }) => key === chosen) ? chosen : (shown[0]?.key ?? null);

  useEffect(() => {
    // Only where the finding that had the focus has gone; somebody typing in a cell is not called away from it.
    if (isFocusHere.current && document.hasFocus() && document.activeElement === document.body)
      focusOn(list.current, current);
  });

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const target = event.target as HTMLElement;
    const isMain = target.dataset["finding"] !== undefined;
    if (event.key === "Escape" && !isMain) {
      if (focusOn(list.current, current)) event.preventDefault();
      return;
    }
    if (!isMain) return;
    const at = shown.findIndex(({ key }) => key === target.dataset["finding"]);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1 }[event.key];
    const next = to === undefined ? undefined : shown[to];
    if (next === undefined) return;
    event.preventDefault();
    dispatch({ kind: "finding chosen", key: next.key });
    focusOn(list.current, next.key);
  };

  const stops = stopsOf(view);
  return (
    <div
      ref={list}
      className={looks.stack}
      onKeyDown={onKeyDown}
      onFocus={() => {
        isFocusHere.current = true;
      }}
      onBlur={(event) => {
        if (event.relatedTarget instanceof Node && !event.currentTarget.contains(event.relatedTarget))
          isFocusHere.current = false;
      }}
    >
      <p className={looks.text}>
        <strong className={stops === 0 ? looks.good : looks.bad}>{summary(stops)}</strong> {restInWords(view)}
      </p>
      {stops === 0 && view.mayBeWritten && (
        <p className={mergeClasses(looks.text, looks.muted)}>
          Preview shows every cell that would be written. What the model itself has to say is under Review.
        </p>
      )}
      {causes.map((cause) => (
        <CauseGroup
          key={cause.key}
          cause={cause}
          shown={shownOf(cause)}
          isOpen={isOpen(cause)}
          current={current}
          choices={choices}
          dispatch={dispatch}
          onToggle={() => {
            const next = new Set(toggled);
            if (!next.delete(cause.key)) next.add(cause.key);
            setToggled(next);
          }}
          onMore={() => {
            setLimits(new Map(limits).set(cause.key, (limits.get(cause.key) ?? SHOWN_AT_FIRST) + SHOWN_MORE));
          }}
        />
      ))}
    </div>
  );
}

function summary(stops: number): string {
  return stops === 0 ? "Nothing stops the results." : `${counted(stops, "thing stops", "things stop")} the results.`;
}

/** What is there besides what stops the results. */
function restInWords({ findingCounts: { warning, note } }: CaseView): string {
  if (warning + note === 0) return "There is nothing else to look at.";
  const parts = [
    ...(warning === 0 ? [] : [`${counted(warning, "warning", "warnings")} to look at`]),
    ...(note === 0 ? [] : [counted(note, "note", "notes")]),
  ];
  const words = parts.join(" and ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** Brings the focus to a finding; false when it is not on the screen. */
function focusOn(list: HTMLElement | null, key: string | null): boolean {
  const found = [...(list?.querySelectorAll<HTMLElement>("[data-finding]") ?? [])].find(
    (element) => element.dataset["finding"] === key,
  );
  found?.focus();
  return found !== undefined;
}

function CauseGroup({
  cause,
  shown,
  isOpen,
  current,
  choices,
  dispatch,
  onToggle,
  onMore,
}: {
  readonly cause: Cause;
  readonly shown: readonly FindingView[];
  readonly isOpen: boolean;
  readonly current: string | null;
  readonly choices: ReadChoices;
  readonly dispatch: Dispatch;
  readonly onToggle: () => void;
  readonly onMore: () => void;
}): ReactElement {
  const looks = useLooks();
  const styles = useStyles();
  const id = useId();
  const left = cause.findings.length - shown.length;
  return (
    <section className={looks.tight} aria-label={`${codeInWords(cause.code)}, ${cause.word}`}>
      <div className={looks.head}>
        <Button
          appearance="transparent"
          size="small"
          className={styles.opener}
          icon={isOpen ? <ChevronDownRegular /> : <ChevronRightRegular />}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={onToggle}
        >
          {codeInWords(cause.code)} ({cause.findings.length.toLocaleString("en-GB")})
        </Button>
        <ToneBadge tone={TONES[cause.word] ?? "muted"} word={cause.word} />
      </div>
      <ul id={id} hidden={!isOpen} className={isOpen ? mergeClasses(looks.list, looks.tight) : undefined}>
        {shown.map((finding) => (
          <Finding
            key={finding.key}
            finding={finding}
            isCurrent={finding.key === current}
            choices={choices}
            dispatch={dispatch}
          />
        ))}
      </ul>
      {isOpen && left > 0 && (
        <div>
          <Button size="small" onClick={onMore}>
            Show {Math.min(left, SHOWN_MORE)} more of {left.toLocaleString("en-GB")}
          </Button>
        </div>
      )}
    </section>
  );
}

function Finding({
  finding,
  isCurrent,
  choices,
  dispatch,
}: {
  readonly finding: FindingView;
  readonly isCurrent: boolean;
  readonly choices: ReadChoices;
  readonly dispatch: Dispatch;
}): ReactElement {
  const looks = useLooks();
  const styles = useStyles();
  const { place, answer, setsAside, alsoAt } = finding;
  const tabIndex = isCurrent ? 0 : -1;
  const also = place === null || alsoAt === null ? null : alsoPlace(place.sheet, alsoAt);
  return (
    <li className={mergeClasses(looks.card, isCurrent && looks.chosen)}>
      <button
        type="button"
        data-finding={finding.key}
        tabIndex={tabIndex}
        aria-disabled={place?.cell == null ? true : undefined}
        className={mergeClasses(looks.plainButton, styles.main, place?.cell == null && styles.noCell)}
        title={place?.cell == null ? undefined : `Go to ${placeInWords(place)}`}
        onFocus={() => {
          if (!isCurrent) dispatch({ kind: "finding chosen", key: finding.key });
        }}
        onClick={() => {
          dispatch({ kind: "finding chosen", key: finding.key });
          if (place !== null) dispatch({ kind: "show asked", place });
        }}
      >
        {place === null ? "The whole workbook" : placeInWords(place)}
      </button>
      <p className={looks.text}>{finding.message}</p>
      {finding.next !== "" && finding.next !== "Nothing to do." && (
        <p className={mergeClasses(looks.text, looks.muted)}>{finding.next}</p>
      )}
      {also !== null && (
        <p className={looks.text}>
          See also <PlaceLink place={also} dispatch={dispatch} />
        </p>
      )}
      {(answer !== null || setsAside !== null) && (
        <div className={looks.row}>
          {answer !== null && (
            <Button
              size="small"
              tabIndex={tabIndex}
              onClick={() =>
                dispatch({
                  kind: "choices made",
                  choices: { ...choices, confirm: [...(choices.confirm ?? []), answer] },
                  said: "Confirmed. Checking again.",
                })
              }
            >
              Confirm
            </Button>
          )}
          {setsAside !== null && (
            <Button
              size="small"
              appearance="subtle"
              tabIndex={tabIndex}
              onClick={() =>
                dispatch({
                  kind: "choices made",
                  choices: { ...choices, setAside: [...(choices.setAside ?? []), setsAside] },
                  said: `${setsAside} is left out. Checking again.`,
                })
              }
            >
              Leave row {setsAside.slice(setsAside.lastIndexOf("!") + 1)} out
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

/** The other cell of a finding, which the reader names with or without its sheet; null where it is no single cell. */
function alsoPlace(sheet: string, alsoAt: string): { readonly sheet: string; readonly cell: string } | null {
  return /^[A-Z]{1,3}[1-9]\d{0,6}$/.test(alsoAt) ? { sheet, cell: alsoAt } : null;
}
