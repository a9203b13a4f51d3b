/**
 * How cells look, in the file and in the engine. Looks of the file keep their place in its lists; what is new is built on
 * the style that the cell had, and appended.
 */
import { builtInFormatCode } from "../../../hosts/xlsx";
import type { Border, CellFormat } from "../value";
import { Palette } from "./colours";
import { type WorkbookParts, appended } from "./parts";
import {
  XML_DECLARATION,
  type XmlElement,
  applyEdits,
  attributeOf,
  childOf,
  escapeAttribute,
  flagOf,
  numberOf,
  sourceOf,
  withAttribute,
  withPrefix,
} from "./xmlText";

/** A look and whether its cells were typed with an apostrophe. */
type Style = { readonly look: CellFormat; readonly isQuoted: boolean };

type Group = readonly (keyof CellFormat)[];

const FONT: Group = [
  "fontName",
  "fontSize",
  "fontColor",
  "isBold",
  "isItalic",
  "isStruck",
  "isSubscript",
  "isSuperscript",
  "underline",
];
const FILL: Group = ["fillColor", "fillPattern", "fillPatternColor"];
const BORDERS: Group = [
  "borderTop",
  "borderBottom",
  "borderLeft",
  "borderRight",
  "borderDiagonalDown",
  "borderDiagonalUp",
];
const ALIGNMENT: Group = [
  "horizontalAlignment",
  "verticalAlignment",
  "isWrapped",
  "indent",
  "isShrunk",
  "readingOrder",
  "textOrientation",
];
const PROTECTION: Group = ["isUnlocked", "isFormulaHidden"];

const PATTERNS: Readonly<Record<string, string>> = {
  None: "none",
  Solid: "solid",
  Gray50: "mediumGray",
  Gray75: "darkGray",
  Gray25: "lightGray",
  Horizontal: "darkHorizontal",
  Vertical: "darkVertical",
  Down: "darkDown",
  Up: "darkUp",
  Gray16: "gray125",
  Gray8: "gray0625",
};
const UNDERLINES: Readonly<Record<string, string>> = {
  Single: "single",
  Double: "double",
  SingleAccountant: "singleAccounting",
  DoubleAccountant: "doubleAccounting",
};
/** Lines as the file names them, with the two words that the API has for each. */
const LINES: readonly (readonly [file: string, style: string, weight: string])[] = [
  ["thin", "Continuous", "Thin"],
  ["medium", "Continuous", "Medium"],
  ["thick", "Continuous", "Thick"],
  ["hair", "Continuous", "Hairline"],
  ["dashed", "Dash", "Thin"],
  ["mediumDashed", "Dash", "Medium"],
  ["dashDot", "DashDot", "Thin"],
  ["mediumDashDot", "DashDot", "Medium"],
  ["dashDotDot", "DashDotDot", "Thin"],
  ["mediumDashDotDot", "DashDotDot", "Medium"],
  ["dotted", "Dot", "Thin"],
  ["double", "Double", "Thick"],
  ["slantDashDot", "SlantDashDot", "Medium"],
];
const HORIZONTAL: Readonly<Record<string, string>> = { CenterAcrossSelection: "centerContinuous" };

const EMPTY_STYLES =
  '<fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>' +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>';

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
];
type ListName = "numFmts" | "fonts" | "fills" | "borders" | "cellStyleXfs" | "cellXfs" | "cellStyles" | "dxfs";

/** Numbers of named styles that every program knows (ECMA-376 18.8.7). */
const NAMED_STYLES: Readonly<Record<string, number>> = {
  Comma: 3,
  Currency: 4,
  Percent: 5,
  Hyperlink: 8,
  "Followed Hyperlink": 9,
  Note: 10,
  "Warning Text": 11,
  Title: 15,
  "Heading 1": 16,
  "Heading 2": 17,
  "Heading 3": 18,
  "Heading 4": 19,
  Input: 20,
  Output: 21,
  Calculation: 22,
  "Check Cell": 23,
  "Linked Cell": 24,
  Total: 25,
  Good: 26,
  Bad: 27,
  Neutral: 28,
};

/** The looks of a workbook's cells, by their number in the file. */
export class Styles {
  private readonly styles: Style[] = [];
  private readonly indexByLook = new Map<CellFormat, number>();
  private readonly indexByForm = new Map<string, number>();
  private readonly added: Record<ListName, string[]> = {
    numFmts: [],
    fonts: [],
    fills: [],
    borders: [],
    cellStyleXfs: [],
    cellXfs: [],
    cellStyles: [],
    dxfs: [],
  };
  /** Named styles by name, with the number of what they look like. */
  private readonly named = new Map<string, number>([["Normal", 0]]);
  private readonly text: string;
  private readonly root: XmlElement | undefined;
  private readonly formatCodes = new Map<number, string>();
  private readonly palette: Palette;

  /** The looks that the same file gave before can be handed in, so that cells which have them are known again. */
  constructor(
    private readonly parts: WorkbookParts,
    looks: readonly CellFormat[] = [],
  ) {
    const part = parts.related(parts.mainPart, "styles");
    const tree = part === undefined ? undefined : parts.tree(part);
    this.text = tree?.text ?? "";
    this.root = tree?.root;
    const themePart = parts.related(parts.mainPart, "theme");
    this.palette = new Palette(themePart === undefined ? undefined : parts.tree(themePart)?.root, this.root);
    for (const format of this.list("numFmts")) {
      const id = numberOf(format, "numFmtId");
      if (id !== undefined && !this.formatCodes.has(id))
        this.formatCodes.set(id, attributeOf(format, "formatCode") ?? "");
    }
    const names = this.styleNames();
    for (const [id, name] of names) this.named.set(name, id);
    for (const [index, xf] of this.list("cellXfs").entries()) {
      const look = looks[index] ?? Object.freeze(this.readLook(xf, names));
      if (!this.indexByLook.has(look)) this.indexByLook.set(look, this.styles.length);
      this.styles.push({ look, isQuoted: flagOf(xf, "quotePrefix") });
    }
    if (this.styles.length === 0) this.styles.push({ look: Object.freeze({}), isQuoted: false });
  }

  /** The look that cells have which name no style. */
  get normal(): CellFormat {
    return this.styles[0]?.look ?? {};
  }

  /** Every look of the file, by its number. */
  get looks(): readonly CellFormat[] {
    return this.styles.map(({ look }) => look);
  }

  /** The look by its number; the ordinary one where there is no such number. */
  look(index: number): CellFormat {
    return this.styles[index]?.look ?? this.normal;
  }

  /** Whether cells of a style were typed with an apostrophe. */
  isQuoted(index: number): boolean {
    return this.styles[index]?.isQuoted ?? false;
  }

  /** A colour as the API has it; undefined for none. */
  colour(element: XmlElement | undefined): string | undefined {
    return this.palette.read(element);
  }

  /** The number of a look, appended where the file has none such, upon the style that the cell has in the file. */
  indexOf(look: CellFormat, base: number, isQuoted: boolean): number {
    const known = this.styles[base];
    if (known && known.isQuoted === isQuoted && (known.look === look || isSame(known.look, look))) return base;
    const there = this.indexByLook.get(look);
    if (there !== undefined && this.styles[there]?.isQuoted === isQuoted) return there;
    const origin = there ?? base;
    const form = `${origin} ${String(isQuoted)} ${JSON.stringify(Object.entries(look).sort())}`;
    const before = this.indexByForm.get(form);
    if (before !== undefined) return before;
    const index = this.appendStyle(look, origin, isQuoted);
    this.indexByForm.set(form, index);
    return index;
  }

  /** The look that a rule gives, by its number among the file's. */
  ruleLook(index: number | undefined): CellFormat {
    const dxf = index === undefined ? undefined : this.list("dxfs")[index];
    if (!dxf) return {};
    const fill = childOf(childOf(dxf, "fill"), "patternFill");
    const pattern = fill && attributeOf(fill, "patternType");
    // In a rule a plain fill is painted in what is elsewhere the background of a pattern.
    const painted = this.palette.read(
      childOf(fill, pattern === undefined || pattern === "solid" ? "bgColor" : "fgColor"),
    );
    const format = childOf(dxf, "numFmt");
    return {
      ...(format ? { numberFormat: attributeOf(format, "formatCode") ?? "General" } : {}),
      ...this.readFont(childOf(dxf, "font"), true),
      ...(painted === undefined ? {} : { fillColor: painted }),
      ...this.readBorders(childOf(dxf, "border")),
    };
  }

  /** Appends the look of a rule and gives its number. */
  appendRuleLook(look: CellFormat): number {
    const font = [
      look.isBold === undefined ? "" : look.isBold ? "<b/>" : '<b val="0"/>',
      look.isItalic === undefined ? "" : look.isItalic ? "<i/>" : '<i val="0"/>',
      look.isStruck ? "<strike/>" : "",
      look.underline === undefined ? "" : `<u val="${UNDERLINES[look.underline] ?? "none"}"/>`,
      look.fontColor === undefined ? "" : colourXml("color", look.fontColor),
    ].join("");
    const borders = (["left", "right", "top", "bottom"] as const).map((side) => lineXml(side, look[SIDE_KEYS[side]]));
    const hasBorders = (["left", "right", "top", "bottom"] as const).some((side) => look[SIDE_KEYS[side]]);
    return this.append(
      "dxfs",
      "<dxf>" +
        (font === "" ? "" : `<font>${font}</font>`) +
        (look.numberFormat === undefined
          ? ""
          : `<numFmt numFmtId="${this.formatId(look.numberFormat)}" formatCode="${escapeAttribute(look.numberFormat)}"/>`) +
        (look.fillColor === undefined
          ? ""
          : `<fill><patternFill>${colourXml("bgColor", look.fillColor)}</patternFill></fill>`) +
        (hasBorders ? `<border>${borders.join("")}</border>` : "") +
        "</dxf>",
    );
  }

  /** Puts what was appended into the styles part, making one where the file has none. */
  save(): void {
    if (!Object.values(this.added).some((entries) => entries.length > 0)) return;
    const { parts } = this;
    let part = parts.related(parts.mainPart, "styles");
    if (part === undefined || !this.root) {
      part = parts.add(
        "xl/styles#.xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml",
        `${XML_DECLARATION}<styleSheet xmlns="${parts.mainAddress}">${EMPTY_STYLES}</styleSheet>`,
      );
      parts.addRelation(parts.mainPart, "styles", part);
    }
    for (const list of LIST_ORDER) {
      const entries = this.added[list as ListName] as string[] | undefined;
      if (!entries || entries.length === 0) continue;
      const tree = parts.tree(part);
      if (!tree) continue;
      const { text, root } = tree;
      const element = childOf(root, list);
      if (element) {
        const count = element.children.length + entries.length;
        const grown = appended(text, element, entries.join(""));
        const at = element.start + 1 + element.prefix.length + element.name.length;
        const attributes = withAttribute(element.attributes, "count", count);
        parts.write(part, grown.slice(0, at) + attributes + grown.slice(at + element.attributes.length));
      } else {
        const place = LIST_ORDER.indexOf(list);
        const next = root.children.find((child) => LIST_ORDER.indexOf(child.name) > place);
        const xml = `<${list} count="${entries.length}">${entries.join("")}</${list}>`;
        parts.write(
          part,
          next
            ? applyEdits(text, [{ start: next.start, end: next.start, xml: withPrefix(xml, root.prefix) }])
            : appended(text, root, xml),
        );
      }
    }
  }

  // -------------------------------------------------------------------------------------------- reading

  private list(name: string): readonly XmlElement[] {
    return childOf(this.root, name)?.children ?? [];
  }

  private styleNames(): ReadonlyMap<number, string> {
    return new Map(
      this.list("cellStyles").flatMap((style) => {
        const name = attributeOf(style, "name");
        return name === undefined || name === "Normal" ? [] : [[numberOf(style, "xfId") ?? 0, name] as const];
      }),
    );
  }

  private readLook(xf: XmlElement, names: ReadonlyMap<number, string>): CellFormat {
    const id = numberOf(xf, "numFmtId") ?? 0;
    const code = this.formatCodes.get(id) ?? builtInFormatCode(id);
    const name = names.get(numberOf(xf, "xfId") ?? 0);
    const protection = childOf(xf, "protection");
    return {
      ...(code === undefined || code === "" || code.toLowerCase() === "general" ? {} : { numberFormat: code }),
      ...this.readFont(this.list("fonts")[numberOf(xf, "fontId") ?? 0], false),
      ...this.readFill(this.list("fills")[numberOf(xf, "fillId") ?? 0]),
      ...this.readBorders(this.list("borders")[numberOf(xf, "borderId") ?? 0]),
      ...readAlignment(childOf(xf, "alignment")),
      ...(protection && !flagOf(protection, "locked", true) ? { isUnlocked: true } : {}),
      ...(protection && flagOf(protection, "hidden") ? { isFormulaHidden: true } : {}),
      ...(name === undefined ? {} : { styleName: name }),
    };
  }

  private readFont(font: XmlElement | undefined, isRule: boolean): CellFormat {
    if (!font) return {};
    const flag = (name: string): boolean | undefined => {
      const element = childOf(font, name);
      return element && flagOf(element, "val", true);
    };
    const name = childOf(font, "name");
    const face = name && attributeOf(name, "val");
    const sizeElement = childOf(font, "sz");
    const size = sizeElement && numberOf(sizeElement, "val");
    const colour = this.palette.read(childOf(font, "color"));
    const line = childOf(font, "u");
    const lineName = line && (attributeOf(line, "val") ?? "single");
    const underline = Object.entries(UNDERLINES).find(([, file]) => file === lineName)?.[0];
    const raised = childOf(font, "vertAlign");
    const raisedTo = raised && attributeOf(raised, "val");
    const bold = flag("b");
    const italic = flag("i");
    return {
      ...(face === undefined || (!isRule && face === "Calibri") ? {} : { fontName: face }),
      ...(size === undefined || (!isRule && size === 11) ? {} : { fontSize: size }),
      ...(colour === undefined || (!isRule && colour === "#000000") ? {} : { fontColor: colour }),
      ...(bold === true || (isRule && bold !== undefined) ? { isBold: bold } : {}),
      ...(italic === true || (isRule && italic !== undefined) ? { isItalic: italic } : {}),
      ...(flag("strike") === true ? { isStruck: true } : {}),
      ...(raisedTo === "subscript" ? { isSubscript: true } : {}),
      ...(raisedTo === "superscript" ? { isSuperscript: true } : {}),
      ...(underline === undefined ? {} : { underline }),
    };
  }

  private readFill(fill: XmlElement | undefined): CellFormat {
    const pattern = childOf(fill, "patternFill");
    const type = pattern && (attributeOf(pattern, "patternType") ?? "none");
    if (!pattern || type === "none") return {};
    const front = this.palette.read(childOf(pattern, "fgColor"));
    if (type === "solid") return front === undefined ? {} : { fillColor: front };
    const name = Object.entries(PATTERNS).find(([, file]) => file === type)?.[0];
    const back = this.palette.read(childOf(pattern, "bgColor"));
    return {
      ...(name === undefined ? {} : { fillPattern: name }),
      ...(back === undefined ? {} : { fillColor: back }),
      ...(front === undefined ? {} : { fillPatternColor: front }),
    };
  }

  private readBorders(border: XmlElement | undefined): CellFormat {
    if (!border) return {};
    const line = (name: string): Border | undefined => {
      const element = childOf(border, name);
      const [, style, weight] = LINES.find(([file]) => element && attributeOf(element, "style") === file) ?? [];
      if (style === undefined || weight === undefined) return undefined;
      return { style, weight, color: this.palette.read(childOf(element, "color")) ?? "#000000" };
    };
    const [left, right] = [line("left") ?? line("start"), line("right") ?? line("end")];
    const [top, bottom, diagonal] = [line("top"), line("bottom"), line("diagonal")];
    return {
      ...(top ? { borderTop: top } : {}),
      ...(bottom ? { borderBottom: bottom } : {}),
      ...(left ? { borderLeft: left } : {}),
      ...(right ? { borderRight: right } : {}),
      ...(diagonal && flagOf(border, "diagonalDown") ? { borderDiagonalDown: diagonal } : {}),
      ...(diagonal && flagOf(border, "diagonalUp") ? { borderDiagonalUp: diagonal } : {}),
    };
  }

  // -------------------------------------------------------------------------------------------- appending

  private appendStyle(look: CellFormat, base: number, isQuoted: boolean): number {
    const before = this.styles[base] ?? { look: {}, isQuoted: false };
    const xf = this.list("cellXfs")[base];
    let attributes = xf?.attributes ?? ' numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"';
    const set = (name: string, value: number | undefined): void => {
      attributes = withAttribute(attributes, name, value);
    };
    const differs = (group: Group): boolean => group.some((key) => !isSameSetting(before.look[key], look[key]));
    if (before.look.numberFormat !== look.numberFormat) {
      set("numFmtId", this.formatId(look.numberFormat ?? "General"));
      set("applyNumberFormat", 1);
    }
    if (differs(FONT)) {
      const font = this.list("fonts")[(xf && numberOf(xf, "fontId")) ?? 0];
      set("fontId", this.append("fonts", this.fontXml(font, before.look, look)));
      set("applyFont", 1);
    }
    if (differs(FILL)) {
      set("fillId", this.append("fills", fillXml(look)));
      set("applyFill", 1);
    }
    if (differs(BORDERS)) {
      set("borderId", this.append("borders", borderXml(look)));
      set("applyBorder", 1);
    }
    let alignment = sourceWithin(this.text, xf, "alignment");
    if (differs(ALIGNMENT)) {
      alignment = alignmentXml(look);
      set("applyAlignment", 1);
    }
    let protection = sourceWithin(this.text, xf, "protection");
    if (differs(PROTECTION)) {
      protection = `<protection${look.isUnlocked ? ' locked="0"' : ""}${look.isFormulaHidden ? ' hidden="1"' : ""}/>`;
      set("applyProtection", 1);
    }
    if (before.look.styleName !== look.styleName) set("xfId", this.namedStyle(look.styleName ?? "Normal", attributes));
    set("quotePrefix", isQuoted ? 1 : undefined);
    const index = this.append("cellXfs", `<xf${attributes}>${alignment}${protection}</xf>`);
    this.styles[index] = { look, isQuoted };
    this.indexByLook.set(look, index);
    return index;
  }

  /** A font with what changed; what only the file knows of it stays. */
  private fontXml(font: XmlElement | undefined, before: CellFormat, look: CellFormat): string {
    const kept = (name: string): string => sourceWithin(this.text, font, name);
    const isNameKept = before.fontName === look.fontName;
    const size = look.fontSize ?? 11;
    return (
      "<font>" +
      (look.isBold ? "<b/>" : "") +
      (look.isItalic ? "<i/>" : "") +
      (look.isStruck ? "<strike/>" : "") +
      ["condense", "extend", "outline", "shadow"].map(kept).join("") +
      (look.underline === undefined ? "" : `<u val="${UNDERLINES[look.underline] ?? "single"}"/>`) +
      (look.isSubscript ? '<vertAlign val="subscript"/>' : look.isSuperscript ? '<vertAlign val="superscript"/>' : "") +
      `<sz val="${size}"/>` +
      (before.fontColor === look.fontColor
        ? kept("color")
        : look.fontColor === undefined
          ? ""
          : colourXml("color", look.fontColor)) +
      (isNameKept && kept("name") !== ""
        ? kept("name")
        : `<name val="${escapeAttribute(look.fontName ?? "Calibri")}"/>`) +
      (isNameKept ? ["family", "charset", "scheme"].map(kept).join("") : "") +
      "</font>"
    );
  }

  /** The number of a named style; one that the file does not know looks like the first cells that have it. */
  private namedStyle(name: string, attributes: string): number {
    const known = this.named.get(name);
    if (known !== undefined) return known;
    const id = this.append("cellStyleXfs", `<xf${withAttribute(attributes, "xfId", undefined)}/>`);
    this.named.set(name, id);
    const builtIn = NAMED_STYLES[name];
    const number = builtIn === undefined ? "" : ` builtinId="${builtIn}"`;
    this.append("cellStyles", `<cellStyle name="${escapeAttribute(name)}" xfId="${id}"${number}/>`);
    return id;
  }

  private formatId(code: string): number {
    if (code === "General") return 0;
    for (const [id, known] of this.formatCodes) if (known === code) return id;
    // Numbers up to 49 are the same in every file, but for those whose code follows the language of the program.
    for (const id of [1, 2, 3, 4, 9, 10, 11, 12, 13, 49]) if (builtInFormatCode(id) === code) return id;
    const id = Math.max(163, ...this.formatCodes.keys()) + 1;
    this.formatCodes.set(id, code);
    this.append("numFmts", `<numFmt numFmtId="${id}" formatCode="${escapeAttribute(code)}"/>`);
    return id;
  }

  private append(list: ListName, xml: string): number {
    const entries = this.added[list];
    const first = this.root ? this.list(list).length : (FIRST_COUNTS[list] ?? 0);
    const known = list === "cellXfs" || list === "cellStyleXfs" ? -1 : entries.indexOf(xml);
    if (known >= 0) return first + known;
    entries.push(xml);
    return first + entries.length - 1;
  }
}

/** How many entries a list has in a styles part that is made anew. */
const FIRST_COUNTS: Readonly<Partial<Record<ListName, number>>> = {
  fonts: 1,
  fills: 2,
  borders: 1,
  cellStyleXfs: 1,
  cellXfs: 1,
  cellStyles: 1,
};

const SIDE_KEYS = { left: "borderLeft", right: "borderRight", top: "borderTop", bottom: "borderBottom" } as const;

function sourceWithin(text: string, element: XmlElement | undefined, name: string): string {
  const child = childOf(element, name);
  return child ? sourceOf(text, child) : "";
}

function readAlignment(alignment: XmlElement | undefined): CellFormat {
  if (!alignment) return {};
  const across = attributeOf(alignment, "horizontal") ?? "general";
  const down = attributeOf(alignment, "vertical") ?? "bottom";
  const horizontal =
    Object.entries(HORIZONTAL).find(([, file]) => file === across)?.[0] ??
    across.charAt(0).toUpperCase() + across.slice(1);
  const indent = numberOf(alignment, "indent") ?? 0;
  const turned = numberOf(alignment, "textRotation") ?? 0;
  const order = [undefined, "LeftToRight", "RightToLeft"][numberOf(alignment, "readingOrder") ?? 0];
  return {
    ...(horizontal === "General" ? {} : { horizontalAlignment: horizontal }),
    ...(down === "bottom" ? {} : { verticalAlignment: down.charAt(0).toUpperCase() + down.slice(1) }),
    ...(flagOf(alignment, "wrapText") ? { isWrapped: true } : {}),
    ...(indent > 0 ? { indent } : {}),
    ...(flagOf(alignment, "shrinkToFit") ? { isShrunk: true } : {}),
    ...(order === undefined ? {} : { readingOrder: order }),
    // 91 to 180 turn the other way; 255 stacks the letters.
    ...(turned === 0 ? {} : { textOrientation: turned === 255 ? 180 : turned > 90 ? 90 - turned : turned }),
  };
}

function alignmentXml(look: CellFormat): string {
  const across = look.horizontalAlignment;
  const turned = look.textOrientation ?? 0;
  const order = { LeftToRight: 1, RightToLeft: 2 }[look.readingOrder ?? ""];
  return (
    "<alignment" +
    (across === undefined ? "" : ` horizontal="${HORIZONTAL[across] ?? across.toLowerCase()}"`) +
    (look.verticalAlignment === undefined ? "" : ` vertical="${look.verticalAlignment.toLowerCase()}"`) +
    (turned === 0 ? "" : ` textRotation="${turned === 180 ? 255 : turned < 0 ? 90 - turned : turned}"`) +
    (look.isWrapped ? ' wrapText="1"' : "") +
    (look.indent === undefined ? "" : ` indent="${look.indent}"`) +
    (look.isShrunk ? ' shrinkToFit="1"' : "") +
    (order === undefined ? "" : ` readingOrder="${order}"`) +
    "/>"
  );
}

function colourXml(name: string, colour: string): string {
  return `<${name} rgb="FF${colour.slice(1)}"/>`;
}

function fillXml(look: CellFormat): string {
  const pattern = look.fillPattern ?? (look.fillColor === undefined ? "None" : "Solid");
  const type = PATTERNS[pattern] ?? "solid";
  if (type === "none") return '<fill><patternFill patternType="none"/></fill>';
  const front = type === "solid" ? look.fillColor : look.fillPatternColor;
  const back = type === "solid" ? undefined : look.fillColor;
  return (
    `<fill><patternFill patternType="${type}">` +
    (front === undefined ? "" : colourXml("fgColor", front)) +
    (back === undefined ? '<bgColor indexed="64"/>' : colourXml("bgColor", back)) +
    "</patternFill></fill>"
  );
}

function lineXml(name: string, border: Border | undefined): string {
  const line =
    border &&
    (LINES.find(([, style, weight]) => style === border.style && weight === border.weight) ??
      LINES.find(([, style]) => style === border.style));
  return line && border ? `<${name} style="${line[0]}">${colourXml("color", border.color)}</${name}>` : `<${name}/>`;
}

function borderXml(look: CellFormat): string {
  const diagonal = look.borderDiagonalDown ?? look.borderDiagonalUp;
  return (
    `<border${look.borderDiagonalUp ? ' diagonalUp="1"' : ""}${look.borderDiagonalDown ? ' diagonalDown="1"' : ""}>` +
    lineXml("left", look.borderLeft) +
    lineXml("right", look.borderRight) +
    lineXml("top", look.borderTop) +
    lineXml("bottom", look.borderBottom) +
    `${lineXml("diagonal", diagonal)}</border>`
  );
}

function isSameSetting(one: unknown, other: unknown): boolean {
  return one === other || (typeof one === "object" && JSON.stringify(one) === JSON.stringify(other));
}

/** Whether two looks are the same, whatever the order of their settings. */
export function isSame(one: CellFormat, other: CellFormat): boolean {
  if (one === other) return true;
  const keys = Object.keys(one) as (keyof CellFormat)[];
  return keys.length === Object.keys(other).length && keys.every((key) => isSameSetting(one[key], other[key]));
}
