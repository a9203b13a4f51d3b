/** Small changes to the text of a part, so that everything else in it stays as it is. */

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text as it stands in XML; characters that XML cannot hold are written as Excel writes them. */
export function escapeXml(text: string): string {
  return text
    .replace(/[&<>"]/g, (letter) => ESCAPES[letter] ?? letter)
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g,
      (letter) => `_x${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
    );
}

/** The text that XML stands for. */
export function unescapeXml(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|(lt|gt|amp|quot|apos));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
      return { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" }[(name ?? "").toLowerCase()] ?? whole;
    },
  );
}

/** An attribute of a start tag, or undefined. */
export function attributeOf(tag: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return found ? unescapeXml(found[1] ?? found[2] ?? "") : undefined;
}

export type XmlElement = {
  readonly attributes: string;
  readonly inner: string;
  readonly start: number;
  readonly end: number;
};

/** Every element of a name that has none of its own kind inside, in order. */
export function elementsOf(xml: string, name: string): XmlElement[] {
  const pattern = new RegExp(`<${name}(\\s[^>]*?)?(?:/>|>([\\s\\S]*?)</${name}>)`, "g");
  return [...xml.matchAll(pattern)].map((found) => ({
    attributes: found[1] ?? "",
    inner: found[2] ?? "",
    start: found.index,
    end: found.index + found[0].length,
  }));
}
