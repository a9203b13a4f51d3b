/** What happened in the workbook, as the events of the API tell it. The numbers are the library's own. */
import { type Area, areaText, contains, intersection } from "../engine/area";
import type { Change } from "../engine/book";
import type { Sheet, Table } from "../engine/sheet";
import type { Cell } from "../engine/value";
import { apiValue, apiValueType } from "./cellAccess";
import { rangeClass } from "./classes/range";
import { EventType, WORKBOOK_TARGET } from "./eventTypes";
import { RangeTarget } from "./rangeTarget";
import type { OfficeSession } from "./session";

/** One event for one target. */
export type Notice = { readonly type: number; readonly target: string; readonly message: unknown };

const SHIFT_NAMES = {
  down: "ShiftCellDown",
  right: "ShiftCellRight",
  up: "ShiftCellUp",
  left: "ShiftCellLeft",
} as const;

/** Every event a change can mean; the session sends those that somebody listens to. */
export function entriesOf(change: Change, session: OfficeSession, isAddinActing: boolean): Notice[] {
  switch (change.kind) {
    case "cells":
      return cellNotices(change, session, isAddinActing);
    case "formats":
      return both(
        change.sheet,
        EventType.sheetFormatChanged,
        () => ({
          address: areaText(change.area),
          referenceId: referenceTo(session, change.sheet, change.area),
          source: "Local",
          worksheetId: change.sheet.id,
        }),
        session,
      );
    case "sheetAdded":
      return [workbookNotice(EventType.sheetAdded, { source: "Local", worksheetId: change.sheet.id })];
    case "sheetDeleted":
      return [workbookNotice(EventType.sheetDeleted, { source: "Local", worksheetId: change.sheet.id })];
    case "sheetActivated":
      return both(change.sheet, EventType.sheetActivated, () => ({ worksheetId: change.sheet.id }), session);
    case "sheetDeactivated":
      return both(change.sheet, EventType.sheetDeactivated, () => ({ worksheetId: change.sheet.id }), session);
    case "sheetRenamed":
      return both(
        change.sheet,
        EventType.sheetNameChanged,
        () => ({
          nameAfter: change.sheet.name.value,
          nameBefore: change.before,
          source: "Local",
          worksheetId: change.sheet.id,
        }),
        session,
      );
    case "sheetMoved":
      return [
        workbookNotice(EventType.sheetMoved, {
          positionAfter: change.sheet.position.value,
          positionBefore: change.before,
          source: "Local",
          worksheetId: change.sheet.id,
        }),
      ];
    case "visibility":
      return both(
        change.sheet,
        EventType.visibilityChanged,
        () => ({
          source: "Local",
          visibilityAfter: change.sheet.visibility.value,
          visibilityBefore: change.before,
          worksheetId: change.sheet.id,
        }),
        session,
      );
    case "protection":
      return both(
        change.sheet,
        EventType.protectionChanged,
        () => ({
          isProtected: change.sheet.protection.value !== undefined,
          source: "Local",
          worksheetId: change.sheet.id,
        }),
        session,
      );
    case "rowsHidden":
      return both(
        change.sheet,
        EventType.rowHidden,
        () => ({
          address: areaText(change.area),
          changeType: change.isHidden ? "Hidden" : "Unhidden",
          source: "Local",
          worksheetId: change.sheet.id,
        }),
        session,
      );
    case "sorted":
      return both(
        change.sheet,
        change.by === "rows" ? EventType.rowSorted : EventType.columnSorted,
        () => ({ address: areaText(change.area), source: "Local", worksheetId: change.sheet.id }),
        session,
      );
    case "filtered":
      return both(change.sheet, EventType.sheetFiltered, () => ({ worksheetId: change.sheet.id }), session);
    case "selection":
      return selectionNotices(change.sheet, change.area, session);
    case "calculated":
      return both(
        change.sheet,
        EventType.sheetCalculated,
        () => ({
          address: areaText(change.area),
          worksheetId: change.sheet.id,
        }),
        session,
      );
    case "tableAdded":
      return tableNotices(EventType.tableAdded, change.table);
    case "tableDeleted":
      return tableNotices(EventType.tableDeleted, change.table);
    case "comment": {
      const type = {
        added: EventType.commentAdded,
        changed: EventType.commentChanged,
        deleted: EventType.commentDeleted,
      }[change.what];
      const message = {
        changeType: "CommentEdited",
        commentDetails: [{ commentId: change.commentId, replyIds: change.replyIds }],
        source: "Local",
        worksheetId: change.sheet.id,
      };
      return [
        { type, target: change.sheet.id, message },
        { type, target: WORKBOOK_TARGET, message },
      ];
    }
  }
}

function workbookNotice(type: number, message: unknown): Notice {
  return { type, target: WORKBOOK_TARGET, message };
}

/** For the sheet itself and for the collection of sheets; made only for those that listen. */
function both(sheet: Sheet, type: number, message: () => unknown, session: OfficeSession): Notice[] {
  return [sheet.id, WORKBOOK_TARGET]
    .filter((target) => session.isSubscribed(type, target))
    .map((target) => ({ type, target, message: message() }));
}

function cellNotices(
  change: Extract<Change, { kind: "cells" }>,
  session: OfficeSession,
  isAddinActing: boolean,
): Notice[] {
  const { sheet, area } = change;
  const message = (): Record<string, unknown> => ({
    address: areaText(area),
    changeType: change.changeType,
    source: "Local",
    worksheetId: sheet.id,
    referenceId: referenceTo(session, sheet, area),
    triggerSource: isAddinActing ? "ThisLocalAddin" : "Unknown",
    shiftDirection: change.shift === undefined ? "None" : SHIFT_NAMES[change.shift],
    ...(change.single ? detailsOf(change.single) : {}),
  });
  const notices = both(sheet, EventType.sheetChanged, message, session);
  if (change.single && change.single.before.formula !== change.single.after.formula) {
    const { before } = change.single;
    notices.push(
      ...both(
        sheet,
        EventType.formulaChanged,
        () => ({
          formulaDetails: [
            { cellAddress: areaText(area), previousFormula: String(before.formula ?? apiValue(before.value)) },
          ],
          source: "Local",
          worksheetId: sheet.id,
        }),
        session,
      ),
    );
  }
  for (const table of sheet.tables) {
    const shared = intersection(table.area.value, area);
    if (!shared) continue;
    for (const target of [String(table.id), sheet.id, WORKBOOK_TARGET]) {
      if (!session.isSubscribed(EventType.tableChanged, target)) continue;
      notices.push({
        type: EventType.tableChanged,
        target,
        message: { ...message(), address: areaText(shared), tableId: String(table.id) },
      });
    }
  }
  return notices;
}

function detailsOf({ before, after }: { before: Cell; after: Cell }): Record<string, unknown> {
  return {
    valueBefore: apiValue(before.value),
    valueAfter: apiValue(after.value),
    valueTypeBefore: apiValueType(before.value),
    valueTypeAfter: apiValueType(after.value),
  };
}

function selectionNotices(sheet: Sheet, area: Area, session: OfficeSession): Notice[] {
  const notices = both(
    sheet,
    EventType.sheetSelection,
    () => ({
      address: areaText(area),
      worksheetId: sheet.id,
    }),
    session,
  );
  for (const table of sheet.tables) {
    const shared = intersection(table.area.value, area);
    notices.push({
      type: EventType.tableSelection,
      target: String(table.id),
      message: { address: shared && contains(table.area.value, area) ? areaText(area) : "", worksheetId: sheet.id },
    });
  }
  return notices;
}

function tableNotices(type: number, table: Table): Notice[] {
  const message = {
    source: "Local",
    tableId: String(table.id),
    tableName: table.name.value,
    worksheetId: table.sheet.id,
  };
  return [
    { type, target: table.sheet.id, message },
    { type, target: WORKBOOK_TARGET, message },
  ];
}

/** Keeps the range of an event, so that the listener can ask for it; it follows its cells meanwhile. */
function referenceTo(session: OfficeSession, sheet: Sheet, area: Area): string {
  return session.keepReference(rangeClass.of(new RangeTarget(sheet, area)));
}
