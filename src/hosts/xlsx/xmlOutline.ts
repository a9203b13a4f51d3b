/**
 * An XML part that is to be changed without being rewritten: where each element stands in the text, and insertions and
 * removals by place. All that is not touched stays as it was, unknown namespaces, comments and line breaks included.
 */
import type { Archive, ArchiveEntry } from "./archive";
import { Refusal, shownText } from "./refusal";
import { XmlDecoder, attributePrefix, namePrefix, strictParser, xmlEncoding } from "./xml";

/** An element and where it stands. For small parts only: a sheet's cells are never outlined. */
export type XmlNode = {
  /** As in events: plain for SpreadsheetML and the package, "{uri}local" for others. */
  readonly name: string;
  /** Its prefix in the text, with the colon; "" without one. */
  readonly prefix: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Namespaces declared here, by prefix ("" for the default one). */
  readonly declares: ReadonlyMap<string, string>;
  readonly parent: XmlNode | null;
  readonly children: XmlNode[];
  /** The text from "<" to after the last ">" of the element, and its start tag alone. */
  readonly start: number;
  readonly startTagEnd: number;
  end: number;
  /** Where its end tag begins; the same as `end` when it has none. */
  endTagStart: number;
};

/** A part's text with its outline, and the changes to be made to it. */
export class XmlPatch {
  readonly #edits: Edit[] = [];
  readonly #appended = new Map<XmlNode, string>();

  constructor(
    readonly part: string,
    readonly text: string,
    readonly root: XmlNode,
    private readonly encoding: ReturnType<typeof xmlEncoding>,
    private readonly hasByteOrderMark: boolean,
  ) {}

  /** Inserts XML as the last thing inside an element. */
  append(node: XmlNode, xml: string): void {
    if (xml !== "") this.#appended.set(node, (this.#appended.get(node) ?? "") + xml);
  }

  insertAfter(node: XmlNode, xml: string): void {
    if (xml !== "") this.#edits.push({ at: node.end, removed: 0, inserted: xml });
  }

  insertBefore(node: XmlNode, xml: string): void {
    if (xml !== "") this.#edits.push({ at: node.start, removed: 0, inserted: xml });
  }

  remove(node: XmlNode): void {
    this.#edits.push({ at: node.start, removed: node.end - node.start, inserted: "" });
  }

  /** Changes the value of an attribute that is there and has no prefix; does nothing when it is not there. */
  setAttribute(node: XmlNode, name: string, value: string): void {
    const place = attributeValuePlace(this.text, node, name);
    if (place) this.#edits.push({ at: place.start, removed: place.end - place.start, inserted: value });
  }

  get isChanged(): boolean {
    return this.#edits.length > 0 || this.#appended.size > 0;
  }

  /** The part's bytes with the changes made, in the part's own encoding. */
  toBytes(): Uint8Array {
    const edits = [...this.#edits, ...[...this.#appended].map(([node, xml]) => this.#appendEdit(node, xml))]
      .map((edit, order) => ({ ...edit, order }))
      .sort((a, b) => a.at - b.at || a.order - b.order);
    let text = this.hasByteOrderMark ? "\ufeff" : "";
    let from = 0;
    for (const edit of edits) {
      if (edit.at < from) throw new Error(`changes overlap in ${this.part}`);
      text += this.text.slice(from, edit.at) + edit.inserted;
      from = edit.at + edit.removed;
    }
    return encodeXml(text + this.text.slice(from), this.encoding);
  }

  /** An element without an end tag is given one. */
  #appendEdit(node: XmlNode, xml: string): Edit {
    if (node.endTagStart < node.end) return { at: node.endTagStart, removed: 0, inserted: xml };
    const slash = this.text.lastIndexOf("/", node.end - 1);
    return { at: slash, removed: node.end - slash, inserted: `>${xml}</${node.prefix}${localName(node)}>` };
  }
}

/** At a place in the text, so many characters go and these come. */
type Edit = { readonly at: number; readonly removed: number; readonly inserted: string };

/** Outlines a part. Refuses F06_DAMAGED and F08_DTD. */
export function outlinePart(archive: Archive, entry: ArchiveEntry): XmlPatch {
  return outlineBytes(entry.name, archive.read(entry));
}

/** Outlines a part that is given by its bytes. */
export function outlineBytes(part: string, bytes: Uint8Array): XmlPatch {
  const decoder = new XmlDecoder(part);
  const text = decoder.decode(bytes) + decoder.end();
  const encoding = xmlEncoding(bytes);
  return new XmlPatch(part, text, outline(part, text), encoding, startsWithByteOrderMark(bytes, encoding));
}

/** The first child element of a name. */
export function childNamed(node: XmlNode, name: string): XmlNode | undefined {
  return node.children.find((child) => child.name === name);
}

/** The prefix, with its colon, by which an element's surroundings name a namespace; null when they do not. */
export function prefixFor(node: XmlNode, uri: string): string | null {
  const hidden = new Set<string>();
  for (let scope: XmlNode | null = node; scope; scope = scope.parent) {
    for (const [prefix, declared] of scope.declares) {
      if (declared === uri && prefix !== "" && !hidden.has(prefix)) return `${prefix}:`;
    }
    for (const prefix of scope.declares.keys()) hidden.add(prefix);
  }
  return null;
}

/** The namespace an element is in. */
export function namespaceOf(node: XmlNode): string {
  const prefix = node.prefix.slice(0, -1);
  for (let scope: XmlNode | null = node; scope; scope = scope.parent) {
    const declared = scope.declares.get(prefix);
    if (declared !== undefined) return declared;
  }
  return "";
}

/** Text as it stands inside an element or, with quotes escaped too, inside an attribute. */
export function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function outline(part: string, text: string): XmlNode {
  let root: XmlNode | null = null;
  let current: XmlNode | null = null;
  let count = 0;
  const parser = strictParser(part, {
    open(tag) {
      if (++count > OUTLINED_ELEMENTS_MAXIMUM) throw tooManyElements(part);
      const attributes = new Map<string, string>();
      const declares = new Map<string, string>();
      for (const { name, prefix, local, uri, value } of Object.values(tag.attributes)) {
        if (name === "xmlns") declares.set("", value);
        else if (prefix === "xmlns") declares.set(local, value);
        else attributes.set((prefix === "" ? "" : attributePrefix(uri)) + local, value);
      }
      const end = parser.position;
      const node: XmlNode = {
        name: namePrefix(tag.uri) + tag.local,
        prefix: tag.prefix === "" ? "" : `${tag.prefix}:`,
        attributes,
        declares,
        parent: current,
        children: [],
        // "<" cannot stand inside a tag, not even in a quoted value, so the nearest one before is the tag's own.
        start: text.lastIndexOf("<", end - 1),
        startTagEnd: end,
        end,
        endTagStart: end,
      };
      if (current) current.children.push(node);
      else root = node;
      current = node;
    },
    close(tag) {
      if (!current) return;
      if (!tag.isSelfClosing) {
        current.end = parser.position;
        current.endTagStart = text.lastIndexOf("</", parser.position - 1);
      }
      current = current.parent;
    },
    text() {},
  });
  parser.write(text).close();
  if (!root) throw new Error(`no root element in ${part}`); // the parser has refused such a part already
  return root;
}

/** More elements than the lists of the largest workbooks have; each takes some hundred bytes here. */
const OUTLINED_ELEMENTS_MAXIMUM = 300_000;

function tooManyElements(part: string): Refusal {
  return new Refusal({
    code: "F07_TOO_LARGE",
    message: `${shownText(part)} holds more than ${OUTLINED_ELEMENTS_MAXIMUM} elements, which is more than we can add to.`,
    next: "Open the workbook in Excel, remove the names and styles that nobody uses, and save it.",
  });
}

function localName(node: XmlNode): string {
  return node.name.slice(Math.max(node.name.lastIndexOf("}"), node.name.lastIndexOf(":")) + 1);
}

function attributeValuePlace(text: string, node: XmlNode, name: string): { start: number; end: number } | null {
  let at = node.start + 1;
  while (at < node.startTagEnd) {
    const equals = text.indexOf("=", at);
    if (equals < 0 || equals >= node.startTagEnd) return null;
    const quoteAt = equals + 1 + /^\s*/.exec(text.slice(equals + 1, node.startTagEnd))![0].length;
    const end = text.indexOf(text[quoteAt] ?? "", quoteAt + 1);
    const words = text.slice(at, equals).trim().split(/\s+/);
    if (words.at(-1) === name) return { start: quoteAt + 1, end };
    at = end + 1;
  }
  return null;
}

function startsWithByteOrderMark(bytes: Uint8Array, encoding: ReturnType<typeof xmlEncoding>): boolean {
  if (encoding === "utf-8") return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return bytes[0] === 0xff || bytes[0] === 0xfe;
}

function encodeXml(text: string, encoding: ReturnType<typeof xmlEncoding>): Uint8Array {
  if (encoding === "utf-8") return new TextEncoder().encode(text);
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), encoding === "utf-16le");
  return bytes;
}
