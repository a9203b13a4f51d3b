/** The help page, made when the add-in is built from the same words and declarations that the add-in itself works by. */
import { inputSheets, ownedSheetNames } from "../workbook";
import { KEYS, PROMISES } from "./helpWords";

/** What each part of the pane is for. */
const TABS: readonly (readonly [name: string, about: string])[] = [
  [
    "Inputs",
    "Which sheet was read as what, how many of its rows were used, and what each column was taken for, with its unit. Columns that were not used are named. Sheets and rows can be left out by name, and two sheets of one kind told apart.",
  ],
  [
    "Check",
    "What was found, by cause, with the cell and the way out. What stops comes first. Put the cell right and the finding goes by itself.",
  ],
  [
    "Fund",
    "Cost by year, the sources in the order in which they pay, and what is left without one. Choose a number to see how it is made.",
  ],
  ["Review", "The flags, one after another: what, by how much, which rule decided, and who must agree."],
  ["Report", "The decision card in the order in which a case is decided, and the other tables. Copy takes it along."],
  [
    "Preview and Write",
    "Every cell that would change, before and after. Nothing is written until you choose Write; what was written is read back.",
  ],
  [
    "Explain this cell",
    "What the selected cell goes into, or how the figure in it was made, down to the cells it came from.",
  ],
];

const LIMITS: readonly string[] = [
  "Excel must be able to reach Microsoft's own address for Office.js. Nothing else is fetched from anywhere but the add-in's own address.",
  "While a cell is being edited Excel does nothing else: press Enter or Esc first.",
  "Undo in one step needs a newer Excel (ExcelApi 1.20). Elsewhere, close without saving to go back to what stood there before.",
  "Choices made in the pane (a sheet left out, an answer given) last while the pane is open, and are written into the results.",
  "The case is not worked out while an error or a question is open: no figure is ever made from a doubt.",
];

/** The page as HTML. Every text in it is ours; none comes from a workbook. */
export function helpPage(): string {
  const sheets = inputSheets.map(
    (sheet) =>
      `<li><strong>${escaped(sheet.name)}</strong>${sheet.isRequired ? " (needed)" : ""}: ${escaped(
        sheet.columns
          .filter((column) => column.isRequired)
          .map((column) => column.heading)
          .join(", "),
      )}</li>`,
  );
  const items = (texts: readonly string[]): string => texts.map((text) => `<li>${escaped(text)}</li>`).join("\n");
  const pairs = (rows: readonly (readonly [string, string])[]): string =>
    rows.map(([term, about]) => `<dt>${escaped(term)}</dt>\n<dd>${escaped(about)}</dd>`).join("\n");
  return `<!doctype html>
<html lang="en-GB">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'" />
    <title>Help: Business Case Finance</title>
  </head>
  <body>
    <main>
      <h1>Business Case Finance</h1>
      <p>
        Reads the staffing and cost sheets of a business case, works out who pays for it to the penny, and writes the
        results and every doubt beside the cell that causes it.
      </p>
      <h2>The pane</h2>
      <dl>
${pairs(TABS)}
      </dl>
      <h2>Keys</h2>
      <dl>
${pairs(KEYS)}
      </dl>
      <h2>Sheets that it reads, and the columns that each needs</h2>
      <ul>
${sheets.join("\n")}
      </ul>
      <p>
        Headings may stand anywhere in the first thirty rows and in any order, and other spellings of them are known.
      </p>
      <h2>Sheets that it writes</h2>
      <p>
        ${escaped(ownedSheetNames.results)} and ${escaped(ownedSheetNames.flags)}, and no other. Reasons, owners, statuses
        and sign-offs that you type on the flags sheet are kept from run to run.
      </p>
      <h2>What it never does</h2>
      <ul>
${items(PROMISES)}
      </ul>
      <h2>Limits</h2>
      <ul>
${items(LIMITS)}
      </ul>
      <p><a href="functions-help.html">The worksheet functions</a></p>
    </main>
  </body>
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
