/** Cells that real sheets hold and nobody expects. */
import fc from "fast-check";
import { withFormat, withFormula, type Entry } from "./madeSnapshot";

/** Cells that are wrong, odd or nothing, to be put anywhere. */
export const oddCell = fc.constantFrom<Entry>(
  null, "", "  ", "TBC", "1,23", "£1,234.50", "\u0664", 0, -1, 1e300, 0.1 + 0.2, true, "=1+1", "Total", "note: see below", "2026",
  { kind: "error", error: "#REF!" }, { kind: "damaged", what: "shared text 9999" }, { kind: "rich", what: "a picture" },
  withFormula("", '=""'), withFormula(null, "=A1"), withFormula(5, "=[1]Sheet1!A1"), withFormula(0, "=H3"), withFormat(46_113, "mmm-yy"),
  withFormat(0.5, "0%"), "\u202ereversed", "x".repeat(300), "__proto__", "31/02/2026", "2026/28", "Amount",
); // prettier-ignore
