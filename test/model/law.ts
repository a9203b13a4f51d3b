/** Laws: sentences that must hold for every case, tried on random ones. */
import fc from "fast-check";
import { it } from "vitest";

/** A fixed seed, so that a run can be repeated; LAW_SEED tries another, LAW_RUNS more cases than the 1,000 of every run. */
const SEED = Number(process.env["LAW_SEED"] ?? 484);
const RUNS = Number(process.env["LAW_RUNS"] ?? 1_000);

/** A test that the sentence holds for random cases. A failure prints its seed and the smallest case that was found. */
export function law<T>(sentence: string, cases: fc.Arbitrary<T>, holds: (example: T) => void): void {
  it(sentence, () => {
    fc.assert(fc.property(cases, holds), { numRuns: RUNS, seed: SEED });
  });
}
