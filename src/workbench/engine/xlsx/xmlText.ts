/**
 * The text of a part with its elements and where they stand, so that small changes leave everything else as it is. The
 * parts were read by a strict parser before they come here: they are well formed and declare no document type.
 */

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text as it stands in XML; characters that XML cannot hold are written as Excel writes them. */
export function escapeXml(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replace(/[&<>"]/g, (letter) => ESCAPES[letter] ?? letter)
    .replace(
      /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g,
      (letter) => `_x${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
    );
}

/** Text within an attribute, where a plain line break or tab would be read as a space. */
export function escapeAttribute(text: string): string {
  return escapeXml(text).replaceAll("\n", "_x000A_").replaceAll("\t", "_x0009_");
}

/** The text that XML stands for, with the characters that Excel writes as _x0000_. */
export function unescapeXml(text: string): string {
  if (!text.includes("&") && !text.includes("_x")) return text;
  return text
    .replace(
      /&(?:#x([0-9a-f]+)|#(\d+)|(lt|gt|amp|quot|apos));/gi,
      (whole, hex?: string, decimal?: string, name?: string) => {
        if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
        if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
        return { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" }[(name ?? "").toLowerCase()] ?? whole;
      },
    )
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_whole, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/** An element of a part. */
export type XmlElement = {
  /** Without its prefix. */
  readonly name: string;
  /** The prefix with its colon; "" without one. */
  readonly prefix: string;
  /** The start tag's text behind the name. */
  readonly attributes: string;
  readonly children: XmlElement[];
  /** Where the element, its content and its end tag begin, and where it ends. */
  readonly start: number;
  readonly contentStart: number;
  contentEnd: number;
  end: number;
};

/** An attribute by its name with its prefix, or undefined. */
export function attributeOf(element: { readonly attributes: string }, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(element.attributes);
  return found ? unescapeXml(found[1] ?? found[2] ?? "") : undefined;
}

/** The relation that an element refers to: its attribute id in whatever prefix stands for relations. */
export function relationOf(element: { readonly attributes: string }): string | undefined {
  const found = /(?:^|\s)[\w.-]+:id\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(element.attributes);
  return found ? unescapeXml(found[1] ?? found[2] ?? "") : undefined;
}

/** An attribute as a truth; the standard where it is absent. */
export function flagOf(element: { readonly attributes: string }, name: string, standard = false): boolean {
  const text = attributeOf(element, name);
  return text === undefined ? standard : text === "1" || text === "true" || text === "on";
}

/** An attribute as a number; undefined where there is none. */
export function numberOf(element: { readonly attributes: string }, name: string): number | undefined {
  const text = attributeOf(element, name);
  const number = text === undefined || text.trim() === "" ? NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** The same start tag text with an attribute set, or taken away where the value is undefined. */
export function withAttribute(attributes: string, name: string, value: string | number | undefined): string {
  const pattern = new RegExp(`\\s+${name}\\s*=\\s*(?:"[^"]*"|'[^']*')`);
  const written = value === undefined ? "" : ` ${name}="${escapeAttribute(String(value))}"`;
  return pattern.test(attributes) ? attributes.replace(pattern, () => written) : attributes.trimEnd() + written;
}

const TAG = /<(\/?)([\w.\-\u00b7-\uffff]+:)?([\w.\-\u00b7-\uffff]+)((?:[^"'>/]+|"[^"]*"|'[^']*'|\/(?!>))*)(\/?)>/y;

/** Reads a part into its elements. What stands within an element of a leaf's name is passed over. */
export function parseXml(text: string, leaves: ReadonlySet<string> = NO_LEAVES): XmlElement {
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  let at = text.indexOf("<");
  while (at >= 0) {
    if (text.startsWith("<?", at)) at = text.indexOf("<", text.indexOf("?>", at));
    else if (text.startsWith("<!--", at)) at = text.indexOf("<", text.indexOf("-->", at));
    else if (text.startsWith("<![CDATA[", at)) at = text.indexOf("<", text.indexOf("]]>", at));
    else {
      TAG.lastIndex = at;
      const tag = TAG.exec(text);
      if (!tag) throw new Error(`The XML cannot be read at ${at}.`);
      const end = TAG.lastIndex;
      let next = end;
      if (tag[1] === "/") {
        const element = open.pop();
        if (element) {
          element.contentEnd = at;
          element.end = end;
        }
      } else {
        const isEmpty = tag[5] === "/";
        const element: XmlElement = {
          name: tag[3] ?? "",
          prefix: tag[2] ?? "",
          attributes: tag[4] ?? "",
          children: [],
          start: at,
          contentStart: end,
          contentEnd: end,
          end,
        };
        open.at(-1)?.children.push(element);
        root ??= element;
        if (!isEmpty) {
          open.push(element);
          if (leaves.has(element.name)) next = text.indexOf(`</${element.prefix}${element.name}`, end);
        }
      }
      at = text.indexOf("<", next);
    }
  }
  if (!root) throw new Error("The XML holds no element.");
  return root;
}

const NO_LEAVES: ReadonlySet<string> = new Set();

/** Calls for every element of a name that has none of its own kind inside, in order, without a tree of them. */
export function eachElement(
  text: string,
  name: string,
  from: number,
  to: number,
  visit: (element: XmlElement) => void,
): void {
  const ending = `</${name}`;
  const beginning = `<${name}`;
  const colon = name.indexOf(":");
  let at = text.indexOf(beginning, from);
  while (at >= 0 && at < to) {
    TAG.lastIndex = at;
    const tag = TAG.exec(text);
    if (!tag || (tag[2] ?? "") + (tag[3] ?? "") !== name) {
      at = text.indexOf(beginning, at + 1);
      continue;
    }
    const contentStart = TAG.lastIndex;
    const isEmpty = tag[5] === "/";
    const contentEnd = isEmpty ? contentStart : text.indexOf(ending, contentStart);
    const end = isEmpty ? contentStart : text.indexOf(">", contentEnd) + 1;
    visit({
      name: name.slice(colon + 1),
      prefix: name.slice(0, colon + 1),
      attributes: tag[4] ?? "",
      children: [],
      start: at,
      contentStart,
      contentEnd,
      end,
    });
    at = text.indexOf(beginning, end);
  }
}

/** The first child of a name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

/** Every child of a name. */
export function childrenOf(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** The text within an element that has no children. */
export function contentOf(text: string, element: XmlElement | undefined): string {
  if (!element) return "";
  return unescapeXml(
    text
      .slice(element.contentStart, element.contentEnd)
      .replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_whole, plain: string) => escapeXml(plain))
      .replace(/<[^>]*>/g, ""),
  );
}

/** The element's own text, start tag and end tag included. */
export function sourceOf(text: string, element: XmlElement): string {
  return text.slice(element.start, element.end);
}

/** One replacement in a text: what stands from `start` to `end` gives way. */
export type Edit = { readonly start: number; readonly end: number; readonly xml: string };

/** A text with its replacements made. They do not overlap; of two at one place the first comes first. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = "";
  let from = 0;
  for (const edit of [...edits].sort((one, other) => one.start - other.start || one.end - other.end)) {
    result += text.slice(from, edit.start) + edit.xml;
    from = edit.end;
  }
  return result + text.slice(from);
}

/** Generated XML with a prefix put before every element's name. */
export function withPrefix(xml: string, prefix: string): string {
  return prefix === "" ? xml : xml.replace(/<(\/?)(?=[A-Za-z])(?![\w.-]+:)/g, `<$1${prefix}`);
}

export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
