/**
 * The task pane as a person loads it (P8: 5 kB at first, 200 kB in all on the pane's own thread); the worker that does the
 * heavy work is loaded beside it. Run: npx tsx test/bench/paneBundle.ts
 */
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { buildAddIn } from "../manifest/builtAddIn";

/** Scripts of the pane's own thread, the first one first. */
const OWN_THREAD = ["taskpane", "pane", "excel"] as const;
const GOALS = { first: 5_000, whole: 200_000 };

/** Builds the pane as it is published and prints the compressed size of each of its scripts. */
export async function paneBundle(): Promise<void> {
  const built = await buildAddIn("production", {}, ["taskpane"]);
  const sizeOf = (name: string): number => {
    const path = built.paths.find((each) => each.startsWith(`pane/${name}.`) && each.endsWith(".js"));
    if (path === undefined) throw new Error(`the pane has no script ${name}`);
    return gzipSync(built.bytes(path), { level: 9 }).length;
  };
  const sizes = OWN_THREAD.map(sizeOf);
  const worker = sizeOf("worker");
  built.remove();
  const shown = (bytes: number): string => bytes.toLocaleString("en-GB");
  console.log(
    `\nTask pane, bytes compressed: first script ${shown(sizes[0] ?? 0)} (goal ${shown(GOALS.first)}), ` +
      `whole pane ${shown(sizes.reduce((sum, size) => sum + size, 0))} (goal ${shown(GOALS.whole)}), worker beside it ${shown(worker)}`,
  );
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await paneBundle();
