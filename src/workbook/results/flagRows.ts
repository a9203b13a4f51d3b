/**
 * The rows of the flags sheet: the model's flags and the reader's findings, with what people wrote beside them in earlier
 * runs. A flag is known by what it is about, never by where it stands, so its reason and its sign-off stay with it.
 */
import { formatYear, FTE_PER_POST, slugOf, type Evaluation, type Flag } from "../../model";
import { cellAddress, columnLetters, parseCellAddress } from "../address";
import type { Finding, Reading } from "../reading";
import { headingKey } from "../scan/cleanText";
import type { CellValue, OwnedCell, SheetSnapshot } from "../workbook";

export const FLAG_HEADINGS = [
  "Flag",
  "Severity",
  "Code",
  "Sheet",
  "Cell",
  "What",
  "Financial year",
  "Baseline",
  "Current",
  "Variance (\u00a3)",
  "Variance (%)",
  "Sense",
  "Rule and limit that decided",
  "Who must agree",
  "Reason",
  "Owner",
  "Status",
  "Signed by",
  "Signed on",
  "Figure signed",
  "First seen (run)",
  "Last seen (run)",
] as const;

type FlagHeading = (typeof FLAG_HEADINGS)[number];

/** Columns that people write in; what stands there is carried over as it is. */
const WRITTEN_BY_PEOPLE: readonly FlagHeading[] = ["Reason", "Owner", "Signed by", "Signed on", "Figure signed"];

/** In the place of a row when there is no flag: an Excel table needs one. */
const NO_FLAGS = "none";

/** A flag of this run, before anything of an earlier run is added. */
type RaisedFlag = {
  readonly id: string;
  readonly severity: "error" | "warning" | "note";
  readonly code: string;
  readonly sheet: string | null;
  readonly cell: string | null;
  readonly what: string;
  readonly year: string;
  readonly amounts: Flag["amounts"];
  readonly rule: string;
  readonly whoMustAgree: string;
};

/** All rows of the flags table for this run; cleared flags last. */
export function flagRows(
  evaluation: Evaluation,
  reading: Reading,
  earlier: SheetSnapshot | null,
  run: number,
): readonly (readonly OwnedCell[])[] {
  const known = earlier === null ? new Map<string, EarlierFlag>() : earlierFlags(earlier);
  const raised = [...modelFlags(evaluation, reading), ...readingFlags(reading)].sort(
    (a, b) =>
      SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity] || compareText(a.code, b.code) || compareText(a.id, b.id),
  );
  const rows = raised.map((flag) => rowOf(flag, known.get(flag.id), run));
  const ids = new Set(raised.map((flag) => flag.id));
  const cleared = [...known.values()].filter((flag) => !ids.has(flag.id)).sort((a, b) => compareText(a.id, b.id));
  const all = [...rows, ...cleared.map(clearedRow)];
  return all.length > 0 ? all : [noFlagsRow(run)];
}

const SEVERITY_RANK = { error: 0, warning: 1, note: 2 } as const;

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function modelFlags(evaluation: Evaluation, reading: Reading): readonly RaisedFlag[] {
  const taken = new Map<string, number>();
  return evaluation.flags.map((flag) => {
    const place = flag.place === null ? null : reading.sourceMap.cellOf(flag.place.line, flag.place.field);
    return {
      id: uniqueId(`${flag.code} ${slugOf(flag.topic)}`, taken),
      severity: flag.severity,
      code: flag.code,
      sheet: place?.sheet ?? flag.sheet,
      cell: place === null ? null : cellAddress(place.row, place.column),
      what: `${flag.message} ${flag.next}`,
      year: flag.year === null ? "" : formatYear(flag.year),
      amounts: flag.amounts,
      rule: flag.rule,
      whoMustAgree: flag.whoMustAgree ?? "",
    };
  });
}

/** Findings of the reader, one row for each cause: notes of one kind in one column stand together with their count. */
function readingFlags(reading: Reading): readonly RaisedFlag[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of reading.findings) {
    if (finding.severity === "fatal") continue;
    const column = finding.cell === null ? "" : columnLetters(parseCellAddress(finding.cell)?.column ?? 0);
    const key =
      finding.severity === "note"
        ? `${finding.code} ${slugOf(`${finding.sheet ?? "workbook"} ${column}`)}`
        : `${finding.code} ${slugOf(`${finding.sheet ?? "workbook"} ${finding.cell ?? ""}`)}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups].map(([id, group]) => {
    const first = group[0] as Finding;
    const more = group.length - 1;
    return {
      id,
      severity: first.severity === "fatal" ? "error" : first.severity,
      code: first.code,
      sheet: first.sheet,
      cell: first.cell,
      what: `${first.message}${more > 0 ? ` And ${more} more of the kind in this column.` : ""} ${first.next}`,
      year: "",
      amounts: null,
      rule: "Reading the sheets",
      whoMustAgree: "",
    };
  });
}

function uniqueId(id: string, taken: Map<string, number>): string {
  const count = (taken.get(id) ?? 0) + 1;
  taken.set(id, count);
  return count === 1 ? id : `${id}-${count}`;
}

/** A flag as it stood on the sheet before. */
type EarlierFlag = { readonly id: string; readonly values: ReadonlyMap<FlagHeading, CellValue> };

/** Reads our own flags sheet back: by its headings, whatever order people have put the columns in. */
function earlierFlags(sheet: SheetSnapshot): Map<string, EarlierFlag> {
  const flags = new Map<string, EarlierFlag>();
  const header = sheet.rows.find(
    (row) => row.values.some((value) => value === "Flag") && row.values.some((value) => value === "Severity"),
  );
  if (!header) return flags;
  const columns = new Map<FlagHeading, number>();
  header.values.forEach((value, index) => {
    const heading =
      typeof value === "string"
        ? FLAG_HEADINGS.find((candidate) => headingKey(candidate) === headingKey(value))
        : undefined;
    if (heading !== undefined && !columns.has(heading)) columns.set(heading, index);
  });
  for (const row of sheet.rows) {
    if (row.row <= header.row) continue;
    const id = row.values[columns.get("Flag") ?? 0];
    if (typeof id !== "string" || id === "" || id === NO_FLAGS) continue;
    flags.set(id, {
      id,
      values: new Map([...columns].map(([heading, index]) => [heading, row.values[index] ?? null] as const)),
    });
  }
  return flags;
}

function rowOf(flag: RaisedFlag, earlier: EarlierFlag | undefined, run: number): readonly OwnedCell[] {
  const { amounts } = flag;
  const variance = amounts === null ? 0 : amounts.current - amounts.baseline;
  const cells = new Map<FlagHeading, OwnedCell>([
    ["Flag", plain(flag.id)],
    ["Severity", plain(flag.severity)],
    ["Code", plain(flag.code)],
    ["Sheet", plain(flag.sheet ?? "")],
    [
      "Cell",
      flag.sheet === null || flag.cell === null
        ? plain("")
        : { value: flag.cell, style: "link", link: { sheet: flag.sheet, cell: flag.cell } },
    ],
    ["What", { value: flag.what, style: "note" }],
    ["Financial year", plain(flag.year)],
    ["Rule and limit that decided", { value: flag.rule, style: "note" }],
    ["Who must agree", plain(flag.whoMustAgree)],
    ["Status", plain(statusOf(flag, earlier))],
    ["First seen (run)", count(numberIn(earlier, "First seen (run)") ?? run)],
    ["Last seen (run)", count(run)],
  ]);
  if (amounts !== null) {
    cells.set("Baseline", amountCell(amounts.baseline, amounts.unit));
    cells.set("Current", amountCell(amounts.current, amounts.unit));
    cells.set("Sense", plain(amounts.sense));
    if (amounts.unit === "money") {
      cells.set("Variance (\u00a3)", { value: variance / 100, style: "money" });
      if (amounts.baseline !== 0)
        cells.set("Variance (%)", { value: permille(variance, amounts.baseline), style: "percent" });
    }
  }
  for (const heading of WRITTEN_BY_PEOPLE) cells.set(heading, carried(earlier?.values.get(heading) ?? null, heading));
  return FLAG_HEADINGS.map((heading) => cells.get(heading) ?? plain(""));
}

function amountCell(amount: number, unit: "money" | "posts"): OwnedCell {
  if (unit === "money") return { value: amount / 100, style: "money" };
  const value = amount / FTE_PER_POST;
  return { value, style: Number.isInteger(value) ? "wholePosts" : "posts" };
}

/** A variance as a share of the size of its baseline, to a tenth of a percent, half up. */
function permille(variance: number, baseline: number): number {
  const size = Math.floor((Math.abs(variance) * 1_000) / Math.abs(baseline) + 0.5);
  return (variance < 0 ? -size : size) / 1_000;
}

/**
 * The status of a flag that is raised: what a person gave it stays as long as the figure it was given for stands; a
 * signed flag whose figure has moved is Stale, and one that was cleared and comes back is Open.
 */
function statusOf(flag: RaisedFlag, earlier: EarlierFlag | undefined): string {
  const before = textIn(earlier, "Status");
  if (earlier === undefined || before === "" || before === "Cleared" || before === "Open") return "Open";
  if (before !== "Accepted" && before !== "Returned") return before;
  const now =
    flag.amounts === null ? null : flag.amounts.current / (flag.amounts.unit === "posts" ? FTE_PER_POST : 100);
  const signed = earlier.values.get("Figure signed") ?? null;
  const signedFor = signed === null || signed === "" ? (earlier.values.get("Current") ?? null) : signed;
  if (now === null) return before;
  return Number(signedFor) === now ? before : "Stale";
}

function clearedRow(earlier: EarlierFlag): readonly OwnedCell[] {
  return FLAG_HEADINGS.map((heading) => {
    if (heading === "Status") return plain("Cleared");
    // The cell it stood at may hold something else by now.
    if (heading === "Cell") return plain("");
    return carried(earlier.values.get(heading) ?? null, heading);
  });
}

function noFlagsRow(run: number): readonly OwnedCell[] {
  return FLAG_HEADINGS.map((heading) => {
    if (heading === "Flag") return plain(NO_FLAGS);
    if (heading === "What") return { value: "No flags: nothing was found to look at.", style: "note" };
    return heading === "Last seen (run)" ? count(run) : plain("");
  });
}

function carried(value: CellValue, heading: FlagHeading): OwnedCell {
  if (typeof value === "number") {
    const style =
      heading === "Signed on"
        ? "date"
        : heading.endsWith("(run)")
          ? "count"
          : heading === "Variance (%)"
            ? "percent"
            : "money";
    return { value, style };
  }
  return plain(typeof value === "string" || typeof value === "boolean" ? value : "");
}

function plain(value: string | boolean): OwnedCell {
  return { value: value === "" ? null : value, style: "plain" };
}

function count(value: number): OwnedCell {
  return { value, style: "count" };
}

function textIn(earlier: EarlierFlag | undefined, heading: FlagHeading): string {
  const value = earlier?.values.get(heading);
  return typeof value === "string" ? value : "";
}

function numberIn(earlier: EarlierFlag | undefined, heading: FlagHeading): number | null {
  const value = earlier?.values.get(heading);
  return typeof value === "number" ? value : null;
}
