/** A section of the results that is too wide for the pane: each row as a short list of names and values. */
import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useState, type ReactElement } from "react";
import type { ShownSection } from "../engine/caseView";
import { useLooks } from "../looks";
import { counted } from "../words";
import { ShownValue, ToneBadge, type Dispatch } from "./shown";

const useStyles = makeStyles({
  values: { margin: 0, display: "grid", gridTemplateColumns: "1fr auto", columnGap: tokens.spacingHorizontalM },
  name: { fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  value: { margin: 0, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, textAlign: "right" },
  words: {
    margin: 0,
    gridColumnStart: 1,
    gridColumnEnd: 3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    overflowWrap: "anywhere",
  },
});

const ROWS_AT_FIRST = 20;
/** Longer words go under their name instead of beside it. */
const BESIDE_MAXIMUM = 18;

export function Records({
  section,
  dispatch,
}: {
  readonly section: ShownSection;
  readonly dispatch: Dispatch;
}): ReactElement {
  const looks = useLooks();
  const styles = useStyles();
  const [shownRows, setShownRows] = useState(ROWS_AT_FIRST);
  const rows = section.rows.slice(0, shownRows);
  const left = section.rows.length - rows.length;
  // Words up to the first number name the row.
  const firstNumber = section.headings.findIndex((_, column) => section.rows.some((row) => row[column]?.isNumber));
  const naming = firstNumber < 1 ? 1 : firstNumber;
  return (
    <div className={looks.tight}>
      {section.note !== null && <p className={mergeClasses(looks.text, looks.muted)}>{section.note}</p>}
      <ul className={mergeClasses(looks.list, looks.tight)}>
        {rows.map((row, index) => {
          const name = row
            .slice(0, naming)
            .map(({ text }) => text)
            .filter((text) => text !== "")
            .join(", ");
          return (
            <li key={index} className={looks.card}>
              <h3 className={looks.h3}>{name}</h3>
              <dl className={styles.values}>
                {row.flatMap((cell, column) => {
                  const heading = section.headings[column] ?? "";
                  if (column < naming || cell.text === "") return [];
                  const value =
                    cell.tone !== null && cell.figure === null ? (
                      <ToneBadge tone={cell.tone} word={cell.text} />
                    ) : (
                      <ShownValue cell={cell} about={`${name}, ${heading}`} dispatch={dispatch} />
                    );
                  return cell.text.length > BESIDE_MAXIMUM
                    ? [
                        <dt key={heading} className={mergeClasses(styles.words, looks.muted)}>
                          {heading}
                        </dt>,
                        <dd key={`${heading} value`} className={styles.words}>
                          {value}
                        </dd>,
                      ]
                    : [
                        <dt key={heading} className={mergeClasses(styles.name, looks.muted)}>
                          {heading}
                        </dt>,
                        <dd
                          key={`${heading} value`}
                          className={mergeClasses(styles.value, cell.isNumber && looks.number)}
                        >
                          {value}
                        </dd>,
                      ];
                })}
              </dl>
            </li>
          );
        })}
      </ul>
      {left > 0 && (
        <Button size="small" onClick={() => setShownRows(shownRows + ROWS_AT_FIRST * 5)}>
          Show {counted(Math.min(left, ROWS_AT_FIRST * 5), "more row", "more rows")} of {left.toLocaleString("en-GB")}
        </Button>
      )}
    </div>
  );
}
