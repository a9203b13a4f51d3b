/** Finds which sheet of a workbook is which: by name, and the two that a case needs also by their headings. */
import { headingKey, shownText } from "../scan/cleanText";
import { inputSheets, type SheetDeclaration } from "../sheetLayout";
import type { ReadChoices } from "../reading";
import type { SheetSnapshot, Snapshot } from "../workbook";
import { bestHeaderRow, requiredNamed } from "./findHeader";
import type { FindingLog } from "./findingLog";

/** A sheet that names this part of its required headings looks like the sheet they belong to. */
const LOOKS_ALIKE = 0.8;
/** The same for a sheet whose name says so too. */
const NAMED_LIKE = 0.5;

/** The sheets of a case: canonical name -> the sheet, for those that are there. */
export function findSheets(
  snapshot: Snapshot,
  choices: ReadChoices,
  log: FindingLog,
): ReadonlyMap<string, SheetSnapshot> {
  const found = new Map<string, SheetSnapshot>();
  const setAside = new Set((choices.setAside ?? []).map((name) => headingKey(name)));
  const grids = snapshot.sheets.filter(
    (sheet) => sheet.kind === "grid" && sheet.ownership === null && !setAside.has(headingKey(sheet.name)),
  );
  /** Set aside by its canonical name while it goes by another. */
  const isSetAside = (declaration: SheetDeclaration): boolean =>
    setAside.has(headingKey(declaration.name)) &&
    !snapshot.sheets.some((sheet) => headingKey(sheet.name) === headingKey(declaration.name));
  for (const sheet of snapshot.sheets) {
    if (sheet.kind !== "grid") {
      log.add(
        "S11_NOT_A_GRID",
        "note",
        sheet.name,
        null,
        `'${sheet.name}' is no worksheet of cells; it was not read.`,
        "Nothing to do.",
      );
    }
  }
  for (const declaration of inputSheets) {
    if (isSetAside(declaration)) continue;
    // A sheet that merely goes by a synonym must have the headings too: many a workbook has a sheet called "Case".
    const named = grids.filter(
      (sheet) =>
        headingKey(sheet.name) === headingKey(declaration.name) ||
        (isNamed(sheet, declaration) && looksLike(sheet, declaration, NAMED_LIKE)),
    );
    const chosen = chosenName(declaration, choices);
    const sheet =
      chosen !== undefined
        ? bySpelledName(grids, chosen, declaration, log)
        : declaration.isRequired
          ? requiredSheet(grids, named, declaration, log)
          : optionalSheet(named, declaration, log);
    if (!sheet) continue;
    found.set(declaration.name, sheet);
    if (chosen === undefined && named.includes(sheet) && headingKey(sheet.name) !== headingKey(declaration.name)) {
      log.add(
        "S01_SHEET_CHOSEN_BY_HEADERS",
        "note",
        sheet.name,
        null,
        `'${shownText(sheet.name)}' was read as the ${declaration.name} sheet.`,
        "Nothing to do.",
      );
    }
  }
  return found;
}

function chosenName(declaration: SheetDeclaration, choices: ReadChoices): string | undefined {
  if (declaration.name === "Staffing") return choices.staffing;
  return declaration.name === "Costs" ? choices.costs : undefined;
}

function isNamed(sheet: SheetSnapshot, declaration: SheetDeclaration): boolean {
  const key = headingKey(sheet.name);
  return key === headingKey(declaration.name) || declaration.synonyms.some((synonym) => headingKey(synonym) === key);
}

function bySpelledName(
  grids: readonly SheetSnapshot[],
  name: string,
  declaration: SheetDeclaration,
  log: FindingLog,
): SheetSnapshot | null {
  const sheet =
    grids.find((candidate) => candidate.name === name) ??
    grids.find((candidate) => headingKey(candidate.name) === headingKey(name));
  if (sheet) return sheet;
  log.add(
    "S01_SHEET_NOT_FOUND",
    "fatal",
    null,
    null,
    `There is no sheet called '${name}' for ${declaration.name}.`,
    `Name one of: ${grids.map((grid) => grid.name).join(", ")}.`,
  );
  return null;
}

function requiredSheet(
  grids: readonly SheetSnapshot[],
  named: readonly SheetSnapshot[],
  declaration: SheetDeclaration,
  log: FindingLog,
): SheetSnapshot | null {
  const isOfAnother = (sheet: SheetSnapshot): boolean =>
    inputSheets.some((other) => other.name !== declaration.name && isNamed(sheet, other));
  const alike = grids.filter(
    (sheet) => named.includes(sheet) || (!isOfAnother(sheet) && looksLike(sheet, declaration)),
  );
  const [first, second] = alike;
  if (first && second) {
    log.add(
      "S02_SHEET_AMBIGUOUS",
      "fatal",
      first.name,
      null,
      `Two sheets look like the ${declaration.name.toLowerCase()} sheet: ${alike.map((sheet) => sheet.name).join(", ")}.`,
      `Choose one (or --${declaration.name.toLowerCase()} '${first.name}').`,
      { alsoAt: second.name },
    );
    return null;
  }
  if (!first) {
    log.add(
      "S01_SHEET_NOT_FOUND",
      "fatal",
      null,
      null,
      `No sheet is called ${declaration.name} or has its headings. The workbook has: ${grids.map((sheet) => sheet.name).join(", ") || "no worksheet"}.`,
      `Name the sheet ${declaration.name}, or say which it is (--${declaration.name.toLowerCase()} 'name').`,
    );
    return null;
  }
  if (!named.includes(first)) {
    log.add(
      "S01_SHEET_CHOSEN_BY_HEADERS",
      "note",
      first.name,
      null,
      `'${first.name}' was taken as the ${declaration.name.toLowerCase()} sheet, by its headings.`,
      "Nothing to do.",
    );
  }
  return first;
}

function looksLike(sheet: SheetSnapshot, declaration: SheetDeclaration, part: number = LOOKS_ALIKE): boolean {
  const best = bestHeaderRow(sheet, declaration);
  const needed = declaration.columns.filter((column) => column.isRequired).length;
  return best !== null && requiredNamed(best.row, declaration) >= Math.max(1, part * needed);
}

function optionalSheet(
  named: readonly SheetSnapshot[],
  declaration: SheetDeclaration,
  log: FindingLog,
): SheetSnapshot | null {
  const exact = named.filter((sheet) => headingKey(sheet.name) === headingKey(declaration.name));
  const [first, second] = exact.length > 0 ? exact : named;
  if (first && second) {
    log.add(
      "S02_SHEET_AMBIGUOUS",
      "error",
      first.name,
      null,
      `Two sheets look like ${declaration.name}: ${first.name}, ${second.name}.`,
      "Rename or remove one of them, or set one aside.",
      { alsoAt: second.name },
    );
    return null;
  }
  return first ?? null;
}
