/** The workbook's main part: its sheets in order, names, protection and calculation, read into the engine and written. */
import {
  type Area,
  COLUMN_LIMIT,
  ROW_LIMIT,
  absoluteAreaText,
  parseArea,
  quotedSheetName,
  splitAddress,
} from "../area";
import type { Book, NamedItem } from "../book";
import type { Sheet } from "../sheet";
import { filedFormula, shownFormula } from "./formulaNames";
import type { WorkbookParts } from "./parts";
import { legacyHash } from "./passwords";
import { KEPT_PASSWORD } from "./sheetParts";
import {
  type Edit,
  type XmlElement,
  applyEdits,
  attributeOf,
  childOf,
  childrenOf,
  contentOf,
  escapeAttribute,
  escapeXml,
  flagOf,
  numberOf,
  relationOf,
  sourceOf,
  withAttribute,
  withPrefix,
} from "./xmlText";

/** A sheet as the workbook lists it; sheets of charts and macros have no counterpart in the engine. */
export type ListedSheet = {
  readonly name: string;
  readonly part: string;
  readonly isGrid: boolean;
  readonly element: XmlElement;
};

/** The order of what stands in the main part (ECMA-376 18.2.27). */
const ORDER = [
  "fileVersion",
  "fileSharing",
  "workbookPr",
  "AlternateContent",
  "workbookProtection",
  "bookViews",
  "sheets",
  "functionGroups",
  "externalReferences",
  "definedNames",
  "calcPr",
  "oleSize",
  "customWorkbookViews",
  "pivotCaches",
  "smartTagPr",
  "smartTagTypes",
  "webPublishing",
  "fileRecoveryPr",
  "webPublishObjects",
  "extLst",
];

/** The sheets that the workbook lists, in its order. */
export function listedSheets(parts: WorkbookParts): ListedSheet[] {
  const tree = parts.tree(parts.mainPart);
  return childrenOf(childOf(tree?.root, "sheets"), "sheet").map((element) => {
    const relation = parts.relatedById(parts.mainPart, relationOf(element));
    return {
      name: attributeOf(element, "name") ?? "",
      part: relation?.target ?? "",
      isGrid: relation?.type === "worksheet",
      element,
    };
  });
}

/** Reads names, protection, calculation and what is in front. The engine has its sheets by now. */
export function readWorkbookPart(
  book: Book,
  parts: WorkbookParts,
  sheets: readonly (Sheet | undefined)[],
  functionNames: readonly string[],
): void {
  const tree = parts.tree(parts.mainPart);
  if (!tree) return;
  const { text, root } = tree;
  for (const element of childrenOf(childOf(root, "definedNames"), "definedName")) {
    const name = attributeOf(element, "name") ?? "";
    const formula = contentOf(text, element);
    const place = numberOf(element, "localSheetId");
    const sheet = place === undefined ? undefined : sheets[place];
    if (name === "_xlnm.Print_Area" && sheet) sheet.printArea.value = unsheeted(formula).join(",");
    else if (name === "_xlnm.Print_Titles" && sheet) {
      for (const reference of unsheeted(formula)) {
        const area = parseArea(reference);
        if (area?.columns === COLUMN_LIMIT) sheet.printTitleRows.value = reference;
        else if (area?.rows === ROW_LIMIT) sheet.printTitleColumns.value = reference;
      }
    }
    if (name.startsWith("_xlnm.") || (place !== undefined && !sheet)) continue;
    book.defineName({
      name,
      formula: `=${shownFormula(formula, functionNames)}`,
      comment: attributeOf(element, "comment") ?? "",
      isVisible: !flagOf(element, "hidden"),
      sheet,
    });
  }
  const protection = childOf(root, "workbookProtection");
  if (protection && flagOf(protection, "lockStructure")) {
    const hasPassword =
      attributeOf(protection, "workbookPassword") !== undefined ||
      attributeOf(protection, "workbookHashValue") !== undefined;
    book.isStructureProtected.value = { password: hasPassword ? KEPT_PASSWORD : undefined };
  }
  const calculation = childOf(root, "calcPr");
  const mode = calculation && attributeOf(calculation, "calcMode");
  if (mode === "manual") book.calculationMode.value = "Manual";
  if (mode === "autoNoTable") book.calculationMode.value = "AutomaticExceptTables";
  if (calculation) {
    book.isIterative.value = flagOf(calculation, "iterate");
    book.iterations.value = numberOf(calculation, "iterateCount") ?? 100;
    book.iterationChange.value = numberOf(calculation, "iterateDelta") ?? 0.001;
  }
  const view = childOf(childOf(root, "bookViews"), "workbookView");
  const active = sheets[(view && numberOf(view, "activeTab")) ?? 0];
  book.activeSheet.value = active ?? book.sheets.find((sheet) => sheet.visibility.value === "Visible");
}

/** "$A$1:$B$2" of each part of "'My sheet'!$A$1:$B$2,'My sheet'!$D:$D". */
function unsheeted(formula: string): string[] {
  const parts = formula.match(/(?:'(?:[^']|'')*'|[^,'])+/g) ?? [];
  return parts.map((part) => splitAddress(part).rest.replaceAll("$", ""));
}

/** What the engine has of the main part, as text to compare. */
export type WorkbookState = {
  readonly sheets: string;
  readonly names: string;
  readonly protection: string;
  readonly calculation: string;
  readonly active: string;
};

/** What the engine holds now of what the main part says. */
export function workbookState(book: Book): WorkbookState {
  return {
    sheets: JSON.stringify(book.sheets.map((sheet) => [sheet.id, sheet.name.value, sheet.visibility.value])),
    names: JSON.stringify([
      [...book.names.values()].map((item) => [
        item.name,
        item.formula,
        item.comment,
        item.isVisible,
        item.sheet?.id ?? "",
      ]),
      book.sheets.map((sheet) => [
        sheet.id,
        sheet.name.value,
        sheet.printArea.value,
        sheet.printTitleRows.value,
        sheet.printTitleColumns.value,
        sheet.filter.value?.area ?? null,
      ]),
    ]),
    protection: JSON.stringify(book.isStructureProtected.value ?? null),
    calculation: JSON.stringify([
      book.calculationMode.value,
      book.isIterative.value,
      book.iterations.value,
      book.iterationChange.value,
    ]),
    active: book.activeSheet.value?.id ?? "",
  };
}

export type WorkbookWriting = {
  readonly book: Book;
  readonly parts: WorkbookParts;
  /** The part of every sheet by its id, those that are new to the file included. */
  readonly partBySheet: ReadonlyMap<string, string>;
  readonly before: WorkbookState;
  /** How printing and filtering stood for each sheet, by its id. */
  readonly printedBefore: ReadonlyMap<string, string>;
  readonly functionNames: readonly string[];
};

/** What a sheet's reserved names say, as text to compare. */
export function printedState(sheet: Sheet): string {
  return JSON.stringify([
    sheet.name.value,
    sheet.printArea.value,
    sheet.printTitleRows.value,
    sheet.printTitleColumns.value,
    sheet.filter.value?.area ?? null,
  ]);
}

/** Writes the main part where something of it changed. Parts of deleted sheets go with them. */
export function writeWorkbookPart(writing: WorkbookWriting): void {
  const { book, parts, before } = writing;
  const now = workbookState(book);
  const listed = listedSheets(parts);
  if (now.sheets !== before.sheets) writeSheets(writing, listed);
  // Places of sheets may have moved: what counts by them is written with them.
  const areSheetsMoved = now.sheets !== before.sheets;
  const order = listedSheets(parts).map(({ part }) => part);
  const section = (name: string, xml: (element: XmlElement | undefined, text: string) => string): void => {
    const tree = parts.tree(parts.mainPart);
    if (!tree) return;
    const element = childOf(tree.root, name);
    parts.write(parts.mainPart, replaced(tree, name, xml(element, tree.text)));
  };
  if (now.names !== before.names || areSheetsMoved) {
    section("definedNames", (element, text) => namesXml(writing, listed, order, element, text));
  }
  if (now.active !== before.active || areSheetsMoved) {
    section("bookViews", (element, text) => {
      const active = book.activeSheet.value;
      const place = Math.max(0, active ? order.indexOf(writing.partBySheet.get(active.id) ?? "") : 0);
      const [view, ...others] = childrenOf(element, "workbookView");
      let attributes = withAttribute(view?.attributes ?? "", "activeTab", place === 0 ? undefined : place);
      const first = numberOf({ attributes }, "firstSheet");
      if (first !== undefined && first >= order.length) attributes = withAttribute(attributes, "firstSheet", undefined);
      const rest = others.map((other) => sourceOf(text, other)).join("");
      return `<bookViews><workbookView${attributes}/>${rest}</bookViews>`;
    });
  }
  if (now.protection !== before.protection) {
    section("workbookProtection", (element) => {
      const protection = book.isStructureProtected.value;
      let attributes = element?.attributes ?? "";
      const set = (name: string, value: string | number | undefined): void => {
        attributes = withAttribute(attributes, name, value);
      };
      set("lockStructure", protection ? 1 : undefined);
      if (protection?.password !== KEPT_PASSWORD) {
        for (const name of ["Password", "AlgorithmName", "HashValue", "SaltValue", "SpinCount"])
          set(`workbook${name}`, undefined);
        const password = protection?.password;
        if (password !== undefined && password !== "") set("workbookPassword", legacyHash(password));
      }
      return attributes.trim() === "" ? "" : `<workbookProtection${attributes}/>`;
    });
  }
  if (now.calculation !== before.calculation) {
    section("calcPr", (element) => {
      let attributes = element?.attributes ?? "";
      const set = (name: string, value: string | number | undefined): void => {
        attributes = withAttribute(attributes, name, value);
      };
      const modes: Readonly<Record<string, string>> = { Manual: "manual", AutomaticExceptTables: "autoNoTable" };
      set("calcMode", modes[book.calculationMode.value]);
      set("iterate", book.isIterative.value ? 1 : undefined);
      set("iterateCount", book.iterations.value === 100 ? undefined : book.iterations.value);
      set("iterateDelta", book.iterationChange.value === 0.001 ? undefined : book.iterationChange.value);
      return `<calcPr${attributes}/>`;
    });
  }
}

function replaced(tree: { readonly text: string; readonly root: XmlElement }, name: string, xml: string): string {
  const { text, root } = tree;
  const prefixed = withPrefix(xml, root.prefix);
  const element = childOf(root, name);
  if (element) return applyEdits(text, [{ start: element.start, end: element.end, xml: prefixed }]);
  const place = ORDER.indexOf(name);
  const above = root.children.filter((child) => {
    const order = ORDER.indexOf(child.name);
    return order >= 0 && order < place;
  });
  const at = above.at(-1)?.end ?? root.contentStart;
  return applyEdits(text, [{ start: at, end: at, xml: prefixed }]);
}

function writeSheets(writing: WorkbookWriting, listed: readonly ListedSheet[]): void {
  const { book, parts, partBySheet } = writing;
  const main = parts.mainPart;
  const tree = parts.tree(main);
  const list = childOf(tree?.root, "sheets");
  if (!tree || !list) return;
  const ids = listed.map(({ element }) => numberOf(element, "sheetId") ?? 0);
  let nextId = Math.max(0, ...ids);
  const prefix = /\s([\w.-]+):id\s*=/.exec(listed[0]?.element.attributes ?? "")?.[1] ?? "r";
  const grids = book.sheets.map((sheet) => {
    const part = partBySheet.get(sheet.id) ?? "";
    const there = listed.find((one) => one.part === part);
    let attributes = there?.element.attributes ?? "";
    if (!there) {
      nextId += 1;
      const id = parts.addRelation(main, "worksheet", part);
      attributes = ` name="" sheetId="${nextId}" ${prefix}:id="${id}"`;
    }
    const state = { Visible: undefined, Hidden: "hidden", VeryHidden: "veryHidden" }[sheet.visibility.value];
    attributes = withAttribute(attributes, "state", state);
    if (sheet.name.value !== there?.name) attributes = withAttribute(attributes, "name", sheet.name.value);
    return `<sheet${attributes}/>`;
  });
  // Sheets of charts keep their place among the tabs as far as there are tabs.
  const written = [...grids];
  for (const [place, one] of listed.entries()) {
    if (!one.isGrid) written.splice(Math.min(place, written.length), 0, sourceOf(tree.text, one.element));
  }
  const kept = new Set(book.sheets.map((sheet) => partBySheet.get(sheet.id)));
  const gone = listed.filter((one) => one.isGrid && !kept.has(one.part));
  const fresh = parts.tree(main);
  const place = childOf(fresh?.root, "sheets");
  if (!fresh || !place) return;
  const edit: Edit = {
    start: place.start,
    end: place.end,
    xml: withPrefix(`<sheets>${written.join("")}</sheets>`, fresh.root.prefix),
  };
  parts.write(main, applyEdits(fresh.text, [edit]));
  for (const sheet of gone) {
    for (const relation of parts.relations(sheet.part)) {
      if (relation.type === "table" || relation.type === "customProperty") parts.remove(relation.target);
    }
    const relation = parts.relations(main).find((one) => one.target === sheet.part);
    if (relation) parts.removeRelation(main, relation.id);
    parts.remove(sheet.part);
  }
}

function namesXml(
  writing: WorkbookWriting,
  listedBefore: readonly ListedSheet[],
  order: readonly string[],
  element: XmlElement | undefined,
  text: string,
): string {
  const { book, partBySheet, functionNames } = writing;
  const sheetByPart = new Map(book.sheets.map((sheet) => [partBySheet.get(sheet.id) ?? "", sheet]));
  const placeOf = (sheet: Sheet): number => order.indexOf(partBySheet.get(sheet.id) ?? "");
  const filed = childrenOf(element, "definedName").map((one) => {
    const place = numberOf(one, "localSheetId");
    const part = place === undefined ? undefined : listedBefore[place]?.part;
    return {
      one,
      part,
      sheet: part === undefined ? undefined : sheetByPart.get(part),
      name: attributeOf(one, "name") ?? "",
    };
  });
  const written: { readonly key: string; readonly xml: string }[] = [];
  const put = (name: string, attributes: string, formula: string): void => {
    written.push({
      key: `${name.toLowerCase()} ${attributeOf({ attributes }, "localSheetId") ?? ""}`,
      xml: `<definedName${attributes}>${escapeXml(formula)}</definedName>`,
    });
  };
  const reserved = (sheet: Sheet): readonly (readonly [name: string, formula: string, hidden: boolean])[] => {
    const at = (reference: string): string => {
      const area = parseArea(reference);
      return `${quotedSheetName(sheet.name.value)}!${area ? absoluteAreaText(area) : reference}`;
    };
    const areas = sheet.printArea.value.split(",").filter((one) => one !== "");
    const titles = [sheet.printTitleColumns.value, sheet.printTitleRows.value].filter((one) => one !== "");
    const filter: Area | undefined = sheet.filter.value?.area;
    return [
      ["_xlnm.Print_Area", areas.map(at).join(","), false],
      ["_xlnm.Print_Titles", titles.map(at).join(","), false],
      ["_xlnm._FilterDatabase", filter ? at(absoluteAreaText(filter)) : "", true],
    ];
  };
  // What Excel reserves: kept as it is for sheets on which nothing of it changed.
  for (const { one, part, sheet, name } of filed) {
    if (!name.startsWith("_xlnm.")) continue;
    const isOther = part !== undefined && !sheet && order.includes(part);
    const isKept = sheet !== undefined && writing.printedBefore.get(sheet.id) === printedState(sheet);
    const isKnown = ["_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase"].includes(name);
    if (part !== undefined && !isOther && !sheet) continue;
    if (sheet && isKnown && !isKept) continue;
    const place = part === undefined ? undefined : order.indexOf(part);
    put(name, withAttribute(one.attributes, "localSheetId", place), contentOf(text, one));
  }
  for (const sheet of book.sheets) {
    if (writing.printedBefore.get(sheet.id) === printedState(sheet)) continue;
    for (const [name, formula, isHidden] of reserved(sheet)) {
      if (formula === "") continue;
      put(name, ` name="${name}" localSheetId="${placeOf(sheet)}"${isHidden ? ' hidden="1"' : ""}`, formula);
    }
  }
  // Names that belong to sheets of charts.
  for (const { one, part, sheet, name } of filed) {
    if (name.startsWith("_xlnm.") || part === undefined || sheet || !order.includes(part)) continue;
    put(name, withAttribute(one.attributes, "localSheetId", order.indexOf(part)), contentOf(text, one));
  }
  for (const item of book.names.values()) {
    const before = filed.find(
      (one) => one.name.toLowerCase() === item.name.toLowerCase() && (one.sheet?.id ?? "") === (item.sheet?.id ?? ""),
    );
    put(
      item.name,
      nameAttributes(item, before?.one, item.sheet && placeOf(item.sheet)),
      nameFormula(item, before?.one, text, functionNames),
    );
  }
  if (written.length === 0) return "";
  written.sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));
  return `<definedNames>${written.map(({ xml }) => xml).join("")}</definedNames>`;
}

function nameAttributes(item: NamedItem, before: XmlElement | undefined, place: number | undefined): string {
  let attributes = before?.attributes ?? ` name="${escapeAttribute(item.name)}"`;
  attributes = withAttribute(attributes, "localSheetId", place);
  attributes = withAttribute(attributes, "comment", item.comment === "" ? undefined : item.comment);
  return withAttribute(attributes, "hidden", item.isVisible ? undefined : 1);
}

/** A name's formula: as the file has it where it did not change. */
function nameFormula(
  item: NamedItem,
  before: XmlElement | undefined,
  text: string,
  functionNames: readonly string[],
): string {
  const filed = before && contentOf(text, before);
  if (filed !== undefined && `=${shownFormula(filed, functionNames)}` === item.formula) return filed;
  return filedFormula(item.formula.slice(1), functionNames);
}
