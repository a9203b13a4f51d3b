/** Where the results of each workbook go, settled before the first one is read. */
import { stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { SaveTarget } from "../hosts/xlsx/xlsxFile";
import { UsageError, type Target } from "./options";

/**
 * The target of each file. A copy goes to the path given, or into a folder that is there, under the workbook's own name;
 * several workbooks need such a folder. Throws a `UsageError` when two copies would be one file.
 */
export async function saveTargets(files: readonly string[], target: Target): Promise<ReadonlyMap<string, SaveTarget>> {
  refuseTwice(files);
  if (target.kind === "in place") return new Map(files.map((file) => [file, { kind: "inPlace" } as const]));
  const isFolder = await isExistingFolder(target.out);
  if (!isFolder && files.length > 1) {
    throw new UsageError(
      `The copies of ${files.length} workbooks need a folder, and ${target.out} is none.`,
      "Make the folder first, or give the workbooks one after the other.",
    );
  }
  const sources = new Map<string, string>();
  return new Map(
    files.map((file) => {
      const path = isFolder ? join(target.out, basename(file)) : target.out;
      const other = sources.get(path);
      if (other !== undefined) {
        throw new UsageError(
          `${other} and ${file} would both be written to ${path}.`,
          "Give them one after the other, each its own folder.",
        );
      }
      sources.set(path, file);
      return [file, { kind: "copy", path }];
    }),
  );
}

/** The same workbook twice would be written over by itself. */
function refuseTwice(files: readonly string[]): void {
  const seen = new Set<string>();
  for (const file of files) {
    if (seen.has(resolve(file))) throw new UsageError(`${file} is given twice.`, "Give it once.");
    seen.add(resolve(file));
  }
}

async function isExistingFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    // What cannot be looked at is taken for a file; the attempt to write there says what is wrong.
    return false;
  }
}
