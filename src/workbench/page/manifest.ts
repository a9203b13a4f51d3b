/**
 * What an add-in's manifest asks a host to show: its buttons, its entries in the menu of a cell, its pane, and where its
 * worksheet functions are. Addresses are placed on the page's own server, where the same files stand.
 */

/** What pressing a button does. */
export type CommandAction =
  /** Opens the pane on a page of the add-in. */
  | { readonly kind: "showPane"; readonly page: URL }
  /** Calls a function that the add-in has associated with the name. */
  | { readonly kind: "callFunction"; readonly functionName: string };

export type Command = {
  readonly id: string;
  readonly label: string;
  readonly tip: string;
  readonly icon: URL | undefined;
  readonly action: CommandAction;
};

export type CommandGroup = { readonly id: string; readonly label: string; readonly commands: readonly Command[] };

export type AddIn = {
  readonly id: string;
  readonly name: string;
  readonly groups: readonly CommandGroup[];
  /** For the menu of a cell. */
  readonly cellMenu: readonly Command[];
  /** The page of the pane when no button has chosen one. */
  readonly pane: URL;
  /** The page that holds the functions which buttons call, where the manifest names one. */
  readonly functionFile: URL | undefined;
  readonly worksheetFunctions: { readonly page: URL; readonly metadata: URL; readonly namespace: string } | undefined;
};

/** Reads a manifest; throws with a sentence when it is none. */
export function readManifest(text: string, page: URL): AddIn {
  const xml = new DOMParser().parseFromString(text, "application/xml");
  if (xml.getElementsByTagName("parsererror").length > 0 || xml.documentElement.localName !== "OfficeApp") {
    throw new Error("The manifest of the add-in cannot be read: it is no XML, or describes no add-in.");
  }
  const resources = new Map(
    all(xml, "Resources").flatMap((list) =>
      [...list.querySelectorAll("[id]")].map((entry) => [entry.id, attribute(entry, "DefaultValue")] as const),
    ),
  );
  const resource = (element: Element | undefined): string =>
    element === undefined ? "" : (resources.get(attribute(element, "resid")) ?? attribute(element, "DefaultValue"));
  const place = (address: string): URL => {
    const url = new URL(address, page);
    return new URL(url.pathname + url.search + url.hash, page.origin);
  };
  const placed = (element: Element | undefined): URL | undefined => {
    const address = resource(element);
    return address === "" ? undefined : place(address);
  };

  const commandOf = (control: Element): Command[] => {
    const action = child(control, "Action");
    const kind = action === undefined ? "" : typeOf(action);
    const target = action && child(action, "SourceLocation");
    const functionName = (action && child(action, "FunctionName"))?.textContent.trim();
    const icons = all(control, "Image").map((image) => ({ size: Number(attribute(image, "size")), image }));
    const icon = icons.sort((one, other) => one.size - other.size).find(({ size }) => size >= 32) ?? icons.at(-1);
    const described = {
      id: control.id,
      label: resource(child(control, "Label")),
      tip: resource(all(control, "Supertip").flatMap((tip) => all(tip, "Description"))[0]),
      icon: placed(icon?.image),
    };
    const paneAddress = resource(target);
    if (kind === "ShowTaskpane" && paneAddress !== "") {
      return [{ ...described, action: { kind: "showPane", page: place(paneAddress) } }];
    }
    if (kind === "ExecuteFunction" && functionName !== undefined) {
      return [{ ...described, action: { kind: "callFunction", functionName } }];
    }
    return [];
  };
  const commandsOf = (parent: Element): Command[] => [...parent.children].filter(named("Control")).flatMap(commandOf);

  const points = all(xml, "ExtensionPoint");
  const pointOf = (kind: string): Element[] => points.filter((point) => typeOf(point) === kind);
  const groups = pointOf("PrimaryCommandSurface").flatMap((point) =>
    all(point, "Group").map((group) => ({
      id: group.id,
      label: resource(child(group, "Label")),
      commands: commandsOf(group),
    })),
  );
  const cellMenu = pointOf("ContextMenu")
    .flatMap((point) => all(point, "OfficeMenu"))
    .filter((menu) => menu.id === "ContextMenuCell")
    .flatMap(commandsOf);
  const [functions] = pointOf("CustomFunctions");
  const located = (name: string): URL | undefined =>
    functions && placed(all(functions, name).flatMap((part) => all(part, "SourceLocation"))[0]);
  const functionsPage = located("Page");
  const metadata = located("Metadata");
  const root = xml.documentElement;
  const settings = child(root, "DefaultSettings");
  return {
    id: child(root, "Id")?.textContent.trim() ?? "",
    name: resource(child(root, "DisplayName")),
    groups,
    cellMenu,
    pane:
      groups
        .flatMap((group) => group.commands)
        .flatMap(({ action }) => (action.kind === "showPane" ? [action.page] : []))[0] ??
      place(resource(settings && child(settings, "SourceLocation"))),
    functionFile: placed(all(xml, "FunctionFile")[0]),
    worksheetFunctions:
      functions && functionsPage && metadata
        ? { page: functionsPage, metadata, namespace: resource(all(functions, "Namespace")[0]) }
        : undefined,
  };
}

/** A worksheet function as the calculator must know it: its name in a cell, and which arguments are ranges. */
export type WorksheetFunction = {
  readonly id: string;
  readonly name: string;
  readonly matrixParameters: readonly number[];
  readonly requiresAddress: boolean;
};

/** The functions that the metadata beside a manifest declares. */
export function readFunctions(metadata: unknown, namespace: string): WorksheetFunction[] {
  if (typeof metadata !== "object" || metadata === null || !("functions" in metadata)) return [];
  const { functions } = metadata;
  if (!Array.isArray(functions)) return [];
  return (functions as readonly FunctionMetadata[]).map(({ id, name, parameters = [], options }) => ({
    id,
    name: `${namespace}.${name ?? id}`,
    matrixParameters: parameters.flatMap(({ dimensionality }, index) => (dimensionality === "matrix" ? [index] : [])),
    requiresAddress: options?.requiresAddress === true,
  }));
}

type FunctionMetadata = {
  readonly id: string;
  readonly name?: string;
  readonly parameters?: readonly { readonly dimensionality?: string }[];
  readonly options?: { readonly requiresAddress?: boolean };
};

function named(name: string): (element: Element) => boolean {
  return (element) => element.localName === name;
}

/** Every element of a name below another, whatever its namespace. */
function all(parent: Element | Document, name: string): Element[] {
  return [...parent.getElementsByTagNameNS("*", name)];
}

function child(parent: Element, name: string): Element | undefined {
  return [...parent.children].find(named(name));
}

function attribute(element: Element, name: string): string {
  return element.getAttribute(name) ?? "";
}

function typeOf(element: Element): string {
  return element.getAttributeNS("http://www.w3.org/2001/XMLSchema-instance", "type") ?? "";
}
