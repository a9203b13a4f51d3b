/** Where each typed input stands: kept beside the case, so that the model never learns of cells. */
import type { LineId } from "../../model";
import type { CellRef, ColumnRead, SourceMap } from "../reading";
import type { MappedColumn } from "./cells";

/** The columns of one sheet, shared by all of its lines. */
export type SheetPlaces = {
  readonly sheet: string;
  readonly columns: ReadonlyMap<string, MappedColumn>;
  readonly keyColumn: number;
};

type LinePlace = { readonly places: SheetPlaces; readonly row: number; readonly amountColumn: MappedColumn | null };

/** Collects places while lines are made, and answers for them afterwards. */
export class SourceMapMaker implements SourceMap {
  readonly #lines = new Map<LineId, LinePlace>();
  #byRow: Map<string, LineId[]> | null = null;

  /** @param amountColumn the year's own column, where years stand as columns. */
  add(line: LineId, places: SheetPlaces, row: number, amountColumn: MappedColumn | null = null): void {
    this.#lines.set(line, { places, row, amountColumn });
    this.#byRow = null;
  }

  has(line: LineId): boolean {
    return this.#lines.has(line);
  }

  cellOf(line: LineId, field: string): CellRef | null {
    const place = this.#lines.get(line);
    if (!place) return null;
    const column = columnOf(place, field)?.index ?? place.places.keyColumn;
    return { sheet: place.places.sheet, row: place.row, column };
  }

  headingOf(line: LineId, field: string): string {
    const place = this.#lines.get(line);
    const column = place && columnOf(place, field);
    return column ? column.heading : field;
  }

  linesAt(sheet: string, row: number): readonly LineId[] {
    if (this.#byRow === null) {
      this.#byRow = new Map();
      for (const [line, place] of this.#lines) {
        const key = `${place.row} ${place.places.sheet}`;
        const known = this.#byRow.get(key);
        if (known) known.push(line);
        else this.#byRow.set(key, [line]);
      }
    }
    return this.#byRow.get(`${row} ${sheet}`) ?? [];
  }

  columnsOf(sheet: string): readonly ColumnRead[] {
    const columns = new Map<number, MappedColumn>();
    const seen = new Set<SheetPlaces>();
    for (const { places, amountColumn } of this.#lines.values()) {
      if (places.sheet !== sheet) continue;
      if (amountColumn !== null) columns.set(amountColumn.index, amountColumn);
      if (seen.has(places)) continue;
      seen.add(places);
      for (const column of places.columns.values()) columns.set(column.index, column);
    }
    return [...columns.values()]
      .sort((a, b) => a.index - b.index)
      .map(({ index, heading, column, scale }) => ({
        index,
        heading,
        means: column.heading,
        type: column.type,
        scale,
      }));
  }
}

function columnOf(place: LinePlace, field: string): MappedColumn | undefined {
  if (place.amountColumn !== null && (field === "amount" || field === "year")) return place.amountColumn;
  return place.places.columns.get(field);
}
