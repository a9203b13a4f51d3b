/** Report: the decision card in reading order, then the other tables of the results; figures open how they are made. */
import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ChevronDownRegular } from "@fluentui/react-icons/svg/chevron-down";
import { ChevronRightRegular } from "@fluentui/react-icons/svg/chevron-right";
import { CopyRegular } from "@fluentui/react-icons/svg/copy";
import { useId, useState, type ReactElement } from "react";
import type { ResultsView, ShownSection } from "../engine/caseView";
import { useLooks } from "../looks";
import { FUND_SECTIONS } from "./Fund";
import { Records } from "./Records";
import { ShownValue, ToneBadge, type Dispatch } from "./shown";

const useStyles = makeStyles({
  card: { margin: 0, display: "flex", flexDirection: "column" },
  item: {
    display: "flex",
    flexWrap: "wrap",
    justifyContent: "space-between",
    alignItems: "baseline",
    columnGap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} 0`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  name: {
    flexGrow: 1,
    flexBasis: "50%",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    overflowWrap: "anywhere",
  },
  note: {
    margin: 0,
    flexBasis: "100%",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    overflowWrap: "anywhere",
  },
  value: {
    margin: 0,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontWeight: tokens.fontWeightSemibold,
    textAlign: "right",
  },
  opener: {
    justifyContent: "flex-start",
    paddingLeft: 0,
    textAlign: "left",
    minWidth: 0,
    fontWeight: tokens.fontWeightSemibold,
  },
});

const CARD = "bcfDecisionCard";

/** A section as lines of text, its columns apart by tabs: for a paper, a message or another sheet. */
export function sectionAsText(section: ShownSection): string {
  return [
    section.title,
    ...(section.note === null ? [] : [section.note]),
    section.headings.join("\t"),
    ...section.rows.map((row) => row.map(({ text }) => text.replace(/[\t\r\n]+/g, " ")).join("\t")),
  ].join("\n");
}

export function Report({
  results,
  dispatch,
}: {
  readonly results: ResultsView;
  readonly dispatch: Dispatch;
}): ReactElement {
  const looks = useLooks();
  const styles = useStyles();
  const card = results.sections.find((section) => section.name === CARD);
  const others = results.sections.filter((section) => section.name !== CARD && !FUND_SECTIONS.includes(section.name));
  return (
    <div className={looks.stack}>
      {card !== undefined && (
        <section className={looks.tight} aria-label={card.title}>
          <div className={looks.head}>
            <h2 className={looks.h2}>{card.title}</h2>
            <Button
              size="small"
              icon={<CopyRegular />}
              onClick={() => dispatch({ kind: "copy asked", text: sectionAsText(card) })}
            >
              Copy
            </Button>
          </div>
          <dl className={styles.card}>
            {card.rows.map(([item, value, note], index) => (
              <div key={index} className={styles.item}>
                <dt className={mergeClasses(styles.name, looks.muted)}>{item?.text}</dt>
                {value !== undefined && value.text !== "" && (
                  <dd
                    className={mergeClasses(
                      value.text.length > BESIDE_MAXIMUM ? styles.note : styles.value,
                      value.isNumber && looks.number,
                    )}
                  >
                    {value.tone !== null && value.figure === null ? (
                      <ToneBadge tone={value.tone} word={value.text} />
                    ) : (
                      <ShownValue cell={value} about={item?.text ?? ""} dispatch={dispatch} />
                    )}
                  </dd>
                )}
                {note !== undefined && note.text !== "" && <dd className={styles.note}>{note.text}</dd>}
              </div>
            ))}
          </dl>
        </section>
      )}
      {others.map((section) => (
        <Folded key={section.name} section={section} dispatch={dispatch} />
      ))}
      <p className={mergeClasses(looks.text, looks.muted)}>
        The tables by year are under Fund. The results sheet has all of them, once written.
      </p>
    </div>
  );
}

/** Longer values go under their item instead of beside it. */
const BESIDE_MAXIMUM = 22;

function Folded({ section, dispatch }: { readonly section: ShownSection; readonly dispatch: Dispatch }): ReactElement {
  const looks = useLooks();
  const styles = useStyles();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <section className={looks.tight} aria-label={section.title}>
      <div className={looks.head}>
        <Button
          appearance="transparent"
          size="small"
          className={styles.opener}
          icon={isOpen ? <ChevronDownRegular /> : <ChevronRightRegular />}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          {section.title}
        </Button>
        {isOpen && (
          <Button
            size="small"
            icon={<CopyRegular />}
            aria-label={`Copy: ${section.title}`}
            onClick={() => dispatch({ kind: "copy asked", text: sectionAsText(section) })}
          >
            Copy
          </Button>
        )}
      </div>
      <div id={id} hidden={!isOpen}>
        {isOpen && <Records section={section} dispatch={dispatch} />}
      </div>
    </section>
  );
}
