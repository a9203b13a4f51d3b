/** How a figure is measured: interleaved with its floor or rival in the same run, median and spread of several rounds. */

export type Measured = { readonly name: string; readonly median: number; readonly spread: number };

/** Runs the candidates in turn, round by round, so that what else the machine does falls on all of them alike. */
export async function interleaved(
  rounds: number,
  candidates: ReadonlyMap<string, () => unknown>,
): Promise<readonly Measured[]> {
  const times = new Map<string, number[]>([...candidates.keys()].map((name) => [name, []] as const));
  for (const run of candidates.values()) await run(); // once unmeasured, for the compiler
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of candidates) {
      const from = performance.now();
      await run();
      times.get(name)?.push(performance.now() - from);
    }
  }
  return [...times].map(([name, measured]) => {
    const sorted = [...measured].sort((a, b) => a - b);
    const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
    return { name, median: at(0.5), spread: at(0.9) - at(0.1) };
  });
}

/** A table of measurements, the first being what the others are compared with. */
export function printMeasured(title: string, measured: readonly Measured[]): void {
  const base = measured[0]?.median ?? 1;
  console.log(`\n${title}`);
  for (const { name, median, spread } of measured) {
    console.log(
      `  ${name.padEnd(58)} ${median.toFixed(2).padStart(9)} ms  spread ${spread.toFixed(2).padStart(8)} ms  ${(median / base).toFixed(2).padStart(7)}x`,
    );
  }
}
