/**
 * The unmodified Excel library of office.js outside a browser. Whoever has the file and a realm to run it in hands both
 * in; this file knows what the library must find around it when it starts.
 */

/** Runs the library's script with these as its globals: `vm` in Node. */
export type RunLibrary = (globals: Record<string, unknown>) => void;

/** What the add-in may count on, as the manifest and `isSetSupported` have it: "ExcelApi" to "1.16". */
export type RequirementSets = Readonly<Record<string, string>>;

export const WORKBENCH_SETS: RequirementSets = { ExcelApi: "1.16", CustomFunctions: "1.9", SharedRuntime: "1.2" };

/** What `CustomFunctions.Error` makes. */
export type CustomFunctionError = new (code: string, message?: string) => Error;

export type CustomFunctionsRuntime = {
  associate(id: string, implementation: unknown): void;
  associate(implementations: Readonly<Record<string, unknown>>): void;
  readonly Error: CustomFunctionError;
  readonly ErrorCode: Readonly<Record<string, string>>;
};

type HostBridge = {
  sendMessageToHost(text: string): void;
  onMessageFromHost: ((text: string) => void) | null;
};

/** One loaded copy of the library, with registries of its own. */
export type OfficeLibrary = {
  readonly Excel: typeof Excel;
  readonly OfficeExtension: typeof OfficeExtension;
  readonly CustomFunctions: CustomFunctionsRuntime;
  /** Gives the library its host. */
  readonly connect: (bridge: HostBridge) => void;
};

/** Evaluates the library in a fresh realm and answers what it defines. */
export function loadOfficeLibrary(run: RunLibrary, requirementSets: RequirementSets = WORKBENCH_SETS): OfficeLibrary {
  const globals = surroundings(requirementSets);
  run(globals);
  const extension = globals["OfficeExtension"] as typeof OfficeExtension & {
    readonly HostBridge: { init(bridge: HostBridge): void };
  };
  return {
    Excel: globals["Excel"] as typeof Excel,
    OfficeExtension: extension,
    CustomFunctions: globals["CustomFunctions"] as CustomFunctionsRuntime,
    connect: (bridge) => extension.HostBridge.init(bridge),
  };
}

/** What a page would have, and what office.js itself prepares before it loads Excel's file. */
function surroundings(requirementSets: RequirementSets): Record<string, unknown> {
  const nothing = (): void => undefined;
  const page = "https://localhost/";
  // The library later replaces `office.context` by a getter that asks for this very object.
  const context = {
    platform: "OfficeOnline",
    host: "Excel",
    requirements: {
      isSetSupported: (name: unknown, version?: unknown) => isSupported(requirementSets, name, version),
    },
  };
  const office = {
    Promise,
    context,
    onReady: (ready?: (info: unknown) => void) => {
      const info = { host: "Excel", platform: "OfficeOnline" };
      ready?.(info);
      return Promise.resolve(info);
    },
    actions: { associate: nothing },
    HostType: { Excel: "Excel" },
  };
  const association = associationOfFunctions();
  const globals: Record<string, unknown> = {
    name: "",
    location: {
      href: page,
      origin: "https://localhost",
      protocol: "https:",
      hostname: "localhost",
      search: "",
      hash: "",
    },
    navigator: { userAgent: "workbench" },
    document: {
      URL: page,
      domain: "localhost",
      readyState: "complete",
      body: null,
      getElementsByTagName: () => [],
      createElement: () => ({ setAttribute: nothing }),
      addEventListener: nothing,
      querySelectorAll: () => [],
    },
    addEventListener: nothing,
    removeEventListener: nothing,
    postMessage: nothing,
    setTimeout: (work: () => void, delay?: number) => {
      const timer = setTimeout(work, delay);
      // The library's own heartbeats must not keep a finished test waiting.
      timer.unref();
      return timer;
    },
    clearTimeout,
    setInterval: (work: () => void, delay?: number) => setInterval(work, delay).unref(),
    clearInterval,
    console,
    performance,
    // From this realm, so that arrays and errors that come out are the caller's own.
    JSON,
    Error,
    Promise,
    Office: office,
    Microsoft: { Office: { WebExtension: office } },
    CustomFunctionMappings: {},
    CustomFunctions: {
      _association: association,
      associate: (id: unknown, implementation: unknown) => association.associate(id, implementation),
    },
    OSF: {
      _OfficeAppFactory: {
        getHostInfo: () => ({ hostType: "excel", hostPlatform: "web" }),
        getContext: () => context,
        getHostFacade: () => null,
        getLoadScriptHelper: () => ({ getOfficeJsBasePath: () => "" }),
      },
      ConstantNames: {},
      HostInfoFlags: { SharedApp: 1, CustomFunction: 2 },
    },
  };
  for (const name of ["window", "self", "top", "parent"]) globals[name] = globals;
  return globals;
}

function isSupported(requirementSets: RequirementSets, name: unknown, version: unknown): boolean {
  const wanted = String(name).toLowerCase();
  const offered = Object.entries(requirementSets).find(([set]) => set.toLowerCase() === wanted)?.[1];
  if (offered === undefined) return false;
  const [major = 0, minor = 0] = offered.split(".").map(Number);
  const [wantedMajor = 1, wantedMinor = 0] = String((version as string | number | undefined) ?? "1.1")
    .split(".")
    .map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

/** The table in which functions are kept until the runtime asks for them. */
function associationOfFunctions() {
  const mappings: Record<string, unknown> = {};
  const listeners: (() => void)[] = [];
  return {
    mappings,
    associate(id: unknown, implementation: unknown): void {
      if (typeof id === "string") mappings[id.toUpperCase()] = implementation;
      else if (typeof id === "object" && id !== null) {
        for (const [key, value] of Object.entries(id)) mappings[key.toUpperCase()] = value;
      }
      for (const listener of listeners) listener();
    },
    onchange(listener: () => void): void {
      listeners.push(listener);
    },
  };
}
