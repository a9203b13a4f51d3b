/** Conditional formats: what the rule is and how the cells look that meet it. Painting them is the page's affair. */
import { type Area, overlaps } from "../../engine/area";
import { withoutArea, type ConditionalFormat, type Sheet } from "../../engine/sheet";
import type { Border, FormatPatch } from "../../engine/value";
import { ApiError, invalidArgument } from "../apiError";
import { refuseProtected } from "../cellAccess";
import { ClientValue, type PropertyModel, type RemoteObject, type RemoteClassOf, defineClass } from "../classModel";
import { AreasTarget, RangeTarget } from "../rangeTarget";
import { rangeClass } from "./range";
import { rangeAreasClass } from "./rangeAreas";
import { type FormatTarget, readColour } from "./rangeFormat";

/** A rule by its id: what it says changes, the id stays. */
type RuleTarget = { readonly sheet: Sheet; readonly id: string };

function ruleOf({ sheet, id }: RuleTarget): ConditionalFormat {
  const found = sheet.conditionalFormats.value.find((format) => format.id === id);
  if (!found) throw new ApiError("ItemNotFound");
  return found;
}

function changeRule(target: RuleTarget, change: Partial<ConditionalFormat>): void {
  refuseProtected(target.sheet, "allowFormatCells");
  const { areas } = ruleOf(target);
  target.sheet.conditionalFormats.value = target.sheet.conditionalFormats.value.map((format) =>
    format.id === target.id ? { ...format, ...change } : format,
  );
  for (const area of areas) target.sheet.book.announce({ kind: "formats", sheet: target.sheet, area });
}

const TYPES = [
  "Custom",
  "DataBar",
  "ColorScale",
  "IconSet",
  "TopBottom",
  "PresetCriteria",
  "ContainsText",
  "CellValue",
] as const;

/** What a rule says until the caller says otherwise. */
const FIRST_RULES: Readonly<Record<(typeof TYPES)[number], unknown>> = {
  Custom: { formula: "" },
  DataBar: null,
  ColorScale: null,
  IconSet: null,
  TopBottom: { rank: 10, type: "TopItems" },
  PresetCriteria: { criterion: "Blanks" },
  ContainsText: { operator: "Contains", text: "" },
  CellValue: { formula1: "=0", operator: "EqualTo" },
};

function formatsOn(target: FormatTarget): ConditionalFormat[] {
  return target.sheet.conditionalFormats.value.filter((format) =>
    format.areas.some((area) => target.areas.some((one) => overlaps(one, area))),
  );
}

function ruleObject(sheet: Sheet, format: ConditionalFormat | undefined): RemoteObject | null {
  return format ? conditionalFormatClass.of({ sheet, id: format.id }) : null;
}

export const conditionalFormatCollectionClass: RemoteClassOf<FormatTarget> = defineClass<FormatTarget>({
  name: "ConditionalFormatCollection",
  items: (target) =>
    formatsOn(target).map((format) => conditionalFormatClass.of({ sheet: target.sheet, id: format.id })),
  index: (target, args) =>
    ruleObject(
      target.sheet,
      formatsOn(target).find((format) => format.id === args.text(0)),
    ),
  methods: {
    Add: (target, args) => {
      refuseProtected(target.sheet, "allowFormatCells");
      const type = args.oneOf(0, TYPES, "CellValue");
      if (args.isMissing(0)) throw invalidArgument();
      // Three kinds paint without a rule of words; this host does not keep them.
      if (FIRST_RULES[type] === null) throw new ApiError("UnsupportedFeature");
      const number = target.sheet.book.nextNumber();
      const format: ConditionalFormat = {
        id: `{${String(number).padStart(8, "0")}-0000-0000-0000-00000000CF00}`,
        areas: target.areas,
        type,
        rule: FIRST_RULES[type],
        format: {},
        stopIfTrue: false,
      };
      // The newest rule comes first.
      target.sheet.conditionalFormats.value = [format, ...target.sheet.conditionalFormats.value];
      for (const area of target.areas) target.sheet.book.announce({ kind: "formats", sheet: target.sheet, area });
      return conditionalFormatClass.of({ sheet: target.sheet, id: format.id });
    },
    ClearAll: (target) => {
      refuseProtected(target.sheet, "allowFormatCells");
      for (const area of target.areas) {
        target.sheet.conditionalFormats.value = withoutArea(target.sheet.conditionalFormats.value, area);
        target.sheet.book.announce({ kind: "formats", sheet: target.sheet, area });
      }
      return undefined;
    },
    GetCount: (target) => new ClientValue(formatsOn(target).length),
    GetItemAt: (target, args) => {
      const format = formatsOn(target)[args.integer(0)];
      if (!format) throw new ApiError("ItemNotFound");
      return conditionalFormatClass.of({ sheet: target.sheet, id: format.id });
    },
    GetItemOrNullObject: (target, args) =>
      ruleObject(
        target.sheet,
        formatsOn(target).find((format) => format.id === args.text(0)),
      ),
  },
});

function navigation(type: (typeof TYPES)[number], of: (target: RuleTarget) => RemoteObject) {
  return (target: RuleTarget): RemoteObject => {
    if (ruleOf(target).type !== type) throw new ApiError("InvalidOperation");
    return of(target);
  };
}

function navigationOrNull(type: (typeof TYPES)[number], of: (target: RuleTarget) => RemoteObject) {
  return (target: RuleTarget): RemoteObject | null => (ruleOf(target).type === type ? of(target) : null);
}

const rangeOf = (target: RuleTarget): Area | undefined => {
  const { areas } = ruleOf(target);
  return areas.length === 1 ? areas[0] : undefined;
};

export const conditionalFormatClass: RemoteClassOf<RuleTarget> = defineClass<RuleTarget>({
  name: "ConditionalFormat",
  id: (target) => target.id,
  properties: {
    Id: { read: (target) => target.id },
    Type: { read: (target) => ruleOf(target).type },
    Priority: {
      read: (target) => target.sheet.conditionalFormats.value.findIndex((format) => format.id === target.id),
      write: (target, value) => {
        if (typeof value !== "number" || value < 0) throw invalidArgument();
        const rule = ruleOf(target);
        const others = target.sheet.conditionalFormats.value.filter((format) => format !== rule);
        target.sheet.conditionalFormats.value = [...others.slice(0, value), rule, ...others.slice(value)];
      },
    },
    StopIfTrue: {
      read: (target) => ruleOf(target).stopIfTrue,
      write: (target, value) => changeRule(target, { stopIfTrue: value === true }),
    },
  },
  navigations: {
    CellValue: navigation("CellValue", (target) => cellValueClass.of(target)),
    CellValueOrNullObject: navigationOrNull("CellValue", (target) => cellValueClass.of(target)),
    TextComparison: navigation("ContainsText", (target) => textComparisonClass.of(target)),
    TextComparisonOrNullObject: navigationOrNull("ContainsText", (target) => textComparisonClass.of(target)),
    Custom: navigation("Custom", (target) => customClass.of(target)),
    CustomOrNullObject: navigationOrNull("Custom", (target) => customClass.of(target)),
    TopBottom: navigation("TopBottom", (target) => topBottomClass.of(target)),
    TopBottomOrNullObject: navigationOrNull("TopBottom", (target) => topBottomClass.of(target)),
    Preset: navigation("PresetCriteria", (target) => presetClass.of(target)),
    PresetOrNullObject: navigationOrNull("PresetCriteria", (target) => presetClass.of(target)),
  },
  methods: {
    Delete: (target) => {
      const { areas } = ruleOf(target);
      target.sheet.conditionalFormats.value = target.sheet.conditionalFormats.value.filter(
        (format) => format.id !== target.id,
      );
      for (const area of areas) target.sheet.book.announce({ kind: "formats", sheet: target.sheet, area });
      return undefined;
    },
    GetRange: (target) => {
      const area = rangeOf(target);
      if (!area) throw new ApiError("InvalidOperation");
      return rangeClass.of(new RangeTarget(target.sheet, area));
    },
    GetRangeOrNullObject: (target) => {
      const area = rangeOf(target);
      return area ? rangeClass.of(new RangeTarget(target.sheet, area)) : null;
    },
    GetRanges: (target) => rangeAreasClass.of(new AreasTarget(target.sheet, ruleOf(target).areas)),
  },
});

const rule: PropertyModel<RuleTarget> = {
  read: (target) => ruleOf(target).rule,
  write: (target, value) => {
    if (typeof value !== "object" || value === null) throw invalidArgument();
    changeRule(target, { rule: value });
  },
};

const format = { Format: (target: RuleTarget) => conditionalRangeFormatClass.of(target) };

const cellValueClass: RemoteClassOf<RuleTarget> = defineClass<RuleTarget>({
  name: "CellValueConditionalFormat",
  properties: { Rule: rule },
  navigations: format,
});
const textComparisonClass: RemoteClassOf<RuleTarget> = defineClass<RuleTarget>({
  name: "TextConditionalFormat",
  properties: { Rule: rule },
  navigations: format,
});
const topBottomClass: RemoteClassOf<RuleTarget> = defineClass<RuleTarget>({
  name: "TopBottomConditionalFormat",
  properties: { Rule: rule },
  navigations: format,
});
const presetClass: RemoteClassOf<RuleTarget> = defineClass<RuleTarget>({
  name: "PresetCriteriaConditionalFormat",
  properties: { Rule: rule },
  navigations: format,
});
const customClass: RemoteClassOf<RuleTarget> = defineClass<RuleTarget>({
  name: "CustomConditionalFormat",
  navigations: { ...format, Rule: (target) => conditionalFormatRuleClass.of(target) },
});

const formulaText: PropertyModel<RuleTarget> = {
  read: (target) => {
    const { formula } = ruleOf(target).rule as { readonly formula?: unknown };
    return typeof formula === "string" ? formula : "";
  },
  write: (target, value) => {
    if (typeof value !== "string") throw invalidArgument();
    changeRule(target, { rule: { formula: value } });
  },
};

const conditionalFormatRuleClass: RemoteClassOf<RuleTarget> = defineClass<RuleTarget>({
  name: "ConditionalFormatRule",
  properties: { Formula: formulaText, FormulaLocal: formulaText },
});

function look<K extends keyof FormatPatch>(
  key: K,
  check: (value: unknown) => FormatPatch[K],
): PropertyModel<RuleTarget> {
  return {
    read: (target) => ruleOf(target).format[key] ?? null,
    write: (target, value) =>
      changeRule(target, { format: { ...ruleOf(target).format, [key]: value === null ? undefined : check(value) } }),
  };
}

const flag = (value: unknown): boolean => {
  if (typeof value !== "boolean") throw invalidArgument();
  return value;
};

const words = (value: unknown): string => {
  if (typeof value !== "string") throw invalidArgument();
  return value;
};

const conditionalRangeFormatClass: RemoteClassOf<RuleTarget> = defineClass<RuleTarget>({
  name: "ConditionalRangeFormat",
  properties: { NumberFormat: look("numberFormat", words) },
  navigations: {
    Fill: (target) => conditionalRangeFillClass.of(target),
    Font: (target) => conditionalRangeFontClass.of(target),
    Borders: (target) => conditionalRangeBordersClass.of(target),
  },
  methods: {
    ClearFormat: (target) => {
      changeRule(target, { format: {} });
      return undefined;
    },
  },
});

const conditionalRangeFillClass: RemoteClassOf<RuleTarget> = defineClass<RuleTarget>({
  name: "ConditionalRangeFill",
  properties: { Color: look("fillColor", readColour) },
  methods: {
    Clear: (target) => {
      changeRule(target, { format: { ...ruleOf(target).format, fillColor: undefined } });
      return undefined;
    },
  },
});

const conditionalRangeFontClass: RemoteClassOf<RuleTarget> = defineClass<RuleTarget>({
  name: "ConditionalRangeFont",
  properties: {
    Bold: look("isBold", flag),
    Italic: look("isItalic", flag),
    Strikethrough: look("isStruck", flag),
    Color: look("fontColor", readColour),
    Underline: look("underline", words),
  },
  methods: {
    Clear: (target) => {
      changeRule(target, {
        format: {
          ...ruleOf(target).format,
          isBold: undefined,
          isItalic: undefined,
          isStruck: undefined,
          fontColor: undefined,
          underline: undefined,
        },
      });
      return undefined;
    },
  },
});

const SIDES = {
  EdgeTop: "borderTop",
  EdgeBottom: "borderBottom",
  EdgeLeft: "borderLeft",
  EdgeRight: "borderRight",
} as const;
type Side = keyof typeof SIDES;
type SideTarget = RuleTarget & { readonly side: Side };

const conditionalRangeBordersClass: RemoteClassOf<RuleTarget> = defineClass<RuleTarget>({
  name: "ConditionalRangeBorderCollection",
  properties: { Count: { read: () => 4 } },
  items: (target) => (Object.keys(SIDES) as Side[]).map((side) => conditionalRangeBorderClass.of({ ...target, side })),
  index: (target, args) =>
    conditionalRangeBorderClass.of({ ...target, side: args.oneOf(0, Object.keys(SIDES) as Side[], "EdgeTop") }),
  navigations: {
    Top: (target) => conditionalRangeBorderClass.of({ ...target, side: "EdgeTop" }),
    Bottom: (target) => conditionalRangeBorderClass.of({ ...target, side: "EdgeBottom" }),
    Left: (target) => conditionalRangeBorderClass.of({ ...target, side: "EdgeLeft" }),
    Right: (target) => conditionalRangeBorderClass.of({ ...target, side: "EdgeRight" }),
  },
});

function changeBorder(target: SideTarget, change: Partial<Border>): void {
  const before = ruleOf(target).format[SIDES[target.side]] ?? { style: "Continuous", color: "#000000", weight: "Thin" };
  changeRule(target, { format: { ...ruleOf(target).format, [SIDES[target.side]]: { ...before, ...change } } });
}

const conditionalRangeBorderClass: RemoteClassOf<SideTarget> = defineClass<SideTarget>({
  name: "ConditionalRangeBorder",
  id: (target) => target.side,
  properties: {
    SideIndex: { read: (target) => target.side },
    Style: {
      read: (target) => ruleOf(target).format[SIDES[target.side]]?.style ?? "None",
      write: (target, value) => changeBorder(target, { style: words(value) }),
    },
    Color: {
      read: (target) => ruleOf(target).format[SIDES[target.side]]?.color ?? "#000000",
      write: (target, value) => changeBorder(target, { color: readColour(value) }),
    },
  },
});

export const conditionalFormatClasses = [
  cellValueClass,
  textComparisonClass,
  topBottomClass,
  presetClass,
  customClass,
  conditionalFormatRuleClass,
  conditionalRangeFormatClass,
  conditionalRangeFillClass,
  conditionalRangeFontClass,
  conditionalRangeBordersClass,
  conditionalRangeBorderClass,
];
