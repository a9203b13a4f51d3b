/** What the ribbon's buttons ask of the pane, by the word that the manifest puts in its address (`do=`). */
import type { Next } from "./paneState";

/** What the check that a word begins leads on to. The word "example" opens the worked example besides. */
export const ASKED: ReadonlyMap<string, Next> = new Map([
  ["check", "list"],
  ["preview", "preview"],
  ["explain", "explain cell"],
]);
