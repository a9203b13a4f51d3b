/** Chance that can be repeated: the same seed always makes the same choices. */

export type Random = {
  /** A whole number from 0 up to, but not including, the limit. */
  below(limit: number): number;
  /** True so many times in a hundred. */
  percent(share: number): boolean;
  pick<T>(choices: readonly T[]): T;
};

/** The choices of one seed (mulberry32, its seed stirred so that neighbours have nothing in common). */
export function randomFrom(seed: number): Random {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    percent: (share) => next() * 100 < share,
    pick(choices) {
      if (choices.length === 0) throw new Error("nothing to pick from");
      return choices[below(choices.length)] as (typeof choices)[number];
    },
  };
}
