/** RangeAreas: several areas of one sheet at once; and areas of several sheets. */
import {
  type Area,
  COLUMN_LIMIT,
  ROW_LIMIT,
  areaOnSheet,
  areaText,
  cellCount,
  intersection,
  isEntireColumns,
  isEntireRows,
  overlaps,
} from "../../engine/area";
import { fullAddress } from "../../engine/book";
import type { Sheet } from "../../engine/sheet";
import { ApiError, invalidArgument } from "../apiError";
import { type Arguments, ClientValue, type RemoteObject, type RemoteClassOf, defineClass } from "../classModel";
import { copyInto, clearRange } from "../rangeWork";
import { AreasTarget, RangeTarget } from "../rangeTarget";
import { specialCells } from "../specialCells";
import { conditionalFormatCollectionClass } from "./conditionalFormats";
import { dataValidationClass } from "./dataValidation";
import { rangeArgument, rangeClass } from "./range";
import { rangeFormatClass, writeFormat } from "./rangeFormat";
import { tableScopedCollectionClass } from "./table";
import { worksheetClass } from "./worksheet";

function addressOf({ sheet, areas }: AreasTarget): string {
  return areas.map((area) => fullAddress(sheet, area)).join(",");
}

function areasOrNull(sheet: Sheet, areas: readonly (Area | undefined)[]): RemoteObject | null {
  const found = areas.filter((area) => area !== undefined);
  return found.length === 0 ? null : rangeAreasClass.of(new AreasTarget(sheet, found));
}

function required(object: RemoteObject | null): RemoteObject {
  if (object === null) throw new ApiError("ItemNotFound");
  return object;
}

function intersect(target: AreasTarget, args: Arguments): RemoteObject | null {
  const other = rangeAreasClass.targetOf(args.at(0));
  const others = other ? other.areas : [rangeArgument(args, 0, target.sheet).area];
  return areasOrNull(
    target.sheet,
    target.areas.flatMap((area) => others.map((one) => intersection(area, one))),
  );
}

function special(target: AreasTarget, args: Arguments): RemoteObject | null {
  return areasOrNull(
    target.sheet,
    target.areas.flatMap((area) => specialCells(new RangeTarget(target.sheet, area), args)),
  );
}

function used(target: AreasTarget, args: Arguments): RemoteObject | null {
  const area = target.sheet.usedArea(args.flag(0));
  return areasOrNull(
    target.sheet,
    target.areas.map((one) => area && intersection(one, area)),
  );
}

export const rangeAreasClass: RemoteClassOf<AreasTarget> = defineClass<AreasTarget>({
  name: "RangeAreas",
  properties: {
    Address: { read: addressOf },
    AddressLocal: { read: addressOf },
    AreaCount: { read: (target) => target.areas.length },
    CellCount: { read: (target) => target.areas.reduce((count, area) => count + cellCount(area), 0) },
    IsEntireColumn: { read: (target) => target.areas.every(isEntireColumns) },
    IsEntireRow: { read: (target) => target.areas.every(isEntireRows) },
    Style: {
      read: (target) => {
        const names = target.areas.map((area) =>
          target.sheet.sameInArea(area, (row, column) => target.sheet.formatAt(row, column).styleName ?? "Normal"),
        );
        return names.every((name) => name === names[0]) ? (names[0] ?? null) : null;
      },
      write: (target, value) => {
        if (typeof value !== "string" || value === "") throw invalidArgument();
        writeFormat(target, { styleName: value === "Normal" ? undefined : value });
      },
    },
  },
  navigations: {
    Areas: (target) => rangeCollectionClass.of(target),
    Format: (target) => rangeFormatClass.of(target),
    ConditionalFormats: (target) => conditionalFormatCollectionClass.of(target),
    DataValidation: (target) => dataValidationClass.of(target),
    Worksheet: (target) => worksheetClass.of(target.sheet),
  },
  methods: {
    Calculate: (target) => {
      target.sheet.book.calculate(true);
      return undefined;
    },
    Clear: (target, args) => {
      const what = args.oneOf(
        0,
        ["All", "Contents", "Formats", "Hyperlinks", "RemoveHyperlinks", "ResetContents"],
        "All",
      );
      for (const area of target.areas) clearRange(new RangeTarget(target.sheet, area), what);
      return undefined;
    },
    CopyFrom: (target, args) => {
      const from = rangeArgument(args, 0, target.sheet);
      for (const area of target.areas) copyInto(new RangeTarget(target.sheet, area), from, args);
      return undefined;
    },
    GetEntireColumn: (target) =>
      areasOrNull(
        target.sheet,
        target.areas.map((area) => ({ ...area, row: 0, rows: ROW_LIMIT })),
      ),
    GetEntireRow: (target) =>
      areasOrNull(
        target.sheet,
        target.areas.map((area) => ({ ...area, column: 0, columns: COLUMN_LIMIT })),
      ),
    GetIntersection: (target, args) => required(intersect(target, args)),
    GetIntersectionOrNullObject: intersect,
    GetOffsetRangeAreas: (target, args) => {
      const moved = target.areas.map((area) =>
        areaOnSheet({ ...area, row: area.row + args.integer(0), column: area.column + args.integer(1) }),
      );
      if (moved.includes(undefined)) throw invalidArgument();
      return areasOrNull(target.sheet, moved);
    },
    GetSpecialCells: (target, args) => required(special(target, args)),
    GetSpecialCellsOrNullObject: special,
    GetUsedRangeAreas: (target, args) => required(used(target, args)),
    GetUsedRangeAreasOrNullObject: used,
    GetTables: (target) =>
      tableScopedCollectionClass.of({
        tables: target.sheet.tables.filter((table) => target.areas.some((area) => overlaps(area, table.area.value))),
      }),
    SetDirty: () => undefined,
  },
  readingMethods: ["SetDirty"],
});

export const rangeCollectionClass: RemoteClassOf<AreasTarget> = defineClass<AreasTarget>({
  name: "RangeCollection",
  items: (target) => target.areas.map((area) => rangeClass.of(new RangeTarget(target.sheet, area))),
  methods: {
    GetCount: (target) => new ClientValue(target.areas.length),
    GetItemAt: (target, args) => {
      const area = target.areas[args.integer(0)];
      if (!area) throw invalidArgument();
      return rangeClass.of(new RangeTarget(target.sheet, area));
    },
  },
});

type Parts = { readonly parts: readonly { readonly sheet: Sheet; readonly area: Area }[] };

function bySheet({ parts }: Parts): AreasTarget[] {
  const sheets = [...new Set(parts.map((part) => part.sheet))];
  return sheets.map(
    (sheet) =>
      new AreasTarget(
        sheet,
        parts.filter((part) => part.sheet === sheet).map((part) => part.area),
      ),
  );
}

export const workbookRangeAreasClass: RemoteClassOf<Parts> = defineClass<Parts>({
  name: "WorkbookRangeAreas",
  properties: {
    Addresses: {
      read: (target) =>
        bySheet(target).map(
          (areas) =>
            `${fullAddress(areas.sheet, areas.areas[0] as Area)}${areas.areas
              .slice(1)
              .map((area) => `,${areaText(area)}`)
              .join("")}`,
        ),
    },
  },
  navigations: {
    Areas: (target) => rangeAreasCollectionClass.of({ areas: bySheet(target) }),
    Ranges: (target) => workbookRangesClass.of(target),
  },
  methods: {
    GetRangeAreasBySheet: (target, args) => required(areasBySheet(target, args)),
    GetRangeAreasOrNullObjectBySheet: areasBySheet,
  },
});

function areasBySheet(target: Parts, args: Arguments): RemoteObject | null {
  const key = args.text(0).toLowerCase();
  const found = bySheet(target).find(
    ({ sheet }) => sheet.id === args.text(0) || sheet.name.value.toLowerCase() === key,
  );
  return rangeAreasClass.orNull(found);
}

export const rangeAreasCollectionClass: RemoteClassOf<{ readonly areas: readonly AreasTarget[] }> = defineClass<{
  readonly areas: readonly AreasTarget[];
}>({
  name: "RangeAreasCollection",
  items: (target) => target.areas.map((areas) => rangeAreasClass.of(areas)),
  methods: {
    GetCount: (target) => new ClientValue(target.areas.length),
    GetItemAt: (target, args) => {
      const areas = target.areas[args.integer(0)];
      if (!areas) throw invalidArgument();
      return rangeAreasClass.of(areas);
    },
  },
});

const workbookRangesClass: RemoteClassOf<Parts> = defineClass<Parts>({
  name: "RangeCollection",
  items: (target) => target.parts.map(({ sheet, area }) => rangeClass.of(new RangeTarget(sheet, area))),
  methods: {
    GetCount: (target) => new ClientValue(target.parts.length),
    GetItemAt: (target, args) => {
      const part = target.parts[args.integer(0)];
      if (!part) throw invalidArgument();
      return rangeClass.of(new RangeTarget(part.sheet, part.area));
    },
  },
});
