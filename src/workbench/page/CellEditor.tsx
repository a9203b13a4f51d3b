/** The editor over the active cell while it is edited. */
import { type CSSProperties, type ReactNode, useLayoutEffect, useRef } from "react";
import { editorKey, type Leaving } from "./FormulaBar";
import { textWidth } from "./textSize";

type Props = {
  readonly text: string;
  readonly address: string;
  readonly box: CSSProperties;
  readonly font: string;
  /** Typing began the edit, so that the arrows end it; in an edit begun by F2 they move within the text. */
  readonly isTypedOver: boolean;
  readonly hasFocus: boolean;
  readonly onText: (text: string) => void;
  readonly onCommit: (leaving: Leaving) => void;
  readonly onCancel: () => void;
};

const ARROWS: Readonly<Record<string, Leaving>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

export function CellEditor(props: Props): ReactNode {
  const { text, address, box, font, isTypedOver, hasFocus, onText, onCommit, onCancel } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const element = area.current;
    if (!element || !hasFocus) return;
    element.focus({ preventScroll: true });
    element.setSelectionRange(element.value.length, element.value.length);
  }, [hasFocus, address]);
  const lines = text.split("\n");
  const width = Math.max(...lines.map((line) => textWidth(line, font))) + 16;
  return (
    <textarea
      ref={area}
      className="cellEditor"
      aria-label={`Edit ${address}`}
      spellCheck={false}
      rows={lines.length}
      value={text}
      style={{ ...box, width: `max(${String(box.minWidth ?? 0)}px, ${Math.ceil(width)}px)`, font }}
      onChange={(event) => onText(event.target.value)}
      onKeyDown={(event) => {
        const leaving = ARROWS[event.key];
        if (isTypedOver && leaving !== undefined && !event.nativeEvent.isComposing) {
          event.preventDefault();
          onCommit(leaving);
        } else editorKey(event, onCommit, onCancel);
      }}
    />
  );
}
