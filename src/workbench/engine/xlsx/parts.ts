/** The parts of a package: their texts, what they relate to, and their types. Every change leaves the other parts alone. */
import {
  attributeOf,
  childrenOf,
  escapeAttribute,
  parseXml,
  withPrefix,
  XML_DECLARATION,
  type XmlElement,
} from "./xmlText";

/** The parts of a package by name; whoever opens a file brings the zip library. */
export type Parts = ReadonlyMap<string, Uint8Array>;

export type ZipCodec = {
  readonly unzip: (bytes: Uint8Array) => Parts;
  readonly zip: (parts: Parts) => Uint8Array;
};

/** What a part relates to: another part by its full name, or something outside the file. */
export type Relation = {
  readonly id: string;
  /** The last word of the type's address: "worksheet". */
  readonly type: string;
  readonly target: string;
  readonly isExternal: boolean;
};

const TYPES_PART = "[Content_Types].xml";
const RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml";
const PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships";

/** Addresses under which relations are known that did not come with the first edition of the format. */
const LATER_TYPES: Readonly<Record<string, string>> = {
  webextension: "http://schemas.microsoft.com/office/2011/relationships/webextension",
  webextensiontaskpanes: "http://schemas.microsoft.com/office/2011/relationships/webextensiontaskpanes",
  sheetMetadata: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sheetMetadata",
  "core-properties": "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
};

/** A package whose parts can be read, changed, added and removed. */
export class WorkbookParts {
  private readonly parts: Map<string, Uint8Array>;
  private readonly namesByLower = new Map<string, string>();
  private readonly trees = new Map<string, { readonly text: string; readonly root: XmlElement }>();
  private readonly relationsByPart = new Map<string, Relation[]>();

  constructor(parts: Parts) {
    this.parts = new Map(parts);
    for (const name of parts.keys()) this.namesByLower.set(name.toLowerCase(), name);
  }

  /** The parts as they are now. */
  get all(): Parts {
    return this.parts;
  }

  has(name: string): boolean {
    return this.namesByLower.has(name.toLowerCase());
  }

  bytes(name: string): Uint8Array | undefined {
    return this.parts.get(this.namesByLower.get(name.toLowerCase()) ?? name);
  }

  /** The text of a part; empty where there is none. */
  text(name: string): string {
    const bytes = this.bytes(name);
    if (!bytes) return "";
    const [first, second] = bytes;
    if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
    if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
    if (first === 0x3c && second === 0) return new TextDecoder("utf-16le").decode(bytes);
    if (first === 0 && second === 0x3c) return new TextDecoder("utf-16be").decode(bytes);
    return new TextDecoder().decode(bytes);
  }

  /** A part read into its elements; undefined where there is none. */
  tree(name: string): { readonly text: string; readonly root: XmlElement } | undefined {
    const known = this.trees.get(name);
    if (known) return known;
    if (!this.has(name)) return undefined;
    const text = this.text(name);
    const tree = { text, root: parseXml(text) };
    this.trees.set(name, tree);
    return tree;
  }

  /** Writes a part as UTF-8 text, or as the bytes given. */
  write(name: string, content: string | Uint8Array): void {
    const known = this.namesByLower.get(name.toLowerCase()) ?? name;
    this.namesByLower.set(known.toLowerCase(), known);
    this.trees.delete(known);
    if (known.endsWith(".rels")) this.relationsByPart.clear();
    const bytes =
      typeof content === "string"
        ? new TextEncoder().encode(
            content.replace(
              /^(\ufeff?<\?xml[^>]*encoding\s*=\s*["'])(?!utf-8)[^"']*/i,
              (_whole, before: string) => `${before}UTF-8`,
            ),
          )
        : content;
    this.parts.set(known, bytes);
  }

  /** What a part relates to; the package itself is the part "". */
  relations(part: string): readonly Relation[] {
    const known = this.relationsByPart.get(part);
    if (known) return known;
    const tree = this.tree(relationsPartOf(part));
    const relations = childrenOf(tree?.root, "Relationship").map((element): Relation => {
      const isExternal = attributeOf(element, "TargetMode") === "External";
      const target = attributeOf(element, "Target") ?? "";
      return {
        id: attributeOf(element, "Id") ?? "",
        type: (attributeOf(element, "Type") ?? "").split("/").at(-1) ?? "",
        target: isExternal ? target : resolveTarget(part, target),
        isExternal,
      };
    });
    this.relationsByPart.set(part, relations);
    return relations;
  }

  /** The part that a relation of a type leads to. */
  related(part: string, type: string): string | undefined {
    const relation = this.relations(part).find((one) => one.type === type && !one.isExternal);
    return relation && this.has(relation.target) ? relation.target : undefined;
  }

  /** The part that a relation leads to by its id. */
  relatedById(part: string, id: string | undefined): Relation | undefined {
    return id === undefined ? undefined : this.relations(part).find((relation) => relation.id === id);
  }

  /** Adds a relation and gives its id. */
  addRelation(part: string, type: string, target: string, isExternal = false): string {
    const name = relationsPartOf(part);
    const used = new Set(this.relations(part).map((relation) => relation.id));
    let number = used.size + 1;
    while (used.has(`rId${number}`)) number += 1;
    const id = `rId${number}`;
    const written = isExternal ? target : `/${target}`;
    const address = LATER_TYPES[type] ?? `${this.relationsAddress}/${type}`;
    const xml =
      `<Relationship Id="${id}" Type="${address}" Target="${escapeAttribute(written)}"` +
      `${isExternal ? ' TargetMode="External"' : ""}/>`;
    const tree = this.tree(name);
    if (!tree) {
      this.write(name, `${XML_DECLARATION}<Relationships xmlns="${PACKAGE_RELATIONS}">${xml}</Relationships>`);
      this.ensureDefaultType("rels", RELATIONS_TYPE);
    } else this.write(name, appended(tree.text, tree.root, xml));
    return id;
  }

  /** Takes a relation away; the part it leads to stays. */
  removeRelation(part: string, id: string): void {
    const name = relationsPartOf(part);
    const tree = this.tree(name);
    const element = childrenOf(tree?.root, "Relationship").find((one) => attributeOf(one, "Id") === id);
    if (tree && element) this.write(name, tree.text.slice(0, element.start) + tree.text.slice(element.end));
  }

  /** Adds a part under the first free name of a pattern such as "xl/tables/table#.xml". */
  add(pattern: string, contentType: string, content: string | Uint8Array): string {
    let number = 1;
    while (this.has(pattern.replace("#", String(number)))) number += 1;
    const name = pattern.replace("#", String(number));
    this.write(name, content);
    const tree = this.tree(TYPES_PART);
    if (tree) {
      const xml = `<Override PartName="/${name}" ContentType="${contentType}"/>`;
      this.write(TYPES_PART, appended(tree.text, tree.root, xml));
    }
    return name;
  }

  /** Removes a part, its relations and its type. */
  remove(name: string): void {
    const known = this.namesByLower.get(name.toLowerCase());
    if (known === undefined) return;
    this.parts.delete(known);
    this.namesByLower.delete(known.toLowerCase());
    this.trees.delete(known);
    this.relationsByPart.delete(known);
    if (!known.endsWith(".rels")) this.remove(relationsPartOf(known));
    const tree = this.tree(TYPES_PART);
    const override = childrenOf(tree?.root, "Override").find(
      (one) => attributeOf(one, "PartName")?.toLowerCase() === `/${known.toLowerCase()}`,
    );
    if (tree && override) this.write(TYPES_PART, tree.text.slice(0, override.start) + tree.text.slice(override.end));
  }

  /** The workbook's main part. */
  get mainPart(): string {
    return this.related("", "officeDocument") ?? "xl/workbook.xml";
  }

  /** The address under which the file's own edition of the format knows relations. */
  get relationsAddress(): string {
    return this.isStrict
      ? "http://purl.oclc.org/ooxml/officeDocument/relationships"
      : "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  }

  /** The address of the file's own edition of the spreadsheet format. */
  get mainAddress(): string {
    return this.isStrict
      ? "http://purl.oclc.org/ooxml/spreadsheetml/main"
      : "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  }

  private get isStrict(): boolean {
    return this.text(this.mainPart).slice(0, 4000).includes("http://purl.oclc.org/ooxml/spreadsheetml/main");
  }

  private ensureDefaultType(extension: string, contentType: string): void {
    const tree = this.tree(TYPES_PART);
    if (!tree || childrenOf(tree.root, "Default").some((one) => attributeOf(one, "Extension") === extension)) return;
    const xml = withPrefix(`<Default Extension="${extension}" ContentType="${contentType}"/>`, tree.root.prefix);
    this.write(TYPES_PART, tree.text.slice(0, tree.root.contentStart) + xml + tree.text.slice(tree.root.contentStart));
  }
}

/** A part's text with XML put in as the last thing of an element, which may have been empty. Plain XML gets its prefix. */
export function appended(text: string, element: XmlElement, xml: string, hasOwnPrefix = false): string {
  const prefixed = hasOwnPrefix ? xml : withPrefix(xml, element.prefix);
  if (element.contentStart !== element.end) {
    return text.slice(0, element.contentEnd) + prefixed + text.slice(element.contentEnd);
  }
  const open = text.slice(0, element.end).replace(/\/>$/, ">");
  return `${open}${prefixed}</${element.prefix}${element.name}>${text.slice(element.end)}`;
}

function relationsPartOf(part: string): string {
  const slash = part.lastIndexOf("/");
  return `${part.slice(0, slash + 1)}_rels/${part.slice(slash + 1)}.rels`;
}

function resolveTarget(part: string, target: string): string {
  if (target.startsWith("/")) return decodeName(target.slice(1));
  const folders = part.split("/").slice(0, -1);
  for (const step of target.split("/")) {
    if (step === "..") folders.pop();
    else if (step !== ".") folders.push(step);
  }
  return decodeName(folders.join("/"));
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
