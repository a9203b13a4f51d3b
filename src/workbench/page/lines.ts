/** Where rows and columns lie, in pixels: most have one size, some their own, hidden ones none. */

export class Lines {
  /** Indexes that differ from the rest, rising, and how much all up to and including each differ. */
  private readonly indexes: readonly number[];
  private readonly differences: readonly number[];

  constructor(
    private readonly standard: number,
    exceptions: ReadonlyMap<number, number>,
    /** How many there can be. */
    readonly limit: number,
  ) {
    this.indexes = [...exceptions.keys()].sort((one, other) => one - other);
    let sum = 0;
    this.differences = this.indexes.map((index) => (sum += (exceptions.get(index) ?? standard) - standard));
  }

  /** How far the beginning of a line is from the beginning of the sheet. */
  offsetOf(index: number): number {
    const before = this.countBelow(index);
    return index * this.standard + (before === 0 ? 0 : (this.differences[before - 1] ?? 0));
  }

  /** How wide or high a line is; 0 for a hidden one. */
  sizeOf(index: number): number {
    return this.offsetOf(index + 1) - this.offsetOf(index);
  }

  /** The size of several lines together. */
  span(first: number, count: number): number {
    return this.offsetOf(first + count) - this.offsetOf(first);
  }

  /** The line that covers a distance from the beginning: never a hidden one unless all that follow are hidden. */
  at(offset: number): number {
    let low = 0;
    let high = this.limit - 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.offsetOf(middle + 1) > offset) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The next line in a direction that is not hidden, or the same where there is none. */
  nextShown(index: number, step: 1 | -1): number {
    for (let next = index + step; next >= 0 && next < this.limit; next += step) {
      if (this.sizeOf(next) > 0) return next;
    }
    return index;
  }

  /** How many exceptions lie before an index. */
  private countBelow(index: number): number {
    let low = 0;
    let high = this.indexes.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((this.indexes[middle] ?? Infinity) < index) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
