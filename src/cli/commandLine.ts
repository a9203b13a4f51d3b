/**
 * THE COMMANDS: what check, run and explain do with the files they are given. Everything that is printed goes through
 * the console handed in, so that the same program runs in a test; the exit code is the answer.
 */
import { basename, dirname, join } from "node:path";
import type { SaveTarget, SavedFile } from "../hosts/xlsx/xlsxFile";
import { checkCase, evaluateChecked, runCase, type RunOutcome } from "../workbook";
import { answerJson, exitCodeOf, EXIT, type Answer, type Written } from "./answer";
import { explainFile } from "./explain";
import { helpText, VERSION } from "./help";
import { parseRequest, PROGRAM, UsageError, type Request } from "./options";
import { answerLines } from "./report";
import { saveTargets } from "./saveTargets";
import { openCase, type Console, type Session } from "./session";
import { paletteFor, visibleText, wrapText } from "./textLayout";

/** Follows a command line and gives the exit code. Never throws: a broken program is reported like any other end. */
export async function runCommandLine(words: readonly string[], console: Console): Promise<number> {
  try {
    const request = parseRequest(words);
    switch (request.kind) {
      case "help":
        console.answer(helpText(request.about));
        return EXIT.done;
      case "version":
        console.answer(`${PROGRAM} ${VERSION}\n`);
        return EXIT.done;
      case "check":
        return await inTurn(request.files, (file, session) => checkFile(file, request, session), request, console);
      case "run": {
        const targets = await saveTargets(request.files, request.target);
        return await inTurn(
          request.files,
          (file, session) => runFile(file, targets.get(file) ?? { kind: "inPlace" }, request, session),
          request,
          console,
        );
      }
      case "explain":
        return await inTurn([request.file], (_, session) => explainFile(request, session), request, console);
    }
  } catch (error) {
    if (error instanceof UsageError) return complain(error, console);
    return reportFault(error, false, console);
  }
}

type FileRequest = Extract<Request, { kind: "check" | "run" | "explain" }>;

/** Works on the files one after the other; the highest exit code is the answer. A fault in one spares the others. */
async function inTurn(
  files: readonly string[],
  work: (file: string, session: Session) => Promise<number>,
  request: FileRequest,
  console: Console,
): Promise<number> {
  let highest: number = EXIT.done;
  const palette = paletteFor(hasColour(console));
  for (const [index, file] of files.entries()) {
    if (index > 0 && !request.isJson) console.answer("\n");
    const progress = progressOn(console, file);
    const session: Session = { console, palette, isWriting: false, progress: progress.show };
    try {
      highest = Math.max(highest, await work(file, session));
    } catch (error) {
      progress.clear();
      const code =
        error instanceof UsageError ? complain(error, console) : reportFault(error, session.isWriting, console);
      highest = Math.max(highest, code);
    } finally {
      progress.clear();
    }
  }
  return highest;
}

async function checkFile(
  file: string,
  request: Extract<Request, { kind: "check" }>,
  session: Session,
): Promise<number> {
  session.progress("reading");
  const none = { command: "check", file, reading: null, evaluated: null, failure: null, written: null } as const;
  const opened = await openCase(file, request, null);
  if (!opened.ok) return give({ ...none, failure: opened.failure }, request, session);
  const checked = await checkCase(opened.value.workbook, request.choices);
  if (!checked.ok) return give({ ...none, failure: checked.failure }, request, session);
  const evaluated = evaluateChecked(checked.value, request.choices, false);
  return give({ ...none, reading: checked.value.reading, evaluated }, request, session);
}

async function runFile(
  file: string,
  target: SaveTarget,
  request: Extract<Request, { kind: "run" }>,
  session: Session,
): Promise<number> {
  session.progress("reading");
  const none = { command: "run", file, reading: null, evaluated: null, failure: null, written: null } as const;
  const opened = await openCase(file, request, target);
  if (!opened.ok) return give({ ...none, failure: opened.failure }, request, session);
  const outcome = await runCase(opened.value.workbook, request.choices, {
    hasAllFigures: request.hasAllFigures,
    // Whoever gives the command has agreed to what it does; a file that holds these very results is left alone.
    agree: async (plan) => {
      if (target.kind === "inPlace" && plan.changes.length === 0) return false;
      session.progress("writing");
      session.isWriting = true;
      return true;
    },
  });
  session.isWriting = false;
  const written = writtenBy(outcome, file, target, opened.value.saved());
  return give({ ...none, ...answerOf(outcome), written }, request, session);
}

function writtenBy(outcome: RunOutcome, file: string, target: SaveTarget, saved: SavedFile | null): Written | null {
  const out = target.kind === "copy" ? target.path : file;
  if (outcome.kind === "declined") {
    return { out, sheets: outcome.plan.sheets.map((sheet) => sheet.name), cells: 0, kept: null };
  }
  if (outcome.kind !== "written" || saved === null) return null;
  const { sheets, cells } = outcome.receipt;
  return { out, sheets, cells, kept: saved.backup === null ? null : join(dirname(file), basename(saved.backup)) };
}

function answerOf(outcome: RunOutcome): Pick<Answer, "reading" | "evaluated" | "failure"> {
  if (outcome.kind === "unreadable") return { reading: null, evaluated: null, failure: outcome.failure };
  return {
    reading: outcome.checked.reading,
    evaluated: outcome.evaluated,
    failure: outcome.kind === "not written" ? outcome.failure : null,
  };
}

function give(answer: Answer, request: Extract<Request, { kind: "check" | "run" }>, session: Session): number {
  session.progress("");
  if (request.isJson) session.console.answer(`${answerJson(answer)}\n`);
  else session.console.answer(`${answerLines(answer, session.palette).join("\n")}\n`);
  return exitCodeOf(answer, request.needsReady);
}

/** Colour only on a terminal that has it, and not where the person asked for none (no-color.org). */
function hasColour(console: Console): boolean {
  const { NO_COLOR, TERM } = console.environment;
  return console.isAnswerOnTerminal && (NO_COLOR === undefined || NO_COLOR === "") && TERM !== "dumb";
}

/** One line on standard error that is overwritten and at last removed; nothing where there is no terminal. */
function progressOn(console: Console, file: string): { show: (doing: string) => void; clear: () => void } {
  let isShown = false;
  const clear = (): void => {
    if (isShown) console.remark("\r\u001b[2K");
    isShown = false;
  };
  const show = (doing: string): void => {
    clear();
    if (doing === "" || !console.isRemarkOnTerminal) return;
    const [line = ""] = wrapText(`${doing} ${visibleText(file)} ...`);
    console.remark(line);
    isShown = true;
  };
  return { show, clear };
}

function complain(error: UsageError, console: Console): number {
  const lines = [...wrapText(visibleText(error.message)), ...wrapText(visibleText(error.next))];
  console.remark(`${lines.join("\n")}\n`);
  return EXIT.usage;
}

/**
 * A broken program says so, and what to do about it. It ends with 3 when it broke while writing, otherwise with 2, since
 * the file was then not read as a case.
 */
function reportFault(error: unknown, isWriting: boolean, console: Console): number {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  console.remark(
    [
      ...wrapText("The program made a mistake of its own and stopped; your workbook is not to blame."),
      ...wrapText(
        isWriting
          ? "It was about to write. Files are replaced whole or not at all: yours is either as it was or complete."
          : "Nothing was written.",
      ),
      ...wrapText(
        "Please report it to whoever gave you the program, with the lines below. Read them first: they may repeat a name or a number of the workbook.",
      ),
      "",
      `${PROGRAM} ${VERSION}, Node ${process.version}, ${process.platform}`,
      ...what.split("\n").map(visibleText),
      "",
    ].join("\n"),
  );
  return isWriting ? EXIT.notWritten : EXIT.rejected;
}
