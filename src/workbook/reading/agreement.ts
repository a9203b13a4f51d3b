/** Sheets that speak of one thing must say the same of it: reserves on Funding and Reserves, options on three sheets. */
import {
  formatMoney,
  formatYear,
  nameKey,
  type CostLine,
  type Decision,
  type FundingRow,
  type LineId,
  type OptionRow,
  type Pence,
  type ReserveRow,
} from "../../model";
import { cellAddress, sheetAddress } from "../address";
import { nearest, shownText } from "../scan/cleanText";
import type { FindingLog } from "../sheets/findingLog";
import type { SourceMapMaker } from "../sheets/sourceMap";

/** What both sheets may state of a reserve in a year: the field of Reserves, then that of Funding. */
const STATED_TWICE = [
  { reserve: "opening", funding: "opening" },
  { reserve: "transferIn", funding: "contributions" },
  { reserve: "minimum", funding: "minimum" },
] as const;

/**
 * A reserve that stands on Funding and on Reserves by one name must have one opening, one contribution and one minimum a
 * year, to the penny, where both sheets state it: taking either would be a guess. A Funding row without a year states its
 * opening at the start of its From year and its minimum for every year.
 */
export function checkReserves(
  reserves: readonly ReserveRow[],
  funding: readonly FundingRow[],
  sources: SourceMapMaker,
  log: FindingLog,
): void {
  const byName = new Map<string, FundingRow[]>();
  for (const row of funding) {
    const rows = byName.get(nameKey(row.source));
    if (rows) rows.push(row);
    else byName.set(nameKey(row.source), [row]);
  }
  for (const reserve of reserves) {
    for (const row of byName.get(nameKey(reserve.reserve)) ?? []) {
      for (const field of STATED_TWICE) {
        const here = reserve[field.reserve];
        const there = statedBy(row, field.funding, reserve);
        if (here === null || there === null || here === there) continue;
        const place = sources.cellOf(reserve.line, field.reserve);
        const also = sources.cellOf(row.line, field.funding);
        if (!place || !also) continue;
        const cell = cellAddress(place.row, place.column);
        const alsoAt = sheetAddress(also.sheet, cellAddress(also.row, also.column));
        log.add(
          "X04_RESERVE_DISAGREES",
          "error",
          place.sheet,
          cell,
          `${place.sheet}!${cell} says ${formatMoney(here)} of '${shownText(reserve.reserve)}' in ${formatYear(reserve.year)}; ${alsoAt} says ${formatMoney(there)}.`,
          "Correct one of the two, or leave one blank.",
          { alsoAt },
        );
      }
    }
  }
}

/** What a Funding row states of a field in the year of a reserve's row; null for nothing. */
function statedBy(row: FundingRow, field: "opening" | "contributions" | "minimum", reserve: ReserveRow): Pence | null {
  if (row.year === reserve.year) return row[field];
  if (row.year !== null) return null;
  if (field === "minimum") return row.minimum;
  return field === "opening" && row.fromYear === reserve.year ? row.opening : null;
}

/**
 * Every option that Costs names must be on Options, and the option that the decision prefers must be the one that Options
 * marks: a cost of an option that nobody compares would drop out of sight. Without an Options sheet nothing is asked.
 * @param onOptions every option that the Options sheet names, also in rows that a finding stops.
 */
export function checkOptionNames(
  onOptions: readonly string[],
  options: readonly OptionRow[],
  costs: readonly CostLine[],
  decision: Decision | null,
  sources: SourceMapMaker,
  log: FindingLog,
): void {
  const names = new Map(onOptions.map((name) => [nameKey(name), name] as const));
  const refuse = (line: LineId, field: string, code: string, what: string, next: string, alsoAt?: string): void => {
    const place = sources.cellOf(line, field);
    if (!place) return;
    const cell = cellAddress(place.row, place.column);
    log.add(
      code,
      "error",
      place.sheet,
      cell,
      `${place.sheet}!${cell} ${what}.`,
      next,
      alsoAt === undefined ? {} : { alsoAt },
    );
  };
  const refuseUnknown = (line: LineId, field: string, name: string): void => {
    const meant = nearest(name, names.values());
    refuse(
      line,
      field,
      "C31_UNKNOWN_TYPE",
      `is '${shownText(name)}', which is not on the Options sheet`,
      meant === null
        ? "Add it to Options, or correct it."
        : `Did you mean '${shownText(meant)}'? Or add it to Options.`,
    );
  };
  for (const line of costs) {
    if (line.option !== null && !names.has(nameKey(line.option))) refuseUnknown(line.line, "option", line.option);
  }
  const preferred = decision?.preferredOption ?? null;
  if (preferred === null) return;
  const item = "Decision:Preferred option" as LineId;
  if (!names.has(nameKey(preferred))) {
    refuseUnknown(item, "value", preferred);
    return;
  }
  const marked = options.find((row) => row.isPreferred === true);
  if (marked === undefined || nameKey(marked.option) === nameKey(preferred)) return;
  const also = sources.cellOf(marked.line, "isPreferred");
  const alsoAt = also === null ? "" : sheetAddress(also.sheet, cellAddress(also.row, also.column));
  refuse(
    item,
    "value",
    "X05_CONTRADICTION",
    `prefers '${shownText(preferred)}', and ${alsoAt} prefers '${shownText(marked.option)}'`,
    "Correct one of the two.",
    alsoAt,
  );
}
