/** What check and run print about one file for people: lines of 80 columns, the words of a finance officer. */
import type { Finding, Reading, ReadTotals } from "../workbook";
import { findingsOf, mayBeWritten, outcomeOf, rowsBySheet, type Answer, type Written } from "./answer";
import { countInWords, findingLines, listInWords } from "./findingsReport";
import { resultsLines } from "./resultsReport";
import { tableLines, visibleText, wrapText, type Palette } from "./textLayout";

/** The answer about one file in lines. */
export function answerLines(answer: Answer, palette: Palette): string[] {
  const { reading, evaluated } = answer;
  const lines = wrapText(visibleText(answer.file)).map(palette.strong);
  const hasCard = answer.command === "run" && evaluated !== null;
  if (hasCard && reading !== null) lines.push("", ...resultsLines(evaluated.evaluation, reading, palette));
  if (reading !== null) lines.push(...readingLines(reading, palette, hasCard));
  lines.push(...listed("Findings", findingsOf(answer), palette));
  if (evaluated !== null) lines.push(...listed("What the model has to say", evaluated.flags, palette));
  if (answer.command === "check" && evaluated !== null) {
    lines.push("", ...statusLines(answer, palette));
  }
  lines.push("", ...closingLines(answer, palette));
  return lines;
}

/** What was read. The card has what is absent and what was chosen among its own lines. */
function readingLines(reading: Reading, palette: Palette, hasCard: boolean): string[] {
  const lines: string[] = [];
  if (reading.rows.size > 0) {
    lines.push("", palette.strong("What was read"));
    lines.push(
      ...tableLines(
        ["Rows seen", "Used", "Set aside", "Blocked"],
        rowsBySheet(reading).map(([sheet, { seen, used, setAside, blocked }]) => ({
          label: sheetLabel(sheet, reading),
          cells: [seen, used, setAside, blocked].map(wholeText),
        })),
      ),
    );
  }
  if (reading.totals !== null) lines.push(...totalsLines(reading.totals));
  // What is absent matters once there is a case; until then it would only stand between the reader and the reason.
  if (hasCard || reading.outcome === "reject") return lines;
  lines.push(...itemLines("What is absent, and what follows", reading.absent, palette));
  lines.push(...itemLines("Your choices", reading.choicesMade, palette));
  return lines;
}

/** The sheet by its canonical name, with its own where that differs. */
function sheetLabel(canonical: string, reading: Reading): string {
  const own = reading.sheets.get(canonical) ?? canonical;
  return visibleText(own === canonical ? canonical : `${canonical} ('${own}')`);
}

function totalsLines({ staffing, costs }: ReadTotals): string[] {
  return [
    ...wrapText(
      `Staffing: baseline ${postsText(staffing.baselineBWT)}, proposed ${postsText(staffing.proposedBWT)} and strength ${postsText(staffing.strength)} posts; annual cost £${moneyText(staffing.annualCost)}.`,
      "  ",
    ),
    ...wrapText(`Costs: £${moneyText(costs.amount)}.`, "  "),
  ];
}

function itemLines(title: string, items: readonly string[], palette: Palette): string[] {
  if (items.length === 0) return [];
  return ["", palette.strong(title), ...items.flatMap((item) => wrapText(visibleText(item), "  - ", "    "))];
}

function listed(title: string, findings: readonly Finding[], palette: Palette): string[] {
  return ["", `${palette.strong(title)}: ${countInWords(findings)}`, ...findingLines(findings, palette)];
}

/** The status alone, for a check; a run has its card. */
function statusLines({ evaluated }: Answer, palette: Palette): string[] {
  if (evaluated === null) return [];
  const { status, reasons } = evaluated.evaluation.status;
  return [
    palette.strong(`Status: ${status}`),
    ...reasons.flatMap((reason) => wrapText(visibleText(reason), "  - ", "    ")),
  ];
}

/** The last lines: whether results may be written, or that they were. */
function closingLines(answer: Answer, palette: Palette): string[] {
  if (answer.written !== null) return wrapText(writtenText(answer.written, answer.file)).map(palette.good);
  if (answer.failure !== null && answer.reading !== null) return wrapText("Results were not written.").map(palette.bad);
  if (mayBeWritten(answer)) return wrapText("Results may be written.").map(palette.good);
  if (outcomeOf(answer) === "reject") {
    return wrapText("Results may not be written: the workbook could not be read as a case.").map(palette.bad);
  }
  return wrapText(`Results may not be written: ${openInWords(findingsOf(answer))}.`).map(palette.bad);
}

function openInWords(findings: readonly Finding[]): string {
  const questions = findings.filter((finding) => finding.isQuestion === true).length;
  const errors = findings.filter((finding) => finding.severity === "error" && finding.isQuestion !== true).length;
  const open = [
    ...(errors > 0 ? [`${errors} ${errors === 1 ? "error" : "errors"}`] : []),
    ...(questions > 0 ? [`${questions} ${questions === 1 ? "question" : "questions"}`] : []),
  ];
  return `${listInWords(open)} ${errors + questions === 1 ? "is" : "are"} open`;
}

function writtenText({ out, sheets, cells, kept }: Written, file: string): string {
  if (cells === 0 && out === file)
    return `${visibleText(file)} already holds these results; nothing had to be written.`;
  const where = out === file ? `into ${out}` : `to ${out}`;
  const bak = kept === null ? "" : ` The workbook as it was is ${kept}.`;
  return visibleText(`Results were written ${where}: ${listInWords(sheets)} (${wholeText(cells)} cells).${bak}`);
}

function wholeText(count: number): string {
  return count.toLocaleString("en-GB");
}

/** Pounds that the reader has summed in pence, so that two decimals lose nothing. */
function moneyText(pounds: number): string {
  return pounds.toLocaleString("en-GB", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

function postsText(posts: number): string {
  return posts.toLocaleString("en-GB", { maximumFractionDigits: 4 });
}
