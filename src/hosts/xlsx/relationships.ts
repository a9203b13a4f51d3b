/** How the parts of a package refer to each other: relationship parts and the targets they name. */
import type { Archive, ArchiveEntry } from "./archive";
import { scanXmlPart } from "./xmlScanner";

/** One relation of a part. */
export type Relationship = {
  readonly id: string;
  /** Last word of the type's address, which transitional and strict files share: "worksheet", "table". */
  readonly type: string;
  /** Name of the part it leads to, or the address as given when it leads out of the file. */
  readonly target: string;
  readonly isExternal: boolean;
};

/**
 * The relations of a part, by id; empty when it has none. `part` is "" for the package itself. Nothing outside the file
 * is ever opened: an external target is only a text.
 */
export function readRelationships(archive: Archive, part: string): ReadonlyMap<string, Relationship> {
  const known = knownRelationships.get(archive) ?? new Map<string, ReadonlyMap<string, Relationship>>();
  knownRelationships.set(archive, known);
  const relationships = known.get(part) ?? parseRelationships(archive, part);
  known.set(part, relationships);
  return relationships;
}

/** Relations already read: they are asked for again and again, and a hostile file makes each time dear. */
const knownRelationships = new WeakMap<Archive, Map<string, ReadonlyMap<string, Relationship>>>();

function parseRelationships(archive: Archive, part: string): ReadonlyMap<string, Relationship> {
  const relationships = new Map<string, Relationship>();
  const entry = archive.find(relationshipsPartOf(part));
  if (!entry) return relationships;
  scanXmlPart(archive, entry, {
    open(name, attributes) {
      if (name !== "Relationship") return;
      const id = attributes.get("Id") ?? "";
      const target = attributes.get("Target") ?? "";
      const isExternal = attributes.get("TargetMode") === "External";
      relationships.set(id, {
        id,
        type: relationshipType(attributes.get("Type") ?? ""),
        target: isExternal ? target : resolveTarget(part, target),
        isExternal,
      });
    },
    close() {},
    text() {},
  });
  return relationships;
}

/** The first relation of a type, in the file's order. */
export function relationshipOfType(
  relationships: ReadonlyMap<string, Relationship>,
  type: string,
): Relationship | undefined {
  for (const relationship of relationships.values()) if (relationship.type === type) return relationship;
  return undefined;
}

/** The first part that a relation of a type leads to; a relation that leads nowhere is passed over. */
export function firstPartOfType(
  archive: Archive,
  relationships: ReadonlyMap<string, Relationship>,
  type: string,
): ArchiveEntry | undefined {
  for (const relationship of relationships.values()) {
    const entry = relationship.type === type ? relatedPart(archive, relationship) : undefined;
    if (entry) return entry;
  }
  return undefined;
}

/** The part an internal relation leads to; undefined when it leads outside or to nothing. */
export function relatedPart(archive: Archive, relationship: Relationship | undefined): ArchiveEntry | undefined {
  if (!relationship || relationship.isExternal) return undefined;
  return archive.find(relationship.target) ?? archive.find(percentDecoded(relationship.target));
}

/** Every part that can be reached from a part by relations inside the file, itself included. */
export function reachableParts(archive: Archive, part: string): Set<string> {
  const reached = new Set([part]);
  for (const from of reached) for (const next of relatedParts(archive, from)) reached.add(next); // a set grows while it is walked
  return reached;
}

/** The parts that a part leads to directly, inside the file. */
export function relatedParts(archive: Archive, part: string): string[] {
  return [...readRelationships(archive, part).values()].flatMap(
    (relation) => relatedPart(archive, relation)?.name ?? [],
  );
}

/** Last word of a relationship type's address. */
export function relationshipType(address: string): string {
  return address.slice(address.lastIndexOf("/") + 1);
}

/** Name of the part that holds the relations of `part`: xl/workbook.xml has xl/_rels/workbook.xml.rels. */
export function relationshipsPartOf(part: string): string {
  const slash = part.lastIndexOf("/") + 1;
  return `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`;
}

/** The name of the part that `target` means when it is said by `part`: relative to its folder, or absolute with a slash. */
export function resolveTarget(part: string, target: string): string {
  const path = target.split("#", 1)[0] ?? "";
  const segments = path.startsWith("/") ? [] : part.split("/").slice(0, -1);
  for (const segment of path.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "." && segment !== "") segments.push(segment);
  }
  return segments.join("/");
}

function percentDecoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
