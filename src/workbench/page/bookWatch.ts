/** Tells the page when a workbook must be drawn again: once a frame, however much has changed in it. */
import type { Book } from "../engine/book";

export class BookWatch {
  private count = 0;
  private isScheduled = false;
  private readonly listeners = new Set<() => void>();

  constructor(book: Book) {
    book.listen(() => this.touch());
  }

  /** Grows with every drawing that is due. */
  readonly version = (): number => this.count;

  /** Calls a listener when something is to be drawn; the answer stops it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Something changed that the workbook does not announce. */
  touch(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    requestAnimationFrame(() => {
      this.isScheduled = false;
      this.count += 1;
      for (const listener of [...this.listeners]) listener();
    });
  }
}
