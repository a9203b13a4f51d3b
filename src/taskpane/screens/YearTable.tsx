/** A table of years, as many beside one another as fit, with steps to the years before and after. */
import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ChevronLeftRegular } from "@fluentui/react-icons/svg/chevron-left";
import { ChevronRightRegular } from "@fluentui/react-icons/svg/chevron-right";
import { useEffect, useRef, useState, type ReactElement } from "react";
import type { ShownSection } from "../engine/caseView";
import { useLooks } from "../looks";
import { ShownValue, ToneBadge, type Dispatch } from "./shown";

const useStyles = makeStyles({
  frame: { overflowX: "auto" },
  table: {
    width: "100%",
    borderCollapse: "collapse",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  heading: {
    textAlign: "right",
    verticalAlign: "bottom",
    fontWeight: tokens.fontWeightSemibold,
    padding: `${tokens.spacingVerticalXS} 0 ${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
    whiteSpace: "nowrap",
  },
  label: {
    textAlign: "left",
    verticalAlign: "top",
    fontWeight: tokens.fontWeightRegular,
    padding: `${tokens.spacingVerticalXS} 0`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: "anywhere",
    minWidth: "72px",
  },
  cell: {
    verticalAlign: "top",
    padding: `${tokens.spacingVerticalXS} 0 ${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  total: { fontWeight: tokens.fontWeightSemibold },
});

/** Room that a label wants, and a digit with its share of the space between columns, in pixels. */
const LABEL_WIDTH = 104;
const DIGIT_WIDTH = 6.4;
const COLUMN_SPACE = 8;

/** How many years fit beside their labels; at least one, and all where there is room. */
export function yearsThatFit(width: number, longest: number, years: number): number {
  const column = longest * DIGIT_WIDTH + COLUMN_SPACE;
  return Math.max(1, Math.min(years, Math.floor((width - LABEL_WIDTH) / column)));
}

/** The narrowest pane, less its margins: what is reckoned with before anything is measured. */
const NARROWEST = 296;

export function YearTable({
  section,
  firstYear,
  dispatch,
}: {
  readonly section: ShownSection;
  readonly firstYear: number;
  readonly dispatch: Dispatch;
}): ReactElement {
  const looks = useLooks();
  const styles = useStyles();
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(NARROWEST);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      // What lies hidden under an explanation has no width, and must look the same when it comes back.
      if (element.clientWidth > 0) setWidth(element.clientWidth);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const { yearColumns, headings, rows } = section;
  const longest = Math.max(
    ...rows.flatMap((row) => yearColumns.map((column) => row[column]?.text.length ?? 0)),
    ...yearColumns.map((column) => headings[column]?.length ?? 0),
  );
  const shownYears = yearsThatFit(width, longest, yearColumns.length);
  const first = Math.min(firstYear, yearColumns.length - shownYears);
  const columns = yearColumns.slice(first, first + shownYears);
  const others = headings.map((_, column) => column).filter((column) => !yearColumns.includes(column));
  const yearAt = (at: number): string => headings[yearColumns[at] ?? -1] ?? "";
  const isMoreBefore = first > 0;
  const isMoreAfter = first + shownYears < yearColumns.length;

  return (
    <section className={looks.tight} aria-label={section.title}>
      <div className={looks.head}>
        <h2 className={looks.h2}>{section.title}</h2>
        {(isMoreBefore || isMoreAfter) && (
          <span className={mergeClasses(looks.number)}>
            <Button
              appearance="subtle"
              size="small"
              icon={<ChevronLeftRegular />}
              aria-label="Earlier years"
              disabledFocusable={!isMoreBefore}
              onClick={() => dispatch({ kind: "years moved", first: first - shownYears })}
            />
            <Button
              appearance="subtle"
              size="small"
              icon={<ChevronRightRegular />}
              aria-label="Later years"
              disabledFocusable={!isMoreAfter}
              onClick={() =>
                dispatch({
                  kind: "years moved",
                  first: Math.min(first + shownYears, yearColumns.length - shownYears),
                })
              }
            />
          </span>
        )}
      </div>
      {section.note !== null && <p className={mergeClasses(looks.text, looks.muted)}>{section.note}</p>}
      <div ref={frame} className={styles.frame}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col" className={mergeClasses(styles.heading, styles.label)}>
                {headings[others[0] ?? 0]}
              </th>
              {columns.map((column) => (
                <th key={column} scope="col" className={styles.heading}>
                  {headings[column]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => {
              const [label, ...notes] = others;
              const name = row[label ?? 0]?.text ?? "";
              const isTotal = /^Total\b|^Gap$/.test(name);
              const after = notes.flatMap((column) => {
                const cell = row[column];
                return cell === undefined || cell.text === "" || cell.isNumber ? [] : [cell];
              });
              return (
                <tr key={index} className={isTotal ? styles.total : undefined}>
                  <th scope="row" className={mergeClasses(styles.label, isTotal && styles.total)}>
                    {name}
                    {after.map((cell, at) =>
                      cell.tone === null ? (
                        <div key={at} className={looks.muted}>
                          {cell.text}
                        </div>
                      ) : (
                        <div key={at}>
                          <ToneBadge tone={cell.tone} word={cell.text} />
                        </div>
                      ),
                    )}
                  </th>
                  {columns.map((column) => {
                    const cell = row[column];
                    return (
                      <td key={column} className={mergeClasses(styles.cell, looks.number)}>
                        {cell !== undefined && (
                          <ShownValue
                            cell={cell}
                            about={[name, ...after.map(({ text }) => text), headings[column]].join(", ")}
                            dispatch={dispatch}
                          />
                        )}
                      </td>
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {columns.length < yearColumns.length && (
        <p className={mergeClasses(looks.text, looks.muted)}>
          {columns.length === 1 ? yearAt(first) : `${yearAt(first)} to ${yearAt(first + shownYears - 1)}`} of{" "}
          {yearAt(0)} to {yearAt(yearColumns.length - 1)}
        </p>
      )}
    </section>
  );
}
