/** Objects that the library makes by name, beside the workbook: the ends of its own runtime. */
import { ClientValue, type RemoteObject, type RemoteClassOf, defineClass } from "./classModel";
import type { OfficeSession } from "./session";

const customFunctionsClass: RemoteClassOf<OfficeSession> = defineClass<OfficeSession>({
  name: "CustomFunctions",
  methods: {
    _SetOsfControlContainerReadyForCustomFunctions: (session) => {
      session.customFunctions.becomeReady();
      return undefined;
    },
    // 2 lets the runtime hand in results every 200 ms instead of 500.
    _GetEnabledFeatures: () => new ClientValue([2]),
    SetInvocationArrayResults: (session, args) => {
      for (const entry of args.list(0)) {
        if (!Array.isArray(entry)) continue;
        const [id, isOk, value, code] = entry as readonly unknown[];
        if (typeof id === "number") {
          session.customFunctions.settle(id, isOk === true, value, typeof code === "number" ? code : undefined);
        }
      }
      return undefined;
    },
    SetInvocationResults: (session, args) => {
      for (const entry of args.list(0)) {
        if (typeof entry !== "object" || entry === null) continue;
        const result = entry as Readonly<Record<string, unknown>>;
        const { id, failed, value, errorCode } = result;
        if (typeof id === "number") {
          session.customFunctions.settle(
            id,
            failed !== true,
            value,
            typeof errorCode === "number" ? errorCode : undefined,
          );
        }
      }
      return undefined;
    },
  },
  readingMethods: ["SetInvocationArrayResults", "SetInvocationResults"],
});

const addinInternalServiceClass: RemoteClassOf<OfficeSession> = defineClass<OfficeSession>({
  name: "AddinInternalService",
  methods: { NotifyActionHandlerReady: () => undefined },
  readingMethods: ["NotifyActionHandlerReady"],
});

const SERVICES = new Map([
  ["Microsoft.ExcelServices.CustomFunctions", customFunctionsClass],
  ["Microsoft.InternalService.AddinInternalService", addinInternalServiceClass],
]);

export const serviceClasses = [customFunctionsClass, addinInternalServiceClass];

/** The object with a name, or undefined when there is none. */
export function newObject(name: string, session: OfficeSession): RemoteObject | undefined {
  return SERVICES.get(name)?.of(session);
}
