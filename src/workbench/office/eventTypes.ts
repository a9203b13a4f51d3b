/** The numbers by which the library tells events apart. */
export const EventType = {
  sheetChanged: 10,
  sheetActivated: 11,
  sheetDeactivated: 12,
  sheetAdded: 13,
  sheetSelection: 14,
  sheetDeleted: 15,
  sheetCalculated: 16,
  sheetFormatChanged: 18,
  rowSorted: 19,
  columnSorted: 20,
  sheetFiltered: 21,
  rowHidden: 22,
  formulaChanged: 23,
  sheetNameChanged: 24,
  visibilityChanged: 25,
  protectionChanged: 26,
  sheetMoved: 27,
  tableSelection: 100,
  tableChanged: 101,
  tableAdded: 102,
  tableDeleted: 103,
  commentAdded: 250,
  commentDeleted: 251,
  commentChanged: 252,
} as const;

/** The target of events of the whole workbook. */
export const WORKBOOK_TARGET = "Workbook";
