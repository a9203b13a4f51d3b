/** The sample workbooks that may stand beside the repository; tests that need them are skipped where they are not there. */
import { existsSync, readFileSync, readdirSync } from "node:fs";

const samples = new URL("../../../../shared/data/", import.meta.url);

export const hasSamples = existsSync(samples);

/** The names of the files of a folder of samples that end in one of the endings; none when there are no samples. */
export function sampleNames(folder: string, ...endings: string[]): string[] {
  if (!hasSamples) return [];
  return readdirSync(new URL(`${folder}/`, samples)).filter((name) => endings.some((ending) => name.endsWith(ending)));
}

/** The bytes of a sample. */
export function sampleBytes(folder: string, name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`${folder}/${encodeURIComponent(name)}`, samples)));
}

/** The text of a sample. */
export function sampleText(folder: string, name: string): string {
  return readFileSync(new URL(`${folder}/${encodeURIComponent(name)}`, samples), "utf8");
}

/** The outcome that the list of real workbooks asks for, by file: "read" or the code of the refusal. */
export function realWorkbookOutcomes(): [string, string][] {
  if (!hasSamples) return [];
  const lines = sampleText("real-workbooks", "MANIFEST.csv").trim().split(/\r?\n/).slice(1);
  return lines.map((line) => [
    line.slice(0, line.indexOf(",")),
    line.slice(line.lastIndexOf(",") + 1).replace("reject:", ""),
  ]);
}
