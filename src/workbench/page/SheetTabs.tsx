/** The tabs of the sheets that can be seen, and a word about those that cannot. */
import { Button } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons/svg/add";
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import type { Sheet } from "../engine/sheet";
import { colourOf } from "./look";

type Props = {
  readonly sheets: readonly Sheet[];
  readonly active: Sheet;
  readonly onOpen: (sheet: Sheet) => void;
  readonly onAdd: () => void;
};

export function SheetTabs({ sheets, active, onOpen, onAdd }: Props): ReactNode {
  const shown = sheets.filter((sheet) => sheet.visibility.value === "Visible");
  const hidden = sheets.filter((sheet) => sheet.visibility.value !== "Visible");
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [active]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const place = shown.indexOf(active);
    const next = {
      ArrowLeft: shown[place - 1],
      ArrowRight: shown[place + 1],
      Home: shown[0],
      End: shown.at(-1),
    }[event.key];
    if (!next) return;
    event.preventDefault();
    onOpen(next);
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus());
  };
  return (
    <nav className="sheetTabs" aria-label="Sheets">
      <div ref={list} className="sheetTabList" role="tablist" aria-label="Sheets" onKeyDown={onKeyDown}>
        {shown.map((sheet) => {
          const colour = colourOf(sheet.tabColor.value === "" ? undefined : sheet.tabColor.value);
          return (
            <button
              key={sheet.id}
              type="button"
              role="tab"
              className="sheetTab"
              aria-selected={sheet === active}
              tabIndex={sheet === active ? 0 : -1}
              style={colour === undefined ? undefined : { boxShadow: `inset 0 -3px 0 ${colour}` }}
              onClick={() => onOpen(sheet)}
            >
              {sheet.name.value}
            </button>
          );
        })}
      </div>
      <Button size="small" appearance="subtle" icon={<AddRegular />} aria-label="Add a sheet" onClick={onAdd} />
      {hidden.length > 0 && (
        <span className="sheetsHidden" title={hidden.map((sheet) => sheet.name.value).join(", ")}>
          {hidden.length === 1 ? "1 hidden sheet" : `${hidden.length} hidden sheets`}
        </span>
      )}
    </nav>
  );
}
