import { createBackendSession } from '../../src/session/create-backend-session.ts';
import type { BackendSession } from '../../src/session/backend-session.ts';
import type { BackendSessionOptions } from '../../src/session/backend-session-options.ts';
import type { SessionPage } from '../../src/session/session-page.ts';
import type { MarkStore } from '../../src/mark-store.ts';
import { later } from './fake-backend.ts';
import type { Later } from './fake-backend.ts';
import { FakeClock } from './fake-clock.ts';
import { json } from './fake-fetch.ts';

export const ORIGIN = 'https://app.example';

/** A window, and what was done with it. */
export class FakeWindow {
  /** Where it was sent, and what it showed without going there. */
  readonly went: string[] = [];
  readonly popups: FakeWindow[] = [];
  closed = false;
  isFocused = true;
  blocksPopups = false;
  href: string;

  constructor(href: string) {
    this.href = href;
    this.document.baseURI = href;
  }

  readonly location = {
    at: () => this.href,
    get href(): string {
      return this.at();
    },
    origin: ORIGIN,
    assign: (url: string): void => void this.went.push(url),
    replace: (url: string): void => void this.went.push(url),
  };

  readonly history = {
    state: { router: 1 },
    replaceState: (state: unknown, _unused: string, url: string): void => {
      if (state !== this.history.state) throw new Error('The state of the page is lost.');
      this.href = ORIGIN + url;
    },
  };

  readonly document = { baseURI: '', hasFocus: (): boolean => this.isFocused };

  readonly open: SessionPage['open'] = () => {
    if (this.blocksPopups) return null;
    const popup = new FakeWindow('about:blank');
    this.popups.push(popup);
    return popup;
  };

  close(): void {
    this.closed = true;
  }
}

/** A call that the backend got. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly init: RequestInit;
}

export interface FakeTab {
  readonly session: BackendSession;
  readonly clock: FakeClock;
  readonly window: FakeWindow;
  readonly events: EventTarget;
  /** How often the session changed. */
  readonly changes: () => number;
  wake(type: 'pageshow' | 'visibilitychange' | 'online'): void;
  /** Hears of nothing from now on. */
  freeze(): void;
}

/** An application of several tabs, with one storage, one cookie, and a backend that does what `@playgate/session` does. */
export class FakeSite {
  readonly calls: Call[] = [];
  readonly items = new Map<string, string>();
  /** Whom the cookie names. */
  viewer: string | undefined;
  expiresIn: number | undefined = 3600;
  continueAt: string | undefined;
  /** In place of an answer. */
  fault: (() => Response | Promise<Response>) | undefined;
  /** Holds back what the backend has answered. */
  hold: Later<void> | undefined;
  #randoms = 0;
  readonly #hearers = new Set<(from: object) => void>();

  /** How many calls of a method there were. */
  count(method: 'GET' | 'POST'): number {
    return this.calls.filter((call) => call.method === method).length;
  }

  tab(options: Partial<BackendSessionOptions> = {}, href = `${ORIGIN}/films?x=1`): FakeTab {
    const clock = new FakeClock();
    const window = new FakeWindow(href);
    const events = new EventTarget();
    let isFrozen = false;
    const me = {};
    this.#hearers.add((from) => {
      if (from !== me && !isFrozen) events.dispatchEvent(new Event('storage'));
    });
    const marks: MarkStore = {
      getItem: (key) => this.items.get(key) ?? null,
      setItem: (key, value) => {
        this.items.set(key, value);
        for (const hear of this.#hearers) hear(me);
      },
    };
    const session = createBackendSession({
      session: '/auth/session',
      signIn: '/auth/sign-in',
      signOut: '/auth/sign-out',
      fetch: (input, init) => this.#answer(urlOf(input), init),
      // Always about the middle, and never the same.
      random: () => 0.5 + (this.#randoms += 1) / 1e9,
      ...{ clock, marks, page: window, wakes: events },
      ...options,
    });
    let changes = 0;
    const tab = {
      ...{ session, clock, window, events },
      changes: () => changes,
      wake: (type: string) => {
        isFrozen = false;
        events.dispatchEvent(new Event(type));
      },
      freeze: () => void (isFrozen = true),
    };
    tabsListening.set(tab, () => session.session.subscribe(() => (changes += 1)));
    return tab;
  }

  /** Holds back every answer from now on. */
  pause(): Later<void> {
    this.hold = later<void>();
    return this.hold;
  }

  async #answer({ pathname: path }: URL, init: RequestInit = {}): Promise<Response> {
    const method = init.method ?? 'GET';
    this.calls.push({ method, path, init });
    const answer = this.fault?.() ?? this.#decide(method);
    await this.hold?.promise;
    return answer;
  }

  #decide(method: string): Response {
    const { viewer, expiresIn, continueAt } = this;
    if (method === 'POST') {
      this.viewer = undefined;
      return json({
        signed_out: true,
        ...(continueAt !== undefined && { continue_at: continueAt }),
      });
    }
    if (viewer === undefined) return json({ signed_in: false });
    return json({
      ...{ signed_in: true, viewer, claims: { name: viewer.toUpperCase() } },
      ...(expiresIn !== undefined && { expires_in: expiresIn }),
      issued_at: 1_800_000_000,
    });
  }
}

const urlOf = (input: string | URL | Request): URL =>
  new URL(input instanceof Request ? input.url : input, ORIGIN);

const tabsListening = new WeakMap<FakeTab, () => void>();

/** Looks at the session of a tab, as a component would. */
export function look(tab: FakeTab): void {
  tabsListening.get(tab)?.();
}
