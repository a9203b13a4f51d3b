/** The edge between sheet and pane: dragged, or moved by the arrow keys. */
import { type ReactNode, useState } from "react";

const NARROWEST = 320;
const WIDEST = 600;
const FIRST = 400;
const KEPT_AS = "workbench.paneWidth";

/** The width of the pane, kept in this browser. */
export function usePaneWidth(): [number, (width: number) => void] {
  const [width, setWidth] = useState(() => within(Number(window.localStorage.getItem(KEPT_AS) ?? FIRST)));
  return [
    width,
    (next) => {
      const kept = within(next);
      setWidth(kept);
      window.localStorage.setItem(KEPT_AS, String(kept));
    },
  ];
}

function within(width: number): number {
  return Math.min(WIDEST, Math.max(NARROWEST, Math.round(Number.isFinite(width) ? width : FIRST)));
}

export function PaneEdge({
  width,
  onWidth,
}: {
  readonly width: number;
  readonly onWidth: (width: number) => void;
}): ReactNode {
  return (
    <div
      className="paneEdge"
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the pane"
      aria-valuemin={NARROWEST}
      aria-valuemax={WIDEST}
      aria-valuenow={width}
      tabIndex={0}
      onKeyDown={(event) => {
        const step = event.key === "ArrowLeft" ? 20 : event.key === "ArrowRight" ? -20 : 0;
        if (step === 0) return;
        event.preventDefault();
        onWidth(width + step);
      }}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) onWidth(window.innerWidth - event.clientX);
      }}
    />
  );
}
