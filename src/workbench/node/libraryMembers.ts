/** The members that the installed library can ask for, by class, read off its readable build. The list itself is kept nowhere. */

/** Members by class, in the spelling of the catalogue: "get Values", "set Values", "nav Format", "call GetCell", "item". */
export type LibraryMembers = ReadonlyMap<string, ReadonlySet<string>>;

/** Reads the text of the library's Excel file. */
export function readLibraryMembers(text: string): LibraryMembers {
  const members = new Map<string, Set<string>>();
  const note = (className: string, member: string): void => {
    const known = members.get(className) ?? new Set<string>();
    known.add(member);
    members.set(className, known);
  };
  let className: string | undefined;
  let isReadingResult = false;
  const from = text.search(/^var Excel;/m);
  for (const line of text.slice(Math.max(0, from)).split("\n")) {
    const start =
      /^\s+(\w+)\.prototype\.(\w+) = function/.exec(line) ?? /defineProperty\((\w+)\.prototype, "(\w+)"/.exec(line);
    if (start) {
      className = start[1];
      isReadingResult = start[2] === "_handleResult";
      const event = /^on([A-Z]\w*)$/.exec(start[2] ?? "");
      // Events are registered by methods of their own, which are counted instead.
      if (event) continue;
    }
    if (className === undefined) continue;
    const property = isReadingResult ? /_isUndefined\(obj\["(\w+)"\]\)/.exec(line) : null;
    if (property?.[1] !== undefined && property[1] !== "_ReferenceId") note(className, `get ${property[1]}`);
    const call =
      /_(createMethodObject|invokeMethod|createPropertyObject|invokeSetProperty|createIndexerObject)\((?:[\w.]+, )?this, "?(\w*)"?/.exec(
        line,
      );
    if (!call) continue;
    const name = call[2] ?? "";
    const event = /^_Register(?:Event(\w+)|(\w+)Event)$/.exec(name);
    if (event) note(className, `event ${event[1] ?? event[2] ?? ""}`);
    else if (/^_(Unregister|KeepReference)/.test(name)) continue;
    else if (call[1] === "createPropertyObject") note(className, `nav ${name}`);
    else if (call[1] === "invokeSetProperty") note(className, `set ${name}`);
    else if (call[1] === "createIndexerObject") note(className, "item");
    else note(className, `call ${name}`);
  }
  return members;
}
