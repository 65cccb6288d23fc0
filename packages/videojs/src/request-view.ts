import type { VhsRequest, VhsRequestOptions } from './player.ts';

type Listener = (event: unknown) => void;

/** The request of an attempt, to be seen. */
export interface Shown {
  /** Absent until it is sent. */
  readonly request?: VhsRequest;
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
  aborted: false,
};

/** The request that VHS holds while attempts come and go behind it. */
export interface RequestView {
  /** What VHS writes on it stays on it; all else is read from the attempt that is shown. */
  readonly request: VhsRequest;
  /** Shows an attempt, its events included, or none. */
  show(attempt: Shown | undefined): void;
  /** Makes up an event that no attempt has. */
  emit(type: string): void;
}

/** Makes one. */
export function createRequestView(
  { uri, requestType, headers }: VhsRequestOptions,
  owner: ViewOwner,
): RequestView {
  const listeners = new Map<string, Set<Listener>>();
  let shown: Shown | undefined;
  const tell = (type: string, event: unknown): void => {
    for (const listener of listeners.get(type) ?? []) listener(event);
  };
  const forward = (type: string): void => {
    if (shown?.request) onVisible(shown.request, shown, type, (event) => tell(type, event));
  };

  const own = {
    uri,
    // VHS compares it with a playlist's URL, so that it does not ask for the same one twice.
    url: uri,
    requestType,
    headers: headers ?? {},
    get responseURL(): string {
      const url = shown?.request?.responseURL;
      return url ? owner.clean(url) : '';
    },
    abort: () => owner.abort(),
    addEventListener(type: string, listener: Listener) {
      const known = listeners.get(type);
      if (known) known.add(listener);
      else {
        listeners.set(type, new Set([listener]));
        forward(type);
      }
    },
    removeEventListener: (type: string, listener: Listener) =>
      void listeners.get(type)?.delete(listener),
  };
  const request = new Proxy<VhsRequest>(own, {
    get(target, key) {
      if (key in target) return read(target, key);
      if (key === 'aborted' && owner.isAborted()) return true;
      return read(shown?.request ?? UNSENT, key);
    },
  });
  return {
    request,
    show(attempt) {
      shown = attempt;
      for (const type of listeners.keys()) forward(type);
    },
    emit: (type) => tell(type, { type, target: request, currentTarget: request }),
  };
}

/** The same request with its events let through one by one, for those who look at the answer while it comes. */
export function withGuardedEvents(request: VhsRequest, shown: Shown): VhsRequest {
  return new Proxy(request, {
    get: (target, key) =>
      key === 'addEventListener'
        ? (type: string, listener: Listener) => onVisible(target, shown, type, listener)
        : read(target, key),
    set: (target, key, value) => Reflect.set(target, key, value),
  });
}

function onVisible(
  request: VhsRequest,
  { isVisible }: Shown,
  type: string,
  listener: Listener,
): void {
  request.addEventListener(type, (event) => {
    if (isVisible()) listener(event);
  });
}

/** Reads from the object itself: native getters and methods do not work through a proxy. */
function read(from: object, key: string | symbol): unknown {
  const value: unknown = Reflect.get(from, key);
  return typeof value === 'function' ? value.bind(from) : value;
}
