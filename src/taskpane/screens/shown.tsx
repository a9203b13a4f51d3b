/** Small parts of every screen: a link to a cell, a figure that can be taken apart, a word with its colour. */
import { Badge, mergeClasses } from "@fluentui/react-components";
import type { ReactElement } from "react";
import type { Place, ShownCell, Tone } from "../engine/caseView";
import { useLooks } from "../looks";
import type { PaneEvent } from "../paneState";
import { placeInWords } from "../words";

export type Dispatch = (event: PaneEvent) => void;

/** A place in the workbook; with a cell it is a button that goes there. */
export function PlaceLink({ place, dispatch }: { readonly place: Place; readonly dispatch: Dispatch }): ReactElement {
  const looks = useLooks();
  const words = placeInWords(place);
  if (place.cell === null) return <span className={looks.text}>{words}</span>;
  return (
    <button
      type="button"
      className={mergeClasses(looks.plainButton, looks.text)}
      title={`Go to ${words}`}
      onClick={() => dispatch({ kind: "show asked", place })}
    >
      {words}
    </button>
  );
}

/** A value; where it is a figure, a button that takes it apart. */
export function ShownValue({
  cell,
  about,
  dispatch,
}: {
  readonly cell: ShownCell;
  /** What the value is, for people who hear it alone. */
  readonly about: string;
  readonly dispatch: Dispatch;
}): ReactElement {
  const looks = useLooks();
  const tone = cell.tone === null || cell.tone === "muted" ? undefined : looks[cell.tone];
  const { figure } = cell;
  if (figure === null || cell.text === "") return <span className={tone}>{cell.text}</span>;
  return (
    <button
      type="button"
      className={mergeClasses(looks.plainButton, tone)}
      title={`How is this made? ${about}`}
      aria-label={`${about}: ${cell.text}. How?`}
      onClick={() => dispatch({ kind: "how asked", id: figure })}
    >
      {cell.text}
    </button>
  );
}

const COLOURS = { good: "success", watch: "warning", bad: "danger", muted: "informative" } as const;

/** A word that is said, with a colour that repeats it. */
export function ToneBadge({ tone, word }: { readonly tone: Tone; readonly word: string }): ReactElement {
  return (
    <Badge appearance="tint" shape="rounded" color={COLOURS[tone]}>
      {word}
    </Badge>
  );
}
