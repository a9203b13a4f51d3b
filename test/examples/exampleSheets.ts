/**
 * How the rows of an example are written down: plain data under the headings of the workbook, each with the label of
 * where its figures come from.
 */

/** Where the figures of a row come from, as its Source column says it. */
export type SourceLabel = `Stated: ${string}` | `Derived: ${string}` | `Illustrative: ${string}`;

/** Dates, months and rates are marked, since plain text would be read as text. */
export type Entry =
  | string
  | number
  | { readonly kind: "date"; readonly day: string }
  | { readonly kind: "month"; readonly day: string }
  | { readonly kind: "percent"; readonly percent: number };

export type ExampleRow = {
  readonly source: SourceLabel;
  /** Headings of those cells of the row that are our own, when the rest is not: they look so, and the Source column names them. */
  readonly illustrative?: readonly string[];
  /** By heading; an empty text leaves the cell empty and keeps its column. */
  readonly cells: Readonly<Record<string, Entry>>;
};

/** A sheet of input rows, in tab order; or a sheet of lists, which hold no figures and so have no source. */
export type ExampleSheet =
  | { readonly sheet: string; readonly rows: readonly ExampleRow[] }
  | { readonly sheet: string; readonly lists: Readonly<Record<string, readonly string[]>> };

export type ExampleCase = {
  readonly title: string;
  /** Paragraphs of the "Read me" sheet, above its legend. */
  readonly about: readonly string[];
  readonly sheets: readonly ExampleSheet[];
};

/** A day such as "2019-02-28". */
export function day(isoDay: string): Entry {
  return { kind: "date", day: isoDay };
}

/** A month such as "2019-04": Excel holds it as its first day. */
export function month(isoMonth: string): Entry {
  return { kind: "month", day: `${isoMonth}-01` };
}

/** A rate as a person says it: 3.5 is 3.5%. */
export function percent(perHundred: number): Entry {
  return { kind: "percent", percent: perHundred };
}
