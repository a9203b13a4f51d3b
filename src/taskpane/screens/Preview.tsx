/** Preview and write: what would change, before and after; then what was written, and how to take it back. */
import { Button, makeStyles, MessageBar, MessageBarBody, mergeClasses, tokens } from "@fluentui/react-components";
import { useState, type ReactElement } from "react";
import type { Receipt } from "../../workbook";
import type { PreviewView } from "../engine/caseView";
import { useLooks } from "../looks";
import { counted } from "../words";
import { PlaceLink, type Dispatch } from "./shown";

const useStyles = makeStyles({
  table: {
    width: "100%",
    borderCollapse: "collapse",
    tableLayout: "fixed",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  cell: {
    textAlign: "left",
    verticalAlign: "top",
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalXS} ${tokens.spacingVerticalXXS} 0`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: "anywhere",
  },
  address: { width: "14%" },
  caption: {
    textAlign: "left",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontWeight: tokens.fontWeightSemibold,
    paddingBottom: tokens.spacingVerticalXXS,
  },
  number: { textAlign: "right", fontVariantNumeric: "tabular-nums" },
});

const CHANGES_AT_FIRST = 20;
const CHANGES_MORE = 200;

export function Preview({
  preview,
  isOutOfDate,
  isOneUndo,
  dispatch,
}: {
  readonly preview: PreviewView;
  readonly isOutOfDate: boolean;
  readonly isOneUndo: boolean;
  readonly dispatch: Dispatch;
}): ReactElement {
  const looks = useLooks();
  const { changeCount, sheets } = preview;
  return (
    <div className={looks.stack}>
      <h2 className={looks.h2}>
        {changeCount === 0
          ? "Nothing would change"
          : `Writing would change ${counted(changeCount, "cell", "cells")} on ${counted(sheets.filter(changesOn).length, "sheet", "sheets")}`}
      </h2>
      {isOutOfDate && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>Cells have been edited since this was worked out. Check again before writing.</MessageBarBody>
        </MessageBar>
      )}
      <ul className={mergeClasses(looks.list, looks.tight)}>
        {sheets.map((sheet) => (
          <li key={sheet.name} className={looks.card}>
            <h3 className={looks.h3}>
              {sheet.name}
              {sheet.isNew ? " (a new sheet)" : ""}
            </h3>
            <p className={looks.text}>{changesInWords(sheet)}</p>
          </li>
        ))}
      </ul>
      <p className={mergeClasses(looks.text, looks.muted)}>
        Only these sheets of our own are written. Your sheets, with their formulas and locked cells, are left as they
        are.
      </p>
      <Changes preview={preview} />
      <p className={mergeClasses(looks.text, looks.muted)}>{undoInWords(isOneUndo)}</p>
      <div className={looks.row}>
        <Button onClick={() => dispatch({ kind: "left" })}>Back without writing</Button>
      </div>
    </div>
  );
}

function changesOn(sheet: PreviewView["sheets"][number]): boolean {
  return sheet.changed + sheet.filled + sheet.emptied > 0;
}

/** "38 changed, 4 filled". */
export function changesInWords(sheet: PreviewView["sheets"][number]): string {
  const parts = [
    ["changed", sheet.changed],
    ["filled", sheet.filled],
    ["emptied", sheet.emptied],
  ] as const;
  const words = parts.flatMap(([word, count]) => (count === 0 ? [] : [`${count.toLocaleString("en-GB")} ${word}`]));
  return words.length === 0 ? "Nothing changes." : `${words.join(", ")}.`;
}

/** How a write is taken back in this Excel. */
export function undoInWords(isOneUndo: boolean): string {
  return isOneUndo
    ? "One Ctrl+Z in the sheet takes all of it back."
    : "This Excel may not undo it in one step: to go back to what stood there before, close without saving.";
}

function Changes({ preview }: { readonly preview: PreviewView }): ReactElement | null {
  const looks = useLooks();
  const styles = useStyles();
  const [limit, setLimit] = useState(CHANGES_AT_FIRST);
  if (preview.changes.length === 0) return null;
  const shown = preview.changes.slice(0, limit);
  const left = preview.changes.length - shown.length;
  const beyond = preview.changeCount - preview.changes.length;
  return (
    <section className={looks.tight} aria-label="Cells before and after">
      {preview.sheets.map(({ name }) => {
        const rows = shown.filter((change) => change.sheet === name);
        if (rows.length === 0) return null;
        // A sheet that is new, or cells that are: a column of blanks says less than one line.
        const isAllBlank = rows.every((change) => change.now === "");
        return (
          <table key={name} className={styles.table}>
            <caption className={styles.caption}>
              {name}
              {isAllBlank && <span className={looks.muted}> (these cells are blank now)</span>}
            </caption>
            <thead>
              <tr>
                <th scope="col" className={mergeClasses(styles.cell, styles.address)}>
                  Cell
                </th>
                {!isAllBlank && (
                  <th scope="col" className={styles.cell}>
                    Now
                  </th>
                )}
                <th scope="col" className={styles.cell}>
                  Will be
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((change) => (
                <tr key={change.cell}>
                  <th scope="row" className={mergeClasses(styles.cell, styles.address)}>
                    {change.cell}
                  </th>
                  {!isAllBlank && <Value text={change.now} />}
                  <Value text={change.willBe} />
                </tr>
              ))}
            </tbody>
          </table>
        );
      })}
      {left > 0 && (
        <div>
          <Button size="small" onClick={() => setLimit(limit + CHANGES_MORE)}>
            Show {Math.min(left, CHANGES_MORE)} more of {left.toLocaleString("en-GB")}
          </Button>
        </div>
      )}
      {left === 0 && beyond > 0 && (
        <p className={mergeClasses(looks.text, looks.muted)}>
          And {counted(beyond, "cell", "cells")} more, which the sheets show once written.
        </p>
      )}
    </section>
  );
}

function Value({ text }: { readonly text: string }): ReactElement {
  const looks = useLooks();
  const styles = useStyles();
  return (
    <td className={mergeClasses(styles.cell, isAmount(text) && styles.number)}>
      {text === "" ? <span className={looks.muted}>blank</span> : shortened(text)}
    </td>
  );
}

function isAmount(text: string): boolean {
  return /^-?[\d,]+(\.\d+)?%?$/.test(text);
}

const TEXT_SHOWN_MAXIMUM = 160;

function shortened(text: string): string {
  return text.length <= TEXT_SHOWN_MAXIMUM ? text : `${text.slice(0, TEXT_SHOWN_MAXIMUM)}\u2026`;
}

export function Written({
  receipt,
  isOneUndo,
  dispatch,
}: {
  readonly receipt: Receipt;
  readonly isOneUndo: boolean;
  readonly dispatch: Dispatch;
}): ReactElement {
  const looks = useLooks();
  return (
    <div className={looks.stack}>
      <MessageBar intent="success" layout="multiline">
        <MessageBarBody>
          {receipt.sheets.length === 0
            ? "The sheets stand as they should: there was nothing to write."
            : `Written and read back: ${counted(receipt.cells, "cell", "cells")} on ${receipt.sheets.map((name) => `'${name}'`).join(" and ")}.`}
        </MessageBarBody>
      </MessageBar>
      {receipt.sheets.length > 0 && (
        <>
          <p className={looks.text}>{undoInWords(isOneUndo)} Save the workbook to keep the results.</p>
          <ul className={mergeClasses(looks.list, looks.tight)}>
            {receipt.sheets.map((name) => (
              <li key={name} className={looks.text}>
                Go to <PlaceLink place={{ sheet: name, cell: "A1" }} dispatch={dispatch} />
              </li>
            ))}
          </ul>
        </>
      )}
      <div className={looks.row}>
        <Button onClick={() => dispatch({ kind: "tab chosen", tab: "review" })}>Review the flags</Button>
        <Button onClick={() => dispatch({ kind: "tab chosen", tab: "report" })}>Read the report</Button>
      </div>
    </div>
  );
}
