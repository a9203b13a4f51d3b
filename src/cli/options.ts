/** What may be asked on the command line, as data, and the reading of it. Every wrong word gets a sentence and a way out. */
import { parseArgs } from "node:util";
import type { ReadChoices } from "../workbook";
import { nearestNames } from "./nearest";

/** The name by which people start the program. */
export const PROGRAM = "case-finance";

export const COMMANDS = ["check", "run", "explain"] as const;
export type Command = (typeof COMMANDS)[number];

export type Option = {
  readonly name: string;
  /** What stands for the value in help; null for an option that is there or not. */
  readonly value: string | null;
  readonly isRepeatable: boolean;
  readonly commands: readonly Command[];
  readonly help: string;
};

const EVERY_COMMAND: readonly Command[] = COMMANDS;

export const OPTIONS: readonly Option[] = [
  option("out", "OUT", ["run"], "write the copy with the results to OUT, a file or an existing folder"),
  option("in-place", null, ["run"], "write the results into FILE itself; FILE as it was is kept beside it as a .bak"),
  option("json", null, EVERY_COMMAND, "answer as JSON, one object a file, one a line"),
  option("staffing", "NAME", EVERY_COMMAND, "the sheet that holds the posts"),
  option("costs", "NAME", EVERY_COMMAND, "the sheet that holds the costs"),
  option("results", "NAME", EVERY_COMMAND, 'the name of the results sheet (otherwise "Model results")'),
  option("as-at", "DATE", EVERY_COMMAND, "the day the case is looked at, as 2019-02-25"),
  repeatable("set-aside", "PLACE", EVERY_COMMAND, 'leave out a row ("Costs!9") or a whole sheet ("Savings") by name'),
  repeatable(
    "confirm",
    "QUESTION",
    EVERY_COMMAND,
    'answer yes to a question of the check: "H12@Costs!H1", "S04@Costs"',
  ),
  option("max-rows", "N", EVERY_COMMAND, "refuse a sheet with more rows than N (otherwise 250,000)"),
  option("max-unzip", "MB", EVERY_COMMAND, "let a file you trust unpack to MB megabytes (otherwise 200)"),
  option("require", "ready", ["check", "run"], "also end with 1 when the case is not Ready"),
  option("all-figures", null, ["run"], "with --json, also the figures of every single post"),
];

function option(name: string, value: string | null, commands: readonly Command[], help: string): Option {
  return { name, value, isRepeatable: false, commands, help };
}

function repeatable(name: string, value: string, commands: readonly Command[], help: string): Option {
  return { name, value, isRepeatable: true, commands, help };
}

/** What every command needs to read a workbook. */
export type ReadingRequest = {
  readonly choices: ReadChoices;
  /** Megabytes a trusted file may unpack to; null for the usual limits. */
  readonly unzipMegabytes: number | null;
  readonly isJson: boolean;
};

/** Where `run` writes. */
export type Target = { readonly kind: "in place" } | { readonly kind: "copy"; readonly out: string };

export type Request =
  | { readonly kind: "help"; readonly about: Command | null }
  | { readonly kind: "version" }
  | (ReadingRequest & { readonly kind: "check"; readonly files: readonly string[]; readonly needsReady: boolean })
  | (ReadingRequest & {
      readonly kind: "run";
      readonly files: readonly string[];
      readonly target: Target;
      readonly needsReady: boolean;
      readonly hasAllFigures: boolean;
    })
  | (ReadingRequest & { readonly kind: "explain"; readonly file: string; readonly subject: string });

/** A command line that cannot be followed: what is wrong and the way out. */
export class UsageError extends Error {
  constructor(
    message: string,
    readonly next: string,
  ) {
    super(message);
  }
}

/** Reads the words after the program's name. Throws a `UsageError` for a command line that cannot be followed. */
export function parseRequest(words: readonly string[]): Request {
  const { values, places, used } = splitWords(words);
  const [first, ...files] = places;
  if (values.has("help")) return { kind: "help", about: first === undefined ? null : commandNamed(first) };
  if (values.has("version")) return { kind: "version" };
  if (first === undefined) {
    throw new UsageError("Say what to do: check, run or explain.", `${PROGRAM} --help shows how.`);
  }
  const command = commandNamed(first);
  for (const name of used) refuseForeignOption(name, command);

  const reading: ReadingRequest = {
    choices: readChoices(values),
    unzipMegabytes: values.has("max-unzip") ? wholeNumber(values, "max-unzip", UNZIP_MEGABYTES_MAXIMUM) : null,
    isJson: values.has("json"),
  };
  if (command === "explain") {
    const [file, subject, ...more] = files;
    if (file === undefined || subject === undefined || more.length > 0) {
      throw new UsageError(
        `explain needs one workbook and one figure or cell; ${files.length} ${files.length === 1 ? "word is" : "words are"} given.`,
        `Write it as: ${PROGRAM} explain case.xlsx cost.total, with quotes around a cell: "'Model results'!B5".`,
      );
    }
    return { ...reading, kind: "explain", file, subject };
  }
  if (files.length === 0) {
    throw new UsageError(
      `${command} needs the name of a workbook.`,
      `Write it as: ${PROGRAM} ${command} case.xlsx${command === "run" ? " --out results.xlsx" : ""}`,
    );
  }
  const needsReady = requiresReady(values);
  if (command === "check") return { ...reading, kind: "check", files, needsReady };
  return {
    ...reading,
    kind: "run",
    files,
    target: targetOf(values),
    needsReady,
    hasAllFigures: values.has("all-figures"),
  };
}

/** Values by option name; an option without a value has an empty list. */
type Values = ReadonlyMap<string, readonly string[]>;

function splitWords(words: readonly string[]): { values: Values; places: readonly string[]; used: readonly string[] } {
  const types = Object.fromEntries([
    ...OPTIONS.map(({ name, value }) => [name, { type: value === null ? ("boolean" as const) : ("string" as const) }]),
    ["help", { type: "boolean" as const, short: "h" }],
    ["version", { type: "boolean" as const }],
  ]) as Record<string, { type: "boolean" | "string" }>;
  const args = [...words];
  const { tokens } = parseArgs({ args, options: types, strict: false, allowPositionals: true, tokens: true });

  const values = new Map<string, readonly string[]>();
  const places: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") places.push(token.value);
    if (token.kind !== "option") continue;
    const declared = OPTIONS.find((each) => each.name === token.name);
    if (!Object.hasOwn(types, token.name)) throw unknownOption(token.rawName, args);
    const given = values.get(token.name);
    if (given && declared && !declared.isRepeatable) {
      throw new UsageError(`--${token.name} is given more than once.`, "Give it once.");
    }
    if (declared?.value === undefined || declared.value === null) {
      if (token.value !== undefined)
        throw new UsageError(`--${token.name} takes no value.`, `Write --${token.name} alone.`);
      values.set(token.name, []);
    } else {
      values.set(token.name, [...(given ?? []), valueOf(token.name, declared.value, token.value, token.inlineValue)]);
    }
  }
  // Node's own strict reading has the last word, should it know a mistake that the rules above do not.
  try {
    parseArgs({ args, options: types, strict: true, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), `${PROGRAM} --help shows how.`);
  }
  return { values, places, used: [...values.keys()] };
}

function valueOf(name: string, value: string, given: string | undefined, isInline: boolean | undefined): string {
  if (given === undefined || given === "") {
    throw new UsageError(`--${name} needs a value.`, `Write it as --${name} ${value}.`);
  }
  if (given.startsWith("-") && isInline !== true) {
    throw new UsageError(
      `--${name} needs a value, and ${given} stands in its place.`,
      `If the value itself begins with a dash, write --${name}=${given}.`,
    );
  }
  return given;
}

function unknownOption(rawName: string, words: readonly string[]): UsageError {
  const names = [...OPTIONS.map((each) => each.name), "help", "version"];
  const [nearest] = nearestNames(rawName.replace(/^-+/, ""), names);
  const command = words.find((word): word is Command => (COMMANDS as readonly string[]).includes(word));
  const list = command === undefined ? `${PROGRAM} --help` : `${PROGRAM} ${command} --help`;
  return new UsageError(
    `There is no option ${rawName}.`,
    nearest === undefined
      ? `${list} lists the options. A file whose name begins with a dash goes after --.`
      : `Did you mean --${nearest}? ${list} lists the options.`,
  );
}

function commandNamed(word: string): Command {
  const command = COMMANDS.find((each) => each === word);
  if (command !== undefined) return command;
  const [nearest] = nearestNames(word, COMMANDS);
  if (nearest !== undefined)
    throw new UsageError(`There is no command ${word}.`, `Did you mean ${PROGRAM} ${nearest}?`);
  throw new UsageError(
    `There is no command ${word}.`,
    `The first word is check, run or explain. ${PROGRAM} --help shows how.`,
  );
}

function refuseForeignOption(name: string, command: Command): void {
  const declared = OPTIONS.find((each) => each.name === name);
  if (!declared || declared.commands.includes(command)) return;
  throw new UsageError(
    `--${name} does not go with ${command}.`,
    `It goes with ${declared.commands.join(" and ")}. ${PROGRAM} ${command} --help lists what ${command} understands.`,
  );
}

function readChoices(values: Values): ReadChoices {
  const text = (name: string): string | undefined => values.get(name)?.[0];
  const asAt = text("as-at");
  if (asAt !== undefined && !isDay(asAt)) {
    throw new UsageError(
      `--as-at ${asAt} is not a day of the calendar.`,
      "Write it as year-month-day: --as-at 2019-02-25.",
    );
  }
  for (const question of values.get("confirm") ?? []) {
    if (!/^[A-Z][0-9]{2}(_[A-Z0-9_]+)?@./.test(question)) {
      throw new UsageError(
        `--confirm ${question} does not name a question.`,
        "Write the code, @ and the place as the check gives them: --confirm H12@Costs!H1 or --confirm S04@Costs.",
      );
    }
  }
  const staffing = text("staffing");
  const costs = text("costs");
  const results = text("results");
  const setAside = values.get("set-aside");
  const confirm = values.get("confirm");
  return {
    ...(staffing === undefined ? {} : { staffing }),
    ...(costs === undefined ? {} : { costs }),
    ...(results === undefined ? {} : { results }),
    ...(values.has("max-rows") ? { rowsMaximum: wholeNumber(values, "max-rows", ROWS_MAXIMUM) } : {}),
    ...(setAside === undefined ? {} : { setAside }),
    ...(confirm === undefined ? {} : { confirm }),
    ...(asAt === undefined ? {} : { asAt }),
  };
}

/** Rows of an Excel sheet. */
const ROWS_MAXIMUM = 1_048_576;

/** More than this does not fit into the memory of a Node program. */
const UNZIP_MEGABYTES_MAXIMUM = 4_000;

function wholeNumber(values: Values, name: string, maximum: number): number {
  const text = values.get(name)?.[0] ?? "";
  const number = /^[0-9]{1,9}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > maximum) {
    throw new UsageError(
      `--${name} ${text} is not a whole number from 1 to ${maximum.toLocaleString("en-GB")}.`,
      `Write it in digits alone: --${name} ${Math.min(maximum, 1000)}.`,
    );
  }
  return number;
}

function isDay(text: string): boolean {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return false;
  const milliseconds = Date.parse(`${text}T00:00:00Z`);
  // A day such as 31 February is moved on to March by some readers of dates.
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(text);
}

function requiresReady(values: Values): boolean {
  const required = values.get("require")?.[0];
  if (required !== undefined && required !== "ready") {
    throw new UsageError(`--require ${required} is not something that can be required.`, "Only --require ready is.");
  }
  return required !== undefined;
}

function targetOf(values: Values): Target {
  const out = values.get("out")?.[0];
  if (values.has("in-place")) {
    if (out === undefined) return { kind: "in place" };
    throw new UsageError("--out and --in-place cannot both be followed.", "Keep the one you mean.");
  }
  if (out === undefined) {
    throw new UsageError(
      "run needs to know where to write.",
      "Give --out results.xlsx for a copy, or --in-place to write into the workbook itself (it is kept as a .bak).",
    );
  }
  return { kind: "copy", out };
}
