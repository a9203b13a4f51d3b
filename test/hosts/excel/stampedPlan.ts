/** Made-up sheets with the stamps that every planned sheet has. */
import type { OwnedSheetPlan } from "../../../src/workbook";

/** A sheet with the stamp in A2 and the run's line in A3. */
export function stamped(sheet: OwnedSheetPlan): OwnedSheetPlan {
  return {
    ...sheet,
    texts: [
      ...sheet.texts.map((text) =>
        text.row === 2
          ? { ...text, cell: { ...text.cell, value: "Written by Business Case Finance: results." } }
          : text,
      ),
      { row: 3, column: 0, cell: { value: "Run 1.", style: "subtitle" } },
    ],
  };
}
