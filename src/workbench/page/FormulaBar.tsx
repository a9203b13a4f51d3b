/** The name box and the formula bar: where the active cell is, and what stands in it. */
import { type KeyboardEvent, type ReactNode, useState } from "react";

/** How an edit ends: where the selection goes then. */
export type Leaving = "stay" | "down" | "up" | "right" | "left";

type Props = {
  readonly address: string;
  readonly text: string;
  readonly isEditing: boolean;
  readonly isInBar: boolean;
  readonly onGoTo: (address: string) => void;
  readonly onEdit: () => void;
  readonly onText: (text: string) => void;
  readonly onCommit: (leaving: Leaving) => void;
  readonly onCancel: () => void;
};

export function FormulaBar(props: Props): ReactNode {
  const { address, text, isEditing, isInBar, onGoTo, onEdit, onText, onCommit, onCancel } = props;
  const [typed, setTyped] = useState<string | undefined>(undefined);
  return (
    <div className="formulaBar">
      <input
        className="nameBox"
        aria-label="Name box: address of the active cell"
        value={typed ?? address}
        spellCheck={false}
        autoComplete="off"
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => setTyped(undefined)}
        onKeyDown={(event) => {
          if (event.key === "Enter") {
            onGoTo(typed ?? address);
            setTyped(undefined);
          } else if (event.key === "Escape") {
            setTyped(undefined);
            onGoTo(address);
          }
        }}
      />
      <span className="formulaMark" aria-hidden="true">
        fx
      </span>
      <textarea
        className="formulaText"
        aria-label="Formula bar"
        rows={text.includes("\n") || text.length > 110 ? 3 : 1}
        value={text}
        spellCheck={false}
        onFocus={() => {
          if (!isEditing || !isInBar) onEdit();
        }}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={(event) => editorKey(event, onCommit, onCancel)}
      />
    </div>
  );
}

/** The keys that end an edit, the same in the cell and in the bar. */
export function editorKey(event: KeyboardEvent, onCommit: (leaving: Leaving) => void, onCancel: () => void): void {
  if (event.nativeEvent.isComposing) return;
  if (event.key === "Enter" && !event.altKey) {
    event.preventDefault();
    onCommit(event.shiftKey ? "up" : event.ctrlKey || event.metaKey ? "stay" : "down");
  } else if (event.key === "Tab") {
    event.preventDefault();
    onCommit(event.shiftKey ? "left" : "right");
  } else if (event.key === "Escape") {
    event.preventDefault();
    onCancel();
  } else if (event.key === "Enter") {
    // Alt+Enter is a new line within the cell.
    const target = event.target as HTMLTextAreaElement;
    event.preventDefault();
    target.setRangeText("\n", target.selectionStart, target.selectionEnd, "end");
    target.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
