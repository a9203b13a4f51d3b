/** What a workbook carries beside its sheets: document properties, custom XML, and the settings of an add-in. */
import type { Book } from "../book";
import type { CellValue } from "../value";
import { type WorkbookParts, appended } from "./parts";
import {
  XML_DECLARATION,
  type XmlElement,
  applyEdits,
  attributeOf,
  childOf,
  childrenOf,
  contentOf,
  escapeAttribute,
  escapeXml,
} from "./xmlText";

/** The add-in whose settings are read and written, as its manifest names it. */
export type AddInIdentity = { readonly id: string; readonly version: string };

/** Stands for the add-in where a file is saved with settings and nobody said whose they are. */
const ANY_ADD_IN: AddInIdentity = { id: "00000000-0000-0000-0000-000000000000", version: "1.0.0.0" };

/** Properties of the document: as the object model names them, and the elements that hold them. */
const CORE: readonly (readonly [property: string, element: string])[] = [
  ["Author", "dc:creator"],
  ["Category", "cp:category"],
  ["Comments", "dc:description"],
  ["Keywords", "cp:keywords"],
  ["LastAuthor", "cp:lastModifiedBy"],
  ["RevisionNumber", "cp:revision"],
  ["Subject", "dc:subject"],
  ["Title", "dc:title"],
];
const APPLICATION: readonly (readonly [property: string, element: string])[] = [
  ["Company", "Company"],
  ["Manager", "Manager"],
];

const PROPERTY_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";
const CORE_ADDRESSES =
  'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ' +
  'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" ' +
  'xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** What the engine holds of all this, as text to compare. */
export type DocumentState = {
  readonly properties: string;
  readonly custom: string;
  readonly xmlParts: string;
  readonly settings: string;
};

/** What the engine holds now. */
export function documentState(book: Book): DocumentState {
  return {
    properties: JSON.stringify([...book.properties.entries()]),
    custom: JSON.stringify([...book.customProperties.entries()]),
    xmlParts: JSON.stringify([...book.customXmlParts.values()]),
    settings: JSON.stringify([...book.settings.entries()]),
  };
}

/** By the id of each part of custom XML, the part that holds it. */
export type CustomXmlPlaces = ReadonlyMap<string, string>;

/** Reads properties, custom XML and settings into the engine. */
export function readDocumentParts(book: Book, parts: WorkbookParts, addIn: AddInIdentity | undefined): CustomXmlPlaces {
  const core = treeOf(parts, parts.related("", "core-properties"));
  for (const [property, name] of CORE) {
    const text = core && contentOf(core.text, childOf(core.root, localName(name)));
    if (text === undefined || text === "") continue;
    book.properties.set(property, property === "RevisionNumber" ? Number(text) || 0 : text);
  }
  const created = core && contentOf(core.text, childOf(core.root, "created"));
  if (created !== undefined && created !== "") book.properties.set("CreationDate", created);
  const application = treeOf(parts, parts.related("", "extended-properties"));
  for (const [property, name] of APPLICATION) {
    const text = application && contentOf(application.text, childOf(application.root, name));
    if (text !== undefined && text !== "") book.properties.set(property, text);
  }
  const custom = treeOf(parts, parts.related("", "custom-properties"));
  for (const property of childrenOf(custom?.root, "property")) {
    const [value] = property.children;
    const name = attributeOf(property, "name");
    if (!custom || !value || name === undefined) continue;
    book.customProperties.set(name, propertyValue(value.name, contentOf(custom.text, value)));
  }
  const extension = extensionPart(parts, addIn);
  const tree = treeOf(parts, extension);
  for (const property of childrenOf(childOf(tree?.root, "properties"), "property")) {
    const name = attributeOf(property, "name");
    const value = attributeOf(property, "value");
    if (name !== undefined && value !== undefined && isJson(value)) book.settings.set(name, value);
  }
  return readCustomXml(book, parts);
}

function treeOf(
  parts: WorkbookParts,
  part: string | undefined,
): { readonly text: string; readonly root: XmlElement } | undefined {
  return part === undefined ? undefined : parts.tree(part);
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function propertyValue(type: string, text: string): CellValue | Date {
  if (type === "bool") return text === "true" || text === "1";
  if (/^(?:i|ui|r)\d|^(?:int|uint|decimal)$/.test(type)) return Number(text);
  if (type === "filetime" || type === "date") return new Date(text);
  return text;
}

/** The part in which an add-in keeps its settings: that of the one named, or the only one there is. */
function extensionPart(parts: WorkbookParts, addIn: AddInIdentity | undefined): string | undefined {
  const panes = parts.related("", "webextensiontaskpanes");
  const found = (panes === undefined ? [] : parts.relations(panes))
    .filter((relation) => relation.type === "webextension" && parts.has(relation.target))
    .map((relation) => relation.target);
  const wanted = (addIn ?? ANY_ADD_IN).id.toLowerCase();
  const own = found.find((part) => {
    const reference = childOf(parts.tree(part)?.root, "reference");
    return reference !== undefined && attributeOf(reference, "id")?.toLowerCase() === wanted;
  });
  return own ?? (addIn === undefined && found.length === 1 ? found[0] : undefined);
}

function readCustomXml(book: Book, parts: WorkbookParts): CustomXmlPlaces {
  const places = new Map<string, string>();
  for (const relation of parts.relations(parts.mainPart)) {
    if (relation.type !== "customXml" || relation.isExternal || !parts.has(relation.target)) continue;
    const properties = treeOf(parts, parts.related(relation.target, "customXmlProps"));
    const named = properties && /itemID\s*=\s*["']([^"']+)["']/.exec(properties.root.attributes)?.[1];
    const id = named ?? `{${String(book.nextNumber()).padStart(8, "0")}-0000-0000-0000-0000000C3A10}`;
    book.customXmlParts.set(id, { id, xml: parts.text(relation.target).replace(/^\ufeff?<\?xml[^>]*\?>\s*/, "") });
    places.set(id, relation.target);
  }
  return places;
}

// ---------------------------------------------------------------------------------------------- writing

/** Writes what changed of properties, custom XML and settings. */
export function writeDocumentParts(
  book: Book,
  parts: WorkbookParts,
  before: DocumentState,
  places: CustomXmlPlaces,
  addIn: AddInIdentity | undefined,
): void {
  const now = documentState(book);
  if (now.properties !== before.properties) {
    writeProperties(book, parts, CORE, {
      relation: "core-properties",
      part: "docProps/core#.xml",
      type: "application/vnd.openxmlformats-package.core-properties+xml",
      start: `<cp:coreProperties ${CORE_ADDRESSES}>`,
      end: "</cp:coreProperties>",
    });
    writeProperties(book, parts, APPLICATION, {
      relation: "extended-properties",
      part: "docProps/app#.xml",
      type: "application/vnd.openxmlformats-officedocument.extended-properties+xml",
      start: '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">',
      end: "</Properties>",
    });
  }
  if (now.custom !== before.custom) writeCustomProperties(book, parts);
  if (now.xmlParts !== before.xmlParts) writeCustomXml(book, parts, places);
  if (now.settings !== before.settings) writeSettings(book, parts, addIn);
}

type PropertyPart = {
  readonly relation: string;
  readonly part: string;
  readonly type: string;
  readonly start: string;
  readonly end: string;
};

function writeProperties(
  book: Book,
  parts: WorkbookParts,
  list: readonly (readonly [property: string, element: string])[],
  kind: PropertyPart,
): void {
  let part = parts.related("", kind.relation);
  for (const [property, name] of list) {
    const value = book.properties.get(property);
    const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
    const tree = treeOf(parts, part);
    const element = childOf(tree?.root, localName(name));
    if ((tree && element ? contentOf(tree.text, element) : "") === text) continue;
    if (part === undefined || !tree) {
      part = parts.add(kind.part, kind.type, `${XML_DECLARATION}${kind.start}${kind.end}`);
      parts.addRelation("", kind.relation, part);
    }
    const whole = parts.tree(part);
    if (!whole) continue;
    const xml = text === "" ? "" : `<${name}>${escapeXml(text)}</${name}>`;
    const old = childOf(whole.root, localName(name));
    parts.write(
      part,
      old
        ? applyEdits(whole.text, [{ start: old.start, end: old.end, xml }])
        : appended(whole.text, whole.root, xml, true),
    );
  }
}

function writeCustomProperties(book: Book, parts: WorkbookParts): void {
  const part = parts.related("", "custom-properties");
  const tree = treeOf(parts, part);
  const known = new Map(childrenOf(tree?.root, "property").map((one) => [attributeOf(one, "name") ?? "", one]));
  let nextId = Math.max(1, ...[...known.values()].map((one) => Number(attributeOf(one, "pid") ?? 1)));
  const written = [...book.customProperties.entries()].map(([name, value]) => {
    const before = known.get(name);
    const pid = before ? attributeOf(before, "pid") : undefined;
    if (pid === undefined) nextId += 1;
    const typed =
      value instanceof Date
        ? `<vt:filetime>${value.toISOString().replace(/\.\d+Z$/, "Z")}</vt:filetime>`
        : typeof value === "boolean"
          ? `<vt:bool>${value}</vt:bool>`
          : typeof value === "number"
            ? Number.isInteger(value) && Math.abs(value) < 2 ** 31
              ? `<vt:i4>${value}</vt:i4>`
              : `<vt:r8>${value}</vt:r8>`
            : `<vt:lpwstr>${escapeXml(typeof value === "string" ? value : "")}</vt:lpwstr>`;
    return `<property fmtid="${PROPERTY_ID}" pid="${pid ?? nextId}" name="${escapeAttribute(name)}">${typed}</property>`;
  });
  const xml =
    `${XML_DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" ` +
    `xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">${written.join("")}</Properties>`;
  if (part !== undefined) parts.write(part, xml);
  else {
    const type = "application/vnd.openxmlformats-officedocument.custom-properties+xml";
    parts.addRelation("", "custom-properties", parts.add("docProps/custom#.xml", type, xml));
  }
}

function writeCustomXml(book: Book, parts: WorkbookParts, places: CustomXmlPlaces): void {
  const main = parts.mainPart;
  for (const [id, part] of places) {
    if (book.customXmlParts.has(id)) continue;
    for (const relation of parts.relations(main)) if (relation.target === part) parts.removeRelation(main, relation.id);
    const properties = parts.related(part, "customXmlProps");
    if (properties !== undefined) parts.remove(properties);
    parts.remove(part);
  }
  for (const { id, xml } of book.customXmlParts.values()) {
    const part = places.get(id);
    if (part !== undefined) {
      if (parts.text(part).replace(/^\ufeff?<\?xml[^>]*\?>\s*/, "") !== xml) parts.write(part, XML_DECLARATION + xml);
      continue;
    }
    const added = parts.add("customXml/item#.xml", "application/xml", XML_DECLARATION + xml);
    const properties = parts.add(
      "customXml/itemProps#.xml",
      "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
      `${XML_DECLARATION}<ds:datastoreItem ds:itemID="${escapeAttribute(id)}" ` +
        'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs/></ds:datastoreItem>',
    );
    parts.addRelation(main, "customXml", added);
    parts.addRelation(added, "customXmlProps", properties);
  }
}

const EXTENSION_TYPE = "application/vnd.ms-office.webextension+xml";
const PANES_TYPE = "application/vnd.ms-office.webextensiontaskpanes+xml";

function writeSettings(book: Book, parts: WorkbookParts, addIn: AddInIdentity | undefined): void {
  const written = [...book.settings.entries()].map(
    ([name, value]) => `<we:property name="${escapeAttribute(name)}" value="${escapeAttribute(value)}"/>`,
  );
  const properties = `<we:properties>${written.join("")}</we:properties>`;
  const part = extensionPart(parts, addIn);
  const tree = treeOf(parts, part);
  if (part !== undefined && tree) {
    const { text, root } = tree;
    const old = childOf(root, "properties");
    const xml = properties.replaceAll("we:", root.prefix);
    const next = childOf(root, "bindings") ?? childOf(root, "snapshot") ?? childOf(root, "extLst");
    const at = next?.start ?? root.contentEnd;
    parts.write(part, applyEdits(text, [old ? { start: old.start, end: old.end, xml } : { start: at, end: at, xml }]));
    return;
  }
  const { id, version } = addIn ?? ANY_ADD_IN;
  const extension = parts.add(
    "xl/webextensions/webextension#.xml",
    EXTENSION_TYPE,
    `${XML_DECLARATION}<we:webextension xmlns:we="http://schemas.microsoft.com/office/webextensions/webextension/2010/11" ` +
      `id="{${escapeAttribute(id.toUpperCase())}}"><we:reference id="${escapeAttribute(id)}" version="${escapeAttribute(version)}" ` +
      `store="developer" storeType="Registry"/><we:alternateReferences/>${properties}<we:bindings/>` +
      '<we:snapshot xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/></we:webextension>',
  );
  const pane = (relation: string): string =>
    `<wetp:taskpane dockstate="right" visibility="0" width="350" row="0"><wetp:webextensionref ` +
    `xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="${relation}"/></wetp:taskpane>`;
  const panes = parts.related("", "webextensiontaskpanes");
  if (panes !== undefined) {
    const relation = parts.addRelation(panes, "webextension", extension);
    const whole = parts.tree(panes);
    if (whole) parts.write(panes, appended(whole.text, whole.root, pane(relation), true));
    return;
  }
  const added = parts.add("xl/webextensions/taskpanes#.xml", PANES_TYPE, "");
  const relation = parts.addRelation(added, "webextension", extension);
  parts.write(
    added,
    `${XML_DECLARATION}<wetp:taskpanes xmlns:wetp="http://schemas.microsoft.com/office/webextensions/taskpanes/2010/11">` +
      `${pane(relation)}</wetp:taskpanes>`,
  );
  parts.addRelation("", "webextensiontaskpanes", added);
}
