/** How a figure is made: the rule in words, the numbers in it, and each of its parts with a way to go on. */
import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ArrowLeftRegular } from "@fluentui/react-icons/svg/arrow-left";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import type { ReactElement } from "react";
import type { CellView, FigureView, PartView } from "../engine/caseView";
import { useLooks } from "../looks";
import type { Overlay } from "../paneState";
import { codeInWords, counted, graveness, placeInWords } from "../words";
import { PlaceLink, ToneBadge, type Dispatch } from "./shown";

const useStyles = makeStyles({
  value: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontVariantNumeric: "tabular-nums",
    overflowWrap: "anywhere",
  },
  part: {
    padding: `${tokens.spacingVerticalXS} 0`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  shown: { fontVariantNumeric: "tabular-nums", textAlign: "right", overflowWrap: "break-word", maxWidth: "60%" },
});

export function HowView({
  overlay,
  dispatch,
}: {
  readonly overlay: Exclude<Overlay, { kind: "help" }>;
  readonly dispatch: Dispatch;
}): ReactElement {
  const looks = useLooks();
  const figure = overlay.trail.at(-1);
  const isDeeper = overlay.trail.length > 1 || (overlay.kind === "cell" && overlay.trail.length > 0);
  return (
    <div className={looks.stack}>
      <div className={looks.row}>
        {isDeeper && (
          <Button size="small" icon={<ArrowLeftRegular />} onClick={() => dispatch({ kind: "back asked" })}>
            Back
          </Button>
        )}
        <Button size="small" icon={<DismissRegular />} onClick={() => dispatch({ kind: "overlay closed" })}>
          Close
        </Button>
      </div>
      {figure === undefined ? (
        overlay.kind === "cell" && <Cell cell={overlay.cell} dispatch={dispatch} />
      ) : (
        <Figure figure={figure} dispatch={dispatch} />
      )}
    </div>
  );
}

function Figure({ figure, dispatch }: { readonly figure: FigureView; readonly dispatch: Dispatch }): ReactElement {
  const looks = useLooks();
  const styles = useStyles();
  return (
    <article className={looks.stack} aria-label={figure.label}>
      <div className={looks.tight}>
        <h2 className={looks.h2}>{figure.label}</h2>
        <p className={styles.value}>{figure.shown}</p>
      </div>
      <div className={looks.tight}>
        <h3 className={looks.h3}>{figure.rule}</h3>
        <p className={looks.text}>{figure.words}</p>
        <p className={mergeClasses(looks.text, looks.muted)}>
          {figure.source}
          {figure.isConfirmed ? "" : " (our reading, not yet confirmed)"}
        </p>
      </div>
      {figure.flags.length > 0 && (
        <ul className={mergeClasses(looks.list, looks.tight)}>
          {figure.flags.map((flag) => (
            <li key={`${flag.code} ${flag.message}`} className={looks.card}>
              <div className={looks.spread}>
                <h3 className={looks.h3}>{codeInWords(flag.code)}</h3>
                <ToneBadge
                  tone={flag.severity === "error" ? "bad" : flag.severity === "warning" ? "watch" : "muted"}
                  word={flag.severity}
                />
              </div>
              <p className={looks.text}>{flag.message}</p>
            </li>
          ))}
        </ul>
      )}
      {figure.parts.length > 0 && (
        <section className={looks.tight} aria-label="Made from">
          <h3 className={looks.h3}>Made from</h3>
          <ul className={looks.list}>
            {figure.parts.map((part, index) => (
              <li key={index} className={styles.part}>
                <Part part={part} dispatch={dispatch} />
              </li>
            ))}
          </ul>
          {figure.partsLeftOut > 0 && (
            <p className={mergeClasses(looks.text, looks.muted)}>
              And {counted(figure.partsLeftOut, "part", "parts")} more.
            </p>
          )}
        </section>
      )}
    </article>
  );
}

function Part({ part, dispatch }: { readonly part: PartView; readonly dispatch: Dispatch }): ReactElement {
  const looks = useLooks();
  const styles = useStyles();
  switch (part.kind) {
    case "figure":
      return (
        <div className={mergeClasses(looks.spread, looks.text)}>
          <button
            type="button"
            className={looks.plainButton}
            onClick={() => dispatch({ kind: "how asked", id: part.id })}
          >
            {part.label}
          </button>
          <span className={styles.shown}>{part.shown}</span>
        </div>
      );
    case "input":
      return (
        <div className={mergeClasses(looks.text)}>
          <div className={looks.spread}>
            <span>
              {part.heading}
              {part.label !== part.heading && part.label !== "" && <span className={looks.muted}> {part.label}</span>}
            </span>
            <span className={styles.shown}>{part.shown}</span>
          </div>
          {part.place === null ? (
            <span className={looks.muted}>not on a sheet</span>
          ) : (
            <PlaceLink place={part.place} dispatch={dispatch} />
          )}
        </div>
      );
    case "parameter":
      return (
        <div className={mergeClasses(looks.text)}>
          <div className={looks.spread}>
            <span>{part.label}</span>
            <span className={styles.shown}>{part.shown}</span>
          </div>
          <span className={looks.muted}>The model&apos;s own: {part.source}</span>
        </div>
      );
  }
}

function Cell({ cell, dispatch }: { readonly cell: CellView; readonly dispatch: Dispatch }): ReactElement {
  const looks = useLooks();
  const { figure, feeds, findings, flags } = cell;
  const isNothing = figure === null && feeds.length === 0 && findings.length === 0 && flags.length === 0;
  return (
    <article className={looks.stack} aria-label={placeInWords(cell.place)}>
      <h2 className={looks.h2}>
        <PlaceLink place={cell.place} dispatch={dispatch} />
      </h2>
      {isNothing && (
        <p className={looks.text}>
          No figure is made from this cell, and it shows none. Select an input that was read, or a figure on the results
          sheet, then choose Explain this cell again.
        </p>
      )}
      {figure !== null && <Figure figure={figure} dispatch={dispatch} />}
      {feeds.length > 0 && (
        <section className={looks.tight} aria-label="Goes into">
          <h3 className={looks.h3}>Goes into</h3>
          <ul className={mergeClasses(looks.list, looks.tight)}>
            {feeds.map(({ id, label, shown }) => (
              <li key={id} className={mergeClasses(looks.spread, looks.text)}>
                <button type="button" className={looks.plainButton} onClick={() => dispatch({ kind: "how asked", id })}>
                  {label}
                </button>
                <span className={looks.number}>{shown}</span>
              </li>
            ))}
          </ul>
          {cell.feedsLeftOut > 0 && (
            <p className={mergeClasses(looks.text, looks.muted)}>
              And {counted(cell.feedsLeftOut, "figure", "figures")} more.
            </p>
          )}
        </section>
      )}
      {[...findings, ...flags].length > 0 && (
        <ul className={mergeClasses(looks.list, looks.tight)}>
          {findings.map((finding) => (
            <li key={finding.key} className={looks.card}>
              <h3 className={looks.h3}>
                {graveness(finding.severity, finding.answer !== null)}: {codeInWords(finding.code)}
              </h3>
              <p className={looks.text}>{finding.message}</p>
              <p className={mergeClasses(looks.text, looks.muted)}>{finding.next}</p>
            </li>
          ))}
          {flags.map((flag) => (
            <li key={flag.id} className={looks.card}>
              <h3 className={looks.h3}>
                {flag.severity}: {codeInWords(flag.code)}
              </h3>
              <p className={looks.text}>{flag.what}</p>
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}
