/** The entry of the command line: the real streams, and an exit code that waits for them. */
import { runCommandLine } from "./commandLine";

/** The exit code when an answer could not be handed over, such as to a full disk. */
const ANSWER_LOST = 3;

/** A reader that has seen enough closes the pipe ("| head"): the work goes on, and what it says goes nowhere. */
const writerTo = (stream: NodeJS.WriteStream): ((text: string) => void) => {
  let isOpen = true;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    isOpen = false;
    if (error.code !== "EPIPE") endWith(ANSWER_LOST);
  });
  return (text) => {
    if (isOpen) stream.write(text);
  };
};

// The exit code is set and the program left to end by itself, so that everything written so far still arrives.
const endWith = (code: number): void => {
  process.exitCode = Math.max(Number(process.exitCode ?? 0), code);
};

const code = await runCommandLine(process.argv.slice(2), {
  answer: writerTo(process.stdout),
  remark: writerTo(process.stderr),
  isAnswerOnTerminal: process.stdout.isTTY === true,
  isRemarkOnTerminal: process.stderr.isTTY === true,
  environment: process.env,
});
endWith(code);
