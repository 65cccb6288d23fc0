import type { Observable, ViewerSession } from '@playgate/client';
import { createObservable } from '@playgate/client';

/** Who is signed in, and how many want to know. */
export class ModelSession {
  listeners = 0;
  #n = 1;
  readonly #value = createObservable<ViewerSession>({ status: 'signed-in', subject: 'viewer-1' });

  get viewer(): string {
    return `viewer-${this.#n}`;
  }

  readonly session: Observable<ViewerSession> = {
    get: () => this.#value.get(),
    subscribe: (listener) => {
      this.listeners += 1;
      const unsubscribe = this.#value.subscribe(listener);
      return () => {
        this.listeners -= 1;
        unsubscribe();
      };
    },
  };

  /** Another viewer is there. */
  change(): void {
    this.#n += 1;
    this.#value.set({ status: 'signed-in', subject: this.viewer });
  }
}
