/**
 * Undo. All state of a workbook stands in tracked values and tracked maps; each notes how to go back and forth, so that
 * whatever changes can be undone without any change being written twice.
 */

type Step = { readonly undo: () => void; readonly redo: () => void };

/** What Ctrl+Z takes back at once. */
type UndoRecord = Step[];

/** The workbook's history: records of steps, and the record being written. */
export class Journal {
  private open: UndoRecord = [];
  private undone: UndoRecord[] = [];
  private done: UndoRecord[] = [];
  private mergeDepth = 0;
  private isReplaying = false;

  /** Notes one step of the open record. */
  note(step: Step): void {
    if (!this.isReplaying) this.open.push(step);
  }

  /** Closes the open record, unless a merged group is still being written. */
  close(): void {
    if (this.mergeDepth > 0 || this.open.length === 0) return;
    this.done.push(this.open);
    this.undone = [];
    this.open = [];
  }

  /** From here on, everything until the matching `endGroup` is one record. */
  beginGroup(): void {
    this.close();
    this.mergeDepth += 1;
  }

  /** Ends a merged group. */
  endGroup(): void {
    this.mergeDepth = Math.max(0, this.mergeDepth - 1);
    this.close();
  }

  /** Whether a merged group is being written. */
  get isGrouping(): boolean {
    return this.mergeDepth > 0;
  }

  /** Forgets everything: what an action does that Excel cannot undo. */
  forget(): void {
    this.open = [];
    this.done = [];
    this.undone = [];
  }

  /** How many records can be undone. */
  get depth(): number {
    return this.done.length;
  }

  /** How many records can be done again. */
  get redoDepth(): number {
    return this.undone.length;
  }

  /** Takes back the last record; false when there is none. */
  undo(): boolean {
    this.close();
    const record = this.done.pop();
    if (!record) return false;
    this.replay(() => {
      for (const step of [...record].reverse()) step.undo();
    });
    this.undone.push(record);
    return true;
  }

  /** Does the last undone record again; false when there is none. */
  redo(): boolean {
    const record = this.undone.pop();
    if (!record) return false;
    this.replay(() => {
      for (const step of record) step.redo();
    });
    this.done.push(record);
    return true;
  }

  private replay(steps: () => void): void {
    this.isReplaying = true;
    try {
      steps();
    } finally {
      this.isReplaying = false;
    }
  }
}

/** One value whose changes can be undone. */
export class Tracked<T> {
  constructor(
    private readonly journal: Journal,
    private current: T,
  ) {}

  get value(): T {
    return this.current;
  }

  set value(next: T) {
    const before = this.current;
    if (Object.is(before, next)) return;
    this.current = next;
    this.journal.note({ undo: () => (this.current = before), redo: () => (this.current = next) });
  }
}

/** A map whose changes can be undone. It counts its changes, so that what is worked out from it can be kept. */
export class TrackedMap<K, V> {
  private readonly entriesByKey = new Map<K, V>();
  private changes = 0;

  constructor(
    private readonly journal: Journal,
    private readonly onReplay: (key: K) => void = () => undefined,
  ) {}

  /** Grows with every change. */
  get version(): number {
    return this.changes;
  }

  get size(): number {
    return this.entriesByKey.size;
  }

  get(key: K): V | undefined {
    return this.entriesByKey.get(key);
  }

  has(key: K): boolean {
    return this.entriesByKey.has(key);
  }

  keys(): IterableIterator<K> {
    return this.entriesByKey.keys();
  }

  values(): IterableIterator<V> {
    return this.entriesByKey.values();
  }

  entries(): IterableIterator<[K, V]> {
    return this.entriesByKey.entries();
  }

  /** Sets an entry; undefined removes it. */
  set(key: K, value: V | undefined): void {
    const before = this.entriesByKey.get(key);
    if (before === value) return;
    this.put(key, value);
    this.journal.note({
      undo: () => this.replay(key, before),
      redo: () => this.replay(key, value),
    });
  }

  /** Sets an entry without a trace: what is worked out again anyway. */
  put(key: K, value: V | undefined): void {
    this.changes += 1;
    if (value === undefined) this.entriesByKey.delete(key);
    else this.entriesByKey.set(key, value);
  }

  delete(key: K): void {
    this.set(key, undefined);
  }

  clear(): void {
    for (const key of [...this.entriesByKey.keys()]) this.delete(key);
  }

  private replay(key: K, value: V | undefined): void {
    this.put(key, value);
    this.onReplay(key);
  }
}
