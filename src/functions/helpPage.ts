/**
 * The page that Excel's help link opens: every worksheet function with its arguments and an example, made at build time
 * from what Excel itself is told about the functions, so that the two cannot differ.
 */

/** What is written of a function for Excel; of the many fields of functions.json those that a reader needs. */
export type FunctionMetadata = {
  readonly id: string;
  readonly description: string;
  readonly parameters: readonly { readonly name: string; readonly description: string; readonly optional?: boolean }[];
};

/** A formula with its outcome. The tests call every example, so that what the page says is what the function gives. */
export type FunctionExample = {
  readonly id: string;
  readonly formula: string;
  /** What the example is about, in a sentence. */
  readonly says: string;
  readonly arguments: readonly unknown[];
  readonly result: unknown;
  /** How the same is done with built-in functions alone. */
  readonly plain: string;
};

/** The page as HTML, complete with its style; it loads nothing but Office.js, which the task pane that shows it needs. */
export function helpPage(functions: readonly FunctionMetadata[], examples: readonly FunctionExample[]): string {
  const sorted = [...functions].sort((a, b) => (a.id < b.id ? -1 : 1));
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Business case functions</title>
<script src="https://appsforoffice.microsoft.com/lib/1/hosted/office.js"></script>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Business case functions</h1>
<p>Type <code>=BCASE.</code> in a cell to see them in Excel. They read only their arguments: amounts in pounds, rates as
decimals (0.02 or 2%), dates as dates. Costs are positive. A blank in a range counts as nil in a sum; text never does.</p>
<nav aria-label="Functions"><ul>${sorted.map(({ id }) => `<li><a href="#${id}">${id}</a></li>`).join("")}</ul></nav>
${sorted
  .map((each) =>
    section(
      each,
      examples.filter(({ id }) => id === each.id),
    ),
  )
  .join("\n")}
<section id="errors">
<h2>When a cell shows an error</h2>
<dl>
<dt><code>#VALUE!</code></dt><dd>Text where a number is needed, ranges of different size, or an unknown option. Point at the
cell's warning sign: it says which cell is meant.</dd>
<dt><code>#N/A</code></dt><dd>Something is missing: a blank, a year without a rate. The warning sign names it.</dd>
<dt><code>#NUM!</code></dt><dd>A number that makes no sense here: a unit of 0, a rate of -100% or below, an end before the start.</dd>
<dt><code>#DIV/0!</code></dt><dd>All weights are nil.</dd>
<dt><code>#SPILL!</code></dt><dd>The result needs more free cells beside or below the formula.</dd>
<dt><code>#NAME?</code></dt><dd>The add-in is not there. Choose Home, Add-ins, Business Case Finance, then press F2 and Enter in the cell.</dd>
</dl>
</section>
</main>
</body>
</html>
`;
}

function section({ id, description, parameters }: FunctionMetadata, examples: readonly FunctionExample[]): string {
  const call = `=BCASE.${id}(${parameters.map(({ name, optional }) => (optional ? `[${name}]` : name)).join(", ")})`;
  return `<section id="${id}">
<h2>${id}</h2>
<p>${escaped(description)}</p>
<p><code>${escaped(call)}</code></p>
<dl>
${parameters
  .map(
    ({ name, description: says, optional }) =>
      `<dt><code>${name}</code>${optional ? " (may be left out)" : ""}</dt><dd>${escaped(says)}</dd>`,
  )
  .join("\n")}
</dl>
${examples.map(exampleOf).join("\n")}
</section>`;
}

function exampleOf({ formula, says, result, plain }: FunctionExample): string {
  return `<h3>Example</h3>
<p><code>${escaped(formula)}</code></p>
<p>${escaped(says)}</p>
${resultTable(result)}
<p class="plain">With built-in functions: ${escaped(plain)}.</p>`;
}

function resultTable(result: unknown): string {
  const rows = Array.isArray(result) ? (result as readonly (readonly unknown[])[]) : [[result]];
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${escaped(shown(cell))}</td>`).join("")}</tr>`).join("");
  return `<table><caption>Result</caption><tbody>${body}</tbody></table>`;
}

/** Numbers with thousands separators, as a formatted cell shows them. */
function shown(cell: unknown): string {
  if (typeof cell !== "number") return String(cell);
  const [whole = "", fraction] = String(cell).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** Narrow enough for a task pane of 320 pixels; follows the reader's light or dark setting and contrast themes. */
const STYLE = `
:root { color-scheme: light dark; }
body { margin: 0; font: 14px/1.5 "Segoe UI", system-ui, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.4rem; margin: 0 2.5rem 0.5rem 0; }
h2 { font-size: 1.1rem; margin: 0; }
h3 { font-size: 1rem; margin: 0.75rem 0 0; }
section { border-top: 1px solid; padding: 1rem 0; scroll-margin-top: 0.5rem; }
section:target h2 { text-decoration: underline; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 0.75rem; padding: 0; list-style: none; }
nav a { display: inline-block; min-height: 24px; }
code { font-family: Consolas, ui-monospace, monospace; overflow-wrap: anywhere; }
dt { font-weight: 600; }
dd { margin: 0 0 0.4rem 1rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; }
td { border: 1px solid; padding: 0.1rem 0.5rem; text-align: right; }
.plain { margin-bottom: 0; }
`;
