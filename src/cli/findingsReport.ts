/**
 * Findings and flags for people: the gravest first, those with one cause together, the list capped and counted. JSON has
 * every one of them.
 */
import { sheetAddress, type Finding } from "../workbook";
import { LINE_WIDTH, visibleText, widthOf, wrapText, type Palette } from "./textLayout";

/** Causes shown, messages shown of one cause, and further places named. */
const CAUSES_MAXIMUM = 40;
const MESSAGES_MAXIMUM = 3;
const PLACES_MAXIMUM = 12;

const SEVERITIES = ["fatal", "error", "warning", "note"] as const satisfies readonly Finding["severity"][];

const SEVERITY_WORDS: Readonly<Record<Finding["severity"], string>> = {
  fatal: "STOPS",
  error: "ERROR",
  warning: "WARNING",
  note: "NOTE",
};

const SEVERITY_TONES: Readonly<Record<Finding["severity"], "bad" | "watch" | "muted">> = {
  fatal: "bad",
  error: "bad",
  warning: "watch",
  note: "muted",
};

/** "2 errors, 1 warning and 3 notes", or "none". */
export function countInWords(findings: readonly Finding[]): string {
  const counts = SEVERITIES.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    const [one, many] = severity === "fatal" ? ["reason to stop", "reasons to stop"] : [severity, `${severity}s`];
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
  return counts.length === 0 ? "none" : listInWords(counts);
}

/** "a", "a and b", "a, b and c". */
export function listInWords(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** Findings in lines. */
export function findingLines(findings: readonly Finding[], palette: Palette): string[] {
  const causes = groupByCause(findings);
  const lines = causes.slice(0, CAUSES_MAXIMUM).flatMap((cause) => causeLines(cause, palette));
  const hidden = causes.slice(CAUSES_MAXIMUM).flat();
  if (hidden.length === 0) return lines;
  return [...lines, "", ...wrapText(`And ${countInWords(hidden)} more. --json lists every one.`, "  ")];
}

/** "Costs!H3", "Costs", or nothing for the workbook as a whole. */
export function placeOf(finding: Finding): string {
  if (finding.sheet === null) return "";
  return visibleText(finding.cell === null ? finding.sheet : sheetAddress(finding.sheet, finding.cell));
}

/** Findings of one code on one sheet, the gravest first, otherwise in the order in which they were found. */
function groupByCause(findings: readonly Finding[]): readonly (readonly Finding[])[] {
  return SEVERITIES.flatMap((severity) => {
    const causes = new Map<string, Finding[]>();
    for (const finding of findings) {
      if (finding.severity !== severity) continue;
      const key = JSON.stringify([finding.code, finding.sheet, finding.isQuestion === true]);
      const cause = causes.get(key);
      if (cause) cause.push(finding);
      else causes.set(key, [finding]);
    }
    return [...causes.values()];
  });
}

function causeLines(cause: readonly Finding[], palette: Palette): string[] {
  const first = cause[0];
  if (first === undefined) return [];
  const shownCount = first.severity === "note" ? 1 : MESSAGES_MAXIMUM;
  const shown = cause.slice(0, shownCount);
  const word = `${SEVERITY_WORDS[first.severity]}${first.isQuestion === true ? ", A QUESTION" : ""}`;
  const lines = [
    "",
    ...shown.flatMap((finding, index) => [
      ...(index === 0 || placeOf(finding) !== placeOf(first)
        ? headLines(index === 0 ? word : "", finding, palette)
        : []),
      ...wrapText(visibleText(finding.message), "    "),
      ...alsoAtLines(finding),
      ...(index > 0 && finding.next === shown[index - 1]?.next ? [] : nextLines(finding)),
    ]),
  ];
  const rest = cause.slice(shownCount);
  if (rest.length === 0) return lines;
  return [...lines, ...wrapText(`The same at ${placesInWords(rest)}.`, "    ")];
}

function headLines(word: string, finding: Finding, palette: Palette): string[] {
  const place = placeOf(finding);
  const plain = [word, place, finding.code].filter((part) => part !== "").join("  ");
  // A name that is itself too long for the line goes without emphasis rather than beyond the edge.
  if (widthOf(plain) + 2 > LINE_WIDTH) return wrapText(plain, "  ", "    ");
  const tone = palette[SEVERITY_TONES[finding.severity]];
  const parts = [word === "" ? "" : tone(word), place === "" ? "" : palette.strong(place), palette.muted(finding.code)];
  return [`  ${parts.filter((part) => part !== "").join("  ")}`];
}

function alsoAtLines(finding: Finding): string[] {
  return finding.alsoAt === undefined ? [] : wrapText(`See also ${visibleText(finding.alsoAt)}.`, "    ");
}

function nextLines(finding: Finding): string[] {
  return finding.next === "" ? [] : wrapText(visibleText(finding.next), "    > ", "      ");
}

/** Cells alone when all are on one sheet, since the head has named it. */
function placesInWords(findings: readonly Finding[]): string {
  const places = findings.map((finding) => finding.cell ?? finding.sheet ?? "the workbook").map(visibleText);
  const named = places.slice(0, PLACES_MAXIMUM);
  const more = places.length - named.length;
  return more === 0 ? listInWords(named) : `${named.join(", ")} and ${more.toLocaleString("en-GB")} more`;
}
