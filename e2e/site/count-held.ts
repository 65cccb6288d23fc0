/** What a page holds on to: how many of what. */
export type Held = Readonly<Record<string, number>>;

declare global {
  interface Window {
    countHeld(): Held;
  }
}

/**
 * Counts what a page holds on to: listeners on what outlives a player, timers, frames asked for, channels, and the listeners that video.js
 * keeps itself. Runs in the page ahead of its scripts, as text, and so names nothing outside of itself.
 */
export function watchHeld(): void {
  const counts = new Map<string, Set<unknown>>();
  const setOf = (name: string): Set<unknown> => {
    const held = counts.get(name) ?? new Set();
    counts.set(name, held);
    return held;
  };
  const wrap = (
    owner: object,
    name: string,
    make: (
      inner: (...call: unknown[]) => unknown,
    ) => (this: unknown, ...call: unknown[]) => unknown,
  ): void => {
    const native: unknown = Reflect.get(owner, name);
    if (typeof native !== 'function') throw new Error(`No ${name} here.`);
    Reflect.set(
      owner,
      name,
      make(function (this: unknown, ...call) {
        return Reflect.apply(native, this, call);
      }),
    );
  };

  for (const [ask, cancel, isLasting] of [
    ['setTimeout', 'clearTimeout', false],
    ['setInterval', 'clearInterval', true],
    ['requestAnimationFrame', 'cancelAnimationFrame', false],
  ] as const) {
    const held = setOf(ask);
    wrap(window, ask, (inner) => (handler, ...rest) => {
      const id = inner.call(
        window,
        (...given: unknown[]) => {
          if (!isLasting) held.delete(id);
          if (typeof handler === 'function') Reflect.apply(handler, window, given);
        },
        ...rest,
      );
      held.add(id);
      return id;
    });
    wrap(window, cancel, (inner) => (id) => {
      held.delete(id);
      inner.call(window, id);
    });
  }

  const ids = new WeakMap<object, number>();
  let last = 0;
  const idOf = (listener: object): number => {
    const id = ids.get(listener) ?? (last += 1);
    ids.set(listener, id);
    return id;
  };
  const nameOf = (target: unknown): string | undefined => {
    if (target === undefined || target === window) return 'window';
    if (target === document) return 'document';
    if (target === document.documentElement || target === document.body) return 'page';
    return target === window.visualViewport || target === screen.orientation ? 'screen' : undefined;
  };
  /** What is held of a listener on what outlives a player, and where. */
  const held = (target: unknown, type: unknown, listener: unknown, options: unknown) => {
    const name = nameOf(target);
    if (name === undefined || typeof listener !== 'function') return undefined;
    const capture = typeof options === 'object' ? Reflect.get(options ?? {}, 'capture') : options;
    return { of: setOf(`${name} ${String(type)}`), key: `${idOf(listener)} ${Boolean(capture)}` };
  };
  wrap(EventTarget.prototype, 'addEventListener', (inner) => {
    return function (this: unknown, type, listener, options) {
      const found = held(this, type, listener, options);
      if (found !== undefined) {
        const { once, signal, capture } = Object(options);
        const forget = (): unknown => found.of.delete(found.key);
        found.of.add(found.key);
        if (once) inner.call(this, type, forget, { once, capture });
        signal?.addEventListener('abort', forget);
      }
      return inner.call(this, type, listener, options);
    };
  });
  wrap(EventTarget.prototype, 'removeEventListener', (inner) => {
    return function (this: unknown, type, listener, options) {
      const found = held(this, type, listener, options);
      found?.of.delete(found.key);
      return inner.call(this, type, listener, options);
    };
  });

  const channels = setOf('channels');
  window.BroadcastChannel = class extends BroadcastChannel {
    constructor(name: string) {
      super(name);
      channels.add(this);
    }
    override close(): void {
      channels.delete(this);
      super.close();
    }
  };

  // Video.js keeps its listeners in a WeakMap of its own, each object's in an object that is empty at first. Both stay its own to keep.
  let known: { readonly owner: WeakRef<object>; readonly data: WeakRef<object> }[] = [];
  wrap(WeakMap.prototype, 'set', (inner) => {
    return function (this: unknown, owner, data) {
      const isEmpty =
        typeof data === 'object' &&
        data !== null &&
        Object.getPrototypeOf(data) === Object.prototype;
      if (owner instanceof EventTarget && isEmpty && Object.keys(data).length === 0)
        known.push({ owner: new WeakRef(owner), data: new WeakRef(data) });
      return inner.call(this, owner, data);
    };
  });
  const listeners = (): Held => {
    const found: Record<string, number> = {};
    known = known.filter(({ owner }) => owner.deref() !== undefined);
    for (const { data } of known)
      for (const [type, handlers] of Object.entries<unknown>(
        Reflect.get(data.deref() ?? {}, 'handlers') ?? {},
      ))
        if (Array.isArray(handlers))
          found[`video.js ${type}`] = (found[`video.js ${type}`] ?? 0) + handlers.length;
    return found;
  };

  window.countHeld = () => ({
    ...Object.fromEntries([...counts].map(([name, held]) => [name, held.size])),
    ...listeners(),
    elements: document.querySelectorAll('*').length,
  });
}
