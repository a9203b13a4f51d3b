/**
 * A workbook that came from a file back into bytes. What changed is written into its parts, added sheets become parts of
 * their own, and every part that nobody touched stays byte for byte. What could not be written is said.
 */
import { Book } from "../book";
import { Sheet } from "../sheet";
import { type CellWriting, NO_CELLS, editCells, withDynamicArrays } from "./cells";
import { writeDocumentParts } from "./documentParts";
import { type OpenedFile, sheetTree } from "./openXlsx";
import { WorkbookParts, type ZipCodec } from "./parts";
import { NO_FILED_SHEET, type SectionStates, type SheetContext, editSections, sectionStates } from "./sheetParts";
import { Styles } from "./styles";
import { writeWorkbookPart } from "./workbookPart";
import { XML_DECLARATION, applyEdits, childOf } from "./xmlText";

export type SavedFile = {
  readonly bytes: Uint8Array;
  /** What the workbook holds that the file does not, in words. */
  readonly notSaved: readonly string[];
};

/** Saves a workbook over the package it was opened from. */
export function saveXlsx(file: OpenedFile, codec: ZipCodec): SavedFile {
  const { book, functionNames } = file;
  book.calculate();
  const parts = new WorkbookParts(file.parts);
  const styles = new Styles(parts, file.looks);
  const context: SheetContext = { parts, styles, functionNames };
  const notSaved: string[] = [];
  const writing: CellWriting = { styles, functionNames, dynamicArrayMark: () => (mark ??= dynamicArrayMark(parts)) };
  let mark: number | undefined;
  let isFormulaChanged = false;
  const partBySheet = new Map<string, string>();
  for (const sheet of book.sheets) {
    const loaded = file.sheets.get(sheet.id);
    const part = loaded?.part ?? addSheetPart(parts);
    partBySheet.set(sheet.id, part);
    const text = parts.text(part);
    const root = sheetTree(text);
    const data = childOf(root, "sheetData");
    const { edits, isFormulaChanged: isChangedHere } = data
      ? editCells(text, data, sheet, loaded?.cells ?? NO_CELLS, writing)
      : { edits: [], isFormulaChanged: false };
    isFormulaChanged ||= isChangedHere;
    const sections = editSections(
      { sheet, part, text, root, filed: loaded?.filed ?? NO_FILED_SHEET, context },
      loaded?.sections ?? blankSections(book),
      edits.length > 0,
    );
    notSaved.push(...sections.notSaved);
    if (JSON.stringify(sheet.comments.value) !== (loaded?.comments ?? "[]"))
      notSaved.push(`The comments of sheet "${sheet.name.value}"`);
    const all = [...edits, ...sections.edits];
    if (all.length > 0 || !loaded) parts.write(part, applyEdits(text, all));
  }
  notSaved.push(...lostReferences(file, parts));
  const areSheetsGone = [...file.sheets.keys()].some((id) => !partBySheet.has(id));
  writeWorkbookPart({
    book,
    parts,
    partBySheet,
    before: file.workbook,
    printedBefore: new Map([...file.sheets].map(([id, loaded]) => [id, loaded.printed])),
    functionNames,
  });
  writeDocumentParts(book, parts, file.document, file.customXml, file.addIn);
  styles.save();
  // A chain of calculation that names cells without formulas makes Excel repair the file; without one it makes its own.
  if (isFormulaChanged || areSheetsGone) dropCalculationChain(parts);
  return { bytes: codec.zip(parts.all), notSaved };
}

const WORKSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";

/** An empty sheet, into which everything is then written as a change. */
function addSheetPart(parts: WorkbookParts): string {
  return parts.add(
    "xl/worksheets/sheet#.xml",
    WORKSHEET_TYPE,
    `${XML_DECLARATION}<worksheet xmlns="${parts.mainAddress}" xmlns:r="${parts.relationsAddress}">` +
      '<sheetFormatPr defaultRowHeight="15"/><sheetData/>' +
      '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>',
  );
}

/** What an empty sheet says of its sections; its view is always written, so that it says whether it is in front. */
function blankSections(book: Book): SectionStates {
  const blank = new Book();
  blank.normalFormat = book.normalFormat;
  return { ...sectionStates(new Sheet(blank, "", "", 0)), sheetViews: "" };
}

/** Parts that name sheets or cells and do not follow when those are renamed, deleted or moved. */
function lostReferences(file: OpenedFile, parts: WorkbookParts): string[] {
  const names: string[] = [];
  for (const [id, loaded] of file.sheets) {
    const sheet = file.book.sheets.find((one) => one.id === id);
    if (sheet?.name.value !== loaded.name) names.push(loaded.name);
  }
  return names.flatMap((name) => {
    const escaped = name.replace(/&/g, "&amp;").replace(/</g, "&lt;").replaceAll("'", "''");
    const isNamed = [...parts.all.keys()].some(
      (part) => /\/(?:charts|pivotCache|drawings|slicers)\//i.test(part) && parts.text(part).includes(escaped),
    );
    return isNamed ? [`What charts and pivot tables say of sheet "${name}"`] : [];
  });
}

function dynamicArrayMark(parts: WorkbookParts): number {
  const part = parts.related(parts.mainPart, "sheetMetadata");
  if (part !== undefined) return withDynamicArrays(parts.text(part)).mark;
  const { mark, xml } = withDynamicArrays("");
  const added = parts.add(
    "xl/metadata#.xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheetMetadata+xml",
    `${XML_DECLARATION}<metadata xmlns="${parts.mainAddress}">${xml}</metadata>`,
  );
  parts.addRelation(parts.mainPart, "sheetMetadata", added);
  return mark;
}

function dropCalculationChain(parts: WorkbookParts): void {
  const relation = parts.relations(parts.mainPart).find((one) => one.type === "calcChain");
  if (!relation) return;
  parts.removeRelation(parts.mainPart, relation.id);
  parts.remove(relation.target);
}
