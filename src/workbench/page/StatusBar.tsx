/** The line at the bottom: what the page is doing, sums of the selection, and what the add-in asked for in vain. */
import { Popover, PopoverSurface, PopoverTrigger } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { type Area, cellCount } from "../engine/area";
import { showGeneral } from "../engine/numberFormat";
import type { Sheet } from "../engine/sheet";

type Props = {
  readonly state: string;
  readonly sheet: Sheet;
  readonly area: Area;
  /** Members of the object model that the add-in asked for and that are not there, with how often. */
  readonly missing: ReadonlyMap<string, number>;
};

export function StatusBar({ state, sheet, area, missing }: Props): ReactNode {
  const sums = sumsOf(sheet, area);
  return (
    <footer className="statusBar">
      <span role="status">{state}</span>
      <span className="statusSums">{sums}</span>
      {missing.size > 0 ? (
        <Popover positioning="above-end" trapFocus>
          <PopoverTrigger disableButtonEnhancement>
            <button type="button" className="statusMissing isMissing">
              {missing.size === 1 ? "1 Office.js member missing" : `${missing.size} Office.js members missing`}
            </button>
          </PopoverTrigger>
          <PopoverSurface aria-label="Office.js members that the workbench does not have">
            <p className="missingText">The add-in asked for these, and the workbench does not have them:</p>
            <ul className="missingList">
              {[...missing].map(([name, count]) => (
                <li key={name}>
                  <code>{name}</code> {count === 1 ? "once" : `${count} times`}
                </li>
              ))}
            </ul>
          </PopoverSurface>
        </Popover>
      ) : (
        <span className="statusMissing">No Office.js members missing</span>
      )}
      <span className="statusPrivacy">Everything stays on this computer</span>
    </footer>
  );
}

/** Sum, average and count of what is selected, where more than one cell is. */
function sumsOf(sheet: Sheet, area: Area): string {
  if (cellCount(area) === 1) return "";
  let sum = 0;
  let numbers = 0;
  let filled = 0;
  const used = sheet.usedWithin(area);
  if (!used) return "";
  for (const { cell } of sheet.cellsIn(used)) {
    if (cell.value === null) continue;
    filled += 1;
    if (typeof cell.value !== "number") continue;
    numbers += 1;
    sum += cell.value;
  }
  if (filled < 2) return "";
  if (numbers === 0) return `Count ${filled}`;
  const shown = (value: number): string => showGeneral(Number(value.toPrecision(15)));
  return `Average ${shown(sum / numbers)}   Count ${filled}   Sum ${shown(sum)}`;
}
