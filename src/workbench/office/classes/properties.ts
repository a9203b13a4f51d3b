/** What is kept beside the cells: document properties, settings, custom properties, custom XML. */
import type { Book, CustomXmlPart } from "../../engine/book";
import type { Sheet } from "../../engine/sheet";
import { ApiError, invalidArgument } from "../apiError";
import {
  type Arguments,
  ClientValue,
  type PropertyModel,
  type RemoteObject,
  type RemoteClassOf,
  defineClass,
} from "../classModel";

function text(name: string): PropertyModel<Book> {
  return {
    read: (book) => book.properties.get(name) ?? "",
    write: (book, value) => {
      if (typeof value !== "string") throw invalidArgument();
      book.properties.set(name, value);
    },
  };
}

export const documentPropertiesClass: RemoteClassOf<Book> = defineClass<Book>({
  name: "DocumentProperties",
  properties: {
    Author: text("Author"),
    Category: text("Category"),
    Comments: text("Comments"),
    Company: text("Company"),
    Keywords: text("Keywords"),
    Manager: text("Manager"),
    Subject: text("Subject"),
    Title: text("Title"),
    LastAuthor: { read: (book) => book.properties.get("LastAuthor") ?? "" },
    CreationDate: { read: (book) => book.properties.get("CreationDate") ?? null },
    RevisionNumber: {
      read: (book) => book.properties.get("RevisionNumber") ?? 0,
      write: (book, value) => {
        if (typeof value !== "number") throw invalidArgument();
        book.properties.set("RevisionNumber", value);
      },
    },
  },
  navigations: { Custom: (book) => customPropertyCollectionClass.of(book) },
});

// ---------------------------------------------------------------------------------------------- the document's own

type PropertyTarget = { readonly book: Book; readonly key: string };

/** Keys of custom properties are the same whatever their capitals. */
function keyOf(book: Book, wanted: string): string | undefined {
  return [...book.customProperties.keys()].find((key) => key.toLowerCase() === wanted.toLowerCase());
}

function propertyObject(book: Book, args: Arguments): RemoteObject | null {
  const key = keyOf(book, args.text(0));
  return key === undefined ? null : customPropertyClass.of({ book, key });
}

export const customPropertyCollectionClass: RemoteClassOf<Book> = defineClass<Book>({
  name: "CustomPropertyCollection",
  items: (book) => [...book.customProperties.keys()].map((key) => customPropertyClass.of({ book, key })),
  index: propertyObject,
  methods: {
    Add: (book, args) => {
      const key = args.text(0);
      const value = args.at(1);
      if (key === "" || key.length > 255) throw invalidArgument();
      if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") throw invalidArgument();
      const known = keyOf(book, key) ?? key;
      book.customProperties.set(known, value);
      return customPropertyClass.of({ book, key: known });
    },
    DeleteAll: (book) => {
      book.customProperties.clear();
      return undefined;
    },
    GetCount: (book) => new ClientValue(book.customProperties.size),
    GetItemOrNullObject: propertyObject,
  },
});

const customPropertyClass: RemoteClassOf<PropertyTarget> = defineClass<PropertyTarget>({
  name: "CustomProperty",
  id: (target) => target.key,
  properties: {
    Key: { read: (target) => target.key },
    Type: {
      read: ({ book, key }) => {
        const value = book.customProperties.get(key);
        if (value instanceof Date) return "Date";
        return { number: "Number", boolean: "Boolean" }[typeof value as "number" | "boolean"] ?? "String";
      },
    },
    Value: {
      read: ({ book, key }) => {
        if (!book.customProperties.has(key)) throw new ApiError("ItemNotFound");
        return book.customProperties.get(key);
      },
      write: ({ book, key }, value) => {
        if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean")
          throw invalidArgument();
        book.customProperties.set(key, value);
      },
    },
  },
  methods: {
    Delete: ({ book, key }) => {
      if (!book.customProperties.has(key)) throw new ApiError("ItemNotFound");
      book.customProperties.delete(key);
      return undefined;
    },
  },
});

// ---------------------------------------------------------------------------------------------- a sheet's own

type SheetPropertyTarget = { readonly sheet: Sheet; readonly key: string };

function sheetPropertyObject(sheet: Sheet, args: Arguments): RemoteObject | null {
  const wanted = args.text(0).toLowerCase();
  const key = [...sheet.customProperties.keys()].find((one) => one.toLowerCase() === wanted);
  return key === undefined ? null : worksheetCustomPropertyClass.of({ sheet, key });
}

export const worksheetCustomPropertyCollectionClass: RemoteClassOf<Sheet> = defineClass<Sheet>({
  name: "WorksheetCustomPropertyCollection",
  items: (sheet) => [...sheet.customProperties.keys()].map((key) => worksheetCustomPropertyClass.of({ sheet, key })),
  index: sheetPropertyObject,
  methods: {
    Add: (sheet, args) => {
      const key = args.text(0);
      if (key === "" || key.length > 255) throw invalidArgument();
      const known = [...sheet.customProperties.keys()].find((one) => one.toLowerCase() === key.toLowerCase()) ?? key;
      sheet.customProperties.set(known, args.text(1));
      return worksheetCustomPropertyClass.of({ sheet, key: known });
    },
    GetCount: (sheet) => new ClientValue(sheet.customProperties.size),
    GetItemOrNullObject: sheetPropertyObject,
  },
});

const worksheetCustomPropertyClass: RemoteClassOf<SheetPropertyTarget> = defineClass<SheetPropertyTarget>({
  name: "WorksheetCustomProperty",
  id: (target) => target.key,
  properties: {
    Key: { read: (target) => target.key },
    _Id: { read: (target) => target.key },
    Value: {
      read: ({ sheet, key }) => {
        const value = sheet.customProperties.get(key);
        if (value === undefined) throw new ApiError("ItemNotFound");
        return value;
      },
      write: ({ sheet, key }, value) => {
        if (typeof value !== "string") throw invalidArgument();
        sheet.customProperties.set(key, value);
      },
    },
  },
  methods: {
    Delete: ({ sheet, key }) => {
      if (!sheet.customProperties.has(key)) throw new ApiError("ItemNotFound");
      sheet.customProperties.delete(key);
      return undefined;
    },
  },
});

// ---------------------------------------------------------------------------------------------- settings

function settingObject(book: Book, args: Arguments): RemoteObject | null {
  const key = args.text(0);
  return book.settings.has(key) ? settingClass.of({ book, key }) : null;
}

export const settingCollectionClass: RemoteClassOf<Book> = defineClass<Book>({
  name: "SettingCollection",
  items: (book) => [...book.settings.keys()].map((key) => settingClass.of({ book, key })),
  index: settingObject,
  methods: {
    Add: (book, args) => {
      const key = args.text(0);
      if (key === "") throw invalidArgument();
      book.settings.set(key, JSON.stringify(args.at(1) ?? null));
      return settingClass.of({ book, key });
    },
    GetCount: (book) => new ClientValue(book.settings.size),
    GetItemOrNullObject: settingObject,
  },
});

const settingClass: RemoteClassOf<PropertyTarget> = defineClass<PropertyTarget>({
  name: "Setting",
  id: (target) => target.key,
  properties: {
    Key: { read: (target) => target.key },
    _Id: { read: (target) => target.key },
    Value: {
      read: ({ book, key }) => {
        const value = book.settings.get(key);
        if (value === undefined) throw new ApiError("ItemNotFound");
        return JSON.parse(value) as unknown;
      },
      write: ({ book, key }, value) => book.settings.set(key, JSON.stringify(value ?? null)),
    },
  },
  methods: {
    Delete: ({ book, key }) => {
      if (!book.settings.has(key)) throw new ApiError("ItemNotFound");
      book.settings.delete(key);
      return undefined;
    },
  },
});

// ---------------------------------------------------------------------------------------------- custom XML

type PartTarget = { readonly book: Book; readonly id: string };
type PartsTarget = { readonly book: Book; readonly namespace: string | undefined };

/** The namespace of a part's root element; refused when the text has none to read. */
export function namespaceOfXml(xml: string): string {
  const root = /<(?![?!])(?:([\w.-]+):)?[\w.-]+([^>]*)>/.exec(xml);
  if (!root) throw invalidArgument();
  const name = root[1] === undefined ? "xmlns" : `xmlns:${root[1]}`;
  return new RegExp(`(?:^|\\s)${name}\\s*=\\s*["']([^"']*)["']`).exec(root[2] ?? "")?.[1] ?? "";
}

function partsIn({ book, namespace }: PartsTarget): CustomXmlPart[] {
  return [...book.customXmlParts.values()].filter(
    (part) => namespace === undefined || namespaceOfXml(part.xml) === namespace,
  );
}

function partObject(target: PartsTarget, args: Arguments): RemoteObject | null {
  const part = partsIn(target).find((one) => one.id.toLowerCase() === args.text(0).toLowerCase());
  return part ? customXmlPartClass.of({ book: target.book, id: part.id }) : null;
}

function partItems(target: PartsTarget): RemoteObject[] {
  return partsIn(target).map((part) => customXmlPartClass.of({ book: target.book, id: part.id }));
}

export const customXmlPartCollectionClass: RemoteClassOf<PartsTarget> = defineClass<PartsTarget>({
  name: "CustomXmlPartCollection",
  items: partItems,
  index: partObject,
  methods: {
    Add: ({ book }, args) => {
      const xml = args.text(0);
      namespaceOfXml(xml);
      const id = `{${String(book.nextNumber()).padStart(8, "0")}-0000-0000-0000-0000000C3A10}`;
      book.customXmlParts.set(id, { id, xml });
      return customXmlPartClass.of({ book, id });
    },
    GetByNamespace: ({ book }, args) => customXmlPartScopedCollectionClass.of({ book, namespace: args.text(0) }),
    GetCount: (target) => new ClientValue(partsIn(target).length),
    GetItemOrNullObject: partObject,
  },
});

const customXmlPartScopedCollectionClass: RemoteClassOf<PartsTarget> = defineClass<PartsTarget>({
  name: "CustomXmlPartScopedCollection",
  items: partItems,
  index: partObject,
  methods: {
    GetCount: (target) => new ClientValue(partsIn(target).length),
    GetItemOrNullObject: partObject,
    GetOnlyItem: (target) => {
      const [only, ...others] = partItems(target);
      if (!only || others.length > 0) throw new ApiError("InvalidOperation");
      return only;
    },
    GetOnlyItemOrNullObject: (target) => {
      const [only, ...others] = partItems(target);
      return only && others.length === 0 ? only : null;
    },
  },
});

function partOf({ book, id }: PartTarget): CustomXmlPart {
  const part = book.customXmlParts.get(id);
  if (!part) throw new ApiError("ItemNotFound");
  return part;
}

const customXmlPartClass: RemoteClassOf<PartTarget> = defineClass<PartTarget>({
  name: "CustomXmlPart",
  id: (target) => target.id,
  properties: {
    Id: { read: (target) => target.id },
    NamespaceUri: { read: (target) => namespaceOfXml(partOf(target).xml) },
  },
  methods: {
    GetXml: (target) => new ClientValue(partOf(target).xml),
    SetXml: (target, args) => {
      namespaceOfXml(args.text(0));
      target.book.customXmlParts.set(target.id, { ...partOf(target), xml: args.text(0) });
      return undefined;
    },
    Delete: (target) => {
      partOf(target);
      target.book.customXmlParts.delete(target.id);
      return undefined;
    },
  },
});

export const propertyClasses = [
  customPropertyClass,
  worksheetCustomPropertyClass,
  settingClass,
  customXmlPartScopedCollectionClass,
  customXmlPartClass,
];
