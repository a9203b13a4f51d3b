/** Review: the flags as a list to step through, with the chosen one opened. */
import { Button, makeStyles, mergeClasses, Select, tokens } from "@fluentui/react-components";
import { ChevronDownRegular } from "@fluentui/react-icons/svg/chevron-down";
import { ChevronUpRegular } from "@fluentui/react-icons/svg/chevron-up";
import { useEffect, useRef, type KeyboardEvent, type ReactElement } from "react";
import type { FlagView, ResultsView, Tone } from "../engine/caseView";
import { useLooks } from "../looks";
import { filteredFlags, type FlagFilter } from "../paneState";
import { codeInWords, counted } from "../words";
import { PlaceLink, ToneBadge, type Dispatch } from "./shown";

const useStyles = makeStyles({
  filter: { flexGrow: 1, minWidth: "120px" },
  main: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontWeight: tokens.fontWeightSemibold,
  },
  facts: {
    margin: 0,
    display: "grid",
    gridTemplateColumns: "auto 1fr",
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXXS,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  fact: { margin: 0, overflowWrap: "anywhere" },
});

const FILTERS: readonly (readonly [FlagFilter, string])[] = [
  ["all", "All flags"],
  ["error", "Errors"],
  ["adverse", "Adverse"],
  ["open", "Open or returned"],
  ["stale", "Stale sign-offs"],
];

const TONES: Readonly<Record<FlagView["severity"], Tone>> = { error: "bad", warning: "watch", note: "muted" };
const STATUS_TONES: Readonly<Record<string, Tone>> = {
  Open: "watch",
  Returned: "watch",
  Stale: "bad",
  Accepted: "good",
};

/** Flags drawn around the chosen one. */
const WINDOW = 40;

export function Review({
  results,
  chosen,
  filter,
  dispatch,
}: {
  readonly results: ResultsView;
  readonly chosen: string | null;
  readonly filter: FlagFilter;
  readonly dispatch: Dispatch;
}): ReactElement {
  const looks = useLooks();
  const styles = useStyles();
  const list = useRef<HTMLUListElement>(null);
  const wantsFocus = useRef(false);
  const flags = filteredFlags(results.flags, filter);
  const found = flags.findIndex(({ id }) => id === chosen);
  const at = found < 0 ? 0 : found;
  const from = Math.max(0, Math.min(at - WINDOW / 2, flags.length - WINDOW));
  const shown = flags.slice(from, from + WINDOW);

  const go = (to: number): void => {
    const flag = flags[Math.max(0, Math.min(to, flags.length - 1))];
    if (flag === undefined) return;
    wantsFocus.current = true;
    dispatch({ kind: "flag chosen", id: flag.id });
  };
  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    const current = list.current?.querySelector<HTMLElement>("[data-flag][tabindex='0']");
    current?.focus();
    current?.closest("li")?.scrollIntoView({ block: "nearest" });
  });
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const target = event.target as HTMLElement;
    if (target.tagName === "SELECT" || event.ctrlKey || event.altKey || event.metaKey) return;
    const isArrow = target.dataset["flag"] !== undefined;
    if (event.key === "j" || (isArrow && event.key === "ArrowDown")) go(at + 1);
    else if (event.key === "k" || (isArrow && event.key === "ArrowUp")) go(at - 1);
    else if (isArrow && event.key === "Home") go(0);
    else if (isArrow && event.key === "End") go(flags.length - 1);
    else if (event.key === "Escape" && !isArrow) go(at);
    else return;
    event.preventDefault();
  };

  const open = results.flags.filter((flag) => flag.status === "Open" || flag.status === "Returned").length;
  const signed = results.flags.filter((flag) => flag.status === "Accepted").length;
  return (
    <div className={looks.stack} onKeyDown={onKeyDown}>
      <p className={looks.text}>
        {counted(results.flagCount, "flag", "flags")}: {open.toLocaleString("en-GB")} open,{" "}
        {signed.toLocaleString("en-GB")} accepted, {results.stale.toLocaleString("en-GB")} stale. Reasons and sign-offs
        are typed on the flags sheet; every run keeps them.
      </p>
      <div className={looks.row}>
        <Select
          className={styles.filter}
          size="small"
          aria-label="Which flags"
          value={filter}
          onChange={(_event, { value }) => {
            const found = FILTERS.find(([name]) => name === value);
            if (found !== undefined) dispatch({ kind: "flags filtered", filter: found[0] });
          }}
        >
          {FILTERS.map(([name, words]) => (
            <option key={name} value={name}>
              {words} ({filteredFlags(results.flags, name).length})
            </option>
          ))}
        </Select>
        <span className={mergeClasses(looks.text, looks.number)}>
          {flags.length === 0 ? "0" : at + 1} of {flags.length.toLocaleString("en-GB")}
        </span>
        <Button
          size="small"
          icon={<ChevronUpRegular />}
          aria-label="Previous flag (k)"
          disabledFocusable={at === 0}
          onClick={() => go(at - 1)}
        />
        <Button
          size="small"
          icon={<ChevronDownRegular />}
          aria-label="Next flag (j)"
          disabledFocusable={at >= flags.length - 1}
          onClick={() => go(at + 1)}
        />
      </div>
      {flags.length === 0 ? (
        <p className={looks.text}>
          {results.flags.length === 0
            ? "No flags: nothing was found that anybody need look at."
            : "No flag is of this kind."}
        </p>
      ) : (
        <ul ref={list} className={mergeClasses(looks.list, looks.tight)}>
          {shown.map((flag, index) => (
            <Flag key={flag.id} flag={flag} isCurrent={from + index === at} dispatch={dispatch} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Flag({
  flag,
  isCurrent,
  dispatch,
}: {
  readonly flag: FlagView;
  readonly isCurrent: boolean;
  readonly dispatch: Dispatch;
}): ReactElement {
  const looks = useLooks();
  const styles = useStyles();
  const facts = [
    ["Year", flag.year],
    ["Baseline", flag.baseline],
    ["Current", flag.current],
    ["Variance (\u00a3)", flag.variance],
    ["Sense", flag.sense],
    ["Rule", flag.rule],
    ["Who must agree", flag.whoMustAgree],
    ["Reason", flag.reason],
    ["Owner", flag.owner],
    ["Signed by", flag.signedBy],
  ].filter(([, value]) => value !== "");
  return (
    <li className={mergeClasses(looks.card, isCurrent && looks.chosen)} aria-current={isCurrent ? "true" : undefined}>
      <div className={looks.spread}>
        <button
          type="button"
          data-flag={flag.id}
          tabIndex={isCurrent ? 0 : -1}
          aria-expanded={isCurrent}
          className={mergeClasses(looks.plainButton, styles.main)}
          onClick={() => {
            dispatch({ kind: "flag chosen", id: flag.id });
            if (isCurrent && flag.place !== null) dispatch({ kind: "show asked", place: flag.place });
          }}
        >
          {codeInWords(flag.code)}
          {flag.year !== "" && `, ${flag.year}`}
        </button>
        <span className={looks.row}>
          <ToneBadge tone={TONES[flag.severity]} word={flag.severity} />
          {flag.status !== "" && flag.status !== "Open" && (
            <ToneBadge tone={STATUS_TONES[flag.status] ?? "muted"} word={flag.status} />
          )}
        </span>
      </div>
      <p className={looks.text}>{flag.what}</p>
      {isCurrent && (
        <>
          <dl className={styles.facts}>
            {facts.flatMap(([name, value]) => [
              <dt key={name} className={looks.muted}>
                {name}
              </dt>,
              <dd key={`${name} value`} className={styles.fact}>
                {value}
              </dd>,
            ])}
          </dl>
          <div className={looks.row}>
            {flag.place?.cell != null && (
              <span className={looks.text}>
                Cell <PlaceLink place={flag.place} dispatch={dispatch} />
              </span>
            )}
            {flag.figures.slice(0, 3).map(({ id, label }) => (
              <Button key={id} size="small" onClick={() => dispatch({ kind: "how asked", id })}>
                How? {label}
              </Button>
            ))}
          </div>
        </>
      )}
    </li>
  );
}
