/**
 * What was written, read back before anyone relies on it: our cells must be exactly those of the plan, and every other
 * part of the file exactly what it was. The reader that answers knows nothing of the writer.
 */
import {
  type CellValue,
  type OwnedSheetPlan,
  type SheetSnapshot,
  type WritePlan,
  cellAddress,
  sheetAddress,
} from "../../workbook";
import type { Archive, ArchiveEntry } from "./archive";
import { ownedCells } from "./ownedSheet";
import { type OpenWorkbook, type ReadOptions, openWorkbook, partOfType, readWorkbook } from "./readWorkbook";
import { withRefusals } from "./refusal";
import { reachableParts, relatedPart, relationshipsPartOf } from "./relationships";

/** Compares written bytes with their source and plan; what is wrong in words, or null when all is as it should be. */
export function faultInWritten(
  source: Uint8Array,
  written: Uint8Array,
  plan: WritePlan,
  options: ReadOptions,
): string | null {
  const readBack = readWorkbook(written, options);
  if (!readBack.ok) return `it could not be read back: ${readBack.failure.message}`;
  for (const sheet of plan.sheets) {
    const fault = faultInSheet(
      sheet,
      readBack.value.sheets.find((found) => found.name === sheet.name),
    );
    if (fault) return fault;
  }
  const compared = withRefusals(options.fileName, () => faultInParts(source, written, plan, options));
  return compared.ok ? compared.value : compared.failure.message;
}

function faultInSheet(plan: OwnedSheetPlan, found: SheetSnapshot | undefined): string | null {
  if (!found) return `sheet ${plan.name} is not there`;
  if (found.ownership?.role !== plan.role) return `sheet ${plan.name} does not carry its mark`;
  const expected = ownedCells(plan);
  for (const { row, values, formulas } of found.rows) {
    if (formulas?.some((formula) => formula !== undefined)) return `${plan.name} holds a formula in row ${row}`;
    for (const [column, value] of values.entries()) {
      const planned = expected.get(row)?.get(column)?.value ?? null;
      if (!isSame(planned, value ?? null))
        return `${sheetAddress(plan.name, cellAddress(row, column))} differs from the plan`;
    }
  }
  const valuesByRow = new Map(found.rows.map((row) => [row.row, row.values]));
  for (const [row, cells] of expected) {
    const values = valuesByRow.get(row) ?? [];
    for (const [column, cell] of cells) {
      const isLost = cell.value !== null && (values[column] ?? null) === null;
      if (isLost) return `${sheetAddress(plan.name, cellAddress(row, column))} is empty`;
    }
  }
  return null;
}

/** Exactly the same; zero has no sign in a file. */
function isSame(planned: number | string | boolean | null, found: CellValue): boolean {
  return typeof planned === "number" && planned === 0 ? found === 0 : Object.is(planned, found);
}

function faultInParts(source: Uint8Array, written: Uint8Array, plan: WritePlan, options: ReadOptions): string | null {
  const before = openWorkbook(source, options);
  const after = openWorkbook(written, options);
  const ours = reachableFromOwned(after, plan);
  const oursBefore = reachableFromOwned(before, plan);
  const mayChange = new Set(
    [
      before.archive.find("[Content_Types].xml")?.name,
      before.mainEntry.name,
      before.archive.find(relationshipsPartOf(before.mainEntry.name))?.name, // as the file spells it
      partOfType(before, "styles")?.name,
      partOfType(before, "calcChain")?.name,
    ].filter((name) => name !== undefined),
  );
  for (const entry of before.archive.entries) {
    if (mayChange.has(entry.name) || ours.has(entry.name)) continue;
    const kept = after.archive.find(entry.name);
    if (!kept) {
      if (oursBefore.has(entry.name)) continue;
      return `part ${entry.name} was lost`;
    }
    if (!isSamePart(before.archive, entry, after.archive, kept)) return `part ${entry.name} was changed`;
  }
  for (const entry of after.archive.entries) {
    const isKnown =
      before.archive.find(entry.name) ?? (ours.has(entry.name) || entry.name === partOfType(after, "styles")?.name);
    if (!isKnown) return `part ${entry.name} is there and should not be`;
  }
  return null;
}

/** The parts of the sheets that a plan names, and their relations' own parts. */
function reachableFromOwned(workbook: OpenWorkbook, plan: WritePlan): Set<string> {
  const names = new Set(plan.sheets.map((sheet) => sheet.name.toLowerCase()));
  const parts = new Set<string>();
  for (const sheet of workbook.main.sheets) {
    const entry =
      names.has(sheet.name.toLowerCase()) && relatedPart(workbook.archive, workbook.relations.get(sheet.relation));
    if (!entry) continue;
    for (const part of reachableParts(workbook.archive, entry.name)) {
      parts.add(part);
      parts.add(relationshipsPartOf(part));
    }
  }
  return parts;
}

function isSamePart(before: Archive, entry: ArchiveEntry, after: Archive, kept: ArchiveEntry): boolean {
  if (entry.crc !== kept.crc || entry.method !== kept.method || entry.packedSize !== kept.packedSize) return false;
  for (let i = 0; i < entry.packedSize; i++) {
    if (before.bytes[entry.dataStart + i] !== after.bytes[kept.dataStart + i]) return false;
  }
  return true;
}
