import type { PassRequest, PlaybackPass } from '@playgate/protocol';
import type { Authorizer } from './authorizer.ts';
import { compilePin, positive, sourceOf } from './check-options.ts';
import { AskedViewers } from './ask/asked-viewers.ts';
import { askError, clientError } from './client-error.ts';
import type { ClientError } from './client-error.ts';
import { clientFetch } from './client-fetch.ts';
import { doubtViewer, followViewer } from './follow-viewer.ts';
import { systemClock } from './clock.ts';
import { createAuthorizer } from './authorize/create-authorizer.ts';
import type { UrlMatcher } from './place/match-url.ts';
import { createObservable } from './observable.ts';
import type { WritableObservable } from './observable.ts';
import { onWake } from './on-wake.ts';
import { PassCache } from './keep/pass-cache.ts';
import type { ClientSession, PassClient } from './pass-client.ts';
import type { PassClientOptions } from './pass-client-options.ts';
import { PassKeeper } from './keep/pass-keeper.ts';
import type { HeldPass } from './keep/held-pass.ts';
import type { KeeperContext } from './keep/keeper-context.ts';
import { RefusalBrake } from './keep/refusal-brake.ts';
import { passOf } from './ask/pass-of.ts';
import type { AskContext, BareToken, PassSource } from './ask/pass-source.ts';
import { SignOutMark } from './sign-out-mark.ts';
import { takePass } from './keep/take-pass.ts';
import type { TakeOptions } from './keep/take-pass.ts';
import { withoutPrototype } from './without-prototype.ts';

/**
 * Makes a client.
 *
 * @throws {ClientError} `config`, naming the option.
 */
export function createPassClient(options: PassClientOptions): PassClient {
  return new Client(withoutPrototype(options));
}

const RESTLESS =
  'Passes name another subject again and again. It must name the viewer, whatever the asset.';

class Client implements PassClient {
  readonly session: WritableObservable<ClientSession> = createObservable<ClientSession>({
    status: 'active',
  });
  readonly #options: PassClientOptions;
  readonly #fetch: typeof globalThis.fetch;
  readonly #deadlineMs: number;
  readonly #context: KeeperContext<PassKeeper>;
  readonly #keepers: PassCache;
  readonly #pins: readonly UrlMatcher[] | undefined;
  readonly #primed = new WeakSet<PlaybackPass>();
  readonly #viewers = new AskedViewers();
  /** How often passes named another viewer. */
  readonly #changes = new RefusalBrake();
  /** Of the latest pass. */
  #mode: string | undefined;
  #mark: SignOutMark | undefined;
  /** How many viewers have signed in. */
  #signIns = 0;
  /** How many viewers have left. */
  #departures = 0;
  #unfollow: (() => void) | undefined;
  #ignoreWakes: (() => void) | undefined;
  #isDisposed = false;

  constructor(options: PassClientOptions) {
    const { clock = systemClock, random = Math.random, renewAhead = true } = options;
    this.#options = options;
    this.#fetch = options.fetch ?? globalThis.fetch;
    this.#deadlineMs = positive(options, 'deadlineMs', 15_000);
    this.#pins = options.pin?.map(compilePin);
    const source = sourceOf(options, this.#fetch, clock);
    this.#context = {
      clock,
      random,
      renewAhead,
      timeoutMs: positive(options, 'timeoutMs', 10_000),
      ask: (request, context) => this.#ask(source, request, context),
      emit: (asset, event) => options.onEvent?.({ at: clock.monotonic(), asset, ...event }),
      landed: (keeper, pass) => this.#landed(keeper, pass),
      released: (keeper) => this.#keepers.release(keeper),
    };
    this.#keepers = new PassCache(
      positive(options, 'cacheSize', 100),
      (request) => new PassKeeper(request, this.#context),
    );
  }

  authorizer(request: PassRequest): Authorizer {
    this.#open();
    return createAuthorizer(this.#keepers.get(request), this.#context);
  }

  async pass(
    request: PassRequest,
    options: { readonly minValidityMs?: number; readonly signal?: AbortSignal } = {},
  ): Promise<PlaybackPass> {
    this.#open();
    return (await this.#take(this.#keepers.get(request), options)).pass;
  }

  prefetch(request: PassRequest): void {
    this.#open();
    // Whoever plays it asks again, and hears why.
    if (this.#mode === 'renewable') this.pass(request).catch(() => undefined);
  }

  prime(request: PassRequest, pass: PlaybackPass): void {
    this.#open();
    const checked = this.#primable(pass);
    if (checked.mode === 'single-use')
      throw clientError('config', 'prime: a pass of mode single-use cannot be shared.');
    // A component that mounts again must not bring back what was dropped since.
    if (this.#primed.has(pass)) return;
    this.#primed.add(pass);
    this.#keepers.get(request).prime(checked);
  }

  async fetch(
    input: string | URL | Request,
    init: RequestInit & { readonly request: PassRequest },
  ): Promise<Response> {
    this.#open();
    const context = {
      fetch: this.#fetch,
      keeper: this.#keepers.get(init.request),
      take: (keeper: PassKeeper, signal: AbortSignal) => this.#take(keeper, { signal }),
      departures: () => this.#departures,
    };
    return clientFetch(context, input, init);
  }

  signOut(): void {
    const { clock, random } = this.#context;
    this.#mark ??= new SignOutMark(this.#options.marks);
    this.#mark.leave(`${clock.now()}-${random()}`);
    this.#leave();
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#unfollow?.();
    this.#ignoreWakes?.();
    this.#dropAll(clientError('disposed', 'The client is disposed.'), this.session.get());
  }

  async #ask(source: PassSource, request: PassRequest, context: AskContext): Promise<PlaybackPass> {
    const before = this.#signIns;
    const ask = this.#viewers.begin();
    try {
      const pass = this.#checked(await source(request, context));
      if (context.signal.aborted || !this.#viewers.isOutdated(ask, pass.subject)) return pass;
    } catch (cause) {
      const isUnknown = !context.signal.aborted && askError(cause).code === 'unauthenticated';
      if (isUnknown && before === this.#signIns) doubtViewer(this.#options.session);
      if (!isUnknown || before === this.#signIns) throw cause;
    }
    // Somebody signed in while this was asked for nobody, or for the viewer before.
    return this.#ask(source, request, context);
  }

  #take(
    keeper: PassKeeper,
    options: Pick<TakeOptions, 'minValidityMs' | 'signal'>,
  ): Promise<HeldPass> {
    const { clock } = this.#context;
    return takePass(keeper, { ...options, clock, deadlineMs: this.#deadlineMs });
  }

  #primable(pass: PlaybackPass): PlaybackPass {
    try {
      return this.#checked(pass);
    } catch (cause) {
      throw askError(cause);
    }
  }

  #checked(answer: PlaybackPass | BareToken): PlaybackPass {
    const pass = passOf(answer, this.#options.place);
    const urls = pass.rules
      .filter(({ place }) => place.some(({ kind }) => kind !== 'none'))
      .flatMap(({ match }) => match.urls);
    const foreign = urls.find((url) =>
      this.#pins?.every((pinned) => !pinned(url) && !pinned(`${url}/`)),
    );
    if (foreign !== undefined)
      throw clientError(
        'origin_not_allowed',
        `The pass names ${foreign}, which pin does not list.`,
      );
    return pass;
  }

  #landed(keeper: PassKeeper, pass: PlaybackPass): void {
    this.#mode = pass.mode;
    const { status, subject } = this.session.get();
    const next = pass.subject ?? subject;
    if (status !== 'active' || next !== subject)
      this.session.set({ status: 'active', ...(next !== undefined && { subject: next }) });
    if (subject !== undefined && next !== subject) {
      this.#departures += 1;
      const others = this.#keepers.all().filter((other) => other !== keeper);
      for (const other of others) other.drop();
      // Else a backend that names another one for each asset would have players drive each other out for ever.
      const isTooOften = !this.#changes.count(this.#context.clock.monotonic());
      const error = isTooOften ? clientError('config', RESTLESS) : undefined;
      for (const other of others) other.watchers.tell(error);
    }
    if (pass.mode === 'renewable') return;
    this.#keepers.unlist(keeper);
    keeper.watchers.split(() => this.#keepers.unlisted(keeper.request));
  }

  /** Nothing is handed out from here on; only then is anybody told. */
  #dropAll(error: ClientError, session: ClientSession): void {
    const keepers = this.#keepers.all();
    for (const keeper of keepers) keeper.drop();
    this.session.set(session);
    for (const keeper of keepers) keeper.watchers.tell(error);
  }

  #leave(): void {
    this.#departures += 1;
    this.#dropAll(clientError('signed_out', 'Signed out.'), { status: 'signed-out' });
  }

  /** Whoever waits for a viewer goes on. */
  #enter(): void {
    this.#signIns += 1;
    if (this.session.get().status === 'signed-out') this.session.set({ status: 'active' });
    for (const keeper of this.#keepers.all()) keeper.watchers.enter();
  }

  /** From the first use on the page and the session are listened to, and no longer from `dispose` on. */
  #open(): void {
    if (this.#isDisposed) throw clientError('disposed', 'The client is disposed.');
    const { wakes, marks, session } = this.#options;
    this.#mark ??= new SignOutMark(marks);
    // Before the wakes: what a session finds out when the page wakes counts before anything is renewed.
    this.#unfollow ??= followViewer(session, {
      left: () => this.#leave(),
      came: () => this.#enter(),
    });
    this.#ignoreWakes ??= onWake(wakes, ({ type }) => {
      if (this.#mark?.isNew()) this.#leave();
      else if (type !== 'storage') for (const keeper of this.#keepers.all()) keeper.wake();
    });
  }
}
