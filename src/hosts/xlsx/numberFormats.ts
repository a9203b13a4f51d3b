/** The number format code behind each cell style of a workbook. */
import type { Archive, ArchiveEntry } from "./archive";
import { undoEscapes } from "./richText";
import { scanXmlPart } from "./xmlScanner";

/** The format code by cell style, in the order cells refer to styles; undefined for General. Empty without a styles part. */
export function readNumberFormats(archive: Archive, entry: ArchiveEntry | undefined): (string | undefined)[] {
  const formats: (string | undefined)[] = [];
  if (!entry) return formats;
  const ownCodes = new Map<number, string>();
  const idsByStyle: number[] = [];
  let isInCellStyles = false;
  scanXmlPart(archive, entry, {
    open(name, attributes) {
      if (name === "cellXfs") isInCellStyles = true;
      else if (name === "xf" && isInCellStyles) idsByStyle.push(Number(attributes.get("numFmtId") ?? 0));
      else if (name === "numFmt" && !isInCellStyles) {
        // Differential formats declare codes too, but theirs are never a cell's: the first declaration stands.
        const id = Number(attributes.get("numFmtId"));
        if (!ownCodes.has(id)) ownCodes.set(id, undoEscapes(attributes.get("formatCode") ?? ""));
      }
    },
    close(name) {
      if (name === "cellXfs") isInCellStyles = false;
    },
    text() {},
  });
  for (const id of idsByStyle) {
    const code = ownCodes.get(id) ?? BUILT_IN_CODES.get(id);
    formats.push(code === undefined || code === "" || code.toLowerCase() === "general" ? undefined : code);
  }
  return formats;
}

/** The code that a file gives by its number only; undefined for a number that is not built in, and for General. */
export function builtInFormatCode(id: number): string | undefined {
  return BUILT_IN_CODES.get(id);
}

/**
 * Codes that files give by number only (ECMA-376 18.8.30). Those that follow the language of Excel are given as a British
 * Excel shows them; those of Far Eastern editions as the plain date or time they are.
 */
const BUILT_IN_CODES = new Map<number, string>([
  [1, "0"],
  [2, "0.00"],
  [3, "#,##0"],
  [4, "#,##0.00"],
  [5, '"£"#,##0;-"£"#,##0'],
  [6, '"£"#,##0;[Red]-"£"#,##0'],
  [7, '"£"#,##0.00;-"£"#,##0.00'],
  [8, '"£"#,##0.00;[Red]-"£"#,##0.00'],
  [9, "0%"],
  [10, "0.00%"],
  [11, "0.00E+00"],
  [12, "# ?/?"],
  [13, "# ??/??"],
  [14, "dd/mm/yyyy"],
  [15, "d-mmm-yy"],
  [16, "d-mmm"],
  [17, "mmm-yy"],
  [18, "h:mm AM/PM"],
  [19, "h:mm:ss AM/PM"],
  [20, "hh:mm"],
  [21, "hh:mm:ss"],
  [22, "dd/mm/yyyy hh:mm"],
  ...[27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58].map((id): [number, string] => [id, "yyyy/mm/dd"]),
  ...[32, 33, 34, 35].map((id): [number, string] => [id, "hh:mm:ss"]),
  [37, "#,##0;-#,##0"],
  [38, "#,##0;[Red]-#,##0"],
  [39, "#,##0.00;-#,##0.00"],
  [40, "#,##0.00;[Red]-#,##0.00"],
  [41, '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-'],
  [42, '_-"£"* #,##0_-;-"£"* #,##0_-;_-"£"* "-"_-;_-@_-'],
  [43, '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-'],
  [44, '_-"£"* #,##0.00_-;-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-'],
  [45, "mm:ss"],
  [46, "[h]:mm:ss"],
  [47, "mm:ss.0"],
  [48, "##0.0E+0"],
  [49, "@"],
]);
