/** What the person at the grid does: typing, selecting, changing sheets, undoing. The add-in hears of it by events. */
import { cellCount } from "../engine/area";
import type { Book } from "../engine/book";
import { ApiError } from "./apiError";
import { one, refuseLockedCells, tidyHeadings } from "./cellAccess";
import { areaOfAddress } from "./rangeTarget";
import type { OfficeSession } from "./session";

export class Person {
  private readonly book: Book;

  constructor(private readonly session: OfficeSession) {
    this.book = session.book;
  }

  /** Types into a cell, as at a British computer: 1/2/2026 is the first of February. */
  type(address: string, text: string): void {
    const { sheet, area } = areaOfAddress(this.book, address, this.book.activeSheet.value);
    if (cellCount(area) !== 1) throw new ApiError("InvalidArgument");
    refuseLockedCells(sheet, area);
    this.book.calculate();
    const before = sheet.cellAt(area.row, area.column);
    if (!this.book.enter(sheet, area.row, area.column, text, "en-GB")) throw new ApiError("InvalidArgument");
    tidyHeadings(this.book, sheet, area);
    this.book.calculate();
    this.book.announce({
      kind: "cells",
      sheet,
      area: one(area.row, area.column),
      changeType: "RangeEdited",
      single: { before, after: sheet.cellAt(area.row, area.column) },
    });
    this.book.journal.close();
  }

  /** Begins to type: from here until `endEditing` every request of the add-in fails. */
  beginEditing(): void {
    this.session.faults.isEditingCell = true;
  }

  /** Leaves the cell. */
  endEditing(): void {
    this.session.faults.isEditingCell = false;
  }

  /** Selects cells and brings their sheet to the front. */
  select(address: string): void {
    const { sheet, area } = areaOfAddress(this.book, address, this.book.activeSheet.value);
    this.book.select(sheet, [area]);
    this.book.journal.close();
  }

  /** Clicks a sheet's tab. */
  openSheet(name: string): void {
    const sheet = this.book.sheetNamed(name);
    if (!sheet) throw new ApiError("ItemNotFound");
    this.book.activate(sheet);
    this.book.journal.close();
  }

  /** Ctrl+Z; false when there is nothing to take back. */
  undo(): boolean {
    return this.book.undo();
  }

  /** Ctrl+Y. */
  redo(): boolean {
    return this.book.redo();
  }
}
