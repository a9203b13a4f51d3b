/** What the person chose for this run, held against what is there: a choice that met nothing must not be recorded as made. */
import { headingKey, shownText } from "../scan/cleanText";
import type { Finding, ReadChoices } from "../reading";
import type { FindingLog } from "../sheets/findingLog";
import type { SheetSnapshot } from "../workbook";

/** Rows of the whole grid: no range of rows set aside is longer. */
const ROWS_MAXIMUM = 1_048_576;

/** Rows of a sheet set aside by name: 'Costs!9', 'Costs!H9' or 'Costs!9:12', by the sheet's own or its canonical name. */
export function rowsSetAside(sheet: SheetSnapshot, canonicalName: string, choices: ReadChoices): ReadonlySet<number> {
  const rows = new Set<number>();
  for (const choice of choices.setAside ?? []) {
    const named = parseRows(choice);
    if (named === null || !isCalled(named.sheet, sheet, canonicalName)) continue;
    // Only rows that are there: a range may reach down to the last row of the grid.
    for (const { row } of sheet.rows) if (row >= named.first && row <= named.last) rows.add(row);
  }
  return rows;
}

/** The choices that took effect, in words, for the results; those that met nothing are a warning each. */
export function settleChoices(
  choices: ReadChoices,
  sheets: readonly SheetSnapshot[],
  found: ReadonlyMap<string, SheetSnapshot>,
  isAsAtRead: boolean,
  log: FindingLog,
): readonly string[] {
  const made: string[] = [];
  const settle = (isMade: boolean, words: string, met: string): void => {
    if (isMade) made.push(words);
    else log.add("S12_CHOICE_NOT_USED", "warning", null, null, met, "Correct the choice, or leave it out.");
  };
  for (const choice of choices.setAside ?? []) {
    const shown = shownText(choice);
    settle(
      isSetAside(choice, sheets, found),
      `${shown} was set aside by name`,
      `There is no sheet or row '${shown}' to set aside.`,
    );
  }
  const findings = log.sorted([]);
  for (const answer of choices.confirm ?? []) {
    const shown = shownText(answer);
    settle(
      findings.some((finding) => isAnswerTo(answer, finding)),
      `${shown} was confirmed`,
      `No question '${shown}' was asked, so nothing was confirmed.`,
    );
  }
  if (choices.staffing !== undefined) made.push(`'${shownText(choices.staffing)}' was chosen as the staffing sheet`);
  if (choices.costs !== undefined) made.push(`'${shownText(choices.costs)}' was chosen as the cost sheet`);
  if (choices.asAt !== undefined) {
    const shown = shownText(choices.asAt);
    settle(
      isAsAtRead,
      `the day of the case was given as ${shown}`,
      `'${shown}' is no day that can be read in one way; no day was taken from it.`,
    );
  }
  return made;
}

function isSetAside(
  choice: string,
  sheets: readonly SheetSnapshot[],
  found: ReadonlyMap<string, SheetSnapshot>,
): boolean {
  if (sheets.some((sheet) => headingKey(sheet.name) === headingKey(unquoted(choice)))) return true;
  const named = parseRows(choice);
  if (named === null) return false;
  return [...found].some(
    ([canonicalName, sheet]) =>
      isCalled(named.sheet, sheet, canonicalName) &&
      sheet.rows.some(({ row }) => row >= named.first && row <= named.last),
  );
}

/** Whether a note of the log is the answered question that an answer such as "H12@Costs!H1" names. */
function isAnswerTo(answer: string, finding: Finding): boolean {
  if (finding.severity !== "note" || finding.sheet === null) return false;
  const place = finding.cell === null ? finding.sheet : `${finding.sheet}!${finding.cell}`;
  const key = (code: string): string => answerKey(`${code}@${place}`);
  return answerKey(answer) === key(finding.code) || answerKey(answer) === key(finding.code.split("_")[0] ?? "");
}

function answerKey(text: string): string {
  return text.replaceAll("'", "").replaceAll("$", "").trim().toLowerCase();
}

function isCalled(name: string, sheet: SheetSnapshot, canonicalName: string): boolean {
  return headingKey(name) === headingKey(sheet.name) || headingKey(name) === headingKey(canonicalName);
}

function parseRows(choice: string): { readonly sheet: string; readonly first: number; readonly last: number } | null {
  const bang = choice.lastIndexOf("!");
  if (bang < 1) return null;
  const [from = "", to = from, ...rest] = choice.slice(bang + 1).split(/[:-]/);
  const first = rowOf(from);
  const last = rowOf(to);
  return first === null || last === null || rest.length > 0 || last < first
    ? null
    : { sheet: unquoted(choice.slice(0, bang)), first, last };
}

/** The row in "9", "H9" or "$H$9". */
function rowOf(text: string): number | null {
  const digits = /^\$?[A-Za-z]{0,3}\$?(\d{1,7})$/.exec(text.trim())?.[1];
  const row = Number(digits ?? Number.NaN);
  return row >= 1 && row <= ROWS_MAXIMUM ? row : null;
}

function unquoted(name: string): string {
  const trimmed = name.trim();
  return trimmed.length > 1 && trimmed.startsWith("'") && trimmed.endsWith("'")
    ? trimmed.slice(1, -1).replaceAll("''", "'")
    : trimmed;
}
