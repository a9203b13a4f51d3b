/** The pane's state, kept outside of what draws it: events in, listeners told, effects begun. */
import { EffectRunner, type Surroundings } from "./runEffects";
import { START, step, type PaneEvent, type PaneState } from "./paneState";

export class PaneStore {
  #state: PaneState = START;
  readonly #listeners = new Set<() => void>();
  readonly #runner: EffectRunner;

  constructor(surroundings: Surroundings) {
    this.#runner = new EffectRunner(surroundings, this.dispatch);
  }

  readonly dispatch = (event: PaneEvent): void => {
    const { state, effects } = step(this.#state, event);
    const isChanged = state !== this.#state;
    this.#state = state;
    if (isChanged) for (const listener of this.#listeners) listener();
    for (const effect of effects) this.#runner.run(effect);
  };

  readonly state = (): PaneState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}
