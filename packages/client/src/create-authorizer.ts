import type { PassRequest, PlaybackPass, PlaybackSource, RequestKind } from '@playgate/protocol';
import type {
  AuthorizedRequest,
  Authorizer,
  AuthorizerPhase,
  AuthorizerState,
  PlayerAbilities,
  Refusal,
  Verdict,
} from './authorizer.ts';
import { clientError } from './client-error.ts';
import type { ClientError } from './client-error.ts';
import type { Clock } from './clock.ts';
import { NO_HEADERS } from './compile-rules.ts';
import { findRule } from './find-rule.ts';
import type { FoundRule } from './find-rule.ts';
import { createObservable } from './observable.ts';
import type { WritableObservable } from './observable.ts';
import { ParkingLot } from './parking-lot.ts';
import type { HeldPass, KeeperEvent, PassKeeper, PassWatcher } from './pass-keeper.ts';
import { setQuery } from './place.ts';
import { RefusalHandler } from './refusal-handler.ts';
import { abortedBy } from './take-pass.ts';

/** What an authorizer needs of its client. */
export interface AuthorizerContext {
  readonly clock: Clock;
  readonly random: () => number;
  emit(asset: string, event: KeeperEvent): void;
}

/** What it waits for, for events. */
interface Waiting {
  readonly url?: string;
  readonly kind?: RequestKind;
  readonly signal?: AbortSignal;
}

/** Makes an authorizer over a keeper. */
export function createAuthorizer(keeper: PassKeeper, context: AuthorizerContext): Authorizer {
  return new PassAuthorizer(keeper, context);
}

class PassAuthorizer implements Authorizer {
  readonly request: PassRequest;
  readonly state: WritableObservable<AuthorizerState> = createObservable<AuthorizerState>({
    phase: 'idle',
  });
  readonly pass: WritableObservable<PlaybackPass | undefined> = createObservable<
    PlaybackPass | undefined
  >(undefined);
  readonly #context: AuthorizerContext;
  readonly #lot = new ParkingLot();
  readonly #refusals: RefusalHandler;
  readonly #watcher: PassWatcher = {
    isWaiting: () => this.#waits,
    changed: (error) => this.#changed(error),
    moveTo: (keeper) => this.#follow(keeper),
  };
  #keeper: PassKeeper;
  #unwatch: () => void;
  #source: PlaybackSource | undefined;
  /** Why no request goes out. All but `locked` end what waits. */
  #stop: { readonly phase: AuthorizerPhase; readonly error: ClientError } | undefined;
  /** Why the media cannot be reached, though the pass is good. */
  #lost: ClientError | undefined;
  #abilities: PlayerAbilities = { headers: true };
  /** Whether a pass is wanted, even if no request waits for it. */
  #wanted = false;
  #reloads = 0;
  /** Kept when the pass is dropped: they know names of parameters only. */
  #cleaners: readonly ((url: string) => string)[] = [];

  constructor(keeper: PassKeeper, context: AuthorizerContext) {
    this.request = keeper.request;
    this.#context = context;
    this.#keeper = keeper;
    this.#refusals = new RefusalHandler({
      clock: context.clock,
      random: context.random,
      keeper: () => this.#keeper,
      find: (url, kind) => this.#find(url, kind),
      clean: (url) => this.clean(url),
      wait: (isFree, signal) => this.#wait(isFree, signal),
      update: () => this.#update(),
      halt: (error) => this.#halt(error),
      lose: (error) => {
        this.#lost = error;
        this.#update();
      },
    });
    this.#unwatch = keeper.watch(this.#watcher);
    if (keeper.usable()) this.#changed();
  }

  async ready({ url, kind, signal }: Waiting = {}): Promise<void> {
    if (signal?.aborted) throw abortedBy(signal);
    if (this.isFree(url, kind)) return this.#keeper.touch();
    const since = this.#context.clock.monotonic();
    const about = url === undefined ? undefined : { kind, path: pathOf(url) };
    if (about) this.#emit({ type: 'request-parked', ...about });
    this.#wanted = true;
    const error = await this.#wait(() => this.isFree(url, kind), signal);
    if (error) throw error;
    const waitedMs = this.#context.clock.monotonic() - since;
    if (about) this.#emit({ type: 'request-released', ...about, waitedMs });
  }

  isFree(url?: string, kind?: RequestKind): boolean {
    const { breaker } = this.#refusals;
    if (this.#end) return false;
    if (!this.#stop && this.#keeper.usable() && (!breaker.isOpen || breaker.probes(url)))
      return true;
    return (
      url !== undefined && this.#keeper.held !== undefined && !this.#find(url, kind)?.rule.places
    );
  }

  apply(url: string, kind?: RequestKind): AuthorizedRequest {
    const held = this.#stop ? undefined : this.#keeper.usable();
    const found = held && findRule(held.rules, url, kind);
    if (!held || !found?.rule.places) return untouched(url, kind);
    if (found.odd)
      throw clientError(
        'url_not_canonical',
        'A media URL hides where it leads: user, backslash, dot segments or control characters.',
      );
    const { headers, query, credentials, transport } = found.rule;
    return {
      url: setQuery(found.url, query),
      original: url,
      kind,
      headers,
      credentials,
      generation: held.generation,
      transport,
    };
  }

  clean(url: string): string {
    return this.#cleaners.reduce((cleaned, clean) => clean(cleaned), url);
  }

  async refused(refusal: Refusal): Promise<Verdict> {
    const { request, status } = refusal;
    const { kind, original, generation } = request;
    const about = { kind, path: pathOf(original), generation };
    this.#emit({ type: 'request-refused', ...about, status });
    this.#accepts(request, refusal.responseUrl);
    if (this.#end) return { action: 'stop', error: this.#end };
    const verdict = await this.#refusals.judge(refusal);
    if (verdict.action === 'replay') this.#emit({ type: 'request-replayed', ...about });
    return verdict;
  }

  accepted(request: AuthorizedRequest, responseUrl?: string): boolean {
    if (!this.#accepts(request, responseUrl)) return false;
    if (request.generation === 0) return true;
    this.#keeper.accepted(request.generation);
    this.#refusals.accepted(request);
    if (this.#lost) {
      this.#lost = undefined;
      this.#update();
    }
    return true;
  }

  async reload({ signal }: Waiting = {}): Promise<PlaybackSource> {
    const before = this.#keeper.generation;
    this.#reloads += 1;
    if (!this.#stop) this.#keeper.demand('reload', true);
    const isNew = (): boolean => this.#keeper.generation > before && this.#isUsable();
    const error = await this.#wait(isNew, signal);
    this.#reloads -= 1;
    if (error) throw error;
    if (!this.#source) throw clientError('invalid_response', 'The pass names no source to play.');
    return this.#source;
  }

  async answer(answer: Readonly<Record<string, string>>): Promise<void> {
    this.#resume();
    this.#keeper.answer(answer);
    await this.#wait(() => this.#stop !== undefined || this.#isUsable());
  }

  retry(): void {
    const discard = this.#stop?.phase === 'denied';
    this.#resume();
    this.#keeper.restart(discard);
    this.#update();
  }

  setAbilities(abilities: PlayerAbilities): void {
    this.#abilities = abilities;
    if (this.#stop?.phase === 'unsupported') this.#stop = undefined;
    this.#update();
  }

  dispose(): void {
    this.#unwatch();
    this.#stop = { phase: this.state.get().phase, error: clientError('disposed', 'Disposed.') };
    this.#lot.release(this.#stop.error);
    this.#refusals.breaker.close();
  }

  get #waits(): boolean {
    return this.#wanted || this.#lot.size > 0;
  }

  /** Why everything ends here, if it does. */
  get #end(): ClientError | undefined {
    return this.#stop?.phase === 'locked' ? undefined : this.#stop?.error;
  }

  #isUsable(): boolean {
    return this.#keeper.usable() !== undefined;
  }

  #find(url: string, kind: RequestKind | undefined): FoundRule | undefined {
    const { held } = this.#keeper;
    return held && findRule(held.rules, url, kind);
  }

  #emit(event: KeeperEvent): void {
    this.#context.emit(this.request.asset, event);
  }

  /** Whether an answer came from where the pass may go. */
  #accepts({ generation, url, kind }: AuthorizedRequest, responseUrl: string | undefined): boolean {
    if (generation === 0 || !responseUrl || responseUrl === url) return true;
    if (!this.#keeper.held || this.#find(responseUrl, kind)) return true;
    this.#halt(
      clientError('redirect_refused', 'The media server redirects to where the pass may not go.'),
    );
    return false;
  }

  #wait(isFree: () => boolean, signal?: AbortSignal): Promise<ClientError | undefined> {
    if (this.#end) return Promise.resolve(this.#end);
    const ended = this.#lot.wait(isFree, signal);
    this.#update();
    return ended;
  }

  #follow(keeper: PassKeeper): void {
    this.#keeper = keeper;
    this.#unwatch = keeper.watch(this.#watcher);
    this.#changed();
  }

  #changed(error?: ClientError): void {
    if (error && (this.#reloads > 0 || !this.#isUsable())) this.#halt(error);
    const { held } = this.#keeper;
    if (held?.pass !== this.pass.get()) this.#receive(held);
    this.#update();
  }

  #receive(held: HeldPass | undefined): void {
    const before = this.pass.get();
    const pass = held?.pass;
    if (held) this.#cleaners = held.rules.map(({ clean }) => clean);
    // The pass of an earlier viewer was dropped: this one needs another.
    else this.#wanted = true;
    if (!this.#source || this.#reloads > 0 || before?.subject !== pass?.subject)
      this.#source = pass?.source;
    if (pass && this.#stop?.phase === 'locked') this.#stop = undefined;
    this.pass.set(pass);
  }

  #resume(): void {
    if (this.#stop?.error.code === 'disposed') throw this.#stop.error;
    this.#stop = undefined;
    this.#lost = undefined;
    this.#wanted = true;
  }

  #halt(error: ClientError): void {
    if (error.code === 'disposed') return this.dispose();
    if (this.#end && error.code !== 'signed_out') return;
    const phase = phaseOf(error);
    this.#stop = { phase, error };
    this.#wanted = false;
    if (phase === 'signed-out') this.#source = undefined;
    this.#emit(
      error.code === 'signed_out' ? { type: 'signed-out' } : { type: 'stopped', code: error.code },
    );
    if (this.#end) this.#refusals.breaker.close();
    this.#update();
  }

  /** Looks again at who may go on, whether a pass must come, and what a viewer should know. */
  #update(): void {
    if (this.#stop?.error.code === 'disposed') return;
    const { held } = this.#keeper;
    if (
      !this.#stop &&
      !this.#abilities.headers &&
      held?.rules.some(({ headers }) => headers !== NO_HEADERS)
    )
      return this.#halt(
        clientError(
          'placement_unsupported',
          'The pass needs a header, and the player here cannot set one.',
        ),
      );
    this.#lot.release(this.#end);
    if (this.#isUsable()) this.#wanted = false;
    else if (this.#waits && !this.#stop) this.#keeper.demand(held ? 'renewal' : 'first');
    this.#show();
  }

  #show(): void {
    const phase = this.#phase();
    const error =
      this.#stop?.error ?? (phase === 'network' ? (this.#lost ?? this.#keeper.error) : undefined);
    const source = this.#source;
    const now = this.state.get();
    const sameError = phase === 'network' ? now.error?.code === error?.code : now.error === error;
    if (now.phase === phase && sameError && now.source === source) return;
    const { interaction } = error ?? {};
    this.state.set({
      phase,
      ...(error && { error }),
      ...(interaction && { interaction }),
      ...(source && { source }),
    });
  }

  #phase(): AuthorizerPhase {
    if (this.#stop) return this.#stop.phase;
    if (this.#isUsable()) return this.#lost ? 'network' : 'authorized';
    const had = this.pass.get() !== undefined;
    if (!this.#waits) return had ? 'authorized' : 'idle';
    if (this.#keeper.isTroubled) return 'network';
    return had ? 'waiting' : 'authorizing';
  }
}

function phaseOf({ code }: ClientError): AuthorizerPhase {
  switch (code) {
    case 'interaction_required':
      return 'locked';
    case 'unauthenticated':
    case 'signed_out':
      return 'signed-out';
    case 'placement_unsupported':
      return 'unsupported';
    default:
      return 'denied';
  }
}

function untouched(url: string, kind: RequestKind | undefined): AuthorizedRequest {
  return {
    url,
    original: url,
    kind,
    headers: NO_HEADERS,
    credentials: false,
    generation: 0,
    transport: 'any',
  };
}

function pathOf(url: string): string {
  return /^https?:\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1] ?? '';
}
