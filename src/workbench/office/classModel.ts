/**
 * How the object model is declared: one description per class, with the members as data, so that what is there can be
 * listed and what is not can be named. Names are those on the wire: `Values`, `GetRange`.
 */
import type { OfficeSession } from "./session";

/** An object of the model as the executor passes it round. */
export type RemoteObject = {
  readonly remoteClass: RemoteClass;
  readonly target: object;
};

/** A plain value as the answer of a method, for a `ClientResult`. */
export class ClientValue {
  constructor(readonly value: unknown) {}
}

/** What a method gives: an object, the null object, a value, or nothing. */
export type Answer = RemoteObject | null | ClientValue | undefined;

export type PropertyModel<T> = {
  readonly read?: (target: T, session: OfficeSession) => unknown;
  readonly write?: (target: T, value: unknown, session: OfficeSession) => void;
};

export type EventModel<T> = {
  /** The number by which the library tells events apart. */
  readonly type: number;
  /** Whose event it is: a sheet's id, a table's, or "Workbook". */
  readonly target: (target: T) => string;
};

/** One class of the object model. */
export type ClassModel<T extends object> = {
  readonly name: string;
  /** By what the object is found again: the library then asks for it by this key. */
  readonly id?: (target: T) => string | number;
  readonly properties?: Readonly<Record<string, PropertyModel<T>>>;
  readonly navigations?: Readonly<Record<string, (target: T, session: OfficeSession) => RemoteObject | null>>;
  readonly methods?: Readonly<Record<string, (target: T, args: Arguments, session: OfficeSession) => Answer>>;
  /** `getItem` of a collection; null when there is no such item. */
  readonly index?: (target: T, args: Arguments, session: OfficeSession) => RemoteObject | null;
  readonly items?: (target: T, session: OfficeSession) => readonly RemoteObject[];
  /** By the middle of the wire names: `DataChanged` for `_RegisterDataChangedEvent`. */
  readonly events?: Readonly<Record<string, EventModel<T>>>;
  /** Methods that change nothing although their names do not say so. */
  readonly readingMethods?: readonly string[];
};

/** A class whose targets are known to itself alone. */
export type RemoteClass = ClassModel<object>;

/** A class together with the making and unmaking of its objects. */
export type RemoteClassOf<T extends object> = RemoteClass & {
  readonly of: (target: T) => RemoteObject;
  readonly orNull: (target: T | undefined) => RemoteObject | null;
  readonly targetOf: (object: unknown) => T | undefined;
};

/** Declares a class. */
export function defineClass<T extends object>(model: ClassModel<T>): RemoteClassOf<T> {
  // The executor hands every member the target that the same class made, so the wider type is safe.
  const erased = model as unknown as RemoteClass;
  const remoteClass: RemoteClassOf<T> = {
    ...erased,
    of: (target) => ({ remoteClass, target }),
    orNull: (target) => (target === undefined ? null : { remoteClass, target }),
    targetOf: (object) =>
      isRemoteObject(object) && object.remoteClass === remoteClass ? (object.target as T) : undefined,
  };
  return remoteClass;
}

/** Whether an argument is an object of the model rather than plain data. */
export function isRemoteObject(value: unknown): value is RemoteObject {
  return typeof value === "object" && value !== null && "remoteClass" in value && "target" in value;
}

/** The arguments of a call, each asked for as what it must be; anything else is InvalidArgument. */
export class Arguments {
  constructor(
    private readonly values: readonly unknown[],
    private readonly refuse: () => Error,
  ) {}

  at(index: number): unknown {
    return this.values[index];
  }

  /** Every argument as it came. */
  get all(): readonly unknown[] {
    return this.values;
  }

  isMissing(index: number): boolean {
    return this.values[index] == null;
  }

  text(index: number): string {
    const value = this.values[index];
    if (typeof value !== "string") throw this.refuse();
    return value;
  }

  textOr<T>(index: number, otherwise: T): string | T {
    return this.isMissing(index) ? otherwise : this.text(index);
  }

  integer(index: number): number {
    const value = this.values[index];
    if (typeof value !== "number" || !Number.isInteger(value)) throw this.refuse();
    return value;
  }

  integerOr<T>(index: number, otherwise: T): number | T {
    return this.isMissing(index) ? otherwise : this.integer(index);
  }

  flag(index: number, otherwise = false): boolean {
    const value = this.values[index];
    if (value == null) return otherwise;
    if (typeof value !== "boolean") throw this.refuse();
    return value;
  }

  record(index: number): Readonly<Record<string, unknown>> {
    const value = this.values[index];
    if (value == null) return {};
    if (typeof value !== "object" || Array.isArray(value)) throw this.refuse();
    return value as Readonly<Record<string, unknown>>;
  }

  list(index: number): readonly unknown[] {
    const value = this.values[index];
    if (!Array.isArray(value)) throw this.refuse();
    return value;
  }

  oneOf<T extends string>(index: number, allowed: readonly T[], otherwise: T): T {
    const value = this.values[index];
    if (value == null || value === "") return otherwise;
    const found = allowed.find((one) => typeof value === "string" && one.toLowerCase() === value.toLowerCase());
    if (found === undefined) throw this.refuse();
    return found;
  }
}
