/** Comments of today's kind, with their replies. They are read; what changes in them is not written. */
import { parseArea } from "../area";
import type { CommentReply, SheetComment } from "../sheet";
import type { WorkbookParts } from "./parts";
import { type XmlElement, attributeOf, childOf, childrenOf, contentOf, flagOf } from "./xmlText";

/** The comments of a sheet, in the order of the file. */
export function readComments(parts: WorkbookParts, sheetPart: string): SheetComment[] {
  const part = parts.related(sheetPart, "threadedComment");
  const tree = part === undefined ? undefined : parts.tree(part);
  if (!tree) return [];
  const people = peopleOf(parts);
  const replies = new Map<string, CommentReply[]>();
  const first: { readonly element: XmlElement; readonly id: string }[] = [];
  for (const element of childrenOf(tree.root, "threadedComment")) {
    const id = attributeOf(element, "id") ?? "";
    const parent = attributeOf(element, "parentId");
    if (parent === undefined) first.push({ element, id });
    else replies.set(parent, [...(replies.get(parent) ?? []), { id, ...said(element) }]);
  }
  return first.flatMap(({ element, id }) => {
    const place = parseArea(attributeOf(element, "ref") ?? "");
    if (!place) return [];
    return [
      {
        id,
        row: place.row,
        column: place.column,
        ...said(element),
        isResolved: flagOf(element, "done"),
        replies: replies.get(id) ?? [],
      },
    ];
  });

  function said(element: XmlElement): { content: string; author: string; created: string } {
    return {
      content: contentOf(tree?.text ?? "", childOf(element, "text")),
      author: people.get(attributeOf(element, "personId") ?? "") ?? "",
      created: attributeOf(element, "dT") ?? "",
    };
  }
}

function peopleOf(parts: WorkbookParts): ReadonlyMap<string, string> {
  const part = parts.related(parts.mainPart, "person");
  const tree = part === undefined ? undefined : parts.tree(part);
  return new Map(
    childrenOf(tree?.root, "person").map((person) => [
      attributeOf(person, "id") ?? "",
      attributeOf(person, "displayName") ?? "",
    ]),
  );
}
