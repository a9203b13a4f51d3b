/**
 * Files spoilt at random: each is read or refused with a code of the catalogue, never answered with an exception; and
 * where a sheet of ours can be added, everything else stays as it was. `npm run fuzz` does the same with any number.
 */
import { describe, expect, it } from "vitest";
import { judge } from "./fuzz/judge";
import { madeSources, spoiltFile } from "./fuzz/spoiltFile";

const FILES = 2_000;
const FILES_A_TEST = 250;
const sources = madeSources();

describe("files spoilt at random", () => {
  it.each(sources.map((source) => [source.name, source] as const))("are made from sound ones: %s", (_, source) => {
    expect(source.parts).not.toBeNull();
    expect(judge(source.bytes)).toBe("read");
  });

  it("are the same for the same seed, and others for another", () => {
    expect(spoiltFile(7, sources)).toEqual(spoiltFile(7, sources));
    expect(spoiltFile(7, sources)).not.toEqual(spoiltFile(8, sources));
  });

  const firstSeeds = Array.from({ length: FILES / FILES_A_TEST }, (_, i) => 1 + i * FILES_A_TEST);
  it.each(firstSeeds)(`are answered, ${FILES_A_TEST} of them from seed %i`, (first) => {
    const outcomes = new Map<string, number>();
    for (let seed = first; seed < first + FILES_A_TEST; seed++) {
      const outcome = judged(seed);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    // Were all of them refused at the door, nothing would have been tried.
    expect(outcomes.get("read")).toBeGreaterThan(FILES_A_TEST / 10);
    expect(outcomes.get("F06_DAMAGED")).toBeGreaterThan(FILES_A_TEST / 10);
  });
});

/** The outcome of a seed's file; an error says which seed it was. */
function judged(seed: number): string {
  const { bytes, how, source } = spoiltFile(seed, sources);
  try {
    return judge(bytes);
  } catch (error) {
    throw new Error(`seed ${seed} (${how} of ${source})`, { cause: error });
  }
}
