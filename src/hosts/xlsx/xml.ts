/**
 * Reading XML parts as events, strictly: a part that is not well-formed is damaged, and one that declares a document
 * type is refused unread, since Excel never writes one and entities are how hostile files grow or look outside.
 *
 * Names arrive without their prefixes. Elements of SpreadsheetML (transitional or strict) and of the package itself
 * have their plain names; others carry what they belong to, so that a namesake elsewhere is never taken for them.
 */
import { SaxesParser, type SaxesTagNS } from "saxes";
import { type Archive, type ArchiveEntry, joinBytes } from "./archive";
import { Refusal, damagedPart, shownText } from "./refusal";

/** An element's attributes by name: "r", "xml:space", "r:id" for the relationships namespace. */
export type XmlAttributes = { get(name: string): string | undefined };

/** What a reader of a part does with its events. Text may come in several pieces. */
export type XmlHandler = {
  open(name: string, attributes: XmlAttributes): void;
  close(name: string): void;
  text(text: string): void;
  /**
   * May take whole `c` elements at one go, where one begins in a text: gives where the last of them ends, or -1 when the
   * first is to come as events. It must take only what is well-formed beyond doubt.
   */
  takeCells?(text: string, start: number): number;
};

export const XML_DEPTH_MAXIMUM = 64;
export const XML_ATTRIBUTES_MAXIMUM = 256;

/** Gives a part's text to a reader, piece by piece as it is unpacked. */
export function feedXmlPart(
  archive: Archive,
  entry: ArchiveEntry,
  reader: { write(text: string): void; close(): void },
): void {
  const decoder = new XmlDecoder(entry.name);
  let carried = new Uint8Array(0);
  archive.inflate(entry, (piece) => {
    // Pieces are cut after a ">", so that readers seldom have to wait for the rest of a tag: joining texts is slow.
    const cut = piece.lastIndexOf(GREATER) + 1;
    reader.write(decoder.decode(joinBytes([carried, piece.subarray(0, cut)])));
    carried = piece.slice(cut);
  });
  reader.write(decoder.decode(carried) + decoder.end());
  reader.close();
}

const GREATER = 0x3e;

/** What `strictParser` reports: saxes allows one listener an event, and needs its own for the limits. */
export type TagEvents = {
  open(tag: SaxesTagNS): void;
  close(tag: SaxesTagNS): void;
  text(text: string): void;
};

/** A saxes parser that refuses what this folder refuses, with namespaces resolved and positions kept. */
export function strictParser(part: string, events: TagEvents): SaxesParser<{ xmlns: true; position: true }> {
  const parser = new SaxesParser({ xmlns: true, position: true });
  let depth = 0;
  let attributeCount = 0;
  parser.on("doctype", () => {
    throw declaresDocumentType(part);
  });
  parser.on("error", (error) => {
    if (error.message.includes("doctype")) throw declaresDocumentType(part);
    throw damagedXml(part, parser.line, error.message.replace(/^[0-9:]* ?/, ""));
  });
  parser.on("opentagstart", () => {
    attributeCount = 0;
    if (++depth > XML_DEPTH_MAXIMUM)
      throw damagedXml(part, parser.line, `elements nested more than ${XML_DEPTH_MAXIMUM} deep`);
  });
  parser.on("attribute", () => {
    if (++attributeCount > XML_ATTRIBUTES_MAXIMUM) {
      throw damagedXml(part, parser.line, `an element with more than ${XML_ATTRIBUTES_MAXIMUM} attributes`);
    }
  });
  parser.on("opentag", (tag) => events.open(tag));
  parser.on("closetag", (tag) => {
    depth--;
    events.close(tag);
  });
  parser.on("text", (text) => events.text(text));
  parser.on("cdata", (text) => events.text(text));
  return parser;
}

/** F06_DAMAGED for XML that is not well-formed. */
export function damagedXml(part: string, line: number, fault: string): Refusal {
  return damagedPart(part, `XML error at line ${line}: ${shownText(fault).replace(/\.$/, "")}`);
}

/** F08_DTD. */
export function declaresDocumentType(part: string): Refusal {
  return new Refusal({
    code: "F08_DTD",
    message: `${shownText(part)} declares XML entities. Excel never writes these; the file may be hostile.`,
    next: "Ask its sender for a copy saved by Excel.",
  });
}

// ---------------------------------------------------------------------------------------------- namespaces

const PLAIN = "";
const MARKUP_COMPATIBILITY = "mc:";

/** How names of the namespaces this folder knows begin. */
const NAME_PREFIXES = new Map([
  ["", PLAIN],
  ["http://schemas.openxmlformats.org/spreadsheetml/2006/main", PLAIN],
  ["http://purl.oclc.org/ooxml/spreadsheetml/main", PLAIN],
  ["http://schemas.openxmlformats.org/package/2006/relationships", PLAIN],
  ["http://schemas.openxmlformats.org/package/2006/content-types", PLAIN],
  ["http://schemas.openxmlformats.org/officeDocument/2006/relationships", "r:"],
  ["http://purl.oclc.org/ooxml/officeDocument/relationships", "r:"],
  ["http://www.w3.org/XML/1998/namespace", "xml:"],
  ["http://schemas.openxmlformats.org/markup-compatibility/2006", MARKUP_COMPATIBILITY],
]);

/** What the names of a namespace begin with in events: nothing for SpreadsheetML, "{uri}" for a foreign one. */
export function namePrefix(uri: string): string {
  return NAME_PREFIXES.get(uri) ?? `{${uri}}`;
}

/** The same for attributes with a prefix, which are never what an attribute without one is. */
export function attributePrefix(uri: string): string {
  return namePrefix(uri) || `{${uri}}`;
}

/**
 * Passes events on as an application sees them that knows none of the extensions a file may offer a choice of: the
 * choices are left out, and what is to be used instead of them stands in their place.
 */
export class CompatibleEvents implements XmlHandler {
  #choiceDepth = 0;

  constructor(private readonly handler: XmlHandler) {}

  /** Whether a cell may be offered to the handler whole: not while a choice is being left out. */
  get isOpenToCells(): boolean {
    return this.#choiceDepth === 0 && this.handler.takeCells !== undefined;
  }

  takeCells(text: string, start: number): number {
    return this.handler.takeCells?.(text, start) ?? -1;
  }

  open(name: string, attributes: XmlAttributes): void {
    if (this.#choiceDepth > 0 || name === "mc:Choice") this.#choiceDepth++;
    else if (name !== "mc:AlternateContent" && name !== "mc:Fallback") this.handler.open(name, attributes);
  }

  close(name: string): void {
    if (this.#choiceDepth > 0) this.#choiceDepth--;
    else if (name !== "mc:AlternateContent" && name !== "mc:Fallback") this.handler.close(name);
  }

  text(text: string): void {
    if (this.#choiceDepth === 0) this.handler.text(text);
  }
}

// ---------------------------------------------------------------------------------------------- encodings

/** Turns a part's bytes into text piece by piece. Parts are UTF-8 or UTF-16; a broken sequence is damage (F06_DAMAGED). */
export class XmlDecoder {
  #decoder: InstanceType<typeof TextDecoder> | undefined;
  #start = new Uint8Array(0);

  constructor(private readonly part: string) {}

  decode(piece: Uint8Array): string {
    if (this.#decoder) return this.#run(this.#decoder, piece, true);
    // Two bytes decide the encoding; a first piece of one byte waits for the next.
    const start = this.#start.length === 0 ? piece : new Uint8Array([...this.#start, ...piece]);
    if (start.length < 2) {
      this.#start = start.slice();
      return "";
    }
    this.#decoder = new TextDecoder(xmlEncoding(start), { fatal: true });
    return this.#run(this.#decoder, start, true);
  }

  end(): string {
    return this.#decoder ? this.#run(this.#decoder, new Uint8Array(0), false) : "";
  }

  #run(decoder: InstanceType<typeof TextDecoder>, piece: Uint8Array, isMoreToCome: boolean): string {
    try {
      return decoder.decode(piece, { stream: isMoreToCome });
    } catch {
      throw damagedPart(this.part, "its text is not valid UTF-8 or UTF-16");
    }
  }
}

/** The encoding of a part by its first bytes. */
export function xmlEncoding(start: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  const [first, second] = start;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return "utf-16le";
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return "utf-16be";
  return "utf-8";
}
