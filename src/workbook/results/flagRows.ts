/**
 * The rows of the flags sheet: the model's flags and the reader's findings, with what people wrote beside them in earlier
 * runs. A flag is known by what it is about, never by where it stands, so its reason and its sign-off stay with it.
 */
import { formatYear, FTE_PER_POST, slugOf, type Evaluation, type Flag } from "../../model";
import { cellAddress, parseCellAddress } from "../address";
import type { Finding, Reading } from "../reading";
import { sha256Hex } from "../scan/sha256";
import type { CellValue, OwnedCell, SheetSnapshot, Snapshot } from "../workbook";
import { cellText } from "./cellText";
import {
  FLAG_HEADINGS,
  isBlank,
  NO_FLAGS,
  readEarlierFlags,
  WRITTEN_BY_PEOPLE,
  type EarlierRow,
  type FlagHeading,
} from "./earlierFlags";
import { placeNames, type PlaceNames } from "./placeNames";

export { FLAG_HEADINGS } from "./earlierFlags";

/** The flags table: our columns first, then any that people have added. */
export type FlagsTable = { readonly headings: readonly string[]; readonly rows: readonly (readonly OwnedCell[])[] };

/**
 * The flags table of this run. Flags by severity, code and topic; then those that were raised before and no longer are,
 * as Cleared; then rows that a person added. Nothing that a person typed into the table is lost.
 */
export function flagsTable(
  evaluation: Evaluation,
  reading: Reading,
  snapshot: Snapshot,
  now: SheetSnapshot | null,
  run: number,
): FlagsTable {
  const earlier = readEarlierFlags(now);
  const raised = [...modelFlags(evaluation, reading), ...readingFlags(reading, placeNames(reading, snapshot))].sort(
    (a, b) =>
      SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity] || compareText(a.code, b.code) || compareText(a.id, b.id),
  );
  const ids = new Set(raised.map((flag) => flag.id));
  const rows = [
    ...raised.map((flag) => raisedCells(flag, earlier.byId.get(flag.id), run)),
    ...[...earlier.byId]
      .filter(([id]) => !ids.has(id))
      .sort(([a], [b]) => compareText(a, b))
      .map(([, row]) => clearedCells(row)),
    ...earlier.added.map(carriedCells),
  ];
  const headings = [...FLAG_HEADINGS, ...earlier.addedHeadings];
  return {
    headings,
    rows: (rows.length > 0 ? rows : [noFlagsCells(run)]).map((cells) =>
      headings.map((heading) => cells.get(heading) ?? BLANK),
    ),
  };
}

const SEVERITY_RANK = { error: 0, warning: 1, note: 2 } as const;

const BLANK: OwnedCell = { value: null, style: "plain" };

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

// ------------------------------------------------------------------------------------------------- flags of this run

/** A flag of this run, before anything of an earlier run is added. */
type RaisedFlag = {
  readonly id: string;
  readonly severity: Flag["severity"];
  readonly code: string;
  readonly sheet: string | null;
  readonly cell: string | null;
  /** What was seen, and the way out. */
  readonly what: string;
  readonly year: string;
  readonly amounts: Flag["amounts"];
  readonly rule: string;
  readonly whoMustAgree: string;
};

function modelFlags(evaluation: Evaluation, reading: Reading): readonly RaisedFlag[] {
  const idOf = (flag: Flag): string => flagId(flag.code, flag.topic);
  const shared = repeated(evaluation.flags.map(idOf));
  const unused = unusedIds();
  return evaluation.flags.map((flag) => {
    const place = flag.place === null ? null : reading.sourceMap.cellOf(flag.place.line, flag.place.field);
    // Two flags of one code and topic are told apart by their lines, lest one take over the other's sign-off.
    const id = shared.has(idOf(flag)) ? flagId(flag.code, `${flag.topic} ${flag.place?.line ?? ""}`) : idOf(flag);
    return {
      id: unused(id),
      severity: flag.severity,
      code: flag.code,
      sheet: place?.sheet ?? (flag.sheet === null ? null : (reading.sheets.get(flag.sheet) ?? flag.sheet)),
      cell: place === null ? null : cellAddress(place.row, place.column),
      what: `${flag.message} ${flag.next}`,
      year: flag.year === null ? "" : formatYear(flag.year),
      amounts: flag.amounts,
      rule: flag.rule,
      whoMustAgree: flag.whoMustAgree ?? "",
    };
  });
}

/** The reader's findings: each warning a row of its own; notes of one kind in one column stand together with their count. */
function readingFlags(reading: Reading, names: PlaceNames): readonly RaisedFlag[] {
  const single: [string, readonly [Finding]][] = [];
  const grouped = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of reading.findings) {
    const { code, severity } = finding;
    const position = finding.cell === null ? null : parseCellAddress(finding.cell);
    const sheet = finding.sheet === null ? "workbook" : names.sheet(finding.sheet);
    const column = finding.sheet === null || position === null ? "" : names.column(finding.sheet, position);
    if (severity === "note") {
      const id = flagId(code, `${sheet} ${column}`);
      const group = grouped.get(id);
      if (group === undefined) grouped.set(id, [finding]);
      else group.push(finding);
    } else {
      const line = finding.sheet === null || position === null ? "" : names.line(finding.sheet, position);
      single.push([flagId(code, `${sheet} ${column} ${line}`), [finding]]);
    }
  }
  const unused = unusedIds();
  return [...single, ...grouped].map(([id, [first, ...others]]) => ({
    id: unused(id),
    severity: first.severity === "fatal" ? "error" : first.severity,
    code: first.code,
    sheet: first.sheet,
    cell: first.cell,
    what: `${first.message}${others.length === 0 ? "" : ` And ${others.length} more like it.`} ${first.next}`,
    year: "",
    amounts: null,
    rule: "Found while the sheets were read",
    whoMustAgree: "",
  }));
}

/** Code and topic: "MCF_LOW major-change-fund-2019-20". A very long topic is cut, and told from others by its hash. */
function flagId(code: string, topic: string): string {
  const slug = slugOf(topic);
  if (slug.length <= TOPIC_LENGTH_MAXIMUM) return `${code} ${slug}`.trim();
  return `${code} ${slug.slice(0, TOPIC_LENGTH_MAXIMUM)}-${sha256Hex(slug).slice(0, 8)}`;
}

const TOPIC_LENGTH_MAXIMUM = 120;

function repeated(ids: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const id of ids) (seen.has(id) ? twice : seen).add(id);
  return twice;
}

/** Gives each id once: the second flag of one id gets -2, and so on. */
function unusedIds(): (id: string) => string {
  const given = new Set<string>();
  const counts = new Map<string, number>();
  return (id) => {
    let free = id;
    for (let count = counts.get(id) ?? 1; given.has(free); count++) {
      free = `${id}-${count + 1}`;
      counts.set(id, count + 1);
    }
    given.add(free);
    return free;
  };
}

// ------------------------------------------------------------------------------------------------- rows

type RowCells = ReadonlyMap<string, OwnedCell>;

function raisedCells(flag: RaisedFlag, earlier: EarlierRow | undefined, run: number): RowCells {
  const cells = new Map<string, OwnedCell>(earlier === undefined ? [] : addedByPeople(earlier));
  const put = (heading: FlagHeading, cell: OwnedCell): void => void cells.set(heading, cell);
  put("Flag", words(flag.id));
  put("Severity", words(flag.severity));
  put("Code", words(flag.code));
  put("Sheet", words(flag.sheet ?? ""));
  if (flag.sheet !== null && flag.cell !== null)
    put("Cell", { value: flag.cell, style: "link", link: { sheet: flag.sheet, cell: flag.cell } });
  put("What", words(flag.what));
  put("Financial year", words(flag.year));
  putAmounts(flag, put);
  put("Rule and limit that decided", words(flag.rule));
  put("Who must agree", words(flag.whoMustAgree));
  for (const heading of WRITTEN_BY_PEOPLE) put(heading, carriedCell(heading, earlier));
  const review = reviewOf(flag, earlier);
  put("Status", words(review.status));
  if (review.figureSigned !== null)
    put("Figure signed", amountCell(review.figureSigned, flag.amounts?.unit === "posts" ? "posts" : "money"));
  put("First seen (run)", count(wholeNumber(earlier?.get("First seen (run)")) ?? run));
  put("Last seen (run)", count(run));
  return cells;
}

function putAmounts({ amounts }: RaisedFlag, put: (heading: FlagHeading, cell: OwnedCell) => void): void {
  if (amounts === null) return;
  put("Baseline", amountCell(inSheetUnits(amounts, amounts.baseline), amounts.unit));
  put("Current", amountCell(inSheetUnits(amounts, amounts.current), amounts.unit));
  put("Sense", words(amounts.sense));
  if (amounts.unit !== "money") return;
  const variance = amounts.current - amounts.baseline;
  put("Variance (\u00a3)", { value: variance / 100, style: "money" });
  if (amounts.baseline !== 0) put("Variance (%)", { value: shareOf(variance, amounts.baseline), style: "percent" });
}

/** Pounds or posts, as they stand on a sheet. */
function inSheetUnits(amounts: NonNullable<Flag["amounts"]>, amount: number): number {
  return amounts.unit === "money" ? amount / 100 : amount / FTE_PER_POST;
}

/** A variance as a share of the size of its baseline, to a tenth of a percent, half up and mirrored below nil. */
function shareOf(variance: number, baseline: number): number {
  const tenths = Math.floor((Math.abs(variance) * 1_000) / Math.abs(baseline) + 0.5);
  return tenths === 0 ? 0 : (variance < 0 ? -tenths : tenths) / 1_000;
}

function clearedCells(earlier: EarlierRow): RowCells {
  const cells = new Map(carriedCells(earlier));
  cells.set("Status", words("Cleared"));
  // Something else may stand in that cell by now.
  cells.delete("Cell");
  return cells;
}

/** Everything in a row as it was. */
function carriedCells(earlier: EarlierRow): RowCells {
  return new Map([...earlier.keys()].map((heading) => [heading, carriedCell(heading, earlier)] as const));
}

function addedByPeople(earlier: EarlierRow): readonly (readonly [string, OwnedCell])[] {
  const ours = new Set<string>(FLAG_HEADINGS);
  return [...earlier.keys()]
    .filter((heading) => !ours.has(heading))
    .map((heading) => [heading, carriedCell(heading, earlier)] as const);
}

function noFlagsCells(run: number): RowCells {
  return new Map<string, OwnedCell>([
    ["Flag", words(NO_FLAGS)],
    ["What", words("Nothing was found that anybody need look at.")],
    ["Last seen (run)", count(run)],
  ]);
}

/** A cell of an earlier run as it shall stand again. What a host could not give as a value is kept in words. */
function carriedCell(heading: string, earlier: EarlierRow | undefined): OwnedCell {
  const value = earlier?.get(heading) ?? null;
  if (typeof value === "number") return { value, style: styleOfCarried(heading, earlier) };
  if (typeof value === "string") return words(value);
  if (value === null || typeof value === "boolean") return { value, style: "plain" };
  return words(value.kind === "error" ? value.error : value.what);
}

function styleOfCarried(heading: string, earlier: EarlierRow | undefined): OwnedCell["style"] {
  if (heading === "Signed on") return "date";
  if (heading.endsWith("(run)")) return "count";
  if (heading === "Variance (%)") return "percent";
  if (!AMOUNT_HEADINGS.has(heading)) return "plain";
  const isOfPosts = typeof earlier?.get("Current") === "number" && isBlank(earlier.get("Variance (\u00a3)"));
  return isOfPosts ? "posts" : "money";
}

const AMOUNT_HEADINGS: ReadonlySet<string> = new Set<FlagHeading>([
  "Baseline",
  "Current",
  "Variance (\u00a3)",
  "Figure signed",
]);

function amountCell(value: number, unit: "money" | "posts"): OwnedCell {
  if (unit === "money") return { value, style: "money" };
  return { value, style: Number.isInteger(value) ? "wholePosts" : "posts" };
}

function words(text: string): OwnedCell {
  return { value: text === "" ? null : cellText(text), style: "plain" };
}

function count(value: number): OwnedCell {
  return { value, style: "count" };
}

function wholeNumber(value: CellValue | undefined): number | null {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : null;
}

// ------------------------------------------------------------------------------------------------- review

type Review = {
  readonly status: string;
  /** The figure that an acceptance was given for, where the person left it blank; null leaves what stands there. */
  readonly figureSigned: number | null;
};

const STATUSES = ["Open", "Accepted", "Returned", "Stale", "Cleared"] as const;

/**
 * Where the review of a raised flag stands.
 *
 * A new flag is Open, and so is one that was cleared and comes back. An accepted flag holds for the figure it was signed
 * for; once that has moved it is Stale, until a person looks again: the program never accepts on anybody's behalf. Where
 * nobody entered the figure signed, it is the one that stood beside the acceptance. Any other word of a person's stays.
 */
function reviewOf(flag: RaisedFlag, earlier: EarlierRow | undefined): Review {
  const typed = wordsIn(earlier, "Status");
  const status = STATUSES.find((known) => known.toLowerCase() === typed.trim().toLowerCase());
  if (earlier === undefined || typed.trim() === "" || status === "Cleared")
    return { status: "Open", figureSigned: null };
  if (status !== "Accepted") return { status: status ?? typed, figureSigned: null };

  const isEntered = !isBlank(earlier.get("Figure signed"));
  const signed = isEntered ? numberIn(earlier.get("Figure signed")) : figureThen(earlier);
  const now = figureOfFlag(flag);
  const isHeld = now === null || signed === now || (signed === null && !isEntered);
  return { status: isHeld ? "Accepted" : "Stale", figureSigned: isEntered ? null : signed };
}

/** The figure that a flag is about: the one it compares, else the first amount of money in its words; null where none. */
function figureOfFlag({ amounts, what }: RaisedFlag): number | null {
  return amounts === null ? firstPoundsIn(what) : inSheetUnits(amounts, amounts.current);
}

/** The same, of the row as it stood when a person accepted it. */
function figureThen(earlier: EarlierRow): number | null {
  const current = earlier.get("Current");
  return typeof current === "number" ? current : firstPoundsIn(wordsIn(earlier, "What"));
}

/** The first amount written with a pound sign; digits with commas and an optional two decimals. */
function firstPoundsIn(text: string): number | null {
  const match = /(-?)\u00a3(\d[\d,]{0,20}(?:\.\d{1,2})?)/.exec(text);
  return match === null ? null : numberIn(`${match[1] ?? ""}${match[2] ?? ""}`);
}

/** A number, or text that is one: "£206,000.50". Null for anything else. */
function numberIn(value: CellValue | undefined): number | null {
  if (typeof value === "number") return value;
  if (typeof value !== "string") return null;
  const digits = value.replace(/[\s\u00a3,]/g, "");
  return /^-?\d{1,15}(\.\d{1,4})?$/.test(digits) ? Number(digits) : null;
}

function wordsIn(earlier: EarlierRow | undefined, heading: FlagHeading): string {
  const value = earlier?.get(heading);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
