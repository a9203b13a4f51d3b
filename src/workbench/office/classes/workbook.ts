/** Workbook and Application: where every path begins. */
import type { Book } from "../../engine/book";
import { ApiError, invalidArgument } from "../apiError";
import { ClientValue, type PropertyModel, type RemoteObject, type RemoteClassOf, defineClass } from "../classModel";
import { AreasTarget, RangeTarget } from "../rangeTarget";
import type { OfficeSession } from "../session";
import { commentCollectionClass } from "./comments";
import { functionsClass } from "./functions";
import { namedItemCollectionClass } from "./names";
import { customXmlPartCollectionClass, documentPropertiesClass, settingCollectionClass } from "./properties";
import { rangeClass } from "./range";
import { rangeAreasClass } from "./rangeAreas";
import { tableCollectionClass } from "./table";
import { worksheetCollectionClass } from "./worksheet";

function selected(book: Book): AreasTarget {
  const sheet = book.activeSheet.value;
  if (!sheet) throw new ApiError("InvalidSelection");
  return new AreasTarget(sheet, book.selectionOf(sheet));
}

function eventRange(session: OfficeSession, id: string): RemoteObject | null {
  return session.referenced(id) ?? null;
}

export const workbookClass: RemoteClassOf<Book> = defineClass<Book>({
  name: "Workbook",
  properties: {
    Name: { read: (book) => book.name.value },
    ReadOnly: { read: (book) => book.isReadOnly.value },
    IsDirty: {
      read: (book) => book.isDirty.value,
      write: (book, value) => {
        if (typeof value !== "boolean") throw invalidArgument();
        book.isDirty.value = value;
      },
    },
    AutoSave: { read: () => false },
    PreviouslySaved: { read: () => true },
    CalculationEngineVersion: { read: () => 191_029 },
    ChartDataPointTrack: { read: () => true },
    UsePrecisionAsDisplayed: { read: (book) => book.isPrecisionAsDisplayed },
  },
  navigations: {
    Worksheets: (book) => worksheetCollectionClass.of(book),
    Tables: (book) => tableCollectionClass.of({ book, sheet: undefined }),
    Names: (book) => namedItemCollectionClass.of({ book, sheet: undefined }),
    Comments: (book) => commentCollectionClass.of({ book, sheet: undefined }),
    Application: (book) => applicationClass.of(book),
    Properties: (book) => documentPropertiesClass.of(book),
    Settings: (book) => settingCollectionClass.of(book),
    CustomXmlParts: (book) => customXmlPartCollectionClass.of({ book, namespace: undefined }),
    Protection: (book) => workbookProtectionClass.of(book),
    Functions: (book) => functionsClass.of(book),
    _Runtime: (_book, session) => runtimeClass.of(session),
  },
  methods: {
    GetSelectedRange: (book) => {
      const { sheet, areas } = selected(book);
      const [area, ...others] = areas;
      if (!area || others.length > 0) throw new ApiError("InvalidSelection");
      return rangeClass.of(new RangeTarget(sheet, area));
    },
    GetSelectedRanges: (book) => rangeAreasClass.of(selected(book)),
    GetActiveCell: (book) => {
      const { sheet } = selected(book);
      return rangeClass.of(new RangeTarget(sheet, { ...book.activeCellOf(sheet), rows: 1, columns: 1 }));
    },
    // On the web the library speaks to a root of its own for this one request, by the same path as to the workbook.
    CreateAndOpenWorkbook: (_book, args, session) => {
      session.openWorkbook(args.textOr(0, undefined));
      return undefined;
    },
    GetIsActiveCollabSession: () => new ClientValue(false),
    Save: (book) => {
      book.isDirty.value = false;
      return undefined;
    },
    _GetRangeForEventByReferenceId: (_book, args, session) => {
      const range = eventRange(session, args.text(0));
      if (!range) throw new ApiError("InvalidReference");
      return range;
    },
    _GetRangeOrNullObjectForEventByReferenceId: (_book, args, session) => eventRange(session, args.text(0)),
    _GetReferenceCount: (_book, _args, session) => new ClientValue(session.referenceCount),
    _RemoveReference: (_book, args, session) => {
      session.release(args.text(0));
      return undefined;
    },
    _RemoveAllReferences: (_book, _args, session) => {
      session.releaseAll();
      return undefined;
    },
  },
  readingMethods: ["CreateAndOpenWorkbook"],
});

const runtimeClass: RemoteClassOf<OfficeSession> = defineClass<OfficeSession>({
  name: "Runtime",
  properties: {
    EnableEvents: {
      read: (session) => session.areEventsEnabled,
      write: (session, value) => {
        if (typeof value !== "boolean") throw invalidArgument();
        session.areEventsEnabled = value;
      },
    },
  },
});

export const applicationClass: RemoteClassOf<Book> = defineClass<Book>({
  name: "Application",
  properties: {
    CalculationMode: {
      read: (book) => book.calculationMode.value,
      write: (book, value) => {
        const modes = ["Automatic", "AutomaticExceptTables", "Manual"];
        if (typeof value !== "string" || !modes.includes(value)) throw invalidArgument();
        book.calculationMode.value = value;
        book.calculate();
      },
    },
    CalculationState: { read: (book) => (book.isUncalculated ? "Pending" : "Done") },
    CalculationEngineVersion: { read: () => 191_029 },
    DecimalSeparator: { read: () => "." },
    ThousandsSeparator: { read: () => "," },
    UseSystemSeparators: { read: () => true },
  },
  navigations: {
    CultureInfo: (book) => cultureInfoClass.of(book),
    IterativeCalculation: (book) => iterativeCalculationClass.of(book),
  },
  methods: {
    Calculate: (book, args) => {
      const kind = args.oneOf(0, ["Recalculate", "Full", "FullRebuild"], "Recalculate");
      if (kind !== "Recalculate") book.noteStructure();
      book.calculate(true);
      return undefined;
    },
    SuspendApiCalculationUntilNextSync: (book) => {
      book.isCalculationSuspended = true;
      return undefined;
    },
    SuspendScreenUpdatingUntilNextSync: () => undefined,
    CreateWorkbook: (_book, args, session) => {
      const created = { base64: args.textOr(0, undefined), session };
      return workbookCreatedClass.of(created);
    },
  },
  readingMethods: ["CreateWorkbook"],
});

type CreatedWorkbook = { readonly base64: string | undefined; readonly session: OfficeSession };

const workbookCreatedClass: RemoteClassOf<CreatedWorkbook> = defineClass<CreatedWorkbook>({
  name: "WorkbookCreated",
  methods: {
    Open: ({ base64, session }) => {
      session.openWorkbook(base64);
      return undefined;
    },
  },
  readingMethods: ["Open"],
});

const cultureInfoClass: RemoteClassOf<Book> = defineClass<Book>({
  name: "CultureInfo",
  properties: { Name: { read: () => "en-GB" } },
  navigations: {
    NumberFormat: (book) => numberFormatInfoClass.of(book),
    DatetimeFormat: (book) => datetimeFormatInfoClass.of(book),
  },
});

const numberFormatInfoClass: RemoteClassOf<Book> = defineClass<Book>({
  name: "NumberFormatInfo",
  properties: {
    NumberDecimalSeparator: { read: () => "." },
    NumberGroupSeparator: { read: () => "," },
  },
});

const datetimeFormatInfoClass: RemoteClassOf<Book> = defineClass<Book>({
  name: "DatetimeFormatInfo",
  properties: {
    DateSeparator: { read: () => "/" },
    TimeSeparator: { read: () => ":" },
    ShortDatePattern: { read: () => "dd/MM/yyyy" },
    LongDatePattern: { read: () => "dd MMMM yyyy" },
    LongTimePattern: { read: () => "HH:mm:ss" },
  },
});

function numberSetting(of: (book: Book) => { value: number }): PropertyModel<Book> {
  return {
    read: (book) => of(book).value,
    write: (book, value) => {
      if (typeof value !== "number" || value <= 0) throw invalidArgument();
      of(book).value = value;
    },
  };
}

const iterativeCalculationClass: RemoteClassOf<Book> = defineClass<Book>({
  name: "IterativeCalculation",
  properties: {
    Enabled: {
      read: (book) => book.isIterative.value,
      write: (book, value) => {
        if (typeof value !== "boolean") throw invalidArgument();
        book.isIterative.value = value;
      },
    },
    MaxIteration: numberSetting((book) => book.iterations),
    MaxChange: numberSetting((book) => book.iterationChange),
  },
});

export const workbookProtectionClass: RemoteClassOf<Book> = defineClass<Book>({
  name: "WorkbookProtection",
  properties: { Protected: { read: (book) => book.isStructureProtected.value !== undefined } },
  methods: {
    Protect: (book, args) => {
      if (book.isStructureProtected.value) throw new ApiError("AccessDenied");
      book.isStructureProtected.value = { password: args.textOr(0, undefined) };
      return undefined;
    },
    Unprotect: (book, args) => {
      const protection = book.isStructureProtected.value;
      if (!protection) return undefined;
      if (protection.password !== undefined && protection.password !== args.textOr(0, undefined)) {
        throw invalidArgument();
      }
      book.isStructureProtected.value = undefined;
      return undefined;
    },
  },
});

export const workbookClasses = [
  runtimeClass,
  workbookCreatedClass,
  cultureInfoClass,
  numberFormatInfoClass,
  datetimeFormatInfoClass,
  iterativeCalculationClass,
];
