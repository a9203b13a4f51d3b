/** Collects findings while sheets are read, and gives them out in an order that does not depend on how they were met. */
import { parseCellAddress } from "../address";
import type { Finding, Severity } from "../reading";

type Details = Omit<Finding, "code" | "severity" | "sheet" | "cell" | "message" | "next">;

export class FindingLog {
  readonly #findings: Finding[] = [];
  readonly #answered: ReadonlySet<string>;

  /** @param confirmed answers given, as "H12@Costs!H1" or "S04@Costs". */
  constructor(confirmed: readonly string[]) {
    this.#answered = new Set(confirmed.map(answerKey));
  }

  add(
    code: string,
    severity: Severity,
    sheet: string | null,
    cell: string | null,
    message: string,
    next: string,
    details: Details = {},
  ): void {
    this.#findings.push({ code, severity, sheet, cell, message, next, ...details });
  }

  /**
   * Adds a question that holds results back, or, when it has been answered, a note of the answer.
   * @returns whether it was answered.
   */
  ask(
    code: string,
    severity: Severity,
    sheet: string,
    cell: string | null,
    message: string,
    next: string,
    details: Details = {},
  ): boolean {
    const place = cell === null ? sheet : `${sheet}!${cell}`;
    const short = code.split("_")[0] ?? code;
    const isAnswered =
      this.#answered.has(answerKey(`${short}@${place}`)) || this.#answered.has(answerKey(`${code}@${place}`));
    if (isAnswered) this.add(code, "note", sheet, cell, `${message} Confirmed.`, "Nothing to do.", details);
    else
      this.add(code, severity, sheet, cell, message, `${next} (--confirm '${short}@${place}')`, {
        ...details,
        isQuestion: true,
      });
    return isAnswered;
  }

  /** Whether anything on a sheet holds results back so far. */
  hasErrorOn(sheetName: string): boolean {
    return this.#findings.some((finding) => finding.sheet === sheetName && finding.severity === "error");
  }

  /** All findings by sheet in tab order, row, column and code; those of the whole workbook first. */
  sorted(sheetNames: readonly string[]): readonly Finding[] {
    const rank = new Map(sheetNames.map((name, index) => [name, index] as const));
    const keyed = this.#findings.map((finding) => {
      const position = finding.cell === null ? null : parseCellAddress(finding.cell);
      return {
        finding,
        sheet: finding.sheet === null ? -1 : (rank.get(finding.sheet) ?? sheetNames.length),
        row: position?.row ?? 0,
        column: position?.column ?? -1,
      };
    });
    keyed.sort(
      (a, b) =>
        a.sheet - b.sheet ||
        a.row - b.row ||
        a.column - b.column ||
        (a.finding.code < b.finding.code ? -1 : a.finding.code > b.finding.code ? 1 : 0),
    );
    return keyed.map((entry) => entry.finding);
  }
}

/** Answers are compared without regard to case, quotes and dollar signs. */
function answerKey(text: string): string {
  return text.replaceAll("'", "").replaceAll("$", "").trim().toLowerCase();
}
