/** What a write would change, as the pane shows it before it asks: counts by sheet, and cells with what stands there now. */
import {
  cellAddress,
  showOwnedValue,
  type CellStyle,
  type OwnedSheetPlan,
  type PlannedChange,
  type Snapshot,
  type WritePlan,
} from "../../workbook";
import type { ChangeView, PreviewView } from "./caseView";

/** Changes handed to the pane; the counts tell all of them. */
const CHANGES_MAXIMUM = 2_000;

/** The preview of a plan over the workbook that it was made for. */
export function previewOf(plan: WritePlan, { facts }: Snapshot): PreviewView {
  const styles = new Map(plan.sheets.map((sheet) => [sheet.name, stylesOf(sheet)] as const));
  const shown = plan.changes.slice(0, CHANGES_MAXIMUM).map((change): ChangeView => {
    const style = styles.get(change.sheet)?.get(change.cell) ?? "plain";
    return {
      sheet: change.sheet,
      cell: change.cell,
      now: showOwnedValue(change.now, style, facts.dateSystem),
      willBe: showOwnedValue(change.willBe, style, facts.dateSystem),
    };
  });
  return {
    sheets: plan.sheets.map((sheet) => {
      const changes = plan.changes.filter((change) => change.sheet === sheet.name);
      const kinds = changes.map(kindOf);
      const count = (kind: ReturnType<typeof kindOf>): number => kinds.filter((each) => each === kind).length;
      return {
        name: sheet.name,
        isNew: sheet.replaces === null,
        changed: count("changed"),
        filled: count("filled"),
        emptied: count("emptied"),
      };
    }),
    changeCount: plan.changes.length,
    // Cells that hold something now come first: those are what a person stands to lose.
    changes: [...shown.filter((change) => change.now !== ""), ...shown.filter((change) => change.now === "")],
  };
}

function kindOf({ now, willBe }: PlannedChange): "changed" | "filled" | "emptied" {
  if (now === null || now === "") return "filled";
  return willBe === null || willBe === "" ? "emptied" : "changed";
}

/** The look of every planned cell, by its address. */
function stylesOf(sheet: OwnedSheetPlan): ReadonlyMap<string, CellStyle> {
  const styles = new Map<string, CellStyle>();
  for (const { row, column, cell } of sheet.texts) styles.set(cellAddress(row, column), cell.style);
  for (const table of sheet.tables)
    table.rows.forEach((row, down) =>
      row.forEach((cell, across) => styles.set(cellAddress(table.top + 1 + down, table.left + across), cell.style)),
    );
  return styles;
}
