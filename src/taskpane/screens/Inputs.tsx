/** Inputs: which sheet was read as what, how much of it was used, and what each of its columns was taken for. */
import { Button, makeStyles, mergeClasses, Select, tokens } from "@fluentui/react-components";
import { ChevronDownRegular } from "@fluentui/react-icons/svg/chevron-down";
import { ChevronRightRegular } from "@fluentui/react-icons/svg/chevron-right";
import { useId, useState, type ReactElement } from "react";
import type { ReadChoices } from "../../workbook";
import type { CaseView, SheetView, Tone } from "../engine/caseView";
import { useLooks } from "../looks";
import { counted, unitInWords } from "../words";
import { PlaceLink, ToneBadge, type Dispatch } from "./shown";

const useStyles = makeStyles({
  opener: {
    justifyContent: "flex-start",
    paddingLeft: 0,
    textAlign: "left",
    minWidth: 0,
    fontWeight: tokens.fontWeightSemibold,
  },
  table: {
    width: "100%",
    borderCollapse: "collapse",
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
  choose: {
    display: "grid",
    gridTemplateColumns: "auto 1fr",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalXS,
  },
});

export function Inputs({
  view,
  choices,
  dispatch,
}: {
  readonly view: CaseView;
  readonly choices: ReadChoices;
  readonly dispatch: Dispatch;
}): ReactElement {
  const looks = useLooks();
  const found = view.sheets.filter((sheet) => sheet.sheet !== null);
  const missing = view.sheets.filter((sheet) => sheet.sheet === null && sheet.isRequired);
  return (
    <div className={looks.stack}>
      <section className={looks.tight} aria-label="Sheets that were read">
        <h2 className={looks.h2}>Sheets that were read</h2>
        {missing.map((sheet) => (
          <p key={sheet.role} className={mergeClasses(looks.text, looks.bad)}>
            No sheet was found for {sheet.role}. Choose one below, or name a sheet &quot;{sheet.role}&quot;.
          </p>
        ))}
        <ul className={mergeClasses(looks.list, looks.tight)}>
          {found.map((sheet) => (
            <Sheet key={sheet.role} sheet={sheet} choices={choices} dispatch={dispatch} />
          ))}
        </ul>
      </section>
      <ChosenSheets view={view} choices={choices} dispatch={dispatch} />
      {view.absent.length > 0 && (
        <section className={looks.tight} aria-label="Not in the workbook">
          <h2 className={looks.h2}>Not in the workbook</h2>
          <ul className={mergeClasses(looks.list, looks.tight)}>
            {view.absent.map((words) => (
              <li key={words} className={looks.text}>
                {words.charAt(0).toUpperCase() + words.slice(1)}.
              </li>
            ))}
          </ul>
        </section>
      )}
      <ChoicesMade choices={choices} dispatch={dispatch} />
    </div>
  );
}

function Sheet({
  sheet,
  choices,
  dispatch,
}: {
  readonly sheet: SheetView;
  readonly choices: ReadChoices;
  readonly dispatch: Dispatch;
}): ReactElement {
  const looks = useLooks();
  const styles = useStyles();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const name = sheet.sheet ?? sheet.role;
  return (
    <li className={looks.card}>
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
          {name === sheet.role ? name : `${sheet.role}: '${name}'`}
        </Button>
        <ToneBadge {...standingOf(sheet)} />
      </div>
      <p className={mergeClasses(looks.text, looks.muted)}>{rowsInWords(sheet)}</p>
      <div id={id} hidden={!isOpen} className={isOpen ? looks.tight : undefined}>
        {isOpen && (
          <>
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col" className={styles.cell}>
                    Column
                  </th>
                  <th scope="col" className={styles.cell}>
                    Read as
                  </th>
                  <th scope="col" className={styles.cell}>
                    Unit
                  </th>
                </tr>
              </thead>
              <tbody>
                {sheet.columns.map((column) => (
                  <tr key={column.letters}>
                    <td className={styles.cell}>
                      {column.letters} {column.heading}
                    </td>
                    <td className={styles.cell}>{column.means}</td>
                    <td className={styles.cell}>{unitInWords(column)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            {sheet.headingsNotUsed.length > 0 && (
              <p className={looks.text}>
                Not used:{" "}
                {sheet.headingsNotUsed.map(({ heading, cell }, index) => (
                  <span key={cell}>
                    {index > 0 && "; "}
                    {heading} (<PlaceLink place={{ sheet: name, cell }} dispatch={dispatch} />)
                  </span>
                ))}
              </p>
            )}
            {!sheet.isRequired && (
              <div>
                <Button
                  size="small"
                  onClick={() =>
                    dispatch({
                      kind: "choices made",
                      choices: { ...choices, setAside: [...(choices.setAside ?? []), name] },
                      said: `${name} is left out.`,
                    })
                  }
                >
                  Leave this sheet out
                </Button>
              </div>
            )}
          </>
        )}
      </div>
    </li>
  );
}

/** A sheet's standing in a word. */
function standingOf({ stops, counts, role }: SheetView): { readonly tone: Tone; readonly word: string } {
  if (stops > 0) return { tone: "bad", word: counted(stops, "stop", "stops") };
  return counts === null && role !== LISTS ? { tone: "muted", word: "Empty" } : { tone: "good", word: "OK" };
}

/** The sheet that is no table of rows: each of its columns is a list by itself. */
const LISTS = "Lists";

/** "27 rows, 26 used, 1 left out". */
export function rowsInWords({ counts, role }: Pick<SheetView, "counts" | "role">): string {
  if (counts === null) return role === LISTS ? "Lists of the words that other sheets may use." : "No rows were read.";
  const { seen, used, setAside, blocked } = counts;
  return [
    counted(seen, "row", "rows"),
    used === seen ? "all used" : `${used.toLocaleString("en-GB")} used`,
    ...(setAside === 0 ? [] : [`${setAside.toLocaleString("en-GB")} left out`]),
    ...(blocked === 0 ? [] : [`${blocked.toLocaleString("en-GB")} stopped`]),
  ].join(", ");
}

const NAMED = [
  ["staffing", "Staffing"],
  ["costs", "Costs"],
] as const;

/** Which sheet is Staffing and which is Costs, where the pane has not found them or found the wrong ones. */
export function ChosenSheets({
  view,
  choices,
  dispatch,
}: {
  readonly view: CaseView;
  readonly choices: ReadChoices;
  readonly dispatch: Dispatch;
}): ReactElement {
  const looks = useLooks();
  const styles = useStyles();
  const id = useId();
  return (
    <section className={looks.tight} aria-label="Choose the sheets">
      <h2 className={looks.h2}>Choose the sheets</h2>
      <div className={styles.choose}>
        {NAMED.map(([field, role]) => {
          const found = view.sheets.find((sheet) => sheet.role === role)?.sheet;
          return [
            <label key={role} htmlFor={`${id}${field}`} className={looks.text}>
              {role}
            </label>,
            <Select
              key={`${role} choice`}
              id={`${id}${field}`}
              size="small"
              value={choices[field] ?? ""}
              onChange={(_event, { value }) => {
                const { [field]: _former, ...others } = choices;
                const made = value === "" ? others : { ...others, [field]: value };
                dispatch({
                  kind: "choices made",
                  choices: made,
                  said: `${role}: ${value === "" ? "found by its headings" : value}.`,
                });
              }}
            >
              <option value="">{found == null ? "Not found" : `Found: ${found}`}</option>
              {view.sheetNames.map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </Select>,
          ];
        })}
      </div>
    </section>
  );
}

/** What was answered and left out, each with a way to take it back. */
function ChoicesMade({
  choices,
  dispatch,
}: {
  readonly choices: ReadChoices;
  readonly dispatch: Dispatch;
}): ReactElement | null {
  const looks = useLooks();
  const made = (["setAside", "confirm"] as const).flatMap((field) =>
    (choices[field] ?? []).map((choice) => ({ field, choice })),
  );
  if (made.length === 0) return null;
  return (
    <section className={looks.tight} aria-label="Chosen for this case">
      <h2 className={looks.h2}>Chosen for this case</h2>
      <ul className={mergeClasses(looks.list, looks.tight)}>
        {made.map(({ field, choice }) => (
          <li key={`${field} ${choice}`} className={looks.spread}>
            <span className={looks.text}>
              {choice} {field === "setAside" ? "is left out" : "was confirmed"}
            </span>
            <Button
              size="small"
              appearance="subtle"
              aria-label={`Take back: ${choice}`}
              onClick={() =>
                dispatch({
                  kind: "choices made",
                  choices: { ...choices, [field]: (choices[field] ?? []).filter((other) => other !== choice) },
                  said: `${choice}: taken back.`,
                })
              }
            >
              Take back
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
