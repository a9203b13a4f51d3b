/**
 * The way through every part that is only read: the events and refusals of a general parser, some ten times sooner. It
 * knows only what a workbook's parts need (no document types, no entities of the file's own), so that it can look at each
 * character once. A test holds it against the general parser, which `xmlOutline.ts` uses where places matter.
 */
import type { Archive, ArchiveEntry } from "./archive";
import {
  CompatibleEvents,
  XML_ATTRIBUTES_MAXIMUM,
  XML_DEPTH_MAXIMUM,
  attributePrefix,
  type XmlAttributes,
  type XmlHandler,
  damagedXml,
  declaresDocumentType,
  feedXmlPart,
  namePrefix,
} from "./xml";

/** Reads a part as XML events. Refuses F06_DAMAGED (with the line) and F08_DTD. */
export function scanXmlPart(archive: Archive, entry: ArchiveEntry, handler: XmlHandler): void {
  feedXmlPart(archive, entry, new XmlScanner(entry.name, handler));
}

/** An element that is open. */
type OpenElement = {
  /** As in the text, with its prefix: what its end tag must say. */
  readonly tagName: string;
  readonly name: string;
  readonly scope: Scope;
};

/** The namespaces in force, and the names resolved by them so far. */
type Scope = {
  readonly uriByPrefix: ReadonlyMap<string, string>;
  readonly outer: Scope | null;
  readonly elementNames: Map<string, string>;
  readonly attributeNames: Map<string, string>;
  /** Whether elements without a prefix have plain names. */
  readonly isPlain: boolean;
};

/** Longest tag, comment or instruction; real ones end far sooner, and what is not complete is looked at again. */
const MARKUP_LENGTH_MAXIMUM = 4 * 1024 * 1024;
/** Longest reference, "&#x10FFFF;" with a few zeros to spare. */
const REFERENCE_LENGTH_MAXIMUM = 32;
/** Names a file may use before the list of those already checked is started anew. */
const KNOWN_NAMES_MAXIMUM = 1_000;

const XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace";
const XMLNS_NAMESPACE = "http://www.w3.org/2000/xmlns/";

// What a character is, by its code.
const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const EXCLAMATION = 0x21;
const QUOTE = 0x22;
const AMPERSAND = 0x26;
const APOSTROPHE = 0x27;
const SLASH = 0x2f;
const LESS = 0x3c;
const EQUALS = 0x3d;
const GREATER = 0x3e;
const QUESTION = 0x3f;
const LETTER_C = 0x63;

/** Takes a part's text piece by piece and reports its events. */
export class XmlScanner {
  readonly #events: CompatibleEvents;
  readonly #stack: OpenElement[] = [];
  readonly #attributes = new ScannedAttributes();
  #scope: Scope = newScope(
    new Map([
      ["xml", XML_NAMESPACE],
      ["", ""],
    ]),
    null,
  );
  /** What has come and is not done with, and how far it is done with. */
  #text = "";
  #at = 0;
  #linesBefore = 0;
  #isAtStart = true;
  #hasRoot = false;

  constructor(
    private readonly part: string,
    handler: XmlHandler,
  ) {
    this.#events = new CompatibleEvents(handler);
  }

  write(piece: string): void {
    if (piece === "") return;
    this.#drop();
    const forbidden = FORBIDDEN_CHARACTERS.exec(piece);
    this.#text += forbidden ? piece.slice(0, forbidden.index) : piece;
    this.#scan(false);
    if (!forbidden) return;
    this.#at = this.#text.length; // the fault stands here, unless one was found before it
    throw this.#damage("disallowed character");
  }

  close(): void {
    this.#scan(true);
    if (this.#at < this.#text.length) throw this.#damage("unexpected end");
    const unclosed = this.#stack.at(-1);
    if (unclosed) throw this.#damage(`unclosed tag: ${unclosed.tagName}`);
    if (!this.#hasRoot) throw this.#damage("document must contain a root element");
  }

  /** Forgets the text that is done with, but for the number of its lines. */
  #drop(): void {
    if (this.#at === 0) return;
    this.#linesBefore += countLines(this.#text, this.#at);
    this.#text = this.#text.slice(this.#at);
    this.#at = 0;
  }

  #scan(isEnd: boolean): void {
    const text = this.#text;
    while (this.#at < text.length) {
      const isDone = text.charCodeAt(this.#at) === LESS ? this.#scanMarkup() : this.#scanText(isEnd);
      if (isDone) continue;
      if (text.length - this.#at > MARKUP_LENGTH_MAXIMUM) throw this.#damage("a tag that does not end");
      return;
    }
  }

  #damage(fault: string): Error {
    return damagedXml(this.part, 1 + this.#linesBefore + countLines(this.#text, this.#at), fault);
  }

  // -------------------------------------------------------------------------------------------- text

  /** Text up to the next tag, or as far as it has come; false when it must wait for more. */
  #scanText(isEnd: boolean): boolean {
    const text = this.#text;
    const start = this.#at;
    let end = text.indexOf("<", start);
    if (end < 0) {
      end = text.length;
      if (!isEnd) end = endOfSafeText(text, start);
      if (end === start) return false;
    }
    if (this.#stack.length === 0) {
      for (let at = start; at < end; at++) {
        if (isSpace(text.charCodeAt(at))) continue;
        this.#at = at;
        throw this.#damage("text data outside of root node");
      }
    } else {
      const raw = text.slice(start, end);
      if (raw.includes("]]>")) throw this.#damage('the string "]]>" is disallowed in char data');
      this.#events.text(this.#plainText(raw));
    }
    this.#isAtStart = false;
    this.#at = end;
    return true;
  }

  /** Text as it is meant: references resolved, line ends as one character. */
  #plainText(raw: string): string {
    const text = raw.includes("\r") ? raw.replace(/\r\n?/g, "\n") : raw;
    return text.includes("&") ? this.#resolveReferences(text) : text;
  }

  #resolveReferences(text: string): string {
    let resolved = "";
    let from = 0;
    for (let at = text.indexOf("&"); at >= 0; at = text.indexOf("&", from)) {
      const end = text.indexOf(";", at);
      if (end < 0 || end - at > REFERENCE_LENGTH_MAXIMUM) throw this.#damage("malformed reference");
      const character = referenceCharacter(text.slice(at + 1, end));
      if (character === null) throw this.#damage("undefined entity");
      resolved += text.slice(from, at) + character;
      from = end + 1;
    }
    return resolved + text.slice(from);
  }

  // -------------------------------------------------------------------------------------------- markup

  /** What begins with "<"; false when it has not come whole. */
  #scanMarkup(): boolean {
    const code = this.#text.charCodeAt(this.#at + 1);
    if (Number.isNaN(code)) return false;
    if (code === LETTER_C && this.#takeCells()) return true;
    if (code === SLASH) return this.#scanEndTag();
    if (code === EXCLAMATION) return this.#scanDeclaration();
    if (code === QUESTION) return this.#scanInstruction();
    return this.#scanStartTag();
  }

  /** Offers what may be a cell to the handler whole; true when it was taken, with those that follow it. */
  #takeCells(): boolean {
    const isCell =
      this.#text.charCodeAt(this.#at + 2) === SPACE && // no other element begins like this
      this.#scope.isPlain &&
      this.#events.isOpenToCells &&
      this.#stack.length > 0 &&
      this.#stack.length + 2 <= XML_DEPTH_MAXIMUM;
    const end = isCell ? this.#events.takeCells(this.#text, this.#at) : -1;
    if (end < 0) return false;
    this.#at = end;
    return true;
  }

  #scanEndTag(): boolean {
    const text = this.#text;
    const end = text.indexOf(">", this.#at);
    if (end < 0) return false;
    const element = this.#stack.at(-1);
    if (!element) throw this.#damage("unexpected close tag");
    const nameEnd = this.#at + 2 + element.tagName.length;
    if (!text.startsWith(element.tagName, this.#at + 2) || nameEnd > end) throw this.#damage("unexpected close tag");
    for (let at = nameEnd; at < end; at++) {
      if (!isSpace(text.charCodeAt(at))) throw this.#damage("unexpected close tag");
    }
    this.#at = end + 1;
    this.#closeElement();
    return true;
  }

  #closeElement(): void {
    const { name, scope } = this.#stack.pop()!;
    this.#scope = scope;
    this.#events.close(name);
  }

  #scanDeclaration(): boolean {
    const text = this.#text;
    const at = this.#at;
    if (text.startsWith("<!--", at)) {
      const end = text.indexOf("--", at + 4);
      if (end < 0 || end + 2 >= text.length) return false;
      if (text.charCodeAt(end + 2) !== GREATER) throw this.#damage("malformed comment");
      this.#at = end + 3;
    } else if (text.startsWith("<![CDATA[", at)) {
      if (this.#stack.length === 0) throw this.#damage("text data outside of root node");
      const end = text.indexOf("]]>", at + 9);
      if (end < 0) return false;
      const raw = text.slice(at + 9, end);
      this.#events.text(raw.includes("\r") ? raw.replace(/\r\n?/g, "\n") : raw);
      this.#at = end + 3;
    } else {
      if (text.length - at < 9) return false; // too little to tell
      if (text.startsWith("<!DOCTYPE", at)) throw declaresDocumentType(this.part);
      throw this.#damage("incorrect syntax");
    }
    this.#isAtStart = false;
    return true;
  }

  #scanInstruction(): boolean {
    const text = this.#text;
    const end = text.indexOf("?>", this.#at + 2);
    if (end < 0) return false;
    const body = text.slice(this.#at + 2, end);
    const target = body.split(/[ \t\r\n?]/, 1)[0] ?? "";
    if (target.toLowerCase() === "xml") {
      const isDeclaration = this.#isAtStart && target === "xml" && XML_DECLARATION.test(body);
      if (!isDeclaration) throw this.#damage("an XML declaration must be at the start of the document");
    } else if (!isName(target) || target.includes(":"))
      throw this.#damage("disallowed character in processing instruction name");
    this.#isAtStart = false;
    this.#at = end + 2;
    return true;
  }

  #scanStartTag(): boolean {
    const text = this.#text;
    const nameStart = this.#at + 1;
    const nameEnd = endOfName(text, nameStart);
    if (nameEnd === text.length) return false;
    if (this.#stack.length === 0 && this.#hasRoot) throw this.#damage("documents may contain only one root");

    const attributes = this.#attributes;
    attributes.clear();
    let at = nameEnd;
    let isSelfClosing = false;
    for (;;) {
      const spaceStart = at;
      while (isSpace(text.charCodeAt(at))) at++;
      const code = text.charCodeAt(at);
      if (Number.isNaN(code)) return false;
      if (code === GREATER) break;
      if (code === SLASH) {
        const next = text.charCodeAt(at + 1);
        if (Number.isNaN(next)) return false;
        if (next !== GREATER) throw this.#damage("forward-slash in opening tag not followed by >");
        isSelfClosing = true;
        at++;
        break;
      }
      if (at === spaceStart) throw this.#damage("no whitespace between attributes");
      const attributeEnd = this.#scanAttribute(at);
      if (attributeEnd < 0) return false;
      at = attributeEnd;
    }

    const tagName = text.slice(nameStart, nameEnd);
    const outerScope = this.#scope;
    if (attributes.hasDeclarations) this.#scope = this.#scopeWith(attributes);
    for (let i = 0; i < attributes.count; i++) attributes.rename(i, this.#attributeName(attributes.nameAt(i)));
    if (attributes.hasDuplicate()) throw this.#damage("duplicate attribute");
    const name = this.#elementName(tagName);
    if (this.#stack.length === XML_DEPTH_MAXIMUM)
      throw this.#damage(`elements nested more than ${XML_DEPTH_MAXIMUM} deep`);
    this.#stack.push({ tagName, name, scope: outerScope });
    this.#hasRoot = true;
    this.#isAtStart = false;
    this.#at = at + 1;
    this.#events.open(name, attributes);
    if (isSelfClosing) this.#closeElement();
    return true;
  }

  /** Reads an attribute and gives where it ends; -1 when it has not come whole. */
  #scanAttribute(start: number): number {
    const text = this.#text;
    const nameEnd = endOfName(text, start);
    let at = nameEnd;
    while (isSpace(text.charCodeAt(at))) at++;
    if (at >= text.length) return -1;
    if (nameEnd === start) throw this.#damage("disallowed character in attribute name");
    if (text.charCodeAt(at) !== EQUALS) throw this.#damage("attribute without value");
    at++;
    while (isSpace(text.charCodeAt(at))) at++;
    const quote = text.charCodeAt(at);
    if (Number.isNaN(quote)) return -1;
    if (quote !== QUOTE && quote !== APOSTROPHE) throw this.#damage("unquoted attribute value");
    const valueStart = at + 1;
    let isPlain = true;
    for (at = valueStart; ; at++) {
      const code = text.charCodeAt(at);
      if (code === quote) break;
      if (Number.isNaN(code)) return -1;
      if (code === LESS) throw this.#damage("disallowed character");
      if (code === AMPERSAND || code < SPACE) isPlain = false;
    }
    const raw = text.slice(valueStart, at);
    if (this.#attributes.count === XML_ATTRIBUTES_MAXIMUM) {
      throw this.#damage(`an element with more than ${XML_ATTRIBUTES_MAXIMUM} attributes`);
    }
    this.#attributes.add(text.slice(start, nameEnd), isPlain ? raw : this.#attributeValue(raw));
    return at + 1;
  }

  /** In an attribute every line end and tab is a space; only references can put one there. */
  #attributeValue(raw: string): string {
    const spaced = raw.replace(/\r\n|[\t\n\r]/g, " ");
    return spaced.includes("&") ? this.#resolveReferences(spaced) : spaced;
  }

  // -------------------------------------------------------------------------------------------- names

  #scopeWith(attributes: ScannedAttributes): Scope {
    const uriByPrefix = new Map<string, string>();
    for (const [name, uri] of attributes.declarations()) {
      const prefix = name === "xmlns" ? "" : name.slice("xmlns:".length);
      const isAllowed =
        (name === "xmlns" ||
          (isName(name) && prefix !== "" && !prefix.includes(":") && prefix !== "xmlns" && uri !== "")) &&
        (prefix === "xml") === (uri === XML_NAMESPACE) &&
        uri !== XMLNS_NAMESPACE;
      if (!isAllowed) throw this.#damage("a namespace that may not be declared");
      uriByPrefix.set(prefix, uri);
    }
    return newScope(uriByPrefix, this.#scope);
  }

  #elementName(tagName: string): string {
    return this.#scope.elementNames.get(tagName) ?? this.#resolveName(tagName, this.#scope.elementNames, true);
  }

  /** What an attribute's name means; declarations keep theirs, which no reader asks for. */
  #attributeName(name: string): string {
    if (name.length === 1 && isLowerLetter(name.charCodeAt(0))) return name; // the commonest by far: r, s, t
    if (this.#attributes.hasDeclarations && isDeclaration(name)) return name;
    return this.#scope.attributeNames.get(name) ?? this.#resolveName(name, this.#scope.attributeNames, false);
  }

  #resolveName(name: string, known: Map<string, string>, isElement: boolean): string {
    const colon = name.indexOf(":");
    const prefix = colon < 0 ? "" : name.slice(0, colon);
    const local = name.slice(colon + 1);
    const isSound = isName(name) && local !== "" && !local.includes(":") && colon !== 0;
    if (!isSound) throw this.#damage("disallowed character in tag name");
    // A name without a prefix is in the default namespace for an element, and in none for an attribute.
    const uri = colon < 0 && !isElement ? "" : uriOf(this.#scope, prefix);
    if (uri === undefined || prefix === "xmlns") throw this.#damage(`unbound namespace prefix: ${prefix}`);
    const resolved = (colon < 0 || isElement ? namePrefix(uri) : attributePrefix(uri)) + local;
    if (known.size === KNOWN_NAMES_MAXIMUM) known.clear();
    known.set(name, resolved);
    return resolved;
  }
}

/** The attributes of the start tag at hand; one object serves all tags, and lookups are among a handful. */
class ScannedAttributes implements XmlAttributes {
  readonly #names: string[] = [];
  readonly #values: string[] = [];
  count = 0;
  hasDeclarations = false;

  clear(): void {
    this.count = 0;
    this.hasDeclarations = false;
  }

  add(name: string, value: string): void {
    this.#names[this.count] = name;
    this.#values[this.count] = value;
    this.count++;
    if (name.charCodeAt(0) === 0x78 && isDeclaration(name)) this.hasDeclarations = true;
  }

  /** The namespace declarations among them. */
  *declarations(): Generator<[name: string, uri: string]> {
    for (let i = 0; i < this.count; i++) {
      if (isDeclaration(this.#names[i]!)) yield [this.#names[i]!, this.#values[i]!.trim()];
    }
  }

  nameAt(index: number): string {
    return this.#names[index]!;
  }

  rename(index: number, name: string): void {
    this.#names[index] = name;
  }

  hasDuplicate(): boolean {
    if (this.count > COMPARED_ATTRIBUTES_MAXIMUM) return new Set(this.#names.slice(0, this.count)).size < this.count;
    for (let i = 1; i < this.count; i++) {
      for (let j = 0; j < i; j++) if (this.#names[i] === this.#names[j]) return true;
    }
    return false;
  }

  get(name: string): string | undefined {
    for (let i = 0; i < this.count; i++) if (this.#names[i] === name) return this.#values[i];
    return undefined;
  }
}

function isDeclaration(name: string): boolean {
  return name === "xmlns" || name.startsWith("xmlns:");
}

/** Up to so many attributes each is compared with each; a set is quicker beyond. */
const COMPARED_ATTRIBUTES_MAXIMUM = 16;

/** A scope holds only what it declares itself: elements nest 64 deep at most, and a copy of all could be large. */
function newScope(uriByPrefix: ReadonlyMap<string, string>, outer: Scope | null): Scope {
  const scope = {
    uriByPrefix,
    outer,
    elementNames: new Map<string, string>(),
    attributeNames: new Map<string, string>(),
  };
  return { ...scope, isPlain: namePrefix(uriOf(scope, "") ?? "") === "" };
}

/** The namespace that a prefix means here; undefined when it means none. */
function uriOf(scope: Pick<Scope, "uriByPrefix" | "outer">, prefix: string): string | undefined {
  for (let at: Pick<Scope, "uriByPrefix" | "outer"> | null = scope; at; at = at.outer) {
    const uri = at.uriByPrefix.get(prefix);
    if (uri !== undefined) return uri;
  }
  return undefined;
}

// ---------------------------------------------------------------------------------------------- characters

/** Characters that no XML 1.0 document may hold; halves of pairs cannot come out of the decoder. */
const FORBIDDEN_CHARACTERS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

const XML_DECLARATION =
  /^xml\s+version\s*=\s*(?:"1\.\d{1,9}"|'1\.\d{1,9}')(?:\s+encoding\s*=\s*(?:"[A-Za-z][\w.-]{0,40}"|'[A-Za-z][\w.-]{0,40}'))?(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*$/;

const NAME =
  /^[:A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\u{10000}-\u{EFFFF}][-.0-9:A-Z_a-z\u00B7\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u037D\u037F-\u1FFF\u200C\u200D\u203F\u2040\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\u{10000}-\u{EFFFF}]*$/u;

function isName(text: string): boolean {
  return NAME.test(text);
}

function isSpace(code: number): boolean {
  return code === SPACE || code === LINE_FEED || code === TAB || code === CARRIAGE_RETURN;
}

function isLowerLetter(code: number): boolean {
  return code >= 0x61 && code <= 0x7a;
}

/** Where a name ends; what it may consist of is checked once for each name, not here. */
function endOfName(text: string, start: number): number {
  let at = start;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code <= GREATER && (code === GREATER || code === SPACE || code === SLASH || code === EQUALS || isSpace(code)))
      break;
  }
  return at;
}

/** How much of the text at the end of a piece means the same whatever comes next. */
function endOfSafeText(text: string, start: number): number {
  let end = text.length;
  while (end > start && "]\r".includes(text[end - 1]!)) end--;
  const reference = text.lastIndexOf("&", end - 1);
  const isOpen = reference >= start && end - reference <= REFERENCE_LENGTH_MAXIMUM && text.indexOf(";", reference) < 0;
  return isOpen ? reference : end;
}

function referenceCharacter(reference: string): string | null {
  switch (reference) {
    case "amp":
      return "&";
    case "lt":
      return "<";
    case "gt":
      return ">";
    case "quot":
      return '"';
    case "apos":
      return "'";
    default:
      return numberedCharacter(reference);
  }
}

function numberedCharacter(reference: string): string | null {
  const isHex = reference.startsWith("#x");
  const digits = reference.slice(isHex ? 2 : 1);
  if (!reference.startsWith("#") || !(isHex ? /^[0-9A-Fa-f]+$/ : /^[0-9]+$/).test(digits)) return null;
  const code = Number.parseInt(digits, isHex ? 16 : 10);
  const isAllowed =
    code === TAB ||
    code === LINE_FEED ||
    code === CARRIAGE_RETURN ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff);
  return isAllowed ? String.fromCodePoint(code) : null;
}

function countLines(text: string, end: number): number {
  let lines = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < end; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}
