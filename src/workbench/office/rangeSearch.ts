/** Finding and replacing text in cells. */
import type { Area } from "../engine/area";
import { showValue } from "../engine/numberFormat";
import type { Sheet } from "../engine/sheet";
import { apiValue, one } from "./cellAccess";
import { invalidArgument } from "./apiError";
import type { Arguments } from "./classModel";

type Criteria = { readonly isWhole: boolean; readonly isCaseSensitive: boolean; readonly isBackwards: boolean };

function criteriaOf(args: Arguments, index: number): Criteria {
  const given = args.record(index);
  return {
    isWhole: given["completeMatch"] === true,
    isCaseSensitive: given["matchCase"] === true,
    isBackwards: given["searchDirection"] === "Backwards",
  };
}

/** The cells whose shown text matches; asked for the first alone, no more are looked for. */
export function findCells(sheet: Sheet, area: Area, args: Arguments, isFirstOnly: boolean): Area[] {
  const wanted = args.text(0);
  if (wanted === "") throw invalidArgument();
  const criteria = criteriaOf(args, 1);
  const cells = sheet.cellsIn(area);
  if (criteria.isBackwards) cells.reverse();
  const found: Area[] = [];
  for (const { row, column, cell } of cells) {
    const shown = showValue(cell.value, sheet.numberFormatAt(row, column));
    const texts = [shown, String(apiValue(cell.value)), cell.formula ?? ""];
    if (!texts.some((text) => isMatch(text, wanted, criteria))) continue;
    found.push(one(row, column));
    if (isFirstOnly) break;
  }
  return found;
}

function isMatch(text: string, wanted: string, criteria: Criteria): boolean {
  const here = criteria.isCaseSensitive ? text : text.toLowerCase();
  const there = criteria.isCaseSensitive ? wanted : wanted.toLowerCase();
  return criteria.isWhole ? here === there : here.includes(there);
}

/** Replaces text in contents and formulas; the answer counts the cells changed. */
export function replaceCells(sheet: Sheet, area: Area, args: Arguments): number {
  const wanted = args.text(0);
  const replacement = args.text(1);
  if (wanted === "") throw invalidArgument();
  const criteria = criteriaOf(args, 2);
  let count = 0;
  for (const { row, column, cell } of sheet.cellsIn(area)) {
    const text = cell.formula ?? String(apiValue(cell.value));
    if (!isMatch(text, wanted, criteria)) continue;
    const next = criteria.isWhole ? replacement : replaceEach(text, wanted, replacement, criteria.isCaseSensitive);
    if (sheet.book.enter(sheet, row, column, next, "en-US")) count += 1;
  }
  if (count > 0) sheet.book.announce({ kind: "cells", sheet, area, changeType: "RangeEdited" });
  return count;
}

function replaceEach(text: string, wanted: string, replacement: string, isCaseSensitive: boolean): string {
  if (isCaseSensitive) return text.replaceAll(wanted, () => replacement);
  const lower = text.toLowerCase();
  const needle = wanted.toLowerCase();
  let result = "";
  let from = 0;
  for (let at = lower.indexOf(needle); at >= 0; at = lower.indexOf(needle, from)) {
    result += text.slice(from, at) + replacement;
    from = at + needle.length;
  }
  return result + text.slice(from);
}
