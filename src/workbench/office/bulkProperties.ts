/** `getCellProperties` and its kin: many settings of many cells in one call, as plain data in the add-in's spelling. */
import { invalidArgument } from "./apiError";
import type { RemoteObject } from "./classModel";
import type { OfficeSession } from "./session";

/** What was asked for with `true`, read off an object and what hangs on it. */
export function readProperties(
  object: RemoteObject,
  options: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { remoteClass, target } = object;
  const result: Record<string, unknown> = {};
  // Nothing of what is read in bulk looks at the session.
  const nowhere = undefined as unknown as OfficeSession;
  for (const [name, wanted] of Object.entries(options)) {
    const wireName = name.charAt(0).toUpperCase() + name.slice(1);
    const property = remoteClass.properties?.[wireName];
    const navigate = remoteClass.navigations?.[wireName];
    if (wanted === true && property?.read) result[name] = property.read(target, nowhere);
    else if (typeof wanted === "object" && wanted !== null && navigate) {
      const inner = navigate(target, nowhere);
      if (inner === null) continue;
      const innerOptions = wanted as Readonly<Record<string, unknown>>;
      result[name] = inner.remoteClass.items
        ? Object.fromEntries(
            inner.remoteClass.items(inner.target, nowhere).map((item) => {
              // "EdgeTop" of the collection is "top" here.
              const side = String(item.remoteClass.id?.(item.target) ?? "").replace(/^Edge/, "");
              return [side.charAt(0).toLowerCase() + side.slice(1), readProperties(item, innerOptions)];
            }),
          )
        : readProperties(inner, innerOptions);
    } else if (wanted === true) throw invalidArgument();
  }
  return result;
}

/** Sets what is given, leaving the rest; undefined or null for a cell leaves it as it is. */
export function writeProperties(object: RemoteObject, given: unknown, session: OfficeSession): void {
  if (given === undefined || given === null) return;
  if (typeof given !== "object") throw invalidArgument();
  const { remoteClass, target } = object;
  for (const [name, value] of Object.entries(given)) {
    const wireName = name.charAt(0).toUpperCase() + name.slice(1);
    const property = remoteClass.properties?.[wireName];
    const navigate = remoteClass.navigations?.[wireName];
    if (property?.write) property.write(target, value, session);
    else if (navigate) {
      const inner = navigate(target, session);
      if (inner?.remoteClass.index) {
        for (const [side, look] of Object.entries(value as Readonly<Record<string, unknown>>)) {
          const item = inner.remoteClass
            .items?.(inner.target, session)
            .find((one) => String(one.remoteClass.id?.(one.target)).toLowerCase().endsWith(side.toLowerCase()));
          if (!item) throw invalidArgument();
          writeProperties(item, look, session);
        }
      } else if (inner) writeProperties(inner, value, session);
    } else throw invalidArgument();
  }
}
