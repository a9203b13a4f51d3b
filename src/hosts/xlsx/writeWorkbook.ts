/**
 * A write plan into the bytes of a workbook. Our sheets are added or rebuilt; every other part of the file is copied byte
 * for byte, but for the few that list the sheets and their looks, and those are only added to.
 */
import type { HostResult, OwnedSheetPlan, Receipt, WritePlan } from "../../workbook";
import { UNZIP_LIMITS, type UnzipLimits, tooManyEntries } from "./archive";
import { type ArchiveChanges, assembleArchive } from "./assembleArchive";
import {
  type NewPart,
  type Namespaces,
  type SheetPlacement,
  ownedCells,
  ownedSheetParts,
  printTitlesReference,
  styleRequests,
  toneRequests,
} from "./ownedSheet";
import { type OwnedStyles, addOwnedStyles, emptyStyles } from "./ownedStyles";
import { ownershipOf, stampCell } from "./ownership";
import { type CellContext, type SheetContent, readSheet } from "./readSheet";
import {
  type ListedSheet,
  type OpenWorkbook,
  type ReadOptions,
  isSigned,
  openWorkbook,
  partOfType,
  readOwnershipMark,
  readTable,
  sheetPart,
} from "./readWorkbook";
import { Refusal, damagedPart, shownText, withRefusals } from "./refusal";
import { reachableParts, readRelationships, relatedPart, relatedParts, relationshipsPartOf } from "./relationships";
import { readSharedStrings } from "./sharedStrings";
import { type XmlNode, type XmlPatch, childNamed, escapeXml, namespaceOf, outlinePart, prefixFor } from "./xmlOutline";

/** A workbook as it stands after a plan. */
export type WrittenWorkbook = { readonly bytes: Uint8Array; readonly receipt: Receipt };

/**
 * Applies a plan to a workbook's bytes, whole or not at all. The same bytes and plan always give the same bytes, and a plan
 * applied twice gives what it gave the first time. Fails with W01_STRUCTURE_PROTECTED, W03_CHANGED_SINCE_READ,
 * W08_TARGET_NOT_OURS, F18_SIGNED, or as reading does. Throws when the plan itself is broken.
 */
export function writeWorkbook(bytes: Uint8Array, plan: WritePlan, options: ReadOptions): HostResult<WrittenWorkbook> {
  return withRefusals(options.fileName, () => {
    if (plan.sheets.length === 0) return { bytes, receipt: { sheets: [], cells: 0 } };
    const workbook = openWorkbook(bytes, options);
    if (isSigned(workbook)) throw signed();
    const limits = options.limits ?? UNZIP_LIMITS;
    const targets = chooseTargets(workbook, plan, limits);
    const changes = planChanges(workbook, targets);
    if (workbook.archive.entries.length - changes.removed.size + changes.added.length > limits.entries) {
      throw tooManyEntries(limits); // nobody could read it again
    }
    const written = assembleArchive(workbook.archive, changes);
    return { bytes: written, receipt: receiptOf(plan) };
  });
}

function receiptOf(plan: WritePlan): Receipt {
  let cells = 0;
  for (const sheet of plan.sheets) {
    for (const row of ownedCells(sheet).values()) for (const cell of row.values()) if (cell.value !== null) cells++;
  }
  return { sheets: plan.sheets.map((sheet) => sheet.name), cells };
}

// ---------------------------------------------------------------------------------------------- targets

/** A planned sheet and the sheet of ours that it replaces, if any. */
type Target = { readonly plan: OwnedSheetPlan; readonly replaced: ReplacedSheet | null };

type ReplacedSheet = {
  readonly position: number;
  readonly part: string;
  readonly content: SheetContent;
  readonly tables: readonly { readonly id: number; readonly name: string }[];
};

/** Decides for each planned sheet where it goes; refuses before anything is made when one may not go there. */
function chooseTargets(workbook: OpenWorkbook, plan: WritePlan, limits: UnzipLimits): Target[] {
  const taken = new Set<string>();
  const targets = plan.sheets.map((sheet): Target => {
    if (taken.has(sheet.name.toLowerCase())) throw new Error(`two sheets named ${sheet.name} are planned`);
    taken.add(sheet.name.toLowerCase());
    refuseBrokenName(sheet.name);
    return { plan: sheet, replaced: findReplaced(workbook, sheet, limits) };
  });
  if (workbook.main.isStructureLocked && targets.some((target) => target.replaced === null)) throw structureProtected();
  return targets;
}

function findReplaced(workbook: OpenWorkbook, plan: OwnedSheetPlan, limits: UnzipLimits): ReplacedSheet | null {
  const { sheets } = workbook.main;
  const named = sheets.findIndex((sheet) => sheet.name.toLowerCase() === plan.name.toLowerCase());
  const position = plan.replaces === null ? named : sheets.findIndex((sheet) => sheet.relation === plan.replaces);
  const listed = sheets[position];
  if (!listed) {
    if (plan.replaces === null) return null;
    throw sheetGone(plan.name);
  }
  if (position !== named) throw new Error(`a plan may not rename the sheet ${listed.name} to ${plan.name}`);
  const { type, entry } = sheetPart(workbook, listed);
  if (type !== "worksheet") throw targetNotOurs(listed);
  const content = readSheet(workbook.archive, entry, stampContext(workbook, limits));
  const ownership = ownershipOf(readOwnershipMark(workbook.archive, entry.name, content), stampCell(content.rows));
  if (ownership?.role !== plan.role) throw targetNotOurs(listed);
  if (content.isProtected) throw sheetProtected(listed);
  return { position, part: entry.name, content, tables: tablesOfSheet(workbook, entry.name) };
}

/** Enough of the workbook to read the stamp of a sheet: Excel moves our inline texts to the shared ones when it saves. */
function stampContext(workbook: OpenWorkbook, limits: UnzipLimits): CellContext {
  const sharedStrings = readSharedStrings(workbook.archive, partOfType(workbook, "sharedStrings"));
  const { dateSystem } = workbook.main;
  return { sharedStrings, numberFormats: [], dateSystem, expandedFormulasMaximum: limits.partBytes };
}

const SHEET_NAME_LENGTH_MAXIMUM = 31;

function refuseBrokenName(name: string): void {
  const isBroken =
    name === "" ||
    name.length > SHEET_NAME_LENGTH_MAXIMUM ||
    /[[\]:*?/\\]/.test(name) ||
    name.startsWith("'") ||
    name.endsWith("'");
  if (isBroken) throw new Error(`a sheet cannot be named ${JSON.stringify(name)}`);
}

// ---------------------------------------------------------------------------------------------- the changes

function planChanges(workbook: OpenWorkbook, targets: readonly Target[]): ArchiveChanges {
  const { archive } = workbook;
  const mainPatch = outlinePart(archive, workbook.mainEntry);
  const relationsPatch = outlineNamed(workbook, relationshipsPartOf(workbook.mainEntry.name));
  const typesPatch = outlineNamed(workbook, "[Content_Types].xml");
  const namespaces = namespacesOf(mainPatch.root);
  const removed = partsToRemove(workbook, targets);

  const allocation = new Allocation(workbook, removed);
  const styling = planStyles(workbook, targets, namespaces, allocation);
  const placements = targets.map((target) => placeSheet(workbook, target, allocation));
  const parts = targets.flatMap((target, i) =>
    ownedSheetParts(target.plan, placements[i]!, styling.styles, namespaces),
  );

  const relations = new RelationsPatch(relationsPatch, namespaces);
  const newSheets = targets.flatMap((target, i) => {
    if (target.replaced) return [];
    const relation = relations.add("worksheet", placements[i]!.sheetPart);
    return [{ name: target.plan.name, sheetId: allocation.sheetId(), relation }];
  });
  if (styling.newPart) {
    relations.removeOfType("styles"); // one that leads nowhere: Excel would look there and not at ours
    relations.add("styles", styling.newPart.name);
  }
  const calcChain = partOfType(workbook, "calcChain");
  if (calcChain && targets.some((target) => target.replaced?.content.hasFormulas)) {
    // The chain lists cells with formulas, and those of the replaced sheet are gone; Excel makes a new one.
    removed.add(calcChain.name);
    relations.removeOfType("calcChain");
  }
  listSheets(mainPatch, newSheets, namespaces);
  repeatPrintTitles(mainPatch, workbook.main.sheets.length, targets);

  const added = styling.newPart ? [styling.newPart, ...parts] : parts;
  declareTypes(typesPatch, removed, added);
  const patches = [mainPatch, relationsPatch, typesPatch, ...(styling.patch ? [styling.patch] : [])];
  return {
    replaced: new Map(patches.filter((patch) => patch.isChanged).map((patch) => [patch.part, patch.toBytes()])),
    removed,
    added: added.map((part) => [part.name, part.content]),
  };
}

function outlineNamed(workbook: OpenWorkbook, name: string): XmlPatch {
  const entry = workbook.archive.find(name);
  if (!entry) {
    throw new Refusal({
      code: "F09_PART_MISSING",
      message: (file) => `${file} refers to ${shownText(name)} that is not in the file.`,
      next: "Open and repair the workbook in Excel, then save.",
    });
  }
  return outlinePart(workbook.archive, entry);
}

const TRANSITIONAL_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships";
const STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main";

function namespacesOf(root: XmlNode): Namespaces {
  const main = namespaceOf(root);
  return { main, relations: main === STRICT_MAIN ? STRICT_RELATIONS : TRANSITIONAL_RELATIONS };
}

function placeSheet(workbook: OpenWorkbook, target: Target, allocation: Allocation): SheetPlacement {
  const { replaced, plan } = target;
  const idByName = new Map(replaced?.tables.map((table) => [table.name.toLowerCase(), table.id]));
  return {
    sheetPart: replaced ? allocation.reserve(replaced.part) : allocation.part("worksheets/sheet", ".xml"),
    tables: plan.tables.map((table) => {
      const name = allocation.tableName(table.name);
      return {
        part: allocation.part("tables/table", ".xml"),
        id: idByName.get(name.toLowerCase()) ?? allocation.tableId(),
        name,
      };
    }),
    propertyPart: allocation.part("customProperty", ".bin"),
    codeName: replaced?.content.codeName,
    isActive: replaced !== null && replaced.position === workbook.main.activeSheet,
  };
}

/** Names and numbers that nothing in the workbook uses yet, the lowest that are free. */
class Allocation {
  readonly #folder: string;
  readonly #parts: Set<string>;
  readonly #tableNames = new Set<string>();
  #tableId = 0;
  #sheetId = 0;

  constructor(workbook: OpenWorkbook, removed: ReadonlySet<string>) {
    const { archive, mainEntry, main } = workbook;
    this.#folder = mainEntry.name.slice(0, mainEntry.name.lastIndexOf("/") + 1);
    const kept = archive.entries.filter((entry) => !removed.has(entry.name));
    this.#parts = new Set(kept.map((entry) => entry.name.toLowerCase()));
    for (const name of main.definedNames) this.#tableNames.add(name.toLowerCase());
    for (const sheet of main.sheets) {
      this.#sheetId = Math.max(this.#sheetId, Number(sheet.sheetId) || 0);
      const { entry } = sheetPart(workbook, sheet);
      for (const table of tablesOfSheet(workbook, entry.name)) {
        this.#tableId = Math.max(this.#tableId, table.id);
        // The names of a replaced sheet's own tables are free again; its ids are taken up by the tables of the same name.
        if (!removed.has(entry.name)) this.#tableNames.add(table.name.toLowerCase());
      }
    }
  }

  part(stem: string, ending: string): string {
    for (let number = 1; ; number++) {
      const name = `${this.#folder}${stem}${number}${ending}`;
      if (!this.#parts.has(name.toLowerCase())) return this.reserve(name);
    }
  }

  styles(): string {
    const name = `${this.#folder}styles.xml`;
    return this.#parts.has(name.toLowerCase()) ? this.part("styles", ".xml") : this.reserve(name);
  }

  reserve(name: string): string {
    this.#parts.add(name.toLowerCase());
    return name;
  }

  tableName(wanted: string): string {
    let name = wanted;
    for (let number = 2; this.#tableNames.has(name.toLowerCase()); number++) name = `${wanted}_${number}`;
    this.#tableNames.add(name.toLowerCase());
    return name;
  }

  tableId(): number {
    return ++this.#tableId;
  }

  sheetId(): number {
    return ++this.#sheetId;
  }
}

function tablesOfSheet(workbook: OpenWorkbook, part: string): { readonly id: number; readonly name: string }[] {
  const entries = [...readRelationships(workbook.archive, part).values()]
    .filter((relation) => relation.type === "table")
    .flatMap((relation) => relatedPart(workbook.archive, relation) ?? []);
  return [...new Set(entries)].flatMap((entry) => {
    const table = readTable(workbook.archive, entry);
    return table ? [{ id: table.id, name: table.table.name }] : [];
  });
}

// ---------------------------------------------------------------------------------------------- parts that go

/** The parts of the sheets that are replaced, and whatever only they lead to: tables, marks, comments of theirs. */
function partsToRemove(workbook: OpenWorkbook, targets: readonly Target[]): Set<string> {
  const { archive } = workbook;
  const sheets = new Set(targets.flatMap((target) => (target.replaced ? [target.replaced.part] : [])));
  const removed = new Set<string>();
  if (sheets.size === 0) return removed;

  const reached = new Set([...sheets].flatMap((sheet) => [...reachableParts(archive, sheet)]));

  // A part that something else leads to as well stays, with all it leads to.
  const kept = new Set<string>();
  const keep = (part: string): void => {
    if (sheets.has(part) || kept.has(part)) return;
    kept.add(part);
    if (reached.has(part)) for (const next of relatedParts(archive, part)) keep(next);
  };
  for (const { name } of archive.entries) {
    const source = sourceOfRelationships(name);
    if (source !== null && !reached.has(source)) for (const next of relatedParts(archive, source)) keep(next);
  }
  for (const part of reached) {
    if (kept.has(part)) continue;
    removed.add(part);
    const relations = archive.find(relationshipsPartOf(part));
    if (relations) removed.add(relations.name);
  }
  return removed;
}

/** The part whose relations a part holds: xl/_rels/workbook.xml.rels holds those of xl/workbook.xml. Null for other parts. */
function sourceOfRelationships(name: string): string | null {
  const match = /^(.*\/)?_rels\/([^/]*)\.rels$/.exec(name);
  return match && `${match[1] ?? ""}${match[2] ?? ""}`;
}

// ---------------------------------------------------------------------------------------------- styles

type Styling = { readonly styles: OwnedStyles; readonly patch: XmlPatch | null; readonly newPart: NewPart | null };

function planStyles(
  workbook: OpenWorkbook,
  targets: readonly Target[],
  namespaces: Namespaces,
  allocation: Allocation,
): Styling {
  const entry = partOfType(workbook, "styles");
  const patch = entry ? outlinePart(workbook.archive, entry) : emptyStyles(namespaces.main);
  const styles = addOwnedStyles(
    patch,
    targets.flatMap((target) => styleRequests(target.plan)),
    targets.flatMap((target) => toneRequests(target.plan)),
  );
  if (entry) return { styles, patch, newPart: null };
  const contentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";
  return { styles, patch: null, newPart: { name: allocation.styles(), content: patch.toBytes(), contentType } };
}

// ---------------------------------------------------------------------------------------------- the lists of parts

/** The relations of the workbook part, to be added to. */
class RelationsPatch {
  readonly #ids: Set<string>;
  #number = 0;

  constructor(
    private readonly patch: XmlPatch,
    private readonly namespaces: Namespaces,
  ) {
    this.#ids = new Set(patch.root.children.map((child) => child.attributes.get("Id") ?? ""));
    for (const id of this.#ids) if (/^rId\d{1,9}$/.test(id)) this.#number = Math.max(this.#number, Number(id.slice(3)));
  }

  /** Adds a relation to a part and gives its id. */
  add(type: string, part: string): string {
    const id = `rId${++this.#number}`;
    const { prefix } = this.patch.root;
    const target = escapeXml(this.#targetOf(part));
    this.patch.append(
      this.patch.root,
      `<${prefix}Relationship Id="${id}" Type="${this.namespaces.relations}/${type}" Target="${target}"/>`,
    );
    return id;
  }

  removeOfType(type: string): void {
    for (const child of this.patch.root.children) {
      if (child.attributes.get("Type")?.endsWith(`/${type}`)) this.patch.remove(child);
    }
  }

  /** Relative to the workbook's own folder, as Excel writes it. */
  #targetOf(part: string): string {
    const folder = this.patch.part.slice(0, this.patch.part.lastIndexOf("_rels/"));
    return part.startsWith(folder) ? part.slice(folder.length) : `/${part}`;
  }
}

type NewSheet = { readonly name: string; readonly sheetId: number; readonly relation: string };

function listSheets(patch: XmlPatch, sheets: readonly NewSheet[], namespaces: Namespaces): void {
  if (sheets.length === 0) return;
  const list = childNamed(patch.root, "sheets");
  if (!list) throw damagedPart(patch.part, "it has no list of sheets");
  const bound = prefixFor(list, namespaces.relations);
  // Where the relationships namespace has no prefix here, each entry declares one of its own.
  const declaration = bound === null ? ` xmlns:r="${namespaces.relations}"` : "";
  const entries = sheets.map(
    ({ name, sheetId, relation }) =>
      `<${list.prefix}sheet${declaration} name="${escapeXml(name)}" sheetId="${sheetId}" ${bound ?? "r:"}id="${relation}"/>`,
  );
  patch.append(list, entries.join(""));
}

/** Elements of a workbook part that stand before its defined names (ECMA-376 18.2.27). */
const BEFORE_DEFINED_NAMES = ["sheets", "functionGroups", "externalReferences"];

function repeatPrintTitles(patch: XmlPatch, sheetCount: number, targets: readonly Target[]): void {
  const list = childNamed(patch.root, "definedNames");
  const { prefix } = patch.root;
  const outdated = new Set<XmlNode>();
  let next = sheetCount;
  let names = "";
  for (const { plan, replaced } of targets) {
    const position = replaced ? replaced.position : next++;
    for (const name of list?.children ?? []) {
      const isOurs =
        name.attributes.get("name") === PRINT_TITLES && name.attributes.get("localSheetId") === String(position);
      if (isOurs) outdated.add(name);
    }
    const reference = printTitlesReference(plan);
    if (reference === null) continue;
    names += `<${prefix}definedName name="${PRINT_TITLES}" localSheetId="${position}">${escapeXml(reference)}</${prefix}definedName>`;
  }
  if (list && names === "" && outdated.size > 0 && outdated.size === list.children.length) {
    patch.remove(list);
  } else if (list) {
    for (const name of outdated) patch.remove(name);
    patch.append(list, names);
  } else if (names !== "") {
    const before = patch.root.children.filter((child) => BEFORE_DEFINED_NAMES.includes(child.name)).at(-1);
    if (!before) throw damagedPart(patch.part, "it has no list of sheets");
    patch.insertAfter(before, `<${prefix}definedNames>${names}</${prefix}definedNames>`);
  }
}

const PRINT_TITLES = "_xlnm.Print_Titles";

function declareTypes(patch: XmlPatch, removed: ReadonlySet<string>, added: readonly NewPart[]): void {
  const { root } = patch;
  // A type that is declared for a part that was not there would stand twice once the part is.
  const outdated = [...removed, ...added.map(({ name }) => name)];
  const removedNames = new Set(outdated.map((name) => `/${name}`.toLowerCase()));
  for (const child of root.children) {
    if (child.name === "Override" && removedNames.has((child.attributes.get("PartName") ?? "").toLowerCase()))
      patch.remove(child);
  }
  const hasRule = root.children.some(
    (child) => child.name === "Default" && child.attributes.get("Extension")?.toLowerCase() === "rels",
  );
  const rule = hasRule
    ? ""
    : `<${root.prefix}Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`;
  const overrides = added.flatMap(({ name, contentType }) =>
    contentType === null
      ? []
      : [`<${root.prefix}Override PartName="${escapeXml(`/${name}`)}" ContentType="${contentType}"/>`],
  );
  patch.append(root, rule + overrides.join(""));
}

// ---------------------------------------------------------------------------------------------- the words

function signed(): Refusal {
  return new Refusal({
    code: "F18_SIGNED",
    severity: "error",
    message: "This workbook is signed. Writing results will break the signature.",
    next: "Remove the signature in Excel (File › Info › View Signatures), or work on a copy that is not signed.",
  });
}

function structureProtected(): Refusal {
  return new Refusal({
    code: "W01_STRUCTURE_PROTECTED",
    severity: "error",
    message: "We cannot add the results sheet because the workbook structure is protected.",
    next: "Unprotect it (Review › Protect Workbook) or choose 'new workbook'.",
  });
}

function sheetProtected(sheet: ListedSheet): Refusal {
  return new Refusal({
    code: "W01_STRUCTURE_PROTECTED",
    severity: "error",
    message: `We cannot write to sheet '${shownText(sheet.name)}' because it is protected.`,
    next: "Unprotect it (Review › Unprotect Sheet) and run again.",
  });
}

function sheetGone(name: string): Refusal {
  return new Refusal({
    code: "W03_CHANGED_SINCE_READ",
    severity: "error",
    message: `Sheet '${shownText(name)}' is no longer there.`,
    next: "Run again.",
  });
}

function targetNotOurs(sheet: ListedSheet): Refusal {
  return new Refusal({
    code: "W08_TARGET_NOT_OURS",
    severity: "error",
    message: `There is already a sheet named '${shownText(sheet.name)}' that Business Case Finance did not write. It was left as it is.`,
    next: "Rename that sheet, or choose another name for the results (--results).",
  });
}
