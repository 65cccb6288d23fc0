import type { PassRequest } from '@playgate/protocol';
import type { PassKeeper } from './pass-keeper.ts';
import { requestKey } from './request-key.ts';

/** The keepers of a client: one for each request, the least recently used ones without observers go first. */
export class PassCache {
  readonly #listed = new Map<string, PassKeeper>();
  /** Those whose pass is not to be shared. */
  readonly #unlisted = new Set<PassKeeper>();
  readonly #size: number;
  readonly #create: (request: PassRequest) => PassKeeper;

  constructor(size: number, create: (request: PassRequest) => PassKeeper) {
    this.#size = size;
    this.#create = create;
  }

  /** The keeper of a request, made when there is none. */
  get(request: PassRequest): PassKeeper {
    const key = requestKey(request);
    const keeper = this.#listed.get(key) ?? this.#create(request);
    this.#listed.delete(key);
    this.#listed.set(key, keeper);
    if (this.#listed.size > this.#size) this.#evict(keeper);
    return keeper;
  }

  /** A keeper that nobody else finds. */
  unlisted(request: PassRequest): PassKeeper {
    const keeper = this.#create(request);
    this.#unlisted.add(keeper);
    return keeper;
  }

  /** Keeps others from finding a keeper. */
  unlist(keeper: PassKeeper): void {
    const key = requestKey(keeper.request);
    if (this.#listed.get(key) === keeper) this.#listed.delete(key);
    this.#unlisted.add(keeper);
  }

  /** Lets go of a keeper that has no observers, unless its pass may be of use again. */
  release(keeper: PassKeeper): void {
    if (!this.#unlisted.delete(keeper)) {
      if (keeper.isWorthKeeping) return;
      this.#listed.delete(requestKey(keeper.request));
    }
    keeper.drop();
  }

  /** All keepers. */
  all(): readonly PassKeeper[] {
    return [...this.#listed.values(), ...this.#unlisted];
  }

  #evict(latest: PassKeeper): void {
    for (const [key, keeper] of this.#listed) {
      if (keeper.watchers.size > 0 || keeper === latest) continue;
      this.#listed.delete(key);
      keeper.drop();
      return;
    }
  }
}
