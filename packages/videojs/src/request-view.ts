import type { VhsRequest, VhsRequestOptions } from './player.ts';

type Listener = (event: unknown) => void;

/** The request of an attempt, to be seen. */
export interface Shown {
  readonly request: VhsRequest;
  /** Whether an event that it has now may be seen. */
  readonly isVisible: () => boolean;
}

/** What a view needs of the façade behind it. */
export interface ViewOwner {
  abort(): void;
  isAborted(): boolean;
  /** Takes credentials out of a URL. */
  clean(url: string): string;
}

/** What VHS reads while nothing is shown. */
const UNSENT = {
  readyState: 0,
  status: 0,
  response: null,
  responseText: '',
  responseURL: '',
  aborted: false,
};

/**
 * The request that VHS holds while attempts come and go behind it. What VHS writes on it stays on it; all else is read from the attempt
 * that is shown.
 */
export class RequestView {
  readonly request: VhsRequest;
  readonly #listeners = new Map<string, Set<Listener>>();
  #shown: Shown | undefined;

  constructor({ uri, requestType, headers }: VhsRequestOptions, owner: ViewOwner) {
    const responseUrl = (): string => {
      const url = this.#shown?.request.responseURL;
      return url ? owner.clean(url) : '';
    };
    const own = {
      uri,
      // VHS compares it with a playlist's URL, so that it does not ask for the same one twice.
      url: uri,
      requestType,
      headers: headers ?? {},
      get responseURL(): string {
        return responseUrl();
      },
      abort: () => owner.abort(),
      addEventListener: (type: string, listener: Listener) => this.#listen(type, listener),
      removeEventListener: (type: string, listener: Listener) =>
        void this.#listeners.get(type)?.delete(listener),
    };
    this.request = new Proxy<VhsRequest>(own, {
      get: (target, key) => {
        if (key in target) return read(target, key);
        if (key === 'aborted' && owner.isAborted()) return true;
        return read(this.#shown?.request ?? UNSENT, key);
      },
    });
  }

  /** Shows an attempt, its events included, or none. */
  show(shown: Shown | undefined): void {
    this.#shown = shown;
    if (shown !== undefined) for (const type of this.#listeners.keys()) this.#forward(type, shown);
  }

  /** Makes up an event that no attempt has. */
  emit(type: string): void {
    this.#tell(type, { type, target: this.request, currentTarget: this.request });
  }

  #listen(type: string, listener: Listener): void {
    const listeners = this.#listeners.get(type);
    if (listeners !== undefined) {
      listeners.add(listener);
      return;
    }
    this.#listeners.set(type, new Set([listener]));
    if (this.#shown !== undefined) this.#forward(type, this.#shown);
  }

  #forward(type: string, { request, isVisible }: Shown): void {
    request.addEventListener(type, (event) => {
      if (isVisible()) this.#tell(type, event);
    });
  }

  #tell(type: string, event: unknown): void {
    for (const listener of this.#listeners.get(type) ?? []) listener(event);
  }
}

/** The same request with its events let through one by one, for those who look at the answer while it comes. */
export function withGuardedEvents({ request, isVisible }: Shown): VhsRequest {
  const addEventListener = (type: string, listener: Listener): void =>
    request.addEventListener(type, (event) => {
      if (isVisible()) listener(event);
    });
  return new Proxy(request, {
    get: (target, key) => (key === 'addEventListener' ? addEventListener : read(target, key)),
    set: (target, key, value) => Reflect.set(target, key, value),
  });
}

/** Reads from the object itself: native getters and methods do not work through a proxy. */
function read(from: object, key: string | symbol): unknown {
  const value: unknown = Reflect.get(from, key);
  return typeof value === 'function' ? value.bind(from) : value;
}
