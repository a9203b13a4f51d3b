/** Words that several screens share. */
import { sheetAddress, type Severity } from "../workbook";
import type { CaseView, ColumnView, Place } from "./engine/caseView";
import { stopsOf } from "./paneState";

/** "Costs!H9", or the sheet's name. */
export function placeInWords(place: Place): string {
  return place.cell === null ? place.sheet : sheetAddress(place.sheet, place.cell);
}

/** "1 issue", "3 issues". */
export function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;
}

/** How grave a finding is, in a word. */
export function graveness(severity: Severity, isQuestion: boolean): string {
  if (severity === "fatal" || severity === "error") return "Stops";
  if (isQuestion) return "Question";
  return severity === "warning" ? "Look" : "Note";
}

/** "C02_NOT_A_NUMBER" as a heading: "Not a number". */
export function codeInWords(code: string): string {
  const words = code
    .replace(/^[A-Z]\d+_/, "")
    .toLowerCase()
    .split("_")
    .map((word) => ABBREVIATIONS.get(word) ?? word)
    .join(" ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const ABBREVIATIONS: ReadonlyMap<string, string> = new Map([
  ["mtfp", "MTFP"],
  ["mcf", "Major Change Fund"],
  ["bwt", "BWT"],
  ["fte", "FTE"],
  ["fbc", "full business case"],
  ["vat", "VAT"],
  ["calc", "calculation"],
  ["bcr", "BCR"],
  ["mrp", "MRP"],
]);

const TYPES: Readonly<Record<ColumnView["type"], string>> = {
  text: "text",
  number: "number",
  money: "\u00a3",
  posts: "posts (FTE)",
  year: "financial year",
  month: "month",
  date: "date",
  percent: "%",
  "one of": "one of a list",
  "some of": "some of a list",
  "yes or no": "yes or no",
  "price base": "price base",
  paragraphs: "paragraphs",
  approved: "\u00a3 or posts",
  assumption: "as its row says",
};

/** What a column holds, with the unit that its amounts were read in. */
export function unitInWords({ type, scale }: Pick<ColumnView, "type" | "scale">): string {
  if (scale === 3) return `${TYPES[type]} thousands`;
  if (scale === 6) return `${TYPES[type]} millions`;
  return TYPES[type];
}

/** Where the case stands, in a word and a sentence. */
export function statusOf(view: CaseView | null): {
  readonly word: string;
  readonly tone: "good" | "watch" | "bad" | "muted";
} {
  if (view === null) return { word: "Not checked", tone: "muted" };
  if (view.isEmpty) return { word: "No case yet", tone: "muted" };
  if (view.results === null) return { word: "Not worked out", tone: "bad" };
  switch (view.results.status) {
    case "Draft":
      return { word: "Draft", tone: "bad" };
    case "Funded":
      return { word: "Funded", tone: "watch" };
    case "Ready":
      return { word: "Ready", tone: "good" };
  }
}

/** What stands in the way of a decision: findings that stop the results, and flags that are errors. */
export function issuesOf(view: CaseView): number {
  const flags =
    view.results?.flags.filter((flag) => flag.severity === "error" && !flag.code.match(/^[A-Z]\d\d_/)) ?? [];
  return stopsOf(view) + flags.length;
}
