/** The words of help that the pane and the help page share. */

/** Keys of the pane, and what they do. */
export const KEYS: readonly (readonly [key: string, does: string])[] = [
  ["Tab, Shift+Tab", "The next part of the pane, the one before"],
  ["Left, Right", "The tab beside, when the focus is on a tab"],
  ["Up, Down", "The finding or flag before, the next one"],
  ["Home, End", "The first, the last"],
  ["Enter", "Go to the cell"],
  ["Esc", "Back to the finding from its buttons; close what lies over the tabs"],
  ["j, k", "Next flag, previous flag"],
  ["F6", "Excel's own key between pane and sheet"],
];

/** What the add-in never does. */
export const PROMISES: readonly string[] = [
  "It never sends anything from the workbook anywhere. There is no account, no telemetry and no server.",
  "It never writes to your sheets: only to Model results and Model flags, which it makes itself.",
  "It never writes before you have seen what would change and agreed.",
  "It never takes a blank for nothing, and never rounds, drops or guesses in silence.",
  "It never signs off on anybody's behalf.",
];
