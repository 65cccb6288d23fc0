import type { Clock } from '../../src/clock.ts';
import { systemClock } from '../../src/clock.ts';
import type { Locks, OAuthEnvironment, Popup, TextStore } from '../../src/environment.ts';
import type { KeyValueStore } from '../../src/storage/key-value-store.ts';
import type { Channel } from '../../src/tabs/channel.ts';

/** A `Storage` that is a map. */
export class FakeStorage implements TextStore {
  readonly values = new Map<string, string>();
  written: (() => void) | undefined;

  getItem(key: string): string | null {
    return this.values.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.values.set(key, value);
    this.written?.();
  }

  removeItem(key: string): void {
    this.values.delete(key);
  }
}

/** An IndexedDB that is a map: changes happen one after the other, and values are cloned. */
export class FakeDatabase implements KeyValueStore {
  readonly values = new Map<string, unknown>();
  /** What happens before a change, such as an error that is thrown. */
  before: (key: string) => void | Promise<void> = () => {};
  #last: Promise<unknown> = Promise.resolve();

  update(key: string, change: (value: unknown) => unknown): Promise<void> {
    const done = this.#changed(this.#last, key, change);
    this.#last = done.catch(() => {});
    return done;
  }

  async #changed(
    last: Promise<unknown>,
    key: string,
    change: (value: unknown) => unknown,
  ): Promise<void> {
    await last;
    await this.before(key);
    const value = this.values.get(key);
    const next = change(value);
    if (next === undefined) this.values.delete(key);
    else if (next !== value) this.values.set(key, clone(next));
  }
}

/** Keys cannot be cloned in Node; records can. */
const clone = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'privateKey' in value
    ? value
    : structuredClone(value);

interface Waiting {
  readonly tab: FakeTab;
  readonly call: () => Promise<void>;
  readonly done: () => void;
}

/** Web Locks across the tabs of one browser. A tab that is killed lets go of what it held. */
class FakeLocks {
  #held: Waiting | undefined;
  readonly #queue: Waiting[] = [];

  of(tab: FakeTab): Locks {
    return {
      request: (_name, { signal }, call) =>
        new Promise((resolve, reject) => {
          const entry: Waiting = { tab, call, done: () => resolve(undefined) };
          signal.addEventListener('abort', () => {
            const at = this.#queue.indexOf(entry);
            if (at < 0) return;
            this.#queue.splice(at, 1);
            reject(new DOMException('', 'AbortError'));
          });
          this.#queue.push(entry);
          queueMicrotask(() => this.#next());
        }),
    };
  }

  letGo(tab: FakeTab): void {
    for (const entry of this.#queue.filter((one) => one.tab === tab))
      this.#queue.splice(this.#queue.indexOf(entry), 1);
    if (this.#held?.tab === tab) this.#held = undefined;
    this.#next();
  }

  #next(): void {
    if (this.#held) return;
    const entry = this.#queue.shift();
    if (!entry) return;
    this.#held = entry;
    void entry.call().finally(() => {
      entry.done();
      if (this.#held === entry) this.#held = undefined;
      this.#next();
    });
  }
}

/** One browser: what its tabs share. */
export class FakeBrowser {
  readonly local = new FakeStorage();
  readonly database = new FakeDatabase();
  readonly tabs = new Set<FakeTab>();
  readonly locks = new FakeLocks();
  readonly clock: Clock;

  constructor(clock: Clock = systemClock) {
    this.clock = clock;
  }

  open(href = 'http://localhost:5173/'): FakeTab {
    const tab = new FakeTab(this, href);
    this.tabs.add(tab);
    return tab;
  }
}

/** One tab: it can be killed, and it can be frozen, so that nothing reaches it and nothing leaves it. */
export class FakeTab {
  readonly browser: FakeBrowser;
  readonly session = new FakeStorage();
  readonly events = new EventTarget();
  readonly channels = new Set<FakeChannel>();
  href: string;
  wentTo: string | undefined;
  isClosed = false;
  isFocused = true;
  /** What other tabs say gets here late. */
  isDeaf = false;
  /** What `window.open` gives. */
  popup: FakePopup | null = null;
  opener: ((message: unknown, origin: string) => void) | undefined;
  #thaw: (() => void) | undefined;
  #thawed: Promise<void> = Promise.resolve();
  isKilled = false;

  constructor(browser: FakeBrowser, href: string) {
    this.browser = browser;
    this.href = href;
  }

  get isFrozen(): boolean {
    return this.#thaw !== undefined;
  }

  freeze(): void {
    this.#thawed = new Promise((resolve) => {
      this.#thaw = resolve;
    });
  }

  thaw(): void {
    this.#thaw?.();
    this.#thaw = undefined;
    for (const channel of this.channels) channel.flush();
  }

  /** Hears what was said meanwhile. */
  listen(): void {
    this.isDeaf = false;
    for (const channel of this.channels) channel.flush();
  }

  kill(): void {
    this.isKilled = true;
    this.browser.tabs.delete(this);
    this.browser.locks.letGo(this);
    for (const channel of this.channels) channel.close();
  }

  /** Passes what comes in only while the tab lives and is not frozen. */
  async arrive<T>(value: Promise<T>): Promise<T> {
    const settled = await Promise.allSettled([value]);
    await this.#thawed;
    if (this.isKilled) return new Promise(() => {});
    const [result] = settled;
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  }

  environment(fetch: typeof globalThis.fetch = globalThis.fetch): Partial<OAuthEnvironment> {
    const { browser } = this;
    return {
      clock: this.#clock(),
      fetch: (input, init) =>
        this.isKilled || this.isFrozen
          ? this.arrive(new Promise(() => {}))
          : this.arrive(fetch(input, init)),
      page: {
        href: () => this.href,
        go: (url) => {
          this.wentTo = url;
        },
        show: (url) => {
          this.href = url;
        },
        open: () => this.popup,
        tellOpener: (message, origin) => this.opener?.(message, origin),
        close: () => {
          this.isClosed = true;
        },
        isFocused: () => this.isFocused,
      },
      transactions: this.session,
      marks: {
        getItem: (key) => browser.local.getItem(key),
        removeItem: (key) => browser.local.removeItem(key),
        setItem: (key, value) => {
          browser.local.setItem(key, value);
          for (const tab of browser.tabs)
            if (tab !== this && !tab.isFrozen) tab.events.dispatchEvent(new Event('storage'));
        },
      },
      database: { update: (key, change) => this.arrive(browser.database.update(key, change)) },
      locks: browser.locks.of(this),
      openChannel: (name) => new FakeChannel(this, name),
      events: this.events,
    };
  }

  #clock(): Clock {
    const { clock } = this.browser;
    return {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      after: (delayMs, call) =>
        clock.after(delayMs, () => {
          if (!this.isKilled && !this.isFrozen) call();
        }),
    };
  }
}

class FakeChannel implements Channel {
  onmessage: ((event: MessageEvent) => void) | null = null;
  readonly #tab: FakeTab;
  readonly #name: string;
  #waiting: unknown[] = [];

  constructor(tab: FakeTab, name: string) {
    this.#tab = tab;
    this.#name = name;
    tab.channels.add(this);
  }

  postMessage(message: unknown): void {
    const data: unknown = structuredClone(message);
    for (const tab of this.#tab.browser.tabs)
      for (const other of tab.channels)
        if (other !== this && other.#name === this.#name) other.#waiting.push(data);
    setImmediate(() => {
      for (const tab of this.#tab.browser.tabs) for (const one of tab.channels) one.flush();
    });
  }

  flush(): void {
    if (this.#tab.isFrozen || this.#tab.isKilled || this.#tab.isDeaf) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const data of waiting) this.onmessage?.(new MessageEvent('message', { data }));
  }

  close(): void {
    this.#tab.channels.delete(this);
  }
}

/** A window that `window.open` gives. */
export class FakePopup extends EventTarget implements Popup {
  closed = false;
  went: ((url: string) => void) | undefined;
  readonly location = { replace: (url: string): void => this.went?.(url) };

  close(): void {
    this.closed = true;
  }
}
