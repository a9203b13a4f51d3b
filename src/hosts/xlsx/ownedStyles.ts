/**
 * The looks of owned cells, added to a workbook's styles. Nothing that is there is changed or renumbered: what is missing
 * is appended to each list, and what stands there already, from an earlier run, is used again.
 */
import type { CellStyle, WordColour } from "../../workbook";
import { type XmlNode, type XmlPatch, childNamed, escapeXml, outlineBytes } from "./xmlOutline";

/** A cell's look as a request: text that Excel could take for a formula is also marked as text. */
export type StyleRequest = { readonly style: CellStyle; readonly isGuardedText: boolean };

/** Numbers by which sheets refer to the looks they asked for. */
export type OwnedStyles = {
  cellStyle(request: StyleRequest): number;
  tone(tone: WordColour["tone"]): number;
};

/** Light fills with dark text, each pair at a contrast of 4.5:1 or better. */
export const TONE_COLOURS: Readonly<Record<WordColour["tone"], { readonly text: string; readonly fill: string }>> = {
  good: { text: "1E4620", fill: "DFF0D8" },
  watch: { text: "5C4400", fill: "FFF2CC" },
  bad: { text: "7A0C14", fill: "F8D7DA" },
  muted: { text: "404040", fill: "EDEDED" },
};

/** A styles part for a workbook that has none: what Excel itself puts into a new one. */
export function emptyStyles(namespace: string): XmlPatch {
  const xml =
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    `<styleSheet xmlns="${namespace}">` +
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>' +
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>' +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>' +
    "</styleSheet>";
  return outlineBytes("styles", new TextEncoder().encode(xml));
}

/** Adds the looks that are asked for to a styles part and says by which numbers they go. */
export function addOwnedStyles(
  patch: XmlPatch,
  requests: readonly StyleRequest[],
  tones: readonly WordColour["tone"][],
): OwnedStyles {
  const lists = new StyleLists(patch);
  const base = baseFont(patch.root);
  const cellStyles = new Map<string, number>();
  for (const request of requests) {
    const key = requestKey(request);
    if (!cellStyles.has(key)) cellStyles.set(key, addCellStyle(lists, base, request));
  }
  const toneStyles = new Map<WordColour["tone"], number>();
  for (const tone of tones) if (!toneStyles.has(tone)) toneStyles.set(tone, addTone(lists, tone));
  lists.finish();
  return {
    cellStyle: (request) => known(cellStyles.get(requestKey(request)), requestKey(request)),
    tone: (tone) => known(toneStyles.get(tone), tone),
  };
}

function requestKey(request: StyleRequest): string {
  return request.isGuardedText ? `${request.style} guarded` : request.style;
}

function known(index: number | undefined, what: string): number {
  if (index === undefined) throw new Error(`the style ${what} was never asked for`);
  return index;
}

// ---------------------------------------------------------------------------------------------- the looks

type FontLook = {
  readonly isBold?: true;
  readonly isUnderlined?: true;
  readonly larger?: number;
  readonly colour?: string;
};

type Look = {
  readonly format?: string;
  readonly font?: FontLook;
  readonly fill?: string;
  readonly isWrapped?: true;
  readonly isRight?: true;
  /** Text stands off the number in the column before it. */
  readonly isIndented?: true;
};

const HEADING_BLUE = "1F3864";

const LOOKS: Readonly<Record<CellStyle, Look>> = {
  plain: { isIndented: true },
  title: { font: { isBold: true, larger: 5, colour: HEADING_BLUE } },
  subtitle: { font: { colour: "404040" } },
  section: { font: { isBold: true, larger: 2, colour: HEADING_BLUE } },
  heading: { font: { isBold: true, colour: "000000" }, fill: "D9E1F2", isWrapped: true, isIndented: true },
  numberHeading: { font: { isBold: true, colour: "000000" }, fill: "D9E1F2", isWrapped: true, isRight: true },
  note: { isWrapped: true, isIndented: true },
  money: { format: "#,##0.00;-#,##0.00" },
  wholePounds: { format: "#,##0;-#,##0" },
  wholePosts: { format: "#,##0" },
  posts: { format: "#,##0.0###" },
  share: { format: "0.0000" },
  percent: { format: "0.0%" },
  count: { format: "0" },
  date: { format: "dd/mm/yyyy" },
  month: { format: "mmm yyyy" },
  link: { font: { isUnderlined: true, colour: "0B4F9E" } },
};

function addCellStyle(lists: StyleLists, base: BaseFont, request: StyleRequest): number {
  const look = LOOKS[request.style];
  const p = lists.prefix;
  const fontId = look.font ? lists.add("fonts", fontXml(p, base, look.font)) : 0;
  const fillId = look.fill ? lists.add("fills", solidFillXml(p, look.fill)) : 0;
  const formatId = request.isGuardedText ? TEXT_FORMAT_ID : look.format ? lists.addFormat(look.format) : 0;
  const wrap = look.isWrapped ? ' wrapText="1"' : "";
  const across = look.isRight ? ' horizontal="right"' : look.isIndented ? ' horizontal="left" indent="1"' : "";
  return lists.add(
    "cellXfs",
    `<${p}xf numFmtId="${formatId}" fontId="${fontId}" fillId="${fillId}" borderId="0"${lists.hasNamedStyles ? ' xfId="0"' : ""}` +
      `${request.isGuardedText ? ' quotePrefix="1"' : ""}${formatId === 0 ? "" : ' applyNumberFormat="1"'}` +
      `${fontId === 0 ? "" : ' applyFont="1"'}${fillId === 0 ? "" : ' applyFill="1"'} applyAlignment="1">` +
      `<${p}alignment${across} vertical="top"${wrap}/></${p}xf>`,
  );
}

const TEXT_FORMAT_ID = 49;

function fontXml(p: string, base: BaseFont, look: FontLook): string {
  return (
    `<${p}font>${look.isBold ? `<${p}b/>` : ""}${look.isUnderlined ? `<${p}u/>` : ""}<${p}sz val="${base.size + (look.larger ?? 0)}"/>` +
    `${look.colour ? `<${p}color rgb="FF${look.colour}"/>` : ""}<${p}name val="${escapeXml(base.name)}"/><${p}family val="2"/></${p}font>`
  );
}

function solidFillXml(p: string, colour: string): string {
  return `<${p}fill><${p}patternFill patternType="solid"><${p}fgColor rgb="FF${colour}"/><${p}bgColor indexed="64"/></${p}patternFill></${p}fill>`;
}

function addTone(lists: StyleLists, tone: WordColour["tone"]): number {
  const p = lists.prefix;
  const { text, fill } = TONE_COLOURS[tone];
  return lists.add(
    "dxfs",
    `<${p}dxf><${p}font><${p}color rgb="FF${text}"/></${p}font><${p}fill><${p}patternFill><${p}bgColor rgb="FF${fill}"/></${p}patternFill></${p}fill></${p}dxf>`,
  );
}

type BaseFont = { readonly name: string; readonly size: number };

/** The workbook's own ordinary font, so that our sheets look at home in it. */
function baseFont(root: XmlNode): BaseFont {
  const fonts = childNamed(root, "fonts");
  const font = fonts && childNamed(fonts, "font");
  const name = font && childNamed(font, "name")?.attributes.get("val");
  const size = Number((font && childNamed(font, "sz")?.attributes.get("val")) ?? 11);
  return { name: name ?? "Calibri", size: size >= 1 && size <= 100 ? size : 11 };
}

// ---------------------------------------------------------------------------------------------- the lists

/** The order in which a styles part holds its lists (ECMA-376 18.8.39). */
const LIST_ORDER = [
  "numFmts",
  "fonts",
  "fills",
  "borders",
  "cellStyleXfs",
  "cellXfs",
  "cellStyles",
  "dxfs",
  "tableStyles",
  "colors",
  "extLst",
] as const;

type ListName = "numFmts" | "fonts" | "fills" | "borders" | "cellXfs" | "dxfs";

/** What a list must begin with before anything of ours may follow: cells without a style use its first entry. */
const FIRST_ENTRIES: Readonly<Record<ListName, (p: string) => readonly string[]>> = {
  numFmts: () => [],
  fonts: (p) => [`<${p}font><${p}sz val="11"/><${p}name val="Calibri"/><${p}family val="2"/></${p}font>`],
  fills: (p) => [
    `<${p}fill><${p}patternFill patternType="none"/></${p}fill>`,
    `<${p}fill><${p}patternFill patternType="gray125"/></${p}fill>`,
  ],
  borders: (p) => [`<${p}border><${p}left/><${p}right/><${p}top/><${p}bottom/><${p}diagonal/></${p}border>`],
  cellXfs: (p) => [`<${p}xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>`],
  dxfs: () => [],
};

/** The lists of a styles part as they will be: what is there, and what is appended. */
class StyleLists {
  readonly prefix: string;
  readonly hasNamedStyles: boolean;
  readonly #indexByForm = new Map<ListName, Map<string, number>>();
  readonly #added = new Map<ListName, string[]>();
  readonly #counts = new Map<ListName, number>();
  readonly #formatIds = new Map<string, number>();
  #nextFormatId = 164;

  constructor(private readonly patch: XmlPatch) {
    const { root } = patch;
    this.prefix = root.prefix;
    this.hasNamedStyles = (childNamed(root, "cellStyleXfs")?.children.length ?? 0) > 0;
    for (const list of ["fonts", "fills", "borders", "cellXfs", "dxfs", "numFmts"] as const) {
      const indexByForm = new Map<string, number>();
      const children = childNamed(root, list)?.children ?? [];
      children.forEach((child, index) => {
        const form = canonicalForm(child);
        if (!indexByForm.has(form)) indexByForm.set(form, index);
      });
      this.#indexByForm.set(list, indexByForm);
      this.#counts.set(list, children.length);
      this.#added.set(list, []);
    }
    for (const { attributes } of childNamed(root, "numFmts")?.children ?? []) {
      const id = Number(attributes.get("numFmtId"));
      const code = attributes.get("formatCode") ?? "";
      if (!this.#formatIds.has(code)) this.#formatIds.set(code, id);
      this.#nextFormatId = Math.max(this.#nextFormatId, id + 1);
    }
  }

  /** The number of an entry of a list: that of an equal one, or of this one appended. */
  add(list: Exclude<ListName, "numFmts">, xml: string): number {
    const form = canonicalForm(parseFragment(this.patch, xml));
    const indexByForm = this.#indexByForm.get(list)!;
    const there = indexByForm.get(form);
    if (there !== undefined) return there;
    if (this.#counts.get(list) === 0) for (const first of FIRST_ENTRIES[list](this.prefix)) this.#append(list, first);
    const index = this.#append(list, xml);
    indexByForm.set(form, index);
    return index;
  }

  /** The id of a number format. */
  addFormat(code: string): number {
    if (code === "0") return 1; // built in
    const there = this.#formatIds.get(code);
    if (there !== undefined) return there;
    const id = this.#nextFormatId++;
    this.#formatIds.set(code, id);
    this.#append("numFmts", `<${this.prefix}numFmt numFmtId="${id}" formatCode="${escapeXml(code)}"/>`);
    return id;
  }

  /** Puts what was added into the part. Lists that other entries count on are begun even when nothing of ours is in them. */
  finish(): void {
    const hasAdded = [...this.#added.values()].some((entries) => entries.length > 0);
    if (!hasAdded) return;
    for (const list of ["fonts", "fills", "borders"] as const) {
      if (this.#counts.get(list) === 0) for (const first of FIRST_ENTRIES[list](this.prefix)) this.#append(list, first);
    }
    for (const [list, entries] of this.#inPartOrder()) {
      if (entries.length === 0) continue;
      const count = this.#counts.get(list)!;
      const node = childNamed(this.patch.root, list);
      if (node) {
        this.patch.setAttribute(node, "count", String(count));
        this.patch.append(node, entries.join(""));
      } else {
        const { prefix } = this;
        this.#insertList(list, `<${prefix}${list} count="${count}">${entries.join("")}</${prefix}${list}>`);
      }
    }
  }

  #append(list: ListName, xml: string): number {
    const index = this.#counts.get(list)!;
    this.#added.get(list)!.push(xml);
    this.#counts.set(list, index + 1);
    return index;
  }

  #inPartOrder(): [ListName, string[]][] {
    return [...this.#added].sort(([a], [b]) => LIST_ORDER.indexOf(a) - LIST_ORDER.indexOf(b));
  }

  #insertList(list: ListName, xml: string): void {
    const place = LIST_ORDER.indexOf(list);
    const next = this.patch.root.children.find(
      (child) => (LIST_ORDER as readonly string[]).indexOf(child.name) > place,
    );
    if (next) this.patch.insertBefore(next, xml);
    else this.patch.append(this.patch.root, xml);
  }
}

/** An element as its meaning goes: prefixes, the order of attributes and white space between children do not count. */
function canonicalForm(node: XmlNode): string {
  const attributes = [...node.attributes].sort(([a], [b]) => (a < b ? -1 : 1));
  const written = attributes.map(([name, value]) => ` ${name}=${JSON.stringify(value)}`).join("");
  return `(${node.name}${written}${node.children.map(canonicalForm).join("")})`;
}

function parseFragment(patch: XmlPatch, xml: string): XmlNode {
  const { root } = patch;
  const namespaces = [...root.declares].map(
    ([prefix, uri]) => ` xmlns${prefix === "" ? "" : `:${prefix}`}="${escapeXml(uri)}"`,
  );
  const wrapped = `<fragment${namespaces.join("")}>${xml}</fragment>`;
  return outlineBytes(patch.part, new TextEncoder().encode(wrapped)).root.children[0]!;
}
