/** Bytes of an .xlsx or .xlsm file into a snapshot. Only the parts that are needed are unpacked. */
import {
  type HostResult,
  type SheetSnapshot,
  type Snapshot,
  type SnapshotTable,
  type WorkbookFacts,
  parseArea,
} from "../../workbook";
import { type Archive, type ArchiveEntry, UNZIP_LIMITS, type UnzipLimits, openArchive } from "./archive";
import { refuseOtherZip, refuseUnlessZip } from "./fileKind";
import { readNumberFormats } from "./numberFormats";
import { OWNERSHIP_PROPERTY, decodeProperty, ownershipOf, stampCell } from "./ownership";
import { type CellContext, type SheetContent, isTrue, readSheet } from "./readSheet";
import { damagedPart, missingPart, shownText, withRefusals } from "./refusal";
import {
  type Relationship,
  firstPartOfType,
  readRelationships,
  relatedPart,
  relationshipOfType,
} from "./relationships";
import { undoEscapes } from "./richText";
import { readSharedStrings } from "./sharedStrings";
import { scanXmlPart } from "./xmlScanner";

/** How a file is to be read. */
export type ReadOptions = {
  /** The file's name for messages, without its folder. */
  readonly fileName: string;
  readonly limits?: UnzipLimits;
};

/**
 * Reads a workbook: every grid sheet's values, formulas and formats. Fails as a value with the file-level codes of the
 * reading catalogue (F01 to F09, F13, F14); a single cell that cannot be read becomes a damaged cell in the snapshot.
 */
export function readWorkbook(bytes: Uint8Array, options: ReadOptions): HostResult<Snapshot> {
  return withRefusals(options.fileName, () => {
    const workbook = openWorkbook(bytes, options);
    const context: CellContext = {
      sharedStrings: readSharedStrings(workbook.archive, partOfType(workbook, "sharedStrings")),
      numberFormats: readNumberFormats(workbook.archive, partOfType(workbook, "styles")),
      dateSystem: workbook.main.dateSystem,
      expandedFormulasMaximum: (options.limits ?? UNZIP_LIMITS).partBytes,
    };
    const tables = new Set<ArchiveEntry>();
    return {
      facts: readFacts(workbook),
      sheets: workbook.main.sheets.map((sheet) => readOneSheet(workbook, sheet, context, tables)),
    };
  });
}

/** A workbook whose main part has been read; what reading and writing begin with. */
export type OpenWorkbook = {
  readonly archive: Archive;
  readonly packageRelations: ReadonlyMap<string, Relationship>;
  readonly mainEntry: ArchiveEntry;
  readonly main: MainPart;
  readonly relations: ReadonlyMap<string, Relationship>;
};

/** What xl/workbook.xml says. */
export type MainPart = {
  readonly dateSystem: 1900 | 1904;
  readonly isStructureLocked: boolean;
  readonly isManualCalculation: boolean;
  readonly isIterativeCalculation: boolean;
  readonly isPrecisionAsDisplayed: boolean;
  readonly sheets: readonly ListedSheet[];
  readonly externalRelations: readonly string[];
  readonly definedNames: readonly string[];
  /** 0-based position of the sheet that was in front when the file was saved. */
  readonly activeSheet: number;
};

export type ListedSheet = {
  readonly name: string;
  readonly sheetId: string;
  readonly relation: string;
  readonly visibility: "visible" | "hidden" | "veryHidden";
};

/** Opens the package and reads its main part. Throws a `Refusal`, so call it inside `withRefusals`. */
export function openWorkbook(bytes: Uint8Array, options: ReadOptions): OpenWorkbook {
  refuseUnlessZip(bytes, options.fileName);
  const archive = openArchive(bytes, options.limits ?? UNZIP_LIMITS);
  const packageRelations = readRelationships(archive, "");
  const mainRelation = relationshipOfType(packageRelations, "officeDocument");
  refuseOtherZip(archive, mainRelation?.target);
  const mainEntry = relatedPart(archive, mainRelation);
  if (!mainEntry) throw missingPart(`The workbook's main part, ${shownText(mainRelation?.target ?? "")},`);
  const main = readMainPart(archive, mainEntry);
  const relations = readRelationships(archive, mainEntry.name);
  refuseSharedParts(archive, mainEntry, main.sheets, relations);
  return { archive, packageRelations, mainEntry, main, relations };
}

/** A part that is several sheets would be read as many times over, and no program would know whose cells they are. */
function refuseSharedParts(
  archive: Archive,
  mainEntry: ArchiveEntry,
  sheets: readonly ListedSheet[],
  relations: ReadonlyMap<string, Relationship>,
): void {
  const parts = new Set<ArchiveEntry>();
  for (const sheet of sheets) {
    const entry = relatedPart(archive, relations.get(sheet.relation));
    if (entry && parts.has(entry)) throw damagedPart(mainEntry.name, "two sheets are one part");
    if (entry) parts.add(entry);
  }
}

/** The part of a type that the workbook's main part leads to: "styles", "sharedStrings". */
export function partOfType(workbook: OpenWorkbook, type: string): ArchiveEntry | undefined {
  return firstPartOfType(workbook.archive, workbook.relations, type);
}

/** The relation and part of a listed sheet. Refuses F09_PART_MISSING when it leads nowhere. */
export function sheetPart(
  workbook: OpenWorkbook,
  sheet: ListedSheet,
): { readonly type: string; readonly entry: ArchiveEntry } {
  const relation = workbook.relations.get(sheet.relation);
  const entry = relatedPart(workbook.archive, relation);
  if (relation && entry) return { type: relation.type, entry };
  throw missingPart(
    `Sheet ${shownText(sheet.name)} refers to ${relation ? shownText(relation.target) : "a part"} that`,
  );
}

/** Whether a signature of the whole package stands in the file; one of its macros alone does not count. */
export function isSigned(workbook: OpenWorkbook): boolean {
  return relationshipOfType(workbook.packageRelations, "origin") !== undefined;
}

/** The value of the ownership mark of a sheet; null when it has none. */
export function readOwnershipMark(archive: Archive, part: string, content: SheetContent): string | null {
  const id = content.customProperties.get(OWNERSHIP_PROPERTY);
  if (id === undefined) return null;
  const entry = relatedPart(archive, readRelationships(archive, part).get(id));
  if (!entry || entry.declaredSize > MARK_LENGTH_MAXIMUM) return null;
  return decodeProperty(archive.read(entry));
}

/** More bytes than any mark of ours takes. */
const MARK_LENGTH_MAXIMUM = 4_096;

// ---------------------------------------------------------------------------------------------- the main part

function readMainPart(archive: Archive, entry: ArchiveEntry): MainPart {
  let dateSystem: 1900 | 1904 = 1900;
  let isStructureLocked = false;
  let isManualCalculation = false;
  let isIterativeCalculation = false;
  let isPrecisionAsDisplayed = false;
  let activeSheet = 0;
  let isRoot = true;
  const sheets: ListedSheet[] = [];
  const externalRelations: string[] = [];
  const definedNames: string[] = [];
  scanXmlPart(archive, entry, {
    open(name, attributes) {
      if (isRoot && name !== "workbook") throw damagedPart(entry.name, "it is not a workbook");
      isRoot = false;
      switch (name) {
        case "workbookPr":
          dateSystem = isTrue(attributes.get("date1904")) ? 1904 : 1900;
          break;
        case "workbookProtection":
          isStructureLocked = isTrue(attributes.get("lockStructure"));
          break;
        case "workbookView":
          activeSheet = Number(attributes.get("activeTab") ?? 0);
          break;
        case "calcPr":
          isManualCalculation = attributes.get("calcMode") === "manual";
          isIterativeCalculation = isTrue(attributes.get("iterate"));
          isPrecisionAsDisplayed =
            attributes.get("fullPrecision") !== undefined && !isTrue(attributes.get("fullPrecision"));
          break;
        case "sheet":
          sheets.push({
            name: undoEscapes(attributes.get("name") ?? ""),
            sheetId: attributes.get("sheetId") ?? "",
            relation: attributes.get("r:id") ?? "",
            visibility: readVisibility(attributes.get("state")),
          });
          break;
        case "externalReference":
          externalRelations.push(attributes.get("r:id") ?? "");
          break;
        case "definedName": {
          // Names that Excel keeps for itself (_xlnm.Print_Area) cannot be used by people.
          const definedName = attributes.get("name") ?? "";
          if (!definedName.startsWith("_xlnm.")) definedNames.push(definedName);
          break;
        }
      }
    },
    close() {},
    text() {},
  });
  if (sheets.length === 0) throw damagedPart(entry.name, "it lists no sheets");
  return {
    dateSystem,
    isStructureLocked,
    isManualCalculation,
    isIterativeCalculation,
    isPrecisionAsDisplayed,
    sheets,
    externalRelations,
    definedNames,
    activeSheet,
  };
}

function readVisibility(state: string | undefined): ListedSheet["visibility"] {
  return state === "hidden" || state === "veryHidden" ? state : "visible";
}

function readFacts(workbook: OpenWorkbook): WorkbookFacts {
  const { main } = workbook;
  return {
    dateSystem: main.dateSystem,
    isStructureLocked: main.isStructureLocked,
    isReadOnly: false,
    hasMacros: hasMacros(workbook),
    isSigned: isSigned(workbook),
    isManualCalculation: main.isManualCalculation,
    isIterativeCalculation: main.isIterativeCalculation,
    isPrecisionAsDisplayed: main.isPrecisionAsDisplayed,
    externalLinks: readExternalLinks(workbook),
    definedNames: main.definedNames,
  };
}

function hasMacros(workbook: OpenWorkbook): boolean {
  const types = [...workbook.relations.values()].map((relation) => relation.type);
  return types.some((type) => type === "vbaProject" || type === "xlMacrosheet" || type === "xlIntlMacrosheet");
}

/** The other workbooks in the order of their numbers. */
function readExternalLinks(workbook: OpenWorkbook): string[] {
  const byPart = new Map<ArchiveEntry, string>();
  return workbook.main.externalRelations.map((id) => {
    const entry = relatedPart(workbook.archive, workbook.relations.get(id));
    if (!entry) return "";
    const link = byPart.get(entry) ?? readExternalLink(workbook, entry);
    byPart.set(entry, link);
    return link;
  });
}

/** The name of another workbook as the file gives it; the name of the part that describes the link when it gives none. */
function readExternalLink(workbook: OpenWorkbook, entry: ArchiveEntry): string {
  for (const relation of readRelationships(workbook.archive, entry.name).values()) {
    if (relation.isExternal) return relation.target;
  }
  return entry.name;
}

// ---------------------------------------------------------------------------------------------- the sheets

/** Reads a sheet; `tablesRead` are the tables of the sheets before it, which cannot be its own too. */
function readOneSheet(
  workbook: OpenWorkbook,
  sheet: ListedSheet,
  context: CellContext,
  tablesRead: Set<ArchiveEntry>,
): SheetSnapshot {
  const { archive } = workbook;
  const { type, entry } = sheetPart(workbook, sheet);
  const listed = { id: sheet.relation, name: sheet.name, visibility: sheet.visibility };
  if (type !== "worksheet") {
    return {
      ...listed,
      kind: "other",
      isProtected: false,
      ownership: null,
      rows: [],
      hiddenColumns: [],
      merges: [],
      tables: [],
    };
  }
  const content = readSheet(archive, entry, context);
  return {
    ...listed,
    kind: "grid",
    isProtected: content.isProtected,
    ownership: ownershipOf(readOwnershipMark(archive, entry.name, content), stampCell(content.rows)),
    rows: content.rows,
    hiddenColumns: content.hiddenColumns,
    merges: content.merges,
    tables: readTables(archive, entry, sheet, content.tableRelations, tablesRead),
  };
}

function readTables(
  archive: Archive,
  part: ArchiveEntry,
  sheet: ListedSheet,
  ids: readonly string[],
  tablesRead: Set<ArchiveEntry>,
): SnapshotTable[] {
  if (ids.length === 0) return [];
  const relations = readRelationships(archive, part.name);
  const tables: SnapshotTable[] = [];
  for (const id of ids) {
    const relation = relations.get(id);
    const entry = relatedPart(archive, relation);
    if (!entry)
      throw missingPart(`Sheet ${shownText(sheet.name)} refers to the table ${shownText(relation?.target ?? id)} that`);
    if (tablesRead.has(entry)) throw damagedPart(part.name, "two tables are one part");
    tablesRead.add(entry);
    const read = readTable(archive, entry);
    if (read) tables.push(read.table);
  }
  return tables;
}

/** A table part: what a snapshot says of it, and the number by which Excel knows it. Null when it holds no table. */
export function readTable(
  archive: Archive,
  entry: ArchiveEntry,
): { readonly table: SnapshotTable; readonly id: number } | null {
  let read: { table: SnapshotTable; id: number } | null = null;
  scanXmlPart(archive, entry, {
    open(name, attributes) {
      if (name !== "table" || read) return;
      const area = parseArea(attributes.get("ref") ?? "");
      if (!area) throw damagedPart(entry.name, "its area cannot be read");
      read = {
        table: {
          name: undoEscapes(attributes.get("displayName") ?? attributes.get("name") ?? ""),
          area,
          hasHeader: attributes.get("headerRowCount") !== "0",
          hasTotals: Number(attributes.get("totalsRowCount") ?? 0) > 0,
        },
        id: Number(attributes.get("id") ?? 0),
      };
    },
    close() {},
    text() {},
  });
  return read;
}
