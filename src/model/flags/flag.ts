import type { LineId } from "../businessCase";
import type { Calculation } from "../calculation";
import { formatYear } from "../calendar";
import { type CostedLine } from "../costs";
import { FLAG_CODES, type Flag, type FlagAmounts, type FlagCode, type InputPlace } from "../finding";
import { pence } from "../money";

/** The parts of a flag that most flags leave out. */
type FlagDetails = Partial<Omit<Flag, "code" | "topic" | "message" | "next">>;

/** Makes a flag with its code's own severity; details replace what most flags leave empty. */
export function flag(code: FlagCode, topic: string, message: string, next: string, details: FlagDetails = {}): Flag {
  return {
    code,
    severity: FLAG_CODES[code],
    topic,
    place: null,
    sheet: null,
    alsoAt: [],
    year: null,
    message,
    next,
    amounts: null,
    rule: "",
    whoMustAgree: null,
    figures: [],
    ...details,
  };
}

/** A place in the inputs; null where there is no line. */
export function place(line: LineId | null, field: string): InputPlace | null {
  return line === null ? null : { line, field };
}

/** The lines in the order in which they are funded, so that no flag depends on the order of rows. */
export function linesInOrder({ costs, demand }: Calculation): readonly CostedLine[] {
  return demand.order.map((index) => costs.lines[index] as CostedLine);
}

/** A line as the topic of a flag: its reference, with the year where its years stand as columns. */
export function topicOf(line: CostedLine): string {
  return line.costLine?.isYearOnly ? `${line.reference} ${formatYear(line.costLine.year)}` : line.reference;
}

/** The Value cell of an item of the Decision sheet. */
export function decisionPlace(item: string): InputPlace {
  return { line: `Decision:${item}` as LineId, field: "value" };
}

/** Two amounts of money compared; more than the baseline is adverse. */
export function money(baseline: number, current: number): FlagAmounts {
  return {
    unit: "money",
    baseline: pence(baseline),
    current: pence(current),
    sense: current >= baseline ? "Adverse" : "Favourable",
  };
}

/** Where a line's cost is entered. */
export function costPlace(line: CostedLine): InputPlace {
  return line.post
    ? { line: line.line, field: line.post.unitCost ? "unitCost" : "annualCost" }
    : { line: line.line, field: "amount" };
}

/** References named in a message before the rest are counted. */
export const REFERENCES_NAMED = 5;

/** The references of lines in a row of words, the first few by name. */
export function referencesInWords(lines: readonly CostedLine[]): string {
  const named = lines.slice(0, REFERENCES_NAMED).map((line) => line.reference);
  const more = lines.length - named.length;
  return `${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
