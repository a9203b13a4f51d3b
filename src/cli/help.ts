/** What `--help` and `--version` print. */
import { OPTIONS, PROGRAM, type Command } from "./options";
import { wrapText } from "./textLayout";

/** The version of the program: that of package.json, which a test holds it to. */
export const VERSION = "0.1.0";

/** The help of one command, or of the program as a whole. */
export function helpText(about: Command | null): string {
  return about === null ? OVERVIEW : `${COMMAND_HELP[about]}\nOptions\n${optionLines(about)}\n\n${EXIT_CODES}\n`;
}

const OVERVIEW = `${PROGRAM} checks and calculates a financial business case that is kept in an
Excel workbook.

  ${PROGRAM} check FILE...           read the sheets and say what is wrong
  ${PROGRAM} run FILE... --out OUT   also calculate, and write the results
  ${PROGRAM} explain FILE FIGURE     show how a figure is made, cell by cell

  ${PROGRAM} check --help            the options of a command, with examples
  ${PROGRAM} --version

The workbook is read as it was last saved. Nothing is sent anywhere.
`;

const COMMAND_HELP: Readonly<Record<Command, string>> = {
  check: `${PROGRAM} check FILE...

Reads each workbook and says what was read, what is absent and what follows from
that, and every doubt with its cell and the way out. Writes nothing.

Examples
  ${PROGRAM} check case.xlsx
  ${PROGRAM} check case.xlsx --confirm 'H12@Costs!H1' --set-aside 'Costs!9'
  ${PROGRAM} check *.xlsx --json --require ready
`,
  run: `${PROGRAM} run FILE... --out OUT
${PROGRAM} run FILE... --in-place

Reads each workbook, calculates the case, prints its decision card and writes
the results on sheets of their own. Your own sheets stay as they are. Nothing is
written while an error or a question is open.

Examples
  ${PROGRAM} run case.xlsx --out case-results.xlsx
  ${PROGRAM} run case.xlsx --in-place --as-at 2019-02-25
  ${PROGRAM} run a.xlsx b.xlsx --out results/ --json
`,
  explain: `${PROGRAM} explain FILE FIGURE
${PROGRAM} explain FILE "'SHEET'!CELL"

Shows the rule of a figure, its formula with the numbers in it, and what it is
made of, down to the cells that were typed. A cell of the results sheet stands
for its figure; a cell of your own sheets gives the figures that it goes into.
Writes nothing.

Examples
  ${PROGRAM} explain case.xlsx cost.total
  ${PROGRAM} explain case.xlsx funding.gap.2020/21
  ${PROGRAM} explain case.xlsx "'Model results'!C12"
  ${PROGRAM} explain case.xlsx 'Costs!H9'
`,
};

const EXIT_CODES = `Ends with
  0   nothing stops the results from being written
  1   an error or a question holds the results back, or the case is not Ready
      where that is required
  2   a workbook was rejected: it could not be read as a case
  3   the results could not be written; nothing was changed
  4   the results could not be written, and not everything could be taken back
  64  the command line cannot be followed
Several files: the highest of them.`;

function optionLines(command: Command): string {
  const rows = [
    ...OPTIONS.filter((option) => option.commands.includes(command)).map(({ name, value, isRepeatable, help }) => ({
      words: value === null ? `--${name}` : `--${name} ${value}`,
      help: isRepeatable ? `${help}; may be repeated` : help,
    })),
    { words: "--help", help: "this text" },
    { words: "--", help: "what follows is a file, even if it begins with a dash" },
  ];
  return rows
    .flatMap(({ words, help }) => wrapText(help, `  ${words}`.padEnd(MEANING_COLUMN), " ".repeat(MEANING_COLUMN)))
    .join("\n");
}

/** Column in which the meaning of an option begins. */
const MEANING_COLUMN = 23;
