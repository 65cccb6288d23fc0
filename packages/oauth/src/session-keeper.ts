import { elapsed, momentOf } from './clock.ts';
import { OAuthError } from './oauth-error.ts';
import type { OAuthSettings } from './oauth-options.ts';
import { createObservable } from './observable.ts';
import type { WritableObservable } from './observable.ts';
import type { OAuthSession } from './session.ts';
import type { SafeStore } from './storage/safe-store.ts';
import { isStoredSession } from './storage/stored-session.ts';
import type { StoredSession } from './storage/stored-session.ts';
import type { Mark } from './tabs/mark.ts';
import type { Message } from './tabs/message.ts';
import { createTabs } from './tabs/tabs.ts';
import type { Tabs } from './tabs/tabs.ts';
import { ageOf, newLiveSession } from './tokens/live-session.ts';
import type { AccessToken, LiveSession } from './tokens/live-session.ts';

/** Knows whether somebody is signed in, here and in the other tabs. */
export interface SessionKeeper {
  readonly session: WritableObservable<OAuthSession>;
  readonly tabs: Tabs;
  /** The session now, without a look at the store. */
  current(): LiveSession | undefined;
  /**
   * The session, once it is known what other tabs did.
   *
   * @throws {OAuthError} `disposed`
   */
  find(): Promise<LiveSession | undefined>;
  /** Reads the store again. */
  reload(): Promise<void>;
  begin(live: LiveSession): void;
  /** Takes a token for the session, and tells the other tabs of a new one. */
  accept(live: LiveSession, token: AccessToken, isNew: boolean): void;
  /** Ends the session here, at once. With a mark, in the other tabs, too. */
  end(error: OAuthError, mark?: 'out' | 'lost'): void;
  /** Nobody is told that there is no session while a callback is answered. */
  answering(isBegun: boolean): void;
  /** Shows why there is no session. */
  fail(error: OAuthError): void;
  /** Resolves with the next thing that happens here or in another tab. */
  news(): Promise<void>;
  /** Hears of what popups come back with. */
  onCallback(hear: (url: string) => void): () => void;
  /** Aborted, with `disposed`, once it is. */
  readonly disposed: AbortSignal;
  dispose(): void;
}

export function createSessionKeeper(settings: OAuthSettings, store: SafeStore): SessionKeeper {
  return new Keeper(settings, store);
}

class Keeper implements SessionKeeper {
  readonly session: WritableObservable<OAuthSession>;
  readonly tabs: Tabs;
  readonly #settings: OAuthSettings;
  readonly #store: SafeStore;
  readonly #waiting = new Set<() => void>();
  readonly #callbacks = new Set<(url: string) => void>();
  #live: LiveSession | undefined;
  #loading: Promise<void> | undefined;
  /** The session that ended last. */
  #gone: string | undefined;
  #isAnswering = false;
  /** The store could not be read. */
  #isUnread = false;
  readonly #over = new AbortController();
  readonly disposed: AbortSignal = this.#over.signal;

  constructor(settings: OAuthSettings, store: SafeStore) {
    this.#settings = settings;
    this.#store = store;
    this.session = createObservable<OAuthSession>({ status: 'pending' }, () => this.#start());
    this.tabs = createTabs(settings.environment, settings.key, {
      look: (told) => this.#look(told),
      hear: (message) => this.#hear(message),
    });
  }

  current(): LiveSession | undefined {
    return this.#live;
  }

  async find(): Promise<LiveSession | undefined> {
    this.disposed.throwIfAborted();
    this.#start();
    this.#look();
    if (this.#isUnread && !this.#live) this.#loading = this.reload();
    await this.#loading;
    return this.#live;
  }

  async reload(): Promise<void> {
    let stored: StoredSession | undefined;
    this.#isUnread = false;
    const isRead = await this.#store.update('session', (value) => {
      // One that a sign-out has marked, and not deleted yet, is none.
      if (isStoredSession(value) && value.id !== this.#goneId()) stored = value;
      return value;
    });
    this.#isUnread = !isRead;
    if (stored && stored.id !== this.#live?.id) {
      if (this.#live) this.end(ended('out'));
      const { id, subject, scope, generation } = stored;
      this.begin(newLiveSession({ id, subject, scope, generation, isShared: true }));
    } else if (!stored && isRead && this.#live?.isShared)
      this.end(ended(this.tabs.marked().startsWith('lost') ? 'lost' : 'out'));
    else if (this.session.get().status === 'pending') this.#show();
  }

  begin(live: LiveSession): void {
    this.#live = live;
    this.#show();
  }

  accept(live: LiveSession, token: AccessToken, isNew: boolean): void {
    if (live !== this.#live || token.generation <= (live.token?.generation ?? -1)) return;
    live.token = token;
    live.generation = Math.max(live.generation, token.generation);
    if (isNew) this.#share(live);
    if (this.#isMoreKnown(live)) this.#show();
    this.#wake();
  }

  end(error: OAuthError, mark?: 'out' | 'lost'): void {
    const before = this.#live;
    this.#live = undefined;
    if (mark) this.tabs.leaveMark(mark, before?.id);
    this.#gone = before?.id ?? this.#gone;
    before?.over.abort(error);
    this.fail(error);
    this.#wake();
  }

  answering(isBegun: boolean): void {
    this.#isAnswering = isBegun;
    if (!this.#live && (isBegun || this.session.get().status === 'pending')) this.#show();
  }

  fail(error: OAuthError): void {
    if (!this.#live) this.#show(error.code === 'signed_out' ? undefined : error);
  }

  news(): Promise<void> {
    return new Promise((resolve) => this.#waiting.add(resolve));
  }

  onCallback(hear: (url: string) => void): () => void {
    this.#callbacks.add(hear);
    return () => void this.#callbacks.delete(hear);
  }

  dispose(): void {
    this.#over.abort(new OAuthError('disposed', 'It is disposed.'));
    this.tabs.stop();
    this.#wake();
  }

  #start(): void {
    if (this.#loading || this.disposed.aborted) return;
    this.tabs.start();
    this.#loading = this.#settings.isShared ? this.reload() : this.#knowNobody();
  }

  /** Not at once: whoever subscribes may be about to answer a callback. */
  #knowNobody(): Promise<void> {
    return Promise.resolve().then(() => {
      if (!this.#live) this.#show();
    });
  }

  /** Looks at what another tab left. Nothing of a session that it ended is used from here on. */
  #look(told?: Mark): void {
    const { isShared } = this.#settings;
    const news = this.tabs.news() ?? told;
    if (news && this.#isEndedBy(news)) this.end(ended(news.why));
    if (news && isShared) this.#loading = this.reload();
    this.#wake();
  }

  /** Where tabs share the session, the store says who signed in, and a sign-out ends that session alone. */
  #isEndedBy({ why, tag }: Mark): boolean {
    if (!this.#live) return false;
    const { isShared, id, tag: own } = this.#live;
    if (why === 'in') return !isShared && Boolean(tag) && tag !== own;
    return !isShared || !tag || tag === id;
  }

  #goneId(): string | undefined {
    const [why, id] = this.tabs.marked().split(' ');
    return why === 'in' || !id ? this.#gone : id;
  }

  #hear(message: Exclude<Message, { kind: 'news' }>): void {
    const live = this.#live;
    if (message.kind === 'callback') for (const call of this.#callbacks) call(message.url);
    else if (!live || message.id !== live.id) return;
    else if (message.kind === 'token') {
      const { value, isBound, lifeMs, generation, sinceMs } = message;
      const { clock } = this.#settings.environment;
      // It ages while its message waits for a tab that is frozen or busy.
      const since = momentOf(clock, Math.max(clock.now() - sinceMs, 0));
      this.accept(live, { value, isBound, lifeMs, generation, since }, false);
    } else this.#share(live);
  }

  #share({ id, isShared, token }: LiveSession): void {
    const { clock } = this.#settings.environment;
    if (!isShared || !token || ageOf(token, clock) !== 'fresh') return;
    const { since, ...rest } = token;
    const sinceMs = clock.now() - elapsed(since, clock);
    this.tabs.tell({ kind: 'token', id, sinceMs, ...rest });
  }

  /** A refresh can bring the first claims after a reload, and another scope. Else nobody needs to hear of it. */
  #isMoreKnown({ claims, scope }: LiveSession): boolean {
    const shown = this.session.get();
    return shown.status === 'signed-in' && ((!shown.claims && !!claims) || shown.scope !== scope);
  }

  #show(error?: OAuthError): void {
    if (this.disposed.aborted) return;
    const { subject, scope, claims } = this.#live ?? {};
    const isOpen = this.#isAnswering && !error;
    this.session.set(
      this.#live
        ? {
            status: 'signed-in',
            ...(subject !== undefined && { subject }),
            ...(scope !== undefined && { scope }),
            ...(claims && { claims }),
          }
        : isOpen
          ? { status: 'pending' }
          : { status: 'signed-out', ...(error && { error }) },
    );
  }

  #wake(): void {
    for (const call of this.#waiting) call();
    this.#waiting.clear();
  }
}

const ended = (why: Mark['why']): OAuthError =>
  why === 'lost'
    ? new OAuthError('session_lost', 'The server ended the session.')
    : new OAuthError('signed_out', 'Signed out.');
